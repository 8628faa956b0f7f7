//! What the store promises, on both engines.

mod groups;
mod migrations;
mod promises;
mod sealing;
