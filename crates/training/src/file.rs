//! JSON files that say what they are: `kind` and `format` first, a `checksum` last.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::checksum::checksum;

/// Why a text cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    /// It does not parse, or a field is missing or of another type.
    Broken {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// It is something else.
    Other,
    /// It was written by another version.
    OtherFormat {
        /// The version of its format.
        format: u64,
    },
}

/// Reads a file that says `kind` and `format` of itself. A mark of the byte order, as some editors leave it, does not matter.
///
/// # Errors
/// Why it cannot be read, and where.
pub(crate) fn read<T: DeserializeOwned>(text: &str, kind: &str, format: u32) -> Result<T, Unread> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let broken = |error: serde_json::Error| Unread::Broken {
        line: error.line(),
        column: error.column(),
    };
    let value: serde_json::Value = serde_json::from_str(text).map_err(broken)?;
    if value["kind"].as_str() != Some(kind) {
        return Err(Unread::Other);
    }
    match value["format"].as_u64() {
        Some(found) if found == u64::from(format) => {}
        found => {
            let format = found.unwrap_or_default();
            return Err(Unread::OtherFormat { format });
        }
    }
    // From the text, not from the value: only so a wrong field has a place.
    serde_json::from_str(text).map_err(broken)
}

/// The checksum of a file's content, its own checksum left empty by the caller.
pub(crate) fn sum(bare: &impl Serialize) -> String {
    checksum(&serde_json::to_string(bare).unwrap_or_default())
}

/// The text of a file.
pub(crate) fn write(content: &impl Serialize) -> String {
    let text = serde_json::to_string_pretty(content);
    text.map(|text| text + "\n").unwrap_or_default()
}
