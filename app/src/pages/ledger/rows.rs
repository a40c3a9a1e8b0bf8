//! Which rows are shown: the question is put to the workbook, and what that takes is kept from one question to the next.

use std::cell::OnceCell;

use shizu_casebook::query::{Facet, Index, Pinyin, View};
use shizu_casebook::{Kind, Symbol, Workbook};

/// Answers questions about the registers of one workbook.
#[derive(Default)]
pub struct Finder {
    /// Read when first needed; none if it cannot be: then text is found only as it stands.
    pinyin: OnceCell<Option<Pinyin>>,
    index: Option<(Kind, Index)>,
    /// A late symbol and its text: of another workbook if it no longer means that.
    last: Option<(Symbol, String)>,
}

impl Finder {
    /// Positions of the rows that the view shows, in its order. A view that does not fit the register, which none made here does, shows all.
    pub fn rows(&mut self, book: &Workbook, kind: Kind, view: &View) -> Vec<u32> {
        let pinyin = self.pinyin.get_or_init(readings).as_ref();
        let same = self.last.as_ref().is_none_or(|(symbol, text)| {
            symbol.index() < book.symbols() && book.text(*symbol) == text
        });
        if !same || self.index.as_ref().is_none_or(|(known, _)| *known != kind) {
            self.index = Some((kind, Index::new(kind)));
        }
        self.last = latest(book, kind);
        let all = || (0..book.register(kind).len() as u32).collect();
        let Some((_, index)) = &mut self.index else {
            return all();
        };
        index.rows(book, view, pinyin).unwrap_or_else(|_| all())
    }

    /// How often each state occurs among the rows that pass the other filters; `rows` are those that pass all. Nothing for a register without states.
    pub fn states(&self, book: &Workbook, kind: Kind, view: &View, rows: &[u32]) -> Vec<Facet> {
        let Some(at) = kind.field("state") else {
            return Vec::new();
        };
        if view.filters.iter().any(|filter| filter.field == "state") {
            return self.facets(book, kind, view, "state");
        }
        let column = book.register(kind).column(at);
        let values = kind.fields()[at].holds.values().iter();
        let states = values.map(|value| book.symbol(value.code));
        let mut states: Vec<(Option<Symbol>, u32)> = states.map(|state| (state, 0)).collect();
        states.push((Some(Symbol::EMPTY), 0));
        for row in rows {
            let cell = column.get(*row as usize).copied();
            if let Some((_, count)) = states.iter_mut().find(|(state, _)| *state == cell) {
                *count += 1;
            }
        }
        let counted = states.into_iter().filter(|(_, count)| *count > 0);
        counted
            .filter_map(|(state, rows)| {
                Some(Facet {
                    value: state?,
                    rows,
                })
            })
            .collect()
    }

    /// How often each value occurs in a column, among the rows that pass the other filters.
    pub fn facets(&self, book: &Workbook, kind: Kind, view: &View, field: &str) -> Vec<Facet> {
        let index = Index::new(kind);
        index
            .facets(
                book,
                view,
                field,
                self.pinyin.get_or_init(readings).as_ref(),
            )
            .unwrap_or_default()
    }
}

fn readings() -> Option<Pinyin> {
    let text = include_str!("../../../../crates/casebook/src/query/pinyin.txt");
    Pinyin::read(text)
}

/// The symbol of the register that came last, and its text. Two workbooks give the same number to the same text there only if they gave it to all before.
fn latest(book: &Workbook, kind: Kind) -> Option<(Symbol, String)> {
    let register = book.register(kind);
    let columns = (0..kind.fields().len()).map(|field| register.column(field));
    let last = columns.flatten().max()?;
    Some((*last, book.text(*last).to_owned()))
}
