//! Invented clues: random, but such as a register may hold.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use fastrand::Rng;
use shizu_rules::FactKey;

/// Writes `rows` clues as CSV with the columns of the contract. Of a hundred cells that may be empty, `blanks` are.
pub fn write(path: &Path, rows: u32, blanks: u8) -> std::io::Result<()> {
    let mut random = Rng::with_seed(2026);
    let mut out = BufWriter::new(File::create(path)?);
    let facts: Vec<FactKey> = FactKey::ALL
        .iter()
        .copied()
        .filter(|fact| *fact != FactKey::GroupHeadOutranks)
        .collect();
    write!(out, "id")?;
    for fact in &facts {
        write!(out, ",{}", fact.code())?;
    }
    writeln!(out, ",received")?;
    for row in 0..rows {
        write!(out, "XS-2026-{row:07}")?;
        let (authority, post) = person(&mut random);
        for fact in &facts {
            let values = fact.values();
            let value = match fact {
                _ if random.u8(..100) < blanks => "",
                FactKey::Authority => authority,
                FactKey::Post => post,
                // Most matters are ordinary and most flags are "no": the first value is three times as likely as all others.
                FactKey::Gravity
                | FactKey::Importance
                | FactKey::Difficulty
                | FactKey::GroupLoad
                | FactKey::Conflict
                    if random.u8(..4) > 0 =>
                {
                    values[0].code
                }
                _ if fact.is_flag() && random.u8(..4) > 0 => "no",
                FactKey::Nature if random.u8(..20) > 0 => values[random.usize(..3)].code,
                _ => values[random.usize(..values.len())].code,
            };
            write!(out, ",{value}")?;
        }
        let (month, day) = (random.u8(1..=12), random.u8(1..=28));
        writeln!(out, ",{}-{month:02}-{day:02}", random.u16(2024..=2026))?;
    }
    out.flush()
}

/// A management authority, and a post that goes with it.
fn person(random: &mut Rng) -> (&'static str, &'static str) {
    match random.u8(..100) {
        0..=3 => ("superior", "unit_head"),
        4..=23 => (
            "same_level",
            if random.bool() {
                "unit_head"
            } else {
                "team_member"
            },
        ),
        24..=58 => (
            "unit_party_group",
            if random.bool() {
                "middle"
            } else {
                "team_member"
            },
        ),
        59..=93 => ("general", "staff"),
        94 => ("own_head", "unit_head"),
        _ => ("own_staff", "staff"),
    }
}
