//! Clue clocks: when a clue that lies turns yellow and red, as places have published it.

use maud::{Markup, html};
use shizu_rules::deadlines::{Stage, TrackReading};
use shizu_rules::vocabulary::{Signal, StartEvent, Term};
use shizu_rules::{Due, Engine, Lang};

use super::state::State;
use super::{date_field, weekday};
use crate::markup::{badge, cites, field, t};
use crate::text::date;

/// The fields: the place, the days of the start events that its clock asks for, the day looked at.
pub fn form(state: &State, engine: &Engine, lang: Lang) -> Markup {
    let rulebook = engine.rulebook();
    let Some(clock) = state.clock(rulebook) else {
        return html! {};
    };
    let place = html! {
        select id="time-clock" class="field" data-do="clock" {
            @for (at, clock) in rulebook.clocks.iter().enumerate() {
                option value=(at) selected[at == state.clock] { (clock.grounds.title.in_lang(lang)) }
            }
        }
    };
    let mut events: Vec<StartEvent> = Vec::new();
    for track in &clock.tracks {
        if !events.contains(&track.start) {
            events.push(track.start);
        }
    }
    html! {
        p class="lead-in" {
            (t(
                lang,
                "各地公布的线索时限预警，供选用：一地的做法，对别处没有约束力。只收入公布过的内容。",
                "Warnings on lying clues that places have published, free to choose: one place's practice binds no other. Only what was published is here.",
            ))
        }
        section class="time-form no-print" aria-label=(t(lang, "线索时钟", "Clue clock")) {
            div class="fields" {
                (field("time-clock", t(lang, "地方", "Place"), "", &place))
                @for event in events {
                    (date_field(&format!("time-event-{}", event.code()), event.label(lang), "event", event.code(), state.event(event)))
                }
                (date_field("time-as-of", t(lang, "看到哪一天", "Looked at on"), "as-of", "", &state.as_of))
            }
        }
    }
}

/// What the clock shows.
pub fn result(state: &State, engine: &Engine, lang: Lang) -> Markup {
    let rulebook = engine.rulebook();
    let Some(clock) = state.clock(rulebook) else {
        return html! {};
    };
    let grounds = &clock.grounds;
    let Some((as_of, readings)) = state.readings(rulebook) else {
        let words = t(
            lang,
            "请填写完整、存在的查看日期。",
            "Enter a whole day to look at that exists.",
        );
        return html! { p class="time-none" aria-live="polite" { (words) } };
    };
    html! {
        section class="time-result" aria-live="polite" {
            p class="time-asked" { (grounds.title.in_lang(lang)) (t(lang, "，截至", ", as of ")) (date(as_of, lang)) }
            @for reading in &readings { (track(reading, lang)) }
            div class="time-basis" {
                p { (badge(grounds.basis, lang)) " " (cites(engine, &grounds.cites, lang)) " " (grounds.says.in_lang(lang)) }
                @if let Some(note) = &grounds.note { p class="rule-note" { (note.in_lang(lang)) } }
            }
        }
    }
}

fn track(reading: &TrackReading<'_>, lang: Lang) -> Markup {
    let track = reading.track;
    let now = match (reading.now, reading.from) {
        (Some(now), _) => signal(now, lang),
        (None, Some(_)) => html! { (t(lang, "没有信号", "no signal")) },
        (None, None) => html! { (t(lang, "起算日不明", "start day unknown")) },
    };
    let stages = track.stages.iter().zip(&reading.dates);
    html! {
        h3 class="time-track" { (track.title.in_lang(lang)) " " (now) }
        div class="scroll" {
            table class="grid time-stages" {
                thead {
                    tr {
                        th scope="col" { (t(lang, "信号", "Signal")) }
                        th scope="col" { (t(lang, "公布的条件", "As published")) }
                        th scope="col" { (t(lang, "自哪一天起", "From")) }
                    }
                }
                tbody { @for (stage, begins) in stages { (row(stage, *begins, lang)) } }
            }
        }
    }
}

fn row(stage: &Stage, begins: Option<Due>, lang: Lang) -> Markup {
    html! {
        tr {
            th scope="row" { (signal(stage.signal, lang)) }
            td { (stage.title.in_lang(lang)) }
            td {
                @match begins {
                    Some(due) => {
                        (date(due.day, lang)) " " (weekday(due.day, lang))
                        @if due.provisional { " " span class="time-provisional" { (t(lang, "暂定", "provisional")) } }
                    }
                    None if stage.onset.is_none() => { (t(lang, "没有公布天数", "no days published")) }
                    None => { "—" }
                }
            }
        }
    }
}

/// A signal in its colour, and in words.
fn signal(signal: Signal, lang: Lang) -> Markup {
    html! { span class={ "time-signal time-" (signal.code()) } { (signal.label(lang)) } }
}
