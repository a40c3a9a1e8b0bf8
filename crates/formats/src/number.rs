//! Decimal numbers.

/// The value of a decimal number, as `-12.5` or `1.5E-3`. `None` for anything else, `NaN` and infinities included.
pub(crate) fn parse(text: &str) -> Option<f64> {
    let decimal = |byte: u8| matches!(byte, b'0'..=b'9' | b'.' | b'+' | b'-' | b'e' | b'E');
    let plausible = text.bytes().all(decimal) && text.bytes().any(|byte| byte.is_ascii_digit());
    plausible
        .then(|| value(text))
        .filter(|value| value.is_finite())
}

/// The value, `NaN` if there is none.
#[cfg(not(target_arch = "wasm32"))]
fn value(text: &str) -> f64 {
    text.parse().unwrap_or(f64::NAN)
}

/// In a browser the engine reads it, to the same digit: the table the standard library does it by would cost every visitor
/// 10 KB of download. Whole numbers that are exact need neither.
#[cfg(target_arch = "wasm32")]
fn value(text: &str) -> f64 {
    if text.len() <= 15
        && let Ok(whole) = text.parse::<u64>()
    {
        return whole as f64;
    }
    wasm_bindgen::JsValue::from_str(text).unchecked_into_f64()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_decimal_numbers_have_a_value() {
        for (text, value) in [
            ("-12.5", -12.5),
            ("1.50E1", 15.0),
            ("007", 7.0),
            (".5", 0.5),
        ] {
            assert_eq!(parse(text), Some(value), "{text}");
        }
        for text in [
            "", "-", ".", "e5", "1e", "1e999", "inf", "NaN", "0x10", "1 2", "1-2", "１",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
