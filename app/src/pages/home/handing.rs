//! Who gets the papers for others: asked before they go, answered by the rules on sharing, and entered in the disclosure log.

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_casebook::Stamp;
use shizu_casebook::pack::{INFORMATION, Paper, SHOWS};
use shizu_casebook::redact::{Handing, Request, hand_out};
use shizu_rules::Lang;
use shizu_rules::sharing::Sharing;
use shizu_rules::vocabulary::{Organ, Purpose, Term};

use super::Page;
use super::state::State;
use crate::markup::{field, select, t};
use crate::workbook::clock;

/// Who is to get them, what for; and whether this was entered in the log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recipient {
    organ: Option<Organ>,
    purpose: Option<Purpose>,
    concerned: bool,
    approval: String,
    /// The log says so, of these papers and these choices.
    pub logged: bool,
}

impl Recipient {
    /// Takes a choice of the page. Whether it was one.
    pub fn choose(&mut self, name: &str, value: &str) -> bool {
        match name {
            "hand-recipient" => self.organ = Organ::from_code(value),
            "hand-purpose" => self.purpose = Purpose::from_code(value),
            "hand-concerned" => self.concerned = value == "true",
            "hand-approval" => value.clone_into(&mut self.approval),
            _ => return false,
        }
        self.logged = false;
        true
    }
}

impl Page {
    /// What the rules say of handing out the papers; `None` while it is not said to whom and what for.
    pub(super) fn handing(self, to: &Recipient, paper: &Paper, lang: Lang) -> Option<Handing> {
        let (recipient, purpose) = (to.organ?, to.purpose?);
        let engine = self.app.engines.get_untracked();
        let sharing = Sharing::new(engine.rulebook(), engine.day()).ok()?;
        let of = paper.lines.first().map_or("", String::as_str);
        let request = Request {
            kinds: Vec::new(),
            sender: Organ::Office,
            recipient,
            purpose,
            recipient_concerned: to.concerned,
            approval: to.approval.trim().to_owned(),
            subject: format!("{} {of}", paper.title),
            lang,
        };
        let (at, who) = (clock::now(), self.app.desk_untracked().who());
        let stamp = Stamp {
            at: &at,
            by: &who,
            why: &request.subject,
        };
        let note = t(
            lang,
            "提供材料一份：只有数字和报表情况，不列单件线索和案件。",
            "One copy handed out: figures and returns only, no single clue or case.",
        );
        Some(hand_out(
            &request,
            INFORMATION,
            &SHOWS,
            note,
            &sharing,
            stamp,
        ))
    }

    /// Whether the papers may leave now: those for the ones who handle the matters stay with them; others are entered in the log first.
    pub(super) fn may_go(self) -> bool {
        let app = self.app;
        let lang = app.lang.get_untracked();
        let (inside, to) = self
            .state
            .with_untracked(|state| (state.is_for_handlers(), state.recipient.clone()));
        if inside || to.logged {
            return true;
        }
        let desk = app.desk_untracked();
        if desk.who().is_empty() {
            app.announce(app.pick(
                "请先在“工作簿”中写下您的姓名：披露日志要记下是谁提供的。",
                "Say who you are first, under \"Workbook\": the disclosure log notes who passed it on.",
            ));
            app.book_panel.set(true);
            return false;
        }
        let handing = self.paper.with_untracked(|paper| {
            let paper = paper.as_ref()?;
            self.handing(&to, paper, lang)
        });
        let Some(log) = handing.and_then(|handing| handing.log) else {
            return false;
        };
        let why = t(
            lang,
            "提供季度例会材料",
            "papers for the quarterly meeting handed out",
        );
        // What is not in the log is not handed out.
        match desk.run(app, log, why) {
            Ok(_) => {
                self.state.update(|state| {
                    state.recipient.logged = true;
                    let words = t(lang, "披露日志已登记。", "Entered in the disclosure log.");
                    state.note = Some(words.to_owned());
                });
                true
            }
            Err(refused) => {
                app.announce(refused.message(app));
                false
            }
        }
    }
}

/// To whom, what for, and what the rules say.
pub fn form(state: &State, handing: Option<&Handing>, lang: Lang) -> Markup {
    let to = &state.recipient;
    let choose = t(lang, "请选择", "choose");
    html! {
        fieldset class="no-print home-handing" id="pack-handing" {
            legend { (t(lang, "交给谁（记入披露日志）", "Who gets it (goes into the disclosure log)")) }
            div class="fields" {
                (field("hand-recipient", t(lang, "接收方", "To"), "", &select("hand-recipient", "hand-recipient", choose, Organ::VALUES, to.organ.map(Term::index), lang)))
                (field("hand-purpose", t(lang, "用途", "Purpose"), "", &select("hand-purpose", "hand-purpose", choose, Purpose::VALUES, to.purpose.map(Term::index), lang)))
                (field("hand-approval", t(lang, "审批情况", "Approval"), t(lang, "谁批准、何时、文号；未经审批留空", "who, when, number; empty if nobody has approved"), &html! {
                    input id="hand-approval" class="field" type="text" value=(to.approval) data-late data-do="hand-approval";
                }))
            }
            p { label class="check" { input type="checkbox" id="hand-concerned" checked[to.concerned] data-do="hand-concerned"; " " (t(lang, "接收方或其经办人应当回避", "the recipient or its handler must stand aside")) } }
            p role="status" id="pack-says" { (says(to, handing, lang)) }
        }
    }
}

fn says(to: &Recipient, handing: Option<&Handing>, lang: Lang) -> String {
    let Some(handing) = handing else {
        return t(
            lang,
            "选定接收方和用途后，这里说明能不能给；登记后才能下载、打印。",
            "Choose recipient and purpose to see whether it may go; it is downloaded or printed once it is in the log.",
        )
        .to_owned();
    };
    if let Some(reason) = handing.against {
        return reason.message(lang);
    }
    if to.logged {
        let words = t(
            lang,
            "披露日志已登记，可以下载、打印。",
            "It is in the disclosure log: download or print it.",
        );
        return words.to_owned();
    }
    let decision = handing
        .answer
        .decision
        .map_or("", |decision| decision.label(lang));
    match lang {
        Lang::Zh => format!("{decision}：可以提供，下载或打印时登记。"),
        Lang::En => format!("May go ({decision}); it is entered as you download or print it."),
    }
}
