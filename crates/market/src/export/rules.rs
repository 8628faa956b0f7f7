//! Decisions about what goes abroad. Pure: amounts, weights, rates and days come in as arguments.
//!
//! Source of the limit between the two forms of customs: Universal Postal Union, CN 22 up to 300 special drawing rights; tracked
//! packets and small forms end at two kilograms.

use kernel::{Day, Paise};

use super::Fault;

/// CN 22 is for at most so many hundredths of a special drawing right.
const CN22_MOST_SDR_E2: i64 = 30_000;
/// And for at most this weight.
const CN22_MOST_G: i64 = 2_000;
/// The post takes nothing heavier abroad.
pub const HEAVIEST_G: i64 = 30_000;
/// A box may weigh so many hundredths more than its goods do packed; beyond that one of both was weighed wrongly.
const BOX_MORE_PERCENT: i64 = 40;
/// And so much always: the box itself.
const BOX_ITSELF_G: i64 = 400;

/// Whether a text is a code of the customs tariff at eight digits.
pub fn is_hs8(text: &str) -> bool {
    text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text has the shape of an importer-exporter code: that of a PAN, or ten digits of the older kind.
pub fn is_iec(text: &str) -> bool {
    let shape: Vec<bool> = text.bytes().map(|byte| byte.is_ascii_digit()).collect();
    let letters = text.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    let of_pan = [false, false, false, false, false, true, true, true, true, false];
    letters && (shape == of_pan || (shape.len() == 10 && shape.iter().all(|digit| *digit)))
}

/// What the post takes for a weight: a first weight, and so much for each begun further one; nothing above its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tariff {
    /// The first weight.
    pub first_g: i64,
    /// Its price.
    pub first: Paise,
    /// Each further weight.
    pub each_g: i64,
    /// Its price.
    pub each: Paise,
    /// The heaviest.
    pub up_to_g: i64,
}

impl Tariff {
    /// The freight of a weight; `None` if the service does not take it.
    pub fn of(self, weight_g: i64) -> Option<Paise> {
        if weight_g <= 0 || weight_g > self.up_to_g || self.each_g <= 0 {
            return None;
        }
        let more = (weight_g - self.first_g).max(0);
        let steps = u32::try_from((more + self.each_g - 1) / self.each_g).ok()?;
        self.first.plus(self.each.times(steps)?)
    }
}

/// An amount in hundredths of another currency, rounded to the nearest, at so many ten-thousandths of a rupee for one unit.
pub fn in_hundredths(amount: Paise, rupees_e4: i64) -> Option<i64> {
    if rupees_e4 <= 0 || amount.is_negative() {
        return None;
    }
    let exact = i128::from(amount.0) * 10_000;
    i64::try_from((exact + i128::from(rupees_e4) / 2) / i128::from(rupees_e4)).ok()
}

/// Hundredths of a currency as they are written on papers: `USD 4.10`.
pub fn written(currency: &str, hundredths: i64) -> String {
    format!("{currency} {}.{:02}", hundredths / 100, hundredths % 100)
}

/// A rate of exchange as it is written: `84.25`.
pub fn rate_written(rupees_e4: i64) -> String {
    let text = format!("{}.{:04}", rupees_e4 / 10_000, rupees_e4 % 10_000);
    let short = text.trim_end_matches('0');
    let places = short.split_once('.').map_or(0, |(_, part)| part.len());
    format!("{short}{}", "0".repeat(2_usize.saturating_sub(places)))
}

/// A rate of exchange as somebody types it; at most four places.
pub fn rate_typed(text: &str) -> Option<i64> {
    let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 6 || part.len() > 4 || !is_number(whole) || !is_number(part) {
        return None;
    }
    let part: i64 = format!("{part:0<4}").parse().ok()?;
    Some(whole.parse::<i64>().ok()? * 10_000 + part).filter(|rate| *rate > 0)
}

kernel::codes! {
    /// Which of the two forms of customs lies on the box.
    pub enum Form {
        /// The short one.
        Cn22 = "cn22",
        /// The long one.
        Cn23 = "cn23",
    }
}

/// The form for a value and a weight. Without a rate nobody can say that the value is small: it is the long one.
pub fn form_for(value: Paise, sdr_e4: Option<i64>, gross_g: i64) -> Form {
    let sdr = sdr_e4.and_then(|rate| in_hundredths(value, rate));
    match sdr {
        Some(sdr) if sdr <= CN22_MOST_SDR_E2 && gross_g <= CN22_MOST_G => Form::Cn22,
        _ => Form::Cn23,
    }
}

/// A line of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weighed {
    /// Pieces on the papers.
    pub quantity: i64,
    /// Pieces of the order.
    pub ordered: i64,
    /// The value on the papers.
    pub value: Paise,
    /// What the order says.
    pub paid: Paise,
    /// One piece alone.
    pub net_g: i64,
    /// One piece packed.
    pub gross_g: i64,
}

/// Everything the papers of a case must agree about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Its lines.
    pub lines: Vec<Weighed>,
    /// What the whole box weighs, if somebody has weighed it.
    pub gross_g: Option<i64>,
    /// The name on the box.
    pub box_name: String,
    /// The name the buyer gave.
    pub buyer_name: String,
    /// How many photos there are.
    pub photos: i64,
    /// Whether its country asks for a certificate.
    pub needs_certificate: bool,
    /// Its number; empty without one.
    pub certificate: String,
    /// Whether its country takes it today.
    pub goes: bool,
    /// Until when the letter of undertaking holds.
    pub lut_until: Day,
    /// Whether the exporter's code has its shape.
    pub has_iec: bool,
    /// Whether the rate of exchange is known.
    pub has_rate: bool,
    /// Whether the order is paid and its shipment lives.
    pub is_living: bool,
}

/// What two papers would say differently, or what is missing, in the order in which somebody mends it.
pub fn faults(facts: &Facts, today: Day) -> Vec<Fault> {
    let mut found = Vec::new();
    let mut add = |is_so: bool, fault: Fault| {
        if is_so {
            found.push(fault);
        }
    };
    let total = |of: fn(&Weighed) -> i64| -> i64 {
        facts.lines.iter().map(|line| of(line).saturating_mul(line.quantity)).sum()
    };
    let (net, packed) = (total(|line| line.net_g), total(|line| line.gross_g));
    add(!facts.is_living, Fault::Order);
    add(!facts.goes, Fault::Country);
    add(!facts.has_iec || facts.lut_until < today, Fault::Exporter);
    add(!facts.has_rate, Fault::Rate);
    add(
        facts.lines.iter().any(|line| line.quantity != line.ordered) || facts.lines.is_empty(),
        Fault::Pieces,
    );
    add(facts.lines.iter().any(|line| line.value != line.paid), Fault::Value);
    add(facts.needs_certificate && facts.certificate.is_empty(), Fault::Certificate);
    match facts.gross_g {
        None => add(true, Fault::NotPacked),
        Some(gross) => {
            add(!same_name(&facts.box_name, &facts.buyer_name), Fault::Name);
            add(gross < net, Fault::TooLight);
            let most = packed.saturating_mul(100 + BOX_MORE_PERCENT) / 100 + BOX_ITSELF_G;
            add(gross > most || gross > HEAVIEST_G, Fault::TooHeavy);
        }
    }
    add(facts.photos == 0, Fault::NoPhoto);
    found
}

/// Whether two names are one: small and large letters, dots and spaces do not count.
fn same_name(one: &str, other: &str) -> bool {
    let plain = |text: &str| -> Vec<String> {
        let letters = text.to_lowercase().replace(['.', ','], " ");
        letters.split_whitespace().map(str::to_owned).collect()
    };
    !plain(one).is_empty() && plain(one) == plain(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> Facts {
        let line = Weighed {
            quantity: 2,
            ordered: 2,
            value: Paise(300_00),
            paid: Paise(300_00),
            net_g: 500,
            gross_g: 600,
        };
        Facts {
            lines: vec![line],
            gross_g: Some(1_400),
            box_name: "hans müller".to_owned(),
            buyer_name: "Hans  Müller".to_owned(),
            photos: 1,
            needs_certificate: true,
            certificate: "PSC/JH/26/117".to_owned(),
            goes: true,
            lut_until: Day(100),
            has_iec: true,
            has_rate: true,
            is_living: true,
        }
    }

    #[test]
    fn papers_that_agree_have_no_fault_and_each_disagreement_has_its_own() {
        let today = Day(100);
        assert_eq!(faults(&facts(), today), []);
        let with = |change: fn(&mut Facts)| {
            let mut facts = facts();
            change(&mut facts);
            faults(&facts, Day(100))
        };
        assert_eq!(with(|f| f.gross_g = Some(999)), [Fault::TooLight]);
        assert_eq!(with(|f| f.gross_g = Some(2_081)), [Fault::TooHeavy]);
        assert_eq!(with(|f| f.gross_g = None), [Fault::NotPacked]);
        assert_eq!(with(|f| f.box_name = "Hans Maier".to_owned()), [Fault::Name]);
        assert_eq!(with(|f| f.lines[0].value = Paise(200_00)), [Fault::Value]);
        assert_eq!(with(|f| f.lines[0].ordered = 3), [Fault::Pieces]);
        assert_eq!(with(|f| f.certificate.clear()), [Fault::Certificate]);
        assert_eq!(with(|f| f.photos = 0), [Fault::NoPhoto]);
        assert_eq!(with(|f| f.lut_until = Day(99)), [Fault::Exporter]);
        assert_eq!(with(|f| f.goes = false), [Fault::Country]);
        assert_eq!(with(|f| (f.has_rate, f.is_living) = (false, false)), [Fault::Order, Fault::Rate]);
    }

    #[test]
    fn freight_counts_begun_weights_and_ends_at_its_limit() {
        let ems = Tariff {
            first_g: 250,
            first: Paise(1_200_00),
            each_g: 250,
            each: Paise(150_00),
            up_to_g: 20_000,
        };
        assert_eq!(ems.of(250), Some(Paise(1_200_00)));
        assert_eq!(ems.of(251), Some(Paise(1_350_00)));
        assert_eq!(ems.of(1_000), Some(Paise(1_650_00)));
        assert_eq!((ems.of(20_001), ems.of(0)), (None, None));
    }

    #[test]
    fn amounts_and_rates_read_and_are_written_exactly() {
        assert_eq!(rate_typed("84.25"), Some(842_500));
        assert_eq!(rate_typed("0.5612"), Some(5_612));
        assert_eq!([rate_typed("84.25001"), rate_typed("0"), rate_typed("x"), rate_typed("-1")], [None; 4]);
        assert_eq!((rate_written(842_500), rate_written(5_612)), ("84.25".to_owned(), "0.5612".to_owned()));
        assert_eq!(in_hundredths(Paise(345_43), 842_500), Some(410));
        assert_eq!(written("USD", 410), "USD 4.10");
        assert_eq!(in_hundredths(Paise(1), 0), None);
    }

    #[test]
    fn a_small_value_has_the_short_form_if_anybody_can_say_that_it_is_small() {
        let sdr = Some(1_100_000);
        assert_eq!(form_for(Paise(33_000_00), sdr, 2_000), Form::Cn22);
        assert_eq!(form_for(Paise(33_001_00), sdr, 2_000), Form::Cn23);
        assert_eq!(form_for(Paise(100_00), sdr, 2_001), Form::Cn23);
        assert_eq!(form_for(Paise(100_00), None, 200), Form::Cn23);
    }

    #[test]
    fn codes_have_their_shape() {
        assert!(is_hs8("46021100") && !is_hs8("460211") && !is_hs8("4602110a"));
        assert!(is_iec("AAAAA0000A") && is_iec("0512345678"));
        assert!(!is_iec("AAAA00000A") && !is_iec("aaaaa0000a") && !is_iec(""));
    }
}
