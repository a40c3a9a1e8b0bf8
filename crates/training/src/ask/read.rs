//! Reading what is asked in a decision, kind by kind.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use shizu_rules::deadlines::Leg;
use shizu_rules::ecology::Mark;
use shizu_rules::indicators::{Column, InputRow};
use shizu_rules::monitor::ReturnBinding;
use shizu_rules::rectification::{Draft, RemarkKind, Scoring};
use shizu_rules::toml_file::Node;
use shizu_rules::vocabulary::{LimitUnit, Role, Term};
use shizu_rules::{Lang, Problem, Subject, What};
use toml::Spanned;

use super::deadline::{Deadline, Length};
use super::duties::Duties;
use super::faults::{Faults, Line, LineOf};
use super::figures::Figures;
use super::heat::Heat;
use super::next::AskNext;
use super::note::Note;
use super::order::{By, Order};
use super::score::{Score, Wanted};
use super::sheet::Sheet;
use super::squad::{MOST, Person, Squad};
use super::table::Tables;
use super::{Kind, Question};
use crate::scenario::Reading;

/// The fields that every decision may have.
const COMMON: [&str; 6] = ["id", "kind", "prompt", "hint", "consequence", "choices"];

type Asked = Option<Box<dyn Question>>;

/// The question of a decision. Mistakes are noted.
pub(crate) fn read(reading: &mut Reading<'_, '_>, node: &Node<'_>) -> Asked {
    let kind: Kind = reading.term(node, "kind", What::Name)?;
    let fields: &[&str] = match kind {
        Kind::Route | Kind::Mechanisms => &["matter"],
        Kind::Table => &["matter", "tables"],
        Kind::Exchange => &["matter", "ask"],
        Kind::AskNext => &["matter", "table"],
        Kind::Duties => &["duties", "role"],
        Kind::Heat => &["as_of", "returns", "body"],
        Kind::Score => &["fields", "scheme", "ask"],
        Kind::Sheet => &["sheet", "marks", "extra"],
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
        Kind::Heat => heat(reading, node),
        Kind::Score => score(reading, node),
        Kind::Sheet => sheet(reading, node),
        Kind::Figures => figures(reading, node),
        Kind::Deadline => deadline(reading, node),
        Kind::Squad => squad(reading, node),
        Kind::Faults => faults(reading, node),
        Kind::Order => order(reading, node),
        Kind::Note => Some(Box::new(Note)),
    }
}

fn choices(reading: &mut Reading<'_, '_>, node: &Node<'_>) -> Vec<String> {
    let codes = reading.codes(node, "choices");
    codes.into_iter().map(Spanned::into_inner).collect()
}

fn tables(reading: &mut Reading<'_, '_>, node: &Node<'_>, kind: Kind, ids: &[&str]) -> Asked {
    let (matter, _) = reading.matter(node, Some(Subject::Clue))?;
    Some(Box::new(Tables {
        kind,
        matter,
        tables: ids.iter().map(|id| (*id).to_owned()).collect(),
        choices: choices(reading, node),
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
        tables,
        choices: choices(reading, node),
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
        tables,
        choices: choices(reading, node),
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
    Some(Box::new(Duties {
        duties,
        role,
        choices: choices(reading, node),
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

fn heat(reading: &mut Reading<'_, '_>, node: &Node<'_>) -> Asked {
    let as_of = reading.required_day(node, "as_of");
    let bodies = node.tables(reading.file, "body");
    let bodies: Vec<_> = bodies
        .iter()
        .filter_map(|node| {
            node.only(reading.file, &["id", "name"]);
            let name = reading.text(node, "name");
            Some((node.required(reading.file, "id")?.into_inner(), name?))
        })
        .collect();
    if bodies.is_empty() {
        reading
            .file
            .fail(&node.at, Problem::MissingField { field: "body" });
    }
    let (at, header, rows) = reading.lines(node, "returns")?;
    let binding = match ReturnBinding::of_table(&header) {
        Ok(binding) => binding,
        Err(error) => {
            reading.told(&at, error.message(Lang::Zh), error.message(Lang::En));
            return None;
        }
    };
    let notes = |lang| binding.notes(lang).join(" ");
    if !notes(Lang::Zh).is_empty() {
        reading.told(&at, notes(Lang::Zh), notes(Lang::En));
    }
    for (number, row) in rows.iter().enumerate() {
        let mut errors = Vec::new();
        let cell = |index: usize| row.get(index).map(String::as_str);
        let _ = binding.row(cell, &mut errors);
        for error in errors {
            let line = number + 1;
            reading.told(
                &at,
                format!("第{line}行：{}", error.message(Lang::Zh)),
                format!("row {line}: {}", error.message(Lang::En)),
            );
        }
    }
    Some(Box::new(Heat {
        as_of: as_of?,
        header,
        rows,
        bodies,
        choices: choices(reading, node),
    }))
}

fn score(reading: &mut Reading<'_, '_>, node: &Node<'_>) -> Asked {
    let fields = node.required_table(reading.file, "fields")?;
    let mut draft = Draft::default();
    for (name, text) in reading.scalars(&fields) {
        draft.put(name.get_ref(), &text);
    }
    let desk = reading.desk;
    let scoring = Scoring::new(desk.rulebook(), desk.day()).ok()?;
    for (name, _) in &draft.unknown {
        reading.told(
            &fields.at,
            format!("整改评分没有“{name}”这个字段"),
            format!("scoring has no field `{name}`"),
        );
    }
    let (_, remarks) = scoring.read(&draft);
    // The unit is told by the scene, in both languages.
    let faults = remarks
        .iter()
        .filter(|remark| remark.is_fault() && remark.kind != RemarkKind::NoUnit);
    for remark in faults {
        let told = |lang| format!("{}：{}", remark.field(lang), remark.message(lang));
        reading.told(
            &fields.at,
            told(Lang::Zh),
            told(Lang::En).replace('：', ": "),
        );
    }
    let scheme = match node.string(reading.file, "scheme") {
        None => None,
        Some(name) => {
            let valid: Vec<&str> = scoring.schemes().map(|scheme| scheme.name()).collect();
            Some(reading.one_of(What::Name, name, &valid)?)
        }
    };
    let mut wanted = Vec::new();
    for code in reading.codes(node, "ask") {
        wanted.extend(reading.code::<Wanted>(&code, What::Name));
    }
    if wanted.is_empty() {
        wanted = Wanted::ALL.to_vec();
    }
    Some(Box::new(Score {
        draft,
        scheme,
        wanted,
    }))
}

fn sheet(reading: &mut Reading<'_, '_>, node: &Node<'_>) -> Asked {
    let rulebook = reading.desk.rulebook();
    let sheets = rulebook.sheets.iter();
    let valid: Vec<&str> = sheets.map(|sheet| sheet.grounds.id.as_str()).collect();
    let sheet = node.required(reading.file, "sheet")?;
    let sheet = reading.one_of(What::Sheet, sheet, &valid)?;
    let known = rulebook.sheet(&sheet)?;
    let criteria = rulebook.criteria(known).iter();
    let codes: Vec<&str> = criteria.map(|criterion| criterion.code.as_str()).collect();
    let node_marks = node.required_table(reading.file, "marks")?;
    let mut marks = Vec::new();
    for (name, text) in reading.scalars(&node_marks) {
        let at = name.span();
        let code = reading.one_of(What::Name, name, &codes);
        match (code, Mark::read(&text)) {
            (Some(code), Ok(mark)) => marks.push((code, mark, text)),
            (Some(_), Err(problem)) => {
                reading.told(&at, problem.message(Lang::Zh), problem.message(Lang::En));
            }
            (None, _) => {}
        }
    }
    // In the sheet's order, whatever the file's.
    marks.sort_by_key(|(code, ..)| codes.iter().position(|known| known == code));
    let extra = node.string(reading.file, "extra");
    let extra = match extra {
        None => Decimal::ZERO,
        Some(text) => match text.get_ref().parse::<Decimal>() {
            Ok(extra) => extra,
            Err(_) => {
                let expected = "\"2.5\" | \"-3\"";
                let field = "extra".to_owned();
                reading
                    .file
                    .fail(&text.span(), Problem::WrongType { field, expected });
                return None;
            }
        },
    };
    Some(Box::new(Sheet {
        sheet,
        marks,
        extra,
    }))
}

fn figures(reading: &mut Reading<'_, '_>, node: &Node<'_>) -> Asked {
    let (at, header, lines) = reading.lines(node, "rows")?;
    let mut columns = Vec::new();
    for name in &header {
        match Column::named(name) {
            Some(column) => columns.push(column),
            None => {
                let valid: Vec<&str> = Column::VALUES.iter().map(|value| value.code).collect();
                reading.file.unknown(What::Field, &at, name, &valid);
            }
        }
    }
    let row = |(number, line): (usize, &Vec<String>)| InputRow {
        row: number as u64 + 1,
        cells: columns.iter().copied().zip(line.iter().cloned()).collect(),
    };
    let rows = lines.iter().enumerate().map(row).collect();
    let mut rules = Vec::new();
    for id in reading.codes(node, "rules") {
        let indicators = reading.desk.rulebook().indicators.iter();
        let valid: Vec<&str> = indicators.map(|known| known.grounds.id.as_str()).collect();
        rules.extend(reading.one_of(What::Name, id, &valid));
    }
    if rules.is_empty() {
        reading
            .file
            .fail(&node.at, Problem::MissingField { field: "rules" });
    }
    Some(Box::new(Figures {
        columns,
        rows,
        rules,
    }))
}

fn deadline(reading: &mut Reading<'_, '_>, node: &Node<'_>) -> Asked {
    let start = reading.required_day(node, "start");
    let length = match node.string(reading.file, "limit") {
        Some(id) => Length::Limit(limit_of(reading, id)?),
        None => {
            let amount = node.number(reading.file, "amount");
            let unit = reading.term::<LimitUnit>(node, "unit", What::Unit);
            Length::Bare(Leg {
                amount: amount?,
                unit: unit?,
            })
        }
    };
    Some(Box::new(Deadline {
        length,
        start: start?,
    }))
}

fn squad(reading: &mut Reading<'_, '_>, node: &Node<'_>) -> Asked {
    let size: Option<usize> = node.number(reading.file, "size");
    let nodes = node.tables(reading.file, "person");
    let people: Vec<Person> = nodes
        .iter()
        .filter_map(|node| person(reading, node))
        .collect();
    let size = size?;
    if people.len() > MOST || size == 0 || size > people.len() {
        let found = people.len();
        reading.told(
            &node.at,
            format!("候选人1至{MOST}人，人数不超过候选人；现有{found}人选{size}人"),
            format!(
                "1 to {MOST} people, and no more to choose than there are; found {size} of {found}"
            ),
        );
        return None;
    }
    Some(Box::new(Squad { size, people }))
}

fn person(reading: &mut Reading<'_, '_>, node: &Node<'_>) -> Option<Person> {
    node.only(
        reading.file,
        &[
            "id",
            "name",
            "about",
            "office",
            "specialist",
            "knows",
            "tied",
        ],
    );
    let (name, about) = (reading.text(node, "name"), reading.text(node, "about"));
    let id = node.required(reading.file, "id")?.into_inner();
    let mut flag = |field| node.flag(reading.file, field).unwrap_or_default();
    Some(Person {
        id,
        office: flag("office"),
        specialist: flag("specialist"),
        knows: flag("knows"),
        tied: flag("tied"),
        name: name?,
        about: about?,
    })
}

fn faults(reading: &mut Reading<'_, '_>, node: &Node<'_>) -> Asked {
    let matter = if node.has("matter") {
        Some(reading.matter(node, None)?)
    } else {
        None
    };
    let subject = matter.as_ref().map(|(_, subject)| *subject);
    let nodes = node.tables(reading.file, "line");
    let lines: Vec<Line> = nodes
        .iter()
        .filter_map(|node| line(reading, node, subject))
        .collect();
    if lines.is_empty() {
        reading
            .file
            .fail(&node.at, Problem::MissingField { field: "line" });
    }
    Some(Box::new(Faults {
        matter: matter.map(|(id, _)| id),
        lines,
    }))
}

/// `{ table = "lead", stated = "group" }`, `{ duty = "…", stated = "office" }`, `{ due = "disposal_opinion", start = "2026-03-02", stated = "2026-04-02" }`.
fn line(reading: &mut Reading<'_, '_>, node: &Node<'_>, subject: Option<Subject>) -> Option<Line> {
    node.only(
        reading.file,
        &["id", "table", "duty", "role", "due", "start", "stated"],
    );
    let stated = reading.codes(node, "stated");
    let (table, duty, due) = (node.has("table"), node.has("duty"), node.has("due"));
    let of = match (table, duty, due) {
        (true, false, false) => {
            let id = node.required(reading.file, "table")?;
            let Some(subject) = subject else {
                reading
                    .file
                    .fail(&node.at, Problem::MissingField { field: "matter" });
                return None;
            };
            LineOf::Table(table_of(reading, subject, id)?)
        }
        (false, true, false) => {
            let role = if node.has("role") {
                reading.term::<Role>(node, "role", What::Term)?
            } else {
                Role::Lead
            };
            let id = node.required(reading.file, "duty")?;
            LineOf::Duty(duty_of(reading, id)?, role)
        }
        (false, false, true) => {
            let start: NaiveDate = reading.required_day(node, "start")?;
            let id = node.required(reading.file, "due")?;
            LineOf::Due(limit_of(reading, id)?, start)
        }
        _ => {
            reading.told(
                &node.at,
                "每一栏写 table、duty、due 三者之一",
                "a line has one of `table`, `duty` and `due`",
            );
            return None;
        }
    };
    let id = match (node.string(reading.file, "id"), &of) {
        (Some(id), _) => id.into_inner(),
        (None, LineOf::Table(id) | LineOf::Duty(id, _) | LineOf::Due(id, _)) => id.clone(),
    };
    let line = Line {
        id,
        of,
        stated: stated.into_iter().map(Spanned::into_inner).collect(),
    };
    let desk = reading.desk;
    for code in line.strange(desk) {
        reading.told(
            &node.at,
            format!("“{code}”不是这一栏可以填的内容；差错也要写成有效的代码或日期"),
            format!(
                "`{code}` cannot stand in this line; a planted fault must be a valid code or day"
            ),
        );
    }
    Some(line)
}

fn order(reading: &mut Reading<'_, '_>, node: &Node<'_>) -> Asked {
    let by = reading.term::<By>(node, "by", What::Name)?;
    let nodes = node.tables(reading.file, "step");
    let mut steps = Vec::new();
    for node in &nodes {
        node.only(reading.file, &["id", "start"]);
        let id = node.required(reading.file, "id")?;
        let id = match by {
            By::Due => limit_of(reading, id),
            By::Stage => duty_of(reading, id),
            By::Phase => {
                let rulebook = reading.desk.rulebook();
                let duties = rulebook.rules().filter_map(|(_, rule)| match &rule.then {
                    shizu_rules::Then::Duty(duty) => Some(duty.id.as_str()),
                    _ => None,
                });
                let valid: Vec<&str> = duties.collect();
                near_only(reading, What::Name, id, &valid)
            }
        };
        let start = if by == By::Due {
            reading.required_day(node, "start")
        } else {
            None
        };
        steps.extend(id.map(|id| (id, start)));
    }
    if steps.len() < 2 {
        reading.told(
            &node.at,
            "排次序至少要两个 [[scene.decision.step]]",
            "an order needs at least two [[scene.decision.step]]",
        );
    }
    Some(Box::new(Order { by, steps }))
}
