//! Every statement on what was searched in vain.

use kernel::{Day, Limit};
use store::{DbError, Read, Tx, params, sql};

use super::misses::Miss;

/// Counts words of a week. New words are left out once the week has `most` of them.
pub(super) async fn count(tx: &mut Tx, week: Day, words: &str, times: i64, most: i64) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into search_miss (week_day, words, times)
             select cast($1 as bigint), cast($2 as text), cast($3 as bigint)
              where exists (select 1 from search_miss k where k.week_day = $1 and k.words = $2)
                 or (select count(*) from search_miss k where k.week_day = $1) < $4
             on conflict (week_day, words) do update set times = search_miss.times + excluded.times"
        ),
        params![week, words, times, most],
    )
    .await
}

/// Forgets weeks before a day.
pub(super) async fn forget_before(tx: &mut Tx, week: Day) -> Result<(), DbError> {
    tx.put(sql!("delete from search_miss where week_day < $1"), params![week]).await
}

/// What was searched in vain in a week, the most often first.
pub(super) async fn of_week(read: &mut Read, week: Day, limit: Limit) -> Result<Vec<Miss>, DbError> {
    read.rows(
        sql!(
            "select words, times from search_miss where week_day = $1
              order by times desc, words limit $2"
        ),
        params![week, limit],
    )
    .await
}
