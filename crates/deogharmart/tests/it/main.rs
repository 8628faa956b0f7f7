//! The binary from outside: what it says and how it ends.

mod demo;
mod program;
mod refusals;
