//! Work for the mart: one asks, another approves, either ends it, and what one person alone tries.

use kernel::ids::{Id, PersonId, RoleGrantId, RoleRequestId};
use kernel::india::Mobile;
use kernel::totp::Key;
use kernel::{Lang, Limit, Time};
use market::accounts::{Blocks, DepartmentKey, Role, Scope, Who, give_role, who_is};
use market::factors::{State as Stands, enrol, factors_of};
use market::roles::{
    RoleError, StaffLine, Wanted, approve, ask, ask_reset, decline, end, first, requests, staff, withdraw,
};
use store::sessions::{self, Life, Opened};
use store::{Db, on_each_engine, sql, testing::Fresh, transaction};

use crate::town::Town;

const MANY: Limit = Limit::of(100);
const JSLPS: Option<DepartmentKey> = Some(DepartmentKey::Jslps);

fn mobile(last: u32) -> Mobile {
    Mobile::typed(&format!("98765432{last:02}")).expect("a number")
}

async fn who(db: &Db, person: PersonId) -> Who {
    who_is(&mut db.read().await.expect("reads"), person).await.expect("asks").expect("is known")
}

/// Somebody who had her role from the first set-up.
async fn with_role(db: &Db, last: u32, role: Role, department: Option<DepartmentKey>) -> Who {
    let scope = Scope { department, ..Scope::default() };
    let person = give_role(db, &mobile(last), "Somebody", Lang::Hi, role, &scope).await.expect("a role");
    who(db, person).await
}

/// Asha's number, a post with JSLPS in Sarath.
fn asha_as_officer() -> Wanted {
    let blocks = Blocks(vec!["3088".to_owned()]);
    Wanted {
        mobile: mobile(1),
        name: "Asha".to_owned(),
        lang: Lang::Hi,
        role: Role::Officer,
        scope: Scope { department: JSLPS, blocks, ..Scope::default() },
    }
}

async fn signed_in(db: &Db, person: PersonId) -> Opened {
    let opened: Result<Opened, store::DbError> =
        transaction!(db, tx => { sessions::sign_in(tx, None, person, Life::LONG).await });
    opened.expect("signs in")
}

async fn lives(db: &Db, opened: &Opened) -> bool {
    let found = sessions::find(&mut db.read().await.expect("reads"), opened.token.reveal()).await;
    found.expect("asks").is_some()
}

async fn officers(db: &Db) -> Vec<StaffLine> {
    staff(&mut db.read().await.expect("reads"), JSLPS, MANY).await.expect("asks")
}

struct District {
    town: Town,
    head: Who,
    dc: Who,
    admin: Who,
}

impl District {
    async fn open(fresh: &Fresh) -> District {
        let town = Town::found(&fresh.db).await;
        let head = with_role(&town.db, 50, Role::DepartmentHead, JSLPS).await;
        let dc = with_role(&town.db, 51, Role::DcOffice, None).await;
        let admin = with_role(&town.db, 52, Role::Administrator, None).await;
        District { town, head, dc, admin }
    }

    async fn asha_is_asked_for(&self) -> RoleRequestId {
        ask(&self.town.db, &self.head, &asha_as_officer(), "joined on the first").await.expect("asks")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_asks_for_an_officer_and_the_dcs_office_says_yes() {
    on_each_engine!(async |fresh: &Fresh| {
        let it = District::open(fresh).await;
        let db = &it.town.db;
        let id = it.asha_is_asked_for().await;
        assert_eq!(it.asha_is_asked_for().await, id, "asking twice is one request");
        assert!(officers(db).await.is_empty(), "nothing begins before a second person approves");
        let waiting = requests(&mut db.read().await.expect("reads"), None, MANY).await.expect("asks");
        assert_eq!(
            (waiting.len(), waiting[0].name.as_str(), waiting[0].role),
            (1, "Asha", Some(Role::Officer))
        );
        let asha = waiting[0].person;
        let before = signed_in(db, asha).await;
        approve(db, &it.dc, id).await.expect("approves");
        assert!(!lives(db, &before).await, "the new right begins with a new sign-in");
        let post = who(db, asha).await.post().expect("a post");
        assert!(post.department == DepartmentKey::Jslps && post.blocks.cover("3088"));
        let again = approve(db, &it.dc, id).await;
        assert!(matches!(again, Err(RoleError::Decided)), "{again:?}");
        let more = ask(db, &it.head, &asha_as_officer(), "again").await;
        assert!(matches!(more, Err(RoleError::HasIt)), "{more:?}");
        it.town.is_sound().await;
        // Her head ends it, and she is out in the same moment.
        let (line, working) = (officers(db).await.remove(0), signed_in(db, asha).await);
        end(db, &it.head, line.grant, "moved to Dumka").await.expect("ends");
        assert!(!lives(db, &working).await && who(db, asha).await.post().is_none());
        let twice = end(db, &it.head, line.grant, "moved to Dumka").await;
        assert!(matches!(twice, Err(RoleError::Missing)), "{twice:?}");
        it.town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_does_both_and_nobody_does_either_for_herself() {
    on_each_engine!(async |fresh: &Fresh| {
        let it = District::open(fresh).await;
        let db = &it.town.db;
        let finance = |last: u32| Wanted {
            mobile: mobile(last),
            name: "Neha".to_owned(),
            lang: Lang::Hi,
            role: Role::Finance,
            scope: Scope::default(),
        };
        let id = ask(db, &it.dc, &finance(2), "new clerk").await.expect("asks");
        let alone = approve(db, &it.dc, id).await;
        assert!(matches!(alone, Err(RoleError::SamePerson)), "{alone:?}");
        let refused = approve(db, &it.admin, id).await;
        assert!(
            matches!(refused, Err(RoleError::Missing)),
            "an administrator gives no power over money: {refused:?}"
        );
        let herself = ask(db, &it.admin, &finance(52), "me too").await;
        assert!(matches!(herself, Err(RoleError::SamePerson)), "{herself:?}");
        // An administrator asks for the DC's office's own person: she cannot approve herself.
        let id = ask(db, &it.admin, &finance(51), "she also pays").await.expect("asks");
        let herself = approve(db, &it.dc, id).await;
        assert!(matches!(herself, Err(RoleError::SamePerson)), "{herself:?}");
        let second = with_role(db, 53, Role::DcOffice, None).await;
        approve(db, &second, id).await.expect("another person of the office may");
        it.town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn another_department_sees_and_does_nothing() {
    on_each_engine!(async |fresh: &Fresh| {
        let it = District::open(fresh).await;
        let db = &it.town.db;
        let other = with_role(db, 60, Role::DepartmentHead, Some(DepartmentKey::Industries)).await;
        let refused = ask(db, &other, &asha_as_officer(), "mine").await;
        assert!(matches!(refused, Err(RoleError::NotYours)), "{refused:?}");
        let id = it.asha_is_asked_for().await;
        for said in [
            approve(db, &other, id).await,
            withdraw(db, &other, id).await,
            approve(db, &it.head, id).await,
            decline(db, &other, id, "no").await,
            approve(db, &it.dc, RoleRequestId::new(Time(1), [3; 10])).await,
        ] {
            assert!(matches!(said, Err(RoleError::Missing)), "{said:?}");
        }
        let theirs =
            requests(&mut db.read().await.expect("reads"), Some(DepartmentKey::Industries), MANY).await;
        assert!(theirs.expect("asks").is_empty());
        approve(db, &it.dc, id).await.expect("approves");
        let line = officers(db).await.remove(0);
        for (grant, reason) in [(line.grant, "out"), (RoleGrantId::new(Time(1), [3; 10]), "out")] {
            let said = end(db, &other, grant, reason).await;
            assert!(matches!(said, Err(RoleError::Missing)), "another's and none are alike: {said:?}");
        }
        let silent = end(db, &it.head, line.grant, "  ").await;
        assert!(matches!(silent, Err(RoleError::NoReason)), "{silent:?}");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_declined_or_taken_back_and_then_it_is_over() {
    on_each_engine!(async |fresh: &Fresh| {
        let it = District::open(fresh).await;
        let db = &it.town.db;
        let one = it.asha_is_asked_for().await;
        decline(db, &it.dc, one, "she works in Dumka").await.expect("declines");
        let two = it.asha_is_asked_for().await;
        assert_ne!(one, two);
        withdraw(db, &it.head, two).await.expect("takes back");
        for id in [one, two] {
            let late = approve(db, &it.dc, id).await;
            assert!(matches!(late, Err(RoleError::Decided)), "{late:?}");
        }
        assert!(officers(db).await.is_empty());
        it.town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_phone_takes_two_people_and_then_a_new_app() {
    on_each_engine!(async |fresh: &Fresh| {
        let it = District::open(fresh).await;
        let db = &it.town.db;
        let neha = with_role(db, 3, Role::Finance, None).await;
        enrol(db, neha.person, &Key::new([5; 20])).await.expect("an app");
        let all = staff(&mut db.read().await.expect("reads"), None, MANY).await.expect("asks");
        let grant = all.iter().find(|line| line.person == neha.person).expect("is there").grant;
        let id = ask_reset(db, &it.admin, grant, "phone fell into the pond").await.expect("asks");
        let alone = approve(db, &it.admin, id).await;
        assert!(matches!(alone, Err(RoleError::SamePerson)), "{alone:?}");
        let second = with_role(db, 54, Role::Administrator, None).await;
        let working = signed_in(db, neha.person).await;
        approve(db, &second, id).await.expect("approves");
        assert!(!lives(db, &working).await);
        let factors = factors_of(&mut db.read().await.expect("reads"), neha.person).await.expect("asks");
        assert!(factors.state == Stands::Open && !factors.has_app);
        it.town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_two_come_from_the_command_line_and_the_last_one_stays() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let db = &town.db;
        let person = first(db, &mobile(1), "Rahul", Lang::En, Role::Administrator).await.expect("the first");
        let more = first(db, &mobile(2), "Kiran", Lang::En, Role::Administrator).await;
        assert!(matches!(more, Err(RoleError::NotTheFirst)), "{more:?}");
        let finance = first(db, &mobile(2), "Kiran", Lang::En, Role::Finance).await;
        assert!(matches!(finance, Err(RoleError::NotYours)), "{finance:?}");
        let all = staff(&mut db.read().await.expect("reads"), None, MANY).await.expect("asks");
        let last = end(db, &who(db, person).await, all[0].grant, "leaves").await;
        assert!(matches!(last, Err(RoleError::LastOne)), "{last:?}");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_written_in_by_one_hand_is_found() {
    on_each_engine!(async |fresh: &Fresh| {
        let it = District::open(fresh).await;
        let db = &it.town.db;
        let id = it.asha_is_asked_for().await;
        approve(db, &it.dc, id).await.expect("approves");
        it.town.is_sound().await;
        let widened = sql!("update role_grant set block_codes = '3082;3088' where role = 'officer'");
        it.town.suffers(&[(widened, vec![])]).await;
        let breaches = it.town.breaches().await;
        assert!(
            breaches.iter().any(|check| check.name.starts_with("every role was agreed")),
            "{breaches:#?}"
        );
    });
}
