//! Every statement on the shelf: what lists show, and how it is made from the facts.
//!
//! A list is one statement over one index: the shelf holds all a card shows but its stock. There is one text per order and
//! scope, because an index serves only a condition that is really there. What only narrows a list stands in a `case`, which
//! PostgreSQL takes for nearly always true: otherwise it expects few rows and sorts thousands instead of walking the index.

use kernel::ids::{MakerId, ProductId};
use kernel::{Cell, Limit};
use store::{DbError, Read, Sql, Tx, params, sql};

use super::rules::{Cursor, Sort};
use super::{Card, Filter, SoldOut};

/// One page of a list, and one card more if there is a next page.
pub(crate) async fn shelf(read: &mut Read, filter: &Filter, limit: Limit) -> Result<Vec<Card>, DbError> {
    let from = filter.price_from.map_or(0, |price| price.0);
    let to = filter.price_to.map_or(i64::MAX, |price| price.0);
    let (key, product) = Cursor::start(filter.after, filter.sort, (from, to));
    let sold_out = match filter.sold_out {
        SoldOut::Shown => "shown",
        SoldOut::Hidden => "hidden",
    };
    let block = filter.block.as_deref().unwrap_or("");
    let mut values: Vec<Cell> = params![key, product, from, to, sold_out, limit.and_one(), block];
    if let Some(craft) = &filter.craft {
        values.push(Cell::from(craft));
    }
    read.rows(list_of(filter), values).await
}

fn list_of(filter: &Filter) -> Sql {
    match (&filter.craft, &filter.block, filter.sort) {
        (Some(_), _, Sort::Newest) => craft_newest(),
        (Some(_), _, Sort::Cheapest) => craft_cheapest(),
        (Some(_), _, Sort::Dearest) => craft_dearest(),
        (None, Some(_), Sort::Newest) => block_newest(),
        (None, Some(_), Sort::Cheapest) => block_cheapest(),
        (None, Some(_), Sort::Dearest) => block_dearest(),
        (None, None, Sort::Newest) => all_newest(),
        (None, None, Sort::Cheapest) => all_cheapest(),
        (None, None, Sort::Dearest) => all_dearest(),
    }
}

fn craft_newest() -> Sql {
    sql!(
            "select s.product_id, s.slug, s.name_hi, s.name_en, s.craft_key, s.maker_slug, s.maker_name_hi, s.maker_name_en,
                    s.village_hi, s.village_en, s.price_paise, s.price_to_paise, s.mrp_paise, s.making, s.lead_days,
                    s.picture_id, s.alt_hi, s.alt_en, s.sample, s.listed_at_ms,
                    coalesce((select cast(sum(k.on_hand - k.held) as bigint) from stock k
                               where k.product_id = s.product_id), 0)
               from shelf s
              where s.craft_key = $8 and (s.listed_at_ms, s.product_id) < ($1, $2)
                and case when s.price_paise >= $3 and s.price_paise <= $4
                          and ($7 = '' or s.block_code = $7)
                          and ($5 = 'shown' or exists (select 1 from stock k
                                                        where k.product_id = s.product_id and k.on_hand > k.held))
                    then 1 else 0 end <> 0
              order by s.listed_at_ms desc, s.product_id desc limit $6"
        )
}

fn craft_cheapest() -> Sql {
    sql!(
            "select s.product_id, s.slug, s.name_hi, s.name_en, s.craft_key, s.maker_slug, s.maker_name_hi, s.maker_name_en,
                    s.village_hi, s.village_en, s.price_paise, s.price_to_paise, s.mrp_paise, s.making, s.lead_days,
                    s.picture_id, s.alt_hi, s.alt_en, s.sample, s.listed_at_ms,
                    coalesce((select cast(sum(k.on_hand - k.held) as bigint) from stock k
                               where k.product_id = s.product_id), 0)
               from shelf s
              where s.craft_key = $8 and (s.price_paise, s.product_id) > ($1, $2)
                and case when s.price_paise >= $3 and s.price_paise <= $4
                          and ($7 = '' or s.block_code = $7)
                          and ($5 = 'shown' or exists (select 1 from stock k
                                                        where k.product_id = s.product_id and k.on_hand > k.held))
                    then 1 else 0 end <> 0
              order by s.price_paise, s.product_id limit $6"
        )
}

fn craft_dearest() -> Sql {
    sql!(
            "select s.product_id, s.slug, s.name_hi, s.name_en, s.craft_key, s.maker_slug, s.maker_name_hi, s.maker_name_en,
                    s.village_hi, s.village_en, s.price_paise, s.price_to_paise, s.mrp_paise, s.making, s.lead_days,
                    s.picture_id, s.alt_hi, s.alt_en, s.sample, s.listed_at_ms,
                    coalesce((select cast(sum(k.on_hand - k.held) as bigint) from stock k
                               where k.product_id = s.product_id), 0)
               from shelf s
              where s.craft_key = $8 and (s.price_paise, s.product_id) < ($1, $2)
                and case when s.price_paise >= $3 and s.price_paise <= $4
                          and ($7 = '' or s.block_code = $7)
                          and ($5 = 'shown' or exists (select 1 from stock k
                                                        where k.product_id = s.product_id and k.on_hand > k.held))
                    then 1 else 0 end <> 0
              order by s.price_paise desc, s.product_id desc limit $6"
        )
}

fn block_newest() -> Sql {
    sql!(
            "select s.product_id, s.slug, s.name_hi, s.name_en, s.craft_key, s.maker_slug, s.maker_name_hi, s.maker_name_en,
                    s.village_hi, s.village_en, s.price_paise, s.price_to_paise, s.mrp_paise, s.making, s.lead_days,
                    s.picture_id, s.alt_hi, s.alt_en, s.sample, s.listed_at_ms,
                    coalesce((select cast(sum(k.on_hand - k.held) as bigint) from stock k
                               where k.product_id = s.product_id), 0)
               from shelf s
              where s.block_code = $7 and (s.listed_at_ms, s.product_id) < ($1, $2)
                and case when s.price_paise >= $3 and s.price_paise <= $4
                          and ($5 = 'shown' or exists (select 1 from stock k
                                                        where k.product_id = s.product_id and k.on_hand > k.held))
                    then 1 else 0 end <> 0
              order by s.listed_at_ms desc, s.product_id desc limit $6"
        )
}

fn block_cheapest() -> Sql {
    sql!(
            "select s.product_id, s.slug, s.name_hi, s.name_en, s.craft_key, s.maker_slug, s.maker_name_hi, s.maker_name_en,
                    s.village_hi, s.village_en, s.price_paise, s.price_to_paise, s.mrp_paise, s.making, s.lead_days,
                    s.picture_id, s.alt_hi, s.alt_en, s.sample, s.listed_at_ms,
                    coalesce((select cast(sum(k.on_hand - k.held) as bigint) from stock k
                               where k.product_id = s.product_id), 0)
               from shelf s
              where s.block_code = $7 and (s.price_paise, s.product_id) > ($1, $2)
                and case when s.price_paise >= $3 and s.price_paise <= $4
                          and ($5 = 'shown' or exists (select 1 from stock k
                                                        where k.product_id = s.product_id and k.on_hand > k.held))
                    then 1 else 0 end <> 0
              order by s.price_paise, s.product_id limit $6"
        )
}

fn block_dearest() -> Sql {
    sql!(
            "select s.product_id, s.slug, s.name_hi, s.name_en, s.craft_key, s.maker_slug, s.maker_name_hi, s.maker_name_en,
                    s.village_hi, s.village_en, s.price_paise, s.price_to_paise, s.mrp_paise, s.making, s.lead_days,
                    s.picture_id, s.alt_hi, s.alt_en, s.sample, s.listed_at_ms,
                    coalesce((select cast(sum(k.on_hand - k.held) as bigint) from stock k
                               where k.product_id = s.product_id), 0)
               from shelf s
              where s.block_code = $7 and (s.price_paise, s.product_id) < ($1, $2)
                and case when s.price_paise >= $3 and s.price_paise <= $4
                          and ($5 = 'shown' or exists (select 1 from stock k
                                                        where k.product_id = s.product_id and k.on_hand > k.held))
                    then 1 else 0 end <> 0
              order by s.price_paise desc, s.product_id desc limit $6"
        )
}

fn all_newest() -> Sql {
    sql!(
            "select s.product_id, s.slug, s.name_hi, s.name_en, s.craft_key, s.maker_slug, s.maker_name_hi, s.maker_name_en,
                    s.village_hi, s.village_en, s.price_paise, s.price_to_paise, s.mrp_paise, s.making, s.lead_days,
                    s.picture_id, s.alt_hi, s.alt_en, s.sample, s.listed_at_ms,
                    coalesce((select cast(sum(k.on_hand - k.held) as bigint) from stock k
                               where k.product_id = s.product_id), 0)
               from shelf s
              where (s.listed_at_ms, s.product_id) < ($1, $2)
                and case when s.price_paise >= $3 and s.price_paise <= $4
                          and ($7 = '' or s.block_code = $7)
                          and ($5 = 'shown' or exists (select 1 from stock k
                                                        where k.product_id = s.product_id and k.on_hand > k.held))
                    then 1 else 0 end <> 0
              order by s.listed_at_ms desc, s.product_id desc limit $6"
        )
}

fn all_cheapest() -> Sql {
    sql!(
            "select s.product_id, s.slug, s.name_hi, s.name_en, s.craft_key, s.maker_slug, s.maker_name_hi, s.maker_name_en,
                    s.village_hi, s.village_en, s.price_paise, s.price_to_paise, s.mrp_paise, s.making, s.lead_days,
                    s.picture_id, s.alt_hi, s.alt_en, s.sample, s.listed_at_ms,
                    coalesce((select cast(sum(k.on_hand - k.held) as bigint) from stock k
                               where k.product_id = s.product_id), 0)
               from shelf s
              where (s.price_paise, s.product_id) > ($1, $2)
                and case when s.price_paise >= $3 and s.price_paise <= $4
                          and ($7 = '' or s.block_code = $7)
                          and ($5 = 'shown' or exists (select 1 from stock k
                                                        where k.product_id = s.product_id and k.on_hand > k.held))
                    then 1 else 0 end <> 0
              order by s.price_paise, s.product_id limit $6"
        )
}

fn all_dearest() -> Sql {
    sql!(
            "select s.product_id, s.slug, s.name_hi, s.name_en, s.craft_key, s.maker_slug, s.maker_name_hi, s.maker_name_en,
                    s.village_hi, s.village_en, s.price_paise, s.price_to_paise, s.mrp_paise, s.making, s.lead_days,
                    s.picture_id, s.alt_hi, s.alt_en, s.sample, s.listed_at_ms,
                    coalesce((select cast(sum(k.on_hand - k.held) as bigint) from stock k
                               where k.product_id = s.product_id), 0)
               from shelf s
              where (s.price_paise, s.product_id) < ($1, $2)
                and case when s.price_paise >= $3 and s.price_paise <= $4
                          and ($7 = '' or s.block_code = $7)
                          and ($5 = 'shown' or exists (select 1 from stock k
                                                        where k.product_id = s.product_id and k.on_hand > k.held))
                    then 1 else 0 end <> 0
              order by s.price_paise desc, s.product_id desc limit $6"
        )
}

/// What a maker shows, the newest first.
pub(crate) async fn of_maker(read: &mut Read, maker: MakerId, limit: Limit) -> Result<Vec<Card>, DbError> {
    read.rows(
        sql!(
            "select s.product_id, s.slug, s.name_hi, s.name_en, s.craft_key, s.maker_slug, s.maker_name_hi, s.maker_name_en,
                    s.village_hi, s.village_en, s.price_paise, s.price_to_paise, s.mrp_paise, s.making, s.lead_days,
                    s.picture_id, s.alt_hi, s.alt_en, s.sample, s.listed_at_ms,
                    coalesce((select cast(sum(k.on_hand - k.held) as bigint) from stock k
                               where k.product_id = s.product_id), 0)
               from shelf s
              where s.maker_id = $1
              order by s.listed_at_ms desc, s.product_id desc limit $2"
        ),
        params![maker, limit],
    )
    .await
}

/// The cards of up to 24 products; repeat one to fill the places.
pub(crate) async fn cards(read: &mut Read, products: &[ProductId; 24]) -> Result<Vec<Card>, DbError> {
    read.rows(
        sql!(
            "select s.product_id, s.slug, s.name_hi, s.name_en, s.craft_key, s.maker_slug, s.maker_name_hi, s.maker_name_en,
                    s.village_hi, s.village_en, s.price_paise, s.price_to_paise, s.mrp_paise, s.making, s.lead_days,
                    s.picture_id, s.alt_hi, s.alt_en, s.sample, s.listed_at_ms,
                    coalesce((select cast(sum(k.on_hand - k.held) as bigint) from stock k
                               where k.product_id = s.product_id), 0)
               from shelf s
              where s.product_id in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,
                                     $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)"
        ),
        products.iter().map(Cell::from).collect(),
    )
    .await
}

/// Slugs of goods that can be seen, in alphabetical order, each with its picture or nothing.
pub(crate) async fn slugs(
    read: &mut Read,
    after: &str,
    limit: Limit,
) -> Result<Vec<(String, String)>, DbError> {
    read.rows(
        sql!("select slug, picture_id from shelf where slug > $1 order by slug limit $2"),
        params![after, limit],
    )
    .await
}

/// Takes a product off the shelf.
pub(crate) async fn unshelve(tx: &mut Tx, product: ProductId) -> Result<(), DbError> {
    tx.put(sql!("delete from shelf where product_id = $1"), params![product]).await
}

/// Goods after one of this id that stand on the shelf and should not today, or the other way round, because their maker went
/// away or came back or her licence ran out or was renewed: that happens by the calendar, and nobody acts.
pub(crate) async fn misplaced(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<ProductId>, DbError> {
    let today = read.now().day();
    let rows: Vec<(ProductId,)> = read
        .rows(
            sql!(
                "select p.id
                   from product p join maker m on m.id = p.maker_id
                  where p.id > $1
                    and case when exists (select 1 from shelf s where s.product_id = p.id) then 1 else 0 end
                     <> case when exists (select 1 from variant v where v.product_id = p.id and v.ended_at_ms is null)
                              and not exists (select 1 from product_withdrawal w
                                               where w.product_id = p.id and w.ended_at_ms is null)
                              and not exists (select 1 from product_pause z
                                               where z.product_id = p.id and z.ended_at_ms is null)
                              and not exists (select 1 from product_retirement r
                                               where r.product_id = p.id and r.ended_at_ms is null)
                              and not exists (select 1 from maker_closure c
                                               where c.maker_id = m.id and c.ended_at_ms is null)
                              and not exists (select 1 from maker_away a
                                               where a.maker_id = m.id and a.ended_at_ms is null
                                                 and a.from_day <= $2 and a.to_day >= $2)
                              and (m.tax_class <> 'unenrolled' or m.aggregator_id is not null)
                              and (p.veg is null or (m.fssai is not null and m.fssai_until_day >= $2))
                             then 1 else 0 end
                  order by p.id limit $3"
            ),
            params![after, today, limit],
        )
        .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Puts a product on the shelf if it may be shown: it has variants, is neither withdrawn nor paused nor retired, its maker is neither
/// closed nor away, somebody may sell for her, and food has a licence that holds today.
pub(crate) async fn shelve(tx: &mut Tx, product: ProductId) -> Result<(), DbError> {
    let today = tx.now().day();
    tx.put(
        sql!(
            "insert into shelf
                    (product_id, slug, craft_key, block_code, maker_id, maker_slug, maker_name_hi, maker_name_en,
                     village_hi, village_en, name_hi, name_en, price_paise, price_to_paise, mrp_paise, making, lead_days,
                     picture_id, alt_hi, alt_en, sample, listed_at_ms)
             select p.id, p.slug, p.craft_key, m.block_code, m.id, m.slug, m.name_hi, m.name_en,
                    m.village_hi, m.village_en, p.name_hi, p.name_en,
                    (select min(v.price_paise) from variant v where v.product_id = p.id and v.ended_at_ms is null),
                    (select max(v.price_paise) from variant v where v.product_id = p.id and v.ended_at_ms is null),
                    (select v.mrp_paise from variant v where v.product_id = p.id and v.ended_at_ms is null order by v.price_paise, v.position limit 1),
                    (select min(v.making) from variant v where v.product_id = p.id and v.ended_at_ms is null),
                    (select min(v.lead_days) from variant v where v.product_id = p.id and v.ended_at_ms is null),
                    coalesce(i.picture_id, ''), coalesce(i.alt_hi, ''), coalesce(i.alt_en, ''), p.sample, p.listed_at_ms
               from product p
               join maker m on m.id = p.maker_id
               left join product_picture i on i.product_id = p.id and i.position = 1
              where p.id = $1
                and exists (select 1 from variant v where v.product_id = p.id and v.ended_at_ms is null)
                and not exists (select 1 from product_withdrawal w where w.product_id = p.id and w.ended_at_ms is null)
                and not exists (select 1 from product_pause z where z.product_id = p.id and z.ended_at_ms is null)
                and not exists (select 1 from product_retirement r where r.product_id = p.id and r.ended_at_ms is null)
                and not exists (select 1 from maker_closure c where c.maker_id = m.id and c.ended_at_ms is null)
                and not exists (select 1 from maker_away a
                                 where a.maker_id = m.id and a.ended_at_ms is null and a.from_day <= $2 and a.to_day >= $2)
                and (m.tax_class <> 'unenrolled' or m.aggregator_id is not null)
                and (p.veg is null or (m.fssai is not null and m.fssai_until_day >= $2))"
        ),
        params![product, today],
    )
    .await
}

/// The last part of the address of a good on the shelf.
pub(crate) async fn slug_of(read: &mut Read, product: ProductId) -> Result<Option<String>, DbError> {
    let found: Option<(String,)> =
        read.row(sql!("select slug from shelf where product_id = $1"), params![product]).await?;
    Ok(found.map(|(slug,)| slug))
}
