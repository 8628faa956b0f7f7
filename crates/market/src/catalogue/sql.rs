//! Every statement on crafts, products, variants and their pictures, in life order.

use kernel::ids::{MakerId, ProductId, VariantId};
use kernel::{Cell, Limit};
use store::{DbError, Read, Sql, Tx, params, sql};

use super::{Craft, ForSale, Picture, ProductFacts, Variant};

/// A craft, or its corrected names. Values: key, position, names, category, season, is food.
pub(crate) fn put_craft() -> Sql {
    sql!(
        "insert into craft (craft_key, position, name_hi, name_en, category, season, is_food)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (craft_key) do update
            set position = excluded.position, name_hi = excluded.name_hi, name_en = excluded.name_en,
                category = excluded.category, season = excluded.season, is_food = excluded.is_food"
    )
}

/// A new product; nothing if its slug is there. Values as the columns are listed.
pub(crate) fn put_product() -> Sql {
    sql!(
        "insert into product
                (id, slug, maker_id, craft_key, hsn_key, name_hi, name_en, words_hi, words_en, net_quantity_hi,
                 net_quantity_en, ingredients_hi, ingredients_en, allergens_hi, allergens_en, storage_hi, storage_en,
                 care_hi, care_en, dimensions, shelf_life_days, veg, sample, listed_at_ms)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)
         on conflict (slug) do nothing"
    )
}

/// A new variant; nothing if its key is there. Values as the columns are listed.
pub(crate) fn put_variant() -> Sql {
    sql!(
        "insert into variant
                (id, product_id, variant_key, position, label_hi, label_en, price_paise, mrp_paise, weight_g, length_mm,
                 breadth_mm, height_mm, making, lead_days, capacity_per_week)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
         on conflict (product_id, variant_key) do nothing"
    )
}

/// A picture of a product, or another one in its place. Values: product, position, picture, words.
pub(crate) fn put_product_picture() -> Sql {
    sql!(
        "insert into product_picture (product_id, position, picture_id, alt_hi, alt_en) values ($1, $2, $3, $4, $5)
         on conflict (product_id, position) do update
            set picture_id = excluded.picture_id, alt_hi = excluded.alt_hi, alt_en = excluded.alt_en"
    )
}

/// A picture of a maker, or another one in its place. Values: maker, position, picture, words.
pub(crate) fn put_maker_picture() -> Sql {
    sql!(
        "insert into maker_picture (maker_id, position, picture_id, alt_hi, alt_en) values ($1, $2, $3, $4, $5)
         on conflict (maker_id, position) do update
            set picture_id = excluded.picture_id, alt_hi = excluded.alt_hi, alt_en = excluded.alt_en"
    )
}

/// Every craft that has goods to see, with their number and the picture of the newest.
pub(crate) async fn crafts(read: &mut Read) -> Result<Vec<Craft>, DbError> {
    let most = Limit::of(Limit::MOST);
    read.rows(
        sql!(
            "select c.craft_key, c.name_hi, c.name_en, c.season, c.is_food, g.goods,
                    coalesce(s.picture_id, ''), coalesce(s.alt_hi, ''), coalesce(s.alt_en, '')
               from (select craft_key, count(*) as goods from shelf group by craft_key) g
               join craft c on c.craft_key = g.craft_key
               left join shelf s on s.product_id =
                    (select n.product_id from shelf n where n.craft_key = c.craft_key
                      order by n.listed_at_ms desc, n.product_id desc limit 1)
              order by c.position limit $1"
        ),
        params![most],
    )
    .await
}

/// Every craft, without counting its goods.
pub(crate) async fn all_crafts(read: &mut Read) -> Result<Vec<Craft>, DbError> {
    let most = Limit::of(Limit::MOST);
    read.rows(
        sql!(
            "select c.craft_key, c.name_hi, c.name_en, c.season, c.is_food, 0, '', '', ''
               from craft c order by c.position limit $1"
        ),
        params![most],
    )
    .await
}

/// The craft of a good.
pub(crate) async fn craft_of(read: &mut Read, product: ProductId) -> Result<Option<String>, DbError> {
    let found: Option<(String,)> =
        read.row(sql!("select craft_key from product where id = $1"), params![product]).await?;
    Ok(found.map(|(craft,)| craft))
}

/// Every craft's key and name, with or without goods, in the order of pages.
pub(crate) async fn craft_names(read: &mut Read) -> Result<Vec<(String, String, String)>, DbError> {
    let most = Limit::of(Limit::MOST);
    read.rows(sql!("select craft_key, name_hi, name_en from craft order by position limit $1"), params![most])
        .await
}

/// One craft, with or without goods.
pub(crate) async fn craft(read: &mut Read, key: &str) -> Result<Option<Craft>, DbError> {
    read.row(
        sql!(
            "select c.craft_key, c.name_hi, c.name_en, c.season, c.is_food,
                    (select count(*) from shelf s where s.craft_key = c.craft_key), '', '', ''
               from craft c where c.craft_key = $1"
        ),
        params![key],
    )
    .await
}

/// The facts of a product by the last part of its page's address.
pub(crate) async fn facts(read: &mut Read, slug: &str) -> Result<Option<ProductFacts>, DbError> {
    let today = read.now().day();
    read.row(
        sql!(
            "select p.id, p.slug, p.name_hi, p.name_en, p.words_hi, p.words_en, p.craft_key, c.name_hi, c.name_en,
                    case when p.veg is null then 0 else 1 end, p.hsn_key, p.net_quantity_hi, p.net_quantity_en, p.ingredients_hi, p.ingredients_en,
                    p.allergens_hi, p.allergens_en, p.storage_hi, p.storage_en, p.care_hi, p.care_en, p.dimensions,
                    p.shelf_life_days, p.veg, p.sample, p.listed_at_ms,
                    (select count(*) from product_withdrawal w where w.product_id = p.id and w.ended_at_ms is null)
                    + (select count(*) from product_pause z where z.product_id = p.id and z.ended_at_ms is null)
                    + (select count(*) from product_retirement r where r.product_id = p.id and r.ended_at_ms is null),
                    m.id, m.slug, m.name_hi, m.name_en, m.village_hi, m.village_en, b.name_hi, b.name_en,
                    m.fssai, m.fssai_until_day, m.tax_class, m.aggregator_id,
                    (select count(*) from maker_closure x where x.maker_id = m.id and x.ended_at_ms is null)
                    + (select count(*) from maker_away a
                        where a.maker_id = m.id and a.ended_at_ms is null and a.from_day <= $2 and a.to_day >= $2)
               from product p
               join craft c on c.craft_key = p.craft_key
               join maker m on m.id = p.maker_id
               join block b on b.lgd_code = m.block_code
              where p.slug = $1"
        ),
        params![slug, today],
    )
    .await
}

/// The variants of a product in the maker's order.
pub(crate) async fn variants(read: &mut Read, product: ProductId) -> Result<Vec<Variant>, DbError> {
    let most = Limit::of(100);
    read.rows(
        sql!(
            "select v.product_id, v.id, v.label_hi, v.label_en, v.price_paise, v.mrp_paise, v.weight_g, v.length_mm,
                    v.breadth_mm, v.height_mm, v.making, v.lead_days, v.capacity_per_week, k.on_hand - k.held
               from variant v
               join stock k on k.variant_id = v.id
              where v.product_id = $1 and v.ended_at_ms is null
              order by v.position, v.id limit $2"
        ),
        params![product, most],
    )
    .await
}

/// The variants of up to 24 products; repeat one to fill the places.
pub(crate) async fn variants_of(
    read: &mut Read,
    products: &[ProductId; 24],
) -> Result<Vec<Variant>, DbError> {
    read.rows(
        sql!(
            "select v.product_id, v.id, v.label_hi, v.label_en, v.price_paise, v.mrp_paise, v.weight_g, v.length_mm,
                    v.breadth_mm, v.height_mm, v.making, v.lead_days, v.capacity_per_week, k.on_hand - k.held
               from variant v
               join stock k on k.variant_id = v.id
              where v.product_id in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,
                                     $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)
                and v.ended_at_ms is null
              order by v.product_id, v.position, v.id limit 2400"
        ),
        products.iter().map(Cell::from).collect(),
    )
    .await
}

/// The pictures of a product, each with the number of its files for wide screens.
pub(crate) async fn pictures(read: &mut Read, product: ProductId) -> Result<Vec<Picture>, DbError> {
    let most = Limit::of(20);
    read.rows(
        sql!(
            "select p.picture_id, p.alt_hi, p.alt_en,
                    (select count(*) from rendition r where r.picture_id = p.picture_id and r.width > 640)
               from product_picture p where p.product_id = $1 order by p.position limit $2"
        ),
        params![product, most],
    )
    .await
}

/// What a quote needs of up to 8 variants; repeat one to fill the places.
pub(crate) async fn for_sale(read: &mut Read, variants: &[VariantId; 8]) -> Result<Vec<ForSale>, DbError> {
    let mut values: Vec<Cell> = variants.iter().map(Cell::from).collect();
    values.extend(params![read.now().day()]);
    read.rows(
        sql!(
            "select v.id, v.label_hi, v.label_en, v.price_paise, v.mrp_paise, v.weight_g, v.length_mm, v.breadth_mm,
                    v.height_mm, v.making, v.lead_days, k.on_hand - k.held,
                    p.id, p.slug, p.name_hi, p.name_en, p.craft_key,
                    case when p.veg is null then 0 else 1 end, p.hsn_key, p.shelf_life_days, p.sample,
                    (select count(*) from product_withdrawal w where w.product_id = p.id and w.ended_at_ms is null)
                    + (select count(*) from product_retirement r where r.product_id = p.id and r.ended_at_ms is null),
                    (select count(*) from product_pause z where z.product_id = p.id and z.ended_at_ms is null),
                    case when v.ended_at_ms is null then 0 else 1 end,
                    coalesce(i.picture_id, ''), coalesce(i.alt_hi, ''), coalesce(i.alt_en, ''),
                    m.id, m.slug, m.name_hi, m.name_en, m.tax_class, m.aggregator_id,
                    case when m.fssai is null then 0 else 1 end, m.fssai_until_day,
                    (select count(*) from maker_closure x where x.maker_id = m.id and x.ended_at_ms is null),
                    (select max(a.to_day) from maker_away a
                      where a.maker_id = m.id and a.ended_at_ms is null and a.from_day <= $9 and a.to_day >= $9),
                    h.id, h.pincode
               from variant v
               join stock k on k.variant_id = v.id
               join product p on p.id = v.product_id
               join maker m on m.id = p.maker_id
               join hub h on h.id = m.hub_id
               left join product_picture i on i.product_id = p.id and i.position = 1
              where v.id in ($1, $2, $3, $4, $5, $6, $7, $8)"
        ),
        values,
    )
    .await
}

/// The cheapest variant of up to 24 products; repeat one to fill the places.
pub(crate) async fn cheapest(read: &mut Read, products: &[ProductId; 24]) -> Result<Vec<VariantId>, DbError> {
    let values: Vec<Cell> = products.iter().map(Cell::from).collect();
    let rows: Vec<(VariantId,)> = read
        .rows(
            sql!(
                "select min(v.id) from variant v
                  where v.product_id in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,
                                         $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)
                    and v.ended_at_ms is null
                    and v.price_paise = (select min(n.price_paise) from variant n
                                          where n.product_id = v.product_id and n.ended_at_ms is null)
                  group by v.product_id"
            ),
            values,
        )
        .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The products of a maker, shown or not.
pub(crate) async fn products_of_maker(read: &mut Read, maker: MakerId) -> Result<Vec<ProductId>, DbError> {
    let most = Limit::of(Limit::MOST);
    let rows: Vec<(ProductId,)> = read
        .rows(sql!("select id from product where maker_id = $1 order by id limit $2"), params![maker, most])
        .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Whether there is such a product.
pub(crate) async fn is_known(read: &mut Read, product: ProductId) -> Result<bool, DbError> {
    let (count,): (i64,) =
        read.one(sql!("select count(*) from product where id = $1"), params![product]).await?;
    Ok(count == 1)
}

/// Withdraws a product unless it is withdrawn.
pub(crate) async fn insert_withdrawal(
    tx: &mut Tx,
    product: ProductId,
    by: &str,
    why: &str,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "insert into product_withdrawal (product_id, withdrawn_at_ms, withdrawn_by, why)
                 select id, cast($2 as bigint), cast($3 as text), cast($4 as text) from product
                  where id = $1
                    and not exists (select 1 from product_withdrawal where product_id = $1 and ended_at_ms is null)"
            ),
            params![product, now, by, why],
        )
        .await?;
    Ok(changed == 1)
}

/// Ends the withdrawal of a product, if there is one.
pub(crate) async fn end_withdrawal(tx: &mut Tx, product: ProductId) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update product_withdrawal set ended_at_ms = $2 where product_id = $1 and ended_at_ms is null"
            ),
            params![product, now],
        )
        .await?;
    Ok(changed == 1)
}
