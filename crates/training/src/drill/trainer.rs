//! What one knows, entry by entry, and what to ask next. It holds no day and no luck of its own: both are arguments.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use shizu_rules::{Dice, Rulebook, Text};

use super::exam::evenly;
use super::{Card, DrillSpec, Rating, sides};
use crate::desk::Desk;
use crate::fraction::Fraction;
use crate::play::Graded;

/// Days of stability from which something counts as firm; below a week it is still being learned.
const FIRM: f64 = 21.0;
const SETTLED: f64 = 7.0;

/// How much more often a boundary is asked for each time it was missed.
const WEIGHT: u32 = 3;

/// What is remembered of a trainee: one card per entry of the rulebook, and the boundaries that were missed. This is what a page keeps.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Trainer {
    /// By id of the entry.
    pub cards: BTreeMap<String, Card>,
    /// How often each boundary was missed, by id and fact; the empty fact stands for the matters that the row is about.
    pub missed: BTreeMap<String, BTreeMap<String, u32>>,
    /// How many drills were taken.
    pub taken: u64,
}

shizu_rules::terms! {
    /// How well an entry is known.
    Level {
        Unseen "unseen" "未学" "not seen yet",
        Learning "learning" "在学" "being learned",
        Shaky "shaky" "不稳" "shaky",
        Firm "firm" "已掌握" "firm",
    }
}

/// How well one entry is known, with what it rests on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mastery {
    /// Its id.
    pub rule: String,
    /// A name in a few words.
    pub title: Text,
    /// Paragraphs, articles and practices.
    pub cites: Vec<String>,
    /// How well.
    pub level: Level,
    /// How often it was asked, and how often it was right.
    pub taken: [u32; 2],
    /// When to ask again.
    pub due: Option<NaiveDate>,
}

impl Trainer {
    /// The next drill about one of `pool`: what is due, the most forgotten first; else something new, all families alike; else what is nearest to being forgotten. Within an
    /// entry, boundaries that were missed come up more often. The same arguments give the same drill.
    pub fn next(
        &self,
        desk: &Desk,
        pool: &[String],
        today: NaiveDate,
        seed: u64,
    ) -> Option<DrillSpec> {
        let seed = seed.wrapping_add(self.taken.wrapping_mul(0x2545_f491_4f6c_dd1d));
        let mut dice = Dice::new(seed);
        let asked = || pool.iter().filter_map(|id| Some((id, self.cards.get(id)?)));
        let known = |card: &Card| card.retrievability(today);
        let due = asked().filter(|(_, card)| card.due <= today);
        let due =
            due.min_by(|(left, a), (right, b)| known(a).total_cmp(&known(b)).then(left.cmp(right)));
        let fresh: Vec<&String> = pool
            .iter()
            .filter(|id| !self.cards.contains_key(*id))
            .collect();
        let new = || evenly(desk, &fresh, &mut dice.clone());
        let weakest = || {
            let least = asked()
                .map(|(_, card)| known(card))
                .min_by(f64::total_cmp)?;
            // What was asked on the same day is remembered equally well: then any of them, lest it be always the same.
            let weak: Vec<&String> = asked()
                .filter(|(_, card)| known(card) <= least)
                .map(|(id, _)| id)
                .collect();
            weak.get(dice.clone().below(weak.len())).copied()
        };
        let rule = due.map(|(id, _)| id).or_else(new).or_else(weakest)?;
        dice.below(1);
        Some(DrillSpec {
            rule: rule.clone(),
            misses: self.boundary(desk, rule, &mut dice),
            seed: super::seed(&mut dice),
        })
    }

    fn boundary(&self, desk: &Desk, rule: &str, dice: &mut Dice) -> Option<String> {
        let known = sides(desk, rule);
        let known = known.iter().map(String::as_str);
        let sides: Vec<&str> = std::iter::once("").chain(known).collect();
        let missed = self.missed.get(rule);
        let weight = |side: &str| {
            let times = missed.and_then(|missed| missed.get(side)).copied();
            (1 + WEIGHT * times.unwrap_or_default()) as usize
        };
        let all: usize = sides.iter().map(|side| weight(side)).sum();
        let mut left = dice.below(all);
        let side = sides.into_iter().find(|side| {
            let weight = weight(side);
            let found = left < weight;
            left = left.saturating_sub(weight);
            found
        });
        side.filter(|side| !side.is_empty()).map(str::to_owned)
    }

    /// Remembers how a drill went.
    pub fn take(&mut self, spec: &DrillSpec, graded: &Graded, today: NaiveDate) {
        let rating = rating(graded.credit, graded.hints);
        self.rate(&spec.rule, rating, today);
        if rating == Rating::Again {
            let side = spec.misses.clone().unwrap_or_default();
            let missed = self.missed.entry(spec.rule.clone()).or_default();
            *missed.entry(side).or_default() += 1;
        }
        self.taken += 1;
    }

    /// Remembers how a decision of a scenario went: every entry that its slots rest on.
    pub fn take_decision(&mut self, graded: &Graded, today: NaiveDate) {
        let mut rated: BTreeSet<&str> = BTreeSet::new();
        for slot in &graded.slots {
            for why in &slot.why {
                if rated.insert(&why.rule) {
                    self.rate(&why.rule, rating(slot.credit, graded.hints), today);
                }
            }
        }
    }

    fn rate(&mut self, rule: &str, rating: Rating, today: NaiveDate) {
        let card = match self.cards.get(rule) {
            Some(card) => card.after(rating, today),
            None => Card::first(rating, today),
        };
        self.cards.insert(rule.to_owned(), card);
    }

    /// How many of `pool` are due.
    pub fn due(&self, pool: &[String], today: NaiveDate) -> usize {
        let cards = pool.iter().filter_map(|id| self.cards.get(id));
        cards.filter(|card| card.due <= today).count()
    }

    /// How many of `pool` come due on each of the next days: first today with all that is overdue, then `days` more.
    pub fn forecast(&self, pool: &[String], today: NaiveDate, days: usize) -> Vec<usize> {
        let mut due = vec![0; days + 1];
        for card in pool.iter().filter_map(|id| self.cards.get(id)) {
            let later = (card.due - today).num_days().max(0);
            let place = usize::try_from(later)
                .ok()
                .and_then(|later| due.get_mut(later));
            if let Some(place) = place {
                *place += 1;
            }
        }
        due
    }

    /// Those of `pool` that were wrong before and are not firm since.
    pub fn with_errors(&self, pool: &[String]) -> Vec<String> {
        let is_weak = |id: &&String| {
            let card = self.cards.get(*id);
            card.is_some_and(|card| card.right < card.taken && card.stability < FIRM)
        };
        pool.iter().filter(is_weak).cloned().collect()
    }

    /// How well every entry of `pool` is known, with its paragraphs.
    pub fn mastery(&self, rulebook: &Rulebook, pool: &[String], today: NaiveDate) -> Vec<Mastery> {
        let of = |id: &String| {
            let item = rulebook.item(id)?;
            let card = self.cards.get(id);
            Some(Mastery {
                rule: id.clone(),
                title: item.title.clone(),
                cites: item.cites.to_vec(),
                level: card.map_or(Level::Unseen, |card| level(card, today)),
                taken: card.map_or([0, 0], |card| [card.taken, card.right]),
                due: card.map(|card| card.due),
            })
        };
        pool.iter().filter_map(of).collect()
    }
}

fn rating(credit: Option<Fraction>, hints: u32) -> Rating {
    match (credit.is_none_or(Fraction::is_full), hints) {
        (false, _) => Rating::Again,
        (true, 0) => Rating::Good,
        (true, _) => Rating::Hard,
    }
}

fn level(card: &Card, today: NaiveDate) -> Level {
    if card.due <= today {
        Level::Shaky
    } else if card.stability >= FIRM {
        Level::Firm
    } else if card.stability >= SETTLED || card.right > 0 && card.lapses == 0 {
        Level::Learning
    } else {
        Level::Shaky
    }
}
