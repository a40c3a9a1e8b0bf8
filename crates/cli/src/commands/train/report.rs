//! `shizu train report`: a class, from files of results, exams and progress.

use std::path::{Path, PathBuf};

use shizu_rules::{Lang, Rulebook};
use shizu_training::{
    Class, Desk, ExamRecord, Progress, Record, RecordError, Repeats, Report, TrainingSet,
};

use super::files;
use super::grade::{Shelf, of_notes};
use crate::args::Plain;
use crate::exit::Exit;
use crate::lang::{comma, pick};
use crate::output::table::table;

/// How many weak rules a report lists.
const MOST_RULES: usize = 20;

/// What is asked for.
pub struct Wanted<'w> {
    /// Files of results, or folders of them.
    pub paths: &'w [PathBuf],
    /// The set that the class was given.
    pub set: Option<&'w Path>,
    /// Which of several results of one trainee counts.
    pub repeats: Repeats,
}

/// What a file of results holds.
enum Content {
    Record(Box<Record>),
    Exam(Box<ExamRecord>),
}

pub fn class(
    wanted: &Wanted<'_>,
    shelf: &Shelf,
    rulebook: &Rulebook,
    format: Plain,
    lang: Lang,
) -> anyhow::Result<(String, Exit)> {
    let set = wanted.set.map(|path| read_set(path, lang)).transpose()?;
    let mut class = Class::default();
    let mut exit = Exit::Done;
    for path in files::all(wanted.paths, "json", lang)? {
        if wanted.set.is_some_and(|set| *set == *path) {
            continue;
        }
        let file = path.display().to_string();
        let added = contents(&path, lang).and_then(|all| {
            let mut worst = Exit::Done;
            for content in all {
                let found = add(&mut class, &file, content, shelf, rulebook, lang)?;
                if worst == Exit::Done {
                    worst = found;
                }
            }
            Ok(worst)
        });
        match added {
            Ok(found) if exit == Exit::Done => exit = found,
            Ok(_) => {}
            // One bad file does not keep the others from being counted.
            Err(error) => {
                eprintln!("{file}: {error:#}");
                exit = Exit::BadInput;
            }
        }
    }
    let report = class.report(wanted.repeats);
    let text = match format {
        Plain::Json => serde_json::to_string_pretty(&report)? + "\n",
        Plain::Text => text(&report, set.as_ref(), lang),
    };
    Ok((text, exit))
}

fn read_set(path: &Path, lang: Lang) -> anyhow::Result<TrainingSet> {
    let text = files::text(path, lang)?;
    let file = path.display();
    TrainingSet::read(&text).map_err(|error| anyhow::anyhow!("{file}: {}", error.message(lang)))
}

/// Everything in a file: one result, or those of a trainee's progress.
fn contents(path: &Path, lang: Lang) -> anyhow::Result<Vec<Content>> {
    let text = files::text(path, lang)?;
    let told = |error: RecordError| anyhow::anyhow!(error.message(lang));
    match Record::read(&text) {
        Err(RecordError::NotARecord) => {}
        record => return Ok(vec![Content::Record(Box::new(record.map_err(told)?))]),
    }
    match ExamRecord::read(&text) {
        Err(RecordError::NotARecord) => {}
        exam => return Ok(vec![Content::Exam(Box::new(exam.map_err(told)?))]),
    }
    let progress = Progress::read(&text).map_err(told)?;
    let exams = progress.exams.into_iter();
    let exams = exams.map(|exam| Content::Exam(Box::new(exam)));
    let records = progress
        .scenarios
        .into_iter()
        .map(|record| Content::Record(Box::new(record)));
    Ok(records.chain(exams).collect())
}

fn add(
    class: &mut Class,
    file: &str,
    content: Content,
    shelf: &Shelf,
    rulebook: &Rulebook,
    lang: Lang,
) -> anyhow::Result<Exit> {
    match content {
        Content::Record(record) => {
            let (play, notes) = shelf.grade(&record, lang)?;
            let exit = of_notes(&notes);
            class.add(file, &record, &play, notes);
            Ok(exit)
        }
        Content::Exam(record) => {
            let desk = Desk::new(rulebook, record.exam.day);
            let desk = desk.map_err(|error| anyhow::anyhow!(error.message(lang)))?;
            let (result, notes) = record.grade(&desk);
            let exit = of_notes(&notes);
            class.add_exam(file, &record, &result, &desk, notes);
            Ok(exit)
        }
    }
}

fn text(report: &Report, set: Option<&TrainingSet>, lang: Lang) -> String {
    let header = [
        pick(lang, "学员", "trainee"),
        pick(lang, "情景", "scenario"),
        pick(lang, "说明", "notes"),
        pick(lang, "得分%", "score %"),
        pick(lang, "决策", "decisions"),
        pick(lang, "分钟", "minutes"),
        pick(lang, "提示", "hints"),
    ];
    let rows = report.results.iter().map(|line| {
        let notes: Vec<String> = line.notes.iter().map(|note| note.message(lang)).collect();
        let name = if line.trainee.is_empty() {
            &line.file
        } else {
            &line.trainee
        };
        vec![
            name.clone(),
            line.title.in_lang(lang).to_owned(),
            notes.join(" "),
            line.score.percent(),
            line.decisions.to_string(),
            (line.seconds / 60).to_string(),
            line.hints.to_string(),
        ]
    });
    let mut out = table(&header, 3, rows);
    if let Some(spread) = &report.spread {
        let [mean, median] = [spread.mean, spread.median].map(shizu_training::Fraction::percent);
        let count = spread.count;
        out.push_str(&match lang {
            Lang::Zh => format!("\n\n做完的{count}份：平均{mean}%，中位{median}%"),
            Lang::En => format!("\n\n{count} finished: mean {mean} %, median {median} %"),
        });
    }
    let header = [
        pick(lang, "决策（难的在前）", "decision (hardest first)"),
        pick(lang, "最常见的误选", "most frequent mistake"),
        pick(lang, "人次", "taken"),
        pick(lang, "全对", "all right"),
        pick(lang, "平均%", "mean %"),
    ];
    let rows = report.decisions.iter().map(|line| {
        let mistake = line.usual_mistake.as_ref();
        let mistake = mistake.map(|(text, count)| format!("{} × {count}", text.in_lang(lang)));
        vec![
            format!("{} / {}", line.scenario, line.decision),
            mistake.unwrap_or_default(),
            line.taken.to_string(),
            line.full.to_string(),
            line.credit.percent(),
        ]
    });
    out.push_str(&format!("\n\n{}\n", table(&header, 2, rows)));
    let header = [
        pick(lang, "规则（答错多的在前）", "rule (most missed first)"),
        pick(lang, "名称", "title"),
        pick(lang, "答错", "missed"),
        pick(lang, "人次", "taken"),
        pick(lang, "平均%", "mean %"),
    ];
    let weak = report.rules.iter().filter(|line| line.missed > 0);
    let rows = weak.take(MOST_RULES).map(|line| {
        vec![
            line.rule.clone(),
            line.title.in_lang(lang).to_owned(),
            line.missed.to_string(),
            line.taken.to_string(),
            line.credit.percent(),
        ]
    });
    out.push_str(&format!("\n{}\n", table(&header, 2, rows)));
    if let Some(set) = set {
        out.push_str(&open(report, set, lang));
    }
    out
}

/// Who has not finished what a set asks for.
fn open(report: &Report, set: &TrainingSet, lang: Lang) -> String {
    let mut out = format!("\n{}{}\n", pick(lang, "任务单：", "set: "), set.title);
    if set.is_edited() {
        let note = shizu_training::SetNote::Edited;
        out.push_str(&format!("! {}\n", note.message(lang)));
    }
    for (who, scenarios) in set.open(report) {
        let titles: Vec<&str> = scenarios
            .iter()
            .map(|scenario| scenario.title.in_lang(lang))
            .collect();
        let titles = titles.join(comma(lang));
        out.push_str(&match lang {
            Lang::Zh => format!("  {who}还没做完：{titles}\n"),
            Lang::En => format!("  {who} has not finished: {titles}\n"),
        });
    }
    out
}
