//! What the user does on the page.

use leptos::prelude::*;
use shizu_rules::Lang;

use super::Page;
use super::state::{Armed, Note, State, Tab, agreed};
use crate::markup::Act;
use crate::workbook::nothing_act;

impl Page {
    pub(super) fn act(self, act: &Act) {
        let app = self.app;
        if nothing_act(app, act)
            || self.import_act(act)
            || self.merge_act(act)
            || self.other_act(act)
        {
            return;
        }
        let sure = act.arg == "sure";
        match &*act.name {
            "open-file" => {
                if let Some(file) = act.files.as_ref().and_then(|files| files.get(0)) {
                    self.choose(file, false);
                }
            }
            "unseal" => self.unseal(),
            "pending-take" => self.take_pending(),
            "save-sealed" => self.save_sealed(),
            "save-plain" => self.save_plain(sure),
            "new-book" => app.book_panel.set(true),
            "close-book" => app.desk_untracked().close(app),
            "erase" if sure => self.erase(),
            "undo" => self.undo(),
            "export" => self.export(),
            "tab" if act.arg == "check" => {
                self.state.update(|state| state.tab = Tab::Check);
                self.check();
            }
            "pending-import" => self.import_pending(),
            name => self
                .state
                .update(|state| choose(state, name, &act.arg, &act.value)),
        }
    }

    pub(super) fn lang(self) -> Lang {
        self.app.lang.get_untracked()
    }

    /// Tells what was done, on the page and aloud.
    pub(super) fn tell(self, text: String, undo: bool) {
        self.app.announce(text.clone());
        self.state
            .update(|state| state.note = Some(Note { text, undo }));
    }

    fn undo(self) {
        let app = self.app;
        match app.desk_untracked().undo() {
            Ok(_) => {
                app.announce(app.pick("已撤销", "Undone"));
                self.state.update(|state| state.note = None);
            }
            Err(refused) => app.announce(refused.message(app)),
        }
    }

    fn erase(self) {
        let desk = self.app.desk_untracked();
        self.state.update(|state| state.armed = None);
        if let Some(line) = desk.state_untracked().line {
            desk.erase(self.app, line);
        }
    }

    /// Saves encrypted, with the passphrase typed twice.
    fn save_sealed(self) {
        let phrase = self.state.with_untracked(|state| agreed(&state.phrase));
        match phrase {
            Ok(phrase) => {
                self.state.update(|state| {
                    state.phrase = <[String; 2]>::default();
                    state.phrase_fault = None;
                    state.armed = None;
                });
                self.app.desk_untracked().save_sealed(self.app, phrase);
            }
            Err(fault) => self.state.update(|state| state.phrase_fault = Some(fault)),
        }
    }

    /// Saves without a passphrase; where the last file had one, only when that was confirmed.
    fn save_plain(self, sure: bool) {
        let desk = self.app.desk_untracked();
        if desk.state_untracked().is_sealed() && !sure {
            self.state.update(|state| state.armed = Some(Armed::Plain));
            return;
        }
        self.state.update(|state| state.armed = None);
        desk.save_file(self.app);
    }
}

/// The choices that change nothing but what is shown.
fn choose(state: &mut State, name: &str, arg: &str, value: &str) {
    match name {
        "tab" => {
            state.tab = Tab::from_word(arg).unwrap_or(state.tab);
            state.armed = None;
        }
        "note-close" => state.note = None,
        "pending-close" => {
            state.pending = None;
            state.key.clear();
        }
        "key" => value.clone_into(&mut state.key),
        "phrase" => {
            let at = usize::from(arg == "1");
            value.clone_into(&mut state.phrase[at]);
            state.phrase_fault = None;
        }
        "reveal" => state.reveal = value == "true",
        "erase" => state.armed = Some(Armed::Erase),
        "snap-delete" => state.armed = arg.parse().ok().map(Armed::Snapshot),
        "disarm" => state.armed = None,
        _ => {
            state.export.choose(name, value);
        }
    }
}
