//! What `shizu monitor` can be asked.

use std::path::PathBuf;

use clap::ValueEnum;

use crate::args::BookArgs;
use crate::rows::RowArgs;

pub const HELP: &str = "\
输入 / input: 每行一个单位或组在一个报告期的报告 / one row per body and period
  body, kind (unit|group), period (2025-03, 2025-Q1, 2025-H1, 2025)   必填 required
  clues, cases           空为缺报，不是零 / empty is missing, not zero
  state                  has_matters|zero|late|missing|not_applicable，不填按数字推定 / derived when absent
  covered, letters       监督对象人数、信访举报数，作分母 / people covered and reports received: the denominators
  office, received       对口室、报送日期（逾期即迟报）/ counterpart office, day handed in (late after the grace)
  from, until            起止时间，不填按首末行 / first and last time, else the first and last row
  self_found, own_cases  自主发现线索、独立办案 / own clues and cases (Z9)
  important_by_others (Z3)  problems, ecology good|fairly_good|fair|poor (Z4)  grave_corruption yes|no (Z5)
  own_faults (Z6)  risk low|medium|high (Z7)  cadres_handled (Z8)
  transferred_closed, transferred_filed (Z12)  borrowed, team_size (Z13)
输出 / output: triggers, states, upcoming, cleared, silent, not_evaluated, errors；csv 由 --list 选一张表 / csv gives the list chosen by --list
有误的格按缺报处理，有误的行不用，均说明行、列；其余照算，退出码 2
  bad cells count as missing, bad rows are not used; both are told with row and column, exit code 2
搁置 / suppressions: --suppress 表格，列 id, body, reason, reviewer, until；理由和审核人必填
  a table with reason and reviewer; the trigger still shows, with both

例 / examples:
  shizu monitor public/examples/returns.csv --as-of 2026-01-20 --format text
  shizu monitor returns.xlsx --window 2 --format json
  shizu monitor returns.csv --preset Z11 --list upcoming --out upcoming.csv --bom";

/// `shizu monitor`.
#[derive(Debug, clap::Args)]
pub struct MonitorArgs {
    #[command(flatten)]
    pub rows: RowArgs,

    /// 零报告窗口的期数，代替参数 zero.window / periods of the window, instead of the parameters zero.window
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=400))]
    pub window: Option<u32>,

    /// 启用可选的触发项，可重复 / switch a preset trigger on; repeatable
    #[arg(long, value_name = "ID")]
    pub preset: Vec<String>,

    /// 搁置表 / triggers set aside, with reason and reviewer
    #[arg(long, value_name = "FILE")]
    pub suppress: Option<PathBuf>,

    /// csv 输出哪张表 / which list csv gives
    #[arg(long, value_enum, default_value = "triggers")]
    pub list: List,

    #[command(flatten)]
    pub book: BookArgs,
}

/// A list of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum List {
    /// 触发项 / triggers that fire
    Triggers,
    /// 每个单位或组每期的状态 / state of every body in every period
    States,
    /// 若继续为零，何时触发 / when a trigger would fire if zeros go on
    Upcoming,
}
