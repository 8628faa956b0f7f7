//! An invented year is a year as it could have been: everything that must hold in a mart holds in it.

use kernel::Lang;
use kernel::india::Mobile;
use market::accounts::{Role, Scope, give_role};
use market::invented::{Size, invent};
use store::{Db, on_each_engine, testing::Fresh};

use crate::town::Town;

/// A town in which somebody drafts payouts and somebody else approves them.
pub async fn staffed(db: &Db) -> Town {
    let town = Town::found(db).await;
    for (serial, name) in [(1, "Neha"), (2, "Farida")] {
        let mobile = Mobile::typed(&format!("900005000{serial}")).expect("a number");
        give_role(db, &mobile, name, Lang::Hi, Role::Finance, &Scope::default()).await.expect("a role");
    }
    town
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invented_year_keeps_every_promise_and_cannot_be_invented_twice() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = staffed(&fresh.db).await;
        let size = Size { first: 0, makers: 12, goods: 30, orders: 400, seed: 7 };
        let postings = invent(&fresh.db, size, &|_, _, _| ()).await.expect("is invented");
        assert!(postings > 2_000, "{postings} postings");
        town.is_sound().await;
        let again = invent(&fresh.db, size, &|_, _, _| ()).await;
        assert!(again.is_err(), "the same year a second time");
        let more = Size { first: 400, orders: 100, ..size };
        invent(&fresh.db, more, &|_, _, _| ()).await.expect("another part is invented");
        assert_eq!(town.orders().await, 500);
        town.is_sound().await;
        // Real life goes on beside it.
        town.sells("Karim", &[("clay pot", 1)], crate::town::DEOGHAR).await;
        town.is_sound().await;
    });
}
