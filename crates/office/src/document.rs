use shizu_formats::Lang;
use shizu_formats::pack::Packer;

/// What begins in the flat bytes of a [`Document`].
pub(crate) const HEADING: u32 = 1;
pub(crate) const PARAGRAPH: u32 = 2;
pub(crate) const ITEM: u32 = 3;
pub(crate) const NOTE: u32 = 4;
pub(crate) const TABLE: u32 = 5;
pub(crate) const PAGE: u32 = 6;
pub(crate) const CENTRED: u32 = 7;

/// A text document to be written, in the form of official papers: A4, the type area, fonts and sizes of GB/T 9704, page numbers at
/// the foot. Its parts come in the order in which they are given.
#[derive(Debug, Clone)]
pub struct Document(Packer);

impl Document {
    /// A document that begins with its title.
    pub fn new(lang: Lang, title: &str) -> Self {
        let mut parts = Packer::default();
        parts.number(u32::from(lang == Lang::En));
        parts.text(title);
        Self(parts)
    }

    fn part(&mut self, kind: u32, text: &str) {
        self.0.number(kind);
        self.0.text(text);
    }

    /// A line in the middle, such as unit and date below the title.
    pub fn centred(&mut self, text: &str) {
        self.part(CENTRED, text);
    }

    /// A heading of level 1 to 3; its number is part of the text.
    pub fn heading(&mut self, level: u32, text: &str) {
        self.0.number(HEADING);
        self.0.number(level.clamp(1, 3));
        self.0.text(text);
    }

    /// A paragraph. Line breaks in it stay.
    pub fn paragraph(&mut self, text: &str) {
        self.part(PARAGRAPH, text);
    }

    /// An item of a list.
    pub fn item(&mut self, text: &str) {
        self.part(ITEM, text);
    }

    /// A remark in smaller type: a basis, an origin.
    pub fn note(&mut self, text: &str) {
        self.part(NOTE, text);
    }

    /// A table. Its header is repeated on each page; `widths` are the shares of the columns in the width of the page, equal if
    /// there are not as many as columns. A row with fewer cells than columns is filled up with empty ones.
    pub fn table(&mut self, header: &[&str], widths: &[u32], rows: &[Vec<String>]) {
        self.0.number(TABLE);
        self.0.number(header.len() as u32);
        for name in header {
            self.0.text(name);
        }
        let widths = if widths.len() == header.len() {
            widths
        } else {
            &[]
        };
        for column in 0..header.len() {
            self.0
                .number(widths.get(column).copied().unwrap_or(1).max(1));
        }
        let mut body = Packer::default();
        for row in rows {
            for column in 0..header.len() {
                body.text(row.get(column).map_or("", String::as_str));
            }
        }
        self.0.number(rows.len() as u32);
        self.0.bytes(&body.finish());
    }

    /// What follows begins on a new page.
    pub fn new_page(&mut self) {
        self.0.number(PAGE);
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        self.0.finish()
    }
}
