//! Many clues from a file: read in the browser, routed in slices, shown in a window over the rows.

mod export;
mod grid;
mod load;
mod model;
mod summary;
mod table;

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_rules::Lang;
use shizu_rules::vocabulary::{Organ, Term};

use self::export::{Export, ExportError, Written};
use self::grid::with_batch;
use self::load::{Both, Loader};
use self::model::{Batch, Filter, Kind};
use self::summary::{filters, summary};
use super::work::Work;
use crate::data::example;
use crate::markup::{Act, live, t};
use crate::office::Book;
use crate::{files, office};

/// The invented matters that ship with the product.
fn example() -> &'static str {
    example!("clues.csv")
}

/// Rows between two looks at the clock.
const STEP: usize = 200;

/// How long one slice may take, in milliseconds.
const SLICE: f64 = 24.0;

/// What has become of the file.
#[derive(Clone, Default)]
pub enum Stage {
    /// No file yet.
    #[default]
    Idle,
    /// The browser reads it.
    Reading(String),
    /// Rows are routed: how many of how many.
    Routing(String, usize, usize),
    /// It cannot be read: its name, and why.
    Failed(String, Both),
    /// Done.
    Ready(Arc<Batch>),
}

/// The batch of the page.
#[derive(Clone, Copy)]
pub struct BatchState {
    /// What has become of the file.
    pub stage: RwSignal<Stage>,
    /// Which rows are shown.
    pub filter: RwSignal<Filter>,
    /// How many lines of a file of results have been written, while one is.
    pub exporting: RwSignal<Option<usize>>,
    /// The job that may go on; a job with another number has been cancelled.
    job: StoredValue<u32>,
    /// What reads the file.
    reading: StoredValue<Option<office::Job>>,
}

impl BatchState {
    /// Begins with what was left.
    pub fn new(stage: Stage) -> Self {
        BatchState {
            stage: RwSignal::new(stage),
            filter: RwSignal::default(),
            exporting: RwSignal::new(None),
            job: StoredValue::new(0),
            reading: StoredValue::new(None),
        }
    }

    fn next_job(self) -> u32 {
        let job = self.job.get_value().wrapping_add(1);
        self.job.set_value(job);
        if let Some(reading) = self.reading.get_value() {
            reading.cancel();
        }
        job
    }

    fn is_current(self, job: u32) -> bool {
        self.job.try_get_value() == Some(job)
    }

    /// Stops what is going on and forgets the file.
    pub fn clear(self) {
        self.next_job();
        self.exporting.set(None);
        self.filter.set(Filter::default());
        self.stage.set(Stage::Idle);
    }
}

/// Reads a file that the user chose or dropped.
fn take(work: Work, file: &web_sys::File) {
    let state = work.batch;
    let job = state.next_job();
    state.stage.set(Stage::Reading(file.name()));
    files::read(file, move |name, bytes| {
        match bytes {
        Some(bytes) => begin(work, job, name, bytes),
        None if state.is_current(job) => state.stage.set(Stage::Failed(
            name,
            [
                "浏览器读不了这个文件，可能已被移动或正被其他程序占用。请关闭占用它的程序后再选一次。".into(),
                "The browser cannot read this file: it may have been moved, or another program holds it. Close that program and choose it again.".into(),
            ],
        )),
        None => {}
    }
    });
}

/// Routes the example.
fn take_example(work: Work) {
    let job = work.batch.next_job();
    work.batch.stage.set(Stage::Reading("clues.csv".into()));
    begin(work, job, "clues.csv".into(), example().as_bytes().to_vec());
}

fn begin(work: Work, job: u32, name: String, bytes: Vec<u8>) {
    let state = work.batch;
    // A moment for the page to say that it is reading.
    set_timeout(
        move || {
            if !state.is_current(job) {
                return;
            }
            let reading = office::read(work.app, bytes, move |found| {
                if !state.is_current(job) {
                    return;
                }
                match Loader::open(name.clone(), found) {
                    Ok(loader) => slice(work, job, name, loader),
                    Err(why) => state.stage.set(Stage::Failed(name, why)),
                }
            });
            state.reading.set_value(Some(reading.quiet()));
        },
        Duration::from_millis(30),
    );
}

fn slice(work: Work, job: u32, name: String, mut loader: Loader) {
    if !work.batch.is_current(job) {
        return;
    }
    let engine = work.app.engines.get_untracked();
    let until = web_sys::js_sys::Date::now() + SLICE;
    let mut more = true;
    while more && web_sys::js_sys::Date::now() < until {
        more = loader.step(&engine, STEP);
    }
    if more {
        let (done, all) = loader.progress();
        work.batch
            .stage
            .set(Stage::Routing(name.clone(), done, all));
        set_timeout(move || slice(work, job, name, loader), Duration::ZERO);
    } else {
        work.batch.filter.set(Filter::default());
        let batch = loader.finish();
        let count = batch.lines.len();
        work.batch.stage.set(Stage::Ready(Arc::new(batch)));
        let words = match work.app.lang.get_untracked() {
            shizu_rules::Lang::Zh => format!("已分办 {count} 行"),
            shizu_rules::Lang::En => format!("{count} rows routed"),
        };
        work.app.announce(words);
    }
}

/// Writes results slice by slice, then hands them to the browser. Another job, or another file, ends it.
fn export_slices(work: Work, batch: Arc<Batch>, export: Export, name: &'static str) {
    let job = work.batch.next_job();
    work.batch.exporting.set(Some(0));
    set_timeout(
        move || export_slice(work, job, batch, export, name),
        Duration::ZERO,
    );
}

fn export_slice(work: Work, job: u32, batch: Arc<Batch>, mut export: Export, name: &'static str) {
    if !work.batch.is_current(job) {
        return;
    }
    let engine = work.app.engines.get_untracked();
    let until = web_sys::js_sys::Date::now() + SLICE;
    let mut more = Ok(true);
    while matches!(more, Ok(true)) && web_sys::js_sys::Date::now() < until {
        more = export.step(&engine, &batch, STEP / 10);
    }
    let finished = match more {
        Ok(true) => {
            work.batch.exporting.set(Some(export.done()));
            set_timeout(
                move || export_slice(work, job, batch, export, name),
                Duration::ZERO,
            );
            return;
        }
        Ok(false) => export.finish(),
        Err(error) => Err(error),
    };
    match finished {
        Ok(Written::File(bytes)) => {
            work.batch.exporting.set(None);
            say_saved(work, files::save(name, CSV, &bytes));
        }
        Ok(Written::Book(book)) => save_book(work, job, book, name),
        Err(error) => {
            work.batch.exporting.set(None);
            work.app.announce(error.0);
        }
    }
}

/// Has a workbook written and hands it to the browser. Another job, or another file, ends it.
fn save_book(work: Work, job: u32, book: Book, name: &'static str) {
    let app = work.app;
    office::write_sheets(app, book, move |written| {
        if !work.batch.is_current(job) {
            return;
        }
        work.batch.exporting.set(None);
        match written {
            Ok(bytes) => say_saved(work, files::save(name, office::XLSX, &bytes)),
            Err(refusal) => app.announce(office::words(app.lang.get_untracked(), &refusal)),
        }
    });
}

/// The batch mode of the page.
pub fn batch_view(work: Work) -> AnyView {
    let (stage, app) = (work.batch.stage, work.app);
    let ready = Memo::new(move |_| stage.with(|stage| matches!(stage, Stage::Ready(_))));
    // The filters are drawn anew for another file or when cleared, never while one types.
    let cleared = RwSignal::new(());
    let act = move |act: Act| done(work, act, cleared);
    let head = move || {
        let lang = app.lang.get();
        let (filter, writing) = (work.batch.filter.get(), work.batch.exporting.get());
        stage.with(|stage| match stage {
            Stage::Idle => choose(lang),
            Stage::Reading(name) => busy(name, None, lang),
            Stage::Routing(name, done, all) => busy(name, Some((*done, *all)), lang),
            Stage::Failed(name, why) => html! { (failed(name, why, lang)) (choose(lang)) },
            Stage::Ready(batch) => summary(batch, &filter, writing, lang),
        })
    };
    let below = move || {
        ready.get().then(|| {
            let filters = move || {
                cleared.track();
                let lang = app.lang.get();
                let filter = work.batch.filter.get_untracked();
                with_batch(work, |batch| filters(batch, &filter, lang)).unwrap_or_default()
            };
            view! { {live(filters, act)} {grid::grid(work)} }
        })
    };
    view! { <div class="batch" data-testid="batch">{live(head, act)} {below}</div> }.into_any()
}

/// What the user did above the rows.
fn done(work: Work, act: Act, cleared: RwSignal<()>) {
    let (app, filter) = (work.app, work.batch.filter);
    let lang = app.lang.get_untracked();
    let export = |export: Result<Export, ExportError>, name: &'static str| {
        let batch = work.batch.stage.with_untracked(|stage| match stage {
            Stage::Ready(batch) => Some(Arc::clone(batch)),
            _ => None,
        });
        match (export, batch) {
            (Ok(export), Some(batch)) => export_slices(work, batch, export, name),
            (Err(error), _) => app.announce(error.0),
            (_, None) => {}
        }
    };
    let save = |bytes: Option<Vec<u8>>, name: &str| {
        say_saved(
            work,
            bytes.is_some_and(|bytes| files::save(name, CSV, &bytes)),
        );
    };
    match &*act.name {
        "file" => {
            if let Some(file) = act.files.and_then(|files| files.get(0)) {
                take(work, &file);
            }
        }
        "example" => take_example(work),
        "template-csv" => save(table::template_csv().ok(), "clues-template.csv"),
        "template-xlsx" => {
            let job = work.batch.next_job();
            save_book(work, job, table::template_book(lang), "clues-template.xlsx");
        }
        "save-csv" => export(Export::csv(lang), "routing.csv"),
        "save-xlsx" => export(Ok(Export::book(lang)), "routing.xlsx"),
        "save-errors" => {
            let bytes = with_batch(work, |batch| table::errors_csv(batch, lang).ok());
            save(bytes.flatten(), "errors.csv");
        }
        "close" | "cancel" => work.batch.clear(),
        "kind" => filter.update(|filter| {
            let kind = Kind::ALL.into_iter().find(|kind| kind.code() == act.arg);
            filter.kind = kind.filter(|kind| filter.kind != Some(*kind));
        }),
        "text" => filter.update(|filter| filter.text = act.value),
        "lead" => filter.update(|filter| filter.lead = Organ::from_code(&act.value)),
        "warned" => filter.update(|filter| filter.warned = act.value == "true"),
        _ => {
            filter.set(Filter::default());
            cleared.set(());
        }
    }
}

/// Nothing yet: what this is, one action, one example.
fn choose(lang: Lang) -> Markup {
    html! {
        section class="drop" data-drop="file" aria-labelledby="batch-title" {
            h2 id="batch-title" { (t(lang, "一次分办很多条线索", "Route many clues at once")) }
            p {
                (t(
                    lang,
                    "把 CSV、XLSX 或 JSON 文件拖到这里，或选择文件。文件只在本机浏览器里读取，不上传、不保存。",
                    "Drop a CSV, XLSX or JSON file here, or choose one. It is read in this browser only: nothing is uploaded or stored.",
                ))
            }
            p class="actions" {
                label class="button primary file-button" {
                    (t(lang, "选择文件", "Choose a file"))
                    input type="file" class="hidden" id="batch-file" data-testid="batch-file" data-do="file"
                        accept=".csv,.txt,.tsv,.xlsx,.json,.ndjson,.jsonl";
                }
                button type="button" class="button" id="batch-example" data-testid="batch-example" data-do="example" {
                    (t(lang, "用 200 条虚构线索试试", "Try 200 invented clues"))
                }
            }
            p class="hint" {
                (t(lang, "没有现成的表？下载模板：", "No table yet? Take the template: "))
                button type="button" class="link" id="batch-template-xlsx" data-testid="batch-template-xlsx" data-do="template-xlsx" {
                    (t(lang, "XLSX（含全部取值说明）", "XLSX, with every valid code"))
                }
                " · "
                button type="button" class="link" id="batch-template-csv" data-testid="batch-template-csv" data-do="template-csv" { "CSV" }
            }
        }
    }
}

const CSV: &str = "text/csv";

/// Says whether a file is on its way to the user.
fn say_saved(work: Work, saved: bool) {
    let app = work.app;
    app.announce(if saved {
        app.pick("已交给浏览器下载", "Handed to the browser to save")
    } else {
        app.pick(
            "没能生成文件：可能内存不足。请筛选后分批导出，或改用命令行工具。",
            "The file could not be made: memory may be short. Use smaller files, or the command line tool.",
        )
    });
}

/// A file is being read, or its rows are being routed: how many of how many.
fn busy(name: &str, progress: Option<(usize, usize)>, lang: Lang) -> Markup {
    let words = match (progress, lang) {
        (None, Lang::Zh) => format!("正在读取“{name}”…"),
        (None, Lang::En) => format!("Reading “{name}” …"),
        (Some((done, all)), Lang::Zh) => format!("正在分办“{name}”：第 {done} / {all} 行"),
        (Some((done, all)), Lang::En) => format!("Routing “{name}”: row {done} of {all}"),
    };
    html! {
        section class="busy" role="status" data-testid="batch-busy" {
            p { (words) }
            @match progress {
                Some((done, all)) => { progress max=(all) value=(done) {} }
                None => { progress {} }
            }
            p class="actions" {
                button type="button" class="button" id="batch-cancel" data-testid="batch-cancel" data-do="cancel" { (t(lang, "取消", "Cancel")) }
            }
        }
    }
}

fn failed(name: &str, why: &Both, lang: Lang) -> Markup {
    html! {
        section class="errors" role="alert" data-testid="batch-failed" {
            h2 { (t(lang, "没能读取", "It could not be read")) " “" (name) "”" }
            p { (t(lang, &why[0], &why[1])) }
            p class="hint" { (t(lang, "原文件没有改动。", "The file itself is unchanged.")) }
        }
    }
}
