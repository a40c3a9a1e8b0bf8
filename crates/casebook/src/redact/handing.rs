//! Handing out a paper made from the workbook: whether it may go, and the row of the disclosure log for it.

use shizu_rules::sharing::{ExchangeAnswer, Sharing};
use shizu_rules::vocabulary::{DataKind, Mask};

use super::{Reason, Request, disclosed, facts, log_row, stands_against};
use crate::command::Command;
use crate::workbook::Stamp;

/// What becomes of a paper that somebody asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Handing {
    /// What the rules on sharing say.
    pub answer: ExchangeAnswer,
    /// What stands against it.
    pub against: Option<Reason>,
    /// The row of the disclosure log, to be applied before the paper goes; `None` when it does not.
    pub log: Option<Command>,
}

/// Whether a paper that holds `data_kind` may go to whoever `request` names, with the same rules as rows do, and what the log is to say of it, with `note`.
///
/// A paper is whole: cells of it cannot be masked. So it stays where a mask asks for what it `shows`.
pub fn hand_out(
    request: &Request,
    data_kind: DataKind,
    shows: &[Mask],
    note: &str,
    sharing: &Sharing<'_>,
    stamp: Stamp<'_>,
) -> Handing {
    let answer = sharing.answer(&facts(data_kind, request, false));
    let mut masks = answer.masks.iter().chain(&answer.possible_masks);
    let shown = masks.find(|mask| shows.contains(mask)).copied();
    let against = stands_against(&answer, false, request).or(shown.map(Reason::Shows));
    let log = against.is_none().then(|| {
        let row = log_row(request, data_kind, &answer, note, stamp);
        disclosed(vec![row])
    });
    Handing {
        answer,
        against,
        log,
    }
}
