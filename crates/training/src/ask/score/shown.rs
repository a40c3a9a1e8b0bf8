//! What was typed about a rectification, as people read it.

use shizu_rules::rectification::{ItemField, PLAIN_FIELDS, Path};
use shizu_rules::vocabulary::{Evaluator, Gravity, ItemState, Term, Value, YES_NO};
use shizu_rules::{Lang, Text};

use crate::ask::brief::both;
use crate::desk::say;
use crate::words::listed;

/// What was typed, in both languages.
pub(super) fn shown(path: Path, text: &str) -> Text {
    let plain = match path {
        Path::Plain(at) => PLAIN_FIELDS.get(at).map(|field| field.0),
        _ => None,
    };
    match (path, plain) {
        (Path::Item(_, _, ItemField::State), _) => named(ItemState::VALUES, text),
        (Path::Item(_, _, ItemField::Evidence), _) | (_, Some("disclosed")) => named(YES_NO, text),
        (_, Some("gravity")) => named(Gravity::VALUES, text),
        (_, Some("evaluators")) => {
            let names = text.split([';', '；', ',', '，', '、']).map(str::trim);
            let names = names.filter(|name| !name.is_empty());
            let names: Vec<Text> = names.map(|name| named(Evaluator::VALUES, name)).collect();
            let of =
                |lang: Lang| -> Vec<&str> { names.iter().map(|name| name.in_lang(lang)).collect() };
            say(
                listed(&of(Lang::Zh), Lang::Zh),
                listed(&of(Lang::En), Lang::En),
            )
        }
        _ => both(text),
    }
}

/// The labels of the value that a text names; the text itself where it names none.
fn named(values: &[Value], text: &str) -> Text {
    let same = |value: &&Value| [value.code, value.zh, value.en].contains(&text);
    let found = values.iter().find(same);
    found.map_or_else(|| both(text), |value| say(value.zh, value.en))
}
