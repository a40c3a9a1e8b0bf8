//! What is shown and told: labels, written-out sums, reasons, and why what was missed belongs there. Expectations from the paragraphs and by hand.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::{answer, rulebook};
use shizu_rules::Lang::{En, Zh};
use shizu_training::{Desk, Graded, Play, Scenario, listed, quoted};

const HEAD: &str = r#"
format = 1
id = "told"
invented = true
module = "theory"
day = "2026-03-02"
title = { zh = "测试", en = "Test" }
about = { zh = "测试", en = "Test" }
debrief = { zh = "完", en = "End" }

[[scene]]
id = "one"
title = { zh = "一", en = "one" }
text = { zh = "一", en = "one" }
end = true

[[scene.decision]]
id = "asked"
prompt = { zh = "问", en = "asked" }
"#;

/// A scenario of one decision, with what else the decision has and the matters it is about.
fn of_one(decision: &str, matters: &str) -> Scenario {
    common::read(&format!("{HEAD}{decision}\n{matters}"))
}

/// The decision of [`of_one`] answered.
fn graded(scenario: &Scenario, slots: &[(&str, &[&str])]) -> Graded {
    let desk = Desk::new(rulebook(), scenario.day).expect("tables compile");
    answer(&mut Play::new(scenario, &desk), "asked", slots)
}

#[test]
fn quotes_and_lists_stay_readable() {
    assert_eq!(quoted("会办"), "“会办”");
    assert_eq!(quoted("“一案双查”"), "“‘一案双查’”");
    assert_eq!(listed(&["会办", "互助办案"], Zh), "会办、互助办案");
    assert_eq!(
        listed(&["监督检查室：专人跟踪、台账销号", "会办"], Zh),
        "监督检查室：专人跟踪、台账销号；会办"
    );
    assert_eq!(listed(&["a", "b"], En), "a, b");
    assert_eq!(listed(&["a: b", "c"], En), "a: b; c");
}

#[test]
fn what_was_missed_is_told_by_its_row_without_a_way_out() {
    // A duty crime that is marked ordinary contradicts itself, whatever else is known.
    let scenario = of_one(
        r#"kind = "table"
matter = "clue"
tables = ["contradictions"]"#,
        r#"[[matter]]
id = "clue"
title = { zh = "线索", en = "clue" }
facts = { commission = "county", authority = "same_level", post = "team_member", nature = "duty_crime", gravity = "ordinary", importance = "ordinary", difficulty = "plain", key_area = false, source = "petition", real_name = false, repeated = false, unit = "resident", group_load = "normal", conflict = "none" }"#,
    );
    let graded = graded(&scenario, &[]);
    let missed = &graded.slots[0].why_not[0];
    assert_eq!(missed.choice.code, "crime_ordinary");
    assert!(missed.changes.is_empty() && missed.failed.is_empty());
}
