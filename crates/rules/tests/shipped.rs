//! The shipped rulebook loads, and is proved.

use shizu_rules::{ClueFacts, Engine, Lang, Rulebook, verify};

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

#[test]
fn what_clues_are_routed_by_answers_them_as_the_whole_does() {
    let day = "2026-03-05".parse().expect("a date");
    let engine = |rulebook: Result<Rulebook, _>| {
        Engine::new(rulebook.expect("loads"), day).expect("compiles")
    };
    let whole = engine(Rulebook::shipped());
    let alone = engine(Rulebook::shipped_for_routing());
    // Every row and boundary of the whole, and a clue of which nothing is known.
    let mut clues = whole.covering_clues(400, 5);
    clues.push(ClueFacts::default());
    for facts in &clues {
        assert_eq!(
            alone.determine("x", facts, Some(day)),
            whole.determine("x", facts, Some(day))
        );
        assert_eq!(alone.open_facts(facts), whole.open_facts(facts));
    }
}
