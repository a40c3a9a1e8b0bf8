//! An exam on the page: its terms, the question looked at, what is still open. Pure.

use chrono::NaiveDate;
use shizu_rules::Text;
use shizu_training::{
    Brief, Desk, Exam, ExamRecord, ExamResult, Family, Filled, Graded, RecordNote, Sitting, Terms,
    TrainingSet,
};

use crate::training::question::Filling;

/// Lengths that one can choose, each with the minutes that it usually gets.
pub const LENGTHS: [(usize, u32); 3] = [(10, 15), (20, 30), (40, 60)];
/// The longest exam, in minutes.
pub const MOST_MINUTES: u32 = 240;

/// What is to be said besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The browser does not keep what is done.
    Refused,
    /// Another tab went on with the exam; this one follows it now.
    Elsewhere,
    /// Another tab has handed in the exam.
    HandedIn,
    /// What was kept cannot be read; it has been put aside.
    Unreadable,
    /// Time was up, and it was handed in.
    TimeUp,
    /// The terms give no question.
    Nothing,
    /// The file is no set of tasks.
    NoSet,
    /// The set has no exam.
    SetWithoutExam,
    /// The set was changed after it was written.
    SetEdited,
    /// The browser did not save the file.
    NotSaved,
}

/// What the user sets before an exam.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    pub count: usize,
    pub minutes: String,
    pub families: Vec<Family>,
    pub seed: String,
    /// Who takes it.
    pub trainee: String,
    /// An exam that the instructor set: its name, day and terms.
    pub set: Option<(String, NaiveDate, Terms)>,
}

/// The question looked at.
#[derive(Clone, Debug)]
pub struct Shown {
    pub prompt: Text,
    pub brief: Brief,
    pub filling: Filling,
}

/// An exam that was handed in.
#[derive(Clone, Debug)]
pub struct Finished {
    pub record: ExamRecord,
    pub result: ExamResult,
    pub notes: Vec<RecordNote>,
    /// By question: what was asked; `None` where the rules in use no longer have it.
    pub asked: Vec<Option<Asked>>,
    /// The question whose grading is shown in full.
    pub open: Option<usize>,
}

/// A question of an exam that was handed in.
#[derive(Clone, Debug)]
pub struct Asked {
    pub prompt: Text,
    pub brief: Brief,
    /// The engine's own answer, graded: what would have been right, and why.
    pub right: Option<Graded>,
}

/// The page.
#[derive(Clone, Debug)]
pub struct State {
    pub form: Form,
    pub sitting: Option<Sitting>,
    pub filled: Vec<Filled>,
    pub shown: Option<Shown>,
    /// Whether one is asked once more before handing in.
    pub confirming: bool,
    pub notice: Option<Notice>,
    pub finished: Option<Finished>,
}

impl Form {
    /// As it is at first.
    pub fn new(seed: u32, trainee: String) -> Self {
        let (count, minutes) = LENGTHS[0];
        Form {
            count,
            minutes: minutes.to_string(),
            families: Vec::new(),
            seed: seed.to_string(),
            trainee,
            set: None,
        }
    }

    /// Chooses a length, with the minutes that it usually gets.
    pub fn choose(&mut self, count: &str) {
        let chosen = LENGTHS
            .iter()
            .find(|(known, _)| known.to_string() == *count);
        if let Some((count, minutes)) = chosen {
            self.count = *count;
            self.minutes = minutes.to_string();
        }
    }

    /// Adds a family to what is asked about, or takes it away.
    pub fn turn(&mut self, family: Family) {
        if self.families.contains(&family) {
            self.families.retain(|known| *known != family);
        } else {
            self.families.push(family);
            self.families.sort();
        }
    }

    /// Minutes, when they make sense.
    pub fn minutes(&self) -> Option<u32> {
        let minutes = self.minutes.trim().parse().ok();
        minutes.filter(|minutes| (1..=MOST_MINUTES).contains(minutes))
    }

    /// The terms; `None` while something is not filled in well.
    pub fn terms(&self) -> Option<Terms> {
        if let Some((_, _, terms)) = &self.set {
            return Some(terms.clone());
        }
        Some(Terms {
            families: self.families.clone(),
            count: self.count,
            seconds: self.minutes()? * 60,
            seed: self.seed.trim().parse().ok()?,
        })
    }

    /// Takes the exam of a set.
    pub fn take(&mut self, set: &TrainingSet) -> Option<Notice> {
        let Some(exam) = &set.exam else {
            return Some(Notice::SetWithoutExam);
        };
        self.set = Some((set.title.clone(), exam.day, exam.terms.clone()));
        set.is_edited().then_some(Notice::SetEdited)
    }
}

impl Finished {
    /// A record, graded. `desk` must be of its day.
    pub fn of(record: ExamRecord, desk: &Desk) -> Self {
        let (result, notes) = record.grade(desk);
        let asked = (0..record.exam.items.len()).map(|at| {
            let drill = record.exam.drill(desk, at)?;
            Some(Asked {
                right: drill.grade(desk, &drill.engine_answer(desk), 0).ok(),
                brief: drill.brief(desk),
                prompt: drill.prompt,
            })
        });
        Finished {
            asked: asked.collect(),
            record,
            result,
            notes,
            open: None,
        }
    }

    /// The name of its file.
    pub fn file_name(&self) -> String {
        let Exam { terms, day, .. } = &self.record.exam;
        let who: String = self
            .record
            .trainee
            .chars()
            .filter(|sign| sign.is_alphanumeric())
            .collect();
        let who = if who.is_empty() {
            who
        } else {
            format!("-{who}")
        };
        format!("exam-{day}-{}{who}.json", terms.seed)
    }
}

impl State {
    /// A page that has not been looked at yet.
    pub fn new(form: Form) -> Self {
        State {
            form,
            sitting: None,
            filled: Vec::new(),
            shown: None,
            confirming: false,
            notice: None,
            finished: None,
        }
    }

    /// Shows the exam, as it stands.
    pub fn show(&mut self, desk: &Desk) {
        let sitting = self.sitting.as_ref();
        self.filled = sitting
            .map(|sitting| sitting.filled(desk))
            .unwrap_or_default();
        self.face(desk);
    }

    /// Shows the question that is looked at.
    fn face(&mut self, desk: &Desk) {
        self.confirming = false;
        self.shown = self.sitting.as_ref().and_then(|sitting| {
            let drill = sitting.exam.drill(desk, sitting.at)?;
            Some(Shown {
                filling: Filling::of(&drill.slots(desk), &sitting.answer()),
                brief: drill.brief(desk),
                prompt: drill.prompt,
            })
        });
    }

    /// Looks at another question.
    pub fn turn_to(&mut self, at: usize, desk: &Desk) {
        if let Some(sitting) = &mut self.sitting {
            sitting.turn_to(at);
        }
        self.face(desk);
    }

    /// Takes what is filled in over into the exam.
    pub fn fill(&mut self, desk: &Desk) {
        self.confirming = false;
        let (Some(sitting), Some(shown)) = (&mut self.sitting, &self.shown) else {
            return;
        };
        let at = sitting.at;
        // When time is up, what was answered before stays.
        let _ = sitting.exam.answer(at, shown.filling.answer());
        if let Some(filled) = self.filled.get_mut(at) {
            *filled = sitting.exam.filled(desk, at);
        }
    }

    /// Numbers, from 0, of questions that are not filled in.
    pub fn open(&self) -> Vec<usize> {
        let all = self.filled.iter().enumerate();
        all.filter(|(_, filled)| **filled != Filled::Whole)
            .map(|(at, _)| at)
            .collect()
    }

    /// Numbers, from 0, of questions that are marked.
    pub fn marked(&self) -> Vec<usize> {
        let items = self.sitting.iter().flat_map(|sitting| &sitting.exam.items);
        items
            .enumerate()
            .filter(|(_, item)| item.marked)
            .map(|(at, _)| at)
            .collect()
    }
}

/// Minutes and seconds.
pub fn clock_words(seconds: u32) -> String {
    format!("{:02}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use shizu_rules::Rulebook;
    use shizu_training::{Desk, Exam, Family, Filled, SetDraft, SetExam, Sitting, TrainingSet};

    use super::{Finished, Form, Notice, State, clock_words};

    fn desk() -> Desk {
        let day = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
        Desk::new(&Rulebook::shipped().expect("shipped"), day).expect("compiles")
    }

    #[test]
    fn terms_follow_the_form_and_a_set_overrules_it() {
        let mut form = Form::new(12, String::new());
        form.choose("20");
        assert_eq!((form.count, &*form.minutes), (20, "30"));
        form.choose("21");
        assert_eq!(form.count, 20);
        form.turn(Family::Zero);
        form.turn(Family::Duties);
        form.turn(Family::Zero);
        let terms = form.terms().expect("terms");
        assert_eq!((terms.seconds, terms.seed), (1800, 12));
        assert_eq!(terms.families, [Family::Duties]);
        for minutes in ["", "0", "241", "x", "-5", "1.5"] {
            form.minutes = minutes.to_owned();
            assert_eq!(form.terms(), None, "{minutes}");
        }
        let exam = SetExam {
            day: desk().day(),
            terms: terms.clone(),
        };
        let draft = SetDraft {
            title: "第一期".into(),
            exam: Some(exam),
            ..SetDraft::default()
        };
        let set = TrainingSet::new(draft, desk().day());
        assert_eq!(form.take(&set), None);
        assert_eq!(form.terms(), Some(terms));
        let none = TrainingSet::new(SetDraft::default(), desk().day());
        assert_eq!(form.take(&none), Some(Notice::SetWithoutExam));
    }

    #[test]
    fn what_is_filled_in_is_taken_over_until_time_is_up() {
        let desk = desk();
        let mut form = Form::new(5, "钱（虚构） 甲".into());
        form.minutes = "1".into();
        let exam = Exam::new(&desk, form.terms().expect("terms"));
        let mut state = State::new(form);
        state.sitting = Some(Sitting::new(exam, "", 0));
        state.show(&desk);
        assert_eq!(state.open().len(), 10);
        // One where a digit chooses something.
        let at = (0..10).find(|at| {
            state.turn_to(*at, &desk);
            let shown = state.shown.as_mut().expect("a question");
            shown.filling.digit(None, 1) != crate::training::question::Went::Nowhere
        });
        let at = at.expect("a question with choices");
        state.fill(&desk);
        assert_ne!(state.filled[at], Filled::Empty);
        let sitting = state.sitting.as_mut().expect("it is being taken");
        sitting.mark();
        assert_eq!(sitting.exam.left(), 60);
        let before = sitting.answer();
        sitting.exam.look(60_000);
        assert_eq!(state.marked(), [at]);
        let shown = state.shown.as_mut().expect("a question");
        shown.filling.digit(None, 2);
        state.fill(&desk);
        let sitting = state.sitting.as_ref().expect("it is being taken");
        assert_eq!(sitting.answer(), before, "too late");
        let finished = Finished::of(sitting.hand_in(&desk, &state.form.trainee, ""), &desk);
        assert!(finished.record.by_time && finished.notes.is_empty());
        assert_eq!(finished.file_name(), "exam-2026-03-02-5-钱虚构甲.json");
    }

    #[test]
    fn minutes_may_have_three_digits() {
        let words = [0, 59, 60, 3599, 14_400].map(clock_words);
        assert_eq!(words, ["00:00", "00:59", "01:00", "59:59", "240:00"]);
    }
}
