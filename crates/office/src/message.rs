use shizu_formats::Table;
use shizu_formats::pack::{Misfit, Packer, Unpacker};

use crate::{Book, Document, Refusal};

const READ_SHEETS: u32 = 1;
const WRITE_SHEETS: u32 = 2;
const WRITE_DOCUMENT: u32 = 3;
const SEAL: u32 = 4;
const OPEN: u32 = 5;

/// What comes last in an answer.
const DONE: u8 = 0;
const REFUSED: u8 = 1;

/// What can be asked.
#[derive(Debug, Clone)]
pub enum Request {
    /// The rows of a sheet; answered with a [`table`].
    ReadSheets {
        /// The XLSX file.
        file: Vec<u8>,
        /// Name of the sheet; without it, the first one whose first row is not empty.
        sheet: Option<String>,
    },
    /// A workbook as an XLSX file.
    WriteSheets(Book),
    /// A document as a DOCX file.
    WriteDocument(Document),
    /// An age file that only the passphrase opens.
    Seal {
        /// What is to be sealed.
        content: Vec<u8>,
        /// The passphrase.
        passphrase: String,
    },
    /// What an age file holds.
    Open {
        /// The age file.
        file: Vec<u8>,
        /// The passphrase.
        passphrase: String,
    },
}

impl Request {
    /// As flat bytes.
    pub fn pack(self) -> Vec<u8> {
        let mut out = Packer::default();
        match self {
            Self::ReadSheets { file, sheet } => {
                out.number(READ_SHEETS);
                out.optional(sheet.as_deref());
                out.bytes(&file);
            }
            Self::WriteSheets(book) => {
                out.number(WRITE_SHEETS);
                out.bytes(&book.finish());
            }
            Self::WriteDocument(document) => {
                out.number(WRITE_DOCUMENT);
                out.bytes(&document.finish());
            }
            Self::Seal {
                content,
                passphrase,
            } => {
                out.number(SEAL);
                out.text(&passphrase);
                out.bytes(&content);
            }
            Self::Open { file, passphrase } => {
                out.number(OPEN);
                out.text(&passphrase);
                out.bytes(&file);
            }
        }
        out.finish()
    }
}

/// The file or the content that was asked for.
///
/// # Errors
/// Why there is none.
pub fn bytes(mut answer: Vec<u8>) -> Result<Vec<u8>, Refusal> {
    match answer.pop() {
        Some(DONE) => Ok(answer),
        Some(REFUSED) => Err(refusal(&answer).unwrap_or_else(garbled)),
        _ => Err(garbled(Misfit)),
    }
}

/// The table that was asked for.
///
/// # Errors
/// Why there is none.
pub fn table(answer: Vec<u8>) -> Result<Table, Refusal> {
    Table::unpack(&bytes(answer)?).map_err(garbled)
}

/// Whether a file is an age file, by how it begins; binary or in letters (armored).
pub fn is_sealed(file: &[u8]) -> bool {
    file.starts_with(b"age-encryption.org/")
        || file.starts_with(b"-----BEGIN AGE ENCRYPTED FILE-----")
}

fn refusal(bytes: &[u8]) -> Result<Refusal, Misfit> {
    let mut from = Unpacker::new(bytes);
    Ok(Refusal::new(from.text()?, from.text()?, from.text()?))
}

/// Both sides are of one build, so this is a fault of the program.
fn garbled(_: Misfit) -> Refusal {
    Refusal::new(
        "garbled",
        "程序的两部分没有对上，请刷新页面后再试。",
        "The two parts of the program do not match. Reload the page and try again.",
    )
}

/// Does what is asked for. Whatever it is given, it answers.
#[cfg(feature = "work")]
pub fn work(request: &[u8]) -> Vec<u8> {
    match answer(request).unwrap_or_else(|misfit| Err(garbled(misfit))) {
        Ok(mut done) => {
            done.push(DONE);
            done
        }
        Err(refusal) => {
            let mut out = Packer::default();
            out.text(&refusal.code);
            for words in &refusal.says {
                out.text(words);
            }
            let mut refused = out.finish();
            refused.push(REFUSED);
            refused
        }
    }
}

#[cfg(feature = "work")]
fn answer(request: &[u8]) -> Result<Result<Vec<u8>, Refusal>, Misfit> {
    let mut from = Unpacker::new(request);
    Ok(match from.number()? {
        READ_SHEETS => {
            let sheet = from.optional()?;
            crate::sheets::read(from.bytes()?, sheet)
        }
        WRITE_SHEETS => crate::sheets::write(from.bytes()?)?,
        WRITE_DOCUMENT => crate::wordprocessing::write(from.bytes()?)?,
        SEAL => {
            let passphrase = from.text()?;
            crate::seal(from.bytes()?, passphrase)
        }
        OPEN => {
            let passphrase = from.text()?;
            crate::open(from.bytes()?, passphrase)
        }
        _ => return Err(Misfit),
    })
}
