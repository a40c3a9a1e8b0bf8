//! Many matters, for measuring.

use shizu_rules::{FactKey, Subject};

/// Invented matters: every fact known, a summary of its own, a person, a unit.
pub fn matters(count: usize) -> (Vec<String>, Vec<Vec<String>>) {
    let facts = Subject::Clue.facts();
    let own = ["id", "received", "person", "body", "summary", "follower"];
    let columns = own
        .iter()
        .copied()
        .chain(facts.iter().map(|key| key.code()));
    let row = |number: usize| {
        let day = format!("2026-{:02}-{:02}", number % 12 + 1, number % 28 + 1);
        let mut row = vec![
            format!("X-{number}"),
            day,
            format!("虚构人员{}", number % 7_001),
            format!("虚构单位{}", number % 61),
            format!("反映虚构人员在工程发包中收受礼金并违规操办酒席一事，编号{number}，虚构"),
            format!("承办人{}", number % 40),
        ];
        row.extend(
            facts
                .iter()
                .enumerate()
                .map(|(at, key): (usize, &FactKey)| {
                    let values = key.values();
                    values[(number / (at + 1)) % values.len()].code.to_owned()
                }),
        );
        row
    };
    (
        columns.map(str::to_owned).collect(),
        (0..count).map(row).collect(),
    )
}
