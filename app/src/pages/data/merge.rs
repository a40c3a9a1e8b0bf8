//! A colleague's copy beside this workbook, or what this tab has beside what is stored, row by row.

use std::collections::BTreeMap;
use std::sync::Arc;

use maud::{Markup, html};
use shizu_casebook::merge::{CellDifference, Choice, Difference, Fate, RowDifference, Side};
use shizu_rules::Lang;

use crate::markup::t;
use crate::workbook::Mark;

/// Rows that are shown.
const SHOWN: usize = 200;

/// What is set beside the workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Other {
    /// A colleague's copy, by the name of its file.
    Copy(String),
    /// What this tab has, beside what is stored: the states of what is stored and of this tab.
    Tab(Box<[Mark; 2]>),
}

impl Other {
    /// What the side is called that is gone on from.
    fn here(&self, lang: Lang) -> &'static str {
        match self {
            Other::Copy(_) => t(lang, "我方", "here"),
            Other::Tab(_) => t(lang, "已存", "stored"),
        }
    }

    /// What the other side is called.
    fn there(&self, lang: Lang) -> &'static str {
        match self {
            Other::Copy(_) => t(lang, "对方", "there"),
            Other::Tab(_) => t(lang, "本页", "this tab"),
        }
    }

    fn side(&self, side: Side, lang: Lang) -> &'static str {
        match (self, side) {
            (Other::Tab(_), Side::Mine) => t(lang, "只有已存的一方修改", "changed only as stored"),
            (Other::Tab(_), Side::Theirs) => t(lang, "只有本页修改", "changed only in this tab"),
            _ => side.label(lang),
        }
    }
}

/// A copy that was chosen, and what is to be taken of it.
#[derive(Clone, Debug)]
pub struct Work {
    /// What it is.
    pub other: Other,
    /// What differs.
    pub difference: Arc<Difference>,
    /// What was chosen, by place of the row and code of the field (empty for the row as a whole); elsewhere `otherwise`.
    pub choices: BTreeMap<(usize, &'static str), Choice>,
    /// What is taken where nothing was chosen.
    pub otherwise: Choice,
}

impl PartialEq for Work {
    /// A difference is never changed: it is compared by identity.
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.difference, &other.difference)
            && self.other == other.other
            && self.choices == other.choices
            && self.otherwise == other.otherwise
    }
}

impl Work {
    /// What is taken for a row, or a field of it; for a field of a row that was chosen as a whole, the same as for the row.
    pub fn choice(&self, row: usize, field: &'static str) -> Choice {
        let of = |field| self.choices.get(&(row, field)).copied();
        of(field).or_else(|| of("")).unwrap_or(self.otherwise)
    }

    /// Whether it is about these states of what is stored and of this tab.
    pub fn is_between(&self, marks: &[Mark; 2]) -> bool {
        matches!(&self.other, Other::Tab(known) if **known == *marks)
    }

    /// Takes a choice: `argument` is the row's place and the field's code, `3:summary`, or `3:` for the row as a whole.
    pub fn choose(&mut self, argument: &str, code: &str) {
        let Some((row, field)) = argument.split_once(':') else {
            return;
        };
        let (Ok(row), Some(choice)) = (row.parse::<usize>(), Choice::from_code(code)) else {
            return;
        };
        let Some(found) = self.difference.rows.get(row) else {
            return;
        };
        let cells = found.cells.iter().map(|cell| cell.field.code);
        let known = cells.chain([""]).find(|known| *known == field);
        if let Some(field) = known {
            self.choices.insert((row, field), choice);
        }
    }
}

/// The tab: choosing a copy, or what differs. `conflict` says that this tab has something that is not stored because another has written since.
pub fn tab(work: Option<&Work>, conflict: bool, lang: Lang) -> Markup {
    html! {
        section class="data-card" aria-labelledby="data-merge-title" {
            h2 id="data-merge-title" { (t(lang, "合并同事的副本", "Merge a colleague's copy")) }
            p class="hint" { (t(lang, "同一本工作簿分头修改后，把对方的文件选进来：逐行列出双方改了什么；只有双方把同一字段改成不同内容时才需要选择。", "After two people worked on copies of one workbook, choose the other file: it is listed row by row who changed what. A choice is needed only where both changed one field to different texts.")) }
            @if conflict {
                p { (t(lang, "本页有修改没有存入，请先与已存的内容合并。", "This tab has changes that are not stored: merge them with what is stored first.")) }
            } @else {
                div class="data-drop no-print" data-drop="merge-file" {
                    p class="actions" {
                        label class="button primary file-button" {
                            (t(lang, "选择对方的 .shizu 文件…", "Choose their .shizu file …"))
                            input id="merge-file" class="hidden" type="file" data-do="merge-file";
                        }
                    }
                }
            }
        }
        @if let Some(work) = work { (found(work, lang)) }
    }
}

fn found(work: &Work, lang: Lang) -> Markup {
    let (difference, other) = (&work.difference, &work.other);
    let conflicts = difference.conflicts().count();
    let count = |side: Side| html! { div { dt { (other.side(side, lang)) } dd { b { (difference.count(side)) } } } };
    let is_tab = matches!(other, Other::Tab(_));
    html! {
        section class="data-card" aria-labelledby="data-difference-title" {
            h2 id="data-difference-title" {
                @match other {
                    Other::Copy(name) => bdi { (name) },
                    Other::Tab(_) => (t(lang, "本页与已存的内容", "This tab and what is stored")),
                }
            }
            p {
                (t(lang, "共同的最后一次修改：第 ", "Last change in common: ")) (difference.past)
                (t(lang, " 次；此后", "; since then ")) (other.here(lang)) " " (difference.mine)
                (t(lang, " 次，", ", ")) (other.there(lang)) " " (difference.theirs) (t(lang, " 次。", "."))
            }
            dl class="data-facts" id="data-difference" {
                @for side in [Side::Theirs, Side::Both, Side::Conflict, Side::Same, Side::Mine] { (count(side)) }
            }
            @if difference.is_empty() {
                (nothing(is_tab, lang))
            } @else {
                @if is_tab {
                    p class="hint" { (t(lang, "已存的内容不动，本页的修改加在它之后；冲突之处没有单独选择的用本页的，已存的写法仍在历史里。", "What is stored stays, and what this tab changed is added after it; conflicts without a choice are taken from this tab, and the history keeps what was stored.")) }
                }
                @if conflicts > 0 {
                    p class="actions no-print" {
                        (t(lang, "冲突之处，未单独选择的：", "Conflicts without a choice of their own: "))
                        button type="button" class="button" data-do="merge-all" data-arg="mine" aria-pressed=((work.otherwise == Choice::Mine).to_string()) { (t(lang, "用", "as ")) (other.here(lang)) }
                        button type="button" class="button" data-do="merge-all" data-arg="theirs" aria-pressed=((work.otherwise == Choice::Theirs).to_string()) { (t(lang, "用", "as ")) (other.there(lang)) }
                    }
                }
                p class="actions no-print" {
                    button type="button" class="button primary" data-do="merge-take" { (t(lang, "合并（作为一次修改，可撤销）", "Merge (one change, can be undone)")) }
                    button type="button" class="button" data-do="merge-close" { (t(lang, "不合并", "Don't merge")) }
                }
                (rows(work, lang))
            }
        }
    }
}

fn nothing(is_tab: bool, lang: Lang) -> Markup {
    html! {
        @if is_tab {
            p { (t(lang, "本页没有已存的内容所没有的修改。", "This tab has nothing that is not stored.")) }
            p class="actions" { button type="button" class="button primary" data-do="merge-take" { (t(lang, "接着已存的内容做", "Go on from what is stored")) } }
        } @else {
            p { (t(lang, "对方没有本工作簿没有的修改，不必合并。", "Their copy has nothing that this workbook lacks: there is nothing to merge.")) }
            p class="actions" { button type="button" class="button" data-do="merge-close" { (t(lang, "知道了", "Dismiss")) } }
        }
    }
}

/// Conflicts first, then what comes from there.
fn rows(work: &Work, lang: Lang) -> Markup {
    let mut shown: Vec<(usize, &RowDifference)> = work.difference.rows.iter().enumerate().collect();
    shown.retain(|(_, row)| !matches!(row.side, Side::Mine | Side::Same));
    shown.sort_by_key(|(at, row)| (row.side != Side::Conflict, *at));
    let left = shown.len().saturating_sub(SHOWN);
    html! {
        div class="scroll" tabindex="0" role="region" aria-label=(t(lang, "逐行差异", "Differences by row")) {
            table class="grid data-table" id="data-rows" {
                thead { tr {
                    th scope="col" { (t(lang, "行", "Row")) }
                    th scope="col" { (t(lang, "字段", "Field")) }
                    th scope="col" { (t(lang, "原来", "Before")) }
                    th scope="col" class="data-side" { (work.other.here(lang)) }
                    th scope="col" class="data-side" { (work.other.there(lang)) }
                    th scope="col" { (t(lang, "取用", "Taken")) }
                } }
                @for (at, row) in shown.iter().take(SHOWN) { (one(work, *at, row, lang)) }
            }
        }
        @if left > 0 {
            p class="hint" { (t(lang, "还有 ", "")) (left) (t(lang, " 行没有列出，合并时一并取用。", " more rows are not listed; the merge takes them too.")) }
        }
    }
}

fn one(work: &Work, at: usize, row: &RowDifference, lang: Lang) -> Markup {
    let whole = row.is_twin()
        || row.side == Side::Conflict && (row.mine == Fate::Removed || row.theirs == Fate::Removed);
    let cells = row.cells.iter();
    let cells: Vec<&CellDifference> = cells
        .filter(|cell| !matches!(cell.side, Side::Mine | Side::Same))
        .collect();
    html! {
        tbody class=[(row.side == Side::Conflict).then_some("data-conflict")] {
            tr {
                th scope="row" rowspan=(cells.len() + 1) { (row.kind.label(lang)) " " bdi { (row.row) } br; span class="hint" { (work.other.side(row.side, lang)) } }
                td colspan="2" { (t(lang, "整行", "the row")) }
                td { (fate(row.mine, lang)) }
                td { (fate(row.theirs, lang)) }
                td { @if whole { (choice(work, at, "", row.is_twin(), lang)) } }
            }
            @for cell in cells {
                tr {
                    td { (cell.field.label(lang)) }
                    td { bdi { (cell.field.shown(&cell.before, lang)) } }
                    td { bdi { (cell.field.shown(&cell.mine, lang)) } }
                    td { bdi { (cell.field.shown(&cell.theirs, lang)) } }
                    td { @if cell.side == Side::Conflict && !whole { (choice(work, at, cell.field.code, false, lang)) } @else if !whole { (work.other.there(lang)) } }
                }
            }
        }
    }
}

fn fate(fate: Fate, lang: Lang) -> &'static str {
    match fate {
        Fate::Kept => t(lang, "保留", "kept"),
        Fate::Added => t(lang, "新增", "added"),
        Fate::Removed => t(lang, "移除", "removed"),
        Fate::Absent => "—",
    }
}

fn choice(work: &Work, at: usize, field: &'static str, twin: bool, lang: Lang) -> Markup {
    let chosen = work.choice(at, field);
    let option = |value: Choice, code: &str, words: &str| {
        html! { option value=(code) selected[chosen == value] { (words) } }
    };
    html! {
        select class="field" data-do="merge-choice" data-arg={ (at) ":" (field) } aria-label=(t(lang, "取用哪一方", "Which to take")) {
            (option(Choice::Mine, "mine", work.other.here(lang)))
            (option(Choice::Theirs, "theirs", work.other.there(lang)))
            @if twin { (option(Choice::Both, "both", t(lang, "两行都留", "both rows"))) }
        }
    }
}
