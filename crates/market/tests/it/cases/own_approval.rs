//! An officer who approves what he has seen to himself: allowed, for in a small department there may be nobody else, and found by rule.

use market::accounts::{Blocks, DepartmentKey, Post, Role};
use market::anomalies::{self, Rule};
use market::audit::Actor;
use market::cases::{self, By};
use store::{on_each_engine, testing::Fresh};

use super::{BLOCK, district, savitri, seen, works};

#[tokio::test(flavor = "multi_thread")]
async fn a_listing_that_is_approved_by_who_had_visited_her_is_found_and_one_by_another_is_not() {
    on_each_engine!(async |fresh: &Fresh| {
        let (town, staff) = district(fresh).await;
        let board = DepartmentKey::CottageBoard;
        let office = town.serves("Vikas", "6300007001", Role::DcOffice).await;
        let found = async || {
            anomalies::find(&town.db, Actor::Mart).await.expect("looks");
            let mut all = anomalies::all(&mut town.read().await, office).await.expect("lists");
            all.retain(|one| one.rule == Rule::OwnApproval);
            all
        };
        let hers = town.finds(&staff.manoj, savitri()).await;
        town.is_made_ready(&staff.manoj, hers).await;
        cases::propose(&town.db, &staff.manoj, hers, &town.terms()).await.expect("asks");
        cases::approve(&town.db, &staff.board, hers).await.expect("says yes");
        assert!(found().await.is_empty(), "Manoj saw her, the head of the board approved");

        // Rakesh goes to the villages, and sits for the head while she is away.
        let rakesh = works(&town, "Rakesh", 6, Role::Officer, board).await;
        works(&town, "Rakesh", 6, Role::DepartmentHead, board).await;
        let post = Post { department: board, blocks: Blocks(vec![BLOCK.to_owned()]) };
        let other = market::matching::Traits {
            name: kernel::Words::new("फुलमनी टुडू", ""),
            kin: "Budhan Tudu".to_owned(),
            mobile: kernel::india::Mobile::typed("9123400002"),
            papers: Vec::new(),
            ..savitri()
        };
        let second = town.finds(&staff.manoj, other).await;
        cases::visit(&town.db, &By::officer(rakesh, post), second, &seen(&town)).await.expect("visits");
        town.is_made_ready(&staff.manoj, second).await;
        cases::propose(&town.db, &staff.manoj, second, &town.terms()).await.expect("asks");
        cases::approve(&town.db, &By::head(rakesh, board), second).await.expect("says yes");
        let wrong = found().await;
        assert_eq!(wrong.len(), 1, "{wrong:?}");
        assert_eq!((wrong[0].officer, wrong[0].case), (Some(rakesh), Some(second)));
        assert_eq!(found().await.len(), 1, "found twice is found once");
        town.all_holds().await;
    });
}
