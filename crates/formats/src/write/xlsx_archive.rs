//! The archive a workbook or a document is, while it is being written.

use std::io::Write as _;

use flate2::{Compression, write::DeflateEncoder};
use rawzip::{CompressionMethod, DataDescriptorOutput, ZipArchiveWriter};

use super::xlsx_error::XlsxError;
use crate::checksum::{Checksum, checksum};

/// Beyond these sizes the archive would need a form that not every spreadsheet program reads.
const MAX_SIZE: u64 = u32::MAX as u64;

/// An Office Open XML package in memory: parts one after the other, each compressed as it comes.
pub struct Package {
    zip: ZipArchiveWriter<Vec<u8>>,
    part: Option<Part>,
}

/// The part that is being written.
struct Part {
    name: String,
    content: DeflateEncoder<Vec<u8>>,
    /// Of the content as it was before it was compressed, as is the size in bytes.
    checksum: Checksum,
    size: u64,
}

impl Package {
    /// An empty package.
    pub fn new() -> Self {
        Self {
            zip: ZipArchiveWriter::new(Vec::new()),
            part: None,
        }
    }

    /// Ends the part before, if any, and begins one.
    ///
    /// # Errors
    /// [`XlsxError::Io`].
    pub fn begin(&mut self, name: &str) -> Result<(), XlsxError> {
        self.end()?;
        self.part = Some(Part {
            name: name.to_owned(),
            content: DeflateEncoder::new(Vec::new(), Compression::default()),
            checksum: checksum(),
            size: 0,
        });
        Ok(())
    }

    /// Appends to the part begun last.
    ///
    /// # Errors
    /// [`XlsxError::NoSheet`] before the first part, [`XlsxError::Io`].
    pub fn write(&mut self, text: &str) -> Result<(), XlsxError> {
        let part = self.part.as_mut().ok_or(XlsxError::NoSheet)?;
        part.size += text.len() as u64;
        if part.size > MAX_SIZE {
            return Err(XlsxError::too_big());
        }
        part.checksum.update(text.as_bytes());
        Ok(part.content.write_all(text.as_bytes())?)
    }

    /// Ends the last part and hands over the file.
    ///
    /// # Errors
    /// [`XlsxError::Io`].
    pub fn finish(mut self) -> Result<Vec<u8>, XlsxError> {
        self.end()?;
        let bytes = self.zip.finish()?;
        if bytes.len() as u64 > MAX_SIZE {
            return Err(XlsxError::too_big());
        }
        Ok(bytes)
    }

    fn end(&mut self) -> Result<(), XlsxError> {
        let Some(part) = self.part.take() else {
            return Ok(());
        };
        let content = part.content.finish()?;
        // No time is set: two runs over the same content give the same bytes.
        let (mut entry, _) = self
            .zip
            .new_file(&part.name)
            .compression_method(CompressionMethod::DEFLATE)
            .start()?;
        entry.write_all(&content)?;
        entry.finish(DataDescriptorOutput::new(
            part.checksum.finalize(),
            part.size,
        ))?;
        Ok(())
    }
}

impl Default for Package {
    fn default() -> Self {
        Self::new()
    }
}
