//! Steps on the terminal: what is being done, which of how many, and how long it took.

use std::time::{Duration, Instant};

use anyhow::Result;

/// Announces steps and their times.
#[derive(Debug)]
pub struct Progress {
    total: usize,
    begun: usize,
    start: Instant,
}

impl Progress {
    /// For a verb of `total` steps.
    pub fn new(total: usize) -> Self {
        Self {
            total,
            begun: 0,
            start: Instant::now(),
        }
    }

    /// Runs one step between its announcement and its time.
    pub fn step<T>(&mut self, title: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        self.begun += 1;
        println!("[{}/{}] {title}", self.begun, self.total);
        let start = Instant::now();
        let result = work();
        let outcome = if result.is_ok() { "done" } else { "failed" };
        println!("      {outcome} in {}", seconds(start.elapsed()));
        result
    }

    /// Time since the first step could begin.
    pub fn elapsed(&self) -> String {
        seconds(self.start.elapsed())
    }
}

/// `12.3 s`, or `3 min 04 s` from two minutes on.
pub fn seconds(duration: Duration) -> String {
    let whole = duration.as_secs();
    if whole < 120 {
        format!("{:.1} s", duration.as_secs_f64())
    } else {
        format!("{} min {:02} s", whole / 60, whole % 60)
    }
}
