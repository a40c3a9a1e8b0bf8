//! Tables that go in and out: the template to fill in, the results, the errors.

use std::io;

use shizu_formats::{CsvOptions, CsvWriter};
use shizu_rules::vocabulary::Term;
use shizu_rules::{Determination, Engine, FactKey, Field, Lang, Status};

use super::super::groups::pick;
use super::model::{Batch, Content, Line};
use crate::office::{Book, Cell};

/// Columns of the results; the names are those of the command line tool.
pub const RESULT_COLUMNS: [&str; 13] = [
    "id",
    "status",
    "lead",
    "lead_name",
    "possible_leads",
    "ask_next",
    "assist",
    "mechanisms",
    "duties",
    "deadlines",
    "warnings",
    "reasons",
    "errors",
];

/// The cells of a line of the results.
pub fn result_row(engine: &Engine, line: &Line, lang: Lang) -> [String; 13] {
    let mut cells: [String; 13] = Default::default();
    cells[0].clone_from(&line.id);
    match &line.content {
        Content::Clue {
            facts, received, ..
        } => fill(
            &mut cells,
            &engine.determine(&line.id, facts, *received),
            lang,
        ),
        Content::Bad(_) | Content::Unreadable(_) => {
            "error".clone_into(&mut cells[1]);
            cells[12] = problems(line, lang)
                .iter()
                .map(|problem| problem.words.clone())
                .collect::<Vec<_>>()
                .join(" ");
        }
    }
    cells
}

fn fill(cells: &mut [String; 13], result: &Determination, lang: Lang) {
    let join = |parts: Vec<String>| parts.join("; ");
    match result.status {
        Status::Determined => "determined",
        Status::Undetermined => "undetermined",
        Status::NotAccepted => "not_accepted",
    }
    .clone_into(&mut cells[1]);
    if let Some(lead) = result.lead {
        lead.code().clone_into(&mut cells[2]);
        lead.label(lang).clone_into(&mut cells[3]);
    }
    cells[4] = join(
        result
            .possible_leads
            .iter()
            .map(|organ| organ.code().to_owned())
            .collect(),
    );
    cells[5] = result
        .ask_next
        .map_or_else(String::new, |fact| fact.code().to_owned());
    cells[6] = join(
        result
            .assist
            .iter()
            .map(|part| format!("{}:{}", part.organ.code(), part.role.code()))
            .collect(),
    );
    cells[7] = join(
        result
            .mechanisms
            .iter()
            .map(|one| one.code().to_owned())
            .collect(),
    );
    cells[8] = join(
        result
            .duties
            .iter()
            .map(|duty| format!("{}:{}", duty.organ.code(), duty.id))
            .collect(),
    );
    cells[9] = join(
        result
            .deadlines
            .iter()
            .map(|limit| match limit.due {
                Some(due) => format!("{}:{due}", limit.id),
                None => limit.id.clone(),
            })
            .collect(),
    );
    cells[10] = join(
        result
            .warnings
            .iter()
            .map(|warning| warning.id.clone())
            .collect(),
    );
    cells[11] = join(
        result
            .reasons
            .iter()
            .map(|reason| reason.rule.clone())
            .collect(),
    );
}

/// Something wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProblemLine {
    /// The column; empty for the row as a whole.
    pub column: String,
    /// What was found.
    pub found: String,
    /// What is wrong and what to do.
    pub words: String,
}

/// Everything that is wrong with a line.
pub fn problems(line: &Line, lang: Lang) -> Vec<ProblemLine> {
    match &line.content {
        Content::Clue { .. } => Vec::new(),
        Content::Bad(errors) => errors
            .iter()
            .map(|error| ProblemLine {
                column: error.column.clone(),
                found: error.text().to_owned(),
                words: error.message(lang),
            })
            .collect(),
        Content::Unreadable([zh, en]) => vec![ProblemLine {
            column: String::new(),
            found: String::new(),
            words: pick(lang, zh, en).to_owned(),
        }],
    }
}

/// The errors as CSV: row, id, column, what was found, what to do.
///
/// # Errors
/// When memory runs out.
pub fn errors_csv(batch: &Batch, lang: Lang) -> io::Result<Vec<u8>> {
    let mut out = CsvWriter::new(Vec::new(), CsvOptions::SPREADSHEET)?;
    out.row(["row", "id", "column", "found", "message"])?;
    for line in &batch.lines {
        for problem in problems(line, lang) {
            out.row([
                line.row.to_string().as_str(),
                &line.id,
                &problem.column,
                &problem.found,
                &problem.words,
            ])?;
        }
    }
    out.finish()
}

/// The template as a workbook: a sheet with the columns and one example row, and a sheet with every code and its label.
pub fn template_book(lang: Lang) -> Book {
    let mut out = Book::new();
    let columns: Vec<&str> = Field::all().map(Field::code).collect();
    out.sheet(pick(lang, "线索", "Clues"), &columns);
    out.row(example_row().iter().map(|cell| Cell::Text(cell)));
    let heads = [
        pick(lang, "列名", "column"),
        pick(lang, "含义", "meaning"),
        pick(lang, "取值", "code"),
        pick(lang, "取值含义", "means"),
    ];
    out.sheet(pick(lang, "取值说明", "Codes"), &heads);
    for key in FactKey::ALL {
        for value in key.values() {
            out.row([key.code(), key.label(lang), value.code, value.label(lang)].map(Cell::Text));
        }
    }
    out
}

/// The template as CSV: the columns and one example row.
///
/// # Errors
/// When memory runs out.
pub fn template_csv() -> io::Result<Vec<u8>> {
    let mut out = CsvWriter::new(Vec::new(), CsvOptions::SPREADSHEET)?;
    out.row(Field::all().map(Field::code))?;
    out.row(example_row())?;
    out.finish()
}

/// The first invented example as a row of the template.
fn example_row() -> Vec<String> {
    let draft = super::super::presets::PRESETS[0].draft();
    Field::all()
        .map(|field| match field {
            Field::Id => draft.id.clone(),
            Field::Received => draft
                .received
                .map(|day| day.to_string())
                .unwrap_or_default(),
            Field::Fact(key) => draft
                .facts
                .value(key)
                .map(|value| value.code.to_owned())
                .unwrap_or_default(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use shizu_formats::{ReadOptions, read_table};
    use shizu_rules::Binding;

    use super::*;

    #[test]
    fn the_template_reads_back_as_the_example() {
        for bytes in [
            template_csv().expect("csv"),
            shizu_office::write_sheets(template_book(Lang::Zh)).expect("xlsx"),
        ] {
            let table = read_table(bytes.as_slice(), &ReadOptions::default()).expect("reads");
            let binding = Binding::of_table(table.columns.names()).expect("binds");
            assert!(binding.notes().is_empty() && binding.absent().next().is_none());
            let record = table.records.get(0).expect("one row");
            let mut errors = Vec::new();
            let row = binding
                .row(|column| record.get(column), &mut errors)
                .expect("good");
            let draft = super::super::super::presets::PRESETS[0].draft();
            assert_eq!(
                (row.id, row.facts, row.received),
                (draft.id.as_str(), draft.facts, draft.received)
            );
        }
    }

    #[test]
    fn every_problem_has_a_row_of_its_own() {
        let mut batch = Batch::default();
        batch.lines = vec![Line {
            row: 3,
            id: "b".into(),
            content: Content::Unreadable(["坏".into(), "bad".into()]),
        }];
        let errors = String::from_utf8(errors_csv(&batch, Lang::En).expect("csv")).expect("text");
        assert_eq!(errors.lines().nth(1), Some("3,b,,,bad"));
    }
}
