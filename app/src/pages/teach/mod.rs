//! 教员: scenarios are written, sets put together, results of a class gathered.
//!
//! | Part | For |
//! |---|---|
//! | [`write`] | the tab 情景: drafts, the text with its findings, the preview beside it |
//! | [`assign`] | the tab 布置: a set of scenarios and an exam, as a file |
//! | [`class`] | the tab 班级: results graded again, the picture of the class, step by step |

pub use class::LaterClass;

mod assign;
mod class;
mod write;

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_rules::Lang;

use self::assign::Assign;
use self::write::Write;
use super::{apart, part_arriving};
use crate::context::App;
use crate::files;
use crate::markup::{Act, live, t};
use crate::training::library::Library;

/// A part of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Tab {
    /// 情景.
    #[default]
    Write,
    /// 布置.
    Assign,
    /// 班级.
    Class,
}

impl Tab {
    const ALL: [Tab; 3] = [Tab::Write, Tab::Assign, Tab::Class];

    fn word(self) -> &'static str {
        match self {
            Tab::Write => "write",
            Tab::Assign => "assign",
            Tab::Class => "class",
        }
    }

    fn name(self, lang: Lang) -> &'static str {
        match self {
            Tab::Write => t(lang, "情景", "Scenarios"),
            Tab::Assign => t(lang, "布置", "Assign"),
            Tab::Class => t(lang, "班级", "Class"),
        }
    }
}

/// The page.
pub fn page(app: App) -> AnyView {
    let library = Library::open(app);
    let tab = RwSignal::new(Tab::default());
    let write = Write::open(app, library);
    let assign = Assign::open(app, library, write);
    let class = LaterClass::new(app, library, write);
    let act = move |act: Act| {
        let named = Tab::ALL.into_iter().find(|known| known.word() == act.arg);
        if let Some(named) = named {
            tab.set(named);
        }
    };
    view! {
        <div class="page teach">
            {live(move || head(tab.get(), app.lang.get()), act)}
            {move || match tab.get() {
                Tab::Write => write.view(),
                Tab::Assign => assign.view(),
                Tab::Class => {
                    let class = class.clone();
                    part_arriving(app, "class", move || apart::class(&class))
                }
            }}
        </div>
    }
    .into_any()
}

fn head(tab: Tab, lang: Lang) -> Markup {
    html! {
        h1 class="no-print" { (t(lang, "教员", "Teaching")) }
        div class="tabs no-print" {
            @for known in Tab::ALL {
                button type="button" id={ "teach-tab-" (known.word()) } data-do="tab" data-arg=(known.word()) aria-pressed=((known == tab).to_string()) { (known.name(lang)) }
            }
        }
    }
}

/// Has the browser save a file, and says so.
fn hand_over(app: App, name: &str, kind: &str, bytes: &[u8]) {
    let name: String = name
        .chars()
        .filter(|c| !c.is_control() && !"\\/:*?\"<>|".contains(*c))
        .collect();
    app.announce(if files::save(&name, kind, bytes) {
        app.pick("已交给浏览器下载", "Handed to the browser to save")
    } else {
        app.pick("没能生成文件", "The file could not be made")
    });
}

/// A file as text, or what is wrong and what to do.
fn as_text(bytes: Option<Vec<u8>>, lang: Lang) -> Result<String, &'static str> {
    let bytes = bytes.ok_or(t(
        lang,
        "浏览器没有读出这个文件：它可能已被移走，或没有权限。请重新选择。",
        "The browser could not read this file: it may have been moved, or is not permitted. Choose it again.",
    ))?;
    String::from_utf8(bytes).map_err(|_| {
        t(
            lang,
            "读不出文字：不是 UTF-8 编码的文本。请用 UTF-8 另存后再打开。",
            "It is no text in UTF-8. Save it in that encoding and open it again.",
        )
    })
}
