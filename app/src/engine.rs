//! The rulebook in use: the shipped one, or the shipped one with an overlay of the user's.

use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;
use shizu_rules::{Calendar, Engine, LoadError, Rulebook};

use crate::data;

/// The engine that answers now, and the shipped rulebook it grew from. A handle, cheap to copy.
#[derive(Clone, Copy, Debug)]
pub struct Engines {
    current: RwSignal<Arc<Engine>>,
    shipped: StoredValue<Arc<Rulebook>>,
    /// The calendar with the user's years, while there are some.
    calendar: StoredValue<Option<Calendar>>,
    day: NaiveDate,
}

impl Engines {
    /// Reads and compiles the shipped rulebook for `day`.
    ///
    /// # Errors
    /// Everything that is wrong with the shipped rulebook; a test of the rules crate proves that nothing is.
    pub fn load(day: NaiveDate) -> Result<Self, Vec<LoadError>> {
        let shipped = data::rulebook()?;
        let engine = Engine::new(shipped.clone(), day).map_err(|error| vec![error])?;
        Ok(Engines {
            current: RwSignal::new(Arc::new(engine)),
            shipped: StoredValue::new(Arc::new(shipped)),
            calendar: StoredValue::new(None),
            day,
        })
    }

    /// The engine in use; the caller runs again when another rulebook is taken.
    pub fn get(self) -> Arc<Engine> {
        self.current.get()
    }

    /// The engine in use, without following changes.
    pub fn get_untracked(self) -> Arc<Engine> {
        self.current.get_untracked()
    }

    /// The rulebook as shipped, without overlay.
    pub fn shipped(self) -> Arc<Rulebook> {
        self.shipped.get_value()
    }

    /// Takes `rulebook` into use, with the user's years in its calendar.
    ///
    /// # Errors
    /// When it cannot be compiled; the one in use stays.
    pub fn take(self, mut rulebook: Rulebook) -> Result<(), LoadError> {
        if let Some(calendar) = self.calendar.get_value() {
            rulebook.calendar = calendar;
        }
        let engine = Engine::new(rulebook, self.day)?;
        self.current.set(Arc::new(engine));
        Ok(())
    }

    /// Takes `calendar` into use, with whatever rulebook is in use now and later.
    ///
    /// # Errors
    /// When the rulebook in use cannot be compiled, which would have shown before.
    pub fn take_calendar(self, calendar: Calendar) -> Result<(), LoadError> {
        self.calendar.set_value(Some(calendar));
        self.take(self.get_untracked().rulebook().clone())
    }

    /// Goes back to the shipped rulebook.
    ///
    /// # Errors
    /// When it cannot be compiled, which would have shown at the start.
    pub fn take_shipped(self) -> Result<(), LoadError> {
        self.take(Rulebook::clone(&self.shipped()))
    }
}
