//! Reading scoring sheets.

use super::sheet::{Band, Checklist, Criterion, Sheet};
use crate::error::{Problem, What};
use crate::rulebook::read::{Reader, field, with_grounds};
use crate::toml_file::{Node, TomlFile};
use crate::vocabulary::SheetKind;

/// The scoring sheets of one file.
pub(crate) fn sheets(reader: &Reader<'_>, file: &mut TomlFile<'_>) -> Vec<Sheet> {
    let sheets = file.read(|file, root| {
        root.only(file, &["sheet"]);
        let nodes = root.tables(file, "sheet");
        Some(
            nodes
                .iter()
                .filter_map(|node| sheet(reader, file, node))
                .collect(),
        )
    });
    sheets.unwrap_or_default()
}

fn sheet(reader: &Reader<'_>, file: &mut TomlFile<'_>, node: &Node<'_>) -> Option<Sheet> {
    node.only(
        file,
        &with_grounds(&[
            "kind",
            "criterion",
            "criteria_of",
            "bands",
            "bonus",
            "deduction",
            "office_share",
        ]),
    );
    let grounds = reader.grounds(file, node);
    node.required(file, "kind")?;
    let kind: SheetKind = field(file, node, "kind")?;
    let criteria = node.tables(file, "criterion");
    let criteria = criteria
        .iter()
        .filter_map(|node| criterion(reader, file, node))
        .collect();
    let bands = node.tables(file, "bands");
    let bands = bands
        .iter()
        .filter_map(|node| band(file, node, kind))
        .collect();
    let mut text = |name| node.string(file, name).map(toml::Spanned::into_inner);
    Some(Sheet {
        kind,
        criteria,
        bands,
        criteria_of: text("criteria_of"),
        bonus: text("bonus"),
        deduction: text("deduction"),
        office_share: text("office_share"),
        grounds: grounds?,
    })
}

fn criterion(reader: &Reader<'_>, file: &mut TomlFile<'_>, node: &Node<'_>) -> Option<Criterion> {
    node.only(file, &with_grounds(&["code", "weight", "checklist"]));
    let grounds = reader.grounds(file, node);
    let (code, weight) = (node.required(file, "code"), node.required(file, "weight"));
    let checklist = node.table(file, "checklist");
    Some(Criterion {
        checklist: checklist.and_then(|list| points(reader, file, &list)),
        code: code?.into_inner(),
        weight: weight?.into_inner(),
        grounds: grounds?,
    })
}

fn points(reader: &Reader<'_>, file: &mut TomlFile<'_>, node: &Node<'_>) -> Option<Checklist> {
    node.only(file, &with_grounds(&["points"]));
    let grounds = reader.grounds(file, node);
    let points = node.tables(file, "points");
    let points = points.iter().filter_map(|point| point.both(file)).collect();
    Some(Checklist {
        points,
        grounds: grounds?,
    })
}

fn band(file: &mut TomlFile<'_>, node: &Node<'_>, kind: SheetKind) -> Option<Band> {
    node.only(file, &["level", "from"]);
    let level = node.required(file, "level")?;
    let from = node.string(file, "from");
    let levels = kind.levels();
    let Some(index) = levels
        .iter()
        .position(|known| known.code == level.get_ref())
    else {
        let valid: Vec<&str> = levels.iter().map(|known| known.code).collect();
        file.unknown(What::Term, &level.span(), level.get_ref(), &valid);
        return None;
    };
    if from.is_none() && index + 1 < levels.len() {
        file.fail(&node.at, Problem::MissingField { field: "from" });
    }
    Some(Band {
        level: index,
        from: from.map(toml::Spanned::into_inner),
    })
}
