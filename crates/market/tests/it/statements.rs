//! One SQL text serves both engines: each statement of the market is prepared on each.

use store::{on_each_engine, testing::Fresh};

#[tokio::test(flavor = "multi_thread")]
async fn every_statement_of_the_market_is_taken_by_both_engines() {
    on_each_engine!(async |fresh: &Fresh| {
        let refused = fresh.db.statements_refused().await.expect("asks");
        let ours: Vec<_> = refused.iter().filter(|place| !place.contains("/tests/")).collect();
        assert!(ours.is_empty(), "{ours:#?}");
        assert!(store::STATEMENTS.len() > 150, "only {} statements are linked in", store::STATEMENTS.len());
    });
}
