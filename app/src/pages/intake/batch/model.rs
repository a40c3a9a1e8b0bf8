//! Many clues, small in memory: what a row says, what the engine answers, and which rows are shown.

use std::collections::HashMap;

use chrono::NaiveDate;
use shizu_rules::vocabulary::{Mechanism, Organ, Severity, Term};
use shizu_rules::{CellError, ClueFacts, Decision, Determination, Engine, Lang, Status};

use super::super::groups::pick;
use shizu_rules::SortOnce;

/// What is shown of an answer. One for all rows with the same answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Whether there is one.
    pub status: Status,
    /// Who leads.
    pub lead: Option<Organ>,
    /// Who may lead.
    pub possible: Vec<Organ>,
    /// Whether it may turn out that the matter is not accepted.
    pub may_be_refused: bool,
    /// Joint mechanisms.
    pub mechanisms: Vec<Mechanism>,
    /// How many warnings.
    pub warnings: usize,
    /// The loudest of them.
    pub loudest: Option<Severity>,
}

impl From<Determination> for Answer {
    fn from(result: Determination) -> Self {
        Answer {
            status: result.status,
            lead: result.lead,
            possible: result.possible_leads,
            may_be_refused: result.may_be_refused,
            mechanisms: result.mechanisms,
            warnings: result.warnings.len(),
            loudest: result.warnings.iter().map(|warning| warning.severity).max(),
        }
    }
}

/// What came of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// A clue, and the index of its answer.
    Clue {
        /// What is known.
        facts: ClueFacts,
        /// When it was received.
        received: Option<NaiveDate>,
        /// Index in [`Batch::answers`].
        answer: usize,
    },
    /// Cells that cannot be used.
    Bad(Vec<CellError>),
    /// A row that could not be read at all, in both languages.
    Unreadable([String; 2]),
}

/// A row of the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The row as the file's program counts it.
    pub row: u64,
    /// Id of the clue; may be empty if the row is bad.
    pub id: String,
    /// What came of it.
    pub content: Content,
}

/// A file of clues.
#[derive(Debug, Default)]
pub struct Batch {
    /// Name of the file.
    pub name: String,
    /// Its rows, in order.
    pub lines: Vec<Line>,
    /// The different answers.
    pub answers: Vec<Answer>,
    /// What is to be said of the file as a whole: columns that are ignored and the like, in both languages.
    pub notes: Vec<[String; 2]>,
    settled: HashMap<Decision, usize>,
    unsettled: HashMap<u128, usize>,
}

impl Batch {
    /// The index of the answer for these facts. Answers are shared: equal decisions have equal answers.
    pub fn answer(&mut self, engine: &Engine, facts: &ClueFacts) -> usize {
        let decision = engine.decide(facts);
        let open = decision.is_open();
        let known = if open {
            self.unsettled.get(&facts.packed())
        } else {
            self.settled.get(&decision)
        };
        if let Some(index) = known {
            return *index;
        }
        let index = self.answers.len();
        self.answers
            .push(engine.describe("", &decision, facts, None).into());
        if open {
            self.unsettled.insert(facts.packed(), index);
        } else {
            self.settled.insert(decision, index);
        }
        index
    }

    /// The answer of a line, if it is a clue.
    pub fn answer_of(&self, line: &Line) -> Option<&Answer> {
        match line.content {
            Content::Clue { answer, .. } => self.answers.get(answer),
            Content::Bad(_) | Content::Unreadable(_) => None,
        }
    }

    /// Where a line belongs.
    pub fn kind(&self, line: &Line) -> Kind {
        match self.answer_of(line).map(|answer| answer.status) {
            None => Kind::Error,
            Some(Status::Determined) => Kind::Determined,
            Some(Status::Undetermined) => Kind::Undetermined,
            Some(Status::NotAccepted) => Kind::NotAccepted,
        }
    }

    /// How many lines of each kind, in the order of [`Kind::ALL`].
    pub fn counts(&self) -> [usize; 4] {
        let mut counts = [0; 4];
        for line in &self.lines {
            counts[self.kind(line) as usize] += 1;
        }
        counts
    }

    /// Who leads how often, most first.
    pub fn leads(&self) -> Vec<(Organ, usize)> {
        let mut counts: Vec<(Organ, usize)> = Organ::ALL.iter().map(|organ| (*organ, 0)).collect();
        for organ in self
            .lines
            .iter()
            .filter_map(|line| self.answer_of(line)?.lead)
        {
            counts[organ.index()].1 += 1;
        }
        counts.retain(|(_, count)| *count > 0);
        counts.sort_once_by_key(|(organ, count)| (std::cmp::Reverse(*count), *organ));
        counts
    }

    /// Indices of the lines that pass the filter.
    pub fn filtered(&self, filter: &Filter) -> Vec<u32> {
        let text = filter.text.trim().to_lowercase();
        let passes = |line: &Line| {
            let answer = self.answer_of(line);
            filter.kind.is_none_or(|kind| self.kind(line) == kind)
                && filter
                    .lead
                    .is_none_or(|lead| answer.and_then(|answer| answer.lead) == Some(lead))
                && (!filter.warned || answer.is_some_and(|answer| answer.warnings > 0))
                && (text.is_empty() || self.mentions(line, &text))
        };
        (0u32..)
            .zip(&self.lines)
            .filter(|(_, line)| passes(line))
            .map(|(index, _)| index)
            .collect()
    }

    /// Whether id, leader or a mechanism, in either language, contains the text.
    fn mentions(&self, line: &Line, text: &str) -> bool {
        let has = |zh: &str, en: &str| zh.contains(text) || en.to_lowercase().contains(text);
        line.id.to_lowercase().contains(text)
            || self.answer_of(line).is_some_and(|answer| {
                answer
                    .lead
                    .is_some_and(|lead| has(lead.label(Lang::Zh), lead.label(Lang::En)))
                    || answer
                        .mechanisms
                        .iter()
                        .any(|one| has(one.label(Lang::Zh), one.label(Lang::En)))
            })
    }
}

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It is settled who leads.
    Determined,
    /// Facts are missing.
    Undetermined,
    /// Not accepted here.
    NotAccepted,
    /// The row has errors.
    Error,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 4] = [
        Kind::Determined,
        Kind::Undetermined,
        Kind::NotAccepted,
        Kind::Error,
    ];

    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Kind::Determined => "determined",
            Kind::Undetermined => "undetermined",
            Kind::NotAccepted => "not_accepted",
            Kind::Error => "error",
        }
    }

    /// What it is called.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Kind::Determined => pick(lang, "已定", "settled"),
            Kind::Undetermined => pick(lang, "未定", "not settled"),
            Kind::NotAccepted => pick(lang, "不予受理", "not accepted"),
            Kind::Error => pick(lang, "有错", "errors"),
        }
    }

    /// A sign, so that it is not told by colour alone.
    pub fn sign(self) -> &'static str {
        match self {
            Kind::Determined => "●",
            Kind::Undetermined => "◌",
            Kind::NotAccepted => "—",
            Kind::Error => "!",
        }
    }
}

/// Which lines are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only this kind.
    pub kind: Option<Kind>,
    /// Only those that this organ leads.
    pub lead: Option<Organ>,
    /// Only those with warnings.
    pub warned: bool,
    /// Only those whose id, leader or mechanism contains this.
    pub text: String,
}

#[cfg(test)]
mod tests {
    use shizu_rules::Rulebook;

    use super::super::super::presets::PRESETS;
    use super::*;

    fn engine() -> Engine {
        let day = NaiveDate::from_ymd_opt(2026, 3, 5).expect("a day");
        Engine::new(Rulebook::shipped().expect("shipped"), day).expect("compiles")
    }

    fn batch(engine: &Engine) -> Batch {
        let mut batch = Batch::default();
        for (row, preset) in (2..).zip(PRESETS) {
            let facts = preset.draft().facts;
            let answer = batch.answer(engine, &facts);
            let content = Content::Clue {
                facts,
                received: None,
                answer,
            };
            batch.lines.push(Line {
                row,
                id: preset.id.to_owned(),
                content,
            });
        }
        batch.lines.push(Line {
            row: 9,
            id: String::new(),
            content: Content::Unreadable(["坏".into(), "bad".into()]),
        });
        batch
    }

    #[test]
    fn rows_are_counted_and_filtered() {
        let batch = batch(&engine());
        assert_eq!(batch.counts(), [3, 1, 0, 1]);
        assert_eq!(batch.leads(), [(Organ::Group, 2), (Organ::Office, 1)]);
        let only = |filter: Filter| batch.filtered(&filter);
        assert_eq!(only(Filter::default()).len(), 5);
        assert_eq!(
            only(Filter {
                kind: Some(Kind::Error),
                ..Filter::default()
            }),
            [4]
        );
        assert_eq!(
            only(Filter {
                lead: Some(Organ::Group),
                ..Filter::default()
            }),
            [1, 2]
        );
        assert_eq!(
            only(Filter {
                text: "0017".into(),
                ..Filter::default()
            }),
            [0]
        );
        assert_eq!(
            only(Filter {
                text: "会办".into(),
                ..Filter::default()
            }),
            [1]
        );
    }

    #[test]
    fn equal_facts_share_an_answer() {
        let engine = engine();
        let mut batch = batch(&engine);
        let before = batch.answers.len();
        for preset in PRESETS {
            batch.answer(&engine, &preset.draft().facts);
        }
        assert_eq!(batch.answers.len(), before);
    }
}
