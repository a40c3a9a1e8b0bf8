//! The fixed parts of a workbook, and text inside XML.

use std::fmt::Write;

pub(super) const CONTENT_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
pub(super) const RELATIONS: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
pub(super) const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
pub(super) const DECLARATION: &str =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Style of ordinary cells.
pub(super) const STYLE_PLAIN: u8 = 0;
/// Style of the header: bold on grey.
pub(super) const STYLE_HEADER: u8 = 1;
/// Style of digits that are text: the cell stays text when it is edited.
pub(super) const STYLE_TEXT: u8 = 2;

/// `xl/styles.xml` with the three styles above.
pub(super) fn styles() -> String {
    let font = "<sz val=\"11\"/><name val=\"宋体\"/><family val=\"3\"/><charset val=\"134\"/>";
    format!(
        "{DECLARATION}<styleSheet xmlns=\"{MAIN}\">\
         <fonts count=\"2\"><font>{font}</font><font><b/>{font}</font></fonts>\
         <fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>\
         <fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE7E6E6\"/></patternFill></fill></fills>\
         <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
         <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
         <cellXfs count=\"3\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
         <xf numFmtId=\"0\" fontId=\"1\" fillId=\"2\" borderId=\"0\" xfId=\"0\" applyFont=\"1\" applyFill=\"1\"/>\
         <xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/></cellXfs>\
         <cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>"
    )
}

/// Appends text for use in XML, attributes included.
pub(super) fn escape(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(character),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                // Writing to a string does not fail.
                let _ = write!(out, "_x{:04X}_", u32::from(character));
            }
            // Text that merely looks like the escape above.
            '_' if is_escape(rest) => out.push_str("_x005F_"),
            _ => out.push(character),
        }
        rest = &rest[character.len_utf8()..];
    }
}

fn is_escape(text: &str) -> bool {
    let code = text
        .strip_prefix("_x")
        .and_then(|rest| rest.as_bytes().get(..5));
    code.is_some_and(|code| code[4] == b'_' && code[..4].iter().all(u8::is_ascii_hexdigit))
}
