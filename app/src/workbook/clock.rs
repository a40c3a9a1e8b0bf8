//! The only place that looks at the clock. It may be wrong and may go back: revisions order what happened, times only inform.

use chrono::NaiveDate;
use js_sys::Date;

/// The day, by the computer's clock and zone.
pub fn today() -> NaiveDate {
    let now = Date::new_0();
    let (month, day) = (now.get_month() + 1, now.get_date());
    i32::try_from(now.get_full_year())
        .ok()
        .and_then(|year| NaiveDate::from_ymd_opt(year, month, day))
        .unwrap_or_default()
}

/// The moment, RFC 3339 with the computer's zone: `2026-03-05T09:30:00+08:00`.
pub fn now() -> String {
    let now = Date::new_0();
    let (hour, minute, second) = (now.get_hours(), now.get_minutes(), now.get_seconds());
    // Minutes by which this zone is behind; no zone is off by more than a day.
    #[allow(clippy::cast_possible_truncation)]
    let behind = now.get_timezone_offset() as i32;
    let (sign, off) = if behind > 0 {
        ('-', behind)
    } else {
        ('+', -behind)
    };
    format!(
        "{:?}T{hour:02}:{minute:02}:{second:02}{sign}{:02}:{:02}",
        today(),
        off / 60,
        off % 60
    )
}
