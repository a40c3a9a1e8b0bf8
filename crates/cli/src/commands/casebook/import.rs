//! `shizu casebook import`: a table into a register, or what it would do.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::bail;
use serde_json::{Value, json};
use shizu_casebook::Kind;
use shizu_casebook::import::{Import, Known, Mapping, Plan};
use shizu_formats::{CsvOptions, CsvWriter, Encoding};
use shizu_rules::Lang;

use super::file::{self, Signature};
use super::{SealArgs, StampArgs, register};
use crate::args::{BookArgs, Plain};
use crate::commands::route::Output;
use crate::exit::Exit;
use crate::lang::{of_formats, pick};
use crate::rows::{Rows, at_row};

/// `shizu casebook import`.
#[derive(Debug, Clone, clap::Args)]
pub struct ImportArgs {
    /// 工作簿 / the workbook
    pub file: PathBuf,

    /// 表格（CSV、XLSX、JSON、NDJSON），- 为标准输入 / the table, `-` for standard input
    pub table: PathBuf,

    /// 登记簿 / register: body, matter, finding, task, return, case, exchange, score, result, check
    #[arg(long, value_parser = register)]
    pub register: Kind,

    /// 某列对应哪个字段，如 "姓名=person"，可重复；“列名=”为不取 / which column is which field; `NAME=` passes it over
    #[arg(long = "map", value_name = "COLUMN=FIELD")]
    pub maps: Vec<String>,

    /// 编号已有的行不动（默认更新有值的格）/ leave rows that are there (default: set the cells given)
    #[arg(long)]
    pub skip_known: bool,

    /// 写出工作簿；不写则只试运行 / write the workbook; without it this is a dry run
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,

    /// 把不能取用的行连同原因写成 CSV / write the rows not taken, with the reasons, as CSV
    #[arg(long, value_name = "FILE")]
    pub errors: Option<PathBuf>,

    /// 读哪个工作表 / sheet to read from a spreadsheet
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,

    /// 输出格式 / output format
    #[arg(long, value_enum, default_value = "text")]
    pub format: Plain,

    #[command(flatten)]
    pub stamp: StampArgs,

    #[command(flatten)]
    pub seal: SealArgs,

    #[command(flatten)]
    pub book: BookArgs,
}

pub fn run(args: &ImportArgs, lang: Lang) -> anyhow::Result<Exit> {
    let signature = args
        .out
        .as_ref()
        .map(|_| Signature::new(&args.stamp, lang))
        .transpose()?;
    let rules = file::rules(&args.book, lang)?;
    let open = file::open(&args.file, &args.seal, lang)?;
    let mut book = open.opened.book.clone();
    let table = Rows::read(Some(&args.table), args.sheet.clone(), lang)?.table;
    let mapping = mapping(args, table.columns.names(), lang)?;
    for column in mapping
        .columns
        .iter()
        .filter(|column| column.field.is_none())
    {
        eprintln!("{}", passed_over(&column.name, column.nearest, lang));
    }
    let known = if args.skip_known {
        Known::Skip
    } else {
        Known::Update
    };
    let mut import = Import::new(mapping, known);
    for record in table.records.iter() {
        import.row(&book, record.row(), &|column| {
            record.get(column).unwrap_or_default()
        });
    }
    let plan = import.finish();
    let unread: Vec<(u64, String)> = table
        .issues
        .iter()
        .map(|issue| {
            (
                issue.row.unwrap_or_default(),
                issue.message(of_formats(lang)),
            )
        })
        .collect();
    for (_, message) in &unread {
        eprintln!("{message}");
    }
    for refused in &plan.refused {
        for fault in &refused.faults {
            eprintln!("{}{}", at_row(refused.row, lang), fault.message(lang));
        }
    }
    if let Some(path) = &args.errors {
        write_errors(&plan, path, lang)?;
    }
    let text = match args.format {
        Plain::Text => told(&plan, unread.len(), args.out.is_none(), lang),
        Plain::Json => {
            serde_json::to_string_pretty(&data(&plan, &unread, args.out.is_none(), lang))? + "\n"
        }
    };
    let all_taken = plan.refused.is_empty() && unread.is_empty();
    if let (Some(out), Some(signature)) = (&args.out, &signature) {
        if let Some(command) = plan.command {
            book.apply(command, signature.stamp(), &rules)
                .map_err(|refusal| anyhow::anyhow!(refusal.message(lang)))?;
        }
        open.write(&book, out, &args.seal, lang)?;
    }
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(if all_taken {
        Exit::Done
    } else {
        Exit::Findings
    })
}

fn mapping(args: &ImportArgs, names: &[String], lang: Lang) -> anyhow::Result<Mapping> {
    let mut mapping = Mapping::guess(args.register, names);
    for map in &args.maps {
        let Some((name, field)) = map.split_once('=') else {
            bail!(
                "--map {map}: {}",
                pick(lang, "应写作 列名=字段", "write COLUMN=FIELD")
            );
        };
        let Some(column) = names.iter().position(|known| known == name.trim()) else {
            bail!(
                "--map {map}: {}",
                pick(lang, "表中没有这一列", "the table has no such column")
            );
        };
        let field = field.trim();
        if !field.is_empty() && args.register.field(field).is_none() {
            let fields: Vec<&str> = args
                .register
                .fields()
                .iter()
                .map(|field| field.code)
                .collect();
            bail!(
                "--map {map}: {}{}",
                pick(lang, "没有这个字段，应为 ", "no such field; one of "),
                fields.join(", ")
            );
        }
        mapping.set(column, Some(field).filter(|field| !field.is_empty()));
    }
    if mapping.columns.iter().all(|column| column.field.is_none()) {
        bail!(pick(
            lang,
            "没有一列对得上登记簿的字段；请用 --map 列名=字段 指明",
            "no column is a field of the register; say which is with --map COLUMN=FIELD"
        ));
    }
    Ok(mapping)
}

fn passed_over(name: &str, nearest: Option<&str>, lang: Lang) -> String {
    match (lang, nearest) {
        (Lang::Zh, None) => format!("不认识“{name}”列，不取用。"),
        (Lang::En, None) => format!("Column `{name}` is not known and is passed over."),
        (Lang::Zh, Some(near)) => {
            format!("不认识“{name}”列，不取用；是否指 {near}？可用 --map \"{name}={near}\" 指明。")
        }
        (Lang::En, Some(near)) => format!(
            "Column `{name}` is not known and is passed over; did you mean {near}? Say so with --map \"{name}={near}\"."
        ),
    }
}

fn write_errors(plan: &Plan, path: &Path, lang: Lang) -> anyhow::Result<()> {
    let (header, rows) = plan.errors(lang);
    let mut output = Output::create(Some(path), lang)?;
    let options = CsvOptions {
        encoding: Encoding::Utf8Bom,
        ..CsvOptions::EXACT
    };
    let mut writer = CsvWriter::new(&mut output, options)?;
    writer.row(header)?;
    for row in rows {
        writer.row(row)?;
    }
    writer.finish()?;
    output.keep(lang)
}

fn told(plan: &Plan, unread: usize, dry: bool, lang: Lang) -> String {
    let refused = plan.refused.len() + unread;
    let (added, changed, unchanged, skipped) =
        (plan.added, plan.changed, plan.unchanged, plan.skipped);
    let counts = match lang {
        Lang::Zh => format!(
            "新增 {added}，修改 {changed}，不变 {unchanged}，跳过 {skipped}，不能取用 {refused}"
        ),
        Lang::En => format!(
            "{added} added, {changed} changed, {unchanged} as they were, {skipped} skipped, {refused} not taken"
        ),
    };
    let dry = if dry {
        pick(lang, "（试运行，未写入）", " (dry run, nothing written)")
    } else {
        ""
    };
    format!("{counts}{dry}\n")
}

fn data(plan: &Plan, unread: &[(u64, String)], dry: bool, lang: Lang) -> Value {
    let columns = plan.mapping.columns.iter();
    let columns: Vec<Value> = columns
        .map(|column| json!({ "name": column.name, "field": column.field, "nearest": column.nearest }))
        .collect();
    let refused = plan.refused.iter().flat_map(|refused| {
        refused.faults.iter().map(|fault| {
            json!({
                "row": refused.row,
                "column": fault.column,
                "message": fault.message(lang),
                "nearest": fault.problem.nearest,
            })
        })
    });
    let unread = unread.iter().map(
        |(row, message)| json!({ "row": row, "column": "", "message": message, "nearest": null }),
    );
    let refused: Vec<Value> = refused.chain(unread).collect();
    json!({
        "dry_run": dry,
        "added": plan.added,
        "changed": plan.changed,
        "unchanged": plan.unchanged,
        "skipped": plan.skipped,
        "columns": columns,
        "refused": refused,
    })
}
