//! What the user has entered: for each kind of row a list of records, kept as typed, so that what is wrong can be said.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use shizu_rules::Rulebook;
use shizu_rules::appraisal::Voice;
use shizu_rules::ecology::{Form, RowKind, Scorer};
use shizu_rules::vocabulary::{SheetKind, Term};

use super::record::Record;

/// Steps that can be undone.
const STEPS: usize = 20;

/// Records that one list holds; more belong on the command line.
pub const MOST: usize = 5_000;

/// Records shown at once.
pub const PAGE: usize = 50;

/// The kinds whose content is confidential (LS56: integrity archives, clues): nothing of them is kept in the browser.
const FORGOTTEN: [RowKind; 3] = [RowKind::Cadre, RowKind::Archive, RowKind::Accountability];

/// Everything of the page.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The kind shown.
    pub kind: RowKind,
    /// The records of each kind, in the order of [`RowKind::ALL`].
    pub(super) lists: Vec<Vec<Record>>,
    /// The record shown, by kind.
    chosen: Vec<usize>,
    /// Id of the sheet chosen, by kind; empty for the usual one.
    pub(super) sheets: Vec<String>,
    /// First record of the list shown.
    pub first: usize,
    /// What went wrong with a file, in both languages.
    pub messages: Vec<[String; 2]>,
    before: Vec<(RowKind, Vec<Record>)>,
}

/// A sheet ready to score, if rows of the kind are scored, and the form bound to codes.
pub struct Shape {
    pub scorer: Option<Scorer>,
    pub form: Form,
}

impl State {
    pub fn new() -> Self {
        let kinds = RowKind::ALL.len();
        State {
            kind: RowKind::Unit,
            lists: vec![Vec::new(); kinds],
            chosen: vec![0; kinds],
            sheets: vec![String::new(); kinds],
            first: 0,
            messages: Vec::new(),
            before: Vec::new(),
        }
    }

    /// The records of the kind shown.
    pub fn records(&self) -> &[Record] {
        &self.lists[self.kind.index()]
    }

    /// Position of the record shown.
    pub fn chosen(&self) -> usize {
        self.chosen[self.kind.index()].min(self.records().len().saturating_sub(1))
    }

    /// The record shown.
    pub fn record(&self) -> Option<&Record> {
        self.records().get(self.chosen())
    }

    /// Id of the sheet chosen, if rows of the kind are scored.
    pub fn sheet<'a>(&'a self, rulebook: &'a Rulebook) -> Option<&'a str> {
        let usual = rulebook.sheets_of(scored(self.kind)?).next()?;
        let chosen = &self.sheets[self.kind.index()];
        Some(
            rulebook
                .sheet(chosen)
                .map_or(&usual.grounds.id, |sheet| &sheet.grounds.id),
        )
    }

    /// The form of the kind shown, with the numbers of `day`.
    pub fn shape(&self, rulebook: &Rulebook, day: NaiveDate) -> Shape {
        let sheet = self.sheet(rulebook);
        let scorer =
            sheet.and_then(|id| Scorer::new(rulebook, &rulebook.parameters_on(day), id).ok());
        let mut form = Form::new(self.kind, rulebook, scorer.as_ref());
        let codes: Vec<String> = form
            .columns
            .iter()
            .map(|column| column.code.clone())
            .collect();
        // Codes of one form differ, so nothing can be bound twice.
        let _ = form.bind(&codes);
        Shape { scorer, form }
    }

    /// Shows another kind.
    pub fn show(&mut self, kind: RowKind) {
        self.kind = kind;
        self.first = 0;
        self.messages.clear();
    }

    /// Shows another record, and the part of the list that has it.
    pub fn choose(&mut self, at: usize) {
        self.chosen[self.kind.index()] = at;
    }

    /// Takes another sheet.
    pub fn take_sheet(&mut self, id: &str) {
        id.clone_into(&mut self.sheets[self.kind.index()]);
    }

    /// Sets a cell of the record shown. Of a group, the name is that of all its records.
    pub fn set(&mut self, code: &str, text: &str) {
        let (at, id_field) = (self.chosen(), self.kind.id().0);
        let id = self
            .record()
            .map_or("", |record| record.get(id_field))
            .to_owned();
        let (whole, list) = (
            self.kind == RowKind::Group && code == id_field,
            self.kind.index(),
        );
        for (place, record) in self.lists[list].iter_mut().enumerate() {
            if place == at || (whole && record.get(id_field) == id) {
                record.set(code, text);
            }
        }
    }

    /// Sets one point of a checklist of the record shown.
    pub fn set_point(&mut self, code: &str, at: usize, point: &str) {
        let text = self.record().map_or("", |record| record.get(code));
        let mut points: Vec<&str> = text.split([';', '；']).collect();
        points.resize(points.len().max(at + 1), "");
        points[at] = point;
        let text = points.join(";");
        self.set(code, &text);
    }

    /// Sets a cell of the group shown, among the marks of `voice`.
    pub fn set_marked(&mut self, voice: Voice, code: &str, text: &str) {
        let Some(group) = self.record().map(|record| record.get("group").to_owned()) else {
            return;
        };
        let list = &mut self.lists[RowKind::Group.index()];
        let own = |record: &&mut Record| record.get("group") == group && record.by() == Some(voice);
        if let Some(record) = list.iter_mut().find(own) {
            record.set(code, text);
            return;
        }
        let mut record = Record::default();
        record.set("group", &group);
        record.set("by", voice.code());
        record.set(code, text);
        list.push(record);
    }

    /// The places of what is listed: every record, or the first of each group.
    pub fn listed(&self) -> Vec<usize> {
        let records = self.records();
        if self.kind != RowKind::Group {
            return (0..records.len()).collect();
        }
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        records
            .iter()
            .enumerate()
            .filter(|(_, record)| seen.insert(record.get("group")))
            .map(|(at, _)| at)
            .collect()
    }

    /// Adds an empty record with a name of its own and shows it.
    pub fn add(&mut self, name: &str) {
        self.remember();
        let id_field = self.kind.id().0;
        let taken = |name: &String| {
            self.records()
                .iter()
                .any(|record| record.get(id_field) == name)
        };
        let mut names = (1..).map(|number: u32| format!("{name}{number}"));
        let mut record = Record::default();
        record.set(
            id_field,
            &names.find(|name| !taken(name)).unwrap_or_default(),
        );
        let list = &mut self.lists[self.kind.index()];
        list.push(record);
        let last = list.len() - 1;
        self.choose(last);
        self.first = self.listed().len().saturating_sub(1) / PAGE * PAGE;
    }

    /// Removes the record shown; of a group, all of them.
    pub fn remove(&mut self) {
        self.remember();
        let (at, group) = (self.chosen(), self.kind == RowKind::Group);
        let id = self
            .record()
            .map_or("", |record| record.get("group"))
            .to_owned();
        let list = &mut self.lists[self.kind.index()];
        let mut place = 0;
        list.retain(|record| {
            let goes = if group {
                record.get("group") == id
            } else {
                place == at
            };
            place += 1;
            !goes
        });
        self.first = 0;
    }

    /// Removes all records of the kind shown.
    pub fn clear(&mut self) {
        self.remember();
        self.lists[self.kind.index()].clear();
        self.first = 0;
    }

    /// Whether something can be undone.
    pub fn can_undo(&self) -> bool {
        self.before.iter().any(|(kind, _)| *kind == self.kind)
    }

    /// Takes back the last change of the list shown.
    pub fn undo(&mut self) {
        let last = self.before.iter().rposition(|(kind, _)| *kind == self.kind);
        if let Some(at) = last {
            let (kind, list) = self.before.remove(at);
            self.lists[kind.index()] = list;
            self.first = 0;
        }
    }

    /// Keeps the list shown as it is now, to be able to go back to it.
    pub(super) fn remember(&mut self) {
        self.before.push((self.kind, self.records().to_vec()));
        if self.before.len() > STEPS {
            self.before.remove(0);
        }
    }
}

/// What rows of a kind are scored by.
pub fn scored(kind: RowKind) -> Option<SheetKind> {
    match kind {
        RowKind::Unit => Some(SheetKind::Ecology),
        RowKind::Cadre => Some(SheetKind::Warning),
        RowKind::Group => Some(SheetKind::Appraisal),
        RowKind::Archive | RowKind::Accountability | RowKind::Role => None,
    }
}

/// Whether records of the kind stay in the browser between visits.
pub fn is_kept(kind: RowKind) -> bool {
    !FORGOTTEN.contains(&kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use shizu_formats::{Issue, ReadOptions, Table, read_table};

    fn rulebook() -> Rulebook {
        Rulebook::shipped().expect("loads")
    }

    fn read(bytes: &[u8]) -> Result<Table, Issue> {
        read_table(bytes, &ReadOptions::default())
    }

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 6, 30).expect("a day")
    }

    #[test]
    fn a_file_is_opened_told_about_and_written_again() {
        let (book, mut state) = (rulebook(), State::new());
        let form = state.shape(&book, day()).form;
        let file = "单位,style,stile,many_problems\n甲局,55,x,是\n乙局,met;partly,,\n";
        assert!(state.open("a.csv", read(file.as_bytes()), &form));
        assert_eq!(state.records().len(), 2);
        assert_eq!(state.messages.len(), 1);
        assert!(state.messages[0][1].contains("`style`"));
        let entry = state.records()[0].read(&form).expect("a good row");
        assert_eq!(entry.id, "甲局");
        let csv = state.csv(&form);
        let records = state.records().to_vec();
        state.clear();
        assert!(state.records().is_empty());
        assert!(state.open("a.csv", read(&csv), &form));
        assert_eq!(state.records(), records);
        state.undo();
        assert!(state.records().is_empty());
        state.undo();
        assert_eq!(state.records(), records);
    }

    #[test]
    fn a_file_without_the_column_changes_nothing() {
        let (book, mut state) = (rulebook(), State::new());
        let form = state.shape(&book, day()).form;
        state.add("甲局");
        assert!(!state.open("a.csv", read(b"style\n55\n"), &form));
        assert!(!state.open("a.csv", read(b""), &form));
        assert_eq!(state.records().len(), 1);
        assert_eq!(state.messages.len(), 1);
    }

    #[test]
    fn the_marks_of_a_group_stand_in_one_record_per_voice() {
        let mut state = State::new();
        state.show(RowKind::Group);
        state.add("组");
        state.set_marked(Voice::Office, "cases", "80");
        state.set_marked(Voice::Commission, "cases", "90");
        state.set_marked(Voice::Office, "cases", "85");
        assert_eq!(state.records().len(), 2);
        assert_eq!(state.listed(), [0]);
        state.set("group", "第一组");
        assert!(
            state
                .records()
                .iter()
                .all(|record| record.get("group") == "第一组")
        );
        assert_eq!(state.records()[1].get("cases"), "85");
        state.add("组");
        assert_eq!(state.listed(), [0, 2]);
        state.choose(0);
        state.remove();
        assert_eq!(state.records().len(), 1);
    }

    #[test]
    fn confidential_records_are_not_kept() {
        let mut state = State::new();
        for kind in RowKind::ALL {
            state.show(*kind);
            state.add("示例，“一”");
        }
        let kept = state.kept();
        let mut again = State::new();
        assert!(again.restore(&kept));
        for kind in RowKind::ALL {
            again.show(*kind);
            assert_eq!(
                again.records().is_empty(),
                !is_kept(*kind),
                "{}",
                kind.code()
            );
        }
        for broken in [
            "",
            "{",
            "[]",
            r#"{"v":2,"lists":{}}"#,
            r#"{"v":1,"lists":{"x":{}}}"#,
        ] {
            assert!(!State::new().restore(broken), "{broken}");
        }
    }
}
