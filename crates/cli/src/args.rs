//! What can be asked on the command line.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args as Group, Parser, Subcommand, ValueEnum};
use shizu_rules::{Lang, parse_date};

use crate::commands::deadlines::{self, DeadlinesArgs};
use crate::commands::score::{self, ScoreArgs};
use crate::commands::share::{self, ShareArgs};

use crate::commands::check::{self, CheckArgs};
use crate::commands::indicators::{self, IndicatorsArgs};
use crate::commands::matrix::{self, MatrixArgs};
use crate::commands::monitor::{self, MonitorArgs};

use crate::commands::ecology::{self, AppraiseArgs, EcologyArgs};

use crate::commands::casebook::{self, CasebookCommand};
use crate::commands::train::{self, TrainCommand};

/// 室组联动监督：线索分办、规则解释与规则验证 / office–group linkage supervision: route clues, explain and prove the rules.
#[derive(Debug, Parser)]
#[command(name = "shizu", version, max_term_width = 100, after_help = AFTER)]
pub struct Args {
    /// 要做的事 / what to do
    #[command(subcommand)]
    pub command: Command,

    /// 输出语言 / language of texts and messages
    #[arg(long, global = true, value_enum, default_value = "zh")]
    pub lang: LangArg,
}

const AFTER: &str = "\
退出码 / exit codes: 0 完成 done; 1 verify 有发现 findings; 2 用法或输入有误 bad usage or input

例 / examples:
  shizu route clues.csv > answers.csv
  shizu route clues.xlsx --format text --lang en
  echo '{\"id\":\"A1\",\"authority\":\"same_level\"}' | shizu route
  shizu explain LS43
  shizu verify --rulebook county.toml";

/// A command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 线索受理分办：由谁主办、为什么、还缺什么 / who handles each clue, why, and what is missing
    #[command(after_help = ROUTE)]
    Route(RouteArgs),
    /// 职责矩阵：谁主办、协助、指导、监督、报告、知悉 / duty-tier matrix: who does what, when
    #[command(after_help = matrix::HELP)]
    Matrix(MatrixArgs),
    /// 时限推算、线索时钟：逐日列明 / time limits and clue clocks, counted day by day
    #[command(after_help = deadlines::HELP)]
    Deadlines(DeadlinesArgs),
    /// 指标测算：占比、比率、同比，核对公布的百分数 / shares, rates, changes; checks printed figures
    #[command(after_help = indicators::HELP)]
    Indicators(IndicatorsArgs),
    /// 政治生态、廉政预警、廉政档案 / political ecology, early warning, integrity archive
    #[command(after_help = ecology::ECOLOGY)]
    Ecology(EcologyArgs),
    /// 派驻考核、一案双查、角色冲突 / appraisal of groups, double accountability, roles
    #[command(after_help = ecology::APPRAISE)]
    Appraise(AppraiseArgs),
    /// 零报告监测：触发项、每期状态、何时将触发 / zero-report monitoring: triggers, states, what comes next
    #[command(after_help = monitor::HELP)]
    Monitor(MonitorArgs),
    /// 整改评分：五项指标、等次、如何升档、结果运用 / scoring of rectification: indices, band, what lifts it
    #[command(after_help = score::HELP)]
    Score(ScoreArgs),
    /// 信息共享：可否提供、谁审批、遮蔽什么；信息报送义务 / may information go from one body to another; flows
    #[command(after_help = share::HELP)]
    Share(ShareArgs),
    /// 按事实查规则表：审理受理、机动组员、小分队、人才库、信息共享等 / ask the tables about any other subject
    #[command(after_help = check::HELP)]
    Check(CheckArgs),
    /// 实训：走情景、查情景、评成绩、全班汇总 / training: play, check, grade, report
    #[command(subcommand, after_help = train::HELP)]
    Train(TrainCommand),
    /// 工作簿：检查、合并、导入导出、遮蔽 / workbooks: check, merge, tables in and out, redacted copies
    #[command(subcommand, after_help = casebook::HELP)]
    Casebook(CasebookCommand),
    /// 解释一条规则、段落、规则表、时限或事实 / explain a rule, paragraph, table, time limit or fact
    #[command(after_help = EXPLAIN)]
    Explain(ExplainArgs),
    /// 证明规则库：无空白、无冲突、无死行 / prove the rulebook: no gaps, no contradictions, no dead rows
    #[command(after_help = VERIFY)]
    Verify(VerifyArgs),
    /// 规则库：导出、比较、格式说明 / the rulebook: export, compare, describe its format
    #[command(subcommand)]
    Rulebook(RulebookCommand),
}

const ROUTE: &str = "\
输入 / input: CSV（UTF-8、带 BOM、GB18030）、XLSX、JSON 对象或数组、NDJSON，按内容识别
  字段 / fields: id（必填 required）, received, commission, authority, post, rank, unit,
    nature, gravity, importance, difficulty, key_area, cross, source, real_name, repeated,
    group_load, conflict, unit_risk, lacks_means, group_head_outranks
  列名和取值可用代码或中英文名称，留空即不清楚；取值见 shizu explain 字段
  names and values may be codes or labels, empty means unknown; `shizu explain FIELD` lists values
输出 / output: 与输入同类：表格出 csv，对象出对象，数组出数组，NDJSON 出 ndjson；在终端上为 text
  the kind of the input; text on a terminal; --out takes the format from the file's name
  csv 单元格内各项以分号隔开 / in csv, items within a cell are separated by semicolons
有误的行 / bad rows: 在标准错误中说明行、列和最接近的取值；结果中带 error 而无 status；其余照常作答
  told on standard error; in the output they have `error` and no `status`; all others are
  answered, and the exit code is 2; --strict stops at the first

例 / examples:
  shizu route clues.csv --format json --as-of 2026-06-30
  shizu route clues.xlsx --out answers.csv --bom
  shizu route - --format ndjson --rulebook county.toml < clues.ndjson";

const EXPLAIN: &str = "\
例 / examples:
  shizu explain lead.same_level.ordinary     规则行 a rule
  shizu explain LS43                         段落或条文 a paragraph or article
  shizu explain lead                         规则表 a table
  shizu explain disposal_opinion             时限、职责或提示 a time limit, duty or warning
  shizu explain authority                    事实 a fact";

const VERIFY: &str = "\
例 / examples:
  shizu verify
  shizu verify --rulebook county.toml --format json

有发现退出码 1；叠加文件读不进来退出码 2。Exit 1 on findings, each with a witness; 2 when an overlay cannot be read.";

/// Which rules.
#[derive(Debug, Clone, Group)]
pub struct BookArgs {
    /// 叠加的本地规则文件，可重复 / local overlay to merge in; repeatable, in order
    #[arg(long, value_name = "OVERLAY.toml")]
    pub rulebook: Vec<PathBuf>,

    /// 按哪一天的规则（默认今天，东八区）/ the day whose rules apply (default: today, UTC+8)
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<NaiveDate>,
}

/// `shizu route`.
#[derive(Debug, Group)]
pub struct RouteArgs {
    /// 输入文件，- 为标准输入 / input, `-` or none for standard input
    pub file: Option<PathBuf>,

    /// 输出格式 / output format
    #[arg(long, value_enum)]
    pub format: Option<Format>,

    /// 写入文件（完成后才出现）/ write to a file, which appears when it is complete
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,

    /// 遇到第一处错误即停止 / stop at the first bad row
    #[arg(long)]
    pub strict: bool,

    /// 理由中列出条件和规则原意（JSON）/ tell conditions and wording in the reasons (JSON)
    #[arg(long)]
    pub explain: bool,

    /// CSV 前加 BOM，供表格软件识别 / begin CSV with a byte order mark, for spreadsheet programs
    #[arg(long)]
    pub bom: bool,

    /// 读哪个工作表 / sheet to read from a workbook
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,

    #[command(flatten)]
    pub book: BookArgs,
}

/// `shizu explain`.
#[derive(Debug, Group)]
pub struct ExplainArgs {
    /// 编号 / id of a rule, paragraph, article, table, time limit, duty or warning, or the code of a fact
    #[arg(value_name = "RULE")]
    pub id: String,

    /// 输出格式 / output format
    #[arg(long, value_enum, default_value = "text")]
    pub format: Plain,

    #[command(flatten)]
    pub book: BookArgs,
}

/// `shizu verify`.
#[derive(Debug, Group)]
pub struct VerifyArgs {
    /// 叠加的本地规则文件，可重复 / local overlay to merge in; repeatable, in order
    #[arg(long, value_name = "OVERLAY.toml")]
    pub rulebook: Vec<PathBuf>,

    /// 输出格式 / output format
    #[arg(long, value_enum, default_value = "text")]
    pub format: Plain,
}

/// `shizu rulebook …`.
#[derive(Debug, Subcommand)]
pub enum RulebookCommand {
    /// 导出实际生效的规则库 / the rulebook as it applies, overlays merged in
    Export {
        /// 输出格式 / output format
        #[arg(long, value_enum, default_value = "toml")]
        format: Data,
        #[command(flatten)]
        book: BookArgs,
    },
    /// 叠加文件改变了哪些结论，各举一例 / which answers an overlay changes, counted, each with a witness
    Diff {
        /// 要比较的叠加文件 / the overlay to compare
        overlay: PathBuf,
        /// 输出格式 / output format
        #[arg(long, value_enum, default_value = "text")]
        format: Plain,
        #[command(flatten)]
        book: BookArgs,
    },
    /// 文件格式的 JSON Schema / JSON Schema of overlay files and of the input and output of route
    Schema {
        /// 哪一种 / which one
        #[arg(value_enum)]
        of: Schema,
    },
}

/// An output format of `route`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// 供人阅读 / to be read by people
    Text,
    /// 一个对象或数组 / one object, or an array
    Json,
    /// 每行一个对象 / one object per line
    Ndjson,
    /// 表格 / a table
    Csv,
}

/// An output format of commands that tell one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Plain {
    /// 供人阅读 / to be read by people
    Text,
    /// 一个对象 / one object
    Json,
}

/// A data format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Data {
    /// TOML
    Toml,
    /// JSON
    Json,
}

/// What a schema describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Schema {
    /// 叠加文件 / overlay files
    Overlay,
    /// route 的输入 / input of route
    RouteInput,
    /// route 的输出 / output of route
    RouteOutput,
    /// deadlines 的输出 / output of deadlines
    DeadlinesOutput,
    /// matrix 的输出 / output of matrix
    MatrixOutput,
    /// ecology 的输入 / input of ecology
    EcologyInput,
    /// ecology 的输出 / output of ecology
    EcologyOutput,
    /// appraise 的输入 / input of appraise
    AppraiseInput,
    /// appraise 的输出 / output of appraise
    AppraiseOutput,
    /// indicators 的输入 / input of indicators
    IndicatorsInput,
    /// indicators 的输出 / output of indicators
    IndicatorsOutput,
    /// check 的输入 / input of check
    CheckInput,
    /// check 的输出 / output of check
    CheckOutput,
    /// monitor 的输入 / input of monitor
    MonitorInput,
    /// monitor 的输出 / output of monitor
    MonitorOutput,
    /// share 的输入 / input of share
    ShareInput,
    /// share 的输出 / output of share
    ShareOutput,
    /// score 的输入 / input of score
    ScoreInput,
    /// score 的输出 / output of score
    ScoreOutput,
    /// casebook 的输出 / output of casebook
    CasebookOutput,
}

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LangArg {
    /// 中文
    Zh,
    /// English
    En,
}

impl From<LangArg> for Lang {
    fn from(lang: LangArg) -> Self {
        match lang {
            LangArg::Zh => Lang::Zh,
            LangArg::En => Lang::En,
        }
    }
}

/// Reads a day.
///
/// # Errors
/// What is wrong with it, in both languages, as clap is told no language.
pub(crate) fn day(text: &str) -> Result<NaiveDate, String> {
    parse_date(text).map_err(|problem| {
        let words = |lang| problem.message(text, lang);
        format!("{} / {}", words(Lang::Zh), words(Lang::En))
    })
}
