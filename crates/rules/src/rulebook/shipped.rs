//! The rulebook that ships with the product: its files, and reading them, all or only what clues are routed by.

use std::collections::BTreeSet;

use shizu_tables::nearest;

use super::read::Reader;
use super::{Rulebook, Then};
use crate::deadlines::Calendar;
use crate::error::{LoadError, Place, Problem, What};
use crate::rectification;
use crate::sharing;
use crate::sources::Catalogue;
use crate::toml_file::TomlFile;

/// Names of files with their text, which is empty where the rulebook is not part of the program.
#[cfg(feature = "embedded")]
macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../rulebook/", $name)))),+]
    };
}
#[cfg(not(feature = "embedded"))]
macro_rules! files {
    ($($name:literal),+ $(,)?) => { &[$(($name, "")),+] };
}

const SOURCES: &[(&str, &str)] = files![
    "sources/linkage-series.toml",
    "sources/resident-duties.toml",
    "sources/supervision-fist.toml",
    "sources/four-practices.toml",
    "sources/inspection-coordination.toml",
    "sources/statutes.toml",
];

/// The tables that clues are routed by.
const ROUTING: &[(&str, &str)] = files![
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

/// The tables of all other families.
const TABLES: &[(&str, &str)] = files![
    "sharing/tier.toml",
    "sharing/decision.toml",
    "sharing/approver.toml",
    "sharing/masks.toml",
    "sharing/notices.toml",
    "indicators/four-forms.toml",
    "practice/trial-acceptance.toml",
    "practice/early-reading.toml",
    "practice/trial-faults.toml",
    "practice/trial-outcome.toml",
    "practice/trier-bars.toml",
    "practice/trier.toml",
    "practice/mobile-dispatch.toml",
    "practice/mobile-faults.toml",
    "practice/squad-faults.toml",
    "practice/squad-ready.toml",
    "practice/squad-tasks.toml",
    "practice/pool-membership.toml",
    "practice/pool-draw.toml",
    "practice/team-risks.toml",
    "ecology/risk.toml",
    "ecology/measures.toml",
    "ecology/cadre-measures.toml",
    "ecology/cadre-organ.toml",
    "ecology/archive-warnings.toml",
    "ecology/archive-use.toml",
    "appraisal/consequences.toml",
    "appraisal/double-accountability.toml",
    "appraisal/responsibility.toml",
    "appraisal/accountability-measures.toml",
    "appraisal/role-conflict.toml",
    "appraisal/role-warnings.toml",
    "rectification/truth.toml",
    "rectification/consequences.toml",
    "rectification/follow-up.toml",
    "casebook/matter-steps.toml",
    "casebook/matter-needs.toml",
    "casebook/finding-steps.toml",
    "casebook/finding-needs.toml",
    "casebook/task-steps.toml",
    "casebook/task-needs.toml",
    "casebook/case-steps.toml",
    "casebook/case-needs.toml",
    "casebook/redaction-information.toml",
    "casebook/redaction-fields.toml",
    "casebook/redaction-masks.toml",
];

/// The numbers of each family.
const PARAMETERS: &[(&str, &str)] = files![
    "sharing/parameters.toml",
    "zero/parameters.toml",
    "indicators/parameters.toml",
    "practice/parameters.toml",
    "ecology/parameters.toml",
    "appraisal/parameters.toml",
    "rectification/parameters.toml",
];

const SHEETS: &[(&str, &str)] = files!["ecology/sheets.toml", "appraisal/sheets.toml"];

const INDICATORS: &[(&str, &str)] = files!["indicators/definitions.toml"];

/// The public schemes of scoring rectification.
const SCHEMES: &[(&str, &str)] = files!["rectification/schemes.toml"];

const LIMITS: &[(&str, &str)] = files!["deadlines/limits.toml"];
const CLOCKS: &[(&str, &str)] = files!["deadlines/clocks.toml"];
const CALENDAR: &[(&str, &str)] = files!["deadlines/calendar.toml"];

const TRIGGERS: &[(&str, &str)] = files!["zero/triggers.toml"];
const DUTIES: &[(&str, &str)] = files![
    "duties/political_supervision.toml",
    "duties/daily_supervision.toml",
    "duties/special_supervision.toml",
    "duties/inspection_rectification.toml",
    "duties/clue_disposal.toml",
    "duties/case_handling.toml",
    "duties/case_trial.toml",
    "duties/inspection_coordination.toml",
    "duties/information_sharing.toml",
    "duties/results_sharing.toml",
    "duties/integrity_archive.toml",
    "duties/command.toml",
    "duties/host_relations.toml",
    "duties/appraisal_accountability.toml",
    "duties/capability.toml",
];

const FLOWS: &[(&str, &str)] = files!["sharing/flows.toml"];
const SAMPLES: &[(&str, &str)] = files!["sharing/samples.toml"];

/// The checklists of daily supervision and of meetings.
const CHECKLISTS: &[(&str, &str)] = files!["casebook/checklists.toml"];

/// The text of a file by its name and the text that is part of the program; `None` if it is not there.
pub(super) type TextOf<'f, 't> = dyn Fn(&'static str, &'static str) -> Option<&'t str> + 'f;

/// Reads files one after the other and gathers what is wrong with them.
struct Files<'f, 't> {
    text_of: &'f TextOf<'f, 't>,
    errors: Vec<LoadError>,
}

impl Files<'_, '_> {
    fn read(
        &mut self,
        files: &[(&'static str, &'static str)],
        read: &mut dyn FnMut(&mut TomlFile<'_>),
    ) {
        for (name, text) in files {
            let Some(text) = (self.text_of)(name, text) else {
                self.errors.push(LoadError {
                    place: Place::file(name),
                    problem: Problem::NoFile,
                });
                continue;
            };
            let mut file = TomlFile::new(name, text);
            read(&mut file);
            self.errors.append(&mut file.errors);
        }
    }

    /// What clues are routed by: tables, time limits, calendar and what they cite. `None` without a way of counting, which is among the errors then.
    fn routing(&mut self) -> Option<Rulebook> {
        let mut catalogue = Catalogue::default();
        self.read(SOURCES, &mut |file| catalogue.read(file));
        let mut calendar = Calendar::default();
        self.read(CALENDAR, &mut |file| calendar = Calendar::read(file));
        let reader = reader(&catalogue);
        let mut limits = None;
        self.read(LIMITS, &mut |file| limits = reader.limits(file));
        let mut tables = Vec::new();
        self.read(ROUTING, &mut |file| tables.extend(reader.table(file)));
        let (counting, limits) = limits?;
        Some(Rulebook {
            tables,
            counting,
            limits,
            parameters: Vec::new(),
            sheets: Vec::new(),
            indicators: Vec::new(),
            triggers: Vec::new(),
            clocks: Vec::new(),
            flows: Vec::new(),
            samples: Vec::new(),
            schemes: Vec::new(),
            duties: Vec::new(),
            check_items: Vec::new(),
            catalogue,
            calendar,
            overlays: Vec::new(),
        })
    }

    /// Adds all other families to what clues are routed by.
    fn others(&mut self, book: &mut Rulebook) {
        let reader = reader(&book.catalogue);
        self.read(CLOCKS, &mut |file| {
            book.clocks.append(&mut reader.clocks(file));
        });
        self.read(PARAMETERS, &mut |file| {
            book.parameters.append(&mut reader.parameters(file));
        });
        self.read(INDICATORS, &mut |file| {
            let mut found = crate::indicators::read(&reader, file);
            book.indicators.append(&mut found);
        });
        self.read(TRIGGERS, &mut |file| {
            let mut found = crate::monitor::read(&reader, file, &book.parameters);
            book.triggers.append(&mut found);
        });
        self.read(FLOWS, &mut |file| {
            book.flows.append(&mut sharing::flows(&reader, file));
        });
        self.read(SAMPLES, &mut |file| {
            book.samples.append(&mut sharing::samples(file));
        });
        self.read(SHEETS, &mut |file| {
            let mut found = crate::ecology::sheets(&reader, file);
            book.sheets.append(&mut found);
        });
        self.read(SCHEMES, &mut |file| {
            let mut found = rectification::schemes(&reader, file);
            book.schemes.append(&mut found);
        });
        let mut duties = Vec::new();
        self.read(DUTIES, &mut |file| {
            duties.append(&mut crate::duties::read(&reader, file));
        });
        book.duties = crate::duties::in_order(duties);
        self.read(CHECKLISTS, &mut |file| {
            let mut found = crate::checklist::read(&reader, file);
            book.check_items.append(&mut found);
        });
        self.read(TABLES, &mut |file| book.tables.extend(reader.table(file)));
    }

    /// The rulebook, if nothing is wrong with it.
    fn proved(mut self, book: Option<Rulebook>) -> Result<Rulebook, Vec<LoadError>> {
        self.errors.extend(book.iter().flat_map(inconsistencies));
        match book {
            Some(book) if self.errors.is_empty() => Ok(book),
            _ => Err(self.errors),
        }
    }
}

fn reader(catalogue: &Catalogue) -> Reader<'_> {
    Reader {
        catalogue,
        overlay: None,
    }
}

/// The whole rulebook.
pub(super) fn rulebook<'f>(text_of: &'f TextOf<'f, '_>) -> Result<Rulebook, Vec<LoadError>> {
    let mut files = Files {
        text_of,
        errors: Vec::new(),
    };
    let mut book = files.routing();
    if let Some(book) = &mut book {
        files.others(book);
    }
    files.proved(book)
}

/// What clues are routed by, alone.
#[cfg(feature = "embedded")]
pub(super) fn routing() -> Result<Rulebook, Vec<LoadError>> {
    let mut files = Files {
        text_of: &|_, text| Some(text),
        errors: Vec::new(),
    };
    let book = files.routing();
    files.proved(book)
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
