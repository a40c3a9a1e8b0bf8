//! A scored unit in words.

use std::fmt::Write;

use shizu_rules::rectification::{Lift, LiftStep, Numbers, Outlook};
use shizu_rules::vocabulary::{ScoreEffect, Term};
use shizu_rules::{Lang, Rulebook};

use super::One;
use crate::lang::{comma, pick};

pub fn words(unit: &One<'_>, rulebook: &Rulebook, numbers: &Numbers, lang: Lang) -> String {
    let mut text = String::new();
    let answer = &unit.answer;
    let title = |band| numbers.title(band).in_lang(lang).to_owned();
    let bands: Vec<String> = answer
        .possible_bands
        .iter()
        .map(|band| title(*band))
        .collect();
    let bands = bands.join(pick(lang, "、", " / "));
    let score = match answer.score {
        Some(score) => score.to_string(),
        None => format!("{} – {}", answer.lowest, answer.highest),
    };
    let name = if unit.unit.is_empty() {
        pick(lang, "（未填单位）", "(no name)")
    } else {
        unit.unit.as_str()
    };
    let _ = write!(text, "{name}  {score}  {bands}");
    if let Some(scheme) = &answer.scheme {
        let _ = write!(text, "  [{scheme}]");
    }
    for of in &answer.contributions {
        let (label, weight) = (of.index.label(lang), of.weight);
        let _ = write!(
            text,
            "\n  {label}  {} × {weight}% = {}",
            span(of.value),
            span(of.points)
        );
    }
    if answer.effect.what != ScoreEffect::None {
        let (effect, sum) = (answer.effect.what.label(lang), answer.sum[0]);
        let _ = match lang {
            Lang::Zh => write!(
                text,
                "\n  {effect}：不实问题{}项，原合计{sum}",
                answer.false_reports
            ),
            Lang::En => write!(
                text,
                "\n  {effect}: {} false points, the sum was {sum}",
                answer.false_reports
            ),
        };
    }
    let _ = write!(text, "\n  {}", outlook(&answer.to_next_band, numbers, lang));
    for shift in &answer.sensitivity {
        let (label, from, to) = (shift.index.label(lang), shift.from, shift.to);
        let _ = match lang {
            Lang::Zh => write!(text, "\n  “{label}”的权重在{from}%至{to}%之间，等次不变"),
            Lang::En => write!(
                text,
                "\n  the weight of {label} may move from {from}% to {to}%"
            ),
        };
    }
    let mut list = |zh: &str, en: &str, items: Vec<String>| {
        if !items.is_empty() {
            let _ = write!(
                text,
                "\n  {}{}",
                pick(lang, zh, en),
                items.join(comma(lang))
            );
        }
    };
    let basis = |rule: &str| {
        let item = rulebook.item(rule);
        item.map_or("", |item| item.basis.label(lang)).to_owned()
    };
    let sure = answer.consequences.sure.iter();
    let sure = sure.map(|told| in_brackets(told.what.label(lang), &basis(&told.rule), lang));
    list("结果运用：", "consequences: ", sure.collect());
    let possible = answer.consequences.possible.iter();
    list(
        "可能还有：",
        "possible: ",
        possible.map(|what| what.label(lang).to_owned()).collect(),
    );
    let follow = answer.follow_up.sure.iter();
    let follow =
        follow.map(|told| format!("{} {}", told.what.0.label(lang), told.what.1.label(lang)));
    list("跟进：", "follow-up: ", follow.collect());
    let asked = answer.ask_next.iter();
    let asked =
        asked.map(|asked| in_brackets(&asked.path.label(lang), &asked.points.to_string(), lang));
    list("接下来请填：", "enter next: ", asked.collect());
    for remark in &unit.remarks {
        let sign = if remark.is_fault() { "!" } else { "·" };
        let colon = pick(lang, "：", ": ");
        let _ = write!(
            text,
            "\n  {sign} {}{colon}{}",
            remark.field(lang),
            remark.message(lang)
        );
    }
    text
}

/// The value of both, or from one to the other.
fn span<T: PartialEq + std::fmt::Display>([low, high]: [T; 2]) -> String {
    if low == high {
        low.to_string()
    } else {
        format!("{low} – {high}")
    }
}

fn outlook(outlook: &Outlook, numbers: &Numbers, lang: Lang) -> String {
    let title = |band| numbers.title(band).in_lang(lang).to_owned();
    match (outlook, lang) {
        (Outlook::Best, _) => pick(lang, "已是最高一档", "the best band").to_owned(),
        (Outlook::Open, _) => pick(
            lang,
            "有缺项，暂不能说如何升档",
            "open: what is missing comes first",
        )
        .to_owned(),
        (Outlook::Blocked { band, by }, Lang::Zh) => {
            format!("因{}，本次评不到“{}”", by.label(lang), title(*band))
        }
        (Outlook::Blocked { band, by }, Lang::En) => {
            format!("{} stands between it and {}", by.label(lang), title(*band))
        }
        (Outlook::OutOfReach { band, most, .. }, Lang::Zh) => {
            format!(
                "事项全部做完也只有{most}，满意度不提高就到不了“{}”",
                title(*band)
            )
        }
        (Outlook::OutOfReach { band, most, .. }, Lang::En) => {
            format!(
                "{} is out of reach: {most} with everything done, unless satisfaction rises",
                title(*band)
            )
        }
        (Outlook::Way(lift), _) => way(lift, &title(lift.band), lang),
    }
}

fn way(lift: &Lift, title: &str, lang: Lang) -> String {
    let steps = lift.changes.iter().flat_map(|change| {
        let index = change.index.label(lang);
        change.steps.iter().map(move |step| match (step, lang) {
            (LiftStep::Points { count }, Lang::Zh) => format!("{index}提高{count}分"),
            (LiftStep::Points { count }, Lang::En) => format!("{index} up by {count} points"),
            (LiftStep::Items { count, from, to }, Lang::Zh) => {
                format!(
                    "{index}{count}项由“{}”到“{}”",
                    from.label(lang),
                    to.label(lang)
                )
            }
            (LiftStep::Items { count, from, to }, Lang::En) => {
                format!(
                    "{index}: {count} from {} to {}",
                    from.label(lang),
                    to.label(lang)
                )
            }
        })
    });
    let steps = steps.collect::<Vec<_>>().join(comma(lang));
    let (gap, count, score) = (lift.gap, lift.steps, lift.score);
    match lang {
        Lang::Zh => format!("距“{title}”差{gap}分，最少{count}步：{steps}，得{score}"),
        Lang::En => {
            format!("{gap} points below {title}; fewest steps {count}: {steps}, then {score}")
        }
    }
}

fn in_brackets(text: &str, what: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{text}（{what}）"),
        Lang::En => format!("{text} ({what})"),
    }
}
