//! The parts of a workbook that come before its sheets: relations, the list of sheets, shared strings.

use std::collections::BTreeMap;

use quick_xml::events::Event;

use super::{
    xlsx_archive::Archive,
    xlsx_styles::{NumberKind, read_styles},
    xlsx_xml::{Xml, attribute, push_text},
};
use crate::issue::Issue;

/// More text than this in the table of shared strings is taken for a decompression bomb.
const MAX_SHARED: usize = 512 << 20;

/// One sheet of the workbook.
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) part: String,
    pub(super) hidden: bool,
}

/// What the sheets refer to.
pub(super) struct Workbook {
    pub(super) sheets: Vec<Sheet>,
    pub(super) shared: SharedStrings,
    /// For each cell style, how its numbers are to be read.
    pub(super) styles: Vec<NumberKind>,
    /// Whether days are counted from 1904 instead of 1900.
    pub(super) from_1904: bool,
}

impl Workbook {
    pub(super) fn open(archive: &Archive) -> Result<Self, Issue> {
        let root = relations(archive, "")?;
        let part = root
            .iter()
            .find(|relation| relation.kind == "officeDocument")
            .map_or("xl/workbook.xml", |found| &found.target);
        let relations = relations(archive, part)?;
        let mut by_id = BTreeMap::new();
        for (index, relation) in relations.iter().enumerate() {
            by_id.insert(relation.id.clone(), index);
        }
        let (mut sheets, mut from_1904) = (Vec::new(), false);
        let mut xml = Xml::open(archive, part)?;
        loop {
            match xml.next()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "workbookPr" => {
                        from_1904 = attribute(&element, "date1904")
                            .is_some_and(|value| value == "1" || value == "true");
                    }
                    "sheet" => {
                        let target = attribute(&element, "id")
                            .and_then(|id| relations.get(*by_id.get(&id)?));
                        if let (Some(name), Some(target)) = (attribute(&element, "name"), target) {
                            let hidden = attribute(&element, "state")
                                .is_some_and(|state| state != "visible");
                            sheets.push(Sheet {
                                name,
                                part: target.target.clone(),
                                hidden,
                            });
                        }
                    }
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
        }
        let of_kind = |kind: &str| {
            relations
                .iter()
                .find(|relation| relation.kind == kind)
                .map(|relation| relation.target.as_str())
        };
        let shared = match of_kind("sharedStrings") {
            Some(part) => SharedStrings::read(archive, part)?,
            None => SharedStrings::default(),
        };
        let styles = match of_kind("styles") {
            Some(part) => read_styles(archive, part)?,
            None => Vec::new(),
        };
        Ok(Self {
            sheets,
            shared,
            styles,
            from_1904,
        })
    }
}

struct Relation {
    id: String,
    /// The last word of the relation's type.
    kind: String,
    /// The part it leads to, from the root of the archive.
    target: String,
}

/// The relations of a part, `""` being the whole package.
fn relations(archive: &Archive, part: &str) -> Result<Vec<Relation>, Issue> {
    let (folder, file) = part
        .rsplit_once('/')
        .map_or(("", part), |(folder, file)| (folder, file));
    let own = if folder.is_empty() {
        format!("_rels/{file}.rels")
    } else {
        format!("{folder}/_rels/{file}.rels")
    };
    let mut xml = Xml::open(archive, &own)?;
    let mut relations = Vec::new();
    loop {
        match xml.next()? {
            Event::Start(element) if element.local_name().as_ref() == "Relationship" => {
                let [id, kind, target] = ["Id", "Type", "Target"]
                    .map(|name| attribute(&element, name).unwrap_or_default());
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                relations.push(Relation {
                    id,
                    kind,
                    target: resolve(folder, &target),
                });
            }
            Event::Eof => return Ok(relations),
            _ => {}
        }
    }
}

/// The part a relative target leads to.
fn resolve(folder: &str, target: &str) -> String {
    let base = if target.starts_with('/') { "" } else { folder };
    let mut steps: Vec<&str> = Vec::new();
    for step in base.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// The texts that cells share, one after the other in one string.
#[derive(Default)]
pub(super) struct SharedStrings {
    text: String,
    ends: Vec<usize>,
}

impl SharedStrings {
    pub(super) fn get(&self, index: usize) -> Option<&str> {
        let start = if index == 0 {
            0
        } else {
            *self.ends.get(index - 1)?
        };
        self.text.get(start..*self.ends.get(index)?)
    }

    fn read(archive: &Archive, part: &str) -> Result<Self, Issue> {
        let mut xml = Xml::open(archive, part)?;
        let mut shared = Self::default();
        // Phonetic hints (`rPh`) stand beside the text and are none of it.
        let (mut in_text, mut in_hint) = (false, false);
        loop {
            match xml.next()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "t" => in_text = true,
                    "rPh" => in_hint = true,
                    _ => {}
                },
                Event::End(element) => match element.local_name().as_ref() {
                    "t" => in_text = false,
                    "rPh" => in_hint = false,
                    "si" => {
                        let start = shared.ends.last().copied().unwrap_or_default();
                        unescape(&mut shared.text, start);
                        shared.ends.push(shared.text.len());
                    }
                    _ => {}
                },
                Event::Eof => return Ok(shared),
                event if in_text && !in_hint => push_text(&event, &mut shared.text),
                _ => {}
            }
            if shared.text.len() > MAX_SHARED {
                return Err(xml.broken());
            }
        }
    }
}

/// Resolves, from `start` on, the spelling `_x000D_` that workbooks use for characters XML cannot hold.
pub(super) fn unescape(text: &mut String, start: usize) {
    let mut from = start;
    while let Some(found) = text.get(from..).and_then(|rest| rest.find("_x")) {
        let at = from + found;
        let code = text
            .get(at + 2..at + 7)
            .and_then(|code| code.strip_suffix('_'));
        let code = code.filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        if let Some(character) = code
            .and_then(|code| u32::from_str_radix(code, 16).ok())
            .and_then(char::from_u32)
        {
            text.replace_range(at..at + 7, character.encode_utf8(&mut [0; 4]));
            from = at + character.len_utf8();
        } else {
            from = at + 2;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_resolved_once() {
        let mut text = String::from("_x000D_ a_x005F_x000D_b _xZZZZ_ _x0041");
        unescape(&mut text, 0);
        assert_eq!(text, "\r a_x000D_b _xZZZZ_ _x0041");
    }

    #[test]
    fn targets_are_resolved_from_their_folder() {
        assert_eq!(
            resolve("xl", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml"
        );
        assert_eq!(resolve("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(resolve("xl/a", "../b.xml"), "xl/b.xml");
    }
}
