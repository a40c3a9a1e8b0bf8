//! The workbook as a file of the user's, plain or under a passphrase.

use leptos::prelude::*;

use super::desk::Desk;
use super::store::{Filed, Mark};
use super::{clock, document};
use crate::context::App;
use crate::{files, office};

impl Desk {
    /// Has the browser save the workbook as a file. Whether it could be asked to.
    pub fn save_file(self, app: App) -> bool {
        let Some((bytes, name, mark)) = self.as_file() else {
            return false;
        };
        self.hand_over(app, &name, "application/json", &bytes, mark, false)
    }

    /// The same under `passphrase`, encrypted by the second module: the file comes a moment later.
    pub fn save_sealed(self, app: App, passphrase: String) {
        let Some((bytes, name, mark)) = self.as_file() else {
            return;
        };
        office::seal(app, bytes, passphrase, move |sealed| match sealed {
            Ok(sealed) => {
                self.hand_over(app, &name, "application/octet-stream", &sealed, mark, true);
            }
            Err(refusal) => app.announce(office::words(app.lang.get_untracked(), &refusal)),
        });
    }

    /// Content, name and state of the file.
    fn as_file(self) -> Option<(Vec<u8>, String, Mark)> {
        self.with_untracked(|book| {
            let name = file_name(book.name(), &clock::now());
            (document::bytes(book), name, document::mark(book))
        })
    }

    fn hand_over(
        self,
        app: App,
        name: &str,
        kind: &str,
        bytes: &[u8],
        mark: Mark,
        sealed: bool,
    ) -> bool {
        if !files::save(name, kind, bytes) {
            app.announce(app.pick(
                "没能生成文件：可能内存不足。请关闭其他标签页后再试。",
                "The file could not be made: memory may be short. Close other tabs and try again.",
            ));
            return false;
        }
        self.filed(mark, sealed);
        app.announce(app.pick(
            "已交给浏览器存为文件，请在下载位置查看",
            "Handed to the browser to save as a file; see your downloads",
        ));
        true
    }

    /// Notes that a file now holds the workbook as it was at `mark`.
    fn filed(self, mark: Mark, sealed: bool) {
        let filed = Some(Filed {
            mark,
            at: clock::now(),
            sealed,
        });
        self.inner.update_value(|inner| {
            inner.head.filed.clone_from(&filed);
            inner.noted = false;
        });
        self.state.update(|state| state.filed = filed);
        if !self.state.with_untracked(|state| state.reading) {
            self.store_pending();
        }
    }
}

/// A file name that says what and when, without characters that file systems refuse: `某市工作簿 2026-03-05 0930.shizu`.
fn file_name(name: &str, now: &str) -> String {
    let plain: String = name
        .chars()
        .filter(|c| !c.is_control() && !"\\/:*?\"<>|".contains(*c))
        .take(60)
        .collect();
    let (day, time) = now.split_once('T').unwrap_or((now, ""));
    let time: String = time.chars().filter(char::is_ascii_digit).take(4).collect();
    format!("{} {day} {time}.shizu", plain.trim())
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_file_is_named_after_its_workbook_and_the_minute() {
        let now = "2026-03-05T09:30:12+08:00";
        assert_eq!(file_name("示例台账", now), "示例台账 2026-03-05 0930.shizu");
        assert_eq!(file_name("a/b:c*\u{7}", now), "abc 2026-03-05 0930.shizu");
    }
}
