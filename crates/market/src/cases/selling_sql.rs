//! Statements of in whose name a maker sells.

use kernel::ids::{AggregatorId, CaseId, MakerId, ProductId};
use kernel::{Limit, Paise, Words};
use store::{DbError, Read, Tx, params, sql};

use super::Selling;
use crate::makers::TaxClass;

/// Goods of one maker that are looked through.
const GOODS: Limit = Limit::of(1_000);

/// The case of a maker.
pub(super) async fn case_of_maker(read: &mut Read, maker: MakerId) -> Result<Option<CaseId>, DbError> {
    let row: Option<(CaseId,)> =
        read.row(sql!("select id from maker_case where maker_id = $1"), params![maker]).await?;
    Ok(row.map(|(id,)| id))
}

/// In whose name she sells.
pub(super) async fn of(read: &mut Read, maker: MakerId) -> Result<Option<Selling>, DbError> {
    let row: Option<(TaxClass, Option<String>, Option<AggregatorId>)> = read
        .row(
            sql!("select tax_class, coalesce(gstin, enrolment_no), aggregator_id from maker where id = $1"),
            params![maker],
        )
        .await?;
    Ok(row.map(|(tax_class, tax_number, aggregator)| Selling { tax_class, tax_number, aggregator }))
}

/// In whose name she sells from now on.
pub(super) async fn set(tx: &mut Tx, maker: MakerId, selling: &Selling) -> Result<(), DbError> {
    let (gstin, enrolment_no) = selling.numbers();
    tx.put(
        sql!(
            "update maker set tax_class = $2, gstin = $3, enrolment_no = $4, aggregator_id = $5 where id = $1"
        ),
        params![maker, selling.tax_class, gstin, enrolment_no, selling.aggregator],
    )
    .await
}

/// Goods of hers that are not on the shelf.
pub(super) async fn hidden(read: &mut Read, maker: MakerId) -> Result<Vec<ProductId>, DbError> {
    let rows: Vec<(ProductId,)> = read
        .rows(
            sql!(
                "select p.id from product p
                  where p.maker_id = $1 and not exists (select 1 from shelf s where s.product_id = p.id)
                  order by p.id limit $2"
            ),
            params![maker, GOODS],
        )
        .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// A good on the shelf: whose, its name, its price.
pub(super) async fn on_shelf(
    read: &mut Read,
    product: ProductId,
) -> Result<Option<(MakerId, Words, Paise)>, DbError> {
    let row: Option<(MakerId, String, String, Paise)> = read
        .row(
            sql!("select maker_id, name_hi, name_en, price_paise from shelf where product_id = $1"),
            params![product],
        )
        .await?;
    Ok(row.map(|(maker, hi, en, price)| (maker, Words::new(hi, en), price)))
}
