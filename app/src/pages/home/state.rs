//! What the user looks at, and what is kept between visits: choices, never rows.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Value, json};
use shizu_casebook::pack::Order;
use shizu_casebook::today::{Scope, Section};
use shizu_rules::Lang;
use shizu_rules::monitor::Period;
use shizu_rules::vocabulary::{CheckList, InformationTier};

use super::handing::Recipient;

/// The version of what is kept.
const VERSION: u64 = 1;

/// A part of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// 今日.
    #[default]
    Today,
    /// 季度例会.
    Meeting,
    /// 清单监督.
    Checks,
}

impl Tab {
    /// Every part, with the word it goes by.
    pub const ALL: [(Tab, &'static str); 3] = [
        (Tab::Today, "today"),
        (Tab::Meeting, "meeting"),
        (Tab::Checks, "checks"),
    ];
}

/// Which changes are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum News {
    /// Those since one last looked.
    #[default]
    SinceSeen,
    /// Those of seven days.
    Week,
}

/// A check about to begin, as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beginning {
    /// The list.
    pub list: CheckList,
    /// The body.
    pub body: String,
    /// The meeting.
    pub meeting: String,
    /// The day, as the field has it.
    pub on: String,
}

/// What the user looks at.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The part.
    pub tab: Tab,
    /// Only what the user has in hand.
    pub mine: bool,
    /// Only what concerns this office or group.
    pub scope: Scope,
    /// Only this section.
    pub only: Option<Section>,
    /// Sections shown in full.
    pub whole: Vec<Section>,
    /// Key of the line whose detail and basis are shown.
    pub picked: String,
    /// Which changes are shown.
    pub news: News,
    /// The last revision that the user has seen, of the workbook now open.
    pub seen: u64,
    /// The same of every workbook, by its id.
    pub seen_of: BTreeMap<String, u64>,
    /// What the papers are asked for.
    pub order: Order,
    /// Who is to get the papers that are for others.
    pub recipient: Recipient,
    /// The check about to begin.
    pub begin: Beginning,
    /// What is wrong with it.
    pub fault: Option<[&'static str; 2]>,
    /// The check that is open: its place in the list of checks counts from the latest, so it is named by what it is of.
    pub check: String,
    /// Problems being typed, by row of the check.
    pub problems: BTreeMap<String, String>,
    /// What was just done, to be undone with one press.
    pub note: Option<String>,
}

impl State {
    /// As the page begins on `today`.
    pub fn new(today: NaiveDate) -> Self {
        State {
            tab: Tab::Today,
            mine: false,
            scope: Scope::All,
            only: None,
            whole: Vec::new(),
            picked: String::new(),
            news: News::SinceSeen,
            seen: 0,
            seen_of: BTreeMap::new(),
            order: Order::new("", today, Lang::Zh),
            recipient: Recipient::default(),
            begin: Beginning {
                list: CheckList::Meeting,
                body: String::new(),
                meeting: String::new(),
                on: today.to_string(),
            },
            fault: None,
            check: String::new(),
            problems: BTreeMap::new(),
            note: None,
        }
    }

    /// What is kept, as text: the tab, the filters, and how far the user has read in each workbook.
    pub fn kept(&self) -> String {
        let tab = Tab::ALL.iter().find(|(tab, _)| *tab == self.tab);
        let tab = tab.map_or("", |(_, word)| word);
        json!({ "v": VERSION, "tab": tab, "mine": self.mine, "scope": scope_word(&self.scope), "office": self.order.office, "seen": self.seen_of })
            .to_string()
    }

    /// Takes up what was kept; what cannot be read is passed over, for nothing but choices is in it.
    pub fn restore(&mut self, text: &str) {
        let Ok(value) = serde_json::from_str::<Value>(text) else {
            return;
        };
        if value["v"] != VERSION {
            return;
        }
        let word = value["tab"].as_str().unwrap_or_default();
        self.choose_tab(word);
        self.mine = value["mine"].as_bool().unwrap_or_default();
        self.scope = read_scope(value["scope"].as_str().unwrap_or_default());
        value["office"]
            .as_str()
            .unwrap_or_default()
            .clone_into(&mut self.order.office);
        for (id, seen) in value["seen"].as_object().into_iter().flatten() {
            self.seen_of
                .insert(id.clone(), seen.as_u64().unwrap_or_default());
        }
    }

    /// Goes to the part with this word.
    pub fn choose_tab(&mut self, word: &str) {
        let tab = Tab::ALL.iter().find(|(_, known)| *known == word);
        self.tab = tab.map_or(self.tab, |(tab, _)| *tab);
    }

    /// Everything up to `revision` has been seen.
    pub fn has_seen(&mut self, workbook: &str, revision: u64) {
        self.seen_of.insert(workbook.to_owned(), revision);
    }

    /// The quarters to choose from: the one that runs, and two years back.
    pub fn quarters(today: NaiveDate) -> Vec<Period> {
        use shizu_rules::vocabulary::Frequency;
        let now = Period::containing(Frequency::Quarter, today);
        (0..=8).map(|back| now.plus(-back)).collect()
    }

    /// Whether the papers show single matters.
    pub fn is_for_handlers(&self) -> bool {
        self.order.tier == InformationTier::CaseConfidential
    }
}

/// A scope as the value of a choice: empty, `o:` with an office, `g:` with a group.
pub fn scope_word(scope: &Scope) -> String {
    match scope {
        Scope::All => String::new(),
        Scope::Office(name) => format!("o:{name}"),
        Scope::Group(name) => format!("g:{name}"),
    }
}

/// The scope of such a value.
pub fn read_scope(word: &str) -> Scope {
    match word.split_once(':') {
        Some(("o", name)) => Scope::Office(name.to_owned()),
        Some(("g", name)) => Scope::Group(name.to_owned()),
        _ => Scope::All,
    }
}

#[cfg(test)]
mod tests {
    use super::{Scope, State, Tab};

    #[test]
    fn choices_are_kept_and_nothing_else() {
        let today = "2026-03-05".parse().expect("a day");
        let mut state = State::new(today);
        state.tab = Tab::Meeting;
        state.mine = true;
        state.scope = Scope::Group("驻甲局组".into());
        state.has_seen("w-1", 7);
        state.picked = "matter:M-1".into();
        state.problems.insert("K-1".into(), "虚构".into());
        let text = state.kept();
        assert!(!text.contains("M-1") && !text.contains("虚构"));
        let mut again = State::new(today);
        again.restore(&text);
        assert_eq!(
            (again.tab, again.mine, &again.scope),
            (state.tab, true, &state.scope)
        );
        assert_eq!(again.seen_of, state.seen_of);
        again.restore("{");
        again.restore("{\"v\":99}");
        assert_eq!(again.tab, Tab::Meeting);
    }
}
