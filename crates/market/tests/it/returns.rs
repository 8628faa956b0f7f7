//! What arrived is not right: the buyer shows it, somebody decides whose fault it was, the money goes back and everybody hears.

use futures_util::future::join_all;
use kernel::Paise;
use kernel::ids::{LineId, ReturnId};
use market::accounts::Blocks;
use market::claims::{self, ClaimState};
use market::ledger::Account;
use market::media::act::Kept;
use market::quality::{self, Source};
use market::returns::{
    self, Ask, Decision, Fault, Finding, OwnReturn, Reason, ReturnError, ReturnState, Scope, Way, Wish,
};
use store::{on_each_engine, params, sql, testing::Fresh};

use crate::town::{Bought, DEOGHAR, Town};

/// What `verify` promises of returns.
pub const RETURNED: &str =
    "every piece that goes back was bought, is claimed once, and is no food that is taken back";

pub fn photo(what: &str) -> Kept {
    let files = market::media::sizes().map(|(width, format)| (width, width, format, 9)).collect();
    Kept { id: market::media::picture_id(what.as_bytes()), files, look: None }
}

pub fn here() -> Scope {
    Scope::Officer(Blocks(vec!["2201".to_owned()]))
}

impl Town {
    pub async fn line_named(&self, bought: &Bought, of: &str) -> LineId {
        let lines = claims::lines_of(&mut self.read().await, bought.id).await.expect("reads");
        lines.into_iter().find(|line| line.name_en == of).expect("a line of it").id
    }

    async fn sends_back(
        &self,
        who: &str,
        bought: &Bought,
        (of, quantity, reason): (&str, u32, Reason),
        photo: Option<&Kept>,
    ) -> Result<ReturnId, ReturnError> {
        let (line, person) = (self.line_named(bought, of).await, self.person(who).await);
        let ask = Ask {
            line, quantity, reason, words: "किनारा टूटा है", wish: Wish::Money
        };
        returns::ask(&self.db, person, &ask, photo).await
    }

    pub async fn goods_return(&self, bought: &Bought) -> OwnReturn {
        let all = returns::of_order(&mut self.read().await, bought.id).await.expect("lists");
        all.into_iter().next().expect("she has asked")
    }

    pub async fn decides(
        &self,
        who: &str,
        scope: &Scope,
        id: ReturnId,
        says: Decision<'_>,
    ) -> Result<(), ReturnError> {
        returns::decide(&self.db, (self.person(who).await, scope), id, says).await
    }

    pub async fn looks_at(&self, id: ReturnId, finding: Finding<'_>) -> Result<(), ReturnError> {
        returns::inspect(&self.db, (self.person("Hari").await, self.deoghar_hub), id, finding).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_pot_is_granted_at_once_and_its_maker_loses_nothing() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.sells("Anita", &[("clay pot", 4)], DEOGHAR).await;
        let owed = town.owed("Karim").await;
        let unseen = town.sends_back("Anita", &anita, ("clay pot", 1, Reason::Broken), None).await;
        assert!(matches!(unseen, Err(ReturnError::NoPhoto)), "{unseen:?}");
        let shown = photo("a broken pot");
        town.sends_back("Anita", &anita, ("clay pot", 2, Reason::Broken), Some(&shown)).await.expect("taken");
        let one = town.goods_return(&anita).await;
        assert_eq!(
            (one.state, one.claim, one.way),
            (ReturnState::Granted, Some(ClaimState::Granted), Way::Photo)
        );
        assert_eq!(town.given_back(&anita).await, Paise(198_00));
        let tax = Paise(9_43);
        assert_eq!(town.owed("Karim").await.0, owed.0 - tax.0, "only the tax he need not pay any more");
        assert!(town.balance(Account::ClaimPool).await > Paise::ZERO, "the pool bears it");
        assert_eq!((town.told("sms-return-granted").await, town.told("sms-return-maker").await), (1, 1));

        let many = town.sends_back("Anita", &anita, ("clay pot", 3, Reason::Broken), Some(&shown)).await;
        assert!(matches!(many, Err(ReturnError::TooMany { left: 2 })), "{many:?}");
        let again = join_all(
            (0..6).map(|_| town.sends_back("Anita", &anita, ("clay pot", 2, Reason::Broken), Some(&shown))),
        );
        assert_eq!(again.await.iter().filter(|asked| asked.is_ok()).count(), 1, "no piece goes back twice");
        assert_eq!(town.given_back(&anita).await, Paise(396_00));
        town.refunds_arrive(&anita).await;
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn spoiled_peda_is_refunded_on_a_photo_and_never_taken_back() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.sells("Anita", &[("peda", 2)], DEOGHAR).await;
        let owed = town.owed("Mohan").await;
        let mind = town.sends_back("Anita", &anita, ("peda", 1, Reason::Mind), Some(&photo("peda"))).await;
        assert!(matches!(mind, Err(ReturnError::BadReason)), "{mind:?}");
        let asked = town
            .sends_back("Anita", &anita, ("peda", 1, Reason::Poor), Some(&photo("peda")))
            .await
            .expect("taken");
        assert_eq!(town.goods_return(&anita).await.way, Way::Photo);
        let elsewhere = Scope::Officer(Blocks(vec!["3082".to_owned()]));
        let away = town.decides("Bela", &elsewhere, asked, Decision::Right(Fault::Maker)).await;
        assert!(matches!(away, Err(ReturnError::Missing)), "another block's: {away:?}");
        town.decides("Anjali", &here(), asked, Decision::Right(Fault::Maker)).await.expect("decides");
        let twice = town.decides("Anjali", &here(), asked, Decision::Right(Fault::Maker)).await;
        assert!(matches!(twice, Err(ReturnError::NotNow(_))), "{twice:?}");
        assert_eq!(town.given_back(&anita).await, Paise(220_00));
        assert!(town.owed("Mohan").await < owed, "it was his");
        let cards = quality::open_cards(&mut town.read().await, None).await.expect("lists");
        assert_eq!((cards.len(), cards[0].source), (1, Source::Return), "and is mended");
        town.minutes_pass(4 * 24 * 60);
        let late = town.sends_back("Anita", &anita, ("peda", 1, Reason::Spoiled), Some(&photo("late"))).await;
        assert!(matches!(late, Err(ReturnError::NotInTime)), "{late:?}");
        let lines = returns::returnable(&mut town.read().await, town.person("Anita").await, anita.id).await;
        assert!(lines.expect("lists").is_empty());
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn bangles_come_back_to_the_hub_and_lie_on_the_shelf_again() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.sells("Anita", &[("lac bangles", 2)], DEOGHAR).await;
        let (on_hand, owed) = (town.stock("lac bangles").await.0, town.owed("Sunita").await);
        let asked =
            town.sends_back("Anita", &anita, ("lac bangles", 1, Reason::Mind), None).await.expect("taken");
        town.decides("Farida", &Scope::Finance, asked, Decision::Right(Fault::Buyer))
            .await
            .expect("comes back");
        assert_eq!(town.goods_return(&anita).await.state, ReturnState::Awaited);
        assert_eq!(town.given_back(&anita).await, Paise::ZERO, "not before it is here");
        let wrong_hub = returns::inspect(
            &town.db,
            (town.person("Hari").await, town.madhupur_hub),
            asked,
            Finding::ToShelf,
        )
        .await;
        assert!(matches!(wrong_hub, Err(ReturnError::Missing)), "{wrong_hub:?}");
        let passes = join_all((0..4).map(|_| town.looks_at(asked, Finding::ToShelf))).await;
        assert_eq!(passes.iter().filter(|passed| passed.is_ok()).count(), 1, "{passes:?}");
        assert_eq!(town.stock("lac bangles").await.0, on_hand + 1);
        assert_eq!(town.given_back(&anita).await, Paise(250_00));
        assert_eq!(
            town.owed("Sunita").await,
            Paise(owed.0 - 250_00),
            "the sale is undone, she has her piece"
        );
        town.is_sound().await;

        town.minutes_pass(1);
        let second =
            town.sends_back("Anita", &anita, ("lac bangles", 1, Reason::Poor), None).await.expect("taken");
        town.decides("Anjali", &here(), second, Decision::Right(Fault::Maker)).await.expect("comes back");
        let mute = town.looks_at(second, Finding::Fails(" ")).await;
        assert!(matches!(mute, Err(ReturnError::NoWords)), "{mute:?}");
        town.looks_at(second, Finding::Fails("पहनी हुई है")).await.expect("fails");
        let one = town.goods_return(&anita).await;
        assert_eq!((one.state, one.why.as_str()), (ReturnState::Refused, "पहनी हुई है"));
        assert_eq!(town.given_back(&anita).await, Paise(250_00), "nothing more");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_never_comes_lapses_and_she_may_keep_it_after_all() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.sells("Anita", &[("lac bangles", 2)], DEOGHAR).await;
        let person = town.person("Anita").await;
        let first =
            town.sends_back("Anita", &anita, ("lac bangles", 1, Reason::Poor), None).await.expect("taken");
        let stranger = returns::withdraw(&town.db, town.person("Bimal").await, first).await;
        assert!(matches!(stranger, Err(ReturnError::Missing)), "not his");
        returns::withdraw(&town.db, person, first).await.expect("she keeps it");
        town.minutes_pass(1);
        let second = town
            .sends_back("Anita", &anita, ("lac bangles", 2, Reason::Poor), None)
            .await
            .expect("both are free again");
        town.decides("Anjali", &here(), second, Decision::Right(Fault::Maker)).await.expect("comes back");
        town.minutes_pass(14 * 24 * 60);
        assert_eq!(returns::lapse(&town.db).await.expect("looks"), 0, "the last day counts");
        town.minutes_pass(24 * 60);
        assert_eq!(returns::lapse(&town.db).await.expect("looks"), 1);
        assert_eq!(returns::lapse(&town.db).await.expect("looks"), 0, "once");
        assert_eq!(town.goods_return(&anita).await.state, ReturnState::Lapsed);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn much_takes_a_second_person_who_may_say_no() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.may_sell_everywhere("Ramesh").await;
        let anita = town.sells("Anita", &[("iron tawa", 8)], DEOGHAR).await;
        let asked = town
            .sends_back("Anita", &anita, ("iron tawa", 7, Reason::Broken), Some(&photo("tawa")))
            .await
            .expect("taken");
        town.decides("Farida", &Scope::Finance, asked, Decision::Right(Fault::Courier))
            .await
            .expect("says yes");
        let one = town.goods_return(&anita).await;
        assert_eq!(
            (one.state, one.claim),
            (ReturnState::Granted, Some(ClaimState::Asked)),
            "a second yes is needed"
        );
        assert_eq!(town.given_back(&anita).await, Paise::ZERO);
        town.is_sound().await;
        let claim = claims::open(&mut town.read().await, kernel::Limit::of(10)).await.expect("lists")[0].id;
        let alone =
            claims::decide(&town.db, town.person("Farida").await, claim, claims::Decision::Grants).await;
        assert!(matches!(alone, Err(claims::ClaimError::SamePerson)), "{alone:?}");
        claims::decide(&town.db, town.person("Gopal").await, claim, claims::Decision::Refuses)
            .await
            .expect("says no");
        assert_eq!(town.goods_return(&anita).await.state, ReturnState::Refused, "the return hears it");
        assert_eq!(town.told("sms-return-refused").await, 1);
        let why = town.decides("Anjali", &here(), asked, Decision::Refused("x")).await;
        assert!(matches!(why, Err(ReturnError::NoWords)), "{why:?}");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_piece_granted_twice_and_food_taken_back_are_found() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.sells("Anita", &[("peda", 1)], DEOGHAR).await;
        town.sends_back("Anita", &anita, ("peda", 1, Reason::Spoiled), Some(&photo("peda")))
            .await
            .expect("taken");
        town.suffers(&[(sql!("update goods_return set way = 'back', quantity = 9"), params![])]).await;
        let breaches = town.breaches().await;
        let named: Vec<_> = breaches.iter().map(|check| check.name).collect();
        assert_eq!(named, [RETURNED]);
        assert_eq!(breaches[0].breaches.len(), 2, "{breaches:?}");
    });
}
