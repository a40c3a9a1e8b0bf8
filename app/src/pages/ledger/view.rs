//! How a register is looked at: columns, order, filters; and the same saved in the workbook under a name.

use serde_json::{Value, json};
use shizu_casebook::query::{self, Filter, SortKey, Test};
use shizu_casebook::{FieldType, Kind, Workbook};

/// Narrowest and widest a column can be made, in pixels.
const WIDTHS: (usize, usize) = (48, 640);

/// The nearest width that a column can have, in pixels.
pub fn within(width: usize) -> usize {
    width.clamp(WIDTHS.0, WIDTHS.1)
}

/// How a register is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Columns, filters, order and search. The columns are never empty, and the id is always the first.
    pub query: query::View,
    /// Widths that differ from the usual ones, in pixels, by code of the field.
    pub widths: Vec<(String, usize)>,
    /// Whether rows are set closer.
    pub dense: bool,
}

impl View {
    /// What a register is first looked at with.
    pub fn of(kind: Kind) -> Self {
        let columns: &[&str] = match kind {
            Kind::Matter => &[
                "received",
                "state",
                "person",
                "body",
                "summary",
                "lead",
                "follower",
                "authority",
                "nature",
                "source",
                "closed",
            ],
            Kind::Finding => &[
                "state",
                "body",
                "round",
                "found",
                "problem",
                "follower",
                "disclosed",
                "follow_up",
                "closed",
            ],
            Kind::Task => &[
                "title", "state", "due", "owner", "body", "register", "record", "rule",
            ],
            Kind::Return => &[
                "body", "kind", "period", "state", "clues", "cases", "received", "remark",
            ],
            Kind::Case => &[
                "title",
                "state",
                "person",
                "body",
                "closed",
                "owner",
                "lesson_on",
                "analysis_on",
                "reform_on",
            ],
            Kind::Exchange => &[
                "on",
                "data_kind",
                "sender",
                "recipient",
                "purpose",
                "tier",
                "decision",
                "approver",
                "subject",
            ],
            Kind::Score => &[
                "unit",
                "evaluated_on",
                "score",
                "band",
                "scheme",
                "false_reports",
            ],
            Kind::Result => &[
                "title", "kind", "body", "on", "use", "owner", "used_on", "effect",
            ],
            Kind::Check => &[
                "list", "phase", "item", "body", "meeting", "on", "checker", "outcome", "problem",
            ],
            Kind::Body => &["name", "kind", "group", "office", "head", "covered"],
            Kind::Setting => &["value"],
        };
        let known = columns.iter().filter(|code| kind.field(code).is_some());
        let query = query::View {
            columns: std::iter::once(&"id")
                .chain(known)
                .map(|code| (*code).to_owned())
                .collect(),
            ..query::View::default()
        };
        View {
            query,
            widths: Vec::new(),
            dense: false,
        }
    }

    /// The fields shown, as positions in [`Kind::fields`]; the id first.
    pub fn columns(&self, kind: Kind) -> Vec<usize> {
        let codes = self.query.columns.iter();
        codes.filter_map(|code| kind.field(code)).collect()
    }

    /// Shows the column, or no longer; the id stays.
    pub fn toggle_column(&mut self, code: &str) {
        let columns = &mut self.query.columns;
        match columns.iter().position(|known| known == code) {
            Some(0) => {}
            Some(at) => {
                columns.remove(at);
            }
            None => columns.push(code.to_owned()),
        }
    }

    /// Moves a column one place to the left, or to the right; never before the id.
    pub fn move_column(&mut self, code: &str, right: bool) {
        let columns = &mut self.query.columns;
        let Some(at) = columns.iter().position(|known| known == code) else {
            return;
        };
        let to = if right { at + 1 } else { at.saturating_sub(1) };
        if at > 0 && to > 0 && to < columns.len() {
            columns.swap(at, to);
        }
    }

    /// Width of a column in pixels.
    pub fn width(&self, kind: Kind, field: usize) -> usize {
        let Some(field) = kind.fields().get(field) else {
            return WIDTHS.0;
        };
        let own = self.widths.iter().find(|(code, _)| code == field.code);
        own.map_or_else(|| usual_width(field.code, field.holds), |(_, width)| *width)
    }

    /// Makes a column this wide, as far as it can be.
    pub fn set_width(&mut self, code: &str, width: usize) {
        self.widths.retain(|(known, _)| known != code);
        self.widths.push((code.to_owned(), within(width)));
    }

    /// Makes a column wider, or narrower.
    pub fn widen(&mut self, kind: Kind, code: &str, by: isize) {
        let Some(field) = kind.field(code) else {
            return;
        };
        let now = self.width(kind, field);
        self.set_width(code, now.saturating_add_signed(by));
    }

    /// Sorts by the column; pressed again the other way round; pressed a third time not at all. With `also`, what was sorted by before stays weightier.
    pub fn sort_by(&mut self, code: &str, also: bool) {
        let sort = &mut self.query.sort;
        let at = sort.iter().position(|key| key.field == code);
        let next = match at.map(|at| sort[at].descending) {
            None => Some(false),
            Some(false) => Some(true),
            Some(true) => None,
        };
        let key = next.map(|descending| SortKey {
            field: code.to_owned(),
            descending,
        });
        if !also {
            *sort = key.into_iter().collect();
            return;
        }
        match (at, key) {
            (Some(at), Some(key)) => sort[at] = key,
            (Some(at), None) => {
                sort.remove(at);
            }
            (None, key) => sort.extend(key),
        }
    }

    /// The filter of a field.
    pub fn filter(&self, code: &str) -> Option<&Test> {
        let found = self
            .query
            .filters
            .iter()
            .find(|filter| filter.field == code);
        found.map(|filter| &filter.test)
    }

    /// Filters a field, or no longer.
    pub fn set_filter(&mut self, code: &str, test: Option<Test>) {
        self.query.filters.retain(|filter| filter.field != code);
        self.query.filters.extend(test.map(|test| Filter {
            field: code.to_owned(),
            test,
        }));
    }

    /// Adds a value to those that a field may have, or takes it out.
    pub fn toggle_value(&mut self, code: &str, value: &str) {
        let mut values = match self.filter(code) {
            Some(Test::OneOf(values)) => values.clone(),
            _ => Vec::new(),
        };
        match values.iter().position(|known| known == value) {
            Some(at) => {
                values.remove(at);
            }
            None => values.push(value.to_owned()),
        }
        self.set_filter(code, (!values.is_empty()).then_some(Test::OneOf(values)));
    }

    /// Sets one bound of a field between bounds.
    pub fn set_bound(&mut self, code: &str, upper: bool, text: &str) {
        let (mut from, mut until) = match self.filter(code) {
            Some(Test::Between { from, until }) => (from.clone(), until.clone()),
            _ => (None, None),
        };
        let bound = (!text.trim().is_empty()).then(|| text.trim().to_owned());
        *(if upper { &mut until } else { &mut from }) = bound;
        let none = from.is_none() && until.is_none();
        self.set_filter(code, (!none).then_some(Test::Between { from, until }));
    }

    /// Whether fewer than all rows may be shown.
    pub fn is_narrowed(&self) -> bool {
        !self.query.filters.is_empty() || !self.query.search.trim().is_empty()
    }

    /// As text, to be kept in the workbook.
    pub fn text(&self) -> String {
        json!({ "query": self.query.to_json(), "widths": self.widths, "dense": self.dense })
            .to_string()
    }

    /// From text; `None` for something else. Columns and filters that the register does not have are left out.
    pub fn read(kind: Kind, text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let mut query = query::View::from_json(&value["query"])?;
        query
            .columns
            .retain(|code| code != "id" && kind.field(code).is_some());
        query.columns.insert(0, "id".to_owned());
        query
            .filters
            .retain(|filter| kind.field(&filter.field).is_some());
        query.sort.retain(|key| kind.field(&key.field).is_some());
        let widths = value["widths"].as_array()?.iter().filter_map(|pair| {
            let width = usize::try_from(pair[1].as_u64()?).ok()?;
            Some((pair[0].as_str()?.to_owned(), within(width)))
        });
        Some(View {
            query,
            widths: widths.collect(),
            dense: value["dense"].as_bool()?,
        })
    }
}

fn usual_width(code: &str, holds: FieldType) -> usize {
    match (code, holds) {
        ("id", _) => 128,
        (_, FieldType::Date) => 104,
        (_, FieldType::Number | FieldType::YesNo) => 88,
        (_, FieldType::Code(_)) => 120,
        (_, FieldType::Person) => 96,
        (_, FieldType::Text | FieldType::Ref(_)) => 152,
        (_, FieldType::LongText) => 280,
    }
}

/// What the settings of saved views begin with.
fn prefix(kind: Kind) -> String {
    format!("view/{}/", kind.code())
}

/// The id of the setting in which a view of this name is kept.
pub fn setting(kind: Kind, name: &str) -> String {
    format!("{}{}", prefix(kind), name.trim())
}

/// The views saved for a register: names and texts, in the order they were saved.
pub fn saved(book: &Workbook, kind: Kind) -> Vec<(String, String)> {
    let prefix = prefix(kind);
    let settings = book.register(Kind::Setting).rows();
    let views = settings.filter_map(|row| {
        let name = row.id().strip_prefix(&prefix)?;
        Some((name.to_owned(), row.get("value").to_owned()))
    });
    views.collect()
}

#[cfg(test)]
mod tests {
    use super::{Test, View};
    use shizu_casebook::Kind;

    #[test]
    fn sorting_goes_up_down_and_off_and_with_shift_keeps_the_rest() {
        let mut view = View::of(Kind::Matter);
        let sort = |view: &View| -> Vec<(String, bool)> {
            let keys = view.query.sort.iter();
            keys.map(|key| (key.field.clone(), key.descending))
                .collect()
        };
        view.sort_by("received", false);
        view.sort_by("state", true);
        view.sort_by("state", true);
        assert_eq!(
            sort(&view),
            [("received".into(), false), ("state".into(), true)]
        );
        view.sort_by("state", true);
        assert_eq!(sort(&view), [("received".into(), false)]);
        view.sort_by("lead", false);
        assert_eq!(sort(&view), [("lead".into(), false)]);
        view.sort_by("lead", false);
        view.sort_by("lead", false);
        assert!(sort(&view).is_empty());
    }

    #[test]
    fn the_id_stays_first_whatever_is_chosen() {
        let mut view = View::of(Kind::Task);
        view.toggle_column("id");
        view.move_column("id", true);
        view.move_column("title", false);
        assert_eq!(&view.query.columns[..2], ["id", "title"]);
        view.move_column("title", true);
        assert_eq!(&view.query.columns[..3], ["id", "state", "title"]);
        view.toggle_column("title");
        assert!(!view.query.columns.contains(&"title".to_owned()));
    }

    #[test]
    fn a_view_is_read_as_it_was_saved() {
        let mut view = View::of(Kind::Matter);
        view.sort_by("received", false);
        view.toggle_value("state", "closed");
        view.toggle_value("state", "");
        view.set_bound("received", false, " 2026-01-01 ");
        view.query.search = "zjg".into();
        view.widen(Kind::Matter, "summary", 40);
        view.dense = true;
        assert_eq!(View::read(Kind::Matter, &view.text()), Some(view));
        assert_eq!(View::read(Kind::Matter, "{}"), None);
    }

    #[test]
    fn a_column_is_as_wide_as_it_was_made_within_bounds() {
        let mut view = View::of(Kind::Matter);
        let summary = Kind::Matter.field("summary").unwrap();
        for (asked, got) in [(333, 333), (1, 48), (5000, 640)] {
            view.set_width("summary", asked);
            assert_eq!(view.width(Kind::Matter, summary), got);
        }
        assert_eq!(view.widths.len(), 1);
        view.widen(Kind::Matter, "summary", -40);
        assert_eq!(view.width(Kind::Matter, summary), 600);
        assert_eq!(View::read(Kind::Matter, &view.text()), Some(view));
    }

    #[test]
    fn a_view_of_another_version_keeps_what_is_still_there() {
        let text = View::of(Kind::Matter)
            .text()
            .replace("\"summary\"", "\"gone\"");
        let view = View::read(Kind::Matter, &text).unwrap();
        assert!(view.query.columns.iter().all(|code| code != "gone"));
    }

    #[test]
    fn filters_come_and_go() {
        let mut view = View::of(Kind::Matter);
        view.toggle_value("state", "closed");
        view.toggle_value("state", "closed");
        view.set_bound("received", true, "2026-03-01");
        view.set_bound("received", true, "");
        assert!(!view.is_narrowed());
        view.set_filter("summary", Some(Test::Contains("路".into())));
        assert!(view.is_narrowed());
    }
}
