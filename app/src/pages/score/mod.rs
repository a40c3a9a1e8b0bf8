//! 整改评分: units scored by the five indices as one types, compared, and printed as an evaluation report.
//!
//! | Part | For |
//! |---|---|
//! | [`state`] | the units as typed, files, what is kept; pure |
//! | [`list`], [`form`], [`result`], [`compare`] | the page, drawn |

mod compare;
mod form;
mod list;
mod result;
mod state;

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_formats::{Issue, ReadOptions, Table, read_table};
use shizu_rules::rectification::{
    Assessment, Draft, Entry, Numbers, PLAIN_FIELDS, Path, Remark, Scoring,
};
use shizu_rules::vocabulary::{Evaluator, ScoreIndex, Term};
use shizu_rules::{Engine, Lang};

use crate::context::App;
use crate::data::example;
use crate::markup::{Act, Aside, basis, focus, live, t};
use crate::{drafts, files, office};
use result::{FollowUp, View};
use state::{Mode, State, takes_part};

/// Name of the page in the store.
const PAGE: &str = "score";

/// A unit as typed, and what is said of it.
pub struct Shown {
    draft: Draft,
    entry: Entry,
    remarks: Vec<Remark>,
    answer: Assessment,
    numbers: Numbers,
    /// Who follows up before disclosure and after it.
    follow_up: [Vec<FollowUp>; 2],
}

impl Shown {
    fn of(scoring: &Scoring, draft: Draft, preset: &str) -> Self {
        let (entry, remarks) = scoring.read(&draft);
        let preset = Some(preset).filter(|name| !name.is_empty());
        let follow_up = [false, true].map(|disclosed| {
            let mut entry = entry.clone();
            entry.disclosed = Some(disclosed);
            scoring.follow_up(&entry).sure
        });
        Shown {
            follow_up,
            answer: scoring.assess(&entry, preset),
            numbers: scoring.numbers(preset).clone(),
            draft,
            entry,
            remarks,
        }
    }
}

/// The page.
pub fn page(app: App) -> AnyView {
    let mut first = State::default();
    if let Some(text) = drafts::load(app, PAGE) {
        if let Some(kept) = State::restored(&text) {
            first = kept;
        } else {
            drafts::save(app, "score-aside", &text);
            first.messages = vec![[
                "上次保存的内容读不出来，已另存一边，没有删除。".to_owned(),
                "What was kept last time cannot be read; it was put aside, not deleted.".to_owned(),
            ]];
        }
    }
    let state = RwSignal::new(first);
    let part = move |draw: fn(&State, &Scoring, Option<&Shown>, &Engine, Lang) -> Markup| {
        move || {
            let (lang, engine) = (app.lang.get(), app.engine());
            // A rulebook that was proved before it was taken has all numbers.
            let Ok(scoring) = Scoring::new(engine.rulebook(), app.today) else {
                return html! {};
            };
            state.with(|state| {
                let shown = state
                    .unit()
                    .map(|unit| Shown::of(&scoring, unit.clone(), &state.preset));
                draw(state, &scoring, shown.as_ref(), &engine, lang)
            })
        }
    };
    let doing = move |done: Act| act(app, state, done);
    let peek = move || {
        let (lang, engine) = (app.lang.get(), app.engine());
        let scoring = Scoring::new(engine.rulebook(), app.today).ok();
        let shown =
            state.with(|state| Some(Shown::of(&scoring?, state.unit()?.clone(), &state.preset)));
        shown
            .map(|shown| View::of(&shown, &engine, lang).conclusion())
            .unwrap_or_default()
    };
    view! {
        <div class="with-basis">
            <div class="page score">
                {live(part(list::head), doing)}
                <div class="score-columns">
                    <div class="score-side no-print">{live(part(entered), doing)}</div>
                    <div class="score-main">{live(part(outcome), doing)}</div>
                </div>
            </div>
            <Aside draw=Box::new(part(aside)) peek=Box::new(peek) />
        </div>
    }
    .into_any()
}

fn entered(state: &State, _: &Scoring, shown: Option<&Shown>, _: &Engine, lang: Lang) -> Markup {
    form::form(state, shown.map_or(&[], |shown| &shown.remarks), lang)
}

fn outcome(
    state: &State,
    scoring: &Scoring,
    shown: Option<&Shown>,
    engine: &Engine,
    lang: Lang,
) -> Markup {
    let Some(shown) = shown else {
        return html! {};
    };
    html! {
        h1 class="print-only" { (t(lang, "巡察整改后评估报告", "After-evaluation of rectification")) }
        h2 { (list::name(shown, lang)) }
        (facts(shown, state, scoring, lang))
        (result::result(&View::of(shown, engine, lang)))
        (compare::compare(state, scoring, shown, lang))
        (signatures(lang))
    }
}

/// What was entered besides the indices, for the report.
fn facts(shown: &Shown, state: &State, scoring: &Scoring, lang: Lang) -> Markup {
    let scheme = scoring.scheme(&state.preset);
    let codes = [
        "staff",
        "feedback_date",
        "evaluated_on",
        "disclosure_date",
        "false_reports",
    ];
    let text = |code: &str| shown.draft.plain(code).to_owned();
    let label = |code: &str| {
        Path::plain(code)
            .map(|path| path.label(lang))
            .unwrap_or_default()
    };
    let there: Vec<&str> = Evaluator::ALL
        .iter()
        .filter(|who| takes_part(shown.draft.plain(PLAIN_FIELDS[6].0), **who))
        .map(|who| who.label(lang))
        .collect();
    html! {
        dl class="score-facts print-only" {
            @for code in codes.into_iter().filter(|code| !shown.draft.plain(code).is_empty()) {
                dt { (label(code)) } dd { (text(code)) }
            }
            dt { (label("evaluators")) } dd { @if there.is_empty() { "—" } @else { (there.join(t(lang, "、", ", "))) } }
            dt { (t(lang, "方案", "Scheme")) } dd { @match scheme { Some(scheme) => (scheme.grounds.title.in_lang(lang)), None => (t(lang, "默认", "ours")) } }
        }
        @if scheme.is_some() { (compare::filled(shown, lang)) }
        @if shown.answer.own_weights { p class="hint" { (t(lang, "按自定权重计分。", "Scored by weights of your own.")) } }
    }
}

/// Where the four sign; only in print.
fn signatures(lang: Lang) -> Markup {
    html! {
        section class="score-signatures print-only" {
            p { (t(lang, "每项指标四舍五入到0.01，其余为精确计算。本报告供评估参考，不是对任何人的结论。", "Each index is rounded half up to 0.01, all else is exact. This report serves the evaluation and is no finding about anybody.")) }
            @for who in Evaluator::ALL { p { (who.label(lang)) (t(lang, "（签字）：", " (signed): ")) "＿＿＿＿＿＿＿＿" } }
        }
    }
}

fn aside(_: &State, _: &Scoring, shown: Option<&Shown>, engine: &Engine, lang: Lang) -> Markup {
    let Some(shown) = shown else {
        return basis(engine, t(lang, "还没有结果。", "No result yet."), &[], lang);
    };
    let answer = &shown.answer;
    let scheme = answer.scheme.as_ref().map(|name| format!("scheme.{name}"));
    let mut ids: Vec<&str> = scheme.iter().map(String::as_str).collect();
    ids.push(&answer.effect.rule);
    ids.extend(answer.consequences.sure.iter().map(|told| &*told.rule));
    ids.extend(answer.follow_up.sure.iter().map(|told| &*told.rule));
    ids.extend([
        "score.band.good",
        "score.band.fairly_good",
        "score.band.fair",
    ]);
    if !answer.own_weights {
        ids.extend(
            ScoreIndex::ALL
                .iter()
                .map(|index| Numbers::weight_id(*index)),
        );
    }
    ids.dedup();
    basis(
        engine,
        &View::of(shown, engine, lang).conclusion(),
        &ids,
        lang,
    )
}

/// Does what the user did.
fn act(app: App, state: RwSignal<State>, done: Act) {
    match &*done.name {
        "file" => {
            let file = done.files.and_then(|files| files.get(0));
            if let Some(file) = file {
                files::read(&file, move |name, bytes| match bytes {
                    Some(bytes) => {
                        office::read(app, bytes, move |found| {
                            opened(app, state, |state| state.open(found));
                        });
                    }
                    None => opened(app, state, |state| {
                        state.messages = vec![[
                            format!("浏览器读不到“{name}”。"),
                            format!("The browser could not read \"{name}\"."),
                        ]];
                    }),
                });
            }
            return;
        }
        "save" => {
            let bytes = state.with_untracked(State::csv);
            if !files::save("shizu-score.csv", "text/csv", &bytes) {
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
        "go" => {
            focus(&done.arg);
            return;
        }
        "keep" => app.announce(app.pick(
            "已记为上次评估，下次可以对照。",
            "Kept as the last evaluation, to compare with.",
        )),
        _ => {}
    }
    state.update(|state| change(state, &done));
    keep(app, state);
}

/// Changes the state as the user asked.
fn change(state: &mut State, done: &Act) {
    let index = |text: &str| ScoreIndex::from_code(text);
    match &*done.name {
        "put" => {
            if let Some(path) = Path::named(&done.arg) {
                state.put(path, &done.value);
            }
        }
        "who" => {
            if let Some(who) = Evaluator::from_code(&done.arg) {
                state.attend(who, done.value == "true");
            }
        }
        "mode" => {
            if let Some((of, mode)) = done.arg.split_once('/')
                && let Some(index) = index(of)
            {
                let mode = match mode {
                    "counts" => Mode::Counts,
                    "list" => Mode::List,
                    _ => Mode::Value,
                };
                state.enter_by(index, mode);
            }
        }
        "drop" => {
            if let Some((of, at)) = done.arg.split_once('/')
                && let (Some(index), Ok(at)) = (index(of), at.parse())
            {
                state.remove_item(index, at);
            }
        }
        "choose" => state.choose(done.arg.parse().unwrap_or_default()),
        "preset" => state.preset.clone_from(&done.value),
        "against" => state.against.clone_from(&done.value),
        "add" => state.add(),
        "remove" => state.remove(),
        "clear" => state.clear(),
        "undo" => state.undo(),
        "keep" => state.keep_as_last(),
        "example" => state.open(example()),
        _ => {}
    }
}

/// What a file brings, unless the page is gone meanwhile.
fn opened(app: App, state: RwSignal<State>, take: impl FnOnce(&mut State)) {
    if !state.is_disposed() {
        state.update(take);
        keep(app, state);
    }
}

/// The invented units that ship with the product.
fn example() -> Result<Table, Issue> {
    let text: &str = example!("rectification.csv");
    read_table(text.as_bytes(), &ReadOptions::default())
}

fn keep(app: App, state: RwSignal<State>) {
    drafts::save(app, PAGE, &state.with_untracked(State::kept));
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use shizu_rules::Rulebook;

    use super::*;

    /// Everything the page draws of a unit of the example.
    fn drawn(at: usize, preset: &str, against: &str, lang: Lang) -> String {
        let day = NaiveDate::from_ymd_opt(2026, 7, 1).expect("a day");
        let engine = Engine::new(Rulebook::shipped().expect("loads"), day).expect("compiles");
        let scoring = Scoring::new(engine.rulebook(), day).expect("its numbers");
        let mut state = State::default();
        state.open(example());
        assert!(state.messages.is_empty(), "{:?}", state.messages);
        state.choose(at);
        state.preset = preset.to_owned();
        state.against = against.to_owned();
        let shown = state
            .unit()
            .map(|unit| Shown::of(&scoring, unit.clone(), preset));
        let parts = [list::head, entered, outcome, aside];
        let texts =
            parts.map(|part| part(&state, &scoring, shown.as_ref(), &engine, lang).into_string());
        texts.concat()
    }

    #[test]
    fn every_unit_of_the_example_is_drawn_in_both_languages() {
        for at in 0..11 {
            assert!(drawn(at, "", "own", Lang::Zh).contains("怎样升到上一档"));
            let page = drawn(at, "fufeng", "last", Lang::En);
            assert!(
                page.contains("What lifts it to the next band") && !page.contains('，'),
                "{at}"
            );
        }
    }

    #[test]
    fn a_cap_a_veto_and_what_is_missing_are_told() {
        assert!(drawn(7, "", "", Lang::Zh).contains("因总分封顶，本次评不到"));
        assert!(drawn(8, "", "", Lang::Zh).contains("score-headline score-poor"));
        let open = drawn(10, "", "", Lang::Zh);
        assert!(open.contains("缺项不按零计") && open.contains("score-open"));
        assert!(drawn(9, "tongshan", "", Lang::Zh).contains("合格"));
    }

    #[test]
    fn a_mistake_stays_in_its_field_and_is_told_beside_it() {
        let day = NaiveDate::from_ymd_opt(2026, 7, 1).expect("a day");
        let scoring = Scoring::new(&Rulebook::shipped().expect("loads"), day).expect("its numbers");
        let mut state = State::default();
        let put = |arg: &str, value: &str| Act {
            name: "put".to_owned(),
            arg: arg.to_owned(),
            value: value.to_owned(),
            files: None,
        };
        change(&mut state, &put("tasks", "150"));
        let shown = Shown::of(&scoring, state.unit().cloned().unwrap_or_default(), "");
        let form = form::form(&state, &shown.remarks, Lang::En).into_string();
        assert!(form.contains("value=\"150\"") && form.contains("does not lie between 0 and 100"));
    }
}
