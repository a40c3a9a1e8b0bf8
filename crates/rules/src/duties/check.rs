//! What must hold of every duty; told by `verify`.

use std::collections::BTreeSet;

use super::MatrixDuty;
use super::duty::labels;
use crate::lang::Lang;
use crate::rulebook::Rulebook;
use crate::verify::FindingText;
use crate::vocabulary::{DutyField, Organ, Role, Term};

/// What is wrong with the duties: an id used twice, not exactly one lead, an organ named twice, an organ that acts on itself without a note,
/// a lead that is the only organ of its field, a field without duties. That each is cited, the reader sees to.
pub(crate) fn check(rulebook: &Rulebook) -> Vec<FindingText> {
    let duties = &rulebook.duties;
    let mut findings: Vec<FindingText> = duties.iter().flat_map(faults).collect();
    let mut seen = BTreeSet::new();
    let twice = duties.iter().filter(|duty| !seen.insert(duty.id()));
    findings.extend(twice.map(|duty| finding(duty, "这个编号用了两次", "this id is used twice")));
    for field in DutyField::ALL {
        if !duties.iter().any(|duty| duty.field == *field) {
            findings.push(FindingText {
                zh: format!("职责矩阵：“{}”没有任何职责", field.label(Lang::Zh)),
                en: format!("duty matrix: no duty belongs to {}", field.label(Lang::En)),
                witness: vec![("field".to_owned(), field.code().to_owned())],
            });
        }
    }
    findings
}

/// What is wrong with one duty.
fn faults(duty: &MatrixDuty) -> Vec<FindingText> {
    let mut found = Vec::new();
    let leads = duty.organs(Role::Lead).count();
    if leads != 1 {
        found.push(finding(
            duty,
            &format!("主办机关应当恰好一个，现有{leads}个"),
            &format!("exactly one organ must lead, here it is {leads}"),
        ));
    }
    let mut seen = BTreeSet::new();
    let named = duty.parts.iter().map(|part| part.organ);
    let twice: Vec<Organ> = named.filter(|organ| !seen.insert(*organ)).collect();
    if !twice.is_empty() {
        let names = |lang| labels(twice.iter().copied(), lang);
        found.push(finding(
            duty,
            &format!("{}在同一职责中出现两次", names(Lang::Zh)),
            &format!("named twice in one duty: {}", names(Lang::En)),
        ));
    }
    let own: Vec<Organ> = duty
        .over
        .iter()
        .copied()
        .filter(|organ| seen.contains(organ))
        .collect();
    if !own.is_empty() && duty.grounds.note.is_none() {
        let names = |lang| labels(own.iter().copied(), lang);
        found.push(finding(
            duty,
            &format!("{}既承担职责又是对象，却没有说明", names(Lang::Zh)),
            &format!("acts and is acted on, without a note: {}", names(Lang::En)),
        ));
    }
    found
}

fn finding(duty: &MatrixDuty, zh: &str, en: &str) -> FindingText {
    let id = duty.id();
    FindingText {
        zh: format!("职责“{id}”：{zh}"),
        en: format!("duty `{id}`: {en}"),
        witness: vec![("duty".to_owned(), id.to_owned())],
    }
}
