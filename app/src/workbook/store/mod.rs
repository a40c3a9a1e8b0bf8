//! What the browser keeps of workbooks: a database per space, and in it per opened workbook a *line*: a head, some snapshots, and every entry since.
//!
//! A line is begun with a snapshot, grows by entries, and is never rewritten: opening a file, or going on after damage, begins another. A head names the
//! revision and the content id that the line ends with; entries change together with it, and each revision can be written once only. So whoever writes from
//! an outdated state changes nothing and is told ([`Fault::Moved`]). A snapshot is stored whole or not at all, and only then goes what it makes dispensable.
//!
//! Here a workbook is bytes; what is in them is `restore`'s business.

mod database;
mod fault;
mod head;
pub mod js;
mod keep;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IdbDatabase, IdbObjectStoreParameters, IdbTransaction};

use crate::settings::{Setting, Space};
use database::{between, done, key, range_of, result, store};
pub use fault::Fault;
pub use head::{Filed, Head, Mark, Snapshot};

/// Layout of the database. A later one is refused with [`Fault::Newer`].
const VERSION: u32 = 1;

const HEADS: &str = "workbooks";
const SNAPSHOTS: &str = "snapshots";
const ENTRIES: &str = "entries";
/// Which line the space has open.
const SPACE: &str = "space";
const OPEN: &str = "open";
/// Who works in the space.
const WHO: &str = "who";

/// The database of a space. A handle: clones speak with the same connection.
#[derive(Clone, Debug)]
pub struct Store {
    database: IdbDatabase,
}

impl Store {
    /// Opens the database of `space`, and makes it if there is none.
    ///
    /// # Errors
    /// When the browser has no storage for us.
    pub async fn open(space: Space) -> Result<Self, Fault> {
        let name = format!("shizu.{}", space.word());
        let database = database::open(&name, VERSION, create).await?;
        // Another tab that erases or changes the database need not wait for this one.
        let closing = database.clone();
        let close = wasm_bindgen::prelude::Closure::<dyn Fn()>::new(move || closing.close());
        database.set_onversionchange(Some(close.as_ref().unchecked_ref()));
        close.forget();
        Ok(Store { database })
    }

    /// Every line that is kept, with its number, oldest first.
    ///
    /// # Errors
    /// When the browser cannot read.
    pub async fn heads(&self) -> Result<Vec<(u32, Head)>, Fault> {
        let transaction = database::read(&self.database, &[HEADS])?;
        let heads = store(&transaction, HEADS)?;
        let keys = result(heads.get_all_keys()).await?;
        let values = result(heads.get_all()).await?;
        let lines = Array::from(&keys).into_iter().map(|line| line_of(&line));
        let heads = Array::from(&values).into_iter();
        Ok(lines.zip(heads.map(|head| Head::read(&head))).collect())
    }

    /// The line that the space has open.
    ///
    /// # Errors
    /// When the browser cannot read.
    pub async fn current(&self) -> Result<Option<u32>, Fault> {
        let transaction = database::read(&self.database, &[SPACE])?;
        let line = result(store(&transaction, SPACE)?.get(&OPEN.into())).await?;
        Ok(Some(line_of(&line)).filter(|line| *line > 0))
    }

    /// Notes which line the space has open.
    ///
    /// # Errors
    /// When the browser cannot write.
    pub async fn set_current(&self, line: Option<u32>) -> Result<(), Fault> {
        let transaction = database::write(&self.database, &[SPACE])?;
        note_current(&transaction, line)?;
        done(&transaction).await
    }

    /// Who works in the space, as they named themself; empty if nobody did.
    ///
    /// # Errors
    /// When the browser cannot read.
    pub async fn who(&self) -> Result<String, Fault> {
        let transaction = database::read(&self.database, &[SPACE])?;
        let who = result(store(&transaction, SPACE)?.get(&WHO.into())).await?;
        Ok(who.as_string().unwrap_or_default())
    }

    /// Notes who works in the space.
    ///
    /// # Errors
    /// When the browser cannot write.
    pub async fn set_who(&self, name: &str) -> Result<(), Fault> {
        let transaction = database::write(&self.database, &[SPACE])?;
        let put = store(&transaction, SPACE)?.put_with_key(&name.into(), &WHO.into());
        put.map_err(Fault::from_thrown)?;
        done(&transaction).await
    }

    /// The head of a line.
    ///
    /// # Errors
    /// When the browser cannot read.
    pub async fn head(&self, line: u32) -> Result<Option<Head>, Fault> {
        let transaction = database::read(&self.database, &[HEADS])?;
        let found = result(store(&transaction, HEADS)?.get(&line.into())).await?;
        Ok((!found.is_undefined()).then(|| Head::read(&found)))
    }

    /// What snapshots a line has, newest first, without their content.
    ///
    /// # Errors
    /// When the browser cannot read.
    pub async fn snapshots(&self, line: u32) -> Result<Vec<Snapshot>, Fault> {
        let transaction = database::read(&self.database, &[SNAPSHOTS])?;
        snapshots_in(&transaction, line).await
    }

    /// The content of a snapshot; `None` if it is gone.
    ///
    /// # Errors
    /// When the browser cannot read.
    pub async fn content(&self, line: u32, snapshot: &Snapshot) -> Result<Option<Vec<u8>>, Fault> {
        let transaction = database::read(&self.database, &[SNAPSHOTS])?;
        let asked = store(&transaction, SNAPSHOTS)?.get(&snapshot.key(line));
        let bytes = result(asked).await?.dyn_into::<Uint8Array>();
        Ok(bytes.ok().map(|bytes| bytes.to_vec()))
    }

    /// The entries of a line after `revision`, in their order.
    ///
    /// # Errors
    /// When the browser cannot read.
    pub async fn entries(&self, line: u32, revision: u64) -> Result<Vec<String>, Fault> {
        let transaction = database::read(&self.database, &[ENTRIES])?;
        let after = entry_key(line, revision + 1);
        let range = between(&after, &key(&[line.into(), Array::new().into()]))?;
        let found = result(store(&transaction, ENTRIES)?.get_all_with_key(&range)).await?;
        let texts = Array::from(&found).into_iter();
        Ok(texts.filter_map(|text| text.as_string()).collect())
    }

    /// Begins a line with a whole workbook, which the space has open from now on. Its number.
    ///
    /// # Errors
    /// When the browser does not store it; then nothing has changed.
    pub async fn begin(&self, head: &Head, bytes: &[u8]) -> Result<u32, Fault> {
        let transaction = database::write(&self.database, &[HEADS, SNAPSHOTS, SPACE])?;
        let line = result(store(&transaction, HEADS)?.put(&head.write())).await?;
        let line = line_of(&line);
        put_snapshot(&transaction, line, head, bytes)?;
        note_current(&transaction, Some(line))?;
        done(&transaction).await?;
        Ok(line)
    }

    /// Adds entries (each with its revision, in order; there may be none) to a line that ends at `from`; from now on its head is `head`.
    ///
    /// Without `alone`, the line's end is read and compared in the same transaction. With it, nobody else can write to the line, and the transaction is
    /// handed over at once, so that it is stored even if this tab is busy, or killed, right after. Revisions are written once only in either case.
    ///
    /// # Errors
    /// [`Fault::Moved`] when it ends elsewhere. In any case of error nothing has changed.
    pub async fn append(
        &self,
        line: u32,
        from: &Mark,
        entries: &[(u64, String)],
        head: &Head,
        alone: bool,
    ) -> Result<(), Fault> {
        let transaction = database::write(&self.database, &[HEADS, ENTRIES])?;
        let asked = store(&transaction, HEADS)?.get(&line.into());
        let journal = store(&transaction, ENTRIES)?;
        for (revision, text) in entries {
            let added = journal.add_with_key(&text.into(), &entry_key(line, *revision));
            added.map_err(Fault::from_thrown)?;
        }
        put_head(&transaction, line, head)?;
        if alone {
            database::hand_over(&transaction);
        } else {
            let stored = result(asked).await?;
            expect(&transaction, &stored, from)?;
        }
        match done(&transaction).await {
            Err(Fault::Written) => Err(Fault::Moved {
                revision: self.head(line).await?.map_or(0, |head| head.mark.revision),
            }),
            outcome => outcome,
        }
    }

    /// Stores the whole workbook as it is at the end of a line or was a moment ago, and lets go of what is not needed any more: snapshots beyond those that
    /// [`keep`] keeps, and entries older than the last but one snapshot. Entries can be added meanwhile: nothing here waits for them, nor they for it.
    ///
    /// # Errors
    /// When the browser does not store it; then all that was there still is.
    pub async fn snapshot(&self, line: u32, head: &Head, bytes: &[u8]) -> Result<(), Fault> {
        self.head(line).await?.ok_or(Fault::Gone)?;
        let transaction = database::write(&self.database, &[SNAPSHOTS])?;
        put_snapshot(&transaction, line, head, bytes)?;
        let kept = snapshots_in(&transaction, line).await?;
        let snapshots = store(&transaction, SNAPSHOTS)?;
        for old in keep::dispensable(&kept) {
            let deleted = snapshots.delete(&old.key(line));
            deleted.map_err(Fault::from_thrown)?;
        }
        done(&transaction).await?;
        if let Some(before) = kept.get(1) {
            let transaction = database::write(&self.database, &[ENTRIES])?;
            let old = between(&entry_key(line, 0), &entry_key(line, before.revision))?;
            let deleted = store(&transaction, ENTRIES)?.delete(&old);
            deleted.map_err(Fault::from_thrown)?;
            done(&transaction).await?;
        }
        Ok(())
    }

    /// Lets go of the snapshots of this revision, unless the newest is among them: the entries go on from that one. What the line still has, newest first.
    ///
    /// # Errors
    /// When the browser cannot write; then nothing has changed.
    pub async fn drop_snapshot(&self, line: u32, revision: u64) -> Result<Vec<Snapshot>, Fault> {
        let transaction = database::write(&self.database, &[SNAPSHOTS])?;
        let kept = snapshots_in(&transaction, line).await?;
        let newest = kept.first().map(|snapshot| snapshot.revision);
        let (gone, kept) = kept.into_iter().partition::<Vec<_>, _>(|snapshot| {
            snapshot.revision == revision && newest != Some(revision)
        });
        let snapshots = store(&transaction, SNAPSHOTS)?;
        for old in &gone {
            let deleted = snapshots.delete(&old.key(line));
            deleted.map_err(Fault::from_thrown)?;
        }
        done(&transaction).await?;
        Ok(kept)
    }

    /// Erases a line with everything that belongs to it.
    ///
    /// # Errors
    /// When the browser cannot write.
    pub async fn erase(&self, line: u32) -> Result<(), Fault> {
        let transaction = database::write(&self.database, &[HEADS, SNAPSHOTS, ENTRIES])?;
        let all = range_of(line)?;
        let deleted = store(&transaction, HEADS)?.delete(&line.into());
        deleted.map_err(Fault::from_thrown)?;
        for name in [SNAPSHOTS, ENTRIES] {
            let deleted = store(&transaction, name)?.delete(&all);
            deleted.map_err(Fault::from_thrown)?;
        }
        done(&transaction).await
    }
}

/// Goes on only if what is stored of a line ends at `mark`.
fn expect(transaction: &IdbTransaction, stored: &JsValue, mark: &Mark) -> Result<(), Fault> {
    let fault = if stored.is_undefined() {
        Fault::Gone
    } else {
        let head = Head::read(stored);
        if head.mark == *mark {
            return Ok(());
        }
        Fault::Moved {
            revision: head.mark.revision,
        }
    };
    // It can only have ended already, and then by a fault of its own.
    let _ = transaction.abort();
    Err(fault)
}

fn create(database: &IdbDatabase) -> Result<(), JsValue> {
    let counted = IdbObjectStoreParameters::new();
    counted.set_auto_increment(true);
    database.create_object_store_with_optional_parameters(HEADS, &counted)?;
    for name in [SNAPSHOTS, ENTRIES, SPACE] {
        database.create_object_store(name)?;
    }
    Ok(())
}

async fn snapshots_in(transaction: &IdbTransaction, line: u32) -> Result<Vec<Snapshot>, Fault> {
    let asked = store(transaction, SNAPSHOTS)?.get_all_keys_with_key(&range_of(line)?);
    let keys = Array::from(&result(asked).await?);
    let mut snapshots: Vec<Snapshot> = keys.into_iter().map(|key| Snapshot::read(&key)).collect();
    snapshots.reverse();
    Ok(snapshots)
}

fn put_head(transaction: &IdbTransaction, line: u32, head: &Head) -> Result<(), Fault> {
    let put = store(transaction, HEADS)?.put_with_key(&head.write(), &line.into());
    put.map(drop).map_err(Fault::from_thrown)
}

fn put_snapshot(
    transaction: &IdbTransaction,
    line: u32,
    head: &Head,
    bytes: &[u8],
) -> Result<(), Fault> {
    let snapshot = Snapshot {
        revision: head.mark.revision,
        at: head.changed.clone(),
        size: bytes.len() as u64,
    };
    let content = Uint8Array::from(bytes);
    let put = store(transaction, SNAPSHOTS)?.put_with_key(&content, &snapshot.key(line));
    put.map(drop).map_err(Fault::from_thrown)
}

fn note_current(transaction: &IdbTransaction, line: Option<u32>) -> Result<(), Fault> {
    let put =
        store(transaction, SPACE)?.put_with_key(&line.unwrap_or_default().into(), &OPEN.into());
    put.map(drop).map_err(Fault::from_thrown)
}

/// Lines are numbered by the browser, from 1.
#[allow(clippy::cast_sign_loss)]
fn line_of(value: &JsValue) -> u32 {
    value.as_f64().unwrap_or_default() as u32
}

#[allow(clippy::cast_precision_loss)] // No workbook has 2^53 revisions.
fn entry_key(line: u32, revision: u64) -> JsValue {
    key(&[line.into(), (revision as f64).into()])
}
