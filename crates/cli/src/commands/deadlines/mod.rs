//! `shizu deadlines`: counts a time limit day by day, reads a clue clock, lists what there is.

mod args;
mod clock;
mod counted;
mod list;
pub mod schema;

use std::io::Write;

use anyhow::{Context, bail};
use serde_json::Value;
use shizu_formats::{CsvOptions, CsvWriter};
use shizu_rules::vocabulary::Term;
use shizu_rules::{Lang, Rulebook};

pub use args::{DeadlinesArgs, HELP};

use crate::args::Format;
use crate::book;
use crate::exit::Exit;
use crate::lang::pick;

/// What a command says: in words, as data, and as a table.
struct Told {
    text: String,
    data: Value,
    /// Header and rows.
    table: (Vec<&'static str>, Vec<Vec<String>>),
    /// What of the input was not right; the rest has been used.
    problems: Vec<String>,
}

/// The rulebook asked with, and the language of all words.
struct Asked<'a> {
    args: &'a DeadlinesArgs,
    rulebook: Rulebook,
    day: chrono::NaiveDate,
    lang: Lang,
}

pub fn run(args: &DeadlinesArgs, lang: Lang) -> anyhow::Result<Exit> {
    let mut rulebook = book::load(&args.book.rulebook, lang)?;
    let day = book::day(&args.book);
    rulebook.limits = rulebook.limits_on(day);
    let mut problems = import_years(args, &mut rulebook, lang)?;
    let asked = Asked {
        args,
        rulebook,
        day,
        lang,
    };
    let mut told = if let Some(start) = args.start {
        counted::count(&asked, start)?
    } else if let Some(place) = &args.preset {
        clock::read(&asked, place)?
    } else {
        list::list(&asked)
    };
    problems.append(&mut told.problems);
    for problem in &problems {
        eprintln!("{problem}");
    }
    print(&told, args.format)?;
    Ok(if problems.is_empty() {
        Exit::Done
    } else {
        Exit::BadInput
    })
}

/// Takes year files into the calendar; gives what is wrong with them, each with its place.
fn import_years(
    args: &DeadlinesArgs,
    rulebook: &mut Rulebook,
    lang: Lang,
) -> anyhow::Result<Vec<String>> {
    let mut problems = Vec::new();
    for path in &args.calendar {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path).with_context(|| {
            format!(
                "{}{name}",
                pick(lang, "读不到年份文件 ", "cannot read the year file ")
            )
        })?;
        let (calendar, errors) = rulebook.calendar.with_file(&name, &text);
        rulebook.calendar = calendar;
        problems.extend(errors.iter().map(|error| error.message(lang)));
    }
    Ok(problems)
}

fn print(told: &Told, format: Format) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    match format {
        Format::Text => out.write_all(told.text.as_bytes())?,
        Format::Json => writeln!(out, "{}", serde_json::to_string_pretty(&told.data)?)?,
        Format::Ndjson => writeln!(out, "{}", serde_json::to_string(&told.data)?)?,
        Format::Csv => {
            let (header, rows) = &told.table;
            let mut csv = CsvWriter::new(out, CsvOptions::default())?;
            csv.row(header)?;
            for row in rows {
                csv.row(row)?;
            }
            drop(csv.finish()?);
        }
    }
    Ok(())
}

/// The term that a text names by its code or label.
///
/// # Errors
/// That there is no such term, with what would be valid.
fn term<T: Term>(text: &str, lang: Lang) -> anyhow::Result<T> {
    let text = text.trim();
    let found = T::ALL.iter().zip(T::VALUES);
    let mut found = found.filter(|(_, value)| [value.code, value.zh, value.en].contains(&text));
    if let Some((term, _)) = found.next() {
        return Ok(*term);
    }
    let codes: Vec<&str> = T::VALUES.iter().map(|value| value.code).collect();
    let valid = codes.join(" | ");
    let nearest = shizu_tables::nearest(text, codes.iter().copied()).unwrap_or_default();
    match (lang, nearest) {
        (Lang::Zh, "") => bail!("没有“{text}”；可用：{valid}"),
        (Lang::En, "") => bail!("there is no `{text}` (valid: {valid})"),
        (Lang::Zh, near) => bail!("没有“{text}”，是否指“{near}”；可用：{valid}"),
        (Lang::En, near) => bail!("there is no `{text}`; did you mean `{near}`? (valid: {valid})"),
    }
}

/// 周一 … 周日.
fn weekday(day: chrono::NaiveDate, lang: Lang) -> &'static str {
    const ZH: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
    const EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let index = chrono::Datelike::weekday(&day).num_days_from_monday() as usize;
    match lang {
        Lang::Zh => ZH[index],
        Lang::En => EN[index],
    }
}
