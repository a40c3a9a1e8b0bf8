//! Cutting the app's module into one that a visitor downloads first and others that are loaded when their page is opened.
//!
//! Where to cut is said in the app: each function of its module `pages::apart` opens a page, or a part of one, and becomes a chunk with everything that
//! only it leads to.
//! What several chunks need and the start does not is a chunk of its own, [`SHARED`]; what only the pages of a group need, another ([`GROUPS`]).
//!
//! What leads to what is known exactly: the linker leaves its relocations in the module (`--emit-relocs`), and they name every function and constant
//! that an instruction or a constant refers to ([`graph`]). The cut itself comes after wasm-bindgen and after lowering, because neither keeps
//! relocations, and before shrinking ([`cut`]); functions are found again by their names. All chunks use the memory, the table of functions and the
//! stack of the first module; constants and table entries that belong to a chunk are filled in when it is loaded, at the places they always had.

mod cut;
mod graph;
mod plan;
#[cfg(test)]
mod tests;

pub use cut::cut;
pub use graph::Graph;

/// The chunk of what several others need; it is loaded before any of them.
pub const SHARED: &str = "shared";

/// Pages that share what no other page needs: the name of the chunk of that, and the pages. It is loaded before them, after [`SHARED`] and after groups
/// that have all of its pages and more. What is needed by some pages of several groups is in the smallest that has them all; what two groups have in
/// common, if it is more than a page, has to be a group as well.
pub const GROUPS: &[Group] = &[
    // How indicators are scored, which is asked about in training as well.
    (
        "scoring",
        &[
            "class", "drills", "exam", "lessons", "player", "record", "score", "teach", "train",
        ],
    ),
    // Questions, their grading, and what is kept of it.
    (
        "training",
        &[
            "class", "drills", "exam", "lessons", "player", "record", "teach", "train",
        ],
    ),
    // Scenarios: read, checked, played.
    ("plays", &["class", "lessons", "player", "teach"]),
    // Drills and exams.
    ("exercises", &["class", "drills", "exam", "record"]),
];

/// A chunk of a group, and the pages of the group.
pub type Group = (&'static str, &'static [&'static str]);
