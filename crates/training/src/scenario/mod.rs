//! A scenario as it is written: scenes, facts that become known, decisions, branches. The format is described in `docs/scenarios.md`.

mod outline;
mod read;
mod reading;
mod scene;

use chrono::NaiveDate;
use shizu_rules::vocabulary::Organ;
use shizu_rules::{FactKey, LoadError, MatterFacts, Place, Rulebook, Text};

use crate::ask::Question;
pub use outline::Outline;
pub(crate) use reading::{Lines, Reading};

shizu_rules::terms! {
    /// The module of training that a scenario belongs to, LS09 and LS48.
    Module {
        Theory "theory" "理论" "theory",
        Business "business" "业务" "business",
        Practice "practice" "实战" "practice",
    }
}

/// A scenario. Everybody and everything in it is invented.
#[derive(Debug)]
pub struct Scenario {
    /// The file it was read from.
    pub file: String,
    /// Stable id.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// What one learns from it.
    pub about: Text,
    /// The module it belongs to.
    pub module: Module,
    /// The day whose rules apply.
    pub day: NaiveDate,
    /// Checksum of the text it was read from.
    pub hash: String,
    /// Who appears.
    pub characters: Vec<Character>,
    /// What can be read.
    pub documents: Vec<Document>,
    /// What is decided about.
    pub matters: Vec<Matter>,
    /// The scenes; play begins with the first.
    pub scenes: Vec<Scene>,
    /// What to take home, shown at the end.
    pub debrief: Text,
}

/// Somebody who appears.
#[derive(Clone, Debug)]
pub struct Character {
    /// Stable id within the scenario.
    pub id: String,
    /// An invented name.
    pub name: Text,
    /// Who that is.
    pub role: Text,
    /// The organ they work in, if any.
    pub organ: Option<Organ>,
}

/// Something to be read.
#[derive(Clone, Debug)]
pub struct Document {
    /// Stable id within the scenario.
    pub id: String,
    /// Its heading.
    pub title: Text,
    /// Its text; an empty line begins a new paragraph.
    pub body: Text,
    /// Ids in the catalogue that it rests on.
    pub cites: Vec<String>,
}

/// Something that is decided about.
#[derive(Clone, Debug)]
pub struct Matter {
    /// Stable id within the scenario.
    pub id: String,
    /// Where it stands in the file.
    pub place: Place,
    /// Its name.
    pub title: Text,
    /// What is known of it from the beginning.
    pub facts: MatterFacts,
    /// The day it was received or began.
    pub received: Option<NaiveDate>,
}

/// A scene: what happens, what becomes known, what is to be decided, where it goes on.
#[derive(Debug)]
pub struct Scene {
    /// Stable id within the scenario.
    pub id: String,
    /// Where it stands in the file.
    pub place: Place,
    /// Its heading.
    pub title: Text,
    /// What happens; an empty line begins a new paragraph.
    pub text: Text,
    /// Ids of the characters who appear.
    pub who: Vec<String>,
    /// Ids of the documents that are on the table.
    pub documents: Vec<String>,
    /// What becomes known before anything is decided.
    pub learn: Vec<Learn>,
    /// What is to be decided, in order.
    pub decisions: Vec<Decision>,
    /// Where it goes on when something was chosen or scored; the first that applies.
    pub branches: Vec<Branch>,
    /// Where it goes on otherwise; `None` at an end.
    pub next: Option<String>,
    /// Whether it is an end.
    pub end: bool,
    /// Ids in the catalogue that the scene rests on.
    pub cites: Vec<String>,
}

/// A fact that becomes known.
#[derive(Clone, Debug)]
pub struct Learn {
    /// Index of the matter in [`Scenario::matters`].
    pub matter: usize,
    /// The fact.
    pub fact: FactKey,
    /// Position in [`FactKey::values`]; `None` takes back what was believed.
    pub value: Option<usize>,
}

/// Something to be decided.
#[derive(Debug)]
pub struct Decision {
    /// Stable id within the scenario.
    pub id: String,
    /// Where it stands in the file.
    pub place: Place,
    /// What is asked, in the words of the scene.
    pub prompt: Text,
    /// Help, one after the other.
    pub hints: Vec<Text>,
    /// What the scene answers; the first that applies.
    pub consequences: Vec<Consequence>,
    /// Whether the file says which choices are shown.
    pub(crate) is_narrowed: bool,
    /// The question.
    pub(crate) question: Box<dyn Question>,
}

/// What the scene answers to a choice.
#[derive(Clone, Debug)]
pub struct Consequence {
    /// When.
    pub when: Condition,
    /// What happens.
    pub text: Text,
}

/// A way on.
#[derive(Clone, Debug)]
pub struct Branch {
    /// Where it stands in the file.
    pub place: Place,
    /// When.
    pub when: Condition,
    /// Id of the decision that it looks at; the whole play so far when absent.
    pub decision: Option<String>,
    /// Id of the scene.
    pub to: String,
}

/// What must hold of an answer, or of the score so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Condition {
    /// This code was chosen.
    pub chose: Option<String>,
    /// The credit is below so many per cent.
    pub below: Option<u32>,
    /// The credit is at least so many per cent.
    pub at_least: Option<u32>,
}

impl Scenario {
    /// Reads a scenario.
    ///
    /// # Errors
    /// Everything that is wrong with the file, each with its place and what to do.
    pub fn read(file: &str, text: &str, rulebook: &Rulebook) -> Result<Self, Vec<LoadError>> {
        read::scenario(file, text, rulebook)
    }

    /// The scene with this id.
    pub fn scene(&self, id: &str) -> Option<&Scene> {
        self.scenes.iter().find(|scene| scene.id == id)
    }

    /// The decision with this id, and its scene.
    pub fn decision(&self, id: &str) -> Option<(&Scene, &Decision)> {
        self.scenes.iter().find_map(|scene| {
            let decision = scene.decisions.iter().find(|decision| decision.id == id);
            Some((scene, decision?))
        })
    }

    /// Every decision, in the order of the file.
    pub fn decisions(&self) -> impl Iterator<Item = &Decision> {
        self.scenes.iter().flat_map(|scene| &scene.decisions)
    }
}
