//! The states of the workbook that the browser keeps.

use maud::{Markup, html};
use shizu_rules::Lang;

use super::book::{bytes, moment};
use super::state::Armed;
use crate::markup::t;
use crate::workbook::{Snapshot, State};

/// The tab.
pub fn tab(kept: &State, armed: Option<Armed>, lang: Lang) -> Markup {
    html! {
        section class="data-card" aria-labelledby="data-snapshots-title" {
            h2 id="data-snapshots-title" { (t(lang, "浏览器中的存档", "Snapshots in the browser")) }
            p class="hint" { (t(lang, "每次修改都随即存入浏览器；隔一段时间另存一份完整存档，最近几份和近几天每天最后一份会留下。恢复是一次新的修改，可以撤销；重要的存档请下载为文件。", "Every change is stored at once; now and then the whole workbook is stored as well, and the last few of these stay, with the last of each recent day. Restoring is a change of its own and can be undone; download what matters.")) }
            @if kept.snapshots.is_empty() {
                p { (t(lang, "还没有存档。", "There is none yet.")) }
            } @else {
                div class="scroll" tabindex="0" role="region" aria-label=(t(lang, "存档", "Snapshots")) {
                    table class="grid data-table" id="data-snapshots" {
                        thead { tr {
                            th scope="col" { (t(lang, "时间", "When")) }
                            th scope="col" class="number" { (t(lang, "第几次修改", "Revision")) }
                            th scope="col" class="number" { (t(lang, "大小", "Size")) }
                            th scope="col" { (t(lang, "操作", "Actions")) }
                        } }
                        tbody {
                            @for (at, snapshot) in kept.snapshots.iter().enumerate() {
                                (row(kept, at, snapshot, armed, lang))
                            }
                        }
                    }
                }
                @let size = kept.snapshots.iter().map(|snapshot| snapshot.size).sum();
                p class="hint" id="data-snapshots-size" {
                    (t(lang, "共 ", "Together: ")) (kept.snapshots.len()) (t(lang, " 份，占 ", ", taking ")) (bytes(size)) (t(lang, "。", "."))
                }
            }
        }
    }
}

/// A snapshot and what can be done with it; `at` counts from the newest.
fn row(kept: &State, at: usize, snapshot: &Snapshot, armed: Option<Armed>, lang: Lang) -> Markup {
    let revision = snapshot.revision;
    let asked = armed == Some(Armed::Snapshot(revision));
    html! {
        tr {
            th scope="row" { (moment(&snapshot.at)) }
            td class="number" { (revision) }
            td class="number" { (bytes(snapshot.size)) }
            td {
                button type="button" class="button quiet" data-do="snap-restore" data-arg=(revision) disabled[kept.reading || revision >= kept.mark.revision] { (t(lang, "恢复到此", "Restore")) }
                button type="button" class="button quiet" data-do="snap-save" data-arg=(revision) { (t(lang, "下载", "Download")) }
                @if at == 0 {
                    span class="hint data-snapshot-why" { (t(lang, "不能删除：其后的修改记录以这份存档为起点。", "Cannot be deleted: the changes since go on from this snapshot.")) }
                } @else if !asked {
                    button type="button" class="button quiet" data-do="snap-delete" data-arg=(revision) disabled[kept.reading] { (t(lang, "删除…", "Delete …")) }
                }
            }
        }
        @if asked && at > 0 {
            tr {
                td colspan="4" {
                    p role="alert" {
                        (t(lang, "删除后，浏览器里不再有这份存档，不能恢复。", "The browser will no longer have this snapshot; it cannot be brought back."))
                        @if at == 1 { (t(lang, "最近一份存档若损坏，要靠这一份补回全部修改。", " Should the newest be damaged, this is the one that gives every change back.")) }
                    }
                    p class="actions" {
                        button type="button" class="button danger" data-do="snap-delete-sure" data-arg=(revision) { (t(lang, "删除这份存档", "Delete this snapshot")) }
                        button type="button" class="button" data-do="disarm" { (t(lang, "不删除", "Keep it")) }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Armed, Lang, Snapshot, State, tab};

    fn drawn(armed: Option<Armed>) -> String {
        let snapshot = |revision: u64, size: u64| Snapshot {
            revision,
            at: "2026-03-05T09:00:00+08:00".to_owned(),
            size,
        };
        let kept = State {
            snapshots: vec![
                snapshot(9, 3 << 20),
                snapshot(5, 2 << 20),
                snapshot(2, 1 << 20),
            ],
            ..State::default()
        };
        tab(&kept, armed, Lang::Zh).into_string()
    }

    #[test]
    fn the_newest_cannot_be_deleted_and_says_why() {
        let text = drawn(None);
        assert!(text.contains("不能删除：其后的修改记录以这份存档为起点。"));
        assert!(!text.contains("data-do=\"snap-delete\" data-arg=\"9\""));
        assert!(!drawn(Some(Armed::Snapshot(9))).contains("snap-delete-sure"));
    }

    #[test]
    fn deleting_takes_two_presses_and_says_what_the_last_but_one_is_for() {
        assert!(!drawn(None).contains("snap-delete-sure"));
        let second = drawn(Some(Armed::Snapshot(5)));
        assert!(
            second.contains("data-do=\"snap-delete-sure\" data-arg=\"5\"")
                && second.contains("若损坏")
        );
        let third = drawn(Some(Armed::Snapshot(2)));
        assert!(
            third.contains("data-do=\"snap-delete-sure\" data-arg=\"2\"")
                && !third.contains("若损坏")
        );
    }

    #[test]
    fn what_they_take_together_is_told() {
        assert!(drawn(None).contains("6.0 MB"));
    }
}
