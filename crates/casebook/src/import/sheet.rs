//! A register as a table.

use std::borrow::Cow;

use shizu_rules::Lang;

use super::formula::neutral;
use crate::kind::Kind;
use crate::register::Row;

/// What headers and codes are written as. Each is read back alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// Codes, for programs.
    Codes,
    /// Labels, for people.
    Labels(Lang),
}

/// The header of a table of a register with the fields at these positions of [`Kind::fields`].
pub fn header(kind: Kind, fields: &[usize], words: Words) -> Vec<&'static str> {
    let fields = fields.iter().filter_map(|at| kind.fields().get(*at));
    let names = fields.map(|field| match words {
        Words::Codes => field.code,
        Words::Labels(lang) => field.label(lang),
    });
    names.collect()
}

/// A row of such a table: every cell is text, and none of them is a formula to a spreadsheet.
pub fn line<'w>(
    kind: Kind,
    row: Row<'w>,
    fields: &[usize],
    words: Words,
) -> impl Iterator<Item = Cow<'w, str>> {
    let fields = fields.iter();
    fields.filter_map(move |at| {
        let field = kind.fields().get(*at)?;
        let text = row.cell(*at);
        Some(neutral(match words {
            Words::Codes => text,
            Words::Labels(lang) => field.shown(text, lang),
        }))
    })
}
