//! The panel 依据: how the rules route the open matter, or what they say about the state of the open record.

use maud::{Markup, html};
use shizu_casebook::routing::determine;
use shizu_casebook::{Kind, Lang, Row, Rules, Workbook};
use shizu_rules::vocabulary::Term;
use shizu_rules::{Determination, Engine, Status};

use super::state::State;
use super::{Page, reroute};
use crate::markup::{Act, badge, basis as entries, basis_row, t};
use crate::text::date;

/// What the page rests on.
pub fn basis(page: Page, book: &Workbook, state: &State, lang: Lang) -> Markup {
    let engine = page.app.engine();
    let row = state
        .open
        .as_ref()
        .and_then(|id| book.register(state.kind).find(id));
    match row {
        Some(row) if state.kind == Kind::Matter => {
            let reading = page.app.desk().state().reading;
            html! {
                (routing(&engine, row, reading, lang))
                (of_state(page, book, &engine, state.kind, row, lang))
            }
        }
        Some(row) if Rules::has_states(state.kind) => {
            of_state(page, book, &engine, state.kind, row, lang)
        }
        _ => entries(
            &engine,
            t(
                lang,
                "线索要有指定的跟踪人，既看结果也看过程，办结销号。",
                "A matter has a named follower; process counts as well as result; when done it is struck off.",
            ),
            general(state.kind),
            lang,
        ),
    }
}

/// What a register as a whole rests on.
fn general(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Finding => &[
            "finding_steps.rectify",
            "rectification_follow_up.before",
            "rectification_follow_up.after",
        ],
        Kind::Case => &[
            "case_needs.lesson",
            "case_needs.analysis",
            "case_needs.reform",
        ],
        Kind::Return => &["Z1", "Z2", "Z10"],
        _ => &[
            "matter_steps.assign",
            "matter_needs.follower",
            "matter_needs.process",
            "matter_needs.result",
            "matter_needs.evidence",
        ],
    }
}

fn conclusion(full: &Determination, lang: Lang) -> String {
    match (full.status, full.lead, lang) {
        (_, Some(lead), Lang::Zh) => format!("按规则由{}主办。", lead.label(lang)),
        (_, Some(lead), Lang::En) => format!("By the rules, the lead is: {}.", lead.label(lang)),
        (Status::NotAccepted, ..) => t(
            lang,
            "按规则不予受理或移送。",
            "By the rules, not accepted here.",
        )
        .to_owned(),
        _ => t(
            lang,
            "事实不足，由谁主办未定。",
            "Facts are missing; who leads is open.",
        )
        .to_owned(),
    }
}

/// The determination of the matter from its facts.
fn routing(engine: &Engine, row: Row<'_>, reading: bool, lang: Lang) -> Markup {
    let full = determine(engine, row);
    let recorded = row.get("lead");
    let code = full.lead.map_or("", |lead| lead.code());
    let differs = full.status != Status::Undetermined && recorded != code;
    let reasons = full
        .reasons
        .iter()
        .filter(|reason| matches!(&*reason.table, "lead" | "mechanisms"));
    html! {
        p class="basis-conclusion" aria-live="polite" { (conclusion(&full, lang)) }
        @if let Some(fact) = full.ask_next {
            p class="hint" { (t(lang, "先补这一项：", "First to be known: ")) b { (fact.label(lang)) } }
        }
        @if differs {
            p class="basis-note" {
                @if recorded.is_empty() { (t(lang, "记录中还没有主办机关。", "No lead is recorded yet.")) }
                @else { (t(lang, "与记录的主办机关不同。", "This differs from the lead recorded.")) }
            }
        }
        @if !reading && (differs || !matches!(row.get("state"), "closed" | "passed_on") && full.status != Status::Undetermined && row.get("routed_by").is_empty()) {
            p class="actions no-print" {
                button type="button" class="button" id="ledger-route" data-do="route" { (t(lang, "采用这个分办结论", "Take this over")) }
            }
        }
        @if !row.get("routed_by").is_empty() {
            p class="hint" { (t(lang, "上次分办所依：", "Last routed by: ")) bdi { (super::table::shorten(row.get("routed_by"), 60)) } }
        }
        ol class="basis-rows" {
            @for reason in reasons {
                @if let Some(item) = engine.rulebook().item(&reason.rule) { (basis_row(engine, &item, lang)) }
            }
        }
        @if !full.mechanisms.is_empty() {
            h3 { (t(lang, "联动机制", "Mechanisms")) }
            p { @for mechanism in &full.mechanisms { span class="condition" { (mechanism.label(lang)) } " " } }
        }
        @if !full.deadlines.is_empty() {
            h3 { (t(lang, "办理时限", "Time limits")) }
            ul class="ledger-limits" {
                @for limit in &full.deadlines {
                    @let known = engine.rulebook().limits.iter().find(|known| known.id == limit.id);
                    li {
                        (known.map_or(&*limit.id, |known| known.title.in_lang(lang)))
                        @if let Some(due) = limit.due { (t(lang, "：", ": ")) b { (date(due, lang)) } @if limit.provisional { (t(lang, "（暂定）", " (provisional)")) } }
                        " " (badge(limit.basis, lang))
                    }
                }
            }
        }
    }
}

/// The rows about the steps from this state, and about what they need.
fn of_state(
    page: Page,
    book: &Workbook,
    engine: &Engine,
    kind: Kind,
    row: Row<'_>,
    lang: Lang,
) -> Markup {
    let Ok(rules) = page.app.desk_untracked().rules(page.app) else {
        return html! {};
    };
    let ways = rules.ways(kind, row.get("state"));
    let mut ids: Vec<String> = Vec::new();
    for way in &ways {
        ids.push(way.rule.clone());
        ids.extend(
            book.needs(&rules, kind, row.id(), way.to)
                .into_iter()
                .map(|need| need.rule),
        );
    }
    let mut seen: Vec<String> = Vec::new();
    for id in ids {
        if !seen.contains(&id) {
            seen.push(id);
        }
    }
    html! {
        h3 class="ledger-basis-state" { (t(lang, "状态与下一步", "State and next steps")) }
        ol class="basis-rows" {
            @for item in seen.iter().filter_map(|id| engine.rulebook().item(id)) { (basis_row(engine, &item, lang)) }
        }
    }
}

/// What was done in the panel. Whether it was something of it.
pub fn act(page: Page, id: &str, act: &Act) -> bool {
    if act.name != "route" {
        return false;
    }
    reroute::take(
        page,
        &[id.to_owned()],
        page.app.pick("按规则分办", "routed by the rules"),
    );
    true
}
