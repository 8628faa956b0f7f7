//! Photos nobody shows any more leave nothing behind, and where one was taken goes when its maker is erased.

use kernel::india::Mobile;
use kernel::{Lang, Words};
use market::accounts::{self, Blocks, DepartmentKey, Role, Scope};
use market::catalogue::own_photo;
use market::media::files::{has_all, original_name};
use market::media::{Drawn, Eyes, FORGET_PICTURE, Look, Photo, act, sizes};
use market::proposals::{self, Reviewer};
use store::blobs::Blobs;
use store::testing::Fresh;
use store::{jobs, on_each_engine, transaction};

use crate::town::Town;

/// A photo among the blobs, as the darkroom leaves it.
async fn developed(blobs: &Blobs, what: &'static str) -> act::Kept {
    let drawn = |(width, format)| Drawn { width, height: width, format, bytes: vec![0; 16] };
    let photo = Photo { files: sizes().map(drawn).collect(), look: Look { light: 120, sharpness: 300 } };
    act::keep_photo(blobs, what.into(), photo, Eyes::All).await.expect("kept")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_that_is_replaced_is_gone_and_one_that_is_shown_may_lose_its_original() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::open(fresh).await;
        let blobs = Blobs::folder(&fresh.folder.join("media")).expect("a folder");
        let worker = worker::Worker { media: Some(blobs.clone()), ..town.worker.clone() };
        let sunita = town.district.sunita;
        let is_there = async |photo: &act::Kept| {
            let original = blobs.has(&original_name(&photo.id)).await.expect("asked");
            (has_all(&blobs, &photo.id).await.expect("asked"), original)
        };
        let (first, second) = (developed(&blobs, "one").await, developed(&blobs, "two").await);
        let put_up = async |photo: &act::Kept| {
            own_photo::put_up(&town.db, town.anita, sunita, "bangles", photo).await.expect("put up");
        };
        put_up(&first).await;
        put_up(&second).await;
        worker::drain(&worker).await.expect("works");
        assert_eq!(is_there(&first).await, (false, false), "nobody ever saw it");
        assert_eq!(is_there(&second).await, (true, true));

        let alt = Words::new("लाख की चूड़ी", "Lac bangles");
        own_photo::describe(&town.db, town.anita, sunita, "bangles", &alt).await.expect("described");
        worker::drain(&worker).await.expect("works");
        assert_eq!(is_there(&second).await, (true, true), "it waits to be looked at");
        let here = Blocks(vec!["2442".into()]);
        let scope =
            Scope { department: Some(DepartmentKey::Jslps), blocks: here.clone(), ..Scope::default() };
        let mobile = Mobile::typed("9800000077").expect("a number");
        let anjali = accounts::give_role(&town.db, &mobile, "Anjali", Lang::Hi, Role::Officer, &scope).await;
        let anjali = anjali.expect("an officer");
        let reviewer = Reviewer::officer(anjali, here);
        let waits =
            proposals::waiting(&mut town.db.read().await.expect("reads"), &reviewer).await.expect("lists");
        proposals::approve(&town.db, &reviewer, waits[0].id).await.expect("looked at");
        let third = developed(&blobs, "three").await;
        put_up(&third).await;
        own_photo::take_back(&town.db, sunita, "bangles").await.expect("taken back");
        let payload = format!("\"{}\"", second.id);
        let asked = transaction!(&town.db, tx => { jobs::put(tx, FORGET_PICTURE, "as an erasure does", &payload).await });
        asked.expect("asked");
        worker::drain(&worker).await.expect("works");
        assert_eq!(is_there(&third).await, (false, false), "it was taken back");
        assert_eq!(
            is_there(&second).await,
            (true, false),
            "buyers see it still; where it was taken nobody can read"
        );
        town.is_sound().await;
    });
}
