//! Matters that the rulebook in use would route otherwise than they were: told, listed, taken over one by one or all at once.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_casebook::routing::{Rerouted, determine, edits, rerouted};
use shizu_casebook::{Command, Kind, Lang, Workbook};
use shizu_rules::vocabulary::{Organ, Term};
use shizu_rules::{Determination, Engine, Status};

use super::Page;
use super::state::{Panel, State};
use super::table::{cell_text, shorten};
use crate::context::App;
use crate::markup::{Act, focus_drawn, t};
use crate::route::rule_href;

/// Most matters that are listed at once.
const LISTED: usize = 100;

/// Longest quiet before all matters are looked through again after a change.
const QUIET: Duration = Duration::from_millis(400);

/// What would be routed otherwise, found in quiet moments.
#[derive(Clone, Copy)]
pub struct Rerouting {
    found: RwSignal<Arc<Vec<Rerouted>>>,
}

impl Rerouting {
    /// Looks through the matters whenever they or the rulebook have changed and nothing has happened for a moment.
    pub fn new(app: App, state: RwSignal<State>) -> Self {
        let found = RwSignal::new(Arc::default());
        let round = StoredValue::new(0u32);
        let kind = Memo::new(move |_| state.with(|state| state.kind));
        Effect::new(move || {
            let engine = app.engine();
            let matters = app.desk().with(|book| book.register(Kind::Matter).len());
            if kind.get() != Kind::Matter || matters.is_none_or(|count| count == 0) {
                found.set(Arc::default());
                return;
            }
            let this = round.get_value().wrapping_add(1);
            round.set_value(this);
            set_timeout(
                move || {
                    if round.try_get_value() != Some(this) {
                        return;
                    }
                    let all = app
                        .desk_untracked()
                        .with_untracked(|book| rerouted(book, &engine));
                    let all = all.unwrap_or_default();
                    if found.try_with_untracked(|found| **found != all) == Some(true) {
                        found.set(Arc::new(all));
                    }
                },
                QUIET,
            );
        });
        Rerouting { found }
    }
}

/// What a rulebook is called in the rows that it routed: its version and day, and the overlays in it.
pub fn version(engine: &Engine) -> String {
    let mut version = format!("{} · {}", env!("CARGO_PKG_VERSION"), engine.day());
    for overlay in &engine.rulebook().overlays {
        version.push_str(" + ");
        version.push_str(&overlay.id);
    }
    version
}

/// Says how many, above the table.
pub fn banner(page: Page, state: &State, lang: Lang) -> Markup {
    let count = page.rerouting.found.with(|found| found.len());
    if count == 0 || state.kind != Kind::Matter {
        return html! {};
    }
    html! {
        div class="ledger-rerouted no-print" id="ledger-rerouted" role="status" {
            p {
                @match lang {
                    Lang::Zh => { "有 " b { (count) } " 条未销号线索，按现行规则库的分办与记录不同。记录没有改动，由您决定是否采用。" }
                    Lang::En => { b { (count) } " open matters would be routed otherwise by the rulebook in use. Nothing has been changed; it is for you to decide." }
                }
            }
            button type="button" class="button" id="ledger-rerouted-show" data-do="rerouted" aria-expanded=((state.panel == Panel::Rerouted).to_string()) {
                (t(lang, "逐条查看", "Look at them"))
            }
        }
    }
}

/// What an answer says about the lead.
fn answer(status: Status, lead: Option<Organ>, lang: Lang) -> &'static str {
    match (status, lead) {
        (_, Some(organ)) => organ.label(lang),
        (Status::NotAccepted, None) => t(lang, "不予受理", "not accepted"),
        _ => t(lang, "待定（缺少事实）", "undetermined (facts are missing)"),
    }
}

/// Before and after, each with the rule that decides.
pub fn list(page: Page, book: &Workbook, state: &State, lang: Lang) -> Markup {
    let found = page.rerouting.found.get();
    let engine = page.app.engine();
    let register = book.register(Kind::Matter);
    let lead = Kind::Matter
        .field("lead")
        .and_then(|at| Kind::Matter.fields().get(at));
    let reading = page.app.desk().state().reading;
    html! {
        div class="scroll ledger-differences" tabindex="0" role="region" aria-label=(t(lang, "分办不同的线索", "Matters routed otherwise")) {
            table class="grid" {
                thead {
                    tr {
                        th scope="col" { (t(lang, "线索", "Matter")) }
                        th scope="col" { (t(lang, "记录", "As recorded")) }
                        th scope="col" { (t(lang, "现行规则库", "Rulebook in use")) }
                        th scope="col" { (t(lang, "依据", "Because")) }
                        th scope="col" { (t(lang, "所依版本", "Routed by")) }
                        @if !reading { th scope="col" { span class="hidden" { (t(lang, "采用", "Take over")) } } }
                    }
                }
                tbody {
                    @for it in found.iter().take(LISTED) {
                        @if let Some(row) = register.row(it.position as usize) {
                            @let full = determine(&engine, row);
                            tr {
                                td { button type="button" class="link" data-do="open" data-arg=(row.id()) { bdi { (row.id()) } } }
                                td {
                                    @let before = book.text(it.before);
                                    @if before.is_empty() { "—" }
                                    @else if let Some(lead) = lead { (cell_text(book, lead, before, lang)) }
                                }
                                td { b { (answer(it.status, it.lead, lang)) } }
                                td { (because(&engine, &full, lang)) }
                                td { bdi { (shorten(row.get("routed_by"), 40)) } }
                                @if !reading { td { button type="button" class="button quiet" data-do="take" data-arg=(row.id()) { (t(lang, "采用", "Take over")) } } }
                            }
                        }
                    }
                }
            }
        }
        @if found.len() > LISTED {
            p class="hint" {
                @match lang {
                    Lang::Zh => { "列出前 " (LISTED) " 条，共 " (found.len()) " 条。" }
                    Lang::En => { "The first " (LISTED) " of " (found.len()) "." }
                }
            }
        }
        @if !reading {
            div class="fields ledger-take-all" {
                p class="labelled ledger-why" {
                    label for="ledger-take-why" { (t(lang, "理由（必填，记入历史）", "because (needed; kept in the history)")) }
                    input id="ledger-take-why" class="field" type="text" autocomplete="off" value=(state.why) data-do="take-why";
                }
                p class="labelled" {
                    button type="button" class="button primary" id="ledger-take-all" data-do="take-all" {
                        @match lang {
                            Lang::Zh => { "全部采用（" (found.len()) " 条）" }
                            Lang::En => { "Take over all " (found.len()) }
                        }
                    }
                }
            }
        }
    }
}

/// The row of the rulebook that decides; or what it lacks to decide.
fn because(engine: &Engine, full: &Determination, lang: Lang) -> Markup {
    let reason = full.reasons.iter().find(|reason| reason.table == "lead");
    let rule = reason.and_then(|reason| engine.rule_of(&reason.rule));
    html! {
        @if let Some(rule) = rule {
            a href=(rule_href(&rule.id)) { (rule.title.in_lang(lang)) }
            " " (crate::markup::badge(rule.basis, lang))
        } @else if let Some(fact) = full.ask_next {
            (t(lang, "缺：", "missing: ")) (fact.label(lang))
        }
    }
}

/// What was done in the list. Whether it was something of it.
pub fn act(page: Page, act: &Act) -> bool {
    match &*act.name {
        "rerouted" => page.toggle_panel(Panel::Rerouted),
        "take-why" => page.state.update(|state| state.why.clone_from(&act.value)),
        "take" => {
            let why = page
                .state
                .with_untracked(|state| state.why.trim().to_owned());
            let usual = page.app.pick(
                "采用现行规则库的分办",
                "taken over from the rulebook in use",
            );
            take(
                page,
                std::slice::from_ref(&act.arg),
                if why.is_empty() { usual } else { &why },
            );
        }
        "take-all" => {
            let why = page
                .state
                .with_untracked(|state| state.why.trim().to_owned());
            if why.is_empty() {
                page.app
                    .announce(page.app.pick("请先写明理由。", "Give a reason first."));
                focus_drawn("ledger-take-why");
            } else {
                let rows = page.app.desk_untracked().with_untracked(|book| {
                    let register = book.register(Kind::Matter);
                    let found = page.rerouting.found.get_untracked();
                    let rows = found
                        .iter()
                        .filter_map(|it| register.row(it.position as usize));
                    rows.map(|row| row.id().to_owned()).collect::<Vec<_>>()
                });
                take(page, &rows.unwrap_or_default(), &why);
            }
        }
        _ => return false,
    }
    true
}

/// Routes the rows that the rulebook decides, for no other reason than that nobody has yet.
pub fn route(page: Page, rows: &[String]) {
    take(
        page,
        rows,
        page.app.pick("按规则分办", "routed by the rules"),
    );
}

/// Writes what the rulebook in use says into the rows, in one entry; where it cannot decide, nothing is written over what stands there by hand.
pub fn take(page: Page, rows: &[String], why: &str) {
    let engine = page.app.engines.get_untracked();
    let version = version(&engine);
    let asked = rows.len();
    let all = page.app.desk_untracked().with_untracked(|book| {
        let register = book.register(Kind::Matter);
        let rows = rows.iter().filter_map(|id| register.find(id));
        let decided = rows.filter_map(|row| {
            let full = determine(&engine, row);
            let by_hand = full.status == Status::Undetermined && row.get("routed_by").is_empty();
            (!by_hand).then(|| edits(row.id(), full.lead, &version))
        });
        decided.flatten().collect::<Vec<_>>()
    });
    let all = all.unwrap_or_default();
    let decided = all.len() / 2;
    let lang = page.app.lang.get_untracked();
    if decided == 0 {
        page.app.announce(page.app.pick(
            "事实还不够，规则不能决定由谁主办；请打开线索补充事实。",
            "The facts do not suffice for the rules to decide; open the matter and add them.",
        ));
        return;
    }
    let open = asked - decided;
    let words = match (lang, open) {
        (Lang::Zh, 0) => format!("已按规则分办 {decided} 条。"),
        (Lang::Zh, _) => format!("已按规则分办 {decided} 条；{open} 条事实不足，没有改动。"),
        (Lang::En, 0) => format!("{decided} routed by the rules."),
        (Lang::En, _) => {
            format!("{decided} routed by the rules; {open} lack facts and are unchanged.")
        }
    };
    let revision = page.run(Command::Edit { edits: all }, why);
    page.note(&words, revision);
}
