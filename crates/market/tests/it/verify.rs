//! Each check can fail: whatever a hand in the database breaks, the check that speaks of it says so, and no other.

use kernel::payment::{PaymentReport, PaymentStatus, PayoutStatus};
use kernel::{Cell, Column as _, Paise};
use market::ledger::{self, Account, Kind};
use market::verify;
use store::{DbError, Sql, on_each_engine, sql, testing::Fresh, transaction};

use crate::complaints::{COMPLAINTS, SAID};
use crate::dispatch::{OFFERED, SWAPPED};
use crate::gateways::{ONE_WAY, THROUGH};
use crate::institutions::{HELD, ORDERED};
use crate::kits::KITS;
use crate::launch::{NO_LEAK, STAGES};
use crate::offers::GIVEN;
use crate::pickups::{IN_SLOT, LAY};
use crate::refunds::{BACK_ONCE, SENT_ONCE};
use crate::targets::{NAMED, WANTED};
use crate::town::{Bought, DEOGHAR, KOLKATA, RANCHI, Town, damage};
use crate::verify_bills::{BILL_SUMS, KEPT_BACK, NO_GAP, SUPPLIED};
use crate::verify_carriage::{CARRIED, FETCHED, NUMBERED};
use crate::verify_cases::{CASES, ONE_CASE};
use crate::verify_cash::{AT_DOOR, BOXES, TOKENS};
use crate::verify_hand::{BY_HAND, SLICES, UTRS};
use crate::verify_tally::{AT_BANK, SETTLED};
use crate::{
    advances::AHEAD, advances::FUND, doors::EARLY, doors::LEFT, exports::ABROAD, meetings::TASKS,
    promises::LEARNT, returns::RETURNED,
};

const ENTRIES: &str = "every journal entry sums to zero";
const JOURNAL: &str = "the whole journal sums to zero";
const MAKERS: &str = "every maker is owed what her parcels and payouts say";
const ORDERS: &str = "every paisa paid for an order is earned, given back or waits";
const CAPTURED: &str = "every captured payment is in the journal once, with its amount and fee";
const REFUNDS: &str = "no payment gives back more than it brought";
pub const PAYOUTS: &str = "every payout is the sum of its maker's delivered parcels";
pub const TWICE: &str = "no parcel is in two living payouts";
pub const ANSWERED: &str = "every batch was looked through by one person and approved by another";
pub const WHY_BACK: &str = "every payout that came back has its reason, and no other has one";
pub const CLOSED: &str = "a closed month is what the journal says of it";
pub const SUMS: &str = "every order and parcel is the sum of its lines and freight";
const STANDS: &str = "orders and shipments stand where their payments and parcels stand";
const QUOTES: &str = "no quote became two orders";
const PARENTS: &str = "every part of an order, payment or entry belongs to one";
const LINES: &str = "the parts of every line sum to its price, its tax within";
const STOCK: &str = "no stock is below zero, and each is the sum of its movements";
const HOLDS: &str = "what is held is what unpaid orders want and stalls have been given";
const LIES: &str = "food that lies ready lies in batches";
const SOLD: &str = "of no batch more is sold than was made, and nothing that may not be";
pub const CLAIMED: &str = "no piece is given back twice, and each claim is in the journal once";
const CLAIMED_BY: &str = "much was given back by two people";
const READ_BY_DC: &str = "what the DC reads of money is what the journal says";
pub const FIGURES: &str = "every figure the DC reads is what its rows come to";
pub const FOUND: &str = "what is on the shelf is found, and nothing else";
const NUMBERS: &str = "every short number names a parcel of its own maker";
const ROLES: &str = "every role was agreed on by two people, or given at the first set-up";
pub const LISTED_BY: &str = "no maker was listed by one person alone";
const YES: &str = "every listing made for a maker has her yes";
const TWO: &str = "every such listing was approved by a second person";
const BANK: &str = "every changed bank account was proven and approved by two a day before";
pub const WAYS: &str = "every state was reached by a legal path";
const FILED: &str = "every row of a register that was entered is one case";
pub const CHAIN: &str = "the audit chain is unbroken";
const TEMPLATES: &str = "every craft template reads whole, and every answer came of one";
const PIECES: &str = "what a group's members make comes to the line";
const SHARES: &str = "what a group's members get comes to the maker's share";
const VERSIONS: &str = "every version of a good was looked at by a second person, or only translates";
const ANCHORED: &str = "the audit entries of each day are those that were anchored";
const SEALED: &str = "what is personal is sealed";
const ERASED: &str = "nothing is left of who was erased";

/// A town in which a little of everything has happened: an order of each kind.
pub struct Busy {
    pub town: Town,
    pub paid_out: Bought,
    under_way: Bought,
    unpaid: Bought,
    refunded: Bought,
}

async fn busy(fresh: &Fresh) -> Busy {
    let town = Town::found(&fresh.db).await;
    let paid_out =
        town.sells("Anita", &[("lac bangles", 1), ("iron tawa", 2), ("bamboo basket", 1)], DEOGHAR).await;
    town.pays_out(PayoutStatus::Processed).await;
    let under_way = town.buys("Anita", &[("iron tawa", 1)], KOLKATA).await;
    let report = town.report(&under_way, "pay_1", PaymentStatus::Captured);
    town.hears(PaymentReport { fee: Paise(7_50), ..report }).await;
    let unpaid = town.buys("Bimal", &[("lac bangles", 3)], RANCHI).await;
    let refunded = town.buys("Bimal", &[("clay pot", 3)], DEOGHAR).await;
    town.pays(&refunded).await;
    town.declines("Karim", &refunded, "the kiln is broken").await.expect("declines");
    town.refunds_arrive(&refunded).await;
    let late = town.buys("Chand", &[("peda", 1)], DEOGHAR).await;
    town.minutes_pass(31);
    assert!(town.expires(&late).await);
    town.pays(&late).await;
    // The others are as old: only an unpaid order is ended by its clock, and that one we leave to wait.
    town.is_sound().await;
    Busy { town, paid_out, under_way, unpaid, refunded }
}

/// Breaks something in a busy town and sees which checks say so.
pub async fn breaks(what: &str, expected: &[&str], damage: impl AsyncFn(&Busy) -> Vec<(Sql, Vec<Cell>)>) {
    on_each_engine!(async |fresh: &Fresh| {
        let busy = busy(fresh).await;
        busy.town.suffers(&damage(&busy).await).await;
        let breaches = busy.town.breaches().await;
        let named: Vec<_> = breaches.iter().map(|check| check.name).collect();
        assert_eq!(named, expected, "{what}: {breaches:#?}");
        assert!(breaches.iter().all(|check| check.breaches.len() <= verify::TOLD_MOST + 1));
    });
}

/// An entry that balances and has no reason.
async fn posts(busy: &Busy, from: Account, to: Account) {
    let posted: Result<(), DbError> = transaction!(busy.town.db, tx => {
        let entry = ledger::Entry::moves(Kind::PayoutReturned, "nothing at all", Paise(100), from, to)?;
        ledger::post(tx, &entry).await
    });
    posted.expect("the ledger takes what balances");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sound_town_has_no_breach_and_all_checks_speak() {
    on_each_engine!(async |fresh: &Fresh| {
        let busy = busy(fresh).await;
        let checks = verify::run(&busy.town.db).await.expect("runs");
        assert_eq!(
            checks.iter().map(|check| check.name).collect::<Vec<_>>(),
            [
                ENTRIES, JOURNAL, MAKERS, ORDERS, CAPTURED, REFUNDS, THROUGH, ONE_WAY, PAYOUTS, TWICE,
                ANSWERED, WHY_BACK, AHEAD, FUND, CLOSED, SUMS, STANDS, QUOTES, PARENTS, LINES, STOCK, HOLDS,
                LIES, SOLD, SUPPLIED, BILL_SUMS, NO_GAP, KEPT_BACK, CLAIMED, CLAIMED_BY, READ_BY_DC, FIGURES,
                AT_DOOR, BOXES, TOKENS, SENT_ONCE, BACK_ONCE, SETTLED, AT_BANK, NUMBERED, CARRIED, FETCHED,
                OFFERED, SWAPPED, LEARNT, GIVEN, KITS, RETURNED, IN_SLOT, LAY, SLICES, UTRS, BY_HAND, LEFT,
                EARLY, ABROAD, HELD, ORDERED, COMPLAINTS, SAID, TASKS, WANTED, NAMED, STAGES, NO_LEAK, FOUND,
                NUMBERS, ROLES, CASES, ONE_CASE, LISTED_BY, YES, TWO, BANK, FILED, TEMPLATES, PIECES, SHARES,
                VERSIONS, WAYS, CHAIN, ANCHORED, SEALED, ERASED
            ]
        );
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn two_entries_that_are_wrong_by_the_same_amount() {
    breaks("a paisa too much here and too little there", &[ENTRIES], async |_| {
        let heads = sql!(
            "insert into journal_entry (id, kind, source, at_ms) values ('jrn_1', 'probe', '1', 0), ('jrn_2', 'probe', '2', 0)"
        );
        let postings = sql!(
            "insert into posting (entry_id, position, account, amount_paise)
             values ('jrn_1', 0, 'probe', 6), ('jrn_1', 1, 'probe', -5), ('jrn_2', 0, 'probe', 5), ('jrn_2', 1, 'probe', -6)"
        );
        vec![(heads, vec![]), (postings, vec![])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_posting_that_belongs_to_no_entry() {
    breaks("a loose posting", &[JOURNAL, PARENTS], async |_| {
        let mut damage = damage::posting();
        let loose = sql!("insert into posting (entry_id, position, account, amount_paise) values ('jrn_none', 0, 'delivery', 1)");
        damage.push((loose, vec![]));
        damage
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn money_that_wanders_to_a_maker() {
    breaks("an entry without a fact", &[MAKERS], async |busy| {
        posts(busy, Account::Maker(busy.town.maker("Sunita")), Account::Delivery).await;
        vec![]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn money_that_wanders_to_a_maker_who_is_none() {
    breaks("an account of nobody", &[MAKERS], async |busy| {
        posts(busy, Account::Maker(store::chance::id(busy.town.db.now())), Account::Delivery).await;
        vec![]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn freight_that_was_earned_and_not_entered() {
    breaks("an entry under another name", &[ORDERS], async |_| {
        let rename = sql!("update journal_entry set source = 'shp_gone' where kind = 'freight_earned'");
        vec![(rename, vec![])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fee_the_journal_does_not_know() {
    breaks("another fee", &[CAPTURED], async |_| {
        vec![(sql!("update payment set fee_paise = fee_paise + 1 where fee_paise > 0"), vec![])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn more_goes_back_than_was_paid() {
    breaks("a larger refund", &[REFUNDS], async |busy| {
        let larger = sql!("update refund set amount_paise = amount_paise + 1 where order_id = $1");
        vec![(larger, vec![busy.refunded.id.to_cell()])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payout_line_that_is_not_the_parcels_share() {
    breaks("a line of another amount", &[PAYOUTS], async |_| {
        vec![(sql!("update payout_line set amount_paise = amount_paise + 1"), vec![])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_settled_payout_whose_parcels_are_due_again() {
    breaks("lines that ended", &[PAYOUTS], async |_| {
        vec![(sql!("update payout_line set ended_at_ms = 1"), vec![])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_is_not_the_sum_of_its_lines() {
    breaks("another total", &[SUMS], async |busy| {
        let cheaper = sql!("update buyer_order set total_paise = total_paise - 1 where id = $1");
        vec![(cheaper, vec![busy.unpaid.id.to_cell()])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_is_confirmed_and_unpaid() {
    // The state is changed where nobody may change it, so the path and what is held speak of it as well.
    breaks("confirmed by hand", &[ORDERS, STANDS, HOLDS, WAYS], async |busy| {
        let confirm = sql!("update buyer_order set state = 'confirmed' where id = $1");
        let ask = sql!("update parcel set state = 'asked' where order_id = $1");
        vec![(confirm, vec![busy.unpaid.id.to_cell()]), (ask, vec![busy.unpaid.id.to_cell()])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_without_an_intent() {
    breaks("nothing is asked for an order", &[STANDS], async |busy| {
        let unpaid = busy.unpaid.id.to_cell();
        let forget = sql!(
            "delete from audit_entry where subject in (select id from payment_intent where order_id = $1)"
        );
        let free = sql!("delete from payment_intent where order_id = $1");
        vec![(forget, vec![unpaid.clone()]), (free, vec![unpaid])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_confirmed_order_whose_payment_is_open() {
    breaks("an intent that was paid and is not", &[STANDS, WAYS], async |busy| {
        let open = sql!("update payment_intent set state = 'open' where order_id = $1");
        vec![(open, vec![busy.under_way.id.to_cell()])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_whose_tax_is_not_within() {
    breaks("more tax in the line and in the order", &[LINES], async |busy| {
        let id = busy.under_way.id.to_cell();
        let line = sql!("update order_line set tax_paise = tax_paise + 1 where order_id = $1");
        let order = sql!("update buyer_order set tax_paise = tax_paise + 1 where id = $1");
        vec![(line, vec![id.clone()]), (order, vec![id])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_whose_share_went_elsewhere() {
    breaks("less for the maker in line and parcel", &[LINES], async |busy| {
        let id = busy.under_way.id.to_cell();
        let line = sql!("update order_line set maker_paise = maker_paise - 1 where order_id = $1");
        let parcel = sql!("update parcel set maker_paise = maker_paise - 1 where order_id = $1");
        vec![(line, vec![id.clone()]), (parcel, vec![id])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pieces_that_came_from_nowhere() {
    breaks("more on hand", &[STOCK], async |busy| {
        let more = sql!("update stock set on_hand = on_hand + 1 where variant_id = $1");
        vec![(more, vec![busy.town.good("bamboo basket").to_cell()])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn stock_below_zero() {
    breaks("sold what was not there", &[STOCK], async |busy| {
        let box_of_lac = busy.town.good("lac box").to_cell();
        let mut damage = damage::stock();
        damage.push((sql!("update stock set on_hand = -1 where variant_id = $1"), vec![box_of_lac.clone()]));
        let moved = sql!("update stock_movement set on_hand_change = -1 where variant_id = $1");
        damage.push((moved, vec![box_of_lac]));
        damage
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pieces_held_for_nobody() {
    breaks("a hold without an order", &[HOLDS], async |busy| {
        let basket = busy.town.good("bamboo basket").to_cell();
        let hold = sql!("update stock set held = held + 1 where variant_id = $1");
        let moved = sql!(
            "insert into stock_movement (id, variant_id, on_hand_change, held_change, why, source, at_ms)
             values ('stk_probe', $1, 0, 1, 'hold', 'nobody', 0)"
        );
        vec![(hold, vec![basket.clone()]), (moved, vec![basket])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_state_that_nobody_noted() {
    breaks("a refund that failed after it was there", &[WAYS], async |busy| {
        let failed = sql!("update refund set status = 'failed' where order_id = $1");
        vec![(failed, vec![busy.refunded.id.to_cell()])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shipment_that_left_without_its_parcels() {
    breaks("a parcel laid into another shipment", &[STANDS, PARENTS], async |busy| {
        let lay = sql!(
            "update parcel set shipment_id = (select id from shipment where order_id = $2) where order_id = $1"
        );
        vec![(lay, vec![busy.under_way.id.to_cell(), busy.refunded.id.to_cell()])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_with_another_word() {
    breaks("a reason rewritten", &[CHAIN], async |_| {
        vec![(sql!("update audit_entry set note = 'no reason' where act = 'parcel.decline'"), vec![])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_by_another_hand() {
    breaks("somebody else approved", &[CHAIN], async |_| {
        vec![(sql!("update audit_entry set actor = 'mart' where act = 'batch.approve'"), vec![])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_somebody_did_not_play() {
    breaks("who approved as another than she is", &[CHAIN], async |_| {
        vec![(sql!("update audit_entry set part = 'administrator' where act = 'batch.approve' and part = 'finance'"), vec![])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tail_that_was_cut_off() {
    breaks("the last entries are gone", &[WAYS, CHAIN], async |_| {
        vec![(sql!("delete from audit_entry where act = 'payout.settle'"), vec![])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_without_any_entry() {
    breaks("a trail that is gone", &[CHAIN], async |busy| {
        let forget = sql!("delete from audit_entry where subject = $1");
        vec![(forget, vec![busy.paid_out.id.to_cell()])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn entries_of_a_row_that_is_gone() {
    breaks("an order of nobody", &[CHAIN], async |_| {
        let at = kernel::Time(0);
        let hash = market::audit::hash_of("", "ord_gone", 1, at, "mart", ["order.place", "", "placed", ""]);
        let entry = sql!(
            "insert into audit_entry (subject, seq, at_ms, actor, act, from_state, to_state, note, hash)
             values ('ord_gone', 1, 0, 'mart', 'order.place', '', 'placed', '', $1)"
        );
        vec![(entry, vec![Cell::Text(hash)])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_lies_in_no_parcel() {
    breaks("a line without its parcel", &[SUMS, PARENTS], async |_| {
        let mut damage = damage::order_line();
        damage.push((
            sql!("update order_line set parcel_id = 'pcl_none' where id = (select min(id) from order_line)"),
            vec![],
        ));
        damage
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quote_with_two_orders() {
    breaks("one quote, two orders", &[QUOTES], async |_| {
        let mut damage = damage::buyer_order();
        damage.push((
            sql!("update buyer_order set quote_id = (select min(quote_id) from buyer_order)"),
            vec![],
        ));
        damage
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_short_number_that_names_anothers_parcel() {
    breaks("an answer would reach the wrong order", &[NUMBERS], async |busy| {
        let sunita = Cell::from(&busy.town.maker("Sunita"));
        let ramesh = Cell::from(&busy.town.maker("Ramesh"));
        let astray = sql!("update parcel_number set maker_id = $2, number = 'x' where maker_id = $1 and parcel_id = (select min(parcel_id) from parcel_number where maker_id = $1)");
        vec![(astray, vec![sunita, ramesh])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_breaches_are_told_in_few_words() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let many = sql!(
            "with recursive n (i) as (select 1 union all select i + 1 from n where i < 1203)
             insert into journal_entry (id, kind, source, at_ms)
             select 'jrn_' || cast(i as text), 'probe', cast(i as text), 0 from n"
        );
        town.suffers(&[(many, vec![])]).await;
        let breaches = town.breaches().await;
        assert_eq!(breaches.len(), 1, "{breaches:#?}");
        assert_eq!(breaches[0].breaches.len(), verify::TOLD_MOST + 1);
        assert_eq!(breaches[0].breaches.last().map(String::as_str), Some("and 1183 more"));
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn checks_beside_a_busy_market_see_no_half_done_thing() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let buyers = ["Anita", "Bimal", "Chand", "Devi"];
        for person in ["Sunita", "Ramesh", "Hari", "Farida"].into_iter().chain(buyers) {
            town.person(person).await;
        }
        let sales = futures_util::future::join_all(buyers.map(|buyer| async {
            for _ in 0..3 {
                let buyer: &str = buyer;
                town.sells(buyer, &[("lac bangles", 1), ("iron tawa", 1)], DEOGHAR).await;
            }
        }));
        let checks = async {
            for _ in 0..12 {
                town.is_sound().await;
                tokio::task::yield_now().await;
            }
        };
        tokio::join!(sales, checks);
        town.is_sound().await;
        assert_eq!(town.stock("lac bangles").await, (8, 0));
    });
}
