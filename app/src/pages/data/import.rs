//! Rows of a table into a register: which column is which field, a dry run, taking over.

use std::sync::Arc;

use maud::{Markup, html};
use shizu_casebook::Kind;
use shizu_casebook::import::{Known, Mapping, Plan};
use shizu_formats::Table;
use shizu_rules::Lang;

use crate::markup::{field, t};

/// Refused rows that are listed; the rest is in the file to download.
const LISTED: usize = 100;

/// Rows of the table that are shown.
const SHOWN: usize = 5;

/// What was chosen, and how far it is.
#[derive(Clone, Debug, Default)]
pub struct Work {
    /// The register.
    pub kind: Option<Kind>,
    /// Name and content of the table; its columns and fields.
    pub table: Option<Loaded>,
    /// What is done with known ids.
    pub known: Known,
    /// How far the dry run is; counts which run it is, so that one that was overtaken stops.
    pub run: u64,
    /// Rows looked at so far, while it runs.
    pub progress: Option<usize>,
    /// What the import would do.
    pub plan: Option<Arc<Plan>>,
    /// Rows that are being taken over.
    pub taking: Option<usize>,
    /// Why the file could not be read.
    pub fault: Option<String>,
}

/// A table that was read.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// Name of the file.
    pub name: String,
    /// Its rows.
    pub table: Arc<Table>,
    /// Which column is which field.
    pub mapping: Mapping,
    /// The mapping was remembered from a table with the same columns.
    pub remembered: bool,
}

impl PartialEq for Work {
    /// Tables are compared by identity: one is never changed.
    fn eq(&self, other: &Self) -> bool {
        let table = |work: &Work| {
            work.table
                .as_ref()
                .map(|loaded| (Arc::as_ptr(&loaded.table), loaded.mapping.clone()))
        };
        let plan = |work: &Work| work.plan.as_ref().map(Arc::as_ptr);
        let small = |work: &Work| {
            let Work {
                kind, known, run, ..
            } = *work;
            (kind, known, run, work.progress, work.taking)
        };
        small(self) == small(other)
            && self.fault == other.fault
            && table(self) == table(other)
            && plan(self) == plan(other)
    }
}

impl Work {
    /// The register that rows go into.
    pub fn register(&self) -> Kind {
        self.kind.unwrap_or(Kind::Matter)
    }
}

/// The tab.
pub fn tab(work: &Work, lang: Lang) -> Markup {
    let registers = Kind::ALL.iter().filter(|kind| **kind != Kind::Setting);
    html! {
        section class="data-card" aria-labelledby="data-import-title" {
            h2 id="data-import-title" { (t(lang, "导入", "Import")) }
            div class="data-fields" {
                (field("im-kind", t(lang, "导入到", "Into"), "", &html! {
                    select id="im-kind" class="field" data-do="im-kind" {
                        @for kind in registers {
                            option value=(kind.code()) selected[work.register() == *kind] { (kind.label(lang)) }
                        }
                    }
                }))
                (field("im-known", t(lang, "编号已有的行", "Rows whose id is there already"), "", &html! {
                    select id="im-known" class="field" data-do="im-known" {
                        option value="update" selected[work.known == Known::Update] { (t(lang, "更新（空单元格不改动原值）", "update (empty cells leave what is there)")) }
                        option value="skip" selected[work.known == Known::Skip] { (t(lang, "跳过", "pass over")) }
                    }
                }))
            }
            div class="data-drop no-print" data-drop="im-file" {
                p { (t(lang, "选择或拖入 CSV（UTF-8、GB18030）、XLSX 或 JSON 文件，第一行是表头。", "Choose or drop a CSV (UTF-8, GB18030), XLSX or JSON file; its first row is the header.")) }
                p class="actions" {
                    label class="button primary file-button" {
                        (t(lang, "选择文件…", "Choose a file …"))
                        input id="im-file" class="hidden" type="file" accept=".csv,.txt,.tsv,.xlsx,.json,.ndjson,.jsonl" data-do="im-file";
                    }
                }
            }
            @if let Some(fault) = &work.fault { p class="data-fault" role="alert" { (fault) } }
        }
        @if let Some(rows) = work.taking { (taking(rows, lang)) }
        @if let Some(loaded) = &work.table {
            (columns(loaded, work.register(), lang))
            @match (&work.progress, &work.plan) {
                (Some(done), _) => (progress(*done, loaded.table.records.len(), lang)),
                (None, Some(plan)) => (dry_run(plan, loaded, lang)),
                (None, None) => {},
            }
        }
    }
}

fn columns(loaded: &Loaded, kind: Kind, lang: Lang) -> Markup {
    let records = &loaded.table.records;
    html! {
        section class="data-card" aria-labelledby="data-columns-title" {
            h2 id="data-columns-title" { (t(lang, "列对应字段", "Columns and fields")) " · " bdi { (loaded.name) } }
            @if loaded.remembered { p class="hint" { (t(lang, "沿用上次同样表头的对应关系。", "As remembered for tables with this header.")) } }
            div class="scroll" tabindex="0" role="region" aria-label=(t(lang, "列对应字段", "Columns and fields")) {
                table class="grid data-table" id="data-mapping" {
                    thead { tr {
                        th scope="col" { (t(lang, "列", "Column")) }
                        th scope="col" { (t(lang, "字段", "Field")) }
                        th scope="col" { (t(lang, "前几行", "First rows")) }
                    } }
                    tbody {
                        @for (at, column) in loaded.mapping.columns.iter().enumerate() {
                            tr {
                                th scope="row" { bdi { (column.name) } }
                                td {
                                    select class="field" aria-label=(column.name) id={ "im-col-" (at) } data-do="im-col" data-arg=(at) {
                                        option value="" selected[column.field.is_none()] { (t(lang, "— 不导入", "— pass over")) }
                                        @for field in kind.fields() {
                                            option value=(field.code) selected[column.field == Some(field.code)] { (field.label(lang)) " (" (field.code) ")" }
                                        }
                                    }
                                    @if let Some(near) = column.nearest.and_then(|code| kind.fields().get(kind.field(code)?)) {
                                        " " button type="button" class="button quiet" data-do="im-col-near" data-arg={ (at) ":" (near.code) } { (t(lang, "是“", "Is it `")) (near.label(lang)) (t(lang, "”吗？", "`?")) }
                                    }
                                }
                                td class="data-sample" {
                                    @let samples = records.iter().take(SHOWN).filter_map(|record| record.get(at).filter(|text| !text.is_empty()));
                                    @for (nth, text) in samples.enumerate() { @if nth > 0 { " · " } bdi { (short(text)) } }
                                }
                            }
                        }
                    }
                }
            }
            @if !loaded.mapping.columns.iter().any(|column| column.field == Some("id")) {
                p class="hint" { (t(lang, "没有编号列：每一行都作为新行加入，编号自动生成。", "No column is the id: every row is added as a new one, with an id of its own.")) }
            }
        }
    }
}

fn progress(done: usize, of: usize, lang: Lang) -> Markup {
    html! {
        section class="data-card" role="status" {
            p { (t(lang, "正在试读…", "Looking at the rows …")) " " (done) " / " (of) }
            progress max=(of) value=(done) {}
            p class="actions" { button type="button" class="button" data-do="im-cancel" { (t(lang, "取消", "Cancel")) } }
        }
    }
}

fn taking(rows: usize, lang: Lang) -> Markup {
    html! {
        section class="data-card" role="status" aria-live="polite" id="data-taking" {
            p { (match lang {
                Lang::Zh => format!("正在导入 {rows} 行…"),
                Lang::En => format!("Taking over {rows} rows …"),
            }) }
            progress {}
            p class="hint" { (t(lang, "全部写入后是一次修改，可一次撤销。行数多时页面会停顿片刻。", "They become one change, taken back with one undo. With many rows the page stands still for a moment.")) }
        }
    }
}

fn dry_run(plan: &Plan, loaded: &Loaded, lang: Lang) -> Markup {
    let count = |name: &str, rows: usize| html! { div { dt { (name) } dd { b { (rows) } } } };
    let unread = &loaded.table.issues;
    html! {
        section class="data-card" aria-labelledby="data-plan-title" {
            h2 id="data-plan-title" { (t(lang, "试读结果（还没有写入）", "What would happen (nothing is written yet)")) }
            dl class="data-facts" id="data-plan" {
                (count(t(lang, "新增", "added"), plan.added))
                (count(t(lang, "更新", "changed"), plan.changed))
                (count(t(lang, "与现有相同", "already so"), plan.unchanged))
                (count(t(lang, "跳过", "passed over"), plan.skipped))
                (count(t(lang, "不能导入", "refused"), plan.refused.len() + unread.len()))
            }
            p class="actions no-print" {
                button type="button" class="button primary" data-do="im-take" disabled[plan.command.is_none()] {
                    @if plan.refused.is_empty() && unread.is_empty() { (t(lang, "导入", "Import")) }
                    @else { (t(lang, "导入其余的行", "Import the other rows")) }
                }
                @if !plan.refused.is_empty() {
                    button type="button" class="button" data-do="im-errors" { (t(lang, "下载有误的行（XLSX，带原因）", "Download the refused rows (XLSX, with reasons)")) }
                }
                button type="button" class="button" data-do="im-close" { (t(lang, "不导入", "Don't import")) }
            }
            @if !plan.refused.is_empty() || !unread.is_empty() {
                ul class="data-faults" {
                    @for issue in unread.iter().take(LISTED) { li { (issue.message(of_formats(lang))) } }
                    @for refused in plan.refused.iter().take(LISTED) {
                        li {
                            (t(lang, "第 ", "Row ")) (refused.row) (t(lang, " 行：", ": "))
                            @for (at, fault) in refused.faults.iter().enumerate() {
                                @if at > 0 { " " }
                                bdi { (fault.message(lang)) }
                            }
                        }
                    }
                }
                @if plan.refused.len() > LISTED {
                    p class="hint" { (t(lang, "只列出前 100 行，其余见下载的文件。", "The first 100 are listed; the file has all.")) }
                }
            }
        }
    }
}

fn of_formats(lang: Lang) -> shizu_formats::Lang {
    match lang {
        Lang::Zh => shizu_formats::Lang::Zh,
        Lang::En => shizu_formats::Lang::En,
    }
}

/// The beginning of a long cell.
fn short(text: &str) -> String {
    let mut chars = text.chars();
    let begin: String = chars.by_ref().take(24).collect();
    if chars.next().is_some() {
        format!("{begin}…")
    } else {
        begin
    }
}
