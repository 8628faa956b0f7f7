//! A stall sells where there is no line: of a slice that was set aside for it, told once when the line is back.

use futures_util::future::join_all;
use kernel::ids::StallId;
use kernel::{Lang, Paise};
use market::hand_sales::slices::{self, Outbox};
use market::hand_sales::{SaleError, Way};
use market::ledger::Account;
use market::orders::OrderError;
use store::{on_each_engine, testing::Fresh};

use crate::town::{DEOGHAR, Town};

impl Town {
    /// Hari sets pieces aside for a stall for today.
    pub async fn sets_aside(&self, stall: StallId, wants: &[(&str, u32)]) -> Result<(), SaleError> {
        let hari = (self.person("Hari").await, self.deoghar_hub);
        let wants: Vec<_> = wants.iter().map(|(name, pieces)| (self.good(name), *pieces)).collect();
        let once = store::chance::letters(16);
        slices::open(&self.db, hari, (stall, self.db.now().day()), &wants, &once).await.map(drop)
    }

    /// The stall's telephone tells a sale that was paid in cash.
    pub async fn tells(
        &self,
        stall: StallId,
        key: &str,
        (good, pieces, taken): (&str, u32, i64),
    ) -> Result<String, SaleError> {
        let hari = (self.person("Hari").await, self.deoghar_hub);
        let sale = Outbox {
            key,
            sold_at: self.db.now(),
            lines: vec![(self.good(good), pieces)],
            taken: Paise(taken),
            way: Way::Cash,
            utr: "",
            buyer: None,
            lang: Lang::Hi,
        };
        slices::take_in(&self.db, &self.books, hari, stall, &sale).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_without_a_line_is_told_once_and_the_rest_goes_back() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let stall = town.stall("Sunita").await;
        let hari = (town.person("Hari").await, town.deoghar_hub);
        town.sets_aside(stall, &[("lac bangles", 6), ("lac box", 1)]).await.expect("is set aside");
        assert_eq!((town.stock("lac bangles").await, town.stock("lac box").await), ((20, 6), (1, 1)));
        let web = town.quote(&[("lac box", 1)], DEOGHAR).await;
        assert!(web.is_err(), "the web does not have it meanwhile: {web:?}");
        let second = town.sets_aside(stall, &[("lac bangles", 1)]).await;
        assert!(matches!(second, Err(SaleError::SliceOpen)), "{second:?}");
        town.is_sound().await;
        let told = join_all((0..4).map(|_| town.tells(stall, "phone0001", ("lac bangles", 2, 500_00)))).await;
        let codes: Vec<_> = told.iter().map(|one| one.as_ref().expect("is taken in")).collect();
        assert!(codes.iter().all(|code| *code == codes[0]), "told four times, it is one sale: {codes:?}");
        assert_eq!((town.orders().await, town.stock("lac bangles").await), (1, (18, 4)));
        town.tells(stall, "phone0002", ("lac box", 1, 400_00)).await.expect("is taken in");
        assert_eq!(town.balance(Account::CashHub(town.deoghar_hub)).await, Paise(900_00));
        assert_eq!(town.owed("Sunita").await, Paise(900_00));
        town.is_sound().await;
        slices::close(&town.db, hari, stall).await.expect("is closed");
        assert_eq!((town.stock("lac bangles").await, town.stock("lac box").await), ((18, 0), (0, 0)));
        assert!(matches!(slices::close(&town.db, hari, stall).await, Err(SaleError::NotNow)));
        let late = town.tells(stall, "phone0003", ("lac bangles", 1, 250_00)).await;
        assert!(matches!(late, Err(SaleError::NoSlice)), "{late:?}");
        town.sets_aside(stall, &[("lac bangles", 1)]).await.expect("a new one");
        town.tells(stall, "phone0003", ("lac bangles", 1, 250_00)).await.expect("nothing was lost");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slice_never_sells_more_than_it_was_given_whoever_tells() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let stall = town.stall("Sunita").await;
        town.sets_aside(stall, &[("lac bangles", 3)]).await.expect("is set aside");
        let keys: Vec<String> = (0..6).map(|n| format!("phone000{n}")).collect();
        let told = join_all(keys.iter().map(|key| town.tells(stall, key, ("lac bangles", 1, 250_00)))).await;
        assert_eq!(told.iter().filter(|one| one.is_ok()).count(), 3, "{told:?}");
        assert!(told.iter().all(|one| matches!(one, Ok(_) | Err(SaleError::SoldOut(_)))), "{told:?}");
        assert_eq!(town.stock("lac bangles").await, (17, 0));
        let other = town.tells(stall, "phone0009", ("lac box", 1, 400_00)).await;
        assert!(matches!(&other, Err(SaleError::SoldOut(short)) if short[0].left == 0), "{other:?}");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_taken_must_be_what_it_costs_and_food_is_not_set_aside() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let stall = town.stall("Sunita").await;
        town.sets_aside(stall, &[("lac bangles", 2)]).await.expect("is set aside");
        town.priced("lac bangles", Paise(300_00)).await;
        let dearer = town.tells(stall, "phone0001", ("lac bangles", 1, 300_00)).await;
        assert!(
            matches!(dearer, Err(SaleError::OtherTotal { total }) if total == Paise(250_00)),
            "{dearer:?}"
        );
        town.tells(stall, "phone0001", ("lac bangles", 1, 250_00)).await.expect("the slice keeps its price");
        let elsewhere = slices::close(&town.db, (town.person("Hari").await, town.madhupur_hub), stall).await;
        assert!(matches!(elsewhere, Err(SaleError::Missing)), "{elsewhere:?}");
        let mohan = town.stall_for(&["Mohan"], (0, 9)).await.expect("is entered");
        let food = town.sets_aside(mohan, &[("peda", 1)]).await;
        assert!(matches!(food, Err(SaleError::Food)), "{food:?}");
        let many = town.sets_aside(mohan, &[("clay pot", 51)]).await;
        assert!(matches!(&many, Err(SaleError::SoldOut(short)) if short[0].left == 50), "{many:?}");
        assert_eq!(town.stock("clay pot").await, (50, 0), "all or none");
        let gone = town
            .order("Anita", town.quote(&[("clay pot", 1)], DEOGHAR).await.expect("sold").head.id, DEOGHAR)
            .await;
        assert!(!matches!(gone, Err(OrderError::SoldOut(_))), "{gone:?}");
        town.is_sound().await;
    });
}
