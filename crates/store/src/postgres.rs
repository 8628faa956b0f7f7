//! PostgreSQL: a pool of connections, serializable transactions, statements that need no answer sent together.

use std::time::Duration;

use bytes::BytesMut;
use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime};
use futures_util::TryStreamExt;
use futures_util::future::{join_all, join3};
use kernel::Cell;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use tokio_postgres::{NoTls, Statement};

use crate::{DbError, Row, Sql};

/// Connections of one process.
const CONNECTIONS: usize = 20;
/// How long a request waits for a free connection before it is told that we are busy.
const PATIENCE: Duration = Duration::from_secs(5);

/// A serializable transaction that reads a small table from end to end clashes with everybody who writes to it; by an index it
/// meets only its neighbours. Without sequential scans every plan seems dear, and dear ones would be compiled.
/// Source: PostgreSQL, «Serializable Isolation Level».
const PLANS: &str = "-c enable_seqscan=off -c jit=off";

/// What an address says when a pooler stands between us and the server that gives each transaction another connection of its.
const POOLED: &str = "pooler=transaction";

/// Whether statements keep a name on the server's connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Naming {
    /// They do: each is understood once by each connection.
    Kept,
    /// They do not: behind a pooler the next transaction may meet a connection that has never heard of them.
    Unnamed,
}

/// A server and the way to it.
#[derive(Clone, Debug)]
pub(crate) struct Server {
    pool: Pool,
    naming: Naming,
}

/// The address as the server's own programs take it, without what is meant for us.
pub(crate) fn plain(url: &str) -> String {
    let Some((place, options)) = url.split_once('?') else { return url.to_owned() };
    let rest: Vec<&str> = options.split('&').filter(|option| *option != POOLED).collect();
    if rest.is_empty() { place.to_owned() } else { format!("{place}?{}", rest.join("&")) }
}

/// Opens the pool and proves that the server answers.
pub(crate) async fn open(url: &str) -> Result<Server, DbError> {
    let own = plain(url);
    let naming = if own == url { Naming::Kept } else { Naming::Unnamed };
    let mut config: tokio_postgres::Config =
        own.parse().map_err(|cause| DbError::Open(format!("{cause}")))?;
    config.application_name("deogharmart").connect_timeout(PATIENCE);
    if naming == Naming::Kept {
        let options = [config.get_options().unwrap_or(""), PLANS].join(" ");
        config.options(options.trim());
    }
    let manager =
        Manager::from_config(config, NoTls, ManagerConfig { recycling_method: RecyclingMethod::Fast });
    let pool = Pool::builder(manager)
        .max_size(CONNECTIONS)
        .runtime(Runtime::Tokio1)
        .wait_timeout(Some(PATIENCE))
        .create_timeout(Some(PATIENCE))
        .build()
        .map_err(|cause| DbError::Open(cause.to_string()))?;
    match pool.get().await {
        Ok(_) => Ok(Server { pool, naming }),
        Err(cause) => Err(DbError::Open(format!("PostgreSQL does not answer: {}", root_of(&cause)))),
    }
}

/// One connection for one request.
async fn connection(pool: &Pool) -> Result<Object, DbError> {
    use deadpool_postgres::PoolError;
    pool.get().await.map_err(|cause| match cause {
        PoolError::Timeout(_) => DbError::Busy,
        other => DbError::Lost(root_of(&other)),
    })
}

/// A connection, with what has not been sent over it yet: whatever needs no answer travels with the next question.
#[derive(Debug)]
pub(crate) struct Session {
    conn: Object,
    naming: Naming,
    /// What begins the transaction; sent with its first statement.
    begin: Option<&'static str>,
    /// Statements whose counts nobody asks for.
    unsent: Vec<(Sql, Vec<Cell>)>,
}

impl Session {
    /// A connection for questions, outside any transaction.
    pub(crate) async fn asking(server: &Server) -> Result<Session, DbError> {
        let conn = connection(&server.pool).await?;
        Ok(Session { conn, naming: server.naming, begin: None, unsent: Vec::new() })
    }

    /// A connection in a transaction that `begin` begins.
    pub(crate) async fn within(server: &Server, begin: &'static str) -> Result<Session, DbError> {
        Ok(Session { begin: Some(begin), ..Session::asking(server).await? })
    }

    /// Writes a row whose number nobody asks for.
    pub(crate) fn put(&mut self, sql: Sql, values: Vec<Cell>) {
        self.unsent.push((sql, values));
    }

    /// Runs a statement that changes rows; the answer is how many.
    pub(crate) async fn exec(&mut self, sql: Sql, values: &[Cell]) -> Result<u64, DbError> {
        let statement = named(&self.conn, self.naming, sql).await?;
        let (begin, unsent) = self.waiting();
        let last = execute(&self.conn, statement.as_ref(), sql, values);
        send((&self.conn, self.naming), begin, &unsent, last).await.map(|(_, changed)| changed)
    }

    /// Runs statements one after the other without waiting for each answer in between.
    pub(crate) async fn exec_all(&mut self, batch: Vec<(Sql, Vec<Cell>)>) -> Result<Vec<u64>, DbError> {
        let (begin, mut all) = self.waiting();
        let asked_from = all.len();
        all.extend(batch);
        let (mut changed, ()) = send((&self.conn, self.naming), begin, &all, async { Ok(()) }).await?;
        Ok(changed.split_off(asked_from))
    }

    /// Runs a statement that answers rows.
    pub(crate) async fn rows(&mut self, sql: Sql, values: &[Cell]) -> Result<Vec<Row>, DbError> {
        let statement = named(&self.conn, self.naming, sql).await?;
        let (begin, unsent) = self.waiting();
        let last = ask(&self.conn, statement.as_ref(), sql, values);
        let (_, answer) = send((&self.conn, self.naming), begin, &unsent, last).await?;
        answer.iter().map(|row| read_row(sql, row)).collect()
    }

    /// Runs a text without values, such as a statement of a migration.
    pub(crate) async fn run(&mut self, text: &str) -> Result<(), tokio_postgres::Error> {
        if let Some(begin) = self.begin.take() {
            self.conn.batch_execute(begin).await?;
        }
        self.conn.batch_execute(text).await
    }

    /// Has the server check a statement.
    pub(crate) async fn prepare(&self, sql: Sql) -> Result<(), tokio_postgres::Error> {
        self.conn.prepare(sql.text()).await.map(drop)
    }

    /// Ends the transaction well. If a statement before it fails, the server undoes everything.
    pub(crate) async fn commit(mut self) -> Result<(), DbError> {
        let (begin, unsent) = self.waiting();
        if begin.is_some() && unsent.is_empty() {
            return Ok(());
        }
        let last = async {
            let ended = self.conn.batch_execute("commit").await;
            ended.map_err(|cause| failed(COMMIT, &cause))
        };
        let result = send((&self.conn, self.naming), begin, &unsent, last).await.map(drop);
        if result.is_err() {
            self.roll_back().await;
        }
        result
    }

    /// Undoes the transaction and gives the connection back.
    pub(crate) async fn roll_back(self) {
        if self.begin.is_none() && self.conn.batch_execute("rollback").await.is_err() {
            self.forget();
        }
    }

    /// Ends the connection with whatever it was doing, instead of giving it back.
    pub(crate) fn forget(self) {
        drop(Object::take(self.conn));
    }

    fn waiting(&mut self) -> (Option<&'static str>, Vec<(Sql, Vec<Cell>)>) {
        (self.begin.take(), std::mem::take(&mut self.unsent))
    }
}

static COMMIT: Sql = crate::sql!("select 'commit'");

/// A statement under the name this connection knows it by, if it keeps names.
async fn named(conn: &Object, naming: Naming, sql: Sql) -> Result<Option<Statement>, DbError> {
    match naming {
        Naming::Kept => conn.prepare_cached(sql.text()).await.map(Some).map_err(|cause| failed(sql, &cause)),
        Naming::Unnamed => Ok(None),
    }
}

/// Changes rows; answers how many.
async fn execute(
    conn: &Object,
    named: Option<&Statement>,
    sql: Sql,
    values: &[Cell],
) -> Result<u64, DbError> {
    let changed = async {
        let Some(statement) = named else {
            let mut rows = std::pin::pin!(conn.query_typed_raw(sql.text(), typed(values)).await?);
            while rows.try_next().await?.is_some() {}
            return Ok(rows.rows_affected().unwrap_or(0));
        };
        conn.execute_raw(statement, values.iter().map(Value)).await
    };
    changed.await.map_err(|cause| failed(sql, &cause))
}

/// Asks for rows.
async fn ask(
    conn: &Object,
    named: Option<&Statement>,
    sql: Sql,
    values: &[Cell],
) -> Result<Vec<tokio_postgres::Row>, DbError> {
    let answered = async {
        let rows = match named {
            Some(statement) => conn.query_raw(statement, values.iter().map(Value)).await?,
            None => conn.query_typed_raw(sql.text(), typed(values)).await?,
        };
        rows.try_collect().await
    };
    answered.await.map_err(|cause| failed(sql, &cause))
}

/// Values with the types we give them, for a statement the server hears once. What is null has the type of its place.
fn typed(values: &[Cell]) -> impl Iterator<Item = (Value<'_>, Type)> {
    values.iter().map(|cell| {
        let kind = match cell {
            Cell::Null => Type::UNKNOWN,
            Cell::Int(_) => Type::INT8,
            Cell::Text(_) => Type::TEXT,
            Cell::Bytes(_) => Type::BYTEA,
        };
        (Value(cell), kind)
    })
}

/// Sends the beginning, the `batch` and the `last` right behind each other, without waiting in between.
///
/// The first failure is the cause; those after it only say that the transaction is over, and may be heard earlier.
async fn send<T>(
    (conn, naming): (&Object, Naming),
    begin: Option<&'static str>,
    batch: &[(Sql, Vec<Cell>)],
    last: impl Future<Output = Result<T, DbError>>,
) -> Result<(Vec<u64>, T), DbError> {
    let mut prepared = Vec::with_capacity(batch.len());
    for (sql, _) in batch {
        prepared.push(named(conn, naming, sql).await?);
    }
    let begun = async {
        match begin {
            Some(begin) => conn.batch_execute(begin).await.map_err(|cause| DbError::Lost(cause.to_string())),
            None => Ok(()),
        }
    };
    let running = batch
        .iter()
        .zip(&prepared)
        .map(|((sql, values), statement)| execute(conn, statement.as_ref(), sql, values));
    let (begun, changed, answer) = join3(begun, join_all(running), last).await;
    begun?;
    let changed = changed.into_iter().collect::<Result<Vec<u64>, DbError>>()?;
    Ok((changed, answer?))
}

fn read_row(sql: Sql, row: &tokio_postgres::Row) -> Result<Row, DbError> {
    let mut cells = Vec::with_capacity(row.len());
    for (place, column) in row.columns().iter().enumerate() {
        let cell = match *column.type_() {
            Type::INT8 => row.try_get::<_, Option<i64>>(place).map(|n| n.map(Cell::Int)),
            Type::INT4 => row.try_get::<_, Option<i32>>(place).map(|n| n.map(|n| Cell::Int(n.into()))),
            Type::TEXT | Type::VARCHAR => row.try_get::<_, Option<String>>(place).map(|t| t.map(Cell::Text)),
            Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(place).map(|b| b.map(Cell::Bytes)),
            ref other => return Err(DbError::Failed(format!("{} answers {other}: cast it", sql.place()))),
        };
        cells.push(cell.map_err(|cause| failed(sql, &cause))?.unwrap_or(Cell::Null));
    }
    Ok(Row::new(cells))
}

/// A cell as PostgreSQL binds it, in the type the server has inferred for its place.
#[derive(Debug)]
struct Value<'a>(&'a Cell);

impl ToSql for Value<'_> {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match (self.0, kind) {
            (Cell::Null, _) => Ok(IsNull::Yes),
            (Cell::Int(number), &Type::INT4) => i32::try_from(*number)?.to_sql(kind, out),
            (Cell::Int(number), &Type::INT8) => number.to_sql(kind, out),
            (Cell::Text(text), &Type::TEXT | &Type::VARCHAR | &Type::UNKNOWN) => text.to_sql(kind, out),
            (Cell::Bytes(bytes), &Type::BYTEA) => bytes.to_sql(kind, out),
            (cell, kind) => Err(format!("a statement wants {kind} and is given {cell:?}").into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// Sorts a failure of PostgreSQL into ours. 40001 and 40P01 are [`DbError::Busy`]: the transaction is run again.
pub(crate) fn failed(sql: Sql, cause: &tokio_postgres::Error) -> DbError {
    match cause.as_db_error() {
        Some(db) => match *db.code() {
            SqlState::T_R_SERIALIZATION_FAILURE
            | SqlState::T_R_DEADLOCK_DETECTED
            | SqlState::TOO_MANY_CONNECTIONS
            | SqlState::ADMIN_SHUTDOWN
            | SqlState::CANNOT_CONNECT_NOW => DbError::Busy,
            SqlState::DISK_FULL => DbError::NoRoom(db.message().to_owned()),
            SqlState::IO_ERROR | SqlState::CRASH_SHUTDOWN => DbError::Lost(db.message().to_owned()),
            SqlState::UNIQUE_VIOLATION | SqlState::CHECK_VIOLATION | SqlState::FOREIGN_KEY_VIOLATION => {
                DbError::Refused(db.message().to_owned())
            }
            _ => DbError::Failed(format!("{} ({})", db.message(), sql.place())),
        },
        None if cause.is_closed() => DbError::Lost(cause.to_string()),
        None => DbError::Lost(root_of(cause)),
    }
}

/// The innermost cause says what happened; the outer ones only where.
fn root_of(cause: &dyn std::error::Error) -> String {
    let mut cause = cause;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_address_says_to_us_is_not_said_to_the_server() {
        assert_eq!(plain("postgres://mart@h/mart"), "postgres://mart@h/mart");
        assert_eq!(plain("postgres://mart@h/mart?pooler=transaction"), "postgres://mart@h/mart");
        assert_eq!(plain("postgres://h/m?a=b&pooler=transaction&c=d"), "postgres://h/m?a=b&c=d");
        assert_eq!(plain("postgres://h/m?pooler=session"), "postgres://h/m?pooler=session");
    }
}
