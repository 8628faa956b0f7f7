//! Papers people print: bills, slips, statements and notes, in Hindi and English, shaped right and small.
//!
//! Reads: what `market` answers, and four fonts compiled in. Never: the database, a file, a clock, the network. What a paper
//! says follows from frozen facts alone: the same facts are the same bytes each time.
//!
//! What a good shares with a link to it is set here too, as a drawing: [`share_drawing`].
//!
//! Start at [`bill`], which makes a [`Paper`] of a bill, or at [`slip`], [`statement`] and [`review_note`]; [`render`] makes pages of papers.

mod bill;
pub mod code128;
mod export;
mod money;
mod paper;
mod post;
mod press;
mod proforma;
mod review;
mod share;
mod trial;
mod words;

pub use bill::{Copy, bill, title};
pub use export::export_papers;
pub use money::{happened, slip, statement};
pub use paper::{Block, Cell, Column, Moment, Paper, Row, RowKind, Sheet, Side, Table, Width};
pub use post::{StickerSheet, manifest, packing_slip, round, runner_list, sticker};
pub use press::{NoPaper, render};
pub use proforma::proforma;
pub use review::{Say, Spoken, review_note};
pub use share::share_drawing;
pub use trial::{account, trial};
