//! Opening and writing workbooks, and the stamp of an entry.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::Write;
use std::path::Path;

use anyhow::{Context, bail};
use shizu_casebook::{FileError, Opened, Rules, Stamp, Workbook};
use shizu_rules::Lang;

use super::{SealArgs, StampArgs};
use crate::args::BookArgs;
use crate::book::{self, Refused};
use crate::commands::route::Output;
use crate::lang::pick;

/// A workbook as it was opened.
pub struct Open {
    pub opened: Opened,
    /// The passphrase that it was sealed with.
    passphrase: Option<String>,
}

/// Reads a workbook, unsealed if need be; what is wrong with the workbook itself is an answer.
///
/// # Errors
/// When there is no such file, or it is sealed and not opened by the passphrase.
pub fn read(path: &Path, seal: &SealArgs, lang: Lang) -> anyhow::Result<Result<Open, FileError>> {
    let name = path.display();
    let cannot = || format!("{}{name}", pick(lang, "读不到文件 ", "cannot read "));
    let bytes = std::fs::read(path).with_context(cannot)?;
    if !shizu_office::is_sealed(&bytes) {
        return Ok(opened(&bytes, None));
    }
    let Some(file) = &seal.passphrase_file else {
        bail!(
            "{name}{}",
            pick(
                lang,
                "：有口令保护，请用 --passphrase-file 给出口令文件",
                ": it is sealed with a passphrase; name its file with --passphrase-file"
            )
        );
    };
    let passphrase = passphrase(file, lang)?;
    let content = shizu_office::open(&bytes, &passphrase).map_err(|refusal| {
        anyhow::anyhow!("{name}{}{}", pick(lang, "：", ": "), words(&refusal, lang))
    })?;
    Ok(opened(&content, Some(passphrase)))
}

fn opened(bytes: &[u8], passphrase: Option<String>) -> Result<Open, FileError> {
    let opened = Workbook::from_json(bytes)?;
    Ok(Open { opened, passphrase })
}

/// Opens a workbook.
///
/// # Errors
/// When it cannot be opened whole.
pub fn open(path: &Path, seal: &SealArgs, lang: Lang) -> anyhow::Result<Open> {
    read(path, seal, lang)?.map_err(|error| not_opened(path, &error, lang))
}

/// What stands against opening the file.
pub fn not_opened(path: &Path, error: &FileError, lang: Lang) -> anyhow::Error {
    let message = error.message(lang);
    anyhow::anyhow!("{}{}{message}", path.display(), pick(lang, "：", ": "))
}

fn passphrase(file: &Path, lang: Lang) -> anyhow::Result<String> {
    let text = std::fs::read_to_string(file).with_context(|| {
        format!(
            "{}{}",
            pick(lang, "读不到口令文件 ", "cannot read the passphrase file "),
            file.display()
        )
    })?;
    let first = text.lines().next().unwrap_or_default();
    if first.is_empty() {
        bail!(pick(
            lang,
            "口令文件首行为空",
            "the first line of the passphrase file is empty"
        ));
    }
    Ok(first.to_owned())
}

pub fn words(refusal: &shizu_office::Refusal, lang: Lang) -> &str {
    let [zh, en] = &refusal.says;
    pick(lang, zh, en)
}

impl Open {
    /// Writes a workbook in its place or elsewhere: sealed if this one was, unless asked otherwise.
    pub fn write(
        &self,
        book: &Workbook,
        out: &Path,
        seal: &SealArgs,
        lang: Lang,
    ) -> anyhow::Result<()> {
        let passphrase = self.passphrase.as_deref().filter(|_| !seal.plain);
        write(book, out, passphrase, lang)
    }
}

/// Writes a workbook, sealed if there is a passphrase.
pub fn write(
    book: &Workbook,
    out: &Path,
    passphrase: Option<&str>,
    lang: Lang,
) -> anyhow::Result<()> {
    let text = book.to_json().into_bytes();
    let bytes = match passphrase {
        None => text,
        Some(passphrase) => shizu_office::seal(&text, passphrase)
            .map_err(|refusal| anyhow::anyhow!("{}", words(&refusal, lang)))?,
    };
    let mut output = Output::create(Some(out), lang)?;
    output.write_all(&bytes)?;
    output.keep(lang)
}

/// What the workbook lives by.
pub fn rules(args: &BookArgs, lang: Lang) -> anyhow::Result<Rules> {
    let rulebook = book::load(&args.rulebook, lang)?;
    Rules::new(&rulebook, book::day(args)).map_err(|error| Refused::new(vec![error], lang).into())
}

/// The parts of a stamp, kept as long as it is used.
pub struct Signature {
    at: String,
    by: String,
    why: String,
}

impl Signature {
    /// Who, when and why; somebody must be named.
    pub fn new(args: &StampArgs, lang: Lang) -> anyhow::Result<Self> {
        let by = args.by.clone().unwrap_or_default();
        if by.trim().is_empty() {
            bail!(pick(
                lang,
                "请用 --by 写明经办人：历史记录要写明是谁修改的",
                "name who does it with --by: the history says who changed what"
            ));
        }
        Ok(Signature {
            at: args.at.clone().unwrap_or_else(now),
            by,
            why: args.why.clone(),
        })
    }

    pub fn stamp(&self) -> Stamp<'_> {
        Stamp {
            at: &self.at,
            by: &self.by,
            why: &self.why,
        }
    }
}

/// Now where the rules apply, UTC+8.
fn now() -> String {
    const EIGHT_HOURS: u64 = 8 * 3600;
    let since_1970 = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap_or_default();
    let seconds = since_1970.as_secs() + EIGHT_HOURS;
    let day = chrono::NaiveDate::default()
        .checked_add_days(chrono::Days::new(seconds / 86_400))
        .unwrap_or_default();
    let of_day = seconds % 86_400;
    let (hours, minutes) = (of_day / 3600, of_day / 60 % 60);
    format!("{day}T{hours:02}:{minutes:02}:{:02}+08:00", of_day % 60)
}

/// An id that no other workbook has.
pub fn new_id() -> String {
    // The standard library seeds every such state at random.
    format!("{:016x}", RandomState::new().build_hasher().finish())
}
