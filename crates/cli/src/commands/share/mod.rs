//! `shizu share`: whether information may go from one body to another, and what flows between them when.

mod exchange;
mod flows;
mod rows;
pub mod schema;
mod words;

use chrono::{Days, Months, NaiveDate};
use shizu_formats::Format as Kind;
use shizu_rules::sharing::{Schedule, Sharing};
use shizu_rules::vocabulary::{Organ, Term};
use shizu_rules::{FactKey, Lang, MatterFacts, Rulebook, Subject};

use crate::args::{BookArgs, day};
use crate::book::{self, Refused};
use crate::exit::Exit;
use crate::lang::pick;
use crate::rows::{RowArgs, Rows, give};
use exchange::{Asked, Teller};

pub const HELP: &str = "\
输入 / input: id, data_kind, sender, recipient, purpose, recipient_concerned, superior_matter
  列名和取值可用代码或中英文名称，留空即不清楚；取值见 shizu explain data_kind 等
  names and values may be codes or labels, empty means unknown; `shizu explain data_kind` lists values
输出 / output: tier general|restricted|case_confidential, decision allowed|within_scope|approval|refused,
  approver, masks, provided, ask_next, missing, warnings, reasons
  status: determined 已定; conditional 以 provided 各项均为“否”为前提 provided these are “no”;
  undetermined 未定 open
有误的行 / bad rows: 在标准错误中说明行、列和最接近的取值，其余照常作答，退出码 2
  told on standard error, the others are answered, exit code 2

例 / examples:
  shizu share public/examples/exchanges.csv
  shizu share --data-kind clues --sender group --recipient office --purpose clue_handling
  shizu share exchanges.xlsx --format json --preview --what-if
  shizu share --flows --organ group --from 2026-01-01 --until 2026-12-31 --format text";

/// `shizu share`.
#[derive(Debug, clap::Args)]
pub struct ShareArgs {
    #[command(flatten)]
    pub rows: RowArgs,

    #[command(flatten)]
    pub one: OneArgs,

    /// 附虚构示例：接收方看到什么 / add an invented record as the recipient would see it
    #[arg(long)]
    pub preview: bool,

    /// 附改动哪些事实结论会不同 / add which changes would lead to another decision
    #[arg(long)]
    pub what_if: bool,

    /// 列出信息报送义务 / list the flows of information and when they are due
    #[arg(long, conflicts_with_all = ["file", "data_kind", "sender", "recipient", "purpose"])]
    pub flows: bool,

    /// 只列这一机构报送的 / only what this body passes on
    #[arg(long, value_name = "ORGAN", requires = "flows")]
    pub organ: Option<String>,

    /// 从哪一天起（默认今天）/ from this day (default: today)
    #[arg(long, value_name = "DATE", value_parser = day, requires = "flows")]
    pub from: Option<NaiveDate>,

    /// 到哪一天止（默认一年）/ until this day (default: one year)
    #[arg(long, value_name = "DATE", value_parser = day, requires = "flows")]
    pub until: Option<NaiveDate>,

    #[command(flatten)]
    pub book: BookArgs,
}

/// One exchange, fact by fact.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "一次交换 / one exchange")]
pub struct OneArgs {
    /// 信息种类 / kind of information
    #[arg(long, value_name = "KIND", conflicts_with = "file")]
    pub data_kind: Option<String>,

    /// 提供方 / sender
    #[arg(long, value_name = "ORGAN", conflicts_with = "file")]
    pub sender: Option<String>,

    /// 接收方 / recipient
    #[arg(long, value_name = "ORGAN", conflicts_with = "file")]
    pub recipient: Option<String>,

    /// 用途 / purpose
    #[arg(long, value_name = "PURPOSE", conflicts_with = "file")]
    pub purpose: Option<String>,

    /// 接收方或经办人应当回避 / the recipient or its handler must stand aside
    #[arg(long, value_name = "yes|no", conflicts_with = "file")]
    pub recipient_concerned: Option<String>,

    /// 属上级受理 / belongs to the superior
    #[arg(long, value_name = "yes|no", conflicts_with = "file")]
    pub superior_matter: Option<String>,
}

impl OneArgs {
    /// The facts given, by their keys.
    fn given(&self) -> impl Iterator<Item = (FactKey, &str)> {
        let all = [
            (FactKey::DataKind, &self.data_kind),
            (FactKey::Sender, &self.sender),
            (FactKey::Recipient, &self.recipient),
            (FactKey::Purpose, &self.purpose),
            (FactKey::RecipientConcerned, &self.recipient_concerned),
            (FactKey::SuperiorMatter, &self.superior_matter),
        ];
        let given = all.into_iter();
        given.filter_map(|(key, text)| Some((key, text.as_deref()?)))
    }
}

pub fn run(args: &ShareArgs, lang: Lang) -> anyhow::Result<Exit> {
    let rulebook = book::load(&args.book.rulebook, lang)?;
    let today = book::day(&args.book);
    if args.flows {
        return list(args, &rulebook, today, lang);
    }
    let sharing =
        Sharing::new(&rulebook, today).map_err(|error| Refused::new(vec![error], lang))?;
    let teller = Teller {
        rulebook: &rulebook,
        sharing,
        preview: args.preview,
        what_if: args.what_if,
        lang,
    };
    let header = exchange::HEADER;
    if args.one.given().next().is_some() {
        let mut facts = MatterFacts::new(Subject::Exchange);
        for (key, text) in args.one.given() {
            facts
                .parse(key, text.trim())
                .map_err(|bad| anyhow::anyhow!(bad.message(lang)))?;
        }
        let asked = Asked {
            row: None,
            id: String::new(),
            facts,
        };
        let answers = vec![teller.answer(&asked)];
        return give(answers, header, &args.rows.answers, Kind::JsonObject, lang);
    }
    let rows = Rows::read(args.rows.file.as_deref(), args.rows.sheet.clone(), lang)?;
    let mut answers = rows.unread(header.len(), lang);
    for read in rows::read(&rows, lang)? {
        answers.push(match read {
            Ok(asked) => teller.answer(&asked),
            Err(bad) => bad.answer(lang),
        });
    }
    give(answers, header, &args.rows.answers, rows.kind, lang)
}

fn list(
    args: &ShareArgs,
    rulebook: &Rulebook,
    today: NaiveDate,
    lang: Lang,
) -> anyhow::Result<Exit> {
    let from = args.from.unwrap_or(today);
    let year = from
        .checked_add_months(Months::new(12))
        .and_then(|next| next.checked_sub_days(Days::new(1)));
    let until = args.until.or(year).unwrap_or(from);
    let organ = match &args.organ {
        None => None,
        Some(text) => {
            let index = FactKey::Sender.read(text.trim());
            let index = index.map_err(|bad| anyhow::anyhow!(bad.message(lang)))?;
            Organ::ALL.get(index).copied()
        }
    };
    let refused = |error| Refused::new(vec![error], lang);
    let schedule = Schedule::new(rulebook, from).map_err(refused)?;
    let sharing = Sharing::new(rulebook, from).map_err(refused)?;
    let Some(agenda) = schedule.agenda(organ, from, until) else {
        anyhow::bail!(pick(
            lang,
            "起止日期有误：止日不得早于起日，且不超过20年",
            "the span must not end before it begins, nor be longer than 20 years"
        ));
    };
    let answers = flows::answers(&agenda, &sharing, lang);
    give(
        answers,
        flows::HEADER,
        &args.rows.answers,
        Kind::JsonArray,
        lang,
    )
}
