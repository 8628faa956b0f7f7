//! One telephone, two makers; and a PIN that opens it without a code.

use kernel::ids::{MakerId, PersonId};
use kernel::india::Mobile;
use kernel::{Lang, Secret};
use market::accounts::{Role, Scope, give_role, who_is};
use market::phones::{self, PhoneError, Pin, ShownBy};
use store::sessions::{self, Opened};
use store::{Db, on_each_engine, testing::Fresh, transaction};

use crate::town::Town;

const FAMILY: &str = "98765 43219";

fn device(name: &str) -> Secret<String> {
    Secret::new(format!("{name}-0123456789abcdefghjkmnpqrs"))
}

fn pin(digits: &str) -> Pin {
    Pin::chosen(digits, &Mobile::typed(FAMILY).expect("a number")).expect("a PIN")
}

fn tried(digits: &str) -> Pin {
    Pin::typed(digits).expect("four digits")
}

/// Sunita and Basanti have one telephone between them.
async fn family(town: &Town) -> PersonId {
    let mobile = Mobile::typed(FAMILY).expect("a number");
    let mut person = None;
    for name in ["Sunita", "Basanti"] {
        let scope = Scope { maker: Some(town.maker(name)), ..Scope::default() };
        person = Some(
            give_role(&town.db, &mobile, name, Lang::Hi, Role::Maker, &scope).await.expect("speaks for her"),
        );
    }
    person.expect("somebody")
}

async fn signs_in(db: &Db, person: PersonId) -> Opened {
    let opened: Result<_, store::DbError> =
        transaction!(db, tx => { sessions::sign_in(tx, None, person, sessions::Life::LONG).await });
    opened.expect("signs in")
}

async fn at_work(db: &Db, opened: &Opened) -> Option<(MakerId, ShownBy)> {
    let mut read = db.read().await.expect("a connection");
    phones::at_work(&mut read, opened.session.id).await.expect("answers")
}

async fn known(db: &Db, device: &Secret<String>) -> Vec<String> {
    let mut read = db.read().await.expect("a connection");
    let faces = phones::known_here(&mut read, device).await.expect("answers");
    faces.into_iter().map(|face| face.name.hi).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_the_code_may_be_either_maker_of_the_telephone_and_no_other() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let person = family(&town).await;
        let who = who_is(&mut town.db.read().await.expect("reads"), person).await.expect("answers");
        assert_eq!(who.expect("somebody").makers().len(), 2);
        let opened = signs_in(&town.db, person).await;
        assert_eq!(at_work(&town.db, &opened).await, None, "she has not said who she is");
        let id = opened.session.id;
        for name in ["Sunita", "Basanti", "Sunita"] {
            phones::choose(&town.db, id, person, town.maker(name), None).await.expect("one tap");
            assert_eq!(at_work(&town.db, &opened).await, Some((town.maker(name), ShownBy::Code)));
        }
        let ramesh = phones::choose(&town.db, id, person, town.maker("Ramesh"), None).await;
        assert!(matches!(ramesh, Err(PhoneError::NoMaker(_))), "{ramesh:?}");
        assert_eq!(at_work(&town.db, &opened).await, Some((town.maker("Sunita"), ShownBy::Code)));
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pin_opens_its_maker_on_its_own_telephone() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (person, sunita) = (family(&town).await, town.maker("Sunita"));
        let (hers, strange) = (device("hers"), device("strange"));
        phones::set_pin(&town.db, &hers, person, sunita, &pin("4821")).await.expect("set");
        assert_eq!(known(&town.db, &hers).await, ["Sunita"]);
        assert!(known(&town.db, &strange).await.is_empty());
        let (opened, signed_in) =
            phones::enter(&town.db, None, &hers, sunita, &tried("4821")).await.expect("comes in");
        assert_eq!((signed_in, opened.session.person), (person, Some(person)));
        assert_eq!(at_work(&town.db, &opened).await, Some((sunita, ShownBy::Pin)));
        let elsewhere = phones::enter(&town.db, None, &strange, sunita, &tried("4821")).await;
        assert!(matches!(elsewhere, Err(PhoneError::NoPin)), "{elsewhere:?}");
        let basanti = phones::enter(&town.db, None, &hers, town.maker("Basanti"), &tried("4821")).await;
        assert!(matches!(basanti, Err(PhoneError::NoPin)), "another maker's PIN: {basanti:?}");
        let strangers = phones::set_pin(&town.db, &hers, person, town.maker("Ramesh"), &pin("4821")).await;
        assert!(matches!(strangers, Err(PhoneError::NoMaker(_))), "{strangers:?}");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_signs_out_everywhere_leaves_no_pin_behind_on_a_lost_telephone() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (person, sunita, lost) = (family(&town).await, town.maker("Sunita"), device("lost"));
        phones::set_pin(&town.db, &lost, person, sunita, &pin("4821")).await.expect("set");
        market::accounts::sign_out_everywhere(&town.db, person).await.expect("out");
        assert!(known(&town.db, &lost).await.is_empty());
        let finder = phones::enter(&town.db, None, &lost, sunita, &tried("4821")).await;
        assert!(matches!(finder, Err(PhoneError::NoPin)), "{finder:?}");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn after_five_wrong_pins_the_code_is_needed_and_a_right_one_begins_the_count_anew() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (person, sunita, hers) = (family(&town).await, town.maker("Sunita"), device("hers"));
        phones::set_pin(&town.db, &hers, person, sunita, &pin("4821")).await.expect("set");
        let tries = async |digits: &str| phones::enter(&town.db, None, &hers, sunita, &tried(digits)).await;
        for left in [4, 3] {
            let wrong = tries("1111").await;
            assert!(
                matches!(wrong, Err(PhoneError::WrongPin { tries_left }) if tries_left == left),
                "{wrong:?}"
            );
        }
        tries("4821").await.expect("comes in");
        for left in [4, 3, 2, 1] {
            let wrong = tries("1111").await;
            assert!(
                matches!(wrong, Err(PhoneError::WrongPin { tries_left }) if tries_left == left),
                "{wrong:?}"
            );
        }
        assert!(matches!(tries("1111").await, Err(PhoneError::NoPin)));
        assert!(matches!(tries("4821").await, Err(PhoneError::NoPin)), "too late");
        assert!(known(&town.db, &hers).await.is_empty());
        phones::set_pin(&town.db, &hers, person, sunita, &pin("9375")).await.expect("a new one");
        tries("9375").await.expect("comes in");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn who_came_in_by_one_makers_pin_needs_the_others() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (person, hers) = (family(&town).await, device("hers"));
        let (sunita, basanti) = (town.maker("Sunita"), town.maker("Basanti"));
        phones::set_pin(&town.db, &hers, person, sunita, &pin("4821")).await.expect("set");
        let (opened, _) = phones::enter(&town.db, None, &hers, sunita, &tried("4821")).await.expect("in");
        let id = opened.session.id;
        phones::choose(&town.db, id, person, basanti, Some(&hers)).await.expect("Basanti has set none");
        phones::set_pin(&town.db, &hers, person, basanti, &pin("7264")).await.expect("now she has");
        phones::choose(&town.db, id, person, sunita, Some(&device("lent"))).await.expect("no PIN there");
        let no = phones::choose(&town.db, id, person, basanti, Some(&hers)).await;
        assert!(matches!(no, Err(PhoneError::NeedsPin)), "{no:?}");
        assert_eq!(at_work(&town.db, &opened).await, Some((sunita, ShownBy::Pin)));
        let coded = signs_in(&town.db, person).await;
        phones::choose(&town.db, coded.session.id, person, basanti, Some(&hers)).await.expect("has the code");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pin_ends_when_it_is_forgotten_or_replaced() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (person, sunita, hers) = (family(&town).await, town.maker("Sunita"), device("hers"));
        phones::set_pin(&town.db, &hers, person, sunita, &pin("4821")).await.expect("set");
        phones::set_pin(&town.db, &hers, person, sunita, &pin("9375")).await.expect("set anew");
        let old = phones::enter(&town.db, None, &hers, sunita, &tried("4821")).await;
        assert!(matches!(old, Err(PhoneError::WrongPin { .. })), "{old:?}");
        phones::enter(&town.db, None, &hers, sunita, &tried("9375")).await.expect("comes in");
        phones::forget_pin(&town.db, &hers, sunita).await.expect("forgotten");
        phones::forget_pin(&town.db, &hers, sunita).await.expect("twice is fine");
        let gone = phones::enter(&town.db, None, &hers, sunita, &tried("9375")).await;
        assert!(matches!(gone, Err(PhoneError::NoPin)), "{gone:?}");
        town.db.clock().advance_ms(100 * 86_400_000);
        sessions::forget_old(&town.db).await.expect("sessions end");
        assert_eq!(
            phones::forget_old(&town.db).await.expect("tidies"),
            1 + 2 + 1,
            "a choice, two PINs, a device"
        );
    });
}
