//! Who sees and carries a case, what is overdue, and what is refused.

use kernel::payment::PayoutStatus;
use kernel::{Limit, Words};
use market::accounts::{Blocks, DepartmentKey, Post};
use market::cases::{
    self, By, CaseError, CaseState, ConsentBy, Cut, Filter, NextWhat, Scope, Seen, Stage, StopWhy,
};
use market::matching::Traits;
use store::{on_each_engine, testing::Fresh};

use super::{district, found, savitri, seen};
use crate::town::DEOGHAR;

#[tokio::test(flavor = "multi_thread")]
async fn another_departments_case_does_not_exist_until_it_joins() {
    on_each_engine!(async |fresh: &Fresh| {
        let (town, staff) = district(fresh).await;
        let id = town.finds(&staff.manoj, savitri()).await;
        let hers = |by: &By| (by.clone(), id);
        let (by, _) = hers(&staff.anjali);
        assert!(cases::case(&mut town.read().await, &by.scope, id).await.expect("asks").is_none());
        assert!(matches!(cases::visit(&town.db, &by, id, &seen(&town)).await, Err(CaseError::NoCase(_))));
        let met = cases::met_before(&mut town.read().await, &by.scope, id).await.expect("asks").expect("met");
        assert_eq!((met.department, met.officer.as_str()), (DepartmentKey::CottageBoard, "Manoj"));
        let elsewhere = Scope::Officer(Post {
            department: DepartmentKey::Jslps,
            blocks: Blocks(vec!["220".to_owned(), "2".to_owned()]),
        });
        assert!(cases::met_before(&mut town.read().await, &elsewhere, id).await.expect("asks").is_none());

        cases::join(&town.db, &by, id, "she is in one of our groups").await.expect("joins");
        assert!(matches!(cases::join(&town.db, &by, id, "").await, Err(CaseError::AlreadySo)));
        cases::visit(&town.db, &by, id, &seen(&town)).await.expect("visits too");
        cases::attest(&town.db, &by, id, "member", "group book").await.expect("attests its own");
        assert!(matches!(
            cases::attest(&town.db, &by, id, "vishwakarma", "card").await,
            Err(CaseError::NoItem)
        ));
        assert!(matches!(
            cases::stop(&town.db, &by, id, StopWhy::MovedAway, "").await,
            Err(CaseError::NotYours)
        ));
        cases::hand_over(&town.db, &staff.manoj, id, by.person, "her group is theirs")
            .await
            .expect("hands over");
        let view = cases::case(&mut town.read().await, &by.scope, id).await.expect("asks").expect("hers now");
        assert_eq!(
            (view.head.officer_name.as_str(), view.joined),
            ("Anjali", vec![DepartmentKey::CottageBoard])
        );
        assert!(matches!(
            cases::hand_over(&town.db, &by, id, staff.salma.person, "no reason").await,
            Err(CaseError::NoOfficer)
        ));
        town.all_holds().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_overdue_climbs_and_what_rests_does_not() {
    on_each_engine!(async |fresh: &Fresh| {
        let (town, staff) = district(fresh).await;
        let id = town.finds(&staff.manoj, savitri()).await;
        let late = async |scope: &Scope| {
            let lines = cases::overdue(&mut town.read().await, scope, Limit::of(50)).await.expect("lists");
            lines.iter().any(|line| line.id == id)
        };
        let day = |days: i64| town.minutes_pass(days * 24 * 60);
        day(7);
        let my_day = cases::my_day(&mut town.read().await, &staff.manoj.scope, staff.manoj.person).await;
        assert_eq!(my_day.expect("lists").today.len(), 1);
        assert!(!late(&staff.manoj.scope).await);
        day(2);
        assert!(late(&staff.manoj.scope).await && !late(&staff.board.scope).await);
        day(1);
        assert!(late(&staff.board.scope).await && !late(&Scope::District).await);
        day(4);
        assert!(late(&Scope::District).await && !late(&staff.jslps.scope).await);
        let today = town.db.now().day();
        for wrong in [today.plus(-1), today.plus(121)] {
            let planned = cases::plan(&town.db, &staff.manoj, id, NextWhat::Call, wrong, "").await;
            assert!(matches!(planned, Err(CaseError::BadDay)));
        }
        cases::plan(&town.db, &staff.manoj, id, NextWhat::Call, today.plus(2), "after the wedding")
            .await
            .expect("plans");
        assert!(!late(&Scope::District).await);
        cases::stop(&town.db, &staff.manoj, id, StopWhy::NotReached, "").await.expect("rests");
        day(30);
        assert!(!late(&Scope::District).await && !late(&staff.manoj.scope).await);
        assert!(matches!(
            cases::visit(&town.db, &staff.manoj, id, &seen(&town)).await,
            Err(CaseError::NotNow(_))
        ));
        cases::reopen(&town.db, &staff.manoj, id, "she called herself").await.expect("goes on");
        assert_eq!(
            (town.stands(id).await, town.next_of(id).await),
            (CaseState::Identified, (NextWhat::Visit, 7))
        );
        town.all_holds().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visit_sent_twice_by_a_phone_is_one_visit() {
    on_each_engine!(async |fresh: &Fresh| {
        let (town, staff) = district(fresh).await;
        let id = town.finds(&staff.manoj, savitri()).await;
        let other = town.finds(&staff.anjali, Traits { name: Words::new("", "Sita"), ..savitri() }).await;
        let sent = Seen { once_key: Some("phone-1-record-7".to_owned()), ..seen(&town) };
        let first = cases::visit(&town.db, &staff.manoj, id, &sent).await.expect("comes in");
        let again = cases::visit(&town.db, &staff.manoj, id, &sent).await.expect("is the same");
        assert_eq!(first, again);
        assert!(matches!(
            cases::visit(&town.db, &staff.anjali, other, &sent).await,
            Err(CaseError::NoCase(_))
        ));
        let view =
            cases::case(&mut town.read().await, &Scope::District, id).await.expect("asks").expect("there");
        assert_eq!(view.visits.len(), 1);
        for wrong in [
            Seen { day: town.db.now().day().plus(1), ..seen(&town) },
            Seen { day: town.db.now().day().plus(-400), ..seen(&town) },
        ] {
            assert!(matches!(cases::visit(&town.db, &staff.manoj, id, &wrong).await, Err(CaseError::BadDay)));
        }
        let wrong = Seen { years: Some(300), ..seen(&town) };
        assert!(matches!(
            cases::visit(&town.db, &staff.manoj, id, &wrong).await,
            Err(CaseError::Implausible("years"))
        ));
        town.all_holds().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn the_funnel_counts_each_case_once_and_every_figure_opens_its_list() {
    on_each_engine!(async |fresh: &Fresh| {
        let (town, staff) = district(fresh).await;
        let id = town.finds(&staff.manoj, savitri()).await;
        let other = town.finds(&staff.anjali, Traits { name: Words::new("", "Sita"), ..savitri() }).await;
        cases::visit(&town.db, &staff.anjali, other, &seen(&town)).await.expect("visits");
        cases::stop(&town.db, &staff.anjali, other, StopWhy::NotInterested, "").await.expect("rests");
        town.minutes_pass(3 * 24 * 60);
        town.sells("Sunita", &[("lac bangles", 1)], DEOGHAR).await;
        town.pays_out(PayoutStatus::Processed).await;
        for cut in Cut::ALL.iter().copied() {
            let funnel = cases::funnel(&mut town.read().await, &Scope::District, cut).await.expect("counts");
            assert_eq!((funnel.whole.at(Stage::Paid), funnel.whole.at(Stage::Listed)), (1, 6));
            assert_eq!((funnel.whole.at(Stage::Identified), funnel.whole.at(Stage::Stopped)), (1, 1));
            assert_eq!(funnel.median_days, Some(3));
            let lines: i64 = funnel.lines.iter().flat_map(|line| &line.standing).sum();
            assert!(cut == Cut::Whole || lines == funnel.whole.standing.iter().sum::<i64>(), "{cut}");
            for stage in Stage::ALL.iter().copied() {
                let filter = Filter { stage: Some(stage), ..Filter::default() };
                let list =
                    cases::list(&mut town.read().await, &Scope::District, &filter, Limit::of(100)).await;
                let list = list.expect("lists");
                assert_eq!(i64::try_from(list.len()).expect("few"), funnel.whole.at(stage), "{stage}");
            }
        }
        let own =
            cases::funnel(&mut town.read().await, &staff.board.scope, Cut::Whole).await.expect("counts");
        assert_eq!(own.whole.standing.iter().sum::<i64>(), 1, "a head sees her own department");
        let filter = Filter { why: Some(StopWhy::NotInterested), ..Filter::default() };
        let list = cases::list(&mut town.read().await, &staff.jslps.scope, &filter, Limit::of(10))
            .await
            .expect("lists");
        assert_eq!(list.iter().map(|line| line.id).collect::<Vec<_>>(), [other]);
        assert_ne!(id, other);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_makes_no_sense_is_refused_and_leaves_nothing() {
    on_each_engine!(async |fresh: &Fresh| {
        let (town, staff) = district(fresh).await;
        let tries = async |traits: Traits| cases::identify(&town.db, &staff.manoj, &found(traits)).await;
        assert!(matches!(
            tries(Traits { name: Words::new(" ", ""), ..savitri() }).await,
            Err(CaseError::NoName)
        ));
        assert!(matches!(
            tries(Traits { block: "9999".to_owned(), ..savitri() }).await,
            Err(CaseError::Implausible("block"))
        ));
        assert!(matches!(
            tries(Traits { craft: "rockets".to_owned(), ..savitri() }).await,
            Err(CaseError::Implausible("craft"))
        ));
        assert!(matches!(
            tries(Traits { kin: "x".repeat(200), ..savitri() }).await,
            Err(CaseError::Implausible("kin"))
        ));
        let elsewhere =
            Post { department: DepartmentKey::CottageBoard, blocks: Blocks(vec!["1".to_owned()]) };
        let elsewhere = By::officer(staff.manoj.person, elsewhere);
        let refused = cases::identify(&town.db, &elsewhere, &found(savitri())).await;
        assert!(matches!(refused, Err(CaseError::OtherBlock)));
        let id = town.finds(&staff.manoj, savitri()).await;
        let early = cases::consent(&town.db, &staff.manoj, id, ConsentBy::Paper, "signed").await;
        assert!(matches!(early, Err(CaseError::NotNow(_))), "nobody consents before a visit");
        let office = By { person: staff.manoj.person, scope: Scope::District };
        assert!(matches!(
            cases::visit(&town.db, &office, id, &seen(&town)).await,
            Err(CaseError::OnlyToLookAt)
        ));
        town.all_holds().await;
    });
}
