//! The way of each arrow and the place of its words, so that neither hides a box or other words.

use shizu_rules::Lang;

use super::lines;
use super::places::{Form, Rect};
use super::scene::{Arrow, Look, Scene};
use shizu_rules::SortOnce;

/// An arrow with its way: a curve from `start` over the bend to `end`.
#[derive(Clone, Debug, PartialEq)]
pub struct Routed {
    /// Which arrow of the scene.
    pub arrow: usize,
    /// Where it leaves the box.
    pub start: (f64, f64),
    /// Control point of the curve.
    pub bend: (f64, f64),
    /// Where its point touches the other box.
    pub end: (f64, f64),
    /// Its words, in lines.
    pub lines: Vec<String>,
    /// The space that the words take.
    pub label: Rect,
}

/// How far the two arrows between one pair stand apart from the middle.
const APART: f64 = 15.0;

/// How far a curve may be bent to the side, in order of preference.
const BENDS: [f64; 9] = [0.0, 22.0, -22.0, 44.0, -44.0, 70.0, -70.0, 100.0, -100.0];

/// Words that would share more area than this with a box or other words are left out.
const NO_ROOM: f64 = 12.0;

/// Where along the curve the words may stand, in order of preference.
const SPOTS: [f64; 11] = [
    0.5, 0.42, 0.58, 0.34, 0.66, 0.28, 0.72, 0.22, 0.78, 0.16, 0.84,
];

/// Lays out every arrow of the scene. The result depends on the scene alone.
pub fn route(scene: &Scene, form: &Form, lang: Lang) -> Vec<Routed> {
    let boxes: Vec<Obstacle> = scene
        .figures
        .iter()
        .map(|figure| {
            let place = form.place(figure.organ);
            let faint = figure.look == Look::Faint;
            Obstacle {
                place,
                taken: if faint { place } else { with_badge(&place) },
                weight: if faint { 0.25 } else { 1.0 },
            }
        })
        .collect();
    let height = form.height(super::places::rows(scene.strong()));
    let mut routed: Vec<Routed> = Vec::new();
    // Short arrows first: they have the least choice.
    let mut order: Vec<(usize, &Arrow)> = scene.arrows.iter().enumerate().collect();
    let length = |arrow: &Arrow| {
        let (from, to) = (
            form.place(arrow.from).center(),
            form.place(arrow.to).center(),
        );
        (from.0 - to.0).hypot(from.1 - to.1)
    };
    order.sort_once_by(|(_, left), (_, right)| length(left).total_cmp(&length(right)));
    for (index, arrow) in order {
        let best = candidates(index, arrow, scene, form, lang)
            .map(|candidate| (cost(&candidate, &boxes, &routed, form, height), candidate))
            .min_by(|left, right| left.0.total_cmp(&right.0));
        routed.extend(best.map(|(_, mut candidate)| {
            let others = routed.iter().map(|other| other.label);
            let strong = boxes
                .iter()
                .filter(|one| one.weight >= 1.0)
                .map(|one| one.taken);
            if others
                .chain(strong)
                .any(|taken| taken.overlap(&candidate.label) > NO_ROOM)
            {
                // No room anywhere: the arrow stays, its words stand in the list below the picture.
                candidate.lines.clear();
                candidate.label.w = 0.0;
            }
            candidate
        }));
    }
    routed
}

/// A box that lines and words should keep clear of.
struct Obstacle {
    /// The box, for lines.
    place: Rect,
    /// The box with its badge, for words.
    taken: Rect,
    /// How much it matters.
    weight: f64,
}

/// A box together with the badge on its upper edge.
fn with_badge(place: &Rect) -> Rect {
    Rect {
        y: place.y - 7.0,
        h: place.h + 7.0,
        ..*place
    }
}

fn candidates(
    index: usize,
    arrow: &Arrow,
    scene: &Scene,
    form: &Form,
    lang: Lang,
) -> impl Iterator<Item = Routed> {
    let (from, to) = (form.place(arrow.from), form.place(arrow.to));
    let twice = scene
        .arrows
        .iter()
        .any(|other| other.from == arrow.to && other.to == arrow.from);
    let aside = if twice { APART } else { 0.0 };
    let words = lines::wrap(&arrow.label(lang), form.label_width / form.small);
    let size = (
        words
            .iter()
            .map(|line| lines::width(line))
            .fold(0.0, f64::max)
            * form.small
            + 6.0,
        words.len() as f64 * (form.small + 2.5) + 2.0,
    );
    // Words stand on the line, or just beside it.
    let whole = form.width;
    let beside = size.0 / 2.0 + 4.0;
    let places = SPOTS
        .into_iter()
        .flat_map(move |spot| [0.0, beside, -beside].map(|shift| (spot, shift)));
    BENDS.into_iter().flat_map(move |bend| {
        let (start, control, end) = curve(&from, &to, aside, bend);
        let words = words.clone();
        places.clone().map(move |(spot, shift)| {
            let (x, y) = at(start, control, end, spot);
            let x = (x + shift).clamp(size.0 / 2.0, whole - size.0 / 2.0);
            Routed {
                arrow: index,
                start,
                bend: control,
                end,
                lines: words.clone(),
                label: Rect {
                    x: x - size.0 / 2.0,
                    y: y - size.1 / 2.0,
                    w: size.0,
                    h: size.1,
                },
            }
        })
    })
}

/// What speaks against a way: words over boxes or other words, lines through boxes, and long ways round.
fn cost(
    candidate: &Routed,
    boxes: &[Obstacle],
    others: &[Routed],
    form: &Form,
    height: f64,
) -> f64 {
    let whole = Rect {
        x: 0.0,
        y: 0.0,
        w: form.width,
        h: height,
    };
    let outside = candidate.label.w * candidate.label.h - candidate.label.overlap(&whole);
    let hides: f64 = boxes
        .iter()
        .map(|one| one.taken.grown(2.0).overlap(&candidate.label) * (one.weight + 0.5))
        .sum();
    let collides: f64 = others
        .iter()
        .map(|other| other.label.grown(1.0).overlap(&candidate.label))
        .sum();
    let crosses: f64 = others
        .iter()
        .map(|other| {
            f64::from(passes(other, &candidate.label)) + f64::from(passes(candidate, &other.label))
        })
        .sum();
    let through: f64 = boxes
        .iter()
        .map(|one| f64::from(passes(candidate, &one.place)) * one.weight)
        .sum();
    let (start, end) = (candidate.start, candidate.end);
    let middle = (f64::midpoint(start.0, end.0), f64::midpoint(start.1, end.1));
    let bent = (candidate.bend.0 - middle.0).hypot(candidate.bend.1 - middle.1);
    let (spot_x, spot_y) = candidate.label.center();
    let off = (spot_x - middle.0).hypot(spot_y - middle.1);
    outside * 20.0
        + hides * 12.0
        + collides * 16.0
        + crosses * 8.0
        + through * 30.0
        + bent * 0.5
        + off * 0.2
}

/// How many of 24 points of the curve lie inside the box.
fn passes(routed: &Routed, rect: &Rect) -> u8 {
    (1..24)
        .filter(|step| {
            rect.contains(at(
                routed.start,
                routed.bend,
                routed.end,
                f64::from(*step) / 24.0,
            ))
        })
        .count() as u8
}

/// The curve between two boxes, moved `aside` to its left and bent by `bend`.
fn curve(from: &Rect, to: &Rect, aside: f64, bend: f64) -> ((f64, f64), (f64, f64), (f64, f64)) {
    let ((ax, ay), (bx, by)) = (from.center(), to.center());
    let length = (bx - ax).hypot(by - ay).max(1.0);
    let (nx, ny) = ((ay - by) / length, (bx - ax) / length);
    let control = (
        f64::midpoint(ax, bx) + nx * (aside + bend),
        f64::midpoint(ay, by) + ny * (aside + bend),
    );
    let moved = |(x, y): (f64, f64)| (x + nx * aside, y + ny * aside);
    let start = border(from, moved((ax, ay)), control, 1.0);
    let end = border(to, moved((bx, by)), control, 3.0);
    (start, control, end)
}

/// Where the line from `inside` a box towards `outside` leaves it, `gap` beyond the edge.
fn border(rect: &Rect, inside: (f64, f64), outside: (f64, f64), gap: f64) -> (f64, f64) {
    let grown = rect.grown(gap);
    let (dx, dy) = (outside.0 - inside.0, outside.1 - inside.1);
    let reach = |delta: f64, low: f64, high: f64, at: f64| {
        if delta.abs() < 1e-9 {
            f64::INFINITY
        } else {
            ((if delta > 0.0 { high } else { low }) - at) / delta
        }
    };
    let part = reach(dx, grown.x, grown.x + grown.w, inside.0).min(reach(
        dy,
        grown.y,
        grown.y + grown.h,
        inside.1,
    ));
    let part = part.clamp(0.0, 1.0);
    (inside.0 + dx * part, inside.1 + dy * part)
}

/// The point of the curve at `part` of its way.
fn at(start: (f64, f64), bend: (f64, f64), end: (f64, f64), part: f64) -> (f64, f64) {
    let rest = 1.0 - part;
    let mix = |a: f64, b: f64, c: f64| rest * rest * a + 2.0 * rest * part * b + part * part * c;
    (mix(start.0, bend.0, end.0), mix(start.1, bend.1, end.1))
}

/// The three corners of the arrow's point.
pub fn head(routed: &Routed) -> [(f64, f64); 3] {
    let (dx, dy) = (routed.end.0 - routed.bend.0, routed.end.1 - routed.bend.1);
    let length = dx.hypot(dy).max(1e-9);
    let (ux, uy) = (dx / length, dy / length);
    let back = (routed.end.0 - ux * 8.0, routed.end.1 - uy * 8.0);
    [
        routed.end,
        (back.0 - uy * 4.0, back.1 + ux * 4.0),
        (back.0 + uy * 4.0, back.1 - ux * 4.0),
    ]
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use shizu_rules::vocabulary::{Authority, Commission, Conflict, Gravity, Nature, Source, Term};
    use shizu_rules::{ClueFacts, Engine, FactKey, Rulebook};

    use super::super::places::{NARROW, WIDE};
    use super::*;

    /// Every way of leading, with much and with little going on.
    fn sample() -> Vec<ClueFacts> {
        let mut all = Vec::new();
        for authority in Authority::ALL {
            for nature in Nature::ALL {
                for conflict in Conflict::ALL {
                    for busy in [false, true] {
                        let source = if busy {
                            Source::Inspection
                        } else {
                            Source::Petition
                        };
                        let facts = ClueFacts::default()
                            .with(Commission::Municipal)
                            .with(*authority)
                            .with(*nature)
                            .with(*conflict)
                            .with(source)
                            .with(if busy {
                                Gravity::Grave
                            } else {
                                Gravity::Ordinary
                            })
                            .with_flag(FactKey::Cross, busy)
                            .with_flag(FactKey::LacksMeans, busy)
                            .with_flag(FactKey::KeyArea, busy);
                        all.push(facts);
                    }
                }
            }
        }
        all
    }

    #[test]
    fn words_hide_no_box_with_a_part_and_no_other_words() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 5).expect("a day");
        let engine = Engine::new(Rulebook::shipped().expect("shipped"), day).expect("compiles");
        let (mut bad, mut left_out, mut seen) = (Vec::new(), 0, 0);
        for (facts, lang) in sample()
            .iter()
            .flat_map(|facts| [(facts, Lang::Zh), (facts, Lang::En)])
        {
            let result = engine.determine("", facts, None);
            let scene = Scene::of(&engine, &result, &engine.open_facts(facts), lang);
            for form in [WIDE, NARROW] {
                let routed = route(&scene, &form, lang);
                for (index, one) in routed.iter().enumerate() {
                    seen += 1;
                    left_out += usize::from(one.lines.is_empty());
                    let hidden = scene
                        .strong()
                        .any(|organ| with_badge(&form.place(organ)).overlap(&one.label) > NO_ROOM);
                    let collides = routed[..index]
                        .iter()
                        .any(|other| other.label.overlap(&one.label) > NO_ROOM);
                    let missing = form.id == "wide" && one.lines.is_empty();
                    if hidden || collides || missing {
                        bad.push(format!(
                            "{} {lang:?} {facts:?} {:?}",
                            form.id, scene.arrows[one.arrow]
                        ));
                    }
                }
            }
        }
        assert!(seen > 1000, "{seen}");
        assert!(
            bad.is_empty(),
            "{} of {seen}:\n{}",
            bad.len(),
            bad[..bad.len().min(12)].join("\n")
        );
        assert!(
            left_out * 50 < seen,
            "{left_out} of {seen} arrows have no room for their words"
        );
    }
}
