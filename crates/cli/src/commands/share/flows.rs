//! Flows of information as obligations.

use serde_json::json;
use shizu_rules::Lang;
use shizu_rules::sharing::{Agenda, Flow, Obligation, Sharing};
use shizu_rules::vocabulary::{Approver, ExchangeDecision, Term};

use crate::lang::{comma, pick};
use crate::rows::Answer;

/// The columns of CSV output.
pub const HEADER: &[&str] = &[
    "flow",
    "due",
    "provisional",
    "period_from",
    "period_until",
    "from",
    "to",
    "title",
    "rhythm",
    "event",
    "data_kind",
    "decision",
    "approver",
    "basis",
    "cites",
];

/// What is dated first, then what waits for an event.
pub fn answers(agenda: &Agenda<'_>, sharing: &Sharing<'_>, lang: Lang) -> Vec<Answer> {
    let dated = agenda.dated.iter();
    let dated = dated.map(|obligation| answer(obligation.flow, Some(obligation), sharing, lang));
    let waiting = agenda.on_event.iter();
    dated
        .chain(waiting.map(|flow| answer(flow, None, sharing, lang)))
        .collect()
}

fn answer(flow: &Flow, due: Option<&Obligation<'_>>, sharing: &Sharing<'_>, lang: Lang) -> Answer {
    let (decision, approver) = strictest(flow, sharing);
    let grounds = &flow.grounds;
    let title = grounds.title.in_lang(lang);
    let event = flow.event.as_ref().map(|event| event.in_lang(lang));
    let to: Vec<&str> = flow.to.iter().map(|organ| organ.code()).collect();
    let data = json!({
        "flow": grounds.id,
        "due": due.map(|due| due.due.day),
        "provisional": due.is_some_and(|due| due.due.provisional),
        "period_from": due.map(|due| due.from),
        "period_until": due.map(|due| due.until),
        "from": flow.from,
        "to": to,
        "title": title,
        "says": grounds.says.in_lang(lang),
        "rhythm": flow.rhythm,
        "event": event,
        "data_kind": flow.data_kind,
        "purpose": flow.purpose,
        "decision": decision,
        "approver": approver,
        "basis": grounds.basis,
        "cites": grounds.cites,
    });
    let text_of =
        |day: Option<chrono::NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
    let cells = vec![
        grounds.id.clone(),
        text_of(due.map(|due| due.due.day)),
        due.map_or_else(String::new, |due| due.due.provisional.to_string()),
        text_of(due.map(|due| due.from)),
        text_of(due.map(|due| due.until)),
        flow.from.code().to_owned(),
        to.join(";"),
        title.to_owned(),
        flow.rhythm.code().to_owned(),
        event.unwrap_or_default().to_owned(),
        flow.data_kind.code().to_owned(),
        decision.map_or("", Term::code).to_owned(),
        approver.map_or("", Term::code).to_owned(),
        grounds.basis.code().to_owned(),
        grounds.cites.join(";"),
    ];
    Answer {
        row: None,
        data,
        cells,
        text: words(flow, due, decision, approver, lang),
        faults: Vec::new(),
    }
}

/// Of its recipients, the one for whom most is asked.
fn strictest(flow: &Flow, sharing: &Sharing<'_>) -> (Option<ExchangeDecision>, Option<Approver>) {
    let answers = flow
        .to
        .iter()
        .map(|recipient| sharing.answer(&flow.exchange(*recipient)));
    let strictest = answers.max_by_key(|answer| answer.decision);
    strictest.map_or((None, None), |answer| (answer.decision, answer.approver))
}

fn words(
    flow: &Flow,
    due: Option<&Obligation<'_>>,
    decision: Option<ExchangeDecision>,
    approver: Option<Approver>,
    lang: Lang,
) -> String {
    let when = match due {
        Some(due) if due.due.provisional => format!(
            "{}{}",
            due.due.day,
            pick(lang, "（暂定）", " (provisional)")
        ),
        Some(due) => due.due.day.to_string(),
        None => flow.event.as_ref().map_or_else(String::new, |event| {
            format!(
                "{}{}{}",
                flow.rhythm.label(lang),
                pick(lang, "：", ": "),
                event.in_lang(lang)
            )
        }),
    };
    let to: Vec<&str> = flow.to.iter().map(|organ| organ.label(lang)).collect();
    let approval =
        approver.map(|approver| format!("{}{}", pick(lang, "：", ": "), approver.label(lang)));
    format!(
        "{when}  {}  {} → {}  [{}{}]  {}",
        flow.grounds.title.in_lang(lang),
        flow.from.label(lang),
        to.join(comma(lang)),
        decision.map_or("", |decision| decision.label(lang)),
        approval.unwrap_or_default(),
        flow.grounds.cites.join(" "),
    )
}
