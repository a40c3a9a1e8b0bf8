//! Splitting delimited text into records and fields, on raw bytes: records without quotes in place ([`plain`]), all others by the state machine of the
//! `csv` crate.
//!
//! Delimiters, quotes and line ends are ASCII bytes that occur in no multi-byte character of UTF-8 or GB18030 (whose second
//! bytes begin at `0` and `@`), so splitting comes before decoding, and a row that cannot be decoded does not harm the next.
//! The state machine is used directly, and not through `csv::Reader`, because a record with wrong quotes has to be left again:
//! `csv` takes all that follows an open quote, be it the rest of the file, for one field.

mod plain;

use std::io::{self, Read};

use csv_core::{ReadFieldResult, ReadRecordResult, Reader, ReaderBuilder};

use super::{MAX_ROW, QUOTE};
use crate::{blocks::Blocks, issue::Problem, record::Span};

/// What [`Splitter::next`] found.
pub(super) enum Found {
    /// A record: its fields are what [`Splitter::fields`] gives.
    Record,
    /// A record that cannot be used, from this column on if it is known.
    Broken {
        column: Option<usize>,
        problem: Problem,
    },
    /// Nothing more.
    End,
}

/// Reads record after record, with buffers used again for each.
pub(super) struct Splitter {
    core: Reader,
    /// Reads a record with quotes once more, field by field.
    checker: Reader,
    delimiter: u8,
    /// The content of the record without delimiters and quotes; longer than the record.
    output: Vec<u8>,
    /// The ends of the fields in `output`; more than the record has.
    ends: Vec<usize>,
    length: usize,
    /// How many bytes of the input the record takes if it was left in place.
    in_place: Option<usize>,
    /// Whether the next record may be left in place. The first one may not: the state machine takes a byte order mark off it.
    plain: bool,
    pub(super) spans: Vec<Span>,
    /// Number of the last record, counted as a spreadsheet does: blank lines count, line breaks inside a cell do not.
    pub(super) row: u64,
    /// Whether the last byte consumed was CR, to which LF would belong.
    after_cr: bool,
}

impl Splitter {
    pub(super) fn new(delimiter: u8) -> Self {
        let reader = || ReaderBuilder::new().delimiter(delimiter).build();
        Self {
            core: reader(),
            checker: reader(),
            delimiter,
            output: vec![0; 4096],
            ends: vec![0; 64],
            length: 0,
            in_place: None,
            plain: false,
            spans: Vec::new(),
            row: 0,
            after_cr: false,
        }
    }

    /// The bytes of the last record's fields in order, with or without the delimiters, and where each of them is. `blocks` are those it was read from.
    #[inline]
    pub(super) fn fields<'a, R: Read>(
        &'a mut self,
        blocks: &'a Blocks<R>,
    ) -> (&'a [u8], &'a mut [Span]) {
        let raw = match self.in_place {
            Some(taken) => blocks.consumed(taken),
            None => &self.output,
        };
        (&raw[..self.length], &mut self.spans)
    }

    /// Reads the next record and consumes it; of one with wrong quotes, only its first line.
    ///
    /// # Errors
    /// What the input answers.
    #[inline]
    pub(super) fn next<R: Read>(&mut self, blocks: &mut Blocks<R>) -> io::Result<Found> {
        self.skip_blank_lines(blocks)?;
        if self.plain
            && let Some(length) = plain::split(blocks.data(), self.delimiter, &mut self.spans)
        {
            self.row += 1;
            self.after_cr = blocks.data()[length] == b'\r';
            self.length = length;
            self.in_place = Some(length + 1);
            blocks.consume(length + 1);
            return Ok(Found::Record);
        }
        self.by_machine(blocks)
    }

    fn by_machine<R: Read>(&mut self, blocks: &mut Blocks<R>) -> io::Result<Found> {
        self.plain = !matches!(self.delimiter, b'\r' | b'\n');
        self.in_place = None;
        let (mut read, mut written, mut fields) = (0, 0, 0);
        let ended = loop {
            let rest = &blocks.data()[read..];
            if rest.is_empty() && !blocks.ended() {
                if read >= MAX_ROW {
                    return self.give_up(blocks, fields);
                }
                blocks.fill()?;
                continue;
            }
            let (result, taken, put, ends) =
                self.core
                    .read_record(rest, &mut self.output[written..], &mut self.ends[fields..]);
            (read, written, fields) = (read + taken, written + put, fields + ends);
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => self.output.resize(self.output.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                // Nothing is taken where the end of the input ends the record.
                ReadRecordResult::Record => break taken > 0,
                ReadRecordResult::End => return Ok(Found::End),
            }
        };
        self.row += 1;
        let content = &blocks.data()[..read - usize::from(ended)];
        // A record as long as its fields and delimiters has no quotes.
        if content.len() + 1 != written + fields
            && !plainly_quoted(content, &self.output, &self.ends[..fields], self.delimiter)
            && let Some((column, problem)) = wrong_quotes(&mut self.checker, content, ended)
        {
            self.skip_line(blocks)?;
            let column = Some(column);
            return Ok(Found::Broken { column, problem });
        }
        self.after_cr = ended && blocks.data()[read - 1] == b'\r';
        blocks.consume(read);
        self.length = written;
        self.spans.clear();
        let mut start = 0;
        self.spans.extend(self.ends[..fields].iter().map(|&end| {
            let span = Span::new(start, end);
            start = end;
            span
        }));
        Ok(Found::Record)
    }

    /// Counts and consumes empty lines, which the state machine would pass over in silence.
    #[inline]
    fn skip_blank_lines<R: Read>(&mut self, blocks: &mut Blocks<R>) -> io::Result<()> {
        loop {
            match blocks.data().first() {
                Some(b'\n') if self.after_cr => self.after_cr = false,
                Some(&byte @ (b'\r' | b'\n')) => {
                    self.row += 1;
                    self.after_cr = byte == b'\r';
                }
                Some(_) => return Ok(()),
                None if blocks.ended() => return Ok(()),
                None => {
                    blocks.fill()?;
                    continue;
                }
            }
            blocks.consume(1);
        }
    }

    /// Leaves a record that has no end: one of several lines has a quote that was not closed.
    fn give_up<R: Read>(&mut self, blocks: &mut Blocks<R>, column: usize) -> io::Result<Found> {
        self.row += 1;
        let several = blocks.data().contains(&b'\n');
        self.skip_line(blocks)?;
        Ok(if several {
            let (column, problem) = (Some(column), Problem::UnclosedQuote);
            Found::Broken { column, problem }
        } else {
            let (column, problem) = (None, Problem::RecordTooLong);
            Found::Broken { column, problem }
        })
    }

    /// Goes on with the next line of the file, wherever the quotes pretend the record ends.
    fn skip_line<R: Read>(&mut self, blocks: &mut Blocks<R>) -> io::Result<()> {
        self.core.reset();
        self.plain = false;
        loop {
            let data = blocks.data();
            let line_end = data.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
            if let Some(at) = line_end {
                self.after_cr = data[at] == b'\r';
                blocks.consume(at + 1);
                return Ok(());
            }
            blocks.consume(data.len());
            if blocks.ended() {
                return Ok(());
            }
            blocks.fill()?;
        }
    }
}

/// Whether a record is nothing but its fields, some in quotes, and the delimiters between them: almost every one with quotes is.
/// `ends` are the ends of the fields in `output`.
fn plainly_quoted(content: &[u8], output: &[u8], ends: &[usize], delimiter: u8) -> bool {
    let (mut rest, mut start) = (content, 0);
    for &end in ends {
        let field = &output[start..end];
        let behind = match rest.strip_prefix(&[QUOTE]) {
            Some(inner) => inner
                .strip_prefix(field)
                .and_then(|behind| behind.strip_prefix(&[QUOTE])),
            None => rest.strip_prefix(field),
        };
        start = end;
        rest = match behind {
            Some([first, behind @ ..]) if *first == delimiter => behind,
            Some([]) => return true,
            _ => return false,
        };
    }
    true
}

/// The first column of a record whose quotes are wrong: text behind the closing one, or none that closes. `csv` reads both and
/// says nothing, but a field that was written correctly is shorter than its source by exactly its quotes.
fn wrong_quotes(reader: &mut Reader, content: &[u8], ended: bool) -> Option<(usize, Problem)> {
    reader.reset();
    let mut field = vec![0; content.len() + 1];
    let mut start = 0;
    for column in 0.. {
        let (mut result, taken, written) = reader.read_field(&content[start..], &mut field);
        if result == ReadFieldResult::InputEmpty {
            (result, ..) = reader.read_field(&[], &mut field[written..]);
        }
        let ReadFieldResult::Field { record_end } = result else {
            return None;
        };
        let end = start + taken - usize::from(!record_end);
        let source = &content[start..end];
        let quotes = field[..written].iter().filter(|&&byte| byte == QUOTE);
        let escaped = written + quotes.count();
        if source.first() == Some(&QUOTE)
            && (source.len() != escaped + 2 || !source.ends_with(&[QUOTE]))
        {
            let open = record_end && !ended && source.len() == escaped + 1;
            return Some(if open {
                (column, Problem::UnclosedQuote)
            } else {
                (column, Problem::BrokenQuote)
            });
        }
        if record_end {
            return None;
        }
        start += taken;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{super::delimiter::find_delimiter, *};

    fn fields(data: &str) -> Vec<Vec<String>> {
        let (delimiter, skip) = find_delimiter(data.as_bytes()).unwrap();
        let mut splitter = Splitter::new(delimiter);
        let mut blocks = Blocks::new(&data.as_bytes()[skip..]);
        let mut rows = Vec::new();
        loop {
            match splitter.next(&mut blocks).unwrap() {
                Found::Record => {}
                Found::End => return rows,
                Found::Broken { column, problem } => {
                    rows.push(vec![format!("{problem:?} {}", column.unwrap())]);
                    continue;
                }
            }
            let (text, spans) = splitter.fields(&blocks);
            let field = |span: &mut Span| {
                String::from_utf8_lossy(&text[span.start as usize..span.end as usize]).into_owned()
            };
            rows.push(spans.iter_mut().map(field).collect());
        }
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
    fn wrong_quotes_cost_one_line() {
        let rows = |data: &str| {
            let rows = fields(&format!("a,b\n{data}"));
            rows[1..].join(&"|".to_owned()).concat()
        };
        assert_eq!(rows("1,\"x\"y\n"), "BrokenQuote 1");
        assert_eq!(rows("1,\"x\"y\"\n"), "BrokenQuote 1");
        assert_eq!(rows("\"\"\"\"x,1\n2,3"), "BrokenQuote 0|23");
        assert_eq!(rows("1,\"x"), "UnclosedQuote 1");
        assert_eq!(rows("1,\"x\"\"\n2,y"), "UnclosedQuote 1|2y");
        assert_eq!(rows("1,\"\"\"x\"\"\"\n"), "1\"x\"");
        assert_eq!(rows("1,\"\""), "1");
        assert_eq!(rows("1,\"\"\"\""), "1\"");
    }
}
