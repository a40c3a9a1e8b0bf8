//! What can be asked of the matrix.

use std::path::PathBuf;

use shizu_rules::duties::Query;
use shizu_rules::vocabulary::{DutyField, Organ, Rhythm, Role, Stage, Term, Tier};

use crate::args::BookArgs;

pub const HELP: &str = "\
筛选 / filters（可重复，或以逗号分隔；代码或中英文名称均可；同一项内任一，各项之间同时满足）
  repeatable or comma-separated; codes or labels; any of one kind, all kinds together
  机关 organs    office（室） group（组） standing_committee party_group local_commission …
  领域 fields    political_supervision clue_disposal case_handling inspection_rectification …
  阶段 stages    before during after always        前后台 tiers  front（组） back（室）
  分工 roles     lead assist guide supervise report informed；与 --organ 连用指该机关的分工
  频次 rhythms   standing at_any_time promptly on_event per_round regular quarterly yearly …
视图 / views: 不给即矩阵本身；各视图都只看筛选后的职责 / default: the matrix; all look at what the filters leave
格式 / formats: --out 按文件名定 / --out goes by its name: .xlsx .csv .md .json .txt
空白和相邻主办只是提请阅读，不是差错 / gaps and neighbouring leads are questions, not mistakes

例 / examples:
  shizu matrix --organ group --role lead --stage during
  shizu matrix --my 组 --format markdown > my-duties.md
  shizu matrix --compare 室 组 --field clue_disposal
  shizu matrix --gaps --lang en
  shizu matrix --find 整改 --out matrix.xlsx";

/// `shizu matrix`.
#[derive(Debug, clap::Args)]
pub struct MatrixArgs {
    /// 有分工的机关 / organs that have a part
    #[arg(long, value_name = "ORGAN", value_delimiter = ',', value_parser = term::<Organ>)]
    pub organ: Vec<Organ>,

    /// 领域 / fields of work
    #[arg(long, value_name = "FIELD", value_delimiter = ',', value_parser = term::<DutyField>)]
    pub field: Vec<DutyField>,

    /// 阶段 / stages
    #[arg(long, value_name = "STAGE", value_delimiter = ',', value_parser = term::<Stage>)]
    pub stage: Vec<Stage>,

    /// 主办在前台还是后台 / tiers that lead
    #[arg(long, value_name = "TIER", value_delimiter = ',', value_parser = term::<Tier>)]
    pub tier: Vec<Tier>,

    /// 分工 / roles
    #[arg(long, value_name = "ROLE", value_delimiter = ',', value_parser = term::<Role>)]
    pub role: Vec<Role>,

    /// 频次 / how often
    #[arg(long, value_name = "RHYTHM", value_delimiter = ',', value_parser = term::<Rhythm>)]
    pub rhythm: Vec<Rhythm>,

    /// 含有这些词 / words that all occur
    #[arg(
        long,
        value_name = "WORDS",
        default_value = "",
        hide_default_value = true
    )]
    pub find: String,

    #[command(flatten)]
    pub view: ViewArgs,

    /// 输出格式 / output format
    #[arg(long, value_enum)]
    pub format: Option<MatrixFormat>,

    /// 写入文件（完成后才出现）/ write to a file, which appears when it is complete
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,

    /// CSV 前加 BOM，供表格软件识别 / begin CSV with a byte order mark, for spreadsheet programs
    #[arg(long)]
    pub bom: bool,

    #[command(flatten)]
    pub book: BookArgs,
}

/// How the duties are looked at; the matrix itself when none is asked for.
#[derive(Debug, clap::Args)]
#[group(multiple = false)]
pub struct ViewArgs {
    /// 一个机关的职责清单 / the duties of one organ as a reading list
    #[arg(long, value_name = "ORGAN", value_parser = term::<Organ>)]
    pub my: Option<Organ>,

    /// 两个机关对照 / two organs beside each other
    #[arg(long, value_names = ["A", "B"], num_args = 2, value_parser = term::<Organ>)]
    pub compare: Option<Vec<Organ>>,

    /// 各机关的负荷 / the load of each organ
    #[arg(long)]
    pub load: bool,

    /// 矩阵的空白 / where the matrix is thin
    #[arg(long)]
    pub gaps: bool,

    /// 同一事项不同主办之处 / where two leads stand close together
    #[arg(long)]
    pub overlaps: bool,
}

/// An output format of the matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum MatrixFormat {
    /// 供人阅读 / to be read by people
    Text,
    /// 一个对象 / one object
    Json,
    /// 表格 / a table
    Csv,
    /// Markdown 表格 / a table in Markdown
    Markdown,
}

impl MatrixArgs {
    pub fn query(&self) -> Query {
        Query {
            organs: self.organ.clone(),
            fields: self.field.clone(),
            stages: self.stage.clone(),
            tiers: self.tier.clone(),
            roles: self.role.clone(),
            rhythms: self.rhythm.clone(),
            words: self.find.clone(),
        }
    }
}

/// What people say for short.
const SHORT: [(&str, &str); 3] = [
    ("室", "office"),
    ("组", "group"),
    ("地", "local_commission"),
];

/// The term with this code or label.
fn term<T: Term>(text: &str) -> Result<T, String> {
    let text = text.trim();
    let short = SHORT.iter().find(|(short, _)| *short == text);
    let known = short.map_or(text, |(_, code)| code);
    let named = T::ALL.iter().zip(T::VALUES).find(|(_, value)| {
        [value.code, value.zh, value.en]
            .iter()
            .any(|name| name.eq_ignore_ascii_case(known))
    });
    named.map(|(term, _)| *term).ok_or_else(|| {
        let names = T::VALUES
            .iter()
            .flat_map(|value| [value.code, value.zh, value.en]);
        let near = shizu_tables::nearest(text, names);
        let codes: Vec<&str> = T::VALUES.iter().map(|value| value.code).collect();
        let near = near.map(|near| format!("是否指 did you mean `{near}`? "));
        format!(
            "{}可用 valid: {}",
            near.unwrap_or_default(),
            codes.join(", ")
        )
    })
}
