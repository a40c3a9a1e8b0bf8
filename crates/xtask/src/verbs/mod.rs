//! One module per verb.

pub mod bench;
pub mod build;
pub mod check_trunk;
pub mod native;
pub mod run;
pub mod soak;
pub mod test;
