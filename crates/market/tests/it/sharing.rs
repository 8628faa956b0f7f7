//! Being found and shared: a good that is made no more says so, visits are counted without anybody being known.

use kernel::Limit;
use market::audit::Part;
use market::catalogue::own::OwnError;
use market::catalogue::{self, retired};
use market::proposals::Proposer;
use market::quotes::QuoteError;
use market::sharing::{self, Counts, FEWEST, SharingError, Source, Step};
use store::{on_each_engine, sql, testing::Fresh};

use crate::town::{DEOGHAR, KOLKATA, Town};
use crate::verify::{FOUND, breaks};

const BANGLES: &str = "lac-bangles";

async fn sunita(town: &Town) -> Proposer {
    Proposer { person: town.person("Sunita").await, part: Part::Maker }
}

async fn slugs(town: &Town) -> Vec<String> {
    let all = catalogue::read::slugs(&mut town.read().await, "", Limit::of(100)).await.expect("lists");
    all.into_iter().map(|(slug, _)| slug).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_sunita_makes_no_more_is_gone_and_comes_back_when_she_says_so() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        catalogue::act::keep_shelf(&town.db).await.expect("shelves");
        let (by, maker) = (sunita(&town).await, town.maker("Sunita"));
        let bought = town.buys("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        town.pays(&bought).await;
        assert!(slugs(&town).await.contains(&BANGLES.to_owned()));
        assert!(retired::good(&mut town.read().await, BANGLES).await.expect("looks").is_none());

        retired::retire(&town.db, by, maker, BANGLES).await.expect("is retired");
        assert!(!slugs(&town).await.contains(&BANGLES.to_owned()), "the map and feeds read the shelf");
        let gone = retired::good(&mut town.read().await, BANGLES).await.expect("looks").expect("is gone");
        assert!(gone.maker.is_some() && !gone.craft_key.is_empty());
        let quote = town.quote(&[("lac bangles", 1)], DEOGHAR).await;
        assert!(matches!(quote, Err(QuoteError::NotSold(_))), "nobody can order it");
        assert!(matches!(retired::retire(&town.db, by, maker, BANGLES).await, Err(OwnError::AlreadySo)));
        let other = retired::retire(&town.db, by, town.maker("Ramesh"), BANGLES).await;
        assert!(matches!(other, Err(OwnError::NoGood)), "it is not his");
        town.accepts("Sunita", &bought).await.expect("what was ordered stays ordered");

        assert!(catalogue::act::keep_shelf(&town.db).await.expect("looks") == 0, "the calendar leaves it so");
        town.minutes_pass(1);
        retired::take_back(&town.db, maker, BANGLES).await.expect("is made again");
        assert!(slugs(&town).await.contains(&BANGLES.to_owned()));
        assert!(matches!(retired::take_back(&town.db, maker, BANGLES).await, Err(OwnError::AlreadySo)));
        town.minutes_pass(1);
        retired::retire(&town.db, by, maker, BANGLES).await.expect("is retired again");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_maker_who_has_stopped_takes_her_goods_with_her() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let slug = market::makers::read::core(&mut town.read().await, town.maker("Sunita")).await;
        let slug = slug.expect("looks").expect("a maker").slug;
        assert!(retired::maker(&mut town.read().await, &slug).await.expect("looks").is_none());
        market::makers::act::close(&town.db, town.maker("Sunita"), "Meena", "moved away")
            .await
            .expect("closes");
        assert!(retired::maker(&mut town.read().await, &slug).await.expect("looks").is_some());
        let gone = retired::good(&mut town.read().await, BANGLES).await.expect("looks").expect("is gone");
        assert_eq!(gone.maker, None, "nobody is led to a maker who has stopped");
        market::makers::act::reopen(&town.db, town.maker("Sunita")).await.expect("opens");
        assert!(retired::maker(&mut town.read().await, &slug).await.expect("looks").is_none());
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn visits_are_counted_by_day_and_source_and_forgotten_after_a_year_and_a_feast() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (counts, meena) = (Counts::default(), town.person("Meena").await);
        let key = sharing::open_place(&town.db, meena, " जसीडीह स्टेशन ", "form-1").await.expect("a place");
        let again = sharing::open_place(&town.db, meena, "जसीडीह स्टेशन", "form-1").await.expect("a place");
        assert_eq!(key, again, "the same press twice is one place");
        let nameless = sharing::open_place(&town.db, meena, "  ", "form-2").await;
        assert!(matches!(nameless, Err(SharingError::BadName)));

        let now = town.db.now();
        let link = |key: &str| Source::Link(key.to_owned());
        for source in [link(&key), link(&key), link("wa"), link("q700"), link("nobody"), Source::Direct] {
            counts.came(now, source, "products");
        }
        counts.step(now, Step::Looked);
        counts.step(now, Step::Basket);
        counts.write(&town.db).await.expect("counts");
        counts.came(now, link("wa"), "products");
        counts.write(&town.db).await.expect("counts again");
        counts.write(&town.db).await.expect("nothing more");
        let from = now.day();
        let came = sharing::sources(&mut town.read().await, from, Limit::of(10)).await.expect("lists");
        let of = |word: &str| came.iter().find(|one| one.source == word).map_or(0, |one| one.times);
        assert_eq!((of(&key), of("wa"), of("q700"), of("other"), of("direct")), (2, 2, 1, 1, 1));
        assert_eq!(of("nobody"), 0, "a key that nobody gave out is not kept");

        let bought = town.buys("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        town.pays(&bought).await;
        town.buys("Rahul", &[("iron tawa", 1)], DEOGHAR).await;
        let days = sharing::days(&mut town.read().await, from, Limit::of(10)).await.expect("lists");
        let day = days.first().expect("a day");
        assert_eq!((day.day, day.visits, day.looked, day.basket), (from, 7, 1, 1));
        assert_eq!((day.ordered, day.paid), (2, 1), "who has not paid is not counted as paid");

        sharing::close_place(&town.db, &key).await.expect("closes");
        assert!(matches!(sharing::close_place(&town.db, &key).await, Err(SharingError::Missing)));
        town.minutes_pass((sharing::DAYS_KEPT + 1) * 24 * 60);
        counts.came(town.db.now(), link(&key), "products");
        counts.write(&town.db).await.expect("counts");
        let came = sharing::sources(&mut town.read().await, from, Limit::of(10)).await.expect("lists");
        let words: Vec<_> = came.iter().map(|one| one.source.as_str()).collect();
        assert_eq!(
            words,
            ["other"],
            "what was counted before is forgotten, and a closed place counts no more"
        );
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn where_goods_have_gone_names_no_state_with_fewer_than_five_parcels() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        for _ in 0..FEWEST {
            town.sells("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        }
        town.may_sell_everywhere("Sunita").await;
        let far = town.sells("Anita", &[("lac bangles", 1)], KOLKATA).await;
        let reached = sharing::reached(&mut town.read().await).await.expect("counts");
        let named: Vec<_> = reached.states.iter().map(|one| (one.en.as_str(), one.parcels)).collect();
        assert_eq!(named, [("Jharkhand", FEWEST)]);
        assert_eq!(reached.elsewhere, 0, "one parcel to Bengal is not told of at all");
        let parcel = town.parcel(&far, "Sunita").await;
        let key = sharing::key_of_parcel(&mut town.read().await, parcel.id).await.expect("looks");
        assert_eq!(key.as_deref(), Some("q700"), "the code in the box says no more than a sorting district");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_good_that_is_made_no_more_and_stands_on_the_shelf() {
    breaks("a retirement nobody carried out", &[FOUND], async |busy| {
        catalogue::act::keep_shelf(&busy.town.db).await.expect("shelves");
        vec![(
            sql!(
                "insert into product_retirement (product_id, retired_at_ms, retired_by)
                 select s.product_id, cast(0 as bigint), (select min(p.id) from person p) from shelf s
                  where s.slug = 'lac-bangles'"
            ),
            vec![],
        )]
    })
    .await;
}
