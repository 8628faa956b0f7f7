//! A parcel left at a door against a photo: what may be left, whose word counts, and whose money waits.

use kernel::Lang;
use kernel::ids::ShipmentId;
use market::accounts;
use market::complaints::{self, By, Complainant, ComplaintError, Outcome, Scope};
use market::delivery::DeliveryError;
use market::doors::{self, DoorError, DoorEvent, DoorState, HOLD_DAYS};
use market::erasure;
use market::media::act::Kept;
use market::orders::Order;
use market::payouts::PayoutError;
use store::{on_each_engine, sql, testing::Fresh};

use crate::town::{Bought, DEOGHAR, RANCHI, Town};
use crate::verify::breaks;

/// What `verify` promises of doors.
pub const LEFT: &str = "only our own hands leave parcels, paid and worth little, and they have arrived";
pub const EARLY: &str = "no payout takes up a parcel left at a door before its days are over";
const DAY_MIN: i64 = 24 * 60;

impl Town {
    /// Goods of these makers have left their hub; answers the shipment.
    async fn goes_out(&self, who: &str, wants: &[(&str, u32)], pin: &str) -> (Bought, ShipmentId) {
        let bought = self.lies_ready(who, wants, pin).await;
        let shipment = self.view(&bought).await.shipments[0].id;
        self.leaves(shipment).await.expect("leaves");
        (bought, shipment)
    }

    async fn runner_leaves(&self, shipment: ShipmentId) -> Result<(), DoorError> {
        let files = vec![(160, 160, market::media::Format::Webp, 900)];
        let photo = Kept { id: market::media::picture_id(b"a box on a doorstep"), files, look: None };
        let by = (self.by("Hari").await, self.person("Hari").await);
        doors::leave(&self.db, by, self.hub_of(shipment).await, shipment, &photo).await
    }

    async fn says_at_door(
        &self,
        who: &str,
        shipment: ShipmentId,
        event: DoorEvent,
        words: &str,
    ) -> Result<Option<String>, DoorError> {
        let person = self.person(who).await;
        let known = accounts::who_is(&mut self.read().await, person).await.expect("asks").expect("there");
        let who = Complainant { person: Some(person), mobile: &known.mobile, lang: Lang::Hi, session: None };
        doors::say(&self.db, (who, person), shipment, event, words).await
    }

    async fn door_of(&self, bought: &Bought) -> (DoorState, String) {
        let left = doors::of_order(&mut self.read().await, bought.id).await.expect("asks");
        (left[0].state, left[0].complaint.clone())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_left_has_arrived_and_its_maker_is_paid_once_the_days_are_over() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (anita, shipment) = town.goes_out("Anita", &[("lac bangles", 2)], DEOGHAR).await;
        assert!(doors::may_leave(&mut town.read().await, town.deoghar_hub, shipment).await.expect("asks"));
        let elsewhere = doors::may_leave(&mut town.read().await, town.madhupur_hub, shipment).await;
        assert!(!elsewhere.expect("asks"), "another hub's shipment");
        town.runner_leaves(shipment).await.expect("is left");
        assert_eq!(town.state(&anita).await, Order::Completed);
        assert_eq!((town.told("sms-left-at-door").await, town.told("sms-delivered").await), (1, 0));
        let twice = town.runner_leaves(shipment).await;
        assert!(matches!(twice, Err(DoorError::Delivery(DeliveryError::NotNow(_)))), "{twice:?}");

        let early = town.drafts("Farida").await;
        assert!(matches!(early, Err(PayoutError::NothingDue)), "her money waits: {early:?}");
        town.minutes_pass(HOLD_DAYS * DAY_MIN);
        assert!(matches!(town.drafts("Farida").await, Err(PayoutError::NothingDue)), "also on the last day");
        town.minutes_pass(DAY_MIN);
        town.drafts("Farida").await.expect("the days are over");
        let late = town.says_at_door("Anita", shipment, DoorEvent::Disowns, "मुझे नहीं मिला").await;
        assert!(matches!(late, Err(DoorError::TooLate)), "{late:?}");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn not_mine_is_a_complaint_and_the_money_waits_until_it_is_closed() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (anita, shipment) = town.goes_out("Anita", &[("lac bangles", 2)], DEOGHAR).await;
        town.runner_leaves(shipment).await.expect("is left");
        let hers = town.says_at_door("Bimal", shipment, DoorEvent::Owns, "").await;
        assert!(matches!(hers, Err(DoorError::Missing)), "another buyer's door is none: {hers:?}");
        let silent = town.says_at_door("Anita", shipment, DoorEvent::Disowns, " ").await;
        assert!(matches!(silent, Err(DoorError::Complaint(ComplaintError::NoWords))), "{silent:?}");
        assert_eq!(town.door_of(&anita).await.0, DoorState::Unsaid, "nothing was kept of it");

        let number = town
            .says_at_door("Anita", shipment, DoorEvent::Disowns, "यह मेरा दरवाज़ा नहीं")
            .await
            .expect("is taken");
        let number = number.expect("a number");
        assert_eq!(town.door_of(&anita).await, (DoorState::NotMine, number.clone()));
        let again = town.says_at_door("Anita", shipment, DoorEvent::Owns, "").await;
        assert!(matches!(again, Err(DoorError::AlreadySaid)), "{again:?}");
        town.minutes_pass((HOLD_DAYS + 2) * DAY_MIN);
        assert!(matches!(town.drafts("Farida").await, Err(PayoutError::NothingDue)), "it is looked into");
        let deepa = By { person: town.person("Deepa").await, scope: Scope::Office };
        let found = "पड़ोसी के यहाँ रखा था, मिल गया";
        complaints::close(&town.db, &deepa, &number, Outcome::Explained, found).await.expect("closes");
        town.drafts("Farida").await.expect("now it is due");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_hers_and_the_money_waits_no_longer_and_the_photo_goes_with_her() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (anita, shipment) = town.goes_out("Anita", &[("lac bangles", 2)], DEOGHAR).await;
        town.runner_leaves(shipment).await.expect("is left");
        assert_eq!(town.says_at_door("Anita", shipment, DoorEvent::Owns, "").await.expect("is taken"), None);
        town.drafts("Farida").await.expect("is due at once");
        town.is_sound().await;
        erasure::ask(&town.db, town.person("Anita").await).await.expect("asks");
        town.minutes_pass(48 * 60);
        erasure::look_again(&town.db).await.expect("erases");
        let left = doors::of_order(&mut town.read().await, anita.id).await.expect("asks");
        assert_eq!((left[0].state, left[0].picture.as_deref()), (DoorState::Mine, None));
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn cash_much_and_the_post_are_never_left() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (_, much) = town.goes_out("Anita", &[("lac bangles", 5)], DEOGHAR).await;
        let refused = town.runner_leaves(much).await;
        assert!(matches!(refused, Err(DoorError::TooMuch)), "{refused:?}");
        let (_, posted) = town.goes_out("Bimal", &[("iron tawa", 1)], RANCHI).await;
        let refused = town.runner_leaves(posted).await;
        assert!(matches!(refused, Err(DoorError::Missing)), "{refused:?}");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_at_a_door_the_post_went_to() {
    breaks("a photo of a shipment that has not left", &[LEFT, crate::verify::CHAIN], async |_| {
        let photo = sql!(
            "insert into door_photo (id, shipment_id, taken_by, at_ms, held_until_day, state, version, trail)
             select 'dph_00000000000000000000000001', min(s.id), min(p.id), 0, 0, 'unsaid', 0, ''
               from shipment s, person p where s.state = 'planned'"
        );
        vec![(photo, vec![])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payout_before_the_days_are_over() {
    breaks("a hold that outlasts a payout", &[LEFT, EARLY, crate::verify::CHAIN], async |_| {
        let photo = sql!(
            "insert into door_photo (id, shipment_id, taken_by, at_ms, held_until_day, state, version, trail)
             select 'dph_00000000000000000000000001', min(p.shipment_id), min(b.made_by), 0, 900000, 'unsaid', 0, ''
               from parcel p join payout_line l on l.parcel_id = p.id join payout y on y.id = l.payout_id
               join payout_batch b on b.id = y.batch_id"
        );
        vec![(photo, vec![])]
    })
    .await;
}
