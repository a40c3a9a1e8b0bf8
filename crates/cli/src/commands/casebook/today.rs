//! `shizu casebook today`: what a workbook asks for on a day.

use std::io::Write;
use std::path::PathBuf;

use shizu_casebook::today::{Item, Scope, Section, Today};
use shizu_rules::Lang;
use shizu_rules::vocabulary::Term;

use super::{SealArgs, file};
use crate::args::BookArgs;
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
    let mut text = String::new();
    for section in Section::ALL {
        let items: Vec<&Item> = today.of(*section, &args.who, &scope).collect();
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
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(Exit::Done)
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
