//! What the user does with a table that comes in.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use shizu_casebook::import::{Import, Known, Mapping, Plan};
use shizu_casebook::{Command, Kind};
use shizu_formats::Table;
use shizu_office::{Book, Cell};
use shizu_rules::Lang;

use super::Page;
use super::import::Loaded;
use crate::markup::{Act, t};
use crate::workbook::NotDone;
use crate::{files, office};

/// Rows looked at before the page gets its turn.
const SLICE: usize = 2_000;

/// Time for the page to be drawn.
const DRAWN: Duration = Duration::from_millis(50);

/// Settings of the workbook under which mappings are kept, one per register and header.
const REMEMBERED: &str = "mapping.";

impl Page {
    /// Does what concerns the import. Whether it did.
    pub(super) fn import_act(self, act: &Act) -> bool {
        match &*act.name {
            "im-file" => {
                if let Some(file) = act.files.as_ref().and_then(|files| files.get(0)) {
                    self.read_rows(&file);
                }
            }
            "im-kind" => {
                self.state
                    .update(|state| state.import.kind = Kind::from_code(&act.value));
                self.map_again();
            }
            "im-known" => {
                let known = if act.value == "skip" {
                    Known::Skip
                } else {
                    Known::Update
                };
                self.state.update(|state| state.import.known = known);
                self.try_rows();
            }
            "im-col" => {
                let code = Some(&*act.value).filter(|code| !code.is_empty());
                self.map_column(&act.arg, code);
            }
            "im-col-near" => {
                if let Some((at, code)) = act.arg.split_once(':') {
                    self.map_column(at, Some(code));
                }
            }
            "im-cancel" | "im-close" => self.state.update(|state| {
                let work = &mut state.import;
                work.run += 1;
                work.table = None;
                work.plan = None;
                work.progress = None;
            }),
            "im-errors" => self.write_refused(),
            "im-take" => self.take_rows(),
            _ => return false,
        }
        true
    }

    fn read_rows(self, file: &web_sys::File) {
        files::read(file, move |name, bytes| {
            if self.state.is_disposed() {
                return;
            }
            let lang = self.lang();
            match bytes {
                Some(bytes) => self.rows_of(name, bytes),
                None => self.not_read(
                    t(
                        lang,
                        "浏览器没有读出这个文件，请重新选择。",
                        "The browser could not read this file; choose it again.",
                    )
                    .to_owned(),
                ),
            }
        });
    }

    /// Reads a file's bytes as a table, and begins the dry run.
    pub(super) fn rows_of(self, name: String, bytes: Vec<u8>) {
        let app = self.app;
        office::read(app, bytes, move |found| {
            if self.state.is_disposed() {
                return;
            }
            let lang = match self.lang() {
                Lang::Zh => shizu_formats::Lang::Zh,
                Lang::En => shizu_formats::Lang::En,
            };
            match found {
                Ok(table) => self.got(name, table),
                Err(issue) => self.not_read(issue.message(lang)),
            }
        });
    }

    fn not_read(self, fault: String) {
        self.state.update(|state| {
            let work = &mut state.import;
            work.run += 1;
            work.table = None;
            work.plan = None;
            work.fault = Some(fault);
        });
    }

    fn got(self, name: String, table: Table) {
        let kind = self.state.with_untracked(|state| state.import.register());
        let (mapping, remembered) = self.mapping(kind, table.columns.names());
        self.state.update(|state| {
            let work = &mut state.import;
            work.fault = None;
            work.table = Some(Loaded {
                name,
                table: Arc::new(table),
                mapping,
                remembered,
            });
        });
        self.try_rows();
    }

    /// The mapping remembered for this header, or what the names say; and whether it was remembered.
    fn mapping(self, kind: Kind, names: &[String]) -> (Mapping, bool) {
        let desk = self.app.desk_untracked();
        let kept = desk.with_untracked(|book| {
            let row = book.register(Kind::Setting).find(&setting(kind, names))?;
            let value = serde_json::from_str(row.get("value")).ok()?;
            Mapping::from_json(&value).filter(|mapping| mapping.kind == kind && mapping.fits(names))
        });
        match kept.flatten() {
            Some(mapping) => (mapping, true),
            None => (Mapping::guess(kind, names), false),
        }
    }

    fn map_again(self) {
        let names = self.state.with_untracked(|state| {
            let loaded = state.import.table.as_ref()?;
            Some((
                state.import.register(),
                loaded.table.columns.names().to_vec(),
            ))
        });
        let Some((kind, names)) = names else { return };
        let (mapping, remembered) = self.mapping(kind, &names);
        self.state.update(|state| {
            if let Some(loaded) = &mut state.import.table {
                (loaded.mapping, loaded.remembered) = (mapping, remembered);
            }
        });
        self.try_rows();
    }

    fn map_column(self, at: &str, code: Option<&str>) {
        self.state.update(|state| {
            if let (Some(loaded), Ok(at)) = (&mut state.import.table, at.parse()) {
                loaded.mapping.set(at, code);
                loaded.remembered = false;
            }
        });
        self.try_rows();
    }

    /// The dry run, a slice at a time.
    fn try_rows(self) {
        let begun = self.state.try_update(|state| {
            let work = &mut state.import;
            work.run += 1;
            work.plan = None;
            let loaded = work.table.as_ref()?;
            work.progress = Some(0);
            let import = Import::new(loaded.mapping.clone(), work.known);
            Some((import, Arc::clone(&loaded.table), work.run))
        });
        if let Some((import, table, run)) = begun.flatten() {
            self.slice(import, table, 0, run);
        }
    }

    fn slice(self, mut import: Import, table: Arc<Table>, from: usize, run: u64) {
        let overtaken = || {
            self.state.is_disposed() || self.state.with_untracked(|state| state.import.run) != run
        };
        if overtaken() {
            return;
        }
        let until = (from + SLICE).min(table.records.len());
        let looked = self.app.desk_untracked().with_untracked(|book| {
            for at in from..until {
                if let Some(record) = table.records.get(at) {
                    import.row(book, record.row(), &|column| {
                        record.get(column).unwrap_or_default()
                    });
                }
            }
        });
        if looked.is_none() {
            return;
        }
        if until < table.records.len() {
            self.state
                .update(|state| state.import.progress = Some(until));
            set_timeout(
                move || self.slice(import, table, until, run),
                Duration::from_millis(0),
            );
            return;
        }
        self.state.update(|state| {
            state.import.progress = None;
            state.import.plan = Some(Arc::new(import.finish()));
        });
    }

    fn plan(self) -> Option<Arc<Plan>> {
        self.state.with_untracked(|state| state.import.plan.clone())
    }

    /// Says that the rows are being taken over, and when that is drawn, does it.
    fn take_rows(self) {
        let begun = self.state.try_update(|state| {
            let work = &mut state.import;
            let plan = work.plan.take_if(|plan| plan.command.is_some())?;
            let loaded = work.table.take()?;
            work.taking = Some(plan.added + plan.changed);
            Some((plan, loaded))
        });
        if let Some((plan, loaded)) = begun.flatten() {
            set_timeout(move || self.take_over(plan, loaded), DRAWN);
        }
    }

    /// Takes the rows over, as one change, also when the user has gone to another page meanwhile.
    fn take_over(self, plan: Arc<Plan>, loaded: Loaded) {
        let (app, lang) = (self.app, self.lang());
        // The rows themselves, not a copy of them.
        let mut plan = Arc::unwrap_or_clone(plan);
        let Some(command) = plan.command.take() else {
            return;
        };
        // First, so that one undo takes back the rows.
        self.remember(&plan.mapping);
        let name = loaded.name.clone();
        let done = app.desk_untracked().run(app, command, &name);
        let here = !self.state.is_disposed();
        if here {
            self.state.update(|state| state.import.taking = None);
        }
        let (added, changed) = (plan.added, plan.changed);
        let words = match lang {
            Lang::Zh => format!("已从“{name}”导入：新增 {added} 行，更新 {changed} 行"),
            Lang::En => format!("Imported from `{name}`: {added} added, {changed} changed"),
        };
        match done {
            Ok(_) if here => self.tell(words, true),
            Ok(_) => app.announce(words),
            Err(refused) => {
                app.announce(refused.message(app));
                // Done as soon as the user has said who they are.
                if here && !matches!(refused, NotDone::AsksWho) {
                    self.state.update(|state| state.import.table = Some(loaded));
                    self.try_rows();
                }
            }
        }
    }

    /// Keeps a mapping in the workbook, unless it says no more than the names do.
    fn remember(self, mapping: &Mapping) {
        let names: Vec<String> = mapping
            .columns
            .iter()
            .map(|column| column.name.clone())
            .collect();
        let same = |one: &Mapping, other: &Mapping| one.to_json() == other.to_json();
        let (known, _) = self.mapping(mapping.kind, &names);
        if same(&known, mapping) {
            return;
        }
        let (app, desk) = (self.app, self.app.desk_untracked());
        let id = setting(mapping.kind, &names);
        let value = mapping.to_json().to_string();
        let cells = [("value", &*value)];
        let there = desk.with_untracked(|book| book.register(Kind::Setting).find(&id).is_some());
        let command = if there == Some(true) {
            Command::set(Kind::Setting, &id, &cells)
        } else {
            Command::add(Kind::Setting, &id, &cells)
        };
        // If it is not kept, the next import asks again.
        let _ = desk.run(app, command, "");
    }

    /// The refused rows as a workbook, each with its reasons in a last column.
    fn write_refused(self) {
        let Some(plan) = self.plan() else { return };
        let lang = self.lang();
        let (header, rows) = plan.errors(lang);
        let header: Vec<&str> = header.iter().map(String::as_str).collect();
        let mut book = Book::new();
        book.sheet(t(lang, "有误的行", "refused rows"), &header);
        for row in &rows {
            book.row(row.iter().map(|cell| Cell::Text(cell)));
        }
        self.write_book(
            book,
            t(lang, "有误的行.xlsx", "refused-rows.xlsx").to_owned(),
        );
    }
}

/// Id of the setting that keeps a mapping: the register, and a number for the header.
fn setting(kind: Kind, names: &[String]) -> String {
    // FNV-1a over the names and what separates them; that the header fits is looked at again when it is read.
    let bytes = names.iter().flat_map(|name| name.bytes().chain([0]));
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{REMEMBERED}{}.{hash:016x}", kind.code())
}
