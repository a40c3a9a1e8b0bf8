//! What the user has entered: a time limit to count, a clue clock to read, a year to look at.

use chrono::{Datelike, NaiveDate};
use shizu_rules::deadlines::{
    Clock, Count, CountError, Counting, Leg, Pause, Request, TrackReading, count,
};
use shizu_rules::vocabulary::{LimitUnit, StartEvent, Term};
use shizu_rules::{Limit, Rulebook};

use crate::markup::Act;

/// The parts among which the user chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// Count a time limit.
    Count,
    /// All time limits.
    Limits,
    /// Clue clocks.
    Clocks,
    /// The calendar of a year.
    Year,
}

impl Tab {
    /// Every part with its code.
    pub const ALL: [(Tab, &'static str); 4] = [
        (Tab::Count, "count"),
        (Tab::Limits, "limits"),
        (Tab::Clocks, "clocks"),
        (Tab::Year, "year"),
    ];
}

/// Everything entered. Dates and numbers are kept as typed, so that what is wrong can be said.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    pub tab: Tab,
    pub start: String,
    /// Id of the time limit counted; empty for a length of one's own.
    pub rule: String,
    pub amount: String,
    pub unit: LimitUnit,
    pub extend: String,
    pub pauses: Vec<[String; 2]>,
    /// Where the counting differs from that of the rulebook.
    pub counting: Option<Counting>,
    /// Index of the clue clock.
    pub clock: usize,
    /// The days of start events of the clue clock.
    pub starts: Vec<(StartEvent, String)>,
    pub as_of: String,
    pub year: i32,
}

/// Something entered that cannot be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// There is no such start day.
    Start,
    /// The amount is no number from 1.
    Amount,
    /// The engine says why.
    Engine(CountError),
}

/// What is not right about the extension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExtensionFault {
    /// It is no number from 1.
    NoNumber,
    /// No extension is laid down for the limit.
    NotLaidDown,
    /// It is longer than the longest.
    TooLong(Leg),
}

/// A count, and what was left out of it.
pub struct Counted {
    pub count: Count,
    pub length: Leg,
    pub extension: Option<Leg>,
    pub extension_fault: Option<ExtensionFault>,
    /// Pauses, from 0, whose days are missing or do not exist.
    pub unread: Vec<usize>,
    pub start: NaiveDate,
}

impl State {
    pub fn new(today: NaiveDate) -> Self {
        State {
            tab: Tab::Count,
            start: today.to_string(),
            rule: String::new(),
            amount: "15".to_owned(),
            unit: LimitUnit::WorkingDays,
            extend: String::new(),
            pauses: Vec::new(),
            counting: None,
            clock: 0,
            starts: vec![(StartEvent::Received, today.to_string())],
            as_of: today.to_string(),
            year: today.year(),
        }
    }

    /// The time limit chosen, if one is.
    pub fn limit<'r>(&self, rulebook: &'r Rulebook) -> Option<&'r Limit> {
        rulebook.limit(&self.rule)
    }

    /// How the limit is counted.
    pub fn counting(&self, rulebook: &Rulebook) -> Counting {
        let usual = self.limit(rulebook).map(|limit| limit.counting);
        self.counting
            .or(usual)
            .unwrap_or(rulebook.counting.counting)
    }

    /// The clue clock chosen.
    pub fn clock<'r>(&self, rulebook: &'r Rulebook) -> Option<&'r Clock> {
        rulebook.clocks.get(self.clock).or(rulebook.clocks.first())
    }

    /// Does what the user did. Whether the fields have to be drawn anew.
    pub fn act(&mut self, act: &Act, rulebook: &Rulebook) -> bool {
        let Act {
            name, arg, value, ..
        } = act;
        let at = arg.parse::<usize>().unwrap_or_default();
        match &**name {
            "tab" => {
                let tab = Tab::ALL.iter().find(|(_, code)| code == arg);
                self.tab = tab.map_or(self.tab, |(tab, _)| *tab);
            }
            "rule" => self.choose(value),
            "use" => {
                self.choose(arg);
                self.tab = Tab::Count;
            }
            "unit" => self.unit = LimitUnit::from_code(value).unwrap_or(self.unit),
            "pause" => self.pauses.push([String::new(), String::new()]),
            "unpause" if at < self.pauses.len() => {
                self.pauses.remove(at);
            }
            "usual" => self.counting = None,
            "clock" => self.clock = value.parse().unwrap_or(self.clock),
            "year" => self.year = arg.parse().unwrap_or(self.year),
            "start" => return self.typed(|state| &mut state.start, value),
            "amount" => return self.typed(|state| &mut state.amount, value),
            "extend" => return self.typed(|state| &mut state.extend, value),
            "as-of" => return self.typed(|state| &mut state.as_of, value),
            "from" | "to" if at < self.pauses.len() => {
                let side = usize::from(name == "to");
                value.clone_into(&mut self.pauses[at][side]);
                return false;
            }
            "event" => {
                self.set_event(arg, value);
                return false;
            }
            _ => self.set_counting(name, value, rulebook),
        }
        true
    }

    fn typed(&mut self, field: impl Fn(&mut Self) -> &mut String, value: &str) -> bool {
        value.clone_into(field(self));
        false
    }

    fn choose(&mut self, rule: &str) {
        rule.clone_into(&mut self.rule);
        self.extend.clear();
        self.counting = None;
    }

    fn set_event(&mut self, event: &str, value: &str) {
        let Some(event) = StartEvent::from_code(event) else {
            return;
        };
        self.starts.retain(|(known, _)| *known != event);
        self.starts.push((event, value.to_owned()));
    }

    fn set_counting(&mut self, field: &str, value: &str, rulebook: &Rulebook) {
        let mut counting = self.counting(rulebook);
        set(field == "start-day", &mut counting.start_day, value);
        set(field == "last-day", &mut counting.last_day, value);
        set(field == "month-end", &mut counting.month_end, value);
        set(field == "rest-end", &mut counting.rest_end, value);
        self.counting = Some(counting);
    }

    /// The day entered for a start event of the clue clock, as typed.
    pub fn event(&self, event: StartEvent) -> &str {
        let known = self.starts.iter().find(|(known, _)| *known == event);
        known.map_or("", |(_, day)| day)
    }

    /// Counts what was entered; pauses and extensions that are not right are left out and told.
    pub fn count(&self, rulebook: &Rulebook) -> Result<Counted, Hindrance> {
        let start = self.start.parse().map_err(|_| Hindrance::Start)?;
        let limit = self.limit(rulebook);
        let length = match limit {
            Some(limit) => limit.length(),
            None => Leg {
                amount: number(&self.amount).ok_or(Hindrance::Amount)?,
                unit: self.unit,
            },
        };
        let (extension, extension_fault) = match self.extension(limit, length) {
            Ok(extension) => (extension, None),
            Err(fault) => (None, Some(fault)),
        };
        let (mut pauses, mut unread) = (Vec::new(), Vec::new());
        for (at, [from, to]) in self.pauses.iter().enumerate() {
            match (from.parse(), to.parse()) {
                (Ok(from), Ok(to)) => pauses.push(Pause { from, to }),
                _ => unread.push(at),
            }
        }
        let request = Request {
            start,
            length,
            counting: self.counting(rulebook),
            extension,
            pauses: &pauses,
        };
        let mut count = count(&request, &rulebook.calendar).map_err(Hindrance::Engine)?;
        // The engine knows only the pauses that could be read; the user counts all.
        for problem in &mut count.problems {
            let skipped = |at: usize| {
                let mut place = at;
                for missing in &unread {
                    place += usize::from(*missing <= place);
                }
                place
            };
            problem.index = skipped(problem.index);
            if let shizu_rules::deadlines::PauseFault::Overlaps(other) = &mut problem.kind {
                *other = skipped(*other);
            }
        }
        Ok(Counted {
            count,
            length,
            extension,
            extension_fault,
            unread,
            start,
        })
    }

    fn extension(&self, limit: Option<&Limit>, length: Leg) -> Result<Option<Leg>, ExtensionFault> {
        if self.extend.trim().is_empty() {
            return Ok(None);
        }
        let amount = number(&self.extend).ok_or(ExtensionFault::NoNumber)?;
        let Some(limit) = limit else {
            let unit = length.unit;
            return Ok(Some(Leg { amount, unit }));
        };
        let allowed = limit
            .extension
            .as_ref()
            .ok_or(ExtensionFault::NotLaidDown)?;
        let unit = allowed.unit;
        match allowed.most {
            Some(most) if most < amount => Err(ExtensionFault::TooLong(Leg { amount: most, unit })),
            _ => Ok(Some(Leg { amount, unit })),
        }
    }

    /// The clue clock read for the days entered; `None` when the day looked at does not exist.
    pub fn readings<'r>(
        &self,
        rulebook: &'r Rulebook,
    ) -> Option<(NaiveDate, Vec<TrackReading<'r>>)> {
        let as_of = self.as_of.parse().ok()?;
        let day = |event| self.event(event).parse().ok();
        let clock = self.clock(rulebook)?;
        Some((as_of, clock.read(day, as_of, &rulebook.calendar)))
    }
}

/// A number from 1.
fn number(text: &str) -> Option<u32> {
    text.trim().parse().ok().filter(|number| *number > 0)
}

fn set<T: Term>(is_meant: bool, field: &mut T, code: &str) {
    if let Some(term) = T::from_code(code).filter(|_| is_meant) {
        *field = term;
    }
}

#[cfg(test)]
mod tests {
    use shizu_rules::deadlines::PauseFault;
    use shizu_rules::vocabulary::{LimitUnit, StartEvent};
    use shizu_rules::{LoadError, Rulebook};

    use super::{ExtensionFault, Hindrance, State, Tab};
    use crate::markup::Act;

    fn act(name: &str, arg: &str, value: &str) -> Act {
        Act {
            name: name.to_owned(),
            arg: arg.to_owned(),
            value: value.to_owned(),
            files: None,
        }
    }

    fn state(acts: &[(&str, &str, &str)], rulebook: &Rulebook) -> State {
        let mut state = State::new("2026-11-22".parse().unwrap_or_default());
        for (name, arg, value) in acts {
            state.act(&act(name, arg, value), rulebook);
        }
        state
    }

    fn due(state: &State, rulebook: &Rulebook) -> Option<String> {
        state
            .count(rulebook)
            .ok()
            .map(|counted| counted.count.due.to_string())
    }

    /// 25–27 September and 1–7 October 2026 are off.
    #[test]
    fn what_is_entered_is_counted() -> Result<(), Vec<LoadError>> {
        let rulebook = Rulebook::shipped()?;
        let acts = [
            ("start", "", "2026-09-24"),
            ("amount", "", "5"),
            ("unit", "", "working_days"),
        ];
        let mut state = state(&acts, &rulebook);
        assert_eq!(due(&state, &rulebook).as_deref(), Some("2026-10-09"));
        assert!(state.act(&act("unit", "", "days"), &rulebook));
        assert_eq!(
            (due(&state, &rulebook).as_deref(), state.unit),
            (Some("2026-09-29"), LimitUnit::Days)
        );
        assert!(!state.act(&act("amount", "", "x"), &rulebook));
        assert_eq!(state.count(&rulebook).err(), Some(Hindrance::Amount));
        state.act(&act("start", "", ""), &rulebook);
        assert_eq!(state.count(&rulebook).err(), Some(Hindrance::Start));
        Ok(())
    }

    #[test]
    fn a_rule_brings_its_length_and_its_extension() -> Result<(), Vec<LoadError>> {
        let rulebook = Rulebook::shipped()?;
        let acts = [
            ("start", "", "2026-01-05"),
            ("use", "case_review", ""),
            ("extend", "", "90"),
        ];
        let mut state = state(&acts, &rulebook);
        assert_eq!(
            (due(&state, &rulebook).as_deref(), state.tab),
            (Some("2026-07-04"), Tab::Count)
        );
        state.act(&act("extend", "", "91"), &rulebook);
        let fault = state
            .count(&rulebook)
            .ok()
            .and_then(|counted| counted.extension_fault);
        assert!(matches!(fault, Some(ExtensionFault::TooLong(most)) if most.amount == 90));
        assert_eq!(due(&state, &rulebook).as_deref(), Some("2026-04-05"));
        Ok(())
    }

    #[test]
    fn pauses_keep_their_numbers_when_one_cannot_be_read() -> Result<(), Vec<LoadError>> {
        let rulebook = Rulebook::shipped()?;
        let acts = [
            ("start", "", "2026-03-02"),
            ("amount", "", "5"),
            ("unit", "", "days"),
            ("pause", "", ""),
            ("pause", "", ""),
            ("from", "1", "2026-05-01"),
            ("to", "1", "2026-05-02"),
        ];
        let state = state(&acts, &rulebook);
        let counted = state.count(&rulebook).ok();
        let told = counted.map(|counted| {
            (
                counted.unread,
                counted
                    .count
                    .problems
                    .first()
                    .map(|problem| (problem.index, problem.kind)),
            )
        });
        assert_eq!(told, Some((vec![0], Some((1, PauseFault::Outside)))));
        Ok(())
    }

    #[test]
    fn the_way_of_counting_can_be_chosen_and_left() -> Result<(), Vec<LoadError>> {
        let rulebook = Rulebook::shipped()?;
        let acts = [
            ("start", "", "2026-03-05"),
            ("amount", "", "1"),
            ("unit", "", "months"),
            ("rest-end", "", "next_working_day"),
        ];
        let mut state = state(&acts, &rulebook);
        // 4–6 April 2026 are off.
        assert_eq!(due(&state, &rulebook).as_deref(), Some("2026-04-07"));
        state.act(&act("usual", "", ""), &rulebook);
        assert_eq!(due(&state, &rulebook).as_deref(), Some("2026-04-05"));
        Ok(())
    }

    #[test]
    fn a_clue_clock_is_read_for_the_days_entered() -> Result<(), Vec<LoadError>> {
        let rulebook = Rulebook::shipped()?;
        let state = state(
            &[
                ("event", "received", "2026-03-05"),
                ("as-of", "", "2026-04-06"),
            ],
            &rulebook,
        );
        let readings = state
            .readings(&rulebook)
            .map(|(_, readings)| readings)
            .unwrap_or_default();
        let now = readings
            .iter()
            .find(|reading| reading.track.start == StartEvent::Received)
            .and_then(|reading| reading.now);
        assert_eq!(now, Some(shizu_rules::vocabulary::Signal::Yellow));
        Ok(())
    }
}
