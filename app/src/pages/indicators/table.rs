//! The table of a kind, to be typed into.

use maud::{Markup, html};
use shizu_rules::Lang;
use shizu_rules::indicators::{Column, Kind};
use shizu_rules::vocabulary::Term;

use super::state::{Row, SHOWN, State, columns};
use crate::markup::t;

/// The table with its rows as fields, and what can be done to it.
pub fn draw(state: &State, lang: Lang) -> Markup {
    let columns = columns(state.kind);
    let rows: Vec<(usize, &Row)> = state.of(state.kind).collect();
    let hidden = rows.len().saturating_sub(SHOWN);
    html! {
        p class="hint no-print" { (hint(state.kind, lang)) }
        @if !rows.is_empty() {
            div class="scroll no-print" tabindex="0" role="region" aria-label=(t(lang, "数据表", "Table")) {
                table class="grid indicators-grid" {
                    thead { tr {
                        th scope="col" { (t(lang, "行", "Row")) }
                        @for column in &columns { th scope="col" class=[(!is_name(*column)).then_some("figure")] { (heading(*column, lang)) } }
                        th scope="col" class="no-print" { span class="hidden" { (t(lang, "操作", "Actions")) } }
                    } }
                    tbody {
                        @for (place, (at, row)) in rows.iter().enumerate().take(SHOWN) {
                            tr {
                                th scope="row" class="figure" { (place + 1) }
                                @for column in &columns { td { (cell(*at, place, *column, row, lang)) } }
                                td class="no-print" {
                                    button type="button" class="button quiet" id={ "indicators-delete-" (at) } data-do="delete" data-arg=(at)
                                        aria-label={ (t(lang, "删除第", "Delete row ")) (place + 1) (t(lang, "行", "")) } { (t(lang, "删除", "Delete")) }
                                }
                            }
                        }
                    }
                }
            }
        }
        @if hidden > 0 {
            p class="hint" {
                @match lang {
                    Lang::Zh => { "另有 " (hidden) " 行不在页面上显示，照样计算并导出。" }
                    Lang::En => { (hidden) " more rows are not shown; they are computed and exported all the same." }
                }
            }
        }
        p class="actions no-print" {
            button type="button" class="button" id="indicators-add" data-do="add" { (t(lang, "加一行", "Add a row")) }
            @if state.can_undo() {
                button type="button" class="button quiet" id="indicators-undo" data-do="undo" { (t(lang, "撤销", "Undo")) }
            }
            @if !state.rows.is_empty() {
                button type="button" class="button" id="indicators-csv" data-do="csv" { (t(lang, "导出 CSV", "Export CSV")) }
                button type="button" class="button quiet" id="indicators-clear" data-do="clear" { (t(lang, "全部清空", "Clear all")) }
            }
        }
    }
}

/// The id of a cell's field, by the place of its row on the page.
pub fn field_id(place: usize, column: Column) -> String {
    format!("indicators-{place}-{}", column.code())
}

fn is_name(column: Column) -> bool {
    matches!(
        column,
        Column::Name | Column::Period | Column::Group | Column::Item
    )
}

fn cell(at: usize, place: usize, column: Column, row: &Row, lang: Lang) -> Markup {
    let narrow = column == Column::Unit || Column::PRINTED_FORMS.contains(&column);
    let wide = is_name(column);
    let label = match lang {
        Lang::Zh => format!("第{}行 {}", place + 1, column.label(lang)),
        Lang::En => format!("row {}: {}", place + 1, column.label(lang)),
    };
    html! {
        input class={ "field" @if wide { " indicators-name" } @else if narrow { " indicators-narrow" } @else { " indicators-number" } } id=(field_id(place, column)) type="text"
            inputmode=(if wide { "text" } else { "decimal" }) autocomplete="off" value=(row.text(column))
            data-do="cell" data-arg={ (at) ":" (column.code()) } aria-label=(label);
    }
}

/// Short headings: the table is wide.
fn heading(column: Column, lang: Lang) -> &'static str {
    match column {
        Column::Form1 => t(lang, "第一种", "Form 1"),
        Column::Form2 => t(lang, "第二种", "Form 2"),
        Column::Form3 => t(lang, "第三种", "Form 3"),
        Column::Form4 => t(lang, "第四种", "Form 4"),
        Column::Unit => t(lang, "单位", "Unit"),
        Column::Printed => t(lang, "公布 %", "Printed %"),
        Column::Printed1 => t(lang, "公布一 %", "Printed 1 %"),
        Column::Printed2 => t(lang, "公布二 %", "Printed 2 %"),
        Column::Printed3 => t(lang, "公布三 %", "Printed 3 %"),
        Column::Printed4 => t(lang, "公布四 %", "Printed 4 %"),
        other => other.label(lang),
    }
}

fn hint(kind: Kind, lang: Lang) -> &'static str {
    match kind {
        Kind::Forms => t(
            lang,
            "每行一个时期；数可写成 62,902 或 148.7万，单位列可填“万”。填公布值则核对。",
            "One period a row; counts may read 62,902, and a unit of 10000 means ten-thousands. Printed shares are checked.",
        ),
        Kind::Rate => t(
            lang,
            "部分 ÷ 全部。填公布值则核对；不填部分，则由公布值反推。",
            "Part ÷ whole. A printed figure is checked; without the part, it is inferred from it.",
        ),
        Kind::Change => t(
            lang,
            "（本期 − 上期）÷ 上期。填公布值则核对；不填上期，则由公布值反推。",
            "(this period − before) ÷ before. A printed figure is checked; without the period before, it is inferred from it.",
        ),
        Kind::Share => t(
            lang,
            "同一分组的各行合计 100%，如受处分人员的层级。",
            "The rows of a group add up to 100 %, such as persons sanctioned by level.",
        ),
        Kind::Sanctions => t(
            lang,
            "一人可能兼受两种处分：各自与受处分人数相比，不相加。",
            "One person may get both sanctions: each is compared with the persons, they are not added.",
        ),
    }
}
