//! Checking scenarios: every way through them is walked, every decision is put to the engine.

mod coverage;
mod walk;

use shizu_rules::{Lang, LoadError, Place, Rulebook, Text};

pub use coverage::{Coverage, Family, FamilyCoverage, family_of};

use crate::desk::Desk;
use crate::scenario::Scenario;

shizu_rules::terms! {
    /// What is wrong with a scenario.
    Fault {
        Broken "broken" "写法有误" "cannot be read",
        Unreachable "unreachable" "到不了" "unreachable",
        DeadEnd "dead_end" "走不下去" "dead end",
        Circle "circle" "绕圈" "circle",
        Undetermined "undetermined" "没有答案" "undetermined",
        Pointless "pointless" "没有意义" "pointless",
        Untold "untold" "未用到" "unused",
        TooShort "too_short" "太短" "too short",
        TooLong "too_long" "太长" "too long",
        NotCovered "not_covered" "没有覆盖" "not covered",
    }
}

/// Something wrong with a scenario, with its place and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where.
    pub place: Place,
    /// What kind of fault.
    pub fault: Fault,
    /// What is wrong and what to do.
    pub says: Text,
    /// Whether it is only worth knowing.
    pub is_note: bool,
}

/// A scenario that was looked at.
#[derive(Debug)]
pub struct Checked {
    /// What is wrong with it.
    pub findings: Vec<Finding>,
    /// Fewest and most decisions on a way through it.
    pub decisions: [usize; 2],
    /// About how long it takes, in minutes, on the longest way.
    pub minutes: usize,
    /// What its engine's answers rest on, on any way.
    pub coverage: Coverage,
}

impl Finding {
    pub(crate) fn new(
        place: &Place,
        fault: Fault,
        zh: impl Into<String>,
        en: impl Into<String>,
    ) -> Self {
        Finding {
            place: place.clone(),
            fault,
            says: Text {
                zh: zh.into(),
                en: en.into(),
            },
            is_note: false,
        }
    }

    /// The same, only worth knowing.
    #[must_use]
    pub(crate) fn noted(mut self) -> Self {
        self.is_note = true;
        self
    }

    /// Two scenarios have one id.
    pub fn twice(place: &Place, id: &str) -> Self {
        Finding::new(
            place,
            Fault::Broken,
            format!("编号“{id}”与另一个情景相同，请改名"),
            format!("another scenario has the id `{id}` too; rename one"),
        )
    }

    /// A mistake of the file.
    pub fn of_error(error: &LoadError) -> Self {
        let said = |lang| {
            let message = error.message(lang);
            let place = format!("{}: ", error.place);
            message.strip_prefix(&place).unwrap_or(&message).to_owned()
        };
        Finding::new(&error.place, Fault::Broken, said(Lang::Zh), said(Lang::En))
    }

    /// Place, fault, and what to do.
    pub fn message(&self, lang: Lang) -> String {
        format!("{}: {}", self.place, self.says.in_lang(lang))
    }
}

/// Walks every way through a scenario.
///
/// # Errors
/// When the rules of its day cannot be compiled.
pub fn check(scenario: &Scenario, rulebook: &Rulebook) -> Result<Checked, LoadError> {
    let desk = Desk::new(rulebook, scenario.day)?;
    Ok(walk::walk(scenario, &desk))
}
