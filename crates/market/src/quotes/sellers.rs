//! Who may sell where: decided by the maker's tax class and the place of supply, before the basket is quoted.
//!
//! Sources: CGST Act s.24(ix) as relaxed by notifications 34/2023 and 36/2023 (unregistered and composition sellers
//! through an e-commerce operator sell inside their State only); a chartered accountant confirms before launch.

use kernel::ids::AggregatorId;

use super::WhyNot;
use crate::makers::TaxClass;

/// Who is the seller of record of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seller {
    /// The maker, in her own name.
    Maker,
    /// A registered seller on the maker's behalf.
    Aggregator(AggregatorId),
}

/// How the tax inside a price is split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Supply {
    /// Delivered in the seller's State: half central, half State tax.
    WithinState,
    /// Delivered in another State: integrated tax.
    BetweenStates,
}

/// The seller of record for a maker's good delivered in a State.
///
/// # Errors
/// [`WhyNot::InsideStateOnly`] if the law lets nobody sell it there; [`WhyNot::NeedsAggregator`] if nobody may sell it at all.
pub const fn seller_for(
    class: TaxClass,
    aggregator: Option<AggregatorId>,
    supply: Supply,
) -> Result<Seller, WhyNot> {
    match (class, supply) {
        (TaxClass::Regular, Supply::WithinState | Supply::BetweenStates)
        | (TaxClass::Composition | TaxClass::Enrolled, Supply::WithinState) => Ok(Seller::Maker),
        (TaxClass::Composition | TaxClass::Enrolled, Supply::BetweenStates) => match aggregator {
            Some(aggregator) => Ok(Seller::Aggregator(aggregator)),
            None => Err(WhyNot::InsideStateOnly),
        },
        (TaxClass::Unenrolled, Supply::WithinState | Supply::BetweenStates) => match aggregator {
            Some(aggregator) => Ok(Seller::Aggregator(aggregator)),
            None => Err(WhyNot::NeedsAggregator),
        },
    }
}

/// Whether the seller charges tax inside the price: registered ones do, the others may not.
pub const fn charges_tax(seller: Seller, class: TaxClass) -> bool {
    match seller {
        Seller::Aggregator(_) => true,
        Seller::Maker => matches!(class, TaxClass::Regular),
    }
}

/// In whose name a maker's good leaves the country: her own if she is registered and has what an exporter needs, else that of an
/// aggregator who has; nobody's otherwise.
pub const fn exporter_for(
    class: TaxClass,
    own: Exporter,
    aggregator: Option<AggregatorId>,
) -> Option<Seller> {
    match (class, own, aggregator) {
        (TaxClass::Regular, Exporter::Standing, _) => Some(Seller::Maker),
        (_, _, Some(aggregator)) => Some(Seller::Aggregator(aggregator)),
        (_, _, None) => None,
    }
}

/// Whether a maker has her own exporter's code and a letter of undertaking that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exporter {
    /// She has.
    Standing,
    /// She has not.
    Missing,
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Time;
    use kernel::ids::Id;

    #[test]
    fn only_a_registered_maker_exports_in_her_own_name() {
        use Exporter::{Missing, Standing};
        let federation = AggregatorId::new(Time(1), [1; 10]);
        let behalf = Some(Seller::Aggregator(federation));
        for class in TaxClass::ALL {
            let own = if *class == TaxClass::Regular { Some(Seller::Maker) } else { behalf };
            assert_eq!(exporter_for(*class, Standing, Some(federation)), own, "{class}");
            assert_eq!(exporter_for(*class, Missing, Some(federation)), behalf, "{class}");
            assert_eq!(exporter_for(*class, Missing, None), None, "{class}");
        }
    }

    #[test]
    fn the_table_of_sellers_is_as_the_law_has_it() {
        use Supply::{BetweenStates, WithinState};
        use TaxClass::{Composition, Enrolled, Regular, Unenrolled};
        let federation = AggregatorId::new(Time(1), [1; 10]);
        let (own, behalf) = (Ok(Seller::Maker), Ok(Seller::Aggregator(federation)));
        let (no, nobody) = (Err(WhyNot::InsideStateOnly), Err(WhyNot::NeedsAggregator));
        for (class, supply, with_aggregator, without) in [
            (Regular, WithinState, own, own),
            (Regular, BetweenStates, own, own),
            (Composition, WithinState, own, own),
            (Composition, BetweenStates, behalf, no),
            (Enrolled, WithinState, own, own),
            (Enrolled, BetweenStates, behalf, no),
            (Unenrolled, WithinState, behalf, nobody),
            (Unenrolled, BetweenStates, behalf, nobody),
        ] {
            assert_eq!(seller_for(class, Some(federation), supply), with_aggregator, "{class:?} {supply:?}");
            assert_eq!(seller_for(class, None, supply), without, "{class:?} {supply:?} alone");
        }
    }
}
