//! Text documents: an established reader finds in them what was put in.
#![cfg(not(target_arch = "wasm32"))]

use docx_rs::{DocumentChild, TableCellContent, TableChild, TableRowChild, read_docx};
use proptest::prelude::*;
use shizu_formats::Lang;
use shizu_office::{Document, Request, bytes, work, write_document};

fn pack() -> Document {
    let mut document = Document::new(Lang::Zh, "季度会商材料 <一>");
    document.centred("第三监督检查室（虚构）");
    document.heading(1, "一、到期任务");
    document.paragraph("第一行\n第二行\t& \"末\"");
    document.item("事项");
    document.table(
        &["编号", "事项", "期限"],
        &[1, 4, 2],
        &[
            vec!["1".to_owned(), "核实".to_owned(), "2026-03-05".to_owned()],
            vec!["2".to_owned()],
        ],
    );
    document.new_page();
    document.heading(9, "二、附");
    document.note("依据：示例");
    document
}

/// The texts of all paragraphs outside tables with their styles, and the texts of all cells.
fn read(file: &[u8]) -> (Vec<(String, String)>, Vec<Vec<String>>) {
    let (mut paragraphs, mut rows) = (Vec::new(), Vec::new());
    for child in read_docx(file).expect("opens").document.children {
        match child {
            DocumentChild::Paragraph(paragraph) => {
                let style = paragraph
                    .property
                    .style
                    .as_ref()
                    .map(|style| style.val.clone());
                paragraphs.push((style.unwrap_or_default(), paragraph.raw_text()));
            }
            DocumentChild::Table(table) => {
                for TableChild::TableRow(row) in &table.rows {
                    let cells = row.cells.iter().map(|TableRowChild::TableCell(cell)| {
                        let texts = cell.children.iter().map(|content| match content {
                            TableCellContent::Paragraph(paragraph) => paragraph.raw_text(),
                            _ => String::new(),
                        });
                        texts.collect::<String>()
                    });
                    rows.push(cells.collect());
                }
            }
            _ => {}
        }
    }
    (paragraphs, rows)
}

#[test]
fn an_established_reader_reads_what_is_written() {
    let file = bytes(work(&Request::WriteDocument(pack()).pack())).expect("writes");
    assert!(file.starts_with(b"PK\x03\x04"));
    assert_eq!(
        write_document(pack()).expect("writes"),
        file,
        "the same bytes every time"
    );
    let (paragraphs, rows) = read(&file);
    let found: Vec<(&str, &str)> = paragraphs
        .iter()
        .map(|(style, text)| (style.as_str(), text.as_str()))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    assert_eq!(found[0], ("Title", "季度会商材料 <一>"));
    assert_eq!(found[1], ("Subtitle", "第三监督检查室（虚构）"));
    assert_eq!(found[2], ("Heading1", "一、到期任务"));
    assert!(
        found[3].1.starts_with("第一行") && found[3].1.ends_with("& \"末\""),
        "{found:?}"
    );
    assert_eq!(found[4], ("ListParagraph", "事项"));
    assert_eq!(found[5], ("Heading3", "二、附"));
    assert_eq!(found[6], ("Note", "依据：示例"));
    assert_eq!(
        rows,
        [
            ["编号", "事项", "期限"],
            ["1", "核实", "2026-03-05"],
            ["2", "", ""]
        ]
    );
}

proptest! {
    /// Whatever stands in a text, the document stays one that can be read, and printable text arrives whole.
    #[test]
    fn hostile_texts_do_no_harm(text in any::<String>()) {
        let mut document = Document::new(Lang::En, &text);
        document.paragraph(&text);
        document.table(&[&text], &[], &[vec![text.clone()]]);
        let file = write_document(document).expect("writes");
        let (paragraphs, rows) = read(&file);
        prop_assert_eq!(rows.len(), 2);
        let printable = |text: &str| text.chars().filter(|char| !char.is_control() && !char.is_whitespace() && !matches!(char, '\u{fffe}' | '\u{ffff}')).collect::<String>();
        prop_assert_eq!(printable(&paragraphs[0].1), printable(&text));
    }
}
