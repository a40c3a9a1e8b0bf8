//! A file that was chosen and waits: for its passphrase, for a yes, or for another choice.

use maud::{Markup, html};
use shizu_rules::Lang;

use super::state::{Pending, Waits};
use crate::markup::{field, t};

/// What it waits for, and what can be done. `key` is the passphrase as typed so far.
pub fn pending(pending: &Pending, key: &str, lang: Lang) -> Markup {
    html! {
        section id="data-pending" class="data-pending no-print" role="region" aria-labelledby="data-pending-title" {
            h2 id="data-pending-title" { bdi { (pending.name) } }
            @match &pending.why {
                Waits::Passphrase { wrong } => (passphrase(wrong, key, lang)),
                Waits::Older { version, changes } => (older(*version, changes, lang)),
                Waits::Damaged { message, rows } => (damaged(message, *rows, lang)),
                Waits::Refused { message, import } => (refused(message, *import, lang)),
            }
        }
    }
}

fn cancel(lang: Lang) -> Markup {
    html! { button type="button" class="button" data-do="pending-close" { (t(lang, "不打开", "Don't open")) } }
}

fn passphrase(wrong: &str, key: &str, lang: Lang) -> Markup {
    html! {
        p { (t(lang, "这个文件加了密，请输入口令。", "This file is encrypted; enter its passphrase.")) }
        @if !wrong.is_empty() { p class="data-fault" role="alert" { (wrong) } }
        (field("data-key", t(lang, "口令", "Passphrase"), t(lang, "口令不会保存。忘记口令，文件就打不开了。", "It is not stored. Without it the file cannot be opened."), &html! {
            input id="data-key" class="field" type="password" autocomplete="off" value=(key) data-do="key";
        }))
        p class="actions" {
            button type="button" class="button primary" data-do="unseal" { (t(lang, "打开", "Open")) }
            (cancel(lang))
        }
    }
}

fn older(version: u64, changes: &[String], lang: Lang) -> Markup {
    html! {
        p {
            (t(lang, "文件由较早的版本写成（格式 ", "An earlier version wrote this file (layout "))
            (version)
            (t(lang, "）。打开时转换为现在的格式，原文件不动：", "). Opening brings it to the present layout; the file itself is not touched:"))
        }
        ul { @for change in changes { li { (change) } } }
        p class="actions" {
            button type="button" class="button primary" data-do="pending-take" { (t(lang, "转换并打开", "Bring up and open")) }
            (cancel(lang))
        }
    }
}

fn damaged(message: &str, rows: usize, lang: Lang) -> Markup {
    html! {
        p class="data-fault" role="alert" { (message) }
        @if rows > 0 {
            p {
                (t(lang, "仍可读出 ", "")) (rows)
                (t(lang, " 行，可作为一本新工作簿打开；修改经过读不出来，不在其中。原文件不动。", " rows can still be read and opened as a new workbook, without their history. The file itself is not touched."))
            }
        }
        p class="actions" {
            @if rows > 0 {
                button type="button" class="button primary" data-do="pending-take" { (t(lang, "打开可读出的部分", "Open what can be read")) }
            }
            (cancel(lang))
        }
    }
}

fn refused(message: &str, import: bool, lang: Lang) -> Markup {
    html! {
        p class="data-fault" role="alert" { (message) }
        p class="actions" {
            @if import {
                button type="button" class="button primary" data-do="pending-import" { (t(lang, "作为表格导入", "Import it as a table")) }
            }
            (cancel(lang))
        }
    }
}
