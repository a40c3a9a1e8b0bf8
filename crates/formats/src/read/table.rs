use std::io::Read;

use super::{ReadOptions, Sink, Summary, read};
use crate::{
    issue::Issue,
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
