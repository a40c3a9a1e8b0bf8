//! The shipped rulebook loads, and is proved.

use shizu_rules::{Lang, Rulebook, verify};

#[test]
fn the_shipped_rulebook_is_sound() {
    let rulebook = Rulebook::shipped().unwrap_or_else(|errors| {
        let list: Vec<String> = errors.iter().map(|error| error.message(Lang::En)).collect();
        panic!("{}", list.join("\n"))
    });
    let proof = verify(&rulebook).expect("provable");
    let findings: Vec<&str> = proof
        .tables
        .iter()
        .flat_map(|table| &table.findings)
        .map(|finding| finding.in_lang(Lang::En))
        .collect();
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}
