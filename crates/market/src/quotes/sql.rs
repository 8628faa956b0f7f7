//! Every statement on baskets and quotes, in life order.

use kernel::ids::{CartId, QuoteId, StallId, VariantId};
use kernel::india::{Mobile, Pin};
use kernel::{Limit, Time};
use store::{DbError, Read, Sealed, Spot, Tx, params, sql};

use super::draft::{CheckoutDraft, Typed};
use super::read::{Head, LineRow, ShipmentRow};
use super::rules::{Draft, Line, Shipment};
use super::sellers::Seller;
use super::{LINES_MOST, PaymentMethod};
use crate::kits;
use crate::personal::{self, DRAFT_ADDRESS, DRAFT_MOBILE};
use crate::pickups::At;
use crate::places::Place;

const LINES: Limit = Limit::of(LINES_MOST as u32);

/// Puts a good into a basket or changes how many.
pub(super) async fn set_line(
    tx: &mut Tx,
    cart: CartId,
    variant: VariantId,
    quantity: u32,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into cart_line (cart_id, variant_id, quantity, added_at_ms) values ($1, $2, $3, $4)
             on conflict (cart_id, variant_id) do update set quantity = excluded.quantity"
        ),
        params![cart, variant, quantity, now],
    )
    .await
}

/// Takes a good out of a basket.
pub(super) async fn remove_line(tx: &mut Tx, cart: CartId, variant: VariantId) -> Result<(), DbError> {
    tx.put(sql!("delete from cart_line where cart_id = $1 and variant_id = $2"), params![cart, variant]).await
}

/// What is in a basket, in the order it was put there.
pub(crate) async fn lines_of(read: &mut Read, cart: CartId) -> Result<Vec<(VariantId, u32)>, DbError> {
    read.rows(
        sql!(
            "select variant_id, quantity from cart_line
              where cart_id = $1 order by added_at_ms, variant_id limit $2"
        ),
        params![cart, LINES],
    )
    .await
}

/// Takes what was ordered out of the basket; what was added meanwhile stays.
pub(crate) async fn clear_ordered(tx: &mut Tx, cart: CartId, quote: QuoteId) -> Result<(), DbError> {
    tx.put(
        sql!(
            "delete from cart_line
              where cart_id = $1 and variant_id in (select variant_id from quote_line where quote_id = $2 and kit_id is null)"
        ),
        params![cart, quote],
    )
    .await
}

pub(crate) struct NewQuote<'a> {
    pub id: QuoteId,
    pub cart: Option<CartId>,
    pub place: &'a Place,
    pub at: Option<At>,
    pub stall: Option<StallId>,
    pub method: PaymentMethod,
    pub draft: &'a Draft,
    pub expires: Time,
}

/// Writes a quote with its lines and shipments.
pub(crate) async fn insert_quote(tx: &mut Tx, new: &NewQuote<'_>) -> Result<(), DbError> {
    let (now, d) = (tx.now(), new.draft);
    tx.put(
        sql!(
            "insert into quote (id, cart_id, pin, state_code, district, payment_method, goods_paise, freight_paise,
                                tax_paise, total_paise, earliest_day, latest_day, made_at_ms, expires_at_ms, counter_id, slot_id,
                                stall_id, offer_id, cut_paise, funded_paise)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)"
        ),
        params![
            new.id,
            new.cart,
            new.place.pin.clone(),
            new.place.state_code,
            new.place.district,
            new.method,
            d.goods,
            d.freight,
            d.tax,
            d.value(),
            d.earliest,
            d.latest,
            now,
            new.expires,
            new.at.map(|at| at.counter),
            new.at.and_then(|at| at.slot),
            new.stall,
            d.offer.as_ref().map(|applied| applied.id),
            d.cut(),
            d.funded()
        ],
    )
    .await?;
    for (position, line) in (1_u32..).zip(&d.lines) {
        insert_line(tx, new.id, position, line).await?;
    }
    for kit in &d.kits {
        kits::sql::insert_quoted(tx, new.id, kit).await?;
    }
    for shipment in &d.shipments {
        insert_shipment(tx, new.id, shipment).await?;
    }
    Ok(())
}

async fn insert_line(tx: &mut Tx, quote: QuoteId, position: u32, line: &Line) -> Result<(), DbError> {
    let (seller, aggregator) = match line.seller {
        Seller::Maker => ("maker", None),
        Seller::Aggregator(id) => ("aggregator", Some(id)),
    };
    tx.put(
        sql!(
            "insert into quote_line (quote_id, position, shipment_no, variant_id, product_id, maker_id, is_food, name_hi,
                                     name_en, label_hi, label_en, quantity, unit_paise, line_paise, hsn, rate_bp, tax_paise,
                                     tax_split, seller, aggregator_id, commission_paise, maker_paise, cut_paise, funded_paise, kit_id)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)"
        ),
        params![
            quote,
            position,
            line.shipment_no,
            line.variant,
            line.product,
            line.maker,
            i64::from(line.is_food),
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

async fn insert_shipment(tx: &mut Tx, quote: QuoteId, s: &Shipment) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into quote_shipment (quote_id, shipment_no, hub_id, is_food, zone, carrier, weight_g, freight_paise,
                                         earliest_day, latest_day, funded_paise)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
        ),
        params![quote, s.no, s.hub, i64::from(s.is_food), s.zone, s.carrier, s.weight_g, s.freight, s.earliest, s.latest, s.funded],
    )
    .await
}

/// The head of a quote.
pub(crate) async fn head(read: &mut Read, id: QuoteId) -> Result<Option<Head>, DbError> {
    read.row(
        sql!(
            "select q.id, q.cart_id, q.pin, q.state_code, q.district, q.payment_method, q.goods_paise, q.freight_paise, q.tax_paise,
                    q.total_paise - q.funded_paise, q.earliest_day, q.latest_day, q.expires_at_ms, q.counter_id, q.slot_id, q.stall_id, q.offer_id,
                    q.cut_paise, q.funded_paise, coalesce(f.name_hi, ''), coalesce(f.name_en, ''),
                    (select cast(coalesce(sum(k.off_paise), 0) as bigint) from quote_kit k where k.quote_id = q.id)
               from quote q left join offer f on f.id = q.offer_id where q.id = $1"
        ),
        params![id],
    )
    .await
}

/// The lines of a quote, in order.
pub(crate) async fn lines(read: &mut Read, id: QuoteId) -> Result<Vec<LineRow>, DbError> {
    read.rows(
        sql!(
            "select shipment_no, variant_id, product_id, maker_id, is_food, name_hi, name_en, label_hi, label_en, quantity,
                    unit_paise, line_paise, hsn, rate_bp, tax_paise, tax_split, seller, aggregator_id, commission_paise,
                    maker_paise, cut_paise, funded_paise, kit_id
               from quote_line where quote_id = $1 order by position limit $2"
        ),
        params![id, LINES],
    )
    .await
}

/// The shipments of a quote, in order.
pub(crate) async fn shipments(read: &mut Read, id: QuoteId) -> Result<Vec<ShipmentRow>, DbError> {
    read.rows(
        sql!(
            "select shipment_no, hub_id, is_food, zone, carrier, weight_g, freight_paise, earliest_day, latest_day, funded_paise
               from quote_shipment where quote_id = $1 order by shipment_no limit $2"
        ),
        params![id, LINES],
    )
    .await
}

/// Forgets quotes nobody ordered, so that asking for prices fills no disk. Their parts go first.
pub(crate) async fn forget_quotes(tx: &mut Tx, before: Time, limit: Limit) -> Result<u64, DbError> {
    let old: Vec<(QuoteId,)> = tx
        .rows(
            sql!(
                "select q.id from quote q
                  where q.expires_at_ms < $1 and not exists (select 1 from buyer_order o where o.quote_id = q.id)
                  order by q.expires_at_ms limit $2"
            ),
            params![before, limit],
        )
        .await?;
    for (id,) in &old {
        tx.put(sql!("delete from quote_line where quote_id = $1"), params![*id]).await?;
        tx.put(sql!("delete from quote_shipment where quote_id = $1"), params![*id]).await?;
        kits::sql::forget_quoted(tx, *id).await?;
        tx.put(sql!("delete from quote where id = $1"), params![*id]).await?;
    }
    Ok(old.len() as u64)
}

/// What was typed with a basket.
pub(super) async fn draft(read: &mut Read, cart: CartId) -> Result<Option<CheckoutDraft>, DbError> {
    type Row = (Option<Sealed>, Option<Sealed>, Option<Pin>, Option<QuoteId>, Option<String>);
    let row = read
        .row(
            sql!(
                "select mobile_sealed, address_sealed, pin, quote_id, coupon from checkout_draft where cart_id = $1"
            ),
            params![cart],
        )
        .await?;
    let Some((mobile, address, pin, quote, coupon)): Option<Row> = row else { return Ok(None) };
    let row = cart.to_string();
    let open = |column, sealed: Option<Sealed>| {
        sealed.map(|sealed| read.open_for_house(Spot { column, row: &row }, &sealed)).transpose()
    };
    let mobile = open(DRAFT_MOBILE, mobile)?.and_then(|text| Mobile::typed(&text));
    let address = open(DRAFT_ADDRESS, address)?.and_then(|text| personal::unlined(&text));
    let [name, house, area, landmark] = address.unwrap_or_default();
    Ok(Some(CheckoutDraft { mobile, name, house, area, landmark, pin, quote, coupon }))
}

/// Keeps a number.
pub(super) async fn put_draft_mobile(tx: &mut Tx, cart: CartId, mobile: &Mobile) -> Result<(), DbError> {
    let now = tx.now();
    let spot = Spot { column: DRAFT_MOBILE, row: &cart.to_string() };
    let mobile = tx.seal_for_house(spot, mobile.as_str())?;
    tx.put(
        sql!(
            "insert into checkout_draft (cart_id, mobile_sealed, written_at_ms) values ($1, $2, $3)
             on conflict (cart_id) do update
                set mobile_sealed = excluded.mobile_sealed, written_at_ms = excluded.written_at_ms"
        ),
        params![cart, mobile, now],
    )
    .await
}

/// Keeps an address; the quote made for another one is forgotten.
pub(super) async fn put_draft_address(tx: &mut Tx, cart: CartId, typed: &Typed<'_>) -> Result<(), DbError> {
    let now = tx.now();
    let address = personal::lines([typed.name, typed.house, typed.area, typed.landmark]);
    let spot = Spot { column: DRAFT_ADDRESS, row: &cart.to_string() };
    let address = tx.seal_for_house(spot, &address)?;
    tx.put(
        sql!(
            "insert into checkout_draft (cart_id, address_sealed, pin, written_at_ms) values ($1, $2, $3, $4)
             on conflict (cart_id) do update
                set address_sealed = excluded.address_sealed, pin = excluded.pin, quote_id = null, written_at_ms = excluded.written_at_ms"
        ),
        params![cart, address, typed.pin.clone(), now],
    )
    .await
}

/// Keeps the coupon that was typed, or that none is; the quote made without it is forgotten.
pub(super) async fn put_draft_coupon(tx: &mut Tx, cart: CartId, coupon: Option<&str>) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into checkout_draft (cart_id, coupon, written_at_ms) values ($1, $2, $3)
             on conflict (cart_id) do update
                set coupon = excluded.coupon, quote_id = null, written_at_ms = excluded.written_at_ms"
        ),
        params![cart, coupon.map(str::to_owned), now],
    )
    .await
}

/// Keeps which quote was shown.
pub(super) async fn put_draft_quote(tx: &mut Tx, cart: CartId, quote: QuoteId) -> Result<(), DbError> {
    tx.put(sql!("update checkout_draft set quote_id = $2 where cart_id = $1"), params![cart, quote]).await
}

/// Forgets what was typed: its order has been placed, or it is too old.
pub(crate) async fn forget_draft(tx: &mut Tx, cart: CartId) -> Result<(), DbError> {
    tx.put(sql!("delete from checkout_draft where cart_id = $1"), params![cart]).await
}

/// Forgets what was typed before a moment and came to nothing.
pub(crate) async fn forget_drafts(tx: &mut Tx, before: Time) -> Result<u64, DbError> {
    tx.exec(sql!("delete from checkout_draft where written_at_ms < $1"), params![before]).await
}

/// Forgets which quote was shown: the basket has changed.
pub(crate) async fn forget_draft_quote(tx: &mut Tx, cart: CartId) -> Result<(), DbError> {
    tx.put(sql!("update checkout_draft set quote_id = null where cart_id = $1"), params![cart]).await
}

/// How a quote is to be paid, as long as it is not ordered.
pub(super) async fn set_method(tx: &mut Tx, quote: QuoteId, method: PaymentMethod) -> Result<(), DbError> {
    tx.put(
        sql!(
            "update quote set payment_method = $2
              where id = $1 and payment_method <> $2
                and not exists (select 1 from buyer_order o where o.quote_id = $1)"
        ),
        params![quote, method],
    )
    .await
}
