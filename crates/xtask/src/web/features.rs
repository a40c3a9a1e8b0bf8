//! Rewriting the `target_features` section of a WebAssembly module, and leaving out what only linkers read.
//!
//! The section is a list of (prefix byte, name) entries, by which compilers tell the tools after them what they may
//! use (WebAssembly tool conventions, "Target Features Section"). The linker's sections name places in the file, which
//! no tool after it keeps up to date. Everything else in the module stays byte for byte.

use anyhow::{Context, Result, ensure};

const HEADER: usize = 8;
const CUSTOM: u8 = 0;
const SECTION: &str = "target_features";
/// How the names of sections begin that only linkers read.
const LINKERS: [&[u8]; 2] = [b"linking", b"reloc."];

/// `module` with the entries named in `unwanted` taken out of its `target_features` section, if it has one, and without what only linkers read.
pub fn without(module: &[u8], unwanted: &[&str]) -> Result<Vec<u8>> {
    ensure!(
        module.starts_with(b"\0asm") && module.len() >= HEADER,
        "this is not a WebAssembly module"
    );
    let mut out = module[..HEADER].to_vec();
    let mut rest = Reader(&module[HEADER..]);
    while !rest.0.is_empty() {
        let whole = rest.0;
        let id = rest.byte()?;
        let body = rest.sized()?;
        let section = &whole[..whole.len() - rest.0.len()];
        let mut content = Reader(body);
        let name = if id == CUSTOM { content.sized()? } else { &[] };
        if name == SECTION.as_bytes() {
            let kept = filter(content, unwanted)?;
            out.push(CUSTOM);
            put_sized(&mut out, &kept);
        } else if !LINKERS.iter().any(|linkers| name.starts_with(linkers)) {
            out.extend_from_slice(section);
        }
    }
    Ok(out)
}

/// The section's new content, its name included.
fn filter(mut entries: Reader, unwanted: &[&str]) -> Result<Vec<u8>> {
    let mut kept = Vec::new();
    let mut count = 0;
    for _ in 0..entries.number()? {
        let prefix = entries.byte()?;
        let name = entries.sized()?;
        if !unwanted.iter().any(|feature| feature.as_bytes() == name) {
            count += 1;
            kept.push(prefix);
            put_sized(&mut kept, name);
        }
    }
    let mut content = Vec::new();
    put_sized(&mut content, SECTION.as_bytes());
    put_number(&mut content, count);
    content.extend(kept);
    Ok(content)
}

/// What is left to read.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Result<u8> {
        let (first, rest) = self.0.split_first().context("the module ends too early")?;
        self.0 = rest;
        Ok(*first)
    }

    /// An unsigned number of up to 32 bits in LEB128.
    fn number(&mut self) -> Result<usize> {
        let mut value = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            value |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        anyhow::bail!("a number takes more than five bytes")
    }

    /// Bytes with their count in front.
    fn sized(&mut self) -> Result<&'a [u8]> {
        let length = self.number()?;
        let (bytes, rest) = self
            .0
            .split_at_checked(length)
            .context("the module ends too early")?;
        self.0 = rest;
        Ok(bytes)
    }
}

fn put_number(out: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn put_sized(out: &mut Vec<u8>, bytes: &[u8]) {
    put_number(out, bytes.len());
    out.extend_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module of an empty type section (id 1) and the section with these features.
    fn module(features: &[&str]) -> Vec<u8> {
        let mut content = Vec::new();
        put_sized(&mut content, SECTION.as_bytes());
        put_number(&mut content, features.len());
        for feature in features {
            content.push(b'+');
            put_sized(&mut content, feature.as_bytes());
        }
        let mut module = b"\0asm\x01\0\0\0\x01\x01\0".to_vec();
        module.push(CUSTOM);
        put_sized(&mut module, &content);
        module
    }

    #[test]
    fn named_features_go_and_the_rest_stays() {
        let before = module(&["multivalue", "mutable-globals", "reference-types"]);
        let after = without(&before, &["reference-types", "multivalue"]);
        assert_eq!(after.ok(), Some(module(&["mutable-globals"])));
    }

    #[test]
    fn lengths_over_one_byte_survive() {
        let long: Vec<String> = (0..40).map(|number| format!("feature-{number}")).collect();
        let names: Vec<&str> = long.iter().map(String::as_str).collect();
        let before = module(&names);
        assert_eq!(without(&before, &["absent"]).ok(), Some(before));
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(without(b"<!doctype html>", &[]).is_err());
        assert!(without(b"\0asm\x01\0\0\0\x00\x7f", &[]).is_err());
    }
}
