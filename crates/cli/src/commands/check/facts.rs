//! From words to facts: `fact=value` or the cells of a row, by code or label; counts that decide a fact.

use anyhow::bail;
use shizu_formats::Record;
use shizu_rules::{FactKey, Lang, MatterFacts, Measure, Rulebook, Subject};

/// What a name stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Slot {
    Id,
    Fact(FactKey),
    /// A count, by the code of [`Measure::part`] or [`Measure::whole`].
    Count(&'static str),
}

/// The facts of one matter, with what is wrong with them: column and sentence.
pub struct Given {
    pub facts: MatterFacts,
    pub faults: Vec<(String, String)>,
    counts: Vec<(&'static str, u32)>,
}

/// The columns of a file.
pub struct Binding {
    subject: Subject,
    slots: Vec<Option<Slot>>,
    names: Vec<String>,
}

/// Every name that can be given.
pub fn names(subject: Subject) -> Vec<&'static str> {
    let facts = subject.facts().iter().map(|fact| fact.code());
    let mut names: Vec<&str> = facts.collect();
    for measure in Measure::about(subject) {
        for [code, ..] in [measure.part, measure.whole] {
            if !names.contains(&code) {
                names.push(code);
            }
        }
    }
    names
}

fn slot(subject: Subject, name: &str) -> Option<Slot> {
    let name = name.trim();
    let is = |labels: [&str; 3]| labels.iter().any(|label| label.eq_ignore_ascii_case(name));
    if is(["id", "编号", "number"]) {
        return Some(Slot::Id);
    }
    let mut facts = subject.facts().iter();
    let fact = facts.find(|fact| is([fact.code(), fact.label(Lang::Zh), fact.label(Lang::En)]));
    let counts = || {
        let mut counts = Measure::about(subject).flat_map(|measure| [measure.part, measure.whole]);
        counts
            .find(|labels| is(*labels))
            .map(|[code, ..]| Slot::Count(code))
    };
    fact.map(|fact| Slot::Fact(*fact)).or_else(counts)
}

fn unknown(subject: Subject, name: &str, lang: Lang) -> String {
    let near = shizu_tables::nearest(name, names(subject));
    match (lang, near) {
        (Lang::Zh, None) => format!("“{name}”未使用"),
        (Lang::Zh, Some(near)) => format!("“{name}”未使用，是否指“{near}”"),
        (Lang::En, None) => format!("`{name}` is not used"),
        (Lang::En, Some(near)) => format!("`{name}` is not used; did you mean `{near}`?"),
    }
}

/// The facts in words such as `own_case=yes`.
///
/// # Errors
/// A name that means nothing here; wrong values are told with the answer.
pub fn of_words(subject: Subject, words: &[&str], lang: Lang) -> anyhow::Result<Given> {
    let mut cells = Vec::new();
    for word in words {
        let (name, text) = word.split_once('=').unwrap_or((word, ""));
        match slot(subject, name) {
            Some(slot) => cells.push((slot, name, text)),
            None => bail!(unknown(subject, name, lang)),
        }
    }
    Ok(given(subject, &cells, lang))
}

impl Binding {
    pub fn new(subject: Subject, names: &[String]) -> Self {
        Binding {
            subject,
            slots: names.iter().map(|name| slot(subject, name)).collect(),
            names: names.to_vec(),
        }
    }

    /// Whether no column says anything about the subject.
    pub fn is_empty(&self) -> bool {
        self.slots.iter().flatten().all(|slot| *slot == Slot::Id)
    }

    /// The columns that are not used.
    pub fn notes(&self, lang: Lang) -> Vec<String> {
        let columns = self.names.iter().zip(&self.slots);
        let unused = columns.filter(|(_, slot)| slot.is_none());
        unused
            .map(|(name, _)| unknown(self.subject, name, lang))
            .collect()
    }

    pub fn id<'r>(&self, record: &Record<'r>) -> Option<&'r str> {
        let at = self.slots.iter().position(|slot| *slot == Some(Slot::Id))?;
        record.get(at).map(str::trim).filter(|id| !id.is_empty())
    }

    pub fn read(&self, record: &Record<'_>, lang: Lang) -> Given {
        let cells: Vec<(Slot, &str, &str)> = record
            .fields()
            .filter_map(|(at, text)| Some(((*self.slots.get(at)?)?, self.names[at].as_str(), text)))
            .collect();
        given(self.subject, &cells, lang)
    }
}

fn given(subject: Subject, cells: &[(Slot, &str, &str)], lang: Lang) -> Given {
    let mut facts = MatterFacts::new(subject);
    let mut faults = Vec::new();
    let mut counts: Vec<(&'static str, u32)> = Vec::new();
    for (slot, name, text) in cells {
        let text = text.trim();
        let fault = match slot {
            Slot::Id => None,
            Slot::Fact(fact) => facts.parse(*fact, text).err().map(|bad| bad.message(lang)),
            Slot::Count(_) if text.is_empty() => None,
            Slot::Count(code) => match text.parse() {
                Ok(number) => {
                    counts.push((code, number));
                    None
                }
                Err(_) => Some(match lang {
                    Lang::Zh => format!("“{text}”不是人数，应为整数"),
                    Lang::En => format!("`{text}` is no count; write a whole number"),
                }),
            },
        };
        faults.extend(fault.map(|fault| ((*name).to_owned(), fault)));
    }
    Given {
        facts,
        faults,
        counts,
    }
}

impl Given {
    /// Settles the facts that two counts decide. A fact that was given too must agree with them.
    pub fn count_in(&mut self, rulebook: &Rulebook, lang: Lang) {
        for measure in Measure::about(self.facts.subject()) {
            let count = |code: &str| {
                let mut counts = self.counts.iter();
                counts
                    .find(|(known, _)| *known == code)
                    .map(|(_, count)| *count)
            };
            let (part, whole) = match (count(measure.part[0]), count(measure.whole[0])) {
                (None, _) => continue,
                (Some(part), Some(whole)) => (part, whole),
                (Some(_), None) => {
                    let at = usize::from(lang == Lang::En) + 1;
                    let fault = match lang {
                        Lang::Zh => format!("还要填{}，才能算出占比", measure.whole[at]),
                        Lang::En => {
                            format!("the share needs the number of {} too", measure.whole[at])
                        }
                    };
                    self.faults.push((measure.whole[0].to_owned(), fault));
                    continue;
                }
            };
            match measure.judge(rulebook, part, whole) {
                Err(fault) => {
                    let fault = fault.message(measure, lang);
                    self.faults.push((measure.part[0].to_owned(), fault));
                }
                Ok(holds) => self.settle(measure, holds, lang),
            }
        }
    }

    fn settle(&mut self, measure: &Measure, holds: bool, lang: Lang) {
        let (fact, index) = (measure.fact, usize::from(holds));
        if self.facts.index(fact).is_none_or(|given| given == index) {
            self.facts.set(fact, Some(index));
            return;
        }
        let label = fact.label(lang);
        let fault = match lang {
            Lang::Zh => format!("“{label}”与所填人数不符，请核对"),
            Lang::En => format!("`{label}` does not agree with the counts: check them"),
        };
        self.faults.push((fact.code().to_owned(), fault));
    }
}
