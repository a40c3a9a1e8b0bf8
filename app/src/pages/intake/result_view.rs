//! What the answer means, under the picture: mechanisms, duties, time limits, warnings.

use leptos::prelude::*;
use shizu_rules::Lang;
use shizu_rules::vocabulary::{Severity, Term};

use super::outcome::{self, DutyLine, WarningLine};
use super::work::Work;
use crate::components::BasisBadge;
use crate::route::rule_href;
use crate::text::{date, tr};

/// The leader in large letters, and what the last change of facts changed.
#[component]
pub fn Headline(
    /// The state of the page.
    work: Work,
) -> impl IntoView {
    let app = work.app;
    let settled = move || {
        work.result
            .with(|result| result.status != shizu_rules::Status::Undetermined)
    };
    let word = move || {
        if work
            .result
            .with(|result| result.status == shizu_rules::Status::NotAccepted)
        {
            app.pick("结论", "Result")
        } else {
            app.pick("主办", "Lead")
        }
    };
    let who = move || {
        work.result
            .with(|result| outcome::headline(result, app.lang.get()))
    };
    let may = move || {
        let lang = app.lang.get();
        work.result
            .with(|result| outcome::possible_words(result, lang))
    };
    let changes = move || {
        let arrow = app.pick(" 变为 ", " becomes ");
        work.changed
            .get()
            .unwrap_or_default()
            .into_iter()
            .map(|change| {
                let before = change.before.map(|before| {
                    view! { <del>{before}</del><span aria-hidden="true">" → "</span><span class="hidden">{arrow}</span> }
                });
                view! {
                    <li>
                        <span class="change-what">{change.what}</span>
                        {before}
                        <ins>{change.now}</ins>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <div class="headline" class:headline-open=move || !settled() data-testid="intake-lead">
            <p class="headline-lead">
                <span class="headline-word">{word}</span>
                <strong>{who}</strong>
                <Show when=move || !settled()>
                    <span class="headline-may">{may}</span>
                </Show>
            </p>
            <div class="changes" role="status" data-testid="intake-changes"><ul>{changes}</ul></div>
        </div>
    }
}

/// Contradictions, above everything else: as long as they stand, no answer can be relied on.
#[component]
pub fn Contradictions(
    /// The state of the page.
    work: Work,
) -> impl IntoView {
    let app = work.app;
    let lines = move || {
        let lang = app.lang.get();
        work.result
            .with(|result| app.with_engine(|engine| outcome::warnings(engine, result, lang)))
    };
    let loud = Memo::new(move |_| {
        lines()
            .into_iter()
            .filter(|line| line.severity == Severity::Contradiction)
            .collect::<Vec<_>>()
    });
    let items = move || {
        loud.get()
            .into_iter()
            .map(|line| view! { <WarningItem work line /> })
            .collect_view()
    };
    view! {
        <div role="alert">
            <Show when=move || loud.with(|loud| !loud.is_empty())>
                <section class="errors contradictions" data-testid="intake-contradictions">
                    <h2>{tr("所填事实相互矛盾，至少有一项填错", "These facts contradict each other: at least one is wrong")}</h2>
                    <ul>{items}</ul>
                </section>
            </Show>
        </div>
    }
}

#[component]
fn WarningItem(work: Work, line: WarningLine) -> impl IntoView {
    let app = work.app;
    let facts: Vec<_> = line
        .facts
        .into_iter()
        .map(|(fact, value)| {
            view! {
                <li>
                    <button type="button" class="condition" title=tr("去修改", "Go and change it") on:click=move |_| work.ask(fact)>
                        <span class="condition-fact">{move || fact.label(app.lang.get())}</span>
                        {value}
                    </button>
                </li>
            }
        })
        .collect();
    view! {
        <li class=format!("warning warning-{}", line.severity.code())>
            <p>
                <span class="warning-word">{move || line.severity.label(app.lang.get())}</span>
                <a href=rule_href(&line.rule)>{line.title}</a>
            </p>
            <p>{line.says}</p>
            <ul class="conditions">{facts}</ul>
        </li>
    }
}

/// Mechanisms, duties, time limits and warnings.
#[component]
pub fn Consequences(
    /// The state of the page.
    work: Work,
) -> impl IntoView {
    view! {
        <Mechanisms work />
        <Deadlines work />
        <Duties work />
        <Warnings work />
    }
}

#[component]
fn Mechanisms(work: Work) -> impl IntoView {
    let app = work.app;
    let lines = move || {
        let (lang, open) = (app.lang.get(), work.open.get());
        let lines = work.result.with(|result| {
            app.with_engine(|engine| outcome::mechanisms(engine, result, &open, lang))
        });
        if lines.is_empty() {
            let words = app.pick("没有触发联动机制。", "No joint mechanism applies.");
            return view! { <li class="none">{words}</li> }.into_any();
        }
        lines
            .into_iter()
            .map(|line| {
                let name = line.mechanism.label(lang);
                let named = match line.rules.first() {
                    Some(rule) => view! { <a href=rule_href(rule)>{name}</a> }.into_any(),
                    None => name.into_any(),
                };
                let maybe = (!line.sure).then(|| view! { <span class="maybe">{app.pick("可能", "possible")}</span> });
                view! {
                    <li class="mechanism" class:mechanism-possible=!line.sure data-mechanism=line.mechanism.code()>
                        <strong>{named}</strong>" "{maybe}" "<span class="mechanism-says">{line.says}</span>
                    </li>
                }
            })
            .collect_view()
            .into_any()
    };
    view! {
        <section class="block" aria-labelledby="intake-mechanisms">
            <h2 id="intake-mechanisms">{tr("联动机制", "Joint mechanisms")}</h2>
            <ul class="mechanisms" data-testid="intake-mechanisms">{lines}</ul>
        </section>
    }
}

#[component]
fn Deadlines(work: Work) -> impl IntoView {
    let app = work.app;
    let lines = Memo::new(move |_| {
        let lang = app.lang.get();
        work.result
            .with(|result| app.with_engine(|engine| outcome::deadlines(engine, result, lang)))
    });
    let rows = move || {
        let lang = app.lang.get();
        lines
            .get()
            .into_iter()
            .map(|line| {
                let due = line.due.map_or_else(
                    || app.pick("填收到日期后计算", "needs the date received").to_owned(),
                    |day| date(day, lang),
                );
                let moves = line.provisional.then(|| {
                    let why = app.pick("该年度节假日尚未公布，日期可能变动", "That year's holidays are not announced yet; the day may move");
                    view! { <span class="provisional" title=why>{app.pick("暂定", "provisional")}</span> }
                });
                view! {
                    <tr>
                        <td><a href=rule_href(&line.limit)>{line.title}</a></td>
                        <td class="figure">{line.amount}</td>
                        <td class="due">{due} {moves}</td>
                        <td><BasisBadge basis=line.basis /></td>
                    </tr>
                }
            })
            .collect_view()
    };
    view! {
        <Show when=move || lines.with(|lines| !lines.is_empty())>
            <section class="block" aria-labelledby="intake-deadlines">
                <h2 id="intake-deadlines">{tr("时限", "Time limits")}</h2>
                <div class="scroll">
                    <table class="grid" data-testid="intake-deadlines">
                        <thead>
                            <tr>
                                <th scope="col">{tr("事项", "What")}</th>
                                <th scope="col" class="figure">{tr("期限", "Limit")}</th>
                                <th scope="col">{tr("最后一天", "Last day")}</th>
                                <th scope="col">{tr("依据", "Basis")}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        </Show>
    }
}

#[component]
fn Duties(work: Work) -> impl IntoView {
    let app = work.app;
    let phases = Memo::new(move |_| {
        let lang = app.lang.get();
        work.result
            .with(|result| app.with_engine(|engine| outcome::duties(engine, result, lang)))
    });
    let list = move || {
        let lang = app.lang.get();
        phases
            .get()
            .into_iter()
            .map(|(phase, lines)| {
                let lines: Vec<_> = lines.into_iter().map(|line| duty(line, lang)).collect();
                view! {
                    <h3>{phase.label(lang)}</h3>
                    <ul class="duties">{lines}</ul>
                }
            })
            .collect_view()
    };
    view! {
        <Show when=move || phases.with(|phases| !phases.is_empty())>
            <section class="block" aria-labelledby="intake-duties" data-testid="intake-duties">
                <h2 id="intake-duties">{tr("随附职责", "Duties that come with it")}</h2>
                {list}
            </section>
        </Show>
    }
}

fn duty(line: DutyLine, lang: Lang) -> impl IntoView {
    let to = line.whom.map(
        |whom| view! { <span aria-hidden="true">" → "</span> <span>{whom.label(lang)}</span> },
    );
    view! {
        <li class="duty">
            <p class="duty-who">{line.who.label(lang)} {to}</p>
            <p class="duty-what">
                <a href=rule_href(&line.rule)>{line.title}</a> <BasisBadge basis=line.basis />
                <span class="duty-says">{line.says}</span>
            </p>
        </li>
    }
}

#[component]
fn Warnings(work: Work) -> impl IntoView {
    let app = work.app;
    let quiet = Memo::new(move |_| {
        let lang = app.lang.get();
        let lines = work
            .result
            .with(|result| app.with_engine(|engine| outcome::warnings(engine, result, lang)));
        lines
            .into_iter()
            .filter(|line| line.severity != Severity::Contradiction)
            .collect::<Vec<_>>()
    });
    let items = move || {
        quiet
            .get()
            .into_iter()
            .map(|line| view! { <WarningItem work line /> })
            .collect_view()
    };
    view! {
        <Show when=move || quiet.with(|quiet| !quiet.is_empty())>
            <section class="block" aria-labelledby="intake-warnings">
                <h2 id="intake-warnings">{tr("提示", "Warnings")}</h2>
                <ul class="warnings" data-testid="intake-warnings">{items}</ul>
            </section>
        </Show>
    }
}
