//! Every statement on pictures.

use store::{DbError, Read, Tx, params, sql};

use super::{Format, Look};

/// A picture, once.
pub(crate) async fn put_picture(tx: &mut Tx, id: &str, kind: &str) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!("insert into picture (id, kind, added_at_ms) values ($1, $2, $3) on conflict (id) do nothing"),
        params![id, kind, now],
    )
    .await
}

/// A file of a picture, or what it is now after it was drawn again.
pub(crate) async fn put_rendition(
    tx: &mut Tx,
    picture: &str,
    (width, height): (u32, u32),
    format: Format,
    bytes: usize,
    name: &str,
) -> Result<(), DbError> {
    let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
    tx.put(
        sql!(
            "insert into rendition (picture_id, width, height, format, byte_count, file_name) values ($1, $2, $3, $4, $5, $6)
             on conflict (picture_id, width, format) do update
                set height = excluded.height, byte_count = excluded.byte_count, file_name = excluded.file_name"
        ),
        params![picture, width, height, format, bytes, name],
    )
    .await
}

/// Whether a picture is there.
pub(crate) async fn is_there(read: &mut Read, id: &str) -> Result<bool, DbError> {
    let (count,): (i64,) = read.one(sql!("select count(*) from picture where id = $1"), params![id]).await?;
    Ok(count > 0)
}

/// Pictures with the rows of `each` files or more.
pub(crate) async fn recorded(read: &mut Read, each: i64) -> Result<Vec<String>, DbError> {
    let rows: Vec<(String,)> = read
        .rows(
            sql!("select picture_id from rendition group by picture_id having count(*) >= $1 limit 100000"),
            params![each],
        )
        .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// How light and sharp a photo is, once.
pub(crate) async fn put_look(tx: &mut Tx, picture: &str, look: Look) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into photo_look (picture_id, light, sharpness) values ($1, $2, $3)
             on conflict (picture_id) do nothing"
        ),
        params![picture, look.light, look.sharpness],
    )
    .await
}

/// How light and sharp a photo is.
pub(crate) async fn look(read: &mut Read, picture: &str) -> Result<Option<Look>, DbError> {
    let row: Option<(u32, u32)> = read
        .row(sql!("select light, sharpness from photo_look where picture_id = $1"), params![picture])
        .await?;
    Ok(row.map(|(light, sharpness)| Look { light, sharpness }))
}

/// Whether anything shows a picture, or it is a drawing of ours.
pub(crate) async fn is_used(read: &mut Read, picture: &str) -> Result<bool, DbError> {
    let (count,): (i64,) = read
        .one(
            sql!(
                "select (select count(*) from picture where id = $1 and kind = 'drawing')
                      + (select count(*) from product_picture where picture_id = $1)
                      + (select count(*) from maker_picture where picture_id = $1)
                      + (select count(*) from own_photo where picture_id = $1)
                      + (select count(*) from proposal_change c join proposal r on r.id = c.proposal_id
                          where c.field = 'picture_id' and c.to_text = $1 and r.state = 'waiting')
                      + (select count(*) from field_file where picture_id = $1)
                      + (select count(*) from quality_photo where picture_id = $1)
                      + (select count(*) from complaint_message where picture_id = $1)
                      + (select count(*) from goods_return where picture_id = $1)
                      + (select count(*) from door_photo where picture_id = $1)
                      + (select count(*) from export_photo where picture_id = $1)"
            ),
            params![picture],
        )
        .await?;
    Ok(count > 0)
}

/// Forgets a picture that nothing shows.
pub(crate) async fn forget(tx: &mut Tx, picture: &str) -> Result<(), DbError> {
    tx.put(sql!("delete from rendition where picture_id = $1"), params![picture]).await?;
    tx.put(sql!("delete from photo_look where picture_id = $1"), params![picture]).await?;
    tx.put(sql!("delete from picture where id = $1"), params![picture]).await
}
