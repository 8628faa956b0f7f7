//! The DC's office signs the launch gate on its page: not while a check is red, not with a wrong code, and then once.

use kernel::india::Mobile;
use kernel::payment::{Gateway, Money};
use kernel::totp::step_at;
use kernel::{Cell, Lang};
use market::accounts::{Role, Scope, give_role};
use market::backups::{self, Proof};
use market::{catalogue, gateways};
use store::{Sql, on_each_engine, params, sql, transaction};

use crate::api_town::Town;
use crate::page_browser::Browser;
use crate::people::with_role;

const ROOM: &str = "/hi/office/launch";

async fn happens(town: &Town, what: &[(Sql, Vec<Cell>)]) {
    transaction!(town.db, tx => {
        for (sql, values) in what {
            tx.exec(sql, values.clone()).await?;
        }
        Ok::<_, store::DbError>(())
    })
    .expect("written");
}

/// Of each craft on the shelf something was bought and has arrived; crafts of which nothing lies ready are off it.
async fn every_craft_has_walked(town: &Town) {
    let ready = sql!(
        "select min(v.id) from shelf s join variant v on v.product_id = s.product_id join stock k on k.variant_id = v.id
          where v.making = 'stock' and k.on_hand > k.held and v.ended_at_ms is null group by s.craft_key order by s.craft_key"
    );
    let ready: Vec<(String,)> =
        town.db.read().await.expect("reads").rows(ready, params![]).await.expect("rows");
    let anita = town.signs_in("6300000301").await;
    for (number, (variant,)) in ready.iter().enumerate() {
        let quote = anita.quote(&[(variant.as_str(), 1)]).await;
        if quote.status == 201 {
            let id = quote.body["id"].as_str().expect("an id").to_owned();
            anita.order(&id, &format!("walk-{number}")).await.is(201);
        }
    }
    let now = town.db.now();
    happens(
        town,
        &[
            (sql!("update parcel set state = 'delivered', ended_at_ms = $1"), params![now]),
            (
                sql!(
                    "delete from shelf where craft_key not in (select g.craft_key from order_line l join product g on g.id = l.product_id)"
                ),
                params![],
            ),
        ],
    )
    .await;
}

/// Everything the gate counts in rows, but live keys.
async fn nearly_ready(town: &Town) {
    catalogue::act::keep_shelf(&town.db).await.expect("shelves");
    every_craft_has_walked(town).await;
    for (mobile, role) in [
        ("6300000302", Role::DcOffice),
        ("6300000303", Role::Finance),
        ("6300000304", Role::Finance),
        ("6300000305", Role::Administrator),
        ("6300000306", Role::Administrator),
    ] {
        with_role(town, mobile, role, None).await;
    }
    let hubs = market::places::read::hubs(&mut town.db.read().await.expect("reads")).await.expect("hubs");
    for (number, hub) in hubs.iter().enumerate() {
        let mobile = Mobile::typed(&format!("63000004{number:02}")).expect("a number");
        let scope = Scope { hub: Some(hub.id), ..Scope::default() };
        give_role(&town.db, &mobile, "Rita", Lang::Hi, Role::HubKeeper, &scope).await.expect("a keeper");
    }
    let (year, ..) = town.db.now().day().civil();
    let first = kernel::Day::of(year, 1, 2).expect("a day");
    let holiday = sql!(
        "insert into bank_holiday (day, name_hi, name_en, source, verified) values ($1, 'छठ', 'Chhath', '', 'memory')
             on conflict (day) do nothing"
    );
    let mut all = vec![
        (sql!("update hsn_rate set verified = 'signed'"), params![]),
        (sql!("update hub set open_hours = '10-17'"), params![]),
    ];
    all.extend((0..10).map(|n| (holiday, params![first.plus(n)])));
    happens(town, &all).await;
    let proof = Proof { checks: 60, breach: String::new() };
    backups::proven(&town.db, "b1", town.db.now(), &proof).await.expect("noted");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_gate_is_signed_with_a_second_factor_once_every_check_is_green() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let (_, key) = with_role(&town, "6300000300", Role::DcOffice, None).await;
        let mut priyanka = Browser::new(&town);
        priyanka.works_as("6300000300", &key, 0).await.is(200);
        nearly_ready(&town).await;
        let live = priyanka.get(ROOM).await.is(200);
        let back = [("launch_event", "stage.step_back"), ("launch_reason", "पहले परीक्षण")];
        priyanka.sends(&live, "/hi/office/launch/stage", &back).await.is(200);

        let page = priyanka.get(ROOM).await.is(200);
        assert!(!page.html.contains("/office/launch/signature\""), "the keys are those of the trial");
        for check in ["walked", "roles", "tax", "hubs", "holidays"] {
            assert!(page.html.contains(&format!("/hi/office/launch/checks/{check}\"")), "{check}");
            let shown = priyanka.get(&format!("{ROOM}/checks/{check}")).await.is(200);
            shown.shows("प्रमाण है");
            assert!(!shown.html.contains("प्रमाण नहीं"), "{check}: {}", shown.html);
        }
        assert_eq!(priyanka.get("/hi/office/launch/checks/sms").await.status, 404, "it stands elsewhere");

        gateways::announce(&town.db, &[(Gateway::Razorpay, Money::Real)]).await.expect("announced");
        let event = sql!(
            "insert into payment_event (gateway, event_id, signature, body_sealed, received_at_ms, outcome)
             values ('razorpay', 'evt_live', '', '', $1, 'taken')"
        );
        happens(&town, &[(event, params![town.db.now()])]).await;
        let page = priyanka.get(ROOM).await.is(200);
        page.shows("असली पैसा लेती हैं");
        let sign = "/hi/office/launch/signature";
        let wrong = [("sign_reason", "उपायुक्त का फ़ैसला"), ("sign_code", "000000")];
        priyanka.sends(&page, sign, &wrong).await.is(422).shows("उपायुक्त का फ़ैसला");
        let code = key.code_at(step_at(town.db.now()) + 1);
        let right = [("sign_reason", "उपायुक्त का फ़ैसला"), ("sign_code", code.as_str())];
        let live = priyanka.sends(&page, sign, &right).await.is(200);
        live.shows("सबके लिए खुला");
        live.shows("पिछला दस्तख़त इन प्रमाणों पर हुआ");
        let stage = market::launch::stage(&mut town.db.read().await.expect("reads")).await.expect("asks");
        assert_eq!(stage, market::launch::Stage::Live);
    });
}
