//! When the program breaks: say so in both languages and offer what was entered, instead of a page that no longer answers.
//!
//! After a panic the module must not be trusted any more, so the message is plain HTML that works without it: a link that loads the page anew, and a text
//! field with what a page asked to [`keep`].

use std::panic::PanicHookInfo;
use std::sync::Mutex;

/// What a page wants to be rescued, as text.
static KEPT: Mutex<String> = Mutex::new(String::new());

/// Names what should be offered for copying if the program breaks: what the user entered, in a form they can read and load again. Each call replaces the
/// one before.
pub fn keep(text: String) {
    if let Ok(mut kept) = KEPT.lock() {
        *kept = text;
    }
}

/// From now on a panic is shown.
pub fn watch() {
    std::panic::set_hook(Box::new(show));
}

fn show(info: &PanicHookInfo<'_>) {
    let details = info.to_string();
    web_sys::console::error_1(&details.clone().into());
    let kept = KEPT.try_lock().map(|kept| kept.clone()).unwrap_or_default();
    // If even this fails, the console has the details; there is nothing further to fall back to.
    let _ = put(&details, &kept);
}

fn put(details: &str, kept: &str) -> Option<()> {
    let document = web_sys::window()?.document()?;
    let body = document.body()?;
    let place = document.get_element_by_id("failure").or_else(|| {
        let place = document.create_element("div").ok()?;
        place.set_id("failure");
        place.set_attribute("role", "alert").ok()?;
        body.prepend_with_node_1(&place).ok()?;
        Some(place)
    })?;
    place.set_inner_html(WORDS);
    document
        .get_element_by_id("failure-details")?
        .set_text_content(Some(details));
    let entered = document.get_element_by_id("failure-kept")?;
    if kept.is_empty() {
        entered.parent_element()?.remove();
    } else {
        entered.set_text_content(Some(kept));
    }
    Some(())
}

/// An empty `href` is this page without its `#`, so the browser loads it anew.
const WORDS: &str = r#"<h1>程序出错，已停止运行</h1>
<p>工作簿的修改已逐次存入浏览器，重新打开后仍在；存储有告警时除外。其他页面录入的内容只在本页内存中，请先复制下面的内容，再<a href="">重新打开</a>。</p>
<h2 lang="en">The program broke and has stopped</h2>
<p lang="en">The browser has every change of the workbook, unless it said otherwise; they are there again when you open the page. What you entered elsewhere lives only in this page: copy it from below first, then <a href="">open the page again</a>.</p>
<label>已录入的内容 · What you entered<textarea id="failure-kept" readonly rows="8"></textarea></label>
<details><summary>技术信息 · Technical details</summary><pre id="failure-details"></pre></details>"#;
