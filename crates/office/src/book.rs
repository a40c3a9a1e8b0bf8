use shizu_formats::pack::Packer;

/// What begins in the flat bytes of a [`Book`].
pub(crate) const SHEET: u32 = 1;
pub(crate) const ROW: u32 = 2;
/// What a cell holds.
pub(crate) const TEXT: u32 = 0;
pub(crate) const PLAIN: u32 = 1;

/// A cell to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Text, whatever it looks like; nothing if it is empty.
    Text(&'a str),
    /// A quantity if it is a plain decimal number of up to 15 digits, to be summed and sorted; text otherwise, above all digits
    /// that are no quantity (identity and file numbers, anything with a leading zero).
    Plain(&'a str),
}

/// A workbook to be written: sheets with a header and rows, in the order in which they are given. What no workbook can hold is
/// refused when it is written.
#[derive(Debug, Clone, Default)]
pub struct Book(Packer);

impl Book {
    /// A workbook without sheets.
    pub fn new() -> Self {
        Self::default()
    }

    /// Begins a sheet: a name of 1 to 31 characters, and what stands in row 1.
    pub fn sheet(&mut self, name: &str, header: &[&str]) {
        self.0.number(SHEET);
        self.0.text(name);
        self.0.number(header.len() as u32);
        for column in header {
            self.0.text(column);
        }
    }

    /// The next row of the sheet begun last.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = Cell<'a>>) {
        self.0.number(ROW);
        let cells: Vec<Cell<'_>> = cells.into_iter().collect();
        self.0.number(cells.len() as u32);
        for cell in cells {
            let (kind, text) = match cell {
                Cell::Text(text) => (TEXT, text),
                Cell::Plain(text) => (PLAIN, text),
            };
            self.0.number(kind);
            self.0.text(text);
        }
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        self.0.finish()
    }
}
