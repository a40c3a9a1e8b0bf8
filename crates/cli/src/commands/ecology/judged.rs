//! Double accountability and role conflicts: verdicts of tables.

use chrono::NaiveDate;
use serde_json::json;
use shizu_rules::appraisal::{Judge, RoleChecker};
use shizu_rules::ecology::{Entry, word};
use shizu_rules::{Lang, OtherAnswer, Rulebook, Ruling, Then};

use super::answer::{Told, labels};
use crate::lang::pick;

pub fn accountability(
    rulebook: &Rulebook,
    day: NaiveDate,
    rows: &[(u64, Entry)],
    lang: Lang,
) -> anyhow::Result<Vec<Told>> {
    let judge = Judge::new(rulebook, day)?;
    let answer = |(row, entry): &(u64, Entry)| {
        let found = judge.judge(&entry.facts);
        let mut told = Told::new(*row, "case", &entry.id);
        let verdict = verdict(&mut told, "verdict", found.verdict.as_ref(), rulebook, lang);
        what_if(&mut told, &found.what_if);
        let whose = found
            .responsibility
            .as_ref()
            .and_then(|ruling| ruling.answers.first());
        let kind = whose.and_then(word);
        told.optional("responsibility", kind.map(|kind| kind.code));
        told.line(
            lang,
            "责任",
            "responsibility",
            kind.map_or("", |kind| kind.label(lang)),
        );
        told.measures(&found.measures, rulebook, lang);
        let rules = found
            .measures
            .sure
            .iter()
            .map(|measure| measure.rule.as_str());
        let whose = whose.map(|answered| answered.rule.as_str());
        told.reasons(
            rulebook,
            verdict.as_deref().into_iter().chain(whose).chain(rules),
        );
        told
    };
    Ok(rows.iter().map(answer).collect())
}

pub fn roles(
    rulebook: &Rulebook,
    day: NaiveDate,
    rows: &[(u64, Entry)],
    lang: Lang,
) -> anyhow::Result<Vec<Told>> {
    let checker = RoleChecker::new(rulebook, day)?;
    let mut heads: Vec<&str> = Vec::new();
    for (_, entry) in rows {
        if !heads.contains(&entry.owner.as_str()) {
            heads.push(&entry.owner);
        }
    }
    let mut all = Vec::new();
    for head in heads {
        let own: Vec<&(u64, Entry)> = rows
            .iter()
            .filter(|(_, entry)| entry.owner == head)
            .collect();
        let tasks: Vec<_> = own.iter().map(|(_, entry)| entry.facts.clone()).collect();
        let check = checker.check(&tasks);
        for ((row, entry), task) in own.iter().zip(&check.tasks) {
            let mut told = Told::new(*row, "task", &entry.id);
            told.field("head", &entry.owner);
            let rule = verdict(&mut told, "verdict", task.verdict.as_ref(), rulebook, lang);
            what_if(&mut told, &task.what_if);
            let notices = task.notices.iter().flat_map(|ruling| &ruling.answers);
            let codes = notices.clone().filter_map(|notice| match &notice.then {
                Then::Warning { id, .. } => Some(id.as_str()),
                _ => None,
            });
            told.list("warnings", codes);
            for notice in notices.clone() {
                let title = rulebook
                    .item(&notice.rule)
                    .map_or("", |item| item.title.in_lang(lang));
                told.text += &format!("  ! {title}\n");
            }
            told.flag("too_many", Some(check.too_many));
            if check.too_many {
                let most = checker.most;
                let what = match lang {
                    Lang::Zh => format!("可以容许的超过{most}项，合起来已影响本职"),
                    Lang::En => format!(
                        "more than {most} tolerable tasks, which together hinder the main one"
                    ),
                };
                told.line(lang, "合计", "in all", &what);
            }
            let rules = notices.map(|notice| notice.rule.as_str());
            told.reasons(rulebook, rule.as_deref().into_iter().chain(rules));
            all.push(told);
        }
    }
    Ok(all)
}

/// The one answer of a table, or those still possible and what to ask. Gives the row that settles it.
fn verdict(
    told: &mut Told,
    name: &'static str,
    ruling: Option<&Ruling>,
    rulebook: &Rulebook,
    lang: Lang,
) -> Option<String> {
    let ruling = ruling?;
    let answered = ruling.answers.first();
    let settled = answered.and_then(word);
    told.field(
        "status",
        if settled.is_some() {
            "determined"
        } else {
            "undetermined"
        },
    );
    told.optional(name, settled.map(|word| word.code));
    let possible = ruling.possible.iter().filter_map(|then| match then {
        Then::Answer(answer) => answer.value(),
        _ => None,
    });
    let possible: Vec<_> = possible.collect();
    told.list("possible", possible.iter().map(|word| word.code));
    told.list("missing", ruling.missing.iter().map(|key| key.code()));
    told.optional("ask_next", ruling.missing.first().map(|key| key.code()));
    let words: Vec<&str> = settled
        .iter()
        .chain(&possible)
        .map(|word| word.label(lang))
        .collect();
    told.line(
        lang,
        "结论",
        "verdict",
        &words.join(pick(lang, "或", " or ")),
    );
    let item = answered.and_then(|answered| rulebook.item(&answered.rule));
    let says = item
        .and_then(|item| item.says)
        .map_or("", |says| says.in_lang(lang));
    told.line(lang, "理由", "reason", says);
    told.line(lang, "还缺", "missing", &labels(&ruling.missing, lang));
    answered.map(|answered| answered.rule.clone())
}

/// The fewest changes to each other answer.
fn what_if(told: &mut Told, ways: &[OtherAnswer]) {
    let items = ways.iter().filter_map(|way| {
        let Some(Then::Answer(answer)) = &way.then else {
            return None;
        };
        let changes: Vec<String> = way
            .changes
            .iter()
            .map(|(key, _, to)| format!("{}={}", key.code(), to.code))
            .collect();
        let cell = format!("{}:{}", answer.code(), changes.join("+"));
        let changes = way.changes.iter().map(|(key, from, to)| json!({ "fact": key.code(), "from": from.map(|from| from.code), "to": to.code }));
        Some((cell, json!({ "answer": answer.code(), "changes": changes.collect::<Vec<_>>() })))
    });
    told.items("what_if", items.collect());
}
