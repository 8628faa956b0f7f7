//! A box is booked with the agent of couriers once, however badly the agent behaves; other carriers go on.

use connectors::shiprocket::Shiprocket;
use kernel::ids::{BookingId, ShipmentId};
use market::audit::{Actor, Part};
use market::bookings::{self, BookingState, Weighed};
use market::couriers::{self, Standing};
use market::delivery::{Carrier, Shipment};
use market::orders::hub::{Finding, inspect};
use market::orders::maker;
use simulators::courier::{self, Agent, CourierConfig, Mood};
use simulators::gateway::Outcome;
use store::blobs::Blobs;
use store::{on_each_engine, params, sql, testing::Fresh};

use crate::town::{FREE_PORT, Town};

/// A town with an agent of couriers, a box for Ranchi at its hub, weighed.
struct Hub {
    town: Town,
    agent: Agent,
    shipment: ShipmentId,
    hub: kernel::ids::HubId,
    blobs: Blobs,
}

impl Hub {
    async fn open(fresh: &Fresh) -> Hub {
        let mut town = Town::open(fresh).await;
        let agent = courier::start(CourierConfig { listen: FREE_PORT, book: None }).await.expect("an agent");
        let config = connectors::shiprocket::ShiprocketConfig { patience_ms: 1_500, ..agent.config() };
        let blobs = Blobs::folder(&fresh.folder.join("media")).expect("a folder");
        town.worker.courier = Some(Shiprocket::new(config).expect("a line"));
        town.worker.media = Some(blobs.clone());
        let order = town.places_for(&[(town.district.bangles, 2)], "834001").await;
        town.work().await;
        town.pays(&order, Outcome::Success).await;
        town.webhooks_come().await;
        let asked = sql!(
            "select p.id, p.code, p.maker_id, p.hub_id, p.shipment_id from parcel p join buyer_order o on o.id = p.order_id
              where o.code = $1"
        );
        let (parcel, code, maker_id, hub, shipment): (
            kernel::ids::ParcelId,
            String,
            kernel::ids::MakerId,
            kernel::ids::HubId,
            ShipmentId,
        ) = town.db.read().await.expect("reads").one(asked, params![order.code]).await.expect("one parcel");
        let by = Actor::Person(town.anita, Part::Maker);
        let day = town.db.now().day().plus(1);
        maker::accept(&town.db, by, maker_id, parcel, day).await.expect("accepts");
        maker::pack(&town.db, by, maker_id, parcel).await.expect("packs");
        inspect(&town.db, by, hub, &code, Finding::Passes, None).await.expect("passes");
        let weighed = Weighed { weight_g: 1_450, measures_mm: [300, 200, 100] };
        bookings::weigh(&town.db, town.anita, hub, shipment, weighed).await.expect("weighs");
        Hub { town, agent, shipment, hub, blobs }
    }

    async fn asks(&self) -> Standing {
        self.town.db.clock().advance_ms(1_000);
        couriers::inquire(&self.town.db, self.town.anita, self.hub, self.shipment).await.expect("asks");
        self.town.work().await;
        self.stands().await
    }

    async fn chooses(&self, courier: i64) {
        couriers::choose(&self.town.db, self.town.anita, self.hub, self.shipment, courier)
            .await
            .expect("chooses");
        self.town.work().await;
    }

    async fn stands(&self) -> Standing {
        let mut read = self.town.db.read().await.expect("reads");
        couriers::standing(&mut read, self.hub, self.shipment).await.expect("asks").expect("it is here")
    }

    async fn state(&self) -> Option<BookingState> {
        self.stands().await.booked.map(|booked| booked.state)
    }

    async fn booking(&self) -> BookingId {
        let asked = sql!("select id from booking where shipment_id = $1 and carrier = 'agent'");
        let mut read = self.town.db.read().await.expect("reads");
        let (id,) = read.one(asked, params![self.shipment]).await.expect("one");
        id
    }

    async fn is_sound(&self) {
        let checks = market::verify::run(&self.town.db).await.expect("the checks run");
        let breaches: Vec<_> = checks.into_iter().filter(|check| !check.holds()).collect();
        assert!(breaches.is_empty(), "{breaches:#?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_box_is_offered_booked_labelled_and_followed_to_its_door() {
    on_each_engine!(async |fresh: &Fresh| {
        let hub = Hub::open(fresh).await;
        let standing = hub.asks().await;
        assert_eq!(standing.offers.len(), 3, "three couriers go there");
        assert!(standing.offers[0].rate < standing.offers[1].rate, "the cheapest first");
        hub.chooses(33).await;
        hub.town.minutes_pass(1).await;
        let booked = hub.stands().await.booked.expect("booked");
        assert_eq!((booked.state, booked.courier.as_str()), (BookingState::Booked, "Xpressbees Air"));
        let pdf = hub.blobs.get(&booked.label.expect("a label")).await.expect("reads").expect("it is there");
        assert!(pdf.starts_with(b"%PDF"));
        let orders = hub.agent.orders();
        assert_eq!((orders.len(), orders[0].is_to_be_fetched), (1, true));
        assert_eq!(orders[0].reference, hub.shipment.to_string());
        let awb = booked.awb.expect("a waybill");
        hub.agent.expire_tokens();
        let now = hub.town.db.now();
        assert!(hub.agent.happens(&awb, "PICKED UP", now).await);
        assert!(hub.agent.happens(&awb, "DELIVERED", now.plus_minutes(1)).await);
        couriers::nudge(&hub.town.db, &awb).await.expect("is noted");
        hub.town.minutes_pass(1).await;
        assert_eq!(
            hub.stands().await.state,
            Shipment::Delivered,
            "the truth was asked for, with a new token"
        );
        hub.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_the_agent_does_a_box_is_booked_once() {
    on_each_engine!(async |fresh: &Fresh| {
        let hub = Hub::open(fresh).await;
        hub.asks().await;
        hub.agent.set_mood(Mood::DoneInSilence);
        hub.chooses(10).await;
        assert_eq!(hub.state().await, Some(BookingState::Asked));
        assert_eq!(hub.agent.orders().len(), 1, "it was done, and nobody heard");
        for mood in [Mood::Error, Mood::Garbage, Mood::TooOften, Mood::BlackHole] {
            hub.agent.set_mood(mood);
            hub.town.minutes_pass(2).await;
            assert_eq!(hub.state().await, Some(BookingState::Asked), "{mood:?}");
        }
        hub.agent.set_mood(Mood::Fine);
        hub.town.minutes_pass(16).await;
        assert_eq!(hub.state().await, Some(BookingState::Booked));
        assert_eq!(hub.agent.orders().len(), 1, "looked up before it was asked for again");
        hub.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agent_that_is_down_is_said_so_and_the_post_goes_on() {
    on_each_engine!(async |fresh: &Fresh| {
        let hub = Hub::open(fresh).await;
        hub.agent.set_mood(Mood::BlackHole);
        let asked = hub.asks().await.asked.expect("asked");
        assert!(asked.answered_at.is_some() && asked.silent.contains("silent"), "{}", asked.silent);
        hub.agent.set_mood(Mood::Fine);
        hub.asks().await;
        hub.agent.set_mood(Mood::NoCourier);
        hub.chooses(10).await;
        let standing = hub.stands().await;
        assert_eq!(standing.carrier, Carrier::IndiaPost, "no courier takes it");
        assert!(standing.booked.expect("it").reason.contains("not serviceable"));
        hub.agent.set_mood(Mood::Fine);
        hub.chooses(33).await;
        assert_eq!((hub.state().await, hub.agent.orders().len()), (Some(BookingState::Booked), 1));
        couriers::give_up(&hub.town.db, hub.town.anita, hub.hub, hub.shipment)
            .await
            .expect("by post after all");
        hub.town.minutes_pass(3).await;
        assert!(hub.agent.orders()[0].is_cancelled, "called off there too");
        assert_eq!(hub.stands().await.carrier, Carrier::IndiaPost);
        let id = hub.booking().await;
        assert_eq!(couriers::take::to_follow(&hub.town.db, id).await.expect("asks"), None);
        hub.is_sound().await;
    });
}
