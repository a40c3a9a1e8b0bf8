//! The little of the ZIP format that workbooks use: entries found by name, stored or deflated.

use std::{
    collections::BTreeMap,
    io::{self, BufRead, BufReader, Read},
};

use flate2::read::DeflateDecoder;

use crate::crc::Crc;

/// An archive in memory.
pub(super) struct Archive<'a> {
    bytes: &'a [u8],
    entries: BTreeMap<String, Entry>,
}

struct Entry {
    /// Place of the entry's own header in the archive.
    header: usize,
    compressed: usize,
    deflated: bool,
    checksum: usize,
}

impl<'a> Archive<'a> {
    /// Reads the directory at the end of the archive; `None` when there is none, or one of a kind that is not read (larger than
    /// 4 GiB, encrypted entries).
    pub(super) fn open(bytes: &'a [u8]) -> Option<Self> {
        const END: &[u8] = b"PK\x05\x06";
        const END_LENGTH: usize = 22;
        const COMMENT_LIMIT: usize = 65_535;
        let from = bytes.len().saturating_sub(END_LENGTH + COMMENT_LIMIT);
        let tail = bytes.get(from..)?;
        let end = from + tail.windows(END.len()).rposition(|window| window == END)?;
        let count = number(bytes, end + 10, 2)?;
        let mut at = number(bytes, end + 16, 4)?;
        let mut entries = BTreeMap::new();
        for _ in 0..count {
            if bytes.get(at..at + 4)? != b"PK\x01\x02" {
                return None;
            }
            let (flags, method) = (number(bytes, at + 8, 2)?, number(bytes, at + 10, 2)?);
            let [name, extra, comment] = [28, 30, 32].map(|offset| number(bytes, at + offset, 2));
            let name_end = at + 46 + name?;
            let name = String::from_utf8_lossy(bytes.get(at + 46..name_end)?)
                .replace('\\', "/")
                .to_ascii_lowercase();
            if flags & 1 == 0 && (method == 0 || method == 8) {
                let [checksum, compressed, header] =
                    [16, 20, 42].map(|offset| number(bytes, at + offset, 4));
                let (checksum, compressed, header) = (checksum?, compressed?, header?);
                entries.insert(
                    name,
                    Entry {
                        header,
                        compressed,
                        deflated: method == 8,
                        checksum,
                    },
                );
            }
            at = name_end + extra? + comment?;
        }
        Some(Self { bytes, entries })
    }

    /// The content of an entry, whatever the case of its name. `None` when there is no such entry.
    pub(super) fn part(&self, name: &str) -> Option<Box<dyn BufRead + 'a>> {
        let entry = self.entries.get(&name.to_ascii_lowercase())?;
        let [name, extra] = [26, 28].map(|offset| number(self.bytes, entry.header + offset, 2));
        let start = entry.header + 30 + name? + extra?;
        let content = self
            .bytes
            .get(start..start.checked_add(entry.compressed)?)?;
        let content: Box<dyn Read + 'a> = if entry.deflated {
            Box::new(DeflateDecoder::new(content))
        } else {
            Box::new(content)
        };
        let checked = Checked {
            content,
            crc: Crc::new(),
            expected: entry.checksum,
        };
        Some(Box::new(BufReader::with_capacity(64 * 1024, checked)))
    }
}

/// Fails at the end of an entry whose content is not what was put in.
struct Checked<R> {
    content: R,
    crc: Crc,
    expected: usize,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.content.read(out)?;
        self.crc.update(&out[..count]);
        if count == 0 && !out.is_empty() && self.crc.sum() as usize != self.expected {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(count)
    }
}

/// A little-endian number of `length` bytes.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let bytes = bytes.get(at..at.checked_add(length)?)?;
    Some(
        bytes
            .iter()
            .rev()
            .fold(0, |number, &byte| number << 8 | usize::from(byte)),
    )
}
