//! Indicators: shares, rates and changes, worked out by hand and by the engine.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use shizu_rules::indicators::{Column, Indicators, InputRow, Outcome, Told};
use shizu_rules::vocabulary::Term;
use shizu_rules::{Lang, Text};

use super::brief::both;
use super::{
    Brief, Changed, Choice, Grid, Keyed, Kind, Open, Question, Right, Shape, Slot, View, Why,
    WhyNot,
};
use crate::desk::{Desk, say};

/// The figures that are asked for, by the name that the engine gives them.
const ASKED: &[(&str, &str, &str)] = &[
    ("shares", "占比（%）", "share (%)"),
    ("share", "占比（%）", "share (%)"),
    ("rate", "比率（%）", "rate (%)"),
    ("change", "增减（%）", "change (%)"),
    (
        "party_rate",
        "党纪处分占比（%）",
        "share of party sanctions (%)",
    ),
    (
        "administrative_rate",
        "政务处分占比（%）",
        "share of administrative sanctions (%)",
    ),
];

/// Figures of some rows.
#[derive(Debug)]
pub(super) struct Figures {
    pub columns: Vec<Column>,
    pub rows: Vec<InputRow>,
    /// Ids of the indicators that say what the figures are; told once.
    pub rules: Vec<String>,
    /// The indicator of each row that has one of its own.
    pub own: Vec<Option<String>>,
}

/// One figure of one row.
struct Figure {
    id: String,
    label: Text,
    value: String,
    row: usize,
}

impl Figures {
    fn outcomes(&self, desk: &Desk) -> Option<Vec<Outcome>> {
        let indicators = Indicators::new(desk.rulebook()).ok()?;
        Some(indicators.work_out(&self.rows))
    }

    /// What a row is called, in both languages.
    fn name_of(&self, row: usize) -> Text {
        let Some(row) = self.rows.get(row) else {
            return Text::default();
        };
        let of = |lang: Lang| {
            let mut row = row.clone();
            for (_, text) in &mut row.cells {
                let both = both(text);
                both.in_lang(lang).clone_into(text);
            }
            row.label()
        };
        say(of(Lang::Zh), of(Lang::En))
    }

    /// The indicator of a row: its own, or the first of the decision.
    fn rule_of(&self, row: usize) -> Option<&String> {
        let own = self.own.get(row).and_then(Option::as_ref);
        own.or_else(|| self.rules.first())
    }

    fn figures(&self, desk: &Desk) -> Result<Vec<Figure>, Open> {
        let outcomes = self.outcomes(desk).ok_or_else(|| {
            Open(say(
                "规则库缺少指标参数",
                "the rulebook lacks the number of decimals",
            ))
        })?;
        let mut figures = Vec::new();
        for (row, outcome) in outcomes.iter().enumerate() {
            let Some(found) = &outcome.figures else {
                let errors = |lang| {
                    let all = outcome.errors.iter().map(|error| error.told(lang));
                    all.collect::<Vec<_>>().join("; ")
                };
                return Err(Open(say(
                    format!("第{}行算不出：{}", row + 1, errors(Lang::Zh)),
                    format!("row {} cannot be worked out: {}", row + 1, errors(Lang::En)),
                )));
            };
            for (name, told) in found.told() {
                let Some((_, zh, en)) = ASKED.iter().find(|asked| asked.0 == name) else {
                    continue;
                };
                let values = match told {
                    Told::One(value) => vec![value],
                    Told::Several(values) => values,
                };
                let several = values.len() > 1;
                for (at, value) in values.into_iter().enumerate() {
                    let form = Column::FORMS.get(at).filter(|_| several);
                    let part = |lang: Lang| {
                        let form = form.map(|form| format!(" · {}", form.label(lang)));
                        form.unwrap_or_default()
                    };
                    let label = self.name_of(row);
                    figures.push(Figure {
                        id: format!(
                            "{name}.{}{}",
                            row + 1,
                            if several {
                                format!(".{}", at + 1)
                            } else {
                                String::new()
                            }
                        ),
                        label: say(
                            format!("{}{}——{zh}", label.zh, part(Lang::Zh)),
                            format!("{}{}: {en}", label.en, part(Lang::En)),
                        ),
                        value,
                        row,
                    });
                }
            }
        }
        Ok(figures)
    }

    /// How the figure of a row comes about; `None` for shares of several counts, which are made to sum to 100 %.
    fn sum(&self, row: usize) -> Option<String> {
        let row = self.rows.get(row)?;
        if let (Some(part), Some(whole)) = (row.text(Column::Part), row.text(Column::Whole)) {
            return Some(format!("{part} ÷ {whole}"));
        }
        let (now, before) = (row.text(Column::Now)?, row.text(Column::Before)?);
        Some(format!("({now} − {before}) ÷ {before}"))
    }

    /// The count that would have given the chosen figure: another part, or another count of this period.
    fn other_count(&self, desk: &Desk, figure: &Figure, chosen: &str) -> Option<Changed> {
        let row = self.rows.get(figure.row)?;
        let column = [Column::Part, Column::Now]
            .into_iter()
            .find(|column| row.text(*column).is_some())?;
        let now: u64 = row.text(column)?.parse().ok()?;
        let at = self.rows.get(..figure.row)?.len();
        let gives = |count: u64| {
            let mut rows = self.rows.clone();
            let cell = rows[at].cells.iter_mut().find(|cell| cell.0 == column);
            if let Some(cell) = cell {
                cell.1 = count.to_string();
            }
            let other = Figures {
                columns: Vec::new(),
                rows,
                rules: Vec::new(),
                own: Vec::new(),
            };
            let figures = other.figures(desk).unwrap_or_default();
            figures
                .iter()
                .any(|found| found.id == figure.id && super::grade::is_same(&found.value, chosen))
        };
        // The counts that give a figure lie side by side, around the one that gives it exactly.
        let number = |column| row.text(column)?.parse::<Decimal>().ok();
        let share = chosen.trim().parse::<Decimal>().ok()? / Decimal::ONE_HUNDRED;
        let exact = match column {
            Column::Part => share.checked_mul(number(Column::Whole)?)?,
            _ => (share + Decimal::ONE).checked_mul(number(Column::Before)?)?,
        };
        let exact = exact.round().to_u64()?;
        let counts = exact.saturating_sub(AROUND)..=exact.saturating_add(AROUND);
        let found = counts
            .filter(|count| *count != now && gives(*count))
            .min_by_key(|count| count.abs_diff(now))?;
        let text = |count: u64| say(count.to_string(), count.to_string());
        Some(Changed {
            what: say(column.label(Lang::Zh), column.label(Lang::En)),
            now: text(now),
            then: text(found),
        })
    }
}

/// How far around the exact count others are tried; enough for wholes of up to ten thousand.
const AROUND: u64 = 8;

impl Question for Figures {
    fn kind(&self) -> Kind {
        Kind::Figures
    }

    fn brief(&self, _: View<'_>) -> Brief {
        let header = self.columns.iter();
        let header = header.map(|column| say(column.label(Lang::Zh), column.label(Lang::En)));
        let row = |row: &InputRow| {
            let cells = self.columns.iter();
            let cells = cells.map(|column| row.text(*column).unwrap_or_default());
            cells.map(both).collect()
        };
        Brief {
            grids: vec![Grid {
                header: header.collect(),
                rows: self.rows.iter().map(row).collect(),
            }],
            ..Brief::default()
        }
    }

    fn keyed(&self, view: View<'_>) -> Result<Vec<Keyed>, Open> {
        let figures = self.figures(view.desk)?;
        // A rule of the whole decision is told with its first figure, one of a row with the first of the row.
        let mut told: Vec<&String> = Vec::new();
        let mut keyed = Vec::new();
        for figure in figures {
            let own = self.own.get(figure.row).and_then(Option::as_ref);
            let rules = self.rules.iter().filter(|_| keyed.is_empty()).chain(own);
            let rules: Vec<&String> = rules.filter(|rule| !told.contains(rule)).collect();
            told.extend(&rules);
            keyed.push(Keyed {
                slot: Slot {
                    id: figure.id,
                    label: figure.label,
                    shape: Shape::Number,
                    choices: Vec::new(),
                },
                right: Right::Exact(figure.value),
                why: Why::all(view.desk.rulebook(), rules),
            });
        }
        Ok(keyed)
    }

    fn why_not(&self, view: View<'_>, slot: &Keyed, code: &str, _: &[String]) -> Option<WhyNot> {
        let figures = self.figures(view.desk).ok()?;
        let figure = figures
            .into_iter()
            .find(|figure| figure.id == slot.slot.id)?;
        let outcomes = self.outcomes(view.desk)?;
        let notes = &outcomes.get(figure.row)?.notes;
        let value = &figure.value;
        let says = |lang: Lang| {
            let sum = self.sum(figure.row);
            let first = match (lang, sum) {
                (Lang::Zh, Some(sum)) => format!("按规则算：{sum} = {value}%。"),
                (Lang::Zh, None) => format!("按规则算出的是{value}%。"),
                (Lang::En, Some(sum)) => format!("By the rules: {sum} = {value} %."),
                (Lang::En, None) => format!("By the rules it is {value} %."),
            };
            let notes = notes.iter().map(|note| note.told(lang));
            let all: Vec<String> = std::iter::once(first).chain(notes).collect();
            all.join(if lang == Lang::Zh { "" } else { " " })
        };
        let says = say(says(Lang::Zh), says(Lang::En));
        let change = self.other_count(view.desk, &figure, code);
        Some(WhyNot {
            choice: Choice::new(code, code, code),
            rule: self.rule_of(figure.row).cloned(),
            says: Some(says),
            failed: Vec::new(),
            changes: change.into_iter().collect(),
        })
    }
}
