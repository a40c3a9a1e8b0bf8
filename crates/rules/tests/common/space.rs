//! Walking every combination of some facts, and a fingerprint of what comes out.
//!
//! Each test takes what it needs of this.
#![allow(dead_code)]

use shizu_rules::{ClueFacts, Determination, Engine, FactKey, Then};

/// The facts that decide who leads.
pub const LEAD: [FactKey; 5] = [
    FactKey::Commission,
    FactKey::Authority,
    FactKey::Nature,
    FactKey::Gravity,
    FactKey::Conflict,
];

/// How many combinations the facts have.
pub fn size(keys: &[FactKey]) -> usize {
    keys.iter().map(|key| key.values().len()).product()
}

/// Calls `visit` with every combination of the facts `keys`, on top of `base`, the last fact fastest.
pub fn walk(keys: &[FactKey], base: ClueFacts, visit: &mut impl FnMut(ClueFacts)) {
    let Some((first, rest)) = keys.split_first() else {
        return visit(base);
    };
    for index in 0..first.values().len() {
        let mut facts = base;
        facts.set(*first, Some(index));
        walk(rest, facts, visit);
    }
}

/// The facts that some row of the tables that give `gives` asks for.
pub fn columns(engine: &Engine, gives: impl Fn(&Then) -> bool) -> Vec<FactKey> {
    let rules = engine.rulebook().rules();
    let used: Vec<FactKey> = rules
        .filter(|(_, rule)| gives(&rule.then))
        .flat_map(|(_, rule)| rule.when.keys().copied())
        .collect();
    FactKey::ALL
        .iter()
        .copied()
        .filter(|key| used.contains(key))
        .collect()
}

/// FNV-1a, 64 bits: the same on every machine and in every release of the standard library.
#[derive(Clone, Copy)]
pub struct Fingerprint(pub u64);

impl Default for Fingerprint {
    fn default() -> Self {
        Fingerprint(0xcbf2_9ce4_8422_2325)
    }
}

impl Fingerprint {
    /// Takes in more bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    /// Takes in a determination, as the JSON that users get.
    pub fn add_json(&mut self, determination: &Determination) {
        let json = serde_json::to_string(determination).expect("plain data");
        self.add(json.as_bytes());
        self.add(b"\n");
    }
}

/// The fingerprint of what users get over the whole space of leads.
pub fn lead_space_fingerprint(engine: &Engine) -> Fingerprint {
    let mut fingerprint = Fingerprint::default();
    walk(&LEAD, ClueFacts::default(), &mut |facts| {
        fingerprint.add_json(&engine.determine("", &facts, None));
    });
    fingerprint
}
