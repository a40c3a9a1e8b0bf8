//! Tables of the class that go out.

use leptos::prelude::*;
use shizu_formats::{CsvOptions, CsvWriter, Encoding};
use shizu_office::{Book, Cell};
use shizu_rules::Lang;
use shizu_training::{Class, Report};

use super::super::hand_over;
use super::name;
use crate::context::App;
use crate::markup::t;
use crate::office;
use crate::training::question::names;

/// A table: its name, what stands above, and the rows.
struct Sheet {
    name: &'static str,
    header: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

/// Saves what the button asks for.
pub fn save(app: App, what: &str, report: &Report, class: &Class) {
    let lang = app.lang.get_untracked();
    let base = t(lang, "班级成绩", "class results");
    let file = format!("{base} {}", app.today);
    match what {
        // A browser that cannot print does nothing.
        "print" => drop(window().print()),
        "csv" => match csv(&results(report, lang)) {
            Some(bytes) => hand_over(app, &format!("{file}.csv"), "text/csv", &bytes),
            None => app.announce(app.pick("没能生成文件", "The file could not be made")),
        },
        "xlsx" => {
            let mut book = Book::new();
            for sheet in [
                results(report, lang),
                decisions(report, lang),
                rules(report, lang),
                steps(report, class, lang),
            ] {
                book.sheet(sheet.name, &sheet.header);
                for row in &sheet.rows {
                    book.row(row.iter().map(|cell| Cell::Text(cell)));
                }
            }
            office::write_sheets(app, book, move |written| match written {
                Ok(bytes) => hand_over(app, &format!("{file}.xlsx"), office::XLSX, &bytes),
                Err(refusal) => app.announce(office::words(app.lang.get_untracked(), &refusal)),
            });
        }
        _ => {}
    }
}

fn csv(sheet: &Sheet) -> Option<Vec<u8>> {
    let options = CsvOptions {
        encoding: Encoding::Utf8Bom,
        ..CsvOptions::default()
    };
    let mut writer = CsvWriter::new(Vec::new(), options).ok()?;
    writer.row(sheet.header.iter().copied()).ok()?;
    for row in &sheet.rows {
        writer.row(row.iter().map(String::as_str)).ok()?;
    }
    writer.finish().ok()
}

fn yes(holds: bool, lang: Lang) -> String {
    if holds {
        t(lang, "是", "yes")
    } else {
        t(lang, "否", "no")
    }
    .to_owned()
}

fn results(report: &Report, lang: Lang) -> Sheet {
    let rows = report.results.iter().map(|line| {
        let notes: Vec<String> = line.notes.iter().map(|note| note.message(lang)).collect();
        vec![
            name(&line.trainee, lang).to_owned(),
            line.title.in_lang(lang).to_owned(),
            line.scenario.clone(),
            line.score.percent(),
            line.decisions.to_string(),
            line.seconds.to_string(),
            line.hints.to_string(),
            yes(line.finished, lang),
            yes(line.counts, lang),
            line.ended.clone(),
            line.file.clone(),
            notes.join(" "),
        ]
    });
    Sheet {
        name: t(lang, "成绩", "results"),
        header: vec![
            t(lang, "学员", "trainee"),
            t(lang, "情景", "scenario"),
            t(lang, "编号", "id"),
            t(lang, "得分%", "score %"),
            t(lang, "决策", "decisions"),
            t(lang, "用时秒", "seconds"),
            t(lang, "提示", "hints"),
            t(lang, "做完", "finished"),
            t(lang, "计入平均", "counts"),
            t(lang, "完成时间", "ended"),
            t(lang, "文件", "file"),
            t(lang, "说明", "notes"),
        ],
        rows: rows.collect(),
    }
}

fn decisions(report: &Report, lang: Lang) -> Sheet {
    let rows = report.decisions.iter().map(|line| {
        let mistake = line.usual_mistake.as_ref();
        vec![
            line.scenario.clone(),
            line.decision.clone(),
            line.prompt.in_lang(lang).to_owned(),
            line.taken.to_string(),
            line.full.to_string(),
            line.credit.percent(),
            mistake.map_or_else(String::new, |(words, _)| words.in_lang(lang).to_owned()),
            mistake.map_or_else(String::new, |(_, count)| count.to_string()),
        ]
    });
    Sheet {
        name: t(lang, "提问", "questions"),
        header: vec![
            t(lang, "情景", "scenario"),
            t(lang, "编号", "id"),
            t(lang, "提问", "question"),
            t(lang, "作答", "answers"),
            t(lang, "全对", "all right"),
            t(lang, "平均%", "mean %"),
            t(lang, "最常见的误选", "most frequent mistake"),
            t(lang, "次数", "times"),
        ],
        rows: rows.collect(),
    }
}

fn rules(report: &Report, lang: Lang) -> Sheet {
    let rows = report.rules.iter().map(|line| {
        vec![
            line.rule.clone(),
            line.title.in_lang(lang).to_owned(),
            line.taken.to_string(),
            line.missed.to_string(),
            line.credit.percent(),
        ]
    });
    Sheet {
        name: t(lang, "规则", "rules"),
        header: vec![
            t(lang, "编号", "id"),
            t(lang, "规则", "rule"),
            t(lang, "作答", "answers"),
            t(lang, "答错", "missed"),
            t(lang, "平均%", "mean %"),
        ],
        rows: rows.collect(),
    }
}

fn steps(report: &Report, class: &Class, lang: Lang) -> Sheet {
    let mut rows = Vec::new();
    for (at, line) in report.results.iter().enumerate() {
        for (number, step) in class.log(at).iter().enumerate() {
            let slots = &step.graded.slots;
            let joined = |of: &dyn Fn(&shizu_training::GradedSlot) -> String| {
                let all: Vec<String> = slots.iter().map(of).collect();
                all.join("; ")
            };
            let mut why: Vec<&str> = step.graded.rules().collect();
            why.dedup();
            rows.push(vec![
                name(&line.trainee, lang).to_owned(),
                line.title.in_lang(lang).to_owned(),
                (number + 1).to_string(),
                step.prompt.in_lang(lang).to_owned(),
                step.seconds
                    .map_or_else(String::new, |seconds| seconds.to_string()),
                joined(&|slot| names(&slot.chosen, lang)),
                joined(&|slot| names(&slot.right, lang)),
                step.graded
                    .credit
                    .map_or_else(String::new, shizu_training::Fraction::percent),
                step.graded.hints.to_string(),
                why.join(" "),
            ]);
        }
    }
    Sheet {
        name: t(lang, "逐步记录", "steps"),
        header: vec![
            t(lang, "学员", "trainee"),
            t(lang, "情景", "scenario"),
            t(lang, "步", "step"),
            t(lang, "提问", "question"),
            t(lang, "用时秒", "seconds"),
            t(lang, "答案", "answer"),
            t(lang, "引擎的答案", "engine's answer"),
            t(lang, "得分%", "credit %"),
            t(lang, "提示", "hints"),
            t(lang, "依据", "rules"),
        ],
        rows,
    }
}
