//! Every statement of the register of consents.

use kernel::ids::PersonId;
use kernel::{Lang, Limit};
use store::{DbError, Read, Tx, params, sql};

use super::{RegisterLine, ToldLine};

/// Notes that a notice was told, once.
pub(super) async fn insert_told(
    tx: &mut Tx,
    person: PersonId,
    notice: &str,
    lang: Lang,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into notice_told (person_id, notice, lang, told_at_ms) values ($1, $2, $3, $4)
             on conflict (person_id, notice) do nothing"
        ),
        params![person, notice, lang, now],
    )
    .await
}

/// What a person was told.
pub(super) async fn told_to(read: &mut Read, person: PersonId) -> Result<Vec<ToldLine>, DbError> {
    let most = Limit::of(20);
    read.rows(
        sql!(
            "select notice, lang, told_at_ms from notice_told
              where person_id = $1 order by told_at_ms desc limit $2"
        ),
        params![person, most],
    )
    .await
}

/// Everything told and agreed to, counted.
pub(super) async fn register(read: &mut Read) -> Result<Vec<RegisterLine>, DbError> {
    let most = Limit::of(Limit::MOST);
    read.rows(
        sql!(
            "select u.purpose, u.notice, u.lang, u.channel, u.given, u.living
               from (select 'buying' as purpose, t.notice, t.lang, 'sign_in' as channel, count(*) as given,
                            count(*) as living
                       from notice_told t group by t.notice, t.lang
                     union all
                     select 'news', n.notice, n.lang, 'sign_in', count(*), count(case when n.ended_at_ms is null then 1 end)
                       from news_reader n group by n.notice, n.lang
                     union all
                     select 'selling', 'selling', c.lang, s.source, count(*),
                            count(case when s.ended_at_ms is null then 1 end)
                       from case_step s join maker_case c on c.id = s.case_id
                      where s.step = 'consented' group by c.lang, s.source
                     union all
                     select 'listing', l.notice, l.lang, l.channel, count(*),
                            count(case when l.withdrawn_at_ms is null then 1 end)
                       from listing_consent l group by l.notice, l.lang, l.channel) u
              order by u.purpose, u.notice, u.lang, u.channel limit $1"
        ),
        params![most],
    )
    .await
}
