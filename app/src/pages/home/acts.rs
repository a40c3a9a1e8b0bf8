//! What the user does on the page.

use leptos::prelude::*;
use shizu_casebook::checklist::{Begin, into_ledger};
use shizu_casebook::today::{CLOCK_SETTING, Deed, Section};
use shizu_casebook::{Command, Kind};
use shizu_rules::Lang;
use shizu_rules::monitor::Period;
use shizu_rules::vocabulary::{CheckList, InformationTier, Term};

use super::state::{News, State, read_scope};
use super::{Page, meeting, nothing_act, words};
use crate::markup::{Act, t};
use crate::workbook::clock;
use crate::{files, office};

/// Time for the page to be drawn.
const DRAWN: std::time::Duration = std::time::Duration::from_millis(50);

impl Page {
    pub(super) fn act(self, act: &Act) {
        if nothing_act(self.app, act) {
            return;
        }
        let (name, arg) = act.name.split_once(':').unwrap_or((&act.name, &act.arg));
        match name {
            "deed" => self.deed(arg),
            "open" => self.open(arg),
            "open-row" => self.open_row(arg),
            "clock" => self.choose_clock(&act.value),
            "undo" => self.undo(),
            "all-seen" => {
                self.see_all();
                self.state.update(|state| state.seen = u64::MAX);
            }
            "docx" if self.may_go() => self.write_document(),
            // When what is printed is drawn. A browser without printing has its own menu.
            "print" if self.may_go() => set_timeout(|| drop(window().print()), DRAWN),
            "docx" | "print" => {}
            "check-begin" => self.begin(),
            "outcome" => {
                let cells = [("outcome", act.value.as_str())];
                self.run(Command::set(Kind::Check, arg, &cells), "", None);
            }
            "into" => self.into_ledger(arg),
            _ => self
                .state
                .update(|state| choose(state, name, arg, &act.value)),
        }
    }

    fn lang(self) -> Lang {
        self.app.lang.get_untracked()
    }

    /// Runs a command; what was done is noted, what was not is said.
    fn run(self, command: Command, why: &str, note: Option<String>) -> bool {
        match self.app.desk_untracked().run(self.app, command, why) {
            Ok(_) => {
                if let Some(note) = &note {
                    self.app.announce(note.clone());
                }
                self.state.update(|state| state.note = note);
                true
            }
            Err(refused) => {
                self.app.announce(refused.message(self.app));
                false
            }
        }
    }

    /// The one thing to do about a line.
    fn deed(self, key: &str) {
        let (app, lang) = (self.app, self.lang());
        let item = self.today.with_untracked(|today| {
            let today = today.as_ref()?;
            today.find(key).cloned()
        });
        let Some(item) = item else {
            return;
        };
        let who = app.desk_untracked().who();
        // A task may be nobody's yet; a review and a take-over are somebody's.
        if who.is_empty() && !matches!(item.deed, Deed::Task(_)) {
            app.announce(t(
                lang,
                "请先在“工作簿”中写下您的姓名：是谁办的要记下来。",
                "Say who you are first, under \"Workbook\": it is noted who did it.",
            ));
            app.book_panel.set(true);
            return;
        }
        if let Some(command) = item.command(&who, app.today, lang) {
            self.run(command, "", Some(words::done(&item, lang)));
        }
    }

    /// Opens the row, or the task, of a line in the ledger.
    fn open(self, key: &str) {
        let row = self.today.with_untracked(|today| {
            let item = today.as_ref()?.find(key)?;
            match &item.deed {
                Deed::HasTask(task) => Some((Kind::Task, task.clone())),
                _ => item.row.clone(),
            }
        });
        if let Some((kind, row)) = row {
            self.app.desk_untracked().lead_to(kind, &row);
        }
    }

    fn open_row(self, arg: &str) {
        if let Some((kind, row)) = arg.split_once(':')
            && let Some(kind) = Kind::from_code(kind)
        {
            self.app.desk_untracked().lead_to(kind, row);
        }
    }

    /// Another clue clock, or none, for this workbook.
    fn choose_clock(self, id: &str) {
        let there = self.app.desk_untracked().with_untracked(|book| {
            let settings = book.register(Kind::Setting);
            settings.find(CLOCK_SETTING).is_some()
        });
        let cells = [("value", id)];
        let command = if there == Some(true) {
            Command::set(Kind::Setting, CLOCK_SETTING, &cells)
        } else {
            Command::add(Kind::Setting, CLOCK_SETTING, &cells)
        };
        let note = t(
            self.lang(),
            "已换线索时钟。",
            "Another clue clock is in use.",
        );
        self.run(command, "", Some(note.to_owned()));
    }

    fn undo(self) {
        let said = match self.app.desk_untracked().undo() {
            Ok(_) => t(self.lang(), "已撤销。", "Undone.").to_owned(),
            Err(refused) => refused.message(self.app),
        };
        self.state.update(|state| state.note = None);
        self.app.announce(said);
    }

    /// Has the papers written as a document.
    fn write_document(self) {
        let (app, lang) = (self.app, self.lang());
        let Some(paper) = self.paper.get_untracked() else {
            return;
        };
        let name = self
            .state
            .with_untracked(|state| meeting::file_name(state, lang));
        let document = paper.document(lang);
        office::write_document(app, document, move |written| match written {
            Ok(bytes) if files::save(&name, office::DOCX, &bytes) => {
                app.announce(app.pick("文档已下载。", "The document has been downloaded."));
            }
            Ok(_) => app.announce(app.pick(
                "浏览器没有保存文件，请检查下载设置后再试。",
                "The browser did not save the file; check its download settings and try again.",
            )),
            Err(refusal) => app.announce(office::words(app.lang.get_untracked(), &refusal)),
        });
    }

    /// Writes the items of the chosen list into the register.
    fn begin(self) {
        let (app, lang) = (self.app, self.lang());
        let typed = self.state.with_untracked(|state| state.begin.clone());
        let fault = fault(&typed);
        self.state.update(|state| state.fault = fault);
        let Ok(on) = typed.on.parse() else {
            return;
        };
        if fault.is_some() {
            return;
        }
        let meeting = if typed.list == CheckList::Meeting {
            typed.meeting.trim().to_owned()
        } else {
            String::new()
        };
        let body = typed.body.trim().to_owned();
        let begin = Begin {
            list: typed.list,
            body: body.clone(),
            meeting: meeting.clone(),
            on,
            checker: app.desk_untracked().who(),
            lang,
        };
        let engine = app.engines.get_untracked();
        let note = match lang {
            Lang::Zh => format!("已开始检查：{body}"),
            Lang::En => format!("Check begun: {body}"),
        };
        if self.run(begin.command(engine.rulebook()), "", Some(note)) {
            let name = [typed.list.code(), &body, &meeting, &on.to_string()].join("\u{1f}");
            self.state.update(|state| state.check = name);
        }
    }

    /// Takes what an item found into a register of the ledger.
    fn into_ledger(self, arg: &str) {
        let Some((into, row)) = arg.split_once(':') else {
            return;
        };
        let (app, lang) = (self.app, self.lang());
        let kind = Kind::from_code(into).unwrap_or(Kind::Finding);
        let typed = self
            .state
            .with_untracked(|state| state.problems.get(row).cloned());
        let command = app.desk_untracked().with_untracked(|book| {
            let found = book.register(Kind::Check).find(row)?;
            let problem = typed.as_deref().unwrap_or(found.get("problem")).trim();
            if problem.is_empty() {
                return Some(None);
            }
            into_ledger(book, found, kind, problem, clock::today(), lang).map(Some)
        });
        match command.flatten() {
            Some(Some(command)) => {
                let note = match lang {
                    Lang::Zh => format!("已转入{}台账，来处已写明。", kind.label(lang)),
                    Lang::En => format!(
                        "Taken into the register of {}s, with its origin.",
                        kind.label(lang)
                    ),
                };
                let why = t(lang, "清单检查发现", "found by a checklist");
                if self.run(command, why, Some(note)) {
                    self.state.update(|state| {
                        state.problems.remove(row);
                    });
                }
            }
            Some(None) => app.announce(t(
                lang,
                "请先写明发现了什么问题。",
                "Write down first what was found.",
            )),
            None => {}
        }
    }
}

/// What is missing to begin a check.
fn fault(typed: &super::state::Beginning) -> Option<[&'static str; 2]> {
    if typed.body.trim().is_empty() {
        Some(["请写明被监督单位。", "Name the unit."])
    } else if typed.list == CheckList::Meeting && typed.meeting.trim().is_empty() {
        Some(["请写明是什么会议。", "Name the meeting."])
    } else if typed.on.parse::<chrono::NaiveDate>().is_err() {
        Some(["请选日期。", "Choose the date."])
    } else {
        None
    }
}

/// What changes the page only.
fn choose(state: &mut State, name: &str, arg: &str, value: &str) {
    if state.recipient.choose(name, value) {
        return;
    }
    if matches!(name, "office" | "quarter" | "tier") {
        // Other papers: the log does not know of them.
        state.recipient.logged = false;
    }
    match name {
        "tab" => state.choose_tab(arg),
        "mine" => state.mine = value == "true",
        "scope" => state.scope = read_scope(value),
        "only" => state.only = Section::from_code(arg),
        "everything" => {
            state.mine = false;
            state.scope = read_scope("");
            state.only = None;
        }
        "whole" => state.whole.extend(Section::from_code(arg)),
        "pick" if state.picked == arg => state.picked.clear(),
        "pick" => arg.clone_into(&mut state.picked),
        "news" if arg == "week" => state.news = News::Week,
        "news" => state.news = News::SinceSeen,
        "note-close" => state.note = None,
        "office" => value.clone_into(&mut state.order.office),
        "quarter" => {
            if let Ok(quarter) = Period::parse(value) {
                state.order.quarter = quarter;
            }
        }
        "tier" => {
            if let Some(tier) = InformationTier::from_code(value) {
                state.order.tier = tier;
            }
        }
        "check-list" => {
            if let Some(list) = CheckList::from_code(value) {
                state.begin.list = list;
            }
        }
        "check-body" => value.clone_into(&mut state.begin.body),
        "check-meeting" => value.clone_into(&mut state.begin.meeting),
        "check-on" => value.clone_into(&mut state.begin.on),
        "check" if state.check == arg => state.check.clear(),
        "check" => arg.clone_into(&mut state.check),
        "problem" => {
            state.problems.insert(arg.to_owned(), value.to_owned());
        }
        _ => {}
    }
}
