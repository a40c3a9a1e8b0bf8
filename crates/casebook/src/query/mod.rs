//! Views over one register: which rows pass the filters and are found by the search, in which order, and how often each value of a column occurs.
//!
//! A cell is a symbol, and every distinct value is judged and ranked once, however many rows have it: 100,000 rows are filtered, searched and sorted
//! within a few milliseconds. The ranks of sorted columns are kept in an [`Index`] and extended when new values come.

mod filter;
mod order;
mod pinyin;
mod search;
mod shown;
mod view;

use shizu_rules::Lang;

pub use pinyin::Pinyin;
pub use search::Search;
pub use view::{Filter, SortKey, Test, View};

use crate::field::Field;
use crate::kind::Kind;
use crate::pool::Symbol;
use crate::workbook::Workbook;
use filter::{Judge, Verdicts};
use order::Order;
use shown::Shown;

/// What is kept between two questions about one register of one workbook: the order of the values of columns that were sorted by.
#[derive(Clone, Debug)]
pub struct Index {
    kind: Kind,
    /// By field.
    orders: Vec<Option<Order>>,
}

/// How often a value occurs in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facet {
    /// The value; the empty one for cells that hold nothing.
    pub value: Symbol,
    /// In how many rows.
    pub rows: u32,
}

/// Why a view does not fit a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadView {
    /// The register has no such field.
    NoField(String),
    /// A bound that is neither a number nor a day, whichever the field holds.
    BadBound {
        /// Code of the field.
        field: String,
        /// The bound as given.
        bound: String,
    },
}

impl BadView {
    /// What is wrong and what to do.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (BadView::NoField(field), Lang::Zh) => {
                format!("这本台账没有“{field}”这一列，请从视图中去掉。")
            }
            (BadView::NoField(field), Lang::En) => {
                format!("The register has no column `{field}`; take it out of the view.")
            }
            (BadView::BadBound { field, bound }, Lang::Zh) => {
                format!("“{bound}”不能作“{field}”的界限，请写数字或 2026-03-05 这样的日期。")
            }
            (BadView::BadBound { field, bound }, Lang::En) => {
                format!(
                    "`{bound}` is no bound for `{field}`; write a number, or a day such as 2026-03-05."
                )
            }
        }
    }
}

impl Index {
    /// Of a register; nothing has been sorted yet. An index serves one workbook: a workbook that is opened anew needs a new one.
    pub fn new(kind: Kind) -> Self {
        Index {
            kind,
            orders: vec![None; kind.fields().len()],
        }
    }

    /// The positions of the rows that the view shows, in its order.
    ///
    /// # Errors
    /// [`BadView`] when the view names a field that the register does not have, or a bound that is none.
    pub fn rows(
        &mut self,
        book: &Workbook,
        view: &View,
        pinyin: Option<&Pinyin>,
    ) -> Result<Vec<u32>, BadView> {
        let mut rows = self.passing(book, view, None, pinyin)?;
        // The sorting by each column keeps the order of rows that tie: the weightiest key comes last.
        for key in view.sort.iter().rev() {
            let (at, field) = find(self.kind, &key.field)?;
            let column = book.register(self.kind).column(at);
            let shown = Shown::new(field, book);
            if let Some(kept) = self.orders.get_mut(at) {
                let order = kept.get_or_insert_with(|| Order::new(field));
                order.rank(column, &shown, book.symbols(), pinyin);
                rows = order.sort(&rows, column, key.descending);
            }
        }
        Ok(rows)
    }

    /// How often each value occurs in a column, among the rows that pass everything in the view but the filters on this column itself: codes in the
    /// order of their declaration, anything else the most frequent first; the empty value last.
    ///
    /// # Errors
    /// As [`Index::rows`].
    pub fn facets(
        &self,
        book: &Workbook,
        view: &View,
        field: &str,
        pinyin: Option<&Pinyin>,
    ) -> Result<Vec<Facet>, BadView> {
        let rows = self.passing(book, view, Some(field), pinyin)?;
        let (at, field) = find(self.kind, field)?;
        let column = book.register(self.kind).column(at);
        let mut counts = vec![0_u32; book.symbols()];
        let mut values = Vec::new();
        for row in rows {
            let value = column[row as usize];
            let count = &mut counts[value.index()];
            if *count == 0 {
                values.push(value);
            }
            *count += 1;
        }
        let closed = field.holds.values();
        let place = |value: Symbol| {
            let text = book.text(value);
            closed.iter().position(|known| known.code == text)
        };
        let facets = values.into_iter().map(|value| Facet {
            value,
            rows: counts[value.index()],
        });
        let mut facets: Vec<Facet> = facets.collect();
        facets.sort_by_key(|facet| {
            let place = place(facet.value).unwrap_or(closed.len());
            (facet.value.is_empty(), place, std::cmp::Reverse(facet.rows))
        });
        Ok(facets)
    }

    /// The rows that pass the filters, but for those on the field left out, and are found by the search; in the order of the register.
    fn passing(
        &self,
        book: &Workbook,
        view: &View,
        left_out: Option<&str>,
        pinyin: Option<&Pinyin>,
    ) -> Result<Vec<u32>, BadView> {
        let register = book.register(self.kind);
        let mut rows: Vec<u32> = (0..register.len() as u32).collect();
        for filter in &view.filters {
            let (at, field) = find(self.kind, &filter.field)?;
            let shown = Shown::new(field, book);
            let judge = Judge::new(&filter.test, &shown, pinyin)?;
            if left_out == Some(field.code) {
                continue;
            }
            let column = register.column(at);
            let mut verdicts = Verdicts::new(book.symbols());
            rows.retain(|row| {
                let symbol = column[*row as usize];
                verdicts.of(symbol, || judge.passes(symbol))
            });
        }
        let fields = self.searched(view)?;
        let search = Search::new(&view.search, pinyin);
        for word in 0..search.len() {
            let mut found = vec![false; register.len()];
            let mut verdicts = Verdicts::new(book.symbols());
            for (at, field) in &fields {
                let column = register.column(*at);
                let shown = Shown::new(field, book);
                if !field.holds.values().is_empty() {
                    let hits = shown.codes_with(&search, word);
                    for row in rows.iter().filter(|_| !hits.is_empty()) {
                        found[*row as usize] |= hits.contains(&column[*row as usize]);
                    }
                    continue;
                }
                // What a reference reads as is said by its field; everything else is the same text in every column.
                if shown.is_named_elsewhere() {
                    verdicts.forget();
                }
                for row in &rows {
                    let symbol = column[*row as usize];
                    let found = &mut found[*row as usize];
                    if !*found && !symbol.is_empty() {
                        *found = verdicts.of(symbol, || shown.word_in(&search, word, symbol));
                    }
                }
                if shown.is_named_elsewhere() {
                    verdicts.forget();
                }
            }
            rows.retain(|row| found[*row as usize]);
        }
        Ok(rows)
    }

    /// The columns that are searched: those shown.
    fn searched(&self, view: &View) -> Result<Vec<(usize, &'static Field)>, BadView> {
        if view.columns.is_empty() {
            return Ok(self.kind.fields().iter().enumerate().collect());
        }
        let columns = view.columns.iter();
        columns.map(|code| find(self.kind, code)).collect()
    }
}

fn find(kind: Kind, code: &str) -> Result<(usize, &'static Field), BadView> {
    let at = kind.field(code);
    let field = at.and_then(|at| Some((at, kind.fields().get(at)?)));
    field.ok_or_else(|| BadView::NoField(code.to_owned()))
}
