//! What the interview asks next, and why.

use shizu_rules::vocabulary::Term;
use shizu_rules::{Engine, FactKey, Lang, OpenFact, Then};

use super::groups::pick;
use super::model::Draft;
use shizu_rules::SortOnce;

/// How much hangs on a question, the most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// It decides who leads.
    Lead,
    /// It decides joint mechanisms or who else takes part.
    Joint,
    /// It decides duties or time limits.
    Detail,
    /// It only serves warnings.
    Check,
}

impl Stage {
    /// The stage in a few words.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Stage::Lead => pick(lang, "决定主办", "decides who leads"),
            Stage::Joint => pick(lang, "决定联动", "decides who joins"),
            Stage::Detail => pick(lang, "决定职责时限", "decides duties and dates"),
            Stage::Check => pick(lang, "只作核对", "check only"),
        }
    }

    /// The stage in a word.
    pub fn short(self, lang: Lang) -> &'static str {
        match self {
            Stage::Lead => pick(lang, "主办", "lead"),
            Stage::Joint => pick(lang, "联动", "joint"),
            Stage::Detail => pick(lang, "职责时限", "duties"),
            Stage::Check => pick(lang, "核对", "check"),
        }
    }
}

/// A question that is still worth asking.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// What it asks for.
    pub fact: FactKey,
    /// How much hangs on it.
    pub stage: Stage,
    /// What its answer may decide, the most important first.
    pub decides: Vec<Then>,
}

/// Where the interview stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Interview {
    /// The questions to ask, best first; those passed over are not among them.
    pub questions: Vec<Question>,
    /// Questions passed over that would still matter.
    pub skipped: Vec<Question>,
}

impl Interview {
    /// What to ask for the clue as it stands; `open` are the unknown facts that still change something, as the engine orders them.
    pub fn of(open: Vec<OpenFact>, draft: &Draft) -> Self {
        let mut open: Vec<Question> = open.into_iter().map(question).collect();
        // The engine already orders by weight; the sort is stable and only moves what serves warnings to the end.
        open.sort_once_by_key(|question| question.stage);
        let (skipped, questions) = open
            .into_iter()
            .partition(|question| draft.skipped.contains(&question.fact));
        Interview { questions, skipped }
    }

    /// How many questions of a stage are left to ask.
    pub fn left(&self, stage: Stage) -> usize {
        self.questions
            .iter()
            .filter(|question| question.stage == stage)
            .count()
    }
}

fn question(open: OpenFact) -> Question {
    let stage = match open.decides.first() {
        Some(Then::Lead(_) | Then::NotAccepted) => Stage::Lead,
        Some(Then::Mechanism(_) | Then::Assist { .. }) => Stage::Joint,
        Some(Then::Duty(_) | Then::Limit(_)) => Stage::Detail,
        Some(Then::Warning { .. } | Then::Answer(_)) | None => Stage::Check,
    };
    Question {
        fact: open.fact,
        stage,
        decides: open.decides,
    }
}

/// At most this many names in a reason.
const NAMES: usize = 4;

/// Why the question is asked, in one sentence: what its answer decides.
pub fn reason(engine: &Engine, question: &Question, lang: Lang) -> String {
    let mut names: Vec<String> = Vec::new();
    for then in &question.decides {
        let name = match (question.stage, then) {
            (Stage::Lead, Then::Lead(organ)) => organ.label(lang).to_owned(),
            (Stage::Lead, Then::NotAccepted) => pick(lang, "不予受理", "not accepted").to_owned(),
            (Stage::Joint, Then::Mechanism(mechanism)) => mechanism.label(lang).to_owned(),
            (Stage::Joint, Then::Assist { organ, role }) => {
                format!(
                    "{}{}{}",
                    organ.label(lang),
                    pick(lang, "", " "),
                    role.label(lang)
                )
            }
            (Stage::Detail, Then::Duty(duty)) => super::verbs::duty(engine, &duty.id, lang),
            (Stage::Detail, Then::Limit(id)) => engine
                .rulebook()
                .limit(id)
                .map(|limit| limit.title.in_lang(lang).to_owned())
                .unwrap_or_default(),
            _ => continue,
        };
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    let more = names.len().saturating_sub(NAMES);
    names.truncate(NAMES);
    let list = names.join(pick(lang, " / ", " / "));
    let more = match (more, lang) {
        (0, _) => String::new(),
        (more, Lang::Zh) => format!(" 等 {} 种", more + names.len()),
        (more, Lang::En) => format!(" and {more} more"),
    };
    let (zh, en) = match question.stage {
        Stage::Lead => ("区分由谁主办：", "Decides who leads: "),
        Stage::Joint => ("决定谁一起办、怎么联动：", "Decides who joins, and how: "),
        Stage::Detail => ("决定随附的职责和时限：", "Decides duties and time limits: "),
        Stage::Check => {
            return pick(
                lang,
                "只用来核对所填事实是否相称，不改变分办，可以不答。",
                "Only checks that the facts fit together; it never changes the routing. Optional.",
            )
            .to_owned();
        }
    };
    format!("{}{list}{more}", pick(lang, zh, en))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use shizu_rules::Rulebook;
    use shizu_rules::vocabulary::{Authority, Conflict, Nature};

    use super::*;

    fn engine() -> Engine {
        let day = NaiveDate::from_ymd_opt(2026, 3, 5).expect("a day");
        Engine::new(Rulebook::shipped().expect("shipped"), day).expect("compiles")
    }

    fn ask(engine: &Engine, draft: &Draft) -> Interview {
        Interview::of(engine.open_facts(&draft.facts), draft)
    }

    #[test]
    fn rank_and_post_come_last_and_are_marked() {
        let interview = ask(&engine(), &Draft::default());
        let rank = interview
            .questions
            .iter()
            .find(|question| question.fact == FactKey::Rank);
        assert_eq!(rank.map(|question| question.stage), Some(Stage::Check));
        let stages: Vec<Stage> = interview
            .questions
            .iter()
            .map(|question| question.stage)
            .collect();
        assert!(stages.is_sorted());
        assert_eq!(interview.questions[0].stage, Stage::Lead);
    }

    #[test]
    fn a_skipped_question_is_not_asked_and_can_be_asked_again() {
        let engine = engine();
        let first = ask(&engine, &Draft::default()).questions[0].fact;
        let draft = Draft::default().skipping(first);
        let interview = ask(&engine, &draft);
        assert!(
            interview
                .questions
                .iter()
                .all(|question| question.fact != first)
        );
        assert_eq!(interview.skipped.len(), 1);
        let again = ask(&engine, &draft.asking_again(first));
        assert_eq!(again.questions[0].fact, first);
    }

    #[test]
    fn always_answering_the_best_question_settles_the_lead() {
        let engine = engine();
        let mut draft = Draft::default();
        for _ in 0..FactKey::ALL.len() {
            let Some(question) = ask(&engine, &draft).questions.first().cloned() else {
                break;
            };
            draft = draft.with_fact(question.fact, Some(0));
        }
        assert!(engine.determine("", &draft.facts, None).missing.is_empty());
    }

    #[test]
    fn the_reason_names_what_is_decided() {
        let engine = engine();
        let draft = Draft {
            facts: shizu_rules::ClueFacts::default()
                .with(Authority::UnitPartyGroup)
                .with(Nature::Discipline),
            ..Draft::default()
        };
        let interview = ask(&engine, &draft);
        let conflict = &interview.questions[0];
        assert_eq!(conflict.fact, FactKey::Conflict);
        // LS34 against LS46: the group, or another one when it has to stand aside.
        assert_eq!(
            reason(&engine, conflict, Lang::Zh),
            "区分由谁主办：派驻纪检监察组 / 另一派驻纪检监察组"
        );
        let settled = ask(
            &engine,
            &Draft {
                facts: draft.facts.with(Conflict::None),
                ..draft
            },
        );
        assert_eq!(settled.left(Stage::Lead), 0);
    }
}
