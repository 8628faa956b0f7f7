//! Gift kits: one price for goods of several makers, split to the paisa, never more than there are, and each maker keeps what is hers.

use futures_util::future::join_all;
use kernel::ids::KitId;
use kernel::india::Pin;
use kernel::{BasisPoints, Paise, Words};
use market::audit::Part;
use market::claims::{self, Fault};
use market::kits::{self, Draft, KitError, PartTyped, WhyNoKit};
use market::ledger::Account;
use market::offers::{self, Decision, Funding, OfferEvent, Wanted};
use market::orders::{Order, OrderError};
use market::quotes::{self, PaymentMethod, Quote, QuoteError, Wants, WhyNot};
use store::{on_each_engine, sql, testing::Fresh};

use crate::town::{Bought, DEOGHAR, Town};
use crate::verify::breaks;

/// The check of kits.
pub const KITS: &str = "no more kits are sold than there are, and the lines of each come to its one price";

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 86_400_000;

/// Two sets of bangles, a tawa and a basket: ₹1 005.54 by themselves, ₹899 together; the mart pays the rest.
fn gift(town: &Town) -> Draft {
    let today = town.db.now().day();
    let part =
        |good: &str, pieces| PartTyped { slug: good.replace(' ', "-"), variant: String::new(), pieces };
    Draft {
        slug: "babadham-uphaar".to_owned(),
        name: Words::new("बाबाधाम उपहार", "Babadham gift"),
        words: Words::new("तीन घरों का काम", "The work of three homes"),
        parts: vec![part("lac bangles", 2), part("iron tawa", 1), part("bamboo basket", 1)],
        price: Paise(899_00),
        funding: Funding::Mart,
        window: (today, today.plus(30)),
        limit: None,
        collection: String::new(),
    }
}

impl Town {
    async fn puts_together(&self, draft: &Draft) -> Result<KitId, KitError> {
        kits::ask(&self.db, (self.person("Priya").await, Part::DepartmentHead), draft).await
    }

    /// Priya puts it together, Farida approves.
    async fn sells_kit(&self, draft: &Draft) -> KitId {
        let id = self.puts_together(draft).await.expect("a kit");
        self.rules("Farida", self.kit(id).await.kit.offer, Decision::Approves).await.expect("approved");
        id
    }

    async fn kit(&self, id: KitId) -> kits::KitView {
        kits::one(&mut self.read().await, id).await.expect("asks").expect("there")
    }

    async fn kit_quoted(
        &self,
        kits: &[(KitId, u32)],
        wants: &[(&str, u32)],
        code: &str,
    ) -> Result<Quote, QuoteError> {
        let lines = wants.iter().map(|(name, quantity)| (self.good(name), *quantity)).collect();
        let wanted = Wanted { coupon: (!code.is_empty()).then(|| code.to_owned()), person: None };
        let ask = quotes::Ask {
            lines,
            kits: kits.to_vec(),
            to: quotes::To::Pin(Pin::typed(DEOGHAR).expect("a pincode")),
            method: PaymentMethod::Upi,
            cart: None,
            stall: None,
            wanted,
        };
        quotes::make(&self.db, &self.books, &ask).await
    }

    async fn kit_bought(&self, who: &str, kits: &[(KitId, u32)], wants: &[(&str, u32)]) -> Bought {
        let quote = self.kit_quoted(kits, wants, "").await.expect("it can be had");
        let placed = self.order(who, quote.head.id, DEOGHAR).await.expect("it is there");
        self.opens(&placed).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kit_has_one_price_and_its_makers_keep_what_is_theirs() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::with_commission(&fresh.db, BasisPoints(1_000)).await;
        let id = town.sells_kit(&gift(&town)).await;
        let quote = town.kit_quoted(&[(id, 2)], &[("iron tawa", 1)], "").await.expect("it can be had");
        let plain = town
            .quote(&[("lac bangles", 4), ("iron tawa", 3), ("bamboo basket", 2)], DEOGHAR)
            .await
            .expect("without");
        let off = Paise(2 * (1_005_54 - 899_00));
        assert_eq!((quote.head.funded, quote.head.cut, quote.head.kits_off), (off, Paise::ZERO, off));
        assert_eq!(quote.head.goods, plain.head.goods, "nobody's price is less");
        assert!(quote.head.tax.0.abs_diff(plain.head.tax.0) <= 2, "each line by its own rate");
        let of_kit: Vec<_> = quote.lines.iter().filter(|line| line.kit == Some(id)).collect();
        let paid: i64 = of_kit.iter().map(|line| line.line.0 - line.funded.0).sum();
        assert_eq!((of_kit.len(), paid), (3, 2 * 899_00), "to the paisa");
        let alone = quote.lines.iter().find(|line| line.kit.is_none()).expect("a tawa by itself");
        assert_eq!((alone.quantity, alone.funded), (1, Paise::ZERO));
        assert!(of_kit[0].label.en.contains("Babadham gift"), "every paper says so: {:?}", of_kit[0].label);

        let placed = town.order("Anita", quote.head.id, DEOGHAR).await.expect("it is there");
        let anita = town.opens(&placed).await;
        let kits = kits::of_order(&mut town.read().await, anita.id).await.expect("asks");
        assert_eq!(
            kits.iter().map(|kit| (kit.pieces, kit.whole())).collect::<Vec<_>>(),
            [(2, Paise(1_798_00))]
        );
        assert_eq!(town.stock("iron tawa").await.1, 3, "two of kits and one beside them are held");
        town.pays(&anita).await;
        town.is_sound().await;
        town.brings(&anita).await;
        assert_eq!(town.balance(Account::OfferOfMart).await, off);
        assert_eq!(town.balance(Account::BuyerAdvance).await, Paise::ZERO);
        assert_eq!(town.owed("Sunita").await, Paise(900_00), "ten percent of the whole price is the mart's");
        town.is_sound().await;

        let lines = claims::lines_of(&mut town.read().await, anita.id).await.expect("reads");
        let bangles = lines.into_iter().find(|line| line.name_en == "lac bangles").expect("bangles");
        let hers = of_kit.iter().find(|line| line.name.en == "lac bangles").expect("bangles");
        let ask = claims::Ask {
            order: &anita.code,
            line: bangles.id,
            quantity: 4,
            fault: Fault::Maker,
            reason: "cracked",
            anew: None,
        };
        claims::ask(&town.db, town.person("Farida").await, &ask).await.expect("little");
        assert_eq!(
            town.given_back(&anita).await,
            Paise(1_000_00 - hers.funded.0),
            "their part of the kit's price"
        );
        assert_eq!(town.balance(Account::OfferOfMart).await, Paise(off.0 - hers.funded.0));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_maker_who_pays_for_a_kit_says_yes_first_and_pays_of_her_own_lines() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let sunita = town.slug_of_maker("Sunita").await;
        let draft = Draft { funding: Funding::Maker(sunita), ..gift(&town) };
        let id = town.puts_together(&draft).await.expect("a kit");
        let offer = town.kit(id).await.kit.offer;
        assert!(town.rules("Farida", offer, Decision::Approves).await.is_err(), "she has not said yes");
        assert!(kits::by_slug(&mut town.read().await, "babadham-uphaar").await.expect("asks").is_none());
        let early = town.kit_quoted(&[(id, 1)], &[], "").await;
        assert!(matches!(early, Err(QuoteError::NoSuchKit(_))), "nobody may see it yet: {early:?}");
        let person = town.person("Sunita").await;
        offers::agree(&town.db, (town.maker("Sunita"), person), offer, OfferEvent::Agrees)
            .await
            .expect("yes");
        let own = offers::decide(
            &town.db,
            (town.person("Priya").await, Part::DepartmentHead),
            offer,
            Decision::Approves,
        );
        assert!(own.await.is_err(), "who put it together does not approve it");
        town.rules("Farida", offer, Decision::Approves).await.expect("approved");

        let anita = town.kit_bought("Anita", &[(id, 1)], &[]).await;
        town.pays(&anita).await;
        town.brings(&anita).await;
        assert_eq!(town.owed("Sunita").await, Paise(500_00 - 106_54), "she gave it, of her own price");
        assert_eq!(town.balance(Account::OfferOfMart).await, Paise::ZERO);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_kits_and_thirty_buyers_end_in_ten_orders() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let part = |good: &str| PartTyped { slug: good.replace(' ', "-"), variant: String::new(), pieces: 1 };
        let parts = vec![part("clay pot"), part("bamboo basket")];
        let draft = Draft { parts, price: Paise(200_00), limit: Some(10), ..gift(&town) };
        let id = town.sells_kit(&draft).await;
        let mut quotes = Vec::new();
        for n in 0..30 {
            let quote = town.kit_quoted(&[(id, 1)], &[], "").await.expect("ten are left");
            quotes.push((format!("Buyer {n}"), quote.head.id));
        }
        let orders = quotes.iter().map(|(who, quote)| town.order(who, *quote, DEOGHAR));
        let answers = join_all(orders).await;
        let placed: Vec<_> = answers.iter().filter_map(|answer| answer.as_ref().ok()).collect();
        assert_eq!(placed.len(), 10);
        for answer in answers.iter().filter_map(|answer| answer.as_ref().err()) {
            let used_up = matches!(answer, OrderError::NoKit(_, WhyNoKit::UsedUp { left: 0 }));
            assert!(used_up, "{answer:?}");
        }
        assert_eq!(town.stock("clay pot").await, (50, 10), "of those who came late nothing is held");
        let late = town.kit_quoted(&[(id, 1)], &[], "").await;
        assert!(matches!(late, Err(QuoteError::NoKit(_, WhyNoKit::UsedUp { left: 0 }))), "{late:?}");
        town.is_sound().await;

        town.db.clock().advance_ms(31 * MINUTE_MS);
        let bought = Bought::of(placed[0]);
        town.expires(&bought).await;
        assert_eq!(town.kit(id).await.kit.used, 9, "an order that nobody paid gives its kit back");
        town.expires(&bought).await;
        assert_eq!(town.kit(id).await.kit.used, 9, "once");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_that_cannot_be_sold_makes_the_kit_unsellable_and_says_why() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let id = town.sells_kit(&gift(&town)).await;
        assert_eq!(town.kit(id).await.left(), 10, "the least of its parts: twenty bangles, two in each");
        let anita = town.buys("Anita", &[("lac bangles", 19)], DEOGHAR).await;
        let view = town.kit(id).await;
        assert!(!view.can_be_had());
        assert_eq!(
            view.obstacle().map(|(name, why)| (name.en.as_str(), why)),
            Some(("lac bangles", WhyNot::SoldOut { left: 1 }))
        );
        let refused = town.kit_quoted(&[(id, 1)], &[], "").await;
        let Err(QuoteError::NotSold(goods)) = refused else { panic!("it can be had: {refused:?}") };
        assert_eq!(goods.iter().map(|(_, name, _)| name.en.as_str()).collect::<Vec<_>>(), ["lac bangles"]);
        assert!(kits::to_be_had(&mut town.read().await).await.expect("asks").is_empty());
        town.db.clock().advance_ms(31 * MINUTE_MS);
        town.expires(&anita).await;
        assert!(town.kit(id).await.can_be_had(), "they are free again");

        let both = town.kit_quoted(&[(id, 9)], &[("lac bangles", 3)], "").await;
        assert!(
            matches!(both, Err(QuoteError::NotSold(_))),
            "what lies in kits does not lie beside them too: {both:?}"
        );
        town.suffers(&[(
            sql!("update variant set price_paise = price_paise + 1, mrp_paise = mrp_paise + 1 where id = $1"),
            vec![kernel::Column::to_cell(&town.good("iron tawa"))],
        )])
        .await;
        assert_eq!(town.kit(id).await.shut, Some(WhyNoKit::Repriced), "nobody has agreed to pay more");
        let dearer = town.kit_quoted(&[(id, 1)], &[], "").await;
        assert!(matches!(dearer, Err(QuoteError::NoKit(_, WhyNoKit::Repriced))), "{dearer:?}");
        town.db.clock().advance_ms(31 * DAY_MS);
        assert_eq!(town.kit(id).await.shut, Some(WhyNoKit::Over));
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_that_is_declined_goes_back_at_its_part_of_the_price() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let id = town.sells_kit(&gift(&town)).await;
        let quote = town.kit_quoted(&[(id, 1)], &[], "").await.expect("it can be had");
        let tawa = quote.lines.iter().find(|line| line.name.en == "iron tawa").expect("a tawa");
        let part = Paise(tawa.line.0 - tawa.funded.0);
        let placed = town.order("Anita", quote.head.id, DEOGHAR).await.expect("it is there");
        let anita = town.opens(&placed).await;
        town.pays(&anita).await;
        let parcel = town.parcel(&anita, "Ramesh").await.id;
        let likes = market::dispatch::likes(&town.db, &town.books, parcel).await.expect("asks");
        assert!(likes.is_empty(), "another's tawa would not be the same kit");
        town.declines("Ramesh", &anita, "no iron").await.expect("says no");
        assert_eq!(town.given_back(&anita).await, part);
        for who in ["Sunita", "Phulmani"] {
            town.brings_to_hub(who, &anita).await;
        }
        town.everything_arrives(&anita).await;
        assert_eq!(town.state(&anita).await, Order::Completed);
        assert_eq!(
            town.balance(Account::OfferOfMart).await.0,
            106_54 - tawa.funded.0,
            "of what did not come nothing is owed"
        );
        assert_eq!(town.kit(id).await.kit.used, 1);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_coupon_beside_a_kit_holds_for_what_is_no_kit() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let id = town.sells_kit(&gift(&town)).await;
        let code = offers::Draft {
            code: Some("TEN".to_owned()),
            name: Words::new("दस", "Ten"),
            kind: offers::Kind::Percent,
            percent: BasisPoints(1_000),
            most: Paise::rupees(100),
            funding: Funding::Party(Words::new("उद्योग विभाग", "Department of Industries")),
            scope: (offers::Scope::All, String::new()),
            least: Paise::ZERO,
            window: (town.db.now().day(), town.db.now().day().plus(7)),
            uses_most: 5,
            per_person_most: 5,
        };
        let offer = offers::ask(&town.db, (town.person("Priya").await, Part::DepartmentHead), &code).await;
        town.rules("Farida", offer.expect("asked"), Decision::Approves).await.expect("approved");
        let quote = town.kit_quoted(&[(id, 1)], &[("clay pot", 2)], "TEN").await.expect("both");
        assert_eq!(quote.head.funded, Paise(106_54 + 19_80), "ten percent of two pots, and the kit");
        let alone = town.kit_quoted(&[(id, 1)], &[], "TEN").await;
        assert!(matches!(alone, Err(QuoteError::NoOffer(_))), "a kit has its price already: {alone:?}");
        let placed = town.order("Anita", quote.head.id, DEOGHAR).await.expect("it is there");
        let anita = town.opens(&placed).await;
        town.pays(&anita).await;
        town.brings(&anita).await;
        assert_eq!(town.balance(Account::OfferOfMart).await, Paise(106_54), "the kit is the mart's gift");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kit_is_of_two_makers_and_costs_no_more_than_its_parts_and_no_less_than_half() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let good = gift(&town);
        let part = |good: &str| PartTyped { slug: good.to_owned(), variant: String::new(), pieces: 1 };
        let mohan = town.slug_of_maker("Mohan").await;
        let refused = [
            Draft { price: Paise(1_005_55), ..good.clone() },
            Draft { price: Paise(502_76), ..good.clone() },
            Draft { parts: vec![part("lac-bangles"), part("lac-box")], ..good.clone() },
            Draft { parts: vec![part("lac-bangles")], ..good.clone() },
            Draft { parts: vec![part("lac-bangles"), part("moon")], ..good.clone() },
            Draft { parts: vec![part("clay-pot"), part("clay-pot")], ..good.clone() },
            Draft { slug: "बाबा".to_owned(), ..good.clone() },
            Draft { words: Words::new("", "x"), ..good.clone() },
            Draft { name: Words::new("बाबा", ""), ..good.clone() },
            Draft { funding: Funding::Maker(mohan), ..good.clone() },
            Draft { collection: "no-feast".to_owned(), ..good.clone() },
            Draft { limit: Some(0), ..good.clone() },
            Draft { window: (good.window.1, good.window.0), ..good.clone() },
        ];
        for draft in refused {
            assert!(town.puts_together(&draft).await.is_err(), "{draft:?}");
        }
        assert!(
            kits::all(&mut town.read().await).await.expect("asks").is_empty(),
            "nothing is left of these"
        );
        town.sells_kit(&Draft { price: Paise(1_005_54), ..good.clone() }).await;
        let twice = town.puts_together(&good).await;
        assert!(matches!(twice, Err(KitError::SlugTaken)), "{twice:?}");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_basket_holds_kits_beside_goods_and_an_order_takes_only_what_it_had() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let id = town.sells_kit(&gift(&town)).await;
        let cart = store::chance::id(town.db.now());
        kits::put_into_cart(&town.db, cart, id, 2).await.expect("two");
        kits::put_into_cart(&town.db, cart, id, 1).await.expect("one after all");
        quotes::set_quantity(&town.db, cart, town.good("lac bangles"), 1).await.expect("beside it");
        let found = kits::in_cart(&mut town.read().await, cart).await.expect("asks");
        assert_eq!(
            found.iter().map(|kit| (kit.pieces, kit.view.saves())).collect::<Vec<_>>(),
            [(1, Paise(106_54))]
        );
        let pin = Pin::typed(DEOGHAR).expect("a pincode");
        let wants = Wants { lines: &[(town.good("lac bangles"), 1)], kits: &[(id, 1)] };
        let draft = quotes::preview_with(&town.db, &town.books, wants, &pin, None).await.expect("a price");
        assert_eq!(draft.total, Paise(899_00 + 250_00 + draft.freight.0));
        let ask = quotes::Ask {
            lines: Vec::new(),
            kits: vec![(id, 1)],
            to: quotes::To::Pin(pin),
            method: PaymentMethod::Upi,
            cart: Some(cart),
            stall: None,
            wanted: Wanted::default(),
        };
        let quote = quotes::make(&town.db, &town.books, &ask).await.expect("a quote");
        town.order("Anita", quote.head.id, DEOGHAR).await.expect("it is there");
        assert!(kits::in_cart(&mut town.read().await, cart).await.expect("asks").is_empty());
        let left = quotes::basket(&mut town.read().await, cart).await.expect("asks");
        assert_eq!(left.len(), 1, "the bangles beside it were not ordered");
        let sought = kits::sought(&mut town.read().await, "tawa").await.expect("asks");
        assert_eq!(sought.len(), 1, "found by what is in it");
        assert!(kits::sought(&mut town.read().await, "kurta").await.expect("asks").is_empty());
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kit_sold_that_nobody_bought_and_a_price_that_is_not_its_own_are_found() {
    breaks("a kit that nobody bought", &[KITS], async |busy| {
        busy.town.sells_kit(&gift(&busy.town)).await;
        vec![(sql!("update offer set used = 1 where scope = 'kit'"), vec![])]
    })
    .await;
    breaks("a kit at another price", &[KITS], async |busy| {
        let id = busy.town.sells_kit(&gift(&busy.town)).await;
        let chand = busy.town.kit_bought("Chand", &[(id, 1)], &[]).await;
        busy.town.pays(&chand).await;
        busy.town.is_sound().await;
        vec![(sql!("update order_kit set price_paise = price_paise - 1"), vec![])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_tried_out_uses_up_no_kit() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let id = town.sells_kit(&Draft { limit: Some(1), ..gift(&town) }).await;
        let office = town.serves("Vikas", "6300007001", market::accounts::Role::DcOffice).await;
        let back = market::launch::StageEvent::StepsBack;
        market::launch::set_stage(&town.db, office, back, "as the DC has decided").await.expect("moves");
        let anita = town.person("Anita").await;
        market::launch::invite_person(&town.db, office, anita).await.expect("invited");
        let tried = town.kit_bought("Anita", &[(id, 1)], &[]).await;
        assert_eq!(town.kit(id).await.kit.used, 0, "the only one is left for who buys it");
        town.is_sound().await;
        town.pays(&tried).await;
        for who in town.makers_of(&tried).await {
            town.declines(who, &tried, "not now").await.expect("says no");
        }
        town.refunds_arrive(&tried).await;
        assert_eq!(town.kit(id).await.kit.used, 0, "nothing comes back that was not taken");
        town.is_sound().await;
    });
}
