//! Texts: both languages stand together where a text is used, so the compiler sees that neither is missing. Drawn parts say
//! [`t`](crate::markup::t)`(lang, "受理分办", "Intake")`; views written with `view!` say [`tr`]`("受理分办", "Intake")`; event handlers ask
//! [`App::pick`](crate::context::App::pick).

use leptos::prelude::*;
use shizu_rules::Lang;

use crate::context::use_app;

/// A fixed text in both languages.
pub fn tr(
    zh: &'static str,
    en: &'static str,
) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let lang = use_app().lang;
    move || match lang.get() {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// A date as people write it: 2026年3月5日 / 5 Mar 2026.
pub fn date(day: chrono::NaiveDate, lang: Lang) -> String {
    use chrono::Datelike;
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let (year, month, day) = (day.year(), day.month(), day.day());
    match lang {
        Lang::Zh => format!("{year}年{month}月{day}日"),
        Lang::En => format!("{day} {} {year}", MONTHS[month as usize - 1]),
    }
}
