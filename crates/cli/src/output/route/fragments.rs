//! Answers put together from parts that are rendered once.
//!
//! Every row of the list tables is rendered beforehand, and every leader's part when it first comes. Per clue the pieces are copied, and only the id, the
//! due dates and the missing facts are its own. What is remembered is bounded: when there is too much, it is forgotten and begins anew.

use std::ops::Range;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;
use shizu_rules::{
    ClueFacts, Decision, Determination, Due, Engine, FactKey, IntakeRow, LeadKey, Limit,
    MissingFacts, Openness, Parts, Told,
};

/// Leader's parts that are remembered.
const LEADS_LIMIT: usize = 1 << 14;

/// Days whose due dates are remembered.
const DAYS_LIMIT: usize = 8192;

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
    pub lists: [String; List::ALL.len()],
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
    /// The text of all rows.
    text: Vec<u8>,
    rows: Vec<RowText>,
    leads: FxHashMap<LeadKey, usize>,
    lead_texts: Vec<Lead>,
    missing: MissingFacts,
    /// Per day of receipt, where its due dates begin in `due_days`: one for every limit.
    days: FxHashMap<Option<NaiveDate>, usize>,
    due_days: Vec<Range<usize>>,
    /// The text of all due dates.
    due_text: Vec<u8>,
    /// The lists of the answer at hand, as pieces of `text`.
    lists: [Vec<Range<usize>>; List::ALL.len()],
    /// Its time limits: the row, for the text, and the limit.
    dues: Vec<DueText>,
}

/// A row of the list tables, rendered: pieces of one text.
#[derive(Debug)]
struct RowText {
    /// What it gives, unless it is a time limit.
    item: Option<(List, Range<usize>)>,
    due: Option<DueText>,
    reason: Range<usize>,
}

/// A time limit: index of the limit, and the text around the due date.
#[derive(Clone, Debug)]
struct DueText {
    limit: usize,
    before: Range<usize>,
    after: Range<usize>,
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
    text: &'a [u8],
    leader: &'a Lead,
    lists: &'a [Vec<Range<usize>>; List::ALL.len()],
    due_texts: &'a [DueText],
    missing: &'a [FactKey],
    due_days: &'a [Range<usize>],
    due_text: &'a [u8],
}

impl<'e, S: Shape> Fragments<'e, S> {
    pub fn new(engine: &'e Engine, shape: S) -> Self {
        let parts = Parts::new(engine);
        let mut text = Vec::new();
        let limits = &engine.rulebook().limits;
        let rows = (0..parts.rows())
            .map(|row| RowText::new(&shape.render(&parts.describe_row(row)), limits, &mut text))
            .collect();
        Fragments {
            engine,
            parts,
            shape,
            text,
            rows,
            leads: FxHashMap::default(),
            lead_texts: Vec::new(),
            missing: MissingFacts::default(),
            days: FxHashMap::default(),
            due_days: Vec::new(),
            due_text: Vec::new(),
            lists: Default::default(),
            dues: Vec::new(),
        }
    }

    /// Writes the answer, without the id.
    pub fn write(&mut self, row: &IntakeRow<'_>, out: &mut Vec<u8>) {
        let decision = self.engine.decide(&row.facts);
        let leader = self.leader(&decision, &row.facts);
        let day = self.day(row.received);
        let Some(leader) = self.lead_texts.get(leader) else {
            return;
        };
        let (rows, lists, dues) = (&self.rows, &mut self.lists, &mut self.dues);
        lists.iter_mut().for_each(Vec::clear);
        dues.clear();
        self.missing
            .of(&self.parts, &leader.open, &decision, &row.facts);
        let by_cases = self.missing.by_cases();
        self.parts.each_row(&decision, by_cases, |row, told| {
            let row = &rows[row];
            if told != Told::Possible {
                lists[List::Reasons as usize].push(row.reason.clone());
            }
            match (told, &row.item) {
                (Told::Reason, _) => {}
                (Told::Whole, Some((list, item))) => lists[*list as usize].push(item.clone()),
                (Told::Whole, None) => dues.extend(row.due.clone()),
                (Told::Possible, item) => lists[List::PossibleMechanisms as usize]
                    .extend(item.iter().map(|(_, item)| item.clone())),
            }
        });
        let assembled = Assembled {
            separator: S::SEPARATOR,
            text: &self.text,
            leader,
            lists: &self.lists,
            due_texts: &self.dues,
            missing: self.missing.facts(),
            due_days: self.due_days.get(day..).unwrap_or_default(),
            due_text: &self.due_text,
        };
        self.shape.write(&assembled, out);
    }

    /// Index of the leader's part.
    fn leader(&mut self, decision: &Decision, facts: &ClueFacts) -> usize {
        let key = self.parts.lead_key(decision, facts);
        if let Some(known) = self.leads.get(&key) {
            return *known;
        }
        if self.lead_texts.len() >= LEADS_LIMIT {
            self.leads.clear();
            self.lead_texts.clear();
        }
        let (answer, open) = self.parts.lead(decision, facts);
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

    /// Where the due dates of a day of receipt begin.
    fn day(&mut self, received: Option<NaiveDate>) -> usize {
        if let Some(known) = self.days.get(&received) {
            return *known;
        }
        if self.days.len() >= DAYS_LIMIT {
            self.days.clear();
            self.due_days.clear();
            self.due_text.clear();
        }
        let rulebook = self.engine.rulebook();
        let begin = self.due_days.len();
        for limit in &rulebook.limits {
            let due = received.and_then(|start| limit.due(start, &rulebook.calendar));
            let start = self.due_text.len();
            self.due_text
                .extend_from_slice(self.shape.due(due).as_bytes());
            self.due_days.push(start..self.due_text.len());
        }
        self.days.insert(received, begin);
        begin
    }
}

impl RowText {
    /// Adds a rendered row to the text of all.
    fn new(rendered: &Rendered, limits: &[Limit], text: &mut Vec<u8>) -> Self {
        let mut add = |piece: &str| {
            let start = text.len();
            text.extend_from_slice(piece.as_bytes());
            start..text.len()
        };
        let given = List::ALL
            .iter()
            .find(|list| **list != List::Reasons && !rendered.lists[**list as usize].is_empty());
        let item = given.map(|list| (*list, add(&rendered.lists[*list as usize])));
        let due = rendered.dues.first().and_then(|(id, before, after)| {
            let limit = limits.iter().position(|limit| limit.id == *id)?;
            Some(DueText {
                limit,
                before: add(before),
                after: add(after),
            })
        });
        RowText {
            item,
            due,
            reason: add(&rendered.lists[List::Reasons as usize]),
        }
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
        for item in &self.lists[list as usize] {
            if out.len() > begin {
                out.extend_from_slice(self.separator);
            }
            out.extend_from_slice(&self.text[item.clone()]);
        }
    }

    /// Writes the time limits with their due dates.
    pub fn deadlines(&self, out: &mut Vec<u8>) {
        for (index, due) in self.due_texts.iter().enumerate() {
            if index > 0 {
                out.extend_from_slice(self.separator);
            }
            out.extend_from_slice(&self.text[due.before.clone()]);
            if let Some(day) = self.due_days.get(due.limit) {
                out.extend_from_slice(&self.due_text[day.clone()]);
            }
            out.extend_from_slice(&self.text[due.after.clone()]);
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
