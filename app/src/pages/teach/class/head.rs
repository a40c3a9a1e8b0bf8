//! What stands above the class: where files go, and what became of them.

use maud::{Markup, html};
use shizu_rules::Lang;

use super::{State, name};
use crate::markup::{faults, t};

/// Where files go, and what is to be said of them.
pub fn head(state: &State, lang: Lang) -> Markup {
    html! {
        section class="teach-drop no-print" data-drop="files" aria-labelledby="class-title" {
            h2 id="class-title" { (t(lang, "导入成绩文件", "Import results")) }
            p {
                (t(
                    lang,
                    "学员在“实训”里存下的成绩、考核、进度文件，可以一次选很多份，或一起拖到这里。每份都按规则重新评一遍；被改过的、别的版本的、没做完的都注明。",
                    "Results, exams and progress that trainees saved in training: choose many at once, or drop them here. Each is graded again by the rules; what was edited, is of another version or unfinished is marked.",
                ))
            }
            p class="hint" {
                (t(
                    lang,
                    "成绩和姓名不上传，只存在这台电脑的这个浏览器里，直到你清空。自编情景的成绩，请把情景文件或任务单也拖进来。",
                    "Results and names are not uploaded; they stay in this browser on this machine until you clear them. For scenarios of your own, drop their file or the set here too.",
                ))
            }
            p class="actions" {
                label class="button primary file-button" {
                    (t(lang, "选择文件…", "Choose files…"))
                    input type="file" class="hidden" id="class-files" multiple accept=".json,.toml" data-do="files";
                }
                @if !state.sheets.is_empty() {
                    @if state.armed {
                        span role="alert" {
                            (t(lang, "清空后要重新导入才有。", "Cleared results must be imported again. ")) " "
                            button type="button" class="button" id="class-clear-sure" data-do="clear" data-arg="sure" { (t(lang, "确定清空", "Clear them")) }
                            " "
                            button type="button" class="button quiet" data-do="keep" { (t(lang, "不清空", "Keep them")) }
                        }
                    } @else {
                        button type="button" class="button quiet" id="class-clear" data-do="clear" { (t(lang, "清空本页成绩", "Clear these results")) }
                    }
                }
            }
        }
        @if state.refused {
            p class="teach-note no-print" role="alert" {
                (t(
                    lang,
                    "浏览器没有保存（空间已满或不允许）：这些成绩在本页可以看，刷新后要重新导入；请及时导出。",
                    "The browser did not keep this (storage full or forbidden): the results can be seen here, and must be imported again after a reload. Export them.",
                ))
            }
        }
        @if let Some(done) = state.progress {
            p role="status" class="no-print" {
                @match lang {
                    Lang::Zh => { "正在重新评分：" (done) "/" (state.sheets.len()) }
                    Lang::En => { "Grading again: " (done) "/" (state.sheets.len()) }
                }
            }
        }
        @if let Some(said) = &state.said { p class="teach-said no-print" role="status" { (said) } }
        @if !state.problems.is_empty() {
            div class="no-print" {
                (faults(t(lang, "这些文件没有用上，其余照常导入：", "These files could not be used; all others were imported:"), &state.problems))
                button type="button" class="button quiet" id="class-dismiss" data-do="dismiss" { (t(lang, "知道了", "Dismiss")) }
            }
        }
        @if !state.waiting.is_empty() {
            section class="teach-note no-print" {
                h2 { (t(lang, "还不能评分", "Not graded yet")) }
                ul {
                    @for (at, why) in &state.waiting {
                        @if let Some(sheet) = state.sheets.get(*at) {
                            li { (sheet.file) " " (name(sheet.trainee(), lang)) (t(lang, "：", ": ")) (why) }
                        }
                    }
                }
            }
        }
    }
}
