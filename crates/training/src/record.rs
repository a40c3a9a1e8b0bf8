//! Progress and results as a file: what was answered, what it was graded, and checksums of scenario, rules and record.
//!
//! A record holds the answers, so that it can be graded again; what it says of credit is only held against that. Its checksum tells mistakes and casual edits,
//! not forgery.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use shizu_rules::{Lang, Text};

use crate::checksum::checksum;
use crate::desk::Desk;
use crate::file;
use crate::fraction::Fraction;
use crate::play::{Play, Step};
use crate::scenario::Scenario;

/// What says that a file is a record.
const KIND: &str = "shizu-training";
const FORMAT: u32 = 1;

/// One trainee's way through one scenario, finished or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    kind: String,
    format: u32,
    /// Id of the scenario.
    pub scenario: String,
    /// Its name.
    pub title: Text,
    /// Checksum of the scenario.
    pub hash: String,
    /// Checksum of the rules it was graded by.
    pub rules: String,
    /// Who it is; may be empty.
    pub trainee: String,
    /// When it began, as the caller tells it.
    pub began: String,
    /// When it was last added to, as the caller tells it.
    pub ended: String,
    /// Whether the end was reached.
    pub finished: bool,
    /// What was done, in order.
    pub steps: Vec<Step>,
    /// Credit by decision; of notes none.
    pub credits: BTreeMap<String, Option<Fraction>>,
    /// Mean credit.
    pub score: Fraction,
    /// Checksum of all this.
    checksum: String,
}

/// Why a text is no record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordError {
    /// It does not parse.
    Broken {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// It is something else.
    NotARecord,
    /// It was written by another version.
    OtherFormat {
        /// The version of its format.
        format: u64,
    },
}

/// What is to be said of a record that was graded again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordNote {
    /// It was changed after it was written.
    Edited,
    /// The scenario is not the one that was played.
    OtherScenario {
        /// Steps that the scenario no longer allows.
        dropped: usize,
    },
    /// The rules are not those that it was graded by.
    OtherRules,
    /// Grading it again gives another score.
    OtherScore {
        /// What it says.
        told: Fraction,
        /// What it is.
        found: Fraction,
    },
    /// The end was not reached.
    Unfinished,
    /// The questions of an exam are not those that its terms draw.
    OtherQuestions,
    /// During an exam the clock was put back.
    ClockSetBack {
        /// How often it was found so.
        times: u32,
    },
}

impl Record {
    /// A play as it stands. The times are the caller's.
    pub fn of(play: &Play<'_>, trainee: &str, began: &str, ended: &str) -> Self {
        let scenario = play.scenario();
        let credits = play.graded().iter();
        let mut record = Record {
            kind: KIND.to_owned(),
            format: FORMAT,
            scenario: scenario.id.clone(),
            title: scenario.title.clone(),
            hash: scenario.hash.clone(),
            rules: fingerprint(play.desk()),
            trainee: trainee.to_owned(),
            began: began.to_owned(),
            ended: ended.to_owned(),
            finished: play.is_finished(),
            steps: play.steps().to_vec(),
            credits: credits
                .map(|graded| (graded.decision.clone(), graded.credit))
                .collect(),
            score: play.score(),
            checksum: String::new(),
        };
        record.checksum = record.sum();
        record
    }

    /// Reads a record.
    ///
    /// # Errors
    /// What is wrong with the text and what to do.
    pub fn read(text: &str) -> Result<Self, RecordError> {
        Ok(file::read(text, KIND, FORMAT)?)
    }

    /// The record as a file.
    pub fn write(&self) -> String {
        file::write(self)
    }

    /// What tells whether it was changed after it was written.
    pub fn checksum(&self) -> &str {
        &self.checksum
    }

    /// Whether it was changed after it was written.
    pub fn is_edited(&self) -> bool {
        self.checksum != self.sum()
    }

    fn sum(&self) -> String {
        file::sum(&Record {
            checksum: String::new(),
            ..self.clone()
        })
    }

    /// Plays the steps again by the scenario as it is now. What no longer fits is left out and told; the record itself is not changed.
    pub fn grade<'s>(&self, scenario: &'s Scenario, desk: &'s Desk) -> (Play<'s>, Vec<RecordNote>) {
        let (play, dropped) = Play::resume(scenario, desk, &self.steps);
        let mut notes = Vec::new();
        if self.is_edited() {
            notes.push(RecordNote::Edited);
        }
        if self.hash != scenario.hash || !dropped.is_empty() {
            let dropped = dropped.len();
            notes.push(RecordNote::OtherScenario { dropped });
        }
        if self.rules != fingerprint(desk) {
            notes.push(RecordNote::OtherRules);
        }
        if self.score != play.score() {
            notes.push(RecordNote::OtherScore {
                told: self.score,
                found: play.score(),
            });
        }
        if !play.is_finished() {
            notes.push(RecordNote::Unfinished);
        }
        (play, notes)
    }
}

/// A checksum of everything that answers rest on: rows, numbers, time limits, duties.
pub fn fingerprint(desk: &Desk) -> String {
    let rulebook = desk.rulebook();
    let mut text = String::new();
    for (_, rule) in rulebook
        .rules()
        .filter(|(_, rule)| rule.holds_on(desk.day()))
    {
        text.push_str(&rule.id);
        for (fact, codes) in rule.conditions() {
            text.push_str(&format!(" {}={}", fact.code(), codes.join("|")));
        }
        text.push_str(&format!(" {:?}\n", rule.then));
    }
    for parameter in desk.parameters() {
        text.push_str(&format!("{} {}\n", parameter.grounds.id, parameter.value));
    }
    for limit in &rulebook.limits {
        text.push_str(&format!(
            "{} {} {:?} {:?}\n",
            limit.id, limit.amount, limit.unit, limit.counting
        ));
    }
    for duty in &rulebook.duties {
        text.push_str(&format!(
            "{} {:?} {:?}\n",
            duty.id(),
            duty.stage,
            duty.parts
        ));
    }
    checksum(&text)
}

impl From<file::Unread> for RecordError {
    fn from(unread: file::Unread) -> Self {
        match unread {
            file::Unread::Broken { line, column } => RecordError::Broken { line, column },
            file::Unread::Other => RecordError::NotARecord,
            file::Unread::OtherFormat { format } => RecordError::OtherFormat { format },
        }
    }
}

impl RecordError {
    /// What is wrong and what to do.
    pub fn message(&self, lang: Lang) -> String {
        let pick = |zh: String, en: String| if lang == Lang::Zh { zh } else { en };
        match self {
            RecordError::Broken { line, column } => pick(
                format!("成绩文件不完整或格式有误（第{line}行第{column}列）；请用备份，或向学员再要一份"),
                format!("the file is incomplete or broken (line {line}, column {column}); use a backup, or ask the trainee for it again"),
            ),
            RecordError::NotARecord => pick(
                "这不是实训成绩文件；请选 shizu train play 或实训页存下的文件".into(),
                "this is no record of training; choose a file kept by `shizu train play` or the training page".into(),
            ),
            RecordError::OtherFormat { format } => pick(
                format!("这份文件是另一版本（格式{format}）写的；请换用那个版本，或更新程序"),
                format!("the file was written by another version (format {format}); use that version, or update"),
            ),
        }
    }
}

impl RecordNote {
    /// Whether the record cannot be relied on as it stands.
    pub fn is_doubt(&self) -> bool {
        matches!(
            self,
            RecordNote::Edited | RecordNote::OtherScore { .. } | RecordNote::OtherQuestions
        )
    }

    /// What is to be said, and what to do.
    pub fn message(&self, lang: Lang) -> String {
        let pick = |zh: String, en: String| if lang == Lang::Zh { zh } else { en };
        match self {
            RecordNote::Edited => pick(
                "文件写成后被改过：校验值不符。以下是按其中的答案重新评的；请向学员再要原文件".into(),
                "the file was changed after it was written: its checksum is wrong. What follows was graded again from its answers; ask for the original".into(),
            ),
            RecordNote::OtherScenario { dropped: 0 } => pick(
                "情景后来改过，已按现在的情景重新评".into(),
                "the scenario has changed since; graded by what it is now".into(),
            ),
            RecordNote::OtherScenario { dropped } => pick(
                format!("情景后来改过，有{dropped}步已对不上，没有计入；原文件没有动"),
                format!("the scenario has changed since and {dropped} steps no longer fit; they are left out, the file is untouched"),
            ),
            RecordNote::OtherRules => pick(
                "规则库与作答时不同，已按现在的规则重新评".into(),
                "the rules are not those of then; graded by what they are now".into(),
            ),
            RecordNote::OtherScore { told, found } => pick(
                format!("文件里写的得分是{}%，重新评得{}%", told.percent(), found.percent()),
                format!("the file says {} %, graded again it is {} %", told.percent(), found.percent()),
            ),
            RecordNote::Unfinished => pick("还没有走完".into(), "not finished yet".into()),
            RecordNote::OtherQuestions => pick(
                "题目不是按所写的编号、题数和范围抽出来的；请向学员再要原文件".into(),
                "the questions are not those that its number, length and families draw; ask for the original".into(),
            ),
            RecordNote::ClockSetBack { times } => pick(
                format!("作答期间电脑时钟被拨回{times}次；已用时间没有减少"),
                format!("the clock was put back {times} times during the exam; the time used was not reduced"),
            ),
        }
    }
}
