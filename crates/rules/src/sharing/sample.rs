//! An invented record per kind of information, as a recipient would see it.

use crate::lang::Text;
use crate::vocabulary::{DataKind, ExchangeDecision, Mask};

use super::ExchangeAnswer;

/// An invented record: nobody and no unit in it exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The kind of information it shows.
    pub data_kind: DataKind,
    /// What it is; it says that it is a sample.
    pub title: Text,
    /// Its fields, in the order shown.
    pub fields: Vec<SampleField>,
}

/// A field of an invented record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleField {
    /// Its name.
    pub label: Text,
    /// What stands in it.
    pub value: Text,
    /// The mask that would hide it.
    pub mask: Option<Mask>,
}

/// What a recipient sees of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// What stands in it.
    Clear,
    /// That something stands in it, which is masked.
    Masked(Mask),
    /// Nothing: the exchange does not take place, or it is open whether it may.
    Withheld,
}

impl Sample {
    /// What the recipient of an exchange sees of each field, in order. While it is open whether a mask applies, it is applied.
    pub fn seen(&self, answer: &ExchangeAnswer) -> Vec<Seen> {
        let refused = answer
            .decision
            .is_none_or(|decision| decision == ExchangeDecision::Refused);
        let hides =
            |mask: &Mask| answer.masks.contains(mask) || answer.possible_masks.contains(mask);
        let fields = self.fields.iter();
        let seen = fields.map(|field| match field.mask {
            _ if refused => Seen::Withheld,
            Some(mask) if hides(&mask) => Seen::Masked(mask),
            _ => Seen::Clear,
        });
        seen.collect()
    }
}
