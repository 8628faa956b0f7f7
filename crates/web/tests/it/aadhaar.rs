//! A number shaped like an Aadhaar number is refused wherever it is typed: on a page, over the API, in a search.

use serde_json::json;
use store::on_each_engine;

use crate::api_town::Town;
use crate::page_browser::Browser;

/// Invented numbers whose check digit is right.
const TYPED: [&str; 4] = ["234567890124", "2345 6789 0124", "2345-6789-0124", "२३४५ ६७८९ ०१२४"];

#[tokio::test(flavor = "multi_thread")]
async fn it_is_refused_with_a_reason_and_changes_nothing() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let (variant, ..) = town.ready().await.into_iter().next().expect("something lies ready");
        let mut anita = Browser::new(&town);
        anita.posts("/hi/cart/lines", &[("variant", &variant), ("quantity", "1")]).await.is(200);
        for typed in TYPED {
            let page = anita.posts("/hi/cart/pincode", &[("pincode", typed)]).await.is(422);
            page.shows("आधार संख्या न लिखें");
            assert!(!page.html.contains(typed) && !page.html.contains("234567890124"));
            let query: String = typed.bytes().map(|byte| format!("%{byte:02X}")).collect();
            let search = anita.get(&format!("/en/search?q={query}")).await.is(422);
            search.shows("do not write an Aadhaar number");
            assert!(!search.html.contains(typed));
            let ask = json!({ "lines": [], "pincode": typed, "payment_method": "upi" });
            assert_eq!(town.post("/quotes", &ask).await.problem(), (422, "aadhaar-number", "pincode"));
            let answer = town.get(&format!("/products?q={query}")).await;
            assert_eq!(answer.problem().1, "aadhaar-number");
        }
    });
}
