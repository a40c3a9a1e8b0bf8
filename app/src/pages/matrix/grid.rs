//! Duties as a table: one row each, one column per organ.

use maud::{Markup, html};
use shizu_rules::Lang;
use shizu_rules::duties::{Matrix, MatrixDuty};
use shizu_rules::vocabulary::{Organ, Role, Term};

use crate::markup::t;

/// The sign of a role, which stands before its word.
pub fn sign(role: Role) -> &'static str {
    match role {
        Role::Lead => "●",
        Role::Assist => "+",
        Role::Guide => "→",
        Role::Supervise => "◎",
        Role::Report => "↑",
        Role::Informed => "○",
    }
}

/// A role as sign and word.
pub fn role(role: Role, lang: Lang) -> Markup {
    html! {
        span class={ "matrix-role matrix-" (role.code()) } {
            span aria-hidden="true" { (sign(role)) } (role.label(lang))
        }
    }
}

/// The matrix, by field.
pub fn by_field(matrix: &Matrix<'_>, open: &str, lang: Lang) -> Markup {
    let fields = matrix
        .duties
        .chunk_by(|left, right| left.field == right.field);
    let groups: Vec<(String, &[&MatrixDuty])> = fields
        .map(|of_field| (of_field[0].field.label(lang).to_owned(), of_field))
        .collect();
    table(&groups, &matrix.organs(), open, lang)
}

/// Groups of duties under their headings, with the parts of `organs`.
pub fn table(
    groups: &[(String, &[&MatrixDuty])],
    organs: &[Organ],
    open: &str,
    lang: Lang,
) -> Markup {
    html! {
        div class="scroll matrix-scroll" tabindex="0" role="region" aria-label=(t(lang, "职责矩阵", "Duty matrix")) data-testid="matrix" {
            table class="grid matrix-grid" {
                thead {
                    tr {
                        th scope="col" class="matrix-corner" { (t(lang, "职责", "Duty")) }
                        th scope="col" { (t(lang, "何时", "When")) }
                        @for organ in organs {
                            th scope="col" class="matrix-organ" { span { (organ.label(lang)) } }
                        }
                    }
                }
                @for (heading, duties) in groups {
                    tbody {
                        tr class="group" {
                            th scope="rowgroup" colspan=(organs.len() + 2) {
                                span class="matrix-heading" { (heading) " " span class="hint" { (duties.len()) } }
                            }
                        }
                        @for duty in *duties { (row(duty, organs, open, lang)) }
                    }
                }
            }
        }
    }
}

fn row(duty: &MatrixDuty, organs: &[Organ], open: &str, lang: Lang) -> Markup {
    let is_open = duty.id() == open;
    html! {
        tr id={ "row-" (duty.id()) } class=[is_open.then_some("matrix-open")] {
            th scope="row" { (opener("matrix", duty, is_open, lang)) }
            td class="matrix-when" { (when(duty, lang)) }
            @for organ in organs {
                @match duty.role_of(*organ) {
                    Some(known) => { td data-organ=(organ.label(lang)) { (role(known, lang)) } }
                    None if duty.over.contains(organ) => {
                        td data-organ=(organ.label(lang)) {
                            span class="matrix-role matrix-over" { span aria-hidden="true" { "◇" } (t(lang, "对象", "object")) }
                        }
                    }
                    None => { td {} }
                }
            }
        }
    }
}

/// Stage and rhythm of a duty.
pub fn when(duty: &MatrixDuty, lang: Lang) -> Markup {
    html! { (duty.stage.label(lang)) (t(lang, "·", " · ")) (duty.rhythm.label(lang)) }
}

/// The name of a duty, which opens it in the panel. `part` tells apart the places where the same duty stands on one page.
pub fn opener(part: &str, duty: &MatrixDuty, is_open: bool, lang: Lang) -> Markup {
    html! {
        button type="button" class="link" id={ (part) "-" (duty.id()) } data-do="open" data-arg=(duty.id()) aria-pressed=(is_open.to_string()) {
            (duty.grounds.title.in_lang(lang))
        }
    }
}

/// What the signs mean.
pub fn legend(lang: Lang) -> Markup {
    html! {
        p class="matrix-legend" {
            @for known in Role::ALL { (role(*known, lang)) " " }
            span class="matrix-role matrix-over" { span aria-hidden="true" { "◇" } (t(lang, "对象", "object")) }
            span class="hint" {
                (t(
                    lang,
                    "前台＝派驻组，后台＝监督检查室；其他机关不分前后台。",
                    "Front: the resident group; back: the supervision office; others stand on neither side.",
                ))
            }
        }
    }
}
