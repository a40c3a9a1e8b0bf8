//! Cells: what a row demands of one column.

use crate::domain::{Axis, Domain, nearest};

/// What a row demands of one column. Resolved against the column's domain, so that it cannot name a value that does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// One of these indices of a closed domain, ascending.
    OneOf(Vec<usize>),
    /// A point within one of these half-open ranges `[from, to)`.
    Within(Vec<(i64, i64)>),
}

/// Why a cell's text does not fit its column.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CellError {
    /// A code that the closed domain does not have.
    #[error("`{text}` is not one of {expected:?}{}", nearest.as_ref().map(|n| format!("; did you mean `{n}`?")).unwrap_or_default())]
    UnknownCode {
        /// Position in the list of texts.
        at: usize,
        /// The text that was found.
        text: String,
        /// All valid codes.
        expected: Vec<String>,
        /// The valid code that is spelled most alike.
        nearest: Option<String>,
    },
    /// Text that is no condition on an axis.
    #[error(
        "`{text}` is not a condition on an axis; write for example `>= 90`, `< 60`, `[80, 90)` or `= 5`"
    )]
    NotACondition {
        /// Position in the list of texts.
        at: usize,
        /// The text that was found.
        text: String,
    },
    /// A condition on a point that the axis does not reach.
    #[error("`{text}` lies outside of the axis, which goes from {min} to {max}")]
    OutsideAxis {
        /// Position in the list of texts.
        at: usize,
        /// The text that was found.
        text: String,
        /// First point of the axis.
        min: String,
        /// Last point of the axis.
        max: String,
    },
    /// The condition admits no value at all.
    #[error("`{text}` admits no value")]
    Empty {
        /// Position in the list of texts.
        at: usize,
        /// The text that was found.
        text: String,
    },
}

impl CellError {
    /// Position, in the list of texts, of the text that does not fit.
    pub fn at(&self) -> usize {
        match self {
            CellError::UnknownCode { at, .. }
            | CellError::NotACondition { at, .. }
            | CellError::OutsideAxis { at, .. }
            | CellError::Empty { at, .. } => *at,
        }
    }
}

impl Cell {
    /// Reads a cell from the texts of a row: codes for a closed domain (`!code` excludes), conditions for an axis (`>= 90`, `[80, 90)`).
    /// Several texts mean "any of them"; exclusions are taken from the codes that are named, or from all if none is.
    ///
    /// # Errors
    /// The first text that does not fit, with its position and the nearest valid spelling; or that nothing is admitted, also by no text at all.
    pub fn parse(domain: &Domain, texts: &[&str]) -> Result<Cell, CellError> {
        if texts.is_empty() {
            return Err(CellError::Empty {
                at: 0,
                text: String::new(),
            });
        }
        match domain {
            Domain::Axis(axis) => {
                let ranges = texts
                    .iter()
                    .enumerate()
                    .map(|(at, text)| range(*axis, at, text))
                    .collect::<Result<Vec<_>, _>>()?;
                Ok(Cell::Within(ranges))
            }
            _ => one_of(&domain.codes(), texts).map(Cell::OneOf),
        }
    }
}

fn one_of(codes: &[&str], texts: &[&str]) -> Result<Vec<usize>, CellError> {
    let mut included = Vec::new();
    let mut excluded = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        let (list, code) = text
            .strip_prefix('!')
            .map_or((&mut included, *text), |code| (&mut excluded, code));
        let index = codes
            .iter()
            .position(|known| *known == code)
            .ok_or_else(|| CellError::UnknownCode {
                at,
                text: code.to_owned(),
                expected: codes.iter().map(|code| (*code).to_owned()).collect(),
                nearest: nearest(code, codes.iter().copied()).map(str::to_owned),
            })?;
        list.push(index);
    }
    let keep = |index: &usize| {
        (included.is_empty() || included.contains(index)) && !excluded.contains(index)
    };
    let indices: Vec<usize> = (0..codes.len()).filter(keep).collect();
    if indices.is_empty() {
        return Err(CellError::Empty {
            at: 0,
            text: texts.join(", "),
        });
    }
    Ok(indices)
}

fn range(axis: Axis, at: usize, text: &str) -> Result<(i64, i64), CellError> {
    let (min, max) = axis.bounds();
    let not_a_condition = || CellError::NotACondition {
        at,
        text: text.to_owned(),
    };
    let point = |condition: &str| {
        let found = axis.read(condition).ok_or_else(not_a_condition)?;
        if (min..=max).contains(&found) {
            return Ok(found);
        }
        Err(CellError::OutsideAxis {
            at,
            text: text.to_owned(),
            min: axis.format(min),
            max: axis.format(max),
        })
    };
    let text = text.trim();
    let (from, to) = if let Some(rest) = text.strip_prefix(">=") {
        (point(rest)?, max + 1)
    } else if let Some(rest) = text.strip_prefix("<=") {
        (min, point(rest)? + 1)
    } else if let Some(rest) = text.strip_prefix('>') {
        (point(rest)? + 1, max + 1)
    } else if let Some(rest) = text.strip_prefix('<') {
        (min, point(rest)?)
    } else if text.starts_with(['[', '(']) && text.ends_with([']', ')']) {
        let (low, high) = text[1..text.len() - 1]
            .split_once(',')
            .ok_or_else(not_a_condition)?;
        (
            point(low)? + i64::from(text.starts_with('(')),
            point(high)? + i64::from(text.ends_with(']')),
        )
    } else {
        let exact = point(text.strip_prefix('=').unwrap_or(text))?;
        (exact, exact + 1)
    };
    if from >= to {
        return Err(CellError::Empty {
            at,
            text: text.to_owned(),
        });
    }
    Ok((from, to))
}
