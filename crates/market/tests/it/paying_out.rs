//! Makers are paid: by two people, once per parcel, and again when a bank sends it back.

use futures_util::future::join_all;
use kernel::Paise;
use kernel::payment::PayoutStatus::{Processed, Processing, Returned};
use market::ledger::Account;
use market::payouts::{self, BatchState, Payout, PayoutError};
use store::{on_each_engine, testing::Fresh};

use crate::town::{DEOGHAR, Town};

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_needs_two_people() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        assert!(matches!(town.drafts("Farida").await, Err(PayoutError::NothingDue)));
        town.sells("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        let batch = town.drafts("Farida").await.expect("Sunita is owed");
        assert!(matches!(town.approves("Farida", batch).await, Err(PayoutError::SamePerson)));
        assert_eq!(town.batch(batch).await.head.state, BatchState::Drafted);
        assert!(town.messages("send_payout").await.is_empty(), "nothing leaves before the second yes");
        town.approves("Gopal", batch).await.expect("approves");
        assert!(matches!(town.approves("Gopal", batch).await, Err(PayoutError::NotWaiting)));
        let none = store::chance::id(town.db.now());
        assert!(matches!(town.approves("Gopal", none).await, Err(PayoutError::NoBatch(_))));
        assert_eq!(town.messages("send_payout").await.len(), 1);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn two_approvals_at_the_same_moment_send_it_once() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.sells("Anita", &[("lac bangles", 1), ("iron tawa", 1)], DEOGHAR).await;
        let batch = town.drafts("Farida").await.expect("something is due");
        let people = ["Gopal", "Indira", "Farida", "Jaya"];
        for person in people {
            town.person(person).await;
        }
        let approvals = join_all(people.map(|person| town.approves(person, batch))).await;
        assert_eq!(approvals.iter().filter(|yes| yes.is_ok()).count(), 1, "{approvals:?}");
        for refused in approvals.iter().filter_map(|yes| yes.as_ref().err()) {
            assert!(
                matches!(refused, PayoutError::SamePerson | PayoutError::NotWaiting | PayoutError::Raced),
                "{refused:?}"
            );
        }
        assert_eq!(town.messages("send_payout").await.len(), 2);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn two_drafts_at_the_same_moment_pay_no_parcel_twice() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.sells("Anita", &[("lac bangles", 1), ("iron tawa", 1)], DEOGHAR).await;
        let people = ["Farida", "Gopal", "Indira"];
        for person in people {
            town.person(person).await;
        }
        let drafts = join_all(people.map(|person| town.drafts(person))).await;
        assert_eq!(drafts.iter().filter(|draft| draft.is_ok()).count(), 1, "{drafts:?}");
        assert!(
            drafts.iter().all(|draft| matches!(draft, Ok(_) | Err(PayoutError::NothingDue))),
            "{drafts:?}"
        );
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_bank_sends_back_is_due_again_and_paid_once() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.sells("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        let first = town.pays_out(Returned).await;
        let sunitas = town.batch(first).await.payouts.remove(0);
        assert_eq!((sunitas.state, sunitas.reason.as_str()), (Payout::Returned, "beneficiary bank offline"));
        assert_eq!(town.owed("Sunita").await, Paise(250_00));
        assert_eq!(town.balance(Account::PayoutOnWay).await, Paise::ZERO);
        town.is_sound().await;

        // Late news of the first payout do not touch the second.
        let second = town.pays_out(Processed).await;
        town.bank_says(sunitas.id, sunitas.amount, Processed).await.expect("is taken in");
        assert_eq!(town.owed("Sunita").await, Paise::ZERO);
        assert_eq!(town.batch(second).await.payouts[0].state, Payout::Settled);
        assert!(matches!(town.drafts("Farida").await, Err(PayoutError::NothingDue)));
        town.is_sound().await;

        // A bank may still send back what it had settled.
        let settled = town.batch(second).await.payouts.remove(0);
        town.bank_says(settled.id, settled.amount, Returned).await.expect("is taken in");
        assert_eq!(town.owed("Sunita").await, Paise(250_00));
        town.pays_out(Processed).await;
        assert_eq!(town.owed("Sunita").await, Paise::ZERO);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_batch_pays_only_what_was_delivered_since() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.sells("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        let first = town.drafts("Farida").await.expect("Sunita is owed");
        town.sells("Bimal", &[("lac bangles", 2)], DEOGHAR).await;
        let second = town.drafts("Farida").await.expect("she is owed more");
        let (first, second) = (town.batch(first).await, town.batch(second).await);
        assert_eq!((first.head.amount, second.head.amount), (Paise(250_00), Paise(500_00)));
        assert!(matches!(town.drafts("Farida").await, Err(PayoutError::NothingDue)));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_no_account_waits_and_is_seen_waiting() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.sells("Anita", &[("kurta", 1)], DEOGHAR).await;
        assert!(matches!(town.drafts("Farida").await, Err(PayoutError::NothingDue)));
        let due = payouts::due(&mut town.read().await).await.expect("lists");
        assert_eq!(
            (due.len(), due[0].amount, due[0].accounts),
            (1, Paise(799_00 + 1_67), 0),
            "with the tax inside the freight"
        );
        town.opens_account("Lakhan").await;
        town.pays_out(Processed).await;
        assert_eq!(town.owed("Lakhan").await, Paise::ZERO);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn the_banks_news_come_in_any_order_and_have_their_effect_once() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.sells("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        let batch = town.drafts("Farida").await.expect("Sunita is owed");
        let sunitas = town.batch(batch).await.payouts.remove(0);
        town.bank_says(sunitas.id, sunitas.amount, Processed).await.expect("is heard");
        assert_eq!(town.batch(batch).await.payouts[0].state, Payout::Drafted, "nobody has sent it yet");
        town.approves("Gopal", batch).await.expect("approves");
        town.bank_says(sunitas.id, Paise(1), Processed).await.expect("is heard");
        assert_eq!(
            town.batch(batch).await.payouts[0].state,
            Payout::Approved,
            "another amount is another payout"
        );
        let news = [Processed, Processing, Processed, Processing, Processed];
        join_all(news.map(|said| town.bank_says(sunitas.id, sunitas.amount, said))).await;
        let settled = town.batch(batch).await.payouts.remove(0);
        assert!(settled.state == Payout::Settled && settled.utr.is_some(), "{settled:?}");
        assert_eq!((town.owed("Sunita").await, town.told("sms-paid-out").await), (Paise::ZERO, 1));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_takes_no_more_makers_than_can_be_sent_and_the_next_one_takes_the_rest() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.many_makers_have_delivered(230).await;
        let first = town.drafts("Farida").await.expect("much is due");
        town.approves("Gopal", first).await.expect("approves");
        let second = town.drafts("Farida").await.expect("the rest is due");
        town.approves("Gopal", second).await.expect("approves");
        let (first, second) = (town.batch(first).await, town.batch(second).await);
        assert_eq!((first.head.payouts, second.head.payouts), (200, 30));
        assert!(first.payouts.iter().chain(&second.payouts).all(|payout| payout.state == Payout::Approved));
        assert_eq!(town.messages("send_payout").await.len(), 230);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_maker_sees_how_each_of_her_parcels_was_paid_and_nobody_elses() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.sells("Anita", &[("lac bangles", 1), ("iron tawa", 1)], DEOGHAR).await;
        town.pays_out(Processed).await;
        town.sells("Bimal", &[("lac bangles", 2)], DEOGHAR).await;
        let mut read = town.read().await;
        let earnings = payouts::earnings(&mut read, town.maker("Sunita"), Town::SOME).await.expect("lists");
        let shares: Vec<_> = earnings.iter().map(|e| (e.share, e.payout)).collect();
        assert_eq!(shares.len(), 2);
        assert!(
            shares.contains(&(Paise(500_00), None))
                && shares.contains(&(Paise(250_00), Some(Payout::Settled)))
        );
        let payouts_of =
            payouts::payouts_of(&mut read, town.maker("Ramesh"), Town::SOME).await.expect("lists");
        assert_eq!(
            payouts_of.iter().map(|p| p.amount).collect::<Vec<_>>(),
            [Paise(355_55 + 4_48)],
            "with the tax inside the freight"
        );
    });
}
