//! 规则与日历: every rule with what it rests on, the sources and how much of them is encoded, time limits and holidays, the proof, the assumptions, and a local
//! overlay.

mod assumptions;
mod calendar;
mod entry;
mod overlay;
mod proof;
mod sources;
mod tables;
mod target;
mod words;

use leptos::prelude::*;
use maud::Markup;
use shizu_rules::{Engine, Lang};
use wasm_bindgen::JsCast;

use crate::components::EmptyState;
use crate::context::{App, use_app};
use crate::markup::live;
use crate::route::{Route, rule_href};
use crate::text::tr;
use crate::tr;
use target::{Section, Target};

/// The page.
#[component]
pub fn Rules() -> impl IntoView {
    let app = use_app();
    let target = Memo::new(move |before: Option<&Target>| match app.route.get() {
        Route::Rules(id) => app.with_engine(|engine| Target::of(engine.rulebook(), &id)),
        // Another page is about to be shown.
        _ => before.cloned().unwrap_or(Target::Section(Section::Tables)),
    });
    let section = Memo::new(move |_| target.get().section());
    follow_target(target);
    // The tables stay as they are while one looks from row to row.
    let shown = Memo::new(move |_| match target.get() {
        Target::Table(_)
        | Target::Rule { .. }
        | Target::Kind(_)
        | Target::Item { .. }
        | Target::Fact(_) => Target::Section(Section::Tables),
        Target::Limit(_) => Target::Section(Section::Calendar),
        other => other,
    });
    view! {
        <div class="page rules">
            <h1>{tr("规则与日历", "Rules and calendar")}</h1>
            <nav class="sections no-print" aria-label=tr("本页各部分", "Parts of this page")>
                <SectionLink section shown=Section::Tables label=tr("规则表", "Tables") />
                <SectionLink section shown=Section::Sources label=tr("依据来源", "Sources") />
                <SectionLink section shown=Section::Calendar label=tr("时限与节假日", "Time limits, holidays") />
                <SectionLink section shown=Section::Proof label=tr("规则校验", "Proof") />
                <SectionLink section shown=Section::Assumptions label=tr("假设清单", "Assumptions") />
                <SectionLink section shown=Section::Overlay label=tr("本地调整", "Local overlay") />
            </nav>
            {move || part(app, shown.get(), target)}
        </div>
    }
}

fn part(app: App, shown: Target, target: Memo<Target>) -> AnyView {
    match shown {
        Target::Section(Section::Sources) => drawn(app, sources::all),
        Target::Section(Section::Calendar) => calendar::calendar(app, target),
        Target::Section(Section::Proof) => proof::proof(app),
        Target::Section(Section::Assumptions) => drawn(app, assumptions::list),
        Target::Section(Section::Overlay) => view! { <overlay::Overlay /> }.into_any(),
        Target::Document(id) => drawn(app, move |engine, lang| {
            sources::document(engine, &id, lang)
        }),
        Target::Entry(id) => drawn(app, move |engine, lang| entry::one(engine, &id, lang)),
        Target::Unknown { id, nearest } => {
            let near = nearest.map(|id| {
                let href = rule_href(&id);
                view! { <a class="button" href=href>{tr!("是否指 {id}", "Did you mean {id}?")}</a> }
            });
            view! {
                <EmptyState
                    title=tr!("没有编号为“{id}”的规则或条目", "There is no rule or entry `{id}`")
                    text=tr("规则库可能已经改版，或编号写错。可以按 Ctrl K 搜索。", "The rulebook may have changed, or the id is mistyped. Press Ctrl K to search.")
                >
                    {near}
                    <a class="button" href="#/rules">{tr("看全部规则", "All rules")}</a>
                </EmptyState>
            }
            .into_any()
        }
        _ => tables::tables(app, target),
    }
}

/// A part in which nothing is done but reading.
fn drawn(app: App, draw: impl Fn(&Engine, Lang) -> Markup + 'static) -> AnyView {
    let draw = move || app.with_engine(|engine| draw(engine, app.lang.get()));
    live(draw, |_| {})
}

#[component]
fn SectionLink(
    section: Memo<Section>,
    shown: Section,
    label: impl Fn() -> &'static str + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let word = Section::ALL
        .iter()
        .find(|(section, _)| *section == shown)
        .map_or("", |(_, word)| word);
    let href = Route::Rules(word.to_owned()).href();
    view! {
        <a href=href aria-current=move || (section.get() == shown).then_some("true")>{label}</a>
    }
}

/// Brings the row or limit that the address names into sight, and otherwise the page's beginning.
fn follow_target(target: Memo<Target>) {
    Effect::new(move |before: Option<Target>| {
        let now = target.get();
        let wanted = match &now {
            Target::Rule { rule: id, .. } | Target::Item { id, .. } | Target::Limit(id) => {
                Some(row_id(id))
            }
            _ => None,
        };
        let first = before.is_none();
        // What is looked for is only being built: it is there when the frame is drawn.
        request_animation_frame(move || match wanted {
            Some(id) => show_row(&id),
            None if !first => window().scroll_to_with_x_and_y(0.0, 0.0),
            None => {}
        });
        now
    });
}

/// Id of the element of a row or limit.
fn row_id(id: &str) -> String {
    format!("row-{id}")
}

fn show_row(id: &str) {
    let row = document()
        .get_element_by_id(id)
        .and_then(|row| row.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(row) = row {
        // The row has a tabindex, so the focus can go there, and screen readers with it.
        let _ = row.focus();
        row.scroll_into_view();
    }
}
