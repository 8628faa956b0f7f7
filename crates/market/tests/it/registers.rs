//! Registers of departments: handed in, looked through, entered once, taken back; and whoever is left out is told why.

use futures_util::future::join_all;
use kernel::ids::{CaseId, FilingId, PersonId};
use kernel::{Lang, Limit};
use market::accounts::{Blocks, DepartmentKey, Post};
use market::cases::{self, By, Scope, Seen};
use market::registers::{
    self, Answer, Fate, Field, FilingState, FilingView, RegisterError, RowLine, Sender, Which,
};
use market::verify;
use rust_xlsxwriter::{Format, Workbook};
use store::{Db, Sql, on_each_engine, params, sql, testing::Fresh, transaction};

use crate::town::{Town, sql as seen};

/// A month's register as the clerk of JSLPS keeps it: titles, merged villages, Devanagari digits, a total at the end.
fn clerks_workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("मार्च").expect("a name");
    let plain = Format::new();
    sheet.merge_range(0, 0, 0, 6, "जेएसएलपीएस देवघर – कारीगर सूची", &plain).expect("merged");
    let heading = ["क्र०सं०", "दीदी का नाम", "पति/पिता", "मोबाइल नं०", "ग्राम", "प्रखण्ड", "कार्य"];
    sheet.write_row(2, 0, heading).expect("written");
    sheet.merge_range(3, 4, 5, 4, "सारठ", &plain).expect("merged");
    let rows = [
        ["१", "श्रीमती सुनीता मरांडी", "रमेश", "९४३१०१२३४५ / 9801234567", "", "सारठ", "बांस की टोकरी"],
        ["२", "GEETA DEVI W/O MAHESH", "", "'9431012346", "", "SARATH", "bamboo basket"],
        ["३", "रीता कुमारी 2345 6789 0124", "मोहन", "9431012347", "", "सारठ", "बांस"],
        ["४", "मीना", "", "9.43101E+09", "चितरा", "सारठ", "बांस"],
        ["५", "", "", "9431012349", "चितरा", "पटना", "खेती"],
        ["कुल", "5", "", "", "", "", ""],
    ];
    for (at, row) in rows.iter().enumerate() {
        for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let (at, column) = (u32::try_from(at).expect("few"), u16::try_from(column).expect("few"));
            sheet.write_string(at + 3, column, *cell).expect("written");
        }
    }
    book.save_to_buffer().expect("a workbook")
}

/// The sheet of somebody who found more makers than one.
fn csv(rows: &[(&str, &str, &str)]) -> Vec<u8> {
    let lines = rows.iter().map(|(name, mobile, village)| format!("{name},{mobile},{village},सारठ,बांस\n"));
    format!("नाम,मोबाइल,ग्राम,प्रखंड,शिल्प\n{}", lines.collect::<String>()).into_bytes()
}

async fn district(db: &Db) -> Town {
    let town = Town::found(db).await;
    let added: Result<(), store::DbError> = transaction!(db, tx => {
        seen::insert_block(tx, "3088", "सारठ").await?;
        seen::insert_block(tx, "3082", "देवघर").await
    });
    added.expect("blocks");
    town
}

impl Town {
    async fn head(&self) -> Sender {
        Sender::Head(self.person("Anjali").await, DepartmentKey::Jslps)
    }

    async fn files(&self, sender: &Sender, bytes: Vec<u8>) -> FilingId {
        registers::hand_in(&self.db, sender, "पंजी.xlsx", bytes).await.expect("is read")
    }

    async fn filing(&self, sender: &Sender, id: FilingId) -> FilingView {
        registers::filing(&mut self.read().await, sender, id).await.expect("is there")
    }

    /// Takes the columns as they were guessed.
    async fn settles(&self, sender: &Sender, id: FilingId) {
        let columns = self.filing(sender, id).await.columns;
        registers::settle(&self.db, sender, id, &columns).await.expect("is settled");
        self.worker_is_done(id).await;
    }

    async fn enters(&self, sender: &Sender, id: FilingId) {
        registers::begin_import(&self.db, sender, id).await.expect("something is fit");
        self.worker_is_done(id).await;
    }

    async fn worker_is_done(&self, id: FilingId) {
        while registers::carry_on(&self.db, id).await.expect("goes on") {}
    }

    async fn rows(&self, sender: &Sender, id: FilingId, fate: Fate) -> Vec<RowLine> {
        registers::rows(&mut self.read().await, sender, id, fate, 0, Limit::of(500)).await.expect("are read")
    }

    async fn cases(&self) -> i64 {
        let (count,): (i64,) = self
            .read()
            .await
            .one(sql!("select count(*) from maker_case where source = 'register'"), params![])
            .await
            .expect("counts");
        count
    }

    async fn all_is_well(&self) {
        let checks = verify::run(&self.db).await.expect("the checks run");
        let broken: Vec<_> = checks.iter().filter(|check| !check.holds()).collect();
        assert!(broken.is_empty(), "{broken:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_messy_register_is_looked_through_and_its_fit_rows_are_entered() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = district(&fresh.db).await;
        let head = town.head().await;
        let id = town.files(&head, clerks_workbook()).await;
        let filing = town.filing(&head, id).await;
        assert_eq!((filing.state, filing.columns.heading), (FilingState::Read, 3));
        assert_eq!(
            filing.columns.fields,
            [
                Field::Serial,
                Field::Name,
                Field::Kin,
                Field::Mobile,
                Field::Village,
                Field::Block,
                Field::Craft
            ]
        );
        assert_eq!(town.cases().await, 0, "nothing is entered by reading");

        town.settles(&head, id).await;
        let filing = town.filing(&head, id).await;
        let counts =
            |filing: &FilingView| [Fate::Fit, Fate::Faulty, Fate::NoRow].map(|fate| filing.count(fate));
        assert_eq!((filing.state, counts(&filing), filing.makers()), (FilingState::Checked, [3, 2, 1], 5));
        let faulty = town.rows(&head, id, Fate::Faulty).await;
        assert_eq!(faulty.iter().map(|row| row.row).collect::<Vec<_>>(), [7, 8]);
        assert!(
            faulty[0].faults[0].told().hi.starts_with("मोबाइल नं० «9.43101E+09»: "),
            "{:?}",
            faulty[0].faults
        );
        let fit = town.rows(&head, id, Fate::Fit).await;
        assert!(fit[2].faults[0].told().hi.contains("आधार"), "the row says so and goes in");
        assert_eq!(town.cases().await, 0, "nothing is entered by looking");

        town.enters(&head, id).await;
        let filing = town.filing(&head, id).await;
        assert_eq!(
            (filing.state, filing.count(Fate::Entered), filing.count(Fate::Faulty)),
            (FilingState::Entered, 3, 2)
        );
        let entered = town.rows(&head, id, Fate::Entered).await;
        let Sender::Head(person, department) = head else { panic!("a head") };
        let scope = Scope::Head(department);
        let case = cases::case(&mut town.read().await, &scope, entered[0].case.expect("a case"))
            .await
            .expect("read")
            .expect("hers");
        assert_eq!((case.head.name.hi.as_str(), case.head.block.hi.as_str()), ("सुनीता मरांडी", "सारठ"));
        let _: PersonId = person;
        town.all_is_well().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_entered_twice_and_a_person_says_who_is_another() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = district(&fresh.db).await;
        let head = town.head().await;
        let first = town
            .files(&head, csv(&[("सुनीता मरांडी", "9431012345", "सारठ"), ("फूलमनी टुडू", "9431012346", "सारठ")]))
            .await;
        town.settles(&head, first).await;
        town.enters(&head, first).await;
        // Another department writes the same woman its own way, and one row of its own twice.
        let craftsmen = Sender::Head(town.person("Deepak").await, DepartmentKey::Industries);
        let rows = [
            ("SUNEETA MARANDI", "9431012345", "Sarath"),
            ("बसंती हेम्ब्रम", "9431012399", "चितरा"),
            ("Basanti Hembram", "9431012399", "Chitra"),
        ];
        let second = town.files(&craftsmen, csv(&rows)).await;
        town.settles(&craftsmen, second).await;
        let filing = town.filing(&craftsmen, second).await;
        assert_eq!((filing.count(Fate::Fit), filing.count(Fate::Twin)), (1, 2));
        let twins = town.rows(&craftsmen, second, Fate::Twin).await;
        assert_eq!(
            (twins[0].twins[0].department.as_str(), twins[0].twins[0].name.as_str()),
            ("jslps", "सुनीता मरांडी")
        );
        assert!(
            twins[0].twins[0].reasons.iter().any(|reason| reason == "same_mobile"),
            "{:?}",
            twins[0].twins
        );
        assert_eq!(
            (twins[1].twins[0].row, twins[1].twins[0].case.as_str()),
            (3, ""),
            "the earlier row of the file"
        );

        town.enters(&craftsmen, second).await;
        assert_eq!(town.cases().await, 3, "who waits for an answer stays out");
        let sunita = Which::Row(twins[0].row);
        registers::decide(&town.db, &craftsmen, second, sunita, Answer::Same).await.expect("is noted");
        registers::decide(&town.db, &craftsmen, second, Which::Row(twins[1].row), Answer::Another)
            .await
            .expect("is noted");
        town.enters(&craftsmen, second).await;
        let filing = town.filing(&craftsmen, second).await;
        assert_eq!((filing.count(Fate::Entered), filing.count(Fate::Same)), (2, 1));
        assert_eq!(town.cases().await, 4);
        let late = registers::decide(&town.db, &craftsmen, second, Which::Row(4), Answer::Same).await;
        assert!(matches!(late, Err(RegisterError::NoSuchRow)), "she is entered already: {late:?}");
        town.all_is_well().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_entered_meanwhile_is_asked_about_and_not_entered_again() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = district(&fresh.db).await;
        let head = town.head().await;
        let other = Sender::Head(town.person("Deepak").await, DepartmentKey::Industries);
        let (mine, theirs) = (
            town.files(&head, csv(&[("सुनीता मरांडी", "9431012345", "सारठ")])).await,
            town.files(&other, csv(&[("Sunita Marandi", "9431012345", "Sarath")])).await,
        );
        town.settles(&head, mine).await;
        town.settles(&other, theirs).await;
        town.enters(&head, mine).await;
        town.enters(&other, theirs).await;
        assert_eq!((town.cases().await, town.filing(&other, theirs).await.count(Fate::Twin)), (1, 1));
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn an_undo_takes_back_what_nobody_has_touched_and_names_the_rest() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = district(&fresh.db).await;
        let head = town.head().await;
        let rows = [
            ("सुनीता मरांडी", "9431012345", "सारठ"),
            ("फूलमनी टुडू", "9431012346", "चितरा"),
            ("मरियम बीबी", "9431012347", "बरमसिया"),
        ];
        let id = town.files(&head, csv(&rows)).await;
        town.settles(&head, id).await;
        town.enters(&head, id).await;
        let visited: CaseId = town.rows(&head, id, Fate::Entered).await[1].case.expect("a case");
        let by = By::head(town.person("Anjali").await, DepartmentKey::Jslps);
        let seen = Seen { day: town.db.now().day(), place: "घर".to_owned(), ..Seen::default() };
        cases::visit(&town.db, &by, visited, &seen).await.expect("is visited");

        registers::begin_undo(&town.db, &head, id).await.expect("within a day");
        town.worker_is_done(id).await;
        let filing = town.filing(&head, id).await;
        assert_eq!(
            (filing.state, filing.count(Fate::TakenBack), filing.count(Fate::Stayed)),
            (FilingState::TakenBack, 2, 1)
        );
        assert_eq!(town.rows(&head, id, Fate::Stayed).await[0].case, Some(visited));
        town.all_is_well().await;
        // The corrected register can be entered: who was taken back is nobody's twin, who stayed is.
        let again = town.files(&head, csv(&rows)).await;
        town.settles(&head, again).await;
        let filing = town.filing(&head, again).await;
        assert_eq!((filing.count(Fate::Fit), filing.count(Fate::Twin)), (2, 1));
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_day_it_is_too_late_to_undo_and_after_a_week_the_rows_are_forgotten() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = district(&fresh.db).await;
        let head = town.head().await;
        let id = town.files(&head, csv(&[("सुनीता मरांडी", "9431012345", "सारठ")])).await;
        town.settles(&head, id).await;
        let early = registers::begin_undo(&town.db, &head, id).await;
        assert!(matches!(early, Err(RegisterError::NotNow(_))), "nothing is entered yet: {early:?}");
        town.enters(&head, id).await;
        town.minutes_pass(24 * 60);
        let late = registers::begin_undo(&town.db, &head, id).await;
        assert!(matches!(late, Err(RegisterError::TooLate)), "{late:?}");
        assert_eq!(registers::forget_old(&town.db).await.expect("looks"), 0);
        town.minutes_pass(6 * 24 * 60 + 1);
        assert_eq!(registers::forget_old(&town.db).await.expect("looks"), 1);
        let filing = town.filing(&head, id).await;
        assert!(filing.emptied_at.is_some() && filing.makers() == 0);
        assert_eq!(town.cases().await, 1, "who was entered stays");
        town.all_is_well().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_in_the_middle_goes_on_and_two_workers_enter_nobody_twice() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = district(&fresh.db).await;
        let head = town.head().await;
        let villages = ["सारठ", "चितरा", "बरमसिया", "पालोजोरी", "जामा", "रानीबहाल", "केंदुआ", "बभनगामा"];
        let names =
            ["सुनीता", "फूलमनी", "मरियम", "रुक्मिणी", "चंपा", "जयंती", "लखिया", "तारामुनी", "पार्वती", "बिनोदिनी"];
        let rows: Vec<(String, String, &str)> = (0..450)
            .map(|n| {
                (
                    format!("{} {}", names[n % 10], ["मरांडी", "टुडू", "बीबी"][n % 3]),
                    format!("94{:08}", 31_000_000 + n * 7_919),
                    villages[n % 8],
                )
            })
            .collect();
        let rows: Vec<(&str, &str, &str)> =
            rows.iter().map(|(name, mobile, village)| (name.as_str(), mobile.as_str(), *village)).collect();
        let id = town.files(&head, csv(&rows)).await;
        town.settles(&head, id).await;
        registers::decide(&town.db, &head, id, Which::AllWaiting, Answer::Another)
            .await
            .expect("all are others");
        assert_eq!(town.filing(&head, id).await.count(Fate::Fit), 450);
        registers::begin_import(&town.db, &head, id).await.expect("begins");
        assert!(registers::carry_on(&town.db, id).await.expect("one piece"), "there is more to do");
        let so_far = town.cases().await;
        assert!((1..450).contains(&so_far), "{so_far}");
        // What a restart finds, and a second worker beside the first.
        let both = join_all([registers::carry_on(&town.db, id), registers::carry_on(&town.db, id)]).await;
        assert!(both.iter().all(Result::is_ok), "{both:?}");
        town.worker_is_done(id).await;
        assert_eq!((town.cases().await, town.filing(&head, id).await.state), (450, FilingState::Entered));
        town.all_is_well().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_person_said_of_the_columns_is_remembered_for_the_department() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = district(&fresh.db).await;
        let head = town.head().await;
        let odd = || "दीदी,सम्पर्क सूत्र,टोला\nसुनीता,9431012345,सारठ\n".as_bytes().to_vec();
        let id = town.files(&head, odd()).await;
        let mut columns = town.filing(&head, id).await.columns;
        let refused = registers::settle(&town.db, &head, id, &columns).await;
        assert!(matches!(refused, Err(RegisterError::NoNameColumn)), "{refused:?}");
        columns.heading = 1;
        columns.fields = vec![Field::Name, Field::Mobile, Field::Village];
        let refused = registers::settle(&town.db, &head, id, &columns).await;
        assert!(matches!(refused, Err(RegisterError::NoBlock)), "{refused:?}");
        (columns.block, columns.craft) = ("3088".to_owned(), "bamboo".to_owned());
        registers::settle(&town.db, &head, id, &columns).await.expect("enough is told");
        town.worker_is_done(id).await;
        assert_eq!(town.filing(&head, id).await.count(Fate::Fit), 1);
        let next = town.files(&head, odd()).await;
        assert_eq!(town.filing(&head, next).await.columns.fields, columns.fields);
        let other = Sender::Head(town.person("Deepak").await, DepartmentKey::Industries);
        let theirs = town.files(&other, odd()).await;
        assert_ne!(
            town.filing(&other, theirs).await.columns.fields,
            columns.fields,
            "another department says its own"
        );
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn anothers_register_does_not_exist_and_an_officer_keeps_to_her_blocks() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = district(&fresh.db).await;
        let head = town.head().await;
        let post =
            |code: &str| Post { department: DepartmentKey::Jslps, blocks: Blocks(vec![code.to_owned()]) };
        let officer = Sender::Officer(town.person("Manoj").await, post("3082"));
        let id = town.files(&officer, csv(&[("सुनीता मरांडी", "9431012345", "सारठ")])).await;
        town.settles(&officer, id).await;
        assert_eq!(town.filing(&officer, id).await.count(Fate::Faulty), 1, "Sarath is not her block");
        assert_eq!(town.filing(&head, id).await.makers(), 1, "her head sees it");
        let strangers = [
            Sender::Officer(town.person("Salma").await, post("3082")),
            Sender::Head(town.person("Deepak").await, DepartmentKey::Industries),
        ];
        for stranger in strangers {
            let mut read = town.read().await;
            assert!(matches!(
                registers::filing(&mut read, &stranger, id).await,
                Err(RegisterError::NoFiling(_))
            ));
            assert!(registers::filings(&mut read, &stranger, Limit::of(10)).await.expect("reads").is_empty());
            drop(read);
            for refused in [
                registers::begin_import(&town.db, &stranger, id).await,
                registers::begin_undo(&town.db, &stranger, id).await,
                registers::throw_away(&town.db, &stranger, id).await,
                registers::decide(&town.db, &stranger, id, Which::AllWaiting, Answer::Same).await,
            ] {
                assert!(matches!(refused, Err(RegisterError::NoFiling(_))), "{refused:?}");
            }
        }
        registers::throw_away(&town.db, &officer, id).await.expect("is hers");
        assert_eq!(town.filing(&officer, id).await.state, FilingState::ThrownAway);
        assert_eq!(town.filing(&officer, id).await.makers(), 0);
    });
}

/// Tables that looking at a register must leave as they are.
const COUNTS: [fn() -> Sql; 5] = [
    || sql!("select count(*) from filing"),
    || sql!("select count(*) from filing_row"),
    || sql!("select count(*) from maker_case"),
    || sql!("select count(*) from audit_entry"),
    || sql!("select count(*) from job"),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_writes_nothing_at_all() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = district(&fresh.db).await;
        let machine = Sender::Machine(DepartmentKey::Jslps);
        let counted = async || {
            let mut counts: Vec<i64> = Vec::new();
            for count in COUNTS {
                let (rows,): (i64,) = town.read().await.one(count(), params![]).await.expect("counts");
                counts.push(rows);
            }
            counts
        };
        let before = counted().await;
        let preview =
            registers::preview(&town.db, &machine, clerks_workbook(), &registers::ForAll::default())
                .await
                .expect("is read");
        assert_eq!((preview.rows, preview.ok), (5, 3));
        let garbage = (0..2_000_u32).map(|n| u8::try_from(n * 31 % 256).expect("a byte")).collect();
        assert!(
            registers::preview(&town.db, &machine, garbage, &registers::ForAll::default()).await.is_err()
        );
        assert_eq!(counted().await, before);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_goes_back_says_what_to_put_right_and_calculates_nothing() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = district(&fresh.db).await;
        let head = town.head().await;
        let id = town
            .files(
                &head,
                csv(&[("=HYPERLINK(\"http://x\")", "12345", "सारठ"), ("सुनीता", "9431012345", "सारठ")]),
            )
            .await;
        town.settles(&head, id).await;
        let (headings, rows) = registers::left_out(&mut town.read().await, &head, id).await.expect("is read");
        let text = String::from_utf8(registers::out::csv(&headings, &rows, Lang::Hi)).expect("UTF-8");
        assert!(text.starts_with('\u{feff}') && text.contains("\"'=HYPERLINK"), "{text}");
        assert!(text.contains("मोबाइल «12345»: यह भारत का मोबाइल नंबर नहीं है"), "{text}");
        assert_eq!(text.lines().count(), 2, "fit rows do not go back");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn no_aadhaar_and_no_number_of_anybody_lies_readable_in_the_database() {
    let fresh = store::testing::fresh(store::Engine::Sqlite).await;
    let town = district(&fresh.db).await;
    let head = town.head().await;
    let id = town.files(&head, clerks_workbook()).await;
    town.settles(&head, id).await;
    for path in std::fs::read_dir(&fresh.folder).expect("a folder").flatten() {
        let bytes = std::fs::read(path.path()).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        for canary in ["2345 6789 0124", "234567890124", "9431012347", "रीता कुमारी", "#aadhaar"]
        {
            assert!(!text.contains(canary), "{canary} in {:?}", path.path());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hand_in_the_database_shows() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = district(&fresh.db).await;
        let head = town.head().await;
        let id = town.files(&head, csv(&[("सुनीता मरांडी", "9431012345", "सारठ")])).await;
        town.settles(&head, id).await;
        town.enters(&head, id).await;
        town.suffers(&[(sql!("update maker_case set source = 'officer' where source = 'register'"), vec![])])
            .await;
        let checks = verify::run(&town.db).await.expect("the checks run");
        let broken: Vec<&str> =
            checks.iter().filter(|check| !check.holds()).map(|check| check.name).collect();
        assert!(broken.contains(&"every row of a register that was entered is one case"), "{broken:?}");
    });
}
