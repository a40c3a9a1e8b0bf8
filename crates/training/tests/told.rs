//! What is shown and told: labels, written-out sums, reasons, and why what was missed belongs there. Expectations from the paragraphs and by hand.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::{graded_of_one as graded, of_one, rulebook, text_of_one};
use shizu_rules::Lang::{En, Zh};
use shizu_training::{Desk, Graded, GradedSlot, Play, Scenario, listed, quoted};

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
    // Which row, and the two facts that do not go together.
    let says = &missed.says.as_ref().expect("it is told").zh;
    assert!(says.starts_with("依据是“职务犯罪却情节一般”。"), "{says}");
    assert!(
        says.contains("“职务犯罪”") && says.ends_with("情节是“一般”。"),
        "{says}"
    );
}

fn rules(slot: &GradedSlot) -> Vec<&str> {
    slot.why.iter().map(|why| why.rule.as_str()).collect()
}

fn here(slot: &GradedSlot) -> &str {
    let here = slot.why.iter().find_map(|why| why.here.as_ref());
    here.map_or("", |here| here.zh.as_str())
}

#[test]
fn a_deduction_and_a_bonus_stand_in_the_sum() {
    let scenario = of_one(
        r#"kind = "sheet"
sheet = "yancheng"
marks = { positive = 78, negative = 70 }
extra = "-15""#,
        "",
    );
    // 46.8 + 28 − 15 = 59.8, which is below 60.
    let first = graded(&scenario, &[("score", &["59.8"]), ("level", &["fair"])]);
    let [score, level] = &first.slots[..] else {
        panic!("two slots")
    };
    assert!(score.credit.is_some_and(shizu_training::Fraction::is_full));
    assert!(
        here(score).ends_with("78 × 60% + 否定性指标 70 × 40% − 扣分 15 = 59.8。"),
        "{}",
        here(score)
    );
    assert!(
        rules(score).contains(&"yancheng.deduction"),
        "{:?}",
        rules(score)
    );
    // Where the level taken begins.
    let says = level.why_not[0].says.as_ref().expect("it is told");
    assert!(
        says.zh.starts_with("得分59.8，等级是“差”；“一般”从60分起"),
        "{}",
        says.zh
    );
    let scenario = of_one(
        r#"kind = "sheet"
sheet = "heqing"
marks = { duties = 88, poll = 70, daily = 92 }
extra = "4""#,
        "",
    );
    // 70.4 + 7 + 9.2 + 4 = 90.6.
    let graded = graded(
        &scenario,
        &[("score", &["90.6"]), ("level", &["excellent"])],
    );
    assert!(graded.is_full());
    assert!(
        here(&graded.slots[0]).ends_with("92 × 10% + 加分 4 = 90.6。"),
        "{}",
        here(&graded.slots[0])
    );
    assert!(rules(&graded.slots[0]).contains(&"heqing.bonus"));
    // Excellent is the best: its own line alone decides.
    assert_eq!(rules(&graded.slots[1]), ["appraisal.band.excellent"]);
}

#[test]
fn more_bonus_than_the_sheet_allows_is_refused_with_its_place() {
    let text = |sheet: &str, extra: &str| {
        let decision =
            format!("kind = \"sheet\"\nsheet = \"{sheet}\"\nmarks = {{ }}\nextra = \"{extra}\"");
        text_of_one(&decision, "")
    };
    let told = |sheet: &str, extra: &str| -> Vec<String> {
        match Scenario::read("limits.toml", &text(sheet, extra), rulebook()) {
            Ok(_) => Vec::new(),
            Err(errors) => errors.iter().map(ToString::to_string).collect(),
        }
    };
    // Tongshan adds 5 at most, Heqing 30; neither takes points away. Our own sheet does neither.
    assert_eq!(told("tongshan", "5"), Vec::<String>::new());
    assert_eq!(told("heqing", "30"), Vec::<String>::new());
    let line = text("tongshan", "8")
        .lines()
        .position(|line| line.starts_with("extra"));
    let at = format!("limits.toml:{}:", line.map_or(0, |line| line + 1));
    for (sheet, extra, remedy) in [
        ("tongshan", "8", "write 0 to 5"),
        ("tongshan", "-1", "write 0 to 5"),
        ("heqing", "30.5", "write 0 to 30"),
        ("appraisal", "1", "remove `extra`"),
    ] {
        let told = told(sheet, extra);
        assert!(
            told.len() == 1 && told[0].starts_with(&at) && told[0].contains(remedy),
            "{sheet} {extra}: {told:?}"
        );
    }
}

#[test]
fn the_office_has_its_say_and_the_host_unit_has_none() {
    let marks = "{ responsibility = 90, supervision = 90, education = 90, style_checks = 90, cases = 90, own_team = 90 }";
    let with = |more: &str| {
        of_one(
            &format!("kind = \"sheet\"\nsheet = \"appraisal\"\nmarks = {marks}\n{more}"),
            "",
        )
    };
    // Nothing is said of the office: the marks are those that count, and its share is no reason.
    let alone = graded(&with(""), &[("score", &["90"]), ("level", &["excellent"])]);
    assert!(alone.is_full());
    let all = |graded: &Graded| -> Vec<String> { graded.rules().map(str::to_owned).collect() };
    assert!(!all(&alone).contains(&"appraisal.office_share".to_owned()));
    // LS05: 90 × 70 % + 70 × 30 % = 84; RD28: the host unit's 40 stays outside.
    let office = marks.replace("90", "70");
    let host = marks.replace("90", "40");
    let scenario = with(&format!("office = {office}\nhost_unit = {host}"));
    let both = graded(&scenario, &[("score", &["84"]), ("level", &["pass"])]);
    assert!(both.is_full(), "{both:#?}");
    assert!(rules(&both.slots[0]).contains(&"appraisal.office_share"));
    let sum = here(&both.slots[0]);
    assert!(
        sum.starts_with("每项为派出机关评分 × 70% + 室的评分 × 30%。"),
        "{sum}"
    );
    assert!(
        sum.contains("落实责任 84 × 15%") && sum.ends_with("= 84。驻在单位的评分不计入。"),
        "{sum}"
    );
    let desk = Desk::new(rulebook(), scenario.day).expect("tables compile");
    let play = Play::new(&scenario, &desk);
    let grid = &play.pending().expect("it is asked").brief.grids[0];
    let header: Vec<&str> = grid.header.iter().map(|text| text.zh.as_str()).collect();
    assert_eq!(header, ["考核内容", "派出机关", "监督检查室", "驻在单位"]);
    // A sheet of units is marked by nobody else.
    let text = text_of_one(
        "kind = \"sheet\"\nsheet = \"ecology\"\nmarks = { }\noffice = { }",
        "",
    );
    let errors = Scenario::read("t.toml", &text, rulebook()).expect_err("no such say");
    assert!(errors[0].to_string().contains("remove `office`"));
}

#[test]
fn a_capped_score_is_told_by_what_capped_it() {
    // 90 × 90 % + 92 × 10 % = 90.2, capped to 79 by two false points; so it is fair.
    let scenario = of_one(
        r#"kind = "score"
scheme = "eshan"
fields = { main_responsibility = 90, organization = 90, tasks = 90, transferred = 90, satisfaction = 92, false_reports = 2, gravity = "ordinary", evaluators = "discipline;organization" }"#,
        "",
    );
    let desk = Desk::new(rulebook(), scenario.day).expect("tables compile");
    let play = Play::new(&scenario, &desk);
    let given = play.pending().expect("it is asked").brief.given;
    let shown = |what: &str| {
        let found = given.iter().find(|given| given.what.zh == what);
        found.map(|given| (given.value.zh.as_str(), given.value.en.as_str()))
    };
    assert_eq!(shown("不到位的情节"), Some(("一般", "ordinary")));
    assert_eq!(
        shown("参评单位"),
        Some((
            "纪检监察机关、组织部门",
            "discipline inspection, organization department"
        ))
    );
    assert_eq!(shown("不实问题数"), Some(("2", "2")));
    // Left out: verifying the false points, and the scheme's look-back. Wrong: holding to account, for nothing grave.
    let graded = graded(
        &scenario,
        &[
            ("score", &["79"]),
            ("band", &["good"]),
            (
                "consequences",
                &[
                    "party_building_appraisal",
                    "cadre_selection",
                    "urge",
                    "talk",
                    "accountability",
                ],
            ),
        ],
    );
    let [score, band, consequences] = &graded.slots[..] else {
        panic!("three slots")
    };
    assert!(score.credit.is_some_and(shizu_training::Fraction::is_full));
    for slot in &graded.slots {
        let all = rules(slot);
        let schemes = all.iter().filter(|rule| **rule == "scheme.eshan").count();
        assert_eq!(schemes, 1, "{all:?}");
    }
    let says = |slot: &GradedSlot, code: &str| {
        let mut all = slot.why_not.iter();
        let found = all.find(|why_not| why_not.choice.code == code);
        let says = found.and_then(|found| found.says.clone());
        (
            says.unwrap_or_default().zh,
            found.cloned().unwrap_or_default(),
        )
    };
    let (told, _) = says(band, "good");
    assert!(told.contains("五项合计90.2，不实问题2项"), "{told}");
    let (told, missed) = says(consequences, "verify_false");
    assert_eq!(missed.rule.as_deref(), Some("consequence.verify_false"));
    assert!(
        told.contains("“部分不实”") && told.contains("不实问题2项"),
        "{told}"
    );
    assert!(missed.changes.is_empty());
    let (told, missed) = says(consequences, "look_back");
    assert_eq!(missed.rule.as_deref(), Some("scheme.eshan"));
    assert!(told.contains("“峨山”") && told.contains("“一般”"), "{told}");
    let (told, wrong) = says(consequences, "accountability");
    assert_eq!(wrong.rule.as_deref(), Some("consequence.accountability"));
    assert!(told.contains("情节是“一般”"), "{told}");
    // One fact decides: a grave case would be considered for it.
    let [change] = &wrong.changes[..] else {
        panic!("one change: {:?}", wrong.changes)
    };
    assert_eq!(
        (change.what.zh.as_str(), change.then.zh.as_str()),
        ("情节", "严重")
    );
}

#[test]
fn each_row_of_figures_has_its_name_and_its_own_rule() {
    let scenario = of_one(
        r#"kind = "figures"
rows = """
name, rule, part, whole
名单 / the list, indicator.specialist_share, 2, 5
人才库 / the pool, indicator.pool_shares, 72, 212
"""
"#,
        "",
    );
    // 2 / 5 = 40 %, 72 / 212 = 33.96 %.
    let told = graded(&scenario, &[("rate.1", &["40"]), ("rate.2", &["34"])]);
    assert!(told.is_full(), "{told:#?}");
    let labels: Vec<(&str, &str)> = told
        .slots
        .iter()
        .map(|slot| (slot.label.zh.as_str(), slot.label.en.as_str()))
        .collect();
    assert_eq!(
        labels,
        [
            ("名单——比率（%）", "the list: rate (%)"),
            ("人才库——比率（%）", "the pool: rate (%)")
        ]
    );
    assert_eq!(rules(&told.slots[0]), ["indicator.specialist_share"]);
    assert_eq!(rules(&told.slots[1]), ["indicator.pool_shares"]);
    // Rules of the whole decision are told once.
    let scenario = of_one(
        r#"kind = "figures"
rules = ["indicator.four_forms", "indicator.largest_remainder"]
rows = """
name, form1, form2, form3, form4
本季 / this quarter, 1, 1, 1, 1
"""
"#,
        "",
    );
    let told = graded(&scenario, &[]);
    let counts: Vec<usize> = told.slots.iter().map(|slot| slot.why.len()).collect();
    assert_eq!(counts, [2, 0, 0, 0]);
}

/// What an organ's duty is called, without the organ.
fn what<'l>(label: &'l str, code: &str) -> &'l str {
    let what = label.split_once('：').filter(|_| code.contains(':'));
    what.map_or(label, |(_, what)| what)
}

/// Codes whose rows have titles that differ beyond the bracket, looked at one by one: the first, or the one that the others contain, holds for all.
const GENERAL: [&str; 5] = [
    "no_superior",
    "rank_exception",
    "party_group_post",
    "group:one_to_one",
    "register_exchange",
];

#[test]
fn labels_of_choices_are_true_for_every_row_that_gives_them() {
    let desk = Desk::new(rulebook(), "2026-03-02".parse().expect("a day")).expect("tables compile");
    let label = |table: &str, code: &str| {
        let known = &desk.table(table).expect("it is there").table;
        let outcome = desk.outcome(known, code).expect("it is given");
        let label = desk.choice(known, outcome).label;
        (label.zh, label.en)
    };
    let pair = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
    // No rank and no field where several rows give the code.
    assert_eq!(
        label("plausibility", "rank_below_authority"),
        pair("职级低于同级管理", "Rank below this level")
    );
    assert_eq!(
        label("duties", "office:step_in"),
        pair("监督检查室：主动介入会办", "supervision office: Steps in")
    );
    assert_eq!(
        label("ecology-measures", "group:stationed"),
        pair(
            "派驻纪检监察组：次年重点：驻点监督",
            "resident group: Next year: Stationed"
        )
    );
    // Nobody named twice.
    assert_eq!(
        label("ecology-measures", "office:problem_list"),
        pair(
            "监督检查室：提供问题清单",
            "supervision office: Problem list"
        )
    );
    // Words that only begin like the name stay.
    assert_eq!(
        label("duties", "office:joint_talk").0,
        "监督检查室：室组一同谈话函询"
    );
    assert_eq!(
        label("duties", "office:joint_team").0,
        "监督检查室：组成联查力量"
    );
    for known in desk.tables() {
        let table = &known.table;
        let mut labels: Vec<shizu_rules::Text> = Vec::new();
        for outcome in 0..table.outcomes().len() {
            let choice = desk.choice(table, outcome);
            let same = |known: &shizu_rules::Text| {
                known.zh == choice.label.zh || known.en == choice.label.en
            };
            assert!(
                !labels.iter().any(same),
                "{}: {:?} twice",
                table.id(),
                choice.label
            );
            assert!(
                !choice.label.zh.contains("（室须回避") && !choice.label.zh.contains("（组须回避"),
                "{:?}",
                choice.label
            );
            labels.push(choice.label.clone());
            let titled = matches!(
                table.outcomes()[outcome],
                shizu_rules::Then::Duty(_) | shizu_rules::Then::Warning { .. }
            );
            if !titled || GENERAL.contains(&choice.code.as_str()) {
                continue;
            }
            let tail = what(&choice.label.zh, &choice.code);
            let tail: String = tail.rsplit('：').next().unwrap_or_default().to_owned();
            for row in table.rows().iter().filter(|row| row.outcome == outcome) {
                let title = &desk.rule(&row.id).expect("it holds").title.zh;
                // 由组, 由地方监委: the organ stands before the colon.
                let title = title.replace("由组", "").replace("由地方监委", "");
                assert!(title.contains(&tail), "{}: {tail} of {title}", row.id);
            }
        }
    }
}

#[test]
fn a_right_squad_is_told_by_the_demands_it_meets() {
    let people = [
        ("a", "office = true"),
        ("b", "specialist = true, knows = true"),
        ("c", "specialist = true"),
        ("d", "specialist = true"),
        ("e", "tied = true"),
    ];
    let people: Vec<String> = people
        .iter()
        .map(|(id, facts)| format!("{{ id = \"{id}\", name = {{ zh = \"{id}\", en = \"{id}\" }}, about = {{ zh = \"x\", en = \"x\" }}, {facts} }}"))
        .collect();
    let scenario = of_one(
        &format!(
            "kind = \"squad\"\nsize = 4\nperson = [{}]",
            people.join(", ")
        ),
        "",
    );
    let told = graded(&scenario, &[("members", &["a", "b", "c", "d"])]);
    assert!(told.is_full(), "{told:#?}");
    let titles: Vec<(&str, &str)> = told.slots[0]
        .why
        .iter()
        .map(|why| (why.rule.as_str(), why.title.zh.as_str()))
        .collect();
    // SF07, SF11: around an office, people who know the trade and the field, nobody with ties.
    assert_eq!(
        titles,
        [
            ("squad_ready.ready", "可以出发"),
            ("squad_faults.no_office", "以执纪监督室为核心"),
            ("squad_faults.few_specialists", "专业人员占比足够"),
            ("squad_faults.field_open", "所查领域有人懂行"),
            ("squad_faults.member_tied", "没有利害关系"),
        ]
    );
}
