//! Reading and writing: [`Read`] asks, [`Tx`] asks and changes. Only a `Tx` can change anything.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::time::Duration;

use kernel::ids::Id;
use kernel::{Cell, Time};

use crate::changes::{Changes, Signals};
use crate::seal::{Keyring, OfTx};
use crate::{Answer, DbError, FromRow, Row, Sql, chance, postgres, sqlite};

/// How often a transaction is begun again because others were faster.
const ATTEMPTS_MOST: u32 = 40;
/// How often a transaction looks again after a constraint refused it, before the refusal is believed.
const LOOKS_AFTER_CLASH: u32 = 3;

/// A connection that can ask.
#[derive(Debug)]
pub struct Read {
    pub(crate) conn: Conn,
    now: Time,
    pub(crate) keyring: Option<Arc<Keyring>>,
    /// Keys this transaction has made or destroyed.
    pub(crate) of_tx: OfTx,
    /// A statement failed because others were faster; the whole transaction must be run again.
    outrun: bool,
    /// A constraint refused a row. On PostgreSQL that may mean that another transaction has just written the same row,
    /// which a second look will see.
    clashed: bool,
}

#[derive(Debug)]
pub(crate) enum Conn {
    Reader(sqlite::Reader),
    Lease(sqlite::Lease),
    Postgres(Box<postgres::Session>),
    /// The transaction has ended.
    Gone,
}

impl Read {
    pub(crate) fn new(conn: Conn, now: Time, keyring: Option<Arc<Keyring>>) -> Read {
        Read { conn, now, keyring, of_tx: OfTx::default(), outrun: false, clashed: false }
    }

    /// The moment this request or transaction began.
    pub const fn now(&self) -> Time {
        self.now
    }

    /// All rows of an answer; the statement bounds their number.
    ///
    /// # Errors
    /// [`DbError`] if the statement fails or a row is not what `T` expects.
    pub async fn rows<T: FromRow>(&mut self, sql: Sql, values: Vec<Cell>) -> Result<Vec<T>, DbError> {
        let rows = self.raw(sql, values).await?;
        rows.into_iter().map(|row| T::from_row(row).map_err(DbError::from)).collect()
    }

    /// The first row of an answer, if there is one.
    ///
    /// # Errors
    /// As [`Read::rows`].
    pub async fn row<T: FromRow>(&mut self, sql: Sql, values: Vec<Cell>) -> Result<Option<T>, DbError> {
        let row = self.raw(sql, values).await?.into_iter().next();
        row.map(|row| T::from_row(row).map_err(DbError::from)).transpose()
    }

    /// The only row of an answer that always has one, such as a count.
    ///
    /// # Errors
    /// As [`Read::rows`]; also if there is no row.
    pub async fn one<T: FromRow>(&mut self, sql: Sql, values: Vec<Cell>) -> Result<T, DbError> {
        let row = self.row(sql, values).await?;
        row.ok_or_else(|| DbError::Failed(format!("{} answers no row", sql.place())))
    }

    fn raw(&mut self, sql: Sql, values: Vec<Cell>) -> Answer<'_, Result<Vec<Row>, DbError>> {
        let answer = match &mut self.conn {
            Conn::Reader(reader) => reader.conn().and_then(|conn| sqlite::rows(conn, sql, &values)),
            Conn::Lease(lease) => lease.conn().and_then(|conn| sqlite::rows(conn, sql, &values)),
            Conn::Postgres(_) => return Answer::comes(self.raw_of_server(sql, values)),
            Conn::Gone => Err(gone()),
        };
        Answer::here(self.noticed(answer))
    }

    async fn raw_of_server(&mut self, sql: Sql, values: Vec<Cell>) -> Result<Vec<Row>, DbError> {
        let answer = self.session()?.rows(sql, &values).await;
        self.noticed(answer)
    }

    fn session(&mut self) -> Result<&mut postgres::Session, DbError> {
        match &mut self.conn {
            Conn::Postgres(session) => Ok(session),
            Conn::Reader(_) | Conn::Lease(_) | Conn::Gone => Err(gone()),
        }
    }

    fn noticed<T>(&mut self, answer: Result<T, DbError>) -> Result<T, DbError> {
        self.outrun |= matches!(answer, Err(DbError::Busy));
        self.clashed |= matches!(answer, Err(DbError::Refused(_))) && matches!(self.conn, Conn::Postgres(..));
        answer
    }
}

/// A transaction. It ends with [`transaction!`](crate::transaction!); dropped before, it changes nothing.
#[derive(Debug)]
pub struct Tx {
    read: Read,
    changes: Changes,
    signals: Signals,
}

impl Deref for Tx {
    type Target = Read;
    fn deref(&self) -> &Read {
        &self.read
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Read {
        &mut self.read
    }
}

/// What follows an attempt at a transaction.
#[derive(Debug)]
pub enum Next<T> {
    /// It has ended, well or badly.
    Done(T),
    /// Others changed the same rows: begin again.
    Again,
}

/// Counts the attempts of one transaction.
#[derive(Debug, Default)]
pub struct Attempts(u32);

impl Tx {
    pub(crate) fn new(conn: Conn, now: Time, changes: Changes, keyring: Option<Arc<Keyring>>) -> Tx {
        Tx { read: Read::new(conn, now, keyring), changes, signals: Signals::default() }
    }

    /// A new id for a row of this transaction.
    pub fn new_id<T: Id>(&self) -> T {
        chance::id(self.now())
    }

    /// Changes rows and answers how many, so that a condition in the statement can decide.
    ///
    /// # Errors
    /// [`DbError`] if the statement fails or a constraint refuses it.
    pub fn exec(&mut self, sql: Sql, values: Vec<Cell>) -> Answer<'_, Result<u64, DbError>> {
        let answer = match &mut self.read.conn {
            Conn::Lease(lease) => lease.conn().and_then(|conn| sqlite::exec(conn, sql, &values)),
            Conn::Postgres(_) => return Answer::comes(self.exec_on_server(sql, values)),
            Conn::Reader(_) | Conn::Gone => Err(gone()),
        };
        Answer::here(self.read.noticed(answer))
    }

    async fn exec_on_server(&mut self, sql: Sql, values: Vec<Cell>) -> Result<u64, DbError> {
        let answer = self.read.session()?.exec(sql, &values).await;
        self.read.noticed(answer)
    }

    /// Runs several statements without waiting for each in turn; answers how many rows each changed.
    ///
    /// # Errors
    /// As [`Tx::exec`].
    pub fn exec_all(&mut self, batch: Vec<(Sql, Vec<Cell>)>) -> Answer<'_, Result<Vec<u64>, DbError>> {
        let answer = match &mut self.read.conn {
            Conn::Lease(lease) => lease
                .conn()
                .and_then(|conn| batch.iter().map(|(sql, values)| sqlite::exec(conn, sql, values)).collect()),
            Conn::Postgres(_) => return Answer::comes(self.exec_all_on_server(batch)),
            Conn::Reader(_) | Conn::Gone => Err(gone()),
        };
        Answer::here(self.read.noticed(answer))
    }

    async fn exec_all_on_server(&mut self, batch: Vec<(Sql, Vec<Cell>)>) -> Result<Vec<u64>, DbError> {
        let answer = self.read.session()?.exec_all(batch).await;
        self.read.noticed(answer)
    }

    /// Writes a row whose number nobody asks for. On PostgreSQL it travels with the next question or the commit,
    /// so its failure may only show there; either way the whole transaction fails.
    ///
    /// # Errors
    /// As [`Tx::exec`].
    pub fn put(&mut self, sql: Sql, values: Vec<Cell>) -> Answer<'_, Result<(), DbError>> {
        Answer::here(match &mut self.read.conn {
            Conn::Lease(lease) => lease.conn().and_then(|conn| sqlite::exec(conn, sql, &values)).map(drop),
            Conn::Postgres(session) => {
                session.put(sql, values);
                Ok(())
            }
            Conn::Reader(_) | Conn::Gone => Err(gone()),
        })
    }

    /// Remembers that goods, prices, makers or stock change with this transaction: cached pages are dropped at commit.
    pub fn catalogue_changed(&mut self) {
        self.signals.catalogue = true;
    }

    pub(crate) fn job_waits(&mut self) {
        self.signals.jobs = true;
    }

    pub(crate) fn job_ended(&mut self) {
        self.signals.done = true;
    }

    /// Commits a good result and rolls a bad one back; used by [`transaction!`](crate::transaction!).
    #[doc(hidden)]
    pub async fn finish<T, E>(self, result: Result<T, E>, attempts: &mut Attempts) -> Next<Result<T, E>>
    where
        E: From<DbError>,
    {
        let wanted = if result.is_ok() { Wanted::Kept } else { Wanted::Undone };
        match self.end(wanted, attempts).await {
            Next::Done(ended) => Next::Done(result.and_then(|value| ended.map(|()| value).map_err(E::from))),
            Next::Again => Next::Again,
        }
    }

    fn end(self, wanted: Wanted, attempts: &mut Attempts) -> Answer<'_, Next<Result<(), DbError>>> {
        Answer::comes(self.ending(wanted, attempts))
    }

    async fn ending(mut self, wanted: Wanted, attempts: &mut Attempts) -> Next<Result<(), DbError>> {
        #[cfg(feature = "testing")]
        if matches!(wanted, Wanted::Kept) && attempts.0 == 0 && crate::testing::everybody_is_outrun() {
            return self.outruns(attempts).await;
        }
        let mut outrun = self.read.outrun || (self.read.clashed && attempts.0 < LOOKS_AFTER_CLASH);
        let kept = match (wanted, std::mem::replace(&mut self.read.conn, Conn::Gone)) {
            (_, Conn::Reader(_) | Conn::Gone) => Err(gone()),
            (Wanted::Kept, Conn::Lease(lease)) => {
                let kept = lease.keep().await;
                // Others of the group may have seen keys that never came to be.
                if let (Err(_), Some(keyring)) = (&kept, &self.read.keyring) {
                    keyring.cache().forget_all();
                }
                outrun |= matches!(kept, Err(DbError::Busy));
                kept
            }
            (Wanted::Kept, Conn::Postgres(session)) => {
                let committed = session.commit().await;
                let clashed = matches!(committed, Err(DbError::Refused(_))) && attempts.0 < LOOKS_AFTER_CLASH;
                outrun = matches!(committed, Err(DbError::Busy)) || clashed;
                committed
            }
            (Wanted::Undone, Conn::Lease(_)) => Err(undone()),
            (Wanted::Undone, Conn::Postgres(session)) => {
                session.roll_back().await;
                Err(undone())
            }
        };
        if kept.is_ok() {
            self.changes.send(self.signals);
            if let Some(keyring) = &self.read.keyring {
                std::mem::take(&mut self.read.of_tx).settle(keyring);
            }
        } else if outrun && attempts.0 < ATTEMPTS_MOST {
            attempts.0 += 1;
            tokio::time::sleep(attempts.pause()).await;
            return Next::Again;
        }
        Next::Done(kept)
    }
}

#[cfg(feature = "testing")]
impl Tx {
    /// As if somebody had been faster: nothing is kept, and it begins again.
    async fn outruns(mut self, attempts: &mut Attempts) -> Next<Result<(), DbError>> {
        match std::mem::replace(&mut self.read.conn, Conn::Gone) {
            Conn::Postgres(session) => session.roll_back().await,
            Conn::Lease(lease) => drop(lease),
            Conn::Reader(_) | Conn::Gone => {}
        }
        attempts.0 += 1;
        Next::Again
    }
}

/// What is to become of a transaction.
#[derive(Clone, Copy)]
enum Wanted {
    Kept,
    Undone,
}

impl Attempts {
    /// Longer with each attempt, and never the same for two that collided.
    fn pause(&self) -> Duration {
        let most = 1_u64 << self.0.min(6);
        Duration::from_micros(200 + u64::from(chance::bytes::<1>()[0]) * most * 8)
    }
}

/// A PostgreSQL transaction that is dropped half-way must not go back to the pool with its changes.
impl Drop for Tx {
    fn drop(&mut self) {
        if let Conn::Postgres(session) = std::mem::replace(&mut self.read.conn, Conn::Gone) {
            session.forget();
        }
    }
}

/// Nobody hears of it: the block has its own reason.
fn undone() -> DbError {
    DbError::Failed("the transaction was undone".to_owned())
}

fn gone() -> DbError {
    DbError::Failed("the transaction has ended".to_owned())
}

/// Runs a block as one transaction: all of it or nothing, acknowledged only after it is on disk.
///
/// `transaction!(db, tx => { … Ok(value) })` answers the block's `Result`. The block may run more than once when
/// others change the same rows, so it does nothing that cannot be undone: no call outside, only rows and outbox
/// messages. `return` inside the block ends the block: `return Err(…)` undoes it, `return Ok(…)` commits it.
#[macro_export]
macro_rules! transaction {
    ($db:expr, $tx:ident => $body:block) => {{
        let mut attempts = $crate::Attempts::default();
        loop {
            let mut begun = match $db.begin().await {
                Ok(begun) => begun,
                Err(cause) => break Err(cause.into()),
            };
            let $tx = &mut begun;
            let result = async { $body }.await;
            match begun.finish(result, &mut attempts).await {
                $crate::Next::Done(result) => break result,
                $crate::Next::Again => {}
            }
        }
    }};
}
