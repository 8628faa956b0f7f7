//! Papers over HTTP: a bill is its buyer's, its maker's, its hub's and finance's; to everybody else it is not there.

use kernel::ids::{BillId, HubId, MakerId, ParcelId, PayoutBatchId, PayoutId, PersonId, ShipmentId};
use kernel::india::Mobile;
use kernel::totp::Key;
use kernel::{Day, Lang};
use market::accounts::{self, Role, Scope};
use market::audit::{Actor, Part};
use market::orders::hub::Finding;
use market::{delivery, factors, orders};
use store::{DbError, on_each_engine, params, sql, transaction};

use crate::api_town::Town;
use crate::page_browser::Browser;
use crate::pages::{MAKERS, anita_pays, maker};

/// A bill that was issued for a parcel, however the parcel stands.
pub async fn bill(town: &Town, parcel: &str) -> String {
    let id: BillId = store::chance::id(town.db.now());
    let made: Result<u64, DbError> = transaction!(town.db, tx => {
        tx.exec(
            sql!(
                "insert into bill
                        (id, kind, number, seller_id, year, serial, order_id, parcel_id, about, standing, seller_hi, seller_en,
                         seller_address_hi, seller_address_en, gstin, enrolment_no, for_maker_hi, for_maker_en, supplied_in,
                         goods_paise, freight_paise, taxable_paise, cgst_paise, sgst_paise, igst_paise, total_paise,
                         freight_tax_paise, issued_at_ms)
                 select $1, 'cash_memo', 'M1-26-1', maker_id, 2026, 1, order_id, id, id, 'unregistered', 'सुनीता', 'Sunita', '', '',
                        '', '', '', '', '20', goods_paise, 0, goods_paise, 0, 0, 0, goods_paise, 0, 0
                   from parcel where id = $2"
            ),
            params![id, parcel],
        )
        .await
    });
    assert_eq!(made.expect("a bill"), 1);
    id.to_string()
}

/// A payout that is on its way to a maker.
pub async fn payout(town: &Town, maker: MakerId, by: PersonId) -> String {
    let (batch, id): (PayoutBatchId, PayoutId) =
        (store::chance::id(town.db.now()), store::chance::id(town.db.now()));
    let made: Result<u64, DbError> = transaction!(town.db, tx => {
        tx.exec(
            sql!(
                "insert into payout_batch (id, state, made_by, made_at_ms, version, trail) values ($1, 'approved', $2, 0, 1, '')"
            ),
            params![batch, by],
        )
        .await?;
        tx.exec(
            sql!(
                "insert into payout (id, batch_id, maker_id, amount_paise, state, reason, version, trail)
                 values ($1, $2, $3, 100, 'sent', '', 1, '')"
            ),
            params![id, batch, maker],
        )
        .await
    });
    assert_eq!(made.expect("a payout"), 1);
    id.to_string()
}

/// The parcel is packed, passes its hub and leaves it.
async fn leaves(town: &Town, maker: MakerId, parcel: ParcelId) {
    let read = |sql, id: String| async move {
        let mut read = town.db.read().await.expect("reads");
        read.one::<(String, HubId, ShipmentId)>(sql, params![id]).await.expect("asks")
    };
    let (code, hub, shipment) =
        read(sql!("select code, hub_id, shipment_id from parcel where id = $1"), parcel.to_string()).await;
    let by = Actor::Person(store::chance::id(town.db.now()), Part::Maker);
    let today: Day = town.db.now().day();
    orders::maker::accept(&town.db, by, maker, parcel, today.plus(1)).await.expect("accepts");
    orders::maker::pack(&town.db, by, maker, parcel).await.expect("packs");
    orders::hub::inspect(&town.db, by, hub, &code, Finding::Passes, None).await.expect("passes");
    delivery::hand_over(&town.db, by, hub, shipment, None).await.expect("leaves");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bill_opens_for_whom_it_concerns_and_for_nobody_else() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let (asked, parcel) = anita_pays(&town).await;
        let (order,): (String,) = town
            .db
            .read()
            .await
            .expect("reads")
            .one(
                sql!("select o.code from parcel p join buyer_order o on o.id = p.order_id where p.id = $1"),
                params![parcel],
            )
            .await
            .expect("asks");
        let anita = town.signs_in("6300000000").await;
        let list = format!("/orders/{order}/documents");
        assert_eq!(anita.get(&list).await.is(200).body["items"], serde_json::json!([]), "nothing has left");
        leaves(&town, asked, parcel).await;

        let papers = anita.get(&list).await.is(200).body;
        let [paper] = papers["items"].as_array().expect("a list").as_slice() else {
            panic!("one paper: {papers}")
        };
        let url = paper["url"].as_str().expect("an address");
        let id = paper["id"].as_str().expect("an id");
        assert!(url.starts_with(&town.url) && url.ends_with(id), "{url}");
        let path = format!("/documents/{id}");
        let pdf = anita.get(&path).await.is(200);
        assert_eq!(pdf.header("content-type"), "application/pdf");
        assert_eq!(pdf.header("cache-control"), "private, no-store");
        let bimal = town.signs_in("6300000001").await;
        assert_eq!(bimal.get(&path).await.problem().1, "no-such-document");
        assert_eq!(bimal.get(&list).await.problem().1, "no-such-order");
        assert_eq!(town.get(&path).await.problem().0, 401);

        let mut browser = Browser::new(&town);
        browser.signs_in("6300000000").await;
        let page = browser.get(&format!("/hi/orders/{order}")).await.is(200);
        page.shows(&format!("/hi/bills/{id}"));
        let bill = browser.get(&format!("/hi/bills/{id}")).await.is(200);
        assert!(
            bill.header("content-disposition").starts_with("inline; filename="),
            "named when it is saved"
        );

        let (mut own, mut rival) = (None, None);
        for number in MAKERS {
            let Some((mobile, id)) = maker(&town, number).await else { continue };
            let place = if id == asked { &mut own } else { &mut rival };
            place.get_or_insert(mobile);
        }
        let mut sunita = Browser::new(&town);
        sunita.signs_in(&own.expect("her number")).await;
        sunita.get(&format!("/hi/maker/parcels/{parcel}")).await.is(200).shows(&format!("/hi/bills/{id}"));
        sunita.get(&format!("/hi/bills/{id}")).await.is(200);
        for statement in ["", "?month=2026-11", "?as=xlsx"] {
            sunita.get(&format!("/hi/maker/money/statement{statement}")).await.is(200);
        }
        sunita.get("/hi/maker/money/statement?month=13").await.is(422);
        let mut other = Browser::new(&town);
        other.signs_in(&rival.expect("another number")).await;
        other.get(&format!("/hi/bills/{id}")).await.is(404);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn finance_finds_the_month_of_every_seller() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let (asked, parcel) = anita_pays(&town).await;
        leaves(&town, asked, parcel).await;
        let mobile = Mobile::typed("6300000704").expect("a number");
        let scope = Scope::default();
        let given = accounts::give_role(&town.db, &mobile, "Farida", Lang::En, Role::Finance, &scope);
        let person = given.await.expect("a role");
        let key = Key::new([7; 20]);
        factors::enrol(&town.db, person, &key).await.expect("an app");
        let mut farida = Browser::new(&town);
        farida.works_as("6300000704", &key, 0).await.is(200);
        let page = farida.get("/en/finance/taxes").await.is(200);
        page.shows("GSTR-1");
        farida.get("/en/finance/taxes?month=2031-02").await.is(200).shows("Nothing was kept back");
        farida.get("/en/finance/taxes?month=soon").await.is(422);
        for sheet in ["of=gstr8&as=csv", "of=gstr8&as=xlsx", "of=26q&as=csv"] {
            farida.get(&format!("/en/finance/taxes/sheet?{sheet}")).await.is(200);
        }
        for none in ["of=gstr9&as=csv", "of=gstr8&as=doc", "of=gstr1&seller=nobody&as=xlsx"] {
            let led = farida.get(&format!("/en/finance/taxes/sheet?{none}")).await.is(200);
            assert_eq!(led.at, "/en/finance/taxes", "what is no sheet leads to those there are");
        }
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn finance_gives_pieces_back_by_line_and_what_is_wrong_changes_nothing() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let (asked, parcel) = anita_pays(&town).await;
        leaves(&town, asked, parcel).await;
        let mobile = Mobile::typed("6300000705").expect("a number");
        let scope = Scope::default();
        let given = accounts::give_role(&town.db, &mobile, "Farida", Lang::Hi, Role::Finance, &scope);
        let key = Key::new([7; 20]);
        factors::enrol(&town.db, given.await.expect("a role"), &key).await.expect("an app");
        let (order, line, count): (String, String, u32) = {
            let mut read = town.db.read().await.expect("reads");
            let row = read.one(
                sql!(
                    "select o.code, l.id, l.quantity from order_line l join buyer_order o on o.id = l.order_id
                      where l.parcel_id = $1 order by l.position limit 1"
                ),
                params![parcel],
            );
            row.await.expect("asks")
        };
        let mut farida = Browser::new(&town);
        farida.works_as("6300000705", &key, 0).await.is(200);
        let here = format!("/hi/finance/claims?order={order}");
        farida.get(&here).await.is(200).shows("लौटाने लायक़ कुछ नहीं");
        let arrived: Result<u64, DbError> = transaction!(town.db, tx => {
            tx.exec(sql!("update parcel set state = 'delivered' where id = $1"), params![parcel]).await
        });
        arrived.expect("it has arrived");
        let page = farida.get(&here).await.is(200);
        // The first form of that address only looks an order up; it has no key.
        let form_key =
            page.html.split("name=\"form_key\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let fields = [
            ("form_key", form_key.expect("a key")),
            ("order", order.as_str()),
            ("line", &line),
            ("fault", "mart"),
            ("happened", "टूटा आया"),
        ];
        let too_many = (count + 1).to_string();
        let wrong = [&fields[..], &[("pieces", too_many.as_str())]].concat();
        farida.posts("/hi/finance/claims", &wrong).await.is(422).shows("टूटा आया");
        let silent = [&fields[..4], &[("happened", ""), ("pieces", "1")]].concat();
        farida.posts("/hi/finance/claims", &silent).await.is(422);
        let right = [&fields[..], &[("pieces", "1")]].concat();
        farida.posts("/hi/finance/claims", &right).await.is(200).shows("लौटाया");
        farida.get("/hi/finance/claims?order=DM-0000").await.is(200).shows("कोई ऑर्डर नहीं");
    });
}
