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

/// The name of an organ at the head of a column.
fn short(organ: Organ, lang: Lang) -> &'static str {
    let (zh, en) = match organ {
        Organ::StandingCommittee => ("常委会", "standing committee"),
        Organ::Office => ("室", "office"),
        Organ::Group => ("组", "group"),
        Organ::OtherOffice => ("另一室", "other office"),
        Organ::OtherGroup => ("另一组", "other group"),
        Organ::InvestigationOffice => ("审查室", "investi- gation"),
        Organ::CaseManagement => ("案管室", "case mgmt"),
        Organ::TrialOffice => ("审理室", "trial office"),
        Organ::ZoneTrialTeam => ("划片组", "zone team"),
        Organ::InspectionOffice => ("巡察办", "insp. office"),
        Organ::InspectionTeam => ("巡察组", "insp. team"),
        Organ::OrganCommittee => ("机关纪委", "organ committee"),
        Organ::LocalCommission => ("地", "local"),
        Organ::SuperiorCommission => ("上级", "superior"),
        Organ::InternalSupervision => ("干监室", "internal superv."),
        Organ::OrganizationDept => ("组织部", "organi- zation"),
        Organ::PublicityDept => ("宣传部", "publicity"),
        Organ::PartyGroup => ("党组", "party group"),
        Organ::External => ("外部", "external"),
    };
    t(lang, zh, en)
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
    // Columns of known widths spare the browser from measuring five thousand cells.
    let few = organs.len() <= 2;
    let (ends, column) = match lang {
        Lang::Zh => (28, 4),
        Lang::En => (31, 5),
    };
    let column = if few { 9 } else { column };
    let width = ends + column * organs.len();
    html! {
        div class="scroll matrix-scroll" tabindex="0" role="region" aria-label=(t(lang, "职责矩阵", "Duty matrix")) data-testid="matrix" {
            table class={ "grid matrix-grid" @if few { " matrix-few" } } style={ "width:" (width) "rem" } {
                thead {
                    tr {
                        th scope="col" class="matrix-corner" { (t(lang, "职责", "Duty")) }
                        th scope="col" { (t(lang, "何时", "When")) }
                        @for organ in organs {
                            th scope="col" class="matrix-organ" title=(organ.label(lang)) {
                                span aria-hidden="true" { (short(*organ, lang)) }
                                span class="hidden" { (organ.label(lang)) }
                            }
                        }
                        th scope="col" class="matrix-cites" { (t(lang, "引用", "Cites")) }
                    }
                }
                @for (heading, duties) in groups {
                    tbody {
                        tr class="group" {
                            th scope="rowgroup" colspan=(organs.len() + 3) {
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
            @for (empty, part) in cells(duty, organs) {
                @if empty > 0 { td colspan=(empty) {} }
                @if let Some((organ, known)) = part {
                    td data-organ=(organ.label(lang)) {
                        @match known {
                            Some(known) => { (role(known, lang)) }
                            None => { (object(lang)) }
                        }
                    }
                }
            }
            td class="matrix-cites" { (duty.grounds.cites.join(" ")) }
        }
    }
}

/// The organ that the duty has a word for, and its role; `None` for the one it is about.
type Cell = (Organ, Option<Role>);

/// The cells of a row: how many empty ones, then one with content. Empty ones are drawn as one: most are, and there would be five thousand.
fn cells(duty: &MatrixDuty, organs: &[Organ]) -> Vec<(usize, Option<Cell>)> {
    let mut cells = Vec::new();
    let mut empty = 0;
    for organ in organs {
        let known = duty.role_of(*organ);
        if known.is_some() || duty.over.contains(organ) {
            cells.push((empty, Some((*organ, known))));
            empty = 0;
        } else {
            empty += 1;
        }
    }
    cells.push((empty, None));
    cells
}

/// The mark of an organ that a duty is about.
fn object(lang: Lang) -> Markup {
    html! {
        span class="matrix-role matrix-over" { span aria-hidden="true" { "◇" } (t(lang, "对象", "object")) }
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
            (object(lang))
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
