//! Searching over HTTP: the counts beside the filters lead to as many goods.

use market::accounts::Role;
use store::on_each_engine;

use crate::api_town::Town;
use crate::page_browser::{Browser, Page};
use crate::people::with_role;

/// The count in the brackets behind `what`.
fn count_behind(page: &Page, what: &str) -> usize {
    let rest = page.html.split_once(what).unwrap_or_else(|| panic!("no {what} in {}", page.html)).1;
    let digits = rest.trim_start_matches([' ', '(']).split(')').next().unwrap_or("");
    digits.parse().unwrap_or_else(|_| panic!("no count behind {what}: {digits}"))
}

fn cards(page: &Page) -> usize {
    page.html.matches("<li class=\"card\"").count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_choice_leads_to_as_many_goods_as_it_says() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let mut anita = Browser::new(&town);
        let all = anita.get("/en/search?q=bans").await.is(200);
        let (goods, ready) = (cards(&all), count_behind(&all, "Only what is ready now"));
        assert!(goods > 1 && ready > 0, "{goods} {ready}");
        assert_eq!(cards(&anita.get("/en/search?q=bans&ready=1").await.is(200)), ready);
        let band = all.html.split_once("<nav class=\"bands\"").expect("bands").1;
        let link = band.split_once("href=\"").expect("a band").1;
        let (href, rest) = link.split_once("\">").expect("its address");
        let label = rest.split(" (").next().expect("its label");
        let some = anita.get(&href.replace("&#38;", "&").replace("&amp;", "&")).await.is(200);
        assert_eq!(cards(&some), count_behind(&all, label));
        assert_eq!(count_behind(&some, &format!("aria-current=\"true\">{label}")), cards(&some));
        let craft = anita.get("/hi/crafts/peda").await.is(200);
        craft.shows("प्रखंड");
        craft.shows("दाम के हिसाब से");
        let found = anita.get("/hi/search?q=pottery").await.is(200);
        let rest = anita.get("/hi/search?q=pottery&after=2").await.is(200);
        assert_eq!(cards(&rest), cards(&found) - 2, "the list goes on where it is asked to");
        assert_eq!(cards(&anita.get("/hi/search?q=pottery&after=9999").await.is(200)), 0);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_typed_leads_to_pages_that_are_there_and_is_kept_by_nobody() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let mut anita = Browser::new(&town);
        for typed in ["ped", "%E0%A4%AA%E0%A5%87%E0%A4%A1", "lac", "ma"] {
            let answer = town.get(&format!("/suggestions?q={typed}")).await.is(200);
            assert_eq!(answer.header("cache-control"), "public, max-age=30");
            assert!(answer.header("set-cookie").is_empty());
            let items = answer.body["items"].as_array().expect("items");
            assert!(!items.is_empty() && items.len() <= 9, "{typed}: {}", items.len());
            for item in items {
                let path = item["path"].as_str().expect("a path");
                anita.get(&format!("/hi{path}")).await.is(200);
            }
        }
        assert_eq!(town.get("/suggestions").await.is(200).body["items"], serde_json::json!([]));
        assert_eq!(town.get("/suggestions?x=1").await.status, 422);
        let box_of = anita.get("/hi/").await.is(200);
        box_of.shows("data-suggested=\"शायद");
    });
}

const OFFICE: &str = "6300000023";

#[tokio::test(flavor = "multi_thread")]
async fn what_was_searched_in_vain_is_mended_by_the_office_and_found_at_once() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let mut anita = Browser::new(&town);
        anita.get("/hi/search?q=chhitni").await.is(200).shows("नहीं मिला");
        anita.get("/hi/search?q=9876543210").await.is(200);
        let (_, key) = with_role(&town, OFFICE, Role::DcOffice, None).await;
        let mut office = Browser::new(&town);
        office.works_as(OFFICE, &key, 0).await.is(200);
        let page = office.get("/hi/office/search").await.is(200);
        page.shows("chhitni");
        page.shows("1 बार");
        assert!(!page.html.contains("9876543210"));
        let page = office.get("/hi/office/search?words=chhitni").await.is(200);
        page.shows("value=\"chhitni\"");
        let two = [("new_words", "chhitni"), ("same_as", "दो शब्द")];
        office.sends(&page, "/hi/office/search/words", &two).await.is(422).shows("एक शब्द लिखें");
        let one = [("new_words", "chhitni"), ("same_as", "टोकरी")];
        office.sends(&page, "/hi/office/search/words", &one).await.is(200).shows("अब मिलता है");
        assert!(cards(&anita.get("/hi/search?q=chhitni").await.is(200)) > 0);
        let page = office.get("/hi/office/search?group=syn_basket").await.is(200);
        page.shows("chhitni</textarea>");
        let group = [("group", "syn_basket"), ("version", "1"), ("group_words", "")];
        office.sends(&page, "/hi/office/search/groups", &group).await.is(200).shows("को हटाए");
        assert_eq!(cards(&anita.get("/hi/search?q=chhitni").await.is(200)), 0);
        let late = office.sends(&page, "/hi/office/search/groups", &group).await.is(422);
        late.shows("किसी और ने बदला");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn every_list_leads_to_the_page_that_explains_its_order() {
    let fresh = store::testing::fresh(store::Engine::Sqlite).await;
    let town = Town::open(&fresh).await;
    let mut anita = Browser::new(&town);
    for list in ["/hi/crafts/peda", "/hi/search", "/hi/search?q=peda", "/en/search?q=peda"] {
        anita.get(list).await.is(200).shows("/help/ranking\"");
    }
    anita.get("/hi/help/ranking").await.is(200).shows("ई-कॉमर्स) नियम 2020");
    anita.get("/en/help/ranking").await.is(200).shows("Nobody can pay to stand higher");
    anita.get("/hi/site-map").await.is(200).shows("/hi/help/ranking");
}
