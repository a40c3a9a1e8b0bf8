//! The tab 今日: the lines of the day, section by section.

use maud::{Markup, html};
use shizu_casebook::today::{Deed, Item, Section, Today};
use shizu_rules::vocabulary::{Term, Value};
use shizu_rules::{Engine, Lang};

use super::state::{State, scope_word};
use super::words;
use crate::markup::{empty, t};

/// Lines of a section before the rest is folded away.
const LINES: usize = 8;

/// Filters and counts.
pub fn head(today: &Today, state: &State, who: &str, lang: Lang) -> Markup {
    let count = |section| today.of(section, mine(state, who), &state.scope).count();
    let sections: Vec<(Section, usize)> = Section::ALL
        .iter()
        .map(|section| (*section, count(*section)))
        .filter(|(_, count)| *count > 0)
        .collect();
    let all: usize = sections.iter().map(|(_, count)| count).sum();
    let pressed = |only| (state.only == only).to_string();
    html! {
        div class="fields home-filters no-print" {
            p class="labelled" {
                label for="home-scope" { (t(lang, "室、组", "Office or group")) }
                (scope(today, state, lang))
            }
            p class="labelled" {
                label class="check" {
                    input type="checkbox" id="home-mine" checked[state.mine] data-do="mine" disabled[who.is_empty()];
                    " " (mine_words(who, lang))
                }
            }
        }
        @if all > 0 {
            div class="home-counts no-print" role="group" aria-label=(t(lang, "各类件数", "Counts by kind")) {
                button type="button" class="home-count" data-do="only" data-arg="" aria-pressed=(pressed(None)) {
                    b { (all) } " " (t(lang, "全部", "all"))
                }
                @for (section, count) in &sections {
                    button type="button" class={ "home-count home-" (section.code()) } data-do="only" data-arg=(section.code()) aria-pressed=(pressed(Some(*section))) {
                        b { (count) } " " (section.label(lang))
                    }
                }
            }
        }
    }
}

/// The name by which lines are filtered; empty for everybody's.
pub fn mine<'a>(state: &State, who: &'a str) -> &'a str {
    if state.mine { who } else { "" }
}

fn mine_words(who: &str, lang: Lang) -> String {
    match (who.is_empty(), lang) {
        (true, Lang::Zh) => "只看我经手的（还没有写姓名）".to_owned(),
        (true, Lang::En) => "only mine (you have not said who you are)".to_owned(),
        (false, Lang::Zh) => format!("只看我经手的（{who}）"),
        (false, Lang::En) => format!("only mine ({who})"),
    }
}

fn scope(today: &Today, state: &State, lang: Lang) -> Markup {
    let chosen = scope_word(&state.scope);
    html! {
        select id="home-scope" class="field" data-do="scope" {
            option value="" selected[chosen.is_empty()] { (t(lang, "全部", "all")) }
            @for office in &today.offices {
                @let value = format!("o:{office}");
                option value=(value) selected[chosen == value] { (office) }
            }
            @for group in &today.groups {
                @let value = format!("g:{group}");
                option value=(value) selected[chosen == value] { (group) }
            }
        }
    }
}

/// The sections with their lines.
pub fn sections(today: &Today, state: &State, who: &str, engine: &Engine, lang: Lang) -> Markup {
    let who = mine(state, who);
    let shown = |section: &Section| state.only.is_none_or(|only| only == *section);
    let any = Section::ALL
        .iter()
        .any(|section| today.of(*section, who, &state.scope).next().is_some());
    html! {
        @if !any { (all_done(today, lang)) }
        @for section in Section::ALL.iter().filter(|section| shown(section)) {
            (part(today, *section, state, who, engine, lang))
        }
    }
}

fn all_done(today: &Today, lang: Lang) -> Markup {
    let elsewhere = !today.items.is_empty();
    empty(
        t(lang, "眼下没有待办", "Nothing waits just now"),
        if elsewhere {
            t(
                lang,
                "按现在的筛选没有待办；看全部可取消筛选。",
                "Nothing under this filter; clear it to see everything.",
            )
        } else {
            t(
                lang,
                "已核对任务、线索和整改的时限、待审核的结果、各单位报表、以案促改和报送日历。",
                "Checked: due days of tasks, clues and rectification, results to review, returns, follow-up of cases, and the calendar of obligations.",
            )
        },
        &html! {
            @if elsewhere { button type="button" class="button" data-do="everything" { (t(lang, "看全部", "Show everything")) } }
        },
    )
}

fn part(
    today: &Today,
    section: Section,
    state: &State,
    who: &str,
    engine: &Engine,
    lang: Lang,
) -> Markup {
    let items: Vec<&Item> = today.of(section, who, &state.scope).collect();
    if items.is_empty() {
        return html! {};
    }
    let whole = state.whole.contains(&section) || state.only == Some(section);
    let most = if whole { items.len() } else { LINES };
    let more = items.len().saturating_sub(most);
    let id = format!("home-{}", section.code());
    html! {
        section class="home-section" aria-labelledby=(id) data-testid=(id) {
            h2 id=(id) { (section.label(lang)) " " span class="home-number" { (items.len()) } }
            p class="hint" { (words::about(section, lang)) @if section == Section::Clock { " " (clock(today, engine, lang)) } }
            ul class="home-lines" {
                @for item in items.iter().take(most) { (line(item, state, lang)) }
            }
            @if more > 0 {
                p class="no-print" {
                    button type="button" class="link" data-do="whole" data-arg=(section.code()) {
                        @match lang {
                            Lang::Zh => { "再看其余 " (more) " 项" }
                            Lang::En => { "show the other " (more) }
                        }
                    }
                }
            }
        }
    }
}

/// Which clock is used, to be changed.
fn clock(today: &Today, engine: &Engine, lang: Lang) -> Markup {
    let clocks = shizu_casebook::today::clocks(engine.rulebook());
    html! {
        label class="no-print" {
            (t(lang, "采用：", "In use: "))
            select class="field home-clock-choice" data-do="clock" aria-label=(t(lang, "采用哪地的线索时钟", "Whose clue clock is used")) {
                @for clock in clocks {
                    option value=(clock.grounds.id) selected[clock.grounds.id == today.clock] { (clock.grounds.title.in_lang(lang)) }
                }
                option value="none" { (t(lang, "不用时钟", "no clock")) }
            }
        }
    }
}

fn line(item: &Item, state: &State, lang: Lang) -> Markup {
    let picked = state.picked == item.key;
    let named = if item.name.is_empty() {
        item.what.in_lang(lang)
    } else {
        &item.name
    };
    let number = item.row.as_ref().map_or("", |(_, id)| id.as_str());
    let detail = item.detail.in_lang(lang);
    html! {
        li class={ "home-line" @if picked { " home-picked" } } {
            div class="home-what" {
                button type="button" class="link home-name" data-do="pick" data-arg=(item.key) aria-expanded=(picked.to_string()) {
                    bdi { (named) }
                }
                p class="home-why" {
                    @if let Some(signal) = item.signal {
                        @let (class, word) = words::signal(signal, lang);
                        span class={ "home-signal " (class) } { (word) } " "
                    }
                    @if !item.name.is_empty() { (item.what.in_lang(lang)) }
                    @if !number.is_empty() { " " span class="home-id" { (number) } }
                }
            }
            p class="home-of" { bdi { (item.body) } @if !item.who.is_empty() { span class="home-who" { bdi { (item.who) } } } }
            p class="home-due" {
                @let due = words::due(item, lang);
                @if !due.is_empty() { span { (due) } }
                span class="home-left" { (words::left(item, lang)) }
            }
            p class="home-do no-print" { (button(item, lang)) }
            @if picked && !detail.is_empty() { p class="home-detail" { (detail) } }
        }
    }
}

fn button(item: &Item, lang: Lang) -> Markup {
    let words = words::deed(item, lang);
    let primary = matches!(
        item.deed,
        Deed::Review(_) | Deed::TakeOver(_) | Deed::Task(_)
    );
    // What it is about, for those who hear the button alone.
    let about = if item.name.is_empty() {
        &item.body
    } else {
        &item.name
    };
    let nowhere = matches!(item.deed, Deed::Open) && item.row.is_none();
    html! {
        @if !nowhere {
            button type="button" class="button" data-do=(if primary { "deed" } else { "open" }) data-arg=(item.key) aria-label={ (words) " " (about) } { (words) }
        }
        @if primary && item.row.is_some() {
            button type="button" class="button quiet" data-do="open" data-arg=(item.key) aria-label={ (t(lang, "打开", "Open")) " " (about) } { (t(lang, "打开", "Open")) }
        }
    }
}

/// Choices of a closed set as values.
pub fn value_at(values: &[Value], code: &str) -> Option<usize> {
    values.iter().position(|value| value.code == code)
}
