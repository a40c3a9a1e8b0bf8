//! Questions that tables of rules answer: routing, mechanisms, exchanges, trial, pools, accountability … One slot per table.

use shizu_rules::sharing::CIRCUMSTANCES;
use shizu_rules::{FactKey, Gives, Lang, MatterFacts, Rulebook, Subject, Text};
use shizu_tables::SortOnce;

use super::{Brief, Choice, Keyed, Kind, Open, Question, Right, Shape, Slot, View, Why, WhyNot};
use crate::desk::{Compiled, Desk, Ruled, say};

/// The table that says who approves; it only counts where approval is needed.
const APPROVER: &str = "share.approver";
const DECISION: &str = "share.decision";

/// What tables say of a matter.
#[derive(Debug)]
pub(crate) struct Tables {
    pub kind: Kind,
    /// Id of the matter.
    pub matter: String,
    /// Ids of the tables, one slot each.
    pub ids: Vec<String>,
    /// Codes of the choices shown; all of the table's when empty.
    pub choices: Vec<String>,
}

impl Question for Tables {
    fn kind(&self) -> Kind {
        self.kind
    }

    fn brief(&self, view: View<'_>) -> Brief {
        Brief::of_matter(view.known, &self.matter)
    }

    fn keyed(&self, view: View<'_>) -> Result<Vec<Keyed>, Open> {
        let facts = facts_of(view, &self.matter);
        let slots = self
            .ids
            .iter()
            .map(|table| keyed(view.desk, table, &facts, &self.choices));
        slots.collect()
    }

    fn why_not(&self, view: View<'_>, slot: &Keyed, code: &str, _: &[String]) -> Option<WhyNot> {
        why_not(
            view.desk,
            &slot.slot.id,
            &facts_of(view, &self.matter),
            code,
        )
    }
}

/// The facts of a matter. What stands against an exchange only exceptionally is taken as "no" while it is not known, as the rules of sharing do.
pub(super) fn facts_of(view: View<'_>, matter: &str) -> MatterFacts {
    let mut facts = view.known.facts(matter);
    if facts.subject() == Subject::Exchange {
        for key in CIRCUMSTANCES {
            facts.set(*key, Some(facts.index(*key).unwrap_or_default()));
        }
    }
    facts
}

/// One table as a slot with its key.
pub(crate) fn keyed(
    desk: &Desk,
    id: &str,
    facts: &MatterFacts,
    only: &[String],
) -> Result<Keyed, Open> {
    let needs_approval = |facts: &MatterFacts| -> Result<bool, Open> {
        let ruled = desk
            .rule_on(DECISION, facts)
            .map_err(|missing| open(&missing))?;
        Ok(codes(desk, DECISION, &ruled.outcomes).contains(&"approval".to_owned()))
    };
    let slot = slot(desk, id, only);
    if id == APPROVER && !needs_approval(facts)? {
        let ruled = desk.rule_on(DECISION, facts).unwrap_or_default();
        return Ok(Keyed {
            slot,
            right: Right::Set(vec![NOT_NEEDED.to_owned()]),
            why: Why::all(desk.rulebook(), &ruled.rows),
        });
    }
    let ruled = desk.rule_on(id, facts).map_err(|missing| open(&missing))?;
    let mut right = codes(desk, id, &ruled.outcomes);
    if slot.shape == Shape::One && right.is_empty() {
        right.push(NONE.to_owned());
    }
    Ok(Keyed {
        right: Right::Set(right),
        why: Why::all(desk.rulebook(), &ruled.rows),
        slot,
    })
}

/// The choice that nobody has to approve.
const NOT_NEEDED: &str = "not_needed";

/// The choice that a table of one answer has none.
const NONE: &str = "none";

/// Why a code is not what the table gives.
pub(super) fn why_not(desk: &Desk, id: &str, facts: &MatterFacts, code: &str) -> Option<WhyNot> {
    if id == APPROVER {
        let ruled = desk.rule_on(DECISION, facts).ok()?;
        let needed = codes(desk, DECISION, &ruled.outcomes).contains(&"approval".to_owned());
        if needed && code == NOT_NEEDED {
            // Whether anybody has to approve is what the decision says.
            let others = ["allowed", "within_scope", "refused"].into_iter();
            let ways = others.filter_map(|other| desk.why_not(DECISION, facts, other));
            let way = ways.filter(|way| !way.changes.is_empty());
            return way.min_by_key(|way| way.changes.len()).map(|way| WhyNot {
                choice: not_needed_or(desk, code),
                ..way
            });
        }
        if !needed {
            return Some(WhyNot {
                choice: not_needed_or(desk, code),
                says: nobody_approves(desk, &ruled),
                rule: ruled.rows.into_iter().next(),
                ..WhyNot::default()
            });
        }
    }
    desk.why_not(id, facts, code)
}

/// That the decision leaves nothing to approve.
fn nobody_approves(desk: &Desk, ruled: &Ruled) -> Option<Text> {
    let table = &desk.table(DECISION)?.table;
    let decision = desk.choice(table, *ruled.outcomes.first()?).label;
    Some(say(
        format!("结论是“{}”，没有要审批的。", decision.zh),
        format!(
            "The decision is `{}`; there is nothing to approve.",
            decision.en
        ),
    ))
}

fn not_needed_or(desk: &Desk, code: &str) -> Choice {
    let all = choices(desk, APPROVER, &[]);
    all.into_iter()
        .find(|choice| choice.code == code)
        .unwrap_or_default()
}

/// What is asked when a table answers.
fn slot(desk: &Desk, id: &str, only: &[String]) -> Slot {
    let rules = desk.rulebook().table(id);
    let single = desk
        .table(id)
        .is_some_and(|known| known.table.policy().is_single());
    Slot {
        id: id.to_owned(),
        label: rules.map(|rules| rules.title.clone()).unwrap_or_default(),
        shape: if single { Shape::One } else { Shape::Many },
        choices: choices(desk, id, only),
    }
}

/// Every outcome of a table, in the order of its vocabulary where it has one; otherwise of its rows.
pub(crate) fn choices(desk: &Desk, id: &str, only: &[String]) -> Vec<Choice> {
    let Some(Compiled { table, .. }) = desk.table(id) else {
        return Vec::new();
    };
    let mut choices: Vec<Choice> = (0..table.outcomes().len())
        .map(|outcome| desk.choice(table, outcome))
        .collect();
    let order = order_of(desk.rulebook(), id);
    let place = |choice: &Choice| order.iter().position(|code| *code == choice.code);
    choices.sort_once_by_key(|choice| place(choice).unwrap_or(usize::MAX));
    if id == APPROVER {
        choices.push(Choice::new(NOT_NEEDED, "无须审批", "no approval needed"));
    }
    let rules = desk.rulebook().table(id);
    if table.policy().is_single() && rules.is_some_and(|rules| !rules.complete) {
        let none = Choice::new(NONE, "规则没有规定", "the rules say nothing");
        choices.push(none);
    }
    if !only.is_empty() && choices.iter().any(|choice| only.contains(&choice.code)) {
        choices.retain(|choice| only.contains(&choice.code));
    }
    choices
}

fn order_of(rulebook: &Rulebook, id: &str) -> Vec<&'static str> {
    use shizu_rules::vocabulary::{Mechanism, Organ, Term};
    let codes =
        |values: &[shizu_rules::vocabulary::Value]| values.iter().map(|value| value.code).collect();
    match rulebook.table(id).map(|rules| rules.gives) {
        Some(Gives::Lead) => codes(Organ::VALUES),
        Some(Gives::Mechanism) => codes(Mechanism::VALUES),
        Some(Gives::Answer(kind)) => codes(kind.values()),
        _ => Vec::new(),
    }
}

fn codes<'o>(desk: &Desk, id: &str, outcomes: impl IntoIterator<Item = &'o usize>) -> Vec<String> {
    let Some(Compiled { table, .. }) = desk.table(id) else {
        return Vec::new();
    };
    let mut codes: Vec<String> = outcomes
        .into_iter()
        .map(|outcome| desk.choice(table, *outcome).code)
        .collect();
    codes.dedup();
    codes
}

/// That facts are missing.
pub(super) fn open(missing: &[FactKey]) -> Open {
    Open(list_of(missing))
}

fn list_of(missing: &[FactKey]) -> Text {
    let names = |lang: Lang, comma: &str| {
        let names: Vec<&str> = missing.iter().map(|key| key.label(lang)).collect();
        names.join(comma)
    };
    let codes: Vec<&str> = missing.iter().map(|key| key.code()).collect();
    let codes = codes.join(", ");
    say(
        format!("还不知道：{}（{codes}）", names(Lang::Zh, "、")),
        format!("not known yet: {} ({codes})", names(Lang::En, ", ")),
    )
}
