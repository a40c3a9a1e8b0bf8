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
