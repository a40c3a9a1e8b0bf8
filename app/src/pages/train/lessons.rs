//! The list of scenarios: what each is about, how far one is, and where to begin.

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_rules::vocabulary::Term;
use shizu_rules::{Lang, Text};
use shizu_training::{Finding, Fraction, Module, Record, RecordError, SetError, TrainingSet};

use super::table::let_go;
use super::{Page, sets};
use crate::files;
use crate::markup::{Act, empty, faults, live, t};
use crate::route::{FIRST_LESSON, Route};
use crate::training::kept::{self, Kept, NotKept};
use crate::training::library::{Lesson, Shelf};

/// Minutes that a decision takes on average, reading included.
const MINUTES_A_DECISION: usize = 2;

/// How far one is with a scenario.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Standing {
    /// Decisions taken in the play that is in progress.
    taken: Option<usize>,
    /// The best score of the finished ones, and how many there are.
    best: Option<(Fraction, usize)>,
}

/// What the user looks at.
#[derive(Clone, Debug, Default)]
struct State {
    module: Option<Module>,
    /// A file that was not taken: its name, and why.
    refused: Option<(String, Refusal)>,
    /// Whether a file was taken that the browser does not keep.
    not_kept: bool,
    /// A set that the browser does not keep; it lasts as long as the page.
    unkept: Option<TrainingSet>,
}

/// Why a file is not taken.
#[derive(Clone, Debug)]
enum Refusal {
    /// It is no text.
    NoText,
    /// It cannot be played.
    Scenario(Vec<Finding>),
    /// It is no record of a play.
    Record(RecordError),
    /// The scenario of this name is not here.
    NoScenario(Text),
    /// It is a set that cannot be read.
    Set(SetError),
    /// A set was taken, but not all scenarios in it.
    SetInPart(Vec<String>),
}

/// The list.
pub fn lessons(page: Page) -> AnyView {
    let state = RwSignal::new(State::default());
    let draw = move || {
        let lang = page.app.lang.get();
        if page.library.has_failed() {
            return not_arrived(lang);
        }
        let shelf = page.library.shelf();
        shelf.map_or_else(Markup::default, |shelf| {
            let records: Vec<Record> = kept::records()
                .into_iter()
                .filter_map(|kept| kept.record.ok())
                .collect();
            let standing = |id: &str| standing(id, &records);
            let today = page.app.today;
            state.with(|state| {
                let sets: Vec<TrainingSet> = sets::all()
                    .into_iter()
                    .chain(state.unkept.clone())
                    .collect();
                html! {
                    (sets::lists(&sets, &shelf, &records, today, lang))
                    (list(&shelf, state, &standing, lang))
                }
            })
        })
    };
    let act = move |act: Act| match &*act.name {
        "again" => page.library.again(),
        "module" => state.update(|state| state.module = Module::from_code(&act.value)),
        "file" => {
            if let Some(file) = act.files.and_then(|files| files.get(0)) {
                open(page, state, &file);
            }
        }
        "remove-set" => state.update(|state| {
            state.unkept = None;
            state.not_kept = sets::remove(&act.arg).is_err();
        }),
        "remove" => {
            let not_kept = page.library.remove(&act.arg).is_err();
            state.update(|state| state.not_kept = not_kept);
        }
        _ => {}
    };
    live(draw, act)
}

fn open(page: Page, state: RwSignal<State>, file: &web_sys::File) {
    files::read(file, move |name, bytes| {
        let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
        match text.as_deref().map(TrainingSet::read) {
            None | Some(Err(SetError::NotASet | SetError::Broken { .. })) => {}
            Some(set) => {
                open_set(page, state, name, &set);
                return;
            }
        }
        let taken = match &text {
            Some(text) if text.trim_start().starts_with('{') => take_up(page, text),
            Some(text) => page.library.add(&name, text).map_err(Refusal::Scenario),
            None => Err(Refusal::NoText),
        };
        match taken {
            Ok((id, kept)) => {
                let not_kept = kept.is_err();
                let _ = state.try_update(|state| {
                    state.refused = None;
                    state.not_kept = not_kept;
                });
                if !not_kept {
                    // An address of our own is always accepted.
                    let _ = window().location().set_hash(&Route::Train(id).href());
                }
            }
            Err(refusal) => {
                let _ = state.try_update(|state| state.refused = Some((name, refusal)));
            }
        }
    });
}

/// Takes a set: its list stands above the lessons then.
fn open_set(page: Page, state: RwSignal<State>, name: String, set: &Result<TrainingSet, SetError>) {
    let lang = page.app.lang.get_untracked();
    let refusal = match set {
        Err(error) => Some(Refusal::Set(error.clone())),
        Ok(set) => {
            let (wrong, kept) = sets::take(page.library, set, lang);
            let _ = state.try_update(|state| {
                state.not_kept = kept.is_err();
                state.unkept = kept.is_err().then(|| set.clone());
            });
            (!wrong.is_empty()).then_some(Refusal::SetInPart(wrong))
        }
    };
    let _ = state.try_update(|state| state.refused = refusal.map(|refusal| (name, refusal)));
    if set.is_ok() {
        window().scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Takes up a play that was saved as a file, finished or not; what the browser keeps of the same scenario is put aside.
fn take_up(page: Page, text: &str) -> Result<(String, Result<(), NotKept>), Refusal> {
    let record = Record::read(text).map_err(Refusal::Record)?;
    let id = record.scenario.clone();
    if !page.library.has(&id) {
        return Err(Refusal::NoScenario(record.title));
    }
    let mut kept = Kept::play(&id);
    let done = kept.put_aside().and_then(|()| kept.save(text));
    if done.is_ok() {
        let_go(&id);
    }
    Ok((id, done))
}

fn standing(id: &str, records: &[Record]) -> Standing {
    let play = Kept::play(id);
    let taken = play.text().and_then(|text| Record::read(text).ok());
    let scores: Vec<Fraction> = records
        .iter()
        .filter(|record| record.scenario == id)
        .map(|record| record.score)
        .collect();
    Standing {
        taken: taken.map(|record| record.credits.len()),
        best: scores.iter().max().map(|best| (*best, scores.len())),
    }
}

fn not_arrived(lang: Lang) -> Markup {
    empty(
        t(
            lang,
            "课程没有下载成功",
            "The lessons could not be downloaded",
        ),
        t(
            lang,
            "可能是网络断开，或网站刚换了新版本。已有的进度和成绩没有改动。",
            "The network may be down, or the site may have a new version. Progress and results are untouched.",
        ),
        &html! { button type="button" class="button primary" data-do="again" { (t(lang, "再试一次", "Try again")) } },
    )
}

fn list(shelf: &Shelf, state: &State, standing: &dyn Fn(&str) -> Standing, lang: Lang) -> Markup {
    let shown = |lesson: &&Lesson| {
        state
            .module
            .is_none_or(|module| lesson.outline.module == module)
    };
    let modules = Module::VALUES.iter().filter(|value| {
        let mut lessons = shelf.lessons.iter();
        lessons.any(|lesson| lesson.outline.module.code() == value.code)
    });
    let modules: Vec<_> = modules.collect();
    html! {
        p class="lead-in" {
            (t(
                lang,
                "每课是一段虚构的经历：看材料，作判断，马上知道对不对、依据在哪、差在哪里。答案由规则引擎当场给出。",
                "Each lesson is an invented story: read the papers, decide, and learn at once whether it was right, what it rests on and what was missing. The rule engine gives the answers.",
            ))
        }
        @if modules.len() > 1 {
            fieldset class="chips train-modules" {
                legend class="hidden" { (t(lang, "模块", "Module")) }
                (chip("", t(lang, "全部", "All"), state.module.is_none()))
                @for value in &modules { (chip(value.code, value.label(lang), state.module.is_some_and(|module| module.code() == value.code))) }
            }
        }
        ul class="train-cards" {
            @for lesson in shelf.lessons.iter().filter(shown) { (card(lesson, standing(&lesson.outline.id), lang)) }
        }
        @for (file, findings) in &shelf.broken { (faults(&refused(file, lang), &messages(findings, lang))) }
        section class="train-own" data-drop="file" {
            h2 { (t(lang, "打开任务单、情景或进度文件", "Open a set, a scenario, or progress that was saved")) }
            p class="hint" {
                (t(
                    lang,
                    "教员发来的任务单（.json）和情景（.toml）、自己存下的进度或成绩（.json）都可以拖到这里。情景在打开前会走遍每一条路；写错、绕圈、没有答案的，说明在哪一行、怎么改。",
                    "Drop a set (.json) or a scenario (.toml) from your instructor here, or progress or a result that you saved (.json). Every way through a scenario is walked first; mistakes, circles and questions without an answer are told with their line and what to do.",
                ))
            }
            label class="button file-button" {
                (t(lang, "选择文件", "Choose a file"))
                input type="file" class="hidden" id="train-file" data-do="file" accept=".toml,.json";
            }
            @if let Some((file, why)) = &state.refused { (faults(&refused(file, lang), &why.messages(lang))) }
            @if state.not_kept {
                p class="train-notice" role="alert" {
                    (t(
                        lang,
                        "浏览器不允许保存或空间已满：情景已列在上面，在本页可以做，刷新后要重新打开；进度文件则没有接上。",
                        "The browser refuses to store, or is full: a scenario is listed above and can be played until this page is reloaded; progress could not be taken up.",
                    ))
                }
            }
        }
    }
}

fn chip(code: &str, words: &str, checked: bool) -> Markup {
    html! {
        label class="chip" {
            input type="radio" id={ "train-module-" (code) } name="train-module" value=(code) checked[checked] data-do="module";
            span class="chip-face" { (words) }
        }
    }
}

fn refused(file: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("“{file}”打不开"),
        Lang::En => format!("\"{file}\" cannot be opened"),
    }
}

fn messages(findings: &[Finding], lang: Lang) -> Vec<String> {
    findings
        .iter()
        .map(|finding| finding.message(lang))
        .collect()
}

impl Refusal {
    /// What is wrong and what to do.
    fn messages(&self, lang: Lang) -> Vec<String> {
        match (self, lang) {
            (Refusal::Scenario(findings), _) => messages(findings, lang),
            (Refusal::Record(error), _) => vec![error.message(lang)],
            (Refusal::Set(error), _) => vec![error.message(lang)],
            (Refusal::SetInPart(wrong), _) => wrong.clone(),
            (Refusal::NoText, _) => vec![
                t(
                    lang,
                    "读不出文字：请用 UTF-8 编码另存后再打开。",
                    "It is no text in UTF-8: save it in that encoding and open it again.",
                )
                .to_owned(),
            ],
            (Refusal::NoScenario(title), Lang::Zh) => vec![format!(
                "这是“{}”的进度，这里没有这个情景；请先打开它的情景文件。",
                title.zh
            )],
            (Refusal::NoScenario(title), Lang::En) => vec![format!(
                "It is progress of \"{}\", a scenario that is not here; open the file of that scenario first.",
                title.en
            )],
        }
    }
}

fn card(lesson: &Lesson, standing: Standing, lang: Lang) -> Markup {
    let outline = &lesson.outline;
    let href = Route::Train(outline.id.clone()).href();
    let is_new = standing == Standing::default();
    let is_first = outline.id == FIRST_LESSON && is_new;
    let (decisions, minutes) = (outline.decisions, outline.decisions * MINUTES_A_DECISION);
    html! {
        li class={ "train-card" @if is_first { " train-first" } } {
            p class="train-module" { (outline.module.label(lang)) @if lesson.is_own { " · " (lesson.file) } }
            h2 { a href=(href) { (outline.title.in_lang(lang)) } }
            p { (outline.about.in_lang(lang)) }
            p class="hint" {
                @match lang {
                    Lang::Zh => { (decisions) "个决策，约" (minutes) "分钟" }
                    Lang::En => { (decisions) " decisions, about " (minutes) " minutes" }
                }
            }
            p class="train-standing" { (standing_words(standing, decisions, lang)) }
            p class="actions" {
                a class={ "button" @if is_first || standing.taken.is_some() { " primary" } } href=(href) {
                    @if standing.taken.is_some() { (t(lang, "接着做", "Go on")) }
                    @else if standing.best.is_some() { (t(lang, "看结果，再做一遍", "See the result, play again")) }
                    @else if is_first { (t(lang, "从这里开始", "Begin here")) }
                    @else { (t(lang, "开始", "Begin")) }
                }
                @if lesson.is_own {
                    button type="button" class="button quiet" data-do="remove" data-arg=(outline.id) { (t(lang, "移出列表", "Take off the list")) }
                }
            }
        }
    }
}

fn standing_words(standing: Standing, decisions: usize, lang: Lang) -> Markup {
    html! {
        @match (standing.taken, lang) {
            (Some(taken), Lang::Zh) => { span class="train-doing" { "进行中：已作" (taken) "/" (decisions) "个决策" } }
            (Some(taken), Lang::En) => { span class="train-doing" { "in progress: " (taken) " of " (decisions) " decisions" } }
            (None, _) if standing.best.is_none() => { span class="hint" { (t(lang, "还没有做", "new")) } }
            (None, _) => {}
        }
        @if let Some((best, count)) = standing.best {
            @if standing.taken.is_some() { " · " }
            span class="train-done" {
                @match lang {
                    Lang::Zh => { "✓ 已完成" (count) "次，最好" (best.percent()) "%" }
                    Lang::En => { "✓ finished " (count) @if count == 1 { " time" } @else { " times" } ", best " (best.percent()) " %" }
                }
            }
        }
    }
}
