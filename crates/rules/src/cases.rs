//! Cases for the rulebook: what a set of clues exercises, and clues that exercise everything.
//!
//! A row is exercised by a clue that it matches, and by the near miss on each of its boundaries: a clue that fails in just one of the facts
//! that the row names.

use std::collections::BTreeSet;

use shizu_tables::Table;

use crate::engine::Engine;
use crate::facts::{ClueFacts, FactKey};
use crate::rulebook::Then;

/// Something that a good set of clues exercises: a row, or one boundary of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Exercise {
    /// Id of the row.
    pub rule: String,
    /// The fact in which alone a near miss fails; `None` for a clue that the row matches.
    pub misses: Option<FactKey>,
}

/// What a set of clues exercises.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseCoverage {
    /// What some clue exercises.
    pub met: BTreeSet<Exercise>,
    /// What no clue exercises.
    pub open: BTreeSet<Exercise>,
}

impl Engine {
    /// What `clues` exercise of every table.
    pub fn coverage<'c>(&self, clues: impl IntoIterator<Item = &'c ClueFacts>) -> CaseCoverage {
        let met: BTreeSet<Exercise> = clues
            .into_iter()
            .flat_map(|facts| self.exercises(facts))
            .collect();
        let (met, open) = self
            .exercisable()
            .into_iter()
            .partition(|exercise| met.contains(exercise));
        CaseCoverage { met, open }
    }

    /// At least `count` clues that together exercise every row and boundary. The same `seed` gives the same clues.
    pub fn covering_clues(&self, count: usize, seed: u64) -> Vec<ClueFacts> {
        let mut dice = Dice(seed);
        let mut open = self.exercisable();
        let mut clues = Vec::new();
        while let Some(target) = open.first().cloned() {
            let best = (0..TRIES)
                .map(|_| self.clue_for(&target, &mut dice))
                .map(|facts| (self.exercises(&facts), facts))
                .max_by_key(|(exercises, _)| {
                    exercises
                        .iter()
                        .filter(|exercise| open.contains(exercise))
                        .count()
                });
            let Some((exercises, facts)) = best else {
                break;
            };
            // The target itself is met by construction, so that every turn makes progress.
            open.remove(&target);
            for exercise in &exercises {
                open.remove(exercise);
            }
            clues.push(facts);
        }
        while clues.len() < count {
            clues.push(self.plausible(&mut dice));
        }
        clues
    }

    fn all_tables(&self) -> impl Iterator<Item = &Table<Then>> {
        std::iter::once(&self.lead).chain(&self.lists.tables)
    }

    /// Everything that can be exercised.
    fn exercisable(&self) -> BTreeSet<Exercise> {
        let rows = self
            .all_tables()
            .flat_map(|table| table.rows())
            .filter_map(|row| self.rule_of(&row.id));
        rows.flat_map(|rule| {
            let boundaries = rule
                .conditions()
                .filter(|(fact, codes)| codes.len() < fact.values().len());
            let near = boundaries.map(|(fact, _)| Exercise {
                rule: rule.id.clone(),
                misses: Some(fact),
            });
            std::iter::once(Exercise {
                rule: rule.id.clone(),
                misses: None,
            })
            .chain(near)
            .collect::<Vec<_>>()
        })
        .collect()
    }

    /// What one clue exercises.
    fn exercises(&self, facts: &ClueFacts) -> Vec<Exercise> {
        let mut found = Vec::new();
        for table in self.all_tables() {
            let name = |row: usize| table.rows()[row].id.clone();
            let explanation = table.explain(facts.as_slice());
            found.extend(table.hits(facts.as_slice()).sure().map(|row| Exercise {
                rule: name(row),
                misses: None,
            }));
            for row in explanation.near_misses() {
                let miss = explanation.why_not(row);
                if let ([column], true) = (miss.failed.as_slice(), miss.unknown.is_empty()) {
                    found.push(Exercise {
                        rule: name(row),
                        misses: FactKey::ALL.get(*column).copied(),
                    });
                }
            }
        }
        found
    }

    /// A clue that exercises `target`, the facts it does not need being plausible.
    fn clue_for(&self, target: &Exercise, dice: &mut Dice) -> ClueFacts {
        let mut facts = self.plausible(dice);
        let Some(rule) = self.rule_of(&target.rule) else {
            return facts;
        };
        for (fact, codes) in rule.conditions() {
            let wanted = |code: &str| codes.contains(&code) != (target.misses == Some(fact));
            let fitting: Vec<usize> = (0..fact.values().len())
                .filter(|index| wanted(fact.values()[*index].code))
                .collect();
            if !fitting.is_empty() {
                facts.set(fact, Some(fitting[dice.below(fitting.len())]));
            }
        }
        facts
    }

    /// A clue whose facts do not contradict each other, if one is found soon.
    fn plausible(&self, dice: &mut Dice) -> ClueFacts {
        let mut best = (usize::MAX, ClueFacts::default());
        for _ in 0..TRIES {
            let mut facts = ClueFacts::default();
            for fact in FactKey::ALL {
                // Most matters are ordinary ones: the first value of a fact that describes circumstances is the usual one.
                let usual = dice.below(3) > 0
                    && fact.index() >= FactKey::Gravity.index()
                    && *fact != FactKey::Source;
                facts.set(
                    *fact,
                    Some(if usual {
                        0
                    } else {
                        dice.below(fact.values().len())
                    }),
                );
            }
            let warnings = self.determine("", &facts, None).warnings.len();
            if warnings < best.0 {
                best = (warnings, facts);
            }
            if warnings == 0 {
                break;
            }
        }
        best.1
    }
}

/// How often a better clue is looked for.
const TRIES: usize = 24;

/// A reproducible sequence of numbers (`SplitMix64`), so that nothing here needs a source of randomness.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// The sequence of a seed.
    pub fn new(seed: u64) -> Self {
        Dice(seed)
    }

    /// The next number, below `bound`; 0 when that is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % bound.max(1) as u64).unwrap_or(0)
    }
}
