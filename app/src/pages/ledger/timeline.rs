//! The history of a row, field by field: who, when, why, before and after; and the way back.

use maud::{Markup, html};
use shizu_casebook::{Change, Command, Entry, Kind, Lang, Row, Workbook};

use super::Page;
use super::state::is_written;
use super::table::{cell_text, shorten};
use crate::markup::t;

/// Most entries shown at once.
const SHOWN: usize = 50;

/// Most changes of one entry shown at once.
const CHANGES: usize = 40;

/// The history of the row, the newest entry first.
pub fn timeline(book: &Workbook, kind: Kind, row: Row<'_>, reading: bool, lang: Lang) -> Markup {
    let entries = book.timeline(kind, row.id());
    let undo = book.can_undo().map(|entry| entry.revision());
    html! {
        section class="ledger-timeline" id="ledger-timeline" {
            h3 { (t(lang, "历史", "History")) " " span class="ledger-count" { (entries.len()) } }
            @if entries.is_empty() {
                p class="hint" { (t(lang, "这份工作簿没有这一行的历史。", "The workbook has no history of this row.")) }
            }
            ol {
                @for entry in entries.iter().take(SHOWN) {
                    li class="ledger-entry" { (drawn(book, kind, row, *entry, undo == Some(entry.revision()), reading, lang)) }
                }
            }
            @if entries.len() > SHOWN {
                p class="hint" {
                    @match lang {
                        Lang::Zh => { "列出最近 " (SHOWN) " 次，共 " (entries.len()) " 次。" }
                        Lang::En => { "The last " (SHOWN) " of " (entries.len()) " changes." }
                    }
                }
            }
        }
    }
}

/// Day and minute of a moment as it was written down.
fn moment(at: &str) -> String {
    at.get(..16).unwrap_or(at).replace('T', " ")
}

fn drawn(
    book: &Workbook,
    kind: Kind,
    row: Row<'_>,
    entry: Entry<'_>,
    last: bool,
    reading: bool,
    lang: Lang,
) -> Markup {
    let ours = || {
        entry
            .changes()
            .filter(|change| change.kind == kind && change.row == row.id())
    };
    let born = ours().any(|change| change.is_new_row());
    let cells = || ours().filter(|change| change.field.code != "id");
    let count = cells().count();
    html! {
        p class="ledger-entry-head" {
            time datetime=(entry.at()) { (moment(entry.at())) }
            " " b { bdi { (shorten(entry.by(), 40)) } } " "
            span { (entry.action().label(lang)) @if born { (t(lang, "（新增这一行）", " (this row came)")) } }
            span class="hint" { " · " (t(lang, "第 ", "revision ")) (entry.revision()) (t(lang, " 次修改", "")) }
            @if entry.clock_went_back() { span class="hint" { (t(lang, " · 当时的时钟早于上一次修改", " · the clock stood earlier than at the change before")) } }
            @if last && !reading {
                " " button type="button" class="button quiet" data-do="undo-last" { (t(lang, "撤销这次修改", "Undo this change")) }
            }
        }
        @if !entry.why().is_empty() {
            p class="ledger-entry-why" { (t(lang, "理由：", "Because: ")) bdi { (shorten(entry.why(), 300)) } }
        }
        ul class="ledger-changes" {
            @for change in cells().take(CHANGES) { (line(book, kind, row, change, entry.revision(), born, last || reading, lang)) }
        }
        @if count > CHANGES { p class="hint" { "… " (count) } }
    }
}

#[allow(clippy::too_many_arguments)]
fn line(
    book: &Workbook,
    kind: Kind,
    row: Row<'_>,
    change: Change<'_>,
    revision: u64,
    born: bool,
    no_way_back: bool,
    lang: Lang,
) -> Markup {
    let field = change.field;
    let shown = |text: &str| {
        if text.is_empty() {
            "—".to_owned()
        } else {
            shorten(&cell_text(book, field, text, lang), 80).into_owned()
        }
    };
    let at = kind.field(field.code).unwrap_or_default();
    let way_back = !no_way_back && !born && is_written(kind, at) && row.cell(at) != change.before;
    html! {
        li {
            span class="ledger-change-field" { (field.label(lang)) }
            @if !born { bdi class="ledger-before" { (shown(change.before)) } span aria-hidden="true" { " → " } span class="hidden" { (t(lang, " 改为 ", " to ")) } }
            bdi { (shown(change.after)) }
            @if way_back {
                " " button type="button" class="ledger-press" data-do="put-back" data-arg={ (revision) "/" (field.code) } title=(t(lang, "改回当时的原值", "Put back what it was before"))
                    aria-label={ (t(lang, "改回：", "Put back: ")) (field.label(lang)) } { "↶" }
            }
        }
    }
}

/// Sets a field to what it was before an entry.
pub fn put_back(page: Page, kind: Kind, id: &str, revision: &str, code: &str) {
    let desk = page.app.desk_untracked();
    let before = desk.with_untracked(|book| {
        let entry = book.entry(revision.parse().ok()?)?;
        let mut changes = entry.changes();
        let change = changes
            .find(|change| change.kind == kind && change.row == id && change.field.code == code);
        change.map(|change| change.before.to_owned())
    });
    let Some(before) = before.flatten() else {
        return;
    };
    let why = match page.app.pick(Lang::Zh, Lang::En) {
        Lang::Zh => format!("改回第 {revision} 次修改前的内容"),
        Lang::En => format!("put back as before revision {revision}"),
    };
    page.run(Command::set(kind, id, &[(code, &before)]), &why);
}

#[cfg(test)]
mod tests {
    use super::moment;

    #[test]
    fn moments_are_read_as_they_were_written() {
        assert_eq!(moment("2026-03-05T09:30:12+08:00"), "2026-03-05 09:30");
        assert_eq!(moment("x"), "x");
    }
}
