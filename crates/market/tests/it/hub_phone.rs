//! What a hub's phone took down without signal: it arrives once, and what has changed meanwhile is told.

use kernel::Time;
use kernel::ids::{HubId, HubSendingId, Id};
use market::orders::hub::{self, Finding, Sent, Taken};
use market::orders::{OrderError, Parcel};
use store::{on_each_engine, testing::Fresh};

use crate::town::{Bought, DEOGHAR, Town};

impl Town {
    /// The hub's phone sends a look of Sunita's parcel; each number is a look of its own.
    async fn phone_sends(
        &self,
        (hub, bought): (HubId, &Bought),
        number: u8,
        finding: Finding<'_>,
    ) -> Result<Taken, OrderError> {
        let code = self.parcel(bought, "Sunita").await.code;
        let id = HubSendingId::new(Time(1), [number; 10]);
        let sent = Sent { id, code: &code, finding, seen_at: Time(5) };
        hub::take(&self.db, self.by("Hari").await, hub, &sent, None).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_look_taken_down_without_signal_arrives_once_however_often_it_is_sent() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let at = town.deoghar_hub;
        let anita = town.buys("Anita", &[("lac bangles", 2)], DEOGHAR).await;
        town.pays(&anita).await;
        town.accepts("Sunita", &anita).await.expect("accepts");
        town.packs("Sunita", &anita).await.expect("packs");

        let torn = Finding::GoesBack("the box is torn");
        assert_eq!(town.phone_sends((at, &anita), 1, torn).await.expect("arrives"), Taken::Now);
        town.packs("Sunita", &anita).await.expect("packs it better");
        // The answer was lost on the way, so the phone sends it again: it must not send back what is mended.
        assert_eq!(town.phone_sends((at, &anita), 1, torn).await.expect("is known"), Taken::Before);
        assert_eq!(town.parcel(&anita, "Sunita").await.state, Parcel::Packed);
        let other = town.phone_sends((at, &anita), 1, Finding::Passes).await;
        assert!(matches!(other, Err(OrderError::Raced)), "an id stands for one look: {other:?}");

        assert_eq!(town.phone_sends((at, &anita), 2, Finding::Passes).await.expect("arrives"), Taken::Now);
        assert_eq!(
            town.phone_sends((at, &anita), 2, Finding::Passes).await.expect("is known"),
            Taken::Before
        );
        assert_eq!(town.parcel(&anita, "Sunita").await.state, Parcel::AtHub);
        let id = HubSendingId::new(Time(1), [2; 10]);
        let known = async |hub| hub::has_arrived(&mut town.read().await, hub, id).await.expect("reads");
        assert!(known(at).await && !known(town.madhupur_hub).await);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changed_meanwhile_is_told_and_the_phone_may_send_its_look_again() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let at = town.deoghar_hub;
        let anita = town.buys("Anita", &[("lac bangles", 2)], DEOGHAR).await;
        town.pays(&anita).await;
        town.accepts("Sunita", &anita).await.expect("accepts");

        let early = town.phone_sends((at, &anita), 1, Finding::Passes).await;
        let told = early.expect_err("the maker has not pressed «packed»");
        assert!(matches!(told, OrderError::ParcelNotNow(no) if no.from == Parcel::Accepted), "{told}");
        let elsewhere = town.phone_sends((town.madhupur_hub, &anita), 1, Finding::Passes).await;
        assert!(matches!(elsewhere, Err(OrderError::NoParcel(_))), "another hub's parcel is none");
        let no_word = town.phone_sends((at, &anita), 1, Finding::GoesBack(" ")).await;
        assert!(matches!(no_word, Err(OrderError::NoReason)));

        town.packs("Sunita", &anita).await.expect("packs");
        assert_eq!(town.phone_sends((at, &anita), 1, Finding::Passes).await.expect("now"), Taken::Now);
        let second = town.phone_sends((at, &anita), 2, Finding::Passes).await;
        let told = second.expect_err("the other keeper was faster");
        assert!(matches!(told, OrderError::ParcelNotNow(no) if no.from == Parcel::AtHub), "{told}");
        town.is_sound().await;
    });
}
