//! `shizu explain`: what stands behind an id.

use std::fmt::Write as _;
use std::io::Write as _;

use serde_json::{Value, json};
use shizu_rules::vocabulary::Term;
use shizu_rules::{
    Confidence, Entry, EntryKind, FactKey, Item, ItemKind, Lang, Limit, Rule, RuleTable, Rulebook,
    Then,
};

use crate::args::{ExplainArgs, Plain};
use crate::book;
use crate::exit::Exit;
use crate::lang::pick;
use crate::output::data::{LimitData, RuleData, cites, then_text};

/// What an id stands for.
enum Subject<'a> {
    Rule(&'a RuleTable, &'a Rule),
    Table(&'a RuleTable),
    Limit(&'a Limit),
    Fact(FactKey),
    Entry(&'a Entry),
    /// An entry of another family.
    Item(Item<'a>),
    /// A duty or warning: the rows that give it.
    Given(Vec<&'a Rule>),
}

pub fn run(args: &ExplainArgs, lang: Lang) -> anyhow::Result<Exit> {
    let rulebook = book::load(&args.book.rulebook, lang)?;
    let day = book::day(&args.book);
    let id = args.id.trim();
    let Some(subject) = find(&rulebook, id, day) else {
        anyhow::bail!(unknown(&rulebook, id, lang));
    };
    let teller = Teller {
        rulebook: &rulebook,
        lang,
        day,
    };
    let text = match args.format {
        Plain::Text => teller.text(id, &subject),
        Plain::Json => serde_json::to_string_pretty(&teller.data(id, &subject))? + "\n",
    };
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(Exit::Done)
}

fn find<'a>(rulebook: &'a Rulebook, id: &str, day: chrono::NaiveDate) -> Option<Subject<'a>> {
    let held = rulebook
        .rules()
        .find(|(_, rule)| rule.id == id && rule.holds_on(day));
    if let Some((table, rule)) = held.or_else(|| rulebook.rule(id)) {
        return Some(Subject::Rule(table, rule));
    }
    if let Some(table) = rulebook.table(id) {
        return Some(Subject::Table(table));
    }
    if let Some(limit) = rulebook.limit(id) {
        return Some(Subject::Limit(limit));
    }
    let mut facts = shizu_rules::Subject::ALL
        .iter()
        .filter_map(|subject| subject.fact(id));
    if let Some(fact) = facts.next() {
        return Some(Subject::Fact(fact));
    }
    if let Some(entry) = rulebook.catalogue.get(id) {
        return Some(Subject::Entry(entry));
    }
    if let Some(item) = rulebook.item(id) {
        return Some(Subject::Item(item));
    }
    let given: Vec<&Rule> = rulebook
        .rules()
        .map(|(_, rule)| rule)
        .filter(|rule| given_id(&rule.then) == Some(id) && rule.holds_on(day))
        .collect();
    (!given.is_empty()).then_some(Subject::Given(given))
}

fn given_id(then: &Then) -> Option<&str> {
    match then {
        Then::Duty(duty) => Some(&duty.id),
        Then::Warning { id, .. } => Some(id),
        _ => None,
    }
}

fn unknown(rulebook: &Rulebook, id: &str, lang: Lang) -> String {
    let given = rulebook
        .rules()
        .filter_map(|(_, rule)| given_id(&rule.then));
    let nearest = shizu_tables::nearest(id, rulebook.ids().chain(given));
    match (lang, nearest) {
        (Lang::Zh, Some(near)) => format!("没有“{id}”；是否指“{near}”？"),
        (Lang::En, Some(near)) => format!("there is no `{id}`; did you mean `{near}`?"),
        (Lang::Zh, None) => format!("没有“{id}”；全部编号见 shizu rulebook export"),
        (Lang::En, None) => format!("there is no `{id}`; `shizu rulebook export` lists all ids"),
    }
}

/// Tells about subjects in one language.
struct Teller<'a> {
    rulebook: &'a Rulebook,
    lang: Lang,
    day: chrono::NaiveDate,
}

impl Teller<'_> {
    fn text(&self, id: &str, subject: &Subject<'_>) -> String {
        let lang = self.lang;
        let mut out = String::new();
        match subject {
            Subject::Rule(table, rule) => self.rule(&mut out, table, rule),
            Subject::Table(table) => {
                let _ = writeln!(
                    out,
                    "{}  {}\n{}\n",
                    table.id,
                    table.title.in_lang(lang),
                    table.about.in_lang(lang)
                );
                for rule in table.rules.iter().filter(|rule| rule.holds_on(self.day)) {
                    let _ = writeln!(out, "  {}  {}", rule.id, rule.title.in_lang(lang));
                }
            }
            Subject::Limit(limit) => self.limit(&mut out, limit),
            Subject::Fact(fact) => {
                let _ = writeln!(out, "{}  {}", fact.code(), fact.label(lang));
                for value in fact.values() {
                    let _ = writeln!(out, "  {:<22} {}", value.code, value.label(lang));
                }
                self.rules(
                    &mut out,
                    &self.asking(*fact),
                    pick(lang, "用到它的规则：", "Rules that ask for it:"),
                );
            }
            Subject::Entry(entry) => self.entry(&mut out, entry),
            Subject::Item(item) => self.item(&mut out, item),
            Subject::Given(rules) => {
                let _ = writeln!(out, "{id}");
                self.rules(&mut out, rules, pick(lang, "由以下规则给出：", "Given by:"));
            }
        }
        out
    }

    fn rule(&self, out: &mut String, table: &RuleTable, rule: &Rule) {
        let lang = self.lang;
        let _ = writeln!(
            out,
            "{}  {}\n{}",
            rule.id,
            rule.title.in_lang(lang),
            rule.says.in_lang(lang)
        );
        let mut line = |zh, en, what: &str| {
            let _ = match lang {
                Lang::Zh => writeln!(out, "  {zh}  {what}"),
                Lang::En => writeln!(out, "  {en:<11} {what}"),
            };
        };
        line(
            "规则表",
            "table",
            &format!("{}  {}", table.id, table.title.in_lang(lang)),
        );
        line("结　论", "gives", &then_text(&rule.then, lang));
        for (fact, codes) in rule.conditions() {
            let labels = fact
                .values()
                .iter()
                .filter(|value| codes.contains(&value.code));
            let labels: Vec<&str> = labels.map(|value| value.label(lang)).collect();
            let what = format!(
                "{} ∈ {}",
                fact.label(lang),
                labels.join(pick(lang, "、", " | "))
            );
            line("条　件", "if", &what);
        }
        line("依　据", "basis", rule.basis.label(lang));
        if let Some(note) = &rule.note {
            line("说　明", "note", note.in_lang(lang));
        }
        if rule.valid_from.is_some() || rule.valid_to.is_some() {
            let day = |day: Option<chrono::NaiveDate>| {
                day.map_or("…".to_owned(), |day| day.to_string())
            };
            line(
                "有　效",
                "valid",
                &format!("{} – {}", day(rule.valid_from), day(rule.valid_to)),
            );
        }
        if let Some(overlay) = &rule.overlay {
            line("来　自", "overlay", overlay);
        }
        self.cites(out, &rule.cites);
    }

    fn limit(&self, out: &mut String, limit: &Limit) {
        let lang = self.lang;
        let (length, start) = (limit.length().words(lang), limit.start.label(lang));
        let _ = writeln!(
            out,
            "{}  {}\n  {}\n  {}",
            limit.id,
            limit.title.in_lang(lang),
            match lang {
                Lang::Zh => format!("{length}，自{start}起算"),
                Lang::En => format!("{length}, from when {start}"),
            },
            limit.basis.label(lang)
        );
        if let Some(extension) = &limit.extension {
            let _ = writeln!(out, "  {}", extension.words(lang));
        }
        if let Some(note) = &limit.note {
            let _ = writeln!(out, "  {}", note.in_lang(lang));
        }
        self.cites(out, &limit.cites);
        let rules: Vec<&Rule> = self
            .held()
            .filter(|rule| rule.then == Then::Limit(limit.id.clone()))
            .collect();
        self.rules(out, &rules, pick(lang, "适用于：", "Applies by:"));
    }

    fn item(&self, out: &mut String, item: &Item<'_>) {
        let lang = self.lang;
        let _ = writeln!(out, "{}  {}", item.id, item.title.in_lang(lang));
        if let Some(says) = item.says {
            let _ = writeln!(out, "{}", says.in_lang(lang));
        }
        let duties = &self.rulebook.duties;
        if let Some(duty) = duties.iter().find(|duty| duty.id() == item.id) {
            let _ = writeln!(out, "  {}", duty.sentence(lang));
        }
        let kind = item.kind.label(lang);
        let _ = writeln!(out, "  {kind}  {}", item.basis.label(lang));
        if let Some(note) = item.note {
            let _ = writeln!(out, "  {}", note.in_lang(lang));
        }
        self.cites(out, item.cites);
    }

    fn entry(&self, out: &mut String, entry: &Entry) {
        let lang = self.lang;
        let document = self.rulebook.catalogue.document(entry);
        let title = document.map_or("", |document| document.title.in_lang(lang));
        let version = document.map_or("", |document| document.version.as_str());
        let _ = writeln!(
            out,
            "{}  {title} {version} {}\n{}",
            entry.id,
            entry.section.in_lang(lang),
            entry.says.in_lang(lang)
        );
        match &entry.kind {
            EntryKind::NotEncoded(reason) => {
                let _ = writeln!(
                    out,
                    "  {}{}",
                    pick(lang, "未编入规则：", "Not encoded: "),
                    reason.in_lang(lang)
                );
            }
            EntryKind::Article(confidence) => {
                let _ = writeln!(out, "  {}", certainty(*confidence, lang));
            }
            EntryKind::Practice => {
                let _ = writeln!(
                    out,
                    "  {}",
                    pick(lang, "公开的地方做法", "public local practice")
                );
            }
            EntryKind::Rule(_) => {}
        }
        self.rules(
            out,
            &self.citing(&entry.id),
            pick(lang, "引用它的规则：", "Rules that cite it:"),
        );
        let others = self.others_citing(&entry.id);
        if !others.is_empty() {
            let _ = writeln!(
                out,
                "{}",
                pick(lang, "引用它的其他条目：", "Other entries that cite it:")
            );
        }
        for item in others {
            let (kind, title) = (item.kind.label(lang), item.title.in_lang(lang));
            let _ = writeln!(out, "  {}  {kind}  {title}", item.id);
        }
    }

    fn cites(&self, out: &mut String, ids: &[String]) {
        let _ = writeln!(
            out,
            "{}",
            pick(self.lang, "引用（转述）：", "Cites (in our words):")
        );
        for cite in cites(self.rulebook, ids, self.lang) {
            let _ = writeln!(
                out,
                "  {}  {} {}\n      {}",
                cite.id, cite.document, cite.section, cite.says
            );
        }
    }

    fn rules(&self, out: &mut String, rules: &[&Rule], heading: &str) {
        if rules.is_empty() {
            return;
        }
        let _ = writeln!(out, "{heading}");
        for rule in rules {
            let _ = writeln!(out, "  {}  {}", rule.id, rule.title.in_lang(self.lang));
        }
    }

    fn held(&self) -> impl Iterator<Item = &Rule> {
        let rules = self.rulebook.rules().map(|(_, rule)| rule);
        rules.filter(|rule| rule.holds_on(self.day))
    }

    fn asking(&self, fact: FactKey) -> Vec<&Rule> {
        self.held()
            .filter(|rule| rule.when.contains_key(&fact))
            .collect()
    }

    fn citing(&self, id: &str) -> Vec<&Rule> {
        self.held()
            .filter(|rule| rule.cites.iter().any(|cite| cite == id))
            .collect()
    }

    /// Entries of other families that cite it.
    fn others_citing(&self, id: &str) -> Vec<Item<'_>> {
        let others = self
            .rulebook
            .items()
            .filter(|item| item.kind != ItemKind::Rule);
        others
            .filter(|item| item.cites.iter().any(|cite| cite == id))
            .collect()
    }

    fn data(&self, id: &str, subject: &Subject<'_>) -> Value {
        let lang = self.lang;
        let ids = |rules: &[&Rule]| rules.iter().map(|rule| rule.id.clone()).collect::<Vec<_>>();
        match subject {
            Subject::Rule(table, rule) => json!({
                "kind": "rule",
                "table": table.id,
                "rule": RuleData::from(*rule),
                "gives": then_text(&rule.then, lang),
                "cites": cites(self.rulebook, &rule.cites, lang),
            }),
            Subject::Table(table) => json!({
                "kind": "table",
                "id": table.id,
                "title": table.title,
                "about": table.about,
                "rules": table.rules.iter().filter(|rule| rule.holds_on(self.day)).map(|rule| &rule.id).collect::<Vec<_>>(),
            }),
            Subject::Limit(limit) => json!({
                "kind": "limit",
                "limit": LimitData::from(*limit),
                "cites": cites(self.rulebook, &limit.cites, lang),
            }),
            Subject::Fact(fact) => json!({
                "kind": "fact",
                "id": fact.code(),
                "title": { "zh": fact.label(Lang::Zh), "en": fact.label(Lang::En) },
                "values": fact.values().iter().map(|value| json!({ "code": value.code, "zh": value.zh, "en": value.en })).collect::<Vec<_>>(),
                "rules": ids(&self.asking(*fact)),
            }),
            Subject::Entry(entry) => json!({
                "kind": "citation",
                "id": entry.id,
                "document": self.rulebook.catalogue.document(entry).map(|document| &document.title),
                "section": entry.section,
                "says": entry.says,
                "not_encoded": match &entry.kind { EntryKind::NotEncoded(reason) => Some(reason), _ => None },
                "rules": ids(&self.citing(&entry.id)),
                "entries": self.others_citing(&entry.id).iter().map(|item| item.id).collect::<Vec<_>>(),
            }),
            Subject::Item(item) => json!({
                "kind": item.kind,
                "id": item.id,
                "title": item.title,
                "says": item.says,
                "basis": item.basis,
                "note": item.note,
                "cites": cites(self.rulebook, item.cites, lang),
            }),
            Subject::Given(rules) => {
                json!({ "kind": "given", "id": id, "gives": rules.first().map(|rule| then_text(&rule.then, lang)), "rules": ids(rules) })
            }
        }
    }
}

fn certainty(confidence: Confidence, lang: Lang) -> &'static str {
    match confidence {
        Confidence::Verified => pick(lang, "条文原文已核对", "wording read in a reproduced text"),
        Confidence::Secondary => pick(
            lang,
            "据转述，原文未核对",
            "reported by others, wording not read",
        ),
        Confidence::Memory => pick(lang, "原文未核对", "wording not checked"),
    }
}
