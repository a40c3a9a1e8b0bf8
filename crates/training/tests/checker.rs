//! The checker finds each planted defect, with file and line.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::{example_text, rulebook};
use shizu_rules::Lang;
use shizu_training::{Fault, Finding, Outline, Scenario, check};

/// The example with one text replaced by another; the first must be there.
fn with(from: &str, to: &str) -> String {
    assert!(example_text().contains(from), "{from}");
    example_text().replacen(from, to, 1)
}

fn findings(text: &str) -> Vec<Finding> {
    match Scenario::read("planted.toml", text, rulebook()) {
        Err(errors) => errors.iter().map(Finding::of_error).collect(),
        Ok(scenario) => {
            check(&scenario, rulebook())
                .expect("tables compile")
                .findings
        }
    }
}

/// The line, from 1, in which `needle` first stands.
fn line(text: &str, needle: &str) -> usize {
    let at = text.find(needle).unwrap_or_else(|| panic!("{needle}"));
    text[..at].matches('\n').count() + 1
}

/// One defect: what it makes of the file, where it is found, as what, and a word of the message.
fn planted(text: &str, needle: &str, fault: Fault, word: &str) {
    planted_at(text, line(text, needle), fault, word);
}

fn planted_at(text: &str, line: usize, fault: Fault, word: &str) {
    let found = findings(text);
    let told: Vec<String> = found
        .iter()
        .map(|finding| finding.message(Lang::En))
        .collect();
    assert!(
        found.iter().any(|finding| {
            finding.fault == fault
                && finding.place.line == line
                && finding.place.file == "planted.toml"
                && finding.says.en.contains(word)
                && !finding.says.zh.is_empty()
        }),
        "{fault:?} in line {line} with `{word}`; found: {told:#?}"
    );
}

/// The line of the header of the table in which `needle` stands.
fn header(text: &str, needle: &str) -> usize {
    let at = text.find(needle).expect("it is there");
    let above = text[..at].rfind("\n[[").expect("a header");
    text[..=above].matches('\n').count() + 1
}

#[test]
fn the_example_is_sound() {
    assert_eq!(findings(example_text()), []);
}

#[test]
fn a_misspelt_field_is_told_with_the_nearest() {
    planted(
        &with("matter = \"clue\"\nprompt", "mater = \"clue\"\nprompt"),
        "mater =",
        Fault::Broken,
        "did you mean `matter`",
    );
}

#[test]
fn misspelt_codes_are_told_with_the_nearest() {
    planted(
        &with(
            "authority = \"unit_party_group\"",
            "authority = \"unit_party_grup\"",
        ),
        "learn =",
        Fault::Broken,
        "unit_party_group",
    );
    planted(
        &with(
            "limit = \"disposal_opinion\"",
            "limit = \"disposal_opinon\"",
        ),
        "limit =",
        Fault::Broken,
        "disposal_opinion",
    );
    planted(
        &with("kind = \"route\"", "kind = \"rout\""),
        "kind = \"rout\"",
        Fault::Broken,
        "route",
    );
    planted(
        &with("sheet = \"ecology\"", "sheet = \"ecolgy\""),
        "sheet =",
        Fault::Broken,
        "ecology",
    );
    planted(
        &with("next = \"routing\"", "next = \"routng\""),
        "next = \"routng\"",
        Fault::Broken,
        "routing",
    );
    planted(
        &with("who = [\"ren\"]", "who = [\"ern\"]"),
        "who = [\"ern\"]",
        Fault::Broken,
        "ren",
    );
}

#[test]
fn missing_translations_are_told() {
    let text = with("prompt.en = \"Who leads this clue?\"\n", "");
    let found = findings(&text);
    assert!(
        found
            .iter()
            .any(|finding| finding.fault == Fault::Broken && finding.says.en.contains("`en`")),
        "{found:?}"
    );
    let text = with("prompt.en = \"Who leads this clue?\"", "prompt.en = \" \"");
    let found = findings(&text);
    assert!(
        found
            .iter()
            .any(|finding| finding.says.en.contains("empty in one language")
                && finding.place.line > 0),
        "{found:?}"
    );
}

#[test]
fn citations_that_do_not_exist_are_told() {
    planted(
        &with(
            "cites = [\"LS34\", \"LS43\"]",
            "cites = [\"LS34\", \"LS430\"]",
        ),
        "cites = [\"LS34\", \"LS430\"]",
        Fault::Broken,
        "LS430",
    );
}

#[test]
fn a_scene_that_no_way_leads_to_is_told() {
    let text = with(
        "[[scene.branch]]\ndecision = \"lead\"\nbelow = 100\nto = \"detour\"\n",
        "",
    );
    planted_at(
        &text,
        header(&text, "id = \"detour\""),
        Fault::Unreachable,
        "detour",
    );
}

#[test]
fn a_dead_end_is_told() {
    let text = with("next = \"exchange\"\n", "");
    planted_at(
        &text,
        header(&text, "id = \"thursday\""),
        Fault::DeadEnd,
        "thursday",
    );
}

#[test]
fn circles_are_told_and_do_not_hang() {
    let text = with("next = \"friday\"", "next = \"slip\"");
    let found = findings(&text);
    assert!(
        found
            .iter()
            .any(|finding| finding.fault == Fault::Circle && finding.says.en.contains("slip")),
        "{found:?}"
    );
}

#[test]
fn decisions_that_the_facts_do_not_settle_are_told() {
    // The leader depends on whom Ding is managed by.
    let text = with(
        "learn = { clue = { authority = \"unit_party_group\", ",
        "learn = { clue = { ",
    );
    planted_at(
        &text,
        header(&text, "id = \"lead\"\nkind"),
        Fault::Undetermined,
        "authority",
    );
}

#[test]
fn choices_without_the_right_one_are_told() {
    let text = with(
        "choices = [\"office\", \"group\", \"organ_committee\", \"investigation_office\"]",
        "choices = [\"office\", \"organ_committee\"]",
    );
    planted_at(
        &text,
        header(&text, "id = \"lead\"\nkind"),
        Fault::Undetermined,
        "group",
    );
}

#[test]
fn branches_and_consequences_that_never_apply_are_told() {
    let text = with(
        "decision = \"lead\"\nbelow = 100",
        "decision = \"accept\"\nbelow = 100",
    );
    planted_at(
        &text,
        header(&text, "below = 100"),
        Fault::Pointless,
        "accept",
    );
    let text = with("chose = \"office\"", "chose = \"ofice\"");
    planted_at(
        &text,
        header(&text, "id = \"lead\"\nkind"),
        Fault::Pointless,
        "ofice",
    );
}

#[test]
fn twice_the_same_id_is_told() {
    planted(
        &with("id = \"how\"", "id = \"ask\""),
        "id = \"ask\"\nkind = \"mechanisms\"",
        Fault::Broken,
        "ask",
    );
}

#[test]
fn planted_faults_must_be_possible() {
    let text = with(
        "stated = [\"joint_disposal\"]",
        "stated = [\"joint_disposl\"]",
    );
    let found = findings(&text);
    assert!(
        found
            .iter()
            .any(|finding| finding.says.en.contains("joint_disposl")),
        "{found:?}"
    );
}

#[test]
fn bad_rows_of_returns_are_told() {
    let text = with(
        "water, group, 2025-Q3, 0, 0, 210, 5",
        "water, group, 2025-Q5, 0, 0, 210, 5",
    );
    let found = findings(&text);
    assert!(
        found
            .iter()
            .any(|finding| finding.says.en.contains("row 2")),
        "{found:?}"
    );
    let text = with(
        "water, group, 2025-Q3, 0, 0, 210, 5",
        "water, group, 2025-Q3, 0, 0",
    );
    let found = findings(&text);
    assert!(
        found
            .iter()
            .any(|finding| finding.says.en.contains("5 cells")),
        "{found:?}"
    );
}

#[test]
fn what_is_not_marked_invented_is_refused() {
    let found = findings(&with("invented = true\n", ""));
    assert!(
        found
            .iter()
            .any(|finding| finding.says.en.contains("invented")),
        "{found:?}"
    );
    let found = findings(&with("format = 1\n", "format = 2\n"));
    assert!(
        found.iter().any(|finding| finding.says.zh.contains("版本")),
        "{found:?}"
    );
}

#[test]
fn what_is_not_toml_is_told_with_its_line() {
    planted(
        &with("kind = \"route\"", "kind = route"),
        "kind = route",
        Fault::Broken,
        "TOML",
    );
}

#[test]
fn unused_people_and_unusual_lengths_are_only_noted() {
    let text = with("who = [\"guo\"]\nnext", "next")
        .replace("who = [\"shen\", \"guo\"]", "who = [\"shen\"]");
    let found = findings(&text);
    let guo: Vec<&Finding> = found
        .iter()
        .filter(|finding| finding.says.en.contains("guo"))
        .collect();
    assert_eq!(guo.len(), 1);
    assert!(guo[0].is_note);
}

#[test]
fn the_outline_is_that_of_the_whole() {
    let outline = Outline::read("planted.toml", example_text()).expect("it is sound");
    let whole = common::example();
    assert_eq!(
        (&outline.id, &outline.title, &outline.about),
        (&whole.id, &whole.title, &whole.about)
    );
    assert_eq!(
        (outline.module, outline.decisions),
        (whole.module, whole.decisions().count())
    );
    let text = with("module = \"business\"", "module = \"busines\"");
    let errors = Outline::read("planted.toml", &text).expect_err("no such module");
    assert_eq!(errors[0].place.line, line(&text, "module ="));
    assert!(Outline::read("planted.toml", "id = ").is_err());
}
