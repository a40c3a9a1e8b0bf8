//! Bringing older layouts up to the present one, a version at a time. Each step takes the text of its version and gives that of the next.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::file::VERSION;
use crate::file::error::Broken;
use crate::file::write::{member, string};
use crate::kind::Kind;

/// A column that has another name now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamed {
    /// The register.
    pub kind: Kind,
    /// Its name in the file.
    pub from: &'static str,
    /// Its name now.
    pub to: &'static str,
    /// In how many rows it was filled.
    pub rows: usize,
}

/// A step from one version of the layout to the next.
type Step = fn(&str, &mut Vec<Renamed>) -> Result<String, Broken>;

/// The step from each older version, the oldest first.
const STEPS: [Step; VERSION as usize] = [from_0];

/// The text of a file of `version` in the present layout, and what is called otherwise in it.
pub(super) fn up(version: u64, text: &str) -> Result<(String, Vec<Renamed>), Broken> {
    let mut renamed = Vec::new();
    let mut text = text.to_owned();
    let done = usize::try_from(version).unwrap_or(STEPS.len());
    for step in STEPS.iter().skip(done) {
        text = step(&text, &mut renamed)?;
    }
    Ok((text, renamed))
}

/// What was called otherwise before the first release.
const NAMES_OF_0: &[(Kind, &str, &str)] = &[
    (Kind::Matter, "handler", "follower"),
    (Kind::Matter, "status", "state"),
    (Kind::Task, "deadline", "due"),
];

/// Version 0, the layout of the drafts before the first release: each register a list of objects, no history, no checksum.
fn from_0(text: &str, renamed: &mut Vec<Renamed>) -> Result<String, Broken> {
    let syntax = |error: serde_json::Error| {
        if error.is_eof() {
            Broken::Truncated
        } else {
            Broken::Syntax(error.to_string())
        }
    };
    let file: Value = serde_json::from_str(text).map_err(syntax)?;
    let mut out = "{\"shizu\":\"workbook\",\"version\":1,".to_owned();
    for name in ["id", "name", "space", "created"] {
        if let Some(text) = file.get(name).and_then(Value::as_str) {
            member(&mut out, name, text);
        }
    }
    out.push_str("\"revision\":0,\n\"registers\":{");
    let registers = file.get("registers").and_then(Value::as_object);
    let registers = registers.ok_or(Broken::Missing("registers"))?;
    for (number, (code, rows)) in registers.iter().enumerate() {
        let kind = Kind::from_code(code).ok_or_else(|| Broken::NoRegister(code.clone()))?;
        out.push_str(if number == 0 { "\n" } else { ",\n" });
        let rows = rows.as_array().map_or(&[][..], Vec::as_slice);
        register_of_0(&mut out, kind, rows, renamed)?;
    }
    out.push_str("},\n\"history\":[]}\n");
    Ok(out)
}

fn register_of_0(
    out: &mut String,
    kind: Kind,
    rows: &[Value],
    renamed: &mut Vec<Renamed>,
) -> Result<(), Broken> {
    let objects = || rows.iter().filter_map(Value::as_object);
    if objects().count() < rows.len() {
        let words = "a row that is no object".to_owned();
        return Err(Broken::Syntax(words));
    }
    let mut columns = BTreeSet::new();
    for name in objects().flat_map(|row| row.keys()) {
        columns.insert(name.as_str());
    }
    string(out, kind.code());
    out.push_str(":{\"columns\":[");
    for (number, column) in columns.iter().enumerate() {
        let of_now = NAMES_OF_0
            .iter()
            .find(|(known, from, _)| (*known, *from) == (kind, *column));
        if let Some((_, from, to)) = of_now {
            let filled = objects().filter(|row| row.contains_key(*from));
            renamed.push(Renamed {
                kind,
                from,
                to,
                rows: filled.count(),
            });
        }
        out.push_str(if number == 0 { "" } else { "," });
        string(out, of_now.map_or(column, |(_, _, to)| to));
    }
    out.push_str("],\"rows\":[");
    for (number, row) in objects().enumerate() {
        out.push_str(if number == 0 { "\n" } else { ",\n" });
        for (place, column) in columns.iter().enumerate() {
            out.push(if place == 0 { '[' } else { ',' });
            string(
                out,
                row.get(*column).and_then(Value::as_str).unwrap_or_default(),
            );
        }
        out.push(']');
    }
    out.push_str("]}");
    Ok(())
}
