//! What the user does with snapshots and with the self-check.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shizu_casebook::Workbook;
use shizu_casebook::merge::back_to;
use shizu_rules::Lang;

use super::{Page, check};
use crate::markup::{Act, t};
use crate::office;
use crate::workbook::{clock, estimate};

impl Page {
    /// Does what concerns these. Whether it did.
    pub(super) fn other_act(self, act: &Act) -> bool {
        match &*act.name {
            "snap-restore" => self.with_snapshot(&act.arg, Self::restore),
            "snap-save" => self.with_snapshot(&act.arg, Self::save_copy),
            "snap-delete-sure" => self.delete_snapshot(&act.arg),
            "check-again" => self.check(),
            _ => return false,
        }
        true
    }

    fn with_snapshot(self, revision: &str, done: fn(Self, &Workbook)) {
        if let Ok(revision) = revision.parse() {
            let desk = self.app.desk_untracked();
            desk.read_snapshot(self.app, revision, move |book| done(self, &book));
        }
    }

    fn delete_snapshot(self, revision: &str) {
        self.state.update(|state| state.armed = None);
        if let Ok(revision) = revision.parse() {
            let desk = self.app.desk_untracked();
            desk.drop_snapshot(self.app, revision);
        }
    }

    /// Brings the rows of an earlier state back, as a change.
    fn restore(self, then: &Workbook) {
        let (app, lang) = (self.app, self.lang());
        let desk = app.desk_untracked();
        let revision = then.revision();
        let Some(command) = desk.with_untracked(|now| back_to(now, then)).flatten() else {
            app.announce(t(
                lang,
                "内容与现在相同，不必恢复。",
                "It has the same content as now: there is nothing to restore.",
            ));
            return;
        };
        let words = match lang {
            Lang::Zh => format!("已恢复到第 {revision} 次修改后的内容"),
            Lang::En => format!("Restored as of revision {revision}"),
        };
        match desk.run(app, command, &words) {
            Ok(_) => self.tell(words, true),
            Err(refused) => app.announce(refused.message(app)),
        }
    }

    fn save_copy(self, then: &Workbook) {
        let name = format!("{} r{}.shizu", then.name(), then.revision());
        self.hand_over(&name, "application/json", then.to_json().as_bytes());
    }

    /// Looks at the browser; what takes a moment is added when it is known.
    pub(super) fn check(self) {
        let (app, desk) = (self.app, self.app.desk_untracked());
        let newest = desk.with_untracked(|book| {
            let last = book.entry(book.revision());
            last.map(|entry| entry.at().to_owned())
        });
        let newest = newest.flatten();
        let lines = check::look(newest.as_deref(), &clock::now());
        self.state.update(|state| state.checks = lines);
        spawn_local(async move {
            let found = estimate().await;
            let persistent = desk.state_untracked().persistent;
            self.add(check::room(&found, persistent));
        });
        office::seal(app, b"shizu".to_vec(), "shizu".to_owned(), move |sealed| {
            if let Err(refusal) = sealed {
                self.add(check::office(Some(refusal.says)));
                return;
            }
            let sealed = sealed.unwrap_or_default();
            office::open(app, sealed, "shizu".to_owned(), move |opened| {
                self.add(check::office(opened.err().map(|refusal| refusal.says)));
            });
        });
    }

    fn add(self, line: check::Line) {
        if self.state.is_disposed() {
            return;
        }
        self.state.update(|state| {
            state.checks.retain(|known| known.what != line.what);
            state.checks.push(line);
        });
    }
}
