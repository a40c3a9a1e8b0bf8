//! The numbers of workbook cells as text.

use super::xlsx_styles::NumberKind;
use crate::number;

/// Whole numbers from here on have more digits than a spreadsheet keeps.
const MAX_EXACT: f64 = 1e15;

const SECONDS_A_DAY: f64 = 86_400.0;

/// The text of a number; `None` when it has lost digits.
pub(super) fn number_text(value: f64, kind: NumberKind, from_1904: bool) -> Option<String> {
    match kind {
        NumberKind::Date if (0.0..2_958_466.0).contains(&value) => {
            Some(date_text(value, from_1904))
        }
        NumberKind::Duration if (0.0..1e9).contains(&value) => Some(time_text(seconds(value))),
        _ => plain_text(value),
    }
}

/// Days as whole seconds; `days` is not negative.
#[expect(clippy::cast_sign_loss, reason = "the callers have checked the range")]
fn seconds(days: f64) -> u64 {
    (days * SECONDS_A_DAY).round() as u64
}

fn plain_text(value: f64) -> Option<String> {
    if value.abs() >= MAX_EXACT && value.fract() == 0.0 {
        return None;
    }
    // Spreadsheets compute with 17 digits and show 15: 0.1 + 0.2 is 0.3 to whoever typed it.
    let rounded = number::parse(&format!("{value:.14e}")).unwrap_or(value);
    Some(if rounded == 0.0 {
        "0".to_owned()
    } else {
        rounded.to_string()
    })
}

/// `2025-03-01`, `2025-03-01T08:30:00`, or `08:30:00` for a time of day without a date.
fn date_text(value: f64, from_1904: bool) -> String {
    let seconds = seconds(value);
    let (day, time) = (seconds / 86_400, seconds % 86_400);
    if day == 0 && !from_1904 {
        return time_text(time);
    }
    let date = match (from_1904, day) {
        // The calendar of 1900 has a 29 February that never was.
        (false, 60) => "1900-02-29".to_owned(),
        // Days from 1970-01-01 to the day before the first, before and after that.
        (false, 1..60) => civil(day as i64 - 25_568),
        (false, _) => civil(day as i64 - 25_569),
        (true, _) => civil(day as i64 - 24_107),
    };
    if time == 0 {
        date
    } else {
        format!("{date}T{}", time_text(time))
    }
}

fn time_text(seconds: u64) -> String {
    format!(
        "{:02}:{:02}:{:02}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    )
}

/// The date a number of days after 1970-01-01, in the Gregorian calendar: counted in eras of 400 years that begin in March, so
/// that the leap day comes last.
fn civil(days: i64) -> String {
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_iso() {
        let date = |value| number_text(value, NumberKind::Date, false);
        // Known pairs of serial number and date, as spreadsheets show them.
        assert_eq!(date(1.0).as_deref(), Some("1900-01-01"));
        assert_eq!(date(59.0).as_deref(), Some("1900-02-28"));
        assert_eq!(date(61.0).as_deref(), Some("1900-03-01"));
        assert_eq!(date(25_569.0).as_deref(), Some("1970-01-01"));
        assert_eq!(date(45_658.0).as_deref(), Some("2025-01-01"));
        assert_eq!(date(45_717.5).as_deref(), Some("2025-03-01T12:00:00"));
        assert_eq!(date(0.25).as_deref(), Some("06:00:00"));
        assert_eq!(date(2_958_465.0).as_deref(), Some("9999-12-31"));
        assert_eq!(
            number_text(44_196.0, NumberKind::Date, true).as_deref(),
            Some("2025-01-01")
        );
        assert_eq!(
            number_text(1.5, NumberKind::Duration, false).as_deref(),
            Some("36:00:00")
        );
    }

    #[test]
    fn numbers_are_plain() {
        let number = |value| number_text(value, NumberKind::Plain, false);
        assert_eq!(number(3.0).as_deref(), Some("3"));
        assert_eq!(number(0.1 + 0.2).as_deref(), Some("0.3"));
        assert_eq!(number(-92.5).as_deref(), Some("-92.5"));
        assert_eq!(
            number(999_999_999_999_999.0).as_deref(),
            Some("999999999999999")
        );
        assert_eq!(number(110_101_199_001_011_000.0), None);
    }
}
