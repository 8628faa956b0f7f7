//! Lists, pages and stock of the sample district.

use std::collections::HashSet;

use kernel::ids::VariantId;
use kernel::india::Pin;
use kernel::{Limit, Paise};
use market::catalogue::{Cursor, Filter, Licence, SoldOut, Sort, act, read, stock};
use market::{makers, places, tax};
use store::testing::{Fresh, NOON};
use store::{Db, DbError, on_each_engine, transaction};

use super::district;

async fn first_variant(db: &Db, slug: &str) -> VariantId {
    let page = read::product_page(&mut db.read().await.expect("a connection"), slug).await.expect("answers");
    page.expect("the product is there").variants[0].id
}

async fn free(db: &Db, variant: VariantId) -> u32 {
    let mut read = db.read().await.expect("a connection");
    stock::free_of(&mut read, &[variant]).await.expect("answers")[&variant]
}

async fn is_sound(db: &Db) -> bool {
    stock::faults(&mut db.read().await.expect("a connection"), Limit::of(10))
        .await
        .expect("answers")
        .is_empty()
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_and_pages_show_what_is_there() {
    on_each_engine!(async |fresh: &Fresh| {
        district(fresh).await;
        a_list_shows_every_good_once_in_its_order(&fresh.db).await;
        a_list_keeps_to_its_filter(&fresh.db).await;
        pages_and_quotes_find_what_they_need(&fresh.db).await;
        what_is_withdrawn_or_closed_leaves_the_shelf_and_comes_back(&fresh.db).await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn stock_is_never_oversold() {
    on_each_engine!(async |fresh: &Fresh| {
        district(fresh).await;
        a_hold_is_taken_or_let_go_once(&fresh.db).await;
        who_wants_too_much_holds_nothing(&fresh.db).await;
        many_buyers_of_the_last_pieces_never_oversell(&fresh.db).await;
        a_week_opens_its_slots_once(&fresh.db).await;
    });
}

async fn a_list_shows_every_good_once_in_its_order(db: &Db) {
    let mut read = db.read().await.expect("a connection");
    for sort in Sort::ALL {
        let (mut seen, mut after, mut prices) = (HashSet::new(), None, Vec::new());
        loop {
            let filter = Filter { sort: *sort, after, ..Filter::default() };
            let page = read::shelf_page(&mut read, &filter, Limit::of(24)).await.expect("answers");
            for card in page.cards {
                assert!(seen.insert(card.id), "{} comes twice", card.slug);
                prices.push(card.price);
            }
            match page.next {
                Some(next) => after = Cursor::read(&next.to_string()),
                None => break,
            }
        }
        assert!(seen.len() >= 160, "only {} goods", seen.len());
        match sort {
            Sort::Newest => {}
            Sort::Cheapest => assert!(prices.is_sorted()),
            Sort::Dearest => assert!(prices.iter().rev().is_sorted()),
        }
    }
}

async fn a_list_keeps_to_its_filter(db: &Db) {
    let mut read = db.read().await.expect("a connection");
    let all = Limit::of(Limit::MOST);
    let filter = Filter {
        craft: Some("peda".to_owned()),
        block: Some("3086".to_owned()),
        price_from: Some(Paise::rupees(100)),
        price_to: Some(Paise::rupees(400)),
        sold_out: SoldOut::Hidden,
        ..Filter::default()
    };
    let cards = read::shelf_page(&mut read, &filter, all).await.expect("answers").cards;
    assert!(!cards.is_empty());
    assert!(cards.iter().all(|card| card.craft_key == "peda" && card.free > 0));
    assert!(cards.iter().all(|card| card.price >= Paise::rupees(100) && card.price <= Paise::rupees(400)));
    let nothing = Filter { craft: Some("no-such-craft".to_owned()), ..Filter::default() };
    assert!(read::shelf_page(&mut read, &nothing, all).await.expect("answers").cards.is_empty());
    let crafts = read::crafts(&mut read).await.expect("answers");
    assert_eq!(crafts.iter().map(|craft| craft.goods).sum::<i64>(), 185);
    assert!(crafts.iter().all(|craft| craft.picture.is_some()));
}

async fn pages_and_quotes_find_what_they_need(db: &Db) {
    let mut read = db.read().await.expect("a connection");
    let page = read::product_page(&mut read, "peda-ghormara").await.expect("answers").expect("is there");
    assert!(page.facts.is_food && page.facts.shelf_life_days.is_some() && page.pictures.len() == 1);
    assert!(read::product_page(&mut read, "no-such-good").await.expect("answers").is_none());
    let ids: Vec<VariantId> = page.variants.iter().map(|variant| variant.id).collect();
    let many: Vec<VariantId> = ids.iter().cycle().take(20).copied().collect();
    let rows = read::for_sale(&mut read, &many).await.expect("answers");
    assert_eq!(rows.iter().map(|row| row.variant).collect::<Vec<_>>(), many);
    assert!(
        rows.iter().all(|row| row.licence_on(NOON.day()) == Licence::Fine && !row.withdrawn && !row.closed)
    );
    let rates = tax::read::rates(&mut read).await.expect("answers");
    for row in &rows {
        assert!(rates.on(&row.hsn_key, NOON.day(), row.price).is_some());
    }
    let maker =
        makers::read::page(&mut read, &page.facts.maker_slug).await.expect("answers").expect("is there");
    assert!(maker.picture.is_some());
    assert!(!read::of_maker(&mut read, maker.id, Limit::of(50)).await.expect("answers").is_empty());
    assert!(makers::read::bank_account(&mut read, maker.id).await.expect("answers").is_some());
    let place =
        places::read::find_pin(&mut read, &Pin::typed("814112").expect("a pin")).await.expect("answers");
    assert!(place.is_some_and(|place| place.is_in_home_state() && place.delivers && place.at.is_some()));
    let far =
        places::read::find_pin(&mut read, &Pin::typed("999999").expect("a pin")).await.expect("answers");
    assert_eq!(far, None);
}

async fn a_hold_is_taken_or_let_go_once(db: &Db) {
    let variant = first_variant(db, "peda-ghormara").await;
    let before = free(db, variant).await;
    let wants = [(variant, 1), (variant, 2)];
    for _ in 0..2 {
        let held: Result<_, DbError> =
            transaction!(db, tx => { stock::hold_all(tx, "order 1", &wants).await });
        assert!(held.expect("holds").is_empty());
        assert_eq!(free(db, variant).await, before - 3, "holding twice holds once");
    }
    for _ in 0..2 {
        let gone: Result<(), DbError> =
            transaction!(db, tx => { stock::take_all(tx, "order 1", &wants).await });
        gone.expect("takes");
    }
    let late: Result<(), DbError> =
        transaction!(db, tx => { stock::release_all(tx, "order 1", &wants).await });
    late.expect("changes nothing");
    assert_eq!(free(db, variant).await, before - 3, "what was taken cannot be let go");
    let all: Result<(), DbError> = transaction!(db, tx => {
        stock::hold_all(tx, "order 2", &[(variant, 5)]).await?;
        stock::release_all(tx, "order 2", &[(variant, 5)]).await?;
        stock::receive(tx, "sack 7", variant, 3).await?;
        stock::receive(tx, "sack 7", variant, 3).await
    });
    all.expect("changes");
    assert_eq!(free(db, variant).await, before);
    assert!(is_sound(db).await);
}

async fn who_wants_too_much_holds_nothing(db: &Db) {
    let (peda, other) = (first_variant(db, "khoa-bhuna").await, first_variant(db, "peda-kesar").await);
    let (there, others) = (free(db, peda).await, free(db, other).await);
    let wants = [(peda, there), (other, 1), (peda, 1)];
    let shorts: Result<_, DbError> =
        transaction!(db, tx => { stock::hold_all(tx, "big order", &wants).await });
    let shorts = shorts.expect("answers");
    assert_eq!(shorts.len(), 1);
    assert_eq!((shorts[0].variant, shorts[0].wanted, shorts[0].free), (peda, there + 1, there));
    assert_eq!((free(db, peda).await, free(db, other).await), (there, others));
    let again: Result<_, DbError> =
        transaction!(db, tx => { stock::hold_all(tx, "big order", &[(other, 1)]).await });
    assert!(again.expect("the source is free for a smaller order").is_empty());
    assert!(is_sound(db).await);
}

async fn many_buyers_of_the_last_pieces_never_oversell(db: &Db) {
    let variant = first_variant(db, "peda-elaichi").await;
    let there = free(db, variant).await;
    let buyers = (0..there + 20).map(|buyer| {
        let db = db.clone();
        tokio::spawn(async move {
            let source = format!("buyer {buyer}");
            let held: Result<bool, DbError> = transaction!(db, tx => {
                Ok(stock::hold_all(tx, &source, &[(variant, 1)]).await?.is_empty())
            });
            held.expect("answers")
        })
    });
    let mut sold = 0;
    for buyer in buyers.collect::<Vec<_>>() {
        sold += u32::from(buyer.await.expect("ends"));
    }
    assert_eq!((sold, free(db, variant).await), (there, 0));
    assert!(is_sound(db).await);
}

async fn a_week_opens_its_slots_once(db: &Db) {
    let page = read::product_page(&mut db.read().await.expect("a connection"), "peda-kam-meetha").await;
    let page = page.expect("answers").expect("is there");
    let made =
        page.variants.iter().find(|variant| variant.capacity_per_week > 0).expect("made to order").clone();
    let capacity = u32::try_from(made.capacity_per_week).expect("small");
    let used: Result<(), DbError> = transaction!(db, tx => {
        stock::hold_all(tx, "week order 1", &[(made.id, 2)]).await?;
        stock::hold_all(tx, "week order 2", &[(made.id, 3)]).await?;
        stock::take_all(tx, "week order 1", &[(made.id, 2)]).await
    });
    used.expect("holds");
    let today = NOON.day();
    assert!(stock::open_week(db, today).await.expect("opens") > 0);
    assert_eq!(free(db, made.id).await, capacity, "beside the three that are held");
    assert_eq!(stock::open_week(db, today).await.expect("opens"), 0);
    assert!(stock::open_week(db, today.plus(7)).await.expect("opens") > 0);
    assert!(is_sound(db).await);
}

async fn what_is_withdrawn_or_closed_leaves_the_shelf_and_comes_back(db: &Db) {
    let mut read = db.read().await.expect("a connection");
    let page = read::product_page(&mut read, "peda-ghormara").await.expect("answers").expect("is there");
    let on_shelf = async |read: &mut _| read::cards(read, &[page.facts.id]).await.expect("answers").len();
    let generation = db.changes().catalogue();
    act::withdraw(db, page.facts.id, "food inspector", "stones in it").await.expect("withdraws");
    assert!(act::withdraw(db, page.facts.id, "food inspector", "again").await.is_err());
    assert!(db.changes().catalogue() > generation);
    assert_eq!(on_shelf(&mut read).await, 0);
    assert!(read::for_sale(&mut read, &[page.variants[0].id]).await.expect("answers")[0].withdrawn);
    act::bring_back(db, page.facts.id).await.expect("brings back");
    assert_eq!(on_shelf(&mut read).await, 1);
    makers::act::close(db, page.facts.maker_id, "officer", "moved away").await.expect("closes");
    assert_eq!(on_shelf(&mut read).await, 0);
    assert!(read::for_sale(&mut read, &[page.variants[0].id]).await.expect("answers")[0].closed);
    makers::act::reopen(db, page.facts.maker_id).await.expect("opens");
    assert_eq!(on_shelf(&mut read).await, 1);
}
