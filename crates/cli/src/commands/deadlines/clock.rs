//! The clue clock of a place, read for a clue.

use std::fmt::Write as _;

use anyhow::bail;
use chrono::NaiveDate;
use serde_json::{Value, json};
use shizu_rules::deadlines::{Clock, TrackReading};
use shizu_rules::vocabulary::{StartEvent, Term};
use shizu_rules::{Lang, parse_date};

use super::{Asked, Told, term, weekday};
use crate::lang::pick;

pub fn read(asked: &Asked<'_>, place: &str) -> anyhow::Result<Told> {
    let lang = asked.lang;
    let clock = clock(asked, place)?;
    let mut problems = Vec::new();
    let mut starts: Vec<(StartEvent, NaiveDate)> = Vec::new();
    starts.extend(asked.args.received.map(|day| (StartEvent::Received, day)));
    for text in &asked.args.on {
        let (event, day) = text.split_once('=').unwrap_or((text, ""));
        let event = term::<StartEvent>(event, lang)?;
        match parse_date(day) {
            Ok(day) => starts.push((event, day)),
            Err(problem) => problems.push(format!("--on {text}: {}", problem.message(day, lang))),
        }
    }
    let as_of = asked.day;
    for (event, day) in starts.iter().filter(|(_, day)| *day > as_of) {
        problems.push(match lang {
            Lang::Zh => format!(
                "“{}”（{day}）晚于所看的日期（{as_of}），请核对",
                event.label(lang)
            ),
            Lang::En => format!(
                "{day}, when {}, is after the day looked at ({as_of}); check it",
                event.label(lang)
            ),
        });
    }
    let day_of = |event| {
        starts
            .iter()
            .find(|(known, _)| *known == event)
            .map(|(_, day)| *day)
    };
    let readings = clock.read(day_of, as_of, &asked.rulebook.calendar);
    if starts.is_empty() {
        problems.push(
            pick(
                lang,
                "没有给出起算日期，因此没有推算日子；请用 --received 或 --on 给出",
                "no start day is given, so no day is counted; give one with --received or --on",
            )
            .to_owned(),
        );
    }
    let header = vec![
        "track",
        "start",
        "from",
        "signal",
        "begins",
        "provisional",
        "shows",
        "says",
    ];
    Ok(Told {
        text: text(asked, clock, &readings),
        data: data(asked, clock, &readings, &problems),
        table: (header, rows(&readings, lang)),
        problems,
    })
}

/// The clock of a place by its id, its name, or the practice it cites.
fn clock<'a>(asked: &'a Asked<'_>, place: &str) -> anyhow::Result<&'a Clock> {
    let wanted = place.trim().to_lowercase();
    let names = |clock: &Clock| {
        let grounds = &clock.grounds;
        let mut names = vec![grounds.id.clone(), grounds.id.replace("clock.", "")];
        names.extend([grounds.title.zh.clone(), grounds.title.en.to_lowercase()]);
        names.extend(grounds.cites.iter().map(|cite| cite.to_lowercase()));
        names
    };
    let clocks = &asked.rulebook.clocks;
    if let Some(clock) = clocks.iter().find(|clock| names(clock).contains(&wanted)) {
        return Ok(clock);
    }
    let lang = asked.lang;
    let all: Vec<String> = clocks.iter().flat_map(names).collect();
    let near = shizu_tables::nearest(&wanted, all.iter().map(String::as_str)).unwrap_or_default();
    let places: Vec<&str> = clocks
        .iter()
        .map(|clock| clock.grounds.title.in_lang(lang))
        .collect();
    let places = places.join(pick(lang, "、", ", "));
    match (lang, near) {
        (Lang::Zh, "") => bail!("没有“{place}”的线索时钟；可选：{places}"),
        (Lang::Zh, near) => bail!("没有“{place}”的线索时钟，是否指“{near}”；可选：{places}"),
        (Lang::En, "") => bail!("there is no clue clock of `{place}`; there are: {places}"),
        (Lang::En, near) => {
            bail!("there is no clue clock of `{place}`; did you mean `{near}`? there are: {places}")
        }
    }
}

fn text(asked: &Asked<'_>, clock: &Clock, readings: &[TrackReading<'_>]) -> String {
    let lang = asked.lang;
    let grounds = &clock.grounds;
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{}  {}  [{}]",
        grounds.title.in_lang(lang),
        grounds.cites.join(" "),
        grounds.basis.label(lang)
    );
    let _ = writeln!(out, "  {}", grounds.says.in_lang(lang));
    if let Some(note) = &grounds.note {
        let _ = writeln!(out, "  {}", note.in_lang(lang));
    }
    let _ = writeln!(out, "{}{}\n", pick(lang, "截至 ", "as of "), asked.day);
    for reading in readings {
        let track = reading.track;
        let from = reading.from.map_or_else(
            || pick(lang, "起算日不明", "start unknown").to_owned(),
            |day| day.to_string(),
        );
        let now = match (reading.now, reading.from) {
            (Some(signal), _) => signal.label(lang),
            (None, Some(_)) => pick(lang, "无", "none"),
            (None, None) => "—",
        };
        let _ = match lang {
            Lang::Zh => writeln!(
                out,
                "{}（自{}：{from}）  现在：{now}",
                track.title.zh,
                track.start.label(lang)
            ),
            Lang::En => writeln!(
                out,
                "{} (from when {}: {from})  now: {now}",
                track.title.en,
                track.start.label(lang)
            ),
        };
        for (stage, begins) in track.stages.iter().zip(&reading.dates) {
            let begins = match begins {
                Some(due) if due.provisional => format!(
                    "{} {} {}",
                    due.day,
                    weekday(due.day, lang),
                    pick(lang, "（暂定）", "(provisional)")
                ),
                Some(due) => format!("{} {}", due.day, weekday(due.day, lang)),
                None => "—".to_owned(),
            };
            let _ = writeln!(
                out,
                "  {}  {begins}  {}",
                stage.signal.label(lang),
                stage.title.in_lang(lang)
            );
        }
    }
    out
}

fn data(
    asked: &Asked<'_>,
    clock: &Clock,
    readings: &[TrackReading<'_>],
    problems: &[String],
) -> Value {
    let lang = asked.lang;
    let grounds = &clock.grounds;
    let tracks: Vec<Value> = readings
        .iter()
        .map(|reading| {
            let stages = reading.track.stages.iter().zip(&reading.dates);
            let stages: Vec<Value> = stages
                .map(|(stage, begins)| {
                    json!({
                        "signal": stage.signal,
                        "from": begins.map(|due| due.day),
                        "provisional": begins.is_some_and(|due| due.provisional),
                        "shows": begins.is_some_and(|due| due.day <= asked.day),
                        "says": stage.title.in_lang(lang),
                    })
                })
                .collect();
            json!({
                "title": reading.track.title.in_lang(lang),
                "start_event": reading.track.start,
                "start": reading.from,
                "now": reading.now,
                "stages": stages,
            })
        })
        .collect();
    // The track that starts with the receipt is the clock of the clue as a whole; its signals are told once more by name.
    let main = readings
        .iter()
        .find(|reading| reading.track.start == StartEvent::Received);
    let dated = |code: &str| {
        let reading = main?;
        let stages = reading.track.stages.iter().zip(&reading.dates);
        let mut same = stages.filter(|(stage, _)| stage.signal.code() == code);
        same.next()
            .and_then(|(_, begins)| begins.map(|due| due.day))
    };
    json!({
        "preset": grounds.id,
        "place": grounds.title.in_lang(lang),
        "says": grounds.says.in_lang(lang),
        "basis": grounds.basis,
        "cites": grounds.cites,
        "note": grounds.note.as_ref().map(|note| note.in_lang(lang)),
        "received": asked.args.received,
        "as_of": asked.day,
        "now": main.and_then(|reading| reading.now),
        "blue": dated("blue"),
        "yellow": dated("yellow"),
        "red": dated("red"),
        "tracks": tracks,
        "problems": problems,
    })
}

fn rows(readings: &[TrackReading<'_>], lang: Lang) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for reading in readings {
        for (stage, begins) in reading.track.stages.iter().zip(&reading.dates) {
            rows.push(vec![
                reading.track.title.in_lang(lang).to_owned(),
                reading.track.start.code().to_owned(),
                reading.from.map(|day| day.to_string()).unwrap_or_default(),
                stage.signal.code().to_owned(),
                begins.map(|due| due.day.to_string()).unwrap_or_default(),
                if begins.is_some_and(|due| due.provisional) {
                    "yes"
                } else {
                    "no"
                }
                .to_owned(),
                if reading.now == Some(stage.signal) {
                    "yes"
                } else {
                    "no"
                }
                .to_owned(),
                stage.title.in_lang(lang).to_owned(),
            ]);
        }
    }
    rows
}
