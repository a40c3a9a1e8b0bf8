//! `shizu casebook export` and `import`: registers as tables and back. All data invented.

mod common;

use common::workbook::{Folder, demo, json, with_who};
use common::{TempFile, shizu};

#[test]
fn what_is_exported_is_imported_unchanged() {
    let folder = Folder::new();
    let book = folder.copy_of_demo("a.shizu");
    for (name, labels, lang) in [
        ("m.csv", false, "zh"),
        ("m.xlsx", true, "zh"),
        ("m.json", true, "en"),
        ("m.ndjson", false, "en"),
    ] {
        let table = folder.at(name);
        let mut args = vec![
            "casebook",
            "export",
            &book,
            "--register",
            "matter",
            "--out",
            &table,
            "--lang",
            lang,
        ];
        if labels {
            args.push("--labels");
        }
        let run = shizu(&args);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{name}");
        let run = shizu(&[
            "casebook",
            "import",
            &book,
            &table,
            "--register",
            "matter",
            "--format",
            "json",
        ]);
        let told = json(&run);
        assert_eq!(run.code, 0, "{name}: {}", run.err);
        assert_eq!(
            (
                told["unchanged"].as_u64(),
                told["added"].as_u64(),
                told["changed"].as_u64()
            ),
            (Some(200), Some(0), Some(0)),
            "{name}"
        );
        assert_eq!(told["dry_run"], true);
    }
}

#[test]
fn export_writes_chosen_columns_of_the_rows_searched_for() {
    let run = shizu(&[
        "casebook",
        "export",
        demo(),
        "--register",
        "body",
        "--columns",
        "id,kind",
        "--search",
        "zslyj",
        "--lang",
        "en",
        "--labels",
    ]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(run.out, "id,kind\n驻市林业局纪检监察组,resident group\n");
    let run = shizu(&[
        "casebook",
        "export",
        demo(),
        "--register",
        "body",
        "--columns",
        "colour",
    ]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("colour"), "{}", run.err);
    assert_eq!(
        shizu(&["casebook", "export", demo(), "--register", "nonsense"]).code,
        2
    );
}

#[test]
fn cells_that_would_be_formulas_are_neutralised_and_come_back() {
    let folder = Folder::new();
    let table = TempFile::new(
        "in.csv",
        "id,summary,person\nH-1,'=cmd|x,110101199003070012\nH-2,\"'+1\",\n",
    );
    let book = folder.copy_of_demo("a.shizu");
    let run = with_who(&[
        "casebook",
        "import",
        &book,
        &table.text(),
        "--register",
        "matter",
        "--out",
        &book,
    ]);
    assert_eq!(run.code, 0, "{}", run.err);
    let run = shizu(&[
        "casebook",
        "export",
        &book,
        "--register",
        "matter",
        "--columns",
        "id,summary,person",
        "--search",
        "H-",
    ]);
    assert_eq!(
        run.out,
        "id,summary,person\nH-1,'=cmd|x,110101199003070012\nH-2,'+1,\n"
    );
    // Programs get the cell as it is.
    let run = shizu(&[
        "casebook",
        "export",
        &book,
        "--register",
        "matter",
        "--columns",
        "summary",
        "--search",
        "cmd",
        "--format",
        "ndjson",
    ]);
    assert_eq!(run.out, "{\"summary\":\"=cmd|x\"}\n");
}

#[test]
fn an_import_says_what_is_wrong_and_writes_it_back() {
    let folder = Folder::new();
    let book = folder.copy_of_demo("a.shizu");
    let (errors, out) = (folder.at("errors.csv"), folder.at("b.shizu"));
    let table = TempFile::new(
        "in.csv",
        "编号,收到日期,姓名,authority\nQQ-1,2026-02-30,甲例,same_leve\nQQ-2,2026-02-03,乙例,general\n",
    );
    let dry = shizu(&[
        "casebook",
        "import",
        &book,
        &table.text(),
        "--register",
        "matter",
        "--errors",
        &errors,
    ]);
    assert_eq!(dry.code, 1);
    assert!(
        dry.out.contains("新增 1") && dry.out.contains("不能取用 1") && dry.out.contains("试运行"),
        "{}",
        dry.out
    );
    assert!(
        dry.err.contains("第2行：")
            && dry.err.contains("2026-02-28")
            && dry.err.contains("same_level"),
        "{}",
        dry.err
    );
    assert!(dry.err.contains("不认识“姓名”列"), "{}", dry.err);
    let written = std::fs::read_to_string(&errors).expect("errors");
    assert!(
        written.starts_with("\u{feff}编号,收到日期,姓名,authority,错误说明\r\n")
            || written.starts_with("\u{feff}编号,收到日期,姓名,authority,错误说明\n"),
        "{written}"
    );
    assert!(written.contains("QQ-1") && !written.contains("QQ-2"));

    let run = with_who(&[
        "casebook",
        "import",
        &book,
        &table.text(),
        "--register",
        "matter",
        "--map",
        "姓名=person",
        "--out",
        &out,
    ]);
    assert_eq!(run.code, 1);
    let run = shizu(&[
        "casebook",
        "export",
        &out,
        "--register",
        "matter",
        "--columns",
        "id,person",
        "--search",
        "QQ-2",
    ]);
    assert_eq!(run.out, "id,person\nQQ-2,乙例\n");
    // Whoever writes has a name.
    let run = shizu(&[
        "casebook",
        "import",
        &book,
        &table.text(),
        "--register",
        "matter",
        "--out",
        &out,
    ]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("--by"), "{}", run.err);
    let run = shizu(&[
        "casebook",
        "import",
        &book,
        &table.text(),
        "--register",
        "matter",
        "--map",
        "姓名=colour",
    ]);
    assert_eq!(run.code, 2);
}
