//! The statements that write invented rows, and those that read what they are invented upon.

use kernel::ids::{
    CaseId, EntryId, HubId, MakerId, OrderId, ParcelId, PayoutBatchId, PayoutId, PersonId, QuoteId,
    ShipmentId,
};
use kernel::{Cell, Day, Limit, Time};
use store::{DbError, Read, Sql, params, sql};

use crate::accounts::DepartmentKey;

/// A statement with its values.
pub(super) type Line = (Sql, Vec<Cell>);

/// Rows read of what there is.
const MOST: Limit = Limit::of(Limit::MOST);

/// Hubs with their blocks and a pincode there.
pub(super) async fn hubs(read: &mut Read) -> Result<Vec<(HubId, String, String)>, DbError> {
    read.rows(sql!("select id, block_code, pincode from hub order by hub_key limit $1"), params![MOST]).await
}

/// Crafts.
pub(super) async fn crafts(read: &mut Read) -> Result<Vec<(String,)>, DbError> {
    read.rows(sql!("select craft_key from craft order by craft_key limit $1"), params![MOST]).await
}

/// Somebody who buys.
pub(super) async fn somebody(read: &mut Read) -> Result<Option<(PersonId,)>, DbError> {
    read.row(sql!("select id from person order by id limit 1"), params![]).await
}

/// Whether a year that begins with this number was invented here before.
pub(super) async fn is_invented(read: &mut Read, first: i64) -> Result<bool, DbError> {
    let (count,): (i64,) = read
        .one(sql!("select count(*) from maker where slug = $1"), params![format!("invented-{first}")])
        .await?;
    Ok(count > 0)
}

/// An invented maker.
#[derive(Clone, Debug)]
pub(super) struct Maker {
    pub id: MakerId,
    pub case: CaseId,
    pub number: i64,
    pub kind: &'static str,
    pub gender: &'static str,
    pub block: String,
    pub pincode: String,
    pub hub: HubId,
    pub craft: String,
    pub department: DepartmentKey,
    pub officer: Option<PersonId>,
    pub found: Time,
    pub listed: Time,
}

/// A maker with her case, listed.
pub(super) fn maker(m: &Maker) -> [Line; 3] {
    let (slug, name) = (format!("invented-{}", m.number), format!("कारीगर {}", m.number));
    [
        (
            sql!(
                "insert into maker (id, slug, name_hi, name_en, kind, mobile_once, village_hi, village_en, block_code, pincode,
                                    hub_id, craft_key, story_hi, story_en, tax_class, lang, sample, joined_at_ms, mobile_hash,
                                    mobile_sealed)
                 values ($1, $2, $3, $2, $4, $1, '', '', $5, $6, $7, $8, '', '', 'enrolled', 'hi', 1, $9, $1, '')"
            ),
            params![m.id, slug, name, m.kind, m.block, m.pincode, m.hub, m.craft, m.listed],
        ),
        (
            sql!(
                "insert into maker_case (id, maker_id, kind, name_hi, name_en, kin_name, gender, village_hi, village_en,
                                         block_code, craft_key, group_name, lang, department, officer_id, source, sample,
                                         found_at_ms, state, version, trail)
                 values ($1, $2, $3, $4, '', '', $5, '', '', $6, $7, '', 'hi', $8, $9, 'register', 1, $10, 'listed', 1, '')"
            ),
            params![m.case, m.id, m.kind, name, m.gender, m.block, m.craft, m.department, m.officer, m.found],
        ),
        (
            sql!(
                "insert into case_step (case_id, step, seq, at_ms, by_id, department, source, note)
                 values ($1, 'listed', 1, $2, 'mart', $3, '', '')"
            ),
            params![m.case, m.listed, m.department],
        ),
    ]
}

/// An invented order of one shipment.
#[derive(Clone, Debug)]
pub(super) struct Order {
    pub id: OrderId,
    pub quote: QuoteId,
    pub shipment: ShipmentId,
    pub number: i64,
    pub buyer: PersonId,
    pub placed: Time,
    pub latest: Day,
    pub arrived: Option<Time>,
    pub goods_paise: i64,
    pub in_trial: i64,
    pub hub: HubId,
}

/// An order with its quote and shipment.
pub(super) fn order(o: &Order) -> [Line; 3] {
    let code = format!("DM-INVENTED-{:08}", o.number);
    let state = if o.arrived.is_some() { "completed" } else { "confirmed" };
    let shipped = if o.arrived.is_some() { "delivered" } else { "shipped" };
    [
        (
            sql!(
                "insert into quote (id, pin, state_code, district, payment_method, goods_paise, freight_paise, tax_paise,
                                    total_paise, earliest_day, latest_day, made_at_ms, expires_at_ms)
                 values ($1, '814112', '20', 'Deoghar', 'upi', $2, 0, 0, $2, $3, $3, $4, $4)"
            ),
            params![o.quote, o.goods_paise, o.latest, o.placed],
        ),
        (
            sql!(
                "insert into buyer_order (id, code, quote_id, person_id, lang, state, recipient_sealed, pin, district, state_code,
                                          payment_method, goods_paise, freight_paise, tax_paise, total_paise, earliest_day,
                                          latest_day, placed_at_ms, expires_at_ms, ended_at_ms, version, trail, in_trial)
                 values ($1, $2, $3, $4, 'hi', $5, '', '814112', 'Deoghar', '20', 'upi', $6, 0, 0, $6, $7, $7, $8, $8, $9,
                         1, '', $10)"
            ),
            params![
                o.id,
                code,
                o.quote,
                o.buyer,
                state,
                o.goods_paise,
                o.latest,
                o.placed,
                o.arrived,
                o.in_trial
            ],
        ),
        (
            sql!(
                "insert into shipment (id, order_id, shipment_no, hub_id, is_food, zone, carrier, weight_g, freight_paise,
                                       earliest_day, latest_day, state, delivery_code, code_tries, handed_at_ms, ended_at_ms,
                                       version, trail)
                 values ($1, $2, 1, $3, 0, 'district', 'own_hands', 500, 0, $4, $4, $5, '', 0, $6, $7, 1, '')"
            ),
            params![o.shipment, o.id, o.hub, o.latest, shipped, o.placed, o.arrived],
        ),
    ]
}

/// An invented parcel.
#[derive(Clone, Debug)]
pub(super) struct Parcel {
    pub id: ParcelId,
    pub number: i64,
    pub maker: MakerId,
    pub state: &'static str,
    pub goods_paise: i64,
    pub ended: Option<Time>,
    pub payable_paise: i64,
    pub pay_by: Option<Day>,
}

/// A parcel of an order.
pub(super) fn parcel(o: &Order, p: &Parcel) -> Line {
    (
        sql!(
            "insert into parcel (id, code, order_id, shipment_id, maker_id, hub_id, is_food, state, goods_paise, maker_paise,
                                 asked_at_ms, reason, ended_at_ms, version, trail, payable_paise, in_trial, pay_by_day)
             values ($1, $2, $3, $4, $5, $6, 0, $7, $8, $8, $9, '', $10, 1, '', $11, $12, $13)"
        ),
        params![
            p.id,
            format!("Y{:09}", p.number),
            o.id,
            o.shipment,
            p.maker,
            o.hub,
            p.state,
            p.goods_paise,
            o.placed,
            p.ended,
            p.payable_paise,
            o.in_trial,
            p.pay_by
        ],
    )
}

/// A look at a parcel.
pub(super) fn look(p: &Parcel, hub: HubId, finding: &str, at: Time) -> Line {
    (
        sql!(
            "insert into hub_look (parcel_id, version, hub_id, maker_id, finding, looked_by, at_ms)
             values ($1, 1, $2, $3, $4, 'mart', $5)"
        ),
        params![p.id, hub, p.maker, finding, at],
    )
}

/// A complaint about an order, as far as it has come.
#[derive(Clone, Debug)]
pub(super) struct Complaint {
    pub number: i64,
    pub opened: Time,
    pub heard: Option<Time>,
    pub closed: Option<Time>,
}

/// A complaint. Its number lies above those people have.
pub(super) fn complaint(c: &Complaint, id: &str, (order, maker): (OrderId, MakerId)) -> Line {
    let month = crate::complaints::rules::month_of(c.opened);
    let serial = 500_000 + c.number;
    let state = match (c.closed, c.heard) {
        (Some(_), _) => "closed",
        (None, Some(_)) => "acknowledged",
        (None, None) => "opened",
    };
    let outcome = if c.closed.is_some() { "put_right" } else { "" };
    (
        sql!(
            "insert into complaint (id, number, month_no, serial, about, order_id, maker_id, mobile_hash, mobile_sealed, lang, state,
                                    level, opened_at_ms, acknowledged_at_ms, closed_at_ms, outcome, once_key, version, trail)
             values ($1, $2, $3, $4, 'order', $5, $6, $1, '', 'hi', $7, 'officer', $8, $9, $10, $11, '', 1, '')"
        ),
        params![
            id,
            crate::complaints::rules::number_of(month, serial),
            month,
            serial,
            order,
            maker,
            state,
            c.opened,
            c.heard,
            c.closed,
            outcome
        ],
    )
}

/// The batch of a day.
pub(super) fn batch(id: PayoutBatchId, day: Day) -> Line {
    (
        sql!(
            "insert into payout_batch (id, state, made_at_ms, version, trail, swept_day)
             values ($1, 'drafted', $2, 1, '', $3)"
        ),
        params![id, day.starts(), day],
    )
}

/// A payout with the parcels it pays.
pub(super) fn payout(
    (id, batch): (PayoutId, PayoutBatchId),
    maker: MakerId,
    (amount, state, ended): (i64, &str, Option<Time>),
    parcels: &[(ParcelId, i64)],
) -> Vec<Line> {
    let mut lines = vec![(
        sql!(
            "insert into payout (id, batch_id, maker_id, amount_paise, state, reason, ended_at_ms, version, trail)
             values ($1, $2, $3, $4, $5, '', $6, 1, '')"
        ),
        params![id, batch, maker, amount, state, ended],
    )];
    let (over, paid) = if state == "returned" { (ended, None) } else { (None, ended) };
    lines.extend(parcels.iter().map(|(parcel, _)| {
        (sql!("update parcel set paid_at_ms = $2 where id = $1"), params![*parcel, paid])
    }));
    lines.extend(parcels.iter().map(|(parcel, paise)| {
        (
            sql!(
                "insert into payout_line (payout_id, parcel_id, amount_paise, ended_at_ms) values ($1, $2, $3, $4)"
            ),
            params![id, *parcel, *paise, over],
        )
    }));
    lines
}

/// An entry of the journal from one account to another.
pub(super) fn entry(
    id: EntryId,
    (kind, source, at): (&str, &str, Time),
    (debit, credit): (&str, &str),
    paise: i64,
) -> [Line; 3] {
    let posting = |position: i64, account: &str, amount: i64| {
        (
            sql!("insert into posting (entry_id, position, account, amount_paise) values ($1, $2, $3, $4)"),
            params![id, position, account, amount],
        )
    };
    [
        (
            sql!("insert into journal_entry (id, kind, source, at_ms) values ($1, $2, $3, $4)"),
            params![id, kind, source, at],
        ),
        posting(1, debit, paise),
        posting(2, credit, -paise),
    ]
}
