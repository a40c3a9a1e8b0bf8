use std::io;

use super::split::{Found, Splitter};
use crate::blocks::Blocks;

/// The delimiter of a text, and how much of it to pass over. `head` is its beginning, with at least the header line. A first
/// line `sep=;`, which spreadsheets take as an instruction and do not count, names the delimiter. Otherwise it is the one that
/// separates most in the first record, and a comma when none does.
pub(super) fn find_delimiter(head: &[u8]) -> io::Result<(u8, usize)> {
    const CANDIDATES: [u8; 3] = [b',', b';', b'\t'];
    match head {
        [b's', b'e', b'p', b'=', delimiter, b'\r', b'\n', ..] if delimiter.is_ascii() => {
            return Ok((*delimiter, 7));
        }
        [b's', b'e', b'p', b'=', delimiter, b'\n', ..] if delimiter.is_ascii() => {
            return Ok((*delimiter, 6));
        }
        _ => {}
    }
    let (mut best, mut most) = (b',', 1);
    for candidate in CANDIDATES {
        let mut splitter = Splitter::new(candidate);
        if let Found::Record = splitter.next(&mut Blocks::new(head))?
            && splitter.spans.len() > most
        {
            (best, most) = (candidate, splitter.spans.len());
        }
    }
    Ok((best, 0))
}
