//! Year files of the user's: for a year that has been announced since, or announced otherwise locally. Kept in memory only.

use std::sync::Arc;

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_rules::{Calendar, Lang, LoadError};

use crate::context::App;
use crate::data::example;
use crate::files;
use crate::markup::{Act, faults, t};

/// The largest file taken, in bytes; a year takes five thousand.
const MOST: usize = 1_000_000;

/// What came of the last import.
#[derive(Clone, Debug, Default)]
pub struct Import {
    /// Everything that is wrong with the file; the rest of it has been taken.
    errors: Arc<Vec<LoadError>>,
    /// Why there was nothing to read, in both languages.
    unread: Option<(&'static str, &'static str)>,
}

/// Does what concerns year files; `false` when the act is about something else.
pub fn importing(app: App, import: RwSignal<Import>, act: &Act) -> bool {
    match &*act.name {
        "import" => {
            let file = act.files.as_ref().and_then(|files| files.get(0));
            if let Some(file) = file {
                files::read(&file, move |name, bytes| took(app, import, &name, bytes));
            }
        }
        "sample" => take(
            app,
            import,
            "holidays-2027-invented.toml",
            example!("holidays-2027-invented.toml"),
        ),
        "restore" => {
            let shipped = app.engines.shipped().calendar.clone();
            use_calendar(app, import, shipped, Vec::new());
        }
        _ => return false,
    }
    true
}

fn took(app: App, import: RwSignal<Import>, name: &str, bytes: Option<Vec<u8>>) {
    let unread = match bytes {
        None => (
            "文件读不出来，请检查它是否还在原处；日历没有改变。",
            "The file cannot be read; is it still there? The calendar is as it was.",
        ),
        Some(bytes) if bytes.len() > MOST => (
            "文件超过 1 MB，不像是年份文件；日历没有改变。",
            "The file is larger than 1 MB, which no year file is; the calendar is as it was.",
        ),
        Some(bytes) => match String::from_utf8(bytes) {
            Ok(text) => return take(app, import, name, &text),
            Err(_) => (
                "文件不是 UTF-8 文本；请另存为 UTF-8 再导入。日历没有改变。",
                "The file is not UTF-8 text; save it as UTF-8. The calendar is as it was.",
            ),
        },
    };
    import.set(Import {
        errors: Arc::default(),
        unread: Some(unread),
    });
}

fn take(app: App, import: RwSignal<Import>, name: &str, text: &str) {
    let engine = app.engines.get_untracked();
    let (calendar, errors) = engine.rulebook().calendar.with_file(name, text);
    use_calendar(app, import, calendar, errors);
}

fn use_calendar(app: App, import: RwSignal<Import>, calendar: Calendar, errors: Vec<LoadError>) {
    // The tables are those that were compiled before, so this cannot fail; if it did, the calendar would stay as it was.
    let errors = match app.engines.take_calendar(calendar) {
        Ok(()) => errors,
        Err(error) => vec![error],
    };
    import.set(Import {
        errors: Arc::new(errors),
        unread: None,
    });
}

/// What can be imported, and what came of it.
pub fn offer(calendar: &Calendar, import: &Import, lang: Lang) -> Markup {
    let imported: Vec<i32> = calendar
        .years()
        .iter()
        .filter(|year| year.imported.is_some())
        .map(|year| year.year)
        .collect();
    let years: Vec<String> = imported.iter().map(ToString::to_string).collect();
    let errors: Vec<String> = import
        .errors
        .iter()
        .map(|error| error.message(lang))
        .collect();
    let unread = import.unread.map(|(zh, en)| t(lang, zh, en).to_owned());
    html! {
        section class="time-import no-print" data-drop="import" {
            h3 { (t(lang, "导入年份文件", "Import a year file")) }
            p {
                (t(
                    lang,
                    "TOML（写法同规则库的 deadlines/calendar.toml）或 holiday-cn 的 JSON；可拖放到这里。只在本页内存中使用，不上传、不保存，刷新即恢复；分办和各项期限随即按它推算。",
                    "TOML written like deadlines/calendar.toml of the rulebook, or JSON of holiday-cn; drop it here. Kept in this page's memory only, neither uploaded nor stored, gone on reload; routing and all limits count with it at once.",
                ))
            }
            p class="time-buttons" {
                label class="button" for="time-file" { (t(lang, "选择文件", "Choose a file")) }
                input type="file" id="time-file" class="hidden" accept=".toml,.json" data-do="import";
                button type="button" class="button" id="time-sample" data-do="sample" { (t(lang, "试用示例：2027年（虚构）", "Try a sample: 2027 (invented)")) }
                @if !imported.is_empty() {
                    button type="button" class="button" id="time-restore" data-do="restore" { (t(lang, "恢复随附的日历", "Back to the calendar that ships")) }
                }
            }
            @if !imported.is_empty() {
                p role="status" {
                    strong { (t(lang, "正在使用导入的年份：", "Imported years in use: ")) (years.join(t(lang, "、", ", "))) }
                }
            }
            @if let Some(words) = unread { (faults(t(lang, "没有导入", "Not imported"), &[words])) }
            (faults(t(lang, "文件中有几处没有采用，其余照用", "Some of the file was left out; the rest is used"), &errors))
        }
    }
}
