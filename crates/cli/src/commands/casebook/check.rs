//! `shizu casebook check`: whether a workbook is whole, follows the rules, and what is overdue.

use std::io::Write;
use std::path::PathBuf;

use chrono::NaiveDate;
use serde_json::{Map, Value, json};
use shizu_casebook::{FieldType, FileError, Kind, Row, Rules, Workbook};
use shizu_rules::Lang;
use shizu_rules::vocabulary::{StepNeed, Term};

use super::{SealArgs, file, space_label};
use crate::args::{BookArgs, Plain};
use crate::book;
use crate::exit::Exit;
use crate::lang::{comma, pick};

/// How many faults of the history and of the cells are told.
const MOST: usize = 1000;

/// `shizu casebook check`.
#[derive(Debug, Clone, clap::Args)]
pub struct CheckArgs {
    /// 工作簿 / the workbook
    pub file: PathBuf,

    /// 输出格式 / output format
    #[arg(long, value_enum, default_value = "text")]
    pub format: Plain,

    #[command(flatten)]
    pub seal: SealArgs,

    #[command(flatten)]
    pub book: BookArgs,
}

/// Something that somebody should see to.
pub struct Found {
    /// Stable word for the sort of finding.
    code: &'static str,
    kind: Option<Kind>,
    row: String,
    message: String,
}

/// The sorts of findings.
pub const CODES: &[&str] = &[
    "damaged",
    "unchecked",
    "history",
    "cell",
    "state",
    "reference",
    "overdue",
    "clock",
];

pub fn run(args: &CheckArgs, lang: Lang) -> anyhow::Result<Exit> {
    let rules = file::rules(&args.book, lang)?;
    let (book, findings) = match file::read(&args.file, &args.seal, lang)? {
        Ok(open) => {
            let mut findings = findings(&open.opened.book, &rules, book::day(&args.book), lang);
            if !open.opened.checked {
                findings.insert(0, unchecked(lang));
            }
            (Some(open.opened.book), findings)
        }
        Err(error @ FileError::Broken { .. }) => (None, vec![damaged(&error, lang)]),
        // What is no workbook at all, or a later one, is no finding about it.
        Err(error) => return Err(file::not_opened(&args.file, &error, lang)),
    };
    let text = match args.format {
        Plain::Text => text(book.as_ref(), &findings, lang),
        Plain::Json => serde_json::to_string_pretty(&data(book.as_ref(), &findings))? + "\n",
    };
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(if findings.is_empty() {
        Exit::Done
    } else {
        Exit::Findings
    })
}

fn damaged(error: &FileError, lang: Lang) -> Found {
    let rows = error.damage().map(|damage| match lang {
        Lang::Zh => format!("可以读出 {} 行。", damage.rows),
        Lang::En => format!(" {} rows can be read.", damage.rows),
    });
    Found {
        code: "damaged",
        kind: None,
        row: String::new(),
        message: error.message(lang) + &rows.unwrap_or_default(),
    }
}

fn unchecked(lang: Lang) -> Found {
    let message = pick(
        lang,
        "文件没有校验码，无法确认内容未被改动。",
        "The file carries no checksum; whether it was altered cannot be told.",
    );
    Found {
        code: "unchecked",
        kind: None,
        row: String::new(),
        message: message.to_owned(),
    }
}

fn findings(book: &Workbook, rules: &Rules, today: NaiveDate, lang: Lang) -> Vec<Found> {
    let faults = book.check(MOST).into_iter().map(|fault| {
        let (code, kind, row) = match &fault {
            shizu_casebook::Fault::Altered { .. } => ("history", None, String::new()),
            shizu_casebook::Fault::NotOfHistory { kind, row } => {
                ("history", Some(*kind), row.clone())
            }
            shizu_casebook::Fault::Cell { kind, row, .. } => ("cell", Some(*kind), row.clone()),
        };
        let message = fault.message(lang);
        Found {
            code,
            kind,
            row,
            message,
        }
    });
    let mut findings: Vec<Found> = faults.collect();
    for kind in Kind::ALL {
        for row in book.register(*kind).rows() {
            findings.extend(state(book, rules, *kind, row, lang));
            findings.extend(references(book, *kind, row, lang));
        }
    }
    findings.extend(overdue(book, today, lang));
    findings.extend(clocks(book, lang));
    findings
}

fn at(code: &'static str, kind: Kind, row: Row<'_>, message: String) -> Found {
    Found {
        code,
        kind: Some(kind),
        row: row.id().to_owned(),
        message,
    }
}

/// What the state of a record rests on, and the record does not have: it came by an import or a merge.
fn state(book: &Workbook, rules: &Rules, kind: Kind, row: Row<'_>, lang: Lang) -> Option<Found> {
    let state = row.get("state");
    if !Rules::has_states(kind) || state.is_empty() {
        return None;
    }
    let needs = book.needs(rules, kind, row.id(), state);
    // A reason came with the step and stands in the history.
    let lacking = needs.iter().filter(|need| need.need != StepNeed::Reason);
    let lacking: Vec<&str> = lacking.map(|need| need.need.label(lang)).collect();
    if lacking.is_empty() {
        return None;
    }
    let field = kind.field("state").and_then(|at| kind.fields().get(at))?;
    let (label, lacking) = (field.shown(state, lang), lacking.join(comma(lang)));
    let message = match lang {
        Lang::Zh => format!("状态为“{label}”，但缺少：{lacking}。"),
        Lang::En => format!("It is \"{label}\" and lacks {lacking}."),
    };
    Some(at("state", kind, row, message))
}

/// References to rows that are not there. Bodies may also be named that no register holds.
fn references(book: &Workbook, kind: Kind, row: Row<'_>, lang: Lang) -> Vec<Found> {
    let mut found = Vec::new();
    let mut missing = |to: Kind, id: &str| {
        if !id.is_empty() && book.register(to).find(id).is_none() {
            let label = to.label(lang);
            let message = match lang {
                Lang::Zh => format!("所指的{label}“{id}”不存在。"),
                Lang::En => format!("It refers to {label} `{id}`, which is not there."),
            };
            found.push(at("reference", kind, row, message));
        }
    };
    for (place, field) in kind.fields().iter().enumerate() {
        if let FieldType::Ref(to) = field.holds
            && to != Kind::Body
        {
            missing(to, row.cell(place));
        }
    }
    if kind == Kind::Task
        && let Some(to) = Kind::from_code(row.get("register"))
    {
        missing(to, row.get("record"));
    }
    found
}

fn overdue(book: &Workbook, today: NaiveDate, lang: Lang) -> Vec<Found> {
    let open = book
        .register(Kind::Task)
        .rows()
        .filter(|row| matches!(row.get("state"), "open" | "under_way"));
    let late = open.filter_map(|row| {
        let due: NaiveDate = row.get("due").parse().ok()?;
        let days = (today - due).num_days();
        (days > 0).then(|| {
            let (title, owner) = (row.get("title"), row.get("owner"));
            let message = match lang {
                Lang::Zh => {
                    format!("“{title}”应于 {due} 办结，已逾期 {days} 天（责任人：{owner}）。")
                }
                Lang::En => {
                    format!("`{title}` was due on {due}, {days} days ago (owner: {owner}).")
                }
            };
            at("overdue", Kind::Task, row, message)
        })
    });
    late.collect()
}

fn clocks(book: &Workbook, lang: Lang) -> Vec<Found> {
    let back = book.entries().filter(|entry| entry.clock_went_back());
    let found = back.map(|entry| {
        let (revision, time) = (entry.revision(), entry.at());
        let message = match lang {
            Lang::Zh => format!("第 {revision} 次修改的时间（{time}）早于上一次：当时电脑时钟不准。"),
            Lang::En => format!("Revision {revision} ({time}) is dated before the one it follows: a clock was wrong."),
        };
        Found {
            code: "clock",
            kind: None,
            row: String::new(),
            message,
        }
    });
    found.collect()
}

fn text(book: Option<&Workbook>, findings: &[Found], lang: Lang) -> String {
    let mut text = String::new();
    if let Some(book) = book {
        let (name, revision) = (book.name(), book.revision());
        let space = space_label(book.space(), lang);
        text += &match lang {
            Lang::Zh => format!("{name}（{space}），第 {revision} 次修改\n"),
            Lang::En => format!("{name} ({space}), revision {revision}\n"),
        };
        for kind in Kind::ALL {
            let rows = book.register(*kind).len();
            if rows > 0 {
                text += &format!("  {rows:>7}  {}\n", kind.label(lang));
            }
        }
    }
    for found in findings {
        let place = found.kind.map(|kind| match lang {
            Lang::Zh => format!("{}“{}”：", kind.label(lang), found.row),
            Lang::En => format!("{} `{}`: ", kind.label(lang), found.row),
        });
        text += &format!("{}{}\n", place.unwrap_or_default(), found.message);
    }
    text += &match (lang, findings.len()) {
        (Lang::Zh, 0) => "没有发现问题。\n".to_owned(),
        (Lang::En, 0) => "Nothing found.\n".to_owned(),
        (Lang::Zh, count) => format!("共 {count} 项。\n"),
        (Lang::En, count) => format!("{count} findings.\n"),
    };
    text
}

fn data(book: Option<&Workbook>, findings: &[Found]) -> Value {
    let mut data = Map::new();
    if let Some(book) = book {
        let registers = Kind::ALL.iter();
        let rows: Map<String, Value> = registers
            .map(|kind| (kind.code().to_owned(), json!(book.register(*kind).len())))
            .collect();
        data.insert("id".to_owned(), json!(book.id()));
        data.insert("name".to_owned(), json!(book.name()));
        data.insert("space".to_owned(), json!(book.space().code()));
        data.insert("revision".to_owned(), json!(book.revision()));
        data.insert("rows".to_owned(), Value::Object(rows));
    }
    let findings = findings.iter().map(|found| {
        json!({
            "code": found.code,
            "register": found.kind.map(Kind::code),
            "row": found.kind.map(|_| &found.row),
            "message": found.message,
        })
    });
    data.insert("findings".to_owned(), findings.collect());
    Value::Object(data)
}
