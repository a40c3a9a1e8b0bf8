//! A scored unit as data: one object, or the cells of a row.

use serde_json::{Map, Value, json};
use shizu_rules::rectification::{
    Answered, Change, Contribution, Lift, LiftStep, Outlook, Remark, Shift,
};
use shizu_rules::vocabulary::{ItemState, ScoreBand, ScoreIndex, Term};
use shizu_rules::{Lang, Rulebook};

use super::One;

/// The names of the cells.
pub fn header() -> Vec<&'static str> {
    let first = [
        "unit",
        "preset",
        "score",
        "lowest",
        "highest",
        "band",
        "possible_bands",
    ];
    let indices = ScoreIndex::VALUES.iter().map(|value| value.code);
    let last = [
        "effect",
        "false_reports",
        "to_next_band",
        "consequences",
        "possible_consequences",
        "follow_up",
        "ask_next",
        "notes",
        "error",
    ];
    first.into_iter().chain(indices).chain(last).collect()
}

/// The value of both, if they are one.
fn one<T: PartialEq + ToString>([low, high]: [T; 2]) -> Value {
    if low == high {
        json!(low.to_string())
    } else {
        Value::Null
    }
}

fn codes<T: Term>(terms: &[T]) -> Vec<&'static str> {
    terms.iter().map(|term| term.code()).collect()
}

/// A unit as an object.
pub fn object(unit: &One<'_>, rulebook: &Rulebook, lang: Lang) -> Value {
    let answer = &unit.answer;
    let grounds = |rule: &str| {
        let item = rulebook.item(rule);
        json!({
            "rule": rule,
            "basis": item.as_ref().map(|item| item.basis.code()),
            "cites": item.as_ref().map(|item| item.cites),
        })
    };
    let told = |first: Value, rule: &str| {
        let mut all = first;
        if let (Some(all), Value::Object(grounds)) = (all.as_object_mut(), grounds(rule)) {
            all.extend(grounds);
        }
        all
    };
    let consequences = &answer.consequences.sure;
    let consequences = consequences
        .iter()
        .map(|one| told(json!({ "id": one.what.code() }), &one.rule));
    let follow_up = answer.follow_up.sure.iter().map(|one| {
        let (organ, role) = one.what;
        told(
            json!({ "organ": organ.code(), "role": role.code() }),
            &one.rule,
        )
    });
    let asked = answer.ask_next.iter();
    let asked = asked
        .map(|asked| json!({ "field": asked.path.code(), "points": asked.points.to_string() }));
    let mut all = Map::new();
    let mut put = |name: &str, value: Value| all.insert(name.to_owned(), value);
    put("unit", json!(unit.unit));
    put("preset", json!(answer.scheme));
    put("score", json!(answer.score.map(|score| score.to_string())));
    put("lowest", json!(answer.lowest.to_string()));
    put("highest", json!(answer.highest.to_string()));
    put("band", json!(answer.band.map(Term::code)));
    put("possible_bands", json!(codes(&answer.possible_bands)));
    put(
        "contributions",
        answer.contributions.iter().map(contribution).collect(),
    );
    put(
        "effect",
        told(
            json!({ "id": answer.effect.what.code(), "false_reports": answer.false_reports, "sum": one(answer.sum) }),
            &answer.effect.rule,
        ),
    );
    put("to_next_band", outlook(&answer.to_next_band));
    put(
        "sensitivity",
        answer.sensitivity.iter().map(shift).collect(),
    );
    put("consequences", consequences.collect());
    put(
        "possible_consequences",
        json!(codes(&answer.consequences.possible)),
    );
    let mut depends_on = missing(&answer.consequences);
    depends_on.extend(missing(&answer.follow_up));
    put("depends_on", json!(depends_on));
    put("follow_up", follow_up.collect());
    let possible = answer.follow_up.possible.iter();
    let possible =
        possible.map(|(organ, role)| json!({ "organ": organ.code(), "role": role.code() }));
    put("possible_follow_up", possible.collect());
    put("ask_next", asked.collect());
    put("own_weights", json!(answer.own_weights));
    put("filled", json!(answer.filled));
    put("notes", remarks(unit, false, lang));
    if unit.remarks.iter().any(Remark::is_fault) {
        put("row", json!(unit.fed.row));
        put("error", remarks(unit, true, lang));
    }
    Value::Object(all)
}

fn missing<T>(answered: &Answered<T>) -> Vec<&'static str> {
    answered.missing.iter().map(|fact| fact.code()).collect()
}

fn contribution(of: &Contribution) -> Value {
    json!({
        "index": of.index.code(),
        "weight": of.weight.to_string(),
        "value": one(of.value),
        "points": one(of.points),
        "lowest": of.points[0].to_string(),
        "highest": of.points[1].to_string(),
    })
}

fn band(band: Option<ScoreBand>) -> Option<&'static str> {
    band.map(Term::code)
}

fn shift(shift: &Shift) -> Value {
    json!({
        "index": shift.index.code(),
        "weight": shift.weight.to_string(),
        "from": shift.from.to_string(),
        "to": shift.to.to_string(),
        "below": band(shift.below),
        "above": band(shift.above),
    })
}

fn outlook(outlook: &Outlook) -> Value {
    match outlook {
        Outlook::Best => json!({ "status": "best" }),
        Outlook::Open => json!({ "status": "open" }),
        Outlook::Blocked { band, by } => {
            json!({ "status": "blocked", "band": band.code(), "by": by.code() })
        }
        Outlook::OutOfReach {
            band,
            most,
            satisfaction,
        } => json!({
            "status": "out_of_reach",
            "band": band.code(),
            "most": most.to_string(),
            "satisfaction": satisfaction.map(|needed| needed.to_string()),
        }),
        Outlook::Way(lift) => way(lift),
    }
}

fn way(lift: &Lift) -> Value {
    json!({
        "status": "way",
        "band": lift.band.code(),
        "from": lift.from.to_string(),
        "gap": lift.gap.to_string(),
        "steps": lift.steps,
        "score": lift.score.to_string(),
        "changes": lift.changes.iter().map(change).collect::<Vec<_>>(),
    })
}

fn change(change: &Change) -> Value {
    let steps = change.steps.iter().map(|step| match step {
        LiftStep::Items { count, from, to } => {
            json!({ "items": count, "from": from.code(), "to": to.code() })
        }
        LiftStep::Points { count } => json!({ "points": count }),
    });
    json!({
        "index": change.index.code(),
        "from": change.value[0].to_string(),
        "to": change.value[1].to_string(),
        "gain": change.gain.to_string(),
        "steps": steps.collect::<Vec<_>>(),
    })
}

fn remarks(unit: &One<'_>, faults: bool, lang: Lang) -> Value {
    let wanted = unit
        .remarks
        .iter()
        .filter(|remark| remark.is_fault() == faults);
    let told = wanted.map(|remark| {
        json!({
            "code": remark.code(),
            "column": unit.fed.column(remark),
            "text": remark.found.1,
            "message": remark.message(lang),
        })
    });
    told.collect()
}

/// A unit as cells under [`header`].
pub fn cells(unit: &One<'_>, lang: Lang) -> Vec<String> {
    let answer = &unit.answer;
    let score = answer.score.map(|score| score.to_string());
    let mut cells = vec![
        unit.unit.clone(),
        answer.scheme.clone().unwrap_or_default(),
        score.unwrap_or_default(),
        answer.lowest.to_string(),
        answer.highest.to_string(),
        band(answer.band).unwrap_or_default().to_owned(),
        codes(&answer.possible_bands).join("; "),
    ];
    cells.extend(answer.contributions.iter().map(|of| match of.value {
        [low, high] if low == high => low.to_string(),
        [low, high] => format!("{low} – {high}"),
    }));
    let sure = answer.consequences.sure.iter().map(|told| told.what.code());
    let follow = answer.follow_up.sure.iter();
    let follow = follow.map(|told| format!("{} {}", told.what.0.code(), told.what.1.code()));
    let asked = answer.ask_next.iter().map(|asked| asked.path.code());
    let told = |faults: bool| {
        let wanted = unit
            .remarks
            .iter()
            .filter(|remark| remark.is_fault() == faults);
        let told =
            wanted.map(|remark| format!("{}: {}", unit.fed.column(remark), remark.message(lang)));
        told.collect::<Vec<_>>().join("; ")
    };
    cells.extend([
        answer.effect.what.code().to_owned(),
        answer.false_reports.to_string(),
        next(&answer.to_next_band),
        sure.collect::<Vec<_>>().join("; "),
        codes(&answer.consequences.possible).join("; "),
        follow.collect::<Vec<_>>().join("; "),
        asked.collect::<Vec<_>>().join("; "),
        told(false),
        told(true),
    ]);
    cells
}

/// The way to the next band in codes.
fn next(outlook: &Outlook) -> String {
    match outlook {
        Outlook::Best => "best".to_owned(),
        Outlook::Open => "open".to_owned(),
        Outlook::Blocked { band, by } => format!("{}: blocked by {}", band.code(), by.code()),
        Outlook::OutOfReach { band, most, .. } => format!("{}: at most {most}", band.code()),
        Outlook::Way(lift) => {
            let steps = lift.changes.iter().flat_map(|change| {
                let index = change.index.code();
                change.steps.iter().map(move |step| match step {
                    LiftStep::Points { count } => format!("{index} +{count}"),
                    LiftStep::Items { count, from, to } => items(index, *count, *from, *to),
                })
            });
            let steps: Vec<String> = steps.collect();
            format!("{} {}: {}", lift.band.code(), lift.score, steps.join(", "))
        }
    }
}

fn items(index: &str, count: u32, from: ItemState, to: ItemState) -> String {
    format!("{index} {count} {}>{}", from.code(), to.code())
}
