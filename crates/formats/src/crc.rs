/// The checksum of ZIP archives, CRC-32. With its table worked out when it is needed: the ready-made tables of the usual library
/// would make a seventh of what the browser downloads of this crate.
pub(crate) struct Crc {
    table: Box<[u32; 256]>,
    state: u32,
    length: u64,
}

impl Crc {
    /// The polynomial of the standard, lowest bit first.
    const POLYNOMIAL: u32 = 0xEDB8_8320;

    pub(crate) fn new() -> Self {
        let entry = |byte| {
            (0..8).fold(byte, |rest, _| {
                (rest >> 1) ^ if rest & 1 == 1 { Self::POLYNOMIAL } else { 0 }
            })
        };
        let mut table = Box::new([0; 256]);
        for (byte, slot) in (0..).zip(table.iter_mut()) {
            *slot = entry(byte);
        }
        Self {
            table,
            state: u32::MAX,
            length: 0,
        }
    }

    pub(crate) fn update(&mut self, bytes: &[u8]) {
        let table = &self.table;
        self.state = bytes.iter().fold(self.state, |state, &byte| {
            (state >> 8) ^ table[usize::from(state.to_le_bytes()[0] ^ byte)]
        });
        self.length += bytes.len() as u64;
    }

    /// The checksum of all bytes so far.
    pub(crate) fn sum(&self) -> u32 {
        !self.state
    }

    /// The number of bytes so far.
    pub(crate) fn length(&self) -> u64 {
        self.length
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_value_of_the_standard() {
        let mut crc = Crc::new();
        crc.update(b"1234");
        crc.update(b"56789");
        assert_eq!((crc.sum(), crc.length()), (0xCBF4_3926, 9));
    }
}
