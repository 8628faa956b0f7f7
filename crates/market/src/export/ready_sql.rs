//! Every statement behind the checklist of a good.

use kernel::Limit;
use kernel::ids::ProductId;
use store::{DbError, Read, params, sql};

use super::ready::Good;

/// The good of a page.
pub(super) async fn product_of(read: &mut Read, slug: &str) -> Result<Option<ProductId>, DbError> {
    let found: Option<(ProductId,)> =
        read.row(sql!("select id from product where slug = $1"), params![slug]).await?;
    Ok(found.map(|(id,)| id))
}

/// A good of a maker in some blocks, `fenced` by semicolons; empty means all.
pub(super) async fn good(read: &mut Read, product: ProductId, fenced: &str) -> Result<Option<Good>, DbError> {
    read.row(
        sql!(
            "select p.id, p.slug, p.name_hi, p.name_en, m.id, m.name_hi, m.name_en, m.tax_class, m.aggregator_id,
                    (select count(*) from product_picture i where i.product_id = p.id),
                    (select min(v.id) from variant v where v.product_id = p.id
                        and v.position = (select min(w.position) from variant w where w.product_id = p.id))
               from product p join maker m on m.id = p.maker_id
              where p.id = $1 and ($2 = '' or $2 like '%;' || m.block_code || ';%')"
        ),
        params![product, fenced],
    )
    .await
}

/// Goods of some blocks: those about which something is written first, then by name.
pub(super) async fn products(
    read: &mut Read,
    fenced: &str,
    limit: Limit,
) -> Result<Vec<(ProductId,)>, DbError> {
    read.rows(
        sql!(
            "select p.id from product p join maker m on m.id = p.maker_id
              where $1 = '' or $1 like '%;' || m.block_code || ';%'
              order by case when exists (select 1 from export_sheet s where s.product_id = p.id) then 0 else 1 end,
                       p.name_en, p.id limit $2"
        ),
        params![fenced, limit],
    )
    .await
}
