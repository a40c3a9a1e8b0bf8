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
use wasm_bindgen::JsCast;

use self::export::Export;
use self::grid::Grid;
use self::load::{Both, Loader};
use self::model::{Batch, Filter};
use self::summary::{Filters, Summary};
use super::groups::pick;
use super::work::Work;
use crate::data::example;
use crate::files;
use crate::text::tr;

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
}

impl BatchState {
    /// Begins with what was left.
    pub fn new(stage: Stage) -> Self {
        BatchState {
            stage: RwSignal::new(stage),
            filter: RwSignal::default(),
            exporting: RwSignal::new(None),
            job: StoredValue::new(0),
        }
    }

    fn next_job(self) -> u32 {
        let job = self.job.get_value().wrapping_add(1);
        self.job.set_value(job);
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
    // A moment for the page to say that it is reading.
    set_timeout(
        move || {
            if !work.batch.is_current(job) {
                return;
            }
            match Loader::open(name.clone(), &bytes) {
                Ok(loader) => slice(work, job, name, loader),
                Err(why) => work.batch.stage.set(Stage::Failed(name, why)),
            }
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
fn export_slices(
    work: Work,
    batch: Arc<Batch>,
    export: Export,
    name: &'static str,
    kind: &'static str,
) {
    let job = work.batch.next_job();
    work.batch.exporting.set(Some(0));
    set_timeout(
        move || export_slice(work, job, batch, export, name, kind),
        Duration::ZERO,
    );
}

fn export_slice(
    work: Work,
    job: u32,
    batch: Arc<Batch>,
    mut export: Export,
    name: &'static str,
    kind: &'static str,
) {
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
                move || export_slice(work, job, batch, export, name, kind),
                Duration::ZERO,
            );
            return;
        }
        Ok(false) => export.finish(),
        Err(error) => Err(error),
    };
    work.batch.exporting.set(None);
    match finished {
        Ok(bytes) => say_saved(work, files::save(name, kind, &bytes)),
        Err(error) => work.app.announce(error.0),
    }
}

/// The batch mode of the page.
#[component]
pub fn BatchView(
    /// The state of the page.
    work: Work,
) -> impl IntoView {
    let stage = work.batch.stage;
    let shown = move || match stage.get() {
        Stage::Idle => view! { <Choose work /> }.into_any(),
        Stage::Reading(name) => view! { <Busy work name progress=None /> }.into_any(),
        Stage::Routing(name, done, all) => {
            view! { <Busy work name progress=Some((done, all)) /> }.into_any()
        }
        Stage::Failed(name, why) => view! { <Failed work name why /><Choose work /> }.into_any(),
        Stage::Ready(batch) => {
            let (summary, grid) = (Arc::clone(&batch), Arc::clone(&batch));
            view! { <Summary work batch=summary /><Filters work batch /><Grid work batch=grid /> }
                .into_any()
        }
    };
    view! { <div class="batch" data-testid="batch">{shown}</div> }
}

/// Nothing yet: what this is, one action, one example.
#[component]
fn Choose(work: Work) -> impl IntoView {
    let app = work.app;
    let over = RwSignal::new(false);
    let drop = move |event: web_sys::DragEvent| {
        event.prevent_default();
        over.set(false);
        let file = event
            .data_transfer()
            .and_then(|data| data.files())
            .and_then(|files| files.get(0));
        if let Some(file) = file {
            take(work, &file);
        }
    };
    let chosen = move |event: leptos::ev::Event| {
        let input = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        if let Some(file) = input
            .and_then(|input| input.files())
            .and_then(|files| files.get(0))
        {
            take(work, &file);
        }
    };
    let template_csv = move |_| {
        let saved =
            table::template_csv().is_ok_and(|bytes| files::save("clues-template.csv", CSV, &bytes));
        say_saved(work, saved);
    };
    let template_xlsx = move |_| {
        let bytes = table::template_xlsx(app.lang.get_untracked());
        say_saved(
            work,
            bytes.is_ok_and(|bytes| files::save("clues-template.xlsx", XLSX, &bytes)),
        );
    };
    view! {
        <section class="drop" class:drop-over=move || over.get() aria-labelledby="batch-title"
            on:dragover=move |event| { event.prevent_default(); over.set(true); }
            on:dragleave=move |_| over.set(false)
            on:drop=drop>
            <h2 id="batch-title">{tr("一次分办很多条线索", "Route many clues at once")}</h2>
            <p>{tr(
                "把 CSV、XLSX 或 JSON 文件拖到这里，或选择文件。文件只在本机浏览器里读取，不上传、不保存。",
                "Drop a CSV, XLSX or JSON file here, or choose one. It is read in this browser only: nothing is uploaded or stored.",
            )}</p>
            <p class="actions">
                <label class="button primary file-button">
                    {tr("选择文件", "Choose a file")}
                    <input type="file" class="hidden" data-testid="batch-file" accept=".csv,.txt,.tsv,.xlsx,.json,.ndjson,.jsonl" on:change=chosen />
                </label>
                <button type="button" class="button" data-testid="batch-example" on:click=move |_| take_example(work)>
                    {tr("用 200 条虚构线索试试", "Try 200 invented clues")}
                </button>
            </p>
            <p class="hint">
                {tr("没有现成的表？下载模板：", "No table yet? Take the template: ")}
                <button type="button" class="link" data-testid="batch-template-xlsx" on:click=template_xlsx>{tr("XLSX（含全部取值说明）", "XLSX, with every valid code")}</button>
                " · "
                <button type="button" class="link" data-testid="batch-template-csv" on:click=template_csv>"CSV"</button>
            </p>
        </section>
    }
}

const CSV: &str = "text/csv";

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

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

#[component]
fn Busy(work: Work, name: String, progress: Option<(usize, usize)>) -> impl IntoView {
    let app = work.app;
    let words = move || match progress {
        None => app.pick(format!("正在读取“{name}”…"), format!("Reading “{name}” …")),
        Some((done, all)) => app.pick(
            format!("正在分办“{name}”：第 {done} / {all} 行"),
            format!("Routing “{name}”: row {done} of {all}"),
        ),
    };
    let bar = match progress {
        Some((done, all)) => {
            view! { <progress max=all.to_string() value=done.to_string()></progress> }.into_any()
        }
        None => view! { <progress></progress> }.into_any(),
    };
    view! {
        <section class="busy" role="status" data-testid="batch-busy">
            <p>{words}</p>
            {bar}
            <p class="actions">
                <button type="button" class="button" data-testid="batch-cancel" on:click=move |_| work.batch.clear()>{tr("取消", "Cancel")}</button>
            </p>
        </section>
    }
}

#[component]
fn Failed(work: Work, name: String, why: Both) -> impl IntoView {
    let lang = work.app.lang;
    let words = move || pick(lang.get(), &why[0], &why[1]).to_owned();
    view! {
        <section class="errors" role="alert" data-testid="batch-failed">
            <h2>{tr("没能读取", "It could not be read")} " “" {name} "”"</h2>
            <p>{words}</p>
            <p class="hint">{tr("原文件没有改动。", "The file itself is unchanged.")}</p>
        </section>
    }
}
