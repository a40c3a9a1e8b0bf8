//! Reading time limits, the way they are counted, and clue clocks.

use toml::Spanned;

use super::clock::{Clock, Stage, Track};
use super::count::Leg;
use super::limit::{Counting, CountingRule, Extension, Limit};
use crate::error::{Problem, What};
use crate::rulebook::read::{Reader, date, filled, term, with_grounds};
use crate::toml_file::{Node, TomlFile};
use crate::vocabulary::{LimitUnit, Onset, StartEvent, Term};

/// The fields of a time limit.
const LIMIT: &[&str] = &[
    "id",
    "title",
    "start",
    "amount",
    "unit",
    "start_day",
    "last_day",
    "month_end",
    "rest_end",
    "extension",
    "valid_from",
    "valid_to",
    "basis",
    "cites",
    "note",
];

/// The most that a time limit may count, whatever its unit.
const MOST: u32 = 3660;

impl Reader<'_> {
    /// The way time limits are counted, and the time limits.
    pub fn limits(&self, file: &mut TomlFile<'_>) -> Option<(CountingRule, Vec<Limit>)> {
        file.read(|file, root| {
            root.only(file, &["counting", "limit"]);
            let head = root.required_table(file, "counting")?;
            head.only(
                file,
                &with_grounds(&["start_day", "last_day", "month_end", "rest_end"]),
            );
            let counting = CountingRule {
                grounds: self.grounds(file, &head)?,
                counting: counting(file, &head, None)?,
            };
            let mut limits: Vec<Limit> = Vec::new();
            for node in root.tables(file, "limit") {
                let Some(limit) = self.limit(file, &node, &counting, None) else {
                    continue;
                };
                if limits.iter().any(|known| known.id == limit.id) {
                    file.fail(&node.at, Problem::Twice { id: limit.id });
                } else {
                    limits.push(limit);
                }
            }
            Some((counting, limits))
        })
    }

    /// A time limit. In an overlay, `old` says what the file does not say.
    pub fn limit(
        &self,
        file: &mut TomlFile<'_>,
        node: &Node<'_>,
        usual: &CountingRule,
        old: Option<&Limit>,
    ) -> Option<Limit> {
        node.only(file, LIMIT);
        let id = node.required(file, "id")?;
        let (basis, cites, note) = self.rests_on(file, node, &id);
        let title = filled(file, node, &id, "title");
        let start = word::<StartEvent>(file, node, "start", old.map(|old| old.start));
        let (amount, unit) = (amount(file, node, "amount"), unit(file, node));
        let usual = old.map_or(usual.counting, |old| old.counting);
        let counting = counting(file, node, Some(usual));
        let extension = match node.table(file, "extension") {
            Some(extension) => Some(read_extension(file, &extension)?),
            None => old.and_then(|old| old.extension.clone()),
        };
        let (valid_from, valid_to) = (date(file, node, "valid_from"), date(file, node, "valid_to"));
        if let (Some(from), Some(to)) = (valid_from, valid_to)
            && to < from
        {
            let text = format!("{from} – {to}");
            file.fail(&id.span(), Problem::BadDate { text });
        }
        Some(Limit {
            id: id.into_inner(),
            title: title?,
            start: start?,
            amount: amount?,
            unit: unit?,
            counting: counting?,
            extension,
            valid_from: valid_from.or(old.and_then(|old| old.valid_from)),
            valid_to: valid_to.or(old.and_then(|old| old.valid_to)),
            basis: basis?,
            cites,
            note,
        })
    }

    /// The clue clocks.
    pub fn clocks(&self, file: &mut TomlFile<'_>) -> Vec<Clock> {
        let clocks = file.read(|file, root| {
            root.only(file, &["clock"]);
            let nodes = root.tables(file, "clock");
            let read = |node| self.clock(file, node);
            Some(nodes.iter().filter_map(read).collect())
        });
        clocks.unwrap_or_default()
    }

    fn clock(&self, file: &mut TomlFile<'_>, node: &Node<'_>) -> Option<Clock> {
        node.only(file, &with_grounds(&["track"]));
        let grounds = self.grounds(file, node)?;
        let tracks = node.tables(file, "track");
        Some(Clock {
            grounds,
            tracks: tracks.iter().filter_map(|node| track(file, node)).collect(),
        })
    }
}

fn track(file: &mut TomlFile<'_>, node: &Node<'_>) -> Option<Track> {
    node.only(file, &["title", "start", "stage"]);
    let start = word::<StartEvent>(file, node, "start", None);
    let stages = node.tables(file, "stage");
    Some(Track {
        title: node.required_text(file, "title")?,
        start: start?,
        stages: stages.iter().filter_map(|node| stage(file, node)).collect(),
    })
}

fn stage(file: &mut TomlFile<'_>, node: &Node<'_>) -> Option<Stage> {
    node.only(file, &["signal", "title", "when", "amount", "unit"]);
    let signal = word(file, node, "signal", None);
    let onset = match node.string(file, "when") {
        None => None,
        Some(when) => {
            let onset = term::<Onset>(file, What::Term, &when)?;
            // From the start, and beyond a due date, are said without a number.
            let bare = matches!(onset, Onset::Start | Onset::Over) && !node.has("amount");
            let leg = if bare {
                Leg {
                    amount: 0,
                    unit: LimitUnit::Days,
                }
            } else {
                Leg {
                    amount: amount(file, node, "amount")?,
                    unit: unit(file, node)?,
                }
            };
            Some((onset, leg))
        }
    };
    Some(Stage {
        signal: signal?,
        title: node.required_text(file, "title")?,
        onset,
    })
}

fn read_extension(file: &mut TomlFile<'_>, node: &Node<'_>) -> Option<Extension> {
    node.only(file, &["most", "unit", "by"]);
    let most = if node.has("most") {
        Some(amount(file, node, "most")?)
    } else {
        None
    };
    let (unit, by) = (unit(file, node), node.required_text(file, "by"));
    Some(Extension {
        most,
        unit: unit?,
        by: by?,
    })
}

/// The four choices; what is not said is as `usual`, and where nothing is usual it is a mistake not to say it.
fn counting(file: &mut TomlFile<'_>, node: &Node<'_>, usual: Option<Counting>) -> Option<Counting> {
    let start_day = word(file, node, "start_day", usual.map(|usual| usual.start_day));
    let last_day = word(file, node, "last_day", usual.map(|usual| usual.last_day));
    let month_end = word(file, node, "month_end", usual.map(|usual| usual.month_end));
    let rest_end = word(file, node, "rest_end", usual.map(|usual| usual.rest_end));
    Some(Counting {
        start_day: start_day?,
        last_day: last_day?,
        month_end: month_end?,
        rest_end: rest_end?,
    })
}

/// A term in a field; `usual` where the field is not there.
fn word<T: Term>(
    file: &mut TomlFile<'_>,
    node: &Node<'_>,
    field: &'static str,
    usual: Option<T>,
) -> Option<T> {
    if usual.is_some() && !node.has(field) {
        return usual;
    }
    let text = node.required(file, field)?;
    term(file, What::Term, &text)
}

fn unit(file: &mut TomlFile<'_>, node: &Node<'_>) -> Option<LimitUnit> {
    let unit: Spanned<String> = node.required(file, "unit")?;
    term(file, What::Unit, &unit)
}

/// A number of units, which must be positive.
fn amount(file: &mut TomlFile<'_>, node: &Node<'_>, field: &'static str) -> Option<u32> {
    let amount: u32 = node.number(file, field)?;
    if (1..=MOST).contains(&amount) {
        return Some(amount);
    }
    let problem = Problem::OutOfRange {
        value: amount.to_string(),
        min: "1".to_owned(),
        max: MOST.to_string(),
    };
    file.fail(&node.at, problem);
    None
}
