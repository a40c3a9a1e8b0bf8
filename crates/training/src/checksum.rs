//! Checksums of scenarios and results: 64 bits as 16 hexadecimal digits (FNV-1a with a final mix). They tell what was changed by mistake or by a casual
//! edit. They are no signature: whoever knows how can make a new one, so a result is also graded again from its answers.

/// The checksum of a text. Line ends do not matter, so that a file may pass through any editor.
pub fn checksum(text: &str) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in text.bytes().filter(|byte| *byte != b'\r') {
        hash ^= u64::from(byte);
        hash = hash.wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    format!("{hash:016x}")
}
