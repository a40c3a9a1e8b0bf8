//! From one page to a row of the ledger: addresses never name rows, so the row is handed over here.

use leptos::prelude::*;
use shizu_casebook::Kind;

use super::Desk;
use crate::route::{BookPage, Route};

impl Desk {
    /// Goes to the ledger and has it open a row.
    pub fn lead_to(self, kind: Kind, row: &str) {
        self.aim.set(Some((kind, row.to_owned())));
        // A hash of our own is always accepted.
        let _ = window()
            .location()
            .set_hash(&Route::Book(BookPage::Ledger).href());
    }

    /// The row that the ledger is to open, followed; asking again gives nothing.
    pub fn take_aim(self) -> Option<(Kind, String)> {
        self.aim.track();
        self.aim.try_update_untracked(Option::take).flatten()
    }
}
