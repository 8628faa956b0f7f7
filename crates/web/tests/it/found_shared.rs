//! What is gone says so, links are counted without anybody being followed, and the DC's office reads how the mart is found.

use market::accounts::Role;
use market::audit::Part;
use market::catalogue::retired;
use market::proposals::Proposer;
use store::{on_each_engine, params, sql};

use crate::api_town::{ENGINE_KEY, Town};
use crate::page_browser::Browser;
use crate::people::with_role;

/// A good of the district, who makes it, and the page of hers.
async fn a_good(town: &Town) -> (String, kernel::ids::MakerId, String) {
    let mut read = town.db.read().await.expect("reads");
    let first = sql!("select s.slug, s.maker_id, s.maker_slug from shelf s order by s.slug limit 1");
    read.row(first, params![]).await.expect("looks").expect("a good")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_good_that_is_made_no_more_answers_gone_and_shows_what_is_like_it() {
    on_each_engine!(async |fresh| {
        let town = Town::open_with_pictures(fresh).await;
        let (person, _) = with_role(&town, "6300000071", Role::DcOffice, None).await;
        let (slug, maker, maker_slug) = a_good(&town).await;
        let path = format!("/hi/products/{slug}");
        let mut anita = Browser::new(&town);
        anita.get(&path).await.is(200);
        let by = Proposer { person, part: Part::Officer };
        retired::retire(&town.db, by, maker, &slug).await.expect("is retired");

        let gone = anita.get(&path).await.is(410);
        gone.shows("content=\"noindex\"");
        gone.shows("अब नहीं बनता");
        gone.shows("/hi/products/");
        gone.shows(&format!("/hi/makers/{maker_slug}"));
        assert!(!gone.html.contains("/cart/lines"), "nobody can buy it");
        let map = anita.get("/sitemap.xml").await.is(200);
        assert!(!map.html.contains(&format!("/products/{slug}</loc>")), "the map does not name it");
        let feed = anita.get("/feeds/hi/google.xml").await.is(200);
        assert!(!feed.html.contains(&format!("/products/{slug}?")), "no shop window shows it");
        anita.get("/en/products/nothing-of-this-name").await.is(404);

        retired::take_back(&town.db, maker, &slug).await.expect("is made again");
        anita.get(&path).await.is(200);
        market::makers::act::close(&town.db, maker, "Meena", "she has stopped").await.expect("closes");
        anita.get(&format!("/hi/makers/{maker_slug}")).await.is(410).shows("अब नहीं बनता");
        anita.get(&path).await.is(410);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_counted_by_where_it_stood_and_its_page_is_the_same_for_everybody() {
    on_each_engine!(async |fresh| {
        let town = Town::open_with_pictures(fresh).await;
        let (_, key) = with_role(&town, "6300000072", Role::DcOffice, None).await;
        let (slug, _, _) = a_good(&town).await;
        let path = format!("/hi/products/{slug}");
        let mut anita = Browser::new(&town);
        let links = anita.get(&format!("{path}/links")).await.is(200);
        links.shows("https://wa.me/?text=");
        links.shows(&format!("{}{path}?s=ln", town.url));
        let bare = anita.get(&path).await.is(200);
        let mut shared = Vec::new();
        for key in ["wa", "wa", "q814", "nobody1"] {
            shared.push(anita.get(&format!("{path}?s={key}")).await.is(200));
        }
        for page in &shared {
            assert_eq!(page.html, bare.html, "the page knows nothing of the link");
            assert_eq!(page.header("etag"), bare.header("etag"));
            assert_eq!(page.header("set-cookie"), "", "nobody is followed");
        }
        let from = [("referer", "https://www.google.co.in/search?q=peda")];
        anita.once("GET", &path, &from, "").await.is(200);
        let own = format!("{}/hi/", town.url);
        anita.once("GET", &path, &[("referer", own.as_str())], "").await.is(200);
        anita.once("GET", &path, &[("user-agent", "Googlebot/2.1")], "").await.is(200);
        anita.get("/hi/search?q=peda").await.is(200);

        let mut office = Browser::new(&town);
        office.works_as("6300000072", &key, 0).await;
        let page = office.get("/hi/office/visits").await.is(200);
        page.shows("व्हाट्सऐप का लिंक");
        page.shows(&format!("products/{slug}"));
        page.shows("814xxx");
        page.shows("खोज इंजन");
        page.shows("ऐसा लिंक जो यहाँ नहीं बना");
        let place = [("place_name", "जसीडीह स्टेशन का पोस्टर"), ("once", "once-1")];
        let page = office.sends(&page, "/hi/office/visits/places", &place).await.is(200);
        page.shows("जसीडीह स्टेशन का पोस्टर");
        let nameless = [("place_name", "  "), ("once", "once-2")];
        office.sends(&page, "/hi/office/visits/places", &nameless).await.is(422).shows("60 अक्षर");
        let (_, rest) = page.html.split_once("/hi/?s=p").expect("a link of its own");
        let link = format!("/hi/?s=p{}", &rest[..4]);
        anita.get(&link).await.is(200);
        let page = office.get("/hi/office/visits").await.is(200);
        let named = page.html.matches("जसीडीह स्टेशन का पोस्टर").count();
        assert!(named >= 3, "in the list, on the button, among the sources: {named}");
        let action = format!("/hi/office/visits/places/p{}/closing", &rest[..4]);
        let page = office.sends(&page, &action, &[]).await.is(200);
        assert!(!page.html.contains(&action), "it is closed");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn the_press_finds_what_it_wants_and_a_search_engine_the_key() {
    let fresh = store::testing::fresh(store::Engine::Sqlite).await;
    let town = Town::open_with_pictures(&fresh).await;
    let mut reporter = Browser::new(&town);
    let page = reporter.get("/en/press").await.is(200);
    page.shows("Where goods have gone");
    page.shows("No parcel has arrived yet");
    page.shows("download");
    let (_, rest) = page.html.split_once("href=\"/pictures/").expect("a picture");
    let picture = format!("/pictures/{}", rest.split('"').next().expect("an address"));
    reporter.get(&picture).await.is(200);
    let key = reporter.get(&format!("/{ENGINE_KEY}.txt")).await.is(200);
    assert_eq!(key.html, ENGINE_KEY, "search engines find the key");
    reporter.get("/deoghar-mart-2027.txt").await.is(404);
}
