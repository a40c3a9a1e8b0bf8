//! What evaluating returns costs, told against merely reading the file, in one run: `cargo bench -p shizu-cli --bench monitor` (or `-- BODIES`).
//!
//! 10,000 bodies with 60 periods each, a half of them by month and a half by quarter: the issue asks for at most three times the reading.

use std::fmt::Write;
use std::time::{Duration, Instant};

use shizu_formats::{Columns, Flow, Issue, ReadOptions, Record, Sink, read};
use shizu_rules::Rulebook;
use shizu_rules::monitor::{Evaluator, Monitor, Period, ReturnBinding, Settings};
use shizu_rules::vocabulary::Frequency;

/// Periods of each body.
const PERIODS: i32 = 60;

/// Runs of each, of which the best counts.
const RUNS: usize = 5;

fn main() {
    let bodies = std::env::args()
        .find_map(|arg| arg.parse().ok())
        .unwrap_or(10_000);
    let rulebook = Rulebook::shipped().expect("the shipped rulebook loads");
    let text = file(bodies);
    let (mut reading, mut taking, mut evaluating) = (Duration::MAX, Duration::MAX, Duration::MAX);
    let mut fired = 0;
    for _ in 0..RUNS {
        let start = Instant::now();
        let mut only = Only::default();
        read(text.as_bytes(), &ReadOptions::default(), &mut only).expect("a table");
        std::hint::black_box(only.0);
        reading = reading.min(start.elapsed());

        let start = Instant::now();
        let mut take = Take::new(&rulebook);
        read(text.as_bytes(), &ReadOptions::default(), &mut take).expect("a table");
        let monitored = take.monitor.finish().0;
        let taken = start.elapsed();
        taking = taking.min(taken);
        let mut evaluator = Evaluator::new(monitored, &rulebook);
        fired = 0;
        for line in 0..evaluator.monitored().lines().len() {
            fired += evaluator.look(line).fired.len();
            std::hint::black_box(evaluator.upcoming(line));
        }
        evaluating = evaluating.min(start.elapsed());
    }
    let rows = f64::from(bodies) * f64::from(PERIODS);
    let megabytes = text.len() as f64 / 1e6;
    println!("{bodies} bodies x {PERIODS} periods, {megabytes:.0} MB, {fired} triggers");
    for (what, cost) in [
        ("read", reading),
        ("read, bind and take", taking),
        ("all, with every trigger", evaluating),
    ] {
        println!(
            "  {what:<24}{:>8.1} ms {:>8.0} ns/row {:>6.2} x",
            cost.as_secs_f64() * 1e3,
            cost.as_secs_f64() * 1e9 / rows,
            cost.as_secs_f64() / reading.as_secs_f64()
        );
    }
    let evaluate = evaluating.saturating_sub(reading).as_secs_f64() / reading.as_secs_f64();
    println!("evaluate / read: {evaluate:.2}x (limit 3.0)");
}

/// Counts the fields and does nothing with them.
#[derive(Default)]
struct Only(usize);

impl Sink for Only {
    fn record(&mut self, record: &Record<'_>) -> Flow {
        self.0 += record.fields().count();
        Flow::Continue(())
    }

    fn issue(&mut self, issue: Issue) -> Flow {
        panic!("{issue}")
    }
}

/// Takes the rows as returns.
struct Take {
    binding: ReturnBinding,
    monitor: Monitor,
}

impl Take {
    fn new(rulebook: &Rulebook) -> Self {
        let day = "2026-01-20".parse().expect("a day");
        let settings = Settings::new(rulebook, day).expect("its numbers");
        Take {
            binding: ReturnBinding::default(),
            monitor: Monitor::new(settings, day),
        }
    }
}

impl Sink for Take {
    fn columns(&mut self, columns: &Columns) -> Flow {
        self.binding = ReturnBinding::of_table(columns.names()).expect("a header");
        Flow::Continue(())
    }

    fn record(&mut self, record: &Record<'_>) -> Flow {
        let mut errors = Vec::new();
        let row = self.binding.row(|column| record.get(column), &mut errors);
        errors.extend(self.monitor.push(&row.expect("a return"), record.row()));
        assert!(errors.is_empty(), "{errors:?}");
        Flow::Continue(())
    }

    fn issue(&mut self, issue: Issue) -> Flow {
        panic!("{issue}")
    }
}

/// Returns as CSV, most of them with matters, some zero, some missing; a tenth of the bodies with long zeros.
fn file(bodies: u32) -> String {
    let mut random = fastrand::Rng::with_seed(2026);
    let mut text = "body,kind,period,clues,cases,covered,letters\n".to_owned();
    for body in 0..bodies {
        let kind = ["unit", "group"][body as usize % 2];
        let frequency = [Frequency::Month, Frequency::Quarter][body as usize / 2 % 2];
        let last = Period::new(frequency, 2025, frequency.per_year()).expect("a period");
        let quiet = random.u8(..10) == 0;
        let covered = random.u32(20..900);
        for back in (0..PERIODS).rev() {
            let period = last.plus(-back);
            let clues = if quiet { 0 } else { random.u32(..4) };
            let cases = clues.min(random.u32(..2));
            let letters = clues + random.u32(..5);
            if random.u8(..50) == 0 {
                let _ = writeln!(text, "body {body:05},{kind},{period},,,{covered},{letters}");
            } else {
                let _ = writeln!(
                    text,
                    "body {body:05},{kind},{period},{clues},{cases},{covered},{letters}"
                );
            }
        }
    }
    text
}
