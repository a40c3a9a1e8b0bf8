//! All time limits: what starts them, how long they are, how much longer they may become, and what they rest on.

use maud::{Markup, html};
use shizu_rules::vocabulary::Term;
use shizu_rules::{Engine, Lang, Limit, Rule, Then};

use super::counter::validity;
use crate::markup::{badge, cites, t};
use crate::pages::rules::row_id;
use crate::pages::rules::target::Target;
use crate::route::rule_href;

/// The list; the limit that the address names is marked.
pub fn list(engine: &Engine, target: &Target, lang: Lang) -> Markup {
    let limits = &engine.rulebook().limits;
    let aimed = |limit: &Limit| matches!(target, Target::Limit(aimed) if *aimed == limit.id);
    html! {
        p class="lead-in" {
            (engine.rulebook().counting.grounds.says.in_lang(lang)) " "
            a href=(rule_href(&engine.rulebook().counting.grounds.id)) { (t(lang, "依据和说明", "What this rests on")) }
        }
        table class="grid rule-grid limit-grid" {
            thead {
                tr {
                    th scope="col" { (t(lang, "期限内须完成", "To be done")) }
                    th scope="col" { (t(lang, "起算", "Starts when")) }
                    th scope="col" { (t(lang, "时长", "Within")) }
                    th scope="col" { (t(lang, "何时适用、说明", "When it applies, notes")) }
                    th scope="col" { (t(lang, "依据", "Basis")) }
                }
            }
            tbody {
                @for limit in limits {
                    tr id=(row_id(&limit.id)) tabindex="-1" class=[aimed(limit).then_some("aimed")] {
                        th scope="row" {
                            a href=(rule_href(&limit.id)) class="rule-title" { (limit.title.in_lang(lang)) }
                            code class="rule-id" { (limit.id) }
                        }
                        td { (limit.start.label(lang)) }
                        td class="rule-outcome" { (length(limit, lang)) }
                        td { (notes(engine, limit, lang)) }
                        td class="rule-basis" { (badge(limit.basis, lang)) (cites(engine, &limit.cites, lang)) }
                    }
                }
            }
        }
    }
}

fn length(limit: &Limit, lang: Lang) -> Markup {
    html! {
        strong { (limit.length().words(lang)) }
        @if let Some(extension) = &limit.extension {
            span class="time-extension" { (extension.words(lang)) }
        }
        button type="button" class="link no-print" data-do="use" data-arg=(limit.id) { (t(lang, "用它推算", "Count it")) }
    }
}

/// The rules by which it applies to a clue, for which starts it holds, and what was chosen.
fn notes(engine: &Engine, limit: &Limit, lang: Lang) -> Markup {
    let gives = |rule: &Rule| matches!(&rule.then, Then::Limit(id) if *id == limit.id);
    let rules: Vec<&Rule> = engine
        .rulebook()
        .rules()
        .map(|(_, rule)| rule)
        .filter(|rule| gives(rule))
        .collect();
    html! {
        @if !rules.is_empty() {
            ul { @for rule in rules { li { a href=(rule_href(&rule.id)) { (rule.title.in_lang(lang)) } } } }
        }
        @if limit.valid_from.is_some() || limit.valid_to.is_some() { p { (validity(limit, lang)) } }
        @if let Some(note) = &limit.note { p class="rule-note" { (note.in_lang(lang)) } }
    }
}
