//! Where each organ stands in the picture. Places never depend on the facts, so nothing jumps.

use shizu_rules::vocabulary::Organ;

/// Sizes of one form of the picture, in its own units (a pixel at natural size).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Form {
    /// Word for class names.
    pub id: &'static str,
    /// Width of the whole.
    pub width: f64,
    /// Width of a box.
    pub box_width: f64,
    /// Height of a box.
    pub box_height: f64,
    /// Space between rows.
    pub row_gap: f64,
    /// Size of the names.
    pub font: f64,
    /// Size of the words on arrows.
    pub small: f64,
    /// Longest line on an arrow, in units.
    pub label_width: f64,
}

/// For the centre of the page.
pub const WIDE: Form = Form {
    id: "wide",
    width: 520.0,
    box_width: 114.0,
    box_height: 54.0,
    row_gap: 54.0,
    font: 12.5,
    small: 11.5,
    label_width: 116.0,
};

/// For a phone.
pub const NARROW: Form = Form {
    id: "narrow",
    width: 356.0,
    box_width: 80.0,
    box_height: 66.0,
    row_gap: 56.0,
    font: 12.0,
    small: 11.0,
    label_width: 84.0,
};

/// Organs by row and column. Above: whoever stands over the matter; in the middle row, office and group; below: whoever is reached from there.
/// The other office stands by the group and the other group by the office, for these are the pairs that work together after a recusal.
const GRID: [[Option<Organ>; 4]; 4] = [
    [
        Some(Organ::InspectionOffice),
        Some(Organ::SuperiorCommission),
        Some(Organ::External),
        Some(Organ::StandingCommittee),
    ],
    [
        Some(Organ::CaseManagement),
        Some(Organ::InvestigationOffice),
        Some(Organ::InternalSupervision),
        Some(Organ::OtherOffice),
    ],
    [Some(Organ::Office), None, None, Some(Organ::Group)],
    [
        Some(Organ::OtherGroup),
        Some(Organ::PartyGroup),
        Some(Organ::LocalCommission),
        Some(Organ::OrganCommittee),
    ],
];

/// Organs that the shipped rules give no part in routing. Rows for them are added below only when an overlay gives them one.
const RARE: [[Option<Organ>; 4]; 2] = [
    [
        Some(Organ::InspectionTeam),
        Some(Organ::TrialOffice),
        Some(Organ::ZoneTrialTeam),
        Some(Organ::OrganizationDept),
    ],
    [Some(Organ::PublicityDept), None, None, None],
];

/// A box, by its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

impl Rect {
    /// The middle.
    pub fn center(&self) -> (f64, f64) {
        (self.x + self.w / 2.0, self.y + self.h / 2.0)
    }

    /// The same, larger by `by` on every side.
    #[must_use]
    pub fn grown(&self, by: f64) -> Rect {
        Rect {
            x: self.x - by,
            y: self.y - by,
            w: self.w + 2.0 * by,
            h: self.h + 2.0 * by,
        }
    }

    /// Whether the point lies inside.
    pub fn contains(&self, (x, y): (f64, f64)) -> bool {
        x > self.x && x < self.x + self.w && y > self.y && y < self.y + self.h
    }

    /// The area that two boxes share.
    pub fn overlap(&self, other: &Rect) -> f64 {
        let w = (self.x + self.w).min(other.x + other.w) - self.x.max(other.x);
        let h = (self.y + self.h).min(other.y + other.h) - self.y.max(other.y);
        if w > 0.0 && h > 0.0 { w * h } else { 0.0 }
    }
}

impl Form {
    /// Upper edge of a row; the badges need some room above the first.
    fn row_top(&self, row: usize) -> f64 {
        10.0 + row as f64 * (self.box_height + self.row_gap)
    }

    /// Height of the whole with so many rows.
    pub fn height(&self, rows: usize) -> f64 {
        self.row_top(rows) - self.row_gap + 12.0
    }

    /// The place of an organ.
    pub fn place(&self, organ: Organ) -> Rect {
        let (row, column) = GRID
            .iter()
            .chain(&RARE)
            .enumerate()
            .find_map(|(row, organs)| {
                let column = organs.iter().position(|here| *here == Some(organ))?;
                Some((row, column))
            })
            .unwrap_or((GRID.len() + RARE.len(), 0));
        let pitch = (self.width - self.box_width) / 3.0;
        Rect {
            x: column as f64 * pitch,
            y: self.row_top(row),
            w: self.box_width,
            h: self.box_height,
        }
    }
}

/// The organs that are always drawn.
pub fn always() -> impl Iterator<Item = Organ> {
    GRID.iter().flatten().flatten().copied()
}

/// How many rows are needed to draw `organs` too.
pub fn rows(organs: impl IntoIterator<Item = Organ>) -> usize {
    organs
        .into_iter()
        .filter_map(|organ| RARE.iter().position(|row| row.contains(&Some(organ))))
        .map(|row| GRID.len() + row + 1)
        .max()
        .unwrap_or(GRID.len())
}

#[cfg(test)]
mod tests {
    use shizu_rules::vocabulary::Term;

    use super::*;

    #[test]
    fn every_organ_has_a_place_of_its_own_inside_the_picture() {
        for form in [WIDE, NARROW] {
            for (index, organ) in Organ::ALL.iter().enumerate() {
                let place = form.place(*organ);
                assert!(
                    place.x >= 0.0 && place.x + place.w <= form.width,
                    "{organ:?}"
                );
                assert!(
                    place.y + place.h <= form.height(rows([*organ])),
                    "{organ:?}"
                );
                for other in &Organ::ALL[index + 1..] {
                    assert!(
                        place.overlap(&form.place(*other)) == 0.0,
                        "{organ:?} {other:?}"
                    );
                }
            }
        }
    }
}
