//! Registers on their pages, without script: handed in, matched, looked through, entered, handed back, taken back.

use std::time::Duration;

use kernel::Lang;
use kernel::india::Mobile;
use kernel::totp::Key;
use market::accounts::{self, Blocks, DepartmentKey, Role, Scope};
use market::factors;
use store::{Engine, on_each_engine};

use crate::api_town::Town;
use crate::page_browser::{Browser, MULTIPART, Page, parted};

const HEAD: &str = "6300000021";
const OTHER: &str = "6300000022";
const OFFICER: &str = "6300000023";
const HOME: &str = "/hi/head/registers";

const SHEET: &str = "जिला देवघर की सूची,,,,\r\n\
                     दीदी का नाम,मोबाइल नं०,ग्राम,प्रखण्ड,कार्य\r\n\
                     फूलमनी किस्कू,9431077001,चितरा,सारठ,बांस\r\n\
                     =cmd,12345,चितरा,सारठ,बांस\r\n\
                     आशा 2345 6789 0124,9431077003,चितरा,सारठ,बांस\r\n";

async fn staff(town: &Town) {
    let role = async |mobile: &str, role: Role, department: DepartmentKey, blocks: &[&str]| {
        let blocks = Blocks(blocks.iter().map(|code| (*code).to_owned()).collect());
        let scope = Scope { department: Some(department), blocks, ..Scope::default() };
        let mobile = Mobile::typed(mobile).expect("a mobile");
        let person =
            accounts::give_role(&town.db, &mobile, "अंजलि", Lang::Hi, role, &scope).await.expect("a role");
        factors::enrol(&town.db, person, &Key::new([7; 20])).await.expect("an app");
    };
    role(HEAD, Role::DepartmentHead, DepartmentKey::Jslps, &[]).await;
    role(OTHER, Role::DepartmentHead, DepartmentKey::Industries, &[]).await;
    role(OFFICER, Role::Officer, DepartmentKey::Jslps, &["3082"]).await;
}

async fn signed_in<'a>(town: &'a Town, mobile: &str) -> Browser<'a> {
    let mut browser = Browser::new(town);
    browser.works_as(mobile, &Key::new([7; 20]), 0).await;
    browser
}

/// The columns as they were guessed, sent as they stand.
async fn settles(browser: &mut Browser<'_>, columns: &Page, fields: &[&str]) -> Page {
    let action = columns.at.clone();
    let names: Vec<String> = (0..fields.len()).map(|place| format!("column-{place}")).collect();
    let mut form = vec![("sheet", "0"), ("heading-row", "2"), ("block", ""), ("craft", "")];
    form.extend(names.iter().map(String::as_str).zip(fields.iter().copied()));
    browser.sends(columns, &action, &form).await
}

/// Looks again until the worker is done.
async fn until_done(browser: &mut Browser<'_>, page: Page) -> Page {
    let mut page = page.is(200);
    for _ in 0..400 {
        if page.header("refresh").is_empty() {
            return page;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
        page = browser.get(&page.at).await.is(200);
    }
    panic!("the worker does not come: {}", page.html);
}

const FIELDS: [&str; 5] = ["name", "mobile", "village", "block", "craft"];

#[tokio::test(flavor = "multi_thread")]
async fn a_head_hands_a_register_in_enters_it_and_takes_it_back() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        staff(&town).await;
        let mut head = signed_in(&town, HEAD).await;
        let home = head.get(HOME).await.is(200);
        let columns = head.uploads(&home, HOME, ("मार्च.csv", SHEET)).await.is(200);
        assert!(columns.at.ends_with("/columns"), "{}", columns.at);
        for said in ["दीदी का नाम", "मोबाइल नं०", "मार्च.csv", "value=\"mobile\" selected"]
        {
            columns.shows(said);
        }
        assert!(!columns.html.contains("2345 6789"), "not even as an example");
        let page = settles(&mut head, &columns, &FIELDS).await;
        let page = until_done(&mut head, page).await;
        page.shows("2 ठीक पंक्तियाँ दर्ज करें");
        page.shows("मोबाइल नं० «12345»: यह भारत का मोबाइल नंबर नहीं है।");
        let fit = head.get(&format!("{}?show=fit", page.at)).await.is(200);
        fit.shows("आधार");
        let back = head.get(&format!("{}/left-out/csv", page.at)).await.is(200);
        assert!(
            back.html.contains("\"'=cmd\"") && back.header("content-disposition").starts_with("attachment")
        );
        assert!(back.header("content-security-policy").contains("sandbox"));

        let entry = format!("{}/entry", page.at);
        let page = head.sends(&page, &entry, &[]).await;
        let page = until_done(&mut head, page).await;
        page.shows("2 कारीगर दर्ज हुए");
        let undo = format!("{}/undo", page.at);
        let page = head.sends(&page, &undo, &[]).await;
        let page = until_done(&mut head, page).await;
        page.shows("2 पंक्तियाँ वापस ली गईं");
        assert!(!page.html.contains("/undo"), "once");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_register_needs_no_matching_and_known_people_are_asked_about() {
    let fresh = store::testing::fresh(Engine::Sqlite).await;
    let town = Town::open(&fresh).await;
    staff(&town).await;
    let mut head = signed_in(&town, HEAD).await;
    let odd = "Karigar,Num,Tola,प्रखंड,शिल्प\r\nफूलमनी किस्कू,9431077001,चितरा,सारठ,बांस\r\nआशा देवी,9431077003,रोहिणी,देवघर,बांस\r\n";
    let (mut asked, mut filing) = (0, String::new());
    for _ in 0..2 {
        let home = head.get(HOME).await.is(200);
        let columns = head.uploads(&home, HOME, ("a.csv", odd)).await.is(200);
        asked += usize::from(columns.html.contains("value=\"ignored\" selected"));
        let mut form = vec![("sheet", "0"), ("heading-row", "1"), ("block", ""), ("craft", "")];
        let names: Vec<String> = (0..5).map(|place| format!("column-{place}")).collect();
        form.extend(names.iter().map(String::as_str).zip(FIELDS));
        let page = head.sends(&columns, &columns.at.clone(), &form).await;
        let page = until_done(&mut head, page).await;
        filing.clone_from(&page.at);
        if page.html.contains("/entry\"") {
            let page = head.sends(&page, &format!("{}/entry", page.at), &[]).await;
            until_done(&mut head, page).await;
        }
    }
    assert_eq!(asked, 1, "the second time the headings are known");
    let page = head.get(&format!("{filing}?show=twin")).await.is(200);
    page.shows("जेएसएलपीएस");
    page.shows("वही मोबाइल");
    let answers = format!("{filing}/answers");
    let said = head.sends(&page, &answers, &[("row", "2"), ("answer", "another")]).await.is(200);
    said.shows("1 ठीक पंक्ति दर्ज करें");
    let said = head.sends(&page, &answers, &[("answer", "same")]).await.is(200);
    assert!(!said.html.contains("reg-"), "every word is a sentence");
    let wrong = head.sends(&page, &answers, &[("row", "2"), ("answer", "perhaps")]).await;
    assert_eq!(wrong.status, 422);
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_files_and_bad_answers_change_nothing_and_say_why() {
    let fresh = store::testing::fresh(Engine::Sqlite).await;
    let town = Town::open(&fresh).await;
    staff(&town).await;
    let mut head = signed_in(&town, HEAD).await;
    let home = head.get(HOME).await.is(200);
    for (text, says) in [
        ("", "फ़ाइल नहीं आई"),
        ("%PDF-1.7", ".xlsx में सहेजें"),
        ("uke,firk,xzke,eksckby\r\nlqfurk,jes'k,lkjB,1\r\n", "यूनिकोड"),
        ("<html><table></table></html>", "वेब पेज"),
    ] {
        let page = head.uploads(&home, HOME, ("x.csv", text)).await.is(422);
        page.shows(says);
        page.shows("aria-invalid=\"true\"");
    }
    let large = "नाम,मोबाइल\r\n".repeat(600_000);
    assert_eq!(head.uploads(&home, HOME, ("x.csv", &large)).await.status, 413);
    assert!(!head.get(HOME).await.html.contains("reg_"), "nothing is kept");

    let columns = head.uploads(&home, HOME, ("x.csv", SHEET)).await.is(200);
    for (fields, says) in [
        (["ignored", "mobile", "village", "block", "craft"], "किसी कॉलम को «नाम» बताएँ"),
        (["name", "mobile", "village", "ignored", "craft"], "प्रखंड का कॉलम बताएँ"),
        (["name", "mobile", "village", "block", "ignored"], "शिल्प का कॉलम बताएँ"),
    ] {
        settles(&mut head, &columns, &fields).await.is(422).shows(says);
    }
    assert_eq!(
        settles(&mut head, &columns, &["name", "spell", "village", "block", "craft"]).await.status,
        422
    );
    let filing = columns.at.trim_end_matches("/columns").to_owned();
    let page = head.get(&filing).await.is(200);
    assert!(!page.html.contains("/entry\""), "nothing can be entered before it is looked at");
    let removal = format!("{filing}/removal");
    head.sends(&page, &removal, &[]).await.is(200).shows("मिटा दी गई");
    assert_eq!(head.sends(&page, &removal, &[]).await.status, 409, "once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_register_is_its_departments_and_comes_from_our_own_page() {
    let fresh = store::testing::fresh(Engine::Sqlite).await;
    let town = Town::open(&fresh).await;
    staff(&town).await;
    let mut head = signed_in(&town, HEAD).await;
    let home = head.get(HOME).await.is(200);
    let columns = head.uploads(&home, HOME, ("x.csv", SHEET)).await.is(200);
    let filing = columns.at.trim_end_matches("/columns").to_owned();
    let id = filing.rsplit('/').next().expect("an id");
    let mut other = signed_in(&town, OTHER).await;
    let mut officer = signed_in(&town, OFFICER).await;
    let none = "reg_00000000000000000000000000";
    let nobody = other.get(&format!("{HOME}/{none}")).await.is(404).html.replace(none, id);
    for rest in ["", "/columns", "/left-out/csv"] {
        let page = other.get(&format!("{filing}{rest}")).await.is(404);
        assert_eq!(page.html.replace(&format!("{id}{rest}"), id), nobody, "as if there were none");
    }
    officer.get(&format!("/hi/officer/registers/{id}")).await.is(404);
    officer.get(HOME).await.is(404);
    head.get("/hi/officer/registers").await.is(404);
    officer.get("/hi/officer/registers").await.is(200);
    let mut visitor = Browser::new(&town);
    assert!(visitor.get(HOME).await.at.contains("/sign-in"), "who has not signed in is asked to");

    let key = home.hidden(HOME, "form_key");
    for (key, origin) in [(key.as_str(), "https://evil.example"), ("", ""), ("x.y", "")] {
        let headers: Vec<(&str, &str)> = if origin.is_empty() { vec![] } else { vec![("origin", origin)] };
        let page = head.once_as(MULTIPART, "POST", HOME, &headers, &parted(key, ("x.csv", SHEET))).await;
        assert_eq!(page.status, 403, "{key} {origin}");
    }
    let page = head.once_as("text/plain", "POST", HOME, &[("origin", &town.url)], "hello").await;
    assert_eq!(page.status, 422);
}
