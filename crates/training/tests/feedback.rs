//! What is told of a wrong answer: short, true, and of use. Expectations from the paragraphs, the calendar and by hand.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::{graded_of_one, of_one, rulebook};
use shizu_rules::vocabulary::{DataKind, Organ, Purpose, Term};
use shizu_rules::{FactKey, Lang, MatterFacts, Subject};
use shizu_training::{Desk, Fraction, Graded, GradedSlot, WhyNot};

const EXCHANGE: &str = r#"[[matter]]
id = "exchange"
subject = "exchange"
title = { zh = "交换", en = "exchange" }
facts = { data_kind = "clues", sender = "group", recipient = "office", purpose = "cadre_selection" }"#;

const CLUE: &str = r#"[[matter]]
id = "clue"
title = { zh = "线索", en = "clue" }
facts = { commission = "county", authority = "unit_party_group", nature = "discipline", gravity = "ordinary", key_area = true, conflict = "none", importance = "ordinary", difficulty = "plain", cross = false, lacks_means = false, group_load = "normal" }"#;

fn says(why_not: &WhyNot) -> (&str, &str) {
    let says = why_not.says.as_ref().expect("it is told");
    (&says.zh, &says.en)
}

fn of<'w>(slot: &'w GradedSlot, code: &str) -> &'w WhyNot {
    let mut all = slot.why_not.iter();
    all.find(|why_not| why_not.choice.code == code)
        .expect("it is told why")
}

/// What would have to differ: fact, what it is, what it would be.
fn changes(why_not: &WhyNot) -> Vec<(&str, &str, &str)> {
    let changes = why_not.changes.iter();
    changes
        .map(|change| {
            let (what, now, then) = (&change.what, &change.now, &change.then);
            (what.en.as_str(), now.en.as_str(), then.en.as_str())
        })
        .collect()
}

#[test]
fn a_mask_that_is_for_other_information_names_it_and_what_this_is() {
    let scenario = of_one(
        "kind = \"exchange\"\nmatter = \"exchange\"\nask = [\"masks\"]",
        EXCHANGE,
    );
    let graded = graded_of_one(&scenario, &[("share.masks", &["third_parties"])]);
    let told = of(&graded.slots[0], "third_parties");
    // The row is about evidence, case analyses and archives; this is a clue.
    assert_eq!(told.rule.as_deref(), Some("share.mask.third_parties"));
    assert_eq!(
        changes(told),
        [(
            "kind of information",
            "clues",
            "evidence, case analysis or integrity archives"
        )]
    );
    assert!(says(told).0.starts_with("那是另一种情形。"));
}

#[test]
fn the_row_quoted_is_the_one_that_the_changes_lead_to() {
    let desk = Desk::new(rulebook(), "2026-03-02".parse().expect("a day")).expect("tables compile");
    let mut told = 0;
    for (at, (kind, recipient)) in DataKind::ALL
        .iter()
        .flat_map(|kind| Organ::ALL.iter().map(move |organ| (*kind, *organ)))
        .enumerate()
    {
        let purpose = Purpose::ALL[at % Purpose::ALL.len()];
        let mut facts = MatterFacts::new(Subject::Exchange);
        for (key, code) in [
            (FactKey::DataKind, kind.code()),
            (FactKey::Sender, Organ::Office.code()),
            (FactKey::Recipient, recipient.code()),
            (FactKey::Purpose, purpose.code()),
            (FactKey::RecipientConcerned, "no"),
            (FactKey::SuperiorMatter, "no"),
        ] {
            facts.parse(key, code).expect("a value");
        }
        for code in ["allowed", "within_scope", "approval", "refused"] {
            let Some(why_not) = desk.why_not("share.decision", &facts, code) else {
                continue;
            };
            let rule = why_not.rule.as_deref().and_then(|id| desk.rule(id));
            let rule = rule.expect("a row is quoted");
            let changed = |key: FactKey| {
                let mut changes = why_not.changes.iter();
                changes.any(|change| change.what.en == key.label(Lang::En))
            };
            // Whatever the row asks for holds, or is among the changes; and nothing else is.
            let mut needed = 0;
            for (key, wanted) in rule.conditions() {
                let value = facts.value(key).expect("all is known");
                let fits = wanted.contains(&value.code);
                assert!(fits || changed(key), "{code} {}: {}", rule.id, key.code());
                needed += usize::from(!fits);
            }
            assert_eq!(why_not.changes.len(), needed, "{code} {}", rule.id);
            assert!(why_not.failed.is_empty());
            told += 1;
        }
    }
    assert!(told > 100);
}

#[test]
fn who_approves_is_told_by_the_decision_where_nobody_does() {
    let matter = EXCHANGE.replace("\"clues\"", "\"policies\"");
    let scenario = of_one(
        "kind = \"exchange\"\nmatter = \"exchange\"\nask = [\"approver\"]",
        &matter,
    );
    let graded = graded_of_one(&scenario, &[("share.approver", &["sender_head"])]);
    // LS56: policies are open to all inside.
    let told = of(&graded.slots[0], "sender_head");
    assert_eq!(says(told).0, "结论是“可以共享”，没有要审批的。");
    assert!(told.changes.is_empty());
}

#[test]
fn a_line_of_a_slip_says_its_answer_once_and_roles_do_not_hide_each_other() {
    let scenario = of_one(
        r#"kind = "faults"
matter = "clue"
line = [
    { table = "mechanisms", stated = ["joint_disposal"] },
    { id = "leads", duty = "duty.clue.joint_handling", stated = "group" },
    { id = "assists", duty = "duty.clue.joint_handling", role = "assist", stated = "office" },
]"#,
        CLUE,
    );
    let graded = graded_of_one(&scenario, &[("faults", &[])]);
    let slot = &graded.slots[0];
    let told: Vec<&str> = slot
        .why
        .iter()
        .filter_map(|why| why.here.as_ref())
        .map(|here| here.zh.as_str())
        .collect();
    let all = told.concat();
    // LS43: the office steps in and leads the joint handling, the group assists.
    for once in [
        "主办：监督检查室。",
        "协助：派驻纪检监察组。",
        "联动机制：会办。",
    ] {
        assert_eq!(all.matches(once).count(), 1, "{once} in {all}");
    }
    let rules: Vec<&str> = slot.why.iter().map(|why| why.rule.as_str()).collect();
    let duty = rules
        .iter()
        .filter(|rule| **rule == "duty.clue.joint_handling");
    assert_eq!(duty.count(), 1);
    // LS43: joint disposal is for cadres of the same level.
    let (zh, en) = says(of(slot, "mechanisms"));
    assert!(zh.starts_with("多填了“协同处置”（干部管理权限是"), "{zh}");
    assert!(zh.ends_with("漏填了“会办”。"), "{zh}");
    assert!(en.ends_with("Left out: `joint handling`."), "{en}");
    let (zh, _) = says(of(slot, "leads"));
    assert!(zh.contains("派驻纪检监察组在这项职责中是“协助”"), "{zh}");
}

#[test]
fn of_a_duty_the_parts_are_told_and_no_other_duty() {
    let scenario = of_one(
        "kind = \"duties\"\nduties = [\"duty.clue.general_staff\"]",
        "",
    );
    let graded = graded_of_one(&scenario, &[("duty.clue.general_staff", &["group"])]);
    let told = of(&graded.slots[0], "group");
    // LS34: the unit's own committee investigates, the group guides.
    assert_eq!(
        says(told),
        (
            "派驻纪检监察组在这项职责中是“指导”；机关纪委主办，派驻纪检监察组指导。",
            "The resident group guides in this duty. Unit's own discipline committee leads; resident group guides."
        )
    );
    assert!(told.changes.is_empty() && told.failed.is_empty());
}

fn heat(returns: &str, named: &str) -> Graded {
    let decision = format!(
        "kind = \"heat\"\nas_of = \"2026-04-20\"\nreturns = \"\"\"\n{returns}\"\"\"\nbody = [ {{ id = \"water\", name = {{ zh = \"水务组\", en = \"water group\" }} }} ]"
    );
    graded_of_one(&of_one(&decision, ""), &[("water", &[named])])
}

#[test]
fn a_trigger_that_does_not_fire_is_told_the_numbers_and_what_cannot_be_judged() {
    // Four quarters without a case are needed; there are two, before them one with a case, and one between them was not returned.
    let returns = "body, kind, period, clues, cases, covered, letters
water, group, 2025-Q2, 3, 1, 210, 8
water, group, 2025-Q3, 2, 0, 210, 5
water, group, 2026-Q1, 1, 0, 212, 7
";
    let graded = heat(returns, "Z2");
    let told = of(&graded.slots[0], "Z2");
    let [clues, cases] = &told.failed[..] else {
        panic!("{told:?}")
    };
    assert_eq!(cases.wanted[0].zh, "4");
    assert_eq!(
        cases.found.zh,
        "2（2025年第2季度立案数1；2025年第4季度没有报，不能当零）"
    );
    assert!(
        clues.found.zh.starts_with("0（2026年第1季度问题线索数1"),
        "{}",
        clues.found.zh
    );
    // Nothing is returned of what was found in the group itself.
    let graded = heat(returns, "Z6");
    let told = of(&graded.slots[0], "Z6");
    assert!(told.failed[0].found.zh.contains("无从判断"), "{told:?}");
}

#[test]
fn a_trigger_that_was_left_out_is_told_what_made_it_fire() {
    let returns = "body, kind, period, clues, cases, covered, letters
water, group, 2025-Q2, 3, 0, 210, 8
water, group, 2025-Q3, 2, 0, 210, 5
water, group, 2025-Q4, 2, 0, 210, 5
water, group, 2026-Q1, 1, 0, 212, 7
";
    let graded = heat(returns, "Z9");
    let (zh, _) = says(of(&graded.slots[0], "Z2"));
    // All four quarters without a case.
    assert!(zh.starts_with("立案为零的连续期数：4，达到4"), "{zh}");
}

fn due(decision: &str) -> (String, String) {
    let scenario = of_one(&format!("kind = \"deadline\"\n{decision}"), "");
    let graded = graded_of_one(&scenario, &[("due", &["2026-01-01"])]);
    let why = &graded.slots[0].why;
    // The whole rule of counting is not told.
    assert!(why.iter().all(|why| why.says.is_none()), "{why:?}");
    let here = why.iter().find_map(|why| why.here.clone()).expect("told");
    (here.zh, here.en)
}

#[test]
fn a_day_is_told_by_how_it_was_counted_here() {
    // Holiday notice for 2026: 1 to 5 May off, Saturday 9 May worked. 6, 7, 8, 9 and 11 May are the five.
    let (zh, en) = due("limit = \"report_to_superior\"\nstart = \"2026-04-30\"");
    assert_eq!(
        zh,
        "自2026-04-30起5个工作日：起算日不计入，第一日是5月6日，跳过休息的6天（5月1日至5月5日、5月10日），5月9日调休上班，计入；末日是2026-05-11。"
    );
    assert!(en.contains("6 May is the first day") && en.ends_with("the last day is 2026-05-11."));
    // No 31 April.
    let (zh, _) = due("amount = 1\nunit = \"months\"\nstart = \"2026-03-31\"");
    assert!(zh.contains("期满之月没有31日，到4月30日为止"), "{zh}");
    let (zh, _) = due("amount = 1\nunit = \"months\"\nstart = \"2026-03-02\"");
    assert!(
        zh.contains("到期满之月的同一日为止；末日是2026-04-02"),
        "{zh}"
    );
    // 21 March is a Saturday.
    let (zh, _) = due("amount = 10\nunit = \"days\"\nstart = \"2026-03-11\"");
    assert!(zh.contains("末日休息，不顺延；末日是2026-03-21"), "{zh}");
}

#[test]
fn a_figure_is_told_by_its_sum() {
    let scenario = of_one(
        "kind = \"figures\"\nrules = [\"indicator.case_conversion\"]\nrows = \"\"\"\nname, part, whole\nrate, 3, 7\n\"\"\"",
        "",
    );
    let graded = graded_of_one(&scenario, &[("rate.1", &["40"])]);
    // 3 / 7 = 42.857 %.
    assert_eq!(
        says(&graded.slots[0].why_not[0]),
        ("按规则算：3 ÷ 7 = 42.9%。", "By the rules: 3 ÷ 7 = 42.9 %.")
    );
}

#[test]
fn a_squad_is_told_once_with_all_that_would_have_to_change() {
    let person = |id: &str, facts: &str| {
        format!(
            "{{ id = \"{id}\", name = {{ zh = \"{id}\", en = \"{id}\" }}, about = {{ zh = \"某\", en = \"x\" }}, {facts} }}"
        )
    };
    let no = "office = false, specialist = true, knows = true";
    let people = [
        person(
            "core",
            "office = true, specialist = true, knows = false, tied = false",
        ),
        person("clean", &format!("{no}, tied = false")),
        person("nephew", &format!("{no}, tied = true")),
        person("cousin", &format!("{no}, tied = true")),
    ];
    let decision = format!(
        "kind = \"squad\"\nsize = 2\nperson = [{}]",
        people.join(", ")
    );
    let scenario = of_one(&decision, "");
    // Two with ties and nobody of the office: of five demands number, specialists and field are met. Ties are one demand, however many have them.
    let graded = graded_of_one(&scenario, &[("members", &["nephew", "cousin"])]);
    assert_eq!(graded.credit, Some(Fraction::new(3, 5)));
    let [told] = &graded.slots[0].why_not[..] else {
        panic!("told once")
    };
    let changed: Vec<(&str, &str)> = changes(told)
        .into_iter()
        .map(|(who, _, then)| (who, then))
        .collect();
    assert_eq!(
        changed,
        [
            ("core", "in"),
            ("clean", "in"),
            ("nephew", "out"),
            ("cousin", "out")
        ]
    );
    // Nobody is no squad, though nobody has ties.
    let graded = graded_of_one(&scenario, &[("members", &[])]);
    assert_eq!(graded.credit, Some(Fraction::ZERO));
}

#[test]
fn a_step_is_called_what_its_register_calls_it() {
    let matter = |subject: &str, facts: &str| {
        format!(
            "[[matter]]\nid = \"it\"\nsubject = \"{subject}\"\ntitle = {{ zh = \"事\", en = \"it\" }}\nfacts = {{ {facts} }}"
        )
    };
    let asked = |table: &str, matter: &str, codes: &[&str]| {
        let scenario = of_one(
            &format!("kind = \"table\"\nmatter = \"it\"\ntables = [\"{table}\"]"),
            matter,
        );
        let graded = graded_of_one(&scenario, &[(table, codes)]);
        assert!(graded.is_full(), "{graded:#?}");
        let right = graded.slots[0].right.iter();
        right
            .map(|choice| choice.label.zh.clone())
            .collect::<Vec<String>>()
    };
    // A finding is verified, a task is done, a clue is reviewed: one word of the engine, three of the registers.
    let finding = matter("finding_step", "from = \"reported\", to = \"verified\"");
    assert_eq!(asked("finding_steps", &finding, &["review"]), ["核验"]);
    let task = matter("task_step", "from = \"open\", to = \"done\"");
    assert_eq!(asked("task_steps", &task, &["close"]), ["办结"]);
    // Whoever followed the finding does not verify it.
    let needs = matter(
        "finding_step",
        "from = \"reported\", to = \"verified\", follower_named = true, process_written = true, result_written = true, evidence_given = true, reviewer_named = true, reviewer_differs = false, reason_given = true",
    );
    assert_eq!(
        asked("finding_needs", &needs, &["other_reviewer"]),
        ["核验人不得是跟踪人本人"]
    );
}

#[test]
fn a_refused_exchange_is_not_told_to_be_registered_as_if_it_took_place() {
    let refused = EXCHANGE.replace("cadre_selection", "training");
    let scenario = of_one(
        "kind = \"table\"\nmatter = \"exchange\"\ntables = [\"share.decision\", \"share.notices\"]",
        &refused,
    );
    let graded = graded_of_one(&scenario, &[("share.decision", &["refused"])]);
    assert_eq!(graded.slots[0].credit, Some(Fraction::ONE));
    // R23 is about hand-overs; the notice says what becomes of one that does not take place.
    let why = &graded.slots[1].why[0];
    assert_eq!(why.rule, "share.notice.register.clues");
    let says = why.says.as_ref().expect("it says something");
    assert!(says.zh.contains("没有交接"), "{}", says.zh);
}
