//! What the second payment company has handed on comes as a file: each line is accounted for once, to the paisa, up to the bank.

use kernel::Paise;
use kernel::payment::Gateway::{Hyperswitch, Razorpay};
use market::ledger::Account;
use market::payments::Outcome;
use market::tally::{self, GapKind, TallyError};
use store::{on_each_engine, testing::Fresh};

use crate::tally::statement;
use crate::town::{Bought, DEOGHAR, Town};

const UTR: &str = "HDFCN20261128000000001";

impl Town {
    /// Anita has paid through the second company; answers its id of her payment.
    async fn pays_through_the_second(&self) -> (Bought, String) {
        self.has_two().await;
        self.falls_silent(Razorpay).await;
        let anita = self.buys("Anita", &[("lac bangles", 1), ("iron tawa", 1)], DEOGHAR).await;
        let id = anita.gateway_order.clone();
        assert_eq!(self.second_says(self.second_report(&anita, &id)).await, Outcome::Taken);
        (anita, id)
    }

    async fn takes_file(&self, file: &str) -> Result<usize, TallyError> {
        let farida = self.person("Farida").await;
        let new =
            tally::take_file(&self.db, farida, Hyperswitch, ("settlement.csv", file.as_bytes())).await?;
        tally::run(&self.db).await.expect("is laid beside the rest");
        Ok(new)
    }
}

fn rupees(paise: i64) -> String {
    format!("{}.{:02}", paise / 100, paise % 100)
}

/// The file about one payment, with a fee of ten rupees and its tax.
fn file(town: &Town, id: &str, amount: Paise) -> String {
    let day = town.db.now().day().iso();
    format!(
        "settlement_id,settlement_utr,type,payment_id,refund_id,amount,fee,tax,settled_at\n\
         stl_1,{UTR},payment,{id},,{},10.00,1.80,{day}\n",
        rupees(amount.0)
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_companys_file_is_accounted_for_to_the_paisa_and_its_money_found_at_the_bank() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (anita, id) = town.pays_through_the_second().await;
        let held = town.balance(Account::Hyperswitch).await;
        assert_eq!(held, anita.total);
        assert_eq!(town.takes_file(&file(&town, &id, anita.total)).await.expect("is taken in"), 1);
        assert_eq!(town.open_gaps().await, []);
        let net = Paise(anita.total.0 - 11_80);
        assert_eq!(
            (town.balance(Account::Hyperswitch).await, town.balance(Account::Gateway).await),
            (Paise::ZERO, Paise::ZERO)
        );
        assert_eq!(town.balance(Account::Bank).await, net, "handed on, less what it keeps");
        assert_eq!(town.takes_file(&file(&town, &id, anita.total)).await.expect("the same file"), 0, "once");
        let longer = format!(
            "{}stl_2,{UTR}X,adjustment,fee_1,,-5.00,,,{}\n",
            file(&town, &id, anita.total),
            town.db.now().day().iso()
        );
        assert_eq!(town.takes_file(&longer).await.expect("a longer one"), 1, "what is known counts once");
        assert_eq!(town.open_gaps().await, [GapKind::Strange], "somebody must look at what is neither");
        town.is_sound().await;
        town.states(&statement(town.db.now().day(), &[(&format!("NEFT {UTR} SWITCH"), net.0)])).await;
        assert_eq!(town.open_gaps().await, [GapKind::Strange], "the bank has it");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paisa_more_a_strange_payment_and_a_broken_row_are_seen() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (anita, id) = town.pays_through_the_second().await;
        let good = file(&town, &id, anita.total);
        let broken = good.replacen("10.00", "ten", 1);
        assert!(matches!(town.takes_file(&broken).await, Err(TallyError::BadRow { row: 2 })));
        assert!(matches!(town.takes_file("a,b\n1,2\n").await, Err(TallyError::NoSettlement)));
        assert_eq!(town.balance(Account::Hyperswitch).await, anita.total, "nothing of it was taken in");
        town.takes_file(&file(&town, &id, Paise(anita.total.0 + 1))).await.expect("reads");
        assert_eq!(town.open_gaps().await, [GapKind::OtherAmount]);
        let strange = file(&town, "pi_of_somebody", Paise(50_00)).replace("stl_1", "stl_3");
        town.takes_file(&strange).await.expect("reads");
        let mut gaps = town.open_gaps().await;
        gaps.sort();
        assert_eq!(gaps, [GapKind::NotOurs, GapKind::OtherAmount]);
        assert_eq!(
            town.balance(Account::Hyperswitch).await,
            anita.total,
            "no line that does not fit moves money"
        );
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_file_names_in_time_is_asked_for_once_files_come() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (anita, id) = town.pays_through_the_second().await;
        let bimal = town.buys("Bimal", &[("clay pot", 1)], DEOGHAR).await;
        town.second_says(town.second_report(&bimal, &bimal.gateway_order)).await;
        town.minutes_pass(9 * 24 * 60);
        tally::run(&town.db).await.expect("runs");
        assert_eq!(town.open_gaps().await, [], "nobody has brought a file yet");
        town.takes_file(&file(&town, &id, anita.total)).await.expect("is taken in");
        assert_eq!(town.open_gaps().await, [GapKind::NotSettled], "Bimal's should have come by then");
        town.is_sound().await;
    });
}
