//! `shizu verify`: proves the rulebook, with every overlay merged in.

use std::io::Write;

use serde_json::json;
use shizu_rules::{Lang, Problem, Proof, TableProof, verify};

use crate::args::{Plain, VerifyArgs};
use crate::book::{self, Refused};
use crate::exit::Exit;
use crate::lang::pick;
use crate::output::data::tenths_cited;
use crate::output::table::table;

pub fn run(args: &VerifyArgs, lang: Lang) -> anyhow::Result<Exit> {
    let rulebook = match book::load(&args.rulebook, lang) {
        Ok(rulebook) => rulebook,
        Err(error) => match error.downcast::<Refused>() {
            Ok(refused) if refused.is_unproved() => return refuse(&refused, args.format, lang),
            Ok(refused) => return Err(refused.into()),
            Err(error) => return Err(error),
        },
    };
    let proof = verify(&rulebook)?;
    let text = match args.format {
        Plain::Text => text(&proof, lang),
        Plain::Json => data(&proof, lang)?,
    };
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(if proof.is_sound() {
        Exit::Done
    } else {
        Exit::Findings
    })
}

/// An overlay that was read and makes the tables unsound: the findings, each with its witness.
fn refuse(refused: &Refused, format: Plain, lang: Lang) -> anyhow::Result<Exit> {
    let text = match format {
        Plain::Text => format!("{refused}\n"),
        Plain::Json => {
            let findings: Vec<_> = refused
                .errors
                .iter()
                .map(|error| match &error.problem {
                    Problem::NotProved { zh, en } => {
                        json!({ "file": error.place.file, "zh": zh, "en": en })
                    }
                    _ => json!({ "file": error.place.file, "message": error.message(lang) }),
                })
                .collect();
            pretty(&json!({ "sound": false, "findings": findings, "tables": [] }))?
        }
    };
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(Exit::Findings)
}

fn text(proof: &Proof, lang: Lang) -> String {
    let header = [
        pick(lang, "规则表", "table"),
        pick(lang, "自", "from"),
        pick(lang, "行", "rows"),
        pick(lang, "空间", "space"),
        pick(lang, "空白", "gaps"),
        pick(lang, "冲突", "overlaps"),
        pick(lang, "死行", "dead"),
        pick(lang, "多余", "redundant"),
        pick(lang, "来源", "source"),
        pick(lang, "法规", "statute"),
        pick(lang, "假设", "assumption"),
    ];
    let mut text = table(&header, 2, proof.tables.iter().map(line));
    let share = &proof.cited;
    let tenths = tenths_cited(share);
    let (whole, tenth) = (tenths / 10, tenths % 10);
    let summary = match lang {
        Lang::Zh => format!(
            "\n\n已引用段落 {}/{}（{whole}.{tenth}%），另有{}段注明理由不编码；引用法规条文{}条。\n",
            share.cited, share.encodable, share.not_encoded, share.articles
        ),
        Lang::En => format!(
            "\n\nparagraphs cited: {}/{} ({whole}.{tenth} %); deliberately not encoded: {}; articles cited: {}\n",
            share.cited, share.encodable, share.not_encoded, share.articles
        ),
    };
    text.push_str(&summary);
    if !share.uncited.is_empty() {
        text.push_str(pick(lang, "尚未引用：", "not cited yet: "));
        text.push_str(&share.uncited.join(" "));
        text.push('\n');
    }
    for finding in proof.findings() {
        text.push_str(pick(lang, "发现：", "finding: "));
        text.push_str(finding.in_lang(lang));
        text.push('\n');
    }
    text.push_str(if proof.is_sound() {
        pick(
            lang,
            "结论：无空白、无冲突、无死行。\n",
            "Sound: no gaps, no contradictions, no dead rows.\n",
        )
    } else {
        pick(
            lang,
            "结论：规则库有上述问题，请修改后再用。\n",
            "Not sound: mend the findings above.\n",
        )
    });
    text
}

fn line(table: &TableProof) -> Vec<String> {
    let from = if table.from == chrono::NaiveDate::MIN {
        "–".to_owned()
    } else {
        table.from.to_string()
    };
    let mut cells = vec![table.table.clone(), from];
    cells.extend([
        table.rows.to_string(),
        table.space.to_string(),
        table.gaps.to_string(),
    ]);
    let counts = [table.overlaps, table.dead_rows, table.redundant_rows];
    cells.extend(counts.iter().chain(&table.basis).map(ToString::to_string));
    cells
}

fn data(proof: &Proof, lang: Lang) -> anyhow::Result<String> {
    let findings: Vec<_> = proof
        .findings()
        .map(|finding| json!({ "message": finding.in_lang(lang), "witness": finding.witness }))
        .collect();
    let tables = proof.tables.iter().map(|table| {
        let [source, statute, assumption] = table.basis;
        let from = (table.from != chrono::NaiveDate::MIN).then_some(table.from);
        json!({
            "table": table.table,
            "from": from,
            "rows": table.rows,
            "space": table.space,
            "gaps": table.gaps,
            "overlaps": table.overlaps,
            "dead_rows": table.dead_rows,
            "redundant_rows": table.redundant_rows,
            "basis": { "source": source, "statute": statute, "assumption": assumption },
            "findings": table.findings,
        })
    });
    let cited = &proof.cited;
    let tenths = tenths_cited(cited);
    pretty(&json!({
        "sound": proof.is_sound(),
        "tables": tables.collect::<Vec<_>>(),
        "cited": cited,
        "cited_share": format!("{}.{}", tenths / 10, tenths % 10),
        "findings": findings,
    }))
}

fn pretty(value: &serde_json::Value) -> anyhow::Result<String> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}
