//! Whether this browser can do everything: each line says what it means and what to do.

use js_sys::{JsString, Reflect};
use maud::{Markup, html};
use shizu_rules::Lang;
use wasm_bindgen::{JsCast, JsValue};

use super::book::moment;
use crate::markup::t;

/// How well something is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// All is well.
    Good,
    /// It works, with less.
    Limited,
    /// It is not there.
    Missing,
}

/// A line of the self-check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What was looked at.
    pub what: [&'static str; 2],
    /// How well it is there.
    pub health: Health,
    /// What was found, what it means, what to do.
    pub says: [String; 2],
}

fn line(
    what: [&'static str; 2],
    health: Health,
    zh: impl Into<String>,
    en: impl Into<String>,
) -> Line {
    Line {
        what,
        health,
        says: [zh.into(), en.into()],
    }
}

/// The browser's globals, by name.
fn global(path: &[&str]) -> JsValue {
    path.iter()
        .fold(js_sys::global().into(), |of: JsValue, name| {
            if of.is_undefined() || of.is_null() {
                return JsValue::UNDEFINED;
            }
            Reflect::get(&of, &(*name).into()).unwrap_or(JsValue::UNDEFINED)
        })
}

fn there(path: &[&str]) -> bool {
    let found = global(path);
    !found.is_undefined() && !found.is_null()
}

/// What the page itself can see at once. `newest` is the time of the workbook's last change, `now` what the clock says, both RFC 3339.
pub fn look(newest: Option<&str>, now: &str) -> Vec<Line> {
    vec![
        address(),
        engine(),
        storage(),
        locks(),
        worker(),
        randomness(),
        clipboard(),
        printing(),
        clock(newest, now),
    ]
}

fn address() -> Line {
    const WHAT: [&str; 2] = ["打开方式", "Opened as"];
    let protocol = global(&["location", "protocol"]);
    match protocol.as_string().as_deref() {
        Some("file:") => line(
            WHAT,
            Health::Good,
            "本机文件，不经网络。注意：同一浏览器打开的其他本机网页文件与它共用存储，重要数据请存为文件。",
            "A file on this machine, no network. Other local pages in this browser share its storage: save what matters to a file.",
        ),
        Some("https:") => line(
            WHAT,
            Health::Good,
            "加密网站（https）。",
            "A secure site (https).",
        ),
        _ => line(
            WHAT,
            Health::Good,
            "普通网站（http）。内网可用；浏览器的个别功能（标签页锁等）此时不提供，本程序另有办法。",
            "A plain site (http). Fine on an intranet; the browser withholds some features then, for which there are other ways.",
        ),
    }
}

fn engine() -> Line {
    const WHAT: [&str; 2] = ["浏览器内核", "Browser engine"];
    let agent = global(&["navigator", "userAgent"])
        .as_string()
        .unwrap_or_default();
    let version = agent
        .split_once("Chrome/")
        .and_then(|(_, rest)| rest.split('.').next()?.parse::<u32>().ok());
    match version {
        Some(version) if version < 88 => line(
            WHAT,
            Health::Limited,
            format!("Chromium {version}：功能齐全，版面较简。能升级时请升级。"),
            format!(
                "Chromium {version}: everything works, the layout is plainer. Update when you can."
            ),
        ),
        Some(version) => line(
            WHAT,
            Health::Good,
            format!("Chromium {version}"),
            format!("Chromium {version}"),
        ),
        None => line(
            WHAT,
            Health::Limited,
            "不是 Chromium 内核，未在其中测试过。",
            "Not a Chromium; it was not tested there.",
        ),
    }
}

fn storage() -> Line {
    const WHAT: [&str; 2] = ["浏览器存储", "Browser storage"];
    if there(&["indexedDB"]) {
        line(
            WHAT,
            Health::Good,
            "可用。容量和是否受保护见下。",
            "There. For room and protection see below.",
        )
    } else {
        line(
            WHAT,
            Health::Missing,
            "不可用（可能是无痕窗口或单位策略）：修改只在本页，关闭前请存为文件。",
            "Not there (a private window or a policy): changes are in this tab only; save a file before you close it.",
        )
    }
}

fn locks() -> Line {
    const WHAT: [&str; 2] = ["标签页锁", "Locks between tabs"];
    if there(&["navigator", "locks"]) {
        line(
            WHAT,
            Health::Good,
            "可用：同一工作簿只由一个标签页修改。",
            "There: one tab at a time changes a workbook.",
        )
    } else {
        line(
            WHAT,
            Health::Limited,
            "不提供：改为每次写入前核对版本，两个标签页同样不会互相覆盖。",
            "Not there: every write checks the revision instead, so that tabs still never overwrite each other.",
        )
    }
}

fn worker() -> Line {
    const WHAT: [&str; 2] = ["后台处理", "Background work"];
    if there(&["Worker"]) {
        line(
            WHAT,
            Health::Good,
            "可用：读写 XLSX、DOCX 和加密不卡页面。",
            "There: XLSX, DOCX and encryption leave the page alive.",
        )
    } else {
        line(
            WHAT,
            Health::Limited,
            "不提供：大文件处理时页面会短暂停顿。",
            "Not there: the page stands still while large files are worked on.",
        )
    }
}

fn randomness() -> Line {
    const WHAT: [&str; 2] = ["加密用随机数", "Randomness for encryption"];
    if there(&["crypto", "getRandomValues"]) {
        line(WHAT, Health::Good, "可用。", "There.")
    } else {
        line(
            WHAT,
            Health::Missing,
            "不提供：不能加口令保存。",
            "Not there: files cannot be saved with a passphrase.",
        )
    }
}

fn clipboard() -> Line {
    const WHAT: [&str; 2] = ["剪贴板", "Clipboard"];
    if there(&["navigator", "clipboard"]) {
        line(WHAT, Health::Good, "可用。", "There.")
    } else {
        line(
            WHAT,
            Health::Limited,
            "不提供按钮复制：请选中后用 Ctrl+C。",
            "No copying by button: select and press Ctrl+C.",
        )
    }
}

fn printing() -> Line {
    const WHAT: [&str; 2] = ["打印", "Printing"];
    if there(&["print"]) {
        line(WHAT, Health::Good, "可用。", "There.")
    } else {
        line(
            WHAT,
            Health::Missing,
            "不提供：请导出 DOCX 后打印。",
            "Not there: export DOCX and print that.",
        )
    }
}

fn clock(newest: Option<&str>, now: &str) -> Line {
    const WHAT: [&str; 2] = ["本机时钟", "This machine's clock"];
    let parsed = |at: &str| chrono::DateTime::parse_from_rfc3339(at).ok();
    let goes_back = match (newest.and_then(parsed), parsed(now)) {
        (Some(newest), Some(now)) => newest > now,
        _ => false,
    };
    let shown = moment(now);
    if goes_back {
        let newest = moment(newest.unwrap_or_default());
        line(
            WHAT,
            Health::Limited,
            format!(
                "早于工作簿最近一次修改（{newest}）：时钟可能走错。修改按先后次序记录，不会丢失；期限按今天计算，请先校准时钟。"
            ),
            format!(
                "Earlier than the workbook's last change ({newest}): it may be wrong. Changes are kept in order and nothing is lost; but time limits count from today, so set it right first."
            ),
        )
    } else {
        line(
            WHAT,
            Health::Good,
            format!("{shown}，与工作簿的修改时间相符。"),
            format!("{shown}; fits the workbook's changes."),
        )
    }
}

/// Room in the storage, from what the browser estimates.
pub fn room(estimate: &JsValue, persistent: Option<bool>) -> Line {
    const WHAT: [&str; 2] = ["存储容量", "Room in the storage"];
    let number = |name: &str| {
        let name: JsValue = JsString::from(name).unchecked_into();
        Reflect::get(estimate, &name)
            .ok()
            .and_then(|value| value.as_f64())
    };
    let (Some(quota), Some(usage)) = (number("quota"), number("usage")) else {
        return line(
            WHAT,
            Health::Limited,
            "浏览器不说明还有多少空间。",
            "The browser does not say how much is left.",
        );
    };
    let mb = |bytes: f64| (bytes / 1_048_576.0).round();
    let (left, used) = (mb(quota - usage), mb(usage));
    let guard = match persistent {
        Some(true) => [
            "浏览器承诺不自行清除。",
            "The browser promised not to clear it by itself.",
        ],
        _ => [
            "空间紧张时浏览器可能自行清除，请常存为文件。",
            "When room is short the browser may clear it: save files often.",
        ],
    };
    let health = if left < 200.0 {
        Health::Limited
    } else {
        Health::Good
    };
    line(
        WHAT,
        health,
        format!("已用 {used} MB，还可用约 {left} MB。{}", guard[0]),
        format!("{used} MB used, about {left} MB left. {}", guard[1]),
    )
}

/// The second module: whether it came and can encrypt.
pub fn office(fault: Option<[String; 2]>) -> Line {
    const WHAT: [&str; 2] = ["XLSX、DOCX 与加密模块", "Module for XLSX, DOCX, encryption"];
    match fault {
        None => line(
            WHAT,
            Health::Good,
            "已载入，加密并解开了一段试样。",
            "Loaded; it encrypted a sample and opened it again.",
        ),
        Some(says) => Line {
            what: WHAT,
            health: Health::Missing,
            says,
        },
    }
}

/// The tab.
pub fn tab(lines: &[Line], lang: Lang) -> Markup {
    let at = usize::from(lang == Lang::En);
    html! {
        section class="data-card" aria-labelledby="data-check-title" {
            h2 id="data-check-title" { (t(lang, "环境自检", "Self-check")) }
            p class="actions no-print" { button type="button" class="button" data-do="check-again" { (t(lang, "重新检查", "Check again")) } }
            div class="scroll" tabindex="0" role="region" aria-label=(t(lang, "环境自检", "Self-check")) {
                table class="grid data-table" id="data-checks" {
                    thead { tr {
                        th scope="col" { (t(lang, "项目", "What")) }
                        th scope="col" { (t(lang, "状态", "State")) }
                        th scope="col" { (t(lang, "说明", "What it means")) }
                    } }
                    tbody {
                        @for line in lines {
                            tr {
                                th scope="row" { (line.what[at]) }
                                td class={ "data-health " (class(line.health)) } { (health(line.health, lang)) }
                                td { (line.says[at]) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn class(health: Health) -> &'static str {
    match health {
        Health::Good => "data-good",
        Health::Limited => "data-limited",
        Health::Missing => "data-missing",
    }
}

fn health(health: Health, lang: Lang) -> &'static str {
    match health {
        Health::Good => t(lang, "✓ 正常", "✓ OK"),
        Health::Limited => t(lang, "◐ 受限", "◐ limited"),
        Health::Missing => t(lang, "✕ 没有", "✕ missing"),
    }
}
