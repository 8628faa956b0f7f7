//! Every statement on slices, in life order.

use kernel::ids::{PersonId, StallId, StallSliceId, VariantId};
use kernel::{BadCell, Day, Limit, Paise};
use store::{DbError, FromRow, Read, Row, Tx, params, sql};

use super::slices::{Slice, SliceLine};
use crate::audit::Trail;
use crate::catalogue::columns::Columns;

/// Goods of one slice.
const LINES: Limit = Limit::of(100);

/// The slice somebody has opened with this form before.
pub(super) async fn slice_of_once(read: &mut Read, once: &str) -> Result<Option<StallSliceId>, DbError> {
    let row: Option<(StallSliceId,)> =
        read.row(sql!("select id from stall_slice where once_key = $1"), params![once]).await?;
    Ok(row.map(|(id,)| id))
}

/// A new slice. `false`: the stall has got one just now.
pub(super) async fn insert_slice(
    tx: &mut Tx,
    id: StallSliceId,
    (stall, day): (StallId, Day),
    (by, once): (PersonId, &str),
    trail: &Trail,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "insert into stall_slice (id, stall_id, day, state, opened_by, opened_at_ms, once_key, version, trail)
                 values ($1, $2, $3, 'open', $4, $5, $6, 1, $7) on conflict do nothing"
            ),
            params![id, stall, day, by, now, once, trail.clone()],
        )
        .await?;
    Ok(changed == 1)
}

/// A good of a new slice.
pub(super) async fn insert_line(
    tx: &mut Tx,
    slice: StallSliceId,
    variant: VariantId,
    (pieces, unit): (u32, Paise),
) -> Result<(), DbError> {
    tx.put(
        sql!("insert into stall_slice_line (slice_id, variant_id, given, sold, unit_paise) values ($1, $2, $3, 0, $4)"),
        params![slice, variant, pieces, unit],
    )
    .await
}

/// The slice a stall sells of.
pub(super) async fn open_slice(read: &mut Read, stall: StallId) -> Result<Option<Slice>, DbError> {
    read.row(
        sql!("select id, day, state, version, trail from stall_slice where stall_id = $1 and state = 'open'"),
        params![stall],
    )
    .await
}

impl FromRow for SliceLine {
    fn from_row(row: Row) -> Result<SliceLine, BadCell> {
        let mut columns = Columns::of(row);
        Ok(SliceLine {
            variant: columns.next()?,
            name: columns.words()?,
            label: columns.words()?,
            given: columns.next()?,
            sold: columns.next()?,
            unit: columns.next()?,
        })
    }
}

/// The goods of a slice.
pub(super) async fn lines(read: &mut Read, slice: StallSliceId) -> Result<Vec<SliceLine>, DbError> {
    read.rows(
        sql!(
            "select l.variant_id, p.name_hi, p.name_en, v.label_hi, v.label_en, l.given, l.sold, l.unit_paise
               from stall_slice_line l join variant v on v.id = l.variant_id join product p on p.id = v.product_id
              where l.slice_id = $1 order by p.name_hi, l.variant_id limit $2"
        ),
        params![slice, LINES],
    )
    .await
}

/// Pieces of a slice are sold, if it has so many. `false`: it has not.
pub(super) async fn sell_of(
    tx: &mut Tx,
    slice: StallSliceId,
    variant: VariantId,
    pieces: u32,
) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update stall_slice_line set sold = sold + $3
                  where slice_id = $1 and variant_id = $2 and sold + $3 <= given
                    and exists (select 1 from stall_slice s where s.id = $1 and s.state = 'open')"
            ),
            params![slice, variant, pieces],
        )
        .await?;
    Ok(changed == 1)
}

/// A slice is closed, unless somebody was faster.
pub(super) async fn close_slice(tx: &mut Tx, slice: &Slice, trail: &Trail) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update stall_slice set state = 'closed', closed_at_ms = $3, trail = $4, version = version + 1
                  where id = $1 and version = $2 and state = 'open'"
            ),
            params![slice.id, slice.version, now, trail.clone()],
        )
        .await?;
    Ok(changed == 1)
}
