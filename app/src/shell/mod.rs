//! The frame around every page: top bar, navigation, search, announcements; and what the page tells the document (language, look, title).

mod announcements;
mod document;
mod find;
mod navigation;
mod search;
mod top_bar;
mod workbook;

use leptos::prelude::*;

use crate::context::{App, use_app};
use crate::office;
use crate::settings::Space;
use crate::text::tr;
use crate::workbook::warn_when_leaving;
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
    open_desks(app);
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
        } else {
            workbook::keys(app, &event);
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
                        "工作空间：不得录入国家秘密，不得超范围知悉。工作簿只存在本机浏览器和您自己的文件里，不上传；用毕可在“工作簿”中清除。",
                        "Work space: no state secrets; need to know only. The workbook is kept in this computer's browser and your own files, never uploaded; erase it under \"Workbook\" when done.",
                    )}
                </p>
            </Show>
            {workbook::notices(app)}
            <div class="body">
                {navigation(app, opened)}
                <main id="main" tabindex="-1">{children()}</main>
            </div>
            {search(app, opened.search)}
            {workbook::panel(app)}
            {office::busy(app)}
            <Announcements />
        </div>
    }
}

/// Opens the workbook of each space when it is first entered, and warns before the tab closes.
fn open_desks(app: App) {
    let entered = StoredValue::new([false; 2]);
    Effect::new(move || {
        let desk = app.desk();
        let at = desk.space as usize;
        if !entered.with_value(|entered| entered[at]) {
            entered.update_value(|entered| entered[at] = true);
            desk.enter();
        }
    });
    warn_when_leaving(app.desks.get_value());
}
