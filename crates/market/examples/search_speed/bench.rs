//! What both measures among many goods begin with: the arguments, and a throw-away mart with the sample district in it.

use std::process::ExitCode;
use std::sync::Arc;

use market::media::{Draw, Drawn, Format, sizes};
use store::{Clock, Db, Engine, testing};

/// Reads `--goods N` and `--postgres`, opens the mart, and answers by the exit code whether `measure` found the budgets kept.
pub async fn run(measure: impl AsyncFnOnce(&Db, usize) -> bool) -> ExitCode {
    let (mut count, mut engine, mut is_count) = (100_000_usize, Engine::Sqlite, false);
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--goods" => is_count = true,
            "--postgres" => engine = Engine::Postgres,
            text if is_count => (count, is_count) = (text.parse().unwrap_or(count), false),
            text => eprintln!("{text} is not understood"),
        }
    }
    let (url, folder) = testing::empty(engine).await;
    let db = Db::open(&url, Clock::System).await.expect("the database opens");
    let db = db.with_key(&testing::key()).expect("the key fits");
    db.migrate(&|_| ()).await.expect("the migrations run");
    let blobs = store::blobs::Blobs::folder(&folder.join("media")).expect("a folder");
    market::intake::sample_district(&db, &blobs, &pretend_draw(), &|_, _, _| ())
        .await
        .expect("the sample district loads");
    let met = measure(&db, count).await;
    let _ = std::fs::remove_dir_all(&folder);
    if met { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Draws nothing but the right number of files.
fn pretend_draw() -> Draw {
    let file = |(width, format): (u32, Format)| Drawn { width, height: width, format, bytes: vec![1] };
    Arc::new(move |_| Ok(sizes().map(file).collect()))
}
