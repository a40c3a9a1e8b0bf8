//! What has changed since one last looked.

use maud::{Markup, html};
use shizu_casebook::Workbook;
use shizu_casebook::today::{Changed, changes};
use shizu_rules::Lang;

use super::state::{News, State};
use crate::markup::t;

/// Entries shown at once.
const MOST: usize = 12;

/// The list, with what to do about it.
pub fn news(book: &Workbook, state: &State, today: chrono::NaiveDate, lang: Lang) -> Markup {
    let since = match state.news {
        News::SinceSeen => state.seen,
        News::Week => 0,
    };
    let (shown, all) = changes(book, since, today, MOST);
    let more = all.saturating_sub(shown.len());
    let choice = |news: News, word: &str, words: &str| {
        html! { button type="button" data-do="news" data-arg=(word) aria-pressed=((state.news == news).to_string()) { (words) } }
    };
    html! {
        section class="home-section" aria-labelledby="home-news" data-testid="home-news" {
            h2 id="home-news" { (t(lang, "最近变动", "What changed")) " " span class="home-number" { (all) } }
            div class="home-news-choice no-print" {
                (choice(News::SinceSeen, "seen", t(lang, "上次看过以后", "since I last looked")))
                (choice(News::Week, "week", t(lang, "近七日", "last seven days")))
                @if all > 0 && state.news == News::SinceSeen {
                    button type="button" class="button quiet" data-do="all-seen" { (t(lang, "标为已看", "Mark as seen")) }
                }
            }
            @if shown.is_empty() { p class="hint" { (t(lang, "没有新的变动。", "Nothing new.")) } }
            ul class="home-changes" { @for change in &shown { (line(change, lang)) } }
            @if more > 0 {
                p class="hint" {
                    @match lang {
                        Lang::Zh => { "另有 " (more) " 次变动，见台账各记录的时间线。" }
                        Lang::En => { (more) " more stand in the timelines of the ledger." }
                    }
                }
            }
        }
    }
}

fn line(change: &Changed, lang: Lang) -> Markup {
    let at = change.at.get(..16).unwrap_or_default().replace('T', " ");
    html! {
        li {
            span class="home-at" { (at) }
            " " b { bdi { (change.by) } } " "
            @match &change.row {
                Some((kind, row)) => button type="button" class="link" data-do="open-row" data-arg={ (kind.code()) ":" (row) } { bdi { (change.label.in_lang(lang)) } },
                None => bdi { (change.label.in_lang(lang)) },
            }
            @if change.rows > 1 {
                span class="hint" {
                    @match lang {
                        Lang::Zh => { "（涉及 " (change.rows) " 条记录）" }
                        Lang::En => { " (" (change.rows) " records)" }
                    }
                }
            }
            @if !change.why.is_empty() { span class="home-reason" { (t(lang, "：", ": ")) bdi { (change.why) } } }
        }
    }
}
