//! 实训: lessons, the player, and what follows from them.
//!
//! | Part | For |
//! |---|---|
//! | [`lessons`] | the list of scenarios, and opening one from a file |
//! | [`player`], [`keys`], [`told`] | a scenario on the page: acts, keys, focus, what is said besides |
//! | [`table`] | the play, and what becomes of it in the browser's storage |
//! | [`sitting`], [`path`] | where one is in a scenario, and one's way beside the engine's; pure |
//! | [`scene`], [`end`] | a scene and the end, drawn; pure |
//! | [`drills`] | 练习 and 复习: drill after drill |
//! | [`exam`] | 考核: questions against the clock |
//! | [`record`], [`mastery`] | 我的记录: what was done, what is known of every rule, files |
//!
//! A tab is a line in [`Tab::ALL`], a name in [`Tab::name`], and what it shows in [`part`]. Each has a module of its own (`pages::apart`): who
//! plays a lesson does not wait for the exams.

mod drills;
mod end;
mod exam;
mod keys;
mod lessons;
mod mastery;
mod path;
mod player;
mod record;
mod scene;
mod sets;
mod sitting;
mod table;
mod told;

pub use drills::{Purpose, rounds as drills};
pub use exam::exam;
pub use lessons::lessons;
pub use player::player;
pub use record::record;

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_rules::Lang;

use super::{apart, part_arriving};
use crate::context::App;
use crate::markup::{live, t};
use crate::route::Route;
use crate::settings::Space;
use crate::training::library::Library;

/// The page.
#[derive(Clone, Copy)]
pub struct Page {
    pub app: App,
    /// The scenarios.
    pub library: Library,
}

/// A part of the page, with an address of its own: `#/train/drills`. None of the words may be the id of a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// 课程.
    Lessons,
    /// 练习.
    Drills,
    /// 考核.
    Exam,
    /// 复习.
    Review,
    /// 我的记录.
    Record,
}

/// What the address names.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Target {
    Tab(Tab),
    /// A scenario, by its id.
    Lesson(String),
}

impl Tab {
    /// Every tab with its word in addresses.
    const ALL: &'static [(Tab, &'static str)] = &[
        (Tab::Lessons, ""),
        (Tab::Drills, "drills"),
        (Tab::Exam, "exam"),
        (Tab::Review, "review"),
        (Tab::Record, "record"),
    ];

    fn name(self, lang: Lang) -> &'static str {
        match self {
            Tab::Lessons => t(lang, "课程", "Lessons"),
            Tab::Drills => t(lang, "练习", "Drills"),
            Tab::Exam => t(lang, "考核", "Exam"),
            Tab::Review => t(lang, "复习", "Review"),
            Tab::Record => t(lang, "我的记录", "My record"),
        }
    }
}

impl Target {
    fn of(part: &str) -> Self {
        let tab = Tab::ALL.iter().find(|(_, word)| *word == part);
        tab.map_or_else(
            || Target::Lesson(part.to_owned()),
            |(tab, _)| Target::Tab(*tab),
        )
    }
}

/// The page.
pub fn page(app: App) -> AnyView {
    let page = Page {
        app,
        library: Library::open(app),
    };
    let target = Memo::new(move |before: Option<&Target>| match app.route.get() {
        Route::Train(part) => Target::of(&part),
        // Another page is about to be shown.
        _ => before.cloned().unwrap_or(Target::Tab(Tab::Lessons)),
    });
    let head = move || target.with(|target| head(app.space.get(), target, app.lang.get()));
    view! {
        <div class="page train">
            {live(head, |_| {})}
            {move || part(page, target.get())}
        </div>
    }
    .into_any()
}

fn part(page: Page, target: Target) -> AnyView {
    let app = page.app;
    match target {
        Target::Tab(Tab::Lessons) => part_arriving(app, "lessons", move || apart::lessons(page)),
        Target::Tab(Tab::Drills) => rounds(page, Purpose::Practice),
        Target::Tab(Tab::Exam) => part_arriving(app, "exam", move || apart::exam(page)),
        Target::Tab(Tab::Review) => rounds(page, Purpose::Review),
        Target::Tab(Tab::Record) => part_arriving(app, "record", move || apart::record(page)),
        Target::Lesson(id) => part_arriving(app, "player", move || apart::player(page, id.clone())),
    }
}

fn rounds(page: Page, purpose: Purpose) -> AnyView {
    part_arriving(page.app, "drills", move || apart::drills(page, purpose))
}

fn head(space: Space, target: &Target, lang: Lang) -> Markup {
    let at = match target {
        Target::Tab(tab) => *tab,
        Target::Lesson(_) => Tab::Lessons,
    };
    html! {
        h1 class="no-print" { (t(lang, "实训", "Training")) }
        @if Tab::ALL.len() > 1 {
            nav class="sections no-print" aria-label=(t(lang, "本页各部分", "Parts of this page")) {
                @for (tab, word) in Tab::ALL {
                    a href=(Route::Train((*word).to_owned()).href()) id={ "train-tab-" (word) } aria-current=[(*tab == at).then_some("true")] { (tab.name(lang)) }
                }
            }
        }
        @if space == Space::Work {
            p class="hint no-print" id="train-space" {
                (t(
                    lang,
                    "实训里的人物、单位、事项都是虚构的；进度和成绩只存在实训空间，与工作空间的工作簿无关。",
                    "Everybody and everything in training is invented. Progress and results are kept in the training space, apart from the workbook of the work space.",
                ))
            }
        }
    }
}
