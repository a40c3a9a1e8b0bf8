//! The other registers: findings of inspection, exchanges, scores, results, checklists.

use chrono::{Days, NaiveDate};

use super::city::City;
use super::diary::Diary;
use super::later;
use super::names::OFFICES;
use super::random::Random;
use crate::command::Command;
use crate::kind::Kind;

const PROBLEMS: &[&str] = &[
    "落实“三重一大”决策制度不严格，个别事项会前未充分酝酿",
    "专项资金拨付不及时，结余资金长期滞留",
    "工程项目管理粗放，变更手续不全",
    "公务接待台账不规范",
    "选人用人程序纪实不完整",
    "巡察整改责任压实不够，个别问题反复出现",
    "窗口服务作风不实，群众排队时间长",
    "固定资产账实不符",
];

pub(super) fn write(city: &City, random: &mut Random, diary: &mut Diary) {
    findings(city, random, diary);
    exchanges(city, random, diary);
    scores(city, random, diary);
    results(city, random, diary);
    checks(city, random, diary);
}

/// Six rounds of inspection of six units each: found, rectified, disclosed, verified; in the later rounds not yet.
fn findings(city: &City, random: &mut Random, diary: &mut Diary) {
    let names = ["第一轮", "第二轮", "第三轮", "第四轮", "第五轮", "第六轮"];
    let days = (diary.today - diary.start).num_days().unsigned_abs();
    for (round, name) in names.iter().enumerate() {
        let back = days * round as u64 / names.len() as u64 + 60;
        let found = diary
            .start
            .checked_add_days(Days::new(back))
            .unwrap_or(diary.start);
        for visited in 0..6 {
            let unit = (round * 7 + visited * 5) % city.units.len();
            for number in 0..random.between(3, 6) {
                finding(
                    city,
                    unit,
                    (name, number),
                    later(found, visited),
                    random,
                    diary,
                );
            }
        }
    }
}

/// Day, who, the state it leads to, what is set with it.
type Step<'a> = (NaiveDate, &'a str, &'static str, &'a [(&'a str, &'a str)]);

fn finding(
    city: &City,
    unit: usize,
    (round, number): (&str, usize),
    found: NaiveDate,
    random: &mut Random,
    diary: &mut Diary,
) {
    let of_unit = &city.units[unit];
    let group = &city.groups[of_unit.group];
    let id = format!("XC-{found}-{}-{}", unit + 1, number + 1);
    let disclosed = later(found, 170);
    let (day, disclosed_on) = (found.to_string(), disclosed.to_string());
    let problem = format!("{}：{}（虚构）", of_unit.name, random.word(PROBLEMS));
    let inspector = random.below(city.inspectors.len());
    let inspector = city.inspectors.get(inspector).map_or("", String::as_str);
    let follower = group.officers.first().map_or("", String::as_str);
    let reviewer = city
        .offices
        .get(group.office)
        .and_then(|office| office.first());
    let reviewer = reviewer
        .filter(|name| *name != follower)
        .map_or("复核例", String::as_str);
    let mut cells = vec![
        ("inclusion", "from_inspection"),
        ("body", of_unit.name),
        ("round", round),
        ("found", day.as_str()),
        ("problem", problem.as_str()),
        ("follow_up", "inspection_office"),
        ("follower", follower),
    ];
    if disclosed <= diary.today || random.per_mille(500) {
        cells.push(("disclosed", disclosed_on.as_str()));
    }
    if !diary.note(
        found,
        inspector,
        "",
        Command::add(Kind::Finding, &id, &cells),
    ) {
        return;
    }
    let begun = later(found, random.between(10, 30));
    let reported = later(begun, random.between(60, 130));
    let verified = later(reported, random.between(10, 40));
    let closed = later(verified, random.between(3, 20));
    // One in nine is not yet put right, whatever its age.
    let until = if random.per_mille(110) {
        random.between(1, 2)
    } else {
        4
    };
    let report = [
        ("process", "制定整改方案，逐项落实，按月调度（虚构）"),
        ("result", "已完成整改，修订制度一项（虚构）"),
    ];
    let steps: [Step<'_>; 4] = [
        (
            begun,
            follower,
            "rectifying",
            &[("measures", "明确责任人和完成时限，逐项销号（虚构）")],
        ),
        (reported, follower, "reported", &report),
        (verified, reviewer, "verified", &[("reviewer", reviewer)]),
        (
            closed,
            reviewer,
            "closed",
            &[("evidence", "整改佐证材料一册（虚构）")],
        ),
    ];
    for (day, by, to, cells) in steps.into_iter().take(until) {
        if !diary.note(day, by, "", Command::advance(Kind::Finding, &id, to, cells)) {
            return;
        }
    }
}

/// What went between organs, each as the sharing rules have it.
#[expect(clippy::too_many_lines, reason = "mostly a table")]
fn exchanges(city: &City, random: &mut Random, diary: &mut Diary) {
    const COLUMNS: &[&str] = &[
        "id",
        "on",
        "data_kind",
        "sender",
        "recipient",
        "purpose",
        "recipient_concerned",
        "superior_matter",
        "tier",
        "decision",
        "approver",
        "approval",
        "subject",
        "note",
    ];
    /// Kind of information, sender, recipient, purpose, tier, decision, approver.
    const FLOWS: &[[&str; 7]] = &[
        [
            "supervision_checks",
            "group",
            "office",
            "supervision",
            "restricted",
            "within_scope",
            "",
        ],
        [
            "clues",
            "group",
            "office",
            "clue_handling",
            "case_confidential",
            "approval",
            "sender_head",
        ],
        [
            "clues",
            "office",
            "group",
            "clue_handling",
            "case_confidential",
            "approval",
            "commission_head",
        ],
        [
            "inspection",
            "inspection_team",
            "group",
            "supervision",
            "restricted",
            "within_scope",
            "",
        ],
        [
            "experience",
            "office",
            "group",
            "training",
            "general",
            "allowed",
            "",
        ],
        [
            "policies", "office", "group", "training", "general", "allowed", "",
        ],
        [
            "ecology_evaluation",
            "group",
            "standing_committee",
            "evaluation",
            "restricted",
            "within_scope",
            "",
        ],
        [
            "clues",
            "office",
            "publicity_dept",
            "training",
            "case_confidential",
            "refused",
            "",
        ],
    ];
    let by = super::bodies::registrar(city);
    let mut day = later(diary.start, 5);
    let mut rows = Vec::new();
    while day <= diary.today {
        let flow = random.one_of(FLOWS).unwrap_or_default();
        let [
            data_kind,
            sender,
            recipient,
            purpose,
            tier,
            decision,
            approver,
        ] = flow;
        let id = format!("JH-{:04}", rows.len() + 1);
        let approval = if decision == "approval" {
            format!("审批单 {id}（虚构）")
        } else {
            String::new()
        };
        let on = day.to_string();
        let subject = format!("示例事项 {}", rows.len() + 1);
        let cells = [
            &id, &on, data_kind, sender, recipient, purpose, "no", "no", tier, decision, approver,
            &approval, &subject, "虚构",
        ];
        rows.push(cells.map(str::to_owned).to_vec());
        day = later(day, random.between(4, 10));
    }
    for row in rows {
        let on = row
            .get(1)
            .and_then(|day| day.parse().ok())
            .unwrap_or(diary.start);
        diary.import(on, &by, Kind::Exchange, COLUMNS, vec![row]);
    }
}

/// Scores of rectification: five indices with the weights of the shipped rulebook (15, 15, 40, 20, 10), in hundredths.
fn scores(city: &City, random: &mut Random, diary: &mut Diary) {
    const COLUMNS: &[&str] = &[
        "id",
        "unit",
        "evaluated_on",
        "feedback_date",
        "disclosure_date",
        "scheme",
        "main_responsibility",
        "organization",
        "tasks",
        "transferred",
        "satisfaction",
        "false_reports",
        "score",
        "band",
        "note",
    ];
    let by = super::bodies::registrar(city);
    let mut day = later(diary.start, 280);
    let mut number = 0;
    while day <= diary.today {
        let unit = &city.units[(number * 7) % city.units.len()];
        let base = random.between(58, 96);
        let indices: [usize; 5] =
            std::array::from_fn(|_| (base + random.below(14)).saturating_sub(6).min(100));
        let weighed = indices
            .iter()
            .zip([15, 15, 40, 20, 10])
            .map(|(index, weight)| index * weight);
        let hundredths: usize = weighed.sum();
        let band = match hundredths / 100 {
            90.. => "good",
            80..90 => "fairly_good",
            60..80 => "fair",
            _ => "poor",
        };
        number += 1;
        let (id, on) = (format!("PF-{number:03}"), day.to_string());
        let back = |days: u64| {
            day.checked_sub_days(Days::new(days))
                .unwrap_or(day)
                .to_string()
        };
        let [one, two, three, four, five] = indices.map(|index| index.to_string());
        let score = format!("{}.{:02}", hundredths / 100, hundredths % 100);
        let cells = [
            &id,
            unit.name,
            &on,
            &back(260),
            &back(40),
            "default",
            &one,
            &two,
            &three,
            &four,
            &five,
            "0",
            &score,
            band,
            "虚构",
        ];
        diary.import(
            day,
            &by,
            Kind::Score,
            COLUMNS,
            vec![cells.map(str::to_owned).to_vec()],
        );
        day = later(day, random.between(18, 34));
    }
}

fn results(city: &City, random: &mut Random, diary: &mut Diary) {
    const TITLES: &[(&str, &str, &str)] = &[
        ("季度监督情况专报", "daily", "decisions"),
        ("工程建设领域专项监督报告", "special", "rules"),
        ("巡察整改评估报告", "rectification", "teams"),
        ("政治生态分析研判报告", "ecology", "teams"),
        ("廉政意见回复", "integrity_reply", "cadres"),
        ("评先评优廉政审核", "integrity_reply", "honours"),
        ("领导班子政治评价", "evaluation", "rewards"),
    ];
    let by = super::bodies::registrar(city);
    let mut day = later(diary.start, 20);
    let mut number = 0;
    while day <= diary.today {
        let (title, kind, of_use) = random.one_of(TITLES).unwrap_or_default();
        let unit = &city.units[random.below(city.units.len())];
        let group = &city.groups[unit.group];
        number += 1;
        let (id, on, used) = (format!("CG-{number:03}"), day.to_string(), later(day, 15));
        let title = format!("{}{title}（虚构）", unit.name);
        let used_on = used.to_string();
        let mut cells = vec![
            ("title", title.as_str()),
            ("kind", kind),
            ("body", unit.name),
            ("on", on.as_str()),
            ("producer", "group"),
            ("summary", "列出问题和建议（虚构）"),
            ("use", of_use),
            ("owner", group.officers.first().map_or("", String::as_str)),
        ];
        if used <= diary.today && random.per_mille(800) {
            cells.extend([("used_on", used_on.as_str()), ("effect", "已采纳（虚构）")]);
        }
        diary.note(day, &by, "", Command::add(Kind::Result, &id, &cells));
        day = later(day, random.between(8, 16));
    }
}

/// Meetings that groups sat in on, with three items each: before, during, after.
fn checks(city: &City, random: &mut Random, diary: &mut Diary) {
    const ITEMS: &[(&str, &str)] = &[
        ("before", "议题是否提前报送、材料是否齐全"),
        ("during", "主要负责人是否末位表态、意见是否如实记录"),
        ("after", "纪要与会议记录是否一致、决定是否落实"),
    ];
    let mut day = later(diary.start, 12);
    let mut number = 0;
    while day <= diary.today {
        let unit = &city.units[random.below(city.units.len())];
        let group = &city.groups[unit.group];
        let checker = &group.officers[number % group.officers.len().max(1)];
        let meeting = format!("{}党组会（虚构）", unit.name);
        let on = day.to_string();
        for (phase, item) in ITEMS {
            number += 1;
            let outcome = random.weighted(&[("clear", 86), ("problem", 8), ("not_applicable", 6)]);
            let problem = if outcome == "problem" {
                "议题材料会前一天才送达（虚构）"
            } else {
                ""
            };
            let id = format!("QD-{number:04}");
            let cells = [
                ("list", "meeting"),
                ("phase", phase),
                ("item", item),
                ("body", unit.name),
                ("meeting", &meeting),
                ("on", &on),
                ("checker", checker),
                ("outcome", outcome),
                ("problem", problem),
            ];
            diary.note(day, checker, "", Command::add(Kind::Check, &id, &cells));
        }
        day = later(day, random.between(10, 20));
    }
    let quarterly = OFFICES.first().copied().unwrap_or_default();
    let title = format!("筹备{quarterly}与联系派驻组季度会商（虚构）");
    let due = later(diary.today, 9).to_string();
    let task = [
        ("title", title.as_str()),
        (
            "owner",
            city.offices
                .first()
                .and_then(|office| office.first())
                .map_or("", String::as_str),
        ),
        ("due", due.as_str()),
    ];
    let by = super::bodies::registrar(city);
    diary.note(
        diary.today,
        &by,
        "",
        Command::add(Kind::Task, "T-quarterly", &task),
    );
}
