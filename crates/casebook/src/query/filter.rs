//! Which values of a column pass a test. Each distinct value is judged once, however many rows have it.

use chrono::Datelike;
use shizu_rules::parse_date;

use super::BadView;
use super::order::number;
use super::pinyin::Pinyin;
use super::search::Search;
use super::shown::Shown;
use super::view::Test;
use crate::field::FieldType;
use crate::pool::Symbol;

/// Verdicts by symbol, found when first asked for.
pub(super) struct Verdicts {
    verdicts: Vec<u16>,
    /// What a verdict of this round is: this for "fails", one more for "passes". Smaller ones are forgotten.
    fails: u16,
}

impl Verdicts {
    pub(super) fn new(symbols: usize) -> Self {
        Verdicts {
            verdicts: vec![0; symbols],
            fails: 1,
        }
    }

    #[inline]
    pub(super) fn of(&mut self, symbol: Symbol, judge: impl FnOnce() -> bool) -> bool {
        let verdict = &mut self.verdicts[symbol.index()];
        if *verdict < self.fails {
            *verdict = self.fails + u16::from(judge());
        }
        *verdict > self.fails
    }

    /// Begins a new round. There are far fewer than 30,000, two for each column.
    pub(super) fn forget(&mut self) {
        self.fails += 2;
    }
}

/// A test made ready for one column.
pub(super) struct Judge<'a> {
    test: &'a Test,
    search: Option<Search>,
    shown: &'a Shown<'a>,
    from: Option<i128>,
    until: Option<i128>,
}

impl<'a> Judge<'a> {
    pub(super) fn new(
        test: &'a Test,
        shown: &'a Shown<'a>,
        pinyin: Option<&'a Pinyin>,
    ) -> Result<Self, BadView> {
        let field = shown.field;
        let measured = |bound: &Option<String>| {
            let Some(text) = bound else {
                return Ok(None);
            };
            let measured = measure(field.holds, text);
            measured.map(Some).ok_or_else(|| BadView::BadBound {
                field: field.code.to_owned(),
                bound: text.clone(),
            })
        };
        let (from, until) = match test {
            Test::Between { from, until } => (measured(from)?, measured(until)?),
            _ => (None, None),
        };
        let search = match test {
            Test::Contains(typed) => Some(Search::new(typed, pinyin)),
            _ => None,
        };
        Ok(Judge {
            test,
            search,
            shown,
            from,
            until,
        })
    }

    pub(super) fn passes(&self, symbol: Symbol) -> bool {
        let text = self.shown.text(symbol);
        match self.test {
            Test::OneOf(texts) => texts.iter().any(|one| one == text),
            Test::NoneOf(texts) => texts.iter().all(|one| one != text),
            Test::Empty => symbol.is_empty(),
            Test::Filled => !symbol.is_empty(),
            Test::Between { .. } => {
                let Some(value) = measure(self.shown.field.holds, text) else {
                    return false;
                };
                self.from.is_none_or(|from| from <= value)
                    && self.until.is_none_or(|until| value <= until)
            }
            Test::Contains(_) => {
                let search = self.search.as_ref();
                !symbol.is_empty() && search.is_some_and(|search| self.shown.finds(search, symbol))
            }
        }
    }
}

/// A number, or a day as the number of its digits.
fn measure(holds: FieldType, text: &str) -> Option<i128> {
    match holds {
        FieldType::Date => {
            let day = parse_date(text).ok()?;
            let month = i128::from(day.year()) * 100 + i128::from(day.month());
            Some(month * 100 + i128::from(day.day()))
        }
        _ => number(text),
    }
}
