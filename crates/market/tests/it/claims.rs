//! Something was wrong with what arrived: the buyer gets the pieces' money back, and whoever was at fault bears it.

use futures_util::future::join_all;
use kernel::Paise;
use kernel::ids::LineId;
use kernel::payment::PayoutStatus::{Processed, Returned};
use market::bills::{self, BillKind};
use market::claims::{self, ALONE_MOST, Ask, ClaimError, Decision, Fault};
use market::ledger::Account;
use market::orders;
use market::payouts::PayoutError;
use store::{on_each_engine, testing::Fresh};

use crate::town::{Bought, DEOGHAR, Town};

impl Town {
    async fn line_of(&self, bought: &Bought, of: &str) -> LineId {
        let lines = claims::lines_of(&mut self.read().await, bought.id).await.expect("reads");
        lines.into_iter().find(|line| line.name_en == of).expect("a line of it").id
    }

    async fn gives_back(
        &self,
        who: &str,
        bought: &Bought,
        (of, quantity): (&str, u32),
        fault: Fault,
    ) -> Result<kernel::ids::ClaimId, ClaimError> {
        let (line, by) = (self.line_of(bought, of).await, self.person(who).await);
        let ask =
            Ask { order: &bought.code, line, quantity, fault, reason: "the rim was cracked", anew: None };
        claims::ask(&self.db, by, &ask).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cracked_tawa_is_borne_by_its_maker_before_she_is_paid() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.law_keeps_back().await;
        let anita = town.sells("Anita", &[("iron tawa", 2), ("lac bangles", 1)], DEOGHAR).await;
        let (owed, tcs) = (town.owed("Ramesh").await, town.balance(Account::Tcs).await);
        town.gives_back("Farida", &anita, ("iron tawa", 1), Fault::Maker).await.expect("little");
        town.is_sound().await;
        assert_eq!(town.given_back(&anita).await, Paise(355_55));
        let bill = bills::of_order(&mut town.read().await, anita.id).await.expect("reads");
        let note = bill.iter().find(|bill| bill.kind == BillKind::CreditNote).expect("a credit note");
        assert_eq!((note.total, note.corrects.is_some()), (Paise(355_55), true));
        assert_eq!(note.cgst.0 + note.sgst.0, 54_23, "half of the tax of two, rounded down");
        let back = Paise(town.balance(Account::Tcs).await.0 - tcs.0);
        assert!(back > Paise::ZERO, "TCS of what is no sale any more");
        assert_eq!(town.owed("Ramesh").await, Paise(owed.0 - 355_55 + back.0));
        town.pays_out(Processed).await;
        assert_eq!((town.owed("Ramesh").await, town.owed("Sunita").await), (Paise::ZERO, Paise::ZERO));
        town.refunds_arrive(&anita).await;
        assert_eq!(town.told("sms-claim").await, 1, "she hears what comes off, and why");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_she_was_paid_already_comes_off_her_next_payout_and_comes_back_with_it() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let first = town.sells("Anita", &[("lac bangles", 2)], DEOGHAR).await;
        town.pays_out(Processed).await;
        town.gives_back("Farida", &first, ("lac bangles", 2), Fault::Maker).await.expect("little");
        assert_eq!(town.owed("Sunita").await, Paise(-500_00), "she owes");
        town.is_sound().await;
        town.sells("Bimal", &[("lac bangles", 1)], DEOGHAR).await;
        assert!(
            matches!(town.drafts("Farida").await, Err(PayoutError::NothingDue)),
            "250.00 do not cover it"
        );
        town.sells("Chand", &[("lac bangles", 3)], DEOGHAR).await;
        let batch = town.drafts("Farida").await.expect("1 000.00 less 500.00");
        assert_eq!(town.batch(batch).await.head.amount, Paise(500_00));
        town.approves("Gopal", batch).await.expect("approves");
        let payout = town.batch(batch).await.payouts[0].clone();
        town.bank_says(payout.id, payout.amount, Processed).await.expect("settles");
        town.bank_says(payout.id, payout.amount, Returned).await.expect("comes back");
        town.is_sound().await;
        let again = town.pays_out(Processed).await;
        assert_eq!(town.batch(again).await.head.amount, Paise(500_00), "the debt was not forgotten");
        assert_eq!(town.owed("Sunita").await, Paise::ZERO);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_maker_never_pays_for_the_courier_and_goodwill_is_the_marts() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.sells("Anita", &[("bamboo basket", 2), ("lac bangles", 1)], DEOGHAR).await;
        let (phulmani, sunita) = (town.owed("Phulmani").await, town.owed("Sunita").await);
        let tax = town.balance(Account::SellerTax(town.federation)).await;
        town.gives_back("Farida", &anita, ("bamboo basket", 1), Fault::Courier).await.expect("little");
        town.gives_back("Farida", &anita, ("lac bangles", 1), Fault::Mart).await.expect("little");
        assert_eq!((town.owed("Phulmani").await, town.owed("Sunita").await), (phulmani, sunita));
        assert_eq!(town.balance(Account::Goodwill).await, Paise(250_00));
        let back = town.balance(Account::SellerTax(town.federation)).await.0 - tax.0;
        assert_eq!(town.balance(Account::ClaimPool).await, Paise(149_99 - back), "the tax is due no more");
        let papers = bills::of_order(&mut town.read().await, anita.id).await.expect("reads");
        let notes = papers.iter().filter(|bill| bill.kind == BillKind::CreditNote).count();
        assert_eq!(notes, 1, "goodwill leaves the sale as it was");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn much_needs_two_people_and_nothing_goes_back_twice() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.may_sell_everywhere("Ramesh").await;
        let anita = town.sells("Anita", &[("iron tawa", 8)], DEOGHAR).await;
        let claim = town.gives_back("Farida", &anita, ("iron tawa", 6), Fault::Maker).await.expect("asked");
        assert!(Paise(6 * 355_55) > ALONE_MOST);
        assert_eq!(town.given_back(&anita).await, Paise::ZERO, "nobody has said yes");
        let too_many = town.gives_back("Gopal", &anita, ("iron tawa", 3), Fault::Maker).await;
        assert!(matches!(too_many, Err(ClaimError::TooMany { left: 2 })), "{too_many:?}");
        let (farida, gopal) = (town.person("Farida").await, town.person("Gopal").await);
        let alone = claims::decide(&town.db, farida, claim, Decision::Grants).await;
        assert!(matches!(alone, Err(ClaimError::SamePerson)), "{alone:?}");
        let yes = join_all((0..8).map(|_| claims::decide(&town.db, gopal, claim, Decision::Grants))).await;
        assert_eq!(yes.iter().filter(|yes| yes.is_ok()).count(), 1, "{yes:?}");
        assert_eq!(town.given_back(&anita).await, Paise(6 * 355_55));
        town.is_sound().await;

        let second = town.gives_back("Farida", &anita, ("iron tawa", 2), Fault::Maker).await.expect("asked");
        claims::decide(&town.db, gopal, second, Decision::Refuses).await.expect("says no");
        let many =
            join_all((0..8).map(|_| town.gives_back("Farida", &anita, ("iron tawa", 2), Fault::Mart))).await;
        assert_eq!(many.iter().filter(|asked| asked.is_ok()).count(), 1, "{many:?}");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_not_arrived_cannot_be_claimed_and_a_claim_says_why() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.buys("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        town.pays(&anita).await;
        let early = town.gives_back("Farida", &anita, ("lac bangles", 1), Fault::Maker).await;
        assert!(matches!(early, Err(ClaimError::NotDelivered)), "{early:?}");
        let bimal = town.sells("Bimal", &[("lac bangles", 1)], DEOGHAR).await;
        let (line, by) = (town.line_of(&bimal, "lac bangles").await, town.person("Farida").await);
        let silent =
            Ask { order: &bimal.code, line, quantity: 1, fault: Fault::Maker, reason: "  ", anew: None };
        assert!(matches!(claims::ask(&town.db, by, &silent).await, Err(ClaimError::NoReason)));
        let foreign = Ask { order: &anita.code, reason: "broken", ..silent };
        assert!(
            matches!(claims::ask(&town.db, by, &foreign).await, Err(ClaimError::Missing)),
            "another order's line"
        );
        assert!(orders::by_code(&mut town.read().await, &bimal.code).await.expect("reads").is_some());
        town.is_sound().await;
    });
}
