//! Storing: every entry at once, a snapshot of the whole when there is time.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

use super::desk::{Desk, Inner, Next};
use super::document;
use super::state::Stored;
use super::store::{Fault, Head, Store, js};

/// A snapshot is due after so many entries …
const ENTRIES: usize = 200;
/// … or so many bytes of them, or a quarter of the last snapshot's size if that is more: so that all writing stays in proportion to what is changed.
const BYTES: usize = 256 << 10;

impl Desk {
    /// Stores what is not stored yet, unless that is under way already. What is refused stays pending, is told, and tried again with the next change.
    pub(super) fn store_pending(self) {
        let begun = self.inner.try_update_value(|inner| {
            let begun = !inner.writing;
            inner.writing = true;
            begun
        });
        if begun != Some(true) {
            return;
        }
        self.tell_stored(Stored::Saving);
        spawn_local(async move {
            let outcome = self.write_all().await;
            self.inner.update_value(|inner| inner.writing = false);
            match outcome {
                Ok(()) => {
                    self.tell_stored(Stored::All);
                    self.snapshot_if_due();
                }
                Err(fault) => self.tell_stored(Stored::Refused(fault)),
            }
        });
    }

    fn tell_stored(self, stored: Stored) {
        let changed = self.state.with_untracked(|state| state.stored != stored);
        if changed {
            self.state.update(|state| state.stored = stored);
        }
    }

    async fn write_all(self) -> Result<(), Fault> {
        // A lost connection is opened anew once, an erased line begun anew once; what fails again is told.
        let mut tries = 2;
        loop {
            let fault = match self.write_some().await {
                Ok(true) => continue,
                Ok(false) => return Ok(()),
                Err(fault) => fault,
            };
            self.inner.update_value(|inner| match fault {
                Fault::Closed => {
                    inner.store = None;
                    inner.sure = false;
                }
                Fault::Gone => inner.line = None,
                _ => tries = 0,
            });
            if tries == 0 {
                return Err(fault);
            }
            tries -= 1;
        }
    }

    /// One transaction with all that is pending now. Whether there was something.
    async fn write_some(self) -> Result<bool, Fault> {
        let Some((line, from)) = self
            .inner
            .with_value(|inner| Some((inner.line?, inner.head.mark.clone())))
        else {
            return self.begin_line().await;
        };
        let entries: Vec<(u64, String)> = self.inner.with_value(|inner| {
            let pending = inner.pending.iter();
            pending
                .map(|pending| (pending.revision, pending.text.clone()))
                .collect()
        });
        let head = self.newest_head();
        let noted = self.inner.with_value(|inner| inner.noted);
        if entries.is_empty() && noted {
            return Ok(false);
        }
        let store = self.store().await?;
        self.inner.update_value(|inner| inner.noted = true);
        let alone = self.holds(line) && self.inner.with_value(|inner| inner.sure);
        let written = store.append(line, &from, &entries, &head, alone).await;
        if written.is_err() {
            self.inner.update_value(|inner| inner.noted = noted);
        }
        written?;
        let revision = head.mark.revision;
        self.inner.update_value(|inner| {
            inner.stored_until(head);
            inner.sure = true;
            inner.since.0 += entries.len();
            inner.since.1 += entries.iter().map(|(_, text)| text.len()).sum::<usize>();
        });
        self.tell_others(line, revision);
        Ok(true)
    }

    /// Begins a line with the workbook as it is, which covers all that is pending. Whether there was one to begin.
    pub(super) async fn begin_line(self) -> Result<bool, Fault> {
        let Some(mark) = self.with_untracked(document::mark) else {
            return Ok(false);
        };
        let content = self.inner.try_update_value(|inner| inner.content.take());
        let bytes = match content.flatten() {
            Some((of, content)) if of == mark => content,
            _ => self.with_untracked(document::bytes).unwrap_or_default(),
        };
        let mut head = self.newest_head();
        head.mark = mark;
        let store = self.store().await?;
        let line = store.begin(&head, &bytes).await?;
        let revision = head.mark.revision;
        self.inner.update_value(|inner| {
            inner.line = Some(line);
            inner.stored_until(head);
            inner.since = (0, 0);
            inner.size = bytes.len();
        });
        self.lock_line(line);
        self.tell_others(line, revision);
        self.list_kept(&store).await;
        Ok(true)
    }

    /// The head as it will be when all is stored.
    pub(super) fn newest_head(self) -> Head {
        self.inner.with_value(|inner| {
            let last = inner.pending.back().map(|last| &last.head);
            let mut head = last.unwrap_or(&inner.head).clone();
            head.filed.clone_from(&inner.head.filed);
            head
        })
    }

    fn tell_others(self, line: u32, revision: u64) {
        self.inner.with_value(|inner| {
            if let Some(channel) = &inner.channel {
                channel.tell(line, revision);
            }
        });
    }

    /// Has a snapshot stored in an idle moment, if enough has changed since the last.
    pub(super) fn snapshot_if_due(self) {
        let due = self.inner.try_update_value(|inner| {
            let (entries, bytes) = inner.since;
            let many = entries >= ENTRIES && bytes * 16 >= inner.size;
            let due = many || bytes >= BYTES.max(inner.size / 4);
            let begun = due && inner.snapshot == Next::Later;
            if begun {
                inner.snapshot = Next::Due;
            }
            (begun, due && entries >= 4 * ENTRIES)
        });
        match due {
            // No idle moment came for long.
            Some((_, true)) => self.store_snapshot(),
            Some((true, _)) => when_idle(move || self.store_snapshot()),
            _ => {}
        }
    }

    /// Stores a snapshot now. If it is refused, nothing is lost: it is tried again after the next entry.
    pub(super) fn store_snapshot(self) {
        let begun = self.inner.try_update_value(|inner| {
            if inner.snapshot == Next::UnderWay {
                return None;
            }
            inner.snapshot = Next::Later;
            let free = !inner.writing && inner.pending.is_empty();
            let line = inner.line.filter(|_| free)?;
            inner.snapshot = Next::UnderWay;
            Some((line, inner.head.clone(), inner.since))
        });
        let Some((line, head, since)) = begun.flatten() else {
            return;
        };
        let bytes = self.with_untracked(document::bytes).unwrap_or_default();
        spawn_local(async move {
            let outcome = async {
                let store = self.store().await?;
                store.snapshot(line, &head, &bytes).await?;
                store.snapshots(line).await
            };
            let outcome: Result<Vec<_>, Fault> = outcome.await;
            self.inner.update_value(|inner| {
                inner.snapshot = Next::Later;
                if outcome.is_ok() {
                    inner.since.0 = inner.since.0.saturating_sub(since.0);
                    inner.since.1 = inner.since.1.saturating_sub(since.1);
                    inner.size = bytes.len();
                }
            });
            if let Ok(snapshots) = outcome {
                self.state.update(|state| state.snapshots = snapshots);
            }
        });
    }

    /// Tells what the browser keeps.
    pub(super) async fn list_kept(self, store: &Store) {
        let line = self.inner.with_value(|inner| inner.line);
        let kept = store.heads().await.unwrap_or_default();
        let snapshots = match line {
            Some(line) => store.snapshots(line).await.unwrap_or_default(),
            None => Vec::new(),
        };
        self.state.update(|state| {
            state.kept = kept;
            state.line = line;
            state.snapshots = snapshots;
        });
    }
}

impl Inner {
    /// The store has everything up to `head`.
    fn stored_until(&mut self, head: Head) {
        let filed = self.head.filed.take();
        self.pending
            .retain(|pending| pending.revision > head.mark.revision);
        self.head = head;
        self.head.filed = filed;
    }
}

/// Runs `what` when the browser has nothing else to do, or soon.
fn when_idle(what: impl FnOnce() + 'static) {
    let idle = Closure::once_into_js(what);
    let options = js::object(&[("timeout", 5000.into())]);
    if js::call(&window(), "requestIdleCallback", &[&idle, &options]).is_err() {
        // No page is without timers.
        let _ = window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(idle.unchecked_ref(), 1000);
    }
}
