//! Signing in with a number and a code, and everybody who tries without.

use futures_util::future::join_all;
use kernel::india::Mobile;
use kernel::{Lang, Secret};
use market::accounts::{Role, Scope, SignInError, ask_code, give_role, sign_in, who_is};
use market::consents::{self, Purpose};
use market::makers;
use store::{Db, on_each_engine, sessions, testing::Fresh, transaction};

use crate::town::Town;

const MANY: u32 = 1_000;

fn number() -> Mobile {
    Mobile::typed("98765 43210").expect("a number")
}

async fn asks(db: &Db) -> Result<(), SignInError> {
    ask_code(db, &number(), Lang::Hi, MANY).await
}

async fn says(db: &Db, code: &str) -> Result<(), SignInError> {
    sign_in(db, None, &number(), &Secret::new(code.to_owned()), Lang::Hi).await.map(drop)
}

/// The codes that went out by SMS, oldest first.
async fn codes(town: &Town) -> Vec<String> {
    let mut codes = Vec::new();
    for payload in town.messages("sms").await {
        let (_, rest) = payload.split_once("[\"code\",\"").expect("a code in the message");
        codes.push(rest[..6].to_owned());
    }
    codes
}

/// A code that none of these is.
fn wrong(codes: &[String]) -> String {
    (0..)
        .map(|n| format!("{n:06}"))
        .find(|code| !codes.contains(code))
        .expect("there are more codes than sent")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_right_code_signs_in_once() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        asks(&town.db).await.expect("a code goes out");
        let code = codes(&town).await.remove(0);
        says(&town.db, &code).await.expect("signs in");
        assert!(matches!(says(&town.db, &code).await, Err(SignInError::NoCode)), "a code is used once");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_say_the_same_code_at_once_one_signs_in() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        asks(&town.db).await.expect("a code goes out");
        let code = codes(&town).await.remove(0);
        let said = join_all((0..4).map(|_| says(&town.db, &code))).await;
        assert_eq!(said.iter().filter(|said| said.is_ok()).count(), 1, "{said:?}");
        assert!(said.iter().all(|said| matches!(said, Ok(()) | Err(SignInError::NoCode))), "{said:?}");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn after_five_wrong_codes_the_right_one_does_not_help() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        asks(&town.db).await.expect("a code goes out");
        let sent = codes(&town).await;
        for left in [4, 3, 2, 1] {
            let said = says(&town.db, &wrong(&sent)).await;
            assert!(
                matches!(said, Err(SignInError::WrongCode { tries_left }) if tries_left == left),
                "{said:?}"
            );
        }
        assert!(matches!(says(&town.db, &wrong(&sent)).await, Err(SignInError::NoCode)));
        assert!(matches!(says(&town.db, &sent[0]).await, Err(SignInError::NoCode)));
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn guesses_at_the_same_moment_are_counted_one_by_one() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        asks(&town.db).await.expect("a code goes out");
        let code = wrong(&codes(&town).await);
        let said = join_all((0..12).map(|_| says(&town.db, &code))).await;
        let compared = said.iter().filter(|said| matches!(said, Err(SignInError::WrongCode { .. }))).count();
        assert_eq!(compared, 4, "the fifth says that there is no code any more: {said:?}");
        assert!(
            said.iter().all(|said| matches!(said, Err(SignInError::WrongCode { .. } | SignInError::NoCode))),
            "{said:?}"
        );
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_never_a_code() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        for nothing in ["", "000000", "null"] {
            assert!(
                matches!(says(&town.db, nothing).await, Err(SignInError::NoCode)),
                "no code was asked for"
            );
        }
        asks(&town.db).await.expect("a code goes out");
        for nothing in ["", " ", "null"] {
            assert!(matches!(says(&town.db, nothing).await, Err(SignInError::WrongCode { .. })));
        }
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_lives_ten_minutes() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        asks(&town.db).await.expect("a code goes out");
        let code = codes(&town).await.remove(0);
        town.minutes_pass(10);
        assert!(matches!(says(&town.db, &code).await, Err(SignInError::NoCode)));
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn three_codes_in_a_quarter_of_an_hour_and_then_one_waits() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        for _ in 0..3 {
            asks(&town.db).await.expect("a code goes out");
            town.minutes_pass(2);
        }
        let refused = asks(&town.db).await;
        assert!(matches!(refused, Err(SignInError::TooManyCodes { wait_minutes: 10 })), "{refused:?}");
        town.minutes_pass(9);
        assert!(asks(&town.db).await.is_ok(), "the first one is a quarter of an hour old");
        assert_eq!(codes(&town).await.len(), 4);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_often_at_once_gets_three_codes() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let asked = join_all((0..12).map(|_| asks(&town.db))).await;
        assert_eq!(asked.iter().filter(|asked| asked.is_ok()).count(), 3, "{asked:?}");
        assert!(
            asked.iter().all(|asked| matches!(asked, Ok(()) | Err(SignInError::TooManyCodes { .. }))),
            "{asked:?}"
        );
        assert_eq!(codes(&town).await.len(), 3);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn the_newest_code_counts_and_using_it_ends_the_older_ones() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        asks(&town.db).await.expect("a code goes out");
        town.minutes_pass(1);
        asks(&town.db).await.expect("another code goes out");
        let sent = codes(&town).await;
        if sent[0] != sent[1] {
            assert!(matches!(says(&town.db, &sent[0]).await, Err(SignInError::WrongCode { tries_left: 4 })));
        }
        says(&town.db, &sent[1]).await.expect("signs in");
        assert!(matches!(says(&town.db, &sent[0]).await, Err(SignInError::NoCode)), "the older one is over");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn the_mart_pays_for_so_many_codes_an_hour_and_no_more() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        for n in 0..5 {
            let mobile = Mobile::typed(&format!("9876500{n:03}")).expect("a number");
            let asked = ask_code(&town.db, &mobile, Lang::En, 4).await;
            assert_eq!(asked.is_ok(), n < 4, "{asked:?}");
        }
        town.minutes_pass(61);
        assert!(ask_code(&town.db, &number(), Lang::En, 4).await.is_ok());
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_is_one_person_and_a_new_role_begins_with_a_new_sign_in() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        asks(&town.db).await.expect("a code goes out");
        let code = Secret::new(codes(&town).await.remove(0));
        let visitor = sessions::open(&town.db).await.expect("opens");
        let (opened, person) =
            sign_in(&town.db, Some(&visitor.session), &number(), &code, Lang::Hi).await.expect("signs in");
        assert_eq!(opened.session.cart, visitor.session.cart, "the basket stays");
        let scope = Scope { maker: Some(town.maker("Sunita")), ..Scope::default() };
        for _ in 0..2 {
            let same =
                give_role(&town.db, &number(), "Sunita", Lang::Hi, Role::Maker, &scope).await.expect("gives");
            assert_eq!(same, person);
        }
        let mut read = town.read().await;
        assert!(
            sessions::find(&mut read, opened.token.reveal()).await.expect("asks").is_none(),
            "sign in again"
        );
        let who = who_is(&mut read, person).await.expect("asks").expect("is known");
        assert_eq!((who.grants.len(), who.makers(), who.hub()), (1, vec![town.maker("Sunita")], None));
        assert!(who.is(Role::Maker) && !who.is(Role::Finance));
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_maker_whom_an_officer_has_listed_opens_her_pages_with_her_number() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (sunita, mobile) = (town.maker("Sunita"), town.mobile("Sunita"));
        for again in 0..2 {
            ask_code(&town.db, &mobile, Lang::Hi, MANY).await.expect("a code goes out");
            let code = Secret::new(codes(&town).await.remove(again));
            let (_, person) = sign_in(&town.db, None, &mobile, &code, Lang::Hi).await.expect("signs in");
            let who = who_is(&mut town.read().await, person).await.expect("asks").expect("she is there");
            assert_eq!(who.makers(), [sunita], "hers, once");
            town.minutes_pass(1);
        }
        // A maker somebody signs in for already stays that person's.
        let lakhan = town.maker("Lakhan");
        let other = town.person("Anita").await;
        let linked: Result<(), makers::MakerError> =
            transaction!(town.db, tx => { makers::act::signs_in(tx, lakhan, other).await });
        linked.expect("signs in for Lakhan");
        ask_code(&town.db, &town.mobile("Lakhan"), Lang::Hi, MANY).await.expect("a code goes out");
        let code = Secret::new(codes(&town).await.remove(2));
        let (_, person) =
            sign_in(&town.db, None, &town.mobile("Lakhan"), &code, Lang::Hi).await.expect("signs in");
        let who = who_is(&mut town.read().await, person).await.expect("asks").expect("he is there");
        assert!(who.makers().is_empty());
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signs_in_was_told_the_notice_once_and_the_register_counts_it() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let mut person = None;
        for again in 0..2 {
            asks(&town.db).await.expect("a code goes out");
            let code = codes(&town).await.remove(again);
            let code = Secret::new(code);
            let (_, who) = sign_in(&town.db, None, &number(), &code, Lang::Hi).await.expect("signs in");
            person = Some(who);
            town.minutes_pass(1);
        }
        let mut read = town.read().await;
        let person = person.expect("somebody");
        let told = consents::told_to(&mut read, person).await.expect("asks");
        assert_eq!(
            told.iter().map(|told| told.notice.as_str()).collect::<Vec<_>>(),
            [consents::BUYING_NOTICE]
        );
        let register = consents::register(&mut read).await.expect("asks");
        let line = register.iter().find(|line| line.purpose == Purpose::Buying).expect("a line");
        assert_eq!((line.given, line.living, line.channel.as_str()), (1, 1, "sign_in"));
    });
}
