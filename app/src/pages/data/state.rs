//! What the user looks at and has begun on the page.

use std::sync::Arc;

use shizu_rules::Lang;

use super::{check, export, import, merge};
use crate::markup::t;

/// A part of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// 工作簿.
    #[default]
    Book,
    /// 导入.
    Import,
    /// 导出.
    Export,
    /// 合并.
    Merge,
    /// 存档.
    Snapshots,
    /// 自检.
    Check,
}

impl Tab {
    /// Every one, in order.
    pub const ALL: [Tab; 6] = [
        Tab::Book,
        Tab::Import,
        Tab::Export,
        Tab::Merge,
        Tab::Snapshots,
        Tab::Check,
    ];

    /// The one with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tab| tab.word() == word)
    }

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Tab::Book => "book",
            Tab::Import => "import",
            Tab::Export => "export",
            Tab::Merge => "merge",
            Tab::Snapshots => "snapshots",
            Tab::Check => "check",
        }
    }

    /// What people call it.
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Tab::Book => t(lang, "工作簿文件", "Workbook file"),
            Tab::Import => t(lang, "导入", "Import"),
            Tab::Export => t(lang, "导出", "Export"),
            Tab::Merge => t(lang, "合并", "Merge"),
            Tab::Snapshots => t(lang, "存档", "Snapshots"),
            Tab::Check => t(lang, "自检", "Self-check"),
        }
    }

    /// Whether it shows nothing without a workbook.
    pub fn needs_workbook(self) -> bool {
        !matches!(self, Tab::Book | Tab::Check)
    }
}

/// What was just done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// In a sentence.
    pub text: String,
    /// Whether undoing takes it back.
    pub undo: bool,
}

/// A file that was chosen and is not open yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// Its name.
    pub name: String,
    /// Its content, decrypted where it was encrypted.
    pub bytes: Arc<Vec<u8>>,
    /// Why it waits.
    pub why: Waits,
}

/// Why a chosen file waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Waits {
    /// For its passphrase; what was wrong with the last one, if one was tried.
    Passphrase {
        /// Words on the last try; empty before the first.
        wrong: String,
    },
    /// For a yes to its migration: the version it has, and what is renamed.
    Older {
        /// The version of its layout.
        version: u64,
        /// What changes, a line each.
        changes: Vec<String>,
    },
    /// It is damaged; part of it can be read.
    Damaged {
        /// What is wrong and where.
        message: String,
        /// Rows that can be read.
        rows: usize,
    },
    /// It cannot be opened at all.
    Refused {
        /// What is wrong and what to do.
        message: String,
        /// It looks like rows to import.
        import: bool,
    },
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// The part shown.
    pub tab: Tab,
    /// What was just done.
    pub note: Option<Note>,
    /// The file being opened.
    pub pending: Option<Pending>,
    /// The file is to be set beside the workbook, not opened.
    pub merging: bool,
    /// The passphrase to open the file with, as typed.
    pub key: String,
    /// The passphrase to save with, and once more.
    pub phrase: [String; 2],
    /// What is wrong with the passphrases typed.
    pub phrase_fault: Option<PhraseFault>,
    /// Passphrases are shown as typed.
    pub reveal: bool,
    /// Something that cannot be taken back was asked for once.
    pub armed: Option<Armed>,
    /// The import.
    pub import: import::Work,
    /// The export.
    pub export: export::Choices,
    /// The copy set beside the workbook.
    pub merge: Option<merge::Work>,
    /// What the self-check found so far.
    pub checks: Vec<check::Line>,
}

/// What is wrong with a new passphrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhraseFault {
    /// There is none.
    Empty,
    /// The two differ.
    Differ,
}

/// What was asked for once and is done at the second press.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Armed {
    /// Saving without the passphrase that the last file had.
    Plain,
    /// Erasing from this browser.
    Erase,
    /// Deleting the snapshot of this revision.
    Snapshot(u64),
}

/// How hard a passphrase is to guess, roughly: by its length and by how many kinds of signs it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
    /// Nothing typed.
    None,
    /// Quickly guessed.
    Weak,
    /// Better than nothing.
    Fair,
    /// Good.
    Good,
}

impl Strength {
    /// Of `phrase`. Chinese characters count for two signs, as they come from thousands.
    pub fn of(phrase: &str) -> Self {
        let length: usize = phrase
            .chars()
            .map(|c| if c > '\u{2e7f}' { 2 } else { 1 })
            .sum();
        let distinct = {
            let mut signs: Vec<char> = phrase.chars().collect();
            signs.sort_unstable();
            signs.dedup();
            signs.len()
        };
        match (length, distinct) {
            (0, _) => Strength::None,
            (length, distinct) if length >= 16 && distinct >= 8 => Strength::Good,
            (length, distinct) if length >= 10 && distinct >= 5 => Strength::Fair,
            _ => Strength::Weak,
        }
    }
}

/// The passphrase to save with, if both agree.
pub fn agreed(phrase: &[String; 2]) -> Result<String, PhraseFault> {
    match phrase {
        [one, _] if one.is_empty() => Err(PhraseFault::Empty),
        [one, again] if one != again => Err(PhraseFault::Differ),
        [one, _] => Ok(one.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::{PhraseFault, Strength, agreed};

    #[test]
    fn two_equal_passphrases_agree() {
        let typed = |one: &str, again: &str| agreed(&[one.to_owned(), again.to_owned()]);
        assert_eq!(typed("", ""), Err(PhraseFault::Empty));
        assert_eq!(typed("春江花月", "春江花"), Err(PhraseFault::Differ));
        assert_eq!(typed("春江花月", "春江花月"), Ok("春江花月".to_owned()));
    }

    #[test]
    fn long_and_varied_is_strong() {
        assert_eq!(Strength::of(""), Strength::None);
        assert_eq!(Strength::of("123456"), Strength::Weak);
        assert_eq!(Strength::of("aaaaaaaaaaaaaaaaaaaa"), Strength::Weak);
        assert_eq!(Strength::of("kite under 7 elms"), Strength::Good);
        assert_eq!(Strength::of("七棵榆树下放纸鸢"), Strength::Good);
    }
}
