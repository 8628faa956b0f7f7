//! A pilgrim scans a code at a stall and buys: the order knows where it began, and the stall stands as long as it was said to.

use kernel::ids::StallId;
use kernel::india::Pin;
use kernel::{Paise, Words};
use market::orders::OrderError;
use market::quotes::{self, PaymentMethod, To};
use market::stalls::{self, NewStall, Stall, StallError, StallKind};
use store::{on_each_engine, testing::Fresh};

use crate::town::{Bought, DEOGHAR, KOLKATA, Town};

impl Town {
    /// Meena enters a stall at the Shravani mela with the goods of one maker, for ten days.
    pub async fn stall(&self, maker: &str) -> StallId {
        self.stall_for(&[maker], (0, 9)).await.expect("is entered")
    }

    pub async fn stall_for(&self, makers: &[&str], (from, until): (i64, i64)) -> Result<StallId, StallError> {
        let today = self.db.now().day();
        let new = NewStall {
            hub: self.deoghar_hub,
            kind: StallKind::Stall,
            name: Words::new("शिवगंगा स्टॉल", "Shivganga stall"),
            place: Words::new("शिवगंगा घाट", "Shivganga ghat"),
            makers: makers.iter().map(|name| self.maker(name)).collect(),
            counter: None,
            days: (today.plus(from), today.plus(until)),
            once: &format!("the form about {}", makers.join(", ")),
        };
        stalls::enter(&self.db, self.person("Meena").await, &new).await
    }

    async fn leads_to(&self, code: &str) -> Option<Stall> {
        stalls::living(&mut self.read().await, code).await.expect("looks")
    }

    /// Buys on her phone after scanning the code of a stall, to be brought home.
    async fn scans_and_buys(&self, who: &str, stall: StallId, good: &str) -> Result<Bought, OrderError> {
        let to = To::Pin(Pin::typed(KOLKATA).expect("a pincode"));
        let (lines, method) = (vec![(self.good(good), 1)], PaymentMethod::Upi);
        let ask = quotes::Ask {
            lines,
            kits: Vec::new(),
            to,
            method,
            cart: None,
            stall: Some(stall),
            wanted: Default::default(),
        };
        let quote = quotes::make(&self.db, &self.books, &ask).await.expect("can be sold");
        Ok(self.opens(&self.order(who, quote.head.id, KOLKATA).await?).await)
    }

    async fn sold_at(&self, stall: StallId) -> Option<(i64, i64, Paise)> {
        let all = stalls::sales(&mut self.read().await).await.expect("lists");
        all.into_iter().find(|sold| sold.stall == stall).map(|sold| (sold.orders, sold.pieces, sold.goods))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pilgrim_buys_at_the_stall_and_her_parcel_goes_home() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let stall = town.stall("Ramesh").await;
        let again = town.stall("Ramesh").await;
        assert_eq!(stall, again, "the same press twice is one stall");
        market::catalogue::act::keep_shelf(&town.db).await.expect("shelves");
        let (here, others) = stalls::goods_of(&mut town.read().await, stall).await.expect("looks");
        let names = |cards: &[market::catalogue::Card]| -> Vec<String> {
            cards.iter().map(|card| card.name.en.clone()).collect()
        };
        assert_eq!(names(&here), ["iron tawa"], "what lies there comes first");
        assert!(!names(&others).contains(&"iron tawa".to_owned()) && !others.is_empty());
        let kamla = town.scans_and_buys("Kamla", stall, "iron tawa").await.expect("is placed");
        assert_eq!(town.sold_at(stall).await, None, "nothing is sold that is not paid");
        town.pays(&kamla).await;
        let elsewhere = town.buys("Bimal", &[("iron tawa", 2)], DEOGHAR).await;
        town.pays(&elsewhere).await;
        assert_eq!(town.sold_at(stall).await, Some((1, 1, Paise(355_55))), "only hers began there");
        town.brings_to_hub("Ramesh", &kamla).await;
        town.everything_arrives(&kamla).await;
        let sales = stalls::sales_of(&mut town.read().await, stall).await.expect("lists");
        assert_eq!((sales.len(), sales[0].reaches), (1, stalls::Reaches::Brought));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_leads_somewhere_only_while_its_stall_stands() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let stall = town.stall("Sunita").await;
        let code = stalls::stall(&mut town.read().await, stall).await.expect("looks").expect("is there").code;
        assert!(town.leads_to(&code).await.is_some() && town.leads_to(&code.to_lowercase()).await.is_some());
        assert!(town.leads_to("NOTHING1").await.is_none());
        town.minutes_pass(9 * 24 * 60);
        assert!(town.leads_to(&code).await.is_some(), "its last day");
        let meena = town.person("Meena").await;
        stalls::shut(&town.db, meena, stall).await.expect("is taken down");
        assert!(town.leads_to(&code).await.is_none());
        assert!(matches!(stalls::shut(&town.db, meena, stall).await, Err(StallError::NotNow)));
        let over = town.stall_for(&["Sunita"], (-3, -1)).await;
        assert!(matches!(over, Err(StallError::Bad("until_day"))), "{over:?}");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_piece_goes_to_whoever_is_first_on_the_web_or_at_the_stall() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let stall = town.stall("Sunita").await;
        town.may_sell_everywhere("Sunita").await;
        let web = town.quote(&[("lac box", 1)], KOLKATA).await.expect("one is left").head.id;
        let at_stall = town.scans_and_buys("Kamla", stall, "lac box");
        let (at_stall, on_web) = tokio::join!(at_stall, town.order("Anita", web, KOLKATA));
        assert!(at_stall.is_ok() != on_web.is_ok(), "{at_stall:?} {on_web:?}");
        assert_eq!(town.stock("lac box").await, (1, 1));
        town.is_sound().await;
    });
}
