//! Registers as departments hand them in.

use market::intake::{FaultKind, Register, apply, preview, sample_district, staff};
use market::makers;
use store::blobs::Blobs;
use store::testing::Fresh;
use store::{DbError, on_each_engine};

use super::{district, pretend_draw};

const HEADING: &str = "पहचान,समूह का नाम,प्रकार,मोबाइल नंबर,गाँव,प्रखंड कोड,पिन कोड,संग्रह केंद्र,शिल्प,कर श्रेणी";

fn register(rows: &[&str]) -> Vec<u8> {
    let mut text = format!("\u{feff}{HEADING}\n");
    for row in rows {
        text.push_str(row);
        text.push('\n');
    }
    text.into_bytes()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sample_district_loads_once() {
    on_each_engine!(async |fresh: &Fresh| {
        let media = fresh.folder.join("media");
        let blobs = Blobs::folder(&media).expect("a folder");
        let load =
            async || sample_district(&fresh.db, &blobs, &pretend_draw(), &|_, _, _| ()).await.expect("loads");
        let first = load().await;
        assert!(
            first.makers >= 40 && first.products >= 160 && first.hubs == 10 && first.pictures > 100,
            "{first:?}"
        );
        assert_eq!(load().await, market::intake::Summary::default(), "nothing is left to do");
        let lost =
            std::fs::read_dir(&media).expect("a folder").next().expect("not empty").expect("read").path();
        std::fs::remove_dir_all(&lost).expect("removed");
        assert_eq!(load().await.products, first.products, "lost files are drawn again");
        assert!(lost.exists());
        assert!(staff().expect("right").len() >= 10);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_messy_register_is_read_and_applied_once() {
    on_each_engine!(async |fresh: &Fresh| {
        district(fresh).await;
        let db = &fresh.db;
        let bytes = register(&[
            "naya-samuh, नया   समूह ,shg, +९१ ९८७६५ ४३२१० ,रोहिणी,3082,८१४११२,hub-deoghar,bamboo,unenrolled",
            "",
            "doosra,दूसरा,person,09876543211,रोहिणी,3082,814112,hub-deoghar,bamboo,unenrolled",
        ]);
        let seen = preview(db, Register::Makers, &bytes).await.expect("readable");
        assert_eq!((seen.rows, seen.added, seen.known, seen.faults.len()), (2, 2, 0, 0), "{:?}", seen.faults);
        assert_eq!(apply(db, Register::Makers, &bytes).await.expect("applies").added, 2);
        let again = apply(db, Register::Makers, &bytes).await.expect("applies");
        assert_eq!((again.added, again.known), (0, 2));
        let mut read = db.read().await.expect("a connection");
        let maker = makers::read::page(&mut read, "naya-samuh").await.expect("answers").expect("is there");
        assert_eq!(maker.name.hi, "नया समूह");
        let core = makers::read::core(&mut read, maker.id).await.expect("answers").expect("is there");
        assert_eq!(core.mobile.as_str(), "+919876543210");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn each_fault_names_its_row_and_the_rest_is_taken() {
    on_each_engine!(async |fresh: &Fresh| {
        district(fresh).await;
        let db = &fresh.db;
        let bytes = register(&[
            "ek,एक,shg,98765,रोहिणी,3082,814112,hub-deoghar,bamboo,unenrolled",
            "do,दो,didi,9876543212,रोहिणी,9999,814112,hub-deoghar,bamboo,regular",
            "teen,तीन,shg,9876543213,रोहिणी,3082,814112,hub-deoghar,bamboo,unenrolled",
            "char,चार,shg,9876543213,रोहिणी,3082,814112,hub-deoghar,bamboo,unenrolled",
            "paanch,पाँच,shg,9000020001,रोहिणी,3082,814112,hub-deoghar,bamboo,unenrolled",
            "teen,तीन,shg,9876543214,रोहिणी,3082,814112,hub-deoghar,bamboo,unenrolled",
        ]);
        let seen = apply(db, Register::Makers, &bytes).await.expect("readable");
        let faults: Vec<_> = seen.faults.iter().map(|fault| (fault.row, fault.field, fault.kind)).collect();
        assert_eq!(
            faults,
            [
                (2, "mobile", FaultKind::NotAMobile),
                (3, "kind", FaultKind::NotAChoice),
                (3, "block_code", FaultKind::Unknown),
                (3, "gstin", FaultKind::Missing),
                (5, "mobile", FaultKind::Twice),
                (6, "mobile", FaultKind::Taken),
                (7, "key", FaultKind::Twice),
            ]
        );
        assert_eq!(seen.added, 1);
        assert!(seen.faults[4].words().hi.contains("पंक्ति 4"));
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_stands_for_two_makers_where_the_row_says_that_the_family_shares_it() {
    on_each_engine!(async |fresh: &Fresh| {
        district(fresh).await;
        let db = &fresh.db;
        let heading =
            "key,name_hi,kind,mobile,village_hi,block_code,pincode,hub_key,craft,tax_class,phone_shared";
        let row = |key: &str, shared: &str| {
            format!("{key},{key},person,9876543212,रोहिणी,3082,814112,hub-deoghar,bamboo,unenrolled,{shared}")
        };
        let sheet = |rows: &[String]| format!("{heading}\n{}\n", rows.join("\n")).into_bytes();
        let family = sheet(&[row("radha", ""), row("shyam", "yes")]);
        let seen = apply(db, Register::Makers, &family).await.expect("readable");
        assert_eq!((seen.added, seen.faults.len()), (2, 0), "{:?}", seen.faults);
        let again = apply(db, Register::Makers, &family).await.expect("readable");
        assert_eq!((again.known, again.faults.len()), (2, 0), "{:?}", again.faults);
        let unsaid = apply(db, Register::Makers, &sheet(&[row("kishan", "")])).await.expect("readable");
        assert_eq!(unsaid.faults.iter().map(|fault| fault.kind).collect::<Vec<_>>(), [FaultKind::Taken]);
        let crowd: Vec<_> = ["ek", "do", "teen"].iter().map(|key| row(key, "yes")).collect();
        let seen = apply(db, Register::Makers, &sheet(&crowd)).await.expect("readable");
        assert_eq!((seen.added, seen.faults.len()), (2, 1), "four makers at most: {:?}", seen.faults);
        let mut read = db.read().await.expect("a connection");
        let mobile = kernel::india::Mobile::typed("9876543212").expect("a number");
        let makers = makers::read::by_mobile(&mut read, &mobile).await.expect("answers");
        assert_eq!(makers.len(), 4);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_half_way_loses_nothing() {
    on_each_engine!(async |fresh: &Fresh| {
        let media = Blobs::folder(&fresh.folder.join("media")).expect("a folder");
        for stop_at in [2, 40] {
            let left = std::sync::atomic::AtomicUsize::new(stop_at);
            let draw = pretend_draw();
            let tired: market::media::Draw = std::sync::Arc::new(move |svg| {
                let before = left.fetch_update(
                    std::sync::atomic::Ordering::SeqCst,
                    std::sync::atomic::Ordering::SeqCst,
                    |left| left.checked_sub(1),
                );
                before.map_err(|_| "the lamp went out".to_owned()).and_then(|_| draw(svg))
            });
            assert!(sample_district(&fresh.db, &media, &tired, &|_, _, _| ()).await.is_err());
        }
        district(fresh).await;
        let counted: Result<i64, DbError> = async {
            let mut read = fresh.db.read().await?;
            Ok(market::catalogue::read::crafts(&mut read).await?.iter().map(|craft| craft.goods).sum())
        }
        .await;
        assert_eq!(counted.expect("answers"), 185);
    });
}
