//! From a basket to an order: two buyers and one last piece, the same quote twice, keys, old quotes, other places.

use futures_util::future::join_all;
use kernel::Paise;
use kernel::ids::QuoteId;
use market::orders::{Order, OrderError};
use market::quotes::{PaymentMethod, QuoteError, WhyNot, quote, set_quantity};
use market::{makers, orders, quotes};
use store::keys::Once;
use store::{on_each_engine, testing::Fresh};

use crate::town::{Bought, DEOGHAR, KANYAKUMARI, KOLKATA, RANCHI, Town};

/// Why the goods of a refused basket are refused, by name.
fn refusals(refused: Result<quotes::Quote, QuoteError>) -> Vec<(String, WhyNot)> {
    match refused {
        Err(QuoteError::NotSold(goods)) => goods.into_iter().map(|(_, name, why)| (name.en, why)).collect(),
        other => panic!("{other:?}"),
    }
}

fn key(name: &str, body: &str) -> Option<Once> {
    let (key, body_sha256) = (name.to_owned(), body.to_owned());
    Some(Once { actor: "Anita".to_owned(), route: "POST /orders", key, body_sha256 })
}

#[tokio::test(flavor = "multi_thread")]
async fn thirty_two_want_the_last_lac_box_and_one_gets_it() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let mut wishes = Vec::new();
        for n in 0..32 {
            let buyer = format!("buyer {n}");
            town.person(&buyer).await;
            wishes.push((buyer, town.quote(&[("lac box", 1)], DEOGHAR).await.expect("there is one").head.id));
        }
        let orders = join_all(wishes.iter().map(|(buyer, quote)| town.order(buyer, *quote, DEOGHAR))).await;
        let sold_out = |order: &Result<_, OrderError>| match order {
            Err(OrderError::SoldOut(short)) => {
                matches!(short.as_slice(), [short] if short.name.en == "lac box" && short.left == 0)
            }
            _ => false,
        };
        assert_eq!(orders.iter().filter(|order| order.is_ok()).count(), 1, "{orders:?}");
        assert_eq!(orders.iter().filter(|order| sold_out(order)).count(), 31, "{orders:?}");
        assert_eq!((town.orders().await, town.stock("lac box").await), (1, (1, 1)));
        town.is_sound().await;

        // The winner thinks better of it, and the next one gets it.
        let winner = orders.into_iter().find_map(Result::ok).expect("one won");
        town.minutes_pass(31);
        assert!(town.expires(&Bought::of(&winner)).await);
        assert_eq!(town.stock("lac box").await, (1, 0));
        town.buys("Bimal", &[("lac box", 1)], DEOGHAR).await;
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_short_good_leaves_nothing_of_the_others_held() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let wants = [("lac bangles", 2), ("lac box", 1), ("iron tawa", 15)];
        let quote = town.quote(&wants, DEOGHAR).await.expect("all are there").head.id;
        town.buys("Bimal", &[("iron tawa", 10), ("lac box", 1)], DEOGHAR).await;
        let before = town.shelf().await;
        match town.order("Anita", quote, DEOGHAR).await {
            Err(OrderError::SoldOut(mut short)) => {
                short.sort_by(|a, b| a.name.en.cmp(&b.name.en));
                let left: Vec<_> = short.iter().map(|short| (short.name.en.as_str(), short.left)).collect();
                assert_eq!(
                    left,
                    [("iron tawa", 10), ("lac box", 0)],
                    "each is named with what could still be had"
                );
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(town.shelf().await, before);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn buyers_of_the_same_goods_in_another_order_do_not_stand_in_each_others_way() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let mut quotes = Vec::new();
        for n in 0..12 {
            let mut wants = vec![("lac bangles", 2), ("iron tawa", 2), ("bamboo basket", 2)];
            wants.rotate_left(n % 3);
            let buyer = format!("buyer {n}");
            town.person(&buyer).await;
            quotes.push((buyer, town.quote(&wants, DEOGHAR).await.expect("all are there").head.id));
        }
        let orders = join_all(quotes.iter().map(|(buyer, quote)| town.order(buyer, *quote, DEOGHAR))).await;
        assert_eq!(orders.iter().filter(|order| order.is_ok()).count(), 10, "{orders:?}");
        assert!(
            orders.iter().all(|order| matches!(order, Ok(_) | Err(OrderError::SoldOut(_)))),
            "{orders:?}"
        );
        assert_eq!(town.stock("lac bangles").await, (20, 20));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn two_lines_of_one_good_are_one_want() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        assert_eq!(
            refusals(town.quote(&[("lac bangles", 12), ("lac bangles", 9)], DEOGHAR).await),
            [("lac bangles".to_owned(), WhyNot::SoldOut { left: 20 })]
        );
        let bought = town.buys("Anita", &[("lac bangles", 12), ("lac bangles", 8)], DEOGHAR).await;
        assert_eq!(town.view(&bought).await.lines.len(), 1);
        assert_eq!(town.stock("lac bangles").await, (20, 20));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quote_pressed_many_times_at_once_is_one_order() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let quote = town.quote(&[("lac bangles", 1)], DEOGHAR).await.expect("it is there").head.id;
        town.person("Anita").await;
        let presses = join_all((0..16).map(|_| town.order("Anita", quote, DEOGHAR))).await;
        let codes: Vec<_> =
            presses.iter().map(|placed| placed.as_ref().map(|p| p.code.clone()).ok()).collect();
        assert!(codes.iter().all(|code| code.is_some() && *code == codes[0]), "{presses:?}");
        assert_eq!((town.orders().await, town.stock("lac bangles").await), (1, (20, 1)));
        assert_eq!(town.messages("open_payment").await.len(), 1);
        assert!(matches!(town.order("Bimal", quote, DEOGHAR).await, Err(OrderError::NotYours)));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_used_again_is_answered_word_for_word_and_never_for_something_else() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let quote = town.quote(&[("lac bangles", 1)], DEOGHAR).await.expect("it is there").head.id;
        let other = town.quote(&[("iron tawa", 1)], DEOGHAR).await.expect("it is there").head.id;
        let first = town.order_once("Anita", quote, DEOGHAR, key("k1", "one")).await.expect("is placed");
        assert_eq!(first.answer, None);
        let again = town.order_once("Anita", quote, DEOGHAR, key("k1", "one")).await.expect("is the same");
        assert_eq!((again.id, again.answer), (first.id, Some((201, first.code.clone()))));
        let reused = town.order_once("Anita", other, DEOGHAR, key("k1", "two")).await;
        assert!(matches!(reused, Err(OrderError::KeyReused)), "{reused:?}");
        let second = town
            .order_once("Anita", other, DEOGHAR, key("k2", "two"))
            .await
            .expect("another key, another order");
        assert_ne!(second.id, first.id);
        assert_eq!(town.orders().await, 2);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_order_keeps_no_key() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let quote = town.quote(&[("lac box", 1)], DEOGHAR).await.expect("it is there").head.id;
        let bimals = town.buys("Bimal", &[("lac box", 1)], DEOGHAR).await;
        let refused = town.order_once("Anita", quote, DEOGHAR, key("k1", "one")).await;
        assert!(matches!(refused, Err(OrderError::SoldOut(_))), "{refused:?}");
        town.minutes_pass(30);
        assert!(town.expires(&bimals).await);
        let too_late = town.order_once("Anita", quote, DEOGHAR, key("k1", "one")).await;
        assert!(
            matches!(too_late, Err(OrderError::QuoteExpired)),
            "the quote is as old by now: {too_late:?}"
        );
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn the_mart_stands_by_a_quote_for_half_an_hour_and_one_place() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let quote = town.quote(&[("lac bangles", 1)], DEOGHAR).await.expect("it is there").head.id;
        assert!(matches!(town.order("Anita", quote, RANCHI).await, Err(OrderError::OtherPin)));
        let nobodys: QuoteId = store::chance::id(fresh.db.now());
        assert!(matches!(town.order("Anita", nobodys, DEOGHAR).await, Err(OrderError::NoQuote)));
        town.minutes_pass(29);
        let placed = town.order("Anita", quote, DEOGHAR).await.expect("just in time");
        town.minutes_pass(60);
        let again = town
            .order("Anita", quote, DEOGHAR)
            .await
            .expect("an old quote that was ordered is still that order");
        assert_eq!(again, placed);
        let late = town.quote(&[("lac bangles", 1)], DEOGHAR).await.expect("it is there").head.id;
        town.minutes_pass(30);
        assert!(matches!(town.order("Anita", late, DEOGHAR).await, Err(OrderError::QuoteExpired)));
        assert_eq!(town.orders().await, 1);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_sell_outside_the_state_is_not_sold_there() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let inside_only = WhyNot::InsideStateOnly;
        assert_eq!(
            refusals(town.quote(&[("lac bangles", 1)], KOLKATA).await),
            [("lac bangles".to_owned(), inside_only)]
        );
        assert!(town.quote(&[("lac bangles", 1)], RANCHI).await.is_ok());
        assert_eq!(
            refusals(town.quote(&[("sohrai panel", 1)], DEOGHAR).await),
            [("sohrai panel".to_owned(), WhyNot::NeedsAggregator)]
        );
        let federation = town.quote(&[("bamboo basket", 1)], KOLKATA).await.expect("the federation sells it");
        assert_eq!(federation.lines[0].tax, Paise(7_14));
        let mut refused =
            refusals(town.quote(&[("lac bangles", 1), ("iron tawa", 1), ("peda", 1)], KOLKATA).await);
        refused.sort_by(|a, b| a.0.cmp(&b.0));
        let names: Vec<_> = refused.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["lac bangles", "peda"], "every good that stands in the way is named");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn food_that_would_spoil_or_has_no_licence_is_not_sold() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.may_sell_everywhere("Mohan").await;
        assert!(town.quote(&[("peda", 1)], KOLKATA).await.is_ok());
        assert_eq!(
            refusals(town.quote(&[("peda", 1)], KANYAKUMARI).await),
            [("peda".to_owned(), WhyNot::WouldSpoil)]
        );
        assert!(town.quote(&[("iron tawa", 1)], KANYAKUMARI).await.is_ok(), "iron keeps");
        town.minutes_pass(60 * 24 * 401);
        assert_eq!(
            refusals(town.quote(&[("peda", 1)], DEOGHAR).await),
            [("peda".to_owned(), WhyNot::LicenceOver)]
        );
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_maker_and_a_load_nobody_carries_are_refused() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        assert_eq!(
            refusals(town.quote(&[("clay pot", 35)], DEOGHAR).await),
            [("clay pot".to_owned(), WhyNot::TooHeavy)]
        );
        makers::act::close(&town.db, town.maker("Ramesh"), "an officer", "moved away").await.expect("closes");
        assert_eq!(
            refusals(town.quote(&[("iron tawa", 1)], DEOGHAR).await),
            [("iron tawa".to_owned(), WhyNot::Closed)]
        );
        makers::act::reopen(&town.db, town.maker("Ramesh")).await.expect("opens");
        assert!(town.quote(&[("iron tawa", 1)], DEOGHAR).await.is_ok());
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_good_whose_tax_nobody_knows_is_not_sold() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.taxed_as("iron tawa", "unheard of").await;
        assert_eq!(
            refusals(town.quote(&[("iron tawa", 1)], DEOGHAR).await),
            [("iron tawa".to_owned(), WhyNot::Untaxed)]
        );
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_basket_has_its_limits_and_an_order_empties_it_of_what_was_ordered() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let cart = store::sessions::open(&town.db).await.expect("opens").session.cart;
        let put = async |good: &str, count| set_quantity(&town.db, cart, town.good(good), count).await;
        put("lac bangles", 50).await.expect("fifty fit");
        assert!(matches!(put("lac bangles", 51).await, Err(QuoteError::TooMuch)));
        let nothing = store::chance::id(town.db.now());
        assert!(matches!(set_quantity(&town.db, cart, nothing, 1).await, Err(QuoteError::NoVariant(_))));
        put("lac bangles", 2).await.expect("changes");
        put("lac bangles", 2).await.expect("the same again is the same basket");
        put("iron tawa", 1).await.expect("fits");
        put("iron tawa", 0).await.expect("is taken out");
        let basket = quotes::basket(&mut town.read().await, cart).await.expect("reads");
        assert_eq!(basket.iter().map(|line| line.quantity).collect::<Vec<_>>(), [2]);

        let ask = quotes::Ask {
            kits: Vec::new(),
            lines: basket.iter().map(|line| (line.good.variant, line.quantity)).collect(),
            to: quotes::To::Pin(Town::address("Anita", DEOGHAR).pin),
            method: PaymentMethod::Upi,
            cart: Some(cart),
            stall: None,
            wanted: Default::default(),
        };
        let quote = quotes::make(&town.db, &town.books, &ask).await.expect("it is there").head.id;
        put("clay pot", 1).await.expect("is added meanwhile");
        town.order("Anita", quote, DEOGHAR).await.expect("is placed");
        let left = quotes::basket(&mut town.read().await, cart).await.expect("reads");
        assert_eq!(left.iter().map(|line| line.good.name.en.as_str()).collect::<Vec<_>>(), ["clay pot"]);
        assert!(matches!(town.quote(&[], DEOGHAR).await, Err(QuoteError::Empty)));
        assert!(matches!(town.quote(&[("clay pot", 51)], DEOGHAR).await, Err(QuoteError::TooMuch)));
        assert!(matches!(town.quote(&[("clay pot", 1)], "999999").await, Err(QuoteError::NoSuchPin)));
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_basket_holds_forty_kinds_and_not_one_more() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let cart = store::sessions::open(&town.db).await.expect("opens").session.cart;
        town.fill_basket(cart, 40).await;
        let more = set_quantity(&town.db, cart, town.good("clay pot"), 1).await;
        assert!(matches!(more, Err(QuoteError::TooMuch)), "{more:?}");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_ordered_is_what_was_quoted_however_prices_move() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let quoted = town.quote(&[("iron tawa", 2), ("peda", 1)], RANCHI).await.expect("it is there");
        town.priced("iron tawa", Paise(9_999_00)).await;
        let placed = town.order("Anita", quoted.head.id, RANCHI).await.expect("is placed");
        let view = orders::by_code(&mut town.read().await, &placed.code.to_lowercase()).await.expect("asks");
        let view = view.expect("a code may be typed in small letters");
        assert_eq!((view.head.total, view.head.freight), (quoted.head.total, quoted.head.freight));
        assert_eq!((view.head.earliest, view.head.latest), (quoted.head.earliest, quoted.head.latest));
        assert_eq!(view.head.state, Order::Placed);
        let stored = quote(&mut town.read().await, quoted.head.id).await.expect("asks").expect("is kept");
        assert_eq!(stored.lines, quoted.lines);
        assert_eq!(stored.shipments, quoted.shipments);
        town.is_sound().await;
    });
}
