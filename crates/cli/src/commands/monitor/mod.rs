//! `shizu monitor`: returns in, triggers out, with the state of every body in every period.

mod args;
mod data;
mod feed;
pub mod schema;
mod suppressions;
mod table;
mod text;

pub use args::{HELP, MonitorArgs};

use std::io::{BufWriter, Write};

use shizu_formats::{CsvOptions, CsvWriter, Encoding, ReadOptions, read};
use shizu_rules::monitor::{Evaluator, Fired, LeftOut, Monitor, Settings, Upcoming};
use shizu_rules::{Lang, Rulebook};

use crate::args::Format;
use crate::book::{self, Refused};
use crate::commands::route::{Input, Output, usual};
use crate::exit::Exit;
use crate::lang::{of_formats, pick};
use feed::{BadReturn, Feed};

/// Faults that are told on standard error before the rest is only counted.
const TOLD: usize = 200;

/// Everything there is to tell.
struct Report {
    rulebook: Rulebook,
    evaluator: Evaluator,
    fired: Vec<Fired>,
    upcoming: Vec<(usize, Upcoming)>,
    cleared: Vec<(usize, usize)>,
    bad: Vec<BadReturn>,
    lang: Lang,
}

pub fn run(args: &MonitorArgs, lang: Lang) -> anyhow::Result<Exit> {
    let rulebook = book::load(&args.book.rulebook, lang)?;
    let day = book::day(&args.book);
    let settings = settings(args, &rulebook, lang)?;
    let (suppressions, mut told) = suppressions::read(args, &rulebook, lang)?;
    let input = Input::open(args.rows.file.as_deref(), lang)?;
    let mut output = Output::create(args.rows.answers.out.as_deref(), lang)?;
    let kind = input.kind;
    let format = args
        .rows
        .answers
        .format
        .or_else(|| output.format_by_name())
        .unwrap_or_else(|| usual(kind, output.is_terminal()));
    let bar = input.progress(output.is_terminal(), pick(lang, "监测", "monitoring"));
    let options = ReadOptions {
        sheet: args.rows.sheet.clone(),
    };
    let strict = args.rows.answers.strict;
    let mut feed = Feed::new(Monitor::new(settings, day), kind, strict, lang);
    let name = input.name.clone();
    let result = read(bar.wrap_read(input.reader), &options, &mut feed);
    bar.finish_and_clear();
    let fed = feed.finish();
    for note in &fed.notes {
        eprintln!("{note}");
    }
    let whole = match (result, fed.fatal) {
        (_, Some(header)) => Some(header.message(lang)),
        (Err(issue), None) => Some(issue.message(of_formats(lang))),
        (Ok(_), None) => None,
    };
    if let Some(message) = &whole {
        eprintln!("{name}{}{message}", pick(lang, "：", ": "));
        if fed.monitor.bodies() == 0 {
            return Ok(Exit::BadInput);
        }
    }
    let (monitored, left_out) = fed.monitor.finish();
    let mut bad = fed.bad;
    bad.extend(
        left_out
            .iter()
            .map(|out: &LeftOut| BadReturn::left_out(out, kind, lang)),
    );
    bad.sort_by_key(|bad| bad.row);
    told.extend(bad.iter().flat_map(BadReturn::messages));
    tell(&told, lang);
    let mut evaluator = Evaluator::new(monitored, &rulebook);
    evaluator.set_suppressions(suppressions);
    let report = Report::new(rulebook, evaluator, bad, lang);
    report.idle_suppressions();
    report.write(args, format, &mut output)?;
    output.keep(lang)?;
    let clean = whole.is_none() && told.is_empty();
    Ok(if clean { Exit::Done } else { Exit::BadInput })
}

/// The numbers of the rulebook, with the window and presets asked for.
fn settings(args: &MonitorArgs, rulebook: &Rulebook, lang: Lang) -> anyhow::Result<Settings> {
    let refused = |error| Refused::new(vec![error], lang);
    let mut settings = Settings::new(rulebook, book::day(&args.book)).map_err(refused)?;
    if let Some(window) = args.window {
        settings.set_window(window);
    }
    let presets = || rulebook.triggers.iter().filter(|it| it.preset.is_some());
    for id in &args.preset {
        let Some(trigger) = presets().find(|it| it.id().eq_ignore_ascii_case(id)) else {
            let valid: Vec<&str> = presets().map(|it| it.id()).collect();
            anyhow::bail!(
                "{}{id}{}{}",
                pick(lang, "没有可选的触发项 ", "there is no preset trigger "),
                pick(lang, "；可用：", "; there are: "),
                valid.join(" ")
            );
        };
        settings.presets.push(trigger.id().to_owned());
    }
    Ok(settings)
}

/// Tells what is wrong, as far as anybody reads.
fn tell(messages: &[String], lang: Lang) {
    for message in messages.iter().take(TOLD) {
        eprintln!("{message}");
    }
    let more = messages.len().saturating_sub(TOLD);
    if more > 0 {
        eprintln!(
            "{}",
            match lang {
                Lang::Zh => format!("另有{more}处，不再逐条列出，详见结果中的 errors。"),
                Lang::En => format!("{more} more are not listed here; see `errors` in the output."),
            }
        );
    }
}

impl Report {
    fn new(rulebook: Rulebook, mut evaluator: Evaluator, bad: Vec<BadReturn>, lang: Lang) -> Self {
        let (mut fired, mut upcoming, mut cleared) = (Vec::new(), Vec::new(), Vec::new());
        for line in 0..evaluator.monitored().lines().len() {
            let mut looked = evaluator.look(line);
            fired.append(&mut looked.fired);
            upcoming.extend(evaluator.upcoming(line).into_iter().map(|it| (line, it)));
            cleared.extend(looked.cleared.into_iter().map(|it| (line, it)));
        }
        upcoming.retain(|(_, it)| it.streak > 0);
        Report {
            rulebook,
            evaluator,
            fired,
            upcoming,
            cleared,
            bad,
            lang,
        }
    }

    /// Tells of suppressions that set nothing aside.
    fn idle_suppressions(&self) {
        for (idle, has_run_out) in self.evaluator.idle_suppressions(&self.fired) {
            let (id, body) = (&idle.id, &idle.body);
            eprintln!(
                "{}",
                match (self.lang, has_run_out) {
                    (Lang::Zh, true) => format!("搁置 {id} {body} 已过期，不再起作用。"),
                    (Lang::Zh, false) => format!("搁置 {id} {body} 没有对应的触发，未用到。"),
                    (Lang::En, true) => format!("The suppression of {id} for {body} has run out."),
                    (Lang::En, false) =>
                        format!("The suppression of {id} for {body} matches nothing that fired."),
                }
            );
        }
    }

    fn write(&self, args: &MonitorArgs, format: Format, output: &mut Output) -> anyhow::Result<()> {
        let mut out = BufWriter::with_capacity(1 << 18, output);
        match format {
            Format::Json => {
                serde_json::to_writer_pretty(&mut out, &data::Whole(self))?;
                out.write_all(b"\n")?;
            }
            Format::Ndjson => data::lines(self, &mut out)?,
            Format::Text => out.write_all(text::words(self).as_bytes())?,
            Format::Csv => {
                let encoding = if args.rows.answers.bom {
                    Encoding::Utf8Bom
                } else {
                    Encoding::Utf8
                };
                let options = CsvOptions {
                    encoding,
                    ..CsvOptions::default()
                };
                let mut csv = CsvWriter::new(&mut out, options)?;
                table::write(self, args.list, &mut csv)?;
                csv.finish()?;
            }
        }
        out.flush()?;
        Ok(())
    }
}
