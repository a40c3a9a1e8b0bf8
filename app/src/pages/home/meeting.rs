//! The tab 季度例会: what the papers are asked for, and the papers themselves, as they are printed and written to a document.

use maud::{Markup, html};
use shizu_casebook::pack::{Paper, Part, TIERS, Table};
use shizu_casebook::redact::Handing;
use shizu_casebook::today::Bodies;
use shizu_casebook::{Workbook, pack};
use shizu_rules::vocabulary::{Term, Value};
use shizu_rules::{Engine, Lang};

use super::day::value_at;
use super::handing;
use super::state::State;
use crate::markup::{chips, t};

/// What is asked for.
pub fn form(
    book: &Workbook,
    state: &State,
    handing: Option<&Handing>,
    today: chrono::NaiveDate,
    lang: Lang,
) -> Markup {
    let stays = !state.is_for_handlers() && handing.is_none_or(|handing| handing.log.is_none());
    let bodies = Bodies::of(book);
    let order = &state.order;
    let tiers: Vec<Value> = TIERS
        .iter()
        .map(|tier| Value {
            code: tier.code(),
            zh: tier.label(Lang::Zh),
            en: tier.label(Lang::En),
        })
        .collect();
    html! {
        p class="lead-in no-print" {
            (t(
                lang,
                "监督检查室与所联系的派驻组按季集中研究：反映集中、线索量大、处置干部多的情况，会办、联查联办事项，零报告和整改。数字取自工作簿，随它变化。",
                "Once a quarter the office and its groups go through what clusters, what is to be handled jointly, zero returns and rectification. The figures come from the workbook and change with it.",
            ))
        }
        div class="fields no-print" {
            p class="labelled" {
                label for="pack-office" { (t(lang, "监督检查室", "Supervision office")) }
                select id="pack-office" class="field" data-do="office" {
                    option value="" selected[order.office.is_empty()] { (t(lang, "全部派驻组", "all groups")) }
                    @for office in bodies.offices() { option value=(office) selected[order.office == office] { (office) } }
                }
            }
            p class="labelled" {
                label for="pack-quarter" { (t(lang, "季度", "Quarter")) }
                select id="pack-quarter" class="field" data-do="quarter" {
                    @for quarter in State::quarters(today) {
                        option value=(quarter) selected[order.quarter == quarter] { (quarter.label(lang)) }
                    }
                }
            }
        }
        div class="no-print" {
            (chips("pack-tier", "tier", t(lang, "材料给谁看（信息分级）", "Who sees it (tier)"), &tiers, value_at(&tiers, order.tier.code()), false, lang))
            p class="hint" { (tier_words(state, lang)) }
        }
        @if !state.is_for_handlers() { (handing::form(state, handing, lang)) }
        p class="actions no-print" {
            button type="button" class="button primary" data-do="docx" id="pack-docx" disabled[stays] { (t(lang, "下载 DOCX", "Download DOCX")) }
            button type="button" class="button" data-do="print" id="pack-print" disabled[stays] { (t(lang, "打印", "Print")) }
        }
    }
}

fn tier_words(state: &State, lang: Lang) -> &'static str {
    if state.is_for_handlers() {
        t(
            lang,
            "限承办的室、组有关人员：列单件线索和案件，写被反映人姓名。",
            "Only for those of office and groups who handle the matters: single clues and cases are listed, people are named.",
        )
    } else {
        t(
            lang,
            "给指定范围内的其他人员：只有数字和报表情况，不列单件线索和案件，不写当事人姓名。",
            "For others within the named scope: figures and returns only; no single clue or case, nobody concerned is named.",
        )
    }
}

/// The papers on the screen, and on paper if they `go`.
pub fn paper(paper: &Paper, goes: bool) -> Markup {
    html! {
        article class={ "paper" @if !goes { " no-print" } } data-testid="pack-paper" {
            header class="paper-head" {
                h2 class="paper-title" { (paper.title) }
                @for line in &paper.lines { p { (line) } }
            }
            @for part in &paper.parts {
                @match part {
                    Part::Heading(1, text) => h3 { (text) },
                    Part::Heading(_, text) => h4 { (text) },
                    Part::Paragraph(text) => p { (text) },
                    Part::Item(text) => p class="paper-item" { (text) },
                    Part::Note(text) => p class="paper-note" { (text) },
                    Part::Table(table) => (self::table(table)),
                    Part::NewPage => div class="paper-break" {},
                }
            }
        }
    }
}

/// Rows of a table that is not cut when printed.
const SHORT: usize = 12;

fn table(table: &Table) -> Markup {
    let all: u32 = table.widths.iter().sum::<u32>().max(1);
    html! {
        // Short tables stay on one page; the rows of longer ones stay whole.
        div class={ "paper-scroll" @if table.rows.len() <= SHORT { " paper-short" } } tabindex="0" role="region" aria-label=(table.head.join(" · ")) {
            table class="paper-table" {
                colgroup { @for width in &table.widths { col style={ "width:" (width * 100 / all) "%" }; } }
                thead { tr { @for name in &table.head { th scope="col" { (name) } } } }
                tbody {
                    @for row in &table.rows {
                        tr {
                            @for at in 0..table.head.len() {
                                @let cell = row.get(at).map_or("", String::as_str);
                                td class=[is_figure(cell).then_some("figure")] { bdi { (cell) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Whether a cell is a number or a share.
fn is_figure(cell: &str) -> bool {
    !cell.is_empty()
        && cell
            .chars()
            .all(|char| char.is_ascii_digit() || matches!(char, '.' | '%' | ' ' | '-' | '+'))
}

/// Writes the papers from the workbook.
pub fn write(
    book: &Workbook,
    engine: &Engine,
    rules: &shizu_casebook::Rules,
    state: &State,
    today: chrono::NaiveDate,
    lang: Lang,
) -> Paper {
    let mut order = state.order.clone();
    order.lang = lang;
    order.day = today;
    pack::pack(book, engine, rules, &order)
}

/// The name of the file.
pub fn file_name(state: &State, lang: Lang) -> String {
    let office = &state.order.office;
    let quarter = state.order.quarter;
    match lang {
        Lang::Zh => format!("季度例会材料 {office} {quarter}.docx"),
        Lang::En => format!("Quarterly meeting {office} {quarter}.docx"),
    }
    .replace("  ", " ")
}
