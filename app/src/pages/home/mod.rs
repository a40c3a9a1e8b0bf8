//! 今日: what the workbook asks for today, the papers for the quarterly meeting, and checks by list.
//!
//! | Part | For |
//! |---|---|
//! | [`state`] | what the user looks at and what is kept; pure |
//! | [`day`], [`news`], [`meeting`], [`lists`] | the tabs, drawn from the workbook; pure |
//! | [`acts`], [`handing`] | what the user does; papers that go to others |

mod acts;
mod day;
mod handing;
mod lists;
mod meeting;
mod news;
mod state;
mod words;

use std::sync::Arc;

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_casebook::Workbook;
use shizu_casebook::pack::Paper;
use shizu_casebook::today::Today;
use shizu_rules::Lang;

use self::state::{State, Tab};
use crate::context::App;
use crate::drafts;
use crate::markup::{Act, Aside, basis, live, t};
use crate::route::{BookPage, Route};
use crate::workbook::{Stage, nothing_act, nothing_open};

/// Name of the page in the store.
const PAGE: &str = "home";

/// The page: what it looks at, and what follows from the workbook.
#[derive(Clone, Copy)]
struct Page {
    app: App,
    state: RwSignal<State>,
    /// The lines of the day; none without a workbook.
    today: Memo<Option<Arc<Today>>>,
    /// The papers asked for; none while another tab is shown.
    paper: Memo<Option<Arc<Paper>>>,
}

/// The page.
pub fn page(app: App) -> AnyView {
    let mut first = State::new(app.today);
    if let Some(text) = drafts::load(app, PAGE) {
        first.restore(&text);
    }
    let state = RwSignal::new(first);
    let today = Memo::new(move |_| {
        let engine = app.engine();
        let rules = app.desk().rules(app).ok()?;
        let look = |book: &Workbook| Today::new(book, &engine, &rules, app.today);
        app.desk().with(look).map(Arc::new)
    });
    let asked = Memo::new(move |_| {
        state.with(|state| (state.tab == Tab::Meeting).then(|| state.order.clone()))
    });
    let paper = Memo::new(move |_| {
        asked.get()?;
        let (engine, lang) = (app.engine(), app.lang.get());
        let rules = app.desk().rules(app).ok()?;
        let write = |book: &Workbook| {
            state.with_untracked(|state| {
                meeting::write(book, &engine, &rules, state, app.today, lang)
            })
        };
        app.desk().with(write).map(Arc::new)
    });
    let page = Page {
        app,
        state,
        today,
        paper,
    };
    page.note_seen();
    on_cleanup(move || page.leave());
    let act = move |act: Act| page.act(&act);
    // Printed, the papers stand alone.
    let alone = move || state.with(|state| state.tab == Tab::Meeting);
    view! {
        <div class="with-basis">
            <div class="page home" class:home-alone=alone>
                {live(move || page.head(), act)}
                {live(move || page.body(), act)}
            </div>
            <Aside draw=Box::new(move || page.aside()) />
        </div>
    }
    .into_any()
}

/// Makes 今日 the page that the site starts with, once a workbook is open: where the address names no page.
pub fn start(app: App) {
    let hash = window().location().hash().unwrap_or_default();
    let named = !hash.trim_start_matches(['#', '/']).is_empty();
    let decided = StoredValue::new(named);
    Effect::new(move || {
        let stage = app.desk().state().stage;
        if decided.get_value() || stage == Stage::Opening {
            return;
        }
        decided.set_value(true);
        if stage == Stage::Open && app.route.get_untracked() == Route::Intake {
            // An address of our own is always accepted; the empty one is not kept in the history.
            let _ = window()
                .location()
                .replace(&Route::Book(BookPage::Home).href());
        }
    });
}

impl Page {
    /// How far the user had read in the workbook that is open.
    fn note_seen(self) {
        let id = Memo::new(move |_| self.app.desk().with(|book| book.id().to_owned()));
        Effect::new(move || {
            if let Some(id) = id.get() {
                self.state.update(|state| {
                    state.seen = state.seen_of.get(&id).copied().unwrap_or_default();
                });
            }
        });
    }

    /// Keeps the choices, and that everything has been seen.
    fn leave(self) {
        self.see_all();
        let text = self.state.with_untracked(State::kept);
        drafts::save(self.app, PAGE, &text);
    }

    fn see_all(self) {
        let now = self
            .app
            .desk_untracked()
            .with_untracked(|book| (book.id().to_owned(), book.revision()));
        if let Some((id, revision)) = now {
            self.state.update(|state| state.has_seen(&id, revision));
        }
    }

    fn head(self) -> Markup {
        let (app, lang) = (self.app, self.app.lang.get());
        let stage = app.desk().state().stage;
        let tab = self.state.with(|state| state.tab);
        html! {
            h1 { (t(lang, "今日", "Today")) " " span class="home-date" { (crate::text::date(app.today, lang)) } }
            @if stage == Stage::Open {
                div class="tabs no-print" {
                    @for (known, word) in Tab::ALL {
                        button type="button" id={ "home-tab-" (word) } data-do="tab" data-arg=(word) aria-pressed=((known == tab).to_string()) { (tab_name(known, lang)) }
                    }
                }
                (self.note(lang))
            } @else {
                (nothing_open(stage, lang))
            }
        }
    }

    /// What was just done, to be taken back with one press.
    fn note(self, lang: Lang) -> Markup {
        let note = self.state.with(|state| state.note.clone());
        html! {
            @if let Some(note) = note {
                p class="home-note no-print" role="status" {
                    bdi { (note) } " "
                    button type="button" class="button" data-do="undo" id="home-undo" { (t(lang, "撤销", "Undo")) }
                    " " button type="button" class="button quiet" data-do="note-close" { (t(lang, "知道了", "Dismiss")) }
                }
            }
        }
    }

    fn body(self) -> Markup {
        let app = self.app;
        let (lang, engine) = (app.lang.get(), app.engine());
        // Who works here may be said in the panel.
        app.book_panel.track();
        let who = app.desk().who();
        let tab = self.state.with(|state| state.tab);
        let drawn = app.desk().with(|book| {
            self.state.with(|state| match tab {
                Tab::Today => self.today.with(|today| match today {
                    Some(_) if is_blank(book) => blank(lang),
                    Some(today) => html! {
                        (day::head(today, state, &who, lang))
                        (day::sections(today, state, &who, &engine, lang))
                        @if state.only.is_none() { (news::news(book, state, app.today, lang)) }
                    },
                    None => html! {},
                }),
                Tab::Meeting => self.meeting(book, state, lang),
                Tab::Checks => html! {
                    (lists::head(book, state, lang))
                    (lists::check(book, state, &engine, lang))
                },
            })
        });
        drawn.unwrap_or_default()
    }

    fn meeting(self, book: &Workbook, state: &State, lang: Lang) -> Markup {
        let today = self.app.today;
        self.paper.with(|paper| {
            let Some(paper) = paper else {
                return meeting::form(book, state, None, today, lang);
            };
            let handing = self.handing(&state.recipient, paper, lang);
            let goes = state.is_for_handlers() || state.recipient.logged;
            html! {
                (meeting::form(book, state, handing.as_ref(), today, lang))
                (meeting::paper(paper, goes))
                @if !goes {
                    p class="print-only" { (t(lang, "这份材料给其他人员：先在页面上选定接收方并登记披露日志，再打印。", "These papers are for others: choose the recipient on the page, so that it is in the disclosure log, before they are printed.")) }
                }
            }
        })
    }

    fn aside(self) -> Markup {
        let app = self.app;
        let (lang, engine) = (app.lang.get(), app.engine());
        let (tab, picked) = self.state.with(|state| (state.tab, state.picked.clone()));
        match tab {
            Tab::Today => self.today.with(|today| {
                let item = today.as_ref().and_then(|today| today.find(&picked));
                match item {
                    Some(item) => {
                        let ids: Vec<&str> = item.rules.iter().map(String::as_str).collect();
                        basis(&engine, item.what.in_lang(lang), &ids, lang)
                    }
                    None => basis(
                        &engine,
                        t(
                            lang,
                            "点一项看它依据什么。",
                            "Choose a line to see what it rests on.",
                        ),
                        &[
                            "matter_steps.assign",
                            "follow_up.after.office",
                            "flow.office.meeting",
                        ],
                        lang,
                    ),
                }
            }),
            Tab::Meeting => basis(
                &engine,
                t(
                    lang,
                    "例会按季开；哪些事项上会，由线索事实和报表触发。",
                    "The meeting is quarterly; what comes before it follows from the facts of clues and from the returns.",
                ),
                &[
                    "flow.office.meeting",
                    "Z8",
                    "mechanism.joint_handling.key_area",
                    "mechanism.joint_investigation.major",
                    "share.tier.case_confidential",
                ],
                lang,
            ),
            Tab::Checks => basis(
                &engine,
                t(
                    lang,
                    "清单由室统一；日常监督发现的问题纳入巡察重点。",
                    "The office sets the lists; what daily supervision finds is taken into inspection.",
                ),
                &[
                    "duty.daily.meeting_before",
                    "duty.daily.meeting_during",
                    "finding_steps.begin",
                ],
                lang,
            ),
        }
    }
}

fn tab_name(tab: Tab, lang: Lang) -> &'static str {
    match tab {
        Tab::Today => t(lang, "今日待办", "The day"),
        Tab::Meeting => t(lang, "季度例会", "Quarterly meeting"),
        Tab::Checks => t(lang, "清单监督", "Checklists"),
    }
}

/// Whether nothing has been entered yet.
fn is_blank(book: &Workbook) -> bool {
    book.revision() == 0
}

fn blank(lang: Lang) -> Markup {
    crate::markup::empty(
        t(lang, "工作簿还是空的", "The workbook is empty"),
        t(
            lang,
            "登记了线索、任务、报表或巡察发现以后，这里每天列出到期的、缺报的、待审核的和要接续的。",
            "Once clues, tasks, returns or findings are entered, this page lists each day what is due, missing, waiting for review, or to be taken over.",
        ),
        &html! {
            a class="button primary" href="#/ledger" { (t(lang, "去台账登记", "Enter them in the ledger")) }
            button type="button" class="button" data-do="tab" data-arg="checks" { (t(lang, "开始一次清单检查", "Begin a check")) }
        },
    )
}
