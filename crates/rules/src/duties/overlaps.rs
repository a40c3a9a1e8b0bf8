//! Where two leads stand close together.

use super::{Matrix, MatrixDuty};
use crate::vocabulary::Organ;

/// Two duties of the same field and stage, about the same organ and resting on the same paragraph (or of the same name), led by different organs.
///
/// A candidate, not a contradiction: mostly the sources divide one task between two organs, and the reader sees here where to draw the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlap<'a> {
    /// The two duties, in the order shown.
    pub duties: [&'a MatrixDuty; 2],
    /// The organs that both are about.
    pub over: Vec<Organ>,
    /// The paragraphs that both cite.
    pub cites: Vec<&'a str>,
    /// Whether each lead has a part in the other's duty, so that the two are tied together.
    pub tied: bool,
}

impl<'a> Matrix<'a> {
    /// The candidates, in the order of their first duty.
    pub fn overlaps(&self) -> Vec<Overlap<'a>> {
        let mut overlaps = Vec::new();
        for (at, first) in self.duties.iter().enumerate() {
            // Duties of one field and stage stand together.
            let near = self.duties[at + 1..]
                .iter()
                .take_while(|second| (second.field, second.stage) == (first.field, first.stage));
            overlaps.extend(near.filter_map(|second| overlap(first, second)));
        }
        overlaps
    }
}

fn overlap<'a>(first: &'a MatrixDuty, second: &'a MatrixDuty) -> Option<Overlap<'a>> {
    let (left, right) = (first.lead()?, second.lead()?);
    if left == right {
        return None;
    }
    let over: Vec<Organ> = first
        .over
        .iter()
        .copied()
        .filter(|organ| second.over.contains(organ))
        .collect();
    let cites = first
        .grounds
        .cites
        .iter()
        .filter(|cite| second.grounds.cites.contains(cite));
    let cites: Vec<&str> = cites.map(String::as_str).collect();
    let same_task = !over.is_empty() && !cites.is_empty();
    let same_name = first.grounds.title.zh == second.grounds.title.zh;
    (same_task || same_name).then(|| Overlap {
        duties: [first, second],
        over,
        cites,
        tied: first.role_of(right).is_some() && second.role_of(left).is_some(),
    })
}
