//! Figures as bars: patterns and labels tell the parts apart, colour only helps. Widths are percentages, so that labels are never stretched.

use maud::{Markup, html};
use shizu_rules::Lang;
use shizu_rules::indicators::Percent;

use crate::markup::t;

/// How many fills there are; more parts begin again.
const FILLS: usize = 5;

/// The fills that bars refer to. Drawn once per page.
pub fn fills() -> Markup {
    html! {
        svg class="indicators-fills" width="0" height="0" aria-hidden="true" focusable="false" {
            defs {
                (pattern(0, &html! {}))
                (pattern(1, &html! { path d="M-2 2l4-4M0 8l8-8M6 10l4-4" {} }))
                (pattern(2, &html! { circle cx="4" cy="4" r="1.6" {} }))
                (pattern(3, &html! { path d="M0 2h8M0 6h8" {} }))
                (pattern(4, &html! { path d="M0 0l8 8M0 8l8-8" {} }))
            }
        }
    }
}

fn pattern(at: usize, strokes: &Markup) -> Markup {
    html! {
        pattern id={ "indicators-fill-" (at) } class={ "indicators-fill-" (at) } width="8" height="8" patternUnits="userSpaceOnUse" {
            rect width="8" height="8" {}
            (strokes)
        }
    }
}

/// A sample of a fill, for legends.
pub fn sample(at: usize) -> Markup {
    html! {
        svg class="indicators-sample" width="16" height="16" aria-hidden="true" focusable="false" {
            rect width="16" height="16" fill={ "url(#indicators-fill-" (at % FILLS) ")" } {}
        }
    }
}

/// One bar of a whole in its parts. `words` says it for those who do not see it.
pub fn stacked(shares: &[Percent], words: &str) -> Markup {
    let mut from = 0.0;
    let segments = shares.iter().enumerate().map(|(at, share)| {
        let width = share.approximate();
        let start = from;
        from += width;
        (at, share, start, width)
    });
    html! {
        svg class="indicators-stack" role="img" aria-label=(words) focusable="false" {
            @for (at, share, start, width) in segments {
                rect class="indicators-part" x={ (number(start)) "%" } y="0" width={ (number(width)) "%" } height="32" fill={ "url(#indicators-fill-" (at % FILLS) ")" } {}
                // Narrow parts are told by the table only.
                @if width >= 12.0 {
                    rect class="indicators-plate" x={ (number(start + width / 2.0)) "%" } y="6" width="44" height="20" transform="translate(-22 0)" {}
                    text x={ (number(start + width / 2.0)) "%" } y="21" text-anchor="middle" { (share) }
                }
            }
        }
    }
}

/// The last percent of a bar under a glass: where plainly rounded shares end, when they do not end at a hundred.
pub fn glass(plain_sum: Percent, lang: Lang) -> Markup {
    let end = plain_sum.approximate();
    // From 99 to 101, so that too much shows as well as too little.
    let place = |value: f64| number(((value - 99.0) * 50.0).clamp(0.0, 100.0));
    let words = match lang {
        Lang::Zh => format!("逐项四舍五入合计 {plain_sum}%，不是 100%"),
        Lang::En => format!("rounded one by one: {plain_sum} % in all, not 100 %"),
    };
    html! {
        figure class="indicators-glass" {
            figcaption { (words) }
            svg role="img" aria-label=(words) focusable="false" {
                rect class="indicators-rail" x="0" y="4" width="100%" height="12" {}
                rect class="indicators-reached" x="0" y="4" width={ (place(end)) "%" } height="12" {}
                line class="indicators-mark" x1={ (place(100.0)) "%" } x2={ (place(100.0)) "%" } y1="0" y2="20" {}
                text x="0" y="34" { "99%" }
                text x={ (place(100.0)) "%" } y="34" text-anchor="middle" { "100%" }
                text x="100%" y="34" text-anchor="end" { "101%" }
            }
        }
    }
}

/// A rate from 0 to 100 %, with a mark at what was printed.
pub fn rate(rate: Percent, printed: Option<Percent>, lang: Lang) -> Markup {
    let words = match printed {
        None => format!("{rate}%"),
        Some(printed) => format!("{rate}%{}{printed}%", t(lang, "，公布 ", ", printed ")),
    };
    html! {
        svg class="indicators-bar" role="img" aria-label=(words) focusable="false" {
            rect class="indicators-rail" x="0" y="6" width="100%" height="12" {}
            rect class="indicators-reached" x="0" y="6" width={ (number(rate.approximate())) "%" } height="12" {}
            @if let Some(printed) = printed {
                line class="indicators-mark" x1={ (number(printed.approximate())) "%" } x2={ (number(printed.approximate())) "%" } y1="1" y2="23" {}
            }
        }
    }
}

/// A change beside a middle line; `most` is the largest change of all rows, either way.
pub fn change(change: Percent, most: f64) -> Markup {
    let value = change.approximate();
    let width = if most > 0.0 {
        value.abs() / most * 49.0
    } else {
        0.0
    };
    let start = if value < 0.0 { 50.0 - width } else { 50.0 };
    html! {
        svg class="indicators-bar" role="img" aria-label={ (change) "%" } focusable="false" {
            rect class="indicators-rail" x="0" y="6" width="100%" height="12" {}
            rect class=(if value < 0.0 { "indicators-fell" } else { "indicators-reached" }) x={ (number(start)) "%" } y="6" width={ (number(width)) "%" } height="12" {}
            line class="indicators-mark" x1="50%" x2="50%" y1="1" y2="23" {}
        }
    }
}

/// A number for an attribute, to a hundredth.
fn number(value: f64) -> String {
    let hundredths = (value * 100.0).round() as i64;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}
