//! Money that cannot go back the way it came: its buyer chooses a UPI address or a hub, names are compared, and nothing goes twice.

use futures_util::future::join_all;
use kernel::ids::{RefundId, RefundToUpiId};
use kernel::india::Vpa;
use kernel::payment::PayoutStatus::{Processed, Processing, Returned};
use kernel::payment::{
    AccountProof, Gateway, PayoutReport, PayoutStatus, ProofStatus, RefundReport, RefundStatus,
};
use kernel::{Authentic, Paise, Secret};
use market::bills::{self, BillKind};
use market::claims::{self, Ask, Fault};
use market::ledger::Account;
use market::payments::at_hub::{self, AtHub, AtHubError, Says};
use market::payments::to_upi::{self, ToUpi, ToUpiError};
use market::payments::{self, Refund};
use store::{on_each_engine, sql, testing::Fresh};

use crate::town::{Bought, DEOGHAR, Town};
use crate::verify::{WAYS, breaks};

pub fn upi(address: &str) -> Vpa {
    Vpa::typed(address).expect("an address")
}

impl Town {
    /// The bank would not take back what was to go back for an order.
    pub async fn way_is_closed(&self, bought: &Bought) -> (RefundId, Paise) {
        let (refund, _, gateway_payment, amount) = self.refunds(bought).await[0].clone();
        let report = RefundReport {
            gateway_refund: format!("rfnd_{refund}"),
            gateway_payment,
            receipt: refund.to_string(),
            amount,
            status: RefundStatus::Failed,
        };
        payments::refund_reported(&self.db, Gateway::Razorpay, &Authentic::answered(report))
            .await
            .expect("is taken in");
        (refund, amount)
    }

    async fn gives(&self, who: &str, refund: RefundId, address: &str) -> Result<RefundToUpiId, ToUpiError> {
        to_upi::give(&self.db, self.person(who).await, refund, &upi(address)).await
    }

    pub async fn bank_names(&self, id: RefundToUpiId, name: Option<&str>) {
        let proof = AccountProof {
            gateway_id: format!("fav_{id}"),
            reference: id.to_string(),
            status: if name.is_some() { ProofStatus::Active } else { ProofStatus::Invalid },
            registered_name: name.unwrap_or_default().to_owned(),
        };
        to_upi::proven(&self.db, &Authentic::answered(proof)).await.expect("is taken in");
    }

    pub async fn bank_carries(&self, id: RefundToUpiId, amount: Paise, status: PayoutStatus) {
        let report = PayoutReport {
            gateway_payout: format!("pout_{id}"),
            reference: id.to_string(),
            amount,
            status,
            utr: (status == Processed).then(|| "SBINN20261128000000042".to_owned()),
            reason: if status == Returned { "account is closed".to_owned() } else { String::new() },
        };
        to_upi::reported(&self.db, &Authentic::answered(report)).await.expect("is taken in");
    }

    async fn upi_stands(&self, id: RefundToUpiId) -> ToUpi {
        to_upi::one(&mut self.read().await, id).await.expect("reads").expect("is there").way.state
    }

    async fn own_ways(&self, bought: &Bought) -> Vec<(Refund, Option<ToUpi>, Option<AtHub>)> {
        let ways = to_upi::own(&mut self.read().await, bought.id).await.expect("lists");
        ways.iter().map(|way| (way.refund_state, way.upi, way.at_hub)).collect()
    }

    /// Anita has paid for tawas Ramesh cannot make, and her bank would not take the money back.
    async fn anitas_way_is_closed(&self, tawas: u32) -> (Bought, RefundId, Paise) {
        let anita = self.buys("Anita", &[("iron tawa", tawas)], DEOGHAR).await;
        self.pays(&anita).await;
        self.declines("Ramesh", &anita, "the furnace is out").await.expect("declines");
        let (refund, amount) = self.way_is_closed(&anita).await;
        (anita, refund, amount)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn little_money_goes_to_anitas_own_address_by_itself_and_once() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (anita, refund, amount) = town.anitas_way_is_closed(1).await;
        assert_eq!(town.told("sms-refund-way").await, 1, "she hears that she may choose");
        assert_eq!(town.own_ways(&anita).await, [(Refund::Failed, None, None)]);
        let strange = town.gives("Bimal", refund, "bimal@upi").await;
        assert!(matches!(strange, Err(ToUpiError::Missing)), "another's refund is none: {strange:?}");
        let id = town.gives("Anita", refund, "anita@upi").await.expect("is given");
        let twice = town.gives("Anita", refund, "anita@sbi").await;
        assert!(matches!(twice, Err(ToUpiError::OnItsWay)), "{twice:?}");
        assert_eq!(to_upi::to_check(&town.db, id).await.expect("reads"), Some(upi("anita@upi")));
        assert!(
            to_upi::to_send(&town.db, id).await.expect("reads").is_none(),
            "not before its name is known"
        );
        town.bank_names(id, Some("SMT ANITA")).await;
        assert_eq!(
            (town.upi_stands(id).await, town.messages("send_upi_refund").await.len()),
            (ToUpi::Approved, 1)
        );
        town.bank_names(id, Some("RAMESH")).await;
        assert_eq!(town.upi_stands(id).await, ToUpi::Approved, "the second word of a bank changes nothing");
        town.is_sound().await;
        town.bank_carries(id, amount, Processing).await;
        assert_eq!(
            (town.upi_stands(id).await, town.balance(Account::RefundDue).await),
            (ToUpi::Sent, Paise(-amount.0))
        );
        for _ in 0..3 {
            town.bank_carries(id, amount, Processed).await;
        }
        assert_eq!(town.own_ways(&anita).await, [(Refund::Processed, Some(ToUpi::Paid), None)]);
        assert_eq!(
            (town.balance(Account::RefundDue).await, town.balance(Account::Bank).await),
            (Paise::ZERO, Paise(-amount.0))
        );
        assert_eq!(town.told("sms-refunded").await, 1);
        let papers = bills::of_order(&mut town.read().await, anita.id).await.expect("lists");
        let vouchers: Vec<_> = papers.iter().map(|bill| (bill.kind, bill.total)).collect();
        assert_eq!(vouchers, [(BillKind::RefundVoucher, amount)], "on paper it is what it was");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_bank_sends_back_even_after_days_is_owed_again_and_goes_another_way() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (anita, refund, amount) = town.anitas_way_is_closed(1).await;
        let first = town.gives("Anita", refund, "anita@upi").await.expect("is given");
        town.bank_names(first, Some("ANITA")).await;
        town.bank_carries(first, amount, Processed).await;
        town.bank_carries(first, amount, Returned).await;
        town.bank_carries(first, amount, Processed).await;
        assert_eq!(town.own_ways(&anita).await, [(Refund::Failed, Some(ToUpi::Returned), None)]);
        assert_eq!(
            (town.balance(Account::RefundDue).await, town.balance(Account::Bank).await),
            (Paise(-amount.0), Paise::ZERO)
        );
        assert_eq!(town.told("sms-refund-again").await, 1);
        town.is_sound().await;
        let none = town.gives("Anita", refund, "nobody@upi").await.expect("is given");
        town.bank_names(none, None).await;
        assert_eq!((town.upi_stands(none).await, town.told("sms-refund-again").await), (ToUpi::Invalid, 2));
        let third = town.gives("Anita", refund, "anita@sbi").await.expect("is given");
        town.bank_names(third, Some("ANITA")).await;
        town.bank_carries(third, amount, Processed).await;
        assert_eq!(town.own_ways(&anita).await, [(Refund::Processed, Some(ToUpi::Paid), None)]);
        assert_eq!(
            (town.balance(Account::Bank).await, town.told("sms-refunded").await),
            (Paise(-amount.0), 2)
        );
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn another_name_or_much_money_needs_two_people_and_a_reason() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (farida, gopal) = (town.person("Farida").await, town.person("Gopal").await);
        let (_, refund, amount) = town.anitas_way_is_closed(7).await;
        assert!(amount > claims::ALONE_MOST);
        let id = town.gives("Anita", refund, "ramesh@upi").await.expect("is given");
        let early = to_upi::ask(&town.db, farida, id, "it is her husband's").await;
        assert!(matches!(early, Err(ToUpiError::NotNow)), "before the bank has told a name: {early:?}");
        town.bank_names(id, Some("RAMESH KUMAR MANDAL")).await;
        assert_eq!(town.upi_stands(id).await, ToUpi::Checked, "the rule does not send it");
        assert!(matches!(to_upi::ask(&town.db, farida, id, " ").await, Err(ToUpiError::NoReason)));
        let alone = to_upi::decide(&town.db, farida, id, Says::Yes).await;
        assert!(matches!(alone, Err(ToUpiError::NotNow)), "nobody alone: {alone:?}");
        to_upi::decide(&town.db, gopal, id, Says::No).await.expect("one alone may refuse");
        assert_eq!((town.upi_stands(id).await, town.told("sms-refund-again").await), (ToUpi::Refused, 1));

        let own = town.gives("Anita", refund, "anita@upi").await.expect("is given");
        town.bank_names(own, Some("ANITA")).await;
        assert_eq!(town.upi_stands(own).await, ToUpi::Checked, "so much does not go by rule");
        to_upi::ask(&town.db, farida, own, "it is hers").await.expect("asks");
        let same = to_upi::decide(&town.db, farida, own, Says::Yes).await;
        assert!(matches!(same, Err(ToUpiError::SamePerson)), "{same:?}");
        assert!(town.messages("send_upi_refund").await.is_empty());
        to_upi::decide(&town.db, gopal, own, Says::Yes).await.expect("agrees");
        town.bank_carries(own, Paise(amount.0 - 1), Processed).await;
        assert_eq!(town.upi_stands(own).await, ToUpi::Approved, "another amount is not ours");
        town.bank_carries(own, amount, Processed).await;
        assert_eq!(
            (town.upi_stands(own).await, town.balance(Account::RefundDue).await),
            (ToUpi::Paid, Paise::ZERO)
        );
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn bimal_fetches_his_money_at_a_hub_he_chooses_and_much_is_looked_at_first() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (farida, hari, bimal) =
            (town.person("Farida").await, town.person("Hari").await, town.person("Bimal").await);
        let hub = town.deoghar_hub;
        let bought = town.buys_for_cash("Bimal", &[("lac bangles", 10), ("peda", 2)], DEOGHAR).await;
        town.promises(&bought).await;
        for maker in town.makers_of(&bought).await {
            town.brings_to_hub(maker, &bought).await;
        }
        town.everything_arrives(&bought).await;
        let lines = claims::lines_of(&mut town.read().await, bought.id).await.expect("reads");
        for line in &lines {
            let (quantity, reason) = (line.quantity, "it came so");
            let ask =
                Ask { order: &bought.code, line: line.id, quantity, fault: Fault::Mart, reason, anew: None };
            let asked = claims::ask(&town.db, farida, &ask).await.expect("goes back");
            let second = claims::decide(&town.db, hari, asked, claims::Decision::Grants).await;
            assert!(second.is_ok() || line.quantity == 2, "{second:?}");
        }
        assert!(town.told("sms-refund-way").await >= 2, "he hears that he may choose");
        let ways = to_upi::own(&mut town.read().await, bought.id).await.expect("lists");
        for way in &ways {
            let strange = at_hub::choose(&town.db, hari, way.refund, hub).await;
            assert!(matches!(strange, Err(AtHubError::Missing)), "{strange:?}");
            let id = at_hub::choose(&town.db, bimal, way.refund, hub).await.expect("is chosen");
            let also = town.gives("Bimal", way.refund, "bimal@upi").await;
            assert!(matches!(also, Err(ToUpiError::OnItsWay)), "one way at a time: {also:?}");
            if way.amount > claims::ALONE_MOST {
                let none = Secret::new("000000".to_owned());
                let early = at_hub::pay(&town.db, hari, hub, id, (&none, "Bimal")).await;
                assert!(matches!(early, Err(AtHubError::NotNow)), "much is looked at first: {early:?}");
                at_hub::decide(&town.db, farida, id, Says::Yes).await.expect("agrees");
            }
            let code = Secret::new(town.newest_code("sms-refund-at-hub", &bought).await);
            at_hub::pay(&town.db, hari, hub, id, (&code, "Bimal Das")).await.expect("is paid out");
            town.minutes_pass(1);
        }
        assert!(town.own_ways(&bought).await.iter().all(|way| way.0 == Refund::Processed));
        assert_eq!(town.balance(Account::RefundDue).await, Paise::ZERO);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn eight_choices_at_once_are_one_and_eight_reports_at_once_pay_once() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (anita, refund, amount) = town.anitas_way_is_closed(1).await;
        let (person, farida, hub) =
            (town.person("Anita").await, town.person("Farida").await, town.deoghar_hub);
        let chosen = join_all((0..8).map(async |number| match number % 4 {
            0 | 1 => to_upi::give(&town.db, person, refund, &upi("anita@upi")).await.is_ok(),
            2 => at_hub::choose(&town.db, person, refund, hub).await.is_ok(),
            _ => at_hub::ask(&town.db, farida, refund, hub).await.is_ok(),
        }))
        .await;
        assert_eq!(chosen.iter().filter(|is_ok| **is_ok).count(), 1, "one way wins: {chosen:?}");
        town.is_sound().await;
        let ways = to_upi::waiting(&mut town.read().await).await.expect("lists");
        if let [way] = ways.as_slice() {
            town.bank_names(way.id, Some("ANITA")).await;
            let report = || PayoutReport {
                gateway_payout: "pout_1".to_owned(),
                reference: way.id.to_string(),
                amount,
                status: Processed,
                utr: Some("SBINN20261128000000043".to_owned()),
                reason: String::new(),
            };
            let told = join_all(
                (0..8).map(async |_| to_upi::reported(&town.db, &Authentic::answered(report())).await),
            )
            .await;
            assert!(told.iter().any(Result::is_ok), "{told:?}");
            assert_eq!(town.own_ways(&anita).await, [(Refund::Processed, Some(ToUpi::Paid), None)]);
            assert_eq!(town.balance(Account::Bank).await, Paise(-amount.0));
        }
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn ordered_delivered_paid_sent_back_by_the_bank_refunded_and_paid_again() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.law_keeps_back().await;
        let anita = town.sells("Anita", &[("lac bangles", 2)], DEOGHAR).await;
        let first = town.pays_out(Processed).await;
        let payout = town.batch(first).await.payouts.remove(0);
        assert_eq!(town.owed("Sunita").await, Paise::ZERO);
        town.is_sound().await;
        // The bank sends back what it had settled: she is owed all of it again.
        town.bank_says(payout.id, payout.amount, Returned).await.expect("is taken in");
        assert_eq!(town.owed("Sunita").await, payout.amount);
        town.is_sound().await;
        // Meanwhile one of the two goes back by her fault: half of it is hers no more.
        let line = claims::lines_of(&mut town.read().await, anita.id).await.expect("reads").remove(0);
        let (quantity, reason) = (1, "a bangle was broken");
        let ask =
            Ask { order: &anita.code, line: line.id, quantity, fault: Fault::Maker, reason, anew: None };
        claims::ask(&town.db, town.person("Farida").await, &ask).await.expect("goes back");
        let left = town.owed("Sunita").await;
        assert_eq!(left, Paise(payout.amount.0 - 250_00), "netted before she is paid again");
        let (refund, amount) = town.way_is_closed(&anita).await;
        let id = town.gives("Anita", refund, "anita@upi").await.expect("is given");
        town.bank_names(id, Some("ANITA")).await;
        town.bank_carries(id, amount, Processed).await;
        town.is_sound().await;
        // And she is paid the rest, once.
        let second = town.pays_out(Processed).await;
        let again: Vec<Paise> = town.batch(second).await.payouts.iter().map(|paid| paid.amount).collect();
        assert_eq!(again, [left]);
        assert_eq!(
            (town.owed("Sunita").await, town.balance(Account::RefundDue).await),
            (Paise::ZERO, Paise::ZERO)
        );
        let papers = bills::of_order(&mut town.read().await, anita.id).await.expect("lists");
        assert!(papers.iter().any(|bill| bill.kind == BillKind::CreditNote && bill.total == amount));
        town.is_sound().await;
    });
}

pub const SENT_ONCE: &str = "what went to a UPI address left the bank once and ended its refund";
pub const BACK_ONCE: &str = "no refund goes back two ways";

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_sent_as_another_sum_than_is_owed() {
    breaks("an address that was paid by nobody", &[SENT_ONCE], async |busy| {
        let (_, refund, _) = busy.town.anitas_way_is_closed(1).await;
        let id = busy.town.gives("Anita", refund, "anita@upi").await.expect("is given");
        busy.town.bank_names(id, Some("ANITA")).await;
        vec![(sql!("update refund_to_upi set amount_paise = amount_paise + 1"), vec![])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_the_gateway_is_at_while_a_hub_shall_pay_it() {
    breaks("a refund that goes to a hub as well", &[BACK_ONCE, WAYS], async |busy| {
        let (_, refund, _) = busy.town.anitas_way_is_closed(1).await;
        let anita = busy.town.person("Anita").await;
        at_hub::choose(&busy.town.db, anita, refund, busy.town.deoghar_hub).await.expect("is chosen");
        vec![(sql!("update refund set status = 'pending' where status = 'failed'"), vec![])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_that_was_mistyped_too_often_is_replaced_or_the_buyer_goes_another_way() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (bought, refund, _) = town.anitas_way_is_closed(1).await;
        let (hub, hari) = (town.deoghar_hub, town.person("Hari").await);
        let (anita, bimal) = (town.person("Anita").await, town.person("Bimal").await);
        let id = at_hub::choose(&town.db, anita, refund, hub).await.expect("is chosen");
        let first = town.newest_code("sms-refund-at-hub", &bought).await;
        let pays = async |code: &str| {
            let code = Secret::new(code.to_owned());
            at_hub::pay(&town.db, hari, hub, id, (&code, "Anita Verma")).await
        };
        for _ in 0..5 {
            assert!(matches!(pays("nonsense").await, Err(AtHubError::WrongCode { .. })));
        }
        assert!(matches!(pays(&first).await, Err(AtHubError::WrongCode { tries_left: 0 })), "used up");
        let again = async |who| at_hub::code_again(&town.db, who, refund).await;
        assert!(matches!(again(bimal).await, Err(AtHubError::Missing)), "another's refund does not exist");
        assert!(matches!(again(anita).await, Err(AtHubError::NoMoreCodes)), "too soon");
        town.minutes_pass(11);
        again(anita).await.expect("another code");
        let second = town.newest_code("sms-refund-at-hub", &bought).await;
        assert!(matches!(pays(&first).await, Err(AtHubError::WrongCode { tries_left: 4 })), "counts no more");
        town.minutes_pass(11);
        again(anita).await.expect("a third one");
        town.minutes_pass(11);
        assert!(matches!(again(anita).await, Err(AtHubError::NoMoreCodes)), "not for ever");
        assert!(matches!(pays(&second).await, Err(AtHubError::WrongCode { .. })));
        at_hub::leave(&town.db, anita, refund).await.expect("goes another way");
        assert!(matches!(pays(&second).await, Err(AtHubError::NotNow)));
        assert!(matches!(at_hub::leave(&town.db, anita, refund).await, Err(AtHubError::Missing)));
        to_upi::give(&town.db, anita, refund, &upi("anita@upi")).await.expect("to an address");
        town.is_sound().await;
    });
}
