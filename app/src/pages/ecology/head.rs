//! Above the record: title, tabs, what can be done with the list, and the list.

use maud::{Markup, html};
use shizu_rules::ecology::RowKind;
use shizu_rules::vocabulary::Term;
use shizu_rules::{Engine, Lang};

use super::outcome::Evaluator;
use super::results;
use super::state::{PAGE as SHOWN, State, is_kept, scored};
use crate::markup::{empty, faults, t};

/// The tabs, each with the kinds under it.
const TABS: [(&str, &str, &[RowKind]); 4] = [
    ("政治生态", "Political ecology", &[RowKind::Unit]),
    (
        "廉政预警",
        "Early warning",
        &[RowKind::Cadre, RowKind::Archive],
    ),
    ("派驻考核", "Appraisal", &[RowKind::Group]),
    (
        "双查与角色",
        "Accountability, roles",
        &[RowKind::Accountability, RowKind::Role],
    ),
];

/// Title, tabs, what can be done with the list, and the list.
pub fn head(state: &State, evaluator: &Evaluator, engine: &Engine, lang: Lang) -> Markup {
    let kinds = TABS.iter().find(|(.., kinds)| kinds.contains(&state.kind));
    let (zh, en, kinds) = kinds.map_or(("", "", &[][..]), |(zh, en, kinds)| (*zh, *en, *kinds));
    html! {
        svg class="ecology-hatch" width="0" height="0" aria-hidden="true" focusable="false" style="position:absolute" {
            defs { pattern id="ecology-hatch" width="4" height="4" patternUnits="userSpaceOnUse" { path d="M0 4L4 0" {} } }
        }
        h1 { (t(lang, "生态考核", "Ecology and appraisal")) }
        p class="lead-in no-print" {
            (t(
                lang,
                "研判单位政治生态，预警干部廉政风险，考核派驻组，检查双重责任和组长角色。分数只说明往哪里看、看多紧，不是对任何人的结论。",
                "Evaluate a unit's ecology, warn of integrity risks, appraise groups, check double accountability and roles. Scores say where to look and how closely; they are no finding about anybody.",
            ))
        }
        div class="tabs no-print" {
            @for (zh, en, kinds) in &TABS {
                button type="button" id={ "ecology-tab-" (kinds[0].code()) } data-do="show" data-arg=(kinds[0].code()) aria-pressed=(kinds.contains(&state.kind).to_string()) { (t(lang, zh, en)) }
            }
        }
        h2 class="print-only" { (t(lang, zh, en)) (t(lang, "：", ": ")) (state.kind.label(lang)) }
        @if kinds.len() > 1 {
            p class="ecology-kinds no-print" {
                @for kind in kinds {
                    button type="button" class="button quiet" id={ "ecology-kind-" (kind.code()) } data-do="show" data-arg=(kind.code()) aria-pressed=((*kind == state.kind).to_string()) { (kind.label(lang)) }
                }
            }
        }
        (faults(t(lang, "请注意", "Please note"), &state.messages.iter().map(|both| both[usize::from(lang == Lang::En)].clone()).collect::<Vec<_>>()))
        @if state.records().is_empty() { (nothing(state, lang)) } @else { (tools(state, engine, lang)) (list(state, evaluator, lang)) }
    }
}

fn nothing(state: &State, lang: Lang) -> Markup {
    let (title, text) = match state.kind {
        RowKind::Unit => (
            t(lang, "还没有要研判的单位", "No unit yet"),
            t(
                lang,
                "按五个维度给单位打分或逐点判断，得出等级、风险和分级措施。",
                "Mark a unit by five dimensions, or point by point, and get grade, risk and measures.",
            ),
        ),
        RowKind::Cadre => (
            t(lang, "还没有要预警的干部", "No cadre yet"),
            t(
                lang,
                "按档案、信访、巡察、审计、测评五类情况得出预警等级：得分越低，监督越紧。",
                "Archive, petitions, inspection, audit and survey make a warning level: the lower, the closer the supervision.",
            ),
        ),
        RowKind::Archive => (
            t(lang, "还没有要检查的档案", "No archive yet"),
            t(
                lang,
                "登记十二类预警条件，符合的生成监督提醒任务，通知谁、何时到期、是否核实都留痕。",
                "Record the twelve conditions; those met raise reminders with who is told, when due, and whether verified.",
            ),
        ),
        RowKind::Group => (
            t(lang, "还没有要考核的派驻组", "No group yet"),
            t(
                lang,
                "六项内容，派出机关主导，室有话语权，驻在单位意见只作参考。",
                "Six areas; the commission leads, the office has a say, the host unit is only heard.",
            ),
        ),
        RowKind::Accountability => (
            t(lang, "还没有要判断的案件", "No case yet"),
            t(
                lang,
                "判断是否同时追究主体责任和监督责任，缺什么事实先问什么。",
                "Whether both responsibilities are asked about, and what to find out first.",
            ),
        ),
        RowKind::Role => (
            t(lang, "还没有要检查的工作", "No task yet"),
            t(
                lang,
                "逐项检查组长承担的工作是否与监督者的角色冲突。",
                "Check the tasks of a group head against the role of a supervisor.",
            ),
        ),
    };
    empty(
        title,
        text,
        &html! {
            button type="button" class="button primary" id="ecology-example" data-do="example" { (t(lang, "看示例（虚构）", "See an invented example")) }
            button type="button" class="button" id="ecology-add" data-do="add" { (t(lang, "新增", "Add")) }
            (file_button(lang))
        },
    )
}

fn file_button(lang: Lang) -> Markup {
    html! {
        label class="button ecology-file" {
            (t(lang, "打开文件", "Open a file"))
            input type="file" id="ecology-file" accept=".csv,.xlsx,.json,.ndjson,.jsonl,.txt" data-do="file";
        }
    }
}

fn tools(state: &State, engine: &Engine, lang: Lang) -> Markup {
    let rulebook = engine.rulebook();
    let chosen = state.sheet(rulebook);
    let button = |act: &str, words: &str, off: bool| {
        html! {
            button type="button" class="button" id={ "ecology-" (act) } data-do=(act) disabled[off] { (words) }
        }
    };
    html! {
        div class="ecology-tools actions no-print" {
            @if let Some(kind) = scored(state.kind) {
                label class="ecology-sheet" {
                    span { (t(lang, "评分表", "Sheet")) }
                    select id="ecology-sheet" class="field" data-do="sheet" {
                        @for sheet in rulebook.sheets_of(kind) {
                            option value=(sheet.grounds.id) selected[chosen == Some(&sheet.grounds.id)] { (sheet.grounds.title.in_lang(lang)) }
                        }
                    }
                }
            }
            (button("add", t(lang, "新增", "Add"), false))
            (button("remove", t(lang, "删除本项", "Remove this"), false))
            (button("clear", t(lang, "清空", "Clear"), false))
            (button("undo", t(lang, "撤销", "Undo"), !state.can_undo()))
            (file_button(lang))
            (button("save", t(lang, "导出 CSV", "Export CSV"), false))
            (button("print", t(lang, "打印", "Print"), false))
        }
        @if !is_kept(state.kind) {
            p class="hint no-print" { (t(lang, "这一类信息属于涉案保密信息（LS56），离开本页即清除，需要留存请导出。", "This is case-confidential (LS56): it is forgotten when you leave the page; export it to keep it.")) }
        }
    }
}

/// All records with their conclusions, where there are several.
fn list(state: &State, evaluator: &Evaluator, lang: Lang) -> Markup {
    let listed = state.listed();
    if listed.len() < 2 {
        return html! {};
    }
    let first = state.first.min(listed.len().saturating_sub(1));
    let shown = listed.iter().skip(first).take(SHOWN);
    let id_field = state.kind.id().0;
    let group = |at: usize| {
        state
            .records()
            .get(at)
            .map_or("", |record| record.get("group"))
    };
    let is_chosen = |at: usize| {
        at == state.chosen() || (state.kind == RowKind::Group && group(at) == group(state.chosen()))
    };
    html! {
        div class="scroll ecology-list" data-testid="ecology-list" {
            table class="grid" {
                caption class="hidden" { (state.kind.label(lang)) }
                thead { tr {
                    th scope="col" { (evaluator.shape.form.columns.first().map_or("", |column| column.label.in_lang(lang))) }
                    th scope="col" { (t(lang, "结论", "Conclusion")) }
                } }
                tbody {
                    @for at in shown {
                        @let outcome = evaluator.outcome(state, *at);
                        tr class=[is_chosen(*at).then_some("ecology-chosen")] {
                            th scope="row" {
                                button type="button" class="link" id={ "ecology-row-" (at) } data-do="choose" data-arg=(at) aria-current=[is_chosen(*at).then_some("true")] {
                                    @let id = state.records().get(*at).map_or("", |record| record.get(id_field));
                                    @if id.is_empty() { "—" } @else { (id) }
                                }
                            }
                            td {
                                @match outcome {
                                    Ok(Some(outcome)) => { span class="ecology-sign" aria-hidden="true" { (results::sign(&outcome)) } " " (results::conclusion(&outcome, lang)) }
                                    Ok(None) => { "—" }
                                    Err(errors) => { "✗ " (t(lang, "有误：", "wrong: ")) (errors.len()) (t(lang, "处", "")) }
                                }
                            }
                        }
                    }
                }
            }
        }
        @if listed.len() > SHOWN {
            p class="no-print" {
                button type="button" class="button" id="ecology-earlier" data-do="page" data-arg=(first.saturating_sub(SHOWN)) disabled[first == 0] { (t(lang, "前一页", "Previous")) }
                " " (first + 1) "–" (listed.len().min(first + SHOWN)) " / " (listed.len()) " "
                button type="button" class="button" id="ecology-later" data-do="page" data-arg=(first + SHOWN) disabled[first + SHOWN >= listed.len()] { (t(lang, "后一页", "Next")) }
            }
        }
    }
}
