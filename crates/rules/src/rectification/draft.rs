//! What was typed about a unit, unchecked: texts by path. A form, a row of a table and a JSON object all become one.

use std::collections::BTreeMap;

use crate::lang::Lang;
use crate::vocabulary::{ItemState, ScoreIndex, SurveyAnswer, Term};

use super::entry::ITEM_INDICES;

/// The fields that stand alone: code and labels.
pub const PLAIN_FIELDS: &[(&str, &str, &str)] = &[
    ("unit", "单位", "unit"),
    ("staff", "在册人数", "staff on the books"),
    ("feedback_date", "反馈日期", "date of feedback"),
    ("disclosure_date", "公开日期", "date of disclosure"),
    ("disclosed", "整改情况已公开", "rectification disclosed"),
    ("evaluated_on", "评估日期", "date of evaluation"),
    ("evaluators", "参评单位", "evaluators"),
    ("false_reports", "不实问题数", "false points"),
    ("gravity", "不到位的情节", "gravity"),
    ("remark", "备注", "remark"),
];

/// A field of an item in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItemField {
    /// What it is about; for people only.
    Title,
    /// Its state, where it is not worked out from the dates.
    State,
    /// The day it is due.
    Due,
    /// The day it was finished.
    Finished,
    /// What proves it: anything but no.
    Evidence,
}

/// The fields of an item: code and labels.
pub const ITEM_FIELDS: &[(ItemField, &str, &str, &str)] = &[
    (ItemField::Title, "title", "事项", "what"),
    (ItemField::State, "state", "状态", "state"),
    (ItemField::Due, "due", "期限", "due"),
    (ItemField::Finished, "finished", "完成日期", "finished"),
    (ItemField::Evidence, "evidence", "佐证材料", "evidence"),
];

/// Where a text belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Path {
    /// A field that stands alone, by its position in [`PLAIN_FIELDS`].
    Plain(usize),
    /// The value of an index.
    Value(ScoreIndex),
    /// How many items of an index are in a state.
    Count(ScoreIndex, ItemState),
    /// How many gave an answer.
    Answers(SurveyAnswer),
    /// A weight of one's own.
    Weight(ScoreIndex),
    /// A field of an item.
    Item(ScoreIndex, usize, ItemField),
}

impl Path {
    /// The plain field with this code.
    pub fn plain(code: &str) -> Option<Self> {
        let known = PLAIN_FIELDS.iter().position(|field| field.0 == code);
        known.map(Path::Plain)
    }

    /// Every field but those of items, in the order in which tables show them.
    pub fn all() -> impl Iterator<Item = Path> {
        let counts = |index: &ScoreIndex| {
            let index = *index;
            ItemState::ALL
                .iter()
                .map(move |state| Path::Count(index, *state))
        };
        (0..PLAIN_FIELDS.len())
            .map(Path::Plain)
            .chain(ScoreIndex::ALL.iter().map(|index| Path::Value(*index)))
            .chain(ITEM_INDICES.iter().flat_map(counts))
            .chain(
                SurveyAnswer::ALL
                    .iter()
                    .map(|answer| Path::Answers(*answer)),
            )
            .chain(ScoreIndex::ALL.iter().map(|index| Path::Weight(*index)))
    }

    /// The parts of its name.
    fn parts(self, lang: Option<Lang>) -> [String; 3] {
        fn pick(lang: Option<Lang>, code: &str, zh: &str, en: &str) -> String {
            let text = match lang {
                None => code,
                Some(Lang::Zh) => zh,
                Some(Lang::En) => en,
            };
            text.to_owned()
        }
        fn term<T: Term>(lang: Option<Lang>, term: T) -> String {
            lang.map_or(term.code(), |lang| term.label(lang)).to_owned()
        }
        let none = String::new;
        match self {
            Path::Plain(at) => {
                let (code, zh, en) = PLAIN_FIELDS.get(at).copied().unwrap_or_default();
                [pick(lang, code, zh, en), none(), none()]
            }
            Path::Value(index) => [term(lang, index), none(), none()],
            Path::Count(index, state) => [term(lang, index), term(lang, state), none()],
            Path::Answers(answer) => {
                let index = term(lang, ScoreIndex::Satisfaction);
                [index, term(lang, answer), none()]
            }
            Path::Weight(index) => {
                let weights = pick(lang, "weights", "权重", "weight");
                [weights, term(lang, index), none()]
            }
            Path::Item(index, at, field) => {
                let found = ITEM_FIELDS.iter().find(|known| known.0 == field);
                let (_, code, zh, en) = *found.unwrap_or(&ITEM_FIELDS[0]);
                let at = match lang {
                    None => at.to_string(),
                    Some(Lang::Zh) => format!("第{}项", at + 1),
                    Some(Lang::En) => format!("no. {}", at + 1),
                };
                [term(lang, index), at, pick(lang, code, zh, en)]
            }
        }
    }

    /// Stable code, such as `tasks.done` or `tasks.0.due`.
    pub fn code(self) -> String {
        joined(&self.parts(None), ".")
    }

    /// What people call it.
    pub fn label(self, lang: Lang) -> String {
        joined(&self.parts(Some(lang)), " · ")
    }

    /// The field that a name means: a code or a label, whatever separates its parts. The items of lists are numbered from 0.
    pub fn named(name: &str) -> Option<Self> {
        let plain = squeezed(name);
        let same = |path: &Path| {
            squeezed(&path.code()) == plain
                || squeezed(&path.label(Lang::Zh)) == plain
                || squeezed(&path.label(Lang::En)) == plain
        };
        // The answers of the survey also stand alone, as the contract has them.
        let answer = SurveyAnswer::from_code(name.trim()).map(Path::Answers);
        answer
            .or_else(|| Self::all().find(same))
            .or_else(|| Self::item(name))
    }

    /// `tasks.0.due`; a bare `tasks.0` is the state of the item.
    fn item(name: &str) -> Option<Self> {
        let mut parts = name.trim().split('.');
        let index = ScoreIndex::from_code(parts.next()?)?;
        let at: usize = parts.next()?.parse().ok()?;
        let field = match (parts.next(), parts.next()) {
            (None, _) => ItemField::State,
            (Some(code), None) => ITEM_FIELDS.iter().find(|known| known.1 == code)?.0,
            _ => return None,
        };
        let is_list = ITEM_INDICES.contains(&index) && at < MOST_ITEMS;
        is_list.then_some(Path::Item(index, at, field))
    }
}

/// The most items that an index may have; more is taken for a slip of the pen.
pub(super) const MOST_ITEMS: usize = 2000;

fn joined(parts: &[String; 3], with: &str) -> String {
    let parts: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(with)
}

/// A name without blanks and separators, in lower case.
fn squeezed(name: &str) -> String {
    let kept = |char: &char| !char.is_whitespace() && !"._-·，,：:（）()".contains(*char);
    name.chars()
        .filter(kept)
        .flat_map(char::to_lowercase)
        .collect()
}

/// What was typed about a unit: the texts of its fields, and what no field is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    texts: BTreeMap<Path, String>,
    /// Names that mean no field, with their texts.
    pub unknown: Vec<(String, String)>,
}

impl Draft {
    /// The text of a field; empty when there is none.
    pub fn get(&self, path: Path) -> &str {
        self.texts.get(&path).map_or("", String::as_str)
    }

    /// The text of a field that stands alone.
    pub fn plain(&self, code: &str) -> &str {
        Path::plain(code).map_or("", |path| self.get(path))
    }

    /// Sets the text of a field; an empty one is as if it were not there.
    pub fn set(&mut self, path: Path, text: &str) {
        if text.is_empty() {
            self.texts.remove(&path);
        } else {
            self.texts.insert(path, text.to_owned());
        }
    }

    /// Sets a field by its name, as it stands in a table or a JSON object; a name that means no field is kept as such.
    pub fn put(&mut self, name: &str, text: &str) {
        match Path::named(name) {
            Some(path) => self.set(path, text),
            // Columns without content are not worth a word.
            None if text.trim().is_empty() => {}
            None if name.starts_with("evaluators.") => self.add_evaluator(text),
            None => self.unknown.push((name.to_owned(), text.to_owned())),
        }
    }

    fn add_evaluator(&mut self, text: &str) {
        let Some(path) = Path::plain("evaluators") else {
            return;
        };
        let before = self.get(path);
        let all = if before.is_empty() {
            text.to_owned()
        } else {
            format!("{before};{text}")
        };
        self.set(path, &all);
    }

    /// Every text with its field, in order.
    pub fn texts(&self) -> impl Iterator<Item = (Path, &str)> {
        self.texts.iter().map(|(path, text)| (*path, text.as_str()))
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.unknown.is_empty()
    }

    /// The numbers of the items of an index, ascending.
    pub fn items(&self, index: ScoreIndex) -> Vec<usize> {
        let mut numbers: Vec<usize> = self
            .texts
            .keys()
            .filter_map(|path| match path {
                Path::Item(of, at, _) if *of == index => Some(*at),
                _ => None,
            })
            .collect();
        numbers.dedup();
        numbers
    }

    /// Takes an item away.
    pub fn remove_item(&mut self, index: ScoreIndex, at: usize) {
        self.texts.retain(
            |path, _| !matches!(path, Path::Item(of, number, _) if *of == index && *number == at),
        );
    }
}
