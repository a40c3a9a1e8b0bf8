//! What the picture shows, before it is drawn: who has which part, and who owes what to whom.

use shizu_rules::vocabulary::{Organ, Role, Term};
use shizu_rules::{Determination, Engine, Lang, OpenFact, Status, Then};

use super::super::groups::pick;
use super::super::verbs;
use shizu_rules::SortOnce;

/// How an organ is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Look {
    /// No part.
    Faint,
    /// It may have a part, depending on what is unknown.
    Possible,
    /// It may lead, depending on what is unknown.
    PossibleLead,
    /// It has a part.
    Helper,
    /// It leads.
    Lead,
}

/// An organ in the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The organ.
    pub organ: Organ,
    /// How it is drawn.
    pub look: Look,
    /// Its part in a word; empty without one.
    pub part: String,
    /// How many duties it has that are owed to nobody in the picture.
    pub own_duties: usize,
}

/// An arrow between two organs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrow {
    /// Where it starts.
    pub from: Organ,
    /// Where it ends.
    pub to: Organ,
    /// What it carries, in a few words each.
    pub words: Vec<String>,
    /// Whether it is certain.
    pub sure: bool,
}

impl Arrow {
    /// The words beside it: the first, and how many there are.
    pub fn label(&self, lang: Lang) -> String {
        let first = self.words.first().cloned().unwrap_or_default();
        match (self.words.len(), lang) {
            (0 | 1, _) => first,
            (count, Lang::Zh) => format!("{first}等{count}项"),
            (count, Lang::En) => format!("{first} +{}", count - 1),
        }
    }
}

/// All of the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scene {
    /// Every organ that is drawn, in a fixed order.
    pub figures: Vec<Figure>,
    /// The arrows.
    pub arrows: Vec<Arrow>,
}

impl Scene {
    /// The picture of a determination. `open` are the unknown facts that still change something.
    pub fn of(engine: &Engine, result: &Determination, open: &[OpenFact], lang: Lang) -> Self {
        let unsettled = || open.iter().flat_map(|open| &open.decides);
        let figures = Organ::ALL.iter().filter_map(|organ| {
            let figure = figure(*organ, result, unsettled(), lang);
            let drawn =
                figure.look != Look::Faint || super::places::always().any(|here| here == *organ);
            drawn.then_some(figure)
        });
        let mut arrows = Vec::new();
        for duty in &result.duties {
            if let Some(to) = duty.to {
                add(
                    &mut arrows,
                    duty.organ,
                    to,
                    verbs::duty(engine, &duty.id, lang),
                    true,
                );
            }
        }
        add_parts(&mut arrows, result, lang);
        if result.lead.is_some() {
            for then in unsettled() {
                let Then::Duty(duty) = then else { continue };
                let known = |arrow: &Arrow| {
                    arrow.sure && Some(arrow.to) == duty.to && arrow.from == duty.organ
                };
                if let Some(to) = duty.to.filter(|_| !arrows.iter().any(known)) {
                    add(
                        &mut arrows,
                        duty.organ,
                        to,
                        verbs::duty(engine, &duty.id, lang),
                        false,
                    );
                }
            }
        }
        Scene {
            figures: figures.collect(),
            arrows,
        }
    }

    /// The organs that are more than faint.
    pub fn strong(&self) -> impl Iterator<Item = Organ> + '_ {
        self.figures
            .iter()
            .filter(|figure| figure.look != Look::Faint)
            .map(|figure| figure.organ)
    }

    /// The same as sentences: first the parts, then the arrows.
    pub fn sentences(&self, lang: Lang) -> Vec<String> {
        let colon = pick(lang, "：", ": ");
        let name = |organ: Organ| organ.label(lang);
        let mut figures: Vec<&Figure> = self
            .figures
            .iter()
            .filter(|figure| figure.look != Look::Faint)
            .collect();
        figures.sort_once_by_key(|figure| std::cmp::Reverse(figure.look));
        let parts = figures
            .iter()
            .map(|figure| format!("{}{colon}{}", name(figure.organ), figure.part));
        let arrows = self.arrows.iter().map(|arrow| {
            let maybe = if arrow.sure {
                ""
            } else {
                pick(lang, "（可能）", " (possibly)")
            };
            let words = arrow.words.join(pick(lang, "、", ", "));
            format!(
                "{} → {}{maybe}{colon}{words}",
                name(arrow.from),
                name(arrow.to)
            )
        });
        parts.chain(arrows).collect()
    }
}

fn figure<'a>(
    organ: Organ,
    result: &Determination,
    unsettled: impl Iterator<Item = &'a Then>,
    lang: Lang,
) -> Figure {
    let own_duties = result
        .duties
        .iter()
        .filter(|duty| duty.organ == organ && duty.to.is_none())
        .count();
    let roles: Vec<&str> = result
        .assist
        .iter()
        .filter(|part| part.organ == organ)
        .map(|part| part.role.label(lang))
        .collect();
    let owes = result
        .duties
        .iter()
        .any(|duty| duty.organ == organ || duty.to == Some(organ));
    let maybe = |word: &str| format!("{}{word}", pick(lang, "可能", "may be: "));
    let possible = unsettled.into_iter().find_map(|then| match then {
        Then::Assist { organ: other, role } if *other == organ => Some(*role),
        _ => None,
    });
    let (look, part) = if result.lead == Some(organ) {
        (Look::Lead, Role::Lead.label(lang).to_owned())
    } else if result.possible_leads.contains(&organ) {
        (
            Look::PossibleLead,
            pick(lang, "可能主办", "may lead").to_owned(),
        )
    } else if !roles.is_empty() {
        (Look::Helper, roles.join(pick(lang, "、", ", ")))
    } else if owes {
        let owed = result.duties.iter().any(|duty| duty.organ == organ);
        (
            Look::Helper,
            if owed {
                pick(lang, "负有职责", "has duties")
            } else {
                pick(lang, "职责对象", "receives")
            }
            .to_owned(),
        )
    } else if let Some(role) = possible {
        (Look::Possible, maybe(role.label(lang)))
    } else {
        (Look::Faint, String::new())
    };
    Figure {
        organ,
        look,
        part,
        own_duties,
    }
}

/// Arrows for parts that no duty shows: a helper's to the leader, and the leader's to whoever is told.
fn add_parts(arrows: &mut Vec<Arrow>, result: &Determination, lang: Lang) {
    let Some(lead) = result.lead.filter(|_| result.status == Status::Determined) else {
        return;
    };
    for part in &result.assist {
        let told = part.role == Role::Informed;
        let shown = arrows.iter().any(|arrow| {
            if told {
                arrow.to == part.organ
            } else {
                arrow.from == part.organ && arrow.to == lead
            }
        });
        if shown || part.organ == lead {
            continue;
        }
        let (from, to) = if told {
            (lead, part.organ)
        } else {
            (part.organ, lead)
        };
        add(arrows, from, to, part.role.label(lang).to_owned(), true);
    }
}

fn add(arrows: &mut Vec<Arrow>, from: Organ, to: Organ, word: String, sure: bool) {
    if let Some(arrow) = arrows
        .iter_mut()
        .find(|arrow| arrow.from == from && arrow.to == to)
    {
        if !arrow.words.contains(&word) {
            arrow.words.push(word);
        }
    } else {
        arrows.push(Arrow {
            from,
            to,
            words: vec![word],
            sure,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::presets::PRESETS;
    use super::*;
    use chrono::NaiveDate;
    use shizu_rules::{ClueFacts, Rulebook};

    fn engine() -> Engine {
        let day = NaiveDate::from_ymd_opt(2026, 3, 5).expect("a day");
        Engine::new(Rulebook::shipped().expect("shipped"), day).expect("compiles")
    }

    fn scene(facts: &ClueFacts) -> Scene {
        let engine = engine();
        Scene::of(
            &engine,
            &engine.determine("", facts, None),
            &engine.open_facts(facts),
            Lang::Zh,
        )
    }

    #[test]
    fn the_leading_team_goes_to_the_office_and_the_group_helps() {
        let scene = scene(&PRESETS[0].draft().facts);
        let look = |organ| {
            scene
                .figures
                .iter()
                .find(|figure| figure.organ == organ)
                .map(|figure| figure.look)
        };
        // LS34, LS43.
        assert_eq!(look(Organ::Office), Some(Look::Lead));
        assert_eq!(look(Organ::Group), Some(Look::Helper));
        assert_eq!(look(Organ::InvestigationOffice), Some(Look::Faint));
        let between = |from, to| {
            scene
                .arrows
                .iter()
                .find(|arrow| arrow.from == from && arrow.to == to)
        };
        let talk = between(Organ::Office, Organ::Group).expect("asks the group");
        assert!(talk.sure && talk.words.contains(&"一同谈话函询".to_owned()));
        assert!(between(Organ::Group, Organ::Office).is_some());
    }

    #[test]
    fn with_nothing_known_every_leader_is_possible_and_there_is_no_arrow() {
        let scene = scene(&ClueFacts::default());
        assert!(scene.figures.iter().all(|figure| figure.look != Look::Lead));
        assert!(
            scene
                .figures
                .iter()
                .any(|figure| figure.look == Look::PossibleLead)
        );
        assert!(scene.arrows.is_empty());
    }

    #[test]
    fn several_duties_between_the_same_two_are_counted() {
        let arrow = Arrow {
            from: Organ::Office,
            to: Organ::Group,
            words: vec!["甲".into(), "乙".into()],
            sure: true,
        };
        assert_eq!(arrow.label(Lang::Zh), "甲等2项");
        assert_eq!(arrow.label(Lang::En), "甲 +1");
    }

    #[test]
    fn the_sentences_begin_with_the_leader() {
        let sentences = scene(&PRESETS[0].draft().facts).sentences(Lang::Zh);
        assert_eq!(sentences[0], "监督检查室：主办");
    }
}
