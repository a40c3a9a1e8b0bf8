//! Indicators: the golden cases, the arithmetic against plain fractions, and the table that counts the four forms.
#![cfg(not(target_arch = "wasm32"))]

#[path = "common/indicators.rs"]
mod golden;

use proptest::prelude::*;
use shizu_rules::indicators::{Column, Count, Figures, Indicators, InputRow, Percent, apportion};
use shizu_rules::vocabulary::Term;
use shizu_rules::{Inquiry, Lang, MatterFacts, Rulebook, Subject};

#[test]
fn every_golden_case_comes_out() {
    let failed: Vec<String> = golden::cases()
        .iter()
        .filter_map(|case| {
            let differences = case.differences();
            let told = || {
                format!(
                    "{}\n  ({})\n  {}",
                    case.name,
                    case.because,
                    differences.join("\n  ")
                )
            };
            (!differences.is_empty()).then(told)
        })
        .collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn native_and_browser_give_the_same() {
    let found = golden::fingerprint();
    assert_eq!(found, golden::FINGERPRINT, "{found:#018x}");
}

fn row(cells: &[(Column, &str)]) -> InputRow {
    InputRow {
        row: 2,
        cells: cells
            .iter()
            .map(|(column, text)| (*column, (*text).to_owned()))
            .collect(),
    }
}

#[test]
fn every_message_speaks_both_languages_and_names_its_column() {
    let rows = golden::cases();
    let mut told = 0;
    for outcome in rows.iter().flat_map(golden::Case::outcomes) {
        for problem in outcome.errors.iter().chain(&outcome.notes) {
            let (zh, en) = (problem.told(Lang::Zh), problem.told(Lang::En));
            assert!(!zh.is_empty() && !en.is_empty() && zh != en, "{problem:?}");
            if let Some(column) = problem.column {
                assert!(
                    en.starts_with(column.code()) && zh.starts_with(column.label(Lang::Zh)),
                    "{zh} {en}"
                );
            }
            told += 1;
        }
    }
    assert!(told > 40);
}

#[test]
fn counts_are_read_as_people_write_them() {
    let read = |text: &str| Count::read(text, None).map(|written| written.count.to_string());
    for (text, expected) in [
        ("62902", "62902"),
        ("62,902", "62902"),
        ("６２，９０２人", "62902"),
        (" 148.7万人次 ", "1487000"),
        ("1.5亿", "150000000"),
        ("148.7", "148.7"),
        ("7.0", "7"),
        (".5", "0.5"),
        ("0", "0"),
        ("-0", "0"),
        ("007", "7"),
    ] {
        assert_eq!(read(text), Ok(expected.to_owned()), "{text}");
    }
    for text in [
        "",
        "-",
        ".",
        "1.2.3",
        "12,34",
        "1,2345",
        "1e5",
        "三",
        "万",
        "--3",
        "99999999999999999999999",
        "0.00001",
        "1.00001万",
        "-1",
    ] {
        assert!(read(text).is_err(), "{text}");
    }
}

#[test]
fn a_column_is_named_by_code_or_label() {
    assert_eq!(Column::named(" Form1 "), Some(Column::Form1));
    assert_eq!(Column::named("第一种形态"), Some(Column::Form1));
    assert_eq!(Column::named("period before"), Some(Column::Before));
    assert_eq!(Column::named("其他"), None);
}

#[test]
fn decimals_are_a_number_of_the_rulebook() {
    let overlay = "overlay = { id = \"x\", zh = \"测试\", en = \"Test\" }\n[[parameter]]\nid = \"indicators.decimals\"\nvalue = \"2\"\nbasis = \"assumption\"\ncites = [\"SF23\"]\nnote = { zh = \"测试\", en = \"Test\" }\n";
    let book = Rulebook::shipped()
        .expect("loads")
        .with_overlay("x.toml", overlay)
        .expect("merges");
    let indicators = Indicators::new(&book).expect("its numbers");
    let outcomes = indicators.work_out(&[row(&[(Column::Part, "37"), (Column::Whole, "152")])]);
    let Some(Figures::Rate { rate, .. }) = &outcomes[0].figures else {
        panic!("{outcomes:?}");
    };
    assert_eq!(rate.to_string(), "24.34");
}

/// The second reading of the counting rule: every combination, in plain code.
#[test]
fn the_four_forms_count_as_read_a_second_time() {
    let book = Rulebook::shipped().expect("loads");
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 1).expect("a day");
    let inquiry = Inquiry::new(&book, Subject::FourForms, day).expect("compiles");
    let [clue, measure, prosecution] = Subject::FourForms.facts() else {
        panic!("three facts");
    };
    let light = [
        "closed",
        "reminder_talk",
        "criticism",
        "self_examination",
        "admonition",
    ];
    let heavy = [
        "demotion",
        "administrative_heavy",
        "party_post_removal",
        "probation",
        "expulsion",
    ];
    let mut seen = 0;
    for from_clue in 0..2 {
        for (at, value) in measure.values().iter().enumerate() {
            for to_court in 0..2 {
                let mut facts = MatterFacts::new(Subject::FourForms);
                facts.set(*clue, Some(from_clue));
                facts.set(*measure, Some(at));
                facts.set(*prosecution, Some(to_court));
                let expected = match (from_clue, to_court, value.code) {
                    (0, _, _) => "not_counted",
                    (_, 1, _) => "form4",
                    (_, _, "pending") => "not_counted",
                    (_, _, code) if light.contains(&code) => "form1",
                    (_, _, code) if heavy.contains(&code) => "form3",
                    _ => "form2",
                };
                let ruling = inquiry.ruling("four_forms", &facts).expect("the table");
                let answer = match ruling.answer() {
                    Some(shizu_rules::Then::Answer(answer)) => answer.code(),
                    other => panic!("{other:?}"),
                };
                assert_eq!(answer, expected, "{} {to_court}", value.code);
                seen += 1;
            }
        }
    }
    assert_eq!(seen, 72);
}

/// Hundredths of the last digit between a percentage's steps and the exact value: never a whole step.
fn is_near(percent: Percent, part: u128, sum: u128, decimals: u32) -> bool {
    let steps: i128 = percent
        .to_string()
        .replace('.', "")
        .parse()
        .expect("digits");
    let full = 100 * 10_i128.pow(decimals);
    let (part, sum) = (part as i128, sum as i128);
    (steps * sum - part * full).abs() < sum
}

proptest! {
    #[test]
    fn shares_add_up_and_stay_within_one_step(parts in prop::collection::vec(0_u128..10_000_000, 1..30), decimals in 0_u32..4) {
        let sum: u128 = parts.iter().sum();
        let shares = apportion(&parts, decimals);
        prop_assert_eq!(shares.is_none(), sum == 0);
        if let Some(shares) = shares {
            let steps: i128 = shares.iter().map(|share| share.to_string().replace('.', "").parse::<i128>().expect("digits")).sum();
            prop_assert_eq!(steps, 100 * 10_i128.pow(decimals));
            for (share, part) in shares.iter().zip(&parts) {
                prop_assert!(is_near(*share, *part, sum, decimals));
            }
            for (one, left) in shares.iter().zip(&parts) {
                for (other, right) in shares.iter().zip(&parts) {
                    prop_assert!(left <= right || one.approximate() >= other.approximate());
                }
            }
        }
    }

    #[test]
    fn the_unit_changes_no_share(parts in prop::array::uniform4(0_u64..100_000)) {
        let tenths = parts.map(|part| format!("{}.{}", part / 10, part % 10));
        let cells = |suffix: &str| -> Vec<(Column, String)> {
            Column::FORMS.into_iter().zip(tenths.clone()).map(|(form, text)| (form, format!("{text}{suffix}"))).collect()
        };
        let indicators = golden::indicators();
        let outcomes = indicators.work_out(&[InputRow { row: 2, cells: cells("") }, InputRow { row: 3, cells: cells("万") }]);
        let shares = |at: usize| match &outcomes[at].figures {
            Some(Figures::Shares { shares, .. }) => Some(shares.clone()),
            _ => None,
        };
        prop_assert_eq!(shares(0), shares(1));
    }

    #[test]
    fn what_is_inferred_gives_the_printed_figure(now in 1_u64..5_000, before in 1_u64..5_000, part in 0_u64..5_000, more in 0_u64..5_000) {
        let whole = part + more + 1;
        let indicators = golden::indicators();
        let numbers = [now, before, part, whole].map(|number| number.to_string());
        let forward = indicators.work_out(&[
            row(&[(Column::Now, &numbers[0]), (Column::Before, &numbers[1])]),
            row(&[(Column::Part, &numbers[2]), (Column::Whole, &numbers[3])]),
        ]);
        let (Some(Figures::Change { change, .. }), Some(Figures::Rate { rate, .. })) = (&forward[0].figures, &forward[1].figures) else {
            return Err(TestCaseError::fail("figures"));
        };
        let (change, rate) = (change.to_string(), rate.to_string());
        let back = indicators.work_out(&[
            row(&[(Column::Now, &numbers[0]), (Column::Printed, &change)]),
            row(&[(Column::Whole, &numbers[3]), (Column::Printed, &rate)]),
        ]);
        for (outcome, number) in back.iter().zip([before, part]) {
            let Some(Figures::Implied { from, to }) = &outcome.figures else {
                return Err(TestCaseError::fail(format!("{outcome:?}")));
            };
            let number = Count::whole(number);
            prop_assert!(*from <= number && to.is_none_or(|to| number <= to), "{from} {to:?} {number}");
        }
    }

    #[test]
    fn nothing_panics(texts in prop::collection::vec((0_usize..23, "\\PC{0,12}"), 0..8)) {
        let cells = texts.into_iter().map(|(at, text)| (Column::ALL[at], text)).collect();
        let outcomes = golden::indicators().work_out(&[InputRow { row: 1, cells }]);
        prop_assert_eq!(outcomes.len(), 1);
        prop_assert!(outcomes[0].figures.is_none() || outcomes[0].errors.is_empty());
    }
}
