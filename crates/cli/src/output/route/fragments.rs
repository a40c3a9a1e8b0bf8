//! Answers rendered once per distinct decision. Per row only the id and the dates remain to be written.
//!
//! Equal decisions have equal consequences ([`Decision`]); while facts are missing, what is asked next depends on the facts too. So a settled decision is
//! remembered by itself and an open one by its facts. What is remembered is bounded: when it is full it is forgotten, and begins anew.

use std::ops::Range;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;
use shizu_rules::{ClueFacts, Decision, Determination, Due, Engine, IntakeRow};

/// Bytes of rendered text that are remembered.
const TEXT_LIMIT: usize = 48 << 20;

/// Days whose due dates are remembered.
const DAYS_LIMIT: usize = 8192;

/// A format of which fragments can be made.
pub trait Shape {
    /// Renders everything but the id and the due dates.
    fn compose(&self, answer: &Determination) -> Pieces;

    /// Renders a due date; `None` when it is not known when the clue was received.
    fn due(&self, due: Option<Due>) -> String;
}

/// An answer with holes.
#[derive(Debug, Default)]
pub struct Pieces {
    /// Between the id and the first due date.
    pub head: Vec<u8>,
    /// Ids of the limits, each with the text before and after its due date.
    pub dues: Vec<(String, String, String)>,
    /// After the last due date.
    pub tail: Vec<u8>,
}

/// Renders answers of one shape.
pub struct Fragments<'e, S> {
    engine: &'e Engine,
    shape: S,
    text: Vec<u8>,
    made: Vec<Fragment>,
    settled: FxHashMap<Decision, usize>,
    open: FxHashMap<u128, usize>,
    days: FxHashMap<Option<NaiveDate>, Box<[String]>>,
}

#[derive(Debug)]
struct Fragment {
    head: Range<usize>,
    dues: Box<[Slot]>,
    tail: Range<usize>,
}

#[derive(Debug)]
struct Slot {
    limit: usize,
    before: Range<usize>,
    after: Range<usize>,
}

impl<'e, S: Shape> Fragments<'e, S> {
    pub fn new(engine: &'e Engine, shape: S) -> Self {
        Fragments {
            engine,
            shape,
            text: Vec::new(),
            made: Vec::new(),
            settled: FxHashMap::default(),
            open: FxHashMap::default(),
            days: FxHashMap::default(),
        }
    }

    /// Writes the answer, without the id.
    pub fn write(&mut self, row: &IntakeRow<'_>, out: &mut Vec<u8>) {
        let decision = self.engine.decide(&row.facts);
        let at = self.fragment(&decision, &row.facts);
        if !self.days.contains_key(&row.received) {
            self.add_day(row.received);
        }
        let Some(fragment) = self.made.get(at) else {
            return;
        };
        out.extend_from_slice(&self.text[fragment.head.clone()]);
        if !fragment.dues.is_empty() {
            let dues = self.days.get(&row.received).map_or(&[][..], |dues| dues);
            for slot in &fragment.dues {
                out.extend_from_slice(&self.text[slot.before.clone()]);
                out.extend_from_slice(dues.get(slot.limit).map_or("", String::as_str).as_bytes());
                out.extend_from_slice(&self.text[slot.after.clone()]);
            }
        }
        out.extend_from_slice(&self.text[fragment.tail.clone()]);
    }

    /// Index of the fragment of a decision, made if it is not there yet.
    fn fragment(&mut self, decision: &Decision, facts: &ClueFacts) -> usize {
        let by_facts = decision.depends_on_facts().then(|| facts.packed());
        let known = match by_facts {
            None => self.settled.get(decision),
            Some(facts) => self.open.get(&facts),
        };
        if let Some(known) = known {
            return *known;
        }
        if self.text.len() > TEXT_LIMIT {
            self.forget();
        }
        let answer = self.engine.describe("", decision, facts, None);
        let pieces = self.shape.compose(&answer);
        let fragment = self.keep(&pieces);
        let at = self.made.len();
        self.made.push(fragment);
        match by_facts {
            None => self.settled.insert(*decision, at),
            Some(facts) => self.open.insert(facts, at),
        };
        at
    }

    fn keep(&mut self, pieces: &Pieces) -> Fragment {
        let limits = &self.engine.rulebook().limits;
        let mut add = |bytes: &[u8]| {
            let begin = self.text.len();
            self.text.extend_from_slice(bytes);
            begin..self.text.len()
        };
        let head = add(&pieces.head);
        let slots = pieces.dues.iter().filter_map(|(id, before, after)| {
            let limit = limits.iter().position(|limit| limit.id == *id)?;
            Some(Slot {
                limit,
                before: add(before.as_bytes()),
                after: add(after.as_bytes()),
            })
        });
        let dues = slots.collect();
        let tail = add(&pieces.tail);
        Fragment { head, dues, tail }
    }

    fn forget(&mut self) {
        self.text.clear();
        self.made.clear();
        self.settled.clear();
        self.open.clear();
    }

    fn add_day(&mut self, received: Option<NaiveDate>) {
        if self.days.len() >= DAYS_LIMIT {
            self.days.clear();
        }
        let rulebook = self.engine.rulebook();
        let dues = rulebook.limits.iter().map(|limit| {
            let due = received.and_then(|start| limit.due(start, &rulebook.calendar));
            self.shape.due(due)
        });
        let dues = dues.collect();
        self.days.insert(received, dues);
    }
}
