//! The DC's page over HTTP: every figure of it opens the rows it counts, now and in the period before.

use market::accounts::Role;
use store::on_each_engine;

use crate::api_town::Town;
use crate::page_browser::Browser;
use crate::pages::anita_pays;
use crate::people::with_role;

/// The addresses of the DC's page a page leads to, as they stand in its links.
fn leads(html: &str) -> Vec<String> {
    let all = html.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let own = all.filter(|to| to.contains("/office/report"));
    let mut leads: Vec<String> = own.map(|to| to.replace("&amp;", "&").replace("&#38;", "&")).collect();
    leads.sort();
    leads.dedup();
    leads
}

#[tokio::test(flavor = "multi_thread")]
async fn every_link_of_the_dcs_page_opens_and_rows_name_their_order() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        anita_pays(&town).await;
        let (_, key) = with_role(&town, "6300000041", Role::Administrator, None).await;
        with_role(&town, "6300000042", Role::DcOffice, None).await;
        let mut priyanka = Browser::new(&town);
        priyanka.works_as("6300000042", &key, 0).await.is(200);
        for cut in ["department", "block", "officer", "craft", "who"] {
            let page = priyanka.get(&format!("/hi/office/report?days=7&cut={cut}")).await.is(200);
            assert!(page.html.contains("class=\"wrap spread\""), "it is as wide as the window");
            assert!(page.html.contains("aria-current=\"true\""), "the period is marked");
            assert!(!page.html.contains("class=\"tiles\""), "the shop's tiles are another thing");
            for to in leads(&page.html) {
                priyanka.get(&to).await.is(200);
            }
        }
        priyanka.get("/en/office/report").await.is(200).shows("Parcels delivered on time");
        let rows = priyanka.get("/hi/office/report/orders?days=7").await.is(200);
        assert!(rows.html.contains(" · DM-"), "a row names its order: {}", rows.html);
        priyanka.get("/hi/office/report/orders?days=7&past=1").await.is(200).shows("एक भी पंक्ति नहीं");
        for path in ["incomes", "incomes?class=2", "incomes?class=99&after=x", "gaps", "paid?month=2026-01"] {
            priyanka.get(&format!("/hi/office/report/{path}")).await.is(200);
        }
        let mut anybody = Browser::new(&town);
        for path in ["incomes", "gaps"] {
            let page = anybody.get(&format!("/hi/office/report/{path}")).await;
            assert!(page.at.contains("/sign-in"), "{path} is the DC's office's alone: {}", page.at);
        }
    });
}
