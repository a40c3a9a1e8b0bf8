//! The rules: which tables and other families there are, and the rows of one or of all that fit a filter.

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_rules::vocabulary::{Basis, Term};
use shizu_rules::{Engine, FactKey, Item, ItemKind, Lang, Rule, RuleTable, Rulebook, Subject};

use super::target::Target;
use super::{row_id, words};
use crate::context::App;
use crate::markup::condition_words;
use crate::markup::{Act, badge, cites, empty, live, t};
use crate::route::rule_href;

/// How many rows are shown at once; who looks for more looks for something else.
const MOST: usize = 120;

/// What is looked for.
#[derive(Clone, Default, PartialEq)]
struct Filter {
    typed: String,
    basis: Option<Basis>,
}

/// The tables and families of the rulebook in use. The address chooses one, or all rows that ask for a fact; typing looks through all.
pub fn tables(app: App, target: Memo<Target>) -> AnyView {
    let filter = RwSignal::new(Filter::default());
    // The bar is drawn anew when it is cleared from outside, never while one types. How often tells one drawing from the other.
    let cleared = RwSignal::new(0_u32);
    let clear = move || {
        filter.set(Filter::default());
        cleared.update(|times| *times += 1);
    };
    // Looking for one row must show it, whatever the filter was.
    Effect::new(move || {
        if matches!(target.get(), Target::Rule { .. } | Target::Item { .. }) {
            clear();
        }
    });
    let act = move |act: Act| match &*act.name {
        "look" => filter.update(|filter| filter.typed = act.value),
        "basis" => filter.update(|filter| filter.basis = Basis::from_code(&act.value)),
        _ => clear(),
    };
    let bar = move || {
        let (times, lang) = (cleared.get(), app.lang.get());
        filter.with_untracked(|filter| filter_bar(filter, times, lang))
    };
    let links = move || {
        let everywhere = !filter.with(|filter| filter.typed.trim().is_empty());
        let target = target.get();
        app.with_engine(|engine| {
            links(
                engine.rulebook(),
                (!everywhere).then_some(&target),
                app.lang.get(),
            )
        })
    };
    let rows = move || {
        let (filter, target) = (filter.get(), target.get());
        app.with_engine(|engine| Rows::new(engine, &filter, &target, app.lang.get()).draw())
    };
    view! {
        {live(bar, act)}
        <div class="rule-tables">{live(links, act)} {live(rows, act)}</div>
    }
    .into_any()
}

/// What to look for, and on what basis.
fn filter_bar(filter: &Filter, cleared: u32, lang: Lang) -> Markup {
    let Filter { typed, basis } = filter;
    let chip = |code: &str, words: &str, chosen: bool| {
        html! {
            label class="chip" {
                input type="radio" name="rule-basis" id={ "rule-basis-" (code) } value=(code) checked[chosen] data-do="basis";
                span class="chip-face" { (words) }
            }
        }
    };
    html! {
        div class="rule-filter no-print" {
            label {
                span class="hidden" { (t(lang, "在全部规则中查找", "Look through all rules")) }
                input class="field" type="search" id="rule-look" value=(typed) data-do="look" data-cleared=(cleared)
                    placeholder=(t(lang, "在全部规则中查找：文字或编号", "Look through all rules: words or id"));
            }
            fieldset class="chips" {
                legend class="hidden" { (t(lang, "依据", "Basis")) }
                (chip("all", t(lang, "全部", "all"), basis.is_none()))
                @for one in Basis::ALL { (chip(one.code(), one.label(lang), *basis == Some(*one))) }
            }
        }
    }
}

/// One link per table, by what the tables are about, and one per other family.
fn links(rulebook: &Rulebook, target: Option<&Target>, lang: Lang) -> Markup {
    let first = rulebook.tables.first().map(|table| table.id.as_str());
    let here = |id: &str| match target {
        Some(Target::Table(table) | Target::Rule { table, .. }) => table == id,
        Some(Target::Kind(kind) | Target::Item { kind, .. }) => kind.code() == id,
        Some(Target::Section(_)) => first == Some(id),
        _ => false,
    };
    let link = |id: &str, title: &str, rows: usize| {
        html! {
            a href=(rule_href(id)) aria-current=[here(id).then_some("true")] data-do="clear" {
                (title)
                span class="rule-count" { (rows) }
            }
        }
    };
    let about = |subject: &str, links: &[Markup]| {
        html! {
            @if !links.is_empty() {
                div class="table-group" {
                    span class="table-subject" { (subject) }
                    @for link in links { (link) }
                }
            }
        }
    };
    let of_subject = |subject: &Subject| -> Vec<Markup> {
        let tables = rulebook.tables_about(*subject);
        tables
            .map(|table| link(&table.id, table.title.in_lang(lang), table.rules.len()))
            .collect()
    };
    let others: Vec<Markup> = families()
        .map(|kind| {
            let rows = rulebook.items().filter(|item| item.kind == kind).count();
            (kind, rows)
        })
        .filter(|(_, rows)| *rows > 0)
        .map(|(kind, rows)| link(kind.code(), kind.label(lang), rows))
        .collect();
    html! {
        nav class="table-links no-print" aria-label=(t(lang, "规则表", "Tables")) {
            @for subject in Subject::ALL { (about(subject.label(lang), &of_subject(subject))) }
            (about(t(lang, "其他", "Others"), &others))
        }
    }
}

/// The kinds of entries that stand in no table and have no part of the page to themselves.
fn families() -> impl Iterator<Item = ItemKind> {
    let all = ItemKind::ALL.iter().copied();
    all.filter(|kind| !matches!(kind, ItemKind::Rule | ItemKind::Limit))
}

/// The rows shown.
struct Rows<'a> {
    engine: &'a Engine,
    target: &'a Target,
    lang: Lang,
    words: Vec<String>,
    basis: Option<Basis>,
    /// How many more may be drawn.
    left: usize,
    /// How many fit and were not drawn.
    more: usize,
}

impl<'a> Rows<'a> {
    fn new(engine: &'a Engine, filter: &Filter, target: &'a Target, lang: Lang) -> Self {
        let words = filter.typed.split_whitespace().map(str::to_lowercase);
        Rows {
            engine,
            target,
            lang,
            words: words.collect(),
            basis: filter.basis,
            left: MOST,
            more: 0,
        }
    }

    fn draw(mut self) -> Markup {
        let lang = self.lang;
        let rulebook = self.engine.rulebook();
        let fact = match self.target {
            Target::Fact(fact) => Some(*fact),
            _ => None,
        };
        let everywhere = !self.words.is_empty() || fact.is_some();
        let first = rulebook.tables.first().map(|table| table.id.as_str());
        let mut sections = Vec::new();
        for table in &rulebook.tables {
            let here = match self.target {
                Target::Table(id) | Target::Rule { table: id, .. } => *id == table.id,
                Target::Kind(_) | Target::Item { .. } => false,
                _ => first == Some(&*table.id),
            };
            if everywhere || here {
                sections.extend(self.table(table, fact));
            }
        }
        for kind in families() {
            let here = matches!(self.target, Target::Kind(shown) | Target::Item { kind: shown, .. } if *shown == kind);
            if fact.is_none() && (everywhere || here) {
                sections.extend(self.family(kind));
            }
        }
        html! {
            @if let Some(fact) = fact { (of_fact(fact, lang)) }
            @for section in &sections { (section) }
            @if sections.is_empty() { (nothing(lang)) }
            @if self.more > 0 {
                p class="hint" {
                    @match lang {
                        Lang::Zh => { "另有 " (self.more) " 行符合条件，未列出。请多输入几个字缩小范围。" }
                        Lang::En => { (self.more) " more rows fit and are not listed. Type more words to narrow it down." }
                    }
                }
            }
        }
    }

    /// Whether one more row may be drawn; counts those that may not.
    fn room(&mut self) -> bool {
        let room = self.left > 0;
        self.left -= usize::from(room);
        self.more += usize::from(!room);
        room
    }

    fn fits(&self, basis: Basis, text: impl FnOnce() -> String) -> bool {
        self.basis.is_none_or(|wanted| wanted == basis)
            && (self.words.is_empty() || {
                let text = text();
                self.words.iter().all(|word| text.contains(word.as_str()))
            })
    }

    fn table(&mut self, table: &RuleTable, fact: Option<FactKey>) -> Option<Markup> {
        let lang = self.lang;
        let mut rules = Vec::new();
        for rule in &table.rules {
            let asks = fact.is_none_or(|fact| rule.when.contains_key(&fact));
            if asks && self.fits(rule.basis, || text_of_rule(rule)) && self.room() {
                rules.push(self.rule(rule));
            }
        }
        let (shown, all) = (rules.len(), table.rules.len());
        (shown > 0).then(|| {
            html! {
                section class="rule-table" id={ "table-" (table.id) } {
                    h2 {
                        a href=(rule_href(&table.id)) { (table.title.in_lang(lang)) }
                        (count(shown, all, lang))
                    }
                    p class="lead-in" { (table.about.in_lang(lang)) }
                    table class="grid rule-grid" {
                        (head(&[
                            t(lang, "规则", "Rule"), t(lang, "条件（同时满足）", "Conditions (all)"), t(lang, "结论", "Outcome"),
                            t(lang, "说明", "What it says"), t(lang, "依据", "Basis"),
                        ]))
                        tbody { @for rule in &rules { (rule) } }
                    }
                }
            }
        })
    }

    fn rule(&self, rule: &Rule) -> Markup {
        let lang = self.lang;
        let rulebook = self.engine.rulebook();
        let aimed = matches!(self.target, Target::Rule { rule: id, .. } if *id == rule.id);
        let origin = rule.overlay.as_ref().map(|id| {
            let overlay = rulebook.overlays.iter().find(|overlay| overlay.id == *id);
            overlay.map_or(id.as_str(), |overlay| overlay.title.in_lang(lang))
        });
        html! {
            tr id=(row_id(&rule.id)) tabindex="-1" class=[aimed.then_some("aimed")] {
                th scope="row" {
                    a href=(rule_href(&rule.id)) class="rule-title" { (rule.title.in_lang(lang)) }
                    code class="rule-id" { (rule.id) }
                    @if let Some(origin) = origin { p class="rule-origin" { (t(lang, "本地：", "Local: ")) (origin) } }
                    @if let Some(validity) = words::validity(rule, lang) { p class="hint" { (validity) } }
                }
                td { (conditions(rule, lang)) }
                td class="rule-outcome" { (words::outcome(&rule.then, rulebook, lang)) }
                td {
                    p { (rule.says.in_lang(lang)) }
                    @if let Some(note) = &rule.note { p class="rule-note" { (note.in_lang(lang)) } }
                }
                td class="rule-basis" { (badge(rule.basis, lang)) (cites(self.engine, &rule.cites, lang)) }
            }
        }
    }

    fn family(&mut self, kind: ItemKind) -> Option<Markup> {
        let lang = self.lang;
        let rulebook = self.engine.rulebook();
        let (mut items, mut all) = (Vec::new(), 0);
        for item in rulebook.items().filter(|item| item.kind == kind) {
            all += 1;
            if self.fits(item.basis, || text_of(&item)) && self.room() {
                items.push(self.item(&item));
            }
        }
        let parameters = kind == ItemKind::Parameter;
        let mut heads = vec![t(lang, "名称", "Name")];
        if parameters {
            heads.push(t(lang, "取值", "Value"));
        }
        heads.extend([t(lang, "说明", "What it says"), t(lang, "依据", "Basis")]);
        (!items.is_empty()).then(|| {
            html! {
                section class="rule-table rule-family" id={ "table-" (kind.code()) } {
                    h2 {
                        a href=(rule_href(kind.code())) { (kind.label(lang)) }
                        (count(items.len(), all, lang))
                    }
                    table class={ "grid rule-grid rule-grid-" (heads.len()) } {
                        (head(&heads))
                        tbody { @for item in &items { (item) } }
                    }
                }
            }
        })
    }

    fn item(&self, item: &Item<'_>) -> Markup {
        let lang = self.lang;
        let aimed = matches!(self.target, Target::Item { id, .. } if id == item.id);
        let parameter = self.engine.rulebook().parameter(item.id);
        html! {
            tr id=(row_id(item.id)) tabindex="-1" class=[aimed.then_some("aimed")] {
                th scope="row" {
                    a href=(rule_href(item.id)) class="rule-title" { (item.title.in_lang(lang)) }
                    code class="rule-id" { (item.id) }
                }
                @if let Some(parameter) = parameter {
                    td class="rule-outcome" {
                        (parameter.value) " " (parameter.unit)
                        p class="hint" { (parameter.min) " – " (parameter.max) }
                    }
                }
                td {
                    @if let Some(says) = item.says { p { (says.in_lang(lang)) } }
                    @if let Some(note) = item.note { p class="rule-note" { (note.in_lang(lang)) } }
                }
                td class="rule-basis" { (badge(item.basis, lang)) (cites(self.engine, item.cites, lang)) }
            }
        }
    }
}

fn head(titles: &[&str]) -> Markup {
    html! { thead { tr { @for title in titles { th scope="col" { (title) } } } } }
}

fn count(shown: usize, all: usize, lang: Lang) -> Markup {
    let words = match lang {
        Lang::Zh if shown == all => format!("{all} 行"),
        Lang::En if shown == all => format!("{all} rows"),
        Lang::Zh => format!("{all} 行中的 {shown} 行"),
        Lang::En => format!("{shown} of {all} rows"),
    };
    html! { span class="rule-count" { (words) } }
}

/// Every condition of a row as a chip: the fact and what the row accepts for it.
fn conditions(rule: &Rule, lang: Lang) -> Markup {
    let words = condition_words(rule, lang);
    html! {
        ul class="conditions" {
            @if words.is_empty() { li class="condition" { (t(lang, "任何情形", "always")) } }
            @for (_, fact, values) in &words {
                li class="condition" { span class="condition-fact" { (fact) } (values.join(t(lang, "、", " / "))) }
            }
        }
    }
}

fn of_fact(fact: FactKey, lang: Lang) -> Markup {
    let label = fact.label(lang);
    html! {
        p class="rule-fact" {
            @match lang {
                Lang::Zh => { "只看以“" (label) "”为条件的规则" }
                Lang::En => { "Rules that ask for " (label) }
            }
            a href="#/rules" { (t(lang, "看全部", "show all")) }
        }
    }
}

fn nothing(lang: Lang) -> Markup {
    let clear = html! {
        button type="button" class="button" data-do="clear" { (t(lang, "清除筛选", "Clear the filter")) }
    };
    empty(
        t(lang, "没有符合条件的规则", "No rule fits"),
        t(
            lang,
            "可以放宽查找的文字，或改选依据。",
            "Try fewer words, or another basis.",
        ),
        &clear,
    )
}

/// Everything of an entry that can be looked for, in both languages and lower case.
fn text_of(item: &Item<'_>) -> String {
    let mut text = format!("{} {} ", item.id, item.cites.join(" "));
    let parts = [Some(item.title), item.says, item.note];
    for part in parts.into_iter().flatten() {
        text.extend([part.zh.as_str(), " ", part.en.as_str(), " "]);
    }
    text.to_lowercase()
}

/// The same of a row, with its conditions.
fn text_of_rule(rule: &Rule) -> String {
    let mut text = format!("{} {} ", rule.id, rule.cites.join(" "));
    let parts = [Some(&rule.title), Some(&rule.says), rule.note.as_ref()];
    for part in parts.into_iter().flatten() {
        text.extend([part.zh.as_str(), " ", part.en.as_str(), " "]);
    }
    for lang in [Lang::Zh, Lang::En] {
        for (_, fact, values) in condition_words(rule, lang) {
            text.extend([fact, " ", &values.join(" "), " "]);
        }
    }
    text.to_lowercase()
}
