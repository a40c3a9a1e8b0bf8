//! The frame around every page: top bar, navigation, search, announcements; and what the page tells the document (language, look, title).

mod announcements;
mod document;
mod find;
mod navigation;
mod search;
mod top_bar;

use leptos::prelude::*;

use crate::context::use_app;
use crate::office;
use crate::settings::Space;
use crate::text::tr;
use announcements::Announcements;
use navigation::navigation;
use search::search;
use top_bar::top_bar;

/// What of the frame is open just now.
#[derive(Clone, Copy, Debug)]
struct Opened {
    /// The search.
    search: RwSignal<bool>,
    /// The navigation drawer of narrow screens.
    drawer: RwSignal<bool>,
}

/// The frame with the page in it.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    let app = use_app();
    let opened = Opened {
        search: RwSignal::new(false),
        drawer: RwSignal::new(false),
    };
    document::follow(app);
    document::focus_new_pages(app);
    Effect::new(move || {
        app.route.track();
        opened.drawer.set(false);
    });
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        let find = (event.ctrl_key() || event.meta_key()) && event.key().eq_ignore_ascii_case("k");
        if find {
            event.prevent_default();
            opened.search.set(true);
        } else if event.key() == "Escape" {
            opened.drawer.set(false);
        }
    });
    on_cleanup(move || keys.remove());
    let work = move || app.space.get() == Space::Work;
    view! {
        <div class="frame" class:frame-work=work>
            <button type="button" class="skip no-print" on:click=move |_| document::focus_main()>
                {tr("跳到正文", "Skip to the content")}
            </button>
            {top_bar(app, opened)}
            <Show when=work>
                <p class="secrecy no-print" role="note">
                    {tr(
                        "工作空间：不得录入国家秘密，不得超范围知悉。录入内容只在本页内存，关闭即清除。",
                        "Work space: no state secrets may be entered; need to know only. What you enter lives in this page only and is gone when it closes.",
                    )}
                </p>
            </Show>
            <div class="body">
                {navigation(app, opened)}
                <main id="main" tabindex="-1">{children()}</main>
            </div>
            {search(app, opened.search)}
            {office::busy(app)}
            <Announcements />
        </div>
    }
}
