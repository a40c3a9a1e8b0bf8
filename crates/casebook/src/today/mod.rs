//! 今日: what the workbook asks for on a day. What is due, what is missing, what waits, what comes round.
//!
//! Every line says what, of whom, until when, on which entry of the rulebook, and the one thing to do about it. A line accuses nobody: a missing return is
//! no zero, a trigger is a reason to look, a clue clock is the public practice of one place.

mod bodies;
mod changes;
mod days;
mod due;
mod item;
mod returns;
mod routed;
mod waiting;
mod zero;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use shizu_rules::deadlines::Clock;
use shizu_rules::vocabulary::{Onset, Signal, StartEvent};
use shizu_rules::{Engine, Rulebook, SortOnce, Text};

pub use bodies::{Bodies, Body, Scope};
pub use changes::{Changed, changes};
pub use days::Days;
pub use item::{Deed, Item, NewTask, Section};
pub use returns::evaluator;
pub use routed::{Routed, Said};

use crate::kind::Kind;
use crate::rules::Rules;
use crate::workbook::Workbook;

/// Id of the setting that names the clue clock in use; its value is the id of a clock, or `none`.
pub const CLOCK_SETTING: &str = "clock";

/// What a workbook asks for on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Today {
    /// The day.
    pub day: NaiveDate,
    /// The lines, section by section, the most urgent first.
    pub items: Vec<Item>,
    /// The people who have something in hand, by name.
    pub people: Vec<String>,
    /// The offices that bodies name.
    pub offices: Vec<String>,
    /// The groups.
    pub groups: Vec<String>,
    /// Id of the clue clock in use; empty for none.
    pub clock: String,
}

impl Today {
    /// Looks through `book` on `day`, under the rulebook of `engine` and the steps of `rules`.
    pub fn new(book: &Workbook, engine: &Engine, rules: &Rules, day: NaiveDate) -> Self {
        let rulebook = engine.rulebook();
        let clock = clock(book, rulebook);
        let mut look = Day {
            book,
            engine,
            rules,
            bodies: Bodies::of(book),
            routed: Routed::new(engine),
            days: Days::new(day, &rulebook.calendar),
            tasks_about: tasks_about(book),
            clock,
            items: Vec::new(),
        };
        look.tasks();
        look.matters();
        look.findings();
        look.reviews();
        look.checks();
        look.hand_overs();
        look.monitored();
        look.follow_ups();
        look.flows();
        let mut items = look.items;
        items.sort_once_by_key(|item| {
            let due = item.due.map(|due| due.day);
            (item.section as usize, due.is_none(), due)
        });
        let owned = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect();
        let people = items.iter().map(|item| item.who.as_str());
        let people: std::collections::BTreeSet<&str> =
            people.filter(|name| !name.is_empty()).collect();
        Today {
            day,
            people: owned(people.into_iter().collect()),
            offices: owned(look.bodies.offices()),
            groups: owned(look.bodies.groups_of("")),
            clock: clock.map_or_else(String::new, |clock| clock.grounds.id.clone()),
            items,
        }
    }

    /// The lines of a section that are of `who` (all, for an empty name) and within `scope`.
    pub fn of<'t>(
        &'t self,
        section: Section,
        who: &'t str,
        scope: &'t Scope,
    ) -> impl Iterator<Item = &'t Item> {
        let of_section = self
            .items
            .iter()
            .filter(move |item| item.section == section);
        of_section.filter(move |item| item.is_of(who) && item.is_within(scope))
    }

    /// The line with this key.
    pub fn find(&self, key: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.key == key)
    }
}

/// The clue clocks that can be used with a ledger: those that turn yellow or red some time after a clue was received.
pub fn clocks(rulebook: &Rulebook) -> impl Iterator<Item = &Clock> {
    rulebook.clocks.iter().filter(|clock| {
        let tracks = clock.tracks.iter();
        let from_receipt = tracks.filter(|track| track.start == StartEvent::Received);
        let loud =
            |signal| [Signal::Yellow, Signal::Red, Signal::Due, Signal::Urge].contains(&signal);
        from_receipt.flat_map(|track| &track.stages).any(|stage| {
            let dated = stage.onset.is_some_and(|(onset, _)| onset != Onset::Start);
            dated && loud(stage.signal)
        })
    })
}

/// The clock that the workbook chose; without a choice the first that turns yellow and red.
fn clock<'r>(book: &Workbook, rulebook: &'r Rulebook) -> Option<&'r Clock> {
    let setting = book.register(Kind::Setting).find(CLOCK_SETTING);
    let chosen = setting.map_or("", |row| row.get("value"));
    if chosen.is_empty() {
        return clocks(rulebook).next();
    }
    clocks(rulebook).find(|clock| clock.grounds.id == chosen)
}

/// The tasks that are about something, by what they are about.
fn tasks_about(book: &Workbook) -> BTreeMap<(&str, &str), &str> {
    let rows = book.register(Kind::Task).rows();
    let about = rows.filter(|row| !row.get("record").is_empty());
    about
        .map(|row| ((row.get("register"), row.get("record")), row.id()))
        .collect()
}

/// A day being looked through.
struct Day<'d> {
    book: &'d Workbook,
    engine: &'d Engine,
    rules: &'d Rules,
    bodies: Bodies<'d>,
    routed: Routed<'d>,
    days: Days<'d>,
    /// Register and record of the tasks, with their ids.
    tasks_about: BTreeMap<(&'d str, &'d str), &'d str>,
    clock: Option<&'d Clock>,
    items: Vec<Item>,
}

/// A text in both languages.
fn both(zh: &str, en: &str) -> Text {
    Text {
        zh: zh.to_owned(),
        en: en.to_owned(),
    }
}
