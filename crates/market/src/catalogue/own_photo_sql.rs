//! Every statement on photos that wait to be described.

use kernel::ids::{PersonId, ProductId};
use store::{DbError, Read, Tx, params, sql};

/// A photo waits, in the place of one that waited before.
pub(super) async fn put(tx: &mut Tx, product: ProductId, picture: &str, by: PersonId) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into own_photo (product_id, picture_id, added_by, added_at_ms) values ($1, $2, $3, $4)
             on conflict (product_id) do update
                set picture_id = excluded.picture_id, added_by = excluded.added_by, added_at_ms = excluded.added_at_ms"
        ),
        params![product, picture, by, now],
    )
    .await
}

/// The photo that waits.
pub(super) async fn waiting(read: &mut Read, product: ProductId) -> Result<Option<String>, DbError> {
    let row =
        read.row(sql!("select picture_id from own_photo where product_id = $1"), params![product]).await?;
    Ok(row.map(|(picture,)| picture))
}

/// No photo waits any more.
pub(super) async fn end(tx: &mut Tx, product: ProductId) -> Result<(), DbError> {
    tx.put(sql!("delete from own_photo where product_id = $1"), params![product]).await
}
