//! A table in the JSON form that zen-engine reads.

use serde_json::{Map, Value, json};
use shizu_tables::{Cell, Column, Domain, Fact, Outcome, RowSpec};
use zen_engine::model::GraphContent;
use zen_engine::{Decision, Variable};

use crate::support::Written;

/// The table as a compiled decision: input, one table node, output.
pub fn decision<O: Outcome + ToString>(written: &Written<O>) -> Decision {
    let inputs: Vec<Value> = written
        .schema
        .iter()
        .map(|column| json!({ "id": column.code, "name": column.code, "field": column.code }))
        .collect();
    let rules: Vec<Value> = written
        .spec
        .rows
        .iter()
        .map(|row| rule(&written.schema, row))
        .collect();
    let graph = json!({
        "nodes": [
            { "id": "in", "name": "in", "type": "inputNode", "content": {} },
            { "id": "table", "name": "table", "type": "decisionTableNode", "content": {
                "hitPolicy": "first",
                "inputs": inputs,
                "outputs": [{ "id": "outcome", "name": "outcome", "field": "outcome" }],
                "rules": rules,
            } },
            { "id": "out", "name": "out", "type": "outputNode", "content": {} },
        ],
        "edges": [
            { "id": "a", "sourceId": "in", "targetId": "table" },
            { "id": "b", "sourceId": "table", "targetId": "out" },
        ],
    });
    let content: GraphContent = serde_json::from_value(graph).expect("a graph");
    let mut decision = Decision::from(content);
    decision.compile();
    decision
}

fn rule<O: Outcome + ToString>(schema: &[Column], row: &RowSpec<O>) -> Value {
    let mut rule = Map::new();
    rule.insert("_id".to_owned(), json!(row.id));
    for (column, cell) in &row.cells {
        let column = &schema[*column];
        rule.insert(column.code.clone(), json!(condition(&column.domain, cell)));
    }
    rule.insert(
        "outcome".to_owned(),
        json!(format!("\"{}\"", row.outcome.to_string())),
    );
    Value::Object(rule)
}

fn condition(domain: &Domain, cell: &Cell) -> String {
    let parts: Vec<String> = match cell {
        Cell::OneOf(indices) => indices
            .iter()
            .map(|index| match domain {
                Domain::Flag => (*index == 1).to_string(),
                _ => format!("\"{}\"", domain.codes()[*index]),
            })
            .collect(),
        Cell::Within(ranges) => ranges
            .iter()
            .map(|(from, to)| format!("[{from}..{to})"))
            .collect(),
    };
    parts.join(", ")
}

/// The facts as zen-engine takes them.
pub fn context(schema: &[Column], facts: &[Fact]) -> Variable {
    let fields = schema.iter().zip(facts).map(|(column, fact)| {
        let index = fact.value().expect("known");
        let value = match &column.domain {
            Domain::Set(codes) => json!(codes[usize::try_from(index).expect("an index")]),
            Domain::Flag => json!(index == 1),
            Domain::Axis(_) => json!(index),
        };
        (column.code.clone(), value)
    });
    Value::Object(fields.collect()).into()
}

/// The facts as text.
pub fn texts(schema: &[Column], facts: &[Fact]) -> Vec<String> {
    let pairs = schema.iter().zip(facts);
    pairs
        .map(|(column, fact)| column.domain.format(*fact).expect("known"))
        .collect()
}

/// The outcome in an answer of zen-engine; `None` when no rule matched.
pub fn outcome(result: &Variable) -> Option<String> {
    result
        .dot("outcome")
        .and_then(|outcome| outcome.as_str().map(str::to_owned))
}
