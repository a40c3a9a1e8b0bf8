//! How labels stand in sentences and lists: quotes within quotes, commas within lists.

use shizu_rules::{Lang, MatterFacts, Rule, Text};

use crate::desk::say;

/// A Chinese text in quotation marks; its own become the inner ones.
pub fn quoted(zh: &str) -> String {
    let inner = zh.replace('“', "‘").replace('”', "’");
    format!("“{inner}”")
}

/// Labels as a list. Where one of them has a comma or a colon itself, semicolons stand between them.
pub fn listed<S: AsRef<str>>(labels: &[S], lang: Lang) -> String {
    let parted = |label: &S| {
        label
            .as_ref()
            .contains(['、', '，', '：', '；', ',', ':', ';'])
    };
    let mark = match (lang, labels.iter().any(parted)) {
        (Lang::Zh, false) => "、",
        (Lang::Zh, true) => "；",
        (Lang::En, false) => ", ",
        (Lang::En, true) => "; ",
    };
    let labels: Vec<&str> = labels.iter().map(AsRef::as_ref).collect();
    labels.join(mark)
}

/// The facts of the matter that a row asks about, as a sentence; empty for a row that asks about none.
pub(crate) fn here(rule: &Rule, facts: &MatterFacts) -> Text {
    let asked = rule.conditions().filter_map(|(key, codes)| {
        let asks = codes.len() < key.values().len();
        facts.value(key).filter(|_| asks).map(|value| (key, value))
    });
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for (key, value) in asked {
        zh.push(format!("{}是{}", key.label(Lang::Zh), quoted(value.zh)));
        en.push(format!("{} is `{}`", key.label(Lang::En), value.en));
    }
    if zh.is_empty() {
        return Text::default();
    }
    say(
        format!("这里{}。", zh.join("，")),
        format!("Here {}.", en.join(", ")),
    )
}

/// Which row gives an outcome, and which facts of the matter make it so; what the row says stands among the reasons.
pub(crate) fn given_by(rule: &Rule, facts: &MatterFacts) -> Text {
    let by = say(
        format!("依据是{}。", quoted(&rule.title.zh)),
        format!("By `{}`.", rule.title.en),
    );
    sentences(&[by, here(rule, facts)])
}

/// One sentence after the other; empty ones are passed over.
pub(crate) fn sentences(all: &[Text]) -> Text {
    let join = |of: fn(&Text) -> &str, blank: &str| {
        let texts: Vec<&str> = all.iter().map(of).filter(|text| !text.is_empty()).collect();
        texts.join(blank)
    };
    say(join(|text| &text.zh, ""), join(|text| &text.en, " "))
}
