//! A sink that keeps everything, for the tests.
#![allow(dead_code, reason = "each test file uses its part")]

use shizu_formats::{Columns, Flow, Issue, ReadOptions, Record, Sink, Summary, read};

#[derive(Debug, Default)]
pub struct Kept {
    pub names: Vec<String>,
    /// Row number and its fields by name, in column order.
    pub rows: Vec<(u64, Vec<(String, String)>)>,
    pub issues: Vec<Issue>,
}

impl Sink for Kept {
    fn columns(&mut self, columns: &Columns) -> Flow {
        self.names = columns.names().to_vec();
        Flow::Continue(())
    }

    fn record(&mut self, record: &Record<'_>) -> Flow {
        let field = |(column, text): (usize, &str)| (self.names[column].clone(), text.to_owned());
        self.rows
            .push((record.row(), record.fields().map(field).collect()));
        Flow::Continue(())
    }

    fn issue(&mut self, issue: Issue) -> Flow {
        self.issues.push(issue);
        Flow::Continue(())
    }
}

impl Kept {
    /// The value of a field in the record of this row.
    pub fn value(&self, row: u64, name: &str) -> Option<&str> {
        let (_, fields) = self.rows.iter().find(|(number, _)| *number == row)?;
        fields
            .iter()
            .find(|(column, _)| column == name)
            .map(|(_, value)| value.as_str())
    }

    /// The row numbers of the records.
    pub fn row_numbers(&self) -> Vec<u64> {
        self.rows.iter().map(|(row, _)| *row).collect()
    }

    /// Row, column and code of every issue.
    pub fn problems(&self) -> Vec<(u64, Option<&str>, &'static str)> {
        self.issues
            .iter()
            .map(|issue| {
                (
                    issue.row.unwrap_or_default(),
                    issue.column.as_deref(),
                    issue.code(),
                )
            })
            .collect()
    }
}

/// A reader that gives few bytes at a time, so that rows and characters are cut everywhere.
pub struct Drip<'a>(pub &'a [u8], pub usize);

impl std::io::Read for Drip<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let count = self.1.min(self.0.len()).min(out.len());
        out[..count].copy_from_slice(&self.0[..count]);
        self.0 = &self.0[count..];
        Ok(count)
    }
}

pub fn try_read(bytes: &[u8]) -> Result<(Kept, Summary), Issue> {
    let mut kept = Kept::default();
    let summary = read(bytes, &ReadOptions::default(), &mut kept)?;
    Ok((kept, summary))
}

pub fn read_all(bytes: &[u8]) -> Kept {
    try_read(bytes).unwrap_or_else(|issue| panic!("{issue}")).0
}

/// The code of the error for a file that cannot be read at all.
pub fn refused(bytes: &[u8]) -> &'static str {
    match try_read(bytes) {
        Ok((kept, _)) => panic!("was read: {kept:?}"),
        Err(issue) => issue.code(),
    }
}

pub fn gb18030(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}
