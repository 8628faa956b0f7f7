//! Search: the same goods by Hindi, English and Roman-script Hindi, however they are spelt.
//!
//! Reads: `product`, `maker`, `craft`, `shelf`. Writes: `search_document`, `search_version`, which can be made again by
//! [`act::rebuild`], `search_synonym` ([`wordlist`]) and `search_miss` ([`misses`]).
//! Never: drops a matra. पेड़ा and पीड़ा are two words here, चूड़ी and चौड़ा too. Never: asks the database while it ranks.
//!
//! A word is kept in up to three ways, told apart by the first letter of its term:
//!
//! - as it is written (NFC, small letters): no sign in front;
//! - `=` how a Devanagari word is spelt, forgiving what people forgive: length of i and u, a dot under a letter, a nasal
//!   sign, a doubled letter. Breath and place stay, so घड़ा is not गड्ढा. Devanagari queries ask here;
//! - `~` how a word sounds in Latin letters, `^` how else it may be written. Latin queries ask here.
//!
//! A good's terms are made in the transaction that changes it and kept as one row; every process holds them all in memory
//! and reads the rows that are newer than what it holds.
//!
//! Start at [`find`]; the index is in [`index`], the letters are in [`sound`], the choice of terms in [`rules`].

pub mod act;
pub mod index;
pub mod misses;
mod misses_sql;
mod read;
pub mod rules;
pub mod sound;
pub(crate) mod sql;
pub mod suggest;
pub mod synonyms;
pub mod wordlist;
pub(crate) mod wordlist_sql;

pub use read::{Vocabulary, find};

/// Words of a query that are looked at; more are ignored.
pub const QUERY_WORDS_MOST: usize = 6;
/// Letters of a query that are looked at.
pub const QUERY_LETTERS_MOST: usize = 100;
