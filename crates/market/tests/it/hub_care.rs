//! A complaint is about a parcel that passed through a hub: its keeper sees it, says what she found, and closes nothing.

use kernel::Lang;
use kernel::ids::HubId;
use market::accounts;
use market::complaints::{
    self, About, By, Complainant, ComplaintError, ComplaintState, Filing, HubFinding, Scope, Side,
};
use store::{on_each_engine, testing::Fresh};

use crate::town::{Bought, DEOGHAR, Town};

impl Town {
    async fn keeps(&self, who: &str, hub: HubId) -> By {
        By { person: self.person(who).await, scope: Scope::Hub(hub) }
    }

    async fn complains_of(&self, who: &str, order: Option<&Bought>) -> String {
        let person = self.person(who).await;
        let known = accounts::who_is(&mut self.read().await, person).await.expect("asks").expect("there");
        let complainant =
            Complainant { person: Some(person), mobile: &known.mobile, lang: Lang::Hi, session: None };
        let (about, once) = if order.is_some() { (About::Order, "h-1") } else { (About::Site, "h-2") };
        let order = order.map(|bought| bought.code.as_str());
        let words = "एक चूड़ी टूटी निकली";
        let filing = Filing { about, order, line: None, good: None, words, once };
        complaints::file(&self.db, complainant, &filing, None).await.expect("taken")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn hari_answers_for_a_parcel_of_his_hub_and_another_hub_sees_nothing() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let bought = town.sells("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        let number = town.complains_of("Anita", Some(&bought)).await;
        let other = town.complains_of("Anita", None).await;
        let hari = town.keeps("Hari", town.deoghar_hub).await;
        let indu = town.keeps("Indu", town.madhupur_hub).await;
        let numbers = async |by: &By| {
            let open = complaints::waiting(&mut town.read().await, by, Town::SOME).await.expect("lists");
            open.into_iter().map(|line| line.number).collect::<Vec<_>>()
        };
        assert_eq!((numbers(&hari).await, numbers(&indu).await), (vec![number.clone()], vec![]));

        let found = (HubFinding::LeftWhole, "भूसे के साथ दोहरे डिब्बे में निकला था");
        for (by, which) in [(&indu, &number), (&hari, &other)] {
            let away = complaints::answer_at_hub(&town.db, by, which, found, None).await;
            assert!(matches!(away, Err(ComplaintError::Missing)), "not a parcel of this hub: {away:?}");
        }
        let silent = (HubFinding::LeftWhole, " ");
        let silent = complaints::answer_at_hub(&town.db, &hari, &number, silent, None).await;
        assert!(matches!(silent, Err(ComplaintError::NoWords)));
        complaints::answer_at_hub(&town.db, &hari, &number, found, None).await.expect("answers");
        let seen = complaints::by_number(&mut town.read().await, None, &number).await.expect("asks");
        let seen = seen.expect("it is there");
        assert_eq!(
            seen.state,
            ComplaintState::Acknowledged,
            "heard, and still open for whom the clock calls"
        );
        let last = seen.messages.last().expect("an answer");
        assert_eq!(
            (last.side, last.words.as_str(), last.at_hub.as_str()),
            (Side::Desk, found.1, "left_whole")
        );
        assert_eq!(town.told("sms-complaint-answered").await, 1);

        let at_hub =
            complaints::at_hub(&mut town.read().await, seen.id, town.deoghar_hub).await.expect("asks");
        assert_eq!((at_hub.len(), at_hub[0].finding.as_str()), (1, "passes"), "what the hub saw then");
        let elsewhere = complaints::at_hub(&mut town.read().await, seen.id, town.madhupur_hub).await;
        assert!(elsewhere.expect("asks").is_empty());
        town.is_sound().await;
    });
}
