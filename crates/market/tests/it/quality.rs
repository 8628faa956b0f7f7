//! What buyers say, what goes wrong and how it is mended, and the mark a good earns by it.

use kernel::ids::{CardId, FieldFileId, FieldRecordId, Id, LineId, ProductId};
use kernel::{Lang, Time};
use market::accounts::{Blocks, DepartmentKey, Post};
use market::audit::{Actor, Part};
use market::fieldwork::{self, Answers, Kind, Officer, Sent};
use market::media::{self, act::Kept};
use market::quality::{
    self, By, CardState, Course, Grade, Looker, Mark, Moment, PhotoEvent, PhotoState, QualityError, Score,
    Source,
};
use store::{DbError, chance, on_each_engine, params, sql, testing::Fresh, transaction};

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
        quality::write(&self.db, person, line, (stars, words, Lang::Hi), None).await
    }

    async fn open(&self) -> Vec<quality::Card> {
        quality::open_cards(&mut self.read().await, Some(&blocks())).await.expect("lists")
    }

    async fn marked(&self, product: ProductId) -> Mark {
        quality::mark_and_score(&mut self.read().await, product).await.expect("asks").0
    }

    /// Anjali looks at lac bangles: all four checks found so.
    pub async fn inspects(&self, product: ProductId, found: &str) {
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
        let by_craft = quality::trends(&mut town.read().await, By::Craft).await.expect("counts");
        assert_eq!(
            (by_craft[0].now().looked, by_craft[0].now().wrong, by_craft[0].before().looked),
            (4, 1, 0)
        );
        let grade = quality::grade_of(&mut town.read().await, bangles).await.expect("asks");
        assert_eq!(grade, Grade::Complaint, "a buyer complained not long ago");
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

/// A photo whose files are among the blobs.
fn photo(what: &[u8]) -> Kept {
    let files = market::media::sizes().map(|(width, format)| (width, width, format, 9)).collect();
    Kept { id: market::media::picture_id(what), files, look: None }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_keeper_saw_is_on_the_card_and_so_is_the_good_mended() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let bought = town.buys("Anita", &[("iron tawa", 1)], DEOGHAR).await;
        town.pays(&bought).await;
        town.accepts("Ramesh", &bought).await.expect("accepts");
        town.packs("Ramesh", &bought).await.expect("packs");
        let refused = market::orders::hub::Finding::Refused("किनारा टूटा");
        let loose = photo(b"loose");
        town.keeper_finds_and_shows("Ramesh", &bought, refused, Some(&loose)).await.expect("refused");
        let card = town.open().await[0].clone();
        let by = (Actor::Person(town.person("Anjali").await, Part::Officer), &blocks());
        let elsewhere = (by.0, &Blocks(vec!["3082".to_owned()]));
        town.minutes_pass(1);
        let after = photo(b"mended");
        let other = quality::add_to_card(&town.db, elsewhere, card.id, Moment::After, &after).await;
        assert!(matches!(other, Err(QualityError::Missing)), "another's block");
        quality::add_to_card(&town.db, by, card.id, Moment::After, &after).await.expect("added");
        let seen = quality::of_card(&mut town.read().await, card.id).await.expect("lists");
        assert_eq!([seen[0].moment, seen[1].moment], [Moment::Hub, Moment::After]);
        let mut read = town.read().await;
        let mine = Looker::Officer(blocks());
        let first = quality::picture_for(&mut read, &mine, seen[0].id).await.expect("asks");
        assert_eq!(first, Some(loose.id));
        let sunita = Looker::Maker(town.maker("Sunita"));
        for other in [Looker::Officer(Blocks(vec!["3082".to_owned()])), sunita] {
            let none = quality::picture_for(&mut read, &other, seen[0].id).await.expect("asks");
            assert_eq!(none, None, "{other:?}");
        }
        drop(read);
        town.is_sound().await;
        town.suffers(&[(sql!("update quality_photo set moment = 'review', state = 'shown'"), vec![])]).await;
        let broken: Vec<_> = town.breaches().await.iter().map(|check| check.name).collect();
        assert!(broken.contains(&"every state was reached by a legal path"), "{broken:?}");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buyers_photo_is_seen_by_an_officer_before_anybody_else() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let bought = town.sells("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        let (anita, line) = (town.person("Anita").await, town.line(&bought).await);
        let kept = photo(b"bangles on an arm");
        let said = (2, "एक टूटी थी", Lang::Hi);
        quality::write(&town.db, anita, line, said, Some(&kept)).await.expect("told");
        let card = town.open().await[0].id;
        assert_eq!(quality::of_card(&mut town.read().await, card).await.expect("lists").len(), 1);
        let bangles = town.product_of("lac bangles").await;
        let shown = async || quality::shown_photos(&mut town.read().await, bangles).await.expect("asks");
        assert!(shown().await.is_empty(), "nobody has looked at it");

        let by = (Actor::Person(town.person("Anjali").await, Part::Officer), &blocks());
        let waits = quality::waiting_photos(&mut town.read().await, by.1).await.expect("lists");
        assert_eq!((waits.len(), waits[0].state), (1, PhotoState::Waiting));
        let elsewhere = Blocks(vec!["3082".to_owned()]);
        let foreign = (by.0, &elsewhere);
        let other = quality::decide_photo(&town.db, foreign, waits[0].id, PhotoEvent::Shows).await;
        assert!(matches!(other, Err(QualityError::Missing)), "another's block");
        quality::decide_photo(&town.db, by, waits[0].id, PhotoEvent::Shows).await.expect("shown");
        assert_eq!(shown().await, [(line, kept.id.clone())]);
        let twice = quality::decide_photo(&town.db, by, waits[0].id, PhotoEvent::Shows).await;
        assert!(matches!(twice, Err(QualityError::PhotoNotNow(_))));
        quality::decide_photo(&town.db, by, waits[0].id, PhotoEvent::Refuses).await.expect("taken down");
        assert!(shown().await.is_empty());
        assert_eq!(town.messages(market::media::FORGET_PICTURE).await.len(), 1, "its files go too");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_goes_wrong_as_often_as_before_is_a_task_of_the_heads() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let bangles = town.product_of("lac bangles").await;
        for (found, times) in [("right", 4), ("mend", 2)] {
            for _ in 0..times {
                town.inspects(bangles, found).await;
                town.minutes_pass(1);
            }
        }
        town.minutes_pass(100 * 24 * 60);
        let course = async || {
            let lines = quality::trends(&mut town.read().await, By::Block).await.expect("counts");
            (lines[0].course(), lines[0].now(), lines[0].before())
        };
        assert_eq!(course().await.0, Course::TooFew, "nobody has looked of late");
        for found in ["right", "right", "mend", "mend", "mend"] {
            town.inspects(bangles, found).await;
            town.minutes_pass(1);
        }
        let (goes, now, before) = course().await;
        assert_eq!((now.looked, now.wrong, before.looked, before.wrong), (5, 3, 6, 2));
        assert_eq!(goes, Course::DoesNotFall);
        let by_craft = quality::trends(&mut town.read().await, By::Craft).await.expect("asks");
        assert_eq!((by_craft.len(), by_craft[0].course()), (1, Course::DoesNotFall), "the craft of bangles");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn export_grade_needs_two_officers_and_is_lost_by_a_complaint() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let bangles = town.product_of("lac bangles").await;
        let grade = async || quality::grade_of(&mut town.read().await, bangles).await.expect("asks");
        for times in 0..3 {
            assert_eq!(grade().await, Grade::Missing(times));
            town.inspects(bangles, "right").await;
            town.minutes_pass(1);
        }
        assert_eq!(grade().await, Grade::Missing(3), "one officer alone does not give it");
        let other = sql!(
            "update inspection set officer_id = $1 where record_id = (select min(record_id) from inspection)"
        );
        town.suffers(&[(other, params![town.person("Hari").await])]).await;
        let today = town.db.now().day();
        assert_eq!(grade().await, Grade::Earned(today));
        let bought = town.sells("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        town.says("Anita", &bought, 2, "रंग उतर गया").await.expect("told");
        assert_eq!(grade().await, Grade::BeingMended);
        town.minutes_pass(1);
        town.inspects(bangles, "right").await;
        assert_eq!(grade().await, Grade::Complaint, "mended, and yet it stays lost for a while");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn the_photos_of_the_inspection_stand_on_the_card_it_opened() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.inspects(town.product_of("lac bangles").await, "mend").await;
        let card = town.open().await[0].id;
        let seen = async || quality::of_inspection(&mut town.read().await, card).await.expect("lists");
        assert!(seen().await.is_empty(), "she took none");
        let edge = photo(b"a rough edge");
        let kept: Result<(), DbError> = transaction!(town.db, tx => {
            media::act::record_photo(tx, &edge).await?;
            tx.put(
                sql!(
                    "insert into field_file (id, record_id, role, position, byte_count, sha256, next_part, state, picture_id, why)
                     select $1, k.source_id, 'finding', 1, 1, '', 1, 'kept', $2, '' from improvement_card k where k.id = $3"
                ),
                params![FieldFileId::new(Time(1), chance::bytes()), edge.id.as_str(), card],
            )
            .await
        });
        kept.expect("is kept");
        assert_eq!(seen().await, [(edge.id.clone(), town.db.now())]);
    });
}
