//! What an outcome is called as a choice. The same code may come from several rows: its label is true for all of them and names no row's circumstance.

use shizu_rules::vocabulary::{Organ, Term};
use shizu_rules::{Lang, Rule, Text};

use crate::desk::say;

/// What stands before the brackets in the titles of all rows; where they differ, the title that the others contain, or the first, which is the general one.
pub(crate) fn of_rows<'r>(rows: impl Iterator<Item = &'r Rule>) -> Text {
    let titles: Vec<Text> = rows.map(|rule| plain(&rule.title)).collect();
    let in_all = |title: &&Text| titles.iter().all(|other| other.zh.contains(&title.zh));
    let general = titles.iter().find(in_all).or(titles.first());
    general.cloned().unwrap_or_default()
}

/// A title without the circumstance in brackets at its end.
fn plain(title: &Text) -> Text {
    let cut = |text: &str, open: char, close: char| {
        let at = text.strip_suffix(close).and_then(|text| text.rfind(open));
        let text = at.map_or(text, |at| &text[..at]);
        text.trim_end().to_owned()
    };
    say(cut(&title.zh, '（', '）'), cut(&title.en, '(', ')'))
}

/// A duty under the organ that owes it, which the title need not name again.
pub(crate) fn owed_by(organ: Organ, title: &Text) -> Text {
    let (zh, en) = names(organ);
    say(
        format!("{}：{}", organ.label(Lang::Zh), without_zh(&title.zh, zh)),
        format!("{}: {}", organ.label(Lang::En), without_en(&title.en, en)),
    )
}

/// What titles of rows call an organ for short, the longer name first. The place of a recused organ is taken by another, the row stays the same.
fn names(organ: Organ) -> (&'static [&'static str], &'static [&'static str]) {
    match organ {
        Organ::Office => (&["室"], &["the office"]),
        Organ::OtherOffice => (&["另一室", "室"], &["the other office", "the office"]),
        Organ::Group => (&["派驻组", "组"], &["the group"]),
        Organ::OtherGroup => (
            &["另一组", "派驻组", "组"],
            &["the other group", "the group"],
        ),
        Organ::InvestigationOffice => (&["审查调查室"], &["the investigation office"]),
        Organ::LocalCommission => (&["地方监委"], &["the local commission"]),
        _ => (&[], &[]),
    }
}

/// Words that begin like a short name and are none: 组成, 组织, 组长, 室组.
const NO_NAME: [char; 5] = ['成', '织', '长', '组', '室'];

fn without_zh(title: &str, names: &[&str]) -> String {
    let (lead, what) = title.rsplit_once('：').unwrap_or(("", title));
    let short = names.iter().find_map(|name| {
        let rest = what.strip_prefix(name)?;
        (!rest.is_empty() && !rest.starts_with(NO_NAME)).then_some(rest)
    });
    let mut what = short.unwrap_or(what).to_owned();
    if let Some(name) = names
        .iter()
        .find(|name| what.contains(&format!("由{name}")))
    {
        what = what.replacen(&format!("由{name}"), "", 1);
    }
    if lead.is_empty() {
        what
    } else {
        format!("{lead}：{what}")
    }
}

fn without_en(title: &str, names: &[&str]) -> String {
    let (lead, what) = title.rsplit_once(": ").unwrap_or(("", title));
    let small = what.to_lowercase();
    let first = names.iter().find_map(|name| {
        let rest = small.strip_prefix(name)?.strip_prefix(' ')?;
        what.get(what.len() - rest.len()..)
    });
    let last = names.iter().find_map(|name| {
        let rest = small.strip_suffix(name)?;
        let rest = rest
            .strip_suffix(" by ")
            .or_else(|| rest.strip_suffix(" of "))?;
        what.get(..rest.len())
    });
    let what = first.or(last).unwrap_or(what);
    let mut letters = what.chars();
    let capital = letters.next().map(|first| first.to_uppercase().to_string());
    let what = capital.unwrap_or_default() + letters.as_str();
    if lead.is_empty() {
        what
    } else {
        format!("{lead}: {what}")
    }
}
