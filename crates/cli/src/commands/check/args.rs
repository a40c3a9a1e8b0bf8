//! What `shizu check` can be asked.

use crate::args::BookArgs;
use crate::rows::AnswerArgs;

pub const HELP: &str = "\
对象 / subjects: shizu check --list；某对象的事实和取值 / its facts and values: shizu check trier --list
事实 / facts: 直接写成 fact=value，或者由文件逐行给出（CSV、XLSX、JSON、NDJSON，可有 id 列）
  as fact=value, or row by row from a file that may have a column id
  可用代码或中英文名称；不写或留空即不清楚 / codes or labels; absent or empty means unknown
  占比可由人数推出 / shares follow from counts: check squad members=10 specialists=7
输出 / output: 每张表的结论、理由、还缺的事实，以及改变哪些事实结论就会不同
  per table: answers, reasons, missing facts, and the fewest changes that lead to another answer
问题线索请用 shizu route / for clues use shizu route

例 / examples:
  shizu check trial_case own_case=yes trial_section=no
  shizu check trier own_group_case=no took_part=no must_recuse=no host_staff=no selected=yes as_leader=no --format json
  shizu check squad squads.csv --format csv";

/// `shizu check`.
#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    /// 对象 / what the facts are about
    #[arg(required_unless_present = "list")]
    pub subject: Option<String>,

    /// 文件（- 为标准输入），或者事实 / a file, `-` for standard input, or facts
    #[arg(value_name = "FILE|FACT=VALUE")]
    pub given: Vec<String>,

    /// 列出对象，或者某对象的事实和取值 / list the subjects, or a subject's facts and values
    #[arg(long)]
    pub list: bool,

    #[command(flatten)]
    pub answers: AnswerArgs,

    /// 读哪个工作表 / sheet to read from a workbook
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,

    #[command(flatten)]
    pub book: BookArgs,
}
