//! The conditions of a row, in words.

use shizu_rules::{FactKey, Lang, Rule};

/// A fact and the labels of the values that a row accepts for it: `("干部管理权限", ["一般干部", …])`.
pub fn condition_words(rule: &Rule, lang: Lang) -> Vec<(FactKey, &'static str, Vec<&'static str>)> {
    rule.conditions()
        .map(|(key, codes)| {
            let labels = key
                .values()
                .iter()
                .filter(|value| codes.contains(&value.code));
            (
                key,
                key.label(lang),
                labels.map(|value| value.label(lang)).collect(),
            )
        })
        .collect()
}
