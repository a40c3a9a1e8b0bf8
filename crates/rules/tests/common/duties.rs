//! One number for the duty-tier matrix and its views, which the native and the browser engine must both reproduce.

use shizu_rules::Rulebook;
use shizu_rules::duties::Matrix;
use shizu_rules::vocabulary::Term;

use crate::space::Fingerprint;

/// Of who does what when, the loads, the gaps and the overlaps. Changes when one of them changes: write the new value here on purpose.
pub const MATRIX: u64 = 0x48bc_2b72_868a_511d;

/// The fingerprint.
pub fn of(rulebook: &Rulebook) -> u64 {
    let matrix = Matrix::new(rulebook);
    let mut print = Fingerprint::default();
    let mut add = |text: String| print.add(text.as_bytes());
    for duty in &matrix.duties {
        let when = [duty.field.code(), duty.stage.code(), duty.rhythm.code()];
        add(format!("{} {when:?}", duty.id()));
        for part in &duty.parts {
            add(format!(" {}={}", part.organ.code(), part.role.code()));
        }
    }
    for load in matrix.load() {
        let counts = (load.by_role, load.by_stage, load.by_rhythm, load.over);
        add(format!("{} {counts:?}", load.organ.code()));
    }
    for gap in matrix.gaps() {
        let place = (gap.field.map(Term::code), gap.stage.map(Term::code));
        let organ = gap.organ.map_or("", Term::code);
        add(format!(
            "{} {place:?} {organ} {}",
            gap.kind.code(),
            gap.duties.len()
        ));
    }
    for overlap in matrix.overlaps() {
        let [first, second] = overlap.duties;
        add(format!("{} {} {}", first.id(), second.id(), overlap.tied));
    }
    print.0
}
