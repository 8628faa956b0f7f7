//! What must be true of one row beside what other tables say of it. Pure: each answers the faults in words.

use kernel::money::tax_within;
use kernel::payment::PaymentStatus;
use kernel::{BasisPoints, Paise};

use super::lines_sql::LineRow;
use super::sql::{BoughtOrder, EntryRow, MakerRow, PaidOrder, ParcelSums, PaymentRow, PayoutRow};
use super::sql::{ShipmentRow, StockRow};
use crate::delivery::Shipment;
use crate::orders::Order;
use crate::payments::Intent;
use crate::payments::rules::has_money;
use crate::payouts::Payout;

/// The faults of one row.
pub(super) type Faults = Vec<String>;

/// Notes that two things which must be the same are not.
fn same<T: PartialEq + std::fmt::Display>(faults: &mut Faults, what: &str, is: T, should_be: T) {
    if is != should_be {
        faults.push(format!("{what} is {is} and should be {should_be}"));
    }
}

/// A sum that does not fit is none that could be right.
fn sum(parts: &[Paise]) -> Paise {
    Paise::sum(parts.iter().copied()).unwrap_or(Paise(i64::MIN))
}

pub(super) fn entry(row: &EntryRow) -> Faults {
    let mut faults = Faults::new();
    if row.postings < 2 {
        faults.push(format!("«{} {}» has {} postings", row.kind, row.source, row.postings));
    }
    same(&mut faults, &format!("the sum of «{} {}»", row.kind, row.source), row.sum, Paise::ZERO);
    faults
}

pub(super) fn maker(row: &MakerRow) -> Faults {
    let mut faults = Faults::new();
    same(&mut faults, "what the journal owes her", row.owed, sum(&[row.earned, row.sent.negated()]));
    faults
}

pub(super) fn paid_order(row: &PaidOrder) -> Faults {
    let mut faults = Faults::new();
    let back = row.claimed.negated();
    let parts = [row.delivered, row.freight, row.refunds, back, row.goods_waiting, row.freight_waiting];
    if row.captured != sum(&parts) {
        faults.push(format!(
            "paid {}, but delivered {}, freight {}, given back {} ({} of it claimed), goods to come {}, freight to come {}",
            row.captured, row.delivered, row.freight, row.refunds, row.claimed, row.goods_waiting, row.freight_waiting
        ));
    }
    faults
}

fn holds_money(row: &PaymentRow) -> bool {
    row.status.parse::<PaymentStatus>().is_ok_and(has_money)
}

pub(super) fn captured_once(row: &PaymentRow) -> Faults {
    let mut faults = Faults::new();
    let (entries, amount, fee) =
        if holds_money(row) { (1, row.amount, row.fee) } else { (0, Paise::ZERO, Paise::ZERO) };
    same(&mut faults, "the number of its entries", row.entries, entries);
    same(&mut faults, "what the journal has of it", row.captured, amount);
    same(&mut faults, "the fee the journal has of it", row.fee_charged, fee);
    faults
}

pub(super) fn refunds_fit(row: &PaymentRow) -> Faults {
    let most = if holds_money(row) { row.amount } else { Paise::ZERO };
    if row.refunds > most { vec![format!("{} goes back of {most}", row.refunds)] } else { Faults::new() }
}

pub(super) fn payout(row: &PayoutRow) -> Faults {
    let mut faults = Faults::new();
    same(&mut faults, "its amount", row.amount, row.parcels);
    let came_to_nothing = matches!(row.state.parse(), Ok(Payout::Returned | Payout::Cancelled));
    let astray = if came_to_nothing { row.living } else { row.ended };
    if astray > 0 {
        faults.push(format!("it is {}, but {astray} of its lines stand otherwise", row.state));
    }
    if row.foreign > 0 {
        faults.push(format!("{} of its lines are not her share of a delivered parcel", row.foreign));
    }
    faults
}

pub(super) fn order_adds_up(row: &BoughtOrder) -> Faults {
    let mut faults = Faults::new();
    same(&mut faults, "its goods", row.goods, row.line_goods);
    same(&mut faults, "its tax", row.tax, row.line_tax);
    same(&mut faults, "its freight", row.freight, row.shipment_freight);
    same(&mut faults, "its total", row.total, sum(&[row.goods, row.freight]));
    if let Some(asked) = row.asked {
        same(&mut faults, "what is asked for it", asked, row.total);
    }
    faults
}

pub(super) fn parcel_adds_up(row: &ParcelSums) -> Faults {
    let mut faults = Faults::new();
    same(&mut faults, "its goods", row.goods, row.line_goods);
    same(&mut faults, "its maker's share", row.share, row.line_share);
    faults
}

/// An order, its intent and its parcels stand together.
pub(super) fn order_stands(row: &BoughtOrder) -> Faults {
    let mut faults = Faults::new();
    let Ok(state) = row.state.parse::<Order>() else { return vec![format!("{} is no state", row.state)] };
    // A token is paid when the order is placed, so its intent stands as that of any other order.
    let is_cash = row.method.is_paid_on_arrival() && row.token == Paise::ZERO;
    let intent = match state {
        Order::Placed => Intent::Open,
        Order::Confirmed if is_cash => Intent::Open,
        Order::Cancelled if is_cash => Intent::Closed,
        Order::Expired => Intent::Closed,
        Order::Confirmed | Order::Completed | Order::Cancelled => Intent::Paid,
    };
    let found = row.intent.as_deref().unwrap_or("missing");
    if found != intent.as_str() {
        faults.push(format!("it is {state} and its payment is {found}"));
    }
    let ended = row.delivered + row.declined;
    let fits = row.parcels > 0
        && match state {
            Order::Placed => row.planned == row.parcels,
            Order::Expired => row.cancelled == row.parcels,
            Order::Confirmed => row.planned + row.cancelled == 0 && ended < row.parcels,
            Order::Completed => ended == row.parcels && row.delivered > 0,
            Order::Cancelled => row.declined == row.parcels,
        };
    if !fits {
        faults.push(format!(
            "it is {state} with {} parcels: {} planned, {} delivered, {} declined, {} expired",
            row.parcels, row.planned, row.delivered, row.declined, row.cancelled
        ));
    }
    faults
}

/// A shipment stands where the parcels in it stand that were not called off.
pub(super) fn shipment_stands(row: &ShipmentRow) -> Faults {
    let Ok(state) = row.state.parse::<Shipment>() else { return vec![format!("{} is no state", row.state)] };
    let travelling = row.parcels - row.off;
    let fits = match state {
        Shipment::Planned => {
            travelling > 0 && row.shipped + row.delivered + row.coming_back + row.returned == 0
        }
        Shipment::ComingBack => travelling > 0 && row.coming_back == travelling,
        Shipment::Returned => travelling > 0 && row.returned == travelling,
        Shipment::Shipped => travelling > 0 && row.shipped == travelling,
        Shipment::Delivered => travelling > 0 && row.delivered == travelling,
        Shipment::Cancelled => travelling == 0,
    };
    if fits {
        return Faults::new();
    }
    let ShipmentRow { parcels, off, shipped, delivered, coming_back, returned, .. } = row;
    vec![format!(
        "it is {state} with {parcels} parcels: {off} called off, {shipped} on their way, {delivered} delivered, \
         {coming_back} coming back, {returned} at the hub again"
    )]
}

pub(super) fn line(row: &LineRow) -> Faults {
    let mut faults = Faults::new();
    let times = u32::try_from(row.quantity).ok().and_then(|quantity| row.unit.times(quantity));
    same(&mut faults, "its price", sum(&[row.line, row.cut]), times.unwrap_or(Paise(i64::MIN)));
    if row.cut.is_negative() || row.funded.is_negative() || row.funded > row.line {
        faults.push(format!("{} is cut off its price and {} paid by another", row.cut, row.funded));
    }
    let rate = u32::try_from(row.rate_bp).ok().map(BasisPoints);
    let tax = rate.and_then(|rate| tax_within(row.line, rate));
    same(&mut faults, "the tax inside", row.tax, tax.unwrap_or(Paise(i64::MIN)));
    let handed_on = match (row.seller.as_str(), &row.aggregator) {
        ("maker", None) => Paise::ZERO,
        ("aggregator", Some(_)) => row.tax,
        (seller, _) => {
            faults.push(format!("its seller is {seller}, but who that is does not fit"));
            Paise::ZERO
        }
    };
    same(&mut faults, "the sum of its shares", sum(&[row.share, row.commission, handed_on]), row.line);
    if row.share.is_negative() || row.commission.is_negative() {
        faults.push("a share is below nothing".to_owned());
    }
    faults
}

pub(super) fn stock_moves(row: &StockRow) -> Faults {
    let mut faults = Faults::new();
    if row.held < 0 || row.held > row.on_hand {
        faults.push(format!("{} are held of {}", row.held, row.on_hand));
    }
    same(&mut faults, "what lies there", row.on_hand, row.moved_on_hand);
    same(&mut faults, "what is held", row.held, row.moved_held);
    faults
}

pub(super) fn holds_belong(row: &StockRow) -> Faults {
    let mut faults = Faults::new();
    same(&mut faults, "what is held", row.held, row.wanted);
    faults
}
