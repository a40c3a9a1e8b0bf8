//! The tab 情景: drafts of scenarios, checked while one types, with a preview beside the text.

mod drafts;
mod draw;
mod look;
mod preview;
mod trial;

use std::sync::Arc;
use std::time::Duration;

use leptos::html::Div;
use leptos::prelude::*;
use shizu_training::{Outline, SetScenario};

use self::drafts::{Drafts, Saved, own_copy};
use self::look::Looked;
use self::trial::Trial;
use super::{as_text, hand_over};
use crate::context::App;
use crate::files;
use crate::markup::{Act, live, select_line};
use crate::route::Route;
use crate::training::library::Library;

/// What one begins with.
const TEMPLATE: &str = include_str!("template.toml");

/// How long after the last key the text is looked at.
const PAUSE: Duration = Duration::from_millis(350);

/// Longest file that is opened, in bytes; the longest shipped scenario is a tenth of it.
const MOST: f64 = 1_000_000.0;

/// Id of the text field.
const TEXT: &str = "teach-text";

/// The tab.
#[derive(Clone, Copy)]
pub struct Write {
    app: App,
    library: Library,
    drafts: RwSignal<Drafts>,
    looked: RwSignal<Arc<Looked>>,
    /// The last look in which the text could be read, for the preview.
    readable: RwSignal<Arc<Looked>>,
    scene: RwSignal<usize>,
    trial: RwSignal<Option<Trial>>,
    /// What is to be said of the drafts.
    note: RwSignal<Option<String>>,
    /// Counts changes, so that only the last one is looked at.
    pace: StoredValue<u32>,
}

/// A scenario of one's own, for sets.
pub struct Own {
    /// The name of its file.
    pub file: String,
    /// The scenario with its text; `None` while it cannot be played.
    pub scenario: Option<SetScenario>,
}

impl Write {
    /// The tab, with the drafts that the browser keeps.
    pub fn open(app: App, library: Library) -> Self {
        let write = Write {
            app,
            library,
            drafts: RwSignal::new(Drafts::load()),
            looked: RwSignal::default(),
            readable: RwSignal::default(),
            scene: RwSignal::new(0),
            trial: RwSignal::new(None),
            note: RwSignal::new(None),
            pace: StoredValue::new(0),
        };
        // Another rulebook, or the arrival of the shipped scenarios, changes what is to be said.
        Effect::new(move |_| {
            app.engine();
            library.shelf();
            write.look();
        });
        write
    }

    /// What is shown.
    pub fn view(self) -> AnyView {
        let act = move |act: Act| self.act(&act);
        let gutter = NodeRef::<Div>::new();
        let open = Memo::new(move |_| self.drafts.with(|drafts| drafts.open));
        let lang = self.app.lang;
        let editor = move || {
            open.get()?;
            let text = self.text();
            let scrolled = move |event: leptos::ev::Event| {
                let area = event_target::<web_sys::HtmlTextAreaElement>(&event);
                if let Some(gutter) = gutter.get_untracked() {
                    gutter.set_scroll_top(area.scroll_top());
                }
            };
            Some(view! {
                <div class="teach-write no-print">
                    <div class="teach-left">
                        <div class="teach-editor">
                            <div class="teach-gutter" aria-hidden="true" node_ref=gutter>
                                {live(move || draw::gutter(self.lines(), &self.looked.get()), |_| {})}
                            </div>
                            <textarea
                                id=TEXT
                                class="teach-text"
                                wrap="off"
                                spellcheck="false"
                                autocomplete="off"
                                aria-label=move || self.app.pick("情景文本", "Text of the scenario")
                                aria-describedby="teach-findings"
                                prop:value=text
                                on:input=move |event| self.typed(event_target_value(&event))
                                on:scroll=scrolled
                            ></textarea>
                        </div>
                    </div>
                    <div class="teach-right">
                        {live(move || draw::findings(&self.looked.get(), lang.get()), act)}
                        {live(move || self.preview(), act)}
                    </div>
                </div>
            })
        };
        view! {
            {live(move || self.head(), act)}
            {editor}
        }
        .into_any()
    }

    /// Scenarios of one's own, as far as they can be played.
    pub fn own(self) -> Vec<Own> {
        let engine = self.app.engine();
        self.drafts.with(|drafts| {
            let own = drafts.all.iter().map(|draft| {
                let looked = self.looked_at(engine.rulebook(), &draft.file, &draft.text);
                let read = looked.read.as_ref().filter(|_| looked.is_sound());
                Own {
                    file: draft.file.clone(),
                    scenario: read.map(|read| SetScenario::own(&read.scenario, &draft.text)),
                }
            });
            own.collect()
        })
    }

    /// Name and text of the draft of the scenario with this id.
    pub fn draft_of(self, id: &str) -> Option<(String, String)> {
        self.drafts.with_untracked(|drafts| {
            let mut all = drafts.all.iter();
            let draft = all.find(|draft| {
                let head = Outline::read(&draft.file, &draft.text);
                head.is_ok_and(|head| head.id == id)
            })?;
            Some((draft.file.clone(), draft.text.clone()))
        })
    }

    fn looked_at(self, rulebook: &shizu_rules::Rulebook, file: &str, text: &str) -> Looked {
        let shelf = self.library.shelf().unwrap_or_default();
        let is_shipped = |id: &str| shelf.lesson(id).is_some_and(|lesson| !lesson.is_own);
        Looked::at(file, text, rulebook, is_shipped)
    }

    fn text(self) -> String {
        self.drafts.with_untracked(|drafts| {
            let draft = drafts.current();
            draft.map(|draft| draft.text.clone()).unwrap_or_default()
        })
    }

    fn lines(self) -> usize {
        self.drafts.with(|drafts| {
            let draft = drafts.current();
            draft.map_or(0, |draft| draft.text.matches('\n').count() + 1)
        })
    }

    fn head(self) -> maud::Markup {
        let lang = self.app.lang.get();
        let shelf = self.library.shelf().unwrap_or_default();
        let looked = self.looked.get();
        self.drafts.with(|drafts| {
            let note = self.note.get();
            draw::head(drafts, &shelf, &looked, note.as_deref(), lang)
        })
    }

    fn preview(self) -> maud::Markup {
        let (engine, lang) = (self.app.engine(), self.app.lang.get());
        let (readable, scene) = (self.readable.get(), self.scene.get());
        let is_old = self.looked.with(|looked| looked.read.is_none()) && readable.read.is_some();
        self.trial.with(|trial| {
            let preview = preview::preview(&engine, &readable, scene, trial.as_ref(), lang);
            draw::beside(&preview, is_old, lang)
        })
    }

    /// Looks at the open draft now.
    fn look(self) {
        let engine = self.app.engines.get_untracked();
        let looked = untrack(|| {
            self.drafts.with_untracked(|drafts| {
                let draft = drafts.current()?;
                Some(self.looked_at(engine.rulebook(), &draft.file, &draft.text))
            })
        });
        let looked = Arc::new(looked.unwrap_or_default());
        if let Some(read) = &looked.read {
            self.trial.update(|trial| {
                if let Some(trial) = trial {
                    trial.follow(read);
                }
            });
            self.readable.set(looked.clone());
        }
        self.looked.set(looked);
    }

    /// Another draft is open.
    fn opened(self) {
        self.pace.update_value(|pace| *pace += 1);
        self.readable.set(Arc::default());
        self.trial.set(None);
        self.scene.set(0);
        self.look();
    }

    fn typed(self, text: String) {
        let saved = self.drafts.try_update(|drafts| drafts.change(text));
        self.tell(saved.unwrap_or(Saved::Kept));
        self.pace.update_value(|pace| *pace = pace.wrapping_add(1));
        let now = self.pace.get_value();
        set_timeout(
            move || {
                if self.pace.try_get_value() == Some(now) {
                    self.look();
                }
            },
            PAUSE,
        );
    }

    /// Says what became of a change, where that is not what one expects.
    fn tell(self, saved: Saved) {
        let note = match saved {
            Saved::Kept => None,
            Saved::Apart => Some(self.app.pick(
                "另一个标签页也改了这份草稿。这里的改动已另存为一份新草稿，两份都在。",
                "Another tab has changed this draft too. What you wrote here is now a draft of its own; both are kept.",
            )),
            Saved::Refused => Some(self.app.pick(
                "浏览器没有保存（空间已满或不允许）。文字仍在本页，请存为文件。",
                "The browser did not keep this (storage full or forbidden). The text is still here; save it as a file.",
            )),
        };
        let note = note.map(str::to_owned);
        if note.is_some() || saved == Saved::Kept && self.note.with_untracked(Option::is_some) {
            self.note.set(note);
        }
    }

    fn begin(self, file: &str, text: &str) {
        let saved = self.drafts.try_update(|drafts| drafts.begin(file, text));
        self.tell(saved.unwrap_or(Saved::Kept));
        self.opened();
    }

    fn act(self, act: &Act) {
        match &*act.name {
            "template" => self.begin("own-1.toml", TEMPLATE),
            "base" => self.begin_from(&act.value),
            "file" => {
                if let Some(file) = act.files.as_ref().and_then(|files| files.get(0)) {
                    self.open_file(&file);
                }
            }
            "draft" => {
                let number = act.arg.parse().ok();
                self.drafts.update(|drafts| drafts.open = number);
                self.opened();
            }
            "discard" => {
                self.drafts.update(Drafts::discard);
                self.opened();
            }
            "take-back" => {
                let saved = self.drafts.try_update(Drafts::take_back);
                self.tell(saved.unwrap_or(Saved::Kept));
                self.opened();
            }
            "save" => {
                let draft = self.drafts.with_untracked(|drafts| {
                    let draft = drafts.current();
                    draft.map(|draft| (draft.file.clone(), draft.text.clone()))
                });
                if let Some((file, text)) = draft {
                    hand_over(self.app, &file, "application/toml", text.as_bytes());
                }
            }
            "rename" => {
                let saved = self.drafts.try_update(|drafts| drafts.rename(&act.value));
                self.tell(saved.unwrap_or(Saved::Kept));
            }
            "play" => self.play(),
            "line" => {
                let line = act.arg.parse().unwrap_or(0);
                if line > 0 {
                    select_line(TEXT, line);
                }
            }
            "scene" => self.scene.set(act.arg.parse().unwrap_or(0)),
            "try" => {
                let scene = act.arg.parse().unwrap_or(0);
                let readable = self.readable.get_untracked();
                self.trial
                    .set(readable.read.as_ref().map(|read| Trial::at(read, scene)));
            }
            "try-end" => self.trial.set(None),
            _ => {
                let (readable, lang) =
                    (self.readable.get_untracked(), self.app.lang.get_untracked());
                self.trial.update(|trial| {
                    if let (Some(trial), Some(read)) = (trial, &readable.read) {
                        trial.act(read, act, lang);
                    }
                });
            }
        }
    }

    /// Begins from a shipped scenario.
    fn begin_from(self, id: &str) {
        let shelf = untrack(|| self.library.shelf()).unwrap_or_default();
        if let Some(lesson) = shelf.lesson(id) {
            let text = own_copy(lesson.text(), id);
            self.begin(&format!("own-{id}.toml"), &text);
        }
    }

    fn open_file(self, file: &web_sys::File) {
        if file.size() > MOST {
            self.note.set(Some(
                self.app
                    .pick(
                        "文件超过 1 MB，不像是情景文件。",
                        "The file is larger than 1 MB, which no scenario is.",
                    )
                    .to_owned(),
            ));
            return;
        }
        files::read(file, move |name, bytes| {
            if self.drafts.is_disposed() {
                return;
            }
            match as_text(bytes, self.app.lang.get_untracked()) {
                Ok(text) => self.begin(&name, text.trim_start_matches('\u{feff}')),
                Err(why) => self.note.set(Some(format!("{name}: {why}"))),
            }
        });
    }

    /// Puts the draft on the shelf of page 实训, and goes there.
    fn play(self) {
        let draft = self.drafts.with_untracked(|drafts| {
            let draft = drafts.current();
            draft.map(|draft| (draft.file.clone(), draft.text.clone()))
        });
        let Some((file, text)) = draft else { return };
        match self.library.add(&file, &text) {
            // An address of our own is always accepted.
            Ok((id, _)) => {
                let _ = window().location().set_hash(&Route::Train(id).href());
            }
            // They stand under the text already.
            Err(_) => self.look(),
        }
    }
}
