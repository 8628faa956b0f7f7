//! Feasts and the front page on their pages, without script: a head writes, looks, shows; everybody sees it at once.

use kernel::Lang;
use kernel::india::Mobile;
use kernel::totp::Key;
use market::accounts::{self, DepartmentKey, Role, Scope};
use market::factors;
use store::on_each_engine;

use crate::api_town::Town;
use crate::page_browser::{Browser, Page};

const HEAD: &str = "6300000041";
const NEW: &str = "/hi/head/collections/new";

async fn head(town: &Town) -> Browser<'_> {
    let mobile = Mobile::typed(HEAD).expect("a mobile");
    let scope = Scope { department: Some(DepartmentKey::Jslps), ..Scope::default() };
    let role = Role::DepartmentHead;
    let person =
        accounts::give_role(&town.db, &mobile, "प्रिया", Lang::Hi, role, &scope).await.expect("a role");
    factors::enrol(&town.db, person, &Key::new([7; 20])).await.expect("an app");
    let mut browser = Browser::new(town);
    browser.works_as(HEAD, &Key::new([7; 20]), 0).await;
    browser
}

/// What a head types; the days are so many from today.
async fn writes(browser: &mut Browser<'_>, page: &Page, goods: &str, (from, to): (i64, i64)) -> Page {
    let today = browser.town.db.now().day();
    let (from, to) = (today.plus(from).iso(), today.plus(to).iso());
    let fields = [
        ("feast_hi", "छठ पर्व"),
        ("feast_en", "Chhath"),
        ("feast_words_hi", "सूप, दउरा और कोसी।"),
        ("feast_words_en", "Trays, baskets and kosi."),
        ("feast_slug", "chhath-parv"),
        ("feast_from", &from),
        ("feast_to", &to),
        ("feast_order_by", &to),
        ("feast_goods", goods),
    ];
    browser.sends(page, NEW, &fields).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_puts_a_feast_on_the_front_page_and_takes_it_off() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let (mut priya, mut buyer) = (head(&town).await, Browser::new(&town));
        let goods = town.get("/products?limit=2").await.is(200);
        let slug = |at: usize| goods.body["items"][at]["slug"].as_str().expect("a slug").to_owned();
        let (first, second) = (slug(0), slug(1));
        let blank = priya.get(NEW).await.is(200);
        let unknown = writes(&mut priya, &blank, &format!("{first}\nmoon"), (0, 5)).await.is(422);
        unknown.shows("moon");
        unknown.shows("सूप, दउरा और कोसी।");
        let goods = format!("{}/hi/products/{first}?variant=x\n/en/products/{second}/", town.url);
        let kept = writes(&mut priya, &unknown, &goods, (0, 5)).await.is(200);
        let here = kept.at.clone();
        kept.shows(&format!("{first}\n{second}"));
        buyer.get("/hi/collections/chhath-parv").await.is(404);
        let look = priya.get(&format!("{here}/preview")).await.is(200);
        look.shows("छठ पर्व");
        buyer.get(&format!("{here}/preview")).await.shows("name=\"mobile\"");
        assert!(!buyer.get("/hi/").await.is(200).html.contains("chhath-parv"), "nobody has shown it");
        let shown = priya.sends(&kept, &format!("{here}/showing"), &[]).await.is(200);
        buyer.get("/hi/").await.is(200).shows("/hi/collections/chhath-parv");
        let page = buyer.get("/en/collections/chhath-parv").await.is(200);
        page.shows("Order in time");
        page.shows(&format!("/en/products/{first}"));
        assert!(!page.header("etag").is_empty(), "it is the same for everybody");
        buyer.get("/sitemap.xml").await.is(200).shows("/hi/collections/chhath-parv");
        priya.sends(&shown, &format!("{here}/withdrawal"), &[]).await.is(200);
        buyer.get("/en/collections/chhath-parv").await.is(404);
        assert!(!buyer.get("/hi/").await.is(200).html.contains("chhath-parv"));
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_arranges_the_front_page() {
    let fresh = store::testing::fresh(store::Engine::Sqlite).await;
    let town = Town::open(&fresh).await;
    let (mut priya, mut buyer) = (head(&town).await, Browser::new(&town));
    let here = "/hi/head/front-page";
    let page = priya.get(here).await.is(200);
    let today = town.db.now().day().iso();
    let without = [("front_1", "new"), ("front_from", today.as_str())];
    let refused = priya.sends(&page, here, &without).await.is(422);
    refused.shows("शिल्प ज़रूर रहें");
    let order = [("front_1", "makers"), ("front_2", "crafts"), ("front_from", today.as_str())];
    let arranged = priya.sends(&refused, here, &order).await.is(200);
    let home = buyer.get("/hi/").await.is(200);
    let place = |words: &str| home.html.find(words).expect("stands there");
    assert!(place("class=\"makers\"") < place("id=\"crafts\""), "makers first");
    assert!(!home.html.contains("class=\"how\""), "it was left out");
    let (_, rest) = arranged.html.split_once("/hi/head/front-page/").expect("one that can be looked at");
    let id = &rest[..30];
    priya.get(&format!("{here}/{id}/preview")).await.is(200).shows("id=\"crafts\"");
    priya.sends(&arranged, &format!("{here}/{id}/withdrawal"), &[]).await.is(200);
    buyer.get("/hi/").await.is(200).shows("class=\"how\"");
}
