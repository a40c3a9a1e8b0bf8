//! Cells that a spreadsheet program would run instead of showing them.

use std::borrow::Cow;

/// The cell so that a spreadsheet shows it: an apostrophe in front of what would be a formula, and of what already begins with apostrophes and would be
/// one without them, so that [`restored`] gives back exactly what was there. Plain negative numbers stay.
pub fn neutral(cell: &str) -> Cow<'_, str> {
    if runs(cell.trim_start_matches('\'')) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// The cell as it was before [`neutral`].
pub fn restored(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if runs(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

/// Whether a spreadsheet takes the text for a formula, by its first sign.
fn runs(text: &str) -> bool {
    match text.as_bytes() {
        [b'-', number @ ..] => !is_plain_number(number),
        [b'=' | b'+' | b'@' | b'\t' | b'\r', ..] => true,
        // Full-width signs are taken for their narrow forms by some programs.
        _ => text.starts_with(['＝', '＋', '－', '＠']),
    }
}

/// Digits with at most one point between them.
fn is_plain_number(text: &[u8]) -> bool {
    let mut parts = text.split(|byte| *byte == b'.');
    let digits = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    let (whole, part) = (parts.next(), parts.next());
    whole.is_some_and(digits) && part.is_none_or(digits) && parts.next().is_none()
}
