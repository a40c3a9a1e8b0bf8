//! How labels stand in sentences and lists: quotes within quotes, commas within lists.

use shizu_rules::Lang;

/// A Chinese text in quotation marks; its own become the inner ones.
pub fn quoted(zh: &str) -> String {
    let inner = zh.replace('“', "‘").replace('”', "’");
    format!("“{inner}”")
}

/// Labels as a list. Where one of them has a comma or a colon itself, semicolons stand between them.
pub fn listed<S: AsRef<str>>(labels: &[S], lang: Lang) -> String {
    let parted = |label: &S| label.as_ref().contains(['、', '，', '：', '；', ',', ':', ';']);
    let mark = match (lang, labels.iter().any(parted)) {
        (Lang::Zh, false) => "、",
        (Lang::Zh, true) => "；",
        (Lang::En, false) => ", ",
        (Lang::En, true) => "; ",
    };
    let labels: Vec<&str> = labels.iter().map(AsRef::as_ref).collect();
    labels.join(mark)
}
