//! Paying: before and after the time is up, twice, late, in any order, and messages that are not about our money.

use futures_util::future::join_all;
use kernel::payment::PaymentStatus::{Authorised, Captured, Created, Failed, Refunded};
use kernel::payment::{Gateway, PaymentReport, RefundReport, RefundStatus};
use kernel::{Authentic, Paise};
use market::ledger::Account;
use market::orders::{Order, Parcel};
use market::payments::rules::Mismatch;
use market::payments::ways;
use market::payments::{self, EventKey, Intent, Outcome, Refund};
use store::{on_each_engine, testing::Fresh};

use crate::town::{Bought, DEOGHAR, Town};

#[tokio::test(flavor = "multi_thread")]
async fn who_pays_in_time_keeps_the_goods_and_the_clock_changes_nothing_more() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.buys("Anita", &[("lac box", 1)], DEOGHAR).await;
        assert!(!town.expires(&anita).await, "the time is not up");
        town.minutes_pass(29);
        town.pays(&anita).await;
        town.minutes_pass(60);
        assert!(!town.expires(&anita).await, "what is paid does not expire");
        assert_eq!((town.state(&anita).await, town.stock("lac box").await), (Order::Confirmed, (0, 0)));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn money_that_comes_after_the_order_expired_goes_back_by_itself() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.buys("Anita", &[("lac box", 1)], DEOGHAR).await;
        town.minutes_pass(30);
        assert!(town.expires(&anita).await);
        assert!(!town.expires(&anita).await, "once");
        assert_eq!((town.state(&anita).await, town.stock("lac box").await), (Order::Expired, (1, 0)));
        assert_eq!(town.parcel(&anita, "Sunita").await.state, Parcel::Cancelled);
        assert_eq!(town.told("sms-new-order").await, 0, "the maker never heard of it");

        town.pays(&anita).await;
        assert_eq!(town.state(&anita).await, Order::Expired);
        assert_eq!(town.given_back(&anita).await, anita.total);
        assert_eq!(town.balance(Account::RefundDue).await, anita.total.negated());
        assert_eq!(town.gateway_says(&anita, "pay_1", Captured).await, Outcome::Known, "and only once");
        assert_eq!(town.given_back(&anita).await, anita.total);
        assert_eq!(town.messages("send_refund").await.len(), 1);
        town.is_sound().await;

        town.refunds_arrive(&anita).await;
        town.refunds_arrive(&anita).await;
        assert_eq!(town.balance(Account::Gateway).await, Paise::ZERO);
        assert_eq!(town.told("sms-refunded").await, 1);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn the_clock_and_the_money_race_and_one_of_them_wins() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        for _ in 0..6 {
            let anita = town.buys("Anita", &[("lac box", 1)], DEOGHAR).await;
            town.minutes_pass(30);
            let report = town.report(&anita, "pay_1", Captured);
            let (expired, outcome) = tokio::join!(town.expires(&anita), town.hears(report));
            assert_eq!(outcome, Outcome::Taken);
            let (state, back) = (town.state(&anita).await, town.given_back(&anita).await);
            if expired {
                assert_eq!((state, back), (Order::Expired, anita.total));
            } else {
                assert_eq!((state, back), (Order::Confirmed, Paise::ZERO));
                town.declines("Sunita", &anita, "it broke").await.expect("declines");
                town.restocks("lac box", &anita.code).await;
            }
            town.is_sound().await;
        }
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn who_pays_twice_gets_the_second_payment_back() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.buys("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        town.pays(&anita).await;
        assert_eq!(town.gateway_says(&anita, "pay_2", Captured).await, Outcome::Taken);
        let refunds = town.refunds(&anita).await;
        assert_eq!(refunds.len(), 1);
        let (_, about, payment, amount) = &refunds[0];
        assert_eq!((about.as_str(), *amount), ("double", anita.total));
        assert!(payment.starts_with("pay_2"), "{payment}");
        assert_eq!(town.state(&anita).await, Order::Confirmed);
        town.is_sound().await;
    });
}

/// The bank set the first payment aside, the buyer paid again, and the first was captured late: it goes back.
/// What is then refunded for a parcel comes from the payment that paid for it.
#[tokio::test(flavor = "multi_thread")]
async fn a_parcel_is_refunded_from_the_payment_that_paid_for_it() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.buys("Anita", &[("lac bangles", 1), ("iron tawa", 1)], DEOGHAR).await;
        town.gateway_says(&anita, "pay_1", Authorised).await;
        town.minutes_pass(1);
        town.gateway_says(&anita, "pay_2", Captured).await;
        town.minutes_pass(1);
        town.gateway_says(&anita, "pay_1", Captured).await;
        town.minutes_pass(1);
        town.declines("Sunita", &anita, "no lac left").await.expect("declines");
        let refunds = town.refunds(&anita).await;
        let told: Vec<_> = refunds.iter().map(|(_, _, payment, amount)| (&payment[..5], *amount)).collect();
        assert_eq!(told, [("pay_1", anita.total), ("pay_2", Paise(250_00))]);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn two_payments_captured_at_the_same_moment_pay_once() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.buys("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        let says = (0..8).map(|n| town.gateway_says(&anita, ["pay_1", "pay_2"][n % 2], Captured));
        let outcomes = join_all(says).await;
        assert_eq!(outcomes.iter().filter(|o| **o == Outcome::Taken).count(), 2, "{outcomes:?}");
        assert_eq!(town.given_back(&anita).await, anita.total);
        assert_eq!((town.state(&anita).await, town.stock("lac bangles").await), (Order::Confirmed, (19, 0)));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn money_set_aside_is_captured_while_the_order_waits_for_it() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.buys("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        let name = town.report(&anita, "pay_1", Authorised).gateway_payment;
        let other = town.report(&anita, "pay_2", Authorised).gateway_payment;
        town.gateway_says(&anita, "pay_1", Authorised).await;
        town.gateway_says(&anita, "pay_2", Authorised).await;
        assert_eq!(town.state(&anita).await, Order::Placed, "money set aside pays nothing");
        assert!(town.view(&anita).await.payment.is_under_way());
        assert_eq!(town.messages("capture_payment").await.len(), 2);
        assert_eq!(payments::needs_capture(&town.db, &name).await.expect("asks"), Some(anita.total));
        town.gateway_says(&anita, "pay_1", Captured).await;
        assert_eq!(
            payments::needs_capture(&town.db, &other).await.expect("asks"),
            None,
            "the bank lets it lapse"
        );
        assert_eq!(payments::needs_capture(&town.db, &name).await.expect("asks"), None);
        assert_eq!(town.state(&anita).await, Order::Confirmed);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_that_failed_may_still_succeed() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.buys("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        town.gateway_says(&anita, "pay_1", Failed).await;
        let view = town.view(&anita).await;
        assert_eq!((view.head.state, view.payment.state), (Order::Placed, Intent::Open), "she may try again");
        assert_eq!(view.payment.last_failure().map(|line| line.reason.as_str()), Some("bank busy"));
        town.gateway_says(&anita, "pay_1", Captured).await;
        assert_eq!(town.state(&anita).await, Order::Confirmed);
        assert_eq!(town.gateway_says(&anita, "pay_1", Failed).await, Outcome::Known);
        assert_eq!(town.state(&anita).await, Order::Confirmed, "old news changes nothing");
        town.is_sound().await;
    });
}

/// All the gateway says of one payment: each thing twice, and the fee at first unknown.
fn everything(town: &Town, bought: &Bought) -> Vec<PaymentReport> {
    let mut reports = Vec::new();
    for status in [Created, Failed, Authorised, Captured, Refunded] {
        for fee in [Paise::ZERO, Paise(7_50)] {
            let mut report = town.report(bought, "pay_1", status);
            report.fee = fee;
            reports.push(report);
        }
    }
    reports
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_reports_in_any_order_end_as_in_the_right_order() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let straight = town.buys("Anita", &[("clay pot", 1)], DEOGHAR).await;
        for report in everything(&town, &straight) {
            town.hears(report).await;
        }
        let wanted = town.summary(&straight).await;
        assert!(wanted.contains("fee_charged gateway_fee ₹7.50"), "{wanted}");
        for seed in 1..=20_u64 {
            let bought = town.buys("Anita", &[("clay pot", 1)], DEOGHAR).await;
            let mut reports = everything(&town, &bought);
            shuffle(&mut reports, seed);
            let order: Vec<_> = reports.iter().map(|r| (r.status, r.fee)).collect();
            for report in reports.clone() {
                town.hears(report).await;
            }
            assert_eq!(town.summary(&bought).await, wanted, "shuffle {seed}: {order:?}");
            for report in reports {
                assert_eq!(town.hears(report).await, Outcome::Known, "shuffle {seed}, again");
            }
            assert_eq!(town.summary(&bought).await, wanted, "shuffle {seed}, twice");
        }
        assert_eq!(town.stock("clay pot").await, (50 - 21, 0));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_reports_at_the_same_moment_end_the_same_way() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let straight = town.buys("Anita", &[("clay pot", 1)], DEOGHAR).await;
        for report in everything(&town, &straight) {
            town.hears(report).await;
        }
        let wanted = town.summary(&straight).await;
        for _ in 0..4 {
            let bought = town.buys("Anita", &[("clay pot", 1)], DEOGHAR).await;
            join_all(everything(&town, &bought).into_iter().map(|report| town.hears(report))).await;
            assert_eq!(town.summary(&bought).await, wanted);
        }
        town.is_sound().await;
    });
}

/// Puts things into an order that depends on the seed and nothing else.
fn shuffle<T>(things: &mut [T], seed: u64) {
    let mut chance = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for place in (1..things.len()).rev() {
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        things.swap(place, usize::try_from(chance % (place as u64 + 1)).expect("small"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_genuine_message_about_other_money_changes_nothing() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.buys("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        let bimal = town.buys("Bimal", &[("iron tawa", 1)], DEOGHAR).await;
        let before = town.summary(&anita).await;
        let right = town.report(&anita, "pay_1", Captured);
        for (wrong, why) in [
            (PaymentReport { amount: Paise(1_00), ..right.clone() }, Mismatch::Amount),
            (PaymentReport { amount: Paise(anita.total.0 - 1), ..right.clone() }, Mismatch::Amount),
            (PaymentReport { amount: Paise(anita.total.0 + 1), ..right.clone() }, Mismatch::Amount),
            (PaymentReport { merchant: "acc_other".to_owned(), ..right.clone() }, Mismatch::Merchant),
            (PaymentReport { currency: "USD".to_owned(), ..right.clone() }, Mismatch::Currency),
        ] {
            assert_eq!(town.hears(wrong).await, Outcome::Quarantined(why));
        }
        let unknown = PaymentReport { gateway_order: "order_of_nobody".to_owned(), ..right.clone() };
        assert_eq!(town.hears(unknown).await, Outcome::Unknown);
        assert_eq!(town.summary(&anita).await, before);

        // The payment of one order is not good for another.
        town.hears(right.clone()).await;
        let stolen = PaymentReport {
            gateway_payment: right.gateway_payment,
            ..town.report(&bimal, "pay_9", Captured)
        };
        assert_eq!(town.hears(stolen).await, Outcome::Quarantined(Mismatch::Order));
        assert_eq!(town.state(&bimal).await, Order::Placed);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_is_kept_once_and_knows_what_became_of_it() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.buys("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        for _ in 0..3 {
            payments::receive_event(&town.db, Gateway::Razorpay, "evt_1", "sig", "{}")
                .await
                .expect("is kept");
        }
        assert_eq!(town.messages("digest_event").await.len(), 1);
        let key = EventKey { gateway: Gateway::Razorpay, event_id: "evt_1".to_owned() };
        let outcome = async || {
            let event =
                payments::event(&mut town.read().await, Gateway::Razorpay, "evt_1").await.expect("asks");
            event.expect("it is there").outcome
        };
        let stray =
            PaymentReport { gateway_order: "not yet".to_owned(), ..town.report(&anita, "pay_1", Captured) };
        payments::take_report(
            &town.db,
            (Gateway::Razorpay, "acc_mart"),
            &Authentic::answered(stray),
            Some(&key),
        )
        .await
        .expect("is parked");
        assert_eq!(outcome().await, "unknown");
        let report = Authentic::answered(town.report(&anita, "pay_1", Captured));
        payments::take_report(&town.db, (Gateway::Razorpay, "acc_mart"), &report, Some(&key))
            .await
            .expect("is taken");
        assert_eq!(outcome().await, "taken");
        payments::take_report(&town.db, (Gateway::Razorpay, "acc_mart"), &report, Some(&key))
            .await
            .expect("is known");
        assert_eq!(outcome().await, "taken", "what became of it first stays");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn an_opened_payment_keeps_its_first_name_and_is_asked_about_while_it_is_open() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.buys("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        assert_eq!(
            payments::intent_to_open(&town.db, anita.id).await.expect("asks"),
            None,
            "it is open already"
        );
        let later = town.db.now().plus_minutes(1);
        let open = ways::whats_open(&mut town.read().await, later, Town::SOME).await.expect("lists");
        let open: Vec<_> = open.into_iter().map(|way| (way.order, way.gateway, way.gateway_order)).collect();
        assert_eq!(open, [(anita.id, Gateway::Razorpay, anita.gateway_order.clone())]);
        town.pays(&anita).await;
        let open = ways::whats_open(&mut town.read().await, later, Town::SOME).await.expect("lists");
        assert!(open.is_empty(), "{open:?}");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_ends_once_and_another_refunds_news_is_not_its_own() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.buys("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        town.pays(&anita).await;
        town.declines("Sunita", &anita, "no lac left").await.expect("declines");
        let (id, _, gateway_payment, amount) = town.refunds(&anita).await.remove(0);
        let says = async |amount: Paise, status: RefundStatus| {
            let report = RefundReport {
                gateway_refund: "rfnd_1".to_owned(),
                gateway_payment: gateway_payment.clone(),
                receipt: id.to_string(),
                amount,
                status,
            };
            payments::refund_reported(&town.db, Gateway::Razorpay, &Authentic::answered(report))
                .await
                .expect("is taken in");
            town.view(&anita).await.refunds[0].status
        };
        assert_eq!(says(Paise(amount.0 - 1), RefundStatus::Processed).await, Refund::Asked, "another amount");
        assert_eq!(says(amount, RefundStatus::Pending).await, Refund::Pending);
        assert_eq!(town.messages("follow_refund").await.len(), 1);
        assert_eq!(says(amount, RefundStatus::Processed).await, Refund::Processed);
        assert_eq!(says(amount, RefundStatus::Failed).await, Refund::Processed);
        assert_eq!(payments::refund_to_send(&town.db, id).await.expect("asks").map(|r| r.amount), None);
        assert_eq!(town.balance(Account::RefundDue).await, Paise::ZERO);
        town.is_sound().await;
    });
}

#[test]
fn a_shuffle_is_the_same_for_the_same_seed() {
    let shuffled = |seed| {
        let mut numbers: Vec<u8> = (0..10).collect();
        shuffle(&mut numbers, seed);
        numbers
    };
    assert_eq!(shuffled(7), shuffled(7));
    assert_ne!(shuffled(7), shuffled(8));
}
