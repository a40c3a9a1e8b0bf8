//! `shizu casebook today`: what a workbook asks for on a day.

use std::io::Write;
use std::path::PathBuf;

use serde_json::{Value, json};
use shizu_casebook::today::{Deed, Item, Scope, Section, Today};
use shizu_rules::Lang;
use shizu_rules::vocabulary::Term;

use super::{SealArgs, file};
use crate::args::{BookArgs, Plain};
use crate::book;
use crate::exit::Exit;
use crate::lang::pick;

/// `shizu casebook today`.
#[derive(Debug, Clone, clap::Args)]
pub struct TodayArgs {
    /// 工作簿 / the workbook
    pub file: PathBuf,

    /// 只看这个人经手的 / only what this person has in hand
    #[arg(long, value_name = "NAME", default_value = "")]
    pub who: String,

    /// 只看这个监督检查室和它联系的组、单位 / only this office, its groups and their units
    #[arg(long, value_name = "NAME", conflicts_with = "group")]
    pub office: Option<String>,

    /// 只看这个派驻组和它的单位 / only this group and its units
    #[arg(long, value_name = "NAME")]
    pub group: Option<String>,

    /// 输出格式 / output format
    #[arg(long, value_enum, default_value = "text")]
    pub format: Plain,

    #[command(flatten)]
    pub seal: SealArgs,

    #[command(flatten)]
    pub book: BookArgs,
}

pub fn run(args: &TodayArgs, lang: Lang) -> anyhow::Result<Exit> {
    let engine = book::engine(&args.book, lang)?;
    let rules = file::rules(&args.book, lang)?;
    let open = file::open(&args.file, &args.seal, lang)?;
    let day = book::day(&args.book);
    let today = Today::new(&open.opened.book, &engine, &rules, day);
    let scope = match (&args.office, &args.group) {
        (Some(office), _) => Scope::Office(office.clone()),
        (_, Some(group)) => Scope::Group(group.clone()),
        _ => Scope::All,
    };
    let text = match args.format {
        Plain::Text => text(&today, &args.who, &scope, lang),
        Plain::Json => {
            let data = data(&today, &args.who, &scope, lang);
            serde_json::to_string_pretty(&data)? + "\n"
        }
    };
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(Exit::Done)
}

fn text(today: &Today, who: &str, scope: &Scope, lang: Lang) -> String {
    let mut text = String::new();
    for section in Section::ALL {
        let items: Vec<&Item> = today.of(*section, who, scope).collect();
        if !items.is_empty() {
            text += &format!("{} {}\n", section.label(lang), items.len());
            for item in items {
                text += &line(item, lang);
            }
        }
    }
    if text.is_empty() {
        text += pick(lang, "眼下没有待办。\n", "Nothing waits just now.\n");
    }
    text
}

/// Stable words for what can be done about a line.
pub const DEEDS: &[&str] = &["open", "review", "take_over", "task", "has_task"];

/// The lines as data, section by section, the most urgent first; words in the language asked for.
fn data(today: &Today, who: &str, scope: &Scope, lang: Lang) -> Value {
    let sections = Section::ALL.iter();
    let items = sections.flat_map(|section| today.of(*section, who, scope));
    let items = items.map(|item| {
        let due = item
            .due
            .map(|due| json!({ "day": due.day, "provisional": due.provisional }));
        json!({
            "section": item.section.code(),
            "section_label": item.section.label(lang),
            "key": item.key,
            "register": item.row.as_ref().map(|(kind, _)| kind.code()),
            "row": item.row.as_ref().map(|(_, row)| row),
            "name": item.name,
            "what": item.what.in_lang(lang),
            "detail": item.detail.in_lang(lang),
            "body": item.body,
            "group": item.group,
            "office": item.office,
            "who": item.who,
            "due": due,
            "working_days_left": item.due.map(|_| item.left),
            "signal": item.signal.map(Term::code),
            "rules": item.rules,
            "deed": deed(&item.deed, lang),
        })
    });
    json!({
        "day": today.day,
        "clock": (!today.clock.is_empty()).then_some(&today.clock),
        "items": items.collect::<Vec<_>>(),
    })
}

fn deed(deed: &Deed, lang: Lang) -> Value {
    match deed {
        Deed::Open => json!({ "do": DEEDS[0] }),
        Deed::Review(to) => json!({ "do": DEEDS[1], "state": to }),
        Deed::TakeOver(organ) => json!({ "do": DEEDS[2], "follow_up": organ.code() }),
        Deed::Task(task) => json!({ "do": DEEDS[3], "title": task.title.in_lang(lang) }),
        Deed::HasTask(task) => json!({ "do": DEEDS[4], "task": task }),
    }
}

/// A line: what, which row, of whom, who has it, until when.
fn line(item: &Item, lang: Lang) -> String {
    let number = item.row.as_ref().map(|(_, row)| row.clone());
    let due = item.due.map(|due| {
        let mark = pick(lang, "（待核）", " (provisional)");
        format!("{}{}", due.day, if due.provisional { mark } else { "" })
    });
    let signal = item.signal.map(|signal| signal.label(lang).to_owned());
    let parts = [
        signal,
        Some(item.what.in_lang(lang).to_owned()),
        Some(item.name.clone()),
        number,
        Some(item.body.clone()),
        Some(item.who.clone()),
        due,
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    format!("  {}\n", parts.join(" · "))
}
