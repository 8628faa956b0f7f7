//! One's own data over HTTP, without script: what is known, a copy, and the way to be erased and back.

use kernel::Lang;
use kernel::india::Mobile;
use market::accounts::{self, Role, Scope};
use market::{erasure, makers};
use serde_json::Value;
use store::{on_each_engine, transaction};

use crate::api_town::Town;
use crate::page_browser::Browser;

/// The sweet maker of the sample district.
const MAKER: &str = "9000020001";
/// Somebody who only looks.
const BUYER: &str = "9123456780";

/// The maker of this number signs in with it.
async fn opens(town: &Town, number: &str) -> String {
    let mobile = Mobile::typed(number).expect("a number");
    let maker = makers::read::by_mobile(&mut town.db.read().await.expect("reads"), &mobile)
        .await
        .expect("asks")
        .remove(0);
    let scope = Scope { maker: Some(maker.id), ..Scope::default() };
    let given = accounts::give_role(&town.db, &mobile, &maker.name.hi, Lang::Hi, Role::Maker, &scope);
    let person = given.await.expect("a role");
    let linked: Result<(), makers::MakerError> =
        transaction!(town.db, tx => { makers::act::signs_in(tx, maker.id, person).await });
    linked.expect("signs in");
    maker.slug
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buyer_asks_changes_her_mind_and_asks_again_and_is_gone() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let mut buyer = Browser::new(&town);
        assert!(buyer.get("/hi/my-data").await.at.starts_with("/hi/sign-in?next="), "only signed in");
        buyer.signs_in(BUYER).await.is(200);
        buyer.get("/hi/orders").await.is(200).shows("href=\"/hi/my-data\"");
        let page = buyer.get("/en/my-data").await.is(200);
        page.shows("9123456780");
        let page = buyer.sends(&page, "/en/my-data/erasure", &[]).await.is(200);
        page.shows("Everything known of you is erased on");
        let page = buyer.sends(&page, "/en/my-data/erasure-withdrawal", &[]).await.is(200);
        page.shows("action=\"/en/my-data/erasure\"");
        buyer.sends(&page, "/en/my-data/erasure", &[]).await.is(200);
        town.db.clock().advance_ms(48 * 3_600_000);
        assert_eq!(erasure::look_again(&town.db).await.expect("looks").len(), 1);
        assert!(buyer.get("/hi/my-data").await.at.starts_with("/hi/sign-in?next="), "the session is over");
        buyer.signs_in(BUYER).await.is(200);
        let page = buyer.get("/en/my-data").await.is(200);
        assert!(!page.html.contains("is erased on"), "somebody new has the number");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_maker_sees_who_wrote_her_account_down_takes_a_copy_and_is_erased() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let slug = opens(&town, MAKER).await;
        let mut maker = Browser::new(&town);
        maker.signs_in(MAKER).await.is(200);
        let page = maker.get("/en/my-data").await.is(200);
        page.shows("Nobody has written it down.");
        let copy = maker.get("/en/my-data/copy").await.is(200);
        assert_eq!(copy.header("content-disposition"), "attachment; filename=\"deogharmart-my-data.json\"");
        assert_eq!(copy.header("cache-control"), "private, no-store");
        let whole: Value = serde_json::from_str(&copy.html).expect("JSON");
        assert_eq!(whole["person"]["mobile"], "+919000020001");
        assert!(whole["makers"][0]["page"].as_str().is_some_and(|page| page.ends_with(&slug)), "{whole}");
        assert!(
            whole["makers"][0]["bank_account"].as_str().is_none_or(|account| account.starts_with('…')),
            "{whole}"
        );

        let stranger = [("maker", "mkr_01arz3ndektsv4rrffq69g5fav")];
        let refused = maker.posts("/en/my-data/consent-withdrawal", &stranger).await;
        assert_eq!(refused.status, 404, "another's yes is not hers to take back");

        maker.sends(&page, "/en/my-data/erasure", &[]).await.is(200);
        town.db.clock().advance_ms(48 * 3_600_000);
        assert_eq!(erasure::look_again(&town.db).await.expect("looks").len(), 1);
        assert_eq!(
            Browser::new(&town).get(&format!("/en/makers/{slug}")).await.status,
            404,
            "no page tells of her"
        );
    });
}
