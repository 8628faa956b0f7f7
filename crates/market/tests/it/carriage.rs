//! A hub and the post: numbers out of allotted ranges, stickers and files, everything leaving once.

use kernel::Paise;
use kernel::india::ArticleNumber;
use market::batches::Scope;
use market::bookings::{self, BookingError, NewRange, Weighed, number_all, ranges, sheet, weigh};
use market::delivery::{self, Carrier, DeliveryError, Shipment};
use market::intake::grid;
use store::{on_each_engine, testing::Fresh};

use crate::town::{Bought, DEOGHAR, RANCHI, Town};

impl Town {
    /// The post allots numbers, and somebody of the district office enters them.
    pub async fn is_allotted(&self, first: u32, last: u32) -> Result<(), BookingError> {
        let number = |serial| ArticleNumber::of("EE", serial).expect("a number");
        let (first, last) = (number(first), number(last));
        let new = NewRange { first: &first, last: &last, office: "Deoghar head post office, letter 14" };
        ranges::enter(&self.db, self.person("Neha").await, &new).await.map(drop)
    }

    /// Ordered, paid, made and lying whole at the hub.
    pub async fn lies_ready(&self, who: &str, wants: &[(&str, u32)], pin: &str) -> Bought {
        let bought = self.buys(who, wants, pin).await;
        self.pays(&bought).await;
        for maker in self.makers_of(&bought).await {
            self.brings_to_hub(maker, &bought).await;
        }
        bought
    }

    /// The keeper presses «give numbers»; answers how many were given.
    pub async fn numbers_all(&self) -> Result<usize, BookingError> {
        number_all(&self.db, self.by("Hari").await, self.deoghar_hub).await
    }

    async fn ready(&self) -> Vec<bookings::Sticker> {
        let mut read = self.read().await;
        bookings::ready(&mut read, self.deoghar_hub, Carrier::IndiaPost).await.expect("lists")
    }

    async fn numbers_left(&self) -> i64 {
        ranges::left(&mut self.read().await).await.expect("counts")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn hari_gives_the_posts_numbers_prints_and_sends_everything_off_in_one_go() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.lies_ready("Anita", &[("lac bangles", 2), ("iron tawa", 1)], RANCHI).await;
        let bimal = town.lies_ready("Bimal", &[("iron tawa", 2)], RANCHI).await;
        town.lies_ready("Chandni", &[("iron tawa", 1)], DEOGHAR).await;
        let half = town.buys("Dinesh", &[("lac bangles", 1), ("iron tawa", 1)], RANCHI).await;
        town.pays(&half).await;
        town.brings_to_hub("Ramesh", &half).await;
        assert_eq!(
            town.ready().await.len(),
            2,
            "own hands need no post, and half an order waits for the rest"
        );

        assert!(matches!(town.numbers_all().await, Err(BookingError::NoNumbers)));
        town.is_allotted(12_345_678, 12_345_678).await.expect("one number");
        assert!(matches!(town.numbers_all().await, Err(BookingError::NoNumbers)), "two are needed");
        assert!(town.ready().await.iter().all(|one| one.number.is_none()), "then none is given");
        assert_eq!(town.numbers_left().await, 1);
        town.minutes_pass(1);
        town.is_allotted(20_000_000, 20_000_099).await.expect("more numbers");
        assert_eq!(town.numbers_all().await.expect("numbers"), 2);
        assert_eq!(town.numbers_all().await.expect("again"), 0, "a second press gives none");
        let mut given: Vec<_> = town.ready().await.into_iter().filter_map(|one| one.number).collect();
        given.sort();
        assert_eq!(given, ["EE123456785IN", "EE200000006IN"]);
        assert_eq!(town.numbers_left().await, 99);

        let book = grid::read(&sheet::xlsx(&town.ready().await).expect("a workbook")).expect("readable");
        let lines = &book.sheets[0].lines;
        assert_eq!((lines.len(), lines[0].cells[1].as_str()), (3, "barcode"));
        assert!(lines[1..].iter().all(|line| given.contains(&line.cells[1]) && line.cells[8] == RANCHI));

        for shipment in town.ready().await {
            delivery::hand_over(&town.db, town.by("Hari").await, town.deoghar_hub, shipment.id, None)
                .await
                .expect("leaves under the booked number");
        }
        assert_eq!(town.ready().await.len(), 0);
        for bought in [&anita, &bimal] {
            let view = town.view(bought).await;
            assert_eq!(view.shipments[0].state, Shipment::Shipped);
            assert!(view.shipments[0].article.as_ref().is_some_and(|a| given.contains(&a.to_string())));
        }
        assert_eq!(town.told("sms-posted").await, 2);
        let (mut read, today) = (town.read().await, town.db.now().day());
        let gone = bookings::gone_on(&mut read, town.deoghar_hub, Carrier::IndiaPost, today).await;
        assert_eq!(bookings::counted(&gone.expect("lists")).shipments, 2);
        drop(read);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_is_given_once_however_many_keepers_press() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.is_allotted(100, 160).await.expect("numbers");
        for _ in 0..4 {
            town.lies_ready("Anita", &[("iron tawa", 1)], RANCHI).await;
        }
        town.person("Hari").await;
        let (one, two, three) = tokio::join!(town.numbers_all(), town.numbers_all(), town.numbers_all());
        let given: usize = [one, two, three].into_iter().map(|done| done.expect("presses")).sum();
        assert_eq!((given, town.numbers_left().await), (4, 57));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_range_is_entered_once_and_a_typed_number_still_goes() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.is_allotted(500, 599).await.expect("numbers");
        for (first, last) in [(500, 599), (550, 650), (400, 500)] {
            assert!(matches!(town.is_allotted(first, last).await, Err(BookingError::Overlaps)));
        }
        assert!(matches!(town.is_allotted(700, 699).await, Err(BookingError::NotARange("range_last"))));
        assert!(matches!(town.is_allotted(1_000, 200_000).await, Err(BookingError::NotARange("range_last"))));
        let anita = town.lies_ready("Anita", &[("iron tawa", 1)], RANCHI).await;
        let bimal = town.lies_ready("Bimal", &[("iron tawa", 1)], RANCHI).await;
        let shipment = async |bought| town.view(bought).await.shipments[0].id;
        let by = town.by("Hari").await;
        let own = Town::article();
        delivery::hand_over(&town.db, by, town.deoghar_hub, shipment(&anita).await, Some(&own))
            .await
            .expect("the post's own sticker");
        let twice =
            delivery::hand_over(&town.db, by, town.deoghar_hub, shipment(&bimal).await, Some(&own)).await;
        assert!(matches!(twice, Err(DeliveryError::ArticleUsed)));
        assert_eq!(town.numbers_left().await, 100, "a typed number is of no range");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_weighed_goes_to_the_post_and_the_buyer_pays_what_was_quoted() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.lies_ready("Anita", &[("bamboo basket", 2)], RANCHI).await;
        let before = town.view(&anita).await;
        let (shipment, hari) = (before.shipments[0].id, town.person("Hari").await);
        let on_scales = async |hub, weight_g, measures_mm| {
            weigh(&town.db, hari, hub, shipment, Weighed { weight_g, measures_mm }).await
        };
        on_scales(town.deoghar_hub, 9_000, [400, 400, 300]).await.expect("is kept");
        town.minutes_pass(1);
        on_scales(town.deoghar_hub, 9_400, [400, 400, 300]).await.expect("once more, the newest counts");
        let elsewhere = on_scales(town.madhupur_hub, 100, [0, 0, 0]).await;
        assert!(matches!(elsewhere, Err(BookingError::Missing)), "another hub's is none");
        let wrong = on_scales(town.deoghar_hub, 40_000, [0, 0, 0]).await;
        assert!(matches!(wrong, Err(BookingError::NotAWeight("weighed_g"))));

        let (sticker, _) = bookings::one(&mut town.read().await, town.deoghar_hub, shipment)
            .await
            .expect("asks")
            .expect("there");
        assert_eq!((sticker.weight_g, sticker.measures_mm), (9_400, [400, 400, 300]));
        let after = town.view(&anita).await;
        assert_eq!(
            (after.head.total, after.shipments[0].freight),
            (before.head.total, before.shipments[0].freight)
        );
        assert!(after.shipments[0].freight > Paise::ZERO);
        town.leaves(shipment).await.expect("leaves");
        assert!(matches!(on_scales(town.deoghar_hub, 9_000, [0; 3]).await, Err(BookingError::Gone)));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_of_what_is_called_off_is_not_given_again() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.is_allotted(500, 599).await.expect("numbers");
        let anita = town.lies_ready("Anita", &[("peda", 1)], RANCHI).await;
        town.numbers_all().await.expect("numbers");
        let batch = town.batches().await[0].id;
        town.recalls(batch, &Scope::Head, "फफूँद मिली").await.expect("recalled");
        town.everybody_is_told(batch).await;
        assert_eq!(town.given_back(&anita).await, anita.total);
        assert_eq!((town.ready().await.len(), town.numbers_left().await), (0, 99));
        let bimal = town.lies_ready("Bimal", &[("iron tawa", 1)], RANCHI).await;
        town.numbers_all().await.expect("numbers");
        let next = town.ready().await[0].number.clone();
        assert_eq!(next, ArticleNumber::of("EE", 501).map(|number| number.to_string()));
        town.everything_arrives(&bimal).await;
        town.is_sound().await;
    });
}
