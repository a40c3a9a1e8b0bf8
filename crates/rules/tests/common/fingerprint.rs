//! One number for everything users get, which the native and the browser engine must both reproduce.

use shizu_rules::Engine;

use crate::golden;
use crate::space::{Fingerprint, lead_space_fingerprint};

/// Of the JSON of all golden cases. Changes when any answer to them changes: write the new value here on purpose.
pub const GOLDEN: u64 = 0x3907_3ef9_6b0d_e0ff;

/// Of the JSON over the whole space of leads.
pub const LEAD_SPACE: u64 = 0x0225_c9f5_57d7_a3a5;

/// The golden and the lead-space fingerprint.
pub fn of(engine: &Engine) -> (u64, u64) {
    let mut golden = Fingerprint::default();
    for (_, case) in golden::cases() {
        golden.add_json(&case.determination(engine));
    }
    (golden.0, lead_space_fingerprint(engine).0)
}
