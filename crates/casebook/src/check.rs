//! Looking a whole document through: does the history lead to the rows, and does every cell hold what its field may hold?

use rustc_hash::FxHashSet;
use shizu_rules::Lang;

use crate::field::BadCell;
use crate::history::chain;
use crate::kind::Kind;
use crate::pool::Symbol;
use crate::workbook::Workbook;

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// An entry of the history is not what it was when it was made.
    Altered {
        /// Its revision.
        revision: u64,
    },
    /// A row is not what the history made of it.
    NotOfHistory {
        /// The register.
        kind: Kind,
        /// Id of the row.
        row: String,
    },
    /// A cell does not hold what its field may hold.
    Cell {
        /// The register.
        kind: Kind,
        /// Id of the row.
        row: String,
        /// Code of the field.
        field: &'static str,
        /// What is wrong with it.
        problem: BadCell,
    },
}

impl Fault {
    /// What is wrong, and what to do.
    pub fn message(&self, lang: Lang) -> String {
        let shorten = crate::field::shorten;
        match (self, lang) {
            (Fault::Altered { revision }, Lang::Zh) => {
                format!("历史第 {revision} 次修改的内容与其编号不符，可能被改动过；请与备份核对。")
            }
            (Fault::Altered { revision }, Lang::En) => format!(
                "Revision {revision} of the history does not agree with its id; it may have been altered. Compare it with a backup."
            ),
            (Fault::NotOfHistory { kind, row }, Lang::Zh) => format!(
                "{}“{}”与修改历史对不上；请核对内容，必要时从备份恢复。",
                kind.label(lang),
                shorten(row)
            ),
            (Fault::NotOfHistory { kind, row }, Lang::En) => format!(
                "The history does not lead to {} `{}`; check it, and take it from a backup if need be.",
                kind.label(lang),
                shorten(row)
            ),
            (
                Fault::Cell {
                    kind,
                    row,
                    field,
                    problem,
                },
                _,
            ) => {
                let (kind, row) = (kind.label(lang), shorten(row));
                let problem = problem.message(lang);
                match lang {
                    Lang::Zh => format!("{kind}“{row}”的 {field}：{problem}"),
                    Lang::En => format!("{field} of {kind} `{row}`: {problem}"),
                }
            }
        }
    }
}

impl Workbook {
    /// Looks everything through. At most `most` faults of each sort are told.
    pub fn check(&self, most: usize) -> Vec<Fault> {
        let mut faults = self.altered(most);
        faults.extend(self.not_of_history(most));
        faults.extend(self.cells_at_fault(most));
        faults
    }

    fn altered(&self, most: usize) -> Vec<Fault> {
        let mut before = 0;
        let wrong = self.entries().filter(|entry| {
            let id = chain(before, &crate::file::content(*entry));
            before = entry.packed.id;
            id != before
        });
        let faults = wrong.map(|entry| Fault::Altered {
            revision: entry.revision(),
        });
        faults.take(most).collect()
    }

    /// Takes the history back, the newest change first, on a copy: each cell must hold what the change left there, and where the history is whole nothing
    /// must be left in the end.
    fn not_of_history(&self, most: usize) -> Vec<Fault> {
        let mut tables = self.tables.clone();
        let mut found: Vec<(Kind, Symbol)> = Vec::new();
        for change in self.history.changes.iter().rev() {
            let table = &mut tables[change.kind.index()];
            let (row, field) = (change.row, usize::from(change.field));
            if table.get(row, field) != change.after {
                found.push((change.kind, row));
            }
            table.set(row, field, change.before);
        }
        if self.base == 0 && !self.history.entries.is_empty() {
            for kind in Kind::ALL {
                let left = tables[kind.index()].column(crate::registers::ID);
                let left = left.iter().filter(|id| !id.is_empty());
                found.extend(left.map(|id| (*kind, *id)));
            }
        }
        let mut told: FxHashSet<(Kind, Symbol)> = FxHashSet::default();
        found.retain(|place| told.insert(*place));
        let faults = found.into_iter().map(|(kind, row)| Fault::NotOfHistory {
            kind,
            row: self.text(row).to_owned(),
        });
        faults.take(most).collect()
    }

    fn cells_at_fault(&self, most: usize) -> Vec<Fault> {
        let mut faults = Vec::new();
        for kind in Kind::ALL {
            let register = self.register(*kind);
            for (at, field) in kind.fields().iter().enumerate() {
                // Most cells repeat what others hold: each text is read once for a field.
                let mut good = vec![false; self.symbols()];
                for (position, symbol) in register.column(at).iter().enumerate() {
                    if good[symbol.index()] {
                        continue;
                    }
                    let text = self.text(*symbol);
                    let problem = match field.read(text) {
                        Ok(canonical) if canonical == text => {
                            good[symbol.index()] = true;
                            continue;
                        }
                        Ok(canonical) => BadCell::not_canonical(&canonical),
                        Err(problem) => problem,
                    };
                    if faults.len() < most {
                        let row = register.row(position).map_or("", |row| row.id());
                        faults.push(Fault::Cell {
                            kind: *kind,
                            row: row.to_owned(),
                            field: field.code,
                            problem,
                        });
                    }
                }
            }
        }
        faults
    }
}
