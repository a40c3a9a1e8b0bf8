//! The state of the page: one clue, what the engine says of it, and the way back.

use std::cell::RefCell;
use std::time::Duration;

use leptos::prelude::*;
use shizu_rules::{Determination, FactKey, OpenFact};

use super::batch::{BatchState, Stage};
use super::changes::{Change, changes};
use super::interview::Interview;
use super::interview_view::to_question;
use super::model::{Draft, History};
use super::presets::PRESETS;

use crate::context::App;
use crate::failure;
use crate::markup::Act;
use crate::settings::Space;

/// How the clue is entered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Question by question.
    #[default]
    Interview,
    /// All facts at once.
    Form,
    /// Many clues from a file.
    Batch,
}

impl Mode {
    /// Its word in ids.
    pub fn code(self) -> &'static str {
        match self {
            Mode::Interview => "interview",
            Mode::Form => "form",
            Mode::Batch => "batch",
        }
    }
}

/// How long "before → now" is shown.
const SHOWN: Duration = Duration::from_secs(7);

/// What a page leaves behind when another is opened, so that looking up a rule loses nothing. One place for each space; in memory only.
#[derive(Clone, Default)]
struct Kept {
    draft: Draft,
    history: History,
    mode: Mode,
    stage: Stage,
}

thread_local! {
    static KEPT: RefCell<[Kept; 2]> = RefCell::default();
}

fn slot(space: Space) -> usize {
    usize::from(space == Space::Work)
}

/// The state; `Copy`, so closures simply take it along.
#[derive(Clone, Copy)]
pub struct Work {
    /// The shared handle.
    pub app: App,
    /// The clue as entered.
    pub draft: RwSignal<Draft>,
    /// How it is entered.
    pub mode: RwSignal<Mode>,
    /// What the engine says of it.
    pub result: Memo<Determination>,
    /// Unknown facts that still change something.
    pub open: Memo<Vec<OpenFact>>,
    /// What the interview asks.
    pub interview: Memo<Interview>,
    /// What the last change of facts changed; `None` when it was some time ago.
    pub changed: RwSignal<Option<Vec<Change>>>,
    /// Many clues from a file.
    pub batch: BatchState,
    /// The fact of the form or interview to bring into view and focus.
    pub asked: RwSignal<Option<FactKey>>,
    /// Whether the date that was typed does not exist.
    pub wrong_date: RwSignal<bool>,
    history: RwSignal<History>,
    change_number: StoredValue<u32>,
}

impl Work {
    /// Begins where the page was left.
    pub fn start(app: App) -> Self {
        let space = app.space.get_untracked();
        let kept = KEPT.with_borrow(|kept| kept[slot(space)].clone());
        let draft = RwSignal::new(kept.draft);
        let history = RwSignal::new(kept.history);
        let mode = RwSignal::new(kept.mode);
        let batch = BatchState::new(kept.stage);
        on_cleanup(move || {
            let left = (
                draft.try_get_untracked(),
                history.try_get_untracked(),
                mode.try_get_untracked(),
            );
            if let (Some(draft), Some(history), Some(mode)) = left {
                // A file that is still being read is not: the page that would show it is gone.
                let ready = |stage: &Stage| matches!(stage, Stage::Ready(_));
                let stage = batch
                    .stage
                    .try_get_untracked()
                    .filter(ready)
                    .unwrap_or_default();
                KEPT.with_borrow_mut(|kept| {
                    kept[slot(space)] = Kept {
                        draft,
                        history,
                        mode,
                        stage,
                    }
                });
            }
        });
        Effect::new(move |_| failure::keep(draft.with(Draft::as_csv)));
        let result = Memo::new(move |_| {
            draft.with(|draft| {
                app.with_engine(|engine| engine.determine(&draft.id, &draft.facts, draft.received))
            })
        });
        let open = Memo::new(move |_| {
            draft.with(|draft| app.with_engine(|engine| engine.open_facts(&draft.facts)))
        });
        let interview = Memo::new(move |_| draft.with(|draft| Interview::of(open.get(), draft)));
        Work {
            app,
            draft,
            mode,
            result,
            open,
            interview,
            changed: RwSignal::new(None),
            batch,
            asked: RwSignal::new(None),
            wrong_date: RwSignal::new(false),
            history,
            change_number: StoredValue::new(0),
        }
    }

    /// Changes the clue, as one step that can be taken back.
    pub fn edit(self, change: impl FnOnce(Draft) -> Draft) {
        let before = self.draft.get_untracked();
        let after = change(before.clone());
        if after != before {
            self.history.update(|history| history.record(before));
            self.show(after);
        }
    }

    /// Sets one fact.
    pub fn answer(self, key: FactKey, index: Option<usize>) {
        self.edit(|draft| draft.with_fact(key, index));
    }

    /// One step back.
    pub fn undo(self) {
        let now = self.draft.get_untracked();
        if let Some(before) = self
            .history
            .try_update(|history| history.undo(&now))
            .flatten()
        {
            self.show(before);
            self.app.announce(self.app.pick("已撤销", "Undone"));
        }
    }

    /// One step forward again.
    pub fn redo(self) {
        let now = self.draft.get_untracked();
        if let Some(after) = self
            .history
            .try_update(|history| history.redo(&now))
            .flatten()
        {
            self.show(after);
            self.app.announce(self.app.pick("已重做", "Redone"));
        }
    }

    /// Forgets the clue; can be taken back.
    pub fn reset(self) {
        self.edit(|_| Draft::default());
        self.app.announce(
            self.app
                .pick("已清空，可按 Ctrl+Z 撤销", "Cleared; Ctrl+Z takes it back"),
        );
    }

    /// Whether there is a step back.
    pub fn can_undo(self) -> bool {
        self.history.with(History::can_undo)
    }

    /// Whether there is a step forward.
    pub fn can_redo(self) -> bool {
        self.history.with(History::can_redo)
    }

    /// Brings a fact into view, in the full form.
    pub fn ask(self, key: FactKey) {
        self.mode.set(Mode::Form);
        self.asked.set(Some(key));
    }

    /// The same by its code.
    pub fn ask_code(self, code: &str) {
        if let Some(key) = FactKey::from_code(code) {
            self.ask(key);
        }
    }

    /// What the user did with the clue.
    pub fn act(self, act: &Act) {
        let fact = FactKey::from_code(&act.arg);
        match (&*act.name, fact) {
            ("ask", Some(fact)) => self.ask(fact),
            ("answer", Some(fact)) => {
                self.answer(fact, act.value.parse().ok());
                to_question();
            }
            ("set", Some(fact)) => {
                let values = fact.values().iter();
                let mut codes = values.map(|value| value.code);
                self.answer(fact, codes.position(|code| code == act.value));
            }
            ("forget", Some(fact)) => self.answer(fact, None),
            ("skip", Some(fact)) => {
                self.edit(|draft| draft.skipping(fact));
                to_question();
            }
            ("again", Some(fact)) => self.edit(|draft| draft.asking_again(fact)),
            ("mode", _) => {
                let modes = [Mode::Interview, Mode::Form, Mode::Batch];
                let mode = modes.into_iter().find(|mode| mode.code() == act.arg);
                self.mode.set(mode.unwrap_or_default());
            }
            ("undo", _) => self.undo(),
            ("redo", _) => self.redo(),
            ("reset", _) => self.reset(),
            // A browser that forbids printing has said so itself.
            ("print", _) => drop(window().print()),
            ("preset", _) => {
                if let Some(preset) = PRESETS.iter().find(|preset| preset.id == act.arg) {
                    self.edit(|_| preset.draft());
                    window().scroll_to_with_x_and_y(0.0, 0.0);
                    to_question();
                }
            }
            ("id", _) => self.edit(|mut draft| {
                act.value.trim().clone_into(&mut draft.id);
                draft
            }),
            ("received", _) => {
                let text = act.value.trim();
                let day = text.parse().ok();
                self.wrong_date.set(day.is_none() && !text.is_empty());
                self.edit(|mut draft| {
                    draft.received = day;
                    draft
                });
            }
            _ => {}
        }
    }

    fn show(self, after: Draft) {
        let before = self.result.get_untracked();
        self.draft.set(after);
        let lang = self.app.lang.get_untracked();
        let changed = changes(&before, &self.result.get_untracked(), lang);
        self.changed.set((!changed.is_empty()).then_some(changed));
        let number = self.change_number.get_value().wrapping_add(1);
        self.change_number.set_value(number);
        set_timeout(
            move || {
                if self.change_number.try_get_value() == Some(number) {
                    self.changed.try_set(None);
                }
            },
            SHOWN,
        );
    }
}
