//! 生态考核: political ecology of units, early warning and archives of cadres, appraisal of groups, double accountability and roles.
//!
//! | Part | For |
//! |---|---|
//! | [`state`], [`record`], [`store`] | the records as typed, files, what is kept; pure |
//! | [`outcome`] | what the engine says of them |
//! | [`head`], [`forms`], [`portrait`], [`results`] | the page, drawn |

mod forms;
mod head;
mod outcome;
mod portrait;
mod record;
mod results;
mod state;
mod store;

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_formats::{Issue, ReadOptions, Table, read_table};
use shizu_rules::appraisal::Voice;
use shizu_rules::ecology::{Form, RowKind};
use shizu_rules::vocabulary::Term;
use shizu_rules::{Engine, Lang};

use crate::context::App;
use crate::data::example;
use crate::markup::{Act, Aside, basis, faults, live, t};
use crate::{drafts, files, office};
use head::head;
use outcome::{Evaluator, Outcome};
use state::State;

/// Name of the page in the store.
const PAGE: &str = "ecology";

/// The page.
pub fn page(app: App) -> AnyView {
    let mut first = State::new();
    if let Some(text) = drafts::load(app, PAGE)
        && !first.restore(&text)
    {
        drafts::save(app, "ecology-aside", &text);
        first.messages = vec![[
            "上次保存的内容读不出来，已另存一边，没有删除。".to_owned(),
            "What was kept last time cannot be read; it was put aside, not deleted.".to_owned(),
        ]];
    }
    let state = RwSignal::new(first);
    let doing = move |done: Act| act(app, state, done);
    let part = move |draw: fn(&State, &Evaluator, &Engine, Lang) -> Markup| {
        let draw = move || {
            let (lang, engine) = (app.lang.get(), app.engine());
            state.with(|state| {
                let evaluator = Evaluator::new(state, engine.rulebook(), app.today);
                draw(state, &evaluator, &engine, lang)
            })
        };
        live(draw, doing)
    };
    let aside = move || {
        let (lang, engine) = (app.lang.get(), app.engine());
        state.with(|state| {
            aside(
                state,
                &Evaluator::new(state, engine.rulebook(), app.today),
                &engine,
                lang,
            )
        })
    };
    view! {
        <div class="with-basis">
            <div class="page ecology">
                {part(head)}
                <div class="ecology-columns">
                    <div class="ecology-side no-print">{part(forms::form)}</div>
                    <div class="ecology-main">{part(result)}</div>
                </div>
            </div>
            <Aside draw=Box::new(aside) />
        </div>
    }
    .into_any()
}

/// What is said of the record shown.
fn result(state: &State, evaluator: &Evaluator, engine: &Engine, lang: Lang) -> Markup {
    let name = state
        .record()
        .map_or("", |record| record.get(state.kind.id().0));
    match evaluator.outcome(state, state.chosen()) {
        Ok(None) => html! {},
        Ok(Some(outcome)) => html! {
            h2 { (name) }
            (results::detail(&outcome, state, evaluator, engine, lang))
        },
        Err(errors) => html! {
            h2 { (name) }
            (faults(t(lang, "先改正这些，才能得出结论", "Put these right first"), &errors.iter().map(|error| error.says.in_lang(lang).to_owned()).collect::<Vec<_>>()))
        },
    }
}

fn aside(state: &State, evaluator: &Evaluator, engine: &Engine, lang: Lang) -> Markup {
    let outcome: Option<Outcome> = evaluator.outcome(state, state.chosen()).ok().flatten();
    let Some(outcome) = outcome else {
        return basis(
            engine,
            t(lang, "还没有结论。", "No conclusion yet."),
            &[],
            lang,
        );
    };
    let grounds = results::grounds(&outcome, evaluator);
    let ids: Vec<&str> = grounds.iter().map(String::as_str).collect();
    html! {
        (basis(engine, &results::conclusion(&outcome, lang), &ids, lang))
        (results::numbers(&outcome, evaluator, engine, lang))
    }
}

/// Does what the user did.
fn act(app: App, state: RwSignal<State>, done: Act) {
    let engine = app.engines.get_untracked();
    let form = |state: &State| state.shape(engine.rulebook(), app.today).form;
    match &*done.name {
        "file" => {
            let file = done.files.and_then(|files| files.get(0));
            if let Some(file) = file {
                files::read(&file, move |name, bytes| match bytes {
                    Some(bytes) => {
                        office::read(app, bytes, move |found| {
                            opened(app, state, |state, form| {
                                state.open(&name, found, form);
                            });
                        });
                    }
                    None => opened(app, state, |state, _| {
                        state.messages = vec![[
                            format!("浏览器读不出“{name}”，原来的内容没有变。"),
                            format!("The browser cannot read {name}; nothing has changed."),
                        ]];
                    }),
                });
            }
            return;
        }
        "save" => {
            let bytes = state.with_untracked(|state| state.csv(&form(state)));
            let name = state.with_untracked(|state| format!("shizu-{}.csv", state.kind.code()));
            if !files::save(&name, "text/csv", &bytes) {
                app.announce(
                    app.pick("浏览器没有保存文件。", "The browser did not save the file."),
                );
            }
            return;
        }
        "print" => {
            // Where printing is not possible nothing happens.
            let _ = window().print();
            return;
        }
        _ => {}
    }
    let name = app.pick(NAMES_ZH, NAMES_EN);
    state.update(|state| {
        if done.name == "example" {
            let form = form(state);
            state.open("example.csv", sample(state.kind), &form);
            state.messages.clear();
        } else {
            change(state, &done, name[state.kind.index()]);
        }
    });
    keep(app, state);
}

/// What a new record is called, by kind.
const NAMES_ZH: [&str; 6] = ["单位", "干部", "干部", "派驻组", "案件", "工作"];
const NAMES_EN: [&str; 6] = ["unit ", "cadre ", "cadre ", "group ", "case ", "task "];

fn change(state: &mut State, done: &Act, name: &str) {
    let (arg, value) = (&*done.arg, &*done.value);
    let column = forms::column_of(arg);
    match &*done.name {
        "show" => {
            if let Some(kind) = RowKind::from_code(arg) {
                state.show(kind);
            }
        }
        "choose" => state.choose(arg.parse().unwrap_or_default()),
        "page" => state.first = arg.parse().unwrap_or_default(),
        "sheet" => state.take_sheet(value),
        "add" => state.add(name),
        "remove" => state.remove(),
        "clear" => state.clear(),
        "undo" => state.undo(),
        "cell" | "fact" => state.set(column, value),
        "number" => state.set(column, ""),
        "voice" => {
            if let Some((voice, code)) = arg.split_once('/')
                && let Some(voice) = Voice::from_code(voice)
            {
                state.set_marked(voice, code, value);
            }
        }
        "points" => {
            if let Some((code, count)) = arg.split_once('/') {
                let count: usize = count.parse().unwrap_or(1);
                state.set(code, &";".repeat(count.saturating_sub(1).max(1)));
            }
        }
        "point" => {
            if let Some((code, at)) = arg.split_once('/') {
                state.set_point(code, at.parse().unwrap_or_default(), value);
            }
        }
        _ => {}
    }
}

/// The invented example of a kind.
fn sample(kind: RowKind) -> Result<Table, Issue> {
    let text: &str = match kind {
        RowKind::Unit => example!("ecology.csv"),
        RowKind::Cadre => example!("ecology-cadres.csv"),
        RowKind::Archive => example!("ecology-archive.csv"),
        RowKind::Group => example!("ecology-groups.csv"),
        RowKind::Accountability => example!("ecology-cases.csv"),
        RowKind::Role => example!("ecology-tasks.csv"),
    };
    read_table(text.as_bytes(), &ReadOptions::default())
}

/// What a file brings, unless the page is gone meanwhile.
fn opened(app: App, state: RwSignal<State>, take: impl FnOnce(&mut State, &Form)) {
    if state.is_disposed() {
        return;
    }
    let engine = app.engines.get_untracked();
    state.update(|state| {
        let form = state.shape(engine.rulebook(), app.today).form;
        take(state, &form);
    });
    keep(app, state);
}

fn keep(app: App, state: RwSignal<State>) {
    drafts::save(app, PAGE, &state.with_untracked(State::kept));
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use shizu_rules::Rulebook;

    /// The page of a kind with its example, the record at `at` shown.
    fn drawn(kind: RowKind, at: usize, lang: Lang) -> String {
        let day = NaiveDate::from_ymd_opt(2026, 6, 30).expect("a day");
        let engine = Engine::new(Rulebook::shipped().expect("loads"), day).expect("compiles");
        let mut state = State::new();
        state.show(kind);
        let form = state.shape(engine.rulebook(), day).form;
        assert!(state.open("example.csv", sample(kind), &form));
        assert!(state.messages.is_empty(), "{:?}", state.messages);
        state.choose(at);
        let evaluator = Evaluator::new(&state, engine.rulebook(), day);
        let parts = [head, forms::form, result, aside];
        let parts = parts.map(|draw| draw(&state, &evaluator, &engine, lang).into_string());
        parts.concat()
    }

    #[test]
    fn every_kind_is_drawn_with_its_conclusion_and_basis() {
        for (kind, at, words) in [
            (
                RowKind::Unit,
                3,
                ["51分，差，风险高", "专项督查必查", "SF09"],
            ),
            (RowKind::Cadre, 3, ["49分，重点监督", "一人一监督", "SF10"]),
            (RowKind::Archive, 1, ["2项提醒核实", "逾期未核实", "FP63"]),
            (
                RowKind::Group,
                0,
                ["91.615分，优秀", "只作参考，不计分", "RD34"],
            ),
            (
                RowKind::Accountability,
                0,
                ["同时追究主体责任和监督责任", "第一责任人", "RD26"],
            ),
            (RowKind::Role, 1, ["角色冲突", "反客为主", "RD14"]),
        ] {
            let page = drawn(kind, at, Lang::Zh);
            for word in words {
                assert!(page.contains(word), "{}: {word}", kind.code());
            }
            assert!(!drawn(kind, at, Lang::En).contains('，'), "{}", kind.code());
        }
    }

    #[test]
    fn what_is_open_is_hatched_and_asked_for() {
        let page = drawn(RowKind::Unit, 4, Lang::Zh);
        assert!(page.contains("ecology-bar-open"));
        assert!(page.contains("还需填写（影响大的在前）：干部选拔、权力运用"));
        assert!(page.contains("没有为特定关系人输送利益的反映：未知"));
        assert!(!drawn(RowKind::Unit, 0, Lang::Zh).contains("ecology-bar-open"));
    }

    #[test]
    fn acts_change_what_they_name() {
        let mut state = State::new();
        let mut act = |name: &str, arg: &str, value: &str| {
            let done = Act {
                name: name.to_owned(),
                arg: arg.to_owned(),
                value: value.to_owned(),
                files: None,
            };
            change(&mut state, &done, "单位");
            state.record().map(|record| record.get("style").to_owned())
        };
        act("add", "", "");
        assert_eq!(act("cell", "style", "88"), Some("88".to_owned()));
        assert_eq!(act("points", "style/4", ""), Some(";;;".to_owned()));
        assert_eq!(act("point", "style/2", "met"), Some(";;met;".to_owned()));
        assert_eq!(act("number", "style", ""), Some(String::new()));
        assert_eq!(
            act("cell", "ecology-many_problems", "yes"),
            Some(String::new())
        );
        assert_eq!(act("remove", "", ""), None);
        assert_eq!(act("undo", "", ""), Some(String::new()));
    }
}
