//! What the user does on the page.

use leptos::prelude::*;
use shizu_rules::Lang;
use shizu_rules::monitor::Suppression;
use shizu_rules::vocabulary::{BodyKind, Frequency, Term};

use super::state::Tab;
use super::{Page, Stage, detail, export};
use crate::markup::Act;

impl Page {
    /// Does what the user asked for.
    pub(super) fn act(self, act: &Act) {
        let state = self.state;
        match &*act.name {
            "file" => {
                if let Some(file) = act.files.as_ref().and_then(|files| files.get(0)) {
                    self.take_file(&file);
                }
            }
            "example" => self.take_example(),
            "cancel" | "close" => {
                self.next_job();
                self.watch.set_value(None);
                self.file.set_value(None);
                state.update(|state| state.kept.example = false);
                self.keep();
                self.stage.set(Stage::Idle);
            }
            "day" => {
                state.update(|state| state.kept.as_of = act.value.parse().ok());
                self.reload();
            }
            "tab" => state.update(|state| {
                let tab = Tab::ALL.iter().find(|(_, word)| *word == act.arg);
                state.tab = tab.map_or(state.tab, |(tab, _)| *tab);
            }),
            "kind" => state.update(|state| state.kind = BodyKind::from_code(&act.value)),
            "text" => state.update(|state| state.text.clone_from(&act.value)),
            "frequency" => {
                state.update(|state| state.frequency = Frequency::from_code(&act.value));
            }
            "fired" => state.update(|state| state.fired_only = act.value == "true"),
            "trigger" => state.update(|state| {
                let at = act.arg.parse().ok();
                state.trigger = at.filter(|_| state.trigger != at);
            }),
            "line" => {
                state.update(|state| {
                    let at = act.arg.parse().ok();
                    state.line = at.filter(|_| state.line != at);
                    state.aside = None;
                    state.fault = None;
                });
                detail::show();
            }
            "preset" => {
                state.update(|state| {
                    state.kept.presets.retain(|id| *id != act.arg);
                    if act.value == "true" {
                        state.kept.presets.push(act.arg.clone());
                    }
                });
                self.again();
            }
            "number" => state.update(|state| {
                if let Ok(value) = act.value.parse() {
                    state.kept.numbers.insert(act.arg.clone(), value);
                }
            }),
            "apply" => self.again(),
            "defaults" => {
                state.update(|state| {
                    state.before = Some(state.kept.clone());
                    state.kept.numbers.clear();
                });
                self.again();
            }
            "undo" => {
                state.update(|state| {
                    if let Some(before) = state.before.take() {
                        state.kept = before;
                    }
                });
                self.again();
            }
            "aside" => state.update(|state| {
                state.aside = Some(act.arg.clone()).filter(|id| state.aside.as_ref() != Some(id));
                state.fields = Default::default();
                state.fault = None;
            }),
            "reason" | "reviewer" | "until" => state.update(|state| {
                let at = ["reason", "reviewer", "until"]
                    .iter()
                    .position(|it| *it == act.name);
                state.fields[at.unwrap_or_default()].clone_from(&act.value);
            }),
            "suppress" => self.suppress(&act.arg),
            "restore" => {
                let body = self.selected();
                state.update(|state| {
                    state.before = Some(state.kept.clone());
                    let all = &mut state.kept.suppressions;
                    all.retain(|it| it.id != act.arg || Some(&it.body) != body.as_ref());
                });
                self.again();
            }
            _ => export::save(self, &act.name),
        }
    }

    /// Name of the body looked at.
    fn selected(self) -> Option<String> {
        let line = self.state.with_untracked(|state| state.line)?;
        self.watch.with_value(|watch| {
            let watch = watch.as_ref()?;
            let monitored = watch.evaluator.monitored();
            Some(monitored.name(watch.lines().get(line)?).to_owned())
        })
    }

    /// Sets a trigger aside for the body looked at.
    fn suppress(self, id: &str) {
        let Some(body) = self.selected() else {
            return;
        };
        let [reason, reviewer, until] = self.state.with_untracked(|state| state.fields.clone());
        let suppression = Suppression {
            id: id.to_owned(),
            body,
            reason: reason.trim().to_owned(),
            reviewer: reviewer.trim().to_owned(),
            until: until.parse().ok(),
        };
        if let Err(problem) = suppression.check(std::iter::once(id)) {
            let words = [problem.message(Lang::Zh), problem.message(Lang::En)];
            self.state.update(|state| state.fault = Some(words));
            return;
        }
        self.state.update(|state| {
            state.before = Some(state.kept.clone());
            let all = &mut state.kept.suppressions;
            all.retain(|it| (&it.id, &it.body) != (&suppression.id, &suppression.body));
            all.push(suppression);
            state.aside = None;
            state.fault = None;
        });
        self.again();
    }
}
