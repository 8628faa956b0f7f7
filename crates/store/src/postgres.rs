//! PostgreSQL: a pool of connections, serializable transactions, statements that need no answer sent together.

use std::time::Duration;

use bytes::BytesMut;
use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime};
use futures_util::future::{join_all, join3};
use kernel::Cell;
use tokio_postgres::NoTls;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};

use crate::{DbError, Row, Sql};

/// Connections of one process.
const CONNECTIONS: usize = 20;
/// How long a request waits for a free connection before it is told that we are busy.
const PATIENCE: Duration = Duration::from_secs(5);

/// A serializable transaction that reads a small table from end to end clashes with everybody who writes to it; by an index it
/// meets only its neighbours. Without sequential scans every plan seems dear, and dear ones would be compiled.
/// Source: PostgreSQL, «Serializable Isolation Level».
const PLANS: &str = "-c enable_seqscan=off -c jit=off";

/// Opens the pool and proves that the server answers.
pub(crate) async fn open(url: &str) -> Result<Pool, DbError> {
    let mut config: tokio_postgres::Config =
        url.parse().map_err(|cause| DbError::Open(format!("{cause}")))?;
    config.application_name("deogharmart").connect_timeout(PATIENCE);
    let options = [config.get_options().unwrap_or(""), PLANS].join(" ");
    config.options(options.trim());
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
        Ok(_) => Ok(pool),
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
    /// What begins the transaction; sent with its first statement.
    begin: Option<&'static str>,
    /// Statements whose counts nobody asks for.
    unsent: Vec<(Sql, Vec<Cell>)>,
}

impl Session {
    /// A connection for questions, outside any transaction.
    pub(crate) async fn asking(pool: &Pool) -> Result<Session, DbError> {
        Ok(Session { conn: connection(pool).await?, begin: None, unsent: Vec::new() })
    }

    /// A connection in a transaction that `begin` begins.
    pub(crate) async fn within(pool: &Pool, begin: &'static str) -> Result<Session, DbError> {
        Ok(Session { begin: Some(begin), ..Session::asking(pool).await? })
    }

    /// Writes a row whose number nobody asks for.
    pub(crate) fn put(&mut self, sql: Sql, values: Vec<Cell>) {
        self.unsent.push((sql, values));
    }

    /// Runs a statement that changes rows; the answer is how many.
    pub(crate) async fn exec(&mut self, sql: Sql, values: &[Cell]) -> Result<u64, DbError> {
        let statement = self.conn.prepare_cached(sql.text()).await.map_err(|cause| failed(sql, &cause))?;
        let (begin, unsent) = self.waiting();
        let last = async {
            let values = values.iter().map(Value);
            self.conn.execute_raw(&statement, values).await.map_err(|cause| failed(sql, &cause))
        };
        send(&self.conn, begin, &unsent, last).await.map(|(_, changed)| changed)
    }

    /// Runs statements one after the other without waiting for each answer in between.
    pub(crate) async fn exec_all(&mut self, batch: Vec<(Sql, Vec<Cell>)>) -> Result<Vec<u64>, DbError> {
        let (begin, mut all) = self.waiting();
        let asked_from = all.len();
        all.extend(batch);
        let (mut changed, ()) = send(&self.conn, begin, &all, async { Ok(()) }).await?;
        Ok(changed.split_off(asked_from))
    }

    /// Runs a statement that answers rows.
    pub(crate) async fn rows(&mut self, sql: Sql, values: &[Cell]) -> Result<Vec<Row>, DbError> {
        let statement = self.conn.prepare_cached(sql.text()).await.map_err(|cause| failed(sql, &cause))?;
        let bound: Vec<Value<'_>> = values.iter().map(Value).collect();
        let bound: Vec<&(dyn ToSql + Sync)> =
            bound.iter().map(|value| value as &(dyn ToSql + Sync)).collect();
        let (begin, unsent) = self.waiting();
        let last = async { self.conn.query(&statement, &bound).await.map_err(|cause| failed(sql, &cause)) };
        let (_, answer) = send(&self.conn, begin, &unsent, last).await?;
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
        let result = send(&self.conn, begin, &unsent, last).await.map(drop);
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

/// Sends the beginning, the `batch` and the `last` right behind each other, without waiting in between.
///
/// The first failure is the cause; those after it only say that the transaction is over, and may be heard earlier.
async fn send<T>(
    conn: &Object,
    begin: Option<&'static str>,
    batch: &[(Sql, Vec<Cell>)],
    last: impl Future<Output = Result<T, DbError>>,
) -> Result<(Vec<u64>, T), DbError> {
    let mut prepared = Vec::with_capacity(batch.len());
    for (sql, _) in batch {
        prepared.push(conn.prepare_cached(sql.text()).await.map_err(|cause| failed(sql, &cause))?);
    }
    let begun = async {
        match begin {
            Some(begin) => conn.batch_execute(begin).await.map_err(|cause| DbError::Lost(cause.to_string())),
            None => Ok(()),
        }
    };
    let running = batch.iter().zip(&prepared).map(|((sql, values), statement)| async move {
        let values = values.iter().map(Value);
        conn.execute_raw(statement, values).await.map_err(|cause| failed(sql, &cause))
    });
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
