//! From a table to entries: good rows, and what is wrong with the others.

use std::collections::BTreeMap;

use shizu_formats::{Format as Kind, Table, Unit};
use shizu_rules::Lang;
use shizu_rules::ecology::{Entry, Form, FormError, RowKind};

use crate::output::route::{BadRow, Fault};

/// Reads the rows of a table.
pub struct Feed<'f> {
    form: &'f Form,
    unit: Unit,
    lang: Lang,
    /// Rows that can be answered, with their numbers.
    pub good: Vec<(u64, Entry)>,
    /// Rows that cannot.
    pub bad: Vec<BadRow>,
}

impl<'f> Feed<'f> {
    pub fn new(form: &'f Form, kind: Kind, lang: Lang) -> Self {
        let unit = match kind {
            Kind::Ndjson => Unit::Line,
            Kind::JsonArray | Kind::JsonObject => Unit::Element,
            Kind::Csv | Kind::Xlsx => Unit::Row,
        };
        Feed {
            form,
            unit,
            lang,
            good: Vec::new(),
            bad: Vec::new(),
        }
    }

    /// Reads all rows.
    pub fn read(&mut self, table: &Table) {
        let mut seen: BTreeMap<(String, usize), u64> = BTreeMap::new();
        for record in table.records.iter() {
            let row = record.row();
            match self.form.read(|column| record.get(column)) {
                Ok(entry) => match self.again(&mut seen, &entry, row) {
                    None => self.good.push((row, entry)),
                    Some(error) => self.fail(row, Some(entry.id), &[error]),
                },
                Err(errors) => self.fail(row, None, &errors),
            }
        }
        let issues = table.issues.iter();
        self.bad.extend(issues.map(|issue| BadRow {
            row: issue.row,
            id: None,
            faults: vec![Fault::of_issue(issue, self.lang)],
        }));
    }

    /// Whether an earlier row is about the same, where there may be only one.
    fn again(
        &self,
        seen: &mut BTreeMap<(String, usize), u64>,
        entry: &Entry,
        row: u64,
    ) -> Option<FormError> {
        if matches!(self.form.kind, RowKind::Archive | RowKind::Role) {
            return None;
        }
        let key = (entry.id.clone(), entry.by as usize);
        let first = *seen.entry(key).or_insert(row);
        (first != row).then(|| FormError {
            code: "id_again",
            column: self.form.kind.id().0.to_owned(),
            text: entry.id.clone(),
            expected: Vec::new(),
            nearest: None,
            says: shizu_rules::Text {
                zh: format!("“{}”与第{first}行重复，请删去一行或改名。", entry.id),
                en: format!(
                    "`{}` is that of row {first} already; remove or rename one.",
                    entry.id
                ),
            },
        })
    }

    fn fail(&mut self, row: u64, id: Option<String>, errors: &[FormError]) {
        let place = |column: &str| match (self.lang, self.unit) {
            (Lang::Zh, Unit::Element) => format!("第{row}条“{column}”列："),
            (Lang::Zh, _) => format!("第{row}行“{column}”列："),
            (Lang::En, Unit::Element) => format!("Record {row}, column \"{column}\": "),
            (Lang::En, Unit::Line) => format!("Line {row}, column \"{column}\": "),
            (Lang::En, Unit::Row) => format!("Row {row}, column \"{column}\": "),
        };
        let faults = errors.iter().map(|error| Fault {
            code: error.code,
            column: Some(error.column.clone()),
            text: error.text.clone(),
            expected: error.expected.clone(),
            nearest: error.nearest.clone(),
            message: place(&error.column) + error.says.in_lang(self.lang),
        });
        let faults = faults.collect();
        self.bad.push(BadRow {
            row: Some(row),
            id,
            faults,
        });
    }
}
