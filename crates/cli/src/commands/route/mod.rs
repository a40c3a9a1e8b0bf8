//! `shizu route`: rows in, answers out.
//!
//! The calling thread reads the input and turns rows into facts ([`feed`]); a second one decides and writes ([`answer`]). Batches go from one to the
//! other through a bounded channel and come back empty, so that memory stays flat and the order of the output is that of the input. Where the
//! answers take longer than the reading, the first thread finds the channel full and answers a batch itself.

mod answer;
mod feed;
mod input;
mod sink;

use std::sync::mpsc::sync_channel;

use shizu_formats::{Format as Kind, ReadOptions, read};
use shizu_rules::Lang;

use crate::args::{Format, RouteArgs};
use crate::book;
use crate::exit::Exit;
use crate::lang::{of_formats, pick};
use crate::output::route::{CsvOutput, JsonLayout, JsonOutput, Render, TextOutput};
use feed::{Feed, Second, way_back};
pub use input::Input;
pub use sink::Output;

/// Batches that may wait between the two threads.
const WAITING: usize = 4;

pub fn run(args: &RouteArgs, lang: Lang) -> anyhow::Result<Exit> {
    let engine = book::engine(&args.book, lang)?;
    let input = Input::open(args.file.as_deref(), lang)?;
    let mut output = Output::create(args.out.as_deref(), lang)?;
    let format = args
        .format
        .or_else(|| output.format_by_name())
        .unwrap_or_else(|| usual(input.kind, output.is_terminal()));
    let layout = match format {
        Format::Json if input.kind == Kind::JsonObject => JsonLayout::One,
        Format::Json => JsonLayout::Array,
        _ => JsonLayout::Lines,
    };
    let mut render: Box<dyn Render + Send + '_> = match format {
        Format::Text => Box::new(TextOutput::new(&engine, lang)),
        Format::Csv => Box::new(CsvOutput::new(&engine, args.bom)),
        Format::Json | Format::Ndjson => Box::new(JsonOutput::new(&engine, layout, args.explain)),
    };
    // In the end, text tells what all its answers cite; the others answer each clue by itself.
    let second: Option<Second<'_>> = match format {
        Format::Text => None,
        Format::Csv => Some(Box::new(|| Box::new(CsvOutput::new(&engine, args.bom)))),
        Format::Json | Format::Ndjson => Some(Box::new(|| {
            Box::new(JsonOutput::new(&engine, layout, args.explain).after_others())
        })),
    };
    let bar = input.progress(output.is_terminal(), pick(lang, "分办", "routing"));
    let options = ReadOptions {
        sheet: args.sheet.clone(),
    };
    let name = input.name.clone();
    let (to_answer, work) = sync_channel(WAITING);
    let (give_back, spare) = way_back(WAITING + 2);
    let (read_result, answered) = std::thread::scope(|scope| {
        let output = &mut output;
        let reporter = bar.clone();
        let answering = scope.spawn(move || {
            answer::all(&work, &give_back, render.as_mut(), output, &reporter, lang)
        });
        let mut feed = Feed::new(to_answer, second, spare, input.kind, args.strict, lang);
        let result = read(bar.wrap_read(input.reader), &options, &mut feed);
        let fault = feed.finish();
        (result.map(|_| fault), answering.join())
    });
    bar.finish_and_clear();
    let Ok(answered) = answered else {
        anyhow::bail!(pick(
            lang,
            "作答线程意外终止",
            "the answering thread broke off"
        ));
    };
    let tally = answered?;
    let whole = match read_result {
        Ok(None) => None,
        Ok(Some(header)) => Some(header.message(lang)),
        Err(issue) => Some(issue.message(of_formats(lang))),
    };
    if let Some(message) = &whole {
        eprintln!("{name}{}{message}", pick(lang, "：", ": "));
    }
    if whole.is_some() && tally.rows() == 0 {
        return Ok(Exit::BadInput);
    }
    output.keep(lang)?;
    if tally.bad > 0 {
        eprintln!("{}", tally.message(args.strict, lang));
    }
    let clean = whole.is_none() && tally.bad == 0;
    Ok(if clean { Exit::Done } else { Exit::BadInput })
}

/// The format when none is asked for: people read text, programs get the kind they gave.
pub fn usual(kind: Kind, terminal: bool) -> Format {
    match kind {
        _ if terminal => Format::Text,
        Kind::Csv | Kind::Xlsx => Format::Csv,
        Kind::JsonObject | Kind::JsonArray => Format::Json,
        Kind::Ndjson => Format::Ndjson,
    }
}
