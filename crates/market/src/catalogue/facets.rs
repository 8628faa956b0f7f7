//! How many goods stand behind each choice of a filter: by craft, block, band of prices, and what is ready now.
//!
//! A choice is counted as the list would be if it were taken: with all other filters, without those of its own kind.
//! Goods that agree in all of this are one [`Heap`]; one statement answers the heaps of a list, and everything else is sums.
//!
//! Reads: `shelf`, `stock`. Writes: nothing. Start at [`heaps`]; the counting is in [`counted`].

use std::collections::{BTreeMap, HashMap};

use kernel::Paise;
use kernel::ids::ProductId;
use store::{DbError, Read};

use super::{Filter, SoldOut, facets_sql};

/// Goods that are counted at most; a district has fewer.
pub(crate) const COUNTED_MOST: i64 = 50_000;
/// Products asked for in one statement.
const PRODUCTS_AT_ONCE: usize = 48;

/// Bands of prices: the lowest and the highest price of each, in paise; the last has no end. Makers' prices are whole rupees.
pub const BANDS: [(i64, i64); 5] =
    [(0, 10_000), (10_100, 25_000), (25_100, 50_000), (50_100, 100_000), (100_100, i64::MAX)];

store::row! {
    /// Goods that are alike in all that lists are narrowed by.
    pub struct Heap {
        /// Their craft.
        pub craft_key: String,
        /// The block of their makers.
        pub block_code: String,
        /// The price of their cheapest variant; of a heap of many goods, the lowest of its band, or one without a band.
        pub price: Paise,
        /// 1 if the price lies within the filter's.
        pub within: i64,
        /// 1 if any of it can be bought now.
        pub ready: i64,
        /// How many goods.
        pub goods: i64,
    }
}

/// The counts beside the choices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// Goods that all filters together leave.
    pub all: i64,
    /// By craft.
    pub crafts: BTreeMap<String, i64>,
    /// By block.
    pub blocks: BTreeMap<String, i64>,
    /// By band, in the order of [`BANDS`].
    pub bands: [i64; BANDS.len()],
    /// Those that can be bought now.
    pub ready: i64,
}

impl Heap {
    /// Which filters it passes.
    fn passes(&self, filter: &Filter) -> Passes {
        Passes {
            craft: filter.craft.as_ref().is_none_or(|craft| *craft == self.craft_key),
            block: filter.block.as_ref().is_none_or(|block| *block == self.block_code),
            price: self.within == 1,
            ready: filter.sold_out == SoldOut::Shown || self.ready == 1,
        }
    }

    /// Whether it passes all filters.
    pub fn suits(&self, filter: &Filter) -> bool {
        let passes = self.passes(filter);
        passes.craft && passes.block && passes.price && passes.ready
    }
}

struct Passes {
    craft: bool,
    block: bool,
    price: bool,
    ready: bool,
}

/// Counts heaps under a filter.
pub fn counted<'a>(heaps: impl IntoIterator<Item = &'a Heap>, filter: &Filter) -> Facets {
    let mut facets = Facets::default();
    for heap in heaps {
        let passes = heap.passes(filter);
        if passes.block && passes.price && passes.ready {
            *facets.crafts.entry(heap.craft_key.clone()).or_default() += heap.goods;
        }
        if passes.craft && passes.price && passes.ready {
            *facets.blocks.entry(heap.block_code.clone()).or_default() += heap.goods;
        }
        if passes.craft && passes.block && passes.ready {
            let band = BANDS.iter().position(|(from, to)| (*from..=*to).contains(&heap.price.0));
            if let Some(band) = band {
                facets.bands[band] += heap.goods;
            }
        }
        if passes.craft && passes.block && passes.price {
            facets.ready += heap.goods * heap.ready;
        }
        if heap.suits(filter) {
            facets.all += heap.goods;
        }
    }
    facets
}

/// The heaps of a craft's goods, or of all goods if the craft is itself a choice. Of the filter, only the prices matter.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn heaps(read: &mut Read, craft: Option<&str>, filter: &Filter) -> Result<Vec<Heap>, DbError> {
    facets_sql::heaps(read, craft, filter).await
}

/// The counts of a craft's goods, or of all goods.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_shelf(read: &mut Read, craft: Option<&str>, filter: &Filter) -> Result<Facets, DbError> {
    let heaps = heaps(read, craft, filter).await?;
    Ok(counted(&heaps, filter))
}

/// Each of these products as a heap of one, if it is on the shelf.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_products(
    read: &mut Read,
    products: &[ProductId],
    filter: &Filter,
) -> Result<HashMap<ProductId, Heap>, DbError> {
    let mut found = HashMap::with_capacity(products.len());
    for chunk in products.chunks(PRODUCTS_AT_ONCE) {
        let places: [ProductId; PRODUCTS_AT_ONCE] =
            std::array::from_fn(|place| chunk[place.min(chunk.len() - 1)]);
        for (product, heap) in facets_sql::singles(read, &places).await? {
            let from = filter.price_from.is_none_or(|from| heap.price >= from);
            let within = from && filter.price_to.is_none_or(|to| heap.price <= to);
            found.insert(product, Heap { within: i64::from(within), ..heap });
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heap(craft: &str, block: &str, rupees: i64, ready: i64, goods: i64) -> Heap {
        Heap {
            craft_key: craft.to_owned(),
            block_code: block.to_owned(),
            price: Paise(rupees * 100),
            within: 1,
            ready,
            goods,
        }
    }

    #[test]
    fn each_choice_is_counted_without_its_own_kind() {
        let heaps =
            [heap("peda", "3082", 50, 1, 3), heap("peda", "3083", 200, 0, 2), heap("lac", "3082", 50, 1, 5)];
        let filter =
            Filter { craft: Some("peda".to_owned()), block: Some("3082".to_owned()), ..Filter::default() };
        let facets = counted(&heaps, &filter);
        assert_eq!(facets.all, 3);
        assert_eq!(facets.crafts, BTreeMap::from([("peda".to_owned(), 3), ("lac".to_owned(), 5)]));
        assert_eq!(facets.blocks, BTreeMap::from([("3082".to_owned(), 3), ("3083".to_owned(), 2)]));
        assert_eq!((facets.bands, facets.ready), ([3, 0, 0, 0, 0], 3));
        let ready = Filter { sold_out: SoldOut::Hidden, ..Filter::default() };
        assert_eq!(counted(&heaps, &ready).all, 8);
    }

    #[test]
    fn bands_do_not_overlap_and_have_no_gap_between_whole_rupees() {
        assert!(BANDS.windows(2).all(|pair| pair[0].1 + 100 == pair[1].0));
    }
}
