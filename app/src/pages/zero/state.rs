//! What the user looks at, and what is kept between visits.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Value, json};
use shizu_rules::monitor::Suppression;
use shizu_rules::vocabulary::{BodyKind, Frequency};

/// The version of what is kept.
const VERSION: u64 = 1;

/// A part of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// What fires.
    #[default]
    Triggers,
    /// Bodies by periods.
    Grid,
    /// Sliders.
    Thresholds,
    /// What would fire next.
    Upcoming,
}

impl Tab {
    /// Every part, with the word it goes by.
    pub const ALL: [(Tab, &'static str); 4] = [
        (Tab::Triggers, "triggers"),
        (Tab::Grid, "grid"),
        (Tab::Thresholds, "thresholds"),
        (Tab::Upcoming, "upcoming"),
    ];
}

/// What the user looks at.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// The part.
    pub tab: Tab,
    /// Only bodies of this kind.
    pub kind: Option<BodyKind>,
    /// The frequency of the grid.
    pub frequency: Option<Frequency>,
    /// Only bodies whose name holds this.
    pub text: String,
    /// Only this trigger.
    pub trigger: Option<usize>,
    /// In the grid, only bodies for which something fires.
    pub fired_only: bool,
    /// The body looked at.
    pub line: Option<usize>,
    /// The trigger that is being set aside.
    pub aside: Option<String>,
    /// Reason, reviewer and last day of what is being set aside.
    pub fields: [String; 3],
    /// What is wrong with these.
    pub fault: Option<[&'static str; 2]>,
    /// What is kept.
    pub kept: Kept,
    /// What was kept before the last suppression or change of thresholds, to undo it.
    pub before: Option<Kept>,
}

/// What is kept between visits. The returns themselves are not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// The day of the evaluation; `None` for today.
    pub as_of: Option<NaiveDate>,
    /// Parameters that the user changed.
    pub numbers: BTreeMap<String, u32>,
    /// Preset triggers that the user switched on.
    pub presets: Vec<String>,
    /// What the user set aside.
    pub suppressions: Vec<Suppression>,
    /// Whether the example was last looked at.
    pub example: bool,
}

impl Kept {
    /// As text.
    pub fn text(&self) -> String {
        let suppressions: Vec<Value> = self
            .suppressions
            .iter()
            .map(|it| {
                json!({
                    "id": it.id, "body": it.body, "reason": it.reason, "reviewer": it.reviewer,
                    "until": it.until.map(|day| day.to_string()),
                })
            })
            .collect();
        json!({
            "v": VERSION, "as_of": self.as_of.map(|day| day.to_string()), "numbers": self.numbers,
            "presets": self.presets, "suppressions": suppressions, "example": self.example,
        })
        .to_string()
    }

    /// From text; `None` for another version or a broken text.
    pub fn from_text(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        if value["v"].as_u64() != Some(VERSION) {
            return None;
        }
        let day = |value: &Value| value.as_str().and_then(|text| text.parse().ok());
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let numbers = value["numbers"].as_object()?.iter();
        let numbers = numbers.map(|(id, number)| {
            let number = u32::try_from(number.as_u64()?).ok()?;
            Some((id.clone(), number))
        });
        let presets = value["presets"].as_array()?.iter().map(text);
        let suppressions = value["suppressions"].as_array()?.iter().map(|it| {
            Some(Suppression {
                id: text(&it["id"])?,
                body: text(&it["body"])?,
                reason: text(&it["reason"])?,
                reviewer: text(&it["reviewer"])?,
                until: day(&it["until"]),
            })
        });
        Some(Kept {
            as_of: day(&value["as_of"]),
            numbers: numbers.collect::<Option<_>>()?,
            presets: presets.collect::<Option<_>>()?,
            suppressions: suppressions.collect::<Option<_>>()?,
            example: value["example"].as_bool()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back_and_what_is_broken_does_not() {
        let kept = Kept {
            as_of: "2026-01-20".parse().ok(),
            numbers: BTreeMap::from([("zero.window.quarter".to_owned(), 3)]),
            presets: vec!["Z11".to_owned()],
            suppressions: vec![Suppression {
                id: "Z1".into(),
                body: "A".into(),
                reason: "“new”".into(),
                reviewer: "Li".into(),
                until: "2026-06-30".parse().ok(),
            }],
            example: true,
        };
        assert_eq!(Kept::from_text(&kept.text()), Some(kept));
        assert_eq!(
            Kept::from_text(&Kept::default().text()),
            Some(Kept::default())
        );
        for broken in ["", "{}", "{\"v\":2}", "{\"v\":1,\"numbers\":{\"x\":-1}}"] {
            assert_eq!(Kept::from_text(broken), None, "{broken}");
        }
    }
}
