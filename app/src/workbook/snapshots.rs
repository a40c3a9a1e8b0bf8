//! Older states of the open workbook that the browser keeps: opened, read, deleted.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shizu_casebook::Workbook;

use super::desk::Desk;
use super::document;
use crate::context::App;

impl Desk {
    /// Opens an older state of the open workbook, in place of the newest, which stays among those that the browser keeps.
    pub fn open_snapshot(self, app: App, revision: u64) {
        self.read_snapshot(app, revision, move |book| self.take(app, book, None));
    }

    /// Reads an older state of the open workbook and hands it to `done`; what cannot be read is told.
    pub fn read_snapshot(self, app: App, revision: u64, done: impl FnOnce(Workbook) + 'static) {
        let line = self.inner.with_value(|inner| inner.line);
        let snapshots = self.state.with_untracked(|state| state.snapshots.clone());
        let snapshot = snapshots
            .into_iter()
            .find(|snapshot| snapshot.revision == revision);
        let (Some(line), Some(snapshot)) = (line, snapshot) else {
            return;
        };
        spawn_local(async move {
            let content = async { self.store().await?.content(line, &snapshot).await };
            match content.await {
                Ok(Some(bytes)) => match document::open(&bytes) {
                    Ok(opened) => done(opened.book),
                    Err(error) => app.announce(error.message(app.lang.get_untracked())),
                },
                _ => app.announce(app.pick(
                    "浏览器没有读出这份存档。",
                    "The browser could not read this snapshot.",
                )),
            }
        });
    }

    /// Lets go of an older state of the open workbook. The newest stays: it and the entries after it are the workbook.
    pub fn drop_snapshot(self, app: App, revision: u64) {
        let Some(line) = self.inner.with_value(|inner| inner.line) else {
            return;
        };
        spawn_local(async move {
            self.settle().await;
            let dropped = async { self.store().await?.drop_snapshot(line, revision).await };
            app.announce(match dropped.await {
                Ok(snapshots) => {
                    self.state.update(|state| state.snapshots = snapshots);
                    app.pick("已删除这份存档", "The snapshot is deleted")
                }
                Err(_) => app.pick(
                    "浏览器没有删除这份存档，请稍后再试。",
                    "The browser did not delete the snapshot; try again later.",
                ),
            });
        });
    }
}
