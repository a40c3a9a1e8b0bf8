//! A question, drawn: what it is about, what is to be filled in, and, once answered, its grading. Used by the player, drills, exams, and previews.
//!
//! The page draws [`brief`], [`hints`], [`slots`] and, afterwards, [`graded`], hands every act to [`Filling::act`] and every digit and Enter to
//! [`Filling::digit`] and [`Filling::enter`].

mod draw;
mod filling;
mod graded;

pub use draw::{brief, hints, slots};
pub use filling::{Filling, Went};
pub use graded::{credit_sign, graded, names, nearly};
