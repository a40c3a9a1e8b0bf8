//! What is asked in a decision. Every kind of question turns facts into slots to be filled in, and has the engine fill them in as well: the key is
//! computed, never written down.

mod brief;
mod counting;
mod deadline;
mod duties;
mod faults;
mod figures;
mod grade;
mod heat;
mod next;
mod note;
mod order;
mod score;
mod sheet;
mod short;
mod squad;
mod table;

pub use brief::{Brief, Given, Grid};
pub(crate) use deadline::{Deadline, Length};
pub(crate) use duties::Duties;
pub(crate) use grade::credit;
pub(crate) use heat::Heat;
pub(crate) use read::read;
pub(crate) use score::{Score, Wanted};
pub(crate) use table::{Tables, keyed};

mod read;

use serde::Serialize;
use shizu_rules::vocabulary::{Basis, Term};
use shizu_rules::{Lang, Rulebook, Text, terms};

use crate::desk::{Desk, say};
use crate::known::Known;

/// Something that can be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// Stable code, as answers have it.
    pub code: String,
    /// What people call it.
    pub label: Text,
}

/// How a slot is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// One of the choices.
    One,
    /// Any number of the choices, also none.
    Many,
    /// All choices, in order.
    Order,
    /// A day: `2026-03-02`.
    Date,
    /// A number.
    Number,
    /// Free text; never graded.
    Text,
}

/// Something to be filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Slot {
    /// Its id within the decision.
    pub id: String,
    /// What is asked.
    pub label: Text,
    /// How it is filled in.
    pub shape: Shape,
    /// What can be chosen, in the order shown; empty for dates, numbers and texts.
    pub choices: Vec<Choice>,
}

/// What the engine fills in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Right {
    /// These codes; of a slot of one choice exactly one.
    Set(Vec<String>),
    /// This text: a day, or a number.
    Exact(String),
    /// Every code with its rank; codes of equal rank may stand in any order.
    Ranks(Vec<(String, i64)>),
    /// Any set of which [`Judge`] finds nothing wrong; this is one of them.
    Judged { example: Vec<String>, judge: Judge },
    /// Nothing: the slot is not graded.
    Free,
}

/// Tells of a set of codes how many demands it meets, of how many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Judge {
    /// Demands met by each set of codes, by the bits of their positions among the slot's choices.
    pub met: Vec<u8>,
    /// How many demands there are.
    pub of: u8,
}

/// A slot with its key.
#[derive(Clone, Debug)]
pub(crate) struct Keyed {
    pub slot: Slot,
    pub right: Right,
    pub why: Vec<Why>,
}

/// An entry of the rulebook that the answer rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Why {
    /// Its id.
    pub rule: String,
    /// A name in a few words.
    pub title: Text,
    /// What it says, in our words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub says: Option<Text>,
    /// What it rests on.
    pub basis: Basis,
    /// Ids in the catalogue.
    pub cites: Vec<String>,
    /// For an assumption: what was chosen and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// How it comes to bear here, where that can be said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub here: Option<Text>,
}

/// Why a choice is not the answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct WhyNot {
    /// The choice; a choice of the key that was left out is told the same way.
    pub choice: Choice,
    /// The entry of the rulebook that comes nearest to giving it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// What that entry says, or what is to be said otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub says: Option<Text>,
    /// What does not fit it.
    pub failed: Vec<Mismatch>,
    /// The fewest changes of facts with which the choice would have been right.
    pub changes: Vec<Changed>,
}

/// A fact that does not fit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mismatch {
    /// The fact.
    pub what: Text,
    /// What it is.
    pub found: Text,
    /// What would fit.
    pub wanted: Vec<Text>,
}

/// A fact that would have to be different.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// The fact.
    pub what: Text,
    /// What it is.
    pub now: Text,
    /// What it would have to be.
    pub then: Text,
}

terms! {
    /// The kinds of decision.
    Kind {
        Route "route" "线索分办" "route a clue",
        Mechanisms "mechanisms" "选定联动机制" "pick joint mechanisms",
        Table "table" "按规则表作答" "answer by a table of rules",
        Exchange "exchange" "信息共享判断" "classify an exchange of information",
        AskNext "ask_next" "接下来问什么" "what to ask next",
        Duties "duties" "职责落到机关" "put organs on duties",
        Heat "heat" "看热力图、报触发项" "read a heat grid and name triggers",
        Score "score" "整改评分" "score a rectification",
        Sheet "sheet" "按评分表评分" "score by a sheet",
        Figures "figures" "指标测算" "work out figures",
        Deadline "deadline" "推算期限" "compute a deadline",
        Squad "squad" "组成小分队" "compose a squad",
        Faults "faults" "找差错" "find the faults",
        Order "order" "排次序" "put in order",
        Note "note" "写一段话（不评分）" "free note (not graded)",
    }
}

/// Why the engine has no answer: the facts known at this point do not settle it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Open(pub Text);

/// The engine and what is known when the question is put.
#[derive(Clone, Copy)]
pub(crate) struct View<'v> {
    pub desk: &'v Desk,
    pub known: &'v Known,
}

/// A question of one kind.
pub(crate) trait Question: std::fmt::Debug + Send + Sync {
    /// Its kind.
    fn kind(&self) -> Kind;

    /// What the player gets to see besides the prompt.
    fn brief(&self, view: View<'_>) -> Brief;

    /// The slots with their keys.
    fn keyed(&self, view: View<'_>) -> Result<Vec<Keyed>, Open>;

    /// Why `code` in the slot is not the answer, or, for a code of the key that was left out, why it is; `chosen` is all that was chosen.
    fn why_not(
        &self,
        view: View<'_>,
        slot: &Keyed,
        code: &str,
        chosen: &[String],
    ) -> Option<WhyNot>;
}

impl Choice {
    /// A choice with a label in both languages.
    pub(crate) fn new(code: &str, zh: &str, en: &str) -> Self {
        Choice {
            code: code.to_owned(),
            label: say(zh, en),
        }
    }

    /// A term as a choice.
    pub(crate) fn term<T: Term>(term: T) -> Self {
        Choice::new(term.code(), term.label(Lang::Zh), term.label(Lang::En))
    }
}

impl Why {
    /// The entry of the rulebook with this id; `None` when there is none.
    pub(crate) fn of(rulebook: &Rulebook, id: &str) -> Option<Self> {
        let item = rulebook.item(id)?;
        Some(Why {
            rule: id.to_owned(),
            title: item.title.clone(),
            says: item.says.cloned(),
            basis: item.basis,
            cites: item.cites.to_vec(),
            note: item.note.cloned(),
            here: None,
        })
    }

    /// Several entries; those that do not exist are left out.
    pub(crate) fn all<S: AsRef<str>>(
        rulebook: &Rulebook,
        ids: impl IntoIterator<Item = S>,
    ) -> Vec<Self> {
        let ids = ids.into_iter();
        ids.filter_map(|id| Why::of(rulebook, id.as_ref()))
            .collect()
    }
}

impl Keyed {
    /// The codes that the engine would choose, or the text it would write.
    pub fn answer(&self) -> Vec<String> {
        match &self.right {
            Right::Set(codes) | Right::Judged { example: codes, .. } => codes.clone(),
            Right::Exact(text) => vec![text.clone()],
            Right::Ranks(ranks) => {
                let mut ranks: Vec<&(String, i64)> = ranks.iter().collect();
                ranks.sort_by_key(|(_, rank)| *rank);
                ranks.into_iter().map(|(code, _)| code.clone()).collect()
            }
            Right::Free => Vec::new(),
        }
    }

    /// Whether the slot is graded.
    pub fn is_graded(&self) -> bool {
        self.right != Right::Free
    }
}
