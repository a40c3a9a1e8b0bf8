//! From a table of texts to clues: which column is which fact, what a row says, and what is wrong with it.
//!
//! [`Binding`] is made once from the column names. [`Binding::row`] then reads one row without allocating anything while the row is good.
//! Problems name the column, the text found, what was expected and the nearest valid value, in both languages. [`SeenIds`] watches for ids that
//! occur twice. Facts that contradict each other are no problem of intake: they come out of the rulebook as warnings.

mod cell;
mod column;
mod date;
mod seen;

use chrono::NaiveDate;

pub use cell::{CellError, CellProblem};
pub use date::{DateProblem, parse_date};
pub(crate) use seen::{Ready, hash};
pub use seen::{Seen, SeenIds};

use column::FactColumn;

use crate::facts::{ClueFacts, FactKey};
use crate::lang::Lang;

/// Columns for people, which no rule reads: they are passed over without a note.
const FREE_TEXT: &[&str] = &["summary", "摘要"];

/// Longest column name, in bytes, that is compared with the fields.
const LONGEST_NAME: usize = 200;

/// What a column of the input can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// The id of the clue.
    Id,
    /// The day the clue was received.
    Received,
    /// A fact.
    Fact(FactKey),
}

impl Field {
    /// Every field, in the order in which templates show them.
    pub fn all() -> impl Iterator<Item = Field> {
        let facts = FactKey::ALL.iter().map(|key| Field::Fact(*key));
        [Field::Id, Field::Received].into_iter().chain(facts)
    }

    /// Stable code: the name of the column or JSON field.
    pub fn code(self) -> &'static str {
        match self {
            Field::Id => "id",
            Field::Received => "received",
            Field::Fact(key) => key.code(),
        }
    }

    /// What people call it; accepted as the name of a column too.
    pub fn label(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Field::Id, Lang::Zh) => "线索编号",
            (Field::Id, Lang::En) => "clue id",
            (Field::Received, Lang::Zh) => "收到日期",
            (Field::Received, Lang::En) => "date received",
            (Field::Fact(key), lang) => key.label(lang),
        }
    }

    /// The field that a column name means: a code or a label, whatever its case, with blanks or hyphens for underscores.
    pub fn named(name: &str) -> Option<Self> {
        if name.len() > LONGEST_NAME {
            return None;
        }
        let name = plain(name);
        Self::all().find(|field| {
            let label = |lang| plain(field.label(lang)) == name;
            field.code() == name || label(Lang::Zh) || label(Lang::En)
        })
    }

    /// The field whose code or label is spelled most like `name`.
    fn nearest(name: &str) -> Option<Self> {
        if name.len() > LONGEST_NAME {
            return None;
        }
        let names = Self::all()
            .flat_map(|field| [field.code(), field.label(Lang::Zh), field.label(Lang::En)]);
        shizu_tables::nearest(name, names).and_then(Self::named)
    }
}

/// A column name without what does not matter.
pub(crate) fn plain(name: &str) -> String {
    let name = name.trim().trim_start_matches('\u{feff}').to_lowercase();
    let name = name.replace([' ', '-'], "_");
    name.replace('（', "(").replace('）', ")")
}

/// A column that is no field and is ignored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderNote {
    /// Name of the column.
    pub column: String,
    /// The field spelled most alike, unless another column is that field already.
    pub nearest: Option<Field>,
}

impl HeaderNote {
    /// What is ignored, and what it might have been meant to be.
    pub fn message(&self, lang: Lang) -> String {
        let column = shorten(&self.column);
        match (lang, self.nearest) {
            (Lang::Zh, None) => format!("不认识“{column}”列，已忽略。"),
            (Lang::En, None) => format!("Column `{column}` is not known and is ignored."),
            (Lang::Zh, Some(field)) => format!(
                "不认识“{column}”列，已忽略；是否指“{}”（{}）？",
                field.code(),
                field.label(lang)
            ),
            (Lang::En, Some(field)) => format!(
                "Column `{column}` is not known and is ignored; did you mean `{}` ({})?",
                field.code(),
                field.label(lang)
            ),
        }
    }
}

/// Why no row of the input can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeaderError {
    /// No column is the id.
    NoId {
        /// The column whose name comes nearest.
        nearest: Option<String>,
    },
    /// Two columns are the same field.
    Twice {
        /// The field.
        field: Field,
        /// The first column.
        first: String,
        /// The second column.
        second: String,
    },
}

impl HeaderError {
    /// What is wrong and what to do.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (HeaderError::NoId { nearest }, Lang::Zh) => {
                let hint = nearest.as_deref().map_or_else(String::new, |near| {
                    format!("若“{}”列就是编号，请改名为 id。", shorten(near))
                });
                format!("缺少 id（线索编号）列，请增加一列，每条线索一个不重复的编号。{hint}")
            }
            (HeaderError::NoId { nearest }, Lang::En) => {
                let hint = nearest.as_deref().map_or_else(String::new, |near| {
                    format!(
                        " If column `{}` is the id, rename it to `id`.",
                        shorten(near)
                    )
                });
                format!(
                    "There is no column `id`. Add one, with a different id for every clue.{hint}"
                )
            }
            (
                HeaderError::Twice {
                    field,
                    first,
                    second,
                },
                lang,
            ) => {
                let (first, second) = (shorten(first), shorten(second));
                match lang {
                    Lang::Zh => format!(
                        "“{first}”列和“{second}”列都是“{}”，无法判断以哪一列为准，请删去一列或改名。",
                        field.code()
                    ),
                    Lang::En => format!(
                        "Columns `{first}` and `{second}` both are `{}`; remove or rename one.",
                        field.code()
                    ),
                }
            }
        }
    }
}

impl std::fmt::Display for HeaderError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for HeaderError {}

/// One clue as its row tells it. The id is borrowed from the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IntakeRow<'a> {
    /// Id of the clue, without surrounding blanks.
    pub id: &'a str,
    /// What is known.
    pub facts: ClueFacts,
    /// When the clue was received, if known.
    pub received: Option<NaiveDate>,
}

/// Which column is which field.
#[derive(Clone, Debug, Default)]
pub struct Binding {
    names: Vec<String>,
    id: Option<usize>,
    received: Option<usize>,
    /// The columns of facts, in the order of the facts.
    facts: Vec<FactColumn>,
    notes: Vec<HeaderNote>,
}

impl Binding {
    /// Binds the header of a table, which must have an id column.
    ///
    /// # Errors
    /// When no column is the id, or two columns are the same field.
    pub fn of_table<N: AsRef<str>>(names: &[N]) -> Result<Self, HeaderError> {
        let binding = Self::of_records(names)?;
        if binding.id.is_some() {
            return Ok(binding);
        }
        let unbound = binding.notes.iter().map(|note| note.column.as_str());
        let alike = |name: &&str| {
            let lower = plain(name);
            lower.contains("id")
                || lower.contains("编号")
                || lower.contains("序号")
                || lower == "no"
        };
        let nearest = unbound.into_iter().find(alike).map(str::to_owned);
        Err(HeaderError::NoId { nearest })
    }

    /// Binds the field names of JSON records. They may come to light one by one, so the id may still be missing: a record without it is a
    /// [`CellProblem::NoId`].
    ///
    /// # Errors
    /// When two columns are the same field.
    pub fn of_records<N: AsRef<str>>(names: &[N]) -> Result<Self, HeaderError> {
        let mut binding = Binding::default();
        binding.extend(names)?;
        Ok(binding)
    }

    /// Binds the columns that have come to light since. `names` are all columns, the known ones first, as before.
    ///
    /// # Errors
    /// When two columns are the same field.
    pub fn extend<N: AsRef<str>>(&mut self, names: &[N]) -> Result<(), HeaderError> {
        let known = self.names.len();
        let new = names.iter().map(AsRef::as_ref).enumerate().skip(known);
        let mut unknown = Vec::new();
        for (index, name) in new {
            self.names.push(name.to_owned());
            let Some(field) = Field::named(name) else {
                unknown.extend(Some(name).filter(|name| !FREE_TEXT.contains(name)));
                continue;
            };
            if let Some(first) = self.bind(field, index) {
                return Err(HeaderError::Twice {
                    field,
                    first: self.names[first].clone(),
                    second: name.to_owned(),
                });
            }
        }
        for name in unknown {
            let free = |field: &Field| self.column(*field).is_none();
            let nearest = Field::nearest(name).filter(free);
            self.notes.push(HeaderNote {
                column: name.to_owned(),
                nearest,
            });
        }
        Ok(())
    }

    /// The columns that are ignored.
    pub fn notes(&self) -> &[HeaderNote] {
        &self.notes
    }

    /// The column of a field, if the input has it.
    pub fn column(&self, field: Field) -> Option<usize> {
        match field {
            Field::Id => self.id,
            Field::Received => self.received,
            Field::Fact(key) => {
                let mut facts = self.facts.iter();
                facts.find(|fact| fact.key == key).map(|fact| fact.column)
            }
        }
    }

    /// The name of a field's column as the input has it; the field's code where it has none.
    pub fn name(&self, field: Field) -> &str {
        self.column(field)
            .and_then(|index| self.names.get(index))
            .map_or(field.code(), String::as_str)
    }

    /// The fields that the input does not have: unknown in every row.
    pub fn absent(&self) -> impl Iterator<Item = Field> + '_ {
        Field::all().filter(|field| self.column(*field).is_none())
    }

    /// The id of a row, good or bad; empty where it has none. `cell` gives the text of a column.
    pub fn id<'a>(&self, cell: impl Fn(usize) -> Option<&'a str>) -> &'a str {
        self.id.and_then(cell).unwrap_or_default().trim()
    }

    /// Reads one row; `cell` gives the text of a column. Blank cells are unknown facts. `None` if something is wrong with it: every problem has then
    /// been added to `errors`.
    pub fn row<'a>(
        &self,
        cell: impl Fn(usize) -> Option<&'a str>,
        errors: &mut Vec<CellError>,
    ) -> Option<IntakeRow<'a>> {
        let before = errors.len();
        let id = self.id(&cell);
        if id.is_empty() {
            errors.push(self.error(Field::Id, CellProblem::NoId));
        }
        let mut facts = ClueFacts::default();
        for fact in &self.facts {
            let text = cell(fact.column).unwrap_or_default();
            if text.is_empty() {
                continue;
            }
            match fact.read(text) {
                Ok(index) => facts.know(fact.key, index),
                Err(_) if means_unknown(text) => {}
                Err(bad) => {
                    errors.push(self.error(Field::Fact(fact.key), CellProblem::Value(bad)));
                }
            }
        }
        let mut received = None;
        let text = self.received.and_then(&cell).unwrap_or_default().trim();
        if !means_unknown(text) {
            match parse_date(text) {
                Ok(day) => received = Some(day),
                Err(problem) => {
                    let text = text.to_owned();
                    errors.push(self.error(Field::Received, CellProblem::Date { text, problem }));
                }
            }
        }
        (errors.len() == before).then_some(IntakeRow {
            id,
            facts,
            received,
        })
    }

    fn error(&self, field: Field, problem: CellProblem) -> CellError {
        CellError {
            field,
            column: self.name(field).to_owned(),
            problem,
        }
    }

    /// Binds a field to a column; answers the column that it was bound to before.
    fn bind(&mut self, field: Field, column: usize) -> Option<usize> {
        match field {
            Field::Id => self.id.replace(column),
            Field::Received => self.received.replace(column),
            Field::Fact(key) => {
                let first = self.column(field);
                let place = self.facts.partition_point(|fact| fact.key < key);
                self.facts.insert(place, FactColumn::new(key, column));
                first
            }
        }
    }
}

/// Whether a cell says that the fact is not known: blank, or one of the words that people write instead.
pub(crate) fn means_unknown(text: &str) -> bool {
    matches!(
        text.trim(),
        "" | "unknown" | "Unknown" | "未知" | "不详" | "不清楚" | "?" | "？"
    )
}

/// At most forty characters, for messages.
pub(crate) fn shorten(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
