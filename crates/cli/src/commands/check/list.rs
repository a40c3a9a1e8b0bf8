//! What can be asked about: subjects, and a subject's facts with their values.

use serde_json::json;
use shizu_rules::{Lang, Measure, Rulebook, Subject};

use super::subjects;
use crate::lang::pick;
use crate::rows::Answer;

/// Header and rows: every subject with its tables.
pub fn all(rulebook: &Rulebook, lang: Lang) -> (Vec<&'static str>, Vec<Answer>) {
    let answers = subjects().map(|subject| {
        let tables: Vec<&str> = rulebook
            .tables_about(subject)
            .map(|table| table.id.as_str())
            .collect();
        let facts: Vec<&str> = subject.facts().iter().map(|fact| fact.code()).collect();
        let (code, label) = (subject.code(), subject.label(lang));
        Answer {
            row: None,
            data: json!({ "subject": code, "label": label, "tables": tables, "facts": facts }),
            cells: vec![
                code.to_owned(),
                label.to_owned(),
                tables.join("; "),
                facts.join("; "),
            ],
            text: format!(
                "{code}  {label}\n  {}{}",
                pick(lang, "规则表：", "tables: "),
                tables.join(" ")
            ),
            faults: Vec::new(),
        }
    });
    (
        vec!["subject", "label", "tables", "facts"],
        answers.collect(),
    )
}

/// Header and rows: the facts that can be known about a subject, and the counts that decide one.
pub fn facts(subject: Subject, lang: Lang) -> (Vec<&'static str>, Vec<Answer>) {
    let facts = subject.facts().iter().map(|fact| {
        let values: Vec<String> = fact
            .values()
            .iter()
            .map(|value| format!("{} {}", value.code, value.label(lang)))
            .collect();
        let codes: Vec<&str> = fact.values().iter().map(|value| value.code).collect();
        let counts = Measure::about(subject).find(|measure| measure.fact == *fact);
        let counts: Vec<&str> = counts
            .iter()
            .flat_map(|measure| [measure.part[0], measure.whole[0]])
            .collect();
        let from = match counts[..] {
            [part, whole] => format!(
                "{}{part} ÷ {whole}",
                pick(lang, "；或由人数推出：", "; or from counts: ")
            ),
            _ => String::new(),
        };
        let (code, label) = (fact.code(), fact.label(lang));
        Answer {
            row: None,
            data: json!({ "fact": code, "label": label, "values": codes, "counts": counts }),
            cells: vec![
                code.to_owned(),
                label.to_owned(),
                codes.join("; "),
                counts.join("; "),
            ],
            text: format!("{code}  {label}\n  {}{from}", values.join(" | ")),
            faults: Vec::new(),
        }
    });
    (vec!["fact", "label", "values", "counts"], facts.collect())
}
