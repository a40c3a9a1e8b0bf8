//! `shizu check`: any subject, facts in words and rows, answers with reasons and what would change them.

mod common;

use common::{shizu, shizu_with};
use serde_json::{Value, json};
use shizu_rules::Lang;

fn ruling<'r>(answer: &'r Value, table: &str) -> &'r Value {
    let rulings = answer["rulings"].as_array().expect("rulings");
    rulings
        .iter()
        .find(|ruling| ruling["table"] == table)
        .expect("the table")
}

/// FP33, FP35: a member of the zone team tries a case of another group.
#[test]
fn a_settled_matter_is_answered_with_reasons_and_what_would_change_it() {
    let run = shizu(&[
        "check",
        "trier",
        "own_group_case=no",
        "took_part=no",
        "must_recuse=no",
        "host_staff=no",
        "selected=yes",
        "as_leader=no",
    ]);
    assert_eq!(run.code, 0, "{}", run.err);
    let answer = run.json();
    let trier = ruling(&answer, "trier");
    assert_eq!(
        (&trier["status"], &trier["answers"][0]["answer"]),
        (&json!("determined"), &json!("may_try"))
    );
    assert_eq!(trier["answers"][0]["cites"], json!(["FP33", "FP35"]));
    let barred = trier["what_if"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|other| other["answer"] == "barred");
    assert_eq!(
        barred.expect("a way")["changes"].as_array().map(Vec::len),
        Some(1)
    );
    assert_eq!(ruling(&answer, "trier_bars")["status"], "none");
}

#[test]
fn an_unknown_fact_leaves_the_answer_open_and_is_asked_for() {
    let run = shizu(&[
        "check",
        "划片审理案件",
        "own_case=yes",
        "该组设有审理部门=否",
        "file_complete=yes",
    ]);
    assert_eq!(run.code, 0, "{}", run.err);
    let answer = run.json();
    let acceptance = ruling(&answer, "trial_acceptance");
    assert_eq!(acceptance["status"], "undetermined");
    assert_eq!(acceptance["missing"], json!(["investigation_finished"]));
    assert_eq!(
        acceptance["possible"],
        json!([{ "answer": "not_finished" }, { "answer": "accepted" }])
    );
}

/// SF11 and the parameter squad.specialists (70 %); IC12 and half.
#[test]
fn counts_decide_shares() {
    let fact = |args: &[&str], fact: &str| shizu(args).json()["facts"][fact].clone();
    assert_eq!(
        fact(
            &["check", "squad", "members=10", "specialists=7"],
            "specialists_enough"
        ),
        "yes"
    );
    assert_eq!(
        fact(
            &["check", "squad", "members=10", "specialists=6"],
            "specialists_enough"
        ),
        "no"
    );
    assert_eq!(
        fact(
            &["check", "inspection_team", "members=10", "borrowed=5"],
            "borrowed_majority"
        ),
        "yes"
    );
    assert_eq!(
        fact(
            &["check", "inspection_team", "members=9", "borrowed=4"],
            "borrowed_majority"
        ),
        "no"
    );
    for (words, said) in [
        (
            &["members=10", "specialists=11"][..],
            "more specialists than members",
        ),
        (&["members=0", "specialists=0"], "there are no members"),
        (&["specialists=3"], "needs the number of members"),
        (&["members=ten", "specialists=3"], "no count"),
        (
            &["members=10", "specialists=9", "specialists_enough=no"],
            "does not agree",
        ),
    ] {
        let args = [&["check", "squad", "--lang", "en"][..], words].concat();
        let run = shizu(&args);
        assert_eq!(run.code, 2, "{words:?}");
        assert!(run.err.contains(said), "{}", run.err);
    }
}

#[test]
fn rows_are_answered_one_by_one_and_bad_ones_told() {
    let table = "id,系本组案件,took_part,colour\na,是,,red\nb,否,maybe,red\nc,,是,red\n";
    let run = shizu_with(&["check", "trier", "-", "--lang", "en"], table);
    assert_eq!(run.code, 2);
    let rows = run.records();
    assert_eq!(rows.len(), 3);
    assert_eq!((rows[0][1].as_str(), rows[0][3].as_str()), ("a", "barred"));
    assert!(rows[1][6].contains("took_part"), "{rows:?}");
    assert_eq!(rows[2][3], "barred");
    assert!(
        run.err.contains("`colour` is not used") && run.err.contains("row 3: took_part"),
        "{}",
        run.err
    );
    let json = shizu_with(
        &["check", "trier"],
        r#"[{"id":7,"own_group_case":true},{"own_group_case":"no"}]"#,
    )
    .json();
    assert_eq!(
        (&json[0]["id"], json.as_array().map(Vec::len)),
        (&json!("7"), Some(2))
    );
}

#[test]
fn wrong_words_are_told_with_the_nearest() {
    for (args, said) in [
        (&["check", "tryer"][..], "did you mean `trier`"),
        (&["check", "clue"], "shizu route"),
        (
            &["check", "trier", "own_group_cas=yes"],
            "did you mean `own_group_case`",
        ),
        (
            &["check", "trier", "a.csv", "own_group_case=yes"],
            "cannot go together",
        ),
        (&["check", "trier", "a.csv", "b.csv"], "one file only"),
        (
            &["check", "trier", "own_group_case=perhaps"],
            "own_group_case",
        ),
    ] {
        let run = shizu(&[args, &["--lang", "en"]].concat());
        assert_eq!(run.code, 2, "{args:?}");
        assert!(run.err.contains(said), "{}", run.err);
    }
}

#[test]
fn subjects_facts_and_values_are_listed() {
    let subjects = shizu(&["check", "--list", "--format", "json"]).json();
    let codes: Vec<&str> = subjects
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|one| one["subject"].as_str())
        .collect();
    for code in [
        "trial_case",
        "trial_review",
        "trier",
        "mobile_member",
        "squad",
        "pool_draw",
        "inspection_team",
        "four_forms",
    ] {
        assert!(codes.contains(&code), "{codes:?}");
    }
    assert!(!codes.contains(&"clue"));
    let facts = shizu(&["check", "squad", "--list", "--format", "json"]).json();
    let share = facts
        .as_array()
        .expect("a list")
        .iter()
        .find(|one| one["fact"] == "specialists_enough");
    assert_eq!(
        share.expect("the fact")["counts"],
        json!(["specialists", "members"])
    );
    // Every subject can be asked with nothing known.
    for code in codes {
        let run = shizu_with(&["check", code, "-"], "[{\"id\":\"1\"}]");
        assert_eq!(run.code, 2, "{code}: a table without a fact is refused");
    }
}

/// GZ31, TJ-56: expulsion alone is the third form, with transfer to prosecution the fourth.
#[test]
fn the_four_forms_are_a_subject_too() {
    let text = |words: &[&str]| {
        shizu(&[&["check", "four_forms", "--format", "text"][..], words].concat()).out
    };
    assert!(text(&["from_clue=yes", "measure=expulsion", "prosecution=no"]).contains("第三种形态"));
    assert!(
        text(&["from_clue=yes", "measure=expulsion", "prosecution=yes"]).contains("第四种形态")
    );
    assert!(text(&["from_clue=no"]).contains("不计入"));
}

#[test]
fn warnings_are_told_by_the_title_of_their_row() {
    let words = [
        "check",
        "exchange",
        "data_kind=clues",
        "sender=group",
        "recipient=party_group",
        "purpose=clue_handling",
    ];
    let book = shizu_rules::Rulebook::shipped().expect("loads");
    for (lang, code) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
        let run = shizu(&[&words[..], &["--lang", code]].concat());
        for row in ["share.notice.register.clues", "share.notice.answers_up"] {
            let (_, rule) = book.rule(row).expect("a row");
            let title = rule.title.in_lang(lang);
            let label = run.out.lines().find(|line| line.contains(title));
            let label = label.unwrap_or_else(|| panic!("{row}: {}", run.out));
            assert!(label.contains("\"label\""), "{label}");
        }
    }
}
