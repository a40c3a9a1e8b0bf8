//! 零报告: who returns nothing over how many periods, what follows, what a threshold would catch, and when it would fire next.

mod acts;
mod detail;
mod export;
mod grid;
mod load;
mod state;
mod tables;
mod thresholds;
mod watch;
mod words;

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_rules::Lang;
use shizu_rules::monitor::{Monitor, Settings};
use web_sys::js_sys::Date;

use self::load::{Both, Loader, Source};
use self::state::{Kept, State, Tab};
use self::watch::Watch;
use crate::context::App;
use crate::data::example;
use crate::markup::{Act, Aside, live, t};
use crate::{drafts, files, office};

/// Name of the page in the store.
const PAGE: &str = "zero";

/// How long one slice may take, in milliseconds.
const SLICE: f64 = 24.0;

/// The day as of which the example is made to be looked at.
const EXAMPLE_DAY: &str = "2026-01-20";

/// The invented returns that ship with the product.
fn example() -> &'static str {
    example!("returns.csv")
}

/// What has become of the file.
#[derive(Clone, Default)]
enum Stage {
    /// No file yet.
    #[default]
    Idle,
    /// The browser reads it.
    Reading(String),
    /// Its rows are taken, or its bodies evaluated: how many of how many.
    Working(String, usize, usize),
    /// It cannot be read: its name, and why.
    Failed(String, Both),
    /// Done.
    Ready(String),
}

/// Name and content of a file.
type File = (String, Source);

/// The page and its file.
#[derive(Clone, Copy)]
struct Page {
    app: App,
    state: RwSignal<State>,
    stage: RwSignal<Stage>,
    /// Counts the evaluations that are done.
    version: RwSignal<u32>,
    watch: StoredValue<Option<Watch>, LocalStorage>,
    /// The file, for another day.
    file: StoredValue<Option<File>, LocalStorage>,
    /// The job that may go on; a job with another number has been cancelled.
    job: StoredValue<u32>,
    /// What reads a workbook.
    reading: StoredValue<Option<office::Job>>,
}

/// The page.
pub fn page(app: App) -> AnyView {
    let mut first = State::default();
    if let Some(text) = drafts::load(app, PAGE) {
        if let Some(kept) = Kept::from_text(&text) {
            first.kept = kept;
        } else {
            drafts::save(app, "zero-aside", &text);
            app.announce(app.pick(
                "上次的设置读不出来，已另行保留，本页从默认设置开始。",
                "What was kept last time cannot be read; it has been put aside, and the page begins anew.",
            ));
        }
    }
    let again = first.kept.example;
    let page = Page {
        app,
        state: RwSignal::new(first),
        stage: RwSignal::default(),
        version: RwSignal::new(0),
        watch: StoredValue::new_local(None),
        file: StoredValue::new_local(None),
        job: StoredValue::new(0),
        reading: StoredValue::new(None),
    };
    if again {
        page.take_example();
    }
    on_cleanup(move || {
        page.next_job();
    });
    let act = move |act: Act| page.act(&act);
    let ready = Memo::new(move |_| {
        page.version.track();
        page.stage.with(|stage| matches!(stage, Stage::Ready(_)))
    });
    let tab = Memo::new(move |_| page.state.with(|state| state.tab));
    let below = move || {
        ready.get().then(|| match tab.get() {
            Tab::Triggers => tables::triggers(page),
            Tab::Grid => grid::grid(page),
            Tab::Thresholds => live(move || page.draw(thresholds::sliders), act),
            Tab::Upcoming => tables::upcoming(page),
        })
    };
    view! {
        <div class="with-basis">
            <div class="page zero">
                {live(move || page.head(), act)}
                {below}
                {live(move || page.draw(detail::detail), act)}
            </div>
            <Aside draw=Box::new(move || page.draw_always(detail::aside)) />
        </div>
    }
    .into_any()
}

impl Page {
    /// Draws from the evaluation; nothing before it is done.
    fn draw(self, draw: fn(&mut Watch, &State, App) -> Markup) -> Markup {
        self.draw_always(move |watch, state, app| {
            watch.map_or_else(Markup::default, |watch| draw(watch, state, app))
        })
    }

    /// Draws from the evaluation, if there is one.
    fn draw_always(self, draw: impl FnOnce(Option<&mut Watch>, &State, App) -> Markup) -> Markup {
        self.version.track();
        let ready = self.stage.with(|stage| matches!(stage, Stage::Ready(_)));
        self.state.with(|state| {
            let mut drawn = html! {};
            self.watch.update_value(|watch| {
                drawn = draw(watch.as_mut().filter(|_| ready), state, self.app);
            });
            drawn
        })
    }

    fn head(self) -> Markup {
        let lang = self.app.lang.get();
        self.version.track();
        let stage = self.stage.get();
        html! {
            h1 { (t(lang, "零报告", "Zero reports")) }
            p class="lead-in no-print" {
                (t(
                    lang,
                    "按期汇总各单位、各组的线索和立案情况。零是信号，不是结论；缺报不是零。",
                    "What units and groups return, period by period. A zero is a signal, not a finding; a missing return is no zero.",
                ))
            }
            @match &stage {
                Stage::Idle => (words::choose(lang)),
                Stage::Reading(name) => (words::busy(name, None, lang)),
                Stage::Working(name, done, all) => (words::busy(name, Some((*done, *all)), lang)),
                Stage::Failed(name, why) => { (words::failed(name, why, lang)) (words::choose(lang)) }
                Stage::Ready(name) => (self.draw_always(|watch, state, app| {
                    watch.map_or_else(Markup::default, |watch| words::summary(watch, state, app, name))
                })),
            }
        }
    }

    fn next_job(self) -> u32 {
        let job = self.job.try_get_value().unwrap_or_default().wrapping_add(1);
        self.job.try_update_value(|value| *value = job);
        if let Some(reading) = self.reading.try_get_value().flatten() {
            reading.cancel();
        }
        job
    }

    fn is_current(self, job: u32) -> bool {
        self.job.try_get_value() == Some(job)
    }

    /// Keeps what is kept.
    fn keep(self) {
        let text = self.state.with_untracked(|state| state.kept.text());
        drafts::save(self.app, PAGE, &text);
    }

    fn day(self) -> chrono::NaiveDate {
        let kept = self.state.with_untracked(|state| state.kept.as_of);
        kept.unwrap_or(self.app.today)
    }

    /// The numbers of the rulebook with those that the user changed.
    fn settings(self) -> Option<Settings> {
        let engine = self.app.engines.get_untracked();
        let mut settings = Settings::new(engine.rulebook(), self.day()).ok()?;
        self.state.with_untracked(|state| {
            for (id, value) in &state.kept.numbers {
                settings.set(id, *value);
            }
            settings.presets.extend(state.kept.presets.iter().cloned());
        });
        Some(settings)
    }

    fn take_example(self) {
        self.state.update(|state| {
            state.kept.example = true;
            state.kept.as_of = EXAMPLE_DAY.parse().ok();
        });
        let bytes = example().as_bytes().to_vec();
        self.take("returns.csv".to_owned(), Source::Text(Arc::new(bytes)));
    }

    fn take_file(self, file: &web_sys::File) {
        let job = self.next_job();
        self.stage.set(Stage::Reading(file.name()));
        files::read(file, move |name, bytes| {
            if !self.is_current(job) {
                return;
            }
            let Some(bytes) = bytes else {
                self.stage.set(Stage::Failed(name, words::unreadable()));
                return;
            };
            if !office::is_workbook(&bytes) {
                self.take_own(name, Source::Text(Arc::new(bytes)));
                return;
            }
            let reading = office::read(self.app, bytes, move |found| match found {
                _ if !self.is_current(job) => {}
                Ok(table) => self.take_own(name, Source::Table(Arc::new(table))),
                Err(issue) => self
                    .stage
                    .set(Stage::Failed(name, load::issue_words(&issue))),
            });
            self.reading.set_value(Some(reading.quiet()));
        });
    }

    /// Takes what the user gave, in place of an example.
    fn take_own(self, name: String, source: Source) {
        self.state.update(|state| {
            if state.kept.example {
                state.kept.as_of = None;
            }
            state.kept.example = false;
        });
        self.take(name, source);
    }

    /// Reads and evaluates the file.
    fn take(self, name: String, source: Source) {
        let job = self.next_job();
        self.keep();
        self.stage.set(Stage::Reading(name.clone()));
        self.file.set_value(Some((name.clone(), source.clone())));
        self.watch.set_value(None);
        self.state.update(|state| {
            state.line = None;
            state.trigger = None;
            state.frequency = None;
        });
        let Some(settings) = self.settings() else {
            return;
        };
        let monitor = Monitor::new(settings, self.day());
        // A moment for the page to say that it is reading.
        set_timeout(
            move || match Loader::open(source, monitor) {
                Ok(loader) => self.read_slice(job, name, loader),
                Err(why) => self.stage.set(Stage::Failed(name, why)),
            },
            Duration::from_millis(30),
        );
    }

    fn read_slice(self, job: u32, name: String, mut loader: Loader) {
        if !self.is_current(job) {
            return;
        }
        let until = Date::now() + SLICE;
        loop {
            match loader.step() {
                Err(why) => {
                    self.stage.set(Stage::Failed(name, why));
                    return;
                }
                Ok(false) => {
                    let engine = self.app.engines.get_untracked();
                    let mut watch = Watch::new(loader.finish(), &engine);
                    self.set_aside(&mut watch);
                    self.watch.set_value(Some(watch));
                    self.evaluate_slice(job, name);
                    return;
                }
                Ok(true) if Date::now() > until => break,
                Ok(true) => {}
            }
        }
        let (done, all) = loader.progress();
        self.stage.set(Stage::Working(name.clone(), done / 2, all));
        set_timeout(move || self.read_slice(job, name, loader), Duration::ZERO);
    }

    fn evaluate_slice(self, job: u32, name: String) {
        if !self.is_current(job) {
            return;
        }
        let until = Date::now() + SLICE;
        let mut more = true;
        let (mut done, mut all) = (0, 0);
        self.watch.update_value(|watch| {
            let Some(watch) = watch else {
                more = false;
                return;
            };
            while more && Date::now() < until {
                more = watch.step();
            }
            (done, all) = (watch.of_line.len(), watch.lines().len());
        });
        if more {
            let stage = Stage::Working(name.clone(), all + done, all * 2);
            self.stage.set(stage);
            set_timeout(move || self.evaluate_slice(job, name), Duration::ZERO);
            return;
        }
        self.stage.set(Stage::Ready(name));
        self.version.update(|version| *version += 1);
        let words = match self.app.lang.get_untracked() {
            Lang::Zh => format!("已评 {all} 个单位和组"),
            Lang::En => format!("{all} bodies evaluated"),
        };
        self.app.announce(words);
    }

    /// Evaluates again under other numbers.
    fn again(self) {
        let (Stage::Ready(name) | Stage::Working(name, ..)) = self.stage.get_untracked() else {
            return;
        };
        let Some(settings) = self.settings() else {
            return;
        };
        let job = self.next_job();
        self.keep();
        self.watch.update_value(|watch| {
            if let Some(watch) = watch {
                watch.restart(settings);
                self.set_aside(watch);
            }
        });
        self.evaluate_slice(job, name);
    }

    fn set_aside(self, watch: &mut Watch) {
        let all = self
            .state
            .with_untracked(|state| state.kept.suppressions.clone());
        watch.evaluator.set_suppressions(all);
    }

    /// Takes the file again, for another day.
    fn reload(self) {
        if let Some((name, source)) = self.file.with_value(Clone::clone) {
            self.take(name, source);
        }
    }
}
