//! Several tabs, one workbook: who may write, and telling the others.
//!
//! Where the browser has locks (Chromium 69 on, not on plain http), the first tab holds the lock of its line and the others only read. Where it has none,
//! every tab may write, and the check of the revision in the store decides. In both cases a tab tells the others what it wrote, so that they catch up.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{BroadcastChannel, MessageEvent};

use super::store::js;

/// What became of asking for a lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// This tab has it.
    Held,
    /// Another tab has it.
    Taken,
    /// The browser has no locks, or none for this page.
    None,
}

/// How to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Now or not at all.
    IfFree,
    /// As soon as it is free.
    Wait,
    /// Now, even if another tab has it.
    Steal,
}

/// The right to write, asked for or held. Letting go of the last clone does not release it: [`Lock::release`] does.
#[derive(Clone, Debug, Default)]
pub struct Lock {
    inner: Rc<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    /// What it is the right to.
    name: RefCell<String>,
    /// Ends the holding.
    release: RefCell<Option<Function>>,
    /// No longer wanted: if it is granted later, it is given back at once.
    over: Cell<bool>,
}

impl Lock {
    /// Asks for the lock `name`. `lost` is called when another tab takes it away later.
    pub async fn ask(&self, name: &str, how: Ask, lost: impl FnOnce() + 'static) -> Answer {
        let navigator = js::get(&js_sys::global(), "navigator");
        let locks = js::get(&navigator, "locks");
        if locks.is_undefined() {
            return Answer::None;
        }
        name.clone_into(&mut self.inner.name.borrow_mut());
        let options = match how {
            Ask::IfFree => js::object(&[("ifAvailable", true.into())]),
            Ask::Wait => js::object(&[]),
            Ask::Steal => js::object(&[("steal", true.into())]),
        };
        let mut ended = JsValue::UNDEFINED;
        let granted = Promise::new(&mut |resolve, reject| {
            let inner = Rc::clone(&self.inner);
            let told = resolve.clone();
            let hold = Closure::once_into_js(move |lock: JsValue| -> JsValue {
                let free = lock.is_null() || inner.over.get();
                // Telling a promise cannot fail.
                let _ = told.call1(&JsValue::UNDEFINED, &(!free).into());
                if free {
                    return JsValue::UNDEFINED;
                }
                let held = Promise::new(&mut |release, _| {
                    inner.release.replace(Some(release));
                });
                held.into()
            });
            let asked = js::call(&locks, "request", &[&name.into(), &options, &hold]);
            match asked {
                Ok(promise) => ended = promise,
                Err(thrown) => {
                    let _ = reject.call1(&JsValue::UNDEFINED, &thrown);
                }
            }
            // The same promise ends with an error if the page may not have locks, and then nothing was granted.
            if let Some(promise) = ended.dyn_ref::<Promise>() {
                let refuse = Closure::once_into_js(move |thrown: JsValue| {
                    let _ = reject.call1(&JsValue::UNDEFINED, &thrown);
                });
                let _ = js::call(promise, "catch", &[&refuse]);
            }
        });
        let answer = match JsFuture::from(granted).await {
            Ok(held) if held.is_truthy() => Answer::Held,
            Ok(_) => Answer::Taken,
            Err(_) => Answer::None,
        };
        if answer == Answer::Held && ended.is_instance_of::<Promise>() {
            let inner = Rc::clone(&self.inner);
            let stolen = Closure::once_into_js(move |_: JsValue| {
                inner.release.replace(None);
                lost();
            });
            let _ = js::call(&ended, "catch", &[&stolen]);
        }
        answer
    }

    /// Whether it is held, and the right to `name`.
    pub fn holds(&self, name: &str) -> bool {
        self.inner.release.borrow().is_some() && *self.inner.name.borrow() == name
    }

    /// Gives the lock back, and whatever is still asked for.
    pub fn release(&self) {
        self.inner.over.set(true);
        if let Some(release) = self.inner.release.take() {
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

/// What one tab tells the others of its space: the line it wrote to, and how far.
#[derive(Clone, Debug)]
pub struct Channel {
    channel: Option<BroadcastChannel>,
}

impl Channel {
    /// Joins the channel `name`; `heard` gets line and revision of what others write. Lasts as long as the page.
    pub fn join(name: &str, heard: impl Fn(u32, u64) + 'static) -> Self {
        let channel = BroadcastChannel::new(name).ok();
        if let Some(channel) = &channel {
            let hear = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
                let data = event.data();
                let line = u32::try_from(js::number(&data, "line")).unwrap_or_default();
                heard(line, js::number(&data, "revision"));
            });
            channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
            hear.forget();
        }
        Channel { channel }
    }

    /// Tells the other tabs that the line now ends at `revision`.
    pub fn tell(&self, line: u32, revision: u64) {
        if let Some(channel) = &self.channel {
            let message = js::object(&[
                ("line", line.into()),
                ("revision", (revision as f64).into()),
            ]);
            // Tabs that do not hear it find out from the store.
            let _ = channel.post_message(&message);
        }
    }
}
