//! The pages over HTTP, without script: one purchase pressed twice, and the walls between people.

use kernel::ids::{Id, MakerId, ParcelId};
use kernel::india::Mobile;
use kernel::{Lang, Time};
use market::accounts::{self, Role, Scope};
use market::makers;
use simulators::gateway::{Outcome, Pay};
use store::on_each_engine;

use crate::api_town::{DEOGHAR, Town};
use crate::page_browser::{Browser, Page};

const ANITA: &str = "6300000000";
const RAVI: &str = "6300000001";
/// Sample makers of the district.
pub const MAKERS: std::ops::RangeInclusive<u32> = 1..=52;

/// Anita puts the first thing that lies ready into her basket and walks to the last page before the order.
pub async fn anita_looks_a_last_time(anita: &mut Browser<'_>) -> Page {
    let (variant, ..) = anita.town.ready().await.into_iter().next().expect("something lies ready");
    let cart = anita.posts("/hi/cart/lines", &[("variant", &variant), ("quantity", "१")]).await.is(200);
    let cart = anita.sends(&cart, "/hi/cart/pincode", &[("pincode", "८१४११२")]).await.is(200);
    cart.shows("/hi/checkout");
    let mobile = anita.get("/hi/checkout").await.is(200);
    assert_eq!(mobile.at, "/hi/checkout/mobile");
    let code = anita.sends(&mobile, "/hi/checkout/mobile", &[("mobile", ANITA)]).await.is(200);
    let digits = anita.town.code_of(ANITA).await;
    let address = anita.sends(&code, "/hi/checkout/code", &[("code", &digits)]).await.is(200);
    let form = [
        ("name", "अनिता देवी"),
        ("house", "14, शिव गली"),
        ("area", "रोहिणी"),
        ("landmark", ""),
        ("pincode", DEOGHAR),
    ];
    let review = anita.sends(&address, "/hi/checkout/address", &form).await.is(200);
    assert_eq!(review.at, "/hi/checkout/review");
    review
}

#[tokio::test(flavor = "multi_thread")]
async fn two_presses_are_one_order_and_the_page_can_be_reloaded() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let mut anita = Browser::new(&town);
        let review = anita_looks_a_last_time(&mut anita).await;
        let quote = review.hidden("/hi/checkout/review", "quote");
        let first = anita.sends(&review, "/hi/checkout/review", &[("quote", &quote)]).await.is(200);
        let second = anita.sends(&review, "/hi/checkout/review", &[("quote", &quote)]).await.is(200);
        assert_eq!(first.at, second.at, "the same order");
        assert!(first.at.ends_with("/payment"), "{}", first.at);
        let order = first.at.trim_end_matches("/payment").to_owned();
        anita.get(&order).await.is(200).shows("शिव गली");
        let list = anita.get("/hi/orders").await.is(200);
        let link = format!("href=\"{order}\"");
        assert_eq!(list.html.matches(&link).count(), 1, "one order in the list");
        // Whoever has the address of the page sees how it stands, but not where Anita lives.
        let stranger = Browser::new(&town).get(&order).await.is(200);
        assert!(!stranger.html.contains("शिव गली") && !stranger.html.contains(ANITA));
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_of_another_site_changes_nothing() {
    let fresh = store::testing::fresh(store::Engine::Sqlite).await;
    let town = Town::open(&fresh).await;
    let (variant, ..) = town.ready().await.into_iter().next().expect("something lies ready");
    let mut anita = Browser::new(&town);
    let fields = [("variant", variant.as_str()), ("quantity", "1")];
    for headers in [
        vec![("origin", "https://evil.example")],
        vec![("origin", "null")],
        vec![("sec-fetch-site", "cross-site")],
        vec![],
    ] {
        let page = anita.posts_with("/hi/cart/lines", &headers, &fields).await;
        assert_eq!(page.status, 403, "{headers:?}");
    }
    let origin = town.url.clone();
    let own = [("origin", origin.as_str())];
    let unknown = [fields[0], fields[1], ("price_paise", "1")];
    assert_eq!(
        anita.posts_with("/hi/cart/lines", &own, &unknown).await.status,
        422,
        "a field the form does not have"
    );
    let forged = [fields[0], fields[1], ("form_key", "aaaa.bbbb")];
    assert_eq!(anita.posts_with("/hi/cart/lines", &own, &forged).await.status, 403, "a key that is not ours");
    anita.get("/hi/cart").await.is(200);
    assert_eq!(anita.posts_with("/hi/cart/lines", &own, &fields).await.status, 303, "our own page");
}

/// A maker of the sample district who may sign in.
pub async fn maker(town: &Town, number: u32) -> Option<(String, MakerId)> {
    let mobile = Mobile::typed(&format!("90000200{number:02}")).expect("a mobile");
    let mut read = town.db.read().await.expect("reads");
    let maker = makers::read::by_mobile(&mut read, &mobile).await.expect("asks").into_iter().next()?;
    drop(read);
    let scope = Scope { maker: Some(maker.id), ..Scope::default() };
    let given = accounts::give_role(&town.db, &mobile, &maker.name.hi, Lang::Hi, Role::Maker, &scope).await;
    given.expect("a role");
    Some((mobile.ten_digits().to_owned(), maker.id))
}

/// Anita buys and pays; the maker who is asked, and her parcel.
pub async fn anita_pays(town: &Town) -> (MakerId, ParcelId) {
    let mut anita = Browser::new(town);
    let review = anita_looks_a_last_time(&mut anita).await;
    let quote = review.hidden("/hi/checkout/review", "quote");
    let pay = anita.sends(&review, "/hi/checkout/review", &[("quote", &quote)]).await.is(200);
    let gateway_order = pay.html.split("value=\"order_").nth(1).and_then(|rest| rest.split('"').next());
    let gateway_order = format!("order_{}", gateway_order.expect("the payment is open"));
    town.gateway.pay(&Pay::by_upi(&gateway_order, Outcome::Success)).expect("paid");
    for _ in 0..500 {
        for number in MAKERS {
            let Some((_, id)) = maker(town, number).await else { continue };
            let mut read = town.db.read().await.expect("reads");
            let open =
                market::orders::maker::open_parcels(&mut read, id, kernel::Limit::of(5)).await.expect("asks");
            if let Some(parcel) = open.first() {
                return (id, parcel.id);
            }
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("no maker was asked");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_sees_anothers_desk_and_no_answer_tells_that_it_exists() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let (asked, parcel) = anita_pays(&town).await;
        let mut own = None;
        let mut other = None;
        for number in MAKERS {
            let Some((mobile, id)) = maker(&town, number).await else { continue };
            let place = if id == asked { &mut own } else { &mut other };
            place.get_or_insert(mobile);
        }
        let path = format!("/hi/maker/parcels/{parcel}");
        let random = format!("/hi/maker/parcels/{}", ParcelId::new(Time(1), [7; 10]));

        let mut sunita = Browser::new(&town);
        assert_eq!(sunita.signs_in(&own.expect("her number")).await.at, "/hi/maker");
        sunita.get(&path).await.is(200);

        let mut rival = Browser::new(&town);
        rival.signs_in(&other.expect("another number")).await;
        let (theirs, nobodys) = (rival.get(&path).await.is(404), rival.get(&random).await.is(404));
        let bare =
            |page: &Page| page.html.replace(&page.at, "").replace(page.at.trim_start_matches("/hi"), "");
        assert_eq!(bare(&theirs), bare(&nobodys), "another's parcel looks like none");
        for desk in ["/hi/hub", "/hi/finance"] {
            rival.get(desk).await.is(404);
        }

        let mut ravi = Browser::new(&town);
        for desk in ["/hi/maker", "/hi/hub", "/hi/finance", "/hi/orders"] {
            let page = ravi.get(desk).await.is(200);
            assert!(page.at.starts_with("/hi/sign-in?next="), "{}", page.at);
        }
        ravi.signs_in(RAVI).await;
        for desk in ["/hi/maker", "/hi/hub", "/hi/finance", path.as_str()] {
            ravi.get(desk).await.is(404);
        }
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_belongs_to_one_reader_is_stored_by_no_cache_and_what_is_shared_carries_no_cookie() {
    let fresh = store::testing::fresh(store::Engine::Sqlite).await;
    let town = Town::open(&fresh).await;
    let mut anita = Browser::new(&town);
    anita_looks_a_last_time(&mut anita).await;
    let private =
        ["/hi/cart", "/hi/checkout/address", "/hi/checkout/review", "/hi/orders", "/hi/sign-in", "/hi/maker"];
    for path in private {
        let page = anita.once("GET", path, &[], "").await;
        assert_eq!(page.header("cache-control"), "private, no-store", "{path}");
    }
    for path in ["/hi/", "/en/", "/hi/crafts/peda", "/hi/search?q=peda", "/hi/help", "/hi/terms"] {
        let page = anita.once("GET", path, &[], "").await.is(200);
        assert_eq!(page.header("cache-control"), "public, no-cache", "{path}");
        assert_eq!(page.header("set-cookie"), "", "{path}");
        assert!(!page.html.contains("form_key"), "{path} is the same for everybody");
        let again = anita.once("GET", path, &[("if-none-match", page.header("etag"))], "").await;
        assert_eq!((again.status, again.html.as_str()), (304, ""), "{path}");
    }
    let gone = anita.get("/hi/no-such-page").await.is(404);
    assert!(!gone.header("content-security-policy").contains("unsafe"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_makes_no_sense_is_answered_with_a_sentence_and_never_with_our_failure() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let mut anita = Browser::new(&town);
        for path in [
            "/hi/orders/%00",
            "/hi/orders/DM-0000",
            "/hi/products/%00",
            "/hi/crafts/null",
            "/hi/makers/%F0%9F%98%80",
            "/pictures/../../etc/passwd",
        ] {
            anita.get(path).await.is(404);
        }
        for path in [
            "/hi/search?q=%FF%FE",
            "/hi/search?q=%27%22%3B--",
            "/hi/crafts/peda?after=zzz&from=abc&to=-1&sort=evil&block=%27",
            "/hi/products/peda-ghormara?pincode=%3Cscript%3E&variant=%27",
        ] {
            let page = anita.get(path).await.is(200);
            assert!(!page.html.contains("<script>"), "{path}");
        }
        for (variant, quantity) in [("var_x", "1"), ("", ""), ("\0", "1"), ("var_x", "-1"), ("var_x", "1e9")]
        {
            let page = anita.posts("/hi/cart/lines", &[("variant", variant), ("quantity", quantity)]).await;
            assert_eq!(page.status, 422, "{variant:?} {quantity:?}");
        }
    });
}
