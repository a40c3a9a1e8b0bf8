//! Routing the matters of a workbook: their facts as the rules take them, and where the rulebook in use would answer otherwise than they were routed.

use shizu_rules::vocabulary::{Organ, Term, Value};
use shizu_rules::{ClueFacts, Engine, FactKey, Status, Subject, Then};
use shizu_tables::Verdict;

use crate::command::Edit;
use crate::kind::Kind;
use crate::pool::Symbol;
use crate::register::Row;
use crate::workbook::{Workbook, day};

/// A matter that the rulebook in use would route otherwise than it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rerouted {
    /// Its position in the register.
    pub position: u32,
    /// Who leads as it stands; empty for nobody.
    pub before: Symbol,
    /// What the rulebook in use says.
    pub status: Status,
    /// Who would lead.
    pub lead: Option<Organ>,
}

/// The facts of a matter. A cell that is no value of its fact, which only a damaged file has, counts as unknown.
pub fn facts(row: Row<'_>) -> ClueFacts {
    let mut facts = ClueFacts::default();
    for key in Subject::Clue.facts() {
        let text = row.get(key.code());
        let values = key.values().iter();
        facts.set(*key, values.clone().position(|value| value.code == text));
    }
    facts
}

/// The answer of the rulebook for a matter, with reasons.
pub fn determine(engine: &Engine, row: Row<'_>) -> shizu_rules::Determination {
    engine.determine(row.id(), &facts(row), day(row.get("received")))
}

/// What a matter's row holds once it is routed by `engine`: its lead, and by which rulebook, whose name is `version`.
pub fn edits(row: &str, lead: Option<Organ>, version: &str) -> [Edit; 2] {
    let edit = |field, text: &str| Edit {
        kind: Kind::Matter,
        row: row.to_owned(),
        field,
        text: text.to_owned(),
    };
    let lead = lead.map_or("", |organ| organ.code());
    [edit("lead", lead), edit("routed_by", version)]
}

/// A fact, its column, and the symbols of its values.
type FactColumn<'b> = (FactKey, &'b [Symbol], Vec<Option<Symbol>>);

/// The matters that are not struck off, have been given a lead or been routed, and for which `engine` says otherwise; in the order of the register.
///
/// A lead that somebody entered where the rulebook cannot decide for lack of facts stands, unless the rulebook once did decide it.
pub fn rerouted(book: &Workbook, engine: &Engine) -> Vec<Rerouted> {
    let register = book.register(Kind::Matter);
    let column = |code: &str| register.column(Kind::Matter.field(code).unwrap_or(usize::MAX));
    let (leads, routed, states) = (column("lead"), column("routed_by"), column("state"));
    let symbols = |values: &[Value]| -> Vec<Option<Symbol>> {
        values.iter().map(|value| book.symbol(value.code)).collect()
    };
    let keys = Subject::Clue.facts().iter();
    let facts: Vec<FactColumn<'_>> = keys
        .map(|key| (*key, column(key.code()), symbols(key.values())))
        .collect();
    // Who leads is one table; the others need not be asked.
    let Some(table) = engine.table("lead") else {
        return Vec::new();
    };
    let answers: Vec<(Status, Option<Organ>, Symbol)> = table
        .outcomes()
        .iter()
        .map(|outcome| match outcome {
            Then::Lead(organ) => {
                // A code that no cell ever held equals no cell.
                let nowhere = book.symbol(organ.code()).unwrap_or(Symbol::NOWHERE);
                (Status::Determined, Some(*organ), nowhere)
            }
            _ => (Status::NotAccepted, None, Symbol::EMPTY),
        })
        .collect();
    let settled = ["closed", "passed_on"].map(|state| book.symbol(state));
    let mut found = Vec::new();
    for (at, before) in leads.iter().copied().enumerate() {
        let was_routed = !routed[at].is_empty();
        if before.is_empty() && !was_routed || settled.contains(&Some(states[at])) {
            continue;
        }
        let mut known = ClueFacts::default();
        for (key, cells, values) in &facts {
            let cell = cells[at];
            if !cell.is_empty() {
                known.set(*key, values.iter().position(|value| *value == Some(cell)));
            }
        }
        let answer = match table.decide(known.as_slice()) {
            Verdict::Determined { outcome, .. } => answers.get(outcome).copied(),
            _ => None,
        };
        let (status, lead, now) = match answer {
            Some(answer) => answer,
            None if was_routed => (Status::Undetermined, None, Symbol::EMPTY),
            None => continue,
        };
        if now != before {
            found.push(Rerouted {
                position: at as u32,
                before,
                status,
                lead,
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{determine, edits, rerouted};
    use crate::{Command, Kind, Rules, Space, Stamp, Workbook};
    use shizu_rules::vocabulary::Organ;
    use shizu_rules::{Engine, Rulebook, Status};

    const NOW: Stamp<'static> = Stamp {
        at: "2026-03-05T09:00:00+08:00",
        by: "王虚构",
        why: "",
    };

    /// LS34 and LS43: the office leads for a cadre of the same level, the group for one of the unit's party group; without the authority nothing is
    /// decided.
    fn book() -> (Workbook, Engine, Rules) {
        let rulebook = Rulebook::shipped().unwrap();
        let day = "2026-03-05".parse().unwrap();
        let rules = Rules::new(&rulebook, day).unwrap();
        let engine = Engine::new(rulebook, day).unwrap();
        let mut book = Workbook::new("w-1", "示例", Space::Training, NOW.at);
        let facts = [
            ("commission", "municipal"),
            ("nature", "discipline"),
            ("gravity", "ordinary"),
            ("conflict", "none"),
            ("unit", "resident"),
        ];
        let rows: &[(&str, &str, &str, &str)] = &[
            ("M-agrees", "same_level", "office", "1"),
            ("M-differs", "same_level", "group", "1"),
            ("M-by-hand", "unit_party_group", "office", ""),
            ("M-unknown-by-hand", "", "office", ""),
            ("M-unknown", "", "office", "1"),
            ("M-not-routed", "same_level", "", ""),
        ];
        for (id, authority, lead, version) in rows {
            let mut cells = facts.to_vec();
            cells.extend([
                ("authority", *authority),
                ("lead", lead),
                ("routed_by", version),
            ]);
            book.apply(Command::add(Kind::Matter, id, &cells), NOW, &rules)
                .unwrap();
        }
        (book, engine, rules)
    }

    fn told(book: &Workbook, engine: &Engine) -> Vec<(String, Status, Option<Organ>)> {
        let register = book.register(Kind::Matter);
        let all = rerouted(book, engine).into_iter();
        all.map(|it| {
            let row = register.row(it.position as usize).unwrap();
            (row.id().to_owned(), it.status, it.lead)
        })
        .collect()
    }

    #[test]
    fn only_what_the_rulebook_decides_otherwise_is_told() {
        let (book, engine, _) = book();
        let expected = [
            ("M-differs", Status::Determined, Some(Organ::Office)),
            ("M-by-hand", Status::Determined, Some(Organ::Group)),
            ("M-unknown", Status::Undetermined, None),
        ];
        let expected = expected.map(|(id, status, lead)| (id.to_owned(), status, lead));
        assert_eq!(told(&book, &engine), expected);
    }

    #[test]
    fn taking_over_is_one_entry_and_settles_it() {
        let (mut book, engine, rules) = book();
        let register = book.register(Kind::Matter);
        let all = rerouted(&book, &engine).into_iter().flat_map(|it| {
            let row = register.row(it.position as usize).unwrap();
            edits(row.id(), it.lead, "2")
        });
        let command = Command::Edit {
            edits: all.collect(),
        };
        let before = book.revision();
        let why = Stamp {
            why: "规则库更新",
            ..NOW
        };
        let entry = book.apply(command, why, &rules).unwrap();
        assert_eq!(entry.label(shizu_rules::Lang::Zh), "修改线索 3 条");
        assert_eq!(book.revision(), before + 1);
        assert!(told(&book, &engine).is_empty());
        book.undo(NOW).unwrap();
        assert_eq!(told(&book, &engine).len(), 3);
    }

    #[test]
    fn the_fast_way_and_the_full_answer_agree() {
        let (book, engine, _) = book();
        let register = book.register(Kind::Matter);
        for it in rerouted(&book, &engine) {
            let full = determine(&engine, register.row(it.position as usize).unwrap());
            assert_eq!((full.status, full.lead), (it.status, it.lead));
        }
    }
}
