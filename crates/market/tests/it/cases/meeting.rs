//! Two entries of one woman: suggested, merged, taken apart again.

use kernel::Words;
use kernel::payment::PayoutStatus;
use market::accounts::DepartmentKey;
use market::cases::{self, By, CaseError, CaseState, Scope, Step, Unmergeable};
use market::matching::{Reason, Strength, Traits};
use store::{on_each_engine, testing::Fresh};

use super::{district, savitri};
use crate::town::DEOGHAR;

#[tokio::test(flavor = "multi_thread")]
async fn the_same_woman_is_suggested_with_reasons_and_no_number_is_told() {
    on_each_engine!(async |fresh: &Fresh| {
        let (town, staff) = district(fresh).await;
        let id = town.finds(&staff.manoj, savitri()).await;
        let again = Traits {
            name: Words::new("", "SMT. SABITRI DEBI"),
            village: Words::new("", "Rikhiya"),
            kin: "रमेश तुरी".to_owned(),
            papers: Vec::new(),
            ..savitri()
        };
        let suggested =
            market::matching::suggest(&mut town.read().await, &again, None).await.expect("suggests");
        let first = suggested.first().expect("somebody");
        assert_eq!((first.case, first.strength, first.officer.as_str()), (id, Strength::Strong, "Manoj"));
        for reason in [Reason::SameMobile, Reason::NameSounds, Reason::SameKin, Reason::SameVillage] {
            assert!(first.reasons.contains(&reason), "{reason} in {:?}", first.reasons);
        }
        let sister = Traits {
            name: Words::new("गायत्री देवी", ""), papers: Vec::new(), ..savitri()
        };
        let none = market::matching::suggest(&mut town.read().await, &sister, None).await.expect("suggests");
        assert!(none.is_empty(), "a family's telephone makes nobody the same: {none:?}");
        let renamed = Traits { name: Words::new("उर्मिला टुडू", ""), ..savitri() };
        cases::correct(&town.db, &staff.manoj, id, &renamed, "").await.expect("corrects");
        let none = market::matching::suggest(&mut town.read().await, &again, None).await.expect("suggests");
        assert!(none.is_empty(), "she is found by her new name only: {none:?}");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn two_cases_become_one_and_two_again_and_every_rupee_is_paid() {
    on_each_engine!(async |fresh: &Fresh| {
        let (town, staff) = district(fresh).await;
        town.sells("Karim", &[("clay pot", 2)], DEOGHAR).await;
        town.sells("Ramesh", &[("iron tawa", 1)], DEOGHAR).await;
        let case_of = async |who: &str| {
            let id = cases::of_maker(&mut town.read().await, town.maker(who)).await.expect("asks");
            id.expect("every maker has a case")
        };
        let (karim, ramesh) = (case_of("Karim").await, case_of("Ramesh").await);
        let head = By::head(staff.board.person, DepartmentKey::Handicrafts);
        let owed = [town.owed("Karim").await, town.owed("Ramesh").await];
        let before = town.stands(karim).await;
        assert!(matches!(
            cases::merge(&town.db, &head, karim, karim, "the same").await,
            Err(CaseError::NotMergeable(Unmergeable::Itself))
        ));
        assert!(matches!(cases::merge(&town.db, &head, karim, ramesh, "").await, Err(CaseError::NoReason)));
        assert!(matches!(
            cases::merge(&town.db, &staff.board, karim, ramesh, "the same").await,
            Err(CaseError::NoCase(_))
        ));
        let merge =
            cases::merge(&town.db, &head, karim, ramesh, "one man, two registers").await.expect("merges");
        assert_eq!(case_of("Karim").await, ramesh, "reads go through the pointer");
        assert_eq!(town.stands(karim).await, CaseState::Merged);
        let view = cases::case(&mut town.read().await, &Scope::District, ramesh)
            .await
            .expect("asks")
            .expect("there");
        assert!(view.steps.iter().any(|(step, _)| *step == Step::FirstSale));
        assert_eq!([town.owed("Karim").await, town.owed("Ramesh").await], owed, "no rupee moves");
        assert!(matches!(
            cases::merge(&town.db, &head, ramesh, karim, "back").await,
            Err(CaseError::NotMergeable(Unmergeable::MergedAlready))
        ));
        town.pays_out(PayoutStatus::Processed).await;
        assert_eq!(
            [town.owed("Karim").await.0, town.owed("Ramesh").await.0],
            [0, 0],
            "both accounts are paid"
        );
        town.all_holds().await;

        town.minutes_pass(60);
        cases::unmerge(&town.db, &head, merge, "two men after all").await.expect("undoes it");
        assert!(matches!(cases::unmerge(&town.db, &head, merge, "again").await, Err(CaseError::NoMerge(_))));
        assert_eq!((case_of("Karim").await, town.stands(karim).await), (karim, before));
        town.sells("Karim", &[("clay pot", 1)], DEOGHAR).await;
        town.pays_out(PayoutStatus::Processed).await;
        assert_eq!(town.owed("Karim").await.0, 0);
        town.all_holds().await;
    });
}
