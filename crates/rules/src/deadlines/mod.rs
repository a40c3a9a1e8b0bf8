//! 时限 (domain §3.7): time limits with an explicit algebra, working days by the State Council's notices, and clue clocks.
//!
//! A [`Limit`] says what starts it, how long it is and how its ends are found ([`Counting`]); [`count()`] shows every day of it, with extension and
//! [`Pause`]s. The [`Calendar`] knows which days are worked, and which it cannot know yet. A [`Clock`] is the public practice of one place: when a
//! clue that lies turns yellow and red.

mod calendar;
mod check;
mod clock;
mod count;
mod limit;
mod pause;
mod read;
mod year_file;

pub use calendar::{Calendar, CalendarYear, DayKind, Due, NamedDay};
pub(crate) use check::check;
pub use clock::{Clock, Stage, Track, TrackReading};
pub use count::{Count, CountError, CountedDay, Leg, Request, Why, count};
pub use limit::{Counting, CountingRule, Extension, Limit};
pub use pause::{Pause, PauseFault, PauseProblem};
pub use year_file::DayProblem;
