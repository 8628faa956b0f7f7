//! Histories nobody would write down: people do things at random, in time and out of time, and nothing breaks.
//!
//! On failure the shortest history that still fails is printed.

use kernel::payment::{Gateway, PaymentStatus, PayoutStatus, RefundReport, RefundStatus};
use kernel::{Authentic, BasisPoints, Paise, Secret};
use market::advances::{self, AdvanceError, Way};
use market::cash::{self, CashError};
use market::claims::{self, Ask, ClaimError, Decision, Fault};
use market::delivery::{self, DeliveryError, Shape, Shipment};
use market::ledger::Account;
use market::orders::hub::Finding;
use market::orders::{Order, OrderError, Parcel};
use market::payments;
use market::payments::to_upi::{self, ToUpiError};
use market::payouts::{self, PayoutError, batches};
use market::quotes::{PaymentMethod, QuoteError};
use market::tracking::{self, Step, TrackingError};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use store::{Engine, testing};

use crate::refunds;
use crate::town::{Bought, DEOGHAR, GOODS, KOLKATA, RANCHI, Town};

/// What somebody does. An [`Index`] picks one of whatever there is by then.
#[derive(Clone, Debug)]
enum Deed {
    Buys(Vec<(Index, u32)>, &'static str, PaymentMethod),
    GatewaySays(Index, &'static str, PaymentStatus, i64),
    /// Whatever comes next for an order, as everybody should.
    GoesOn(Index),
    Declines(Index, Index),
    Finds(Index, Index, Finding<'static>),
    Leaves(Index, Index),
    Arrives(Index, Index),
    /// A buyer who was to pay in cash would not take it.
    TurnsAway(Index, Index),
    /// Nobody opens: it turns back on its way and lies at its hub again.
    ComesHome(Index, Index),
    /// Farida puts money into the advance fund, or takes some out.
    MovesFund(Way, u32),
    /// The keeper of Deoghar pays some of the cash in at the bank, or counts it with some paise missing and Gopal agrees.
    PaysIn(u32),
    Counts(i64),
    WrongCode(Index, Index),
    RefundsSay(Index, RefundStatus),
    /// The buyer gives a UPI address for what cannot go back as it came; her bank knows it or not, and carries it or not.
    GoesByUpi(Index, bool, PayoutStatus),
    MinutesPass(i64),
    /// Some minutes pass and the clock looks after an order.
    Expires(Index, i64),
    Drafts(&'static str),
    Approves(&'static str, Index),
    BankSays(Index, Index, PayoutStatus),
    /// A night passes and the mart sweeps.
    Sweeps,
    /// Somebody looks through what was swept.
    Looks(&'static str, Index),
    CallsOff(&'static str, Index),
    /// Farida drafts, Gopal approves, the bank says the same of all.
    PaysOut(PayoutStatus),
    Restocks(Index),
    /// Somebody of finance gives pieces of a line back.
    GivesBack(&'static str, (Index, Index), u32, Fault),
    /// And somebody decides on what waits.
    Decides(&'static str, Index, Decision),
}

fn deed() -> impl Strategy<Value = Deed> {
    let index = any::<Index>;
    let places = || select(vec![DEOGHAR, DEOGHAR, RANCHI, KOLKATA]);
    let methods = || select(vec![PaymentMethod::Upi, PaymentMethod::Upi, PaymentMethod::Cash]);
    let people = || select(vec!["Farida", "Gopal"]);
    let findings = vec![Finding::Passes, Finding::GoesBack("a loose lid"), Finding::Refused("a crack")];
    prop_oneof![
        6 => (vec((index(), 1_u32..4), 1..4), places(), methods()).prop_map(|(wants, pin, by)| Deed::Buys(wants, pin, by)),
        7 => (index(), select(vec!["pay_1", "pay_1", "pay_2"]), select(PaymentStatus::ALL), 0_i64..3)
            .prop_map(|(order, payment, status, fee)| Deed::GatewaySays(order, payment, status, fee * 99)),
        40 => index().prop_map(Deed::GoesOn),
        3 => (index(), index()).prop_map(|(order, parcel)| Deed::Declines(order, parcel)),
        3 => (index(), index(), select(findings)).prop_map(|(order, parcel, finding)| Deed::Finds(order, parcel, finding)),
        2 => (index(), index()).prop_map(|(order, shipment)| Deed::Leaves(order, shipment)),
        2 => (index(), index()).prop_map(|(order, shipment)| Deed::Arrives(order, shipment)),
        2 => (index(), index()).prop_map(|(order, shipment)| Deed::TurnsAway(order, shipment)),
        3 => (index(), index()).prop_map(|(order, shipment)| Deed::ComesHome(order, shipment)),
        2 => (select(Way::ALL), 1_u32..90_000).prop_map(|(way, paise)| Deed::MovesFund(way, paise)),
        1 => (1_u32..90_000).prop_map(Deed::PaysIn),
        1 => (-100_i64..300).prop_map(Deed::Counts),
        1 => (index(), index()).prop_map(|(order, shipment)| Deed::WrongCode(order, shipment)),
        3 => (index(), select(RefundStatus::ALL)).prop_map(|(order, status)| Deed::RefundsSay(order, status)),
        3 => (index(), any::<bool>(), select(PayoutStatus::ALL))
            .prop_map(|(order, is_known, said)| Deed::GoesByUpi(order, is_known, said)),
        3 => (1_i64..40).prop_map(Deed::MinutesPass),
        4 => (index(), 0_i64..60).prop_map(|(order, minutes)| Deed::Expires(order, minutes)),
        2 => people().prop_map(Deed::Drafts),
        3 => (people(), index()).prop_map(|(who, batch)| Deed::Approves(who, batch)),
        2 => Just(Deed::Sweeps),
        3 => (people(), index()).prop_map(|(who, batch)| Deed::Looks(who, batch)),
        1 => (people(), index()).prop_map(|(who, batch)| Deed::CallsOff(who, batch)),
        4 => (index(), index(), select(PayoutStatus::ALL)).prop_map(|(batch, payout, said)| Deed::BankSays(batch, payout, said)),
        3 => select(PayoutStatus::ALL).prop_map(Deed::PaysOut),
        1 => index().prop_map(Deed::Restocks),
        4 => (people(), (index(), index()), 1_u32..4, select(Fault::ALL))
            .prop_map(|(who, line, pieces, fault)| Deed::GivesBack(who, line, pieces, fault)),
        2 => (people(), index(), select(vec![Decision::Grants, Decision::Refuses]))
            .prop_map(|(who, claim, decision)| Deed::Decides(who, claim, decision)),
    ]
}

/// What happened so far.
struct History<'a> {
    town: &'a Town,
    orders: Vec<Bought>,
    restocked: u32,
}

/// Something was done or refused. A refusal is part of life; a failing database is not.
trait Tried {
    fn fairly(self);
}

impl<T> Tried for Result<T, OrderError> {
    fn fairly(self) {
        assert!(!matches!(self, Err(OrderError::Db(_))), "{:?}", self.err());
    }
}

impl<T> Tried for Result<T, DeliveryError> {
    fn fairly(self) {
        assert!(!matches!(self, Err(DeliveryError::Db(_))), "{:?}", self.err());
    }
}

impl<T> Tried for Result<T, PayoutError> {
    fn fairly(self) {
        assert!(!matches!(self, Err(PayoutError::Db(_))), "{:?}", self.err());
    }
}

impl<T> Tried for Result<T, ClaimError> {
    fn fairly(self) {
        assert!(!matches!(self, Err(ClaimError::Db(_))), "{:?}", self.err());
    }
}

impl<T> Tried for Result<T, CashError> {
    fn fairly(self) {
        assert!(!matches!(self, Err(CashError::Db(_))), "{:?}", self.err());
    }
}

impl History<'_> {
    async fn happens(&mut self, deed: &Deed) {
        match deed {
            Deed::Buys(wants, pin, by) => self.buys(wants, pin, *by).await,
            Deed::PaysIn(paise) => self.pays_in(*paise).await,
            Deed::Counts(missing) => self.counts(*missing).await,
            Deed::MovesFund(way, paise) => self.moves_fund(*way, *paise).await,
            Deed::GoesByUpi(order, is_known, said) => self.goes_by_upi(*order, *is_known, *said).await,
            Deed::MinutesPass(minutes) => self.town.minutes_pass(*minutes),
            Deed::Drafts(who) => self.town.drafts(who).await.fairly(),
            Deed::Approves(who, batch) => self.approves(who, *batch).await,
            Deed::BankSays(batch, payout, said) => self.bank_says(*batch, *payout, *said).await,
            Deed::PaysOut(said) => self.pays_out(*said).await,
            Deed::Sweeps => {
                self.town.minutes_pass(24 * 60);
                payouts::sweep(&self.town.db).await.fairly();
            }
            Deed::Looks(who, batch) => self.looks(who, *batch).await,
            Deed::CallsOff(who, batch) => self.calls_off(who, *batch).await,
            Deed::Restocks(good) => {
                self.restocked += 1;
                self.town
                    .restocks(GOODS[good.index(GOODS.len())].name, &format!("sack {}", self.restocked))
                    .await;
            }
            Deed::Decides(who, claim, decision) => self.decides(who, *claim, *decision).await,
            _ if self.orders.is_empty() => {}
            Deed::GivesBack(who, line, pieces, fault) => {
                self.gives_pieces_back(who, *line, *pieces, *fault).await
            }
            Deed::GatewaySays(order, payment, status, fee) => {
                let mut report = self.town.report(self.order(*order), payment, *status);
                report.fee = Paise(*fee);
                self.town.hears(report).await;
            }
            Deed::GoesOn(order) => self.goes_on(*order).await,
            Deed::Declines(order, maker) => {
                let maker = self.maker(*order, *maker).await;
                self.town.declines(maker, self.order(*order), "no lac left").await.fairly();
            }
            Deed::Finds(order, maker, finding) => {
                let maker = self.maker(*order, *maker).await;
                self.town.keeper_finds(maker, self.order(*order), *finding).await.fairly();
            }
            Deed::Leaves(order, shipment) => {
                let shipment = self.shipment(*order, *shipment).await;
                self.town.leaves(shipment).await.fairly();
            }
            Deed::Arrives(order, shipment) => {
                let shipment = self.shipment(*order, *shipment).await;
                self.town.arrives(self.order(*order), shipment).await.fairly();
            }
            Deed::TurnsAway(order, shipment) => {
                let shipment = self.shipment(*order, *shipment).await;
                let (hub, by) = (self.town.hub_of(shipment).await, self.town.by("Hari").await);
                cash::turn_away(&self.town.db, by, hub, shipment, "nobody there").await.fairly();
            }
            Deed::ComesHome(order, shipment) => {
                let shipment = self.shipment(*order, *shipment).await;
                let (hub, keeper) = (self.town.hub_of(shipment).await, self.town.person("Hari").await);
                let noted = tracking::note(&self.town.db, keeper, hub, shipment, Step::TurnedBack, "").await;
                assert!(!matches!(noted, Err(TrackingError::Db(_))), "{noted:?}");
                let by = self.town.by("Hari").await;
                delivery::come_home(&self.town.db, by, hub, shipment, Shape::Whole).await.fairly();
            }
            Deed::WrongCode(order, shipment) => {
                let shipment = self.shipment(*order, *shipment).await;
                self.town.says_code(shipment, "wrong").await.fairly();
            }
            Deed::RefundsSay(order, status) => self.refunds_say(*order, *status).await,
            Deed::Expires(order, minutes) => {
                self.town.minutes_pass(*minutes);
                self.town.expires(self.order(*order)).await;
            }
        }
    }

    fn order(&self, index: Index) -> &Bought {
        index.get(&self.orders)
    }

    async fn maker(&self, order: Index, index: Index) -> &'static str {
        *index.get(&self.town.makers_of(self.order(order)).await)
    }

    async fn shipment(&self, order: Index, index: Index) -> kernel::ids::ShipmentId {
        index.get(&self.town.view(self.order(order)).await.shipments).id
    }

    async fn pays_in(&mut self, paise: u32) {
        self.restocked += 1;
        let (hari, hub) = (self.town.person("Hari").await, self.town.deoghar_hub);
        let slip = format!("slip {}", self.restocked);
        cash::hand_to_bank(&self.town.db, hari, hub, Paise(paise.into()), &slip).await.fairly();
    }

    async fn moves_fund(&mut self, way: Way, paise: u32) {
        self.restocked += 1;
        let (farida, reference) = (self.town.person("Farida").await, format!("SBIN0F{}", self.restocked));
        let moved = advances::move_fund(&self.town.db, farida, (way, Paise(paise.into())), &reference).await;
        assert!(!matches!(moved, Err(AdvanceError::Db(_))), "{moved:?}");
    }

    async fn counts(&self, missing: i64) {
        let (hari, gopal, hub) =
            (self.town.person("Hari").await, self.town.person("Gopal").await, self.town.deoghar_hub);
        let there = self.town.balance(Account::CashHub(hub)).await;
        cash::count(&self.town.db, hari, hub, Paise(there.0 - missing), "torn").await.fairly();
        for count in cash::counts_to_decide(&mut self.town.read().await).await.expect("lists") {
            cash::decide(&self.town.db, gopal, count.id, cash::Decision::Agrees).await.fairly();
        }
    }

    async fn buys(&mut self, wants: &[(Index, u32)], pin: &str, by: PaymentMethod) {
        let wants: Vec<_> =
            wants.iter().map(|(good, count)| (GOODS[good.index(GOODS.len())].name, *count)).collect();
        match self.town.quote_by(&wants, pin, by).await {
            Ok(quote) => match self.town.order("Anita", quote.head.id, pin).await {
                Ok(placed) => self.orders.push(self.town.opens(&placed).await),
                refused => refused.fairly(),
            },
            Err(cause) => assert!(!matches!(cause, QuoteError::Db(_)), "{cause:?}"),
        }
    }

    /// The next good thing that can happen to an order.
    async fn goes_on(&self, order: Index) {
        let (town, bought) = (self.town, self.order(order));
        let view = town.view(bought).await;
        if view.head.state == Order::Placed && view.head.method == PaymentMethod::Cash {
            let code = Secret::new(town.cash_code(bought).await);
            return cash::confirm(&town.db, &bought.code, &code).await.fairly();
        }
        if view.head.state == Order::Placed {
            town.gateway_says(bought, "pay_1", PaymentStatus::Captured).await;
            return;
        }
        for maker in town.makers_of(bought).await {
            let done = match town.parcel(bought, maker).await.state {
                Parcel::Asked => town.accepts(maker, bought).await,
                Parcel::Accepted => town.packs(maker, bought).await,
                Parcel::Packed => town.keeper_finds(maker, bought, Finding::Passes).await,
                _ => continue,
            };
            return done.expect("it can be done now");
        }
        for shipment in view.shipments {
            match shipment.state {
                Shipment::Planned if view.head.state == Order::Confirmed => {
                    return town.leaves(shipment.id).await.expect("all of it is here");
                }
                Shipment::Shipped => return town.arrives(bought, shipment.id).await.fairly(),
                _ => {}
            }
        }
    }

    async fn refunds_say(&self, order: Index, status: RefundStatus) {
        for (id, _, gateway_payment, amount) in self.town.refunds(self.order(order)).await {
            let (gateway_refund, receipt) = (format!("rfnd_{id}"), id.to_string());
            let report = RefundReport { gateway_refund, gateway_payment, receipt, amount, status };
            payments::refund_reported(&self.town.db, Gateway::Razorpay, &Authentic::answered(report))
                .await
                .expect("is taken in");
        }
    }

    async fn goes_by_upi(&self, order: Index, is_known: bool, said: PayoutStatus) {
        if self.orders.is_empty() {
            return;
        }
        let order = self.order(order);
        let ways = to_upi::own(&mut self.town.read().await, order.id).await.expect("lists");
        for way in ways {
            let buyer = self.town.view(order).await.head.person;
            let given = to_upi::give(&self.town.db, buyer, way.refund, &refunds::upi("anita@upi")).await;
            assert!(!matches!(given, Err(ToUpiError::Db(_))), "{given:?}");
            if let Ok(id) = given {
                self.town.bank_names(id, is_known.then_some("ANITA")).await;
                self.town.bank_carries(id, way.amount, said).await;
            }
        }
    }

    async fn gives_pieces_back(&self, who: &str, (order, line): (Index, Index), quantity: u32, fault: Fault) {
        let bought = self.order(order);
        let lines = claims::lines_of(&mut self.town.read().await, bought.id).await.expect("lists");
        let (line, by) = (line.get(&lines).id, self.town.person(who).await);
        let ask = Ask { order: &bought.code, line, quantity, fault, reason: "it came so", anew: None };
        claims::ask(&self.town.db, by, &ask).await.fairly();
    }

    async fn decides(&self, who: &str, claim: Index, decision: Decision) {
        let all = claims::open(&mut self.town.read().await, Town::SOME).await.expect("lists");
        if !all.is_empty() {
            let by = self.town.person(who).await;
            claims::decide(&self.town.db, by, claim.get(&all).id, decision).await.fairly();
        }
    }

    async fn pays_out(&self, said: PayoutStatus) {
        match self.town.drafts("Farida").await {
            Ok(batch) => {
                self.town.approves("Gopal", batch).await.expect("approves");
                for payout in self.town.batch(batch).await.payouts {
                    self.town.bank_says(payout.id, payout.amount, said).await.expect("is taken in");
                }
            }
            refused => refused.fairly(),
        }
    }

    async fn looks(&self, who: &str, batch: Index) {
        let all = batches(&mut self.town.read().await, Town::SOME).await.expect("lists");
        if !all.is_empty() {
            let by = self.town.person(who).await;
            payouts::look(&self.town.db, by, batch.get(&all).id).await.fairly();
        }
    }

    async fn calls_off(&self, who: &str, batch: Index) {
        let all = batches(&mut self.town.read().await, Town::SOME).await.expect("lists");
        if !all.is_empty() {
            let by = self.town.person(who).await;
            payouts::call_off(&self.town.db, by, batch.get(&all).id).await.fairly();
        }
    }

    async fn approves(&self, who: &str, batch: Index) {
        let all = batches(&mut self.town.read().await, Town::SOME).await.expect("lists");
        if !all.is_empty() {
            self.town.approves(who, batch.get(&all).id).await.fairly();
        }
    }

    async fn bank_says(&self, batch: Index, payout: Index, said: PayoutStatus) {
        let all = batches(&mut self.town.read().await, Town::SOME).await.expect("lists");
        if !all.is_empty() {
            let payouts = self.town.batch(batch.get(&all).id).await.payouts;
            let payout = payout.get(&payouts);
            self.town.bank_says(payout.id, payout.amount, said).await.expect("is taken in");
        }
    }
}

/// So many histories are lived through, unless `MART_HISTORIES` says how many.
const CASES: u32 = 8;

fn cases() -> u32 {
    std::env::var("MART_HISTORIES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(CASES)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: cases(),
        max_shrink_iters: 150,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn whatever_happens_every_promise_holds(deeds in vec(deed(), 40..140), commission in select(vec![0_u32, 0, 333]), ahead in select(vec![0_u32, 3_000, 8_000])) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).build().expect("a runtime");
        runtime.block_on(async {
            let fresh = testing::fresh(Engine::Sqlite).await;
            let town = Town::with_commission(&fresh.db, BasisPoints(commission)).await;
            town.law_keeps_back().await;
            town.pays_ahead(Paise(2_000_00), ahead).await;
            let mut history = History { town: &town, orders: Vec::new(), restocked: 0 };
            for deed in &deeds {
                history.happens(deed).await;
            }
            town.is_sound().await;
        });
    }
}
