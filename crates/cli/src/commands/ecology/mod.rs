//! `shizu ecology` and `shizu appraise`: evaluations, warnings, reminders, appraisals, accountability and roles, row by row.

mod answer;
mod args;
mod cadre;
mod feed;
mod group;
mod judged;
pub mod schema;
mod unit;

use shizu_rules::ecology::{Form, RowKind, Scorer};
use shizu_rules::vocabulary::SheetKind;
use shizu_rules::{Lang, Rulebook};

pub use args::{APPRAISE, AppraiseArgs, ECOLOGY, EcologyArgs};

use crate::book;
use crate::exit::Exit;
use crate::lang::{comma, pick};
use crate::rows::{Rows, give};
use answer::Told;
use args::SheetArgs;
use feed::Feed;

/// `shizu ecology`.
pub fn ecology(args: &EcologyArgs, lang: Lang) -> anyhow::Result<Exit> {
    run(args.of.into(), &args.scored, lang)
}

/// `shizu appraise`.
pub fn appraise(args: &AppraiseArgs, lang: Lang) -> anyhow::Result<Exit> {
    run(args.of.into(), &args.scored, lang)
}

fn run(kind: RowKind, args: &SheetArgs, lang: Lang) -> anyhow::Result<Exit> {
    let rulebook = book::load(&args.book.rulebook, lang)?;
    let day = book::day(&args.book);
    let sheet = sheet(&rulebook, kind, args.preset.as_deref(), lang)?;
    let scorer = sheet
        .map(|id| Scorer::new(&rulebook, &rulebook.parameters_on(day), id))
        .transpose()?;
    let rows = Rows::read(args.rows.file.as_deref(), args.rows.sheet.clone(), lang)?;
    let mut form = Form::new(kind, &rulebook, scorer.as_ref());
    let bound = form.bind(rows.table.columns.names());
    match bound.and_then(|unknown| form.needs_id().map(|()| unknown)) {
        Ok(unknown) => {
            for name in unknown {
                eprintln!("{}", form.note(&name, lang));
            }
        }
        Err(error) => anyhow::bail!(error.says.in_lang(lang).to_owned()),
    }
    let mut feed = Feed::new(&form, rows.kind, lang);
    feed.read(&rows.table);
    let mut told = match kind {
        RowKind::Unit => unit::answers(&rulebook, day, sheet, &feed.good, lang)?,
        RowKind::Cadre => cadre::warnings(&rulebook, day, sheet, &feed.good, lang)?,
        RowKind::Archive => cadre::reminders(&rulebook, day, &feed.good, lang)?,
        RowKind::Group => group::answers(&rulebook, day, sheet, &feed.good, lang)?,
        RowKind::Accountability => judged::accountability(&rulebook, day, &feed.good, lang)?,
        RowKind::Role => judged::roles(&rulebook, day, &feed.good, lang)?,
    };
    let header = answer::header(&told, kind);
    told.extend(feed.bad.iter().map(|bad| Told::bad(bad, kind)));
    let answers = told.into_iter().map(|one| one.answer(&header)).collect();
    give(answers, &header, &args.rows.answers, rows.kind, lang)
}

/// The sheet to score by: the usual one of the kind, or the one asked for.
fn sheet<'r>(
    rulebook: &'r Rulebook,
    kind: RowKind,
    preset: Option<&str>,
    lang: Lang,
) -> anyhow::Result<Option<&'r str>> {
    let kind = match kind {
        RowKind::Unit => SheetKind::Ecology,
        RowKind::Cadre => SheetKind::Warning,
        RowKind::Group => SheetKind::Appraisal,
        RowKind::Archive | RowKind::Accountability | RowKind::Role if preset.is_none() => {
            return Ok(None);
        }
        _ => anyhow::bail!(pick(
            lang,
            "这一类没有评分表，不能使用 --preset",
            "nothing is scored here: --preset does not apply"
        )),
    };
    let sheets: Vec<&str> = rulebook
        .sheets_of(kind)
        .map(|sheet| sheet.grounds.id.as_str())
        .collect();
    let found = match preset {
        None => sheets.first(),
        Some(preset) => sheets.iter().find(|id| **id == preset),
    };
    if found.is_none() {
        anyhow::bail!(
            "{}{}",
            pick(lang, "没有这个评分表，可用：", "no such sheet; valid: "),
            sheets.join(comma(lang))
        );
    }
    Ok(found.copied())
}
