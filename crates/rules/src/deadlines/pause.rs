//! Spans in which a time limit stands still.

use chrono::NaiveDate;

use crate::intake::parse_date;
use crate::lang::Lang;

/// A span in which a time limit stands still. Both ends belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pause {
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
}

/// What is not right about one of several pauses. What of it is right has been counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PauseProblem {
    /// The pause, from 0.
    pub index: usize,
    /// The pause itself.
    pub pause: Pause,
    /// What is not right.
    pub kind: PauseFault,
}

/// What may not be right about a pause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PauseFault {
    /// It ends before it begins: it stops nothing.
    Backwards,
    /// It has days in common with an earlier one, from 0: they stop the count once.
    Overlaps(usize),
    /// It lies wholly outside the time limit: it stops nothing.
    Outside,
    /// It reaches beyond the time limit: only what lies inside stops the count.
    PartlyOutside,
}

impl Pause {
    /// Whether `day` belongs to it.
    pub fn holds(self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }

    /// Reads `2026-03-01..2026-03-10`.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn parse(text: &str, lang: Lang) -> Result<Self, String> {
        let Some((from, to)) = text.split_once("..") else {
            return Err(match lang {
                Lang::Zh => format!("中止期间“{text}”应写作 2026-03-01..2026-03-10"),
                Lang::En => format!("write the pause `{text}` as 2026-03-01..2026-03-10"),
            });
        };
        let day =
            |text: &str| parse_date(text.trim()).map_err(|problem| problem.message(text, lang));
        Ok(Pause {
            from: day(from)?,
            to: day(to)?,
        })
    }
}

impl PauseProblem {
    /// Which pause, what is not right, and what was done about it.
    pub fn message(&self, lang: Lang) -> String {
        let (number, Pause { from, to }) = (self.index + 1, self.pause);
        let (zh, en) = match self.kind {
            PauseFault::Backwards => (
                "止日早于起日，未计入；请核对".to_owned(),
                "ends before it begins and stops nothing; check it".to_owned(),
            ),
            PauseFault::Overlaps(other) => (
                format!("与第{}段重叠，重叠的日子只中止一次", other + 1),
                format!(
                    "overlaps pause {}; the days in common stop the count once",
                    other + 1
                ),
            ),
            PauseFault::Outside => (
                "不在期限之内，不影响计算；请核对".to_owned(),
                "lies outside the time limit and stops nothing; check it".to_owned(),
            ),
            PauseFault::PartlyOutside => (
                "有一部分在期限之外，只有期限内的日子中止".to_owned(),
                "reaches beyond the time limit; only its days inside stop the count".to_owned(),
            ),
        };
        match lang {
            Lang::Zh => format!("第{number}段中止（{from}至{to}）：{zh}。"),
            Lang::En => format!("Pause {number} ({from} to {to}) {en}."),
        }
    }
}

/// What is not right about pauses of a time limit that starts on `start` and ends on `last`.
pub(super) fn check_pauses(
    pauses: &[Pause],
    start: NaiveDate,
    last: NaiveDate,
) -> Vec<PauseProblem> {
    let mut problems = Vec::new();
    for (index, pause) in pauses.iter().copied().enumerate() {
        let mut note = |kind| problems.push(PauseProblem { index, pause, kind });
        let Pause { from, to } = pause;
        if to < from {
            note(PauseFault::Backwards);
            continue;
        }
        let overlaps =
            |other: &Pause| other.from <= other.to && other.from <= to && from <= other.to;
        if let Some(other) = pauses[..index].iter().position(overlaps) {
            note(PauseFault::Overlaps(other));
        }
        if to < start || last < from {
            note(PauseFault::Outside);
        } else if from < start || last < to {
            note(PauseFault::PartlyOutside);
        }
    }
    problems
}
