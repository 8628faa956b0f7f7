//! A mart is tried out, goes live and steps back; nothing of the trial is in money, numbers or figures.

use kernel::india::{Mobile, Pin};
use kernel::payment::PayoutStatus::Processed;
use kernel::payment::{Gateway, Money};
use kernel::{Day, Lang, Paise};
use market::accounts::{Role, Scope, give_role, who_is};
use market::cash::WhyNoCash;
use market::gateways;
use market::launch::gate::{self, Check, Configured};
use market::launch::{self, LaunchError, Stage, StageEvent, WhyClosed};
use market::meetings::{Given, MeetingError};
use market::orders::OrderError;
use market::quotes::{PaymentMethod, QuoteError};
use market::reports::{self, Count, Cut, Measure, STEP_DAYS, Span};
use market::{bills, ledger, payouts};
use store::{on_each_engine, params, sql, testing::Fresh};

use crate::town::{Bought, DEOGHAR, GOODS, RANCHI, Town};

/// What `verify` promises of stages and trials.
pub const STAGES: &str = "the mart went from stage to stage as it may, and live on a whole gate";
pub const NO_LEAK: &str = "nothing of a trial is in money, bills or payouts";

/// What a whole configuration says.
const WHOLE: Configured = Configured { legal: (7, 7), grievance: (4, 4), sms: (10, 10), goods_least: 5 };

/// One of each: a registered seller, one through the federation, one enrolled, one under composition.
const ALL: &[(&str, u32)] = &[("iron tawa", 1), ("bamboo basket", 1), ("lac bangles", 1), ("peda", 1)];

impl Town {
    async fn moves(&self, event: StageEvent) -> Result<Stage, LaunchError> {
        let office = self.serves("Vikas", "6300007001", Role::DcOffice).await;
        if event == StageEvent::GoesLive {
            self.has_keys_for(Money::Real).await;
            gate::sign(&self.db, office, WHOLE, "as the DC has decided").await?;
            return Ok(Stage::Live);
        }
        let moved = launch::set_stage(&self.db, office, event, "as the DC has decided").await;
        if moved.is_ok() {
            self.has_keys_for(Money::Pretend).await;
        }
        moved
    }

    /// The administrator puts keys into the configuration and starts the mart; a message of the company comes through.
    async fn has_keys_for(&self, money: Money) {
        gateways::announce(&self.db, &[(Gateway::Razorpay, money)]).await.expect("announced");
        let event = sql!(
            "insert into payment_event (gateway, event_id, signature, body_sealed, received_at_ms, outcome)
             values ('razorpay', $2, '', '', $1, 'taken')"
        );
        let at = self.db.now();
        self.suffers(&[(event, params![at, format!("evt_{}", store::chance::letters(8))])]).await;
    }

    /// Everything the gate wants.
    async fn is_ready(&self) {
        market::catalogue::act::keep_shelf(&self.db).await.expect("shelves");
        self.opens_account("Lakhan").await;
        self.may_sell_everywhere("Basanti").await;
        for good in GOODS {
            self.sells("Bimal", &[(good.name, 1)], DEOGHAR).await;
        }
        for (name, mobile, role) in [
            ("Vikas", "6300007001", Role::DcOffice),
            ("Uma", "6300007003", Role::DcOffice),
            ("Farah", "6300007004", Role::Finance),
            ("Gopi", "6300007005", Role::Finance),
            ("Asha", "6300007006", Role::Administrator),
            ("Deep", "6300007007", Role::Administrator),
        ] {
            self.serves(name, mobile, role).await;
        }
        for (hub, mobile) in [(self.deoghar_hub, "6300007008"), (self.madhupur_hub, "6300007009")] {
            let scope = Scope { hub: Some(hub), ..Scope::default() };
            let mobile = Mobile::typed(mobile).expect("a number");
            give_role(&self.db, &mobile, "Rita", Lang::Hi, Role::HubKeeper, &scope).await.expect("a keeper");
        }
        let today = self.today_of_year();
        let holiday = sql!(
            "insert into bank_holiday (day, name_hi, name_en, source, verified) values ($1, 'छठ', 'Chhath', '', 'memory')"
        );
        let mut all = vec![
            (sql!("update hsn_rate set verified = 'signed'"), vec![]),
            (sql!("update hub set open_hours = '10-17'"), vec![]),
        ];
        all.extend((0..10).map(|n| (holiday, params![today.plus(n)])));
        self.suffers(&all).await;
        let asha = self.serves("Asha", "6300007006", Role::Administrator).await;
        let deep = self.serves("Deep", "6300007007", Role::Administrator).await;
        let day = self.db.now().day();
        let word =
            gate::say_restored(&self.db, asha, day, "restored on the spare machine, verify holds").await;
        let word = word.expect("is written down");
        let alone = gate::agree_restored(&self.db, asha, word).await;
        assert!(matches!(alone, Err(LaunchError::SamePerson)), "{alone:?}");
        gate::agree_restored(&self.db, deep, word).await.expect("agrees");
    }

    /// The second of January, so that ten days after it lie in the year.
    fn today_of_year(&self) -> Day {
        let (year, ..) = self.db.now().day().civil();
        Day::of(year, 1, 2).expect("a day")
    }

    async fn red(&self, configured: Configured) -> Vec<Check> {
        let proofs = gate::proofs(&mut self.read().await, configured).await.expect("looks");
        proofs.iter().filter(|proof| !proof.is_green()).map(|proof| proof.check).collect()
    }

    async fn invites(&self, who: &str) {
        let office = self.serves("Vikas", "6300007001", Role::DcOffice).await;
        let person = self.person(who).await;
        let known = who_is(&mut self.read().await, person).await.expect("asks").expect("is there");
        launch::invite(&self.db, office, &known.mobile).await.expect("is invited");
    }

    async fn all_counts(&self) -> Vec<Vec<Count>> {
        let span = Span::last(self.db.now(), STEP_DAYS);
        let mut all = Vec::new();
        for measure in Measure::ALL {
            for cut in Cut::ALL {
                all.push(
                    reports::counts(&mut self.read().await, *measure, *cut, span).await.expect("counts"),
                );
            }
        }
        all
    }

    async fn balances(&self) -> Vec<(String, Paise)> {
        ledger::balances(&mut self.read().await).await.expect("sums")
    }

    async fn numbers(&self, bought: &Bought) -> Vec<String> {
        let bills = bills::of_order(&mut self.read().await, bought.id).await.expect("lists");
        bills.into_iter().map(|bill| bill.number).collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mart_that_was_there_before_is_live_and_goes_only_where_it_may() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let stage = async || launch::stage(&mut town.read().await).await.expect("asks");
        assert_eq!(stage().await, Stage::Live);
        assert!(matches!(town.moves(StageEvent::GoesLive).await, Err(LaunchError::NotNow(_))), "it is");
        town.is_ready().await;
        assert_eq!(town.moves(StageEvent::StepsBack).await.expect("back"), Stage::Trial);
        assert_eq!(town.moves(StageEvent::Closes).await.expect("back"), Stage::Setup);
        let office = town.serves("Vikas", "6300007001", Role::DcOffice).await;
        let mute = launch::set_stage(&town.db, office, StageEvent::OpensTrial, " ").await;
        assert!(matches!(mute, Err(LaunchError::NoWords)), "nobody does it without a word");
        let quote = town.quote(&[("iron tawa", 1)], DEOGHAR).await.expect("it can be seen");
        let ordered = town.order("Anita", quote.head.id, DEOGHAR).await;
        assert!(matches!(ordered, Err(OrderError::Closed(WhyClosed::SetUp))), "{ordered:?}");
        assert_eq!(town.moves(StageEvent::OpensTrial).await.expect("on"), Stage::Trial);
        assert_eq!(town.moves(StageEvent::GoesLive).await.expect("on"), Stage::Live);
        let told = launch::stages(&mut town.read().await).await.expect("lists");
        assert_eq!(told.len(), 4);
        assert_eq!(stage().await, Stage::Live);
        town.is_sound().await;
        town.suffers(&[(sql!("update mart_stage set seq = 9 where seq = 2"), vec![])]).await;
        let broken: Vec<_> = town.breaches().await.iter().map(|check| check.name).collect();
        assert_eq!(broken, [STAGES]);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_trial_only_who_is_invited_orders_and_others_leave_word() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.moves(StageEvent::StepsBack).await.expect("a trial");
        let orders = async |who: &str, pin: &str| {
            let quote = town.quote(&[("iron tawa", 1)], pin).await.expect("it can be sold");
            town.order(who, quote.head.id, pin).await
        };
        let closed = orders("Anita", DEOGHAR).await;
        assert!(matches!(closed, Err(OrderError::Closed(WhyClosed::NotInvited))), "{closed:?}");
        let anita = town.person("Anita").await;
        for _ in 0..2 {
            launch::wish(&town.db, anita).await.expect("is noted once");
        }
        let wishes = launch::wishes(&mut town.read().await).await.expect("lists");
        assert_eq!(wishes.iter().map(|wish| wish.person).collect::<Vec<_>>(), [anita]);
        let office = town.serves("Vikas", "6300007001", Role::DcOffice).await;
        launch::invite_person(&town.db, office, anita).await.expect("is invited");
        assert!(launch::wishes(&mut town.read().await).await.expect("lists").is_empty());
        orders("Anita", RANCHI).await.expect("no pincode is named");
        let pin = Pin::typed(DEOGHAR).expect("a pincode");
        launch::open_pin(&town.db, office, &pin).await.expect("opens");
        let far = orders("Anita", RANCHI).await;
        assert!(matches!(far, Err(OrderError::Closed(WhyClosed::NotThere))), "{far:?}");
        orders("Anita", DEOGHAR).await.expect("here");
        let cash = town.quote_by(&[("iron tawa", 1)], DEOGHAR, PaymentMethod::Cash).await;
        assert!(matches!(cash, Err(QuoteError::NoCash(WhyNoCash::InTrial))), "{cash:?}");
        let known = who_is(&mut town.read().await, anita).await.expect("asks").expect("is there");
        launch::uninvite(&town.db, &known.mobile).await.expect("no more");
        assert!(matches!(orders("Anita", DEOGHAR).await, Err(OrderError::Closed(WhyClosed::NotInvited))));
        assert!(matches!(launch::uninvite(&town.db, &known.mobile).await, Err(LaunchError::Missing)));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_a_trial_is_in_money_numbers_or_figures() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let before = town.sells("Anita", ALL, DEOGHAR).await;
        town.is_ready().await;
        let (counts, balances) = (town.all_counts().await, town.balances().await);
        let owed = town.owed("Ramesh").await;

        town.moves(StageEvent::StepsBack).await.expect("a trial");
        town.invites("Anita").await;
        let tried = town.sells("Anita", ALL, DEOGHAR).await;
        let half = town.buys("Anita", &[("iron tawa", 1), ("lac bangles", 1)], DEOGHAR).await;
        town.pays(&half).await;
        town.declines("Sunita", &half, "no lac").await.expect("says no");
        town.refunds_arrive(&half).await;
        assert_eq!(town.all_counts().await, counts, "no figure has moved");
        assert_eq!(town.balances().await, balances, "no balance has moved");
        assert_eq!(town.owed("Ramesh").await, owed);
        assert!(town.numbers(&tried).await.iter().all(|number| number.starts_with('T')));
        let told = launch::report(&mut town.read().await).await.expect("counts");
        assert_eq!((told.orders, told.paid, told.arrived, told.in_time), (2, 2, 4, 4));
        town.pays_out(Processed).await;
        let paid = payouts::draft(&town.db, town.person("Farida").await).await;
        assert!(paid.is_err(), "nothing of the trial is due: {paid:?}");
        town.is_sound().await;

        town.moves(StageEvent::GoesLive).await.expect("live");
        let after = town.sells("Anita", ALL, DEOGHAR).await;
        let serial = |number: &String| number.rsplit('-').next().map(str::to_owned);
        let last = |numbers: Vec<String>| numbers.iter().filter_map(serial).collect::<Vec<_>>();
        assert_eq!(last(town.numbers(&before).await), ["1", "1", "1", "1"]);
        // Since then each seller has sold once more to Bimal, and Sunita twice.
        let then = last(town.numbers(&after).await);
        assert!(
            then.iter().all(|serial| serial == "3" || serial == "4"),
            "no number went into the trial: {then:?}"
        );
        town.is_sound().await;

        let leak = sql!("update posting set account = 'gateway' where account = 'trial:gateway'");
        town.suffers(&[(leak, vec![])]).await;
        let broken: Vec<_> = town.breaches().await.iter().map(|check| check.name).collect();
        assert_eq!(broken, [NO_LEAK]);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_of_a_page_becomes_somebodys_task_once() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let office = town.serves("Vikas", "6300007001", Role::DcOffice).await;
        let kiran = town.serves("Kiran", "6300007002", Role::Officer).await;
        launch::say(&town.db, "/hi/cart", "टोकरी में नाम कट जाता है").await.expect("is noted");
        assert!(matches!(launch::say(&town.db, "/hi/cart", " ").await, Err(LaunchError::NoWords)));
        let said = launch::feedback(&mut town.read().await).await.expect("lists");
        assert_eq!((said.len(), said[0].page.as_str(), said[0].task), (1, "/hi/cart", None));
        let due = town.db.now().day().plus(5);
        let given =
            |once| Given {
                meeting: None, what: "टोकरी देखना", owner: kiran, department: None, due, once
            };
        let task = launch::take_up(&town.db, office, said[0].id, &given("a")).await.expect("is given");
        let again = launch::take_up(&town.db, office, said[0].id, &given("a")).await.expect("the same press");
        assert_eq!(task, again);
        let other = launch::take_up(&town.db, office, said[0].id, &given("b")).await;
        assert!(matches!(other, Err(MeetingError::Raced)), "it is somebody's already: {other:?}");
        let mine = market::meetings::open_of(&mut town.read().await, kiran).await.expect("lists");
        assert_eq!(mine.len(), 1);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gate_is_signed_only_when_each_check_has_its_evidence_and_keeps_it() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let red = town.red(Configured::default()).await;
        for check in [Check::Gateway, Check::Walked, Check::Restored, Check::Roles, Check::Tax, Check::Hubs] {
            assert!(red.contains(&check), "{check} is green without evidence: {red:?}");
        }
        let proof = market::backups::Proof { checks: 60, breach: "stock below zero".to_owned() };
        market::backups::proven(&town.db, "b1", town.db.now(), &proof).await.expect("is written down");
        assert!(town.red(WHOLE).await.contains(&Check::Restored), "a restore with a breach proves nothing");
        town.is_ready().await;
        assert_eq!(town.red(WHOLE).await, [Check::Gateway], "the keys move no money yet");
        town.has_keys_for(Money::Real).await;
        assert_eq!(town.red(WHOLE).await, [], "everything is there");
        let walked =
            gate::seen(&mut town.read().await, Check::Walked).await.expect("lists").expect("has rows");
        assert!(
            !walked.is_empty() && walked.iter().all(|one| one.counts == 1 && one.at.is_some()),
            "{walked:?}"
        );
        let roles = gate::seen(&mut town.read().await, Check::Roles).await.expect("lists").expect("has rows");
        assert!(roles.iter().any(|one| one.name_en == "Deep" && one.note == "administrator"), "{roles:?}");
        for check in [Check::Tax, Check::Hubs, Check::Holidays] {
            let rows = gate::seen(&mut town.read().await, check).await.expect("lists").expect("has rows");
            assert!(!rows.is_empty() && rows.iter().all(|one| one.counts == 1), "{check}: {rows:?}");
        }
        assert_eq!(
            gate::seen(&mut town.read().await, Check::Sms).await.expect("asks").map(|all| all.len()),
            None
        );
        town.moves(StageEvent::StepsBack).await.expect("a trial");
        let office = town.serves("Vikas", "6300007001", Role::DcOffice).await;
        let unsigned = launch::set_stage(&town.db, office, StageEvent::GoesLive, "quickly").await;
        assert!(matches!(unsigned, Err(LaunchError::NotSigned)), "{unsigned:?}");
        let pretend = gate::sign(&town.db, office, WHOLE, "as it is").await;
        assert!(
            matches!(&pretend, Err(LaunchError::NotGreen(red)) if *red == [Check::Gateway]),
            "{pretend:?}"
        );
        town.minutes_pass(1);
        town.has_keys_for(Money::Real).await;
        let practice = Configured { sms: (0, 10), ..WHOLE };
        let refused = gate::sign(&town.db, office, practice, "as it is").await;
        assert!(matches!(&refused, Err(LaunchError::NotGreen(red)) if *red == [Check::Sms]), "{refused:?}");
        gate::sign(&town.db, office, WHOLE, "as the DC has decided").await.expect("signs");
        let kept = gate::signed_with(&mut town.read().await).await.expect("lists");
        assert_eq!(kept.len(), Check::ALL.len());
        assert!(
            kept.iter().any(|proof| proof.check == Check::Goods && proof.is_green() && proof.wanted == 5)
        );
        assert_eq!(launch::stage(&mut town.read().await).await.expect("asks"), Stage::Live);
        town.is_sound().await;
        town.suffers(&[(sql!("update gate_proof set found = -1 where check_key = 'tax'"), vec![])]).await;
        let broken: Vec<_> = town.breaches().await.iter().map(|check| check.name).collect();
        assert_eq!(broken, [STAGES]);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_that_the_clock_restored_needs_no_word_of_people() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let proof = market::backups::Proof { checks: 60, breach: String::new() };
        market::backups::proven(&town.db, "b1", town.db.now(), &proof).await.expect("is written down");
        assert!(!town.red(Configured::default()).await.contains(&Check::Restored));
    });
}
