//! `shizu matrix`: who does what, when, by field; one organ, two organs, loads, thin places.

mod args;
mod data;
pub mod schema;
mod text;

pub use args::{HELP, MatrixArgs};

use std::io::Write;

use shizu_formats::{Cell, CsvOptions, CsvWriter, Encoding, XlsxWriter};
use shizu_rules::Lang;
use shizu_rules::duties::{Comparison, Gap, Listing, Load, Matrix, OfOrgan, Overlap};
use shizu_rules::vocabulary::Organ;

use crate::book;
use crate::commands::route::Output;
use crate::exit::Exit;
use crate::lang::{of_formats, pick};
use args::{MatrixFormat, ViewArgs};

/// The duties looked at in one way.
enum View<'a> {
    /// All of them, with the number of duties before filtering.
    Matrix(Matrix<'a>, usize),
    OfOrgan(OfOrgan<'a>),
    Comparison(Comparison<'a>, [Organ; 2]),
    Load(Vec<Load>),
    Gaps(Vec<Gap<'a>>),
    Overlaps(Vec<Overlap<'a>>),
}

/// What is written.
enum Shape {
    Plain(MatrixFormat),
    Workbook,
}

pub fn run(args: &MatrixArgs, lang: Lang) -> anyhow::Result<Exit> {
    let rulebook = book::load(&args.book.rulebook, lang)?;
    let all = Matrix::new(&rulebook);
    let asked = all.filtered(&args.query());
    let view = View::new(&args.view, asked, all.duties.len(), lang)?;
    let mut output = Output::create(args.out.as_deref(), lang)?;
    let bytes = match shape(args) {
        Shape::Plain(MatrixFormat::Text) => view.text(lang).into_bytes(),
        Shape::Plain(MatrixFormat::Json) => {
            (serde_json::to_string_pretty(&view.data())? + "\n").into_bytes()
        }
        Shape::Plain(MatrixFormat::Markdown) => view.listing(lang).markdown().into_bytes(),
        Shape::Plain(MatrixFormat::Csv) => csv(&view.listing(lang), args.bom)?,
        Shape::Workbook => workbook(&view.listing(lang), lang)?,
    };
    output.write_all(&bytes)?;
    output.keep(lang)?;
    Ok(Exit::Done)
}

/// What is asked for, or what the file's name says; otherwise text.
fn shape(args: &MatrixArgs) -> Shape {
    let ending = args.out.as_ref().and_then(|path| path.extension());
    let ending = ending
        .and_then(|ending| ending.to_str())
        .unwrap_or_default();
    if let Some(format) = args.format {
        return Shape::Plain(format);
    }
    match ending {
        "xlsx" => Shape::Workbook,
        "csv" => Shape::Plain(MatrixFormat::Csv),
        "json" => Shape::Plain(MatrixFormat::Json),
        "md" => Shape::Plain(MatrixFormat::Markdown),
        _ => Shape::Plain(MatrixFormat::Text),
    }
}

impl<'a> View<'a> {
    fn new(args: &ViewArgs, asked: Matrix<'a>, total: usize, lang: Lang) -> anyhow::Result<Self> {
        if let Some(organ) = args.my {
            return Ok(View::OfOrgan(asked.of_organ(organ)));
        }
        if let Some([first, second]) = args.compare.as_deref() {
            anyhow::ensure!(
                first != second,
                "{}",
                pick(
                    lang,
                    "对照需要两个不同的机关",
                    "comparing takes two different organs"
                )
            );
            let comparison = asked.compare(*first, *second);
            return Ok(View::Comparison(comparison, [*first, *second]));
        }
        Ok(if args.load {
            View::Load(asked.load())
        } else if args.gaps {
            View::Gaps(asked.gaps())
        } else if args.overlaps {
            View::Overlaps(asked.overlaps())
        } else {
            View::Matrix(asked, total)
        })
    }

    fn listing(&self, lang: Lang) -> Listing {
        match self {
            View::Matrix(matrix, _) => Listing::of_matrix(matrix, lang),
            View::OfOrgan(view) => Listing::of_organ(view, lang),
            View::Comparison(view, organs) => Listing::of_comparison(view, *organs, lang),
            View::Load(loads) => Listing::of_load(loads, lang),
            View::Gaps(gaps) => Listing::of_gaps(gaps, lang),
            View::Overlaps(overlaps) => Listing::of_overlaps(overlaps, lang),
        }
    }
}

fn csv(listing: &Listing, bom: bool) -> anyhow::Result<Vec<u8>> {
    let options = CsvOptions {
        encoding: if bom {
            Encoding::Utf8Bom
        } else {
            Encoding::Utf8
        },
        ..CsvOptions::default()
    };
    let mut writer = CsvWriter::new(Vec::new(), options)?;
    writer.row(&listing.header)?;
    for row in &listing.rows {
        writer.row(row)?;
    }
    Ok(writer.finish()?)
}

fn workbook(listing: &Listing, lang: Lang) -> anyhow::Result<Vec<u8>> {
    let write = || {
        let mut writer = XlsxWriter::new();
        let header: Vec<&str> = listing.header.iter().map(String::as_str).collect();
        writer.sheet(&listing.name, &header)?;
        for row in &listing.rows {
            writer.row(row.iter().map(|cell| Cell::from_text(cell)))?;
        }
        writer.finish()
    };
    write()
        .map_err(|error: shizu_formats::XlsxError| anyhow::anyhow!(error.message(of_formats(lang))))
}
