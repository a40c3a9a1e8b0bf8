//! What must be seen at once: not stored, read only, mended, and the question who works here.

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_rules::Lang;

use super::words;
use crate::context::App;
use crate::markup::{live, t};
use crate::workbook::{Fault, Mended, Stage, State, Stored};

/// The notices, under the bar.
pub fn notices(app: App) -> AnyView {
    let draw = move || drawn(&app.desk().state(), app.lang.get());
    live(draw, move |act| super::act(app, &act))
}

fn drawn(state: &State, lang: Lang) -> Markup {
    html! {
        div class="notices no-print" {
            @if let Stored::Refused(fault) = &state.stored { (refused(state, fault, lang)) }
            @if state.reading {
                div class="notice notice-heed" role="status" {
                    p { (t(lang,
                        "只读：另一窗口正在修改这本工作簿，它的修改会随时显示在这里。",
                        "Read only: another window is changing this workbook; its changes show up here as they come.")) }
                    p class="actions" {
                        button type="button" class="button" data-do="take-over" { (t(lang, "由本页接管", "Take over in this one")) }
                    }
                }
            }
            @if let Some(mended) = &state.mended {
                div class="notice notice-heed" role="status" {
                    p { (mended_words(mended, lang)) }
                    p class="actions" {
                        button type="button" class="button" data-do="mended" { (t(lang, "知道了", "Understood")) }
                    }
                }
            }
            @if state.asks_who {
                div class="notice notice-ask" role="alert" {
                    p class="labelled" {
                        label for="who-asked" { (t(lang, "您的姓名（记入每次修改；只存在本机）", "Your name (noted with every change; kept on this computer only)")) }
                        input id="who-asked" class="field" type="text" autocomplete="off" data-late data-do="who";
                        // Leaving the field is what counts; this is something to leave it for.
                        button type="button" class="button primary" data-do="" { (t(lang, "继续", "Go on")) }
                    }
                }
            }
        }
    }
}

fn refused(state: &State, fault: &Fault, lang: Lang) -> Markup {
    let open = state.stage == Stage::Open;
    let moved = matches!(fault, Fault::Moved { .. });
    html! {
        div class="notice notice-bad" role="alert" {
            p { (words::fault(fault, lang)) }
            p class="actions" {
                @if moved {
                    button type="button" class="button primary" data-do="merge-stored" { (t(lang, "与已存的内容合并…", "Merge with what is stored …")) }
                }
                @if open {
                    button type="button" class={ "button" @if !moved { " primary" } } data-do="save-file" { (t(lang, "把工作簿存为文件", "Save the workbook as a file")) }
                }
                @if moved {
                    button type="button" class="button" data-do="theirs" { (t(lang, "载入对方的内容（放弃本页未存的修改）", "Load theirs (and let go of what is unsaved here)")) }
                } @else {
                    button type="button" class="button" data-do="again" { (t(lang, "重试", "Try again")) }
                }
            }
        }
    }
}

fn mended_words(mended: &Mended, lang: Lang) -> String {
    match mended {
        Mended::Whole => t(
            lang,
            "浏览器中最近的一份存档已损坏，已从上一份存档和其后的修改记录完整恢复，没有丢失内容。",
            "The newest snapshot in the browser was damaged. The one before it and the changes since gave the whole workbook back; nothing is lost.",
        )
        .to_owned(),
        Mended::Shortened { reached, stored } => match lang {
            Lang::Zh => format!(
                "浏览器中的数据有损坏：已恢复到第 {reached} 次修改，第 {} 至 {stored} 次读不出来。损坏的数据另行保留；如有更新的文件，请打开文件。",
                reached + 1
            ),
            Lang::En => format!(
                "What the browser kept is damaged: the workbook is back as of revision {reached}; revisions {} to {stored} cannot be read. The damaged data was put aside; if you have a later file, open it.",
                reached + 1
            ),
        },
        Mended::Lost { name } => match lang {
            Lang::Zh => format!("浏览器中的工作簿“{name}”读不出来。请打开您保存的文件。"),
            Lang::En => format!("The workbook \"{name}\" in the browser cannot be read. Open the file you saved."),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, Lang, Mended, Stage, State, Stored, drawn};

    fn text(state: &State) -> String {
        drawn(state, Lang::Zh).into_string()
    }

    #[test]
    fn a_conflict_offers_the_merge_mine_as_a_file_and_theirs() {
        let state = State {
            stage: Stage::Open,
            stored: Stored::Refused(Fault::Moved { revision: 12 }),
            ..State::default()
        };
        let text = text(&state);
        assert!(text.contains("第 12 次修改"));
        for act in ["merge-stored", "save-file", "theirs"] {
            assert!(text.contains(&format!("data-do=\"{act}\"")), "{act}");
        }
        assert!(!text.contains("data-do=\"again\""));
    }

    #[test]
    fn a_full_storage_says_that_the_data_is_still_there() {
        let state = State {
            stage: Stage::Open,
            stored: Stored::Refused(Fault::Full),
            ..State::default()
        };
        let text = text(&state);
        assert!(text.contains("修改仍在本页") && text.contains("data-do=\"again\""));
    }

    #[test]
    fn what_could_not_be_read_is_numbered() {
        let state = State {
            mended: Some(Mended::Shortened {
                reached: 7,
                stored: 9,
            }),
            ..State::default()
        };
        assert!(text(&state).contains("第 8 至 9 次"));
    }

    #[test]
    fn nothing_is_said_when_all_is_well() {
        assert!(!text(&State::default()).contains("notice-"));
    }
}
