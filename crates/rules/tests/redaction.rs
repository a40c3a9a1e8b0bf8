//! What of a workbook is passed on and masked: golden cases, every field read a second time, gaps and misspellings told with place and remedy, and the
//! effect of an overlay as a difference.
#![cfg(not(target_arch = "wasm32"))]

#[path = "common/practice.rs"]
mod golden;

use std::sync::LazyLock;

use golden::{DAY, told};
use shizu_rules::vocabulary::{FieldContent, Mask, Register, RegisterField, Term};
use shizu_rules::{
    FactKey, Inquiry, Lang, LoadError, MatterFacts, Rulebook, Subject, compare, verify,
};

static BASE: LazyLock<Rulebook> = LazyLock::new(|| Rulebook::shipped().expect("loads"));

/// What a table answers for one fact.
fn answer(book: &Rulebook, table: &str, key: FactKey, index: usize) -> String {
    let inquiry = Inquiry::new(book, Subject::Redaction, DAY).expect("compiles");
    let mut facts = MatterFacts::new(Subject::Redaction);
    facts.set(key, Some(index));
    told(&inquiry.ruling(table, &facts).expect("a table"))
}

/// What hides a field, read a second time: by name first, for fields of one name mostly hold the same.
fn hidden_by(register: &str, field: &str) -> Vec<Mask> {
    use Mask::{Informants, Names, PersonalNumbers, ThirdParties, UnitNames, WitnessIdentity};
    let masks: &[Mask] = match (register, field) {
        // They may say anything.
        (_, "note" | "remark" | "reason" | "evidence" | "process") | ("setting", "value") => {
            Mask::ALL
        }
        ("matter", "summary" | "result") => &[ThirdParties, PersonalNumbers, Names, UnitNames],
        ("finding", "problem" | "measures" | "result")
        | ("check", "problem")
        | ("result", "title" | "summary" | "effect") => &[Informants, Names, UnitNames],
        ("case", "title" | "lesson" | "analysis" | "reform" | "recommendation" | "replay") => {
            &[WitnessIdentity, ThirdParties, Names, UnitNames]
        }
        ("task", "title") | ("exchange", "subject" | "approval") | ("matter", "post_held") => {
            &[Names, UnitNames]
        }
        // A reference holds a name where the row is not kept: of a body, or of whatever it is.
        ("body", "name")
        | (_, "body" | "group" | "unit" | "lead_body" | "office" | "passed_to" | "meeting") => {
            &[UnitNames]
        }
        (_, "matter" | "finding" | "record") => &[Names, UnitNames],
        // Persons, whatever their part.
        (_, "person" | "head" | "follower" | "reviewer" | "owner" | "checker") => &[Names],
        // What tells rows apart, or when, or is a word of the rulebook.
        (
            _,
            "id" | "round" | "period" | "from" | "until" | "routed_by" | "rule" | "scheme"
            | "masks" | "item",
        ) => &[],
        other => panic!("{other:?} is new here: who or what may it name?"),
    };
    masks.to_vec()
}

#[test]
fn every_field_is_hidden_as_read_a_second_time() {
    for (index, field) in RegisterField::VALUES.iter().enumerate() {
        let (register, name) = field.code.split_once('.').expect("register.field");
        assert!(Register::from_code(register).is_some(), "{register}");
        let content = answer(&BASE, "redaction_fields", FactKey::RegisterField, index);
        let content = FieldContent::from_code(&content).expect("one content");
        let hides = answer(
            &BASE,
            "redaction_masks",
            FactKey::FieldContent,
            content.index(),
        );
        let expected = hidden_by(register, name);
        let expected: Vec<&str> = expected.iter().map(|mask| mask.code()).collect();
        assert_eq!(hides, expected.join(" "), "{}", field.code);
    }
}

#[test]
fn all_of_it_is_an_assumption_that_cites_the_paragraph_on_sharing() {
    let tables = BASE.tables_about(Subject::Redaction);
    let rows: Vec<_> = tables.flat_map(|table| &table.rules).collect();
    assert!(rows.len() > 20, "{}", rows.len());
    for row in rows {
        assert_eq!(row.basis.code(), "assumption", "{}", row.id);
        assert!(row.cites.iter().any(|cite| cite == "LS56"), "{}", row.id);
    }
}

const TEXTS: &str = "title.zh = \"本地\"\ntitle.en = \"Local\"\nsays.zh = \"按本地规定。\"\nsays.en = \"By local rule.\"
basis = \"assumption\"\ncites = [\"LS56\"]\nnote.zh = \"本地规定。\"\nnote.en = \"Local rule.\"\n";

fn overlay(changes: &str) -> String {
    format!("[overlay]\nid = \"local\"\nzh = \"某县\"\nen = \"Some county\"\n\n{changes}")
}

fn refused(changes: &str) -> Vec<LoadError> {
    BASE.with_overlay("local.toml", &overlay(changes))
        .expect_err("must be refused")
}

fn messages(errors: &[LoadError], lang: Lang) -> Vec<String> {
    errors.iter().map(|error| error.message(lang)).collect()
}

/// A row of the table of fields in other words: `kept` is what it still names.
fn replaced(row: &str, content: &str, kept: &str) -> String {
    format!(
        "[[replace]]\nid = \"redaction_fields.{row}\"\nwhen = {{ field = [{kept}] }}\nthen = {{ answer = \"{content}\" }}\n{TEXTS}\n"
    )
}

/// The point of it all: a field that no row names cannot slip through unmasked.
#[test]
fn a_field_that_no_row_names_is_told_with_place_and_remedy() {
    let accounts = replaced("clue_account", "clue_account", "\"matter.result\"");
    let errors = refused(&accounts);
    let [zh] = &messages(&errors, Lang::Zh)[..] else {
        panic!("{errors:?}");
    };
    let [en] = &messages(&errors, Lang::En)[..] else {
        panic!("{errors:?}");
    };
    // Line 7 is where the row is replaced that named the field.
    assert_eq!(
        zh,
        "local.toml:7:6: 表“redaction_fields”有空白：field = matter.summary 没有任何一行作答；请补一行，或写进合适的一行"
    );
    assert_eq!(
        en,
        "local.toml:7:6: table `redaction_fields` has a gap: no row answers field = matter.summary; add a row that does, or name it in one"
    );
    // The row that is left out is told, not the first that is changed.
    let same = replaced(
        "periods",
        "plain",
        "\"finding.round\", \"return.period\", \"return.from\", \"return.until\"",
    );
    let errors = refused(&format!("{same}{accounts}"));
    let line = overlay(&format!("{same}{accounts}"))
        .lines()
        .position(|line| line.contains("redaction_fields.clue_account"));
    assert_eq!(Some(errors[0].place.line), line.map(|line| line + 1));
    // A register without a kind of information is a gap as well.
    let errors = refused("[[remove]]\nid = \"redaction_information.cases\"\n");
    let told = messages(&errors, Lang::En).join("\n");
    assert!(
        told.starts_with("local.toml:7:6: table `redaction_information` has a gap: no row answers register = case;"),
        "{told}"
    );
    // And so for the rulebook as a whole, however it came about.
    let mut book = BASE.clone();
    let mut tables = book.tables.iter_mut();
    let fields = tables.find(|table| table.id == "redaction_fields");
    fields
        .expect("a table")
        .rules
        .retain(|rule| rule.id != "redaction_fields.units");
    let proof = verify(&book).expect("compiles");
    assert!(!proof.is_sound());
    assert!(
        proof
            .findings()
            .any(|finding| finding.en.contains("no row answers field = "))
    );
}

#[test]
fn a_field_or_mask_that_does_not_exist_is_told_with_place_and_nearest() {
    let errors = refused(&replaced(
        "clue_account",
        "clue_account",
        "\"matter.summery\", \"matter.result\"",
    ));
    let told = messages(&errors, Lang::En).join("\n");
    assert_eq!(
        told,
        "local.toml:8:19: no value `matter.summery`; did you mean `matter.summary`?"
    );
    let mask = format!(
        "[[replace]]\nid = \"redaction_masks.names\"\nwhen = {{ content = [\"person\"] }}\nthen = {{ answer = \"name\" }}\n{TEXTS}"
    );
    let errors = refused(&mask);
    let told = messages(&errors, Lang::En).join("\n");
    assert!(
        told.starts_with("local.toml:9:19: no term `name`; did you mean `names`?"),
        "{told}"
    );
    let two = replaced(
        "periods",
        "plain",
        "\"finding.round\", \"return.period\", \"return.from\", \"return.until\", \"matter.summary\"",
    );
    let told = messages(&refused(&two), Lang::En).join("\n");
    assert!(told.contains("contradict each other"), "{told}");
}

/// A mask that may be in force and hides nothing would be a promise that an export does not keep.
#[test]
fn a_mask_that_hides_nothing_is_refused() {
    let errors = refused("[[remove]]\nid = \"redaction_masks.witness_identity\"\n");
    let told = messages(&errors, Lang::En);
    assert_eq!(
        told,
        [
            "local.toml: table `redaction_masks` does not say what of a workbook `witness_identity` hides; add a row"
        ]
    );
    let told = messages(&errors, Lang::Zh);
    assert!(
        told[0].contains("证人身份") && told[0].ends_with("请补一行"),
        "{told:?}"
    );
}

#[test]
fn what_an_overlay_lifts_is_shown_as_a_difference() {
    // Free text, accounts and mentions stay hidden; the fields that hold a unit do not.
    let lifted = format!(
        "[[replace]]\nid = \"redaction_masks.unit_names\"\nwhen = {{ content = [\"free_text\", \"clue_account\", \"findings\", \"case_account\", \"mention\"] }}\nthen = {{ answer = \"unit_names\" }}\n{TEXTS}"
    );
    let local = BASE
        .with_overlay("local.toml", &overlay(&lifted))
        .unwrap_or_else(|errors| panic!("{:?}", messages(&errors, Lang::En)));
    let changes = compare(&BASE, &local, DAY).expect("compared");
    let [table] = &changes.tables[..] else {
        panic!("{changes:?}");
    };
    assert_eq!(table.table, "redaction_masks");
    assert_eq!(table.changed, ["redaction_masks.unit_names"]);
    let counts: u128 = table.answers.iter().map(|answer| answer.count).sum();
    assert_eq!(counts, 1, "{:?}", table.answers);
    let unit = FieldContent::Unit.index();
    let hides = |book: &Rulebook| answer(book, "redaction_masks", FactKey::FieldContent, unit);
    assert_eq!(
        (hides(&BASE).as_str(), hides(&local).as_str()),
        ("unit_names", "")
    );
}
