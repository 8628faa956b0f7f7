//! Measures the catalogue among many goods, in process: how fast they load, what a page of a list costs at its beginning and far
//! down, with filters and with the counts beside them, what the promises of a page's cards cost, and what a search costs.
//!
//! ```sh
//! cargo xtask bench catalogue                # 100 000 goods on SQLite; the exit code tells whether every budget is kept
//! cargo xtask bench catalogue --goods 20000 --postgres
//! ```
//!
//! `--postgres` needs `MART_TEST_POSTGRES` if it is run by hand. Start at [`main`]; the goods are those of `search_speed`.

#[path = "../search_speed/bench.rs"]
mod bench;
#[path = "../search_speed/goods.rs"]
mod goods;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use kernel::india::Pin;
use kernel::{Limit, Paise};
use market::catalogue::read::{product_page, shelf_page};
use market::catalogue::{Cursor, Filter, SoldOut, Sort, facets};
use market::quotes::{Books, reaches};
use market::search::{Vocabulary, find};
use store::Db;

/// Goods on a page, as shops show them.
const PAGE: Limit = Limit::of(12);
/// Cards on a page that promises.
const CARDS: Limit = Limit::of(24);
/// Pages whose promises are asked for in turn.
const PROMISED_PAGES: usize = 20;
/// How often each is asked.
const ROUNDS: usize = 200;
/// Pages turned before a list is deep.
const DEEP: usize = 400;
/// Goods a second that must be loaded.
const LOAD_LEAST: u128 = 400;

/// One line of the table: what, how much, how much at most.
struct Line {
    what: &'static str,
    p95: Duration,
    budget: Duration,
}

#[tokio::main]
async fn main() -> ExitCode {
    bench::run(measure).await
}

async fn measure(db: &Db, count: usize) -> bool {
    let began = Instant::now();
    goods::make_up(db, count).await;
    let rate = count as u128 * 1_000 / began.elapsed().as_millis().max(1);
    println!(
        "| what, among {count} goods on {:?} | measured | budget | met |\n|---|--:|--:|---|",
        db.engine()
    );
    println!("| loading | {rate} goods/s | ≥ {LOAD_LEAST} | {} |", yes(rate >= LOAD_LEAST));
    let mut lines = lists(db).await;
    lines.push(promises(db).await);
    lines.extend(searches(db).await);
    let mut met = rate >= LOAD_LEAST;
    for line in lines {
        let kept = line.p95 <= line.budget;
        met &= kept;
        let ms = |time: Duration| time.as_secs_f64() * 1_000.0;
        println!(
            "| {}, p95 | {:.2} ms | ≤ {:.0} ms | {} |",
            line.what,
            ms(line.p95),
            ms(line.budget),
            yes(kept)
        );
    }
    met
}

const fn yes(met: bool) -> &'static str {
    if met { "yes" } else { "**no**" }
}

/// The 95th percentile of so many askings; the first tenth warms up.
async fn p95(rounds: usize, mut ask: impl AsyncFnMut()) -> Duration {
    let mut times = Vec::with_capacity(rounds);
    for round in 0..rounds + rounds / 10 {
        let began = Instant::now();
        ask().await;
        if round >= rounds / 10 {
            times.push(began.elapsed());
        }
    }
    times.sort_unstable();
    times[times.len() * 95 / 100]
}

async fn lists(db: &Db) -> Vec<Line> {
    let all = Filter::default();
    let craft = Filter { craft: Some("peda".to_owned()), ..Filter::default() };
    let narrow = Filter {
        price_from: Some(Paise::rupees(100)),
        price_to: Some(Paise::rupees(400)),
        sold_out: SoldOut::Hidden,
        sort: Sort::Cheapest,
        ..craft.clone()
    };
    let deep = Filter { after: far_down(db, &craft).await, ..craft.clone() };
    let mut lines = Vec::new();
    let pages = [
        ("a list of all goods", &all),
        ("a craft's list", &craft),
        ("a craft's list, far down", &deep),
        ("a craft's list by price, within a price, in stock", &narrow),
    ];
    for (what, filter) in pages {
        let p95 = p95(ROUNDS, async || {
            let mut read = db.read().await.expect("reads");
            shelf_page(&mut read, filter, PAGE).await.expect("answers");
        });
        lines.push(Line { what, p95: p95.await, budget: Duration::from_millis(5) });
    }
    let counted = p95(ROUNDS / 10, async || {
        let mut read = db.read().await.expect("reads");
        facets::of_shelf(&mut read, Some("peda"), &narrow).await.expect("counts");
    });
    let (what, budget) = ("the counts beside a craft's filters", Duration::from_millis(100));
    lines.push(Line { what, p95: counted.await, budget });
    let slug = {
        let mut read = db.read().await.expect("reads");
        shelf_page(&mut read, &craft, PAGE).await.expect("answers").cards.remove(0).slug
    };
    let page = p95(ROUNDS, async || {
        let mut read = db.read().await.expect("reads");
        product_page(&mut read, &slug).await.expect("answers").expect("is there");
    });
    lines.push(Line { what: "a good's page", p95: page.await, budget: Duration::from_millis(5) });
    lines
}

/// When and for how much each of 24 goods reaches a pincode, for a page of a list; another page each time.
async fn promises(db: &Db) -> Line {
    let mut read = db.read().await.expect("reads");
    market::delivery::load_tables(db).await.expect("the tables load");
    let books = Books::open(&mut read).await.expect("the books open");
    let pin = Pin::typed("814112").expect("a pincode");
    let mut pages = Vec::new();
    let mut after = None;
    for _ in 0..PROMISED_PAGES {
        let page =
            shelf_page(&mut read, &Filter { after, ..Filter::default() }, CARDS).await.expect("answers");
        pages.push(page.cards.iter().map(|card| card.id).collect::<Vec<_>>());
        after = page.next;
    }
    drop(read);
    let mut next = pages.iter().cycle();
    let p95 = p95(ROUNDS, async || {
        let page = next.next().expect("goes round and round");
        let mut read = db.read().await.expect("reads");
        let answers = reaches(&mut read, &books, page, &pin).await.expect("answers");
        assert_eq!(answers.len(), CARDS.rows(), "every card has an answer");
    });
    Line { what: "the promises of 24 cards", p95: p95.await, budget: Duration::from_millis(2) }
}

/// A place many pages down a list.
async fn far_down(db: &Db, filter: &Filter) -> Option<Cursor> {
    let (mut read, mut after) = (db.read().await.expect("reads"), None);
    for _ in 0..DEEP {
        let page = shelf_page(&mut read, &Filter { after, ..filter.clone() }, PAGE).await.expect("answers");
        match page.next {
            Some(next) => after = Some(next),
            None => break,
        }
    }
    after
}

async fn searches(db: &Db) -> Vec<Line> {
    let vocabulary = Vocabulary::default();
    vocabulary.refresh(db).await.expect("loads");
    let asked = ["पेड़ा", "lac bangles", "बाँस की टोकरी", "clay diya", "peda ghormara"];
    let mut next = asked.iter().cycle();
    let found = p95(ROUNDS, async || {
        let query = next.next().copied().unwrap_or_default();
        find(db, &vocabulary, query, Limit::of(Limit::MOST)).await.expect("answers");
    });
    vec![Line { what: "a search", p95: found.await, budget: Duration::from_millis(5) }]
}
