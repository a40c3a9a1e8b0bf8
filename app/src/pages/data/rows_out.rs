//! What the user does with tables that go out.

use leptos::prelude::*;
use shizu_casebook::redact::{Redacted, redact};
use shizu_casebook::{Stamp, Workbook};
use shizu_office::Book;
use shizu_rules::Lang;
use shizu_rules::sharing::Sharing;

use super::Page;
use super::export::{self, Choices, Format};
use crate::markup::t;
use crate::workbook::clock;
use crate::{files, office};

const CSV: &str = "text/csv";

impl Page {
    /// What a recipient would see by the present choices; `None` while something is open.
    pub(super) fn preview(
        self,
        book: &Workbook,
        choices: &Choices,
        lang: Lang,
    ) -> Option<Redacted> {
        let request = choices.request(lang).filter(|_| choices.redacted)?;
        let (app, desk) = (self.app, self.app.desk_untracked());
        let engine = app.engines.get_untracked();
        let sharing = Sharing::new(engine.rulebook(), engine.day()).ok()?;
        let rules = desk.rules(app).ok()?;
        let (at, who) = (clock::now(), desk.who());
        // Before the user has said who they are, one can look all the same.
        let stamp = Stamp {
            at: &at,
            by: if who.is_empty() { "—" } else { &who },
            why: &request.subject,
        };
        let id = format!("{}-{}", book.id(), at);
        redact(book, &request, &sharing, &id, stamp, &rules).ok()
    }

    /// Writes what was chosen; what is redacted is entered in the disclosure log first.
    pub(super) fn export(self) {
        let (app, lang) = (self.app, self.lang());
        let choices = self.state.with_untracked(|state| state.export.clone());
        let desk = app.desk_untracked();
        if !choices.redacted {
            desk.with_untracked(|book| self.write(book, &choices, lang));
            return;
        }
        if desk.who().is_empty() {
            app.announce(app.pick(
                "请先在“工作簿”中写下您的姓名：披露日志要记下是谁提供的。",
                "Say who you are first, under \"Workbook\": the disclosure log notes who passed it on.",
            ));
            app.book_panel.set(true);
            return;
        }
        let redacted = desk.with_untracked(|book| self.preview(book, &choices, lang));
        let Some(mut redacted) = redacted.flatten() else {
            return;
        };
        let Some(log) = redacted.log.take() else {
            return;
        };
        // What is not in the log is not handed out.
        match desk.run(app, log, choices.subject.trim()) {
            Ok(_) => {
                self.write(&redacted.workbook, &choices, lang);
                self.tell(
                    t(
                        lang,
                        "已导出，披露日志已登记",
                        "Exported, and entered in the disclosure log",
                    )
                    .to_owned(),
                    false,
                );
            }
            Err(refused) => app.announce(refused.message(app)),
        }
    }

    fn write(self, book: &Workbook, choices: &Choices, lang: Lang) {
        let what = choices
            .kind
            .map_or(t(lang, "全部", "all"), |kind| kind.label(lang));
        let name = format!("{} {what} {}", book.name(), self.app.today);
        match choices.format {
            Format::Xlsx => {
                self.write_book(export::sheets(book, choices, lang), format!("{name}.xlsx"));
            }
            Format::Shizu => {
                let bytes = book.to_json().into_bytes();
                self.hand_over(&format!("{name}.shizu"), "application/json", &bytes);
            }
            Format::CsvBom | Format::Csv | Format::CsvGb => {
                let kind = choices.kinds().first().copied();
                match kind.and_then(|kind| export::csv(book, kind, choices, lang)) {
                    Some(bytes) => self.hand_over(&format!("{name}.csv"), CSV, &bytes),
                    None => self.app.announce(t(
                        lang,
                        "有字符不能用这种编码写出，请改用 UTF-8。",
                        "Some characters cannot be written in this encoding; choose UTF-8.",
                    )),
                }
            }
        }
    }

    /// Writes a workbook of spreadsheets and has the browser save it.
    pub(super) fn write_book(self, book: Book, name: String) {
        let app = self.app;
        office::write_sheets(app, book, move |written| match written {
            Ok(bytes) => self.hand_over(&name, office::XLSX, &bytes),
            Err(refusal) => app.announce(office::words(app.lang.get_untracked(), &refusal)),
        });
    }

    pub(super) fn hand_over(self, name: &str, kind: &str, bytes: &[u8]) {
        let app = self.app;
        let name: String = name
            .chars()
            .filter(|c| !c.is_control() && !"\\/:*?\"<>|".contains(*c))
            .collect();
        app.announce(if files::save(&name, kind, bytes) {
            app.pick("已交给浏览器下载", "Handed to the browser to save")
        } else {
            app.pick("没能生成文件", "The file could not be made")
        });
    }
}
