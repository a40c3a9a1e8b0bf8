//! From what was typed to what is known.

use chrono::{Months, NaiveDate};
use rust_decimal::Decimal;

use super::draft::MOST_ITEMS;
use super::entry::{Entry, Given, ITEM_INDICES, Tally};
use super::numbers::{WHOLE, in_hundredths};
use super::{Draft, ItemField, Numbers, Path, Remark, RemarkKind};
use crate::facts::lenient;
use crate::intake::{means_unknown, parse_date};
use crate::vocabulary::{
    Evaluator, Gravity, ItemState, ScoreIndex, SurveyAnswer, Term, Value, YES_NO,
};

/// The most people and answers that are believed.
const MOST_PEOPLE: usize = 1_000_000;

pub(super) fn read(draft: &Draft, numbers: &Numbers, day: NaiveDate) -> (Entry, Vec<Remark>) {
    let mut reading = Reading {
        draft,
        numbers,
        remarks: Vec::new(),
    };
    let entry = reading.entry(day);
    (entry, reading.remarks)
}

struct Reading<'d> {
    draft: &'d Draft,
    numbers: &'d Numbers,
    remarks: Vec<Remark>,
}

impl Reading<'_> {
    fn entry(&mut self, today: NaiveDate) -> Entry {
        let unit = self.draft.plain("unit").trim().to_owned();
        if unit.is_empty() {
            self.say_of("unit", RemarkKind::NoUnit);
        }
        let feedback = self.plain_date("feedback_date", None);
        let day = self.plain_date("evaluated_on", feedback).unwrap_or(today);
        let mut entry = Entry {
            unit,
            staff: self.plain_count("staff"),
            feedback,
            disclosure: self.plain_date("disclosure_date", feedback),
            day,
            evaluators: self.evaluators(),
            gravity: self.plain_term::<Gravity>("gravity"),
            weights: self.weights(),
            ..Entry::default()
        };
        entry.disclosed = self.disclosed(&entry);
        for index in ITEM_INDICES {
            entry.given[index.index()] = self.index(index, &entry);
        }
        entry.given[ScoreIndex::Satisfaction.index()] = self.survey(&entry);
        entry.false_reports = self.false_reports(&entry);
        for (name, text) in &self.draft.unknown {
            let codes: Vec<String> = Path::all().map(Path::code).collect();
            let nearest = shizu_tables::nearest(name, codes.iter().map(String::as_str));
            self.remarks.push(Remark {
                path: None,
                found: (name.clone(), text.clone()),
                kind: RemarkKind::UnknownField {
                    nearest: nearest.map(str::to_owned),
                },
            });
        }
        entry
    }

    fn say(&mut self, path: Path, kind: RemarkKind) {
        let text = self.draft.get(path).trim().to_owned();
        self.remarks.push(Remark {
            path: Some(path),
            found: (path.code(), text),
            kind,
        });
    }

    fn say_of(&mut self, code: &str, kind: RemarkKind) {
        if let Some(path) = Path::plain(code) {
            self.say(path, kind);
        }
    }

    /// The text of a field, unless it is empty or says that nobody knows.
    fn text(&self, path: Path) -> Option<&str> {
        let text = self.draft.get(path);
        (!means_unknown(text)).then(|| text.trim())
    }

    /// A number; what is none is said.
    fn number(&mut self, path: Path) -> Option<Decimal> {
        let number = half_width(self.text(path)?).parse().ok();
        if number.is_none() {
            self.say(path, RemarkKind::NotANumber);
        }
        number
    }

    /// A number from 0 to 100, rounded half up to hundredths.
    fn points(&mut self, path: Path) -> Option<i64> {
        let number = self.number(path)?;
        if number.is_sign_negative() && !number.is_zero() || number > Decimal::ONE_HUNDRED {
            self.say(path, RemarkKind::OutOfRange);
            return None;
        }
        Some(in_hundredths(number))
    }

    /// A whole number from 0 on.
    fn count(&mut self, path: Path, most: usize) -> Option<u32> {
        let number = self.number(path)?;
        if number.is_sign_negative() && !number.is_zero() || !number.fract().is_zero() {
            self.say(path, RemarkKind::NotACount);
            return None;
        }
        let count = u32::try_from(number)
            .ok()
            .filter(|count| *count as usize <= most);
        if count.is_none() {
            self.say(path, RemarkKind::TooMany { most });
        }
        count
    }

    fn plain_count(&mut self, code: &str) -> Option<u32> {
        self.count(Path::plain(code)?, MOST_PEOPLE)
    }

    /// A day; not one before `earliest`.
    fn date(&mut self, path: Path, earliest: Option<NaiveDate>) -> Option<NaiveDate> {
        let day = match parse_date(&half_width(self.text(path)?)) {
            Ok(day) => day,
            Err(problem) => {
                self.say(path, RemarkKind::Date(problem));
                return None;
            }
        };
        match earliest {
            Some(feedback) if day < feedback => {
                self.say(path, RemarkKind::BeforeFeedback { feedback });
                None
            }
            _ => Some(day),
        }
    }

    fn plain_date(&mut self, code: &str, earliest: Option<NaiveDate>) -> Option<NaiveDate> {
        self.date(Path::plain(code)?, earliest)
    }

    /// Position of the value that a text names; what names none is said.
    fn word(&mut self, path: Path, text: &str, expected: &'static [Value]) -> Option<usize> {
        let found = lenient(expected, text);
        if found.is_none() {
            let codes = expected.iter().map(|value| value.code);
            let nearest = shizu_tables::nearest(text, codes);
            self.remarks.push(Remark {
                path: Some(path),
                found: (path.code(), text.to_owned()),
                kind: RemarkKind::UnknownWord { expected, nearest },
            });
        }
        found
    }

    fn plain_term<T: Term>(&mut self, code: &str) -> Option<T> {
        let path = Path::plain(code)?;
        let text = self.text(path)?.to_owned();
        let index = self.word(path, &text, T::VALUES)?;
        T::ALL.get(index).copied()
    }

    fn evaluators(&mut self) -> Option<Vec<Evaluator>> {
        let path = Path::plain("evaluators")?;
        let Some(text) = self.text(path).map(str::to_owned) else {
            self.say(path, RemarkKind::EvaluatorsNotSaid);
            return None;
        };
        let names = text.split([';', '；', ',', '，', '、', '|', '\n']);
        let names = names.map(str::trim).filter(|name| !name.is_empty());
        let mut known: Vec<Evaluator> = Vec::new();
        for name in names {
            let index = self.word(path, name, Evaluator::VALUES);
            let who = index.and_then(|index| Evaluator::ALL.get(index));
            known.extend(who.filter(|who| !known.contains(who)).copied().as_slice());
        }
        let all = Evaluator::ALL.iter().copied();
        let missing: Vec<Evaluator> = all.filter(|who| !known.contains(who)).collect();
        if !missing.is_empty() {
            self.say(path, RemarkKind::EvaluatorsMissing { missing });
        }
        Some(known)
    }

    fn disclosed(&mut self, entry: &Entry) -> Option<bool> {
        let path = Path::plain("disclosed")?;
        let by_date = entry.disclosure.map(|day| day <= entry.day);
        let text = self.text(path).map(str::to_owned);
        let said = text.and_then(|text| self.word(path, &text, YES_NO));
        let said = said.map(|index| index == 1);
        if let (Some(by_date), Some(said)) = (by_date, said)
            && by_date != said
        {
            self.say(path, RemarkKind::DisclosureContradicts);
        }
        by_date.or(said)
    }

    /// Weights of one's own: all five, which make 100.
    fn weights(&mut self) -> Option<[i64; 5]> {
        let paths = ScoreIndex::ALL.iter().map(|index| Path::Weight(*index));
        let given: Vec<Path> = paths.filter(|path| self.text(*path).is_some()).collect();
        let first = *given.first()?;
        let mut weights = [0; 5];
        let mut sum = Decimal::ZERO;
        let before = self.remarks.len();
        for (slot, index) in weights.iter_mut().zip(ScoreIndex::ALL) {
            let path = Path::Weight(*index);
            let Some(points) = self.points(path) else {
                continue;
            };
            let exact = self.number(path).unwrap_or_default();
            if exact.normalize().scale() > 2 {
                self.say(path, RemarkKind::TooFine);
            }
            sum += exact;
            *slot = points;
        }
        if self.remarks.len() > before {
            return None;
        }
        if given.len() < weights.len() {
            self.say(first, RemarkKind::WeightsIncomplete);
        } else if weights.iter().sum::<i64>() != WHOLE {
            let sum = sum.normalize();
            self.say(first, RemarkKind::WeightSum { sum });
        } else {
            return Some(weights);
        }
        None
    }

    /// An index that is made of items: a list, or counts, or its value.
    fn index(&mut self, index: ScoreIndex, entry: &Entry) -> Given {
        let value = Path::Value(index);
        let has_list = !self.draft.items(index).is_empty();
        let counted = |state: &ItemState| self.text(Path::Count(index, *state)).is_some();
        let has_counts = ItemState::ALL.iter().any(counted);
        if self.text(value).is_some() {
            if has_list || has_counts {
                self.say(value, RemarkKind::ItemsCount);
            } else {
                return self.points(value).map_or(Given::Missing, Given::Points);
            }
        }
        let given = if has_list {
            self.list(index, entry)
        } else if has_counts {
            self.counts(index)
        } else {
            return Given::Missing;
        };
        if let Some(tally) = given.tally() {
            if tally.counted() == 0 {
                self.say(value, RemarkKind::NothingCounted);
                return Given::Missing;
            }
            let items = tally.count(ItemState::Ongoing);
            if items > 0 {
                self.say(value, RemarkKind::NotDueYet { items });
            }
        }
        given
    }

    /// Counts by state. One that cannot be used makes the whole index unknown.
    fn counts(&mut self, index: ScoreIndex) -> Given {
        let mut tally = Tally::default();
        let before = self.remarks.len();
        for state in ItemState::ALL {
            let count = self.count(Path::Count(index, *state), MOST_ITEMS);
            tally.0[state.index()] = count.unwrap_or_default();
        }
        if self.remarks.len() > before {
            return Given::Missing;
        }
        if tally.0.iter().sum::<u32>() as usize > MOST_ITEMS {
            self.say(Path::Value(index), RemarkKind::TooMany { most: MOST_ITEMS });
            return Given::Missing;
        }
        Given::items(tally)
    }

    fn list(&mut self, index: ScoreIndex, entry: &Entry) -> Given {
        let (mut worst, mut best) = (Tally::default(), Tally::default());
        for at in self.draft.items(index) {
            let Some((low, high)) = self.item(index, at, entry) else {
                continue;
            };
            worst.add(low);
            best.add(high);
        }
        Given::Items { worst, best }
    }

    /// The worst and the best state that an item can be in; `None` for a line that has nothing but a title.
    fn item(
        &mut self,
        index: ScoreIndex,
        at: usize,
        entry: &Entry,
    ) -> Option<(ItemState, ItemState)> {
        let path = |field| Path::Item(index, at, field);
        if let Some(text) = self.text(path(ItemField::State)).map(str::to_owned) {
            let word = self.word(path(ItemField::State), &text, ItemState::VALUES);
            let state = word.and_then(|word| ItemState::ALL.get(word));
            return Some(state.map_or((ItemState::Not, ItemState::Done), |state| (*state, *state)));
        }
        let before = self.remarks.len();
        let due = self.date(path(ItemField::Due), entry.feedback);
        let finished = self.date(path(ItemField::Finished), None);
        if self.remarks.len() > before {
            return Some((ItemState::Not, ItemState::Done));
        }
        let proof = self.text(path(ItemField::Evidence));
        let proven = proof.is_some_and(|proof| {
            lenient(YES_NO, proof) != Some(0) && !matches!(proof, "无" | "没有" | "none")
        });
        if due.is_none() && finished.is_none() && proof.is_none() {
            // A line that only has a title is not done, or not due: it depends on the period.
            self.text(path(ItemField::Title))?;
        }
        let due = due.or_else(|| {
            let which = usize::from(index == ScoreIndex::Transferred);
            entry
                .feedback?
                .checked_add_months(Months::new(self.numbers.periods[which]))
        });
        if finished.is_some_and(|finished| finished > entry.day) {
            self.say(
                path(ItemField::Finished),
                RemarkKind::FinishedLater { day: entry.day },
            );
        }
        let finished = finished.filter(|finished| *finished <= entry.day);
        Some(match (finished, due) {
            (Some(_), _) if !proven => (ItemState::Unproven, ItemState::Unproven),
            (Some(finished), Some(due)) if finished > due => (ItemState::Late, ItemState::Late),
            (Some(_), Some(_)) => (ItemState::Done, ItemState::Done),
            (Some(_), None) => (ItemState::Late, ItemState::Done),
            (None, Some(due)) if due >= entry.day => (ItemState::Ongoing, ItemState::Ongoing),
            (None, Some(_)) => (ItemState::Not, ItemState::Not),
            (None, None) => (ItemState::Not, ItemState::Ongoing),
        })
    }

    fn survey(&mut self, entry: &Entry) -> Given {
        let value = Path::Value(ScoreIndex::Satisfaction);
        let given = |answer: &SurveyAnswer| self.text(Path::Answers(*answer)).is_some();
        let has_counts = SurveyAnswer::ALL.iter().any(given);
        if !has_counts {
            return self.points(value).map_or(Given::Missing, Given::Points);
        }
        if self.text(value).is_some() {
            self.say(value, RemarkKind::ItemsCount);
        }
        let before = self.remarks.len();
        let mut answers = [0; 5];
        for (slot, answer) in answers.iter_mut().zip(SurveyAnswer::ALL) {
            let count = self.count(Path::Answers(*answer), MOST_PEOPLE);
            *slot = count.unwrap_or_default();
        }
        if self.remarks.len() > before {
            return Given::Missing;
        }
        let all: u32 = answers.iter().sum();
        if all == 0 {
            self.say(value, RemarkKind::NothingCounted);
            return Given::Missing;
        }
        if let Some(staff) = entry.staff {
            if all > staff {
                self.say(
                    value,
                    RemarkKind::SurveyAboveStaff {
                        answers: all,
                        staff,
                    },
                );
                return Given::Missing;
            }
            if i64::from(all) * WHOLE < i64::from(staff) * self.numbers.least_share {
                self.say(
                    value,
                    RemarkKind::NarrowSurvey {
                        answers: all,
                        staff,
                    },
                );
            }
        }
        if i64::from(all) * 100 < self.numbers.least_answers {
            self.say(value, RemarkKind::FewAnswers { answers: all });
        }
        Given::Survey(answers)
    }

    /// Points of the report found false: those stated, and at least the items that are marked so.
    fn false_reports(&mut self, entry: &Entry) -> u32 {
        let marked = entry.given.iter().map(|given| match given {
            Given::Items { worst, .. } => worst.count(ItemState::False),
            _ => 0,
        });
        let marked = marked.sum();
        let Some(path) = Path::plain("false_reports") else {
            return marked;
        };
        if self.text(path).is_none() {
            if marked == 0 {
                self.say(path, RemarkKind::TruthNotSaid);
            }
            return marked;
        }
        let stated = self.count(path, MOST_ITEMS).unwrap_or(marked);
        if stated < marked {
            self.say(path, RemarkKind::FewerFalse { items: marked });
        }
        stated.max(marked)
    }
}

/// Full-width digits and signs made half-width, without the unit that people write behind a number.
fn half_width(text: &str) -> String {
    let half = text.chars().map(|char| match char {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(char as u32 - 0xfee0).unwrap_or(char),
        _ => char,
    });
    let text: String = half.collect();
    text.trim()
        .trim_end_matches(['分', '%', '项', '人', '票'])
        .trim()
        .to_owned()
}
