//! Reading what is put together or taken apart: squads, slips, orders.

use chrono::NaiveDate;
use shizu_rules::toml_file::Node;
use shizu_rules::vocabulary::Role;
use shizu_rules::{Problem, Subject, What};
use toml::Spanned;

use super::super::faults::{Faults, Line, LineOf};
use super::super::order::{By, Order};
use super::super::squad::{MOST, Person, Squad};
use super::{Asked, duty_of, limit_of, near_only, table_of};
use crate::scenario::Reading;

pub(super) fn squad(reading: &mut Reading<'_, '_>, node: &Node<'_>) -> Asked {
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

pub(super) fn faults(reading: &mut Reading<'_, '_>, node: &Node<'_>) -> Asked {
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

pub(super) fn order(reading: &mut Reading<'_, '_>, node: &Node<'_>) -> Asked {
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
