//! Every statement on improvement cards, in life order, and what marks and rates are counted from.

use kernel::ids::{CardId, MakerId, ParcelId, ProductId};
use kernel::{Day, Limit, Time};
use store::{DbError, Read, Tx, params, sql};

use super::cards::{Card, Source};
use super::machine::CardState;
use crate::audit::Trail;
use crate::fieldwork::Verdict;

/// The card of a source, if it has one.
pub(super) async fn of_source(read: &mut Read, source: Source, id: &str) -> Result<Option<CardId>, DbError> {
    let found: Option<(CardId,)> = read
        .row(
            sql!("select id from improvement_card where source = $1 and source_id = $2"),
            params![source, id],
        )
        .await?;
    Ok(found.map(|(card,)| card))
}

/// Writes a card.
pub(super) async fn insert(
    tx: &mut Tx,
    id: CardId,
    (maker, product): (MakerId, Option<ProductId>),
    (source, source_id): (Source, &str),
    defect: &str,
    trail: &Trail,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into improvement_card
                    (id, maker_id, product_id, source, source_id, defect, advice, trainer, state, opened_at_ms, end_note, version, trail)
             values ($1, $2, $3, $4, $5, $6, '', '', 'open', $7, '', 1, $8)"
        ),
        params![id, maker, product, source, source_id, defect, now, *trail],
    )
    .await
}

/// The good of a parcel that has only one.
pub(crate) async fn only_good_of(read: &mut Read, parcel: ParcelId) -> Result<Option<ProductId>, DbError> {
    let found: Option<(ProductId,)> = read
        .row(
            sql!(
                "select min(product_id) from order_line where parcel_id = $1
                 having count(distinct product_id) = 1"
            ),
            params![parcel],
        )
        .await?;
    Ok(found.map(|(product,)| product))
}

/// One card of a maker in some blocks, `fenced` by semicolons.
pub(super) async fn card(read: &mut Read, fenced: &str, id: CardId) -> Result<Option<Card>, DbError> {
    read.row(
        sql!(
            "select k.id, k.maker_id, m.name_hi, m.name_en, m.village_hi, m.village_en, coalesce(p.name_hi, ''), coalesce(p.name_en, ''),
                    k.source, k.defect, k.advice, k.trainer, k.due_day, k.state, k.opened_at_ms, k.version, k.trail
               from improvement_card k join maker m on m.id = k.maker_id left join product p on p.id = k.product_id
              where k.id = $1 and ($2 = '' or $2 like '%;' || m.block_code || ';%')"
        ),
        params![id, fenced],
    )
    .await
}

/// Open cards in some blocks, what is due first at the head, then what is open longest.
pub(super) async fn open_in(read: &mut Read, fenced: &str, limit: Limit) -> Result<Vec<Card>, DbError> {
    read.rows(
        sql!(
            "select k.id, k.maker_id, m.name_hi, m.name_en, m.village_hi, m.village_en, coalesce(p.name_hi, ''), coalesce(p.name_en, ''),
                    k.source, k.defect, k.advice, k.trainer, k.due_day, k.state, k.opened_at_ms, k.version, k.trail
               from improvement_card k join maker m on m.id = k.maker_id left join product p on p.id = k.product_id
              where k.ended_at_ms is null and ($1 = '' or $1 like '%;' || m.block_code || ';%')
              order by coalesce(k.due_day, 0), k.opened_at_ms, k.id limit $2"
        ),
        params![fenced, limit],
    )
    .await
}

/// Open cards of a good, or of a maker; `id` is of either.
pub(super) async fn open_of(read: &mut Read, id: &str, limit: Limit) -> Result<Vec<Card>, DbError> {
    read.rows(
        sql!(
            "select k.id, k.maker_id, m.name_hi, m.name_en, m.village_hi, m.village_en, coalesce(p.name_hi, ''), coalesce(p.name_en, ''),
                    k.source, k.defect, k.advice, k.trainer, k.due_day, k.state, k.opened_at_ms, k.version, k.trail
               from improvement_card k join maker m on m.id = k.maker_id left join product p on p.id = k.product_id
              where (k.product_id = $1 or k.maker_id = $1) and k.ended_at_ms is null order by k.id limit $2"
        ),
        params![id, limit],
    )
    .await
}

/// Cards of a maker, those that are open first, then the newest.
pub(super) async fn of_maker(read: &mut Read, maker: MakerId, limit: Limit) -> Result<Vec<Card>, DbError> {
    read.rows(
        sql!(
            "select k.id, k.maker_id, m.name_hi, m.name_en, m.village_hi, m.village_en, coalesce(p.name_hi, ''), coalesce(p.name_en, ''),
                    k.source, k.defect, k.advice, k.trainer, k.due_day, k.state, k.opened_at_ms, k.version, k.trail
               from improvement_card k join maker m on m.id = k.maker_id left join product p on p.id = k.product_id
              where k.maker_id = $1
              order by case when k.ended_at_ms is null then 0 else 1 end, k.opened_at_ms desc, k.id limit $2"
        ),
        params![maker, limit],
    )
    .await
}

/// The craft of a card: of its good, or else of its maker.
pub(super) async fn craft_of(read: &mut Read, id: CardId) -> Result<String, DbError> {
    let (craft,) = read
        .one(
            sql!(
                "select coalesce(p.craft_key, m.craft_key)
                   from improvement_card k join maker m on m.id = k.maker_id left join product p on p.id = k.product_id
                  where k.id = $1"
            ),
            params![id],
        )
        .await?;
    Ok(craft)
}

/// Plans a card unless somebody moved it since. `false`: they did.
pub(super) async fn plan(
    tx: &mut Tx,
    card: &Card,
    (advice, trainer): (&str, &str),
    due: Day,
    trail: &Trail,
) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update improvement_card
                    set state = 'planned', advice = $3, trainer = $4, due_day = $5, version = version + 1, trail = $6
                  where id = $1 and version = $2"
            ),
            params![card.id, card.version, advice, trainer, due, *trail],
        )
        .await?;
    Ok(changed == 1)
}

/// Ends a card unless somebody moved it since. `false`: they did.
pub(super) async fn end(
    tx: &mut Tx,
    card: &Card,
    state: CardState,
    note: &str,
    trail: &Trail,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update improvement_card
                    set state = $3, ended_at_ms = $4, end_note = $5, version = version + 1, trail = $6
                  where id = $1 and version = $2"
            ),
            params![card.id, card.version, state, now, note, *trail],
        )
        .await?;
    Ok(changed == 1)
}

store::row! {
    /// What is known of the quality of a good.
    pub struct Known {
        /// How the last inspection ended.
        pub verdict: Option<Verdict>,
        /// When it was.
        pub looked_at: Option<Time>,
        /// How many cards are open.
        pub open_cards: i64,
        /// How many reviews there are.
        pub reviews: i64,
        /// Stars in all.
        pub stars: i64,
    }
}

/// What is known of the quality of a good.
pub(super) async fn known(read: &mut Read, product: ProductId) -> Result<Known, DbError> {
    read.one(
        sql!(
            "select (select i.verdict from inspection i where i.product_id = $1 order by i.at_ms desc, i.record_id desc limit 1),
                    (select max(i.at_ms) from inspection i where i.product_id = $1),
                    (select count(*) from improvement_card k where k.product_id = $1 and k.ended_at_ms is null),
                    (select count(*) from review r where r.product_id = $1),
                    (select cast(coalesce(sum(r.stars), 0) as bigint) from review r where r.product_id = $1)"
        ),
        params![product],
    )
    .await
}
