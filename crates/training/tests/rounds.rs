//! Rounds of drills and exams that are being taken: kept and taken up again, endless, the same for others where they are meant to be.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use common::desk;
use shizu_training::{
    About, AnswerProblem, Asked, Drill, DrillSpec, Exam, Family, Filled, RecordError, Round,
    Sitting, Terms, Trainer, family_of,
};

fn today() -> NaiveDate {
    desk().day()
}

/// Fills in what the engine says and has it graded, or gives up.
fn take(round: &mut Round, trainer: &mut Trainer, is_right: bool, today: NaiveDate) {
    let asked = round.asked.as_mut().expect("a drill");
    let drill = Drill::new(desk(), &asked.spec).expect("a drill");
    let done = if is_right {
        asked.answer = drill.engine_answer(desk());
        round.submit(desk(), trainer, today)
    } else {
        round.give_up(desk(), trainer, today)
    };
    done.expect("it fits");
}

#[test]
fn giving_up_is_wrong_even_where_nothing_is_the_answer() {
    // One quarter short of its window the trigger of silence does not fire, and nothing else does.
    let spec = |seed| DrillSpec {
        rule: "Z1".to_owned(),
        misses: Some("short".to_owned()),
        seed,
    };
    let nothing = |spec: &DrillSpec| {
        let drill = Drill::new(desk(), spec).expect("a drill");
        drill.engine_answer(desk()).get("body").is_empty()
    };
    let spec = (0..50)
        .map(spec)
        .find(nothing)
        .expect("one where nothing fires");
    let mut trainer = Trainer::default();
    let mut round = Round::new(About::All, false, 1);
    round.ask(spec.clone(), today());
    round
        .give_up(desk(), &mut trainer, today())
        .expect("it is asked");
    assert_eq!((round.taken, round.right), (1, 0));
    assert_eq!(trainer.cards["Z1"].right, 0);
    let (_, graded) = round
        .asked
        .as_ref()
        .expect("asked")
        .drill(desk())
        .expect("a drill");
    assert!(!graded.expect("graded").is_full());
    // That nothing fires, said as an answer, is right.
    round.ask(spec, today());
    round
        .submit(desk(), &mut trainer, today())
        .expect("it fits");
    assert_eq!((round.taken, round.right), (2, 1));
}

#[test]
fn a_round_goes_on_without_end_even_where_there_is_little_to_ask() {
    let mut trainer = Trainer::default();
    let mut round = Round::new(About::Family(Family::Indicators), false, 3);
    let mut asked = Vec::new();
    for _ in 0..60 {
        assert!(round.next(desk(), &trainer, today()));
        let spec = round.asked.as_ref().expect("a drill").spec.clone();
        assert_eq!(family_of(desk().rulebook(), &spec.rule), Family::Indicators);
        asked.push(spec);
        take(&mut round, &mut trainer, true, today());
    }
    assert_eq!((round.taken, round.right, round.streak), (60, 60, 60));
    // Nothing twice in a row, and not the same few again and again.
    assert!(asked.windows(2).all(|two| two[0].rule != two[1].rule));
    let last: BTreeSet<_> = asked[30..].iter().map(|spec| &spec.rule).collect();
    assert!(last.len() >= 3, "{last:?}");
    assert_eq!(asked.iter().collect::<BTreeSet<_>>().len(), 60);
}

#[test]
fn what_is_new_comes_from_all_families_alike() {
    let families = |is_series: bool| {
        let mut trainer = Trainer::default();
        let mut round = Round::new(About::All, is_series, 17);
        let mut counts = std::collections::BTreeMap::<Family, usize>::new();
        for _ in 0..88 {
            assert!(round.next(desk(), &trainer, today()));
            let rule = &round.asked.as_ref().expect("a drill").spec.rule;
            *counts
                .entry(family_of(desk().rulebook(), rule))
                .or_default() += 1;
            take(&mut round, &mut trainer, true, today());
        }
        counts
    };
    // A third of all entries are duties; one in eleven or so drills is about one.
    for counts in [families(false), families(true)] {
        assert!(counts.len() >= 10, "{counts:?}");
        assert!(counts[&Family::Duties] < 22, "{counts:?}");
    }
}

#[test]
fn a_round_is_kept_with_what_is_filled_in_and_graded_once() {
    let mut trainer = Trainer::default();
    let mut round = Round::new(About::All, false, 1);
    assert_eq!(
        round.submit(desk(), &mut trainer, today()),
        Err(AnswerProblem::NothingAsked)
    );
    assert!(round.next(desk(), &trainer, today()));
    take(&mut round, &mut trainer, true, today());
    assert!(round.next(desk(), &trainer, today()));
    take(&mut round, &mut trainer, false, today());
    let again = Round::read(&round.write()).expect("reads");
    assert_eq!(again, round);
    let mut again = again;
    assert_eq!(
        again.submit(desk(), &mut trainer, today()),
        Err(AnswerProblem::NothingAsked)
    );
    assert_eq!(
        (again.taken, again.right, again.streak, trainer.taken),
        (2, 1, 0, 2)
    );
    let (_, graded) = again
        .asked
        .as_ref()
        .expect("a drill")
        .drill(desk())
        .expect("a drill");
    assert!(!graded.expect("it was graded").is_full());
    assert_eq!(Round::read("{}"), Err(RecordError::NotARecord));
}

#[test]
fn a_series_is_the_same_whatever_one_knows_and_a_drill_can_be_told_to_others() {
    let mut trainer = Trainer::default();
    let mut mine = Round::new(About::All, true, 2026);
    let mut theirs = mine.clone();
    for at in 0..10 {
        assert!(mine.next(desk(), &trainer, today()));
        assert!(theirs.next(desk(), &Trainer::default(), today()));
        assert_eq!(mine.asked, theirs.asked);
        let code = mine.asked.as_ref().expect("a drill").code();
        let (spec, day) = Asked::from_code(&format!(" {code} ")).expect("reads");
        assert_eq!(spec, mine.asked.as_ref().expect("a drill").spec);
        assert_eq!(day, today());
        take(&mut mine, &mut trainer, at % 2 == 0, today());
    }
    for code in [
        "",
        "lead.own_head",
        "lead.own_head//7",
        "a/b/-1/2026-01-01",
        "a/b/1/2026-01-01/",
        "a/b/1/x",
    ] {
        assert_eq!(Asked::from_code(code), None, "{code}");
    }
}

#[test]
fn errors_and_what_is_due_come_up_until_they_are_dealt_with() {
    let mut trainer = Trainer::default();
    let mut round = Round::new(About::All, false, 5);
    let mut wrong = BTreeSet::new();
    for at in 0..6 {
        round.next(desk(), &trainer, today());
        if at < 2 {
            wrong.insert(round.asked.as_ref().expect("a drill").spec.rule.clone());
        }
        take(&mut round, &mut trainer, at >= 2, today());
    }
    let pool = |about: About, day: NaiveDate, trainer: &Trainer| -> BTreeSet<String> {
        about.pool(desk(), trainer, day).into_iter().collect()
    };
    assert_eq!(pool(About::Errors, today(), &trainer), wrong);
    assert_eq!(pool(About::Due, today(), &trainer), BTreeSet::new());
    let tomorrow = today() + Days::new(1);
    assert_eq!(pool(About::Due, tomorrow, &trainer), wrong);
    // Reviewed, one right and one wrong: neither is due any more that day.
    let mut review = Round::new(About::Due, false, 1);
    for is_right in [true, false] {
        assert!(review.next(desk(), &trainer, tomorrow));
        take(&mut review, &mut trainer, is_right, tomorrow);
    }
    assert!(!review.next(desk(), &trainer, tomorrow));
    assert_eq!(review.asked, None);
}

#[test]
fn a_sitting_is_left_and_taken_up_again_with_all_that_was_filled_in() {
    let terms = Terms {
        families: vec![Family::Rectification],
        count: 5,
        seconds: 300,
        seed: 8,
    };
    let mut sitting = Sitting::new(Exam::new(desk(), terms), "2026-03-02T09:00:00+08:00", 0);
    sitting.turn_to(3);
    sitting.mark();
    let drill = sitting.exam.drill(desk(), 3).expect("a drill");
    sitting
        .exam
        .answer(3, drill.engine_answer(desk()))
        .expect("in time");
    sitting.turn_to(99);
    assert_eq!(sitting.at, 4);
    let mut again = Sitting::read(&sitting.write()).expect("reads");
    assert_eq!(again, sitting);
    let filled = again.filled(desk());
    assert_eq!(
        filled
            .iter()
            .filter(|filled| **filled == Filled::Whole)
            .count(),
        1
    );
    assert_eq!(filled[3], Filled::Whole);
    again.turn_to(3);
    assert!(again.exam.items[3].marked);
    assert_eq!(again.answer(), drill.engine_answer(desk()));
    // The clock went on meanwhile.
    again.exam.look(301_000);
    let record = again.hand_in(desk(), "", "2026-03-02T09:05:01+08:00");
    assert!(record.by_time);
    assert_eq!(record.began, "2026-03-02T09:00:00+08:00");
    assert_eq!(
        record
            .credits
            .iter()
            .filter(|credit| credit.is_full())
            .count(),
        1
    );
}
