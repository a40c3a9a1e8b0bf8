//! `shizu casebook demo`: the invented workbook.

use std::path::PathBuf;

use shizu_casebook::{Rules, demo};
use shizu_rules::Lang;

use super::file;
use crate::args::BookArgs;
use crate::book::{self, Refused};
use crate::exit::Exit;

/// `shizu casebook demo`.
#[derive(Debug, Clone, clap::Args)]
pub struct DemoArgs {
    /// 写入文件 / write to a file
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,

    /// 线索条数 / number of matters
    #[arg(long, value_name = "N", default_value_t = demo::MATTERS)]
    pub matters: usize,

    #[command(flatten)]
    pub book: BookArgs,
}

pub fn run(args: &DemoArgs, lang: Lang) -> anyhow::Result<Exit> {
    let engine = book::engine(&args.book, lang)?;
    let today = book::day(&args.book);
    let rules =
        Rules::new(engine.rulebook(), today).map_err(|error| Refused::new(vec![error], lang))?;
    let book = demo::sized(today, args.matters, &engine, &rules)
        .map_err(|refusal| anyhow::anyhow!(refusal.message(lang)))?;
    file::write(&book, &args.out, None, lang)?;
    Ok(Exit::Done)
}
