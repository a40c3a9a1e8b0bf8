//! Proof of the whole rulebook: every table, on every day on which the rules change, and the share of paragraphs cited.

use chrono::NaiveDate;
use serde::Serialize;
use shizu_tables::{Finding, Report, Table, Witness, gather_set};

use crate::error::{LoadError, Place, Problem};
use crate::lang::Lang;
use crate::rulebook::{RuleTable, Rulebook};
use crate::sharing;
use crate::sources::EntryKind;
use crate::vocabulary::{Basis, Term};
use crate::{deadlines, duties, ecology};

/// What was proved of one table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TableProof {
    /// Id of the table.
    pub table: String,
    /// First day of the period the proof is for.
    pub from: NaiveDate,
    /// Rows that hold in the period.
    pub rows: usize,
    /// Combinations of facts over the table's columns.
    pub space: u128,
    /// Combinations without an answer that needs one.
    pub gaps: u128,
    /// Pairs of rows that contradict each other.
    pub overlaps: usize,
    /// Rows that can never match, or never decide.
    pub dead_rows: usize,
    /// Rows that add nothing.
    pub redundant_rows: usize,
    /// Rows by basis: source, statute, assumption.
    pub basis: [usize; 3],
    /// The findings in words, one per finding, in both languages.
    pub findings: Vec<FindingText>,
}

/// A finding in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FindingText {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
    /// Facts that show it, as field and value.
    pub witness: Witness,
}

/// How much of the sources the rulebook encodes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CitedShare {
    /// Paragraphs of the source documents.
    pub paragraphs: usize,
    /// Paragraphs that state a rule.
    pub encodable: usize,
    /// Of those, how many some row cites.
    pub cited: usize,
    /// Those that no row cites yet.
    pub uncited: Vec<String>,
    /// Paragraphs deliberately not encoded, with a reason in the catalogue.
    pub not_encoded: usize,
    /// Articles that some row or limit cites.
    pub articles: usize,
}

/// What was proved of a rulebook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Proof {
    /// Per period and table.
    pub tables: Vec<TableProof>,
    /// What does not hold of the entries that are no rows, per family.
    pub families: Vec<FindingText>,
    /// The share of the sources that is encoded.
    pub cited: CitedShare,
}

impl Proof {
    /// Whether nothing was found.
    pub fn is_sound(&self) -> bool {
        self.findings().next().is_none()
    }

    /// Everything that was found: first of the tables, then of the other entries.
    pub fn findings(&self) -> impl Iterator<Item = &FindingText> {
        let tables = self.tables.iter().flat_map(|table| &table.findings);
        tables.chain(&self.families)
    }
}

/// Proves the rulebook for every period of validity.
///
/// # Errors
/// When a table cannot be compiled or is too entangled to be proved.
pub fn verify(rulebook: &Rulebook) -> Result<Proof, LoadError> {
    let mut tables = Vec::new();
    for day in rulebook.epochs() {
        for rules in &rulebook.tables {
            let fail = |message: String| LoadError {
                place: Place::file(&rules.id),
                problem: Problem::NotCompiled { message },
            };
            let table = Table::compile(&rules.spec(day), &rules.subject.schema())
                .map_err(|error| fail(error.to_string()))?;
            let report = table.verify().map_err(|error| fail(error.to_string()))?;
            tables.push(proof(rules, day, report));
        }
    }
    let families = [
        crate::rectification::check(rulebook),
        deadlines::check(rulebook),
        sharing::check(rulebook)?,
        ecology::check(rulebook),
        crate::monitor::check(rulebook),
        duties::check(rulebook),
    ];
    Ok(Proof {
        tables,
        families: families.concat(),
        cited: cited(rulebook),
    })
}

/// What makes a rulebook unfit for use, as errors; `place` tells where what was found in a table comes from, `None` for other entries.
pub(crate) fn findings_as_errors(
    rulebook: &Rulebook,
    place: impl Fn(Option<&str>, &FindingText) -> Place,
) -> Vec<LoadError> {
    let proof = match verify(rulebook) {
        Ok(proof) => proof,
        Err(error) => return vec![error],
    };
    let tables = proof.tables.iter();
    let of_tables = tables.flat_map(|table| {
        let found = table.findings.iter();
        found.map(|finding| (Some(table.table.as_str()), finding))
    });
    let others = proof.families.iter().map(|finding| (None, finding));
    let mut errors: Vec<LoadError> = Vec::new();
    for (table, finding) in of_tables.chain(others) {
        let error = LoadError {
            place: place(table, finding),
            problem: Problem::NotProved {
                zh: finding.zh.clone(),
                en: finding.en.clone(),
            },
        };
        if !errors.contains(&error) {
            errors.push(error);
        }
    }
    errors
}

fn proof(rules: &RuleTable, from: NaiveDate, report: Report) -> TableProof {
    let holding = || rules.rules.iter().filter(|rule| rule.holds_on(from));
    let count = |wanted: fn(&Finding) -> bool| {
        report
            .findings
            .iter()
            .filter(|finding| wanted(finding))
            .count()
    };
    TableProof {
        table: rules.id.clone(),
        from,
        rows: report.rows,
        space: report.space.size,
        gaps: if rules.complete {
            report.space.unanswered
        } else {
            0
        },
        overlaps: count(|finding| matches!(finding, Finding::Overlap { .. })),
        dead_rows: count(|finding| {
            matches!(finding, Finding::Dead { .. } | Finding::Masked { .. })
        }),
        redundant_rows: count(|finding| matches!(finding, Finding::Redundant { .. })),
        basis: std::array::from_fn(|index| {
            holding()
                .filter(|rule| rule.basis == Basis::ALL[index])
                .count()
        }),
        findings: report
            .findings
            .into_iter()
            .map(|finding| words(&rules.id, finding))
            .collect(),
    }
}

/// Says a finding in both languages.
fn words(table: &str, finding: Finding) -> FindingText {
    let facts = |witness: &Witness| {
        witness
            .iter()
            .map(|(fact, value)| format!("{fact} = {value}"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let (zh, en, witness) = match finding {
        Finding::Gap { witness } => (
            format!(
                "表“{table}”有空白：{} 没有任何一行作答；请补一行，或写进合适的一行",
                facts(&witness)
            ),
            format!(
                "table `{table}` has a gap: no row answers {}; add a row that does, or name it in one",
                facts(&witness)
            ),
            witness,
        ),
        Finding::Overlap {
            rows: [first, second],
            witness,
        } => (
            format!(
                "表“{table}”中“{first}”与“{second}”冲突：{} 两行同时命中",
                facts(&witness)
            ),
            format!(
                "table `{table}`: `{first}` and `{second}` contradict each other: both answer {}",
                facts(&witness)
            ),
            witness,
        ),
        Finding::Masked { row, by, witness } => (
            format!(
                "表“{table}”中“{row}”永远不起作用，被 {} 遮盖，例如 {}",
                by.join("、"),
                facts(&witness)
            ),
            format!(
                "table `{table}`: `{row}` never decides, it stands behind {}, for example at {}",
                by.join(", "),
                facts(&witness)
            ),
            witness,
        ),
        Finding::Redundant {
            row,
            within,
            witness,
        } => (
            format!(
                "表“{table}”中“{row}”多余，“{within}”已作同样回答，例如 {}",
                facts(&witness)
            ),
            format!(
                "table `{table}`: `{row}` adds nothing, `{within}` answers the same, for example at {}",
                facts(&witness)
            ),
            witness,
        ),
        Finding::Dead { row, column } => (
            format!("表“{table}”中“{row}”永远不会命中：对“{column}”的条件不允许任何取值"),
            format!(
                "table `{table}`: `{row}` can never match: its condition on `{column}` admits no value"
            ),
            Vec::new(),
        ),
    };
    FindingText { zh, en, witness }
}

impl FindingText {
    /// The words in `lang`.
    pub fn in_lang(&self, lang: Lang) -> &str {
        if lang == Lang::Zh { &self.zh } else { &self.en }
    }
}

/// The share of the sources that the rulebook cites.
pub fn cited(rulebook: &Rulebook) -> CitedShare {
    let cites = gather_set(rulebook.items().flat_map(|item| item.cites));
    let mut share = CitedShare {
        paragraphs: 0,
        encodable: 0,
        cited: 0,
        uncited: Vec::new(),
        not_encoded: 0,
        articles: 0,
    };
    for entry in rulebook.catalogue.entries() {
        let is_cited = cites.contains(&entry.id);
        match &entry.kind {
            EntryKind::Rule(_) => {
                share.paragraphs += 1;
                share.encodable += 1;
                share.cited += usize::from(is_cited);
                if !is_cited {
                    share.uncited.push(entry.id.clone());
                }
            }
            EntryKind::NotEncoded(_) => {
                share.paragraphs += 1;
                share.not_encoded += 1;
            }
            EntryKind::Article(_) => share.articles += usize::from(is_cited),
            EntryKind::Practice => {}
        }
    }
    share
}
