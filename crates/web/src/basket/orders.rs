//! A buyer's orders: the list, and the page of one.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::ids::OrderId;
use kernel::{Limit, Paise, Words};
use market::batches::{self, Bought};
use market::delivery::{Carrier, OrderShipment, Shipment};
use market::orders::{self, Order, OrderParcel as Parcel, OrderView, Parcel as Standing};
use market::payments::{CASH, Intent, Refund};
use market::places::OTHER_COUNTRIES;
use market::quotes::PaymentMethod;
use market::tracking::{self, Step, Way};

use super::{pay, told};
use crate::app::App;
use crate::bills;
use crate::carriage;
use crate::desk::told as desk_told;
use crate::dispatch;
use crate::doors;
use crate::error::WebError;
use crate::form::key_for;
use crate::kits;
use crate::parts::{Moment, Notice, Pager, Progress, Timeline, Tone};
use crate::pickups;
use crate::refunds;
use crate::respond::{self, Asked};
use crate::text::Text;
use crate::views::order::{OrderLine, PackTold};
use crate::views::{
    AddressShown, DeliveryCode, OrderPage, OrderParcel, Orders, OrdersLine, PayAgain, PayStanding,
};
use crate::who::{Buyer, Visitor};

/// Orders in the list.
const LIST: Limit = Limit::of(50);

/// `GET /{lang}/orders`.
pub(crate) async fn list(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    asked: Asked,
) -> Result<Response, WebError> {
    let cards = orders::orders_of(&mut app.db().read().await?, buyer.who.person, LIST).await?;
    let line = |card: orders::OrderCard| OrdersLine {
        standing: t.get(order_key(card.state)),
        code: card.code,
        placed_at: card.placed_at,
        goods: String::new(),
        total: card.total,
    };
    let page = Orders { orders: cards.into_iter().map(line).collect(), pager: Pager::default() };
    let visit = Visitor(Some(buyer.session)).visit("/orders");
    respond::view(&app, t, &visit, &page, &asked.headers)
}

/// The order, if it is the buyer's own; another's does not exist.
pub(crate) async fn own(app: &App, buyer: &Buyer, code: &str) -> Result<(OrderId, String), WebError> {
    let order = orders::by_code(&mut app.db().read().await?, code).await?.ok_or(WebError::Missing)?;
    if order.head.person == buyer.who.person {
        Ok((order.head.id, order.head.code))
    } else {
        Err(WebError::Missing)
    }
}

const fn order_key(order: Order) -> &'static str {
    match order {
        Order::Placed => "order-placed-short",
        Order::Confirmed => "order-confirmed",
        Order::Completed => "order-completed",
        Order::Cancelled => "order-cancelled",
        Order::Expired => "order-expired",
    }
}

/// `GET /{lang}/orders/{code}`: how an order stands. Whoever has the code sees that; address and delivery code are for
/// its buyer, signed in.
pub(crate) async fn show(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    Path(code): Path<String>,
    asked: Asked,
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let order = orders::by_code(&mut read, &code).await?.ok_or(WebError::Missing)?;
    let food = batches::of_order(&mut read, order.head.id).await?;
    let way = tracking::way_of(&mut read, order.head.id).await?;
    let fetched = market::pickups::of_order(&mut read, order.head.id).await?;
    let is_own = visitor.0.as_ref().is_some_and(|session| session.person == Some(order.head.person));
    let papers = if is_own { market::bills::of_order(&mut read, order.head.id).await? } else { Vec::new() };
    drop(read);
    let form_key = visitor.0.as_ref().map(key_for);
    let (id, own_key) = (order.head.id, form_key.clone().filter(|_| is_own));
    let mut late = dispatch::on_order(&app, &t, (id, &order.head.code), own_key).await?;
    late.extend(if is_own {
        refunds::on_order(&app, &t, (id, &order.head.code)).await?
    } else {
        refunds::on_order_of_another(&app, &t, (id, &order.head.code)).await?
    });
    if is_own {
        late.extend(doors::on_order(&app, &t, (id, &order.head.code)).await?);
    }
    late.extend(kits::told::on_order(&t, &order));
    let ahead = matches!(order.head.state, Order::Placed | Order::Confirmed);
    late.extend(fetched.filter(|_| ahead).map(|at| pickups::told::on_order(&t, &at)));
    let papers = papers.iter().map(|head| bills::line(&t, head)).collect();
    let page =
        OrderPage { food: food_told(&t, &food), papers, late, ..page(&t, (&order, &way), is_own, form_key) };
    respond::view(&app, t, &visitor.visit(&asked.rest), &page, &asked.headers)
}

/// The packs of food in an order, as their labels read.
fn food_told(t: &Text, food: &[Bought]) -> Vec<PackTold> {
    let pack = |one: &Bought| PackTold {
        code: one.code.clone(),
        label: desk_told::pack_label(t, one),
        recalled: one.recalled.clone(),
    };
    food.iter().map(pack).collect()
}

fn page(t: &Text, (order, way): (&OrderView, &Way), is_own: bool, form_key: Option<String>) -> OrderPage {
    let h = &order.head;
    let standing = pay::standing(order);
    let payable = h.state == Order::Placed && matches!(standing, PayStanding::Waiting | PayStanding::Failed);
    let freights: Vec<Paise> = order.shipments.iter().map(|s| s.freight).collect();
    let mut totals = told::totals(t, h.goods, &freights, h.tax, h.total);
    let offer = Words::new(h.offer_hi.clone(), h.offer_en.clone());
    told::taken_off(t, &mut totals, (h.cut, h.funded), (&offer, &order.kits));
    OrderPage {
        code: h.code.clone(),
        placed_at: h.placed_at,
        standing: standing_of(t, order),
        payment: payment_told(t, order),
        pay: payable.then_some(PayAgain {
            label: if pay::is_promised_by_code(order) {
                t.get("cash-type-code")
            } else {
                t.say("pay-again").set("total", order.payment.amount).to_string()
            },
            kept_until: h.expires_at,
            form_key,
        }),
        parcels: order.parcels.iter().map(|parcel| parcel_part(t, (order, way), parcel, is_own)).collect(),
        totals,
        address: if is_own {
            whole_address(t, order)
        } else {
            AddressShown::Masked(told::district(t, &h.district))
        },
        food: Vec::new(),
        can_tell: is_own && order.parcels.iter().any(|parcel| parcel.state == Standing::Delivered),
        papers: Vec::new(),
        late: Vec::new(),
        cancel_key: None,
    }
}

fn whole_address(t: &Text, order: &OrderView) -> AddressShown {
    let h = &order.head;
    let Some(to) = h.recipient.get() else { return AddressShown::Masked(t.get("erased")) };
    let lines = [&to.name, &to.house, &to.area, &to.landmark];
    let mut lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).cloned().collect();
    // Abroad the country is the last of these lines; pincode and telephone would be the desk's.
    if h.state_code != OTHER_COUNTRIES {
        lines.push(format!("{} {}", told::district(t, &h.district), h.pin));
        lines.push(to.mobile.ten_digits().to_owned());
    }
    AddressShown::Whole(lines)
}

fn standing_of(t: &Text, order: &OrderView) -> Notice {
    let key = match order.head.state {
        Order::Placed if pay::is_promised_by_code(order) => "cash-placed",
        Order::Placed if is_cash(order) => "token-placed",
        Order::Confirmed if is_cash(order) => "cash-confirmed",
        Order::Cancelled if pay::is_promised_by_code(order) => "cash-cancelled",
        Order::Cancelled if is_cash(order) => "token-cancelled",
        state => order_key(state),
    };
    let tone = match order.head.state {
        Order::Placed => Tone::Care,
        Order::Confirmed | Order::Completed => Tone::Good,
        Order::Cancelled | Order::Expired => Tone::Stop,
    };
    let by = t.day(&order.head.latest);
    let total = if key == "token-placed" { order.payment.amount } else { order.head.total };
    let rest = order.head.total.minus(order.payment.amount).unwrap_or_default();
    let text = t.say(&format!("{key}.text")).set("day", by).set("total", total).set("rest", rest).to_string();
    Notice::new(tone, t.get(key), text)
}

/// Whether it is paid in cash when it comes.
fn is_cash(order: &OrderView) -> bool {
    order.head.method == PaymentMethod::Cash
}

/// What is to be paid at the door still: the goods that are to come, and their way, less what was paid ahead of each shipment.
fn due_at_the_door(order: &OrderView) -> Paise {
    let goods_in = |shipment: &OrderShipment| {
        let coming = order.parcels.iter().filter(|p| p.shipment == shipment.id && still_comes(p));
        Paise::sum(coming.map(|parcel| Paise(parcel.goods.0 - parcel.funded.0))).unwrap_or_default()
    };
    let on_way = |s: &&OrderShipment| matches!(s.state, Shipment::Planned | Shipment::Shipped);
    let due =
        |s: &OrderShipment| Paise(goods_in(s).0 + s.freight.0 - s.funded.0 - s.token.0).max(Paise::ZERO);
    Paise::sum(order.shipments.iter().filter(on_way).map(due)).unwrap_or_default()
}

/// How the money of an order stands that is paid in cash.
fn cash_told(t: &Text, order: &OrderView) -> String {
    let of_way = |in_cash: bool| {
        let paid =
            order.payment.payments.iter().filter(|one| one.has_money() && (one.method == CASH) == in_cash);
        Paise::sum(paid.map(|payment| payment.amount)).unwrap_or_default()
    };
    let (taken, ahead) = (of_way(true), of_way(false));
    let due = due_at_the_door(order);
    let mut told = Vec::new();
    if ahead > Paise::ZERO {
        told.push(t.say("token-told").set("amount", ahead).to_string());
    }
    if taken > Paise::ZERO {
        told.push(t.say("cash-told-taken").set("amount", taken).to_string());
    }
    if matches!(order.head.state, Order::Placed | Order::Confirmed) && due > Paise::ZERO {
        told.push(t.say("cash-told-due").set("amount", due).to_string());
    }
    if told.is_empty() {
        told.push(t.get("cash-told-nothing"));
    }
    told.join(" ")
}

/// How the money stands, refunds included.
fn payment_told(t: &Text, order: &OrderView) -> String {
    let key = match (order.payment.state, pay::standing(order)) {
        (Intent::Paid, _) => "payment-paid",
        (Intent::Closed, _) => "payment-closed",
        (Intent::Open, PayStanding::Failed) => "payment-failed",
        (Intent::Open, _) => "payment-open",
    };
    let mut told = if is_cash(order) {
        cash_told(t, order)
    } else {
        t.say(key).set("amount", order.payment.amount).to_string()
    };
    for refund in &order.refunds {
        let key = match refund.status {
            Refund::Asked | Refund::Pending => "refund-on-way",
            Refund::Processed => "refund-done",
            Refund::Failed => "refund-stuck",
        };
        told.push(' ');
        told.push_str(&t.say(key).set("amount", refund.amount).to_string());
    }
    told
}

fn parcel_part(t: &Text, (order, way): (&OrderView, &Way), parcel: &Parcel, is_own: bool) -> OrderParcel {
    let goods = order.lines.iter().filter(|line| line.parcel == parcel.id).map(|line| OrderLine {
        name: line.name.clone(),
        variant: line.label.clone(),
        quantity: line.quantity,
        amount: line.unit.times(line.quantity).unwrap_or(line.line),
    });
    let shipment = order.shipments.iter().find(|s| s.id == parcel.shipment);
    let travelling = shipment.filter(|s| s.state == Shipment::Shipped);
    let together =
        order.parcels.iter().position(|other| other.shipment == parcel.shipment && still_comes(other));
    let first = together.filter(|at| order.parcels.get(*at).is_some_and(|first| first.id != parcel.id));
    let code = travelling
        .filter(|s| is_own && matches!(s.carrier, Carrier::OwnHands | Carrier::Counter) && first.is_none());
    let posted = shipment.and_then(|s| s.article.as_ref()).map(|article| {
        let href = "https://www.indiapost.gov.in/".to_owned();
        (t.get("carrier-post"), article.to_string(), href)
    });
    let fetched = travelling.and_then(|s| Some((s.courier.clone()?, s.awb.clone()?, String::new())));
    let carrier = posted.or(fetched);
    OrderParcel {
        maker_slug: parcel.maker_slug.clone(),
        maker: parcel.maker.clone(),
        place: parcel.village.clone(),
        standing: t.get(parcel_key(order, parcel.state)),
        line: timeline(t, order, parcel, way),
        goods: goods.collect(),
        carrier,
        with: first.filter(|_| still_comes(parcel)).map(|at| at + 1),
        code: code.map(|s| DeliveryCode { code: s.delivery_code.clone() }),
    }
}

/// How a parcel stands, in a word or two.
fn parcel_key(order: &OrderView, parcel: Standing) -> &'static str {
    match parcel {
        Standing::Declined if is_cash(order) => "cash-parcel-declined",
        parcel => told::parcel_key(parcel),
    }
}

/// Whether a parcel is still to come to its buyer.
const fn still_comes(parcel: &Parcel) -> bool {
    !matches!(
        parcel.state,
        Standing::Declined
            | Standing::Cancelled
            | Standing::Delivered
            | Standing::ComingBack
            | Standing::Returned
    )
}

/// The way of a parcel: what its maker, its hub and its carrier did, what happens now, what comes.
fn timeline(t: &Text, order: &OrderView, parcel: &Parcel, way: &Way) -> Timeline {
    let steps = [
        Standing::Asked,
        Standing::Accepted,
        Standing::Packed,
        Standing::AtHub,
        Standing::Shipped,
        Standing::Delivered,
    ];
    let happened = |state: Standing| {
        let moved = way.moved.iter().find(|moved| moved.parcel == parcel.id && moved.state == state);
        moved.map(|moved| t.moment(&moved.at))
    };
    let stopped = |state: Standing, note: String| Moment {
        title: t.get(parcel_key(order, state)),
        when: happened(state).unwrap_or_default(),
        note,
        progress: Progress::Stopped,
    };
    if matches!(parcel.state, Standing::Declined | Standing::Cancelled) {
        return Timeline { moments: vec![stopped(parcel.state, t.reason(&parcel.reason))] };
    }
    let scans = || way.scans.iter().filter(|scan| scan.shipment == parcel.shipment);
    let has_turned = matches!(parcel.state, Standing::ComingBack | Standing::Returned);
    let at = steps.iter().position(|step| *step == parcel.state);
    let mut moments = Vec::new();
    for (place, step) in steps.iter().enumerate() {
        let progress = match at {
            _ if has_turned => Progress::Done,
            Some(at) if place < at || parcel.state == Standing::Delivered => Progress::Done,
            Some(at) if place == at => Progress::Now,
            _ => Progress::Ahead,
        };
        if *step == Standing::Delivered {
            // What the carrier tells stands between the hub and the door.
            moments
                .extend(scans().filter(|scan| scan.step != Step::Delivered).map(|s| carriage::moment(t, s)));
            if has_turned {
                break;
            }
        }
        let when = match (step, parcel.ready_by) {
            _ if progress != Progress::Ahead => happened(*step).unwrap_or_default(),
            (Standing::Packed, Some(day)) => t.say("by-day").set("day", t.day(&day)).to_string(),
            (Standing::Delivered, _) => t.say("by-day").set("day", t.day(&order.head.latest)).to_string(),
            _ => String::new(),
        };
        moments.push(Moment { title: t.get(told::parcel_key(*step)), when, note: String::new(), progress });
    }
    if has_turned {
        moments.push(stopped(Standing::ComingBack, String::new()));
    }
    if parcel.state == Standing::Returned {
        moments.push(stopped(Standing::Returned, t.get("parcel-returned.text")));
    }
    Timeline { moments }
}
