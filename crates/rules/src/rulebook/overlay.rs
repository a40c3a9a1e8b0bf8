//! Local overlays: rows added, replaced or removed and limits changed, with provenance, proved before use.

use chrono::NaiveDate;
use toml::Spanned;

use super::read::{Reader, date};
use super::shipped::inconsistencies;
use super::{Parameter, Rule, RuleTable, Rulebook};
use crate::deadlines::Limit;
use crate::engine::excess;
use crate::error::{LoadError, Place, Problem, What};
use crate::lang::Text;
use crate::toml_file::{Node, TomlFile};
use crate::verify::{self, FindingText};

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
    /// If it holds from a day: the limits as they are from that day. Limits that it changes from ever are changed in [`Rulebook::limits`].
    pub limits: Vec<Limit>,
    /// The same for numbers.
    pub parameters: Vec<Parameter>,
}

/// `base` with the overlay merged in, or everything that is wrong with it.
pub(super) fn merge(base: &Rulebook, name: &str, text: &str) -> Result<Rulebook, Vec<LoadError>> {
    let mut file = TomlFile::new(name, text);
    let merged = file.read(|file, root| apply(base, file, root));
    let Some((merged, changed)) = merged.filter(|_| file.errors.is_empty()) else {
        return Err(file.errors);
    };
    let mut findings = inconsistencies(&merged);
    findings.extend(too_large(&merged, name));
    findings.extend(verify::findings_as_errors(&merged, |table, finding| {
        let place = table.and_then(|table| cause(&changed, table, finding));
        place.unwrap_or_else(|| Place::file(name))
    }));
    if findings.is_empty() {
        Ok(merged)
    } else {
        Err(findings)
    }
}

/// What is more than an engine can work with, on the first day on which it is.
fn too_large(merged: &Rulebook, name: &str) -> Vec<LoadError> {
    let mut found: Vec<(String, LoadError)> = Vec::new();
    for (table, problem) in merged
        .epochs()
        .into_iter()
        .flat_map(|day| excess(merged, day))
    {
        if found.iter().all(|(known, _)| *known != table) {
            let place = Place::file(name);
            found.push((table, LoadError { place, problem }));
        }
    }
    found.into_iter().map(|(_, error)| error).collect()
}

/// A row that an overlay takes away or puts in, and where it says so.
struct Changed {
    table: String,
    rule: Rule,
    place: Place,
}

/// Where the overlay changes what a table says of the facts of a finding; if nowhere, where it changes the table first.
fn cause(changed: &[Changed], table: &str, finding: &FindingText) -> Option<Place> {
    let of_table = || changed.iter().filter(|change| change.table == table);
    let is_about = |change: &&Changed| {
        change.rule.conditions().all(|(key, codes)| {
            let mut facts = finding.witness.iter();
            facts.all(|(fact, value)| fact != key.code() || codes.contains(&value.as_str()))
        })
    };
    let change = of_table().find(is_about).or_else(|| of_table().next());
    change.map(|change| change.place.clone())
}

/// The rulebook with the overlay in it, and the rows that it changes.
fn apply(
    base: &Rulebook,
    file: &mut TomlFile<'_>,
    root: &Node<'_>,
) -> Option<(Rulebook, Vec<Changed>)> {
    root.only(
        file,
        &["overlay", "add", "replace", "remove", "limit", "parameter"],
    );
    let head = root.required_table(file, "overlay")?;
    head.only(file, &["id", "zh", "en", "valid_from"]);
    let (id, title) = (head.required(file, "id"), head.both(file));
    let id = id?;
    if base.overlays.iter().any(|known| known.id == *id.get_ref()) {
        let twice = id.get_ref().clone();
        file.fail(&id.span(), Problem::Twice { id: twice });
    }
    let id = id.into_inner();
    let from = date(file, &head, "valid_from");
    let mut merged = base.clone();
    let reader = Reader {
        catalogue: &base.catalogue,
        overlay: Some(id.clone()),
    };
    let mut merge = Merge {
        merged: &mut merged,
        reader,
        from,
        limits: Vec::new(),
        parameters: Vec::new(),
        changed: Vec::new(),
    };
    let removals = root.tables(file, "remove");
    for removal in &removals {
        removal.only(file, &["id"]);
        if let Some(id) = removal.required(file, "id") {
            merge.retire(file, &id);
        }
    }
    let mut changes = removals.len();
    for field in ["replace", "add", "limit", "parameter"] {
        for node in root.tables(file, field) {
            changes += 1;
            // A change that cannot be made has noted why in the file.
            let _ = match field {
                "replace" => merge.replace(file, &node),
                "add" => merge.add(file, &node),
                "limit" => merge.limit(file, &node),
                _ => merge.parameter(file, &node),
            };
        }
    }
    let (limits, parameters, changed) = (merge.limits, merge.parameters, merge.changed);
    merged.overlays.push(OverlayInfo {
        id,
        title: title?,
        valid_from: from,
        changes,
        limits,
        parameters,
    });
    Some((merged, changed))
}

struct Merge<'a> {
    merged: &'a mut Rulebook,
    reader: Reader<'a>,
    from: Option<NaiveDate>,
    /// Limits that change on the overlay's first day.
    limits: Vec<Limit>,
    /// Numbers that change on that day.
    parameters: Vec<Parameter>,
    changed: Vec<Changed>,
}

impl Merge<'_> {
    /// Ends a row's validity the day before the overlay begins, or drops it if the overlay holds from ever. Gives the place it stood at.
    fn retire(&mut self, file: &mut TomlFile<'_>, id: &Spanned<String>) -> Option<(usize, usize)> {
        let position =
            |table: &RuleTable| table.rules.iter().position(|rule| rule.id == *id.get_ref());
        let found = self
            .merged
            .tables
            .iter()
            .enumerate()
            .find_map(|(index, table)| Some((index, position(table)?)));
        let Some((table, position)) = found else {
            let ids = self.merged.rules().map(|(_, rule)| rule.id.as_str());
            let nearest = shizu_tables::nearest(id.get_ref(), ids).map(str::to_owned);
            file.fail(
                &id.span(),
                Problem::NoSuchRow {
                    row: id.get_ref().clone(),
                    nearest,
                },
            );
            return None;
        };
        let RuleTable {
            id: name, rules, ..
        } = &mut self.merged.tables[table];
        let rule = match self.from {
            None => rules.remove(position),
            Some(from) => {
                let last = from.pred_opt().unwrap_or(from);
                let rule = &mut rules[position];
                rule.valid_to = Some(rule.valid_to.map_or(last, |to| to.min(last)));
                rule.clone()
            }
        };
        self.changed.push(Changed {
            table: name.clone(),
            rule,
            place: Place::at(file.name, file.text, &id.span()),
        });
        Some((table, position))
    }

    fn replace(&mut self, file: &mut TomlFile<'_>, node: &Node<'_>) -> Option<()> {
        let id = node.required(file, "id")?;
        let (table, position) = self.retire(file, &id)?;
        let rule = self.dated(file, node, table)?;
        self.merged.tables[table].rules.insert(position, rule);
        Some(())
    }

    fn add(&mut self, file: &mut TomlFile<'_>, node: &Node<'_>) -> Option<()> {
        let (name, id) = (node.required(file, "table"), node.required(file, "id"));
        let (name, id) = (name?, id?);
        let Some(table) = self
            .merged
            .tables
            .iter()
            .position(|table| table.id == *name.get_ref())
        else {
            let valid: Vec<&str> = self
                .merged
                .tables
                .iter()
                .map(|table| table.id.as_str())
                .collect();
            file.unknown(What::Table, &name.span(), name.get_ref(), &valid);
            return None;
        };
        if self.merged.rule(id.get_ref()).is_some() {
            file.fail(
                &id.span(),
                Problem::Twice {
                    id: id.into_inner(),
                },
            );
            return None;
        }
        let rule = self.dated(file, node, table)?;
        self.merged.tables[table].rules.push(rule);
        Some(())
    }

    fn limit(&mut self, file: &mut TomlFile<'_>, node: &Node<'_>) -> Option<()> {
        let id = node.required(file, "id")?;
        let Some(position) = self
            .merged
            .limits
            .iter()
            .position(|limit| limit.id == *id.get_ref())
        else {
            let valid: Vec<&str> = self
                .merged
                .limits
                .iter()
                .map(|limit| limit.id.as_str())
                .collect();
            file.unknown(What::Limit, &id.span(), id.get_ref(), &valid);
            return None;
        };
        let (usual, old) = (&self.merged.counting, &self.merged.limits[position]);
        let limit = self.reader.limit(file, node, usual, Some(old))?;
        if self.from.is_some() {
            self.limits.push(limit);
        } else {
            // It holds on every day, so an earlier overlay has no later say.
            for overlay in &mut self.merged.overlays {
                overlay.limits.retain(|dated| dated.id != limit.id);
            }
            self.merged.limits[position] = limit;
        }
        Some(())
    }

    /// Changes a number; what the overlay does not say stays as it was, the range always.
    fn parameter(&mut self, file: &mut TomlFile<'_>, node: &Node<'_>) -> Option<()> {
        let id = node.required(file, "id")?;
        let known = &self.merged.parameters;
        let Some(position) = known
            .iter()
            .position(|parameter| parameter.grounds.id == *id.get_ref())
        else {
            let valid: Vec<&str> = known
                .iter()
                .map(|parameter| parameter.grounds.id.as_str())
                .collect();
            file.unknown(What::Parameter, &id.span(), id.get_ref(), &valid);
            return None;
        };
        let parameter = self.reader.parameter_change(file, node, &known[position])?;
        if self.from.is_some() {
            self.parameters.push(parameter);
        } else {
            for overlay in &mut self.merged.overlays {
                let kept = |dated: &Parameter| dated.grounds.id != parameter.grounds.id;
                overlay.parameters.retain(kept);
            }
            self.merged.parameters[position] = parameter;
        }
        Some(())
    }

    /// The row, holding from the overlay's first day unless it says otherwise.
    fn dated(&mut self, file: &mut TomlFile<'_>, node: &Node<'_>, table: usize) -> Option<Rule> {
        let of = &self.merged.tables[table];
        let mut rule = self.reader.rule(file, node, of.subject, of.gives)?;
        rule.valid_from = rule.valid_from.or(self.from);
        self.changed.push(Changed {
            table: of.id.clone(),
            rule: rule.clone(),
            place: rule.place.clone(),
        });
        Some(rule)
    }
}
