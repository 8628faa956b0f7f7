//! Every statement that makes and moves orders, lines and parcels, in life order. What pages ask is in `view_sql`.

use kernel::ids::{HubId, LineId, MakerId, OrderId, ParcelId, PersonId, QuoteId, ShipmentId, VariantId};
use kernel::{Cell, Day, Lang, Limit, Paise, Time};
use store::{DbError, Personal, Read, Sealed, Sql, Tx, params, sql};

use super::machine::{Order, Parcel};
use crate::audit::Trail;
use crate::personal::{self, ORDER_RECIPIENT, Recipient};
use crate::quotes::sellers::Seller;
use crate::quotes::{Head, Line, PaymentMethod};

/// Lines and parcels one order can have.
const PARTS: Limit = Limit::of(100);

store::row! {
    /// The order a quote has become.
    pub struct Existing {
        /// Its id.
        pub id: OrderId,
        /// Its code.
        pub code: String,
        /// Whose it is.
        pub person: PersonId,
        /// What is to be paid.
        pub total: Paise,
    }
}

/// The order a quote has become, if it has.
pub(super) async fn order_of_quote(read: &mut Read, quote: QuoteId) -> Result<Option<Existing>, DbError> {
    read.row(
        sql!("select id, code, person_id, total_paise from buyer_order where quote_id = $1"),
        params![quote],
    )
    .await
}

pub(super) struct NewOrder<'a> {
    pub id: OrderId,
    pub code: &'a str,
    pub quote: &'a Head,
    pub person: PersonId,
    pub lang: Lang,
    pub recipient: Sealed,
    pub expires: Time,
    pub trail: Trail,
}

/// A new order; no row if its quote has become one.
pub(super) fn insert_order(now: Time, new: &NewOrder<'_>) -> (Sql, Vec<Cell>) {
    let q = new.quote;
    (
        sql!(
            "insert into buyer_order
                    (id, code, quote_id, person_id, lang, state, recipient_sealed, pin, district,
                     state_code, payment_method, goods_paise, freight_paise, tax_paise, total_paise, earliest_day,
                     latest_day, placed_at_ms, expires_at_ms, version, trail, counter_id, slot_id, stall_id, offer_id, cut_paise,
                     funded_paise, in_trial)
             values ($1, $2, $3, $4, $5, 'placed', $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, 1, $19, $20, $21, $22, $23, $24, $25,
                     case when (select s.stage from mart_stage s order by s.seq desc limit 1) = 'trial' then 1 else 0 end)
             on conflict (quote_id) do nothing"
        ),
        params![
            new.id,
            new.code,
            q.id,
            new.person,
            new.lang,
            new.recipient.clone(),
            q.pin.clone(),
            q.district,
            q.state_code,
            q.method,
            q.goods,
            q.freight,
            q.tax,
            q.total,
            q.earliest,
            q.latest,
            now,
            new.expires,
            new.trail.clone(),
            q.counter,
            q.slot,
            q.stall,
            q.offer,
            q.cut,
            q.funded
        ],
    )
}

pub(super) struct NewParcel<'a> {
    pub id: ParcelId,
    pub code: &'a str,
    pub order: OrderId,
    pub shipment: ShipmentId,
    pub maker: MakerId,
    pub hub: HubId,
    pub is_food: bool,
    pub goods: Paise,
    pub funded: Paise,
    pub maker_share: Paise,
    /// Nothing for what was ordered; the how many-th of her parcels that is sent anew.
    pub anew: i64,
    pub trail: Trail,
}

/// A parcel of a new order; its maker is asked once the order is paid.
pub(super) async fn insert_parcel(tx: &mut Tx, new: &NewParcel<'_>) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into parcel (id, code, order_id, shipment_id, maker_id, hub_id, is_food, state, goods_paise,
                                 maker_paise, reason, version, trail, in_trial, anew, funded_paise)
             values ($1, $2, $3, $4, $5, $6, $7, 'planned', $8, $9, '', 1, $10,
                     (select o.in_trial from buyer_order o where o.id = $3), $11, $12)"
        ),
        params![
            new.id,
            new.code,
            new.order,
            new.shipment,
            new.maker,
            new.hub,
            i64::from(new.is_food),
            new.goods,
            new.maker_share,
            new.trail.clone(),
            new.anew,
            new.funded
        ],
    )
    .await
}

/// A line of a new order: everything of the quote's line, frozen.
pub(super) async fn insert_line(
    tx: &mut Tx,
    id: LineId,
    order: OrderId,
    parcel: ParcelId,
    position: u32,
    line: &Line,
) -> Result<(), DbError> {
    let (seller, aggregator) = match line.seller {
        Seller::Maker => ("maker", None),
        Seller::Aggregator(id) => ("aggregator", Some(id)),
    };
    tx.put(
        sql!(
            "insert into order_line
                    (id, order_id, parcel_id, position, variant_id, product_id, name_hi, name_en, label_hi, label_en,
                     quantity, unit_paise, line_paise, hsn, rate_bp, tax_paise, tax_split, seller, aggregator_id,
                     commission_paise, maker_paise, cut_paise, funded_paise, kit_id)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)"
        ),
        params![
            id,
            order,
            parcel,
            position,
            line.variant,
            line.product,
            line.name.hi,
            line.name.en,
            line.label.hi,
            line.label.en,
            line.quantity,
            line.unit,
            line.line,
            line.hsn,
            line.rate,
            line.tax,
            line.split,
            seller,
            aggregator,
            line.commission,
            line.maker_share,
            line.cut,
            line.funded,
            line.kit
        ],
    )
    .await
}

/// The number the next line of an order has.
pub(super) async fn next_position(read: &mut Read, order: OrderId) -> Result<u32, DbError> {
    let (position,) = read
        .one(
            sql!("select coalesce(max(position), 0) + 1 from order_line where order_id = $1"),
            params![order],
        )
        .await?;
    Ok(position)
}

store::row! {
    /// An order as acts need it.
    pub struct OrderRow {
        /// Its id.
        pub id: OrderId,
        /// Its code.
        pub code: String,
        /// Whose it is.
        pub person: PersonId,
        /// The buyer's language.
        pub lang: Lang,
        /// Who receives it, and the number its news go to.
        pub recipient: Personal<Recipient>,
        /// How it stands.
        pub state: Order,
        /// How the buyer meant to pay.
        pub method: PaymentMethod,
        /// What was or is to be paid.
        pub total: Paise,
        /// When it expires.
        pub expires_at: Time,
        /// Its version.
        pub version: i64,
        /// Its trail.
        pub trail: Trail,
    }
}

/// An order as acts need it.
pub(crate) async fn order(read: &mut Read, id: OrderId) -> Result<Option<OrderRow>, DbError> {
    let row = read
        .row(
            sql!(
                "select id, code, person_id, lang, recipient_sealed, state, payment_method, total_paise, expires_at_ms, version, trail
                   from buyer_order where id = $1"
            ),
            params![id],
        )
        .await?;
    let Some(mut order): Option<OrderRow> = row else { return Ok(None) };
    personal::open(read, ORDER_RECIPIENT, &order.person, &order.id, &mut order.recipient).await?;
    Ok(Some(order))
}

/// Moves an order unless someone moved it since. `false`: they did.
pub(super) async fn move_order(
    tx: &mut Tx,
    row: &OrderRow,
    to: Order,
    trail: &Trail,
) -> Result<bool, DbError> {
    let now = tx.now();
    let ended = (to != Order::Confirmed).then_some(now);
    let changed = tx
        .exec(
            sql!(
                "update buyer_order
                    set state = $3, trail = $4, version = version + 1, ended_at_ms = coalesce($5, ended_at_ms)
                  where id = $1 and version = $2"
            ),
            params![row.id, row.version, to, trail.clone(), ended],
        )
        .await?;
    Ok(changed == 1)
}

/// What an order holds of the stock.
pub(super) async fn wants_of(read: &mut Read, order: OrderId) -> Result<Vec<(VariantId, u32)>, DbError> {
    read.rows(
        sql!("select variant_id, quantity from order_line where order_id = $1 order by position limit $2"),
        params![order, PARTS],
    )
    .await
}

store::row! {
    /// A parcel as acts need it.
    pub struct ParcelRow {
        /// Its id.
        pub id: ParcelId,
        /// Its code.
        pub code: String,
        /// Its order.
        pub order: OrderId,
        /// Its shipment.
        pub shipment: ShipmentId,
        /// Who makes it.
        pub maker: MakerId,
        /// How it stands.
        pub state: Parcel,
        /// Its goods, tax included.
        pub goods: Paise,
        /// How much of that another pays for the buyer.
        pub funded: Paise,
        /// The maker's share.
        pub maker_share: Paise,
        /// Its version.
        pub version: i64,
        /// Its trail.
        pub trail: Trail,
    }
}

impl ParcelRow {
    /// What the buyer pays for it.
    pub(crate) const fn paid(&self) -> Paise {
        Paise(self.goods.0 - self.funded.0)
    }
}

/// All parcels of an order.
pub(crate) async fn parcels_of(read: &mut Read, order: OrderId) -> Result<Vec<ParcelRow>, DbError> {
    read.rows(
        sql!(
            "select id, code, order_id, shipment_id, maker_id, state, goods_paise, funded_paise, maker_paise, version, trail
               from parcel where order_id = $1 order by id limit $2"
        ),
        params![order, PARTS],
    )
    .await
}

/// All parcels of a shipment.
pub(crate) async fn parcels_in(read: &mut Read, shipment: ShipmentId) -> Result<Vec<ParcelRow>, DbError> {
    read.rows(
        sql!(
            "select id, code, order_id, shipment_id, maker_id, state, goods_paise, funded_paise, maker_paise, version, trail
               from parcel where shipment_id = $1 order by id limit $2"
        ),
        params![shipment, PARTS],
    )
    .await
}

/// A parcel, whoever's; only for what the mart itself does.
pub(crate) async fn parcel(read: &mut Read, id: ParcelId) -> Result<Option<ParcelRow>, DbError> {
    read.row(
        sql!(
            "select id, code, order_id, shipment_id, maker_id, state, goods_paise, funded_paise, maker_paise, version, trail
               from parcel where id = $1"
        ),
        params![id],
    )
    .await
}

/// A parcel of a maker.
pub(super) async fn parcel_of_maker(
    read: &mut Read,
    maker: MakerId,
    id: ParcelId,
) -> Result<Option<ParcelRow>, DbError> {
    read.row(
        sql!(
            "select id, code, order_id, shipment_id, maker_id, state, goods_paise, funded_paise, maker_paise, version, trail
               from parcel where id = $1 and maker_id = $2"
        ),
        params![id, maker],
    )
    .await
}

/// A parcel that belongs to a hub, by its code.
pub(super) async fn parcel_at_hub(
    read: &mut Read,
    hub: HubId,
    code: &str,
) -> Result<Option<ParcelRow>, DbError> {
    read.row(
        sql!(
            "select id, code, order_id, shipment_id, maker_id, state, goods_paise, funded_paise, maker_paise, version, trail
               from parcel where code = $1 and hub_id = $2"
        ),
        params![code, hub],
    )
    .await
}

/// What of a parcel can lie on the shelf again: neither food nor made to order. A good bought in two lines is summed.
pub(super) async fn shelf_goods(read: &mut Read, parcel: ParcelId) -> Result<Vec<(VariantId, u32)>, DbError> {
    read.rows(
        sql!(
            "select l.variant_id, cast(sum(l.quantity) as bigint)
               from order_line l join parcel p on p.id = l.parcel_id join variant v on v.id = l.variant_id
              where l.parcel_id = $1 and p.is_food = 0 and v.making = 'stock'
              group by l.variant_id order by l.variant_id limit $2"
        ),
        params![parcel, PARTS],
    )
    .await
}

/// The statement that moves a parcel unless someone moved it since.
/// Values: id, version, state, trail, reason or null, ready-by day or null, asked-at or null, ended-at or null.
pub(super) fn move_parcel() -> Sql {
    sql!(
        "update parcel
            set state = $3, trail = $4, version = version + 1, reason = coalesce($5, reason),
                ready_by_day = coalesce($6, ready_by_day), asked_at_ms = coalesce($7, asked_at_ms),
                ended_at_ms = coalesce($8, ended_at_ms)
          where id = $1 and version = $2"
    )
}

/// What the maker is to be paid for a parcel that has arrived, and by which day.
pub(super) async fn set_payable(
    tx: &mut Tx,
    parcel: ParcelId,
    payable: Paise,
    by: Day,
) -> Result<(), DbError> {
    tx.put(
        sql!("update parcel set payable_paise = $2, pay_by_day = $3 where id = $1"),
        params![parcel, payable, by],
    )
    .await
}

/// What each line of a parcel gives to whom, for the ledger.
pub(crate) async fn shares_of(
    read: &mut Read,
    parcel: ParcelId,
) -> Result<Vec<(Paise, Paise, Paise, Paise, Option<kernel::ids::AggregatorId>)>, DbError> {
    read.rows(
        sql!(
            "select line_paise, maker_paise, commission_paise, tax_paise, aggregator_id
               from order_line where parcel_id = $1 order by position limit $2"
        ),
        params![parcel, PARTS],
    )
    .await
}
