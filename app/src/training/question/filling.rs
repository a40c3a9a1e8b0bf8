//! What is being filled in: pure.

use std::collections::BTreeSet;

use shizu_training::{Answer, Shape, Slot};

use crate::markup::Act;

/// A question being filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filling {
    slots: Vec<Slot>,
    /// By slot: the codes, or one text.
    filled: Vec<Vec<String>>,
    /// The slot that digits fill in.
    current: usize,
    /// Slots that were changed, or passed by with Enter.
    visited: BTreeSet<usize>,
    /// Of a slot that is put in order: how many places digits have filled.
    placed: usize,
}

/// What came of an act or a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Went {
    /// It is not about the question.
    Nowhere,
    /// Something was filled in.
    On,
    /// The element with this id is to have the focus.
    To(String),
    /// Everything is filled in: answer.
    Through,
}

/// What the acts are called in `data-do`; each names its slot and choice by position, `0.2`.
pub(super) mod acts {
    /// Takes the one choice.
    pub const PICK: &str = "q-pick";
    /// Takes a choice or takes it back.
    pub const TICK: &str = "q-tick";
    /// Moves what stands at the position up.
    pub const UP: &str = "q-up";
    /// Moves it down.
    pub const DOWN: &str = "q-down";
    /// Fills in a day, a number, a text.
    pub const TYPE: &str = "q-type";
}

impl Filling {
    /// Nothing filled in yet; what is to be put in order stands as it was given.
    pub fn new(slots: &[Slot]) -> Self {
        let filled = slots.iter().map(|slot| match slot.shape {
            Shape::Order => slot
                .choices
                .iter()
                .map(|choice| choice.code.clone())
                .collect(),
            _ => Vec::new(),
        });
        Filling {
            filled: filled.collect(),
            slots: slots.to_vec(),
            ..Filling::default()
        }
    }

    /// As it was answered before.
    pub fn of(slots: &[Slot], answer: &Answer) -> Self {
        let mut filling = Filling::new(slots);
        for (slot, filled) in slots.iter().zip(&mut filling.filled) {
            let given = answer.get(&slot.id);
            if !given.is_empty() {
                *filled = given.to_vec();
            }
        }
        filling
    }

    /// The slots.
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// What is in a slot.
    pub fn filled(&self, slot: usize) -> &[String] {
        self.filled.get(slot).map_or(&[], Vec::as_slice)
    }

    /// The slot that digits fill in.
    pub fn current(&self) -> usize {
        self.current
    }

    /// The answer as it stands; empty slots are left out, unless empty is an answer.
    pub fn answer(&self) -> Answer {
        let mut answer = Answer::default();
        for (slot, filled) in self.slots.iter().zip(&self.filled) {
            if !filled.is_empty() || slot.shape == Shape::Many {
                answer.set(&slot.id, filled.clone());
            }
        }
        answer
    }

    /// Slots that must be filled in and are not, by position.
    pub fn missing(&self) -> Vec<usize> {
        let all = self.slots.iter().enumerate();
        all.filter(|(at, slot)| {
            let must = matches!(slot.shape, Shape::One | Shape::Date | Shape::Number);
            must && self.filled(*at).is_empty()
        })
        .map(|(at, _)| at)
        .collect()
    }

    /// Id of the element of a slot, which can have the focus.
    pub fn element(slot: usize) -> String {
        format!("q-{slot}")
    }

    /// Applies what the user did.
    pub fn act(&mut self, act: &Act) -> Went {
        let (slot, choice) = act.arg.split_once('.').unwrap_or((&act.arg, "0"));
        let (Ok(slot), Ok(choice)) = (slot.parse(), choice.parse()) else {
            return Went::Nowhere;
        };
        if slot >= self.slots.len() {
            return Went::Nowhere;
        }
        match &*act.name {
            acts::PICK => self.pick(slot, choice),
            acts::TICK => self.tick(slot, choice),
            acts::UP | acts::DOWN => return self.shift(slot, choice, act.name == acts::UP),
            acts::TYPE => {
                let text = act.value.trim();
                self.filled[slot] = Some(act.value.clone())
                    .filter(|_| !text.is_empty())
                    .into_iter()
                    .collect();
            }
            _ => return Went::Nowhere,
        }
        self.current = slot;
        self.visited.insert(slot);
        Went::On
    }

    /// A digit was pressed: it takes the choice of that number. `at` is the slot that has the focus.
    pub fn digit(&mut self, at: Option<usize>, digit: usize) -> Went {
        let slot = at.unwrap_or(self.current);
        let choice = (digit + 9) % 10;
        let Some(known) = self.slots.get(slot) else {
            return Went::Nowhere;
        };
        if choice >= known.choices.len() {
            return Went::Nowhere;
        }
        self.current = slot;
        self.visited.insert(slot);
        match known.shape {
            Shape::One => {
                self.pick(slot, choice);
                match self.next_open(slot) {
                    Some(next) => self.go(next),
                    None => Went::To(format!("q-{slot}-{choice}")),
                }
            }
            Shape::Many => {
                self.tick(slot, choice);
                Went::To(format!("q-{slot}-{choice}"))
            }
            Shape::Order => {
                self.place(slot, choice);
                Went::On
            }
            Shape::Date | Shape::Number | Shape::Text => Went::Nowhere,
        }
    }

    /// Enter was pressed: on to what is still open, or through.
    pub fn enter(&mut self, at: Option<usize>) -> Went {
        let slot = at.unwrap_or(self.current);
        self.visited.insert(slot);
        let missing = self.missing();
        let unseen = (0..self.slots.len()).find(|slot| !self.visited.contains(slot));
        match unseen.or_else(|| missing.first().copied()) {
            Some(next) => self.go(next),
            None => Went::Through,
        }
    }

    /// The next slot after this one that was not visited, or else any.
    fn next_open(&self, slot: usize) -> Option<usize> {
        let open = |at: &usize| !self.visited.contains(at);
        let count = self.slots.len();
        (slot + 1..count)
            .find(open)
            .or_else(|| (0..slot).find(open))
    }

    fn go(&mut self, slot: usize) -> Went {
        self.current = slot;
        self.placed = 0;
        let typed = self
            .slots
            .get(slot)
            .is_some_and(|slot| slot.choices.is_empty());
        let element = Filling::element(slot);
        Went::To(if typed {
            format!("{element}-0")
        } else {
            element
        })
    }

    fn code(&self, slot: usize, choice: usize) -> Option<String> {
        let choice = self.slots.get(slot)?.choices.get(choice)?;
        Some(choice.code.clone())
    }

    fn pick(&mut self, slot: usize, choice: usize) {
        if let Some(code) = self.code(slot, choice) {
            self.filled[slot] = vec![code];
        }
    }

    fn tick(&mut self, slot: usize, choice: usize) {
        let Some(code) = self.code(slot, choice) else {
            return;
        };
        let chosen = &self.filled[slot];
        let was = chosen.contains(&code);
        // In the order shown, whatever the order of pressing.
        let choices = self.slots[slot].choices.iter().map(|choice| &choice.code);
        let now = choices.filter(|known| {
            (**known == code) ^ chosen.contains(known) && (!was || **known != code)
        });
        self.filled[slot] = now.cloned().collect();
    }

    fn shift(&mut self, slot: usize, at: usize, up: bool) -> Went {
        self.current = slot;
        self.visited.insert(slot);
        self.placed = 0;
        let order = &mut self.filled[slot];
        let to = if up { at.checked_sub(1) } else { Some(at + 1) };
        let Some(to) = to.filter(|to| *to < order.len() && at < order.len()) else {
            return Went::On;
        };
        order.swap(at, to);
        // The same button of what was moved, or the other one where it has arrived at an end.
        let last = order.len() - 1;
        let verb = match (up, to) {
            (true, 0) => "down",
            (false, to) if to == last => "up",
            (true, _) => "up",
            (false, _) => "down",
        };
        Went::To(format!("q-{verb}-{slot}-{to}"))
    }

    /// Puts the choice at the next place: digits pressed one after the other give the order.
    fn place(&mut self, slot: usize, choice: usize) {
        let Some(code) = self.code(slot, choice) else {
            return;
        };
        let order = &mut self.filled[slot];
        let Some(from) = order.iter().position(|known| *known == code) else {
            return;
        };
        if from < self.placed {
            // It has its place already: begin anew with it.
            self.placed = 0;
        }
        let code = order.remove(from);
        order.insert(self.placed, code);
        self.placed = (self.placed + 1) % order.len();
    }
}

#[cfg(test)]
mod tests {
    use shizu_rules::Text;
    use shizu_training::{Choice, Shape, Slot};

    use super::{Filling, Went, acts};
    use crate::markup::Act;

    fn slot(id: &str, shape: Shape, codes: &[&str]) -> Slot {
        let choice = |code: &&str| Choice {
            code: (*code).to_owned(),
            label: Text::default(),
        };
        Slot {
            id: id.to_owned(),
            label: Text::default(),
            shape,
            choices: codes.iter().map(choice).collect(),
        }
    }

    fn act(name: &str, arg: &str, value: &str) -> Act {
        Act {
            name: name.to_owned(),
            arg: arg.to_owned(),
            value: value.to_owned(),
            files: None,
        }
    }

    #[test]
    fn digits_fill_slot_after_slot_and_enter_goes_through() {
        let mut filling = Filling::new(&[
            slot("who", Shape::One, &["office", "group"]),
            slot("how", Shape::Many, &["a", "b", "c"]),
            slot("when", Shape::Date, &[]),
        ]);
        assert_eq!(filling.missing(), [0, 2]);
        assert_eq!(filling.digit(None, 3), Went::Nowhere);
        assert_eq!(filling.digit(None, 2), Went::To("q-1".into()));
        assert_eq!(filling.digit(None, 3), Went::To("q-1-2".into()));
        filling.digit(None, 1);
        assert_eq!(filling.filled(1), ["a", "c"]);
        filling.digit(None, 3);
        assert_eq!(filling.filled(1), ["a"]);
        assert_eq!(filling.enter(None), Went::To("q-2-0".into()));
        assert_eq!(
            filling.enter(Some(2)),
            Went::To("q-2-0".into()),
            "a day is missing"
        );
        filling.act(&act(acts::TYPE, "2", "2026-04-01"));
        assert_eq!(filling.enter(Some(2)), Went::Through);
        let answer = filling.answer();
        assert_eq!(answer.get("who"), ["group"]);
        assert_eq!(answer.get("how"), ["a"]);
        assert_eq!(answer.get("when"), ["2026-04-01"]);
    }

    #[test]
    fn digits_and_buttons_put_in_order() {
        let mut filling = Filling::new(&[slot("order", Shape::Order, &["a", "b", "c"])]);
        assert_eq!(filling.filled(0), ["a", "b", "c"]);
        for digit in [2, 3, 1] {
            assert_eq!(filling.digit(None, digit), Went::On);
        }
        assert_eq!(filling.filled(0), ["b", "c", "a"]);
        assert_eq!(
            filling.act(&act(acts::UP, "0.2", "")),
            Went::To("q-up-0-1".into())
        );
        assert_eq!(
            filling.act(&act(acts::UP, "0.1", "")),
            Went::To("q-down-0-0".into())
        );
        assert_eq!(filling.filled(0), ["a", "b", "c"]);
        filling.act(&act(acts::UP, "0.0", ""));
        filling.act(&act(acts::DOWN, "0.2", ""));
        assert_eq!(
            filling.filled(0),
            ["a", "b", "c"],
            "nothing beyond the ends"
        );
    }

    #[test]
    fn an_answer_comes_back_as_it_was() {
        let slots = [
            slot("who", Shape::One, &["office", "group"]),
            slot("order", Shape::Order, &["a", "b"]),
            slot("text", Shape::Text, &[]),
        ];
        let mut filling = Filling::new(&slots);
        filling.act(&act(acts::PICK, "0.1", "group"));
        filling.act(&act(acts::DOWN, "1.0", ""));
        filling.act(&act(acts::TYPE, "2", "虚构"));
        let answer = filling.answer();
        assert_eq!(Filling::of(&slots, &answer).answer(), answer);
        assert_eq!(filling.act(&act("other", "0.1", "")), Went::Nowhere);
        assert_eq!(filling.act(&act(acts::PICK, "7.1", "")), Went::Nowhere);
    }
}
