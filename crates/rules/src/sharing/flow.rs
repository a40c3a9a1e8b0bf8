//! Who tells whom what, and how often.

use crate::facts::{FactKey, Subject};
use crate::inquiry::MatterFacts;
use crate::lang::Text;
use crate::rulebook::Grounds;
use crate::vocabulary::{DataKind, Organ, Purpose, Rhythm, Term};

/// Something that one organ passes on to others in a rhythm, LS54.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// Name, wording and basis.
    pub grounds: Grounds,
    /// Who passes it on.
    pub from: Organ,
    /// To whom; at least one.
    pub to: Vec<Organ>,
    /// How often.
    pub rhythm: Rhythm,
    /// What makes it due, if no fixed period does.
    pub event: Option<Text>,
    /// What kind of information it is.
    pub data_kind: DataKind,
    /// What it serves.
    pub purpose: Purpose,
}

impl Rhythm {
    /// Months from one time to the next, where the rhythm is a fixed period. `Regular` is none: how long it is, a parameter says.
    pub fn months(self) -> Option<u32> {
        match self {
            Rhythm::Monthly => Some(1),
            Rhythm::Quarterly => Some(3),
            Rhythm::HalfYearly => Some(6),
            Rhythm::Yearly => Some(12),
            Rhythm::Regular
            | Rhythm::Promptly
            | Rhythm::AtAnyTime
            | Rhythm::PerRound
            | Rhythm::OnEvent
            | Rhythm::Standing => None,
        }
    }

    /// Whether it comes round with the calendar.
    pub fn is_periodic(self) -> bool {
        self == Rhythm::Regular || self.months().is_some()
    }
}

impl Flow {
    /// The exchange that the flow is, with one of its recipients and nothing against it.
    pub fn exchange(&self, recipient: Organ) -> MatterFacts {
        let mut facts = MatterFacts::new(Subject::Exchange);
        facts.set(FactKey::DataKind, Some(self.data_kind.index()));
        facts.set(FactKey::Sender, Some(self.from.index()));
        facts.set(FactKey::Recipient, Some(recipient.index()));
        facts.set(FactKey::Purpose, Some(self.purpose.index()));
        for circumstance in super::exchange::CIRCUMSTANCES {
            facts.set(*circumstance, Some(0));
        }
        facts
    }
}
