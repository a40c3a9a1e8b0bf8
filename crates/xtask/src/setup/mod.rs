//! Making sure that what a verb needs is there: installed when that is possible, named when it is not.

pub mod node;
pub mod rust;
pub mod system;
