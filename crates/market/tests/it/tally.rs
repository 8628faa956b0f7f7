//! Our books, the gateway and the bank beside each other: what fits is accounted for once, what does not waits for a person.

use kernel::ids::PayoutId;
use kernel::payment::{Gateway, PaymentStatus, PayoutReport, PayoutStatus, SettledKind, SettledRow};
use kernel::{Authentic, Day, Limit, Paise};
use market::cash::Decision;
use market::ledger::Account;
use market::payouts;
use market::tally::{self, GapKind, GapLine, GapState, TallyError};
use store::{on_each_engine, testing::Fresh};

use crate::town::{Bought, DEOGHAR, Town};

const MANY: Limit = Limit::of(100);
const UTR: &str = "AXISN20261128000000007";

impl Town {
    /// A line of the gateway's report about one of a buyer's payments, less a fee.
    pub fn settled(&self, bought: &Bought, payment: &str, fee: Paise) -> SettledRow {
        SettledRow {
            settlement: "setl_1".to_owned(),
            utr: UTR.to_owned(),
            kind: SettledKind::Payment,
            entity: format!("{payment}_{}", bought.id),
            amount: bought.total,
            fee,
            tax: Paise(fee.0 * 18 / 118),
            credit: Paise(bought.total.0 - fee.0),
            debit: Paise::ZERO,
            at: self.db.now(),
        }
    }

    /// The gateway's report comes, and all is laid beside each other; how many gaps are new.
    pub async fn reported(&self, rows: Vec<SettledRow>) -> usize {
        tally::take_report(&self.db, Gateway::Razorpay, &Authentic::answered(rows))
            .await
            .expect("is taken in");
        tally::run(&self.db).await.expect("is laid beside each other")
    }

    /// Farida brings a statement, looks at it and takes it in; how many gaps are new.
    pub async fn states(&self, csv: &str) -> usize {
        let farida = self.person("Farida").await;
        let id =
            tally::show_statement(&self.db, farida, "statement.csv", csv.as_bytes()).await.expect("reads");
        match tally::take_statement(&self.db, farida, id).await {
            Ok(()) | Err(TallyError::NotNow) => {}
            Err(cause) => panic!("{cause}"),
        }
        tally::run(&self.db).await.expect("is laid beside each other")
    }

    pub async fn gaps(&self) -> (Vec<GapLine>, Vec<GapLine>) {
        tally::gaps(&mut self.read().await, MANY).await.expect("an answer")
    }

    pub async fn open_gaps(&self) -> Vec<GapKind> {
        self.gaps().await.0.iter().map(|gap| gap.kind).collect()
    }

    /// The makers are paid, and the bank says so of each under a reference of its own.
    async fn is_paid_out(&self) -> Vec<(String, Paise)> {
        let batch = self.drafts("Farida").await.expect("something is due");
        self.approves("Gopal", batch).await.expect("approves");
        let mut paid = Vec::new();
        for (nth, payout) in self.batch(batch).await.payouts.iter().enumerate() {
            let utr = format!("SBINN2026112800000{nth:04}");
            says(self, payout.id, payout.amount, (PayoutStatus::Processed, &utr)).await;
            paid.push((utr, payout.amount));
        }
        paid
    }
}

async fn says(town: &Town, payout: PayoutId, amount: Paise, (status, utr): (PayoutStatus, &str)) {
    let report = PayoutReport {
        gateway_payout: format!("pout_{payout}"),
        reference: payout.to_string(),
        amount,
        status,
        utr: Some(utr.to_owned()),
        reason: String::new(),
    };
    payouts::payout_reported(&town.db, &Authentic::answered(report)).await.expect("is taken in");
}

/// A bank's sheet: a letterhead, then lines of words, what left and what came.
pub fn statement(today: Day, lines: &[(&str, i64)]) -> String {
    let mut text =
        "Account statement of DEOGHARMART,,,,\n,,,,\nTxn Date,Narration,Debit,Credit,Balance\n".to_owned();
    let mut left = 0;
    for (words, amount) in lines {
        left += amount;
        let rupees = |paise: i64| format!("{}.{:02}", paise / 100, paise % 100);
        let (debit, credit) =
            if *amount < 0 { (rupees(-amount), String::new()) } else { (String::new(), rupees(*amount)) };
        let balance = if left < 0 { format!("-{}", rupees(-left)) } else { rupees(left) };
        text.push_str(&format!("{},{words},{debit},{credit},{balance}\n", today.written()));
    }
    text
}

/// Anita has bought by card, everything has arrived, and the fee was 18.11.
async fn anita_is_served(town: &Town) -> (Bought, Paise) {
    let fee = Paise(18_11);
    let anita = town.buys("Anita", &[("lac bangles", 1), ("iron tawa", 1)], DEOGHAR).await;
    let mut report = town.report(&anita, "pay_1", PaymentStatus::Captured);
    report.fee = fee;
    town.hears(report).await;
    town.brings_to_hub("Sunita", &anita).await;
    town.brings_to_hub("Ramesh", &anita).await;
    town.everything_arrives(&anita).await;
    (anita, fee)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_gateway_hands_on_reaches_the_bank_to_the_paisa() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (anita, fee) = anita_is_served(&town).await;
        let row = town.settled(&anita, "pay_1", fee);
        let (net, tax) = (row.credit, row.tax);
        assert_eq!(town.reported(vec![row.clone()]).await, 0);
        assert_eq!(town.reported(vec![row]).await, 0, "the same report again");
        assert_eq!(town.balance(Account::Gateway).await, Paise::ZERO, "nothing is left there");
        assert_eq!(town.balance(Account::Bank).await, net);
        assert_eq!(
            (town.balance(Account::GatewayFee).await, town.balance(Account::FeeTax).await),
            (Paise(fee.0 - tax.0), tax)
        );
        let paid = town.is_paid_out().await;
        let left = net.0 - paid.iter().map(|(_, amount)| amount.0).sum::<i64>();
        assert_eq!(town.balance(Account::Bank).await, Paise(left));
        town.is_sound().await;

        let words = format!("NEFT CR-{UTR}-RAZORPAY");
        let paid: Vec<_> =
            paid.iter().map(|(utr, amount)| (format!("IMPS/{utr}/MAKER"), -amount.0)).collect();
        let mut lines = vec![(words.as_str(), net.0)];
        lines.extend(paid.iter().map(|(words, amount)| (words.as_str(), *amount)));
        let today = town.db.now().day();
        let sheet = statement(today, &lines);
        assert_eq!(town.states(&sheet).await, 0);
        assert_eq!(town.states(&sheet).await, 0, "the same file again");
        lines.push(("SMS CHARGES", -17_70));
        town.minutes_pass(1);
        assert_eq!(
            town.states(&statement(today, &lines)).await,
            1,
            "of a longer file only the new line counts"
        );
        assert_eq!(town.open_gaps().await, [GapKind::BankNotOurs]);
        let taken = tally::statements(&mut town.read().await, MANY).await.expect("an answer");
        assert_eq!(taken.iter().map(|s| s.new).collect::<Vec<_>>(), [Some(1), Some(3)]);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_charge_of_the_bank_is_booked_by_two_and_explained_by_nobody_without_a_word() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let today = town.db.now().day();
        assert_eq!(town.states(&statement(today, &[("SMS CHARGES", -17_70), ("INTEREST", 3_00)])).await, 2);
        let (farida, gopal) = (town.person("Farida").await, town.person("Gopal").await);
        let open = town.gaps().await.0;
        let of = |paise| open.iter().find(|gap| gap.bank == Some(Paise(paise))).expect("it is there").id;
        let (charge, interest) = (of(-17_70), of(3_00));
        let (db, yes) = (&town.db, Decision::Agrees);
        let early = tally::decide(db, gopal, charge, yes).await;
        assert!(matches!(early, Err(TallyError::NotNow)), "{early:?}");
        assert!(matches!(tally::ask(db, farida, charge, " ").await, Err(TallyError::NoWord)));
        tally::ask(db, farida, charge, "SMS charges of November").await.expect("asks");
        let alone = tally::decide(db, farida, charge, yes).await;
        assert!(matches!(alone, Err(TallyError::SamePerson)), "{alone:?}");
        assert_eq!(town.balance(Account::BankCharges).await, Paise::ZERO, "nothing is moved by one");
        tally::decide(db, gopal, charge, Decision::Refuses).await.expect("refuses");
        tally::ask(db, gopal, charge, "SMS charges, seen on the bill").await.expect("asks anew");
        tally::decide(db, farida, charge, yes).await.expect("agrees");
        let twice = tally::decide(db, farida, charge, yes).await;
        assert!(matches!(twice, Err(TallyError::NotNow)), "{twice:?}");
        assert_eq!(town.balance(Account::BankCharges).await, Paise(17_70));
        assert_eq!(town.balance(Account::Bank).await, Paise(-17_70));
        tally::explain(db, farida, interest, "interest of another office's account").await.expect("explains");
        assert_eq!(tally::run(db).await.expect("runs"), 0, "what is booked or explained does not come back");
        let (open, ended) = town.gaps().await;
        assert!(open.is_empty());
        let mut states: Vec<_> = ended.iter().map(|gap| gap.state).collect();
        states.sort_by_key(|state| state.as_str());
        assert_eq!(states, [GapState::Booked, GapState::Explained]);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_handed_on_in_time_is_a_gap_until_it_is() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.buys("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        town.pays(&anita).await;
        assert_eq!(town.reported(vec![]).await, 0, "it is young");
        town.minutes_pass(8 * 24 * 60);
        assert_eq!(town.reported(vec![]).await, 1);
        assert_eq!(town.reported(vec![]).await, 0, "once");
        let gap = town.gaps().await.0.remove(0);
        assert_eq!((gap.kind, gap.ours, gap.gateway), (GapKind::NotSettled, Some(anita.total), None));
        assert_eq!(town.reported(vec![town.settled(&anita, "pay_1", Paise::ZERO)]).await, 0);
        let (open, ended) = town.gaps().await;
        assert_eq!((open.len(), ended[0].state), (0, GapState::Gone));
        assert_eq!(town.balance(Account::Bank).await, anita.total);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_report_moves_nothing_and_is_told() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.buys("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        town.pays(&anita).await;
        let chand = town.buys("Chand", &[("lac bangles", 1)], DEOGHAR).await;
        town.pays(&chand).await;
        let good = town.settled(&anita, "pay_1", Paise::ZERO);
        let more = Paise(chand.total.0 + 1_00);
        let wrong = SettledRow { amount: more, credit: more, ..town.settled(&chand, "pay_1", Paise::ZERO) };
        let strange = SettledRow { entity: "pay_nobody".to_owned(), ..good.clone() };
        let taken = SettledRow {
            kind: SettledKind::Other,
            entity: "adj_1".to_owned(),
            amount: Paise(5_00),
            credit: Paise::ZERO,
            debit: Paise(5_00),
            ..good.clone()
        };
        assert_eq!(town.reported(vec![good.clone(), good, wrong, strange, taken]).await, 4);
        let mut kinds = town.open_gaps().await;
        kinds.sort_by_key(|kind| kind.as_str());
        assert_eq!(kinds, [GapKind::NotOurs, GapKind::OtherAmount, GapKind::Strange, GapKind::Twice]);
        assert_eq!(town.balance(Account::Bank).await, anita.total, "only what fits is entered");
        town.is_sound().await;

        let (farida, gopal) = (town.person("Farida").await, town.person("Gopal").await);
        for gap in town.gaps().await.0 {
            let asked = tally::ask(&town.db, farida, gap.id, "a chargeback fee of the gateway").await;
            if gap.kind == GapKind::Strange {
                asked.expect("a fee may be booked");
                tally::decide(&town.db, gopal, gap.id, Decision::Agrees).await.expect("agrees");
            } else {
                assert!(matches!(asked, Err(TallyError::NotBookable)), "{asked:?}");
            }
        }
        assert_eq!(town.balance(Account::GatewayFee).await, Paise(5_00));
        assert_eq!(town.balance(Account::Bank).await, Paise(anita.total.0 - 5_00));
        assert_eq!(town.balance(Account::Gateway).await, chand.total, "what is disputed stays where it was");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn another_fee_than_was_told_is_booked_by_two() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (anita, fee) = anita_is_served(&town).await;
        let more = Paise(fee.0 + 1_18);
        assert_eq!(town.reported(vec![town.settled(&anita, "pay_1", more)]).await, 1);
        let gap = town.gaps().await.0.remove(0);
        assert_eq!((gap.kind, gap.ours, gap.gateway), (GapKind::OtherFee, Some(fee), Some(more)));
        tally::ask(&town.db, town.person("Farida").await, gap.id, "a business card costs more")
            .await
            .expect("asks");
        tally::decide(&town.db, town.person("Gopal").await, gap.id, Decision::Agrees).await.expect("agrees");
        assert_eq!(town.balance(Account::Gateway).await, Paise::ZERO);
        assert_eq!(town.balance(Account::Bank).await, Paise(anita.total.0 - more.0));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_bank_does_not_show_is_told_once_a_statement_reaches_so_far() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (anita, fee) = anita_is_served(&town).await;
        assert_eq!(town.reported(vec![town.settled(&anita, "pay_1", fee)]).await, 0);
        let today = town.db.now().day();
        assert_eq!(town.states(&statement(today, &[("CASH IN BY SOMEBODY", 1_00)])).await, 1);
        assert_eq!(town.open_gaps().await, [GapKind::BankNotOurs], "the bank's day is not over");
        assert_eq!(town.states(&statement(today.plus(1), &[("CASH IN BY SOMEBODY", 2_00)])).await, 2);
        assert_eq!(town.gaps().await.0.iter().filter(|gap| gap.kind == GapKind::NotAtBank).count(), 1);
        let (net, words) = (anita.total.0 - fee.0, format!("NEFT {UTR}"));
        assert_eq!(town.states(&statement(today.plus(1), &[(&words, net - 1)])).await, 1);
        assert!(town.open_gaps().await.contains(&GapKind::BankOther), "one paisa is a difference");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_comes_later_undoes_what_the_bank_was_said_to_have() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (anita, fee) = anita_is_served(&town).await;
        town.reported(vec![town.settled(&anita, "pay_1", fee)]).await;
        let (net, words) = (anita.total.0 - fee.0, format!("NEFT {UTR}"));
        let today = town.db.now().day();
        assert_eq!(town.states(&statement(today, &[(&words, net)])).await, 0);
        let late = SettledRow { entity: "pay_nobody".to_owned(), ..town.settled(&anita, "pay_1", fee) };
        assert_eq!(town.reported(vec![late]).await, 2, "the line itself, and the sum at the bank");
        town.is_sound().await;
    });
}
