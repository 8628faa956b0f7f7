//! Every statement on proposals, in life order.

use kernel::Limit;
use kernel::ids::{MakerId, PersonId, ProductId, ProposalId};
use store::{DbError, FromRow, Read, Row, Tx, params, sql};

use super::machine::State;
use super::{Change, OwnedGood, Proposal, Topic, Untranslated};
use crate::audit::{Part, Trail};

/// Changes of one proposal.
const CHANGES: Limit = Limit::of(60);
/// What waits of one maker.
const OWN: Limit = Limit::of(Limit::MOST);

impl FromRow for Change {
    fn from_row(mut row: Row) -> Result<Change, kernel::BadCell> {
        Ok(Change { field: row.take(0)?, from: row.take(1)?, to: row.take(2)? })
    }
}

/// A good by the last part of its address, of one maker or of any in some blocks, `fenced` by semicolons.
pub(super) async fn good(
    read: &mut Read,
    (maker, fenced): (&str, &str),
    slug: &str,
) -> Result<Option<OwnedGood>, DbError> {
    read.row(
        sql!(
            "select p.id, p.slug, p.name_hi, p.name_en, m.id, m.name_hi, m.name_en,
                    case when p.veg is null then 0 else 1 end,
                    (select count(*) from proposal r where r.product_id = p.id and r.state = 'waiting')
               from product p join maker m on m.id = p.maker_id
              where p.slug = $1 and (m.id = $2 or $3 like '%;' || m.block_code || ';%')"
        ),
        params![slug, maker, fenced],
    )
    .await
}

/// Goods of makers in some blocks, `fenced` by semicolons, whose name or whose maker's name holds `words` in small letters; the
/// newest first, or those after one of them.
pub(super) async fn goods_in(
    read: &mut Read,
    fenced: &str,
    (words, after): (&str, &str),
    limit: Limit,
) -> Result<Vec<OwnedGood>, DbError> {
    read.rows(
        sql!(
            "select p.id, p.slug, p.name_hi, p.name_en, m.id, m.name_hi, m.name_en,
                    case when p.veg is null then 0 else 1 end,
                    (select count(*) from proposal r where r.product_id = p.id and r.state = 'waiting')
               from product p join maker m on m.id = p.maker_id
              where $1 like '%;' || m.block_code || ';%'
                and ($2 = '' or p.name_hi like '%' || $2 || '%' or lower(p.name_en) like '%' || $2 || '%'
                          or m.name_hi like '%' || $2 || '%' or lower(m.name_en) like '%' || $2 || '%')
                and ($3 = '' or p.listed_at_ms < (select a.listed_at_ms from product a where a.id = $3)
                     or (p.listed_at_ms = (select a.listed_at_ms from product a where a.id = $3) and p.id < $3))
              order by p.listed_at_ms desc, p.id desc limit $4"
        ),
        params![fenced, words, after, limit],
    )
    .await
}

/// Goods of some blocks, `fenced` by semicolons, that lack words in one language, what lacks most first.
pub(super) async fn untranslated(
    read: &mut Read,
    fenced: &str,
    craft: &str,
    limit: Limit,
) -> Result<Vec<Untranslated>, DbError> {
    read.rows(
        sql!(
            "select g.slug, g.name_hi, g.name_en, g.maker_hi, g.maker_en, g.lacks
               from (select p.slug, p.name_hi, p.name_en, m.name_hi as maker_hi, m.name_en as maker_en,
                            case when (p.name_hi = '' and p.name_en <> '') or (p.name_hi <> '' and p.name_en = '') then 1 else 0 end
                          + case when (p.words_hi = '' and p.words_en <> '') or (p.words_hi <> '' and p.words_en = '') then 1 else 0 end
                          + case when (p.net_quantity_hi = '' and p.net_quantity_en <> '') or (p.net_quantity_hi <> '' and p.net_quantity_en = '') then 1 else 0 end
                          + case when (p.ingredients_hi = '' and p.ingredients_en <> '') or (p.ingredients_hi <> '' and p.ingredients_en = '') then 1 else 0 end
                          + case when (p.allergens_hi = '' and p.allergens_en <> '') or (p.allergens_hi <> '' and p.allergens_en = '') then 1 else 0 end
                          + case when (p.storage_hi = '' and p.storage_en <> '') or (p.storage_hi <> '' and p.storage_en = '') then 1 else 0 end
                          + case when (p.care_hi = '' and p.care_en <> '') or (p.care_hi <> '' and p.care_en = '') then 1 else 0 end as lacks
                       from product p join maker m on m.id = p.maker_id
                      where $1 like '%;' || m.block_code || ';%' and ($2 = '' or p.craft_key = $2)) g
              where g.lacks > 0
              order by g.lacks desc, g.slug limit $3"
        ),
        params![fenced, craft, limit],
    )
    .await
}

/// How many goods there are, and how many of them lack words in one language.
pub(super) async fn translated(read: &mut Read, fenced: &str, craft: &str) -> Result<(i64, i64), DbError> {
    read.one(
        sql!(
            "select count(*), count(case when g.lacks > 0 then 1 end)
               from (select case when (p.name_hi = '' and p.name_en <> '') or (p.name_hi <> '' and p.name_en = '') then 1 else 0 end
                          + case when (p.words_hi = '' and p.words_en <> '') or (p.words_hi <> '' and p.words_en = '') then 1 else 0 end
                          + case when (p.net_quantity_hi = '' and p.net_quantity_en <> '') or (p.net_quantity_hi <> '' and p.net_quantity_en = '') then 1 else 0 end
                          + case when (p.ingredients_hi = '' and p.ingredients_en <> '') or (p.ingredients_hi <> '' and p.ingredients_en = '') then 1 else 0 end
                          + case when (p.allergens_hi = '' and p.allergens_en <> '') or (p.allergens_hi <> '' and p.allergens_en = '') then 1 else 0 end
                          + case when (p.storage_hi = '' and p.storage_en <> '') or (p.storage_hi <> '' and p.storage_en = '') then 1 else 0 end
                          + case when (p.care_hi = '' and p.care_en <> '') or (p.care_hi <> '' and p.care_en = '') then 1 else 0 end as lacks
                       from product p join maker m on m.id = p.maker_id
                      where $1 like '%;' || m.block_code || ';%' and ($2 = '' or p.craft_key = $2)) g"
        ),
        params![fenced, craft],
    )
    .await
}

/// The number of the next version of a good; it was listed as the first.
pub(super) async fn next_version(read: &mut Read, product: ProductId) -> Result<i64, DbError> {
    let (next,): (i64,) = read
        .one(
            sql!("select coalesce(max(becomes), 1) + 1 from proposal where product_id = $1"),
            params![product],
        )
        .await?;
    Ok(next)
}

/// A proposal, as it begins.
pub(super) async fn insert(
    tx: &mut Tx,
    id: ProposalId,
    (product, maker): (ProductId, MakerId),
    (topic, about): (Topic, &str),
    (by, part): (PersonId, Part),
    (state, becomes): (State, Option<i64>),
    trail: &Trail,
) -> Result<(), DbError> {
    let now = tx.now();
    let ended = becomes.map(|_| now);
    tx.put(
        sql!(
            "insert into proposal
                    (id, product_id, maker_id, topic, about, asked_by, asked_as, asked_at_ms, decided_at_ms, reason, becomes,
                     state, version, trail)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', $10, $11, 1, $12)"
        ),
        params![id, product, maker, topic, about, by, part, now, ended, becomes, state, *trail],
    )
    .await
}

/// One of its changes.
pub(super) async fn insert_change(
    tx: &mut Tx,
    id: ProposalId,
    position: i64,
    change: &Change,
) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into proposal_change (proposal_id, position, field, from_text, to_text) values ($1, $2, $3, $4, $5)"
        ),
        params![id, position, change.field, change.from, change.to],
    )
    .await
}

/// The changes of a proposal.
pub(super) async fn changes(read: &mut Read, id: ProposalId) -> Result<Vec<Change>, DbError> {
    read.rows(
        sql!(
            "select field, from_text, to_text from proposal_change where proposal_id = $1 order by position limit $2"
        ),
        params![id, CHANGES],
    )
    .await
}

/// Moves a proposal that still stands as it was read.
pub(super) async fn step(
    tx: &mut Tx,
    before: &Proposal,
    next: State,
    by: Option<PersonId>,
    (reason, becomes): (&str, Option<i64>),
    trail: &Trail,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update proposal
                    set state = $3, decided_by = $4, decided_at_ms = $5, reason = $6, becomes = $7, version = version + 1,
                        trail = $8
                  where id = $1 and version = $2 and state = 'waiting'"
            ),
            params![before.id, before.version, next, by, now, reason, becomes, *trail],
        )
        .await?;
    Ok(changed == 1)
}

/// Proposals `r` about goods of makers `m`: what differs is which, and in what order.
macro_rules! proposals {
    ($rest:literal) => {
        sql!(
            "select r.id, r.product_id, p.slug, p.name_hi, p.name_en, r.maker_id, m.name_hi, m.name_en, m.village_hi, m.village_en,
                    r.topic, r.about, coalesce(v.label_hi, ''), coalesce(v.label_en, ''), r.asked_by, a.name, r.asked_as,
                    r.asked_at_ms, r.decided_at_ms, coalesce(d.name, ''), r.reason, r.becomes, r.state, r.version, r.trail
               from proposal r
               join product p on p.id = r.product_id
               join maker m on m.id = r.maker_id
               join person a on a.id = r.asked_by
               left join person d on d.id = r.decided_by
               left join variant v on v.id = r.about ",
            $rest
        )
    };
}

/// A proposal, decided or not.
pub(super) async fn proposal(read: &mut Read, id: ProposalId) -> Result<Option<Proposal>, DbError> {
    read.row(proposals!("where r.id = $1"), params![id]).await
}

/// A proposal about goods of some blocks, `fenced` by semicolons, or of a department.
pub(super) async fn proposal_in(
    read: &mut Read,
    (fenced, department): (&str, &str),
    id: ProposalId,
) -> Result<Option<Proposal>, DbError> {
    read.row(
        proposals!(
            "where r.id = $1
                and ($2 like '%;' || m.block_code || ';%'
                     or exists (select 1 from maker_case k where k.maker_id = m.id and k.department = $3))"
        ),
        params![id, fenced, department],
    )
    .await
}

/// What waits about one thing.
pub(super) async fn waiting_about(
    read: &mut Read,
    topic: Topic,
    about: &str,
) -> Result<Option<Proposal>, DbError> {
    read.row(proposals!("where r.topic = $1 and r.about = $2 and r.state = 'waiting'"), params![topic, about])
        .await
}

/// What waits of some blocks, `fenced` by semicolons, or of a department.
pub(super) async fn waiting_in(
    read: &mut Read,
    (fenced, department): (&str, &str),
    limit: Limit,
) -> Result<Vec<Proposal>, DbError> {
    read.rows(
        proposals!(
            "where r.state = 'waiting'
                and ($1 like '%;' || m.block_code || ';%'
                     or exists (select 1 from maker_case k where k.maker_id = m.id and k.department = $2))
              order by r.asked_at_ms, r.id limit $3"
        ),
        params![fenced, department, limit],
    )
    .await
}

/// What waits of a maker.
pub(super) async fn waiting_of(read: &mut Read, maker: MakerId) -> Result<Vec<Proposal>, DbError> {
    read.rows(
        proposals!(
            "where r.maker_id = $1 and r.state = 'waiting'
              order by r.asked_at_ms, r.id limit $2"
        ),
        params![maker, OWN],
    )
    .await
}

/// All that was asked about a good, the newest first.
pub(super) async fn of_product(
    read: &mut Read,
    product: ProductId,
    limit: Limit,
) -> Result<Vec<Proposal>, DbError> {
    read.rows(
        proposals!(
            "where r.product_id = $1
              order by r.asked_at_ms desc, r.id desc limit $2"
        ),
        params![product, limit],
    )
    .await
}
