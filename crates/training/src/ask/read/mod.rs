//! Reading what is asked in a decision, kind by kind.

mod counted;
mod made;

use shizu_rules::deadlines::Leg;
use shizu_rules::toml_file::Node;
use shizu_rules::vocabulary::{LimitUnit, Organ, Role, Term};
use shizu_rules::{Problem, Subject, What};
use toml::Spanned;

use super::deadline::{Deadline, Length};
use super::duties::Duties;
use super::next::AskNext;
use super::note::Note;
use super::table::Tables;
use super::{Kind, Question};
use crate::scenario::Reading;

/// The fields that every decision may have.
const COMMON: [&str; 5] = ["id", "kind", "prompt", "hint", "consequence"];

type Asked = Option<Box<dyn Question>>;

/// The question of a decision. Mistakes are noted.
pub(crate) fn read(reading: &mut Reading<'_, '_>, node: &Node<'_>) -> Asked {
    let kind: Kind = reading.term(node, "kind", What::Name)?;
    let fields: &[&str] = match kind {
        Kind::Route | Kind::Mechanisms => &["matter", "choices"],
        Kind::Table => &["matter", "tables", "choices"],
        Kind::Exchange => &["matter", "ask", "choices"],
        Kind::AskNext => &["matter", "table"],
        Kind::Duties => &["duties", "role", "choices"],
        Kind::Heat => &["as_of", "returns", "body", "choices"],
        Kind::Score => &["fields", "scheme", "ask"],
        Kind::Sheet => &["sheet", "marks", "office", "host_unit", "extra"],
        Kind::Figures => &["rows", "rules"],
        Kind::Deadline => &["limit", "amount", "unit", "start"],
        Kind::Squad => &["size", "person"],
        Kind::Faults => &["matter", "line"],
        Kind::Order => &["by", "step"],
        Kind::Note => &[],
    };
    let all: Vec<&str> = COMMON.iter().chain(fields).copied().collect();
    node.only(reading.file, &all);
    match kind {
        Kind::Route => tables(reading, node, kind, &["lead"]),
        Kind::Mechanisms => tables(reading, node, kind, &["mechanisms"]),
        Kind::Table => table(reading, node),
        Kind::Exchange => exchange(reading, node),
        Kind::AskNext => ask_next(reading, node),
        Kind::Duties => duties(reading, node),
        Kind::Heat => counted::heat(reading, node),
        Kind::Score => counted::score(reading, node),
        Kind::Sheet => counted::sheet(reading, node),
        Kind::Figures => counted::figures(reading, node),
        Kind::Deadline => deadline(reading, node),
        Kind::Squad => made::squad(reading, node),
        Kind::Faults => made::faults(reading, node),
        Kind::Order => made::order(reading, node),
        Kind::Note => Some(Box::new(Note)),
    }
}

/// The codes of the choices shown; each must be one of `valid`.
fn choices(reading: &mut Reading<'_, '_>, node: &Node<'_>, valid: &[&str]) -> Vec<String> {
    let codes = reading.codes(node, "choices").into_iter();
    let known = codes.filter_map(|code| near_only(reading, What::Name, code, valid));
    known.collect()
}

/// The choices of a decision about tables: any of them may be one of any slot.
fn choices_of(reading: &mut Reading<'_, '_>, node: &Node<'_>, ids: &[String]) -> Vec<String> {
    let desk = reading.desk;
    let all = ids
        .iter()
        .flat_map(|id| super::table::choices(desk, id, &[]));
    let all: Vec<String> = all.map(|choice| choice.code).collect();
    let valid: Vec<&str> = all.iter().map(String::as_str).collect();
    choices(reading, node, &valid)
}

fn tables(reading: &mut Reading<'_, '_>, node: &Node<'_>, kind: Kind, ids: &[&str]) -> Asked {
    let (matter, _) = reading.matter(node, Some(Subject::Clue))?;
    let ids: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
    Some(Box::new(Tables {
        kind,
        matter,
        choices: choices_of(reading, node, &ids),
        ids,
    }))
}

/// The tables about a subject.
fn table_ids(reading: &Reading<'_, '_>, subject: Subject) -> Vec<String> {
    let rulebook = reading.desk.rulebook();
    let tables = rulebook.tables_about(subject);
    tables.map(|table| table.id.clone()).collect()
}

fn table_of(
    reading: &mut Reading<'_, '_>,
    subject: Subject,
    id: Spanned<String>,
) -> Option<String> {
    let valid = table_ids(reading, subject);
    let valid: Vec<&str> = valid.iter().map(String::as_str).collect();
    reading.one_of(What::Table, id, &valid)
}

fn table(reading: &mut Reading<'_, '_>, node: &Node<'_>) -> Asked {
    let (matter, subject) = reading.matter(node, None)?;
    let ids = reading.codes(node, "tables");
    if ids.is_empty() {
        reading
            .file
            .fail(&node.at, Problem::MissingField { field: "tables" });
    }
    let mut tables = Vec::new();
    for id in ids {
        tables.extend(table_of(reading, subject, id));
    }
    Some(Box::new(Tables {
        kind: Kind::Table,
        matter,
        choices: choices_of(reading, node, &tables),
        ids: tables,
    }))
}

fn exchange(reading: &mut Reading<'_, '_>, node: &Node<'_>) -> Asked {
    let (matter, _) = reading.matter(node, Some(Subject::Exchange))?;
    let asked = reading.codes(node, "ask");
    let mut tables = Vec::new();
    for code in asked {
        let valid = ["tier", "decision", "approver", "masks", "notices"];
        let code = reading.one_of(What::Name, code, &valid)?;
        tables.push(format!("share.{code}"));
    }
    if tables.is_empty() {
        let usual = ["share.tier", "share.decision", "share.approver"];
        tables = usual.map(str::to_owned).to_vec();
    }
    Some(Box::new(Tables {
        kind: Kind::Exchange,
        matter,
        choices: choices_of(reading, node, &tables),
        ids: tables,
    }))
}

fn ask_next(reading: &mut Reading<'_, '_>, node: &Node<'_>) -> Asked {
    let (matter, subject) = reading.matter(node, None)?;
    let table = match node.string(reading.file, "table") {
        Some(id) => table_of(reading, subject, id)?,
        None => "lead".to_owned(),
    };
    Some(Box::new(AskNext { matter, table }))
}

fn duties(reading: &mut Reading<'_, '_>, node: &Node<'_>) -> Asked {
    let role = if node.has("role") {
        reading.term::<Role>(node, "role", What::Term)?
    } else {
        Role::Lead
    };
    let ids = reading.codes(node, "duties");
    if ids.is_empty() {
        reading
            .file
            .fail(&node.at, Problem::MissingField { field: "duties" });
    }
    let mut duties = Vec::new();
    for id in ids {
        duties.extend(duty_of(reading, id));
    }
    let organs: Vec<&str> = Organ::VALUES.iter().map(|value| value.code).collect();
    Some(Box::new(Duties {
        ids: duties,
        role,
        choices: choices(reading, node, &organs),
    }))
}

fn duty_of(reading: &mut Reading<'_, '_>, id: Spanned<String>) -> Option<String> {
    let duties = reading.desk.rulebook().duties.iter();
    let valid: Vec<&str> = duties.map(|duty| duty.id()).collect();
    near_only(reading, What::Name, id, &valid)
}

/// As [`Reading::one_of`], for vocabularies too long to list: only the nearest spelling is told.
fn near_only(
    reading: &mut Reading<'_, '_>,
    what: What,
    id: Spanned<String>,
    valid: &[&str],
) -> Option<String> {
    if valid.contains(&id.get_ref().as_str()) {
        return Some(id.into_inner());
    }
    let nearest = shizu_tables::nearest(id.get_ref(), valid.iter().copied());
    let problem = Problem::Unknown {
        what,
        text: id.get_ref().clone(),
        expected: Vec::new(),
        nearest: nearest.map(str::to_owned),
    };
    reading.file.fail(&id.span(), problem);
    None
}

fn limit_of(reading: &mut Reading<'_, '_>, id: Spanned<String>) -> Option<String> {
    let limits = reading.desk.rulebook().limits.iter();
    let valid: Vec<&str> = limits.map(|limit| limit.id.as_str()).collect();
    near_only(reading, What::Limit, id, &valid)
}

fn deadline(reading: &mut Reading<'_, '_>, node: &Node<'_>) -> Asked {
    let start = reading.required_day(node, "start");
    let length = if let Some(id) = node.string(reading.file, "limit") {
        Length::Limit(limit_of(reading, id)?)
    } else {
        let amount = node.number(reading.file, "amount");
        let unit = reading.term::<LimitUnit>(node, "unit", What::Unit);
        Length::Bare(Leg {
            amount: amount?,
            unit: unit?,
        })
    };
    Some(Box::new(Deadline {
        length,
        start: start?,
    }))
}
