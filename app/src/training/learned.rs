//! What a trainee has learned, as the browser keeps it: one [`Trainer`] for lessons, drills, exams and reviews.

use std::cell::RefCell;

use shizu_training::{Progress, Trainer};

use super::kept::{Kept, NotKept};
use crate::workbook::clock;

/// The name it is kept under.
const NAME: &str = "trainer";

thread_local! {
    /// What the browser would not keep; it lasts as long as the page.
    static UNKEPT: RefCell<Option<Trainer>> = const { RefCell::new(None) };
}

/// What is known now.
pub fn trainer() -> Trainer {
    UNKEPT
        .with_borrow(Clone::clone)
        .unwrap_or_else(|| read(&mut Kept::open(NAME)))
}

/// Adds to what is known. Another tab may have added something meanwhile, so that it is read anew each time.
///
/// # Errors
/// When the browser refuses; then it is known as long as the page lasts.
pub fn learn<T>(change: impl FnOnce(&mut Trainer) -> T) -> (T, Result<(), NotKept>) {
    let mut kept = Kept::open(NAME);
    let mut trainer = UNKEPT
        .with_borrow(Clone::clone)
        .unwrap_or_else(|| read(&mut kept));
    let done = change(&mut trainer);
    let text = Progress::of("", &clock::now(), &trainer, Vec::new(), Vec::new()).write();
    let saved = kept.save(&text);
    UNKEPT.set(saved.is_err().then_some(trainer));
    (done, saved)
}

/// Forgets what is known.
///
/// # Errors
/// When the browser refuses.
pub fn forget() -> Result<(), NotKept> {
    UNKEPT.set(None);
    Kept::open(NAME).save("")
}

/// What is kept; nothing where that cannot be read, which is then put aside.
fn read(kept: &mut Kept) -> Trainer {
    let Some(text) = kept.text() else {
        return Trainer::default();
    };
    let Ok(progress) = Progress::read(text) else {
        // When even that is refused, so is what would be written over it.
        let _ = kept.put_aside();
        return Trainer::default();
    };
    progress.trainer
}
