//! The picture: organs in fixed places, the leader filled, helpers outlined, arrows for duties, dashed while undetermined.
//!
//! [`scene`] says what is shown, [`places`] where, [`route`] how the arrows run; here it is drawn. The drawing is for the eye; the same is said in a list
//! for screen readers and print.

mod lines;
mod places;
mod route;
mod scene;

use leptos::prelude::*;
use shizu_rules::Lang;
use shizu_rules::vocabulary::Term;

use self::places::{Form, NARROW, WIDE};
use self::route::Routed;
use self::scene::{Figure, Look, Scene};
use super::work::Work;
use crate::text::tr;
use shizu_rules::SortOnce;

/// The picture of the clue, with its legend and its words.
#[component]
pub fn Picture(
    /// The state of the page.
    work: Work,
) -> impl IntoView {
    let app = work.app;
    let scene = Memo::new(move |_| {
        let (result, open, lang) = (work.result.get(), work.open.get(), app.lang.get());
        (
            app.with_engine(|engine| Scene::of(engine, &result, &open, lang)),
            lang,
        )
    });
    let drawings = move || {
        scene.with(|(scene, lang)| [WIDE, NARROW].map(|form| draw(scene, form, *lang).into_any()))
    };
    let words = move || {
        scene.with(|(scene, lang)| {
            let lines = scene.sentences(*lang).into_iter();
            lines
                .map(|line| view! { <li>{line}</li> })
                .collect::<Vec<_>>()
        })
    };
    view! {
        <figure class="picture" id="intake-picture" data-testid="intake-picture">
            <figcaption class="hidden">{tr("分办图：主办、协同和职责关系", "Picture of the routing: who leads, who helps, who owes what to whom")}</figcaption>
            {drawings}
            <ul class="hidden" data-testid="intake-picture-text">{words}</ul>
            <ul class="picture-legend" aria-hidden="true">
                <li><span class="key key-lead"></span>{tr("主办", "leads")}</li>
                <li><span class="key key-helper"></span>{tr("参与", "takes part")}</li>
                <li><span class="key key-possible"></span>{tr("虚线：尚未确定", "dashed: not settled yet")}</li>
                <li><span class="key key-faint"></span>{tr("无任务", "no part")}</li>
            </ul>
        </figure>
    }
}

fn draw(scene: &Scene, form: Form, lang: Lang) -> impl IntoView + use<> {
    let height = form.height(places::rows(scene.strong()));
    let routed = route::route(scene, &form, lang);
    let ways: Vec<_> = routed
        .iter()
        .map(|one| way(one, scene.arrows[one.arrow].sure))
        .collect();
    let labels: Vec<_> = routed
        .iter()
        .filter(|one| !one.lines.is_empty())
        .map(|one| label(one, scene.arrows[one.arrow].sure, &form))
        .collect();
    // Faint boxes first: they never cover what has a part.
    let mut figures: Vec<&Figure> = scene.figures.iter().collect();
    figures.sort_once_by_key(|figure| figure.look);
    let boxes: Vec<_> = figures.iter().map(|one| figure(one, &form, lang)).collect();
    view! {
        <svg
            class=format!("picture-svg picture-{}", form.id)
            viewBox=format!("-2 0 {} {height}", form.width + 4.0)
            aria-hidden="true"
            focusable="false"
        >
            <g>{ways}</g>
            <g>{boxes}</g>
            <g>{labels}</g>
        </svg>
    }
}

fn way(one: &Routed, sure: bool) -> impl IntoView + use<> {
    let ((x1, y1), (bx, by), (x2, y2)) = (one.start, one.bend, one.end);
    let [tip, left, right] = route::head(one).map(|(x, y)| format!("{x:.1},{y:.1}"));
    view! {
        <g class=if sure { "arrow" } else { "arrow arrow-possible" }>
            <path class="arrow-way" d=format!("M{x1:.1} {y1:.1}Q{bx:.1} {by:.1} {x2:.1} {y2:.1}") />
            <polygon class="arrow-head" points=format!("{tip} {left} {right}") />
        </g>
    }
}

fn label(one: &Routed, sure: bool, form: &Form) -> impl IntoView + use<> {
    let place = one.label;
    let (middle, _) = place.center();
    let pitch = form.small + 2.5;
    let lines: Vec<_> = one
        .lines
        .iter()
        .enumerate()
        .map(|(index, line)| {
            let y = place.y + 1.0 + pitch * index as f64 + form.small * 0.88;
            view! { <text x=format!("{middle:.1}") y=format!("{y:.1}") font-size=form.small>{line.clone()}</text> }
        })
        .collect();
    view! {
        <g class=if sure { "arrow-words" } else { "arrow-words arrow-words-possible" }>
            <rect x=format!("{:.1}", place.x) y=format!("{:.1}", place.y) width=format!("{:.1}", place.w) height=format!("{:.1}", place.h) rx="3" />
            {lines}
        </g>
    }
}

fn figure(one: &Figure, form: &Form, lang: Lang) -> impl IntoView + use<> {
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
    let name: Vec<_> = lines
        .iter()
        .enumerate()
        .map(|(index, line)| {
            let y = top + pitch * index as f64;
            view! { <text class="organ-name" x=format!("{middle:.1}") y=format!("{y:.1}") font-size=size>{line.clone()}</text> }
        })
        .collect();
    let counted = counted.map(|words| {
        let y = top + pitch * lines.len() as f64;
        view! { <text class="organ-count" x=format!("{middle:.1}") y=format!("{y:.1}") font-size="10.5">{words}</text> }
    });
    let part = (!one.part.is_empty()).then(|| {
        let width = (lines::width(&one.part) * 11.0 + 12.0).min(place.w - 4.0);
        // At the left of the upper edge: arrows from above arrive in the middle.
        let (x, y) = (place.x + 5.0, place.y - 9.0);
        let middle = x + width / 2.0;
        view! {
            <g class="organ-part">
                <rect x=format!("{x:.1}") y=format!("{y:.1}") width=format!("{width:.1}") height="17" rx="8.5" />
                <text x=format!("{middle:.1}") y=format!("{:.1}", y + 12.5) font-size="11">{one.part.clone()}</text>
            </g>
        }
    });
    let look = match one.look {
        Look::Faint => "organ organ-faint",
        Look::Possible => "organ organ-possible",
        Look::PossibleLead => "organ organ-possible-lead",
        Look::Helper => "organ organ-helper",
        Look::Lead => "organ organ-lead",
    };
    view! {
        <g class=look data-organ=one.organ.code()>
            <rect class="organ-box" x=format!("{:.1}", place.x) y=format!("{:.1}", place.y) width=place.w height=place.h rx="5" />
            {name}
            {counted}
            {part}
        </g>
    }
}
