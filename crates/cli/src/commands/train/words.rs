//! Graded answers in words.

use shizu_rules::vocabulary::Term;
use shizu_rules::{Lang, Text};
use shizu_training::{
    Brief, Choice, Given, Graded, GradedSlot, Grid, Kind, Why, WhyNot, listed, quoted,
};

use crate::lang::pick;
use crate::output::table::table;

/// A graded answer: credit, what the engine says and why, why not what was chosen, and what would have made it right.
pub fn graded(graded: &Graded, lang: Lang) -> String {
    let mut out = String::new();
    match graded.credit {
        Some(credit) => out.push_str(&format!(
            "{} {}%\n",
            pick(lang, "得分", "credit"),
            credit.percent()
        )),
        None => out.push_str(pick(lang, "已记下，不评分。\n", "Kept, not graded.\n")),
    }
    for slot in &graded.slots {
        out.push_str(&of_slot(slot, graded.kind, lang));
    }
    if let Some(text) = &graded.consequence {
        out.push_str(&format!("  {}\n", text.in_lang(lang)));
    }
    out
}

fn of_slot(slot: &GradedSlot, kind: Kind, lang: Lang) -> String {
    let Some(credit) = slot.credit else {
        return String::new();
    };
    let mark = if credit.is_full() { "✓" } else { "✗" };
    let mut out = format!("  {mark} {}\n", slot.label.in_lang(lang));
    if !credit.is_full() {
        let chosen = names(&slot.chosen, lang);
        out.push_str(&format!(
            "    {}{chosen}\n",
            pick(lang, "你的答案：", "you: ")
        ));
    }
    let right = names(&slot.right, lang);
    out.push_str(&format!(
        "    {}{right}\n",
        pick(lang, "引擎：", "engine: ")
    ));
    for why in &slot.why {
        out.push_str(&of_why(why, kind, lang));
    }
    for why_not in &slot.why_not {
        out.push_str(&of_why_not(why_not, &slot.why, lang));
    }
    out
}

/// Labels as a list, or that there are none.
pub fn names(choices: &[Choice], lang: Lang) -> String {
    if choices.is_empty() {
        return pick(lang, "（无）", "(none)").to_owned();
    }
    let names = choices.iter().map(|choice| choice.label.in_lang(lang));
    listed(&names.collect::<Vec<&str>>(), lang)
}

fn of_why(why: &Why, kind: Kind, lang: Lang) -> String {
    let text = |text: &Option<Text>| {
        let text = text.as_ref().map(|text| text.in_lang(lang));
        text.unwrap_or_default().to_owned()
    };
    let (basis, cites) = (why.basis.label(lang), why.cites.join(" "));
    let (title, says) = (why.title.in_lang(lang), text(&why.says));
    let entry = match lang {
        Lang::Zh => format!("    · {title}（{}；{basis} {cites}）{says}", why.rule),
        Lang::En => format!("    · {title} ({}; {basis} {cites}) {says}", why.rule),
    };
    let entry = entry.trim_end();
    match (&why.here, kind) {
        (None, _) => format!("{entry}\n"),
        // A line of a slip, with the entries below that it rests on.
        (Some(here), Kind::Faults) => format!("    {}\n{entry}\n", here.in_lang(lang)),
        (Some(here), _) => format!("{entry}\n      {}\n", here.in_lang(lang)),
    }
}

fn of_why_not(why_not: &WhyNot, told: &[Why], lang: Lang) -> String {
    let says = why_not.says.as_ref().map(|says| says.in_lang(lang));
    let is_told = |says: &str| {
        told.iter().any(|why| {
            let mut texts = [&why.says, &why.here].into_iter().flatten();
            texts.any(|text| text.in_lang(lang).contains(says))
        })
    };
    let (failed, changes) = (&why_not.failed, &why_not.changes);
    if failed.is_empty() && changes.is_empty() && says.is_none_or(is_told) {
        // What was left out stands among the reasons already.
        return String::new();
    }
    let mut out = format!("    ? {}", why_not.choice.label.in_lang(lang));
    if let Some(says) = says {
        out.push_str(pick(lang, "：", ": "));
        out.push_str(says);
    }
    out.push('\n');
    for failed in failed {
        let wanted = failed.wanted.iter().map(|text| text.in_lang(lang));
        let wanted = wanted.collect::<Vec<&str>>().join(pick(lang, "或", " or "));
        let (what, found) = (failed.what.in_lang(lang), failed.found.in_lang(lang));
        out.push_str(&match lang {
            Lang::Zh => format!("      {what}：{found}；要{}\n", quoted(&wanted)),
            Lang::En => format!("      {what}: {found}; it takes `{wanted}`\n"),
        });
    }
    let changes = changes.iter().map(|change| {
        let (what, now, then) = (&change.what, &change.now, &change.then);
        let [what, now, then] = [what, now, then].map(|text| text.in_lang(lang));
        match lang {
            Lang::Zh => format!("{what}是{}（这里：{now}）", quoted(then)),
            Lang::En => format!("{what} were `{then}` (here: {now})"),
        }
    });
    let changes: Vec<String> = changes.collect();
    if !changes.is_empty() {
        let changes = changes.join(pick(lang, "，且", " and "));
        out.push_str(&format!(
            "      {}{changes}\n",
            pick(lang, "要这样才对：", "right if ")
        ));
    }
    out
}

/// What is told with a question: its tables, and the facts unless they are to be read from the papers.
pub fn brief(brief: &Brief, kind: Kind, lang: Lang) -> String {
    let mut out = String::new();
    if !is_read_from_papers(kind) {
        out.push_str(&facts(&brief.given, lang));
    }
    for grid in &brief.grids {
        out.push_str(&of_grid(grid, lang));
    }
    out
}

/// Whether the facts of such a question are what a player should find in the papers.
pub fn is_read_from_papers(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Route | Kind::Mechanisms | Kind::Table | Kind::Exchange | Kind::Faults
    )
}

/// Facts, one per line.
pub fn facts(given: &[Given], lang: Lang) -> String {
    let mut out = String::new();
    for given in given {
        let (what, value) = (given.what.in_lang(lang), given.value.in_lang(lang));
        out.push_str(&format!("  {what}{}{value}\n", pick(lang, "：", ": ")));
    }
    out
}

fn of_grid(grid: &Grid, lang: Lang) -> String {
    let cells = |texts: &[Text]| -> Vec<String> {
        let texts = texts.iter();
        texts.map(|text| text.in_lang(lang).to_owned()).collect()
    };
    let header = cells(&grid.header);
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    table(
        &header,
        header.len(),
        grid.rows.iter().map(|row| cells(row)),
    ) + "\n"
}
