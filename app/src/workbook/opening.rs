//! Taking a workbook onto the desk: from the browser's storage, new, or from a file; and putting it away.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shizu_casebook::{Opened, Workbook};

use super::desk::{Desk, Inner, Next};
use super::state::{Mended, Stage, State, Stored};
use super::store::{Fault, Filed, Head, Store, js};
use super::tabs::{Answer, Ask, Channel, Lock};
use super::{clock, document};
use crate::context::App;

/// How many workbooks that are safe in a file the browser keeps beside the open one.
const CLOSED: usize = 5;

/// Longest wait for what is being stored before another workbook is taken, in steps of [`STEP`] milliseconds.
const STEPS: usize = 250;
const STEP: i32 = 40;

/// Pauses before a browser that did not give its storage is asked again, in milliseconds: after a crash it may still be mending it.
const AGAIN: [i32; 3] = [500, 2_000, 8_000];

/// Time for a page to be drawn, in milliseconds.
const DRAWN: i32 = 50;

/// The file that a workbook was read from.
pub struct FromFile {
    /// What it holds, decrypted, to be the first snapshot, so that the workbook need not be written anew.
    content: Option<Vec<u8>>,
    sealed: bool,
}

impl FromFile {
    /// The file whose content, decrypted, was opened; `sealed` if it is under a passphrase. Of an older layout, or without a checksum, it is no snapshot.
    pub fn new(opened: &Opened, content: Vec<u8>, sealed: bool) -> Self {
        let same = opened.migrated_from.is_none() && opened.checked;
        let content = same.then_some(content);
        FromFile { content, sealed }
    }
}

/// What the store could give.
pub(super) enum Found {
    /// The workbook, and what had to be mended.
    Book(Workbook, Option<Mended>),
    /// Nothing that can be read.
    Nothing,
}

impl Desk {
    /// Opens what the browser keeps for this space. What is refused is told, and tried again a few times, as long as nothing else was opened.
    pub fn enter(self) {
        if self.inner.with_value(|inner| inner.channel.is_none()) {
            let name = format!("shizu.{}", self.words());
            let channel = Channel::join(&name, move |line, revision| self.heard(line, revision));
            self.inner
                .update_value(|inner| inner.channel = Some(channel));
        }
        spawn_local(async move {
            let mut pauses = AGAIN.into_iter();
            loop {
                let refused = self.enter_stored().await.err();
                let pause = refused.as_ref().and_then(|_| pauses.next());
                self.state.update(|state| {
                    if state.stage != Stage::Open {
                        state.stage = Stage::Empty;
                        state.stored = refused.map_or(Stored::All, Stored::Refused);
                    }
                });
                let Some(pause) = pause else { return };
                super::pause(pause).await;
                if self.is_open_untracked() {
                    return;
                }
                self.inner.update_value(|inner| inner.store = None);
            }
        });
    }

    async fn enter_stored(self) -> Result<(), Fault> {
        let store = self.store().await?;
        let who = store.who().await?;
        self.inner.update_value(|inner| {
            // Who has named themself while the storage did not come stays who they are.
            if inner.who.is_empty() {
                inner.who = who;
            }
        });
        // Nor is a workbook replaced that was opened meanwhile.
        if let Some(line) = store.current().await?
            && !self.is_open_untracked()
        {
            self.load(&store, line).await?;
        }
        self.list_kept(&store).await;
        Ok(())
    }

    /// Takes the workbook of a line onto the desk.
    async fn load(self, store: &Store, line: u32) -> Result<(), Fault> {
        let was_open = self.is_open_untracked();
        let Some(mut head) = store.head(line).await? else {
            return Ok(());
        };
        let found = find(store, line, &head).await?;
        if !was_open && self.is_open_untracked() {
            // The user has opened another meanwhile; this one stays among those that the browser keeps.
            return Ok(());
        }
        let (book, mended) = match found {
            Found::Book(book, mended) => (book, mended),
            Found::Nothing => {
                let name = head.name;
                self.state
                    .update(|state| state.mended = Some(Mended::Lost { name }));
                return store.set_current(None).await;
            }
        };
        head.mark = document::mark(&book);
        if head
            .filed
            .as_ref()
            .is_some_and(|filed| filed.mark.revision > head.mark.revision)
        {
            head.filed = None;
        }
        let anew = matches!(mended, Some(Mended::Shortened { .. }));
        self.put(book, head, (!anew).then_some(line), mended);
        if anew {
            self.store_pending();
        } else {
            self.lock_line(line);
            if self.state.with_untracked(|state| state.mended.is_some()) {
                self.store_snapshot();
            }
        }
        Ok(())
    }

    /// Puts a workbook on the desk, in place of whatever lies there.
    pub(super) fn put(self, book: Workbook, head: Head, line: Option<u32>, mended: Option<Mended>) {
        let kept = line.is_some_and(|line| self.holds(line));
        self.inner.update_value(|inner| {
            let lock = std::mem::take(&mut inner.lock);
            if !kept {
                lock.release();
            }
            *inner = Inner {
                store: inner.store.take(),
                channel: inner.channel.take(),
                who: std::mem::take(&mut inner.who),
                waiting: inner.waiting.take(),
                lock: if kept { lock } else { Lock::default() },
                line,
                sure: line.is_some(),
                noted: true,
                head: head.clone(),
                ..Inner::default()
            };
        });
        self.book.set(Some(book));
        self.state.update(|state| {
            *state = State {
                stage: Stage::Open,
                stored: Stored::All,
                mark: head.mark,
                filed: head.filed,
                mended,
                line,
                kept: std::mem::take(&mut state.kept),
                persistent: state.persistent,
                ..State::default()
            };
        });
    }

    /// Begins a workbook. Whoever works here has named themself before.
    pub fn create(self, app: App, name: &str) {
        let at = clock::now();
        let id = format!("w-{}", unlikely_twice());
        let book = Workbook::new(&id, name.trim(), self.casebook_space(), &at);
        self.take(app, book, None);
    }

    /// Takes a workbook that is not in the store yet. `file` is the file that holds it as it is. What lies on the desk stays in the browser's
    /// storage; if the browser refused to store it and no file holds it, nothing is done, and the user is told.
    pub fn take(self, app: App, book: Workbook, file: Option<FromFile>) {
        spawn_local(async move {
            if !self.may_leave(app).await {
                return;
            }
            let mut head = document::head(&book, &clock::now());
            head.filed = file.as_ref().map(|file| Filed {
                mark: head.mark.clone(),
                at: clock::now(),
                sealed: file.sealed,
            });
            let mark = head.mark.clone();
            self.put(book, head, None, None);
            if let Some(file) = file {
                let content = file.content.map(|content| (mark, content));
                self.inner.update_value(|inner| inner.content = content);
                // The user sees it before it is stored: until then their file holds it.
                super::pause(DRAWN).await;
            }
            self.store_pending();
            self.ask_to_persist();
            self.tidy().await;
        });
    }

    /// Opens a file of the user's.
    pub fn open_file(self, app: App, file: web_sys::File) {
        spawn_local(async move {
            let incoming = match document::incoming(&file).await {
                Ok(incoming) => incoming,
                Err(why) => return app.announce(why.message(app.lang.get_untracked())),
            };
            match incoming.open() {
                Ok(opened) if opened.book.space() == self.casebook_space() => {
                    let file = FromFile::new(&opened, incoming.into_bytes(), false);
                    self.take(app, opened.book, Some(file));
                }
                Ok(_) => app.announce(app.pick(
                    "这本工作簿属于另一个空间：请先在顶部切换空间，再打开。",
                    "This workbook belongs to the other space: switch the space at the top first, then open it.",
                )),
                Err(error) => {
                    let words = error.message(app.lang.get_untracked());
                    app.announce(format!("{}: {words}", file.name()));
                }
            }
        });
    }

    /// Opens a workbook that the browser keeps.
    pub fn open_kept(self, app: App, line: u32) {
        spawn_local(async move {
            if !self.may_leave(app).await {
                return;
            }
            let opened = async {
                let store = self.store().await?;
                store.set_current(Some(line)).await?;
                self.load(&store, line).await?;
                self.list_kept(&store).await;
                Ok(())
            };
            if let Err(fault) = opened.await {
                self.state
                    .update(|state| state.stored = Stored::Refused(fault));
            }
        });
    }

    /// Puts the workbook away. It stays among those that the browser keeps.
    pub fn close(self, app: App) {
        spawn_local(async move {
            if !self.may_leave(app).await {
                return;
            }
            self.clear();
            if let Ok(store) = self.store().await {
                // If it is not noted, the workbook is open again next time; nothing is lost.
                let _ = store.set_current(None).await;
                self.list_kept(&store).await;
            }
        });
    }

    /// Erases a workbook from the browser's storage, the open one as well.
    pub fn erase(self, app: App, line: u32) {
        spawn_local(async move {
            self.settle().await;
            // Not from under another tab that works on it.
            let right = Lock::default();
            let name = self.lock_name(line);
            if !self.holds(line) && right.ask(&name, Ask::IfFree, || {}).await == Answer::Taken {
                app.announce(app.pick(
                    "另一窗口正开着这本工作簿，请先在那里关闭它。",
                    "Another window has this workbook open; close it there first.",
                ));
                return;
            }
            let erased = async {
                let store = self.store().await?;
                store.erase(line).await?;
                if self.inner.with_value(|inner| inner.line == Some(line)) {
                    self.clear();
                    store.set_current(None).await?;
                }
                self.list_kept(&store).await;
                Ok::<(), Fault>(())
            };
            let erased = erased.await;
            right.release();
            app.announce(match erased {
                Ok(()) => app.pick(
                    "已从本浏览器清除",
                    "Erased from this browser",
                ),
                Err(_) => app.pick(
                    "浏览器没有清除，请在浏览器设置中清除本站数据。",
                    "The browser did not erase it; clear this site's data in the browser's settings.",
                ),
            });
        });
    }

    /// Lets go of what this tab changed beyond what is stored, and takes what is stored.
    pub fn reload(self) {
        spawn_local(async move {
            self.settle().await;
            let loaded = async {
                let store = self.store().await?;
                let line = match self.inner.with_value(|inner| inner.line) {
                    Some(line) => Some(line),
                    None => store.current().await?,
                };
                if let Some(line) = line {
                    self.load(&store, line).await?;
                }
                self.list_kept(&store).await;
                Ok(())
            };
            if let Err(fault) = loaded.await {
                self.state
                    .update(|state| state.stored = Stored::Refused(fault));
            }
        });
    }

    /// Tries again to store what was refused.
    pub fn try_again(self) {
        if self.is_open() {
            self.store_pending();
        } else {
            self.state.update(|state| *state = State::default());
            self.enter();
        }
    }

    /// Nothing is on the desk any more.
    fn clear(self) {
        self.inner.update_value(|inner| {
            inner.lock.release();
            *inner = Inner {
                store: inner.store.take(),
                channel: inner.channel.take(),
                who: std::mem::take(&mut inner.who),
                ..Inner::default()
            };
        });
        self.book.set(None);
        self.state.update(|state| {
            *state = State {
                stage: Stage::Empty,
                kept: std::mem::take(&mut state.kept),
                persistent: state.persistent,
                ..State::default()
            };
        });
    }

    /// Whether the workbook on the desk may be put away: it is stored, or in a file. Waits for what is being stored.
    async fn may_leave(self, app: App) -> bool {
        self.settle().await;
        let lost = self.state.with_untracked(State::in_this_tab_only);
        if lost {
            app.announce(app.pick(
                "当前工作簿还没有存入浏览器，也没有存为文件。请先存为文件。",
                "The present workbook is neither in the browser's storage nor in a file. Save it as a file first.",
            ));
        }
        !lost
    }

    /// Waits until nothing is being written, but not for ever.
    pub(super) async fn settle(self) {
        for _ in 0..STEPS {
            if !self
                .inner
                .with_value(|inner| inner.writing || inner.snapshot == Next::UnderWay)
            {
                return;
            }
            super::pause(STEP).await;
        }
    }

    /// Lets go of old workbooks that are safe in files.
    async fn tidy(self) {
        self.settle().await;
        let Ok(store) = self.store().await else {
            return;
        };
        let open = self.inner.with_value(|inner| inner.line);
        let mut safe: Vec<u32> = self.state.with_untracked(|state| {
            let kept = state.kept.iter();
            kept.filter(|(line, head)| {
                Some(*line) != open
                    && head
                        .filed
                        .as_ref()
                        .is_some_and(|filed| filed.mark == head.mark)
            })
            .map(|(line, _)| *line)
            .collect()
        });
        safe.truncate(safe.len().saturating_sub(CLOSED));
        for line in &safe {
            // What is not erased now is the next time.
            let _ = store.erase(*line).await;
        }
        if !safe.is_empty() {
            self.list_kept(&store).await;
        }
    }

    /// Asks the browser not to clear its storage by itself when room is short.
    fn ask_to_persist(self) {
        spawn_local(async move {
            let storage = js::get(&js::get(&js_sys::global(), "navigator"), "storage");
            if let Ok(promise) = js::call(&storage, "persist", &[]) {
                let granted = super::awaited(promise).await.ok();
                let persistent = granted.and_then(|granted| granted.as_bool());
                self.state.update(|state| state.persistent = persistent);
            }
        });
    }
}

/// The newest state that can be read: from the newest snapshot that is sound, with the entries after it; if that does not reach the line's end, from an
/// older one whose entries may reach further.
pub(super) async fn find(store: &Store, line: u32, head: &Head) -> Result<Found, Fault> {
    let mut best: Option<Workbook> = None;
    let mut damaged = false;
    for snapshot in store.snapshots(line).await? {
        let Some(bytes) = store.content(line, &snapshot).await? else {
            continue;
        };
        let entries = store.entries(line, snapshot.revision).await?;
        let Ok(book) = document::replay(&bytes, &entries) else {
            damaged = true;
            continue;
        };
        let further = best
            .as_ref()
            .is_none_or(|best| best.revision() < book.revision());
        if further {
            best = Some(book);
        }
        // Another tab may have written since the head was read: further is whole, too.
        if best.as_ref().map(Workbook::revision) >= Some(head.mark.revision) {
            break;
        }
        damaged = true;
    }
    Ok(match best {
        None => Found::Nothing,
        Some(book) if book.revision() < head.mark.revision => {
            let mended = Mended::Shortened {
                reached: book.revision(),
                stored: head.mark.revision,
            };
            Found::Book(book, Some(mended))
        }
        Some(book) => Found::Book(book, damaged.then_some(Mended::Whole)),
    })
}

/// A text that no other workbook is likely to have.
fn unlikely_twice() -> String {
    #[allow(clippy::cast_sign_loss)]
    let number = |below: f64| (js_sys::Math::random() * below) as u64;
    #[allow(clippy::cast_sign_loss)]
    let now = js_sys::Date::now() as u64;
    format!(
        "{now:x}-{:08x}{:08x}",
        number(4_294_967_296.0),
        number(4_294_967_296.0)
    )
}
