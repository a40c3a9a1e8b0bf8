//! What the engine says, drawn: the conclusion, the portrait, reminders, verdicts, measures.

use maud::{Markup, html};
use shizu_rules::ecology::{Mark, Measures, Reminder, word};
use shizu_rules::vocabulary::{ReminderState, RoleConflict, Term, Value};
use shizu_rules::{Engine, FactKey, Lang, OtherAnswer, Ruling, Then};

use super::outcome::{Evaluator, Outcome};
use super::portrait::{Portrait, title};
use super::state::State;
use crate::markup::{badge, basis_row, t};
use crate::text::date;

/// What separates alternatives.
fn or(lang: Lang) -> &'static str {
    t(lang, "或", " or ")
}

/// Labels, joined as alternatives.
fn words(values: &[Value], lang: Lang) -> String {
    let labels: Vec<&str> = values.iter().map(|value| value.label(lang)).collect();
    labels.join(or(lang))
}

/// The words that a ruling settles, or that are still possible.
fn ruled(ruling: &Ruling) -> Vec<Value> {
    let possible = ruling.possible.iter().filter_map(|then| match then {
        Then::Answer(answer) => answer.value(),
        _ => None,
    });
    ruling
        .answers
        .iter()
        .filter_map(word)
        .chain(possible)
        .collect()
}

/// The conclusion in a few words: for the list, the headline and the panel.
pub fn conclusion(outcome: &Outcome, lang: Lang) -> String {
    if let Some(score) = outcome.score() {
        let level = words(&score.levels, lang);
        let risk = match outcome {
            Outcome::Unit(found) => {
                let head = t(lang, "，风险", ", risk ");
                format!("{head}{}", words(&found.risks, lang))
            }
            _ => String::new(),
        };
        let points = t(lang, "分", " points");
        return format!(
            "{}{points}{}{level}{risk}",
            score.score,
            t(lang, "，", ", ")
        );
    }
    match outcome {
        Outcome::Archive(found) => {
            let count = found.reminders.len();
            match lang {
                Lang::Zh if count == 0 => "没有需要提醒核实的".to_owned(),
                Lang::En if count == 0 => "nothing to verify".to_owned(),
                Lang::Zh => format!("{count}项提醒核实"),
                Lang::En => format!("to verify: {count}"),
            }
        }
        Outcome::Case(found) => words(&found.verdict.as_ref().map(ruled).unwrap_or_default(), lang),
        Outcome::Role(found, _) => {
            let verdict = found.tasks.first().and_then(|task| task.verdict.as_ref());
            words(&verdict.map(ruled).unwrap_or_default(), lang)
        }
        _ => String::new(),
    }
}

/// A sign for the list, so that nothing is told by colour: settled well, to look at, open.
pub fn sign(outcome: &Outcome) -> &'static str {
    let first = |levels: &[Value]| match levels {
        [one] => one.code,
        _ => "",
    };
    let code = match outcome {
        Outcome::Unit(found) => first(&found.risks),
        Outcome::Cadre(found) => first(&found.score.levels),
        Outcome::Group(found) => first(&found.score.levels),
        Outcome::Archive(found) => {
            let open = |reminder: &Reminder| reminder.state != ReminderState::Done;
            if found.reminders.iter().any(open) {
                "high"
            } else {
                "low"
            }
        }
        Outcome::Case(found) => {
            let settled = found.verdict.as_ref().filter(|ruling| ruling.is_settled());
            first(&settled.map(ruled).unwrap_or_default())
        }
        Outcome::Role(found, too_many) => match found.tasks.first().and_then(|task| task.settled())
        {
            Some(RoleConflict::Conflict) => "high",
            Some(RoleConflict::Tolerable) if *too_many => "high",
            Some(RoleConflict::Tolerable) => "medium",
            Some(RoleConflict::None) => "low",
            None => "",
        },
    };
    match code {
        "low" | "normal" | "excellent" | "pass" | "not_triggered" => "✓",
        "" => "?",
        "medium" | "watch" | "bare_pass" => "△",
        _ => "▲",
    }
}

/// Ids of what an outcome rests on, what decides first.
pub fn grounds(outcome: &Outcome, evaluator: &Evaluator) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    let ruling = |ruling: Option<&Ruling>| -> Vec<String> {
        let answers = ruling.into_iter().flat_map(|ruling| &ruling.answers);
        answers.map(|answer| answer.rule.clone()).collect()
    };
    let mut measures = None;
    match outcome {
        Outcome::Unit(found) => {
            ids.extend(found.risk_rule.clone());
            measures = Some(&found.measures);
        }
        Outcome::Cadre(found) => {
            ids.extend(found.organ.as_ref().map(|organ| organ.rule.clone()));
            measures = Some(&found.measures);
        }
        Outcome::Group(found) => measures = Some(&found.measures),
        Outcome::Archive(found) => {
            ids.extend(found.reminders.iter().map(|reminder| reminder.rule.clone()));
            let more = [&found.organ, &found.application];
            ids.extend(more.into_iter().flatten().map(|answer| answer.rule.clone()));
            if !found.reminders.is_empty() {
                ids.push("archive.reminder.days".to_owned());
            }
        }
        Outcome::Case(found) => {
            ids.extend(ruling(found.verdict.as_ref()));
            ids.extend(ruling(found.responsibility.as_ref()));
            measures = Some(&found.measures);
        }
        Outcome::Role(found, too_many) => {
            for task in &found.tasks {
                ids.extend(ruling(task.verdict.as_ref()));
                ids.extend(ruling(task.notices.as_ref()));
            }
            if *too_many {
                ids.push("role.tolerable.most".to_owned());
            }
        }
    }
    let rules = measures.into_iter().flat_map(|measures| &measures.sure);
    ids.extend(rules.map(|measure| measure.rule.clone()));
    let scored = evaluator
        .shape
        .scorer
        .as_ref()
        .filter(|_| outcome.score().is_some());
    ids.extend(scored.map(|scorer| scorer.sheet.clone()));
    ids
}

/// The weights and lines that a score was made with.
pub fn numbers(outcome: &Outcome, evaluator: &Evaluator, engine: &Engine, lang: Lang) -> Markup {
    let scored = evaluator
        .shape
        .scorer
        .as_ref()
        .filter(|_| outcome.score().is_some());
    let Some(scorer) = scored else {
        return html! {};
    };
    let rulebook = engine.rulebook();
    let ids = scorer.rests_on(rulebook);
    html! {
        details class="disclosure" id="ecology-numbers" {
            summary { (t(lang, "权重和分数线（假设，可按本地调整）", "Weights and lines (assumptions; adjust locally)")) }
            ol class="basis-rows" {
                @for item in ids.iter().skip(1).filter_map(|id| rulebook.item(id)) {
                    (basis_row(engine, &item, lang))
                }
            }
        }
    }
}

/// Everything said of the record shown.
pub fn detail(
    outcome: &Outcome,
    state: &State,
    evaluator: &Evaluator,
    engine: &Engine,
    lang: Lang,
) -> Markup {
    html! {
        p class="ecology-headline" aria-live="polite" {
            span class="ecology-sign" aria-hidden="true" { (sign(outcome)) } " "
            strong { (conclusion(outcome, lang)) }
        }
        @match outcome {
            Outcome::Archive(found) => {
                (reminders(found, engine, lang))
            }
            Outcome::Case(found) => {
                (verdict(found.verdict.as_ref(), &found.what_if, engine, lang))
                @if let Some(kind) = found.responsibility.as_ref().and_then(|ruling| ruling.answers.first()) {
                    p { (t(lang, "责任：", "Responsibility: ")) (says(engine, &kind.rule, lang)) }
                }
                (measures(&found.measures, engine, lang))
            }
            Outcome::Role(found, too_many) => {
                @for task in &found.tasks {
                    (verdict(task.verdict.as_ref(), &task.what_if, engine, lang))
                    (notices(task.notices.as_ref(), engine, lang))
                }
                @if *too_many {
                    p class="ecology-notice" { "▲ " (t(lang, "这名组长可以容许的业务工作合起来过多，已影响本职：", "The tolerable tasks of this head are too many together: ")) (says(engine, "role.tolerable.most", lang)) }
                }
            }
            Outcome::Unit(found) => { (scored(outcome, state, evaluator, engine, lang)) (measures(&found.measures, engine, lang)) }
            Outcome::Cadre(found) => {
                (scored(outcome, state, evaluator, engine, lang))
                @if let Some(organ) = found.organ.as_ref().and_then(word) {
                    p { (t(lang, "由谁核实：", "Who verifies: ")) (organ.label(lang)) }
                }
                (measures(&found.measures, engine, lang))
                (reservation(lang))
            }
            Outcome::Group(found) => {
                (scored(outcome, state, evaluator, engine, lang))
                @if let Some(host) = found.host {
                    p { (t(lang, "驻在单位评价：", "Host unit's opinion: ")) (host.to_string()) (t(lang, "（只作参考，不计分）", " (for reference, not counted)")) }
                }
                (measures(&found.measures, engine, lang))
            }
        }
    }
}

/// A warning is no finding.
fn reservation(lang: Lang) -> Markup {
    html! {
        p class="hint" { (t(lang, "预警和提醒只是请去了解核实，不是对任何人的结论。", "A warning asks to look and verify; it is no finding about anybody.")) }
    }
}

/// Portrait, what is missing, the way to the next level.
fn scored(
    outcome: &Outcome,
    state: &State,
    evaluator: &Evaluator,
    engine: &Engine,
    lang: Lang,
) -> Markup {
    let (Some(score), Some(scorer)) = (outcome.score(), &evaluator.shape.scorer) else {
        return html! {};
    };
    let entry = state
        .record()
        .and_then(|record| record.read(&evaluator.shape.form).ok());
    let marks: &[Mark] = match (outcome, &entry) {
        (Outcome::Unit(_) | Outcome::Cadre(_), Some(entry)) => &entry.marks,
        _ => &[],
    };
    let line = matches!(outcome, Outcome::Unit(_))
        .then(|| engine.rulebook().parameter("ecology.weak_line"));
    let line = line
        .flatten()
        .map(|line| line.value.normalize().to_string());
    let host = super::outcome::host_marks(state, evaluator);
    let name = |code: &str| {
        let at = scorer.position(code).and_then(|at| scorer.criteria.get(at));
        at.map_or(code.to_owned(), |criterion| {
            title(engine, &criterion.id, lang)
        })
    };
    let names = |codes: &[String]| {
        let names: Vec<String> = codes.iter().map(|code| name(code)).collect();
        names.join(t(lang, "、", ", "))
    };
    let portrait = Portrait {
        engine,
        scorer,
        score,
        marks,
        line,
        host: &host,
    };
    html! {
        (portrait.draw(lang))
        @if !score.missing.is_empty() {
            p class="ecology-notice" { "? " (t(lang, "还需填写（影响大的在前）：", "Still to enter, what matters most first: ")) (names(&score.missing)) }
        }
        @if let Outcome::Group(found) = outcome {
            @if found.missing.iter().any(|(_, voice)| voice.code() == "office") {
                p class="ecology-notice" { "? " (t(lang, "监督检查室尚未评分，得分只能给出范围。", "The office has not marked; the score is only a range.")) }
            }
        }
        @if let Some(next) = &score.next {
            p {
                (t(lang, "距“", "To “")) (next.level.label(lang)) (t(lang, "”还差", "”: ")) (next.lacks.normalize().to_string()) (t(lang, "分", " points"))
                @if next.levers.is_empty() { (t(lang, "，任何单项提到满分也不够。", "; no single criterion is enough.")) }
                @else {
                    (t(lang, "；单独提高任一项即可：", "; any one of these is enough: "))
                    @for (at, (code, mark)) in next.levers.iter().enumerate() {
                        @if at > 0 { (t(lang, "，", ", ")) }
                        (name(code)) " → " (mark.normalize().to_string())
                    }
                    (t(lang, "。", "."))
                }
            }
        }
    }
}

/// What follows, organ by organ, and what it still depends on.
fn measures(found: &Measures, engine: &Engine, lang: Lang) -> Markup {
    if found.sure.is_empty() && found.possible.is_empty() {
        return html! {};
    }
    let rulebook = engine.rulebook();
    html! {
        h3 { (t(lang, "措施", "Measures")) }
        div class="scroll" tabindex="0" role="region" aria-label=(t(lang, "措施", "Measures")) {
            table class="grid ecology-measures" {
                thead { tr {
                    th scope="col" { (t(lang, "由谁", "Who")) }
                    th scope="col" { (t(lang, "做什么", "What")) }
                    th scope="col" { (t(lang, "依据", "Basis")) }
                } }
                tbody {
                    @for measure in &found.sure {
                        @if let Some(item) = rulebook.item(&measure.rule) {
                            tr {
                                th scope="row" { (measure.duty.organ.label(lang)) }
                                td { (item.title.in_lang(lang)) }
                                td { (badge(item.basis, lang)) " " (item.cites.join(t(lang, "、", ", "))) }
                            }
                        }
                    }
                }
            }
        }
        @if !found.possible.is_empty() {
            p class="hint" {
                (t(lang, "另有", "Besides, ")) (found.possible.len()) (t(lang, "项措施视尚不清楚的情况而定", " measures depend on what is still unknown"))
                @if !found.ask.is_empty() { (t(lang, "：", ": ")) (labels(&found.ask, lang)) }
                (t(lang, "。", "."))
            }
        }
    }
}

fn labels(keys: &[FactKey], lang: Lang) -> String {
    let labels: Vec<&str> = keys.iter().map(|key| key.label(lang)).collect();
    labels.join(t(lang, "、", ", "))
}

fn reminders(found: &shizu_rules::ecology::ArchiveCheck, engine: &Engine, lang: Lang) -> Markup {
    let organ = found.organ.as_ref().and_then(word);
    html! {
        @if let Some(application) = found.application.as_ref() {
            p { (t(lang, "适用的档案应用：", "Application of the archive: ")) strong { (word(application).map_or("", |word| word.label(lang))) } (t(lang, "。", ". ")) (says(engine, &application.rule, lang)) }
        }
        @if !found.reminders.is_empty() {
            div class="scroll" tabindex="0" role="region" aria-label=(t(lang, "提醒核实", "To verify")) {
                table class="grid ecology-reminders" {
                    thead { tr {
                        th scope="col" { (t(lang, "提醒核实", "To verify")) }
                        th scope="col" { (t(lang, "通知", "Told")) }
                        th scope="col" { (t(lang, "应于", "Due")) }
                        th scope="col" { (t(lang, "办理", "State")) }
                    } }
                    tbody {
                        @for reminder in &found.reminders {
                            tr {
                                th scope="row" {
                                    strong { (reminder.condition.label(lang)) } " "
                                    @if let Some(item) = engine.rulebook().item(&reminder.rule) { (badge(item.basis, lang)) }
                                    span class="hint" { (says(engine, &reminder.rule, lang)) }
                                }
                                td { (organ.map_or(t(lang, "未知：先定管理权限", "unknown: settle the management authority"), |organ| organ.label(lang))) }
                                td {
                                    @if let Some(due) = reminder.due {
                                        span class="ecology-day" { (date(due.day, lang)) }
                                        @if due.provisional { (t(lang, "（暂定）", " (provisional)")) }
                                    } @else { "—" }
                                }
                                td class="ecology-day" { (state_sign(reminder.state)) " " (reminder.state.label(lang)) }
                            }
                        }
                    }
                }
            }
        }
        @if !found.unknown.is_empty() {
            p class="ecology-notice" { "? " (t(lang, "档案中未登记：", "Not recorded in the archive: ")) (labels(&found.unknown, lang)) }
        }
        (reservation(lang))
    }
}

fn state_sign(state: ReminderState) -> &'static str {
    match state {
        ReminderState::Done => "✓",
        ReminderState::DoneLate | ReminderState::Overdue => "▲",
        ReminderState::Open => "○",
        ReminderState::Undated => "?",
    }
}

/// The wording of an entry.
fn says(engine: &Engine, id: &str, lang: Lang) -> String {
    let item = engine.rulebook().item(id);
    let says = item.and_then(|item| item.says);
    says.map_or(String::new(), |says| says.in_lang(lang).to_owned())
}

/// Why, what is still open, and what would change the verdict.
fn verdict(ruling: Option<&Ruling>, ways: &[OtherAnswer], engine: &Engine, lang: Lang) -> Markup {
    let Some(ruling) = ruling else {
        return html! {};
    };
    html! {
        @if let Some(answer) = ruling.answers.first() { p { (says(engine, &answer.rule, lang)) } }
        @if !ruling.missing.is_empty() {
            p class="ecology-notice" { "? " (t(lang, "还要弄清（先问最能定的）：", "Still to find out, the best question first: ")) (labels(&ruling.missing, lang)) }
        }
        @if !ways.is_empty() {
            p { (t(lang, "怎样会变：", "What would change it: ")) }
            ul class="ecology-ways" {
                @for way in ways {
                    @if let Some(Then::Answer(answer)) = &way.then {
                        li {
                            @for (key, _, to) in &way.changes {
                                button type="button" class="condition" data-do="fact" data-arg=(key.code()) value=(to.code) id={ "ecology-way-" (answer.code()) "-" (key.code()) } {
                                    (key.label(lang)) (t(lang, "：", ": ")) (to.label(lang))
                                }
                                " "
                            }
                            "→ " (answer.label(lang))
                        }
                    }
                }
            }
        }
    }
}

fn notices(ruling: Option<&Ruling>, engine: &Engine, lang: Lang) -> Markup {
    html! {
        @for notice in ruling.into_iter().flat_map(|ruling| &ruling.answers) {
            p class="ecology-notice" { "△ " (says(engine, &notice.rule, lang)) }
        }
    }
}
