//! Splitting delimited text into records and fields, on raw bytes.
//!
//! Delimiters, quotes and line ends are ASCII bytes that occur in no multi-byte character of UTF-8 or GB18030 (whose second
//! bytes begin at `0` and `@`), so splitting comes before decoding, and a row that cannot be decoded does not harm the next.

use crate::{issue::Problem, record::Span};

/// What [`Splitter::split`] found at the front of the data.
pub(crate) enum Split {
    /// The record does not end within the data. `quoted` is the column of a quote that is still open.
    More { quoted: Option<usize> },
    /// A whole record.
    Record {
        /// Length of the record in the data, with its line end.
        next: usize,
        /// Where its fields are: in the data itself up to this length, or in [`Splitter::unquoted`] when `None`.
        in_place: Option<usize>,
    },
    /// The quotes of the record are wrong from this column on.
    Broken { column: usize, problem: Problem },
}

pub(crate) struct Splitter {
    delimiter: u8,
    line_end: u8,
    /// The fields of the last record.
    pub(crate) spans: Vec<Span>,
    /// The text of the last record without its quotes, when it had any; fields are separated, so that the end of one and the
    /// beginning of the next cannot form a character.
    pub(crate) unquoted: Vec<u8>,
}

impl Splitter {
    /// `head` is the beginning of the data, with at least the header line. A first line `sep=;`, which spreadsheets take as an
    /// instruction and do not count, names the delimiter; its length is the second answer.
    pub(crate) fn new(head: &[u8]) -> (Self, usize) {
        // Line ends of a lone CR are rare but real: old exports from Macintosh programs.
        let line_end = if head.contains(&b'\r') && !head.contains(&b'\n') {
            b'\r'
        } else {
            b'\n'
        };
        let (delimiter, skip) = match head {
            [b's', b'e', b'p', b'=', delimiter, b'\r', b'\n', ..] if delimiter.is_ascii() => {
                (*delimiter, 7)
            }
            [b's', b'e', b'p', b'=', delimiter, b'\n', ..] if delimiter.is_ascii() => {
                (*delimiter, 6)
            }
            _ => (find_delimiter(head), 0),
        };
        (
            Self {
                delimiter,
                line_end,
                spans: Vec::new(),
                unquoted: Vec::new(),
            },
            skip,
        )
    }

    pub(crate) fn delimiter(&self) -> u8 {
        self.delimiter
    }

    pub(crate) fn line_end(&self) -> u8 {
        self.line_end
    }

    /// Splits the record at the front of `data`. `complete` says that nothing follows the data, whose end then ends the record.
    #[inline]
    pub(crate) fn split(&mut self, data: &[u8], complete: bool) -> Split {
        self.spans.clear();
        let pattern = Pattern::new(self.delimiter, self.line_end);
        let mut start = 0;
        let (words, _) = data.as_chunks::<8>();
        for (index, word) in words.iter().enumerate() {
            let mut hits = pattern.hits(u64::from_le_bytes(*word));
            while hits != 0 {
                let at = index * 8 + (hits.trailing_zeros() / 8) as usize;
                hits &= hits - 1;
                let byte = data[at];
                if byte == self.delimiter {
                    self.spans.push(Span::new(start, at));
                    start = at + 1;
                } else if byte == self.line_end {
                    return self.end_plain(data, start, at, at + 1);
                } else if at == start {
                    return self.split_quoted(data, complete);
                }
            }
        }
        for at in words.len() * 8..data.len() {
            let byte = data[at];
            if byte == self.delimiter {
                self.spans.push(Span::new(start, at));
                start = at + 1;
            } else if byte == self.line_end {
                return self.end_plain(data, start, at, at + 1);
            } else if byte == b'"' && at == start {
                return self.split_quoted(data, complete);
            }
        }
        if complete {
            self.end_plain(data, start, data.len(), data.len())
        } else {
            Split::More { quoted: None }
        }
    }

    #[inline]
    fn end_plain(&mut self, data: &[u8], start: usize, end: usize, next: usize) -> Split {
        let end = if end > start && data[end - 1] == b'\r' {
            end - 1
        } else {
            end
        };
        self.spans.push(Span::new(start, end));
        Split::Record {
            next,
            in_place: Some(end),
        }
    }

    /// The same for a record with quoted fields, which are copied without their quotes.
    fn split_quoted(&mut self, data: &[u8], complete: bool) -> Split {
        self.spans.clear();
        self.unquoted.clear();
        let mut at = 0;
        loop {
            let start = self.unquoted.len();
            let column = self.spans.len();
            let quoted = data.get(at) == Some(&b'"');
            if quoted {
                match self.copy_quoted(data, at + 1) {
                    Some(end) if end < data.len() || complete => at = end,
                    None if complete => {
                        return Split::Broken {
                            column,
                            problem: Problem::UnclosedQuote,
                        };
                    }
                    _ => {
                        return Split::More {
                            quoted: Some(column),
                        };
                    }
                }
            } else {
                let rest = data.get(at..).unwrap_or_default();
                let length = match rest
                    .iter()
                    .position(|&byte| byte == self.delimiter || byte == self.line_end)
                {
                    Some(length) => length,
                    None if complete => rest.len(),
                    None => return Split::More { quoted: None },
                };
                self.unquoted.extend_from_slice(&rest[..length]);
                at += length;
            }
            let byte = data.get(at).copied();
            if byte == Some(self.delimiter) {
                self.spans.push(Span::new(start, self.unquoted.len()));
                self.unquoted.push(self.delimiter);
                at += 1;
                continue;
            }
            // What is left is the end of the record: a line end, CR before it, or the end of the data.
            let next = match (byte, data.get(at + 1)) {
                (None, _) => at,
                (Some(byte), _) if byte == self.line_end => at + 1,
                (Some(b'\r'), Some(b'\n')) => at + 2,
                (Some(b'\r'), None) if complete => at + 1,
                (Some(b'\r'), None) => return Split::More { quoted: None },
                _ => {
                    return Split::Broken {
                        column,
                        problem: Problem::BrokenQuote,
                    };
                }
            };
            if !quoted && self.unquoted.len() > start && self.unquoted.ends_with(b"\r") {
                self.unquoted.pop();
            }
            self.spans.push(Span::new(start, self.unquoted.len()));
            return Split::Record {
                next,
                in_place: None,
            };
        }
    }

    /// Copies a quoted field from behind its opening quote; returns the place behind the closing one, or `None` without one.
    fn copy_quoted(&mut self, data: &[u8], mut at: usize) -> Option<usize> {
        loop {
            let rest = data.get(at..)?;
            let length = rest.iter().position(|&byte| byte == b'"')?;
            self.unquoted.extend_from_slice(&rest[..length]);
            at += length + 1;
            if data.get(at) != Some(&b'"') {
                return Some(at);
            }
            self.unquoted.push(b'"');
            at += 1;
        }
    }
}

/// Finds three bytes eight at a time, with plain integer arithmetic: codes of a few letters make so many fields per row that a
/// search function called for each would cost more than the search.
struct Pattern {
    delimiter: u64,
    line_end: u64,
}

impl Pattern {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const LOW_BITS: u64 = 0x7F7F_7F7F_7F7F_7F7F;
    const QUOTES: u64 = Self::ONES * b'"' as u64;

    #[inline]
    fn new(delimiter: u8, line_end: u8) -> Self {
        Self {
            delimiter: Self::ONES * u64::from(delimiter),
            line_end: Self::ONES * u64::from(line_end),
        }
    }

    /// The highest bit of every byte that is a delimiter, a line end or a quote.
    #[inline]
    fn hits(&self, word: u64) -> u64 {
        Self::zero_bytes(word ^ self.delimiter)
            | Self::zero_bytes(word ^ self.line_end)
            | Self::zero_bytes(word ^ Self::QUOTES)
    }

    /// The highest bit of every zero byte, exactly: no carry crosses from one byte to the next.
    #[inline]
    fn zero_bytes(word: u64) -> u64 {
        !(((word & Self::LOW_BITS) + Self::LOW_BITS) | word | Self::LOW_BITS)
    }
}

/// The delimiter that separates most in the first line that is not blank, outside quotes; a comma when none does.
fn find_delimiter(head: &[u8]) -> u8 {
    const CANDIDATES: [u8; 3] = [b',', b';', b'\t'];
    let mut counts = [0_usize; 3];
    let mut in_quotes = false;
    let mut blank = true;
    for &byte in head {
        match byte {
            b'"' => in_quotes = !in_quotes,
            b'\n' | b'\r' if !in_quotes && !blank => break,
            _ if in_quotes => {}
            _ => {
                for (count, candidate) in counts.iter_mut().zip(CANDIDATES) {
                    *count += usize::from(byte == candidate);
                }
            }
        }
        blank = blank && byte.is_ascii_whitespace();
    }
    let most = counts.iter().copied().max().unwrap_or_default();
    let best = counts.iter().position(|&count| count == most && count > 0);
    best.map_or(b',', |best| CANDIDATES[best])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(data: &str) -> Vec<Vec<String>> {
        let bytes = data.as_bytes();
        let (mut splitter, mut at) = Splitter::new(bytes);
        let mut rows = Vec::new();
        while at < bytes.len() {
            let Split::Record { next, in_place } = splitter.split(&bytes[at..], true) else {
                panic!("no record in {data:?}")
            };
            let text = match in_place {
                Some(end) => &bytes[at..at + end],
                None => &splitter.unquoted[..],
            };
            let field = |span: &Span| {
                String::from_utf8_lossy(&text[span.start as usize..span.end as usize]).into_owned()
            };
            rows.push(splitter.spans.iter().map(field).collect());
            at += next;
        }
        rows
    }

    #[test]
    fn splits_plain_and_quoted_records() {
        assert_eq!(fields("a,b\r\n1,\r\n"), [["a", "b"], ["1", ""]]);
        assert_eq!(
            fields("a;b\n\"x;\"\"y\"\"\nz\";2"),
            [["a", "b"], ["x;\"y\"\nz", "2"]]
        );
        assert_eq!(fields("sep=|\na|b\n1|;"), [["a", "b"], ["1", ";"]]);
        assert_eq!(fields("a\tb\n1,5\t\"\"\r\n"), [["a", "b"], ["1,5", ""]]);
        assert_eq!(fields("a,b\r1,2\r"), [["a", "b"], ["1", "2"]]);
        assert_eq!(fields("a,b\nx\"y,z\n"), [["a", "b"], ["x\"y", "z"]]);
    }

    #[test]
    fn finds_exactly_the_three_bytes() {
        let pattern = Pattern::new(b',', b'\n');
        for byte in 0..=u8::MAX {
            for other in [0, 1, b',' - 1, b',' + 1, b'"' + 1, 0x80 | b',', 0xFF] {
                let word =
                    u64::from_le_bytes([other, byte, other, other, byte, other, other, other]);
                let expected = if matches!(byte, b',' | b'\n' | b'"') {
                    0x0000_0080_0000_8000
                } else {
                    0
                };
                assert_eq!(pattern.hits(word), expected, "{byte:#x} among {other:#x}");
            }
        }
    }

    #[test]
    fn wrong_quotes_are_told_from_unfinished_ones() {
        let (mut splitter, _) = Splitter::new(b"a,b\n");
        assert!(matches!(
            splitter.split(b"1,\"x", false),
            Split::More { quoted: Some(1) }
        ));
        assert!(matches!(
            splitter.split(b"1,\"x\"", false),
            Split::More { .. }
        ));
        assert!(matches!(
            splitter.split(b"1,\"x", true),
            Split::Broken {
                column: 1,
                problem: Problem::UnclosedQuote
            }
        ));
        assert!(matches!(
            splitter.split(b"1,\"x\"y\n", true),
            Split::Broken {
                column: 1,
                problem: Problem::BrokenQuote
            }
        ));
    }
}
