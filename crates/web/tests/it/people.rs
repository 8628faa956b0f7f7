//! People and roles over HTTP, without script: a head asks, the DC's office says yes, the new officer proves herself.

use kernel::Lang;
use kernel::ids::PersonId;
use kernel::india::Mobile;
use kernel::totp::Key;
use market::accounts::{self, DepartmentKey, Role, Scope};
use market::factors;
use store::on_each_engine;

use crate::api_town::Town;
use crate::page_browser::Browser;

const ASHA: &str = "6300000020";

pub async fn with_role(
    town: &Town,
    digits: &str,
    role: Role,
    department: Option<DepartmentKey>,
) -> (PersonId, Key) {
    let (number, scope) =
        (Mobile::typed(digits).expect("a number"), Scope { department, ..Scope::default() });
    let name = format!("Person {digits}");
    let given = accounts::give_role(&town.db, &number, &name, Lang::Hi, role, &scope).await;
    let person = given.expect("a role");
    let key = Key::new([u8::try_from(digits.len()).expect("small"); 20]);
    factors::enrol(&town.db, person, &key).await.expect("an app");
    (person, key)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_asks_the_dcs_office_approves_and_the_officer_sets_her_proof_up() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let (_, key) = with_role(&town, "6300000021", Role::DepartmentHead, Some(DepartmentKey::Jslps)).await;
        with_role(&town, "6300000022", Role::DcOffice, None).await;
        let (mut mina, mut priyanka) = (Browser::new(&town), Browser::new(&town));
        assert_eq!(mina.works_as("6300000021", &key, 0).await.is(200).at, "/hi/head");
        let officers = mina.get("/hi/head/officers").await.is(200);
        let form = |block: &'static str| {
            [("mobile", ASHA), ("name", "आशा"), ("role", "officer"), ("reason", "114/2026"), (block, "1")]
        };
        let ask = "/hi/people/requests";
        mina.sends(&officers, ask, &form("admin")).await.is(422);
        mina.sends(&officers, ask, &form("block-3088")[..4]).await.is(422).shows("प्रखंड चुनें");
        let asked = mina.sends(&officers, ask, &form("block-3088")).await.is(200);
        asked.shows("आशा");
        assert!(!asked.html.contains("/approval"), "who asked cannot approve");
        assert_eq!(priyanka.works_as("6300000022", &key, 0).await.is(200).at, "/hi/office/report");
        let office = priyanka.get("/hi/office").await.is(200);
        let action =
            office.html.split("action=\"").find(|rest| rest.contains("/approval\"")).expect("a button");
        let action = action.split('"').next().expect("an address").to_owned();
        let done = priyanka.sends(&office, &action, &[]).await.is(200);
        done.shows("114/2026");
        priyanka.posts(&action, &[]).await.is(422).shows("फ़ैसला कर दिया");
        let mut asha = Browser::new(&town);
        assert!(asha.signs_in(ASHA).await.at.starts_with("/hi/second-factor"));
        // Her head ends the role at once.
        let list = mina.get("/hi/head/officers").await.is(200);
        let end = list.html.split("action=\"").find(|rest| rest.contains("/end\"")).expect("a form");
        let end = end.split('"').next().expect("an address").to_owned();
        mina.sends(&list, &end, &[("reason", "")]).await.is(422);
        mina.sends(&list, &end, &[("reason", "moved")]).await.is(200);
        assert!(asha.get("/hi/second-factor").await.at.starts_with("/hi/sign-in"), "she is out");
    });
}
