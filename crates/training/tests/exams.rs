//! Exams: drawn alike for everybody, against a clock that may be put back, left and taken up again, handed in as a file that is graded again.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use std::collections::BTreeSet;

use common::desk;
use proptest::prelude::*;
use shizu_training::{
    Exam, ExamError, ExamRecord, Family, Fraction, Progress, RecordError, RecordNote, Terms,
    Trainer, family_of,
};

fn terms(count: usize, seconds: u32, seed: u64) -> Terms {
    Terms {
        families: Vec::new(),
        count,
        seconds,
        seed,
    }
}

fn right(exam: &mut Exam, at: usize) {
    let drill = exam.drill(desk(), at).expect("a drill");
    let answer = drill.engine_answer(desk());
    exam.answer(at, answer).expect("in time");
}

#[test]
fn an_exam_is_drawn_from_all_families_answered_in_any_order_left_and_taken_up_again() {
    let mut exam = Exam::new(desk(), terms(20, 1200, 42));
    assert_eq!(exam, Exam::new(desk(), terms(20, 1200, 42)));
    assert_ne!(exam.items, Exam::new(desk(), terms(20, 1200, 43)).items);
    assert_eq!(exam.items.len(), 20);
    let rules: BTreeSet<&String> = exam.items.iter().map(|item| &item.spec.rule).collect();
    assert_eq!(rules.len(), 20, "all different");
    // The second half right, the rest left open.
    for at in (10..20).rev() {
        right(&mut exam, at);
    }
    exam.items[3].marked = true;
    let kept = serde_json::to_string(&exam).expect("JSON");
    let mut again: Exam = serde_json::from_str(&kept).expect("reads");
    assert_eq!(again, exam);
    let result = again.result(desk());
    assert_eq!(result.score, Fraction::new(1, 2));
    assert!(result.families.len() >= 8, "{:?}", result.families.keys());
    // Too late: what was answered stays.
    again.look(0);
    again.look(1_200_000);
    assert!(again.is_over());
    let answer = again
        .drill(desk(), 0)
        .expect("a drill")
        .engine_answer(desk());
    assert_eq!(again.answer(0, answer), Err(ExamError::TimeUp));
    assert_eq!(again.result(desk()).score, Fraction::new(1, 2));
}

#[test]
fn an_exam_asks_only_about_the_families_chosen() {
    let families = vec![Family::Zero, Family::Deadlines];
    let exam = Exam::new(
        desk(),
        Terms {
            families: families.clone(),
            ..terms(10, 600, 1)
        },
    );
    assert_eq!(exam.items.len(), 10);
    let asked = exam.items.iter();
    let asked = asked.map(|item| family_of(desk().rulebook(), &item.spec.rule));
    assert!(asked.clone().all(|family| families.contains(&family)));
    assert_eq!(asked.collect::<BTreeSet<_>>().len(), 2);
    // Without questions there are no full marks.
    let none = Exam::new(desk(), terms(0, 600, 1));
    assert_eq!(none.result(desk()).score, Fraction::ZERO);
}

#[test]
fn time_runs_on_while_nobody_looks_and_a_clock_put_back_gives_none() {
    let mut exam = Exam::new(desk(), terms(1, 600, 1));
    let start = 1_700_000_000_000;
    exam.look(start);
    assert_eq!((exam.used, exam.left(), exam.set_back), (0, 600, 0));
    // Parts of a second add up.
    for at in 1..=10 {
        exam.look(start + at * 700);
    }
    assert_eq!(exam.used, 7);
    // Left and taken up again 100 s after the beginning.
    let kept = serde_json::to_string(&exam).expect("JSON");
    let mut exam: Exam = serde_json::from_str(&kept).expect("reads");
    exam.look(start + 100_000);
    assert_eq!((exam.used, exam.set_back), (100, 0));
    // An hour back: nothing is won, and it is noted. Then it runs on.
    exam.look(start + 100_000 - 3_600_000);
    assert_eq!((exam.used, exam.set_back), (100, 1));
    exam.look(start + 160_000 - 3_600_000);
    assert_eq!((exam.used, exam.set_back), (160, 1));
    // A correction by a second is no offence.
    exam.look(start + 159_000 - 3_600_000);
    assert_eq!((exam.used, exam.set_back), (160, 1));
    exam.look(start + 10_000_000);
    assert_eq!((exam.used, exam.left()), (600, 0));
    assert!(exam.is_over());
}

/// An exam of one question, drawn once.
fn drawn() -> &'static Exam {
    static EXAM: std::sync::OnceLock<Exam> = std::sync::OnceLock::new();
    EXAM.get_or_init(|| Exam::new(desk(), terms(1, 600, 1)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever a clock does, time that was used stays used and none is given back.
    #[test]
    fn time_never_comes_back(looks in prop::collection::vec(any::<i64>(), 1..40), seconds in 0_u32..100_000) {
        let mut exam = drawn().clone();
        exam.terms.seconds = seconds;
        let mut used = 0;
        for now in looks {
            exam.look(now);
            prop_assert!(exam.used >= used && exam.used <= seconds);
            prop_assert_eq!(exam.used + exam.left(), seconds);
            used = exam.used;
        }
    }
}

fn handed_in() -> ExamRecord {
    let mut exam = Exam::new(desk(), terms(4, 600, 9));
    exam.look(0);
    right(&mut exam, 0);
    exam.look(61_000);
    ExamRecord::of(
        &exam,
        desk(),
        "钱虚构",
        "2026-03-02T09:00:00+08:00",
        "2026-03-02T09:01:01+08:00",
    )
}

#[test]
fn a_result_comes_back_and_is_graded_again() {
    let record = handed_in();
    assert_eq!(record.score, Fraction::new(1, 4));
    assert_eq!(
        record.credits,
        [
            Fraction::ONE,
            Fraction::ZERO,
            Fraction::ZERO,
            Fraction::ZERO
        ]
    );
    assert_eq!((record.exam.used, record.by_time), (61, false));
    // Line ends may have been changed on the way.
    let read = ExamRecord::read(&record.write().replace('\n', "\r\n")).expect("reads");
    assert_eq!(read, record);
    assert!(!read.is_edited());
    let (result, notes) = read.grade(desk());
    assert_eq!((result.score, notes), (record.score, Vec::new()));
}

#[test]
fn what_was_edited_in_a_result_is_told() {
    let record = handed_in();
    let text = record.write();
    let better =
        ExamRecord::read(&text.replace("\"score\": \"1/4\"", "\"score\": \"1\"")).expect("reads");
    let (result, notes) = better.grade(desk());
    assert_eq!(result.score, Fraction::new(1, 4));
    let told = RecordNote::OtherScore {
        told: Fraction::ONE,
        found: Fraction::new(1, 4),
    };
    assert!(notes.contains(&RecordNote::Edited) && notes.contains(&told));
    // Easier questions with a good checksum: the terms draw others.
    let mut other = record.exam.clone();
    let easy = other.items[0].clone();
    other
        .items
        .iter_mut()
        .for_each(|item| item.clone_from(&easy));
    let forged = ExamRecord::of(&other, desk(), "", "", "");
    assert!(!forged.is_edited());
    assert_eq!(forged.grade(desk()).1, [RecordNote::OtherQuestions]);
    assert!(RecordNote::OtherQuestions.is_doubt());
    // A clock that was put back is told and is no doubt of its own.
    let mut exam = record.exam.clone();
    exam.look(10_000_000);
    exam.look(0);
    let record = ExamRecord::of(&exam, desk(), "", "", "");
    let note = RecordNote::ClockSetBack { times: 1 };
    assert_eq!(record.grade(desk()).1, std::slice::from_ref(&note));
    assert!(!note.is_doubt());
}

#[test]
fn files_of_other_kinds_are_told_apart() {
    let record = handed_in().write();
    assert_eq!(
        shizu_training::Record::read(&record),
        Err(RecordError::NotARecord)
    );
    assert_eq!(Progress::read(&record), Err(RecordError::NotARecord));
    let newer = record.replacen("\"format\": 1", "\"format\": 2", 1);
    assert_eq!(
        ExamRecord::read(&newer),
        Err(RecordError::OtherFormat { format: 2 })
    );
    let half = &record[..record.len() / 2];
    assert!(matches!(
        ExamRecord::read(half),
        Err(RecordError::Broken { .. })
    ));
}

#[test]
fn progress_is_carried_as_one_file() {
    let mut trainer = Trainer::default();
    let result = handed_in().exam.result(desk());
    let items = handed_in().exam.items;
    for (item, graded) in items.iter().zip(&result.graded) {
        if let Some(graded) = graded {
            trainer.take(&item.spec, graded, desk().day());
        }
    }
    assert_eq!(trainer.cards.len(), 1);
    let progress = Progress::of(
        "钱虚构",
        "2026-03-02T10:00:00+08:00",
        &trainer,
        Vec::new(),
        vec![handed_in()],
    );
    let text = progress.write();
    let read = Progress::read(&text).expect("reads");
    assert_eq!(read, progress);
    assert!(!read.is_edited());
    let edited = Progress::read(&text.replacen("\"taken\": 1", "\"taken\": 9", 1)).expect("reads");
    assert!(edited.is_edited());
}
