//! What if? The other side of a drill's boundary.

use shizu_rules::Text;

use super::{Drill, DrillSpec, counted, sides};
use crate::ask::{Changed, WhyNot};
use crate::desk::{Desk, found, label};

/// The drill on the other side of a boundary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twin {
    /// What tells it.
    pub spec: DrillSpec,
    /// The one fact that differs; `None` where a streak is a period shorter or longer, or a score a little lower or higher.
    pub changed: Option<Changed>,
    /// The entry of the rulebook, in a few words.
    pub title: Text,
}

impl Drill {
    /// The drills that differ from this one in a single fact, across a boundary of its entry: of a matter that just misses the row, the one that the row
    /// is about; of a matter that the row is about, the one that misses it, for each fact in which it can.
    pub fn twins(&self, desk: &Desk) -> Vec<Twin> {
        let others = match self.spec.misses {
            Some(_) => vec![None],
            None => sides(desk, &self.spec.rule).into_iter().map(Some).collect(),
        };
        let specs = others.into_iter().map(|misses| DrillSpec {
            misses,
            ..self.spec.clone()
        });
        specs.filter_map(|spec| self.twin(desk, spec)).collect()
    }

    /// What a matter that just misses its entry would get if it did not, and what it lacks. `None` where it gets the same by another entry.
    pub fn near(&self, desk: &Desk) -> Option<WhyNot> {
        self.spec.misses.as_ref()?;
        let rule = &self.spec.rule;
        let code = match desk.rulebook().rule(rule) {
            Some((rules, _)) => {
                let table = &desk.table(&rules.id)?.table;
                let row = table.rows().iter().find(|row| row.id == *rule)?;
                desk.choice(table, row.outcome).code
            }
            None => rule.strip_prefix(counted::BAND).unwrap_or(rule).to_owned(),
        };
        let keyed = self.keyed(desk).into_iter().find(|keyed| {
            let mut choices = keyed.slot.choices.iter();
            choices.any(|choice| choice.code == code) && !keyed.answer().contains(&code)
        })?;
        self.question.why_not(self.view(desk), &keyed, &code, &[])
    }

    fn twin(&self, desk: &Desk, spec: DrillSpec) -> Option<Twin> {
        let other = Drill::new(desk, &spec)?;
        let title = desk.rulebook().item(&spec.rule)?.title.clone();
        let changed = match (self.facts(), other.facts()) {
            (Some(here), Some(there)) => {
                let facts = here.subject().facts().iter();
                let mut differ = facts.filter(|fact| here.index(**fact) != there.index(**fact));
                let fact = *differ.next()?;
                // Another matter altogether may have been the more plausible one over there.
                if differ.next().is_some() {
                    return None;
                }
                Some(Changed {
                    what: label(fact),
                    now: found(here.value(fact)),
                    then: found(there.value(fact)),
                })
            }
            _ => None,
        };
        Some(Twin {
            spec,
            changed,
            title,
        })
    }
}
