//! The way of one order: placed, paid, packed, looked at, carried, delivered; now and then declined, sent back once, or complained of.

use kernel::Time;
use kernel::ids::{BillId, ComplaintId, HubId, MakerId, ParcelId, PersonId, RefundId, StockMovementId};

use super::chance::Chance;
use super::goods::named;
use super::goods_sql::{Good, Maker};
use super::ground::Ground;
use super::life_sql::{self as rows, Complaint, Order, Parcel};
use super::money_sql::entry;
use super::pen::{Late, Sheet};
use super::steps::Steps;
use super::year::Books;
use crate::audit::{Actor, Part};
use crate::personal::{COMPLAINT_MOBILE, ORDER_RECIPIENT, lines};

/// Of a hundred orders so many are of a trial.
const IN_TRIAL: i64 = 1;
/// What carrying an order costs its buyer.
const FREIGHT_PAISE: i64 = 45_00;

/// When what happened, as far as it has.
#[derive(Clone, Copy, Debug)]
struct Way {
    paid: Time,
    answered: Time,
    packed: Time,
    /// When the hub sent it back, if it did, and when it was packed again.
    sent_back: Option<(Time, Time)>,
    at_hub: Time,
    left: Time,
    arrived: Time,
    is_declined: bool,
    /// Now: what lies after it has not happened.
    now: Time,
}

impl Way {
    fn thrown(chance: &mut Chance, placed: Time, now: Time, may_be_declined: bool) -> Way {
        let paid = placed.plus_minutes(chance.between(1, 20)).min(now);
        let answered = paid.plus_minutes(chance.between(60, 20 * 60));
        let packed = answered.plus_minutes(chance.between(12 * 60, 48 * 60));
        let sent_back = chance.happens(3).then(|| (packed.plus_minutes(120), packed.plus_minutes(300)));
        let at_hub = sent_back.map_or(packed, |(_, again)| again).plus_minutes(chance.between(60, 20 * 60));
        let left = at_hub.plus_minutes(chance.between(60, 20 * 60));
        let arrived = left.plus_minutes(chance.between(6 * 60, 5 * 24 * 60));
        let is_declined = may_be_declined && chance.happens(3);
        Way { paid, answered, packed, sent_back, at_hub, left, arrived, is_declined, now }
    }

    fn is_over(&self, at: Time) -> bool {
        at <= self.now
    }

    fn left(&self) -> Option<Time> {
        (!self.is_declined && self.is_over(self.left)).then_some(self.left)
    }

    fn arrived(&self) -> Option<Time> {
        (!self.is_declined && self.is_over(self.arrived)).then_some(self.arrived)
    }

    fn called_off(&self) -> Option<Time> {
        (self.is_declined && self.is_over(self.answered)).then_some(self.answered)
    }

    fn ended(&self) -> Option<Time> {
        self.arrived().or(self.called_off())
    }

    fn order(&self, steps: &mut Steps, (buyer, code): (PersonId, &str), placed: Time) {
        steps.step(placed, Actor::Person(buyer, Part::Buyer), ("order.place", "placed"), code);
        steps.step(self.paid, Actor::Gateway, ("order.pay", "confirmed"), "");
        if let Some(at) = self.arrived() {
            steps.step(at, Actor::Mart, ("order.complete", "completed"), "");
        } else if let Some(at) = self.called_off() {
            steps.step(at, Actor::Mart, ("order.cancel", "cancelled"), "");
        }
    }

    fn parcel(&self, steps: &mut Steps, (buyer, code): (PersonId, &str), placed: Time) {
        steps.step(placed, Actor::Person(buyer, Part::Buyer), ("parcel.plan", "planned"), code);
        steps.step(self.paid, Actor::Gateway, ("parcel.ask", "asked"), "");
        if self.is_declined {
            if let Some(at) = self.called_off() {
                steps.step(at, Actor::Mart, ("parcel.decline", "declined"), "");
            }
            return;
        }
        let mut ways =
            vec![(self.answered, "parcel.accept", "accepted"), (self.packed, "parcel.pack", "packed")];
        if let Some((back, again)) = self.sent_back {
            ways.extend([(back, "parcel.send_back", "accepted"), (again, "parcel.pack", "packed")]);
        }
        ways.extend([
            (self.at_hub, "parcel.pass", "at_hub"),
            (self.left, "parcel.ship", "shipped"),
            (self.arrived, "parcel.deliver", "delivered"),
        ]);
        for (at, act, to) in ways.into_iter().filter(|(at, ..)| self.is_over(*at)) {
            steps.step(at, Actor::Mart, (act, to), "");
        }
    }

    fn shipment(&self, steps: &mut Steps, placed: Time) {
        steps.step(placed, Actor::Mart, ("shipment.plan", "planned"), "");
        if let Some(at) = self.called_off() {
            steps.step(at, Actor::Mart, ("shipment.call_off", "cancelled"), "");
        }
        if let Some(at) = self.left() {
            steps.step(at, Actor::Mart, ("shipment.hand_over", "shipped"), "");
        }
        if let Some(at) = self.arrived() {
            steps.step(at, Actor::Mart, ("shipment.deliver", "delivered"), "");
        }
    }
}

/// What an order is made of.
pub(super) struct Sale<'a> {
    pub number: i64,
    pub placed: Time,
    pub buyer: usize,
    /// One good for each parcel, with its maker and how many.
    pub picks: Vec<(&'a Maker, &'a Good, i64)>,
}

/// Writes an order with all that has come of it onto a sheet.
pub(super) fn live(ground: &Ground, chance: &mut Chance, books: &mut Books, sale: &Sale<'_>) -> Sheet {
    let mut sheet = Sheet::default();
    let Some((buyer, mobile)) = ground.buyers.get(sale.buyer) else { return sheet };
    let way = Way::thrown(chance, sale.placed, ground.now, sale.picks.len() == 1);
    let placed = sale.placed;
    let order = Order {
        id: chance.id(placed),
        quote: chance.id(placed),
        shipment: chance.id(placed),
        intent: chance.id(placed),
        payment: chance.id(way.paid),
        code: format!("DM-INVENTED-{:08}", sale.number),
        number: sale.number,
        buyer: *buyer,
        placed,
        paid: way.paid,
        latest: placed.day().plus(9),
        left: way.left(),
        ended: way.ended(),
        goods_paise: sale.picks.iter().map(|(_, good, quantity)| good.price_paise * quantity).sum(),
        freight_paise: FREIGHT_PAISE,
        in_trial: i64::from(chance.happens(IN_TRIAL)),
        hub: sale.picks.first().map_or_else(|| chance.id(placed), |(maker, ..)| maker.hub),
    };
    let (mut of_order, mut of_shipment) = (Steps::of(&order.id), Steps::of(&order.shipment));
    way.order(&mut of_order, (*buyer, &order.code), placed);
    way.shipment(&mut of_shipment, placed);
    sheet.line(rows::quote(&order));
    let recipient = Late::Sealed {
        column: ORDER_RECIPIENT,
        whose: buyer.to_string(),
        row: order.id.to_string(),
        text: lines(["ख़रीदार", mobile.as_str(), "12", "देवघर", ""]),
    };
    sheet.line_with(rows::order(&order, &of_order), [(6, recipient)]);
    sheet.line(rows::shipment(&order, &of_shipment));
    of_order.onto(&mut sheet);
    of_shipment.onto(&mut sheet);
    paid(&mut sheet, chance, books, &order);
    for (place, pick) in (1..).zip(&sale.picks) {
        parcel(&mut sheet, (ground, &mut *chance, &mut *books), &order, &way, (place, pick));
    }
    if order.in_trial == 0 && chance.happens(1) {
        let maker = sale.picks.first().map(|(maker, ..)| maker.id);
        complain(&mut sheet, (ground, chance, books), &order, (maker, mobile.as_str()));
    }
    sheet
}

/// The money has come; freight is earned on arrival.
fn paid(sheet: &mut Sheet, chance: &mut Chance, books: &mut Books, order: &Order) {
    let total = order.goods_paise + order.freight_paise;
    let (mut of_intent, mut of_payment) = (Steps::of(&order.intent), Steps::of(&order.payment));
    of_intent.step(order.placed, Actor::Person(order.buyer, Part::Buyer), ("intent.open", "open"), "");
    of_intent.step(order.paid, Actor::Gateway, ("intent.pay", "paid"), "");
    of_payment.step(order.paid, Actor::Gateway, ("payment.report", "captured"), "");
    sheet.line(rows::intent(order, &of_intent));
    sheet.line(rows::payment(order, &of_payment));
    of_intent.onto(sheet);
    of_payment.onto(sheet);
    let source = order.payment.to_string();
    books.post(sheet, chance, order, ("captured", &source, order.paid), ("gateway", "buyer_advance"), total);
    if let (Some(_), Some(at)) = (order.left, order.ended) {
        let source = order.shipment.to_string();
        let freight = order.freight_paise;
        books.post(
            sheet,
            chance,
            order,
            ("freight_earned", &source, at),
            ("buyer_advance", "delivery"),
            freight,
        );
    }
}

fn parcel(
    sheet: &mut Sheet,
    (ground, chance, books): (&Ground, &mut Chance, &mut Books),
    order: &Order,
    way: &Way,
    (position, (maker, good, quantity)): (i64, &(&Maker, &Good, i64)),
) {
    let id: ParcelId = chance.id(order.placed);
    let goods_paise = good.price_paise * quantity;
    let is_paid = way.arrived().is_some() && order.in_trial == 0;
    let pay_by = way.arrived().filter(|_| is_paid).map(|at| ground.calendar.paid_by(at.day()));
    let mut parcel = Parcel {
        id,
        line: chance.id(order.placed),
        moves: [chance.id::<StockMovementId>(order.placed), chance.id(order.paid)],
        position,
        code: format!("Y{:09}", order.number * 2 + position - 1),
        maker: maker.id,
        good: **good,
        name: ground
            .crafts
            .iter()
            .find(|craft| craft.key == maker.craft)
            .map_or_else(|| (String::new(), String::new()), |craft| named(good.number, craft)),
        quantity: *quantity,
        goods_paise,
        asked: order.paid,
        ended: way.ended(),
        payable_paise: if is_paid { goods_paise } else { 0 },
        pay_by,
        paid_at: None,
    };
    if let Some(by) = pay_by {
        parcel.paid_at = books.owe(chance, ground.now, by, (good.maker, parcel.id, goods_paise));
    }
    let mut steps = Steps::of(&parcel.id);
    way.parcel(&mut steps, (order.buyer, &parcel.code), order.placed);
    rows::parcel(order, &parcel, &steps).into_iter().for_each(|line| sheet.line(line));
    steps.onto(sheet);
    looked_at(sheet, &parcel, way, (order.hub, ground.keeper));
    if let Some(at) = way.left() {
        let (seller, year) = (order.account(&parcel.maker.to_string()), i64::from(at.day().financial_year()));
        let numbered = books.bill(chance.id::<BillId>(at), seller, year);
        rows::bill(order, &parcel, &numbered, at).into_iter().for_each(|line| sheet.line(line));
    }
    if let Some(at) = way.arrived() {
        let (source, account) = (parcel.id.to_string(), format!("maker:{}", parcel.maker));
        books.post(
            sheet,
            chance,
            order,
            ("delivered", &source, at),
            ("buyer_advance", &account),
            goods_paise,
        );
    }
    if let Some(at) = way.called_off() {
        give_back(sheet, (ground, chance, books), order, &parcel, at);
    }
}

fn looked_at(sheet: &mut Sheet, parcel: &Parcel, way: &Way, by: (HubId, PersonId)) {
    if way.is_declined {
        return;
    }
    let mut version = 4;
    if let Some((at, _)) = way.sent_back {
        if way.is_over(at) {
            sheet.line(rows::look(parcel, by, (version, "goes_back", at)));
        }
        version += 2;
    }
    if way.is_over(way.at_hub) {
        sheet.line(rows::look(parcel, by, (version, "passes", way.at_hub)));
    }
}

/// The maker said no: everything goes back, and has gone back two hours later.
fn give_back(
    sheet: &mut Sheet,
    (ground, chance, books): (&Ground, &mut Chance, &mut Books),
    order: &Order,
    parcel: &Parcel,
    at: Time,
) {
    let (id, total): (RefundId, i64) = (chance.id(at), order.goods_paise + order.freight_paise);
    let ended = at.plus_minutes(120).min(ground.now);
    let mut steps = Steps::of(&id);
    steps.step(at, Actor::Mart, ("refund.ask", "asked"), "");
    steps.step(ended, Actor::Gateway, ("refund.report", "processed"), "");
    sheet.line(rows::refund(id, order, parcel.id, (at, ended), &steps));
    steps.onto(sheet);
    let source = id.to_string();
    books.post(sheet, chance, order, ("refund_asked", &source, at), ("buyer_advance", "refund_due"), total);
    books.post(sheet, chance, order, ("refund_processed", &source, ended), ("refund_due", "gateway"), total);
}

fn complain(
    sheet: &mut Sheet,
    (ground, chance, books): (&Ground, &mut Chance, &mut Books),
    order: &Order,
    (maker, mobile): (Option<MakerId>, &str),
) {
    let Some(maker) = maker else { return };
    let past = |at: Time| (at <= ground.now).then_some(at);
    let opened = order.placed.plus_minutes(chance.between(60, 3 * 24 * 60));
    if past(opened).is_none() {
        return;
    }
    let heard = past(opened.plus_minutes(chance.between(10, 60 * 60)));
    let closed = heard.and_then(|at| past(at.plus_minutes(chance.between(60, 36 * 24 * 60))));
    let id: ComplaintId = chance.id(opened);
    let (month, serial) = books.complaint(opened);
    let (id, buyer, order) = (id.to_string(), order.buyer, order.id);
    let complaint = Complaint { id, month, serial, order, maker, buyer, opened, heard, closed };
    let mut steps = Steps::of(&complaint.id);
    steps.step(opened, Actor::Person(buyer, Part::Oneself), ("complaint.file", "opened"), "order");
    if let Some(at) = heard {
        steps.step(at, Actor::Mart, ("complaint.acknowledge", "acknowledged"), "");
    }
    if let Some(at) = closed {
        steps.step(at, Actor::Mart, ("complaint.close", "closed"), "put_right");
    }
    let sealed = Late::Sealed {
        column: COMPLAINT_MOBILE,
        whose: complaint.id.clone(),
        row: complaint.id.clone(),
        text: mobile.to_owned(),
    };
    let [row, words] = rows::complaint(&complaint, &steps);
    match kernel::india::Mobile::typed(mobile) {
        Some(mobile) => sheet.line_with(row, [(8, Late::HashOf(mobile)), (9, sealed)]),
        None => sheet.line_with(row, [(9, sealed)]),
    }
    sheet.line(words);
    steps.onto(sheet);
}

impl Order {
    /// An account of this order's money: of a trial it stands apart.
    pub(super) fn account(&self, name: &str) -> String {
        if self.in_trial == 0 { name.to_owned() } else { format!("trial:{name}") }
    }
}

impl Books {
    fn post(
        &mut self,
        sheet: &mut Sheet,
        chance: &mut Chance,
        order: &Order,
        (kind, source, at): (&str, &str, Time),
        (debit, credit): (&str, &str),
        paise: i64,
    ) {
        let accounts = (order.account(debit), order.account(credit));
        let [head, postings] = entry(chance.id(at), (kind, source, at), (&accounts.0, &accounts.1), paise);
        sheet.line(head);
        sheet.line(postings);
        self.postings += 2;
    }
}
