//! 台账: the registers of the workbook as tables of any length, with what belongs to a row: its steps, its history, what it rests on.

mod acts;
mod add;
mod basis;
mod bulk;
mod detail;
mod edges;
mod grid;
mod head;
mod keys;
mod panels;
mod paper;
mod reroute;
mod rows;
mod state;
mod steps;
mod table;
mod timeline;
mod todo;
mod view;

use std::sync::Arc;

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_casebook::query::Facet;
use shizu_casebook::{Kind, Lang, Workbook};

use self::grid::Scroll;
use self::reroute::Rerouting;
use self::rows::Finder;
use self::state::{Panel, State};
use crate::context::App;
use crate::markup::{Act, Aside, focus_drawn, live, t};
use crate::workbook::{Stage, nothing_act, nothing_open};

/// The page: what it looks at, and the rows that follow from it.
#[derive(Clone, Copy)]
pub struct Page {
    app: App,
    state: RwSignal<State>,
    /// Positions of the rows shown, in their order.
    rows: Memo<Arc<Vec<u32>>>,
    /// How often each state occurs among the rows that pass the other filters.
    states: Memo<Arc<Vec<Facet>>>,
    finder: StoredValue<Finder, LocalStorage>,
    rerouting: Rerouting,
    scroll: Scroll,
    /// Whether Shift was held at the last press.
    shift: StoredValue<bool>,
}

/// The page.
pub fn page(app: App) -> AnyView {
    let state = RwSignal::new(state::last(app));
    let finder = StoredValue::new_local(Finder::default());
    let asked = Memo::new(move |_| state.with(|state| (state.kind, state.view().query.clone())));
    let rows = Memo::new(move |_| {
        let (kind, query) = asked.get();
        let found = app.desk().with(|book| {
            let mut found = Vec::new();
            finder.update_value(|finder| found = finder.rows(book, kind, &query));
            found
        });
        Arc::new(found.unwrap_or_default())
    });
    let states = Memo::new(move |_| {
        let (kind, query) = asked.get();
        let rows = rows.get();
        let found = app.desk().with(|book| {
            let mut found = Vec::new();
            finder.update_value(|finder| found = finder.states(book, kind, &query, &rows));
            found
        });
        Arc::new(found.unwrap_or_default())
    });
    let page = Page {
        app,
        state,
        rows,
        states,
        finder,
        rerouting: Rerouting::new(app, state),
        scroll: Scroll::new(),
        shift: StoredValue::new(false),
    };
    let space = app.space.get_untracked();
    on_cleanup(move || {
        if let Some(state) = state.try_get_untracked() {
            state::keep(space, &state);
        }
    });
    Effect::new(move || page.aimed());
    let act = move |act: Act| page.act(&act);
    let is_open = Memo::new(move |_| app.desk().is_open());
    let below = move || {
        is_open.get().then(|| {
            view! {
                {live(move || page.with_book(head::head), act)}
                {grid::grid(page)}
                {live(move || page.with_book(bulk::bar), act)}
                {live(move || page.with_book(detail::detail), act)}
                {paper::paper(page)}
            }
        })
    };
    let pressed = move |event: leptos::ev::MouseEvent| page.shift.set_value(event.shift_key());
    let keyed = move |event: leptos::ev::KeyboardEvent| {
        page.shift.set_value(event.shift_key());
        add::keyed(page, &event);
    };
    view! {
        <div class="with-basis">
            <div class="page ledger" on:mousedown=pressed on:keydown=keyed>
                {live(move || page.title(), act)}
                {below}
            </div>
            <Aside draw=Box::new(move || page.with_book(basis::basis)) act=Box::new(act) />
        </div>
    }
    .into_any()
}

impl Page {
    /// Draws from the workbook; nothing while none is open.
    fn with_book(self, draw: fn(Page, &Workbook, &State, Lang) -> Markup) -> Markup {
        let lang = self.app.lang.get();
        let drawn = self
            .app
            .desk()
            .with(|book| self.state.with(|state| draw(self, book, state, lang)));
        drawn.unwrap_or_default()
    }

    fn title(self) -> Markup {
        let lang = self.app.lang.get();
        let stage = self.app.desk().state().stage;
        html! {
            h1 class=[(stage == Stage::Open).then_some("hidden")] { (t(lang, "台账", "Ledger")) }
            @if stage != Stage::Open { (nothing_open(stage, lang)) }
        }
    }

    fn kind(self) -> Kind {
        self.state.with_untracked(|state| state.kind)
    }

    /// Opens a row.
    fn open(self, id: &str) {
        self.state.update(|state| {
            state.open = Some(id.to_owned());
            state.stepping = None;
            state.fault = None;
        });
        focus_drawn("ledger-detail");
    }

    /// Goes to the row that another page led to.
    fn aimed(self) {
        let desk = self.app.desk();
        if !desk.is_open() {
            return;
        }
        let Some((kind, id)) = desk.take_aim() else {
            return;
        };
        self.state.update(|state| {
            state.go(kind);
            *state.view_mut() = view::View::of(kind);
        });
        self.open(&id);
        self.follow(&id);
    }

    fn toggle_panel(self, panel: Panel) {
        self.state.update(|state| {
            state.panel = if state.panel == panel {
                Panel::None
            } else {
                panel
            };
        });
    }

    /// What the user did outside the cells.
    fn act(self, act: &Act) {
        let done = nothing_act(self.app, act)
            || head::act(self, act)
            || panels::act(self, act)
            || add::act(self, act)
            || bulk::act(self, act)
            || detail::act(self, act)
            || reroute::act(self, act);
        if !done && act.name == "cell-text" {
            self.state.update(|state| {
                if let Some(editing) = &mut state.editing {
                    editing.text.clone_from(&act.value);
                    editing.fault = None;
                }
            });
        }
    }
}
