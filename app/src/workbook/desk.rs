//! The workbook of one space, as the pages see it.

use std::collections::VecDeque;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shizu_casebook::{Command, Entry, Kind, Refusal, Rules, Stamp, Workbook};
use shizu_rules::Engine;

use super::state::{Stage, State};
use super::store::{Fault, Head, Mark, Store};
use super::tabs::{Channel, Lock};
use super::{clock, document};
use crate::context::App;
use crate::settings::Space;

/// The setting that is the workbook's name.
const NAME: &str = "name";

/// The one workbook of a space: reading it, changing it, and what is to be told of it. A handle, cheap to copy.
///
/// Pages read with [`Desk::with`] and change with [`Desk::run`]; nothing else reaches the document.
#[derive(Clone, Copy, Debug)]
pub struct Desk {
    /// The space whose workbook this is.
    pub space: Space,
    pub(super) book: RwSignal<Option<Workbook>>,
    /// The row that the ledger is to open.
    pub(super) aim: RwSignal<Option<(Kind, String)>>,
    /// What this tab has is to be set beside what is stored.
    pub(super) beside: RwSignal<bool>,
    pub(super) state: RwSignal<State>,
    pub(super) inner: StoredValue<Inner, LocalStorage>,
}

/// What is needed to keep it.
#[derive(Debug, Default)]
pub(super) struct Inner {
    /// The database, once it is open.
    pub(super) store: Option<Store>,
    /// Who works here.
    pub(super) who: String,
    /// The line of the open workbook; `None` until the browser has taken it.
    pub(super) line: Option<u32>,
    /// The file that the workbook was read from, decrypted, and the state it holds; until the browser has taken it.
    pub(super) content: Option<(Mark, Vec<u8>)>,
    /// The line's end as it is stored.
    pub(super) head: Head,
    /// Entries that are not stored yet, in order.
    pub(super) pending: VecDeque<Pending>,
    /// Whether the store knows of the last file.
    pub(super) noted: bool,
    /// Something is being written.
    pub(super) writing: bool,
    /// What this tab goes on from was seen in the store over the present connection.
    pub(super) sure: bool,
    /// What becomes of the next snapshot.
    pub(super) snapshot: Next,
    /// Entries since the last snapshot, and their bytes.
    pub(super) since: (usize, usize),
    /// Bytes of the last snapshot.
    pub(super) size: usize,
    /// The right to write.
    pub(super) lock: Lock,
    /// The voice to other tabs.
    pub(super) channel: Option<Channel>,
    /// What was to be done when the user had not said yet who they are.
    pub(super) waiting: Option<(Command, String)>,
    /// The steps and time limits in use, and the engine they are of.
    pub(super) rules: Option<(Arc<Engine>, Arc<Rules>)>,
}

/// What becomes of the next snapshot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Next {
    /// It is not due yet.
    #[default]
    Later,
    /// It waits for an idle moment.
    Due,
    /// It is being written.
    UnderWay,
}

/// An entry on its way to the store.
#[derive(Clone, Debug)]
pub(super) struct Pending {
    /// Its revision.
    pub(super) revision: u64,
    /// As stored.
    pub(super) text: String,
    /// The line's end after it.
    pub(super) head: Head,
}

/// A change that was made and is to be stored.
pub(super) struct Made {
    revision: u64,
    text: String,
    head: Head,
}

impl Made {
    /// Changes `book`, now.
    pub(super) fn by(
        book: &mut Workbook,
        change: impl for<'b> FnOnce(&'b mut Workbook, Stamp<'_>) -> Result<Entry<'b>, Refusal>,
        by: &str,
        why: &str,
    ) -> Result<Self, NotDone> {
        let at = clock::now();
        let stamp = Stamp { at: &at, by, why };
        let entry = change(book, stamp).map_err(NotDone::Refused)?;
        let (revision, text) = (entry.revision(), entry.to_json());
        Ok(Made {
            revision,
            text,
            head: document::head(book, &at),
        })
    }
}

/// Why a command did nothing.
#[derive(Clone, Debug)]
pub enum NotDone {
    /// No workbook is open.
    NoWorkbook,
    /// Another tab has the right to write.
    Reading,
    /// The user has been asked who they are; the command is done as soon as they say.
    AsksWho,
    /// The workbook refuses it.
    Refused(Refusal),
    /// The rulebook has steps that cannot be read.
    NoRules(String),
}

impl NotDone {
    /// What is wrong and what to do.
    pub fn message(&self, app: App) -> String {
        match self {
            NotDone::NoWorkbook => app
                .pick("还没有打开工作簿。", "No workbook is open.")
                .to_owned(),
            NotDone::Reading => app
                .pick(
                    "本页只读：另一窗口正在修改这本工作簿。可在提示条中接管。",
                    "This tab only reads: another one is changing the workbook. You can take over in the notice above.",
                )
                .to_owned(),
            NotDone::AsksWho => app
                .pick(
                    "请先写下您的姓名；随后即执行。",
                    "Please say who you are first; then it is done.",
                )
                .to_owned(),
            NotDone::Refused(refusal) => refusal.message(app.lang.get_untracked()),
            NotDone::NoRules(words) => words.clone(),
        }
    }
}

impl Desk {
    /// An empty desk; [`Desk::enter`] puts on it what the browser keeps.
    pub fn new(space: Space) -> Self {
        Desk {
            space,
            book: RwSignal::new(None),
            aim: RwSignal::new(None),
            beside: RwSignal::new(false),
            state: RwSignal::new(State::default()),
            inner: StoredValue::new_local(Inner::default()),
        }
    }

    /// Reads the workbook; `None` if none is open. The caller runs again when it changes.
    pub fn with<T>(self, read: impl FnOnce(&Workbook) -> T) -> Option<T> {
        self.book.with(|book| book.as_ref().map(read))
    }

    /// Reads the workbook without following it.
    pub fn with_untracked<T>(self, read: impl FnOnce(&Workbook) -> T) -> Option<T> {
        self.book.with_untracked(|book| book.as_ref().map(read))
    }

    /// What is to be told of it. The caller runs again when that changes.
    pub fn state(self) -> State {
        self.state.get()
    }

    /// What is to be told of it, as it is now.
    pub fn state_untracked(self) -> State {
        self.state.get_untracked()
    }

    /// Whether a workbook is open, followed.
    pub fn is_open(self) -> bool {
        self.state.with(|state| state.stage == Stage::Open)
    }

    /// Whether a workbook is open.
    pub fn is_open_untracked(self) -> bool {
        self.state
            .with_untracked(|state| state.stage == Stage::Open)
    }

    /// Who works here, as they named themself; empty until then.
    pub fn who(self) -> String {
        self.inner.with_value(|inner| inner.who.clone())
    }

    /// Does `command`, for the reason `why` (may be empty), and has the browser store it. Its revision.
    ///
    /// # Errors
    /// When nothing was done, and why. [`NotDone::AsksWho`] is no failure: it will be done.
    pub fn run(self, app: App, command: Command, why: &str) -> Result<u64, NotDone> {
        self.may_write()?;
        let by = self.who();
        if by.is_empty() {
            self.inner
                .update_value(|inner| inner.waiting = Some((command, why.to_owned())));
            self.state.update(|state| state.asks_who = true);
            return Err(NotDone::AsksWho);
        }
        let rules = self.rules(app)?;
        self.change(|book, stamp| book.apply(command, stamp, &rules), &by, why)
    }

    /// Takes back the last change that is in force.
    ///
    /// # Errors
    /// When there is none, or nothing may be changed.
    pub fn undo(self) -> Result<u64, NotDone> {
        self.may_write()?;
        let by = self.who();
        self.change(|book, stamp| book.undo(stamp), &by, "")
    }

    /// Does again what was taken back last.
    ///
    /// # Errors
    /// When there is nothing, or nothing may be changed.
    pub fn redo(self) -> Result<u64, NotDone> {
        self.may_write()?;
        let by = self.who();
        self.change(|book, stamp| book.redo(stamp), &by, "")
    }

    /// Calls the workbook `name`: a setting of the document, so a change like any other.
    ///
    /// # Errors
    /// As for [`Desk::run`].
    pub fn rename(self, app: App, name: &str) -> Result<u64, NotDone> {
        let known = self.with_untracked(|book| book.register(Kind::Setting).find(NAME).is_some());
        let cells = [("value", name.trim())];
        let command = if known == Some(true) {
            Command::set(Kind::Setting, NAME, &cells)
        } else {
            Command::add(Kind::Setting, NAME, &cells)
        };
        self.run(app, command, "")
    }

    /// What had to be mended at the opening need not be told any more.
    pub fn forget_mended(self) {
        self.state.update(|state| state.mended = None);
    }

    /// Takes the name of whoever works here, and does what waited for it.
    pub fn name_user(self, app: App, name: &str) {
        let name = name.trim();
        if name.is_empty() {
            return;
        }
        self.inner
            .update_value(|inner| name.clone_into(&mut inner.who));
        let kept = name.to_owned();
        spawn_local(async move {
            // A browser that does not keep it asks again next time.
            if let Ok(store) = self.store().await {
                let _ = store.set_who(&kept).await;
            }
        });
        self.state.update(|state| state.asks_who = false);
        let waiting = self.inner.try_update_value(|inner| inner.waiting.take());
        if let Some((command, why)) = waiting.flatten()
            && let Err(refused) = self.run(app, command, &why)
        {
            app.announce(refused.message(app));
        }
    }

    pub(super) fn may_write(self) -> Result<(), NotDone> {
        self.state.with_untracked(|state| match state.stage {
            Stage::Open if state.reading => Err(NotDone::Reading),
            Stage::Open => Ok(()),
            _ => Err(NotDone::NoWorkbook),
        })
    }

    /// Changes the workbook and puts the entry on its way to the store.
    fn change(
        self,
        change: impl for<'b> FnOnce(&'b mut Workbook, Stamp<'_>) -> Result<Entry<'b>, Refusal>,
        by: &str,
        why: &str,
    ) -> Result<u64, NotDone> {
        let made = self.book.try_update(|book| {
            let book = book.as_mut().ok_or(NotDone::NoWorkbook)?;
            Made::by(book, change, by, why)
        });
        Ok(self.queue(made.unwrap_or(Err(NotDone::NoWorkbook))?))
    }

    /// Puts a change of the workbook on the desk on its way to the store. Its revision.
    pub(super) fn queue(self, made: Made) -> u64 {
        let Made {
            revision,
            text,
            mut head,
        } = made;
        let mark = head.mark.clone();
        self.inner.update_value(|inner| {
            head.filed.clone_from(&inner.head.filed);
            inner.pending.push_back(Pending {
                revision,
                text,
                head,
            });
        });
        self.state.update(|state| state.mark = mark);
        self.store_pending();
        revision
    }

    /// The steps and time limits of the rulebook in use, read once per rulebook.
    ///
    /// # Errors
    /// When the rulebook's tables about the workbook cannot be compiled.
    pub fn rules(self, app: App) -> Result<Arc<Rules>, NotDone> {
        let engine = app.engines.get_untracked();
        let known = self.inner.with_value(|inner| match &inner.rules {
            Some((of, rules)) if Arc::ptr_eq(of, &engine) => Some(Arc::clone(rules)),
            _ => None,
        });
        if let Some(rules) = known {
            return Ok(rules);
        }
        let rules = Rules::new(engine.rulebook(), app.today)
            .map_err(|error| NotDone::NoRules(error.to_string()))?;
        let rules = Arc::new(rules);
        let kept = (engine, Arc::clone(&rules));
        self.inner.update_value(|inner| inner.rules = Some(kept));
        Ok(rules)
    }

    /// The store, opened if it is not, and opened again if its connection was lost.
    pub(super) async fn store(self) -> Result<Store, Fault> {
        if let Some(store) = self.inner.with_value(|inner| inner.store.clone()) {
            return Ok(store);
        }
        let store = Store::open(self.space).await?;
        self.inner
            .update_value(|inner| inner.store = Some(store.clone()));
        Ok(store)
    }
}
