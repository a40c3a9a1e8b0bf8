//! Text documents (ISO/IEC 29500) in the form of official papers.
//!
//! Written here and not by a crate: the usual one (`docx-rs`) neither repeats the header of a table on each page nor marks a
//! language nor compresses. It is asked in the tests whether it can read what is written.

mod fixed;

use std::fmt::Write as _;

use shizu_formats::pack::{Misfit, Unpacker};
use shizu_formats::{Package, XlsxError};

use crate::document::{CENTRED, Document, HEADING, ITEM, NOTE, PAGE, PARAGRAPH, TABLE};
use crate::refusal::Refusal;
use fixed::{CONTENT_TYPES, DECLARATION, FOOTER, MAIN, NUMBERING, RELATIONS, ROOT, core, styles};

/// Width between the margins in twentieths of a point: 156 mm.
const TEXT_WIDTH: u32 = 8844;

/// A document as a DOCX file.
///
/// # Errors
/// More than 4 GiB of text.
pub fn write_document(document: Document) -> Result<Vec<u8>, Refusal> {
    // What was packed here unpacks here.
    write(&document.finish()).unwrap_or_else(|_| Err(too_large()))
}

fn too_large() -> Refusal {
    Refusal::new(
        "not_written",
        "文档过大，没有写成。请减少内容后再试。",
        "The document is too large and was not written. Leave something out and try again.",
    )
}

pub(crate) fn write(document: &[u8]) -> Result<Result<Vec<u8>, Refusal>, Misfit> {
    let mut from = Unpacker::new(document);
    let english = from.number()? != 0;
    let title = from.text()?;
    let body = body(title, &mut from)?;
    let parts = [
        ("[Content_Types].xml", CONTENT_TYPES),
        ("_rels/.rels", ROOT),
        ("docProps/core.xml", &core(&escaped(title))),
        ("word/_rels/document.xml.rels", RELATIONS),
        ("word/styles.xml", &styles(english)),
        ("word/numbering.xml", NUMBERING),
        ("word/footer1.xml", FOOTER),
        ("word/document.xml", &body),
    ];
    Ok(package(&parts).map_err(|_| too_large()))
}

fn package(parts: &[(&str, &str)]) -> Result<Vec<u8>, XlsxError> {
    let mut package = Package::new();
    for (name, content) in parts {
        package.begin(name)?;
        package.write(DECLARATION)?;
        package.write(content)?;
    }
    package.finish()
}

/// `word/document.xml`.
fn body(title: &str, from: &mut Unpacker<'_>) -> Result<String, Misfit> {
    let mut out = format!("<w:document {MAIN}><w:body>");
    paragraph(&mut out, "Title", "", title);
    let mut on_new_page = "";
    while !from.is_empty() {
        let kind = from.number()?;
        if kind == PAGE {
            on_new_page = "<w:pageBreakBefore/>";
            continue;
        }
        let style = match kind {
            HEADING => match from.number()? {
                1 => "Heading1",
                2 => "Heading2",
                _ => "Heading3",
            },
            PARAGRAPH => "Normal",
            CENTRED => "Subtitle",
            ITEM => "ListParagraph",
            NOTE => "Note",
            TABLE => {
                if !on_new_page.is_empty() {
                    paragraph(&mut out, "TableText", on_new_page, "");
                    on_new_page = "";
                }
                table(&mut out, from)?;
                continue;
            }
            _ => return Err(Misfit),
        };
        paragraph(&mut out, style, on_new_page, from.text()?);
        on_new_page = "";
    }
    // Margins that leave 156 × 225 mm for text, as GB/T 9704 has it.
    out.push_str(
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId3\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
         <w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1588\" w:header=\"851\" w:footer=\"1417\" w:gutter=\"0\"/>\
         </w:sectPr></w:body></w:document>",
    );
    Ok(out)
}

fn paragraph(out: &mut String, style: &str, properties: &str, content: &str) {
    out.extend([
        "<w:p><w:pPr><w:pStyle w:val=\"",
        style,
        "\"/>",
        properties,
        "</w:pPr>",
    ]);
    if !content.is_empty() {
        out.push_str("<w:r>");
        text(out, content);
        out.push_str("</w:r>");
    }
    out.push_str("</w:p>");
}

fn table(out: &mut String, from: &mut Unpacker<'_>) -> Result<(), Misfit> {
    let columns = from.number()?;
    let header = (0..columns)
        .map(|_| from.text())
        .collect::<Result<Vec<_>, _>>()?;
    let shares = (0..columns)
        .map(|_| from.number())
        .collect::<Result<Vec<_>, _>>()?;
    let rows = from.number()?;
    let mut cells = Unpacker::new(from.bytes()?);
    let all: u64 = shares.iter().copied().map(u64::from).sum::<u64>().max(1);
    let widths: Vec<u64> = shares
        .iter()
        .map(|share| u64::from(*share) * u64::from(TEXT_WIDTH) / all)
        .collect();
    let _ = write!(
        out,
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"{TEXT_WIDTH}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>"
    );
    for width in &widths {
        // Writing to a string does not fail.
        let _ = write!(out, "<w:gridCol w:w=\"{width}\"/>");
    }
    out.push_str("</w:tblGrid>");
    row(
        out,
        "TableHead",
        "<w:cantSplit/><w:tblHeader/>",
        &widths,
        &header,
    );
    for _ in 0..rows {
        let found = (0..columns)
            .map(|_| cells.text())
            .collect::<Result<Vec<_>, _>>()?;
        row(out, "TableText", "<w:cantSplit/>", &widths, &found);
    }
    // Two tables with nothing between them would become one.
    out.push_str("</w:tbl><w:p><w:pPr><w:pStyle w:val=\"TableText\"/></w:pPr></w:p>");
    Ok(())
}

fn row(out: &mut String, style: &str, properties: &str, widths: &[u64], cells: &[&str]) {
    out.extend(["<w:tr><w:trPr>", properties, "</w:trPr>"]);
    for (width, cell) in widths.iter().zip(cells) {
        let _ = write!(
            out,
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>"
        );
        paragraph(out, style, "", cell);
        out.push_str("</w:tc>");
    }
    out.push_str("</w:tr>");
}

/// Appends the content of a run.
fn text(out: &mut String, content: &str) {
    for (at, line) in content.split('\n').enumerate() {
        if at > 0 {
            out.push_str("<w:br/>");
        }
        for (at, piece) in line.split('\t').enumerate() {
            if at > 0 {
                out.push_str("<w:tab/>");
            }
            out.push_str("<w:t xml:space=\"preserve\">");
            out.push_str(&escaped(piece));
            out.push_str("</w:t>");
        }
    }
}

/// Text for use in XML; characters that XML cannot hold are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            other => out.push(other),
        }
    }
    out
}
