//! Clues: plausible facts, who leads by the rules, and their way through the states.

use chrono::{Datelike, Days, NaiveDate};
use shizu_rules::vocabulary::{Organ, Term};
use shizu_rules::{ClueFacts, Engine, FactKey, Then};
use shizu_tables::Verdict;

use super::city::{City, SILENT};
use super::diary::Diary;
use super::later;
use super::names::{FIELDS, OFFICES, SUBJECTS, WAYS, person};
use super::random::Random;
use crate::command::Command;
use crate::kind::Kind;

/// What other registers need to know of a matter.
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent answers to yes/no questions"
)]
pub(super) struct Known {
    pub(super) id: String,
    /// Place of the unit.
    pub(super) unit: usize,
    pub(super) received: NaiveDate,
    /// The day it was struck off, if it was.
    pub(super) closed: Option<NaiveDate>,
    pub(super) filed: bool,
    pub(super) person: String,
    pub(super) follower: String,
    pub(super) subject: &'static str,
    pub(super) self_found: bool,
    pub(super) led_by_group: bool,
    pub(super) important: bool,
}

/// A matter as it is drawn.
struct Drawn {
    known: Known,
    cells: Vec<(&'static str, String)>,
    lead: Option<Organ>,
    lead_body: String,
    reviewer: String,
    disposal: &'static str,
}

pub(super) fn write(
    city: &City,
    count: usize,
    engine: &Engine,
    random: &mut Random,
    diary: &mut Diary,
) -> Vec<Known> {
    let days = (diary.today - diary.start).num_days().unsigned_abs() as usize;
    let mut received: Vec<NaiveDate> = (0..count)
        .map(|_| later(diary.start, random.below(days.max(1))).min(diary.today))
        .collect();
    received.sort_unstable();
    let mut known = Vec::with_capacity(count);
    for (number, day) in received.into_iter().enumerate() {
        let id = format!("XN-{}-{:04}", day.year(), number + 1);
        let mut drawn = draw(city, id, day, engine, random, diary.today);
        follow(&mut drawn, city, random, diary);
        known.push(drawn.known);
    }
    known
}

/// Matters of earlier years, closed, taken over in one import.
pub(super) fn import(
    city: &City,
    count: usize,
    engine: &Engine,
    random: &mut Random,
    diary: &mut Diary,
) {
    let mut columns: Vec<&str> = Vec::new();
    let mut rows = Vec::with_capacity(count);
    for number in 0..count {
        let back = random.between(1, 3000) as u64;
        let day = diary
            .start
            .checked_sub_days(Days::new(back))
            .unwrap_or(diary.start);
        let id = format!("LS-{}-{:06}", day.year(), number + 1);
        let mut drawn = draw(city, id, day, engine, random, diary.start);
        let closed = later(day, random.between(20, 90));
        let (process, result) = outcome(drawn.disposal, drawn.known.filed);
        let text = |day: NaiveDate| day.to_string();
        let Known { id, follower, .. } = &drawn.known;
        let ended = [
            ("id", id.clone()),
            ("state", "closed".to_owned()),
            ("lead", drawn.lead.map_or("", Term::code).to_owned()),
            ("lead_body", drawn.lead_body),
            ("follower", follower.clone()),
            ("reviewer", drawn.reviewer),
            ("disposal", drawn.disposal.to_owned()),
            ("process", process.to_owned()),
            ("result", result.to_owned()),
            ("filed", yes_no(drawn.known.filed).to_owned()),
            ("evidence", format!("卷宗 {id}（虚构）")),
            ("assigned", text(later(day, 2))),
            ("closed", text(closed)),
        ];
        drawn.cells.extend(ended);
        if columns.is_empty() {
            columns = drawn.cells.iter().map(|(code, _)| *code).collect();
        }
        rows.push(drawn.cells.into_iter().map(|(_, text)| text).collect());
    }
    let by = super::bodies::registrar(city);
    diary.import(diary.start, &by, Kind::Matter, &columns, rows);
}

#[expect(clippy::too_many_lines, reason = "one drawn matter, field by field")]
fn draw(
    city: &City,
    id: String,
    received: NaiveDate,
    engine: &Engine,
    random: &mut Random,
    today: NaiveDate,
) -> Drawn {
    let mut unit = city.draw(random);
    // The silent group: nothing comes from its units in its last two whole quarters and what follows, at most 275 days.
    let is_recent = (today - received).num_days() < 275;
    while is_recent
        && city
            .units
            .get(unit)
            .is_some_and(|unit| unit.group == SILENT)
    {
        unit = city.draw(random);
    }
    let of_unit = &city.units[unit];
    let group = &city.groups[of_unit.group];
    let (subject, nature) = random.one_of(SUBJECTS).unwrap_or_default();
    let nature = if nature == "not_in_remit" && random.per_mille(600) {
        "discipline"
    } else {
        nature
    };
    let authority = random.weighted(&[
        ("general", 450),
        ("unit_party_group", 320),
        ("same_level", 175),
        ("superior", 35),
        ("own_staff", 15),
        ("own_head", 5),
    ]);
    let (post, rank, title) = standing(authority, random);
    let grave = nature == "duty_crime" && random.per_mille(400);
    let importance = random.weighted(&[("ordinary", 780), ("important", 180), ("major", 40)]);
    let source = random.weighted(&[
        ("petition", 450),
        ("daily_supervision", 160),
        ("inspection", 140),
        ("self_found", 70),
        ("superior", 65),
        ("department", 50),
        ("audit", 40),
        ("derived", 25),
    ]);
    let complex = random.per_mille(if grave { 600 } else { 120 });
    let facts = [
        ("commission", "municipal"),
        ("authority", authority),
        ("post", post),
        ("rank", rank),
        (
            "unit",
            if of_unit.is_host {
                "resident"
            } else {
                "covered"
            },
        ),
        ("nature", nature),
        ("gravity", if grave { "grave" } else { "ordinary" }),
        ("importance", importance),
        ("difficulty", if complex { "complex" } else { "plain" }),
        ("key_area", yes_no(random.per_mille(260))),
        ("cross", yes_no(random.per_mille(40))),
        ("source", source),
        (
            "real_name",
            yes_no(source == "petition" && random.per_mille(330)),
        ),
        (
            "repeated",
            yes_no(source == "petition" && random.per_mille(180)),
        ),
        (
            "group_load",
            if group.overloaded {
                "overloaded"
            } else {
                "normal"
            },
        ),
        (
            "conflict",
            random.weighted(&[("none", 970), ("handler", 20), ("group", 7), ("office", 3)]),
        ),
        ("unit_risk", of_unit.risk),
        ("lacks_means", yes_no(random.per_mille(50))),
        ("group_head_outranks", yes_no(group.outranks)),
    ];
    let lead = lead(engine, &facts);
    let led_by_group = matches!(
        lead,
        Some(Organ::Group | Organ::OtherGroup | Organ::OrganCommittee)
    );
    let team = if led_by_group {
        &group.officers
    } else {
        &city.offices[group.office]
    };
    let (follower, reviewer) = two(team, random);
    let disposal = random.weighted(&[
        ("verification", 520),
        ("talk", 260),
        ("settled", 170),
        ("suspended", 50),
    ]);
    let filed = disposal == "verification" && random.per_mille(326);
    let named = person(random);
    let (way, field) = (random.word(WAYS), random.word(FIELDS));
    let mut cells = vec![
        ("received", received.to_string()),
        ("person", named.clone()),
        ("post_held", format!("{}{title}", of_unit.name)),
        ("body", of_unit.name.to_owned()),
        (
            "summary",
            format!("{way}：{named}在{field}中{subject}（虚构）"),
        ),
    ];
    cells.extend(facts.map(|(code, text)| (code, text.to_owned())));
    let lead_body = match lead {
        Some(Organ::Group) => group.name.clone(),
        Some(Organ::Office) => OFFICES[group.office].to_owned(),
        Some(organ) => organ.label(shizu_rules::Lang::Zh).to_owned(),
        None => String::new(),
    };
    let known = Known {
        id,
        unit,
        received,
        closed: None,
        filed,
        person: named,
        follower,
        subject,
        self_found: matches!(source, "self_found" | "daily_supervision"),
        led_by_group,
        important: importance != "ordinary",
    };
    Drawn {
        known,
        cells,
        lead,
        lead_body,
        reviewer,
        disposal,
    }
}

/// Post, rank and what one calls it, for whoever manages the cadre.
fn standing(authority: &str, random: &mut Random) -> (&'static str, &'static str, &'static str) {
    match authority {
        "superior" | "own_head" => ("unit_head", "bureau_deputy", "主要负责人"),
        "same_level" if random.per_mille(350) => ("unit_head", "county_principal", "主要负责人"),
        "same_level" => ("team_member", "county_deputy", "领导班子成员"),
        "unit_party_group" if random.per_mille(600) => ("middle", "township_principal", "科长"),
        "unit_party_group" => ("middle", "township_deputy", "副科长"),
        _ => ("staff", "clerk", "工作人员"),
    }
}

/// Who leads, as the rulebook says; `None` where the matter is not accepted.
fn lead(engine: &Engine, cells: &[(&str, &str)]) -> Option<Organ> {
    let mut facts = ClueFacts::default();
    for (code, text) in cells {
        let key = FactKey::from_code(code)?;
        facts.parse(key, text).ok()?;
    }
    let table = engine.table("lead")?;
    match table.decide(facts.as_slice()) {
        Verdict::Determined { outcome, .. } => match table.outcomes().get(outcome)? {
            Then::Lead(organ) => Some(*organ),
            _ => None,
        },
        _ => None,
    }
}

/// Two different people.
fn two(team: &[String], random: &mut Random) -> (String, String) {
    let first = random.below(team.len());
    let name = |at: usize| {
        team.get(at % team.len().max(1))
            .cloned()
            .unwrap_or_default()
    };
    let (one, mut other) = (name(first), name(first + 1));
    // Drawn names may be alike.
    if one == other {
        "复核例".clone_into(&mut other);
    }
    (one, other)
}

fn outcome(disposal: &str, filed: bool) -> (&'static str, &'static str) {
    match (disposal, filed) {
        (_, true) => (
            "调取资料，找有关人员谈话，形成初核报告（虚构）",
            "反映问题部分属实，已立案（虚构）",
        ),
        ("verification", _) => (
            "调取资料，找有关人员谈话，形成初核报告（虚构）",
            "反映问题不属实或证据不足，予以了结（虚构）",
        ),
        ("talk", _) => (
            "发函询问，本人作书面说明，所在党组签署意见（虚构）",
            "说明清楚，予以采信；存在的苗头已提醒（虚构）",
        ),
        ("suspended", _) => ("分析研判，暂不具备核查条件（虚构）", "暂存待查（虚构）"),
        _ => ("分析研判（虚构）", "不具可查性，予以了结（虚构）"),
    }
}

fn yes_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

/// The matter's way through the states, as far as today.
#[expect(
    clippy::too_many_lines,
    reason = "one way from registration to closing, step by step"
)]
fn follow(drawn: &mut Drawn, city: &City, random: &mut Random, diary: &mut Diary) {
    let Known {
        id,
        received,
        follower,
        filed,
        ..
    } = &drawn.known;
    let registrar = random
        .one_of(&[0, 1, 2])
        .and_then(|at| city.registrars.get(at));
    let registrar = registrar.map_or("", String::as_str);
    let cells = drawn.cells.iter();
    let added = Command::Add {
        kind: Kind::Matter,
        id: id.clone(),
        cells: cells
            .map(|(code, text)| ((*code).to_owned(), text.clone()))
            .collect(),
    };
    diary.note(*received, registrar, "", added);
    let mut step =
        |day: NaiveDate, by: &str, why: &'static str, to: &str, cells: &[(&str, &str)]| {
            diary.note(day, by, why, Command::advance(Kind::Matter, id, to, cells))
        };
    let assigned = later(*received, random.between(0, 4));
    let begun = later(assigned, random.between(1, 6));
    let reported = later(begun, random.between(12, 70));
    let reviewed = later(reported, random.between(2, 12));
    let closed = later(reviewed, random.between(1, 8));
    let (process, result) = outcome(drawn.disposal, *filed);
    let evidence = format!("卷宗 {id}（虚构）");
    let lead = drawn.lead.map_or("", Term::code);
    // One in thirty is left lying.
    let left_lying = random.per_mille(33);
    let sent_back = random.per_mille(40);
    let reopened = random.per_mille(12);
    let mut closed_on = None;
    'way: {
        let assignment = [
            ("lead", lead),
            ("lead_body", drawn.lead_body.as_str()),
            ("follower", follower.as_str()),
        ];
        if !step(assigned, registrar, "", "assigned", &assignment)
            || !step(
                begun,
                follower,
                "",
                "under_way",
                &[("disposal", drawn.disposal)],
            )
            || left_lying
        {
            break 'way;
        }
        let report = [
            ("process", process),
            ("result", result),
            ("filed", yes_no(*filed)),
        ];
        let review = [("reviewer", drawn.reviewer.as_str())];
        let mut after = 0;
        if sent_back {
            let back = later(reported, 3);
            if !step(reported, follower, "", "reported", &report)
                || !step(
                    back,
                    &drawn.reviewer,
                    "有关情节未核清，退回补充核查",
                    "under_way",
                    &[],
                )
            {
                break 'way;
            }
            after = random.between(8, 30);
        }
        if !step(later(reported, after), follower, "", "reported", &report)
            || !step(
                later(reviewed, after),
                &drawn.reviewer,
                "",
                "reviewed",
                &review,
            )
        {
            break 'way;
        }
        let end = later(closed, after);
        if !step(
            end,
            &drawn.reviewer,
            "",
            "closed",
            &[("evidence", &evidence)],
        ) {
            break 'way;
        }
        closed_on = Some(end);
        if reopened {
            let again = later(end, random.between(40, 200));
            if step(
                again,
                registrar,
                "收到新的反映，与原件关联，重启办理",
                "reopened",
                &[],
            ) {
                closed_on = None;
                step(later(again, 2), registrar, "", "assigned", &[]);
                step(later(again, 5), follower, "", "under_way", &[]);
            }
        }
    }
    drawn.known.closed = closed_on;
}
