//! A parcel that is late, on the page of its order: its buyer chooses, whoever else has the code may sign in.

use kernel::ids::PersonId;
use market::dispatch;
use store::sessions::{self, Life, Opened};
use store::{DbError, params, sql, transaction};

use crate::api_town::Town;
use crate::page_browser::Browser;
use crate::pages::anita_pays;

#[tokio::test(flavor = "multi_thread")]
async fn anita_reads_that_a_parcel_is_late_and_waits() {
    let fresh = store::testing::fresh(store::Engine::Sqlite).await;
    let town = Town::open(&fresh).await;
    let (_, parcel) = anita_pays(&town).await;
    let asked = sql!(
        "select o.code, o.person_id from parcel p join buyer_order o on o.id = p.order_id where p.id = $1"
    );
    let (code, person): (String, PersonId) =
        town.db.read().await.expect("reads").one(asked, params![parcel]).await.expect("her order");
    // Guru Nanak Jayanti, on which nobody need work, lies among them.
    for _ in 0..5 {
        town.db.clock().advance_ms(24 * 3_600_000);
        dispatch::turn(&town.db).await.expect("turns");
    }
    let opened: Result<Opened, DbError> =
        transaction!(town.db, tx => { sessions::sign_in(tx, None, person, Life::LONG).await });
    let (here, late) = (format!("/hi/orders/{code}"), format!("/hi/orders/{code}/late"));
    let guest = Browser::new(&town).get(&here).await.is(200);
    guest.shows("एक पार्सल में देर हो रही है");
    assert!(!guest.html.contains("इंतज़ार करेंगे"), "a stranger does not choose");
    let mut anita = Browser::with_session(&town, &opened.expect("signs in"));
    let page = anita.get(&here).await.is(200);
    page.shows("इंतज़ार करेंगे");
    let id = parcel.to_string();
    let again = anita.sends(&page, &late, &[("parcel", &id)]).await.is(422);
    again.shows("एक चुनें");
    let choice = format!("choice-{parcel}");
    let page = anita.sends(&again, &late, &[("parcel", &id), (&choice, "wait")]).await.is(200);
    page.shows("आप देर वाले पार्सल का इंतज़ार कर रहे हैं");
    assert!(!page.html.contains(&choice), "she has answered");
}
