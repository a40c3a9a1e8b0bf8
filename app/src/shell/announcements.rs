//! Short messages: shown for some seconds, said by screen readers.

use std::time::Duration;

use leptos::prelude::*;

use crate::context::use_app;

const SHOWN: Duration = Duration::from_secs(6);

/// The place of announcements. It is there from the start, because screen readers follow only what they know.
#[component]
pub fn Announcements() -> impl IntoView {
    let app = use_app();
    let shown = RwSignal::new(false);
    Effect::new(move || {
        let (number, _) = app.announced.get();
        if number == 0 {
            return;
        }
        shown.set(true);
        set_timeout(
            move || {
                let last = app.announced.try_with_untracked(|(last, _)| *last);
                if last == Some(number) {
                    let _ = shown.try_set(false);
                }
            },
            SHOWN,
        );
    });
    let words = move || {
        shown
            .get()
            .then(|| app.announced.with(|(_, words)| words.clone()))
    };
    view! {
        <div class="toast no-print" class:toast-shown=move || shown.get() role="status" aria-live="polite">{words}</div>
    }
}
