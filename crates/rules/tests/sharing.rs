//! Sharing of information: golden cases, the whole space against a second reading, unknown facts, what-if and previews.
#![cfg(not(target_arch = "wasm32"))]

#[path = "common/sharing.rs"]
mod cases;
#[path = "common/sharing_oracle.rs"]
mod oracle;

use std::collections::{BTreeMap, BTreeSet};

use oracle::Exchange;
use proptest::prelude::*;
use shizu_rules::sharing::{ExchangeAnswer, ExchangeStatus, Seen, Sharing};
use shizu_rules::vocabulary::{
    DataKind, ExchangeDecision, InformationTier, Mask, Organ, Purpose, Term,
};
use shizu_rules::{FactKey, MatterFacts, Rulebook, Subject};

const CIRCUMSTANCES: [FactKey; 2] = [FactKey::RecipientConcerned, FactKey::SuperiorMatter];

fn rulebook() -> Rulebook {
    Rulebook::shipped().expect("loads")
}

/// The facts of an exchange by position; `None` is unknown.
fn matter(values: [Option<usize>; 6]) -> MatterFacts {
    let mut facts = MatterFacts::new(Subject::Exchange);
    for (key, value) in Subject::Exchange.facts().iter().zip(values) {
        facts.set(*key, value);
    }
    facts
}

#[test]
fn every_golden_case_comes_out() {
    let rulebook = rulebook();
    let sharing = Sharing::new(&rulebook, cases::DAY).expect("compiles");
    let failed: Vec<String> = cases::cases()
        .iter()
        .filter_map(|case| {
            let differences = case.differences(&sharing.answer(&case.facts()));
            let told = || {
                format!(
                    "{} ({})\n  {}",
                    case.name,
                    case.because,
                    differences.join("\n  ")
                )
            };
            (!differences.is_empty()).then(told)
        })
        .collect();
    assert!(
        failed.is_empty(),
        "{} cases:\n{}",
        failed.len(),
        failed.join("\n")
    );
}

#[test]
fn every_row_has_a_case_and_every_case_a_name() {
    let rulebook = rulebook();
    let sharing = Sharing::new(&rulebook, cases::DAY).expect("compiles");
    let cases = cases::cases();
    let names: BTreeSet<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    assert_eq!(names.len(), cases.len());
    let used: BTreeSet<String> = cases
        .iter()
        .flat_map(|case| sharing.answer(&case.facts()).reasons)
        .map(|reason| reason.rule)
        .collect();
    let rows = rulebook
        .tables_about(Subject::Exchange)
        .flat_map(|table| &table.rules);
    let unused: Vec<&str> = rows
        .map(|rule| rule.id.as_str())
        .filter(|id| !used.contains(*id))
        .collect();
    assert!(unused.is_empty(), "{unused:#?}");
}

/// Together with the same check in a browser: native and WebAssembly give the same answers, byte for byte.
#[test]
fn answers_have_the_committed_fingerprint() {
    let found = cases::fingerprint(&rulebook());
    assert_eq!(found, cases::FINGERPRINT, "now FINGERPRINT = {found:#018x}");
}

/// Every combination of facts, against the rules as plain code.
#[test]
fn the_whole_space_agrees_with_a_second_reading() {
    let rulebook = rulebook();
    let sharing = Sharing::new(&rulebook, cases::DAY).expect("compiles");
    let mut counts: BTreeMap<(InformationTier, ExchangeDecision), usize> = BTreeMap::new();
    let mut size = 0;
    for kind in DataKind::ALL.iter().copied() {
        for sender in Organ::ALL.iter().copied() {
            for recipient in Organ::ALL.iter().copied() {
                for purpose in Purpose::ALL.iter().copied() {
                    for (concerned, superior) in
                        [(false, false), (false, true), (true, false), (true, true)]
                    {
                        let exchange = Exchange {
                            kind,
                            sender,
                            recipient,
                            purpose,
                            concerned,
                            superior,
                        };
                        let answer = sharing.answer(&matter([
                            Some(kind.index()),
                            Some(sender.index()),
                            Some(recipient.index()),
                            Some(purpose.index()),
                            Some(usize::from(concerned)),
                            Some(usize::from(superior)),
                        ]));
                        agrees(exchange, &answer);
                        size += 1;
                        *counts
                            .entry((oracle::tier(kind), oracle::decision(exchange)))
                            .or_default() += 1;
                    }
                }
            }
        }
    }
    assert_eq!(size, 13 * 19 * 19 * 8 * 4);
    // Counted by hand from LS56: three general kinds, fifteen bodies inside, any purpose, any sender, any circumstance.
    assert_eq!(
        counts[&(InformationTier::General, ExchangeDecision::Allowed)],
        3 * 15 * 8 * 19 * 4
    );
    // Nothing case-confidential is ever merely "within scope", and nothing restricted is open to all.
    assert!(!counts.contains_key(&(
        InformationTier::CaseConfidential,
        ExchangeDecision::WithinScope
    )));
    assert!(!counts.contains_key(&(InformationTier::Restricted, ExchangeDecision::Allowed)));
}

fn agrees(exchange: Exchange, answer: &ExchangeAnswer) {
    let decision = oracle::decision(exchange);
    let approver = (decision == ExchangeDecision::Approval).then(|| oracle::approver(exchange));
    let masks: BTreeSet<Mask> = answer.masks.iter().copied().collect();
    let cited = answer.reasons.iter().all(|reason| !reason.cites.is_empty());
    assert!(
        answer.status == ExchangeStatus::Determined
            && answer.tier == Some(oracle::tier(exchange.kind))
            && answer.decision == Some(decision)
            && answer.approver == approver
            && masks == oracle::masks(exchange)
            && answer.missing.is_empty()
            && answer.possible_decisions.is_empty()
            && answer.possible_masks.is_empty()
            && cited,
        "{exchange:?}: expected {decision:?} {approver:?} {:?}, got {answer:#?}",
        oracle::masks(exchange)
    );
}

/// LS56 names thirteen kinds in three tiers: 3, 4 and 6.
#[test]
fn every_kind_has_exactly_one_tier() {
    let rulebook = rulebook();
    let sharing = Sharing::new(&rulebook, cases::DAY).expect("compiles");
    let mut tiers: BTreeMap<InformationTier, usize> = BTreeMap::new();
    for kind in 0..DataKind::ALL.len() {
        let answer = sharing.answer(&matter([Some(kind), None, None, None, None, None]));
        *tiers
            .entry(answer.tier.expect("the kind alone gives the tier"))
            .or_default() += 1;
    }
    let sizes: Vec<usize> = tiers.into_values().collect();
    assert_eq!(sizes, [3, 4, 6]);
}

/// Domain rules that hold whatever else is true.
#[test]
fn the_unit_and_whoever_has_an_interest_learn_nothing_of_a_case() {
    for kind in DataKind::ALL.iter().copied() {
        for purpose in Purpose::ALL.iter().copied() {
            for sender in Organ::ALL.iter().copied() {
                let to = |recipient, concerned| {
                    oracle::decision(Exchange {
                        kind,
                        sender,
                        recipient,
                        purpose,
                        concerned,
                        superior: false,
                    })
                };
                let confidential = oracle::tier(kind) == InformationTier::CaseConfidential;
                if confidential && kind != DataKind::IntegrityConsultation {
                    assert_eq!(to(Organ::PartyGroup, false), ExchangeDecision::Refused);
                }
                if oracle::tier(kind) != InformationTier::General {
                    for recipient in Organ::ALL {
                        assert_eq!(to(*recipient, true), ExchangeDecision::Refused);
                    }
                }
            }
        }
    }
}

#[test]
fn unknown_circumstances_make_the_answer_conditional() {
    let rulebook = rulebook();
    let sharing = Sharing::new(&rulebook, cases::DAY).expect("compiles");
    let facts = |kind: DataKind| {
        matter([
            Some(kind.index()),
            Some(Organ::Group.index()),
            Some(Organ::Office.index()),
            Some(Purpose::Supervision.index()),
            None,
            None,
        ])
    };
    let general = sharing.answer(&facts(DataKind::Policies));
    assert_eq!(general.status, ExchangeStatus::Determined);
    assert!(general.provided.is_empty() && general.missing.is_empty());
    let restricted = sharing.answer(&facts(DataKind::SupervisionChecks));
    assert_eq!(restricted.status, ExchangeStatus::Conditional);
    assert_eq!(restricted.decision, Some(ExchangeDecision::WithinScope));
    assert_eq!(restricted.provided, [FactKey::RecipientConcerned]);
    let clue = sharing.answer(&facts(DataKind::Clues));
    assert_eq!(clue.decision, Some(ExchangeDecision::Approval));
    assert_eq!(clue.provided, CIRCUMSTANCES);
    assert_eq!(clue.missing, CIRCUMSTANCES);
}

#[test]
fn without_the_recipient_the_answer_is_open_and_asks_for_it() {
    let rulebook = rulebook();
    let sharing = Sharing::new(&rulebook, cases::DAY).expect("compiles");
    let facts = matter([
        Some(DataKind::Evidence.index()),
        Some(Organ::Office.index()),
        None,
        Some(Purpose::CaseHandling.index()),
        Some(0),
        Some(0),
    ]);
    let answer = sharing.answer(&facts);
    assert_eq!(answer.status, ExchangeStatus::Undetermined);
    assert_eq!(answer.decision, None);
    assert_eq!(answer.ask_next, Some(FactKey::Recipient));
    let possible: BTreeSet<ExchangeDecision> = answer.possible_decisions.into_iter().collect();
    assert_eq!(
        possible,
        BTreeSet::from([ExchangeDecision::Approval, ExchangeDecision::Refused])
    );
    // Nothing is shown while it is open whether it may be.
    let sample = rulebook
        .samples
        .iter()
        .find(|sample| sample.data_kind == DataKind::Evidence);
    let seen = sample.expect("a sample").seen(&sharing.answer(&facts));
    assert!(seen.iter().all(|seen| *seen == Seen::Withheld));
}

/// Every single change that leads to another decision is told, and no other.
#[test]
fn another_recipient_changes_a_refusal() {
    let rulebook = rulebook();
    let sharing = Sharing::new(&rulebook, cases::DAY).expect("compiles");
    let values = |recipient: usize| {
        matter([
            Some(DataKind::Clues.index()),
            Some(Organ::Group.index()),
            Some(recipient),
            Some(Purpose::Supervision.index()),
            None,
            None,
        ])
    };
    let changes = sharing.what_if(&values(Organ::PartyGroup.index()));
    let recipients: Vec<&str> = changes
        .iter()
        .filter(|change| change.fact == FactKey::Recipient)
        .flat_map(|change| &change.values)
        .map(|value| value.code)
        .collect();
    for organ in Organ::ALL {
        let other = sharing.answer(&values(organ.index())).decision;
        let told = recipients.contains(&organ.code());
        assert_eq!(told, other != Some(ExchangeDecision::Refused), "{organ:?}");
    }
    assert!(
        changes
            .iter()
            .all(|change| change.fact != FactKey::DataKind)
    );
    // A clue that belongs to the superior is not approved but goes straight up or nowhere: told as a change of circumstance.
    let approved = sharing.what_if(&values(Organ::Office.index()));
    let superior = approved
        .iter()
        .find(|change| change.fact == FactKey::SuperiorMatter);
    assert_eq!(
        superior.expect("a change").decision,
        ExchangeDecision::Refused
    );
    let nothing_known = MatterFacts::new(Subject::Exchange);
    assert!(sharing.what_if(&nothing_known).is_empty());
}

#[test]
fn a_preview_shows_what_is_not_masked() {
    let rulebook = rulebook();
    let sharing = Sharing::new(&rulebook, cases::DAY).expect("compiles");
    let clues = rulebook
        .samples
        .iter()
        .find(|sample| sample.data_kind == DataKind::Clues);
    let clues = clues.expect("a sample");
    let shown = |recipient: Organ, purpose: Purpose| {
        let seen = clues.seen(&sharing.answer(&matter([
            Some(DataKind::Clues.index()),
            Some(Organ::CaseManagement.index()),
            Some(recipient.index()),
            Some(purpose.index()),
            None,
            None,
        ])));
        let fields = clues.fields.iter().zip(seen);
        fields
            .map(|(field, seen)| (field.mask, seen))
            .collect::<Vec<_>>()
    };
    // Who handles the clue sees all but traces of an anonymous author.
    for (mask, seen) in shown(Organ::Group, Purpose::ClueHandling) {
        let expected = match mask {
            Some(Mask::AuthorTraces) => Seen::Masked(Mask::AuthorTraces),
            _ => Seen::Clear,
        };
        assert_eq!(seen, expected);
    }
    // An inspection team sees the summary only.
    for (mask, seen) in shown(Organ::InspectionTeam, Purpose::Inspection) {
        assert_eq!(seen, mask.map_or(Seen::Clear, Seen::Masked));
    }
    // The unit sees nothing.
    for (_, seen) in shown(Organ::PartyGroup, Purpose::Supervision) {
        assert_eq!(seen, Seen::Withheld);
    }
}

proptest! {
    /// Answering what is unknown never flips what was settled, and an open answer lists what it can become.
    #[test]
    fn answering_an_unknown_flips_nothing(
        known in prop::array::uniform6(any::<bool>()),
        kind in 0..13_usize,
        sender in 0..19_usize,
        recipient in 0..19_usize,
        purpose in 0..8_usize,
        concerned in 0..2_usize,
        superior in 0..2_usize,
    ) {
        thread_local! {
            static RULEBOOK: &'static Rulebook = Box::leak(Box::new(Rulebook::shipped().expect("loads")));
            static SHARING: Sharing<'static> =
                RULEBOOK.with(|rulebook| Sharing::new(rulebook, cases::DAY).expect("compiles"));
        }
        let values = [kind, sender, recipient, purpose, concerned, superior];
        let whole = matter(values.map(Some));
        let mut some = values.map(Some);
        for (value, known) in some.iter_mut().zip(known) {
            *value = value.filter(|_| known);
        }
        let (before, after) =
            SHARING.with(|sharing| (sharing.answer(&matter(some)), sharing.answer(&whole)));
        let usual = before.provided.iter().all(|key| whole.index(*key) == Some(0));
        if usual {
            match before.decision {
                Some(decision) => prop_assert_eq!(Some(decision), after.decision),
                None => prop_assert!(before.possible_decisions.contains(&after.decision.expect("settled"))),
            }
        }
        if usual && after.approver.is_some() && before.decision.is_some() {
            let open = before.possible_approvers.contains(&after.approver.expect("some"));
            prop_assert!(before.approver == after.approver || open);
        }
        prop_assert!(before.masks.iter().all(|mask| after.masks.contains(mask)));
        let foreseen = |mask: &Mask| before.masks.contains(mask) || before.possible_masks.contains(mask);
        prop_assert!(after.masks.iter().all(foreseen));
        prop_assert_eq!(before.ask_next, before.missing.first().copied());
    }
}
