//! A determination in sentences and lines, as the page and the routing slip show it.

use chrono::NaiveDate;
use shizu_rules::vocabulary::{Basis, Mechanism, Organ, Phase, Role, Severity, Term};
use shizu_rules::{Determination, Engine, FactKey, Lang, OpenFact, Status, Then};

use super::groups::pick;
use shizu_rules::SortOnce;

/// The answer in one sentence.
pub fn conclusion(result: &Determination, lang: Lang) -> String {
    match result.status {
        Status::NotAccepted => pick(
            lang,
            "不属受理范围：不予受理，移送有权处理的机关。",
            "Outside the remit: not accepted, transferred to the body that is competent.",
        )
        .to_owned(),
        Status::Determined => determined(result, lang),
        Status::Undetermined => undetermined(result, lang),
    }
}

fn determined(result: &Determination, lang: Lang) -> String {
    let Some(lead) = result.lead else {
        return String::new();
    };
    if lead == Organ::SuperiorCommission {
        return pick(
            lang,
            "报送上级纪委监委处理，本机关不录入、不办理。",
            "Sent up to the superior commission; it is neither entered nor handled here.",
        )
        .to_owned();
    }
    let parts: Vec<String> = result
        .assist
        .iter()
        .filter(|part| part.organ != lead)
        .map(|part| {
            format!(
                "{}{}{}",
                part.organ.label(lang),
                pick(lang, "", " "),
                part.role.label(lang)
            )
        })
        .collect();
    let lead = lead.label(lang);
    match (lang, parts.is_empty()) {
        (Lang::Zh, true) => format!("由{lead}主办。"),
        (Lang::Zh, false) => format!("由{lead}主办；{}。", parts.join("、")),
        (Lang::En, true) => format!("Led by the {lead}."),
        (Lang::En, false) => format!("Led by the {lead}; {}.", parts.join(", ")),
    }
}

fn undetermined(result: &Determination, lang: Lang) -> String {
    let who = possible_words(result, lang);
    let next = result.ask_next.map(|fact| fact.label(lang));
    match (lang, next) {
        (Lang::Zh, Some(next)) => format!("还不能确定由谁主办（{who}）；先弄清“{next}”。"),
        (Lang::Zh, None) => format!("还不能确定由谁主办（{who}）。"),
        (Lang::En, Some(next)) => {
            format!("It is not settled who leads ({who}). Find out first: {next}.")
        }
        (Lang::En, None) => format!("It is not settled who leads ({who})."),
    }
}

/// Who may lead: the names if they are few, or how many.
pub fn possible_words(result: &Determination, lang: Lang) -> String {
    let names = possible_leads(result, lang);
    match (names.len() <= 4, lang) {
        (true, Lang::Zh) => format!("可能是{}", names.join("、")),
        (true, Lang::En) => format!("it may be {}", names.join(", or ")),
        (false, Lang::Zh) => format!("还有 {} 种可能", names.len()),
        (false, Lang::En) => format!("{} ways are open", names.len()),
    }
}

/// Who may lead, by name; "not accepted" last if that is still possible.
fn possible_leads(result: &Determination, lang: Lang) -> Vec<String> {
    let mut names: Vec<String> = result
        .possible_leads
        .iter()
        .map(|organ| organ.label(lang).to_owned())
        .collect();
    if result.may_be_refused {
        names.push(pick(lang, "不予受理", "not accepted").to_owned());
    }
    names
}

/// The answer in two or three words: the leader, or why there is none.
pub fn headline(result: &Determination, lang: Lang) -> String {
    match (result.status, result.lead) {
        (Status::NotAccepted, _) => pick(lang, "不予受理", "not accepted").to_owned(),
        (Status::Determined, Some(lead)) => lead.label(lang).to_owned(),
        _ => pick(lang, "未定", "not settled").to_owned(),
    }
}

/// A joint mechanism that applies, or may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MechanismLine {
    /// Which.
    pub mechanism: Mechanism,
    /// Whether it surely applies.
    pub sure: bool,
    /// What the rows say; where it only may apply, the facts it hangs on.
    pub says: String,
    /// Rows that say so; empty where it only may apply.
    pub rules: Vec<String>,
}

/// Joint mechanisms, those that apply first.
pub fn mechanisms(
    engine: &Engine,
    result: &Determination,
    open: &[OpenFact],
    lang: Lang,
) -> Vec<MechanismLine> {
    let sure = result.mechanisms.iter().map(|mechanism| {
        let rules: Vec<_> = result
            .reasons
            .iter()
            .filter_map(|reason| engine.rule_of(&reason.rule))
            .filter(|rule| rule.then == Then::Mechanism(*mechanism))
            .collect();
        MechanismLine {
            mechanism: *mechanism,
            sure: true,
            says: rules
                .first()
                .map(|rule| rule.says.in_lang(lang).to_owned())
                .unwrap_or_default(),
            rules: rules.iter().map(|rule| rule.id.clone()).collect(),
        }
    });
    let possible = result.possible_mechanisms.iter().map(|mechanism| {
        let facts: Vec<&str> = open
            .iter()
            .filter(|open| open.decides.contains(&Then::Mechanism(*mechanism)))
            .map(|open| open.fact.label(lang))
            .collect();
        MechanismLine {
            mechanism: *mechanism,
            sure: false,
            says: format!(
                "{}{}",
                pick(lang, "取决于：", "Hangs on: "),
                facts.join(pick(lang, "、", ", "))
            ),
            rules: Vec::new(),
        }
    });
    sure.chain(possible).collect()
}

/// Who owes what to whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutyLine {
    /// Who owes it.
    pub who: Organ,
    /// To whom.
    pub whom: Option<Organ>,
    /// In which part.
    pub role: Role,
    /// What, in a few words.
    pub title: String,
    /// What the row says.
    pub says: String,
    /// What it rests on.
    pub basis: Basis,
    /// Id of the row.
    pub rule: String,
}

/// Duties by phase, in the order of the matter's course; phases without duties are left out.
pub fn duties(engine: &Engine, result: &Determination, lang: Lang) -> Vec<(Phase, Vec<DutyLine>)> {
    let of = |phase: Phase| {
        let lines = result
            .duties
            .iter()
            .filter(|duty| duty.phase == phase)
            .filter_map(|duty| {
                let rule = engine.rule_of(&duty.rule)?;
                Some(DutyLine {
                    who: duty.organ,
                    whom: duty.to,
                    role: duty.role,
                    title: super::verbs::duty(engine, &duty.id, lang),
                    says: rule.says.in_lang(lang).to_owned(),
                    basis: rule.basis,
                    rule: rule.id.clone(),
                })
            });
        (phase, lines.collect::<Vec<_>>())
    };
    Phase::ALL
        .iter()
        .map(|phase| of(*phase))
        .filter(|(_, lines)| !lines.is_empty())
        .collect()
}

/// A time limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadlineLine {
    /// What must be done.
    pub title: String,
    /// How long there is.
    pub amount: String,
    /// Last day, if it is known when the clue was received.
    pub due: Option<NaiveDate>,
    /// Whether the day may still move.
    pub provisional: bool,
    /// What it rests on.
    pub basis: Basis,
    /// Id of the limit.
    pub limit: String,
    /// Id of the row that starts it.
    pub rule: String,
}

/// Time limits, the nearest first.
pub fn deadlines(engine: &Engine, result: &Determination, lang: Lang) -> Vec<DeadlineLine> {
    let mut lines: Vec<DeadlineLine> = result
        .deadlines
        .iter()
        .filter_map(|deadline| {
            let limit = engine.rulebook().limit(&deadline.id)?;
            Some(DeadlineLine {
                title: limit.title.in_lang(lang).to_owned(),
                amount: limit.length().words(lang),
                due: deadline.due,
                provisional: deadline.provisional,
                basis: deadline.basis,
                limit: limit.id.clone(),
                rule: deadline.rule.clone(),
            })
        })
        .collect();
    lines.sort_once_by_key(|line| line.due);
    lines
}

/// Something to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WarningLine {
    /// How loud.
    pub severity: Severity,
    /// What, in a few words.
    pub title: String,
    /// What the row says.
    pub says: String,
    /// The facts that do not fit together, with their values.
    pub facts: Vec<(FactKey, String)>,
    /// Id of the row.
    pub rule: String,
}

/// Warnings, the loudest first.
pub fn warnings(engine: &Engine, result: &Determination, lang: Lang) -> Vec<WarningLine> {
    let mut lines: Vec<WarningLine> = result
        .warnings
        .iter()
        .filter_map(|warning| {
            let rule = engine.rule_of(&warning.rule)?;
            let conditions = result
                .reasons
                .iter()
                .find(|reason| reason.rule == warning.rule)
                .map(|reason| reason.conditions.as_slice())
                .unwrap_or_default();
            let facts = conditions.iter().filter_map(|condition| {
                let value = condition
                    .fact
                    .values()
                    .iter()
                    .find(|value| Some(value.code) == condition.value)?;
                Some((condition.fact, value.label(lang).to_owned()))
            });
            Some(WarningLine {
                severity: warning.severity,
                title: rule.title.in_lang(lang).to_owned(),
                says: rule.says.in_lang(lang).to_owned(),
                facts: facts.collect(),
                rule: rule.id.clone(),
            })
        })
        .collect();
    lines.sort_once_by_key(|line| std::cmp::Reverse(line.severity));
    lines
}

#[cfg(test)]
mod tests {
    use shizu_rules::Rulebook;
    use shizu_rules::vocabulary::{Authority, Post};

    use super::super::presets::PRESETS;
    use super::*;

    fn engine() -> Engine {
        let day = NaiveDate::from_ymd_opt(2026, 3, 5).expect("a day");
        Engine::new(Rulebook::shipped().expect("shipped"), day).expect("compiles")
    }

    fn determine(engine: &Engine, preset: usize) -> Determination {
        let draft = PRESETS[preset].draft();
        engine.determine(&draft.id, &draft.facts, draft.received)
    }

    #[test]
    fn the_conclusion_names_leader_and_helpers() {
        let result = determine(&engine(), 0);
        assert_eq!(
            conclusion(&result, Lang::Zh),
            "由监督检查室主办；派驻纪检监察组协助、案件监督管理室监督。"
        );
    }

    #[test]
    fn an_open_question_is_named() {
        let result = determine(&engine(), 3);
        let text = conclusion(&result, Lang::Zh);
        assert!(
            text.contains("派驻纪检监察组") && text.contains("先弄清"),
            "{text}"
        );
    }

    #[test]
    fn fifteen_working_days_after_the_fifth_of_march() {
        let engine = engine();
        let lines = deadlines(&engine, &determine(&engine, 0), Lang::Zh);
        // P26: fifteen working days, the first on 6 March 2026 (a Friday); no holiday until 4 April: 26 March.
        let reply = lines
            .iter()
            .find(|line| line.limit == "acceptance_reply")
            .expect("named report");
        assert_eq!(reply.due, NaiveDate::from_ymd_opt(2026, 3, 26));
        assert_eq!(reply.amount, "15个工作日");
        assert!(!reply.provisional);
    }

    #[test]
    fn contradictions_come_first_with_the_facts_that_conflict() {
        let engine = engine();
        let facts = PRESETS[0]
            .draft()
            .facts
            .with(Authority::SameLevel)
            .with(Post::Staff);
        let lines = warnings(&engine, &engine.determine("", &facts, None), Lang::Zh);
        assert_eq!(lines[0].severity, Severity::Contradiction);
        let keys: Vec<FactKey> = lines[0].facts.iter().map(|(key, _)| *key).collect();
        assert_eq!(keys, [FactKey::Authority, FactKey::Post]);
    }

    #[test]
    fn every_duty_of_a_result_is_shown_in_its_phase() {
        let engine = engine();
        let result = determine(&engine, 1);
        let shown: usize = duties(&engine, &result, Lang::En)
            .iter()
            .map(|(_, lines)| lines.len())
            .sum();
        assert_eq!(shown, result.duties.len());
    }
}
