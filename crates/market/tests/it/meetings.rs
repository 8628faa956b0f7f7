//! The DC holds a review meeting: what it decides is somebody's task, and the next one begins with how it stands.

use kernel::ids::{MeetingId, PersonId, TaskId};
use kernel::india::Mobile;
use kernel::payment::PayoutStatus::Processed;
use kernel::{Day, Lang};
use market::accounts::{Blocks, DepartmentKey, Role, Scope, give_role};
use market::meetings::{self, Answer, Given, MeetingError, Minutes, TaskState};
use store::{on_each_engine, sql, testing::Fresh};

use crate::town::{DEOGHAR, Town};

/// What `verify` promises of tasks.
pub const TASKS: &str = "every task stands where its last answer left it";
const DAY: i64 = 24 * 60;

impl Town {
    /// Somebody who works for the mart.
    pub async fn serves(&self, name: &str, mobile: &str, role: Role) -> PersonId {
        let scope = Scope {
            department: (role == Role::Officer).then_some(DepartmentKey::Jslps),
            blocks: Blocks(vec!["2201".to_owned()]),
            ..Scope::default()
        };
        let mobile = Mobile::typed(mobile).expect("a number");
        give_role(&self.db, &mobile, name, Lang::Hi, role, &scope).await.expect("has a role")
    }

    async fn holds(&self, by: PersonId, words: &str, once: &str) -> Result<MeetingId, MeetingError> {
        let minutes = Minutes { day: self.today(), words, once };
        meetings::hold(&self.db, by, &minutes).await
    }

    fn today(&self) -> Day {
        self.db.now().day()
    }
}

const fn task<'a>(meeting: MeetingId, owner: PersonId, due: Day, what: &'a str, once: &'a str) -> Given<'a> {
    Given { meeting: Some(meeting), what, owner, department: Some(DepartmentKey::Jslps), due, once }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_meeting_decides_is_done_and_the_next_note_begins_with_it() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let office = town.serves("Vikas", "6300007001", Role::DcOffice).await;
        let kiran = town.serves("Kiran", "6300007002", Role::Officer).await;
        let meeting = town.holds(office, "लाह के कारीगरों का पैकिंग सामान कम है।", "m1").await.expect("is noted");
        assert_eq!(town.holds(office, "दूसरी बार", "m1").await.expect("the same press"), meeting);
        let due = town.today().plus(7);
        let given = task(meeting, kiran, due, "सारठ में पुआल पहुँचाना", "t1");
        let id = meetings::give(&town.db, office, &given).await.expect("is given");
        assert_eq!(meetings::give(&town.db, office, &given).await.expect("the same press"), id);
        assert_eq!(town.told("sms-task").await, 1, "she hears of it once");

        let mine = meetings::open_of(&mut town.read().await, kiran).await.expect("lists");
        assert_eq!((mine.len(), mine[0].id, mine[0].is_late(town.today())), (1, id, false));
        town.minutes_pass(8 * DAY);
        assert!(
            meetings::open_of(&mut town.read().await, kiran).await.expect("lists")[0].is_late(town.today())
        );
        let later = town.today().plus(3);
        meetings::answer(&town.db, kiran, id, Answer::Moved(later), "सड़क बंद थी").await.expect("is moved");
        let second = town.holds(office, "दूसरी बैठक", "m2").await.expect("is noted");
        meetings::answer(&town.db, kiran, id, Answer::Done, "पहुँचा दिया, 40 बोरी").await.expect("is done");

        let note = meetings::note(&mut town.read().await, office, 30).await.expect("is put together");
        assert_eq!(note.last.map(|meeting| meeting.id), Some(second));
        assert_eq!(note.tasks.len(), 1, "done since the last meeting");
        let told = &note.tasks[0];
        assert_eq!(
            (told.state, told.due, told.said.as_str()),
            (TaskState::Done, later, "पहुँचा दिया, 40 बोरी")
        );
        let view = meetings::own(&mut town.read().await, kiran, id).await.expect("asks").expect("hers");
        assert_eq!(
            view.answers.iter().map(|said| said.state).collect::<Vec<_>>(),
            [TaskState::Moved, TaskState::Done]
        );
        town.minutes_pass(DAY);
        town.holds(office, "तीसरी बैठक", "m3").await.expect("is noted");
        let note = meetings::note(&mut town.read().await, office, 30).await.expect("is put together");
        assert!(note.tasks.is_empty(), "what was told is told no more");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_is_only_its_owners_and_ends_once() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let office = town.serves("Vikas", "6300007001", Role::DcOffice).await;
        let kiran = town.serves("Kiran", "6300007002", Role::Officer).await;
        let meeting = town.holds(office, "पहली बैठक", "m1").await.expect("is noted");
        let today = town.today();
        let give = async |owner, due, what, once| {
            meetings::give(&town.db, office, &task(meeting, owner, due, what, once)).await
        };
        let anita = town.person("Anita").await;
        assert!(
            matches!(give(anita, today, "किसी का काम", "t0").await, Err(MeetingError::NoOwner)),
            "she only buys"
        );
        assert!(matches!(give(kiran, today.plus(-1), "कल तक", "t1").await, Err(MeetingError::BadDay)));
        assert!(matches!(give(kiran, today, "  ", "t2").await, Err(MeetingError::NoWords)));
        let id = give(kiran, today.plus(2), "मशीन देखना", "t3").await.expect("is given");

        let says = async |who, answer, words| meetings::answer(&town.db, who, id, answer, words).await;
        assert!(
            matches!(says(office, Answer::Done, "मैंने किया").await, Err(MeetingError::Missing)),
            "not hers"
        );
        assert!(matches!(says(kiran, Answer::Done, "").await, Err(MeetingError::NoWords)));
        let sooner = Answer::Moved(today.plus(1));
        assert!(matches!(says(kiran, sooner, "पहले ही").await, Err(MeetingError::BadDay)));
        meetings::drop_task(&town.db, office, id, "मशीन बिक गई").await.expect("is dropped");
        assert!(matches!(says(kiran, Answer::Done, "कर दिया").await, Err(MeetingError::NotNow(_))));
        assert!(matches!(
            meetings::drop_task(&town.db, office, id, "फिर से").await,
            Err(MeetingError::NotNow(_))
        ));
        let none: TaskId = store::chance::id(town.db.now());
        assert!(matches!(
            meetings::drop_task(&town.db, office, none, "कौन सा").await,
            Err(MeetingError::Missing)
        ));
        assert!(matches!(town.holds(office, "", "m2").await, Err(MeetingError::NoWords)));
        let tomorrow = Minutes { day: today.plus(1), words: "कल की बैठक", once: "m3" };
        assert!(matches!(meetings::hold(&town.db, office, &tomorrow).await, Err(MeetingError::BadDay)));
        town.is_sound().await;

        town.suffers(&[(sql!("update review_answer set state = 'moved'"), vec![])]).await;
        let broken: Vec<_> = town.breaches().await.iter().map(|check| check.name).collect();
        assert_eq!(broken, [TASKS]);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn each_monday_the_dcs_office_hears_how_the_week_went_once() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.serves("Vikas", "6300007001", Role::DcOffice).await;
        town.serves("Uma", "6300007003", Role::DcOffice).await;
        town.serves("Kiran", "6300007002", Role::Officer).await;
        town.sells("Anita", &[("iron tawa", 1)], DEOGHAR).await;
        town.pays_out(Processed).await;
        let monday = town.today().plus(7 - town.today().weekday());
        for _ in 0..2 {
            meetings::summarise(&town.db, monday).await.expect("tells");
        }
        assert_eq!(town.told("sms-review").await, 2, "both of the office, once each, and nobody else");
        meetings::summarise(&town.db, monday.plus(7)).await.expect("tells");
        assert_eq!(town.told("sms-review").await, 4);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn who_waits_too_long_for_her_money_is_a_decision() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.sells("Anita", &[("iron tawa", 1), ("lac bangles", 1)], DEOGHAR).await;
        let office = town.serves("Vikas", "6300007001", Role::DcOffice).await;
        let waits = async || market::reports::waits(&mut town.read().await, office).await.expect("counts");
        let unpaid = async || {
            let waits = waits().await;
            assert_eq!(waits.all().map(|(_, count)| count).sum::<usize>(), waits.unpaid, "{waits:?}");
            waits.unpaid
        };
        assert_eq!(unpaid().await, 0, "it was promised within three days on which banks work");
        town.minutes_pass(9 * DAY);
        assert_eq!(unpaid().await, 2);
        town.pays_out(Processed).await;
        assert_eq!(unpaid().await, 0);
    });
}
