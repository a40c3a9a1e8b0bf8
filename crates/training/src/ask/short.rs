//! How far a trigger that does not fire is from firing: what each of its gauges reads, what it takes, and what broke a streak or cannot be judged.

use shizu_rules::monitor::{self, Counted, Figures, Line, Monitored, Reading, Trigger, hundredths};
use shizu_rules::vocabulary::{Frequency, Gauge, ReturnField, ReturnState, Term};
use shizu_rules::{Lang, Text};

use super::Mismatch;
use crate::desk::say;

/// What the gauges of the trigger read for the line, and what they would have to read; any one of them is enough.
pub(super) fn short(monitored: &Monitored, line: &Line, trigger: &Trigger) -> Vec<Mismatch> {
    let gauges = trigger.when.iter();
    gauges
        .map(|gauge| Mismatch {
            what: say(gauge.label(Lang::Zh), gauge.label(Lang::En)),
            found: found(monitored, line, *gauge),
            wanted: vec![wanted(monitored, line, *gauge)],
        })
        .collect()
}

fn is_flag(gauge: Gauge) -> bool {
    gauge.parameter(Frequency::Quarter).is_none()
}

fn wanted(monitored: &Monitored, line: &Line, gauge: Gauge) -> Text {
    let settings = monitored.settings();
    let threshold = hundredths(settings.threshold(gauge, line.frequency()));
    match gauge {
        _ if is_flag(gauge) => say("是", "yes"),
        Gauge::ClueToCase => {
            let least = settings.least_closed;
            say(
                format!("低于{threshold}%（办结满{least}件才计算）"),
                format!("below {threshold} % (with {least} or more concluded)"),
            )
        }
        Gauge::BorrowedShare => say(
            format!("{threshold}%以上"),
            format!("{threshold} % or more"),
        ),
        _ => say(threshold.clone(), threshold),
    }
}

fn found(monitored: &Monitored, line: &Line, gauge: Gauge) -> Text {
    let needed = gauge.needs();
    let untold = needed.iter().filter(|field| !monitored.tells(**field));
    let untold: Vec<Text> = untold.map(|field| name(*field)).collect();
    if let Some(untold) = listed(&untold) {
        return say(
            format!("报表没有“{}”一栏，无从判断", untold.zh),
            format!(
                "the returns do not tell {}, so it cannot be judged",
                untold.en
            ),
        );
    }
    let mut counted = Counted::default();
    let reading = monitored.reading(line, gauge, line.last, Some(&mut counted));
    let value = reading.value.to_string();
    match gauge {
        _ if !reading.is_known => say("没有填报，无从判断", "not returned, so it cannot be judged"),
        _ if is_flag(gauge) => say("否", "no"),
        Gauge::ClueToCase | Gauge::BorrowedShare => share(
            reading,
            monitored.settings().threshold(gauge, line.frequency()),
        ),
        _ if gauge.is_streak() => {
            let why = broken(monitored, line, gauge, &counted);
            why.map_or_else(
                || say(value.as_str(), value.as_str()),
                |why| {
                    say(
                        format!("{value}（{}）", why.zh),
                        format!("{value} ({})", why.en),
                    )
                },
            )
        }
        _ => say(value.as_str(), value.as_str()),
    }
}

fn share(reading: Reading, threshold: u64) -> Text {
    let Reading { value, whole, .. } = reading;
    let percent = monitor::share(reading, threshold);
    say(
        format!("{percent}%（{value}/{whole}）"),
        format!("{percent} % ({value} of {whole})"),
    )
}

/// What ended the streak, and the periods in it or before it that cannot be judged.
fn broken(monitored: &Monitored, line: &Line, gauge: Gauge, counted: &Counted) -> Option<Text> {
    let fields: &[ReturnField] = match gauge {
        Gauge::CluesZero => &[ReturnField::Clues],
        Gauge::CasesZero => &[ReturnField::Cases],
        Gauge::OwnZero => &[ReturnField::SelfFound, ReturnField::OwnCases],
        Gauge::ThreeZeros => &[
            ReturnField::Clues,
            ReturnField::Cases,
            ReturnField::CadresHandled,
        ],
        _ => &[ReturnField::Clues, ReturnField::Cases],
    };
    let mut missing: Vec<Text> = Vec::new();
    let mut ended: Option<Text> = None;
    let all: Vec<_> = monitored.all_shown(line).collect();
    for shown in all.into_iter().rev() {
        let period = say(shown.period.label(Lang::Zh), shown.period.label(Lang::En));
        if shown.state == ReturnState::NotApplicable || counted.periods.contains(&shown.period) {
            continue;
        }
        if shown.state == ReturnState::Missing {
            missing.push(period);
            continue;
        }
        ended = Some(match matters(fields, &shown.figures) {
            Some(matters) => say(
                format!("{}{}", period.zh, matters.zh),
                format!("{}: {}", period.en, matters.en),
            ),
            None => untold(&period, fields),
        });
        break;
    }
    missing.reverse();
    let missing = listed(&missing).map(|periods| {
        say(
            format!("{}没有报，不能当零", periods.zh),
            format!("{} not returned, which is no zero", periods.en),
        )
    });
    let parts: Vec<Text> = ended.into_iter().chain(missing).collect();
    let zh: Vec<&str> = parts.iter().map(|part| part.zh.as_str()).collect();
    let en: Vec<&str> = parts.iter().map(|part| part.en.as_str()).collect();
    (!parts.is_empty()).then(|| say(zh.join("；"), en.join("; ")))
}

/// What a return has that is not zero, of these counts.
fn matters(fields: &[ReturnField], figures: &Figures) -> Option<Text> {
    let counts = fields.iter().filter_map(|field| {
        let count = figures.count(*field).filter(|count| *count > 0)?;
        let name = name(*field);
        Some(say(
            format!("{}{count}", name.zh),
            format!("{} {count}", name.en),
        ))
    });
    listed(&counts.collect::<Vec<Text>>())
}

/// That a return does not tell these counts, though it has matters.
fn untold(period: &Text, fields: &[ReturnField]) -> Text {
    let fields: Vec<Text> = fields.iter().map(|field| name(*field)).collect();
    let fields = listed(&fields).unwrap_or_default();
    say(
        format!("{}有事项而没有报{}，不能当零", period.zh, fields.zh),
        format!(
            "{}: matters, but {} not told, which is no zero",
            period.en, fields.en
        ),
    )
}

fn name(field: ReturnField) -> Text {
    say(field.label(Lang::Zh), field.label(Lang::En))
}

fn listed(texts: &[Text]) -> Option<Text> {
    let zh: Vec<&str> = texts.iter().map(|text| text.zh.as_str()).collect();
    let en: Vec<&str> = texts.iter().map(|text| text.en.as_str()).collect();
    (!texts.is_empty()).then(|| say(zh.join("、"), en.join(", ")))
}
