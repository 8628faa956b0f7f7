//! A department says what it wants to reach, and everybody sees whether it keeps its pace.

use kernel::Day;
use kernel::ids::PersonId;
use kernel::payment::PayoutStatus::Processed;
use market::accounts::{DepartmentKey, Role};
use market::audit::Part;
use market::meetings;
use market::reports::{month_of, next_month};
use market::targets::{self, Pace, Setter, State, TargetError, Way, What, Wish};
use store::{on_each_engine, sql, testing::Fresh};

use crate::town::{DEOGHAR, Town};

/// What `verify` promises of targets, and of what looks wrong.
pub const WANTED: &str = "every target is what its newest version says";
pub const NAMED: &str = "every anomaly names whom it is about";
const DAY: i64 = 24 * 60;

fn wish(first: Day, what: What, wanted: i64) -> Wish {
    Wish { department: DepartmentKey::Handicrafts, block: "2201".to_owned(), first, what, wanted }
}

const fn head(person: PersonId) -> Setter {
    Setter { person, part: Part::DepartmentHead, department: Some(DepartmentKey::Handicrafts) }
}

impl Town {
    fn this_month(&self) -> Day {
        month_of(self.db.now().day())
    }

    async fn wants(&self, by: Setter, wishes: &[Wish]) -> Result<usize, TargetError> {
        targets::set(&self.db, by, Way::Page, wishes).await
    }

    /// What is wanted and reached this month, one after the other.
    async fn stands_on(&self, what: What) -> Option<(i64, i64, Pace)> {
        let targets =
            targets::of_month(&mut self.read().await, None, self.this_month()).await.expect("lists");
        let totals = targets::totals(&targets, self.db.now().day());
        let found = totals.into_iter().find(|total| total.what == what);
        found.map(|total| (total.wanted, total.reached, total.pace))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_sets_a_target_and_sales_keep_its_pace_or_do_not() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        // From the first of a month on, so that days that are over are known.
        let first = next_month(town.db.now().day());
        town.minutes_pass((first.0 - town.db.now().day().0) * DAY);
        let hema = head(town.serves("Hema", "6300007101", Role::DepartmentHead).await);
        let month = town.this_month();
        let wishes = [wish(month, What::Paid, 30), wish(month, What::Rupees, 1_000_00)];
        assert_eq!(town.wants(hema, &wishes).await.expect("is set"), 2);
        assert_eq!(town.wants(hema, &wishes).await.expect("again"), 0, "what stands is left alone");
        assert!(matches!(town.stands_on(What::Paid).await, Some((30, 0, Pace::OnPace | Pace::Behind(_)))));

        town.sells("Anita", &[("lac bangles", 1), ("iron tawa", 2), ("clay pot", 1)], DEOGHAR).await;
        town.pays_out(Processed).await;
        let (wanted, reached, pace) = town.stands_on(What::Rupees).await.expect("a target");
        assert!(reached >= wanted && pace == Pace::Met, "{reached} of {wanted}: {pace:?}");
        town.minutes_pass(10 * DAY);
        let (_, makers, pace) = town.stands_on(What::Paid).await.expect("a target");
        assert!(makers == 3 && pace.is_behind(), "three makers of thirty: {pace:?}");
        let note = meetings::note(&mut town.read().await, hema.person, 30).await.expect("is put together");
        assert_eq!(
            note.targets.iter().filter(|total| total.pace.is_behind()).count(),
            1,
            "the meeting sees it"
        );

        assert_eq!(town.wants(hema, &[wish(month, What::Paid, 3)]).await.expect("is lowered"), 1);
        assert_eq!(town.stands_on(What::Paid).await, Some((3, 3, Pace::Met)));
        assert_eq!(town.wants(hema, &[wish(month, What::Paid, 0)]).await.expect("is dropped"), 1);
        assert_eq!(town.wants(hema, &[wish(month, What::Paid, 0)]).await.expect("again"), 0);
        assert_eq!(town.stands_on(What::Paid).await, None);
        town.wants(hema, &[wish(month, What::Paid, 5)]).await.expect("is wanted again");
        let all = targets::of_month(&mut town.read().await, None, month).await.expect("lists");
        let paid = all.iter().find(|(target, _)| target.what == What::Paid).expect("stands");
        let versions = targets::versions(&mut town.read().await, paid.0.id).await.expect("lists");
        assert_eq!(
            versions.iter().map(|one| one.wanted).collect::<Vec<_>>(),
            [5, 0, 3, 30],
            "nothing is forgotten"
        );
        assert_eq!(paid.0.state, State::Standing);
        town.is_sound().await;
        town.suffers(&[(sql!("update target set wanted = wanted + 1 where what = 'paid'"), vec![])]).await;
        let broken: Vec<_> = town.breaches().await.iter().map(|check| check.name).collect();
        assert_eq!(broken, [WANTED]);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_sets_her_own_departments_targets_for_months_to_come_and_one_wrong_row_stops_all() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let hema = head(town.serves("Hema", "6300007101", Role::DepartmentHead).await);
        let office = Setter {
            person: town.serves("Vikas", "6300007001", Role::DcOffice).await,
            part: Part::DcOffice,
            department: None,
        };
        let month = town.this_month();
        let good = wish(month, What::Listed, 4);
        let others = Wish { department: DepartmentKey::Jslps, ..good.clone() };
        assert!(matches!(
            town.wants(hema, &[good.clone(), others.clone()]).await,
            Err(TargetError::NotYours)
        ));
        assert_eq!(town.stands_on(What::Listed).await, None, "all or none");
        assert_eq!(town.wants(office, &[good.clone(), others]).await.expect("the office may"), 2);

        let past = wish(month_of(month.plus(-1)), What::Listed, 4);
        assert!(
            matches!(town.wants(hema, &[past]).await, Err(TargetError::BadMonth)),
            "a month that is over"
        );
        let nowhere = Wish { block: "0000".to_owned(), ..good.clone() };
        assert!(matches!(town.wants(hema, &[nowhere]).await, Err(TargetError::NoBlock)));
        let much = wish(month, What::Listed, 10_000_000);
        assert!(matches!(town.wants(hema, &[much]).await, Err(TargetError::BadNumber)));
        let own = targets::of_month(&mut town.read().await, Some(DepartmentKey::Handicrafts), month).await;
        assert_eq!(own.expect("lists").len(), 1, "a head sees her own");
        town.is_sound().await;
    });
}
