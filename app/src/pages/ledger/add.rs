//! A new row, on top of the table: the fields that matter first; Enter adds it and stays for the next.

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_casebook::{Command, FieldType, Kind, Lang, Workbook};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use super::state::{Adding, Panel, State, asked_first, required, text_of};
use super::table::control;
use super::{Page, panels};
use crate::markup::{Act, focus_drawn, t};
use crate::workbook::clock;

impl Page {
    /// Begins a new row: with today where a row begins with a day, and with what the row before had where that is likely.
    pub fn begin_adding(self) {
        if !self.may_write() {
            return;
        }
        let adding = fresh(self.kind(), None);
        self.state.update(|state| {
            state.adding = Some(adding);
            state.panel = Panel::None;
        });
        self.focus_first();
    }

    fn focus_first(self) {
        let kind = self.kind();
        let first = self.state.with_untracked(|state| {
            let cells = state.adding.as_ref().map(|adding| &adding.cells);
            let empty = |code: &&&str| {
                let field = kind.field(code);
                field.is_some_and(|field| {
                    cells.is_some_and(|cells| text_of(cells, field).is_empty())
                })
            };
            asked_first(kind).iter().find(empty).copied()
        });
        focus_drawn(format!("ledger-new-{}", first.unwrap_or("id")));
    }

    fn add(self) {
        let kind = self.kind();
        let Some(adding) = self.state.with_untracked(|state| state.adding.clone()) else {
            return;
        };
        let lang = self.app.lang.get_untracked();
        let fault = match missing(kind, &adding, lang) {
            Some(words) => Some(words),
            None => self.try_run(command(kind, &adding), "").err(),
        };
        if fault.is_some() {
            self.state
                .update(|state| state.adding = Some(Adding { fault, ..adding }));
            return;
        }
        let again = fresh(kind, Some(&adding));
        self.state.update(|state| state.adding = Some(again));
        self.app.announce(self.app.pick(
            "已新增，可接着录入下一条。",
            "Added; the next one can follow.",
        ));
        self.focus_first();
    }
}

/// A new row to be written. Dates and the choices of codes are taken from the row before: they come in batches.
fn fresh(kind: Kind, before: Option<&Adding>) -> Adding {
    let today = clock::today().to_string();
    let fields = asked_first(kind).iter().filter_map(|code| kind.field(code));
    let cells = fields.filter_map(|at| {
        let holds = kind.fields().get(at)?.holds;
        let kept = before
            .map(|before| text_of(&before.cells, at))
            .filter(|text| !text.is_empty());
        let text = match (holds, kept) {
            (FieldType::Date | FieldType::Code(_), Some(kept)) => kept.to_owned(),
            (FieldType::Date, None) if before.is_none() && at <= 2 => today.clone(),
            _ => return None,
        };
        Some((at, text))
    });
    Adding {
        cells: cells.collect(),
        ..Adding::default()
    }
}

fn missing(kind: Kind, adding: &Adding, lang: Lang) -> Option<String> {
    let fields = required(kind).iter().filter_map(|code| kind.field(code));
    let labels: Vec<&str> = fields
        .filter(|field| text_of(&adding.cells, *field).trim().is_empty())
        .filter_map(|field| kind.fields().get(field))
        .map(|field| field.label(lang))
        .collect();
    let labels = (!labels.is_empty()).then(|| labels.join(t(lang, "、", ", ")));
    labels.map(|labels| format!("{}{labels}", t(lang, "还缺：", "Still missing: ")))
}

fn command(kind: Kind, adding: &Adding) -> Command {
    let cells = adding.cells.iter().filter_map(|(field, text)| {
        let field = kind.fields().get(*field)?;
        (!text.is_empty()).then(|| (field.code.to_owned(), text.clone()))
    });
    Command::Add {
        kind,
        id: adding.id.trim().to_owned(),
        cells: cells.collect(),
    }
}

/// The form.
pub fn form(book: &Workbook, state: &State, adding: &Adding, lang: Lang) -> Markup {
    let kind = state.kind;
    let needed = required(kind);
    html! {
        section class="ledger-add no-print" aria-label={ (t(lang, "新增", "New ")) (kind.label(lang)) } {
            div class="fields" {
                p class="labelled" {
                    label for="ledger-new-id" { (t(lang, "编号", "id")) }
                    input id="ledger-new-id" class="field" type="text" autocomplete="off" value=(adding.id) data-do="new-id"
                        placeholder=(t(lang, "自动编号", "given by itself"));
                }
                @for code in asked_first(kind) {
                    @if let Some((at, field)) = kind.field(code).and_then(|at| Some((at, kind.fields().get(at)?))) {
                        p class={ "labelled ledger-new-" (width_class(field.holds)) } {
                            label for={ "ledger-new-" (code) } {
                                (field.label(lang))
                                @if needed.contains(code) { span class="ledger-needed" { (t(lang, "（必填）", " (needed)")) } }
                            }
                            (control(book, field, &format!("ledger-new-{code}"), text_of(&adding.cells, at), "new-cell", code, false, lang))
                        }
                    }
                }
                p class="labelled" {
                    button type="button" class="button primary" id="ledger-new-add" data-do="new-add" { (t(lang, "新增（Enter）", "Add (Enter)")) }
                    " "
                    button type="button" class="button quiet" data-do="new-done" { (t(lang, "收起（Esc）", "Done (Esc)")) }
                }
            }
            @if let Some(fault) = &adding.fault { p class="ledger-problem" role="alert" { (fault) } }
        }
    }
}

fn width_class(holds: FieldType) -> &'static str {
    match holds {
        FieldType::LongText => "long",
        _ => "short",
    }
}

/// Enter adds the row, Escape is done with adding; in the search, arrow down leads into the table.
pub fn keyed(page: Page, event: &KeyboardEvent) {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let Some(target) = target.filter(|_| !event.is_composing() && event.key_code() != 229) else {
        return;
    };
    let id = target.id();
    let in_form = id.starts_with("ledger-new-") && target.tag_name() != "BUTTON";
    match &*event.key() {
        "Enter" if in_form && !event.shift_key() => page.add(),
        "Escape" if in_form => {
            page.state.update(|state| state.adding = None);
            page.scroll.focus();
        }
        "ArrowDown" | "Enter" if id == "ledger-search" => page.scroll.focus(),
        "Enter" if id == "ledger-view-name" => {
            panels::act(
                page,
                &Act {
                    name: "view-save".to_owned(),
                    ..Act::default()
                },
            );
        }
        _ => return,
    }
    event.prevent_default();
}

/// What was done in the form. Whether it was something of it.
pub fn act(page: Page, act: &Act) -> bool {
    match &*act.name {
        "new" => page.begin_adding(),
        "new-add" => page.add(),
        "new-done" => {
            page.state.update(|state| state.adding = None);
            page.scroll.focus();
        }
        "new-id" => page.state.update(|state| {
            if let Some(adding) = &mut state.adding {
                adding.id.clone_from(&act.value);
            }
        }),
        "new-cell" => {
            if let Some(field) = page.kind().field(&act.arg) {
                page.state.update(|state| {
                    if let Some(adding) = &mut state.adding {
                        State::put(&mut adding.cells, field, act.value.clone());
                        adding.fault = None;
                    }
                });
            }
        }
        _ => return false,
    }
    true
}

#[cfg(test)]
mod tests {
    use super::{Adding, Kind, Lang, command, missing};
    use shizu_casebook::Command;

    #[test]
    fn what_is_missing_is_named() {
        let mut adding = Adding::default();
        assert_eq!(
            missing(Kind::Matter, &adding, Lang::Zh).as_deref(),
            Some("还缺：收到日期、反映问题摘要")
        );
        for code in ["received", "summary"] {
            adding
                .cells
                .push((Kind::Matter.field(code).unwrap(), "x".into()));
        }
        assert_eq!(missing(Kind::Matter, &adding, Lang::Zh), None);
    }

    #[test]
    fn only_what_was_written_is_set() {
        let adding = Adding {
            id: " X-1 ".into(),
            cells: vec![
                (Kind::Matter.field("summary").unwrap(), "虚构".into()),
                (Kind::Matter.field("person").unwrap(), String::new()),
            ],
            fault: None,
        };
        let expected = Command::add(Kind::Matter, "X-1", &[("summary", "虚构")]);
        assert_eq!(command(Kind::Matter, &adding), expected);
    }
}
