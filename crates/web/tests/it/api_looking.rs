//! Looking at goods over the API: pages without repeats, search in both scripts, answers that may be kept.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use store::on_each_engine;

use crate::api_town::Town;

/// Every slug of a list, page by page.
async fn all(town: &Town, query: &str) -> Vec<String> {
    let (mut slugs, mut after) = (Vec::new(), String::new());
    for _ in 0..1_000 {
        let page = town.get(&format!("/products?{query}{after}")).await.is(200);
        let items = page.body["items"].as_array().expect("items");
        slugs.extend(items.iter().map(|item| item["slug"].as_str().expect("a slug").to_owned()));
        match page.body["next"].as_str() {
            None => return slugs,
            Some(next) => {
                let safe = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'~');
                assert!(next.bytes().all(safe), "{next} must be written into an address as it is");
                assert!(!items.is_empty(), "an empty page has no next one");
                after = format!("&after={next}");
            }
        }
    }
    panic!("the list never ends");
}

#[tokio::test]
async fn lists_end_without_repeats_whatever_the_page() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let whole = all(&town, "limit=100").await;
        assert!(whole.len() > 50, "{} goods", whole.len());
        assert_eq!(whole.iter().collect::<BTreeSet<_>>().len(), whole.len());
        assert_eq!(all(&town, "limit=7").await, whole);
        let crafts = town.get("/crafts").await.is(200);
        let mut by_craft = BTreeSet::new();
        for craft in crafts.body["items"].as_array().expect("crafts") {
            let key = craft["key"].as_str().expect("a key");
            let goods = all(&town, &format!("limit=9&craft={key}")).await;
            assert_eq!(json!(goods.len()), craft["goods"], "{key}");
            by_craft.extend(goods);
        }
        assert_eq!(by_craft.len(), whole.len());
        let found = all(&town, "limit=3&q=peda").await;
        assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), found.len());
        assert_eq!(all(&town, "limit=100&q=peda").await, found);
        assert!(found.len() > 3);
    });
}

#[tokio::test]
async fn hindi_and_latin_letters_find_the_same_goods() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let first = async |words: &str| {
            let query: String = words.bytes().map(|b| format!("%{b:02X}")).collect();
            let page = town.get(&format!("/products?limit=100&q={query}")).await.is(200);
            let items = page.body["items"].as_array().expect("items").clone();
            items.iter().map(|item| item["slug"].as_str().unwrap_or("").to_owned()).collect::<Vec<_>>()
        };
        let peda = first("पेड़ा").await;
        assert!(peda.iter().any(|slug| slug.contains("peda")), "{peda:?}");
        for words in ["peda", "pera", "pedha"] {
            let found = first(words).await;
            assert!(
                peda.iter().take(3).all(|slug| found.contains(slug)),
                "{words}: {found:?} lacks {peda:?}"
            );
        }
        assert!(!first("पीड़ा").await.iter().any(|slug| peda.contains(slug)), "pain is not a sweet");
        assert!(first("qqqqzzzz").await.is_empty());
        assert!(first("qq\u{0}zz'; drop table product --").await.is_empty());
    });
}

#[tokio::test]
async fn a_product_is_told_whole_and_may_be_kept() {
    on_each_engine!(async |fresh| {
        let town = Town::open_with_pictures(fresh).await;
        let page = town.get("/products?limit=2").await.is(200);
        assert_eq!(page.header("cache-control"), "public, no-cache");
        assert_eq!(page.body["items"].as_array().map(Vec::len), Some(2));
        let card = &page.body["items"][0];
        assert!(card["name"]["hi"].is_string() && card["maker"]["village"]["en"].is_string());
        let slug = card["slug"].as_str().expect("a slug");
        let product = town.get(&format!("/products/{slug}")).await.is(200);
        assert_eq!(product.body["variants"], card["variants"]);
        let picture = product.body["pictures"][0]["sizes"][0]["url"].as_str().expect("a picture");
        assert!(picture.starts_with(&town.url), "{picture}");
        let tag = product.header("etag").to_owned();
        let headers = [("if-none-match", tag.as_str())];
        let again = town.raw("GET", &format!("/products/{slug}"), &headers, String::new()).await;
        assert_eq!((again.status, again.text.as_str()), (304, ""));
        for slug in ["no-such-thing", "%00", "%F0%9F%8D%AC", "null", "..%2F..%2Fetc"] {
            let missing = town.get(&format!("/products/{slug}")).await;
            assert_eq!((missing.status, missing.code()), (404, "no-such-product"), "{slug}");
        }
    });
}

#[tokio::test]
async fn wrong_parameters_are_named() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        for (query, code, field) in [
            ("limit=0", "bad-limit", "limit"),
            ("limit=101", "bad-limit", "limit"),
            ("limit=-1", "bad-field", "limit"),
            ("limit=1e9", "bad-field", "limit"),
            ("limit=%E0%A5%A7", "bad-field", "limit"),
            ("limit=999999999999999999999", "bad-field", "limit"),
            ("page=2", "unknown-field", "page"),
            ("craft=space-ships", "no-such-craft", "craft"),
            ("craft=%00", "no-such-craft", "craft"),
            ("after=x", "bad-cursor", "after"),
            ("after=%00", "bad-cursor", "after"),
            ("after=s.1.x&q=peda", "bad-cursor", "after"),
            ("limit=1&limit=2", "bad-field", ""),
        ] {
            let answer = town.get(&format!("/products?{query}")).await;
            assert_eq!(answer.problem(), (422, code, field), "{query}: {}", answer.text);
        }
        for (lang, words) in [("hi", "पूरी संख्या"), ("en", "whole number"), ("bn", "पूरी संख्या")]
        {
            let answer =
                town.call("GET", "/products?limit=0", &[("accept-language", lang)], &Value::Null).await;
            assert!(
                answer.body["detail"].as_str().is_some_and(|text| text.contains(words)),
                "{}",
                answer.text
            );
            assert_eq!(answer.header("content-type"), "application/problem+json");
            assert_eq!(answer.header("cache-control"), "no-store");
        }
    });
}
