//! What an indicator is: its formula in words, and what that rests on.

use crate::lang::Text;
use crate::rulebook::Grounds;
use crate::rulebook::read::{Reader, filled, with_grounds};
use crate::toml_file::TomlFile;

/// An indicator as the rulebook defines it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// Name, wording and basis.
    pub grounds: Grounds,
    /// How it is computed, in words.
    pub formula: Text,
}

/// Reads `[[indicator]]` entries.
pub(crate) fn read(reader: &Reader<'_>, file: &mut TomlFile<'_>) -> Vec<Indicator> {
    let indicators = file.read(|file, root| {
        root.only(file, &["indicator"]);
        let nodes = root.tables(file, "indicator");
        let read = nodes.iter().filter_map(|node| {
            node.only(file, &with_grounds(&["formula"]));
            let id = node.required(file, "id");
            let grounds = reader.grounds(file, node);
            let formula = filled(file, node, &id?, "formula");
            Some(Indicator {
                grounds: grounds?,
                formula: formula?,
            })
        });
        Some(read.collect())
    });
    indicators.unwrap_or_default()
}
