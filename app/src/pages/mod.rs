//! The pages, each a folder. A page shows its own `<h1>`, and its task in `<div class="page">`.

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
pub mod zero;

use leptos::prelude::AnyView;

use crate::context::use_app;
use crate::route::{BookPage, Family};

/// A page of the workbook.
pub fn book(page: BookPage) -> AnyView {
    let app = use_app();
    match page {
        BookPage::Home => home::page(app),
        BookPage::Ledger => ledger::page(app),
        BookPage::Data => data::page(app),
    }
}

/// The page of a rule family.
pub fn family(family: Family) -> AnyView {
    let app = use_app();
    match family {
        Family::Matrix => matrix::page(app),
        Family::Zero => zero::page(app),
        Family::Score => score::page(app),
        Family::Share => share::page(app),
        Family::Ecology => ecology::page(app),
        Family::Indicators => indicators::page(app),
    }
}
