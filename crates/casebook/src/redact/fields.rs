//! What the fields of each register may reveal.

use shizu_rules::vocabulary::{DataKind, Mask};

use crate::kind::Kind;
use crate::register::Row;
use crate::workbook::Workbook;

/// The masks that hide a field, whichever of them is in force. Free text may name anybody, so that every mask that could be meant hides it. The
/// assignment of masks to our fields is an assumption; the masks are those of the rules.
pub(super) fn masks(kind: Kind, field: &str) -> &'static [Mask] {
    use Mask::{
        AuthorTraces, Family, Informants, InvestigationPlan, Names, PendingClues, PersonalNumbers,
        ReportOriginal, ReporterIdentity, ThirdParties, UnitNames, WitnessIdentity,
    };
    const FREE: &[Mask] = &[
        ReporterIdentity,
        ReportOriginal,
        AuthorTraces,
        Informants,
        WitnessIdentity,
        InvestigationPlan,
        PendingClues,
        ThirdParties,
        Family,
        PersonalNumbers,
        Names,
        UnitNames,
    ];
    match (kind, field) {
        (_, "note" | "remark" | "reason" | "evidence" | "process") => FREE,
        (Kind::Matter, "summary" | "result") => &[PersonalNumbers, Names, UnitNames, ThirdParties],
        (Kind::Finding | Kind::Check, "problem" | "result")
        | (Kind::Result, "summary" | "effect" | "title") => &[Informants, Names, UnitNames],
        (Kind::Case, "title" | "lesson" | "analysis" | "reform" | "recommendation" | "replay") => {
            &[WitnessIdentity, ThirdParties, Names, UnitNames]
        }
        (Kind::Exchange, "subject" | "approval") | (Kind::Task, "title") | (_, "post_held") => {
            &[Names, UnitNames]
        }
        (_, "person" | "head") => &[Names],
        (_, "body" | "unit" | "lead_body" | "meeting") => &[UnitNames],
        _ => &[],
    }
}

/// Which kind of information a row is; `None` for settings, which never leave. LS56 names the kinds and not our registers: the assignment is our
/// assumption, on the side of caution. What is about a clue or a case is held as closely as that.
pub fn information(kind: Kind, row: Row<'_>) -> Option<DataKind> {
    let about = match kind {
        Kind::Task => Kind::from_code(row.get("register")).unwrap_or(kind),
        _ => kind,
    };
    match about {
        Kind::Body => Some(DataKind::Requirements),
        Kind::Matter => Some(DataKind::Clues),
        Kind::Case => Some(DataKind::CaseAnalysis),
        Kind::Finding | Kind::Score => Some(DataKind::Inspection),
        Kind::Setting => None,
        _ => Some(DataKind::SupervisionChecks),
    }
}

/// Whether the row is, or is about, a clue that belongs to the superior commission: about a cadre that the superior manages, or the head of this
/// commission.
pub(super) fn belongs_to_superior(book: &Workbook, kind: Kind, row: Row<'_>) -> bool {
    let about = match kind {
        Kind::Matter => row.id(),
        Kind::Task if row.get("register") == Kind::Matter.code() => row.get("record"),
        Kind::Finding | Kind::Case | Kind::Check => row.get("matter"),
        _ => "",
    };
    let matter = book.register(Kind::Matter).find(about);
    matter.is_some_and(|matter| matches!(matter.get("authority"), "superior" | "own_head"))
}
