//! What an overlay changes: rows, limits, and above all answers.

use std::fmt::Write;
use std::path::Path;

use serde_json::{Value, json};
use shizu_rules::{Lang, Rulebook, RulebookDiff, TableDiff, Then, compare};

use crate::args::{BookArgs, Plain};
use crate::book;
use crate::lang::pick;
use crate::output::data::{ThenData, then_text};

pub fn run(overlay: &Path, format: Plain, args: &BookArgs, lang: Lang) -> anyhow::Result<String> {
    let before = book::load(&args.rulebook, lang)?;
    let overlays: Vec<&Path> = args
        .rulebook
        .iter()
        .map(AsRef::as_ref)
        .chain([overlay])
        .collect();
    let after = book::load(&overlays, lang)?;
    let from = after.overlays.last().and_then(|last| last.valid_from);
    // An overlay that does not hold yet is compared on its first day, unless another day is asked for.
    let today = book::day(args);
    let day = match (args.as_of, from) {
        (None, Some(from)) => today.max(from),
        _ => today,
    };
    let diff = compare(&before, &after, day)?;
    Ok(match format {
        Plain::Text => text(&diff, &after, day, lang),
        Plain::Json => serde_json::to_string_pretty(&data(&diff, day))? + "\n",
    })
}

fn text(diff: &RulebookDiff, after: &Rulebook, day: chrono::NaiveDate, lang: Lang) -> String {
    let mut out = String::new();
    let colon = pick(lang, "：", ": ");
    let _ = writeln!(out, "{}{colon}{day}", pick(lang, "比较日期", "compared on"));
    for table in &diff.tables {
        let title = after.table(&table.table);
        let title = title.map_or("", |table| table.title.in_lang(lang));
        let _ = writeln!(out, "\n{}  {title}", table.table);
        let rows = [
            (pick(lang, "新增", "added"), &table.added),
            (pick(lang, "改变", "changed"), &table.changed),
            (pick(lang, "删去", "removed"), &table.removed),
        ];
        for (what, ids) in rows.iter().filter(|(_, ids)| !ids.is_empty()) {
            let _ = writeln!(out, "  {what}{colon}{}", ids.join(" "));
        }
        answers(&mut out, table, lang);
    }
    for limit in &diff.limits {
        let _ = writeln!(
            out,
            "\n{} {}{colon}{} → {}",
            pick(lang, "时限", "limit"),
            limit.limit,
            limit.before,
            limit.after
        );
    }
    if diff.tables.is_empty() && diff.limits.is_empty() {
        out.push_str(pick(lang, "没有任何改变。\n", "Nothing changes.\n"));
    }
    out
}

fn answers(out: &mut String, table: &TableDiff, lang: Lang) {
    let name = |then: &Option<Then>| {
        then.as_ref().map_or_else(
            || pick(lang, "无", "none").to_owned(),
            |then| then_text(then, lang),
        )
    };
    if table.answers.is_empty() {
        out.push_str(pick(lang, "  结论不变。\n", "  No answer changes.\n"));
    }
    for answer in &table.answers {
        let witness: Vec<String> = answer
            .witness
            .iter()
            .map(|(fact, value)| format!("{fact}={value}"))
            .collect();
        let (before, after) = (name(&answer.before), name(&answer.after));
        let (count, witness) = (answer.count, witness.join(" "));
        let _ = match lang {
            Lang::Zh => writeln!(out, "  {before} → {after}：{count}种情形，例如 {witness}"),
            Lang::En => writeln!(
                out,
                "  {before} → {after}: {count} combinations, for example {witness}"
            ),
        };
    }
}

fn data(diff: &RulebookDiff, day: chrono::NaiveDate) -> Value {
    let tables = diff.tables.iter().map(|table| {
        let answers = table.answers.iter().map(|answer| {
            let witness: serde_json::Map<String, Value> = answer
                .witness
                .iter()
                .map(|(fact, value)| (fact.clone(), Value::from(value.clone())))
                .collect();
            json!({
                "before": answer.before.as_ref().map(ThenData::from),
                "after": answer.after.as_ref().map(ThenData::from),
                "count": answer.count,
                "witness": witness,
            })
        });
        json!({
            "table": table.table,
            "added": table.added,
            "changed": table.changed,
            "removed": table.removed,
            "answers": answers.collect::<Vec<_>>(),
        })
    });
    json!({
        "as_of": day,
        "tables": tables.collect::<Vec<_>>(),
        "limits": diff.limits,
    })
}
