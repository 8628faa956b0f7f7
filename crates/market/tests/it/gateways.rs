//! Two payment companies: who serves, who is left out, and what is still paid where an order was opened before.

use futures_util::future::join_all;
use kernel::payment::PaymentStatus::{Authorised, Captured};
use kernel::payment::{Gateway, Money, PaymentReport, RefundReport, RefundStatus};
use kernel::{Authentic, Paise};
use market::gateways::{self, NewRule, Payers, RuleError, Seen};
use market::ledger::Account;
use market::orders::Order;
use market::payments::ways::{self, Wish};
use market::payments::{self, Outcome, Refund};
use market::verify;
use store::{on_each_engine, sql, testing::Fresh};

use crate::town::{Bought, DEOGHAR, Town};

use Gateway::{Hyperswitch, Razorpay};

/// Every payment names a company of its order.
pub const THROUGH: &str = "every payment came through a company its order was opened with";
/// No order has two pages to pay at.
pub const ONE_WAY: &str = "an order is payable with one company at a time";
/// Whom money through the second company is paid to.
const SWITCH: &str = "merchant_mart/pro_mart";

impl Town {
    /// The mart is set up for both companies.
    pub async fn has_two(&self) {
        gateways::announce(&self.db, &[(Razorpay, Money::Pretend), (Hyperswitch, Money::Pretend)])
            .await
            .expect("announced");
    }

    /// A company is silent three times in a row.
    pub async fn falls_silent(&self, gateway: Gateway) {
        for _ in 0..3 {
            gateways::saw(&self.db, gateway, Seen::Silent).await.expect("seen");
        }
    }

    async fn who_serves(&self, payers: Payers) -> (Gateway, Option<Gateway>, bool) {
        let served = gateways::serves(&mut self.read().await, payers).await.expect("serves");
        (served.by, served.instead_of, served.is_up)
    }

    async fn goes_another_way(&self, bought: &Bought, from: Gateway, wish: Wish) -> Option<Gateway> {
        ways::leave(&self.db, bought.id, from, wish).await.expect("leaves")
    }

    /// The second company has opened what was to be opened.
    async fn second_opens(&self, bought: &Bought) -> String {
        let wanted = payments::intent_to_open(&self.db, bought.id).await.expect("asks").expect("to open");
        assert_eq!(wanted.gateway, Hyperswitch);
        let id = wanted.intent.to_string();
        payments::opened(&self.db, &wanted, &id, Some("https://pay.example/1")).await.expect("opens");
        id
    }

    pub async fn second_says(&self, report: PaymentReport) -> Outcome {
        let said = Authentic::answered(report);
        payments::take_report(&self.db, (Hyperswitch, SWITCH), &said, None).await.expect("is taken in")
    }

    pub fn second_report(&self, bought: &Bought, id: &str) -> PaymentReport {
        PaymentReport {
            merchant: SWITCH.to_owned(),
            gateway_order: id.to_owned(),
            gateway_payment: id.to_owned(),
            ..self.report(bought, "pay_9", Captured)
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_company_that_is_silent_three_times_is_left_out_until_a_probe_is_answered() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        assert_eq!(town.who_serves(Payers::Domestic).await, (Razorpay, None, true));
        town.falls_silent(Razorpay).await;
        assert_eq!(
            town.who_serves(Payers::Domestic).await,
            (Razorpay, None, false),
            "there is no second one"
        );
        town.has_two().await;
        assert_eq!(town.who_serves(Payers::Domestic).await, (Hyperswitch, Some(Razorpay), true));
        let anita = town.buys("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        assert_eq!(town.view(&anita).await.payment.gateway, Some(Hyperswitch), "frozen on the payment");

        assert!(!gateways::probe_due(&town.db, Razorpay).await.expect("asks"), "not yet");
        town.minutes_pass(1);
        let nodes = join_all((0..4).map(|_| gateways::probe_due(&town.db, Razorpay))).await;
        let asking = nodes.into_iter().filter(|node| *node.as_ref().expect("asks")).count();
        assert_eq!(asking, 1, "one node at a time");
        gateways::saw(&town.db, Razorpay, Seen::Answered).await.expect("seen");
        assert_eq!(town.who_serves(Payers::Domestic).await, (Razorpay, None, true));
        assert_eq!(town.view(&anita).await.payment.gateway, Some(Hyperswitch), "and stays there");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn eight_presses_at_once_leave_one_payable_payment() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.has_two().await;
        let anita = town.buys("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        assert_eq!(
            town.goes_another_way(&anita, Razorpay, Wish::AsServed).await,
            None,
            "her company answers"
        );
        town.falls_silent(Razorpay).await;
        let presses = join_all((0..8).map(|_| town.goes_another_way(&anita, Razorpay, Wish::AsServed))).await;
        let moved: Vec<_> = presses.into_iter().flatten().collect();
        assert_eq!(moved, [Hyperswitch], "one of them");
        let view = town.view(&anita).await;
        assert_eq!((view.payment.gateway, view.payment.gateway_order), (Some(Hyperswitch), None));
        let id = town.second_opens(&anita).await;
        assert_eq!(payments::intent_to_open(&town.db, anita.id).await.expect("asks"), None);
        let open = ways::of_order(&mut town.read().await, anita.id).await.expect("lists");
        assert_eq!(open.len(), 2, "both are listened to");
        assert_eq!(town.second_says(town.second_report(&anita, &id)).await, Outcome::Taken);
        assert_eq!(town.state(&anita).await, Order::Confirmed);
        assert_eq!(town.balance(Account::Hyperswitch).await, anita.total);
        assert_eq!(
            town.goes_another_way(&anita, Hyperswitch, Wish::Domestic).await,
            None,
            "what is paid stays"
        );
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn money_that_comes_late_where_the_order_was_opened_first_goes_back_by_itself() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.has_two().await;
        let anita = town.buys("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        town.falls_silent(Razorpay).await;
        town.goes_another_way(&anita, Razorpay, Wish::AsServed).await.expect("goes");
        let id = town.second_opens(&anita).await;
        let (late, second) = (town.report(&anita, "pay_1", Captured), town.second_report(&anita, &id));
        let (first, second) = tokio::join!(town.hears(late), town.second_says(second));
        assert_eq!((first, second), (Outcome::Taken, Outcome::Taken));
        assert_eq!(town.state(&anita).await, Order::Confirmed);
        assert_eq!(town.given_back(&anita).await, anita.total, "one of the two");
        let (refund, about, payment, amount) = town.refunds(&anita).await.remove(0);
        assert_eq!((about.as_str(), amount), ("double", anita.total));
        let to_send = payments::refund_to_send(&town.db, refund).await.expect("asks").expect("to send");
        let through = if payment.starts_with("pay_1") { Razorpay } else { Hyperswitch };
        assert_eq!(to_send.gateway, through, "it goes back the way it came");
        let report = RefundReport {
            gateway_refund: refund.to_string(),
            gateway_payment: payment,
            receipt: refund.to_string(),
            amount,
            status: RefundStatus::Processed,
        };
        let other = if through == Razorpay { Hyperswitch } else { Razorpay };
        let says = async |gateway| {
            payments::refund_reported(&town.db, gateway, &Authentic::answered(report.clone()))
                .await
                .expect("taken");
            town.view(&anita).await.refunds[0].status
        };
        assert_eq!(says(other).await, Refund::Asked, "the other company has no say");
        assert_eq!(says(through).await, Refund::Processed);
        let held = [town.balance(Account::Gateway).await, town.balance(Account::Hyperswitch).await];
        assert_eq!(Paise::sum(held), Some(anita.total));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_word_of_one_company_about_what_another_has_opened_changes_nothing() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.has_two().await;
        let anita = town.buys("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        let mut forged = town.report(&anita, "pay_1", Captured);
        assert_eq!(town.second_says(forged.clone()).await, Outcome::Unknown, "with Razorpay's merchant");
        forged.merchant = SWITCH.to_owned();
        assert_eq!(town.second_says(forged.clone()).await, Outcome::Unknown);
        assert_eq!((town.state(&anita).await, town.given_back(&anita).await), (Order::Placed, Paise::ZERO));
        // Under the name of a payment the first company knows, it is put aside.
        let bimal = town.buys("Bimal", &[("lac bangles", 1)], DEOGHAR).await;
        town.pays(&anita).await;
        town.falls_silent(Razorpay).await;
        town.goes_another_way(&bimal, Razorpay, Wish::AsServed).await.expect("goes");
        let id = town.second_opens(&bimal).await;
        let stolen = PaymentReport {
            gateway_payment: town.report(&anita, "pay_1", Captured).gateway_payment,
            ..town.second_report(&bimal, &id)
        };
        assert!(matches!(town.second_says(stolen).await, Outcome::Quarantined(_)));
        let poorer = PaymentReport { amount: Paise(100), ..town.second_report(&bimal, &id) };
        assert!(matches!(town.second_says(poorer).await, Outcome::Quarantined(_)));
        assert_eq!(town.state(&bimal).await, Order::Placed);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_money_set_aside_is_not_led_to_another_company() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.has_two().await;
        let anita = town.buys("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        town.gateway_says(&anita, "pay_1", Authorised).await;
        town.falls_silent(Razorpay).await;
        assert_eq!(town.goes_another_way(&anita, Razorpay, Wish::AsServed).await, None);
        // A card from abroad goes to the other company though the first answers, and back.
        let bimal = town.buys("Bimal", &[("iron tawa", 1)], DEOGHAR).await;
        assert_eq!(town.view(&bimal).await.payment.gateway, Some(Hyperswitch));
        gateways::saw(&town.db, Razorpay, Seen::Answered).await.expect("seen");
        assert_eq!(town.goes_another_way(&bimal, Hyperswitch, Wish::Domestic).await, Some(Razorpay));
        assert_eq!(town.goes_another_way(&bimal, Razorpay, Wish::Foreign).await, Some(Hyperswitch));
        assert_eq!(town.view(&bimal).await.payment.payers, Payers::Foreign);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_nobody_can_pay_is_kept_and_so_for_a_while_after() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.buys("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        let expires = town.view(&anita).await.head.expires_at;
        let keeps = async || ways::keeps(&mut town.read().await, expires).await.expect("asks");
        town.minutes_pass(31);
        assert!(!keeps().await, "everybody answers");
        town.falls_silent(Razorpay).await;
        town.minutes_pass(120);
        assert!(keeps().await);
        gateways::saw(&town.db, Razorpay, Seen::Answered).await.expect("seen");
        town.minutes_pass(29);
        assert!(keeps().await, "she may pay now");
        town.minutes_pass(2);
        assert!(!keeps().await);
        town.falls_silent(Razorpay).await;
        town.minutes_pass(4 * 60);
        assert!(!keeps().await, "not for ever");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn finance_says_who_serves_from_a_day_on() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let farida = town.person("Farida").await;
        let today = town.db.now().day();
        let rule = NewRule {
            from: today.plus(1),
            payers: Payers::Domestic,
            first: Hyperswitch,
            second: Some(Razorpay),
            reason: "lower fees",
        };
        let enters = async |rule: NewRule<'static>| gateways::enter(&town.db, farida, &rule).await;
        assert!(matches!(enters(rule.clone()).await, Err(RuleError::NotHere(Hyperswitch))));
        town.has_two().await;
        assert!(matches!(
            enters(NewRule { from: today.plus(-1), ..rule.clone() }).await,
            Err(RuleError::DayOver)
        ));
        assert!(matches!(
            enters(NewRule { second: Some(Hyperswitch), ..rule.clone() }).await,
            Err(RuleError::Twice)
        ));
        assert!(matches!(enters(NewRule { reason: " a ", ..rule.clone() }).await, Err(RuleError::NoReason)));
        enters(rule.clone()).await.expect("set");
        assert_eq!(town.who_serves(Payers::Domestic).await.0, Razorpay, "not yet");
        let anita = town.buys("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        town.minutes_pass(24 * 60);
        assert_eq!(town.who_serves(Payers::Domestic).await.0, Hyperswitch);
        assert_eq!(town.view(&anita).await.payment.gateway, Some(Razorpay), "what is open stays");
        // Of one day what was said last.
        let now = town.db.now().day();
        enters(NewRule { from: now, first: Razorpay, second: None, reason: "after all", ..rule })
            .await
            .expect("set");
        assert_eq!(town.who_serves(Payers::Domestic).await, (Razorpay, None, true));
        town.falls_silent(Razorpay).await;
        assert_eq!(town.who_serves(Payers::Domestic).await, (Razorpay, None, false), "nobody stands in");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_through_a_company_its_order_never_named_is_found() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.buys("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        town.pays(&anita).await;
        town.is_sound().await;
        town.suffers(&[(sql!("update payment set gateway = 'hyperswitch'"), vec![])]).await;
        let broken = verify::run(&town.db).await.expect("runs");
        let found = broken.iter().find(|check| check.name == THROUGH);
        assert!(!found.expect("the check").holds());
        town.suffers(&[(sql!("update payment set gateway = 'razorpay'"), vec![])]).await;
        town.suffers(&[(sql!("insert into payment_left (gateway, gateway_order, intent_id, left_at_ms) select gateway, gateway_order, id, 0 from payment_intent"), vec![])]).await;
        let broken = verify::run(&town.db).await.expect("runs");
        let found = broken.iter().find(|check| check.name == ONE_WAY);
        assert!(!found.expect("the check").holds());
    });
}
