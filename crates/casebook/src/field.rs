//! The fields of a register: what a cell may hold, and how what people write becomes it.

use shizu_rules::vocabulary::{Value, YES_NO};
use shizu_rules::{Lang, lenient, parse_date};

use crate::kind::Kind;

/// Longest cell in bytes. What is longer belongs in a file of its own.
pub const LONGEST_CELL: usize = 1 << 20;

/// Longest id in bytes: it stands in every list.
const LONGEST_ID: usize = 240;

/// What a cell of a field holds. Empty is always allowed: not known, or not yet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FieldType {
    /// One line.
    Text,
    /// Any text with line breaks.
    LongText,
    /// A day, `2026-03-05`.
    Date,
    /// A decimal number without thousands separators.
    Number,
    /// A code of a closed set.
    Code(&'static [Value]),
    /// `yes` or `no`.
    YesNo,
    /// The name of a person.
    Person,
    /// The id of a row of that register, or a name where no such row is kept.
    Ref(Kind),
}

/// A field of a register.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Stable code: the column's name in files, commands and rules.
    pub code: &'static str,
    /// Chinese label.
    pub zh: &'static str,
    /// English label.
    pub en: &'static str,
    /// What its cells hold.
    pub holds: FieldType,
}

/// Why a text is no value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadCell {
    /// What is wrong and what to do, in Chinese.
    pub zh: String,
    /// The same in English.
    pub en: String,
    /// The nearest valid text, if there is one.
    pub nearest: Option<String>,
}

impl BadCell {
    /// A text that is written otherwise than the workbook keeps it.
    pub(crate) fn not_canonical(canonical: &str) -> Self {
        let shown = shorten(canonical);
        BadCell {
            zh: format!("写法应为“{shown}”。"),
            en: format!("It should be written `{shown}`."),
            nearest: Some(canonical.to_owned()),
        }
    }

    /// What is wrong and what to do.
    pub fn message(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

impl FieldType {
    /// Stable code of the type, as the documentation of the file names it.
    pub fn code(self) -> &'static str {
        match self {
            FieldType::Text => "text",
            FieldType::LongText => "long text",
            FieldType::Date => "date",
            FieldType::Number => "number",
            FieldType::Code(_) => "code",
            FieldType::YesNo => "yes/no",
            FieldType::Person => "person",
            FieldType::Ref(_) => "reference",
        }
    }

    /// The values of a closed set; empty for open ones.
    pub fn values(self) -> &'static [Value] {
        match self {
            FieldType::Code(values) => values,
            FieldType::YesNo => YES_NO,
            _ => &[],
        }
    }
}

impl Field {
    /// What people call it.
    pub fn label(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }

    /// How a cell of the field reads to people: the label of a code, everything else as it is.
    pub fn shown<'t>(&self, text: &'t str, lang: Lang) -> &'t str {
        let values = self.holds.values();
        let value = values.iter().find(|value| value.code == text);
        value.map_or(text, |value| value.label(lang))
    }

    /// The canonical text of what somebody wrote: a code for its label, a day for any usual way of writing it. Canonical texts stay as they are.
    ///
    /// # Errors
    /// [`BadCell`] says what was expected, with the nearest valid text.
    pub fn read(&self, text: &str) -> Result<String, BadCell> {
        if text.len() > LONGEST_CELL {
            return Err(too_long(text));
        }
        if self.code == "id" && text.trim().len() > LONGEST_ID {
            return Err(BadCell {
                zh: format!("编号最长 {LONGEST_ID} 字节（约 80 个汉字），请缩短。"),
                en: format!("An id has at most {LONGEST_ID} bytes; make it shorter."),
                nearest: None,
            });
        }
        if matches!(self.holds, FieldType::LongText) {
            return Ok(text.to_owned());
        }
        let text = text.trim();
        if text.is_empty() {
            return Ok(String::new());
        }
        match self.holds {
            FieldType::Date => date(text),
            FieldType::Number => number(text),
            FieldType::Code(_) | FieldType::YesNo => self.code(text),
            _ => Ok(one_line(text)),
        }
    }

    fn code(&self, text: &str) -> Result<String, BadCell> {
        let values = self.holds.values();
        let exact = values.iter().position(|value| value.code == text);
        if let Some(at) = exact.or_else(|| lenient(values, text)) {
            return Ok(values[at].code.to_owned());
        }
        let codes: Vec<&str> = values.iter().map(|value| value.code).collect();
        let shown = shorten(text);
        Err(BadCell {
            zh: format!(
                "“{shown}”不是“{}”的有效取值，应为 {}；不清楚时留空。",
                self.zh,
                codes.join(" | ")
            ),
            en: format!(
                "`{shown}` is no value of {} ({}); write {}, or leave it empty if unknown.",
                self.code,
                self.en,
                codes.join(" | ")
            ),
            nearest: nearest(text, values),
        })
    }
}

fn nearest(text: &str, values: &'static [Value]) -> Option<String> {
    let words = values
        .iter()
        .flat_map(|value| [value.code, value.zh, value.en]);
    let word = shizu_tables::nearest(&shorten(text), words)?;
    let named = |value: &&Value| [value.code, value.zh, value.en].contains(&word);
    values.iter().find(named).map(|value| value.code.to_owned())
}

fn date(text: &str) -> Result<String, BadCell> {
    match parse_date(text) {
        Ok(day) => Ok(day.to_string()),
        Err(problem) => {
            let shown = shorten(text);
            Err(BadCell {
                zh: problem.message(&shown, Lang::Zh),
                en: problem.message(&shown, Lang::En),
                nearest: problem.nearest().map(|day| day.to_string()),
            })
        }
    }
}

/// A text without line breaks: each run of them is a blank.
fn one_line(text: &str) -> String {
    const BREAKS: [char; 4] = ['\n', '\r', '\u{2028}', '\u{2029}'];
    if !text.contains(BREAKS) {
        return text.to_owned();
    }
    let parts = text.split(BREAKS).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" ")
}

/// Digits with at most one point and an optional minus, full-width ones as an input method writes them too; no more than 30 of them, which covers every
/// count and every score.
fn number(text: &str) -> Result<String, BadCell> {
    let narrow = |char: char| match char {
        '０'..='９' | '．' | '－' => char::from_u32(char as u32 - 0xfee0).unwrap_or(char),
        _ => char,
    };
    let narrow: String = text.chars().take(31).map(narrow).collect();
    let digits = narrow.strip_prefix('-').unwrap_or(&narrow);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain =
        |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if narrow.len() > 30 || !plain(whole) || !plain(part) {
        let shown = shorten(text);
        return Err(BadCell {
            zh: format!("“{shown}”不是数字，请写作 12 或 87.5；不清楚时留空。"),
            en: format!("`{shown}` is no number; write 12 or 87.5, or leave it empty if unknown."),
            nearest: None,
        });
    }
    Ok(narrow)
}

fn too_long(text: &str) -> BadCell {
    let kilobytes = text.len() / 1024;
    BadCell {
        zh: format!(
            "单元格有 {kilobytes} KB，上限为 1024 KB；请把材料另存文件，这里写文件名和编号。"
        ),
        en: format!(
            "The cell has {kilobytes} KB, the limit is 1024 KB; keep the material in a file of its own and write its name and number here."
        ),
        nearest: None,
    }
}

/// The beginning of a text, for a message.
pub(crate) fn shorten(text: &str) -> String {
    let mut shown: String = text.chars().take(40).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use crate::kind::Kind;

    fn read(kind: Kind, code: &str, text: &str) -> Result<String, Option<String>> {
        let field = kind.field(code).and_then(|at| kind.fields().get(at));
        field.expect(code).read(text).map_err(|bad| bad.nearest)
    }

    #[test]
    fn cells_become_what_is_kept() {
        let ok = |kind, code, text, kept: &str| {
            assert_eq!(read(kind, code, text).as_deref(), Ok(kept), "{code} {text}");
            assert_eq!(
                read(kind, code, kept).as_deref(),
                Ok(kept),
                "kept texts stay"
            );
        };
        ok(Kind::Matter, "received", "2026年3月5日", "2026-03-05");
        ok(
            Kind::Matter,
            "authority",
            "同级党委管理（班子成员、一把手）",
            "same_level",
        );
        ok(
            Kind::Matter,
            "authority",
            "同级党委管理(班子成员、一把手)",
            "same_level",
        );
        ok(Kind::Matter, "real_name", " 是 ", "yes");
        ok(Kind::Matter, "real_name", "0", "no");
        ok(Kind::Matter, "person", " 王\n虚构 ", "王 虚构");
        ok(Kind::Matter, "summary", " 一\n二 ", " 一\n二 ");
        ok(Kind::Score, "score", "８７．５", "87.5");
        ok(Kind::Return, "clues", "0012", "0012");
        ok(Kind::Body, "id", "440101199001011234", "440101199001011234");
        assert_eq!(
            read(Kind::Matter, "authority", "same_levle"),
            Err(Some("same_level".to_owned()))
        );
        assert_eq!(
            read(Kind::Matter, "received", "2026-02-30"),
            Err(Some("2026-02-28".to_owned()))
        );
        for text in [
            "1,234",
            "1e3",
            "十二",
            "1.2.3",
            "-",
            "1234567890123456789012345678901",
        ] {
            assert_eq!(read(Kind::Score, "score", text), Err(None), "{text}");
        }
        assert_eq!(read(Kind::Body, "id", &"9".repeat(241)), Err(None));
    }

    #[test]
    fn every_register_has_an_id_first_and_each_field_once() {
        for kind in Kind::ALL {
            let codes: Vec<&str> = kind.fields().iter().map(|field| field.code).collect();
            assert_eq!(codes[0], "id");
            let mut unique = codes.clone();
            unique.sort_unstable();
            unique.dedup();
            assert_eq!(unique.len(), codes.len(), "{codes:?}");
            assert!(codes.len() < 128, "a change notes its field in a byte");
        }
    }
}
