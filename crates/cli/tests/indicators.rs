//! `shizu indicators`: its contract, printed figures, every way in and out, bad rows.

mod common;

use common::{TempFile, shizu, shizu_with};
use serde_json::{Value, json};

fn example() -> String {
    concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../public/examples/indicators.csv"
    )
    .to_owned()
}

/// A province's table of 2021 (PR-stat-province-2021), where plain rounding gives 4.3 for the last and 99.9 in all.
#[test]
fn the_four_forms_get_shares_that_add_up() {
    let run = shizu_with(
        &["indicators", "--format", "json"],
        "period,form1,form2,form3,form4,total\n2021,92598,46032,5096,6531,150257\n",
    );
    assert_eq!(run.code, 0, "{}", run.err);
    let rows = run.json();
    assert_eq!(rows[0]["shares"], json!(["61.6", "30.6", "3.4", "4.4"]));
    assert_eq!(rows[0]["plain"], json!(["61.6", "30.6", "3.4", "4.3"]));
    assert_eq!(
        (&rows[0]["period"], &rows[0]["plain_sum"]),
        (&json!("2021"), &json!("99.9"))
    );
}

#[test]
fn counts_may_have_decimals() {
    let input = r#"{"period":"2021","form1":148.7,"form2":49.4,"form3":7,"form4":7.4}"#;
    let run = shizu_with(&["indicators"], input);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(run.json()["shares"], json!(["70.0", "23.2", "3.3", "3.5"]));
}

/// SF23: 815 of 2,500; SF08: 324 of 397; 28 after 15.
#[test]
fn rates_and_changes() {
    let run = shizu_with(
        &["indicators"],
        r#"[{"name":"a","part":815,"whole":2500},{"name":"b","part":324,"whole":397},{"name":"c","now":28,"before":15}]"#,
    );
    let rows = run.json();
    assert_eq!(rows[0]["rate"], "32.6");
    assert_eq!(rows[1]["rate"], "81.6");
    assert_eq!(rows[2]["change"], "86.7");
}

#[test]
fn every_printed_figure_of_the_example_agrees() {
    let run = shizu(&["indicators", &example(), "--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let rows = run.json();
    let rows = rows.as_array().expect("a list");
    assert_eq!(rows.len(), 16);
    let agreeing = rows.iter().filter(|row| row["agrees"] == true).count();
    assert_eq!(agreeing, 7);
    assert!(
        rows.iter()
            .all(|row| row["agrees"] != false && row.get("error").is_none())
    );
    let levels: Vec<&Value> = rows
        .iter()
        .filter(|row| row["kind"] == "share")
        .map(|row| &row["share"])
        .collect();
    assert_eq!(levels, ["0.5", "5.1", "15.1", "14.2", "65.1"]);
}

#[test]
fn a_bad_row_is_told_and_the_others_are_computed() {
    let run = shizu_with(
        &["indicators", "--lang", "en", "--format", "json"],
        "name,part,whole,prat\nx,-3,10,\ny,3,10,\nz,11,10,\nw,2.5,10,\nv,1,0,\n",
    );
    assert_eq!(run.code, 2);
    let rows = run.json();
    let code = |at: usize| rows[at]["error"][0]["code"].as_str();
    assert_eq!(code(0), Some("negative"));
    assert_eq!(rows[1]["rate"], "30.0");
    assert_eq!(code(2), Some("part_exceeds_whole"));
    assert_eq!(code(3), Some("fraction"));
    assert_eq!(code(4), Some("zero_denominator"));
    assert!(
        run.err
            .contains("row 2: part: a count cannot be negative (-3)"),
        "{}",
        run.err
    );
    assert!(run.err.contains("did you mean `part`"), "{}", run.err);
    let strict = shizu_with(
        &["indicators", "--strict", "--format", "csv"],
        "name,part,whole\ny,3,10\nx,-3,10\nz,1,10\n",
    );
    assert_eq!((strict.code, strict.records().len()), (2, 2));
}

#[test]
fn sanctions_are_not_added_up() {
    let run = shizu_with(
        &["indicators"],
        r#"{"name":"处分","persons":100,"party":70,"administrative":50}"#,
    );
    assert_eq!(run.code, 0, "{}", run.err);
    let row = run.json();
    assert_eq!(
        (&row["party_rate"], &row["administrative_rate"]),
        (&json!("70.0"), &json!("50.0"))
    );
    assert_eq!(row["notes"][0]["code"], "may_overlap");
}

#[test]
fn input_and_output_come_in_every_format() {
    let table = TempFile::new("t.csv", "名称,部分,全部\n甲,1,3\n");
    let csv = shizu(&["indicators", &table.text()]);
    assert_eq!(csv.records()[0][3], "甲");
    assert!(
        csv.out
            .starts_with("row,kind,period,name,group,item,shares,")
    );
    let lines = shizu(&["indicators", &table.text(), "--format", "ndjson"]);
    assert_eq!(lines.json()["rate"], "33.3");
    let text = shizu(&[
        "indicators",
        &table.text(),
        "--format",
        "text",
        "--lang",
        "en",
    ]);
    assert_eq!(text.out, "甲 rate: 33.3 %\n");
    let nothing = shizu_with(&["indicators"], "a,b\n1,2\n");
    assert_eq!(nothing.code, 2);
    assert!(nothing.err.contains("form1"), "{}", nothing.err);
}

#[test]
fn definitions_are_listed_and_explained() {
    let list = shizu(&["indicators", "--list", "--format", "json"]).json();
    let all = list.as_array().expect("a list");
    assert!(all.iter().any(
        |known| known["id"] == "indicator.case_conversion" && known["cites"] == json!(["IC14"])
    ));
    let run = shizu(&["explain", "indicator.rectification_rate"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("SF08"), "{}", run.out);
}

#[test]
fn the_precision_is_a_number_of_the_rulebook() {
    let overlay = TempFile::new(
        "x.toml",
        "overlay = { id = \"x\", zh = \"测试\", en = \"Test\" }\n[[parameter]]\nid = \"indicators.decimals\"\nvalue = \"2\"\nbasis = \"assumption\"\ncites = [\"SF23\"]\nnote = { zh = \"测试\", en = \"Test\" }\n",
    );
    let run = shizu_with(
        &["indicators", "--rulebook", &overlay.text()],
        r#"{"name":"x","part":37,"whole":152}"#,
    );
    assert_eq!(run.json()["rate"], "24.34");
}
