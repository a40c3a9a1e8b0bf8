//! The class, drawn: figures, trainees by scenarios, what is missed most.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use maud::{Markup, html};
use shizu_rules::vocabulary::Term;
use shizu_rules::{Engine, Lang};
use shizu_training::{Repeats, Report, ResultLine, Spread};

use super::{State, name};
use crate::markup::{cites, t};
use crate::route::rule_href;
use crate::text::date;

/// How many rules and decisions are listed; the exported tables have all.
const MOST: usize = 20;

/// Who a line is of: the name; for a nameless one, its file.
pub fn who(line: &ResultLine) -> String {
    match line.trainee.trim() {
        "" => format!("\t{}", line.file),
        name => name.to_owned(),
    }
}

/// Everything about the class.
pub fn picture(
    engine: &Engine,
    report: &Report,
    state: &State,
    today: NaiveDate,
    lang: Lang,
) -> Markup {
    html! {
        section class="class-report" {
            h2 class="print-only" { (t(lang, "班级实训成绩", "Results of a class in training")) }
            p class="print-only" { (date(today, lang)) }
            (figures(report, lang))
            p class="actions no-print" {
                button type="button" class="button" id="class-xlsx" data-do="xlsx" { (t(lang, "导出 XLSX", "Export XLSX")) }
                button type="button" class="button" id="class-csv" data-do="csv" { (t(lang, "导出 CSV（成绩）", "Export CSV (results)")) }
                button type="button" class="button" id="class-print" data-do="print" { (t(lang, "打印报告", "Print")) }
                label {
                    (t(lang, "同一人做了几次：", "Several results of one trainee: "))
                    select class="field" id="class-repeats" data-do="repeats" {
                        @for known in Repeats::ALL {
                            option value=(known.code()) selected[*known == state.repeats()] { (known.label(lang)) }
                        }
                    }
                }
            }
            (matrix(report, state, lang))
            (open(report, state, lang))
            (rules(engine, report, lang))
            (decisions(report, lang))
            p class="print-only hint" { (t(lang, "成绩由规则引擎按作答重新评定；被改过的文件已注明、不计入平均。", "Graded again from the answers by the rule engine; edited files are marked and left out of the means.")) }
        }
    }
}

fn figures(report: &Report, lang: Lang) -> Markup {
    let people: std::collections::BTreeSet<String> = report.results.iter().map(who).collect();
    let doubtful = report
        .results
        .iter()
        .filter(|line| is_doubtful(line))
        .count();
    let finished = report.results.iter().filter(|line| line.finished).count();
    html! {
        dl class="class-figures" {
            div { dt { (t(lang, "学员", "Trainees")) } dd id="class-people" { (people.len()) } }
            div { dt { (t(lang, "成绩", "Results")) } dd id="class-results" { (report.results.len()) } }
            div { dt { (t(lang, "做完", "Finished")) } dd id="class-finished" { (finished) } }
            @if let Some(spread) = &report.spread {
                div { dt { (t(lang, "平均", "Mean")) } dd id="class-mean" { (spread.mean.percent()) "%" } }
                div { dt { (t(lang, "中位", "Median")) } dd id="class-median" { (spread.median.percent()) "%" } }
                div { dt { (t(lang, "最低–最高", "Lowest–highest")) } dd { (spread.lowest.percent()) "–" (spread.highest.percent()) "%" } }
            }
            @if doubtful > 0 { div class="teach-bad" { dt { (t(lang, "存疑", "In doubt")) } dd id="class-doubtful" { "⚠ " (doubtful) } } }
        }
        @if let Some(spread) = &report.spread { (bars(spread, lang)) }
        @if report.spread.is_none() {
            p class="hint" { (t(lang, "还没有人做完；平均和分布只算做完的。", "Nobody has finished yet; mean and spread count finished results only.")) }
        }
    }
}

/// Whether a result is left out because it cannot be relied on.
fn is_doubtful(line: &ResultLine) -> bool {
    !line.counts && line.notes.iter().any(shizu_training::RecordNote::is_doubt)
}

/// How the scores lie, a bar for each tenth.
fn bars(spread: &Spread, lang: Lang) -> Markup {
    let most = spread.tenths.iter().max().copied().unwrap_or(1).max(1);
    html! {
        table class="class-bars" {
            caption { (t(lang, "得分分布（做完的，份数）", "Spread of scores (finished results)")) }
            tbody {
                tr {
                    @for count in &spread.tenths {
                        td { span class="class-count" { @if *count > 0 { (count) } } i style={ "height:" (count * 48 / most) "px" } {} }
                    }
                }
                tr {
                    @for at in 0..10 { th scope="col" { (at * 10) "–" @if at == 9 { "100" } @else { (at * 10 + 9) } } }
                }
            }
        }
    }
}

/// Trainees by scenarios.
fn matrix(report: &Report, state: &State, lang: Lang) -> Markup {
    let mut columns: BTreeMap<&str, &ResultLine> = BTreeMap::new();
    let mut rows: BTreeMap<String, Vec<(usize, &ResultLine)>> = BTreeMap::new();
    for (at, line) in report.results.iter().enumerate() {
        columns.entry(&line.scenario).or_insert(line);
        rows.entry(who(line)).or_default().push((at, line));
    }
    html! {
        h2 { (t(lang, "学员", "Trainees")) }
        div class="scroll" tabindex="0" role="region" aria-label=(t(lang, "学员成绩表", "Results of trainees")) {
            table class="grid class-matrix" id="class-matrix" {
                thead { tr {
                    th scope="col" { (t(lang, "学员", "Trainee")) }
                    @for line in columns.values() { th scope="col" { (line.title.in_lang(lang)) } }
                    th scope="col" class="figure" { (t(lang, "用时", "Time")) }
                } }
                tbody {
                    @for (who, lines) in &rows {
                        @let shown = state.trainee.as_deref() == Some(who);
                        tr {
                            th scope="row" {
                                button type="button" class="link" data-do="trainee" data-arg=(who) aria-expanded=(shown.to_string()) {
                                    (name(&lines[0].1.trainee, lang))
                                    @if lines[0].1.trainee.trim().is_empty() { " " (lines[0].1.file) }
                                }
                            }
                            @for scenario in columns.keys() {
                                @let here: Vec<&ResultLine> = lines.iter().map(|(_, line)| *line).filter(|line| line.scenario == **scenario).collect();
                                td { (cell(&here, lang)) }
                            }
                            td class="figure" { (duration(lines.iter().map(|(_, line)| line.seconds).sum(), lang)) }
                        }
                    }
                }
            }
        }
        p class="hint" { (t(lang, "⚠ 存疑，不计入平均　◐ 没做完　△ 情景或规则版本不同　×n 做了几次。", "⚠ in doubt, left out of the means · ◐ unfinished · △ other version of scenario or rules · ×n done several times."))
            span class="no-print" { (t(lang, "点姓名看逐步记录。", " Press a name for the log step by step.")) } }
    }
}

/// The result that counts of those of one trainee and scenario, else the last one.
fn cell(lines: &[&ResultLine], lang: Lang) -> Markup {
    let best = lines
        .iter()
        .filter(|line| line.counts)
        .max_by_key(|line| line.score);
    let Some(line) = best.or(lines.last()) else {
        return html! { "—" };
    };
    let notes: Vec<String> = line.notes.iter().map(|note| note.message(lang)).collect();
    html! {
        span title=(notes.join(" ")) {
            (line.score.percent()) "%"
            @for (sign, words) in signs(line, lang) { " " span class="class-sign" { (sign) span class="hidden" { (words) } } }
            @if lines.len() > 1 { " ×" (lines.len()) }
        }
    }
}

/// Signs for what is to be said of a result.
pub fn signs(line: &ResultLine, lang: Lang) -> Vec<(&'static str, &'static str)> {
    use shizu_training::RecordNote::{OtherRules, OtherScenario};
    let is_other =
        |note: &shizu_training::RecordNote| matches!(note, OtherRules | OtherScenario { .. });
    let all = [
        (is_doubtful(line), "⚠", t(lang, "存疑", "in doubt")),
        (!line.finished, "◐", t(lang, "没做完", "unfinished")),
        (
            line.notes.iter().any(is_other),
            "△",
            t(lang, "版本不同", "other version"),
        ),
    ];
    let told = all.into_iter().filter(|(holds, ..)| *holds);
    told.map(|(_, sign, words)| (sign, words)).collect()
}

/// Seconds as minutes and seconds.
pub fn duration(seconds: u64, lang: Lang) -> String {
    match (seconds / 60, seconds % 60, lang) {
        (0, 0, _) => "—".to_owned(),
        (0, rest, Lang::Zh) => format!("{rest}秒"),
        (minutes, rest, Lang::Zh) => format!("{minutes}分{rest}秒"),
        (0, rest, Lang::En) => format!("{rest} s"),
        (minutes, rest, Lang::En) => format!("{minutes} min {rest} s"),
    }
}

/// Who has not finished what the set asks for.
fn open(report: &Report, state: &State, lang: Lang) -> Markup {
    let Some(set) = &state.set else {
        return Markup::default();
    };
    let open = set.open(report);
    html! {
        section class="class-set" id="class-set" {
            h2 { (t(lang, "任务单：", "Set: ")) (set.title) }
            p {
                @if let Some(due) = set.due { (t(lang, "截止 ", "due ")) (date(due, lang)) (t(lang, "。", ". ")) }
                @if set.is_edited() { strong { (t(lang, "任务单写成后被改过。", "The set was changed after it was written. ")) } }
                button type="button" class="button quiet no-print" data-do="drop-set" { (t(lang, "不再对照", "Put it away")) }
            }
            @if open.is_empty() {
                p { (t(lang, "交来成绩的人都做完了其中的情景。", "Everybody who handed in has finished its scenarios.")) }
            } @else {
                ul {
                    @for (who, scenarios) in &open {
                        @let titles: Vec<&str> = scenarios.iter().map(|scenario| scenario.title.in_lang(lang)).collect();
                        li { (who) (t(lang, "还没做完：", " has not finished: ")) (titles.join(t(lang, "、", ", "))) }
                    }
                }
            }
        }
    }
}

fn rules(engine: &Engine, report: &Report, lang: Lang) -> Markup {
    let missed = || report.rules.iter().filter(|line| line.missed > 0);
    html! {
        h2 { (t(lang, "最常答错的规则", "Rules missed most often")) }
        @if missed().next().is_none() {
            p { (t(lang, "没有答错的。", "None was missed.")) }
        } @else {
            div class="scroll" tabindex="0" role="region" aria-label=(t(lang, "规则", "Rules")) {
                table class="grid" id="class-rules" {
                    thead { tr {
                        th scope="col" { (t(lang, "规则", "Rule")) }
                        th scope="col" { (t(lang, "出处", "Source")) }
                        th scope="col" class="figure" { (t(lang, "答错", "Missed")) }
                        th scope="col" class="figure" { (t(lang, "作答", "Answers")) }
                        th scope="col" class="figure" { (t(lang, "平均", "Mean")) }
                    } }
                    tbody {
                        @for line in missed().take(MOST) {
                            tr {
                                th scope="row" { a href=(rule_href(&line.rule)) { (line.title.in_lang(lang)) } }
                                td { @if let Some(item) = engine.rulebook().item(&line.rule) { (cites(engine, item.cites, lang)) } }
                                td class="figure" { (line.missed) }
                                td class="figure" { (line.taken) }
                                td class="figure" { (line.credit.percent()) "%" }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn decisions(report: &Report, lang: Lang) -> Markup {
    let titles: BTreeMap<&str, &ResultLine> = report
        .results
        .iter()
        .map(|line| (&*line.scenario, line))
        .collect();
    let title = |id: &str| -> String {
        let line = titles.get(id);
        line.map_or(id, |line| line.title.in_lang(lang)).to_owned()
    };
    let hard = || {
        report
            .decisions
            .iter()
            .filter(|line| line.full < line.taken)
    };
    html! {
        @if hard().next().is_some() {
            h2 { (t(lang, "最难的提问", "Hardest questions")) }
            div class="scroll" tabindex="0" role="region" aria-label=(t(lang, "提问", "Questions")) {
                table class="grid" id="class-decisions" {
                    thead { tr {
                        th scope="col" { (t(lang, "提问", "Question")) }
                        th scope="col" { (t(lang, "最常见的误选", "Most frequent mistake")) }
                        th scope="col" class="figure" { (t(lang, "全对", "All right")) }
                        th scope="col" class="figure" { (t(lang, "作答", "Answers")) }
                        th scope="col" class="figure" { (t(lang, "平均", "Mean")) }
                    } }
                    tbody {
                        @for line in hard().take(MOST) {
                            tr {
                                th scope="row" { (line.prompt.in_lang(lang)) " " span class="hint" { (title(&line.scenario)) } }
                                td { @match &line.usual_mistake {
                                    Some((words, count)) => { (words.in_lang(lang)) " ×" (count) },
                                    None => "—",
                                } }
                                td class="figure" { (line.full) }
                                td class="figure" { (line.taken) }
                                td class="figure" { (line.credit.percent()) "%" }
                            }
                        }
                    }
                }
            }
        }
    }
}
