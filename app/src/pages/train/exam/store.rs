//! Results of exams, as the browser keeps them.

use shizu_training::{ExamRecord, RecordError};

use crate::training::kept::{Kept, NotKept, names};

/// Begins the names of results, before the time they were handed in.
pub const RESULT: &str = "exam-result.";

/// A result that is kept.
#[derive(Clone, Debug)]
pub struct KeptResult {
    /// The name it is kept under.
    pub name: String,
    /// The result, or why it cannot be read.
    pub record: Result<ExamRecord, RecordError>,
}

/// Every result, the latest first.
pub fn results() -> Vec<KeptResult> {
    let mut all: Vec<KeptResult> = names(RESULT)
        .into_iter()
        .filter_map(|name| {
            let kept = Kept::open(&name);
            let record = ExamRecord::read(kept.text()?);
            Some(KeptResult { name, record })
        })
        .collect();
    all.reverse();
    all
}

/// Keeps a result beside all earlier ones; `false` when the same is there already.
///
/// # Errors
/// When the browser refuses.
pub fn add(record: &ExamRecord) -> Result<bool, NotKept> {
    let base = format!("{RESULT}{}.{}", record.ended, record.id());
    let mut kept = Kept::open(&base);
    if kept.text().is_some() {
        return Ok(false);
    }
    kept.save(&record.write())?;
    Ok(true)
}
