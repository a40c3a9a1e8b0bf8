//! A conflict between two tabs or copies: what is stored beside what this tab has, and going on from the stored line with both.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shizu_casebook::{Command, Workbook};

use super::desk::{Desk, Made, NotDone};
use super::document;
use super::opening::{Found, find};
use super::store::{Fault, Head, Mark};
use crate::context::App;
use crate::route::{BookPage, Route};

/// What the browser keeps of the open workbook, while this tab has something else.
#[derive(Debug)]
pub struct Beside {
    /// The workbook as it is stored.
    pub stored: Workbook,
    /// The states of what is stored and of this tab: as long as they are the same, so is what differs.
    pub marks: [Mark; 2],
    line: u32,
    head: Head,
}

impl Desk {
    /// Leads to the page that sets what this tab has beside what is stored.
    pub fn lead_to_merge(self) {
        self.beside.set(true);
        // A hash of our own is always accepted.
        let _ = window()
            .location()
            .set_hash(&Route::Book(BookPage::Data).href());
    }

    /// Whether the page was led to for that, followed; asking again gives nothing.
    pub fn take_merge(self) -> bool {
        self.beside.track();
        self.beside
            .try_update_untracked(std::mem::take)
            .unwrap_or_default()
    }

    /// Reads what is stored of the open workbook and hands it to `done`; what cannot be read is told.
    pub fn read_stored(self, app: App, done: impl FnOnce(Beside) + 'static) {
        spawn_local(async move {
            match self.stored_beside().await {
                Ok(Some(beside)) => done(beside),
                Ok(None) | Err(_) => app.announce(app.pick(
                    "浏览器中已存的内容没有读出来，什么也没有改动。请把本页的内容存为文件。",
                    "What the browser keeps could not be read; nothing was changed. Save what this tab has as a file.",
                )),
            }
        });
    }

    async fn stored_beside(self) -> Result<Option<Beside>, Fault> {
        let Some(line) = self.inner.with_value(|inner| inner.line) else {
            return Ok(None);
        };
        let store = self.store().await?;
        let Some(head) = store.head(line).await? else {
            return Ok(None);
        };
        let Found::Book(stored, _) = find(&store, line, &head).await? else {
            return Ok(None);
        };
        // Last, so that nothing is on its way when `done` goes on from here.
        self.settle().await;
        let mark = document::mark(&stored);
        // What is stored must be whole, for it is gone on from.
        let own = self
            .with_untracked(document::mark)
            .filter(|_| mark.revision >= head.mark.revision);
        Ok(own.map(|own| Beside {
            head: Head {
                mark: mark.clone(),
                ..head
            },
            marks: [mark, own],
            stored,
            line,
        }))
    }

    /// Puts what is stored on the desk with `command` done on it, as one change that is stored like any other. Its revision.
    ///
    /// # Errors
    /// When nothing was done, and why; the desk is then as it was.
    pub fn go_on_from(
        self,
        app: App,
        beside: Beside,
        command: Command,
        why: &str,
    ) -> Result<u64, NotDone> {
        self.may_write()?;
        let rules = self.rules(app)?;
        let mut book = beside.stored;
        let by = self.who();
        let made = Made::by(
            &mut book,
            |book, stamp| book.apply(command, stamp, &rules),
            &by,
            why,
        )?;
        self.put(book, beside.head, Some(beside.line), None);
        let revision = self.queue(made);
        spawn_local(async move {
            if let Ok(store) = self.store().await {
                self.list_kept(&store).await;
            }
        });
        Ok(revision)
    }
}
