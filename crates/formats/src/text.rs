//! Bytes to text: which encoding it is, and the decoding of one row.

use crate::detect::Encoding;

/// Which encoding a block is in that holds bytes outside ASCII: line by line, because one line from elsewhere must not make
/// the rest unreadable. `complete` says that nothing follows; otherwise a character cut at the end counts as whole.
pub(crate) fn guess(block: &[u8], complete: bool) -> Encoding {
    let (mut utf8, mut other) = (0_usize, 0_usize);
    let mut lines = block.split(|&byte| byte == b'\n').peekable();
    while let Some(line) = lines.next() {
        if line.is_ascii() {
            continue;
        }
        let last = lines.peek().is_none();
        match std::str::from_utf8(line) {
            Ok(_) => utf8 += 1,
            Err(error) if error.error_len().is_none() && last && !complete => utf8 += 1,
            Err(_) => other += 1,
        }
    }
    if utf8 > other {
        Encoding::Utf8
    } else {
        Encoding::Gb18030
    }
}

/// Appends GB18030 bytes to `out` as text. Answers whether all of them were valid; `out` is unspecified after a failure.
pub(crate) fn push_gb18030(bytes: &[u8], out: &mut String) -> bool {
    decoder::push(bytes, out)
}

/// Appends text to `out` as GB18030. The encoding covers all of Unicode but for the private-use U+E5E5, which is written as a numeric reference.
pub(crate) fn push_as_gb18030(text: &str, out: &mut Vec<u8>) {
    encoder::push(text, out);
}

/// GB18030 bytes with question marks for those outside ASCII, and for second bytes, which may look like a bracket or a backslash.
pub(crate) fn mask_gb18030(bytes: &[u8]) -> impl Iterator<Item = u8> {
    let mut first = false;
    bytes.iter().map(move |&byte| {
        let second = first && byte >= b'0';
        first = !second && byte >= 0x81;
        if first || second { b'?' } else { byte }
    })
}

/// Whether a row of a GB18030 file is, on closer look, UTF-8: valid as such, with nothing outside ASCII but the characters of
/// Chinese text. GB18030 bytes take this shape only by a rare accident; UTF-8 read as GB18030 would be gibberish in silence.
pub(crate) fn looks_utf8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| {
        !text.is_ascii()
            && text.chars().all(|c| {
                c.is_ascii() || matches!(c, '\u{2010}'..='\u{2030}' | '\u{3000}'..='\u{303f}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
            })
    })
}

#[cfg(not(target_arch = "wasm32"))]
mod decoder {
    use encoding_rs::{DecoderResult, GB18030};

    pub(super) fn push(bytes: &[u8], out: &mut String) -> bool {
        let mut decoder = GB18030.new_decoder_without_bom_handling();
        if let Some(needed) = decoder.max_utf8_buffer_length_without_replacement(bytes.len()) {
            out.reserve(needed);
        }
        let (result, _) = decoder.decode_to_string_without_replacement(bytes, out, true);
        result == DecoderResult::InputEmpty
    }
}

#[cfg(target_arch = "wasm32")]
mod decoder {
    use std::cell::OnceCell;

    use web_sys::{TextDecoder, TextDecoderOptions};

    thread_local! {
        static DECODER: OnceCell<Option<TextDecoder>> = const { OnceCell::new() };
    }

    fn new_decoder() -> Option<TextDecoder> {
        let options = TextDecoderOptions::new();
        options.set_fatal(true);
        TextDecoder::new_with_label_and_options("gb18030", &options).ok()
    }

    pub(super) fn push(bytes: &[u8], out: &mut String) -> bool {
        DECODER.with(|cell| {
            let Some(decoder) = cell.get_or_init(new_decoder) else {
                return false;
            };
            // The typed view is read before the call returns, and nothing allocates meanwhile.
            decoder.decode_with_u8_array(bytes).is_ok_and(|text| {
                out.push_str(&text);
                true
            })
        })
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod encoder {
    pub(super) fn push(text: &str, out: &mut Vec<u8>) {
        let (bytes, _, _) = encoding_rs::GB18030.encode(text);
        out.extend_from_slice(&bytes);
    }
}

/// A browser reads the encoding and does not write it: what it reads is turned round, once, when it is first needed.
#[cfg(target_arch = "wasm32")]
mod encoder {
    use std::cell::OnceCell;

    use web_sys::TextDecoder;

    thread_local! {
        static TABLE: OnceCell<Vec<(char, u32)>> = const { OnceCell::new() };
    }

    /// Places of the four-byte sequences for the Basic Multilingual Plane, and of the first beyond it.
    const FOUR_BYTES: std::ops::Range<u32> = 0..39_420;
    const BEYOND: u32 = 189_000;

    pub(super) fn push(text: &str, out: &mut Vec<u8>) {
        TABLE.with(|cell| {
            let table = cell.get_or_init(table);
            for sign in text.chars() {
                push_sign(sign, table, out);
            }
        });
    }

    fn push_sign(sign: char, table: &[(char, u32)], out: &mut Vec<u8>) {
        if let Some(byte) = u8::try_from(sign).ok().filter(u8::is_ascii) {
            out.push(byte);
        } else if let Some(place) = (sign as u32).checked_sub(0x1_0000) {
            out.extend(four(BEYOND + place));
        } else if let Ok(at) = table.binary_search_by_key(&sign, |known| known.0) {
            let code = table.get(at).map_or(0, |known| known.1);
            let bytes = code.to_be_bytes();
            out.extend(bytes.iter().skip(if code > 0xffff { 0 } else { 2 }));
        } else {
            out.extend(format!("&#{};", sign as u32).bytes());
        }
    }

    /// The four-byte sequence at `place`.
    fn four(place: u32) -> [u8; 4] {
        let digit = |of: u32, base: u8, values: u32| {
            u8::try_from(of % values).map_or(base, |digit| base + digit)
        };
        [
            digit(place / 12_600, 0x81, 126),
            digit(place / 1_260, b'0', 10),
            digit(place / 10, 0x81, 126),
            digit(place, b'0', 10),
        ]
    }

    /// Every character that a sequence stands for, in order, with the sequence that stands for it first.
    fn table() -> Vec<(char, u32)> {
        let two = (0x81..=0xfe_u32).flat_map(|first| {
            let second = (0x40..=0xfe_u32).filter(|second| *second != 0x7f);
            second.map(move |second| (first << 8) | second)
        });
        let codes: Vec<u32> = two
            .chain(FOUR_BYTES.map(|place| u32::from_be_bytes(four(place))))
            .collect();
        // A line each, so that one that the browser does not know moves no other.
        let mut lines = Vec::new();
        for code in &codes {
            let bytes = code.to_be_bytes();
            lines.extend(bytes.iter().skip(if *code > 0xffff { 0 } else { 2 }));
            lines.push(b'\n');
        }
        let decoded = TextDecoder::new_with_label("gb18030")
            .and_then(|decoder| decoder.decode_with_u8_array(&lines))
            .unwrap_or_default();
        let mut table: Vec<(char, u32)> = decoded
            .split('\n')
            .zip(codes)
            .filter_map(|(line, code)| {
                let mut signs = line.chars();
                let sign = signs.next().filter(|sign| *sign != '\u{fffd}')?;
                signs.next().is_none().then_some((sign, code))
            })
            .collect();
        table.sort_by_key(|known| known.0);
        table.dedup_by_key(|known| known.0);
        table
    }
}
