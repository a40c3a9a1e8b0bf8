//! The form of one record: one field per column, whatever the kind.

use maud::{Markup, html};
use shizu_rules::appraisal::Voice;
use shizu_rules::ecology::{FormColumn, FormError, Holds, Mark, RowKind, Scorer};
use shizu_rules::vocabulary::{PointMark, Term};
use shizu_rules::{Engine, Lang, Subject};

use super::outcome::Evaluator;
use super::portrait::points_of;
use super::record::Record;
use super::state::State;
use crate::markup::{chips, t};

/// Prefix of the ids of fields.
const ID: &str = "ecology-";

/// The column that the id of a field names.
pub fn column_of(id: &str) -> &str {
    id.strip_prefix(ID).unwrap_or(id)
}

/// The form of the record shown.
pub fn form(state: &State, evaluator: &Evaluator, engine: &Engine, lang: Lang) -> Markup {
    let Some(record) = state.record() else {
        return html! {};
    };
    let shape = &evaluator.shape;
    let errors = record.read(&shape.form).err().unwrap_or_default();
    let group = state.kind == RowKind::Group;
    let drawn = |column: &FormColumn| {
        let error = errors.iter().find(|error| error.column == column.code);
        match (column.holds, &shape.scorer) {
            (Holds::By, _) => html! {},
            (Holds::Mark(_), _) if group => html! {},
            (Holds::Mark(at), Some(scorer)) => {
                mark(record, column, at, scorer, engine, error, lang)
            }
            _ => plain(record, column, error, lang),
        }
    };
    html! {
        div class="ecology-form no-print" {
            @for column in &shape.form.columns { (drawn(column)) }
            @if group { (voices(state, record, evaluator, lang)) }
        }
    }
}

/// A field for text, number, day or fact.
fn plain(record: &Record, column: &FormColumn, error: Option<&FormError>, lang: Lang) -> Markup {
    let id = format!("{ID}{}", column.code);
    let (text, label) = (record.get(&column.code), column.label.in_lang(lang));
    if let Holds::Fact(key) = column.holds {
        let chosen = key.read(text).ok();
        if key.is_flag() && key.subject() != Subject::Cadre {
            return chips(&id, "cell", label, key.values(), chosen, true, lang);
        }
        // The many conditions of an archive stand one per line.
        let line = if key.is_flag() {
            "labelled ecology-mark"
        } else {
            "labelled"
        };
        return html! {
            p class=(line) {
                label for=(id) { (label) }
                select id=(id) class="field" data-do="cell" data-arg=(column.code) {
                    option value="" selected[chosen.is_none()] { (t(lang, "未知", "unknown")) }
                    @for (at, value) in key.values().iter().enumerate() {
                        option value=(value.code) selected[chosen == Some(at)] { (value.label(lang)) }
                    }
                }
                (wrong(&id, error, lang))
            }
        };
    }
    let kind = if matches!(column.holds, Holds::Raised | Holds::Done) {
        "date"
    } else {
        "text"
    };
    labelled(
        &id,
        label,
        error,
        lang,
        &input(&id, kind, text, &column.code, error.is_some()),
    )
}

fn input(id: &str, kind: &str, text: &str, arg: &str, wrong: bool) -> Markup {
    html! {
        input class="field" type=(kind) id=(id) value=(text) data-do="cell" data-arg=(arg) autocomplete="off"
            aria-invalid=[wrong.then_some("true")] aria-describedby=[wrong.then(|| format!("{id}-error"))];
    }
}

fn labelled(
    id: &str,
    label: &str,
    error: Option<&FormError>,
    lang: Lang,
    field: &Markup,
) -> Markup {
    html! {
        p class="labelled" {
            label for=(id) { (label) }
            (field)
            (wrong(id, error, lang))
        }
    }
}

fn wrong(id: &str, error: Option<&FormError>, lang: Lang) -> Markup {
    html! {
        @if let Some(error) = error {
            span class="ecology-error" id={ (id) "-error" } { "✗ " (error.says.in_lang(lang)) }
        }
    }
}

/// A criterion: a number, or the points of its checklist.
fn mark(
    record: &Record,
    column: &FormColumn,
    at: usize,
    scorer: &Scorer,
    engine: &Engine,
    error: Option<&FormError>,
    lang: Lang,
) -> Markup {
    let id = format!("{ID}{}", column.code);
    let text = record.get(&column.code);
    let asked = points_of(engine, scorer, at);
    let read = Mark::read(text);
    let points = match &read {
        Ok(Mark::Points(points)) => Some(&points[..]),
        _ => None,
    };
    let weight = scorer
        .criteria
        .get(at)
        .map(|criterion| criterion.weight.normalize().to_string());
    let label = format!(
        "{} {}%",
        column.label.in_lang(lang),
        weight.unwrap_or_default()
    );
    let by_points = points.map(|points| {
        html! {
            fieldset class="ecology-points" id=(id) {
                legend { (label) }
                @for (at, words) in asked.iter().enumerate() {
                    @let own = format!("{id}-{at}");
                    @let chosen = points.get(at).copied().flatten();
                    p {
                        label for=(own) { (words.in_lang(lang)) }
                        select id=(own) class="field" data-do="point" data-arg={ (column.code) "/" (at) } {
                            option value="" selected[chosen.is_none()] { (t(lang, "未知", "unknown")) }
                            @for point in PointMark::ALL {
                                option value=(point.code()) selected[chosen == Some(*point)] { (point.label(lang)) }
                            }
                        }
                    }
                }
                button type="button" class="link" id={ (id) "-number" } data-do="number" data-arg=(column.code) { (t(lang, "改填分数", "Enter a number instead")) }
            }
        }
    });
    if let Some(by_points) = by_points.filter(|_| !asked.is_empty()) {
        return by_points;
    }
    html! {
        p class="labelled ecology-mark" {
            label for=(id) { (label) }
            (input(&id, "text", text, &column.code, error.is_some()))
            @if !asked.is_empty() {
                " " button type="button" class="link" id={ (id) "-points" } data-do="points" data-arg={ (column.code) "/" (asked.len()) } { (t(lang, "按要点", "By points")) }
            }
            (wrong(&id, error, lang))
        }
    }
}

/// The marks of a group: one column per voice.
fn voices(state: &State, record: &Record, evaluator: &Evaluator, lang: Lang) -> Markup {
    let Some(scorer) = &evaluator.shape.scorer else {
        return html! {};
    };
    let group = record.get("group");
    let own = |voice: Voice| {
        let mut records = state.records().iter();
        records.find(|record| record.get("group") == group && record.by() == Some(voice))
    };
    // Where a sheet gives the office no share, only the commission marks.
    let counts = |voice: &&Voice| scorer.office_share.is_some() || **voice == Voice::Commission;
    let shown: Vec<Voice> = Voice::ALL.iter().filter(counts).copied().collect();
    let share = |voice: Voice| {
        let office = scorer
            .office_share
            .map(|share| share.normalize().to_string());
        match voice {
            Voice::Commission => t(lang, "主导", "leads").to_owned(),
            Voice::Office => format!("{}%", office.unwrap_or_default()),
            Voice::HostUnit => t(lang, "不计分", "not counted").to_owned(),
        }
    };
    let columns = evaluator.shape.form.columns.iter();
    let marks: Vec<&FormColumn> = columns
        .filter(|column| matches!(column.holds, Holds::Mark(_)))
        .collect();
    html! {
        div class="scroll" {
            table class="grid ecology-voices" {
                caption class="hidden" { (t(lang, "各方评分", "Marks by voice")) }
                thead { tr {
                    th scope="col" { (t(lang, "考核内容", "Area")) }
                    @for voice in &shown { th scope="col" { (voice.label(lang)) span class="hint" { (share(*voice)) } } }
                } }
                tbody {
                    @for column in marks {
                        tr {
                            th scope="row" { (column.label.in_lang(lang)) }
                            @for voice in &shown {
                                @let id = format!("{ID}{}-{}", voice.code(), column.code);
                                @let text = own(*voice).map_or("", |record| record.get(&column.code));
                                @let bad = Mark::read(text).err();
                                td {
                                    input class="field" type="text" id=(id) value=(text) data-do="voice" data-arg={ (voice.code()) "/" (column.code) }
                                        aria-label={ (column.label.in_lang(lang)) ", " (voice.label(lang)) } autocomplete="off" aria-invalid=[bad.as_ref().map(|_| "true")];
                                    @if let Some(bad) = bad { span class="ecology-error" { "✗ " (bad.message(lang)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
