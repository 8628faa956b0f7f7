//! The same person is recognised, and strangers are left alone: a small made-up district, measured as the large one is.

#[path = "../../examples/same_person/dice.rs"]
mod dice;
#[path = "../../examples/same_person/district.rs"]
mod district;
#[path = "../../examples/same_person/measure.rs"]
mod measure;
#[path = "../../examples/same_person/words.rs"]
mod words;

use measure::Told;
use store::{on_each_engine, testing::Fresh};

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_entered_twice_is_recognised_and_strangers_are_not() {
    on_each_engine!(async |fresh: &Fresh| {
        let found = measure::measure(&fresh.db, district::made_up(800, 120, 7), Told::Figures).await;
        assert!(found.twice >= 115, "{found:?}");
        assert!(found.recall_bp() >= 9_700, "recall {}: {found:?}", found.recall_bp());
        assert!(found.false_bp() <= 200, "strangers {}: {found:?}", found.false_bp());
    });
}

#[test]
fn the_same_seed_is_the_same_district() {
    let told = |seed| format!("{:?}", district::made_up(60, 10, seed));
    assert_eq!(told(3), told(3));
    assert_ne!(told(3), told(4));
}
