//! The head of a scenario, read without the rulebook: for lists of many.

use shizu_rules::toml_file::{Node, TomlFile};
use shizu_rules::vocabulary::Term;
use shizu_rules::{LoadError, Text, What};
use toml::Spanned;

use super::Module;

/// What a list of scenarios shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// Stable id.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// What one learns from it.
    pub about: Text,
    /// The module it belongs to.
    pub module: Module,
    /// How many decisions all its scenes have.
    pub decisions: usize,
}

impl Outline {
    /// Reads the head of a scenario. Much that is wrong further down goes unseen: [`super::Scenario::read`] sees it.
    ///
    /// # Errors
    /// What is wrong with the head, each with its place.
    pub fn read(file: &str, text: &str) -> Result<Self, Vec<LoadError>> {
        let mut toml = TomlFile::new(file, text);
        match toml.read(head) {
            Some(outline) if toml.errors.is_empty() => Ok(outline),
            _ => Err(toml.errors),
        }
    }
}

fn head(file: &mut TomlFile<'_>, root: &Node<'_>) -> Option<Outline> {
    let id = root.required(file, "id").map(Spanned::into_inner);
    let (title, about) = (
        root.required_text(file, "title"),
        root.required_text(file, "about"),
    );
    let code = root.required(file, "module")?;
    let module = Module::from_code(code.get_ref());
    if module.is_none() {
        let valid: Vec<&str> = Module::VALUES.iter().map(|value| value.code).collect();
        file.unknown(What::Name, &code.span(), code.get_ref(), &valid);
    }
    let scenes = root.tables(file, "scene");
    let decisions = scenes
        .iter()
        .map(|scene| scene.tables(file, "decision").len());
    let decisions = decisions.sum();
    Some(Outline {
        id: id?,
        title: title?,
        about: about?,
        module: module?,
        decisions,
    })
}
