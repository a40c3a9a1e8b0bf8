//! A paper as its parts: drawn on a screen, printed, or written as a document, always from the same list.

use shizu_office::Document;
use shizu_rules::Lang;

/// A paper in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paper {
    /// Its title.
    pub title: String,
    /// Lines below the title: for whom, of when, how closely held.
    pub lines: Vec<String>,
    /// The rest, in order.
    pub parts: Vec<Part>,
}

/// A part of a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A heading of level 1 or 2, with its number.
    Heading(u32, String),
    /// A paragraph.
    Paragraph(String),
    /// An item of a list.
    Item(String),
    /// A remark in smaller type: a basis, what was left out.
    Note(String),
    /// A table.
    Table(Table),
    /// What follows begins on a new page.
    NewPage,
}

/// A table of a paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The names of the columns.
    pub head: Vec<String>,
    /// Shares of the columns in the width.
    pub widths: Vec<u32>,
    /// The cells, row by row.
    pub rows: Vec<Vec<String>>,
}

impl Paper {
    /// The paper as a document, to be written as DOCX.
    pub fn document(&self, lang: Lang) -> Document {
        let lang = match lang {
            Lang::Zh => shizu_formats::Lang::Zh,
            Lang::En => shizu_formats::Lang::En,
        };
        let mut document = Document::new(lang, &self.title);
        for line in &self.lines {
            document.centred(line);
        }
        for part in &self.parts {
            match part {
                Part::Heading(level, text) => document.heading(*level, text),
                Part::Paragraph(text) => document.paragraph(text),
                Part::Item(text) => document.item(text),
                Part::Note(text) => document.note(text),
                Part::Table(table) => {
                    let head: Vec<&str> = table.head.iter().map(String::as_str).collect();
                    document.table(&head, &table.widths, &table.rows);
                }
                Part::NewPage => document.new_page(),
            }
        }
        document
    }

    pub(super) fn paragraph(&mut self, text: impl Into<String>) {
        self.parts.push(Part::Paragraph(text.into()));
    }

    pub(super) fn note(&mut self, text: impl Into<String>) {
        self.parts.push(Part::Note(text.into()));
    }

    pub(super) fn item(&mut self, text: impl Into<String>) {
        self.parts.push(Part::Item(text.into()));
    }

    pub(super) fn heading(&mut self, level: u32, text: impl Into<String>) {
        self.parts.push(Part::Heading(level, text.into()));
    }

    pub(super) fn table(&mut self, head: &[&str], widths: &[u32], rows: Vec<Vec<String>>) {
        self.parts.push(Part::Table(Table {
            head: head.iter().map(|name| (*name).to_owned()).collect(),
            widths: widths.to_vec(),
            rows,
        }));
    }
}
