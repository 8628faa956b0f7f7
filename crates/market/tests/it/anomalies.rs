//! What looks wrong is found by rule, shown to the DC's office alone, and answered once.

use kernel::ids::{MakerId, PersonId};
use market::accounts::Role;
use market::anomalies::{self, AnomalyError, AnomalyState, Rule};
use market::audit::Actor;
use market::meetings::Given;
use market::{bank_proof, reports};
use store::{DbError, on_each_engine, params, sql, testing::Fresh, transaction};

use crate::bank_proof::{is_proven, people};
use crate::targets::NAMED;
use crate::town::{DEOGHAR, Town};

const MONTH: i64 = 31 * 24 * 60;

impl Town {
    async fn looks_through(&self) -> usize {
        anomalies::find(&self.db, Actor::Mart).await.expect("looks")
    }

    async fn shown(&self, to: PersonId, rule: Rule) -> Vec<anomalies::Anomaly> {
        let mut all = anomalies::all(&mut self.read().await, to).await.expect("lists");
        all.retain(|one| one.rule == rule);
        all
    }

    /// Sunita's case is carried by somebody, and she is no sample.
    async fn is_carried(&self, maker: MakerId, officer: PersonId) {
        let done: Result<(), DbError> = transaction!(self.db, tx => {
            tx.exec(
                sql!("update maker_case set officer_id = $2, sample = 0 where maker_id = $1"),
                params![maker, officer],
            )
            .await?;
            Ok(())
        });
        done.expect("is written");
    }
}

fn task<'a>(town: &Town, owner: PersonId, once: &'a str) -> Given<'a> {
    Given {
        meeting: None,
        what: "घर जाकर देखना",
        owner,
        department: None,
        due: town.db.now().day().plus(7),
        once,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_looks_wrong_is_found_once_and_answered_by_the_office() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let office = town.serves("Vikas", "6300007001", Role::DcOffice).await;
        let kiran = town.serves("Kiran", "6300007002", Role::Officer).await;
        town.is_carried(town.maker("Lakhan"), kiran).await;
        let sunita = town.person("Sunita herself").await;
        let speaks: Result<(), DbError> = transaction!(town.db, tx => {
            tx.exec(sql!("update maker set person_id = $2 where id = $1"), params![town.maker("Sunita"), sunita]).await?;
            Ok(())
        });
        speaks.expect("is written");
        assert_eq!(town.looks_through().await, 1, "the town's makers share one account");
        town.minutes_pass(MONTH);
        let bought = town.sells("Sunita herself", &[("lac bangles", 1)], DEOGHAR).await;
        town.sells("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        assert_eq!(
            town.looks_through().await,
            2,
            "she bought of herself; nobody has seen Lakhan for a month"
        );
        assert_eq!(town.looks_through().await, 0, "found twice is found once");

        let shared = town.shown(office, Rule::SharedAccount).await;
        assert_eq!((shared.len(), shared[0].makers), (1, 6));
        let named = anomalies::makers_of(&mut town.read().await, shared[0].id).await.expect("lists");
        assert_eq!(named.len(), 6, "each of them is named");
        let own = town.shown(office, Rule::SelfBuying).await;
        assert_eq!(own[0].order.as_deref(), Some(bought.code.as_str()));
        let ghost = town.shown(office, Rule::Ghost).await;
        assert_eq!((ghost.len(), ghost[0].name.hi.as_str()), (1, "Lakhan"));

        assert!(matches!(
            anomalies::explain(&town.db, office, own[0].id, " ").await,
            Err(AnomalyError::NoWords)
        ));
        anomalies::explain(&town.db, office, own[0].id, "बेटी ने जाँच के लिए मँगाया था").await.expect("explained");
        let again = anomalies::give_task(&town.db, office, own[0].id, &task(&town, kiran, "t1")).await;
        assert!(matches!(again, Err(AnomalyError::Answered)), "{again:?}");
        let given = anomalies::give_task(&town.db, office, shared[0].id, &task(&town, kiran, "t2")).await;
        let given = given.expect("is given");
        let after =
            anomalies::one(&mut town.read().await, office, shared[0].id).await.expect("asks").expect("there");
        assert_eq!((after.state, after.task), (AnomalyState::Tasked, Some(given)));
        assert_eq!(anomalies::open_count(&mut town.read().await, office).await.expect("counts"), 1);
        town.is_sound().await;
        town.suffers(&[(sql!("delete from anomaly_maker"), vec![])]).await;
        let broken: Vec<_> = town.breaches().await.iter().map(|check| check.name).collect();
        assert_eq!(broken, [NAMED]);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_is_not_shown_what_concerns_him_nor_given_it_as_a_task() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let office = town.serves("Vikas", "6300007001", Role::DcOffice).await;
        // He sits in the DC's office too.
        let kiran = town.serves("Kiran", "6300007002", Role::DcOffice).await;
        town.is_carried(town.maker("Lakhan"), kiran).await;
        town.minutes_pass(MONTH);
        town.looks_through().await;
        let ghost = town.shown(office, Rule::Ghost).await.remove(0);
        assert_eq!(ghost.officer, Some(kiran));
        assert!(town.shown(kiran, Rule::Ghost).await.is_empty(), "it is not there for him");
        assert!(anomalies::one(&mut town.read().await, kiran, ghost.id).await.expect("asks").is_none());
        for (who, count) in [(office, 2), (kiran, 1)] {
            let mut read = town.read().await;
            let listed = anomalies::all(&mut read, who).await.expect("lists");
            let counted = anomalies::open_count(&mut read, who).await.expect("counts");
            let told = reports::waits(&mut read, who).await.expect("counts").anomalies;
            assert_eq!((listed.len(), counted, told), (count, count, count), "the page counts what it opens");
        }
        let his = anomalies::explain(&town.db, kiran, ghost.id, "सब ठीक है").await;
        assert!(matches!(his, Err(AnomalyError::Missing)), "{his:?}");
        let given = anomalies::give_task(&town.db, office, ghost.id, &task(&town, kiran, "t1")).await;
        assert!(matches!(given, Err(AnomalyError::ConcernsOwner)), "{given:?}");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_is_approved_by_who_carries_the_case_is_found_and_shown_to_others_alone() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.knows_bank("SBIN").await;
        let office = town.serves("Vikas", "6300007001", Role::DcOffice).await;
        let (anjali, meera) = people(&town).await;
        let lakhan = town.maker("Lakhan");
        town.is_carried(lakhan, anjali.person).await;
        let first = is_proven(&town, &anjali, lakhan, "12345678901").await;
        bank_proof::approve(&town.db, meera, first).await.expect("approved");
        town.looks_through().await;
        assert!(town.shown(office, Rule::OwnApproval).await.is_empty(), "one asked, another approved");

        // The case is hers by now, and she approves its next account all the same.
        town.is_carried(lakhan, meera.person).await;
        town.minutes_pass(MONTH);
        let second = is_proven(&town, &anjali, lakhan, "12345678999").await;
        bank_proof::approve(&town.db, meera, second).await.expect("approved");
        town.looks_through().await;
        let found = town.shown(office, Rule::OwnApproval).await;
        assert!(found.iter().all(|one| one.officer == Some(meera.person)), "{found:?}");
        assert_eq!(found.len(), 2, "both accounts of a case that is hers");
        assert!(town.shown(meera.person, Rule::OwnApproval).await.is_empty(), "not to her");
        town.is_sound().await;
    });
}
