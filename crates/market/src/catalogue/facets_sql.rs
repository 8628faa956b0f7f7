//! Every statement that counts goods behind the choices of a filter.
//!
//! There is one text for a craft and one for all, because an index serves only a condition that is really there.

use kernel::ids::ProductId;
use kernel::{BadCell, Cell, Paise};
use store::{DbError, FromRow, Read, Row, params, sql};

use super::Filter;
use super::facets::{BANDS, COUNTED_MOST, Heap};

/// The heaps of a craft's goods, or of all goods.
pub(crate) async fn heaps(
    read: &mut Read,
    craft: Option<&str>,
    filter: &Filter,
) -> Result<Vec<Heap>, DbError> {
    let from = filter.price_from.map_or(0, |price| price.0);
    let to = filter.price_to.map_or(i64::MAX, |price| price.0);
    let [_, (second, _), (third, _), (fourth, _), (fifth, _)] = BANDS;
    let mut values = params![from, to, second, third, fourth, fifth, COUNTED_MOST];
    values.extend(craft.map(Cell::from));
    let statement = if craft.is_some() { of_craft() } else { of_all() };
    read.rows(statement, values).await
}

fn of_craft() -> store::Sql {
    sql!(
        "select g.craft_key, g.block_code, g.band_paise, cast(g.within as bigint), cast(g.ready as bigint), cast(count(*) as bigint)
           from (select s.craft_key, s.block_code,
                        case when s.price_paise < $3 then cast(0 as bigint) when s.price_paise < $4 then $3
                             when s.price_paise < $5 then $4 when s.price_paise < $6 then $5 else $6 end as band_paise,
                        case when s.price_paise >= $1 and s.price_paise <= $2 then 1 else 0 end as within,
                        case when exists (select 1 from stock k
                                           where k.product_id = s.product_id and k.on_hand > k.held)
                             then 1 else 0 end as ready
                   from shelf s
                  where s.craft_key = $8 limit $7) g
          group by g.craft_key, g.block_code, g.band_paise, g.within, g.ready"
    )
}

fn of_all() -> store::Sql {
    sql!(
        "select g.craft_key, g.block_code, g.band_paise, cast(g.within as bigint), cast(g.ready as bigint), cast(count(*) as bigint)
           from (select s.craft_key, s.block_code,
                        case when s.price_paise < $3 then cast(0 as bigint) when s.price_paise < $4 then $3
                             when s.price_paise < $5 then $4 when s.price_paise < $6 then $5 else $6 end as band_paise,
                        case when s.price_paise >= $1 and s.price_paise <= $2 then 1 else 0 end as within,
                        case when exists (select 1 from stock k
                                           where k.product_id = s.product_id and k.on_hand > k.held)
                             then 1 else 0 end as ready
                   from shelf s limit $7) g
          group by g.craft_key, g.block_code, g.band_paise, g.within, g.ready"
    )
}

/// A product beside its heap of one.
pub(crate) struct Single(ProductId, Heap);

impl From<Single> for (ProductId, Heap) {
    fn from(single: Single) -> (ProductId, Heap) {
        (single.0, single.1)
    }
}

impl FromRow for Single {
    fn from_row(mut row: Row) -> Result<Self, BadCell> {
        let (craft_key, block_code) = (row.take(1)?, row.take(2)?);
        let price: Paise = row.take(3)?;
        Ok(Single(
            row.take(0)?,
            Heap { craft_key, block_code, price, within: 1, ready: row.take(4)?, goods: 1 },
        ))
    }
}

/// Up to 48 products, each as a heap of one; repeat one to fill the places.
pub(crate) async fn singles(
    read: &mut Read,
    products: &[ProductId; 48],
) -> Result<impl Iterator<Item = (ProductId, Heap)>, DbError> {
    let rows: Vec<Single> = read
        .rows(
            sql!(
                "select s.product_id, s.craft_key, s.block_code, s.price_paise,
                        cast(case when exists (select 1 from stock k
                                                where k.product_id = s.product_id and k.on_hand > k.held)
                             then 1 else 0 end as bigint)
                   from shelf s
                  where s.product_id in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,
                                         $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
                                         $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36,
                                         $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48)"
            ),
            products.iter().map(Cell::from).collect(),
        )
        .await?;
    Ok(rows.into_iter().map(Into::into))
}
