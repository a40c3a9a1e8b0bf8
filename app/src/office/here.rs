//! Without a second module, under Trunk and in native tests: the same work on the page, which stands still meanwhile.

use std::time::Duration;

use leptos::prelude::set_timeout;

use super::Answered;

/// Asks; `done` is called once and later.
pub fn ask(_: u32, request: &[u8], done: Answered) {
    let request = request.to_vec();
    set_timeout(
        move || done(Ok(shizu_office::work(&request))),
        Duration::from_millis(30),
    );
}

/// What is done on the page cannot be given up half-way.
pub fn cancel(_: u32) {}
