//! Facts of the market told in the reader's words: reasons, places, days, sums.

use kernel::{Day, Lang, Paise, Words};
use market::kits::Bought;
use market::launch::WhyClosed;
use market::offers::WhyNoOffer;
use market::orders::{OrderError, Parcel, Short};
use market::places::Place;
use market::quotes::{Draft, QuoteError, Shipment, WhyNot};

use crate::error::WebError;
use crate::parts::{TotalLine, Totals, Wrongs};
use crate::text::Text;
use crate::{cash, kits, offers};

/// A sentence in both languages.
pub(crate) fn both(key: &str) -> Words {
    Words::new(Text::new(Lang::Hi).get(key), Text::new(Lang::En).get(key))
}

/// «देवघर, झारखंड».
pub(crate) fn place(t: &Text, place: &Place) -> String {
    format!("{}, {}", district(t, &place.district), t.pick(&place.state))
}

/// A district by the name the post knows it by; those of our own State in the reader's script.
pub(crate) fn district(t: &Text, name: &str) -> String {
    let key = name.to_ascii_lowercase().replace(' ', "-");
    let plain = key.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    plain.then(|| t.maybe(&format!("district-{key}"))).flatten().unwrap_or_else(|| name.to_owned())
}

/// Why something cannot be sold, with what to do next.
pub(crate) fn why_not(t: &Text, why: WhyNot) -> String {
    match why {
        WhyNot::Closed | WhyNot::Withdrawn | WhyNot::Untaxed => t.get("why-withdrawn"),
        WhyNot::Ended => t.get("why-ended"),
        WhyNot::Paused => t.get("why-paused"),
        WhyNot::Away { until } => t.say("why-away").set("day", t.day(&until.plus(1))).to_string(),
        WhyNot::WeekFull { opens } => t.say("why-week-full").set("day", t.day(&opens)).to_string(),
        WhyNot::SoldOut { left: 0 } => t.get("why-sold-out"),
        WhyNot::SoldOut { left } => t.say("why-only").set("left", left).to_string(),
        WhyNot::InsideStateOnly => t.get("why-inside-state"),
        WhyNot::NeedsAggregator => t.get("why-needs-aggregator"),
        WhyNot::WouldSpoil => t.get("why-would-spoil"),
        WhyNot::NoLicence | WhyNot::LicenceOver => t.get("why-no-licence"),
        WhyNot::TooHeavy => t.get("why-too-heavy"),
        WhyNot::NotByThen { there } => t.say("why-not-by-then").set("day", t.day(&there)).to_string(),
    }
}

/// Why a good cannot be bought at all now, on its own page: when it comes back, where that is known.
pub(crate) fn closed(t: &Text, why: WhyNot) -> String {
    match why {
        WhyNot::Closed
        | WhyNot::Withdrawn
        | WhyNot::Untaxed
        | WhyNot::Ended
        | WhyNot::InsideStateOnly
        | WhyNot::WouldSpoil
        | WhyNot::TooHeavy
        | WhyNot::NotByThen { .. } => t.get("closed-withdrawn"),
        WhyNot::NeedsAggregator => t.get("closed-needs-aggregator"),
        WhyNot::SoldOut { .. } => t.get("closed-sold-out"),
        WhyNot::NoLicence => t.get("closed-no-licence"),
        WhyNot::LicenceOver => t.get("closed-licence-over"),
        WhyNot::Paused => t.get("closed-paused"),
        WhyNot::Away { until } => t.say("closed-away").set("day", t.day(&until.plus(1))).to_string(),
        WhyNot::WeekFull { opens } => t.say("closed-week-full").set("day", t.day(&opens)).to_string(),
    }
}

/// The same for its maker and the officer who helps her: what is the matter, and what she can do.
pub(crate) fn own(t: &Text, why: WhyNot) -> String {
    match why {
        WhyNot::Closed => t.get("own-why-closed"),
        WhyNot::Withdrawn => t.get("own-why-withdrawn"),
        WhyNot::Ended => t.get("own-why-ended"),
        WhyNot::Untaxed => t.get("own-why-untaxed"),
        WhyNot::NoLicence => t.get("own-why-no-licence"),
        WhyNot::LicenceOver => t.get("own-why-licence-over"),
        WhyNot::Paused => t.get("own-why-paused"),
        WhyNot::Away { until } => t.say("own-why-away").set("day", t.day(&until.plus(1))).to_string(),
        WhyNot::WeekFull { opens } => t.say("own-why-week-full").set("day", t.day(&opens)).to_string(),
        WhyNot::SoldOut { .. } => t.get("own-why-sold-out"),
        WhyNot::InsideStateOnly => t.get("own-why-inside-state"),
        WhyNot::NeedsAggregator => t.get("own-why-needs-aggregator"),
        WhyNot::WouldSpoil | WhyNot::TooHeavy | WhyNot::NotByThen { .. } => why_not(t, why),
    }
}

/// «25 नवंबर से 28 नवंबर के बीच».
pub(crate) fn arrives(t: &Text, earliest: Day, latest: Day) -> String {
    if earliest == latest {
        return t.say("arrives-on").set("day", t.day(&latest)).to_string();
    }
    t.say("arrives-between").set("from", t.day(&earliest)).set("to", t.day(&latest)).to_string()
}

/// Goods, freight of each shipment, and their sum.
pub(crate) fn totals(t: &Text, goods: Paise, freights: &[Paise], tax: Paise, total: Paise) -> Totals {
    let mut lines = vec![TotalLine { label: t.get("total-goods"), amount: goods }];
    let many = freights.len() > 1;
    for (n, freight) in freights.iter().enumerate() {
        let label =
            if many { t.say("total-freight-n").set("n", n + 1).to_string() } else { t.get("total-freight") };
        lines.push(TotalLine { label, amount: *freight });
    }
    Totals { lines, total, tax: (tax > Paise::ZERO).then_some(tax), lacking: None }
}

/// What was planned comes to, an offer on a line of its own.
pub(crate) fn totals_of(t: &Text, d: &Draft) -> Totals {
    let mut totals = totals(t, d.goods, &freights(&d.shipments), d.tax, d.total);
    let offer = d.offer.as_ref().map(|applied| applied.name.clone()).unwrap_or_default();
    taken_off(t, &mut totals, (d.cut(), d.funded()), (&offer, &d.kits));
    totals
}

/// Puts into a sum what is cut off and paid by others: the goods at their price, each kit and the offer on a line of its own.
pub(crate) fn taken_off(
    t: &Text,
    totals: &mut Totals,
    (cut, funded): (Paise, Paise),
    (offer, kits): (&Words, &[Bought]),
) {
    if let Some(goods) = totals.lines.first_mut() {
        goods.amount = goods.amount.plus(cut).unwrap_or(goods.amount);
    }
    kits::told::taken_off(t, totals, kits);
    let off = cut.plus(funded).and_then(|all| all.minus(Bought::all_off(kits))).unwrap_or_default();
    offers::told::taken_off(t, totals, offer, off);
}

/// The freights of planned shipments.
pub(crate) fn freights(shipments: &[Shipment]) -> Vec<Paise> {
    shipments.iter().map(|s| s.freight).collect()
}

/// How a parcel stands, in a word or two.
pub(crate) const fn parcel_key(parcel: Parcel) -> &'static str {
    match parcel {
        Parcel::Planned => "parcel-planned",
        Parcel::Asked => "parcel-asked",
        Parcel::Accepted => "parcel-accepted",
        Parcel::Packed => "parcel-packed",
        Parcel::AtHub => "parcel-at-hub",
        Parcel::Shipped => "parcel-shipped",
        Parcel::Delivered => "parcel-delivered",
        Parcel::Declined => "parcel-declined",
        Parcel::Cancelled => "parcel-cancelled",
        Parcel::ComingBack => "parcel-coming-back",
        Parcel::Returned => "parcel-returned",
    }
}

/// What stands in the way of a quote, good by good.
pub(crate) fn refused(t: &Text, cause: QuoteError, wrongs: &mut Wrongs) {
    match cause {
        QuoteError::NotSold(goods) => {
            for (_, name, why) in goods {
                wrongs.add("", format!("{}: {}", t.pick(&name), why_not(t, why)));
            }
        }
        QuoteError::NoSuchPin => wrongs.add("pincode", t.get("wrong-no-such-pin")),
        QuoteError::NoCounter => wrongs.add("pickup", t.get("pickup-wrong-counter")),
        QuoteError::SlotFull => wrongs.add("pickup", t.get("pickup-wrong-slot")),
        QuoteError::NoOffer(why) => wrongs.add("", offer_told(t, why)),
        QuoteError::NoKit(name, why) => {
            wrongs.add("", kits::told::named(t, &name, &kits::told::why_not(t, why)))
        }
        QuoteError::Empty => wrongs.add("", t.get("wrong-basket-empty")),
        QuoteError::TooMuch
        | QuoteError::NoSuchKit(_)
        | QuoteError::NoVariant(_)
        | QuoteError::NoCash(_)
        | QuoteError::Db(_) => wrongs.add("", t.get("wrong-too-much")),
    }
}

/// What the last page says of an order that was not placed; nothing, if it cannot say it.
pub(super) fn refused_order(t: &Text, cause: &OrderError) -> Option<Wrongs> {
    let mut wrongs = Wrongs::none();
    match cause {
        OrderError::SoldOut(short) => {
            for Short { name, left, .. } in short {
                let why = why_not(t, WhyNot::SoldOut { left: *left });
                wrongs.add("", format!("{}: {why}", t.pick(name)));
            }
        }
        OrderError::SlotFull => wrongs.add("", t.get("pickup-wrong-slot")),
        OrderError::NoOffer(why) => wrongs.add("", offer_told(t, *why)),
        OrderError::NoKit(name, why) => {
            wrongs.add("", kits::told::named(t, name, &kits::told::why_not(t, *why)))
        }
        OrderError::NoCash(why) => wrongs.add("pay_by", cash::why_not(t, *why)),
        _ => return None,
    }
    Some(wrongs)
}

/// Why the offer does not hold, and how to go on.
fn offer_told(t: &Text, why: WhyNoOffer) -> String {
    format!("{} {}", offers::told::why_not(t, why), t.get("offer-go-on"))
}

impl From<QuoteError> for WebError {
    fn from(cause: QuoteError) -> WebError {
        match cause {
            QuoteError::Empty => WebError::Conflict("cart-empty"),
            QuoteError::TooMuch => WebError::Unclear("wrong-too-much"),
            QuoteError::NoVariant(_) => WebError::Missing,
            QuoteError::NoSuchPin => WebError::Unclear("wrong-no-such-pin"),
            QuoteError::NoCounter => WebError::Conflict("pickup-wrong-counter"),
            QuoteError::SlotFull => WebError::Conflict("pickup-wrong-slot"),
            QuoteError::NotSold(_) => WebError::Conflict("wrong-not-sold"),
            QuoteError::NoCash(_) => WebError::Conflict("cash-wrong-not-taken"),
            QuoteError::NoOffer(_) => WebError::Conflict("offer-wrong-gone"),
            QuoteError::NoSuchKit(_) => WebError::Missing,
            QuoteError::NoKit(..) => WebError::Conflict("kit-wrong-gone"),
            QuoteError::Db(cause) => cause.into(),
        }
    }
}

impl From<OrderError> for WebError {
    fn from(cause: OrderError) -> WebError {
        match cause {
            OrderError::NoQuote | OrderError::NotYours | OrderError::NoOrder(_) | OrderError::NoParcel(_) => {
                WebError::Missing
            }
            OrderError::QuoteExpired => WebError::Conflict("wrong-quote-expired"),
            OrderError::OtherPin => WebError::Conflict("wrong-other-pin"),
            OrderError::SoldOut(_) => WebError::Conflict("wrong-not-sold"),
            OrderError::NoCash(_) => WebError::Conflict("cash-wrong-not-taken"),
            OrderError::NoOffer(_) => WebError::Conflict("offer-wrong-gone"),
            OrderError::NoKit(..) => WebError::Conflict("kit-wrong-gone"),
            OrderError::SlotFull => WebError::Conflict("pickup-wrong-slot"),
            OrderError::Closed(WhyClosed::RealMoney) => WebError::Conflict("launch-closed-keys"),
            OrderError::Closed(_) => WebError::Conflict("launch-closed"),
            OrderError::KeyReused => WebError::Unclear("wrong-key-reused"),
            OrderError::NotNow(_) | OrderError::ParcelNotNow(_) => WebError::Conflict("wrong-not-now"),
            OrderError::BadDay => WebError::Unclear("wrong-day"),
            OrderError::NoReason => WebError::Unclear("wrong-no-reason"),
            OrderError::Raced => WebError::Conflict("fault-changed.text"),
            OrderError::Db(cause) => cause.into(),
        }
    }
}
