//! Every statement on offers, in life order.

use kernel::ids::{FunderId, LineId, MakerId, OfferId, OrderId, ParcelId, PersonId, ProductId};
use kernel::{BasisPoints, Day, Limit, Paise, Words};
use store::{DbError, Read, Tx, params, sql};

use super::act::Draft;
use super::machine::OfferState;
use super::{FundedBy, Kind, Scope};
use crate::audit::Trail;

/// Offers that hold by themselves on one day.
const BY_THEMSELVES: Limit = Limit::of(20);
/// Who pays for the kits of one parcel.
const PAYERS: Limit = Limit::of(40);

/// What is called so in a scope, by the last part of its address or its key.
pub(super) async fn scope_key(read: &mut Read, scope: Scope, named: &str) -> Result<Option<String>, DbError> {
    let named = named.trim();
    let found: Option<(String,)> = match scope {
        Scope::All => return Ok(Some(String::new())),
        Scope::Craft => {
            read.row(sql!("select craft_key from craft where craft_key = $1"), params![named]).await?
        }
        Scope::Maker => read.row(sql!("select id from maker where slug = $1"), params![named]).await?,
        Scope::Collection => {
            read.row(sql!("select id from collection where slug = $1"), params![named]).await?
        }
        Scope::Good => read.row(sql!("select id from product where slug = $1"), params![named]).await?,
        // Behind a kit stands the one offer it was put together with.
        Scope::Kit => None,
    };
    Ok(found.map(|(key,)| key))
}

/// A party that pays, by its English name.
pub(super) async fn funder_named(read: &mut Read, name: &str) -> Result<Option<FunderId>, DbError> {
    let found: Option<(FunderId,)> =
        read.row(sql!("select id from funder where name_en = $1"), params![name]).await?;
    Ok(found.map(|(id,)| id))
}

/// A new party that pays.
pub(super) async fn insert_funder(
    tx: &mut Tx,
    id: FunderId,
    name: &Words,
    by: PersonId,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!("insert into funder (id, name_hi, name_en, made_by, made_at_ms) values ($1, $2, $3, $4, $5)"),
        params![id, name.hi.trim(), name.en.trim(), by, now],
    )
    .await
}

pub(super) struct NewOffer<'a> {
    pub id: OfferId,
    pub code: Option<&'a str>,
    pub draft: &'a Draft,
    pub funder: FundedBy,
    pub key: &'a str,
    pub state: OfferState,
    pub by: PersonId,
    pub trail: Trail,
}

/// Writes a new one.
pub(super) async fn insert(tx: &mut Tx, new: &NewOffer<'_>) -> Result<(), DbError> {
    let (now, draft) = (tx.now(), new.draft);
    let (maker, party) = match new.funder {
        FundedBy::Mart => (None, None),
        FundedBy::Maker(maker) => (Some(maker), None),
        FundedBy::Party(party) => (None, Some(party)),
    };
    let percent = if draft.kind == Kind::Percent { draft.percent } else { BasisPoints(0) };
    tx.put(
        sql!(
            "insert into offer (id, code, name_hi, name_en, kind, percent_bp, most_paise, funder_id, maker_id, scope, scope_key,
                                least_paise, from_day, to_day, uses_most, per_person_most, used, state, asked_by, asked_at_ms,
                                version, trail)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 0, $17, $18, $19, 1, $20)"
        ),
        params![
            new.id,
            new.code.map(str::to_owned),
            draft.name.hi.trim(),
            draft.name.en.trim(),
            draft.kind,
            percent,
            draft.most,
            party,
            maker,
            draft.scope.0,
            new.key,
            draft.least,
            draft.window.0,
            draft.window.1,
            draft.uses_most,
            draft.per_person_most,
            new.state,
            new.by,
            now,
            new.trail.clone()
        ],
    )
    .await
}

store::row! {
    /// An offer.
    pub struct Offer {
        /// Its id.
        pub id: OfferId,
        /// What is typed; none, if it holds by itself.
        pub code: Option<String>,
        /// What it is called in Hindi.
        pub name_hi: String,
        /// What it is called in English.
        pub name_en: String,
        /// What it takes off.
        pub kind: Kind,
        /// How much of the price.
        pub percent: BasisPoints,
        /// How much off one order at most.
        pub most: Paise,
        /// The party that pays.
        pub funder: Option<FunderId>,
        /// The maker who pays.
        pub maker: Option<MakerId>,
        /// Of which goods.
        pub scope: Scope,
        /// Which craft, maker, collection or good.
        pub scope_key: String,
        /// What its goods come to at least.
        pub least: Paise,
        /// Its first day.
        pub from: Day,
        /// Its last.
        pub to: Day,
        /// How often it can be used.
        pub uses_most: i64,
        /// How often by one person.
        pub per_person_most: i64,
        /// How often it is used.
        pub used: i64,
        /// How it stands.
        pub state: OfferState,
        /// Who asked for it.
        pub asked_by: PersonId,
        /// Its version.
        pub version: i64,
        /// Its trail.
        pub trail: Trail,
    }
}

/// Columns of an offer.
macro_rules! offers {
    ($rest:literal) => {
        sql!(
            "select f.id, f.code, f.name_hi, f.name_en, f.kind, f.percent_bp, f.most_paise, f.funder_id, f.maker_id, f.scope,
                    f.scope_key, f.least_paise, f.from_day, f.to_day, f.uses_most, f.per_person_most, f.used, f.state, f.asked_by,
                    f.version, f.trail
               from offer f ",
            $rest
        )
    };
}

/// One offer.
pub(super) async fn one(read: &mut Read, id: OfferId) -> Result<Option<Offer>, DbError> {
    read.row(offers!("where f.id = $1"), params![id]).await
}

/// The offer of a code.
pub(super) async fn by_code(read: &mut Read, code: &str) -> Result<Option<Offer>, DbError> {
    read.row(offers!("where f.code = $1"), params![code]).await
}

/// Offers that hold by themselves on a day.
pub(super) async fn by_themselves(read: &mut Read, day: Day) -> Result<Vec<Offer>, DbError> {
    read.rows(
        offers!(
            "where f.state = 'running' and f.code is null and f.scope <> 'kit' and f.from_day <= $1 and f.to_day >= $1 order by f.id limit $2"
        ),
        params![day, BY_THEMSELVES],
    )
    .await
}

/// All offers, what waits first, then the newest.
pub(super) async fn all(read: &mut Read, limit: Limit) -> Result<Vec<Offer>, DbError> {
    read.rows(
        offers!(
            "order by case f.state when 'waits_second' then 0 when 'waits_maker' then 1 when 'running' then 2 else 3 end, f.id desc
             limit $1"
        ),
        params![limit],
    )
    .await
}

/// The offers a maker pays for.
pub(super) async fn of_maker(read: &mut Read, maker: MakerId, limit: Limit) -> Result<Vec<Offer>, DbError> {
    read.rows(offers!("where f.maker_id = $1 order by f.id desc limit $2"), params![maker, limit]).await
}

store::row! {
    /// What stands beside an offer on its page.
    pub struct Beside {
        /// Who pays, in Hindi.
        pub payer_hi: String,
        /// Who pays, in English.
        pub payer_en: String,
        /// For which goods, in Hindi.
        pub goods_hi: String,
        /// For which goods, in English.
        pub goods_en: String,
        /// What living orders were given by it.
        pub given: Paise,
    }
}

/// What stands beside an offer on its page.
pub(super) async fn beside(read: &mut Read, id: OfferId) -> Result<Beside, DbError> {
    read.one(
        sql!(
            "select coalesce(u.name_hi, m.name_hi, ''), coalesce(u.name_en, m.name_en, ''),
                    coalesce(c.name_hi, s.name_hi, g.name_hi, p.name_hi, case when f.scope = 'kit' then f.name_hi end, ''),
                    coalesce(c.name_en, s.name_en, g.name_en, p.name_en, case when f.scope = 'kit' then f.name_en end, ''),
                    (select cast(coalesce(sum(o.off_paise), 0) as bigint) from offer_use o
                      where o.offer_id = f.id and o.given_back_at_ms is null)
                    + (select cast(coalesce(sum(o.off_paise), 0) as bigint) from order_kit o
                        where o.kit_id = f.scope_key and f.scope = 'kit' and o.given_back_at_ms is null)
               from offer f
               left join funder u on u.id = f.funder_id
               left join maker m on m.id = f.maker_id
               left join craft c on c.craft_key = f.scope_key and f.scope = 'craft'
               left join maker s on s.id = f.scope_key and f.scope = 'maker'
               left join collection g on g.id = f.scope_key and f.scope = 'collection'
               left join product p on p.id = f.scope_key and f.scope = 'good'
              where f.id = $1"
        ),
        params![id],
    )
    .await
}

/// Who took a step that leaves a name in the row.
pub(super) struct By {
    /// The maker's side, as she says yes.
    pub agreed: Option<PersonId>,
    /// The second person.
    pub decided: Option<PersonId>,
}

/// A step of the version that was read. `false`: somebody was faster.
pub(super) async fn advance(
    tx: &mut Tx,
    offer: &Offer,
    to: OfferState,
    by: &By,
    trail: &Trail,
) -> Result<bool, DbError> {
    let now = tx.now();
    let (agreed_at, decided_at) = (by.agreed.map(|_| now), by.decided.map(|_| now));
    let changed = tx
        .exec(
            sql!(
                "update offer
                    set state = $3, version = version + 1, trail = $4, agreed_by = coalesce($5, agreed_by),
                        agreed_at_ms = coalesce($6, agreed_at_ms), decided_by = coalesce($7, decided_by),
                        decided_at_ms = coalesce($8, decided_at_ms)
                  where id = $1 and version = $2"
            ),
            params![offer.id, offer.version, to, trail.clone(), by.agreed, agreed_at, by.decided, decided_at],
        )
        .await?;
    Ok(changed == 1)
}

/// Whether an offer holds for a good: in its scope, and of the maker who pays for it, if one does.
pub(super) async fn holds_for(read: &mut Read, offer: &Offer, product: ProductId) -> Result<bool, DbError> {
    let (count,): (i64,) = read
        .one(
            sql!(
                "select count(*) from offer f join product p on p.id = $2
                  where f.id = $1 and (f.maker_id is null or f.maker_id = p.maker_id)
                    and (f.scope = 'all' or (f.scope = 'craft' and p.craft_key = f.scope_key)
                         or (f.scope = 'maker' and p.maker_id = f.scope_key) or (f.scope = 'good' and p.id = f.scope_key)
                         or (f.scope = 'collection'
                             and exists (select 1 from collection_good g where g.collection_id = f.scope_key and g.product_id = p.id)))"
            ),
            params![offer.id, product],
        )
        .await?;
    Ok(count == 1)
}

/// How often a person has used an offer.
pub(super) async fn used_by(read: &mut Read, offer: OfferId, person: PersonId) -> Result<i64, DbError> {
    let found: Option<(i64,)> = read
        .row(
            sql!("select used from offer_person where offer_id = $1 and person_id = $2"),
            params![offer, person],
        )
        .await?;
    Ok(found.map_or(0, |(used,)| used))
}

/// One use more by a person. `false`: she has used it as often as she may.
pub(super) async fn use_by(tx: &mut Tx, offer: OfferId, person: PersonId) -> Result<bool, DbError> {
    tx.put(
        sql!(
            "insert into offer_person (offer_id, person_id, used) values ($1, $2, 0)
             on conflict (offer_id, person_id) do nothing"
        ),
        params![offer, person],
    )
    .await?;
    let changed = tx
        .exec(
            sql!(
                "update offer_person set used = used + 1
                  where offer_id = $1 and person_id = $2
                    and used < (select f.per_person_most from offer f where f.id = $1)"
            ),
            params![offer, person],
        )
        .await?;
    Ok(changed == 1)
}

/// One use more. `false`: it was used as often as it may be, or was stopped.
pub(super) async fn use_one(tx: &mut Tx, offer: OfferId) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!("update offer set used = used + 1 where id = $1 and state = 'running' and used < uses_most"),
            params![offer],
        )
        .await?;
    Ok(changed == 1)
}

/// An order uses it.
pub(super) async fn insert_use(
    tx: &mut Tx,
    order: OrderId,
    offer: OfferId,
    person: PersonId,
    off: Paise,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into offer_use (order_id, offer_id, person_id, off_paise, used_at_ms) values ($1, $2, $3, $4, $5)"
        ),
        params![order, offer, person, off, now],
    )
    .await
}

/// The offer an order uses, and who uses it.
pub(super) async fn use_of(read: &mut Read, order: OrderId) -> Result<Option<(OfferId, PersonId)>, DbError> {
    read.row(
        sql!("select offer_id, person_id from offer_use where order_id = $1 and given_back_at_ms is null"),
        params![order],
    )
    .await
}

/// An order uses it no more. `false`: it did not.
pub(super) async fn end_use(tx: &mut Tx, order: OrderId) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update offer_use set given_back_at_ms = $2 where order_id = $1 and given_back_at_ms is null"
            ),
            params![order, now],
        )
        .await?;
    Ok(changed == 1)
}

/// A use is free again.
pub(super) async fn free(tx: &mut Tx, offer: OfferId, person: PersonId) -> Result<(), DbError> {
    tx.put(sql!("update offer set used = used - 1 where id = $1"), params![offer]).await?;
    tx.put(
        sql!("update offer_person set used = used - 1 where offer_id = $1 and person_id = $2"),
        params![offer, person],
    )
    .await
}

/// The party that pays for the offer of an order; none, if the mart does.
pub(super) async fn funder_of(read: &mut Read, order: OrderId) -> Result<Option<FunderId>, DbError> {
    let found: Option<(Option<FunderId>,)> = read
        .row(
            sql!("select f.funder_id from buyer_order o join offer f on f.id = o.offer_id where o.id = $1"),
            params![order],
        )
        .await?;
    Ok(found.and_then(|(funder,)| funder))
}

/// Who pays for the kits of a parcel, and how much of it each: the party, or the mart where none is named.
pub(super) async fn of_kits_in(
    read: &mut Read,
    parcel: ParcelId,
) -> Result<Vec<(Option<FunderId>, Paise)>, DbError> {
    read.rows(
        sql!(
            "select f.funder_id, cast(sum(l.funded_paise) as bigint)
               from order_line l join kit k on k.id = l.kit_id join offer f on f.id = k.offer_id
              where l.parcel_id = $1 and l.funded_paise > 0
              group by f.funder_id order by f.funder_id limit $2"
        ),
        params![parcel, PAYERS],
    )
    .await
}

/// Who pays for the kit a line belongs to; nothing if it belongs to none.
pub(super) async fn of_kit_line(read: &mut Read, line: LineId) -> Result<Option<Option<FunderId>>, DbError> {
    let found: Option<(Option<FunderId>,)> = read
        .row(
            sql!(
                "select f.funder_id from order_line l join kit k on k.id = l.kit_id join offer f on f.id = k.offer_id
                  where l.id = $1"
            ),
            params![line],
        )
        .await?;
    Ok(found.map(|(funder,)| funder))
}
