//! 今日, the papers for the quarterly meeting, checks by list. Expected days were counted by hand on the calendar of 2026: 5 March is a Thursday.
#![cfg(not(target_arch = "wasm32"))]

use chrono::NaiveDate;
use shizu_casebook::checklist::{Begin, checks, into_ledger, item_of};
use shizu_casebook::pack::{Order, Paper, Part, pack};
use shizu_casebook::today::{Deed, Item, Scope, Section, Today, changes};
use shizu_casebook::{Command, Kind, Lang, Rules, Space, Stamp, Workbook};
use shizu_rules::vocabulary::{CheckList, InformationTier, Organ, Signal};
use shizu_rules::{Engine, Rulebook};

const NOW: Stamp<'static> = Stamp {
    at: "2026-03-05T09:00:00+08:00",
    by: "王虚构",
    why: "",
};

struct Desk {
    book: Workbook,
    engine: Engine,
    rules: Rules,
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

impl Desk {
    fn new() -> Self {
        let rulebook = Rulebook::shipped().expect("loads");
        let rules = Rules::new(&rulebook, day("2026-03-05")).expect("compiles");
        let mut desk = Desk {
            engine: Engine::new(rulebook, day("2026-03-05")).expect("compiles"),
            rules,
            book: Workbook::new("w-1", "虚构", Space::Training, NOW.at),
        };
        desk.add(
            Kind::Body,
            "G1",
            &[
                ("name", "驻甲局组"),
                ("kind", "group"),
                ("office", "第一室"),
            ],
        );
        desk.add(
            Kind::Body,
            "U1",
            &[("name", "甲局"), ("kind", "unit"), ("group", "G1")],
        );
        desk.add(
            Kind::Body,
            "G2",
            &[
                ("name", "驻乙局组"),
                ("kind", "group"),
                ("office", "第二室"),
            ],
        );
        desk.add(
            Kind::Body,
            "U2",
            &[("name", "乙局"), ("kind", "unit"), ("group", "G2")],
        );
        desk
    }

    fn run(&mut self, command: Command) {
        let done = self.book.apply(command, NOW, &self.rules);
        if let Err(refusal) = done {
            panic!("{}", refusal.message(Lang::En));
        }
    }

    fn add(&mut self, kind: Kind, id: &str, cells: &[(&str, &str)]) {
        self.run(Command::add(kind, id, cells));
    }

    fn today(&self, on: &str) -> Today {
        Today::new(&self.book, &self.engine, &self.rules, day(on))
    }

    fn paper(&self, order: &Order) -> Paper {
        pack(&self.book, &self.engine, &self.rules, order)
    }
}

fn of(today: &Today, section: Section) -> Vec<&Item> {
    today.of(section, "", &Scope::All).collect()
}

fn rows<'t>(items: &[&'t Item]) -> Vec<&'t str> {
    let rows = items.iter().filter_map(|item| item.row.as_ref());
    rows.map(|(_, row)| row.as_str()).collect()
}

#[test]
fn tasks_stand_where_their_due_day_puts_them() {
    let mut desk = Desk::new();
    for (id, due) in [
        ("T-over", "2026-03-04"),
        ("T-today", "2026-03-05"),
        ("T-soon", "2026-03-12"),
        ("T-far", "2026-03-13"),
    ] {
        desk.add(
            Kind::Task,
            id,
            &[
                ("title", "虚构任务"),
                ("due", due),
                ("owner", "李虚构"),
                ("body", "U1"),
            ],
        );
    }
    desk.add(
        Kind::Task,
        "T-done",
        &[
            ("title", "虚构"),
            ("due", "2026-03-01"),
            ("evidence", "虚构〔2026〕1号"),
        ],
    );
    desk.run(Command::advance(Kind::Task, "T-done", "done", &[]));
    let today = desk.today("2026-03-05");
    let left = |section| {
        let items = of(&today, section);
        (
            rows(&items),
            items.iter().map(|item| item.left).collect::<Vec<_>>(),
        )
    };
    assert_eq!(left(Section::Overdue), (vec!["T-over"], vec![-1]));
    assert_eq!(left(Section::DueToday), (vec!["T-today"], vec![0]));
    // Friday, then Monday to Thursday.
    assert_eq!(left(Section::DueSoon), (vec!["T-soon"], vec![5]));
    let mine = |who, scope: &Scope| today.of(Section::Overdue, who, scope).count();
    assert_eq!(mine("李虚构", &Scope::All), 1);
    assert_eq!(mine("赵虚构", &Scope::All), 0);
    assert_eq!(mine("", &Scope::Office("第一室".into())), 1);
    assert_eq!(mine("", &Scope::Group("驻乙局组".into())), 0);
    assert_eq!(today.people, ["李虚构"]);
}

/// The opinion on disposal is due within a month, and no longer when the way of disposal is entered; the clock of Kuitun is yellow beyond one month and
/// red beyond two.
#[test]
fn matters_have_their_limits_and_the_clock() {
    let mut desk = Desk::new();
    let facts = [
        ("authority", "same_level"),
        ("nature", "discipline"),
        ("body", "U1"),
    ];
    let with = |received: &'static str| {
        let mut cells = facts.to_vec();
        cells.push(("received", received));
        cells
    };
    desk.add(Kind::Matter, "M-today", &with("2026-02-05"));
    desk.add(Kind::Matter, "M-red", &with("2026-01-04"));
    desk.add(Kind::Matter, "M-yellow", &with("2026-01-05"));
    let mut disposed = with("2026-02-05");
    disposed.push(("disposal", "talk"));
    desk.add(Kind::Matter, "M-disposed", &disposed);
    let today = desk.today("2026-03-05");
    assert_eq!(rows(&of(&today, Section::DueToday)), ["M-today"]);
    assert_eq!(rows(&of(&today, Section::Overdue)), ["M-red", "M-yellow"]);
    assert!(
        of(&today, Section::DueToday)[0]
            .rules
            .contains(&"disposal_opinion".to_owned())
    );
    let clock: Vec<_> = of(&today, Section::Clock)
        .into_iter()
        .map(|item| (item.row.as_ref().expect("a row").1.as_str(), item.signal))
        .collect();
    assert_eq!(
        clock,
        [
            ("M-yellow", Some(Signal::Yellow)),
            ("M-red", Some(Signal::Red))
        ]
    );
    desk.add(Kind::Setting, "clock", &[("value", "none")]);
    assert!(of(&desk.today("2026-03-05"), Section::Clock).is_empty());
}

#[test]
fn a_result_waits_for_a_reviewer_who_is_another_person() {
    let mut desk = Desk::new();
    desk.add(
        Kind::Matter,
        "M-1",
        &[("summary", "虚构线索"), ("follower", "李虚构")],
    );
    for (to, cells) in [
        ("assigned", vec![]),
        ("under_way", vec![]),
        ("reported", vec![("process", "虚构"), ("result", "虚构")]),
    ] {
        desk.run(Command::advance(Kind::Matter, "M-1", to, &cells));
    }
    let today = desk.today("2026-03-05");
    let items = of(&today, Section::Review);
    assert_eq!(rows(&items), ["M-1"]);
    assert_eq!(items[0].deed, Deed::Review("reviewed"));
    let command = |who| {
        items[0]
            .command(who, day("2026-03-05"), Lang::Zh)
            .expect("a command")
    };
    let own = desk.book.apply(command("李虚构"), NOW, &desk.rules);
    assert!(own.is_err(), "nobody reviews their own result");
    desk.run(command("赵虚构"));
    let today = desk.today("2026-03-05");
    let items = of(&today, Section::Review);
    assert_eq!((rows(&items), &items[0].deed), (vec!["M-1"], &Deed::Open));
}

/// SF15: until the rectification is disclosed the inspection body follows up, from that day on the commission.
#[test]
fn findings_are_taken_over_on_the_day_of_disclosure() {
    let mut desk = Desk::new();
    for (id, disclosed) in [
        ("F-now", "2026-03-05"),
        ("F-soon", "2026-03-12"),
        ("F-later", "2026-03-13"),
    ] {
        let cells = [
            ("inclusion", "from_inspection"),
            ("problem", "虚构问题"),
            ("body", "U1"),
            ("follow_up", "inspection_office"),
            ("disclosed", disclosed),
        ];
        desk.add(Kind::Finding, id, &cells);
    }
    let today = desk.today("2026-03-05");
    let items = of(&today, Section::HandOver);
    assert_eq!(rows(&items), ["F-now", "F-soon"]);
    assert!(matches!(items[0].deed, Deed::TakeOver(Organ::Office)));
    assert_eq!(items[1].deed, Deed::Open);
    let command = items[0].command("王虚构", day("2026-03-05"), Lang::Zh);
    desk.run(command.expect("a command"));
    let finding = desk
        .book
        .register(Kind::Finding)
        .find("F-now")
        .expect("there");
    assert_eq!(
        (finding.get("follow_up"), finding.get("follower")),
        ("office", "王虚构")
    );
    assert_eq!(
        rows(&of(&desk.today("2026-03-05"), Section::HandOver)),
        ["F-soon"]
    );
}

fn returns(desk: &mut Desk, body: &str, kind: &str, quarters: &[(&str, &str, &str)]) {
    for (period, clues, cases) in quarters {
        let id = format!("{body}-{period}");
        let cells = [
            ("body", body),
            ("kind", kind),
            ("period", period),
            ("clues", clues),
            ("cases", cases),
        ];
        desk.add(Kind::Return, &id, &cells);
    }
}

/// A year of zeros fires Z1 for a unit; a return that is not there is missing, from the eleventh day after the quarter on, and no zero.
#[test]
fn missing_is_not_zero() {
    let mut desk = Desk::new();
    let zeros = ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"].map(|quarter| (quarter, "0", "0"));
    returns(&mut desk, "U1", "unit", &zeros);
    returns(&mut desk, "U2", "unit", &zeros[..3]);
    let fired = |today: &Today, section| -> Vec<String> {
        let items = of(today, section);
        items
            .iter()
            .map(|item| format!("{} {}", item.rules[0], item.body))
            .collect()
    };
    let today = desk.today("2026-03-05");
    assert_eq!(fired(&today, Section::Triggers), ["Z1 甲局"]);
    assert_eq!(fired(&today, Section::Returns), ["Z10 乙局"]);
    // Within the ten days for handing in nothing is missing.
    assert!(of(&desk.today("2026-01-10"), Section::Returns).is_empty());
    assert_eq!(of(&desk.today("2026-01-11"), Section::Returns).len(), 1);
    // A reminder is a task, made once.
    let item = of(&today, Section::Returns)[0];
    // Five working days from Thursday 5 March: Thursday 12 March.
    assert_eq!(item.due.map(|due| due.day), Some(day("2026-03-12")));
    desk.run(
        item.command("王虚构", day("2026-03-05"), Lang::Zh)
            .expect("a task"),
    );
    let after = desk.today("2026-03-05");
    assert!(matches!(
        of(&after, Section::Returns)[0].deed,
        Deed::HasTask(_)
    ));
    assert_eq!(of(&after, Section::DueSoon).len(), 1);
}

/// LS43: the meeting comes once a quarter; its flow is due on the last working day of March, a Tuesday.
#[test]
fn flows_come_round_and_are_done_by_a_task() {
    let mut desk = Desk::new();
    let meeting = |today: &Today| -> Vec<String> {
        let items = of(today, Section::Flows);
        let of_meeting = items
            .iter()
            .filter(|item| item.rules == ["flow.office.meeting"]);
        of_meeting
            .map(|item| item.due.expect("dated").day.to_string())
            .collect()
    };
    assert!(meeting(&desk.today("2026-03-05")).is_empty());
    let today = desk.today("2026-03-25");
    assert_eq!(meeting(&today), ["2026-03-31"]);
    let items = of(&today, Section::Flows);
    let item = items
        .iter()
        .find(|item| item.rules == ["flow.office.meeting"]);
    let command = item
        .expect("there")
        .command("王虚构", day("2026-03-25"), Lang::Zh);
    desk.run(command.expect("a task"));
    assert!(meeting(&desk.today("2026-03-25")).is_empty());
}

#[test]
fn what_changed_is_told_from_where_one_last_looked() {
    let mut desk = Desk::new();
    let seen = desk.book.revision();
    desk.add(Kind::Matter, "M-1", &[("summary", "虚构")]);
    let (news, all) = changes(&desk.book, seen, day("2026-03-05"), 50);
    assert_eq!((news.len(), all), (1, 1));
    assert_eq!(news[0].row, Some((Kind::Matter, "M-1".to_owned())));
    assert_eq!(changes(&desk.book, 0, day("2026-03-05"), 2).1, 5);
    // Eight days later it is no news any more.
    assert_eq!(changes(&desk.book, 0, day("2026-03-13"), 50).1, 0);
}

/// LS38 and LS42: what a list finds goes into the ledger in one change, with its origin, and comes out again in one.
#[test]
fn a_finding_of_a_checklist_lands_in_the_ledger() {
    let mut desk = Desk::new();
    let begin = Begin {
        list: CheckList::Meeting,
        body: "U1".to_owned(),
        meeting: "党组会（虚构）".to_owned(),
        on: day("2026-03-05"),
        checker: "王虚构".to_owned(),
        lang: Lang::Zh,
    };
    desk.run(begin.command(desk.engine.rulebook()));
    let items = desk.engine.rulebook().check_items.iter();
    let expected = items.filter(|item| item.list == CheckList::Meeting).count();
    let all = checks(&desk.book);
    assert_eq!((all.len(), all[0].rows.len()), (1, expected));
    let row = all[0].rows[3];
    assert!(item_of(desk.engine.rulebook(), row).is_some());
    let id = row.id().to_owned();
    let command = into_ledger(
        &desk.book,
        row,
        Kind::Finding,
        "虚构问题",
        day("2026-03-05"),
        Lang::Zh,
    );
    let revision = desk.book.revision();
    desk.run(command.expect("a command"));
    assert_eq!(desk.book.revision(), revision + 1);
    let finding = desk.book.register(Kind::Finding).row(0).expect("there");
    assert_eq!(finding.get("inclusion"), "from_daily");
    assert_eq!(
        (finding.get("body"), finding.get("problem")),
        ("U1", "虚构问题")
    );
    assert!(finding.get("note").contains(&id) && finding.get("note").contains("党组会（虚构）"));
    let row = desk.book.register(Kind::Check).find(&id).expect("there");
    assert_eq!(
        (row.get("outcome"), row.get("finding")),
        ("problem", finding.id())
    );
    assert!(
        into_ledger(
            &desk.book,
            row,
            Kind::Finding,
            "虚构",
            day("2026-03-05"),
            Lang::Zh
        )
        .is_none()
    );
    desk.book.undo(NOW).expect("undone");
    assert!(desk.book.register(Kind::Finding).is_empty());
    assert_eq!(
        desk.book
            .register(Kind::Check)
            .find(&id)
            .expect("there")
            .get("outcome"),
        "pending"
    );
}

fn texts(paper: &Paper) -> String {
    let mut all = vec![paper.title.clone()];
    all.extend(paper.lines.iter().cloned());
    for part in &paper.parts {
        match part {
            Part::Heading(_, text)
            | Part::Paragraph(text)
            | Part::Item(text)
            | Part::Note(text) => all.push(text.clone()),
            Part::Table(table) => {
                all.push(table.head.join("|"));
                all.extend(table.rows.iter().map(|row| row.join("|")));
            }
            Part::NewPage => {}
        }
    }
    all.join("\n")
}

/// Three clues of the office's units in the first quarter, one of another office. By source 2 and 1: 66.7 and 33.3 per cent, 100 together.
#[test]
fn the_papers_for_the_meeting_count_what_is_the_offices() {
    let mut desk = Desk::new();
    for (id, body, received, source, person) in [
        ("M-1", "U1", "2026-01-05", "petition", "张虚构"),
        ("M-2", "U1", "2026-02-05", "petition", "钱虚构"),
        ("M-3", "U1", "2026-03-31", "audit", "孙虚构"),
        ("M-4", "U2", "2026-02-05", "audit", "周虚构"),
        ("M-5", "U1", "2025-12-31", "audit", "吴虚构"),
    ] {
        let cells = [
            ("body", body),
            ("received", received),
            ("source", source),
            ("person", person),
            ("authority", "unit_party_group"),
            ("nature", "discipline"),
            ("importance", "major"),
            ("difficulty", "complex"),
        ];
        desk.add(Kind::Matter, id, &cells);
    }
    let mut order = Order::new("第一室", day("2026-04-08"), Lang::Zh);
    assert_eq!(order.quarter.to_string(), "2026-Q1");
    let text = texts(&desk.paper(&order));
    assert!(
        text.contains("本季收到问题线索3件；上季1件，环比+200.0%；上年同季0件，同比无法比较"),
        "{text}"
    );
    assert!(
        text.contains("信访举报|2|66.7%") || text.contains("|2|66.7%"),
        "{text}"
    );
    assert!(
        text.contains("|1|33.3%") && text.contains("合计|3|100%"),
        "{text}"
    );
    assert!(text.contains("甲局|驻甲局组|3"), "{text}");
    // LS45: major or complex matters are candidates for joint investigation; they are named for those who handle them.
    assert!(
        text.contains("联查联办") && text.contains("张虚构") && !text.contains("周虚构"),
        "{text}"
    );
    assert!(text.contains("信息分级：涉案保密信息"), "{text}");
    order.tier = InformationTier::Restricted;
    let text = texts(&desk.paper(&order));
    assert!(
        text.contains("信息分级：限定知悉范围") && text.contains("联查联办"),
        "{text}"
    );
    for hidden in ["张虚构", "钱虚构", "M-1", "M-2"] {
        assert!(!text.contains(hidden), "{hidden}: {text}");
    }
    order.lang = Lang::En;
    order.office.clear();
    let english = texts(&desk.paper(&order));
    let chinese: Vec<&str> = english
        .lines()
        .filter(|line| !["甲", "乙"].iter().any(|name| line.contains(name)))
        .filter(|line| {
            line.chars()
                .any(|char| ('\u{4e00}'..='\u{9fff}').contains(&char))
        })
        .collect();
    assert!(chinese.is_empty(), "{chinese:?}");
}

/// Whatever people did not write themselves is English in English.
#[test]
fn every_line_is_said_in_both_languages() {
    let mut desk = Desk::new();
    desk.add(
        Kind::Body,
        "G3",
        &[
            ("name", "Group A"),
            ("kind", "group"),
            ("office", "Office 1"),
        ],
    );
    desk.add(
        Kind::Body,
        "U3",
        &[("name", "Bureau A"), ("kind", "unit"), ("group", "G3")],
    );
    let quarters = ["2025-Q1", "2025-Q2", "2025-Q3"].map(|quarter| (quarter, "0", "0"));
    returns(&mut desk, "U3", "unit", &quarters);
    returns(
        &mut desk,
        "G3",
        "group",
        &[("2025-Q1", "0", "0"), ("2025-Q4", "30", "1")],
    );
    let facts = [
        ("authority", "same_level"),
        ("nature", "discipline"),
        ("source", "inspection"),
        ("received", "2025-12-05"),
        ("body", "U3"),
        ("follower", "Wang"),
    ];
    desk.add(Kind::Matter, "M-1", &facts);
    let finding = [
        ("inclusion", "from_inspection"),
        ("problem", "problem"),
        ("found", "2025-09-05"),
        ("disclosed", "2026-03-05"),
        ("body", "U3"),
    ];
    desk.add(Kind::Finding, "F-1", &finding);
    desk.add(
        Kind::Case,
        "C-1",
        &[("title", "case"), ("closed", "2026-02-02"), ("body", "U3")],
    );
    desk.add(
        Kind::Task,
        "T-1",
        &[("title", "task"), ("due", "2026-03-01")],
    );
    let check = [("problem", "found"), ("outcome", "problem"), ("body", "U3")];
    desk.add(Kind::Check, "K-1", &check);
    let today = desk.today("2026-03-25");
    let chinese = |text: &str| {
        text.chars()
            .any(|char| ('\u{4e00}'..='\u{9fff}').contains(&char))
    };
    let mut sections = std::collections::BTreeSet::new();
    for item in today
        .items
        .iter()
        .filter(|item| item.group == "Group A" || item.row.is_none())
    {
        sections.insert(item.section);
        for text in [&item.what, &item.detail] {
            assert!(!chinese(&text.en), "{item:?}");
            assert!(text.zh.is_empty() || chinese(&text.zh), "{item:?}");
        }
        assert!(
            !item.what.zh.is_empty() && !item.what.en.is_empty(),
            "{item:?}"
        );
        for rule in &item.rules {
            assert!(desk.engine.rulebook().item(rule).is_some(), "{rule}");
        }
    }
    for section in [
        Section::Overdue,
        Section::Review,
        Section::HandOver,
        Section::Returns,
        Section::Triggers,
        Section::Clock,
        Section::FollowUp,
        Section::Flows,
    ] {
        assert!(sections.contains(&section), "{section:?}");
    }
}

/// The demo's day, as a whole: every line rests on entries that exist, and no two lines have one key.
#[test]
fn the_demo_has_a_day() {
    let rulebook = Rulebook::shipped().expect("loads");
    let rules = Rules::new(&rulebook, day("2026-11-22")).expect("compiles");
    let engine = Engine::new(rulebook, day("2026-11-22")).expect("compiles");
    let book = shizu_casebook::demo::workbook(day("2026-11-22"), &engine, &rules).expect("made");
    let today = Today::new(&book, &engine, &rules, day("2026-11-22"));
    let mut keys: Vec<&str> = today.items.iter().map(|item| item.key.as_str()).collect();
    keys.sort_unstable();
    let all = keys.len();
    keys.dedup();
    assert_eq!(keys.len(), all);
    for item in &today.items {
        assert!(
            !item.rules.is_empty() || matches!(item.row, Some((Kind::Task | Kind::Check, _))),
            "{item:?}"
        );
        for rule in &item.rules {
            assert!(engine.rulebook().item(rule).is_some(), "{rule}");
        }
    }
    for lang in [Lang::Zh, Lang::En] {
        let paper = pack(
            &book,
            &engine,
            &rules,
            &Order::new("", day("2026-11-22"), lang),
        );
        assert!(paper.parts.len() > 30);
    }
}
