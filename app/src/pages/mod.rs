//! The pages, each a folder. A page shows its own `<h1>`, and its task in `<div class="page">`.

mod arriving;
pub mod data;
pub mod ecology;
pub mod home;
pub mod indicators;
pub mod intake;
pub mod ledger;
pub mod matrix;
pub mod rules;
pub mod score;
pub mod share;
pub mod teach;
pub mod train;
pub mod zero;

use leptos::prelude::AnyView;

use crate::context::App;
use crate::route::{BookPage, Family};
use arriving::{arriving, part_arriving};

/// A page of the workbook.
pub fn book(app: App, page: BookPage) -> AnyView {
    match page {
        BookPage::Home => arriving(app, "home", apart::home),
        BookPage::Ledger => arriving(app, "ledger", apart::ledger),
        BookPage::Data => arriving(app, "data", apart::data),
    }
}

/// The page of a rule family.
pub fn family(app: App, family: Family) -> AnyView {
    let open = match family {
        Family::Matrix => apart::matrix,
        Family::Zero => apart::zero,
        Family::Score => apart::score,
        Family::Share => apart::share,
        Family::Ecology => apart::ecology,
        Family::Indicators => apart::indicators,
    };
    arriving(app, family.word(), open)
}

/// The page of the rulebook.
pub fn rulebook(app: App) -> AnyView {
    arriving(app, "rules", apart::rules)
}

/// The page of training.
pub fn training(app: App) -> AnyView {
    arriving(app, "train", apart::train)
}

/// The page of who teaches.
pub fn teaching(app: App) -> AnyView {
    arriving(app, "teach", apart::teach)
}

/// The pages, and parts of pages, that a release brings in modules of their own: each of these functions, with everything that only it leads to, is one, and its name is the
/// module's (`crates/xtask/src/web/split`). To be called when that has arrived, which [`arriving`] and [`part_arriving`] see to.
mod apart {
    use leptos::prelude::{AnyView, IntoAny, view};

    use super::{teach, train};
    use crate::context::use_app;

    #[inline(never)]
    pub fn home() -> AnyView {
        super::home::page(use_app())
    }

    #[inline(never)]
    pub fn ledger() -> AnyView {
        super::ledger::page(use_app())
    }

    #[inline(never)]
    pub fn data() -> AnyView {
        super::data::page(use_app())
    }

    #[inline(never)]
    pub fn matrix() -> AnyView {
        super::matrix::page(use_app())
    }

    #[inline(never)]
    pub fn zero() -> AnyView {
        super::zero::page(use_app())
    }

    #[inline(never)]
    pub fn score() -> AnyView {
        super::score::page(use_app())
    }

    #[inline(never)]
    pub fn share() -> AnyView {
        super::share::page(use_app())
    }

    #[inline(never)]
    pub fn ecology() -> AnyView {
        super::ecology::page(use_app())
    }

    #[inline(never)]
    pub fn indicators() -> AnyView {
        super::indicators::page(use_app())
    }

    #[inline(never)]
    pub fn train() -> AnyView {
        train::page(use_app())
    }

    #[inline(never)]
    pub fn teach() -> AnyView {
        teach::page(use_app())
    }

    #[inline(never)]
    pub fn lessons(page: train::Page) -> AnyView {
        train::lessons(page)
    }

    #[inline(never)]
    pub fn player(page: train::Page, scenario: String) -> AnyView {
        train::player(page, scenario)
    }

    #[inline(never)]
    pub fn drills(page: train::Page, purpose: train::Purpose) -> AnyView {
        train::drills(page, purpose)
    }

    #[inline(never)]
    pub fn exam(page: train::Page) -> AnyView {
        train::exam(page)
    }

    #[inline(never)]
    pub fn record(page: train::Page) -> AnyView {
        train::record(page)
    }

    #[inline(never)]
    pub fn class(class: &teach::LaterClass) -> AnyView {
        class.view()
    }

    #[inline(never)]
    pub fn rules() -> AnyView {
        view! { <super::rules::Rules /> }.into_any()
    }
}
