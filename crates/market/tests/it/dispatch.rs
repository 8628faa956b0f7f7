//! A parcel nobody answers: its maker is reminded, an officer calls her, the buyer chooses, and only then it is called off.
//!
//! The clock stands at noon of Sunday, 22 November 2026; the 28th is a fourth Saturday, on which nobody need work.

use kernel::ids::DispatchId;
use kernel::{Limit, Paise};
use market::accounts::Blocks;
use market::away;
use market::dispatch::{self, Choice, DispatchError, StepState};
use market::orders::{Order, Parcel};
use market::quotes::QuoteError;
use store::{DbError, on_each_engine, params, sql, testing::Fresh, transaction};

use crate::town::{Bought, DEOGHAR, Town};
use crate::verify::{CHAIN, SUMS, breaks};

pub const OFFERED: &str = "the clock calls off only what its buyer was offered before";
pub const SWAPPED: &str = "what stands in for a parcel costs no more, and the rest went back";

fn here() -> Blocks {
    Blocks(vec!["2201".to_owned()])
}

fn elsewhere() -> Blocks {
    Blocks(vec!["3082".to_owned()])
}

impl Town {
    /// So many days later the clock turns, twice; the second time nothing is left to be done.
    async fn clock_turns(&self, days: i64) -> u32 {
        self.minutes_pass(days * 24 * 60);
        let taken = dispatch::turn(&self.db).await.expect("turns");
        assert_eq!(dispatch::turn(&self.db).await.expect("turns again"), 0, "each step once");
        taken
    }

    /// As many days, one after the other, as a worker sees them.
    async fn day_by_day(&self, days: i64) -> u32 {
        let mut taken = 0;
        for _ in 0..days {
            taken += self.clock_turns(1).await;
        }
        taken
    }

    async fn calls(&self, blocks: &Blocks) -> Vec<dispatch::Call> {
        dispatch::calls(&mut self.read().await, &blocks.fenced(), Limit::of(10)).await.expect("lists")
    }

    async fn calls_back(&self, blocks: &Blocks, id: DispatchId) -> Result<(), DispatchError> {
        let anjali = self.person("Anjali").await;
        dispatch::called(&self.db, (anjali, blocks), id, " कल बनाएगी ").await
    }

    async fn chooses(
        &self,
        who: &str,
        bought: &Bought,
        maker: &str,
        choice: Choice,
    ) -> Result<(), DispatchError> {
        let parcel = self.parcel(bought, maker).await.id;
        dispatch::decide(&self.db, &self.books, self.person(who).await, parcel, choice).await
    }

    async fn offers(&self, bought: &Bought) -> Vec<dispatch::Offer> {
        dispatch::offers_of(&mut self.read().await, bought.id).await.expect("lists")
    }

    async fn likes(&self, bought: &Bought, maker: &str) -> Vec<dispatch::Like> {
        let parcel = self.parcel(bought, maker).await.id;
        dispatch::likes(&self.db, &self.books, parcel).await.expect("looks")
    }

    /// From now on a good is of another craft, and everything of its maker lies on the shelf.
    async fn becomes(&self, good: &str, craft: &str) {
        let (product, craft) = (self.product_of(good).await, craft.to_owned());
        let done: Result<(), DbError> = transaction!(self.db, tx => {
            tx.put(sql!("update product set craft_key = $2 where id = $1"), params![product, craft]).await?;
            market::catalogue::act::shelve(tx, product).await
        });
        done.expect("is of another craft");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sunita_does_not_answer_and_the_clock_ends_what_nobody_makes() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.buys("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        town.pays(&anita).await;
        assert_eq!(town.clock_turns(0).await, 0, "a Sunday");
        town.minutes_pass(15 * 60);
        assert_eq!(dispatch::turn(&town.db).await.expect("turns"), 0, "at three in the night");
        town.minutes_pass(9 * 60);
        assert_eq!(town.clock_turns(0).await, 1, "Monday at noon");
        assert_eq!(town.told("sms-dispatch-asked").await, 1, "she is reminded");
        assert!(town.calls(&here()).await.is_empty(), "nobody is sent after her yet");
        assert_eq!(town.clock_turns(1).await, 1);
        let calls = town.calls(&here()).await;
        assert_eq!((calls.len(), calls[0].name_en.as_str(), calls[0].absent), (1, "Sunita", 0));
        assert!(town.calls(&elsewhere()).await.is_empty(), "another block's");
        let away = town.calls_back(&elsewhere(), calls[0].id).await;
        assert!(matches!(away, Err(DispatchError::Missing)), "{away:?}");
        town.calls_back(&here(), calls[0].id).await.expect("noted");
        let twice = town.calls_back(&here(), calls[0].id).await;
        assert!(matches!(twice, Err(DispatchError::AlreadySo)), "{twice:?}");
        assert!(town.calls(&here()).await.is_empty());
        assert!(town.offers(&anita).await.is_empty());
        assert_eq!(town.clock_turns(1).await, 1);
        assert_eq!(town.told("sms-dispatch-offer").await, 1, "the buyer may choose");
        assert_eq!(town.offers(&anita).await[0].state, StepState::Open);
        assert_eq!(town.day_by_day(6).await, 0, "until the first of December");
        assert_eq!(town.parcel(&anita, "Sunita").await.state, Parcel::Asked, "cancelling comes last");
        assert_eq!(town.clock_turns(1).await, 1, "on the eighth working day");
        assert_eq!(town.state(&anita).await, Order::Cancelled);
        assert!(town.given_back(&anita).await > Paise(250_00), "the price and the freight");
        assert!(town.calls(&here()).await.is_empty() && town.offers(&anita).await.is_empty());
        assert_eq!(town.told("sms-dispatch-rest").await, 0, "once is no absence");
        town.refunds_arrive(&anita).await;
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mart_that_stood_still_takes_one_step_a_day() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.buys("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        town.pays(&anita).await;
        assert_eq!(town.clock_turns(15).await, 1, "only the reminder");
        assert_eq!(town.parcel(&anita, "Sunita").await.state, Parcel::Asked);
        assert_eq!((town.told("sms-dispatch-asked").await, town.told("sms-dispatch-offer").await), (1, 0));
        town.accepts("Sunita", &anita).await.expect("she had not seen it");
        assert_eq!(town.clock_turns(1).await, 0, "she has two days");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn anita_waits_a_week_and_bimal_has_his_money_back_at_once() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.buys("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        let bimal = town.buys("Bimal", &[("lac bangles", 1)], DEOGHAR).await;
        for bought in [&anita, &bimal] {
            town.pays(bought).await;
        }
        let early = town.chooses("Anita", &anita, "Sunita", Choice::Wait).await;
        assert!(matches!(early, Err(DispatchError::AlreadySo)), "nothing was offered: {early:?}");
        town.day_by_day(3).await;
        let stranger = town.chooses("Bimal", &anita, "Sunita", Choice::Refund).await;
        assert!(matches!(stranger, Err(DispatchError::Missing)), "{stranger:?}");
        town.chooses("Anita", &anita, "Sunita", Choice::Wait).await.expect("waits");
        let again = town.chooses("Anita", &anita, "Sunita", Choice::Refund).await;
        assert!(matches!(again, Err(DispatchError::AlreadySo)), "{again:?}");
        let offer = &town.offers(&anita).await[0];
        let (until, arrives) = (offer.wait_until.expect("a day"), offer.arrives_by.expect("a day"));
        assert_eq!((offer.state, until), (StepState::Wait, town.db.now().day().plus(7)));
        assert!(arrives > until, "it must still be carried");
        town.chooses("Bimal", &bimal, "Sunita", Choice::Refund).await.expect("refund");
        assert_eq!(town.state(&bimal).await, Order::Cancelled);
        assert!(town.given_back(&bimal).await > Paise::ZERO);
        assert_eq!(town.day_by_day(7).await, 0, "she waits, though the eighth day has come");
        assert_eq!(town.parcel(&anita, "Sunita").await.state, Parcel::Asked);
        assert_eq!(town.clock_turns(1).await, 1, "and not for ever");
        assert_eq!(town.state(&anita).await, Order::Cancelled);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn anita_takes_the_like_of_another_maker_and_pays_no_more() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.becomes("iron tawa", "bangle").await;
        let anita = town.buys("Anita", &[("lac box", 1), ("peda", 1)], DEOGHAR).await;
        town.pays(&anita).await;
        town.brings_to_hub("Mohan", &anita).await;
        town.day_by_day(3).await;
        let likes = town.likes(&anita, "Sunita").await;
        assert_eq!(likes.len(), 1, "one good of the craft costs no more");
        let (tawa, box_) = (town.good("iron tawa"), town.good("lac box"));
        assert_eq!((likes[0].variant(), likes[0].back), (tawa, Paise(400_00 - 355_55)));
        let (on_hand, _) = town.stock("iron tawa").await;
        let dear = town.chooses("Anita", &anita, "Sunita", Choice::Swap(box_)).await;
        assert!(matches!(dear, Err(DispatchError::NoLike)), "her own good is no like: {dear:?}");
        town.chooses("Anita", &anita, "Sunita", Choice::Swap(tawa)).await.expect("swaps");
        let twice = town.chooses("Anita", &anita, "Sunita", Choice::Swap(tawa)).await;
        assert!(matches!(twice, Err(DispatchError::AlreadySo)), "{twice:?}");
        assert_eq!(town.parcel(&anita, "Sunita").await.state, Parcel::Declined);
        assert_eq!(town.parcel(&anita, "Ramesh").await.state, Parcel::Asked);
        assert_eq!(town.stock("iron tawa").await, (on_hand - 1, 0), "it is taken, not only held");
        assert_eq!(town.given_back(&anita).await, Paise(44_45), "what it costs less");
        let papers = market::bills::of_order(&mut town.read().await, anita.id).await.expect("lists");
        let vouched: Vec<_> = papers.iter().map(|bill| (bill.kind.as_str(), bill.total)).collect();
        assert_eq!(vouched, [("refund_voucher", Paise(44_45))], "and a voucher says so");
        assert!(town.offers(&anita).await.is_empty());
        town.is_sound().await;
        town.brings_to_hub("Ramesh", &anita).await;
        town.everything_arrives(&anita).await;
        assert_eq!(town.state(&anita).await, Order::Completed);
        assert_eq!(town.owed("Sunita").await, Paise::ZERO);
        assert!(town.owed("Ramesh").await > Paise(300_00));
        town.refunds_arrive(&anita).await;
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sold_meanwhile_stands_in_for_nothing() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.becomes("lac box", "iron").await;
        let anita = town.buys("Anita", &[("bamboo basket", 1)], DEOGHAR).await;
        let chand = town.buys_for_cash("Chand", &[("iron tawa", 2)], DEOGHAR).await;
        town.promises(&chand).await;
        town.pays(&anita).await;
        town.day_by_day(3).await;
        assert!(town.likes(&anita, "Phulmani").await.is_empty(), "nobody else weaves");
        assert!(town.likes(&chand, "Ramesh").await.is_empty(), "what is paid at the door is not swapped");
        let cash = town.chooses("Chand", &chand, "Ramesh", Choice::Swap(town.good("lac box"))).await;
        assert!(matches!(cash, Err(DispatchError::NoLike)), "{cash:?}");
        let none = town.chooses("Anita", &anita, "Phulmani", Choice::Swap(town.good("peda"))).await;
        assert!(matches!(none, Err(DispatchError::NoLike)), "{none:?}");
        town.chooses("Chand", &chand, "Ramesh", Choice::Refund).await.expect("calls it off");
        assert_eq!(
            (town.state(&chand).await, town.given_back(&chand).await),
            (Order::Cancelled, Paise::ZERO)
        );
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_that_is_past_is_asked_about_too() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.buys("Anita", &[("iron tawa", 1)], DEOGHAR).await;
        town.pays(&anita).await;
        town.accepts("Ramesh", &anita).await.expect("by Tuesday");
        assert_eq!(town.day_by_day(2).await, 0, "the day is not over");
        assert_eq!(town.clock_turns(1).await, 1);
        assert_eq!((town.told("sms-dispatch-asked").await, town.told("sms-dispatch-late").await), (0, 1));
        town.packs("Ramesh", &anita).await.expect("packs");
        assert_eq!(town.day_by_day(12).await, 0, "packed is packed");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_absent_twice_has_her_goods_rest() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        for buyer in ["Anita", "Bimal"] {
            let bought = town.buys(buyer, &[("lac bangles", 1)], DEOGHAR).await;
            town.pays(&bought).await;
        }
        town.day_by_day(10).await;
        assert_eq!(town.told("sms-dispatch-rest").await, 1, "told once, with the day");
        let days = away::of_maker(&mut town.read().await, town.maker("Sunita")).await.expect("lists");
        assert_eq!(days.len(), 1);
        assert_eq!(days[0].reason, market::orders::OwnReason::Unanswered.as_str());
        assert!(matches!(town.quote(&[("lac bangles", 1)], DEOGHAR).await, Err(QuoteError::NotSold(_))));
        town.quote(&[("iron tawa", 1)], DEOGHAR).await.expect("others sell on");
        away::come_back(&town.db, town.maker("Sunita"), days[0].id).await.expect("she is back");
        town.quote(&[("lac bangles", 1)], DEOGHAR).await.expect("and sells again");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_called_off_without_an_offer_is_found() {
    breaks("an end out of nothing", &[OFFERED, CHAIN], async |_| {
        let end = sql!(
            "insert into dispatch_step (id, parcel_id, about, step, state, at_ms, note, version, trail)
             select 'dsp_00000000000000000000000001', min(id), 'asked', 'end', 'done', 5, '', 1, '' from parcel"
        );
        vec![(end, vec![])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_swap_whose_rest_did_not_go_back_is_found() {
    breaks("a parcel that stands in for one that was delivered", &[SUMS, SWAPPED, CHAIN], async |busy| {
        let swap = sql!(
            "insert into dispatch_step
                    (id, parcel_id, about, step, state, at_ms, swapped_for, note, version, trail)
             select 'dsp_00000000000000000000000001', min(id), 'asked', 'offer', 'swap', 5, max(id), '', 1, ''
               from parcel where order_id = $1"
        );
        vec![(swap, vec![kernel::Column::to_cell(&busy.paid_out.id)])]
    })
    .await;
}
