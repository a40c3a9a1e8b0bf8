//! The door to training, for the pages 实训 and 教员; nothing else may reach it, so that the first load stays as small as it is.
//!
//! | Part | For |
//! |---|---|
//! | [`library`] | the shipped scenarios and those that the user opened, each read with the rules of its day |
//! | [`kept`] | what a trainee keeps in the browser: one key per thing, never written over unseen |
//! | [`learned`] | what a trainee knows, fed by lessons, drills and exams alike |
//! | [`question`] | a question and its grading, drawn; what is filled in |

pub mod kept;
pub mod learned;
pub mod library;
pub mod question;
