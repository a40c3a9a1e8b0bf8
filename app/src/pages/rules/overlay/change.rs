//! What an overlay changes: rows, time limits, and which inputs get another answer.

use maud::{Markup, html};
use shizu_rules::{Lang, Rulebook, RulebookDiff, TableDiff, Then, compare};

use super::super::proof::witness;
use super::super::words;
use crate::context::App;
use crate::markup::t;
use crate::text::date;

/// The difference between the shipped rulebook and `after`, on the day its last overlay begins or today, whichever is later.
pub fn changes(app: App, after: &Rulebook, lang: Lang) -> Markup {
    let before = app.engines.shipped();
    let last = after.overlays.last();
    let begins = last.and_then(|overlay| overlay.valid_from);
    let day = begins.map_or(app.today, |from| from.max(app.today));
    let later = begins.filter(|from| *from > app.today);
    html! {
        @if let Some(from) = later.map(|from| date(from, lang)) {
            p class="hint" {
                @match lang {
                    Lang::Zh => { "自" (from) "起适用，以下按当日比较。" }
                    Lang::En => { "It begins on " (from) "; compared as of that day." }
                }
            }
        }
        @match compare(&before, after, day) {
            Ok(diff) => { (difference(&diff, &before, after, lang)) }
            Err(error) => { p class="errors" { (error) } }
        }
    }
}

fn difference(diff: &RulebookDiff, before: &Rulebook, after: &Rulebook, lang: Lang) -> Markup {
    let limits = diff.limits.iter().filter_map(|change| {
        let (old, new) = (before.limit(&change.limit)?, after.limit(&change.limit)?);
        let title = new.title.in_lang(lang).to_owned();
        Some((title, words::length(old, lang), words::length(new, lang)))
    });
    let numbers = after.parameters.iter().filter_map(|new| {
        let old = before.parameter(&new.grounds.id)?;
        let shown = |value: &dyn std::fmt::Display| format!("{value} {}", new.unit);
        let title = new.grounds.title.in_lang(lang).to_owned();
        (old.value != new.value).then(|| (title, shown(&old.value), shown(&new.value)))
    });
    let (limits, numbers): (Vec<_>, Vec<_>) = (limits.collect(), numbers.collect());
    html! {
        @if diff.tables.is_empty() && limits.is_empty() && numbers.is_empty() {
            p { (t(lang, "不改变任何结论。", "It changes no answer.")) }
        }
        @for change in &diff.tables { (table(change, before, after, lang)) }
        (amounts(t(lang, "时限", "Time limits"), &limits))
        (amounts(t(lang, "参数", "Numbers"), &numbers))
    }
}

/// What had one amount and gets another.
fn amounts(title: &str, changes: &[(String, String, String)]) -> Markup {
    html! {
        @if !changes.is_empty() {
            h3 { (title) }
            ul class="overlay-changes" {
                @for (title, before, after) in changes {
                    li { (title) " " span class="overlay-before" { (before) } " → " strong { (after) } }
                }
            }
        }
    }
}

fn table(table: &TableDiff, before: &Rulebook, after: &Rulebook, lang: Lang) -> Markup {
    let known = after.table(&table.table);
    let title = known.map_or(&*table.table, |table| table.title.in_lang(lang));
    let name = |id: &String| {
        let rule = after.rule(id).or_else(|| before.rule(id));
        rule.map_or(id.clone(), |(_, rule)| rule.title.in_lang(lang).to_owned())
    };
    let rows = [
        (&table.added, "新增", "added"),
        (&table.changed, "替换", "replaced"),
        (&table.removed, "停用", "removed"),
    ];
    html! {
        h3 { (title) }
        @for (ids, zh, en) in rows.into_iter().filter(|(ids, _, _)| !ids.is_empty()) {
            @let names: Vec<String> = ids.iter().map(name).collect();
            p {
                @match lang {
                    Lang::Zh => { (zh) " " (ids.len()) " 行：" (names.join("、")) }
                    Lang::En => { (ids.len()) " rows " (en) ": " (names.join(", ")) }
                }
            }
        }
        @if table.answers.is_empty() {
            p { (t(lang, "结论不变，只改文字或依据。", "No answer changes; wording or basis only.")) }
        } @else {
            ul class="overlay-changes" {
                @for change in &table.answers {
                    li {
                        p {
                            span class="overlay-before" { (answer(change.before.as_ref(), before, lang)) }
                            " → "
                            strong { (answer(change.after.as_ref(), after, lang)) }
                            span class="rule-count" { (words::grouped(change.count)) (t(lang, " 种情形", " combinations")) }
                        }
                        div class="overlay-example" {
                            span { (t(lang, "例如", "for example")) }
                            (witness(&change.witness, lang))
                        }
                    }
                }
            }
        }
    }
}

/// An answer in words; none is none.
fn answer(then: Option<&Then>, rulebook: &Rulebook, lang: Lang) -> String {
    then.map_or_else(
        || t(lang, "无", "none").to_owned(),
        |then| words::outcome(then, rulebook, lang),
    )
}
