//! Anita fetches at a counter: what it costs, when, how she is told, and what happens if she does not come.

use futures_util::future::join_all;
use kernel::ids::{CounterId, PickupSlotId};
use kernel::india::Pin;
use kernel::{Paise, Secret, Words};
use market::audit::{Actor, Part};
use market::delivery::Weekdays;
use market::delivery::{Carrier, DeliveryError, Shape, Shipment};
use market::ledger::Account;
use market::orders::{Order, OrderError, Placed};
use market::pickups::{self, At, CounterKind, NewCounter, Opening, PickupError};
use market::quotes::{self, PaymentMethod, Quote, QuoteError, To, WhyNot};
use store::{on_each_engine, sql, testing::Fresh};

use crate::town::{Bought, DEOGHAR, Town};
use crate::verify::breaks;

pub const IN_SLOT: &str = "each slot has as many orders as places are taken";
pub const LAY: &str = "whatever was fetched had lain at its counter";

const EVERY_DAY: Weekdays = Weekdays(127);

impl Town {
    /// Meena, who runs the machine, enters a counter that is open every day for a month, ten to six.
    pub async fn counter(&self, kind: CounterKind, freight: Paise) -> CounterId {
        self.counter_of(kind, freight, EVERY_DAY).await.expect("is entered")
    }

    async fn counter_of(
        &self,
        kind: CounterKind,
        freight: Paise,
        weekdays: Weekdays,
    ) -> Result<CounterId, PickupError> {
        let today = self.db.now().day();
        let new = NewCounter {
            hub: self.deoghar_hub,
            kind,
            name: Words::new("शिवगंगा काउंटर", "Shivganga counter"),
            place: Words::new("शिवगंगा घाट, द्वार 2", "Shivganga ghat, gate 2"),
            pin: Pin::typed(DEOGHAR),
            opening: Opening { weekdays, from: today, until: today.plus(30) },
            hours: (600, 1080),
            freight,
            keep_days: 5,
            once: kind.as_str(),
        };
        pickups::enter(&self.db, self.person("Meena").await, &new).await
    }

    pub async fn quote_at(
        &self,
        wants: &[(&str, u32)],
        at: At,
        method: PaymentMethod,
    ) -> Result<Quote, QuoteError> {
        let lines = wants.iter().map(|(name, quantity)| (self.good(name), *quantity)).collect();
        let ask = quotes::Ask {
            kits: Vec::new(),
            lines,
            to: To::Counter(at),
            method,
            cart: None,
            stall: None,
            wanted: Default::default(),
        };
        quotes::make(&self.db, &self.books, &ask).await
    }

    async fn orders_at(&self, who: &str, at: At) -> Result<Placed, OrderError> {
        let quote =
            self.quote_at(&[("lac bangles", 1)], at, PaymentMethod::Upi).await.expect("can be fetched");
        self.order(who, quote.head.id, DEOGHAR).await
    }

    async fn slot(&self, counter: CounterId, places: i64) -> PickupSlotId {
        let day = self.db.now().day().plus(6);
        pickups::open_slot(&self.db, counter, day, (600, 660), places).await.expect("is opened");
        pickups::slots_ahead(&mut self.read().await, counter).await.expect("lists")[0].id
    }

    async fn taken(&self, counter: CounterId) -> i64 {
        pickups::slots_ahead(&mut self.read().await, counter).await.expect("lists")[0].taken
    }

    async fn keeper(&self) -> Actor {
        Actor::Person(self.person("Hari").await, Part::HubKeeper)
    }

    async fn says_at_counter(&self, bought: &Bought, code: &str) -> Result<(), PickupError> {
        let shipment = self.view(bought).await.shipments[0].id;
        let code = Secret::new(code.to_owned());
        pickups::hand_out(&self.db, self.keeper().await, self.deoghar_hub, shipment, &code).await
    }
}

const fn any_hour(counter: CounterId) -> At {
    At { counter, slot: None }
}

#[tokio::test(flavor = "multi_thread")]
async fn anita_saves_the_freight_and_fetches_at_the_mela() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let counter = town.counter(CounterKind::Mela, Paise::ZERO).await;
        let brought = town.quote(&[("lac bangles", 2)], DEOGHAR).await.expect("is brought");
        let quote = town.quote_at(&[("lac bangles", 2)], any_hour(counter), PaymentMethod::Upi).await;
        let quote = quote.expect("is fetched");
        assert!(brought.head.freight > Paise::ZERO);
        assert_eq!((quote.head.freight, quote.head.total), (Paise::ZERO, Paise(500_00)));
        assert_eq!(quote.shipments[0].carrier, Carrier::Counter);
        assert!(quote.head.earliest > town.db.now().day(), "it is made ready and brought there first");
        let anita = town.opens(&town.order("Anita", quote.head.id, DEOGHAR).await.expect("is placed")).await;
        town.pays(&anita).await;
        town.brings_to_hub("Sunita", &anita).await;
        let shipment = town.view(&anita).await.shipments[0].id;
        town.leaves(shipment).await.expect("leaves for the counter");
        assert_eq!(town.told("sms-at-counter").await, 0, "it is not there yet");
        let code = town.view(&anita).await.shipments[0].delivery_code.clone();
        let early = town.says_at_counter(&anita, &code).await;
        assert!(matches!(early, Err(PickupError::NotNow)), "{early:?}");
        assert!(town.says_code(shipment, &code).await.is_err(), "its hub does not hand it out");
        let elsewhere = pickups::lies_here(&town.db, town.madhupur_hub, shipment).await;
        assert!(matches!(elsewhere, Err(PickupError::Missing)), "{elsewhere:?}");
        pickups::lies_here(&town.db, town.deoghar_hub, shipment).await.expect("lies there");
        assert_eq!(town.told("sms-at-counter").await, 1);
        let twice = pickups::lies_here(&town.db, town.deoghar_hub, shipment).await;
        assert!(matches!(twice, Err(PickupError::NotNow)), "{twice:?}");
        let wrong = if code == "000000" { "000001" } else { "000000" };
        let wrong = town.says_at_counter(&anita, wrong).await;
        assert!(
            matches!(wrong, Err(PickupError::Delivery(DeliveryError::WrongCode { tries_left: 4 }))),
            "{wrong:?}"
        );
        town.says_at_counter(&anita, &code).await.expect("is handed out");
        assert_eq!(town.state(&anita).await, Order::Completed);
        assert_eq!(town.balance(Account::BuyerAdvance).await, Paise::ZERO);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn at_the_hubs_own_counter_it_lies_at_once_and_cash_is_taken_there() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let counter = town.counter(CounterKind::Hub, Paise(10_00)).await;
        let quote = town.quote_at(&[("lac bangles", 1)], any_hour(counter), PaymentMethod::Cash).await;
        let quote = quote.expect("cash is taken");
        assert_eq!(quote.head.freight, Paise(10_00));
        let anita = Bought::of(&town.order("Anita", quote.head.id, DEOGHAR).await.expect("is placed"));
        town.promises(&anita).await;
        town.brings_to_hub("Sunita", &anita).await;
        let view = town.view(&anita).await;
        town.leaves(view.shipments[0].id).await.expect("is put on the counter");
        assert_eq!(town.told("sms-at-counter").await, 1);
        let line = &pickups::lines_at(&mut town.read().await, town.deoghar_hub).await.expect("lists")[0];
        assert_eq!((line.due, line.until), (Paise(260_00), Some(town.db.now().day().plus(5))));
        town.says_at_counter(&anita, &view.shipments[0].delivery_code).await.expect("is handed out");
        assert_eq!(town.balance(Account::CashHub(town.deoghar_hub)).await, Paise(260_00));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_comes_and_after_a_reminder_it_goes_back_and_the_money_too() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let counter = town.counter(CounterKind::Mela, Paise::ZERO).await;
        let placed = town.orders_at("Anita", any_hour(counter)).await.expect("is placed");
        let anita = town.opens(&placed).await;
        town.pays(&anita).await;
        town.brings_to_hub("Sunita", &anita).await;
        let shipment = town.view(&anita).await.shipments[0].id;
        town.leaves(shipment).await.expect("leaves");
        pickups::lies_here(&town.db, town.deoghar_hub, shipment).await.expect("lies there");
        assert_eq!(pickups::turn(&town.db).await.expect("looks"), (0, 0));
        town.minutes_pass(3 * 24 * 60);
        assert_eq!(pickups::turn(&town.db).await.expect("looks"), (1, 0), "two days are left");
        assert_eq!(pickups::turn(&town.db).await.expect("looks"), (0, 0), "once");
        assert_eq!(town.told("sms-counter-reminder").await, 1);
        town.minutes_pass(2 * 24 * 60);
        assert_eq!(pickups::turn(&town.db).await.expect("looks"), (0, 0), "the last day is hers");
        town.minutes_pass(24 * 60);
        assert_eq!(pickups::turn(&town.db).await.expect("looks"), (0, 1));
        assert_eq!(town.view(&anita).await.shipments[0].state, Shipment::ComingBack);
        let tasks =
            market::tracking::open_hitches(&mut town.read().await, town.deoghar_hub).await.expect("lists");
        assert_eq!(tasks, 1, "its hub has the task of receiving it");
        town.is_sound().await;
        let by = town.keeper().await;
        market::delivery::come_home(&town.db, by, town.deoghar_hub, shipment, Shape::Whole)
            .await
            .expect("is home");
        town.refunds_arrive(&anita).await;
        assert_eq!(
            (town.given_back(&anita).await, town.stock("lac bangles").await),
            (Paise(250_00), (20, 0))
        );
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slot_takes_as_many_orders_as_it_has_places_and_no_more() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let counter = town.counter(CounterKind::Mela, Paise::ZERO).await;
        let at = At { counter, slot: Some(town.slot(counter, 2).await) };
        let mut quotes = Vec::new();
        for _ in 0..3 {
            let quote =
                town.quote_at(&[("lac bangles", 1)], at, PaymentMethod::Upi).await.expect("has a place");
            assert_eq!(quote.head.earliest, quote.head.latest, "in its hour, not before and not after");
            quotes.push(quote.head.id);
        }
        let people = ["Anita", "Bimal", "Chand"];
        let orders = people.iter().zip(quotes).map(|(who, quote)| town.order(who, quote, DEOGHAR));
        let placed = join_all(orders).await;
        let full = placed.iter().filter(|one| matches!(one, Err(OrderError::SlotFull))).count();
        assert_eq!((full, town.taken(counter).await), (1, 2), "{placed:?}");
        assert_eq!(town.stock("lac bangles").await, (20, 2), "who is late holds nothing");
        let late = town.quote_at(&[("lac bangles", 1)], at, PaymentMethod::Upi).await;
        assert!(matches!(late, Err(QuoteError::SlotFull)), "{late:?}");
        let first = placed.iter().flatten().next().expect("somebody was in time");
        let first = town.opens(first).await;
        town.minutes_pass(31);
        assert!(town.expires(&first).await);
        assert_eq!(town.taken(counter).await, 1, "who does not pay makes room");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_there_in_time_is_not_promised_and_a_shut_counter_takes_nothing() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let counter = town.counter(CounterKind::Mela, Paise::ZERO).await;
        let today = town.db.now().day();
        pickups::open_slot(&town.db, counter, today, (600, 660), 5).await.expect("is opened");
        let slot = pickups::slots_ahead(&mut town.read().await, counter).await.expect("lists")[0].id;
        let at = At { counter, slot: Some(slot) };
        let refused = town.quote_at(&[("lac bangles", 1)], at, PaymentMethod::Upi).await;
        assert!(
            matches!(&refused, Err(QuoteError::NotSold(goods)) if matches!(goods[0].2, WhyNot::NotByThen { there } if there > today)),
            "{refused:?}"
        );
        let never = town.counter_of(CounterKind::Haat, Paise::ZERO, Weekdays(0)).await;
        assert!(matches!(never, Err(PickupError::Bad("weekday"))), "{never:?}");
        let meena = town.person("Meena").await;
        pickups::shut(&town.db, meena, counter).await.expect("is shut");
        assert!(matches!(pickups::shut(&town.db, meena, counter).await, Err(PickupError::NotNow)));
        let refused = town.quote_at(&[("lac bangles", 1)], any_hour(counter), PaymentMethod::Upi).await;
        assert!(matches!(refused, Err(QuoteError::NoCounter)), "{refused:?}");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slot_with_a_place_too_many_and_a_parcel_that_never_lay_are_found() {
    breaks("a slot that says more than its orders", &[IN_SLOT], async |busy| {
        let counter = busy.town.counter(CounterKind::Mela, Paise::ZERO).await;
        busy.town.slot(counter, 2).await;
        vec![(sql!("update pickup_slot set taken = 1"), vec![])]
    })
    .await;
    breaks("a parcel that was fetched from nowhere", &[LAY], async |busy| {
        let town = &busy.town;
        let counter = town.counter(CounterKind::Hub, Paise::ZERO).await;
        let chand = town.opens(&town.orders_at("Chand", any_hour(counter)).await.expect("is placed")).await;
        town.pays(&chand).await;
        town.brings_to_hub("Sunita", &chand).await;
        let view = town.view(&chand).await;
        town.leaves(view.shipments[0].id).await.expect("lies there");
        town.says_at_counter(&chand, &view.shipments[0].delivery_code).await.expect("is handed out");
        vec![(sql!("delete from counter_wait"), vec![])]
    })
    .await;
}
