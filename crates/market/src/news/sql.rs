//! Every statement on news, in life order.

use kernel::ids::{NewsLetterId, PersonId};
use kernel::{Day, Lang, Limit};
use store::{DbError, Read, Tx, params, sql};

use super::act::NewLetter;
use super::read::{Letter, Reader};

/// Somebody gets news from now on, in this language.
pub(super) async fn put_reader(
    tx: &mut Tx,
    person: PersonId,
    lang: Lang,
    notice: &str,
    code: &str,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into news_reader (person_id, lang, notice, code, agreed_at_ms) values ($1, $2, $3, $4, $5)
             on conflict (person_id) do update
                set lang = excluded.lang, notice = excluded.notice, code = excluded.code,
                    agreed_at_ms = excluded.agreed_at_ms, ended_at_ms = null"
        ),
        params![person, lang, notice, code, now],
    )
    .await
}

/// Somebody gets none any more.
pub(super) async fn end_reader(tx: &mut Tx, person: PersonId) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!("update news_reader set ended_at_ms = $2 where person_id = $1 and ended_at_ms is null"),
        params![person, now],
    )
    .await
}

/// Whether somebody gets news.
pub(super) async fn reader(read: &mut Read, person: PersonId) -> Result<Option<Reader>, DbError> {
    read.row(
        sql!("select person_id, lang, code, agreed_at_ms, ended_at_ms from news_reader where person_id = $1"),
        params![person],
    )
    .await
}

/// Whoever has a code.
pub(super) async fn by_code(read: &mut Read, code: &str) -> Result<Option<Reader>, DbError> {
    read.row(
        sql!("select person_id, lang, code, agreed_at_ms, ended_at_ms from news_reader where code = $1"),
        params![code],
    )
    .await
}

/// How many get news.
pub(super) async fn count_readers(read: &mut Read) -> Result<i64, DbError> {
    let (count,): (i64,) =
        read.one(sql!("select count(*) from news_reader where ended_at_ms is null"), params![]).await?;
    Ok(count)
}

/// Living readers behind one.
pub(super) async fn readers_after(
    read: &mut Read,
    after: &str,
    limit: Limit,
) -> Result<Vec<Reader>, DbError> {
    read.rows(
        sql!(
            "select person_id, lang, code, agreed_at_ms, ended_at_ms from news_reader
              where ended_at_ms is null and person_id > $1 order by person_id limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// The letter somebody has written with this form before.
pub(super) async fn letter_of_once(read: &mut Read, once: &str) -> Result<Option<NewsLetterId>, DbError> {
    let row: Option<(NewsLetterId,)> =
        read.row(sql!("select id from news_letter where once_key = $1"), params![once]).await?;
    Ok(row.map(|(id,)| id))
}

/// A new letter.
pub(super) async fn insert_letter(
    tx: &mut Tx,
    id: NewsLetterId,
    new: &NewLetter<'_>,
    by: PersonId,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into news_letter (id, words_hi, words_en, path, asked_by, asked_at_ms, once_key, sent_to, sent)
             values ($1, $2, $3, $4, $5, $6, $7, '', 0)"
        ),
        params![id, new.words.hi.trim(), new.words.en.trim(), new.path, by, now, new.once],
    )
    .await
}

/// A second person has decided, once, and the month has fewer than `most` that go out.
pub(super) async fn decide(
    tx: &mut Tx,
    id: NewsLetterId,
    by: PersonId,
    (sends, month, most): (i64, Day, i64),
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update news_letter set decided_by = $2, decided_at_ms = $3, sends = $4, month_day = $5
                  where id = $1 and decided_by is null and asked_by <> $2
                    and (select count(*) from news_letter m where m.month_day = $5 and m.sends = 1) < $6"
            ),
            params![id, by, now, sends, month, most],
        )
        .await?;
    Ok(changed == 1)
}

/// A letter has gone to some more readers.
pub(super) async fn sent(tx: &mut Tx, id: NewsLetterId, last: PersonId, count: i64) -> Result<(), DbError> {
    tx.put(
        sql!("update news_letter set sent_to = $2, sent = sent + $3 where id = $1"),
        params![id, last, count],
    )
    .await
}

/// A letter.
pub(super) async fn letter(read: &mut Read, id: NewsLetterId) -> Result<Option<Letter>, DbError> {
    read.row(
        sql!(
            "select id, words_hi, words_en, path, asked_by, asked_at_ms, sends, month_day, sent_to, sent
               from news_letter where id = $1"
        ),
        params![id],
    )
    .await
}

/// Letters, the newest first.
pub(super) async fn letters(read: &mut Read, limit: Limit) -> Result<Vec<Letter>, DbError> {
    read.rows(
        sql!(
            "select id, words_hi, words_en, path, asked_by, asked_at_ms, sends, month_day, sent_to, sent
               from news_letter order by asked_at_ms desc, id desc limit $1"
        ),
        params![limit],
    )
    .await
}
