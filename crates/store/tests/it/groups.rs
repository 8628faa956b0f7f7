//! Transactions that share a commit: together on disk, alone in failure.

use kernel::Cell;
use store::{DbError, on_each_engine, params, sql, testing::Fresh, transaction};

async fn count(fresh: &Fresh) -> i64 {
    let sql = sql!("select count(*) from idempotency_key");
    let (count,): (i64,) = fresh.db.read().await.expect("reads").one(sql, params![]).await.expect("counts");
    count
}

async fn write(fresh: &Fresh, key: i64, fails: bool) -> Result<(), DbError> {
    transaction!(fresh.db, tx => {
        let insert = sql!(
            "insert into idempotency_key (actor, route, once_key, body_sha256, status, answer, made_at_ms)
             values ('a', 'r', cast($1 as text), 'b', 200, '', 0)"
        );
        tx.exec(insert, params![key.to_string()]).await?;
        if fails { Err(DbError::Failed("on purpose".to_owned())) } else { Ok(()) }
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn many_write_at_once_and_only_the_failing_ones_are_undone() {
    on_each_engine!(async |fresh: &Fresh| {
        let writes = (0..64).map(|key| write(fresh, key, key % 4 == 0));
        let results = futures_util::future::join_all(writes).await;
        assert_eq!(results.iter().filter(|r| r.is_ok()).count(), 48);
        assert_eq!(count(fresh).await, 48);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_row_undoes_its_own_transaction_only() {
    on_each_engine!(async |fresh: &Fresh| {
        write(fresh, 1, false).await.expect("the first is kept");
        assert!(matches!(write(fresh, 1, false).await, Err(DbError::Refused(_))));
        write(fresh, 2, false).await.expect("the writer goes on");
        assert_eq!(count(fresh).await, 2);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_who_goes_away_leaves_nothing_behind() {
    on_each_engine!(async |fresh: &Fresh| {
        {
            let mut tx = fresh.db.begin().await.expect("begins");
            let insert = sql!(
                "insert into idempotency_key (actor, route, once_key, body_sha256, status, answer, made_at_ms)
                 values ('gone', 'r', 'k', 'b', 200, '', 0)"
            );
            tx.exec(insert, params![]).await.expect("inserts");
        }
        write(fresh, 7, false).await.expect("the writer goes on");
        assert_eq!(count(fresh).await, 1);
    });
}

/// Sixteen add one to the same number; serializable means that none of the sixteen is lost.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_overwrites_what_he_has_not_seen() {
    on_each_engine!(async |fresh: &Fresh| {
        write(fresh, 0, false).await.expect("one row");
        let add = || async {
            transaction!(fresh.db, tx => {
                let (status,): (i64,) = tx.one(sql!("select status from idempotency_key"), params![]).await?;
                tx.exec(sql!("update idempotency_key set status = $1"), vec![Cell::Int(status + 1)]).await?;
                Ok::<(), DbError>(())
            })
        };
        let done = futures_util::future::join_all((0..16).map(|_| add())).await;
        assert!(done.iter().all(Result::is_ok), "{done:?}");
        let sql = sql!("select status from idempotency_key");
        let (status,): (i64,) =
            fresh.db.read().await.expect("reads").one(sql, params![]).await.expect("one row");
        assert_eq!(status, 216);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_cannot_change_anything() {
    let fresh = store::testing::fresh(store::Engine::Sqlite).await;
    let mut read = fresh.db.read().await.expect("reads");
    let sql = sql!("delete from job returning id");
    assert!(read.rows::<(String,)>(sql, params![]).await.is_err());
}
