//! What the engine says of the records: one evaluator per kind, made anew from the rulebook in use.

use chrono::NaiveDate;
use shizu_rules::appraisal::{
    GroupAppraisal, GroupAppraiser, GroupMarks, Judge, Judgement, RoleCheck, RoleChecker, Voice,
};
use shizu_rules::ecology::{
    ArchiveCheck, CadreWarning, CadreWatch, Entry, FormError, Range, RowKind, Score, Trace,
    UnitEvaluation, UnitEvaluator, UnitMarks,
};
use shizu_rules::{MatterFacts, Rulebook};

use super::record::Record;
use super::state::{Shape, State};

/// What is said of one record.
pub enum Outcome {
    Unit(UnitEvaluation),
    Cadre(CadreWarning),
    Archive(ArchiveCheck),
    Group(GroupAppraisal),
    Case(Judgement),
    /// The one task, and how all tasks of the head stand.
    Role(RoleCheck, bool),
}

impl Outcome {
    /// The score, where there is one.
    pub fn score(&self) -> Option<&Score> {
        match self {
            Outcome::Unit(found) => Some(&found.score),
            Outcome::Cadre(found) => Some(&found.score),
            Outcome::Group(found) => Some(&found.score),
            Outcome::Archive(_) | Outcome::Case(_) | Outcome::Role(..) => None,
        }
    }
}

enum Engine {
    Unit(UnitEvaluator),
    Cadre(CadreWatch),
    Group(GroupAppraiser),
    Case(Judge),
    Role(RoleChecker),
}

/// Evaluates the records shown.
pub struct Evaluator {
    /// Sheet and form.
    pub shape: Shape,
    engine: Option<Engine>,
    today: NaiveDate,
}

impl Evaluator {
    pub fn new(state: &State, rulebook: &Rulebook, today: NaiveDate) -> Self {
        let sheet = state.sheet(rulebook).unwrap_or("warning");
        // A rulebook that was proved before it was taken compiles.
        let engine = match state.kind {
            RowKind::Unit => UnitEvaluator::new(rulebook, sheet, today)
                .ok()
                .map(Engine::Unit),
            RowKind::Cadre | RowKind::Archive => CadreWatch::new(rulebook, sheet, today)
                .ok()
                .map(Engine::Cadre),
            RowKind::Group => GroupAppraiser::new(rulebook, sheet, today)
                .ok()
                .map(Engine::Group),
            RowKind::Accountability => Judge::new(rulebook, today).ok().map(Engine::Case),
            RowKind::Role => RoleChecker::new(rulebook, today).ok().map(Engine::Role),
        };
        Evaluator {
            shape: state.shape(rulebook, today),
            engine,
            today,
        }
    }

    /// What is said of the record at `at`; of a group, of all its records.
    ///
    /// # Errors
    /// Every cell that cannot be used.
    pub fn outcome(&self, state: &State, at: usize) -> Result<Option<Outcome>, Vec<FormError>> {
        let (Some(record), Some(engine)) = (state.records().get(at), &self.engine) else {
            return Ok(None);
        };
        let entry = record.read(&self.shape.form)?;
        Ok(Some(match engine {
            Engine::Unit(evaluator) => {
                let marks = UnitMarks {
                    marks: entry.marks,
                    deduction: entry.extra,
                };
                Outcome::Unit(evaluator.evaluate(&marks, &entry.facts))
            }
            Engine::Cadre(watch) if state.kind == RowKind::Archive => {
                let trace = Trace {
                    raised: entry.raised,
                    done: entry.done,
                };
                Outcome::Archive(watch.check_archive(&entry.facts, trace, self.today))
            }
            Engine::Cadre(watch) => Outcome::Cadre(watch.warn(&entry.marks, &entry.facts)),
            Engine::Group(appraiser) => {
                let (marks, facts) = self.group(state, record.get("group"))?;
                Outcome::Group(appraiser.appraise(&marks, &facts))
            }
            Engine::Case(judge) => Outcome::Case(judge.judge(&entry.facts)),
            Engine::Role(checker) => {
                let one = checker.check(std::slice::from_ref(&entry.facts));
                let all = self.tasks_of(state, &entry);
                Outcome::Role(one, checker.check(&all).too_many)
            }
        }))
    }

    /// Everything marked for one group.
    fn group(&self, state: &State, id: &str) -> Result<(GroupMarks, MatterFacts), Vec<FormError>> {
        let mut marks = GroupMarks::default();
        let mut facts = MatterFacts::new(state.kind.subject());
        let own = |record: &&Record| record.get("group") == id;
        for record in state.records().iter().filter(own) {
            let entry = record.read(&self.shape.form)?;
            marks.bonus += entry.extra;
            match entry.by {
                Voice::Commission => marks.commission = entry.marks,
                Voice::Office => marks.office = entry.marks,
                Voice::HostUnit => marks.host = Some(entry.marks),
            }
            for (key, _) in entry.facts.known() {
                facts.set(key, entry.facts.index(key));
            }
        }
        Ok((marks, facts))
    }

    /// The tasks of the head whose task `entry` is, as far as they can be read.
    fn tasks_of(&self, state: &State, entry: &Entry) -> Vec<MatterFacts> {
        let own = |record: &&Record| record.get("head") == entry.owner;
        let entries = state.records().iter().filter(own);
        entries
            .filter_map(|record| Some(record.read(&self.shape.form).ok()?.facts))
            .collect()
    }
}

/// The host unit's marks of the group shown; empty for other kinds, and where the host unit was not asked.
pub fn host_marks(state: &State, evaluator: &Evaluator) -> Vec<Range> {
    let Some(scorer) = evaluator
        .shape
        .scorer
        .as_ref()
        .filter(|_| state.kind == RowKind::Group)
    else {
        return Vec::new();
    };
    let group = state.record().map_or("", |record| record.get("group"));
    let own =
        |record: &&Record| record.get("group") == group && record.by() == Some(Voice::HostUnit);
    let host = state.records().iter().find(own);
    let entry = host.and_then(|record| record.read(&evaluator.shape.form).ok());
    let marks = entry.map(|entry| entry.marks).unwrap_or_default();
    marks.iter().map(|mark| mark.range(scorer.partly)).collect()
}
