//! A scenario on the page: acts, keys, focus.

use std::sync::Arc;

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_rules::Lang;
use shizu_training::{Finding, Record};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use super::keys::{At, is_elsewhere, slot_of};
use super::sitting::{Sitting, Stage};
use super::table::{Table, let_go};
use super::{Page, end, scene, told};
use crate::files;
use crate::markup::{Act, focus_drawn, live, t};
use crate::training::kept::Kept;
use crate::training::question::{Filling, Went};
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

impl Player {
    /// Changes what lies on the table; the answer is the element that gets the focus.
    fn change(self, change: impl FnOnce(&mut Table) -> Option<String>) {
        let focus_on = self.shown.try_update(|shown| match shown {
            Shown::Played(table) => change(table),
            _ => None,
        });
        if let Some(id) = focus_on.flatten() {
            focus_drawn(id);
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
                let_go(&table.sitting.course().scenario.id);
                // Another tab may have begun again already.
                *table = if kept.text().is_some() {
                    Table::open(course)
                } else {
                    Table::of(Sitting::new(course, clock::now()), kept)
                };
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
                let_go(&table.sitting.course().scenario.id);
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
            table.put();
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
                |slot| Filling::element(*slot),
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
            Shown::Failed => told::failed(lang),
            Shown::Unknown => told::unknown(lang),
            Shown::Broken(findings) => told::broken(findings, lang),
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
                    (told::notices(table, lang))
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
