//! The tab 布置: scenarios, an exam, a last day and a note as a file for trainees.

mod plan;

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_rules::Lang;
use shizu_rules::vocabulary::Term;
use shizu_training::{Family, SetScenario, TrainingSet};

use self::plan::{Fault, Plan};
use super::write::Write;
use super::{as_text, hand_over};
use crate::context::App;
use crate::markup::{Act, field, focus, live, t};
use crate::training::library::{Library, Shelf};
use crate::{drafts, files};

/// Name of the tab in the store.
const KEPT: &str = "teach-assign";

/// The tab.
#[derive(Clone, Copy)]
pub struct Assign {
    app: App,
    library: Library,
    write: Write,
    plan: RwSignal<Plan>,
    /// What is wrong, once one asked for the file.
    faults: RwSignal<Vec<Fault>>,
    /// Whether one asked for it and did not get it yet.
    asked: StoredValue<bool>,
    /// What is to be said of a set that was opened, or was refused.
    notes: RwSignal<Vec<String>>,
    /// Scenarios that came with a set that was opened, with their texts.
    brought: RwSignal<Vec<SetScenario>>,
}

/// A scenario that can be chosen, or why it cannot.
struct Choice {
    id: String,
    words: String,
    hint: String,
    scenario: Option<SetScenario>,
}

impl Assign {
    /// The tab, with the plan that the browser keeps.
    pub fn open(app: App, library: Library, write: Write) -> Self {
        let kept = drafts::load(app, KEPT).and_then(|text| Plan::from_text(&text));
        Assign {
            app,
            library,
            write,
            plan: RwSignal::new(kept.unwrap_or_default()),
            faults: RwSignal::default(),
            asked: StoredValue::new(false),
            notes: RwSignal::default(),
            brought: RwSignal::default(),
        }
    }

    /// What is shown.
    pub fn view(self) -> AnyView {
        // Drafts are looked at once, when the tab is opened: on it they do not change.
        let choices = Memo::new_with_compare(move |_| self.choices(), |_, _| true);
        let draw = move || {
            let lang = self.app.lang.get();
            let plan = self.plan.get();
            choices.with(|choices| self.draw(&plan, choices, lang))
        };
        live(draw, move |act| self.act(&act))
    }

    /// Everything that can be chosen: shipped, from files, from drafts, from a set that was opened. Of equal ids the first.
    fn choices(self) -> Vec<Choice> {
        let lang = self.app.lang.get();
        let shelf: Shelf = self.library.shelf().unwrap_or_default();
        let lessons = shelf.lessons.iter().map(|lesson| {
            let outline = &lesson.outline;
            let scenario = if lesson.is_own {
                let course = self.library.course(&outline.id).and_then(Result::ok);
                course.map(|course| SetScenario::own(&course.scenario, lesson.text()))
            } else {
                Some(SetScenario::shipped(
                    &outline.id,
                    &outline.title,
                    lesson.text(),
                ))
            };
            let kind = if lesson.is_own {
                t(lang, "自己的", "your own")
            } else {
                ""
            };
            Choice {
                id: outline.id.clone(),
                words: outline.title.in_lang(lang).to_owned(),
                hint: join(
                    &[
                        outline.module.label(lang),
                        &decisions(outline.decisions, lang),
                        kind,
                    ],
                    lang,
                ),
                scenario,
            }
        });
        let drafts = self.write.own().into_iter().map(|own| match own.scenario {
            Some(scenario) => Choice {
                id: scenario.id.clone(),
                words: scenario.title.in_lang(lang).to_owned(),
                hint: join(&[t(lang, "草稿", "draft"), &own.file], lang),
                scenario: Some(scenario),
            },
            None => Choice {
                id: String::new(),
                words: own.file,
                hint: t(
                    lang,
                    "草稿还有要改的地方，改好才能布置",
                    "a draft with faults; mend it first",
                )
                .to_owned(),
                scenario: None,
            },
        });
        let brought = self.brought.get();
        let brought = brought.into_iter().map(|scenario| Choice {
            id: scenario.id.clone(),
            words: scenario.title.in_lang(lang).to_owned(),
            hint: t(lang, "随打开的任务单而来", "came with the set").to_owned(),
            scenario: Some(scenario),
        });
        let mut all: Vec<Choice> = Vec::new();
        // A draft is newer than what was opened from a file before.
        let shipped: Vec<String> = shelf
            .lessons
            .iter()
            .filter(|lesson| !lesson.is_own)
            .map(|lesson| lesson.outline.id.clone())
            .collect();
        let (fixed, own): (Vec<Choice>, Vec<Choice>) =
            lessons.partition(|choice| shipped.contains(&choice.id));
        for choice in fixed.into_iter().chain(drafts).chain(own).chain(brought) {
            let known = |other: &Choice| !choice.id.is_empty() && other.id == choice.id;
            if !all.iter().any(known) {
                all.push(choice);
            }
        }
        all
    }

    fn draw(self, plan: &Plan, choices: &[Choice], lang: Lang) -> Markup {
        let faults = self.faults.get();
        let notes = self.notes.get();
        let fault = |id: &str| faults.iter().find(|(field, _)| *field == id);
        let told = |id: &str| {
            html! { @if let Some((_, words)) = fault(id) { p class="teach-bad" id={ (id) "-fault" } { "✗ " (words) } } }
        };
        html! {
            p class="lead-in" {
                (t(
                    lang,
                    "把要做的情景和考核写成一份任务单文件，发给学员；学员在“实训”里打开，就是自己的清单，带进度。自己写的情景连同全文一起装进文件。",
                    "Scenarios and an exam as one file to hand out; trainees open it in training and see it as their list, with progress. Scenarios of your own travel in it with their text.",
                ))
            }
            @if !notes.is_empty() {
                section class="teach-note" role="status" { ul { @for note in &notes { li { (note) } } } }
            }
            @if !faults.is_empty() {
                section class="errors" role="alert" {
                    h2 { (t(lang, "还不能存：", "Not yet:")) }
                    ul { @for (id, words) in &faults { li { button type="button" class="link" data-do="to" data-arg=(id) { (words) } } } }
                }
            }
            div class="teach-form" id="assign-form" {
                (field("assign-title", t(lang, "名称", "Name"), "", &html! { input type="text" class="field teach-wide" id="assign-title" value=(plan.title) data-do="title" autocomplete="off"; }))
                (told("assign-title"))
                fieldset id="assign-scenarios" class="teach-choices" tabindex="-1" {
                    legend { (t(lang, "情景", "Scenarios")) }
                    @for choice in choices {
                        label class="teach-choice" {
                            input type="checkbox" id={ "assign-s-" (choice.id) } checked[plan.chosen.contains(&choice.id)] disabled[choice.scenario.is_none()] data-do="choose" data-arg=(choice.id);
                            span { (choice.words) " " span class="hint" { (choice.hint) } }
                        }
                    }
                    (told("assign-scenarios"))
                }
                fieldset class="teach-choices" id="assign-exam-part" {
                    legend { (t(lang, "考核", "Exam")) }
                    label class="teach-choice" {
                        input type="checkbox" id="assign-exam" checked[plan.exam] data-do="exam";
                        span { (t(lang, "加一场限时考核", "Add an exam against time")) }
                    }
                    @if plan.exam { (exam(plan, &told, lang)) }
                }
                div {
                    (field("assign-due", t(lang, "截止日", "Last day"), t(lang, "可不填", "may be left empty"), &html! { input type="date" class="field" id="assign-due" placeholder="2026-03-13" value=(plan.due) data-do="due"; }))
                }
                (told("assign-due"))
                (field("assign-note", t(lang, "给学员的话", "A note to the trainees"), "", &html! { textarea class="field teach-wide" id="assign-note" rows="3" data-do="note" { (plan.note) } }))
                p class="actions" {
                    button type="button" class="button primary" id="assign-save" data-do="save" { (t(lang, "存为任务单文件", "Save the set as a file")) }
                    label class="button file-button" {
                        (t(lang, "打开已有任务单…", "Open a set…"))
                        input type="file" class="hidden" id="assign-open" accept=".json" data-do="file";
                    }
                    button type="button" class="button quiet" data-do="clear" id="assign-clear" { (t(lang, "清空表单", "Empty the form")) }
                }
                p class="hint" { (t(lang, "文件带校验值，被改过能看出来；校验值防无心之失和随手改动，不防存心伪造。", "The file has a checksum that shows edits; it guards against mistakes and casual changes, not against forgery.")) }
            }
        }
    }

    fn act(self, act: &Act) {
        let value = act.value.clone();
        let mut keeps = true;
        self.plan.update(|plan| match &*act.name {
            "title" => plan.title = value,
            "note" => plan.note = value,
            "due" => plan.due = value,
            "count" => plan.count = value,
            "minutes" => plan.minutes = value,
            "seed" => plan.seed = value,
            "exam" => plan.exam = value == "true",
            "choose" => flip(&mut plan.chosen, &act.arg, value == "true"),
            "family" => flip(&mut plan.families, &act.arg, value == "true"),
            "clear" => *plan = Plan::default(),
            _ => keeps = false,
        });
        if keeps {
            self.plan
                .with_untracked(|plan| drafts::save(self.app, KEPT, &plan.text()));
            // Once something was wrong, every change is looked at.
            if act.name == "clear" {
                self.told(Vec::new(), false);
            } else if self.asked.get_value() {
                self.told(self.set().err().unwrap_or_default(), true);
            }
            return;
        }
        match &*act.name {
            "save" => self.save(),
            "to" => focus(&act.arg),
            "file" => {
                if let Some(file) = act.files.as_ref().and_then(|files| files.get(0)) {
                    self.open_file(&file);
                }
            }
            _ => {}
        }
    }

    fn set(self) -> Result<TrainingSet, Vec<Fault>> {
        let lang = self.app.lang.get_untracked();
        let scenarios = untrack(|| self.choices())
            .into_iter()
            .filter_map(|choice| choice.scenario);
        let scenarios: Vec<SetScenario> = scenarios.collect();
        let today = self.app.today;
        let plan = self.plan.get_untracked();
        let draft = plan.draft(&scenarios, today, lang)?;
        Ok(TrainingSet::new(draft, today))
    }

    fn told(self, faults: Vec<Fault>, asked: bool) {
        self.faults.set(faults);
        self.asked.set_value(asked);
    }

    fn save(self) {
        match self.set() {
            Ok(set) => {
                self.told(Vec::new(), false);
                let what = self.app.pick("任务单", "set");
                let name = format!("{what} {} {}.json", set.title, set.made);
                hand_over(self.app, &name, "application/json", set.write().as_bytes());
            }
            Err(faults) => {
                let first = faults.first().map(|(id, _)| *id);
                self.told(faults, true);
                first.into_iter().for_each(focus);
            }
        }
    }

    /// Takes a set that exists as the plan for another one.
    fn open_file(self, file: &web_sys::File) {
        files::read(file, move |name, bytes| {
            if self.plan.is_disposed() {
                return;
            }
            let lang = self.app.lang.get_untracked();
            let text = as_text(bytes, lang).map_err(str::to_owned);
            let set =
                text.and_then(|text| TrainingSet::read(&text).map_err(|error| error.message(lang)));
            match set {
                Ok(set) => {
                    let shelf = untrack(|| self.library.shelf()).unwrap_or_default();
                    let notes = set.notes(|id| shelf.lesson(id).map(|lesson| lesson.text()));
                    self.notes
                        .set(notes.iter().map(|note| note.message(lang)).collect());
                    self.plan.set(Plan::of(&set));
                    let own = set.scenarios.into_iter();
                    self.brought
                        .set(own.filter(|scenario| scenario.text.is_some()).collect());
                    self.told(Vec::new(), false);
                }
                Err(why) => self.notes.set(vec![format!("{name}: {why}")]),
            }
        });
    }
}

/// Length, time, families and number of the exam.
fn exam(plan: &Plan, told: &dyn Fn(&str) -> Markup, lang: Lang) -> Markup {
    let number = |id: &str, act: &str, value: &str| {
        html! { input type="text" inputmode="numeric" class="field teach-number" id=(id) value=(value) data-do=(act) autocomplete="off"; }
    };
    html! {
        div class="fields" {
            (field("assign-count", t(lang, "题数", "Questions"), "", &number("assign-count", "count", &plan.count)))
            (field("assign-minutes", t(lang, "时间（分钟）", "Minutes"), "", &number("assign-minutes", "minutes", &plan.minutes)))
            (field("assign-seed", t(lang, "编号", "Number"), "", &number("assign-seed", "seed", &plan.seed)))
        }
        p class="hint" { (t(lang, "同样的题数、范围和编号，人人同题。", "The same length, families and number give everybody the same questions.")) }
        (told("assign-count")) (told("assign-minutes")) (told("assign-seed"))
        fieldset class="teach-families" id="assign-families" {
            legend { (t(lang, "范围（不选即全部）", "Families (none chosen: all)")) }
            @for family in Family::ALL {
                label class="chip" {
                    input type="checkbox" id={ "assign-f-" (family.code()) } checked[plan.families.contains(family.code())] data-do="family" data-arg=(family.code());
                    span class="chip-face" { (family.label(lang)) }
                }
            }
        }
    }
}

fn decisions(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{count}个决策"),
        Lang::En => format!("{count} decisions"),
    }
}

fn join(parts: &[&str], lang: Lang) -> String {
    let parts: Vec<&str> = parts
        .iter()
        .copied()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(t(lang, "，", ", "))
}

fn flip(all: &mut std::collections::BTreeSet<String>, code: &str, on: bool) {
    if on {
        all.insert(code.to_owned());
    } else {
        all.remove(code);
    }
}
