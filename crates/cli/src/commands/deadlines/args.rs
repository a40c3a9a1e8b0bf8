//! What `shizu deadlines` can be asked.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{ArgGroup, Args};

use crate::args::{BookArgs, Format, day};

pub const HELP: &str = "\
起算之日不计入（另有写明的规则除外）；工作日按国务院办公厅放假通知，尚未公布的年份按周末推算并标为暂定
the start day is not counted, unless a rule says so; working days follow the State Council's notices, years not yet
announced go by weekends and make the result provisional
输出 / output: due, counted（逐日 day by day: date, counted, why, name）, provisional
中止、年份文件有误的，说明后其余照算，退出码 2 / wrong pauses and year files are told, the rest is counted, exit code 2

例 / examples:
  shizu deadlines --start 2026-09-24 --working-days 5
  shizu deadlines --start 2026-03-31 --months 1 --extend 1 --format json
  shizu deadlines --start 2026-03-02 --rule inquiry_reply --pause 2026-03-09..2026-03-13
  shizu deadlines --start 2027-02-01 --working-days 10 --calendar 2027.json
  shizu deadlines --preset 奎屯 --received 2026-03-05 --as-of 2026-05-10
  shizu deadlines --list";

/// `shizu deadlines`.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("length").args(["working_days", "days", "months", "rule"]))]
#[command(group = ArgGroup::new("asked").args(["start", "preset", "list"]).required(true))]
pub struct DeadlinesArgs {
    /// 起算日 / the day of the start event
    #[arg(long, value_name = "DATE", value_parser = day, requires = "length")]
    pub start: Option<NaiveDate>,

    /// 工作日数 / so many working days
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..), requires = "start")]
    pub working_days: Option<u32>,

    /// 自然日数 / so many calendar days
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..), requires = "start")]
    pub days: Option<u32>,

    /// 月数 / so many months
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..), requires = "start")]
    pub months: Option<u32>,

    /// 按规则库中的时限 / a time limit of the rulebook, see --list
    #[arg(long, value_name = "ID", requires = "start")]
    pub rule: Option<String>,

    /// 延长，单位同时限或其规则 / extend by so many, in the unit of the limit or of its rule
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..), requires = "start")]
    pub extend: Option<u32>,

    /// 中止期间，首尾两日均不计，可重复 / days on which the count stands still, both ends included; repeatable
    #[arg(long, value_name = "FROM..TO", requires = "start")]
    pub pause: Vec<String>,

    /// 起算日计不计入 / whether the start day counts
    #[arg(long, value_name = "not_counted|counted", requires = "start")]
    pub start_day: Option<String>,

    /// 末日在不在期限内 / whether the last day is still in time
    #[arg(long, value_name = "inclusive|exclusive", requires = "start")]
    pub last_day: Option<String>,

    /// 期满之月没有同日时 / where months end that have no such day
    #[arg(long, value_name = "last_day|next_day|refuse", requires = "start")]
    pub month_end: Option<String>,

    /// 末日遇休息日时 / what becomes of a last day that is not worked
    #[arg(long, value_name = "stays|next_working_day", requires = "start")]
    pub rest_end: Option<String>,

    /// 年份文件（本工具的 TOML，或 holiday-cn 的 JSON），可重复 / a file of holidays; repeatable
    #[arg(long, value_name = "FILE")]
    pub calendar: Vec<PathBuf>,

    /// 某地的线索时钟 / the clue clock of a place
    #[arg(long, value_name = "PLACE")]
    pub preset: Option<String>,

    /// 收到线索的日期 / the day the clue was received
    #[arg(long, value_name = "DATE", value_parser = day, requires = "preset")]
    pub received: Option<NaiveDate>,

    /// 其他起算事件的日期，可重复 / the day of another start event; repeatable
    #[arg(long, value_name = "EVENT=DATE", requires = "preset")]
    pub on: Vec<String>,

    /// 列出时限、线索时钟和已公布的年份 / list time limits, clue clocks and announced years
    #[arg(long)]
    pub list: bool,

    /// 输出格式 / output format
    #[arg(long, value_enum, default_value = "text")]
    pub format: Format,

    #[command(flatten)]
    pub book: BookArgs,
}
