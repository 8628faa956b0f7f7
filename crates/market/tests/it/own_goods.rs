//! What makers do with their own goods on a phone, and what they ask officers for.

use kernel::Limit;
use kernel::Paise;
use kernel::ids::{Id, VariantId};
use market::catalogue::own::{self, OwnError, OwnGood, PauseWhy, Priced};
use market::catalogue::read as catalogue;
use market::quotes::QuoteError;
use market::requests::{self, About, RequestError};
use store::{on_each_engine, testing::Fresh};

use crate::town::{DEOGHAR, Town};

/// The block the town's makers live in.
const BLOCK: &str = "2201";

fn here() -> Vec<String> {
    vec![BLOCK.to_owned()]
}

fn elsewhere() -> Vec<String> {
    vec!["9999".to_owned()]
}

async fn good(town: &Town, maker: &str, good: &str) -> OwnGood {
    let goods = own::goods(&mut town.read().await, town.maker(maker)).await.expect("lists");
    goods.into_iter().find(|own| own.variant == town.good(good)).expect("her good")
}

async fn prices(town: &Town, paise: i64) -> Result<Priced, OwnError> {
    let person = town.person("Sunita").await;
    own::set_price(&town.db, person, town.maker("Sunita"), town.good("lac bangles"), Paise(paise)).await
}

async fn price(town: &Town) -> Paise {
    good(town, "Sunita", "lac bangles").await.price
}

#[tokio::test(flavor = "multi_thread")]
async fn sunita_lowers_a_price_at_once_and_raises_it_a_little() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        assert_eq!(prices(&town, 200_00).await.expect("taken"), Priced::Live);
        let quote = town.quote(&[("lac bangles", 1)], DEOGHAR).await.expect("on sale");
        assert_eq!(quote.head.goods, Paise(200_00), "buyers pay the new price");
        assert_eq!(prices(&town, 250_00).await.expect("taken"), Priced::Live, "as it was looked at");
        assert_eq!(prices(&town, 250_00).await.expect("taken"), Priced::Same);
        for slip in [0, -5, 5_000_00] {
            assert!(matches!(prices(&town, slip).await, Err(OwnError::BadPrice)), "{slip}");
        }
        assert_eq!(price(&town).await, Paise(250_00));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn pieces_are_counted_once_and_never_below_what_buyers_hold() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (sunita, bangles) = (town.maker("Sunita"), town.good("lac bangles"));
        let counts = async |seen, wanted, once: &str| {
            own::set_stock(&town.db, sunita, bangles, (seen, wanted), once).await
        };
        for _ in 0..3 {
            counts(20, 25, "a page").await.expect("counted");
        }
        assert_eq!(good(&town, "Sunita", "lac bangles").await.free, 25, "three presses of one page are one");
        town.buys("Anita", &[("lac bangles", 5)], DEOGHAR).await;
        counts(25, 24, "another page").await.expect("counted");
        assert_eq!(good(&town, "Sunita", "lac bangles").await.free, 19, "what was held meanwhile stays held");
        let short = counts(25, 0, "a third page").await;
        assert!(matches!(short, Err(OwnError::Raced)), "{short:?}");
        assert!(matches!(counts(19, 10_000, "x").await, Err(OwnError::BadCount)));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paused_good_cannot_be_bought_until_she_makes_it_again() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (person, sunita) = (town.person("Sunita").await, town.maker("Sunita"));
        let shelf = async || {
            let cards =
                catalogue::of_maker(&mut town.read().await, sunita, Limit::of(10)).await.expect("lists");
            cards.into_iter().map(|card| card.slug).collect::<Vec<_>>()
        };
        own::pause(&town.db, person, sunita, "lac-bangles", PauseWhy::Home).await.expect("paused");
        assert!(!shelf().await.contains(&"lac-bangles".to_owned()));
        let refused = town.quote(&[("lac bangles", 1)], DEOGHAR).await;
        assert!(matches!(refused, Err(QuoteError::NotSold(_))), "{refused:?}");
        assert_eq!(good(&town, "Sunita", "lac bangles").await.paused, Some(PauseWhy::Home));
        let twice = own::pause(&town.db, person, sunita, "lac-bangles", PauseWhy::Season).await;
        assert!(matches!(twice, Err(OwnError::AlreadySo)), "{twice:?}");
        own::resume(&town.db, sunita, "lac-bangles").await.expect("made again");
        assert!(shelf().await.contains(&"lac-bangles".to_owned()));
        town.quote(&[("lac bangles", 1)], DEOGHAR).await.expect("on sale again");
        assert!(matches!(own::resume(&town.db, sunita, "lac-bangles").await, Err(OwnError::AlreadySo)));
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn anothers_goods_do_not_exist_for_her() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (person, sunita, tawa) =
            (town.person("Sunita").await, town.maker("Sunita"), town.good("iron tawa"));
        for variant in [tawa, VariantId::new(kernel::Time(1), [7; 10])] {
            let price = own::set_price(&town.db, person, sunita, variant, Paise(1_00)).await;
            let stock = own::set_stock(&town.db, sunita, variant, (20, 0), "x").await;
            assert!(matches!((price, stock), (Err(OwnError::NoGood), Err(OwnError::NoGood))));
        }
        let pause = own::pause(&town.db, person, sunita, "iron-tawa", PauseWhy::Other).await;
        assert!(matches!(pause, Err(OwnError::NoGood)), "{pause:?}");
        assert_eq!(town.stock("iron tawa").await, (20, 0));
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_maker_asks_for_help_once_and_her_blocks_officer_answers() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (person, sunita) = (town.person("Sunita").await, town.maker("Sunita"));
        assert!(requests::ask_help(&town.db, person, sunita, About::Bank).await.expect("asked"));
        assert!(!requests::ask_help(&town.db, person, sunita, About::Bank).await.expect("the same"));
        assert!(requests::ask_help(&town.db, person, sunita, About::Call).await.expect("another"));
        let open = requests::open_about(&mut town.read().await, sunita).await.expect("lists");
        assert_eq!(open, [About::Bank, About::Call]);
        let wait = requests::open_help(&mut town.read().await, &here(), Limit::of(10)).await.expect("lists");
        assert_eq!(wait.len(), 2);
        assert!(
            requests::open_help(&mut town.read().await, &elsewhere(), Limit::of(10))
                .await
                .expect("lists")
                .is_empty()
        );
        let officer = town.person("Officer").await;
        let bank = wait.iter().find(|help| help.about == About::Bank).expect("her bank").id;
        let answer = async |blocks: Vec<String>, words: &str| {
            requests::answer_help(&town.db, officer, &blocks, bank, words).await
        };
        assert!(matches!(answer(elsewhere(), "went there").await, Err(RequestError::NoRequest)));
        assert!(matches!(answer(here(), " ").await, Err(RequestError::NoWords)));
        answer(here(), "went there, the passbook is copied").await.expect("answered");
        assert!(matches!(answer(here(), "again").await, Err(RequestError::Answered)));
        assert_eq!(town.told("sms-help-answered").await, 1);
        assert!(requests::ask_help(&town.db, person, sunita, About::Bank).await.expect("needed again"));
    });
}
