//! What a change of facts changed in the answer.

use shizu_rules::vocabulary::Term;
use shizu_rules::{Determination, Lang};

use super::groups::pick;
use super::outcome::headline;

/// One thing that a change of facts changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What changed.
    pub what: &'static str,
    /// How it was; `None` where only what was added and taken away is said.
    pub before: Option<String>,
    /// How it is, or what was added (＋) and taken away (－).
    pub now: String,
}

/// What changed from one determination to another: the leader, the mechanisms, who takes part, how many warnings. Empty if nothing of that did.
pub fn changes(before: &Determination, now: &Determination, lang: Lang) -> Vec<Change> {
    let mut changes = Vec::new();
    let (was, is) = (headline(before, lang), headline(now, lang));
    if was != is {
        changes.push(Change {
            what: pick(lang, "主办", "lead"),
            before: Some(was),
            now: is,
        });
    }
    let mechanisms = |result: &Determination| {
        result
            .mechanisms
            .iter()
            .map(|one| one.label(lang))
            .collect::<Vec<_>>()
    };
    let helpers = |result: &Determination| {
        result
            .assist
            .iter()
            .map(|part| part.organ.label(lang))
            .collect::<Vec<_>>()
    };
    let lists = [
        (
            pick(lang, "联动机制", "mechanisms"),
            mechanisms(before),
            mechanisms(now),
        ),
        (
            pick(lang, "协同主体", "others"),
            helpers(before),
            helpers(now),
        ),
    ];
    for (what, was, is) in lists {
        let now = difference(&was, &is, lang);
        if !now.is_empty() {
            changes.push(Change {
                what,
                before: None,
                now,
            });
        }
    }
    if before.warnings.len() != now.warnings.len() {
        changes.push(Change {
            what: pick(lang, "提示", "warnings"),
            before: Some(before.warnings.len().to_string()),
            now: now.warnings.len().to_string(),
        });
    }
    changes
}

/// At most this many names in a change.
const NAMES: usize = 2;

/// What was added and what was taken away, each with its sign; of many the first and how many more.
fn difference(was: &[&str], is: &[&str], lang: Lang) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut add = |sign: char, name: &str| {
        let word = format!("{sign}{name}");
        if !words.contains(&word) {
            words.push(word);
        }
    };
    is.iter()
        .filter(|name| !was.contains(name))
        .for_each(|name| add('＋', name));
    was.iter()
        .filter(|name| !is.contains(name))
        .for_each(|name| add('－', name));
    let more = words.len().saturating_sub(NAMES);
    words.truncate(NAMES);
    if more > 0 {
        words.push(match lang {
            Lang::Zh => format!("等{}项", more + NAMES),
            Lang::En => format!("and {more} more"),
        });
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use shizu_rules::{ClueFacts, Engine, Rulebook};

    use super::super::presets::PRESETS;
    use super::*;

    fn engine() -> Engine {
        let day = NaiveDate::from_ymd_opt(2026, 3, 5).expect("a day");
        Engine::new(Rulebook::shipped().expect("shipped"), day).expect("compiles")
    }

    #[test]
    fn changes_say_before_and_now() {
        let engine = engine();
        let before = engine.determine("", &ClueFacts::default(), None);
        let now = engine.determine("", &PRESETS[0].draft().facts, None);
        let found = changes(&before, &now, Lang::Zh);
        assert_eq!(
            (found[0].before.as_deref(), found[0].now.as_str()),
            (Some("未定"), "监督检查室")
        );
        assert_eq!(found[1].now, "＋协同处置");
        assert!(changes(&now, &now, Lang::Zh).is_empty());
    }
}
