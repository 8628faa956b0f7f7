//! A keeper asks an agent of couriers, chooses one, and whatever is retried there is one booking.

use kernel::Paise;
use kernel::ids::{BookingId, ShipmentId};
use market::bookings::{self, BookingState, Weighed};
use market::couriers::{self, CourierError, Standing, take};
use market::delivery::{self, Carrier, DeliveryError, Shipment};
use market::orders::Order;
use store::{on_each_engine, params, sql, testing::Fresh};

use crate::town::{Bought, DEOGHAR, KOLKATA, Town};

const BOX: Weighed = Weighed { weight_g: 1_450, measures_mm: [300, 200, 100] };

impl Town {
    /// A tawa for Kolkata, packed and at the hub.
    async fn packed_for_kolkata(&self) -> (Bought, ShipmentId) {
        let bought = self.buys("Anita", &[("iron tawa", 1)], KOLKATA).await;
        self.pays(&bought).await;
        self.brings_to_hub("Ramesh", &bought).await;
        let shipment = self.view(&bought).await.shipments[0].id;
        (bought, shipment)
    }

    async fn weighs(&self, shipment: ShipmentId) {
        let hari = self.person("Hari").await;
        bookings::weigh(&self.db, hari, self.deoghar_hub, shipment, BOX).await.expect("weighs");
    }

    async fn asks_agent(&self, shipment: ShipmentId) -> Result<String, CourierError> {
        couriers::inquire(&self.db, self.person("Hari").await, self.deoghar_hub, shipment).await
    }

    async fn agent_offers(&self, shipment: ShipmentId) {
        let offer = |courier_ref, courier: &str, paise| take::Offered {
            courier_ref,
            courier: courier.to_owned(),
            rate: Paise(paise),
            days: Some(3),
        };
        let all = [offer(10, "Delhivery Surface", 92_50), offer(33, "Xpressbees", 81_00)];
        take::answered(&self.db, shipment, &all).await.expect("is taken in");
    }

    async fn takes_courier(&self, shipment: ShipmentId, courier: i64) -> Result<(), CourierError> {
        couriers::choose(&self.db, self.person("Hari").await, self.deoghar_hub, shipment, courier).await
    }

    async fn gives_up(&self, shipment: ShipmentId) -> Result<(), CourierError> {
        couriers::give_up(&self.db, self.person("Hari").await, self.deoghar_hub, shipment).await
    }

    async fn carried(&self, shipment: ShipmentId) -> Standing {
        let standing = couriers::standing(&mut self.read().await, self.deoghar_hub, shipment).await;
        standing.expect("asks").expect("it is here")
    }

    async fn booking(&self, shipment: ShipmentId) -> BookingId {
        let asked = sql!("select id from booking where shipment_id = $1 and carrier = 'agent'");
        let (id,) = self.read().await.one(asked, params![shipment]).await.expect("one");
        id
    }

    async fn hears_of(&self, booking: BookingId, words: &str) -> usize {
        let heard = take::Heard { at: self.db.now(), words: words.to_owned(), place: "Kolkata".to_owned() };
        take::heard(&self.db, booking, &[heard]).await.expect("is taken in")
    }

    async fn is_booked(&self, shipment: ShipmentId) -> BookingId {
        self.weighs(shipment).await;
        self.asks_agent(shipment).await.expect("asks");
        self.agent_offers(shipment).await;
        self.takes_courier(shipment, 33).await.expect("chooses");
        let booking = self.booking(shipment).await;
        take::known(&self.db, booking, "501", "701").await.expect("is known");
        take::booked(&self.db, booking, "AWB1001", "Xpressbees").await.expect("is booked");
        booking
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn hari_books_a_courier_and_its_tracking_brings_the_box_to_anita() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (anita, shipment) = town.packed_for_kolkata().await;
        assert!(matches!(town.asks_agent(shipment).await, Err(CourierError::NotMeasured)));
        town.weighs(shipment).await;
        town.asks_agent(shipment).await.expect("asks");
        let reach = take::to_ask(&town.db, shipment).await.expect("asks").expect("it is awaited");
        assert_eq!((reach.from.as_str(), reach.to.as_str(), reach.weight_g), (DEOGHAR, KOLKATA, 1_450));
        town.agent_offers(shipment).await;
        assert!(take::to_ask(&town.db, shipment).await.expect("asks").is_none(), "answered once");
        let standing = town.carried(shipment).await;
        assert_eq!(standing.offers.iter().map(|one| one.courier_ref).collect::<Vec<_>>(), [33, 10]);
        assert!(standing.freight > Paise::ZERO, "beside what the buyer paid");
        assert!(matches!(town.takes_courier(shipment, 7).await, Err(CourierError::NotOffered)));
        town.takes_courier(shipment, 33).await.expect("chooses");
        assert!(matches!(town.takes_courier(shipment, 10).await, Err(CourierError::NotReady)), "once");
        assert!(matches!(town.leaves(shipment).await, Err(DeliveryError::NotBooked)), "nobody has it yet");
        let booking = town.booking(shipment).await;
        let ask = take::to_book(&town.db, booking).await.expect("asks").expect("to be booked");
        assert_eq!((ask.shipment, ask.courier_ref, ask.is_known), (shipment, 33, false));
        assert_eq!((ask.goods.len(), ask.goods[0].quantity, ask.pickup.as_str()), (1, 1, "deoghar"));
        for _ in 0..2 {
            take::known(&town.db, booking, "501", "701").await.expect("twice is fine");
            take::booked(&town.db, booking, "AWB1001", "Xpressbees").await.expect("twice is fine");
        }
        assert!(take::to_book(&town.db, booking).await.expect("asks").is_none(), "nothing is left to book");
        assert_eq!(town.messages(couriers::LABEL).await.len(), 1);
        take::labelled(&town.db, booking, "labels/x").await.expect("is kept");
        let booked = town.carried(shipment).await.booked.expect("booked");
        assert_eq!((booked.state, booked.charged), (BookingState::Booked, Some(Paise(81_00))));
        town.leaves(shipment).await.expect("a courier fetches it");
        assert_eq!(town.told("sms-couriered").await, 1);
        assert_eq!(town.hears_of(booking, "PICKUP SCHEDULED").await, 0, "words that are no step");
        assert_eq!(town.hears_of(booking, "OUT FOR DELIVERY").await, 1);
        assert_eq!(town.hears_of(booking, "OUT FOR DELIVERY").await, 0, "known");
        town.minutes_pass(30);
        assert_eq!(town.hears_of(booking, "DELIVERED").await, 1);
        assert_eq!(town.state(&anita).await, Order::Completed);
        assert!(take::to_follow(&town.db, booking).await.expect("asks").is_none(), "nobody asks any more");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_courier_fetched_has_left_though_nobody_said_so() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (anita, shipment) = town.packed_for_kolkata().await;
        let booking = town.is_booked(shipment).await;
        assert_eq!(town.hears_of(booking, "PICKED UP").await, 1);
        assert_eq!(town.carried(shipment).await.state, Shipment::Shipped);
        town.minutes_pass(60);
        assert_eq!(town.hears_of(booking, "UNDELIVERED-1st Attempt").await, 1);
        let hitches = market::tracking::open_hitches(&mut town.read().await, town.deoghar_hub).await;
        assert_eq!(hitches.expect("counts"), 1, "a task of the hub");
        town.minutes_pass(60);
        assert_eq!(town.hears_of(booking, "RTO INITIATED").await, 1);
        let actor = town.by("Hari").await;
        delivery::come_home(&town.db, actor, town.deoghar_hub, shipment, delivery::Shape::Whole)
            .await
            .expect("is back");
        assert_eq!(town.state(&anita).await, Order::Cancelled);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn whom_no_courier_takes_goes_by_post_or_with_another() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (_, shipment) = town.packed_for_kolkata().await;
        town.weighs(shipment).await;
        town.asks_agent(shipment).await.expect("asks");
        take::silent(&town.db, shipment, "silent: no answer in time").await.expect("is noted");
        let asked = town.carried(shipment).await.asked.expect("asked");
        assert_eq!(asked.silent, "silent: no answer in time");
        town.asks_agent(shipment).await.expect("asks again");
        town.agent_offers(shipment).await;
        town.takes_courier(shipment, 33).await.expect("chooses");
        let booking = town.booking(shipment).await;
        take::refused(&town.db, booking, "pincode not served today").await.expect("is noted");
        let standing = town.carried(shipment).await;
        assert_eq!(
            (standing.carrier, standing.booked.expect("it").state),
            (Carrier::IndiaPost, BookingState::Refused)
        );
        town.takes_courier(shipment, 10).await.expect("another one");
        assert_eq!(town.booking(shipment).await, booking, "the same booking");
        assert_eq!(town.messages(couriers::BOOK).await.len(), 2);
        town.gives_up(shipment).await.expect("by post after all");
        assert_eq!(town.messages(couriers::CANCEL).await.len(), 1);
        take::booked(&town.db, booking, "AWB9", "Delhivery").await.expect("too late");
        assert_eq!(town.messages(couriers::CANCEL).await.len(), 2, "what was made meanwhile is called off");
        let standing = town.carried(shipment).await;
        assert_eq!(
            (standing.carrier, standing.booked.expect("it").state),
            (Carrier::IndiaPost, BookingState::CalledOff)
        );
        assert!(matches!(town.takes_courier(shipment, 33).await, Err(CourierError::AlreadySo)));
        town.leaves(shipment).await.expect("the post takes it");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agent_is_not_asked_about_what_others_carry() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let near = town.buys("Anita", &[("iron tawa", 1)], DEOGHAR).await;
        town.pays(&near).await;
        town.brings_to_hub("Ramesh", &near).await;
        let own = town.view(&near).await.shipments[0].id;
        assert!(matches!(town.asks_agent(own).await, Err(CourierError::NotReady)), "our runner goes there");
        let (_, shipment) = town.packed_for_kolkata().await;
        town.weighs(shipment).await;
        let hari = town.person("Hari").await;
        let elsewhere = couriers::inquire(&town.db, hari, town.madhupur_hub, shipment).await;
        assert!(matches!(elsewhere, Err(CourierError::Missing)), "{elsewhere:?}");
        couriers::nudge(&town.db, "AWB-of-nobody").await.expect("nobody's box");
        assert!(town.messages(couriers::NUDGED).await.is_empty());
        let booking = town.is_booked(shipment).await;
        for _ in 0..3 {
            couriers::nudge(&town.db, "AWB1001").await.expect("noted");
        }
        assert_eq!(town.messages(couriers::NUDGED).await.len(), 1, "once a minute at most");
        assert!(town.gives_up(own).await.is_err());
        town.leaves(shipment).await.expect("leaves");
        assert!(matches!(town.gives_up(shipment).await, Err(CourierError::NotReady)), "it is gone");
        assert_eq!(take::to_cancel(&town.db, booking).await.expect("asks"), None);
        town.is_sound().await;
    });
}
