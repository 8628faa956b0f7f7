//! SMS: each notice reaches its phone once, whatever happens to the operator.

use simulators::Down;
use simulators::gateway::Outcome;
use store::on_each_engine;

use crate::district::{RAMESH, SUNITA};
use crate::town::{ANITA, Town};

#[tokio::test]
async fn notices_wait_for_an_operator_that_is_down() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        town.phones.set_down(Down::Error);
        let placed = town.ordered().await;
        town.pays(&placed, Outcome::Success).await;
        town.webhooks_come().await;
        assert_eq!(town.state(&placed).await, "confirmed", "selling goes on");
        town.minutes_pass(3).await;
        let codes = town.texts(ANITA).len();
        assert_eq!((codes, town.texts(SUNITA).len()), (1, 0), "only the code she signed in with");
        town.phones.set_down(Down::Off);
        town.minutes_pass(10).await;
        assert_eq!((town.told(ANITA, "पक्का हो गया"), town.texts(ANITA).len()), (1, 2));
        assert_eq!((town.texts(SUNITA).len(), town.texts(RAMESH).len()), (1, 1));
    });
}

#[tokio::test]
async fn a_code_that_has_become_useless_is_not_sent() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let mobile = kernel::india::Mobile::typed(ANITA).expect("a number");
        town.phones.set_down(Down::Refuse);
        market::accounts::ask_code(&town.db, &mobile, kernel::Lang::En, 100).await.expect("asked");
        town.work().await;
        town.db.clock().advance_ms(11 * 60_000);
        town.phones.set_down(Down::Off);
        town.minutes_pass(30).await;
        assert_eq!(town.texts(ANITA).len(), 1);
    });
}
