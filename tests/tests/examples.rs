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

#[test]
fn the_committed_returns_are_those_of_the_generator_and_every_trigger_occurs() {
    use shizu_rules::Rulebook;
    use shizu_rules::monitor::{Evaluator, Monitor, ReturnBinding, Settings};

    let rows = shizu_tests::returns();
    let content = std::fs::read(folder().join("returns.csv"))
        .expect("run `cargo run -p shizu-tests --bin make-examples`");
    let made = shizu_tests::files();
    let made = made.iter().find(|(name, _)| *name == "returns.csv");
    assert!(
        made.is_some_and(|(_, made)| *made == content),
        "returns.csv differs; run `cargo run -p shizu-tests --bin make-examples`"
    );
    let rulebook = Rulebook::shipped().expect("loads");
    let day = shizu_tests::RETURNS_AS_OF.parse().expect("a day");
    let mut settings = Settings::new(&rulebook, day).expect("its numbers");
    settings.presets.push("Z11".to_owned());
    let mut monitor = Monitor::new(settings, day);
    let binding = ReturnBinding::of_table(&rows[0]).expect("a header");
    for (row, at) in rows[1..].iter().zip(2..) {
        let mut errors = Vec::new();
        let read = binding.row(|column| row.get(column).map(String::as_str), &mut errors);
        errors.extend(monitor.push(&read.expect("a return"), at));
        assert!(errors.is_empty(), "row {at}: {errors:?}");
    }
    assert_eq!(monitor.bodies(), 76);
    let mut evaluator = Evaluator::new(monitor.finish().0, &rulebook);
    let lines = 0..evaluator.monitored().lines().len();
    let fired: Vec<_> = lines.flat_map(|line| evaluator.evaluate(line)).collect();
    for (at, trigger) in evaluator.triggers().iter().enumerate() {
        let bodies = fired.iter().filter(|it| it.trigger == at).count();
        assert!((1..=14).contains(&bodies), "{}: {bodies}", trigger.id());
    }
    assert!(evaluator.not_evaluated().is_empty());
}
