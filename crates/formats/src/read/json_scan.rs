//! Finding the ends of JSON values without parsing them, so that one broken record does not take the others along.

/// The length of the JSON value at the front of `data`; `None` when it does not end within. A stray closing bracket or comma has
/// length 0. `gb18030` says that the second byte of a character may look like a bracket or backslash.
///
/// Broken values end where the next one must begin: a string at the end of its line, an object before a bracket that opens
/// where only a field name could stand.
pub(crate) fn value_end(data: &[u8], gb18030: bool) -> Option<usize> {
    let (mut at, mut depth, mut in_string) = (0, 0_usize, false);
    let is_object = data.first() == Some(&b'{');
    let mut last = 0;
    while let Some(&byte) = data.get(at) {
        if gb18030 && byte >= 0x81 {
            at += 2;
            continue;
        }
        if in_string {
            match byte {
                b'\\' => at += 1,
                b'"' | b'\n' => {
                    in_string = false;
                    if depth == 0 {
                        return Some(at + 1);
                    }
                }
                _ => {}
            }
        } else {
            match byte {
                b'"' => in_string = true,
                b'{' if is_object && depth == 1 && last != b':' => return Some(at),
                b'{' | b'[' => depth += 1,
                b'}' | b']' if depth > 1 => depth -= 1,
                b'}' | b']' if depth == 1 => return Some(at + 1),
                b'}' | b']' | b',' | b' ' | b'\t' | b'\r' | b'\n' if depth == 0 => return Some(at),
                _ => {}
            }
            if !byte.is_ascii_whitespace() {
                last = byte;
            }
        }
        at += 1;
    }
    None
}

/// A place in the file, as an editor shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Position {
    pub(super) line: u64,
    pub(super) column: u64,
}

impl Position {
    pub(super) const START: Self = Self { line: 1, column: 1 };

    /// The place behind `text`, which begins here.
    pub(super) fn advance(self, text: &[u8]) -> Self {
        text.split_inclusive(|&byte| byte == b'\n')
            .fold(self, |at, piece| match piece {
                [.., b'\n'] => Self {
                    line: at.line + 1,
                    column: 1,
                },
                _ => Self {
                    column: at.column + piece.len() as u64,
                    ..at
                },
            })
    }

    /// A place given from here, line and column counted from 1.
    pub(super) fn within(self, line: usize, column: usize) -> Self {
        let (line, column) = (line.max(1) as u64, column.max(1) as u64);
        if line == 1 {
            Self {
                line: self.line,
                column: self.column + column - 1,
            }
        } else {
            Self {
                line: self.line + line - 1,
                column,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_end_where_their_brackets_do() {
        let end = |text: &str| value_end(text.as_bytes(), false);
        assert_eq!(end(r#"{"a":"}\"","b":[1,{}]},"#), Some(22));
        assert_eq!(end("12, 3"), Some(2));
        assert_eq!(end("\"x,y\","), Some(5));
        assert_eq!(end("}"), Some(0));
        assert_eq!(end(r#"{"a":{}"#), None);
        // A quote or a bracket is missing in the first line.
        assert_eq!(end("{\"a\":\"x},\n{\"a\":1}"), Some(10));
        assert_eq!(end("{\"a\":1,\n{\"a\":2}"), Some(8));
        assert_eq!(end("{\"a\":\"x,\n\"b\":\"y\"},{}"), Some(17));
    }

    #[test]
    fn second_bytes_of_gb18030_are_not_brackets() {
        // 0x81 0x7B and 0x81 0x5C are one character each.
        assert_eq!(value_end(b"{\"a\":\"\x81\x7B\x81\x5C\"},", true), Some(12));
    }

    #[test]
    fn positions_count_lines_and_bytes() {
        let at = Position::START.advance(b"[\n  ");
        assert_eq!(at, Position { line: 2, column: 3 });
        assert_eq!(at.within(1, 4), Position { line: 2, column: 6 });
        assert_eq!(at.within(3, 4), Position { line: 4, column: 4 });
    }
}
