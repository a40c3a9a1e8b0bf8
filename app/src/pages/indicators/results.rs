//! What the rows give: bars, tables, and what is to be said about them.

use maud::{Markup, html};
use shizu_rules::Lang;
use shizu_rules::indicators::{
    Column, Count, Figures, InputRow, Kind, Outcome, Percent, Problem, Reason,
};
use shizu_rules::vocabulary::Term;

use super::plots;
use super::state::SHOWN;
use super::table::field_id;
use crate::markup::t;

/// Decimals of the column that shows shares before rounding.
const EXACT: u32 = 4;

/// The results of one kind.
pub fn draw(kind: Kind, worked: &[(InputRow, Outcome)], lang: Lang) -> Markup {
    let shown = &worked[..worked.len().min(SHOWN)];
    html! {
        (plots::fills())
        (wrong(worked, lang))
        @match kind {
            Kind::Forms => @for (row, outcome) in shown { (forms(row, outcome, lang)) },
            Kind::Share => @for group in groups(worked) { (shares(&group, lang)) },
            Kind::Rate | Kind::Change | Kind::Sanctions => (bars(kind, shown, lang)),
        }
    }
}

/// The conclusion in one sentence.
pub fn conclusion(worked: &[(InputRow, Outcome)], lang: Lang) -> String {
    let count = |wanted: &dyn Fn(&Outcome) -> bool| {
        worked.iter().filter(|(_, outcome)| wanted(outcome)).count()
    };
    let computed = count(&|outcome| outcome.figures.is_some());
    let bad = count(&|outcome| !outcome.errors.is_empty());
    let agreeing = count(&|outcome| outcome.agrees == Some(true));
    let differing = count(&|outcome| outcome.agrees == Some(false));
    if worked.is_empty() {
        return t(lang, "还没有数据。", "No data yet.").to_owned();
    }
    match lang {
        Lang::Zh => format!(
            "已算 {computed} 行，有误 {bad} 行；公布值一致 {agreeing} 行，不一致 {differing} 行。"
        ),
        Lang::En => format!(
            "Rows computed: {computed}, wrong: {bad}; printed figures that agree: {agreeing}, that differ: {differing}."
        ),
    }
}

/// All rows that are wrong, each leading to its field.
fn wrong(worked: &[(InputRow, Outcome)], lang: Lang) -> Markup {
    let errors = worked
        .iter()
        .flat_map(|(_, outcome)| outcome.errors.iter().map(move |error| (outcome.row, error)));
    let errors: Vec<(u64, &Problem)> = errors.take(SHOWN).collect();
    html! {
        @if !errors.is_empty() {
            section class="errors" role="alert" {
                h2 { (t(lang, "这些行有误，其余照算", "These rows are wrong; the others are computed")) }
                ul {
                    @for (row, error) in errors {
                        li {
                            @match error.column {
                                Some(column) => button type="button" class="link" id={ "indicators-go-" (row) "-" (column.code()) } data-do="go"
                                    data-arg=(field_id(usize::try_from(row).unwrap_or_default().saturating_sub(1), column)) { (place(row, lang)) },
                                None => (place(row, lang)),
                            }
                            (t(lang, "：", ": ")) (error.told(lang))
                        }
                    }
                }
            }
        }
    }
}

fn place(row: u64, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("第{row}行"),
        Lang::En => format!("row {row}"),
    }
}

/// Whether the printed figures agree, as a sign and a word.
fn verdict(agrees: Option<bool>, lang: Lang) -> Markup {
    html! {
        @match agrees {
            Some(true) => span class="indicators-good" { "✓ " (t(lang, "与公布值一致", "as printed")) },
            Some(false) => span class="indicators-bad" { "✕ " (t(lang, "与公布值不一致", "not as printed")) },
            None => {},
        }
    }
}

/// What is to be said besides what the figures and the verdict show.
fn notes(outcome: &Outcome, lang: Lang) -> Markup {
    let shown = |note: &&Problem| !matches!(note.reason, Reason::Agrees | Reason::Implied);
    let notes: Vec<&Problem> = outcome.notes.iter().filter(shown).collect();
    html! {
        @if !notes.is_empty() {
            ul class="indicators-notes" { @for note in notes { li { (note.told(lang)) } } }
        }
    }
}

/// A part of a whole in the legend: name, how many, share, share rounded by itself, what was printed.
struct Line<'l> {
    name: &'l str,
    part: Count,
    share: Percent,
    plain: Percent,
    printed: Option<&'l str>,
}

fn forms(row: &InputRow, outcome: &Outcome, lang: Lang) -> Markup {
    let Some(Figures::Shares {
        parts,
        sum,
        shares,
        plain,
        plain_sum,
    }) = &outcome.figures
    else {
        return html! {};
    };
    let lines = parts
        .iter()
        .zip(shares)
        .zip(plain)
        .zip(Column::FORMS.iter().zip(Column::PRINTED_FORMS));
    let lines: Vec<Line<'_>> = lines
        .map(|(((part, share), plain), (column, printed))| Line {
            name: column.label(lang),
            part: *part,
            share: *share,
            plain: *plain,
            printed: row.text(printed),
        })
        .collect();
    let whole = Whole {
        name: &outcome.label,
        agrees: outcome.agrees,
        outcome,
        sum: *sum,
        plain_sum: *plain_sum,
    };
    drawn(&whole, &lines, lang)
}

/// The rows of each group, in order of appearance.
fn groups(worked: &[(InputRow, Outcome)]) -> Vec<Vec<&(InputRow, Outcome)>> {
    let mut groups: Vec<Vec<&(InputRow, Outcome)>> = Vec::new();
    for entry in worked
        .iter()
        .filter(|(_, outcome)| outcome.figures.is_some())
    {
        let name = entry.0.text(Column::Group);
        match groups
            .iter_mut()
            .find(|group| group[0].0.text(Column::Group) == name)
        {
            Some(group) => group.push(entry),
            None => groups.push(vec![entry]),
        }
    }
    groups
}

fn shares(group: &[&(InputRow, Outcome)], lang: Lang) -> Markup {
    let mut sum_of_all = Count::default();
    let mut lines = Vec::new();
    for (row, outcome) in group {
        if let Some(Figures::Share {
            part,
            sum,
            share,
            plain,
        }) = &outcome.figures
        {
            sum_of_all = *sum;
            lines.push(Line {
                name: row.text(Column::Item).unwrap_or_default(),
                part: *part,
                share: *share,
                plain: *plain,
                printed: row.text(Column::Printed),
            });
        }
    }
    let plain: Vec<Percent> = lines.iter().map(|line| line.plain).collect();
    let verdicts: Vec<bool> = group
        .iter()
        .filter_map(|(_, outcome)| outcome.agrees)
        .collect();
    let whole = Whole {
        name: group[0].0.text(Column::Group).unwrap_or_default(),
        agrees: (!verdicts.is_empty()).then(|| verdicts.iter().all(|agrees| *agrees)),
        outcome: &group[0].1,
        sum: sum_of_all,
        plain_sum: Percent::sum(&plain),
    };
    drawn(&whole, &lines, lang)
}

/// What is said of a whole besides its parts.
#[derive(Clone, Copy)]
struct Whole<'w> {
    name: &'w str,
    agrees: Option<bool>,
    /// The outcome whose notes are told.
    outcome: &'w Outcome,
    sum: Count,
    plain_sum: Percent,
}

/// A whole with its parts: bar, glass, table, notes.
fn drawn(whole: &Whole<'_>, lines: &[Line<'_>], lang: Lang) -> Markup {
    let shares: Vec<Percent> = lines.iter().map(|line| line.share).collect();
    let words: Vec<String> = lines
        .iter()
        .map(|line| format!("{} {}%", line.name, line.share))
        .collect();
    let printed = lines.iter().any(|line| line.printed.is_some());
    let Whole {
        name,
        agrees,
        outcome,
        sum,
        plain_sum,
    } = *whole;
    html! {
        section class="indicators-whole" {
            h3 { (name) " " (verdict(agrees, lang)) }
            (plots::stacked(&shares, &words.join(t(lang, "，", ", "))))
            div class="indicators-beside" {
                div class="scroll" {
                    table class="grid" {
                        thead { tr {
                            th scope="col" { (t(lang, "类别", "Part")) }
                            th scope="col" class="figure" { (t(lang, "数量", "Count")) }
                            th scope="col" class="figure" { (t(lang, "未舍入 %", "Exact %")) }
                            th scope="col" class="figure" { (t(lang, "四舍五入 %", "Rounded %")) }
                            th scope="col" class="figure" { (t(lang, "最大余数 %", "Largest remainder %")) }
                            @if printed { th scope="col" class="figure" { (t(lang, "公布 %", "Printed %")) } }
                        } }
                        tbody {
                            @for (at, line) in lines.iter().enumerate() { (part(at, line, sum, printed)) }
                            tr class="indicators-sum" {
                                th scope="row" { (t(lang, "合计", "Sum")) }
                                td class="figure" { (sum) }
                                td class="figure" { "100" }
                                td class="figure" { (plain_sum) }
                                td class="figure" { (Percent::sum(&shares)) }
                                @if printed { td {} }
                            }
                        }
                    }
                }
                @if !plain_sum.is_full() { (plots::glass(plain_sum, lang)) }
            }
            (notes(outcome, lang))
        }
    }
}

fn part(at: usize, line: &Line<'_>, sum: Count, printed: bool) -> Markup {
    let differs = line.share != line.plain;
    let exact = line.part.share_of(sum, EXACT);
    html! {
        tr {
            th scope="row" { (plots::sample(at)) " " (line.name) }
            td class="figure" { (line.part) }
            td class="figure" { @if let Some(exact) = exact { (exact) } }
            td class="figure" { (line.plain) }
            td class={ "figure" @if differs { " indicators-differs" } } {
                @if differs { span aria-hidden="true" { "▲ " } }
                (line.share)
            }
            @if printed { td class="figure" { (line.printed.unwrap_or("—")) } }
        }
    }
}

/// Rates, changes and sanctions: a table with a bar in every row.
fn bars(kind: Kind, worked: &[(InputRow, Outcome)], lang: Lang) -> Markup {
    let changes = worked
        .iter()
        .filter_map(|(_, outcome)| match &outcome.figures {
            Some(Figures::Change { change, .. }) => Some(change.approximate().abs()),
            _ => None,
        });
    let most = changes.fold(0.0, f64::max);
    let figured = worked
        .iter()
        .filter(|(_, outcome)| outcome.figures.is_some());
    html! {
        @if worked.iter().any(|(_, outcome)| outcome.figures.is_some()) {
            div class="scroll" {
                table class="grid indicators-bars" {
                    thead { tr {
                        th scope="col" { (t(lang, "名称", "Name")) }
                        th scope="col" { (t(lang, "由来", "From")) }
                        th scope="col" class="figure" { (kind.label(lang)) }
                        th scope="col" { (axis(kind, most, lang)) }
                        th scope="col" { (t(lang, "核对", "Check")) }
                    } }
                    tbody { @for (row, outcome) in figured { (bar_rows(row, outcome, most, lang)) } }
                }
            }
        }
    }
}

fn axis(kind: Kind, most: f64, lang: Lang) -> String {
    match kind {
        Kind::Change => format!("{} ±{most:.0}%", t(lang, "图示，两端", "Bar, ends at")),
        _ => t(lang, "图示，0–100%", "Bar, 0–100 %").to_owned(),
    }
}

fn bar_rows(row: &InputRow, outcome: &Outcome, most: f64, lang: Lang) -> Markup {
    let printed = row.text(Column::Printed).and_then(Percent::read);
    let line = |name: &str, from: String, figure: String, bar: Markup| {
        html! {
            tr {
                th scope="row" { (outcome.label) @if !name.is_empty() { " · " (name) } }
                td { (from) }
                td class="figure" { (figure) }
                td class="indicators-plot" { (bar) }
                td { (verdict(outcome.agrees, lang)) (notes(outcome, lang)) }
            }
        }
    };
    let of = |part: &Count, whole: &Count| format!("{part} ÷ {whole}");
    match &outcome.figures {
        Some(Figures::Rate { part, whole, rate }) => line(
            "",
            of(part, whole),
            format!("{rate}%"),
            plots::rate(*rate, printed, lang),
        ),
        Some(Figures::Change {
            now,
            before,
            change,
        }) => {
            let sign = if change.approximate() > 0.0 { "+" } else { "" };
            line(
                "",
                format!("{before} → {now}"),
                format!("{sign}{change}%"),
                plots::change(*change, most),
            )
        }
        Some(Figures::Implied { from, to }) => {
            let range = match to {
                None => format!("≥ {from}"),
                Some(to) if from == to => from.to_string(),
                Some(to) => format!("{from}–{to}"),
            };
            let missing = match outcome.kind {
                Some(Kind::Change) => t(lang, "上期应为", "before must be"),
                _ => t(lang, "部分应为", "part must be"),
            };
            let printed = printed
                .map(|printed| format!("{printed}%"))
                .unwrap_or_default();
            line(
                "",
                format!("{}{printed}", t(lang, "公布 ", "printed ")),
                format!("{missing} {range}"),
                html! {},
            )
        }
        Some(Figures::Sanctions {
            persons,
            party,
            administrative,
        }) => {
            let kinds = [
                (Column::Party, party),
                (Column::Administrative, administrative),
            ];
            html! {
                @for (column, share) in kinds {
                    @if let Some(share) = share {
                        (line(column.label(lang), format!("{} ÷ {persons}", row.text(column).unwrap_or_default()), format!("{share}%"), plots::rate(*share, None, lang)))
                    }
                }
            }
        }
        Some(Figures::Shares { .. } | Figures::Share { .. }) | None => html! {},
    }
}
