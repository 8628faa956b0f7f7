//! Cash on delivery: promised by code, taken at the door, brought to the hub, counted, handed on; and what is never done.

use futures_util::future::join_all;
use kernel::payment::{Gateway, PayoutStatus::Processed};
use kernel::payment::{RefundReport, RefundStatus};
use kernel::{Authentic, Paise, Secret};
use market::audit::{Actor, Part};
use market::cash::{self, CashError, CountState, Decision, Fate, WhyNoCash};
use market::claims::{self, Ask, Fault};
use market::delivery::{Carrier, Shape, Shipment};
use market::intake::grid::{Grid, Line};
use market::ledger::Account;
use market::orders::{Order, OrderError, Parcel};
use market::payments::at_hub::{self, AtHubError, Says};
use market::payments::{self, Intent};
use market::quotes::{PaymentMethod, QuoteError};
use store::{DbError, on_each_engine, testing::Fresh, transaction};

use crate::town::{Bought, DEOGHAR, RANCHI, Town, sql};

impl Town {
    async fn takes_cash(&self, reach: &str, most: Paise) {
        let done: Result<(), DbError> =
            transaction!(self.db, tx => { sql::insert_cash_rule(tx, reach, most).await });
        done.expect("is a rule");
    }

    async fn sells_for_cash(&self, who: &str, wants: &[(&str, u32)], pin: &str) -> Bought {
        let bought = self.buys_for_cash(who, wants, pin).await;
        self.promises(&bought).await;
        for maker in self.makers_of(&bought).await {
            self.brings_to_hub(maker, &bought).await;
        }
        bought
    }

    async fn turns_away(&self, bought: &Bought) -> Result<(), CashError> {
        let shipment = self.view(bought).await.shipments[0].id;
        let (hub, by) = (self.hub_of(shipment).await, self.person("Hari").await);
        cash::turn_away(&self.db, Actor::Person(by, Part::HubKeeper), hub, shipment, "nobody at home").await
    }

    async fn in_the_box(&self) -> Paise {
        self.balance(Account::CashHub(self.deoghar_hub)).await
    }
}

fn sheet(rows: &[(&str, &str)]) -> Grid {
    let line = |(number, (article, amount)): (usize, &(&str, &str))| Line {
        number,
        cells: vec![(*article).to_owned(), (*amount).to_owned()],
    };
    Grid { name: String::new(), lines: (1..).zip(rows).map(line).collect() }
}

#[tokio::test(flavor = "multi_thread")]
async fn anita_types_her_code_pays_at_the_door_and_the_makers_are_paid_as_ever() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.buys_for_cash("Anita", &[("lac bangles", 2), ("iron tawa", 1)], DEOGHAR).await;
        assert_eq!((town.state(&anita).await, town.stock("lac bangles").await), (Order::Placed, (20, 2)));
        assert_eq!(town.messages("open_payment").await.len(), 0, "no gateway hears of it");
        assert_eq!(town.told("sms-new-order").await, 0, "no maker before the code");
        town.promises(&anita).await;
        let view = town.view(&anita).await;
        assert_eq!((view.head.state, view.payment.state), (Order::Confirmed, Intent::Open));
        assert_eq!((town.told("sms-cash-confirmed").await, town.told("sms-order-confirmed").await), (1, 0));
        assert!(!town.expires(&anita).await);
        for maker in town.makers_of(&anita).await {
            town.brings_to_hub(maker, &anita).await;
        }
        let due = cash::to_collect(&mut town.read().await, town.deoghar_hub).await.expect("lists");
        assert_eq!(due, [(view.shipments[0].id, anita.total)]);
        town.is_sound().await;
        town.everything_arrives(&anita).await;
        let view = town.view(&anita).await;
        assert_eq!((view.head.state, view.payment.state), (Order::Completed, Intent::Paid));
        assert_eq!(
            (town.in_the_box().await, town.balance(Account::BuyerAdvance).await),
            (anita.total, Paise::ZERO)
        );
        town.is_sound().await;
        town.pays_out(Processed).await;
        assert_eq!((town.owed("Sunita").await, town.owed("Ramesh").await), (Paise::ZERO, Paise::ZERO));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_right_code_nothing_is_confirmed_and_the_goods_come_free() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.buys_for_cash("Anita", &[("lac box", 1)], DEOGHAR).await;
        let right = town.cash_code(&anita).await;
        let wrong = if right == "000000" { "000001" } else { "000000" };
        let tries =
            async |code: &str| cash::confirm(&town.db, &anita.code, &Secret::new(code.to_owned())).await;
        for left in [4, 3, 2, 1, 0] {
            let tried = tries(wrong).await;
            assert!(
                matches!(tried, Err(CashError::WrongCode { tries_left }) if tries_left == left),
                "{tried:?}"
            );
        }
        assert!(matches!(tries(&right).await, Err(CashError::WrongCode { tries_left: 0 })), "too late");
        let at_once = cash::send_again(&town.db, &anita.code).await;
        assert!(matches!(at_once, Err(CashError::NoMoreCodes)), "{at_once:?}");
        town.minutes_pass(1);
        cash::send_again(&town.db, &anita.code).await.expect("another");
        assert!(
            matches!(tries(&right).await, Err(CashError::WrongCode { .. })),
            "the first is right no more"
        );
        town.minutes_pass(1);
        cash::send_again(&town.db, &anita.code).await.expect("a third");
        town.minutes_pass(1);
        assert!(matches!(cash::send_again(&town.db, &anita.code).await, Err(CashError::NoMoreCodes)));
        town.minutes_pass(30);
        let late = tries(&town.cash_code(&anita).await).await;
        assert!(matches!(late, Err(CashError::NotWaiting)), "{late:?}");
        assert!(town.expires(&anita).await);
        assert_eq!((town.state(&anita).await, town.stock("lac box").await), (Order::Expired, (1, 0)));
        let other = town.buys("Bimal", &[("lac box", 1)], DEOGHAR).await;
        let stranger = cash::confirm(&town.db, &other.code, &Secret::new(right)).await;
        assert!(matches!(stranger, Err(CashError::Missing)), "an order that is paid otherwise has no code");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn the_code_typed_eight_times_at_once_confirms_one_order() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.buys_for_cash("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        let code = Secret::new(town.cash_code(&anita).await);
        let all = join_all((0..8).map(|_| cash::confirm(&town.db, &anita.code, &code))).await;
        assert_eq!(all.iter().filter(|one| one.is_ok()).count(), 1, "{all:?}");
        assert_eq!((town.stock("lac bangles").await, town.told("sms-new-order").await), ((19, 0), 1));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn cash_is_taken_only_where_the_rule_says_and_not_of_who_turned_parcels_away() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let no = async |wants, pin| match town.quote_by(wants, pin, PaymentMethod::Cash).await {
            Err(QuoteError::NoCash(why)) => Some(why),
            Ok(_) => None,
            Err(other) => panic!("{other:?}"),
        };
        assert_eq!(no(&[("lac bangles", 1)], DEOGHAR).await, None);
        assert_eq!(no(&[("lac bangles", 1)], RANCHI).await, Some(WhyNoCash::NotThere));
        let most = Paise::rupees(5_000);
        assert_eq!(no(&[("iron tawa", 15)], DEOGHAR).await, Some(WhyNoCash::TooMuch { most }));
        let stopped: Result<(), DbError> =
            transaction!(town.db, tx => { sql::insert_cash_pin(tx, DEOGHAR, "stopped").await });
        let quoted = town.quote_by(&[("clay pot", 1)], "815353", PaymentMethod::Cash).await.expect("taken");
        stopped.expect("is stopped");
        assert_eq!(no(&[("lac bangles", 1)], DEOGHAR).await, Some(WhyNoCash::NotThere));

        let anita = town.sells_for_cash("Anita", &[("clay pot", 2)], "815353").await;
        let shipment = town.view(&anita).await.shipments[0].id;
        assert!(matches!(town.turns_away(&anita).await, Err(CashError::NotNow)), "it has not left");
        town.leaves(shipment).await.expect("leaves");
        town.turns_away(&anita).await.expect("she would not take it");
        assert!(matches!(town.turns_away(&anita).await, Err(CashError::NotNow)), "once");
        let view = town.view(&anita).await;
        assert_eq!((view.head.state, view.payment.state), (Order::Cancelled, Intent::Closed));
        assert_eq!((view.parcels[0].state, view.shipments[0].state), (Parcel::Declined, Shipment::Cancelled));
        assert_eq!((town.given_back(&anita).await, town.owed("Karim").await), (Paise::ZERO, Paise::ZERO));
        assert_eq!(town.told("sms-cash-came-back").await, 1, "Karim fetches it");
        town.is_sound().await;
        let again = town.order("Anita", quoted.head.id, "815353").await;
        assert!(matches!(again, Err(OrderError::NoCash(WhyNoCash::TurnedAwayBefore))), "{again:?}");
        let bimal = town.order("Bimal", quoted.head.id, "815353").await;
        assert!(bimal.is_ok(), "another may: {bimal:?}");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_maker_who_cannot_and_a_buyer_who_has_not_paid_leave_nothing_owed() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.buys_for_cash("Anita", &[("lac bangles", 1), ("iron tawa", 1)], DEOGHAR).await;
        town.promises(&anita).await;
        town.declines("Ramesh", &anita, "no iron").await.expect("declines");
        assert_eq!(
            (town.told("sms-cash-called-off").await, town.told("sms-parcel-called-off").await),
            (1, 0)
        );
        assert_eq!(town.given_back(&anita).await, Paise::ZERO, "nothing was paid");
        town.is_sound().await;
        town.brings_to_hub("Sunita", &anita).await;
        town.everything_arrives(&anita).await;
        let freight = town.view(&anita).await.head.freight;
        assert_eq!(town.in_the_box().await, Paise(250_00 + freight.0), "what came, and the way");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn haris_cash_box_is_paid_in_counted_and_two_people_write_off_what_is_missing() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.sells_for_cash("Anita", &[("lac bangles", 4)], DEOGHAR).await;
        town.everything_arrives(&anita).await;
        let (hari, gopal, hub) = (town.person("Hari").await, town.person("Gopal").await, town.deoghar_hub);
        let bank = async |amount, slip: &str| cash::hand_to_bank(&town.db, hari, hub, amount, slip).await;
        let too_much = bank(Paise(anita.total.0 + 1), "SLIP 1").await;
        assert!(matches!(too_much, Err(CashError::TooMuch { held }) if held == anita.total), "{too_much:?}");
        bank(Paise(600_00), "slip 1").await.expect("is paid in");
        assert!(matches!(bank(Paise(1_00), "SLIP 1 ").await, Err(CashError::ReferenceUsed)));
        assert_eq!(town.balance(Account::Bank).await, Paise(600_00));
        let left = Paise(anita.total.0 - 600_00);
        let count = async |counted, why: &str| cash::count(&town.db, hari, hub, counted, why).await;
        assert_eq!(count(left, "").await.expect("is right"), CountState::Right);
        let short = Paise(left.0 - 50_00);
        assert!(matches!(count(short, " ").await, Err(CashError::NoReason)));
        assert_eq!(count(short, "a note was torn").await.expect("asked"), CountState::Asked);
        assert!(matches!(count(short, "again").await, Err(CashError::CountWaits)));
        let waits = cash::counts_to_decide(&mut town.read().await).await.expect("lists");
        let decide = async |by| cash::decide(&town.db, by, waits[0].id, Decision::Agrees).await;
        assert!(matches!(decide(hari).await, Err(CashError::SamePerson)));
        assert_eq!(town.in_the_box().await, left, "one person alone writes nothing off");
        decide(gopal).await.expect("agrees");
        assert!(matches!(decide(gopal).await, Err(CashError::NotNow)));
        assert_eq!((town.in_the_box().await, town.balance(Account::CashShort).await), (short, Paise(50_00)));
        let book = cash::day_book(&mut town.read().await, hub, town.db.now().day()).await.expect("reads");
        assert_eq!(
            (book.opening, book.received, book.banked, book.missing, book.closing),
            (Paise::ZERO, anita.total, Paise(600_00), Paise(50_00), short)
        );
        let tomorrow = town.db.now().day().plus(1);
        let next = cash::day_book(&mut town.read().await, hub, tomorrow).await.expect("reads");
        assert_eq!((next.opening, next.received, next.closing), (short, Paise::ZERO, short));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn the_posts_sheet_is_matched_line_by_line_and_what_is_short_stays_open() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.takes_cash("everywhere", Paise::rupees(10_000)).await;
        let anita = town.sells_for_cash("Anita", &[("lac bangles", 1)], RANCHI).await;
        town.everything_arrives(&anita).await;
        let bimal = town.sells_for_cash("Bimal", &[("lac bangles", 2)], RANCHI).await;
        town.everything_arrives(&bimal).await;
        let courier = Account::CashCourier(Carrier::IndiaPost);
        assert_eq!(town.balance(courier).await, Paise(anita.total.0 + bimal.total.0));
        let article = async |bought: &Bought| {
            town.view(bought).await.shipments[0].article.clone().expect("a number").as_str().to_owned()
        };
        let (first, second) = (article(&anita).await, article(&bimal).await);
        let farida = town.person("Farida").await;
        let takes = async |reference: &str, rows: &[(&str, &str)]| {
            cash::take_in(&town.db, farida, Carrier::IndiaPost, reference, &sheet(rows)).await
        };
        let (whole, dear) = (rupees(anita.total), rupees(Paise(bimal.total.0 + 1)));
        let rows = [
            ("Article number", "COD amount"),
            (first.as_str(), whole.as_str()),
            (first.as_str(), "1"),
            (second.as_str(), dear.as_str()),
            (second.as_str(), "100"),
            ("EJ000000000IN", "5"),
            (second.as_str(), "?"),
        ];
        let outcome = takes("UTR 77", &rows).await.expect("is taken in");
        assert_eq!((outcome.matched, outcome.others, outcome.amount), (2, 4, Paise(anita.total.0 + 100_00)));
        assert!(matches!(takes("utr 77", &rows).await, Err(CashError::ReferenceUsed)), "not twice");
        assert!(matches!(takes("UTR 78", &[("who", "what")]).await, Err(CashError::NoColumns)));
        let open = cash::open_with_carriers(&mut town.read().await).await.expect("lists");
        assert_eq!(open.len(), 1);
        assert_eq!((open[0].collected, open[0].handed), (bimal.total, Paise(100_00)));
        assert_eq!(town.balance(courier).await, Paise(bimal.total.0 - 100_00));
        let (_, strange) = cash::remittances(&mut town.read().await).await.expect("lists");
        let fates: Vec<_> = strange.iter().map(|line| line.fate).collect();
        assert_eq!(fates, [Fate::TooMuch, Fate::TooMuch, Fate::Unknown, Fate::Unclear]);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_post_brings_back_unpaid_is_received_and_nobody_gets_money() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.takes_cash("everywhere", Paise::rupees(10_000)).await;
        let (pieces, _) = town.stock("lac bangles").await;
        let anita = town.sells_for_cash("Anita", &[("lac bangles", 1)], RANCHI).await;
        let shipment = town.view(&anita).await.shipments[0].id;
        town.leaves(shipment).await.expect("leaves");
        let article = town.view(&anita).await.shipments[0].article.clone().expect("a number");
        town.post_says(article.as_str(), &[("Returned to sender", -1, "Ranchi GPO")]).await;
        town.is_sound().await;
        town.comes_home(shipment, Shape::Whole).await.expect("is received");
        assert_eq!(town.state(&anita).await, Order::Cancelled);
        assert_eq!((town.refunds(&anita).await.len(), town.owed("Sunita").await), (0, Paise::ZERO));
        assert_eq!(town.stock("lac bangles").await, (pieces, 0));
        town.is_sound().await;
    });
}

/// As a sheet has it.
fn rupees(amount: Paise) -> String {
    format!("{}.{:02}", amount.0 / 100, amount.0 % 100)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_claim_on_goods_paid_in_cash_waits_for_a_way_back_and_never_exceeds_what_was_paid() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.sells_for_cash("Anita", &[("lac bangles", 2), ("peda", 1)], DEOGHAR).await;
        town.everything_arrives(&anita).await;
        assert_eq!(town.view(&anita).await.payment.payments.len(), 2, "food came apart and was paid apart");
        let lines = claims::lines_of(&mut town.read().await, anita.id).await.expect("reads");
        let farida = town.person("Farida").await;
        for line in &lines {
            let ask = Ask {
                order: &anita.code,
                line: line.id,
                quantity: line.quantity,
                fault: Fault::Mart,
                reason: "it came so",
                anew: None,
            };
            claims::ask(&town.db, farida, &ask).await.expect("goes back");
        }
        assert_eq!(town.given_back(&anita).await, Paise(2 * 250_00 + 220_00));
        assert_eq!(town.messages("send_refund").await.len(), 0, "no gateway has that money");
        town.is_sound().await;

        let (hari, gopal, hub) = (town.person("Hari").await, town.person("Gopal").await, town.deoghar_hub);
        let held = town.in_the_box().await;
        let mut left = held;
        for way in at_hub::closed_ways(&mut town.read().await).await.expect("lists") {
            let id =
                at_hub::ask(&town.db, farida, way.refund, hub).await.expect("little is agreed to at once");
            let twice = at_hub::ask(&town.db, gopal, way.refund, hub).await;
            assert!(matches!(twice, Err(AtHubError::Raced)), "{twice:?}");
            let code = Secret::new(town.newest_code("sms-refund-at-hub", &anita).await);
            let pay = async |hub, code: &Secret<String>, name: &str| {
                at_hub::pay(&town.db, hari, hub, id, (code, name)).await
            };
            let wrong = Secret::new("12345".to_owned());
            assert!(matches!(pay(hub, &wrong, "Anita").await, Err(AtHubError::WrongCode { tries_left: 4 })));
            assert!(matches!(pay(hub, &code, " ").await, Err(AtHubError::NotSigned)));
            let elsewhere = pay(town.madhupur_hub, &code, "Anita").await;
            assert!(matches!(elsewhere, Err(AtHubError::Missing)), "{elsewhere:?}");
            let all = join_all((0..8).map(|_| pay(hub, &code, "Anita"))).await;
            assert_eq!(all.iter().filter(|one| one.is_ok()).count(), 1, "once, however often it is pressed");
            left = Paise(left.0 - way.amount.0);
            town.minutes_pass(1);
        }
        assert_eq!((town.in_the_box().await, town.balance(Account::RefundDue).await), (left, Paise::ZERO));
        assert_eq!(held.0 - left.0, 2 * 250_00 + 220_00);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_the_bank_sent_back_is_paid_out_at_a_hub_by_the_word_of_two() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let bimal = town.sells_for_cash("Bimal", &[("lac bangles", 12)], DEOGHAR).await;
        town.everything_arrives(&bimal).await;
        let anita = town.buys("Anita", &[("iron tawa", 7)], DEOGHAR).await;
        town.pays(&anita).await;
        town.declines("Ramesh", &anita, "the furnace is out").await.expect("declines");
        let (refund, _, gateway_payment, amount) = town.refunds(&anita).await[0].clone();
        let (farida, gopal, hari) =
            (town.person("Farida").await, town.person("Gopal").await, town.person("Hari").await);
        let hub = town.deoghar_hub;
        let early = at_hub::ask(&town.db, farida, refund, hub).await;
        assert!(matches!(early, Err(AtHubError::Missing)), "the gateway is still at it: {early:?}");
        let report = RefundReport {
            gateway_refund: "rfnd_1".to_owned(),
            gateway_payment,
            receipt: refund.to_string(),
            amount,
            status: RefundStatus::Failed,
        };
        payments::refund_reported(&town.db, Gateway::Razorpay, &Authentic::answered(report))
            .await
            .expect("is taken in");
        let id = at_hub::ask(&town.db, farida, refund, hub).await.expect("asked");
        let code = Secret::new("123456".to_owned());
        let unagreed = at_hub::pay(&town.db, hari, hub, id, (&code, "Anita")).await;
        assert!(matches!(unagreed, Err(AtHubError::NotNow)), "much needs two: {unagreed:?}");
        let alone = at_hub::decide(&town.db, farida, id, Says::Yes).await;
        assert!(matches!(alone, Err(AtHubError::SamePerson)), "{alone:?}");
        at_hub::decide(&town.db, gopal, id, Says::Yes).await.expect("agrees");
        let code = Secret::new(town.newest_code("sms-refund-at-hub", &anita).await);
        at_hub::pay(&town.db, hari, hub, id, (&code, "Anita Verma")).await.expect("is paid out");
        assert_eq!(town.in_the_box().await, Paise(bimal.total.0 - amount.0));
        assert_eq!(town.told("sms-refunded").await, 1);
        town.is_sound().await;
    });
}
