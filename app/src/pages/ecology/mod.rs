//! 生态考核: political ecology of units, early warning and archives of cadres, appraisal of groups, double accountability and roles.
//!
//! | Part | For |
//! |---|---|
//! | [`state`] | the records as typed, files, what is kept; pure |
//! | [`outcome`] | what the engine says of them |
//! | [`forms`], [`portrait`], [`results`] | the page, drawn |

mod forms;
mod outcome;
mod portrait;
mod results;
mod state;

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_rules::appraisal::Voice;
use shizu_rules::ecology::RowKind;
use shizu_rules::vocabulary::Term;
use shizu_rules::{Engine, Lang};

use crate::context::App;
use crate::data::example;
use crate::markup::{Act, Aside, basis, empty, faults, live, t};
use crate::{drafts, files};
use outcome::{Evaluator, Outcome};
use state::{PAGE as SHOWN, State, is_kept, scored};

/// Name of the page in the store.
const PAGE: &str = "ecology";

/// The tabs, each with the kinds under it.
const TABS: [(&str, &str, &[RowKind]); 4] = [
    ("政治生态", "Political ecology", &[RowKind::Unit]),
    (
        "廉政预警",
        "Early warning",
        &[RowKind::Cadre, RowKind::Archive],
    ),
    ("派驻考核", "Appraisal", &[RowKind::Group]),
    (
        "双查与角色",
        "Accountability, roles",
        &[RowKind::Accountability, RowKind::Role],
    ),
];

/// The page.
pub fn page(app: App) -> AnyView {
    let mut first = State::new();
    if let Some(text) = drafts::load(app, PAGE)
        && !first.restore(&text)
    {
        drafts::save(app, "ecology-aside", &text);
        first.messages = vec![[
            "上次保存的内容读不出来，已另存一边，没有删除。".to_owned(),
            "What was kept last time cannot be read; it was put aside, not deleted.".to_owned(),
        ]];
    }
    let state = RwSignal::new(first);
    let doing = move |done: Act| act(app, state, done);
    let part = move |draw: fn(&State, &Evaluator, &Engine, Lang) -> Markup| {
        let draw = move || {
            let (lang, engine) = (app.lang.get(), app.engine());
            state.with(|state| {
                let evaluator = Evaluator::new(state, engine.rulebook(), app.today);
                draw(state, &evaluator, &engine, lang)
            })
        };
        live(draw, doing)
    };
    let aside = move || {
        let (lang, engine) = (app.lang.get(), app.engine());
        state.with(|state| {
            aside(
                state,
                &Evaluator::new(state, engine.rulebook(), app.today),
                &engine,
                lang,
            )
        })
    };
    view! {
        <div class="with-basis">
            <div class="page ecology">
                {part(head)}
                <div class="ecology-columns">
                    <div class="ecology-side no-print">{part(forms::form)}</div>
                    <div class="ecology-main">{part(result)}</div>
                </div>
            </div>
            <Aside draw=Box::new(aside) />
        </div>
    }
    .into_any()
}

/// Title, tabs, what can be done with the list, and the list.
fn head(state: &State, evaluator: &Evaluator, engine: &Engine, lang: Lang) -> Markup {
    let kinds = TABS.iter().find(|(.., kinds)| kinds.contains(&state.kind));
    let (zh, en, kinds) = kinds.map_or(("", "", &[][..]), |(zh, en, kinds)| (*zh, *en, *kinds));
    html! {
        svg class="ecology-hatch" width="0" height="0" aria-hidden="true" focusable="false" style="position:absolute" {
            defs { pattern id="ecology-hatch" width="4" height="4" patternUnits="userSpaceOnUse" { path d="M0 4L4 0" {} } }
        }
        h1 { (t(lang, "生态考核", "Ecology and appraisal")) }
        p class="lead-in no-print" {
            (t(
                lang,
                "研判单位政治生态，预警干部廉政风险，考核派驻组，检查双重责任和组长角色。分数只说明往哪里看、看多紧，不是对任何人的结论。",
                "Evaluate a unit's ecology, warn of integrity risks, appraise groups, check double accountability and roles. Scores say where to look and how closely; they are no finding about anybody.",
            ))
        }
        div class="tabs no-print" {
            @for (zh, en, kinds) in &TABS {
                button type="button" id={ "ecology-tab-" (kinds[0].code()) } data-do="show" data-arg=(kinds[0].code()) aria-pressed=(kinds.contains(&state.kind).to_string()) { (t(lang, zh, en)) }
            }
        }
        h2 class="print-only" { (t(lang, zh, en)) (t(lang, "：", ": ")) (state.kind.label(lang)) }
        @if kinds.len() > 1 {
            p class="ecology-kinds no-print" {
                @for kind in kinds {
                    button type="button" class="button quiet" id={ "ecology-kind-" (kind.code()) } data-do="show" data-arg=(kind.code()) aria-pressed=((*kind == state.kind).to_string()) { (kind.label(lang)) }
                }
            }
        }
        (faults(t(lang, "请注意", "Please note"), &state.messages.iter().map(|both| both[usize::from(lang == Lang::En)].clone()).collect::<Vec<_>>()))
        @if state.records().is_empty() { (nothing(state, lang)) } @else { (tools(state, engine, lang)) (list(state, evaluator, lang)) }
    }
}

fn nothing(state: &State, lang: Lang) -> Markup {
    let (title, text) = match state.kind {
        RowKind::Unit => (
            t(lang, "还没有要研判的单位", "No unit yet"),
            t(
                lang,
                "按五个维度给单位打分或逐点判断，得出等级、风险和分级措施。",
                "Mark a unit by five dimensions, or point by point, and get grade, risk and measures.",
            ),
        ),
        RowKind::Cadre => (
            t(lang, "还没有要预警的干部", "No cadre yet"),
            t(
                lang,
                "按档案、信访、巡察、审计、测评五类情况得出预警等级：得分越低，监督越紧。",
                "Archive, petitions, inspection, audit and survey make a warning level: the lower, the closer the supervision.",
            ),
        ),
        RowKind::Archive => (
            t(lang, "还没有要检查的档案", "No archive yet"),
            t(
                lang,
                "登记十二类预警条件，符合的生成监督提醒任务，通知谁、何时到期、是否核实都留痕。",
                "Record the twelve conditions; those met raise reminders with who is told, when due, and whether verified.",
            ),
        ),
        RowKind::Group => (
            t(lang, "还没有要考核的派驻组", "No group yet"),
            t(
                lang,
                "六项内容，派出机关主导，室有话语权，驻在单位意见只作参考。",
                "Six areas; the commission leads, the office has a say, the host unit is only heard.",
            ),
        ),
        RowKind::Accountability => (
            t(lang, "还没有要判断的案件", "No case yet"),
            t(
                lang,
                "判断是否同时追究主体责任和监督责任，缺什么事实先问什么。",
                "Whether both responsibilities are asked about, and what to find out first.",
            ),
        ),
        RowKind::Role => (
            t(lang, "还没有要检查的工作", "No task yet"),
            t(
                lang,
                "逐项检查组长承担的工作是否与监督者的角色冲突。",
                "Check the tasks of a group head against the role of a supervisor.",
            ),
        ),
    };
    empty(
        title,
        text,
        &html! {
            button type="button" class="button primary" id="ecology-example" data-do="example" { (t(lang, "看示例（虚构）", "See an invented example")) }
            button type="button" class="button" id="ecology-add" data-do="add" { (t(lang, "新增", "Add")) }
            (file_button(lang))
        },
    )
}

fn file_button(lang: Lang) -> Markup {
    html! {
        label class="button ecology-file" {
            (t(lang, "打开文件", "Open a file"))
            input type="file" id="ecology-file" accept=".csv,.xlsx,.json,.ndjson,.jsonl,.txt" data-do="file";
        }
    }
}

fn tools(state: &State, engine: &Engine, lang: Lang) -> Markup {
    let rulebook = engine.rulebook();
    let chosen = state.sheet(rulebook);
    let button = |act: &str, words: &str, off: bool| {
        html! {
            button type="button" class="button" id={ "ecology-" (act) } data-do=(act) disabled[off] { (words) }
        }
    };
    html! {
        div class="ecology-tools actions no-print" {
            @if let Some(kind) = scored(state.kind) {
                label class="ecology-sheet" {
                    span { (t(lang, "评分表", "Sheet")) }
                    select id="ecology-sheet" class="field" data-do="sheet" {
                        @for sheet in rulebook.sheets_of(kind) {
                            option value=(sheet.grounds.id) selected[chosen == Some(&sheet.grounds.id)] { (sheet.grounds.title.in_lang(lang)) }
                        }
                    }
                }
            }
            (button("add", t(lang, "新增", "Add"), false))
            (button("remove", t(lang, "删除本项", "Remove this"), false))
            (button("clear", t(lang, "清空", "Clear"), false))
            (button("undo", t(lang, "撤销", "Undo"), !state.can_undo()))
            (file_button(lang))
            (button("save", t(lang, "导出 CSV", "Export CSV"), false))
            (button("print", t(lang, "打印", "Print"), false))
        }
        @if !is_kept(state.kind) {
            p class="hint no-print" { (t(lang, "这一类信息属于涉案保密信息（LS56），离开本页即清除，需要留存请导出。", "This is case-confidential (LS56): it is forgotten when you leave the page; export it to keep it.")) }
        }
    }
}

/// All records with their conclusions, where there are several.
fn list(state: &State, evaluator: &Evaluator, lang: Lang) -> Markup {
    let listed = state.listed();
    if listed.len() < 2 {
        return html! {};
    }
    let first = state.first.min(listed.len().saturating_sub(1));
    let shown = listed.iter().skip(first).take(SHOWN);
    let id_field = state.kind.id().0;
    let group = |at: usize| {
        state
            .records()
            .get(at)
            .map_or("", |record| record.get("group"))
    };
    let is_chosen = |at: usize| {
        at == state.chosen() || (state.kind == RowKind::Group && group(at) == group(state.chosen()))
    };
    html! {
        div class="scroll ecology-list" data-testid="ecology-list" {
            table class="grid" {
                caption class="hidden" { (state.kind.label(lang)) }
                thead { tr {
                    th scope="col" { (evaluator.shape.form.columns.first().map_or("", |column| column.label.in_lang(lang))) }
                    th scope="col" { (t(lang, "结论", "Conclusion")) }
                } }
                tbody {
                    @for at in shown {
                        @let outcome = evaluator.outcome(state, *at);
                        tr class=[is_chosen(*at).then_some("ecology-chosen")] {
                            th scope="row" {
                                button type="button" class="link" id={ "ecology-row-" (at) } data-do="choose" data-arg=(at) aria-current=[is_chosen(*at).then_some("true")] {
                                    @let id = state.records().get(*at).map_or("", |record| record.get(id_field));
                                    @if id.is_empty() { "—" } @else { (id) }
                                }
                            }
                            td {
                                @match outcome {
                                    Ok(Some(outcome)) => { span class="ecology-sign" aria-hidden="true" { (results::sign(&outcome)) } " " (results::conclusion(&outcome, lang)) }
                                    Ok(None) => { "—" }
                                    Err(errors) => { "✗ " (t(lang, "有误：", "wrong: ")) (errors.len()) (t(lang, "处", "")) }
                                }
                            }
                        }
                    }
                }
            }
        }
        @if listed.len() > SHOWN {
            p class="no-print" {
                button type="button" class="button" id="ecology-earlier" data-do="page" data-arg=(first.saturating_sub(SHOWN)) disabled[first == 0] { (t(lang, "前一页", "Previous")) }
                " " (first + 1) "–" (listed.len().min(first + SHOWN)) " / " (listed.len()) " "
                button type="button" class="button" id="ecology-later" data-do="page" data-arg=(first + SHOWN) disabled[first + SHOWN >= listed.len()] { (t(lang, "后一页", "Next")) }
            }
        }
    }
}

/// What is said of the record shown.
fn result(state: &State, evaluator: &Evaluator, engine: &Engine, lang: Lang) -> Markup {
    let name = state
        .record()
        .map_or("", |record| record.get(state.kind.id().0));
    match evaluator.outcome(state, state.chosen()) {
        Ok(None) => html! {},
        Ok(Some(outcome)) => html! {
            h2 { (name) }
            (results::detail(&outcome, state, evaluator, engine, lang))
        },
        Err(errors) => html! {
            h2 { (name) }
            (faults(t(lang, "先改正这些，才能得出结论", "Put these right first"), &errors.iter().map(|error| error.says.in_lang(lang).to_owned()).collect::<Vec<_>>()))
        },
    }
}

fn aside(state: &State, evaluator: &Evaluator, engine: &Engine, lang: Lang) -> Markup {
    let outcome: Option<Outcome> = evaluator.outcome(state, state.chosen()).ok().flatten();
    let Some(outcome) = outcome else {
        return basis(
            engine,
            t(lang, "还没有结论。", "No conclusion yet."),
            &[],
            lang,
        );
    };
    let grounds = results::grounds(&outcome, evaluator);
    let ids: Vec<&str> = grounds.iter().map(String::as_str).collect();
    html! {
        (basis(engine, &results::conclusion(&outcome, lang), &ids, lang))
        (results::numbers(&outcome, evaluator, engine, lang))
    }
}

/// Does what the user did.
fn act(app: App, state: RwSignal<State>, done: Act) {
    let engine = app.engines.get_untracked();
    let form = |state: &State| state.shape(engine.rulebook(), app.today).form;
    match &*done.name {
        "file" => {
            let file = done.files.and_then(|files| files.get(0));
            if let Some(file) = file {
                files::read(&file, move |name, bytes| opened(app, state, &name, bytes));
            }
            return;
        }
        "save" => {
            let bytes = state.with_untracked(|state| state.csv(&form(state)));
            let name = state.with_untracked(|state| format!("shizu-{}.csv", state.kind.code()));
            if !files::save(&name, "text/csv", &bytes) {
                app.announce(
                    app.pick("浏览器没有保存文件。", "The browser did not save the file."),
                );
            }
            return;
        }
        "print" => {
            // Where printing is not possible nothing happens.
            let _ = window().print();
            return;
        }
        _ => {}
    }
    let name = app.pick(NAMES_ZH, NAMES_EN);
    state.update(|state| {
        if done.name == "example" {
            let (form, text) = (form(state), sample(state.kind));
            state.open("example.csv", text.as_bytes(), &form);
            state.messages.clear();
        } else {
            change(state, &done, name[state.kind.index()]);
        }
    });
    keep(app, state);
}

/// What a new record is called, by kind.
const NAMES_ZH: [&str; 6] = ["单位", "干部", "干部", "派驻组", "案件", "工作"];
const NAMES_EN: [&str; 6] = ["unit ", "cadre ", "cadre ", "group ", "case ", "task "];

fn change(state: &mut State, done: &Act, name: &str) {
    let (arg, value) = (&*done.arg, &*done.value);
    let column = forms::column_of(arg);
    match &*done.name {
        "show" => {
            if let Some(kind) = RowKind::from_code(arg) {
                state.show(kind);
            }
        }
        "choose" => state.choose(arg.parse().unwrap_or_default()),
        "page" => state.first = arg.parse().unwrap_or_default(),
        "sheet" => state.take_sheet(value),
        "add" => state.add(name),
        "remove" => state.remove(),
        "clear" => state.clear(),
        "undo" => state.undo(),
        "cell" | "fact" => state.set(column, value),
        "number" => state.set(column, ""),
        "voice" => {
            if let Some((voice, code)) = arg.split_once('/')
                && let Some(voice) = Voice::from_code(voice)
            {
                state.set_marked(voice, code, value);
            }
        }
        "points" => {
            if let Some((code, count)) = arg.split_once('/') {
                let count: usize = count.parse().unwrap_or(1);
                state.set(code, &";".repeat(count.saturating_sub(1).max(1)));
            }
        }
        "point" => {
            if let Some((code, at)) = arg.split_once('/') {
                state.set_point(code, at.parse().unwrap_or_default(), value);
            }
        }
        _ => {}
    }
}

/// The invented example of a kind.
fn sample(kind: RowKind) -> &'static str {
    match kind {
        RowKind::Unit => example!("ecology.csv"),
        RowKind::Cadre => example!("ecology-cadres.csv"),
        RowKind::Archive => example!("ecology-archive.csv"),
        RowKind::Group => example!("ecology-groups.csv"),
        RowKind::Accountability => example!("ecology-cases.csv"),
        RowKind::Role => example!("ecology-tasks.csv"),
    }
}

fn opened(app: App, state: RwSignal<State>, name: &str, bytes: Option<Vec<u8>>) {
    let engine = app.engines.get_untracked();
    state.update(|state| {
        let form = state.shape(engine.rulebook(), app.today).form;
        match bytes {
            Some(bytes) => {
                state.open(name, &bytes, &form);
            }
            None => {
                state.messages = vec![[
                    format!("浏览器读不出“{name}”，原来的内容没有变。"),
                    format!("The browser cannot read {name}; nothing has changed."),
                ]];
            }
        }
    });
    keep(app, state);
}

fn keep(app: App, state: RwSignal<State>) {
    drafts::save(app, PAGE, &state.with_untracked(State::kept));
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use shizu_rules::Rulebook;

    /// The page of a kind with its example, the record at `at` shown.
    fn drawn(kind: RowKind, at: usize, lang: Lang) -> String {
        let day = NaiveDate::from_ymd_opt(2026, 6, 30).expect("a day");
        let engine = Engine::new(Rulebook::shipped().expect("loads"), day).expect("compiles");
        let mut state = State::new();
        state.show(kind);
        let form = state.shape(engine.rulebook(), day).form;
        assert!(state.open("example.csv", sample(kind).as_bytes(), &form));
        assert!(state.messages.is_empty(), "{:?}", state.messages);
        state.choose(at);
        let evaluator = Evaluator::new(&state, engine.rulebook(), day);
        let parts = [head, forms::form, result, aside];
        let parts = parts.map(|draw| draw(&state, &evaluator, &engine, lang).into_string());
        parts.concat()
    }

    #[test]
    fn every_kind_is_drawn_with_its_conclusion_and_basis() {
        for (kind, at, words) in [
            (
                RowKind::Unit,
                3,
                ["51分，差，风险高", "专项督查必查", "SF09"],
            ),
            (RowKind::Cadre, 3, ["49分，重点监督", "一人一监督", "SF10"]),
            (RowKind::Archive, 1, ["2项提醒核实", "逾期未核实", "FP63"]),
            (
                RowKind::Group,
                0,
                ["91.615分，优秀", "只作参考，不计分", "RD34"],
            ),
            (
                RowKind::Accountability,
                0,
                ["同时追究主体责任和监督责任", "第一责任人", "RD26"],
            ),
            (RowKind::Role, 1, ["角色冲突", "反客为主", "RD14"]),
        ] {
            let page = drawn(kind, at, Lang::Zh);
            for word in words {
                assert!(page.contains(word), "{}: {word}", kind.code());
            }
            assert!(!drawn(kind, at, Lang::En).contains('，'), "{}", kind.code());
        }
    }

    #[test]
    fn what_is_open_is_hatched_and_asked_for() {
        let page = drawn(RowKind::Unit, 4, Lang::Zh);
        assert!(page.contains("ecology-bar-open"));
        assert!(page.contains("还需填写（影响大的在前）：干部选拔、权力运用"));
        assert!(page.contains("没有为特定关系人输送利益的反映：未知"));
        assert!(!drawn(RowKind::Unit, 0, Lang::Zh).contains("ecology-bar-open"));
    }

    #[test]
    fn acts_change_what_they_name() {
        let mut state = State::new();
        let mut act = |name: &str, arg: &str, value: &str| {
            let done = Act {
                name: name.to_owned(),
                arg: arg.to_owned(),
                value: value.to_owned(),
                files: None,
            };
            change(&mut state, &done, "单位");
            state.record().map(|record| record.get("style").to_owned())
        };
        act("add", "", "");
        assert_eq!(act("cell", "style", "88"), Some("88".to_owned()));
        assert_eq!(act("points", "style/4", ""), Some(";;;".to_owned()));
        assert_eq!(act("point", "style/2", "met"), Some(";;met;".to_owned()));
        assert_eq!(act("number", "style", ""), Some(String::new()));
        assert_eq!(
            act("cell", "ecology-many_problems", "yes"),
            Some(String::new())
        );
        assert_eq!(act("remove", "", ""), None);
        assert_eq!(act("undo", "", ""), Some(String::new()));
    }
}
