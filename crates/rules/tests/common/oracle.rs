//! The domain's rules of lead and mechanisms, written down a second time as plain code, from the paragraphs and without looking at the rows.
//! Every fact used here must be known.

use shizu_rules::vocabulary::{
    Authority, Commission, Conflict, Difficulty, Gravity, GroupLoad, Importance, Mechanism, Nature,
    Organ,
};
use shizu_rules::{ClueFacts, FactKey, Known};

fn is<T: Known>(facts: &ClueFacts, term: T) -> bool {
    facts.get::<T>() == Some(term)
}

fn yes(facts: &ClueFacts, key: FactKey) -> bool {
    facts.index(key) == Some(1)
}

/// Who leads; `None` when the matter is not accepted.
pub fn lead(facts: &ClueFacts) -> Option<Organ> {
    let authority = facts.get::<Authority>()?;
    // P15: what is the superior's or about the own head goes up, before anything else is asked.
    if matches!(authority, Authority::OwnHead | Authority::Superior) {
        return Some(Organ::SuperiorCommission);
    }
    // SL38.
    if is(facts, Nature::NotInRemit) {
        return None;
    }
    let office = if is(facts, Conflict::Office) {
        Organ::OtherOffice
    } else {
        Organ::Office
    };
    let group = if is(facts, Conflict::Group) {
        Organ::OtherGroup
    } else {
        Organ::Group
    };
    Some(match authority {
        Authority::OwnStaff => Organ::InternalSupervision,
        // R11: grave breaches and duty crimes, from the city up.
        Authority::SameLevel => {
            let grave = is(facts, Nature::DutyCrime) || is(facts, Gravity::Grave);
            if grave && !is(facts, Commission::County) {
                Organ::InvestigationOffice
            } else {
                office
            }
        }
        Authority::UnitPartyGroup => group,
        // An organ committee has no power of supervisory investigation.
        _ if is(facts, Nature::Discipline) => Organ::OrganCommittee,
        _ => group,
    })
}

/// The joint mechanisms that apply.
pub fn mechanisms(facts: &ClueFacts) -> Vec<Mechanism> {
    let Some(lead) = lead(facts).filter(|lead| *lead != Organ::SuperiorCommission) else {
        return Vec::new();
    };
    let group_matter = matches!(lead, Organ::Group | Organ::OtherGroup);
    let own_staff = is(facts, Authority::OwnStaff);
    let cross = yes(facts, FactKey::Cross);
    let lacking = group_matter && yes(facts, FactKey::LacksMeans);
    let near_counties = is(facts, Commission::Municipal) || is(facts, Commission::County);
    let weighty = !is(facts, Importance::Ordinary);
    let conditions = [
        // LS43: a way for the supervision office to dispose of a clue, so not where another office investigates.
        (
            Mechanism::JointDisposal,
            is(facts, Authority::SameLevel) && lead != Organ::InvestigationOffice,
        ),
        (
            Mechanism::JointHandling,
            is(facts, Authority::UnitPartyGroup) && (weighty || yes(facts, FactKey::KeyArea)),
        ),
        // LS45: office and group, so not for own staff.
        (
            Mechanism::JointInvestigation,
            !own_staff && (is(facts, Importance::Major) || is(facts, Difficulty::Complex)),
        ),
        // LS46.
        (
            Mechanism::VerticalLinkage,
            group_matter && is(facts, Nature::DutyCrime),
        ),
        (
            Mechanism::OnePlusOnePlusN,
            !own_staff && cross && near_counties,
        ),
        (Mechanism::CoordinatedStaffing, lacking),
        (Mechanism::MutualAid, lacking),
        (
            Mechanism::CrossAssignment,
            group_matter && (is(facts, GroupLoad::Overloaded) || is(facts, Conflict::Group)),
        ),
        // SL17.
        (Mechanism::DesignatedJurisdiction, cross),
    ];
    conditions
        .into_iter()
        .filter_map(|(mechanism, applies)| applies.then_some(mechanism))
        .collect()
}
