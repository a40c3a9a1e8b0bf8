//! The appraisal of resident groups: the rows of one group are put together.

use chrono::NaiveDate;
use serde_json::json;
use shizu_rules::appraisal::{GroupAppraiser, GroupMarks, Voice};
use shizu_rules::ecology::Entry;
use shizu_rules::vocabulary::Term;
use shizu_rules::{Lang, MatterFacts, Rulebook};

use super::answer::Told;
use super::unit::titles;
use crate::lang::{comma, pick};

/// The rows of one group.
struct Group {
    row: u64,
    id: String,
    marks: GroupMarks,
    facts: MatterFacts,
}

pub fn answers(
    rulebook: &Rulebook,
    day: NaiveDate,
    sheet: Option<&str>,
    rows: &[(u64, Entry)],
    lang: Lang,
) -> anyhow::Result<Vec<Told>> {
    let sheet = sheet.unwrap_or_default();
    let appraiser = GroupAppraiser::new(rulebook, sheet, day)?;
    let title = titles(rulebook, &appraiser.scorer, lang);
    let answer = |group: &Group| {
        let found = appraiser.appraise(&group.marks, &group.facts);
        let mut told = Told::new(group.row, "group", &group.id);
        told.field("sheet", sheet);
        told.score(&found.score, ["grade", "possible_grades"], &title, lang);
        let open = found.missing.iter().map(|(code, voice)| {
            let value = json!({ "criterion": code, "by": voice.code() });
            (format!("{code}:{}", voice.code()), value)
        });
        told.items("missing_marks", open.collect());
        let open: Vec<String> = found
            .missing
            .iter()
            .map(|(code, voice)| format!("{}（{}）", title(code), voice.label(lang)))
            .collect();
        told.line(
            lang,
            "谁还没有评",
            "whose marks are missing",
            &open.join(comma(lang)),
        );
        let host = found.host.map(|host| host.to_string());
        told.optional("host_score", host.as_deref());
        told.flag("host_differs", found.host_differs);
        if let Some(host) = host {
            let only = pick(
                lang,
                "（只作参考，不计分）",
                " (for reference, not counted)",
            );
            told.line(lang, "驻在单位评价", "host unit", &format!("{host}{only}"));
        }
        told.measures(&found.measures, rulebook, lang);
        let rules = found
            .measures
            .sure
            .iter()
            .map(|measure| measure.rule.as_str());
        told.reasons(
            rulebook,
            appraiser.scorer.rests_on(rulebook).into_iter().chain(rules),
        );
        told
    };
    Ok(groups(rows).iter().map(answer).collect())
}

/// The groups in the order in which they come first.
fn groups(rows: &[(u64, Entry)]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (row, entry) in rows {
        let at = groups.iter().position(|group| group.id == entry.id);
        let at = at.unwrap_or_else(|| {
            groups.push(Group {
                row: *row,
                id: entry.id.clone(),
                marks: GroupMarks::default(),
                facts: MatterFacts::new(entry.facts.subject()),
            });
            groups.len() - 1
        });
        let Some(group) = groups.get_mut(at) else {
            continue;
        };
        let marks = entry.marks.clone();
        match entry.by {
            Voice::Commission => group.marks.commission = marks,
            Voice::Office => group.marks.office = marks,
            Voice::HostUnit => group.marks.host = Some(marks),
        }
        group.marks.bonus += entry.extra;
        // What one row leaves open another may tell.
        for key in entry.facts.subject().facts() {
            if let Some(index) = entry.facts.index(*key) {
                group.facts.set(*key, Some(index));
            }
        }
    }
    groups
}
