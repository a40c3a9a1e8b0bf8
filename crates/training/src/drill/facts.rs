//! Matters for drills: facts that a row is about, or just misses, and that do not contradict each other.

use shizu_rules::{Dice, FactKey, Gives, MatterFacts, Rule, RuleTable, Subject};

use super::DrillSpec;
use crate::ask;
use crate::desk::Desk;

/// How often a better matter is looked for.
const TRIES: u64 = 24;

/// A matter that `rule` decides, or misses in one fact. The other facts are the same on both sides of a boundary.
pub(super) fn for_row(
    desk: &Desk,
    table: &RuleTable,
    rule: &Rule,
    spec: &DrillSpec,
) -> Option<MatterFacts> {
    if !rule.holds_on(desk.day()) {
        return None;
    }
    let misses = match &spec.misses {
        None => None,
        Some(code) => Some(table.subject.fact(code)?),
    };
    let mut best: Option<(usize, MatterFacts)> = None;
    for attempt in 0..TRIES {
        // Both sides of a boundary draw the same numbers.
        let mut dice = Dice::new(spec.seed.wrapping_mul(TRIES).wrapping_add(attempt));
        let mut facts = drawn(table.subject, &mut dice);
        set(&mut facts, rule, &mut dice);
        let hit = facts.clone();
        if let Some(fact) = misses
            && !miss(&mut facts, rule, fact, spec.seed)
        {
            return None;
        }
        if !decides(desk, table, rule, &hit) {
            continue;
        }
        let faults = contradictions(desk, &facts);
        if best.as_ref().is_none_or(|(least, _)| faults < *least) {
            best = Some((faults, facts));
        }
        if faults == 0 {
            break;
        }
    }
    best.map(|(_, facts)| facts)
}

/// Facts as they are drawn: most matters are ordinary ones, the first value of a circumstance is the usual one.
fn drawn(subject: Subject, dice: &mut Dice) -> MatterFacts {
    let mut facts = MatterFacts::new(subject);
    for fact in subject.facts() {
        let usual = dice.below(3) > 0 && subject == Subject::Clue && *fact >= FactKey::Gravity;
        let drawn = dice.below(fact.values().len());
        facts.set(*fact, Some(if usual { 0 } else { drawn }));
    }
    facts
}

/// Sets the facts that the row asks for.
fn set(facts: &mut MatterFacts, rule: &Rule, dice: &mut Dice) {
    for (fact, codes) in rule.conditions() {
        let fitting: Vec<usize> = (0..fact.values().len())
            .filter(|index| codes.contains(&fact.values()[*index].code))
            .collect();
        let at = dice.below(fitting.len());
        facts.set(fact, fitting.get(at).copied());
    }
}

/// Moves one fact to where the row does not accept it.
fn miss(facts: &mut MatterFacts, rule: &Rule, fact: FactKey, seed: u64) -> bool {
    let Some((_, codes)) = rule.conditions().find(|(known, _)| *known == fact) else {
        return false;
    };
    let outside: Vec<usize> = (0..fact.values().len())
        .filter(|index| !codes.contains(&fact.values()[*index].code))
        .collect();
    let at = Dice::new(seed).below(outside.len());
    facts.set(fact, outside.get(at).copied());
    !outside.is_empty()
}

/// Whether the answer comes to rest on the row.
fn decides(desk: &Desk, table: &RuleTable, rule: &Rule, facts: &MatterFacts) -> bool {
    let keyed = ask::keyed(desk, &table.id, facts, &[]);
    keyed.is_ok_and(|keyed| keyed.why.iter().any(|why| why.rule == rule.id))
}

/// How many warnings a matter brings.
fn contradictions(desk: &Desk, facts: &MatterFacts) -> usize {
    let tables = desk.rulebook().tables_about(facts.subject());
    let warnings = tables.filter(|table| table.gives == Gives::Warning);
    let found = warnings.filter_map(|table| desk.rule_on(&table.id, facts).ok());
    found.map(|ruled| ruled.rows.len()).sum()
}
