//! The rows of the view on paper, up to a sane number, drawn when something is about to be printed.

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_casebook::{FieldType, Lang, Workbook};

use super::Page;
use super::head::tab_label;
use super::state::State;
use super::table::{cell_text, test_words};
use crate::markup::{live, t};
use crate::text::date;

/// Most rows that are printed: some thirty pages.
const PRINTED: usize = 1000;

/// The table for the printer; empty until something is printed.
pub fn paper(page: Page) -> AnyView {
    let printing = RwSignal::new(false);
    let before = window_event_listener_untyped("beforeprint", move |_| printing.set(true));
    let after = window_event_listener_untyped("afterprint", move |_| printing.set(false));
    on_cleanup(move || {
        before.remove();
        after.remove();
    });
    let draw = move || {
        if printing.get() {
            page.with_book(sheet)
        } else {
            Markup::default()
        }
    };
    live(draw, |_| {})
}

/// Prints the view.
pub fn print(page: Page) {
    let _ = page;
    // A browser that cannot print says so itself.
    let _ = window().print();
}

fn sheet(page: Page, book: &Workbook, state: &State, lang: Lang) -> Markup {
    let rows = page.rows.get();
    let register = book.register(state.kind);
    let columns = state.view().columns(state.kind);
    let fields: Vec<_> = columns
        .iter()
        .filter_map(|at| Some((*at, state.kind.fields().get(*at)?)))
        .collect();
    let filters = state.view().query.filters.iter().filter_map(|filter| {
        let field = state.kind.fields().get(state.kind.field(&filter.field)?)?;
        let words = test_words(book, field, &filter.test, lang);
        Some(format!(
            "{}{}{words}",
            field.label(lang),
            t(lang, "：", ": ")
        ))
    });
    let mut narrowed: Vec<String> = filters.collect();
    let search = state.view().query.search.trim();
    if !search.is_empty() {
        narrowed.push(format!("{}{search}", t(lang, "搜索：", "search: ")));
    }
    html! {
        section class="print-only ledger-paper" {
            h1 { bdi { (book.name()) } " · " (tab_label(state.kind, lang)) }
            p {
                (date(page.app.today, lang)) " · "
                @match lang {
                    Lang::Zh => { (rows.len()) " 条，全册 " (register.len()) " 条" }
                    Lang::En => { (rows.len()) " rows of " (register.len()) }
                }
                @if !narrowed.is_empty() { " · " bdi { (narrowed.join(t(lang, "；", "; "))) } }
            }
            table class="grid" {
                thead { tr { @for (_, field) in &fields { th scope="col" { (field.label(lang)) } } } }
                tbody {
                    @for row in rows.iter().take(PRINTED).filter_map(|row| register.row(*row as usize)) {
                        tr { @for (at, field) in &fields { td class=[(*at == 0 || field.holds == FieldType::Date).then_some("ledger-whole")] { (cell_text(book, field, row.cell(*at), lang)) } } }
                    }
                }
            }
            @if rows.len() > PRINTED {
                p {
                    @match lang {
                        Lang::Zh => { "只印前 " (PRINTED) " 条；要全部内容请导出表格。" }
                        Lang::En => { "Only the first " (PRINTED) " rows are printed; export a table for all of them." }
                    }
                }
            }
        }
    }
}
