//! The statements that write an invented order with all that hangs from it.

use kernel::ids::{
    BillId, HubId, LineId, MakerId, OrderId, ParcelId, PaymentId, PaymentIntentId, PersonId, QuoteId,
    RefundId, ShipmentId, StockMovementId,
};
use kernel::{Day, Time};
use store::{params, sql};

use super::goods_sql::Good;
use super::pen::Line;
use super::steps::Steps;

/// An invented order of one shipment.
#[derive(Clone, Debug)]
pub(super) struct Order {
    pub id: OrderId,
    pub quote: QuoteId,
    pub shipment: ShipmentId,
    pub intent: PaymentIntentId,
    pub payment: PaymentId,
    pub code: String,
    pub number: i64,
    pub buyer: PersonId,
    pub placed: Time,
    pub paid: Time,
    pub latest: Day,
    pub left: Option<Time>,
    pub ended: Option<Time>,
    pub goods_paise: i64,
    pub freight_paise: i64,
    pub in_trial: i64,
    pub hub: HubId,
}

/// The quote behind an order.
pub(super) fn quote(o: &Order) -> Line {
    (
        sql!(
            "insert into quote (id, pin, state_code, district, payment_method, goods_paise, freight_paise, tax_paise,
                                total_paise, earliest_day, latest_day, made_at_ms, expires_at_ms)
             values ($1, '814112', '20', 'Deoghar', 'upi', $2, $3, 0, $4, $5, $6, $7, $7)"
        ),
        params![
            o.quote,
            o.goods_paise,
            o.freight_paise,
            o.goods_paise + o.freight_paise,
            o.latest.plus(-3),
            o.latest,
            o.placed
        ],
    )
}

/// An order; who receives it (6) is known when it is written.
pub(super) fn order(o: &Order, steps: &Steps) -> Line {
    (
        sql!(
            "insert into buyer_order (id, code, quote_id, person_id, lang, state, recipient_sealed, pin, district, state_code,
                                      payment_method, goods_paise, freight_paise, tax_paise, total_paise, earliest_day,
                                      latest_day, placed_at_ms, expires_at_ms, ended_at_ms, version, trail, in_trial)
             values ($1, $2, $3, $4, 'hi', $5, $6, '814112', 'Deoghar', '20', 'upi', $7, $8, 0, $9, $10, $11, $12, $13, $14,
                     $15, $16, $17)"
        ),
        params![
            o.id,
            o.code,
            o.quote,
            o.buyer,
            steps.state,
            "",
            o.goods_paise,
            o.freight_paise,
            o.goods_paise + o.freight_paise,
            o.latest.plus(-3),
            o.latest,
            o.placed,
            o.placed.plus_minutes(30),
            o.ended,
            steps.version,
            steps.trail,
            o.in_trial
        ],
    )
}

/// Its shipment.
pub(super) fn shipment(o: &Order, steps: &Steps) -> Line {
    (
        sql!(
            "insert into shipment (id, order_id, shipment_no, hub_id, is_food, zone, carrier, weight_g, freight_paise,
                                   earliest_day, latest_day, state, delivery_code, code_tries, handed_at_ms, ended_at_ms,
                                   version, trail)
             values ($1, $2, 1, $3, 0, 'district', 'own_hands', 500, $4, $5, $6, $7, $8, 0, $9, $10, $11, $12)"
        ),
        params![
            o.shipment,
            o.id,
            o.hub,
            o.freight_paise,
            o.latest.plus(-3),
            o.latest,
            steps.state,
            format!("{:06}", o.number % 1_000_000),
            o.left,
            o.ended,
            steps.version,
            steps.trail
        ],
    )
}

/// What is wanted for it.
pub(super) fn intent(o: &Order, steps: &Steps) -> Line {
    (
        sql!(
            "insert into payment_intent (id, order_id, amount_paise, gateway, gateway_order, payers, state, made_at_ms, version,
                                         trail)
             values ($1, $2, $3, 'razorpay', $4, 'domestic', $5, $6, $7, $8)"
        ),
        params![
            o.intent,
            o.id,
            o.goods_paise + o.freight_paise,
            format!("order_invented{}", o.number),
            steps.state,
            o.placed,
            steps.version,
            steps.trail
        ],
    )
}

/// What was paid for it.
pub(super) fn payment(o: &Order, steps: &Steps) -> Line {
    (
        sql!(
            "insert into payment (id, intent_id, gateway_payment, amount_paise, fee_paise, method, status, reason, made_at_ms,
                                  version, trail, bank_reference, gateway)
             values ($1, $2, $3, $4, 0, 'upi', $5, '', $6, $7, $8, '', 'razorpay')"
        ),
        params![
            o.payment,
            o.intent,
            format!("pay_invented{}", o.number),
            o.goods_paise + o.freight_paise,
            steps.state,
            o.paid,
            steps.version,
            steps.trail
        ],
    )
}

/// What went back of it.
pub(super) fn refund(
    id: RefundId,
    o: &Order,
    about: ParcelId,
    (asked, ended): (Time, Time),
    steps: &Steps,
) -> Line {
    (
        sql!(
            "insert into refund (id, payment_id, order_id, about, reason, amount_paise, status, gateway_refund, asked_at_ms,
                                 ended_at_ms, version, trail)
             values ($1, $2, $3, $4, 'declined', $5, $6, $7, $8, $9, $10, $11)"
        ),
        params![
            id,
            o.payment,
            o.id,
            about,
            o.goods_paise + o.freight_paise,
            steps.state,
            format!("rfnd_invented{}", o.number),
            asked,
            ended,
            steps.version,
            steps.trail
        ],
    )
}

/// An invented parcel with one line.
#[derive(Clone, Debug)]
pub(super) struct Parcel {
    pub id: ParcelId,
    pub line: LineId,
    pub moves: [StockMovementId; 2],
    pub position: i64,
    pub code: String,
    pub maker: MakerId,
    pub good: Good,
    pub name: (String, String),
    pub quantity: i64,
    pub goods_paise: i64,
    pub asked: Time,
    pub ended: Option<Time>,
    pub payable_paise: i64,
    pub pay_by: Option<Day>,
    pub paid_at: Option<Time>,
}

/// A parcel of an order, with its line and the pieces that left the shelf for it.
pub(super) fn parcel(o: &Order, p: &Parcel, steps: &Steps) -> [Line; 4] {
    let moved = |id: StockMovementId, why: &str, (on_hand, held): (i64, i64), at: Time| {
        let values = params![id, p.good.variant, on_hand, held, why, o.id.to_string(), at];
        (crate::catalogue::stock_sql::put_movement(), values)
    };
    [
        (
            sql!(
                "insert into parcel (id, code, order_id, shipment_id, maker_id, hub_id, is_food, state, goods_paise, maker_paise,
                                     asked_at_ms, ready_by_day, reason, ended_at_ms, version, trail, payable_paise, in_trial,
                                     pay_by_day, paid_at_ms)
                 values ($1, $2, $3, $4, $5, $6, 0, $7, $8, $8, $9, $10, '', $11, $12, $13, $14, $15, $16, $17)"
            ),
            params![
                p.id,
                p.code,
                o.id,
                o.shipment,
                p.maker,
                o.hub,
                steps.state,
                p.goods_paise,
                p.asked,
                o.placed.day().plus(3),
                p.ended,
                steps.version,
                steps.trail,
                p.payable_paise,
                o.in_trial,
                p.pay_by,
                p.paid_at
            ],
        ),
        (
            sql!(
                "insert into order_line
                        (id, order_id, parcel_id, position, variant_id, product_id, name_hi, name_en, label_hi, label_en,
                         quantity, unit_paise, line_paise, hsn, rate_bp, tax_paise, tax_split, seller, commission_paise,
                         maker_paise)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, '', '', $9, $10, $11, '0000', 0, 0, 'none', 'maker', 0, $11)"
            ),
            params![
                p.line,
                o.id,
                p.id,
                p.position,
                p.good.variant,
                p.good.product,
                p.name.0,
                p.name.1,
                p.quantity,
                p.good.price_paise,
                p.goods_paise
            ],
        ),
        moved(p.moves[0], "hold", (0, p.quantity), o.placed),
        moved(p.moves[1], "hold_end", (-p.quantity, -p.quantity), o.paid),
    ]
}

/// What a hub's keeper found when the parcel came.
pub(super) fn look(
    p: &Parcel,
    (hub, keeper): (HubId, PersonId),
    (version, finding, at): (i64, &str, Time),
) -> Line {
    (
        sql!(
            "insert into hub_look (parcel_id, version, hub_id, maker_id, product_id, finding, looked_by, at_ms)
             values ($1, $2, $3, $4, $5, $6, $7, $8)"
        ),
        params![p.id, version, hub, p.maker, p.good.product, finding, keeper, at],
    )
}

/// Which bill of whose a bill is.
#[derive(Clone, Debug)]
pub(super) struct Numbered {
    pub id: BillId,
    pub seller: String,
    pub year: i64,
    pub serial: i64,
}

/// The bill of a parcel that left; the freight stands on the first parcel's.
pub(super) fn bill(o: &Order, p: &Parcel, n: &Numbered, at: Time) -> Vec<Line> {
    let freight = if p.position == 1 { o.freight_paise } else { 0 };
    let line = |position: i64,
                line: Option<LineId>,
                name: (&str, &str),
                quantity: i64,
                (unit, gross): (i64, i64)| {
        (
            sql!(
                "insert into bill_line (bill_id, position, line_id, name_hi, name_en, hsn, quantity, unit_paise, gross_paise,
                                        rate_bp, taxable_paise, cgst_paise, sgst_paise, igst_paise)
                 values ($1, $2, $3, $4, $5, '0000', $6, $7, $8, 0, $8, 0, 0, 0)"
            ),
            params![n.id, position, line, name.0, name.1, quantity, unit, gross],
        )
    };
    let whole = (
        sql!(
            "insert into bill
                    (id, kind, number, seller_id, year, serial, order_id, parcel_id, about, standing, seller_hi, seller_en,
                     seller_address_hi, seller_address_en, gstin, enrolment_no, for_maker_hi, for_maker_en, supplied_in,
                     goods_paise, freight_paise, taxable_paise, cgst_paise, sgst_paise, igst_paise, total_paise,
                     freight_tax_paise, issued_at_ms)
             values ($1, 'cash_memo', $2, $3, $4, $5, $6, $7, $7, 'unregistered', 'कारीगर', 'A maker', '', '', '', '', '', '', '20',
                     $8, $9, $10, 0, 0, 0, $10, 0, $11)"
        ),
        params![
            n.id,
            format!("Y{:02}-{}", n.year % 100, n.serial),
            n.seller,
            n.year,
            n.serial,
            o.id,
            p.id,
            p.goods_paise,
            freight,
            p.goods_paise + freight,
            at
        ],
    );
    let own = line(1, Some(p.line), (&p.name.0, &p.name.1), p.quantity, (p.good.price_paise, p.goods_paise));
    let mut lines = vec![whole, own];
    if freight > 0 {
        lines.push(line(2, None, ("डाक ख़र्च", "Delivery"), 0, (freight, freight)));
    }
    lines
}

/// The last number of a seller's bills of a year.
pub(super) fn series(seller: &str, year: i64, last: i64) -> Line {
    (
        sql!("insert into bill_series (seller_id, kind, year, last_no) values ($1, 'cash_memo', $2, $3)"),
        params![seller, year, last],
    )
}

/// An invented complaint.
#[derive(Clone, Debug)]
pub(super) struct Complaint {
    pub id: String,
    pub month: i64,
    pub serial: i64,
    pub order: OrderId,
    pub maker: MakerId,
    pub buyer: PersonId,
    pub opened: Time,
    pub heard: Option<Time>,
    pub closed: Option<Time>,
}

/// A complaint with its first words; her number's hash (8) and the number itself (9) are known when it is written.
pub(super) fn complaint(c: &Complaint, steps: &Steps) -> [Line; 2] {
    let outcome = if c.closed.is_some() { "put_right" } else { "" };
    [
        (
            sql!(
                "insert into complaint (id, number, month_no, serial, about, order_id, maker_id, mobile_hash, mobile_sealed,
                                        lang, state, level, opened_at_ms, acknowledged_at_ms, closed_at_ms, outcome, once_key,
                                        version, trail, person_id)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'hi', $10, 'officer', $11, $12, $13, $14, $15, $16, $17, $18)"
            ),
            params![
                c.id,
                crate::complaints::rules::number_of(c.month, c.serial),
                c.month,
                c.serial,
                "order",
                c.order,
                c.maker,
                "",
                "",
                steps.state,
                c.opened,
                c.heard,
                c.closed,
                outcome,
                c.id,
                steps.version,
                steps.trail,
                c.buyer
            ],
        ),
        (
            sql!(
                "insert into complaint_message (complaint_id, seq, side, said_by, words, at_ms)
                 values ($1, 1, 'complainant', $2, 'माल अभी तक नहीं आया', $3)"
            ),
            params![c.id, c.buyer.to_string(), c.opened],
        ),
    ]
}

/// The last number of a month's complaints.
pub(super) fn complaints_of_month(month: i64, last: i64) -> Line {
    (
        sql!(
            "insert into complaint_series (month_no, last_no) values ($1, $2)
             on conflict (month_no) do update set last_no = $2"
        ),
        params![month, last],
    )
}
