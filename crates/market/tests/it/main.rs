//! What the market promises, told in stories, on both engines.

mod town;

mod paying;
mod placing;
mod purchase;
mod statements;
mod verify;
