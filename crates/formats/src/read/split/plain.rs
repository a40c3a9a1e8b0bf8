//! Records without quotes, which are nearly all: 64 bytes at a time, and nothing is copied.

use super::QUOTE;
use crate::record::Span;

/// So many bytes are looked at together, one bit for each.
const CHUNK: usize = 64;

/// Splits the record that `data` begins with; answers its length without the line end. `None` when it has quotes, or when `data` ends soon behind it.
#[inline]
pub(super) fn split(data: &[u8], delimiter: u8, spans: &mut Vec<Span>) -> Option<usize> {
    spans.clear();
    let mut start = 0;
    let (chunks, _) = data.as_chunks::<CHUNK>();
    for (at, chunk) in chunks.iter().enumerate() {
        let at = at * CHUNK;
        let (mut delimiters, ends) = marks(chunk, delimiter);
        let end = ends.trailing_zeros() as usize;
        if ends != 0 {
            delimiters &= (1 << end) - 1;
        }
        while delimiters != 0 {
            let place = at + delimiters.trailing_zeros() as usize;
            spans.push(Span::new(start, place));
            start = place + 1;
            delimiters &= delimiters - 1;
        }
        if ends != 0 {
            spans.push(Span::new(start, at + end));
            return (chunk[end] != QUOTE).then_some(at + end);
        }
    }
    None
}

/// Where in a chunk the delimiters are, and where line ends and quotes are.
#[inline]
fn marks(chunk: &[u8; CHUNK], delimiter: u8) -> (u64, u64) {
    let (mut delimiters, mut ends) = (0, 0);
    let (words, _) = chunk.as_chunks::<8>();
    for (at, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let end = equal(word, b'\n') | equal(word, b'\r') | equal(word, QUOTE);
        delimiters |= gather(equal(word, delimiter)) << (8 * at);
        ends |= gather(end) << (8 * at);
    }
    (delimiters, ends)
}

/// The bytes of a word that are `byte`: the highest bit of each, and no other.
#[inline]
fn equal(word: u64, byte: u8) -> u64 {
    const LOW: u64 = u64::from_ne_bytes([0x7f; 8]);
    let differs = word ^ u64::from_ne_bytes([byte; 8]);
    !(((differs & LOW) + LOW) | differs | LOW)
}

/// The highest bits of eight bytes side by side, in the lowest byte.
#[inline]
fn gather(highest: u64) -> u64 {
    ((highest >> 7).wrapping_mul(0x0102_0408_1020_4080)) >> 56
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Chunks begin and end anywhere in these records.
        #[test]
        fn splits_as_the_state_machine_does(
            bytes in proptest::collection::vec(
                prop::sample::select(b"aaaaaaaaaaaaaaaaaaaa\xe4\xb8,,,,,\n\r\"".as_slice()),
                0..400,
            ),
        ) {
            let starts = bytes.iter().position(|byte| !b"\r\n".contains(byte));
            let data = &bytes[starts.unwrap_or(bytes.len())..];
            let mut spans = Vec::new();
            let found = split(data, b',', &mut spans);
            let end = data.iter().position(|byte| b"\r\n\"".contains(byte));
            match (found, end) {
                (None, None) => {}
                (None, Some(end)) => prop_assert!(data[end] == QUOTE || data.len() / CHUNK * CHUNK <= end),
                (Some(length), end) => {
                    prop_assert_eq!(Some(length), end);
                    let mut reader = csv::ReaderBuilder::new();
                    let mut reader = reader.has_headers(false).flexible(true).from_reader(data);
                    let record = reader.byte_records().next().expect("a record").expect("readable");
                    let fields = spans.iter().map(|span| &data[span.start as usize..span.end as usize]);
                    prop_assert!(record.iter().eq(fields));
                }
            }
        }
    }
}
