//! Closing the tab: the browser asks once more when something would be lost.

use leptos::prelude::*;

use super::desk::Desk;
use super::state::{Stage, State};
use crate::settings::Space;

/// Has the browser ask before the tab closes: always when changes are in this tab only; in the work space also when changes are in no file yet, for the
/// browser's storage is a cache that others may clear. In the training space what the browser keeps is enough.
pub fn warn_when_leaving(desks: [Desk; 2]) {
    let handle = window_event_listener(leptos::ev::beforeunload, move |event| {
        let asks = desks
            .iter()
            .any(|desk| desk.state.with_untracked(|state| asks(desk.space, state)));
        if asks {
            event.prevent_default();
            // Engines before 2023 ask only if there is a text, which they do not show.
            event.set_return_value("!");
        }
    });
    on_cleanup(move || handle.remove());
}

fn asks(space: Space, state: &State) -> bool {
    let only_in_browser = state.stage == Stage::Open && !state.reading && state.unfiled() > 0;
    state.in_this_tab_only() || space == Space::Work && only_in_browser
}

#[cfg(test)]
mod tests {
    use super::super::state::Stored;
    use super::super::store::{Fault, Filed, Mark};
    use super::{Space, Stage, State, asks};

    fn changed(stored: Stored) -> State {
        State {
            stage: Stage::Open,
            stored,
            mark: Mark {
                revision: 3,
                chain: "c".into(),
            },
            ..State::default()
        }
    }

    #[test]
    fn work_that_is_in_no_file_is_asked_about() {
        let state = changed(Stored::All);
        assert!(asks(Space::Work, &state));
        assert!(!asks(Space::Training, &state));
        let reading = State {
            reading: true,
            ..changed(Stored::All)
        };
        assert!(!asks(Space::Work, &reading));
    }

    #[test]
    fn what_is_nowhere_else_is_asked_about_in_both_spaces() {
        let state = changed(Stored::Refused(Fault::Full));
        assert!(asks(Space::Work, &state));
        assert!(asks(Space::Training, &state));
    }

    #[test]
    fn nothing_is_asked_when_a_file_holds_all() {
        let state = State {
            filed: Some(Filed {
                sealed: false,
                mark: changed(Stored::All).mark,
                at: String::new(),
            }),
            ..changed(Stored::Refused(Fault::Full))
        };
        assert!(!asks(Space::Work, &state));
        assert!(!asks(Space::Training, &State::default()));
    }
}
