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

/// Rows for the text format, which explains every clue in full.
const TEXT_ROWS: u32 = 20_000;

/// Runs of each, of which the best counts.
const RUNS: usize = 3;

fn main() -> Outcome<()> {
    let rows = std::env::args()
        .find_map(|arg| arg.parse().ok())
        .unwrap_or(1_000_000);
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("clues.csv");
    for (title, blanks) in [("all facts given", 0), ("one cell in ten empty", 10)] {
        println!("\n{title}, 20 columns");
        measure(&path, rows, blanks, &["csv", "ndjson", "json"])?;
        measure(&path, rows.min(TEXT_ROWS), blanks, &["text"])?;
    }
    Ok(())
}

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// What a run cost.
#[derive(Clone, Copy)]
struct Cost {
    wall: f64,
    /// Seconds of all processors together.
    cpu: f64,
    /// The most memory, in KB.
    memory: u64,
}

impl Cost {
    fn best(self, other: Cost) -> Cost {
        Cost {
            wall: self.wall.min(other.wall),
            cpu: self.cpu.min(other.cpu),
            memory: self.memory.max(other.memory),
        }
    }
}

fn measure(path: &Path, rows: u32, blanks: u8, formats: &[&str]) -> Outcome<()> {
    clues::write(path, rows, blanks)?;
    let megabytes = std::fs::metadata(path)?.len() as f64 / 1e6;
    println!("  {rows} clues, {megabytes:.0} MB");
    println!("  {:<28}{:>8.0} ns/row", "decide alone", decide(path)?);
    // The yardstick is taken before every run of the tool: both meet the same weather.
    let mut reading = read_records(path)?;
    let mut routing = Vec::new();
    for format in formats {
        let mut best = route(path, format)?;
        for _ in 1..RUNS {
            reading = reading.best(read_records(path)?);
            best = best.best(route(path, format)?);
        }
        routing.push(best);
    }
    println!(
        "  {:<28}{:>8.2} s {:>8.2} s CPU",
        "csv crate, ByteRecord", reading.wall, reading.cpu
    );
    for (format, cost) in formats.iter().zip(routing) {
        println!(
            "  {:<28}{:>8.2} s {:>8.2} s CPU {:>6.2} x {:>7.0} ns/row {:>5} MB at most",
            format!("shizu route --format {format}"),
            cost.wall,
            cost.cpu,
            cost.wall / reading.wall,
            cost.wall * 1e9 / f64::from(rows),
            cost.memory / 1024,
        );
    }
    Ok(())
}

/// The yardstick.
fn read_records(path: &Path) -> Outcome<Cost> {
    let (start, cpu) = (Instant::now(), cpu_seconds("self"));
    let mut reader = csv::Reader::from_path(path)?;
    let mut record = csv::ByteRecord::new();
    let mut fields = 0;
    while reader.read_byte_record(&mut record)? {
        fields += record.len();
    }
    std::hint::black_box(fields);
    Ok(Cost {
        wall: start.elapsed().as_secs_f64(),
        cpu: cpu_seconds("self") - cpu,
        memory: 0,
    })
}

/// Runs the tool, and looks what it uses until it ends.
fn route(path: &Path, format: &str) -> Outcome<Cost> {
    let out = File::create("/dev/null")?;
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_shizu"))
        .args(["route", "--format", format])
        .arg(path)
        .stdout(out)
        .stderr(Stdio::null())
        .spawn()?;
    let process = child.id().to_string();
    let (mut cpu, mut memory) = (0.0_f64, 0);
    loop {
        cpu = cpu.max(cpu_seconds(&process));
        memory = memory.max(peak_memory(&process));
        if let Some(status) = child.try_wait()? {
            assert!(status.success(), "{status}");
            let wall = start.elapsed().as_secs_f64();
            return Ok(Cost { wall, cpu, memory });
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Processor time of a process so far, in its ticks of 10 ms.
fn cpu_seconds(process: &str) -> f64 {
    let text = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // The name, in brackets, may hold anything; behind it the fields are counted from the state.
    let fields = text.rsplit(')').next().unwrap_or_default();
    let ticks = fields.split_whitespace().skip(11).take(2);
    ticks
        .filter_map(|ticks| ticks.parse::<f64>().ok())
        .sum::<f64>()
        / 100.0
}

/// The most memory that a process has had, in KB.
fn peak_memory(process: &str) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}

/// The engine alone, on the first rows of the file: nanoseconds per row.
fn decide(path: &Path) -> Outcome<f64> {
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
    let mut best = f64::MAX;
    for _ in 0..5 {
        let start = Instant::now();
        for clue in &clues {
            std::hint::black_box(engine.decide(std::hint::black_box(clue)));
        }
        best = best.min(start.elapsed().as_secs_f64());
    }
    Ok(best * 1e9 / clues.len() as f64)
}
