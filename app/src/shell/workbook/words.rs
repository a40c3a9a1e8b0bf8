//! How the state of the workbook is told.

use shizu_rules::Lang;

use crate::markup::t;
use crate::workbook::{Fault, Stage, State, Stored};

/// How well the workbook is kept; the colour of its sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// All is stored.
    Good,
    /// Nothing to worry about, nothing done.
    Plain,
    /// In no file yet, or only to be read.
    Heed,
    /// Not stored.
    Bad,
}

impl Mood {
    /// Its class.
    pub fn class(self) -> &'static str {
        match self {
            Mood::Good => "book-good",
            Mood::Plain => "book-plain",
            Mood::Heed => "book-heed",
            Mood::Bad => "book-bad",
        }
    }
}

/// What the browser's storage has, with its sign.
pub fn in_browser(state: &State, lang: Lang) -> (Mood, &str) {
    if state.reading {
        return (Mood::Heed, t(lang, "◐ 只读", "◐ read only"));
    }
    match (&state.stage, &state.stored) {
        (_, Stored::Refused(_)) => (Mood::Bad, t(lang, "✕ 未存入浏览器", "✕ not stored")),
        (Stage::Opening, _) => (Mood::Plain, t(lang, "正在打开…", "opening …")),
        (Stage::Empty, _) => (Mood::Plain, t(lang, "新建或打开", "new or open")),
        (_, Stored::Saving) => (Mood::Plain, t(lang, "… 正在保存", "… storing")),
        (_, Stored::All) => (Mood::Good, t(lang, "✓ 浏览器已存", "✓ stored")),
    }
}

/// What the last file has: `文件 11-22 09:30，其后 3 处未存`.
pub fn in_file(state: &State, lang: Lang) -> (Mood, String) {
    let unfiled = state.unfiled();
    match (&state.filed, unfiled) {
        (None, 0) => (
            Mood::Plain,
            t(lang, "还没有修改", "no changes yet").to_owned(),
        ),
        (None, _) => (
            Mood::Heed,
            match lang {
                Lang::Zh => format!("{unfiled} 处修改未存为文件"),
                Lang::En => format!("{} in no file", changes(unfiled)),
            },
        ),
        (Some(filed), 0) => (
            Mood::Good,
            format!(
                "{} {}",
                t(lang, "文件已存", "file saved"),
                minute(&filed.at)
            ),
        ),
        (Some(filed), _) => (
            Mood::Heed,
            match lang {
                Lang::Zh => format!("文件 {}，其后 {unfiled} 处未存", minute(&filed.at)),
                Lang::En => format!("file {}, {} since", minute(&filed.at), changes(unfiled)),
            },
        ),
    }
}

fn changes(count: u64) -> String {
    format!("{count} change{}", if count == 1 { "" } else { "s" })
}

/// Month, day and minute of a moment: `03-05 09:30`.
pub fn minute(at: &str) -> String {
    at.get(5..16).unwrap_or_default().replace('T', " ")
}

/// Day and minute: `2026-03-05 09:30`.
pub fn moment(at: &str) -> String {
    at.get(..16).unwrap_or_default().replace('T', " ")
}

/// What the browser's refusal means, and what to do.
pub fn fault(fault: &Fault, lang: Lang) -> String {
    let fixed = match fault {
        Fault::Unavailable(_) => t(
            lang,
            "这个浏览器窗口不提供存储（可能是无痕窗口，或单位策略、浏览器设置不允许）。修改只在本页，关闭即失去。",
            "This browser window offers no storage (a private window, a policy, or a setting). Changes are in this tab only and gone when it closes.",
        ),
        Fault::Full => t(
            lang,
            "浏览器的存储空间已满，最近的修改没有存入。修改仍在本页；请存为文件，或清除不再需要的工作簿后重试。",
            "The browser's storage is full; the latest changes were not stored. They are still in this tab: save a file, or erase workbooks you no longer need and try again.",
        ),
        Fault::Newer => t(
            lang,
            "浏览器中的数据由较新版本的程序保存，本版本不能读写，也没有改动它。请用新版本打开，或从文件打开工作簿。",
            "What the browser keeps was stored by a later version of the program; this one can neither read nor write it and has not touched it. Use the later version, or open a workbook from a file.",
        ),
        Fault::Blocked => t(
            lang,
            "另一窗口开着不同版本的程序，占用了存储。请关闭其他窗口后重试。",
            "Another window with another version of the program holds the storage. Close the other windows and try again.",
        ),
        Fault::Moved { revision } => {
            return match lang {
                Lang::Zh => format!(
                    "另一窗口已把这本工作簿改到第 {revision} 次修改；本页的修改没有写入，也没有覆盖对方的内容。可与已存的内容逐行合并，两边都不丢；也可把本页的内容存为文件，再载入对方的内容。"
                ),
                Lang::En => format!(
                    "Another window has taken this workbook to revision {revision}. Your changes were not written, and nothing of theirs was overwritten. Merge the two row by row, so that neither is lost; or save yours as a file and load theirs."
                ),
            };
        }
        Fault::Gone | Fault::Closed => t(
            lang,
            "浏览器中的数据被清除或连接已断开。修改仍在本页；请重试，或存为文件。",
            "What the browser kept was erased, or the connection to it was lost. Your changes are still in this tab: try again, or save a file.",
        ),
        Fault::Written | Fault::Other(_) => t(
            lang,
            "浏览器没有存入最近的修改。修改仍在本页；请重试，或存为文件。",
            "The browser did not store the latest changes. They are still in this tab: try again, or save a file.",
        ),
    };
    match fault {
        Fault::Unavailable(words) | Fault::Other(words) if !words.is_empty() => {
            let (open, close) = (t(lang, "（", " ("), t(lang, "）", ")"));
            format!("{fixed}{open}{words}{close}")
        }
        _ => fixed.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Mood, in_browser, in_file, minute, moment};
    use crate::workbook::{Fault, Filed, Mark, Stage, State, Stored};
    use shizu_rules::Lang;

    fn open(revision: u64, filed: Option<u64>) -> State {
        let mark = |revision| Mark {
            revision,
            chain: String::new(),
        };
        State {
            stage: Stage::Open,
            mark: mark(revision),
            filed: filed.map(|revision| Filed {
                sealed: false,
                mark: mark(revision),
                at: "2026-03-05T09:30:12+08:00".into(),
            }),
            ..State::default()
        }
    }

    #[test]
    fn the_last_file_is_told_with_what_is_not_in_it() {
        let zh = |state: &State| in_file(state, Lang::Zh).1;
        assert_eq!(zh(&open(0, None)), "还没有修改");
        assert_eq!(zh(&open(3, None)), "3 处修改未存为文件");
        assert_eq!(zh(&open(3, Some(3))), "文件已存 03-05 09:30");
        assert_eq!(zh(&open(5, Some(3))), "文件 03-05 09:30，其后 2 处未存");
    }

    #[test]
    fn a_refusal_is_told_before_anything_else() {
        let mut state = open(3, None);
        state.stored = Stored::Refused(Fault::Full);
        assert_eq!(in_browser(&state, Lang::Zh).0, Mood::Bad);
        state.stage = Stage::Empty;
        assert_eq!(in_browser(&state, Lang::Zh).0, Mood::Bad);
        state.stored = Stored::All;
        assert_eq!(in_browser(&state, Lang::Zh).0, Mood::Plain);
    }

    #[test]
    fn moments_are_short() {
        assert_eq!(minute("2026-03-05T09:30:12+08:00"), "03-05 09:30");
        assert_eq!(moment("2026-03-05T09:30:12+08:00"), "2026-03-05 09:30");
        assert_eq!(minute(""), "");
    }
}
