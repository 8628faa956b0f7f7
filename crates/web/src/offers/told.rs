//! Offers in the reader's words: what they take off, who pays, why one does not hold.

use kernel::{Paise, Words};
use market::offers::{FundedBy, Kind, OfferState, OfferView, Scope, WhyNoOffer};

use crate::parts::{TotalLine, Totals};
use crate::text::Text;

/// Why an offer does not hold, with what to do next.
pub(crate) fn why_not(t: &Text, why: WhyNoOffer) -> String {
    match why {
        WhyNoOffer::Unknown => t.get("offer-why-unknown"),
        WhyNoOffer::NotYet { from } => t.say("offer-why-not-yet").set("day", t.day(&from)).to_string(),
        WhyNoOffer::Over => t.get("offer-why-over"),
        WhyNoOffer::UsedUp => t.get("offer-why-used-up"),
        WhyNoOffer::AlreadyUsed => t.get("offer-why-already"),
        WhyNoOffer::Below { least } => t.say("offer-why-below").set("least", least).to_string(),
        WhyNoOffer::NotThese => t.get("offer-why-not-these"),
        WhyNoOffer::NoFreight => t.get("offer-why-no-freight"),
    }
}

/// Puts what an offer takes off into a sum, on a line of its own; nothing for nothing.
pub(crate) fn taken_off(t: &Text, totals: &mut Totals, name: &Words, off: Paise) {
    if off == Paise::ZERO {
        return;
    }
    let label = t.say("total-offer").set("offer", t.pick(name)).to_string();
    totals.lines.push(TotalLine { label, amount: off.negated() });
}

/// What it takes off: «10 %, at most ₹100».
pub(super) fn takes(t: &Text, view: &OfferView) -> String {
    let offer = &view.offer;
    let key = match offer.kind {
        Kind::Percent => "offer-takes-percent",
        Kind::Fixed => "offer-takes-fixed",
        Kind::Freight => "offer-takes-freight",
    };
    t.say(key).set("percent", offer.percent.to_string()).set("most", offer.most).to_string()
}

/// Who pays for it.
pub(crate) fn payer(t: &Text, view: &OfferView) -> String {
    match view.offer.funded_by() {
        FundedBy::Mart => t.get("offer-paid-mart"),
        FundedBy::Maker(_) | FundedBy::Party(_) => t.pick(&view.payer).to_owned(),
    }
}

/// For which goods it holds.
pub(super) fn goods(t: &Text, view: &OfferView) -> String {
    let key = match view.offer.scope {
        Scope::All if view.offer.maker.is_some() => {
            return t.say("offer-of-maker").set("name", t.pick(&view.payer)).to_string();
        }
        Scope::All => return t.get("offer-of-all"),
        Scope::Craft => "offer-of-craft",
        Scope::Maker => "offer-of-maker",
        Scope::Collection => "offer-of-collection",
        Scope::Good | Scope::Kit => "offer-of-good",
    };
    t.say(key).set("name", t.pick(&view.goods)).to_string()
}

/// How it stands.
pub(crate) fn standing(t: &Text, state: OfferState) -> String {
    t.get(match state {
        OfferState::WaitsMaker => "offer-is-waits-maker",
        OfferState::WaitsSecond => "offer-is-waits-second",
        OfferState::Running => "offer-is-running",
        OfferState::Refused => "offer-is-refused",
        OfferState::Ended => "offer-is-ended",
    })
}

/// Its days: «25 November to 2 December».
pub(crate) fn days(t: &Text, view: &OfferView) -> String {
    t.say("feast-days").set("from", t.day(&view.offer.from)).set("to", t.day(&view.offer.to)).to_string()
}
