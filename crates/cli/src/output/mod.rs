//! How answers look.

pub mod data;
pub mod route;
pub mod table;
