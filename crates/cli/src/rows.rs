//! Commands that work on a table as a whole: the input in memory, and one answer per row in the format asked for.

use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use shizu_formats::{
    CsvOptions, CsvWriter, Encoding, Format as Kind, ReadOptions, Table, read_table,
};
use shizu_rules::Lang;

use crate::args::Format;
use crate::commands::route::{Input, Output, usual};
use crate::exit::Exit;
use crate::lang::{of_formats, pick};

/// Where rows come from and answers go.
#[derive(Debug, Clone, clap::Args)]
pub struct RowArgs {
    /// 输入文件，- 为标准输入 / input, `-` or none for standard input
    pub file: Option<PathBuf>,

    #[command(flatten)]
    pub answers: AnswerArgs,

    /// 读哪个工作表 / sheet to read from a workbook
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
}

/// Where answers go.
#[derive(Debug, Clone, clap::Args)]
pub struct AnswerArgs {
    /// 输出格式 / output format
    #[arg(long, value_enum)]
    pub format: Option<Format>,

    /// 写入文件（完成后才出现）/ write to a file, which appears when it is complete
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,

    /// 遇到第一处错误即停止 / stop at the first bad row
    #[arg(long)]
    pub strict: bool,

    /// CSV 前加 BOM，供表格软件识别 / begin CSV with a byte order mark, for spreadsheet programs
    #[arg(long)]
    pub bom: bool,
}

/// An input read whole.
pub struct Rows {
    /// Its kind.
    pub kind: Kind,
    /// Columns, records and what could not be read.
    pub table: Table,
}

/// What a row gets.
pub struct Answer {
    /// The row, as its reader counts.
    pub row: Option<u64>,
    /// As data.
    pub data: Value,
    /// As cells under the header.
    pub cells: Vec<String>,
    /// In words; lines without the last end.
    pub text: String,
    /// What is wrong with it, each in a sentence with its place; told on standard error.
    pub faults: Vec<String>,
}

/// The place of a row in front of what is said about it.
pub fn at_row(row: u64, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("第{row}行："),
        Lang::En => format!("row {row}: "),
    }
}

impl Rows {
    /// Reads the whole input.
    ///
    /// # Errors
    /// When it cannot be read as a table at all.
    pub fn read(file: Option<&Path>, sheet: Option<String>, lang: Lang) -> anyhow::Result<Self> {
        let input = Input::open(file, lang)?;
        let (name, kind) = (input.name, input.kind);
        let table = read_table(input.reader, &ReadOptions { sheet }).map_err(|issue| {
            let message = issue.message(of_formats(lang));
            anyhow::anyhow!("{name}{}{message}", pick(lang, "：", ": "))
        })?;
        Ok(Rows { kind, table })
    }

    /// Rows that could not be read, as answers with `cells` under the header.
    pub fn unread(&self, cells: usize, lang: Lang) -> Vec<Answer> {
        let issues = self.table.issues.iter();
        let answers = issues.map(|issue| {
            let message = issue.message(of_formats(lang));
            let mut row = vec![String::new(); cells];
            if let Some(first) = row.first_mut() {
                *first = issue.row.map(|row| row.to_string()).unwrap_or_default();
            }
            if let Some(last) = row.last_mut() {
                last.clone_from(&message);
            }
            let error =
                json!([{ "code": issue.code(), "column": issue.column, "message": message }]);
            Answer {
                row: issue.row,
                data: json!({ "row": issue.row, "error": error }),
                cells: row,
                text: message.clone(),
                faults: vec![message],
            }
        });
        answers.collect()
    }
}

/// Writes the answers in the order of their rows, and tells on standard error what is wrong with which.
///
/// # Errors
/// When the output cannot be written.
pub fn give(
    mut answers: Vec<Answer>,
    header: &[&str],
    args: &AnswerArgs,
    kind: Kind,
    lang: Lang,
) -> anyhow::Result<Exit> {
    answers.sort_by_key(|answer| answer.row);
    let bad = answers
        .iter()
        .filter(|answer| !answer.faults.is_empty())
        .count();
    if args.strict
        && let Some(first) = answers.iter().position(|answer| !answer.faults.is_empty())
    {
        answers.truncate(first + 1);
    }
    for answer in &answers {
        for fault in &answer.faults {
            eprintln!("{fault}");
        }
    }
    let mut output = Output::create(args.out.as_deref(), lang)?;
    let format = args
        .format
        .or_else(|| output.format_by_name())
        .unwrap_or_else(|| usual(kind, output.is_terminal()));
    write(&answers, header, format, args.bom, kind, &mut output)?;
    output.keep(lang)?;
    Ok(if bad == 0 { Exit::Done } else { Exit::BadInput })
}

fn write(
    answers: &[Answer],
    header: &[&str],
    format: Format,
    bom: bool,
    kind: Kind,
    output: &mut Output,
) -> anyhow::Result<()> {
    match format {
        Format::Text => {
            for answer in answers {
                writeln!(output, "{}", answer.text)?;
            }
        }
        Format::Ndjson => {
            for answer in answers {
                writeln!(output, "{}", answer.data)?;
            }
        }
        Format::Json => {
            let all: Vec<&Value> = answers.iter().map(|answer| &answer.data).collect();
            let text = match (kind, &all[..]) {
                (Kind::JsonObject, [one]) => serde_json::to_string_pretty(one)?,
                _ => serde_json::to_string_pretty(&all)?,
            };
            writeln!(output, "{text}")?;
        }
        Format::Csv => {
            let encoding = if bom {
                Encoding::Utf8Bom
            } else {
                Encoding::Utf8
            };
            let options = CsvOptions {
                encoding,
                ..CsvOptions::default()
            };
            let mut writer = CsvWriter::new(output, options)?;
            writer.row(header.iter().copied())?;
            for answer in answers {
                writer.row(answer.cells.iter().map(String::as_str))?;
            }
            writer.finish()?;
        }
    }
    Ok(())
}
