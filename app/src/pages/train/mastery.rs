//! What is known of every rule, family by family, with its paragraphs. Pure.

use std::collections::BTreeMap;

use maud::{Markup, html};
use shizu_rules::Lang;
use shizu_rules::vocabulary::Term;
use shizu_training::{Desk, Family, Level, Mastery, Trainer, drillable, family_of};

use crate::markup::t;
use crate::route::rule_href;
use crate::text::date;

/// The map: by family every entry that can be asked about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Map {
    pub families: BTreeMap<Family, Vec<Mastery>>,
}

/// What of the map is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The family whose entries are listed.
    pub family: Option<Family>,
    /// Only entries known this well.
    pub level: Option<Level>,
}

impl Map {
    /// What `trainer` knows on the desk's day.
    pub fn of(desk: &Desk, trainer: &Trainer) -> Self {
        let mut families: BTreeMap<Family, Vec<Mastery>> = BTreeMap::new();
        for mastery in trainer.mastery(desk.rulebook(), &drillable(desk), desk.day()) {
            let family = family_of(desk.rulebook(), &mastery.rule);
            families.entry(family).or_default().push(mastery);
        }
        Map { families }
    }

    /// How many entries are known how well, in the order of [`Level::ALL`]; of one family, or of all.
    pub fn counts(&self, family: Option<Family>) -> [usize; 4] {
        let mut counts = [0; 4];
        for (known, entries) in &self.families {
            if family.is_none_or(|family| family == *known) {
                for mastery in entries {
                    counts[mastery.level.index()] += 1;
                }
            }
        }
        counts
    }

    /// The entries that are looked at: what is to be done first stands first.
    pub fn shown(&self, look: Look) -> Vec<&Mastery> {
        let family = look.family.and_then(|family| self.families.get(&family));
        let entries = family.into_iter().flatten();
        let mut shown: Vec<&Mastery> = entries
            .filter(|mastery| look.level.is_none_or(|level| level == mastery.level))
            .collect();
        // Stable, so that what was not asked yet keeps the order of the rulebook.
        shown.sort_by_key(|mastery| (mastery.due.is_none(), mastery.due));
        shown
    }
}

/// The map, drawn. Acts: `family` with its code, `level` with its code as value, `practise` with the family's code.
pub fn draw(map: &Map, look: Look, lang: Lang) -> Markup {
    html! {
        (legend(&map.counts(None), lang))
        ul class="mastery" {
            @for (family, entries) in &map.families {
                @let is_open = look.family == Some(*family);
                li {
                    button type="button" class="mastery-family" id={ "mastery-" (family.code()) } data-do="family" data-arg=(family.code()) aria-expanded=(is_open) {
                        span class="mastery-name" { (family.label(lang)) span class="hint" { " " (entries.len()) } }
                        (bar(&map.counts(Some(*family)), lang))
                    }
                    @if is_open { (entries_of(map, *family, look, lang)) }
                }
            }
        }
    }
}

/// Sign of a level; its word stands beside it.
fn sign(level: Level) -> &'static str {
    match level {
        Level::Unseen => "○",
        Level::Learning => "◔",
        Level::Shaky => "!",
        Level::Firm => "●",
    }
}

fn legend(counts: &[usize; 4], lang: Lang) -> Markup {
    html! {
        p class="mastery-legend" {
            @for level in Level::ALL {
                span class={ "mastery-" (level.code()) } {
                    span class="mastery-sign" aria-hidden="true" { (sign(*level)) } (level.label(lang)) " " (counts[level.index()])
                }
                " "
            }
        }
    }
}

/// How many of how many, as a bar with its words.
fn bar(counts: &[usize; 4], lang: Lang) -> Markup {
    let all: usize = counts.iter().sum::<usize>().max(1);
    let told = Level::ALL.iter().filter(|level| counts[level.index()] > 0);
    let words: Vec<String> = told
        .map(|level| format!("{} {}", level.label(lang), counts[level.index()]))
        .collect();
    html! {
        span class="mastery-bar" aria-hidden="true" {
            @for level in [Level::Firm, Level::Learning, Level::Shaky] {
                @let count = counts[level.index()];
                @if count > 0 { i class={ "mastery-part-" (level.code()) } style={ "width:" (tenths(count, all)) "%" } {} }
            }
        }
        span class="mastery-words hint" { (words.join(t(lang, "，", ", "))) }
    }
}

/// Tenths of a per cent, as a style wants them; something that is there is seen.
fn tenths(count: usize, all: usize) -> String {
    let tenths = (count * 1000 / all).max(5);
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn entries_of(map: &Map, family: Family, look: Look, lang: Lang) -> Markup {
    let shown = map.shown(look);
    html! {
        div class="mastery-entries" {
            p class="actions" {
                label class="mastery-filter" {
                    (t(lang, "只看", "Only ")) " "
                    select class="field" id="mastery-level" data-do="level" {
                        option value="" selected[look.level.is_none()] { (t(lang, "全部", "all")) }
                        @for level in Level::ALL {
                            option value=(level.code()) selected[look.level == Some(*level)] { (level.label(lang)) }
                        }
                    }
                }
                button type="button" class="button" data-do="practise" data-arg=(family.code()) { (t(lang, "练这一类", "Practise these")) }
            }
            @if shown.is_empty() {
                p class="hint" { (t(lang, "没有这样的条目。", "There is none.")) }
            } @else {
                div class="scroll" tabindex="0" role="group" aria-label=(family.label(lang)) {
                    table class="grid mastery-table" {
                        thead {
                            tr {
                                th scope="col" { (t(lang, "条目", "Entry")) }
                                th scope="col" { (t(lang, "掌握", "Level")) }
                                th scope="col" class="figure" { (t(lang, "对／次", "Right/asked")) }
                                th scope="col" { (t(lang, "下次", "Next due")) }
                                th scope="col" { (t(lang, "段落", "Paragraphs")) }
                            }
                        }
                        tbody { @for mastery in shown { (entry(mastery, lang)) } }
                    }
                }
            }
        }
    }
}

fn entry(mastery: &Mastery, lang: Lang) -> Markup {
    let [taken, right] = mastery.taken;
    html! {
        tr {
            th scope="row" { a href=(rule_href(&mastery.rule)) { (mastery.title.in_lang(lang)) } }
            td class={ "mastery-" (mastery.level.code()) } {
                span class="mastery-sign" aria-hidden="true" { (sign(mastery.level)) } (mastery.level.label(lang))
            }
            td class="figure" { @if taken > 0 { (right) "/" (taken) } @else { "—" } }
            td { @match mastery.due { Some(due) => (date(due, lang)), None => "—" } }
            td { @for id in &mastery.cites { a href=(rule_href(id)) { (id) } " " } }
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::{Days, NaiveDate};
    use shizu_rules::Rulebook;
    use shizu_rules::vocabulary::Term;
    use shizu_training::{Card, Desk, Family, Level, Rating, Trainer};

    use super::{Look, Map, tenths};

    #[test]
    fn every_entry_stands_in_the_map_once_and_what_is_due_first() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
        let desk = Desk::new(&Rulebook::shipped().expect("shipped"), day).expect("compiles");
        let mut trainer = Trainer::default();
        let before = Map::of(&desk, &trainer);
        let all: usize = before.counts(None).iter().sum();
        assert_eq!(before.counts(None), [all, 0, 0, 0]);
        // One right today, one wrong yesterday and due today.
        let yesterday = day - Days::new(1);
        let cards = [
            ("lead.own_head", Card::first(Rating::Good, day)),
            ("lead.party_group", Card::first(Rating::Again, yesterday)),
        ];
        trainer.cards = cards.map(|(id, card)| (id.to_owned(), card)).into();
        let map = Map::of(&desk, &trainer);
        assert_eq!(map.counts(None), [all - 2, 1, 1, 0]);
        let mut look = Look {
            family: Some(Family::Routing),
            level: None,
        };
        let shown = map.shown(look);
        assert_eq!(shown[0].rule, "lead.party_group");
        assert_eq!(shown[0].cites, ["LS34", "LS33"]);
        assert_eq!(shown[1].rule, "lead.own_head");
        assert!(shown[2..].iter().all(|mastery| mastery.due.is_none()));
        look.level = Some(Level::Learning);
        assert_eq!(map.shown(look).len(), 1);
        assert!(map.shown(Look::default()).is_empty());
        for family in map.families.keys() {
            let sum: usize = map.counts(Some(*family)).iter().sum();
            assert_eq!(sum, map.families[family].len(), "{}", family.code());
        }
    }

    #[test]
    fn a_part_that_is_there_is_seen() {
        assert_eq!(tenths(1, 3), "33.3");
        assert_eq!(tenths(1, 1000), "0.5");
        assert_eq!(tenths(7, 7), "100.0");
    }
}
