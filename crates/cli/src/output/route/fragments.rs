//! Answers put together from parts that are rendered once.
//!
//! Which clues have a part in common, [`Parts`] tells. Per row only the id, the due dates and the order of the missing facts remain to be written. What is
//! remembered is bounded: when a part's memory is full it is forgotten, and begins anew.

use chrono::NaiveDate;
use rustc_hash::FxHashMap;
use shizu_rules::{
    ClueFacts, Decision, Determination, Due, Engine, FactKey, IntakeRow, MissingFacts, Openness,
    PartKey, Parts,
};

/// Bytes of rendered text that are remembered of one part.
const TEXT_LIMIT: usize = 12 << 20;

/// Days whose due dates are remembered.
const DAYS_LIMIT: usize = 8192;

/// The lists of an answer, in the order of [`Rendered::lists`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    Assist,
    Mechanisms,
    PossibleMechanisms,
    Duties,
    Warnings,
    Reasons,
}

const LISTS: usize = 6;

/// One part of an answer, rendered.
#[derive(Debug, Default)]
pub struct Rendered {
    /// What only the leader's part has: status, lead, and what is possible.
    pub lead: String,
    /// What only the leader's part has, for formats that tell it after the missing facts.
    pub after: String,
    /// The items of every list, with separators between them.
    pub lists: [String; LISTS],
    /// The time limits: id, and the text before and after the due date.
    pub dues: Vec<(String, String, String)>,
}

/// A format that answers can be rendered in.
pub trait Shape {
    /// What stands between items of a list.
    const SEPARATOR: &'static [u8];

    /// Renders the items that a part has.
    fn render(&self, part: &Determination) -> Rendered;

    /// Renders a due date; `None` when it is not known when the clue was received.
    fn due(&self, due: Option<Due>) -> String;

    /// Puts an answer together.
    fn write(&self, answer: &Assembled<'_>, out: &mut Vec<u8>);
}

/// Renders answers of one shape.
pub struct Fragments<'e, S> {
    engine: &'e Engine,
    parts: Parts<'e>,
    shape: S,
    stores: Vec<Store>,
    /// Per part, the fragment that the row at hand has.
    chosen: Vec<usize>,
    missing: MissingFacts,
    days: FxHashMap<Option<NaiveDate>, Box<[String]>>,
}

/// What is remembered of one part.
#[derive(Debug, Default)]
struct Store {
    known: FxHashMap<PartKey, usize>,
    fragments: Vec<Fragment>,
    bytes: usize,
}

#[derive(Debug)]
struct Fragment {
    text: Rendered,
    /// Index of each due date's limit.
    limits: Box<[usize]>,
    open: Box<[Openness]>,
}

/// The fragments of one answer.
pub struct Assembled<'a> {
    separator: &'static [u8],
    stores: &'a [Store],
    chosen: &'a [usize],
    missing: &'a [FactKey],
    dues: &'a [String],
}

impl<'e, S: Shape> Fragments<'e, S> {
    pub fn new(engine: &'e Engine, shape: S) -> Self {
        let parts = Parts::new(engine);
        Fragments {
            engine,
            shape,
            stores: (0..parts.count()).map(|_| Store::default()).collect(),
            chosen: vec![0; parts.count()],
            missing: MissingFacts::default(),
            days: FxHashMap::default(),
            parts,
        }
    }

    /// Writes the answer, without the id.
    pub fn write(&mut self, row: &IntakeRow<'_>, out: &mut Vec<u8>) {
        let decision = self.engine.decide(&row.facts);
        self.missing.clear();
        for part in 0..self.chosen.len() {
            let at = self.fragment(part, &decision, &row.facts);
            self.chosen[part] = at;
            let fragment = &self.stores[part].fragments[at];
            if !fragment.open.is_empty() {
                self.missing.add(&fragment.open);
            }
        }
        if !self.days.contains_key(&row.received) {
            self.add_day(row.received);
        }
        let assembled = Assembled {
            separator: S::SEPARATOR,
            stores: &self.stores,
            chosen: &self.chosen,
            missing: self.missing.in_order(),
            dues: self.days.get(&row.received).map_or(&[], |dues| dues),
        };
        self.shape.write(&assembled, out);
    }

    /// Index of the fragment of a part, rendered if it is not there yet.
    fn fragment(&mut self, part: usize, decision: &Decision, facts: &ClueFacts) -> usize {
        let key = self.parts.key(part, decision, facts);
        let store = &mut self.stores[part];
        if let Some(known) = store.known.get(&key) {
            return *known;
        }
        if store.bytes > TEXT_LIMIT {
            *store = Store::default();
        }
        let told = self.parts.describe(part, decision, facts);
        let text = self.shape.render(&told.answer);
        let limits = &self.engine.rulebook().limits;
        let position = |id: &str| limits.iter().position(|limit| limit.id == id);
        let at = store.fragments.len();
        store.bytes += size_of::<Fragment>()
            + text.lead.len()
            + text.lists.iter().map(String::len).sum::<usize>();
        store.fragments.push(Fragment {
            limits: text
                .dues
                .iter()
                .filter_map(|(id, _, _)| position(id))
                .collect(),
            text,
            open: told.open.into(),
        });
        store.known.insert(key, at);
        at
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

impl Assembled<'_> {
    fn fragments(&self) -> impl Iterator<Item = &Fragment> {
        let pairs = self.stores.iter().zip(self.chosen);
        pairs.filter_map(|(store, at)| store.fragments.get(*at))
    }

    /// Writes what only the leader's part has.
    pub fn lead(&self, out: &mut Vec<u8>) {
        if let Some(lead) = self.fragments().next() {
            out.extend_from_slice(lead.text.lead.as_bytes());
        }
    }

    /// Writes what only the leader's part has and comes late.
    pub fn after(&self, out: &mut Vec<u8>) {
        if let Some(lead) = self.fragments().next() {
            out.extend_from_slice(lead.text.after.as_bytes());
        }
    }

    /// Writes a list.
    pub fn list(&self, list: List, out: &mut Vec<u8>) {
        let begin = out.len();
        for fragment in self.fragments() {
            let items = fragment.text.lists[list as usize].as_bytes();
            if items.is_empty() {
                continue;
            }
            if out.len() > begin {
                out.extend_from_slice(self.separator);
            }
            out.extend_from_slice(items);
        }
    }

    /// Writes the time limits with their due dates.
    pub fn deadlines(&self, out: &mut Vec<u8>) {
        let begin = out.len();
        for fragment in self.fragments() {
            for ((_, before, after), limit) in fragment.text.dues.iter().zip(&fragment.limits) {
                if out.len() > begin {
                    out.extend_from_slice(self.separator);
                }
                out.extend_from_slice(before.as_bytes());
                out.extend_from_slice(self.dues.get(*limit).map_or("", String::as_str).as_bytes());
                out.extend_from_slice(after.as_bytes());
            }
        }
    }

    /// Writes the missing facts, each between `quote`s.
    pub fn missing(&self, quote: &[u8], out: &mut Vec<u8>) {
        for (index, fact) in self.missing.iter().enumerate() {
            if index > 0 {
                out.extend_from_slice(self.separator);
            }
            out.extend_from_slice(quote);
            out.extend_from_slice(fact.code().as_bytes());
            out.extend_from_slice(quote);
        }
    }
}
