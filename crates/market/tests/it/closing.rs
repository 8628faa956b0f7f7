//! Months of the ledger are closed by two people, and every figure tells where it comes from.

use kernel::payment::PayoutStatus::Processed;
use kernel::{Day, Paise};
use market::ledger::{self, Account, Kind, MonthError, MonthState};
use store::{on_each_engine, sql, testing::Fresh};

use crate::town::{DEOGHAR, Town};
use crate::verify::CLOSED;

/// The first day of the month it is.
fn this_month(town: &Town) -> Day {
    let (year, month, _) = town.db.now().day().civil();
    Day::of(year, month, 1).expect("a date")
}

fn month_after(first: Day) -> Day {
    let (year, month, _) = first.plus(32).civil();
    Day::of(year, month, 1).expect("a date")
}

/// Waits for the first morning of the next month.
fn a_month_passes(town: &Town) {
    let next = month_after(this_month(town)).starts().plus_minutes(9 * 60);
    town.minutes_pass((next.0 - town.db.now().0) / 60_000 + 1);
}

async fn asks(town: &Town, who: &str, first: Day) -> Result<(), MonthError> {
    ledger::ask(&town.db, town.person(who).await, first).await
}

async fn agrees(town: &Town, who: &str, first: Day) -> Result<(), MonthError> {
    ledger::agree(&town.db, town.person(who).await, first).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_month_is_closed_by_two_and_its_trial_balance_holds() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.sells("Anita", &[("lac bangles", 1), ("iron tawa", 1)], DEOGHAR).await;
        let first = this_month(&town);
        assert!(matches!(asks(&town, "Farida", first).await, Err(MonthError::NotOver)));
        a_month_passes(&town);
        assert!(matches!(agrees(&town, "Gopal", first).await, Err(MonthError::NotAsked)));
        asks(&town, "Farida", first).await.expect("it is over");
        assert!(matches!(asks(&town, "Gopal", first).await, Err(MonthError::Waits)));
        assert!(matches!(agrees(&town, "Farida", first).await, Err(MonthError::SamePerson)));
        agrees(&town, "Gopal", first).await.expect("another person");
        assert!(matches!(agrees(&town, "Gopal", first).await, Err(MonthError::NotAsked)));
        assert!(matches!(asks(&town, "Farida", first).await, Err(MonthError::NotItsTurn)));

        let trial = ledger::trial(&mut town.read().await, first).await.expect("asks");
        assert_eq!(trial.month.map(|month| month.state), Some(MonthState::Closed));
        let side =
            |pick: fn(&ledger::Total) -> Paise| Paise::sum(trial.totals.iter().map(pick)).expect("fits");
        assert_eq!(side(|total| total.debit), side(|total| total.credit));
        assert_eq!(side(ledger::Total::closing), Paise::ZERO);
        let makers = trial.totals.iter().find(|total| total.account == "maker").expect("they have earned");
        assert_eq!(makers.closing(), Paise(-(250_00 + 355_55 + 4_48)));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closing_asked_for_by_mistake_is_taken_back_before_it_is_signed_and_never_after() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.sells("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        let first = this_month(&town);
        a_month_passes(&town);
        let takes_back = async |who| ledger::take_back(&town.db, town.person(who).await, first).await;
        assert!(matches!(takes_back("Farida").await, Err(MonthError::NotAsked)));
        asks(&town, "Farida", first).await.expect("it is over");
        takes_back("Farida").await.expect("by mistake");
        assert!(matches!(takes_back("Gopal").await, Err(MonthError::NotAsked)), "once");
        assert!(
            matches!(agrees(&town, "Gopal", first).await, Err(MonthError::NotAsked)),
            "nothing to agree to"
        );
        town.is_sound().await;
        asks(&town, "Gopal", first).await.expect("after all");
        assert!(matches!(agrees(&town, "Gopal", first).await, Err(MonthError::SamePerson)));
        agrees(&town, "Farida", first).await.expect("another person");
        assert!(matches!(takes_back("Gopal").await, Err(MonthError::NotAsked)), "closed is closed");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_posted_into_a_closed_month_and_the_true_moment_is_kept() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.sells("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        let first = this_month(&town);
        a_month_passes(&town);
        asks(&town, "Farida", first).await.expect("asks");
        agrees(&town, "Gopal", first).await.expect("agrees");
        // A second process whose clock is late by two days, which falls into the month that was closed.
        let late = -2 * 24 * 60;
        town.minutes_pass(late);
        let entered = town.db.now();
        town.pays_out(Processed).await;
        town.minutes_pass(-late);
        let sunitas = Account::Maker(town.maker("Sunita")).to_string();
        let paid =
            ledger::moved(&mut town.read().await, &sunitas, None, Town::SOME).await.expect("lists").remove(0);
        assert_eq!(paid.kind, Kind::PayoutSent);
        assert_eq!((paid.at, paid.entered_at), (month_after(first).starts(), Some(entered)));
        town.is_sound().await;

        let second = month_after(first);
        a_month_passes(&town);
        assert!(matches!(asks(&town, "Farida", month_after(second)).await, Err(MonthError::NotOver)));
        a_month_passes(&town);
        let turn = asks(&town, "Farida", month_after(second)).await;
        assert!(matches!(turn, Err(MonthError::NotItsTurn)), "a month is left out: {turn:?}");
        asks(&town, "Gopal", second).await.expect("asks");
        agrees(&town, "Farida", second).await.expect("agrees");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn every_rupee_leads_to_its_order_and_its_batch() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let bought = town.sells("Anita", &[("lac bangles", 1), ("iron tawa", 1)], DEOGHAR).await;
        town.minutes_pass(1);
        let batch = town.pays_out(Processed).await;
        let sunitas = Account::Maker(town.maker("Sunita")).to_string();
        let mut read = town.read().await;
        let lines = ledger::moved(&mut read, &sunitas, None, Town::SOME).await.expect("lists");
        let told: Vec<_> = lines.iter().map(|line| (line.kind, line.amount)).collect();
        assert_eq!(told, [(Kind::PayoutSent, Paise(250_00)), (Kind::Delivered, Paise(-250_00))]);
        assert_eq!((lines[0].batch, lines[1].order.as_deref()), (Some(batch), Some(bought.code.as_str())));

        let behind = Some((lines[0].at, lines[0].id));
        let rest = ledger::moved(&mut read, &sunitas, behind, Town::SOME).await.expect("lists");
        assert_eq!(rest.len(), 1, "the list goes on where it ended");
        let of_all = ledger::moved(&mut read, "maker", None, Town::SOME).await.expect("lists");
        assert!(of_all.len() > lines.len(), "a kind stands for all of its accounts");

        let entry = ledger::entry(&mut read, lines[1].id).await.expect("asks").expect("it is there");
        assert_eq!(Paise::sum(entry.postings.iter().map(|side| side.amount)), Some(Paise::ZERO));
        assert!(entry.postings.iter().any(|side| side.account == sunitas && side.name_en == "Sunita"));
        let none = store::chance::id(town.db.now());
        assert!(ledger::entry(&mut read, none).await.expect("asks").is_none());
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_month_with_another_total_is_found() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.sells("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        let first = this_month(&town);
        a_month_passes(&town);
        asks(&town, "Farida", first).await.expect("asks");
        agrees(&town, "Gopal", first).await.expect("agrees");
        let change =
            sql!("update ledger_month_total set debit_paise = debit_paise + 1 where account = 'gateway'");
        town.suffers(&[(change, vec![])]).await;
        let found: Vec<_> = town.breaches().await.iter().map(|check| check.name).collect();
        assert_eq!(found, [CLOSED]);
    });
}
