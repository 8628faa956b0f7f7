//! From answers to a listing or an inspection: every answer is right, or it is told which is not and why.

use kernel::digits::ascii_digits;
use kernel::ids::{MakerId, ProductId};
use kernel::india::{Mobile, Pin};
use kernel::{Day, Paise, Words};

use super::answers::Answers;
use super::food::Food;
use super::price::Costs;
use super::standards::{self, Finding, Standard, is_eaten};
use super::wrong::{Why, Wrong};
use crate::accounts::Blocks;
use crate::catalogue::Making;
use crate::makers::MakerKind;
use crate::templates::{Answer, Template};

/// Somebody met for the first time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MakerNew {
    /// Her name, or her group's.
    pub name: Words,
    /// Where she is reached.
    pub mobile: Mobile,
    /// What kind of maker.
    pub kind: MakerKind,
    /// Her village.
    pub village: Words,
    /// Her block.
    pub block: String,
    /// Her panchayat; may be empty.
    pub panchayat: String,
    /// Her pincode.
    pub pincode: Pin,
}

/// For whom a good is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// A maker the mart knows.
    Known(MakerId),
    /// Somebody met for the first time.
    New(Box<MakerNew>),
}

/// What is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Good {
    /// Its name.
    pub name: Words,
    /// What is said of it; may be empty.
    pub words: Words,
    /// Length, breadth and height of the packed piece, in millimetres.
    pub size_mm: [i64; 3],
    /// Weight of the packed piece.
    pub weight_g: i64,
    /// Whether it lies ready or is made when ordered.
    pub making: Making,
    /// How many lie ready.
    pub stock: i64,
    /// Days until one is ready.
    pub lead_days: i64,
    /// How many a week, if made to order.
    pub capacity_per_week: i64,
    /// For what people eat.
    pub food: Option<Food>,
}

/// A listing whose answers are all there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// For whom.
    pub whose: Whose,
    /// Its craft.
    pub craft: String,
    /// What.
    pub good: Good,
    /// What a piece costs its maker.
    pub costs: Costs,
    /// What she asks for it, tax included.
    pub price: Paise,
    /// What was answered to the questions of its craft.
    pub answers: Vec<Answer>,
}

kernel::codes! {
    /// How an inspection ends, by its worst finding.
    pub enum Verdict {
        /// Everything is right.
        Approved = "approved",
        /// Something must be mended first.
        OnHold = "on_hold",
        /// It must not be sold.
        NotApproved = "not_approved",
    }
}

/// An inspection whose answers are all there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspected {
    /// What was looked at.
    pub product: ProductId,
    /// What was found, check by check.
    pub findings: Vec<Finding>,
    /// The worst of them.
    pub verdict: Verdict,
    /// What to mend, in words for the maker.
    pub note: String,
    /// When it is looked at again.
    pub recheck: Option<Day>,
}

/// The questions whose answers are findings.
pub const fn finding_keys() -> &'static [&'static str] {
    &["check_1", "check_2", "check_3", "check_4", "check_5", "check_6", "check_7", "check_8"]
}

/// Reads answers and notes what is wrong with them instead of stopping at the first.
pub(super) struct Reader<'a> {
    pub(super) answers: &'a Answers,
    pub(super) wrongs: Vec<Wrong>,
}

impl<'a> Reader<'a> {
    pub(super) fn wrong<T>(&mut self, key: &'static str, why: Why) -> Option<T> {
        self.wrongs.push(Wrong { key, why });
        None
    }

    pub(super) fn shaped<T>(
        &mut self,
        key: &'static str,
        why: Why,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        match self.answers.get(key) {
            "" => self.wrong(key, Why::Missing),
            typed => match read(typed) {
                Some(value) => Some(value),
                None => self.wrong(key, why),
            },
        }
    }

    pub(super) fn needed(&mut self, key: &'static str) -> String {
        self.shaped(key, Why::Missing, |typed| Some(typed.to_owned())).unwrap_or_default()
    }

    pub(super) fn words(&mut self, hi: &'static str, en: &'static str) -> Words {
        let words = Words::new(self.answers.get(hi), self.answers.get(en));
        if words.hi.is_empty() && words.en.is_empty() {
            self.wrongs.push(Wrong { key: hi, why: Why::Missing });
        }
        words
    }

    pub(super) fn number(&mut self, key: &'static str, least: i64, most: i64) -> i64 {
        let read = |typed: &str| {
            let plain = ascii_digits(typed).replace([',', ' '], "");
            plain.parse().ok().filter(|number| (least..=most).contains(number))
        };
        self.shaped(key, Why::NotANumber, read).unwrap_or(least)
    }

    /// Centimetres with at most one place behind the point, as millimetres.
    fn millimetres(&mut self, key: &'static str) -> i64 {
        let read = |typed: &str| tenths(typed).filter(|mm| (1..=30_000).contains(mm));
        self.shaped(key, Why::NotANumber, read).unwrap_or(1)
    }

    fn rupees(&mut self, key: &'static str) -> Paise {
        self.shaped(key, Why::NotRupees, rupees).unwrap_or_default()
    }

    /// Rupees that may be left out: then they are none.
    fn rupees_or_none(&mut self, key: &'static str) -> Paise {
        if self.answers.get(key).is_empty() { Paise(0) } else { self.rupees(key) }
    }

    pub(super) fn choice<T: std::str::FromStr>(&mut self, key: &'static str) -> Option<T> {
        self.shaped(key, Why::NotAChoice, |typed| typed.parse().ok())
    }
}

/// `12.5` or `१२.५` → 125.
fn tenths(typed: &str) -> Option<i64> {
    let plain = ascii_digits(typed).replace(',', "");
    let (whole, part) = plain.trim().split_once('.').unwrap_or((plain.trim(), "0"));
    let part: i64 = part.get(..1)?.parse().ok()?;
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    whole.checked_mul(10)?.checked_add(part)
}

fn rupees(typed: &str) -> Option<Paise> {
    Paise::typed(typed).filter(|amount| (0..=10_000_000).contains(&amount.0))
}

/// Every answer that carries what no answer may.
pub(super) fn forbidden(reader: &mut Reader<'_>, kind: super::Kind) {
    for key in super::keys_of(kind) {
        let typed = reader.answers.get(key);
        let found = if *key == "mobile" {
            kernel::aadhaar::is_in_mobile(typed)
        } else {
            kernel::aadhaar::is_in(typed)
        };
        if found {
            reader.wrongs.push(Wrong { key, why: Why::Aadhaar });
        }
    }
}

/// The listing behind the answers, held against the template of its craft; `mobile` is kept apart from them. Without a
/// template the craft is none of ours.
///
/// # Errors
/// Every answer that is missing or wrong, in the order of the questions.
pub fn listing(
    answers: &Answers,
    mobile: &str,
    blocks: &Blocks,
    standard: Option<&Standard>,
    today: Day,
) -> Result<Listing, Vec<Wrong>> {
    let mut reader = Reader { answers, wrongs: Vec::new() };
    forbidden(&mut reader, super::Kind::Listing);
    let whose = whose(&mut reader, mobile, blocks);
    let craft = reader.needed("craft");
    let asked = standard.map(|standard| standards::answered(&mut reader, standard)).unwrap_or_default();
    if standard.is_none() && !craft.is_empty() {
        reader.wrongs.push(Wrong { key: "craft", why: Why::NotAChoice });
    }
    let good = good(&mut reader, standard.map(|standard| &standard.held.template), today);
    let quarters = |typed: &str| tenths(typed).and_then(|tenths| tenths.checked_mul(4)).map(|q| (q + 9) / 10);
    let costs = Costs {
        material: reader.rupees("material"),
        quarter_hours: reader
            .shaped("hours", Why::NotANumber, |t| quarters(t).filter(|q| *q <= 8_000))
            .unwrap_or(0),
        packing: reader.rupees_or_none("packing"),
        freight: reader.rupees_or_none("freight"),
    };
    let price = reader.shaped("price", Why::NotRupees, |typed| rupees(typed).filter(|price| price.0 >= 100));
    match (whose, good, price) {
        (Some(whose), Some(good), Some(price)) if reader.wrongs.is_empty() => {
            Ok(Listing { whose, craft, good, costs, price, answers: asked })
        }
        _ => Err(reader.wrongs),
    }
}

fn whose(reader: &mut Reader<'_>, mobile: &str, blocks: &Blocks) -> Option<Whose> {
    if !reader.answers.get("maker").is_empty() {
        return reader.choice("maker").map(Whose::Known);
    }
    let name = reader.words("name_hi", "name_en");
    let mobile = match mobile {
        "" => reader.wrong("mobile", Why::Missing),
        typed => Mobile::typed(typed).or_else(|| reader.wrong("mobile", Why::NotAMobile)),
    };
    let kind = if reader.answers.get("maker_kind").is_empty() {
        Some(MakerKind::Person)
    } else {
        reader.choice("maker_kind")
    };
    let block = reader.needed("block");
    if !block.is_empty() && !blocks.cover(&block) {
        reader.wrongs.push(Wrong { key: "block", why: Why::OtherBlock });
    }
    let village = reader.words("village_hi", "village_en");
    let pincode = reader.shaped("pincode", Why::NotAPin, Pin::typed);
    let panchayat = reader.answers.get("panchayat").to_owned();
    let new = MakerNew { name, mobile: mobile?, kind: kind?, village, block, panchayat, pincode: pincode? };
    Some(Whose::New(Box::new(new)))
}

fn good(reader: &mut Reader<'_>, template: Option<&Template>, today: Day) -> Option<Good> {
    let name = reader.words("good_hi", "good_en");
    let words = Words::new(reader.answers.get("words_hi"), reader.answers.get("words_en"));
    let size_mm = ["length_cm", "breadth_cm", "height_cm"].map(|key| reader.millimetres(key));
    let weight_g = reader.number("weight_g", 1, 60_000);
    let making: Option<Making> = reader.choice("making");
    let (stock, lead_days, capacity_per_week) = match making {
        Some(Making::ToOrder) => (0, reader.number("lead_days", 1, 90), reader.number("capacity", 1, 1_000)),
        Some(Making::Stock) | None => (reader.number("stock", 1, 10_000), 1, 0),
    };
    let food = template.filter(|template| is_eaten(template.eaten, reader.answers));
    let food = food.map(|template| super::food::food(reader, template, today));
    Some(Good { name, words, size_mm, weight_g, making: making?, stock, lead_days, capacity_per_week, food })
}

/// The inspection behind the answers, of a good with so many checks; `photos` came with it.
///
/// # Errors
/// Every answer that is missing or wrong.
pub fn inspection(
    answers: &Answers,
    checks: usize,
    photos: usize,
    today: Day,
) -> Result<Inspected, Vec<Wrong>> {
    let mut reader = Reader { answers, wrongs: Vec::new() };
    forbidden(&mut reader, super::Kind::Inspection);
    let product = reader.choice("product");
    let found: Vec<Option<Finding>> =
        finding_keys().iter().take(checks).map(|key| reader.choice(key)).collect();
    let findings: Vec<Finding> = found.into_iter().flatten().collect();
    let verdict = verdict(&findings);
    let note = answers.get("note").to_owned();
    if verdict != Verdict::Approved && note.is_empty() {
        reader.wrongs.push(Wrong { key: "note", why: Why::NoNote });
    }
    if verdict == Verdict::NotApproved && photos == 0 {
        reader.wrongs.push(Wrong { key: "photo", why: Why::NoPhoto });
    }
    let recheck = match answers.get("recheck") {
        "" => None,
        typed => {
            match Day::from_iso(&ascii_digits(typed)).filter(|day| *day > today && *day <= today.plus(365)) {
                Some(day) => Some(day),
                None => reader.wrong("recheck", Why::NotADay),
            }
        }
    };
    match product {
        Some(product) if reader.wrongs.is_empty() => {
            Ok(Inspected { product, findings, verdict, note, recheck })
        }
        _ => Err(reader.wrongs),
    }
}

/// The worst finding decides.
fn verdict(findings: &[Finding]) -> Verdict {
    if findings.contains(&Finding::Stop) {
        Verdict::NotApproved
    } else if findings.contains(&Finding::Mend) {
        Verdict::OnHold
    } else {
        Verdict::Approved
    }
}

#[cfg(test)]
mod tests {
    use kernel::Time;
    use kernel::ids::Id;
    use proptest::prelude::*;

    use super::super::Kind;
    use super::super::standards::Asked;
    use super::super::standards::tests::shipped;
    use super::*;

    const WHOLE: &[(&str, &str)] = &[
        ("name_hi", "सुनीता देवी"),
        ("block", "3087"),
        ("village_hi", "सारठ"),
        ("pincode", "८१४१४९"),
        ("craft", "lac"),
        ("ask_1", "pair"),
        ("ask_2", "2_6"),
        ("ask_3", "lac"),
        ("ask_4", "plain"),
        ("ask_5", "red"),
        ("ask_7", "hand"),
        ("good_hi", "लाह की चूड़ी"),
        ("length_cm", "7.5"),
        ("breadth_cm", "७"),
        ("height_cm", "2"),
        ("weight_g", "120"),
        ("making", "stock"),
        ("stock", "१०"),
        ("material", "60"),
        ("hours", "1.5"),
        ("price", "₹250"),
    ];

    fn sarath() -> Blocks {
        Blocks(vec!["3087".to_owned()])
    }

    fn listed(answers: &Answers, mobile: &str, blocks: &Blocks) -> Result<Listing, Vec<Wrong>> {
        let standard = match answers.get("craft") {
            "" => None,
            "peda" => Some(Standard { asked: Asked::NotYet, ..shipped("peda", "peda") }),
            _ => Some(shipped("lac", "lac")),
        };
        listing(answers, mobile, blocks, standard.as_ref(), Day(20_000))
    }

    fn whole() -> Answers {
        Answers::of(Kind::Listing, WHOLE.iter().copied())
    }

    #[test]
    fn a_whole_listing_is_read_with_hindi_digits() {
        let listing = listed(&whole(), "98765 43210", &sarath()).expect("whole");
        assert_eq!(listing.good.size_mm, [75, 70, 20]);
        assert_eq!((listing.good.stock, listing.costs.quarter_hours, listing.price), (10, 6, Paise(250_00)));
        assert!(matches!(listing.whose, Whose::New(new) if new.pincode.as_str() == "814149"));
    }

    #[test]
    fn each_missing_answer_is_named() {
        for (key, _) in WHOLE {
            let mut answers = whole();
            answers.set(Kind::Listing, key, "");
            let wrongs = listed(&answers, "9876543210", &sarath()).expect_err(key);
            assert!(wrongs.iter().any(|wrong| wrong.key == *key), "{key}: {wrongs:?}");
        }
        let wrongs = listed(&whole(), "", &sarath()).expect_err("no number");
        assert_eq!(wrongs, [Wrong { key: "mobile", why: Why::Missing }]);
    }

    #[test]
    fn another_officers_block_is_refused_and_food_needs_its_facts() {
        let wrongs = listed(&whole(), "9876543210", &Blocks(vec!["3082".to_owned()])).expect_err("not hers");
        assert_eq!(wrongs, [Wrong { key: "block", why: Why::OtherBlock }]);
        let mut peda = whole();
        peda.set(Kind::Listing, "craft", "peda");
        standards::question_keys().iter().for_each(|key| peda.set(Kind::Listing, key, ""));
        let keys: Vec<_> = listed(&peda, "9876543210", &sarath())
            .expect_err("no ingredients")
            .iter()
            .map(|w| w.key)
            .collect();
        assert_eq!(keys, ["net_quantity", "ingredients", "shelf_life_days", "fssai", "fssai_until"]);
    }

    #[test]
    fn an_aadhaar_number_in_any_answer_is_refused() {
        let mut answers = whole();
        answers.set(Kind::Listing, "words_hi", "आधार 2341 2341 2346");
        let wrongs = listed(&answers, "9876543210", &sarath()).expect_err("refused");
        assert_eq!(wrongs, [Wrong { key: "words_hi", why: Why::Aadhaar }]);
    }

    #[test]
    fn the_worst_finding_decides_and_stop_needs_a_photo() {
        let product = ProductId::new(Time(5), [1; 10]).to_string();
        let checks = shipped("lac", "lac").held.template.checks.len();
        let found = |third: &str, note: &str| {
            let given = [
                ("product", product.as_str()),
                ("check_1", "right"),
                ("check_2", "right"),
                ("check_3", third),
                ("check_4", "right"),
                ("note", note),
            ];
            Answers::of(Kind::Inspection, given)
        };
        let look = |answers: &Answers, photos| inspection(answers, checks, photos, Day(20_000));
        assert_eq!(look(&found("right", ""), 0).map(|i| i.verdict), Ok(Verdict::Approved));
        assert_eq!(look(&found("mend", "नाप छोटा"), 0).map(|i| i.verdict), Ok(Verdict::OnHold));
        assert_eq!(look(&found("mend", ""), 0), Err(vec![Wrong { key: "note", why: Why::NoNote }]));
        assert_eq!(look(&found("stop", "दरार"), 0), Err(vec![Wrong { key: "photo", why: Why::NoPhoto }]));
        assert_eq!(look(&found("stop", "दरार"), 1).map(|i| i.verdict), Ok(Verdict::NotApproved));
        assert!(look(&found("", ""), 0).is_err(), "every check is answered");
    }

    proptest! {
        #[test]
        fn nothing_typed_makes_the_rules_panic(key in 0..34_usize, typed in "\\PC{0,40}") {
            let mut answers = whole();
            let keys = super::super::keys_of(Kind::Listing);
            answers.set(Kind::Listing, keys[key % keys.len()], &typed);
            let _ = listed(&answers, &typed, &sarath());
        }
    }
}
