//! Every statement on makers, their banks and the sellers who act for them, in life order.

use kernel::Limit;
use kernel::ids::{AggregatorId, MakerId, PersonId};
use kernel::india::Mobile;
use store::{DbError, Personal, Read, Sql, Tx, params, sql};

use super::{
    Account, Aggregator, BankAccount, MakerCard, MakerCore, MakerPage, MakerRow, Papers, account_row,
};
use crate::personal::{self, MAKER_ACCOUNT, MAKER_MOBILE, mobile_hash};

/// A seller on behalf of makers. Values: id, key, names, legal name, GSTIN, addresses, pincode, sample.
pub(crate) fn put_aggregator() -> Sql {
    sql!(
        "insert into aggregator
                (id, aggregator_key, name_hi, name_en, legal_name, gstin, address_hi, address_en, pincode, sample)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (aggregator_key) do update
            set name_hi = excluded.name_hi, name_en = excluded.name_en, legal_name = excluded.legal_name,
                gstin = excluded.gstin, address_hi = excluded.address_hi, address_en = excluded.address_en,
                pincode = excluded.pincode, sample = excluded.sample"
    )
}

/// A new maker; nothing if her slug is there. Values as the columns are listed, without `mobile_once`, which is her id
/// again: on SQLite the column cannot go with the rule it had.
pub(crate) fn put_maker() -> Sql {
    sql!(
        "insert into maker
                (id, slug, name_hi, name_en, kind, mobile_hash, village_hi, village_en, block_code, pincode, hub_id, craft_key,
                 years, story_hi, story_en, tax_class, gstin, enrolment_no, pan_sealed, fssai, fssai_until_day, aggregator_id,
                 lang, sample, joined_at_ms, mobile_sealed, mobile_once)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
                 (select id from hub where hub_key = $11), $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
                 (select id from aggregator where aggregator_key = $22), $23, $24, $25, $26, $1)
         on conflict do nothing"
    )
}

/// The first account of a new maker. Values: maker, since, IFSC, holder and account sealed as one.
pub(crate) fn put_bank_account() -> Sql {
    sql!("insert into maker_bank (maker_id, since_ms, ifsc, account_sealed) values ($1, $2, $3, $4)")
}

/// Links the person who signs in, unless another one is linked.
pub(crate) async fn link_person(tx: &mut Tx, maker: MakerId, person: PersonId) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!("update maker set person_id = $2 where id = $1 and (person_id is null or person_id = $2)"),
            params![maker, person],
        )
        .await?;
    Ok(changed == 1)
}

/// A maker's page.
pub(crate) async fn page(read: &mut Read, slug: &str) -> Result<Option<MakerPage>, DbError> {
    read.row(
        sql!(
            "select m.id, m.slug, m.name_hi, m.name_en, m.kind, m.village_hi, m.village_en, b.name_hi, b.name_en,
                    m.craft_key, c.name_hi, c.name_en, m.years, m.story_hi, m.story_en, m.fssai, m.sample, m.joined_at_ms,
                    (select count(*) from maker_closure x where x.maker_id = m.id and x.ended_at_ms is null),
                    coalesce(p.picture_id, ''), coalesce(p.alt_hi, ''), coalesce(p.alt_en, '')
               from maker m
               join block b on b.lgd_code = m.block_code
               join craft c on c.craft_key = m.craft_key
               left join maker_picture p on p.maker_id = m.id and p.position = 1
              where m.slug = $1"
        ),
        params![slug],
    )
    .await
}

/// Makers with goods on the shelf, the newest first.
pub(crate) async fn newest(read: &mut Read, limit: Limit) -> Result<Vec<MakerCard>, DbError> {
    read.rows(
        sql!(
            "select m.id, m.slug, m.name_hi, m.name_en, m.village_hi, m.village_en, c.name_hi, c.name_en,
                    (select count(*) from shelf g where g.maker_id = m.id),
                    coalesce(p.picture_id, ''), coalesce(p.alt_hi, ''), coalesce(p.alt_en, '')
               from maker m
               join craft c on c.craft_key = m.craft_key
               left join maker_picture p on p.maker_id = m.id and p.position = 1
              where exists (select 1 from shelf s where s.maker_id = m.id)
              order by m.joined_at_ms desc, m.id desc
              limit $1"
        ),
        params![limit],
    )
    .await
}

/// Opens the number of a maker; an erased one is no maker any more.
async fn opened(read: &mut Read, row: Option<MakerRow>) -> Result<Option<MakerCore>, DbError> {
    let Some(mut row) = row else { return Ok(None) };
    personal::open(read, MAKER_MOBILE, &row.id, &row.id, &mut row.mobile).await?;
    Ok(row.known())
}

/// As [`opened`], of many.
async fn all_opened(read: &mut Read, rows: Vec<MakerRow>) -> Result<Vec<MakerCore>, DbError> {
    read.bring_keys(rows.iter().map(|row| row.id)).await?;
    let mut makers = Vec::with_capacity(rows.len());
    for row in rows {
        makers.extend(opened(read, Some(row)).await?);
    }
    Ok(makers)
}

/// What acts need to know of a maker.
pub(crate) async fn core(read: &mut Read, id: MakerId) -> Result<Option<MakerCore>, DbError> {
    let row = read.row(
        sql!(
            "select id, slug, person_id, name_hi, name_en, mobile_sealed, village_hi, village_en, block_code, pincode, hub_id,
                    tax_class, gstin, aggregator_id, lang
               from maker where id = $1"
        ),
        params![id],
    )
    .await?;
    opened(read, row).await
}

/// The makers a person signs in for.
pub(crate) async fn of_person(read: &mut Read, person: PersonId) -> Result<Vec<MakerCore>, DbError> {
    let most = Limit::of(Limit::MOST);
    let rows: Vec<MakerRow> = read.rows(
        sql!(
            "select id, slug, person_id, name_hi, name_en, mobile_sealed, village_hi, village_en, block_code, pincode, hub_id,
                    tax_class, gstin, aggregator_id, lang
               from maker where person_id = $1 order by joined_at_ms, id limit $2"
        ),
        params![person, most],
    )
    .await?;
    all_opened(read, rows).await
}

/// The makers who are called on this number.
pub(crate) async fn by_mobile(
    read: &mut Read,
    mobile: &Mobile,
    limit: Limit,
) -> Result<Vec<MakerCore>, DbError> {
    let hash = mobile_hash(read, mobile)?;
    let rows = read.rows(
        sql!(
            "select id, slug, person_id, name_hi, name_en, mobile_sealed, village_hi, village_en, block_code, pincode, hub_id,
                    tax_class, gstin, aggregator_id, lang
               from maker where mobile_hash = $1 order by joined_at_ms, id limit $2"
        ),
        params![hash, limit],
    )
    .await?;
    all_opened(read, rows).await
}

/// Which papers of a maker are on record.
pub(crate) async fn papers(read: &mut Read, id: MakerId) -> Result<Option<Papers>, DbError> {
    read.row(
        sql!(
            "select m.tax_class, c.is_food, case when m.pan_sealed is null then 0 else 1 end,
                    case when m.enrolment_no is null then 0 else 1 end, case when m.gstin is null then 0 else 1 end,
                    case when m.fssai is null then 0 else 1 end, m.fssai_until_day
               from maker m join craft c on c.craft_key = m.craft_key
              where m.id = $1"
        ),
        params![id],
    )
    .await
}

/// The latest account of a maker.
pub(crate) async fn bank_account(read: &mut Read, id: MakerId) -> Result<Option<BankAccount>, DbError> {
    let row = read
        .row(
            sql!(
                "select ifsc, account_sealed, since_ms
                   from maker_bank where maker_id = $1 order by since_ms desc limit 1"
            ),
            params![id],
        )
        .await?;
    let Some((ifsc, mut account, since)): Option<(_, Personal<Account>, _)> = row else { return Ok(None) };
    personal::open(read, MAKER_ACCOUNT, &id, &account_row(id, since), &mut account).await?;
    let known = |Account { holder, account_no }| BankAccount { ifsc, account_no, holder, since };
    Ok(account.into_known().map(known))
}

/// A seller on behalf of makers.
pub(crate) async fn aggregator(read: &mut Read, id: AggregatorId) -> Result<Option<Aggregator>, DbError> {
    read.row(
        sql!(
            "select id, name_hi, name_en, legal_name, gstin, address_hi, address_en, pincode
               from aggregator where id = $1"
        ),
        params![id],
    )
    .await
}

/// All sellers on behalf of makers.
pub(crate) async fn aggregators(read: &mut Read) -> Result<Vec<Aggregator>, DbError> {
    let most = Limit::of(Limit::MOST);
    read.rows(
        sql!(
            "select id, name_hi, name_en, legal_name, gstin, address_hi, address_en, pincode
               from aggregator order by name_en, id limit $1"
        ),
        params![most],
    )
    .await
}

/// Slugs of makers with goods on the shelf.
pub(crate) async fn slugs(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<String>, DbError> {
    let rows: Vec<(String,)> = read
        .rows(
            sql!(
                "select m.slug from maker m
                  where m.slug > $1 and exists (select 1 from shelf s where s.maker_id = m.id)
                  order by m.slug limit $2"
            ),
            params![after, limit],
        )
        .await?;
    Ok(rows.into_iter().map(|(slug,)| slug).collect())
}

/// Closes a maker unless she is closed.
pub(crate) async fn insert_closure(
    tx: &mut Tx,
    maker: MakerId,
    by: &str,
    why: &str,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "insert into maker_closure (maker_id, closed_at_ms, closed_by, why)
                 select id, cast($2 as bigint), cast($3 as text), cast($4 as text) from maker
                  where id = $1
                    and not exists (select 1 from maker_closure where maker_id = $1 and ended_at_ms is null)"
            ),
            params![maker, now, by, why],
        )
        .await?;
    Ok(changed == 1)
}

/// Ends the closure of a maker, if there is one.
pub(crate) async fn end_closure(tx: &mut Tx, maker: MakerId) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!("update maker_closure set ended_at_ms = $2 where maker_id = $1 and ended_at_ms is null"),
            params![maker, now],
        )
        .await?;
    Ok(changed == 1)
}
