//! Every statement on what a piece costs its maker.

use kernel::ids::{PersonId, ProductId};
use store::{DbError, Read, Tx, params, sql};

use crate::fieldwork::Costs;

/// What a piece costs, in the place of what was told before.
pub(super) async fn put(tx: &mut Tx, product: ProductId, costs: &Costs, by: PersonId) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into product_cost (product_id, material_paise, quarter_hours, packing_paise, freight_paise, told_by, told_at_ms)
             values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (product_id) do update
                set material_paise = excluded.material_paise, quarter_hours = excluded.quarter_hours,
                    packing_paise = excluded.packing_paise, freight_paise = excluded.freight_paise,
                    told_by = excluded.told_by, told_at_ms = excluded.told_at_ms"
        ),
        params![product, costs.material, costs.quarter_hours, costs.packing, costs.freight, by, now],
    )
    .await
}

/// What a piece costs.
pub(super) async fn costs(read: &mut Read, product: ProductId) -> Result<Option<Costs>, DbError> {
    read.row(
        sql!(
            "select material_paise, quarter_hours, packing_paise, freight_paise from product_cost where product_id = $1"
        ),
        params![product],
    )
    .await
}
