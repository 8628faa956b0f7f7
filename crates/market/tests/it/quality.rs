//! What buyers say, what goes wrong and how it is mended, and the mark a good earns by it.

use kernel::ids::{CardId, FieldRecordId, Id, LineId, ProductId};
use kernel::{Lang, Time};
use market::accounts::{Blocks, DepartmentKey, Post};
use market::audit::{Actor, Part};
use market::fieldwork::{self, Answers, Kind, Officer, Sent};
use market::quality::{self, CardState, Mark, QualityError, Score, Source};
use store::{chance, on_each_engine, params, sql, testing::Fresh};

use crate::town::{Bought, DEOGHAR, Town};

fn blocks() -> Blocks {
    Blocks(vec!["2201".to_owned()])
}

impl Town {
    async fn line(&self, bought: &Bought) -> LineId {
        let asked = sql!("select min(id) from order_line where order_id = $1");
        let (line,): (LineId,) = self.read().await.one(asked, params![bought.id]).await.expect("asks");
        line
    }

    async fn says(&self, who: &str, bought: &Bought, stars: i64, words: &str) -> Result<(), QualityError> {
        let (person, line) = (self.person(who).await, self.line(bought).await);
        quality::write(&self.db, person, line, stars, words, Lang::Hi).await
    }

    async fn open(&self) -> Vec<quality::Card> {
        quality::open_cards(&mut self.read().await, Some(&blocks())).await.expect("lists")
    }

    async fn marked(&self, product: ProductId) -> Mark {
        quality::mark_and_score(&mut self.read().await, product).await.expect("asks").0
    }

    /// Anjali looks at lac bangles: all four checks found so.
    async fn inspects(&self, product: ProductId, found: &str) {
        let post = Post { department: DepartmentKey::Jslps, blocks: blocks() };
        let anjali = Officer { person: self.person("Anjali").await, post };
        let product = product.to_string();
        let checks = ["check_1", "check_2", "check_3", "check_4"].map(|key| (key, found));
        let rest = [("product", product.as_str()), ("note", "किनारा खुरदरा")];
        let sent = Sent {
            id: FieldRecordId::new(Time(1), chance::bytes()),
            kind: Kind::Inspection,
            recorded_at: self.db.now(),
            answers: Answers::of(Kind::Inspection, checks.into_iter().chain(rest)),
            files: vec![],
        };
        fieldwork::take(&self.db, &anjali, &sent).await.expect("is taken");
    }

    async fn plans(&self, id: CardId, blocks: &Blocks, days: i64) -> Result<(), QualityError> {
        let by = (Actor::Person(self.person("Anjali").await, Part::Officer), blocks);
        let due = self.db.now().day().plus(days);
        quality::plan(&self.db, by, id, ("किनारा रेती से चिकना करें", "सलमा दीदी"), due).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_has_received_it_speaks_and_she_speaks_once() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let waits = town.buys("Chand", &[("lac bangles", 1)], DEOGHAR).await;
        town.pays(&waits).await;
        let early = town.says("Chand", &waits, 5, "").await;
        assert!(matches!(early, Err(QualityError::Missing)), "it has not come yet");

        let bought = town.sells("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        assert!(matches!(town.says("Chand", &bought, 1, "").await, Err(QualityError::Missing)), "not hers");
        assert!(matches!(town.says("Anita", &bought, 6, "").await, Err(QualityError::NoStars)));
        let number = town.says("Anita", &bought, 4, "फ़ोन करें 98765 43210").await;
        assert!(matches!(number, Err(QualityError::BadWords)), "no number of anybody is shown");
        town.says("Anita", &bought, 4, "सुंदर हैं").await.expect("told");
        assert!(matches!(town.says("Anita", &bought, 1, "").await, Err(QualityError::AlreadySo)));

        let product = town.product_of("lac bangles").await;
        let (_, score) = quality::mark_and_score(&mut town.read().await, product).await.expect("counts");
        let said = quality::of_product(&mut town.read().await, product).await.expect("asks");
        assert_eq!((score, said[0].words.as_str()), (Score { count: 1, stars: 4 }, "सुंदर हैं"));
        assert!(town.open().await.is_empty(), "four stars are no complaint");

        let (sunita, ramesh, line) = (town.maker("Sunita"), town.maker("Ramesh"), town.line(&bought).await);
        let other = quality::reply(&town.db, ramesh, line, "धन्यवाद").await;
        assert!(matches!(other, Err(QualityError::Missing)), "another maker's");
        quality::reply(&town.db, sunita, line, "धन्यवाद").await.expect("answers");
        let twice = quality::reply(&town.db, sunita, line, "फिर से").await;
        assert!(matches!(twice, Err(QualityError::AlreadySo)));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_goes_wrong_becomes_a_card_and_the_next_good_look_closes_it() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let bangles = town.product_of("lac bangles").await;
        assert_eq!(town.marked(bangles).await, Mark::NotLookedAt);
        town.inspects(bangles, "right").await;
        let today = town.db.now().day();
        assert_eq!(town.marked(bangles).await, Mark::Earned(today));

        let bought = town.sells("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        town.says("Anita", &bought, 1, "एक टूटी थी").await.expect("told");
        let open = town.open().await;
        assert_eq!((open.len(), open[0].source, open[0].defect.as_str()), (1, Source::Review, "एक टूटी थी"));
        assert_eq!(town.marked(bangles).await, Mark::BeingMended, "a mark is lost by rule");

        let elsewhere = Blocks(vec!["3082".to_owned()]);
        assert!(matches!(town.plans(open[0].id, &elsewhere, 7).await, Err(QualityError::Missing)));
        assert!(matches!(town.plans(open[0].id, &blocks(), 0).await, Err(QualityError::BadDay)));
        town.plans(open[0].id, &blocks(), 7).await.expect("planned");
        assert_eq!((town.open().await[0].state, town.told("sms-card").await), (CardState::Planned, 1));

        town.minutes_pass(60);
        town.inspects(bangles, "mend").await;
        assert_eq!(town.open().await.len(), 2, "the inspection opens one of its own");
        assert!(matches!(town.marked(bangles).await, Mark::NotRight(_)));
        town.minutes_pass(60);
        town.inspects(bangles, "right").await;
        assert!(town.open().await.is_empty(), "found right, all are closed");
        assert!(matches!(town.marked(bangles).await, Mark::Earned(_)));
        let again = town.plans(open[0].id, &blocks(), 7).await;
        assert!(matches!(again, Err(QualityError::NotNow(_))), "what has ended stays ended");
        let rates = quality::rates(&mut town.read().await, 90).await.expect("counts");
        assert_eq!((rates[0].looked, rates[0].wrong, rates[0].looked_before), (3, 1, 0));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_parcel_the_hub_sends_back_opens_a_card_that_may_be_no_defect() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let bought = town.buys("Anita", &[("iron tawa", 1)], DEOGHAR).await;
        town.pays(&bought).await;
        town.accepts("Ramesh", &bought).await.expect("accepts");
        town.packs("Ramesh", &bought).await.expect("packs");
        let back = market::orders::hub::Finding::GoesBack("हत्था ढीला");
        town.keeper_finds("Ramesh", &bought, back).await.expect("sent back");
        let open = town.open().await;
        assert_eq!((open.len(), open[0].source, open[0].good.hi.as_str()), (1, Source::Hub, "iron tawa"));
        let by = (Actor::Person(town.person("Anjali").await, Part::Officer), &blocks());
        assert!(matches!(
            quality::drop_card(&town.db, by, open[0].id, " ").await,
            Err(QualityError::NoWords)
        ));
        quality::drop_card(&town.db, by, open[0].id, "हत्था ठीक है").await.expect("dropped");
        assert!(town.open().await.is_empty());
        town.is_sound().await;
    });
}
