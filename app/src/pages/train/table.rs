//! A scenario as it lies on the table: the play, and what becomes of it in the browser's storage.

use std::cell::RefCell;
use std::collections::BTreeMap;

use shizu_training::{Play, Record, RecordError, RecordNote};
use web_sys::js_sys::Date;

use super::path::{Row, beside, way};
use super::sitting::{Sitting, Stage};
use crate::training::kept::{self, Kept, NotKept};
use crate::training::learned;
use crate::training::library::Course;
use crate::workbook::clock;

/// What lies on the table.
pub struct Table {
    /// Where one is.
    pub sitting: Sitting,
    /// The play in progress, in the browser's storage.
    pub kept: Kept,
    /// The record of the finished play, and the name it is kept under.
    pub record: Option<(Option<String>, Record)>,
    /// Both ways, once the end is reached.
    pub rows: Vec<Row>,
    /// What is to be said of the progress that was taken up.
    pub notes: Vec<RecordNote>,
    /// Progress that could not be read; it has been put aside.
    pub unreadable: Option<RecordError>,
    /// Why the browser has not kept the last step.
    pub not_kept: Option<NotKept>,
    /// When the decision was put, in milliseconds.
    since: f64,
}

/// A play that the browser does not keep.
#[derive(Clone)]
struct Held {
    record: Record,
    /// What the browser has instead, as this tab knows it.
    kept: Kept,
    why: NotKept,
}

thread_local! {
    /// By scenario.
    static HELD: RefCell<BTreeMap<String, Held>> = const { RefCell::new(BTreeMap::new()) };
}

/// Forgets what is held of a scenario.
pub fn let_go(scenario: &str) {
    HELD.with_borrow_mut(|all| drop(all.remove(scenario)));
}

impl Table {
    /// What is to be shown of a scenario: the play in progress, or else the last result, or else a new play.
    pub fn open(course: &'static Course) -> Self {
        let held = HELD.with_borrow(|held| held.get(&course.scenario.id).cloned());
        let mut table =
            held.map_or_else(|| Table::stored(course), |held| Table::held(course, held));
        table.look_back();
        table
    }

    /// What this page has and the browser has not.
    fn held(course: &'static Course, held: Held) -> Self {
        let (sitting, notes) = Sitting::resume(course, &held.record);
        let mut table = Table::of(sitting, held.kept);
        table.notes = notes;
        table.not_kept = Some(held.why);
        if table.sitting.stage() == Stage::Finished {
            table.record = Some((None, held.record));
        }
        table
    }

    fn stored(course: &'static Course) -> Self {
        let mut kept = Kept::play(&course.scenario.id);
        let read = kept.text().map(Record::read);
        match read {
            Some(Ok(record)) => {
                let (sitting, notes) = Sitting::resume(course, &record);
                let lost = sitting.play().steps().len() < record.steps.len();
                let not_kept = lost.then(|| kept.put_aside()).and_then(Result::err);
                let mut table = Table::of(sitting, kept);
                table.notes = notes;
                table.not_kept = not_kept;
                if table.sitting.stage() == Stage::Finished {
                    table.shelve(record);
                }
                table
            }
            Some(Err(error)) => {
                let not_kept = kept.put_aside().err();
                let mut table = Table::of(Sitting::new(course, clock::now()), kept);
                table.unreadable = Some(error);
                table.not_kept = not_kept;
                table
            }
            None => Table::finished(course, &kept)
                .unwrap_or_else(|| Table::of(Sitting::new(course, clock::now()), kept)),
        }
    }

    /// The last result, if there is one that still reaches the end.
    fn finished(course: &'static Course, kept: &Kept) -> Option<Self> {
        let records = kept::records().into_iter();
        let mut of_this = records.filter_map(|kept| Some((kept.name, kept.record.ok()?)));
        let (name, record) = of_this.find(|(_, record)| record.scenario == course.scenario.id)?;
        let (sitting, notes) = Sitting::resume(course, &record);
        if sitting.stage() != Stage::Finished {
            return None;
        }
        let mut table = Table::of(sitting, kept.clone());
        table.notes = notes;
        table.record = Some((Some(name), record));
        Some(table)
    }

    /// A play, as far as it is known.
    pub fn of(sitting: Sitting, kept: Kept) -> Self {
        Table {
            sitting,
            kept,
            record: None,
            rows: Vec::new(),
            notes: Vec::new(),
            unreadable: None,
            not_kept: None,
            since: Date::now(),
        }
    }

    /// At the end: one's way beside the engine's.
    fn look_back(&mut self) {
        if self.sitting.stage() == Stage::Finished {
            let course = self.sitting.course();
            let engine = Play::of_engine(&course.scenario, course.desk);
            self.rows = beside(way(self.sitting.play()), way(&engine));
        }
    }

    /// Keeps where one is. What is finished becomes a record beside the earlier ones.
    pub fn keep(&mut self) {
        let record = self.sitting.record(&kept::trainee(), &clock::now());
        if record.finished {
            self.shelve(record);
            self.look_back();
        } else {
            self.record = None;
            self.not_kept = self.kept.save(&record.write()).err();
        }
        self.hold();
    }

    /// What the browser does not keep is held as long as the program runs, wherever the user looks meanwhile.
    fn hold(&self) {
        let id = self.sitting.course().scenario.id.clone();
        let held = self.not_kept.map(|why| Held {
            record: self.file(),
            kept: self.kept.clone(),
            why,
        });
        HELD.with_borrow_mut(|all| match held {
            Some(held) => drop(all.insert(id, held)),
            None => drop(all.remove(&id)),
        });
    }

    /// Keeps a finished play beside the earlier ones, instead of as progress.
    fn shelve(&mut self, record: Record) {
        let added = kept::add_record(&record);
        let ((), learned) = learned::learn(|trainer| {
            for graded in self.sitting.play().graded() {
                trainer.take_decision(graded, clock::today());
            }
        });
        self.not_kept = added.as_ref().err().copied().or(learned.err());
        if added.is_ok() {
            // What another tab keeps of the play in progress is its own.
            let _ = self.kept.save("");
        }
        self.record = Some((added.ok(), record));
    }

    /// The file: what is finished as it was recorded, otherwise how far one is.
    pub fn file(&self) -> Record {
        match &self.record {
            Some((_, record)) => record.clone(),
            None => self.sitting.record(&kept::trainee(), &clock::now()),
        }
    }

    /// Whether the name may be written into the record: only into what was made here and now, never into a file that others made or changed.
    pub fn can_name(&self) -> bool {
        self.notes.is_empty()
    }

    /// Writes the name into the record, and keeps it for the next.
    pub fn name(&mut self, trainee: &str) {
        if !self.can_name() {
            return;
        }
        let refused = kept::set_trainee(trainee).err();
        if let Some((name, record)) = &mut self.record {
            let ended = record.ended.clone();
            *record = self.sitting.record(trainee, &ended);
            let saved = name
                .as_ref()
                .map(|name| Kept::open(name).save(&record.write()));
            self.not_kept = refused.or(saved.and_then(Result::err));
        }
    }

    /// A decision is put now.
    pub fn put(&mut self) {
        self.since = Date::now();
    }

    /// Seconds since the decision was put.
    pub fn seconds(&self) -> u32 {
        let seconds = ((Date::now() - self.since) / 1000.0).clamp(0.0, f64::from(u32::MAX));
        #[allow(clippy::cast_sign_loss)]
        let whole = seconds as u32;
        whole
    }
}
