//! The example data that is committed is what the rulebook calls for, and reads back the same from every format.

use std::path::{Path, PathBuf};

use shizu_formats::{Flow, Issue, Lang, ReadOptions, Record, Sink, read};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../public/examples")
}

#[derive(Default)]
struct Rows(Vec<Vec<String>>);

impl Sink for Rows {
    fn record(&mut self, record: &Record<'_>) -> Flow {
        self.0
            .push(record.fields().map(|(_, text)| text.to_owned()).collect());
        Flow::Continue(())
    }

    fn issue(&mut self, issue: Issue) -> Flow {
        panic!("{}", issue.message(Lang::En))
    }
}

#[test]
fn every_row_and_boundary_is_exercised() {
    let clues = shizu_tests::clues();
    assert_eq!(clues.len(), shizu_tests::MATTERS);
    let open = shizu_tests::engine().coverage(&clues).open;
    assert!(open.is_empty(), "not exercised: {open:?}");
}

#[test]
fn the_committed_files_say_what_the_generator_says() {
    for name in ["clues.csv", "clues-gb18030.csv", "clues.xlsx"] {
        let content = std::fs::read(folder().join(name))
            .expect("run `cargo run -p shizu-tests --bin make-examples`");
        let mut rows = Rows::default();
        let options = ReadOptions::default();
        read(content.as_slice(), &options, &mut rows)
            .unwrap_or_else(|issue| panic!("{name}: {}", issue.message(Lang::En)));
        let expected = shizu_tests::matters().split_off(1);
        let trimmed = |row: &[String]| {
            row.iter()
                .filter(|cell| !cell.is_empty())
                .cloned()
                .collect::<Vec<_>>()
        };
        assert_eq!(rows.0.len(), expected.len(), "{name}");
        for (found, wanted) in rows.0.iter().zip(&expected) {
            assert_eq!(
                trimmed(found),
                trimmed(wanted),
                "{name} differs; run `cargo run -p shizu-tests --bin make-examples`"
            );
        }
    }
}

#[test]
fn the_committed_coverage_report_is_true() {
    let committed = std::fs::read_to_string(folder().join("coverage.md"))
        .expect("run `cargo run -p shizu-tests --bin make-examples`");
    assert_eq!(
        committed,
        shizu_tests::coverage_report(),
        "run `cargo run -p shizu-tests --bin make-examples`"
    );
}
