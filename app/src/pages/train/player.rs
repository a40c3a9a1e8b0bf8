//! A scenario on the page: what is kept after every step, keys, focus.

use std::sync::Arc;

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_rules::Lang;
use shizu_training::{Finding, Play, Record, RecordError, RecordNote};
use wasm_bindgen::JsCast;
use web_sys::js_sys::Date;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::path::{Row, beside, way};
use super::sitting::{Sitting, Stage, note_words};
use super::{Page, end, scene};
use crate::files;
use crate::markup::{Act, empty, faults, live, t};
use crate::training::kept::{self, Kept, NotKept};
use crate::training::learned;
use crate::training::question::Went;
use crate::workbook::clock;

/// A scenario, as it is shown.
#[derive(Default)]
enum Shown {
    /// Its text is on its way.
    #[default]
    Expected,
    /// The texts did not arrive.
    Failed,
    /// There is none with this id.
    Unknown,
    /// It cannot be used.
    Broken(Vec<Finding>),
    /// It is played.
    Played(Box<Table>),
}

/// What lies on the table.
struct Table {
    sitting: Sitting,
    /// The play in progress, in the browser's storage.
    kept: Kept,
    /// The record of the finished play, and the name it is kept under.
    record: Option<(Option<String>, Record)>,
    /// Both ways, once the end is reached.
    rows: Vec<Row>,
    /// What is to be said of the progress that was taken up.
    notes: Vec<RecordNote>,
    /// Progress that could not be read; it has been put aside.
    unreadable: Option<RecordError>,
    not_kept: Option<NotKept>,
    /// When the decision was put, in milliseconds.
    since: f64,
}

/// The player.
#[derive(Clone, Copy)]
struct Player {
    page: Page,
    shown: RwSignal<Shown, LocalStorage>,
}

/// The scenario with this id: the play in progress, or else the last result, or else a new play.
pub fn player(page: Page, id: String) -> AnyView {
    let player = Player {
        page,
        shown: RwSignal::new_local(Shown::Expected),
    };
    let id: Arc<str> = id.into();
    Effect::new(move || {
        let shown = if page.library.has_failed() {
            Shown::Failed
        } else {
            match page.library.course(&id) {
                None if page.library.shelf().is_none() => Shown::Expected,
                None => Shown::Unknown,
                Some(Err(findings)) => Shown::Broken(findings),
                Some(Ok(course)) => Shown::Played(Box::new(Table::open(course))),
            }
        };
        player.shown.set(shown);
    });
    let keys = window_event_listener(leptos::ev::keydown, move |event| player.key(&event));
    on_cleanup(move || keys.remove());
    live(move || player.draw(), move |act| player.act(&act))
}

impl Table {
    fn open(course: &'static crate::training::library::Course) -> Self {
        let mut kept = Kept::play(&course.scenario.id);
        let read = kept.text().map(Record::read);
        let mut table = match read {
            Some(Ok(record)) => {
                let (sitting, notes) = Sitting::resume(course, &record);
                let lost = sitting.play().steps().len() < record.steps.len();
                let not_kept = lost.then(|| kept.put_aside()).and_then(Result::err);
                let mut table = Table::of(sitting, kept);
                table.notes = notes;
                table.not_kept = not_kept;
                if table.sitting.stage() == Stage::Finished {
                    table.shelve(record);
                }
                table
            }
            Some(Err(error)) => {
                let not_kept = kept.put_aside().err();
                let mut table = Table::of(Sitting::new(course, clock::now()), kept);
                table.unreadable = Some(error);
                table.not_kept = not_kept;
                table
            }
            None => Table::finished(course, &kept)
                .unwrap_or_else(|| Table::of(Sitting::new(course, clock::now()), kept)),
        };
        table.look_back();
        table
    }

    /// The last result, if there is one that still reaches the end.
    fn finished(course: &'static crate::training::library::Course, kept: &Kept) -> Option<Self> {
        let records = kept::records().into_iter();
        let mut of_this = records.filter_map(|kept| Some((kept.name, kept.record.ok()?)));
        let (name, record) = of_this.find(|(_, record)| record.scenario == course.scenario.id)?;
        let (sitting, notes) = Sitting::resume(course, &record);
        if sitting.stage() != Stage::Finished {
            return None;
        }
        let mut table = Table::of(sitting, kept.clone());
        table.notes = notes;
        table.record = Some((Some(name), record));
        Some(table)
    }

    fn of(sitting: Sitting, kept: Kept) -> Self {
        Table {
            sitting,
            kept,
            record: None,
            rows: Vec::new(),
            notes: Vec::new(),
            unreadable: None,
            not_kept: None,
            since: Date::now(),
        }
    }

    /// At the end: one's way beside the engine's.
    fn look_back(&mut self) {
        if self.sitting.stage() == Stage::Finished {
            let course = self.sitting.course();
            let engine = Play::of_engine(&course.scenario, course.desk);
            self.rows = beside(way(self.sitting.play()), way(&engine));
        }
    }

    /// Keeps where one is. What is finished becomes a record beside the earlier ones.
    fn keep(&mut self) {
        let record = self.sitting.record(&kept::trainee(), &clock::now());
        if !record.finished {
            self.record = None;
            self.not_kept = self.kept.save(&record.write()).err();
            return;
        }
        self.shelve(record);
        self.look_back();
    }

    /// Keeps a finished play beside the earlier ones, instead of as progress.
    fn shelve(&mut self, record: Record) {
        let added = kept::add_record(&record);
        let ((), learned) = learned::learn(|trainer| {
            for graded in self.sitting.play().graded() {
                trainer.take_decision(graded, clock::today());
            }
        });
        self.not_kept = added.as_ref().err().copied().or(learned.err());
        if added.is_ok() {
            // What another tab keeps of the play in progress is its own.
            let _ = self.kept.save("");
        }
        self.record = Some((added.ok(), record));
    }

    /// The file: what is finished as it was recorded, otherwise how far one is.
    fn file(&self) -> Record {
        match &self.record {
            Some((_, record)) => record.clone(),
            None => self.sitting.record(&kept::trainee(), &clock::now()),
        }
    }

    /// Whether the name may be written into the record: only into what was made here and now, never into a file that others made or changed.
    fn can_name(&self) -> bool {
        self.notes.is_empty()
    }

    fn name(&mut self, trainee: &str) {
        if !self.can_name() {
            return;
        }
        let refused = kept::set_trainee(trainee).err();
        if let Some((name, record)) = &mut self.record {
            let ended = record.ended.clone();
            *record = self.sitting.record(trainee, &ended);
            let saved = name
                .as_ref()
                .map(|name| Kept::open(name).save(&record.write()));
            self.not_kept = refused.or(saved.and_then(Result::err));
        }
    }

    /// Seconds since the decision was put.
    fn seconds(&self) -> u32 {
        let seconds = ((Date::now() - self.since) / 1000.0).clamp(0.0, f64::from(u32::MAX));
        #[allow(clippy::cast_sign_loss)]
        let whole = seconds as u32;
        whole
    }
}

impl Player {
    /// Changes what lies on the table; the answer is the element that gets the focus.
    fn change(self, change: impl FnOnce(&mut Table) -> Option<String>) {
        let focus_on = self.shown.try_update(|shown| match shown {
            Shown::Played(table) => change(table),
            _ => None,
        });
        if let Some(id) = focus_on.flatten() {
            // It is only being drawn.
            request_animation_frame(move || focus(&id));
        }
    }

    fn act(self, act: &Act) {
        match &*act.name {
            "again-texts" => self.page.library.again(),
            "answer" => self.answer(),
            "go" => self.step(Sitting::go),
            "back" => self.step(Sitting::back),
            "hint" => self.change(|table| {
                table.sitting.hint();
                None
            }),
            "again" => self.change(|table| {
                let course = table.sitting.course();
                let kept = Kept::play(&course.scenario.id);
                *table = Table::of(Sitting::new(course, clock::now()), kept);
                Some("train-scene".to_owned())
            }),
            "take-over" => self.change(|table| {
                table.not_kept = table.kept.put_aside().err();
                if table.not_kept.is_none() {
                    table.keep();
                }
                None
            }),
            "take-theirs" => self.change(|table| {
                *table = Table::open(table.sitting.course());
                Some("train-scene".to_owned())
            }),
            "name" => self.change(|table| {
                table.name(act.value.trim());
                None
            }),
            "save" => self.change(|table| {
                save(&table.file(), self.page.app.lang.get_untracked());
                None
            }),
            "print" => {
                // A browser without printing has its own menu.
                let _ = window().print();
            }
            _ => self.change(|table| to(table.sitting.fill(act))),
        }
    }

    /// Goes on or back.
    fn step(self, step: fn(&mut Sitting)) {
        self.change(|table| {
            let at = |sitting: &Sitting| {
                let scene = sitting.play().scene().map(|scene| &*scene.id);
                (sitting.play().steps().len(), scene)
            };
            let before = at(&table.sitting);
            step(&mut table.sitting);
            let after = at(&table.sitting);
            table.since = Date::now();
            if after.0 != before.0 {
                table.keep();
            }
            let id = match table.sitting.stage() {
                Stage::Graded => "train-graded",
                Stage::Deciding if after.1 == before.1 => "train-question",
                _ => "train-scene",
            };
            Some(id.to_owned())
        });
    }

    fn answer(self) {
        self.change(|table| {
            if table.sitting.answer(table.seconds()) {
                table.keep();
                return Some("train-graded".to_owned());
            }
            let missing = table.sitting.filling().missing();
            Some(missing.first().map_or_else(
                || "train-problem".to_owned(),
                |slot| crate::training::question::Filling::element(*slot),
            ))
        });
    }

    fn key(self, event: &KeyboardEvent) {
        let composing = event.is_composing() || event.key_code() == 229;
        if composing || event.alt_key() || event.meta_key() || event.default_prevented() {
            return;
        }
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        if target.as_ref().is_some_and(is_elsewhere) {
            return;
        }
        let slot = target.as_ref().and_then(slot_of);
        let at = target.as_ref().map_or(At::Page, At::of);
        let stage = self.shown.with_untracked(|shown| match shown {
            Shown::Played(table) => Some(table.sitting.stage()),
            _ => None,
        });
        let Some(stage) = stage else { return };
        let key = event.key();
        if event.ctrl_key() && !(key == "Enter" && at == At::Text) {
            return;
        }
        match &*key {
            "Enter" if at == At::Button || (at == At::Text && !event.ctrl_key()) => return,
            "Enter" if stage == Stage::Finished => return,
            "Enter" if stage == Stage::Deciding => {
                let mut through = false;
                self.change(|table| {
                    let went = table.sitting.enter(slot);
                    through = went == Went::Through;
                    to(went)
                });
                if through {
                    self.answer();
                }
            }
            "Enter" => self.step(Sitting::go),
            _ if at == At::Text || at == At::Line => return,
            "?" | "？" if stage == Stage::Deciding => self.change(|table| {
                table.sitting.hint();
                None
            }),
            "b" | "B" if stage != Stage::Finished => self.step(Sitting::back),
            digit => {
                let Ok(digit) = digit.parse::<usize>() else {
                    return;
                };
                self.change(|table| to(table.sitting.digit(slot, digit)));
            }
        }
        event.prevent_default();
    }

    fn draw(self) -> Markup {
        let app = self.page.app;
        let lang = app.lang.get();
        self.shown.with(|shown| match shown {
            Shown::Expected => html! {},
            Shown::Failed => failed(lang),
            Shown::Unknown => unknown(lang),
            Shown::Broken(findings) => broken(findings, lang),
            Shown::Played(table) => app.with_engine(|engine| {
                let sitting = &table.sitting;
                let scenario = &sitting.course().scenario;
                html! {
                    div class="train-head no-print" {
                        p { a href="#/train" { (t(lang, "‹ 全部课程", "‹ All lessons")) } }
                        p class="train-title" {
                            strong { (scenario.title.in_lang(lang)) } " "
                            span class="train-invented" { (t(lang, "虚构", "invented")) }
                        }
                    }
                    @if !engine.rulebook().overlays.is_empty() {
                        p class="hint no-print" { (t(lang, "正在使用本地调整：按调整后的规则评分。", "A local overlay is in use: graded by its rules.")) }
                    }
                    (notices(table, lang))
                    @match (&table.record, sitting.stage()) {
                        (Some((_, record)), Stage::Finished) => (end::end(engine, sitting, &table.rows, record, table.can_name(), lang)),
                        _ => (scene::scene(engine, sitting, lang)),
                    }
                }
            }),
        })
    }
}

fn to(went: Went) -> Option<String> {
    match went {
        Went::To(id) => Some(id),
        Went::Nowhere | Went::On | Went::Through => None,
    }
}

/// What has the focus, as far as keys go.
#[derive(Clone, Copy, PartialEq)]
enum At {
    /// Something that Enter presses.
    Button,
    /// A field of several lines.
    Text,
    /// A field of one line.
    Line,
    /// Anything else.
    Page,
}

impl At {
    fn of(element: &Element) -> Self {
        let kind = element.get_attribute("type").unwrap_or_default();
        match &*element.tag_name() {
            "BUTTON" | "A" | "SUMMARY" => At::Button,
            "TEXTAREA" => At::Text,
            "SELECT" => At::Line,
            "INPUT" if kind != "radio" && kind != "checkbox" => At::Line,
            _ => At::Page,
        }
    }
}

/// Whether keys there are not ours: in the bar, the navigation, the search, a panel.
fn is_elsewhere(target: &Element) -> bool {
    let inside = target.closest(".train").ok().flatten().is_some();
    let page = matches!(&*target.tag_name(), "BODY" | "HTML" | "MAIN");
    let covered = document()
        .query_selector(".search, #book-panel")
        .ok()
        .flatten();
    !(inside || page) || covered.is_some()
}

fn slot_of(target: &Element) -> Option<usize> {
    let slot = target.closest("[data-slot]").ok().flatten()?;
    slot.get_attribute("data-slot")?.parse().ok()
}

fn focus(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // What is there takes the focus; what is gone needs none.
        let _ = element.focus();
    }
}

fn save(record: &Record, lang: Lang) {
    let who: String = record
        .trainee
        .chars()
        .filter(|sign| sign.is_alphanumeric())
        .collect();
    let what = if record.finished {
        t(lang, "实训成绩", "training-result")
    } else {
        t(lang, "实训进度", "training-progress")
    };
    let who = if who.is_empty() {
        who
    } else {
        format!("-{who}")
    };
    let name = format!("{what}-{}{who}.json", record.scenario);
    files::save(&name, "application/json", record.write().as_bytes());
}

fn notices(table: &Table, lang: Lang) -> Markup {
    let save = html! {
        button type="button" class="button" data-do="save" { (t(lang, "保存进度文件", "Save the progress as a file")) }
    };
    html! {
        @if !table.notes.is_empty() {
            div class="train-notice no-print" role="status" {
                ul { @for note in &table.notes { li { (note_words(note, lang)) } } }
            }
        }
        @if let Some(error) = &table.unreadable {
            p class="train-notice no-print" role="status" {
                (t(lang, "上次的进度读不出来，已原样另存，这里从头开始：", "The progress of last time cannot be read. It has been kept as it is, and this begins anew: "))
                (error.message(lang))
            }
        }
        @match table.not_kept {
            Some(NotKept::Refused) => div class="train-notice no-print" role="alert" {
                p {
                    (t(
                        lang,
                        "浏览器没有保存进度（空间已满或不允许保存）。可以接着做；关闭本页前请把进度保存成文件，以后在课程页打开它就能接着做。",
                        "The browser did not keep your progress (storage full or forbidden). You can go on; before closing this page save it as a file, which the page of lessons opens again.",
                    ))
                }
                p class="actions" { (save) }
            },
            Some(NotKept::Elsewhere) => div class="train-notice no-print" role="alert" {
                p {
                    (t(
                        lang,
                        "另一个标签页也在做这个情景，存下了别的进度；这里的几步还没有保存。",
                        "Another tab plays this scenario too and has kept other progress; the last steps here are not kept.",
                    ))
                }
                p class="actions" {
                    button type="button" class="button" data-do="take-over" { (t(lang, "在这里接着做，那边的另存", "Go on here; keep the other aside")) }
                    button type="button" class="button" data-do="take-theirs" { (t(lang, "改用那边的进度", "Take the other's progress")) }
                    (save)
                }
            },
            None => {},
        }
    }
}

fn lessons_link(lang: Lang) -> Markup {
    html! { a class="button primary" href="#/train" { (t(lang, "看全部课程", "All lessons")) } }
}

fn failed(lang: Lang) -> Markup {
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
        &html! { button type="button" class="button primary" data-do="again-texts" { (t(lang, "再试一次", "Try again")) } },
    )
}

fn unknown(lang: Lang) -> Markup {
    empty(
        t(lang, "没有这个情景", "There is no such scenario"),
        t(
            lang,
            "可能是地址写错，或这个情景已换了名字。做过的成绩仍在“我的记录”里。",
            "A mistyped address, or the scenario has another name now. Results are still among your records.",
        ),
        &lessons_link(lang),
    )
}

fn broken(findings: &[Finding], lang: Lang) -> Markup {
    let messages: Vec<String> = findings
        .iter()
        .map(|finding| finding.message(lang))
        .collect();
    html! {
        (faults(
            t(
                lang,
                "这个情景按现在的规则用不了；做过的进度和成绩没有改动",
                "The scenario cannot be used under the rules as they are now; progress and results are untouched",
            ),
            &messages,
        ))
        p { (lessons_link(lang)) }
    }
}
