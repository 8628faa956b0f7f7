//! The counts beside the choices of a filter are what the list shows if one takes them.

use kernel::{Limit, Paise};
use market::catalogue::facets::{BANDS, counted, of_products, of_shelf};
use market::catalogue::{Filter, SoldOut, read};
use market::search::{Vocabulary, find};
use store::testing::Fresh;
use store::{Db, Read, on_each_engine};

use super::district;

#[tokio::test(flavor = "multi_thread")]
async fn a_choice_holds_as_many_goods_as_it_says() {
    on_each_engine!(async |fresh: &Fresh| {
        district(fresh).await;
        on_the_shelf(&fresh.db).await;
        among_what_was_found(&fresh.db).await;
    });
}

async fn shown(read: &mut Read, filter: &Filter) -> i64 {
    let page = read::shelf_page(read, filter, Limit::of(Limit::MOST - 1)).await.expect("answers");
    i64::try_from(page.cards.len()).expect("few")
}

async fn on_the_shelf(db: &Db) {
    let mut read = db.read().await.expect("a connection");
    for filter in [
        Filter::default(),
        Filter { sold_out: SoldOut::Hidden, price_to: Some(Paise::rupees(250)), ..Filter::default() },
        Filter { block: Some("3082".to_owned()), price_from: Some(Paise::rupees(101)), ..Filter::default() },
        Filter { craft: Some("peda".to_owned()), ..Filter::default() },
    ] {
        let facets = of_shelf(&mut read, None, &filter).await.expect("counts");
        assert_eq!(facets.all, shown(&mut read, &filter).await);
        assert!(facets.crafts.len() > 1, "{facets:?}");
        for (craft, goods) in &facets.crafts {
            let chosen = Filter { craft: Some(craft.clone()), ..filter.clone() };
            assert_eq!(*goods, shown(&mut read, &chosen).await, "{craft}");
        }
        for (block, goods) in &facets.blocks {
            let chosen = Filter { block: Some(block.clone()), ..filter.clone() };
            assert_eq!(*goods, shown(&mut read, &chosen).await, "{block}");
        }
        for ((from, to), goods) in BANDS.iter().zip(facets.bands) {
            let (price_from, price_to) = (Some(Paise(*from)), Some(Paise(*to)));
            let chosen = Filter { price_from, price_to, ..filter.clone() };
            assert_eq!(goods, shown(&mut read, &chosen).await, "{from} to {to}");
        }
        let ready = Filter { sold_out: SoldOut::Hidden, ..filter.clone() };
        assert_eq!(facets.ready, shown(&mut read, &ready).await);
        if filter.craft.is_some() {
            let of_craft = of_shelf(&mut read, Some("peda"), &filter).await.expect("counts");
            assert_eq!((of_craft.all, &of_craft.blocks), (facets.all, &facets.blocks));
        }
    }
}

async fn among_what_was_found(db: &Db) {
    let found = find(db, &Vocabulary::default(), "peda", Limit::of(Limit::MOST)).await.expect("answers");
    let mut read = db.read().await.expect("a connection");
    let dear = Filter { price_from: Some(Paise::rupees(251)), ..Filter::default() };
    let heaps = of_products(&mut read, &found, &dear).await.expect("answers");
    assert_eq!(heaps.len(), found.len());
    let facets = counted(heaps.values(), &dear);
    let cards = read::cards(&mut read, &found).await.expect("answers");
    let fitting = cards.iter().filter(|card| card.price >= Paise::rupees(251)).count();
    assert!(fitting > 0 && fitting < cards.len());
    assert_eq!(usize::try_from(facets.all).expect("few"), fitting);
    assert_eq!(usize::try_from(facets.bands.iter().sum::<i64>()).expect("few"), cards.len());
}
