//! From a complete checklist to a maker of the mart, and back.

use kernel::{Limit, Words};
use market::accounts::DepartmentKey;
use market::cases::{self, By, CaseError, CaseState, ConsentBy, NextWhat, Standing};
use market::makers::{self, MakerKind};
use store::{on_each_engine, testing::Fresh};

use super::{district, savitri, seen};

#[tokio::test(flavor = "multi_thread")]
async fn savitri_is_found_visited_vouched_for_and_listed_by_two_people() {
    on_each_engine!(async |fresh: &Fresh| {
        let (town, staff) = district(fresh).await;
        let id = town.finds(&staff.manoj, savitri()).await;
        assert_eq!(town.next_of(id).await, (NextWhat::Visit, 7));
        cases::visit(&town.db, &staff.manoj, id, &seen(&town)).await.expect("visits");
        assert_eq!(town.next_of(id).await, (NextWhat::Consent, 3));
        cases::consent(&town.db, &staff.manoj, id, ConsentBy::SmsCode, "notice 1").await.expect("says yes");
        let early = cases::propose(&town.db, &staff.manoj, id, &town.terms()).await;
        let Err(CaseError::ChecklistOpen(open)) = early else { panic!("{early:?}") };
        assert_eq!(open, 5, "identity, own work, Vishwakarma, licence, price");
        for (item, waived) in [
            ("identity", false),
            ("own_work", false),
            ("vishwakarma", true),
            ("licence", true),
            ("price", false),
        ] {
            let done = if waived {
                cases::waive(&town.db, &staff.manoj, id, item, "she makes no food and has not applied").await
            } else {
                cases::attest(&town.db, &staff.manoj, id, item, "voter card").await
            };
            done.expect("is noted");
        }
        cases::propose(&town.db, &staff.manoj, id, &town.terms()).await.expect("asks");
        assert_eq!(town.next_of(id).await, (NextWhat::Approve, 3));
        let board = DepartmentKey::CottageBoard;
        let waiting =
            cases::waiting_for_approval(&mut town.read().await, board, Limit::of(10)).await.expect("lists");
        assert_eq!(waiting.len(), 1);

        let maker = cases::approve(&town.db, &staff.board, id).await.expect("says yes");
        assert_eq!(town.stands(id).await, CaseState::Listed);
        let core =
            makers::read::core(&mut town.read().await, maker).await.expect("asks").expect("is a maker");
        assert_eq!((core.name.hi.as_str(), core.slug.as_str()), ("सावित्री देवी", "savitri-devi-rikhiya"));
        assert_eq!(cases::of_maker(&mut town.read().await, maker).await.expect("asks"), Some(id));
        assert!(matches!(cases::approve(&town.db, &staff.board, id).await, Err(CaseError::NothingAsked)));
        town.all_holds().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_lists_alone_and_a_head_may_want_more() {
    on_each_engine!(async |fresh: &Fresh| {
        let (town, staff) = district(fresh).await;
        let id = town.finds(&staff.manoj, savitri()).await;
        town.is_made_ready(&staff.manoj, id).await;
        cases::propose(&town.db, &staff.manoj, id, &town.terms()).await.expect("asks");
        let himself = By::head(staff.manoj.person, DepartmentKey::CottageBoard);
        assert!(matches!(cases::approve(&town.db, &himself, id).await, Err(CaseError::SamePerson)));
        assert!(matches!(cases::approve(&town.db, &staff.manoj, id).await, Err(CaseError::NotYours)));
        assert!(matches!(cases::approve(&town.db, &staff.jslps, id).await, Err(CaseError::NoCase(_))));
        assert!(matches!(cases::send_back(&town.db, &staff.board, id, " ").await, Err(CaseError::NoReason)));
        cases::send_back(&town.db, &staff.board, id, "the photo of the card is blurred")
            .await
            .expect("goes back");
        assert_eq!(town.stands(id).await, CaseState::Consented);
        cases::propose(&town.db, &staff.manoj, id, &town.terms()).await.expect("asks again");
        cases::take_back_proposal(&town.db, &staff.manoj, id).await.expect("takes it back");
        cases::propose(&town.db, &staff.manoj, id, &town.terms()).await.expect("asks once more");
        cases::approve(&town.db, &staff.board, id).await.expect("says yes");
        town.all_holds().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn she_takes_her_yes_back_and_gives_it_again() {
    on_each_engine!(async |fresh: &Fresh| {
        let (town, staff) = district(fresh).await;
        let id = town.finds(&staff.manoj, savitri()).await;
        town.is_made_ready(&staff.manoj, id).await;
        cases::propose(&town.db, &staff.manoj, id, &town.terms()).await.expect("asks");
        let maker = cases::approve(&town.db, &staff.board, id).await.expect("says yes");
        cases::withdraw_consent(&town.db, &staff.manoj, id, "her son does not want it")
            .await
            .expect("takes it back");
        let is_closed = async || {
            let slug = makers::read::core(&mut town.read().await, maker)
                .await
                .expect("asks")
                .expect("is there")
                .slug;
            makers::read::page(&mut town.read().await, &slug).await.expect("asks").expect("is there").closed
        };
        assert!(is_closed().await);
        assert_eq!(town.stands(id).await, CaseState::Visited);
        town.minutes_pass(60);
        cases::consent(&town.db, &staff.manoj, id, ConsentBy::Paper, "paper in the file")
            .await
            .expect("says yes again");
        // No code has reached her number this time.
        cases::waive(&town.db, &staff.manoj, id, "mobile", "we called and she answered")
            .await
            .expect("is waived");
        cases::propose(&town.db, &staff.manoj, id, &town.terms()).await.expect("asks");
        assert_eq!(
            cases::approve(&town.db, &staff.board, id).await.expect("says yes"),
            maker,
            "she is who she was"
        );
        assert!(!is_closed().await);
        town.all_holds().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_checklist_changes_without_a_release_and_keeps_its_versions() {
    on_each_engine!(async |fresh: &Fresh| {
        let (town, staff) = district(fresh).await;
        let lists =
            cases::checklists(&mut town.read().await, DepartmentKey::CottageBoard).await.expect("lists");
        let list = lists.iter().find(|list| list.kind == MakerKind::Person).expect("a list");
        let mut items = list.items.clone();
        items.truncate(3);
        items.push(cases::Item {
            key: String::new(),
            name: Words::new("घर में शौचालय है", "There is a toilet at home"),
            proof: cases::Proof::Attested,
            needed_for: cases::NeededFor::Listing,
            asks: cases::Asks::default(),
        });
        let save = async |by: &By, version, items: &[cases::Item]| {
            cases::save_checklist(&town.db, by, MakerKind::Person, version, items).await
        };
        assert!(matches!(save(&staff.manoj, list.version, &items).await, Err(CaseError::NotYours)));
        assert!(matches!(save(&staff.board, list.version, &[]).await, Err(CaseError::BadChecklist)));
        save(&staff.board, list.version, &items).await.expect("saves");
        assert!(matches!(save(&staff.board, list.version, &items).await, Err(CaseError::Raced)));
        let id = town.finds(&staff.manoj, savitri()).await;
        let checks = cases::checks(&mut town.read().await, &staff.manoj.scope, id).await.expect("lists");
        assert_eq!(checks.len(), 4);
        let own = checks.last().expect("an item");
        assert!(matches!(
            cases::waive(&town.db, &staff.manoj, id, &own.item.key, "no").await,
            Err(CaseError::NotWaivable)
        ));
        cases::attest(&town.db, &staff.manoj, id, &own.item.key, "seen").await.expect("attests");
        cases::take_back(&town.db, &staff.manoj, id, &own.item.key).await.expect("takes it back");
        let checks = cases::checks(&mut town.read().await, &staff.manoj.scope, id).await.expect("lists");
        assert_eq!(checks.last().map(|line| line.standing.clone()), Some(Standing::Open));
        town.all_holds().await;
    });
}
