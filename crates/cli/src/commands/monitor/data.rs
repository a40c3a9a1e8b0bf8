//! The output as data: one object, or one object per line.

use std::io::Write;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use shizu_rules::Parameter;
use shizu_rules::monitor::{
    Chance, Fired, Line, Period, Reached, Shown, explanation, hundredths, reminder,
};
use shizu_rules::vocabulary::{ReturnField, ReturnState, Term};

use super::Report;

/// The whole output as one object.
pub struct Whole<'a>(pub &'a Report);

impl Serialize for Whole<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let report = self.0;
        let mut map = serializer.serialize_map(None)?;
        let as_of = report.evaluator.monitored().as_of();
        map.serialize_entry("as_of", &as_of.to_string())?;
        map.serialize_entry("summary", &summary(report))?;
        for list in List::ALL {
            map.serialize_entry(list.name(), &Items(report, *list))?;
        }
        map.end()
    }
}

/// One object per line, each with the list it belongs to in `record`.
pub fn lines(report: &Report, out: &mut impl Write) -> anyhow::Result<()> {
    for list in List::ALL {
        each(report, *list, &mut |mut item| {
            if let Value::Object(fields) = &mut item {
                fields.insert("record".to_owned(), json!(list.record()));
            }
            serde_json::to_writer(&mut *out, &item)?;
            out.write_all(b"\n")?;
            Ok(())
        })?;
    }
    Ok(())
}

/// The lists of the output, in their order.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    Triggers,
    States,
    Upcoming,
    Cleared,
    Silent,
    NotEvaluated,
    Errors,
}

impl List {
    const ALL: &'static [List] = &[
        List::Triggers,
        List::States,
        List::Upcoming,
        List::Cleared,
        List::Silent,
        List::NotEvaluated,
        List::Errors,
    ];

    fn name(self) -> &'static str {
        match self {
            List::Triggers => "triggers",
            List::States => "states",
            List::Upcoming => "upcoming",
            List::Cleared => "cleared",
            List::Silent => "silent",
            List::NotEvaluated => "not_evaluated",
            List::Errors => "errors",
        }
    }

    /// One item of it.
    fn record(self) -> &'static str {
        match self {
            List::Triggers => "trigger",
            List::States => "state",
            List::Errors => "error",
            List::Upcoming | List::Cleared | List::Silent | List::NotEvaluated => self.name(),
        }
    }
}

/// A list, written item by item: the states of many bodies are many.
struct Items<'a>(&'a Report, List);

impl Serialize for Items<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeSeq;
        let mut seq = serializer.serialize_seq(None)?;
        let mut failed = None;
        let result = each(self.0, self.1, &mut |item| {
            seq.serialize_element(&item).map_err(|error| {
                let told = anyhow::anyhow!("{error}");
                failed = Some(error);
                told
            })
        });
        match (result, failed) {
            (_, Some(error)) => Err(error),
            (Err(error), None) => Err(serde::ser::Error::custom(error)),
            (Ok(()), None) => seq.end(),
        }
    }
}

/// Hands over the items of a list one by one.
fn each(
    report: &Report,
    list: List,
    take: &mut dyn FnMut(Value) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let monitored = report.evaluator.monitored();
    let lines = monitored.lines();
    let trigger = |at: usize| report.evaluator.triggers()[at].id();
    match list {
        List::Triggers => {
            let mut all = report.fired.iter().map(|it| fired(report, it));
            all.try_for_each(take)
        }
        List::States => lines.iter().try_for_each(|line| {
            let mut shown = monitored.all_shown(line);
            shown.try_for_each(|shown| take(state(report, line, shown)))
        }),
        List::Upcoming => report.upcoming.iter().try_for_each(|(line, it)| {
            let line = &lines[*line];
            take(json!({
                "id": trigger(it.trigger), "body": monitored.name(line), "kind": line.kind.code(),
                "gauge": it.gauge.code(), "streak": it.streak, "window": it.window,
                "fires_with": it.period.to_string(), "fires_on": it.period.end().to_string(),
            }))
        }),
        List::Cleared => report.cleared.iter().try_for_each(|(line, at)| {
            let line = &lines[*line];
            take(json!({
                "id": trigger(*at), "body": monitored.name(line), "kind": line.kind.code(),
                "period": line.last.to_string(),
            }))
        }),
        List::Silent => lines.iter().filter(|it| it.is_silent).try_for_each(|line| {
            take(json!({
                "body": monitored.name(line), "kind": line.kind.code(), "last": line.last.to_string(),
            }))
        }),
        List::NotEvaluated => {
            let mut all = report.evaluator.not_evaluated().into_iter();
            all.try_for_each(|(at, fields)| {
                let needs: Vec<&str> = fields.iter().map(|field| field.code()).collect();
                take(json!({ "id": trigger(at), "needs": needs }))
            })
        }
        List::Errors => report
            .bad
            .iter()
            .try_for_each(|bad| take(serde_json::to_value(bad)?)),
    }
}

fn summary(report: &Report) -> Value {
    let monitored = report.evaluator.monitored();
    let mut states = [0_u64; ReturnState::ALL.len()];
    for line in monitored.lines() {
        for shown in monitored.all_shown(line) {
            states[shown.state.index()] += 1;
        }
    }
    let states: serde_json::Map<String, Value> = ReturnState::ALL
        .iter()
        .map(|state| (state.code().to_owned(), json!(states[state.index()])))
        .collect();
    let suppressed = report.fired.iter().filter(|it| it.suppressed.is_some());
    json!({
        "bodies": monitored.bodies(), "returns": states, "triggers": report.fired.len(),
        "suppressed": suppressed.count(), "rows_with_errors": report.bad.len(),
    })
}

fn state(report: &Report, line: &Line, shown: Shown) -> Value {
    let count = |field: ReturnField| shown.figures.count(field);
    json!({
        "body": report.evaluator.monitored().name(line), "kind": line.kind.code(),
        "period": shown.period.to_string(), "state": shown.state.code(),
        "clues": count(ReturnField::Clues), "cases": count(ReturnField::Cases),
        "covered": count(ReturnField::Covered), "letters": count(ReturnField::Letters),
    })
}

fn codes(periods: &[Period]) -> Vec<String> {
    periods.iter().map(ToString::to_string).collect()
}

/// The periods that any of its gauges counts, in order.
pub fn periods(fired: &Fired) -> Vec<String> {
    let all = fired.reached.iter().flat_map(|it| &it.counted.periods);
    let mut all: Vec<Period> = all.copied().collect();
    all.sort();
    all.dedup();
    codes(&all)
}

fn fired(report: &Report, fired: &Fired) -> Value {
    let evaluator = &report.evaluator;
    let monitored = evaluator.monitored();
    let line = &monitored.lines()[fired.line];
    let trigger = &evaluator.triggers()[fired.trigger];
    let due = evaluator.due(fired.trigger);
    let due_day = due.map(|due| due.day.to_string());
    let measures: Vec<Value> = evaluator
        .measures(fired)
        .map(|measure| {
            json!({
                "owner": measure.owner.code(), "what": measure.what, "due": due_day,
                "provisional": due.is_some_and(|due| due.provisional),
            })
        })
        .collect();
    let main = evaluator.measures(fired).next();
    let main = main.map_or("", |measure| measure.what.in_lang(report.lang));
    let grounds = &trigger.grounds;
    let mut reasons =
        vec![json!({ "rule": grounds.id, "basis": grounds.basis.code(), "cites": grounds.cites })];
    for reached in &fired.reached {
        let id = reached.gauge.parameter(line.frequency());
        let parameter = id.and_then(|id| report.rulebook.parameter(&id));
        reasons.extend(parameter.map(|it| parameter_reason(it, reached)));
    }
    let suppressed = fired
        .suppressed
        .and_then(|at| evaluator.suppressions().get(at));
    json!({
        "id": trigger.id(), "body": monitored.name(line), "kind": line.kind.code(),
        "office": Some(monitored.office(line)).filter(|office| !office.is_empty()),
        "frequency": line.frequency().code(), "periods": periods(fired), "measure": main,
        "measures": measures, "due": due_day, "change": if fired.is_new { "new" } else { "continuing" },
        "gauges": fired.reached.iter().map(gauge).collect::<Vec<_>>(),
        "reasons": reasons, "because": explanation(evaluator, fired, report.lang),
        "reminder": reminder(evaluator, fired, report.lang), "suppressed": suppressed,
    })
}

fn parameter_reason(parameter: &Parameter, reached: &Reached) -> Value {
    let grounds = &parameter.grounds;
    json!({
        "rule": grounds.id, "basis": grounds.basis.code(), "cites": grounds.cites,
        "value": hundredths(reached.threshold), "unit": parameter.unit,
    })
}

/// A gauge that reached its threshold, with what it is held against.
fn gauge(reached: &Reached) -> Value {
    let (reading, evidence) = (reached.reading, &reached.evidence);
    let mut data = json!({
        "gauge": reached.gauge.code(), "value": reading.value, "threshold": hundredths(reached.threshold),
        "periods": codes(&reached.counted.periods), "missing": codes(&reached.counted.missing),
        "not_applicable": codes(&reached.counted.not_applicable),
        "covered": evidence.covered, "letters": evidence.letters,
        "peers": evidence.peers, "peers_median": evidence.median.map(hundredths),
    });
    let Value::Object(fields) = &mut data else {
        return data;
    };
    if reached.gauge.is_share() {
        fields.insert("of".to_owned(), json!(reading.whole));
    }
    match evidence.chance {
        None => {}
        Some(Chance::TooFewPeers) => {
            fields.insert("probability".to_owned(), Value::Null);
            fields.insert("not_computed".to_owned(), json!("too_few_peers"));
        }
        Some(Chance::Told {
            denominator,
            matters,
            per,
            exposure,
            expected,
            probability,
            is_unlikely,
        }) => {
            fields.insert("probability".to_owned(), json!(probability));
            fields.insert("unlikely".to_owned(), json!(is_unlikely));
            fields.insert("denominator".to_owned(), json!(denominator.code()));
            fields.insert(
                "peers_rate".to_owned(),
                json!({ "matters": matters, "per": per }),
            );
            fields.insert("exposure".to_owned(), json!(exposure));
            fields.insert("expected".to_owned(), json!(expected));
        }
    }
    data
}
