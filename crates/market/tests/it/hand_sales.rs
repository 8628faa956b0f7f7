//! Hari sells at a stall face to face: for cash, to the payment company's code, to the printed code; and what must not happen.

use kernel::ids::StallId;
use kernel::india::Mobile;
use kernel::payment::PayoutStatus::Processed;
use kernel::{Lang, Paise};
use market::cash::Decision;
use market::hand_sales::{self, HandSale, SaleError, Sells, Way};
use market::ledger::Account;
use market::orders::{Order, Parcel, Placed};
use market::payments::Intent;
use market::quotes::{self, PaymentMethod, Quote, To};
use market::tally::{self, GapKind};
use store::{on_each_engine, testing::Fresh};

use crate::town::{Bought, DEOGHAR, Town};

/// A number as a buyer's bank shows it.
pub const UTR: &str = "6123 4567 8901";

impl Town {
    /// The keeper lays out what a buyer wants.
    pub async fn lays_out(&self, stall: StallId, wants: &[(&str, u32)]) -> Quote {
        let lines = wants.iter().map(|(name, pieces)| (self.good(name), *pieces)).collect();
        let ask = quotes::Ask {
            kits: Vec::new(),
            lines,
            to: To::Across(stall),
            method: PaymentMethod::Upi,
            cart: None,
            stall: None,
            wanted: market::offers::Wanted::default(),
        };
        quotes::make(&self.db, &self.books, &ask).await.expect("lies there")
    }

    /// Hari of the Deoghar hub sells what was laid out.
    pub async fn hari_sells(
        &self,
        quote: &Quote,
        (way, utr): (Way, &str),
        buyer: Option<&str>,
    ) -> Result<Bought, SaleError> {
        let buyer = buyer.map(|number| Mobile::typed(number).expect("a number"));
        let ask = Sells {
            stall: quote.head.stall.expect("a stall"),
            keeper: (self.person("Hari").await, self.deoghar_hub),
            quote: quote.head.id,
            way,
            utr,
            buyer: buyer.as_ref(),
            lang: Lang::Hi,
        };
        let code = hand_sales::sell(&self.db, &ask).await?;
        let sale = self.hand_sale(&code).await;
        Ok(Bought::of(&Placed { id: sale.order, code, total: sale.total, answer: None }))
    }

    pub async fn hand_sale(&self, code: &str) -> HandSale {
        hand_sales::sale(&mut self.read().await, code).await.expect("looks").expect("is a sale")
    }

    async fn sells_to_printed(&self, stall: StallId, good: &str, utr: &str) -> Result<Bought, SaleError> {
        let quote = self.lays_out(stall, &[(good, 1)]).await;
        self.hari_sells(&quote, (Way::Printed, utr), None).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pilgrim_pays_in_cash_and_walks_on_with_her_bangles() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let stall = town.stall("Sunita").await;
        let quote = town.lays_out(stall, &[("lac bangles", 2)]).await;
        assert_eq!((quote.head.total, quote.head.freight), (Paise(500_00), Paise::ZERO));
        assert_eq!(quote.head.latest, town.db.now().day(), "she has it today");
        let kamla = town.hari_sells(&quote, (Way::Cash, ""), None).await.expect("is sold");
        let again = town.hari_sells(&quote, (Way::Cash, ""), None).await.expect("is the same sale");
        assert_eq!((again.code.as_str(), town.orders().await), (kamla.code.as_str(), 1), "once");
        let view = town.view(&kamla).await;
        assert_eq!((view.head.state, view.payment.state), (Order::Completed, Intent::Paid));
        assert_eq!(view.parcels[0].state, Parcel::Delivered);
        assert!(view.head.recipient.get().is_none(), "nobody knows who she is");
        assert_eq!(town.stock("lac bangles").await, (18, 0));
        assert_eq!(town.balance(Account::CashHub(town.deoghar_hub)).await, Paise(500_00));
        assert_eq!((town.owed("Sunita").await, town.told("sms-new-order").await), (Paise(500_00), 0));
        let bills = market::bills::of_order(&mut town.read().await, kamla.id).await.expect("lists");
        assert_eq!((bills.len(), bills[0].total), (1, Paise(500_00)), "with its bill");
        town.is_sound().await;
        town.pays_out(Processed).await;
        assert_eq!(town.owed("Sunita").await, Paise::ZERO, "and she is paid as ever");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn the_payment_companys_code_is_paid_and_the_goods_go_over_the_counter() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let stall = town.stall("Mohan").await;
        let quote = town.lays_out(stall, &[("peda", 3)]).await;
        let kamla = town.hari_sells(&quote, (Way::Qr, ""), Some("9812345670")).await.expect("waits");
        assert!(hand_sales::is_one(&mut town.read().await, kamla.id).await.expect("looks"));
        assert_eq!((town.state(&kamla).await, town.stock("peda").await), (Order::Placed, (20, 3)));
        assert_eq!(town.messages("open_payment").await.len(), 1);
        let kamla =
            town.opens(&Placed { id: kamla.id, code: kamla.code, total: kamla.total, answer: None }).await;
        town.pays(&kamla).await;
        assert_eq!((town.state(&kamla).await, town.stock("peda").await), (Order::Completed, (17, 0)));
        assert_eq!((town.told("sms-delivered").await, town.told("sms-new-order").await), (1, 0));
        assert_eq!(town.owed("Mohan").await, Paise(660_00));
        town.is_sound().await;
        town.gateway_says(&kamla, "pay_2", kernel::payment::PaymentStatus::Captured).await;
        assert_eq!(town.given_back(&kamla).await, kamla.total, "what was paid twice goes back");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_pays_is_free_again_and_money_that_comes_late_goes_back() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let stall = town.stall("Sunita").await;
        let quote = town.lays_out(stall, &[("lac box", 1)]).await;
        let kamla = town.hari_sells(&quote, (Way::Qr, ""), None).await.expect("waits");
        let kamla =
            town.opens(&Placed { id: kamla.id, code: kamla.code, total: kamla.total, answer: None }).await;
        town.minutes_pass(hand_sales::PAY_WITHIN_MINUTES);
        assert!(town.expires(&kamla).await, "a quarter of an hour is enough");
        assert_eq!(town.stock("lac box").await, (1, 0));
        town.pays(&kamla).await;
        assert_eq!((town.state(&kamla).await, town.given_back(&kamla).await), (Order::Expired, kamla.total));
        let quote = town.lays_out(stall, &[("lac box", 1)]).await;
        let bimal = town.hari_sells(&quote, (Way::Qr, ""), None).await.expect("waits");
        let stranger = (town.person("Gopal").await, town.madhupur_hub);
        let other = hand_sales::call_off(&town.db, stranger, &bimal.code).await;
        assert!(matches!(other, Err(SaleError::Missing)), "another hub's sale is none: {other:?}");
        let hari = (town.person("Hari").await, town.deoghar_hub);
        hand_sales::call_off(&town.db, hari, &bimal.code).await.expect("he walks away");
        assert_eq!(town.stock("lac box").await, (1, 0), "at once");
        assert!(matches!(hand_sales::call_off(&town.db, hari, &bimal.code).await, Err(SaleError::NotNow)));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_piece_is_sold_once_at_the_stall_or_on_the_web() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let stall = town.stall("Sunita").await;
        let web = town.quote(&[("lac box", 1)], DEOGHAR).await.expect("one is left").head.id;
        let here = town.lays_out(stall, &[("lac box", 1)]).await;
        let (here, web) =
            tokio::join!(town.hari_sells(&here, (Way::Cash, ""), None), town.order("Anita", web, DEOGHAR));
        assert!(here.is_ok() != web.is_ok(), "{here:?} {web:?}");
        if let Err(cause) = &here {
            assert!(matches!(cause, SaleError::SoldOut(short) if short[0].left == 0), "{cause:?}");
            assert_eq!(
                town.balance(Account::CashHub(town.deoghar_hub)).await,
                Paise::ZERO,
                "no cash for nothing"
            );
        }
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_lies_at_the_stall_is_sold_there_and_only_while_it_stands() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let stall = town.stall("Sunita").await;
        market::catalogue::act::keep_shelf(&town.db).await.expect("shelves");
        let lying = hand_sales::lying_at(&mut town.read().await, stall).await.expect("looks");
        let mut names: Vec<_> = lying.iter().map(|good| good.name.en.as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, ["lac bangles", "lac box"]);
        let lines = vec![(town.good("iron tawa"), 1)];
        let (to, method) = (To::Across(stall), PaymentMethod::Upi);
        let ask = quotes::Ask {
            kits: Vec::new(),
            lines,
            to,
            method,
            cart: None,
            stall: None,
            wanted: market::offers::Wanted::default(),
        };
        assert!(quotes::make(&town.db, &town.books, &ask).await.is_err(), "Ramesh's goods do not lie there");
        let quote = town.lays_out(stall, &[("lac bangles", 1)]).await;
        let web = town.order("Anita", quote.head.id, DEOGHAR).await;
        assert!(web.is_err(), "what is laid out is no order of the web: {web:?}");
        town.minutes_pass(quotes::QUOTE_LIFE_MINUTES);
        let late = town.hari_sells(&quote, (Way::Cash, ""), None).await;
        assert!(matches!(late, Err(SaleError::TooOld)), "{late:?}");
        let quote = town.lays_out(stall, &[("lac bangles", 1)]).await;
        let meena = town.person("Meena").await;
        market::stalls::shut(&town.db, meena, stall).await.expect("is taken down");
        let shut = town.hari_sells(&quote, (Way::Cash, ""), None).await;
        assert!(matches!(shut, Err(SaleError::NotToday)), "{shut:?}");
        assert_eq!(town.orders().await, 0);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn the_banks_number_counts_once_and_the_statement_shows_it() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let stall = town.stall("Sunita").await;
        let wrong = town.sells_to_printed(stall, "lac bangles", "61234567").await;
        assert!(matches!(wrong, Err(SaleError::BadUtr)), "{wrong:?}");
        assert_eq!((town.orders().await, town.stock("lac bangles").await), (0, (20, 0)), "nothing happened");
        let kamla = town.sells_to_printed(stall, "lac bangles", UTR).await.expect("is sold");
        assert_eq!(town.state(&kamla).await, Order::Completed);
        assert_eq!(
            (town.balance(Account::UpiDue).await, town.owed("Sunita").await),
            (Paise(250_00), Paise(250_00))
        );
        let twice = town.sells_to_printed(stall, "lac bangles", "६१२३४५६७८९०१").await;
        assert!(matches!(twice, Err(SaleError::UtrUsed)), "{twice:?}");
        town.is_sound().await;
        let day = town.db.now().day().written();
        let sheet = format!("Date,Narration,Debit,Credit\n{day},UPI/CR/612345678901/KAMLA/okaxis,,250.00\n");
        assert_eq!(town.states(&sheet).await, 0, "it fits");
        assert_eq!(town.hand_sale(&kamla.code).await.is_seen, 1);
        assert_eq!(
            (town.balance(Account::UpiDue).await, town.balance(Account::Bank).await),
            (Paise::ZERO, Paise(250_00))
        );
        assert_eq!(town.states(&sheet).await, 0, "the same file again");
        assert_eq!(town.balance(Account::Bank).await, Paise(250_00));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_false_number_is_a_gap_that_two_people_write_off() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let stall = town.stall("Sunita").await;
        town.sells_to_printed(stall, "lac bangles", UTR).await.expect("is sold");
        town.minutes_pass(2 * 24 * 60);
        let day = town.db.now().day().written();
        let sheet = format!("Date,Narration,Debit,Credit\n{day},UPI/CR/999999999999/X,,1.00\n");
        assert_eq!(town.states(&sheet).await, 2, "what nobody knows of, and what is not there");
        let (open, _) = town.gaps().await;
        let gap = open.iter().find(|gap| gap.kind == GapKind::UpiUnseen).expect("is a gap");
        assert_eq!((gap.ours, gap.reference.as_str()), (Some(Paise(250_00)), "612345678901"));
        let (farida, gopal) = (town.person("Farida").await, town.person("Gopal").await);
        tally::ask(&town.db, farida, gap.id, "the picture was false").await.expect("is asked");
        assert!(tally::decide(&town.db, farida, gap.id, Decision::Agrees).await.is_err(), "not alone");
        tally::decide(&town.db, gopal, gap.id, Decision::Agrees).await.expect("agrees");
        assert_eq!(
            (town.balance(Account::UpiDue).await, town.balance(Account::CashShort).await),
            (Paise::ZERO, Paise(250_00))
        );
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_bank_has_shown_stays_small() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let stall = town.stall("Basanti").await;
        town.may_sell_everywhere("Basanti").await;
        let quote = town.lays_out(stall, &[("sohrai panel", 3)]).await;
        let dear = town.hari_sells(&quote, (Way::Printed, UTR), None).await;
        assert!(
            matches!(dear, Err(SaleError::TooMuch { most }) if most == hand_sales::PRINTED_MOST),
            "{dear:?}"
        );
        assert_eq!((town.orders().await, town.stock("sohrai panel").await), (0, (5, 0)));
        town.hari_sells(&quote, (Way::Cash, ""), None).await.expect("in cash it may be");
        town.is_sound().await;
    });
}
