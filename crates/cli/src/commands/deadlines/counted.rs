//! A time limit, counted day by day.

use std::fmt::Write as _;

use anyhow::bail;
use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};
use shizu_rules::deadlines::{Count, CountedDay, Leg, Pause, Request, Why, count as count_days};
use shizu_rules::vocabulary::{LimitUnit, Term};
use shizu_rules::{Lang, Limit};

use super::{Asked, Told, term, weekday};
use crate::lang::pick;
use crate::output::data::LimitData;
use crate::output::table::table;

pub fn count(asked: &Asked<'_>, start: NaiveDate) -> anyhow::Result<Told> {
    let (args, lang) = (asked.args, asked.lang);
    let limit = match &args.rule {
        Some(id) => Some(limit(asked, id)?),
        None => None,
    };
    let Some(length) = length(asked, limit) else {
        bail!(pick(
            lang,
            "请用 --working-days、--days、--months 或 --rule 说明期限",
            "say how long it is: --working-days, --days, --months or --rule"
        ));
    };
    let mut counting = limit.map_or(asked.rulebook.counting.counting, |limit| limit.counting);
    for (text, field) in [
        (&args.start_day, 0),
        (&args.last_day, 1),
        (&args.month_end, 2),
        (&args.rest_end, 3),
    ] {
        let Some(text) = text else { continue };
        match field {
            0 => counting.start_day = term(text, lang)?,
            1 => counting.last_day = term(text, lang)?,
            2 => counting.month_end = term(text, lang)?,
            _ => counting.rest_end = term(text, lang)?,
        }
    }
    let mut problems = Vec::new();
    let mut pauses = Vec::new();
    for text in &args.pause {
        match Pause::parse(text, lang) {
            Ok(pause) => pauses.push(pause),
            Err(problem) => problems.push(format!("--pause {text}: {problem}")),
        }
    }
    let extension = extension(asked, limit, length, &mut problems);
    let request = Request {
        start,
        length,
        counting,
        extension,
        pauses: &pauses,
    };
    let counted = match count_days(&request, &asked.rulebook.calendar) {
        Ok(counted) => counted,
        Err(error) => bail!(error.message(lang)),
    };
    problems.extend(counted.problems.iter().map(|problem| problem.message(lang)));
    let warnings = warnings(limit, start, lang);
    let header = vec!["date", "weekday", "counted", "number", "why", "name"];
    let rows = counted.days.iter().map(|day| row(day, lang)).collect();
    Ok(Told {
        text: text(asked, &request, limit, &counted, &warnings),
        data: data(asked, &request, limit, &counted, &warnings, &problems),
        table: (header, rows),
        problems,
    })
}

fn limit<'a>(asked: &'a Asked<'_>, id: &str) -> anyhow::Result<&'a Limit> {
    if let Some(limit) = asked.rulebook.limit(id) {
        return Ok(limit);
    }
    let ids = asked.rulebook.limits.iter().map(|limit| limit.id.as_str());
    match (asked.lang, shizu_tables::nearest(id, ids)) {
        (Lang::Zh, Some(near)) => bail!("没有时限“{id}”；是否指“{near}”？全部时限见 --list"),
        (Lang::Zh, None) => bail!("没有时限“{id}”；全部时限见 --list"),
        (Lang::En, Some(near)) => {
            bail!("there is no time limit `{id}`; did you mean `{near}`? --list shows all")
        }
        (Lang::En, None) => bail!("there is no time limit `{id}`; --list shows all"),
    }
}

fn length(asked: &Asked<'_>, limit: Option<&Limit>) -> Option<Leg> {
    let args = asked.args;
    let of = |amount: Option<u32>, unit| amount.map(|amount| Leg { amount, unit });
    of(args.working_days, LimitUnit::WorkingDays)
        .or(of(args.days, LimitUnit::Days))
        .or(of(args.months, LimitUnit::Months))
        .or(limit.map(Limit::length))
}

/// The extension asked for, unless the rule does not allow it: then the limit is counted without.
fn extension(
    asked: &Asked<'_>,
    limit: Option<&Limit>,
    length: Leg,
    problems: &mut Vec<String>,
) -> Option<Leg> {
    let (amount, lang) = (asked.args.extend?, asked.lang);
    let Some(limit) = limit else {
        return Some(Leg {
            amount,
            unit: length.unit,
        });
    };
    let Some(allowed) = &limit.extension else {
        problems.push(match lang {
            Lang::Zh => format!(
                "--extend {amount}：时限“{}”没有可以延长的规定，未延长",
                limit.id
            ),
            Lang::En => format!(
                "--extend {amount}: no extension of `{}` is laid down; it was not extended",
                limit.id
            ),
        });
        return None;
    };
    let asked_for = Leg {
        amount,
        unit: allowed.unit,
    };
    match allowed.most {
        Some(most) if amount > most => {
            let most = Leg {
                amount: most,
                unit: allowed.unit,
            };
            problems.push(match lang {
                Lang::Zh => format!("--extend {amount}：最多延长{}，未延长", most.words(lang)),
                Lang::En => format!(
                    "--extend {amount}: the most is {}; it was not extended",
                    most.words(lang)
                ),
            });
            None
        }
        _ => Some(asked_for),
    }
}

/// What is worth knowing about the rule, without being wrong.
fn warnings(limit: Option<&Limit>, start: NaiveDate, lang: Lang) -> Vec<String> {
    let Some(limit) = limit.filter(|limit| !limit.holds_on(start)) else {
        return Vec::new();
    };
    let day = |day: Option<NaiveDate>| day.map_or("…".to_owned(), |day| day.to_string());
    let (from, to) = (day(limit.valid_from), day(limit.valid_to));
    vec![match lang {
        Lang::Zh => format!(
            "“{}”只适用于起算日在{from}至{to}之间的，请核对是否仍然适用",
            limit.id
        ),
        Lang::En => format!(
            "`{}` holds for start days from {from} to {to} only; check whether it applies",
            limit.id
        ),
    }]
}

fn row(day: &CountedDay, lang: Lang) -> Vec<String> {
    vec![
        day.date.to_string(),
        weekday(day.date, lang).to_owned(),
        if day.number.is_some() { "yes" } else { "no" }.to_owned(),
        day.number
            .map(|number| number.to_string())
            .unwrap_or_default(),
        day.why.label(lang).to_owned(),
        day.name
            .as_ref()
            .map(|name| name.in_lang(lang).to_owned())
            .unwrap_or_default(),
    ]
}

fn text(
    asked: &Asked<'_>,
    request: &Request<'_>,
    limit: Option<&Limit>,
    counted: &Count,
    warnings: &[String],
) -> String {
    let lang = asked.lang;
    let mut out = String::new();
    if let Some(limit) = limit {
        let _ = writeln!(
            out,
            "{}  {}  [{}]",
            limit.id,
            limit.title.in_lang(lang),
            limit.basis.label(lang)
        );
        if let Some(note) = &limit.note {
            let _ = writeln!(out, "  {}", note.in_lang(lang));
        }
    }
    let more = request.extension.map(|more| more.words(lang));
    let length = request.length.words(lang);
    let length = match (lang, &more) {
        (_, None) => length,
        (Lang::Zh, Some(more)) => format!("{length}，延长{more}"),
        (Lang::En, Some(more)) => format!("{length}, extended by {more}"),
    };
    let (start, due) = (request.start, counted.due);
    let _ = match lang {
        Lang::Zh => writeln!(out, "自{start}起 {length}"),
        Lang::En => writeln!(out, "{length} from {start}"),
    };
    let last = pick(lang, "到期日：", "last day: ");
    let _ = write!(out, "{last}{due} {}", weekday(due, lang));
    if counted.provisional {
        out.push_str(pick(
            lang,
            "（暂定：跨入尚未公布放假安排的日子）",
            " (provisional: it crosses days whose holidays are not announced)",
        ));
    }
    out.push('\n');
    if request.extension.is_some() {
        let last = pick(lang, "未延长时：", "without the extension: ");
        let _ = writeln!(out, "{last}{}", counted.due_unextended);
    }
    for warning in warnings {
        let _ = writeln!(out, "{}{warning}", pick(lang, "注意：", "note: "));
    }
    out.push('\n');
    let header = [
        pick(lang, "日期", "date"),
        "",
        pick(lang, "第几日", "no."),
        pick(lang, "说明", "why"),
    ];
    let rows = counted.days.iter().map(|day| {
        let name = day.name.as_ref().map(|name| name.in_lang(lang));
        let mut why = match (lang, name, day.why) {
            (_, _, Why::WorkingDay | Why::Day) | (_, None, _) => day.why.label(lang).to_owned(),
            (Lang::Zh, Some(name), _) => format!("{name}，{}", day.why.label(lang)),
            (Lang::En, Some(name), _) => format!("{name}, {}", day.why.label(lang)),
        };
        if day.extension {
            why.push_str(pick(lang, "（延长）", " (extension)"));
        }
        vec![
            day.date.to_string(),
            weekday(day.date, lang).to_owned(),
            day.number
                .map_or("—".to_owned(), |number| number.to_string()),
            why,
        ]
    });
    out.push_str(&table(&header, usize::MAX, rows));
    out.push('\n');
    out
}

fn data(
    asked: &Asked<'_>,
    request: &Request<'_>,
    limit: Option<&Limit>,
    counted: &Count,
    warnings: &[String],
    problems: &[String],
) -> Value {
    let lang = asked.lang;
    let days: Vec<Value> = counted
        .days
        .iter()
        .map(|day| {
            json!({
                "date": day.date,
                "weekday": weekday(day.date, lang),
                "counted": day.number.is_some(),
                "number": day.number,
                "why": day.why,
                "name": day.name.as_ref().map(|name| name.in_lang(lang)),
                "extension": day.extension,
                "provisional": day.provisional,
            })
        })
        .collect();
    let pauses: Vec<Value> = request
        .pauses
        .iter()
        .map(|pause| json!({ "from": pause.from, "to": pause.to }))
        .collect();
    let crossed = |year: i32| {
        (request.start.year()..=counted.days.last().map_or(year, |day| day.date.year()))
            .contains(&year)
    };
    let notices: Vec<Value> = asked
        .rulebook
        .calendar
        .years()
        .iter()
        .filter(|year| crossed(year.year))
        .map(|year| json!({ "year": year.year, "notice": year.notice, "imported": year.imported }))
        .collect();
    json!({
        "rule": limit.map(LimitData::from),
        "start": request.start,
        "amount": request.length.amount,
        "unit": request.length.unit,
        "counting": request.counting,
        "extension": request.extension,
        "pauses": pauses,
        "due": counted.due,
        "due_unextended": counted.due_unextended,
        "provisional": counted.provisional,
        "counted": days,
        "calendar": notices,
        "warnings": warnings,
        "problems": problems,
    })
}
