//! What the user does with a colleague's copy, and with this tab's state where another tab has stored something else.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use shizu_casebook::merge::{Choice, Difference, RowDifference, difference};
use shizu_casebook::{Command, Workbook};
use shizu_rules::Lang;

use super::Page;
use super::merge::{Other, Work};
use super::state::{Tab, Waits};
use crate::markup::{Act, t};
use crate::workbook::{Beside, Fault, Stored};

impl Page {
    /// Does what concerns merging. Whether it did.
    pub(super) fn merge_act(self, act: &Act) -> bool {
        match &*act.name {
            "merge-file" => {
                if let Some(file) = act.files.as_ref().and_then(|files| files.get(0)) {
                    self.choose(file, true);
                }
            }
            "merge-choice" => self.with_merge(|work| work.choose(&act.arg, &act.value)),
            "merge-all" => self.with_merge(|work| {
                work.otherwise = Choice::from_code(&act.arg).unwrap_or(work.otherwise);
            }),
            "merge-close" => self.state.update(|state| state.merge = None),
            "merge-take" => self.merge(),
            _ => return false,
        }
        true
    }

    fn with_merge(self, change: impl FnOnce(&mut Work)) {
        self.state.update(|state| {
            if let Some(work) = &mut state.merge {
                change(work);
            }
        });
    }

    /// Where a notice led here: sets what this tab has beside what is stored.
    pub(super) fn led_to_merge(self) {
        let desk = self.app.desk();
        if !desk.take_merge() {
            return;
        }
        self.state.update(|state| {
            state.tab = Tab::Merge;
            state.merge = None;
        });
        desk.read_stored(self.app, move |beside| self.compare_stored(&beside));
    }

    /// Sets a copy beside the workbook.
    pub(super) fn compare(self, name: String, theirs: &Workbook) {
        let lang = self.lang();
        let desk = self.app.desk_untracked();
        match desk.with_untracked(|mine| difference(mine, theirs)) {
            Some(Ok(found)) => self.show(Other::Copy(name), found, Choice::Mine),
            Some(Err(refused)) => {
                let message = refused.message(lang);
                let import = false;
                self.wait(name, Vec::new(), Waits::Refused { message, import });
            }
            None => {}
        }
    }

    /// Sets what this tab has beside what is stored. Of a conflict this tab's side is taken unless something else is chosen: what is stored stays in the
    /// history, what is only here would be gone.
    fn compare_stored(self, beside: &Beside) {
        if self.state.is_disposed() {
            return;
        }
        let desk = self.app.desk_untracked();
        let found = desk.with_untracked(|own| difference(&beside.stored, own));
        if let Some(Ok(found)) = found {
            let marks = Box::new(beside.marks.clone());
            self.show(Other::Tab(marks), found, Choice::Theirs);
        }
    }

    fn show(self, other: Other, found: Difference, otherwise: Choice) {
        self.state.update(|state| {
            state.pending = None;
            state.merge = Some(Work {
                other,
                difference: Arc::new(found),
                choices: BTreeMap::new(),
                otherwise,
            });
        });
    }

    fn merge(self) {
        let Some(work) = self.state.with_untracked(|state| state.merge.clone()) else {
            return;
        };
        match &work.other {
            Other::Copy(name) => self.merge_copy(&work, name),
            Other::Tab(_) => {
                let desk = self.app.desk_untracked();
                desk.read_stored(self.app, move |beside| self.merge_tab(&work, beside));
            }
        }
    }

    fn merge_copy(self, work: &Work, name: &str) {
        let (app, lang) = (self.app, self.lang());
        let desk = app.desk_untracked();
        let command = desk.with_untracked(|mine| chosen(work, mine));
        let Some(command) = command.flatten() else {
            self.state.update(|state| state.merge = None);
            self.tell(
                t(lang, "按所选，没有要改的。", "As chosen, nothing changes.").to_owned(),
                false,
            );
            return;
        };
        match desk.run(app, command, name) {
            Ok(_) => {
                self.state.update(|state| state.merge = None);
                self.tell(
                    match lang {
                        Lang::Zh => format!("已合并“{name}”"),
                        Lang::En => format!("Merged `{name}`"),
                    },
                    true,
                );
            }
            Err(refused) => app.announce(refused.message(app)),
        }
    }

    /// Goes on from what is stored, with what was chosen of this tab; if either has changed since, shows the difference anew instead.
    fn merge_tab(self, work: &Work, beside: Beside) {
        let (app, lang) = (self.app, self.lang());
        if self.state.is_disposed() {
            return;
        }
        if !work.is_between(&beside.marks) {
            self.compare_stored(&beside);
            app.announce(t(
                lang,
                "其间又有修改，差异已重新列出，请再看一遍。",
                "Something was changed meanwhile: the differences are listed anew; look again.",
            ));
            return;
        }
        let desk = app.desk_untracked();
        let Some(command) = chosen(work, &beside.stored) else {
            self.state.update(|state| state.merge = None);
            // This tab has nothing that is not stored.
            return desk.reload();
        };
        let why = t(
            lang,
            "合并另一窗口未存入的修改",
            "merged what another window had not stored",
        );
        match desk.go_on_from(app, beside, command, why) {
            Ok(_) => {
                self.state.update(|state| state.merge = None);
                let words = t(
                    lang,
                    "已把本页的修改并入已存的内容",
                    "What this tab had is merged into what is stored",
                );
                self.tell(words.to_owned(), true);
            }
            Err(refused) => app.announce(refused.message(app)),
        }
    }

    /// Whether this tab has something that the browser refused because another has written since.
    pub(super) fn is_in_conflict(self) -> bool {
        let stored = self.app.desk().state().stored;
        matches!(stored, Stored::Refused(Fault::Moved { .. }))
    }
}

/// The command that takes over what was chosen.
fn chosen(work: &Work, mine: &Workbook) -> Option<Command> {
    let place = |row: &RowDifference| {
        let rows = work.difference.rows.iter();
        rows.enumerate()
            .find(|(_, known)| std::ptr::eq(*known, row))
            .map_or(usize::MAX, |(at, _)| at)
    };
    work.difference.command(mine, &|row, field| {
        work.choice(place(row), field.unwrap_or(""))
    })
}
