//! Every statement that pages ask about cash: a hub's day, counts, what carriers hold, their sheets.

use kernel::ids::HubId;
use kernel::{Limit, Paise, Time};
use store::{DbError, Read, params, sql};

use super::read::{CountLine, HubCash, OpenShipment, Remittance, RemittanceLine, Taken};
use crate::ledger::Kind;

/// What moved a hub's cash in a span of time, by kind of fact.
pub(super) async fn moved(
    read: &mut Read,
    account: &str,
    (from, to): (Time, Time),
) -> Result<Vec<(Kind, Paise)>, DbError> {
    read.rows(
        sql!(
            "select e.kind, cast(sum(p.amount_paise) as bigint)
               from posting p join journal_entry e on e.id = p.entry_id
              where p.account = $1 and e.at_ms >= $2 and e.at_ms < $3
              group by e.kind order by e.kind limit 50"
        ),
        params![account, from, to],
    )
    .await
}

/// What was taken at doors for a hub in a span of time, oldest first.
pub(super) async fn taken(
    read: &mut Read,
    hub: HubId,
    (from, to): (Time, Time),
    limit: Limit,
) -> Result<Vec<Taken>, DbError> {
    read.rows(
        sql!(
            "select c.shipment_id, o.code, c.amount_paise, c.collected_at_ms
               from cash_collection c join buyer_order o on o.id = c.order_id
              where c.holder = $1 and c.collected_at_ms >= $2 and c.collected_at_ms < $3
              order by c.collected_at_ms, c.shipment_id limit $4"
        ),
        params![hub, from, to, limit],
    )
    .await
}

/// What a hub has paid in at the bank in a span of time: slip and amount.
pub(super) async fn handed(
    read: &mut Read,
    hub: HubId,
    (from, to): (Time, Time),
    limit: Limit,
) -> Result<Vec<(String, Paise)>, DbError> {
    read.rows(
        sql!(
            "select slip, amount_paise from cash_handover
              where hub_id = $1 and handed_at_ms >= $2 and handed_at_ms < $3
              order by handed_at_ms, id limit $4"
        ),
        params![hub, from, to, limit],
    )
    .await
}

/// The newest counts of a hub.
pub(super) async fn counts_of(read: &mut Read, hub: HubId, limit: Limit) -> Result<Vec<CountLine>, DbError> {
    read.rows(
        sql!(
            "select c.id, c.hub_id, h.name_hi, h.name_en, c.book_paise, c.counted_paise, c.reason, c.state, c.counted_by,
                    p.name, c.counted_at_ms
               from cash_count c join hub h on h.id = c.hub_id join person p on p.id = c.counted_by
              where c.hub_id = $1 order by c.counted_at_ms desc, c.id limit $2"
        ),
        params![hub, limit],
    )
    .await
}

/// Counts that wait for a second person, oldest first.
pub(super) async fn counts_to_decide(read: &mut Read, limit: Limit) -> Result<Vec<CountLine>, DbError> {
    read.rows(
        sql!(
            "select c.id, c.hub_id, h.name_hi, h.name_en, c.book_paise, c.counted_paise, c.reason, c.state, c.counted_by,
                    p.name, c.counted_at_ms
               from cash_count c join hub h on h.id = c.hub_id join person p on p.id = c.counted_by
              where c.state = 'asked' order by c.counted_at_ms, c.id limit $1"
        ),
        params![limit],
    )
    .await
}

/// What lies at each hub that ever had cash, and when it was last counted.
pub(super) async fn hubs(read: &mut Read, limit: Limit) -> Result<Vec<HubCash>, DbError> {
    read.rows(
        sql!(
            "select h.id, h.name_hi, h.name_en, cast(sum(p.amount_paise) as bigint),
                    (select max(c.counted_at_ms) from cash_count c where c.hub_id = h.id)
               from hub h join posting p on p.account = 'cash_hub:' || h.id
              group by h.id, h.name_hi, h.name_en order by h.name_en, h.id limit $1"
        ),
        params![limit],
    )
    .await
}

/// Shipments whose cash a carrier holds still, oldest first.
pub(super) async fn open_with_carriers(read: &mut Read, limit: Limit) -> Result<Vec<OpenShipment>, DbError> {
    read.rows(
        sql!(
            "select c.shipment_id, o.code, coalesce(s.article_number, ''), c.amount_paise, coalesce(l.handed, 0),
                    c.collected_at_ms
               from cash_collection c
               join shipment s on s.id = c.shipment_id
               join buyer_order o on o.id = c.order_id
               left join (select shipment_id, cast(sum(amount_paise) as bigint) as handed
                            from cash_remittance_line where fate = 'matched' group by shipment_id) l
                 on l.shipment_id = c.shipment_id
              where c.holder = s.carrier and c.amount_paise > coalesce(l.handed, 0)
              order by c.collected_at_ms, c.shipment_id limit $1"
        ),
        params![limit],
    )
    .await
}

/// The newest sheets.
pub(super) async fn remittances(read: &mut Read, limit: Limit) -> Result<Vec<Remittance>, DbError> {
    read.rows(
        sql!(
            "select r.id, r.carrier, r.reference, r.taken_at_ms,
                    (select count(*) from cash_remittance_line l where l.remittance_id = r.id and l.fate = 'matched'),
                    (select cast(coalesce(sum(l.amount_paise), 0) as bigint) from cash_remittance_line l
                      where l.remittance_id = r.id and l.fate = 'matched')
               from cash_remittance r order by r.taken_at_ms desc, r.id limit $1"
        ),
        params![limit],
    )
    .await
}

/// Lines of the newest sheets that somebody must look at.
pub(super) async fn strange_lines(read: &mut Read, limit: Limit) -> Result<Vec<RemittanceLine>, DbError> {
    read.rows(
        sql!(
            "select r.reference, l.line_no, l.article, l.amount_paise, l.fate
               from cash_remittance_line l join cash_remittance r on r.id = l.remittance_id
              where l.fate <> 'matched' order by r.taken_at_ms desc, r.id, l.line_no limit $1"
        ),
        params![limit],
    )
    .await
}
