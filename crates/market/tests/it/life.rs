//! When goods are sold: away days, places of the week, licences that run out, and why a good cannot be bought.

use kernel::Limit;
use kernel::ids::{AwayId, Id};
use market::accounts::Blocks;
use market::away::{self, AwayError};
use market::catalogue::own::{self, OwnError};
use market::catalogue::{act, own_cost, read as catalogue, stock};
use market::fieldwork::Costs;
use market::licences::{self, LicenceError};
use market::orders::OrderError;
use market::quotes::{self, QuoteError, WhyNot};
use store::{on_each_engine, params, sql, testing::Fresh};

use crate::town::{DEOGHAR, KOLKATA, Town};

const DAY: i64 = 24 * 60;

fn here() -> Blocks {
    Blocks(vec!["2201".to_owned()])
}

impl Town {
    pub async fn shows(&self, maker: &str) -> usize {
        let listed = catalogue::of_maker(&mut self.read().await, self.maker(maker), Limit::of(10)).await;
        listed.expect("lists").len()
    }

    /// The hour strikes.
    pub async fn hour_strikes(&self) {
        stock::open_week(&self.db, self.db.now().day()).await.expect("opens");
        act::keep_shelf(&self.db).await.expect("keeps");
        licences::remind(&self.db).await.expect("reminds");
    }

    pub async fn refused(&self, good: &str) -> Vec<WhyNot> {
        match self.quote(&[(good, 1)], DEOGHAR).await {
            Ok(_) => Vec::new(),
            Err(QuoteError::NotSold(all)) => all.into_iter().map(|(_, _, why)| why).collect(),
            Err(other) => panic!("{other}"),
        }
    }

    /// From now on bangles are made to order: in three days, so many a week.
    async fn bangles_are_made_to_order(&self, capacity: u32) {
        let made = sql!(
            "update variant set making = 'to_order', lead_days = 3, capacity_per_week = 20 where id = $1"
        );
        self.suffers(&[(made, params![self.good("lac bangles")])]).await;
        self.hour_strikes().await;
        own::set_week(&self.db, self.maker("Sunita"), self.good("lac bangles"), (3, capacity))
            .await
            .expect("is set");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sunita_is_away_and_all_her_goods_rest_until_she_is_back() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (person, sunita) = (town.person("Sunita").await, town.maker("Sunita"));
        let today = town.db.now().day();
        let before = town.quote(&[("lac bangles", 1)], DEOGHAR).await.expect("on sale");
        for days in
            [(today.plus(3), today.plus(2)), (today.plus(-5), today.plus(-1)), (today, today.plus(400))]
        {
            let wrong = away::say(&town.db, person, sunita, days, "").await;
            assert!(matches!(wrong, Err(AwayError::BadDays)), "{days:?}");
        }
        let days = (today.plus(1), today.plus(8));
        let id = away::say(&town.db, person, sunita, days, "बेटी की  शादी").await.expect("is said");
        assert_eq!(town.shows("Sunita").await, 2, "she is there today");
        let later = town.quote(&[("lac bangles", 1)], DEOGHAR).await.expect("still on sale");
        assert!(later.head.earliest > today.plus(8), "packed when she is back: {}", later.head.earliest);
        assert!(later.head.latest > before.head.latest);
        let others = town.quote(&[("iron tawa", 1)], DEOGHAR).await.expect("on sale");
        assert_eq!(others.head.earliest, before.head.earliest, "nobody else waits for her");

        town.minutes_pass(DAY);
        assert_eq!(town.refused("lac bangles").await, [WhyNot::Away { until: today.plus(8) }]);
        town.hour_strikes().await;
        assert_eq!((town.shows("Sunita").await, town.shows("Ramesh").await), (0, 1));
        let theirs = away::come_back(&town.db, town.maker("Ramesh"), id).await;
        assert!(matches!(theirs, Err(AwayError::Missing)), "another's days");

        town.minutes_pass(8 * DAY);
        assert!(town.refused("lac bangles").await.is_empty(), "they end by themselves");
        town.hour_strikes().await;
        assert_eq!(town.shows("Sunita").await, 2);
        assert!(away::of_maker(&mut town.read().await, sunita).await.expect("lists").is_empty());
        let over = away::come_back(&town.db, sunita, id).await;
        assert!(matches!(over, Err(AwayError::Missing)), "what is over is over");

        let today = town.db.now().day();
        let id = away::say(&town.db, person, sunita, (today, today.plus(3)), "").await.expect("is said");
        assert_eq!(town.shows("Sunita").await, 0, "at once");
        away::come_back(&town.db, sunita, id).await.expect("is back early");
        assert_eq!(town.shows("Sunita").await, 2);
        let nobodys = away::come_back(&town.db, sunita, AwayId::new(kernel::Time(1), [7; 10])).await;
        assert!(matches!(nobodys, Err(AwayError::Missing)));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn two_buyers_want_the_last_place_of_the_week_and_one_gets_it() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.bangles_are_made_to_order(1).await;
        let first = town.quote(&[("lac bangles", 1)], DEOGHAR).await.expect("a place is free");
        let second = town.quote(&[("lac bangles", 1)], DEOGHAR).await.expect("nothing is held yet");
        let (anita, bimal) = tokio::join!(
            town.order("Anita", first.head.id, DEOGHAR),
            town.order("Bimal", second.head.id, DEOGHAR)
        );
        let taken = [&anita, &bimal].iter().filter(|placed| placed.is_ok()).count();
        assert_eq!(taken, 1, "{anita:?} {bimal:?}");
        assert!([&anita, &bimal].iter().any(|placed| matches!(placed, Err(OrderError::SoldOut(_)))));
        let today = town.db.now().day();
        let opens = today.plus(7 - today.weekday());
        assert_eq!(town.refused("lac bangles").await, [WhyNot::WeekFull { opens }], "it rests by itself");

        let placed = anita.or(bimal).expect("one of them");
        let bought = town.opens(&placed).await;
        town.minutes_pass(31);
        assert!(town.expires(&bought).await, "who does not pay frees the place");
        assert!(town.refused("lac bangles").await.is_empty(), "and it opens again by itself");
        let paid = town.buys("Chand", &[("lac bangles", 1)], DEOGHAR).await;
        town.pays(&paid).await;
        assert!(!town.refused("lac bangles").await.is_empty());
        town.minutes_pass(7 * DAY);
        town.hour_strikes().await;
        assert!(town.refused("lac bangles").await.is_empty(), "the next week has its places");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn sunita_says_how_many_a_week_and_what_is_taken_stays_taken() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.bangles_are_made_to_order(5).await;
        let (sunita, bangles) = (town.maker("Sunita"), town.good("lac bangles"));
        assert_eq!(town.stock("lac bangles").await, (5, 0));
        town.buys("Anita", &[("lac bangles", 3)], DEOGHAR).await;
        own::set_week(&town.db, sunita, bangles, (10, 2)).await.expect("fewer");
        assert_eq!(town.stock("lac bangles").await, (3, 3), "what is held stays held");
        own::set_week(&town.db, sunita, bangles, (10, 6)).await.expect("more");
        assert_eq!(town.stock("lac bangles").await, (7, 3));
        let quote = town.quote(&[("lac bangles", 1)], DEOGHAR).await.expect("on sale");
        assert!(quote.head.earliest > town.db.now().day().plus(11), "dates follow: {}", quote.head.earliest);
        for wrong in [(3, 0), (366, 5), (3, 10_000)] {
            let refused = own::set_week(&town.db, sunita, bangles, wrong).await;
            assert!(matches!(refused, Err(OwnError::BadCount)), "{wrong:?}");
        }
        let ready = own::set_week(&town.db, sunita, town.good("lac box"), (3, 5)).await;
        assert!(matches!(ready, Err(OwnError::BadCount)), "what lies ready has no places");
        let theirs = own::set_week(&town.db, sunita, town.good("iron tawa"), (3, 5)).await;
        assert!(matches!(theirs, Err(OwnError::NoGood)));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn mohans_licence_runs_out_and_his_peda_comes_back_with_the_renewed_one() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let ends = town.db.now().day().plus(400);
        town.hour_strikes().await;
        assert_eq!(town.told("sms-licence").await, 0, "it is long until then");
        for (days, told) in [(340, 1), (30, 2), (23, 3), (7, 3)] {
            town.minutes_pass(days * DAY);
            town.hour_strikes().await;
            town.hour_strikes().await;
            assert_eq!(town.told("sms-licence").await, told, "after {days} days more");
        }
        assert_eq!(town.shows("Mohan").await, 1, "it holds on its last day");
        let officer = town.person("Anjali").await;
        let tasks = licences::ending(&mut town.read().await, &here()).await.expect("lists");
        assert_eq!((tasks.len(), tasks[0].until, tasks[0].goods), (1, Some(ends), 1));

        town.minutes_pass(DAY);
        assert_eq!(
            town.refused("peda").await,
            [WhyNot::LicenceOver],
            "hidden by its facts, before any clock strikes"
        );
        town.hour_strikes().await;
        assert_eq!((town.shows("Mohan").await, town.told("sms-licence-over").await), (0, 1));

        let slug = tasks[0].slug.clone();
        let renew = async |blocks: Blocks, number: &str, days: i64| {
            let until = town.db.now().day().plus(days);
            licences::renew(&town.db, officer, &blocks, &slug, (number, until)).await
        };
        let strange = renew(Blocks(vec!["9999".into()]), "12345678901234", 365).await;
        assert!(matches!(strange, Err(LicenceError::Missing)), "another block's officer");
        for wrong in ["123", "92345678901234"] {
            assert!(matches!(renew(here(), wrong, 365).await, Err(LicenceError::BadNumber)), "{wrong}");
        }
        assert!(matches!(renew(here(), "22345678901234", 0).await, Err(LicenceError::BadDay)));
        renew(here(), "१२३४५६७८९०१२३४", 365).await.expect("seen");
        renew(here(), "12345678901234", 365).await.expect("the same paper");
        assert_eq!((town.shows("Mohan").await, town.told("sms-licence-renewed").await), (1, 1));
        assert!(licences::ending(&mut town.read().await, &here()).await.expect("lists").is_empty());
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn why_a_good_cannot_be_bought_is_told_in_full() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (person, sunita) = (town.person("Sunita").await, town.maker("Sunita"));
        let sizes = [town.good("lac bangles"), town.good("iron tawa")];
        let explained = async || {
            let all = quotes::explained(&mut town.read().await, &town.books, &sizes).await.expect("explains");
            all.into_iter().map(|(_, why)| why).collect::<Vec<_>>()
        };
        assert_eq!(explained().await, [vec![WhyNot::InsideStateOnly], vec![]], "Sunita is not registered");
        assert!(matches!(town.quote(&[("lac bangles", 1)], KOLKATA).await, Err(QuoteError::NotSold(_))));
        let today = town.db.now().day();
        own::pause(&town.db, person, sunita, "lac-bangles", own::PauseWhy::Home).await.expect("paused");
        away::say(&town.db, person, sunita, (today, today), "").await.expect("is said");
        let all = [WhyNot::Paused, WhyNot::Away { until: today }, WhyNot::InsideStateOnly];
        assert_eq!(explained().await, [all.to_vec(), vec![]]);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn sunita_tells_what_a_bangle_costs_and_learns_that_she_sells_at_a_loss() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (person, product) = (town.person("Sunita").await, town.product_of("lac bangles").await);
        let asked = async || own_cost::costs_of(&mut town.read().await, product).await.expect("asks");
        assert!(asked().await.is_none(), "nobody has told");
        let costs = Costs {
            material: kernel::Paise(120_00),
            quarter_hours: 10,
            packing: kernel::Paise(5_00),
            freight: kernel::Paise(0),
        };
        own_cost::set_costs(&town.db, person, product, &costs).await.expect("told");
        let (told, helper) = asked().await.expect("told");
        assert_eq!(
            (told, helper.floor),
            (costs, kernel::Paise(275_00)),
            "two and a half hours at sixty rupees"
        );
        assert!(helper.is_loss(kernel::Paise(250_00)), "her price is 250");
        let cheaper = Costs { material: kernel::Paise(60_00), ..costs };
        own_cost::set_costs(&town.db, person, product, &cheaper).await.expect("told anew");
        assert!(!asked().await.expect("told").1.is_loss(kernel::Paise(250_00)));
    });
}
