//! Finance and what is paid ahead over HTTP: a share is looked at before it is set, the fund says what it has, nothing typed is lost.

use market::accounts::Role;
use store::on_each_engine;

use crate::api_town::Town;
use crate::page_browser::Browser;
use crate::people::with_role;

#[tokio::test(flavor = "multi_thread")]
async fn finance_sets_a_share_and_fills_the_fund() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let (_, key) = with_role(&town, "6300000043", Role::Finance, None).await;
        let mut farida = Browser::new(&town);
        farida.works_as("6300000043", &key, 0).await.is(200);
        farida.get("/hi/finance/refunds").await.is(200).shows("अभी कुछ बाक़ी नहीं");
        let page = farida.get("/hi/finance/advances").await.is(200);
        page.shows("पहले कुछ नहीं दिया जाता");
        let today = town.db.now().day().iso();
        let shown = |share: &str, why: &str| {
            format!(
                "/hi/finance/advances/preview?advance_from={today}&advance_share={share}&advance_reason={why}"
            )
        };
        farida.get(&shown("81", "lac")).await.is(422).shows("value=\"81\"");
        farida.get(&shown("30", "")).await.is(422).shows("value=\"30\"");
        let look = farida.get(&shown("30", "lac+is+dear")).await.is(200);
        look.shows("अभी कुछ तय नहीं हुआ है");
        assert!(!farida.get("/hi/finance/advances").await.html.contains("lac is dear"), "nothing is written");
        let rule =
            [("advance_from", today.as_str()), ("advance_share", "30"), ("advance_reason", "lac is dear")];
        let set = farida.sends(&look, "/hi/finance/advances", &rule).await.is(200);
        set.shows("lac is dear");
        set.shows("30 %");
        farida.sends(&look, "/hi/finance/advances", &rule).await.is(422).shows("इस दिन का नियम पहले से है");

        let fund = |way, rupees, reference| {
            [("fund_way", way), ("fund_amount", rupees), ("fund_reference", reference)]
        };
        let to = "/hi/finance/advances/fund";
        let wrong = farida.sends(&set, to, &fund("in", "5000", "x")).await.is(422);
        wrong.shows("value=\"5000\"");
        let put = farida.sends(&wrong, to, &fund("in", "5000", "SBIN0FUND1")).await.is(200);
        put.shows("₹5,000");
        farida.sends(&put, to, &fund("in", "5000", "SBIN0FUND1")).await.is(422).shows("पहले दर्ज हो चुका");
        farida.sends(&put, to, &fund("out", "5001", "SBIN0FUND2")).await.is(422).shows("कोष में सिर्फ़ ₹5,000 हैं");
        farida.sends(&put, to, &fund("out", "5000", "SBIN0FUND2")).await.is(200).shows("निकाला");
    });
}
