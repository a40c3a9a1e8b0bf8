//! Views over 100,000 rows of the demo, against the same rows as plain texts scanned and sorted as one would without thinking. Times and ratios of one
//! run; the limits say what must hold natively so that the browser stays below 100 ms.
#![allow(
    clippy::disallowed_methods,
    clippy::semicolon_if_nothing_returned,
    clippy::too_many_lines,
    clippy::disallowed_macros,
    clippy::print_stdout,
    missing_docs,
    reason = "a measurement"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use shizu_casebook::query::{Filter, Index, Pinyin, SortKey, Test, View};
use shizu_casebook::{Kind, Rules, Workbook, demo};
use shizu_rules::{Engine, Rulebook};

const ROWS: usize = 100_000;

/// The median of several runs.
fn median(runs: usize, mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let before = Instant::now();
            run();
            before.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[runs / 2]
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn columns(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

fn sorted_by(keys: &[(&str, bool)]) -> View {
    let keys = keys.iter().map(|(field, descending)| SortKey {
        field: (*field).to_owned(),
        descending: *descending,
    });
    View {
        sort: keys.collect(),
        ..View::default()
    }
}

fn searched(typed: &str) -> View {
    let columns = columns(&[
        "id",
        "received",
        "state",
        "person",
        "post_held",
        "body",
        "summary",
        "lead",
        "follower",
    ]);
    View {
        search: typed.to_owned(),
        columns,
        ..View::default()
    }
}

fn main() {
    let rulebook = Rulebook::shipped().expect("loads");
    let today = "2026-03-05".parse().expect("a day");
    let engine = Engine::new(rulebook.clone(), today).expect("compiles");
    let rules = Rules::new(&rulebook, today).expect("compiles");

    let usual = median(3, || {
        drop(black_box(
            demo::workbook(today, &engine, &rules).expect("made"),
        ))
    });
    let book = demo::workbook(today, &engine, &rules).expect("made");
    let text = book.to_json();
    println!(
        "demo of 2,500 matters: {:.0} ms, {} entries, {:.2} MB as a file",
        milliseconds(usual),
        book.revision(),
        text.len() as f64 / 1e6
    );

    let book = demo::sized(today, ROWS, &engine, &rules).expect("made");
    let text = book.to_json();
    println!(
        "{ROWS} matters: {:.1} MB as a file, {:.0} bytes per 1,000 rows",
        text.len() as f64 / 1e6,
        text.len() as f64 / ROWS as f64 * 1000.0
    );
    let parsed = median(3, || {
        drop(black_box(
            serde_json::from_slice::<serde_json::Value>(text.as_bytes()).expect("JSON"),
        ))
    });
    let opened = median(3, || {
        drop(black_box(
            Workbook::from_json(text.as_bytes()).expect("opens"),
        ))
    });
    let written = median(3, || drop(black_box(book.to_json())));
    println!(
        "opening {:.0} ms, {:.2} times parsing the same JSON ({:.0} ms); writing {:.0} ms",
        milliseconds(opened),
        opened.as_secs_f64() / parsed.as_secs_f64(),
        milliseconds(parsed),
        milliseconds(written)
    );
    drop(text);

    let pinyin = Pinyin::shipped().expect("the table");
    let plain: Vec<Vec<String>> = book
        .register(Kind::Matter)
        .rows()
        .map(|row| {
            (0..Kind::Matter.fields().len())
                .map(|field| row.cell(field).to_owned())
                .collect()
        })
        .collect();
    let field = |code: &str| Kind::Matter.field(code).expect("a field");
    let scan = |test: &dyn Fn(&[String]) -> bool| -> Vec<usize> {
        (0..plain.len()).filter(|row| test(&plain[*row])).collect()
    };
    let sort = |code: &str| {
        let at = field(code);
        let mut rows: Vec<usize> = (0..plain.len()).collect();
        rows.sort_by(|one, other| plain[*one][at].cmp(&plain[*other][at]));
        rows
    };
    let shown: Vec<usize> = [
        "id",
        "received",
        "state",
        "person",
        "post_held",
        "body",
        "summary",
        "lead",
        "follower",
    ]
    .map(field)
    .to_vec();

    println!(
        "\n{:<44}{:>10}{:>12}{:>8}",
        "100,000 rows", "ms", "plain ms", "ratio"
    );
    let line =
        |what: &str, limit: f64, view: &View, first: bool, baseline: &dyn Fn() -> Vec<usize>| {
            let mut index = Index::new(Kind::Matter);
            let mut run = || {
                if first {
                    index = Index::new(Kind::Matter);
                }
                black_box(index.rows(&book, view, Some(&pinyin)).expect("a view"));
            };
            if !first {
                run();
            }
            let ours = median(9, run);
            let theirs = median(5, || drop(black_box(baseline())));
            let ms = milliseconds(ours);
            let mark = if ms > limit { "  MISSED" } else { "" };
            println!(
                "{what:<44}{ms:>10.2}{:>12.2}{:>7.2}x{mark}",
                milliseconds(theirs),
                ours.as_secs_f64() / theirs.as_secs_f64()
            );
        };
    let contains = |typed: &'static str| {
        let shown = shown.clone();
        let scan = &scan;
        move || scan(&|row: &[String]| shown.iter().any(|at| row[*at].contains(typed)))
    };
    line(
        "search 礼品 in nine columns",
        25.0,
        &searched("礼品"),
        false,
        &contains("礼品"),
    );
    line(
        "search zjw (initials) in nine columns",
        25.0,
        &searched("zjw"),
        false,
        &contains("zjw"),
    );
    line(
        "search for two words",
        25.0,
        &searched("林业 礼品"),
        false,
        &contains("礼品"),
    );
    let all = View {
        search: "礼品".to_owned(),
        ..View::default()
    };
    line("search 礼品 in all columns", 25.0, &all, false, &|| {
        scan(&|row: &[String]| row.iter().any(|text| text.contains("礼品")))
    });
    let at = field("authority");
    let of = |test: Test, code: &str| View {
        filters: vec![Filter {
            field: code.to_owned(),
            test,
        }],
        ..View::default()
    };
    let one_of = of(
        Test::OneOf(columns(&["same_level", "general"])),
        "authority",
    );
    line("filter: one of two codes", 25.0, &one_of, false, &|| {
        scan(&|row: &[String]| row[at] == "same_level" || row[at] == "general")
    });
    let received = field("received");
    let year = of(
        Test::Between {
            from: Some("2024-01-01".to_owned()),
            until: Some("2024-12-31".to_owned()),
        },
        "received",
    );
    line("filter: a year", 25.0, &year, false, &|| {
        scan(&|row: &[String]| {
            row[received].as_str() >= "2024-01-01" && row[received].as_str() <= "2024-12-31"
        })
    });
    let summary = field("summary");
    let text = of(Test::Contains("礼品".to_owned()), "summary");
    line("filter: text contains 礼品", 25.0, &text, false, &|| {
        scan(&|row: &[String]| row[summary].contains("礼品"))
    });
    line(
        "sort by date, the first time",
        25.0,
        &sorted_by(&[("received", false)]),
        true,
        &|| sort("received"),
    );
    line(
        "sort by date, again",
        25.0,
        &sorted_by(&[("received", true)]),
        false,
        &|| sort("received"),
    );
    line(
        "sort by person (by reading), the first time",
        25.0,
        &sorted_by(&[("person", false)]),
        true,
        &|| sort("person"),
    );
    line(
        "sort by summary (all differ), the first time",
        60.0,
        &sorted_by(&[("summary", false)]),
        true,
        &|| sort("summary"),
    );
    line(
        "sort by summary, again",
        25.0,
        &sorted_by(&[("summary", false)]),
        false,
        &|| sort("summary"),
    );
    let three = sorted_by(&[("state", false), ("body", false), ("received", true)]);
    line(
        "sort by three columns, the first time",
        25.0,
        &three,
        true,
        &|| sort("state"),
    );
    let index = Index::new(Kind::Matter);
    let facets = median(9, || {
        drop(black_box(
            index
                .facets(&book, &one_of, "body", Some(&pinyin))
                .expect("facets"),
        ))
    });
    println!(
        "{:<44}{:>10.2}",
        "facets of the body under a filter",
        milliseconds(facets)
    );
}
