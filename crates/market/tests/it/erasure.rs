//! Whoever asks is erased two days later: nothing of her is left, and every rupee still adds up.

use kernel::ids::{Id, PersonId};
use kernel::india::Mobile;
use kernel::payment::PayoutStatus::Processed;
use kernel::{Lang, Limit, Time};
use market::accounts::{self, Role, Scope};
use market::cases::{self, Scope as Cases};
use market::erasure::{self, Again, Erased, Erasure, ErasureError, Hindrance};
use market::makers;
use store::{DbError, chance, on_each_engine, sql, testing::Fresh, transaction};

use crate::town::{DEOGHAR, Town};

/// What stands in the way of somebody, and how her wish stands.
async fn stands(town: &Town, person: PersonId) -> (Vec<Hindrance>, Option<Erasure>) {
    let mut read = town.read().await;
    let hindrances = erasure::hindrances(&mut read, person).await.expect("asks");
    (hindrances, erasure::open_of(&mut read, person).await.expect("asks").map(|wish| wish.state))
}

async fn looked(town: &Town) -> Vec<PersonId> {
    let erased = erasure::look_again(&town.db).await.expect("looks");
    erased.iter().map(|erased| erased.person).collect()
}

/// Somebody who signs in for a maker of the town.
async fn speaks_for(town: &Town, name: &'static str) -> PersonId {
    let (mobile, maker) = (town.mobile(name), town.maker(name));
    let scope = Scope { maker: Some(maker), ..Scope::default() };
    let person =
        accounts::give_role(&town.db, &mobile, name, Lang::Hi, Role::Maker, &scope).await.expect("speaks");
    let linked: Result<(), makers::MakerError> =
        transaction!(town.db, tx => { makers::act::signs_in(tx, maker, person).await });
    linked.expect("signs in");
    person
}

#[tokio::test(flavor = "multi_thread")]
async fn anita_is_erased_two_days_after_she_asked_and_her_order_still_adds_up() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let bought = town.sells("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        let anita = town.person("Anita").await;
        let who = accounts::who_is(&mut town.read().await, anita).await.expect("asks").expect("she is there");
        erasure::ask(&town.db, anita).await.expect("asks");
        erasure::ask(&town.db, anita).await.expect("asks once more");
        assert_eq!(stands(&town, anita).await, (vec![], Some(Erasure::Due)));
        assert_eq!(town.told("sms-erasure").await, 1, "one wish, one notice");
        town.minutes_pass(48 * 60 - 1);
        assert_eq!(looked(&town).await, [], "not before two days have passed");
        town.minutes_pass(1);
        assert_eq!(looked(&town).await, [anita]);
        assert_eq!(looked(&town).await, [], "once");

        let gone = accounts::who_is(&mut town.read().await, anita).await.expect("asks");
        assert!(gone.is_none(), "nobody is behind the id");
        assert!(town.view(&bought).await.head.recipient.get().is_none(), "no address");
        assert!(matches!(erasure::ask(&town.db, anita).await, Err(ErasureError::Missing)));
        assert!(matches!(erasure::take_back(&town.db, anita).await, Err(ErasureError::Missing)));
        // Her number is nobody's: whoever signs in with it next is somebody new, with no orders.
        let again =
            accounts::give_role(&town.db, &who.mobile, "", Lang::Hi, Role::Maker, &Scope::default()).await;
        assert_ne!(again.expect("somebody new"), anita);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn who_waits_for_an_order_waits_to_be_erased_too() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let bought = town.buys("Anita", &[("clay pot", 1)], DEOGHAR).await;
        town.pays(&bought).await;
        let anita = town.person("Anita").await;
        erasure::ask(&town.db, anita).await.expect("asks");
        assert_eq!(stands(&town, anita).await, (vec![Hindrance::Orders], Some(Erasure::Waiting)));
        assert_eq!((town.told("sms-erasure-waits").await, looked(&town).await.len()), (1, 0));
        for maker in town.makers_of(&bought).await {
            town.brings_to_hub(maker, &bought).await;
        }
        town.everything_arrives(&bought).await;
        assert_eq!(looked(&town).await, []);
        assert_eq!(stands(&town, anita).await, (vec![], Some(Erasure::Due)), "now she is told the day");
        // She buys once more: it waits again, and again two days lie between telling and erasing.
        let second = town.buys("Anita", &[("clay pot", 1)], DEOGHAR).await;
        town.minutes_pass(49 * 60);
        assert_eq!(looked(&town).await, []);
        assert_eq!(stands(&town, anita).await.1, Some(Erasure::Waiting));
        assert!(town.expires(&second).await, "never paid");
        assert_eq!(looked(&town).await, []);
        erasure::take_back(&town.db, anita).await.expect("changes her mind");
        town.minutes_pass(49 * 60);
        assert_eq!(looked(&town).await, []);
        assert!(accounts::who_is(&mut town.read().await, anita).await.expect("asks").is_some());
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn sunita_is_paid_first_then_her_shop_her_case_and_her_account_are_gone() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (maker, mobile) = (town.maker("Sunita"), town.mobile("Sunita"));
        let sunita = speaks_for(&town, "Sunita").await;
        let bought = town.buys("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        town.pays(&bought).await;
        assert_eq!(stands(&town, sunita).await.0, [Hindrance::Parcels]);
        town.brings_to_hub("Sunita", &bought).await;
        town.everything_arrives(&bought).await;
        erasure::ask(&town.db, sunita).await.expect("asks");
        assert_eq!(stands(&town, sunita).await, (vec![Hindrance::Money], Some(Erasure::Waiting)));
        makers::act::close(&town.db, maker, "mart", "a rest").await.expect("closed");
        makers::act::reopen(&town.db, maker).await.expect("open again");
        town.pays_out(Processed).await;
        assert_eq!(looked(&town).await, []);
        assert_eq!(stands(&town, sunita).await, (vec![], Some(Erasure::Due)));
        town.minutes_pass(48 * 60);
        let product = town.product_of("lac bangles").await;
        assert!(town.on_shelf(product).await.is_some());
        let owed = town.owed("Sunita").await;
        assert_eq!(looked(&town).await, [sunita]);

        assert!(town.on_shelf(product).await.is_none(), "her goods are not sold any more");
        let mut read = town.read().await;
        assert!(makers::read::core(&mut read, maker).await.expect("asks").is_none());
        assert!(makers::read::bank_account(&mut read, maker).await.expect("asks").is_none());
        let case = cases::of_maker(&mut read, maker).await.expect("asks").expect("the row stays");
        let case =
            cases::case(&mut read, &Cases::District, case).await.expect("asks").expect("the row stays");
        assert_eq!(
            (case.head.name.hi.as_str(), case.papers.len(), case.head.mobile.is_none()),
            ("-", 0, true)
        );
        assert_eq!(makers::read::by_mobile(&mut read, &mobile).await.expect("asks").len(), 0);
        drop(read);
        assert_eq!(town.owed("Sunita").await, owed, "no rupee moved");
        assert_eq!(town.maker_of(product).await, maker, "what she sold is still hers by its id");
        town.is_sound().await;
        // What is left is found.
        town.suffers(&[(
            sql!("update maker set story_en = 'Sunita of Sarath' where id = $1"),
            store::params![maker],
        )])
        .await;
        let breaches = town.breaches().await;
        let left =
            breaches.iter().find(|check| check.name == "nothing is left of who was erased").expect("told");
        assert_eq!(left.breaches, [format!("{sunita}: her shop is left")]);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn who_speaks_for_others_or_works_here_hands_over_first() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let sunita = speaks_for(&town, "Sunita").await;
        let lakhan = town.maker("Lakhan");
        let linked: Result<(), makers::MakerError> =
            transaction!(town.db, tx => { makers::act::signs_in(tx, lakhan, sunita).await });
        linked.expect("signs in for Lakhan too");
        assert_eq!(stands(&town, sunita).await.0, [Hindrance::Others]);
        let mobile = Mobile::typed("9431099999").expect("a number");
        let finance =
            accounts::give_role(&town.db, &mobile, "Farida", Lang::Hi, Role::Finance, &Scope::default())
                .await;
        assert_eq!(stands(&town, finance.expect("works")).await.0, [Hindrance::Work]);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_that_brings_somebody_back_does_not_keep_her() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.sells("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        let anita = town.person("Anita").await;
        // The copy is older than her wish, so it has never heard of it.
        let line = Erased { wish: chance::id(town.db.now()), person: anita, at: town.db.now() };
        assert!(Again(line.clone()).erase(&town.db).await.expect("erases"));
        assert!(!Again(line).erase(&town.db).await.expect("asks"), "once");
        let nobody = Erased {
            wish: chance::id(Time(1)),
            person: PersonId::new(Time(1), chance::bytes()),
            at: Time(1),
        };
        assert!(!Again(nobody).erase(&town.db).await.expect("asks"), "she came after the copy was made");
        let done: Result<_, DbError> =
            erasure::done_since(&mut town.read().await, Time(0), Limit::of(10)).await;
        assert_eq!(done.expect("asks").len(), 1);
        town.is_sound().await;
    });
}
