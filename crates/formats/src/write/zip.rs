//! The little of the ZIP format a workbook needs: deflated entries, one after the other, in memory.

use std::io::{self, Write};

use flate2::{Compression, write::DeflateEncoder};

use crate::crc::Crc;

/// An archive that is being written. Two runs over the same content give the same bytes: entries bear no time.
#[derive(Default)]
pub(super) struct ZipWriter {
    archive: Vec<u8>,
    directory: Vec<u8>,
    count: u16,
}

/// The content of one entry, compressed as it is written.
pub(super) struct Entry {
    name: String,
    encoder: DeflateEncoder<Vec<u8>>,
    crc: Crc,
}

impl Entry {
    pub(super) fn new(name: String) -> Self {
        Self {
            name,
            encoder: DeflateEncoder::new(Vec::new(), Compression::new(6)),
            crc: Crc::new(),
        }
    }

    pub(super) fn write(&mut self, text: &str) -> io::Result<()> {
        self.crc.update(text.as_bytes());
        self.encoder.write_all(text.as_bytes())
    }
}

impl ZipWriter {
    /// Adds an entry of which the whole content is there.
    pub(super) fn text(&mut self, name: &str, content: &str) -> io::Result<()> {
        let mut entry = Entry::new(name.to_owned());
        entry.write(content)?;
        self.entry(entry)
    }

    /// Adds a finished entry.
    pub(super) fn entry(&mut self, entry: Entry) -> io::Result<()> {
        let data = entry.encoder.finish()?;
        let too_large = |_| io::Error::from(io::ErrorKind::FileTooLarge);
        let offset = u32::try_from(self.archive.len()).map_err(too_large)?;
        let compressed = u32::try_from(data.len()).map_err(too_large)?;
        let length = u32::try_from(entry.crc.length()).map_err(too_large)?;
        let name_length = u16::try_from(entry.name.len()).map_err(too_large)?;

        // What the entry's own header and the directory have in common: version 2.0, names in UTF-8, deflated, 1980-01-01.
        let mut common = Vec::with_capacity(26);
        for number in [20_u16, 1 << 11, 8, 0, 0x21] {
            common.extend_from_slice(&number.to_le_bytes());
        }
        for number in [entry.crc.sum(), compressed, length] {
            common.extend_from_slice(&number.to_le_bytes());
        }
        for number in [name_length, 0] {
            common.extend_from_slice(&number.to_le_bytes());
        }
        self.archive.extend_from_slice(b"PK\x03\x04");
        self.archive.extend_from_slice(&common);
        self.archive.extend_from_slice(entry.name.as_bytes());
        self.archive.extend_from_slice(&data);

        self.directory.extend_from_slice(b"PK\x01\x02\x14\x00");
        self.directory.extend_from_slice(&common);
        // No comment, first disk, no attributes.
        self.directory.extend_from_slice(&[0; 10]);
        self.directory.extend_from_slice(&offset.to_le_bytes());
        self.directory.extend_from_slice(entry.name.as_bytes());
        self.count += 1;
        Ok(())
    }

    /// Writes the directory and hands over the archive.
    pub(super) fn finish(mut self) -> io::Result<Vec<u8>> {
        let too_large = |_| io::Error::from(io::ErrorKind::FileTooLarge);
        let offset = u32::try_from(self.archive.len()).map_err(too_large)?;
        let length = u32::try_from(self.directory.len()).map_err(too_large)?;
        self.archive.append(&mut self.directory);
        self.archive.extend_from_slice(b"PK\x05\x06\0\0\0\0");
        for number in [self.count, self.count] {
            self.archive.extend_from_slice(&number.to_le_bytes());
        }
        for number in [length, offset] {
            self.archive.extend_from_slice(&number.to_le_bytes());
        }
        self.archive.extend_from_slice(&[0; 2]);
        Ok(self.archive)
    }
}
