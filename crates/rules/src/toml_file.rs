//! Reading a TOML file field by field: every field is known, has its type, and every mistake is reported with its place.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::error::{LoadError, Place, Problem, What};
use crate::lang::Text;

/// A file being read, with the mistakes found so far.
#[derive(Debug)]
pub struct TomlFile<'a> {
    /// Its name, for messages.
    pub name: &'a str,
    /// What stands in it.
    pub text: &'a str,
    /// The mistakes found so far.
    pub errors: Vec<LoadError>,
}

/// A table of the file.
#[derive(Clone, Debug)]
pub struct Node<'t> {
    table: &'t DeTable<'t>,
    /// Where it stands, in bytes.
    pub at: Range<usize>,
}

impl<'a> TomlFile<'a> {
    /// The file `name` with this text.
    pub fn new(name: &'a str, text: &'a str) -> Self {
        TomlFile {
            name,
            text,
            errors: Vec::new(),
        }
    }

    /// Parses the file and hands its root to `read`. `None`, with the mistake noted, when it is no TOML.
    pub fn read<T>(&mut self, read: impl FnOnce(&mut Self, &Node<'_>) -> Option<T>) -> Option<T> {
        match DeTable::parse(self.text) {
            Ok(root) => read(
                self,
                &Node {
                    table: root.get_ref(),
                    at: 0..0,
                },
            ),
            Err(error) => {
                let place = error.span().map_or_else(
                    || Place::file(self.name),
                    |span| Place::at(self.name, self.text, &span),
                );
                self.errors.push(LoadError {
                    place,
                    problem: Problem::Syntax {
                        message: error.message().to_owned(),
                    },
                });
                None
            }
        }
    }

    /// Notes a mistake at a place in bytes.
    pub fn fail(&mut self, at: &Range<usize>, problem: Problem) {
        self.errors.push(LoadError {
            place: Place::at(self.name, self.text, at),
            problem,
        });
    }

    /// Reports `text` as no valid `what`, with what would be valid and the nearest spelling.
    pub fn unknown(&mut self, what: What, at: &Range<usize>, text: &str, valid: &[&str]) {
        let nearest = shizu_tables::nearest(text, valid.iter().copied()).map(str::to_owned);
        let expected = valid.iter().map(|valid| (*valid).to_owned()).collect();
        self.fail(
            at,
            Problem::Unknown {
                what,
                text: text.to_owned(),
                expected,
                nearest,
            },
        );
    }
}

impl<'t> Node<'t> {
    /// Reports every field that is not among `fields`.
    pub fn only(&self, file: &mut TomlFile<'_>, fields: &[&str]) {
        for key in self
            .table
            .keys()
            .filter(|key| !fields.contains(&key.get_ref().as_ref()))
        {
            file.unknown(What::Field, &key.span(), key.get_ref(), fields);
        }
    }

    /// The fields in the file's order of keys, with the place of each key.
    pub fn fields(
        &self,
    ) -> impl Iterator<Item = (Spanned<String>, &'t Spanned<DeValue<'t>>)> + use<'t> {
        self.table.iter().map(|(key, value)| {
            (
                Spanned::new(key.span(), key.get_ref().clone().into_owned()),
                value,
            )
        })
    }

    /// A text field that may be absent.
    pub fn string(&self, file: &mut TomlFile<'_>, field: &'static str) -> Option<Spanned<String>> {
        self.typed(file, field, "text", |value| {
            value.as_str().map(str::to_owned)
        })
    }

    /// A text field that must be there.
    pub fn required(
        &self,
        file: &mut TomlFile<'_>,
        field: &'static str,
    ) -> Option<Spanned<String>> {
        self.present(file, field)?;
        self.string(file, field)
    }

    /// A yes/no field that may be absent.
    pub fn flag(&self, file: &mut TomlFile<'_>, field: &'static str) -> Option<bool> {
        self.typed(file, field, "true | false", |value| value.as_bool())
            .map(Spanned::into_inner)
    }

    /// A whole number that must be there.
    pub fn number<N: std::str::FromStr>(
        &self,
        file: &mut TomlFile<'_>,
        field: &'static str,
    ) -> Option<N> {
        self.present(file, field)?;
        let number = |value: &DeValue<'_>| {
            value
                .as_integer()
                .and_then(|digits| digits.as_str().parse().ok())
        };
        self.typed(file, field, "a whole number", number)
            .map(Spanned::into_inner)
    }

    /// A list of texts; absent is empty.
    pub fn strings(&self, file: &mut TomlFile<'_>, field: &'static str) -> Vec<Spanned<String>> {
        self.table
            .get(field)
            .map(|value| strings(file, field, value))
            .unwrap_or_default()
    }

    /// A text in both languages that may be absent.
    pub fn text(&self, file: &mut TomlFile<'_>, field: &'static str) -> Option<Text> {
        let node = self.table(file, field)?;
        node.only(file, &["zh", "en"]);
        node.both(file)
    }

    /// A text in both languages that must be there.
    pub fn required_text(&self, file: &mut TomlFile<'_>, field: &'static str) -> Option<Text> {
        self.present(file, field)?;
        self.text(file, field)
    }

    /// The fields `zh` and `en` of this very table.
    pub fn both(&self, file: &mut TomlFile<'_>) -> Option<Text> {
        let (zh, en) = (self.required(file, "zh"), self.required(file, "en"));
        Some(Text {
            zh: zh?.into_inner(),
            en: en?.into_inner(),
        })
    }

    /// A table that may be absent.
    pub fn table(&self, file: &mut TomlFile<'_>, field: &'static str) -> Option<Node<'t>> {
        let value = self.table.get(field)?;
        let table = value.get_ref().as_table();
        if table.is_none() {
            file.fail(
                &value.span(),
                Problem::WrongType {
                    field: field.to_owned(),
                    expected: "{ … }",
                },
            );
        }
        table.map(|table| Node {
            table,
            at: value.span(),
        })
    }

    /// The tables among the fields, whatever they are called, with the name of each; other fields are reported.
    pub fn named_tables(&self, file: &mut TomlFile<'_>) -> Vec<(Spanned<String>, Node<'t>)> {
        let mut all = Vec::new();
        for (name, value) in self.fields() {
            match value.get_ref().as_table() {
                Some(table) => {
                    let at = value.span();
                    all.push((name, Node { table, at }));
                }
                None => file.fail(
                    &value.span(),
                    Problem::WrongType {
                        field: name.into_inner(),
                        expected: "{ … }",
                    },
                ),
            }
        }
        all
    }

    /// A table that must be there.
    pub fn required_table(&self, file: &mut TomlFile<'_>, field: &'static str) -> Option<Node<'t>> {
        self.present(file, field)?;
        self.table(file, field)
    }

    /// Whether a field is there.
    pub fn has(&self, field: &str) -> bool {
        self.table.contains_key(field)
    }

    /// Whether a field holds a list.
    pub fn is_list(&self, field: &str) -> bool {
        let value = self.table.get(field);
        value.is_some_and(|value| value.get_ref().as_array().is_some())
    }

    /// A list of tables; absent is empty.
    pub fn tables(&self, file: &mut TomlFile<'_>, field: &'static str) -> Vec<Node<'t>> {
        let Some(value) = self.table.get(field) else {
            return Vec::new();
        };
        let list = value.get_ref().as_array();
        let nodes: Option<Vec<Node<'t>>> = list.and_then(|list| {
            list.iter()
                .map(|item| {
                    item.get_ref().as_table().map(|table| Node {
                        table,
                        at: item.span(),
                    })
                })
                .collect()
        });
        nodes.unwrap_or_else(|| {
            file.fail(
                &value.span(),
                Problem::WrongType {
                    field: field.to_owned(),
                    expected: "[[…]]",
                },
            );
            Vec::new()
        })
    }

    fn present(&self, file: &mut TomlFile<'_>, field: &'static str) -> Option<()> {
        if self.has(field) {
            return Some(());
        }
        file.fail(&self.at, Problem::MissingField { field });
        None
    }

    fn typed<T>(
        &self,
        file: &mut TomlFile<'_>,
        field: &'static str,
        expected: &'static str,
        convert: impl Fn(&DeValue<'_>) -> Option<T>,
    ) -> Option<Spanned<T>> {
        let value = self.table.get(field)?;
        let converted = convert(value.get_ref());
        if converted.is_none() {
            file.fail(
                &value.span(),
                Problem::WrongType {
                    field: field.to_owned(),
                    expected,
                },
            );
        }
        converted.map(|converted| Spanned::new(value.span(), converted))
    }
}

/// The texts of a list; `field` names it in a report.
pub fn strings(
    file: &mut TomlFile<'_>,
    field: &str,
    value: &Spanned<DeValue<'_>>,
) -> Vec<Spanned<String>> {
    let list = value.get_ref().as_array();
    let texts: Option<Vec<Spanned<String>>> = list.and_then(|list| {
        list.iter()
            .map(|item| {
                Some(Spanned::new(
                    item.span(),
                    item.get_ref().as_str()?.to_owned(),
                ))
            })
            .collect()
    });
    texts.unwrap_or_else(|| {
        file.fail(
            &value.span(),
            Problem::WrongType {
                field: field.to_owned(),
                expected: "[\"…\", …]",
            },
        );
        Vec::new()
    })
}
