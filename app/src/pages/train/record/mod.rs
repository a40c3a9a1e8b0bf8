//! 我的记录: what is known of every rule, what was done, and files: results come back in, and everything goes out as one file.

mod draw;
mod files;

use leptos::prelude::*;
use maud::Markup;
use shizu_rules::Lang;
use shizu_rules::vocabulary::Term;
use shizu_training::{About, Family, Level, Record, Round};

use super::Page;
use super::drills::{desk, number};
use super::exam::{Finished, store};
use super::mastery::{Look, Map};
use crate::files as browser;
use crate::markup::{Act, focus_drawn, live, t};
use crate::route::Route;
use crate::training::kept::{self, Kept, KeptRecord};
use crate::training::{learned, library};
use files::Taken;

/// What is looked at.
#[derive(Clone, Debug, Default)]
pub struct State {
    look: Look,
    map: Map,
    scenarios: Vec<KeptRecord>,
    exams: Vec<store::KeptResult>,
    trainee: String,
    /// The exam whose result is shown.
    exam: Option<Finished>,
    /// What became of the files that were read, each with its name.
    taken: Vec<(String, Taken)>,
    /// Whether erasing was asked for once.
    erasing: bool,
    notice: Option<Notice>,
}

/// What is to be said besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Notice {
    Erased,
    NotErased,
    NotKept,
    NotSaved,
    /// A round is on the table already.
    Practising,
}

#[derive(Clone, Copy)]
struct Records {
    page: Page,
    state: RwSignal<State>,
}

/// The tab.
pub fn record(page: Page) -> AnyView {
    let records = Records {
        page,
        state: RwSignal::new(State::default()),
    };
    records.look();
    live(move || records.draw(), move |act| records.act(&act))
}

impl Records {
    fn draw(self) -> Markup {
        let engine = self.page.app.engine();
        let lang = self.page.app.lang.get();
        self.state.with(|state| draw::draw(state, &engine, lang))
    }

    /// Sees what there is.
    fn look(self) {
        let desk = desk(self.page);
        let map = desk.map(|desk| Map::of(desk, &learned::trainer()));
        self.state.update(|state| {
            state.map = map.unwrap_or_default();
            state.scenarios = kept::records();
            state.exams = store::results();
            state.trainee = kept::trainee();
        });
    }

    fn act(self, act: &Act) {
        let state = self.state;
        match &*act.name {
            "family" => state.update(|state| {
                let family = Family::from_code(&act.arg);
                let is_open = state.look.family == family;
                state.look = Look {
                    family: family.filter(|_| !is_open),
                    level: None,
                };
            }),
            "level" => state.update(|state| state.look.level = Level::from_code(&act.value)),
            "practise" => self.practise(&act.arg),
            "trainee" => {
                let done = kept::set_trainee(act.value.trim());
                state.update(|state| {
                    act.value.trim().clone_into(&mut state.trainee);
                    state.notice = done.is_err().then_some(Notice::NotKept);
                });
            }
            "see-exam" => self.see_exam(act.arg.parse().unwrap_or_default()),
            "close-exam" => state.update(|state| state.exam = None),
            "open" => state.update(|state| {
                if let Some(exam) = &mut state.exam {
                    let at = act.arg.parse().ok();
                    exam.open = if exam.open == at { None } else { at };
                }
            }),
            "save-exam" => {
                let finished = self.finished(act.arg.parse().unwrap_or_default());
                if let Some(finished) = finished {
                    self.save(&finished.file_name(), &finished.record.write());
                }
            }
            "save-scenario" => {
                let at: usize = act.arg.parse().unwrap_or_default();
                let text = state.with_untracked(|state| {
                    let kept = state.scenarios.get(at)?;
                    Some((
                        kept.record.as_ref().ok()?.scenario.clone(),
                        kept.text.clone(),
                    ))
                });
                if let Some((scenario, text)) = text {
                    self.save(&format!("training-{scenario}.json"), &text);
                }
            }
            "save-all" => {
                let progress = files::everything();
                let day: String = progress.saved.chars().take(10).collect();
                self.save(&format!("training-record-{day}.json"), &progress.write());
            }
            "read" => self.read(act),
            "erase" => state.update(|state| state.erasing = true),
            "keep" => state.update(|state| state.erasing = false),
            "erase-all" => {
                let done = files::erase();
                state.update(|state| {
                    *state = State {
                        notice: Some(if done.is_ok() {
                            Notice::Erased
                        } else {
                            Notice::NotErased
                        }),
                        ..State::default()
                    }
                });
                self.look();
                focus_drawn("record-notice");
            }
            _ => {}
        }
    }

    /// Begins a round about a family, unless one is on the table.
    fn practise(self, family: &str) {
        let mut kept = Kept::open(super::drills::NAME);
        let running = kept.text().and_then(|text| Round::read(text).ok());
        let Some(family) = Family::from_code(family) else {
            return;
        };
        let about = About::Family(family);
        if running.as_ref().is_some_and(|round| round.about != about) {
            self.state
                .update(|state| state.notice = Some(Notice::Practising));
            focus_drawn("record-notice");
            return;
        }
        if running.is_none() {
            let mut round = Round::new(about, false, number().into());
            if let Some(desk) = desk(self.page) {
                round.next(desk, &learned::trainer(), desk.day());
            }
            if kept.save(&round.write()).is_err() {
                self.state
                    .update(|state| state.notice = Some(Notice::NotKept));
                return;
            }
        }
        // An address of our own is always accepted.
        let _ = window()
            .location()
            .set_hash(&Route::Train("drills".to_owned()).href());
    }

    fn finished(self, at: usize) -> Option<Finished> {
        let record = self.state.with_untracked(|state| {
            let kept = state.exams.get(at)?;
            kept.record.clone().ok()
        })?;
        let engine = self.page.app.engines.get_untracked();
        let desk = library::desk(&engine, record.exam.day).ok()?;
        Some(Finished::of(record, desk))
    }

    fn see_exam(self, at: usize) {
        let finished = self.finished(at);
        self.state.update(|state| state.exam = finished);
        focus_drawn("exam-score");
    }

    fn save(self, name: &str, text: &str) {
        let saved = browser::save(name, "application/json", text.as_bytes());
        self.state
            .update(|state| state.notice = (!saved).then_some(Notice::NotSaved));
        if saved {
            let lang = self.page.app.lang.get_untracked();
            self.page.app.announce(match lang {
                Lang::Zh => format!("“{name}”已交给浏览器保存。"),
                Lang::En => format!("\"{name}\" was handed to the browser to be saved."),
            });
        }
    }

    fn read(self, act: &Act) {
        let Some(chosen) = &act.files else { return };
        self.state.update(|state| state.taken.clear());
        for file in (0..chosen.length()).filter_map(|at| chosen.get(at)) {
            browser::read(&file, move |name, bytes| {
                let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
                let taken = match text {
                    Some(text) => files::take(&text),
                    None => Taken::Unread(shizu_training::RecordError::NotARecord),
                };
                let _ = self
                    .state
                    .try_update(|state| state.taken.push((name, taken)));
                self.look();
            });
        }
    }
}

/// How a scenario went, in words.
fn scenario_words(record: &Record, lang: Lang) -> String {
    let score = record.score.percent();
    let count = record.credits.len();
    match lang {
        Lang::Zh => format!("{score}%，{count}个决策"),
        Lang::En => format!("{score} %, {count} decisions"),
    }
}

impl Notice {
    fn words(self, lang: Lang) -> &'static str {
        match self {
            Notice::Erased => t(
                lang,
                "实训记录已清除。自己打开的情景、任务单和姓名还在。",
                "The record has been erased. Scenarios of your own, sets and your name are still here.",
            ),
            Notice::NotErased => t(
                lang,
                "浏览器没有让清除完成；下面是还在的。",
                "The browser did not let everything be erased; what is left stands below.",
            ),
            Notice::NotKept => t(
                lang,
                "浏览器没有保存（空间已满或不允许保存）。",
                "The browser did not keep this (storage full or forbidden).",
            ),
            Notice::NotSaved => t(
                lang,
                "浏览器没有保存文件，请检查下载设置后再试。",
                "The browser did not save the file; check its download settings and try again.",
            ),
            Notice::Practising => t(
                lang,
                "还有一轮练习没有结束；请先到“练习”结束那一轮。",
                "Another round of drills is going on; end it under Drills first.",
            ),
        }
    }
}
