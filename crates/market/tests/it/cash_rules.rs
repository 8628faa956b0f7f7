//! Finance says for what cash is taken: how much, how far, of whom, and where not.

use kernel::Paise;
use kernel::india::Pin;
use market::cash::{CashError, Facts, PinRule, Reach, Rule, Token, WhyNoCash, ruling, why_not};
use market::delivery::Carrier;
use store::{on_each_engine, testing::Fresh};

use crate::town::Town;

impl Town {
    /// Why cash is not taken for an order of so much by own hands to a pincode.
    async fn refuses_cash(&self, total: Paise, pin: &str) -> Option<WhyNoCash> {
        let pin = Pin::typed(pin).expect("a pincode");
        let facts = Facts { total, pin: &pin, carriers: vec![Carrier::OwnHands] };
        why_not(&mut self.read().await, &facts, None).await.expect("asks")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_holds_from_its_day_on_and_no_rule_is_ever_changed() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let farida = town.person("Farida").await;
        let today = town.db.now().day();
        let much = Paise(4_000_00);
        assert_eq!(town.refuses_cash(much, "814112").await, None, "as it shipped");
        let rule = Rule {
            from: today.plus(1),
            reach: Reach::OwnHands,
            most: Paise(2_000_00),
            refused_most: 0,
            refused_days: 365,
            token: Token::default(),
        };
        let sets = async |rule: Rule, why: &str| ruling::set_rule(&town.db, farida, &rule, why).await;
        assert!(matches!(sets(rule, " ").await, Err(CashError::NoReason)));
        assert!(matches!(sets(Rule { from: today.plus(-1), ..rule }, "less").await, Err(CashError::DayOver)));
        for most in [Paise::ZERO, Paise(-1), Paise(ruling::MOST.0 + 1)] {
            assert!(matches!(sets(Rule { most, ..rule }, "less").await, Err(CashError::NoAmount)), "{most}");
        }
        assert!(matches!(sets(Rule { refused_days: -1, ..rule }, "less").await, Err(CashError::NoAmount)));
        sets(rule, "runners carry less").await.expect("set");
        assert!(matches!(sets(Rule { most: much, ..rule }, "more").await, Err(CashError::DayTaken)));
        assert_eq!(town.refuses_cash(much, "814112").await, None, "not yet");
        town.minutes_pass(24 * 60);
        assert_eq!(
            town.refuses_cash(much, "814112").await,
            Some(WhyNoCash::TooMuch { most: Paise(2_000_00) })
        );
        let all = ruling::rules(&mut town.read().await).await.expect("lists");
        assert_eq!(
            (all[0].reason.as_str(), all[0].by.is_empty(), all[1].by.is_empty()),
            ("runners carry less", false, true)
        );
        sets(Rule { from: today.plus(2), reach: Reach::Nowhere, ..rule }, "no change at hubs")
            .await
            .expect("set");
        town.minutes_pass(24 * 60);
        assert_eq!(town.refuses_cash(Paise(100_00), "814112").await, Some(WhyNoCash::NotThere));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pincode_is_stopped_and_opened_again() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let farida = town.person("Farida").await;
        let today = town.db.now().day();
        let pin = Pin::typed("814112").expect("a pincode");
        let sets = async |from, stands| {
            ruling::set_pin(&town.db, farida, (&pin, from, stands), "a runner was robbed").await
        };
        assert!(matches!(sets(today.plus(-1), PinRule::Stopped).await, Err(CashError::DayOver)));
        sets(today, PinRule::Stopped).await.expect("set");
        assert!(matches!(sets(today, PinRule::Open).await, Err(CashError::DayTaken)));
        assert_eq!(town.refuses_cash(Paise(100_00), "814112").await, Some(WhyNoCash::NotThere));
        assert_eq!(town.refuses_cash(Paise(100_00), "814113").await, None, "only there");
        sets(today.plus(1), PinRule::AsRuled).await.expect("set");
        town.minutes_pass(24 * 60);
        assert_eq!(town.refuses_cash(Paise(100_00), "814112").await, None);
        let all = ruling::pins(&mut town.read().await).await.expect("lists");
        assert_eq!((all.len(), all[0].stands), (2, PinRule::AsRuled), "both stay");
    });
}
