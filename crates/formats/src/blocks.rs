use std::io::{self, Read};

use crate::{detect::Encoding, text};

/// How much is read at a time: fits the second-level cache together with what works on it.
pub(crate) const BLOCK: usize = 256 * 1024;

/// A sliding window over a byte stream: rows are parsed in place, the part before them is dropped. Also watches, once per block
/// instead of once per row, for the two things that are rare: NUL bytes, and the first bytes that tell the encoding.
pub(crate) struct Blocks<R> {
    input: R,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    ended: bool,
    nul_seen: bool,
    encoding: Option<Encoding>,
}

impl<R: Read> Blocks<R> {
    pub(crate) fn new(input: R) -> Self {
        Self {
            input,
            buffer: vec![0; BLOCK],
            start: 0,
            end: 0,
            ended: false,
            nul_seen: false,
            encoding: None,
        }
    }

    /// What has been read and not consumed.
    #[inline]
    pub(crate) fn data(&self) -> &[u8] {
        &self.buffer[self.start..self.end]
    }

    /// Drops `count` bytes from the front.
    #[inline]
    pub(crate) fn consume(&mut self, count: usize) {
        self.start = (self.start + count).min(self.end);
    }

    /// The last `count` bytes consumed. They stay until the next [`Self::fill`].
    #[inline]
    pub(crate) fn consumed(&self, count: usize) -> &[u8] {
        &self.buffer[self.start - count..self.start]
    }

    /// Whether the input has no more bytes than those in [`Self::data`].
    pub(crate) fn ended(&self) -> bool {
        self.ended
    }

    /// Whether a NUL byte has come by.
    #[inline]
    pub(crate) fn nul_seen(&self) -> bool {
        self.nul_seen
    }

    /// The encoding, once a byte outside ASCII has told it. Until then all bytes are ASCII.
    #[inline]
    pub(crate) fn encoding(&self) -> Option<Encoding> {
        self.encoding
    }

    /// Fixes the encoding, from a byte order mark.
    pub(crate) fn set_encoding(&mut self, encoding: Encoding) {
        self.encoding = Some(encoding);
    }

    /// Reads on until there is something new or the input ends. The window grows only when it is full, so that its size follows
    /// the longest row.
    pub(crate) fn fill(&mut self) -> io::Result<()> {
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        if self.end == self.buffer.len() {
            self.buffer.resize(self.buffer.len() * 2, 0);
        }
        let before = self.end;
        // Full blocks, as far as the input has them: a pipe gives a few kilobytes at a time, and every call costs a move.
        while self.end < self.buffer.len() && !self.ended {
            match self.input.read(&mut self.buffer[self.end..]) {
                Ok(0) => self.ended = true,
                Ok(count) => self.end += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        let new = &self.buffer[before..self.end];
        self.nul_seen = self.nul_seen || new.contains(&0);
        if self.encoding.is_none() && !new.is_ascii() {
            self.encoding = Some(text::guess(&self.buffer[..self.end], self.ended));
        }
        Ok(())
    }

    /// Hands over the rest of the input whole.
    pub(crate) fn into_rest(mut self) -> io::Result<Vec<u8>> {
        self.buffer.truncate(self.end);
        self.buffer.drain(..self.start);
        self.input.read_to_end(&mut self.buffer)?;
        Ok(self.buffer)
    }
}
