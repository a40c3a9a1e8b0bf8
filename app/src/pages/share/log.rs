//! The disclosure log: what was passed on, to whom, for what, with whose approval.

use maud::{Markup, html};
use shizu_formats::{CsvOptions, CsvWriter, Encoding};
use shizu_rules::vocabulary::Term;
use shizu_rules::{Engine, FactKey, Lang};

use super::calendar;
use super::state::{Entry, State};
use super::words::{labels, mark};
use crate::markup::{empty, t};

/// The columns, as people call them.
fn columns(lang: Lang) -> [&'static str; 10] {
    [
        t(lang, "日期", "Date"),
        t(lang, "信息种类", "Kind of information"),
        t(lang, "提供方", "Sender"),
        t(lang, "接收方", "Recipient"),
        t(lang, "用途", "Purpose"),
        t(lang, "结论", "Decision"),
        t(lang, "审批人", "Approver"),
        t(lang, "批准情况", "Approval"),
        t(lang, "遮蔽", "Masked"),
        t(lang, "事由（编号）", "Subject (number)"),
    ]
}

/// The log.
pub fn table(state: &State, training: bool, lang: Lang) -> Markup {
    let undo = html! {
        button type="button" id="share-undo" class="button" data-do="undo" { (t(lang, "撤销删除", "Undo deletion")) }
    };
    if state.log.is_empty() {
        let actions = html! {
            button type="button" id="share-to-check" class="button primary" data-do="tab" data-arg="check" { (t(lang, "去核对一次交换", "Check an exchange")) }
            @if training {
                button type="button" id="share-fill" class="button" data-do="fill" { (t(lang, "载入虚构示例", "Load invented examples")) }
            }
            @if state.before.is_some() { (undo) }
        };
        let text = t(
            lang,
            "提供、接收和谢绝都在这里留痕：何时、给谁、作何用途、谁批准、遮蔽了什么。登记簿只存在本浏览器，请定期导出。",
            "Giving, receiving and refusing leave a trace here: when, to whom, for what, approved by whom, with what masked. The log is kept in this browser only; export it regularly.",
        );
        return empty(
            t(lang, "还没有登记", "Nothing on record yet"),
            text,
            &actions,
        );
    }
    html! {
        p class="actions no-print" {
            button type="button" id="share-csv" class="button primary" data-do="csv" { (t(lang, "导出 CSV", "Export CSV")) }
            button type="button" id="share-clear" class="button" data-do="delete" { (t(lang, "清空", "Clear")) }
            @if state.before.is_some() { (undo) }
        }
        p class="hint" { (t(lang, "只存在本浏览器的当前空间里，请定期导出。", "Kept in this space of this browser only; export it regularly.")) }
        div class="scroll share-scroll" tabindex="0" role="region" aria-label=(t(lang, "登记簿", "Disclosure log")) {
            table class="grid share-rows share-log" data-testid="share-log" {
                caption class="hidden" { (t(lang, "登记簿", "Disclosure log")) }
                thead { tr {
                    @let [on, kind, .., decision, _, _, masks, _] = columns(lang);
                    @for name in [on, kind, t(lang, "由谁到谁", "From and to"), decision, masks] { th scope="col" { (name) } }
                    td class="no-print" {}
                } }
                tbody { @for (at, entry) in state.log.iter().enumerate().rev() { (row(at, entry, lang)) } }
            }
        }
    }
}

fn row(at: usize, entry: &Entry, lang: Lang) -> Markup {
    let [
        on,
        kind,
        sender,
        recipient,
        purpose,
        _,
        approver,
        approval,
        masks,
        subject,
    ] = cells(entry, lang);
    html! {
        tr {
            td class="share-when" { (on) }
            td { (kind) @if !subject.is_empty() { br; span class="hint" { (subject) } } }
            td { (sender) " → " (recipient) br; span class="hint" { (purpose) } }
            td {
                (mark(entry.decision, lang))
                @if !approver.is_empty() { br; span class="hint" { (approver) } }
                @if !approval.is_empty() { br; (approval) }
                @else if entry.approver.is_some() { br; strong class="hint" { (t(lang, "待填批准情况", "approval not noted")) } }
            }
            td class="hint" { (masks) }
            td class="no-print" {
                button type="button" class="button quiet" id={ "share-delete-" (at) } data-do="delete" data-arg=(at)
                    aria-label={ (t(lang, "删除登记：", "Delete: ")) (on) " " (kind) } { (t(lang, "删除", "Delete")) }
            }
        }
    }
}

fn cells(entry: &Entry, lang: Lang) -> [String; 10] {
    let label = |key: FactKey| {
        let value = entry.facts.value(key);
        value.map_or("—", |value| value.label(lang)).to_owned()
    };
    [
        entry.on.to_string(),
        label(FactKey::DataKind),
        label(FactKey::Sender),
        label(FactKey::Recipient),
        label(FactKey::Purpose),
        entry.decision.label(lang).to_owned(),
        entry
            .approver
            .map_or("", |approver| approver.label(lang))
            .to_owned(),
        entry.approval.clone(),
        labels(&entry.masks, lang),
        entry.subject.clone(),
    ]
}

/// The log as CSV that spreadsheet programs recognise.
pub fn csv(state: &State, lang: Lang) -> Vec<u8> {
    let mut rows = vec![columns(lang).map(str::to_owned).to_vec()];
    rows.extend(state.log.iter().map(|entry| cells(entry, lang).to_vec()));
    written(&rows)
}

/// The obligations of the year as CSV.
pub fn agenda_csv(state: &State, engine: &Engine, lang: Lang) -> Vec<u8> {
    let names = [
        t(lang, "最迟", "By"),
        t(lang, "节奏", "Rhythm"),
        t(lang, "事项", "What"),
        t(lang, "提供方", "Sender"),
        t(lang, "接收方", "Recipient"),
        t(lang, "信息种类", "Kind of information"),
        t(lang, "触发", "Event"),
        t(lang, "依据", "Basis"),
    ];
    let mut rows = vec![names.map(str::to_owned).to_vec()];
    let agenda = calendar::agenda(state, engine).unwrap_or_default();
    let dated = agenda.dated.iter();
    let all = dated.map(|obligation| (obligation.due.day.to_string(), obligation.flow));
    for (due, flow) in all.chain(agenda.on_event.iter().map(|flow| (String::new(), *flow))) {
        let event = flow.event.as_ref().map_or("", |event| event.in_lang(lang));
        rows.push(vec![
            due,
            flow.rhythm.label(lang).to_owned(),
            flow.grounds.title.in_lang(lang).to_owned(),
            flow.from.label(lang).to_owned(),
            labels(&flow.to, lang),
            flow.data_kind.label(lang).to_owned(),
            event.to_owned(),
            flow.grounds.cites.join(" "),
        ]);
    }
    written(&rows)
}

/// Writing into memory cannot fail; if it did, the file would be empty.
fn written(rows: &[Vec<String>]) -> Vec<u8> {
    let options = CsvOptions {
        encoding: Encoding::Utf8Bom,
        ..CsvOptions::default()
    };
    let write = || {
        let mut writer = CsvWriter::new(Vec::new(), options)?;
        for row in rows {
            writer.row(row.iter().map(String::as_str))?;
        }
        writer.finish()
    };
    write().unwrap_or_default()
}
