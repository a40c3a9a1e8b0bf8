//! Reading domains, facts and cells, and what is said about text that does not fit.

use shizu_tables::{Axis, Cell, CellError, Domain, Fact, nearest};

const SCORE: Axis = Axis::Number {
    places: 1,
    min: 0,
    max: 1000,
};

fn organs() -> Domain {
    Domain::Set(
        ["office", "group", "department"]
            .map(str::to_owned)
            .to_vec(),
    )
}

fn on_score(text: &str) -> Result<Cell, CellError> {
    Cell::parse(&Domain::Axis(SCORE), &[text])
}

#[test]
fn codes_and_exclusions_become_indices() {
    let parse = |texts: &[&str]| Cell::parse(&organs(), texts);
    assert_eq!(parse(&["group"]), Ok(Cell::OneOf(vec![1])));
    assert_eq!(
        parse(&["department", "office"]),
        Ok(Cell::OneOf(vec![0, 2]))
    );
    assert_eq!(parse(&["!group"]), Ok(Cell::OneOf(vec![0, 2])));
    assert_eq!(
        parse(&["office", "group", "!group"]),
        Ok(Cell::OneOf(vec![0]))
    );
    assert_eq!(
        Cell::parse(&Domain::Flag, &["yes"]),
        Ok(Cell::OneOf(vec![1]))
    );
    assert_eq!(
        Cell::parse(&Domain::Flag, &["!yes"]),
        Ok(Cell::OneOf(vec![0]))
    );
}

#[test]
fn an_unknown_code_is_reported_with_its_place_and_the_nearest_one() {
    let error = Cell::parse(&organs(), &["office", "!gruop"]).unwrap_err();
    let expected = CellError::UnknownCode {
        at: 1,
        text: "gruop".to_owned(),
        expected: ["office", "group", "department"]
            .map(str::to_owned)
            .to_vec(),
        nearest: Some("group".to_owned()),
    };
    assert_eq!(error, expected);
    assert_eq!(error.at(), 1);
    assert!(
        error.to_string().ends_with("did you mean `group`?"),
        "{error}"
    );
}

#[test]
fn a_code_like_no_other_gets_no_suggestion() {
    let error = Cell::parse(&organs(), &["zzz"]).unwrap_err();
    assert!(matches!(
        error,
        CellError::UnknownCode {
            at: 0,
            nearest: None,
            ..
        }
    ));
    assert!(!error.to_string().contains("did you mean"));
}

#[test]
fn a_cell_that_admits_nothing_is_an_error() {
    let empty = |at, text: &str| {
        Err(CellError::Empty {
            at,
            text: text.to_owned(),
        })
    };
    assert_eq!(Cell::parse(&organs(), &[]), empty(0, ""));
    assert_eq!(Cell::parse(&Domain::Axis(SCORE), &[]), empty(0, ""));
    assert_eq!(
        Cell::parse(&organs(), &["office", "!office"]),
        empty(0, "office, !office")
    );
    assert_eq!(
        Cell::parse(&Domain::Flag, &["!yes", "!no"]),
        empty(0, "!yes, !no")
    );
    assert_eq!(on_score("[90, 90)"), empty(0, "[90, 90)"));
    assert_eq!(on_score("(90, 90.1)"), empty(0, "(90, 90.1)"));
    assert_eq!(on_score("[90, 80]"), empty(0, "[90, 80]"));
    assert_eq!(on_score("> 100"), empty(0, "> 100"));
    assert_eq!(on_score("< 0"), empty(0, "< 0"));
    assert_eq!(
        Cell::parse(&Domain::Axis(SCORE), &["< 10", "(3, 3]"]),
        empty(1, "(3, 3]")
    );
}

#[test]
fn conditions_on_an_axis_become_half_open_ranges() {
    let within = |from, to| Ok(Cell::Within(vec![(from, to)]));
    assert_eq!(on_score(">= 90"), within(900, 1001));
    assert_eq!(on_score("> 90"), within(901, 1001));
    assert_eq!(on_score("<60"), within(0, 600));
    assert_eq!(on_score("<= 60.5"), within(0, 606));
    assert_eq!(on_score("[80, 90)"), within(800, 900));
    assert_eq!(on_score("(80,90]"), within(801, 901));
    assert_eq!(on_score(" = 5 "), within(50, 51));
    assert_eq!(on_score("5.5"), within(55, 56));
    let several = Cell::parse(&Domain::Axis(SCORE), &["< 10", ">= 90"]);
    assert_eq!(several, Ok(Cell::Within(vec![(0, 100), (900, 1001)])));
    let day = Axis::Date.parse("2026-03-01").unwrap();
    let from_march = Cell::parse(&Domain::Axis(Axis::Date), &[">= 2026-03-01"]);
    assert_eq!(from_march, Ok(Cell::Within(vec![(day, 3_652_060)])));
}

#[test]
fn what_is_no_condition_is_reported() {
    for text in [
        "", "many", ">= many", "[80, 90", "[80 90)", "80..90", "=> 90", "90.55", "9,0",
    ] {
        let error = on_score(text).unwrap_err();
        assert_eq!(
            error,
            CellError::NotACondition {
                at: 0,
                text: text.to_owned()
            }
        );
        assert!(error.to_string().contains(">= 90"), "{error}");
    }
    let error = Cell::parse(&Domain::Axis(SCORE), &["5", "x"]).unwrap_err();
    assert_eq!(error.at(), 1);
}

#[test]
fn a_point_that_the_axis_does_not_reach_is_reported_with_its_ends() {
    for text in [">= 100.1", "< -1", "[80, 101)", "= 200"] {
        let error = on_score(text).unwrap_err();
        let expected = CellError::OutsideAxis {
            at: 0,
            text: text.to_owned(),
            min: "0.0".to_owned(),
            max: "100.0".to_owned(),
        };
        assert_eq!(error, expected);
    }
}

#[test]
fn numbers_are_read_to_the_declared_places_and_written_back() {
    let cents = Axis::Number {
        places: 2,
        min: -100_000,
        max: 100_000,
    };
    for (text, point, written) in [
        ("0", 0, "0.00"),
        ("-0.05", -5, "-0.05"),
        ("7.5", 750, "7.50"),
        ("007.50", 750, "7.50"),
        ("-999.99", -99_999, "-999.99"),
    ] {
        assert_eq!(cents.parse(text), Some(point), "{text}");
        assert_eq!(cents.format(point), written);
        assert_eq!(cents.parse(written), Some(point));
    }
    for text in [
        "",
        "-",
        ".5",
        "5.",
        "1.234",
        "1e3",
        "+1",
        "--1",
        "1 0",
        "1000.01",
        "99999999999999999999",
    ] {
        assert_eq!(cents.parse(text), None, "{text}");
    }
    let whole = Axis::Number {
        places: 0,
        min: 0,
        max: 12,
    };
    assert_eq!(
        (whole.parse("12"), whole.parse("13"), whole.parse("1.0")),
        (Some(12), None, None)
    );
    assert_eq!(whole.format(12), "12");
}

#[test]
fn extreme_axes_neither_overflow_nor_lose_a_point() {
    let widest = Axis::Number {
        places: 0,
        min: i64::MIN,
        max: i64::MAX,
    };
    assert_eq!(widest.bounds(), (i64::MIN + 1, i64::MAX - 1));
    let top = (i64::MAX - 1).to_string();
    assert_eq!(widest.parse(&top), Some(i64::MAX - 1));
    assert_eq!(widest.parse(&i64::MAX.to_string()), None);
    let cell = Cell::parse(&Domain::Axis(widest), &[&format!(">= {top}")]);
    assert_eq!(cell, Ok(Cell::Within(vec![(i64::MAX - 1, i64::MAX)])));
    assert_eq!(
        Axis::Number {
            places: 30,
            min: 0,
            max: 9
        }
        .format(7),
        format!("0.{}7", "0".repeat(29))
    );
}

#[test]
fn dates_are_read_and_written() {
    // 1 January of the year 1 is day 1, and 400 years have 146,097 days.
    assert_eq!(Axis::Date.parse("0001-01-01"), Some(1));
    assert_eq!(Axis::Date.parse("2001-01-01"), Some(5 * 146_097 + 1));
    assert_eq!(Axis::Date.parse("9999-12-31"), Some(Axis::Date.bounds().1));
    assert_eq!(Axis::Date.format(5 * 146_097 + 1), "2001-01-01");
    for text in [
        "2026-02-29",
        "2026-13-01",
        "tomorrow",
        "0000-12-31",
        "10000-01-01",
    ] {
        assert_eq!(Axis::Date.parse(text), None, "{text}");
    }
    assert_eq!(
        Axis::Date
            .parse("2024-02-29")
            .map(|day| Axis::Date.format(day))
            .as_deref(),
        Some("2024-02-29")
    );
}

#[test]
fn facts_are_read_and_written_by_their_domain() {
    assert_eq!(organs().parse("group"), Some(Fact::known(1)));
    assert_eq!(organs().parse("Group"), None);
    assert_eq!(
        organs().format(Fact::known(2)).as_deref(),
        Some("department")
    );
    assert_eq!(organs().format(Fact::known(3)), None);
    assert_eq!(organs().format(Fact::known(-1)), None);
    assert_eq!(organs().format(Fact::UNKNOWN), None);
    assert_eq!(Domain::Flag.parse("yes"), Some(Fact::known(1)));
    assert_eq!(Domain::Flag.format(Fact::known(0)).as_deref(), Some("no"));
    assert_eq!(Domain::Axis(SCORE).parse("59.9"), Some(Fact::known(599)));
    assert_eq!(Fact::UNKNOWN.value(), None);
    assert!(Fact::known(0).is_known() && !Fact::UNKNOWN.is_known());
}

#[test]
fn the_nearest_spelling_forgives_case_swaps_and_gaps() {
    let codes = ["same_level", "superior", "general"];
    assert_eq!(nearest("same-level", codes), Some("same_level"));
    assert_eq!(nearest(" SUPERIOR ", codes), Some("superior"));
    assert_eq!(nearest("genreal", codes), Some("general"));
    assert_eq!(nearest("xyz", codes), None);
    assert_eq!(nearest("general", []), None);
}
