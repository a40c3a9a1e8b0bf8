use std::io::Read;

use super::{ReadOptions, Sink, Summary, read};
use crate::{
    detect::Format,
    issue::{Issue, Problem, Unit},
    lang::Lang,
    pack::{Misfit, Packer, Unpacker},
    record::{Batch, Columns, Flow, Record},
};

/// A whole input in memory, for those that are known to be small or have to be looked at twice.
#[derive(Debug, Clone)]
pub struct Table {
    /// The columns.
    pub columns: Columns,
    /// The records that could be read. One of a JSON input may lack the last columns.
    pub records: Batch,
    /// What could not be read.
    pub issues: Vec<Issue>,
    /// What was found.
    pub summary: Summary,
}

/// Reads an input whole.
///
/// # Errors
/// As [`read`].
pub fn read_table<R: Read>(input: R, options: &ReadOptions) -> Result<Table, Issue> {
    #[derive(Default)]
    struct Collect {
        columns: Columns,
        records: Batch,
        issues: Vec<Issue>,
    }

    impl Sink for Collect {
        fn columns(&mut self, columns: &Columns) -> Flow {
            self.columns.clone_from(columns);
            Flow::Continue(())
        }

        fn record(&mut self, record: &Record<'_>) -> Flow {
            self.records.push(record);
            Flow::Continue(())
        }

        fn issue(&mut self, issue: Issue) -> Flow {
            self.issues.push(issue);
            Flow::Continue(())
        }
    }

    let mut collect = Collect::default();
    let summary = read(input, options, &mut collect)?;
    let Collect {
        columns,
        records,
        issues,
    } = collect;
    Ok(Table {
        columns,
        records,
        issues,
        summary,
    })
}

impl Table {
    /// The table of a workbook as flat bytes, for [`Table::unpack`] in another module of the program. Issues become their words.
    pub fn pack(&self) -> Vec<u8> {
        let mut out = Packer::default();
        out.optional(self.summary.sheet.as_deref());
        out.number(self.columns.len() as u32);
        for name in self.columns.names() {
            out.text(name);
        }
        out.number(self.issues.len() as u32);
        for issue in &self.issues {
            out.long(issue.row.unwrap_or_default());
            out.optional(issue.column.as_deref());
            let told = Issue::file(issue.problem.clone());
            for lang in [Lang::Zh, Lang::En] {
                out.text(&told.message(lang));
            }
        }
        self.records.pack(&mut out);
        out.finish()
    }

    /// The table of a workbook that another module of the program read.
    ///
    /// # Errors
    /// [`Misfit`].
    pub fn unpack(bytes: &[u8]) -> Result<Self, Misfit> {
        let mut from = Unpacker::new(bytes);
        let sheet = from.optional()?.map(str::to_owned);
        let mut columns = Columns::default();
        for _ in 0..from.number()? {
            columns.add(from.text()?);
        }
        let mut issues = Vec::new();
        for _ in 0..from.number()? {
            issues.push(Issue {
                row: Some(from.long()?).filter(|row| *row > 0),
                unit: Unit::Row,
                column: from.optional()?.map(str::to_owned),
                problem: Problem::Told {
                    says: [from.text()?.to_owned(), from.text()?.to_owned()],
                },
            });
        }
        let records = Batch::unpack(&mut from)?;
        if !from.is_empty() {
            return Err(Misfit);
        }
        Ok(Self {
            summary: Summary {
                format: Format::Xlsx,
                encoding: None,
                delimiter: None,
                sheet,
                rows: records.len() as u64,
                issues: issues.len() as u64,
                stopped: false,
            },
            columns,
            records,
            issues,
        })
    }
}
