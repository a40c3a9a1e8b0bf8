//! The published facts about holidays, and plain ways to look at them.
#![allow(dead_code)]

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, Weekday};
use serde_json::Value;

pub const FACTS: &[(i32, &str)] = &[
    (2019, include_str!("../fixtures/holidays/2019.json")),
    (2020, include_str!("../fixtures/holidays/2020.json")),
    (2021, include_str!("../fixtures/holidays/2021.json")),
    (2022, include_str!("../fixtures/holidays/2022.json")),
    (2023, include_str!("../fixtures/holidays/2023.json")),
    (2024, include_str!("../fixtures/holidays/2024.json")),
    (2025, include_str!("../fixtures/holidays/2025.json")),
    (2026, include_str!("../fixtures/holidays/2026.json")),
    (2027, include_str!("../fixtures/holidays/2027.json")),
];

/// The published facts: off or worked, and the festival, by day.
pub fn facts() -> BTreeMap<NaiveDate, (bool, String)> {
    let mut facts = BTreeMap::new();
    for (year, text) in FACTS {
        let file: Value = serde_json::from_str(text).expect("JSON");
        assert_eq!(file["year"], *year);
        for day in file["days"].as_array().expect("days") {
            let date = day["date"].as_str().expect("date").parse().expect("a day");
            let off = day["isOffDay"].as_bool().expect("off or not");
            let name = day["name"].as_str().expect("name").to_owned();
            facts.insert(date, (off, name));
        }
    }
    facts
}

pub fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

pub fn span(from: &str, to: &str) -> impl Iterator<Item = NaiveDate> {
    let to = day(to);
    day(from).iter_days().take_while(move |day| *day <= to)
}

/// Whether a day is worked by the facts alone.
pub fn is_worked(facts: &BTreeMap<NaiveDate, (bool, String)>, day: NaiveDate) -> bool {
    facts.get(&day).map_or(!is_weekend(day), |(off, _)| !off)
}
