//! What the market promises, told in stories, on both engines.

mod town;

mod purchase;
mod statements;
mod verify;
