//! What is known already: the keys rows may refer to, and the numbers that are taken.

use std::collections::{HashMap, HashSet};

use store::{DbError, Read};

use super::sql;
use crate::tax;

/// Keys in the database, read once per import.
#[derive(Debug, Default)]
pub(crate) struct Known {
    pub blocks: HashSet<String>,
    pub hubs: HashSet<String>,
    pub crafts: HashSet<String>,
    pub aggregators: HashSet<String>,
    /// Makers by key, with their mobile.
    pub makers: HashMap<String, String>,
    /// Makers by mobile, with their keys: a family may have one telephone.
    pub mobiles: HashMap<String, Vec<String>>,
    pub products: HashSet<String>,
    /// Product and variant, joined by a slash.
    pub variants: HashSet<String>,
    pub rates: tax::Rates,
}

impl Known {
    pub(crate) async fn read(read: &mut Read) -> Result<Known, DbError> {
        let makers: HashMap<String, String> = sql::makers(read).await?.into_iter().collect();
        let mut mobiles: HashMap<String, Vec<String>> = HashMap::with_capacity(makers.len());
        for (key, mobile) in &makers {
            mobiles.entry(mobile.clone()).or_default().push(key.clone());
        }
        Ok(Known {
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
