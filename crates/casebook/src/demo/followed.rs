//! What follows from matters: tasks with time limits, and cases that lead to reform.

use super::city::City;
use super::diary::Diary;
use super::later;
use super::matters::Known;
use super::random::Random;
use crate::command::Command;
use crate::kind::Kind;

pub(super) fn write(city: &City, matters: &[Known], random: &mut Random, diary: &mut Diary) {
    tasks(city, matters, random, diary);
    cases(city, matters, random, diary);
}

/// A task for every clue of the last months that is not closed, and for one in eight of the others: the opinion on its disposal is due in time.
fn tasks(city: &City, matters: &[Known], random: &mut Random, diary: &mut Diary) {
    let registrar = super::bodies::registrar(city);
    for matter in matters {
        let is_recent = (diary.today - matter.received).num_days() < 60;
        if !is_recent && !random.per_mille(125) {
            continue;
        }
        let unit = &city.units[matter.unit];
        let (id, start) = (format!("T-{}", matter.id), matter.received.to_string());
        let title = format!("提出处置意见：{}{}", unit.name, matter.subject);
        let added = Command::add(
            Kind::Task,
            &id,
            &[
                ("title", &title),
                ("register", Kind::Matter.code()),
                ("record", &matter.id),
                ("owner", &matter.follower),
                ("body", &city.groups[unit.group].name),
                ("start", &start),
                ("rule", "disposal_opinion"),
            ],
        );
        diary.note(matter.received, &registrar, "", added);
        // Most are done in time, some late, and of the recent ones a part is still to be done.
        if is_recent && random.per_mille(350) {
            continue;
        }
        let done = later(
            matter.received,
            random
                .weighted(&[("15", 85), ("36", 15)])
                .parse()
                .unwrap_or(15),
        );
        let evidence = [("evidence", "处置意见呈批表（虚构）")];
        let by = &matter.follower;
        diary.note(
            done,
            by,
            "",
            Command::advance(Kind::Task, &id, "done", &evidence),
        );
    }
}

/// One closed case in six is followed up: one lesson, one analysis, one reform, and a replay.
fn cases(city: &City, matters: &[Known], random: &mut Random, diary: &mut Diary) {
    let closed = matters
        .iter()
        .filter_map(|matter| Some((matter, matter.closed?)));
    for (matter, closed) in closed.filter(|(matter, _)| matter.filed) {
        if !random.per_mille(170) {
            continue;
        }
        let unit = &city.units[matter.unit];
        let id = format!("A-{}", matter.id);
        let title = format!("{}{}{}案（虚构）", unit.name, matter.person, matter.subject);
        let day = closed.to_string();
        let added = Command::add(
            Kind::Case,
            &id,
            &[
                ("title", &title),
                ("matter", &matter.id),
                ("person", &matter.person),
                ("body", unit.name),
                ("closed", &day),
                ("owner", &matter.follower),
            ],
        );
        let by = &matter.follower;
        if !diary.note(later(closed, 3), by, "", added) {
            continue;
        }
        let mut on = later(closed, 10);
        let parts = [
            (
                "lesson",
                "lesson_on",
                "召开警示教育会，当事人所在单位全员参加（虚构）",
            ),
            (
                "analysis",
                "analysis_on",
                "剖析权力运行和监督缺口，形成分析报告（虚构）",
            ),
            (
                "reform",
                "reform_on",
                "修订内控制度三项，公开办事流程（虚构）",
            ),
            (
                "replay",
                "replay_on",
                "复盘线索处置和取证过程，列出改进清单（虚构）",
            ),
        ];
        // Some stop on the way: what is missing is to be seen to.
        let until = if random.per_mille(250) {
            random.below(4)
        } else {
            4
        };
        for (field, dated, text) in parts.into_iter().take(until) {
            on = later(on, random.between(5, 25));
            let day = on.to_string();
            let set = Command::set(Kind::Case, &id, &[(field, text), (dated, &day)]);
            if !diary.note(on, by, "", set) {
                break;
            }
        }
        if until == 4 {
            let complete = [("evidence", "会议记录、分析报告、制度文本（虚构）")];
            diary.note(
                later(on, 4),
                by,
                "",
                Command::advance(Kind::Case, &id, "completed", &complete),
            );
        }
    }
}
