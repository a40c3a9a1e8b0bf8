//! Writes the demo workbook with as many matters as one likes, for measurements in a browser:
//! `cargo run -p shizu-casebook --example demo -- 100000 target/demo-100000.shizu`.

use std::error::Error;

use shizu_casebook::{Rules, demo};
use shizu_rules::{Engine, Rulebook};

fn main() -> Result<(), Box<dyn Error>> {
    let mut given = std::env::args().skip(1);
    let (Some(matters), Some(path)) = (given.next(), given.next()) else {
        return Err("give the number of matters and the file to write".into());
    };
    // The day as of which the tests look at it.
    let today = chrono::NaiveDate::from_ymd_opt(2026, 3, 5).ok_or("no such day")?;
    let rulebook = Rulebook::shipped().map_err(|errors| format!("{errors:?}"))?;
    let rules = Rules::new(&rulebook, today)?;
    let engine = Engine::new(rulebook, today)?;
    let book = demo::sized(today, matters.parse()?, &engine, &rules)
        .map_err(|refusal| format!("{refusal:?}"))?;
    std::fs::write(path, book.to_json())?;
    Ok(())
}
