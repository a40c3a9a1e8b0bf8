//! What the page holds, and what the user does to it.

use chrono::{Datelike, NaiveDate};
use shizu_rules::sharing::{ExchangeAnswer, Sharing};
use shizu_rules::vocabulary::{Approver, DataKind, ExchangeDecision, Mask, Organ, Term};
use shizu_rules::{Engine, FactKey, MatterFacts, Subject};

/// The parts of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// One exchange.
    Check,
    /// All kinds of information and all recipients.
    Matrix,
    /// What is to be passed on when.
    Calendar,
    /// What was passed on.
    Log,
}

impl Tab {
    pub const ALL: [(Tab, &'static str); 4] = [
        (Tab::Check, "check"),
        (Tab::Matrix, "matrix"),
        (Tab::Calendar, "calendar"),
        (Tab::Log, "log"),
    ];
}

/// A row of the disclosure log: the exchange, what the rules said of it on that day, and what the user wrote.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub on: NaiveDate,
    pub facts: MatterFacts,
    pub decision: ExchangeDecision,
    pub approver: Option<Approver>,
    pub masks: Vec<Mask>,
    pub subject: String,
    pub approval: String,
}

/// All that the page holds.
#[derive(Clone, Debug)]
pub struct State {
    pub tab: Tab,
    /// The exchange asked about; its sender and purpose are those of the matrix too.
    pub facts: MatterFacts,
    /// What it is about, as the user calls it: a number, no names.
    pub subject: String,
    /// Who approved it, when, under which number.
    pub approval: String,
    /// The disclosure log, the oldest first.
    pub log: Vec<Entry>,
    /// The log before the last deletion.
    pub before: Option<Vec<Entry>>,
    /// Whose obligations are shown; `None` for everybody's.
    pub organ: Option<Organ>,
    /// Whether those that it receives are shown, instead of those it owes.
    pub receives: bool,
    pub year: i32,
    /// The flow whose basis is shown.
    pub flow: String,
    /// Whether what was kept could not be read.
    pub fault: bool,
}

impl State {
    pub fn new(today: NaiveDate) -> Self {
        State {
            tab: Tab::Check,
            facts: MatterFacts::new(Subject::Exchange),
            subject: String::new(),
            approval: String::new(),
            log: Vec::new(),
            before: None,
            organ: None,
            receives: false,
            year: today.year(),
            flow: String::new(),
            fault: false,
        }
    }

    /// Sets a fact from its code; empty is unknown. A code that the page did not offer changes nothing.
    pub fn set(&mut self, fact: &str, code: &str) {
        if let Some(key) = Subject::Exchange.fact(fact) {
            let _ = self.facts.parse(key, code);
        }
    }

    /// What the rules say of the exchange.
    pub fn answer(&self, engine: &Engine) -> Option<ExchangeAnswer> {
        let sharing = Sharing::new(engine.rulebook(), engine.day()).ok()?;
        Some(sharing.answer(&self.facts))
    }

    /// Puts the exchange into the log, if the rules have an answer to it. Whether it did.
    pub fn register(&mut self, engine: &Engine, today: NaiveDate) -> bool {
        let Some(answer) = self.answer(engine) else {
            return false;
        };
        let Some(decision) = answer.decision else {
            return false;
        };
        self.log.push(Entry {
            on: today,
            facts: self.facts.clone(),
            decision,
            approver: answer.approver,
            masks: answer.masks,
            subject: std::mem::take(&mut self.subject),
            approval: std::mem::take(&mut self.approval),
        });
        self.before = None;
        true
    }

    /// Takes one row out of the log, or all of them. The log as it was can be had back.
    pub fn delete(&mut self, row: Option<usize>) {
        let before = self.log.clone();
        match row {
            Some(row) if row < self.log.len() => {
                self.log.remove(row);
            }
            Some(_) => return,
            None => self.log.clear(),
        }
        self.before = Some(before);
    }

    pub fn undo(&mut self) {
        if let Some(before) = self.before.take() {
            self.log = before;
        }
    }

    /// The log as it is kept; empty for none. A line with the version, then one line per row, its fields between tabs.
    pub fn kept(&self) -> String {
        let mut text = String::new();
        for entry in &self.log {
            text.push_str(if text.is_empty() { VERSION } else { "" });
            text.push('\n');
            text.push_str(&written(entry).join("\t"));
        }
        text
    }

    /// Takes the log that was kept. Whether it could be read.
    pub fn restore(&mut self, text: &str) -> bool {
        let Some(log) = read(text) else {
            return false;
        };
        self.log = log;
        true
    }
}

/// First line of what is kept.
const VERSION: &str = "v1";

/// What is kept of a row: its day, the facts by code in schema order, decision, approver, masks, and what the user wrote.
fn written(entry: &Entry) -> Vec<String> {
    let mut fields = vec![entry.on.to_string()];
    let keys = Subject::Exchange.facts().iter();
    fields.extend(keys.map(|key| code(entry.facts.value(*key).map(|value| value.code))));
    let masks: Vec<&str> = entry.masks.iter().map(|mask| mask.code()).collect();
    fields.push(entry.decision.code().to_owned());
    fields.push(code(entry.approver.map(Term::code)));
    fields.push(masks.join(" "));
    // A tab or line that was pasted would end the field.
    fields.extend(
        [&entry.approval, &entry.subject].map(|text| text.replace(['\t', '\n', '\r'], " ")),
    );
    fields
}

fn code(code: Option<&'static str>) -> String {
    code.unwrap_or_default().to_owned()
}

fn read(text: &str) -> Option<Vec<Entry>> {
    let rows = text.strip_prefix(VERSION)?.strip_prefix('\n')?;
    rows.split('\n').map(entry).collect()
}

fn entry(row: &str) -> Option<Entry> {
    let mut fields = row.split('\t');
    let on = fields.next()?.parse().ok()?;
    let mut facts = MatterFacts::new(Subject::Exchange);
    for key in Subject::Exchange.facts() {
        facts.parse(*key, fields.next()?).ok()?;
    }
    let decision = ExchangeDecision::from_code(fields.next()?)?;
    let approver = match fields.next()? {
        "" => None,
        code => Some(Approver::from_code(code)?),
    };
    let masks = fields.next()?.split_whitespace();
    Some(Entry {
        on,
        facts,
        decision,
        approver,
        masks: masks.map(Mask::from_code).collect::<Option<_>>()?,
        approval: fields.next()?.to_owned(),
        subject: fields.next()?.to_owned(),
    })
    .filter(|_| fields.next().is_none())
}

/// The kind of information of an exchange.
pub fn kind_of(facts: &MatterFacts) -> Option<DataKind> {
    DataKind::ALL.get(facts.index(FactKey::DataKind)?).copied()
}

#[cfg(test)]
mod tests {
    use super::State;
    use shizu_rules::{Engine, Rulebook};

    fn engine() -> Engine {
        let day = "2026-11-01".parse().expect("a day");
        Engine::new(Rulebook::shipped().expect("loads"), day).expect("compiles")
    }

    fn asked() -> State {
        let mut state = State::new("2026-11-22".parse().expect("a day"));
        for (fact, code) in [
            ("data_kind", "clues"),
            ("sender", "group"),
            ("recipient", "office"),
            ("purpose", "clue_handling"),
        ] {
            state.set(fact, code);
        }
        state
    }

    #[test]
    fn what_was_logged_is_kept_and_read_again() {
        let (engine, mut state) = (engine(), asked());
        "2026-017，\t“甲”\n".clone_into(&mut state.subject);
        assert!(state.register(&engine, "2026-11-22".parse().expect("a day")));
        assert!(state.subject.is_empty());
        let mut again = State::new("2026-11-23".parse().expect("a day"));
        assert!(again.restore(&state.kept()));
        // What was pasted with a tab or a line end is kept with blanks.
        "2026-017， “甲” ".clone_into(&mut state.log[0].subject);
        assert_eq!(again.log, state.log);
        state.delete(Some(0));
        assert!(state.log.is_empty() && state.kept().is_empty());
        state.undo();
        assert_eq!(again.log, state.log);
    }

    #[test]
    fn an_open_exchange_is_not_logged_and_a_broken_draft_not_read() {
        let (engine, mut state) = (engine(), asked());
        state.set("recipient", "");
        assert!(!state.register(&engine, "2026-11-22".parse().expect("a day")));
        for broken in ["", "v1", "v2\n", "v1\n", "v1\n2026-11-22\tclues"] {
            assert!(!state.restore(broken), "{broken}");
        }
        state.set("recipient", "nobody");
        assert_eq!(state.facts.index(shizu_rules::FactKey::Recipient), None);
        state.delete(Some(7));
        assert!(state.before.is_none());
    }
}
