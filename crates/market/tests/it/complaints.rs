//! Something is wrong and somebody says so: a number at once, two clocks, a conversation, an outcome.

use kernel::Lang;
use kernel::ids::{ComplaintId, LineId, PersonId, SessionId};
use kernel::india::Mobile;
use market::accounts::{self, Blocks};
use market::complaints::{
    self, About, By, Complainant, Complaint, ComplaintError, ComplaintState, Filing, Level, Outcome, Scope,
};
use market::media::act::Kept;
use market::{claims, erasure};
use store::{chance, on_each_engine, params, sql, testing::Fresh};

use crate::town::{DEOGHAR, Town};

/// What `verify` promises of complaints.
pub const COMPLAINTS: &str = "no number of a complaint is missing";
pub const SAID: &str =
    "every complaint begins with words, and a counterfeit is found by a head or the DC's office";
const GUEST: &str = "6300009999";

fn here() -> Scope {
    Scope::Officer(Blocks(vec!["2201".to_owned()]))
}

impl Town {
    async fn desk(&self, who: &str, scope: Scope) -> By {
        By { person: self.person(who).await, scope }
    }

    /// Somebody who has signed in complains; pressing twice comes with the same `once`.
    async fn complains(&self, who: &str, filing: &Filing<'_>) -> Result<String, ComplaintError> {
        let person = self.person(who).await;
        let known = accounts::who_is(&mut self.read().await, person).await.expect("asks").expect("there");
        let complainant =
            Complainant { person: Some(person), mobile: &known.mobile, lang: Lang::Hi, session: None };
        complaints::file(&self.db, complainant, filing, None).await
    }

    pub async fn guest_complains(
        &self,
        mobile: &str,
        words: &str,
        once: &str,
    ) -> Result<String, ComplaintError> {
        let mobile = Mobile::typed(mobile).expect("a number");
        let complainant = Complainant { person: None, mobile: &mobile, lang: Lang::En, session: None };
        let filing = Filing { about: About::Site, order: None, line: None, good: None, words, once };
        complaints::file(&self.db, complainant, &filing, None).await
    }

    async fn complaint(&self, desk: Option<&By>, number: &str) -> Option<Complaint> {
        complaints::by_number(&mut self.read().await, desk, number).await.expect("asks")
    }

    async fn stands_at(&self, number: &str) -> (ComplaintState, Level) {
        let found = self.complaint(None, number).await.expect("it is there");
        (found.state, found.level)
    }
}

fn about_order<'a>(order: &'a str, words: &'a str, once: &'a str) -> Filing<'a> {
    Filing { about: About::Order, order: Some(order), line: None, good: None, words, once }
}

#[tokio::test(flavor = "multi_thread")]
async fn anita_has_her_number_at_once_is_heard_answered_and_may_open_it_again_once() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let bought = town.sells("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        let filing = about_order(&bought.code, "एक चूड़ी कम निकली", "press-1");
        let number = town.complains("Anita", &filing).await.expect("taken");
        assert_eq!(town.complains("Anita", &filing).await.expect("the same press"), number);
        assert!(number.starts_with("DGM-") && number.ends_with("-000001"), "{number}");
        assert_eq!(town.told("sms-complaint").await, 1, "one complaint, one SMS");

        let anjali = town.desk("Anjali", here()).await;
        let elsewhere = town.desk("Bela", Scope::Officer(Blocks(vec!["3082".to_owned()]))).await;
        assert!(town.complaint(Some(&elsewhere), &number).await.is_none(), "another block's");
        let away = complaints::answer(&town.db, &elsewhere, &number, "देख रहे हैं", None).await;
        assert!(matches!(away, Err(ComplaintError::Missing)), "{away:?}");
        let found = town.complaint(Some(&anjali), &number).await.expect("about a maker of hers");
        assert_eq!((found.maker.en.as_str(), found.level), ("Sunita", Level::Officer));

        complaints::answer(&town.db, &anjali, &number, "कल देखकर बताती हूँ", None).await.expect("answers");
        assert_eq!(town.stands_at(&number).await, (ComplaintState::Acknowledged, Level::Officer));
        let twice = complaints::acknowledge(&town.db, &anjali, &number).await;
        assert!(matches!(twice, Err(ComplaintError::NotNow(_))), "an answer has said it");
        let anita = town.person("Anita").await;
        complaints::write(&town.db, found.id, Some(anita), "जल्दी करें", None).await.expect("says more");
        let closed =
            complaints::close(&town.db, &anjali, &number, Outcome::Explained, "एक दर्जन में बारह ही थीं").await;
        closed.expect("closes");
        let late = complaints::write(&town.db, found.id, Some(anita), "नहीं", None).await;
        assert!(matches!(late, Err(ComplaintError::NotNow(_))), "closed is closed");
        complaints::reopen(&town.db, found.id, Some(anita), "ग्यारह ही थीं").await.expect("not content");
        assert_eq!(
            town.stands_at(&number).await,
            (ComplaintState::Reopened, Level::Head),
            "somebody higher looks"
        );
        let head = town.desk("Hema", Scope::Head).await;
        complaints::close(&town.db, &head, &number, Outcome::PutRight, "एक और भेजी गई").await.expect("closes");
        let again = complaints::reopen(&town.db, found.id, Some(anita), "फिर भी").await;
        assert!(matches!(again, Err(ComplaintError::NotNow(_))), "once");
        let said = town.complaint(None, &number).await.expect("there").messages;
        assert_eq!(said.len(), 6);
        assert_eq!(
            (town.told("sms-complaint-answered").await, town.told("sms-complaint-closed").await),
            (1, 2)
        );
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_looks_by_number_and_mobile_and_guessing_ends_after_ten_tries() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let number = town.guest_complains(GUEST, "The page does not open", "g-1").await.expect("taken");
        let found = town.complaint(None, &number).await.expect("there");
        assert_eq!((found.level, found.person), (Level::Grievance, None), "about no maker");
        let (hers, other): (SessionId, SessionId) = (chance::id(town.db.now()), chance::id(town.db.now()));
        let (mobile, wrong) =
            (Mobile::typed(GUEST).expect("a number"), Mobile::typed("6300009998").expect("a number"));
        let typed = number.to_lowercase().replace('-', " ");
        assert_eq!(complaints::look_up(&town.db, hers, &typed, &mobile).await.expect("hers"), number);
        assert!(complaints::may_look(&town.db, hers, found.id).await.expect("asks"));
        assert!(!complaints::may_look(&town.db, other, found.id).await.expect("asks"), "another browser");
        let unknown = complaints::look_up(&town.db, other, "DGM-202611-009999", &wrong).await;
        let not_hers = complaints::look_up(&town.db, other, &number, &wrong).await;
        assert!(matches!(
            (&unknown, &not_hers),
            (Err(ComplaintError::Missing), Err(ComplaintError::Missing))
        ));
        for _ in 0..9 {
            let _ = complaints::look_up(&town.db, other, &number, &wrong).await;
        }
        let shut = complaints::look_up(&town.db, other, &number, &mobile).await;
        assert!(matches!(shut, Err(ComplaintError::TooMany)), "even with the right mobile: {shut:?}");
        town.minutes_pass(61);
        complaints::look_up(&town.db, other, &number, &mobile).await.expect("the hour is over");
        town.minutes_pass(25 * 60);
        assert!(!complaints::may_look(&town.db, hers, found.id).await.expect("asks"), "a day is over");
        assert!(complaints::forget_old(&town.db).await.expect("tidies") >= 2);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_hears_climbs_by_the_clock_each_step_once() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let bought = town.sells("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        let number =
            town.complains("Anita", &about_order(&bought.code, "टूटी आई", "c-1")).await.expect("taken");
        for (hours, level) in
            [(23, Level::Officer), (1, Level::Head), (12, Level::Grievance), (12, Level::Office)]
        {
            town.minutes_pass(hours * 60);
            complaints::climb(&town.db).await.expect("looks");
            assert_eq!(town.stands_at(&number).await, (ComplaintState::Opened, level));
            assert_eq!(complaints::climb(&town.db).await.expect("looks again"), 0, "each step once");
        }
        let office = town.desk("Deepa", Scope::Office).await;
        let waiting =
            complaints::waiting(&mut town.read().await, &office, kernel::Limit::of(10)).await.expect("lists");
        assert_eq!(waiting.len(), 1);
        complaints::close(&town.db, &office, &number, Outcome::Refunded, "पैसे लौटाए").await.expect("closes");
        let found = town.complaint(None, &number).await.expect("there");
        assert!(found.heard_at.is_some(), "what is closed was heard");
        town.minutes_pass(8 * 24 * 60);
        let late = complaints::reopen(&town.db, found.id, None, "एक बात और").await;
        assert!(matches!(late, Err(ComplaintError::TooLate)), "a week is over: {late:?}");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_counterfeit_counts_against_its_maker_and_no_officer_finds_it_alone() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let bought = town.sells("Anita", &[("lac bangles", 1), ("iron tawa", 1)], DEOGHAR).await;
        let lines = claims::lines_of(&mut town.read().await, bought.id).await.expect("reads");
        let line: LineId = lines.iter().find(|line| line.name_en == "lac bangles").expect("a line").id;
        let whole = about_order(&bought.code, "यह लाह नहीं, प्लास्टिक है", "f-1");
        let unnamed = town.complains("Anita", &whole).await.expect("two makers: about none");
        let named = Filing { line: Some(line), once: "f-2", ..whole };
        let number = town.complains("Anita", &named).await.expect("about one line");
        let (anjali, head) = (town.desk("Anjali", here()).await, town.desk("Hema", Scope::Head).await);
        let alone = complaints::close(&town.db, &anjali, &number, Outcome::Counterfeit, "नक़ली है").await;
        assert!(matches!(alone, Err(ComplaintError::NotYours)), "{alone:?}");
        assert!(
            town.complaint(Some(&head), &unnamed).await.is_none(),
            "about no maker: the grievance officer's"
        );
        let office = town.desk("Deepa", Scope::Office).await;
        let nobody = complaints::close(&town.db, &office, &unnamed, Outcome::Counterfeit, "नक़ली है").await;
        assert!(matches!(nobody, Err(ComplaintError::NotYours)), "it names no maker");
        complaints::close(&town.db, &head, &number, Outcome::Counterfeit, "जाँच में नक़ली निकली")
            .await
            .expect("upheld");
        let known =
            complaints::counterfeiters(&mut town.read().await, kernel::Limit::of(10)).await.expect("lists");
        assert_eq!((known.len(), known[0].maker.en.as_str(), known[0].count), (1, "Sunita", 1));
        assert_eq!(town.complaint(None, &number).await.expect("there").counterfeits, 1);
        let span = (kernel::Time(0), town.db.now().plus_days(1));
        let mut read = town.read().await;
        let rows = complaints::register(&mut read, span, "", kernel::Limit::of(10)).await.expect("lists");
        assert_eq!(rows.len(), 2);
        drop(read);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_floods_the_desk_and_a_wrong_order_is_told() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        for n in 0..5 {
            town.guest_complains(GUEST, "again", &format!("n-{n}")).await.expect("taken");
        }
        let sixth = town.guest_complains(GUEST, "again", "n-6").await;
        assert!(matches!(sixth, Err(ComplaintError::TooMany)), "{sixth:?}");
        let none = town.complains("Anita", &about_order("DM-0000-0000-0000-0000", "कहाँ है", "n-7")).await;
        assert!(matches!(none, Err(ComplaintError::NoOrder)), "{none:?}");
        let silent = town.guest_complains("6300009997", "  ", "n-8").await;
        assert!(matches!(silent, Err(ComplaintError::NoWords)), "{silent:?}");
        town.minutes_pass(24 * 60 + 1);
        town.guest_complains(GUEST, "again", "n-9").await.expect("another day");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_erased_buyer_wrote_is_gone_and_that_she_complained_stays() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let files = vec![(160, 160, market::media::Format::Webp, 900)];
        let photo = Kept { id: market::media::picture_id(b"a broken bangle"), files, look: None };
        let anita: PersonId = town.person("Anita").await;
        let known = accounts::who_is(&mut town.read().await, anita).await.expect("asks").expect("there");
        let who = Complainant { person: Some(anita), mobile: &known.mobile, lang: Lang::Hi, session: None };
        let filing = Filing {
            about: About::Money,
            order: None,
            line: None,
            good: None,
            words: "मेरे पैसे कहाँ हैं",
            once: "e-1",
        };
        let number = complaints::file(&town.db, who, &filing, Some(&photo)).await.expect("taken");
        erasure::ask(&town.db, anita).await.expect("asks");
        town.minutes_pass(48 * 60);
        erasure::look_again(&town.db).await.expect("erases");
        let found = town.complaint(None, &number).await.expect("that she complained stays");
        assert_eq!((found.messages[0].words.as_str(), found.messages[0].picture.as_deref()), ("", None));
        let mine: ComplaintId = found.id;
        let desk = town.desk("Deepa", Scope::Office).await;
        complaints::close(&town.db, &desk, &number, Outcome::Explained, "पैसे पहुँच गए")
            .await
            .expect("nobody hears, nothing breaks");
        assert_eq!(town.told("sms-complaint-closed").await, 0, "{mine}");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_number_and_a_lone_officer_are_found() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.guest_complains(GUEST, "The page does not open", "v-1").await.expect("taken");
        town.suffers(&[
            (sql!("update complaint_series set last_no = last_no + 1"), params![]),
            (sql!("update complaint_message set side = 'desk' where seq = 1"), params![]),
        ])
        .await;
        let named: Vec<_> = town.breaches().await.iter().map(|check| check.name).collect();
        assert_eq!(named, [COMPLAINTS, SAID]);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_of_a_trial_has_numbers_of_its_own_and_climbs_into_no_figure() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let office = town.serves("Vikas", "6300007001", market::accounts::Role::DcOffice).await;
        let back = market::launch::StageEvent::StepsBack;
        let bought = town.sells("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        let first = town.complains("Anita", &about_order(&bought.code, "टूटा", "t-1")).await.expect("taken");
        market::launch::set_stage(&town.db, office, back, "as the DC has decided").await.expect("moves");
        market::launch::invite_person(&town.db, office, town.person("Anita").await).await.expect("invited");
        let tried = town.sells("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        let second = town.complains("Anita", &about_order(&tried.code, "टूटा", "t-2")).await.expect("taken");
        let third = town.complains("Anita", &about_order(&bought.code, "अब भी", "t-3")).await.expect("taken");
        assert!(first.ends_with("-000001") && third.ends_with("-000002"), "{first} {third}");
        assert!(second.starts_with("DGM-T") && second.ends_with("-000001"), "{second}");
        assert!(town.complaint(None, &second).await.is_some(), "it is found by its number");
        town.minutes_pass(60 * 24 * 40);
        for _ in 0..4 {
            complaints::climb(&town.db).await.expect("climbs");
        }
        let waits = market::reports::waits(&mut town.read().await, office).await.expect("counts");
        assert_eq!(waits.complaints, 2, "that of the trial is none of the office's figures");
        town.is_sound().await;
    });
}
