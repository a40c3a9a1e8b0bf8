//! 信息共享: whether information may go from one body to another, all of it in a matrix, the obligations to pass it on, and the disclosure log.

mod calendar;
mod check;
mod log;
mod matrix;
mod state;
mod words;

use chrono::NaiveDate;
use leptos::prelude::*;
use maud::{Markup, html};
use shizu_formats::{ReadOptions, read_table};
use shizu_rules::{FactKey, Lang, MatterFacts, Subject};

use crate::context::App;
use crate::data::example;
use crate::markup::{Act, Aside, basis, live, t};
use crate::settings::Space;
use crate::{drafts, files};
use state::{State, Tab};

/// Name of the page in the store.
const PAGE: &str = "share";

/// The page.
pub fn page(app: App) -> AnyView {
    let mut first = State::new(app.today);
    if let Some(text) = drafts::load(app, PAGE)
        && !first.restore(&text)
    {
        drafts::save(app, "share-aside", &text);
        first.fault = true;
    }
    let state = RwSignal::new(first);
    let doing = move |done: Act| act(app, state, &done);
    let head = move || head(state.with(|state| state.tab), app.lang.get());
    let form = move || state.with(|state| form(app, state));
    let result = move || state.with(|state| result(app, state));
    let aside = move || state.with(|state| aside(app, state));
    view! {
        <div class="with-basis">
            <div class="page share">
                {live(head, doing)}
                {live(form, doing)}
                {live(result, doing)}
            </div>
            <Aside draw=Box::new(aside) />
        </div>
    }
    .into_any()
}

fn head(tab: Tab, lang: Lang) -> Markup {
    let name = |tab: Tab| match tab {
        Tab::Check => t(lang, "核对", "Check"),
        Tab::Matrix => t(lang, "矩阵", "Matrix"),
        Tab::Calendar => t(lang, "报送日历", "Obligations"),
        Tab::Log => t(lang, "登记簿", "Log"),
    };
    html! {
        h1 { (t(lang, "信息共享", "Sharing")) }
        p class="lead-in no-print" {
            (t(
                lang,
                "一般信息内部共享，限定范围的按范围，涉案的严格审批。这里核对某种信息由谁给谁、作何用途可否提供，谁审批，遮蔽什么。",
                "General information is open inside, restricted information within its scope, case information with strict approval. Check who may give what to whom for what, who approves, and what is masked.",
            ))
        }
        div class="tabs no-print" {
            @for (known, word) in Tab::ALL {
                button type="button" id={ "share-tab-" (word) } data-do="tab" data-arg=(word) aria-pressed=(known == tab) { (name(known)) }
            }
        }
        h2 class="print-only" { (name(tab)) }
    }
}

fn form(app: App, state: &State) -> Markup {
    let lang = app.lang.get();
    match state.tab {
        Tab::Check => check::form(state, &examples(), lang),
        Tab::Matrix => matrix::form(state, lang),
        Tab::Calendar => calendar::form(state, app.today, lang),
        Tab::Log => html! {},
    }
}

fn result(app: App, state: &State) -> Markup {
    let (lang, engine) = (app.lang.get(), app.engine());
    match state.tab {
        Tab::Check => check::result(state, &engine, lang),
        Tab::Matrix => matrix::table(state, &engine, lang),
        Tab::Calendar => calendar::table(state, &engine, app.today, lang),
        Tab::Log => log::table(state, app.space.get_untracked() == Space::Training, lang),
    }
}

fn aside(app: App, state: &State) -> Markup {
    let (lang, engine) = (app.lang.get(), app.engine());
    match state.tab {
        Tab::Check => {
            let Some(answer) = state.answer(&engine) else {
                return html! {};
            };
            let ids: Vec<&str> = answer
                .reasons
                .iter()
                .map(|reason| reason.rule.as_str())
                .collect();
            basis(&engine, &check::conclusion(&answer, lang), &ids, lang)
        }
        Tab::Matrix => {
            let words = t(
                lang,
                "十三种信息分三级，级别决定怎么给。",
                "Thirteen kinds of information in three tiers; the tier says how they are shared.",
            );
            basis(
                &engine,
                words,
                &[
                    "share.tier.general",
                    "share.tier.restricted",
                    "share.tier.case_confidential",
                ],
                lang,
            )
        }
        Tab::Calendar => {
            let words = t(
                lang,
                "定期的排进日历，其余遇事即办；点一项看依据。",
                "What is regular stands in the calendar, the rest waits for its event; choose one for its basis.",
            );
            let ids = [state.flow.as_str(), "sharing.regular.months"];
            basis(&engine, words, &ids, lang)
        }
        Tab::Log => {
            let words = t(
                lang,
                "提供和接收都要登记留痕。",
                "Giving and receiving are put on record.",
            );
            basis(
                &engine,
                words,
                &["share.notice.register.clues", "share.notice.register.case"],
                lang,
            )
        }
    }
}

fn act(app: App, state: RwSignal<State>, done: &Act) {
    let lang = app.lang.get_untracked();
    let saved = |name: &str, bytes: &[u8]| {
        if !files::save(name, "text/csv", bytes) {
            app.announce(t(
                lang,
                "浏览器没有保存文件，请检查下载设置后再试。",
                "The browser did not save the file; check its download settings and try again.",
            ));
        }
    };
    match &*done.name {
        "csv" => saved(
            "disclosure-log.csv",
            &state.with_untracked(|state| log::csv(state, lang)),
        ),
        "agenda" => {
            let engine = app.engines.get_untracked();
            saved(
                "information-flows.csv",
                &state.with_untracked(|state| log::agenda_csv(state, &engine, lang)),
            );
        }
        "register" => {
            let engine = app.engines.get_untracked();
            let registered = state.try_update(|state| state.register(&engine, app.today));
            if registered == Some(true) {
                app.announce(t(lang, "已记入登记簿。", "Added to the log."));
            }
            keep(app, state);
        }
        "delete" => {
            state.update(|state| {
                state.delete(done.arg.parse().ok());
            });
            app.announce(t(
                lang,
                "已删除，可以撤销。",
                "Deleted; this can be undone.",
            ));
            keep(app, state);
        }
        "undo" => {
            state.update(State::undo);
            keep(app, state);
        }
        "fill" => {
            let engine = app.engines.get_untracked();
            state.update(|state| fill(state, &engine, app.today));
            keep(app, state);
        }
        _ => state.update(|state| apply(state, done)),
    }
}

/// What changes the page only.
fn apply(state: &mut State, done: &Act) {
    let (first, second) = done.arg.split_once(':').unwrap_or((&done.arg, ""));
    match &*done.name {
        "tab" => {
            let tab = Tab::ALL.iter().find(|(_, word)| *word == done.arg);
            state.tab = tab.map_or(state.tab, |(tab, _)| *tab);
        }
        "cell" => {
            state.set("data_kind", first);
            state.set("recipient", second);
            state.tab = Tab::Check;
        }
        "set" => state.set(first, second),
        "circumstance" => state.set(&done.arg, &done.value),
        "example" => {
            let at = if done.arg.is_empty() {
                &done.value
            } else {
                &done.arg
            };
            let chosen = at
                .parse()
                .ok()
                .and_then(|at: usize| examples().into_iter().nth(at));
            if let Some((_, facts)) = chosen {
                state.facts = facts;
            }
        }
        "organ" => {
            let index = FactKey::Sender.read(&done.value).ok();
            let organ = index.and_then(|index| {
                <shizu_rules::vocabulary::Organ as shizu_rules::vocabulary::Term>::ALL.get(index)
            });
            state.organ = organ.copied();
            state.receives &= organ.is_some();
        }
        "side" => state.receives = !state.receives,
        "year" => state.year = done.value.parse().unwrap_or(state.year),
        "flow" => state.flow.clone_from(&done.arg),
        "subject" => state.subject.clone_from(&done.value),
        "approval" => state.approval.clone_from(&done.value),
        fact => state.set(fact, &done.value),
    }
}

fn keep(app: App, state: RwSignal<State>) {
    drafts::save(app, PAGE, &state.with_untracked(State::kept));
}

/// Fills the log with the examples that have an answer.
fn fill(state: &mut State, engine: &shizu_rules::Engine, today: NaiveDate) {
    let facts = state.facts.clone();
    for (id, given) in examples() {
        state.facts = given;
        state.subject = id;
        state.register(engine, today);
        state.subject.clear();
    }
    state.facts = facts;
}

/// The invented exchanges that ship with the product, with their ids.
fn examples() -> Vec<(String, MatterFacts)> {
    let text: &str = example!("exchanges.csv");
    let Ok(table) = read_table(text.as_bytes(), &ReadOptions::default()) else {
        return Vec::new();
    };
    let at = |name: &str| table.columns.position(name);
    let records = table.records.iter();
    let examples = records.map(|record| {
        let cell = |name: &str| {
            let text = at(name).and_then(|column| record.get(column));
            text.unwrap_or_default()
        };
        let mut facts = MatterFacts::new(Subject::Exchange);
        for key in Subject::Exchange.facts() {
            // A test reads the file: every cell is a code.
            let _ = facts.parse(*key, cell(key.code()));
        }
        (cell("id").to_owned(), facts)
    });
    examples.collect()
}

#[cfg(test)]
mod tests {
    use super::{calendar, check, examples, fill, log, matrix};
    use crate::pages::share::state::State;
    use shizu_rules::vocabulary::{DataKind, Organ, Term};
    use shizu_rules::{Engine, FactKey, Lang, Rulebook};

    fn engine() -> Engine {
        let day = "2026-11-01".parse().expect("a day");
        Engine::new(Rulebook::shipped().expect("loads"), day).expect("compiles")
    }

    fn state() -> State {
        State::new("2026-11-22".parse().expect("a day"))
    }

    #[test]
    fn the_examples_are_read_whole() {
        let examples = examples();
        assert!(examples.len() > 20);
        let incomplete = examples
            .iter()
            .filter(|(_, facts)| facts.index(FactKey::Recipient).is_none());
        // One is deliberately open: its recipient is still to be settled.
        assert_eq!(incomplete.count(), 1);
        for (id, facts) in &examples {
            assert!(facts.index(FactKey::DataKind).is_some(), "{id}");
        }
    }

    #[test]
    fn the_matrix_has_a_cell_for_every_kind_and_recipient() {
        let drawn = matrix::table(&state(), &engine(), Lang::Zh).into_string();
        let cells = drawn.matches("data-do=\"cell\"").count();
        assert_eq!(cells, DataKind::ALL.len() * Organ::ALL.len());
    }

    #[test]
    fn a_refusal_withholds_the_record() {
        let mut state = state();
        let (_, facts) = examples()
            .into_iter()
            .find(|(id, _)| id == "E12")
            .expect("an example");
        state.facts = facts;
        let drawn = check::result(&state, &engine(), Lang::Zh).into_string();
        assert!(drawn.contains("不得共享") && drawn.contains("不提供"));
    }

    #[test]
    fn everything_is_drawn_in_english() {
        let (engine, mut state) = (engine(), state());
        let today = "2026-11-22".parse().expect("a day");
        fill(&mut state, &engine, today);
        state.facts = examples().swap_remove(9).1;
        let drawn = [
            check::form(&state, &examples(), Lang::En),
            check::result(&state, &engine, Lang::En),
            matrix::form(&state, Lang::En),
            matrix::table(&state, &engine, Lang::En),
            calendar::form(&state, today, Lang::En),
            calendar::table(&state, &engine, today, Lang::En),
            log::table(&state, true, Lang::En),
        ];
        for markup in drawn {
            let markup = markup.into_string();
            let chinese = markup
                .chars()
                .any(|char| ('\u{4e00}'..='\u{9fff}').contains(&char));
            assert!(!chinese, "{markup}");
        }
        let csv = String::from_utf8(log::csv(&state, Lang::En)).expect("UTF-8");
        assert_eq!(csv.lines().count(), 1 + state.log.len());
        let flows = String::from_utf8(log::agenda_csv(&state, &engine, Lang::En)).expect("UTF-8");
        assert!(flows.lines().count() > 40);
    }
}
