//! Pages that are the same for everybody, kept rendered and squeezed, dropped the moment the catalogue changes.
//!
//! A page is kept under its address. It is used while the catalogue of this process has not changed and it is not older
//! than [`OLDEST`]; the second bounds what another process may have changed meanwhile.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use kernel::Paise;
use market::catalogue::Filter;
use market::catalogue::facets::{self, Facets, Heap};
use moka::sync::Cache;
use store::{DbError, Read};

use crate::squeeze::Squeezed;

/// No kept page is older, whoever changed the catalogue.
const OLDEST: Duration = Duration::from_secs(5);
/// What kept pages may weigh.
const WEIGHT_MOST: u64 = 24 * 1024 * 1024;
/// Lists whose heaps are kept; the fullest has some thousand.
const HEAPS_MOST: u64 = 64;
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

/// Which heaps: the craft, or all goods; the lowest and the highest price asked for.
type HeapsOf = (Option<String>, Option<Paise>, Option<Paise>);

/// Heaps of goods behind the choices of filters, kept as long as pages are: every page and order of a list counts the same.
#[derive(Debug)]
pub struct Heaps {
    kept: Cache<HeapsOf, Arc<KeptHeaps>>,
}

#[derive(Debug)]
struct KeptHeaps {
    generation: u64,
    made: Instant,
    heaps: Vec<Heap>,
}

impl Heaps {
    pub(crate) fn new() -> Heaps {
        Heaps { kept: Cache::new(HEAPS_MOST) }
    }

    /// The counts of a craft's goods, or of all goods, under a filter.
    pub(crate) async fn counted(
        &self,
        read: &mut Read,
        generation: u64,
        craft: Option<&str>,
        filter: &Filter,
    ) -> Result<Facets, DbError> {
        let of = (craft.map(str::to_owned), filter.price_from, filter.price_to);
        let known = self.kept.get(&of);
        let known = known.filter(|kept| kept.generation == generation && kept.made.elapsed() < OLDEST);
        let kept = match known {
            Some(kept) => kept,
            None => {
                let heaps = facets::heaps(read, craft, filter).await?;
                let kept = Arc::new(KeptHeaps { generation, made: Instant::now(), heaps });
                self.kept.insert(of, Arc::clone(&kept));
                kept
            }
        };
        Ok(facets::counted(&kept.heaps, filter))
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
