//! What every entry of the rulebook carries, whatever its family.

use crate::lang::Text;
use crate::vocabulary::Basis;

/// Name, wording and basis of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grounds {
    /// Stable id, unique in the rulebook.
    pub id: String,
    /// A name in a few words.
    pub title: Text,
    /// What it says, in our words.
    pub says: Text,
    /// What it rests on.
    pub basis: Basis,
    /// Ids of paragraphs, articles and practices in the catalogue.
    pub cites: Vec<String>,
    /// For an assumption: what was chosen and why. Otherwise a reading that one might dispute.
    pub note: Option<Text>,
}
