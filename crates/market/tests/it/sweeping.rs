//! The mart puts batches together by the clock; two people answer for them all the same. What banks send back says why.

use futures_util::future::join_all;
use kernel::payment::PayoutStatus::{Processed, Returned};
use kernel::payment::{PayoutReport, PayoutStatus};
use kernel::{Authentic, Day, Paise};
use market::payouts::{self, BatchState, Payout, PayoutError, WhyReturned};
use store::{on_each_engine, sql, testing::Fresh, transaction};

use crate::town::{DEOGHAR, Town, sql as rows};
use crate::verify::{ANSWERED, PAYOUTS, TWICE, WHY_BACK, breaks};

/// Minutes of a day.
const A_DAY: i64 = 24 * 60;

/// Waits for the next day on which banks work by rule, and sweeps.
async fn swept(town: &Town) -> i64 {
    while !payouts::Calendar::default().works(town.db.now().day()) {
        town.minutes_pass(A_DAY);
    }
    payouts::sweep(&town.db).await.expect("sweeps").expect("for the first time today")
}

async fn newest(town: &Town) -> payouts::Batch {
    payouts::batches(&mut town.read().await, Town::SOME).await.expect("lists").remove(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_mart_sweeps_once_a_day_and_two_people_answer_for_it() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.sells("Anita", &[("lac bangles", 1), ("iron tawa", 1)], DEOGHAR).await;
        assert_eq!(swept(&town).await, 1);
        assert_eq!(payouts::sweep(&town.db).await.expect("asks"), None, "once a day");
        let batch = newest(&town).await;
        assert_eq!((batch.state, batch.made_by, batch.payouts), (BatchState::Drafted, None, 2));
        assert_eq!(batch.swept, Some(town.db.now().day()));

        assert!(matches!(town.approves("Gopal", batch.id).await, Err(PayoutError::NobodyLooked)));
        let farida = town.person("Farida").await;
        payouts::look(&town.db, farida, batch.id).await.expect("looks it through");
        let gopal = town.person("Gopal").await;
        assert!(matches!(payouts::look(&town.db, gopal, batch.id).await, Err(PayoutError::NotWaiting)));
        assert!(matches!(town.approves("Farida", batch.id).await, Err(PayoutError::SamePerson)));
        assert!(town.messages("send_payout").await.is_empty(), "nothing leaves before the second yes");
        town.approves("Gopal", batch.id).await.expect("approves");
        for payout in town.batch(batch.id).await.payouts {
            town.bank_says(payout.id, payout.amount, Processed).await.expect("is taken in");
        }
        assert_eq!(town.owed("Sunita").await, Paise::ZERO);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sweep_rests_on_sunday_and_is_missed_after_26_hours() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.sells("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        let late =
            async || payouts::swept(&mut town.read().await, town.db.now()).await.expect("asks").is_late;
        assert!(!late().await, "it has just become due");
        town.minutes_pass(2 * A_DAY);
        while town.db.now().day().weekday() != 6 {
            town.minutes_pass(A_DAY);
        }
        assert!(late().await, "days have gone by and nobody has swept");
        assert_eq!(payouts::sweep(&town.db).await.expect("sweeps"), Some(0), "banks rest");
        assert!(!late().await, "the clock runs");
        town.minutes_pass(27 * 60);
        assert!(late().await);
        let today = town.db.now().day();
        let holiday: Result<(), store::DbError> = transaction!(town.db, tx => {
            tx.put(
                sql!("insert into bank_holiday (day, name_hi, name_en, source, verified) values ($1, 'छठ', 'Chhath', '', 'memory')"),
                store::params![today],
            )
            .await
        });
        holiday.expect("is written");
        assert_eq!(payouts::sweep(&town.db).await.expect("sweeps"), Some(0), "a holiday");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_that_is_called_off_frees_its_parcels_and_can_be_approved_no_more() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.sells("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        swept(&town).await;
        let (batch, gopal) = (newest(&town).await.id, town.person("Gopal").await);
        payouts::call_off(&town.db, gopal, batch).await.expect("calls off");
        assert!(matches!(payouts::call_off(&town.db, gopal, batch).await, Err(PayoutError::NotWaiting)));
        assert!(matches!(town.approves("Farida", batch).await, Err(PayoutError::NotWaiting)));
        assert_eq!(town.batch(batch).await.payouts[0].state, Payout::Cancelled);
        town.pays_out(Processed).await;
        assert_eq!(town.owed("Sunita").await, Paise::ZERO);
        town.is_sound().await;
    });
}

async fn comes_back(town: &Town, said: &str) -> payouts::PayoutView {
    let batch = town.drafts("Farida").await.expect("something is due");
    town.approves("Gopal", batch).await.expect("approves");
    let payout = town.batch(batch).await.payouts.remove(0);
    let report = PayoutReport {
        gateway_payout: format!("pout_{}", payout.id),
        reference: payout.id.to_string(),
        amount: payout.amount,
        status: PayoutStatus::Returned,
        utr: None,
        reason: said.to_owned(),
    };
    payouts::payout_reported(&town.db, &Authentic::answered(report)).await.expect("is taken in");
    town.batch(batch).await.payouts.remove(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_closed_account_sent_back_waits_until_the_account_is_mended() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.sells("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        town.minutes_pass(10);
        let back = comes_back(&town, "Beneficiary account closed").await;
        assert_eq!(back.why, Some(WhyReturned::AccountClosed));
        assert_eq!((town.told("sms-paid-back-account").await, town.told("sms-paid-back").await), (1, 0));
        assert!(matches!(town.drafts("Farida").await, Err(PayoutError::NothingDue)), "in vain");
        let held = payouts::held(&mut town.read().await, town.maker("Sunita")).await.expect("asks");
        assert_eq!(held, Some(WhyReturned::AccountClosed));
        let due = payouts::due(&mut town.read().await).await.expect("lists").remove(0);
        assert_eq!((due.held, due.held_by), (Some(WhyReturned::AccountClosed), Some(back.id)));
        town.is_sound().await;

        town.minutes_pass(60);
        let (sunita, name) = (town.maker("Sunita"), "Sunita");
        let mended: Result<(), store::DbError> =
            transaction!(town.db, tx => { rows::insert_account(tx, sunita, name).await });
        mended.expect("another account");
        town.pays_out(Processed).await;
        assert_eq!(town.owed("Sunita").await, Paise::ZERO);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn finance_may_say_that_an_account_is_in_order_and_a_banks_own_fault_waits_for_nobody() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.sells("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        let back = comes_back(&town, "account frozen, KYC pending").await;
        let farida = town.person("Farida").await;
        payouts::in_order(&town.db, farida, back.id).await.expect("the bank has opened it again");
        let again = payouts::in_order(&town.db, farida, back.id).await;
        assert!(matches!(again, Err(PayoutError::NotWaiting)));
        let nobodys = payouts::in_order(&town.db, farida, store::chance::id(town.db.now())).await;
        assert!(matches!(nobodys, Err(PayoutError::NoPayout(_))), "{nobodys:?}");
        town.pays_out(Returned).await;
        assert_eq!(town.told("sms-paid-back").await, 1, "nothing for her to do");
        town.pays_out(Processed).await;
        assert_eq!(town.owed("Sunita").await, Paise::ZERO);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_waited_longest_stands_out() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.sells("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        let ages = async |today: Day| {
            let ages = payouts::ageing(&mut town.read().await, today).await.expect("asks");
            (ages.fresh, ages.older, ages.old)
        };
        let (today, sum, none) = (town.db.now().day(), Paise(250_00), Paise::ZERO);
        assert_eq!(ages(today.plus(3)).await, (sum, none, none));
        assert_eq!(ages(today.plus(4)).await, (none, sum, none));
        assert_eq!(ages(today.plus(7)).await, (none, sum, none));
        assert_eq!(ages(today.plus(8)).await, (none, none, sum));
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_of_one_person_and_a_reason_too_many_are_found() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.sells("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        town.pays_out(Processed).await;
        let damages = vec![
            (sql!("alter table payout_batch drop constraint payout_batch_needs_two"), vec![]),
            (sql!("update payout_batch set approved_by = made_by"), vec![]),
            (
                sql!(
                    "insert into payout_return (payout_id, maker_id, why, needs_account, returned_at_ms)
                     select id, maker_id, 'unknown', 0, 0 from payout"
                ),
                vec![],
            ),
        ];
        town.suffers(&damages).await;
        let found: Vec<_> = town.breaches().await.iter().map(|check| check.name).collect();
        assert_eq!(found, [ANSWERED, WHY_BACK], "{found:?}");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_parcel_in_two_payouts() {
    // The other payout is another maker's: its sum is wrong as well, as it would be with any line too many.
    breaks("two living lines", &[PAYOUTS, TWICE], async |_| {
        let free = sql!("drop index payout_line_once_per_parcel");
        let twin = sql!(
            "insert into payout_line (payout_id, parcel_id, amount_paise)
             select (select max(payout_id) from payout_line), parcel_id, amount_paise from payout_line
              where payout_id = (select min(payout_id) from payout_line)"
        );
        vec![(free, vec![]), (twin, vec![])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sweeps_looks_and_approvals_raced_eight_ways_pay_each_maker_once() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.sells("Anita", &[("lac bangles", 1), ("iron tawa", 1)], DEOGHAR).await;
        while !payouts::Calendar::default().works(town.db.now().day()) {
            town.minutes_pass(A_DAY);
        }
        let sweeps = join_all((0..8).map(|_| payouts::sweep(&town.db))).await;
        assert_eq!(sweeps.iter().filter(|swept| matches!(swept, Ok(Some(1)))).count(), 1, "{sweeps:?}");
        let batch = newest(&town).await.id;
        let names = ["Farida", "Gopal", "Indira", "Jaya", "Kamal", "Leela", "Meena", "Nitin"];
        let mut people = Vec::new();
        for name in names {
            people.push(town.person(name).await);
        }
        let looks = join_all(people.iter().map(|by| payouts::look(&town.db, *by, batch))).await;
        assert_eq!(looks.iter().filter(|look| look.is_ok()).count(), 1, "{looks:?}");
        let approvals = join_all(people.iter().map(|by| payouts::approve(&town.db, *by, batch))).await;
        assert_eq!(approvals.iter().filter(|yes| yes.is_ok()).count(), 1, "{approvals:?}");
        for payout in town.batch(batch).await.payouts {
            let news = join_all((0..8).map(|n| {
                let said = if n == 0 { Returned } else { Processed };
                town.bank_says(payout.id, payout.amount, said)
            }));
            assert!(news.await.iter().all(Result::is_ok));
        }
        assert_eq!(town.messages("send_payout").await.len(), 2, "each payout is sent once");
        town.is_sound().await;
    });
}
