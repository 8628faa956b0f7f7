//! A district of one hub, two makers and two goods, enough to buy from.

use kernel::ids::{HubId, MakerId, ProductId, VariantId};
use market::delivery;
use store::{Db, DbError, Spot, params, sql, transaction};

/// Who and what there is.
#[derive(Clone, Copy, Debug)]
pub struct District {
    pub hub: HubId,
    /// Sunita makes bangles; her bank takes money.
    pub sunita: MakerId,
    /// Ramesh makes pots; his bank sends money back.
    pub ramesh: MakerId,
    /// A pair of bangles, ₹250, ten pieces.
    pub bangles: VariantId,
    /// A pot, ₹120, ten pieces.
    pub pot: VariantId,
}

pub const SUNITA: &str = "+919800000001";
pub const RAMESH: &str = "+919800000002";

struct Good<'a> {
    maker: MakerId,
    slug: &'a str,
    name: (&'a str, &'a str),
    price: i64,
}

/// Founds the district.
pub async fn found(db: &Db) -> District {
    delivery::load_tables(db).await.expect("delivery tables");
    market::cash::load_tables(db).await.expect("the rule of cash");
    market::gateways::load_tables(db).await.expect("the rules of gateways");
    places(db).await.expect("places");
    let hub = hub(db).await.expect("a hub");
    let sunita = maker(db, hub, ("सुनीता देवी", "Sunita Devi"), SUNITA, "30512345678").await.expect("a maker");
    let ramesh = maker(db, hub, ("रमेश पंडित", "Ramesh Pandit"), RAMESH, "30512340000").await.expect("a maker");
    let bangles = Good {
        maker: sunita, slug: "bangles", name: ("लाख की चूड़ी", "Lac bangles"), price: 25_000
    };
    let pot = Good { maker: ramesh, slug: "pot", name: ("घड़ा", "Clay pot"), price: 12_000 };
    let bangles = good(db, &bangles).await.expect("a good");
    let pot = good(db, &pot).await.expect("a good");
    District { hub, sunita, ramesh, bangles, pot }
}

async fn places(db: &Db) -> Result<(), DbError> {
    transaction!(db, tx => {
        tx.put(sql!("insert into state (gst_code, iso3166_2, name_hi, name_en, kind) values ('20', 'IN-JH', 'झारखंड', 'Jharkhand', 'state')"), params![]).await?;
        tx.put(sql!("insert into pincode (pin, office, district, state_code, lat_e4, lon_e4, delivers) values ('814112', 'Deoghar', 'Deoghar', '20', 244850, 867000, 1), ('834001', 'Ranchi', 'Ranchi', '20', 233400, 853100, 1)"), params![]).await?;
        tx.put(sql!("insert into block (lgd_code, name_hi, name_en, subdivision, lat_e4, lon_e4) values ('2442', 'देवघर', 'Deoghar', 'Deoghar', 244850, 867000)"), params![]).await?;
        tx.put(sql!("insert into craft (craft_key, position, name_hi, name_en, category, season, is_food) values ('lac', 1, 'लाख', 'Lac', 'craft', '', 0)"), params![]).await?;
        tx.put(sql!("insert into hsn_rate (hsn_key, effective_from_day, hsn, name_hi, name_en, rate_bp, holds_if, basis, verified) values ('bangles', 0, '7117', 'चूड़ी', 'Bangles', 300, '', 'test', 'yes')"), params![]).await
    })
}

async fn hub(db: &Db) -> Result<HubId, DbError> {
    transaction!(db, tx => {
        let id: HubId = tx.new_id();
        tx.put(sql!("insert into hub (id, hub_key, name_hi, name_en, block_code, address_hi, address_en, pincode, open_hours, sample) values ($1, 'deoghar', 'देवघर केंद्र', 'Deoghar hub', '2442', 'टावर चौक', 'Tower Chowk', '814112', '10-17', 1)"), params![id]).await?;
        Ok(id)
    })
}

async fn maker(
    db: &Db,
    hub: HubId,
    name: (&str, &str),
    mobile: &str,
    account: &str,
) -> Result<MakerId, DbError> {
    let slug = name.1.to_lowercase().replace(' ', "-");
    transaction!(db, tx => {
        let id: MakerId = tx.new_id();
        let now = tx.now();
        let (hash, of_id) = (tx.hash_of("mobile", mobile)?, id.to_string());
        let sealed = tx.seal(&id, Spot { column: "maker.mobile", row: &of_id }, mobile).await?;
        let (row, text) = (format!("{id} {}", now.0), format!("{}\n{account}", name.0));
        let account = tx.seal(&id, Spot { column: "maker_bank.account", row: &row }, &text).await?;
        tx.put(sql!("insert into maker (id, slug, name_hi, name_en, kind, mobile_hash, village_hi, village_en, block_code, pincode, hub_id, craft_key, story_hi, story_en, tax_class, lang, sample, joined_at_ms, mobile_sealed, mobile_once) values ($1, $2, $3, $4, 'person', $5, 'रिखिया', 'Rikhia', '2442', '814112', $6, 'lac', '', '', 'enrolled', 'hi', 1, $7, $8, $1)"), params![id, slug, name.0, name.1, hash, hub, now, sealed]).await?;
        tx.put(sql!("insert into maker_bank (maker_id, since_ms, ifsc, account_sealed) values ($1, $2, 'SBIN0000064', $3)"), params![id, now, account]).await?;
        market::cases::enrol(tx, id).await?;
        Ok(id)
    })
}

async fn good(db: &Db, good: &Good<'_>) -> Result<VariantId, DbError> {
    transaction!(db, tx => {
        let (product, variant): (ProductId, VariantId) = (tx.new_id(), tx.new_id());
        let opened: kernel::ids::StockMovementId = tx.new_id();
        let now = tx.now();
        tx.put(sql!("insert into product (id, slug, maker_id, craft_key, hsn_key, name_hi, name_en, words_hi, words_en, net_quantity_hi, net_quantity_en, ingredients_hi, ingredients_en, allergens_hi, allergens_en, storage_hi, storage_en, care_hi, care_en, dimensions, sample, listed_at_ms) values ($1, $2, $3, 'lac', 'bangles', $4, $5, '', '', '', '', '', '', '', '', '', '', '', '', '', 1, $6)"), params![product, good.slug, good.maker, good.name.0, good.name.1, now]).await?;
        tx.put(sql!("insert into variant (id, product_id, variant_key, position, label_hi, label_en, price_paise, mrp_paise, weight_g, length_mm, breadth_mm, height_mm, making, lead_days, capacity_per_week) values ($1, $2, 'one', 1, '', '', $3, $3, 300, 100, 100, 100, 'stock', 1, 0)"), params![variant, product, good.price]).await?;
        tx.put(sql!("insert into stock (variant_id, product_id, on_hand, held) values ($1, $2, 10, 0)"), params![variant, product]).await?;
        tx.put(sql!("insert into stock_movement (id, variant_id, on_hand_change, held_change, why, source, at_ms) values ($1, $2, 10, 0, 'opened', 'district', $3)"), params![opened, variant, now]).await?;
        Ok(variant)
    })
}
