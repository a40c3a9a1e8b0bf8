//! Time limits: count one day by day, all of them, the clue clocks of places, and the calendar of a year with its holidays.

mod clocks;
mod counter;
mod import;
mod limits;
mod state;
mod year;

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_rules::{Engine, Lang};

use self::import::{Import, importing};
use self::state::{State, Tab};
use super::target::Target;
use crate::context::App;
use crate::markup::{Act, live, t};

/// The part of the page.
pub fn calendar(app: App, target: Memo<Target>) -> AnyView {
    let state = RwSignal::new(State::new(app.today));
    let import = RwSignal::new(Import::default());
    // The fields are drawn anew only when something else than a field's content changes.
    let shape = RwSignal::new(());
    Effect::new(move || {
        if matches!(target.get(), Target::Limit(_)) {
            state.update(|state| state.tab = Tab::Limits);
            shape.set(());
        }
    });
    let act = move |act: Act| {
        if importing(app, import, &act) {
            shape.set(());
            return;
        }
        let rulebook = app.engines.get_untracked();
        let anew = state.try_update(|state| state.act(&act, rulebook.rulebook()));
        if anew == Some(true) {
            shape.set(());
        }
    };
    let fields = move || {
        shape.track();
        let lang = app.lang.get();
        app.with_engine(|engine| state.with_untracked(|state| fields(state, engine, lang)))
    };
    let result = move || {
        let lang = app.lang.get();
        app.with_engine(|engine| {
            state.with(|state| match state.tab {
                Tab::Count => counter::result(state, engine, lang),
                Tab::Limits => target.with(|target| limits::list(engine, target, lang)),
                Tab::Clocks => clocks::result(state, engine, lang),
                Tab::Year => {
                    import.with(|import| year::result(state, engine, import, app.today, lang))
                }
            })
        })
    };
    view! { <div class="time">{live(fields, act)}{live(result, act)}</div> }.into_any()
}

fn fields(state: &State, engine: &Engine, lang: Lang) -> Markup {
    html! {
        div class="tabs no-print" {
            @for (tab, code) in Tab::ALL {
                button type="button" id={ "time-" (code) } data-do="tab" data-arg=(code) aria-pressed=((state.tab == tab).to_string()) {
                    (title(tab, lang))
                }
            }
        }
        h2 class="print-only" { (title(state.tab, lang)) }
        @match state.tab {
            Tab::Count => { (counter::form(state, engine, lang)) }
            Tab::Limits => {}
            Tab::Clocks => { (clocks::form(state, engine, lang)) }
            Tab::Year => { (year::form(state, engine, lang)) }
        }
    }
}

fn title(tab: Tab, lang: Lang) -> &'static str {
    match tab {
        Tab::Count => t(lang, "算期限", "Count a limit"),
        Tab::Limits => t(lang, "时限一览", "All time limits"),
        Tab::Clocks => t(lang, "线索时钟", "Clue clocks"),
        Tab::Year => t(lang, "年历与放假", "Calendar, holidays"),
    }
}

/// 周一 … 周日.
fn weekday(day: chrono::NaiveDate, lang: Lang) -> &'static str {
    const ZH: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
    const EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let index = chrono::Datelike::weekday(&day).num_days_from_monday() as usize;
    match lang {
        Lang::Zh => ZH[index],
        Lang::En => EN[index],
    }
}

/// A result that a notice still to come may move.
fn provisional(lang: Lang) -> Markup {
    html! {
        span class="time-provisional" { (t(lang, "暂定：跨入尚未公布放假安排的日子", "provisional: it crosses days whose holidays are not announced")) }
    }
}

/// A date to enter.
fn date_field(id: &str, label: &str, act: &str, arg: &str, value: &str) -> Markup {
    html! {
        p class="labelled" {
            label for=(id) { (label) }
            input class="field" type="date" id=(id) value=(value) data-do=(act) data-arg=(arg) min="1949-01-01" max="2199-12-31";
        }
    }
}
