//! Being built.

pub mod page;
pub mod parts;
pub mod text;
pub mod views;
