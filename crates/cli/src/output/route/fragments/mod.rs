//! Answers put together from parts that are rendered once.
//!
//! What a few rows of a list table say together is put together when it first comes ([`told`]), and so is every leader's part, and the time limits of every
//! day ([`dues`]). Per clue these texts are copied, and only the id and the missing facts are its own. What is remembered is bounded: when there is too
//! much, it is forgotten and begins anew.

mod dues;
mod told;

use rustc_hash::FxHashMap;
use shizu_rules::{
    ClueFacts, Determination, Due, Engine, FactKey, IntakeRow, LeadKey, MissingFacts, Openness,
    Parts, ToldRows,
};

use dues::Dues;
use told::{Lists, Told};

/// Leader's parts that are remembered.
const LEADS_LIMIT: usize = 1 << 14;

/// How many lists an answer has.
const LISTS: usize = List::ALL.len();

/// The lists of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    Assist,
    Mechanisms,
    PossibleMechanisms,
    Duties,
    Warnings,
    Reasons,
}

impl List {
    const ALL: [List; 6] = [
        List::Assist,
        List::Mechanisms,
        List::PossibleMechanisms,
        List::Duties,
        List::Warnings,
        List::Reasons,
    ];
}

/// A part of an answer, rendered.
#[derive(Debug, Default)]
pub struct Rendered {
    /// What only the leader's part has: status, lead, and what is possible.
    pub lead: String,
    /// What only the leader's part has, for formats that tell it after the missing facts.
    pub after: String,
    /// The items of every list in the order of [`List`], with separators between them.
    pub lists: [String; LISTS],
    /// The time limits: id, and the text before and after the due date.
    pub dues: Vec<(String, String, String)>,
}

/// A format that answers can be rendered in.
pub trait Shape {
    /// What stands between items of a list.
    const SEPARATOR: &'static [u8];

    /// Renders what a part has.
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
    told: Told,
    leads: FxHashMap<LeadKey, usize>,
    lead_texts: Vec<Lead>,
    missing: MissingFacts,
    dues: Dues,
    /// The rows of each table that the answer at hand tells of.
    rows: Vec<ToldRows>,
    /// Its lists.
    lists: Lists,
}

/// The leader's part.
#[derive(Debug)]
struct Lead {
    outcome: Box<[u8]>,
    after: Box<[u8]>,
    reasons: Box<[u8]>,
    open: Box<[Openness]>,
}

/// The pieces of one answer.
pub struct Assembled<'a> {
    separator: &'static [u8],
    leader: &'a Lead,
    told: &'a Told,
    lists: &'a Lists,
    dues: &'a Dues,
    /// Where the due dates of its day are.
    day: usize,
    rows: &'a [ToldRows],
    missing: &'a [FactKey],
}

impl<'e, S: Shape> Fragments<'e, S> {
    pub fn new(engine: &'e Engine, shape: S) -> Self {
        let parts = Parts::new(engine);
        let (mut told, mut dues) = (Told::default(), Dues::default());
        for (table, rows) in parts.tables().enumerate() {
            let rows = (0..rows).map(|row| shape.render(&parts.describe_row(table, row)));
            let rows: Vec<Rendered> = rows.collect();
            told.add(table, &rows);
            dues.add(table, &rows, engine);
        }
        Fragments {
            engine,
            shape,
            told,
            leads: FxHashMap::default(),
            lead_texts: Vec::new(),
            missing: MissingFacts::default(),
            dues,
            rows: vec![ToldRows::default(); parts.tables().count()],
            parts,
            lists: Lists::default(),
        }
    }

    /// Writes the answer, without the id.
    pub fn write(&mut self, row: &IntakeRow<'_>, out: &mut Vec<u8>) {
        let leader = self.leader(&row.facts);
        let Some(leader) = self.lead_texts.get(leader) else {
            return;
        };
        let rows = self.parts.list_rows(&row.facts);
        self.missing
            .of(&self.parts, &leader.open, &rows, &row.facts);
        for (table, told) in self.rows.iter_mut().enumerate() {
            *told = self.parts.told(table, &rows, self.missing.by_cases());
        }
        self.told.gather(&self.rows, S::SEPARATOR, &mut self.lists);
        let day = self.dues.day(row.received, self.engine, &self.shape);
        let assembled = Assembled {
            separator: S::SEPARATOR,
            leader,
            told: &self.told,
            lists: &self.lists,
            dues: &self.dues,
            day,
            rows: &self.rows,
            missing: self.missing.facts(),
        };
        self.shape.write(&assembled, out);
    }

    /// Index of the leader's part.
    fn leader(&mut self, facts: &ClueFacts) -> usize {
        let key = self.parts.lead_key(facts);
        if let Some(known) = self.leads.get(&key) {
            return *known;
        }
        if self.lead_texts.len() >= LEADS_LIMIT {
            self.leads.clear();
            self.lead_texts.clear();
        }
        let (answer, open) = self.parts.lead(facts);
        let rendered = self.shape.render(&answer);
        let bytes = |text: &str| text.as_bytes().into();
        self.leads.insert(key, self.lead_texts.len());
        self.lead_texts.push(Lead {
            outcome: bytes(&rendered.lead),
            after: bytes(&rendered.after),
            reasons: bytes(&rendered.lists[List::Reasons as usize]),
            open: open.into(),
        });
        self.lead_texts.len() - 1
    }
}

impl Assembled<'_> {
    /// Writes what only the leader's part has.
    pub fn lead(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.leader.outcome);
    }

    /// Writes what only the leader's part has and comes late.
    pub fn after(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.leader.after);
    }

    /// Writes a list.
    pub fn list(&self, list: List, out: &mut Vec<u8>) {
        let begin = out.len();
        if list == List::Reasons {
            out.extend_from_slice(&self.leader.reasons);
        }
        for piece in &self.lists[list as usize] {
            self.add(self.told.text(piece), begin, out);
        }
    }

    /// Writes the time limits with their due dates.
    pub fn deadlines(&self, out: &mut Vec<u8>) {
        self.dues.write(self.rows, self.day, self.separator, out);
    }

    /// Adds a piece, whose items all have a separator in front, to a list that begins at `begin`.
    #[inline]
    fn add(&self, piece: &[u8], begin: usize, out: &mut Vec<u8>) {
        if piece.is_empty() {
            return;
        }
        let piece = if out.len() > begin {
            piece
        } else {
            &piece[self.separator.len()..]
        };
        out.extend_from_slice(piece);
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
