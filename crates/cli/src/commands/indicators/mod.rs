//! `shizu indicators`: shares, rates and changes, and whether printed figures follow from their counts.

pub mod schema;

use serde_json::{Map, Value, json};
use shizu_formats::Record;
use shizu_rules::indicators::{
    Column, Figures, Indicator, Indicators, InputRow, Outcome, Problem, Told,
};
use shizu_rules::vocabulary::Term;
use shizu_rules::{Lang, Rulebook};

use crate::args::BookArgs;
use crate::book::{self, Refused};
use crate::exit::Exit;
use crate::lang::pick;
use crate::rows::{Answer, RowArgs, Rows, at_row, give};

pub const HELP: &str = "\
每行填哪些列，就算哪一种 / what a row computes is told by the columns it fills:
  period, form1, form2, form3, form4[, total]   四种形态占比 shares, largest remainder, sum 100.0
  name, part, whole                             比率 rate
  name, now, before                             同比 change
  group, item, count[, total]                   分组占比 shares within a group, sum 100.0
  name, persons, party, administrative          处分人数，两项不相加 sanctions, never added up
  printed（printed1 至 printed4）填公布的百分数，则复算核对；不填 part 或 before 时反推
  with printed figures they are checked; without part or before the missing count is inferred
  数可写成 62,902、148.7万；unit 列写明单位；小数位数见参数 indicators.decimals
  counts may read 62,902 or 148.7万, the column unit names a unit; decimals: parameter indicators.decimals
有误的行 / bad rows: 说明行、列和原因，其余照算，退出码 2 / told with row and column, the others are computed, exit code 2

例 / examples:
  shizu indicators public/examples/indicators.csv --format text
  echo '{\"name\":\"整改率\",\"part\":324,\"whole\":397}' | shizu indicators
  shizu indicators --list";

/// `shizu indicators`.
#[derive(Debug, clap::Args)]
pub struct IndicatorsArgs {
    #[command(flatten)]
    pub rows: RowArgs,

    /// 列出指标的定义和依据 / list the indicators with formula and basis
    #[arg(long, conflicts_with = "file")]
    pub list: bool,

    #[command(flatten)]
    pub book: BookArgs,
}

pub fn run(args: &IndicatorsArgs, lang: Lang) -> anyhow::Result<Exit> {
    let mut rulebook = book::load(&args.book.rulebook, lang)?;
    rulebook.parameters = rulebook.parameters_on(book::day(&args.book));
    if args.list {
        let answers = rulebook.indicators.iter().map(|known| listed(known, lang));
        let header = ["id", "title", "formula", "basis", "cites"];
        return give(
            answers.collect(),
            &header,
            &args.rows.answers,
            shizu_formats::Format::JsonArray,
            lang,
        );
    }
    let rows = Rows::read(args.rows.file.as_deref(), args.rows.sheet.clone(), lang)?;
    let input = read(&rows, lang)?;
    let answers = answers(&rulebook, &rows, &input, lang)?;
    give(
        answers,
        &Outcome::header(),
        &args.rows.answers,
        rows.kind,
        lang,
    )
}

fn answers(
    rulebook: &Rulebook,
    rows: &Rows,
    input: &[InputRow],
    lang: Lang,
) -> anyhow::Result<Vec<Answer>> {
    let indicators = Indicators::new(rulebook).map_err(|error| Refused::new(vec![error], lang))?;
    let outcomes = indicators.work_out(input);
    let worked = outcomes
        .iter()
        .zip(input)
        .map(|(outcome, row)| answer(outcome, row, lang));
    let mut answers = rows.unread(Outcome::header().len(), lang);
    answers.extend(worked);
    Ok(answers)
}

/// The rows under the columns they name; columns that mean nothing here are told.
fn read(rows: &Rows, lang: Lang) -> anyhow::Result<Vec<InputRow>> {
    let names = rows.table.columns.names();
    let columns: Vec<Option<Column>> = names.iter().map(|name| Column::named(name)).collect();
    if columns.iter().all(Option::is_none) {
        let codes: Vec<&str> = Column::VALUES.iter().map(|value| value.code).collect();
        anyhow::bail!(
            "{}{}",
            pick(
                lang,
                "没有一列可用；可用的列名：",
                "no column is known here; columns are: "
            ),
            codes.join(", ")
        );
    }
    for (name, _) in names
        .iter()
        .zip(&columns)
        .filter(|(_, column)| column.is_none())
    {
        let near = shizu_tables::nearest(name, Column::VALUES.iter().map(|value| value.code));
        eprintln!("{}", unused(name, near, lang));
    }
    let row = |record: Record<'_>| InputRow {
        row: record.row(),
        cells: record
            .fields()
            .filter_map(|(at, text)| Some((columns.get(at).copied()??, text.to_owned())))
            .collect(),
    };
    Ok(rows.table.records.iter().map(row).collect())
}

fn unused(name: &str, near: Option<&str>, lang: Lang) -> String {
    match (lang, near) {
        (Lang::Zh, None) => format!("“{name}”列未使用"),
        (Lang::Zh, Some(near)) => format!("“{name}”列未使用，是否指“{near}”"),
        (Lang::En, None) => format!("column `{name}` is not used"),
        (Lang::En, Some(near)) => format!("column `{name}` is not used; did you mean `{near}`?"),
    }
}

fn answer(outcome: &Outcome, row: &InputRow, lang: Lang) -> Answer {
    let told: Vec<(&str, Told)> = outcome.figures.iter().flat_map(Figures::told).collect();
    let kind = outcome.kind.map(Term::code);
    let mut data = Map::new();
    data.insert("row".to_owned(), json!(outcome.row));
    data.insert("kind".to_owned(), json!(kind));
    for (name, text) in Outcome::names(row) {
        data.insert(name.code().to_owned(), json!(text));
    }
    for (name, told) in &told {
        let value = match told {
            Told::One(text) => json!(text),
            Told::Several(texts) => json!(texts),
        };
        data.insert((*name).to_owned(), value);
    }
    if let Some(agrees) = outcome.agrees {
        data.insert("agrees".to_owned(), json!(agrees));
    }
    if !outcome.notes.is_empty() {
        data.insert("notes".to_owned(), problems(&outcome.notes, lang));
    }
    if !outcome.errors.is_empty() {
        data.insert("error".to_owned(), problems(&outcome.errors, lang));
    }
    let at = at_row(outcome.row, lang);
    Answer {
        row: Some(outcome.row),
        data: Value::Object(data),
        cells: outcome.cells(row, lang),
        text: words(outcome, lang),
        faults: outcome
            .errors
            .iter()
            .map(|error| format!("{at}{}", error.told(lang)))
            .collect(),
    }
}

fn problems(problems: &[Problem], lang: Lang) -> Value {
    let data = problems.iter().map(|problem| {
        json!({
            "code": problem.reason.code(),
            "column": problem.column.map(Term::code),
            "message": problem.message(lang),
        })
    });
    data.collect()
}

fn words(outcome: &Outcome, lang: Lang) -> String {
    let colon = pick(lang, "：", ": ");
    let kind = outcome.kind.map_or("", |kind| kind.label(lang));
    let mut text = format!("{} {kind}{colon}{}", outcome.label, figures(outcome, lang));
    for problem in outcome.errors.iter().chain(&outcome.notes) {
        text.push_str("\n  ");
        text.push_str(&problem.told(lang));
    }
    text
}

fn figures(outcome: &Outcome, lang: Lang) -> String {
    let percent =
        |figure: &dyn ToString| format!("{}{}", figure.to_string(), pick(lang, "%", " %"));
    let sum = pick(lang, "合计 ", "sum ");
    match &outcome.figures {
        None => pick(lang, "不能计算", "not computed").to_owned(),
        Some(Figures::Shares {
            shares, sum: all, ..
        }) => {
            let shares: Vec<String> = shares.iter().map(|share| percent(share)).collect();
            format!("{} ({sum}{all})", shares.join(" / "))
        }
        Some(Figures::Share {
            share, sum: all, ..
        }) => format!("{} ({sum}{all})", percent(share)),
        Some(Figures::Rate { rate, .. }) => percent(rate),
        Some(Figures::Change { change, .. }) => percent(change),
        Some(Figures::Implied { from, to: None }) => format!("≥ {from}"),
        Some(Figures::Implied { from, to: Some(to) }) if from == to => from.to_string(),
        Some(Figures::Implied { from, to: Some(to) }) => format!("{from} – {to}"),
        Some(Figures::Sanctions {
            party,
            administrative,
            ..
        }) => {
            let kinds = [
                (pick(lang, "党纪", "party "), party),
                (pick(lang, "政务", "administrative "), administrative),
            ];
            let known = kinds
                .into_iter()
                .filter_map(|(name, share)| Some(format!("{name}{}", percent(share.as_ref()?))));
            known.collect::<Vec<_>>().join(pick(lang, "，", ", "))
        }
    }
}

fn listed(indicator: &Indicator, lang: Lang) -> Answer {
    let grounds = &indicator.grounds;
    let (title, formula) = (grounds.title.in_lang(lang), indicator.formula.in_lang(lang));
    let basis = grounds.basis;
    Answer {
        row: None,
        data: json!({
            "id": grounds.id, "title": title, "formula": formula, "says": grounds.says.in_lang(lang),
            "basis": basis.code(), "cites": grounds.cites,
            "note": grounds.note.as_ref().map(|note| note.in_lang(lang)),
        }),
        cells: vec![
            grounds.id.clone(),
            title.to_owned(),
            formula.to_owned(),
            basis.code().to_owned(),
            grounds.cites.join("; "),
        ],
        text: format!(
            "{title}  [{}]\n  {formula}\n  {}{}{}",
            grounds.id,
            basis.label(lang),
            pick(lang, "：", ": "),
            grounds.cites.join(" ")
        ),
        faults: Vec::new(),
    }
}
