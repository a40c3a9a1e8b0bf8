//! Scenarios being written: several, each kept by itself in the browser with every change.

use crate::training::kept::{Kept, NotKept, names};

/// Begins the names of drafts, before their number.
const DRAFT: &str = "teach.draft.";

/// A scenario being written.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What tells it from the others.
    pub number: u32,
    /// The name of its file.
    pub file: String,
    /// Its text.
    pub text: String,
    kept: Kept,
}

/// All of them.
#[derive(Clone, Debug, Default)]
pub struct Drafts {
    /// In the order begun.
    pub all: Vec<Draft>,
    /// The number of the one that is open.
    pub open: Option<u32>,
    /// The one that was discarded last, so that it can be taken back.
    pub discarded: Option<Draft>,
}

/// What became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// Kept.
    Kept,
    /// Another tab has changed the same draft: this one is now a draft of its own.
    Apart,
    /// The browser keeps nothing.
    Refused,
}

impl Drafts {
    /// What the browser keeps.
    pub fn load() -> Self {
        let mut all: Vec<Draft> = names(DRAFT)
            .iter()
            .filter_map(|name| {
                let number = name.strip_prefix(DRAFT)?.parse().ok()?;
                let kept = Kept::open(name);
                let (file, text) = kept.text()?.split_once('\n')?;
                let (file, text) = (file.to_owned(), text.to_owned());
                Some(Draft {
                    number,
                    file,
                    text,
                    kept,
                })
            })
            .collect();
        all.sort_by_key(|draft| draft.number);
        Drafts {
            open: all.last().map(|draft| draft.number),
            all,
            discarded: None,
        }
    }

    /// The one that is open.
    pub fn current(&self) -> Option<&Draft> {
        self.all
            .iter()
            .find(|draft| Some(draft.number) == self.open)
    }

    /// Begins a draft and opens it.
    pub fn begin(&mut self, file: &str, text: &str) -> Saved {
        let kept = names(DRAFT);
        let kept = kept
            .iter()
            .filter_map(|name| name.strip_prefix(DRAFT)?.parse::<u32>().ok());
        let here = self.all.iter().map(|draft| draft.number);
        let number = kept.chain(here).max().unwrap_or_default() + 1;
        let is_taken = |name: &str| self.all.iter().any(|draft| draft.file == name);
        self.all.push(Draft {
            number,
            file: free_name(file, is_taken),
            text: text.to_owned(),
            kept: Kept::open(&format!("{DRAFT}{number}")),
        });
        self.open = Some(number);
        self.save()
    }

    /// Takes a change of the open draft.
    pub fn change(&mut self, text: String) -> Saved {
        let open = self.open;
        let Some(draft) = self.all.iter_mut().find(|draft| Some(draft.number) == open) else {
            return Saved::Kept;
        };
        draft.text = text;
        self.save()
    }

    /// Gives the open draft another name of its file; an empty one changes nothing.
    pub fn rename(&mut self, file: &str) -> Saved {
        let file = file.trim();
        let open = self.open;
        match self.all.iter_mut().find(|draft| Some(draft.number) == open) {
            Some(draft) if !file.is_empty() => draft.file = file.replace('\n', " "),
            _ => return Saved::Kept,
        }
        self.save()
    }

    fn save(&mut self) -> Saved {
        let open = self.open;
        let Some(draft) = self.all.iter_mut().find(|draft| Some(draft.number) == open) else {
            return Saved::Kept;
        };
        let text = format!("{}\n{}", draft.file, draft.text);
        match draft.kept.save(&text) {
            Ok(()) => Saved::Kept,
            Err(NotKept::Refused) => Saved::Refused,
            Err(NotKept::Elsewhere) => {
                let (number, file, text) = (draft.number, draft.file.clone(), draft.text.clone());
                self.all.retain(|draft| draft.number != number);
                match self.begin(&file, &text) {
                    Saved::Refused => Saved::Refused,
                    _ => Saved::Apart,
                }
            }
        }
    }

    /// Discards the open draft; [`Drafts::take_back`] brings it back.
    pub fn discard(&mut self) {
        let Some(at) = self
            .all
            .iter()
            .position(|draft| Some(draft.number) == self.open)
        else {
            return;
        };
        let mut draft = self.all.remove(at);
        // Another tab that has changed it meanwhile keeps it.
        let _ = draft.kept.save("");
        let next = self.all.get(at).or(self.all.last());
        self.open = next.map(|draft| draft.number);
        self.discarded = Some(draft);
    }

    /// Brings back the draft that was discarded last.
    pub fn take_back(&mut self) -> Saved {
        match self.discarded.take() {
            Some(draft) => self.begin(&draft.file, &draft.text),
            None => Saved::Kept,
        }
    }
}

/// A name of a file that is not taken.
fn free_name(wanted: &str, taken: impl Fn(&str) -> bool) -> String {
    let base = wanted.trim_end_matches(".toml");
    let first = std::iter::once(format!("{base}.toml"));
    let further = (2..1000).map(|number| format!("{base}-{number}.toml"));
    let mut names = first.chain(further);
    names
        .find(|name| !taken(name))
        .unwrap_or_else(|| wanted.to_owned())
}

/// The text of a shipped scenario as a basis for one's own: under an id that no shipped one has.
pub fn own_copy(text: &str, id: &str) -> String {
    let line = format!("id = \"{id}\"");
    text.replacen(&line, &format!("id = \"own-{id}\""), 1)
}

#[cfg(test)]
mod tests {
    use super::{free_name, own_copy};

    #[test]
    fn a_copy_has_an_id_of_its_own_and_nothing_else_changes() {
        let text = "format = 1\nid = \"first\"\n[[scene]]\nid = \"first\"\n";
        let copy = own_copy(text, "first");
        assert_eq!(
            copy,
            "format = 1\nid = \"own-first\"\n[[scene]]\nid = \"first\"\n"
        );
    }

    #[test]
    fn names_of_files_differ() {
        let taken = ["new.toml", "new-2.toml"];
        let name = |wanted| free_name(wanted, |name| taken.contains(&name));
        assert_eq!(name("new.toml"), "new-3.toml");
        assert_eq!(name("other"), "other.toml");
    }
}
