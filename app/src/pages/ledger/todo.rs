//! The tasks of a row; and the time limits of a matter made into tasks.

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_casebook::routing::determine;
use shizu_casebook::{Command, Kind, Lang, Row, Workbook};

use super::Page;
use super::state::{Adding, State};
use super::table::{cell_text, sign};
use crate::markup::{Act, focus_drawn, t};

/// The tasks that are about a row.
fn of_row<'b>(book: &'b Workbook, kind: Kind, id: &str) -> Vec<Row<'b>> {
    let field = |code: &str| Kind::Task.field(code).unwrap_or_default();
    let tasks = book.register(Kind::Task);
    let Some((of_kind, of_row)) = book.symbol(kind.code()).zip(book.symbol(id)) else {
        return Vec::new();
    };
    let (kinds, rows) = (
        tasks.column(field("register")),
        tasks.column(field("record")),
    );
    let both = kinds.iter().zip(rows).enumerate();
    let ours = both.filter(|(_, (kind, row))| **kind == of_kind && **row == of_row);
    ours.filter_map(|(at, _)| tasks.row(at)).collect()
}

/// The tasks of the row, with a way to each and to a new one.
pub fn tasks(book: &Workbook, kind: Kind, row: Row<'_>, reading: bool, lang: Lang) -> Markup {
    if kind == Kind::Task {
        return html! {};
    }
    let tasks = of_row(book, kind, row.id());
    let fields = Kind::Task.fields();
    let shown = |row: Row<'_>, code: &str| {
        let field = Kind::Task.field(code).and_then(|at| fields.get(at));
        field
            .map(|field| cell_text(book, field, row.get(code), lang).into_owned())
            .unwrap_or_default()
    };
    html! {
        section class="ledger-todo" id="ledger-todo" {
            h3 { (t(lang, "任务", "Tasks")) " " span class="ledger-count" { (tasks.len()) } }
            ul {
                @for task in &tasks {
                    li {
                        span aria-hidden="true" { (sign(task.get("state"))) " " }
                        button type="button" class="link" data-do="task" data-arg=(task.id()) { bdi { (shown(*task, "title")) } }
                        span class="hint" {
                            " · " (shown(*task, "state"))
                            @if !task.get("due").is_empty() { " · " (t(lang, "到期 ", "due ")) (task.get("due")) @if task.get("provisional") == "yes" { (t(lang, "（暂定）", " (provisional)")) } }
                            @if !task.get("owner").is_empty() { " · " bdi { (shown(*task, "owner")) } }
                        }
                    }
                }
            }
            @if !reading {
                p class="actions" {
                    button type="button" class="button" id="ledger-task-new" data-do="task-new" { (t(lang, "加任务", "Add a task")) }
                    @if kind == Kind::Matter {
                        button type="button" class="button" id="ledger-task-limits" data-do="task-limits" { (t(lang, "按办理时限建任务", "Make tasks of the time limits")) }
                    }
                }
            }
        }
    }
}

/// What was done with the tasks of the row. Whether it was something of them.
pub fn act(page: Page, kind: Kind, id: &str, act: &Act) -> bool {
    match &*act.name {
        "task" => {
            page.state.update(|state| state.go(Kind::Task));
            page.open(&act.arg);
        }
        "task-new" => {
            page.state.update(|state| {
                state.go(Kind::Task);
                let mut adding = Adding::default();
                for (code, text) in [("register", kind.code()), ("record", id)] {
                    if let Some(field) = Kind::Task.field(code) {
                        State::put(&mut adding.cells, field, text.to_owned());
                    }
                }
                state.adding = Some(adding);
            });
            focus_drawn("ledger-new-title");
        }
        "task-limits" => limits(page, id),
        _ => return false,
    }
    true
}

/// One task for each time limit that the rules put on the matter and that has none yet.
fn limits(page: Page, id: &str) {
    let engine = page.app.engines.get_untracked();
    let lang = page.app.lang.get_untracked();
    let rows = page.app.desk_untracked().with_untracked(|book| {
        let row = book.register(Kind::Matter).find(id)?;
        let tasks = of_row(book, Kind::Matter, id);
        let limits = determine(&engine, row).deadlines.into_iter();
        let fresh = limits.filter(|limit| tasks.iter().all(|task| task.get("rule") != limit.id));
        let rows = fresh.map(|limit| {
            let known = engine
                .rulebook()
                .limits
                .iter()
                .find(|known| known.id == limit.id);
            let title = known.map_or(limit.id.clone(), |known| {
                known.title.in_lang(lang).to_owned()
            });
            [
                &title,
                Kind::Matter.code(),
                id,
                row.get("follower"),
                row.get("received"),
                &limit.id,
            ]
            .map(str::to_owned)
            .to_vec()
        });
        Some(rows.collect::<Vec<_>>())
    });
    let rows = rows.flatten().unwrap_or_default();
    let count = rows.len();
    if count == 0 {
        page.app.announce(page.app.pick(
            "没有新的时限：事实不足，或都已有任务。",
            "No new time limit: facts are missing, or each has its task.",
        ));
        return;
    }
    let columns = ["title", "register", "record", "owner", "start", "rule"]
        .map(str::to_owned)
        .to_vec();
    let command = Command::Import {
        kind: Kind::Task,
        columns,
        rows,
    };
    let revision = page.run(command, page.app.pick("按办理时限", "from the time limits"));
    let words = match lang {
        Lang::Zh => format!("已建 {count} 项任务。"),
        Lang::En => format!("{count} tasks were made."),
    };
    page.note(&words, revision);
}
