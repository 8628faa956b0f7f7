//! What the market says, in the words of a desk: how things stand, and why a form was refused.

use kernel::Words;
use market::batches::{BatchError, Bought};
use market::delivery::{self, DeliveryError, Shipment};
use market::orders::{OrderError, OrderLine, Parcel, ParcelEvent, ParcelNotAllowed};
use market::payouts::PayoutError;

use super::Refused;
use crate::error::WebError;
use crate::text::Text;
use crate::views::desk::{Good, Goods, ShipmentStands, Stands};
use crate::who::Buyer;

/// How a parcel stands for those who work on it; `None` before it is paid and if it never was.
pub(crate) const fn stands(parcel: Parcel) -> Option<Stands> {
    match parcel {
        Parcel::Planned | Parcel::Cancelled => None,
        Parcel::Asked => Some(Stands::Asked),
        Parcel::Accepted => Some(Stands::Accepted),
        Parcel::Packed => Some(Stands::Packed),
        Parcel::AtHub => Some(Stands::AtHub),
        Parcel::Shipped => Some(Stands::Shipped),
        Parcel::Delivered => Some(Stands::Delivered),
        Parcel::Declined => Some(Stands::Declined),
        Parcel::ComingBack => Some(Stands::ComingBack),
        Parcel::Returned => Some(Stands::Returned),
    }
}

/// How a shipment stands.
pub(super) const fn shipment(shipment: Shipment) -> ShipmentStands {
    match shipment {
        Shipment::Planned => ShipmentStands::Planned,
        Shipment::Shipped => ShipmentStands::Shipped,
        Shipment::Delivered => ShipmentStands::Delivered,
        Shipment::Cancelled => ShipmentStands::Cancelled,
        Shipment::ComingBack => ShipmentStands::ComingBack,
        Shipment::Returned => ShipmentStands::Returned,
    }
}

/// What is in a parcel.
pub(super) fn goods(lines: Vec<OrderLine>) -> Goods {
    let good = |line: OrderLine| Good {
        name: line.name,
        variant: line.label,
        quantity: line.quantity,
        picture: None,
    };
    Goods { goods: lines.into_iter().map(good).collect() }
}

impl From<BatchError> for WebError {
    fn from(cause: BatchError) -> WebError {
        match cause {
            BatchError::NoBatch => WebError::Missing,
            BatchError::BadDay => WebError::Unclear("food-wrong-day"),
            BatchError::BadCount => WebError::Unclear("food-wrong-count"),
            BatchError::NoReason => WebError::Unclear("food-wrong-why"),
            BatchError::AlreadySo | BatchError::Raced => WebError::Conflict("wrong-raced"),
            BatchError::Order(cause) => cause.into(),
            BatchError::Db(cause) => cause.into(),
        }
    }
}

/// What stands on a pack of food: what, which batch, when it was made, how long it is best.
pub(crate) fn pack_label(t: &Text, label: &Bought) -> String {
    t.say("food-label")
        .set("good", t.pick(&label.good))
        .set("code", &label.code)
        .set("made", label.made.written())
        .set("best", label.best_before.written())
        .to_string()
}

/// Labels of packs of food to print: what stands on the link, and where it leads.
pub(super) fn pack_labels(t: &Text, packs: &[Bought]) -> Vec<(String, String)> {
    let link = |pack: &Bought| {
        (format!("{} {}", t.get("pack-print"), pack.code), t.path(&format!("/batches/{}/label", pack.code)))
    };
    packs.iter().map(link).collect()
}

/// The name of who is signed in, or the number.
pub(crate) fn name_of(buyer: &Buyer) -> Words {
    let who = &buyer.who;
    let said = if who.name.is_empty() { who.mobile.ten_digits() } else { &who.name };
    Words::new(said, said)
}

/// Whether a parcel stands where the event would have brought it, or further on the same way.
const fn is_done(no: ParcelNotAllowed) -> bool {
    let at_hub = matches!(no.from, Parcel::AtHub | Parcel::Shipped | Parcel::Delivered);
    match no.event {
        ParcelEvent::MakerAccepts => at_hub || matches!(no.from, Parcel::Accepted | Parcel::Packed),
        ParcelEvent::MakerPacks => at_hub || matches!(no.from, Parcel::Packed),
        ParcelEvent::HubPasses => at_hub,
        ParcelEvent::HubSendsBack => matches!(no.from, Parcel::Accepted),
        ParcelEvent::MakerDeclines | ParcelEvent::HubRefuses => matches!(no.from, Parcel::Declined),
        ParcelEvent::OrderPaid
        | ParcelEvent::OrderExpires
        | ParcelEvent::GoesAcross
        | ParcelEvent::Leaves
        | ParcelEvent::Arrives
        | ParcelEvent::Recalled
        | ParcelEvent::TurnedAway
        | ParcelEvent::TurnsBack
        | ParcelEvent::ComesHome => false,
    }
}

/// Why something was not done with a parcel; `reason` is the field for reasons on that page.
pub(super) fn parcel_refused(cause: OrderError, reason: &'static str) -> Result<Refused, WebError> {
    Ok(match cause {
        OrderError::ParcelNotNow(no) if is_done(no) => Refused::Already,
        OrderError::ParcelNotNow(_) | OrderError::NotNow(_) => Refused::Otherwise("wrong-stands-otherwise"),
        OrderError::Raced => Refused::Otherwise("wrong-raced"),
        OrderError::BadDay => Refused::Field("ready_day", "wrong-ready-day"),
        OrderError::NoReason if reason == "why" => Refused::Field("why", "wrong-why"),
        OrderError::NoReason => Refused::Field("reason", "wrong-reason"),
        other => return Err(other.into()),
    })
}

/// Why something was not done with a shipment. A wrong code is told apart: it carries a number.
pub(super) fn shipment_refused(cause: DeliveryError) -> Result<Refused, WebError> {
    Ok(match cause {
        DeliveryError::NoShipment(_) => return Err(WebError::Missing),
        DeliveryError::NotNow(no) => match (no.event, no.from) {
            (delivery::Event::HandsOver, Shipment::Shipped | Shipment::Delivered)
            | (delivery::Event::Reaches, Shipment::Delivered)
            | (delivery::Event::ComesHome, Shipment::Returned) => Refused::Already,
            _ => Refused::Otherwise("wrong-stands-otherwise"),
        },
        DeliveryError::ParcelsMissing => Refused::Otherwise("wrong-missing"),
        DeliveryError::BalanceDue => Refused::Otherwise("wrong-balance-due"),
        DeliveryError::NoArticleNumber => Refused::Field("article", "wrong-article"),
        DeliveryError::NotBooked => Refused::Otherwise("wrong-courier"),
        DeliveryError::ArticleUsed => Refused::Field("article", "wrong-article-used"),
        DeliveryError::WrongCode { .. } => Refused::Field("delivery_code", "wrong-delivery-code"),
        DeliveryError::Raced => Refused::Otherwise("wrong-raced"),
        DeliveryError::Db(cause) => return Err(cause.into()),
    })
}

/// Why a batch was not approved.
pub(super) fn batch_refused(cause: PayoutError) -> Result<Refused, WebError> {
    Ok(match cause {
        PayoutError::NoBatch(_) | PayoutError::NoPayout(_) => return Err(WebError::Missing),
        PayoutError::SamePerson => Refused::Otherwise("batch-others.text"),
        PayoutError::NobodyLooked => Refused::Otherwise("batch-look.text"),
        PayoutError::NotWaiting => Refused::Already,
        PayoutError::NothingDue => Refused::Otherwise("fin-nothing-due"),
        PayoutError::Raced => Refused::Otherwise("wrong-raced"),
        PayoutError::Db(cause) => return Err(cause.into()),
    })
}

/// The name of an account of the ledger.
pub(crate) fn account_key(account: &str) -> &'static str {
    match account {
        "gateway" => "account-gateway",
        "buyer_advance" => "account-buyer-advance",
        "deposit" => "account-deposit",
        "refund_due" => "account-refund-due",
        "maker" => "account-maker",
        "seller_tax" => "account-seller-tax",
        "mart_share" => "account-mart-share",
        "claim_pool" => "account-claim-pool",
        "goodwill" => "account-goodwill",
        "tcs" => "account-tcs",
        "tds" => "account-tds",
        "delivery" => "account-delivery",
        "gateway_fee" => "account-gateway-fee",
        "payout_on_way" => "account-payout-on-way",
        "cash_hub" => "account-cash-hub",
        "cash_courier" => "account-cash-courier",
        "bank" => "account-bank",
        "bank_charges" => "account-bank-charges",
        "fee_tax" => "account-fee-tax",
        "upi_due" => "account-upi-due",
        "cash_short" => "account-cash-short",
        "advance_fund" => "account-advance-fund",
        "offer" => "account-offer",
        "gateway_hyperswitch" => "account-gateway-hyperswitch",
        _ => "account-other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use market::ledger::Account;

    /// A second press finds the parcel where the first one brought it.
    #[test]
    fn whatever_a_press_does_a_second_press_is_told_that_it_is_done() {
        use ParcelEvent::{HubPasses, HubRefuses, HubSendsBack, MakerAccepts, MakerDeclines, MakerPacks};
        for from in Parcel::ALL {
            for event in [MakerAccepts, MakerDeclines, MakerPacks, HubPasses, HubSendsBack, HubRefuses] {
                let Ok(next) = from.after(event) else { continue };
                let again = next.after(event).expect_err("nothing happens twice");
                assert!(is_done(again), "{from} {event:?} twice");
            }
        }
    }

    #[test]
    fn what_was_called_off_is_not_said_to_be_done() {
        let no = ParcelNotAllowed { from: Parcel::Declined, event: ParcelEvent::MakerAccepts };
        assert!(!is_done(no));
        let refused = parcel_refused(OrderError::ParcelNotNow(no), "reason").expect("a refusal");
        assert_eq!(refused, Refused::Otherwise("wrong-stands-otherwise"));
    }

    #[test]
    fn every_account_without_an_owner_has_a_name() {
        let accounts = [
            Account::Gateway,
            Account::Hyperswitch,
            Account::BuyerAdvance,
            Account::RefundDue,
            Account::MartShare,
            Account::Delivery,
            Account::GatewayFee,
            Account::PayoutOnWay,
            Account::Bank,
            Account::CashShort,
        ];
        for account in accounts {
            assert_ne!(account_key(&account.to_string()), "account-other", "{account}");
        }
    }

    #[test]
    fn every_entry_of_the_ledger_is_told_in_words() {
        let t = Text::new(kernel::Lang::Hi);
        for kind in market::ledger::Kind::ALL {
            assert!(t.maybe(&format!("entry-{kind}")).is_some(), "{kind}");
            assert!(t.maybe(&format!("entry-{kind}.why")).is_some(), "{kind}");
        }
    }
}
