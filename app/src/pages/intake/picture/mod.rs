//! The picture: organs in fixed places, the leader filled, helpers outlined, arrows for duties, dashed while undetermined.
//!
//! [`scene`] says what is shown, [`places`] where, [`route`] how the arrows run; here it is drawn. The drawing is for the eye; the same is said in a list
//! for screen readers and print.

mod lines;
mod places;
mod route;
mod scene;

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_rules::Lang;
use shizu_rules::vocabulary::Term;

use self::places::{Form, NARROW, WIDE};
use self::route::Routed;
use self::scene::{Figure, Look, Scene};
use super::work::Work;
use crate::markup::{live, t};
use shizu_rules::SortOnce;

/// The picture of the clue, with its legend and its words.
pub fn picture(work: Work) -> AnyView {
    let app = work.app;
    let draw = move || {
        let (result, open, lang) = (work.result.get(), work.open.get(), app.lang.get());
        figure_of(
            &app.with_engine(|engine| Scene::of(engine, &result, &open, lang)),
            lang,
        )
    };
    live(draw, |_| {})
}

fn figure_of(scene: &Scene, lang: Lang) -> Markup {
    html! {
        figure class="picture" id="intake-picture" data-testid="intake-picture" {
            figcaption class="hidden" {
                (t(lang, "分办图：主办、协同和职责关系", "Picture of the routing: who leads, who helps, who owes what to whom"))
            }
            @for form in [WIDE, NARROW] { (draw(scene, form, lang)) }
            ul class="hidden" data-testid="intake-picture-text" { @for line in scene.sentences(lang) { li { (line) } } }
            ul class="picture-legend" aria-hidden="true" {
                li { span class="key key-lead" {} (t(lang, "主办", "leads")) }
                li { span class="key key-helper" {} (t(lang, "参与", "takes part")) }
                li { span class="key key-possible" {} (t(lang, "虚线：尚未确定", "dashed: not settled yet")) }
                li { span class="key key-faint" {} (t(lang, "无任务", "no part")) }
            }
        }
    }
}

fn draw(scene: &Scene, form: Form, lang: Lang) -> Markup {
    let height = form.height(places::rows(scene.strong()));
    let routed = route::route(scene, &form, lang);
    // Faint boxes first: they never cover what has a part.
    let mut figures: Vec<&Figure> = scene.figures.iter().collect();
    figures.sort_once_by_key(|figure| figure.look);
    let sure = |one: &Routed| scene.arrows[one.arrow].sure;
    html! {
        svg class={ "picture-svg picture-" (form.id) } viewBox={ "-2 0 " (form.width + 4.0) " " (height) } aria-hidden="true" focusable="false" {
            g { @for one in &routed { (way(one, sure(one))) } }
            g { @for one in figures { (figure(one, &form, lang)) } }
            g { @for one in routed.iter().filter(|one| !one.lines.is_empty()) { (label(one, sure(one), &form)) } }
        }
    }
}

/// A coordinate: a tenth of a unit is finer than anybody sees.
fn at(value: f64) -> String {
    format!("{value:.1}")
}

fn way(one: &Routed, sure: bool) -> Markup {
    let ((x1, y1), (bx, by), (x2, y2)) = (one.start, one.bend, one.end);
    let [tip, left, right] = route::head(one).map(|(x, y)| format!("{x:.1},{y:.1}"));
    let class = if sure {
        "arrow"
    } else {
        "arrow arrow-possible"
    };
    html! {
        g class=(class) {
            path class="arrow-way" d=(format!("M{x1:.1} {y1:.1}Q{bx:.1} {by:.1} {x2:.1} {y2:.1}")) {}
            polygon class="arrow-head" points=(format!("{tip} {left} {right}")) {}
        }
    }
}

fn label(one: &Routed, sure: bool, form: &Form) -> Markup {
    let place = one.label;
    let (middle, _) = place.center();
    let pitch = form.small + 2.5;
    let y = |index: usize| place.y + 1.0 + pitch * index as f64 + form.small * 0.88;
    let class = if sure {
        "arrow-words"
    } else {
        "arrow-words arrow-words-possible"
    };
    html! {
        g class=(class) {
            rect x=(at(place.x)) y=(at(place.y)) width=(at(place.w)) height=(at(place.h)) rx="3" {}
            @for (index, line) in one.lines.iter().enumerate() {
                text x=(at(middle)) y=(at(y(index))) font-size=(form.small) { (line) }
            }
        }
    }
}

fn figure(one: &Figure, form: &Form, lang: Lang) -> Markup {
    let place = form.place(one.organ);
    let (middle, center) = place.center();
    // Bold letters are a little wider than plain ones.
    let fit = |size: f64| lines::wrap(one.organ.label(lang), (place.w - 8.0) / size / 1.06);
    let mut size = form.font;
    let mut lines = fit(size);
    let wide = |lines: &[String], size: f64| {
        lines
            .iter()
            .any(|line| lines::width(line) * size * 1.06 > place.w - 4.0)
    };
    if lines.len() > 2 || wide(&lines, size) {
        size -= 1.5;
        lines = fit(size);
    }
    let room = place.h - 10.0 - lines.len() as f64 * (size + 2.5);
    let counted =
        (one.own_duties > 0 && one.look >= Look::Helper && room > 16.0).then(|| match lang {
            Lang::Zh => format!("自办 {} 项", one.own_duties),
            Lang::En if one.own_duties == 1 => "1 duty".to_owned(),
            Lang::En => format!("{} duties", one.own_duties),
        });
    let pitch = size + 2.5;
    let rows = lines.len() as f64 + if counted.is_some() { 0.9 } else { 0.0 };
    // A little lower under a badge.
    let down = if one.part.is_empty() { 0.0 } else { 2.5 };
    let top = center + down - rows * pitch / 2.0 + size * 0.9;
    let y = |index: usize| at(top + pitch * index as f64);
    let look = match one.look {
        Look::Faint => "organ organ-faint",
        Look::Possible => "organ organ-possible",
        Look::PossibleLead => "organ organ-possible-lead",
        Look::Helper => "organ organ-helper",
        Look::Lead => "organ organ-lead",
    };
    html! {
        g class=(look) data-organ=(one.organ.code()) {
            rect class="organ-box" x=(at(place.x)) y=(at(place.y)) width=(place.w) height=(place.h) rx="5" {}
            @for (index, line) in lines.iter().enumerate() {
                text class="organ-name" x=(at(middle)) y=(y(index)) font-size=(size) { (line) }
            }
            @if let Some(words) = counted {
                text class="organ-count" x=(at(middle)) y=(y(lines.len())) font-size="10.5" { (words) }
            }
            @if !one.part.is_empty() { (part(&one.part, place.x, place.y, place.w)) }
        }
    }
}

/// The word for an organ's part, at the left of the upper edge: arrows from above arrive in the middle.
fn part(words: &str, left: f64, top: f64, room: f64) -> Markup {
    let width = (lines::width(words) * 11.0 + 12.0).min(room - 4.0);
    let (x, y) = (left + 5.0, top - 9.0);
    html! {
        g class="organ-part" {
            rect x=(at(x)) y=(at(y)) width=(at(width)) height="17" rx="8.5" {}
            text x=(at(x + width / 2.0)) y=(at(y + 12.5)) font-size="11" { (words) }
        }
    }
}
