//! Composing a squad for a special check: any set of people that the rules find nothing wrong with is right.

use shizu_rules::{FactKey, Lang, MatterFacts, Measure, Subject, Text};

use super::{
    Brief, Changed, Choice, Given, Grid, Judge, Keyed, Kind, Open, Question, Right, Shape, Slot,
    View, Why, WhyNot,
};
use crate::desk::{Desk, say};
use crate::words::sentences;

/// The most people to choose from: every set of them is judged.
pub(super) const MOST: usize = 12;
const FAULTS: &str = "squad_faults";
const READY: &str = "squad_ready";

/// Somebody who can be chosen.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is told of a person by itself"
)]
pub(super) struct Person {
    pub id: String,
    pub name: Text,
    /// What is told of them.
    pub about: Text,
    /// Works in a supervision office.
    pub office: bool,
    /// Knows a trade.
    pub specialist: bool,
    /// Knows the field that is checked.
    pub knows: bool,
    /// Has ties to what is checked.
    pub tied: bool,
}

/// People to choose a squad from.
#[derive(Debug)]
pub(super) struct Squad {
    /// How many are to be chosen.
    pub size: usize,
    pub people: Vec<Person>,
}

impl Squad {
    /// The facts of the squad made of the people at the bits' positions.
    fn facts(&self, desk: &Desk, bits: usize) -> MatterFacts {
        let chosen: Vec<&Person> = self.of(bits).collect();
        let mut facts = MatterFacts::new(Subject::Squad);
        let mut set = |key, is: bool| facts.set(key, Some(usize::from(is)));
        set(
            FactKey::OfficeCore,
            chosen.iter().any(|person| person.office),
        );
        set(
            FactKey::SquadFieldCovered,
            chosen.iter().any(|person| person.knows),
        );
        set(FactKey::SquadTied, chosen.iter().any(|person| person.tied));
        set(FactKey::PlanMade, true);
        let specialists = chosen.iter().filter(|person| person.specialist).count();
        let share = Measure::about(Subject::Squad)
            .find(|measure| measure.fact == FactKey::SpecialistsEnough);
        let enough = share.is_some_and(|share| {
            let enough = share.judge(desk.rulebook(), specialists as u32, chosen.len() as u32);
            enough.unwrap_or_default()
        });
        set(FactKey::SpecialistsEnough, enough);
        facts
    }

    fn of(&self, bits: usize) -> impl Iterator<Item = &Person> {
        let people = self.people.iter().enumerate();
        people
            .filter(move |(at, _)| bits >> at & 1 == 1)
            .map(|(_, person)| person)
    }

    /// The rows that find a fault with a squad.
    fn faults(desk: &Desk, facts: &MatterFacts) -> Vec<String> {
        desk.rule_on(FAULTS, facts).unwrap_or_default().rows
    }

    fn demands(desk: &Desk) -> usize {
        let rows = desk
            .table(FAULTS)
            .map_or(0, |known| known.table.rows().len());
        rows + 1
    }

    /// The rows that find faults, told as the demands that a right squad meets.
    fn met(desk: &Desk) -> Vec<Why> {
        let rows = desk.table(FAULTS).into_iter();
        let rows = rows.flat_map(|known| known.table.rows());
        let met = rows.filter_map(|row| {
            let demands = desk.rule(&row.id)?.conditions().map(|(key, codes)| {
                let (zh, en) = (key.label(Lang::Zh), key.label(Lang::En));
                // What is a fault where it is not so is demanded; what is one where it is so must not be.
                if codes.contains(&"no") {
                    say(zh, en)
                } else {
                    say(format!("没{zh}"), format!("nobody {en}"))
                }
            });
            let title = sentences(&demands.collect::<Vec<Text>>());
            let why = Why::of(desk.rulebook(), &row.id)?;
            Some(Why { title, ..why })
        });
        met.collect()
    }

    fn bits(&self, codes: &[String]) -> usize {
        let people = self.people.iter().enumerate();
        let chosen = people.filter(|(_, person)| codes.contains(&person.id));
        chosen.fold(0, |bits, (at, _)| bits | 1 << at)
    }

    fn codes(&self, bits: usize) -> Vec<String> {
        self.of(bits).map(|person| person.id.clone()).collect()
    }

    /// The faultless squad with the fewest people taken out of and put into `bits`.
    fn nearest(judge: &Judge, bits: usize) -> Option<usize> {
        let good = (0..judge.met.len()).filter(|squad| judge.met[*squad] == judge.of);
        good.min_by_key(|squad| (squad ^ bits).count_ones())
    }

    fn judge(&self, desk: &Desk) -> Judge {
        let of = Self::demands(desk);
        // Few squads differ in what the rules look at.
        let mut known: Vec<(MatterFacts, usize)> = Vec::new();
        let mut faults = |bits: usize| {
            let facts = self.facts(desk, bits);
            if let Some((_, faults)) = known.iter().find(|(known, _)| *known == facts) {
                return *faults;
            }
            let faults = Self::faults(desk, &facts).len();
            known.push((facts, faults));
            faults
        };
        let met = (0..1_usize << self.people.len()).map(|bits| {
            if bits == 0 {
                // Nobody is no squad: that none of its members has ties is no merit.
                return 0;
            }
            let wrong_size = bits.count_ones() as usize != self.size;
            let unmet = faults(bits) + usize::from(wrong_size);
            of.saturating_sub(unmet) as u8
        });
        Judge {
            met: met.collect(),
            of: of as u8,
        }
    }
}

impl Question for Squad {
    fn kind(&self) -> Kind {
        Kind::Squad
    }

    fn brief(&self, _: View<'_>) -> Brief {
        let size = self.size.to_string();
        let row = |person: &Person| vec![person.name.clone(), person.about.clone()];
        Brief {
            given: vec![Given {
                what: say("人数", "how many"),
                value: say(size.clone(), size),
            }],
            grids: vec![Grid {
                header: vec![say("人选", "who"), say("情况", "about them")],
                rows: self.people.iter().map(row).collect(),
            }],
            ..Brief::default()
        }
    }

    fn keyed(&self, view: View<'_>) -> Result<Vec<Keyed>, Open> {
        let judge = self.judge(view.desk);
        let example = Self::nearest(&judge, 0).ok_or_else(|| {
            Open(say(
                "这些人里组不出合规的小分队",
                "no squad without a fault can be made of these people",
            ))
        })?;
        let ready = view.desk.rule_on(READY, &self.facts(view.desk, example));
        let rulebook = view.desk.rulebook();
        let ready = Why::all(rulebook, ready.unwrap_or_default().rows);
        let why = ready.into_iter().chain(Self::met(view.desk));
        let choice = |person: &Person| Choice {
            code: person.id.clone(),
            label: person.name.clone(),
        };
        Ok(vec![Keyed {
            slot: Slot {
                id: "members".to_owned(),
                label: say(
                    format!("选{}人", self.size),
                    format!("choose {}", self.size),
                ),
                shape: Shape::Many,
                choices: self.people.iter().map(choice).collect(),
            },
            right: Right::Judged {
                example: self.codes(example),
                judge,
            },
            why: why.collect(),
        }])
    }

    /// Told once for the whole squad: everything that is wrong with it, and who would have to be in and out together.
    fn why_not(
        &self,
        view: View<'_>,
        slot: &Keyed,
        code: &str,
        chosen: &[String],
    ) -> Option<WhyNot> {
        let Right::Judged { judge, .. } = &slot.right else {
            return None;
        };
        let bits = self.bits(chosen);
        let nearest = Self::nearest(judge, bits)?;
        let people = self.people.iter().enumerate();
        let mut changed = people
            .filter(|(at, _)| (bits ^ nearest) >> at & 1 == 1)
            .peekable();
        if changed.peek().is_none_or(|(_, first)| first.id != code) {
            return None;
        }
        let changes = changed.map(|(at, person)| {
            let (in_squad, out) = (say("选入", "in"), say("不选", "out"));
            let (now, then) = if bits >> at & 1 == 1 {
                (in_squad, out)
            } else {
                (out, in_squad)
            };
            Changed {
                what: person.name.clone(),
                now,
                then,
            }
        });
        let rows = Self::faults(view.desk, &self.facts(view.desk, bits));
        let titles = rows.iter().filter_map(|row| view.desk.rule(row));
        let mut faults: Vec<Text> = titles.map(|rule| rule.title.clone()).collect();
        let (number, size) = (bits.count_ones() as usize, self.size);
        if number != size {
            faults.push(say(
                format!("选了{number}人，应选{size}人"),
                format!("{number} chosen instead of {size}"),
            ));
        }
        let zh: Vec<&str> = faults.iter().map(|fault| fault.zh.as_str()).collect();
        let en: Vec<&str> = faults.iter().map(|fault| fault.en.as_str()).collect();
        Some(WhyNot {
            choice: Choice {
                code: code.to_owned(),
                label: say("这样的小分队", "this squad"),
            },
            says: Some(say(
                format!("{}。", zh.join("；")),
                format!("{}.", en.join("; ")),
            )),
            rule: rows.into_iter().next(),
            failed: Vec::new(),
            changes: changes.collect(),
        })
    }
}
