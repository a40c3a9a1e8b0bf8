//! A round on the page: what is kept of it, and what is shown of the drill on the table. Pure.

use chrono::NaiveDate;
use shizu_rules::Text;
use shizu_training::{
    About, AnswerProblem, Asked, Brief, Desk, Family, Graded, Round, Trainer, Twin, WhyNot,
    drillable, family_of,
};

use crate::training::question::Filling;

/// Most twins that are offered after an answer.
const TWINS: usize = 3;

/// What rounds of one kind are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// 练习: endless, about what one chooses.
    Practice,
    /// 复习: what is due.
    Review,
}

/// What is to be said besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The browser does not keep what is done.
    Refused,
    /// Another tab went on with the round; this one follows it now.
    Elsewhere,
    /// What was kept cannot be read; it has been put aside.
    Unreadable,
    /// What the user typed as a code tells no drill.
    NoCode,
    /// The code names an entry that the rules in use do not have.
    NoEntry,
    /// There is nothing to ask about.
    Nothing,
}

/// What the user sets before a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    pub about: About,
    pub is_series: bool,
    pub seed: String,
    pub code: String,
}

/// How much there is to ask about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub all: usize,
    pub errors: usize,
    pub due: usize,
    /// Seen at least once.
    pub seen: usize,
    pub families: Vec<(Family, usize)>,
    /// Due today and on each of the next days.
    pub forecast: Vec<usize>,
}

/// The drill on the table, as it is shown.
#[derive(Clone, Debug)]
pub struct Shown {
    pub family: Family,
    pub prompt: Text,
    pub brief: Brief,
    pub filling: Filling,
    pub graded: Option<Graded>,
    pub twins: Vec<Twin>,
    /// What it nearly was, once it was graded, unless the grading says so already.
    pub near: Option<WhyNot>,
    /// Its code, for others.
    pub code: String,
    /// When its entry is asked next, once it was graded.
    pub due: Option<NaiveDate>,
}

/// A page of rounds.
#[derive(Clone, Debug)]
pub struct State {
    pub form: Form,
    pub counts: Counts,
    pub round: Option<Round>,
    /// Nothing while there is no round, or its drill cannot be made.
    pub shown: Option<Shown>,
    pub notice: Option<Notice>,
    pub problem: Option<AnswerProblem>,
    /// Whether an answer was refused because something is not filled in.
    pub is_incomplete: bool,
    /// Answered and all right, of the round that has ended.
    pub ended: Option<(u32, u32)>,
}

impl Counts {
    /// Counts of today; the forecast goes `days` further.
    pub fn of(desk: &Desk, trainer: &Trainer, today: NaiveDate, days: usize) -> Self {
        let pool = drillable(desk);
        let mut families: Vec<(Family, usize)> = Vec::new();
        for id in &pool {
            let family = family_of(desk.rulebook(), id);
            match families.iter_mut().find(|(known, _)| *known == family) {
                Some((_, count)) => *count += 1,
                None => families.push((family, 1)),
            }
        }
        families.sort();
        Counts {
            all: pool.len(),
            errors: trainer.with_errors(&pool).len(),
            due: trainer.due(&pool, today),
            seen: pool
                .iter()
                .filter(|id| trainer.cards.contains_key(*id))
                .count(),
            families,
            forecast: trainer.forecast(&pool, today, days),
        }
    }
}

impl Form {
    /// As it is at first; the number is drawn by the caller.
    pub fn new(seed: u32) -> Self {
        Form {
            about: About::All,
            is_series: false,
            seed: seed.to_string(),
            code: String::new(),
        }
    }

    /// The number, if it is one. Any digits will do.
    pub fn seed(&self) -> Option<u64> {
        self.seed.trim().parse().ok()
    }

    /// Chooses what the round is about, by its word. What depends on one's errors is no series for others.
    pub fn choose(&mut self, word: &str) {
        self.about = about_of(word);
        self.is_series &= self.about != About::Errors;
    }

    /// Chooses whether it is a series.
    pub fn order(&mut self, is_series: bool) {
        self.is_series = is_series;
        if is_series && self.about == About::Errors {
            self.about = About::All;
        }
    }
}

/// The word of a choice, in the page.
pub fn word_of(about: About) -> &'static str {
    use shizu_rules::vocabulary::Term;
    match about {
        About::All => "all",
        About::Errors => "errors",
        About::Due => "due",
        About::Family(family) => family.code(),
    }
}

fn about_of(word: &str) -> About {
    use shizu_rules::vocabulary::Term;
    match word {
        "errors" => About::Errors,
        _ => Family::from_code(word).map_or(About::All, About::Family),
    }
}

impl Shown {
    /// The drill, as it stands. `desk` must be of its day. `None` when the rules have changed so that there is no such drill.
    pub fn of(asked: &Asked, desk: &Desk, trainer: &Trainer) -> Option<Self> {
        let (drill, graded) = asked.drill(desk)?;
        let mut twins = match &graded {
            Some(_) => drill.twins(desk),
            None => Vec::new(),
        };
        if twins.len() > TWINS {
            // Which of many are offered changes from drill to drill.
            let by = usize::try_from(asked.spec.seed).unwrap_or_default() % twins.len();
            twins.rotate_left(by);
            twins.truncate(TWINS);
        }
        let near = graded.as_ref().and_then(|graded| {
            let near = drill.near(desk)?;
            let mut told = graded.slots.iter().flat_map(|slot| &slot.why_not);
            let is_told = told.any(|told| told.choice.code == near.choice.code);
            (!is_told).then_some(near)
        });
        let card = trainer.cards.get(&asked.spec.rule);
        Some(Shown {
            family: family_of(desk.rulebook(), &asked.spec.rule),
            filling: Filling::of(&drill.slots(desk), &asked.answer),
            brief: drill.brief(desk),
            prompt: drill.prompt,
            due: graded.as_ref().and(card).map(|card| card.due),
            graded,
            twins,
            near,
            code: asked.code(),
        })
    }
}

impl State {
    /// A page that has not been looked at yet.
    pub fn new(form: Form) -> Self {
        State {
            form,
            counts: Counts::default(),
            round: None,
            shown: None,
            notice: None,
            problem: None,
            is_incomplete: false,
            ended: None,
        }
    }

    /// Shows what is on the table anew.
    pub fn show(&mut self, desk: &Desk, trainer: &Trainer) {
        let asked = self.round.as_ref().and_then(|round| round.asked.as_ref());
        self.shown = asked.and_then(|asked| Shown::of(asked, desk, trainer));
        self.problem = None;
        self.is_incomplete = false;
    }

    /// Takes what is filled in over into the round.
    pub fn fill(&mut self) {
        let asked = self.round.as_mut().and_then(|round| round.asked.as_mut());
        if let (Some(asked), Some(shown)) = (asked, &self.shown)
            && !asked.is_graded
        {
            asked.answer = shown.filling.answer();
        }
        self.problem = None;
        self.is_incomplete = false;
    }

    /// Whether an answer may be given.
    pub fn is_open(&self) -> bool {
        self.shown
            .as_ref()
            .is_some_and(|shown| shown.graded.is_none())
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use shizu_rules::Rulebook;
    use shizu_training::{About, Desk, Family, Round, Trainer};

    use super::{Counts, Form, State, about_of, word_of};

    fn desk() -> Desk {
        let day = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
        Desk::new(&Rulebook::shipped().expect("shipped"), day).expect("compiles")
    }

    #[test]
    fn what_depends_on_ones_errors_is_no_series() {
        let mut form = Form::new(7);
        form.choose("errors");
        form.order(true);
        assert_eq!((form.about, form.is_series), (About::All, true));
        form.choose("errors");
        assert_eq!((form.about, form.is_series), (About::Errors, false));
        form.choose("deadlines");
        assert_eq!(form.about, About::Family(Family::Deadlines));
        for about in [About::All, About::Errors, About::Family(Family::Zero)] {
            assert_eq!(about_of(word_of(about)), about);
        }
        assert_eq!(form.seed(), Some(7));
        for (text, seed) in [(" 42 ", Some(42)), ("", None), ("x", None), ("-1", None)] {
            form.seed = text.to_owned();
            assert_eq!(form.seed(), seed, "{text}");
        }
    }

    #[test]
    fn every_entry_is_counted_in_one_family() {
        let counts = Counts::of(&desk(), &Trainer::default(), desk().day(), 7);
        let sum: usize = counts.families.iter().map(|(_, count)| count).sum();
        assert_eq!(sum, counts.all);
        assert_eq!(
            (counts.errors, counts.due, counts.seen, counts.forecast),
            (0, 0, 0, vec![0; 8])
        );
    }

    #[test]
    fn what_is_shown_follows_the_round() {
        let desk = desk();
        let mut trainer = Trainer::default();
        let mut state = State::new(Form::new(1));
        let mut round = Round::new(About::Family(Family::Routing), false, 1);
        assert!(round.next(&desk, &trainer, desk.day()));
        state.round = Some(round);
        state.show(&desk, &trainer);
        assert!(state.is_open());
        let shown = state.shown.as_mut().expect("a drill");
        assert_eq!(shown.family, Family::Routing);
        assert!(shown.twins.is_empty());
        let digit = shown.filling.digit(None, 1);
        assert_ne!(digit, crate::training::question::Went::Nowhere);
        state.fill();
        let round = state.round.as_mut().expect("a round");
        let answer = round.asked.as_ref().expect("asked").answer.clone();
        assert!(answer.slots().any(|(_, codes)| codes.len() == 1));
        round
            .submit(&desk, &mut trainer, desk.day())
            .expect("it fits");
        state.show(&desk, &trainer);
        assert!(!state.is_open());
        let shown = state.shown.as_ref().expect("a drill");
        assert!(shown.due.is_some_and(|due| due > desk.day()));
        assert!(shown.twins.len() <= super::TWINS);
        // What was graded is not filled in any more.
        state.fill();
        let asked = state.round.expect("a round").asked.expect("asked");
        assert_eq!(asked.answer, answer);
    }
}
