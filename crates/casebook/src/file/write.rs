//! Writing the file, and entries of the history.

use crate::entry::Entry;
use crate::file::{VERSION, checksum};
use crate::history::CellChange;
use crate::kind::Kind;
use crate::pool::{Pool, Symbol};
use crate::registers::ID;
use crate::workbook::Workbook;

impl Workbook {
    /// The whole document as the text of its file: rows, history, checksum.
    pub fn to_json(&self) -> String {
        let mut body = String::with_capacity(1 << 16);
        member(&mut body, "id", &self.id);
        member(&mut body, "name", &self.name);
        member(&mut body, "space", self.space.code());
        member(&mut body, "created", &self.created);
        body.push_str(&format!(
            "\"revision\":{},\n\"registers\":{{",
            self.revision()
        ));
        let kinds = Kind::ALL
            .iter()
            .filter(|kind| !self.register(**kind).is_empty());
        for (number, kind) in kinds.enumerate() {
            body.push_str(if number == 0 { "\n" } else { ",\n" });
            self.write_register(&mut body, *kind);
        }
        body.push_str("},\n\"history\":[");
        for (number, entry) in self.entries().enumerate() {
            body.push_str(if number == 0 { "\n" } else { ",\n" });
            body.push_str(&entry.to_json());
        }
        body.push_str("]}\n");
        let sum = checksum(&body);
        format!("{{\"shizu\":\"workbook\",\"version\":{VERSION},\"checksum\":\"{sum}\",{body}")
    }

    /// A register: the columns that hold anything, and the rows.
    fn write_register(&self, out: &mut String, kind: Kind) {
        let register = self.register(kind);
        let filled = |field: &usize| {
            register
                .column(*field)
                .iter()
                .any(|symbol| !symbol.is_empty())
        };
        let columns: Vec<usize> = (0..kind.fields().len()).filter(filled).collect();
        string(out, kind.code());
        out.push_str(":{\"columns\":");
        names(out, kind, &columns);
        out.push_str(",\"rows\":[");
        for row in register.rows() {
            out.push_str(if row.position() == 0 { "\n" } else { ",\n" });
            let cells = columns.iter().map(|field| row.symbol(*field));
            array(out, &self.pool, cells);
        }
        out.push_str("]}");
    }
}

fn names(out: &mut String, kind: Kind, columns: &[usize]) {
    out.push('[');
    for (number, field) in columns.iter().enumerate() {
        if number > 0 {
            out.push(',');
        }
        string(out, kind.fields()[*field].code);
    }
    out.push(']');
}

fn array(out: &mut String, pool: &Pool, cells: impl Iterator<Item = Symbol>) {
    out.push('[');
    for (number, symbol) in cells.enumerate() {
        if number > 0 {
            out.push(',');
        }
        string(out, pool.get(symbol));
    }
    out.push(']');
}

pub(super) fn member(out: &mut String, name: &str, text: &str) {
    string(out, name);
    out.push(':');
    string(out, text);
    out.push(',');
}

/// A text as JSON writes it: control characters, quotes and backslashes escaped, everything else as it is.
pub(super) fn string(out: &mut String, text: &str) {
    out.push('"');
    let mut plain = 0;
    for (at, byte) in text.bytes().enumerate() {
        let short = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            b'\n' => "\\n",
            b'\r' => "\\r",
            b'\t' => "\\t",
            0..=31 => "",
            _ => continue,
        };
        out.push_str(&text[plain..at]);
        plain = at + 1;
        if short.is_empty() {
            out.push_str(&format!("\\u{byte:04x}"));
        } else {
            out.push_str(short);
        }
    }
    out.push_str(&text[plain..]);
    out.push('"');
}

/// An entry as a line of JSON.
pub(crate) fn entry_json(entry: Entry<'_>) -> String {
    let mut out = content(entry);
    out.push_str(&format!(",\"id\":\"{}\"}}", entry.id()));
    out
}

/// An entry without its id and closing brace: what the id is the hash of.
pub(crate) fn content(entry: Entry<'_>) -> String {
    let mut out = format!("{{\"revision\":{},", entry.revision());
    member(&mut out, "at", entry.at());
    member(&mut out, "by", entry.by());
    member(&mut out, "why", entry.why());
    member(&mut out, "action", entry.action().code());
    if let Some(undone) = entry.undoes() {
        out.push_str(&format!("\"undoes\":{undone},"));
    }
    out.push_str("\"changes\":[");
    let pool = &entry.book.pool;
    let groups = groups(entry.packed_changes());
    let mut rest = groups.as_slice();
    while let Some(first) = rest.first() {
        let alike = rest.iter().take_while(|group| first.goes_with(group));
        let (block, later) = rest.split_at(alike.count());
        if out.ends_with('}') {
            out.push(',');
        }
        write_block(&mut out, pool, block);
        rest = later;
    }
    out.push(']');
    out
}

/// The changes of one row that belong together.
struct Group<'c> {
    what: What,
    changes: &'c [CellChange],
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Added,
    Removed,
    Changed,
}

impl Group<'_> {
    /// Whether it can stand in one block with the group before it.
    fn goes_with(&self, other: &Group<'_>) -> bool {
        let fields = |changes: &[CellChange]| -> Vec<u8> {
            changes.iter().map(|change| change.field).collect()
        };
        let kind = |changes: &[CellChange]| changes.first().map(|change| change.kind);
        self.what == other.what
            && kind(self.changes) == kind(other.changes)
            && (self.what != What::Changed || fields(self.changes) == fields(other.changes))
    }
}

/// Changes by row: a row that comes begins with its id, one that goes ends with it.
fn groups(changes: &[CellChange]) -> Vec<Group<'_>> {
    let is_id = |change: &CellChange| usize::from(change.field) == ID;
    let runs = changes.chunk_by(|left, right| (left.kind, left.row) == (right.kind, right.row));
    let groups = runs.map(|changes| {
        let comes = changes
            .first()
            .is_some_and(|change| is_id(change) && change.before.is_empty());
        let goes = changes
            .last()
            .is_some_and(|change| is_id(change) && change.after.is_empty());
        let what = match (comes, goes) {
            (true, _) => What::Added,
            (_, true) => What::Removed,
            _ => What::Changed,
        };
        Group { what, changes }
    });
    groups.collect()
}

fn write_block(out: &mut String, pool: &Pool, block: &[Group<'_>]) {
    let Some(Group { what, changes }) = block.first() else {
        return;
    };
    let Some(CellChange { kind, .. }) = changes.first() else {
        return;
    };
    let mut used = vec![false; kind.fields().len()];
    let all = block.iter().flat_map(|group| group.changes);
    for change in all {
        used[usize::from(change.field)] = true;
    }
    let columns: Vec<usize> = (0..used.len()).filter(|field| used[*field]).collect();
    out.push_str("{\"register\":");
    string(out, kind.code());
    out.push_str(",\"columns\":");
    names(out, *kind, &columns);
    out.push_str(match what {
        What::Added => ",\"added\":[",
        What::Removed => ",\"removed\":[",
        What::Changed => ",\"changed\":[",
    });
    for (number, group) in block.iter().enumerate() {
        if number > 0 {
            out.push(',');
        }
        if *what == What::Changed {
            let row = group.changes.first().map(|change| change.row);
            let cells = group
                .changes
                .iter()
                .flat_map(|change| [change.before, change.after]);
            array(out, pool, row.into_iter().chain(cells));
            continue;
        }
        let cell = |field: &usize| {
            let mut changes = group.changes.iter();
            let change = changes.find(|change| usize::from(change.field) == *field);
            change.map_or(Symbol::EMPTY, |change| match what {
                What::Added => change.after,
                _ => change.before,
            })
        };
        array(out, pool, columns.iter().map(cell));
    }
    out.push_str("]}");
}
