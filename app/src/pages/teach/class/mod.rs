//! The tab 班级: results of many, graded again, and what they tell of the class.
//!
//! | Part | For |
//! |---|---|
//! | [`import`], [`head`] | files that come in; where they go and what became of them, drawn |
//! | [`sheet`] | files of results, told apart and kept; pure |
//! | [`picture`] | the class: figures, trainees by scenarios, rules, decisions, drawn |
//! | [`person`] | one trainee, step by step, drawn |
//! | [`export`] | tables that go out |

mod export;
mod head;
mod import;
mod person;
mod picture;
mod sheet;

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use js_sys::Date;
use leptos::prelude::*;
use maud::Markup;
use shizu_rules::Lang;
use shizu_rules::vocabulary::Term;
use shizu_training::{Repeats, Report, TrainingSet};

use self::sheet::{Content, Sheet};
use super::write::Write;
use crate::context::App;
use crate::drafts;
use crate::markup::{Act, live};
use crate::training::kept::Kept;
use crate::training::library::{Library, desk};

/// Name of what is kept: the sheets, and the set.
const SHEETS: &str = "teach.class";
const SET: &str = "teach-class-set";

/// How long one slice of grading may take, in milliseconds.
const SLICE: f64 = 24.0;

/// The tab.
#[derive(Clone, Copy)]
pub struct Class {
    app: App,
    library: Library,
    write: Write,
    state: RwSignal<State>,
    report: RwSignal<Arc<Report>>,
    graded: StoredValue<shizu_training::Class, LocalStorage>,
    /// Sheets that wait to be graded, by position.
    queue: StoredValue<VecDeque<usize>>,
    /// Counts beginnings; a slice with another number is of a grading that was given up.
    round: StoredValue<u32>,
    kept: StoredValue<Kept>,
}

/// What was imported, and what one looks at.
#[derive(Clone, Debug, Default)]
pub struct State {
    sheets: Vec<Sheet>,
    /// Which sheet each line of the report is about.
    order: Vec<usize>,
    /// Sheets that cannot be graded, with what to do.
    waiting: Vec<(usize, String)>,
    /// What was wrong with files.
    problems: Vec<String>,
    /// What was done last.
    said: Option<String>,
    repeats: Option<Repeats>,
    trainee: Option<String>,
    set: Option<TrainingSet>,
    /// Clearing was asked for once.
    armed: bool,
    /// How many sheets are graded, while it goes on.
    progress: Option<usize>,
    /// Whether the browser keeps all this.
    refused: bool,
}

impl State {
    fn repeats(&self) -> Repeats {
        self.repeats.unwrap_or(Repeats::Best)
    }
}

/// The tab, which is opened when it is first shown, because its module comes later. Then it stays as long as its page.
#[derive(Clone)]
pub struct LaterClass {
    app: App,
    library: Library,
    write: Write,
    page: Option<Owner>,
    opened: StoredValue<Option<Class>>,
}

impl LaterClass {
    /// To be called while the page is being built.
    pub fn new(app: App, library: Library, write: Write) -> Self {
        LaterClass {
            app,
            library,
            write,
            page: Owner::current(),
            opened: StoredValue::new(None),
        }
    }

    /// What is shown.
    pub fn view(&self) -> AnyView {
        let open = || untrack(|| Class::open(self.app, self.library, self.write));
        let class = self.opened.get_value().unwrap_or_else(|| match &self.page {
            Some(page) => page.with(open),
            None => open(),
        });
        self.opened.set_value(Some(class));
        class.view()
    }
}

impl Class {
    /// The tab, with what the browser keeps.
    fn open(app: App, library: Library, write: Write) -> Self {
        let kept = Kept::open(SHEETS);
        let (sheets, bad) = kept.text().map(sheet::from_kept).unwrap_or_default();
        let set = drafts::load(app, SET).and_then(|text| TrainingSet::read(&text).ok());
        let mut state = State {
            sheets,
            set,
            ..State::default()
        };
        if bad > 0 {
            state.problems.push(match app.lang.get_untracked() {
                Lang::Zh => format!("上次保存的成绩有{bad}份读不出来，请重新导入这几份文件。"),
                Lang::En => format!(
                    "{bad} of the results kept last time cannot be read; import those files again."
                ),
            });
        }
        let class = Class {
            app,
            library,
            write,
            state: RwSignal::new(state),
            report: RwSignal::default(),
            graded: StoredValue::new_local(shizu_training::Class::default()),
            queue: StoredValue::default(),
            round: StoredValue::new(0),
            kept: StoredValue::new(kept),
        };
        // Other rules or other scenarios: everything is graded anew.
        Effect::new(move |_| {
            app.engine();
            if library.shelf().is_some() || library.has_failed() {
                untrack(|| class.again());
            }
        });
        on_cleanup(move || {
            let _ = class
                .round
                .try_update_value(|round| *round = round.wrapping_add(1));
        });
        class
    }

    fn view(self) -> AnyView {
        let act = move |act: Act| self.act(&act);
        view! {
            {live(move || self.head(), act)}
            {live(move || self.picture(), act)}
            {live(move || self.person(), act)}
        }
        .into_any()
    }

    fn head(self) -> Markup {
        let lang = self.app.lang.get();
        self.state.with(|state| head::head(state, lang))
    }

    fn picture(self) -> Markup {
        let (engine, lang) = (self.app.engine(), self.app.lang.get());
        let (report, today) = (self.report.get(), self.app.today);
        self.state.with(|state| {
            if report.results.is_empty() {
                return Markup::default();
            }
            picture::picture(&engine, &report, state, today, lang)
        })
    }

    fn person(self) -> Markup {
        let (engine, lang) = (self.app.engine(), self.app.lang.get());
        let report = self.report.get();
        self.state.with(|state| {
            let Some(trainee) = &state.trainee else {
                return Markup::default();
            };
            self.graded
                .with_value(|class| person::person(&engine, &report, class, trainee, lang))
        })
    }

    fn act(self, act: &Act) {
        match &*act.name {
            "files" => {
                let files = act.files.iter();
                let all: Vec<_> = files
                    .flat_map(|files| (0..files.length()).filter_map(|at| files.get(at)))
                    .collect();
                self.import(all);
            }
            "repeats" => {
                self.state
                    .update(|state| state.repeats = Repeats::from_code(&act.value));
                self.tell();
            }
            "trainee" => self.state.update(|state| {
                let same = state.trainee.as_deref() == Some(&*act.arg);
                state.trainee = (!same).then(|| act.arg.clone());
            }),
            "remove" => self.remove(act.arg.parse().unwrap_or(usize::MAX)),
            "drop-set" => {
                self.state.update(|state| state.set = None);
                drafts::save(self.app, SET, "");
            }
            "dismiss" => self.state.update(|state| state.problems.clear()),
            "clear" if act.arg == "sure" => {
                self.state.set(State::default());
                drafts::save(self.app, SET, "");
                self.keep();
                self.again();
            }
            "clear" => self.state.update(|state| state.armed = true),
            "keep" => self.state.update(|state| state.armed = false),
            what => {
                let report = self.report.get_untracked();
                self.graded
                    .with_value(|class| export::save(self.app, what, &report, class));
            }
        }
    }

    /// Grades everything anew.
    fn again(self) {
        self.graded.set_value(shizu_training::Class::default());
        self.state.update(|state| {
            state.order.clear();
            state.waiting.clear();
            self.queue.set_value((0..state.sheets.len()).collect());
        });
        self.grade();
    }

    /// Grades what waits, slice by slice, so that the page stays alive.
    fn grade(self) {
        self.round
            .update_value(|round| *round = round.wrapping_add(1));
        self.slice(self.round.get_value());
    }

    fn slice(self, round: u32) {
        if self.round.try_get_value() != Some(round) {
            return;
        }
        let until = Date::now() + SLICE;
        while let Some(at) = self.queue.try_update_value(VecDeque::pop_front).flatten() {
            self.grade_one(at);
            if Date::now() > until {
                break;
            }
        }
        let left = self.queue.with_value(VecDeque::len);
        if left > 0 {
            self.state
                .update(|state| state.progress = Some(state.sheets.len() - left));
            set_timeout(move || self.slice(round), Duration::ZERO);
            return;
        }
        self.state.update(|state| state.progress = None);
        self.tell();
    }

    fn grade_one(self, at: usize) {
        let lang = self.app.lang.get_untracked();
        let sheet = self
            .state
            .with_untracked(|state| state.sheets.get(at).cloned());
        let Some(sheet) = sheet else { return };
        let done = match &sheet.content {
            Content::Record(record) => {
                let course = untrack(|| self.library.course(&record.scenario));
                match course {
                    // A draft of one's own goes on the shelf, which grades anew.
                    None if self.take_draft(&record.scenario) => return,
                    None => Err(sheet::no_scenario(&record.scenario, lang)),
                    Some(Err(findings)) => {
                        let first = findings.first().map(|finding| finding.message(lang));
                        Err(first.unwrap_or_default())
                    }
                    Some(Ok(course)) => {
                        let (play, notes) = record.grade(&course.scenario, course.desk);
                        self.graded
                            .update_value(|class| class.add(&sheet.file, record, &play, notes));
                        Ok(())
                    }
                }
            }
            Content::Exam(record) => {
                let engine = self.app.engines.get_untracked();
                match desk(&engine, record.exam.day) {
                    Err(error) => Err(error.message(lang)),
                    Ok(desk) => {
                        let (result, notes) = record.grade(desk);
                        self.graded.update_value(|class| {
                            class.add_exam(&sheet.file, record, &result, desk, notes);
                        });
                        Ok(())
                    }
                }
            }
        };
        self.state.update(|state| match done {
            Ok(()) => state.order.push(at),
            Err(why) => state.waiting.push((at, why)),
        });
    }

    /// Puts the report together.
    fn tell(self) {
        let repeats = self.state.with_untracked(State::repeats);
        let report = self.graded.with_value(|class| class.report(repeats));
        self.report.set(Arc::new(report));
    }

    /// Takes a result out, by its place in the report.
    fn remove(self, line: usize) {
        let sheet = self
            .state
            .with_untracked(|state| state.order.get(line).copied());
        let Some(at) = sheet else { return };
        self.graded.update_value(|class| class.remove(line));
        self.state.update(|state| {
            state.order.remove(line);
            let sheet = state.sheets.remove(at);
            let above = |position: &mut usize| *position -= usize::from(*position > at);
            state.order.iter_mut().for_each(above);
            state
                .waiting
                .iter_mut()
                .for_each(|(position, _)| above(position));
            state.said = Some(match self.app.lang.get_untracked() {
                Lang::Zh => format!("已移出“{}”。文件还在，可再导入。", sheet.file),
                Lang::En => format!(
                    "“{}” was taken out. The file is where it was; it can be imported again.",
                    sheet.file
                ),
            });
        });
        self.keep();
        self.tell();
    }
}

/// A name, or a word for none.
fn name(trainee: &str, lang: Lang) -> &str {
    match trainee.trim() {
        "" => sheet::nameless(lang),
        name => name,
    }
}
