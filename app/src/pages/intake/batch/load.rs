//! From the bytes of a file to a [`Batch`], in steps, so that the page stays alive.

use shizu_formats::{Issue, Table};
use shizu_rules::{Binding, CellError, Engine, Field, Lang, Seen, SeenIds};

use super::model::{Batch, Content, Line};
use shizu_rules::SortOnce;

/// A file being worked through.
#[derive(Debug)]
pub struct Loader {
    table: Table,
    binding: Binding,
    seen: SeenIds,
    next: usize,
    batch: Batch,
}

/// A text in Chinese and English.
pub type Both = [String; 2];

fn both(words: impl Fn(Lang) -> String) -> Both {
    [words(Lang::Zh), words(Lang::En)]
}

fn issue_words(issue: &Issue) -> Both {
    [shizu_formats::Lang::Zh, shizu_formats::Lang::En].map(|lang| issue.message(lang))
}

impl Loader {
    /// Binds the columns of what was read from a file.
    ///
    /// # Errors
    /// Why nothing can be read from it.
    pub fn open(name: String, found: Result<Table, Issue>) -> Result<Self, Both> {
        let table = found.map_err(|issue| issue_words(&issue))?;
        let names = table.columns.names();
        let binding = Binding::of_table(names).map_err(|error| both(|lang| error.message(lang)))?;
        let mut batch = Batch::default();
        batch.name = name;
        batch.notes.extend(
            binding
                .notes()
                .iter()
                .map(|note| both(|lang| note.message(lang))),
        );
        Ok(Loader {
            seen: SeenIds::new(SeenIds::LIMIT),
            next: 0,
            table,
            binding,
            batch,
        })
    }

    /// Rows done, and rows in all.
    pub fn progress(&self) -> (usize, usize) {
        (self.next, self.table.records.len())
    }

    /// Works through at most `rows` more rows. Whether there are more.
    pub fn step(&mut self, engine: &Engine, rows: usize) -> bool {
        let end = self.table.records.len().min(self.next + rows);
        while self.next < end {
            let line = self.line(engine);
            self.batch.lines.extend(line);
            self.next += 1;
        }
        self.next < self.table.records.len()
    }

    fn line(&mut self, engine: &Engine) -> Option<Line> {
        let record = self.table.records.get(self.next)?;
        let cell = |column| record.get(column);
        let mut errors: Vec<CellError> = Vec::new();
        let id = self.binding.id(cell);
        let read = self.binding.row(cell, &mut errors);
        if !id.is_empty() {
            match self.seen.check(id, record.row()) {
                Seen::Again(first) => {
                    errors.push(CellError::id_again(self.binding.name(Field::Id), id, first));
                }
                Seen::StopsHere => self.batch.notes.push(both(|lang| self.seen.message(lang))),
                Seen::New | Seen::Unchecked => {}
            }
        }
        let content = match read {
            Some(read) if errors.is_empty() => Content::Clue {
                facts: read.facts,
                received: read.received,
                answer: self.batch.answer(engine, &read.facts),
            },
            _ => Content::Bad(errors),
        };
        Some(Line {
            row: record.row(),
            id: id.to_owned(),
            content,
        })
    }

    /// The batch, with the rows that could not be read in their places.
    pub fn finish(mut self) -> Batch {
        for issue in &self.table.issues {
            let words = issue_words(issue);
            match issue.row {
                Some(row) => self.batch.lines.push(Line {
                    row,
                    id: String::new(),
                    content: Content::Unreadable(words),
                }),
                None => self.batch.notes.push(words),
            }
        }
        if !self.table.issues.is_empty() {
            self.batch.lines.sort_once_by_key(|line| line.row);
        }
        self.batch
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use shizu_formats::{ReadOptions, read_table};
    use shizu_rules::Rulebook;

    use super::super::model::Kind;
    use super::*;

    fn engine() -> Engine {
        let day = NaiveDate::from_ymd_opt(2026, 3, 5).expect("a day");
        Engine::new(Rulebook::shipped().expect("shipped"), day).expect("compiles")
    }

    fn read(text: &str) -> Result<Table, Issue> {
        read_table(text.as_bytes(), &ReadOptions::default())
    }

    fn load(text: &str) -> Result<Batch, Both> {
        let engine = engine();
        let mut loader = Loader::open("a.csv".into(), read(text))?;
        while loader.step(&engine, 2) {}
        Ok(loader.finish())
    }

    #[test]
    fn a_bad_cell_and_a_repeated_id_spoil_their_rows_only() {
        let batch = load(
            "id,authority,nature\n1,own_head,discipline\n2,same_levle,discipline\n1,general,discipline\n4,,\n",
        )
        .expect("loads");
        let kinds: Vec<Kind> = batch.lines.iter().map(|line| batch.kind(line)).collect();
        assert_eq!(
            kinds,
            [
                Kind::Determined,
                Kind::Error,
                Kind::Error,
                Kind::Undetermined
            ]
        );
        let Content::Bad(errors) = &batch.lines[1].content else {
            panic!("bad")
        };
        assert_eq!(errors[0].nearest().as_deref(), Some("same_level"));
        assert_eq!(
            (batch.lines[1].row, errors[0].column.as_str()),
            (3, "authority")
        );
    }

    #[test]
    fn a_table_without_ids_is_refused_with_words() {
        let words = load("name,authority\nx,general\n").expect_err("no id");
        assert!(words[0].contains("id") && words[1].contains("id"));
    }

    #[test]
    fn the_shipped_example_loads_whole() {
        let engine = engine();
        let mut loader =
            Loader::open("clues.csv".into(), read(super::super::example())).expect("loads");
        while loader.step(&engine, 64) {}
        let batch = loader.finish();
        assert_eq!(batch.lines.len(), 200);
        assert_eq!(batch.counts()[Kind::Error as usize], 0);
    }
}
