//! `shizu check`: asks the tables about any subject but clues, which have `shizu route`.

mod args;
mod facts;
mod list;
pub mod schema;
mod told;

use std::path::Path;

use anyhow::bail;
use shizu_formats::Format as Kind;
use shizu_rules::{Inquiry, Lang, Rulebook, Subject};

pub use args::{CheckArgs, HELP};

use crate::book::{self, Refused};
use crate::exit::Exit;
use crate::lang::pick;
use crate::rows::{Answer, Rows, give};
use facts::{Binding, Given};

/// What everything is asked of.
pub struct Asked {
    rulebook: Rulebook,
    inquiry: Inquiry,
    lang: Lang,
}

pub fn run(args: &CheckArgs, lang: Lang) -> anyhow::Result<Exit> {
    let mut rulebook = book::load(&args.book.rulebook, lang)?;
    let day = book::day(&args.book);
    rulebook.parameters = rulebook.parameters_on(day);
    let Some(name) = &args.subject else {
        let (header, answers) = list::all(&rulebook, lang);
        return give(answers, &header, &args.answers, Kind::JsonArray, lang);
    };
    let subject = subject(name, lang)?;
    if args.list {
        let (header, answers) = list::facts(subject, lang);
        return give(answers, &header, &args.answers, Kind::JsonArray, lang);
    }
    let refused = |error| Refused::new(vec![error], lang);
    let inquiry = Inquiry::new(&rulebook, subject, day).map_err(refused)?;
    let asked = Asked {
        rulebook,
        inquiry,
        lang,
    };
    let (facts, files): (Vec<&str>, Vec<&str>) = args
        .given
        .iter()
        .map(String::as_str)
        .partition(|given| given.contains('='));
    let header = asked.header();
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    match (&facts[..], &files[..]) {
        (_, [_, second, ..]) => bail!(
            "{}{second}",
            pick(
                lang,
                "只能有一个文件；这是什么：",
                "there can be one file only; what is this: "
            )
        ),
        ([], files) => {
            let (kind, answers) = asked.file(files.first().map(Path::new), args.sheet.clone())?;
            give(answers, &header, &args.answers, kind, lang)
        }
        (_, [file]) => bail!(
            "{}{file}",
            pick(
                lang,
                "文件和 fact=value 不能并用；这里的文件是：",
                "a file and fact=value cannot go together; the file here is: "
            )
        ),
        (facts, []) => {
            let answer = asked.answer(None, None, facts::of_words(subject, facts, lang)?);
            give(vec![answer], &header, &args.answers, Kind::JsonObject, lang)
        }
    }
}

/// The subject that a word names, by code or label.
fn subject(name: &str, lang: Lang) -> anyhow::Result<Subject> {
    let named = |subject: &&Subject| {
        [
            subject.code(),
            subject.label(Lang::Zh),
            subject.label(Lang::En),
        ]
        .contains(&name)
    };
    let Some(subject) = Subject::ALL.iter().find(named).copied() else {
        let codes = subjects().map(|subject| subject.code());
        let near = shizu_tables::nearest(name, codes.clone());
        let near = near.map(|near| match lang {
            Lang::Zh => format!("，是否指“{near}”"),
            Lang::En => format!("; did you mean `{near}`?"),
        });
        let all = codes.collect::<Vec<_>>().join(" | ");
        let near = near.unwrap_or_default();
        match lang {
            Lang::Zh => bail!("没有“{name}”这个对象{near}；可用：{all}"),
            Lang::En => bail!("there is no subject `{name}`{near} (valid: {all})"),
        }
    };
    if subject == Subject::Clue {
        bail!(pick(
            lang,
            "问题线索请用 shizu route",
            "clues are asked about with shizu route"
        ));
    }
    Ok(subject)
}

/// What can be asked about here.
pub fn subjects() -> impl Iterator<Item = Subject> + Clone {
    let all = Subject::ALL.iter().copied();
    all.filter(|subject| *subject != Subject::Clue)
}

impl Asked {
    /// What every row of a file gets.
    fn file(
        &self,
        file: Option<&Path>,
        sheet: Option<String>,
    ) -> anyhow::Result<(Kind, Vec<Answer>)> {
        let rows = Rows::read(file, sheet, self.lang)?;
        let binding = Binding::new(self.inquiry.subject(), rows.table.columns.names());
        if binding.is_empty() {
            let valid = facts::names(self.inquiry.subject()).join(", ");
            bail!(
                "{}{valid}",
                pick(
                    self.lang,
                    "没有一列可用；可用的列名：",
                    "no column is known here; columns are: "
                )
            );
        }
        for note in binding.notes(self.lang) {
            eprintln!("{note}");
        }
        let mut answers = rows.unread(self.header().len(), self.lang);
        for record in rows.table.records.iter() {
            let given: Given = binding.read(&record, self.lang);
            answers.push(self.answer(Some(record.row()), binding.id(&record), given));
        }
        Ok((rows.kind, answers))
    }
}
