//! Every statement with which tests found a district, and with which they look at it from outside.

use kernel::ids::{AggregatorId, HubId, MakerId, PersonId, ProductId, VariantId};
use kernel::india::Mobile;
use kernel::{BasisPoints, Cell, Day, Paise};
use store::{DbError, Read, Sealed, Spot, Tx, params, sql};

use super::{Good, Maker};

pub async fn insert_state(tx: &mut Tx, code: &str, name: &str) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into state (gst_code, iso3166_2, name_hi, name_en, kind) values ($1, $1, $2, $2, 'state')"
        ),
        params![code, name],
    )
    .await
}

pub async fn insert_pin(
    tx: &mut Tx,
    pin: &str,
    district: &str,
    state: &str,
    at: (i64, i64),
) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into pincode (pin, office, district, state_code, lat_e4, lon_e4, delivers)
             values ($1, $2, $2, $3, $4, $5, 1)"
        ),
        params![pin, district, state, at.0, at.1],
    )
    .await
}

pub async fn insert_block(tx: &mut Tx, code: &str, name: &str) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into block (lgd_code, name_hi, name_en, subdivision, lat_e4, lon_e4)
             values ($1, $2, $2, 'Deoghar', 244850, 867000)"
        ),
        params![code, name],
    )
    .await
}

pub async fn insert_hub(tx: &mut Tx, id: HubId, name: &str, block: &str, pin: &str) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into hub (id, hub_key, name_hi, name_en, block_code, address_hi, address_en, pincode, open_hours, sample)
             values ($1, $2, $2, $2, $3, '', '', $4, '', 1)"
        ),
        params![id, name, block, pin],
    )
    .await
}

pub async fn insert_rate(tx: &mut Tx, key: &str, rate: BasisPoints) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into hsn_rate (hsn_key, effective_from_day, hsn, name_hi, name_en, rate_bp, holds_if, basis, verified)
             values ($1, 0, '0000', $1, $1, $2, '', 'told by a test', 'seen')"
        ),
        params![key, rate],
    )
    .await
}

pub async fn insert_craft(tx: &mut Tx, key: &str, position: i64) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into craft (craft_key, position, name_hi, name_en, category, season, is_food)
             values ($1, $2, $1, $1, '', '', case when $1 = 'peda' then 1 else 0 end)"
        ),
        params![key, position],
    )
    .await
}

pub async fn insert_aggregator(tx: &mut Tx, id: AggregatorId, name: &str, pin: &str) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into aggregator
                    (id, aggregator_key, name_hi, name_en, legal_name, gstin, address_hi, address_en, pincode, sample)
             values ($1, $2, $2, $2, $2, '20AAAAA0000A1ZG', '', '', $3, 1)"
        ),
        params![id, name, pin],
    )
    .await
}

pub async fn insert_maker(
    tx: &mut Tx,
    maker: &Maker,
    aggregator: Option<AggregatorId>,
) -> Result<(), DbError> {
    let now = tx.now();
    let (hash, mobile) = sealed_mobile(tx, "maker.mobile", &maker.id.to_string(), &maker.mobile).await?;
    tx.put(
        sql!(
            "insert into maker
                    (id, slug, name_hi, name_en, kind, mobile_hash, village_hi, village_en, block_code, pincode, hub_id, craft_key,
                     story_hi, story_en, tax_class, fssai, fssai_until_day, aggregator_id, lang, sample, joined_at_ms, mobile_sealed,
                     mobile_once)
             values ($1, $2, $2, $2, 'person', $3, 'ग्राम', 'village', '2201', '814112', $4, $5,
                     '', '', $6, $7, $8, $9, 'hi', 1, $10, $11, $1)"
        ),
        params![
            maker.id,
            maker.name,
            hash,
            maker.hub,
            maker.craft,
            maker.class,
            (maker.craft == "peda").then(|| "10000000000001".to_owned()),
            maker.licence_until,
            aggregator,
            now,
            mobile
        ],
    )
    .await
}

pub async fn insert_account(tx: &mut Tx, maker: MakerId, name: &str) -> Result<(), DbError> {
    let now = tx.now();
    let row = format!("{maker} {}", now.0);
    let account = format!("{name}\n30123456789");
    let account = tx.seal(&maker, Spot { column: "maker_bank.account", row: &row }, &account).await?;
    tx.put(
        sql!(
            "insert into maker_bank (maker_id, since_ms, ifsc, account_sealed)
             values ($1, $2, 'SBIN0000066', $3)"
        ),
        params![maker, now, account],
    )
    .await
}

pub async fn insert_product(tx: &mut Tx, id: ProductId, maker: &Maker, good: &Good) -> Result<(), DbError> {
    let (now, slug) = (tx.now(), good.name.replace(' ', "-"));
    let veg = (good.keeps_days.is_some()).then_some(1_i64);
    tx.put(
        sql!(
            "insert into product
                    (id, slug, maker_id, craft_key, hsn_key, name_hi, name_en, words_hi, words_en, net_quantity_hi,
                     net_quantity_en, ingredients_hi, ingredients_en, allergens_hi, allergens_en, storage_hi, storage_en,
                     care_hi, care_en, dimensions, shelf_life_days, veg, sample, listed_at_ms)
             values ($1, $2, $3, $4, $4, $5, $5, '', '', '', '', '', '', '', '', '', '', '', '', '', $6, $7, 1, $8)"
        ),
        params![id, slug, maker.id, maker.craft, good.name, good.keeps_days, veg, now],
    )
    .await
}

pub async fn insert_variant(
    tx: &mut Tx,
    id: VariantId,
    product: ProductId,
    good: &Good,
) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into variant
                    (id, product_id, variant_key, position, label_hi, label_en, price_paise, mrp_paise, weight_g, length_mm,
                     breadth_mm, height_mm, making, lead_days, capacity_per_week)
             values ($1, $2, 'one', 1, '', '', $3, $3, $4, 100, 100, 50, 'stock', 0, 0)"
        ),
        params![id, product, good.price, good.weight_g],
    )
    .await?;
    tx.put(
        sql!("insert into stock (variant_id, product_id, on_hand, held) values ($1, $2, 0, 0)"),
        params![id, product],
    )
    .await
}

async fn sealed_mobile(
    tx: &mut Tx,
    column: &'static str,
    id: &str,
    mobile: &Mobile,
) -> Result<(String, Sealed), DbError> {
    let hash = tx.hash_of("mobile", mobile.as_str())?;
    Ok((hash, tx.seal(&id, Spot { column, row: id }, mobile.as_str()).await?))
}

pub async fn insert_person(tx: &mut Tx, id: PersonId, mobile: &Mobile, name: &str) -> Result<(), DbError> {
    let now = tx.now();
    let (hash, mobile) = sealed_mobile(tx, "person.mobile", &id.to_string(), mobile).await?;
    tx.put(
        sql!(
            "insert into person (id, mobile_hash, mobile_sealed, name, lang, made_at_ms)
             values ($1, $2, $3, $4, 'hi', $5)"
        ),
        params![id, hash, mobile, name, now],
    )
    .await
}

pub async fn insert_commission(tx: &mut Tx, from: Day, rate: BasisPoints) -> Result<(), DbError> {
    tx.put(
        sql!("insert into commission_rate (effective_from_day, rate_bp, source) values ($1, $2, 'told by a test')"),
        params![from, rate],
    )
    .await
}

pub async fn insert_cart_line(
    tx: &mut Tx,
    cart: kernel::ids::CartId,
    variant: VariantId,
) -> Result<(), DbError> {
    tx.put(
        sql!("insert into cart_line (cart_id, variant_id, quantity, added_at_ms) values ($1, $2, 1, 0)"),
        params![cart, variant],
    )
    .await
}

/// On hand and held.
pub async fn stock(read: &mut Read, variant: VariantId) -> Result<(i64, i64), DbError> {
    read.one(sql!("select on_hand, held from stock where variant_id = $1"), params![variant]).await
}

/// How many orders there are.
pub async fn orders(read: &mut Read) -> Result<i64, DbError> {
    let (count,) = read.one(sql!("select count(*) from buyer_order"), params![]).await?;
    Ok(count)
}

/// Messages of a kind in the outbox, oldest first.
pub async fn messages(read: &mut Read, kind: &str) -> Result<Vec<String>, DbError> {
    store::jobs::carried(read, kind).await
}

/// The payments of an order as their gateway names them: id, status, amount, fee, reason.
pub async fn payments(
    read: &mut Read,
    order: Cell,
) -> Result<Vec<(String, String, Paise, Paise, String)>, DbError> {
    read.rows(
        sql!(
            "select y.gateway_payment, y.status, y.amount_paise, y.fee_paise, y.reason
               from payment y join payment_intent i on i.id = y.intent_id
              where i.order_id = $1 order by y.gateway_payment"
        ),
        vec![order],
    )
    .await
}

/// What the journal moved for the payments, parcels, shipments and refunds of an order: kind, account, amount.
pub async fn movements(read: &mut Read, order: Cell) -> Result<Vec<(String, String, Paise)>, DbError> {
    read.rows(
        sql!(
            "select e.kind, p.account, cast(sum(p.amount_paise) as bigint)
               from journal_entry e join posting p on p.entry_id = e.id
              where e.source in (select y.id from payment y join payment_intent i on i.id = y.intent_id where i.order_id = $1)
                 or e.source in (select id from parcel where order_id = $1)
                 or e.source in (select id from shipment where order_id = $1)
                 or e.source in (select id from refund where order_id = $1)
              group by e.kind, p.account order by e.kind, p.account"
        ),
        vec![order],
    )
    .await
}

/// Refunds of an order with their ids, oldest first: id, what about, the gateway's payment, amount.
pub async fn refunds(
    read: &mut Read,
    order: Cell,
) -> Result<Vec<(kernel::ids::RefundId, String, String, Paise)>, DbError> {
    read.rows(
        sql!(
            "select r.id, r.about, y.gateway_payment, r.amount_paise
               from refund r join payment y on y.id = r.payment_id
              where r.order_id = $1 order by r.asked_at_ms, r.id"
        ),
        vec![order],
    )
    .await
}

/// From now on a maker is registered.
pub async fn register(tx: &mut Tx, maker: MakerId) -> Result<(), DbError> {
    tx.put(sql!("update maker set tax_class = 'regular' where id = $1"), params![maker]).await
}

/// From now on a good has another tax key.
pub async fn set_tax_key(tx: &mut Tx, variant: VariantId, key: &str) -> Result<(), DbError> {
    tx.put(
        sql!("update product set hsn_key = $2 where id = (select product_id from variant where id = $1)"),
        params![variant, key],
    )
    .await
}

/// From now on a good has another price.
pub async fn set_price(tx: &mut Tx, variant: VariantId, price: Paise) -> Result<(), DbError> {
    tx.put(sql!("update variant set price_paise = $2, mrp_paise = $2 where id = $1"), params![variant, price])
        .await
}

/// One more maker, as another one is.
pub async fn insert_maker_like(
    tx: &mut Tx,
    id: MakerId,
    number: u32,
    like: MakerId,
    hub: HubId,
) -> Result<(), DbError> {
    let (slug, mobile) = (format!("maker-{number}"), format!("+9160{number:08}"));
    let mobile = Mobile::typed(&mobile).expect("a number");
    let (hash, mobile) = sealed_mobile(tx, "maker.mobile", &id.to_string(), &mobile).await?;
    tx.put(
        sql!(
            "insert into maker
                    (id, slug, name_hi, name_en, kind, mobile_hash, village_hi, village_en, block_code, pincode, hub_id, craft_key,
                     story_hi, story_en, tax_class, lang, sample, joined_at_ms, mobile_sealed, mobile_once)
             select $1, $2, name_hi, name_en, kind, $3, village_hi, village_en, block_code, pincode, $4, craft_key,
                    story_hi, story_en, tax_class, lang, sample, joined_at_ms, $6, $1
               from maker where id = $5"
        ),
        params![id, slug, hash, hub, like, mobile],
    )
    .await
}

/// One more parcel that has reached its buyer, in the order and shipment of another one.
pub async fn insert_delivered_parcel(
    tx: &mut Tx,
    id: kernel::ids::ParcelId,
    number: u32,
    maker: MakerId,
    beside: kernel::ids::ParcelId,
) -> Result<(), DbError> {
    let code = format!("PX{number:07}");
    tx.put(
        sql!(
            "insert into parcel (id, code, order_id, shipment_id, maker_id, hub_id, is_food, state, goods_paise, maker_paise,
                                 payable_paise, reason, ended_at_ms, version, trail)
             select $1, $2, order_id, shipment_id, $3, hub_id, is_food, 'delivered', 100, 100, 100, '', 0, 1, ''
               from parcel where id = $4"
        ),
        params![id, code, maker, beside],
    )
    .await
}

/// From now on a maker is called on this number.
pub async fn call_on(tx: &mut Tx, maker: MakerId, mobile: &kernel::india::Mobile) -> Result<(), DbError> {
    let (hash, mobile) = sealed_mobile(tx, "maker.mobile", &maker.to_string(), mobile).await?;
    tx.put(
        sql!("update maker set mobile_hash = $2, mobile_sealed = $3 where id = $1"),
        params![maker, hash, mobile],
    )
    .await
}

pub async fn on_shelf(read: &mut Read, product: ProductId) -> Result<Option<(String, Paise)>, DbError> {
    read.row(sql!("select name_hi, price_paise from shelf where product_id = $1"), params![product]).await
}

pub async fn maker_of(read: &mut Read, product: ProductId) -> Result<MakerId, DbError> {
    let (maker,): (MakerId,) =
        read.one(sql!("select maker_id from product where id = $1"), params![product]).await?;
    Ok(maker)
}

pub async fn product_of(read: &mut Read, variant: VariantId) -> Result<ProductId, DbError> {
    let (product,): (ProductId,) =
        read.one(sql!("select product_id from variant where id = $1"), params![variant]).await?;
    Ok(product)
}

pub async fn insert_bank(tx: &mut Tx, prefix: &str) -> Result<(), DbError> {
    tx.put(sql!("insert into bank (ifsc_prefix, name) values ($1, $1)"), params![prefix]).await
}

pub async fn insert_withholding(
    tx: &mut Tx,
    kind: &str,
    rate_bp: i64,
    no_pan_bp: i64,
    free_up_to: kernel::Paise,
) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into withholding_rate
                    (kind, effective_from_day, rate_bp, no_pan_bp, free_up_to_paise, basis, verified)
             values ($1, 0, $2, $3, $4, 'told by a test', 'memory')"
        ),
        params![kind, rate_bp, no_pan_bp, free_up_to],
    )
    .await
}

pub async fn rename_maker(tx: &mut Tx, maker: MakerId, name: &str) -> Result<(), DbError> {
    tx.put(sql!("update maker set name_en = $2, name_hi = $2 where id = $1"), params![maker, name]).await
}

/// Cash is taken elsewhere, up to another sum, from today on.
pub async fn insert_cash_rule(tx: &mut Tx, reach: &str, most: Paise) -> Result<(), DbError> {
    let today = tx.now().day();
    tx.put(
        sql!(
            "insert into cash_rule (effective_from_day, reach, most_paise, refused_most, refused_days, source)
             values ($1, $2, $3, 0, 180, 'a test')"
        ),
        params![today, reach, most],
    )
    .await
}

/// Cash is not taken, or is, at a pincode from today on.
pub async fn insert_cash_pin(tx: &mut Tx, pin: &str, stands: &str) -> Result<(), DbError> {
    let today = tx.now().day();
    tx.put(
        sql!("insert into cash_pin (pin, effective_from_day, stands, source) values ($1, $2, $3, 'a test')"),
        params![pin, today, stands],
    )
    .await
}
