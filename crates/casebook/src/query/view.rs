//! A saved view: which columns, which rows, in which order.

use serde_json::{Map, Value, json};

/// Which rows of a register are shown, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// Codes of the columns shown, in order; empty for the register's own.
    pub columns: Vec<String>,
    /// Tests that a row must all pass.
    pub filters: Vec<Filter>,
    /// What is sorted by, the weightiest first. Rows that tie keep the order of the register.
    pub sort: Vec<SortKey>,
    /// What is looked for, as typed.
    pub search: String,
}

/// A test of one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Code of the field.
    pub field: String,
    /// What its cell must be.
    pub test: Test,
}

/// What a cell must be. An empty cell passes only [`Test::Empty`], or where the empty text is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// One of these texts.
    OneOf(Vec<String>),
    /// None of these texts.
    NoneOf(Vec<String>),
    /// Empty.
    Empty,
    /// Not empty.
    Filled,
    /// A number or a date within these bounds, both included; `None` where there is no bound.
    Between {
        /// The least.
        from: Option<String>,
        /// The greatest.
        until: Option<String>,
    },
    /// Contains what is typed, as [`super::Search`] finds it.
    Contains(String),
}

/// A column to sort by. Empty cells come last, whichever way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortKey {
    /// Code of the field.
    pub field: String,
    /// Whether the greatest comes first.
    pub descending: bool,
}

impl View {
    /// As JSON, to be kept.
    pub fn to_json(&self) -> Value {
        let filters: Vec<Value> = self.filters.iter().map(Filter::to_json).collect();
        let keys = self.sort.iter();
        let sort: Vec<Value> = keys
            .map(|key| json!({ "field": key.field, "descending": key.descending }))
            .collect();
        json!({
            "columns": self.columns,
            "filters": filters,
            "sort": sort,
            "search": self.search,
        })
    }

    /// Reads what [`View::to_json`] wrote; `None` when it is something else.
    pub fn from_json(value: &Value) -> Option<Self> {
        let filters = value["filters"].as_array()?.iter();
        let keys = value["sort"].as_array()?.iter();
        Some(View {
            columns: texts(&value["columns"])?,
            filters: filters.map(Filter::from_json).collect::<Option<_>>()?,
            sort: keys
                .map(|key| {
                    Some(SortKey {
                        field: text(&key["field"])?,
                        descending: key["descending"].as_bool()?,
                    })
                })
                .collect::<Option<_>>()?,
            search: text(&value["search"])?,
        })
    }
}

impl Filter {
    fn to_json(&self) -> Value {
        let mut filter = Map::new();
        filter.insert("field".to_owned(), json!(self.field));
        let (test, value) = match &self.test {
            Test::OneOf(texts) => ("one_of", json!(texts)),
            Test::NoneOf(texts) => ("none_of", json!(texts)),
            Test::Empty => ("empty", Value::Null),
            Test::Filled => ("filled", Value::Null),
            // No bound is kept as an empty text.
            Test::Between { from, until } => {
                let text = |bound: &Option<String>| bound.clone().unwrap_or_default();
                ("between", json!([text(from), text(until)]))
            }
            Test::Contains(typed) => ("contains", json!(typed)),
        };
        filter.insert("test".to_owned(), json!(test));
        filter.insert("value".to_owned(), value);
        Value::Object(filter)
    }

    fn from_json(value: &Value) -> Option<Self> {
        let given = &value["value"];
        let test = match value["test"].as_str()? {
            "one_of" => Test::OneOf(texts(given)?),
            "none_of" => Test::NoneOf(texts(given)?),
            "empty" => Test::Empty,
            "filled" => Test::Filled,
            "between" => Test::Between {
                from: Some(text(given.get(0)?)?).filter(|bound| !bound.is_empty()),
                until: Some(text(given.get(1)?)?).filter(|bound| !bound.is_empty()),
            },
            "contains" => Test::Contains(text(given)?),
            _ => return None,
        };
        let field = text(&value["field"])?;
        Some(Filter { field, test })
    }
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn texts(value: &Value) -> Option<Vec<String>> {
    value.as_array()?.iter().map(text).collect()
}
