//! Merging a colleague's copy: what each side changed since their common past, row by row and field by field, and the one command that takes it over.
//!
//! Two copies of a workbook have the entries up to their fork in common, known by their content ids. A field that only one side changed is taken as that
//! side has it; a conflict is only where both changed the same field to different texts, or where one side took a row away that the other went on
//! working at. A row that both sides added under one id is most likely two rows: [`Choice::Both`] keeps both, theirs under a new id.
//!
//! What was taken over stays taken over: the merge notes how far it came ([`taken`]), so that the same copy has nothing to ask a second time, whatever was
//! chosen, and a later one only what is new in it.

mod back;
mod command;
mod past;
mod taken;

use shizu_rules::Lang;

use crate::field::Field;
use crate::kind::Kind;
use crate::workbook::Workbook;

pub use back::back_to;
pub(crate) use taken::is_note;

/// Who changed something since the common past.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    /// Only this workbook.
    Mine,
    /// Only the other copy.
    Theirs,
    /// Both, with the same result.
    Same,
    /// Of a row: both, different fields of it.
    Both,
    /// Both, with different results.
    Conflict,
}

impl Side {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Side::Mine => "mine",
            Side::Theirs => "theirs",
            Side::Same => "same",
            Side::Both => "both",
            Side::Conflict => "conflict",
        }
    }

    /// What people call it.
    pub fn label(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Side::Mine, Lang::Zh) => "只有我方修改",
            (Side::Mine, Lang::En) => "changed only here",
            (Side::Theirs, Lang::Zh) => "只有对方修改",
            (Side::Theirs, Lang::En) => "changed only there",
            (Side::Same, Lang::Zh) => "双方修改一致",
            (Side::Same, Lang::En) => "changed alike",
            (Side::Both, Lang::Zh) => "双方各改不同字段",
            (Side::Both, Lang::En) => "different fields changed",
            (Side::Conflict, Lang::Zh) => "双方修改冲突",
            (Side::Conflict, Lang::En) => "in conflict",
        }
    }
}

/// What is taken where both sides changed something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Choice {
    /// As it is in this workbook.
    Mine,
    /// As it is in the other copy.
    Theirs,
    /// Both rows, where both sides added a row under one id; elsewhere as [`Choice::Mine`].
    Both,
}

impl Choice {
    /// The choice with this code: `mine`, `theirs`, `both`.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "mine" => Some(Choice::Mine),
            "theirs" => Some(Choice::Theirs),
            "both" => Some(Choice::Both),
            _ => None,
        }
    }
}

/// What became of a row as a whole on one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It was there before and is there now.
    Kept,
    /// It came.
    Added,
    /// It went.
    Removed,
    /// It was not there before and is not there now.
    Absent,
}

/// A row that at least one side changed.
#[derive(Clone, Debug)]
pub struct RowDifference {
    /// The register.
    pub kind: Kind,
    /// Its id.
    pub row: String,
    /// Who changed it: a conflict if any of its cells is one, and if one side removed what the other changed.
    pub side: Side,
    /// What became of it here.
    pub mine: Fate,
    /// What became of it in the other copy.
    pub theirs: Fate,
    /// Its cells that at least one side changed, in the order of the register's fields; the id is not among them.
    pub cells: Vec<CellDifference>,
}

/// A cell that at least one side changed.
#[derive(Clone, Debug)]
pub struct CellDifference {
    /// The field.
    pub field: &'static Field,
    /// Who changed it.
    pub side: Side,
    /// Its text in the common past.
    pub before: String,
    /// Its text here.
    pub mine: String,
    /// Its text in the other copy.
    pub theirs: String,
}

/// Everything that differs between two copies of a workbook.
#[derive(Clone, Debug)]
pub struct Difference {
    /// Revision of the last entry that both have; 0 when they have none in common.
    pub past: u64,
    /// Entries here since then that the other copy has not taken over.
    pub mine: u64,
    /// Entries in the other copy since then that were not taken over here.
    pub theirs: u64,
    /// The rows that differ from the common past, or from what was taken over since, by register and id.
    pub rows: Vec<RowDifference>,
    /// Content id of the other copy's last entry.
    last: Option<u64>,
    /// Rows of theirs that stand here under another id since an earlier merge.
    renamed: taken::Renamed,
}

/// Why two workbooks cannot be merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoMerge {
    /// They are not copies of one workbook.
    OtherWorkbook {
        /// Name of the other one.
        name: String,
    },
    /// One belongs to training and the other to work.
    OtherSpace,
}

impl NoMerge {
    /// What is wrong and what to do.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (NoMerge::OtherWorkbook { name }, Lang::Zh) => {
                format!("“{name}”不是本工作簿的副本，不能合并；要取用其中的行，请导出后导入。")
            }
            (NoMerge::OtherWorkbook { name }, Lang::En) => format!(
                "`{name}` is no copy of this workbook and cannot be merged; to take rows from it, export and import them."
            ),
            (NoMerge::OtherSpace, Lang::Zh) => {
                "一本属于实训空间，一本属于工作空间，不能合并：虚构数据和真实数据不得混用。".to_owned()
            }
            (NoMerge::OtherSpace, Lang::En) => {
                "One belongs to training and the other to work: invented and real data must not mix."
                    .to_owned()
            }
        }
    }
}

/// What differs between this workbook and another copy of it.
///
/// # Errors
/// [`NoMerge`] when they are not copies of one workbook in one space.
pub fn difference(mine: &Workbook, theirs: &Workbook) -> Result<Difference, NoMerge> {
    if mine.space() != theirs.space() {
        return Err(NoMerge::OtherSpace);
    }
    if mine.id() != theirs.id() {
        let name = theirs.name().to_owned();
        return Err(NoMerge::OtherWorkbook { name });
    }
    Ok(past::difference(mine, theirs))
}

impl Difference {
    /// Whether the other copy has nothing that this workbook lacks.
    pub fn is_empty(&self) -> bool {
        self.rows
            .iter()
            .all(|row| matches!(row.side, Side::Mine | Side::Same))
    }

    /// The rows in conflict.
    pub fn conflicts(&self) -> impl Iterator<Item = &RowDifference> {
        let rows = self.rows.iter();
        rows.filter(|row| row.side == Side::Conflict)
    }

    /// How many rows are on this side.
    pub fn count(&self, side: Side) -> usize {
        let rows = self.rows.iter();
        rows.filter(|row| row.side == side).count()
    }
}
