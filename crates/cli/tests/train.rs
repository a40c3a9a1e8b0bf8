//! `shizu train` from outside: a scenario played line by line, kept, continued, graded again, reported; broken input told with its place.

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use assert_cmd::assert::Assert;

fn scenarios() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public/scenarios")
}

fn example() -> PathBuf {
    scenarios().join("first-week.toml")
}

fn shizu(args: &[&str], input: &str) -> Assert {
    let mut command = Command::cargo_bin("shizu").expect("it is built");
    command.arg("train").args(args).args(["--lang", "en"]);
    command.write_stdin(input.to_owned()).assert()
}

fn stdout(assert: &Assert) -> String {
    String::from_utf8_lossy(&assert.get_output().stdout).into_owned()
}

fn stderr(assert: &Assert) -> String {
    String::from_utf8_lossy(&assert.get_output().stderr).into_owned()
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path")
}

#[test]
fn a_scenario_is_left_continued_and_finished() {
    let folder = tempfile::tempdir().expect("a folder");
    let result = folder.path().join("li.json");
    let (scenario, out) = (example(), text(&result).to_owned());
    let args = [
        "play",
        text(&scenario),
        "--out",
        &out,
        "--trainee",
        "Li (invented)",
    ];
    // A hint, a slip of the pen, a right answer; then leave.
    let told = shizu(&args, "?\nautority\nauthority\nq\n").success();
    let told = stdout(&told);
    assert!(
        told.contains("all people, units and events are invented"),
        "{told}"
    );
    assert!(told.contains("Did you mean `authority`?"), "{told}");
    assert!(told.contains("credit 100%"), "{told}");
    // It goes on where it was left; one step back and on again; the rest by numbers and codes.
    let rest = "b\nauthority\noffice\njoint_handling\n2026-04-02\nmechanisms disposal_opinion\n2\n1\n3\n\
        2 3 1\nZ2\n\nZ1\n26.9\ncase_confidential\napproval\ncommission_head\nxu pan yin mo\n81.9\n2\n81.8\n2\ncomplete_file\nenough\n";
    let told = shizu(&args, rest).success();
    let told = stdout(&told);
    assert!(!told.contains("[choose one]\n    1 management authority (authority)\n» credit 0%"));
    // Only the routing was wrong: 13 of 14, and the detour was taken.
    assert!(told.contains("Three sentences from Guo"), "{told}");
    assert!(told.contains("score 92.8%"), "{told}");
    // Graded again it is the same, and nothing is to be said.
    let folder_of = scenarios();
    let args = [
        "grade",
        &out,
        "--scenarios",
        text(&folder_of),
        "--format",
        "json",
    ];
    let graded = shizu(&args, "").success();
    let graded: serde_json::Value = serde_json::from_str(&stdout(&graded)).expect("JSON");
    assert_eq!(graded["score"], "13/14");
    assert_eq!(graded["notes"], serde_json::json!([]));
    assert_eq!(graded["trainee"], "Li (invented)");
    // One that was edited is told, and fails.
    let edited = std::fs::read_to_string(&result)
        .expect("a text")
        .replace("13/14", "1");
    let other = folder.path().join("wang.json");
    std::fs::write(&other, edited).expect("written");
    let args = ["grade", text(&other), "--scenarios", text(&folder_of)];
    let told = shizu(&args, "").code(1);
    assert!(stdout(&told).contains("changed after it was written"));
    // A set tells who has something left to do; it is no result.
    let set = folder.path().join("set.json");
    let scenario_of =
        |id: &str| format!(r#"{{"id":"{id}","title":{{"zh":"{id}","en":"{id}"}},"hash":"0"}}"#);
    let written = format!(
        r#"{{"kind":"shizu-training-set","format":1,"title":"week one","note":"","made":"2026-03-02","scenarios":[{},{}],"checksum":"0"}}"#,
        scenario_of("first-week"),
        scenario_of("second-week"),
    );
    std::fs::write(&set, written).expect("written");
    let args = [
        "report",
        text(folder.path()),
        "--scenarios",
        text(&folder_of),
        "--set",
        text(&set),
        "--repeats",
        "last",
    ];
    // The edited copy is a finding.
    let told = stdout(&shizu(&args, "").code(1));
    assert!(told.contains("1 finished: mean 92.8"), "{told}");
    assert!(
        told.contains("set: week one\n! the set was changed"),
        "{told}"
    );
    assert!(
        told.contains("Li (invented) has not finished: second-week\n"),
        "{told}"
    );
    std::fs::remove_file(&set).expect("removed");
    // The class: one bad file does not keep the others from being counted.
    std::fs::write(folder.path().join("broken.json"), "{").expect("written");
    let args = [
        "report",
        text(folder.path()),
        "--scenarios",
        text(&folder_of),
    ];
    let told = shizu(&args, "").code(2);
    assert!(stderr(&told).contains("broken.json"), "{}", stderr(&told));
    let told = stdout(&told);
    assert!(
        told.contains("Li (invented)") && told.contains("92.8"),
        "{told}"
    );
    assert!(told.contains("Who leads: supervision office × 1"), "{told}");
}

#[test]
fn facts_are_told_on_request_and_nothing_has_a_word() {
    let scenario = example();
    let args = ["play", text(&scenario)];
    // The routing is a table: what the papers say is not told before.
    let told = stdout(&shizu(&args, "authority\nq\n").success());
    let asked = told.split("> Who leads").nth(1).expect("it is asked");
    assert!(!asked.contains("management authority:"), "{asked}");
    assert!(asked.contains("f lists those that are known"), "{asked}");
    let told = stdout(&shizu(&args, "authority\nf\nq\n").success());
    let asked = told.split("> Who leads").nth(1).expect("it is asked");
    assert!(asked.contains("management authority: "), "{asked}");
    // No trigger fires for the group at the forestry bureau.
    let before = "authority\ngroup\njoint_handling\n2026-04-02\nmechanisms disposal_opinion\n2\n1\n3\n2 3 1\nZ2\n";
    let told = stdout(&shizu(&args, &format!("{before}=\nq\n")).success());
    assert!(told.contains("= (none)"), "{told}");
}

#[test]
fn progress_of_a_scenario_that_has_changed_is_kept_beside() {
    let folder = tempfile::tempdir().expect("a folder");
    let result = folder.path().join("li.json");
    let out = text(&result).to_owned();
    let first = example();
    shizu(
        &["play", text(&first), "--out", &out],
        "authority\ngroup\nq\n",
    )
    .success();
    let before = std::fs::read_to_string(&result).expect("a text");
    let changed = std::fs::read_to_string(&first).expect("a text");
    let changed = changed
        .replace("id = \"lead\"\nkind", "id = \"who\"\nkind")
        .replace("decision = \"lead\"", "decision = \"who\"");
    let scenario = folder.path().join("changed.toml");
    std::fs::write(&scenario, changed).expect("written");
    let told = shizu(&["play", text(&scenario), "--out", &out], "group\nq\n").success();
    assert!(
        stderr(&told).contains("the old file is kept as"),
        "{}",
        stderr(&told)
    );
    let kept = std::fs::read_to_string(folder.path().join("li.json.bak")).expect("a text");
    assert_eq!(kept, before);
}

#[test]
fn the_checker_tells_file_line_and_remedy_and_fails() {
    let folder = tempfile::tempdir().expect("a folder");
    let good = std::fs::read_to_string(example()).expect("a text");
    std::fs::write(folder.path().join("good.toml"), &good).expect("written");
    let told = shizu(&["check", text(folder.path()), "--coverage"], "").success();
    let told = stdout(&told);
    assert!(told.contains("15 decisions"), "{told}");
    assert!(
        told.contains("lead.own_head"),
        "rules that nobody touches are listed: {told}"
    );
    let bad = good
        .replace("end = true\n", "")
        .replace("first-week", "other");
    std::fs::write(folder.path().join("bad.toml"), bad).expect("written");
    let told = shizu(&["check", text(folder.path())], "").code(1);
    let told = stdout(&told);
    assert!(
        told.contains("bad.toml:") && told.contains("write next, or end = true"),
        "{told}"
    );
    let told = shizu(&["check", text(folder.path()), "--format", "json"], "").code(1);
    let data: serde_json::Value = serde_json::from_str(&stdout(&told)).expect("JSON");
    let finding = &data["scenarios"][0]["findings"][0];
    assert_eq!(finding["fault"], "dead_end");
    assert!(finding["line"].as_u64() > Some(1));
    // Two files, one id.
    std::fs::write(folder.path().join("bad.toml"), &good).expect("written");
    let told = shizu(&["check", text(folder.path())], "").code(1);
    assert!(stdout(&told).contains("rename one"));
}

#[test]
fn what_cannot_be_read_is_told() {
    let told = shizu(&["play", "nowhere.toml"], "").code(2);
    assert!(stderr(&told).contains("nowhere.toml"));
    let folder = tempfile::tempdir().expect("a folder");
    let told = shizu(&["check", text(folder.path())], "").code(2);
    assert!(stderr(&told).contains("no scenario"));
}

#[test]
fn an_exam_is_graded_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let result = folder.path().join("exam.json");
    let day = "2026-03-02".parse().expect("a day");
    let rulebook = shizu_rules::Rulebook::shipped().expect("shipped");
    let desk = shizu_training::Desk::new(&rulebook, day).expect("compiles");
    let terms = shizu_training::Terms {
        families: Vec::new(),
        count: 2,
        seconds: 600,
        seed: 7,
    };
    let mut exam = shizu_training::Exam::new(&desk, terms);
    let first = exam.drill(&desk, 0).expect("a question");
    exam.answer(0, first.engine_answer(&desk)).expect("in time");
    let at = "2026-03-02T09:00:00+08:00";
    let record = shizu_training::ExamRecord::of(&exam, &desk, "Li (invented)", at, at);
    std::fs::write(&result, record.write()).expect("written");
    // One of two right, the other not answered.
    let told = shizu(&["grade", text(&result)], "").success();
    let told = stdout(&told);
    assert!(told.contains("score 50%"), "{told}");
    assert!(told.contains("not answered"), "{told}");
    let graded = shizu(&["grade", text(&result), "--format", "json"], "").success();
    let graded: serde_json::Value = serde_json::from_str(&stdout(&graded)).expect("JSON");
    assert_eq!(graded["score"], "1/2");
    assert_eq!(graded["decisions"][1], serde_json::Value::Null);
    let edited = record.write().replace("Li (invented)", "Wang (invented)");
    std::fs::write(&result, edited).expect("written");
    let told = shizu(&["grade", text(&result)], "").code(1);
    assert!(stdout(&told).contains("changed after it was written"));
}
