//! Workbooks, read and written by `shizu-formats`, as the command line tool does it natively.
//!
//! The usual crates were weighed again here, where their size would not matter: `calamine` neither compares the checksums of the
//! archive nor tells a formula without a result from an empty cell, and holds a sheet whole; what is told about rows and columns
//! would have to be put around it all the same. So there is one reader for both programs.

use shizu_formats::pack::{Misfit, Unpacker};
use shizu_formats::{Cell, Lang, ReadOptions, XlsxError, XlsxWriter, read_table};

use crate::book::{Book, PLAIN, ROW, SHEET, TEXT};
use crate::refusal::Refusal;

/// The rows of a sheet as flat bytes.
pub(crate) fn read(file: &[u8], sheet: Option<&str>) -> Result<Vec<u8>, Refusal> {
    let sheet = sheet.map(str::to_owned);
    let table = read_table(file, &ReadOptions { sheet })?;
    Ok(table.pack())
}

/// A workbook as an XLSX file.
///
/// # Errors
/// What no workbook can hold: a name no sheet can have, no sheet at all, too many rows, a text too long for a cell.
pub fn write_sheets(book: Book) -> Result<Vec<u8>, Refusal> {
    // What was packed here unpacks here.
    write(&book.finish()).unwrap_or_else(|_| Err(refused(&XlsxError::NoSheet)))
}

pub(crate) fn write(book: &[u8]) -> Result<Result<Vec<u8>, Refusal>, Misfit> {
    let mut from = Unpacker::new(book);
    let mut writer = XlsxWriter::new();
    while !from.is_empty() {
        let written = match from.number()? {
            SHEET => {
                let name = from.text()?;
                let count = from.number()?;
                let header = (0..count)
                    .map(|_| from.text())
                    .collect::<Result<Vec<_>, _>>()?;
                writer.sheet(name, &header)
            }
            ROW => {
                let count = from.number()?;
                let cells = (0..count)
                    .map(|_| cell(&mut from))
                    .collect::<Result<Vec<_>, _>>()?;
                writer.row(cells)
            }
            _ => return Err(Misfit),
        };
        if let Err(error) = written {
            return Ok(Err(refused(&error)));
        }
    }
    Ok(writer.finish().map_err(|error| refused(&error)))
}

fn cell<'a>(from: &mut Unpacker<'a>) -> Result<Cell<'a>, Misfit> {
    let (kind, text) = (from.number()?, from.text()?);
    match kind {
        _ if text.is_empty() => Ok(Cell::Empty),
        TEXT => Ok(Cell::Text(text)),
        PLAIN => Ok(Cell::from_text(text)),
        _ => Err(Misfit),
    }
}

pub(crate) fn refused(error: &XlsxError) -> Refusal {
    let [zh, en] = [Lang::Zh, Lang::En].map(|lang| error.message(lang));
    Refusal::new("not_written", zh, en)
}
