//! What may go back, how, and who bears it. Pure; the rules of the crafts are rows with a day (`return_rule`).

use kernel::{Day, Paise};

use super::{Fault, Reason, Way};
use crate::claims;
use crate::quotes::PaymentMethod;

/// What came back lies at the hub within so many days, or nothing happens.
pub const BACK_DAYS: i64 = 14;

/// The rule of a line, as it stood when its buyer asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Whether goods of this kind come back at all.
    pub way: Way,
    /// For so many days after they arrived.
    pub window_days: i64,
    /// What broke on the way is granted at once up to so much; nothing if zero.
    pub at_once: Paise,
}

/// Until when a buyer may ask.
pub const fn until(rule: &Rule, arrived: Day) -> Day {
    arrived.plus(rule.window_days)
}

/// How this one is settled: what broke or spoiled is shown, never sent.
pub const fn way_of(rule: &Rule, reason: Reason) -> Way {
    match reason {
        Reason::Broken | Reason::Spoiled | Reason::Missing => Way::Photo,
        Reason::Other | Reason::Poor | Reason::Mind => rule.way,
    }
}

/// Whether a reason makes sense for goods of this kind: nobody gives food back because she changed her mind.
pub const fn fits(rule: &Rule, reason: Reason) -> bool {
    !matches!((rule.way, reason), (Way::Photo, Reason::Mind))
}

/// Whether a new piece can be wished for: not of food, which is made that day, not if it was to be paid in cash, and nobody who changed
/// her mind wants the same again.
pub fn can_come_anew(reason: Reason, is_food: bool, method: PaymentMethod) -> bool {
    !is_food && reason != Reason::Mind && !method.is_paid_on_arrival()
}

/// Whether it is granted at once: broken, with a photo, worth little.
pub fn at_once(rule: &Rule, reason: Reason, has_photo: bool, gross: Paise) -> bool {
    reason == Reason::Broken && has_photo && gross <= rule.at_once
}

/// Whose fault is most likely; whoever decides may think otherwise.
pub const fn likely(reason: Reason) -> Fault {
    match reason {
        Reason::Broken => Fault::Courier,
        Reason::Missing => Fault::Packing,
        Reason::Spoiled | Reason::Other | Reason::Poor => Fault::Maker,
        Reason::Mind => Fault::Buyer,
    }
}

/// Who bears it among those a claim knows. A buyer who changed her mind undoes the sale, if the piece can be sold again; else the
/// mart is kind. A maker never pays for the courier.
pub const fn borne(fault: Fault, to_shelf: ToShelf) -> claims::Fault {
    match (fault, to_shelf) {
        (Fault::Courier, _) => claims::Fault::Courier,
        (Fault::Packing | Fault::Maker, _) | (Fault::Buyer, ToShelf::Yes) => claims::Fault::Maker,
        (Fault::Buyer, ToShelf::No) => claims::Fault::Mart,
    }
}

/// Whether a piece that came back can be sold again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToShelf {
    /// It lies on the shelf again.
    Yes,
    /// It is written off, or never came.
    No,
}

/// What so many pieces of a line were paid with, rounded down: by it is decided who decides.
pub fn worth(paid: Paise, pieces: u32, of: u32) -> Paise {
    let part = i128::from(paid.0) * i128::from(pieces) / i128::from(of.max(1));
    i64::try_from(part).map_or(paid, Paise)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLAY: Rule = Rule { way: Way::Back, window_days: 7, at_once: Paise::rupees(300) };
    const FOOD: Rule = Rule { way: Way::Photo, window_days: 3, at_once: Paise::ZERO };

    #[test]
    fn what_is_broken_is_shown_and_what_is_not_liked_comes_back() {
        assert_eq!(way_of(&CLAY, Reason::Broken), Way::Photo);
        assert_eq!(way_of(&CLAY, Reason::Poor), Way::Back);
        assert_eq!(way_of(&FOOD, Reason::Other), Way::Photo, "food never comes back");
        assert!(fits(&CLAY, Reason::Mind) && !fits(&FOOD, Reason::Mind));
    }

    #[test]
    fn a_broken_pot_of_little_worth_is_granted_at_once_with_a_photo() {
        let little = Paise::rupees(300);
        assert!(at_once(&CLAY, Reason::Broken, true, little));
        assert!(!at_once(&CLAY, Reason::Broken, false, little), "without a photo somebody looks");
        assert!(!at_once(&CLAY, Reason::Broken, true, Paise(300_01)), "above the limit somebody looks");
        assert!(
            !at_once(&CLAY, Reason::Poor, true, little) && !at_once(&FOOD, Reason::Broken, true, Paise(1))
        );
    }

    #[test]
    fn fault_says_who_bears_it() {
        use claims::Fault as Borne;
        assert_eq!(borne(Fault::Courier, ToShelf::No), Borne::Courier);
        assert_eq!(borne(Fault::Packing, ToShelf::No), Borne::Maker);
        assert_eq!(borne(Fault::Maker, ToShelf::Yes), Borne::Maker);
        assert_eq!(borne(Fault::Buyer, ToShelf::Yes), Borne::Maker, "the sale is undone, she has her piece");
        assert_eq!(borne(Fault::Buyer, ToShelf::No), Borne::Mart);
    }
}
