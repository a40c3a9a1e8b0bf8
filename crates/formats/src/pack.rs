//! Values as flat bytes, on their way between two modules of one program: what one packs the other unpacks in the same order.
//!
//! This is no file format: both sides are of one build, so there is no version and no tolerance. Whatever does not fit is [`Misfit`].

/// The bytes are not what was to be unpacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Misfit;

impl std::fmt::Display for Misfit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("packed bytes do not fit what is unpacked from them")
    }
}

impl std::error::Error for Misfit {}

/// Packs values one after the other.
#[derive(Debug, Clone, Default)]
pub struct Packer(Vec<u8>);

impl Packer {
    /// A number of up to 32 bits.
    pub fn number(&mut self, number: u32) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    /// A number of up to 64 bits.
    pub fn long(&mut self, number: u64) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    /// A text shorter than 4 GiB.
    pub fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    /// Fewer than 4 GiB of bytes.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u32);
        self.0.extend_from_slice(bytes);
    }

    /// What may be missing.
    pub fn optional(&mut self, text: Option<&str>) {
        self.number(u32::from(text.is_some()));
        self.text(text.unwrap_or_default());
    }

    /// All that was packed.
    pub fn finish(self) -> Vec<u8> {
        self.0
    }
}

/// Unpacks what [`Packer`] packed.
#[derive(Debug, Clone, Copy)]
pub struct Unpacker<'a>(&'a [u8]);

impl<'a> Unpacker<'a> {
    /// Begins with the first value.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// Whether everything is unpacked.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn take(&mut self, count: usize) -> Result<&'a [u8], Misfit> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(Misfit)?;
        self.0 = rest;
        Ok(taken)
    }

    /// A number of up to 32 bits.
    ///
    /// # Errors
    /// [`Misfit`].
    pub fn number(&mut self) -> Result<u32, Misfit> {
        let bytes = self.take(4)?.try_into().map_err(|_| Misfit)?;
        Ok(u32::from_le_bytes(bytes))
    }

    /// A number of up to 64 bits.
    ///
    /// # Errors
    /// [`Misfit`].
    pub fn long(&mut self) -> Result<u64, Misfit> {
        let bytes = self.take(8)?.try_into().map_err(|_| Misfit)?;
        Ok(u64::from_le_bytes(bytes))
    }

    /// Many records of `N` numbers each, much faster than one number after the other.
    ///
    /// # Errors
    /// [`Misfit`].
    pub fn records<const N: usize>(
        &mut self,
        count: usize,
    ) -> Result<impl Iterator<Item = [u32; N]> + use<'a, N>, Misfit> {
        let (numbers, _) = self
            .take(count.checked_mul(N * 4).ok_or(Misfit)?)?
            .as_chunks::<4>();
        let (records, _) = numbers.as_chunks::<N>();
        Ok(records.iter().map(|record| record.map(u32::from_le_bytes)))
    }

    /// A text.
    ///
    /// # Errors
    /// [`Misfit`].
    pub fn text(&mut self) -> Result<&'a str, Misfit> {
        str::from_utf8(self.bytes()?).map_err(|_| Misfit)
    }

    /// Bytes.
    ///
    /// # Errors
    /// [`Misfit`].
    pub fn bytes(&mut self) -> Result<&'a [u8], Misfit> {
        let count = self.number()?;
        self.take(count as usize)
    }

    /// What may be missing.
    ///
    /// # Errors
    /// [`Misfit`].
    pub fn optional(&mut self) -> Result<Option<&'a str>, Misfit> {
        let is_there = self.number()? != 0;
        let text = self.text()?;
        Ok(is_there.then_some(text))
    }
}
