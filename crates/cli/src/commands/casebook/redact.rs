//! `shizu casebook redact`: what a recipient may see, and the rows of the disclosure log.

use std::io::Write;
use std::path::PathBuf;

use serde_json::{Value, json};
use shizu_casebook::redact::{Part, Reason, Request, redact};
use shizu_casebook::{Kind, Rules};
use shizu_rules::Lang;
use shizu_rules::sharing::Sharing;
use shizu_rules::vocabulary::{Organ, Purpose, Term};

use super::file::{self, Signature};
use super::{SealArgs, StampArgs, register};
use crate::args::{BookArgs, Plain};
use crate::book::{self, Refused};
use crate::exit::Exit;
use crate::lang::{comma, pick};

/// `shizu casebook redact`.
#[derive(Debug, Clone, clap::Args)]
pub struct RedactArgs {
    /// 工作簿 / the workbook
    pub file: PathBuf,

    /// 接收方 / who gets it
    #[arg(long, value_name = "ORGAN", value_parser = organ)]
    pub recipient: Organ,

    /// 用途 / what for
    #[arg(long, value_name = "PURPOSE", value_parser = purpose)]
    pub purpose: Purpose,

    /// 提供方 / who passes it on
    #[arg(long, value_name = "ORGAN", value_parser = organ, default_value = "office")]
    pub sender: Organ,

    /// 只要这个登记簿，可重复（默认全部）/ only this register; repeatable (default: all)
    #[arg(long = "register", value_parser = register)]
    pub registers: Vec<Kind>,

    /// 批准情况：谁、何时、文号 / who approved it, when, under which number
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub approval: String,

    /// 接收方或经办人应当回避 / the recipient or its handler must stand aside
    #[arg(long)]
    pub recipient_concerned: bool,

    /// 事由，记入披露登记 / what it is about, for the disclosure log
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub subject: String,

    /// 写出供接收方的工作簿；不写则只说明 / write what the recipient gets; without it this only tells
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,

    /// 写出已登记披露的本方工作簿（默认写回原文件）/ write the own workbook with the log (default: in place)
    #[arg(long, value_name = "FILE", requires = "out")]
    pub log: Option<PathBuf>,

    /// 输出格式 / output format
    #[arg(long, value_enum, default_value = "text")]
    pub format: Plain,

    #[command(flatten)]
    pub stamp: StampArgs,

    #[command(flatten)]
    pub seal: SealArgs,

    #[command(flatten)]
    pub book: BookArgs,
}

pub fn run(args: &RedactArgs, lang: Lang) -> anyhow::Result<Exit> {
    let rulebook = book::load(&args.book.rulebook, lang)?;
    let today = book::day(&args.book);
    let refused = |error| Refused::new(vec![error], lang);
    let rules = Rules::new(&rulebook, today).map_err(refused)?;
    let sharing = Sharing::new(&rulebook, today).map_err(refused)?;
    let open = file::open(&args.file, &args.seal, lang)?;
    let mut stamp = args.stamp.clone();
    if args.out.is_none() && stamp.by.is_none() {
        // Nothing is recorded when it only tells.
        stamp.by = Some("-".to_owned());
    }
    let signature = Signature::new(&stamp, lang)?;
    let request = Request {
        kinds: if args.registers.is_empty() {
            Kind::ALL.to_vec()
        } else {
            args.registers.clone()
        },
        sender: args.sender,
        recipient: args.recipient,
        purpose: args.purpose,
        recipient_concerned: args.recipient_concerned,
        approval: args.approval.clone(),
        subject: args.subject.clone(),
        lang,
    };
    let mut own = open.opened.book.clone();
    let told = |error: shizu_casebook::Refusal| anyhow::anyhow!(error.message(lang));
    let given = redact(
        &own,
        &request,
        &sharing,
        &file::new_id(),
        signature.stamp(),
        &rules,
    )
    .map_err(told)?;
    if let Some(out) = &args.out {
        if let Some(log) = given.log {
            own.apply(log, signature.stamp(), &rules).map_err(told)?;
            // The log first: what went out without a trace would be worse than a trace of what did not.
            let place = args.log.as_ref().unwrap_or(&args.file);
            open.write(&own, place, &args.seal, lang)?;
            open.write(&given.workbook, out, &args.seal, lang)?;
        } else {
            eprintln!(
                "{}",
                pick(
                    lang,
                    "没有可以提供的内容，未写入。",
                    "Nothing may go, and nothing was written."
                )
            );
        }
    }
    let text = match args.format {
        Plain::Text => given.parts.iter().map(|part| of_part(part, lang)).collect(),
        Plain::Json => {
            let parts: Vec<Value> = given.parts.iter().map(|part| data(part, lang)).collect();
            serde_json::to_string_pretty(&json!({ "parts": parts }))? + "\n"
        }
    };
    std::io::stdout().write_all(text.as_bytes())?;
    let withheld = given.parts.iter().flat_map(|part| &part.withheld);
    let all = withheld
        .filter(|withheld| withheld.reason != Reason::Settings)
        .count()
        == 0;
    Ok(if all { Exit::Done } else { Exit::Findings })
}

fn organ(text: &str) -> Result<Organ, String> {
    term(text)
}

fn purpose(text: &str) -> Result<Purpose, String> {
    term(text)
}

/// A term by its code or label.
fn term<T: Term>(text: &str) -> Result<T, String> {
    let mut values = T::VALUES.iter();
    let at = values.position(|value| [value.code, value.zh, value.en].contains(&text));
    at.and_then(|at| T::ALL.get(at).copied()).ok_or_else(|| {
        let codes: Vec<&str> = T::VALUES.iter().map(|value| value.code).collect();
        format!("应为 / expected: {}", codes.join(", "))
    })
}

fn of_part(part: &Part, lang: Lang) -> String {
    let kind = part.kind.label(lang);
    let mut text = String::new();
    for given in &part.given {
        let tier = given.answer.tier.map_or("", |tier| tier.label(lang));
        let masks: Vec<&str> = given
            .answer
            .masks
            .iter()
            .map(|mask| mask.label(lang))
            .collect();
        let masks = if masks.is_empty() {
            pick(lang, "无", "none").to_owned()
        } else {
            masks.join(comma(lang))
        };
        let (rows, masked) = (given.rows, given.masked);
        text += &match lang {
            Lang::Zh => format!("{kind}：提供 {rows} 行（{tier}），遮蔽 {masked} 格：{masks}\n"),
            Lang::En => {
                format!("{kind}: {rows} rows go ({tier}), {masked} cells masked: {masks}\n")
            }
        };
    }
    for withheld in &part.withheld {
        let (rows, reason) = (withheld.rows, withheld.reason.message(lang));
        text += &match lang {
            Lang::Zh => format!("{kind}：不提供 {rows} 行：{reason}\n"),
            Lang::En => format!("{kind}: {rows} rows stay: {reason}\n"),
        };
    }
    text
}

/// Stable words for why rows stay.
pub const REASONS: &[&str] = &[
    "refused",
    "superior_matter",
    "not_approved",
    "undetermined",
    "settings",
    "shows",
];

fn code(reason: Reason) -> &'static str {
    match reason {
        Reason::Refused => REASONS[0],
        Reason::SuperiorMatter => REASONS[1],
        Reason::NotApproved(_) => REASONS[2],
        Reason::Undetermined => REASONS[3],
        Reason::Settings => REASONS[4],
        Reason::Shows(_) => REASONS[5],
    }
}

fn data(part: &Part, lang: Lang) -> Value {
    let given = part.given.iter().map(|given| {
        json!({
            "data_kind": given.data_kind,
            "tier": given.answer.tier,
            "decision": given.answer.decision,
            "approver": given.answer.approver,
            "masks": given.answer.masks,
            "rows": given.rows,
            "masked": given.masked,
        })
    });
    let withheld = part.withheld.iter().map(|withheld| {
        json!({
            "data_kind": withheld.data_kind,
            "rows": withheld.rows,
            "reason": code(withheld.reason),
            "message": withheld.reason.message(lang),
        })
    });
    json!({
        "register": part.kind.code(),
        "given": given.collect::<Vec<_>>(),
        "withheld": withheld.collect::<Vec<_>>(),
    })
}
