//! Files that come in, and what is kept of them.

use leptos::prelude::*;
use shizu_rules::Lang;

use super::super::as_text;
use super::sheet::{self, Found, Sheet};
use super::{Class, SET, SHEETS};
use crate::drafts;
use crate::files;
use crate::training::kept::{Kept, NotKept};

/// Largest file that is looked into, in bytes; a result has some thousands.
const MOST: f64 = 20_000_000.0;

/// How files of one choice fare.
#[derive(Clone, Copy, Default)]
struct Tally {
    files: usize,
    taken: usize,
    known: usize,
}

impl Class {
    /// Reads files one after the other; what each is comes out then.
    pub(super) fn import(self, files: Vec<web_sys::File>) {
        if files.is_empty() {
            return;
        }
        self.state.update(|state| {
            state.problems.clear();
            state.said = None;
        });
        let (done, of) = (StoredValue::new(Tally::default()), files.len());
        for file in files {
            if file.size() > MOST {
                let why = self.app.pick(
                    "文件超过 20 MB，不像是成绩文件。",
                    "The file is larger than 20 MB, which no result is.",
                );
                self.refuse(&file.name(), why);
                self.one_done(done, of, [0, 0]);
                continue;
            }
            files::read(&file, move |name, bytes| {
                if self.state.is_disposed() {
                    return;
                }
                let counts = match as_text(bytes, self.app.lang.get_untracked()) {
                    Ok(text) => self.take(&name, &text),
                    Err(why) => {
                        self.refuse(&name, why);
                        [0, 0]
                    }
                };
                self.one_done(done, of, counts);
            });
        }
    }

    /// Counts files, and of each how many results are new and how many were there; after the last one all is kept, graded and told.
    fn one_done(self, done: StoredValue<Tally>, of: usize, [new, old]: [usize; 2]) {
        let tally = done.try_update_value(|tally| {
            tally.files += 1;
            tally.taken += new;
            tally.known += old;
            *tally
        });
        let Some(Tally { taken, known, .. }) = tally.filter(|tally| tally.files == of) else {
            return;
        };
        let said = match (self.app.lang.get_untracked(), known) {
            (Lang::Zh, 0) => format!("已导入{taken}份成绩。"),
            (Lang::Zh, _) => format!("已导入{taken}份成绩；另有{known}份已在表中，没有重复计入。"),
            (Lang::En, 0) => format!("Results imported: {taken}."),
            (Lang::En, _) => {
                format!("Results imported: {taken}; already here and not counted twice: {known}.")
            }
        };
        self.state.update(|state| state.said = Some(said));
        self.keep();
        self.grade();
    }

    fn refuse(self, name: &str, why: &str) {
        let colon = self.app.pick("：", ": ");
        let problem = format!("{name}{colon}{why}");
        self.state.update(|state| state.problems.push(problem));
    }

    /// Takes the content of a file: how many results are new, and how many were there already.
    fn take(self, name: &str, text: &str) -> [usize; 2] {
        let lang = self.app.lang.get_untracked();
        match sheet::tell(name, text, lang) {
            Found::Sheets(sheets) => self.take_sheets(sheets),
            Found::Scenario(text) => {
                self.take_scenario(name, &text);
                [0, 0]
            }
            Found::Set(set) => {
                for scenario in &set.scenarios {
                    if let Some(text) = &scenario.text {
                        self.take_scenario(&format!("{}.toml", scenario.id), text);
                    }
                }
                drafts::save(self.app, SET, &set.write());
                self.state.update(|state| state.set = Some(*set));
                [0, 0]
            }
            Found::Nothing(why) => {
                self.refuse(name, &why);
                [0, 0]
            }
        }
    }

    fn take_sheets(self, sheets: Vec<Sheet>) -> [usize; 2] {
        let mut counts = [0, 0];
        self.state.update(|state| {
            for sheet in sheets {
                if state.sheets.iter().any(|known| known.id == sheet.id) {
                    counts[1] += 1;
                    continue;
                }
                self.queue
                    .update_value(|queue| queue.push_back(state.sheets.len()));
                state.sheets.push(sheet);
                counts[0] += 1;
            }
        });
        counts
    }

    /// Puts a scenario on the shelf, which grades anew.
    fn take_scenario(self, name: &str, text: &str) {
        let lang = self.app.lang.get_untracked();
        if let Err(findings) = self.library.add(name, text) {
            // They name the file themselves, with line and column.
            let told = findings.iter().map(|finding| finding.message(lang));
            self.state.update(|state| state.problems.extend(told));
        }
    }

    /// Puts the draft of a scenario on the shelf; whether there is one that can be played.
    pub(super) fn take_draft(self, id: &str) -> bool {
        let draft = self.write.draft_of(id);
        draft.is_some_and(|(file, text)| self.library.add(&file, &text).is_ok())
    }

    /// Keeps all sheets. What another tab has kept meanwhile is taken in.
    pub(super) fn keep(self) {
        let text = |this: Self| {
            this.state
                .with_untracked(|state| sheet::kept(&state.sheets))
        };
        let mut kept = self.kept.get_value();
        let mut done = kept.save(&text(self));
        if done == Err(NotKept::Elsewhere) {
            kept = Kept::open(SHEETS);
            let (others, _) = kept.text().map(sheet::from_kept).unwrap_or_default();
            self.take_sheets(others);
            done = kept.save(&text(self));
        }
        self.kept.set_value(kept);
        self.state.update(|state| state.refused = done.is_err());
    }
}
