//! Tax: which GST rate a good has on a day, and what the law keeps back of a seller's money.
//!
//! Reads: `hsn_rate`, `hsn_price_step`, `withholding_rate`, which only `intake` writes; a signature marks them. Writes: `withheld`,
//! `rate_signature`.
//! Never: holds a rate in code; a rate is a row with the day it begins, its basis and how sure we are of it.
//!
//! Start at [`Rates::on`]; for what is kept back at [`withheld::kept`].

pub(crate) mod act;
pub mod read;
pub mod returns;
mod returns_sql;
pub mod rules;
pub mod signing;
pub(crate) mod sql;
pub mod withheld;

use std::collections::HashMap;
use std::sync::Arc;

use kernel::{BasisPoints, Day, Paise};

store::row! {
    /// A rate and the day from which it holds.
    pub struct RateRow {
        /// Our short word for the kind of good.
        pub hsn_key: String,
        /// The first day it holds.
        pub effective_from: Day,
        /// The HSN code; empty where the article decides its own chapter.
        pub hsn: String,
        /// What it is, in Hindi.
        pub name_hi: String,
        /// What it is, in English.
        pub name_en: String,
        /// The rate, CGST and SGST together.
        pub rate: BasisPoints,
        /// The condition the rate is bound to, in words; empty if none.
        pub holds_if: String,
        /// Where it is written.
        pub basis: String,
        /// How sure we are: `seen`, `partly_seen`, `seen_in_old_list`, `memory`, or `signed` by a chartered accountant.
        pub verified: String,
    }
}

store::row! {
    /// Above a price, a good is taxed under another key.
    pub struct StepRow {
        /// The key up to the limit.
        pub hsn_key: String,
        /// The first day it holds.
        pub effective_from: Day,
        /// The dearest piece that still has the first key, without tax.
        pub above: Paise,
        /// The key above it.
        pub other_key: String,
    }
}

/// The rate of one good on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    /// The key that holds, after a price step.
    pub hsn_key: String,
    /// The HSN code for the invoice; empty where the article decides its own chapter.
    pub hsn: String,
    /// CGST and SGST together, or IGST.
    pub rate: BasisPoints,
    /// Whether the text of the law was read for it, or an accountant has signed it.
    pub is_verified: bool,
}

/// All rates, read once and shared. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Rates {
    by_key: Arc<HashMap<String, Kind>>,
}

/// What is known of one key, the latest day first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kind {
    pub rates: Vec<RateRow>,
    pub steps: Vec<StepRow>,
}
