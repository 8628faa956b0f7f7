//! Bulk orders: a hotel's thousand pots over many potters and a group's didis, paid in parts; and what must not happen on the way.

use kernel::ids::MakerId;
use kernel::india::Pin;
use kernel::payment::PaymentStatus::Captured;
use kernel::{Lang, Limit, Paise};
use market::catalogue;
use market::delivery::DeliveryError;
use market::groups;
use market::institutions::deal;
use market::institutions::enquiry::{self, Ask, Wish};
use market::institutions::sample;
use market::institutions::{
    Channel, EnquiryState, InstitutionError, InstitutionKind, OfferState, SampleEvent, SampleState, accept,
    money,
};
use market::ledger;
use market::orders::hub::{Finding, inspect};
use market::orders::{Parcel, maker};
use store::{on_each_engine, params, sql, testing::Fresh};

use crate::bazaar::Bazaar;
use crate::town::{DEOGHAR, Town};

pub const HELD: &str =
    "what institutions paid ahead is held, used or went back, and the journal says the same";
pub const ORDERED: &str = "every stage of a deal is ordered as it was offered, after its advance was paid";

async fn owed(town: &Town, maker: MakerId) -> Paise {
    ledger::owed_to(&mut town.read().await, maker).await.expect("sums")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hotels_thousand_pots_are_made_by_many_and_paid_in_two_parts() {
    on_each_engine!(async |fresh: &Fresh| {
        let bazaar = Bazaar::of(fresh, 12).await;
        let town = &bazaar.town;
        // The first potter is a group of didis.
        let group = bazaar.potters[0];
        town.suffers(&[(sql!("update maker set kind = 'shg' where id = $1"), params![group])]).await;
        for name in ["Budhni", "Chano"] {
            let member = groups::Typed { name: name.to_owned(), makes: "pots".to_owned(), capacity: 200 };
            groups::add_member(&town.db, town.by("Phulmani").await, group, &member).await.expect("joins");
        }
        let (id, offer) = bazaar.offered(1_000, &[24, 45], 60).await;
        assert_eq!(town.told("sms-institution-offer").await, 1, "the hotel hears of it");
        let sent = bazaar.offer(offer).await;
        assert_eq!((sent.pieces(), sent.stages.len()), (1_000, 2));
        assert_eq!(sent.whole(), Paise(1_000 * 99_00 + 2 * 500_00));
        let advance = bazaar.accepts(offer).await.expect("accepted");
        assert_eq!(advance.total, Paise::rupees(60_000), "60 per cent of a lakh");
        let again = bazaar.accepts(offer).await.expect("the same press twice");
        assert_eq!(again.id, advance.id);
        let seen = deal::of_maker(&mut town.read().await, group, Limit::of(50)).await.expect("asks");
        assert!(seen.is_empty(), "nobody is asked before the advance is paid");
        town.is_sound().await;

        bazaar.pays(&advance).await;
        assert_eq!(bazaar.held(id).await, advance.total, "it is held, nothing is earned");
        let deal = bazaar.deal(offer).await;
        assert_eq!(
            deal.shares.iter().map(|share| share.pieces).sum::<i64>(),
            1_000,
            "every piece is allotted"
        );
        assert!(deal.shares.iter().all(|share| share.state == Parcel::Asked && share.share > Paise::ZERO));
        let seen = deal::of_maker(&mut town.read().await, group, Limit::of(50)).await.expect("asks");
        assert!(seen.len() == 2 && seen.iter().all(|one| one.pieces > 0 && one.share > Paise::ZERO));
        town.is_sound().await;

        let stages = bazaar.stages(offer).await;
        bazaar.makes(stages[0]).await;
        let members = groups::members(&mut town.read().await, group).await.expect("reads");
        assert!(members.iter().all(|didi| didi.coming > Paise::ZERO), "each didi sees her rupees");
        bazaar.leaves(stages[0]).await.expect("the advance covers it");
        bazaar.arrives(stages[0]).await;
        let money = bazaar.deal(offer).await.money;
        assert_eq!((money.used, money.held()), (Paise::rupees(50_000), Paise::rupees(10_000)));
        assert_eq!(money.due(), Paise::rupees(40_000));
        town.is_sound().await;

        bazaar.makes(stages[1]).await;
        let early = bazaar.leaves(stages[1]).await;
        assert!(matches!(early, Err(DeliveryError::BalanceDue)), "{early:?}");
        let code = money::ask_balance(&town.db, bazaar.hotel, id).await.expect("the balance");
        assert_eq!(money::ask_balance(&town.db, bazaar.hotel, id).await.expect("the same"), code);
        let balance = bazaar.order(&code).await;
        bazaar.pays(&balance).await;
        bazaar.leaves(stages[1]).await.expect("all is paid");
        bazaar.arrives(stages[1]).await;
        assert_eq!((bazaar.held(id).await, bazaar.state(id).await), (Paise::ZERO, EnquiryState::Ended));
        assert!(owed(town, group).await > Paise::ZERO, "makers have earned it");
        let nothing = money::ask_balance(&town.db, bazaar.hotel, id).await;
        assert!(matches!(nothing, Err(InstitutionError::NotNow)), "{nothing:?}");
        let bills = &mut town.read().await;
        let (bills,): (i64,) = bills
            .one(
                sql!(
                    "select count(*) from bill where parcel_id in (select id from parcel where order_id = $1)"
                ),
                params![stages[1]],
            )
            .await
            .expect("counts");
        assert!(bills >= 12, "each maker's goods have their bill");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_makes_more_than_she_can_and_weeks_are_taken_once() {
    on_each_engine!(async |fresh: &Fresh| {
        let bazaar = Bazaar::of(fresh, 2).await;
        let town = &bazaar.town;
        let id = bazaar.asks(1_000, 30).await;
        let plan = bazaar.plan(id, &[30]).await;
        let (made, short): (u32, u32) = (
            plan.goods.iter().map(|one| one.pieces[0]).sum(),
            plan.short.iter().map(|(_, short)| short).sum(),
        );
        assert_eq!(made + short, 1_000);
        assert!(short > 500, "what is short is said plainly");
        let mut greedy = bazaar.offer_of(&plan, &[30], 40).await;
        greedy.stages[0].lines[0].1 += 1;
        let over = bazaar.sends(id, &greedy).await;
        assert!(matches!(over, Err(InstitutionError::Short(_))), "{over:?}");
        let mut cheap = bazaar.offer_of(&plan, &[30], 40).await;
        cheap.stages[0].lines[0].2 = Paise(98_99);
        let below = bazaar.sends(id, &cheap).await;
        assert!(
            matches!(below, Err(InstitutionError::Typed("inst_unit"))),
            "a maker's price is hers: {below:?}"
        );
        let little = bazaar.offer_of(&plan, &[30], 39).await;
        assert!(matches!(bazaar.sends(id, &little).await, Err(InstitutionError::Typed("inst_advance"))));

        // Two deals over the same weeks: whoever accepts first has them.
        let first = bazaar.sends(id, &bazaar.offer_of(&plan, &[30], 40).await).await.expect("sent");
        let other = bazaar.asks(999, 30).await;
        let twin = bazaar.sends(other, &bazaar.offer_of(&plan, &[30], 40).await).await.expect("sent");
        let advance = bazaar.accepts(first).await.expect("accepted");
        let late = bazaar.accepts(twin).await;
        assert!(matches!(late, Err(InstitutionError::Short(_))), "{late:?}");
        assert!(bazaar.plan(other, &[30]).await.goods.is_empty(), "nothing is left of these weeks");
        town.is_sound().await;

        // It is not paid: the weeks are free again, and the next Monday opens whole.
        town.minutes_pass(49 * 60);
        assert!(town.expires(&advance).await);
        assert_eq!(bazaar.offer(first).await.row.state, OfferState::Lapsed);
        assert_eq!(bazaar.state(id).await, EnquiryState::Offered, "another may be offered");
        town.is_sound().await;
        // A Monday has passed, so the twin is planned anew.
        let plan = bazaar.plan(other, &[26]).await;
        let anew = bazaar.sends(other, &bazaar.offer_of(&plan, &[26], 40).await).await.expect("sent");
        let paid = bazaar.accepts(anew).await.expect("now it can be had");
        bazaar.pays(&paid).await;
        town.minutes_pass(7 * 24 * 60);
        catalogue::stock::open_week(&town.db, town.db.now().day()).await.expect("the week opens");
        let read = &mut town.read().await;
        let (free,): (i64,) = read
            .one(sql!("select cast(sum(k.on_hand - k.held) as bigint) from stock k join variant v on v.id = k.variant_id where v.making = 'to_order'"), params![])
            .await
            .expect("sums");
        assert_eq!(free, 0, "the deal has the whole week, the shop none of it");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn one_offer_is_accepted_in_its_time_by_whom_it_was_made_to_and_paid_once() {
    on_each_engine!(async |fresh: &Fresh| {
        let bazaar = Bazaar::of(fresh, 4).await;
        let town = &bazaar.town;
        let (id, old) = bazaar.offered(100, &[25], 50).await;
        let stranger = town.person("Anita").await;
        let not_hers = accept::accept(&town.db, &town.books, stranger, old).await;
        assert!(matches!(not_hers, Err(InstitutionError::NotYours)), "{not_hers:?}");
        let plan = bazaar.plan(id, &[25]).await;
        let new = bazaar.sends(id, &bazaar.offer_of(&plan, &[25], 40).await).await.expect("a newer one");
        let replaced = bazaar.accepts(old).await;
        assert!(matches!(replaced, Err(InstitutionError::NotNow)), "{replaced:?}");

        town.minutes_pass(11 * 24 * 60);
        let late = bazaar.accepts(new).await;
        assert!(matches!(late, Err(InstitutionError::TooLate)), "{late:?}");
        let plan = bazaar.plan(id, &[14]).await;
        let third = bazaar.sends(id, &bazaar.offer_of(&plan, &[14], 40).await).await.expect("anew");
        let advance = bazaar.accepts(third).await.expect("in time");
        bazaar.pays(&advance).await;
        // The bank sends a second payment for the same: it goes back by itself.
        town.gateway_says(&advance, "pay_again", Captured).await;
        assert_eq!(town.given_back(&advance).await, advance.total);
        assert_eq!(bazaar.held(id).await, advance.total, "held once");
        let plan = bazaar.plan(id, &[14]).await;
        let other = bazaar.sends(id, &bazaar.offer_of(&plan, &[14], 40).await).await;
        assert!(matches!(other, Err(InstitutionError::NotNow)), "one deal of an enquiry: {other:?}");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_called_off_after_a_delivery_goes_back_and_what_is_packed_is_paid() {
    on_each_engine!(async |fresh: &Fresh| {
        let bazaar = Bazaar::of(fresh, 4).await;
        let town = &bazaar.town;
        let (id, offer) = bazaar.offered(200, &[18, 32], 100).await;
        let whole = bazaar.accepts(offer).await.expect("accepted");
        assert_eq!(whole.total, Paise(200 * 99_00 + 2 * 500_00));
        let early = money::call_off(&town.db, bazaar.desk, id, "the wedding is called off").await;
        assert!(matches!(early, Err(InstitutionError::NotNow)), "nothing was paid: {early:?}");
        bazaar.pays(&whole).await;
        let stages = bazaar.stages(offer).await;
        bazaar.makes(stages[0]).await;
        bazaar.leaves(stages[0]).await.expect("covered");
        bazaar.arrives(stages[0]).await;

        // One maker of the second stage has packed already.
        let (parcel, whose, code) = bazaar.parcels(stages[1]).await.remove(0);
        let (by, day) = (town.by("somebody").await, town.db.now().day());
        maker::accept(&town.db, by, whose, parcel, day.plus(2)).await.expect("yes");
        maker::pack(&town.db, by, whose, parcel).await.expect("packed");
        let off = money::call_off(&town.db, bazaar.desk, id, "the wedding is called off").await.expect("off");
        assert_eq!(off, 3);
        let money = bazaar.deal(offer).await.money;
        assert_eq!(money.returned, Paise(75 * 99_00), "three of four parcels; the car still comes");
        assert_eq!(town.given_back(&whole).await, money.returned);
        town.is_sound().await;

        inspect(&town.db, by, town.deoghar_hub, &code, Finding::Passes, None).await.expect("passes");
        bazaar.leaves(stages[1]).await.expect("it is paid for");
        bazaar.arrives(stages[1]).await;
        assert_eq!((bazaar.held(id).await, bazaar.state(id).await), (Paise::ZERO, EnquiryState::Ended));
        assert!(owed(town, whose).await > Paise::ZERO, "who made it is paid");
        let again = money::call_off(&town.db, bazaar.desk, id, "once more").await;
        assert!(matches!(again, Err(InstitutionError::NotNow)), "{again:?}");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_is_typed_in_sees_a_sample_and_may_be_refused() {
    on_each_engine!(async |fresh: &Fresh| {
        let bazaar = Bazaar::of(fresh, 1).await;
        let (town, desk) = (&bazaar.town, bazaar.desk);
        let contact = bazaar.contact(&bazaar.mobile().await);
        let wishes = [Wish { craft: "pottery".to_owned(), words: String::new(), pieces: 10 }];
        let mut ask = Ask {
            kind: InstitutionKind::Wedding,
            channel: Channel::Whatsapp,
            typed_by: Some(desk),
            lang: Lang::Hi,
            contact: &contact,
            pin: &Pin::typed(DEOGHAR).expect("a pincode"),
            day: town.db.now().day().plus(20),
            wishes: &wishes,
            once: "whatsapp 1",
        };
        let code = enquiry::ask(&town.db, &ask).await.expect("works the same");
        ask.once = "whatsapp 2";
        ask.day = town.db.now().day().plus(1);
        assert!(matches!(enquiry::ask(&town.db, &ask).await, Err(InstitutionError::Typed("inst_day"))));
        let found = enquiry::by_code(&mut town.read().await, &code).await.expect("asks").expect("there");
        let id = found.row.id;

        let piece = sample::ask(&town.db, desk, id, "a pot with a lid").await.expect("noted");
        let early = sample::answer(&town.db, bazaar.hotel, piece, SampleEvent::Approves, "").await;
        assert!(matches!(early, Err(InstitutionError::NotNow)), "{early:?}");
        sample::step(&town.db, desk, piece, SampleEvent::Sends, "with the runner").await.expect("left");
        let other = town.person("Anita").await;
        let stranger = sample::answer(&town.db, other, piece, SampleEvent::Approves, "").await;
        assert!(matches!(stranger, Err(InstitutionError::NotYours)), "{stranger:?}");
        sample::step(&town.db, desk, piece, SampleEvent::Arrives, "").await.expect("there");
        sample::answer(&town.db, bazaar.hotel, piece, SampleEvent::Refuses, "the lid is loose")
            .await
            .expect("no");
        let all = sample::of_enquiry(&mut town.read().await, id).await.expect("lists");
        assert_eq!((all[0].state, all[0].answer.as_str()), (SampleState::Refused, "the lid is loose"));

        let plan = bazaar.plan(id, &[20]).await;
        let offer = bazaar.sends(id, &bazaar.offer_of(&plan, &[20], 40).await).await.expect("sent");
        assert!(matches!(enquiry::refuse(&town.db, desk, id, "").await, Err(InstitutionError::Typed(_))));
        enquiry::refuse(&town.db, desk, id, "no clay before Diwali").await.expect("refused");
        assert!(matches!(bazaar.accepts(offer).await, Err(InstitutionError::NotNow)));
        assert_eq!(bazaar.offer(offer).await.row.state, OfferState::Replaced);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hand_in_a_deal_is_found() {
    on_each_engine!(async |fresh: &Fresh| {
        let bazaar = Bazaar::of(fresh, 3).await;
        let town = &bazaar.town;
        let (_, offer) = bazaar.offered(60, &[20], 40).await;
        let advance = bazaar.accepts(offer).await.expect("accepted");
        bazaar.pays(&advance).await;
        town.is_sound().await;
        let names =
            |found: Vec<market::verify::Check>| -> Vec<&str> { found.iter().map(|c| c.name).collect() };
        let one = sql!("update institution_line set pieces = pieces + 1 where offer_id = $1");
        town.suffers(&[(one, params![offer])]).await;
        assert_eq!(names(town.breaches().await), [ORDERED]);
        let back = sql!("update institution_line set pieces = pieces - 1 where offer_id = $1");
        town.suffers(&[(back, params![offer])]).await;
        let gone = sql!("update institution_deposit set part = 'balance' where offer_id = $1");
        town.suffers(&[(gone, params![offer])]).await;
        assert_eq!(names(town.breaches().await), [ORDERED], "makers were asked and nothing was paid ahead");
        let moved = sql!("update posting set account = 'deposit:ine_0' where account like 'deposit:%'");
        town.suffers(&[(moved, params![])]).await;
        assert!(names(town.breaches().await).contains(&HELD));
    });
}
