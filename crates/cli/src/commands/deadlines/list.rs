//! What there is: time limits, clue clocks, announced years.

use std::fmt::Write as _;

use serde_json::{Value, json};
use shizu_rules::Limit;
use shizu_rules::deadlines::Leg;
use shizu_rules::vocabulary::Term;

use super::{Asked, Told};
use crate::lang::pick;
use crate::output::data::LimitData;
use crate::output::table::table;

pub fn list(asked: &Asked<'_>) -> Told {
    let limits = &asked.rulebook.limits;
    Told {
        text: text(asked),
        data: data(asked),
        table: (
            vec![
                "id",
                "title",
                "start",
                "amount",
                "unit",
                "extension",
                "basis",
                "cites",
            ],
            limits.iter().map(|limit| row(asked, limit)).collect(),
        ),
        problems: Vec::new(),
    }
}

/// How much longer a limit may become, in words.
fn extension(asked: &Asked<'_>, limit: &Limit) -> String {
    let lang = asked.lang;
    let Some(extension) = &limit.extension else {
        return String::new();
    };
    match extension.most {
        Some(amount) => {
            let unit = extension.unit;
            let most = Leg { amount, unit };
            format!("+{}", most.words(lang))
        }
        None => pick(lang, "可延长", "extensible").to_owned(),
    }
}

fn row(asked: &Asked<'_>, limit: &Limit) -> Vec<String> {
    vec![
        limit.id.clone(),
        limit.title.in_lang(asked.lang).to_owned(),
        limit.start.code().to_owned(),
        limit.amount.to_string(),
        limit.unit.code().to_owned(),
        extension(asked, limit),
        limit.basis.code().to_owned(),
        limit.cites.join(";"),
    ]
}

fn text(asked: &Asked<'_>) -> String {
    let lang = asked.lang;
    let rulebook = &asked.rulebook;
    let header = [
        pick(lang, "时限", "time limit"),
        "",
        pick(lang, "起算", "starts when"),
        pick(lang, "时长", "length"),
        pick(lang, "延长", "extension"),
        pick(lang, "依据", "basis"),
    ];
    let rows = rulebook.limits.iter().map(|limit| {
        vec![
            limit.id.clone(),
            limit.title.in_lang(lang).to_owned(),
            limit.start.label(lang).to_owned(),
            limit.length().words(lang),
            extension(asked, limit),
            format!("{} {}", limit.basis.label(lang), limit.cites.join(" ")),
        ]
    });
    let mut out = table(&header, usize::MAX, rows);
    let _ = writeln!(
        out,
        "\n\n{}",
        pick(lang, "线索时钟（--preset）：", "clue clocks (--preset):")
    );
    for clock in &rulebook.clocks {
        let grounds = &clock.grounds;
        let _ = writeln!(
            out,
            "  {}  {}",
            grounds.title.in_lang(lang),
            grounds.says.in_lang(lang)
        );
    }
    let years: Vec<String> = rulebook
        .calendar
        .years()
        .iter()
        .map(|year| year.year.to_string())
        .collect();
    let _ = writeln!(
        out,
        "\n{}{}",
        pick(
            lang,
            "已公布放假安排的年份：",
            "years whose holidays are announced: "
        ),
        years.join(" ")
    );
    out
}

fn data(asked: &Asked<'_>) -> Value {
    let rulebook = &asked.rulebook;
    let limits: Vec<LimitData<'_>> = rulebook.limits.iter().map(LimitData::from).collect();
    let clocks: Vec<Value> = rulebook
        .clocks
        .iter()
        .map(|clock| {
            let grounds = &clock.grounds;
            json!({ "id": grounds.id, "title": grounds.title, "says": grounds.says, "basis": grounds.basis, "cites": grounds.cites, "note": grounds.note })
        })
        .collect();
    let years: Vec<Value> = rulebook
        .calendar
        .years()
        .iter()
        .map(|year| {
            let days: Vec<Value> = year
                .days
                .iter()
                .map(|day| json!({ "date": day.date, "off": day.off, "name": day.name }))
                .collect();
            json!({ "year": year.year, "notice": year.notice, "imported": year.imported, "days": days })
        })
        .collect();
    json!({ "limits": limits, "presets": clocks, "years": years })
}
