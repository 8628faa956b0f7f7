//! Coupons and offers: who gives them pays for them, nobody else's share is cut, and none is used oftener than it may be.

use futures_util::future::join_all;
use kernel::ids::OfferId;
use kernel::{BasisPoints, Paise, Words};
use market::audit::Part;
use market::bills::{self, BillKind};
use market::claims::{self, Fault};
use market::ledger::Account;
use market::offers::{
    self, Decision, Draft, Funding, Kind, OfferError, OfferEvent, OfferState, Scope, Wanted, WhyNoOffer,
};
use market::orders::{Order, OrderError};
use market::quotes::{PaymentMethod, Quote, QuoteError};
use store::{on_each_engine, sql, testing::Fresh};

use crate::town::{Bought, DEOGHAR, RANCHI, Town};
use crate::verify::breaks;

/// The check of offers.
pub const GIVEN: &str =
    "no offer is used oftener than it may be, and whoever gives it pays for it to the paisa";

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 86_400_000;

/// Ten percent, at most ₹100, of everything, for whoever types it; the mart pays.
fn chhath10(town: &Town) -> Draft {
    let today = town.db.now().day();
    Draft {
        code: Some("chhath-10".to_owned()),
        name: Words::new("छठ की छूट", "Chhath offer"),
        kind: Kind::Percent,
        percent: BasisPoints(1_000),
        most: Paise::rupees(100),
        funding: Funding::Mart,
        scope: (Scope::All, String::new()),
        least: Paise::ZERO,
        window: (today, today.plus(7)),
        uses_most: 100,
        per_person_most: 1,
    }
}

impl Town {
    async fn asks_for(&self, who: &str, draft: &Draft) -> Result<OfferId, OfferError> {
        offers::ask(&self.db, (self.person(who).await, Part::DepartmentHead), draft).await
    }

    pub async fn rules(&self, who: &str, id: OfferId, decision: Decision) -> Result<(), OfferError> {
        offers::decide(&self.db, (self.person(who).await, Part::Finance), id, decision).await
    }

    /// Priya asks, Farida approves.
    async fn runs(&self, draft: &Draft) -> OfferId {
        let id = self.asks_for("Priya", draft).await.expect("asked");
        self.rules("Farida", id, Decision::Approves).await.expect("approved");
        id
    }

    async fn quoted(&self, wants: &[(&str, u32)], code: &str, who: &str) -> Result<Quote, QuoteError> {
        let person = Some(self.person(who).await);
        let wanted = Wanted { coupon: Some(code.to_owned()), person };
        self.quote_with(wants, DEOGHAR, PaymentMethod::Upi, wanted).await
    }

    async fn why_not(&self, wants: &[(&str, u32)], code: &str, who: &str) -> WhyNoOffer {
        match self.quoted(wants, code, who).await {
            Err(QuoteError::NoOffer(why)) => why,
            other => panic!("the offer holds: {other:?}"),
        }
    }

    async fn buys_with(&self, who: &str, wants: &[(&str, u32)], code: &str) -> Bought {
        let quote = self.quoted(wants, code, who).await.expect("it holds");
        let placed = self.order(who, quote.head.id, DEOGHAR).await.expect("it is there");
        let bought = self.opens(&placed).await;
        self.pays(&bought).await;
        bought
    }

    /// Everything in an order reaches its buyer.
    pub async fn brings(&self, bought: &Bought) {
        for who in self.makers_of(bought).await {
            self.brings_to_hub(who, bought).await;
        }
        self.everything_arrives(bought).await;
    }

    async fn used(&self, id: OfferId) -> i64 {
        offers::one(&mut self.read().await, id).await.expect("asks").expect("there").offer.used
    }

    pub async fn slug_of_maker(&self, who: &str) -> String {
        market::makers::read::core(&mut self.read().await, self.maker(who))
            .await
            .expect("asks")
            .expect("there")
            .slug
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_mart_gives_cuts_nobodys_share_and_what_is_returned_gives_back_what_was_paid() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let id = town.runs(&chhath10(&town)).await;
        let quote =
            town.quoted(&[("iron tawa", 1), ("lac bangles", 1)], "CHHATH10", "Anita").await.expect("holds");
        let off = Paise(60_56);
        assert_eq!((quote.head.goods, quote.head.funded, quote.head.cut), (Paise(605_55), off, Paise::ZERO));
        assert_eq!(quote.head.total.0, 605_55 + quote.head.freight.0 - 60_56);
        let parts: Vec<_> = quote.lines.iter().map(|line| (line.line.0, line.funded.0)).collect();
        let mut parts = parts;
        parts.sort_unstable();
        assert_eq!(parts, [(250_00, 25_00), (355_55, 35_56)], "to the paisa, by largest remainder");
        let plain = town.quote(&[("iron tawa", 1), ("lac bangles", 1)], DEOGHAR).await.expect("without");
        let shares =
            |quote: &Quote| quote.lines.iter().map(|line| (line.tax, line.maker_share)).collect::<Vec<_>>();
        assert_eq!(shares(&quote), shares(&plain), "nobody's share or tax differs");

        let anita = town.buys_with("Anita", &[("iron tawa", 1), ("lac bangles", 1)], "chhath 10").await;
        assert_eq!(town.used(id).await, 1);
        assert_eq!(town.balance(Account::OfferOfMart).await, Paise::ZERO, "nothing has arrived");
        town.is_sound().await;
        town.brings(&anita).await;
        assert_eq!(town.balance(Account::OfferOfMart).await, off);
        assert_eq!(town.balance(Account::BuyerAdvance).await, Paise::ZERO);
        town.is_sound().await;
        let papers = bills::of_order(&mut town.read().await, anita.id).await.expect("reads");
        let goods: i64 = papers.iter().map(|bill| bill.total.0).sum();
        assert_eq!(goods, 605_55 + quote.head.freight.0, "the bills say the whole price");

        let lines = claims::lines_of(&mut town.read().await, anita.id).await.expect("reads");
        let line = lines.into_iter().find(|line| line.name_en == "iron tawa").expect("a tawa").id;
        let ask = claims::Ask {
            order: &anita.code,
            line,
            quantity: 1,
            fault: Fault::Maker,
            reason: "cracked",
            anew: None,
        };
        claims::ask(&town.db, town.person("Farida").await, &ask).await.expect("little");
        assert_eq!(town.given_back(&anita).await, Paise(355_55 - 35_56), "what she paid, not the price");
        assert_eq!(town.balance(Account::OfferOfMart).await, Paise(25_00), "the mart has its part back");
        let papers = bills::of_order(&mut town.read().await, anita.id).await.expect("reads");
        let note = papers.iter().find(|bill| bill.kind == BillKind::CreditNote).expect("a note");
        assert_eq!(note.total, Paise(355_55), "the supply is taken back whole");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_maker_gives_only_of_her_own_and_only_with_her_yes() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::with_commission(&fresh.db, BasisPoints(1_000)).await;
        let sunita = town.slug_of_maker("Sunita").await;
        let draft = Draft { funding: Funding::Maker(sunita), ..chhath10(&town) };
        let id = town.asks_for("Priya", &draft).await.expect("asked");
        let early = town.rules("Farida", id, Decision::Approves).await;
        assert!(matches!(early, Err(OfferError::NotNow(_))), "she has not said yes: {early:?}");
        assert_eq!(town.why_not(&[("lac bangles", 1)], "CHHATH10", "Anita").await, WhyNoOffer::Unknown);
        let (ramesh, sunita) = (town.maker("Ramesh"), town.maker("Sunita"));
        let other =
            offers::agree(&town.db, (ramesh, town.person("Ramesh").await), id, OfferEvent::Agrees).await;
        assert!(matches!(other, Err(OfferError::Missing)), "another's offer does not exist for him");
        assert!(offers::of_maker(&mut town.read().await, ramesh).await.expect("asks").is_empty());
        offers::agree(&town.db, (sunita, town.person("Sunita").await), id, OfferEvent::Agrees)
            .await
            .expect("yes");
        let own = town.rules("Priya", id, Decision::Approves).await;
        assert!(matches!(own, Err(OfferError::SamePerson)), "who asked does not decide");
        town.rules("Farida", id, Decision::Approves).await.expect("approved");

        assert_eq!(town.why_not(&[("iron tawa", 1)], "CHHATH10", "Anita").await, WhyNoOffer::NotThese);
        let wants = [("iron tawa", 1), ("lac bangles", 2)];
        let quote = town.quoted(&wants, "CHHATH10", "Anita").await.expect("holds");
        let plain = town.quote(&wants, DEOGHAR).await.expect("without");
        let of = |quote: &Quote, quantity| {
            let line = quote.lines.iter().find(|line| line.quantity == quantity).expect("a line");
            (line.line, line.tax, line.commission, line.maker_share)
        };
        assert_eq!(of(&quote, 1), of(&plain, 1), "Ramesh's line is as it was");
        let (line, _, commission, share) = of(&quote, 2);
        assert_eq!(
            (line, commission, share),
            (Paise(450_00), Paise(45_00), Paise(405_00)),
            "price, then commission"
        );
        assert_eq!((quote.head.cut, quote.head.funded), (Paise(50_00), Paise::ZERO));

        let anita = town.buys_with("Anita", &wants, "CHHATH10").await;
        town.brings(&anita).await;
        assert_eq!(town.owed("Sunita").await, Paise(405_00));
        assert_eq!(town.balance(Account::OfferOfMart).await, Paise::ZERO, "nobody else pays");
        let papers = bills::of_order(&mut town.read().await, anita.id).await.expect("reads");
        let goods: i64 = papers.iter().map(|bill| bill.total.0).sum();
        assert_eq!(goods, anita.total.0, "the bills say the cut price: it was known before the supply");
        let lines = claims::lines_of(&mut town.read().await, anita.id).await.expect("reads");
        let line = lines.into_iter().find(|line| line.name_en == "lac bangles").expect("bangles").id;
        let ask = claims::Ask {
            order: &anita.code,
            line,
            quantity: 1,
            fault: Fault::Maker,
            reason: "cracked",
            anew: None,
        };
        claims::ask(&town.db, town.person("Farida").await, &ask).await.expect("little");
        assert_eq!(town.given_back(&anita).await, Paise(225_00), "half of what two cost");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_named_party_pays_the_freight_and_gets_it_back_with_what_does_not_arrive() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let party = Words::new("उद्योग विभाग", "Industries Department");
        let draft = Draft {
            code: None,
            kind: Kind::Freight,
            most: Paise::rupees(500),
            funding: Funding::Party(party),
            least: Paise::rupees(200),
            per_person_most: 5,
            ..chhath10(&town)
        };
        let id = town.runs(&draft).await;
        let small = town.quote(&[("clay pot", 1)], RANCHI).await.expect("sold");
        assert_eq!((small.head.funded, small.head.offer), (Paise::ZERO, None), "too little");
        let quote = town.quote(&[("iron tawa", 1), ("clay pot", 1)], RANCHI).await.expect("sold");
        assert_eq!(quote.head.offer, Some(id), "it holds by itself");
        assert_eq!(quote.head.funded, quote.head.freight);
        assert_eq!(quote.head.total, quote.head.goods);
        let wants = [("iron tawa", 1), ("clay pot", 1)];
        let bought = town.buys("Anita", &wants, RANCHI).await;
        town.pays(&bought).await;
        town.declines("Karim", &bought, "no clay").await.expect("declines");
        assert_eq!(
            town.given_back(&bought).await,
            Paise(99_00),
            "the pot, and not the freight she did not pay"
        );
        town.is_sound().await;
        town.brings_to_hub("Ramesh", &bought).await;
        let view = town.view(&bought).await;
        let parcel = town.parcel(&bought, "Ramesh").await;
        let shipment = view.shipments.into_iter().find(|one| one.id == parcel.shipment).expect("a shipment");
        town.leaves(shipment.id).await.expect("leaves");
        town.arrives(&bought, shipment.id).await.expect("arrives");
        let offer = offers::one(&mut town.read().await, id).await.expect("asks").expect("there").offer;
        let funder = offer.funder.expect("a party");
        assert_eq!(town.balance(Account::OfferOf(funder)).await, shipment.freight);
        assert_eq!(town.balance(Account::OfferOfMart).await, Paise::ZERO);
        // ₹21.66 of it is the tax that its seller hands on.
        assert_eq!(shipment.freight, Paise(142_00));
        let earned = town.balance(Account::Delivery).await;
        assert_eq!(earned, Paise(-(142_00 - 21_66)), "the freight is earned whole");
        assert_eq!(town.state(&bought).await, Order::Completed);
        assert_eq!(town.used(id).await, 1, "what arrived in part was used");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_buyers_race_for_three_uses_and_what_comes_to_nothing_is_free_again() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let id = town.runs(&Draft { uses_most: 3, ..chhath10(&town) }).await;
        let names: Vec<String> = (0..10).map(|n| format!("Buyer {n}")).collect();
        let mut quotes = Vec::new();
        for name in &names {
            quotes.push(town.quoted(&[("clay pot", 1)], "CHHATH10", name).await.expect("holds"));
        }
        let orders = names.iter().zip(&quotes).map(|(name, quote)| town.order(name, quote.head.id, DEOGHAR));
        let answers = join_all(orders).await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 3);
        for answer in answers.iter().filter_map(|answer| answer.as_ref().err()) {
            assert!(matches!(answer, OrderError::NoOffer(WhyNoOffer::UsedUp)), "{answer:?}");
        }
        assert_eq!((town.used(id).await, town.stock("clay pot").await), (3, (50, 3)));
        assert_eq!(town.why_not(&[("clay pot", 1)], "CHHATH10", "Late").await, WhyNoOffer::UsedUp);
        town.is_sound().await;
        town.db.clock().advance_ms(31 * MINUTE_MS);
        for placed in answers.iter().flatten() {
            assert!(market::orders::settle::expire(&town.db, placed.id).await.expect("expires"));
        }
        assert_eq!(town.used(id).await, 0);
        town.is_sound().await;
        town.buys_with("Buyer 1", &[("clay pot", 1)], "CHHATH10").await;
        assert_eq!(town.why_not(&[("clay pot", 1)], "CHHATH10", "Buyer 1").await, WhyNoOffer::AlreadyUsed);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn each_reason_why_an_offer_does_not_hold_is_told() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let today = town.db.now().day();
        let ramesh = town.slug_of_maker("Ramesh").await;
        let draft = Draft {
            window: (today.plus(1), today.plus(2)),
            least: Paise::rupees(300),
            scope: (Scope::Maker, ramesh),
            ..chhath10(&town)
        };
        let id = town.runs(&draft).await;
        let tawa = [("iron tawa", 1)];
        assert_eq!(
            town.why_not(&tawa, "CHHATH10", "Anita").await,
            WhyNoOffer::NotYet { from: today.plus(1) }
        );
        town.db.clock().advance_ms(DAY_MS);
        assert_eq!(town.why_not(&tawa, "NOSUCH", "Anita").await, WhyNoOffer::Unknown);
        assert_eq!(town.why_not(&[("lac bangles", 2)], "CHHATH10", "Anita").await, WhyNoOffer::NotThese);
        let quote = town.quoted(&tawa, "CHHATH10", "Anita").await.expect("holds");
        offers::end(&town.db, (town.person("Priya").await, Part::DepartmentHead), id).await.expect("stopped");
        let late = town.order("Anita", quote.head.id, DEOGHAR).await;
        assert!(matches!(late, Err(OrderError::NoOffer(WhyNoOffer::Over))), "it was stopped: {late:?}");
        assert_eq!(town.why_not(&tawa, "CHHATH10", "Anita").await, WhyNoOffer::Over);
        let view = offers::one(&mut town.read().await, id).await.expect("asks").expect("there");
        assert_eq!((view.offer.state, view.offer.used), (OfferState::Ended, 0));

        let little = town
            .runs(&Draft { code: Some("MUCH".to_owned()), least: Paise::rupees(500), ..chhath10(&town) })
            .await;
        assert_eq!(
            town.why_not(&tawa, "MUCH", "Anita").await,
            WhyNoOffer::Below { least: Paise::rupees(500) }
        );
        assert_eq!(town.used(little).await, 0);
        town.db.clock().advance_ms(9 * DAY_MS);
        assert_eq!(town.why_not(&[("iron tawa", 2)], "MUCH", "Anita").await, WhyNoOffer::Over);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn an_offer_that_would_give_too_much_or_without_end_is_not_made() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let good = chhath10(&town);
        let sunita = town.slug_of_maker("Sunita").await;
        let refused = [
            Draft { percent: BasisPoints(5_001), ..good.clone() },
            Draft { kind: Kind::Fixed, least: Paise::rupees(199), ..good.clone() },
            Draft { uses_most: 0, ..good.clone() },
            Draft { code: Some("छठ".to_owned()), ..good.clone() },
            Draft { window: (good.window.1, good.window.0), ..good.clone() },
            Draft { name: Words::new("छठ", ""), ..good.clone() },
            Draft { kind: Kind::Freight, funding: Funding::Maker(sunita), ..good.clone() },
            Draft { funding: Funding::Maker("nobody".to_owned()), ..good.clone() },
            Draft { scope: (Scope::Good, "nothing".to_owned()), ..good.clone() },
        ];
        for draft in refused {
            assert!(town.asks_for("Priya", &draft).await.is_err(), "{draft:?}");
        }
        town.asks_for("Priya", &good).await.expect("a good one");
        assert!(matches!(town.asks_for("Priya", &good).await, Err(OfferError::CodeTaken)));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_paid_in_cash_is_less_by_what_another_pays() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.runs(&chhath10(&town)).await;
        let wanted = Wanted { coupon: Some("CHHATH10".to_owned()), person: None };
        let wants = [("iron tawa", 1)];
        let quote =
            town.quote_with(&wants, DEOGHAR, PaymentMethod::Cash, wanted).await.expect("cash is taken");
        let bought = Bought::of(&town.order("Anita", quote.head.id, DEOGHAR).await.expect("placed"));
        town.promises(&bought).await;
        let due = market::cash::to_collect(&mut town.read().await, town.deoghar_hub).await.expect("asks");
        assert_eq!(due.first().map(|(_, due)| *due), Some(quote.head.total));
        town.brings(&bought).await;
        assert_eq!(town.balance(Account::CashHub(town.deoghar_hub)).await, quote.head.total);
        assert_eq!(town.balance(Account::OfferOfMart).await, quote.head.funded);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn an_offer_that_counts_wrongly_and_a_paisa_that_nobody_pays_are_found() {
    breaks("a use that nobody made", &[GIVEN], async |busy| {
        let id = busy.town.runs(&chhath10(&busy.town)).await;
        busy.town.buys_with("Chand", &[("iron tawa", 1)], "CHHATH10").await;
        busy.town.is_sound().await;
        vec![(sql!("update offer set used = 2 where id = $1"), vec![kernel::Column::to_cell(&id)])]
    })
    .await;
    breaks("a paisa from nobody", &[GIVEN], async |busy| {
        busy.town.runs(&chhath10(&busy.town)).await;
        busy.town.buys_with("Chand", &[("iron tawa", 1)], "CHHATH10").await;
        vec![(sql!("update order_line set funded_paise = funded_paise + 1 where funded_paise > 0"), vec![])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_tried_out_uses_up_no_offer() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let id = town.runs(&Draft { uses_most: 1, ..chhath10(&town) }).await;
        let office = town.serves("Vikas", "6300007001", market::accounts::Role::DcOffice).await;
        let moves = async |event| {
            market::launch::set_stage(&town.db, office, event, "as the DC has decided").await.expect("moves");
        };
        moves(market::launch::StageEvent::StepsBack).await;
        let anita = town.person("Anita").await;
        market::launch::invite_person(&town.db, office, anita).await.expect("invited");
        let tried = town.buys_with("Anita", &[("lac bangles", 1)], "chhath10").await;
        assert_eq!(town.used(id).await, 0, "there is one use, and it is left");
        town.is_sound().await;
        town.declines("Sunita", &tried, "no lac").await.expect("says no");
        town.refunds_arrive(&tried).await;
        assert_eq!(town.used(id).await, 0, "nothing is given back that was not taken");
        town.is_sound().await;
    });
}
