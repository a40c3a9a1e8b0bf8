//! Early warning for cadres, and reminders from their archives.

use chrono::NaiveDate;
use serde_json::json;
use shizu_rules::ecology::{CadreWatch, Entry, Trace, word};
use shizu_rules::vocabulary::{SheetKind, Term};
use shizu_rules::{Answered, Lang, Rulebook};

use super::answer::{Told, labels};
use super::unit::titles;
use crate::lang::pick;

pub fn warnings(
    rulebook: &Rulebook,
    day: NaiveDate,
    sheet: Option<&str>,
    rows: &[(u64, Entry)],
    lang: Lang,
) -> anyhow::Result<Vec<Told>> {
    let sheet = sheet.unwrap_or_default();
    let watch = CadreWatch::new(rulebook, sheet, day)?;
    let title = titles(rulebook, &watch.scorer, lang);
    let answer = |(row, entry): &(u64, Entry)| {
        let found = watch.warn(&entry.marks, &entry.facts);
        let mut told = Told::new(*row, "cadre", &entry.id);
        told.field("sheet", sheet);
        told.score(
            &found.score,
            ["warning_level", "possible_levels"],
            &title,
            lang,
        );
        organ(&mut told, found.organ.as_ref(), lang);
        told.measures(&found.measures, rulebook, lang);
        let rules = found
            .measures
            .sure
            .iter()
            .map(|measure| measure.rule.as_str());
        let organ = found.organ.as_ref().map(|organ| organ.rule.as_str());
        told.reasons(
            rulebook,
            watch
                .scorer
                .rests_on(rulebook)
                .into_iter()
                .chain(organ)
                .chain(rules),
        );
        told
    };
    Ok(rows.iter().map(answer).collect())
}

pub fn reminders(
    rulebook: &Rulebook,
    day: NaiveDate,
    rows: &[(u64, Entry)],
    lang: Lang,
) -> anyhow::Result<Vec<Told>> {
    let sheet = rulebook.sheets_of(SheetKind::Warning).next();
    let sheet = sheet.map_or("", |sheet| sheet.grounds.id.as_str());
    let watch = CadreWatch::new(rulebook, sheet, day)?;
    let answer = |(row, entry): &(u64, Entry)| {
        let trace = Trace {
            raised: entry.raised,
            done: entry.done,
        };
        let found = watch.check_archive(&entry.facts, trace, day);
        let mut told = Told::new(*row, "cadre", &entry.id);
        organ(&mut told, found.organ.as_ref(), lang);
        let application = found.application.as_ref().and_then(word);
        told.optional("application", application.map(|word| word.code));
        told.line(
            lang,
            "档案应用",
            "application",
            application.map_or("", |word| word.label(lang)),
        );
        let items = found.reminders.iter().map(|reminder| {
            let due = reminder.due.map(|due| due.day.to_string());
            let provisional = reminder.due.map(|due| due.provisional);
            let code = reminder.condition.code();
            let value = json!({
                "condition": code, "rule": reminder.rule, "due": due, "provisional": provisional,
                "state": reminder.state.code(),
            });
            (format!("{code}:{}", reminder.state.code()), value)
        });
        told.items("reminders", items.collect());
        told.list("unknown", found.unknown.iter().map(|key| key.code()));
        for reminder in &found.reminders {
            let due = reminder
                .due
                .map_or(String::new(), |due| format!("  {}", due.day));
            let state = reminder.state.label(lang);
            told.text += &format!(
                "  ! {}{}{state}{due}\n",
                reminder.condition.label(lang),
                pick(lang, "：", ": ")
            );
        }
        told.line(
            lang,
            "未登记",
            "not recorded",
            &labels(&found.unknown, lang),
        );
        let answered = [&found.organ, &found.application];
        let answered = answered
            .into_iter()
            .flatten()
            .map(|answer| answer.rule.as_str());
        let rules = found
            .reminders
            .iter()
            .map(|reminder| reminder.rule.as_str());
        told.reasons(rulebook, rules.chain(answered));
        told
    };
    Ok(rows.iter().map(answer).collect())
}

/// Who verifies.
fn organ(told: &mut Told, found: Option<&Answered>, lang: Lang) {
    let organ = found.and_then(word);
    told.optional("organ", organ.map(|organ| organ.code));
    told.line(
        lang,
        "由谁核实",
        "who verifies",
        organ.map_or("", |organ| organ.label(lang)),
    );
}
