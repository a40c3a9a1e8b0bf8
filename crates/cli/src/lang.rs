//! The two languages at the edge of the tool.

use shizu_rules::Lang;

/// The text in `lang`.
pub fn pick<'a>(lang: Lang, zh: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// The language as the reader of tables names it.
pub fn of_formats(lang: Lang) -> shizu_formats::Lang {
    match lang {
        Lang::Zh => shizu_formats::Lang::Zh,
        Lang::En => shizu_formats::Lang::En,
    }
}

/// What separates items of a list in running text.
pub fn comma(lang: Lang) -> &'static str {
    pick(lang, "、", ", ")
}
