//! The tab 清单监督: beginning a check, ticking its items, and taking what was found into the ledger.

use maud::{Markup, html};
use shizu_casebook::checklist::{Check, checks, item_of};
use shizu_casebook::today::Bodies;
use shizu_casebook::{Kind, Row, Workbook};
use shizu_rules::vocabulary::{CheckList, CheckPhase, CheckResult, Term};
use shizu_rules::{Engine, Lang};

use super::day::value_at;
use super::state::State;
use crate::markup::{badge, chips, cites, faults, select, t};

/// The name of a check, by which it is found again: its list, body, meeting and day.
pub fn name_of(check: &Check<'_>) -> String {
    let list = check.list.map_or("", Term::code);
    [list, check.body, check.meeting, check.on].join("\u{1f}")
}

/// The form that begins a check, and the checks there are.
pub fn head(book: &Workbook, state: &State, lang: Lang) -> Markup {
    let bodies = Bodies::of(book);
    let begin = &state.begin;
    let meeting = begin.list == CheckList::Meeting;
    let fault: Vec<String> = state
        .fault
        .iter()
        .map(|[zh, en]| t(lang, zh, en).to_owned())
        .collect();
    html! {
        p class="lead-in no-print" {
            (t(
                lang,
                "按清单监督，会前了解、会中列席、会后查阅。逐项记录；发现的问题一步转入台账，来处随它写明。",
                "Supervision by list; of meetings before, during and after. Item by item; what is found goes into the ledger with one press, and says where it came from.",
            ))
        }
        section class="home-begin no-print" aria-labelledby="check-begin-title" {
            h2 id="check-begin-title" { (t(lang, "开始一次检查", "Begin a check")) }
            (faults(t(lang, "还不能开始", "It cannot begin yet"), &fault))
            (chips("check-list", "check-list", t(lang, "清单", "List"), CheckList::VALUES, Some(begin.list.index()), false, lang))
            div class="fields" {
                p class="labelled" {
                    label for="check-body" { (t(lang, "被监督单位", "Unit")) }
                    input id="check-body" class="field" list="check-bodies" autocomplete="off" value=(begin.body) data-do="check-body";
                    datalist id="check-bodies" { @for body in bodies.all() { option value=(body.name) {} } }
                }
                @if meeting {
                    p class="labelled" {
                        label for="check-meeting" { (t(lang, "会议", "Meeting")) }
                        input id="check-meeting" class="field" autocomplete="off" value=(begin.meeting) data-do="check-meeting";
                    }
                }
                p class="labelled" {
                    label for="check-on" { (t(lang, "日期", "Date")) }
                    input id="check-on" class="field" type="date" value=(begin.on) data-do="check-on";
                }
                p class="labelled" {
                    button type="button" class="button primary" id="check-begin" data-do="check-begin" { (t(lang, "开始检查", "Begin")) }
                }
            }
        }
        (list(book, state, &bodies, lang))
    }
}

fn list(book: &Workbook, state: &State, bodies: &Bodies<'_>, lang: Lang) -> Markup {
    let all = checks(book);
    let pending = |check: &Check<'_>| count(check, CheckResult::Pending);
    html! {
        section class="no-print" aria-labelledby="check-all-title" {
            h2 id="check-all-title" { (t(lang, "检查记录", "Checks")) " " span class="home-number" { (all.len()) } }
            @if all.is_empty() { p class="hint" { (t(lang, "还没有检查记录。", "No check yet.")) } }
            @else {
                div class="scroll home-checks" tabindex="0" role="region" aria-label=(t(lang, "检查记录", "Checks")) {
                    table class="grid" {
                        thead {
                            tr {
                                th scope="col" { (t(lang, "日期", "Date")) }
                                th scope="col" { (t(lang, "单位", "Unit")) }
                                th scope="col" { (t(lang, "清单", "List")) }
                                th scope="col" class="figure" { (t(lang, "未查", "Open")) }
                                th scope="col" class="figure" { (t(lang, "问题", "Problems")) }
                            }
                        }
                        tbody {
                            @for check in &all {
                                @let name = name_of(check);
                                tr class=[(state.check == name).then_some("home-chosen")] {
                                    th scope="row" {
                                        button type="button" class="link" data-do="check" data-arg=(name) aria-pressed=((state.check == name).to_string()) { (check.on) }
                                    }
                                    td { bdi { (bodies.name(check.body)) } }
                                    td { (check.list.map_or("—", |list| list.label(lang))) @if !check.meeting.is_empty() { " · " bdi { (check.meeting) } } }
                                    td class="figure" { (pending(check)) }
                                    td class="figure" { (count(check, CheckResult::Problem)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn count(check: &Check<'_>, outcome: CheckResult) -> usize {
    let rows = check.rows.iter();
    rows.filter(|row| row.get("outcome") == outcome.code())
        .count()
}

/// The check that is open.
pub fn check(book: &Workbook, state: &State, engine: &Engine, lang: Lang) -> Markup {
    let all = checks(book);
    let Some(check) = all.iter().find(|check| name_of(check) == state.check) else {
        return html! {};
    };
    let bodies = Bodies::of(book);
    let done = check.rows.len() - count(check, CheckResult::Pending);
    html! {
        section class="home-check" aria-labelledby="check-open-title" data-testid="check-open" {
            h2 id="check-open-title" {
                (check.list.map_or("", |list| list.label(lang))) " · " bdi { (bodies.name(check.body)) }
                @if !check.meeting.is_empty() { " · " bdi { (check.meeting) } }
                " · " (check.on)
            }
            p class="hint" {
                @match lang {
                    Lang::Zh => { "已查 " (done) "／" (check.rows.len()) " 项" }
                    Lang::En => { (done) " of " (check.rows.len()) " items seen to" }
                }
                " " button type="button" class="button quiet no-print" data-do="print" { (t(lang, "打印清单", "Print the list")) }
            }
            @for phase in CheckPhase::ALL {
                @let rows: Vec<Row<'_>> = check.rows.iter().copied().filter(|row| row.get("phase") == phase.code()).collect();
                @if !rows.is_empty() {
                    h3 { (phase.label(lang)) }
                    ol class="home-items" { @for row in rows { (item(row, state, engine, lang)) } }
                }
            }
        }
    }
}

fn item(row: Row<'_>, state: &State, engine: &Engine, lang: Lang) -> Markup {
    let known = item_of(engine.rulebook(), row);
    let outcome = value_at(CheckResult::VALUES, row.get("outcome"));
    let is_problem = row.get("outcome") == CheckResult::Problem.code();
    let typed = state.problems.get(row.id()).map(String::as_str);
    let problem = typed.unwrap_or(row.get("problem"));
    let id = row.id();
    html! {
        li class={ "home-item" @if is_problem { " home-problem" } } {
            div class="home-item-words" {
                p {
                    @if let Some(known) = known {
                        b { (known.grounds.title.in_lang(lang)) } " " (badge(known.grounds.basis, lang))
                    }
                }
                p { bdi { (known.map_or(row.get("item"), |known| known.grounds.says.in_lang(lang))) } }
                @if let Some(known) = known {
                    @if let Some(note) = &known.grounds.note { p class="hint" { (note.in_lang(lang)) } }
                    (cites(engine, &known.grounds.cites, lang))
                }
            }
            div class="home-item-result" {
                p class="labelled no-print" {
                    label for={ "outcome-" (id) } { (t(lang, "结果", "Result")) }
                    (select_of(row, outcome, lang))
                }
                p class="print-only" { (outcome.and_then(|at| CheckResult::ALL.get(at)).map_or("", |known| known.label(lang))) " " (row.get("problem")) }
                @if is_problem {
                    p class="labelled no-print" {
                        label for={ "problem-" (id) } { (t(lang, "发现的问题", "Problem found")) }
                        textarea id={ "problem-" (id) } class="field" rows="2" data-do="problem" data-arg=(id) { (problem) }
                    }
                    (taken(row, lang))
                }
            }
        }
    }
}

fn select_of(row: Row<'_>, outcome: Option<usize>, lang: Lang) -> Markup {
    let id = format!("outcome-{}", row.id());
    // The select's act says which row it is by its name.
    select(
        &id,
        &format!("outcome:{}", row.id()),
        "",
        CheckResult::VALUES,
        outcome,
        lang,
    )
}

/// Where the problem went, or may go.
fn taken(row: Row<'_>, lang: Lang) -> Markup {
    let went = [
        (Kind::Finding, row.get("finding")),
        (Kind::Matter, row.get("matter")),
    ];
    let there: Vec<(Kind, &str)> = went.into_iter().filter(|(_, id)| !id.is_empty()).collect();
    html! {
        @for (kind, id) in &there {
            p { (t(lang, "已转入台账：", "In the ledger: "))
                button type="button" class="link" data-do="open-row" data-arg={ (kind.code()) ":" (id) } { (kind.label(lang)) " " (id) }
            }
        }
        @if there.is_empty() {
            p class="actions no-print" {
                button type="button" class="button" data-do="into" data-arg={ "finding:" (row.id()) } { (t(lang, "转入巡察发现台账", "Into the register of findings")) }
                button type="button" class="button" data-do="into" data-arg={ "matter:" (row.id()) } { (t(lang, "转为线索", "Make a clue of it")) }
            }
        }
    }
}
