//! `shizu rulebook`: exports the rulebook, compares it with an overlay, and describes the formats.

mod diff;
pub mod schema;

pub use schema::schema_files;

use std::io::Write;

use serde::Serialize;
use shizu_rules::{ItemKind, Lang};

use crate::args::{BookArgs, Data, RulebookCommand};
use crate::book;
use crate::exit::Exit;
use crate::output::data::{ItemData, LimitData, TableData};

pub fn run(command: &RulebookCommand, lang: Lang) -> anyhow::Result<Exit> {
    let text = match command {
        RulebookCommand::Export { format, book } => export(book, *format, lang)?,
        RulebookCommand::Diff {
            overlay,
            format,
            book,
        } => diff::run(overlay, *format, book, lang)?,
        RulebookCommand::Schema { of } => schema::text(*of)?,
    };
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(Exit::Done)
}

#[derive(Serialize)]
struct Export<'a> {
    /// The day whose rules these are.
    as_of: String,
    /// Ids of the overlays merged in.
    overlays: Vec<&'a str>,
    table: Vec<TableData<'a>>,
    limit: Vec<LimitData<'a>>,
    /// The entries of the other families, in the order shown.
    entry: Vec<ItemData<'a>>,
}

fn export(args: &BookArgs, format: Data, lang: Lang) -> anyhow::Result<String> {
    let rulebook = book::load(&args.rulebook, lang)?;
    let day = book::day(args);
    let limits = rulebook.limits_on(day);
    let numbers = rulebook.parameters_on(day);
    let others = rulebook
        .items()
        .filter(|item| !matches!(item.kind, ItemKind::Rule | ItemKind::Limit));
    let entries = others.map(|item| {
        let number = numbers.iter().find(|number| number.grounds.id == item.id);
        let item = number.map_or(item, |number| number.grounds.item(ItemKind::Parameter));
        ItemData::new(&item, number)
    });
    let entries = entries.collect();
    let export = Export {
        as_of: day.to_string(),
        overlays: rulebook
            .overlays
            .iter()
            .map(|overlay| overlay.id.as_str())
            .collect(),
        table: rulebook
            .tables
            .iter()
            .map(|table| TableData::new(table, |rule| rule.holds_on(day)))
            .collect(),
        limit: limits.iter().map(LimitData::from).collect(),
        entry: entries,
    };
    Ok(match format {
        Data::Toml => toml::to_string_pretty(&export)?,
        Data::Json => serde_json::to_string_pretty(&export)? + "\n",
    })
}
