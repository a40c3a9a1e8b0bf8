//! What can be asked of `shizu train`.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use shizu_training::Repeats;

use crate::args::Plain;

pub const HELP: &str = "\
情景文件的写法见 docs/scenarios.md；答案由规则引擎给出，情景里不写答案
how scenarios are written: docs/scenarios.md; the engine is the answer key, a scenario holds facts only

例 / examples:
  shizu train play public/scenarios/first-week.toml
  shizu train check public/scenarios --coverage
  shizu train grade result.json --scenarios public/scenarios
  shizu train report results/ --scenarios public/scenarios";

/// `shizu train …`.
#[derive(Debug, Subcommand)]
pub enum TrainCommand {
    /// 在终端里走一遍情景 / play a scenario in the terminal
    Play {
        /// 情景文件 / the scenario
        scenario: PathBuf,
        /// 进度和成绩文件；已有进度就接着走 / progress and result; an existing one is continued
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// 学员姓名，写进成绩 / the trainee's name, for the result
        #[arg(long, value_name = "NAME", default_value = "")]
        trainee: String,
        /// 叠加的本地规则文件，可重复 / local overlay to merge in; repeatable, in order
        #[arg(long, value_name = "OVERLAY.toml")]
        rulebook: Vec<PathBuf>,
    },
    /// 检查情景：走不到、走不下去、没有答案、缺译文、引用有误、覆盖面 / check scenarios
    Check {
        /// 情景文件或文件夹 / scenarios, or folders of them
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// 逐条列出没有情景用到的规则 / list the rules that no scenario touches
        #[arg(long)]
        coverage: bool,
        /// 输出格式 / output format
        #[arg(long, value_enum, default_value = "text")]
        format: Plain,
        /// 叠加的本地规则文件，可重复 / local overlay to merge in; repeatable, in order
        #[arg(long, value_name = "OVERLAY.toml")]
        rulebook: Vec<PathBuf>,
    },
    /// 重新评一份情景或考核的成绩 / grade the result of a scenario or an exam again
    Grade {
        /// 成绩文件 / the result
        result: PathBuf,
        /// 情景文件或文件夹；考核不需要 / scenarios, or folders of them; an exam needs none
        #[arg(long, value_name = "PATH")]
        scenarios: Vec<PathBuf>,
        /// 输出格式 / output format
        #[arg(long, value_enum, default_value = "text")]
        format: Plain,
        /// 叠加的本地规则文件，可重复 / local overlay to merge in; repeatable, in order
        #[arg(long, value_name = "OVERLAY.toml")]
        rulebook: Vec<PathBuf>,
    },
    /// 全班成绩：各人得分、各决策的得分率、最常见的误选 / class report from a folder of results
    Report {
        /// 成绩文件或文件夹 / results, or folders of them
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// 情景文件或文件夹 / scenarios, or folders of them
        #[arg(long, value_name = "PATH", required = true)]
        scenarios: Vec<PathBuf>,
        /// 任务单：列出谁还没做完 / a set: who has not finished it
        #[arg(long, value_name = "SET.json")]
        set: Option<PathBuf>,
        /// 同一人做了几次时算哪一次 / which of several results of one trainee counts
        #[arg(long, value_enum, default_value = "best")]
        repeats: Counted,
        /// 输出格式 / output format
        #[arg(long, value_enum, default_value = "text")]
        format: Plain,
        /// 叠加的本地规则文件，可重复 / local overlay to merge in; repeatable, in order
        #[arg(long, value_name = "OVERLAY.toml")]
        rulebook: Vec<PathBuf>,
    },
}

/// Which of several results of one trainee counts.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Counted {
    /// 最好的一次 / the best
    Best,
    /// 最后一次 / the last
    Last,
    /// 每次都算 / all of them
    All,
}

impl From<Counted> for Repeats {
    fn from(counted: Counted) -> Self {
        match counted {
            Counted::Best => Repeats::Best,
            Counted::Last => Repeats::Last,
            Counted::All => Repeats::All,
        }
    }
}
