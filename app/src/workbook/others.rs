//! Other tabs with the same workbook: who may write, following what they write, taking over.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::desk::Desk;
use super::document;
use super::state::Stored;
use super::store::Fault;
use super::tabs::{Answer, Ask, Lock};

impl Desk {
    /// Asks for the right to write to the line, unless this tab has it; until it is given, this tab only reads.
    pub(super) fn lock_line(self, line: u32) {
        if self.holds(line) {
            return;
        }
        let lock = Lock::default();
        let mine = lock.clone();
        self.inner
            .update_value(|inner| std::mem::replace(&mut inner.lock, mine).release());
        let name = self.lock_name(line);
        spawn_local(async move {
            let lost = move || self.lost_lock(line);
            if lock.ask(&name, Ask::IfFree, lost).await != Answer::Taken {
                return;
            }
            self.read_only(line);
            if lock.ask(&name, Ask::Wait, lost).await == Answer::Held {
                self.take_up(line).await;
            }
        });
    }

    /// Takes the right to write from the tab that has it.
    pub fn take_over(self) {
        let Some(line) = self.inner.with_value(|inner| inner.line) else {
            return;
        };
        let lock = Lock::default();
        let mine = lock.clone();
        // What was waited for is given back as soon as it comes.
        self.inner.update_value(|inner| {
            inner.lock.release();
            inner.lock = mine;
        });
        spawn_local(async move {
            let lost = move || self.lost_lock(line);
            let name = self.lock_name(line);
            if lock.ask(&name, Ask::Steal, lost).await == Answer::Held {
                self.take_up(line).await;
            }
        });
    }

    /// Whether this tab holds the right to write to the line.
    pub(super) fn holds(self, line: u32) -> bool {
        let name = self.lock_name(line);
        self.inner.with_value(|inner| inner.lock.holds(&name))
    }

    pub(super) fn lock_name(self, line: u32) -> String {
        format!("shizu.{}.{line}", self.words())
    }

    fn read_only(self, line: u32) {
        if self.inner.with_value(|inner| inner.line == Some(line)) {
            self.state.update(|state| state.reading = true);
        }
    }

    /// Another tab took over: this one only reads, and waits for its turn.
    fn lost_lock(self, line: u32) {
        self.read_only(line);
        let lock = Lock::default();
        let mine = lock.clone();
        self.inner.update_value(|inner| inner.lock = mine);
        let name = self.lock_name(line);
        spawn_local(async move {
            let lost = move || self.lost_lock(line);
            if lock.ask(&name, Ask::Wait, lost).await == Answer::Held {
                self.take_up(line).await;
            }
        });
    }

    /// This tab may write now, from what the others left.
    async fn take_up(self, line: u32) {
        if self.inner.with_value(|inner| inner.line != Some(line)) {
            return;
        }
        match self.catch_up(line).await {
            Ok(()) => self.state.update(|state| state.reading = false),
            Err(fault) => self
                .state
                .update(|state| state.stored = Stored::Refused(fault)),
        }
    }

    /// Another tab of this space has written.
    pub(super) fn heard(self, line: u32, revision: u64) {
        let behind = self
            .inner
            .with_value(|inner| inner.line == Some(line) && inner.head.mark.revision < revision);
        if behind {
            spawn_local(async move {
                if let Err(fault) = self.catch_up(line).await {
                    self.state
                        .update(|state| state.stored = Stored::Refused(fault));
                }
            });
        }
    }

    /// Takes what others stored since. What this tab itself has not stored yet stays as it is: storing it will be refused and told.
    async fn catch_up(self, line: u32) -> Result<(), Fault> {
        let store = self.store().await?;
        let own = self.inner.with_value(|inner| inner.head.mark.clone());
        let head = store.head(line).await?.ok_or(Fault::Gone)?;
        let entries = store.entries(line, own.revision).await?;
        let busy = self.inner.with_value(|inner| {
            inner.writing || !inner.pending.is_empty() || inner.head.mark != own
        });
        if busy || head.mark == own {
            return Ok(());
        }
        let reached = self.book.try_update(|book| {
            let book = book.as_mut()?;
            let replayed = entries
                .iter()
                .try_for_each(|entry| book.replay(entry).map(drop));
            replayed.ok().map(|()| document::mark(book))
        });
        let Some(mark) = reached
            .flatten()
            .filter(|mark| mark.revision >= head.mark.revision)
        else {
            self.reload();
            return Ok(());
        };
        self.inner.update_value(|inner| {
            inner.head = head.clone();
            inner.head.mark = mark.clone();
        });
        self.state.update(|state| {
            state.mark = mark;
            state.filed = head.filed;
        });
        Ok(())
    }
}
