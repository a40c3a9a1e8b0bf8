//! The rules of exchange, written down a second time as plain code: tier by tier and recipient by recipient, from the paragraphs and the choices
//! that the notes of the rows declare, without tables.

use std::collections::BTreeSet;

use shizu_rules::vocabulary::{
    Approver, DataKind as Kind, ExchangeDecision as Decision, InformationTier as Tier, Mask, Organ,
    Purpose,
};

/// An exchange whose facts are all known.
#[derive(Clone, Copy, Debug)]
pub struct Exchange {
    pub kind: Kind,
    pub sender: Organ,
    pub recipient: Organ,
    pub purpose: Purpose,
    pub concerned: bool,
    pub superior: bool,
}

/// LS56.
pub fn tier(kind: Kind) -> Tier {
    match kind {
        Kind::Policies | Kind::Experience | Kind::Requirements => Tier::General,
        Kind::SupervisionChecks
        | Kind::Inspection
        | Kind::EcologyEvaluation
        | Kind::Accountability => Tier::Restricted,
        _ => Tier::CaseConfidential,
    }
}

/// Who stands outside discipline inspection, supervision and inspection.
fn outside(organ: Organ) -> bool {
    matches!(
        organ,
        Organ::OrganizationDept | Organ::PublicityDept | Organ::PartyGroup | Organ::External
    )
}

pub fn decision(exchange: Exchange) -> Decision {
    match tier(exchange.kind) {
        Tier::General => general(exchange),
        _ if exchange.superior && tier(exchange.kind) == Tier::CaseConfidential => {
            // P15: straight up and nowhere else.
            if exchange.recipient == Organ::SuperiorCommission {
                Decision::Allowed
            } else {
                Decision::Refused
            }
        }
        _ if exchange.concerned || exchange.purpose == Purpose::Other => Decision::Refused,
        Tier::Restricted => restricted(exchange),
        Tier::CaseConfidential => confidential(exchange),
    }
}

fn general(exchange: Exchange) -> Decision {
    if !outside(exchange.recipient) {
        Decision::Allowed
    } else if exchange.purpose == Purpose::Other {
        Decision::Refused
    } else if exchange.recipient == Organ::External {
        Decision::Approval
    } else {
        Decision::WithinScope
    }
}

fn restricted(exchange: Exchange) -> Decision {
    let Exchange {
        kind,
        recipient,
        purpose,
        ..
    } = exchange;
    let casework = matches!(purpose, Purpose::ClueHandling | Purpose::CaseHandling);
    let of_inspection = kind == Kind::Inspection;
    match recipient {
        Organ::OrganizationDept | Organ::PublicityDept | Organ::PartyGroup if casework => {
            Decision::Refused
        }
        _ if outside(recipient) && purpose == Purpose::Training => Decision::Refused,
        // LS59, LS38.
        Organ::PartyGroup if kind == Kind::Accountability => Decision::Approval,
        Organ::PartyGroup => Decision::WithinScope,
        Organ::External => match purpose {
            Purpose::Evaluation | Purpose::CadreSelection => Decision::Refused,
            _ => Decision::Approval,
        },
        // LS64: four evaluate rectification.
        Organ::OrganizationDept | Organ::PublicityDept => match purpose {
            Purpose::CadreSelection if recipient == Organ::PublicityDept => Decision::Refused,
            Purpose::Evaluation | Purpose::CadreSelection if of_inspection => Decision::WithinScope,
            _ => Decision::Approval,
        },
        _ if purpose == Purpose::Training => Decision::Approval,
        // LS54, LS60, and those who lead or manage.
        Organ::Office
        | Organ::Group
        | Organ::InspectionOffice
        | Organ::InspectionTeam
        | Organ::StandingCommittee
        | Organ::CaseManagement
        | Organ::SuperiorCommission => Decision::WithinScope,
        _ => Decision::Approval,
    }
}

fn confidential(exchange: Exchange) -> Decision {
    let Exchange {
        kind,
        sender,
        recipient,
        purpose,
        ..
    } = exchange;
    let casework = matches!(purpose, Purpose::ClueHandling | Purpose::CaseHandling);
    if !outside(recipient) {
        if purpose == Purpose::Training {
            return if kind == Kind::CaseAnalysis {
                Decision::Approval
            } else {
                Decision::Refused
            };
        }
        // SL37, SLR172: handed over by law.
        let handed_over = kind == Kind::Clues
            && sender == Organ::External
            && recipient == Organ::CaseManagement
            && casework;
        return if handed_over {
            Decision::Allowed
        } else {
            Decision::Approval
        };
    }
    let may = match (kind, recipient) {
        // LS59: integrity replies for selecting cadres and for honours.
        (Kind::IntegrityConsultation, Organ::PartyGroup | Organ::OrganizationDept) => {
            matches!(purpose, Purpose::Evaluation | Purpose::CadreSelection)
        }
        (Kind::IntegrityConsultation, _) => purpose == Purpose::Evaluation,
        (Kind::PersonalDeclaration, Organ::OrganizationDept) => matches!(
            purpose,
            Purpose::Supervision | Purpose::Evaluation | Purpose::CadreSelection
        ),
        // SL38: passed on to the competent organ.
        (Kind::Clues | Kind::Evidence, Organ::External) => casework,
        _ => false,
    };
    if may {
        Decision::Approval
    } else {
        Decision::Refused
    }
}

/// Who would approve, if approval is needed.
pub fn approver(exchange: Exchange) -> Approver {
    let group = matches!(exchange.sender, Organ::Group | Organ::OtherGroup);
    let to_office = matches!(exchange.recipient, Organ::Office | Organ::OtherOffice);
    let own_department = matches!(
        exchange.sender,
        Organ::StandingCommittee
            | Organ::Office
            | Organ::OtherOffice
            | Organ::InvestigationOffice
            | Organ::CaseManagement
            | Organ::TrialOffice
            | Organ::ZoneTrialTeam
            | Organ::InternalSupervision
    );
    if group && to_office || !group && !own_department {
        Approver::SenderHead
    } else if tier(exchange.kind) == Tier::CaseConfidential {
        Approver::CommissionHead
    } else {
        Approver::LeaderInCharge
    }
}

/// What is masked.
pub fn masks(exchange: Exchange) -> BTreeSet<Mask> {
    let Exchange {
        kind,
        recipient,
        purpose,
        ..
    } = exchange;
    let casework = matches!(purpose, Purpose::ClueHandling | Purpose::CaseHandling);
    let handles = !outside(recipient)
        && !matches!(
            recipient,
            Organ::InspectionOffice | Organ::InspectionTeam | Organ::OrganCommittee
        );
    let handling = casework && handles;
    let selection = matches!(purpose, Purpose::Evaluation | Purpose::CadreSelection);
    let family = matches!(purpose, Purpose::Evaluation | Purpose::Inspection);
    let spoken = outside(recipient) || recipient == Organ::OrganCommittee;
    let training = purpose == Purpose::Training;
    let court = casework && recipient == Organ::External;
    let rules: &[(Mask, &[Kind], bool)] = &[
        (
            Mask::ReporterIdentity,
            &[Kind::Clues, Kind::Evidence, Kind::CaseAnalysis],
            !handling,
        ),
        (Mask::ReportOriginal, &[Kind::Clues], !handling),
        (Mask::AuthorTraces, &[Kind::Clues, Kind::Evidence], true),
        (
            Mask::InvestigationPlan,
            &[Kind::Clues, Kind::Evidence, Kind::CaseAnalysis],
            !handling,
        ),
        (
            Mask::WitnessIdentity,
            &[Kind::Evidence, Kind::CaseAnalysis],
            !handling && !court,
        ),
        (
            Mask::Informants,
            &[
                Kind::SupervisionChecks,
                Kind::Inspection,
                Kind::EcologyEvaluation,
                Kind::Accountability,
            ],
            spoken,
        ),
        (
            Mask::PendingClues,
            &[Kind::IntegrityConsultation],
            outside(recipient),
        ),
        (Mask::PendingClues, &[Kind::IntegrityArchive], selection),
        (
            Mask::ThirdParties,
            &[Kind::Evidence, Kind::CaseAnalysis, Kind::IntegrityArchive],
            !casework,
        ),
        (
            Mask::Family,
            &[Kind::IntegrityArchive, Kind::PersonalDeclaration],
            family,
        ),
        (
            Mask::PersonalNumbers,
            &[
                Kind::Clues,
                Kind::Evidence,
                Kind::IntegrityArchive,
                Kind::PersonalDeclaration,
            ],
            !casework,
        ),
        (
            Mask::Names,
            &[
                Kind::SupervisionChecks,
                Kind::Inspection,
                Kind::Accountability,
                Kind::CaseAnalysis,
            ],
            training,
        ),
        (
            Mask::UnitNames,
            &[
                Kind::SupervisionChecks,
                Kind::Inspection,
                Kind::EcologyEvaluation,
                Kind::Accountability,
                Kind::CaseAnalysis,
            ],
            training,
        ),
    ];
    let applies = rules
        .iter()
        .filter(|(_, kinds, when)| *when && kinds.contains(&kind));
    applies.map(|(mask, _, _)| *mask).collect()
}
