//! What can be asked of `shizu ecology` and `shizu appraise`.

use clap::{Args as Group, ValueEnum};
use shizu_rules::ecology::RowKind;

use crate::args::BookArgs;
use crate::rows::RowArgs;

/// Help on `shizu ecology`.
pub const ECOLOGY: &str = "\
输入 / input（一行一个，按内容识别格式 / one per row, kind found by content）:
  --of unit     unit, democratic_centralism, use_of_power, cadre_selection, style, clues,
                many_problems, grave_corruption, key_object；--preset aspects | yancheng
  --of cadre    cadre, archive, petitions, inspection, audit, survey, authority, key_person, open_reports
  --of archive  cadre, authority, occasion, raised, done 和十二类预警条件 / and the twelve conditions
  分数为 0 至 100，或以分号隔开的要点 met;partly;not_met;not_applicable，留空即不清楚
  a mark is 0 to 100, or points of the checklist separated by semicolons; empty is unknown
输出 / output: 得分或区间、等级、风险、措施、还缺什么；预警和提醒只是请去核实，不是结论
  score or range, level, risk, measures, what is missing; a warning asks to verify, it is no finding

例 / examples:
  shizu ecology public/examples/ecology.csv --format text
  echo '{\"unit\":\"A\",\"style\":55,\"clues\":\"met;partly;;met\"}' | shizu ecology --lang en
  shizu ecology --of archive archives.csv --as-of 2026-06-30";

/// Help on `shizu appraise`.
pub const APPRAISE: &str = "\
输入 / input:
  --of group           group, by (commission | office | host_unit), responsibility, supervision,
                       education, style_checks, cases, own_team；--preset heqing | tongshan (bonus)
  --of accountability  case, style_defiance, systemic_corruption, weak_construction,
                       problem_unreported, case_suppressed, duties_neglected, post
  --of role            task, head, portfolio, supervisory, hinders, temporary, task_part, decides_too
  派出机关、室、驻在单位各一行；驻在单位的意见不计分
  one row each for the commission, the office and the host unit, whose opinion does not count

例 / examples:
  shizu appraise groups.csv --format text
  shizu appraise --of role tasks.csv --format json";

/// `shizu ecology`.
#[derive(Debug, Group)]
pub struct EcologyArgs {
    /// 评什么 / what is evaluated
    #[arg(long, value_enum, default_value = "unit")]
    pub of: EcologyOf,

    #[command(flatten)]
    pub scored: SheetArgs,
}

/// `shizu appraise`.
#[derive(Debug, Group)]
pub struct AppraiseArgs {
    /// 评什么 / what is appraised
    #[arg(long, value_enum, default_value = "group")]
    pub of: AppraiseOf,

    #[command(flatten)]
    pub scored: SheetArgs,
}

/// Input, output, sheet and rules.
#[derive(Debug, Group)]
pub struct SheetArgs {
    #[command(flatten)]
    pub rows: RowArgs,

    /// 用哪张评分表 / sheet to score by
    #[arg(long, value_name = "NAME")]
    pub preset: Option<String>,

    #[command(flatten)]
    pub book: BookArgs,
}

/// What `shizu ecology` evaluates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum EcologyOf {
    /// 单位政治生态 / a unit's political ecology
    Unit,
    /// 干部廉政预警 / early warning for cadres
    Cadre,
    /// 廉政档案提醒 / reminders from archives
    Archive,
}

/// What `shizu appraise` appraises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AppraiseOf {
    /// 派驻组考核 / resident groups
    Group,
    /// 一案双查 / double accountability
    Accountability,
    /// 角色冲突 / role conflicts
    Role,
}

impl From<EcologyOf> for RowKind {
    fn from(of: EcologyOf) -> Self {
        match of {
            EcologyOf::Unit => RowKind::Unit,
            EcologyOf::Cadre => RowKind::Cadre,
            EcologyOf::Archive => RowKind::Archive,
        }
    }
}

impl From<AppraiseOf> for RowKind {
    fn from(of: AppraiseOf) -> Self {
        match of {
            AppraiseOf::Group => RowKind::Group,
            AppraiseOf::Accountability => RowKind::Accountability,
            AppraiseOf::Role => RowKind::Role,
        }
    }
}
