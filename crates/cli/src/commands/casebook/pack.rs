//! `shizu casebook pack`: the papers for the quarterly meeting of an office and its groups, as text, data or a document.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde_json::{Value, json};
use shizu_casebook::pack::{Order, Paper, Part, TIERS, pack};
use shizu_rules::Lang;
use shizu_rules::monitor::Period;
use shizu_rules::vocabulary::{Frequency, InformationTier, Term};

use super::{SealArgs, file};
use crate::args::BookArgs;
use crate::book;
use crate::commands::route::Output;
use crate::exit::Exit;
use crate::lang::pick;

/// `shizu casebook pack`.
#[derive(Debug, Clone, clap::Args)]
pub struct PackArgs {
    /// 工作簿 / the workbook
    pub file: PathBuf,

    /// 监督检查室（默认全部派驻组）/ the office (default: all groups)
    #[arg(long, value_name = "NAME", default_value = "")]
    pub office: String,

    /// 季度，如 2026-Q1（默认上一季度）/ the quarter, such as 2026-Q1 (default: the last one)
    #[arg(long, value_name = "QUARTER", value_parser = quarter)]
    pub quarter: Option<Period>,

    /// 给谁看：承办的室、组，或指定范围内的其他人员 / who sees it: those who handle the matters, or others within the scope
    #[arg(long, value_name = "TIER", value_parser = tier, default_value = "restricted")]
    pub tier: InformationTier,

    /// 输出格式（默认看文件名，否则 text）/ output format (default: by the file's name, else text)
    #[arg(long, value_enum)]
    pub format: Option<PackFormat>,

    /// 写入文件（完成后才出现）/ write to a file, which appears when it is complete
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,

    #[command(flatten)]
    pub seal: SealArgs,

    #[command(flatten)]
    pub book: BookArgs,
}

/// How the papers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PackFormat {
    /// Markdown
    Text,
    /// 各部分依次为对象 / the parts as objects, in their order
    Json,
    /// 公文格式的文档，与网页下载的相同 / a document in the form of official papers, the same as the page's
    Docx,
}

fn quarter(text: &str) -> Result<Period, String> {
    let period = Period::parse(text).ok();
    period
        .filter(|period| period.frequency() == Frequency::Quarter)
        .ok_or_else(|| "应如 2026-Q1 / expected: 2026-Q1".to_owned())
}

fn tier(text: &str) -> Result<InformationTier, String> {
    let found = TIERS.into_iter().find(|tier| tier.code() == text);
    found.ok_or_else(|| format!("应为 / expected: {}", TIERS.map(Term::code).join(", ")))
}

pub fn run(args: &PackArgs, lang: Lang) -> anyhow::Result<Exit> {
    let engine = book::engine(&args.book, lang)?;
    let rules = file::rules(&args.book, lang)?;
    let open = file::open(&args.file, &args.seal, lang)?;
    let mut order = Order::new(&args.office, book::day(&args.book), lang);
    order.quarter = args.quarter.unwrap_or(order.quarter);
    order.tier = args.tier;
    let paper = pack(&open.opened.book, &engine, &rules, &order);
    let mut output = Output::create(args.out.as_deref(), lang)?;
    let by_name = args.out.as_deref().and_then(Path::extension);
    let format = args
        .format
        .unwrap_or(match by_name.and_then(|ending| ending.to_str()) {
            Some("docx") => PackFormat::Docx,
            Some("json") => PackFormat::Json,
            _ => PackFormat::Text,
        });
    match format {
        PackFormat::Text => output.write_all(text(&paper).as_bytes())?,
        PackFormat::Json => {
            let data = serde_json::to_string_pretty(&data(&paper, &order))? + "\n";
            output.write_all(data.as_bytes())?;
        }
        PackFormat::Docx if output.is_terminal() => anyhow::bail!(pick(
            lang,
            "DOCX 请用 --out 写入文件",
            "write DOCX to a file with --out"
        )),
        PackFormat::Docx => {
            let written = shizu_office::write_document(paper.document(lang));
            let bytes = written
                .map_err(|refusal| anyhow::anyhow!(file::words(&refusal, lang).to_owned()))?;
            output.write_all(&bytes)?;
        }
    }
    output.keep(lang)?;
    Ok(Exit::Done)
}

/// Stable words for the parts of a paper.
pub const PARTS: &[&str] = &["heading", "paragraph", "item", "note", "table", "new_page"];

/// The papers as data.
fn data(paper: &Paper, order: &Order) -> Value {
    let parts = paper.parts.iter().map(|part| match part {
        Part::Heading(level, text) => json!({ "part": PARTS[0], "level": level, "text": text }),
        Part::Paragraph(text) => json!({ "part": PARTS[1], "text": text }),
        Part::Item(text) => json!({ "part": PARTS[2], "text": text }),
        Part::Note(text) => json!({ "part": PARTS[3], "text": text }),
        Part::Table(table) => {
            json!({ "part": PARTS[4], "head": table.head, "rows": table.rows })
        }
        Part::NewPage => json!({ "part": PARTS[5] }),
    });
    json!({
        "office": (!order.office.is_empty()).then_some(&order.office),
        "quarter": order.quarter.to_string(),
        "day": order.day,
        "tier": order.tier.code(),
        "title": paper.title,
        "lines": paper.lines,
        "parts": parts.collect::<Vec<_>>(),
    })
}

/// The papers as Markdown.
fn text(paper: &Paper) -> String {
    let mut text = format!("# {}\n", paper.title);
    for line in &paper.lines {
        text += &format!("\n{line}\n");
    }
    for part in &paper.parts {
        text.push('\n');
        match part {
            Part::Heading(level, words) => {
                text += &format!("{} {words}\n", "#".repeat(*level as usize + 1));
            }
            Part::Paragraph(words) | Part::Note(words) => text += &format!("{words}\n"),
            Part::Item(words) => text += &format!("- {words}\n"),
            Part::Table(table) => {
                text += &row(&table.head, table.head.len());
                text += &row(&vec!["---".to_owned(); table.head.len()], table.head.len());
                for cells in &table.rows {
                    text += &row(cells, table.head.len());
                }
            }
            Part::NewPage => text += "---\n",
        }
    }
    text
}

fn row(cells: &[String], columns: usize) -> String {
    let cells = (0..columns).map(|at| {
        let cell = cells.get(at).map_or("", String::as_str);
        cell.replace('|', "\\|").replace('\n', " ")
    });
    format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
}
