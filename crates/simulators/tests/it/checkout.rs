//! The hosted page as a browser without script uses it.

use connectors::razorpay::CheckoutAsk;
use kernel::Lang;
use kernel::payment::PaymentStatus;
use reqwest::{Client, Response, StatusCode};

use crate::town::Town;

const BACK: &str = "http://127.0.0.1:9/checkout/return";
const CANCEL: &str = "http://127.0.0.1:9/cart?a=1&b=2";

/// A browser that follows redirects only when told to.
struct Browser(Client);

impl Browser {
    fn open() -> Browser {
        Browser(connectors::line::local_client(4_000).expect("a client"))
    }

    async fn sends(&self, url: &str, fields: &[(String, String)]) -> Response {
        self.0.post(url).form(fields).send().await.expect("an answer")
    }

    async fn looks(&self, url: &str) -> String {
        let answer = self.0.get(url).send().await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::OK, "{url}");
        answer.text().await.expect("a page")
    }
}

/// Where a 303 leads.
fn led_to(town: &Town, answer: &Response) -> String {
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let path = answer.headers().get("location").and_then(|v| v.to_str().ok()).expect("a location");
    format!("{}{path}", town.gateway.url)
}

/// The value of a hidden input.
fn hidden(page: &str, name: &str) -> Option<String> {
    let (_, after) = page.split_once(&format!("name=\"{name}\" value=\""))?;
    after.split_once('"').map(|(value, _)| value.to_owned())
}

/// Goes to the page of a new order of ₹250; gives the order and the page's address.
async fn arrives(town: &Town, browser: &Browser, language: Lang) -> (String, String) {
    let order = town.order(250, "pin_1").await;
    let form = town.mart.checkout_form(CheckoutAsk {
        gateway_order: &order.id,
        amount: order.amount,
        name: "DeogharMart <b>",
        description: "लाख की चूड़ियाँ",
        callback_url: BACK,
        cancel_url: CANCEL,
        contact: "+919876543210",
        method_first: "upi",
        language,
    });
    let answer = browser.sends(&form.action_url, &form.fields).await;
    (order.id, led_to(town, &answer))
}

fn wish(wish: &str, method: &str) -> [(String, String); 3] {
    [("wish", wish), ("method", method), ("lang", "hi")]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
}

#[tokio::test]
async fn a_buyer_pays_and_is_sent_back_signed() {
    let (town, browser) = (Town::open().await, Browser::open());
    let (order, url) = arrives(&town, &browser, Lang::Hi).await;
    let page = browser.looks(&url).await;
    assert!(
        page.contains("अभ्यास गेटवे · असली पैसा नहीं") && page.contains("₹250") && page.contains("lang=\"hi\"")
    );
    assert!(page.contains("DeogharMart &#60;b&#62;"), "names are escaped");
    assert_eq!(page, browser.looks(&url).await, "a reload shows the same");
    assert!(browser.looks(&format!("{url}?lang=en")).await.contains("Practice gateway · no real money"));

    let back = led_to(&town, &browser.sends(&url, &wish("success", "upi")).await);
    let page = browser.looks(&back).await;
    assert!(page.contains(&format!("action=\"{BACK}\"")), "{page}");
    let value = |name| hidden(&page, name).expect("a field");
    let (payment, signature) = (value("razorpay_payment_id"), value("razorpay_signature"));
    assert_eq!(value("razorpay_order_id"), order);
    assert!(town.mart.callback_is_genuine(&order, &payment, &signature));
    assert!(!town.mart.callback_is_genuine("order_other", &payment, &signature));

    let page = browser.looks(&url).await;
    assert!(page.contains("इस ऑर्डर का भुगतान हो चुका है") && !page.contains("name=\"wish\""));
    let second_tab = browser.sends(&url, &wish("success", "upi")).await;
    assert_eq!(second_tab.status(), StatusCode::BAD_REQUEST);
    assert_eq!(town.mart.payments_of_order(&order).await.expect("asked").get().len(), 1);
}

#[tokio::test]
async fn a_failure_comes_back_in_the_gateways_words() {
    let (town, browser) = (Town::open().await, Browser::open());
    let (order, url) = arrives(&town, &browser, Lang::En).await;
    let page = browser.looks(&led_to(&town, &browser.sends(&url, &wish("failure", "card")).await)).await;
    assert_eq!(hidden(&page, "error[code]").as_deref(), Some("BAD_REQUEST_ERROR"));
    assert_eq!(hidden(&page, "error[reason]").as_deref(), Some("payment_failed"));
    assert!(hidden(&page, "error[metadata]").is_some_and(|m| m.contains(&order)));
    assert_eq!(hidden(&page, "razorpay_signature"), None);

    let page = browser.looks(&led_to(&town, &browser.sends(&url, &wish("late", "upi")).await)).await;
    assert_eq!(hidden(&page, "error[reason]").as_deref(), Some("payment_timed_out"));
}

#[tokio::test]
async fn a_buyer_may_pay_and_never_return_or_give_up() {
    let (town, browser) = (Town::open().await, Browser::open());
    let (order, url) = arrives(&town, &browser, Lang::Hi).await;
    assert!(browser.looks(&url).await.contains("href=\"http://127.0.0.1:9/cart?a=1&#38;b=2\""));
    let page = browser.looks(&led_to(&town, &browser.sends(&url, &wish("stay", "upi")).await)).await;
    assert!(!page.contains(BACK));
    let seen = town.mart.payments_of_order(&order).await.expect("asked").into_inner();
    assert_eq!(seen[0].status, PaymentStatus::Captured);
}

#[tokio::test]
async fn a_form_with_another_key_or_a_strange_address_is_turned_away() {
    let (town, browser) = (Town::open().await, Browser::open());
    let order = town.order(250, "pin_1").await;
    let action = format!("{}/v1/checkout/embedded", town.gateway.url);
    for (key, back) in
        [("rzp_test_other", BACK), (town.gateway.razorpay_config().key_id.as_str(), "javascript:x")]
    {
        let fields =
            [("key_id", key), ("order_id", &order.id), ("callback_url", back), ("cancel_url", CANCEL)];
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert!(browser.sends(&action, &fields).await.status().is_client_error(), "{key} {back}");
    }
}

#[tokio::test]
async fn the_front_page_shows_orders_and_lets_late_money_arrive() {
    let (town, browser) = (Town::open().await, Browser::open());
    let (order, url) = arrives(&town, &browser, Lang::Hi).await;
    browser.sends(&url, &wish("late", "upi")).await;
    let page = browser.looks(&town.gateway.url).await;
    assert!(page.contains(&order) && page.contains("देर वाला पैसा अभी आए"));
    let payment = hidden(&page, "payment_id").expect("a late payment");
    let press = [("act", "late"), ("payment_id", &payment), ("lang", "en")]
        .map(|(a, b)| (a.to_owned(), b.to_owned()));
    browser.sends(&town.gateway.url, &press).await;
    assert_eq!(town.mart.payment(&payment).await.expect("asked").get().status, PaymentStatus::Captured);
    assert!(browser.looks(&format!("{}/?lang=en", town.gateway.url)).await.contains("payment.captured"));
}
