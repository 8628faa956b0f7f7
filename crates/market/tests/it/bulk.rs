//! An officer changes many goods in one act, sees first what would change, and takes it back within a day.

use kernel::ids::{BulkEditId, PersonId};
use kernel::{Lang, Paise};
use market::accounts::Blocks;
use market::audit::Part;
use market::bulk::{self, BulkError, BulkRow, Fault, Field, Outcome, State, Wish};
use market::catalogue::own::{self, PauseWhy};
use market::catalogue::read as catalogue;
use market::proposals::{self, Reviewer};
use store::{on_each_engine, testing::Fresh};

use crate::town::{DEOGHAR, Town};

fn here() -> Blocks {
    Blocks(vec!["2201".to_owned()])
}

impl Town {
    fn wish(&self, good: &str, field: Field, to: &str) -> Wish {
        Wish { variant: self.good(good).to_string(), field, to: to.to_owned() }
    }

    async fn shows_bulk(&self, officer: PersonId, wishes: &[Wish]) -> Result<BulkEditId, BulkError> {
        bulk::draft(&self.db, (officer, &here()), "", wishes).await
    }

    async fn bulk_rows(&self, id: BulkEditId) -> Vec<BulkRow> {
        bulk::rows(&mut self.read().await, id).await.expect("lists")
    }

    async fn outcomes(&self, id: BulkEditId) -> Vec<Option<Outcome>> {
        self.bulk_rows(id).await.into_iter().map(|row| row.outcome).collect()
    }

    /// Price, pieces and pause of bangles and tawa.
    async fn looks(&self) -> (Paise, Paise, i64, bool) {
        let asked = [self.good("lac bangles"), self.good("iron tawa")];
        let found = catalogue::for_sale(&mut self.read().await, &asked).await.expect("asks");
        (found[0].price, found[1].price, found[1].free, found[0].paused)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_changes_many_goods_in_one_act_and_takes_it_back() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anjali = town.person("Anjali").await;
        let before = town.looks().await;
        let wishes = [
            town.wish("lac bangles", Field::Price, "२३०"),
            town.wish("iron tawa", Field::Price, "500"),
            town.wish("iron tawa", Field::Pieces, "12"),
            town.wish("lac bangles", Field::Pause, "season"),
            town.wish("clay pot", Field::Pieces, "50"),
            town.wish("clay pot", Field::Capacity, "5"),
            town.wish("clay pot", Field::Price, "cheap"),
            Wish { variant: "लहठी".into(), field: Field::Price, to: "10".into() },
            town.wish("iron tawa", Field::Pieces, "13"),
        ];
        let id = town.shows_bulk(anjali, &wishes).await.expect("is shown");
        let faults: Vec<_> = town.bulk_rows(id).await.into_iter().map(|row| row.fault).collect();
        let wrong = [Fault::NotToOrder, Fault::NoNumber, Fault::NoSize, Fault::Twice].map(Some);
        assert_eq!(faults, [&[None; 4][..], &wrong].concat(), "what is as it was makes no row");
        assert_eq!(town.looks().await, before, "nothing has changed yet");

        let strange = bulk::apply(&town.db, (town.person("Birsa").await, &here()), id).await;
        assert!(matches!(strange, Err(BulkError::Missing)), "another officer's");
        bulk::apply(&town.db, (anjali, &here()), id).await.expect("is done");
        assert_eq!(town.looks().await, (Paise(230_00), Paise(355_55), 12, true));
        let done = [Outcome::Done, Outcome::Waits, Outcome::Done, Outcome::Done].map(Some);
        assert_eq!(town.outcomes(id).await, [&done[..], &[None; 4]].concat());
        assert_eq!(town.told("sms-goods-changed").await, 2, "each maker once");
        let reviewer = Reviewer::officer(town.person("Birsa").await, here());
        let waits = proposals::waiting(&mut town.read().await, &reviewer).await.expect("lists");
        assert_eq!((waits.len(), waits[0].asked_as), (1, Part::Officer), "a far rise waits for another");
        let twice = bulk::apply(&town.db, (anjali, &here()), id).await;
        assert!(matches!(twice, Err(BulkError::NotNow(_))), "{twice:?}");

        town.minutes_pass(23 * 60);
        bulk::undo(&town.db, (anjali, &here()), id).await.expect("is undone");
        assert_eq!(town.looks().await, before);
        assert!(proposals::waiting(&mut town.read().await, &reviewer).await.expect("lists").is_empty());
        assert_eq!(town.outcomes(id).await[..4], [Some(Outcome::Undone); 4]);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_changed_since_stays_and_is_named() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (anjali, sunita) = (town.person("Anjali").await, town.person("Sunita").await);
        let wishes = [
            town.wish("lac bangles", Field::Price, "230"),
            town.wish("lac bangles", Field::Pause, "home"),
            town.wish("iron tawa", Field::Pieces, "12"),
        ];
        let late = town.shows_bulk(anjali, &wishes[..1]).await.expect("is shown");
        let id = town.shows_bulk(anjali, &wishes).await.expect("is shown");
        bulk::apply(&town.db, (anjali, &here()), id).await.expect("is done");
        bulk::apply(&town.db, (anjali, &here()), late).await.expect("is done");
        assert_eq!(town.outcomes(late).await, [Some(Outcome::Stayed)], "the price is no more what was shown");

        let bangles = town.good("lac bangles");
        own::set_price(&town.db, sunita, town.maker("Sunita"), bangles, Paise(225_00)).await.expect("lower");
        town.buys("Anita", &[("iron tawa", 1)], DEOGHAR).await;
        bulk::undo(&town.db, (anjali, &here()), id).await.expect("is undone");
        let outcomes = town.outcomes(id).await;
        assert_eq!(outcomes, [Outcome::Stayed, Outcome::Undone, Outcome::Stayed].map(Some));
        let (price, _, tawas, paused) = town.looks().await;
        assert_eq!((price, tawas, paused), (Paise(225_00), 11, false), "her own price and a sold piece stay");
        let rows = town.bulk_rows(id).await;
        assert_eq!(rows[0].good.hi, "lac bangles", "it is named");

        let other =
            town.shows_bulk(anjali, &[town.wish("iron tawa", Field::Price, "350")]).await.expect("is shown");
        bulk::apply(&town.db, (anjali, &here()), other).await.expect("is done");
        town.minutes_pass(24 * 60 + 1);
        let late = bulk::undo(&town.db, (anjali, &here()), other).await;
        assert!(matches!(late, Err(BulkError::TooLate)), "{late:?}");
        let nothing = town.shows_bulk(anjali, &[town.wish("iron tawa", Field::Price, "350")]).await;
        assert!(matches!(nothing, Err(BulkError::Nothing)));
        let unwanted = town.shows_bulk(anjali, &wishes).await.expect("is shown");
        bulk::throw_away(&town.db, anjali, unwanted).await.expect("is thrown away");
        let gone = bulk::apply(&town.db, (anjali, &here()), unwanted).await;
        assert!(matches!(gone, Err(BulkError::NotNow(now)) if now.from == State::ThrownAway), "{gone:?}");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_goes_out_and_comes_back_with_its_changes() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anjali = town.person("Anjali").await;
        let goods = bulk::goods(&mut town.read().await, &here(), "").await.expect("lists");
        assert_eq!(goods.len(), 8);
        let elsewhere = Blocks(vec!["9999".into()]);
        assert!(bulk::goods(&mut town.read().await, &elsewhere, "").await.expect("lists").is_empty());
        let table = String::from_utf8(bulk::sheet(&goods, Lang::Hi)).expect("text");
        let same = bulk::read(table.as_bytes()).expect("is read");
        assert!(matches!(town.shows_bulk(anjali, &same).await, Err(BulkError::Nothing)), "as it went out");
        let mended = table.replace("\"355.55\"", "\"340\"").replace("\"no\"", "\"material\"");
        let wishes = bulk::read(mended.as_bytes()).expect("is read");
        let id = town.shows_bulk(anjali, &wishes).await.expect("is shown");
        let rows = town.bulk_rows(id).await;
        assert_eq!(rows.iter().filter(|row| row.field == Field::Pause).count(), 8);
        assert_eq!(rows.iter().filter(|row| row.field == Field::Price).count(), 1);
        assert!(rows.iter().all(|row| row.fault.is_none()));
        bulk::apply(&town.db, (anjali, &here()), id).await.expect("is done");
        let own = own::goods(&mut town.read().await, town.maker("Ramesh")).await.expect("lists");
        assert_eq!((own[0].price, own[0].paused), (Paise(340_00), Some(PauseWhy::Material)));
        assert!(matches!(bulk::read(b"\x00\x01\x02"), Err(BulkError::Unreadable)));
    });
}
