//! What machines are told of the mart: the same as people.

use serde_json::Value;
use store::{on_each_engine, params, sql, transaction};

use crate::api_town::Town;
use crate::page_browser::{Browser, Page};

/// The parts of schema.org on a page, by their type.
fn told(page: &Page, kind: &str) -> Option<Value> {
    let (_, rest) = page.html.split_once("<script type=\"application/ld+json\">")?;
    let data: Value = serde_json::from_str(rest.split_once("</script>")?.0).expect("JSON");
    assert_eq!(data["@context"], "https://schema.org");
    let parts = data["@graph"].as_array().expect("parts").clone();
    parts.into_iter().find(|part| part["@type"] == kind)
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = text.split_once(from).unwrap_or_else(|| panic!("no {from} in {text}"));
    rest.split_once(to).unwrap_or_else(|| panic!("no {to} behind {from}")).0
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shop_window_is_told_of_each_size_what_the_page_of_the_good_says() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let mut robot = Browser::new(&town);
        let bare = robot.get("/feeds/hi/google.xml").await.is(200);
        assert!(!bare.html.contains("<item>"), "a good without a picture is refused there");
        transaction!(town.db, tx => {
            tx.exec(sql!("update shelf set picture_id = $1"), params!["0123456789abcdef0123456789abcdef"]).await
        })
        .expect("pictures");
        let feed = robot.get("/feeds/hi/google.xml").await.is(200);
        assert_eq!(feed.header("content-type"), "application/xml; charset=utf-8");
        assert!(feed.html.trim_end().ends_with("</channel></rss>"), "it is whole");
        let items: Vec<&str> = feed.html.split("<item>").skip(1).collect();
        assert!(items.len() > 100, "{} sizes", items.len());
        for item in items.iter().step_by(40) {
            let (size, link) = (between(item, "<g:id>", "<"), between(item, "<g:link>", "<"));
            let price = between(item, "<g:price>", " INR");
            let (_, path) = link.split_once("/hi/products/").expect("a page of ours");
            let page = robot.get(&format!("/hi/products/{}", path.replace("&#38;", "&"))).await.is(200);
            let good = told(&page, "Product").expect("a product");
            let offers = good["offers"].as_array().expect("offers");
            let offer = offers.iter().find(|offer| {
                offer["url"].as_str().is_some_and(|url| url.ends_with(&format!("variant={size}")))
            });
            let offer = offer.unwrap_or_else(|| panic!("{size} is not offered on {path}"));
            assert_eq!(offer["price"], price);
            let is_there = between(item, "<g:availability>", "<") == "in_stock";
            let says = offer["availability"].as_str().unwrap_or("");
            assert_eq!(is_there, says.ends_with("InStock") || says.ends_with("MadeToOrder"), "{says}");
            assert!(told(&page, "BreadcrumbList").is_some());
        }
        let table = robot.get("/feeds/en/meta.csv").await.is(200);
        assert_eq!(table.html.lines().count(), items.len() + 1, "a line for each size, and the heads");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_say_to_machines_what_they_are() {
    let fresh = store::testing::fresh(store::Engine::Sqlite).await;
    let town = Town::open(&fresh).await;
    let mut robot = Browser::new(&town);
    for (path, kinds) in [
        ("/hi/", &["Organization", "WebSite", "ItemList"][..]),
        ("/en/crafts/bamboo", &["BreadcrumbList", "ItemList"]),
        ("/hi/makers/bansbutia-bans", &["BreadcrumbList", "Organization", "ItemList"]),
        ("/en/help", &["FAQPage"]),
        ("/hi/crafts/bamboo/about", &["BreadcrumbList"]),
    ] {
        let page = robot.get(path).await.is(200);
        for kind in kinds {
            assert!(told(&page, kind).is_some(), "{path} says nothing of {kind}");
        }
    }
    let cart = robot.get("/hi/cart").await.is(200);
    assert!(
        told(&cart, "Product").is_none() && !cart.html.contains("ld+json"),
        "a cart is nobody's but hers"
    );
    let news = robot.get("/feeds/hi/new.xml").await.is(200);
    assert_eq!(news.html.matches("<entry>").count(), 50);
    let (_, newest) = between(&news.html, "<entry><id>", "<").split_once("/hi/").expect("a page of ours");
    robot.get(&format!("/hi/{newest}")).await.is(200).shows("property=\"og:url\"");
    let map = robot.get("/sitemap.xml").await.is(200);
    map.shows(&format!("/en/{newest}</loc>"));
}
