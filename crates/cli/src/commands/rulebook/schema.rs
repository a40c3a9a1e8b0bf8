//! JSON Schema of what people write and read, built from the vocabulary so that it cannot lag behind.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json, json};
use shizu_rules::vocabulary::{
    Basis, LastDay, LimitUnit, Mechanism, MonthEnd, Organ, Phase, RestEnd, Role, Severity,
    StartDay, StartEvent, Term, Value,
};
use shizu_rules::{AnswerKind, FactKey, Field, Gives, Lang, Subject};

use crate::args::Schema;
use crate::commands::{deadlines, ecology, matrix, score, share};

use crate::commands::{casebook, check, indicators, monitor};

pub const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The committed schemas: file name and content.
///
/// # Errors
/// Never, as plain data can always be written; the error is that of the writer.
pub fn schema_files() -> anyhow::Result<Vec<(&'static str, String)>> {
    let files = [
        ("overlay.json", Schema::Overlay),
        ("route-input.json", Schema::RouteInput),
        ("route-output.json", Schema::RouteOutput),
        ("deadlines-output.json", Schema::DeadlinesOutput),
        ("matrix-output.json", Schema::MatrixOutput),
        ("ecology-input.json", Schema::EcologyInput),
        ("ecology-output.json", Schema::EcologyOutput),
        ("appraise-input.json", Schema::AppraiseInput),
        ("appraise-output.json", Schema::AppraiseOutput),
        ("indicators-input.json", Schema::IndicatorsInput),
        ("indicators-output.json", Schema::IndicatorsOutput),
        ("check-input.json", Schema::CheckInput),
        ("check-output.json", Schema::CheckOutput),
        ("monitor-input.json", Schema::MonitorInput),
        ("monitor-output.json", Schema::MonitorOutput),
        ("share-input.json", Schema::ShareInput),
        ("share-output.json", Schema::ShareOutput),
        ("score-input.json", Schema::ScoreInput),
        ("score-output.json", Schema::ScoreOutput),
        ("casebook-output.json", Schema::CasebookOutput),
    ];
    files
        .into_iter()
        .map(|(name, of)| Ok((name, text(of)?)))
        .collect()
}

pub fn text(of: Schema) -> anyhow::Result<String> {
    let schema = match of {
        Schema::Overlay => overlay(),
        Schema::RouteInput => input(),
        Schema::RouteOutput => output(),
        Schema::DeadlinesOutput => deadlines::schema::output(),
        Schema::MatrixOutput => matrix::schema::output(),
        Schema::EcologyInput => ecology::schema::ecology_input(),
        Schema::EcologyOutput => ecology::schema::ecology_output(),
        Schema::AppraiseInput => ecology::schema::appraise_input(),
        Schema::AppraiseOutput => ecology::schema::appraise_output(),
        Schema::IndicatorsInput => indicators::schema::input(),
        Schema::IndicatorsOutput => indicators::schema::output(),
        Schema::CheckInput => check::schema::input(),
        Schema::CheckOutput => check::schema::output(),
        Schema::MonitorInput => monitor::schema::input(),
        Schema::MonitorOutput => monitor::schema::output(),
        Schema::ShareInput => share::schema::input(),
        Schema::ShareOutput => share::schema::output(),
        Schema::ScoreInput => score::input_schema(),
        Schema::ScoreOutput => score::output_schema(),
        Schema::CasebookOutput => casebook::schema::output(),
    };
    Ok(serde_json::to_string_pretty(&schema)? + "\n")
}

/// An object without other fields than these.
#[expect(clippy::needless_pass_by_value, reason = "called with literals")]
pub fn closed(properties: Json, required: &[&str]) -> Json {
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

pub fn codes(values: &[Value]) -> Json {
    json!({ "enum": values.iter().map(|value| value.code).collect::<Vec<_>>() })
}

pub fn term<T: Term>() -> Json {
    codes(T::VALUES)
}

pub fn list_of(items: &Json) -> Json {
    json!({ "type": "array", "items": items })
}

pub fn or_null(schema: &Json) -> Json {
    json!({ "anyOf": [schema, { "type": "null" }] })
}

fn fact_codes() -> Json {
    json!({ "enum": FactKey::ALL.iter().map(|fact| fact.code()).collect::<Vec<_>>() })
}

pub fn date() -> Json {
    json!({ "type": "string", "format": "date" })
}

/// The texts of a fact: its codes and labels, and for yes and no what spreadsheets and JSON write.
pub fn fact_values(fact: FactKey) -> Json {
    let values = fact.values().iter();
    let mut spelled: Vec<Json> = Vec::new();
    for text in values.flat_map(|value| [value.code, value.zh, value.en]) {
        if !spelled.contains(&json!(text)) {
            spelled.push(json!(text));
        }
    }
    spelled.push(json!(""));
    spelled.push(Json::Null);
    if fact.is_flag() {
        spelled.extend([json!(true), json!(false)]);
    }
    json!({
        "title": fact.label(Lang::Zh),
        "description": fact.label(Lang::En),
        "enum": spelled,
    })
}

fn input() -> Json {
    let mut fields = Map::new();
    for field in Field::all() {
        let schema = match field {
            Field::Id => json!({
                "title": field.label(Lang::Zh),
                "description": "the id of the clue; no two clues may share one",
                "type": ["string", "integer"],
            }),
            Field::Received => json!({
                "title": field.label(Lang::Zh),
                "description": "the day the clue was received: 2026-01-31, 2026/1/31, 2026年1月31日",
                "type": ["string", "null"],
            }),
            Field::Fact(fact) => fact_values(fact),
        };
        fields.insert(field.code().to_owned(), schema);
    }
    let clue = json!({
        "type": "object",
        "properties": fields,
        "required": ["id"],
    });
    json!({
        "$schema": DRAFT,
        "title": "input of shizu route",
        "description": "One clue, or an array of clues. Every field but `id` may be absent, which means unknown. Generated by `shizu rulebook schema route-input`.",
        "$defs": { "clue": clue },
        "anyOf": [
            { "$ref": "#/$defs/clue" },
            { "type": "array", "items": { "$ref": "#/$defs/clue" } },
        ],
    })
}

fn output() -> Json {
    let text = json!({ "type": "string" });
    let both = closed(json!({ "zh": text, "en": text }), &["zh", "en"]);
    let assist = closed(
        json!({ "organ": term::<Organ>(), "role": term::<Role>(), "rule": text }),
        &["organ", "role", "rule"],
    );
    let duty = closed(
        json!({
            "id": text, "organ": term::<Organ>(), "role": term::<Role>(), "to": term::<Organ>(),
            "phase": term::<Phase>(), "rule": text,
        }),
        &["id", "organ", "role", "phase", "rule"],
    );
    let deadline = closed(
        json!({
            "id": text, "due": or_null(&date()), "provisional": { "type": "boolean" },
            "basis": term::<Basis>(), "rule": text,
        }),
        &["id", "due", "provisional", "basis", "rule"],
    );
    let warning = closed(
        json!({ "id": text, "severity": term::<Severity>(), "rule": text }),
        &["id", "severity", "rule"],
    );
    let condition = closed(
        json!({ "fact": fact_codes(), "value": { "type": ["string", "null"] } }),
        &["fact", "value"],
    );
    let reason = closed(
        json!({
            "rule": text, "table": text, "basis": term::<Basis>(), "cites": list_of(&text),
            "conditions": list_of(&condition), "title": both, "says": both,
        }),
        &["rule", "table", "basis", "cites"],
    );
    let answer = json!({
        "id": text,
        "status": { "enum": ["determined", "undetermined", "not_accepted"] },
        "lead": or_null(&term::<Organ>()),
        "possible_leads": list_of(&term::<Organ>()),
        "may_be_refused": { "type": "boolean" },
        "ask_next": or_null(&fact_codes()),
        "missing": list_of(&fact_codes()),
        "assist": list_of(&assist),
        "mechanisms": list_of(&term::<Mechanism>()),
        "possible_mechanisms": list_of(&term::<Mechanism>()),
        "duties": list_of(&duty),
        "deadlines": list_of(&deadline),
        "warnings": list_of(&warning),
        "reasons": list_of(&reason),
    });
    let names: Vec<&str> = answer
        .as_object()
        .map(|fields| fields.keys().map(String::as_str).collect())
        .unwrap_or_default();
    let fault = closed(
        json!({
            "code": text, "column": { "type": ["string", "null"] }, "text": text,
            "expected": list_of(&text), "nearest": text, "message": text,
        }),
        &["code", "column", "message"],
    );
    let bad = closed(
        json!({
            "id": { "type": ["string", "null"] },
            "row": { "type": ["integer", "null"] },
            "error": list_of(&fault),
        }),
        &["id", "row", "error"],
    );
    json!({
        "$schema": DRAFT,
        "title": "output of shizu route",
        "description": "One answer, or an array of answers. A row that could not be used has `error` and no `status`. `conditions`, `title` and `says` come with --explain. Generated by `shizu rulebook schema route-output`.",
        "$defs": {
            "answer": closed(answer.clone(), &names),
            "bad": bad,
            "entry": { "anyOf": [{ "$ref": "#/$defs/answer" }, { "$ref": "#/$defs/bad" }] },
        },
        "anyOf": [
            { "$ref": "#/$defs/entry" },
            { "type": "array", "items": { "$ref": "#/$defs/entry" } },
        ],
    })
}

fn overlay() -> Json {
    let text = json!({ "type": "string", "minLength": 1 });
    let both = closed(json!({ "zh": text, "en": text }), &["zh", "en"]);
    let mut when = Map::new();
    // Subjects may give the same name to facts with different values: here any of them will do, the reader knows the subject.
    let mut facts: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    for fact in Subject::ALL.iter().flat_map(|subject| subject.facts()) {
        let values = facts.entry(fact.code()).or_default();
        for value in fact.values() {
            if !values.iter().any(|known| known.code == value.code) {
                values.push(*value);
            }
        }
    }
    for (code, values) in facts {
        let mut items = list_of(&codes(&values));
        items["minItems"] = json!(1);
        when.insert(code.to_owned(), items);
    }
    let row = json!({
        "id": text,
        "table": text,
        "when": closed(Json::Object(when), &[]),
        "then": then(),
        "title": both,
        "says": both,
        "basis": term::<Basis>(),
        "cites": { "type": "array", "items": text, "minItems": 1 },
        "note": both,
        "valid_from": date(),
        "valid_to": date(),
    });
    let row_needs = ["id", "then", "title", "says", "basis", "cites"];
    let limit = closed(
        json!({
            "id": text,
            "title": both,
            "amount": { "type": "integer", "minimum": 1 },
            "start": term::<StartEvent>(),
            "unit": term::<LimitUnit>(),
            "start_day": term::<StartDay>(),
            "last_day": term::<LastDay>(),
            "month_end": term::<MonthEnd>(),
            "rest_end": term::<RestEnd>(),
            "extension": closed(
                json!({
                    "most": { "type": "integer", "minimum": 1 },
                    "unit": term::<LimitUnit>(),
                    "by": both,
                }),
                &["unit", "by"],
            ),
            "valid_from": date(),
            "valid_to": date(),
            "basis": term::<Basis>(),
            "cites": { "type": "array", "items": text, "minItems": 1 },
            "note": both,
        }),
        &["id", "title", "amount", "unit", "basis", "cites"],
    );
    let parameter = closed(
        json!({
            "id": text,
            "value": { "type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$" },
            "basis": term::<Basis>(),
            "cites": { "type": "array", "items": text, "minItems": 1 },
            "note": both,
        }),
        &["id", "value", "basis", "cites"],
    );
    let head = closed(
        json!({ "id": text, "zh": text, "en": text, "valid_from": date() }),
        &["id", "zh", "en"],
    );
    let added = [&row_needs[..], &["table"]].concat();
    let removal = closed(json!({ "id": text }), &["id"]);
    json!({
        "$schema": DRAFT,
        "title": "overlay of the shizu rulebook",
        "description": "A local overlay (TOML): rows added, replaced or removed, time limits and numbers changed. An assumption needs a note. Generated by `shizu rulebook schema overlay`.",
        "type": "object",
        "properties": {
            "overlay": head,
            "add": list_of(&closed(row.clone(), &added)),
            "replace": list_of(&closed(row, &row_needs)),
            "remove": list_of(&removal),
            "limit": list_of(&limit),
            "parameter": list_of(&parameter),
        },
        "required": ["overlay"],
        "additionalProperties": false,
    })
}

/// What a row gives, by the kind of its table.
fn then() -> Json {
    let text = json!({ "type": "string", "minLength": 1 });
    let shapes = Gives::PLAIN.iter().flat_map(|(_, gives)| match gives {
        Gives::Lead => vec![
            closed(json!({ "lead": term::<Organ>() }), &["lead"]),
            closed(
                json!({ "not_accepted": { "const": true } }),
                &["not_accepted"],
            ),
        ],
        Gives::Assist => vec![closed(
            json!({ "organ": term::<Organ>(), "role": term::<Role>() }),
            &["organ", "role"],
        )],
        Gives::Mechanism => vec![closed(
            json!({ "mechanism": term::<Mechanism>() }),
            &["mechanism"],
        )],
        Gives::Duty => vec![closed(
            json!({
                "duty": text, "organ": term::<Organ>(), "role": term::<Role>(),
                "to": term::<Organ>(), "phase": term::<Phase>(),
            }),
            &["duty", "organ", "role", "phase"],
        )],
        Gives::Limit => vec![closed(json!({ "limit": text }), &["limit"])],
        Gives::Warning => vec![closed(
            json!({ "warning": text, "severity": term::<Severity>() }),
            &["warning", "severity"],
        )],
        Gives::Answer(_) => Vec::new(),
    });
    let words = AnswerKind::ALL.iter().flat_map(|kind| kind.values());
    let words: BTreeSet<&str> = words.map(|word| word.code).collect();
    let answer = closed(json!({ "answer": { "enum": words } }), &["answer"]);
    json!({ "anyOf": shapes.chain([answer]).collect::<Vec<_>>() })
}
