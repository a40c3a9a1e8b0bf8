//! What is to be passed on when: by month, and what waits for its event.

use chrono::{Datelike, NaiveDate};
use maud::{Markup, html};
use shizu_rules::sharing::{Agenda, Flow, Schedule, Sharing};
use shizu_rules::vocabulary::{ExchangeDecision, Organ, Term};
use shizu_rules::{Engine, Lang};

use super::state::State;
use super::words::{labels, mark};
use crate::markup::{badge, field, select, t};

/// Whose obligations, and of which year.
pub fn form(state: &State, today: NaiveDate, lang: Lang) -> Markup {
    let any = t(lang, "所有机构", "everybody");
    let chosen = state.organ.map(Term::index);
    let organ = select("share-organ", "organ", any, Organ::VALUES, chosen, lang);
    let year = html! {
        select id="share-year" class="field" data-do="year" {
            @for year in today.year() - 1..=today.year() + 1 {
                option value=(year) selected[year == state.year] { (year) }
            }
        }
    };
    html! {
        div class="fields no-print" {
            (field("share-organ", t(lang, "机构", "Body"), "", &organ))
            (field("share-year", t(lang, "年度", "Year"), "", &year))
            p class="labelled" {
                button type="button" id="share-side" class="button" data-do="side" aria-pressed=(state.receives) disabled[state.organ.is_none()] {
                    (t(lang, "看它应收到的", "What it receives"))
                }
                " "
                button type="button" id="share-agenda-csv" class="button" data-do="agenda" { (t(lang, "导出 CSV", "Export CSV")) }
            }
        }
    }
}

/// The obligations of the year chosen.
pub fn agenda<'b>(state: &State, engine: &'b Engine) -> Option<Agenda<'b>> {
    let first = NaiveDate::from_ymd_opt(state.year, 1, 1)?;
    let last = NaiveDate::from_ymd_opt(state.year, 12, 31)?;
    let schedule = Schedule::new(engine.rulebook(), first).ok()?;
    let owes = state.organ.filter(|_| !state.receives);
    let mut agenda = schedule.agenda(owes, first, last)?;
    if let Some(organ) = state.organ.filter(|_| state.receives) {
        agenda
            .dated
            .retain(|obligation| obligation.flow.to.contains(&organ));
        agenda.on_event.retain(|flow| flow.to.contains(&organ));
    }
    Some(agenda)
}

/// By month, then what waits for its event.
pub fn table(state: &State, engine: &Engine, today: NaiveDate, lang: Lang) -> Markup {
    let (Some(agenda), Ok(sharing)) = (
        agenda(state, engine),
        Sharing::new(engine.rulebook(), engine.day()),
    ) else {
        return html! {};
    };
    let next = agenda
        .dated
        .iter()
        .map(|obligation| obligation.due.day)
        .find(|day| today <= *day);
    let months = agenda
        .dated
        .iter()
        .map(|obligation| obligation.due.day.month());
    let mut months: Vec<u32> = months.collect();
    months.dedup();
    html! {
        @if agenda.dated.is_empty() && agenda.on_event.is_empty() {
            p class="hint" { (t(lang, "规则库里没有这一机构的报送事项。", "The rulebook has nothing for this body to pass on.")) }
        }
        @for month in &months {
            @let coming = next.filter(|day| day.month() == *month);
            h2 {
                (month_name(state.year, *month, lang)) " "
                @if coming.is_some() { span class="share-mark share-scope" { (t(lang, "最近一次", "next")) } }
            }
            table class="grid share-rows share-agenda" {
                (head(true, lang))
                tbody {
                    @for obligation in agenda.dated.iter().filter(|known| known.due.day.month() == *month) {
                        tr {
                            td class="share-when" {
                                (day(obligation.due.day, lang))
                                @if obligation.due.provisional { " " span class="hint" { (t(lang, "暂定", "provisional")) } }
                            }
                            (row(state, obligation.flow, &sharing, lang))
                        }
                    }
                }
            }
        }
        @if agenda.dated.iter().any(|obligation| obligation.due.provisional) {
            p class="hint" { (t(lang, "暂定：有关年度的节假日尚未公布，日期可能变动。", "Provisional: holidays of the year have not been announced, the day may move.")) }
        }
        @if !agenda.on_event.is_empty() {
            h2 { (t(lang, "遇事即办", "When it happens")) }
            table class="grid share-rows share-agenda" {
                (head(false, lang))
                tbody {
                    @for flow in &agenda.on_event {
                        tr {
                            td class="share-when" {
                                strong { (flow.rhythm.label(lang)) }
                                @if let Some(event) = &flow.event { br; (event.in_lang(lang)) }
                            }
                            (row(state, flow, &sharing, lang))
                        }
                    }
                }
            }
        }
    }
}

fn head(dated: bool, lang: Lang) -> Markup {
    let when = if dated {
        t(lang, "最迟", "By")
    } else {
        t(lang, "何时", "When")
    };
    html! {
        thead { tr {
            th scope="col" { (when) }
            th scope="col" { (t(lang, "报送事项", "What")) }
            th scope="col" { (t(lang, "由谁到谁", "From and to")) }
            th scope="col" { (t(lang, "结论", "Decision")) }
        } }
    }
}

/// The cells of a flow after its time.
fn row(state: &State, flow: &Flow, sharing: &Sharing<'_>, lang: Lang) -> Markup {
    let grounds = &flow.grounds;
    let answers = flow
        .to
        .iter()
        .map(|recipient| sharing.answer(&flow.exchange(*recipient)));
    let strictest = answers.max_by_key(|answer| answer.decision);
    let decision = strictest.as_ref().and_then(|answer| answer.decision);
    let approver = strictest.and_then(|answer| answer.approver);
    html! {
        th scope="row" {
            button type="button" class="link" id=(grounds.id) data-do="flow" data-arg=(grounds.id) aria-pressed=(state.flow == grounds.id) {
                (grounds.title.in_lang(lang))
            }
            " " (badge(grounds.basis, lang))
            " " span class="hint" { (flow.data_kind.label(lang)) }
        }
        td { (flow.from.label(lang)) " → " (labels(&flow.to, lang)) }
        td {
            @if let Some(decision) = decision { (mark(decision, lang)) }
            @if let Some(approver) = approver.filter(|_| decision == Some(ExchangeDecision::Approval)) {
                br; span class="hint" { (approver.label(lang)) }
            }
        }
    }
}

fn month_name(year: i32, month: u32, lang: Lang) -> String {
    let names = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let name = usize::try_from(month)
        .ok()
        .and_then(|month| names.get(month.checked_sub(1)?));
    match lang {
        Lang::Zh => format!("{year}年{month}月"),
        Lang::En => format!("{} {year}", name.copied().unwrap_or_default()),
    }
}

fn day(day: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}月{}日", day.month(), day.day()),
        Lang::En => format!(
            "{} {}",
            day.day(),
            &month_name(day.year(), day.month(), lang)[..3]
        ),
    }
}
