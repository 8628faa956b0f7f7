//! Every supply has its bill: the right paper for each seller, numbers without gaps, what the law keeps back kept back once.

use futures_util::future::join_all;
use kernel::payment::PayoutStatus::Processed;
use kernel::{Day, Paise};
use market::bills::{self, BillHead, BillKind};
use market::ledger::{self, Account};
use market::{payouts, tax};
use store::{DbError, on_each_engine, testing::Fresh, transaction};

use crate::town::{Bought, DEOGHAR, KOLKATA, Town, sql};

impl Town {
    async fn bills(&self, bought: &Bought) -> Vec<BillHead> {
        bills::of_order(&mut self.read().await, bought.id).await.expect("reads")
    }

    async fn bill_of(&self, bought: &Bought, maker: &str) -> BillHead {
        let parcel = self.parcel(bought, maker).await.code;
        let bills = self.bills(bought).await;
        bills.into_iter().find(|bill| bill.parcel_code == parcel).expect("a bill")
    }

    pub async fn law_keeps_back(&self) {
        let done: Result<(), DbError> = transaction!(self.db, tx => {
            sql::insert_withholding(tx, "tcs", 50, 50, Paise::ZERO).await?;
            sql::insert_withholding(tx, "tds", 10, 500, Paise::rupees(5_00_000)).await
        });
        done.expect("the rates are known");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_of_four_sellers_gives_the_paper_she_may() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let wants = [("lac bangles", 2), ("iron tawa", 1), ("bamboo basket", 1), ("peda", 1)];
        let anita = town.buys("Anita", &wants, DEOGHAR).await;
        town.pays(&anita).await;
        assert!(town.bills(&anita).await.is_empty(), "nothing has left");
        for maker in town.makers_of(&anita).await {
            town.brings_to_hub(maker, &anita).await;
        }
        town.everything_arrives(&anita).await;
        let sunita = town.bill_of(&anita, "Sunita").await;
        assert_eq!((sunita.kind, sunita.taxable), (BillKind::CashMemo, sunita.total));
        let ramesh = town.bill_of(&anita, "Ramesh").await;
        assert_eq!((ramesh.kind, ramesh.goods), (BillKind::TaxInvoice, Paise(355_55)));
        assert!(ramesh.sgst.0 - ramesh.cgst.0 <= 1 && ramesh.igst == Paise::ZERO, "{ramesh:?}");
        let mohan = town.bill_of(&anita, "Mohan").await;
        assert_eq!((mohan.kind, mohan.taxable), (BillKind::BillOfSupply, mohan.total));
        let phulmani = town.bill_of(&anita, "Phulmani").await;
        assert_eq!(phulmani.kind, BillKind::TaxInvoice);
        assert_eq!(phulmani.for_maker.en, "Phulmani", "the federation sells for her, and says so");
        let all = town.bills(&anita).await;
        assert_eq!(
            Paise::sum(all.iter().map(|bill| bill.total)),
            Some(anita.total),
            "the bills are the order"
        );
        assert!(all.iter().all(|bill| bill.number.len() <= bills::rules::NUMBER_MOST));
        assert_eq!(ramesh.supplied_in, "20");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn goods_for_another_state_bear_integrated_tax_and_so_does_their_freight() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let bimal = town.sells("Bimal", &[("iron tawa", 2)], KOLKATA).await;
        let bill = town.bill_of(&bimal, "Ramesh").await;
        assert_eq!((bill.cgst, bill.sgst, bill.supplied_in.as_str()), (Paise::ZERO, Paise::ZERO, "19"));
        let whole = bills::one(&mut town.read().await, bill.id).await.expect("reads");
        let whole = whole.expect("the bill");
        let freight = whole.lines.last().expect("freight");
        assert_eq!((freight.line, freight.gross, freight.rate.0), (None, bill.freight, 1_800));
        let tax = kernel::money::tax_within(freight.gross, freight.rate).expect("fits");
        assert_eq!(freight.igst, tax);
        assert_eq!(town.balance(Account::Delivery).await, Paise(-(bill.freight.0 - tax.0)));
        assert_eq!(town.owed("Ramesh").await, Paise(711_10 + tax.0), "she hands the tax in the freight on");
        town.pays_out(Processed).await;
        assert_eq!(town.owed("Ramesh").await, Paise::ZERO);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_have_no_gap_when_many_leave_at_once_and_over_the_end_of_march() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let today = town.db.now().day();
        let year = today.financial_year();
        let last = Day::of(year + 1, 4, 1).expect("a day").starts();
        let mut waiting = Vec::new();
        for who in ["Anita", "Bimal", "Chand", "Devi", "Esha", "Firoz"] {
            let bought = town.buys(who, &[("iron tawa", 1)], DEOGHAR).await;
            town.pays(&bought).await;
            town.brings_to_hub("Ramesh", &bought).await;
            waiting.push(bought);
        }
        let mut shipments = Vec::new();
        for bought in &waiting {
            shipments.push(town.view(bought).await.shipments[0].id);
        }
        // Two seconds before midnight of 31 March.
        town.db.clock().advance_ms(last.0 - town.db.now().0 - 2_000);
        for left in join_all(shipments[..3].iter().map(|id| town.leaves(*id))).await {
            left.expect("leaves");
        }
        town.db.clock().advance_ms(2_001);
        for left in join_all(shipments[3..].iter().map(|id| town.leaves(*id))).await {
            left.expect("leaves");
        }
        let mut numbers = Vec::new();
        for bought in &waiting {
            numbers.push(town.bill_of(bought, "Ramesh").await.number);
        }
        numbers.sort();
        let of = |year: i32, serial| format!("I1-{:02}-{serial}", year.rem_euclid(100));
        let expected: Vec<_> = [(year, 1), (year, 2), (year, 3), (year + 1, 1), (year + 1, 2), (year + 1, 3)]
            .map(|(year, serial)| of(year, serial))
            .into();
        assert_eq!(numbers, expected);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_never_left_gets_a_voucher_of_what_goes_back() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.buys("Anita", &[("clay pot", 3)], DEOGHAR).await;
        town.pays(&anita).await;
        town.declines("Karim", &anita, "the kiln is broken").await.expect("declines");
        let bills = town.bills(&anita).await;
        let [voucher] = bills.as_slice() else { panic!("one paper: {bills:?}") };
        assert_eq!((voucher.kind, voucher.total), (BillKind::RefundVoucher, anita.total));
        assert_eq!(town.given_back(&anita).await, voucher.total);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn the_law_keeps_back_of_the_registered_and_she_is_paid_the_rest() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.law_keeps_back().await;
        let wants = [("lac bangles", 1), ("iron tawa", 1), ("bamboo basket", 1)];
        let anita = town.sells("Anita", &wants, DEOGHAR).await;
        let ramesh = town.bill_of(&anita, "Ramesh").await;
        let half = kernel::BasisPoints(25).of(ramesh.taxable).expect("fits");
        let federation = town.bill_of(&anita, "Phulmani").await;
        let of_hers = kernel::BasisPoints(25).of(federation.taxable).expect("fits");
        let tds = kernel::BasisPoints(10).of(federation.taxable).expect("fits");
        assert_eq!(town.balance(Account::Tcs).await, Paise(-2 * (half.0 + of_hers.0)));
        assert_eq!(town.balance(Account::Tds).await, tds.negated(), "persons with a PAN are below the limit");
        let tax = Paise::sum([federation.cgst, federation.sgst]).expect("fits");
        assert_eq!(
            town.balance(Account::SellerTax(town.federation)).await,
            Paise(-(tax.0 - 2 * of_hers.0 - tds.0)),
            "kept back of the seller, not of the maker she sells for"
        );
        assert_eq!(town.owed("Sunita").await, Paise(250_00), "who is enrolled is left alone");
        let payable = town.owed("Ramesh").await;
        let freight_tax = Paise(ramesh.cgst.0 + ramesh.sgst.0 - 54_24);
        assert_eq!(payable, Paise(355_55 + freight_tax.0 - 2 * half.0), "tax of 355.55 at 18 % is 54.24");
        let batch = town.pays_out(Processed).await;
        let paid = town.batch(batch).await;
        assert!(paid.payouts.iter().any(|payout| payout.amount == payable), "{paid:?}");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bill_says_for_ever_what_it_said_when_it_was_issued() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.sells("Anita", &[("iron tawa", 1)], DEOGHAR).await;
        let before = town.bill_of(&anita, "Ramesh").await;
        let renamed: Result<(), DbError> = transaction!(town.db, tx => { sql::rename_maker(tx, town.maker("Ramesh"), "Ramesh and sons").await });
        renamed.expect("is renamed");
        assert_eq!(town.bill_of(&anita, "Ramesh").await.seller, before.seller);
        let none = bills::issue_missing(&town.db).await.expect("looks");
        assert_eq!(none, 0, "nothing gets a second bill");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn the_returns_of_a_month_are_the_bills_of_it() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.law_keeps_back().await;
        let anita =
            town.sells("Anita", &[("iron tawa", 1), ("bamboo basket", 2), ("lac bangles", 1)], DEOGHAR).await;
        let bimal = town.sells("Bimal", &[("iron tawa", 2)], KOLKATA).await;
        let never_left = town.buys("Chand", &[("clay pot", 1)], DEOGHAR).await;
        town.pays(&never_left).await;
        town.declines("Karim", &never_left, "the kiln is broken").await.expect("declines");
        let today = town.db.now().day();
        let span = (today.starts(), today.plus(1).starts());
        let returns = tax::returns::of(&mut town.read().await, span).await.expect("reads");
        let all =
            Paise::sum(returns.supplied.iter().flat_map(|row| [row.taxable, row.cgst, row.sgst, row.igst]));
        assert_eq!(all, anita.total.plus(bimal.total), "a voucher is of no supply");
        let by_hsn = Paise::sum(returns.by_hsn.iter().map(|row| row.total));
        assert_eq!(by_hsn, all);
        let ramesh = town.maker("Ramesh").to_string();
        let states: Vec<_> = returns.supplied.iter().filter(|row| row.seller == ramesh).collect();
        assert_eq!(states.iter().map(|row| row.state_code.as_str()).collect::<Vec<_>>(), ["19", "20"]);
        let [b2cs, _, docs] = returns.gstr1(&ramesh).try_into().expect("three tables");
        assert_eq!((b2cs.lines.len(), docs.lines.len()), (3, 2), "heads and rows");
        let tcs = returns.kept.iter().flat_map(|row| [row.tcs_cgst, row.tcs_sgst, row.tcs_igst]);
        assert_eq!(Paise::sum(tcs), Some(town.balance(Account::Tcs).await.negated()));
        let tds = Paise::sum(returns.kept.iter().map(|row| row.tds));
        assert_eq!(tds, Some(town.balance(Account::Tds).await.negated()));
        let yesterday = (today.plus(-1).starts(), today.starts());
        let none = tax::returns::of(&mut town.read().await, yesterday).await.expect("reads");
        assert!(none.supplied.is_empty() && none.used.is_empty() && none.kept.is_empty());
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_makers_statement_and_slip_come_to_what_she_was_paid() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.law_keeps_back().await;
        town.sells("Anita", &[("iron tawa", 1)], DEOGHAR).await;
        let owed = town.owed("Ramesh").await;
        let batch = town.pays_out(Processed).await;
        let today = town.db.now().day();
        let (maker, span) = (town.maker("Ramesh"), (today.starts(), today.plus(1).starts()));
        let mut read = town.read().await;
        let statement = ledger::statement(&mut read, maker, span).await.expect("reads");
        assert_eq!((statement.opening, statement.closing), (Paise::ZERO, Paise::ZERO));
        let came =
            Paise::sum(statement.lines.iter().map(|line| line.amount).filter(|amount| !amount.is_negative()));
        assert_eq!(came, Some(owed));
        assert_eq!(Paise::sum(statement.lines.iter().map(|line| line.amount)), Some(Paise::ZERO));
        drop(read);
        let payout = town.batch(batch).await.payouts[0].clone();
        let slip =
            payouts::slip(&mut town.read().await, maker, payout.id).await.expect("reads").expect("hers");
        let [line] = slip.lines.as_slice() else { panic!("one parcel: {slip:?}") };
        let parts = [line.share, line.freight_tax, line.tcs.negated(), line.tds.negated()];
        assert_eq!((Paise::sum(parts), line.amount), (Some(owed), owed));
        let others =
            payouts::slip(&mut town.read().await, town.maker("Sunita"), payout.id).await.expect("reads");
        assert!(others.is_none(), "not hers");
    });
}
