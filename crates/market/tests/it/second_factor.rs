//! Who works for the mart proves more than a SIM card, and what those try who only have that.

use kernel::ids::PersonId;
use kernel::india::Mobile;
use kernel::totp::{Key, STEP_MS, step_at};
use kernel::{Lang, Secret};
use market::accounts::{Role, Scope, give_role};
use market::factors::{
    FactorError, RECOVERY_CODES, Registration, State, add_passkey, begin_app, confirm_app, enrol, factors_of,
    keep_recovery_codes, new_recovery_codes, prove,
};
use market::verify;
use store::sessions::{self, Life, Opened, Session};
use store::{Db, on_each_engine, sql, testing::Fresh, transaction};

use crate::town::Town;

/// Neha of finance, who has just been given her role.
async fn neha(db: &Db) -> PersonId {
    let mobile = Mobile::typed("98765 43210").expect("a number");
    give_role(db, &mobile, "Neha", Lang::Hi, Role::Finance, &Scope::default()).await.expect("a role")
}

/// A session that has shown a code by SMS and no more.
async fn by_sms(db: &Db, person: PersonId) -> Session {
    let opened: Opened =
        transaction!(db, tx => { sessions::sign_in(tx, None, person, Life::SHORT).await }).expect("signs in");
    opened.session
}

async fn says(db: &Db, session: &Session, code: &str) -> Result<Opened, FactorError> {
    prove(db, session, &Secret::new(code.to_owned())).await
}

/// The code her app shows so many half minutes from now.
fn shown(db: &Db, key: &Key, from_now: i64) -> String {
    key.code_at(step_at(db.now()) + from_now)
}

async fn lives(db: &Db, opened: &Opened) -> bool {
    let found = sessions::find(&mut db.read().await.expect("reads"), opened.token.reveal()).await;
    found.expect("asks").is_some()
}

async fn all_holds(db: &Db) {
    for check in verify::run(db).await.expect("verifies") {
        assert!(check.holds(), "{check:?}");
    }
}

/// She sets an app up at her first sign-in and writes her recovery codes down.
async fn sets_up(db: &Db, person: PersonId) -> (Key, Vec<String>) {
    let session = by_sms(db, person).await;
    begin_app(db, &session).await.expect("a key");
    let key =
        factors_of(&mut db.read().await.expect("reads"), person).await.expect("asks").new_app.expect("shown");
    let code = Secret::new(shown(db, &key, 0));
    let opened = confirm_app(db, &session, &code).await.expect("the app is right");
    assert!(opened.session.proven_at.is_some());
    let factors = factors_of(&mut db.read().await.expect("reads"), person).await.expect("asks");
    assert_eq!((factors.state, factors.has_app, factors.recovery_left), (State::Secured, true, 0));
    let codes = factors.new_recovery_codes.expect("are shown");
    keep_recovery_codes(db, &opened.session).await.expect("written down");
    keep_recovery_codes(db, &opened.session).await.expect("pressed twice");
    let factors = factors_of(&mut db.read().await.expect("reads"), person).await.expect("asks");
    assert_eq!((factors.recovery_left, factors.new_recovery_codes), (10, None), "shown once");
    (key, codes)
}

#[tokio::test(flavor = "multi_thread")]
async fn neha_sets_an_app_up_and_each_of_its_codes_opens_once() {
    on_each_engine!(async |fresh: &Fresh| {
        let db = &fresh.db;
        let person = neha(db).await;
        let (key, codes) = sets_up(db, person).await;
        assert_eq!(codes.len(), RECOVERY_CODES);
        let (one, two) = (by_sms(db, person).await, by_sms(db, person).await);
        let used = says(db, &one, &shown(db, &key, 0)).await;
        assert!(matches!(used, Err(FactorError::CodeUsed)), "the code that set it up: {used:?}");
        db.clock().advance_ms(STEP_MS);
        let opened = says(db, &one, &shown(db, &key, 0)).await.expect("proves");
        assert!(lives(db, &opened).await && opened.session.id != one.id, "a new token for what opens more");
        let replayed = says(db, &two, &shown(db, &key, 0)).await;
        assert!(matches!(replayed, Err(FactorError::CodeUsed)), "{replayed:?}");
        let older = says(db, &two, &shown(db, &key, -1)).await;
        assert!(matches!(older, Err(FactorError::CodeUsed)), "an older one neither: {older:?}");
        says(db, &two, &shown(db, &key, 1)).await.expect("clocks may differ by half a minute");
        all_holds(db).await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn guesses_end_after_five_whatever_is_typed_then() {
    on_each_engine!(async |fresh: &Fresh| {
        let db = &fresh.db;
        let person = neha(db).await;
        let (key, codes) = sets_up(db, person).await;
        let thief = by_sms(db, person).await;
        for left in [4, 3, 2, 1, 0] {
            let wrong = says(db, &thief, &shown(db, &key, 10 + left)).await;
            assert!(
                matches!(&wrong, Err(FactorError::WrongCode { tries_left }) if *tries_left == left),
                "{wrong:?}"
            );
        }
        db.clock().advance_ms(STEP_MS);
        for right in [shown(db, &key, 0), codes[0].clone()] {
            let late = says(db, &thief, &right).await;
            assert!(matches!(late, Err(FactorError::TooManyTries { wait_minutes: 15 })), "{late:?}");
        }
        db.clock().advance_ms(15 * 60_000);
        says(db, &by_sms(db, person).await, &shown(db, &key, 0)).await.expect("a quarter of an hour later");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recovery_code_opens_once_in_whatever_letters_it_is_typed() {
    on_each_engine!(async |fresh: &Fresh| {
        let db = &fresh.db;
        let person = neha(db).await;
        let (_, codes) = sets_up(db, person).await;
        let typed = codes[3].to_uppercase().replace('-', " ");
        let opened = says(db, &by_sms(db, person).await, &typed).await.expect("opens");
        let again = says(db, &by_sms(db, person).await, &codes[3]).await;
        assert!(matches!(again, Err(FactorError::WrongCode { .. })), "{again:?}");
        let factors = factors_of(&mut db.read().await.expect("reads"), person).await.expect("asks");
        assert_eq!(factors.recovery_left, 9);
        // New ones are shown; the old ones open until the new ones are on paper.
        new_recovery_codes(db, &opened.session).await.expect("shows");
        let opened = says(db, &by_sms(db, person).await, &codes[4]).await.expect("still opens");
        keep_recovery_codes(db, &opened.session).await.expect("written down");
        let old = says(db, &by_sms(db, person).await, &codes[5]).await;
        assert!(matches!(old, Err(FactorError::WrongCode { .. })), "{old:?}");
        all_holds(db).await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_only_the_sim_changes_nothing() {
    on_each_engine!(async |fresh: &Fresh| {
        let db = &fresh.db;
        let person = neha(db).await;
        sets_up(db, person).await;
        let thief = by_sms(db, person).await;
        let refused =
            |said: Result<(), FactorError>| assert!(matches!(said, Err(FactorError::NotProven)), "{said:?}");
        refused(begin_app(db, &thief).await);
        refused(new_recovery_codes(db, &thief).await);
        refused(keep_recovery_codes(db, &thief).await);
        let key = Registration::default();
        refused(add_passkey(db, &thief, &key, &["https://mart.in".to_owned()]).await.map(drop));
        let visitor = sessions::open(db).await.expect("opens").session;
        refused(begin_app(db, &visitor).await);
        let nobody = says(db, &visitor, "123456").await;
        assert!(matches!(nobody, Err(FactorError::NotProven)), "{nobody:?}");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sample_person_has_an_app_from_the_start_and_keeps_her_own() {
    on_each_engine!(async |fresh: &Fresh| {
        let db = &fresh.db;
        let person = neha(db).await;
        let (pretend, other) = (Key::new([7; 20]), Key::new([8; 20]));
        enrol(db, person, &pretend).await.expect("enrols");
        enrol(db, person, &other).await.expect("changes nothing");
        says(db, &by_sms(db, person).await, &shown(db, &pretend, 0)).await.expect("proves");
        all_holds(db).await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn work_for_the_mart_ends_after_half_an_hour_of_nothing_and_a_purchase_does_not() {
    on_each_engine!(async |fresh: &Fresh| {
        let db = &fresh.db;
        let person = neha(db).await;
        let key = Key::new([7; 20]);
        enrol(db, person, &key).await.expect("enrols");
        let opened = says(db, &by_sms(db, person).await, &shown(db, &key, 0)).await.expect("proves");
        let visitor = sessions::open(db).await.expect("opens");
        for _ in 0..3 {
            db.clock().advance_ms(29 * 60_000);
            assert!(lives(db, &opened).await, "it was used a while ago");
            sessions::touch(db, &opened.session).await.expect("is used");
        }
        db.clock().advance_ms(31 * 60_000);
        assert!(!lives(db, &opened).await && lives(db, &visitor).await);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proof_taken_away_by_hand_is_found_by_verify() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let db = &town.db;
        let person = neha(db).await;
        sets_up(db, person).await;
        town.suffers(&[(sql!("update second_factor set app_key = null, state = 'open'"), vec![])]).await;
        assert!(!town.breaches().await.is_empty(), "a state without an entry is seen");
    });
}
