//! `shizu casebook export`: a register as a table.

use std::borrow::Cow;
use std::io::Write;
use std::path::PathBuf;

use clap::ValueEnum;
use serde_json::{Map, Value, json};
use shizu_casebook::import::{Words, header, line};
use shizu_casebook::query::{Index, Pinyin, View};
use shizu_casebook::{Kind, Workbook};
use shizu_formats::{Cell, CsvOptions, CsvWriter, Encoding, XlsxWriter};
use shizu_rules::Lang;

use super::{SealArgs, file, register};
use crate::commands::route::Output;
use crate::exit::Exit;
use crate::lang::pick;

/// `shizu casebook export`.
#[derive(Debug, Clone, clap::Args)]
pub struct ExportArgs {
    /// 工作簿 / the workbook
    pub file: PathBuf,

    /// 登记簿 / register: body, matter, finding, task, return, case, exchange, score, result, check
    #[arg(long, value_parser = register)]
    pub register: Kind,

    /// 输出格式（默认看文件名，否则 csv）/ output format (default: by the file's name, else csv)
    #[arg(long, value_enum)]
    pub format: Option<TableFormat>,

    /// 写入文件（完成后才出现）/ write to a file, which appears when it is complete
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,

    /// 列的代码，逗号分隔 / codes of the columns, separated by commas
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub columns: Vec<String>,

    /// 表头和取值用名称而不用代码 / labels instead of codes in header and cells
    #[arg(long)]
    pub labels: bool,

    /// 只要含有这些字词的行（支持拼音首字母）/ only rows with these words; initials of readings count
    #[arg(long, value_name = "WORDS", default_value = "")]
    pub search: String,

    /// CSV 前加 BOM，供表格软件识别 / begin CSV with a byte order mark, for spreadsheet programs
    #[arg(long)]
    pub bom: bool,

    #[command(flatten)]
    pub seal: SealArgs,
}

/// A format of tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    /// 逗号分隔 / comma-separated
    Csv,
    /// 表格软件 / a spreadsheet
    Xlsx,
    /// 对象数组 / an array of objects
    Json,
    /// 每行一个对象 / one object per line
    Ndjson,
}

pub fn run(args: &ExportArgs, lang: Lang) -> anyhow::Result<Exit> {
    let open = file::open(&args.file, &args.seal, lang)?;
    let book = &open.opened.book;
    let kind = args.register;
    let view = View {
        columns: args.columns.clone(),
        search: args.search.clone(),
        ..View::default()
    };
    let pinyin = Pinyin::shipped();
    let rows = Index::new(kind)
        .rows(book, &view, pinyin.as_ref())
        .map_err(|bad| anyhow::anyhow!(bad.message(lang)))?;
    let fields: Vec<usize> = if args.columns.is_empty() {
        (0..kind.fields().len()).collect()
    } else {
        args.columns
            .iter()
            .filter_map(|code| kind.field(code))
            .collect()
    };
    let words = if args.labels {
        Words::Labels(lang)
    } else {
        Words::Codes
    };
    let table = Table {
        book,
        kind,
        rows,
        fields,
        words,
    };
    let by_name = args
        .out
        .as_ref()
        .and_then(|path| path.extension())
        .and_then(|ending| ending.to_str());
    let format = args.format.unwrap_or(match by_name {
        Some("xlsx") => TableFormat::Xlsx,
        Some("json") => TableFormat::Json,
        Some("ndjson" | "jsonl") => TableFormat::Ndjson,
        _ => TableFormat::Csv,
    });
    let mut output = Output::create(args.out.as_deref(), lang)?;
    match format {
        TableFormat::Csv => table.csv(&mut output, args.bom)?,
        TableFormat::Xlsx if output.is_terminal() => {
            anyhow::bail!(pick(
                lang,
                "XLSX 请用 --out 写入文件",
                "write XLSX to a file with --out"
            ))
        }
        TableFormat::Xlsx => table.xlsx(&mut output, lang)?,
        TableFormat::Json | TableFormat::Ndjson => table.json(&mut output, format)?,
    }
    output.keep(lang)?;
    Ok(Exit::Done)
}

/// Rows and columns of a register, to be written.
struct Table<'b> {
    book: &'b Workbook,
    kind: Kind,
    rows: Vec<u32>,
    fields: Vec<usize>,
    words: Words,
}

impl Table<'_> {
    fn lines(&self) -> impl Iterator<Item = Vec<Cow<'_, str>>> {
        let register = self.book.register(self.kind);
        let rows = self
            .rows
            .iter()
            .filter_map(move |at| register.row(*at as usize));
        rows.map(|row| line(self.kind, row, &self.fields, self.words).collect())
    }

    fn csv(&self, output: &mut Output, bom: bool) -> anyhow::Result<()> {
        let encoding = if bom {
            Encoding::Utf8Bom
        } else {
            Encoding::Utf8
        };
        // The cells are neutralised already, in a way that is undone on the way in.
        let options = CsvOptions {
            encoding,
            ..CsvOptions::EXACT
        };
        let mut writer = CsvWriter::new(output, options)?;
        writer.row(header(self.kind, &self.fields, self.words))?;
        for cells in self.lines() {
            writer.row(&cells)?;
        }
        writer.finish()?;
        Ok(())
    }

    fn xlsx(&self, output: &mut Output, lang: Lang) -> anyhow::Result<()> {
        let mut writer = XlsxWriter::new();
        writer.sheet(
            self.kind.label(lang),
            &header(self.kind, &self.fields, self.words),
        )?;
        for cells in self.lines() {
            writer.row(cells.iter().map(|cell| Cell::Text(cell)))?;
        }
        output.write_all(&writer.finish()?)?;
        Ok(())
    }

    /// Programs get the cells as they are: nothing there runs formulas.
    fn json(&self, output: &mut Output, format: TableFormat) -> anyhow::Result<()> {
        let register = self.book.register(self.kind);
        let names = header(self.kind, &self.fields, self.words);
        let rows = self.rows.iter().filter_map(|at| register.row(*at as usize));
        let rows = rows.map(|row| {
            let cells = names.iter().zip(&self.fields);
            let cells = cells.map(|(name, at)| {
                let text = row.cell(*at);
                let field = self.kind.fields().get(*at);
                let shown = match (self.words, field) {
                    (Words::Labels(lang), Some(field)) => field.shown(text, lang),
                    _ => text,
                };
                ((*name).to_owned(), json!(shown))
            });
            Value::Object(cells.collect::<Map<String, Value>>())
        });
        if format == TableFormat::Ndjson {
            for row in rows {
                writeln!(output, "{row}")?;
            }
        } else {
            let rows: Vec<Value> = rows.collect();
            writeln!(output, "{}", serde_json::to_string_pretty(&rows)?)?;
        }
        Ok(())
    }
}
