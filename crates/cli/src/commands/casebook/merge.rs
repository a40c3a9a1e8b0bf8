//! `shizu casebook merge`: what a colleague's copy has that this one lacks, and taking it over.

use std::io::Write;
use std::path::PathBuf;

use clap::ValueEnum;
use serde_json::{Value, json};
use shizu_casebook::merge::{Choice, Difference, Fate, RowDifference, Side, difference};
use shizu_rules::Lang;

use super::file::{self, Signature};
use super::{SealArgs, StampArgs};
use crate::args::{BookArgs, Plain};
use crate::exit::Exit;
use crate::lang::pick;

/// `shizu casebook merge`.
#[derive(Debug, Clone, clap::Args)]
pub struct MergeArgs {
    /// 我方工作簿 / this workbook
    pub mine: PathBuf,

    /// 对方副本 / the other copy
    pub theirs: PathBuf,

    /// 冲突时取哪一方；both：双方新增同一编号时两条都留 / whose is taken in a conflict; both: rows added on both sides are both kept
    #[arg(long, value_enum)]
    pub prefer: Option<Prefer>,

    /// 写出合并结果；不写则只比较 / write the merged workbook; without it they are only compared
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,

    /// 输出格式 / output format
    #[arg(long, value_enum, default_value = "text")]
    pub format: Plain,

    #[command(flatten)]
    pub stamp: StampArgs,

    #[command(flatten)]
    pub seal: SealArgs,

    #[command(flatten)]
    pub book: BookArgs,
}

/// What is taken in a conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Prefer {
    /// 我方 / this workbook's
    Mine,
    /// 对方 / the other copy's
    Theirs,
    /// 两条都留，其余取我方 / both rows; otherwise this workbook's
    Both,
}

pub fn run(args: &MergeArgs, lang: Lang) -> anyhow::Result<Exit> {
    let signature = args
        .out
        .as_ref()
        .map(|_| Signature::new(&args.stamp, lang))
        .transpose()?;
    let open = file::open(&args.mine, &args.seal, lang)?;
    let theirs = file::open(&args.theirs, &args.seal, lang)?;
    let mut mine = open.opened.book.clone();
    let found =
        difference(&mine, &theirs.opened.book).map_err(|no| anyhow::anyhow!(no.message(lang)))?;
    let text = match args.format {
        Plain::Text => told(&found, lang),
        Plain::Json => serde_json::to_string_pretty(&data(&found))? + "\n",
    };
    std::io::stdout().write_all(text.as_bytes())?;
    let open_conflicts = found.conflicts().count() > 0 && args.prefer.is_none();
    let (Some(out), Some(signature)) = (&args.out, &signature) else {
        return Ok(if open_conflicts {
            Exit::Findings
        } else {
            Exit::Done
        });
    };
    if open_conflicts {
        eprintln!(
            "{}",
            pick(
                lang,
                "有冲突，未写入；请用 --prefer 指明取哪一方，或在数据页逐条选择。",
                "There are conflicts and nothing was written: say whose is taken with --prefer, or choose one by one on the data page."
            )
        );
        return Ok(Exit::Findings);
    }
    let choice = match args.prefer {
        Some(Prefer::Theirs) => Choice::Theirs,
        Some(Prefer::Both) => Choice::Both,
        Some(Prefer::Mine) | None => Choice::Mine,
    };
    if let Some(command) = found.command(&mine, &|_, _| choice) {
        let rules = file::rules(&args.book, lang)?;
        mine.apply(command, signature.stamp(), &rules)
            .map_err(|refusal| anyhow::anyhow!(refusal.message(lang)))?;
    }
    open.write(&mine, out, &args.seal, lang)?;
    Ok(Exit::Done)
}

/// The sides that rows are counted by, in the order shown.
const SIDES: &[Side] = &[
    Side::Mine,
    Side::Theirs,
    Side::Both,
    Side::Same,
    Side::Conflict,
];

fn told(found: &Difference, lang: Lang) -> String {
    let (past, mine, theirs) = (found.past, found.mine, found.theirs);
    let mut text = match lang {
        Lang::Zh => format!("共同历史到第 {past} 次修改；此后我方 {mine} 次，对方 {theirs} 次\n"),
        Lang::En => format!(
            "common history up to revision {past}; since then {mine} entries here, {theirs} there\n"
        ),
    };
    for side in SIDES {
        let count = found.count(*side);
        if count > 0 {
            text += &format!("  {count:>6}  {}\n", side.label(lang));
        }
    }
    for row in found
        .rows
        .iter()
        .filter(|row| row.side != Side::Mine && row.side != Side::Same)
    {
        text += &of_row(row, lang);
    }
    if found.is_empty() {
        text += pick(
            lang,
            "对方没有我方所缺的内容。\n",
            "The other copy has nothing that this one lacks.\n",
        );
    }
    text
}

fn of_row(row: &RowDifference, lang: Lang) -> String {
    let fate = match (row.theirs, row.mine) {
        (Fate::Added, _) => pick(lang, "（对方新增）", " (added there)"),
        (Fate::Removed, _) => pick(lang, "（对方删除）", " (removed there)"),
        (_, Fate::Removed) => pick(lang, "（我方删除）", " (removed here)"),
        _ => "",
    };
    let (kind, side) = (row.kind.label(lang), row.side.label(lang));
    let mut text = match lang {
        Lang::Zh => format!("{kind}“{}”：{side}{fate}\n", row.row),
        Lang::En => format!("{kind} `{}`: {side}{fate}\n", row.row),
    };
    let none = pick(lang, "（空）", "(empty)");
    let shown = |text: &str| -> String {
        let line: String = text
            .chars()
            .take(40)
            .map(|sign| if sign.is_control() { ' ' } else { sign })
            .collect();
        if line.is_empty() {
            none.to_owned()
        } else {
            line
        }
    };
    for cell in row
        .cells
        .iter()
        .filter(|cell| matches!(cell.side, Side::Theirs | Side::Conflict))
    {
        let label = cell.field.label(lang);
        let (before, theirs) = (
            shown(cell.field.shown(&cell.before, lang)),
            shown(cell.field.shown(&cell.theirs, lang)),
        );
        text += &match (cell.side, lang) {
            (Side::Conflict, Lang::Zh) => {
                format!(
                    "    {label}：原 {before}；我方 {}；对方 {theirs}\n",
                    shown(cell.field.shown(&cell.mine, lang))
                )
            }
            (Side::Conflict, Lang::En) => {
                format!(
                    "    {label}: was {before}; here {}; there {theirs}\n",
                    shown(cell.field.shown(&cell.mine, lang))
                )
            }
            (_, Lang::Zh) => format!("    {label}：{before} → {theirs}\n"),
            (_, Lang::En) => format!("    {label}: {before} → {theirs}\n"),
        };
    }
    text
}

/// Stable words for what became of a row.
pub const FATES: &[&str] = &["kept", "added", "removed", "absent"];

fn fate(fate: Fate) -> &'static str {
    match fate {
        Fate::Kept => FATES[0],
        Fate::Added => FATES[1],
        Fate::Removed => FATES[2],
        Fate::Absent => FATES[3],
    }
}

fn data(found: &Difference) -> Value {
    let rows = found.rows.iter().map(|row| {
        let cells = row.cells.iter().map(|cell| {
            json!({
                "field": cell.field.code,
                "side": cell.side.code(),
                "before": cell.before,
                "mine": cell.mine,
                "theirs": cell.theirs,
            })
        });
        json!({
            "register": row.kind.code(),
            "row": row.row,
            "side": row.side.code(),
            "mine": fate(row.mine),
            "theirs": fate(row.theirs),
            "cells": cells.collect::<Vec<_>>(),
        })
    });
    json!({
        "past": found.past,
        "mine": found.mine,
        "theirs": found.theirs,
        "conflicts": found.conflicts().count(),
        "rows": rows.collect::<Vec<_>>(),
    })
}
