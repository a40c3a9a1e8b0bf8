//! Checks by list: daily supervision and the supervision of meetings before, during and after, LS38. What is found goes into the ledger.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use shizu_rules::vocabulary::{
    CheckList, CheckResult, FindingState, Inclusion, MatterState, Source, Term,
};
use shizu_rules::{CheckItem, Lang, Rulebook};

use crate::command::{Command, Edit};
use crate::kind::Kind;
use crate::register::Row;
use crate::workbook::Workbook;

/// A check about to begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begin {
    /// The list.
    pub list: CheckList,
    /// The body, by id or name.
    pub body: String,
    /// The meeting; empty for daily supervision.
    pub meeting: String,
    /// The day.
    pub on: NaiveDate,
    /// Who checks.
    pub checker: String,
    /// The language in which the items are written down.
    pub lang: Lang,
}

/// A check that was begun: the rows of one list, body, meeting and day.
#[derive(Clone, Debug)]
pub struct Check<'w> {
    /// The list; `None` where the row does not say.
    pub list: Option<CheckList>,
    /// The body, as written.
    pub body: &'w str,
    /// The meeting.
    pub meeting: &'w str,
    /// The day, as written.
    pub on: &'w str,
    /// Its rows, in the order of the register.
    pub rows: Vec<Row<'w>>,
}

impl Begin {
    /// The command that writes the items of the list into the register, none of them checked yet.
    pub fn command(&self, rulebook: &Rulebook) -> Command {
        let columns = [
            "list", "phase", "item", "body", "meeting", "on", "checker", "outcome",
        ];
        let items = rulebook.check_items.iter();
        let rows = items.filter(|item| item.list == self.list).map(|item| {
            vec![
                item.list.code().to_owned(),
                item.phase.code().to_owned(),
                item.grounds.says.in_lang(self.lang).to_owned(),
                self.body.clone(),
                self.meeting.clone(),
                self.on.to_string(),
                self.checker.clone(),
                CheckResult::Pending.code().to_owned(),
            ]
        });
        Command::Import {
            kind: Kind::Check,
            columns: columns.map(str::to_owned).to_vec(),
            rows: rows.collect(),
        }
    }
}

/// The checks of a workbook, the latest first.
pub fn checks(book: &Workbook) -> Vec<Check<'_>> {
    let mut all: BTreeMap<(&str, &str, &str, &str), Vec<Row<'_>>> = BTreeMap::new();
    for row in book.register(Kind::Check).rows() {
        let key = (
            row.get("on"),
            row.get("list"),
            row.get("body"),
            row.get("meeting"),
        );
        all.entry(key).or_default().push(row);
    }
    let checks = all.into_iter().rev();
    let checks = checks.map(|((on, list, body, meeting), rows)| Check {
        list: CheckList::from_code(list),
        body,
        meeting,
        on,
        rows,
    });
    checks.collect()
}

/// The entry of the rulebook that a row of the register was written from, by its wording in either language.
pub fn item_of<'r>(rulebook: &'r Rulebook, row: Row<'_>) -> Option<&'r CheckItem> {
    let written = row.get("item");
    let says =
        |item: &&CheckItem| item.grounds.says.zh == written || item.grounds.says.en == written;
    rulebook.check_items.iter().find(says)
}

/// What a row found goes into the ledger on `day`: as a finding of daily supervision that inspection takes in (LS42), or as a matter. One change: the new
/// row with its origin, and the row of the check, which says where it went. `None` for another register, or where it went there before.
pub fn into_ledger(
    book: &Workbook,
    row: Row<'_>,
    into: Kind,
    problem: &str,
    day: NaiveDate,
    lang: Lang,
) -> Option<Command> {
    let day = day.to_string();
    let origin = origin(book, row, lang);
    let (code, prefix, cells): (_, _, Vec<(&'static str, &str)>) = match into {
        Kind::Finding => (
            "finding",
            "F",
            vec![
                ("inclusion", Inclusion::FromDaily.code()),
                ("state", FindingState::Entered.code()),
                ("found", &day),
                ("problem", problem),
            ],
        ),
        Kind::Matter => (
            "matter",
            "M",
            vec![
                ("state", MatterState::Registered.code()),
                ("received", &day),
                ("summary", problem),
                ("source", Source::DailySupervision.code()),
            ],
        ),
        _ => return None,
    };
    let id = format!("{prefix}-{}", row.id());
    if book.register(into).find(&id).is_some() {
        return None;
    }
    let edit = |kind, row: &str, field, text: &str| Edit {
        kind,
        row: row.to_owned(),
        field,
        text: text.to_owned(),
    };
    let mut edits = vec![edit(into, &id, "id", &id)];
    let rest = [("body", row.get("body")), ("note", origin.as_str())];
    for (field, text) in cells.into_iter().chain(rest) {
        if !text.is_empty() {
            edits.push(edit(into, &id, field, text));
        }
    }
    edits.push(edit(
        Kind::Check,
        row.id(),
        "outcome",
        CheckResult::Problem.code(),
    ));
    edits.push(edit(Kind::Check, row.id(), "problem", problem));
    edits.push(edit(Kind::Check, row.id(), code, &id));
    Some(Command::Merge { edits })
}

/// Where a finding comes from, in a sentence.
fn origin(book: &Workbook, row: Row<'_>, lang: Lang) -> String {
    let list = CheckList::from_code(row.get("list")).map_or("", |list| list.label(lang));
    let body = crate::today::Bodies::of(book);
    let body = body.name(row.get("body"));
    let (meeting, on, id) = (row.get("meeting"), row.get("on"), row.id());
    let about = [body, meeting, on]
        .into_iter()
        .filter(|text| !text.is_empty());
    let about: Vec<&str> = about.collect();
    match lang {
        Lang::Zh => format!("来自{list}（{}），检查记录 {id}", about.join("，")),
        Lang::En => format!("from {list} ({}), check {id}", about.join(", ")),
    }
}
