//! Local overlays: rows added, replaced or removed and limits changed, with provenance, proved before use.

use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;

use super::read::{LimitRow, Reader, Row};
use super::{Gives, Rule, Rulebook};
use crate::error::{LoadError, Problem, What};
use crate::lang::Text;
use crate::verify;

/// An overlay that was merged in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverlayInfo {
    /// Stable id.
    pub id: String,
    /// Whose overlay it is.
    pub title: Text,
    /// First day on which its changes hold; `None` from ever.
    pub valid_from: Option<NaiveDate>,
    /// Rows it adds, replaces and removes, and limits it changes.
    pub changes: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    overlay: Head,
    #[serde(default)]
    add: Vec<Row>,
    #[serde(default)]
    replace: Vec<Row>,
    #[serde(default)]
    remove: Vec<Removal>,
    #[serde(default)]
    limit: Vec<LimitRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    id: Spanned<String>,
    zh: String,
    en: String,
    valid_from: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Removal {
    id: Spanned<String>,
}

/// `base` with the overlay merged in, or everything that is wrong with it.
pub(super) fn merge(base: &Rulebook, file: &str, text: &str) -> Result<Rulebook, Vec<LoadError>> {
    let mut reader = Reader {
        file,
        text,
        catalogue: &base.catalogue,
        overlay: None,
        errors: Vec::new(),
    };
    let Some(parsed) = reader.parse::<File>() else {
        return Err(reader.errors);
    };
    let id = parsed.overlay.id.get_ref().clone();
    reader.overlay = Some(&id);
    let from = reader.date(parsed.overlay.valid_from.as_ref());
    let changes =
        parsed.add.len() + parsed.replace.len() + parsed.remove.len() + parsed.limit.len();
    let mut merged = base.clone();
    let mut merge = Merge {
        merged: &mut merged,
        from,
    };
    for removal in &parsed.remove {
        merge.retire(&mut reader, &removal.id);
    }
    for row in parsed.replace {
        merge.replace(&mut reader, row);
    }
    for row in parsed.add {
        merge.add(&mut reader, row);
    }
    for row in parsed.limit {
        merge.limit(&mut reader, row);
    }
    if !reader.errors.is_empty() {
        return Err(reader.errors);
    }
    let title = Text {
        zh: parsed.overlay.zh,
        en: parsed.overlay.en,
    };
    merged.overlays.push(OverlayInfo {
        id,
        title,
        valid_from: from,
        changes,
    });
    let findings = verify::findings_as_errors(&merged, file);
    if findings.is_empty() {
        Ok(merged)
    } else {
        Err(findings)
    }
}

struct Merge<'a> {
    merged: &'a mut Rulebook,
    from: Option<NaiveDate>,
}

impl Merge<'_> {
    /// Ends a row's validity the day before the overlay begins, or drops it if the overlay holds from ever. Gives the place it stood at.
    fn retire(&mut self, reader: &mut Reader<'_>, id: &Spanned<String>) -> Option<(usize, usize)> {
        let found = self
            .merged
            .tables
            .iter()
            .enumerate()
            .find_map(|(table, rules)| {
                Some((
                    table,
                    rules
                        .rules
                        .iter()
                        .position(|rule| rule.id == *id.get_ref())?,
                ))
            });
        let Some((table, position)) = found else {
            let ids = self.merged.rules().map(|(_, rule)| rule.id.as_str());
            let nearest = shizu_tables::nearest(id.get_ref(), ids).map(str::to_owned);
            reader.fail(
                id,
                Problem::NoSuchRow {
                    row: id.get_ref().clone(),
                    nearest,
                },
            );
            return None;
        };
        let rules = &mut self.merged.tables[table].rules;
        match self.from {
            None => {
                rules.remove(position);
            }
            Some(from) => {
                let last = from.pred_opt().unwrap_or(from);
                let rule = &mut rules[position];
                rule.valid_to = Some(rule.valid_to.map_or(last, |to| to.min(last)));
            }
        }
        Some((table, position))
    }

    fn replace(&mut self, reader: &mut Reader<'_>, row: Row) {
        let Some((table, position)) = self.retire(reader, &row.id) else {
            return;
        };
        let gives = self.merged.tables[table].gives;
        if let Some(rule) = self.dated(reader, row, gives) {
            self.merged.tables[table].rules.insert(position, rule);
        }
    }

    fn add(&mut self, reader: &mut Reader<'_>, row: Row) {
        let Some(name) = &row.table else {
            reader.fail(&row.id, Problem::NoText { field: "table" });
            return;
        };
        let ids: Vec<String> = self
            .merged
            .tables
            .iter()
            .map(|table| table.id.clone())
            .collect();
        let Some(table) = ids.iter().position(|id| id == name.get_ref()) else {
            let nearest = shizu_tables::nearest(name.get_ref(), ids.iter().map(String::as_str))
                .map(str::to_owned);
            reader.fail(
                name,
                Problem::Unknown {
                    what: What::Table,
                    text: name.get_ref().clone(),
                    expected: ids,
                    nearest,
                },
            );
            return;
        };
        if self.merged.rule(row.id.get_ref()).is_some() {
            reader.fail(
                &row.id,
                Problem::Twice {
                    id: row.id.get_ref().clone(),
                },
            );
            return;
        }
        let gives = self.merged.tables[table].gives;
        if let Some(rule) = self.dated(reader, row, gives) {
            self.merged.tables[table].rules.push(rule);
        }
    }

    fn limit(&mut self, reader: &mut Reader<'_>, row: LimitRow) {
        let Some(position) = self
            .merged
            .limits
            .iter()
            .position(|limit| limit.id == *row.id.get_ref())
        else {
            let ids: Vec<String> = self
                .merged
                .limits
                .iter()
                .map(|limit| limit.id.clone())
                .collect();
            let nearest = shizu_tables::nearest(row.id.get_ref(), ids.iter().map(String::as_str))
                .map(str::to_owned);
            reader.fail(
                &row.id,
                Problem::Unknown {
                    what: What::Limit,
                    text: row.id.get_ref().clone(),
                    expected: ids,
                    nearest,
                },
            );
            return;
        };
        if let Some(limit) = reader.limit(row) {
            self.merged.limits[position] = limit;
        }
    }

    /// The row, holding from the overlay's first day unless it says otherwise.
    fn dated(&self, reader: &mut Reader<'_>, row: Row, gives: Gives) -> Option<Rule> {
        let mut rule = reader.rule(row, gives)?;
        rule.valid_from = rule.valid_from.or(self.from);
        Some(rule)
    }
}
