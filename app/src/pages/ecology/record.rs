//! One record, kept as typed.

use shizu_rules::appraisal::Voice;
use shizu_rules::ecology::{Entry, Form, FormError};
use shizu_rules::vocabulary::Term;

/// A record: texts by column code. Empty ones are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record(Vec<(String, String)>);

impl Record {
    /// The text of a column; empty if there is none.
    pub fn get(&self, code: &str) -> &str {
        let found = self.0.iter().find(|(known, _)| known == code);
        found.map_or("", |(_, text)| text)
    }

    /// The columns that hold something.
    pub fn cells(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(code, text)| (&**code, &**text))
    }

    /// Sets or empties a column.
    pub fn set(&mut self, code: &str, text: &str) {
        self.0.retain(|(known, _)| known != code);
        if !text.is_empty() {
            self.0.push((code.to_owned(), text.to_owned()));
        }
    }

    /// Who gives the marks of a group's record; the commission when nobody is named.
    pub fn by(&self) -> Option<Voice> {
        let text = self.get("by");
        let same = |value: &shizu_rules::vocabulary::Value| {
            [value.code, value.zh, value.en].contains(&text)
        };
        if text.is_empty() {
            return Some(Voice::Commission);
        }
        let at = Voice::VALUES.iter().position(same)?;
        Voice::ALL.get(at).copied()
    }

    /// As the engine reads it.
    ///
    /// # Errors
    /// Every cell that cannot be used.
    pub fn read(&self, form: &Form) -> Result<Entry, Vec<FormError>> {
        form.read(|at| form.columns.get(at).map(|column| self.get(&column.code)))
    }
}
