//! The clue that is being worked on, and the way back.

use chrono::NaiveDate;
use shizu_formats::{CsvOptions, CsvWriter};
use shizu_rules::{ClueFacts, FactKey};

/// How many steps can be taken back.
const DEPTH: usize = 60;

/// One clue as entered. It lives in memory only: never in an address, never in storage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Id of the clue; may be empty.
    pub id: String,
    /// The day it was received: starts the time limits.
    pub received: Option<NaiveDate>,
    /// What is known.
    pub facts: ClueFacts,
    /// Questions of the interview that were passed over.
    pub skipped: Vec<FactKey>,
}

impl Draft {
    /// The same with one fact set to the value at `index`, or to unknown. An answered question is no longer passed over.
    #[must_use]
    pub fn with_fact(mut self, key: FactKey, index: Option<usize>) -> Self {
        self.facts.set(key, index);
        self.skipped.retain(|skipped| *skipped != key);
        self
    }

    /// The same with a question passed over: its fact stays unknown.
    #[must_use]
    pub fn skipping(mut self, key: FactKey) -> Self {
        self.facts.set(key, None);
        if !self.skipped.contains(&key) {
            self.skipped.push(key);
        }
        self
    }

    /// The same with a question asked again.
    #[must_use]
    pub fn asking_again(mut self, key: FactKey) -> Self {
        self.skipped.retain(|skipped| *skipped != key);
        self
    }

    /// The clue as two lines of CSV, which the batch page reads again. Empty while nothing has been entered.
    pub fn as_csv(&self) -> String {
        if self.is_empty() {
            return String::new();
        }
        let facts = FactKey::ALL.iter().map(|key| {
            (
                key.code(),
                self.facts.value(*key).map_or("", |value| value.code),
            )
        });
        let received = self.received.map(|day| day.to_string()).unwrap_or_default();
        let fields: Vec<(&str, &str)> = [("id", self.id.as_str()), ("received", received.as_str())]
            .into_iter()
            .chain(facts)
            .collect();
        let written = CsvWriter::new(Vec::new(), CsvOptions::default()).and_then(|mut writer| {
            writer.row(fields.iter().map(|(name, _)| *name))?;
            writer.row(fields.iter().map(|(_, text)| *text))?;
            writer.finish()
        });
        written
            .ok()
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .unwrap_or_default()
    }

    /// Whether nothing has been entered.
    pub fn is_empty(&self) -> bool {
        *self == Draft::default()
    }
}

/// The drafts before and after the present one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    past: Vec<Draft>,
    future: Vec<Draft>,
}

impl History {
    /// Remembers how it was before a change. What had been taken back can no longer be redone.
    pub fn record(&mut self, before: Draft) {
        if self.past.len() == DEPTH {
            self.past.remove(0);
        }
        self.past.push(before);
        self.future.clear();
    }

    /// One step back from `now`.
    pub fn undo(&mut self, now: &Draft) -> Option<Draft> {
        let before = self.past.pop()?;
        self.future.push(now.clone());
        Some(before)
    }

    /// One step forward again from `now`.
    pub fn redo(&mut self, now: &Draft) -> Option<Draft> {
        let after = self.future.pop()?;
        self.past.push(now.clone());
        Some(after)
    }

    /// Whether there is a step back.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is a step forward.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(id: &str) -> Draft {
        Draft {
            id: id.to_owned(),
            ..Draft::default()
        }
    }

    #[test]
    fn undo_and_redo_walk_the_same_way() {
        let mut history = History::default();
        history.record(draft("a"));
        history.record(draft("b"));
        assert_eq!(history.undo(&draft("c")), Some(draft("b")));
        assert_eq!(history.undo(&draft("b")), Some(draft("a")));
        assert_eq!(history.undo(&draft("a")), None);
        assert_eq!(history.redo(&draft("a")), Some(draft("b")));
        assert_eq!(history.redo(&draft("b")), Some(draft("c")));
        assert!(!history.can_redo());
    }

    #[test]
    fn a_new_change_ends_what_could_be_redone() {
        let mut history = History::default();
        history.record(draft("a"));
        history.undo(&draft("b"));
        history.record(draft("a"));
        assert!(!history.can_redo() && history.can_undo());
    }

    #[test]
    fn the_past_is_bounded() {
        let mut history = History::default();
        for step in 0..=DEPTH {
            history.record(draft(&step.to_string()));
        }
        let mut now = draft("now");
        let mut steps = 0;
        while let Some(before) = history.undo(&now) {
            now = before;
            steps += 1;
        }
        assert_eq!((steps, now), (DEPTH, draft("1")));
    }

    #[test]
    fn answering_a_question_ends_its_being_skipped() {
        let draft = Draft::default().skipping(FactKey::Nature);
        assert_eq!(draft.skipped, [FactKey::Nature]);
        let draft = draft.with_fact(FactKey::Nature, Some(0));
        assert!(draft.skipped.is_empty());
        assert_eq!(draft.facts.index(FactKey::Nature), Some(0));
        assert_eq!(
            draft.skipping(FactKey::Nature).facts.index(FactKey::Nature),
            None
        );
    }
}
