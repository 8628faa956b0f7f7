//! The second factor over HTTP, without script: what opens before it, how it is set up, what it opens.

use kernel::india::Mobile;
use kernel::totp::{Key, step_at};
use kernel::{Lang, Time};
use market::accounts::{self, Role, Scope};
use market::factors;
use serde_json::json;
use store::on_each_engine;

use crate::api_town::Town;
use crate::page_browser::Browser;

const NEHA: &str = "6300000010";
const OTHER: &str = "6300000011";

fn mobile(digits: &str) -> Mobile {
    Mobile::typed(digits).expect("a number")
}

async fn finance(town: &Town, digits: &str) -> kernel::ids::PersonId {
    let (number, all) = (mobile(digits), Scope::default());
    accounts::give_role(&town.db, &number, "Neha", Lang::Hi, Role::Finance, &all).await.expect("a role")
}

fn now(town: &Town) -> Time {
    town.db.now()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_sign_in_leads_to_one_page_and_that_page_to_the_desk() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        finance(&town, NEHA).await;
        let mut neha = Browser::new(&town);
        let secure = neha.signs_in(NEHA).await;
        assert!(secure.at.starts_with("/hi/second-factor"), "{}", secure.at);
        secure.shows("/second-factor/app");
        for closed in ["/hi/finance", "/hi/finance/batches/bat_00000000000000000000000000"] {
            let page = neha.get(closed).await.is(200);
            assert!(page.at.starts_with("/hi/second-factor?next=/finance"), "{}", page.at);
        }
        neha.get("/hi/hub").await.is(404);
        let key_page = neha.sends(&secure, "/hi/second-factor/app", &[("next", "/finance")]).await.is(200);
        let letters = key_page.html.split("<code>").nth(1).and_then(|rest| rest.split('<').next());
        let key = Key::parse(letters.expect("the key in letters")).expect("a key");
        key_page.shows("class=\"qr\"");
        let fields = [("app_code", "000000"), ("next", "/finance")];
        neha.sends(&key_page, "/hi/second-factor/app/proof", &fields).await.is(422).shows("aria-invalid");
        let code = key.code_at(step_at(now(&town)));
        let fields = [("app_code", code.as_str()), ("next", "/finance")];
        let papers = neha.sends(&key_page, "/hi/second-factor/app/proof", &fields).await.is(200);
        assert_eq!(papers.at, "/hi/second-factor/recovery-codes?next=/finance");
        let receipt = "/hi/second-factor/recovery-codes/receipt";
        let desk = neha.sends(&papers, receipt, &[("next", "/finance")]).await.is(200);
        assert_eq!(desk.at, "/hi/finance");
        // Whoever follows the next time proves it with a code, or with one from the paper.
        let paper =
            papers.html.split("<code>").nth(5).and_then(|rest| rest.split('<').next()).expect("a code");
        let mut again = Browser::new(&town);
        let page = again.signs_in(NEHA).await;
        let fields = [("app_code", code.as_str()), ("next", "")];
        again.sends(&page, "/hi/second-factor", &fields).await.is(422).shows("अगला कोड");
        let fields = [("recovery_code", paper), ("next", "")];
        let desk = again.sends(&page, "/hi/second-factor", &fields).await.is(200);
        assert_eq!(desk.at, "/hi/finance");
        again.get("/hi/second-factor/recovery-codes").await.is(200).shows("9 बचाव कोड");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_everywhere_ends_both_phones() {
    let fresh = store::testing::fresh(store::Engine::Sqlite).await;
    let town = Town::open(&fresh).await;
    let person = finance(&town, NEHA).await;
    let key = Key::new([9; 20]);
    factors::enrol(&town.db, person, &key).await.expect("an app");
    let (mut one, mut two) = (Browser::new(&town), Browser::new(&town));
    assert_eq!(one.works_as(NEHA, &key, -1).await.at, "/hi/finance");
    assert_eq!(two.works_as(NEHA, &key, 0).await.at, "/hi/finance");
    let home = one.get("/hi/second-factor").await.is(200);
    one.sends(&home, "/hi/sign-out/everywhere", &[]).await.is(200);
    for browser in [&mut one, &mut two] {
        assert!(browser.get("/hi/finance").await.at.starts_with("/hi/sign-in"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn anothers_passkey_and_a_proof_of_nothing_are_refused() {
    let fresh = store::testing::fresh(store::Engine::Sqlite).await;
    let town = Town::open(&fresh).await;
    let person = finance(&town, NEHA).await;
    let key = Key::new([9; 20]);
    factors::enrol(&town.db, person, &key).await.expect("an app");
    let mut neha = Browser::new(&town);
    neha.works_as(NEHA, &key, 0).await.is(200);
    let nobodys = "/hi/second-factor/passkeys/psk_00000000000000000000000000/removal";
    neha.posts(nobodys, &[]).await.is(404);
    for fields in [
        [("client_data", ""), ("authenticator_data", "")],
        [("client_data", "%"), ("authenticator_data", "AA")],
    ] {
        neha.posts("/hi/second-factor/passkeys", &fields).await.is(422);
    }
    let mut thief = Browser::new(&town);
    thief.signs_in(NEHA).await;
    let nothing =
        [("credential", "AA"), ("client_data", "AA"), ("authenticator_data", "AA"), ("signature", "AA")];
    thief.posts("/hi/second-factor/passkey-proof", &nothing).await.is(422);
    assert!(thief.get("/hi/finance").await.at.starts_with("/hi/second-factor"));
    finance(&town, OTHER).await;
    let mut ravi = Browser::new(&town);
    ravi.signs_in("6300000012").await;
    ravi.get("/hi/second-factor").await.is(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_has_the_roles_of_its_owner_only_with_the_second_factor() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let person = finance(&town, NEHA).await;
        let key = Key::new([9; 20]);
        factors::enrol(&town.db, person, &key).await.expect("an app");
        let number = format!("+91{NEHA}");
        let me = town.signs_in(&number).await.get("/me").await.is(200);
        assert_eq!((&me.body["roles"], &me.body["second_factor_wanted"]), (&json!([]), &json!(true)));
        for (factor, status) in [("000000", 422), (key.code_at(step_at(now(&town))).as_str(), 201)] {
            let before = town.messages_to(&number);
            town.post("/sign-in-codes", &json!({ "mobile": number })).await.is(202);
            let code = town.code_after(&number, before).await;
            let asked = json!({ "mobile": number, "code": code, "factor": factor });
            let answer = town.post("/sessions", &asked).await.is(status);
            match status {
                422 => assert_eq!(answer.problem(), (422, "wrong-factor", "factor")),
                _ => assert_eq!(answer.body["person"]["roles"][0]["role"], "finance"),
            }
        }
    });
}
