//! Files of results: told apart, kept as lines of text, graded again. Pure.

use shizu_rules::Lang;
use shizu_training::{ExamRecord, Progress, Record, RecordError, SetError, TrainingSet, checksum};

use crate::markup::t;

/// A file of a result that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The name of the file.
    pub file: String,
    /// What is in it.
    pub content: Content,
    /// Checksum of all that is in it: two files with the same are the same, an edited one is another.
    pub id: String,
}

/// What a file of a result holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A play of a scenario.
    Record(Record),
    /// An exam.
    Exam(Box<ExamRecord>),
}

/// What a file is that was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A result, or all results of one trainee.
    Sheets(Vec<Sheet>),
    /// A scenario, to grade by.
    Scenario(String),
    /// A set, with scenarios to grade by.
    Set(Box<TrainingSet>),
    /// Nothing of use: what is wrong and what to do.
    Nothing(String),
}

impl Sheet {
    /// A sheet with this content.
    pub fn new(file: &str, content: Content) -> Self {
        Sheet {
            file: file.to_owned(),
            id: checksum(&content.line()),
            content,
        }
    }

    /// Who it is of.
    pub fn trainee(&self) -> &str {
        match &self.content {
            Content::Record(record) => &record.trainee,
            Content::Exam(record) => &record.trainee,
        }
    }

    fn of(file: &str, text: &str) -> Result<Self, RecordError> {
        let record = Record::read(text).map(Content::Record);
        let content = match record {
            Err(RecordError::NotARecord) => {
                ExamRecord::read(text).map(|record| Content::Exam(Box::new(record)))?
            }
            record => record?,
        };
        Ok(Sheet::new(file, content))
    }
}

impl Content {
    /// All of it in one line.
    fn line(&self) -> String {
        let text = match self {
            Content::Record(record) => serde_json::to_string(record),
            Content::Exam(record) => serde_json::to_string(record),
        };
        text.unwrap_or_default()
    }
}

/// Tells what a file is.
pub fn tell(file: &str, text: &str, lang: Lang) -> Found {
    // What is wrong with a scenario is told when it is taken.
    if file.to_lowercase().ends_with(".toml") {
        return Found::Scenario(text.to_owned());
    }
    // What does not even begin like a file of results is not a damaged one.
    let begins = text.trim_start_matches('\u{feff}').trim_start();
    if !begins.starts_with('{') {
        return Found::Nothing(RecordError::NotARecord.message(lang));
    }
    match Sheet::of(file, text) {
        Ok(sheet) => return Found::Sheets(vec![sheet]),
        Err(RecordError::NotARecord) => {}
        Err(error) => return Found::Nothing(error.message(lang)),
    }
    match Progress::read(text) {
        Ok(progress) => {
            let records = progress.scenarios.into_iter().map(Content::Record);
            let exams = progress.exams.into_iter();
            let exams = exams.map(|exam| Content::Exam(Box::new(exam)));
            let sheets = records
                .chain(exams)
                .map(|content| Sheet::new(file, content));
            return Found::Sheets(sheets.collect());
        }
        Err(RecordError::NotARecord) => {}
        Err(error) => return Found::Nothing(error.message(lang)),
    }
    match TrainingSet::read(text) {
        Ok(set) => Found::Set(Box::new(set)),
        Err(SetError::NotASet) => Found::Nothing(RecordError::NotARecord.message(lang)),
        Err(error) => Found::Nothing(error.message(lang)),
    }
}

/// What is kept of all sheets: a line each, so that a line that is damaged takes no other with it.
pub fn kept(sheets: &[Sheet]) -> String {
    let lines: Vec<String> = sheets
        .iter()
        .map(|sheet| {
            format!(
                "{}\t{}\n",
                sheet.file.replace(['\t', '\n'], " "),
                sheet.content.line()
            )
        })
        .collect();
    lines.concat()
}

/// The sheets that were kept, and how many lines cannot be read.
pub fn from_kept(text: &str) -> (Vec<Sheet>, usize) {
    let mut bad = 0;
    let sheets = text.lines().filter_map(|line| {
        let sheet = line
            .split_once('\t')
            .and_then(|(file, text)| Sheet::of(file, text).ok());
        bad += usize::from(sheet.is_none());
        sheet
    });
    let sheets = sheets.collect();
    (sheets, bad)
}

/// What is to be said when there is no scenario to grade by.
pub fn no_scenario(id: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => {
            format!("没有情景“{id}”，还不能评分；请把它的情景文件（.toml）或任务单也拖进来")
        }
        Lang::En => format!(
            "there is no scenario `{id}` to grade by yet; drop its file (.toml) or the set here too"
        ),
    }
}

/// A word for a name that is not there.
pub fn nameless(lang: Lang) -> &'static str {
    t(lang, "（未写姓名）", "(no name)")
}

#[cfg(test)]
mod tests {
    use shizu_rules::{Lang, Rulebook};
    use shizu_training::{Desk, Play, Record, Scenario, SetDraft, TrainingSet};

    use super::{Content, Found, Sheet, from_kept, kept, tell};

    const TEXT: &str = include_str!("../write/template.toml");

    fn record(trainee: &str) -> Record {
        let rulebook = Rulebook::shipped().expect("the shipped rulebook is sound");
        let scenario = Scenario::read("own.toml", TEXT, &rulebook).expect("it can be read");
        let desk = Desk::new(&rulebook, scenario.day).expect("it compiles");
        let play = Play::of_engine(&scenario, &desk);
        Record::of(&play, trainee, "2026-03-02T09:00:00", "2026-03-02T10:00:00")
    }

    #[test]
    fn files_are_told_apart() {
        let told = |name: &str, text: &str| tell(name, text, Lang::Zh);
        let record = record("甲");
        assert!(matches!(told("a.json", &record.write()), Found::Sheets(all) if all.len() == 1));
        let set = TrainingSet::new(SetDraft::default(), "2026-03-02".parse().expect("a day"));
        assert!(matches!(told("set.json", &set.write()), Found::Set(_)));
        assert!(matches!(told("x.toml", "id"), Found::Scenario(_)));
        let newer = record.write().replace("\"format\": 1", "\"format\": 7");
        let words = |found| match found {
            Found::Nothing(words) => words,
            other => panic!("{other:?}"),
        };
        assert!(words(told("new.json", &newer)).contains("另一版本（格式7）"));
        assert!(words(told("cut.json", &record.write()[..200])).contains("行第"));
        assert!(words(told("rows.csv", "a,b\n1,2")).contains("不是实训成绩文件"));
        assert!(words(told("other.json", "{}")).contains("不是实训成绩文件"));
    }

    #[test]
    fn what_is_kept_is_read_back_and_damage_takes_one_line_only() {
        let sheets: Vec<Sheet> = ["甲", "乙\n丙"]
            .iter()
            .map(|name| Sheet::new(&format!("{name}.json"), Content::Record(record(name))))
            .collect();
        let text = kept(&sheets);
        let (read, bad) = from_kept(&text);
        assert_eq!(bad, 0);
        assert_eq!(read[0], sheets[0]);
        assert_eq!(read[1].content, sheets[1].content);
        let (read, bad) = from_kept(&text.replacen("\"kind\"", "\"kin\"", 1));
        assert_eq!((read.len(), bad), (1, 1));
    }
}
