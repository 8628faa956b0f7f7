//! The binary from outside: what it says and how it ends.

mod demo;
mod importing;
mod launching;
mod program;
mod refusals;
mod restoring;
