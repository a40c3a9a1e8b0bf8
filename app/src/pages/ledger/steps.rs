//! The steps that a record may take next: what each still requires is said, and given in the same place.

use std::sync::Arc;

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_casebook::{Command, Field, Kind, Lang, Need, Row, Rules, Workbook};
use shizu_rules::vocabulary::{StepNeed, Term};

use super::Page;
use super::state::{State, Stepping, text_of};
use super::table::control;
use crate::markup::{Act, faults, focus_drawn, t};

/// The field in which what is needed is written; `None` for the reason, which belongs to the step itself.
fn field_of(kind: Kind, need: StepNeed) -> Option<usize> {
    match need {
        StepNeed::Reason => None,
        StepNeed::OtherReviewer => kind.field("reviewer"),
        other => kind.field(other.code()),
    }
}

fn rules(page: Page) -> Option<Arc<Rules>> {
    page.app.desk_untracked().rules(page.app).ok()
}

/// The steps of a row as buttons, and the form of the one that is being prepared.
pub fn steps(page: Page, book: &Workbook, state: &State, row: Row<'_>, lang: Lang) -> Markup {
    let Some(rules) = rules(page) else {
        return html! {};
    };
    let kind = state.kind;
    let reading = page.app.desk().state().reading;
    let of_state = kind.field("state").and_then(|at| kind.fields().get(at));
    let Some(of_state) = of_state else {
        return html! {};
    };
    let ways = rules.ways(kind, row.get("state"));
    html! {
        section class="ledger-steps" aria-label=(t(lang, "下一步", "Next steps")) {
            @if ways.is_empty() { p class="hint" { (t(lang, "这一状态没有下一步。", "No step leads from this state.")) } }
            ul {
                @for way in &ways {
                    @let needs = book.needs(&rules, kind, row.id(), way.to);
                    @let open = state.stepping.as_ref().is_some_and(|step| step.to == way.to);
                    li {
                        @if !reading {
                            button type="button" class={ "button" @if open { " primary" } } id={ "ledger-step-" (way.to) } data-do="step" data-arg=(way.to)
                                aria-expanded=[(!needs.is_empty()).then(|| open.to_string())] {
                                (way.step.label(lang)) " → " (of_state.shown(way.to, lang))
                            }
                        } @else { span { (way.step.label(lang)) " → " (of_state.shown(way.to, lang)) } }
                        span class="ledger-needs" {
                            @if needs.is_empty() { (t(lang, "✓ 已具备", "✓ nothing is missing")) }
                            @else { (t(lang, "还须：", "needs: ")) (named(&needs, lang)) }
                        }
                    }
                }
            }
            @if let Some(step) = state.stepping.as_ref().filter(|step| ways.iter().any(|way| way.to == step.to)) {
                (form(book, state, row, step, &book.needs(&rules, kind, row.id(), step.to), lang))
            }
        }
    }
}

fn named(needs: &[Need], lang: Lang) -> String {
    let words: Vec<&str> = needs.iter().map(|need| need.need.label(lang)).collect();
    words.join(t(lang, "、", ", "))
}

/// What the form of a step asks for: the fields that are missing, and with the reviewer also the field itself where another name is needed.
fn asked(kind: Kind, needs: &[Need]) -> Vec<usize> {
    let mut fields: Vec<usize> = needs
        .iter()
        .filter_map(|need| field_of(kind, need.need))
        .collect();
    fields.dedup();
    fields
}

fn form(
    book: &Workbook,
    state: &State,
    row: Row<'_>,
    step: &Stepping,
    needs: &[Need],
    lang: Lang,
) -> Markup {
    let kind = state.kind;
    let mut fields = asked(kind, needs);
    // What was begun stays in sight when it is no longer missing.
    fields.extend(step.cells.iter().map(|(field, _)| *field));
    fields.sort_unstable();
    fields.dedup();
    let reason = needs.iter().any(|need| need.need == StepNeed::Reason);
    let fault: Vec<String> = step.fault.clone().into_iter().collect();
    let shown: Vec<(usize, &Field)> = fields
        .iter()
        .filter_map(|at| Some((*at, kind.fields().get(*at)?)))
        .collect();
    html! {
        div class="ledger-step-form" {
            (faults(t(lang, "还不能这样做", "It cannot be done yet"), &fault))
            div class="ledger-fields" {
                @for (at, field) in shown {
                    @let written = step.cells.iter().any(|(known, _)| *known == at);
                    @let text = if written { text_of(&step.cells, at) } else { row.cell(at) };
                    @let id = format!("ledger-step-field-{}", field.code);
                    p class={ "labelled" @if field.holds == shizu_casebook::FieldType::LongText { " ledger-long" } } {
                        label for=(id) { (field.label(lang)) }
                        (control(book, field, &id, text, "step-cell", field.code, false, lang))
                    }
                }
                @if reason || !step.why.is_empty() {
                    p class="labelled ledger-long" {
                        label for="ledger-step-why" { (t(lang, "理由（记入历史）", "Reason (kept in the history)")) }
                        input id="ledger-step-why" class="field" type="text" autocomplete="off" value=(step.why) data-do="step-why";
                    }
                }
            }
            p class="actions" {
                button type="button" class="button primary" id="ledger-step-do" data-do="step-do" { (t(lang, "确定", "Do it")) }
                button type="button" class="button quiet" data-do="step-leave" { (t(lang, "放弃", "Leave it")) }
            }
        }
    }
}

/// What was done with the steps of the row. Whether it was something of them.
pub fn act(page: Page, kind: Kind, id: &str, act: &Act) -> bool {
    let change = |change: &dyn Fn(&mut Stepping)| {
        page.state.update(|state| {
            if let Some(step) = &mut state.stepping {
                change(step);
                step.fault = None;
            }
        });
    };
    match &*act.name {
        "step" => begin(page, kind, id, &act.arg),
        "step-cell" => {
            if let Some(field) = kind.field(&act.arg) {
                change(&|step| State::put(&mut step.cells, field, act.value.clone()));
            }
        }
        "step-why" => change(&|step| step.why.clone_from(&act.value)),
        "step-leave" => page.state.update(|state| state.stepping = None),
        "step-do" => finish(page, kind, id),
        _ => return false,
    }
    true
}

/// Takes the step if nothing is missing; asks for what is otherwise.
fn begin(page: Page, kind: Kind, id: &str, to: &str) {
    let values = kind.field("state").and_then(|at| kind.fields().get(at));
    let value = values.and_then(|field| field.holds.values().iter().find(|value| value.code == to));
    let (Some(value), Some(rules)) = (value, rules(page)) else {
        return;
    };
    let needs = page
        .app
        .desk_untracked()
        .with_untracked(|book| book.needs(&rules, kind, id, to));
    let needs = needs.unwrap_or_default();
    let already = page
        .state
        .with_untracked(|state| state.stepping.as_ref().is_some_and(|step| step.to == to));
    if already {
        page.state.update(|state| state.stepping = None);
        return;
    }
    page.state.update(|state| {
        state.stepping = Some(Stepping {
            to: value.code,
            ..Stepping::default()
        });
    });
    if needs.is_empty() {
        finish(page, kind, id);
        return;
    }
    let first = asked(kind, &needs)
        .first()
        .and_then(|at| kind.fields().get(*at));
    focus_drawn(first.map_or("ledger-step-why".to_owned(), |field| {
        format!("ledger-step-field-{}", field.code)
    }));
}

fn finish(page: Page, kind: Kind, id: &str) {
    let Some(step) = page.state.with_untracked(|state| state.stepping.clone()) else {
        return;
    };
    let cells = step
        .cells
        .iter()
        .filter_map(|(at, text)| Some((kind.fields().get(*at)?.code.to_owned(), text.clone())));
    let command = Command::Advance {
        kind,
        rows: vec![id.to_owned()],
        to: step.to.to_owned(),
        cells: cells.collect(),
    };
    let fault = page.try_run(command, step.why.trim()).err();
    page.state.update(|state| {
        state.stepping = fault.map(|words| Stepping {
            fault: Some(words),
            ..step
        });
    });
    if page.state.with_untracked(|state| state.stepping.is_none()) {
        focus_drawn("ledger-detail");
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Rules, StepNeed, Term, field_of};

    #[test]
    fn whatever_a_step_needs_can_be_written_in_its_form() {
        for need in StepNeed::ALL {
            let somewhere = Kind::ALL
                .iter()
                .filter(|kind| Rules::has_states(**kind))
                .any(|kind| field_of(*kind, *need).is_some());
            assert!(somewhere || *need == StepNeed::Reason, "{}", need.code());
        }
    }
}
