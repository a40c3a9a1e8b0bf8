//! Parts of the rulebook in words.

use shizu_rules::vocabulary::Term;
use shizu_rules::{FactKey, Lang, Limit, Rule, Rulebook, Then};

use crate::text::date;

/// What a row gives: `监督检查室`, `派驻纪检监察组协助` …
pub fn outcome(then: &Then, rulebook: &Rulebook, lang: Lang) -> String {
    let zh = lang == Lang::Zh;
    match then {
        Then::Lead(organ) if zh => format!("{}主办", organ.label(lang)),
        Then::Lead(organ) => format!("{} leads", organ.label(lang)),
        Then::NotAccepted if zh => "不予受理".to_owned(),
        Then::NotAccepted => "not accepted".to_owned(),
        Then::Assist { organ, role } => part(organ.label(lang), role.label(lang), lang),
        Then::Mechanism(mechanism) => mechanism.label(lang).to_owned(),
        Then::Duty(duty) => {
            let who = part(duty.organ.label(lang), duty.role.label(lang), lang);
            let phase = duty.phase.label(lang);
            let to = duty.to.map(|to| to.label(lang));
            match (to, zh) {
                (Some(to), true) => format!("{phase}：{who}，对{to}"),
                (Some(to), false) => format!("{phase}: {who}, to {to}"),
                (None, true) => format!("{phase}：{who}"),
                (None, false) => format!("{phase}: {who}"),
            }
        }
        Then::Limit(id) => rulebook.limit(id).map_or_else(
            || id.clone(),
            |limit| {
                let (title, length) = (limit.title.in_lang(lang), length(limit, lang));
                if zh {
                    format!("{title}：{length}")
                } else {
                    format!("{title}: {length}")
                }
            },
        ),
        Then::Warning { severity, .. } => severity.label(lang).to_owned(),
        Then::Answer(answer) => answer.label(lang).to_owned(),
    }
}

fn part(organ: &str, role: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{organ}{role}"),
        Lang::En => format!("{organ} {role}"),
    }
}

/// How long a time limit is: `5个工作日`.
pub fn length(limit: &Limit, lang: Lang) -> String {
    limit.length().words(lang)
}

/// When a row holds, if not always.
pub fn validity(rule: &Rule, lang: Lang) -> Option<String> {
    let (from, to) = (
        rule.valid_from.map(|day| date(day, lang)),
        rule.valid_to.map(|day| date(day, lang)),
    );
    match (from, to, lang) {
        (None, None, _) => None,
        (Some(from), None, Lang::Zh) => Some(format!("{from}起适用")),
        (Some(from), None, Lang::En) => Some(format!("from {from}")),
        (None, Some(to), Lang::Zh) => Some(format!("适用至{to}")),
        (None, Some(to), Lang::En) => Some(format!("until {to}")),
        (Some(from), Some(to), Lang::Zh) => Some(format!("{from}至{to}适用")),
        (Some(from), Some(to), Lang::En) => Some(format!("{from} to {to}")),
    }
}

/// Facts given as codes, in words: `("干部管理权限", "一般干部")`. Codes that are unknown are shown as they are.
pub fn facts(witness: &[(String, String)], lang: Lang) -> Vec<(String, String)> {
    let words = |(fact, value): &(String, String)| {
        let Some(key) = FactKey::from_code(fact) else {
            return (fact.clone(), value.clone());
        };
        let known = key.values().iter().find(|known| known.code == value);
        (
            key.label(lang).to_owned(),
            known.map_or(value.clone(), |known| known.label(lang).to_owned()),
        )
    };
    witness.iter().map(words).collect()
}

/// A number with its digits in groups of three.
pub fn grouped(number: u128) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{facts, grouped};
    use shizu_rules::Lang;

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_000), "1,000");
        assert_eq!(grouped(12_345_678), "12,345,678");
    }

    #[test]
    fn codes_become_words() {
        let witness = [
            ("conflict".to_owned(), "group".to_owned()),
            ("odd".to_owned(), "x".to_owned()),
        ];
        assert_eq!(
            facts(&witness, Lang::En),
            [
                (
                    "conflict of interest".to_owned(),
                    "the resident group".to_owned()
                ),
                ("odd".to_owned(), "x".to_owned())
            ]
        );
    }
}
