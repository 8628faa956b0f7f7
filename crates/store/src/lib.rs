//! The store: one set of tables over SQLite or PostgreSQL, and what every feature needs beside its own rows.
//!
//! Reads and writes: whatever a feature's `sql.rs` asks, and its own tables: `schema_migration`, `job`,
//! `session`, `idempotency_key`, `person_key`, `master_key`.
//! Never: knows what a maker or an order is. Nothing above this room knows which engine runs.
//!
//! Start at [`Db`] and [`transaction!`]; a statement is written with [`sql!`], its answer read as a [`FromRow`].

pub mod backup;
pub mod blobs;
pub mod chance;
pub mod clock;
pub mod jobs;
pub mod keys;
pub mod seal;
pub mod sessions;

#[cfg(feature = "testing")]
pub mod plans;
#[cfg(feature = "testing")]
pub mod testing;

mod answer;
mod changes;
mod db;
mod error;
mod migrate;
mod postgres;
mod row;
mod sql;
mod sqlite;
mod statement;
mod tx;

pub use answer::Answer;
pub use changes::Changes;
pub use clock::Clock;
pub use db::{Alone, Db, DbUrl, Engine};
pub use error::DbError;
pub use migrate::{Migration, Progress, Step};
pub use row::{FromRow, Row};
pub use seal::{Finder, MasterKey, Personal, Sealed, Spot};
pub use statement::{STATEMENTS, Sql, Statement};
pub use tx::{Attempts, Next, Read, Tx};

#[doc(hidden)]
pub use linkme;
