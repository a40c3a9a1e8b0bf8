//! What the workbook permits and refuses, and what follows from a record by itself. The same tests natively and in a browser (`web.rs`).

pub(crate) mod document;

use document::{NOW, WHY, book, rules};
use shizu_casebook::{Command, Kind, Lang, Refusal, Rules, Why, Workbook};
use shizu_rules::vocabulary::{Basis, Organ, StepNeed};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn advance(
    book: &mut Workbook,
    rules: &Rules,
    to: &str,
    cells: &[(&str, &str)],
) -> Result<(), Refusal> {
    let command = Command::advance(Kind::Matter, "X-1", to, cells);
    book.apply(command, NOW, rules).map(|_| ())
}

fn with_matter(rules: &Rules) -> Workbook {
    let mut book = book();
    let add = Command::add(
        Kind::Matter,
        "X-1",
        &[("summary", "虚构线索"), ("received", "2026年3月2日")],
    );
    book.apply(add, NOW, rules).expect("added");
    book
}

fn get<'b>(book: &'b Workbook, kind: Kind, id: &str, field: &str) -> &'b str {
    book.register(kind).find(id).expect(id).get(field)
}

/// What the refusal says is missing.
fn missing(refused: Result<(), Refusal>) -> Vec<StepNeed> {
    match refused.expect_err("refused").why {
        Why::Needs { needs, .. } => needs.into_iter().map(|need| need.need).collect(),
        other => panic!("{other:?}"),
    }
}

/// LS43: a named follower, process and result, review, striking off.
#[test]
fn a_matter_passes_through_the_ledger() {
    let rules = rules();
    let mut book = with_matter(&rules);
    assert_eq!(get(&book, Kind::Matter, "X-1", "state"), "registered");
    assert_eq!(get(&book, Kind::Matter, "X-1", "received"), "2026-03-02");

    assert_eq!(
        missing(advance(&mut book, &rules, "assigned", &[])),
        [StepNeed::Follower]
    );
    advance(&mut book, &rules, "assigned", &[("follower", "李虚构")]).expect("a follower is named");
    advance(&mut book, &rules, "under_way", &[]).expect("begun");
    let bare = advance(&mut book, &rules, "reported", &[]);
    assert_eq!(missing(bare), [StepNeed::Process, StepNeed::Result]);
    let told = [("process", "谈话函询"), ("result", "未发现问题")];
    advance(&mut book, &rules, "reported", &told).expect("process and result");

    assert_eq!(
        missing(advance(&mut book, &rules, "reviewed", &[])),
        [StepNeed::Reviewer]
    );
    let own = advance(&mut book, &rules, "reviewed", &[("reviewer", " 李 虚构")]);
    assert_eq!(missing(own), [StepNeed::OtherReviewer]);
    advance(&mut book, &rules, "reviewed", &[("reviewer", "赵虚构")]).expect("somebody else");
    assert_eq!(
        missing(advance(&mut book, &rules, "closed", &[])),
        [StepNeed::Evidence]
    );
    advance(
        &mut book,
        &rules,
        "closed",
        &[("evidence", "谈话笔录（虚构）3号")],
    )
    .expect("evidence");
    for (field, day) in [
        ("assigned", "2026-03-05"),
        ("reviewed", "2026-03-05"),
        ("closed", "2026-03-05"),
    ] {
        assert_eq!(get(&book, Kind::Matter, "X-1", field), day);
    }

    assert_eq!(
        missing(advance(&mut book, &rules, "reopened", &[])),
        [StepNeed::Reason]
    );
    let again = Command::advance(Kind::Matter, "X-1", "reopened", &[]);
    book.apply(again, WHY, &rules).expect("a reason");
    assert_eq!(get(&book, Kind::Matter, "X-1", "closed"), "");
    assert_eq!(get(&book, Kind::Matter, "X-1", "reason"), "虚构理由");
    // The review is void with it, and must be made anew.
    assert_eq!(get(&book, Kind::Matter, "X-1", "reviewer"), "");
    for (to, cells) in [("assigned", &[][..]), ("under_way", &[]), ("reported", &[])] {
        advance(&mut book, &rules, to, cells).expect(to);
    }
    assert_eq!(
        missing(advance(&mut book, &rules, "reviewed", &[])),
        [StepNeed::Reviewer]
    );
}

/// SL38, SLR169: what is another body's goes there, with a letter, and is struck off; when it comes back it is reopened.
#[test]
fn a_matter_that_is_another_bodys_is_passed_on() {
    let rules = rules();
    let mut book = with_matter(&rules);
    assert_eq!(
        missing(advance(&mut book, &rules, "passed_on", &[])),
        [StepNeed::PassedTo, StepNeed::Evidence]
    );
    let letter = [
        ("passed_to", "某市信访局（虚构）"),
        ("evidence", "移送函（虚构）7号，2026年3月4日"),
    ];
    advance(&mut book, &rules, "passed_on", &letter).expect("receiver and letter");
    assert_eq!(get(&book, Kind::Matter, "X-1", "state"), "passed_on");
    assert_eq!(get(&book, Kind::Matter, "X-1", "closed"), "2026-03-05");
    // What the state rests on stays.
    let without = Command::set(Kind::Matter, "X-1", &[("passed_to", "")]);
    let refused = book.apply(without, WHY, &rules).expect_err("it is needed");
    assert!(matches!(refused.why, Why::Needs { .. }), "{refused:?}");

    let again = Command::advance(Kind::Matter, "X-1", "reopened", &[]);
    book.apply(again, WHY, &rules).expect("a reason");
    for field in ["closed", "passed_to"] {
        assert_eq!(get(&book, Kind::Matter, "X-1", field), "", "{field}");
    }
    advance(&mut book, &rules, "assigned", &[("follower", "李虚构")]).expect("its own now");
}

#[test]
fn a_refusal_says_what_is_missing_and_on_what_basis() {
    let rules = rules();
    let mut book = with_matter(&rules);
    let refusal = advance(&mut book, &rules, "assigned", &[]).expect_err("refused");
    assert_eq!(
        refusal.message(Lang::Zh),
        "线索“X-1”：“已分办”须有：跟踪人（承办人）。请补齐后再试。"
    );
    assert_eq!(
        refusal.message(Lang::En),
        "matter `X-1`: \"assigned\" needs a named follower. Add what is missing and try again."
    );
    let Why::Needs { needs, .. } = refusal.why else {
        panic!("needs");
    };
    assert_eq!(
        (needs[0].basis, needs[0].cites.as_slice()),
        (Basis::Source, &["LS43".to_owned()][..])
    );
    assert_eq!(book.needs(&rules, Kind::Matter, "X-1", "assigned"), needs);

    let refusal = advance(&mut book, &rules, "closed", &[]).expect_err("refused");
    assert_eq!(
        refusal.message(Lang::Zh),
        "线索“X-1”：不能从“已登记”直接到“已销号”；可以到：已分办、已移送（销号）。"
    );
    assert_eq!(book.revision(), 1, "nothing was recorded");
}

/// While a matter is closed, what its closing rests on cannot be taken away.
#[test]
fn a_closed_matter_keeps_its_evidence() {
    let rules = rules();
    let mut book = with_matter(&rules);
    for (to, cells) in [
        ("assigned", &[("follower", "李虚构")][..]),
        ("under_way", &[]),
        ("reported", &[("process", "核实"), ("result", "属实")]),
        ("reviewed", &[("reviewer", "赵虚构")]),
        ("closed", &[("evidence", "虚构文书")]),
    ] {
        advance(&mut book, &rules, to, cells).expect(to);
    }
    for (field, text) in [("evidence", ""), ("reviewer", "李虚构"), ("follower", "")] {
        let set = Command::set(Kind::Matter, "X-1", &[(field, text)]);
        let refusal = book.apply(set, WHY, &rules).map(|_| ()).expect_err(field);
        assert!(matches!(refusal.why, Why::Needs { .. }), "{refusal:?}");
    }
    let note = Command::set(Kind::Matter, "X-1", &[("note", "其他内容可以补充")]);
    book.apply(note, NOW, &rules).expect("other cells are free");
}

#[test]
fn ids_and_states_are_not_typed_in() {
    let rules = rules();
    let mut book = with_matter(&rules);
    for (field, text) in [("state", "closed"), ("id", "X-2")] {
        let set = Command::set(Kind::Matter, "X-1", &[(field, text)]);
        let refusal = book.apply(set, NOW, &rules).map(|_| ()).expect_err(field);
        assert_eq!(refusal.why, Why::Fixed { field });
    }
    let wrong = Command::set(Kind::Matter, "X-1", &[("sumary", "x")]);
    let refusal = book
        .apply(wrong, NOW, &rules)
        .map(|_| ())
        .expect_err("no such field");
    assert_eq!(
        refusal.message(Lang::En),
        "matter `X-1`: There is no field `sumary`; did you mean `summary`?"
    );
    // A return's state is a fact of the return, not a step.
    let add = Command::add(
        Kind::Return,
        "R-1",
        &[
            ("body", "虚构局"),
            ("period", "2026-Q1"),
            ("state", "零报告"),
        ],
    );
    book.apply(add, NOW, &rules).expect("added");
    assert_eq!(get(&book, Kind::Return, "R-1", "state"), "zero");
}

/// Five working days from Thursday 5 March 2026, the start day not counted: 6, 9, 10, 11, 12 March. Over the National Day holiday of 2026 (1 to 7 October off,
/// Saturday the 10th worked) from Monday 28 September: 29, 30, 8, 9, 10.
#[test]
fn a_task_with_a_rule_is_due_when_the_rule_says() {
    let rules = rules();
    let mut book = book();
    let cells = [
        ("title", "径送上级"),
        ("rule", "report_to_superior"),
        ("start", "2026-03-05"),
    ];
    book.apply(Command::add(Kind::Task, "T-1", &cells), NOW, &rules)
        .expect("added");
    assert_eq!(get(&book, Kind::Task, "T-1", "due"), "2026-03-12");
    assert_eq!(get(&book, Kind::Task, "T-1", "provisional"), "no");
    let mut set = |cells: &[(&str, &str)]| -> Result<[String; 2], Refusal> {
        book.apply(Command::set(Kind::Task, "T-1", cells), NOW, &rules)?;
        Ok(["due", "provisional"].map(|field| get(&book, Kind::Task, "T-1", field).to_owned()))
    };
    assert_eq!(
        set(&[("start", "2026-09-28")]).expect("set"),
        ["2026-10-10", "no"]
    );
    assert_eq!(
        set(&[("start", "2028-03-01")]).expect("set")[1],
        "yes",
        "2028 has no notice yet"
    );
    assert_eq!(set(&[("start", "")]).expect("set"), ["", ""]);
    let own = set(&[("due", "2026-04-01")]).expect_err("the rule decides");
    assert_eq!(own.why, Why::Fixed { field: "due" });
    let own = set(&[("rule", ""), ("due", "2026-04-01")]).expect("a date of one's own");
    assert_eq!(own, ["2026-04-01", ""]);
    let unknown = set(&[("rule", "no_such_rule")]).expect_err("no such rule");
    assert_eq!(unknown.why, Why::NoLimit("no_such_rule".to_owned()));
}

#[test]
fn a_task_is_done_with_evidence_and_dropped_with_a_reason() {
    let rules = rules();
    let mut book = book();
    for id in ["T-1", "T-2"] {
        book.apply(
            Command::add(Kind::Task, id, &[("title", "虚构任务")]),
            NOW,
            &rules,
        )
        .expect("added");
    }
    let done = |cells: &[(&str, &str)]| Command::advance(Kind::Task, "T-1", "done", cells);
    assert_eq!(
        missing(book.apply(done(&[]), NOW, &rules).map(|_| ())),
        [StepNeed::Evidence]
    );
    book.apply(done(&[("evidence", "已电话核实")]), NOW, &rules)
        .expect("evidence");
    assert_eq!(get(&book, Kind::Task, "T-1", "done"), "2026-03-05");
    let drop = || Command::advance(Kind::Task, "T-2", "dropped", &[]);
    assert_eq!(
        missing(book.apply(drop(), NOW, &rules).map(|_| ())),
        [StepNeed::Reason]
    );
    book.apply(drop(), WHY, &rules).expect("a reason");
}

/// SF15: the inspection body presses until disclosure, the commission from that day on; the task to take over comes with the date and moves with it.
#[test]
fn disclosure_hands_a_finding_over() {
    let rules = rules();
    let day = |text: &str| text.parse().expect("a day");
    let disclosed = Some(day("2026-05-20"));
    assert_eq!(
        rules.follow_up(None, day("2026-06-01")),
        Some(Organ::InspectionOffice)
    );
    assert_eq!(
        rules.follow_up(disclosed, day("2026-05-19")),
        Some(Organ::InspectionOffice)
    );
    assert_eq!(
        rules.follow_up(disclosed, day("2026-05-20")),
        Some(Organ::Office)
    );

    let mut book = book();
    let cells = [
        ("inclusion", "from_inspection"),
        ("body", "虚构局"),
        ("follower", "李虚构"),
    ];
    book.apply(Command::add(Kind::Finding, "F-1", &cells), NOW, &rules)
        .expect("added");
    assert!(book.register(Kind::Task).is_empty());
    let mut disclose = |text: &str| {
        let set = Command::set(Kind::Finding, "F-1", &[("disclosed", text)]);
        book.apply(set, NOW, &rules).expect("set");
        let task = book
            .register(Kind::Task)
            .find("T-F-1-handover")
            .expect("a task");
        ["start", "due", "state", "owner", "record"].map(|field| task.get(field).to_owned())
    };
    assert_eq!(
        disclose("2026-05-20"),
        ["2026-05-20", "2026-05-20", "open", "李虚构", "F-1"]
    );
    assert_eq!(
        disclose("2026-06-01")[..3],
        ["2026-06-01", "2026-06-01", "open"]
    );
    assert_eq!(disclose("")[2], "dropped");
    assert_eq!(
        disclose("2026-06-02")[..3],
        ["2026-06-02", "2026-06-02", "open"]
    );
    // One undo takes the date and what followed from it back together.
    book.undo(NOW).expect("undone");
    assert_eq!(get(&book, Kind::Task, "T-F-1-handover", "state"), "dropped");
    assert_eq!(get(&book, Kind::Finding, "F-1", "disclosed"), "");
    // What daily supervision found is not handed over that way.
    let cells = [("inclusion", "from_daily"), ("disclosed", "2026-05-20")];
    book.apply(Command::add(Kind::Finding, "F-2", &cells), NOW, &rules)
        .expect("added");
    assert!(book.register(Kind::Task).find("T-F-2-handover").is_none());
}

/// SF10 and LS47: lesson, analysis, reform, replay.
#[test]
fn a_case_is_complete_with_lesson_analysis_reform_and_replay() {
    let rules = rules();
    let mut book = book();
    book.apply(
        Command::add(Kind::Case, "C-1", &[("title", "虚构案")]),
        NOW,
        &rules,
    )
    .expect("added");
    let complete = |cells: &[(&str, &str)]| Command::advance(Kind::Case, "C-1", "completed", cells);
    let bare = missing(book.apply(complete(&[]), NOW, &rules).map(|_| ()));
    assert_eq!(
        bare,
        [
            StepNeed::Lesson,
            StepNeed::Analysis,
            StepNeed::Reform,
            StepNeed::Replay
        ]
    );
    let cells = [
        ("lesson", "一"),
        ("analysis", "二"),
        ("reform", "三"),
        ("replay", "四"),
    ];
    book.apply(complete(&cells), NOW, &rules).expect("complete");
}
