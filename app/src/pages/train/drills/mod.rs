//! 练习 and 复习: drill after drill, graded at once, with its twin across the boundary. What is done is kept after every answer.

mod draw;
mod keys;
mod state;

use leptos::prelude::*;
use maud::Markup;
use shizu_training::{About, Asked, Desk, Drill, Round, Trainer};

pub use keys::{Key, keys};
pub use state::{Counts, Purpose};
use state::{Form, Notice, State};

use super::Page;
use crate::markup::{Act, focus_drawn, live};
use crate::training::kept::{Kept, NotKept};
use crate::training::learned;
use crate::training::library;
use crate::training::question::Went;
use crate::workbook::clock;

/// The name that a round of practice is kept under.
pub const NAME: &str = "drills";

/// Days that the forecast of reviews looks ahead.
pub const AHEAD: usize = 13;

/// Numbers that are drawn for the user have at most six digits: they are told to others by word of mouth.
const NUMBERS: f64 = 1e6;

/// A page of rounds.
#[derive(Clone, Copy)]
struct Rounds {
    page: Page,
    purpose: Purpose,
    state: RwSignal<State>,
    kept: StoredValue<Kept>,
}

/// A number for somebody who has none.
pub fn number() -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "from 0 to a million"
    )]
    let number = (js_sys::Math::random() * NUMBERS) as u32;
    number
}

/// The rules of today.
pub fn desk(page: Page) -> Option<&'static Desk> {
    // A rulebook that is in use has been compiled for its day already.
    library::desk(&page.app.engine(), clock::today()).ok()
}

/// The tab.
pub fn rounds(page: Page, purpose: Purpose) -> AnyView {
    let name = match purpose {
        Purpose::Practice => NAME,
        Purpose::Review => "review",
    };
    let rounds = Rounds {
        page,
        purpose,
        state: RwSignal::new(State::new(Form::new(number()))),
        kept: StoredValue::new(Kept::open(name)),
    };
    rounds.open();
    keys(move |key, slot| rounds.press(key, slot));
    live(move || rounds.draw(), move |act| rounds.act(&act))
}

impl Rounds {
    fn draw(self) -> Markup {
        let engine = self.page.app.engine();
        let lang = self.page.app.lang.get();
        self.state
            .with(|state| draw::draw(state, self.purpose, &engine, lang))
    }

    /// Takes up what was kept.
    fn open(self) {
        let kept = self
            .kept
            .with_value(|kept| kept.text().map(|text| (text.is_empty(), Round::read(text))));
        let round = match kept {
            Some((false, Ok(round))) => Some(round),
            Some((false, Err(_))) => {
                self.kept.update_value(|kept| {
                    // When even that is refused, nothing will be written over it.
                    let _ = kept.put_aside();
                });
                self.state
                    .update(|state| state.notice = Some(Notice::Unreadable));
                None
            }
            _ => None,
        };
        self.state.update(|state| state.round = round);
        self.show();
    }

    /// Shows what is on the table, and how much there is to do.
    fn show(self) {
        let trainer = learned::trainer();
        let today = clock::today();
        let desk = desk(self.page);
        self.state.update(|state| {
            // While drills are taken nobody sees how many there are.
            if let Some(desk) = desk.filter(|_| state.round.is_none()) {
                state.counts = Counts::of(desk, &trainer, today, AHEAD);
            }
            let asked = state.round.as_ref().and_then(|round| round.asked.as_ref());
            if let Some(desk) = asked.and_then(|asked| self.desk_of(asked)) {
                state.show(desk, &trainer);
            } else {
                state.shown = None;
            }
        });
    }

    /// The rules of the day of a drill.
    fn desk_of(self, asked: &Asked) -> Option<&'static Desk> {
        library::desk(&self.page.app.engines.get_untracked(), asked.day).ok()
    }

    /// Keeps the round as it stands.
    fn keep(self) {
        let text = self.state.with_untracked(|state| {
            let round = state.round.as_ref();
            round.map(Round::write).unwrap_or_default()
        });
        let saved = self
            .kept
            .try_update_value(|kept| kept.save(&text))
            .unwrap_or(Err(NotKept::Refused));
        match saved {
            Ok(()) => {}
            Err(NotKept::Refused) => self
                .state
                .update(|state| state.notice = Some(Notice::Refused)),
            Err(NotKept::Elsewhere) => {
                self.kept.update_value(Kept::again);
                self.open();
                self.state
                    .update(|state| state.notice = Some(Notice::Elsewhere));
            }
        }
    }

    fn act(self, act: &Act) {
        let state = self.state;
        match &*act.name {
            "about" => state.update(|state| state.form.choose(&act.value)),
            "order" => state.update(|state| state.form.order(act.value == "series")),
            "seed" => state.update(|state| state.form.seed.clone_from(&act.value)),
            "code" => state.update(|state| {
                state.form.code.clone_from(&act.value);
                state.notice = None;
            }),
            "begin" => self.begin(),
            "code-go" => self.begin_with_code(),
            "submit" => self.submit(false),
            "give-up" => self.submit(true),
            "next" => self.next(),
            "twin" => self.twin(act.arg.parse().unwrap_or_default()),
            "end" => self.end(),
            _ => {
                let went = state.try_update(|state| {
                    let shown = state
                        .shown
                        .as_mut()
                        .filter(|shown| shown.graded.is_none())?;
                    Some(shown.filling.act(act))
                });
                if let Some(went) = went.flatten() {
                    self.went(went);
                }
            }
        }
    }

    /// A digit or Enter was pressed.
    fn press(self, key: Key, slot: Option<usize>) -> bool {
        let (is_open, has_round) = self
            .state
            .with_untracked(|state| (state.is_open(), state.shown.is_some()));
        match key {
            Key::Enter if has_round && !is_open => self.next(),
            _ if is_open => {
                let went = self.state.try_update(|state| {
                    let shown = state.shown.as_mut()?;
                    Some(match key {
                        Key::Digit(digit) => shown.filling.digit(slot, digit),
                        Key::Enter => shown.filling.enter(slot),
                    })
                });
                let went = went.flatten().unwrap_or(Went::Nowhere);
                if went == Went::Nowhere {
                    return false;
                }
                self.went(went);
            }
            _ => return false,
        }
        true
    }

    fn went(self, went: Went) {
        match went {
            Went::Nowhere => return,
            Went::Through => return self.submit(false),
            Went::To(id) => focus_drawn(&id),
            Went::On => {}
        }
        self.state.update(State::fill);
        self.keep();
    }

    fn begin(self) {
        let (about, is_series, seed) = self.state.with_untracked(|state| {
            let form = &state.form;
            (form.about, form.is_series, form.seed())
        });
        let about = match self.purpose {
            Purpose::Practice => about,
            Purpose::Review => About::Due,
        };
        let seed = seed.unwrap_or_else(|| number().into());
        self.state.update(|state| {
            state.form.seed = seed.to_string();
            state.round = Some(Round::new(about, is_series, seed));
            state.ended = None;
            state.notice = None;
        });
        self.next();
    }

    fn begin_with_code(self) {
        let code = self
            .state
            .with_untracked(|state| Asked::from_code(&state.form.code));
        let Some((spec, day)) = code else {
            self.state
                .update(|state| state.notice = Some(Notice::NoCode));
            return;
        };
        let engine = self.page.app.engines.get_untracked();
        let desk = library::desk(&engine, day).ok();
        if desk.and_then(|desk| Drill::new(desk, &spec)).is_none() {
            self.state
                .update(|state| state.notice = Some(Notice::NoEntry));
            return;
        }
        self.state.update(|state| {
            let mut round = Round::new(About::All, false, number().into());
            round.ask(spec, day);
            state.round = Some(round);
            state.ended = None;
            state.notice = None;
            state.form.code.clear();
        });
        self.table();
    }

    /// Puts the next drill on the table; ends the round when there is none.
    fn next(self) {
        let Some(desk) = desk(self.page) else { return };
        let trainer = learned::trainer();
        let found = self.state.try_update(|state| {
            let round = state.round.as_mut()?;
            Some((round.next(desk, &trainer, clock::today()), round.taken))
        });
        match found.flatten() {
            Some((true, _)) => self.table(),
            Some((false, taken)) => {
                self.end();
                if taken == 0 {
                    self.state
                        .update(|state| state.notice = Some(Notice::Nothing));
                }
            }
            None => {}
        }
    }

    /// A drill was put on the table.
    fn table(self) {
        self.show();
        self.keep();
        focus_drawn("drill-prompt");
    }

    fn twin(self, at: usize) {
        let put = self.state.try_update(|state| {
            let twin = state.shown.as_ref()?.twins.get(at)?.spec.clone();
            let round = state.round.as_mut()?;
            let day = round.asked.as_ref()?.day;
            round.ask(twin, day);
            Some(())
        });
        if put.flatten().is_some() {
            self.table();
        }
    }

    /// Has the answer graded, or gives up.
    fn submit(self, gives_up: bool) {
        let missing = self.state.with_untracked(|state| {
            let shown = state.shown.as_ref()?;
            shown.filling.missing().first().copied()
        });
        if let (Some(slot), false) = (missing, gives_up) {
            self.state.update(|state| state.is_incomplete = true);
            focus_drawn(crate::training::question::Filling::element(slot));
            return;
        }
        self.state.update(State::fill);
        let asked = self.state.with_untracked(|state| {
            let round = state.round.as_ref()?;
            round.asked.clone()
        });
        let Some(desk) = asked.and_then(|asked| self.desk_of(&asked)) else {
            return;
        };
        let mut round = self.state.with_untracked(|state| state.round.clone());
        let Some(now) = round.as_mut() else { return };
        let (graded, learned) = learned::learn(|trainer: &mut Trainer| {
            let today = clock::today();
            if gives_up {
                now.give_up(desk, trainer, today)
            } else {
                now.submit(desk, trainer, today)
            }
        });
        if let Err(problem) = graded {
            self.state.update(|state| state.problem = Some(problem));
            return;
        }
        self.state.update(|state| {
            state.round = round;
            if learned.is_err() {
                state.notice = Some(Notice::Refused);
            }
        });
        self.show();
        self.keep();
        focus_drawn("drill-verdict");
    }

    fn end(self) {
        self.state.update(|state| {
            let round = state.round.take();
            state.ended = round.map(|round| (round.taken, round.right));
            // The same number once more would ask the same again.
            if !state.form.is_series {
                state.form.seed = number().to_string();
            }
        });
        self.show();
        self.keep();
        focus_drawn("drill-head");
    }
}
