//! An officer finds a maker, another department meets her again, the head says yes: page by page, without script.

use kernel::Lang;
use kernel::india::Mobile;
use kernel::totp::Key;
use market::accounts::{self, Blocks, DepartmentKey, Role, Scope};
use market::factors;
use store::on_each_engine;

use crate::api_town::Town;
use crate::page_browser::Browser;

/// Somebody with a role and an app for the second factor.
async fn works(town: &Town, mobile: &str, name: &str, role: Role, department: DepartmentKey) -> Key {
    let blocks = if role == Role::Officer { Blocks(vec!["3088".to_owned()]) } else { Blocks::default() };
    let scope = Scope { maker: None, hub: None, department: Some(department), blocks };
    let number = Mobile::typed(mobile).expect("a number");
    let person = accounts::give_role(&town.db, &number, name, Lang::Hi, role, &scope).await.expect("a role");
    let key = Key::new([7; 20]);
    factors::enrol(&town.db, person, &key).await.expect("an app");
    key
}

const SAVITRI: [(&str, &str); 6] = [
    ("kind", "person"),
    ("name_hi", "सावित्री देवी"),
    ("village_hi", "रिखिया"),
    ("block", "3088"),
    ("craft", "bamboo"),
    ("mobile", "6300000777"),
];

#[tokio::test(flavor = "multi_thread")]
async fn savitri_is_found_offered_as_the_same_and_listed_by_the_head() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let board = DepartmentKey::CottageBoard;
        let key = works(&town, "6300000701", "Manoj", Role::Officer, board).await;
        works(&town, "6300000702", "Anjali", Role::Officer, DepartmentKey::Jslps).await;
        works(&town, "6300000703", "Prakash", Role::DepartmentHead, board).await;
        let mut manoj = Browser::new(&town);
        let day = manoj.works_as("6300000701", &key, 0).await.is(200);
        assert_eq!(day.at, "/hi/officer");
        let form = manoj.get("/hi/officer/cases/new").await.is(200);
        manoj.sends(&form, "/hi/officer/cases", &SAVITRI[1..]).await.is(422).shows("चुनें कि कौन हैं");
        let case = manoj.sends(&form, "/hi/officer/cases", &SAVITRI).await.is(200);
        case.shows("सावित्री देवी");
        case.shows("जाकर मिलें");
        assert!(!case.html.contains('⟨'), "every sentence exists");
        let here = case.at.clone();
        let deed = |path: &str| format!("{here}/{path}");

        let mut anjali = Browser::new(&town);
        anjali.works_as("6300000702", &key, 0).await.is(200);
        let form = anjali.get("/en/officer/cases/new").await.is(200);
        let again =
            [("name_hi", ""), ("name_en", "Sabitri Debi"), ("village_en", "Rikhiya"), ("village_hi", "")];
        let again: Vec<_> =
            SAVITRI.iter().filter(|(name, _)| !name.ends_with("_hi")).copied().chain(again).collect();
        let asked = anjali.sends(&form, "/en/officer/cases", &again).await.is(422);
        ["same mobile", "very likely", "Manoj"].into_iter().for_each(|words| asked.shows(words));
        let met = anjali.get(&here.replace("/hi/", "/en/")).await.is(200);
        met.shows("met her on");
        let joined = anjali.sends(&met, &deed("joinings").replace("/hi/", "/en/"), &[]).await.is(200);
        joined.shows("takes part");

        let day = town.db.now().day().iso();
        let visit = [("visited", day.as_str()), ("tools", "चाकू"), ("years", "१२")];
        let case = manoj.sends(&case, &deed("visits"), &visit).await.is(200);
        manoj.sends(&case, &deed("consents"), &[("consent_by", "recording")]).await.is(422);
        let consent = [("consent_by", "recording"), ("consent_note", "सूचना 1")];
        let mut case = manoj.sends(&case, &deed("consents"), &consent).await.is(200);
        for item in ["mobile", "identity", "own_work", "vishwakarma", "licence", "price"] {
            let form: Vec<(&str, &str)> = if matches!(item, "identity" | "own_work" | "price") {
                vec![("item", item), ("document", "देखा")]
            } else {
                vec![("waived_item", item), ("waive_reason", "लागू नहीं")]
            };
            let path = if form[0].0 == "item" { "attestations" } else { "waivers" };
            case = manoj.sends(&case, &deed(path), &form).await.is(200);
        }
        // The other department's own items are still open.
        let mut hers = anjali.get(&here).await.is(200);
        for item in ["identity", "licence", "member", "price"] {
            hers = anjali
                .sends(&hers, &deed("attestations"), &[("item", item), ("document", "देखा")])
                .await
                .is(200);
        }
        let page = manoj.get(&here).await.is(200);
        let hub =
            page.html.split_once("<select id=\"hub\"").and_then(|(_, rest)| rest.split_once("value=\"hub_"));
        let hub =
            hub.and_then(|(_, rest)| rest.split_once('"')).map(|(id, _)| format!("hub_{id}")).expect("a hub");
        let terms = [("hub", hub.as_str()), ("pincode", "814112"), ("tax_class", "unenrolled")];
        manoj.sends(&page, &deed("proposals"), &terms).await.is(200).shows("मंज़ूरी बाक़ी");

        let mut prakash = Browser::new(&town);
        let home = prakash.works_as("6300000703", &key, 0).await.is(200);
        home.shows("सावित्री देवी");
        home.shows("आपकी मंज़ूरी चाहिए");
        let at_head = here.replace("/officer/", "/head/");
        let page = prakash.get(&at_head).await.is(200);
        prakash.sends(&page, &format!("{at_head}/approvals"), &[]).await.is(200).shows("मार्ट पर हैं");
        prakash.get("/hi/head/funnel?cut=block").await.is(200).shows("प्रखंड के हिसाब से");
        let lists = prakash.get("/hi/head/checklists/person").await.is(200);
        assert!(!lists.html.contains('⟨'), "every sentence exists");
        anjali.get(&at_head).await.is(404);
    });
}
