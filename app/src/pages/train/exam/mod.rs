//! 考核: questions against the clock, in any order, left and taken up again, graded when handed in. The deadline is by the clock; a clock that is put back
//! gives no time and is noted.

mod draw;
mod result;
mod state;
pub mod store;

use std::time::Duration;

use leptos::prelude::*;
use maud::Markup;
use shizu_rules::vocabulary::Term;
use shizu_training::{Desk, Exam, Family, Sitting, TrainingSet};

pub use result::{draw as draw_result, moment};
pub use state::Finished;
use state::{Form, Notice, State};

use super::Page;
use super::drills::{Key, keys, number};
use crate::files;
use crate::markup::{Act, focus_drawn, live, t};
use crate::training::kept::{self, Kept, NotKept};
use crate::training::question::Went;
use crate::training::{learned, library};
use crate::workbook::clock;

/// The name that an exam is kept under while it is being taken.
pub const NAME: &str = "exam";

const TICK: Duration = Duration::from_secs(1);

/// Ticks after which the time used is kept even when nothing is answered.
const KEEP: u32 = 10;

/// Seconds before the end at which one is reminded.
const REMINDERS: [u32; 2] = [300, 60];

/// The page.
#[derive(Clone, Copy)]
struct Taking {
    page: Page,
    state: RwSignal<State>,
    kept: StoredValue<Kept>,
    /// Seconds left: drawn apart, so that the question is not drawn anew each second.
    left: RwSignal<u32>,
}

/// The tab.
pub fn exam(page: Page) -> AnyView {
    let mut form = Form::new(number(), kept::trainee());
    // That it was edited is told where the set stands.
    let _ = super::sets::with_exam().and_then(|set| form.take(&set));
    let exam = Taking {
        page,
        state: RwSignal::new(State::new(form)),
        kept: StoredValue::new(Kept::open(NAME)),
        left: RwSignal::new(0),
    };
    exam.open();
    keys(move |key, slot| exam.press(key, slot));
    let ticks = StoredValue::new(0_u32);
    let ticking = set_interval_with_handle(
        move || {
            let tick = ticks
                .try_update_value(|ticks| {
                    *ticks += 1;
                    *ticks
                })
                .unwrap_or_default();
            exam.tick(tick);
        },
        TICK,
    );
    on_cleanup(move || {
        if let Ok(ticking) = ticking {
            ticking.clear();
        }
    });
    let lang = move || page.app.lang.get();
    let running = Memo::new(move |_| exam.state.with(|state| state.sitting.is_some()));
    let clock = move || {
        if running.get() {
            draw::clock(exam.left.get(), lang())
        } else {
            Markup::default()
        }
    };
    view! {
        {live(clock, |_| {})}
        {live(move || exam.draw(), move |act| exam.act(&act))}
    }
    .into_any()
}

#[expect(clippy::cast_possible_truncation, reason = "whole milliseconds")]
fn now() -> i64 {
    js_sys::Date::now() as i64
}

impl Taking {
    fn draw(self) -> Markup {
        let engine = self.page.app.engine();
        let lang = self.page.app.lang.get();
        self.state.with(|state| match &state.finished {
            Some(finished) => draw::finished(state, finished, &engine, lang),
            None => draw::draw(state, lang),
        })
    }

    /// Takes up what was kept.
    fn open(self) {
        let kept = self.kept.with_value(|kept| kept.text().map(Sitting::read));
        let sitting = match kept {
            None => None,
            Some(Ok(sitting)) => Some(sitting),
            Some(Err(_)) => {
                self.kept.update_value(|kept| {
                    // When even that is refused, nothing will be written over it.
                    let _ = kept.put_aside();
                });
                self.notice(Notice::Unreadable);
                None
            }
        };
        self.state.update(|state| state.sitting = sitting);
        self.show();
        self.tick(0);
    }

    fn notice(self, notice: Notice) {
        self.state.update(|state| state.notice = Some(notice));
    }

    /// The rules of the day of the exam that is being taken.
    fn desk(self) -> Option<&'static Desk> {
        let day = self.state.with_untracked(|state| {
            let sitting = state.sitting.as_ref()?;
            Some(sitting.exam.day)
        });
        library::desk(&self.page.app.engines.get_untracked(), day?).ok()
    }

    fn show(self) {
        let desk = self.desk();
        self.state.update(|state| {
            if let Some(desk) = desk {
                state.show(desk);
            } else {
                state.shown = None;
                state.filled.clear();
            }
        });
    }

    /// A second has passed, or more.
    fn tick(self, tick: u32) {
        let looked = self.state.try_update_untracked(|state| {
            let sitting = state.sitting.as_mut()?;
            let before = sitting.exam.left();
            sitting.exam.look(now());
            Some((before, sitting.exam.left()))
        });
        let Some((before, left)) = looked.flatten() else {
            return;
        };
        let _ = self.left.try_set(left);
        if left == 0 {
            self.hand_in();
            self.notice(Notice::TimeUp);
            return;
        }
        if REMINDERS.iter().any(|at| before > *at && left <= *at) {
            let minutes = left.div_ceil(60);
            let words = self.page.app.pick(
                format!("还有{minutes}分钟。"),
                format!("{minutes} min left."),
            );
            self.page.app.announce(words);
        }
        if tick.is_multiple_of(KEEP) {
            self.keep();
        }
    }

    /// Keeps the exam as it stands.
    fn keep(self) {
        let text = self.state.with_untracked(|state| {
            let sitting = state.sitting.as_ref();
            sitting.map(Sitting::write).unwrap_or_default()
        });
        let saved = self
            .kept
            .try_update_value(|kept| kept.save(&text))
            .unwrap_or(Ok(()));
        match saved {
            Ok(()) => {}
            Err(NotKept::Refused) => {
                if self.state.with_untracked(|state| state.notice.is_none()) {
                    self.notice(Notice::Refused);
                }
            }
            Err(NotKept::Elsewhere) => {
                self.kept.update_value(Kept::again);
                self.open();
                let goes_on = self.state.with_untracked(|state| state.sitting.is_some());
                self.notice(if goes_on {
                    Notice::Elsewhere
                } else {
                    Notice::HandedIn
                });
            }
        }
    }

    fn act(self, act: &Act) {
        let state = self.state;
        let arg = || act.arg.parse().unwrap_or_default();
        match &*act.name {
            "count" => state.update(|state| state.form.choose(&act.value)),
            "minutes" => state.update(|state| state.form.minutes.clone_from(&act.value)),
            "seed" => state.update(|state| state.form.seed.clone_from(&act.value)),
            "family" => {
                if let Some(family) = Family::from_code(&act.arg) {
                    state.update(|state| state.form.turn(family));
                }
            }
            "trainee" => {
                let name = act.value.trim();
                state.update(|state| name.clone_into(&mut state.form.trainee));
                // It goes into the result in any case.
                let _ = kept::set_trainee(name);
            }
            "set" => self.take_set(act),
            "no-set" => state.update(|state| state.form.set = None),
            "begin" => self.begin(),
            "turn-to" => self.turn_to(arg()),
            "mark" => {
                state.update(|state| {
                    if let Some(sitting) = &mut state.sitting {
                        sitting.mark();
                    }
                });
                self.keep();
            }
            "none" => self.filled(),
            "hand-in" => {
                state.update(|state| state.confirming = true);
                focus_drawn("exam-confirm");
            }
            "go-on" => state.update(|state| state.confirming = false),
            "sure" => self.hand_in(),
            "open" => state.update(|state| {
                if let Some(finished) = &mut state.finished {
                    let at = Some(arg());
                    finished.open = if finished.open == at { None } else { at };
                }
            }),
            "save" => self.save(),
            "again" => state.update(|state| {
                state.finished = None;
                state.notice = None;
                state.form.seed = number().to_string();
            }),
            _ => {
                let went = state.try_update(|state| Some(state.shown.as_mut()?.filling.act(act)));
                self.went(went.flatten().unwrap_or(Went::Nowhere));
            }
        }
    }

    /// A digit or Enter was pressed.
    fn press(self, key: Key, slot: Option<usize>) -> bool {
        let went = self.state.try_update(|state| {
            let shown = state.shown.as_mut().filter(|_| !state.confirming)?;
            Some(match key {
                Key::Digit(digit) => shown.filling.digit(slot, digit),
                Key::Enter => shown.filling.enter(slot),
            })
        });
        let went = went.flatten().unwrap_or(Went::Nowhere);
        let taken = went != Went::Nowhere;
        self.went(went);
        taken
    }

    fn went(self, went: Went) {
        match went {
            Went::Nowhere => {}
            Went::On => self.filled(),
            Went::To(id) => {
                self.filled();
                focus_drawn(&id);
            }
            Went::Through => {
                self.filled();
                self.next();
            }
        }
    }

    /// Something was filled in.
    fn filled(self) {
        let Some(desk) = self.desk() else { return };
        self.state.update(|state| state.fill(desk));
        self.keep();
    }

    /// On to the next question; after the last one to handing in.
    fn next(self) {
        let next = self.state.with_untracked(|state| {
            let sitting = state.sitting.as_ref()?;
            (sitting.at + 1 < sitting.exam.items.len()).then_some(sitting.at + 1)
        });
        if let Some(next) = next {
            self.turn_to(next);
        } else {
            self.state.update(|state| state.confirming = true);
            focus_drawn("exam-confirm");
        }
    }

    fn turn_to(self, at: usize) {
        let Some(desk) = self.desk() else { return };
        self.state.update(|state| state.turn_to(at, desk));
        self.keep();
        focus_drawn("exam-prompt");
    }

    fn take_set(self, act: &Act) {
        let Some(file) = act.files.as_ref().and_then(|files| files.get(0)) else {
            return;
        };
        files::read(&file, move |_, bytes| {
            let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
            let set = text.and_then(|text| TrainingSet::read(&text).ok());
            let _ = self.state.try_update(|state| {
                state.notice = match set {
                    Some(set) => state.form.take(&set),
                    None => Some(Notice::NoSet),
                };
            });
        });
    }

    fn begin(self) {
        let (terms, day) = self.state.with_untracked(|state| {
            let set = state.form.set.as_ref();
            (state.form.terms(), set.map(|(_, day, _)| *day))
        });
        let engine = self.page.app.engines.get_untracked();
        let desk = library::desk(&engine, day.unwrap_or_else(clock::today));
        let (Some(terms), Ok(desk)) = (terms, desk) else {
            return;
        };
        let exam = Exam::new(desk, terms);
        if exam.items.is_empty() {
            self.notice(Notice::Nothing);
            return;
        }
        self.left.set(exam.left());
        let sitting = Sitting::new(exam, &clock::now(), now());
        self.state.update(|state| {
            state.sitting = Some(sitting);
            state.finished = None;
            state.notice = None;
        });
        self.show();
        self.keep();
        focus_drawn("exam-prompt");
    }

    /// Hands in: the result is kept before the exam is put away.
    fn hand_in(self) {
        let Some(desk) = self.desk() else { return };
        let record = self.state.with_untracked(|state| {
            let sitting = state.sitting.as_ref()?;
            Some(sitting.hand_in(desk, &state.form.trainee, &clock::now()))
        });
        let Some(record) = record else { return };
        let mut saved = store::add(&record);
        let finished = Finished::of(record, desk);
        let (items, graded) = (&finished.record.exam.items, &finished.result.graded);
        let ((), learned) = learned::learn(|trainer| {
            for (item, graded) in items.iter().zip(graded) {
                if let Some(graded) = graded {
                    trainer.take(&item.spec, graded, clock::today());
                }
            }
        });
        let record = finished.record.clone();
        self.state.update(|state| {
            state.sitting = None;
            state.notice = None;
            state.finished = Some(finished);
        });
        self.show();
        self.keep();
        if saved.is_err() {
            // What the exam took in the store is free now.
            saved = store::add(&record);
        }
        if saved.map(|_| ()).and(learned).is_err() {
            self.notice(Notice::Refused);
        }
        focus_drawn("exam-score");
    }

    fn save(self) {
        let saved = self.state.with_untracked(|state| {
            let finished = state.finished.as_ref()?;
            let bytes = finished.record.write();
            Some(files::save(
                &finished.file_name(),
                "application/json",
                bytes.as_bytes(),
            ))
        });
        if saved == Some(false) {
            self.notice(Notice::NotSaved);
        } else {
            let lang = self.page.app.lang.get_untracked();
            let words = t(
                lang,
                "成绩文件已交给浏览器保存。",
                "The result was handed to the browser to be saved.",
            );
            self.page.app.announce(words);
        }
    }
}
