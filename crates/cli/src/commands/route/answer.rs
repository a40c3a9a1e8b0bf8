//! The answering side: decides, renders and writes, in the order of the input.

use std::io::{self, Write};
use std::sync::mpsc::Receiver;

use indicatif::ProgressBar;
use shizu_rules::Lang;

use super::feed::{GiveBack, Work};
use crate::output::route::Render;

/// How many bytes are gathered before they are written.
const FLUSH: usize = 64 * 1024;

/// Bad rows that are told on standard error before the rest is only counted.
const TOLD: u64 = 200;

/// What was answered.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// Rows answered.
    pub good: u64,
    /// Rows that could not be used.
    pub bad: u64,
}

impl Tally {
    /// Rows seen.
    pub fn rows(self) -> u64 {
        self.good + self.bad
    }

    /// How many rows were bad, and what became of the others.
    pub fn message(self, stopped: bool, lang: Lang) -> String {
        let (good, bad) = (self.good, self.bad);
        match (lang, stopped) {
            (Lang::Zh, false) => format!("{bad}行有误，已在结果中标明；其余{good}行已作答。"),
            (Lang::En, false) => {
                format!("bad rows: {bad}, marked in the output; rows answered: {good}")
            }
            (Lang::Zh, true) => format!("遇到有误的行即停止；此前{good}行已作答。"),
            (Lang::En, true) => {
                format!("stopped at the first bad row; rows answered before it: {good}")
            }
        }
    }
}

/// Answers everything that comes.
///
/// # Errors
/// When the output cannot be written; the reading side then finds its channel closed and stops.
pub fn all(
    work: &Receiver<Work>,
    give_back: &GiveBack,
    render: &mut (dyn Render + Send + '_),
    output: &mut impl Write,
    bar: &ProgressBar,
    lang: Lang,
) -> io::Result<Tally> {
    let mut tally = Tally::default();
    let mut text = Vec::with_capacity(FLUSH * 2);
    let tell = |message: &str| bar.suspend(|| eprintln!("{message}"));
    let mut begun = false;
    for item in work {
        if !begun && !matches!(item, Work::Note(_)) {
            render.begin(&mut text);
            begun = true;
        }
        match item {
            Work::Note(note) => tell(&note),
            Work::Bad(bad) => {
                tally.bad += 1;
                if tally.bad <= TOLD {
                    bad.faults.iter().for_each(|fault| tell(&fault.message));
                } else if tally.bad == TOLD + 1 {
                    tell(more(lang));
                }
                render.bad(&bad, &mut text);
            }
            Work::Answered(mut answers, rows) => {
                tally.good += rows;
                output.write_all(&text)?;
                text.clear();
                output.write_all(&answers)?;
                answers.clear();
                // The reading side may have ended and want no more.
                let _ = give_back.texts.try_send(answers);
            }
            Work::Rows(mut batch) => {
                tally.good += batch.len() as u64;
                for clue in batch.rows() {
                    render.row(&clue, &mut text);
                    if text.len() >= FLUSH {
                        output.write_all(&text)?;
                        text.clear();
                    }
                }
                batch.clear();
                let _ = give_back.batches.try_send(batch);
            }
        }
        if text.len() >= FLUSH {
            output.write_all(&text)?;
            text.clear();
        }
    }
    if begun {
        render.end(&mut text);
    }
    output.write_all(&text)?;
    output.flush()?;
    Ok(tally)
}

fn more(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "有误的行较多，以下不再逐条列出，详见结果中的 error。",
        Lang::En => "Many rows are bad; the rest is not listed here, see `error` in the output.",
    }
}
