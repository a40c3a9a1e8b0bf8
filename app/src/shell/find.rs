//! What the search finds: pages, rules, time limits, paragraphs and facts whose words contain what was typed.

use shizu_rules::{Engine, FactKey, Lang, Rulebook};

use crate::markup::Icon;
use crate::markup::cite_label;
use crate::route::{BookPage, Family, rule_href};
use shizu_rules::SortOnce;

/// Most results at once.
pub const MOST: usize = 30;

/// One result.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// What kind of thing it is.
    pub kind: Kind,
    /// Its name.
    pub title: String,
    /// Its id and more of it, in one line.
    pub detail: String,
    /// Where it is.
    pub href: String,
}

/// What kind of thing was found; in the order shown when they fit equally well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A page or a part of one.
    Page,
    /// A table of rules.
    Table,
    /// A fact of a clue.
    Fact,
    /// A row.
    Rule,
    /// A time limit.
    Limit,
    /// A paragraph, article or practice.
    Entry,
}

impl Kind {
    /// What it is called.
    pub fn label(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            Kind::Page => ("页面", "page"),
            Kind::Table => ("规则表", "table"),
            Kind::Fact => ("事实", "fact"),
            Kind::Rule => ("规则", "rule"),
            Kind::Limit => ("时限", "time limit"),
            Kind::Entry => ("条目", "entry"),
        };
        match lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// Its drawing.
    pub fn icon(self) -> Icon {
        match self {
            Kind::Page | Kind::Table => Icon::Rules,
            Kind::Fact => Icon::Fact,
            Kind::Rule => Icon::Row,
            Kind::Limit => Icon::Limit,
            Kind::Entry => Icon::Document,
        }
    }
}

/// Pages and their parts: address, names, further words they are found by.
const PAGES: &[(&str, &str, &str, &str)] = &[
    (
        "#/intake",
        "受理分办",
        "Intake",
        "线索 主办 分流 routing clue lead",
    ),
    (
        "#/train",
        "实训",
        "Training",
        "课程 情景 练习 考核 复习 成绩 lessons scenarios drills exam review record certificate",
    ),
    (
        "#/teach",
        "教员",
        "Teaching",
        "写情景 布置 任务单 班级 成绩汇总 讲评 scenario editor set class results instructor",
    ),
    (
        "#/rules",
        "规则与日历",
        "Rules and calendar",
        "规则表 rulebook tables",
    ),
    (
        "#/rules/sources",
        "依据来源",
        "Sources",
        "段落 覆盖 引用 paragraphs coverage",
    ),
    (
        "#/rules/calendar",
        "时限与节假日",
        "Time limits and holidays",
        "工作日 期限 working days deadlines",
    ),
    (
        "#/rules/proof",
        "规则校验",
        "Proof",
        "验证 空白 冲突 verify gaps overlaps",
    ),
    (
        "#/rules/assumptions",
        "假设清单",
        "Assumptions",
        "本地 调整 local choice",
    ),
    (
        "#/rules/overlay",
        "本地调整",
        "Local overlay",
        "覆盖 载入 TOML overlay county",
    ),
];

/// Everything that contains all words of `typed`, best first, at most [`MOST`]. Without words: the pages.
pub fn find(engine: &Engine, typed: &str, lang: Lang) -> Vec<Found> {
    let words: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
    let mut finding = Finding {
        words,
        lang,
        found: Vec::new(),
    };
    finding.pages();
    if !finding.words.is_empty() {
        finding.rules(engine.rulebook());
        finding.facts();
        finding.entries(engine);
    }
    let mut found = finding.found;
    found.sort_once_by(|(left, a), (right, b)| left.cmp(right).then(a.kind.cmp(&b.kind)));
    found.truncate(MOST);
    found.into_iter().map(|(_, found)| found).collect()
}

/// What was found so far, with how well it fits.
struct Finding {
    words: Vec<String>,
    lang: Lang,
    found: Vec<(u8, Found)>,
}

impl Finding {
    /// Takes something if it fits: its `names` count more than `more` that is said of it. The detail is made only then.
    fn offer(
        &mut self,
        kind: Kind,
        id: &str,
        title: &str,
        (names, more): (&[&str], &[&str]),
        detail: impl Fn() -> String,
    ) {
        if let Some(rank) = rank(&self.words, names, more) {
            let href = if kind == Kind::Page {
                id.to_owned()
            } else {
                rule_href(id)
            };
            let (title, detail) = (title.to_owned(), detail());
            self.found.push((
                rank,
                Found {
                    kind,
                    title,
                    detail,
                    href,
                },
            ));
        }
    }

    fn pages(&mut self) {
        let of_book = BookPage::ALL.iter();
        let of_book = of_book.map(|page| (page.word(), page.names(), page.keywords()));
        let families = Family::ALL.iter();
        let families = families.map(|page| (page.word(), page.names(), page.keywords()));
        for (word, (zh, en), keywords) in of_book.chain(families) {
            let title = if self.lang == Lang::Zh { zh } else { en };
            let href = format!("#/{word}");
            self.offer(
                Kind::Page,
                &href,
                title,
                (&[zh, en], &[keywords]),
                String::new,
            );
        }
        for (href, zh, en, more) in PAGES {
            let title = if self.lang == Lang::Zh { zh } else { en };
            self.offer(Kind::Page, href, title, (&[zh, en], &[more]), String::new);
        }
    }

    fn rules(&mut self, rulebook: &Rulebook) {
        let lang = self.lang;
        for table in &rulebook.tables {
            let (title, about) = (&table.title, &table.about);
            let texts: (&[&str], &[&str]) =
                (&[&title.zh, &title.en, &table.id], &[&about.zh, &about.en]);
            self.offer(Kind::Table, &table.id, title.in_lang(lang), texts, || {
                about.in_lang(lang).to_owned()
            });
        }
        for (_, rule) in rulebook.rules() {
            let (title, says) = (&rule.title, &rule.says);
            let texts: (&[&str], &[&str]) =
                (&[&title.zh, &title.en, &rule.id], &[&says.zh, &says.en]);
            self.offer(Kind::Rule, &rule.id, title.in_lang(lang), texts, || {
                format!("{} · {}", rule.id, says.in_lang(lang))
            });
        }
        for limit in &rulebook.limits {
            let texts: (&[&str], &[&str]) = (&[&limit.title.zh, &limit.title.en, &limit.id], &[]);
            self.offer(
                Kind::Limit,
                &limit.id,
                limit.title.in_lang(lang),
                texts,
                || limit.id.clone(),
            );
        }
    }

    fn facts(&mut self) {
        let lang = self.lang;
        for fact in FactKey::ALL {
            let labels: Vec<&str> = fact
                .values()
                .iter()
                .map(|value| value.label(lang))
                .collect();
            let names = [fact.label(Lang::Zh), fact.label(Lang::En), fact.code()];
            self.offer(
                Kind::Fact,
                fact.code(),
                fact.label(lang),
                (&names, &labels),
                || labels.join(" / "),
            );
        }
    }

    fn entries(&mut self, engine: &Engine) {
        let lang = self.lang;
        for entry in engine.rulebook().catalogue.entries() {
            let label = cite_label(engine, &entry.id, lang);
            let texts: (&[&str], &[&str]) =
                (&[&entry.id], &[&label, &entry.says.zh, &entry.says.en]);
            self.offer(Kind::Entry, &entry.id, &label, texts, || {
                entry.says.in_lang(lang).to_owned()
            });
        }
    }
}

/// How well the words fit: 0 for a whole name, 1 for the beginning of one, 2 within one, 3 anywhere; `None` if a word is missing.
fn rank(words: &[String], names: &[&str], more: &[&str]) -> Option<u8> {
    let fit = |word: &String| {
        let in_names = names.iter().filter_map(|name| {
            let name = name.to_lowercase();
            if name == *word {
                Some(0)
            } else if name.starts_with(word.as_str()) {
                Some(1)
            } else {
                name.contains(word.as_str()).then_some(2)
            }
        });
        let in_more = || {
            more.iter()
                .any(|text| text.to_lowercase().contains(word.as_str()))
        };
        in_names.min().or_else(|| in_more().then_some(3))
    };
    words
        .iter()
        .map(fit)
        .try_fold(0, |worst, fit| Some(fit?.max(worst)))
}

#[cfg(test)]
mod tests {
    use super::rank;

    fn words(typed: &str) -> Vec<String> {
        typed.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn a_name_fits_better_than_a_text() {
        let names = ["回避", "lead.recusal"];
        let more = ["利益冲突时交叉分办"];
        assert_eq!(rank(&words("回避"), &names, &more), Some(0));
        assert_eq!(rank(&words("lead"), &names, &more), Some(1));
        assert_eq!(rank(&words("recusal"), &names, &more), Some(2));
        assert_eq!(rank(&words("交叉"), &names, &more), Some(3));
        assert_eq!(rank(&words("lead 交叉"), &names, &more), Some(3));
        assert_eq!(rank(&words("lead 不存在"), &names, &more), None);
    }
}
