//! Heavy file formats, kept apart from the programs that ask for them: workbooks (XLSX), text documents (DOCX), files under a
//! passphrase (age).
//!
//! In a browser this crate is a WebAssembly module of its own, which is asked only when somebody needs it. What is asked and what
//! is answered travels as flat bytes: a [`Request`] is packed by the page, [`work`] answers it in the module, and the page reads
//! the answer with [`bytes`] or [`table`]. Natively the same functions are called directly ([`seal`], [`open`], …).
//!
//! Without the feature `work` there are only requests and answers.
//!
//! ```
//! use shizu_office::{Book, Cell, Request, bytes, table, work};
//!
//! let mut book = Book::new();
//! book.sheet("台账", &["编号", "数"]);
//! book.row([Cell::Text("007"), Cell::Plain("12.5")]);
//! let file = bytes(work(&Request::WriteSheets(book).pack())).unwrap();
//! let read = table(work(&Request::ReadSheets { file, sheet: None }.pack())).unwrap();
//! assert_eq!(read.records.get(0).unwrap().get(1), Some("12.5"));
//! ```

mod book;
mod document;
mod message;
mod refusal;
#[cfg(feature = "work")]
mod seal;
#[cfg(feature = "work")]
mod sheets;
#[cfg(feature = "work")]
mod wordprocessing;

pub use book::{Book, Cell};
pub use document::Document;
pub use message::{Request, bytes, is_sealed, table};
pub use refusal::Refusal;

#[cfg(feature = "work")]
pub use {
    message::work,
    seal::{WORK_FACTOR, open, seal},
    sheets::write_sheets,
    wordprocessing::write_document,
};
