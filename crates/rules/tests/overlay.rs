//! Local overlays: what they change, from which day, and what is refused, with its place.
#![cfg(not(target_arch = "wasm32"))]

use std::sync::LazyLock;

use chrono::NaiveDate;
use shizu_rules::vocabulary::{Authority, Commission, Conflict, Gravity, Nature, Organ};
use shizu_rules::{
    ClueFacts, Engine, FactKey, Lang, LoadError, Problem, Rulebook, Subject, Then, What, compare,
    verify,
};

static BASE: LazyLock<Rulebook> = LazyLock::new(|| Rulebook::shipped().expect("loads"));

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn overlay(head: &str, body: &str) -> String {
    format!("[overlay]\nid = \"local\"\nzh = \"某县\"\nen = \"Some county\"\n{head}\n{body}")
}

fn merged(head: &str, body: &str) -> Rulebook {
    BASE.with_overlay("local.toml", &overlay(head, body))
        .unwrap_or_else(|errors| panic!("{}", messages(&errors)))
}

fn refused(head: &str, body: &str) -> Vec<LoadError> {
    BASE.with_overlay("local.toml", &overlay(head, body))
        .expect_err("must be refused")
}

fn messages(errors: &[LoadError]) -> String {
    let lines: Vec<String> = errors.iter().map(|error| error.message(Lang::En)).collect();
    lines.join("\n")
}

/// Grave breach of a team member in a county: the office by the shipped rules, for R11 stops at the city.
fn grave_in_a_county() -> ClueFacts {
    ClueFacts::default()
        .with(Commission::County)
        .with(Authority::SameLevel)
        .with(Nature::Discipline)
        .with(Gravity::Grave)
        .with(Conflict::None)
}

fn lead_on(rulebook: &Rulebook, on: &str, facts: &ClueFacts) -> Option<Organ> {
    let engine = Engine::new(rulebook.clone(), day(on)).expect("compiles");
    engine.determine("", facts, None).lead
}

/// A row's texts, when only its conditions matter.
const TEXTS: &str = "title.zh = \"本地\"\ntitle.en = \"Local\"\nsays.zh = \"按本地规定。\"\nsays.en = \"By local rule.\"
basis = \"assumption\"\ncites = [\"R11\"]\nnote.zh = \"本地规定。\"\nnote.en = \"Local rule.\"\n";

/// A county that has separated the two offices.
fn separated() -> String {
    format!(
        r#"[[replace]]
id = "lead.same_level.grave.county"
when = {{ authority = ["same_level"], nature = ["discipline", "duty_violation"], gravity = ["grave"], commission = ["county"], conflict = ["none", "handler", "group"] }}
then = {{ lead = "investigation_office" }}
{TEXTS}"#
    )
}

#[test]
fn a_replaced_row_answers_and_says_where_it_comes_from() {
    let local = merged("", &separated());
    assert_eq!(
        lead_on(&local, "2026-01-01", &grave_in_a_county()),
        Some(Organ::InvestigationOffice)
    );
    let (_, rule) = local
        .rule("lead.same_level.grave.county")
        .expect("kept its id");
    assert_eq!(rule.overlay.as_deref(), Some("local"));
    assert_eq!(rule.place.file, "local.toml");
    assert_eq!(local.overlays.len(), 1);
    assert_eq!(local.overlays[0].changes, 1);
    // The base is as it was.
    assert_eq!(
        lead_on(&BASE, "2026-01-01", &grave_in_a_county()),
        Some(Organ::Office)
    );
    assert!(BASE.overlays.is_empty());
}

#[test]
fn a_dated_overlay_holds_from_its_day() {
    let local = merged("valid_from = \"2026-07-01\"", &separated());
    let facts = grave_in_a_county();
    assert_eq!(lead_on(&local, "2026-06-30", &facts), Some(Organ::Office));
    assert_eq!(
        lead_on(&local, "2026-07-01", &facts),
        Some(Organ::InvestigationOffice)
    );
    assert_eq!(
        lead_on(&local, "2026-07-02", &facts),
        Some(Organ::InvestigationOffice)
    );
    assert!(local.epochs().contains(&day("2026-07-01")));
    assert!(verify(&local).expect("provable").is_sound());
    assert_eq!(local.overlays[0].valid_from, Some(day("2026-07-01")));
}

#[test]
fn a_dated_overlay_changes_time_limits_from_its_day_only() {
    let body = "[[limit]]\nid = \"report_to_superior\"\ntitle.zh = \"径送\"\ntitle.en = \"Send up\"\namount = 3\nunit = \"working_days\"\nbasis = \"assumption\"\ncites = [\"P15\"]\nnote.zh = \"本地更严。\"\nnote.en = \"Stricter here.\"\n";
    let local = merged("valid_from = \"2026-03-03\"", body);
    let facts = ClueFacts::default().with(Authority::Superior);
    let due = |on: &str| {
        let engine = Engine::new(local.clone(), day(on)).expect("compiles");
        // Monday 2 March 2026, an ordinary week.
        engine
            .determine("", &facts, Some(day("2026-03-02")))
            .deadlines[0]
            .due
    };
    assert_eq!(due("2026-03-02"), Some(day("2026-03-09")));
    assert_eq!(due("2026-03-03"), Some(day("2026-03-05")));
    let before = compare(&BASE, &local, day("2026-03-02")).expect("comparable");
    assert!(before.limits.is_empty());
    let after = compare(&BASE, &local, day("2026-03-03")).expect("comparable");
    assert_eq!(after.limits.len(), 1);
    assert_eq!(after.limits[0].limit, "report_to_superior");
    assert!(after.limits[0].before.starts_with('5') && after.limits[0].after.starts_with('3'));
}

#[test]
fn an_added_row_adds_and_a_removed_one_is_gone() {
    let body = format!(
        "[[add]]\ntable = \"mechanisms\"\nid = \"local.joint_handling.grave\"
when = {{ authority = [\"unit_party_group\"], nature = [\"discipline\"], gravity = [\"grave\"], importance = [\"ordinary\"], key_area = [\"no\"] }}
then = {{ mechanism = \"joint_handling\" }}\n{TEXTS}
[[remove]]\nid = \"mechanism.mutual_aid\"\n"
    );
    let local = merged("", &body);
    assert!(local.rule("local.joint_handling.grave").is_some());
    assert!(local.rule("mechanism.mutual_aid").is_none());
    let difference = compare(&BASE, &local, day("2026-01-01")).expect("comparable");
    assert_eq!(difference.tables.len(), 1);
    let table = &difference.tables[0];
    assert_eq!(table.table, "mechanisms");
    assert_eq!(table.added, ["local.joint_handling.grave"]);
    assert_eq!(table.removed, ["mechanism.mutual_aid"]);
    assert!(table.changed.is_empty());
    assert!(!table.answers.is_empty());
}

#[test]
fn a_difference_counts_the_inputs_that_get_another_answer() {
    let local = merged("", &separated());
    let difference = compare(&BASE, &local, day("2026-01-01")).expect("comparable");
    assert_eq!(difference.tables.len(), 1, "{difference:?}");
    let table = &difference.tables[0];
    assert_eq!(table.changed, ["lead.same_level.grave.county"]);
    let [change] = &table.answers[..] else {
        panic!("one kind of change: {:?}", table.answers);
    };
    assert_eq!(change.before, Some(Then::Lead(Organ::Office)));
    assert_eq!(change.after, Some(Then::Lead(Organ::InvestigationOffice)));
    // Of the 768 combinations: two natures, three kinds of conflict; authority, gravity and level are fixed.
    assert_eq!(change.count, 6);
    let mut witness = ClueFacts::default();
    for (fact, value) in &change.witness {
        let key = FactKey::from_code(fact).expect("a fact");
        witness.parse(key, value).expect("a value");
    }
    assert_eq!(lead_on(&BASE, "2026-01-01", &witness), Some(Organ::Office));
    assert_eq!(
        lead_on(&local, "2026-01-01", &witness),
        Some(Organ::InvestigationOffice)
    );
}

#[test]
fn an_overlay_that_changes_nothing_makes_no_difference() {
    let difference = compare(&BASE, &merged("", ""), day("2026-01-01")).expect("comparable");
    assert!(difference.tables.is_empty() && difference.limits.is_empty());
}

#[test]
fn a_gap_is_refused_with_a_witness() {
    let errors = refused("", "[[remove]]\nid = \"lead.general.discipline\"\n");
    let [error] = &errors[..] else {
        panic!("told once: {}", messages(&errors));
    };
    let Problem::NotProved { zh, en } = &error.problem else {
        panic!("{error}");
    };
    for text in [zh, en] {
        assert!(text.contains("authority = general"), "{text}");
        assert!(text.contains("nature = discipline"), "{text}");
        // What the row does not ask for makes no difference.
        assert_eq!(text.matches(" = ").count(), 2, "{text}");
    }
    assert_eq!(
        lead_on(&BASE, "2026-01-01", &grave_in_a_county()),
        Some(Organ::Office)
    );
    assert!(verify(&BASE).expect("provable").is_sound());
}

#[test]
fn a_gap_from_a_later_day_is_refused_too() {
    let errors = refused(
        "valid_from = \"2027-01-01\"",
        "[[remove]]\nid = \"lead.general.discipline\"\n",
    );
    let gap = |error: &LoadError| matches!(error.problem, Problem::NotProved { .. });
    assert!(errors.iter().all(gap), "{}", messages(&errors));
}

/// Rows for the table of mechanisms, each for one combination of post, rank and unit, so that none lies within another.
fn rows_of_mechanisms(count: usize) -> String {
    let code = |fact: FactKey, at: usize| fact.values()[at % fact.values().len()].code;
    let row = |number: usize| {
        let (post, rank, unit) = (
            code(FactKey::Post, number / 10),
            code(FactKey::Rank, number),
            code(FactKey::Unit, number / 40),
        );
        format!(
            "[[add]]\ntable = \"mechanisms\"\nid = \"local.{number}\"
when = {{ authority = [\"own_staff\"], post = [\"{post}\"], rank = [\"{rank}\"], unit = [\"{unit}\"] }}
then = {{ mechanism = \"joint_disposal\" }}\n{TEXTS}"
        )
    };
    (0..count).map(row).collect()
}

#[test]
fn more_rows_than_an_engine_works_with_are_refused_in_the_overlay() {
    const MOST: usize = 64;
    let shipped = BASE.table("mechanisms").expect("shipped").rules.len();
    let room = MOST - shipped;
    let full = merged("", &rows_of_mechanisms(room));
    assert!(Engine::new(full, day("2026-01-01")).is_ok());
    // From ever, and from a day that has not come.
    for head in ["", "valid_from = \"2027-01-01\""] {
        let errors = refused(head, &rows_of_mechanisms(room + 1));
        let [error] = &errors[..] else {
            panic!("told once: {}", messages(&errors));
        };
        let most = MOST;
        let (table, rows) = ("mechanisms".to_owned(), MOST + 1);
        assert_eq!(error.problem, Problem::TooManyRows { table, rows, most });
        for lang in [Lang::Zh, Lang::En] {
            let message = error.message(lang);
            assert!(message.starts_with("local.toml: "), "{message}");
            for part in ["mechanisms", "65", "64"] {
                assert!(message.contains(part), "{message}");
            }
        }
    }
}

#[test]
fn more_rows_of_all_lists_than_an_engine_works_with_are_refused() {
    const MOST: usize = 256;
    let lists = |book: &Rulebook| {
        let tables = book.tables_about(Subject::Clue);
        let lists = tables.filter(|table| table.policy.is_list());
        lists.map(|table| table.rules.len()).sum::<usize>()
    };
    let with_more = |rows: usize| {
        let mut many = BASE.clone();
        let list = BASE.table("duties").expect("shipped");
        let copies = (lists(&BASE)..rows).zip(list.rules.iter().cycle());
        let copies = copies.map(|(number, rule)| {
            let mut rule = rule.clone();
            rule.id = format!("more.{number}");
            rule
        });
        for (number, rules) in copies
            .collect::<Vec<_>>()
            .chunks(list.rules.len())
            .enumerate()
        {
            let mut more = list.clone();
            more.id = format!("more.{number}");
            more.rules = rules.to_vec();
            many.tables.push(more);
        }
        assert_eq!(lists(&many), rows);
        many
    };
    assert!(Engine::new(with_more(MOST), day("2026-01-01")).is_ok());
    let many = with_more(MOST + 1);
    let (rows, most) = (MOST + 1, MOST);
    let expected = Problem::TooManyRowsTogether { rows, most };
    let errors = many.with_overlay("local.toml", &overlay("", ""));
    let [error] = &errors.expect_err("one row too many")[..] else {
        panic!("told once");
    };
    assert_eq!(error.problem, expected);
    for lang in [Lang::Zh, Lang::En] {
        let message = error.message(lang);
        assert!(
            message.contains("257") && message.contains("256"),
            "{message}"
        );
    }
    let refused = Engine::new(many, day("2026-01-01")).expect_err("one row too many");
    assert_eq!(refused.problem, expected);
}

#[test]
fn all_that_is_too_much_is_told_at_once() {
    // Room for the rows of one table, and for those of all: each told once, though more rows come on a later day.
    let most = rows_of_mechanisms(110);
    let errors = BASE.with_overlay(
        "local.toml",
        &overlay(
            "",
            &most.replace(
                "id = \"local.109\"",
                "valid_from = \"2028-01-01\"\nid = \"local.109\"",
            ),
        ),
    );
    let errors = errors.expect_err("too many");
    let is_of = |error: &&LoadError| matches!(error.problem, Problem::TooManyRows { .. });
    let is_together =
        |error: &&LoadError| matches!(error.problem, Problem::TooManyRowsTogether { .. });
    assert_eq!(
        (
            errors.iter().filter(is_of).count(),
            errors.iter().filter(is_together).count()
        ),
        (1, 1),
        "{}",
        messages(&errors)
    );
}

#[test]
fn an_overlap_is_refused_with_a_witness() {
    let body = format!(
        "[[add]]\ntable = \"lead\"\nid = \"local.lead\"
when = {{ authority = [\"general\"], nature = [\"discipline\"], gravity = [\"grave\"] }}
then = {{ lead = \"group\" }}\n{TEXTS}"
    );
    let errors = refused("", &body);
    let [
        LoadError {
            problem: Problem::NotProved { en, .. },
            ..
        },
    ] = &errors[..]
    else {
        panic!("one finding: {}", messages(&errors));
    };
    for part in ["lead.general.discipline", "local.lead", "gravity = grave"] {
        assert!(en.contains(part), "{en}");
    }
}

/// An overlay with one mistake, at the place marked `«`.
struct Mistake {
    body: &'static str,
    is: fn(&Problem) -> bool,
    nearest: Option<&'static str>,
}

fn unknown(problem: &Problem, kind: What) -> bool {
    matches!(problem, Problem::Unknown { what, .. } if *what == kind)
}

/// A row whose fields can be given one by one.
macro_rules! row {
    ($head:literal, $when:literal, $then:literal, $rest:literal) => {
        concat!(
            "[[add]]\n", $head, "\nwhen = ", $when, "\nthen = ", $then,
            "\ntitle.zh = \"本地\"\ntitle.en = \"Local\"\nsays.zh = \"按本地规定。\"\nsays.en = \"By local rule.\"\n",
            $rest, "\n"
        )
    };
}

const MISTAKES: &[Mistake] = &[
    Mistake {
        body: row!(
            "table = \"mechanisms\"\nid = \"l.1\"",
            "{ «authorty = [\"general\"] }",
            "{ mechanism = \"mutual_aid\" }",
            "basis = \"source\"\ncites = [\"LS46\"]"
        ),
        is: |problem| unknown(problem, What::Fact),
        nearest: Some("authority"),
    },
    Mistake {
        body: row!(
            "table = \"mechanisms\"\nid = \"l.2\"",
            "{ authority = [\"general\", «\"own_staf\"] }",
            "{ mechanism = \"mutual_aid\" }",
            "basis = \"source\"\ncites = [\"LS46\"]"
        ),
        is: |problem| unknown(problem, What::Value),
        nearest: Some("own_staff"),
    },
    Mistake {
        body: row!(
            "table = \"mechanisms\"\nid = \"l.3\"",
            "{ authority = [\"general\"] }",
            "{ mechanism = \"mutual_aid\" }",
            "basis = \"source\"\ncites = [\"LS46\", «\"LS46x\"]"
        ),
        is: |problem| unknown(problem, What::Citation),
        nearest: Some("LS46"),
    },
    Mistake {
        body: row!(
            "table = \"mechanisms\"\nid = \"l.4\"",
            "{ authority = [\"general\"] }",
            "{ mechanism = \"mutual_aid\" }",
            "basis = «\"sorce\"\ncites = [\"LS46\"]"
        ),
        is: |problem| unknown(problem, What::Basis),
        nearest: Some("source"),
    },
    Mistake {
        body: row!(
            "table = \"mechanisms\"\nid = \"l.5\"",
            "{ authority = [\"general\"] }",
            "{ mechanism = «\"mutual_ad\" }",
            "basis = \"source\"\ncites = [\"LS46\"]"
        ),
        is: |problem| unknown(problem, What::Term),
        nearest: Some("mutual_aid"),
    },
    Mistake {
        body: row!(
            "table = «\"mechanism\"\nid = \"l.6\"",
            "{ authority = [\"general\"] }",
            "{ mechanism = \"mutual_aid\" }",
            "basis = \"source\"\ncites = [\"LS46\"]"
        ),
        is: |problem| unknown(problem, What::Table),
        nearest: Some("mechanisms"),
    },
    Mistake {
        body: row!(
            "table = \"mechanisms\"\nid = «\"l.7\"",
            "{ authority = [\"general\"] }",
            "{ mechanism = \"mutual_aid\" }",
            "cites = [\"LS46\"]"
        ),
        is: |problem| *problem == Problem::NoBasis,
        nearest: None,
    },
    Mistake {
        body: row!(
            "table = \"mechanisms\"\nid = «\"l.8\"",
            "{ authority = [\"general\"] }",
            "{ mechanism = \"mutual_aid\" }",
            "basis = \"assumption\"\nnote.zh = \"选\"\nnote.en = \"chosen\""
        ),
        is: |problem| *problem == Problem::NoCitation,
        nearest: None,
    },
    Mistake {
        body: row!(
            "table = \"mechanisms\"\nid = «\"l.9\"",
            "{ authority = [\"general\"] }",
            "{ mechanism = \"mutual_aid\" }",
            "basis = \"assumption\"\ncites = [\"LS46\"]"
        ),
        is: |problem| *problem == Problem::NoNote,
        nearest: None,
    },
    // An article is no paragraph of a source.
    Mistake {
        body: row!(
            "table = \"mechanisms\"\nid = «\"l.10\"",
            "{ authority = [\"general\"] }",
            "{ mechanism = \"mutual_aid\" }",
            "basis = \"source\"\ncites = [\"R11\"]"
        ),
        is: |problem| *problem == Problem::BasisNotCarried { basis: "source" },
        nearest: None,
    },
    // R22 is from memory, so that nothing can rest on it as a statute.
    Mistake {
        body: row!(
            "table = \"mechanisms\"\nid = «\"l.11\"",
            "{ authority = [\"general\"] }",
            "{ mechanism = \"mutual_aid\" }",
            "basis = \"statute\"\ncites = [\"R22\", \"LS46\"]"
        ),
        is: |problem| *problem == Problem::BasisNotCarried { basis: "statute" },
        nearest: None,
    },
    Mistake {
        body: row!(
            "table = \"mechanisms\"\nid = «\"mechanism.mutual_aid\"",
            "{ authority = [\"general\"] }",
            "{ mechanism = \"mutual_aid\" }",
            "basis = \"source\"\ncites = [\"LS46\"]"
        ),
        is: |problem| matches!(problem, Problem::Twice { id } if id == "mechanism.mutual_aid"),
        nearest: None,
    },
    Mistake {
        body: row!(
            "table = \"mechanisms\"\nid = \"l.13\"",
            "{ authority = [\"general\"] }",
            "{ mechanism = \"mutual_aid\" }",
            "valid_from = «\"2026-02-30\"\nbasis = \"source\"\ncites = [\"LS46\"]"
        ),
        is: |problem| matches!(problem, Problem::BadDate { text } if text == "2026-02-30"),
        nearest: None,
    },
    Mistake {
        body: row!(
            "table = \"mechanisms\"\nid = «\"l.14\"",
            "{ authority = [\"general\"] }",
            "{ mechanism = \"mutual_aid\" }",
            "valid_from = \"2026-02-02\"\nvalid_to = \"2026-02-01\"\nbasis = \"source\"\ncites = [\"LS46\"]"
        ),
        is: |problem| matches!(problem, Problem::BadDate { .. }),
        nearest: None,
    },
    Mistake {
        body: row!(
            "table = \"mechanisms\"\nid = \"l.15\"",
            "{ «authority = [] }",
            "{ mechanism = \"mutual_aid\" }",
            "basis = \"source\"\ncites = [\"LS46\"]"
        ),
        is: |problem| *problem == Problem::EmptyCell { fact: "authority" },
        nearest: None,
    },
    Mistake {
        body: row!(
            "table = \"mechanisms\"\nid = \"l.16\"",
            "{ authority = [\"general\"] }",
            "{ «lead = \"office\" }",
            "basis = \"source\"\ncites = [\"LS46\"]"
        ),
        is: |problem| unknown(problem, What::Field),
        nearest: None,
    },
    // A part needs a role.
    Mistake {
        body: row!(
            "table = \"assist\"\nid = \"l.17\"",
            "{ authority = [\"general\"] }",
            "«{ organ = \"office\" }",
            "basis = \"source\"\ncites = [\"LS46\"]"
        ),
        is: |problem| {
            matches!(
                problem,
                Problem::WrongOutcome { .. } | Problem::MissingField { field: "role" }
            )
        },
        nearest: None,
    },
    Mistake {
        body: "[[remove]]\nid = «\"mechanism.mutual_aidd\"\n",
        is: |problem| matches!(problem, Problem::NoSuchRow { nearest: Some(near), .. } if near == "mechanism.mutual_aid"),
        nearest: None,
    },
    Mistake {
        body: "[[limit]]\nid = «\"disposal_opinon\"\ntitle.zh = \"提出\"\ntitle.en = \"Propose\"\namount = 2\nunit = \"months\"\nbasis = \"assumption\"\ncites = [\"R21\"]\nnote.zh = \"选\"\nnote.en = \"chosen\"\n",
        is: |problem| unknown(problem, What::Limit),
        nearest: Some("disposal_opinion"),
    },
    Mistake {
        body: "[[limit]]\nid = \"disposal_opinion\"\ntitle.zh = \"提出\"\ntitle.en = \"Propose\"\namount = 2\nunit = «\"month\"\nbasis = \"assumption\"\ncites = [\"R21\"]\nnote.zh = \"选\"\nnote.en = \"chosen\"\n",
        is: |problem| unknown(problem, What::Unit),
        nearest: Some("months"),
    },
    Mistake {
        body: "[[remove]]\n«row = \"lead.superior\"\nid = \"mechanism.mutual_aid\"\n",
        is: |problem| unknown(problem, What::Field),
        nearest: None,
    },
    Mistake {
        body: "[[remove]\n",
        is: |problem| matches!(problem, Problem::Syntax { .. }),
        nearest: None,
    },
];

#[test]
fn each_mistake_is_named_at_its_place_with_the_nearest_spelling() {
    for mistake in MISTAKES {
        let marked = overlay("", mistake.body);
        let text = marked.replace('«', "");
        let errors = BASE.with_overlay("local.toml", &text).expect_err(&text);
        let [error] = &errors[..] else {
            panic!("one mistake, these errors: {}\n{text}", messages(&errors));
        };
        assert!((mistake.is)(&error.problem), "{error}\n{text}");
        assert_eq!(error.place.file, "local.toml");
        if let Some(at) = marked.find('«') {
            let before = &marked[..at];
            let line = before.matches('\n').count() + 1;
            let column = before
                .chars()
                .rev()
                .take_while(|char| *char != '\n')
                .count()
                + 1;
            assert_eq!(
                (error.place.line, error.place.column),
                (line, column),
                "{error}\n{text}"
            );
        }
        if let Problem::Unknown { nearest, .. } = &error.problem
            && mistake.nearest.is_some()
        {
            assert_eq!(nearest.as_deref(), mistake.nearest, "{error}");
        }
        for lang in [Lang::Zh, Lang::En] {
            let message = error.message(lang);
            assert!(message.starts_with("local.toml:"), "{message}");
            if let Some(near) = mistake.nearest {
                assert!(message.contains(near), "{message}");
            }
        }
    }
}

#[test]
fn every_mistake_is_reported_at_once() {
    let body = "[[remove]]\nid = \"no.such\"\n[[remove]]\nid = \"nor.this\"\n[[add]]\ntable = \"lead\"\nid = \"l.1\"\nwhen = { colour = [\"red\"] }\nthen = { lead = \"nobody\" }\ntitle.zh = \"\"\ntitle.en = \"x\"\nsays.zh = \"x\"\nsays.en = \"x\"\n";
    let errors = refused("", body);
    // Two rows, a fact, a term, an empty text, no basis, no citation.
    assert_eq!(errors.len(), 7, "{}", messages(&errors));
}

#[test]
fn a_limit_that_does_not_exist_is_refused() {
    let body = format!(
        "[[add]]\ntable = \"time_limits\"\nid = \"local.limit\"\nwhen = {{ source = [\"audit\"] }}\nthen = {{ limit = \"disposal_opinon\" }}\n{TEXTS}"
    );
    let errors = refused("", &body);
    let [error] = &errors[..] else {
        panic!("{}", messages(&errors));
    };
    assert!(unknown(&error.problem, What::Limit), "{error}");
    assert_eq!(error.place.file, "local.toml");
}

#[test]
fn overlays_stack_and_the_later_one_wins() {
    let county = merged("", &separated());
    let back = separated().replace("investigation_office", "office");
    let text =
        overlay("valid_from = \"2026-09-01\"", &back).replace("id = \"local\"", "id = \"later\"");
    let both = county
        .with_overlay("later.toml", &text)
        .unwrap_or_else(|errors| panic!("{}", messages(&errors)));
    let facts = grave_in_a_county();
    assert_eq!(
        lead_on(&both, "2026-08-31", &facts),
        Some(Organ::InvestigationOffice)
    );
    assert_eq!(lead_on(&both, "2026-09-01", &facts), Some(Organ::Office));
    let ids: Vec<&str> = both
        .overlays
        .iter()
        .map(|overlay| overlay.id.as_str())
        .collect();
    assert_eq!(ids, ["local", "later"]);
}

#[test]
fn an_overlay_is_not_merged_twice() {
    let once = merged("", &separated());
    let errors = once
        .with_overlay("again.toml", &overlay("", ""))
        .expect_err("merged already");
    let [
        LoadError {
            place,
            problem: Problem::Twice { id },
        },
    ] = &errors[..]
    else {
        panic!("{}", messages(&errors));
    };
    assert_eq!((id.as_str(), place.line, place.column), ("local", 2, 6));
}
