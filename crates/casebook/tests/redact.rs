//! What a recipient may see of a workbook, LS56: which rows go, what is masked, what is left out and why, and the row of the disclosure log.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use std::sync::LazyLock;

use common::{NOW, empty, import, rulebook, rules, today};
use shizu_casebook::pack;
use shizu_casebook::redact::{Handing, Reason, Redacted, Request, hand_out, redact};
use shizu_casebook::{Kind, Lang, Rules, Workbook};
use shizu_rules::sharing::Sharing;
use shizu_rules::vocabulary::{Approver, DataKind, ExchangeDecision, Mask, Organ, Purpose};

static RULES: LazyLock<Rules> = LazyLock::new(rules);
static SHARING: LazyLock<Sharing<'static>> =
    LazyLock::new(|| Sharing::new(rulebook(), today()).expect("compiles"));

fn book() -> Workbook {
    let mut book = empty();
    import(
        &mut book,
        Kind::Matter,
        &[
            "id",
            "person",
            "body",
            "summary",
            "authority",
            "process",
            "note",
        ],
        &[
            &[
                "M1",
                "甲例",
                "市林业局",
                "收受礼金",
                "general",
                "已谈话三人",
                "举报人住址某处",
            ],
            &["M2", "乙例", "市教育局", "公车私用", "superior", "", ""],
        ],
    );
    import(
        &mut book,
        Kind::Finding,
        &["id", "body", "problem", "note"],
        &[&["F1", "市林业局", "台账不规范", "某科长反映"]],
    );
    import(
        &mut book,
        Kind::Task,
        &["id", "title", "register", "record", "due"],
        &[
            &["T1", "核查甲例", "matter", "M1", "2026-04-01"],
            &["T2", "筹备会商", "", "", "2026-04-01"],
        ],
    );
    import(
        &mut book,
        Kind::Setting,
        &["id", "value"],
        &[&["name", "示例台账"]],
    );
    book
}

fn request(recipient: Organ, purpose: Purpose) -> Request {
    Request {
        kinds: Kind::ALL.to_vec(),
        sender: Organ::Office,
        recipient,
        purpose,
        recipient_concerned: false,
        approval: String::new(),
        subject: "示例事由".to_owned(),
        lang: Lang::Zh,
    }
}

fn asked(request: &Request) -> Redacted {
    redact(&book(), request, &SHARING, "w-2", NOW, &RULES).expect("redacted")
}

fn cell(given: &Redacted, kind: Kind, row: &str, field: &str) -> String {
    let row = given.workbook.register(kind).find(row);
    row.map_or("-", |row| row.get(field)).to_owned()
}

/// LS56: clues are case-confidential; the group may handle them with approval, and nobody approved. What is about a clue is held as closely.
#[test]
fn without_approval_clues_stay_and_what_is_restricted_goes() {
    let given = asked(&request(Organ::Group, Purpose::ClueHandling));
    assert!(given.workbook.register(Kind::Matter).is_empty());
    let part = |kind: Kind| {
        given
            .parts
            .iter()
            .find(|part| part.kind == kind)
            .expect("a part")
    };
    let reasons: Vec<Reason> = part(Kind::Matter)
        .withheld
        .iter()
        .map(|withheld| withheld.reason)
        .collect();
    assert_eq!(
        reasons,
        [
            Reason::NotApproved(Some(Approver::CommissionHead)),
            Reason::SuperiorMatter
        ]
    );
    assert_eq!(
        part(Kind::Task).withheld[0].data_kind,
        Some(DataKind::Clues)
    );
    assert_eq!(
        (
            cell(&given, Kind::Task, "T1", "title"),
            cell(&given, Kind::Task, "T2", "title")
        ),
        ("-".to_owned(), "筹备会商".to_owned())
    );
    assert_eq!(part(Kind::Setting).withheld[0].reason, Reason::Settings);
    assert!(given.workbook.register(Kind::Setting).is_empty());
    assert_eq!(cell(&given, Kind::Finding, "F1", "problem"), "台账不规范");
}

#[test]
fn with_approval_clues_go_masked_and_are_logged() {
    let mut request = request(Organ::Group, Purpose::ClueHandling);
    request.approval = "2026-03-01 审批单 12 号".to_owned();
    let given = asked(&request);
    // P29: traces of an anonymous author are masked whatever for, and a note may hold them.
    assert_eq!(cell(&given, Kind::Matter, "M1", "person"), "甲例");
    assert_eq!(cell(&given, Kind::Matter, "M1", "summary"), "收受礼金");
    assert!(cell(&given, Kind::Matter, "M1", "note").starts_with("【已遮蔽：可追查作者"));
    // The superior's matters stay, approved or not.
    assert_eq!(cell(&given, Kind::Matter, "M2", "person"), "-");
    // Nothing that was masked or left out is anywhere in what goes.
    let text = given.workbook.to_json();
    for secret in ["举报人住址", "乙例", "已谈话三人"] {
        assert!(!text.contains(secret), "{secret}");
    }
    assert_eq!(
        given.workbook.revision(),
        given
            .parts
            .iter()
            .filter(|part| part.rows_given() > 0)
            .count() as u64
    );

    let mut own = book();
    own.apply(given.log.expect("a log"), NOW, &RULES)
        .expect("logged");
    let log = own.register(Kind::Exchange);
    let clues = log
        .rows()
        .find(|row| row.get("data_kind") == "clues")
        .expect("logged");
    let told = [
        "on",
        "sender",
        "recipient",
        "purpose",
        "tier",
        "decision",
        "approver",
        "approval",
        "subject",
    ]
    .map(|code| clues.get(code));
    let expected = [
        "2026-03-05",
        "office",
        "group",
        "clue_handling",
        "case_confidential",
        "approval",
        "commission_head",
        "2026-03-01 审批单 12 号",
        "示例事由",
    ];
    assert_eq!(told, expected);
    assert!(clues.get("masks").contains("可追查作者"));
    assert!(log.rows().all(|row| row.get("data_kind") != "evidence"));
}

/// Names and units are masked for learning; clues are refused for it.
#[test]
fn for_training_names_are_masked_and_clues_refused() {
    let mut request = request(Organ::Group, Purpose::Training);
    request.approval = "已批（示例）".to_owned();
    request.lang = Lang::En;
    let given = asked(&request);
    assert!(given.workbook.register(Kind::Matter).is_empty());
    let matters = given
        .parts
        .iter()
        .find(|part| part.kind == Kind::Matter)
        .expect("a part");
    assert_eq!(matters.withheld[0].reason, Reason::Refused);
    assert_eq!(
        cell(&given, Kind::Finding, "F1", "body"),
        "[masked: names of units]"
    );
    assert!(cell(&given, Kind::Finding, "F1", "problem").starts_with("[masked: "));
    let finding = given
        .parts
        .iter()
        .find(|part| part.kind == Kind::Finding)
        .expect("a part");
    assert_eq!(
        finding.given[0].answer.decision,
        Some(ExchangeDecision::Approval)
    );
    assert_eq!((finding.given[0].rows, finding.given[0].masked), (1, 3));
}

#[test]
fn who_must_stand_aside_gets_nothing_restricted_and_nothing_is_logged() {
    let mut request = request(Organ::Group, Purpose::Supervision);
    request.recipient_concerned = true;
    request.kinds = vec![Kind::Matter, Kind::Finding];
    let given = asked(&request);
    assert_eq!(
        given
            .parts
            .iter()
            .map(|part| part.rows_given())
            .sum::<usize>(),
        0
    );
    assert!(given.log.is_none());
    for part in &given.parts {
        for withheld in &part.withheld {
            let (zh, en) = (
                withheld.reason.message(Lang::Zh),
                withheld.reason.message(Lang::En),
            );
            assert!(zh.ends_with('。') && en.ends_with('.'));
        }
    }
}

/// The papers for the meeting: the scope that LS56 names gets them, others with approval, and nobody where names of units must be masked.
#[test]
fn a_paper_goes_by_the_same_rules_and_is_logged() {
    let hand = |request: &Request| -> Handing {
        hand_out(
            request,
            pack::INFORMATION,
            &pack::SHOWS,
            "材料",
            &SHARING,
            NOW,
        )
    };
    let group = hand(&request(Organ::Group, Purpose::Supervision));
    assert_eq!(
        (group.answer.decision, group.against),
        (Some(ExchangeDecision::WithinScope), None)
    );
    let mut book = book();
    let before = book.register(Kind::Exchange).len();
    book.apply(group.log.expect("a row"), NOW, &RULES)
        .expect("logged");
    let log = book.register(Kind::Exchange);
    assert_eq!(log.len(), before + 1);
    let row = log.rows().last().expect("a row");
    let cells = [
        "data_kind",
        "recipient",
        "purpose",
        "tier",
        "decision",
        "subject",
        "note",
    ]
    .map(|code| row.get(code));
    assert_eq!(
        cells,
        [
            "supervision_checks",
            "group",
            "supervision",
            "restricted",
            "within_scope",
            "示例事由",
            "材料"
        ]
    );

    let mut other = request(Organ::OtherOffice, Purpose::Supervision);
    let asked = hand(&other);
    assert!(matches!(asked.against, Some(Reason::NotApproved(_))) && asked.log.is_none());
    other.approval = "虚构批示 2026-1".to_owned();
    let approved = hand(&other);
    assert!(approved.against.is_none() && approved.log.is_some());

    // For training units and people go unnamed; the paper names them.
    other.purpose = Purpose::Training;
    let training = hand(&other);
    assert!(
        matches!(
            training.against,
            Some(Reason::Shows(Mask::UnitNames | Mask::Names))
        ),
        "{:?}",
        training.against
    );
    assert!(training.log.is_none());
    let concerned = Request {
        recipient_concerned: true,
        ..request(Organ::Group, Purpose::Supervision)
    };
    assert_eq!(hand(&concerned).against, Some(Reason::Refused));
}

/// LS56: where persons and units go unnamed, so do those who handle a finding, and measures may name anybody. What only tells rows apart, or when, stays.
#[test]
fn for_training_handlers_measures_and_links_are_masked_too() {
    let mut book = empty();
    import(
        &mut book,
        Kind::Finding,
        &["id", "round", "measures", "follower", "matter", "found"],
        &[&[
            "F1",
            "第三轮",
            "市林业局已退款",
            "丙例",
            "丁例的线索",
            "2026-02-01",
        ]],
    );
    import(
        &mut book,
        Kind::Return,
        &["id", "body", "period", "office", "clues"],
        &[&["R1", "市林业局", "2026-01", "第二监督室", "3"]],
    );
    let mut request = request(Organ::Group, Purpose::Training);
    request.approval = "已批（示例）".to_owned();
    let given = redact(&book, &request, &SHARING, "w-2", NOW, &RULES).expect("redacted");
    let cells = |kind, row, fields: &[&str]| -> Vec<String> {
        let cells = fields.iter().map(|field| cell(&given, kind, row, field));
        cells.collect()
    };
    assert_eq!(
        cells(
            Kind::Finding,
            "F1",
            &["round", "measures", "follower", "matter", "found"]
        ),
        [
            "第三轮",
            "【已遮蔽：当事人姓名】",
            "【已遮蔽：当事人姓名】",
            "【已遮蔽：当事人姓名】",
            "2026-02-01"
        ]
    );
    assert_eq!(
        cells(Kind::Return, "R1", &["body", "period", "office", "clues"]),
        [
            "【已遮蔽：单位名称】",
            "2026-01",
            "【已遮蔽：单位名称】",
            "3"
        ]
    );
    let text = given.workbook.to_json();
    for secret in ["林业局", "丙例", "丁例", "第二监督室"] {
        assert!(!text.contains(secret), "{secret}");
    }
}

/// A place that assigns otherwise gets another export: here names of units may stand where a field holds nothing else.
#[test]
fn an_overlay_that_lifts_a_mask_changes_what_goes() {
    let overlay = r#"[overlay]
id = "local"
zh = "某县"
en = "Some county"

[[replace]]
id = "redaction_masks.unit_names"
when = { content = ["free_text", "clue_account", "findings", "case_account", "mention"] }
then = { answer = "unit_names" }
title.zh = "单位名称"
title.en = "Names of units"
says.zh = "写单位的栏目不遮蔽。"
says.en = "Fields that hold a unit are not masked."
basis = "assumption"
cites = ["LS56"]
note.zh = "本地选择。"
note.en = "A local choice."
"#;
    let local = rulebook()
        .with_overlay("local.toml", overlay)
        .expect("an overlay");
    let (rules, sharing) = (
        Rules::new(&local, today()).expect("compiles"),
        Sharing::new(&local, today()).expect("compiles"),
    );
    let mut request = request(Organ::Group, Purpose::Training);
    request.approval = "已批（示例）".to_owned();
    let given = redact(&book(), &request, &sharing, "w-2", NOW, &rules).expect("redacted");
    assert_eq!(cell(&given, Kind::Finding, "F1", "body"), "市林业局");
    assert!(cell(&given, Kind::Finding, "F1", "problem").starts_with("【已遮蔽"));
    let shipped = asked(&request);
    assert_eq!(
        cell(&shipped, Kind::Finding, "F1", "body"),
        "【已遮蔽：单位名称】"
    );
}

/// A day, a number or a code is never masked, so that nothing else may stand there: another program's file that says otherwise is not passed on at all.
#[test]
fn words_where_a_code_belongs_are_not_passed_on() {
    let mut book = empty();
    import(&mut book, Kind::Finding, &["id"], &[&["F1"]]);
    let text = book.to_json();
    let (before, after) = ("\"entered\"", "\"某科长反映\"");
    assert!(text.contains(before));
    let checksum = text.find("\"checksum\":").expect("a checksum");
    let end = checksum + text[checksum..].find(',').expect("a member") + 1;
    let other = format!(
        "{}{}",
        &text[..checksum],
        text[end..].replace(before, after)
    );
    let book = Workbook::from_json(other.as_bytes()).expect("read as it is");
    let request = request(Organ::Group, Purpose::Supervision);
    let given = redact(&book.book, &request, &SHARING, "w-2", NOW, &RULES);
    assert!(given.is_err(), "{given:?}");
}
