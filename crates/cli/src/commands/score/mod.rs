//! `shizu score`: the after-evaluation of rectification, unit by unit.

mod data;
mod feed;
mod schema;
mod text;

use serde_json::json;
use shizu_formats::Format as Kind;
use shizu_rules::rectification::{Numbers, Scheme, Scoring};
use shizu_rules::vocabulary::{ScoreIndex, Term};
use shizu_rules::{Lang, Rulebook};

use crate::args::BookArgs;
use crate::book::{self, Refused};
use crate::exit::Exit;
use crate::lang::{comma, pick};
use crate::rows::{Answer, RowArgs, give};

pub use schema::{input as input_schema, output as output_schema};

pub const HELP: &str = "\
每行（每个对象）一个单位 / one unit per row or object
  unit                                      单位 the unit
  main_responsibility, organization, tasks, transferred, satisfaction
                                            五项指标 the five indices：0 至 100 的得分，或者明细 a value, or items:
    表格 table   tasks_done, tasks_late, tasks_partly, tasks_unproven, tasks_ongoing, tasks_not, tasks_false
    JSON         {\"done\": 5, \"not\": 1}，或 [{\"title\", \"due\", \"finished\", \"evidence\"}, …]，或 [\"done\", \"partly\"]
  excellent, good, fair, poor, bad          满意度测评票数 answers of the survey
  false_reports                             整改报告与事实不符的项数 points of the report found false
  staff, feedback_date, disclosure_date, disclosed, evaluated_on, gravity ordinary|grave
  evaluators                                discipline; organization; publicity; inspection
  weights_main_responsibility …             自定权重，合计 100 weights of one's own, together 100
缺项不按零计，给出得分区间、可能的等次和先填什么 / a missing index is not zero: the score is then an interval
有误的格不采用，其余照算，说明行、列和原因，退出码 2
  what is wrong is left out and told with row and column, the rest is scored, exit code 2
舍入 / rounding: 每项指标四舍五入到 0.01，此后全部精确 / each index half up to 0.01, then all is exact

例 / examples:
  shizu score public/examples/rectification.csv --format text
  shizu score public/examples/rectification.json --preset fufeng
  shizu score --presets
  echo '{\"unit\":\"甲局\",\"main_responsibility\":90,\"organization\":85,\"tasks\":{\"done\":8,\"not\":2},\"transferred\":75,\"satisfaction\":95}' | shizu score";

/// `shizu score`.
#[derive(Debug, clap::Args)]
pub struct ScoreArgs {
    #[command(flatten)]
    pub rows: RowArgs,

    /// 按公开方案计分 / score by a public scheme
    #[arg(long, value_name = "NAME")]
    pub preset: Option<String>,

    /// 列出公开方案、公开了什么、哪些用默认值补齐 / list the schemes, what they publish, what is filled in
    #[arg(long, conflicts_with_all = ["file", "preset"])]
    pub presets: bool,

    #[command(flatten)]
    pub book: BookArgs,
}

pub fn run(args: &ScoreArgs, lang: Lang) -> anyhow::Result<Exit> {
    let rulebook = book::load(&args.book.rulebook, lang)?;
    let day = book::day(&args.book);
    let scoring = Scoring::new(&rulebook, day).map_err(|error| Refused::new(vec![error], lang))?;
    if args.presets {
        let all = scoring
            .schemes()
            .map(|scheme| listed(scheme, &scoring, lang));
        return give(
            all.collect(),
            &PRESETS,
            &args.rows.answers,
            Kind::JsonArray,
            lang,
        );
    }
    let preset = preset(args, &scoring, lang)?;
    let fed = feed::read(args.rows.file.as_deref(), args.rows.sheet.clone(), lang)?;
    let mut answers = fed.unread;
    let scored = fed.drafts.iter().map(|fed| {
        let (entry, remarks) = scoring.read(&fed.draft);
        let answer = scoring.assess(&entry, preset.as_deref());
        One {
            fed,
            unit: entry.unit,
            answer,
            remarks,
        }
    });
    answers.extend(scored.map(|one| answered(&one, &rulebook, &scoring, lang)));
    give(answers, &data::header(), &args.rows.answers, fed.kind, lang)
}

/// A unit, scored.
struct One<'a> {
    fed: &'a feed::Fed,
    unit: String,
    answer: shizu_rules::rectification::Assessment,
    remarks: Vec<shizu_rules::rectification::Remark>,
}

fn answered(one: &One<'_>, rulebook: &Rulebook, scoring: &Scoring, lang: Lang) -> Answer {
    let faults = one.remarks.iter().filter(|remark| remark.is_fault());
    let faults = faults.map(|fault| one.fed.tell(fault, lang));
    let numbers = scoring.numbers(one.answer.scheme.as_deref());
    Answer {
        row: Some(one.fed.row),
        data: data::object(one, rulebook, lang),
        cells: data::cells(one, lang),
        text: text::words(one, rulebook, numbers, lang),
        faults: faults.collect(),
    }
}

fn preset(args: &ScoreArgs, scoring: &Scoring, lang: Lang) -> anyhow::Result<Option<String>> {
    let Some(name) = &args.preset else {
        return Ok(None);
    };
    if let Some(scheme) = scoring.scheme(name) {
        return Ok(Some(scheme.name().to_owned()));
    }
    let names: Vec<&str> = scoring.schemes().map(Scheme::name).collect();
    let near = shizu_tables::nearest(name, names.iter().copied());
    let near = near.map(|near| match lang {
        Lang::Zh => format!("，是否指“{near}”"),
        Lang::En => format!("; did you mean `{near}`?"),
    });
    let near = near.unwrap_or_default();
    let list = names.join(comma(lang));
    match lang {
        Lang::Zh => anyhow::bail!("没有“{name}”这个公开方案{near}；可用：{list}"),
        Lang::En => anyhow::bail!("no public scheme `{name}`{near} (there are: {list})"),
    }
}

const PRESETS: [&str; 8] = [
    "name", "title", "says", "weights", "filled", "basis", "cites", "note",
];

fn listed(scheme: &Scheme, scoring: &Scoring, lang: Lang) -> Answer {
    let grounds = &scheme.grounds;
    let numbers: &Numbers = scoring.numbers(Some(scheme.name()));
    let (title, says) = (grounds.title.in_lang(lang), grounds.says.in_lang(lang));
    let note = grounds.note.as_ref().map_or("", |note| note.in_lang(lang));
    let weights = ScoreIndex::ALL
        .iter()
        .map(|index| numbers.weight(*index).to_string());
    let weights: Vec<String> = weights.collect();
    let filled = numbers.filled.join(" ");
    Answer {
        row: None,
        data: json!({
            "name": scheme.name(), "title": title, "says": says, "weights": weights, "filled": numbers.filled,
            "basis": grounds.basis.code(), "cites": grounds.cites, "note": note,
        }),
        cells: vec![
            scheme.name().to_owned(),
            title.to_owned(),
            says.to_owned(),
            weights.join("/"),
            filled.clone(),
            grounds.basis.code().to_owned(),
            grounds.cites.join("; "),
            note.to_owned(),
        ],
        text: format!(
            "{}  {title}  {}\n  {says}\n  {note}\n  {}{filled}",
            scheme.name(),
            weights.join("/"),
            pick(lang, "用默认值补齐：", "filled in from our numbers: ")
        ),
        faults: Vec::new(),
    }
}
