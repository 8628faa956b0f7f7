//! Cash over HTTP: a buyer types her code, a keeper looks after the hub's cash box, finance sees what carriers and hubs owe.
//!
//! Reads and writes: through [`market::cash`]. What is taken at the door is recorded with the delivery of a shipment.
//!
//! Start at [`routes`].

mod boxes;
pub(crate) mod code;
mod finance;
mod hub;
mod refunds;
mod ruling;

pub(crate) use refunds::closed;

use kernel::Paise;
use market::cash::token::Asked;
use market::cash::{CashError, WhyNoCash};
use market::payments::at_hub::AtHubError;
use market::quotes::PaymentMethod;

use crate::error::WebError;
use crate::parts::Choice;
use crate::routes::{Right, Routes, Thing};
use crate::text::Text;

/// The addresses of cash.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .post("/orders/{code}/confirmation", Right::Anybody.any(Thing::Order), code::confirm)
        .post("/orders/{code}/confirmation/code", Right::Anybody.any(Thing::Order), code::send_again)
        .get("/hub/cash", Right::Keeper, hub::show)
        .post("/hub/cash/bank", Right::Keeper, hub::pay_in)
        .post("/hub/cash/counts", Right::Keeper, hub::count)
        .post("/hub/shipments/{id}/refusal", Right::Keeper.own(Thing::Shipment), hub::turn_away)
        .get("/finance/cash", Right::Finance, finance::show)
        .get("/finance/cash/rules", Right::Finance, ruling::show)
        .get("/finance/cash/rules/preview", Right::Finance, ruling::preview)
        .post("/finance/cash/rules", Right::Finance, ruling::set)
        .post("/finance/cash/pins", Right::Finance, ruling::set_pin)
        .post("/finance/cash/sheets", Right::Finance, finance::take_in)
        .post("/finance/cash/counts/{id}/decision", Right::Finance.any(Thing::CashCount), finance::decide)
        .post("/finance/cash/refunds", Right::Finance, refunds::ask)
        .post("/finance/cash/refunds/{id}/decision", Right::Finance.any(Thing::AtHub), refunds::decide)
        .post("/hub/cash/refunds/{id}/payment", Right::Keeper.own(Thing::AtHub), refunds::pay)
}

/// Why cash is not taken, in a sentence.
pub(crate) fn why_not(t: &Text, why: WhyNoCash) -> String {
    match why {
        WhyNoCash::NotThere => t.get("cash-not-there"),
        WhyNoCash::TooMuch { most } => t.say("cash-too-much").set("most", most).to_string(),
        WhyNoCash::InTrial => t.get("cash-in-trial"),
        WhyNoCash::TurnedAwayBefore => t.get("cash-turned-away-before"),
    }
}

/// What is paid online and what on arrival, and what stays with the mart if it is turned away.
fn said_ahead(t: &Text, ahead: Asked, total: Paise) -> String {
    let key = if ahead.keeps > Paise::ZERO { "token-hint-keeps" } else { "token-hint" };
    let rest = total.minus(ahead.token).unwrap_or(total);
    t.say(key).set("token", ahead.token).set("rest", rest).set("keeps", ahead.keeps).to_string()
}

/// The ways to pay, UPI first; where cash is not taken, why.
pub(crate) fn ways_to_pay(
    t: &Text,
    chosen: PaymentMethod,
    (no_cash, ahead, total): (Option<WhyNoCash>, Asked, Paise),
) -> Vec<Choice> {
    let way = |method: &PaymentMethod| {
        let key = match method {
            PaymentMethod::Upi => "pay-by-upi",
            PaymentMethod::Card => "pay-by-card",
            PaymentMethod::Netbanking => "pay-by-netbanking",
            PaymentMethod::Cash => "pay-by-cash",
            PaymentMethod::Deposit => "pay-by-deposit",
        };
        let choice = Choice::new(method.as_str(), t.get(key)).chosen_if(chosen.as_str());
        match no_cash.filter(|_| *method == PaymentMethod::Cash) {
            Some(why) => choice.hint(why_not(t, why)).closed(),
            None if *method == PaymentMethod::Cash && ahead.token > Paise::ZERO => {
                choice.hint(said_ahead(t, ahead, total))
            }
            None => choice.hint(t.get(&format!("{key}.hint"))),
        }
    };
    PaymentMethod::CHOSEN.iter().map(way).collect()
}

impl From<CashError> for WebError {
    fn from(cause: CashError) -> WebError {
        match cause {
            CashError::Missing | CashError::NotCash(_) => WebError::Missing,
            CashError::WrongCode { .. } => WebError::Unclear("cash-wrong-code"),
            CashError::NotWaiting | CashError::NotNow => WebError::Conflict("cash-wrong-not-now"),
            CashError::NoMoreCodes => WebError::Conflict("cash-no-more-codes"),
            CashError::NoReason => WebError::Unclear("cash-wrong-reason"),
            CashError::DayOver => WebError::Unclear("cash-wrong-day"),
            CashError::DayTaken => WebError::Conflict("cash-wrong-day-taken"),
            CashError::NoAmount => WebError::Unclear("cash-wrong-amount"),
            CashError::TooMuch { .. } => WebError::Unclear("cash-wrong-too-much-short"),
            CashError::NoReference => WebError::Unclear("cash-wrong-reference"),
            CashError::ReferenceUsed => WebError::Conflict("cash-wrong-reference-used"),
            CashError::CountWaits => WebError::Conflict("cash-wrong-count-waits"),
            CashError::SamePerson => WebError::Conflict("cash-wrong-same-person"),
            CashError::NoColumns => WebError::Unclear("cash-wrong-columns"),
            CashError::Raced => WebError::Conflict("fault-changed.text"),
            CashError::Db(cause) => cause.into(),
        }
    }
}

impl From<AtHubError> for WebError {
    fn from(cause: AtHubError) -> WebError {
        match cause {
            AtHubError::Missing => WebError::Missing,
            AtHubError::NotNow => WebError::Conflict("cash-wrong-not-now"),
            AtHubError::NoMoreCodes => WebError::Conflict("cash-no-more-codes"),
            AtHubError::SamePerson => WebError::Conflict("cash-wrong-same-asked"),
            AtHubError::WrongCode { .. } => WebError::Unclear("cash-wrong-code"),
            AtHubError::NotSigned => WebError::Unclear("cash-wrong-not-signed"),
            AtHubError::TooLittleCash { .. } => WebError::Conflict("cash-wrong-too-much-short"),
            AtHubError::Raced => WebError::Conflict("fault-changed.text"),
            AtHubError::Db(cause) => cause.into(),
        }
    }
}
