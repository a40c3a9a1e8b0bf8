//! Reading the holidays of a year, from the file that ships and from files that users bring.

use chrono::{Datelike, NaiveDate};
use shizu_tables::SortOnce;
use toml::Spanned;

use super::calendar::{CalendarYear, NamedDay, is_weekend};
use crate::error::{LoadError, Problem};
use crate::lang::{Lang, Text};
use crate::toml_file::{Node, TomlFile};

/// What is wrong with a day of a year file. The day counts by its weekday.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayProblem {
    /// Named both as a day off and as worked.
    BothOffAndWorked(NaiveDate),
    /// Named twice in the same way.
    Twice(NaiveDate),
    /// Monday to Friday, named as a weekend day that is worked.
    WorkedWeekday(NaiveDate),
    /// A day that the notice for this year cannot be about.
    OtherYear(NaiveDate, i32),
    /// A year without any day: its holidays have not been announced. It is not taken.
    EmptyYear(i32),
}

impl DayProblem {
    /// What is wrong, and what is done about it.
    pub(crate) fn message(&self, lang: Lang) -> String {
        let pick = |zh: String, en: String| if lang == Lang::Zh { zh } else { en };
        match self {
            DayProblem::BothOffAndWorked(day) => pick(
                format!("{day} 既列为放假又列为上班，自相矛盾，两处均未采用，按星期计；请核对通知"),
                format!(
                    "{day} is named both as off and as worked; neither is taken, the weekday decides; check the notice"
                ),
            ),
            DayProblem::Twice(day) => pick(
                format!("{day} 重复列出，只计一次"),
                format!("{day} is named twice; it counts once"),
            ),
            DayProblem::WorkedWeekday(day) => pick(
                format!("{day} 不是周末，本来就上班，不必列为调休上班；如应放假，请改列"),
                format!(
                    "{day} is no weekend day and worked anyway; if it should be off, list it so"
                ),
            ),
            DayProblem::OtherYear(day, year) => pick(
                format!("{day} 不属于{year}年的通知，未采用；请核对年份"),
                format!(
                    "{day} is none that the notice for {year} can be about and is not taken; check the year"
                ),
            ),
            DayProblem::EmptyYear(year) => pick(
                format!("{year}年没有列出任何日子，视为尚未公布，未采用"),
                format!("{year} has no days, so it has not been announced; it is not taken"),
            ),
        }
    }
}

/// The names that notices use.
const FESTIVALS: &[(&str, &str)] = &[
    ("元旦", "New Year"),
    ("春节", "Spring Festival"),
    ("清明节", "Qingming"),
    ("劳动节", "Labour Day"),
    ("端午节", "Dragon Boat"),
    ("中秋节", "Mid-Autumn"),
    ("国庆节", "National Day"),
];

/// A name in both languages; several festivals are joined by `、`. Names that no notice used so far stay as they are.
fn festival(zh: &str) -> Text {
    let word = |part: &str| {
        let known = FESTIVALS.iter().find(|(known, _)| *known == part.trim());
        known.map_or_else(|| part.trim().to_owned(), |(_, en)| (*en).to_owned())
    };
    let en: Vec<String> = zh.split('、').map(word).collect();
    Text {
        zh: zh.to_owned(),
        en: en.join(" and "),
    }
}

/// The years of the file that ships.
pub(super) fn shipped(file: &mut TomlFile<'_>) -> Vec<CalendarYear> {
    file.read(|file, root| Some(own_years(file, root, None)))
        .unwrap_or_default()
}

/// The years of a file of the user's, and what is wrong with it.
pub(super) fn read(name: &str, text: &str) -> (Vec<CalendarYear>, Vec<LoadError>) {
    let text = text.trim_start_matches('\u{feff}');
    if !text.trim_start().starts_with(['{', '[']) || text.trim_start().starts_with("[[") {
        let mut file = TomlFile::new(name, text);
        let years = file.read(|file, root| Some(own_years(file, root, Some(name))));
        return (years.unwrap_or_default(), file.errors);
    }
    let toml = json_as_toml(text);
    let mut file = TomlFile::new(name, &toml);
    let years = file.read(|file, root| {
        let list = root.is_list("f");
        let nodes = if list {
            root.tables(file, "f")
        } else {
            root.table(file, "f").into_iter().collect()
        };
        Some(
            nodes
                .iter()
                .filter_map(|node| notice_year(file, node, name))
                .collect(),
        )
    });
    // What was put before the text does not count for the reader's columns.
    for error in file.errors.iter_mut().filter(|error| error.place.line == 1) {
        error.place.column = error.place.column.saturating_sub(FIELD.len()).max(1);
    }
    (years.unwrap_or_default(), file.errors)
}

const FIELD: &str = "f=";

/// JSON as the value of a TOML field: the same but for colons and `\/`. Every line stays the line it was.
fn json_as_toml(json: &str) -> String {
    let mut toml = String::from(FIELD);
    let (mut quoted, mut escaped) = (false, false);
    for letter in json.trim_end().chars() {
        match letter {
            '"' if !escaped => quoted = !quoted,
            '/' if escaped => {
                toml.pop();
            }
            _ => {}
        }
        toml.push(if letter == ':' && !quoted {
            '='
        } else {
            letter
        });
        escaped = quoted && letter == '\\' && !escaped;
    }
    toml
}

/// A day as it stands in a file.
struct Entry {
    date: NaiveDate,
    off: bool,
    name: String,
    at: std::ops::Range<usize>,
}

/// The shape that ships: per year its notice, the days off and the worked weekend days, each as `name span span …` with spans as `month-day` or
/// `month-day..month-day`; a date of a neighbouring year is written in full.
fn own_years(
    file: &mut TomlFile<'_>,
    root: &Node<'_>,
    imported: Option<&str>,
) -> Vec<CalendarYear> {
    root.only(file, &["year"]);
    let mut years: Vec<CalendarYear> = Vec::new();
    for item in root.tables(file, "year") {
        item.only(file, &["year", "notice", "off", "worked"]);
        let Some(year) = item.number(file, "year") else {
            continue;
        };
        let notice = item.strings(file, "notice");
        if notice.is_empty() && imported.is_none() {
            file.fail(&item.at, Problem::MissingField { field: "notice" });
        }
        let mut entries = Vec::new();
        for (field, off) in [("off", true), ("worked", false)] {
            for text in item.strings(file, field) {
                entries.append(&mut named_spans(file, year, off, &text));
            }
        }
        years.extend(checked(file, &item, year, notice, imported, entries));
    }
    years
}

/// `春节 02-15..02-23`: the name may be missing.
fn named_spans(
    file: &mut TomlFile<'_>,
    year: i32,
    off: bool,
    text: &Spanned<String>,
) -> Vec<Entry> {
    let (mut entries, mut name) = (Vec::new(), "");
    for word in text.get_ref().split_whitespace() {
        if !word.starts_with(|first: char| first.is_ascii_digit()) {
            name = word;
            continue;
        }
        match days(year, word) {
            Some(days) => entries.extend(days.into_iter().map(|date| Entry {
                date,
                off,
                name: name.to_owned(),
                at: text.span(),
            })),
            None => bad_date(file, &text.span(), word),
        }
    }
    entries
}

/// The shape in which notices are published as open data.
fn notice_year(file: &mut TomlFile<'_>, node: &Node<'_>, name: &str) -> Option<CalendarYear> {
    node.only(file, &["$schema", "$id", "year", "papers", "days"]);
    let year = node.number(file, "year")?;
    let notice = node.strings(file, "papers");
    let mut entries = Vec::new();
    for item in node.tables(file, "days") {
        item.only(file, &["name", "date", "isOffDay"]);
        let (name, date, off) = (
            item.string(file, "name"),
            item.required(file, "date"),
            item.flag(file, "isOffDay"),
        );
        let (Some(date), Some(off)) = (date, off) else {
            if off.is_none() {
                file.fail(&item.at, Problem::MissingField { field: "isOffDay" });
            }
            continue;
        };
        match date.get_ref().parse() {
            Ok(day) => entries.push(Entry {
                date: day,
                off,
                name: name.map(Spanned::into_inner).unwrap_or_default(),
                at: date.span(),
            }),
            Err(_) => bad_date(file, &date.span(), date.get_ref()),
        }
    }
    checked(file, node, year, notice, Some(name), entries)
}

fn bad_date(file: &mut TomlFile<'_>, at: &std::ops::Range<usize>, text: &str) {
    let text = text.to_owned();
    file.fail(at, Problem::BadDate { text });
}

/// The year, with the entries that do not contradict each other, the weekday or the year.
fn checked(
    file: &mut TomlFile<'_>,
    node: &Node<'_>,
    year: i32,
    notice: Vec<Spanned<String>>,
    imported: Option<&str>,
    mut entries: Vec<Entry>,
) -> Option<CalendarYear> {
    entries.sort_once_by_key(|entry| entry.date);
    if entries.is_empty() {
        file.fail(&node.at, Problem::Day(DayProblem::EmptyYear(year)));
        return None;
    }
    let mut days: Vec<NamedDay> = Vec::new();
    let mut at = 0;
    while let Some(entry) = entries.get(at) {
        let (date, off) = (entry.date, entry.off);
        let same = entries[at..]
            .iter()
            .take_while(|other| other.date == date)
            .count();
        let group = &entries[at..at + same];
        at += same;
        let both = group.iter().find(|other| other.off != off);
        let neighbour = (date.year() == year - 1 && date.month() == 12)
            || (date.year() == year + 1 && date.month() == 1);
        let (problem, place) = if let Some(other) = both {
            (Some(DayProblem::BothOffAndWorked(date)), other)
        } else if date.year() != year && !neighbour {
            (Some(DayProblem::OtherYear(date, year)), entry)
        } else if !off && !is_weekend(date) {
            (Some(DayProblem::WorkedWeekday(date)), entry)
        } else {
            days.push(NamedDay {
                date,
                off,
                name: festival(&entry.name),
            });
            let again = (same > 1).then_some(DayProblem::Twice(date));
            (again, &group[same - 1])
        };
        if let Some(problem) = problem {
            file.fail(&place.at, Problem::Day(problem));
        }
    }
    let bare = |address: Spanned<String>| {
        let address = address.into_inner();
        let bare = address.split_once("://").map(|(_, bare)| bare.to_owned());
        bare.unwrap_or(address)
    };
    Some(CalendarYear {
        year,
        notice: notice.into_iter().map(bare).collect(),
        imported: imported.map(str::to_owned),
        days,
    })
}

fn days(year: i32, span: &str) -> Option<Vec<NaiveDate>> {
    let (first, last) = span.split_once("..").unwrap_or((span, span));
    let (first, last) = (day(year, first)?, day(year, last)?);
    let within = first <= last && (last - first).num_days() < LONGEST_SPAN;
    within.then(|| first.iter_days().take_while(|day| *day <= last).collect())
}

/// No holiday lasts longer, in days; a longer span is a slip of the pen.
const LONGEST_SPAN: i64 = 31;

fn day(year: i32, text: &str) -> Option<NaiveDate> {
    text.parse()
        .ok()
        .or_else(|| format!("{year}-{text}").parse().ok())
}
