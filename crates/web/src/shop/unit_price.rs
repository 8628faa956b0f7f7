//! The price of a kilogram, a litre or a piece, from what a size is called or a pack holds. Pure.
//!
//! Source: Legal Metrology (Packaged Commodities) Rules 2011, rule 6: unit sale price.

use kernel::Paise;

/// In what something is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Measure {
    Grams(i64),
    Millilitres(i64),
    Pieces(i64),
}

/// The price of one unit with the key of its name; nothing for a single piece, or where nothing is measured. A pot of two litres holds
/// them and is not sold by them, so litres count for food only.
pub(super) fn of(
    price: Paise,
    (label, net_quantity): (&str, &str),
    is_food: bool,
) -> Option<(Paise, &'static str)> {
    let measured = measure(label).or_else(|| measure(net_quantity))?;
    let (times, amount, key) = match measured {
        Measure::Grams(grams) => (1_000, grams, "per-kg"),
        Measure::Millilitres(_) if !is_food => return None,
        Measure::Millilitres(ml) => (1_000, ml, "per-litre"),
        Measure::Pieces(pieces) if pieces < 2 => return None,
        Measure::Pieces(pieces) => (1, pieces, "per-piece"),
    };
    let unit = price.0.checked_mul(times)?.checked_div(amount)?;
    (amount > 0).then_some((Paise(unit), key))
}

/// `250 g`, `1 kg`, `500 ml`, `12 pieces`, `Set of 12`, `Pair`; nothing of a list of several.
fn measure(text: &str) -> Option<Measure> {
    let text = text.trim().to_ascii_lowercase();
    if text == "pair" {
        return Some(Measure::Pieces(2));
    }
    if let Some(number) = text.strip_prefix("set of ") {
        return number.trim().parse().ok().map(Measure::Pieces);
    }
    let (number, unit) = text.split_once(' ')?;
    let number: i64 = number.parse().ok()?;
    match unit.trim() {
        "g" => Some(Measure::Grams(number)),
        "kg" => number.checked_mul(1_000).map(Measure::Grams),
        "ml" => Some(Measure::Millilitres(number)),
        "l" => number.checked_mul(1_000).map(Measure::Millilitres),
        "pieces" => Some(Measure::Pieces(number)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_weighed_poured_or_counted_has_a_unit_price() {
        let of = |label, net, is_food| super::of(Paise(185_00), (label, net), is_food);
        assert_eq!(of("500 g", "250 g / 500 g", true), Some((Paise(370_00), "per-kg")));
        assert_eq!(of("1 kg", "", true), Some((Paise(185_00), "per-kg")));
        assert_eq!(of("", "500 ml", true), Some((Paise(370_00), "per-litre")));
        assert_eq!(of("2 l", "", false), None, "a pot holds two litres");
        assert_eq!(of("Set of 25", "", false), Some((Paise(7_40), "per-piece")));
        assert_eq!(of("Size 2.6", "12 pieces", false), Some((Paise(15_41), "per-piece")));
        assert_eq!(of("Pair", "", false), Some((Paise(92_50), "per-piece")));
        for nothing in ["1 piece", "Large", "0 g", "Set of 6 / Set of 12", ""] {
            assert_eq!(of(nothing, "", true), None, "{nothing}");
        }
    }
}
