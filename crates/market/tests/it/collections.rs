//! Heads put goods of a feast together, show them while the feast is near, and arrange the front page.

use kernel::ids::CollectionId;
use kernel::{Day, Words};
use market::audit::{Actor, Part};
use market::catalogue;
use market::collections::{self, CollectionError, CollectionState, Draft, Section, Window};
use store::{on_each_engine, testing::Fresh};

use crate::town::Town;

const DAY_MS: i64 = 86_400_000;

impl Town {
    async fn as_head(&self, name: &str) -> Actor {
        Actor::Person(self.person(name).await, Part::DepartmentHead)
    }

    async fn address_of(&self, good: &str) -> String {
        let product = self.product_of(good).await;
        let slug = catalogue::read::slug_of(&mut self.read().await, product).await.expect("asks");
        slug.expect("on the shelf")
    }

    /// Chhath with these goods, from so many days ahead to so many.
    async fn chhath(&self, goods: &[&str], (from, to): (i64, i64)) -> Draft {
        catalogue::act::keep_shelf(&self.db).await.expect("shelves");
        let today = self.db.now().day();
        let mut slugs = Vec::new();
        for good in goods {
            slugs.push(self.address_of(good).await);
        }
        Draft {
            slug: "chhath".to_owned(),
            name: Words::new("छठ", "Chhath"),
            words: Words::new("सूप, दउरा और कोसी।", "Trays, baskets and kosi."),
            window: (today.plus(from), today.plus(to)),
            order_by: Some(today.plus(to - 2)),
            goods: slugs,
        }
    }

    async fn feasts_open(&self) -> Vec<String> {
        let open = collections::open_now(&mut self.read().await).await.expect("asks");
        open.into_iter().map(|one| one.slug).collect()
    }

    async fn feast(&self, id: CollectionId) -> collections::Collection {
        collections::one(&mut self.read().await, id).await.expect("asks").expect("one")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feast_stands_on_the_front_page_from_its_first_day_to_its_last() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let priya = town.as_head("Priya").await;
        let draft = town.chhath(&["bamboo basket", "clay pot", "bamboo basket"], (3, 10)).await;
        let id = collections::write(&town.db, priya, None, &draft).await.expect("written");
        let goods = collections::goods(&mut town.read().await, id).await.expect("goods");
        let slugs: Vec<&str> = goods.iter().map(|(_, slug)| slug.as_str()).collect();
        assert_eq!(slugs, [&draft.goods[0], &draft.goods[1]], "in their order, each once");
        let seen = async || collections::by_slug(&mut town.read().await, "chhath").await.expect("asks");
        assert!(seen().await.is_none(), "a draft is nobody else's");
        let before = town.db.changes().catalogue();
        collections::show(&town.db, priya, id).await.expect("shown");
        assert_ne!(before, town.db.changes().catalogue(), "kept pages are dropped");
        let shown = seen().await.expect("has a page");
        assert_eq!(shown.window(town.db.now().day()), Window::Before);
        assert!(town.feasts_open().await.is_empty(), "its window opens later");
        town.db.clock().advance_ms(3 * DAY_MS);
        assert_eq!(town.feasts_open().await, ["chhath"]);
        let shown_again = collections::show(&town.db, priya, id).await;
        assert!(matches!(shown_again, Err(CollectionError::NotNow(_))));
        town.db.clock().advance_ms(8 * DAY_MS);
        assert!(town.feasts_open().await.is_empty(), "it is over");
        let over = seen().await.expect("keeps its page");
        assert_eq!(over.window(town.db.now().day()), Window::Over);
        collections::withdraw(&town.db, priya, id).await.expect("withdrawn");
        assert!(seen().await.is_none());
        assert_eq!(town.feast(id).await.state, CollectionState::Withdrawn);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_a_feast_changes_nothing_and_two_heads_do_not_overwrite_each_other() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (priya, rakesh) = (town.as_head("Priya").await, town.as_head("Rakesh").await);
        let good = town.chhath(&["bamboo basket"], (0, 10)).await;
        let wrong = async |draft: Draft| {
            collections::write(&town.db, priya, None, &draft).await.expect_err("refused").to_string()
        };
        let nameless = wrong(Draft { name: Words::new("छठ", ""), ..good.clone() }).await;
        assert!(nameless.contains("in a language"), "{nameless}");
        for slug in ["", "c", "Chhath", "छठ", "a/b", &"a".repeat(41)] {
            let said = wrong(Draft { slug: slug.to_owned(), ..good.clone() }).await;
            assert!(said.contains("part of an address"), "{slug}: {said}");
        }
        let (from, to) = good.window;
        for window in [(to, from), (from, from.plus(366)), (Day(i64::MIN), Day(i64::MAX))] {
            assert_eq!(wrong(Draft { window, ..good.clone() }).await, "not a window");
        }
        assert_eq!(wrong(Draft { order_by: Some(to.plus(1)), ..good.clone() }).await, "not a window");
        assert_eq!(wrong(Draft { goods: Vec::new(), ..good.clone() }).await, "no goods, or too many");
        let unknown = wrong(Draft { goods: vec!["moon".to_owned()], ..good.clone() }).await;
        assert_eq!(unknown, "no such good: moon");
        assert!(collections::all(&mut town.read().await).await.expect("asks").is_empty());

        let id = collections::write(&town.db, priya, None, &good).await.expect("written");
        let taken = collections::write(&town.db, rakesh, None, &good).await;
        assert!(matches!(taken, Err(CollectionError::SlugTaken)));
        let read = town.feast(id).await.version;
        let hers = Draft { words: Words::new("दउरा।", "Baskets."), ..good.clone() };
        collections::write(&town.db, priya, Some((id, read)), &hers).await.expect("anew");
        let his = Draft { words: Words::new("सूप।", "Trays."), ..good.clone() };
        let late = collections::write(&town.db, rakesh, Some((id, read)), &his).await;
        assert!(matches!(late, Err(CollectionError::Raced)), "he had read the older words");
        assert_eq!(town.feast(id).await.words.en, "Baskets.");
        // What leaves the shelf leaves the page and stays in the list.
        let product = town.product_of("bamboo basket").await;
        catalogue::act::withdraw(&town.db, product, "Priya", "out of bamboo").await.expect("withdrawn");
        let goods = collections::goods(&mut town.read().await, id).await.expect("goods");
        let ids: Vec<_> = goods.iter().map(|(id, _)| *id).collect();
        assert_eq!(ids, [product]);
        let cards = catalogue::read::cards(&mut town.read().await, &ids).await.expect("cards");
        assert!(cards.is_empty());
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn the_front_page_is_arranged_for_a_day_to_come_and_taken_back() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let priya = town.person("Priya").await;
        let now = async || collections::sections(&mut town.read().await).await.expect("asks");
        assert_eq!(now().await, Section::ALL, "as the mart comes");
        let today = town.db.now().day();
        let arrange = async |from: Day, sections: &[Section]| {
            collections::arrange(&town.db, priya, from, sections).await
        };
        let bare = arrange(today, &[Section::New]).await;
        assert!(matches!(bare, Err(CollectionError::BadSections)), "its first button leads to the crafts");
        let twice = arrange(today, &[Section::Crafts, Section::New, Section::New]).await;
        assert!(matches!(twice, Err(CollectionError::BadSections)));
        let past = arrange(today.plus(-1), &[Section::Crafts]).await;
        assert!(matches!(past, Err(CollectionError::BadDay)));
        arrange(today, &[Section::Crafts, Section::How]).await.expect("today");
        arrange(today, &[Section::New, Section::Crafts]).await.expect("the later word of a day holds");
        let feast = arrange(today.plus(2), &[Section::Collections, Section::Crafts]).await.expect("later");
        assert_eq!(now().await, [Section::New, Section::Crafts]);
        let looked = collections::sections_of(&mut town.read().await, feast).await.expect("asks");
        assert_eq!(looked.expect("one"), [Section::Collections, Section::Crafts]);
        town.db.clock().advance_ms(2 * DAY_MS);
        assert_eq!(now().await, [Section::Collections, Section::Crafts]);
        collections::take_back(&town.db, priya, feast).await.expect("taken back");
        let again = collections::take_back(&town.db, priya, feast).await;
        assert!(matches!(again, Err(CollectionError::Missing)));
        assert_eq!(now().await, [Section::New, Section::Crafts], "what held before holds again");
        assert_eq!(collections::arranged(&mut town.read().await).await.expect("asks").len(), 2);
    });
}
