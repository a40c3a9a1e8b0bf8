//! The archive a workbook is.

use std::{
    collections::BTreeMap,
    io::{self, Read},
};

use flate2::bufread::DeflateDecoder;
use rawzip::{
    CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipSliceArchive, ZipVerification,
};

use super::xlsx_xml::broken;
use crate::{
    checksum::{Checksum, checksum},
    issue::Issue,
};

/// An archive in memory, whose entries are found whatever the case of their names: workbooks are written that way.
pub(super) struct Archive {
    zip: ZipSliceArchive<Vec<u8>>,
    entries: Vec<Entry>,
    places: BTreeMap<String, usize>,
}

/// Where an entry is, and whether it is compressed.
struct Entry {
    place: ZipArchiveEntryWayfinder,
    deflated: bool,
}

/// More than this in one part, in bytes, is taken for a decompression bomb: a full sheet of ordinary cells is below it, and the memory of a browser's
/// program ends at twice as much.
pub(super) const MAX_PART: u64 = 2 << 30;

/// The content of an entry. Reading fails when it is longer than the archive says, and at its end when it is shorter or the
/// checksum is wrong.
pub(super) struct Content<'a> {
    inflated: Inflated<'a>,
    expected: ZipVerification,
    checksum: Checksum,
    size: u64,
}

/// The content of an entry as it was before it was compressed.
enum Inflated<'a> {
    Stored(&'a [u8]),
    Deflated(DeflateDecoder<&'a [u8]>),
}

impl Archive {
    /// Finds the entries. Those that are encrypted, or compressed in a way no workbook is, are left out.
    ///
    /// # Errors
    /// The bytes are no ZIP archive.
    pub(super) fn open(bytes: Vec<u8>) -> Result<Self, Issue> {
        let zip = ZipArchive::from_slice(bytes).map_err(|_| broken("ZIP"))?;
        let (mut entries, mut places) = (Vec::new(), BTreeMap::new());
        for header in zip.entries() {
            let header = header.map_err(|_| broken("ZIP"))?;
            let method = header.compression_method();
            let deflated = method == CompressionMethod::DEFLATE;
            let known = deflated || method == CompressionMethod::STORE;
            if let (true, false, Ok(name)) = (
                known,
                header.flags().is_encrypted(),
                str::from_utf8(header.file_path().as_bytes()),
            ) {
                let name = name.replace('\\', "/").to_ascii_lowercase();
                places.insert(name, entries.len());
                let place = header.wayfinder();
                entries.push(Entry { place, deflated });
            }
        }
        Ok(Self {
            zip,
            entries,
            places,
        })
    }

    /// The content of an entry. `None` when there is none that can be read.
    pub(super) fn part(&self, name: &str) -> Option<Content<'_>> {
        let place = self.places.get(&name.to_ascii_lowercase())?;
        let entry = self.entries.get(*place)?;
        let found = self.zip.get_entry(entry.place).ok()?;
        let inflated = if entry.deflated {
            Inflated::Deflated(DeflateDecoder::new(found.data()))
        } else {
            Inflated::Stored(found.data())
        };
        Some(Content {
            inflated,
            expected: found.claim_verifier(),
            checksum: checksum(),
            size: 0,
        })
    }
}

impl Content<'_> {
    /// How long it is, as the archive says, in bytes; more cannot be read.
    pub(super) fn size(&self) -> u64 {
        self.expected.uncompressed_size
    }
}

impl Read for Content<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = match &mut self.inflated {
            Inflated::Stored(rest) => rest.read(out)?,
            Inflated::Deflated(decoder) => decoder.read(out)?,
        };
        self.checksum.update(&out[..count]);
        self.size += count as u64;
        let ended = count == 0 && !out.is_empty();
        let sound = self.size <= self.expected.uncompressed_size
            && (!ended
                || self.size == self.expected.uncompressed_size
                    && self.checksum.clone().finalize() == self.expected.crc);
        if sound {
            Ok(count)
        } else {
            Err(io::ErrorKind::InvalidData.into())
        }
    }
}
