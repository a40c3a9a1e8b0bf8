//! The XML in a workbook.

use std::io::BufReader;

use quick_xml::{
    Reader, XmlVersion,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
};

use super::xlsx_archive::{Archive, Content, MAX_PART};
use crate::issue::{Issue, Problem};

/// An XML part, read event by event. Every failure names the part.
pub(super) struct Xml<'a> {
    reader: Reader<BufReader<Content<'a>>>,
    buffer: Vec<u8>,
    part: String,
}

impl<'a> Xml<'a> {
    pub(super) fn open(archive: &'a Archive, part: &str) -> Result<Self, Issue> {
        let content = archive.part(part).ok_or_else(|| broken(part))?;
        if content.size() > MAX_PART {
            return Err(Issue::file(Problem::PartTooLarge {
                part: part.to_owned(),
                bytes: content.size(),
            }));
        }
        let mut reader = Reader::from_reader(BufReader::with_capacity(64 * 1024, content));
        reader.config_mut().expand_empty_elements = true;
        Ok(Self {
            reader,
            buffer: Vec::new(),
            part: part.to_owned(),
        })
    }

    pub(super) fn next(&mut self) -> Result<Event<'_>, Issue> {
        self.buffer.clear();
        self.reader
            .read_event_into(&mut self.buffer)
            .map_err(|_| broken(&self.part))
    }

    pub(super) fn broken(&self) -> Issue {
        broken(&self.part)
    }
}

/// The issue for a workbook of which `part` cannot be read.
pub(super) fn broken(part: &str) -> Issue {
    Issue::file(Problem::BrokenWorkbook {
        part: part.to_owned(),
    })
}

/// The value of an attribute, whatever its prefix.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let found = attributes
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    found
        .normalized_value(XmlVersion::Implicit1_0)
        .ok()
        .map(std::borrow::Cow::into_owned)
}

/// Appends the text of an event, if it is one that has text.
pub(super) fn push_text(event: &Event<'_>, out: &mut String) {
    match event {
        Event::Text(text) => out.push_str(&text.xml10_content()),
        Event::CData(text) => out.push_str(&text.xml10_content()),
        Event::GeneralRef(reference) => {
            if let Ok(Some(character)) = reference.resolve_char_ref() {
                out.push(character);
            } else if let Some(text) = resolve_predefined_entity(reference) {
                out.push_str(text);
            }
        }
        _ => {}
    }
}
