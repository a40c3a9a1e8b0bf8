//! Every claim of the crate on small random tables, against answers worked out by brute force from the rows as written.

mod compare;
mod cover;
mod decide;
mod explain;
mod model;
mod prove;
mod question;
mod tables;
