//! Which entries of the rulebook scenarios come to rest on, by family.

use std::collections::BTreeSet;

use shizu_rules::vocabulary::{SheetKind, Term};
use shizu_rules::{ItemKind, Rulebook, Subject};

shizu_rules::terms! {
    /// A family of rules, as in the rulebook's folders.
    Family {
        Routing "routing" "线索分办" "routing",
        Duties "duties" "职责矩阵" "duty matrix",
        Zero "zero" "零报告监测" "zero reports",
        Rectification "rectification" "整改评分" "rectification",
        Sharing "sharing" "信息共享" "sharing",
        Deadlines "deadlines" "时限" "time limits",
        Ecology "ecology" "政治生态与预警" "ecology and early warning",
        Appraisal "appraisal" "考核与问责" "appraisal and accountability",
        Practice "practice" "审理、力量与人才" "trial, staffing and pools",
        Indicators "indicators" "指标" "indicators",
        Casework "casework" "办理流程" "steps of casework",
    }
}

/// Entries that answers rest on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Ids.
    pub rules: BTreeSet<String>,
}

/// How much of a family is touched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FamilyCoverage {
    /// The family.
    pub family: Family,
    /// Ids of the entries touched.
    pub touched: Vec<String>,
    /// Ids of those that are not.
    pub open: Vec<String>,
}

impl Coverage {
    /// Adds what another one touches.
    pub fn add(&mut self, other: &Coverage) {
        self.rules.extend(other.rules.iter().cloned());
    }

    /// By family, in their order. Only entries that a decision can rest on count; numbers, checklists, clocks, flows and the like are left out where no
    /// kind of decision asks for them.
    pub fn by_family(&self, rulebook: &Rulebook) -> Vec<FamilyCoverage> {
        let mut all: Vec<FamilyCoverage> = Family::ALL
            .iter()
            .map(|family| FamilyCoverage {
                family: *family,
                touched: Vec::new(),
                open: Vec::new(),
            })
            .collect();
        for (id, family) in askable(rulebook) {
            let of = &mut all[family.index()];
            if self.rules.contains(id) {
                of.touched.push(id.to_owned());
            } else {
                of.open.push(id.to_owned());
            }
        }
        all.retain(|family| !family.touched.is_empty() || !family.open.is_empty());
        all
    }
}

/// Every entry that a decision can rest on, with its family.
fn askable(rulebook: &Rulebook) -> impl Iterator<Item = (&str, Family)> {
    let rows = rulebook
        .rules()
        .map(|(table, rule)| (rule.id.as_str(), of_subject(table.subject)));
    let others = rulebook
        .items()
        .filter_map(|item| Some((item.id, of_item(rulebook, item.kind, item.id)?)));
    rows.chain(others)
}

/// The family of an entry that is no row, if decisions can rest on it.
fn of_item(rulebook: &Rulebook, kind: ItemKind, id: &str) -> Option<Family> {
    match kind {
        ItemKind::Limit => Some(Family::Deadlines),
        ItemKind::Duty => Some(Family::Duties),
        ItemKind::Trigger => Some(Family::Zero),
        ItemKind::Indicator => Some(Family::Indicators),
        ItemKind::Scheme => Some(Family::Rectification),
        ItemKind::Sheet => Some(match rulebook.sheet(id)?.kind {
            SheetKind::Appraisal => Family::Appraisal,
            SheetKind::Ecology | SheetKind::Warning => Family::Ecology,
        }),
        _ => None,
    }
}

/// The family of an entry.
pub fn family_of(rulebook: &Rulebook, id: &str) -> Family {
    if let Some((table, _)) = rulebook.rule(id) {
        return of_subject(table.subject);
    }
    let found = rulebook.item(id).and_then(|item| match item.kind {
        // Of the numbers only the lines that bands begin at are asked by themselves.
        ItemKind::Parameter => Some(Family::Rectification),
        kind => of_item(rulebook, kind, id),
    });
    found.unwrap_or(Family::Casework)
}

/// The family that tables about a subject belong to.
fn of_subject(subject: Subject) -> Family {
    match subject {
        Subject::Clue => Family::Routing,
        Subject::Rectification => Family::Rectification,
        Subject::Exchange | Subject::Redaction => Family::Sharing,
        Subject::Ecology | Subject::Cadre => Family::Ecology,
        Subject::Appraisal | Subject::Accountability | Subject::GroupTask => Family::Appraisal,
        Subject::FourForms => Family::Indicators,
        Subject::TrialCase
        | Subject::TrialReview
        | Subject::Trier
        | Subject::MobileMember
        | Subject::Squad
        | Subject::PoolDraw
        | Subject::InspectionTeam => Family::Practice,
        _ => Family::Casework,
    }
}
