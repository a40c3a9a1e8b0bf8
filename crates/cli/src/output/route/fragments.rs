//! Answers put together from parts that are rendered once.
//!
//! Which clues have a part in common, [`Parts`] tells. Per row only the id, the due dates and the order of the missing facts remain to be written. What is
//! remembered is bounded: when a part's memory is full it is forgotten, and begins anew.

use chrono::NaiveDate;
use rustc_hash::FxHashMap;
use shizu_rules::{
    ClueFacts, Decision, Determination, Due, Engine, FactKey, IntakeRow, Limit, MissingFacts,
    OpenKey, Openness, PartKey, Parts,
};

/// Bytes of rendered text that are remembered of one part.
const TEXT_LIMIT: usize = 4 << 20;

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
    /// Per list, the parts that have had items of it.
    having: [Vec<usize>; LISTS],
    missing: MissingFacts,
    days: FxHashMap<Option<NaiveDate>, Box<[String]>>,
}

/// What is remembered of one part.
#[derive(Debug)]
struct Store {
    /// Per number of a settled key, the fragment; [`NONE`] where there is none yet.
    settled: Vec<u32>,
    open: FxHashMap<OpenKey, u32>,
    fragments: Vec<Fragment>,
    bytes: usize,
}

/// No fragment yet.
const NONE: u32 = u32::MAX;

impl Default for Store {
    fn default() -> Self {
        Store {
            settled: vec![NONE; PartKey::SETTLED],
            open: FxHashMap::default(),
            fragments: Vec::new(),
            bytes: 0,
        }
    }
}

impl Store {
    #[inline]
    fn find(&self, key: &PartKey) -> Option<u32> {
        let found = match key {
            PartKey::Settled(number) => self.settled.get(usize::from(*number)),
            PartKey::Open(key) => self.open.get(key),
        };
        found.copied().filter(|found| *found != NONE)
    }

    fn remember(&mut self, key: &PartKey, fragment: u32) {
        match key {
            PartKey::Settled(number) => {
                if let Some(place) = self.settled.get_mut(usize::from(*number)) {
                    *place = fragment;
                }
            }
            PartKey::Open(key) => {
                self.open.insert(*key, fragment);
            }
        }
    }
}

/// A rendered part, its pieces one behind the other.
#[derive(Debug)]
struct Fragment {
    text: Box<[u8]>,
    /// Where each piece ends: the lists in their order, the two pieces of the leader's part, then before and after each due date.
    ends: Box<[u32]>,
    /// Index of each due date's limit.
    limits: Box<[usize]>,
    open: Box<[Openness]>,
}

/// The pieces of a [`Fragment`] behind the lists.
const LEAD: usize = LISTS;
const AFTER: usize = LISTS + 1;
const DUES: usize = LISTS + 2;

impl Fragment {
    fn new(rendered: &Rendered, open: Vec<Openness>, limits: &[Limit]) -> Self {
        let mut fragment = Fragment {
            text: Box::default(),
            ends: Box::default(),
            limits: Box::default(),
            open: open.into(),
        };
        let mut text = Vec::new();
        let mut ends = Vec::new();
        let mut add = |piece: &str| {
            text.extend_from_slice(piece.as_bytes());
            ends.push(text.len() as u32);
        };
        rendered.lists.iter().for_each(|items| add(items));
        add(&rendered.lead);
        add(&rendered.after);
        let mut of_limits = Vec::new();
        for (id, before, after) in &rendered.dues {
            // Only limits of the rulebook fall due.
            if let Some(limit) = limits.iter().position(|limit| limit.id == *id) {
                add(before);
                add(after);
                of_limits.push(limit);
            }
        }
        fragment.text = text.into();
        fragment.ends = ends.into();
        fragment.limits = of_limits.into();
        fragment
    }

    fn piece(&self, index: usize) -> &[u8] {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text
            .get(start as usize..self.ends[index] as usize)
            .unwrap_or_default()
    }

    /// About how much memory it takes.
    fn bytes(&self) -> usize {
        size_of::<Self>()
            + self.text.len()
            + self.ends.len() * 4
            + self.open.len() * size_of::<Openness>()
    }
}

/// The fragments of one answer.
pub struct Assembled<'a> {
    separator: &'static [u8],
    stores: &'a [Store],
    chosen: &'a [usize],
    having: &'a [Vec<usize>; LISTS],
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
            having: Default::default(),
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
            having: &self.having,
            missing: self.missing.in_order(),
            dues: self.days.get(&row.received).map_or(&[], |dues| dues),
        };
        self.shape.write(&assembled, out);
    }

    /// Index of the fragment of a part, rendered if it is not there yet.
    #[inline]
    fn fragment(&mut self, part: usize, decision: &Decision, facts: &ClueFacts) -> usize {
        let key = self.parts.key(part, decision, facts);
        match self.stores[part].find(&key) {
            Some(known) => known as usize,
            None => self.add_fragment(part, &key, decision, facts),
        }
    }

    #[cold]
    fn add_fragment(
        &mut self,
        part: usize,
        key: &PartKey,
        decision: &Decision,
        facts: &ClueFacts,
    ) -> usize {
        let told = self.parts.describe(part, decision, facts);
        let rendered = self.shape.render(&told.answer);
        for (list, having) in rendered.lists.iter().zip(&mut self.having) {
            if !list.is_empty() && !having.contains(&part) {
                having.push(part);
                having.sort_unstable();
            }
        }
        let store = &mut self.stores[part];
        if store.bytes > TEXT_LIMIT {
            *store = Store::default();
        }
        let fragment = Fragment::new(&rendered, told.open, &self.engine.rulebook().limits);
        store.bytes += fragment.bytes();
        let at = store.fragments.len();
        store.fragments.push(fragment);
        store.remember(key, at as u32);
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
    fn fragment(&self, part: usize) -> Option<&Fragment> {
        self.stores
            .get(part)?
            .fragments
            .get(*self.chosen.get(part)?)
    }

    fn piece_of_lead(&self, piece: usize, out: &mut Vec<u8>) {
        if let Some(lead) = self.fragment(0) {
            out.extend_from_slice(lead.piece(piece));
        }
    }

    /// Writes what only the leader's part has.
    pub fn lead(&self, out: &mut Vec<u8>) {
        self.piece_of_lead(LEAD, out);
    }

    /// Writes what only the leader's part has and comes late.
    pub fn after(&self, out: &mut Vec<u8>) {
        self.piece_of_lead(AFTER, out);
    }

    /// Writes a list.
    pub fn list(&self, list: List, out: &mut Vec<u8>) {
        let begin = out.len();
        for part in &self.having[list as usize] {
            let items = self
                .fragment(*part)
                .map_or(&[][..], |fragment| fragment.piece(list as usize));
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
        for fragment in (0..self.chosen.len()).filter_map(|part| self.fragment(part)) {
            for (index, limit) in fragment.limits.iter().enumerate() {
                if out.len() > begin {
                    out.extend_from_slice(self.separator);
                }
                out.extend_from_slice(fragment.piece(DUES + 2 * index));
                out.extend_from_slice(self.dues.get(*limit).map_or("", String::as_str).as_bytes());
                out.extend_from_slice(fragment.piece(DUES + 2 * index + 1));
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
