//! The checksum of archives.

use crc::{CRC_32_ISO_HDLC, Crc, Digest, Table};

/// A browser does with a table of 1 KB. The faster way has one of 16 KB, which does not compress: every visitor would download it.
const LANES: usize = if cfg!(target_arch = "wasm32") { 1 } else { 16 };

static CRC: Crc<u32, Table<LANES>> = Crc::<u32, Table<LANES>>::new(&CRC_32_ISO_HDLC);

/// A checksum in the making.
pub(crate) type Checksum = Digest<'static, u32, Table<LANES>>;

/// The checksum of nothing yet.
pub(crate) fn checksum() -> Checksum {
    CRC.digest()
}
