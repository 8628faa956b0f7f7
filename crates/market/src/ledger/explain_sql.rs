//! The statements behind «why is this rupee here?».

use kernel::ids::EntryId;
use kernel::{Limit, Time};
use store::{DbError, Read, params, sql};

use super::explain::{Moved, PostingView};

/// Sides of an entry: as many as a parcel's money has parts, and some.
const SIDES: Limit = Limit::of(50);

/// Entries of an account or of all accounts of a kind, newest first, behind a place.
pub(super) async fn moved(
    read: &mut Read,
    account: &str,
    (at, id): (Time, &str),
    limit: Limit,
) -> Result<Vec<Moved>, DbError> {
    read.rows(
        sql!(
            "select e.id, e.at_ms, e.entered_at_ms, e.kind, e.source, coalesce(c.code, y.utr, k.code, ru.utr, f.reference, ''), o.code, y.batch_id,
                    p.amount_paise
               from (select e.id, e.at_ms, cast(sum(p.amount_paise) as bigint) as amount_paise
                       from posting p join journal_entry e on e.id = p.entry_id
                      where (p.account = $1 or p.account like $1 || ':%')
                        and (e.at_ms < $2 or (e.at_ms = $2 and e.id < $3))
                      group by e.id, e.at_ms
                      order by e.at_ms desc, e.id desc limit $4) p
               join journal_entry e on e.id = p.id
               left join parcel c on c.id = e.source
               left join shipment s on s.id = e.source
               left join payout y on y.id = e.source
               left join claim m on m.id = e.source
               left join parcel k on k.id = m.parcel_id
               left join payment g on g.id = e.source
               left join payment_intent i on i.id = g.intent_id
               left join refund_to_upi ru on ru.id = e.source
               left join advance_fund_move f on f.id = e.source
               left join refund r on r.id = coalesce(ru.refund_id, e.source)
               left join buyer_order o on o.id = coalesce(c.order_id, s.order_id, m.order_id, i.order_id, r.order_id)
              order by e.at_ms desc, e.id desc limit $4"
        ),
        params![account, at, id, limit],
    )
    .await
}

/// One entry; its amount is what was debited.
pub(super) async fn head(read: &mut Read, id: EntryId) -> Result<Option<Moved>, DbError> {
    read.row(
        sql!(
            "select e.id, e.at_ms, e.entered_at_ms, e.kind, e.source, coalesce(c.code, y.utr, k.code, ru.utr, f.reference, ''), o.code, y.batch_id,
                    (select cast(coalesce(sum(p.amount_paise), 0) as bigint) from posting p
                      where p.entry_id = e.id and p.amount_paise > 0)
               from journal_entry e
               left join parcel c on c.id = e.source
               left join shipment s on s.id = e.source
               left join payout y on y.id = e.source
               left join claim m on m.id = e.source
               left join parcel k on k.id = m.parcel_id
               left join payment g on g.id = e.source
               left join payment_intent i on i.id = g.intent_id
               left join refund_to_upi ru on ru.id = e.source
               left join advance_fund_move f on f.id = e.source
               left join refund r on r.id = coalesce(ru.refund_id, e.source)
               left join buyer_order o on o.id = coalesce(c.order_id, s.order_id, m.order_id, i.order_id, r.order_id)
              where e.id = $1"
        ),
        params![id],
    )
    .await
}

/// The sides of an entry, with whose account each is.
pub(super) async fn postings(read: &mut Read, id: EntryId) -> Result<Vec<PostingView>, DbError> {
    read.rows(
        sql!(
            "select p.account, coalesce(m.name_hi, a.name_hi, ''), coalesce(m.name_en, a.name_en, ''), p.amount_paise
               from posting p
               left join maker m on p.account like 'maker:%' and m.id = substr(p.account, 7)
               left join aggregator a on p.account like 'seller_tax:%' and a.id = substr(p.account, 12)
              where p.entry_id = $1 order by p.position limit $2"
        ),
        params![id, SIDES],
    )
    .await
}
