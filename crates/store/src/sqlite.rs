//! SQLite: several readers, one writer with group commit.
//!
//! Waiting transactions run one after another, each in a savepoint of one outer transaction, and are acknowledged
//! together after its single commit has reached the disk (`synchronous=FULL`). A failing one is rolled back alone.
//! Statements run where they are called: they take microseconds; only the commit, which waits for the disk, has a
//! thread of its own.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use kernel::Cell;
use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags, ToSql};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot};

use crate::{DbError, Row, Sql};

/// Connections that only read.
const READERS: usize = 4;
/// Transactions acknowledged by one commit at most.
const GROUP_MOST: usize = 128;
/// Longest time a group stays open for further transactions.
const GROUP_LONGEST: Duration = Duration::from_millis(20);
/// Statements each connection keeps prepared.
const PREPARED_MOST: usize = 400;

/// An open SQLite database.
#[derive(Debug)]
pub(crate) struct Sqlite {
    readers: Arc<Mutex<Vec<Connection>>>,
    free: Arc<Semaphore>,
    writer: mpsc::Sender<Asks>,
    path: PathBuf,
}

/// Somebody waits for the writing connection.
type Asks = oneshot::Sender<Result<Lease, DbError>>;

/// A reading connection, given back when dropped.
#[derive(Debug)]
pub(crate) struct Reader {
    conn: Option<Connection>,
    home: Arc<Mutex<Vec<Connection>>>,
    _permit: OwnedSemaphorePermit,
}

/// The writing connection inside a savepoint, given back when dropped.
#[derive(Debug)]
pub(crate) struct Lease {
    conn: Option<Connection>,
    back: Option<oneshot::Sender<Returned>>,
}

/// The writing connection on its way back.
#[derive(Debug)]
struct Returned {
    conn: Connection,
    /// Where to say that the change is on disk; `None` if it is to be undone.
    acknowledge: Option<oneshot::Sender<Result<(), DbError>>>,
}

/// What a connection is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// Questions.
    Reads,
    /// Changes too.
    Writes,
}

impl Sqlite {
    /// Opens or creates the file and starts the writer.
    pub(crate) fn open(path: &Path) -> Result<Sqlite, DbError> {
        let writer = connect(path, Access::Writes)?;
        let readers = (0..READERS).map(|_| connect(path, Access::Reads)).collect::<Result<Vec<_>, _>>()?;
        let (sender, requests) = mpsc::channel(1_024);
        tokio::spawn(write_in_groups(writer, requests));
        Ok(Sqlite {
            readers: Arc::new(Mutex::new(readers)),
            free: Arc::new(Semaphore::new(READERS)),
            writer: sender,
            path: path.to_owned(),
        })
    }

    pub(crate) async fn reader(&self) -> Result<Reader, DbError> {
        let permit = Arc::clone(&self.free).acquire_owned().await.map_err(|_| DbError::Busy)?;
        let conn = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        Ok(Reader {
            conn: Some(conn.ok_or(DbError::Busy)?),
            home: Arc::clone(&self.readers),
            _permit: permit,
        })
    }

    /// The file beside it that whoever carries jobs holds.
    pub(crate) fn carriers(&self) -> PathBuf {
        let mut name = self.path.clone().into_os_string();
        name.push("-carriers");
        name.into()
    }

    /// Over a connection of its own: the writer's is inside a transaction whenever somebody has it.
    pub(crate) async fn compact(&self) -> Result<(), DbError> {
        let path = self.path.clone();
        let compacting = tokio::task::spawn_blocking(move || {
            let conn = connect(&path, Access::Writes)?;
            conn.execute_batch("vacuum; pragma wal_checkpoint(truncate);").map_err(failed)
        });
        compacting.await.map_err(|_| closed())?
    }

    pub(crate) async fn lease(&self) -> Result<Lease, DbError> {
        let (give, take) = oneshot::channel();
        self.writer.send(give).await.map_err(|_| closed())?;
        take.await.map_err(|_| closed())?
    }
}

impl Reader {
    pub(crate) fn conn(&self) -> Result<&Connection, DbError> {
        self.conn.as_ref().ok_or_else(closed)
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        if let Some(conn) = self.conn.take() {
            if !conn.is_autocommit() {
                let _ = conn.execute_batch("rollback");
            }
            self.home.lock().unwrap_or_else(PoisonError::into_inner).push(conn);
        }
    }
}

impl Lease {
    pub(crate) fn conn(&self) -> Result<&Connection, DbError> {
        self.conn.as_ref().ok_or_else(closed)
    }

    /// Ends the transaction well and waits until it is on disk.
    pub(crate) async fn keep(mut self) -> Result<(), DbError> {
        let (acknowledge, on_disk) = oneshot::channel();
        self.give_back(Some(acknowledge));
        on_disk.await.map_err(|_| closed())?
    }

    fn give_back(&mut self, acknowledge: Option<oneshot::Sender<Result<(), DbError>>>) {
        if let (Some(conn), Some(back)) = (self.conn.take(), self.back.take()) {
            let _ = back.send(Returned { conn, acknowledge });
        }
    }
}

/// A transaction that is dropped, by an error or because its caller went away, is undone.
impl Drop for Lease {
    fn drop(&mut self) {
        self.give_back(None);
    }
}

/// The writer's life: open a group, serve whoever waits, commit, acknowledge, again.
async fn write_in_groups(mut conn: Connection, mut requests: mpsc::Receiver<Asks>) {
    while let Some(first) = requests.recv().await {
        let mut kept = Vec::new();
        let (opened, mut is_undone) = (Instant::now(), false);
        if let Err(cause) = conn.execute_batch("begin immediate").map_err(failed) {
            let _ = first.send(Err(cause));
            continue;
        }
        let mut waiting = Some(first);
        while let Some(request) = waiting.take() {
            conn = match serve(conn, request).await {
                Ok((conn, acknowledge)) => {
                    kept.extend(acknowledge);
                    conn
                }
                Err(()) => return,
            };
            if conn.is_autocommit() {
                // A full or failing disk: SQLite has undone the whole group. Who was in it may try again in the next.
                is_undone = true;
            } else if kept.len() < GROUP_MOST && opened.elapsed() < GROUP_LONGEST {
                waiting = requests.try_recv().ok();
            }
        }
        let result = if is_undone {
            Err(DbError::Busy)
        } else {
            let (back, result) = match commit(conn).await {
                Ok(done) => done,
                Err(()) => return,
            };
            conn = back;
            result
        };
        for acknowledge in kept {
            let _ = acknowledge.send(result.clone());
        }
    }
}

/// Lends the connection to one transaction inside a savepoint. `Err` if the connection never came back.
async fn serve(
    conn: Connection,
    request: Asks,
) -> Result<(Connection, Option<oneshot::Sender<Result<(), DbError>>>), ()> {
    if let Err(cause) = conn.execute_batch("savepoint one").map_err(failed) {
        let _ = request.send(Err(cause));
        return Ok((conn, None));
    }
    let (back, returned) = oneshot::channel();
    if let Err(Ok(mut lease)) = request.send(Ok(Lease { conn: Some(conn), back: Some(back) })) {
        lease.give_back(None);
    }
    let Returned { conn, acknowledge } = returned.await.map_err(|_| ())?;
    let closing = if acknowledge.is_some() { "release one" } else { "rollback to one; release one" };
    match (conn.execute_batch(closing).map_err(failed), acknowledge) {
        (Err(cause), Some(tell)) => {
            let _ = conn.execute_batch("rollback to one; release one");
            let _ = tell.send(Err(cause));
            Ok((conn, None))
        }
        (_, acknowledge) => Ok((conn, acknowledge)),
    }
}

/// Commits where waiting for the disk holds up nobody. `Err` if the runtime is going down.
async fn commit(conn: Connection) -> Result<(Connection, Result<(), DbError>), ()> {
    let committing = tokio::task::spawn_blocking(move || {
        let result = conn.execute_batch("commit").map_err(failed);
        if !conn.is_autocommit() {
            let _ = conn.execute_batch("rollback");
        }
        (conn, result)
    });
    committing.await.map_err(|_| ())
}

/// Opens one connection. A reader cannot write, whatever statement it is given.
pub(crate) fn connect(path: &Path, access: Access) -> Result<Connection, DbError> {
    let flags = match access {
        Access::Writes => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
        Access::Reads => OpenFlags::SQLITE_OPEN_READ_WRITE,
    };
    let open = || -> rusqlite::Result<Connection> {
        let conn = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        conn.busy_timeout(Duration::from_secs(5))?;
        conn.execute_batch(
            "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma secure_delete = fast;
             pragma cache_size = -4000; pragma mmap_size = 268435456; pragma temp_store = memory;",
        )?;
        if access == Access::Reads {
            conn.execute_batch("pragma query_only = on")?;
        }
        // Else a prepared statement is planned anew whenever a value is bound that its plan might look at: nearly always.
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        conn.set_prepared_statement_cache_capacity(PREPARED_MOST);
        Ok(conn)
    };
    open().map_err(|cause| DbError::Open(format!("{}: {cause}", path.display())))
}

/// Runs a statement that changes rows; the answer is how many.
pub(crate) fn exec(conn: &Connection, sql: Sql, values: &[Cell]) -> Result<u64, DbError> {
    let mut statement = conn.prepare_cached(sql.for_sqlite()).map_err(failed)?;
    let changed = statement.execute(rusqlite::params_from_iter(values.iter().map(Value))).map_err(failed)?;
    Ok(changed as u64)
}

/// Runs a statement that answers rows.
pub(crate) fn rows(conn: &Connection, sql: Sql, values: &[Cell]) -> Result<Vec<Row>, DbError> {
    let mut statement = conn.prepare_cached(sql.for_sqlite()).map_err(failed)?;
    let width = statement.column_count();
    let mut answer = statement.query(rusqlite::params_from_iter(values.iter().map(Value))).map_err(failed)?;
    let mut rows = Vec::new();
    while let Some(row) = answer.next().map_err(failed)? {
        let mut cells = Vec::with_capacity(width);
        for place in 0..width {
            cells.push(match row.get_ref(place).map_err(failed)? {
                ValueRef::Null => Cell::Null,
                ValueRef::Integer(number) => Cell::Int(number),
                ValueRef::Text(text) => Cell::Text(owned(text)),
                ValueRef::Blob(bytes) => Cell::Bytes(bytes.to_vec()),
                ValueRef::Real(_) => return Err(DbError::Failed(format!("{} answers a float", sql.place()))),
            });
        }
        rows.push(Row::new(cells));
    }
    Ok(rows)
}

/// A text as we keep it. What is not UTF-8 was not written by us; it is shown with marks where it is broken.
fn owned(text: &[u8]) -> String {
    // Looking whether a text is whole is several times quicker than mending it as one goes.
    std::str::from_utf8(text).map_or_else(|_| String::from_utf8_lossy(text).into_owned(), str::to_owned)
}

/// A cell as rusqlite binds it, without a copy.
struct Value<'a>(&'a Cell);

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Cell::Null => ValueRef::Null,
            Cell::Int(number) => ValueRef::Integer(*number),
            Cell::Text(text) => ValueRef::Text(text.as_bytes()),
            Cell::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

fn closed() -> DbError {
    DbError::Lost("the database is being closed".to_owned())
}

/// Sorts a failure of SQLite into ours.
pub(crate) fn failed(cause: rusqlite::Error) -> DbError {
    use rusqlite::ErrorCode::{ConstraintViolation, DatabaseBusy, DatabaseLocked, DiskFull, SystemIoFailure};
    match cause.sqlite_error_code() {
        Some(DatabaseBusy | DatabaseLocked) => DbError::Busy,
        Some(ConstraintViolation) => DbError::Refused(cause.to_string()),
        Some(DiskFull) => DbError::NoRoom(cause.to_string()),
        // What the disk took before it failed may be found again at the next start.
        Some(SystemIoFailure) => DbError::Lost(cause.to_string()),
        _ => DbError::Failed(cause.to_string()),
    }
}
