//! `shizu casebook`: checks workbooks, merges copies, takes tables in and out, and makes what a recipient may see.

mod check;
mod demo;
mod export;
mod file;
mod import;
mod merge;
mod pack;
mod redact;
pub mod schema;
mod today;

use std::path::PathBuf;

use clap::Subcommand;
use shizu_casebook::{Kind, Space};
use shizu_rules::Lang;

use crate::exit::Exit;

pub use check::CheckArgs;
pub use demo::DemoArgs;
pub use export::ExportArgs;
pub use import::ImportArgs;
pub use merge::MergeArgs;
pub use pack::PackArgs;
pub use redact::RedactArgs;
pub use today::TodayArgs;

pub const HELP: &str = "\
工作簿 / workbooks: .shizu 文件（JSON），或用口令加密的 age 文件（--passphrase-file）
  a .shizu file (JSON), or one sealed with a passphrase as an age file (--passphrase-file)
写出 / writing: 只写入 --out 指定的文件，写完才出现；与输入同名即覆盖；加密的仍加密，除非 --plain
  only to --out, which appears when it is complete; what was sealed stays sealed, unless --plain
退出码 / exit codes: 0 完成 done; 1 有发现或有冲突、有未取用的行 findings, conflicts, rows not taken;
  2 用法或文件有误 bad usage, or a file that cannot be opened

例 / examples:
  shizu casebook demo --out demo.shizu
  shizu casebook check demo.shizu --as-of 2026-03-05
  shizu casebook today demo.shizu --as-of 2026-03-05 --format json
  shizu casebook pack demo.shizu --office 第一监督检查室 --quarter 2025-Q4 --out 例会材料.docx
  shizu casebook export demo.shizu --register matter --labels --out clues.xlsx
  shizu casebook import demo.shizu clues.xlsx --register matter --by 王某某 --out demo.shizu
  shizu casebook merge mine.shizu theirs.shizu --prefer mine --by 王某某 --out merged.shizu
  shizu casebook redact demo.shizu --recipient group --purpose supervision --by 王某某 --out for-group.shizu";

/// `shizu casebook …`.
#[derive(Debug, Subcommand)]
pub enum CasebookCommand {
    /// 检查：完整性、历史、状态、引用、逾期 / integrity, history, states, references, overdue tasks
    Check(CheckArgs),
    /// 合并同一工作簿的另一份副本 / merge another copy of the same workbook
    Merge(MergeArgs),
    /// 导出一个登记簿为表格 / a register as a table
    Export(ExportArgs),
    /// 从表格导入一个登记簿，可先试运行 / a table into a register, or a dry run
    Import(ImportArgs),
    /// 按共享规则生成可提供给接收方的工作簿，并登记披露 / what a recipient may see; logs the disclosure
    Redact(RedactArgs),
    /// 今日：到期、缺报、待审核、须接续的 / the day: due, missing, waiting for review, to be taken over
    Today(TodayArgs),
    /// 季度例会材料 / papers for the quarterly meeting
    Pack(PackArgs),
    /// 生成虚构的示例工作簿 / the invented demo workbook
    Demo(DemoArgs),
}

/// How files under a passphrase are opened and written.
#[derive(Debug, Clone, clap::Args)]
pub struct SealArgs {
    /// 口令文件（首行为口令）/ file whose first line is the passphrase
    #[arg(long, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,

    /// 写出时去掉口令 / write without a passphrase what was sealed
    #[arg(long)]
    pub plain: bool,
}

/// Who makes an entry, when and why.
#[derive(Debug, Clone, clap::Args)]
pub struct StampArgs {
    /// 经办人 / who does it
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,

    /// 理由 / why
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub why: String,

    /// 时间，RFC 3339（默认现在，东八区）/ when (default: now, UTC+8)
    #[arg(long, value_name = "TIME")]
    pub at: Option<String>,
}

pub fn run(command: &CasebookCommand, lang: Lang) -> anyhow::Result<Exit> {
    match command {
        CasebookCommand::Check(args) => check::run(args, lang),
        CasebookCommand::Merge(args) => merge::run(args, lang),
        CasebookCommand::Export(args) => export::run(args, lang),
        CasebookCommand::Import(args) => import::run(args, lang),
        CasebookCommand::Redact(args) => redact::run(args, lang),
        CasebookCommand::Today(args) => today::run(args, lang),
        CasebookCommand::Pack(args) => pack::run(args, lang),
        CasebookCommand::Demo(args) => demo::run(args, lang),
    }
}

/// Reads the name of a register: its code or label.
fn register(text: &str) -> Result<Kind, String> {
    let named =
        |kind: &&Kind| [kind.code(), kind.label(Lang::Zh), kind.label(Lang::En)].contains(&text);
    Kind::ALL.iter().find(named).copied().ok_or_else(|| {
        let codes: Vec<&str> = Kind::ALL.iter().map(|kind| kind.code()).collect();
        format!("应为 / expected: {}", codes.join(", "))
    })
}

fn space_label(space: Space, lang: Lang) -> &'static str {
    match space {
        Space::Training => crate::lang::pick(lang, "实训", "training"),
        Space::Work => crate::lang::pick(lang, "工作", "work"),
    }
}
