//! A maker's pages over HTTP, without script: the family's choice, the PIN, her goods, and the walls around them.

use kernel::Lang;
use kernel::ids::PersonId;
use kernel::india::Mobile;
use market::accounts::{self, Blocks, Role, Scope};
use market::makers;
use market::proposals::{self, Reviewer};
use store::{on_each_engine, params, sql};

use crate::api_town::Town;
use crate::page_browser::{Browser, MULTIPART, Page};

/// Two potters of the sample district have one telephone.
const FAMILY: &str = "9000020015";
/// The sweet maker of the sample district.
const RIVAL: &str = "9000020001";

/// Lets all makers of a number sign in with it; their ids.
async fn opens(town: &Town, number: &str) -> Vec<String> {
    let mobile = Mobile::typed(number).expect("a number");
    let mut read = town.db.read().await.expect("reads");
    let all = makers::read::by_mobile(&mut read, &mobile).await.expect("asks");
    drop(read);
    let mut ids = Vec::new();
    for maker in all {
        let scope = Scope { maker: Some(maker.id), ..Scope::default() };
        let given = accounts::give_role(&town.db, &mobile, &maker.name.hi, Lang::Hi, Role::Maker, &scope);
        given.await.expect("a role");
        ids.push(maker.id.to_string());
    }
    ids
}

/// The last parts of the addresses of the goods on a page.
fn goods(page: &Page) -> Vec<String> {
    let links = page.html.split("href=\"/hi/maker/goods/").skip(1);
    links.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn one_telephone_is_two_makers_and_each_sees_her_own() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let ids = opens(&town, FAMILY).await;
        assert_eq!(ids.len(), 2, "the sample has a family");
        let mut family = Browser::new(&town);
        let choice = family.signs_in(FAMILY).await.is(200);
        assert!(choice.at.starts_with("/hi/maker/choice"), "{}", choice.at);
        for path in ["/hi/maker/goods", "/hi/maker/money", "/hi/maker/papers"] {
            assert!(
                family.get(path).await.at.starts_with("/hi/maker/choice?next="),
                "{path} before she has said"
            );
        }
        let mut seen = Vec::new();
        for id in &ids {
            let chosen = [("maker", id.as_str()), ("next", "/maker/goods")];
            let page = family.sends(&choice, "/hi/maker/choice", &chosen).await.is(200);
            assert_eq!(page.at, "/hi/maker/goods");
            seen.push(goods(&page));
        }
        assert!(seen[0].iter().all(|slug| !seen[1].contains(slug)), "{seen:?}");
        let stranger = opens(&town, RIVAL).await.remove(0);
        let page = family.sends(&choice, "/hi/maker/choice", &[("maker", &stranger), ("next", "")]).await;
        assert_eq!(page.status, 404, "somebody else's maker does not exist");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pin_opens_the_page_again_and_five_wrong_ones_do_not() {
    let fresh = store::testing::fresh(store::Engine::Sqlite).await;
    let town = Town::open(&fresh).await;
    let id = opens(&town, RIVAL).await.remove(0);
    let mut phone = Browser::new(&town);
    phone.signs_in(RIVAL).await.is(200);
    let page = phone.get("/hi/maker/pin").await.is(200);
    let set = |pin: &'static str| [("pin", pin), ("pin_again", pin)];
    assert_eq!(phone.sends(&page, "/hi/maker/pin", &set("1111")).await.status, 422);
    phone.sends(&page, "/hi/maker/pin", &set("4821")).await.is(200);
    phone.posts("/hi/sign-out", &[]).await.is(200);
    let here = format!("/hi/sign-in/pin?maker={id}&next=");
    phone.get("/hi/sign-in").await.is(200).shows(&id);
    let give = |pin: &'static str| vec![("maker", id.as_str()), ("pin", pin), ("next", "/maker/money")];
    assert_eq!(phone.posts("/hi/sign-in/pin", &give("9999")).await.status, 422);
    let in_again = phone.posts("/hi/sign-in/pin", &give("4821")).await.is(200);
    assert_eq!(in_again.at, "/hi/maker/money");
    phone.posts("/hi/sign-out", &[]).await.is(200);
    for _ in 0..5 {
        phone.posts("/hi/sign-in/pin", &give("9999")).await;
    }
    let over = phone.posts("/hi/sign-in/pin", &give("4821")).await.is(200);
    assert!(over.at.starts_with("/hi/sign-in?with=code&pin=over"), "{}", over.at);
    assert!(phone.get(&here).await.at.starts_with("/hi/sign-in?with=code"), "nobody is known here any more");
    assert!(Browser::new(&town).get(&here).await.at.starts_with("/hi/sign-in?with=code"), "another phone");
}

#[tokio::test(flavor = "multi_thread")]
async fn anothers_good_looks_like_none_and_takes_no_form() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        opens(&town, FAMILY).await;
        opens(&town, RIVAL).await;
        let mut rival = Browser::new(&town);
        rival.signs_in(RIVAL).await.is(200);
        let own = goods(&rival.get("/hi/maker/goods").await.is(200)).remove(0);
        let page = rival.get(&format!("/hi/maker/goods/{own}")).await.is(200);
        let variant = page.hidden(&format!("/hi/maker/goods/{own}/price"), "variant");
        assert!(page.html.len() < 30_000, "a maker's page is light: {}", page.html.len());

        let mut family = Browser::new(&town);
        let choice = family.signs_in(FAMILY).await.is(200);
        let id = choice.hidden("/hi/maker/choice", "maker");
        family.sends(&choice, "/hi/maker/choice", &[("maker", &id), ("next", "")]).await.is(200);
        let theirs = family.get(&format!("/hi/maker/goods/{own}")).await.is(404);
        let nobodys = family.get("/hi/maker/goods/no-such-good").await.is(404);
        let bare = |page: &Page| page.html.replace(page.at.trim_start_matches("/hi"), "");
        assert_eq!(bare(&theirs), bare(&nobodys));
        for (form, fields) in [
            ("price", vec![("variant", variant.as_str()), ("rupees", "1")]),
            ("stock", vec![("variant", variant.as_str()), ("pieces", "0"), ("seen", "1"), ("once", "x")]),
            ("pause", vec![("why", "home")]),
            ("pause/end", vec![]),
        ] {
            let page = family.posts(&format!("/hi/maker/goods/{own}/{form}"), &fields).await;
            assert_eq!(page.status, 404, "{form}");
        }
        for nonsense in ["", "१२ किलो", "-5", "99999999999999999999"] {
            let fields = [("variant", variant.as_str()), ("rupees", nonsense)];
            let page = rival.posts(&format!("/hi/maker/goods/{own}/price"), &fields).await;
            assert_eq!(page.status, 422, "{nonsense:?}");
        }
    });
}

/// An officer of every block says yes to what waits.
async fn approves(town: &Town) {
    let mut read = town.db.read().await.expect("reads");
    let asked = sql!("select distinct block_code from maker order by block_code limit 50");
    let blocks: Vec<(String,)> = read.rows(asked, params![]).await.expect("asks");
    let (officer,): (PersonId,) = {
        let other = sql!("select min(id) from person where id not in (select asked_by from proposal)");
        read.one(other, params![]).await.expect("somebody")
    };
    let blocks = Blocks(blocks.into_iter().map(|(code,)| code).collect());
    let reviewer = Reviewer::officer(officer, blocks);
    let waiting = proposals::waiting(&mut read, &reviewer).await.expect("lists");
    drop(read);
    for proposal in waiting {
        proposals::approve(&town.db, &reviewer, proposal.id).await.expect("looked at");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_is_seen_by_buyers_once_it_is_described_in_both_languages_and_looked_at() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        opens(&town, FAMILY).await;
        opens(&town, RIVAL).await;
        let mut rival = Browser::new(&town);
        rival.signs_in(RIVAL).await.is(200);
        let own = goods(&rival.get("/hi/maker/goods").await.is(200)).remove(0);
        let (here, shop) = (format!("/hi/maker/goods/{own}"), format!("/hi/products/{own}"));
        let photo = format!("{here}/photo");
        let id = |bytes: &str| market::media::picture_id(bytes.as_bytes());

        let page = rival.get(&here).await.is(200);
        rival.uploads(&page, &photo, ("a.jpg", "<script>")).await.is(422).shows("फ़ोटो नहीं है");
        let page = rival.uploads(&page, &photo, ("a.jpg", "photo 1")).await.is(200);
        page.shows(&id("photo 1"));
        page.shows("धुँधली");
        assert!(!rival.get(&shop).await.html.contains(&id("photo 1")), "nobody has said what it shows");

        let publication = format!("{photo}/publication");
        let alt = |hi: &'static str, en: &'static str| [("alt_hi", hi), ("alt_en", en)];
        rival.sends(&page, &publication, &alt("लाल लहठी", " ")).await.is(422).shows("दोनों भाषाओं");
        assert!(!rival.get(&shop).await.html.contains(&id("photo 1")));
        rival.sends(&page, &publication, &alt("लाल लहठी", "A red lahthi")).await.is(200).shows("देखने के लिए");
        assert!(!rival.get(&shop).await.html.contains(&id("photo 1")), "nobody has looked at it");
        rival.sends(&page, &publication, &alt("कुछ", "Else")).await.is(200);

        approves(&town).await;
        let seen = rival.get(&shop).await.is(200);
        seen.shows(&id("photo 1"));
        seen.shows("लाल लहठी");

        let page = rival.get(&here).await.is(200);
        let page = rival.uploads(&page, &photo, ("b.jpg", "photo 2")).await.is(200);
        rival.sends(&page, &format!("{photo}/removal"), &[]).await.is(200);
        let seen = rival.get(&shop).await.is(200);
        seen.shows(&id("photo 1"));
        assert!(rival.get(&format!("/pictures/{}/160.jpg", id("photo 1"))).await.status == 200);

        let mut family = Browser::new(&town);
        let choice = family.signs_in(FAMILY).await.is(200);
        let maker = choice.hidden("/hi/maker/choice", "maker");
        family.sends(&choice, "/hi/maker/choice", &[("maker", &maker), ("next", "")]).await.is(200);
        let origin = town.url.clone();
        let body = "--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nphoto 3\r\n--edge--\r\n";
        let theirs = family.once_as(MULTIPART, "POST", &photo, &[("origin", &origin)], body).await;
        assert_eq!(theirs.status, 404, "another's good does not exist");
    });
}
