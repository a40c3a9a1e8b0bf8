//! What the user looks at: which duties, in which way, and which one is open.

use shizu_rules::Lang;
use shizu_rules::Rulebook;
use shizu_rules::duties::{Listing, Matrix, Query};
use shizu_rules::vocabulary::{DutyField, Organ, Rhythm, Role, Stage, Term, Tier};

use crate::markup::Act;

/// The ways of looking.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// Duties by organs.
    #[default]
    Matrix,
    /// The duties of one organ.
    Mine,
    /// Two organs beside each other.
    Compare,
    /// How much each organ has, and where the matrix is thin.
    Load,
}

impl Tab {
    /// Every way with its code.
    pub const ALL: [(Tab, &'static str); 4] = [
        (Tab::Matrix, "matrix"),
        (Tab::Mine, "mine"),
        (Tab::Compare, "compare"),
        (Tab::Load, "load"),
    ];

    fn code(self) -> &'static str {
        let found = Tab::ALL.iter().find(|(tab, _)| *tab == self);
        found.map_or("", |(_, code)| code)
    }
}

/// Everything chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    pub tab: Tab,
    pub words: String,
    pub field: Option<DutyField>,
    pub stage: Option<Stage>,
    pub rhythm: Option<Rhythm>,
    /// These three are asked of the matrix only.
    pub organ: Option<Organ>,
    pub tier: Option<Tier>,
    pub role: Option<Role>,
    /// Whose duties are read.
    pub mine: Organ,
    /// The two compared.
    pub pair: [Organ; 2],
    /// Id of the duty that is open in the panel 依据; empty for none.
    pub open: String,
    /// Whether the whole table is printed on A3 instead of a list on A4.
    pub wide_paper: bool,
}

impl Default for State {
    fn default() -> Self {
        State {
            tab: Tab::Matrix,
            words: String::new(),
            field: None,
            stage: None,
            rhythm: None,
            organ: None,
            tier: None,
            role: None,
            mine: Organ::Group,
            pair: [Organ::Office, Organ::Group],
            open: String::new(),
            wide_paper: false,
        }
    }
}

/// The version of what is kept.
const VERSION: &str = "matrix 1";

impl State {
    /// What is asked of the duties in the present way of looking.
    pub fn query(&self) -> Query {
        let mut query = Query {
            fields: self.field.into_iter().collect(),
            stages: self.stage.into_iter().collect(),
            rhythms: self.rhythm.into_iter().collect(),
            words: self.words.clone(),
            ..Query::default()
        };
        if self.tab == Tab::Matrix {
            query.organs.extend(self.organ);
            query.tiers.extend(self.tier);
            query.roles.extend(self.role);
        }
        query
    }

    /// The duties looked at.
    pub fn matrix<'r>(&self, rulebook: &'r Rulebook) -> Matrix<'r> {
        Matrix::new(rulebook).filtered(&self.query())
    }

    /// What is exported: the present way of looking as tables, one per sheet.
    pub fn listings(&self, rulebook: &Rulebook, lang: Lang) -> Vec<Listing> {
        let matrix = self.matrix(rulebook);
        match self.tab {
            Tab::Matrix => vec![Listing::of_matrix(&matrix, lang)],
            Tab::Mine => vec![Listing::of_organ(&matrix.of_organ(self.mine), lang)],
            Tab::Compare => {
                let [first, second] = self.pair;
                let compared = matrix.compare(first, second);
                vec![Listing::of_comparison(&compared, self.pair, lang)]
            }
            Tab::Load => vec![
                Listing::of_load(&matrix.load(), lang),
                Listing::of_gaps(&matrix.gaps(), lang),
                Listing::of_overlaps(&matrix.overlaps(), lang),
            ],
        }
    }

    /// Applies what the user did; files and the printer are not its business.
    pub fn act(&mut self, act: &Act) {
        let value = &*act.value;
        match &*act.name {
            "tab" => {
                let found = Tab::ALL.iter().find(|(_, code)| *code == act.arg);
                self.tab = found.map_or(self.tab, |(tab, _)| *tab);
            }
            "words" => value.clone_into(&mut self.words),
            "field" => self.field = Term::from_code(value),
            "stage" => self.stage = Term::from_code(value),
            "rhythm" => self.rhythm = Term::from_code(value),
            "organ" => self.organ = Term::from_code(value),
            "tier" => self.tier = Term::from_code(value),
            "role" => self.role = Term::from_code(value),
            "mine" => self.mine = Term::from_code(value).unwrap_or(self.mine),
            "first" => self.choose(0, value),
            "second" => self.choose(1, value),
            "read" => {
                self.mine = Term::from_code(&act.arg).unwrap_or(self.mine);
                self.tab = Tab::Mine;
            }
            "see" => {
                *self = State {
                    field: Term::from_code(&act.arg),
                    mine: self.mine,
                    pair: self.pair,
                    open: std::mem::take(&mut self.open),
                    ..State::default()
                };
            }
            "swap" => self.pair.swap(0, 1),
            "open" => act.arg.clone_into(&mut self.open),
            "close" => self.open.clear(),
            "print" => self.wide_paper = act.arg == "a3",
            "clear" => {
                *self = State {
                    tab: self.tab,
                    mine: self.mine,
                    pair: self.pair,
                    open: std::mem::take(&mut self.open),
                    ..State::default()
                };
            }
            _ => {}
        }
    }

    /// Puts an organ into the pair; the same twice would compare nothing, so then the two change places.
    fn choose(&mut self, at: usize, code: &str) {
        let Some(organ) = Organ::from_code(code) else {
            return;
        };
        if self.pair[1 - at] == organ {
            self.pair.swap(0, 1);
        } else {
            self.pair[at] = organ;
        }
    }

    /// Whether anything narrows the duties in the present way of looking.
    pub fn is_narrowed(&self) -> bool {
        !self.query().is_empty()
    }

    /// What is kept between visits: one line per choice.
    pub fn kept(&self) -> String {
        fn code<T: Term>(term: Option<T>) -> &'static str {
            term.map_or("", Term::code)
        }
        let words = self.words.replace('\n', " ");
        let choices = [
            VERSION,
            self.tab.code(),
            code(self.field),
            code(self.stage),
            code(self.rhythm),
            code(self.organ),
            code(self.tier),
            code(self.role),
            self.mine.code(),
            self.pair[0].code(),
            self.pair[1].code(),
            &*words,
        ];
        choices.join("\n")
    }

    /// What was kept; `None` if it is of another version or broken.
    pub fn restored(kept: &str) -> Option<Self> {
        /// An unknown word is refused, an empty one is no choice.
        fn chosen<T: Term>(code: &str) -> Result<Option<T>, ()> {
            if code.is_empty() {
                return Ok(None);
            }
            T::from_code(code).map(Some).ok_or(())
        }
        let lines: Vec<&str> = kept.split('\n').collect();
        let [
            version,
            tab,
            field,
            stage,
            rhythm,
            organ,
            tier,
            role,
            mine,
            first,
            second,
            words,
        ] = lines[..]
        else {
            return None;
        };
        let tab = Tab::ALL.iter().find(|(_, code)| *code == tab)?.0;
        (version == VERSION).then_some(State {
            tab,
            words: words.to_owned(),
            field: chosen(field).ok()?,
            stage: chosen(stage).ok()?,
            rhythm: chosen(rhythm).ok()?,
            organ: chosen(organ).ok()?,
            tier: chosen(tier).ok()?,
            role: chosen(role).ok()?,
            mine: Term::from_code(mine)?,
            pair: [Term::from_code(first)?, Term::from_code(second)?],
            ..State::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn act(name: &str, arg: &str, value: &str) -> Act {
        Act {
            name: name.to_owned(),
            arg: arg.to_owned(),
            value: value.to_owned(),
            files: None,
        }
    }

    #[test]
    fn filters_of_the_matrix_do_not_act_where_they_are_not_shown() {
        let mut state = State::default();
        state.act(&act("tier", "", "front"));
        state.act(&act("stage", "", "before"));
        assert_eq!(state.query().tiers, [Tier::Front]);
        state.act(&act("tab", "mine", ""));
        assert!(state.query().tiers.is_empty());
        assert_eq!(state.query().stages, [Stage::Before]);
        state.act(&act("clear", "", ""));
        assert!(!state.is_narrowed());
        assert_eq!(state.tab, Tab::Mine);
    }

    #[test]
    fn the_same_organ_is_never_compared_with_itself() {
        let mut state = State::default();
        state.act(&act("first", "", "group"));
        assert_eq!(state.pair, [Organ::Group, Organ::Office]);
        state.act(&act("second", "", "trial_office"));
        assert_eq!(state.pair, [Organ::Group, Organ::TrialOffice]);
        state.act(&act("second", "", "nonsense"));
        assert_eq!(state.pair, [Organ::Group, Organ::TrialOffice]);
    }

    #[test]
    fn what_is_kept_comes_back_and_nothing_else() {
        let mut state = State::default();
        for (name, value) in [
            ("field", "case_trial"),
            ("role", "guide"),
            ("words", "FP32 审理\n小组"),
        ] {
            state.act(&act(name, "", value));
        }
        state.act(&act("read", "zone_trial_team", ""));
        let mut back = State::restored(&state.kept()).expect("kept");
        assert_eq!(back.words, "FP32 审理 小组");
        back.words.clone_from(&state.words);
        assert_eq!(back, state);
        for broken in [
            "",
            "matrix 0\nmatrix",
            &state.kept().replace("case_trial", "no_field"),
        ] {
            assert_eq!(State::restored(broken), None, "{broken}");
        }
    }
}
