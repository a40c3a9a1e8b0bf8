//! A text looked at: what is wrong with it, and the scenario if it can be read. Pure.

use shizu_rules::vocabulary::Term;
use shizu_rules::{Lang, LoadError, Place, Rulebook};
use shizu_training::{Checked, Desk, Finding, Pending, Play, Scenario, check};

/// What came of looking at a text.
#[derive(Debug, Default)]
pub struct Looked {
    /// What is wrong, and what is worth knowing, by place.
    pub findings: Vec<Finding>,
    /// The scenario, if it can be read.
    pub read: Option<Read>,
}

/// A scenario that can be read, with the rules of its day.
#[derive(Debug)]
pub struct Read {
    /// The scenario.
    pub scenario: Scenario,
    /// The rules of its day.
    pub desk: Desk,
    /// What walking every way through it told.
    pub checked: Checked,
}

impl Looked {
    /// Reads a text and walks every way through it. `shipped` says whether a scenario with this id ships with the program.
    pub fn at(file: &str, text: &str, rulebook: &Rulebook, shipped: impl Fn(&str) -> bool) -> Self {
        let of = |errors: &[LoadError]| Looked {
            findings: errors.iter().map(Finding::of_error).collect(),
            read: None,
        };
        let scenario = match Scenario::read(file, text, rulebook) {
            Ok(scenario) => scenario,
            Err(errors) => return of(&errors),
        };
        let checked = check(&scenario, rulebook);
        let desk = Desk::new(rulebook, scenario.day);
        let (checked, desk) = match (checked, desk) {
            (Ok(checked), Ok(desk)) => (checked, desk),
            (Err(error), _) | (_, Err(error)) => return of(&[error]),
        };
        let mut findings = checked.findings.clone();
        if shipped(&scenario.id) {
            let line = text
                .lines()
                .position(|line| line.trim_start().starts_with("id"));
            let place = Place {
                line: line.map_or(0, |line| line + 1),
                column: 1,
                ..Place::file(file)
            };
            findings.insert(0, Finding::twice(&place, &scenario.id));
        }
        Looked {
            findings,
            read: Some(Read {
                scenario,
                desk,
                checked,
            }),
        }
    }

    /// How many things are wrong; what is only worth knowing does not count.
    pub fn faults(&self) -> usize {
        let faults = self.findings.iter().filter(|finding| !finding.is_note);
        faults.count()
    }

    /// Whether trainees can play it.
    pub fn is_sound(&self) -> bool {
        self.read.is_some() && self.faults() == 0
    }
}

impl Read {
    /// Every decision of a scene as one comes to it, with what the engine answers.
    pub fn decisions(&self, scene: usize) -> Vec<(Pending, Option<shizu_training::Graded>)> {
        let mut play = Play::at_scene(&self.scenario, &self.desk, scene);
        let mut all = Vec::new();
        while let Some(pending) = play.pending() {
            let answer = play.engine_answer().unwrap_or_default();
            let graded = play.answer(&answer, 0, None).ok().cloned();
            let goes_on = graded.is_some();
            all.push((pending, graded));
            if !goes_on {
                break;
            }
        }
        all
    }

    /// Length and coverage in a line.
    pub fn figures(&self, lang: Lang) -> String {
        let [fewest, most] = self.checked.decisions;
        let count = if fewest == most {
            most.to_string()
        } else {
            format!("{fewest}–{most}")
        };
        let (scenes, minutes) = (self.scenario.scenes.len(), self.checked.minutes);
        let rules = self.checked.coverage.rules.len();
        let module = self.scenario.module.label(lang);
        match lang {
            Lang::Zh => format!(
                "{module}，{scenes}个场景；走一遍{count}个决策，约{minutes}分钟；用到{rules}条规则"
            ),
            Lang::En => format!(
                "{module}, {scenes} scenes; {count} decisions on a way through, about {minutes} minutes; {rules} rules used"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use shizu_rules::Rulebook;
    use shizu_training::Fault;

    use super::super::TEMPLATE;
    use super::Looked;

    fn look(text: &str) -> Looked {
        let rulebook = Rulebook::shipped().expect("the shipped rulebook is sound");
        Looked::at("test.toml", text, &rulebook, |id| id == "first-week")
    }

    #[test]
    fn the_template_is_sound() {
        let looked = look(TEMPLATE);
        assert_eq!(looked.faults(), 0, "{:?}", looked.findings);
        let read = looked.read.expect("it can be read");
        for scene in 0..read.scenario.scenes.len() {
            for (_, graded) in read.decisions(scene) {
                assert!(graded.is_some_and(|graded| graded.credit.is_some()));
            }
        }
    }

    #[test]
    fn what_is_broken_has_a_line() {
        let looked = look(&TEMPLATE.replace("module = \"business\"", "module = \"busines\""));
        assert!(looked.read.is_none());
        let line = 1 + TEMPLATE
            .lines()
            .position(|line| line.starts_with("module"))
            .expect("there");
        assert_eq!(looked.findings[0].place.line, line);
        assert!(looked.findings[0].says.zh.contains("business"));
    }

    #[test]
    fn a_circle_is_told_and_can_still_be_looked_at() {
        let circle = TEMPLATE.replace("end = true", "next = \"receive\"");
        let looked = look(&circle);
        assert!(
            looked
                .findings
                .iter()
                .any(|finding| finding.fault == Fault::Circle)
        );
        assert!(!looked.is_sound());
        let read = looked.read.expect("it can be read");
        assert!(!read.decisions(1).is_empty());
    }

    #[test]
    fn the_id_of_a_shipped_scenario_is_told() {
        let looked = look(&TEMPLATE.replace("id = \"own-1\"", "id = \"first-week\""));
        assert_eq!(looked.faults(), 1);
        let line = TEMPLATE.lines().position(|line| line.starts_with("id = "));
        assert_eq!(Some(looked.findings[0].place.line - 1), line);
    }
}
