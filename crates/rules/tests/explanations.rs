//! How answers explain themselves, in both languages: rows, conditions met, basis and citations. Read the snapshots when they change.
#![cfg(not(target_arch = "wasm32"))]

#[path = "common/golden.rs"]
mod golden;

use std::fmt::Write as _;

use shizu_rules::vocabulary::{Term, Value};
use shizu_rules::{Engine, FactKey, Lang, Reason};

/// File and name of the golden cases whose explanations are kept.
const KEPT: [(&str, &str); 7] = [
    ("lead", "own head goes straight up"),
    ("lead", "team member, grave breach, city"),
    ("lead", "ordinary staff, duty crime"),
    ("recusal", "office recused where it would lead"),
    (
        "mechanisms",
        "vertical linkage: in a county nobody below can file",
    ),
    ("limits", "a named report over National Day"),
    ("unknown", "leading team, level unknown, grave"),
];

#[test]
fn explanations_read_as_kept() {
    let engine = golden::engine();
    let cases = golden::cases();
    for (at, (file, name)) in KEPT.into_iter().enumerate() {
        let (_, case) = cases
            .iter()
            .find(|(in_file, case)| *in_file == file && case.name == name)
            .unwrap_or_else(|| panic!("no case {name} in {file}"));
        let found = case.determination(&engine);
        for (lang, code) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
            let mut text = format!("{}\n", case.name);
            for reason in &found.reasons {
                explain(&mut text, &engine, reason, lang);
            }
            let missing: Vec<&str> = found.missing.iter().map(|key| key.label(lang)).collect();
            writeln!(text, "\n? {}", missing.join(" | ")).expect("text");
            insta::assert_snapshot!(format!("{}_{file}_{code}", at + 1), text);
        }
    }
}

fn explain(text: &mut String, engine: &Engine, reason: &Reason, lang: Lang) {
    let rule = engine.rule_of(&reason.rule).expect("a row that holds");
    let catalogue = &engine.rulebook().catalogue;
    writeln!(
        text,
        "\n{} [{}]",
        rule.title.in_lang(lang),
        reason.basis.label(lang)
    )
    .expect("text");
    writeln!(text, "  {}", rule.says.in_lang(lang)).expect("text");
    for condition in &reason.conditions {
        let value = condition
            .value
            .map_or("?", |code| label(condition.fact, code, lang));
        writeln!(text, "  - {}: {value}", condition.fact.label(lang)).expect("text");
    }
    for cite in &reason.cites {
        let entry = catalogue.get(cite).expect("a citation that resolves");
        let document = catalogue
            .document(entry)
            .map_or("", |document| document.title.in_lang(lang));
        writeln!(
            text,
            "  § {cite} {document} {}",
            entry.section.in_lang(lang)
        )
        .expect("text");
    }
    if let Some(note) = &rule.note {
        writeln!(text, "  * {}", note.in_lang(lang)).expect("text");
    }
}

fn label(key: FactKey, code: &str, lang: Lang) -> &'static str {
    let value: Option<&Value> = key.values().iter().find(|value| value.code == code);
    value.expect("a value of the fact").label(lang)
}
