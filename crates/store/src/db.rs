//! The database: where it is, which engine runs it, and how to ask it.

use std::path::PathBuf;
use std::sync::Arc;

use kernel::Time;

use crate::postgres::{Server, Session};
use crate::seal::Keyring;
use crate::sqlite::Sqlite;
use crate::tx::Conn;
use crate::{Answer, Changes, Clock, DbError, MasterKey, Read, Tx, postgres};

/// Where the database is: `sqlite:path/to/file` or `postgres://user@host/name`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DbUrl {
    /// A file beside us.
    Sqlite(PathBuf),
    /// A server.
    Postgres(String),
}

impl std::str::FromStr for DbUrl {
    type Err = DbError;
    fn from_str(text: &str) -> Result<DbUrl, DbError> {
        match text.split_once(':') {
            Some(("sqlite", path)) => {
                let path = path.strip_prefix("//").unwrap_or(path);
                if path.is_empty() {
                    Err(DbError::Address(text.to_owned()))
                } else {
                    Ok(DbUrl::Sqlite(path.into()))
                }
            }
            Some(("postgres" | "postgresql", _)) => Ok(DbUrl::Postgres(text.to_owned())),
            _ => Err(DbError::Address(text.split('@').next_back().unwrap_or("").to_owned())),
        }
    }
}

/// Which engine runs; asked only by people and by tests, never by a feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// An embedded file.
    Sqlite,
    /// A server.
    Postgres,
}

/// The database of the mart. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Db {
    engine: Arc<Engines>,
    clock: Clock,
    changes: Changes,
    keyring: Option<Arc<Keyring>>,
}

#[derive(Debug)]
enum Engines {
    Sqlite(Sqlite),
    Postgres(Server),
}

impl Db {
    /// Opens the database without touching its schema; see [`Db::migrate`].
    ///
    /// # Errors
    /// [`DbError::Open`] if the file or server cannot be used.
    pub async fn open(url: &DbUrl, clock: Clock) -> Result<Db, DbError> {
        let engine = match url {
            DbUrl::Sqlite(path) => Engines::Sqlite(Sqlite::open(path)?),
            DbUrl::Postgres(url) => Engines::Postgres(postgres::open(url).await?),
        };
        Ok(Db { engine: Arc::new(engine), clock, changes: Changes::default(), keyring: None })
    }

    /// The same database with the key to what is sealed in it. Whether it is the right one, [`Db::migrate`] and
    /// [`Db::prove_key`] say.
    ///
    /// # Errors
    /// [`DbError`] if the key cannot be used.
    pub fn with_key(self, master: &MasterKey) -> Result<Db, DbError> {
        Ok(Db { keyring: Some(Keyring::of(master)?), ..self })
    }

    /// Another database under the same key and clock: a restored copy of this one.
    ///
    /// # Errors
    /// As [`Db::open`].
    pub async fn beside(&self, url: &DbUrl) -> Result<Db, DbError> {
        Ok(Db { keyring: self.keyring.clone(), ..Db::open(url, self.clock.clone()).await? })
    }

    pub(crate) fn keyring(&self) -> Option<&Keyring> {
        self.keyring.as_deref()
    }

    /// Which engine runs.
    pub fn engine(&self) -> Engine {
        match *self.engine {
            Engines::Sqlite(_) => Engine::Sqlite,
            Engines::Postgres(_) => Engine::Postgres,
        }
    }

    /// The file that whoever carries jobs of this database holds; none where they may be on other machines.
    pub(crate) fn carriers(&self) -> Option<PathBuf> {
        match &*self.engine {
            Engines::Sqlite(sqlite) => Some(sqlite.carriers()),
            Engines::Postgres(_) => None,
        }
    }

    /// The present moment on the mart's clock.
    pub fn now(&self) -> Time {
        self.clock.now()
    }

    /// The mart's clock.
    pub const fn clock(&self) -> &Clock {
        &self.clock
    }

    /// What is signalled after commits.
    pub const fn changes(&self) -> &Changes {
        &self.changes
    }

    /// A connection for questions. Hold it only as long as needed, and never ask for a second one meanwhile.
    ///
    /// # Errors
    /// [`DbError::Busy`] if none becomes free in time.
    pub fn read(&self) -> Answer<'_, Result<Read, DbError>> {
        Answer::comes(async {
            let conn = match &*self.engine {
                Engines::Sqlite(sqlite) => Conn::Reader(sqlite.reader().await?),
                Engines::Postgres(server) => Conn::Postgres(Box::new(Session::asking(server).await?)),
            };
            Ok(Read::new(conn, self.now(), self.keyring.clone()))
        })
    }

    /// A transaction that sees the database as it stands now and changes nothing, for checks over many tables.
    ///
    /// # Errors
    /// [`DbError`] if no connection is free.
    pub async fn snapshot(&self) -> Result<Tx, DbError> {
        let conn = match &*self.engine {
            Engines::Sqlite(sqlite) => {
                let reader = sqlite.reader().await?;
                reader.conn()?.execute_batch("begin").map_err(crate::sqlite::failed)?;
                Conn::Reader(reader)
            }
            Engines::Postgres(server) => {
                let begin = "begin isolation level repeatable read read only";
                Conn::Postgres(Box::new(Session::within(server, begin).await?))
            }
        };
        Ok(Tx::new(conn, self.now(), Changes::default(), self.keyring.clone()))
    }

    /// For a transaction of one statement that decides by its own condition, such as lending a job:
    /// `transaction!(db.alone(), tx => { … })`. Nothing read before is relied on, so on PostgreSQL it need not be
    /// serializable, and clashes with nobody who only stands near its row.
    pub const fn alone(&self) -> Alone<'_> {
        Alone(self)
    }

    /// Writes the database anew without the leavings of what was changed or removed, and empties the log beside it.
    /// On a server that is the server's own work.
    ///
    /// # Errors
    /// [`DbError`] if somebody else is at work in the file.
    pub async fn compact(&self) -> Result<(), DbError> {
        match &*self.engine {
            Engines::Sqlite(sqlite) => sqlite.compact().await,
            Engines::Postgres(_) => Ok(()),
        }
    }

    /// Begins a transaction; used by [`transaction!`](crate::transaction!).
    #[doc(hidden)]
    pub fn begin(&self) -> Answer<'_, Result<Tx, DbError>> {
        self.begin_with("begin isolation level serializable")
    }

    fn begin_with(&self, begin: &'static str) -> Answer<'_, Result<Tx, DbError>> {
        Answer::comes(async move {
            let conn = match &*self.engine {
                Engines::Sqlite(sqlite) => Conn::Lease(sqlite.lease().await?),
                Engines::Postgres(server) => Conn::Postgres(Box::new(Session::within(server, begin).await?)),
            };
            Ok(Tx::new(conn, self.now(), self.changes.clone(), self.keyring.clone()))
        })
    }
}

/// A database for transactions of one statement; see [`Db::alone`].
#[derive(Clone, Copy, Debug)]
pub struct Alone<'a>(&'a Db);

impl Alone<'_> {
    /// Begins a transaction; used by [`transaction!`](crate::transaction!).
    #[doc(hidden)]
    pub fn begin(&self) -> Answer<'_, Result<Tx, DbError>> {
        self.0.begin_with("begin isolation level read committed")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_its_engine() {
        assert_eq!("sqlite:mart.db".parse::<DbUrl>().ok(), Some(DbUrl::Sqlite("mart.db".into())));
        assert_eq!("sqlite:///srv/mart.db".parse::<DbUrl>().ok(), Some(DbUrl::Sqlite("/srv/mart.db".into())));
        assert!(matches!("postgres://mart@localhost/mart".parse(), Ok(DbUrl::Postgres(_))));
        assert!("mysql://x".parse::<DbUrl>().is_err() && "sqlite:".parse::<DbUrl>().is_err());
    }
}
