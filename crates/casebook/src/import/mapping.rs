//! Which column of a table is which field of a register.

use serde_json::{Value, json};
use shizu_rules::Lang;

use crate::kind::Kind;

/// Longest column name, in bytes, that is compared with fields.
const LONGEST_NAME: usize = 200;

/// Which column is which field. Plain data, to be kept for tables with the same columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// The register.
    pub kind: Kind,
    /// A column of the table each, in order.
    pub columns: Vec<Column>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in the header.
    pub name: String,
    /// Code of the field that it is; `None` when it is passed over.
    pub field: Option<&'static str>,
    /// Code of the field that is spelled most like it, where it is passed over.
    pub nearest: Option<&'static str>,
}

impl Mapping {
    /// What the names say: a column is the field whose code or label, in either language, it bears. Where two columns bear names of one field, it is the
    /// first.
    pub fn guess(kind: Kind, names: &[String]) -> Self {
        let mut columns: Vec<Column> = Vec::with_capacity(names.len());
        for name in names {
            let field = named(kind, name).filter(|code| is_free(&columns, code));
            columns.push(Column {
                name: name.clone(),
                field,
                nearest: None,
            });
        }
        let nearest: Vec<Option<&'static str>> = columns
            .iter()
            .map(|column| nearest(kind, &column.name).filter(|code| is_free(&columns, code)))
            .collect();
        for (column, nearest) in columns.iter_mut().zip(nearest) {
            column.nearest = nearest.filter(|_| column.field.is_none());
        }
        Mapping { kind, columns }
    }

    /// Makes a column the field with this code, and any other column that was it none; `None` passes the column over. Unknown codes and columns change
    /// nothing.
    pub fn set(&mut self, column: usize, field: Option<&str>) {
        let code =
            field.and_then(|code| Some(self.kind.fields().get(self.kind.field(code)?)?.code));
        if code.is_none() && field.is_some() || column >= self.columns.len() {
            return;
        }
        for (at, other) in self.columns.iter_mut().enumerate() {
            if at == column {
                other.field = code;
            } else if code.is_some() && other.field == code {
                other.field = None;
            }
        }
    }

    /// Whether it is for tables with exactly these columns.
    pub fn fits(&self, names: &[String]) -> bool {
        let own = self.columns.iter().map(|column| column.name.as_str());
        own.eq(names.iter().map(String::as_str))
    }

    /// As JSON, to be kept.
    pub fn to_json(&self) -> Value {
        let columns = self.columns.iter();
        let columns: Vec<Value> = columns
            .map(|column| json!([column.name, column.field]))
            .collect();
        json!({ "register": self.kind.code(), "columns": columns })
    }

    /// Reads what [`Mapping::to_json`] wrote; `None` when it is something else, or names a field that is no longer there.
    pub fn from_json(value: &Value) -> Option<Self> {
        let kind = Kind::from_code(value["register"].as_str()?)?;
        let columns = value["columns"].as_array()?.iter().map(|column| {
            let field = match &column[1] {
                Value::Null => None,
                code => Some(kind.fields().get(kind.field(code.as_str()?)?)?.code),
            };
            Some(Column {
                name: column[0].as_str()?.to_owned(),
                field,
                nearest: None,
            })
        });
        let columns = columns.collect::<Option<_>>()?;
        Some(Mapping { kind, columns })
    }
}

fn is_free(columns: &[Column], code: &str) -> bool {
    columns.iter().all(|column| column.field != Some(code))
}

/// The field whose code or label the name is, whatever its case, with blanks or hyphens for underscores; `线索编号` is the id of a 线索.
fn named(kind: Kind, name: &str) -> Option<&'static str> {
    if name.len() > LONGEST_NAME {
        return None;
    }
    let name = plain(name);
    let bears = |text: &str| plain(text) == name;
    let fields = kind.fields().iter();
    let field = fields.clone().find(|field| {
        bears(field.code) || bears(field.label(Lang::Zh)) || bears(field.label(Lang::En))
    });
    let id = || {
        let own = [
            format!("{}编号", kind.label(Lang::Zh)),
            format!("{} id", kind.label(Lang::En)),
        ];
        own.iter().any(|own| bears(own)).then_some("id")
    };
    field.map(|field| field.code).or_else(id)
}

fn nearest(kind: Kind, name: &str) -> Option<&'static str> {
    if name.len() > LONGEST_NAME {
        return None;
    }
    let fields = kind.fields().iter();
    let names = fields.flat_map(|field| [field.code, field.zh, field.en]);
    shizu_tables::nearest(name, names)
        .and_then(|name| named(kind, name))
        .or_else(|| shortened(kind, name.trim()))
}

/// The one field whose Chinese label has the name in it, as `反映问题摘要` has `摘要`. A single character is in too many.
fn shortened(kind: Kind, name: &str) -> Option<&'static str> {
    if name.chars().count() < 2 {
        return None;
    }
    let mut fields = kind.fields().iter().filter(|field| field.zh.contains(name));
    let only = fields.next()?;
    fields.next().is_none().then_some(only.code)
}

/// A name without what does not matter.
fn plain(name: &str) -> String {
    let name = name.trim_matches(|sign: char| sign.is_whitespace() || sign == '\u{feff}');
    let signs = name.chars().map(|sign| match sign {
        ' ' | '-' => '_',
        '（' => '(',
        '）' => ')',
        other => other.to_ascii_lowercase(),
    });
    signs.collect()
}
