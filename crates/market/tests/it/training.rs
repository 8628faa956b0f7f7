//! Makers are shown how to do something better, and it is noted who came.

use kernel::ids::MakerId;
use market::accounts::Blocks;
use market::training::{self, Held, TrainingError};
use store::{on_each_engine, testing::Fresh};

use crate::town::Town;

impl Town {
    async fn trains(&self, days_ago: i64, makers: &[MakerId], once: &str) -> Result<(), TrainingError> {
        let held = Held {
            craft: "bangle".to_owned(),
            day: self.db.now().day().plus(-days_ago),
            trainer: "सलमा दीदी".to_owned(),
            topic: "किनारा चिकना करना".to_owned(),
            makers: makers.iter().copied().collect(),
            once: once.to_owned(),
        };
        let blocks = Blocks(vec!["2201".to_owned()]);
        training::note(&self.db, (self.person("Anjali").await, &blocks), &held).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_came_to_a_training_is_noted_once_and_nobody_from_elsewhere() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (sunita, ramesh) = (town.maker("Sunita"), town.maker("Ramesh"));
        assert!(matches!(town.trains(-1, &[sunita], "a").await, Err(TrainingError::BadDay)), "tomorrow");
        assert!(matches!(town.trains(61, &[sunita], "a").await, Err(TrainingError::BadDay)));
        assert!(matches!(town.trains(1, &[], "a").await, Err(TrainingError::Nobody)));
        town.trains(1, &[sunita, ramesh], "a").await.expect("noted");
        town.trains(1, &[sunita, ramesh], "a").await.expect("the same press");
        let hers = training::attended_by(&mut town.read().await, sunita).await.expect("asks");
        assert_eq!((hers.len(), hers[0].came, hers[0].trainer.as_str()), (1, 2, "सलमा दीदी"));
        let here = Blocks(vec!["2201".to_owned()]);
        assert_eq!(training::held_in(&mut town.read().await, &here).await.expect("lists").len(), 1);
        let elsewhere = Blocks(vec!["3082".to_owned()]);
        let there = training::held_in(&mut town.read().await, &elsewhere).await.expect("lists");
        assert!(there.is_empty(), "nobody of that block came");
        let invited = training::may_come(&mut town.read().await, &here).await.expect("lists");
        assert!(invited.iter().any(|(id, _)| *id == sunita));
        town.is_sound().await;
    });
}
