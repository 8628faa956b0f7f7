//! Kamla has bought at a stall and left no number. What she is owed she fetches at a hub with the code on her receipt, by the word of two.

use kernel::{Paise, Secret};
use market::claims::{self, Ask, Fault};
use market::hand_sales::{self, Way};
use market::payments::at_hub::{self, AtHubError, Says};
use store::{on_each_engine, testing::Fresh};

use crate::town::{Bought, Town};

impl Town {
    async fn is_granted_one_back(&self, bought: &Bought) {
        let lines = claims::lines_of(&mut self.read().await, bought.id).await.expect("reads");
        let ask = Ask {
            order: &bought.code,
            line: lines[0].id,
            quantity: 1,
            fault: Fault::Mart,
            reason: "a crack in it",
            anew: None,
        };
        claims::ask(&self.db, self.person("Farida").await, &ask).await.expect("little is granted at once");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn kamla_without_a_number_gets_her_money_with_the_code_on_her_receipt() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let stall = town.stall("Sunita").await;
        let quote = town.lays_out(stall, &[("lac bangles", 2)]).await;
        let kamla = town.hari_sells(&quote, (Way::Cash, ""), None).await.expect("is sold");
        let code = hand_sales::receipt_code(&mut town.read().await, kamla.id).await.expect("asks");
        let code = code.expect("she left no number");
        town.is_granted_one_back(&kamla).await;
        let (farida, gopal, hari) =
            (town.person("Farida").await, town.person("Gopal").await, town.person("Hari").await);
        let ways = at_hub::closed_ways(&mut town.read().await).await.expect("lists");
        assert_eq!((ways.len(), ways[0].amount), (1, Paise(250_00)));
        let hub = town.deoghar_hub;
        let id = at_hub::ask(&town.db, farida, ways[0].refund, hub).await.expect("asked");
        let pay = async |code: &str| {
            at_hub::pay(&town.db, hari, hub, id, (&Secret::new(code.to_owned()), "Kamla")).await
        };
        assert!(
            matches!(pay(&code).await, Err(AtHubError::NotNow)),
            "little as it is, one person is not enough"
        );
        let alone = at_hub::decide(&town.db, farida, id, Says::Yes).await;
        assert!(matches!(alone, Err(AtHubError::SamePerson)), "{alone:?}");
        at_hub::decide(&town.db, gopal, id, Says::Yes).await.expect("agrees");
        assert_eq!(town.told("sms-refund-at-hub").await, 0, "there is nobody to send it to");
        let wrong = if code == "000000" { "000001" } else { "000000" };
        for left in [4, 3, 2, 1, 0] {
            let tried = pay(wrong).await;
            assert!(
                matches!(tried, Err(AtHubError::WrongCode { tries_left }) if tries_left == left),
                "{tried:?}"
            );
        }
        assert!(matches!(pay(&code).await, Err(AtHubError::WrongCode { tries_left: 0 })), "tried too often");
        assert_eq!(at_hub::restore_tries(&town.db).await.expect("an hour later"), 1);
        pay(&code).await.expect("is paid out");
        assert!(matches!(pay(&code).await, Err(AtHubError::NotNow)), "once");
        assert_eq!(town.given_back(&kamla).await, Paise(250_00));
        assert_eq!(at_hub::restore_tries(&town.db).await.expect("nothing waits"), 0);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_a_telephone_has_no_code_on_a_receipt() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let stall = town.stall("Sunita").await;
        let quote = town.lays_out(stall, &[("lac bangles", 1)]).await;
        let anita = town.hari_sells(&quote, (Way::Cash, ""), Some("9431012345")).await.expect("is sold");
        let web = town.buys("Bimal", &[("clay pot", 1)], crate::town::DEOGHAR).await;
        for order in [anita.id, web.id] {
            let code = hand_sales::receipt_code(&mut town.read().await, order).await.expect("asks");
            assert_eq!(code, None);
        }
        town.is_granted_one_back(&anita).await;
        let ways = at_hub::closed_ways(&mut town.read().await).await.expect("lists");
        let farida = town.person("Farida").await;
        at_hub::ask(&town.db, farida, ways[0].refund, town.deoghar_hub).await.expect("agreed to at once");
        assert_eq!(town.told("sms-refund-at-hub").await, 1);
        town.is_sound().await;
    });
}
