//! What is typed and chosen for a set, and what is wrong with it. Pure.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::{Value, json};
use shizu_rules::Lang;
use shizu_rules::vocabulary::Term;
use shizu_training::{Family, SetDraft, SetExam, SetScenario, Terms, TrainingSet};

use crate::markup::t;

/// Questions of an exam, and minutes for it.
const COUNT: std::ops::RangeInclusive<usize> = 1..=200;
const MINUTES: std::ops::RangeInclusive<u32> = 1..=600;

/// A set that is being put together, as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Its name.
    pub title: String,
    /// A note to the trainees.
    pub note: String,
    /// The last day, as `2026-03-13`; empty for none.
    pub due: String,
    /// Ids of the scenarios chosen.
    pub chosen: BTreeSet<String>,
    /// Whether there is an exam.
    pub exam: bool,
    /// How many questions.
    pub count: String,
    /// The time for it.
    pub minutes: String,
    /// Codes of the families asked about; all when empty.
    pub families: BTreeSet<String>,
    /// The number from which the questions are drawn.
    pub seed: String,
}

/// What is wrong: the id of the field, and what to do.
pub type Fault = (&'static str, &'static str);

impl Default for Plan {
    fn default() -> Self {
        Plan {
            title: String::new(),
            note: String::new(),
            due: String::new(),
            chosen: BTreeSet::new(),
            exam: false,
            count: "20".to_owned(),
            minutes: "30".to_owned(),
            families: BTreeSet::new(),
            seed: "1".to_owned(),
        }
    }
}

impl Plan {
    /// As it was kept; nothing for what is no plan.
    pub fn from_text(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let text = |name: &str| value[name].as_str().map(str::to_owned);
        let codes = |name: &str| -> Option<BTreeSet<String>> {
            let all = value[name].as_array()?.iter();
            Some(
                all.filter_map(|code| code.as_str().map(str::to_owned))
                    .collect(),
            )
        };
        Some(Plan {
            title: text("title")?,
            note: text("note")?,
            due: text("due")?,
            chosen: codes("chosen")?,
            exam: value["exam"].as_bool()?,
            count: text("count")?,
            minutes: text("minutes")?,
            families: codes("families")?,
            seed: text("seed")?,
        })
    }

    /// To be kept.
    pub fn text(&self) -> String {
        json!({
            "title": self.title,
            "note": self.note,
            "due": self.due,
            "chosen": self.chosen,
            "exam": self.exam,
            "count": self.count,
            "minutes": self.minutes,
            "families": self.families,
            "seed": self.seed,
        })
        .to_string()
    }

    /// The plan of a set that exists.
    pub fn of(set: &TrainingSet) -> Self {
        let ids = set.scenarios.iter().map(|scenario| scenario.id.clone());
        let mut plan = Plan {
            title: set.title.clone(),
            note: set.note.clone(),
            due: set.due.map(|day| day.to_string()).unwrap_or_default(),
            chosen: ids.collect(),
            ..Plan::default()
        };
        if let Some(exam) = &set.exam {
            let families = exam.terms.families.iter();
            plan.exam = true;
            plan.count = exam.terms.count.to_string();
            plan.minutes = exam.terms.seconds.div_ceil(60).to_string();
            plan.seed = exam.terms.seed.to_string();
            plan.families = families.map(|family| family.code().to_owned()).collect();
        }
        plan
    }

    /// The set, from the scenarios that there are, in their order; or everything that is wrong.
    ///
    /// # Errors
    /// The fields that are wrong, each with what to do.
    pub fn draft(
        &self,
        scenarios: &[SetScenario],
        today: NaiveDate,
        lang: Lang,
    ) -> Result<SetDraft, Vec<Fault>> {
        let mut faults = Vec::new();
        if self.title.trim().is_empty() {
            faults.push((
                "assign-title",
                t(lang, "请给任务单起个名字", "Give the set a name"),
            ));
        }
        let chosen: Vec<SetScenario> = scenarios
            .iter()
            .filter(|scenario| self.chosen.contains(&scenario.id))
            .cloned()
            .collect();
        if chosen.is_empty() && !self.exam {
            faults.push((
                "assign-scenarios",
                t(
                    lang,
                    "请至少选一个情景，或加一场考核",
                    "Choose a scenario at least, or add an exam",
                ),
            ));
        }
        let due = match self.due.trim() {
            "" => None,
            text => match text.parse::<NaiveDate>() {
                Ok(day) if day >= today => Some(day),
                Ok(_) => {
                    faults.push((
                        "assign-due",
                        t(
                            lang,
                            "截止日已经过了，请改晚，或留空",
                            "The last day is over; choose a later one, or none",
                        ),
                    ));
                    None
                }
                Err(_) => {
                    faults.push((
                        "assign-due",
                        t(
                            lang,
                            "请写成 2026-03-13 的样子，或留空",
                            "Write it like 2026-03-13, or leave it empty",
                        ),
                    ));
                    None
                }
            },
        };
        let exam = self.exam.then(|| self.terms(lang, &mut faults)).flatten();
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(SetDraft {
            title: self.title.trim().to_owned(),
            note: self.note.trim().to_owned(),
            due,
            scenarios: chosen,
            exam: exam.map(|terms| SetExam { day: today, terms }),
        })
    }

    fn terms(&self, lang: Lang, faults: &mut Vec<Fault>) -> Option<Terms> {
        let count = self
            .count
            .trim()
            .parse()
            .ok()
            .filter(|count| COUNT.contains(count));
        if count.is_none() {
            faults.push((
                "assign-count",
                t(
                    lang,
                    "题数写 1 到 200 的整数",
                    "A whole number from 1 to 200",
                ),
            ));
        }
        let minutes: Option<u32> = self.minutes.trim().parse().ok();
        let minutes = minutes.filter(|minutes| MINUTES.contains(minutes));
        if minutes.is_none() {
            faults.push((
                "assign-minutes",
                t(
                    lang,
                    "时间写 1 到 600 的整数，单位分钟",
                    "A whole number of minutes from 1 to 600",
                ),
            ));
        }
        let seed: Option<u32> = self.seed.trim().parse().ok();
        if seed.is_none() {
            faults.push((
                "assign-seed",
                t(
                    lang,
                    "编号写 0 到 4294967295 的整数",
                    "A whole number from 0 to 4294967295",
                ),
            ));
        }
        let families = Family::ALL
            .iter()
            .filter(|family| self.families.contains(family.code()));
        Some(Terms {
            families: families.copied().collect(),
            count: count?,
            seconds: minutes? * 60,
            seed: u64::from(seed?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shizu_rules::Text;

    fn today() -> NaiveDate {
        "2026-03-02".parse().expect("a day")
    }

    fn scenarios() -> Vec<SetScenario> {
        ["a", "b"]
            .map(|id| SetScenario::shipped(id, &Text::default(), id))
            .to_vec()
    }

    fn plan() -> Plan {
        Plan {
            title: " 第一周 ".to_owned(),
            chosen: ["b".to_owned()].into(),
            exam: true,
            families: ["routing".to_owned()].into(),
            due: "2026-03-13".to_owned(),
            ..Plan::default()
        }
    }

    #[test]
    fn a_plan_is_kept_and_becomes_a_set_and_back() {
        assert_eq!(Plan::from_text(&plan().text()), Some(plan()));
        assert_eq!(Plan::from_text("{}"), None);
        let draft = plan()
            .draft(&scenarios(), today(), Lang::Zh)
            .expect("nothing is wrong");
        assert_eq!(draft.title, "第一周");
        assert_eq!(draft.scenarios.len(), 1);
        let terms = draft.exam.clone().expect("an exam").terms;
        assert_eq!((terms.count, terms.seconds, terms.seed), (20, 1800, 1));
        assert_eq!(terms.families, [Family::Routing]);
        let set = TrainingSet::new(draft, today());
        let again = Plan {
            title: " 第一周 ".to_owned(),
            ..Plan::of(&set)
        };
        assert_eq!(again, plan());
    }

    #[test]
    fn every_field_that_is_wrong_is_told() {
        let wrong = Plan {
            title: String::new(),
            chosen: ["gone".to_owned()].into(),
            exam: true,
            count: "201".to_owned(),
            minutes: "0".to_owned(),
            seed: "-1".to_owned(),
            due: "2026-03-01".to_owned(),
            ..Plan::default()
        };
        let faults = wrong
            .draft(&scenarios(), today(), Lang::En)
            .expect_err("much is wrong");
        let fields: Vec<&str> = faults.iter().map(|(field, _)| *field).collect();
        assert_eq!(
            fields,
            [
                "assign-title",
                "assign-due",
                "assign-count",
                "assign-minutes",
                "assign-seed"
            ]
        );
        let none = Plan {
            exam: false,
            ..wrong
        };
        let faults = none
            .draft(&scenarios(), today(), Lang::En)
            .expect_err("much is wrong");
        assert!(faults.iter().any(|(field, _)| *field == "assign-scenarios"));
    }
}
