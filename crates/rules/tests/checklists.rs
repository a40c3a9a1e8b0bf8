//! The checklists: what LS38 asks for stands in them on its own basis, the rest says that we chose it.
#![cfg(not(target_arch = "wasm32"))]

use shizu_rules::vocabulary::{Basis, CheckList, CheckPhase, Term};
use shizu_rules::{CheckItem, Rulebook};

fn items() -> Vec<CheckItem> {
    Rulebook::shipped().expect("loads").check_items
}

#[test]
fn every_list_has_items_before_during_and_after_in_this_order() {
    let items = items();
    for list in CheckList::ALL {
        let phases: Vec<CheckPhase> = items
            .iter()
            .filter(|item| item.list == *list)
            .map(|item| item.phase)
            .collect();
        assert!(phases.is_sorted(), "{}", list.code());
        for phase in CheckPhase::ALL {
            assert!(phases.contains(phase), "{} {}", list.code(), phase.code());
        }
    }
}

/// LS38: learn before the meeting, sit in, read up afterwards; the three points to look at; the means.
#[test]
fn what_the_paragraph_names_is_there_on_its_basis() {
    let items = items();
    let named = [
        ("check.meeting.learn", CheckPhase::Before),
        ("check.meeting.attend", CheckPhase::During),
        ("check.meeting.minutes", CheckPhase::After),
        ("check.daily.power_flow", CheckPhase::Before),
        ("check.daily.discretion", CheckPhase::Before),
        ("check.daily.connected", CheckPhase::Before),
        ("check.daily.archive", CheckPhase::Before),
        ("check.daily.talks", CheckPhase::During),
        ("check.daily.democratic_life", CheckPhase::During),
        ("check.daily.notice", CheckPhase::After),
        ("check.daily.proposals", CheckPhase::After),
        ("check.daily.portrait", CheckPhase::After),
    ];
    for (id, phase) in named {
        let item = items.iter().find(|item| item.grounds.id == id);
        let item = item.unwrap_or_else(|| panic!("{id}"));
        assert_eq!(item.phase, phase, "{id}");
        assert_eq!(item.grounds.basis, Basis::Source, "{id}");
        assert!(item.grounds.cites.iter().any(|cite| cite == "LS38"), "{id}");
    }
    let chosen = items
        .iter()
        .filter(|item| item.grounds.basis == Basis::Assumption);
    assert!(chosen.clone().count() > 0);
    assert!(chosen.clone().all(|item| item.grounds.note.is_some()));
}
