//! What is known already: the keys rows may refer to, and the numbers that are taken.

use std::collections::{HashMap, HashSet};

use kernel::india::Mobile;
use store::{DbError, Finder, Read};

use super::sql;
use crate::tax;

/// Keys in the database, read once per import.
#[derive(Debug, Default)]
pub(crate) struct Known {
    pub blocks: HashSet<String>,
    pub hubs: HashSet<String>,
    pub crafts: HashSet<String>,
    pub aggregators: HashSet<String>,
    /// Makers by key, with the hash of their mobile.
    pub makers: HashMap<String, String>,
    /// Makers by the hash of their mobile, with their keys: a family may have one telephone.
    pub mobiles: HashMap<String, Vec<String>>,
    pub finder: Option<Finder>,
    pub products: HashSet<String>,
    /// Product and variant, joined by a slash.
    pub variants: HashSet<String>,
    pub rates: tax::Rates,
}

impl Known {
    /// The hash by which a mobile is known here.
    pub(crate) fn hash_of(&self, mobile: &Mobile) -> String {
        self.finder.as_ref().map(|finder| finder.hash_of("mobile", mobile.as_str())).unwrap_or_default()
    }

    pub(crate) async fn read(read: &mut Read) -> Result<Known, DbError> {
        let makers: HashMap<String, String> = sql::makers(read).await?.into_iter().collect();
        let mut mobiles: HashMap<String, Vec<String>> = HashMap::with_capacity(makers.len());
        for (key, mobile) in &makers {
            mobiles.entry(mobile.clone()).or_default().push(key.clone());
        }
        Ok(Known {
            finder: Some(read.finder()?),
            blocks: sql::blocks(read).await?,
            hubs: sql::hubs(read).await?,
            crafts: sql::crafts(read).await?,
            aggregators: sql::aggregators(read).await?,
            mobiles,
            makers,
            products: sql::products(read).await?,
            variants: sql::variants(read).await?,
            rates: tax::read::rates(read).await?,
        })
    }
}
