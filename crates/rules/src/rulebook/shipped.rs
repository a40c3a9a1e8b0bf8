//! The rulebook that ships with the product, compiled into the crate.

use std::collections::BTreeSet;

use shizu_tables::nearest;

use super::read::Reader;
use super::{Rulebook, Then};
use crate::calendar::Calendar;
use crate::error::{LoadError, Problem, What};
use crate::sources::Catalogue;
use crate::toml_file::TomlFile;

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../rulebook/", $name)))),+]
    };
}

const SOURCES: &[(&str, &str)] = files![
    "sources/linkage-series.toml",
    "sources/resident-duties.toml",
    "sources/supervision-fist.toml",
    "sources/four-practices.toml",
    "sources/inspection-coordination.toml",
    "sources/statutes.toml",
];

const TABLES: &[(&str, &str)] = files![
    "routing/lead.toml",
    "routing/assist.toml",
    "routing/mechanisms.toml",
    "routing/duties.toml",
    "routing/duties-recused.toml",
    "routing/time-limits.toml",
    "routing/command.toml",
    "routing/plausibility.toml",
    "routing/contradictions.toml",
];

/// The numbers of each family.
const PARAMETERS: &[(&str, &str)] = &[];

const LIMITS: &str = include_str!("../../rulebook/limits.toml");
const CALENDAR: &str = include_str!("../../rulebook/calendar.toml");

pub(super) fn rulebook() -> Result<Rulebook, Vec<LoadError>> {
    let mut errors = Vec::new();
    let mut catalogue = Catalogue::default();
    for (name, text) in SOURCES {
        let mut file = TomlFile::new(name, text);
        catalogue.read(&mut file);
        errors.append(&mut file.errors);
    }
    let mut file = TomlFile::new("calendar.toml", CALENDAR);
    let calendar = Calendar::read(&mut file);
    errors.append(&mut file.errors);
    let reader = Reader {
        catalogue: &catalogue,
        overlay: None,
    };
    let mut file = TomlFile::new("limits.toml", LIMITS);
    let limits = reader.limits(&mut file);
    errors.append(&mut file.errors);
    let mut parameters = Vec::new();
    for (name, text) in PARAMETERS {
        let mut file = TomlFile::new(name, text);
        parameters.append(&mut reader.parameters(&mut file));
        errors.append(&mut file.errors);
    }
    let mut tables = Vec::new();
    for (name, text) in TABLES {
        let mut file = TomlFile::new(name, text);
        tables.extend(reader.table(&mut file));
        errors.append(&mut file.errors);
    }
    let rulebook = Rulebook {
        tables,
        limits,
        parameters,
        catalogue,
        calendar,
        overlays: Vec::new(),
    };
    errors.extend(inconsistencies(&rulebook));
    if errors.is_empty() {
        Ok(rulebook)
    } else {
        Err(errors)
    }
}

/// What only shows when all files are read: ids that occur twice, limits that do not exist.
pub(super) fn inconsistencies(rulebook: &Rulebook) -> Vec<LoadError> {
    let mut seen = BTreeSet::new();
    let mut errors = Vec::new();
    for (_, rule) in rulebook.rules() {
        let mut fail = |problem: Problem| {
            errors.push(LoadError {
                place: rule.place.clone(),
                problem,
            });
        };
        if !seen.insert((rule.id.as_str(), rule.valid_from)) {
            fail(Problem::Twice {
                id: rule.id.clone(),
            });
        }
        if let Then::Limit(limit) = &rule.then
            && rulebook.limit(limit).is_none()
        {
            let expected: Vec<String> = rulebook
                .limits
                .iter()
                .map(|known| known.id.clone())
                .collect();
            let nearest = nearest(limit, expected.iter().map(String::as_str)).map(str::to_owned);
            fail(Problem::Unknown {
                what: What::Limit,
                text: limit.clone(),
                expected,
                nearest,
            });
        }
    }
    errors
}
