//! Checklists (清单): what list-based supervision and the supervision of meetings look at, item by item. LS38.

use crate::rulebook::Grounds;
use crate::rulebook::read::{Reader, required, with_grounds};
use crate::toml_file::{Node, TomlFile};
use crate::vocabulary::{CheckList, CheckPhase};

/// An item of a checklist. Its title names it, its wording says what to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckItem {
    /// Name, wording and basis.
    pub grounds: Grounds,
    /// The list it belongs to.
    pub list: CheckList,
    /// When it is seen to.
    pub phase: CheckPhase,
}

/// The items of a file.
pub(crate) fn read(reader: &Reader<'_>, file: &mut TomlFile<'_>) -> Vec<CheckItem> {
    let items = file.read(|file, root| {
        root.only(file, &["item"]);
        let nodes = root.tables(file, "item");
        let read = |node| item(reader, file, node);
        Some(nodes.iter().filter_map(read).collect())
    });
    items.unwrap_or_default()
}

fn item(reader: &Reader<'_>, file: &mut TomlFile<'_>, node: &Node<'_>) -> Option<CheckItem> {
    node.only(file, &with_grounds(&["list", "phase"]));
    let grounds = reader.grounds(file, node);
    let list = required(file, node, "list");
    let phase = required(file, node, "phase");
    Some(CheckItem {
        grounds: grounds?,
        list: list?,
        phase: phase?,
    })
}
