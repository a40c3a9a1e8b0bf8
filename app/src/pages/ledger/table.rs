//! The table, drawn: heads, rows in sight, the cell that is being written.

use std::borrow::Cow;
use std::ops::Range;

use maud::{Markup, html};
use shizu_casebook::query::Test;
use shizu_casebook::{Field, FieldType, Kind, Lang, Row, Symbol, Workbook};

use super::edges::EDGE;
use super::state::{Editing, State};
use crate::markup::{Icon, t};

/// Characters of a long text that a cell shows.
const SHOWN: usize = 120;

/// Width of the column of selection signs.
pub const PICK: usize = 36;

/// Height of a row in pixels, as the style sheet has it.
pub fn row_height(dense: bool) -> usize {
    if dense { 24 } else { 32 }
}

/// What a cell shows: the label of a code, the name of what a reference leads to, the beginning of a long text in one line.
pub fn cell_text<'b>(book: &'b Workbook, field: &Field, text: &'b str, lang: Lang) -> Cow<'b, str> {
    let text = match field.holds {
        FieldType::Code(_) | FieldType::YesNo => field.shown(text, lang),
        FieldType::Ref(kind) => named(book, kind, text),
        _ => text,
    };
    shorten(text, SHOWN)
}

/// The name of the row with this id, or the text itself.
pub fn named<'b>(book: &'b Workbook, kind: Kind, text: &'b str) -> &'b str {
    let row = book.register(kind).find(text).filter(|_| !text.is_empty());
    let names = row.map(|row| ["name", "title"].map(|code| row.get(code)));
    let name = names.into_iter().flatten().find(|name| !name.is_empty());
    name.unwrap_or(text)
}

/// The beginning of a text in one line; a megabyte of it is never drawn.
pub fn shorten(text: &str, most: usize) -> Cow<'_, str> {
    let cut = text.char_indices().nth(most).map(|(at, _)| at);
    let short = &text[..cut.unwrap_or(text.len())];
    if cut.is_none() && !short.contains(['\n', '\r', '\t']) {
        return Cow::Borrowed(short);
    }
    let mut line = short.replace(['\n', '\r', '\t'], " ");
    if cut.is_some() {
        line.push('…');
    }
    Cow::Owned(line)
}

/// The whole table with the rows of `range` in it. `rows` are positions in the register.
pub fn table(
    book: &Workbook,
    state: &State,
    rows: &[u32],
    range: Range<usize>,
    lang: Lang,
) -> Markup {
    let (kind, view) = (state.kind, state.view());
    let columns = view.columns(kind);
    let height = row_height(view.dense);
    let width: usize = columns.iter().map(|field| view.width(kind, *field)).sum();
    html! {
        table class={ "ledger-table" @if view.dense { " ledger-dense" } } role="presentation" style={ "width:" (width + PICK) "px" } {
            colgroup {
                col style={ "width:" (PICK) "px" };
                @for field in &columns { col style={ "width:" (view.width(kind, *field)) "px" }; }
            }
            thead role="rowgroup" {
                tr role="row" aria-rowindex="1" {
                    th role="columnheader" aria-colindex="1" class="ledger-pick" {
                        button type="button" tabindex="-1" class="ledger-pick-all" data-do="pick-all"
                            title=(t(lang, "全选或全不选（Ctrl+A）", "Select all or none (Ctrl+A)")) aria-label=(t(lang, "全选或全不选", "Select all or none")) {
                            @if state.selected.is_empty() { "☐" } @else { "☑" }
                        }
                    }
                    @for (at, field) in columns.iter().enumerate() { (head(state, *field, at, lang)) }
                }
            }
            tbody role="rowgroup" {
                (pad(PAD_ABOVE, range.start * height, columns.len() + 1))
                (lines(book, state, rows, range.clone(), lang))
                (pad(PAD_BELOW, rows.len().saturating_sub(range.end) * height, columns.len() + 1))
            }
        }
    }
}

/// Ids of what stands for the rows above and below those in the page; always there, so that rows can be put beside them.
pub const PAD_ABOVE: &str = "ledger-above";
pub const PAD_BELOW: &str = "ledger-below";

fn pad(id: &str, height: usize, columns: usize) -> Markup {
    html! {
        tr id=(id) aria-hidden="true" style={ "height:" (height) "px" } { td colspan=(columns) {} }
    }
}

/// The rows of `range`.
pub fn lines(
    book: &Workbook,
    state: &State,
    rows: &[u32],
    range: Range<usize>,
    lang: Lang,
) -> Markup {
    let columns = state.view().columns(state.kind);
    let register = book.register(state.kind);
    html! {
        @for at in range {
            @if let Some(row) = rows.get(at).and_then(|row| register.row(*row as usize)) {
                (line(book, state, row, at, &columns, lang))
            }
        }
    }
}

fn head(state: &State, field: usize, at: usize, lang: Lang) -> Markup {
    let Some(field) = state.kind.fields().get(field) else {
        return html! {};
    };
    let view = state.view();
    let keys = &view.query.sort;
    let place = keys.iter().position(|key| key.field == field.code);
    let descending = place.is_some_and(|place| keys[place].descending);
    let sorted = place.map(|_| {
        if descending {
            "descending"
        } else {
            "ascending"
        }
    });
    let label = field.label(lang);
    let filtered = view.filter(field.code).is_some();
    let filter_title = match lang {
        Lang::Zh => format!("筛选：{label}"),
        Lang::En => format!("Filter: {label}"),
    };
    html! {
        th role="columnheader" aria-colindex=(at + 2) aria-sort=[sorted] class=[(at == 0).then_some("ledger-id")] {
            div class="ledger-head" {
                button type="button" tabindex="-1" class="ledger-sort" data-do="sort" data-arg=(field.code)
                    title={ (label) (t(lang, "（点击排序，按住 Shift 再加一列）", " (press to sort, with Shift as a further key)")) } {
                    span { (label) }
                    @if place.is_some() {
                        span class="ledger-arrow" aria-hidden="true" {
                            (if descending { "▼" } else { "▲" })
                            @if let Some(place) = place.filter(|_| keys.len() > 1) { (place + 1) }
                        }
                    }
                }
                button type="button" tabindex="-1" class={ "ledger-filter" @if filtered { " ledger-filtered" } } data-do="filter" data-arg=(field.code)
                    title=(filter_title) aria-label=(filter_title) aria-pressed=(filtered.to_string()) { (Icon::Filter.draw()) }
            }
            span class=(EDGE) aria-hidden="true" data-edge=(field.code) data-column=(at) title=(t(lang, "拖动改列宽，双击适合内容", "Drag for the width, press twice to fit the content")) {}
        }
    }
}

fn line(
    book: &Workbook,
    state: &State,
    row: Row<'_>,
    at: usize,
    columns: &[usize],
    lang: Lang,
) -> Markup {
    let symbol = row.symbol(0);
    let selected = state.is_selected(symbol);
    let open = state.open.as_deref() == Some(row.id());
    let class = match (selected, open) {
        (true, _) => Some("ledger-selected"),
        (false, true) => Some("ledger-open"),
        _ => None,
    };
    html! {
        tr role="row" id=(row_id(symbol)) aria-rowindex=(at + 2) aria-selected=(selected.to_string()) class=[class] {
            td role="gridcell" aria-colindex="1" class="ledger-pick" { span aria-hidden="true" { (if selected { "☑" } else { "☐" }) } }
            @for (column, field) in columns.iter().enumerate() { (cell(book, state, row, (at, column), *field, lang)) }
        }
    }
}

/// The id of a row's element: rows that stay in sight stay the same elements.
pub fn row_id(row: Symbol) -> String {
    format!("ledger-row-{}", row.index())
}

/// The id of the element of the cell that the keyboard is at.
pub fn cell_id((row, column): (usize, usize)) -> String {
    format!("ledger-cell-{row}-{column}")
}

fn cell(
    book: &Workbook,
    state: &State,
    row: Row<'_>,
    at: (usize, usize),
    field: usize,
    lang: Lang,
) -> Markup {
    let Some(shown) = state.kind.fields().get(field) else {
        return html! {};
    };
    let here = state.cursor == at;
    let editing = state.editing.as_ref();
    let editing = editing.filter(|editing| editing.field == field && editing.row == row.id());
    let text = row.cell(field);
    let mut class = String::new();
    if field == 0 {
        class.push_str("ledger-id");
    } else if matches!(shown.holds, FieldType::Number) {
        class.push_str("ledger-figure");
    }
    if here {
        class.push_str(" ledger-here");
    }
    let state_sign = (shown.code == "state").then(|| sign(text));
    html! {
        td role="gridcell" aria-colindex=(at.1 + 2) id=[here.then(|| cell_id(at))] class=[(!class.is_empty()).then_some(class)] {
            @if let Some(editing) = editing {
                (editor(book, state.kind, editing, lang))
            } @else if text.is_empty() {
                span class="ledger-none" { "—" }
            } @else {
                @if let Some(sign) = state_sign { span aria-hidden="true" class="ledger-sign" { (sign) } }
                (cell_text(book, shown, text, lang))
            }
        }
    }
}

/// A sign for a state, so that states are told apart without colour and before reading.
pub fn sign(state: &str) -> &'static str {
    match state {
        "closed" | "done" | "completed" => "●",
        "reviewed" | "verified" => "◕",
        "reported" => "◑",
        "under_way" | "rectifying" | "following" => "◔",
        "reopened" => "↺",
        "dropped" => "×",
        "passed_on" => "→",
        _ => "○",
    }
}

fn editor(book: &Workbook, kind: Kind, editing: &Editing, lang: Lang) -> Markup {
    let Some(field) = kind.fields().get(editing.field) else {
        return html! {};
    };
    let fault = editing.fault.as_deref();
    html! {
        (control(book, field, "ledger-editor", &editing.text, "cell-text", &editing.key(), false, lang))
        @if let Some(fault) = fault { span class="ledger-fault" role="alert" { (fault) } }
    }
}

/// The control for a field. With `late`, a text acts when it is left.
#[allow(clippy::too_many_arguments)]
pub fn control(
    book: &Workbook,
    field: &Field,
    id: &str,
    text: &str,
    act: &str,
    arg: &str,
    late: bool,
    lang: Lang,
) -> Markup {
    let label = field.label(lang);
    match field.holds {
        FieldType::Code(_) | FieldType::YesNo => html! {
            select id=(id) class="field" data-do=(act) data-arg=(arg) aria-label=(label) {
                option value="" selected[text.is_empty()] { (t(lang, "（空）", "(empty)")) }
                @for value in field.holds.values() {
                    option value=(value.code) selected[value.code == text] { (value.label(lang)) }
                }
            }
        },
        FieldType::Date => html! {
            input id=(id) type="date" class="field" value=(text) data-do=(act) data-arg=(arg) aria-label=(label);
        },
        FieldType::LongText => html! {
            textarea id=(id) class="field" rows="3" data-late[late] data-do=(act) data-arg=(arg) aria-label=(label) dir="auto" { (text) }
        },
        _ => {
            let list = format!("{id}-list");
            let choices = choices(book, field);
            html! {
                input id=(id) type="text" class="field" autocomplete="off" value=(text) data-late[late] data-do=(act) data-arg=(arg) aria-label=(label)
                    dir="auto" inputmode=[matches!(field.holds, FieldType::Number).then_some("decimal")] list=[(!choices.is_empty()).then_some(&list)];
                @if !choices.is_empty() {
                    datalist id=(list) { @for (value, label) in &choices { option value=(value) { (label) } } }
                }
            }
        }
    }
}

/// Most rows of a register that a field offers.
const OFFERED: usize = 300;

/// The rows that a reference may lead to, by id and name.
fn choices<'b>(book: &'b Workbook, field: &Field) -> Vec<(&'b str, &'b str)> {
    let FieldType::Ref(kind) = field.holds else {
        return Vec::new();
    };
    let register = book.register(kind);
    if register.len() > OFFERED {
        return Vec::new();
    }
    let rows = register.rows();
    rows.map(|row| (row.id(), named(book, kind, row.id())))
        .collect()
}

/// A test in words, for the chips above the table.
pub fn test_words(book: &Workbook, field: &Field, test: &Test, lang: Lang) -> String {
    let list = |texts: &[String]| {
        let shown = texts.iter().take(3).map(|text| {
            if text.is_empty() {
                t(lang, "空", "empty").to_owned()
            } else {
                cell_text(book, field, text, lang).into_owned()
            }
        });
        let mut words = shown.collect::<Vec<_>>().join(t(lang, "、", ", "));
        if texts.len() > 3 {
            words.push_str(&format!("… ({})", texts.len()));
        }
        words
    };
    match test {
        Test::OneOf(texts) => list(texts),
        Test::NoneOf(texts) => format!("{}{}", t(lang, "非 ", "not "), list(texts)),
        Test::Empty => t(lang, "空", "empty").to_owned(),
        Test::Filled => t(lang, "非空", "not empty").to_owned(),
        Test::Between { from, until } => {
            let bound = |bound: &Option<String>| bound.clone().unwrap_or_default();
            format!("{} – {}", bound(from), bound(until))
        }
        Test::Contains(text) => match lang {
            Lang::Zh => format!("含“{}”", shorten(text, 20)),
            Lang::En => format!("contains \"{}\"", shorten(text, 20)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{shorten, sign};

    #[test]
    fn a_long_text_is_one_short_line() {
        assert_eq!(shorten("一行", 10), "一行");
        assert_eq!(shorten("两\n行", 10), "两 行");
        assert_eq!(shorten("一二三四", 3), "一二三…");
        let megabyte = "长".repeat(350_000);
        assert_eq!(shorten(&megabyte, 120).chars().count(), 121);
    }

    #[test]
    fn what_is_done_looks_different_from_what_is_open() {
        assert_eq!(sign("closed"), sign("done"));
        assert_ne!(sign("closed"), sign("registered"));
        assert_ne!(sign("reopened"), sign("registered"));
    }
}
