//! What a trainee keeps in the browser's `localStorage`: one key per thing, all in the training space, whichever space is shown.
//!
//! Another tab may keep the same thing. So whoever writes says what was there before, and is refused if that has changed; nobody's work is written over
//! unseen. What cannot be read is put aside under a key of its own, never deleted.

use shizu_training::{Record, RecordError};

use crate::workbook::clock;

/// Begins every key.
const PREFIX: &str = "shizu.training.train.";
/// Begins the names of plays in progress, before the id of the scenario.
const PLAY: &str = "play.";
/// Begins the names of records, before the id of the scenario and the time.
const RECORD: &str = "record.";
/// Begins the names of what was put aside.
const ASIDE: &str = "aside.";
const TRAINEE: &str = "name";

/// A thing that is kept, as this tab knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    name: String,
    seen: Option<String>,
}

/// Why something was not kept. It is still on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotKept {
    /// The browser refuses: storage full, forbidden, or none.
    Refused,
    /// Another tab has kept something else meanwhile.
    Elsewhere,
}

impl Kept {
    /// What is kept under `name`.
    pub fn open(name: &str) -> Self {
        Kept {
            seen: load(name),
            name: name.to_owned(),
        }
    }

    /// The play of a scenario that is in progress.
    pub fn play(scenario: &str) -> Self {
        Kept::open(&format!("{PLAY}{scenario}"))
    }

    /// Sees anew what is kept, whoever kept it.
    pub fn again(&mut self) {
        self.seen = load(&self.name);
    }

    /// Its text, as this tab knows it.
    pub fn text(&self) -> Option<&str> {
        self.seen.as_deref()
    }

    /// Keeps `text` in its place; empty text forgets it.
    ///
    /// # Errors
    /// Why it was not kept.
    pub fn save(&mut self, text: &str) -> Result<(), NotKept> {
        let storage = storage().ok_or(NotKept::Refused)?;
        if load(&self.name) != self.seen {
            return Err(NotKept::Elsewhere);
        }
        let key = key(&self.name);
        let done = if text.is_empty() {
            storage.remove_item(&key)
        } else {
            storage.set_item(&key, text)
        };
        done.map_err(|_| NotKept::Refused)?;
        self.seen = Some(text.to_owned()).filter(|text| !text.is_empty());
        Ok(())
    }

    /// Puts aside what is there now, whoever kept it, so that it can be written over.
    ///
    /// # Errors
    /// When the browser refuses.
    pub fn put_aside(&mut self) -> Result<(), NotKept> {
        self.seen = load(&self.name);
        let Some(text) = &self.seen else {
            return Ok(());
        };
        let aside = format!("{ASIDE}{}.{}", self.name, clock::now());
        set(&aside, text)
    }
}

/// A record that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptRecord {
    /// The name it is kept under; [`record`] finds it again.
    pub name: String,
    /// The record, or why it cannot be read.
    pub record: Result<Record, RecordError>,
    /// The text of its file.
    pub text: String,
}

/// Every record of a finished play, the latest first.
pub fn records() -> Vec<KeptRecord> {
    let mut all: Vec<KeptRecord> = names(RECORD)
        .iter()
        .filter_map(|name| record(name))
        .collect();
    all.sort_by(|a, b| ended(b).cmp(ended(a)).then_with(|| a.name.cmp(&b.name)));
    all
}

/// The record that is kept under this name.
pub fn record(name: &str) -> Option<KeptRecord> {
    let text = load(name)?;
    Some(KeptRecord {
        name: name.to_owned(),
        record: Record::read(&text),
        text,
    })
}

/// Keeps the record of a finished play, beside all earlier ones. Returns its name.
///
/// # Errors
/// When the browser refuses.
pub fn add_record(record: &Record) -> Result<String, NotKept> {
    let base = format!("{RECORD}{}.{}", record.scenario, record.ended);
    let text = record.write();
    let free = |name: &String| load(name).is_none_or(|known| known == text);
    let further = (2..100).map(|number| format!("{base}.{number}"));
    let name = std::iter::once(base.clone()).chain(further).find(free);
    let name = name.ok_or(NotKept::Refused)?;
    set(&name, &text)?;
    Ok(name)
}

/// Who the trainee is; empty when nobody said.
pub fn trainee() -> String {
    load(TRAINEE).unwrap_or_default()
}

/// Keeps who the trainee is. Of two tabs the last one counts.
///
/// # Errors
/// When the browser refuses.
pub fn set_trainee(name: &str) -> Result<(), NotKept> {
    set(TRAINEE, name)
}

/// Names of everything kept that begin with `prefix`, in their order.
pub fn names(prefix: &str) -> Vec<String> {
    let Some(storage) = storage() else {
        return Vec::new();
    };
    let keys = (0..storage.length().unwrap_or_default()).filter_map(|at| storage.key(at).ok()?);
    let mut names: Vec<String> = keys
        .filter_map(|key| Some(key.strip_prefix(PREFIX)?.to_owned()))
        .filter(|name| name.starts_with(prefix))
        .collect();
    names.sort();
    names
}

fn ended(kept: &KeptRecord) -> &str {
    kept.record.as_ref().map_or("", |record| &record.ended)
}

fn key(name: &str) -> String {
    format!("{PREFIX}{name}")
}

fn load(name: &str) -> Option<String> {
    storage()?.get_item(&key(name)).ok().flatten()
}

fn set(name: &str, text: &str) -> Result<(), NotKept> {
    let storage = storage().ok_or(NotKept::Refused)?;
    let done = storage.set_item(&key(name), text);
    done.map_err(|_| NotKept::Refused)
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
