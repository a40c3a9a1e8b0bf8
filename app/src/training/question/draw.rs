//! What a question is about and what is to be filled in, drawn.

use maud::{Markup, html};
use shizu_rules::{Lang, Text};
use shizu_training::{Brief, Grid, Shape, Slot};

use super::filling::{Filling, acts};
use crate::markup::t;

/// Signs up to which a word of a table stays in one line.
const SHORT: usize = 10;

/// Choices from which on they stand in columns, where there is room.
const COLUMNS_FROM: usize = 7;

/// Facts and tables that a question is about.
pub fn brief(brief: &Brief, lang: Lang) -> Markup {
    html! {
        @if !brief.given.is_empty() {
            dl class="q-given" {
                @for given in &brief.given {
                    div { dt { (given.what.in_lang(lang)) } dd { (given.value.in_lang(lang)) } }
                }
            }
        }
        @for table in &brief.grids { (grid(table, lang)) }
    }
}

fn grid(grid: &Grid, lang: Lang) -> Markup {
    html! {
        div class="scroll q-grid" tabindex="0" role="group" aria-label=(t(lang, "材料中的表", "Table of the question")) {
            table class="grid" {
                thead { tr { @for head in &grid.header { th scope="col" class=[is_figures(grid, head).then_some("figure")] { (head.in_lang(lang)) } } } }
                tbody {
                    @for row in &grid.rows {
                        tr {
                            @for (at, cell) in row.iter().enumerate() {
                                @let words = cell.in_lang(lang);
                                @let words = if words.is_empty() { "—" } else { words };
                                @if at == 0 { th scope="row" { (words) } }
                                @else { td class=[class_of(words)] { (words) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Whether the column under a heading holds figures only.
fn is_figures(grid: &Grid, head: &Text) -> bool {
    let at = grid
        .header
        .iter()
        .position(|known| std::ptr::eq(known, head));
    at.is_some_and(|at| {
        let mut cells = grid.rows.iter().filter_map(|row| row.get(at));
        at > 0 && cells.all(|cell| cell.zh.is_empty() || is_figure(&cell.zh))
    })
}

/// Figures stand at the right; short words are not broken.
fn class_of(words: &str) -> Option<&'static str> {
    if is_figure(words) {
        Some("figure")
    } else {
        (words.chars().count() <= SHORT).then_some("q-short")
    }
}

fn is_figure(words: &str) -> bool {
    let digits = words.trim_end_matches('%').trim_start_matches('-');
    !digits.is_empty()
        && digits
            .chars()
            .all(|sign| sign.is_ascii_digit() || sign == '.')
}

/// Help, as far as it was asked for, and a button for more (act `hint`).
pub fn hints(hints: &[Text], shown: usize, lang: Lang) -> Markup {
    html! {
        @if !hints.is_empty() {
            div class="q-hints" {
                ul aria-live="polite" {
                    @for hint in hints.iter().take(shown) { li class="q-hint" { (hint.in_lang(lang)) } }
                }
                @if shown < hints.len() {
                    button type="button" class="button quiet" id="q-hint" data-do="hint" {
                        (t(lang, "看提示", "Show a hint"))
                        @if hints.len() > 1 { " " span class="hint" { (shown + 1) "/" (hints.len()) } }
                    }
                }
            }
        }
    }
}

/// What is to be filled in. Choices carry the digit that takes them in the slot that digits go to.
pub fn slots(filling: &Filling, lang: Lang) -> Markup {
    let several = filling.slots().len() > 1;
    html! {
        @for (at, slot) in filling.slots().iter().enumerate() {
            @let keyed = filling.current() == at;
            fieldset class={ "q-slot" @if keyed && several { " q-current" } } id=(Filling::element(at)) data-slot=(at) tabindex="-1" {
                legend { (slot.label.in_lang(lang)) " " span class="hint" { (how(slot.shape, lang)) } }
                @match slot.shape {
                    Shape::One | Shape::Many => (choices(slot, at, filling, keyed, lang)),
                    Shape::Order => (order(slot, at, filling, keyed, lang)),
                    Shape::Date | Shape::Number | Shape::Text => (typed(slot, at, filling, lang)),
                }
            }
        }
    }
}

fn how(shape: Shape, lang: Lang) -> &'static str {
    match shape {
        Shape::One => t(lang, "选一项", "choose one"),
        Shape::Many => t(lang, "可选几项，也可不选", "choose any, or none"),
        Shape::Order => t(
            lang,
            "按箭头移动，或依次按数字",
            "move with the arrows, or press the numbers in their order",
        ),
        Shape::Date => t(lang, "日期，如 2026-03-02", "a day, such as 2026-03-02"),
        Shape::Number => t(lang, "数字", "a number"),
        Shape::Text => t(lang, "不评分", "not graded"),
    }
}

/// The digit that takes a choice; none after the tenth.
fn digit(at: usize, keyed: bool) -> Markup {
    html! {
        @if at < 10 {
            kbd class={ "q-key" @if !keyed { " q-key-off" } } aria-hidden="true" { ((at + 1) % 10) }
        }
    }
}

fn choices(slot: &Slot, at: usize, filling: &Filling, keyed: bool, lang: Lang) -> Markup {
    let one = slot.shape == Shape::One;
    html! {
        div class={ "q-choices" @if slot.choices.len() >= COLUMNS_FROM { " q-columns" } } {
            @for (number, choice) in slot.choices.iter().enumerate() {
                @let chosen = filling.filled(at).contains(&choice.code);
                label class={ "q-choice" @if chosen { " q-chosen" } } {
                    @if one {
                        input type="radio" id={ "q-" (at) "-" (number) } name={ "q-" (at) } value=(choice.code) checked[chosen]
                            data-do=(acts::PICK) data-arg={ (at) "." (number) };
                    } @else {
                        input type="checkbox" id={ "q-" (at) "-" (number) } checked[chosen] data-do=(acts::TICK) data-arg={ (at) "." (number) };
                    }
                    span { (choice.label.in_lang(lang)) }
                    (digit(number, keyed))
                }
            }
        }
    }
}

fn order(slot: &Slot, at: usize, filling: &Filling, keyed: bool, lang: Lang) -> Markup {
    let placed = filling.filled(at);
    let moves = [
        (acts::UP, "up", "↑", t(lang, "上移", "Move up"), 0),
        (
            acts::DOWN,
            "down",
            "↓",
            t(lang, "下移", "Move down"),
            placed.len().saturating_sub(1),
        ),
    ];
    html! {
        ol class="q-order" {
            @for (place, code) in placed.iter().enumerate() {
                @if let Some((number, choice)) = slot.choices.iter().enumerate().find(|(_, choice)| choice.code == *code) {
                    @let words = choice.label.in_lang(lang);
                    li {
                        span class="q-place" { (place + 1) }
                        span class="q-thing" { (words) }
                        (digit(number, keyed))
                        @for (name, verb, sign, does, end) in moves {
                            button type="button" class="button q-move" id={ "q-" (verb) "-" (at) "-" (place) } disabled[place == end] data-do=(name)
                                data-arg={ (at) "." (place) } aria-label={ (does) " " (words) } title=(does) { (sign) }
                        }
                    }
                }
            }
        }
    }
}

fn typed(slot: &Slot, at: usize, filling: &Filling, lang: Lang) -> Markup {
    let text = filling.filled(at).first().map_or("", String::as_str);
    let id = format!("q-{at}-0");
    let label = slot.label.in_lang(lang);
    html! {
        @match slot.shape {
            Shape::Text => {
                textarea class="field q-text" id=(id) rows="3" aria-label=(label) data-do=(acts::TYPE) data-arg=(at) { (text) }
            }
            Shape::Date => {
                // A browser without a calendar shows a field for text.
                input type="date" class="field q-typed" id=(id) aria-label=(label) placeholder="2026-03-02" value=(text) data-do=(acts::TYPE) data-arg=(at);
            }
            _ => {
                input type="text" class="field q-typed" id=(id) aria-label=(label) inputmode="decimal" autocomplete="off" value=(text)
                    data-do=(acts::TYPE) data-arg=(at);
            }
        }
    }
}
