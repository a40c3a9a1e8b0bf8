//! The one way for texts: both languages stand together where the text is used, so the compiler sees that neither is missing.
//!
//! - [`tr`]`("受理分办", "Intake")`: a fixed text.
//! - [`tr!`](crate::tr)`("{n} 行", "{n} rows")`: a text with captured values; `n` must be in scope.
//! - [`tr_text`]`(&rule.title)`: a text of the rulebook.
//! - [`tr_term`]`(organ)`: the label of a term of the vocabulary.
//!
//! Each gives a closure that follows the language switch. It can stand in a view as a child or an attribute, and is taken by component props of type
//! `#[prop(into)] TextProp`. Call them while a component is being built, not inside event handlers: there, ask [`App::pick`](crate::context::App::pick).

use leptos::prelude::*;
use shizu_rules::vocabulary::Term;
use shizu_rules::{Lang, Text};

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

/// A text with values captured by name, in both languages: `tr!("{n} 行", "{n} rows")`. Captured values are moved into the closure.
#[macro_export]
macro_rules! tr {
    ($zh:literal, $en:literal $(,)?) => {{
        let lang = $crate::context::use_app().lang;
        move || match ::leptos::prelude::Get::get(&lang) {
            ::shizu_rules::Lang::Zh => ::std::format!($zh),
            ::shizu_rules::Lang::En => ::std::format!($en),
        }
    }};
}

/// A text of the rulebook.
pub fn tr_text(text: &Text) -> impl Fn() -> String + Clone + Send + Sync + use<> {
    let (lang, text) = (use_app().lang, text.clone());
    move || text.in_lang(lang.get()).to_owned()
}

/// The label of a term.
pub fn tr_term<T: Term + Send + Sync>(
    term: T,
) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let lang = use_app().lang;
    move || term.label(lang.get())
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
