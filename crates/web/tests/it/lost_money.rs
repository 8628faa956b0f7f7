//! «Where is my money?» over HTTP: what a stranger hears, what a buyer hears, and what nobody hears.

use store::{on_each_engine, params, sql};

use crate::api_town::Town;
use crate::page_browser::Browser;
use crate::pages::anita_pays;

#[tokio::test(flavor = "multi_thread")]
async fn a_banks_number_opens_no_order_and_an_amount_alone_nothing() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        anita_pays(&town).await;
        let paid = town.gateway.state()["payments"][0].clone();
        let number = paid["acquirer_data"]["rrn"].as_str().expect("the bank's number").to_owned();
        let paise = paid["amount"].as_i64().expect("an amount");
        let rupees = format!("{}.{:02}", paise / 100, paise % 100);
        let today = town.db.now().day().iso();
        let (code,): (String,) = town
            .db
            .read()
            .await
            .expect("reads")
            .one(sql!("select code from buyer_order"), params![])
            .await
            .expect("asks");

        let mut stranger = Browser::new(&town);
        stranger.get("/hi/money").await.is(200).shows("मेरा पैसा कहाँ है?");
        let ask = [("upi_reference", number.as_str()), ("lost_amount", &rupees), ("lost_day", &today)];
        let found = stranger.posts("/hi/money", &ask).await.is(200);
        found.shows("पैसा मिल गया");
        assert!(!found.html.contains(&code), "the whole code opens the order");
        let other = [("upi_reference", number.as_str()), ("lost_amount", "1"), ("lost_day", &today)];
        let nothing = stranger.posts("/hi/money", &other).await.is(200);
        nothing.shows("अभी तक हम तक नहीं पहुँचा");
        let again = stranger
            .posts("/hi/money", &[("upi_reference", "12"), ("lost_amount", &rupees), ("lost_day", &today)])
            .await;
        again.is(422).shows(&rupees);
        let guess = [("order_code", code.as_str()), ("mobile", "9811199999")];
        stranger.posts("/hi/money/order", &guess).await.is(422);

        let mut holder = Browser::new(&town);
        let here = format!("/en/orders/{code}/money");
        holder.get(&here).await.is(200).shows("The money is here");
        let asked = holder.posts(&here, &[]).await.is(200);
        assert_eq!(asked.at, here);
        holder.get("/en/orders/DM-0000-0000-0000-0000/money").await.is(404);
    });
}
