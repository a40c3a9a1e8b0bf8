//! Changing many rows at once: one entry, with a reason, and a way back.

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_casebook::{Command, Kind, Lang, Workbook};

use super::state::{Bulk, State, is_written};
use super::table::{cell_text, control, shorten};
use super::{Page, reroute};
use crate::markup::{Act, faults, focus_drawn, t};

/// The bar under the table while rows are selected.
pub fn bar(page: Page, book: &Workbook, state: &State, lang: Lang) -> Markup {
    if state.selected.is_empty() {
        return html! {};
    }
    let reading = page.app.desk().state().reading;
    let count = state.selected.len();
    html! {
        section class="ledger-bulk no-print" id="ledger-bulk" aria-label=(t(lang, "对所选各行", "For the rows selected")) {
            p class="ledger-bulk-head" {
                b id="ledger-selected" {
                    @match lang {
                        Lang::Zh => { "已选 " (count) " 条" }
                        Lang::En => { (count) " selected" }
                    }
                }
                @if !reading {
                    button type="button" class="button" id="ledger-bulk-set" data-do="bulk-set" { (t(lang, "统一修改…", "Set a field …")) }
                    @if state.kind == Kind::Matter {
                        button type="button" class="button" id="ledger-bulk-route" data-do="bulk-route" { (t(lang, "按规则分办", "Route by the rules")) }
                    }
                    button type="button" class="button" id="ledger-bulk-remove" data-do="bulk-remove" { (t(lang, "删除…", "Remove …")) }
                }
                button type="button" class="button quiet" data-do="bulk-none" { (t(lang, "取消选择", "Select none")) }
            }
            @if let Some(bulk) = &state.bulk { (form(book, state, bulk, lang)) }
        }
    }
}

fn form(book: &Workbook, state: &State, bulk: &Bulk, lang: Lang) -> Markup {
    let kind = state.kind;
    let count = state.selected.len();
    let written = kind
        .fields()
        .iter()
        .enumerate()
        .filter(|(at, _)| is_written(kind, *at));
    let field = bulk.field.and_then(|at| kind.fields().get(at));
    let sentence = match (field, lang) {
        (Some(field), _) => {
            let text = cell_text(book, field, &bulk.text, lang);
            let text = if text.is_empty() {
                t(lang, "（空）", "(empty)").into()
            } else {
                text
            };
            match lang {
                Lang::Zh => format!(
                    "把 {count} 条的“{}”改为“{}”。",
                    field.label(lang),
                    shorten(&text, 40)
                ),
                Lang::En => format!(
                    "Set \"{}\" of {count} rows to \"{}\".",
                    field.label(lang),
                    shorten(&text, 40)
                ),
            }
        }
        (None, Lang::Zh) => format!("删除 {count} 条；可以撤销，历史中仍有记录。"),
        (None, Lang::En) => {
            format!("Remove {count} rows; it can be undone, and the history keeps them.")
        }
    };
    let fault: Vec<String> = bulk.fault.clone().into_iter().collect();
    html! {
        (faults(t(lang, "还不能执行", "It cannot be done yet"), &fault))
        div class="fields" {
            @if let Some(shown) = field {
                p class="labelled" {
                    label for="ledger-bulk-field" { (t(lang, "修改哪一项", "Which field")) }
                    select id="ledger-bulk-field" class="field" data-do="bulk-field" {
                        @for (_, field) in written {
                            option value=(field.code) selected[field.code == shown.code] { (field.label(lang)) }
                        }
                    }
                }
                p class="labelled" {
                    label for="ledger-bulk-text" { (t(lang, "改为", "to")) }
                    (control(book, shown, "ledger-bulk-text", &bulk.text, "bulk-text", "", false, lang))
                }
            }
            p class="labelled ledger-why" {
                label for="ledger-bulk-why" { (t(lang, "理由（必填，记入历史）", "because (needed; kept in the history)")) }
                input id="ledger-bulk-why" class="field" type="text" autocomplete="off" value=(bulk.why) data-do="bulk-why";
            }
            p class="labelled" {
                button type="button" class="button primary" id="ledger-bulk-do" data-do="bulk-do" {
                    @if field.is_some() { (t(lang, "修改", "Set")) } @else { (t(lang, "删除", "Remove")) }
                }
                " "
                button type="button" class="button quiet" data-do="bulk-leave" { (t(lang, "放弃", "Leave it")) }
            }
        }
        p class="hint" { bdi { (sentence) } }
    }
}

/// What was done in the bar. Whether it was something of it.
pub fn act(page: Page, act: &Act) -> bool {
    let change = |change: &dyn Fn(&mut Bulk)| {
        page.state.update(|state| {
            if let Some(bulk) = &mut state.bulk {
                change(bulk);
                bulk.fault = None;
            }
        });
    };
    let kind = page.kind();
    match &*act.name {
        "bulk-set" => {
            let column = page.field_here().filter(|at| is_written(kind, *at));
            let field =
                column.or_else(|| (0..kind.fields().len()).find(|at| is_written(kind, *at)));
            page.begin_bulk(field, "ledger-bulk-field");
        }
        "bulk-remove" => page.begin_bulk(None, "ledger-bulk-why"),
        "bulk-route" => {
            let rows = page.selected_ids();
            reroute::route(page, &rows);
        }
        "bulk-none" => page.state.update(|state| {
            state.selected.clear();
            state.bulk = None;
        }),
        "bulk-field" => {
            let field = kind.field(&act.value);
            change(&|bulk| {
                bulk.field = field;
                bulk.text.clear();
            });
        }
        "bulk-text" => change(&|bulk| bulk.text.clone_from(&act.value)),
        "bulk-why" => change(&|bulk| bulk.why.clone_from(&act.value)),
        "bulk-leave" => page.state.update(|state| state.bulk = None),
        "bulk-do" => page.bulk(),
        _ => return false,
    }
    true
}

impl Page {
    fn begin_bulk(self, field: Option<usize>, focus: &str) {
        self.state.update(|state| {
            state.bulk = Some(Bulk {
                field,
                ..Bulk::default()
            });
        });
        focus_drawn(focus);
    }

    /// Removes the rows selected, or the one that the keyboard is at, once a reason is given.
    pub fn begin_removing(self) {
        if !self.may_write() {
            return;
        }
        let here = self.row_here();
        self.state.update(|state| {
            if let (true, Some((symbol, _))) = (state.selected.is_empty(), here) {
                state.toggle(symbol);
            }
        });
        if self
            .state
            .with_untracked(|state| !state.selected.is_empty())
        {
            self.begin_bulk(None, "ledger-bulk-why");
        }
    }

    /// Ids of the rows selected that are still there, in the order of the register.
    pub fn selected_ids(self) -> Vec<String> {
        let kind = self.kind();
        let selected = self.state.with_untracked(|state| state.selected.clone());
        let ids = self.app.desk_untracked().with_untracked(|book| {
            let all = book.register(kind).column(0).iter();
            let chosen = all.filter(|id| selected.binary_search(id).is_ok());
            chosen.map(|id| book.text(*id).to_owned()).collect()
        });
        ids.unwrap_or_default()
    }

    fn bulk(self) {
        let Some(bulk) = self.state.with_untracked(|state| state.bulk.clone()) else {
            return;
        };
        let (kind, rows) = (self.kind(), self.selected_ids());
        let fault = |words: String| {
            let fault = Some(words);
            self.state.update(|state| {
                state.bulk = Some(Bulk {
                    fault,
                    ..bulk.clone()
                });
            });
        };
        if bulk.why.trim().is_empty() {
            fault(self.app.pick("请写明理由。", "Give a reason.").to_owned());
            focus_drawn("ledger-bulk-why");
            return;
        }
        let count = rows.len();
        let field = bulk.field.and_then(|at| kind.fields().get(at));
        let command = match field {
            Some(field) => Command::Set {
                kind,
                rows,
                cells: vec![(field.code.to_owned(), bulk.text.clone())],
            },
            None => Command::Remove { kind, rows },
        };
        let words = match (field, self.app.lang.get_untracked()) {
            (Some(field), Lang::Zh) => format!("已修改 {count} 条的“{}”。", field.zh),
            (Some(field), Lang::En) => format!("\"{}\" of {count} rows is set.", field.en),
            (None, Lang::Zh) => format!("已删除 {count} 条。"),
            (None, Lang::En) => format!("{count} rows are removed."),
        };
        match self.try_run(command, bulk.why.trim()) {
            Err(words) => fault(words),
            Ok(revision) => {
                self.state.update(|state| {
                    state.bulk = None;
                    if field.is_none() {
                        state.selected.clear();
                        state.open = None;
                    }
                });
                self.note(&words, revision);
                self.scroll.focus();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, is_written};
    use shizu_casebook::Rules;

    #[test]
    fn states_that_are_stepped_are_not_set_for_many() {
        for kind in Kind::ALL {
            let state = kind.field("state");
            let offered = state.is_some_and(|at| is_written(*kind, at));
            assert_eq!(
                offered,
                state.is_some() && !Rules::has_states(*kind),
                "{}",
                kind.code()
            );
        }
    }
}
