//! PostgreSQL: a pool of connections, serializable transactions, statements that need no answer sent together.

use std::time::Duration;

use bytes::BytesMut;
use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime};
use futures_util::future::join_all;
use kernel::Cell;
use tokio_postgres::NoTls;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};

use crate::{DbError, Row, Sql};

/// Connections of one process.
const CONNECTIONS: usize = 20;
/// How long a request waits for a free connection before it is told that we are busy.
const PATIENCE: Duration = Duration::from_secs(5);

/// Opens the pool and proves that the server answers.
pub(crate) async fn open(url: &str) -> Result<Pool, DbError> {
    let mut config: tokio_postgres::Config =
        url.parse().map_err(|cause| DbError::Open(format!("{cause}")))?;
    config.application_name("deogharmart").connect_timeout(PATIENCE);
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
pub(crate) async fn connection(pool: &Pool) -> Result<Object, DbError> {
    use deadpool_postgres::PoolError;
    pool.get().await.map_err(|cause| match cause {
        PoolError::Timeout(_) => DbError::Busy,
        other => DbError::Lost(root_of(&other)),
    })
}

/// Runs a statement that changes rows; the answer is how many.
pub(crate) async fn exec(conn: &Object, sql: Sql, values: &[Cell]) -> Result<u64, DbError> {
    let statement = conn.prepare_cached(sql.text()).await.map_err(|cause| failed(sql, &cause))?;
    conn.execute_raw(&statement, values.iter().map(Value)).await.map_err(|cause| failed(sql, &cause))
}

/// Runs statements one after the other without waiting for each answer in between.
pub(crate) async fn exec_all(conn: &Object, batch: &[(Sql, Vec<Cell>)]) -> Result<Vec<u64>, DbError> {
    let mut prepared = Vec::with_capacity(batch.len());
    for (sql, _) in batch {
        prepared.push(conn.prepare_cached(sql.text()).await.map_err(|cause| failed(sql, &cause))?);
    }
    let running = batch.iter().zip(&prepared).map(|((sql, values), statement)| async move {
        conn.execute_raw(statement, values.iter().map(Value)).await.map_err(|cause| failed(sql, &cause))
    });
    // The first failure is the cause; those after it only say that the transaction is over, and may be heard earlier.
    join_all(running).await.into_iter().collect()
}

/// Runs a statement that answers rows.
pub(crate) async fn rows(conn: &Object, sql: Sql, values: &[Cell]) -> Result<Vec<Row>, DbError> {
    let statement = conn.prepare_cached(sql.text()).await.map_err(|cause| failed(sql, &cause))?;
    let bound: Vec<Value<'_>> = values.iter().map(Value).collect();
    let bound: Vec<&(dyn ToSql + Sync)> = bound.iter().map(|value| value as &(dyn ToSql + Sync)).collect();
    let answer = conn.query(&statement, &bound).await.map_err(|cause| failed(sql, &cause))?;
    answer.iter().map(|row| read_row(sql, row)).collect()
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
