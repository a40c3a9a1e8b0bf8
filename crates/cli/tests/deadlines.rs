//! `shizu deadlines`: the contract of its output, and what it says to bad input.

mod common;

use common::{TempFile, shizu};
use serde_json::Value;

fn json(args: &[&str]) -> Value {
    let mut all = vec!["deadlines", "--format", "json"];
    all.extend(args);
    let run = shizu(&all);
    assert_eq!(run.code, 0, "{}", run.err);
    run.json()
}

#[test]
fn working_days_are_counted_day_by_day() {
    // 25–27 September and 1–7 October 2026 are off.
    let json = json(&["--start", "2026-09-24", "--working-days", "5"]);
    assert_eq!(
        (&json["due"], &json["provisional"]),
        (&"2026-10-09".into(), &false.into())
    );
    let counted = json["counted"].as_array().expect("days");
    assert_eq!(counted.len(), 16);
    let day = |date: &str| {
        counted
            .iter()
            .find(|day| day["date"] == date)
            .expect("the day")
    };
    assert_eq!(
        (&day("2026-09-24")["counted"], &day("2026-09-24")["why"]),
        (&false.into(), &"start_day".into())
    );
    assert_eq!(
        (&day("2026-09-25")["why"], &day("2026-09-25")["name"]),
        (&"holiday".into(), &"中秋节".into())
    );
    assert_eq!(
        (&day("2026-10-09")["counted"], &day("2026-10-09")["number"]),
        (&true.into(), &5.into())
    );
    assert_eq!(json["calendar"][0]["year"], 2026);
}

#[test]
fn days_months_rules_extensions_and_pauses() {
    assert_eq!(
        json(&["--start", "2026-12-20", "--days", "30"])["due"],
        "2027-01-19"
    );
    assert_eq!(
        json(&["--start", "2026-01-31", "--months", "1"])["due"],
        "2026-02-28"
    );
    let next = [
        "--start",
        "2026-01-31",
        "--months",
        "1",
        "--month-end",
        "next_day",
    ];
    assert_eq!(json(&next)["due"], "2026-03-01");
    let case = json(&[
        "--start",
        "2026-01-05",
        "--rule",
        "case_review",
        "--extend",
        "90",
    ]);
    assert_eq!(
        (&case["due"], &case["due_unextended"]),
        (&"2026-07-04".into(), &"2026-04-05".into())
    );
    assert_eq!(case["rule"]["basis"], "assumption");
    let paused = json(&[
        "--start",
        "2026-03-02",
        "--working-days",
        "10",
        "--pause",
        "2026-03-05..2026-03-11",
    ]);
    assert_eq!(paused["due"], "2026-03-23");
    assert_eq!(
        json(&["--start", "2026-12-25", "--working-days", "10"])["provisional"],
        true
    );
}

#[test]
fn a_clue_clock_has_its_colours_with_dates() {
    for place in ["奎屯", "Kuitun", "kuitun", "clock.kuitun", "PR-kuitun-2021"] {
        let clock = json(&[
            "--preset",
            place,
            "--received",
            "2026-03-05",
            "--as-of",
            "2026-04-06",
        ]);
        assert_eq!(
            (&clock["blue"], &clock["yellow"], &clock["red"]),
            (
                &"2026-03-05".into(),
                &"2026-04-06".into(),
                &"2026-05-06".into()
            )
        );
        assert_eq!(clock["now"], "yellow");
    }
    let inquiry = json(&[
        "--preset",
        "长武",
        "--on",
        "inquiry_letter=2026-03-10",
        "--as-of",
        "2026-06-10",
    ]);
    let tracks = inquiry["tracks"].as_array().expect("tracks");
    let track = tracks
        .iter()
        .find(|track| track["start_event"] == "inquiry_letter")
        .expect("the inquiry");
    assert_eq!(track["now"], "red");
}

#[test]
fn what_there_is_can_be_listed() {
    let all = json(&["--list"]);
    let limits = all["limits"].as_array().expect("limits");
    let reply = limits
        .iter()
        .find(|limit| limit["id"] == "outcome_reply")
        .expect("P27");
    assert_eq!(
        (
            &reply["start"],
            &reply["amount"],
            &reply["unit"],
            &reply["basis"]
        ),
        (
            &"closed".into(),
            &15.into(),
            &"working_days".into(),
            &"statute".into()
        )
    );
    assert_eq!(all["presets"].as_array().map(Vec::len), Some(6));
    assert_eq!(all["years"].as_array().map(Vec::len), Some(8));
    let csv = shizu(&["deadlines", "--list", "--format", "csv"]);
    assert_eq!(csv.records().len(), limits.len());
}

#[test]
fn every_format_says_the_same() {
    let args = [
        "deadlines",
        "--start",
        "2026-09-24",
        "--working-days",
        "5",
        "--format",
    ];
    let with = |format| shizu(&[&args[..], &[format]].concat());
    assert!(with("text").out.contains("到期日：2026-10-09 周五"));
    assert_eq!(with("ndjson").out.lines().count(), 1);
    let records = with("csv").records();
    assert_eq!(
        (
            records.len(),
            records[15][0].as_str(),
            records[15][3].as_str()
        ),
        (16, "2026-10-09", "5")
    );
    let english = shizu(&[
        "--lang",
        "en",
        "deadlines",
        "--start",
        "2026-09-24",
        "--working-days",
        "5",
    ]);
    assert!(
        english.out.contains("last day: 2026-10-09 Fri")
            && english.out.contains("Mid-Autumn, holiday")
    );
}

#[test]
fn a_year_file_of_the_users_counts() {
    let file = TempFile::new(
        "2027.toml",
        "[[year]]\nyear = 2027\noff = [\"元旦 01-01..01-03\"]\nworked = [\"元旦 01-09\"]\n",
    );
    let path = file.text();
    let with = json(&[
        "--start",
        "2026-12-31",
        "--working-days",
        "6",
        "--calendar",
        &path,
    ]);
    // 4–8 January, Saturday 9 worked.
    assert_eq!(
        (&with["due"], &with["provisional"]),
        (&"2027-01-09".into(), &false.into())
    );
    let last = with["counted"]
        .as_array()
        .and_then(|days| days.last().cloned())
        .expect("days");
    assert_eq!(
        (&last["why"], &last["name"]),
        (&"make_up_day".into(), &"元旦".into())
    );
}

/// Something wrong: told on standard error in words, exit code 2, and the rest is counted all the same.
fn told(args: &[&str], words: &[&str], due: Option<&str>) {
    let mut all = vec!["deadlines", "--format", "json", "--lang", "zh"];
    all.extend(args);
    let run = shizu(&all);
    assert_eq!(run.code, 2, "{args:?}: {}", run.err);
    for word in words {
        assert!(run.err.contains(word), "{args:?}: {word}: {}", run.err);
    }
    match due {
        Some(due) => assert_eq!(run.json()["due"], due, "{args:?}"),
        None => assert!(run.out.is_empty(), "{args:?}: {}", run.out),
    }
}

#[test]
fn what_cannot_be_counted_is_told() {
    let five = ["--start", "2026-03-02", "--days", "5"];
    let with = |more: &[&'static str]| [&five[..], more].concat();
    told(
        &["--start", "2026-02-30", "--days", "5"],
        &["2026年2月只有28天"],
        None,
    );
    told(&["--start", "2026-03-02"], &[], None);
    told(&["--start", "2026-03-02", "--days", "0"], &["--days"], None);
    told(
        &[
            "--start",
            "2026-03-02",
            "--days",
            "5",
            "--working-days",
            "5",
        ],
        &[],
        None,
    );
    told(
        &["--start", "2026-03-02", "--rule", "outcome_repl"],
        &["是否指“outcome_reply”"],
        None,
    );
    told(
        &["--start", "2026-03-02", "--days", "100000"],
        &["2199年"],
        None,
    );
    told(
        &[
            "--start",
            "2026-01-31",
            "--months",
            "1",
            "--month-end",
            "refuse",
        ],
        &["没有31日"],
        None,
    );
    told(&with(&["--rest-end", "next"]), &["next_working_day"], None);
    told(
        &["--preset", "奎", "--received", "2026-03-05"],
        &["奎屯"],
        None,
    );
}

#[test]
fn what_is_wrong_is_told_and_the_rest_counted() {
    let five = ["--start", "2026-03-02", "--days", "5"];
    let with = |more: &[&'static str]| [&five[..], more].concat();
    told(
        &with(&["--pause", "2026-03-08..2026-03-04"]),
        &["第1段中止", "止日早于起日"],
        Some("2026-03-07"),
    );
    told(
        &with(&[
            "--pause",
            "2026-03-04..2026-03-05",
            "--pause",
            "2026-03-05..2026-03-05",
        ]),
        &["第2段中止", "与第1段重叠"],
        Some("2026-03-09"),
    );
    told(
        &with(&["--pause", "2026-05-01..2026-05-02"]),
        &["不在期限之内"],
        Some("2026-03-07"),
    );
    told(
        &with(&["--pause", "2026-02-30..2026-03-03"]),
        &["2026-02-30"],
        Some("2026-03-07"),
    );
    told(
        &[
            "--start",
            "2026-03-02",
            "--rule",
            "outcome_reply",
            "--extend",
            "5",
        ],
        &["没有可以延长的规定"],
        Some("2026-03-23"),
    );
    told(
        &[
            "--start",
            "2026-01-05",
            "--rule",
            "case_review",
            "--extend",
            "91",
        ],
        &["最多延长90日"],
        Some("2026-04-05"),
    );
}

#[test]
fn a_year_file_that_contradicts_itself_is_told_and_the_rest_counted() {
    let wrong = TempFile::new(
        "2027.toml",
        "[[year]]\nyear = 2027\noff = [\"元旦 01-01\", \"劳动节 05-01\"]\nworked = [\"元旦 01-01\", \"元旦 01-04\"]\n",
    );
    // 1 January is a Friday and counts, as the file contradicts itself about it.
    told(
        &[
            "--start",
            "2026-12-31",
            "--working-days",
            "1",
            "--calendar",
            &wrong.text(),
        ],
        &[
            "2027.toml:4:",
            "2027-01-01 既列为放假又列为上班",
            "2027-01-04 不是周末",
        ],
        Some("2027-01-01"),
    );
    told(
        &[
            "--start",
            "2026-12-31",
            "--days",
            "1",
            "--calendar",
            "/no/such.toml",
        ],
        &["读不到年份文件"],
        None,
    );
}

#[test]
fn a_rule_out_of_its_time_is_noted() {
    let old = json(&[
        "--start",
        "2026-03-02",
        "--rule",
        "rectification_report_2017",
    ]);
    assert!(
        old["warnings"][0]
            .as_str()
            .is_some_and(|words| words.contains("2024-02-07"))
    );
    let then = json(&[
        "--start",
        "2023-03-02",
        "--rule",
        "rectification_report_2017",
    ]);
    assert_eq!(then["warnings"], serde_json::json!([]));
}

/// Every object that comes out has the fields that the schema names for it, and no others; alternatives are tried in turn.
fn fits(value: &Value, schema: &Value, root: &Value) -> bool {
    if let Some(name) = schema["$ref"].as_str() {
        return fits(
            value,
            &root["$defs"][name.trim_start_matches("#/$defs/")],
            root,
        );
    }
    if let Some(several) = schema["anyOf"].as_array() {
        return several.iter().any(|one| fits(value, one, root));
    }
    if let Some(codes) = schema["enum"].as_array() {
        return codes.contains(value);
    }
    match value {
        Value::Object(fields) => {
            let properties = schema["properties"].as_object().expect("fields");
            let required = schema["required"].as_array().expect("names");
            required
                .iter()
                .all(|name| fields.contains_key(name.as_str().expect("a name")))
                && fields.iter().all(|(name, field)| {
                    properties
                        .get(name)
                        .is_some_and(|schema| fits(field, schema, root))
                })
        }
        Value::Array(items) => items.iter().all(|item| fits(item, &schema["items"], root)),
        Value::Null => schema["type"] == "null",
        Value::Bool(_) => schema["type"] == "boolean",
        Value::Number(_) => schema["type"] == "integer",
        Value::String(_) => schema["type"] == "string",
    }
}

#[test]
fn the_schema_tells_what_comes_out() {
    let schema = shizu(&["rulebook", "schema", "deadlines-output"]).json();
    for args in [
        &["--start", "2026-12-24", "--working-days", "9"][..],
        &[
            "--start",
            "2026-01-05",
            "--rule",
            "case_review",
            "--extend",
            "9",
            "--pause",
            "2026-02-01..2026-02-02",
        ],
        &["--preset", "changwu", "--received", "2026-03-05"],
        &["--preset", "xishuangbanna", "--received", "2026-03-05"],
        &["--list"],
    ] {
        let out = json(args);
        let fitting = schema["anyOf"].as_array().expect("kinds").iter();
        assert_eq!(
            fitting.filter(|one| fits(&out, one, &schema)).count(),
            1,
            "{args:?}"
        );
    }
}
