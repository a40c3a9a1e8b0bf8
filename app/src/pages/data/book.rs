//! The workbook as a whole: what it is, how well it is kept, and what can be done with its file.

use maud::{Markup, html};
use shizu_casebook::{Kind, Workbook};
use shizu_rules::Lang;

use super::state::{Armed, PhraseFault, State, Strength};
use crate::markup::{field, t};
use crate::settings::Space;
use crate::workbook::{Stage, State as Kept};

/// What is told of the open workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    name: String,
    created: String,
    revision: u64,
    registers: Vec<(Kind, usize)>,
}

impl Facts {
    /// Of `book`.
    pub fn of(book: &Workbook) -> Self {
        let rows = |kind: &Kind| (*kind, book.register(*kind).len());
        Facts {
            name: book.name().to_owned(),
            created: book.created().to_owned(),
            revision: book.revision(),
            registers: Kind::ALL.iter().map(rows).collect(),
        }
    }
}

/// The tab; without a workbook, how to come by one.
pub fn book(facts: Option<&Facts>, kept: &Kept, state: &State, space: Space, lang: Lang) -> Markup {
    html! {
        @if kept.stage != Stage::Opening {
            div class="data-columns" {
                @if let Some(facts) = facts {
                    section class="data-card" aria-labelledby="data-facts-title" {
                        h2 id="data-facts-title" { (t(lang, "当前工作簿", "The present workbook")) }
                        (about(facts, kept, space, lang))
                    }
                    section class="data-card no-print" aria-labelledby="data-save-title" {
                        h2 id="data-save-title" { (t(lang, "存为文件", "Save as a file")) }
                        (save(kept, state, lang))
                    }
                }
                section class="data-card no-print" aria-labelledby="data-open-title" {
                    h2 id="data-open-title" { (t(lang, "打开", "Open")) }
                    (open(space, lang))
                }
                @if facts.is_some() {
                    section class="data-card no-print" aria-labelledby="data-away-title" {
                        h2 id="data-away-title" { (t(lang, "收起与清除", "Put away, erase")) }
                        (away(state, lang))
                    }
                }
            }
        }
    }
}

fn about(facts: &Facts, kept: &Kept, space: Space, lang: Lang) -> Markup {
    let fact = |name: &str, value: &Markup| html! { div { dt { (name) } dd { (value) } } };
    let size = kept.snapshots.first().map(|snapshot| snapshot.size);
    let rows: usize = facts.registers.iter().map(|(_, rows)| rows).sum();
    html! {
        dl class="data-facts" {
            (fact(t(lang, "名称", "Name"), &html! { bdi { (facts.name) } }))
            (fact(t(lang, "空间", "Space"), &html! { (match space {
                Space::Training => t(lang, "实训（虚构数据）", "Training (invented data)"),
                Space::Work => t(lang, "工作", "Work"),
            }) }))
            (fact(t(lang, "建立", "Created"), &html! { (moment(&facts.created)) }))
            (fact(t(lang, "修改", "Changes"), &html! { (facts.revision) }))
            (fact(t(lang, "浏览器中的副本", "Copy in the browser"), &html! {
                @match size {
                    Some(size) => { (bytes(size)) (t(lang, "（最近一次存档）", " (latest snapshot)")) },
                    None => { (t(lang, "尚无存档", "no snapshot yet")) },
                }
            }))
            (fact(t(lang, "最近存为文件", "Last saved to a file"), &html! {
                @match &kept.filed {
                    Some(filed) => {
                        (moment(&filed.at))
                        @if kept.unfiled() > 0 { (t(lang, "，此后又改了 ", "; changes since: ")) (kept.unfiled()) (t(lang, " 次", "")) }
                    },
                    None => { (t(lang, "还没有", "never")) },
                }
            }))
        }
        div class="scroll" tabindex="0" role="region" aria-label=(t(lang, "各册行数", "Rows per register")) {
            table class="grid data-registers" {
                thead { tr { th scope="col" { (t(lang, "分册", "Register")) } th scope="col" class="number" { (t(lang, "行数", "Rows")) } } }
                tbody {
                    @for (kind, rows) in &facts.registers {
                        tr { th scope="row" { (kind.label(lang)) } td class="number" { (rows) } }
                    }
                    tr class="data-sum" { th scope="row" { (t(lang, "合计", "Together")) } td class="number" { (rows) } }
                }
            }
        }
    }
}

fn save(kept: &Kept, state: &State, lang: Lang) -> Markup {
    let sealed = kept.is_sealed();
    let kind = if state.reveal { "text" } else { "password" };
    let strength = Strength::of(&state.phrase[0]);
    html! {
        p class="hint" { (t(lang, "文件归您保管：拷到哪里、交给谁，由您决定。浏览器里的只是副本。", "The file is yours: you decide where it goes. What the browser keeps is a copy.")) }
        h3 { (t(lang, "加口令", "With a passphrase")) }
        p class="hint" { (t(lang, "以 age 格式加密，没有口令谁也打不开，通用的 age 工具也能解开。忘记口令无法找回。", "Encrypted in the age format: nobody opens it without the passphrase; the age tool can, with it. A forgotten passphrase cannot be recovered.")) }
        (field("data-phrase", t(lang, "口令", "Passphrase"), match strength {
            Strength::None => "",
            Strength::Weak => t(lang, "易被猜出：宜十六位以上，几个互不相干的词更好记。", "Quickly guessed: sixteen signs or more; some unrelated words are easy to remember."),
            Strength::Fair => t(lang, "尚可。", "Fair."),
            Strength::Good => t(lang, "较强。", "Good."),
        }, &html! {
            input id="data-phrase" class="field" type=(kind) autocomplete="new-password" value=(state.phrase[0]) data-do="phrase" data-arg="0";
        }))
        (field("data-phrase-again", t(lang, "再输一次", "Once more"), "", &html! {
            input id="data-phrase-again" class="field" type=(kind) autocomplete="new-password" value=(state.phrase[1]) data-do="phrase" data-arg="1";
        }))
        p { label class="check" { input type="checkbox" checked[state.reveal] data-do="reveal"; " " (t(lang, "显示口令", "Show it")) } }
        @if let Some(fault) = state.phrase_fault {
            p class="data-fault" role="alert" { (match fault {
                PhraseFault::Empty => t(lang, "还没有输入口令。", "No passphrase was entered."),
                PhraseFault::Differ => t(lang, "两次输入的口令不同，请重输。", "The two differ; enter them again."),
            }) }
        }
        p class="actions" {
            button type="button" class="button primary" data-do="save-sealed" { (t(lang, "加密存为文件", "Save encrypted")) }
        }
        h3 { (t(lang, "不加口令", "Without a passphrase")) }
        @if sealed && state.armed == Some(Armed::Plain) {
            p role="alert" { (t(lang, "上次存的文件有口令。这次不加口令，拿到文件的人都能打开。确定吗？", "The last file has a passphrase. Without one, whoever has the file can open it. Save it so?")) }
            p class="actions" {
                button type="button" class="button danger" data-do="save-plain" data-arg="sure" { (t(lang, "去掉口令，存为文件", "Remove the passphrase and save")) }
                button type="button" class="button" data-do="disarm" { (t(lang, "不存", "Don't")) }
            }
        } @else {
            p class="actions" {
                button type="button" class="button" data-do="save-plain" { (t(lang, "存为文件", "Save as a file")) }
            }
        }
    }
}

fn open(space: Space, lang: Lang) -> Markup {
    html! {
        div class="data-drop" data-drop="open-file" {
            p { (t(lang, "选择或拖入 .shizu 文件。", "Choose a .shizu file or drop it here.")) }
            p class="actions" {
                label class="button primary file-button" {
                    (t(lang, "选择文件…", "Choose a file …"))
                    input id="data-file" class="hidden" type="file" data-do="open-file";
                }
            }
        }
        p class="actions" {
            button type="button" class="button" data-do="new-book" { (t(lang, "新建工作簿…", "New workbook …")) }
            @if space == Space::Training {
                button type="button" class="button" data-do="nothing-demo" { (t(lang, "打开演示工作簿（虚构数据）", "Open the demo (invented data)")) }
            }
        }
    }
}

fn away(state: &State, lang: Lang) -> Markup {
    html! {
        p class="actions" {
            button type="button" class="button" data-do="close-book" { (t(lang, "收起（浏览器保留副本）", "Put away (the browser keeps its copy)")) }
            @if state.armed != Some(Armed::Erase) {
                button type="button" class="button" data-do="erase" { (t(lang, "从本浏览器清除…", "Erase from this browser …")) }
            }
        }
        @if state.armed == Some(Armed::Erase) {
            p role="alert" { (t(lang, "清除后，本浏览器里的这本工作簿和它的存档不能恢复；已存的文件不受影响。", "The browser's copy and its snapshots cannot be brought back; files that you saved are not touched.")) }
            p class="actions" {
                button type="button" class="button danger" data-do="erase" data-arg="sure" { (t(lang, "清除", "Erase")) }
                button type="button" class="button" data-do="disarm" { (t(lang, "不清除", "Keep")) }
            }
        }
    }
}

/// Day and minute of a time in RFC 3339.
pub fn moment(at: &str) -> String {
    let (day, time) = at.split_once('T').unwrap_or((at, ""));
    format!("{day} {}", time.get(..5).unwrap_or_default())
        .trim_end()
        .to_owned()
}

/// A size in the unit that reads best.
pub fn bytes(size: u64) -> String {
    match size {
        0..1024 => format!("{size} B"),
        1024..1_048_576 => format!("{} KB", size.div_ceil(1024)),
        _ => format!("{:.1} MB", size as f64 / 1_048_576.0),
    }
}
