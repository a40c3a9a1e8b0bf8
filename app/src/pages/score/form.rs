//! What is entered about a unit.

use maud::{Markup, html};
use shizu_rules::Lang;
use shizu_rules::rectification::{
    ITEM_FIELDS, ITEM_INDICES, ItemField, PLAIN_FIELDS, Path, Remark,
};
use shizu_rules::vocabulary::{Evaluator, Gravity, ItemState, ScoreIndex, Term};

use super::state::{Mode, State, counts_of, takes_part};
use crate::markup::{Icon, t};

/// The id of a field's control.
pub fn id_of(path: Path) -> String {
    format!("score-{}", path.code().replace('.', "-"))
}

/// What of the form is the same everywhere.
struct Form<'a> {
    state: &'a State,
    remarks: &'a [Remark],
    lang: Lang,
}

/// The form of the unit shown; empty without one.
pub fn form(state: &State, remarks: &[Remark], lang: Lang) -> Markup {
    if state.unit().is_none() {
        return html! {};
    }
    let form = Form {
        state,
        remarks,
        lang,
    };
    html! {
        h2 { (t(lang, "填写", "Enter")) }
        div class="fields score-plain" {
            @for code in ["unit", "staff", "feedback_date", "evaluated_on", "disclosure_date", "false_reports"] {
                @if let Some(path) = Path::plain(code) { (form.labelled(path)) }
            }
        }
        (form.evaluators())
        (form.gravity())
        @for index in ScoreIndex::ALL { (form.index(*index)) }
        (form.weights())
    }
}

impl Form<'_> {
    fn text(&self, path: Path) -> &str {
        self.state.unit().map_or("", |unit| unit.get(path))
    }

    /// What is wrong with a field.
    fn fault(&self, path: Path) -> Option<String> {
        let found = self
            .remarks
            .iter()
            .find(|remark| remark.is_fault() && remark.path == Some(path));
        found.map(|remark| remark.message(self.lang))
    }

    fn input(&self, path: Path, label: Option<&str>) -> Markup {
        let (id, fault) = (id_of(path), self.fault(path));
        let hint = if is_date(path) { "2026-01-31" } else { "" };
        let numeric = !matches!(path, Path::Plain(0) | Path::Item(..)) && hint.is_empty();
        html! {
            input id=(id) class="field" type="text" autocomplete="off" inputmode=[numeric.then_some("decimal")]
                value=(self.text(path)) placeholder=[(!hint.is_empty()).then_some(hint)] aria-label=[label]
                data-do="put" data-arg=(path.code()) aria-invalid=[fault.as_ref().map(|_| "true")]
                aria-describedby=[fault.as_ref().map(|_| format!("{id}-fault"))];
            @if let Some(fault) = fault { span class="score-fault" id={ (id) "-fault" } { "✗ " (fault) } }
        }
    }

    fn labelled(&self, path: Path) -> Markup {
        html! {
            p class="labelled" {
                label for=(id_of(path)) { (path.label(self.lang)) }
                (self.input(path, None))
            }
        }
    }

    fn evaluators(&self) -> Markup {
        let path = Path::plain("evaluators").map_or("", |path| self.text(path));
        html! {
            fieldset class="score-who" {
                legend { (t(self.lang, "参评单位（四方共同参与）", "Evaluators (four together)")) }
                @for who in Evaluator::ALL {
                    label {
                        input type="checkbox" id={ "score-who-" (who.code()) } checked[takes_part(path, *who)] data-do="who" data-arg=(who.code());
                        " " (who.label(self.lang))
                    }
                }
            }
        }
    }

    fn gravity(&self) -> Markup {
        let Some(path) = Path::plain("gravity") else {
            return html! {};
        };
        let text = self.text(path);
        html! {
            p class="labelled" {
                label for=(id_of(path)) { (t(self.lang, "整改不到位的情节（由有权机关认定）", "Gravity, as the competent organ found")) }
                select id=(id_of(path)) class="field" data-do="put" data-arg=(path.code()) {
                    option value="" selected[text.is_empty()] { (t(self.lang, "未知", "unknown")) }
                    @for value in Gravity::VALUES {
                        option value=(value.code) selected[[value.code, value.zh, value.en].contains(&text)] { (value.label(self.lang)) }
                    }
                }
            }
        }
    }

    /// An index: how it is entered, and its fields.
    fn index(&self, index: ScoreIndex) -> Markup {
        let (lang, mode) = (self.lang, self.state.mode(index));
        let has_items = ITEM_INDICES.contains(&index);
        let counts = if has_items {
            t(lang, "按项数", "counts")
        } else {
            t(lang, "按票数", "answers")
        };
        let modes = [
            (Mode::Value, "value", t(lang, "得分", "value")),
            (Mode::Counts, "counts", counts),
            (Mode::List, "list", t(lang, "逐项", "items")),
        ];
        html! {
            section class="score-index" aria-labelledby={ "score-head-" (index.code()) } {
                h3 id={ "score-head-" (index.code()) } { (index.label(lang)) }
                p class="score-modes" role="group" aria-label=(t(lang, "填写方式", "how to enter")) {
                    @for (known, code, label) in modes.into_iter().filter(|known| has_items || known.0 != Mode::List) {
                        button type="button" class="button quiet" id={ "score-mode-" (index.code()) "-" (code) } aria-pressed=((known == mode).to_string()) data-do="mode" data-arg={ (index.code()) "/" (code) } { (label) }
                    }
                }
                @match mode {
                    Mode::Value => {
                        p class="labelled" {
                            label class="hidden" for=(id_of(Path::Value(index))) { (index.label(lang)) }
                            (self.input(Path::Value(index), None))
                            span class="hint" { (t(lang, "0至100", "0 to 100")) }
                        }
                    }
                    Mode::Counts => {
                        div class="fields score-counts" {
                            @for path in counts_of(index) { (self.count(path)) }
                        }
                        @if let Some(fault) = self.fault(Path::Value(index)) { p class="score-fault" { "✗ " (fault) } }
                    }
                    Mode::List => (self.list(index)),
                }
            }
        }
    }

    fn count(&self, path: Path) -> Markup {
        let label = match path {
            Path::Count(_, state) => state.label(self.lang),
            Path::Answers(answer) => answer.label(self.lang),
            _ => "",
        };
        html! {
            p class="labelled" {
                label for=(id_of(path)) { (label) }
                (self.input(path, None))
            }
        }
    }

    /// The items, and an empty line for the next.
    fn list(&self, index: ScoreIndex) -> Markup {
        let lang = self.lang;
        let items = self
            .state
            .unit()
            .map(|unit| unit.items(index))
            .unwrap_or_default();
        let next = items.last().map_or(0, |last| last + 1);
        let fields = ITEM_FIELDS.iter();
        html! {
            div class="scroll" {
                table class="grid score-items" {
                    caption class="hidden" { (index.label(lang)) }
                    thead { tr {
                        @for (_, _, zh, en) in fields { th scope="col" { (t(lang, zh, en)) } }
                        th { span class="hidden" { (t(lang, "删除", "remove")) } }
                    } }
                    tbody {
                        @for at in items.iter().copied().chain([next]) {
                            tr {
                                @for (field, _, zh, en) in ITEM_FIELDS {
                                    @let path = Path::Item(index, at, *field);
                                    td {
                                        @if *field == ItemField::State { (self.state_of(path)) }
                                        @else { (self.input(path, Some(&format!("{} {}", at + 1, t(lang, zh, en))))) }
                                    }
                                }
                                td {
                                    @if at != next {
                                        button type="button" class="button quiet" id={ "score-drop-" (index.code()) "-" (at) } data-do="drop" data-arg={ (index.code()) "/" (at) } aria-label={ (t(lang, "删除第", "remove item ")) (at + 1) (t(lang, "项", "")) } { (Icon::Close.draw()) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
            p class="hint" { (t(lang, "状态不选时，由期限、完成日期和佐证推定；没有期限的按反馈后六个月。", "Without a state, dates and evidence decide; without a due date, six months from the feedback.")) }
        }
    }

    fn state_of(&self, path: Path) -> Markup {
        let text = self.text(path);
        html! {
            select id=(id_of(path)) class="field" data-do="put" data-arg=(path.code()) aria-label=(path.label(self.lang)) {
                option value="" selected[text.is_empty()] { (t(self.lang, "按日期", "by dates")) }
                @for value in ItemState::VALUES {
                    option value=(value.code) selected[[value.code, value.zh, value.en].contains(&text)] { (value.label(self.lang)) }
                }
            }
        }
    }

    fn weights(&self) -> Markup {
        let lang = self.lang;
        let paths: Vec<Path> = ScoreIndex::ALL
            .iter()
            .map(|index| Path::Weight(*index))
            .collect();
        let used = paths.iter().any(|path| !self.text(*path).is_empty());
        html! {
            details id="score-weights" class="score-index" open[used] {
                summary { (t(lang, "自定权重（合计100，不填用方案的）", "Weights of your own (together 100; else those of the scheme)")) }
                div class="fields score-counts" {
                    @for (path, index) in paths.iter().zip(ScoreIndex::ALL) {
                        p class="labelled" {
                            label for=(id_of(*path)) { (index.label(lang)) }
                            (self.input(*path, None))
                        }
                    }
                }
            }
        }
    }
}

/// Whether a field holds a day.
fn is_date(path: Path) -> bool {
    match path {
        Path::Plain(at) => PLAIN_FIELDS
            .get(at)
            .is_some_and(|field| field.0.ends_with("date") || field.0 == "evaluated_on"),
        Path::Item(_, _, field) => matches!(field, ItemField::Due | ItemField::Finished),
        _ => false,
    }
}
