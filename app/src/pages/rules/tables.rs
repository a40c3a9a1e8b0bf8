//! The tables: which there are, and the rows of one or of all that fit a filter.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use shizu_rules::vocabulary::{Basis, Term};
use shizu_rules::{Engine, Lang, Rule, Rulebook};

use super::table::{Shown, table_rows};
use super::target::Target;
use crate::components::{ChipGroup, Choice, EmptyState};
use crate::context::use_app;
use crate::route::rule_href;
use crate::text::{tr, tr_text};

/// How long typing pauses before the rows follow.
const PAUSE: Duration = Duration::from_millis(150);

/// The tables of `engine`'s rulebook. The address chooses one, or all rows that ask for a fact; typing looks through all.
pub fn tables(engine: &Arc<Engine>, target: Memo<Target>) -> AnyView {
    let app = use_app();
    let rulebook = StoredValue::new(engine.rulebook().clone());
    let first = engine
        .rulebook()
        .tables
        .first()
        .map(|table| table.id.clone())
        .unwrap_or_default();
    let (typed, basis) = (RwSignal::new(String::new()), RwSignal::new(None::<usize>));
    let chosen = Memo::new(move |_| match target.get() {
        Target::Table(table) | Target::Rule { table, .. } => table,
        _ => first.clone(),
    });
    // Looking for one row must show it, whatever the filter was.
    Effect::new(move || {
        if matches!(target.get(), Target::Rule { .. }) {
            typed.set(String::new());
            basis.set(None);
        }
    });
    let fact = Memo::new(move |_| match target.get() {
        Target::Fact(fact) => Some(fact),
        _ => None,
    });
    let everywhere = move || !typed.with(|typed| typed.trim().is_empty()) || fact.get().is_some();
    let links = rulebook.with_value(|rulebook| {
        rulebook
            .tables
            .iter()
            .map(|table| {
                let (id, rows) = (table.id.clone(), table.rules.len());
                let here = move || (!everywhere() && chosen.with(|chosen| *chosen == id)).then_some("true");
                let title = tr_text(&table.title);
                view! {
                    <a href=rule_href(&table.id) aria-current=here on:click=move |_| typed.set(String::new())>
                        {title}
                        <span class="rule-count">{rows}</span>
                    </a>
                }
            })
            .collect::<Vec<_>>()
    });
    let shown = move || {
        let lang = app.lang.get();
        let filter = Filter {
            words: typed.with(|typed| typed.split_whitespace().map(str::to_lowercase).collect()),
            basis: basis.get().and_then(|index| Basis::ALL.get(index).copied()),
            fact: fact.get(),
        };
        let (all, one) = (everywhere(), chosen.get());
        let tables =
            rulebook.with_value(|rulebook| filter.tables(rulebook, (!all).then_some(&*one)));
        if tables.is_empty() {
            return nothing(typed, basis);
        }
        let tables: Vec<_> = tables
            .into_iter()
            .map(|shown| table_rows(shown, rulebook, target, lang))
            .collect();
        tables.into_any()
    };
    let of_fact = move || {
        fact.get().map(|fact| {
            let label = fact.label(app.lang.get());
            view! {
                <p class="rule-fact">
                    {app.pick(format!("只看以“{label}”为条件的规则"), format!("Rules that ask for {label}"))}
                    <a href="#/rules">{app.pick("看全部", "show all")}</a>
                </p>
            }
        })
    };
    view! {
        {filter_bar(typed, basis)}
        <nav class="table-links no-print" aria-label=tr("规则表", "Tables")>{links}</nav>
        {of_fact}
        {shown}
    }
    .into_any()
}

/// What to look for, and on what basis; `basis` is an index, `None` for any.
fn filter_bar(typed: RwSignal<String>, basis: RwSignal<Option<usize>>) -> AnyView {
    let app = use_app();
    let choices = Basis::ALL
        .iter()
        .map(|basis| Choice::new(move || basis.label(app.lang.get())));
    let choices: Vec<Choice> = std::iter::once(Choice::new(tr("全部", "all")))
        .chain(choices)
        .collect();
    let value = Signal::derive(move || Some(basis.get().map_or(0, |index| index + 1)));
    // Some hundred rows take a moment to build, so they wait for a pause in the typing.
    let mut look = debounce(PAUSE, move |text: String| {
        // The page may have been left meanwhile.
        let _ = typed.try_set(text);
    });
    let choose =
        move |index: Option<usize>| basis.set(index.and_then(|index| index.checked_sub(1)));
    view! {
        <div class="rule-filter no-print">
            <label>
                <span class="hidden">{tr("在全部规则中查找", "Look through all rules")}</span>
                <input
                    class="field"
                    type="search"
                    placeholder=tr("在全部规则中查找：文字或编号", "Look through all rules: words or id")
                    prop:value=move || typed.get()
                    on:input=move |event| look(event_target_value(&event))
                />
            </label>
            <ChipGroup
                legend=tr("依据", "Basis")
                quiet=true
                unknown=false
                choices
                value
                on_change=choose
            />
        </div>
    }
    .into_any()
}

fn nothing(typed: RwSignal<String>, basis: RwSignal<Option<usize>>) -> AnyView {
    let clear = move |_| {
        typed.set(String::new());
        basis.set(None);
    };
    view! {
        <EmptyState
            title=tr("没有符合条件的规则", "No rule fits")
            text=tr("可以放宽查找的文字，或改选依据。", "Try fewer words, or another basis.")
        >
            <button type="button" class="button" on:click=clear>{tr("清除筛选", "Clear the filter")}</button>
        </EmptyState>
    }
    .into_any()
}

/// Which rows are wanted.
struct Filter {
    words: Vec<String>,
    basis: Option<Basis>,
    fact: Option<shizu_rules::FactKey>,
}

impl Filter {
    /// The tables with rows that fit, or only the one of this id.
    fn tables(&self, rulebook: &Rulebook, one: Option<&str>) -> Vec<Shown> {
        let wanted = rulebook
            .tables
            .iter()
            .filter(|table| one.is_none_or(|id| table.id == id));
        let shown = wanted.map(|table| Shown {
            table: table.clone(),
            rules: table
                .rules
                .iter()
                .filter(|rule| self.fits(rule))
                .cloned()
                .collect(),
        });
        shown.filter(|shown| !shown.rules.is_empty()).collect()
    }

    fn fits(&self, rule: &Rule) -> bool {
        self.basis.is_none_or(|basis| rule.basis == basis)
            && self.fact.is_none_or(|fact| rule.when.contains_key(&fact))
            && (self.words.is_empty() || {
                let text = text_of(rule);
                self.words.iter().all(|word| text.contains(word.as_str()))
            })
    }
}

/// Everything of a row that can be looked for, in both languages and lower case.
fn text_of(rule: &Rule) -> String {
    let mut text = format!("{} {} ", rule.id, rule.cites.join(" "));
    for part in [Some(&rule.title), Some(&rule.says), rule.note.as_ref()]
        .into_iter()
        .flatten()
    {
        text.extend([part.zh.as_str(), " ", part.en.as_str(), " "]);
    }
    for lang in [Lang::Zh, Lang::En] {
        for (_, fact, values) in crate::components::condition_words(rule, lang) {
            text.extend([fact, " ", &values.join(" "), " "]);
        }
    }
    text.to_lowercase()
}
