//! Every statement that moves cash, in the order of its life: the rule, the code, the door, the cash box, the carrier's sheet. What
//! pages ask is in `view_sql`.

use kernel::ids::{
    CashCountId, CashHandoverId, HubId, OrderId, PaymentId, PersonId, RemittanceId, ShipmentId,
};
use kernel::india::Pin;
use kernel::{Day, Lang, Limit, Paise, Time};
use store::{DbError, Read, Tx, params, sql};

use super::CODE_TRIES;
use super::rules::{CountState, Fate, PinRule, Reach, Rule, SheetLine, Token};
use crate::audit::{Actor, Trail};
use crate::delivery::Carrier;
use crate::orders::Order;

/// A rule from a day on, unless that day has one.
pub(super) async fn insert_rule(tx: &mut Tx, rule: &Rule, source: &str) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into cash_rule (effective_from_day, reach, most_paise, refused_most, refused_days, source, token_paise, token_bp,
                                    token_kept_paise)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (effective_from_day) do nothing"
        ),
        params![
            rule.from,
            rule.reach,
            rule.most,
            rule.refused_most,
            rule.refused_days,
            source,
            rule.token.least,
            rule.token.share_bp,
            rule.token.kept_most
        ],
    )
    .await
}

store::row! {
    /// A rule as it lies there.
    pub struct RuleRow {
        /// From which day on.
        pub from: Day,
        /// How far.
        pub reach: Reach,
        /// Up to how much.
        pub most: Paise,
        /// So many refused parcels are forgiven.
        pub refused_most: i64,
        /// Those of so many days count.
        pub refused_days: i64,
        /// So much is paid online ahead at least.
        pub token_least: Paise,
        /// Or this share, if that is more.
        pub token_bp: i64,
        /// So much of it at most is kept of what is turned away.
        pub token_kept: Paise,
    }
}

/// The rule of a day; none before the first.
pub(super) async fn rule_on(read: &mut Read, day: Day) -> Result<Option<Rule>, DbError> {
    let row: Option<RuleRow> = read
        .row(
            sql!(
                "select effective_from_day, reach, most_paise, refused_most, refused_days, token_paise, token_bp, token_kept_paise
                   from cash_rule where effective_from_day <= $1 order by effective_from_day desc limit 1"
            ),
            params![day],
        )
        .await?;
    Ok(row.map(|row| Rule {
        from: row.from,
        reach: row.reach,
        most: row.most,
        refused_most: row.refused_most,
        refused_days: row.refused_days,
        token: Token { least: row.token_least, share_bp: row.token_bp, kept_most: row.token_kept },
    }))
}

/// How the rule applies to a pincode on a day.
pub(super) async fn pin_on(read: &mut Read, pin: &Pin, day: Day) -> Result<Option<PinRule>, DbError> {
    let row: Option<(PinRule,)> = read
        .row(
            sql!(
                "select stands from cash_pin where pin = $1 and effective_from_day <= $2
                  order by effective_from_day desc limit 1"
            ),
            params![pin.clone(), day],
        )
        .await?;
    Ok(row.map(|(stands,)| stands))
}

/// How many shipments a buyer has turned away since a moment.
pub(super) async fn refused_since(read: &mut Read, person: PersonId, since: Time) -> Result<i64, DbError> {
    let (count,) = read
        .one(
            sql!("select count(*) from cash_refusal where person_id = $1 and refused_at_ms >= $2"),
            params![person, since],
        )
        .await?;
    Ok(count)
}

/// The first code of an order is on its way.
pub(super) async fn insert_confirmation(tx: &mut Tx, order: OrderId, hash: &str) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into cash_confirmation (order_id, code_hash, tries_left, codes_sent, sent_at_ms)
             values ($1, $2, $3, 1, $4)"
        ),
        params![order, hash, CODE_TRIES, now],
    )
    .await
}

store::row! {
    /// An order that is confirmed by code.
    pub struct ConfirmationRow {
        /// Which.
        pub order: OrderId,
        /// Whose.
        pub person: PersonId,
        /// In which language she is told.
        pub lang: Lang,
        /// How it stands.
        pub state: Order,
        /// Until when it waits.
        pub expires_at: Time,
        /// The hash of the code.
        pub code_hash: String,
        /// How often it may still be tried.
        pub tries_left: i64,
        /// The how-manieth it is.
        pub codes_sent: i64,
        /// When it went out.
        pub sent_at: Time,
    }
}

/// The order of a code that waits for a code by SMS, or did.
pub(super) async fn confirmation(read: &mut Read, code: &str) -> Result<Option<ConfirmationRow>, DbError> {
    read.row(
        sql!(
            "select o.id, o.person_id, o.lang, o.state, o.expires_at_ms, c.code_hash, c.tries_left, c.codes_sent,
                    c.sent_at_ms
               from buyer_order o join cash_confirmation c on c.order_id = o.id where o.code = $1"
        ),
        params![code],
    )
    .await
}

/// Another code takes the place of the last. `false`: somebody was faster.
pub(super) async fn renew_code(tx: &mut Tx, order: OrderId, turn: i64, hash: &str) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update cash_confirmation
                    set code_hash = $3, tries_left = $4, codes_sent = $2, sent_at_ms = $5
                  where order_id = $1 and codes_sent = $2 - 1 and confirmed_at_ms is null"
            ),
            params![order, turn, hash, CODE_TRIES, now],
        )
        .await?;
    Ok(changed == 1)
}

/// Takes one try from a code.
pub(super) async fn spend_try(tx: &mut Tx, order: OrderId) -> Result<(), DbError> {
    tx.put(
        sql!(
            "update cash_confirmation set tries_left = tries_left - 1 where order_id = $1 and tries_left > 0"
        ),
        params![order],
    )
    .await
}

/// The code was right.
pub(super) async fn confirmed(tx: &mut Tx, order: OrderId) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!("update cash_confirmation set confirmed_at_ms = $2 where order_id = $1 and confirmed_at_ms is null"),
        params![order, now],
    )
    .await
}

/// What is to be taken at the door for a hub's shipments: the goods that were not called off, and the freight, less what was paid ahead.
pub(super) async fn to_collect(
    read: &mut Read,
    hub: HubId,
    limit: Limit,
) -> Result<Vec<(ShipmentId, Paise)>, DbError> {
    read.rows(
        sql!(
            "select d.id, case when d.owed > d.token then d.owed - d.token else 0 end
               from (select s.id, s.latest_day, coalesce(k.token_paise, 0) as token,
                            s.freight_paise - s.funded_paise
                            + (select cast(coalesce(sum(p.goods_paise - p.funded_paise), 0) as bigint) from parcel p
                                where p.shipment_id = s.id and p.state not in ('declined', 'cancelled', 'delivered')) as owed
               from shipment s left join cash_token k on k.shipment_id = s.id join buyer_order o on o.id = s.order_id
              where s.hub_id = $1 and s.state in ('planned', 'shipped')
                and o.state = 'confirmed' and o.payment_method = 'cash') d
              order by d.latest_day, d.id limit $2"
        ),
        params![hub, limit],
    )
    .await
}

/// Cash was taken for a shipment.
pub(super) async fn insert_collection(
    tx: &mut Tx,
    (shipment, order, payment): (ShipmentId, OrderId, PaymentId),
    holder: &str,
    amount: Paise,
    by: Actor,
) -> Result<(), DbError> {
    let now = tx.now();
    let by = match by {
        Actor::Person(person, _) => Some(person),
        _ => None,
    };
    tx.put(
        sql!(
            "insert into cash_collection
                    (shipment_id, order_id, payment_id, holder, amount_paise, collected_by, collected_at_ms)
             values ($1, $2, $3, $4, $5, $6, $7)"
        ),
        params![shipment, order, payment, holder, amount, by, now],
    )
    .await
}

/// A buyer has turned a shipment away.
pub(super) async fn insert_refusal(
    tx: &mut Tx,
    shipment: ShipmentId,
    person: PersonId,
    why: &str,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into cash_refusal (shipment_id, person_id, reason, refused_at_ms) values ($1, $2, $3, $4)"
        ),
        params![shipment, person, why, now],
    )
    .await
}

/// A hub has paid in at the bank. `false`: the slip was written down before.
pub(super) async fn insert_handover(
    tx: &mut Tx,
    id: CashHandoverId,
    hub: HubId,
    amount: Paise,
    slip: &str,
    by: PersonId,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "insert into cash_handover (id, hub_id, amount_paise, slip, handed_by, handed_at_ms)
                 values ($1, $2, $3, $4, $5, $6) on conflict (hub_id, slip) do nothing"
            ),
            params![id, hub, amount, slip, by, now],
        )
        .await?;
    Ok(changed == 1)
}

pub(super) struct NewCount<'a> {
    pub id: CashCountId,
    pub hub: HubId,
    pub book: Paise,
    pub counted: Paise,
    pub why: &'a str,
    pub state: CountState,
    pub by: PersonId,
    pub trail: Trail,
}

/// A hub's cash was counted.
pub(super) async fn insert_count(tx: &mut Tx, new: &NewCount<'_>) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into cash_count (id, hub_id, book_paise, counted_paise, reason, state, counted_by, counted_at_ms,
                                     version, trail)
             values ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9)"
        ),
        params![new.id, new.hub, new.book, new.counted, new.why, new.state, new.by, now, new.trail.clone()],
    )
    .await
}

/// Whether a count of a hub waits for a second person.
pub(super) async fn count_waits(read: &mut Read, hub: HubId) -> Result<bool, DbError> {
    let (count,): (i64,) = read
        .one(sql!("select count(*) from cash_count where hub_id = $1 and state = 'asked'"), params![hub])
        .await?;
    Ok(count > 0)
}

store::row! {
    /// A count as acts need it.
    pub struct CountRow {
        /// Its id.
        pub id: CashCountId,
        /// Of which hub.
        pub hub: HubId,
        /// What the book said.
        pub book: Paise,
        /// What was there.
        pub counted: Paise,
        /// How it stands.
        pub state: CountState,
        /// Who counted.
        pub counted_by: PersonId,
        /// Its version.
        pub version: i64,
        /// Its trail.
        pub trail: Trail,
    }
}

/// A count by its id.
pub(super) async fn count(read: &mut Read, id: CashCountId) -> Result<Option<CountRow>, DbError> {
    read.row(
        sql!(
            "select id, hub_id, book_paise, counted_paise, state, counted_by, version, trail
               from cash_count where id = $1"
        ),
        params![id],
    )
    .await
}

/// Moves a count unless someone moved it since. `false`: they did.
pub(super) async fn move_count(
    tx: &mut Tx,
    row: &CountRow,
    to: CountState,
    (by, at): (PersonId, Time),
    trail: &Trail,
) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update cash_count
                    set state = $3, decided_by = $4, decided_at_ms = $5, trail = $6, version = version + 1
                  where id = $1 and version = $2"
            ),
            params![row.id, row.version, to, by, at, trail.clone()],
        )
        .await?;
    Ok(changed == 1)
}

/// A carrier's sheet. `false`: its reference was taken in before.
pub(super) async fn insert_remittance(
    tx: &mut Tx,
    id: RemittanceId,
    carrier: Carrier,
    reference: &str,
    by: PersonId,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "insert into cash_remittance (id, carrier, reference, taken_by, taken_at_ms)
                 values ($1, $2, $3, $4, $5) on conflict (carrier, reference) do nothing"
            ),
            params![id, carrier, reference, by, now],
        )
        .await?;
    Ok(changed == 1)
}

/// The shipment of a number whose cash a carrier holds, and how much of it is still open.
pub(super) async fn open_of_article(
    read: &mut Read,
    carrier: Carrier,
    article: &str,
) -> Result<Option<(ShipmentId, Paise)>, DbError> {
    read.row(
        sql!(
            "select c.shipment_id,
                    c.amount_paise
                    - (select cast(coalesce(sum(l.amount_paise), 0) as bigint) from cash_remittance_line l
                        where l.shipment_id = c.shipment_id and l.fate = 'matched')
               from shipment s join cash_collection c on c.shipment_id = s.id
              where s.article_number = $2 and c.holder = $1"
        ),
        params![carrier, article],
    )
    .await
}

/// A line of a carrier's sheet.
pub(super) async fn insert_remittance_line(
    tx: &mut Tx,
    id: RemittanceId,
    line: &SheetLine,
    shipment: Option<ShipmentId>,
    fate: Fate,
) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into cash_remittance_line (remittance_id, line_no, article, shipment_id, amount_paise, fate)
             values ($1, $2, $3, $4, $5, $6)"
        ),
        params![id, line.no, line.article, shipment, line.amount.unwrap_or(Paise::ZERO), fate],
    )
    .await
}
