//! What tests share: the shipped rulebook, the example scenario.
#![allow(dead_code, clippy::disallowed_methods)]

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use shizu_rules::Rulebook;
use shizu_training::{Answer, Desk, Graded, Play, Scenario};

pub fn rulebook() -> &'static Rulebook {
    static BOOK: OnceLock<Rulebook> = OnceLock::new();
    BOOK.get_or_init(|| Rulebook::shipped().expect("the shipped rulebook is sound"))
}

/// The folder of shipped scenarios.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public/scenarios")
}

/// The text of the example.
pub fn example_text() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| {
        std::fs::read_to_string(folder().join("first-week.toml")).expect("the example is there")
    })
}

pub fn read(text: &str) -> Scenario {
    Scenario::read("test.toml", text, rulebook()).unwrap_or_else(|errors| {
        let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
        panic!("{}", errors.join("\n"))
    })
}

pub fn example() -> &'static Scenario {
    static SCENARIO: OnceLock<Scenario> = OnceLock::new();
    SCENARIO.get_or_init(|| read(example_text()))
}

pub fn desk() -> &'static Desk {
    static DESK: OnceLock<Desk> = OnceLock::new();
    DESK.get_or_init(|| Desk::new(rulebook(), example().day).expect("tables compile"))
}

/// Goes on until something is to be decided.
pub fn go_on(play: &mut Play<'_>) {
    while play.decision().is_none() && play.go() {}
}

/// Answers the decision with this id, which must be next.
pub fn answer(play: &mut Play<'_>, id: &str, slots: &[(&str, &[&str])]) -> Graded {
    go_on(play);
    assert_eq!(
        play.decision().map(|decision| decision.id.as_str()),
        Some(id)
    );
    let answer = slots
        .iter()
        .fold(Answer::default(), |answer, (slot, codes)| {
            answer.with(slot, codes)
        });
    play.answer(&answer, 0, Some(30))
        .unwrap_or_else(|problem| panic!("{id}: {problem:?}"))
        .clone()
}

/// A scenario with one decision and what it is about.
pub fn of_one(decision: &str, matters: &str) -> Scenario {
    read(&text_of_one(decision, matters))
}

/// The text of [`of_one`].
pub fn text_of_one(decision: &str, matters: &str) -> String {
    format!(
        r#"format = 1
id = "one"
invented = true
module = "theory"
day = "2026-03-02"
title = {{ zh = "测试", en = "Test" }}
about = {{ zh = "测试", en = "Test" }}
debrief = {{ zh = "完", en = "End" }}

{matters}

[[scene]]
id = "one"
title = {{ zh = "一", en = "one" }}
text = {{ zh = "一", en = "one" }}
end = true

[[scene.decision]]
id = "asked"
prompt = {{ zh = "问", en = "asked" }}
{decision}
"#
    )
}

/// The decision of [`of_one`], answered.
pub fn graded_of_one(scenario: &Scenario, slots: &[(&str, &[&str])]) -> Graded {
    let desk = Desk::new(rulebook(), scenario.day).expect("tables compile");
    answer(&mut Play::new(scenario, &desk), "asked", slots)
}
