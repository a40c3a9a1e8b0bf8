//! Opening a file: looked at before it is taken, so that nothing on the desk changes until the user knows what they get.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shizu_casebook::{FileError, Incoming, Opened, Workbook};
use shizu_rules::Lang;

use super::Page;
use super::state::{Pending, Tab, Waits};
use crate::markup::t;
use crate::office;
use crate::workbook::{FromFile, incoming};

impl Page {
    /// Takes a file that the user chose or dropped. What is too large is refused before it is read.
    pub(super) fn choose(self, file: web_sys::File, merge: bool) {
        self.state.update(|state| state.merging = merge);
        spawn_local(async move {
            let arrived = incoming(&file).await;
            if self.state.is_disposed() {
                return;
            }
            match arrived {
                Ok(content) => self.look_into(file.name(), content, false),
                Err(why) => {
                    let (message, import) = (why.message(self.lang()), false);
                    self.wait(file.name(), Vec::new(), Waits::Refused { message, import });
                }
            }
        });
    }

    pub(super) fn wait(self, name: String, bytes: Vec<u8>, why: Waits) {
        self.state.update(|state| {
            state.key.clear();
            state.pending = Some(Pending {
                name,
                bytes: Arc::new(bytes),
                why,
            });
        });
    }

    /// Opens what needs no question; asks what does. `sealed` if the content was under a passphrase.
    fn look_into(self, name: String, content: Incoming, sealed: bool) {
        let lang = self.lang();
        let opened = content.open();
        let bytes = content.into_bytes();
        match opened {
            Ok(opened) => {
                if let Some(version) = opened.migrated_from {
                    let changes = changes(&opened, lang);
                    self.wait(name, bytes, Waits::Older { version, changes });
                } else {
                    let file = FromFile::new(&opened, bytes, sealed);
                    self.take(name, opened.book, Some(file));
                }
            }
            Err(FileError::Encrypted) => {
                let wrong = String::new();
                self.wait(name, bytes, Waits::Passphrase { wrong });
            }
            Err(error) => {
                let is_table = matches!(error, FileError::NotAWorkbook);
                let waits = match error.damage() {
                    Some(damage) => Waits::Damaged {
                        message: error.message(lang),
                        rows: damage.rows,
                    },
                    None => refused(&error, is_table, lang),
                };
                self.wait(name, bytes, waits);
            }
        }
    }

    /// Tries the passphrase that was typed.
    pub(super) fn unseal(self) {
        let asked = self.state.with_untracked(|state| {
            let pending = state.pending.clone()?;
            Some((pending, state.key.clone()))
        });
        let Some((pending, key)) = asked else { return };
        let lang = self.lang();
        office::open(
            self.app,
            pending.bytes.as_ref().clone(),
            key,
            move |opened| {
                if self.state.is_disposed() {
                    return;
                }
                match opened {
                    Ok(plain) => match Incoming::of(&plain) {
                        Ok(content) => self.look_into(pending.name, content, true),
                        Err(error) => {
                            self.wait(pending.name, Vec::new(), refused(&error, false, lang));
                        }
                    },
                    // The file stays chosen, so that another passphrase can be tried.
                    Err(refusal) => {
                        let wrong = office::words(lang, &refusal).to_owned();
                        let bytes = pending.bytes.as_ref().clone();
                        self.wait(pending.name, bytes, Waits::Passphrase { wrong });
                    }
                }
            },
        );
    }

    /// Opens what was asked about: brought up, or as far as it can be read.
    pub(super) fn take_pending(self) {
        let Some(pending) = self.state.with_untracked(|state| state.pending.clone()) else {
            return;
        };
        match Workbook::from_json(&pending.bytes) {
            Ok(opened) => {
                let content = Arc::unwrap_or_clone(pending.bytes);
                let file = FromFile::new(&opened, content, false);
                self.take(pending.name, opened.book, Some(file));
            }
            Err(FileError::Broken { damage, .. }) => {
                self.take(pending.name, damage.book, None);
            }
            Err(_) => {}
        }
    }

    /// A file that is no workbook, as a table.
    pub(super) fn import_pending(self) {
        let pending = self.state.try_update(|state| {
            state.tab = Tab::Import;
            state.pending.take()
        });
        if let Some(pending) = pending.flatten() {
            self.rows_of(pending.name, pending.bytes.as_ref().clone());
        }
    }

    /// Puts a workbook onto the desk; `file` is the file that holds it, if one does.
    fn take(self, name: String, book: Workbook, file: Option<FromFile>) {
        let (app, desk) = (self.app, self.app.desk_untracked());
        if self.state.with_untracked(|state| state.merging) {
            self.compare(name, &book);
            return;
        }
        if book.space() != desk.casebook_space() {
            let message = app.pick(
                "这本工作簿属于另一个空间，两个空间的数据互不相通。请先在顶部切换空间，再打开它。",
                "This workbook belongs to the other space, and nothing crosses. Switch the space at the top first, then open it.",
            );
            let waits = Waits::Refused {
                message: message.to_owned(),
                import: false,
            };
            self.wait(name, Vec::new(), waits);
            return;
        }
        self.state.update(|state| {
            state.pending = None;
            state.key.clear();
        });
        desk.take(app, book, file);
    }
}

fn refused(error: &FileError, import: bool, lang: Lang) -> Waits {
    Waits::Refused {
        message: error.message(lang),
        import,
    }
}

/// What bringing a file up changes, a line each.
fn changes(opened: &Opened, lang: Lang) -> Vec<String> {
    let renamed = opened.renamed.iter().map(|renamed| {
        let field = renamed.kind.field(renamed.to);
        let label = field
            .and_then(|at| renamed.kind.fields().get(at))
            .map_or(renamed.to, |field| field.label(lang));
        let register = renamed.kind.label(lang);
        match lang {
            Lang::Zh => format!(
                "{register}：“{}”改称“{}”（{label}），{} 行",
                renamed.from, renamed.to, renamed.rows
            ),
            Lang::En => format!(
                "{register}: `{}` is now `{}` ({label}), rows: {}",
                renamed.from, renamed.to, renamed.rows
            ),
        }
    });
    let mut lines: Vec<String> = renamed.collect();
    if !opened.checked {
        lines.push(
            t(
                lang,
                "文件没有校验和，无法核对内容是否完整。",
                "The file has no checksum, so that nothing tells whether it is whole.",
            )
            .to_owned(),
        );
    }
    if lines.is_empty() {
        lines.push(
            t(
                lang,
                "内容不变，只换写法。",
                "The content stays; only the layout changes.",
            )
            .to_owned(),
        );
    }
    lines
}
