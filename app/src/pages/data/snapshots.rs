//! The states of the workbook that the browser keeps.

use maud::{Markup, html};
use shizu_rules::Lang;

use super::book::{bytes, moment};
use crate::markup::t;
use crate::workbook::State;

/// The tab.
pub fn tab(kept: &State, lang: Lang) -> Markup {
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
                            @for snapshot in &kept.snapshots {
                                tr {
                                    th scope="row" { (moment(&snapshot.at)) }
                                    td class="number" { (snapshot.revision) }
                                    td class="number" { (bytes(snapshot.size)) }
                                    td {
                                        button type="button" class="button quiet" data-do="snap-restore" data-arg=(snapshot.revision) disabled[kept.reading || snapshot.revision >= kept.mark.revision] { (t(lang, "恢复到此", "Restore")) }
                                        button type="button" class="button quiet" data-do="snap-save" data-arg=(snapshot.revision) { (t(lang, "下载", "Download")) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
