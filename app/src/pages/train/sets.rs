//! Sets that an instructor gave: kept beside the lessons, each a list with one's progress.

use chrono::NaiveDate;
use maud::{Markup, html};
use shizu_rules::Lang;
use shizu_training::{Fraction, Record, SetExam, SetScenario, Standing, TrainingSet};

use super::exam::store;
use crate::markup::t;
use crate::route::Route;
use crate::text::date;
use crate::training::kept::{Kept, NotKept, names};
use crate::training::library::{Library, Shelf};

/// Begins the names of sets, before what tells them apart.
const SET: &str = "set.";

/// Every set that the browser keeps, the one that is due first first.
pub fn all() -> Vec<TrainingSet> {
    let read = |name: &String| TrainingSet::read(Kept::open(name).text()?).ok();
    let mut sets: Vec<TrainingSet> = names(SET).iter().filter_map(read).collect();
    sets.sort_by_key(|set| (set.due.is_none(), set.due, set.made));
    sets
}

/// The set whose exam was not handed in yet; the one that is due first.
pub fn with_exam() -> Option<TrainingSet> {
    let is_open = |set: &TrainingSet| set.exam.as_ref().is_some_and(|exam| score(exam).is_none());
    all().into_iter().find(is_open)
}

/// Takes a set, with the scenarios that come in it. What is wrong with those, and whether the browser keeps the set.
pub fn take(library: Library, set: &TrainingSet, lang: Lang) -> (Vec<String>, Result<(), NotKept>) {
    let mut wrong = Vec::new();
    for scenario in &set.scenarios {
        let Some(text) = &scenario.text else { continue };
        let added = library.add(&format!("{}.toml", scenario.id), text);
        for finding in added.err().into_iter().flatten() {
            wrong.push(finding.message(lang));
        }
    }
    let mut kept = Kept::open(&format!("{SET}{}", set.id()));
    (wrong, kept.save(&set.write()))
}

/// Takes a set off the list. What was done of it stays.
///
/// # Errors
/// When the browser refuses.
pub fn remove(id: &str) -> Result<(), NotKept> {
    Kept::open(&format!("{SET}{id}")).save("")
}

/// The best score of this exam among those handed in.
fn score(exam: &SetExam) -> Option<Fraction> {
    let records = store::results().into_iter();
    let records = records.filter_map(|kept| kept.record.ok());
    let of_set = records.filter(|record| record.exam.terms == exam.terms);
    of_set.map(|record| record.score).max()
}

/// How far one is with a scenario: by finished plays, and by the one that is in progress.
fn standing(scenario: &SetScenario, records: &[Record]) -> (Standing, Option<Fraction>) {
    let begun = Kept::play(&scenario.id);
    let begun = begun.text().and_then(|text| Record::read(text).ok());
    let best = records
        .iter()
        .filter(|record| record.scenario == scenario.id && record.finished)
        .map(|record| record.score)
        .max();
    (scenario.standing(records.iter().chain(&begun)), best)
}

/// The lists, one per set.
pub fn lists(
    sets: &[TrainingSet],
    shelf: &Shelf,
    records: &[Record],
    today: NaiveDate,
    lang: Lang,
) -> Markup {
    html! { @for set in sets { (one(set, shelf, records, today, lang)) } }
}

fn one(
    set: &TrainingSet,
    shelf: &Shelf,
    records: &[Record],
    today: NaiveDate,
    lang: Lang,
) -> Markup {
    let standings: Vec<_> = set
        .scenarios
        .iter()
        .map(|scenario| (scenario, standing(scenario, records)))
        .collect();
    let exam = set.exam.as_ref().map(|exam| (exam, score(exam)));
    let done = standings
        .iter()
        .filter(|(_, (standing, _))| *standing == Standing::Done)
        .count()
        + usize::from(exam.as_ref().is_some_and(|(_, score)| score.is_some()));
    let of = standings.len() + usize::from(exam.is_some());
    let notes = set.notes(|id| {
        let lesson = shelf.lesson(id)?;
        Some(lesson.text())
    });
    html! {
        section class="train-set" id={ "train-set-" (set.id()) } aria-label=(set.title) {
            h2 { (t(lang, "任务单：", "Set: ")) (set.title) " " span class="hint" { (done) "/" (of) } }
            p {
                @if let Some(due) = set.due {
                    @let late = due < today && done < of;
                    span class=[late.then_some("train-late")] {
                        (t(lang, "截止 ", "due ")) (date(due, lang)) @if late { (t(lang, "（已过）", " (over)")) }
                    }
                }
                @if done == of { " " span class="train-done" { "✓ " (t(lang, "都做完了；请到“我的记录”存下成绩，交给教员。", "All done; save your results under “My record” and hand them in.")) } }
            }
            @if !set.note.is_empty() { p class="train-set-note" { (set.note) } }
            @for note in &notes { p class="train-notice" { (note.message(lang)) } }
            ol {
                @for (scenario, (standing, best)) in &standings {
                    li {
                        @if shelf.lesson(&scenario.id).is_some() {
                            a href=(Route::Train(scenario.id.clone()).href()) { (scenario.title.in_lang(lang)) }
                        } @else { (scenario.title.in_lang(lang)) }
                        " " (words(*standing, *best, lang))
                    }
                }
                @if let Some((exam, score)) = &exam {
                    li {
                        a href=(Route::Train("exam".to_owned()).href()) {
                            @match lang {
                                Lang::Zh => { "考核：" (exam.terms.count) "题，" (exam.terms.seconds / 60) "分钟" }
                                Lang::En => { "Exam: " (exam.terms.count) " questions, " (exam.terms.seconds / 60) " minutes" }
                            }
                        }
                        " " (words(if score.is_some() { Standing::Done } else { Standing::Open }, *score, lang))
                    }
                }
            }
            button type="button" class="button quiet" data-do="remove-set" data-arg=(set.id()) { (t(lang, "移出列表", "Take off the list")) }
        }
    }
}

fn words(standing: Standing, best: Option<Fraction>, lang: Lang) -> Markup {
    html! {
        @match standing {
            Standing::Open => span class="hint" { (t(lang, "还没有做", "new")) },
            Standing::Begun => span class="train-doing" { (t(lang, "进行中", "in progress")) },
            Standing::Done => span class="train-done" { "✓ " (t(lang, "已完成", "finished")) @if let Some(best) = best { " " (best.percent()) "%" } },
        }
    }
}
