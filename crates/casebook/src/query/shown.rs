//! How the cells of a column read to people, so that they are found and ordered by what people see.

use super::search::Search;
use crate::field::{Field, FieldType};
use crate::kind::Kind;
use crate::pool::Symbol;
use crate::workbook::Workbook;

/// A column of a register, to be read.
pub(super) struct Shown<'a> {
    pub(super) field: &'a Field,
    book: &'a Workbook,
    /// Where references lead, and the field there that names a row.
    names: Option<(Kind, usize)>,
}

impl<'a> Shown<'a> {
    pub(super) fn new(field: &'a Field, book: &'a Workbook) -> Self {
        let names = match field.holds {
            FieldType::Ref(kind) => ["name", "title"]
                .iter()
                .find_map(|code| Some((kind, kind.field(code)?))),
            _ => None,
        };
        Shown { field, book, names }
    }

    /// The text that the cell holds.
    pub(super) fn text(&self, symbol: Symbol) -> &'a str {
        self.book.text(symbol)
    }

    /// Whether what a cell reads as changes with other cells.
    pub(super) fn is_named_elsewhere(&self) -> bool {
        self.names.is_some()
    }

    /// What people see of a reference: the name of the row, if it is kept and has one.
    pub(super) fn name(&self, symbol: Symbol) -> &'a str {
        let text = self.text(symbol);
        let Some((kind, field)) = self.names else {
            return text;
        };
        let row = self.book.register(kind).find(text);
        let name = row.map_or("", |row| row.cell(field));
        if name.is_empty() { text } else { name }
    }

    /// Whether the word of this number occurs in what the cell holds or shows.
    pub(super) fn word_in(&self, search: &Search, word: usize, symbol: Symbol) -> bool {
        let text = self.text(symbol);
        if search.word_in(word, text) {
            return true;
        }
        if self.names.is_some() {
            return search.word_in(word, self.name(symbol));
        }
        let values = self.field.holds.values().iter();
        let mut labels = values
            .filter(|value| value.code == text)
            .flat_map(|value| [value.zh, value.en]);
        labels.any(|label| search.word_in(word, label))
    }

    /// The codes of a closed set that the word of this number occurs in, or in their labels.
    pub(super) fn codes_with(&self, search: &Search, word: usize) -> Vec<Symbol> {
        let values = self.field.holds.values().iter();
        let symbols = values.filter_map(|value| self.book.symbol(value.code));
        symbols
            .filter(|symbol| self.word_in(search, word, *symbol))
            .collect()
    }

    /// Whether every word does.
    pub(super) fn finds(&self, search: &Search, symbol: Symbol) -> bool {
        (0..search.len()).all(|word| self.word_in(search, word, symbol))
    }
}
