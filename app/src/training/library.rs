//! The scenarios: their texts, their outlines, and each one read with the rules of its day.
//!
//! A release carries the texts beside its module and fetches them when the page is at rest, like the modules of pages (`shizuStart.text`). Other builds
//! have them inside.

use std::cell::RefCell;
use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;
use shizu_rules::{Engine, LoadError};
use shizu_training::{Desk, Finding, Outline, Scenario, check};

use super::kept::{Kept, NotKept, names};
use crate::context::App;
use crate::route::FIRST_LESSON;

/// Begins the names under which the user's own scenarios are kept, before the id.
const OWN: &str = "scenario.";

/// The scenarios, as far as they have arrived. A handle, cheap to copy.
#[derive(Clone, Copy)]
pub struct Library {
    app: App,
    shelf: RwSignal<Option<Shelf>>,
    failed: RwSignal<bool>,
}

/// The scenarios that are there.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    /// Those whose head can be read, in the order in which one takes them.
    pub lessons: Vec<Lesson>,
    /// The others, with what is wrong.
    pub broken: Vec<(String, Vec<Finding>)>,
}

/// A scenario in the list.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// The file it comes from.
    pub file: String,
    /// Its head.
    pub outline: Outline,
    /// Whether the user opened it from a file.
    pub is_own: bool,
    text: &'static str,
}

/// A scenario with the rules of its day. Both stay as long as the page, because plays borrow them; there are only as many as were opened.
#[derive(Debug)]
pub struct Course {
    /// The scenario.
    pub scenario: Scenario,
    /// The rules of its day.
    pub desk: &'static Desk,
}

/// What has been read under one rulebook. The engine is kept so that its address stands for it.
#[derive(Default)]
struct Read {
    engine: Option<Arc<Engine>>,
    desks: Vec<(NaiveDate, &'static Desk)>,
    courses: Vec<(&'static str, &'static Course)>,
}

thread_local! {
    static READ: RefCell<Read> = RefCell::default();
}

impl Library {
    /// Opens the library; the shipped scenarios may still be on their way.
    pub fn open(app: App) -> Self {
        let library = Library {
            app,
            shelf: RwSignal::new(None),
            failed: RwSignal::new(false),
        };
        library.again();
        library
    }

    /// The scenarios, followed; `None` until they are there.
    pub fn shelf(self) -> Option<Shelf> {
        self.shelf.get()
    }

    /// Whether there is a scenario with this id.
    pub fn has(self, id: &str) -> bool {
        self.shelf.with_untracked(|shelf| {
            shelf
                .as_ref()
                .is_some_and(|shelf| shelf.lesson(id).is_some())
        })
    }

    /// Whether they did not arrive; [`Library::again`] asks again.
    pub fn has_failed(self) -> bool {
        self.failed.get()
    }

    /// Asks for the scenarios again.
    pub fn again(self) {
        let _ = self.failed.try_set(false);
        shipped(move |files| {
            // The page may be gone meanwhile.
            let _ = match files {
                Some(files) => self.shelf.try_set(Some(Shelf::new(&files))).map(|_| ()),
                None => self.failed.try_set(true).map(|_| ()),
            };
        });
    }

    /// A scenario, read; followed are the shelf and the rulebook. `None` when there is none with this id.
    pub fn course(self, id: &str) -> Option<Result<&'static Course, Vec<Finding>>> {
        let engine = self.app.engine();
        self.shelf.with(|shelf| {
            let lessons = shelf.iter().flat_map(|shelf| &shelf.lessons);
            let lesson = lessons.into_iter().find(|lesson| lesson.outline.id == id)?;
            Some(course(&engine, lesson))
        })
    }

    /// Adds a scenario of the user's own, or puts it in place of the one with its id. Every way through it is walked first. Returns its id, and whether
    /// the browser keeps it.
    ///
    /// # Errors
    /// What is wrong with the file, each with its place and what to do.
    pub fn add(
        self,
        file: &str,
        text: &str,
    ) -> Result<(String, Result<(), NotKept>), Vec<Finding>> {
        let engine = self.app.engines.get_untracked();
        let scenario = Scenario::read(file, text, engine.rulebook()).map_err(|it| findings(&it))?;
        let checked = check(&scenario, engine.rulebook()).map_err(|it| findings(&[it]))?;
        let faults = checked
            .findings
            .into_iter()
            .filter(|finding| !finding.is_note);
        let mut faults: Vec<Finding> = faults.collect();
        let is_shipped = self.shelf.with_untracked(|shelf| {
            let mut lessons = shelf.iter().flat_map(|shelf| &shelf.lessons);
            lessons.any(|lesson| !lesson.is_own && lesson.outline.id == scenario.id)
        });
        if is_shipped {
            let place = shizu_rules::Place::file(file);
            faults.push(Finding::twice(&place, &scenario.id));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut kept = Kept::open(&format!("{OWN}{}", scenario.id));
        let done = kept.save(&format!("{file}\n{text}"));
        let lesson = Lesson::read(file, leaked(text), true).map_err(|it| findings(&it))?;
        self.shelf.update(|shelf| {
            let lessons = &mut shelf.get_or_insert_default().lessons;
            lessons.retain(|known| known.outline.id != scenario.id);
            lessons.push(lesson);
        });
        Ok((scenario.id, done))
    }

    /// Takes one of the user's own scenarios off the shelf. What was played of it stays.
    ///
    /// # Errors
    /// When the browser refuses.
    pub fn remove(self, id: &str) -> Result<(), NotKept> {
        Kept::open(&format!("{OWN}{id}")).save("")?;
        self.shelf.update(|shelf| {
            if let Some(shelf) = shelf {
                shelf
                    .lessons
                    .retain(|lesson| !lesson.is_own || lesson.outline.id != id);
            }
        });
        Ok(())
    }
}

impl Shelf {
    fn new(files: &[(&'static str, &'static str)]) -> Self {
        let mut shelf = Shelf::default();
        for (file, text) in files {
            shelf.take(file, Lesson::read(file, text, false));
        }
        // By module, then by name of the file; what everybody begins with stands first.
        shelf.lessons.sort_by_key(|lesson| {
            let is_first = lesson.outline.id == FIRST_LESSON;
            (!is_first, lesson.outline.module, lesson.file.clone())
        });
        for name in names(OWN) {
            let kept = Kept::open(&name);
            let Some((file, text)) = kept.text().and_then(|text| text.split_once('\n')) else {
                continue;
            };
            shelf.take(file, Lesson::read(file, leaked(text), true));
        }
        shelf
    }

    fn take(&mut self, file: &str, lesson: Result<Lesson, Vec<LoadError>>) {
        match lesson {
            Ok(lesson) => self.lessons.push(lesson),
            Err(errors) => self.broken.push((file.to_owned(), findings(&errors))),
        }
    }

    /// The lesson with this id.
    pub fn lesson(&self, id: &str) -> Option<&Lesson> {
        self.lessons.iter().find(|lesson| lesson.outline.id == id)
    }
}

impl Lesson {
    fn read(file: &str, text: &'static str, is_own: bool) -> Result<Self, Vec<LoadError>> {
        Ok(Lesson {
            outline: Outline::read(file, text)?,
            file: file.to_owned(),
            is_own,
            text,
        })
    }

    /// Its text.
    pub fn text(&self) -> &'static str {
        self.text
    }
}

/// The rules on a day, compiled; the same for everybody who asks.
///
/// # Errors
/// When the rulebook in use cannot be compiled for that day.
pub fn desk(engine: &Arc<Engine>, day: NaiveDate) -> Result<&'static Desk, LoadError> {
    READ.with_borrow_mut(|read| {
        read.begin(engine);
        if let Some((_, desk)) = read.desks.iter().find(|(known, _)| *known == day) {
            return Ok(*desk);
        }
        let desk: &'static Desk = Box::leak(Box::new(Desk::new(engine.rulebook(), day)?));
        read.desks.push((day, desk));
        Ok(desk)
    })
}

fn course(engine: &Arc<Engine>, lesson: &Lesson) -> Result<&'static Course, Vec<Finding>> {
    let known = READ.with_borrow_mut(|read| {
        read.begin(engine);
        let mut courses = read.courses.iter();
        // A text stands for its scenario: each has an address of its own.
        let known = courses.find(|(text, _)| std::ptr::eq(*text, lesson.text));
        known.map(|(_, course)| *course)
    });
    if let Some(course) = known {
        return Ok(course);
    }
    let scenario = Scenario::read(&lesson.file, lesson.text, engine.rulebook());
    let scenario = scenario.map_err(|errors| findings(&errors))?;
    let desk = desk(engine, scenario.day).map_err(|error| findings(&[error]))?;
    let course: &'static Course = Box::leak(Box::new(Course { scenario, desk }));
    READ.with_borrow_mut(|read| read.courses.push((lesson.text, course)));
    Ok(course)
}

impl Read {
    /// Begins anew under another rulebook.
    fn begin(&mut self, engine: &Arc<Engine>) {
        let same = self
            .engine
            .as_ref()
            .is_some_and(|known| Arc::ptr_eq(known, engine));
        if !same {
            *self = Read {
                engine: Some(engine.clone()),
                ..Read::default()
            };
        }
    }
}

fn findings(errors: &[LoadError]) -> Vec<Finding> {
    errors.iter().map(Finding::of_error).collect()
}

fn leaked(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

/// Hands the shipped files to `done`, by name and text; `None` if they did not arrive.
#[cfg(feature = "embedded")]
fn shipped(done: impl FnOnce(Option<Vec<(&'static str, &'static str)>>) + 'static) {
    const FILES: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/scenarios.rs"));
    done(Some(FILES.to_vec()));
}

#[cfg(not(feature = "embedded"))]
fn shipped(done: impl FnOnce(Option<Vec<(&'static str, &'static str)>>) + 'static) {
    use std::sync::OnceLock;

    use wasm_bindgen::prelude::Closure;
    use wasm_bindgen::{JsCast, JsValue};

    static TEXTS: OnceLock<&'static str> = OnceLock::new();
    let files = |all: &'static str| {
        let files = crate::data::beside::split(all).into_iter();
        let files = files.map(|(path, text)| (path.rsplit('/').next().unwrap_or(path), text));
        files.collect()
    };
    if let Some(all) = TEXTS.get() {
        done(Some(files(all)));
        return;
    }
    let get = |from: &JsValue, name: &str| js_sys::Reflect::get(from, &name.into()).ok();
    let start = get(&js_sys::global(), "shizuStart");
    let method = start.as_ref().and_then(|start| get(start, "text"));
    let method = method.and_then(|method| method.dyn_into::<js_sys::Function>().ok());
    let (Some(start), Some(method)) = (start, method) else {
        done(None);
        return;
    };
    let arrived = Closure::once_into_js(move |text: JsValue| {
        let text = text.as_string();
        done(text.map(|text| files(TEXTS.get_or_init(|| leaked(&text)))));
    });
    // Whatever happens is told to `arrived`.
    let _ = method.call2(&start, &"scenarios".into(), &arrived);
}
