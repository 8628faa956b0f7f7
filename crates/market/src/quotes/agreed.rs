//! What was agreed with an institution about one delivery, as a quote counts with it: its price, its day, its freight as a whole. Pure.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use kernel::ids::VariantId;
use kernel::india::Pin;
use kernel::money::share_out;
use kernel::{Day, Paise};

use super::rules::{Good, Shipment, Way};
use crate::catalogue::Making;
use crate::delivery::Carrier;
use crate::delivery::rules::{self as delivery, Zone};

/// Food that is made to order is packed so many days before the day it was agreed for: it shall be fresh.
const FRESH_DAYS: i64 = 2;

/// What was agreed with an institution about one delivery.
#[derive(Clone, Debug)]
pub struct Agreed {
    /// Where it goes.
    pub pin: Pin,
    /// By which day.
    pub day: Day,
    /// What carrying it costs.
    pub freight: Paise,
    /// The price of one of each good, tax included.
    pub prices: BTreeMap<VariantId, Paise>,
}

/// What of a zone holds for it: a hired car brings it by that day.
pub(super) static ZONE: LazyLock<Zone> = LazyLock::new(|| Zone {
    key: "agreed".to_owned(),
    up_to_km: 0,
    days_from: 0,
    days_to: 0,
    carrier: Carrier::OwnHands,
});

impl Agreed {
    /// A good at the price that was agreed. Whether so many can be made is asked of its maker's weeks by `institutions`, which holds
    /// them.
    pub(super) fn priced(&self, good: Good) -> Good {
        let unit = self.prices.get(&good.variant).copied().unwrap_or(good.unit);
        let mut stands = good.stands;
        if stands.making == Making::ToOrder {
            stands.free = stands.free.max(good.quantity);
        }
        Good { stands, unit, ..good }
    }
}

/// The day a good is packed.
pub(super) fn packed(good: &Good, way: Way, today: Day) -> Day {
    let ready = delivery::ready(today, good.lead_days, &good.away);
    match way {
        Way::Agreed { day, .. } if good.is_food => ready.max(day.plus(-FRESH_DAYS)),
        Way::Agreed { .. } | Way::Brought | Way::Fetched(_) | Way::Across | Way::Abroad(_) => ready,
    }
}

/// What was agreed for carrying everything, parted between shipments by their weight.
pub(super) fn part_freight(shipments: &mut [Shipment], whole: Paise) -> Option<()> {
    let weights: Vec<u64> = shipments.iter().map(|one| one.weight_g.unsigned_abs()).collect();
    for (shipment, part) in shipments.iter_mut().zip(share_out(whole, &weights)?) {
        shipment.freight = part;
    }
    Some(())
}
