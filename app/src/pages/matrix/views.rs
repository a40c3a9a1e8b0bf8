//! The matrix read for one organ, for two, and for all at once.

use maud::{Markup, html};
use shizu_rules::Lang;
use shizu_rules::duties::{Gap, Listing, Load, Matrix, MatrixDuty, Overlap};
use shizu_rules::vocabulary::{GapKind, Role, Term};

use super::grid::{opener, role, table, when};
use super::state::State;
use crate::markup::t;

/// Duties as reading lists, by how often and when.
pub fn mine(matrix: &Matrix<'_>, state: &State, lang: Lang) -> Markup {
    let view = matrix.of_organ(state.mine);
    let load = matrix.load_of(state.mine);
    let item = |duty: &MatrixDuty, known: Option<Role>| {
        html! {
            li {
                p {
                    @if let Some(known) = known { (role(known, lang)) " " }
                    (opener("mine", duty, duty.id() == state.open, lang))
                    span class="matrix-field" { (duty.field.label(lang)) }
                }
                p { (duty.grounds.says.in_lang(lang)) }
                p class="hint" { (duty.sentence(lang)) " " (duty.grounds.cites.join(" ")) }
            }
        }
    };
    html! {
        p class="matrix-count" { (summary(&load, lang)) }
        @if view.groups.is_empty() {
            p class="hint" { (t(lang, "没有符合筛选条件的职责。", "No duty meets the filters.")) }
        }
        @for group in &view.groups {
            section class="matrix-group" {
                h2 { (group.rhythm.label(lang)) (t(lang, "·", " · ")) (group.stage.label(lang)) " " span class="hint" { (group.duties.len()) } }
                ul class="matrix-duties" { @for (duty, known) in &group.duties { (item(duty, Some(*known))) } }
            }
        }
        @if !view.over.is_empty() {
            section class="matrix-group" {
                h2 { (t(lang, "以其为对象的职责", "Duties about its own work")) " " span class="hint" { (view.over.len()) } }
                ul class="matrix-duties" { @for duty in &view.over { (item(duty, None)) } }
            }
        }
    }
}

/// How much an organ has to do, in a sentence.
fn summary(load: &Load, lang: Lang) -> String {
    let parts = Role::ALL.iter().zip(load.by_role);
    let parts = parts.filter(|(_, count)| *count > 0);
    let parts: Vec<String> = parts
        .map(|(known, count)| format!("{} {count}", known.label(lang)))
        .collect();
    let organ = load.organ.label(lang);
    match lang {
        Lang::Zh => format!(
            "{organ}共有职责 {} 项：{}；另有 {} 项以其为对象。",
            load.total(),
            parts.join("，"),
            load.over
        ),
        Lang::En => format!(
            "The {organ} has a part in {} duties: {}; {} are about its own work.",
            load.total(),
            parts.join(", "),
            load.over
        ),
    }
}

/// Two organs beside each other.
pub fn compare(matrix: &Matrix<'_>, state: &State, lang: Lang) -> Markup {
    let [first, second] = state.pair;
    let view = matrix.compare(first, second);
    let names = [first.label(lang), second.label(lang)];
    let only = |organ: &str, count: usize| match lang {
        Lang::Zh => format!("只有{organ}有分工（{count}）"),
        Lang::En => format!("Only the {organ} has a part ({count})"),
    };
    let both: Vec<&MatrixDuty> = view.both.iter().map(|(duty, _)| *duty).collect();
    let [left, right] = [&view.only_first, &view.only_second]
        .map(|list| list.iter().map(|(duty, _)| *duty).collect::<Vec<_>>());
    let counted = match lang {
        Lang::Zh => format!(
            "{}与{}：共同参与 {} 项，只有前者 {} 项，只有后者 {} 项。",
            names[0],
            names[1],
            both.len(),
            left.len(),
            right.len()
        ),
        Lang::En => format!(
            "{} and {}: both in {}, only the first in {}, only the second in {}.",
            names[0],
            names[1],
            both.len(),
            left.len(),
            right.len()
        ),
    };
    let groups = [
        (
            t(lang, "双方都有分工", "Both have a part").to_owned(),
            &both[..],
        ),
        (only(names[0], left.len()), &left[..]),
        (only(names[1], right.len()), &right[..]),
    ];
    let groups = groups.into_iter().filter(|(_, duties)| !duties.is_empty());
    html! {
        p class="matrix-count" { (counted) }
        (table(&groups.collect::<Vec<_>>(), &state.pair, &state.open, lang))
    }
}

/// How much each organ has to do; where the matrix is thin; where two leads stand close together.
pub fn load(matrix: &Matrix<'_>, state: &State, lang: Lang) -> Markup {
    let loads = matrix.load();
    html! {
        (loads_table(&loads, lang))
        (thin(&matrix.gaps(), state, lang))
        (neighbours(&matrix.overlaps(), state, lang))
    }
}

fn loads_table(loads: &[Load], lang: Lang) -> Markup {
    let listing = Listing::of_load(loads, lang);
    let most = loads
        .iter()
        .map(Load::total)
        .max()
        .unwrap_or_default()
        .max(1);
    html! {
        h2 { (t(lang, "各机关负荷", "Load of each organ")) }
        p class="hint" { (t(lang, "数字是职责项数，不是工作量；一项职责可能每天都做，也可能几年一次。", "Numbers of duties, not of hours: one duty may fall due every day, another once in years.")) }
        div class="scroll matrix-loads" tabindex="0" role="region" aria-label=(t(lang, "各机关负荷", "Load of each organ")) {
            table class="grid" {
                thead { tr {
                    @for (at, head) in listing.header.iter().enumerate() {
                        th scope="col" class=[(at > 0).then_some("figure")] { (head) }
                    }
                } }
                tbody {
                    @for (load, row) in loads.iter().zip(&listing.rows) {
                        tr {
                            th scope="row" {
                                button type="button" class="link" id={ "read-" (load.organ.code()) } data-do="read" data-arg=(load.organ.code()) { (row[0]) }
                            }
                            td class="figure" {
                                span class="matrix-bar" aria-hidden="true" style={ "width:" (load.total() * 100 / most) "%" } {}
                                (row[1])
                            }
                            @for cell in &row[2..] { td class="figure" { @if cell == "0" { span class="matrix-zero" { "0" } } @else { (cell) } } }
                        }
                    }
                }
            }
        }
    }
}

fn thin(gaps: &[Gap<'_>], state: &State, lang: Lang) -> Markup {
    html! {
        h2 { (t(lang, "空白", "Gaps")) }
        p class="lead-in" {
            (t(
                lang,
                "空白只说明来源没有写明由谁承担，可能本意如此，也可能留给本地规定，不是差错，也不针对哪个机关。",
                "A gap says that the sources name nobody: perhaps on purpose, perhaps left to local rules. It is no mistake, and is held against no organ.",
            ))
        }
        @for kind in GapKind::ALL {
            @let of_kind: Vec<&Gap<'_>> = gaps.iter().filter(|gap| gap.kind == *kind).collect();
            @if !of_kind.is_empty() {
                @let (zh, en) = kind.meaning();
                details class="matrix-gaps" id={ "gaps-" (kind.code()) } open[*kind != GapKind::LeadAlone] {
                    summary { (kind.label(lang)) " " span class="hint" { (of_kind.len()) } }
                    p class="hint" { (t(lang, zh, en)) }
                    ul { @for gap in of_kind { li { (gap_line(gap, state, lang)) } } }
                }
            }
        }
    }
}

fn gap_line(gap: &Gap<'_>, state: &State, lang: Lang) -> Markup {
    let place = [
        gap.field.map(|field| field.label(lang)),
        gap.stage.map(|stage| stage.label(lang)),
        gap.organ.map(|organ| organ.label(lang)),
    ];
    let place: Vec<&str> = place.into_iter().flatten().collect();
    let part = format!(
        "gap-{}-{}",
        gap.kind.code(),
        gap.stage.map_or("", Term::code)
    );
    html! {
        strong { (place.join(t(lang, "·", " · "))) }
        @match (gap.kind, gap.field) {
            // These are about the field as a whole: its duties are seen in the matrix.
            (GapKind::NoDuty | GapKind::NoSupervision, Some(field)) => {
                " "
                button type="button" class="link" id={ (part) "-" (field.code()) } data-do="see" data-arg=(field.code()) {
                    (concerned(gap, lang))
                }
            }
            _ => {
                (t(lang, "：", ": "))
                @for (at, duty) in gap.duties.iter().enumerate() {
                    @if at > 0 { (t(lang, "；", "; ")) }
                    (opener(&part, duty, duty.id() == state.open, lang))
                }
            }
        }
    }
}

/// How many duties a gap of a whole field concerns.
fn concerned(gap: &Gap<'_>, lang: Lang) -> String {
    let count = gap.duties.len();
    match (gap.kind, lang) {
        (GapKind::NoDuty, Lang::Zh) => format!("全程有效的职责 {count} 项，看该领域"),
        (GapKind::NoDuty, Lang::En) => format!("{count} duties hold throughout: see the field"),
        (_, Lang::Zh) => format!("{count} 项职责，看该领域"),
        (_, Lang::En) => format!("{count} duties: see the field"),
    }
}

fn neighbours(overlaps: &[Overlap<'_>], state: &State, lang: Lang) -> Markup {
    html! {
        h2 { (t(lang, "相邻主办", "Neighbouring leads")) " " span class="hint" { (overlaps.len()) } }
        p class="lead-in" {
            (t(
                lang,
                "同一领域、同一阶段、同一对象、依据同一段落，而主办机关不同的职责。多数是有意的分工，在这里看清界线。",
                "Duties of one field, stage and object that rest on the same paragraph and have different leads. Mostly a division meant so: here one sees where the line runs.",
            ))
        }
        div class="scroll" tabindex="0" role="region" aria-label=(t(lang, "相邻主办", "Neighbouring leads")) {
            table class="grid" {
                thead { tr {
                    th scope="col" { (t(lang, "领域和阶段", "Field and stage")) }
                    th scope="col" { (t(lang, "一", "One")) }
                    th scope="col" { (t(lang, "另一", "The other")) }
                    th scope="col" { (t(lang, "共同依据", "Both rest on")) }
                    th scope="col" { (t(lang, "互有分工", "Tied")) }
                } }
                tbody {
                    @for (at, overlap) in overlaps.iter().enumerate() {
                        tr {
                            th scope="row" { (overlap.duties[0].field.label(lang)) (t(lang, "·", " · ")) (overlap.duties[0].stage.label(lang)) }
                            @for duty in overlap.duties {
                                td {
                                    (duty.lead().map_or("", |lead| lead.label(lang))) (t(lang, "：", ": "))
                                    (opener(&format!("near-{at}"), duty, duty.id() == state.open, lang))
                                }
                            }
                            td { (overlap.cites.join(" ")) }
                            td { @if overlap.tied { (t(lang, "✓ 是", "✓ yes")) } @else { (t(lang, "— 否", "— no")) } }
                        }
                    }
                }
            }
        }
    }
}

/// When and what of a duty, for the panel.
pub fn facts(duty: &MatrixDuty, lang: Lang) -> Markup {
    html! {
        dl class="matrix-facts" {
            dt { (t(lang, "领域", "Field")) } dd { (duty.field.label(lang)) }
            dt { (t(lang, "何时", "When")) } dd { (when(duty, lang)) }
            dt { (t(lang, "主办在", "Led from")) }
            dd { (duty.tier().map_or(t(lang, "不分前后台", "neither side"), |tier| tier.label(lang))) }
        }
    }
}
