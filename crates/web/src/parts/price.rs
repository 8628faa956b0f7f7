//! What a thing costs: one figure with all taxes in it, and what one gets for it.

use kernel::{Paise, Words};

/// A price with its unit. Nothing is ever struck through: there is no invented «old price».
#[derive(Clone, Debug)]
pub struct Price {
    /// What is paid, all taxes included.
    pub amount: Paise,
    /// Whether other variants cost more: «₹120 से».
    pub and_up: bool,
    /// What one gets for it: «500 ग्राम», «2 का जोड़ा».
    pub unit: Words,
}

part!(
    Price as price,
    r#"<span class="price"><b>{% if price.and_up %}{{ t.say("price-from").set("price", price.amount) }}{% else %}{{ price.amount }}{% endif %}</b> <small>{{ t.words(price.unit) }}</small></span>"#
);
