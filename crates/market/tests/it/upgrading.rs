//! What an older program had written plainly is sealed when the mart is upgraded, however often that is broken off.

use kernel::payment::PaymentStatus;
use market::cases::{self, Scope};
use market::personal::upgrade;
use market::{accounts, makers, orders};
use store::{Clock, Db, on_each_engine, params, sql, testing::Fresh};

use crate::town::{DEOGHAR, Town};

#[tokio::test(flavor = "multi_thread")]
async fn what_the_program_before_wrote_plainly_is_sealed_and_reads_as_before() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.buys("Anita", &[("lac bangles", 2)], DEOGHAR).await;
        town.hears(town.report(&anita, "pay_1", PaymentStatus::Captured)).await;
        let (person, maker) = (town.person("Anita").await, town.maker("Sunita"));
        // As the migration leaves what stood there before.
        town.suffers(&[
            (sql!("update person set mobile_hash = '+916300000000', mobile_sealed = '' where id = $1"), params![person]),
            (sql!("update maker set mobile_hash = '+916300000001', mobile_sealed = '' where id = $1"), params![maker]),
            (sql!("update maker_bank set account_sealed = 'Sunita' || $2 || '30123456789' where maker_id = $1"), params![maker, "\n"]),
            (
                sql!("update buyer_order set recipient_sealed = $2 where id = $1"),
                params![anita.id, "Anita\n+916300000000\n12\nCastairs Town\n"],
            ),
            (sql!("update maker set pan_sealed = 'ZZHFB1101F' where id = $1"), params![maker]),
            (sql!("update maker_case set mobile_sealed = '+916300000001' where maker_id = $1"), params![maker]),
            (sql!("update case_paper set number_sealed = 'SBIN000000130123456789' where kind = 'bank'"), params![]),
            (sql!("update job set payload_sealed = $1 where kind = 'sms'"), params!["{}"]),
        ])
        .await;
        let breaches = town.breaches().await;
        let sealed = breaches.iter().find(|check| check.name == "what is personal is sealed").expect("told");
        for place in
            ["person.mobile", "maker.pan", "maker_case.mobile", "case_paper.number", "buyer_order.recipient"]
        {
            assert!(sealed.breaches.iter().any(|breach| breach.starts_with(place)), "{place}: {breaches:#?}");
        }
        assert!(!upgrade::is_done(&fresh.db).await.expect("asked"));
        upgrade::seal_all(&fresh.db, &|_| ()).await.expect("sealed");
        upgrade::seal_all(&fresh.db, &|_| panic!("nothing is left")).await.expect("sealed before");
        assert!(upgrade::is_done(&fresh.db).await.expect("asked"));

        let other = Db::open(&fresh.url, Clock::System).await.expect("opens");
        let other = other.with_key(&store::testing::key()).expect("the key fits");
        let mut read = other.read().await.expect("reads");
        let who = accounts::who_is(&mut read, person).await.expect("asks").expect("she is there");
        assert_eq!((who.mobile.ten_digits(), who.name.as_str()), ("6300000000", "Anita"));
        let account = makers::read::bank_account(&mut read, maker).await.expect("asks").expect("an account");
        assert_eq!((account.holder.as_str(), account.account_no.as_str()), ("Sunita", "30123456789"));
        let order = orders::by_code(&mut read, &anita.code).await.expect("asks").expect("an order");
        assert_eq!(order.head.recipient.get().map(|to| to.area.as_str()), Some("Castairs Town"));
        let case = cases::of_maker(&mut read, maker).await.expect("asks").expect("a case");
        let case = cases::case(&mut read, &Scope::District, case).await.expect("asks").expect("a case");
        assert_eq!(
            case.head.mobile.as_ref().and_then(|sealed| sealed.get()).map(|mobile| mobile.ten_digits()),
            Some("6300000001")
        );
        assert!(case.papers.iter().any(|(_, ends)| ends == "…6789"), "{:?}", case.papers);
        drop(read);
        assert_eq!(town.messages("sms").await.first().map(String::as_str), Some("{}"));
        assert_plain_nowhere(&fresh.folder);
    });
}

/// On SQLite not even the leavings of the plain values are in the file.
fn assert_plain_nowhere(folder: &std::path::Path) {
    for file in ["mart.db", "mart.db-wal"] {
        let bytes = std::fs::read(folder.join(file)).unwrap_or_default();
        for plain in ["+916300000000", "Castairs Town", "ZZHFB1101F", "30123456789"] {
            let found = bytes.windows(plain.len()).any(|window| window == plain.as_bytes());
            assert!(!found, "{plain} in {file}");
        }
    }
}
