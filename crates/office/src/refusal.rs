use shizu_formats::{Issue, Lang};

/// Why something could not be done: what is wrong and what to do, in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// A stable word for the kind of refusal, such as `wrong_passphrase`.
    pub code: String,
    /// The words in Chinese and in English.
    pub says: [String; 2],
}

impl Refusal {
    /// A refusal in words.
    pub fn new(code: &str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            says: [zh.into(), en.into()],
        }
    }

    /// What is wrong and what to do.
    pub fn message(&self, lang: Lang) -> &str {
        let [zh, en] = &self.says;
        lang.pick(zh, en)
    }
}

impl From<Issue> for Refusal {
    fn from(issue: Issue) -> Self {
        let [zh, en] = [Lang::Zh, Lang::En].map(|lang| issue.message(lang));
        Self::new(issue.code(), zh, en)
    }
}

/// So that who reads a file has to do with one kind of trouble.
impl From<Refusal> for Issue {
    fn from(refusal: Refusal) -> Self {
        Self::told(refusal.says)
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.message(Lang::En))
    }
}

impl std::error::Error for Refusal {}
