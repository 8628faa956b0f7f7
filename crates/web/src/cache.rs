//! Pages that are the same for everybody, kept rendered and squeezed, dropped the moment the catalogue changes.
//!
//! A page is kept under its address. It is used while the catalogue of this process has not changed and it is not older
//! than [`OLDEST`]; the second bounds what another process may have changed meanwhile.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use moka::sync::Cache;

use crate::squeeze::Squeezed;

/// No kept page is older, whoever changed the catalogue.
const OLDEST: Duration = Duration::from_secs(5);
/// What kept pages may weigh.
const WEIGHT_MOST: u64 = 24 * 1024 * 1024;
/// Longer addresses are somebody's experiment and are not kept.
const ADDRESS_MOST: usize = 300;

/// A rendered page.
#[derive(Debug)]
pub(crate) struct Kept {
    /// The state of the catalogue it was rendered from.
    generation: u64,
    made: Instant,
    /// What is sent.
    pub body: Squeezed,
    /// Its name for `If-None-Match`.
    pub tag: String,
}

/// The kept pages.
#[derive(Debug)]
pub struct Pages {
    kept: Cache<String, Arc<Kept>>,
}

impl Pages {
    pub(crate) fn new() -> Pages {
        let kept = Cache::builder()
            .max_capacity(WEIGHT_MOST)
            .weigher(|address: &String, kept: &Arc<Kept>| {
                kept.body.weight().saturating_add(u32::try_from(address.len()).unwrap_or(0))
            })
            .build();
        Pages { kept }
    }

    /// The kept page of an address, if it still tells the truth.
    pub(crate) fn get(&self, address: &str, generation: u64) -> Option<Arc<Kept>> {
        self.kept.get(address).filter(|kept| kept.generation == generation && kept.made.elapsed() < OLDEST)
    }

    /// Keeps a page rendered from `generation` and answers it.
    pub(crate) fn keep(&self, address: &str, generation: u64, html: String) -> Arc<Kept> {
        let body = Bytes::from(html);
        let tag = tag_of(&body);
        let kept =
            Arc::new(Kept { generation, made: Instant::now(), body: Squeezed::for_a_while(body), tag });
        if address.len() <= ADDRESS_MOST {
            self.kept.insert(address.to_owned(), Arc::clone(&kept));
        }
        kept
    }
}

/// A name for a body: the same body has the same name on every machine.
fn tag_of(body: &Bytes) -> String {
    use sha2::Digest as _;
    let print = sha2::Sha256::digest(body);
    format!("\"{}\"", kernel::proof::hex(&print[..10]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_dropped_with_the_catalogue_it_was_made_from() {
        let pages = Pages::new();
        pages.keep("/hi/", 7, "<p>पेड़ा".to_owned());
        assert!(pages.get("/hi/", 7).is_some());
        assert!(pages.get("/hi/", 8).is_none());
        assert!(pages.get("/en/", 7).is_none());
    }
}
