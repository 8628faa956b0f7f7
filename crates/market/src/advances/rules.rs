//! How much is paid ahead, and how an advance stands. Pure.

use kernel::{BasisPoints, Paise};

/// No more than this share is ever paid ahead: the rest bears what the law keeps back when the parcel arrives.
pub const SHARE_MOST: BasisPoints = BasisPoints(8_000);

kernel::codes! {
    /// How an advance stands.
    pub enum State {
        /// Her parcel is accepted and has not arrived.
        Given = "given",
        /// The parcel has arrived: she gets the rest.
        Netted = "netted",
        /// The parcel came to nothing after a payout had it: it comes off later ones.
        TakenBack = "taken_back",
        /// The parcel came to nothing before a payout had it.
        Void = "void",
        /// The fund had no room for it: there was none.
        NoRoom = "no_room",
    }
}

kernel::codes! {
    /// What happens to an advance.
    pub enum Event {
        /// Its parcel has reached its buyer.
        Arrives = "advance.net",
        /// Its parcel came to nothing, and a payout has it.
        ComesBackPaid = "advance.take_back",
        /// Its parcel came to nothing, and no payout has it.
        ComesBackUnpaid = "advance.void",
    }
}

kernel::codes! {
    /// Which way money of the fund goes.
    pub enum Way {
        /// Into it.
        In = "in",
        /// Out of it.
        Out = "out",
    }
}

impl State {
    /// The only way an advance changes; `None` if the event has no place in this state.
    pub const fn after(self, event: Event) -> Option<State> {
        match (self, event) {
            (State::Given, Event::Arrives) => Some(State::Netted),
            (State::Given, Event::ComesBackPaid) => Some(State::TakenBack),
            (State::Given, Event::ComesBackUnpaid) => Some(State::Void),
            (
                State::Netted | State::TakenBack | State::Void | State::NoRoom,
                Event::Arrives | Event::ComesBackPaid | Event::ComesBackUnpaid,
            ) => None,
        }
    }
}

impl Way {
    /// An amount with its sign: taken out is negative.
    pub const fn signed(self, amount: Paise) -> Paise {
        match self {
            Way::In => amount,
            Way::Out => amount.negated(),
        }
    }
}

/// What is paid ahead of a maker's part of a parcel.
pub fn ahead(share: BasisPoints, part: Paise) -> Paise {
    share.of(part).unwrap_or(Paise::ZERO)
}

/// What of an advance comes off the rest of a parcel that has arrived, and what is left as a debt because the rest is less.
pub fn netted(advance: Paise, rest: Paise) -> (Paise, Paise) {
    let off = advance.min(rest.max(Paise::ZERO));
    (off, Paise(advance.0 - off.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_advance_ends_once() {
        for state in State::ALL {
            for event in Event::ALL {
                assert_eq!(state.after(*event).is_some(), *state == State::Given, "{state} {event}");
            }
        }
    }

    #[test]
    fn the_rest_is_never_below_nothing() {
        assert_eq!(ahead(BasisPoints(3_000), Paise(100_05)), Paise(30_02));
        assert_eq!(ahead(BasisPoints(0), Paise(100_05)), Paise::ZERO);
        assert_eq!(netted(Paise(30), Paise(100)), (Paise(30), Paise::ZERO));
        assert_eq!(netted(Paise(30), Paise(20)), (Paise(20), Paise(10)));
        assert_eq!(netted(Paise(30), Paise(-5)), (Paise::ZERO, Paise(30)));
    }
}
