//! The statements behind a piece that is sent anew.

use kernel::ids::{AggregatorId, HubId, KitId, LineId, MakerId, OrderId, ProductId, VariantId};
use kernel::{BadCell, BasisPoints, Paise, Words};
use store::{DbError, FromRow, Read, Row, params, sql};

use super::Parcel;
use crate::catalogue::columns::Columns;
use crate::quotes::rules::TaxSplit;
use crate::quotes::sellers::Seller;

/// A line as it was sold, and the way it went.
#[derive(Clone, Debug)]
pub(super) struct Sold {
    pub order: OrderId,
    pub variant: VariantId,
    pub product: ProductId,
    pub maker: MakerId,
    pub hub: HubId,
    pub zone: String,
    pub is_food: i64,
    pub state: Parcel,
    pub name: Words,
    pub label: Words,
    pub quantity: u32,
    pub unit: Paise,
    pub hsn: String,
    pub rate: BasisPoints,
    pub split: TaxSplit,
    pub aggregator: Option<AggregatorId>,
    pub commission: Paise,
    pub kit: Option<KitId>,
}

impl Sold {
    pub(super) fn seller(&self) -> Seller {
        self.aggregator.map_or(Seller::Maker, Seller::Aggregator)
    }
}

impl FromRow for Sold {
    fn from_row(row: Row) -> Result<Sold, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Sold {
            order: columns.next()?,
            variant: columns.next()?,
            product: columns.next()?,
            maker: columns.next()?,
            hub: columns.next()?,
            zone: columns.next()?,
            is_food: columns.next()?,
            state: columns.next()?,
            name: columns.words()?,
            label: columns.words()?,
            quantity: columns.next()?,
            unit: columns.next()?,
            hsn: columns.next()?,
            rate: columns.next()?,
            split: columns.next()?,
            aggregator: columns.next()?,
            commission: columns.next()?,
            kit: columns.next()?,
        })
    }
}

/// A line as it was sold.
pub(super) async fn sold(read: &mut Read, line: LineId) -> Result<Option<Sold>, DbError> {
    read.row(
        sql!(
            "select l.order_id, l.variant_id, l.product_id, p.maker_id, p.hub_id, s.zone, p.is_food, p.state, l.name_hi, l.name_en,
                    l.label_hi, l.label_en, l.quantity, l.unit_paise, l.hsn, l.rate_bp, l.tax_split, l.aggregator_id,
                    l.commission_paise, l.kit_id
               from order_line l
               join parcel p on p.id = l.parcel_id
               join shipment s on s.id = p.shipment_id
              where l.id = $1"
        ),
        params![line],
    )
    .await
}

/// The number of one more shipment of an order.
pub(super) async fn next_shipment(read: &mut Read, order: OrderId) -> Result<u32, DbError> {
    let (number,) = read
        .one(
            sql!("select coalesce(max(shipment_no), 0) + 1 from shipment where order_id = $1"),
            params![order],
        )
        .await?;
    Ok(number)
}

/// The how many-th of a maker's parcels of an order is sent anew next.
pub(super) async fn next_anew(read: &mut Read, order: OrderId, maker: MakerId) -> Result<i64, DbError> {
    let (number,) = read
        .one(
            sql!("select coalesce(max(anew), 0) + 1 from parcel where order_id = $1 and maker_id = $2"),
            params![order, maker],
        )
        .await?;
    Ok(number)
}
