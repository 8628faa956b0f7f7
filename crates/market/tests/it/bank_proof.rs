//! A maker's bank account: her yes, the bank's word, two people, and a day's wait before a change holds.

use kernel::Authentic;
use kernel::ids::{BankChangeId, MakerId};
use kernel::payment::{AccountProof, ProofStatus};
use market::accounts::{Blocks, DepartmentKey, Post};
use market::bank_proof::{self, BankError, BankWrong, Deciding, Proposal};
use market::fieldwork::{Head, Officer};
use market::makers;
use store::{Db, on_each_engine, sql, testing::Fresh};

use crate::town::Town;

pub async fn people(town: &Town) -> (Officer, Head) {
    let post = Post { department: DepartmentKey::Jslps, blocks: Blocks(vec!["2201".to_owned()]) };
    let officer = Officer { person: town.person("Anjali").await, post };
    (officer, Head { person: town.person("Meera").await, department: DepartmentKey::Jslps })
}

fn proposal(maker: MakerId, account: &str) -> Proposal<'_> {
    Proposal { maker, ifsc: "sbin0001234", account_no: account, again: account, holder: "Lakhan Hansda" }
}

/// The code that was sent about an account.
async fn code(town: &Town, account: &str) -> String {
    let (all, tail) = (town.messages("sms").await, &account[account.len() - 4..]);
    let about =
        |payload: &&String| payload.contains("sms-bank-code") && payload.contains(&format!("…{tail}"));
    let notice = all.iter().find(about).expect("a code was sent");
    let digits = notice.split(|c: char| !c.is_ascii_digit()).find(|digits| digits.len() == 6);
    digits.expect("six digits").to_owned()
}

async fn bank_says(db: &Db, id: BankChangeId, status: ProofStatus, name: &str) {
    let proof = AccountProof {
        gateway_id: "fav_1".to_owned(),
        reference: id.to_string(),
        status,
        registered_name: name.to_owned(),
    };
    for _ in 0..2 {
        bank_proof::proven(db, &Authentic::answered(proof.clone())).await.expect("taken, twice");
    }
}

/// Asked for, agreed to, and the bank has answered.
pub async fn is_proven(town: &Town, officer: &Officer, maker: MakerId, account: &str) -> BankChangeId {
    let id = bank_proof::propose(&town.db, officer, &proposal(maker, account)).await.expect("asked for");
    bank_proof::agree(&town.db, officer, id, &code(town, account).await).await.expect("she agrees");
    bank_says(&town.db, id, ProofStatus::Active, "LAKHAN HANSDA").await;
    id
}

async fn account_of(db: &Db, maker: MakerId) -> Option<String> {
    let account =
        makers::read::bank_account(&mut db.read().await.expect("reads"), maker).await.expect("asks");
    account.map(|account| account.account_no.as_str().to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn lakhans_first_account_needs_his_yes_the_banks_word_and_a_second_person() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.knows_bank("SBIN").await;
        let (anjali, meera) = people(&town).await;
        let lakhan = town.maker("Lakhan");
        let typed =
            |ifsc, account_no, again, holder| Proposal { maker: lakhan, ifsc, account_no, again, holder };
        for (said, wrong) in [
            (typed("SBIN1234", "12345678901", "12345678901", "Lakhan"), BankWrong::Ifsc),
            (typed("ZZZZ0001234", "12345678901", "12345678901", "Lakhan"), BankWrong::NoSuchBank),
            (typed("SBIN0001234", "123", "123", "Lakhan"), BankWrong::Account),
            (typed("SBIN0001234", "12345678901", "12345678910", "Lakhan"), BankWrong::Twice),
            (typed("SBIN0001234", "12345678901", "12345678901", "लखन"), BankWrong::Holder),
        ] {
            let refused = bank_proof::propose(&town.db, &anjali, &said).await;
            assert!(matches!(&refused, Err(BankError::Wrong(why)) if *why == wrong), "{refused:?}");
        }
        let id = bank_proof::propose(&town.db, &anjali, &proposal(lakhan, "12345678901"))
            .await
            .expect("asked for");
        let second = bank_proof::propose(&town.db, &anjali, &proposal(lakhan, "12345678902")).await;
        assert!(matches!(second, Err(BankError::UnderWay)));
        assert!(matches!(
            bank_proof::agree(&town.db, &anjali, id, "000000").await,
            Err(BankError::WrongCode)
        ));
        assert!(town.messages("prove_account").await.is_empty(), "no rupee leaves before his yes");
        bank_proof::agree(&town.db, &anjali, id, &code(&town, "12345678901").await).await.expect("he agrees");
        assert_eq!(town.messages("prove_account").await.len(), 1);
        assert!(matches!(bank_proof::approve(&town.db, meera, id).await, Err(BankError::NotNow(_))));
        bank_says(&town.db, id, ProofStatus::Active, "LAKHAN HANSDA").await;
        let alone = Head { person: anjali.person, department: DepartmentKey::Jslps };
        assert!(matches!(bank_proof::approve(&town.db, alone, id).await, Err(BankError::SamePerson)));
        let elsewhere = Head { department: DepartmentKey::Industries, ..meera };
        assert!(matches!(bank_proof::approve(&town.db, elsewhere, id).await, Err(BankError::Missing)));
        assert_eq!(account_of(&town.db, lakhan).await, None);
        bank_proof::approve(&town.db, meera, id).await.expect("approved");
        assert_eq!(
            account_of(&town.db, lakhan).await.as_deref(),
            Some("12345678901"),
            "the first one holds at once"
        );
        assert!(matches!(bank_proof::approve(&town.db, meera, id).await, Err(BankError::NotNow(_))));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_waits_a_day_and_the_old_account_is_paid_meanwhile() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.knows_bank("SBIN").await;
        let (anjali, meera) = people(&town).await;
        let sunita = town.maker("Sunita");
        let old = account_of(&town.db, sunita).await;
        let id = is_proven(&town, &anjali, sunita, "98765432101").await;
        bank_proof::approve(&town.db, meera, id).await.expect("approved");
        assert_eq!(town.told("sms-bank-changes").await, 1, "she is told on the number she had");
        bank_proof::takes_effect(&town.db, id).await.expect("asked too early");
        assert_eq!(account_of(&town.db, sunita).await, old, "nothing has changed yet");
        town.db.clock().advance_ms(24 * 3_600_000 - 1);
        bank_proof::takes_effect(&town.db, id).await.expect("a moment too early");
        assert_eq!(account_of(&town.db, sunita).await, old);
        town.db.clock().advance_ms(1);
        for _ in 0..2 {
            bank_proof::takes_effect(&town.db, id).await.expect("the day is over; twice is fine");
        }
        assert_eq!(account_of(&town.db, sunita).await.as_deref(), Some("98765432101"));
        town.is_sound().await;
        // A hand in the database lets the day's wait vanish, and the proof sees it.
        town.suffers(&[(
            sql!(
                "update maker_bank set since_ms = since_ms - 1
                  where maker_id = $1 and since_ms = (select max(since_ms) from maker_bank where maker_id = $1)"
            ),
            store::params![sunita],
        )])
        .await;
        let checks = market::verify::run(&town.db).await.expect("looks");
        let broken: Vec<_> = checks.iter().filter(|check| !check.holds()).map(|check| check.name).collect();
        assert_eq!(broken, ["every changed bank account was proven and approved by two a day before"]);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn she_stops_a_change_and_another_name_is_not_approved() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.knows_bank("SBIN").await;
        let (anjali, meera) = people(&town).await;
        let (sunita, herself) = (town.maker("Sunita"), town.person("Sunita herself").await);
        let old = account_of(&town.db, sunita).await;
        let id = is_proven(&town, &anjali, sunita, "98765432101").await;
        bank_proof::approve(&town.db, meera, id).await.expect("approved");
        let ramesh = Deciding::Maker(town.maker("Ramesh"), herself);
        assert!(matches!(bank_proof::stop(&town.db, ramesh, id).await, Err(BankError::Missing)));
        bank_proof::stop(&town.db, Deciding::Maker(sunita, herself), id).await.expect("she stops it");
        let again = bank_proof::stop(&town.db, Deciding::Maker(sunita, herself), id).await;
        assert!(matches!(again, Err(BankError::NotNow(_))));
        assert_eq!(account_of(&town.db, sunita).await, old);

        let id =
            bank_proof::propose(&town.db, &anjali, &proposal(sunita, "98765432102")).await.expect("another");
        bank_proof::agree(&town.db, &anjali, id, &code(&town, "98765432102").await)
            .await
            .expect("she agrees");
        bank_says(&town.db, id, ProofStatus::Active, "RAMESH KUMAR MANDAL").await;
        assert!(matches!(bank_proof::approve(&town.db, meera, id).await, Err(BankError::OtherName)));
        assert!(matches!(bank_proof::refuse(&town.db, meera, id, " ").await, Err(BankError::NoReason)));
        bank_proof::refuse(&town.db, meera, id, "another's account").await.expect("refused");
        town.is_sound().await;
    });
}
