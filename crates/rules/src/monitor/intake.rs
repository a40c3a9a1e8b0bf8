//! From a table of texts to returns: which column is which field, what a row says, and what is wrong with it.

use chrono::NaiveDate;

use super::period::{Period, PeriodProblem};
use super::problem::{ReturnError, ReturnHeaderError, ReturnProblem};
use super::row::{COUNTS, Figures, ReturnRow};
use crate::intake::{DateProblem, means_unknown, parse_date, plain};
use crate::lang::Lang;
use crate::vocabulary::{
    BodyKind, EcologyGrade, ReturnField, ReturnState, Term, UnitRisk, Value, YES_NO,
};

/// The most that a count may be; more is a slip of the pen.
const MOST: u32 = 10_000_000;

/// Columns for people, which nothing reads: they are passed over without a note.
const FREE_TEXT: &[&str] = &["summary", "摘要", "remark", "备注"];

/// Without these a row is no return.
const NEEDED: [ReturnField; 3] = [ReturnField::Body, ReturnField::Kind, ReturnField::Period];

/// Pairs of which the first counts part of the second.
const PARTS: [(ReturnField, ReturnField); 4] = [
    (ReturnField::SelfFound, ReturnField::Clues),
    (ReturnField::OwnCases, ReturnField::Cases),
    (
        ReturnField::TransferredFiled,
        ReturnField::TransferredClosed,
    ),
    (ReturnField::Borrowed, ReturnField::TeamSize),
];

/// Which column is which field.
#[derive(Clone, Debug, Default)]
pub struct ReturnBinding {
    names: Vec<String>,
    columns: [Option<usize>; ReturnField::ALL.len()],
    /// The counts among the columns.
    counts: Vec<ReturnField>,
    /// Whether a column tells what few returns do.
    tells_more: bool,
    unknown: Vec<String>,
}

impl ReturnField {
    /// The field that a column name means: a code or a label, whatever its case, with blanks or hyphens for underscores.
    pub fn named(name: &str) -> Option<Self> {
        let name = plain(name);
        let labels = |value: &Value| [value.code, value.zh, value.en].map(plain).contains(&name);
        let at = Self::VALUES.iter().position(labels)?;
        Self::ALL.get(at).copied()
    }
}

impl ReturnBinding {
    /// Binds the header of a table, which must name body, kind and period.
    ///
    /// # Errors
    /// When one of these columns is absent, or two columns are the same field.
    pub fn of_table<N: AsRef<str>>(names: &[N]) -> Result<Self, ReturnHeaderError> {
        let mut binding = ReturnBinding::default();
        binding.extend(names)?;
        let absent = |field: &&ReturnField| binding.columns[field.index()].is_none();
        match NEEDED.iter().find(absent) {
            None => Ok(binding),
            Some(field) => Err(ReturnHeaderError::Absent { field: *field }),
        }
    }

    /// Binds the columns that have come to light since, as JSON records bring them. `names` are all columns, the known ones first, as before.
    ///
    /// # Errors
    /// When two columns are the same field.
    pub fn extend<N: AsRef<str>>(&mut self, names: &[N]) -> Result<(), ReturnHeaderError> {
        let known = self.names.len();
        for (index, name) in names.iter().map(AsRef::as_ref).enumerate().skip(known) {
            self.names.push(name.to_owned());
            let Some(field) = ReturnField::named(name) else {
                if !FREE_TEXT.contains(&name) {
                    self.unknown.push(name.to_owned());
                }
                continue;
            };
            if let Some(first) = self.columns[field.index()].replace(index) {
                return Err(ReturnHeaderError::Twice {
                    field,
                    first: self.names[first].clone(),
                    second: name.to_owned(),
                });
            }
            if field.index() < COUNTS {
                self.counts.push(field);
            }
            self.tells_more |= field.index() > ReturnField::Letters.index();
        }
        Ok(())
    }

    /// What to tell of the columns that are no field and are ignored, with the field spelled most alike.
    pub fn notes(&self, lang: Lang) -> Vec<String> {
        let codes = || ReturnField::VALUES.iter().flat_map(|it| [it.code, it.zh]);
        let note = |column: &String| {
            let near = shizu_tables::nearest(column, codes());
            match (lang, near) {
                (Lang::Zh, None) => format!("不认识“{column}”列，已忽略。"),
                (Lang::En, None) => format!("Column `{column}` is not known and is ignored."),
                (Lang::Zh, Some(near)) => {
                    format!("不认识“{column}”列，已忽略；是否指“{near}”？")
                }
                (Lang::En, Some(near)) => {
                    format!("Column `{column}` is not known and is ignored; did you mean `{near}`?")
                }
            }
        };
        self.unknown.iter().map(note).collect()
    }

    /// Whether the input has a column for the field.
    pub fn has(&self, field: ReturnField) -> bool {
        self.columns[field.index()].is_some()
    }

    /// The field's column as the input names it; its code where the input has no such column.
    pub fn name(&self, field: ReturnField) -> &str {
        let name = self.columns[field.index()].and_then(|index| self.names.get(index));
        name.map_or(field.code(), String::as_str)
    }

    /// The body of a row, for messages.
    pub fn body<'a>(&self, cell: impl Fn(usize) -> Option<&'a str>) -> &'a str {
        self.text(ReturnField::Body, &cell)
    }

    /// Reads a row. `None` when it has no usable body, kind or period; a cell that cannot be used otherwise is left unknown. What is wrong is
    /// added to `errors` in both cases.
    pub fn row<'a>(
        &self,
        cell: impl Fn(usize) -> Option<&'a str>,
        errors: &mut Vec<ReturnError>,
    ) -> Option<ReturnRow<'a>> {
        let mut reader = RowReader {
            binding: self,
            cell: &cell,
            errors,
        };
        let body = reader.text(ReturnField::Body);
        if body.is_empty() {
            reader.fail(ReturnField::Body, ReturnProblem::Absent);
        }
        let kind = reader.needed::<BodyKind>(ReturnField::Kind);
        let period = reader.period();
        let mut figures = Figures::default();
        for field in &self.counts {
            figures.set(*field, reader.count(*field));
        }
        if self.tells_more {
            figures.ecology = reader.term::<EcologyGrade>(ReturnField::Ecology);
            figures.risk = reader.term::<UnitRisk>(ReturnField::Risk);
            figures.grave_corruption = reader.flag(ReturnField::GraveCorruption);
            reader.parts(&figures);
        }
        let row = ReturnRow {
            state: reader.term::<ReturnState>(ReturnField::State),
            figures,
            received: reader.date(ReturnField::Received, parse_date),
            office: reader.text(ReturnField::Office),
            from: reader.date(ReturnField::From, |text| edge(text, Period::begin)),
            until: reader.date(ReturnField::Until, |text| edge(text, Period::end)),
            ..ReturnRow::new(body, kind?, period?)
        };
        (!body.is_empty()).then_some(row)
    }

    #[inline]
    fn text<'a>(&self, field: ReturnField, cell: &impl Fn(usize) -> Option<&'a str>) -> &'a str {
        let Some(text) = self.columns[field.index()].and_then(cell) else {
            return "";
        };
        // Blanks around are rare, and looking for those of all alphabets is dear.
        let plain = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
        let bytes = text.as_bytes();
        if bytes.is_empty() || plain(bytes.first()) && plain(bytes.last()) {
            text
        } else {
            text.trim()
        }
    }

    /// A mistake in the column of a field.
    pub fn error(&self, field: ReturnField, text: &str, problem: ReturnProblem) -> ReturnError {
        ReturnError {
            field,
            column: self.name(field).to_owned(),
            text: text.to_owned(),
            problem,
        }
    }
}

struct RowReader<'r, 'a, C: Fn(usize) -> Option<&'a str>> {
    binding: &'r ReturnBinding,
    cell: &'r C,
    errors: &'r mut Vec<ReturnError>,
}

impl<'a, C: Fn(usize) -> Option<&'a str>> RowReader<'_, 'a, C> {
    fn text(&self, field: ReturnField) -> &'a str {
        self.binding.text(field, self.cell)
    }

    fn fail(&mut self, field: ReturnField, problem: ReturnProblem) {
        let error = self.binding.error(field, self.text(field), problem);
        self.errors.push(error);
    }

    /// The text, unless it is blank or a word for not knowing.
    fn known(&self, field: ReturnField) -> Option<&'a str> {
        let text = self.text(field);
        (!text.is_empty() && !means_unknown(text) && !is_dash(text)).then_some(text)
    }

    fn needed<T: Term>(&mut self, field: ReturnField) -> Option<T> {
        if self.text(field).is_empty() {
            self.fail(field, ReturnProblem::Absent);
            return None;
        }
        self.term(field)
    }

    fn term<T: Term>(&mut self, field: ReturnField) -> Option<T> {
        let text = self.text(field);
        let spelled = T::VALUES.iter().position(|value| value.code == text);
        if let Some(term) = spelled.and_then(|at| T::ALL.get(at)) {
            return Some(*term);
        }
        let text = self.known(field)?;
        let at = T::VALUES.iter().position(|value| is_named(value, text));
        if at.is_none() {
            self.fail(field, ReturnProblem::NoTerm { values: T::VALUES });
        }
        T::ALL.get(at?).copied()
    }

    fn flag(&mut self, field: ReturnField) -> Option<bool> {
        let text = self.known(field)?;
        let spelled = match text {
            "1" | "true" | "TRUE" | "True" => Some(1),
            "0" | "false" | "FALSE" | "False" => Some(0),
            _ => YES_NO.iter().position(|value| is_named(value, text)),
        };
        if spelled.is_none() {
            self.fail(field, ReturnProblem::NoTerm { values: YES_NO });
        }
        spelled.map(|index| index == 1)
    }

    fn period(&mut self) -> Option<Period> {
        let text = self.text(ReturnField::Period);
        if text.is_empty() {
            self.fail(ReturnField::Period, ReturnProblem::Absent);
            return None;
        }
        match Period::parse(text) {
            Ok(period) => Some(period),
            Err(problem) => {
                self.fail(ReturnField::Period, ReturnProblem::Period(problem));
                None
            }
        }
    }

    fn count(&mut self, field: ReturnField) -> Option<u32> {
        let text = self.text(field);
        if let Some(count) = short(text) {
            return Some(count);
        }
        let text = self.known(field)?;
        match count(text) {
            Ok(count) => Some(count),
            Err(problem) => {
                self.fail(field, problem);
                None
            }
        }
    }

    fn date(
        &mut self,
        field: ReturnField,
        read: impl Fn(&str) -> Result<NaiveDate, DateProblem>,
    ) -> Option<NaiveDate> {
        let text = self.known(field)?;
        match read(text) {
            Ok(day) => Some(day),
            Err(problem) => {
                self.fail(field, ReturnProblem::Date(problem));
                None
            }
        }
    }

    /// A part that counts more than the whole.
    fn parts(&mut self, figures: &Figures) {
        for (part, whole) in PARTS {
            if let (Some(more), Some(than)) = (figures.count(part), figures.count(whole))
                && more > than
            {
                self.fail(part, ReturnProblem::MoreThan { whole, than });
            }
        }
    }
}

fn is_named(value: &Value, text: &str) -> bool {
    value.code.eq_ignore_ascii_case(text) || value.zh == text || value.en.eq_ignore_ascii_case(text)
}

fn is_dash(text: &str) -> bool {
    matches!(text, "-" | "—" | "——" | "/" | "N/A" | "n/a")
}

/// A whole number of a few digits, as nearly all are written.
fn short(text: &str) -> Option<u32> {
    if !(1..=6).contains(&text.len()) {
        return None;
    }
    text.bytes().try_fold(0, |number, byte| {
        let digit = byte.is_ascii_digit().then(|| u32::from(byte - b'0'))?;
        Some(number * 10 + digit)
    })
}

/// A whole number, as `12`, or `12.0` as spreadsheets write it.
fn count(text: &str) -> Result<u32, ReturnProblem> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (sign, rest) = match text.strip_prefix(['-', '−', '－']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = rest.split_once('.').unwrap_or((rest, "0"));
    if !digits(whole) || !digits(fraction) {
        return Err(ReturnProblem::NotACount);
    }
    let fractional = fraction.bytes().any(|digit| digit != b'0');
    let nothing = !fractional && whole.bytes().all(|digit| digit == b'0');
    if sign && !nothing {
        return Err(ReturnProblem::Negative);
    }
    if fractional {
        return Err(ReturnProblem::Fraction);
    }
    let count = whole.parse().ok().filter(|count| *count <= MOST);
    count.ok_or(ReturnProblem::TooLarge { most: MOST })
}

/// The edge of a body's span: a day, or the first or last day of a period.
fn edge(text: &str, of_period: impl Fn(Period) -> NaiveDate) -> Result<NaiveDate, DateProblem> {
    match Period::parse(text) {
        Ok(period) => Ok(of_period(period)),
        Err(PeriodProblem::FarYear) => Err(DateProblem::FarYear),
        Err(_) => parse_date(text),
    }
}
