//! What the store promises, on both engines.

mod backups;
mod groups;
mod migrations;
mod promises;
mod sealing;
