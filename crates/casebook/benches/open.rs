//! Opening a workbook of 100,000 matters against parsing the same text into `serde_json::Value`, alternately in one run, and what else is done to whole
//! workbooks: `cargo bench -p shizu-casebook --bench open`. In a browser the measure is `JSON.parse`, see tests/browser.
// It measures and prints, which the document itself must not.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)]

#[path = "../tests/document/many.rs"]
mod many;

use std::hint::black_box;
use std::time::{Duration, Instant};

use shizu_casebook::{Command, Kind, Rules, Space, Stamp, Workbook};
use shizu_rules::Rulebook;

const MATTERS: usize = 100_000;
const ROUNDS: usize = 9;

const NOW: Stamp<'static> = Stamp {
    at: "2026-03-05T09:00:00+08:00",
    by: "王虚构",
    why: "",
};

fn main() {
    let rulebook = Rulebook::shipped().expect("loads");
    let rules = Rules::new(&rulebook, "2026-03-05".parse().expect("a day")).expect("compiles");
    let (columns, rows) = many::matters(MATTERS);
    let mut book = Workbook::new("0123456789abcdef", "虚构", Space::Training, NOW.at);
    let import = Command::Import {
        kind: Kind::Matter,
        columns,
        rows,
    };
    let (took, ()) = timed(|| {
        book.apply(import, NOW, &rules).expect("imports");
    });
    println!("import of {MATTERS} matters: {} ms", took.as_millis());
    let (took, text) = timed(|| book.to_json());
    let (size, lines) = (text.len(), text.lines().count());
    println!(
        "written: {} ms, {:.1} MB, {} lines",
        took.as_millis(),
        size as f64 / 1e6,
        lines
    );
    println!(
        "per 1,000 rows: {} KB with the history of their import",
        size / MATTERS
    );
    ratio("with the history of the import", &text);

    // The same rows after a fresh start, as when they lie in a snapshot with little history.
    let start = text.find("\"history\":[").expect("a history");
    let head = text.find("\"id\"").expect("an id");
    let without = format!(
        "{{\"shizu\":\"workbook\",\"version\":1,{}\"history\":[]}}",
        &text[head..start]
    );
    println!(
        "per 1,000 rows: {} KB without history",
        without.len() / MATTERS
    );
    ratio("without history", &without);

    let (took, line) = timed(|| book.entries().next().expect("an entry").to_json());
    println!(
        "entry of the import as text: {} ms, {:.1} MB",
        took.as_millis(),
        line.len() as f64 / 1e6
    );
    let mut other = Workbook::new("0123456789abcdef", "虚构", Space::Training, NOW.at);
    let (took, ()) = timed(|| other.replay(&line).expect("replays"));
    println!("replayed: {} ms", took.as_millis());
    let (took, ()) = timed(|| {
        other.undo(NOW).expect("undoes");
    });
    println!("undone: {} ms", took.as_millis());
    let set = || Command::set(Kind::Matter, "X-50000", &[("note", "虚构")]);
    let (took, ()) = timed(|| {
        book.apply(set(), NOW, &rules).expect("sets");
    });
    println!("one cell set: {} µs", took.as_micros());
    let (took, entries) = timed(|| book.timeline(Kind::Matter, "X-50000").len());
    println!(
        "timeline of a row, {entries} entries: {} µs",
        took.as_micros()
    );
}

fn timed<T>(run: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let value = run();
    (start.elapsed(), value)
}

fn ratio(what: &str, text: &str) {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (took, tree) = timed(|| serde_json::from_str::<serde_json::Value>(text).expect("JSON"));
        black_box(&tree);
        drop(tree);
        theirs.push(took);
        let (took, opened) = timed(|| Workbook::from_json(text.as_bytes()).expect("opens"));
        assert_eq!(opened.book.register(Kind::Matter).len(), MATTERS);
        ours.push(took);
    }
    ours.sort();
    theirs.sort();
    let (ours, theirs) = (ours[ROUNDS / 2], theirs[ROUNDS / 2]);
    println!(
        "{what}: opened in {} ms, serde_json::Value {} ms, ratio {:.2}",
        ours.as_millis(),
        theirs.as_millis(),
        ours.as_secs_f64() / theirs.as_secs_f64()
    );
}
