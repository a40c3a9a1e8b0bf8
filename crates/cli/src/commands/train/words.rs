//! Graded answers in words.

use shizu_rules::vocabulary::Term;
use shizu_rules::{Lang, Text};
use shizu_training::{Brief, Choice, Graded, GradedSlot, Grid, Why, WhyNot};

use crate::lang::{comma, pick};
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
        out.push_str(&of_slot(slot, lang));
    }
    if let Some(text) = &graded.consequence {
        out.push_str(&format!("  {}\n", text.in_lang(lang)));
    }
    out
}

fn of_slot(slot: &GradedSlot, lang: Lang) -> String {
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
        out.push_str(&of_why(why, lang));
    }
    for why_not in &slot.why_not {
        out.push_str(&of_why_not(why_not, lang));
    }
    out
}

fn names(choices: &[Choice], lang: Lang) -> String {
    if choices.is_empty() {
        return pick(lang, "（无）", "(none)").to_owned();
    }
    let names: Vec<&str> = choices
        .iter()
        .map(|choice| choice.label.in_lang(lang))
        .collect();
    names.join(comma(lang))
}

fn of_why(why: &Why, lang: Lang) -> String {
    let text = |text: &Option<Text>| {
        let text = text.as_ref().map(|text| text.in_lang(lang));
        text.unwrap_or_default().to_owned()
    };
    let (basis, cites) = (why.basis.label(lang), why.cites.join(" "));
    let title = why.title.in_lang(lang);
    let mut out = match lang {
        Lang::Zh => format!(
            "    · {title}（{}；{basis} {cites}）{}\n",
            why.rule,
            text(&why.says)
        ),
        Lang::En => format!(
            "    · {title} ({}; {basis} {cites}) {}\n",
            why.rule,
            text(&why.says)
        ),
    };
    if why.here.is_some() {
        out.push_str(&format!("      {}\n", text(&why.here)));
    }
    out
}

fn of_why_not(why_not: &WhyNot, lang: Lang) -> String {
    let choice = why_not.choice.label.in_lang(lang);
    let says = why_not.says.as_ref().map(|says| says.in_lang(lang));
    let mut out = format!(
        "    ? {choice}{}{}\n",
        pick(lang, "：", ": "),
        says.unwrap_or_default()
    );
    for failed in &why_not.failed {
        let wanted: Vec<&str> = failed
            .wanted
            .iter()
            .map(|text| text.in_lang(lang))
            .collect();
        let wanted = wanted.join(pick(lang, "或", " or "));
        let (what, found) = (failed.what.in_lang(lang), failed.found.in_lang(lang));
        out.push_str(&match lang {
            Lang::Zh => format!("      {what}是“{found}”，要“{wanted}”才行\n"),
            Lang::En => format!("      {what} is `{found}`, it takes `{wanted}`\n"),
        });
    }
    let changes = why_not.changes.iter().map(|change| {
        let (what, now, then) = (&change.what, &change.now, &change.then);
        let [what, now, then] = [what, now, then].map(|text| text.in_lang(lang));
        match lang {
            Lang::Zh => format!("{what}由“{now}”变为“{then}”"),
            Lang::En => format!("{what} `{then}` instead of `{now}`"),
        }
    });
    let changes: Vec<String> = changes.collect();
    if !changes.is_empty() {
        let changes = changes.join(pick(lang, "，且", ", and "));
        out.push_str(&format!(
            "      {}{changes}\n",
            pick(lang, "如果：", "right if: ")
        ));
    }
    out
}

/// Facts and tables of a question.
pub fn brief(brief: &Brief, lang: Lang) -> String {
    let mut out = String::new();
    for given in &brief.given {
        let (what, value) = (given.what.in_lang(lang), given.value.in_lang(lang));
        out.push_str(&format!("  {what}{}{value}\n", pick(lang, "：", ": ")));
    }
    for grid in &brief.grids {
        out.push_str(&of_grid(grid, lang));
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
