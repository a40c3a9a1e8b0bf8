//! What `shizu route` costs, told against what the csv crate needs merely to read the same file into records. One run prints everything.
//!
//! `cargo bench -p shizu-cli` (or `-- ROWS`) writes a file of plausible clues, reads it with the csv crate, routes it into every format with the built
//! tool, and watches the tool's memory. A second file has one cell in ten left empty, so that most answers stay open.

mod clues;

use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use shizu_rules::{Binding, ClueFacts, Engine, Rulebook};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rows = std::env::args()
        .find_map(|arg| arg.parse().ok())
        .unwrap_or(1_000_000);
    let folder = tempfile::tempdir()?;
    for (title, blanks) in [("all facts given", 0), ("one cell in ten empty", 10)] {
        let path = folder.path().join("clues.csv");
        clues::write(&path, rows, blanks)?;
        let megabytes = std::fs::metadata(&path)?.len() as f64 / 1e6;
        println!("\n{rows} clues, 20 columns, {megabytes:.0} MB, {title}");
        decide(&path)?;
        let reading = best(3, || read_records(&path))?;
        println!(
            "  {:<28}{:>8.2} s",
            "csv crate, ByteRecord",
            reading.as_secs_f64()
        );
        for format in ["csv", "ndjson", "json", "text"] {
            if format == "text" && rows > 100_000 {
                continue;
            }
            let mut memory = 0;
            let runs = if format == "csv" { 3 } else { 1 };
            let routing = best(runs, || route(&path, format, &mut memory))?;
            println!(
                "  {:<28}{:>8.2} s   {:>5.2} x   {:>6.0} ns/row   {:>4} MB at most",
                format!("shizu route --format {format}"),
                routing.as_secs_f64(),
                routing.as_secs_f64() / reading.as_secs_f64(),
                routing.as_secs_f64() * 1e9 / f64::from(rows),
                memory / 1024,
            );
        }
    }
    Ok(())
}

type Timed = Result<Duration, Box<dyn std::error::Error>>;

fn best(times: u32, mut run: impl FnMut() -> Timed) -> Timed {
    let mut best = run()?;
    for _ in 1..times {
        best = best.min(run()?);
    }
    Ok(best)
}

/// The yardstick.
fn read_records(path: &Path) -> Timed {
    let start = Instant::now();
    let mut reader = csv::Reader::from_path(path)?;
    let mut record = csv::ByteRecord::new();
    let mut fields = 0;
    while reader.read_byte_record(&mut record)? {
        fields += record.len();
    }
    std::hint::black_box(fields);
    Ok(start.elapsed())
}

/// Runs the tool and writes down the most memory it used, in KB.
fn route(path: &Path, format: &str, memory: &mut u64) -> Timed {
    let out = File::create("/dev/null")?;
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_shizu"))
        .args(["route", "--format", format])
        .arg(path)
        .stdout(out)
        .stderr(Stdio::null())
        .spawn()?;
    let status = format!("/proc/{}/status", child.id());
    loop {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
        *memory = (*memory).max(kilobytes.unwrap_or(0));
        if let Some(status) = child.try_wait()? {
            assert!(status.success(), "{status}");
            return Ok(start.elapsed());
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// The engine alone, on the first rows of the file.
fn decide(path: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let rulebook = Rulebook::shipped().map_err(|errors| errors[0].clone())?;
    let engine = Engine::new(
        rulebook,
        chrono::NaiveDate::from_ymd_opt(2026, 6, 30).ok_or("no day")?,
    )?;
    let mut reader = csv::Reader::from_path(path)?;
    let names: Vec<String> = reader.headers()?.iter().map(str::to_owned).collect();
    let binding = Binding::of_table(&names)?;
    let mut errors = Vec::new();
    let mut clues: Vec<ClueFacts> = Vec::new();
    for record in reader.records().take(20_000) {
        let record = record?;
        clues.extend(
            binding
                .row(|column| record.get(column), &mut errors)
                .map(|row| row.facts),
        );
    }
    let time = best(5, || {
        let start = Instant::now();
        for clue in &clues {
            std::hint::black_box(engine.decide(std::hint::black_box(clue)));
        }
        Ok(start.elapsed())
    })?;
    println!(
        "  {:<28}{:>8.0} ns/row",
        "decide",
        time.as_secs_f64() * 1e9 / clues.len() as f64
    );
    Ok(())
}
