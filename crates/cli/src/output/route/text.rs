//! For people: who handles it, what comes with it, and why.

use std::collections::BTreeSet;
use std::fmt::Write;

use shizu_rules::vocabulary::{Organ, Term};
use shizu_rules::{Condition, Determination, Engine, FactKey, IntakeRow, Lang, Reason, Status};

use super::{BadRow, Render};
use crate::lang::{comma, pick};

/// Writes answers as text, and in the end what the citations say.
pub struct TextOutput<'e> {
    engine: &'e Engine,
    lang: Lang,
    cited: BTreeSet<String>,
    /// The text of one clue, used again for the next.
    text: String,
}

impl<'e> TextOutput<'e> {
    pub fn new(engine: &'e Engine, lang: Lang) -> Self {
        TextOutput {
            engine,
            lang,
            cited: BTreeSet::new(),
            text: String::new(),
        }
    }

    /// One line with a heading in front.
    fn line(&mut self, zh: &str, en: &str, what: &str) {
        let line = match self.lang {
            Lang::Zh => format!("  {zh}  {what}"),
            Lang::En => format!("  {en:<11} {what}"),
        };
        let _ = writeln!(self.text, "{}", line.trim_end());
    }

    fn list(&mut self, zh: &str, en: &str, items: &[String]) {
        if !items.is_empty() {
            self.line(zh, en, &items.join(comma(self.lang)));
        }
    }

    fn answer(&mut self, answer: &Determination) {
        let lang = self.lang;
        let fact = |key: &FactKey| brackets(key.label(lang), key.code(), lang);
        self.outcome(answer);
        let missing: Vec<String> = answer.missing.iter().map(fact).collect();
        self.list("尚缺", "missing", &missing);
        let parts = answer.assist.iter();
        let parts = parts.map(|part| brackets(part.organ.label(lang), part.role.label(lang), lang));
        let parts: Vec<String> = parts.collect();
        self.list("协同", "with", &parts);
        let labels = |mechanisms: &[shizu_rules::vocabulary::Mechanism]| -> Vec<String> {
            mechanisms
                .iter()
                .map(|one| one.label(lang).to_owned())
                .collect()
        };
        self.list("机制", "mechanism", &labels(&answer.mechanisms));
        self.list("或须", "perhaps", &labels(&answer.possible_mechanisms));
        for deadline in &answer.deadlines {
            let title = self.engine.rulebook().limit(&deadline.id);
            let title = title.map_or(deadline.id.as_str(), |limit| limit.title.in_lang(lang));
            let due = match deadline.due {
                Some(day) if deadline.provisional => {
                    format!("{day}{}", pick(lang, "（暂定）", " (provisional)"))
                }
                Some(day) => day.to_string(),
                None => pick(lang, "收到日期不详", "date received unknown").to_owned(),
            };
            let basis = deadline.basis.label(lang);
            let line = brackets(&format!("{due}  {title}"), basis, lang);
            self.line("时限", "due", &line);
        }
        for duty in &answer.duties {
            let to = duty
                .to
                .map_or_else(String::new, |to| format!(" → {}", to.label(lang)));
            let (organ, phase) = (duty.organ.label(lang), duty.phase.label(lang));
            let owed = format!("{organ}{to}{}{phase}", pick(lang, "，", ", "));
            let line = brackets(&self.title(&duty.rule), &owed, lang);
            self.line("职责", "duty", &line);
        }
        for warning in &answer.warnings {
            let says = self.engine.rule_of(&warning.rule);
            let says = says.map_or(warning.id.as_str(), |rule| rule.says.in_lang(lang));
            let line = format!("[{}] {says}", warning.severity.label(lang));
            self.line("注意", "note", &line);
        }
        if !answer.reasons.is_empty() {
            self.line("理由", "because", "");
        }
        for reason in &answer.reasons {
            self.reason(reason);
        }
    }

    fn outcome(&mut self, answer: &Determination) {
        let lang = self.lang;
        let organ = |organ: Organ| brackets(organ.label(lang), organ.code(), lang);
        match (answer.status, answer.lead) {
            (Status::NotAccepted, _) => {
                let what = pick(lang, "不予受理", "not accepted");
                self.line("结论", "outcome", what);
            }
            (Status::Determined, Some(lead)) => self.line("主办", "lead", &organ(lead)),
            _ => {
                let mut leads: Vec<String> = answer
                    .possible_leads
                    .iter()
                    .map(|lead| organ(*lead))
                    .collect();
                if answer.may_be_refused {
                    leads.push(pick(lang, "不予受理", "not accepted").to_owned());
                }
                self.line(
                    "结论",
                    "outcome",
                    pick(lang, "尚不能确定", "not settled yet"),
                );
                self.list("可能", "possible", &leads);
                if let Some(ask) = answer.ask_next {
                    let values: Vec<&str> =
                        ask.values().iter().map(|value| value.label(lang)).collect();
                    let name = brackets(ask.label(lang), ask.code(), lang);
                    let line = format!("{name}{}{}", pick(lang, "：", ": "), values.join(" / "));
                    self.line("先问", "ask next", &line);
                }
            }
        }
    }

    fn reason(&mut self, reason: &Reason) {
        let lang = self.lang;
        let Some(rule) = self.engine.rule_of(&reason.rule) else {
            return;
        };
        let conditions: Vec<String> = reason
            .conditions
            .iter()
            .map(|one| condition(one, lang))
            .collect();
        let _ = writeln!(
            self.text,
            "    · {} [{}]\n      {}\n      {}{}{}",
            rule.title.in_lang(lang),
            rule.id,
            rule.says.in_lang(lang),
            brackets(reason.basis.label(lang), &reason.cites.join(" "), lang),
            if conditions.is_empty() {
                ""
            } else {
                pick(lang, "  因为 ", "  since ")
            },
            conditions.join(comma(lang)),
        );
        self.cited.extend(reason.cites.iter().cloned());
    }

    fn title(&self, rule: &str) -> String {
        self.engine
            .rule_of(rule)
            .map_or(rule, |rule| rule.title.in_lang(self.lang))
            .to_owned()
    }
}

impl Render for TextOutput<'_> {
    fn begin(&mut self, _: &mut Vec<u8>) {}

    fn row(&mut self, row: &IntakeRow<'_>, out: &mut Vec<u8>) {
        self.text.clear();
        let _ = writeln!(self.text, "{} {}", pick(self.lang, "线索", "Clue"), row.id);
        let answer = self.engine.determine(row.id, &row.facts, row.received);
        self.answer(&answer);
        self.text.push('\n');
        out.extend_from_slice(self.text.as_bytes());
    }

    fn bad(&mut self, bad: &BadRow, out: &mut Vec<u8>) {
        self.text.clear();
        let id = bad.id.as_deref().unwrap_or("?");
        let _ = writeln!(self.text, "{} {id}", pick(self.lang, "线索", "Clue"));
        for fault in &bad.faults {
            self.line("有误", "error", &fault.message);
        }
        self.text.push('\n');
        out.extend_from_slice(self.text.as_bytes());
    }

    fn end(&mut self, out: &mut Vec<u8>) {
        let catalogue = &self.engine.rulebook().catalogue;
        let entries = self.cited.iter().filter_map(|id| catalogue.get(id));
        let mut text = String::new();
        for entry in entries {
            let document = catalogue.document(entry);
            let title = document.map_or("", |document| document.title.in_lang(self.lang));
            let _ = writeln!(
                text,
                "  {}  {title} {}\n      {}",
                entry.id,
                entry.section.in_lang(self.lang),
                entry.says.in_lang(self.lang)
            );
        }
        if !text.is_empty() {
            out.extend_from_slice(
                pick(
                    self.lang,
                    "所引内容（转述）\n",
                    "What is cited (in our words)\n",
                )
                .as_bytes(),
            );
            out.extend_from_slice(text.as_bytes());
        }
    }
}

fn condition(condition: &Condition, lang: Lang) -> String {
    let value = condition.value.and_then(|code| {
        let values = condition.fact.values().iter();
        values.into_iter().find(|value| value.code == code)
    });
    let value = value.map_or(pick(lang, "不清楚", "unknown"), |value| {
        value.label(lang)
    });
    match lang {
        Lang::Zh => format!("{}：{value}", condition.fact.label(lang)),
        Lang::En => format!("{}: {value}", condition.fact.label(lang)),
    }
}

/// `what（more）` or `what (more)`.
fn brackets(what: &str, more: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{what}（{more}）"),
        Lang::En => format!("{what} ({more})"),
    }
}
