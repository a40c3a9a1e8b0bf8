//! The one door to heavy file formats: workbooks (XLSX), text documents (DOCX), files under a passphrase (age).
//!
//! A second WebAssembly module does the work in a worker (`app/office.js`), so the page stays alive and every job can be given up. What is asked
//! and answered is described by the crate `shizu-office`. Each function takes a `done` that is called once, later; or at once, where nothing heavy
//! is to be done. After 200 ms a strip at the foot of the page says what is going on, unless the page says it itself ([`Job::quiet`]).

mod busy;
#[cfg_attr(feature = "embedded", path = "here.rs")]
mod module;

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use leptos::prelude::*;
use shizu_formats::{Format, Issue, ReadOptions, Table, detect, read_table};
use shizu_office::Request;
use shizu_rules::Lang;

pub use busy::busy;
pub use shizu_office::{Book, Cell, Document, Refusal};

use crate::context::App;

/// The kind of an XLSX file.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The kind of a DOCX file.
pub const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// How long a job goes on before the strip appears.
const UNNOTICED: Duration = Duration::from_millis(200);

/// What a job does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// Reads a workbook.
    Reading,
    /// Writes a workbook.
    Writing,
    /// Writes a document.
    Document,
    /// Puts a file under a passphrase.
    Sealing,
    /// Opens a file under a passphrase.
    Opening,
}

/// A job that goes on or waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Running {
    id: u32,
    doing: Doing,
    /// Whether the strip tells of it.
    is_shown: bool,
    is_quiet: bool,
}

/// A job that was asked for.
#[derive(Clone, Copy, Debug)]
pub struct Job {
    app: App,
    id: u32,
}

impl Job {
    /// The page itself says what is going on, and how to give up.
    pub fn quiet(self) -> Self {
        self.with(|running| running.is_quiet = true);
        self
    }

    /// Gives the job up; its `done` is not called. Nothing happens if it is over.
    pub fn cancel(self) {
        if taken(self.app, self.id) {
            module::cancel(self.id);
        }
    }

    fn with(self, change: impl FnOnce(&mut Running)) {
        self.app.running.update(|all| {
            if let Some(running) = all.iter_mut().find(|running| running.id == self.id) {
                change(running);
            }
        });
    }
}

/// Takes a job off the list. Whether it was there.
fn taken(app: App, id: u32) -> bool {
    let there = app
        .running
        .with_untracked(|all| all.iter().any(|running| running.id == id));
    if there {
        app.running
            .update(|all| all.retain(|running| running.id != id));
    }
    there
}

/// Called with a packed answer, or with a word for what went wrong.
type Answered = Box<dyn FnOnce(Result<Vec<u8>, &str>)>;

/// What comes of a job that makes or opens a file.
type Done = Box<dyn FnOnce(Result<Vec<u8>, Refusal>)>;

/// Whether a file goes to the second module to be read as a table: whether it is an archive.
pub fn is_workbook(file: &[u8]) -> bool {
    let head = &file[..file.len().min(64)];
    detect(head).is_ok_and(|found| found.format == Format::Xlsx)
}

/// Reads a table of any kind, told by content: text at once and on the page, a workbook in the second module.
pub fn read(app: App, file: Vec<u8>, done: impl FnOnce(Result<Table, Issue>) + 'static) -> Job {
    if !is_workbook(&file) {
        done(read_table(file.as_slice(), &ReadOptions::default()));
        return Job { app, id: 0 };
    }
    let read = move |answer: Result<Vec<u8>, Refusal>| {
        done(answer.and_then(shizu_office::table).map_err(Issue::from));
    };
    let request = Request::ReadSheets { file, sheet: None };
    ask(app, Doing::Reading, request, Box::new(read))
}

/// Writes an XLSX file.
pub fn write_sheets(
    app: App,
    book: Book,
    done: impl FnOnce(Result<Vec<u8>, Refusal>) + 'static,
) -> Job {
    ask_for_bytes(
        app,
        Doing::Writing,
        Request::WriteSheets(book),
        Box::new(done),
    )
}

/// Writes a DOCX file.
pub fn write_document(
    app: App,
    document: Document,
    done: impl FnOnce(Result<Vec<u8>, Refusal>) + 'static,
) -> Job {
    ask_for_bytes(
        app,
        Doing::Document,
        Request::WriteDocument(document),
        Box::new(done),
    )
}

/// Puts content under a passphrase: an age file.
pub fn seal(
    app: App,
    content: Vec<u8>,
    passphrase: String,
    done: impl FnOnce(Result<Vec<u8>, Refusal>) + 'static,
) -> Job {
    let request = Request::Seal {
        content,
        passphrase,
    };
    ask_for_bytes(app, Doing::Sealing, request, Box::new(done))
}

/// Opens an age file.
pub fn open(
    app: App,
    file: Vec<u8>,
    passphrase: String,
    done: impl FnOnce(Result<Vec<u8>, Refusal>) + 'static,
) -> Job {
    let request = Request::Open { file, passphrase };
    ask_for_bytes(app, Doing::Opening, request, Box::new(done))
}

/// What a refusal says.
pub fn words(lang: Lang, refusal: &Refusal) -> &str {
    refusal.message(match lang {
        Lang::Zh => shizu_formats::Lang::Zh,
        Lang::En => shizu_formats::Lang::En,
    })
}

fn ask_for_bytes(app: App, doing: Doing, request: Request, done: Done) -> Job {
    let unpacked =
        move |answer: Result<Vec<u8>, Refusal>| done(answer.and_then(shizu_office::bytes));
    ask(app, doing, request, Box::new(unpacked))
}

fn ask(app: App, doing: Doing, request: Request, done: Done) -> Job {
    static LAST: AtomicU32 = AtomicU32::new(0);
    let id = LAST.fetch_add(1, Ordering::Relaxed) + 1;
    let job = Job { app, id };
    app.running.update(|all| {
        all.push(Running {
            id,
            doing,
            is_shown: false,
            is_quiet: false,
        });
    });
    set_timeout(
        move || job.with(|running| running.is_shown = true),
        UNNOTICED,
    );
    let answered = move |answer: Result<Vec<u8>, &str>| {
        if taken(app, id) {
            done(answer.map_err(trouble));
        }
    };
    module::ask(id, &request.pack(), Box::new(answered));
    job
}

/// Why the module did not answer, by the word of `app/office.js`.
fn trouble(code: &str) -> Refusal {
    let [zh, en] = match code {
        "cancelled" => ["已取消，内容没有改动。", "Cancelled; nothing has changed."],
        "not_loaded" => [
            "处理这类文件的程序没有载入，可能是服务器连不上。内容没有改动，请稍后再试，或者改用单文件版。",
            "The part of the program for such files could not be loaded; the server may be away. Nothing has changed. Try again later, or use the single file.",
        ],
        _ => [
            "处理中断，可能是内存不足。内容没有改动，请关掉别的页面，或者分成小一些的文件再试。",
            "The work broke off; memory may be short. Nothing has changed. Close other pages, or use smaller files, and try again.",
        ],
    };
    Refusal::new(code, zh, en)
}
