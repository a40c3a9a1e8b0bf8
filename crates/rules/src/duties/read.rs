//! Reading duties from the rulebook's files.

use super::{MatrixDuty, Part};
use crate::error::What;
use crate::rulebook::read::{Reader, required, term, with_grounds};
use crate::toml_file::{Node, TomlFile};
use crate::vocabulary::{Organ, Role, Term};
use shizu_tables::SortOnce;

/// The duties of one file.
pub(crate) fn read(reader: &Reader<'_>, file: &mut TomlFile<'_>) -> Vec<MatrixDuty> {
    let duties = file.read(|file, root| {
        root.only(file, &["duty"]);
        let nodes = root.tables(file, "duty");
        let duties = nodes.iter().filter_map(|node| duty(reader, file, node));
        Some(duties.collect())
    });
    duties.unwrap_or_default()
}

fn duty(reader: &Reader<'_>, file: &mut TomlFile<'_>, node: &Node<'_>) -> Option<MatrixDuty> {
    let fields = with_grounds(&["field", "stage", "rhythm", "parts", "over"]);
    node.only(file, &fields);
    let grounds = reader.grounds(file, node);
    let field = required(file, node, "field");
    let stage = required(file, node, "stage");
    let rhythm = required(file, node, "rhythm");
    let parts = node.required_table(file, "parts");
    let parts = parts.map(|parts| self::parts(file, &parts));
    let over = organs(file, node, "over");
    Some(MatrixDuty {
        grounds: grounds?,
        field: field?,
        stage: stage?,
        rhythm: rhythm?,
        parts: parts?,
        over,
    })
}

fn parts(file: &mut TomlFile<'_>, node: &Node<'_>) -> Vec<Part> {
    let roles: Vec<&str> = Role::VALUES.iter().map(|value| value.code).collect();
    node.only(file, &roles);
    let mut parts = Vec::new();
    for role in Role::ALL {
        let named = organs(file, node, role.code());
        parts.extend(named.into_iter().map(|organ| Part { organ, role: *role }));
    }
    parts
}

fn organs(file: &mut TomlFile<'_>, node: &Node<'_>, field: &'static str) -> Vec<Organ> {
    let codes = node.strings(file, field);
    codes
        .iter()
        .filter_map(|code| term(file, What::Term, code))
        .collect()
}

/// The duties in the order shown: by field, in each by stage, in each as written.
pub(crate) fn in_order(mut duties: Vec<MatrixDuty>) -> Vec<MatrixDuty> {
    duties.sort_once_by_key(|duty| (duty.field, duty.stage));
    duties
}
