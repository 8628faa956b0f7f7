//! What is promised about goods, makers, places, search and imports, on both engines.

mod catalogue;
mod facets;
mod freight;
mod intake;
mod search;
mod season;
mod suggesting;
mod wordlist;

use std::sync::Arc;

use market::media::{Draw, Drawn, Format, sizes};
use store::blobs::Blobs;
use store::testing::Fresh;

/// Draws nothing but the right number of files, so that these tests need no picture library.
fn pretend_draw() -> Draw {
    let file = |(width, format): (u32, Format)| Drawn { width, height: width, format, bytes: vec![1] };
    Arc::new(move |svg| {
        if svg.contains("{{") {
            Err("a colour is missing".to_owned())
        } else {
            Ok(sizes().map(file).collect())
        }
    })
}

/// The sample district in a fresh database.
async fn district(fresh: &Fresh) {
    let media = Blobs::folder(&fresh.folder.join("media")).expect("a folder");
    let loaded = market::intake::sample_district(&fresh.db, &media, &pretend_draw(), &|_, _, _| ()).await;
    loaded.expect("the sample district loads");
}
