//! The tab 班级: results of many, graded again, and what they tell of the class.
//!
//! | Part | For |
//! |---|---|
//! | [`sheet`] | files of results, told apart and kept; pure |
//! | [`picture`] | the class: figures, trainees by scenarios, rules, decisions, drawn |
//! | [`person`] | one trainee, step by step, drawn |
//! | [`export`] | tables that go out |

mod export;
mod person;
mod picture;
mod sheet;

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use js_sys::Date;
use leptos::prelude::*;
use maud::{Markup, html};
use shizu_rules::Lang;
use shizu_rules::vocabulary::Term;
use shizu_training::{Repeats, Report, TrainingSet};

use self::sheet::{Content, Found, Sheet};
use super::as_text;
use super::write::Write;
use crate::context::App;
use crate::drafts;
use crate::files;
use crate::markup::{Act, faults, live, t};
use crate::training::kept::{Kept, NotKept};
use crate::training::library::{Library, desk};

/// Name of what is kept: the sheets, and the set.
const SHEETS: &str = "teach.class";
const SET: &str = "teach-class-set";

/// How long one slice of grading may take, in milliseconds.
const SLICE: f64 = 24.0;

/// Largest file that is looked into, in bytes; a result has some thousands.
const MOST: f64 = 20_000_000.0;

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

impl Class {
    /// The tab, with what the browser keeps.
    pub fn open(app: App, library: Library, write: Write) -> Self {
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

    /// What is shown.
    pub fn view(self) -> AnyView {
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
        self.state.with(|state| head(state, lang))
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

    /// Reads files one after the other; what each is comes out then.
    fn import(self, files: Vec<web_sys::File>) {
        if files.is_empty() {
            return;
        }
        self.state.update(|state| {
            state.problems.clear();
            state.said = None;
        });
        let done = StoredValue::new((0usize, files.len(), 0usize, 0usize));
        for file in files {
            if file.size() > MOST {
                let why = self.app.pick(
                    "文件超过 20 MB，不像是成绩文件。",
                    "The file is larger than 20 MB, which no result is.",
                );
                self.refuse(&file.name(), why);
                self.one_done(done, 0, 0);
                continue;
            }
            files::read(&file, move |name, bytes| {
                if self.state.is_disposed() {
                    return;
                }
                let (taken, known) = match as_text(bytes, self.app.lang.get_untracked()) {
                    Ok(text) => self.take(&name, &text),
                    Err(why) => {
                        self.refuse(&name, why);
                        (0, 0)
                    }
                };
                self.one_done(done, taken, known);
            });
        }
    }

    /// Counts files; after the last one everything new is kept, graded and told.
    fn one_done(self, done: StoredValue<(usize, usize, usize, usize)>, taken: usize, known: usize) {
        let counts = done.try_update_value(|(files, _, all_taken, all_known)| {
            *files += 1;
            *all_taken += taken;
            *all_known += known;
        });
        let (files, of, taken, known) = done.get_value();
        if counts.is_none() || files < of {
            return;
        }
        let said = match (self.app.lang.get_untracked(), known) {
            (Lang::Zh, 0) => format!("已导入{taken}份成绩。"),
            (Lang::Zh, _) => format!("已导入{taken}份成绩；另有{known}份已在表中，没有重复计入。"),
            (Lang::En, 0) => format!("Results imported: {taken}."),
            (Lang::En, _) => {
                format!("Results imported: {taken}; already here and not counted twice: {known}.")
            }
        };
        self.state.update(|state| state.said = Some(said));
        self.keep();
        self.grade();
    }

    fn refuse(self, name: &str, why: &str) {
        let problem = format!("{name}：{why}");
        self.state.update(|state| state.problems.push(problem));
    }

    /// Takes the content of a file: how many results are new, and how many were there already.
    fn take(self, name: &str, text: &str) -> (usize, usize) {
        let lang = self.app.lang.get_untracked();
        match sheet::tell(name, text, lang) {
            Found::Sheets(sheets) => self.take_sheets(sheets),
            Found::Scenario(text) => {
                self.take_scenario(name, &text);
                (0, 0)
            }
            Found::Set(set) => {
                for scenario in &set.scenarios {
                    if let Some(text) = &scenario.text {
                        self.take_scenario(&format!("{}.toml", scenario.id), text);
                    }
                }
                drafts::save(self.app, SET, &set.write());
                self.state.update(|state| state.set = Some(*set));
                (0, 0)
            }
            Found::Nothing(why) => {
                self.refuse(name, &why);
                (0, 0)
            }
        }
    }

    fn take_sheets(self, sheets: Vec<Sheet>) -> (usize, usize) {
        let mut counts = (0, 0);
        self.state.update(|state| {
            for sheet in sheets {
                if state.sheets.iter().any(|known| known.id == sheet.id) {
                    counts.1 += 1;
                    continue;
                }
                self.queue
                    .update_value(|queue| queue.push_back(state.sheets.len()));
                state.sheets.push(sheet);
                counts.0 += 1;
            }
        });
        counts
    }

    /// Puts a scenario on the shelf, which grades anew.
    fn take_scenario(self, name: &str, text: &str) {
        let lang = self.app.lang.get_untracked();
        if let Err(findings) = self.library.add(name, text) {
            let first = findings.first().map(|finding| finding.message(lang));
            self.refuse(name, &first.unwrap_or_default());
        }
    }

    /// Puts the draft of a scenario on the shelf; whether there is one that can be played.
    fn take_draft(self, id: &str) -> bool {
        let draft = self.write.draft_of(id);
        draft.is_some_and(|(file, text)| self.library.add(&file, &text).is_ok())
    }

    /// Keeps all sheets. What another tab has kept meanwhile is taken in.
    fn keep(self) {
        let text = |this: Self| {
            this.state
                .with_untracked(|state| sheet::kept(&state.sheets))
        };
        let mut kept = self.kept.get_value();
        let mut done = kept.save(&text(self));
        if done == Err(NotKept::Elsewhere) {
            kept = Kept::open(SHEETS);
            let (others, _) = kept.text().map(sheet::from_kept).unwrap_or_default();
            self.take_sheets(others);
            done = kept.save(&text(self));
        }
        self.kept.set_value(kept);
        self.state.update(|state| state.refused = done.is_err());
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

fn head(state: &State, lang: Lang) -> Markup {
    html! {
        section class="teach-drop no-print" data-drop="files" aria-labelledby="class-title" {
            h2 id="class-title" { (t(lang, "导入成绩文件", "Import results")) }
            p {
                (t(
                    lang,
                    "学员在“实训”里存下的成绩、考核、进度文件，可以一次选很多份，或一起拖到这里。每份都按规则重新评一遍；被改过的、别的版本的、没做完的都注明。",
                    "Results, exams and progress that trainees saved in training: choose many at once, or drop them here. Each is graded again by the rules; what was edited, is of another version or unfinished is marked.",
                ))
            }
            p class="hint" {
                (t(
                    lang,
                    "成绩和姓名不上传，只存在这台电脑的这个浏览器里，直到你清空。自编情景的成绩，请把情景文件或任务单也拖进来。",
                    "Results and names are not uploaded; they stay in this browser on this machine until you clear them. For scenarios of your own, drop their file or the set here too.",
                ))
            }
            p class="actions" {
                label class="button primary file-button" {
                    (t(lang, "选择文件…", "Choose files…"))
                    input type="file" class="hidden" id="class-files" multiple accept=".json,.toml" data-do="files";
                }
                @if !state.sheets.is_empty() {
                    @if state.armed {
                        span role="alert" {
                            (t(lang, "清空后要重新导入才有。", "Cleared results must be imported again. ")) " "
                            button type="button" class="button" id="class-clear-sure" data-do="clear" data-arg="sure" { (t(lang, "确定清空", "Clear them")) }
                            " "
                            button type="button" class="button quiet" data-do="keep" { (t(lang, "不清空", "Keep them")) }
                        }
                    } @else {
                        button type="button" class="button quiet" id="class-clear" data-do="clear" { (t(lang, "清空本页成绩", "Clear these results")) }
                    }
                }
            }
        }
        @if state.refused {
            p class="teach-note no-print" role="alert" {
                (t(
                    lang,
                    "浏览器没有保存（空间已满或不允许）：这些成绩在本页可以看，刷新后要重新导入；请及时导出。",
                    "The browser did not keep this (storage full or forbidden): the results can be seen here, and must be imported again after a reload. Export them.",
                ))
            }
        }
        @if let Some(done) = state.progress {
            p role="status" class="no-print" {
                @match lang {
                    Lang::Zh => { "正在重新评分：" (done) "/" (state.sheets.len()) }
                    Lang::En => { "Grading again: " (done) "/" (state.sheets.len()) }
                }
            }
        }
        @if let Some(said) = &state.said { p class="teach-said no-print" role="status" { (said) } }
        @if !state.problems.is_empty() {
            div class="no-print" {
                (faults(t(lang, "这些文件没有用上，其余照常导入：", "These files could not be used; all others were imported:"), &state.problems))
                button type="button" class="button quiet" id="class-dismiss" data-do="dismiss" { (t(lang, "知道了", "Dismiss")) }
            }
        }
        @if !state.waiting.is_empty() {
            section class="teach-note no-print" {
                h2 { (t(lang, "还不能评分", "Not graded yet")) }
                ul {
                    @for (at, why) in &state.waiting {
                        @if let Some(sheet) = state.sheets.get(*at) {
                            li { (sheet.file) " " (name(sheet.trainee(), lang)) (t(lang, "：", ": ")) (why) }
                        }
                    }
                }
            }
        }
    }
}

/// A name, or a word for none.
fn name(trainee: &str, lang: Lang) -> &str {
    match trainee.trim() {
        "" => sheet::nameless(lang),
        name => name,
    }
}
