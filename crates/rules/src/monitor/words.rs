//! What fired and why, in words.

use super::evaluate::{Evaluator, Fired, Reached};
use super::gauge::Reading;
use super::peers::{Chance, Denominator, scaled};
use super::period::Period;
use crate::lang::Lang;
use crate::vocabulary::{Frequency, Gauge, Term};

/// Hundredths as a decimal: `150` is `1.5`.
pub fn hundredths(number: u64) -> String {
    let (whole, part) = (number / 100, number % 100);
    match part {
        0 => whole.to_string(),
        _ if part.is_multiple_of(10) => format!("{whole}.{}", part / 10),
        _ => format!("{whole}.{part:02}"),
    }
}

/// A share in percent, rounded half up to two digits behind the point; to more where it would otherwise read as the threshold (in hundredths of a
/// percent) without being it.
pub fn share(reading: Reading, threshold: u64) -> String {
    let (value, whole) = (u128::from(reading.value), u128::from(reading.whole.max(1)));
    let (mut one, mut digits) = (100, 2);
    let mut rounded = (value * 10_000 + whole / 2) / whole;
    let is_threshold = value * 10_000 == u128::from(threshold) * whole;
    while !is_threshold && digits < 12 && rounded * 100 == u128::from(threshold) * one {
        (one, digits) = (one * 10, digits + 1);
        rounded = (value * one * 100 + whole / 2) / whole;
    }
    let text = format!("{}.{:0digits$}", rounded / one, rounded % one);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A probability in percent with one digit behind the point; less than 0.1 % where that would be none.
pub fn percent(probability: f64, lang: Lang) -> String {
    let tenths = rounded(probability * 1000.0);
    let number = hundredths(tenths * 10);
    match (lang, tenths) {
        (Lang::Zh, 0) => "不到0.1%".to_owned(),
        (Lang::En, 0) => "< 0.1 %".to_owned(),
        (Lang::Zh, 1000) if probability < 1.0 => "超过99.9%".to_owned(),
        (Lang::En, 1000) if probability < 1.0 => "> 99.9 %".to_owned(),
        (Lang::Zh, _) => format!("{number}%"),
        (Lang::En, _) => format!("{number} %"),
    }
}

/// The nearest whole number.
#[expect(
    clippy::cast_sign_loss,
    reason = "neither chances nor counts are below zero"
)]
fn rounded(number: f64) -> u64 {
    libm::round(number) as u64
}

/// Why it fired: for each gauge what it reads, on which periods, held against whom; one sentence each.
pub fn explanation(evaluator: &Evaluator, fired: &Fired, lang: Lang) -> Vec<String> {
    let lines = evaluator.monitored().lines();
    let frequency = lines.get(fired.line).map(|line| line.frequency());
    let frequency = frequency.unwrap_or(Frequency::Quarter);
    let mut all = Vec::new();
    for reached in &fired.reached {
        all.push(what(reached, lang));
        all.extend(gaps(reached, lang));
        all.push(denominators(reached, lang));
        all.extend(peers(reached, frequency, lang));
    }
    all
}

/// A reminder to the body: what is open, since when, until when, and that nothing is presumed.
pub fn reminder(evaluator: &Evaluator, fired: &Fired, lang: Lang) -> String {
    let line = evaluator.monitored().lines().get(fired.line);
    let body = line.map_or("", |line| evaluator.monitored().name(line));
    let office = line.map_or("", |line| evaluator.monitored().office(line));
    let trigger = &evaluator.triggers()[fired.trigger];
    let due = evaluator.due(fired.trigger);
    let periods = fired.reached.iter().flat_map(|it| &it.counted.periods);
    let mut periods: Vec<Period> = periods.copied().collect();
    periods.dedup();
    let periods = list(&periods, lang);
    let title = trigger.grounds.title.in_lang(lang);
    let outstanding = fired
        .reached
        .iter()
        .any(|it| it.gauge == Gauge::Outstanding);
    match lang {
        Lang::Zh => {
            let due = due.map_or_else(String::new, |due| format!("请于{}前", due.day));
            let from = if office.is_empty() {
                "监督检查室"
            } else {
                office
            };
            if outstanding {
                format!(
                    "提醒：{body}\n　　{periods}的情况报告尚未收到或者迟报。{due}补报；确无问题线索、立案的，请报零，并说明监督对象人数和信访数量。缺报不按零处理。\n　　{from}"
                )
            } else {
                format!(
                    "提醒：{body}\n　　按{periods}的报告，出现“{title}”情形。这是提示，不是结论。{due}说明监督对象人数、信访数量、已开展的监督和原因，以便会商下一步措施。\n　　{from}"
                )
            }
        }
        Lang::En => {
            let due = due.map_or_else(String::new, |due| format!(" by {}", due.day));
            let from = if office.is_empty() {
                "the supervision office"
            } else {
                office
            };
            if outstanding {
                format!(
                    "Reminder to {body}\nYour return for {periods} has not arrived, or arrived late. Please hand it in{due}; where there was neither clue nor case, return a zero and give the people covered and the reports received. A missing return is not counted as a zero.\n{from}"
                )
            } else {
                format!(
                    "Reminder to {body}\nBy the returns for {periods}: {title}. This is a signal, not a finding. Please give{due} the people covered, the reports received, the supervision done and the reasons, so that the next step can be discussed.\n{from}"
                )
            }
        }
    }
}

/// Periods as a list; long runs by their first and last.
fn list(periods: &[Period], lang: Lang) -> String {
    let label = |period: &Period| period.label(lang);
    match (periods, lang) {
        ([first, .., last], Lang::Zh) if periods.len() > 4 => {
            format!("{}至{}，共{}期", label(first), label(last), periods.len())
        }
        ([first, .., last], Lang::En) if periods.len() > 4 => {
            format!(
                "{} to {}, {} periods",
                label(first),
                label(last),
                periods.len()
            )
        }
        _ => {
            let comma = if lang == Lang::Zh { "、" } else { ", " };
            periods.iter().map(label).collect::<Vec<_>>().join(comma)
        }
    }
}

/// The reading and its threshold.
fn what(reached: &Reached, lang: Lang) -> String {
    let gauge = reached.gauge;
    let label = gauge.label(lang);
    let periods = list(&reached.counted.periods, lang);
    let value = if gauge.is_share() {
        share(reached.reading, reached.threshold)
    } else {
        hundredths(scaled(gauge, reached.reading))
    };
    let (of, threshold) = (
        format!("{}/{}", reached.reading.value, reached.reading.whole),
        hundredths(reached.threshold),
    );
    let flag = gauge.parameter(Frequency::Quarter).is_none();
    match (lang, gauge) {
        (Lang::Zh, _) if flag => format!("{label}（{periods}的报告）。"),
        (Lang::En, _) if flag => format!("{label} (return for {periods})."),
        (Lang::Zh, Gauge::ClueToCase) => {
            format!("{label}：{of}，即{value}%，低于{threshold}%（{periods}）。")
        }
        (Lang::En, Gauge::ClueToCase) => {
            format!("{label}: {of}, that is {value} %, below {threshold} % ({periods}).")
        }
        (Lang::Zh, Gauge::BorrowedShare) => {
            format!("{label}：{of}，即{value}%，达到{threshold}%（{periods}）。")
        }
        (Lang::En, Gauge::BorrowedShare) => {
            format!("{label}: {of}, that is {value} %, threshold {threshold} % ({periods}).")
        }
        (Lang::Zh, _) => format!("{label}：{value}，达到{threshold}（{periods}）。"),
        (Lang::En, _) => format!("{label}: {value}, threshold {threshold} ({periods})."),
    }
}

/// Periods that were passed over, if there are any.
fn gaps(reached: &Reached, lang: Lang) -> Option<String> {
    let counted = &reached.counted;
    let missing = list(&counted.missing, lang);
    let skipped = list(&counted.not_applicable, lang);
    let sentence = match (lang, missing.is_empty(), skipped.is_empty()) {
        (_, true, true) => return None,
        (Lang::Zh, false, true) => format!("其间缺报：{missing}，不计为零，也不中断。"),
        (Lang::Zh, true, false) => format!("其间不适用：{skipped}，跳过不计。"),
        (Lang::Zh, false, false) => {
            format!("其间缺报：{missing}，不计为零，也不中断；不适用：{skipped}，跳过不计。")
        }
        (Lang::En, false, true) => {
            format!("Missing among them: {missing}; neither a zero nor an end of the streak.")
        }
        (Lang::En, true, false) => format!("Not applicable: {skipped}; passed over."),
        (Lang::En, false, false) => format!(
            "Missing among them: {missing}; neither a zero nor an end of the streak. Not applicable: {skipped}; passed over."
        ),
    };
    Some(sentence)
}

/// People covered and reports received, or that they are not told.
fn denominators(reached: &Reached, lang: Lang) -> String {
    let of = |count: Option<u64>, zh: &str, en: &str| match (count, lang) {
        (Some(count), Lang::Zh) => format!("{count}{zh}"),
        (None, Lang::Zh) => "未报".to_owned(),
        (Some(count), Lang::En) => format!("{count}{en}"),
        (None, Lang::En) => "not told".to_owned(),
    };
    let covered = of(reached.evidence.covered, "人", "");
    let letters = of(reached.evidence.letters, "件", "");
    match lang {
        Lang::Zh => format!("分母：监督对象{covered}，期内信访举报{letters}。"),
        Lang::En => {
            format!(
                "Denominators: people covered {covered}; reports received in these periods {letters}."
            )
        }
    }
}

/// The peers' median, and how probable such a zero is.
fn peers(reached: &Reached, frequency: Frequency, lang: Lang) -> Vec<String> {
    let evidence = &reached.evidence;
    let mut all = Vec::new();
    let percent_sign = if reached.gauge.is_share() { "%" } else { "" };
    if let Some(median) = evidence.median {
        let median = hundredths(median);
        let peers = evidence.peers;
        all.push(match lang {
            Lang::Zh => format!("同类中位数：{median}{percent_sign}（{peers}家同类、同频次）。"),
            Lang::En => format!(
                "Peers' median: {median}{percent_sign} ({peers} of the same kind, {}).",
                frequency.label(lang)
            ),
        });
    }
    match evidence.chance {
        None => {}
        Some(Chance::TooFewPeers) => all.push(match lang {
            Lang::Zh => format!("同类只有{}家，不推算概率。", evidence.peers),
            Lang::En => format!(
                "Peers: {}; too few to compute a probability.",
                evidence.peers
            ),
        }),
        Some(Chance::Told {
            denominator,
            matters,
            per,
            exposure,
            expected,
            probability,
            is_unlikely,
        }) => {
            let expected = hundredths(rounded(expected * 100.0));
            let probability = percent(probability, lang);
            let per_what = match (denominator, lang) {
                (Denominator::Covered, Lang::Zh) => "人·期",
                (Denominator::Letters, Lang::Zh) => "件信访",
                (Denominator::Periods, Lang::Zh) => "份报告（人数、信访未报全，按期计）",
                (Denominator::Covered, Lang::En) => "person-periods",
                (Denominator::Letters, Lang::En) => "reports received",
                (Denominator::Periods, Lang::En) => {
                    "returns (people and reports are not told throughout)"
                }
            };
            all.push(match lang {
                Lang::Zh => {
                    let word = if is_unlikely { "少见，值得看一看" } else { "不足为奇" };
                    format!("同类每{per}{per_what}有{matters}件；本处{exposure}，预计{expected}件，为零的概率{probability}，{word}。")
                }
                Lang::En => {
                    let word = if is_unlikely { "unusual, worth a look" } else { "not surprising" };
                    format!("Peers: {matters} in {per} {per_what}; here {exposure}, so {expected} expected; probability of none {probability}: {word}.")
                }
            });
        }
    }
    all
}
