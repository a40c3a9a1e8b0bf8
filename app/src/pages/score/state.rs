//! What the user has entered: units as typed, so that what is wrong can be said and nothing is lost.

use serde_json::{Map, Value, json};
use shizu_formats::{CsvOptions, CsvWriter, Issue, Table};
use shizu_rules::rectification::{Draft, ITEM_INDICES, Path};
use shizu_rules::vocabulary::{Evaluator, ItemState, ScoreIndex, SurveyAnswer, Term};

/// Steps that can be undone.
const STEPS: usize = 30;

/// Units that the page holds; more belong on the command line.
const MOST: usize = 2_000;

/// How an index is entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// By its value.
    Value,
    /// By counts: of items in each state, of answers to the survey.
    Counts,
    /// Item by item.
    List,
}

/// Everything of the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// The units.
    pub units: Vec<Draft>,
    /// The unit shown.
    at: usize,
    /// The scheme scored by; empty for our own numbers.
    pub preset: String,
    /// What is compared with: a scheme, `own`, `last`, or nothing.
    pub against: String,
    /// How indices of the unit shown are entered, where the user chose: index and mode.
    modes: Vec<(ScoreIndex, Mode)>,
    /// Earlier evaluations, by unit.
    last: Vec<Draft>,
    /// What went wrong with a file, in both languages.
    pub messages: Vec<[String; 2]>,
    before: Vec<(Vec<Draft>, usize)>,
}

impl State {
    /// Position of the unit shown.
    pub fn at(&self) -> usize {
        self.at.min(self.units.len().saturating_sub(1))
    }

    /// The unit shown.
    pub fn unit(&self) -> Option<&Draft> {
        self.units.get(self.at())
    }

    fn unit_mut(&mut self) -> Option<&mut Draft> {
        let at = self.at();
        self.units.get_mut(at)
    }

    /// The earlier evaluation of the unit shown.
    pub fn last(&self) -> Option<&Draft> {
        let name = self.unit()?.plain("unit");
        self.last.iter().find(|draft| draft.plain("unit") == name)
    }

    /// How an index is entered: as chosen, or as it is there.
    pub fn mode(&self, index: ScoreIndex) -> Mode {
        if let Some((_, mode)) = self.modes.iter().find(|(known, _)| *known == index) {
            return *mode;
        }
        let Some(unit) = self.unit() else {
            return Mode::Value;
        };
        if !unit.items(index).is_empty() {
            Mode::List
        } else if counts_of(index).any(|path| !unit.get(path).is_empty()) {
            Mode::Counts
        } else {
            Mode::Value
        }
    }

    /// Shows a unit.
    pub fn choose(&mut self, at: usize) {
        self.at = at;
        self.modes.clear();
    }

    /// Sets a text of the unit shown; begins a unit if there is none.
    pub fn put(&mut self, path: Path, text: &str) {
        if self.units.is_empty() {
            self.units.push(Draft::default());
        }
        if let Some(unit) = self.unit_mut() {
            unit.set(path, text);
        }
    }

    /// Says whether a body took part.
    pub fn attend(&mut self, who: Evaluator, there: bool) {
        let Some(path) = Path::plain("evaluators") else {
            return;
        };
        let text = self.unit().map_or("", |unit| unit.get(path));
        let all = Evaluator::ALL.iter().copied();
        let now = all.filter(|known| {
            if *known == who {
                there
            } else {
                takes_part(text, *known)
            }
        });
        let words: Vec<&str> = now.map(Term::code).collect();
        self.put(path, &words.join("; "));
    }

    /// Enters an index another way. What was entered the other ways is taken away, and can be brought back.
    pub fn enter_by(&mut self, index: ScoreIndex, mode: Mode) {
        self.remember();
        if let Some(unit) = self.unit_mut() {
            if mode != Mode::Value {
                unit.set(Path::Value(index), "");
            }
            if mode != Mode::Counts {
                counts_of(index).for_each(|path| unit.set(path, ""));
            }
            if mode != Mode::List {
                for at in unit.items(index) {
                    unit.remove_item(index, at);
                }
            }
        }
        self.modes.retain(|(known, _)| *known != index);
        self.modes.push((index, mode));
    }

    /// Takes an item away.
    pub fn remove_item(&mut self, index: ScoreIndex, at: usize) {
        self.remember();
        if let Some(unit) = self.unit_mut() {
            unit.remove_item(index, at);
        }
    }

    /// Adds a unit and shows it.
    pub fn add(&mut self) {
        self.remember();
        self.units.push(Draft::default());
        self.choose(self.units.len() - 1);
    }

    /// Takes the unit shown away.
    pub fn remove(&mut self) {
        if self.units.is_empty() {
            return;
        }
        self.remember();
        let at = self.at();
        self.units.remove(at);
        self.choose(at);
    }

    /// Takes all units away.
    pub fn clear(&mut self) {
        self.remember();
        self.units.clear();
        self.messages.clear();
        self.choose(0);
    }

    /// Keeps the unit shown as its last evaluation, to compare later ones with.
    pub fn keep_as_last(&mut self) {
        let Some(unit) = self.unit().cloned() else {
            return;
        };
        self.last
            .retain(|draft| draft.plain("unit") != unit.plain("unit"));
        self.last.push(unit);
    }

    fn remember(&mut self) {
        if self.before.len() == STEPS {
            self.before.remove(0);
        }
        self.before.push((self.units.clone(), self.at()));
    }

    /// Whether there is something to undo.
    pub fn can_undo(&self) -> bool {
        !self.before.is_empty()
    }

    /// Brings back what was there before the last removal or file.
    pub fn undo(&mut self) {
        if let Some((units, at)) = self.before.pop() {
            self.units = units;
            self.choose(at);
        }
    }

    /// Reads a table in place of the units that are there; they can be brought back.
    pub fn open(&mut self, found: Result<Table, Issue>) {
        self.messages.clear();
        let table = match found {
            Ok(table) => table,
            Err(issue) => {
                self.messages.push(both(|lang| issue.message(lang)));
                return;
            }
        };
        let names = table.columns.names();
        let columns: Vec<Option<Path>> = names.iter().map(|name| Path::named(name)).collect();
        if columns.iter().all(Option::is_none) {
            self.messages.push([
                "没有一列可用。第1行应为列名，如 单位、任务落实、满意度测评；可先导出 CSV 作模板。".to_owned(),
                "No column is known here. Row 1 must hold names such as unit, tasks, satisfaction; export a CSV for a template.".to_owned(),
            ]);
            return;
        }
        for (name, _) in names
            .iter()
            .zip(&columns)
            .filter(|(_, path)| path.is_none())
        {
            self.messages.push([
                format!("“{name}”列不认识，没有读入。"),
                format!("The column \"{name}\" is not known and was not read."),
            ]);
        }
        self.messages.extend(
            table
                .issues
                .iter()
                .map(|issue| both(|lang| issue.message(lang))),
        );
        let units = table.records.iter().take(MOST).map(|record| {
            let mut draft = Draft::default();
            for (at, text) in record.fields() {
                if let Some(Some(path)) = columns.get(at) {
                    draft.set(*path, text);
                }
            }
            draft
        });
        self.remember();
        self.units = units.collect();
        if table.records.len() > MOST {
            self.messages.push([
                format!("只读入前{MOST}个单位，其余请用命令行 shizu score。"),
                format!("Only the first {MOST} units were read; use shizu score for more."),
            ]);
        }
        self.choose(0);
    }

    /// All units as a table that [`State::open`] reads.
    pub fn csv(&self) -> Vec<u8> {
        let mut paths: Vec<Path> = Path::all().collect();
        let used = |path: &Path| self.units.iter().any(|unit| !unit.get(*path).is_empty());
        let always = |path: &Path| matches!(path, Path::Plain(_) | Path::Value(_));
        paths.retain(|path| always(path) || used(path));
        let mut items: Vec<Path> = self
            .units
            .iter()
            .flat_map(Draft::texts)
            .map(|(path, _)| path)
            .collect();
        items.retain(|path| matches!(path, Path::Item(..)));
        items.sort_unstable();
        items.dedup();
        paths.extend(items);
        let options = CsvOptions {
            encoding: shizu_formats::Encoding::Utf8Bom,
            ..CsvOptions::default()
        };
        let mut bytes = Vec::new();
        // Writing to memory does not fail.
        if let Ok(mut writer) = CsvWriter::new(&mut bytes, options) {
            let codes: Vec<String> = paths.iter().map(|path| path.code()).collect();
            let _ = writer.row(codes.iter().map(String::as_str));
            for unit in &self.units {
                let _ = writer.row(paths.iter().map(|path| unit.get(*path)));
            }
            let _ = writer.finish();
        }
        bytes
    }

    /// What is kept between visits.
    pub fn kept(&self) -> String {
        if *self == State::default() {
            return String::new();
        }
        let drafts = |drafts: &[Draft]| drafts.iter().map(object).collect::<Vec<_>>();
        json!({
            "v": 1, "at": self.at(), "preset": self.preset, "against": self.against,
            "units": drafts(&self.units), "last": drafts(&self.last),
        })
        .to_string()
    }

    /// What was kept; `None` when it is of another version or broken.
    pub fn restored(text: &str) -> Option<Self> {
        let kept: Value = serde_json::from_str(text).ok()?;
        if kept["v"] != 1 {
            return None;
        }
        let drafts = |name: &str| {
            kept[name]
                .as_array()
                .map(|all| all.iter().map(draft).collect())
        };
        let word = |name: &str| kept[name].as_str().unwrap_or_default().to_owned();
        Some(State {
            units: drafts("units")?,
            at: usize::try_from(kept["at"].as_u64()?).ok()?,
            preset: word("preset"),
            against: word("against"),
            last: drafts("last")?,
            ..State::default()
        })
    }
}

/// Whether a body is named among those who took part.
pub fn takes_part(text: &str, who: Evaluator) -> bool {
    let mut names = text.split([';', '；', ',', '，', '、']).map(str::trim);
    let value = Evaluator::VALUES[who.index()];
    names.any(|name| [value.code, value.zh, value.en].contains(&name))
}

/// The fields that count something of an index.
pub fn counts_of(index: ScoreIndex) -> Box<dyn Iterator<Item = Path>> {
    if ITEM_INDICES.contains(&index) {
        Box::new(
            ItemState::ALL
                .iter()
                .map(move |state| Path::Count(index, *state)),
        )
    } else {
        Box::new(
            SurveyAnswer::ALL
                .iter()
                .map(|answer| Path::Answers(*answer)),
        )
    }
}

fn object(draft: &Draft) -> Value {
    let texts = draft.texts().map(|(path, text)| (path.code(), json!(text)));
    Value::Object(texts.collect::<Map<_, _>>())
}

fn draft(kept: &Value) -> Draft {
    let mut draft = Draft::default();
    for (name, text) in kept.as_object().into_iter().flatten() {
        draft.put(name, text.as_str().unwrap_or_default());
    }
    draft
}

fn both(words: impl Fn(shizu_formats::Lang) -> String) -> [String; 2] {
    [
        words(shizu_formats::Lang::Zh),
        words(shizu_formats::Lang::En),
    ]
}

#[cfg(test)]
mod tests {
    use shizu_formats::{ReadOptions, read_table};

    use super::*;

    fn read(bytes: &[u8]) -> Result<Table, Issue> {
        read_table(bytes, &ReadOptions::default())
    }

    fn filled() -> State {
        let mut state = State::default();
        state.open(read(
            "单位,tasks_done,tasks.0.due,满意度测评,colour\n甲局,3,,90,red\n乙局,,2026-01-01,,\n"
                .as_bytes(),
        ));
        state
    }

    #[test]
    fn a_table_becomes_units_and_a_table_again() {
        let state = filled();
        assert_eq!(state.units.len(), 2);
        assert_eq!(state.messages.len(), 1);
        let mut again = State::default();
        again.open(read(&state.csv()));
        assert_eq!(again.units, state.units);
        assert!(again.messages.is_empty());
    }

    #[test]
    fn what_is_kept_comes_back() {
        let mut state = filled();
        state.keep_as_last();
        state.put(Path::Value(ScoreIndex::Transferred), "  8o ");
        let back = State::restored(&state.kept()).expect("readable");
        assert_eq!(
            (back.units, back.last),
            (state.units.clone(), state.last.clone())
        );
        assert_eq!(State::restored("{\"v\":2}"), None);
        assert_eq!(State::restored("{"), None);
        assert_eq!(State::default().kept(), "");
    }

    #[test]
    fn another_way_of_entering_can_be_undone() {
        let mut state = filled();
        assert_eq!(state.mode(ScoreIndex::Tasks), Mode::Counts);
        assert_eq!(state.mode(ScoreIndex::Satisfaction), Mode::Value);
        state.enter_by(ScoreIndex::Tasks, Mode::Value);
        assert_eq!(
            state
                .unit()
                .map(|unit| unit.get(Path::Count(ScoreIndex::Tasks, ItemState::Done))),
            Some("")
        );
        state.undo();
        assert_eq!(state.mode(ScoreIndex::Tasks), Mode::Counts);
        state.clear();
        state.undo();
        assert_eq!(state.units.len(), 2);
    }

    #[test]
    fn those_who_take_part_are_told_by_code() {
        let mut state = filled();
        state.attend(Evaluator::Publicity, true);
        state.attend(Evaluator::Discipline, true);
        state.attend(Evaluator::Publicity, false);
        assert_eq!(
            state.unit().map(|unit| unit.plain("evaluators")),
            Some("discipline")
        );
        assert!(takes_part(
            "纪检监察机关；inspection",
            Evaluator::Inspection
        ));
    }

    #[test]
    fn a_file_that_is_none_leaves_everything() {
        let mut state = filled();
        let before = state.units.clone();
        state.open(read(b""));
        state.open(read(b"a,b\n1,2\n"));
        assert_eq!(state.units, before);
        assert_eq!(state.messages.len(), 1);
    }
}
