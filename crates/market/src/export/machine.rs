//! How an enquiry and a case may change; nothing else moves them.

kernel::codes! {
    /// How an enquiry from abroad stands.
    pub enum EnquiryState {
        /// Nobody has answered it.
        Asked = "asked",
        /// An order waits to be paid, or is paid.
        Offered = "offered",
        /// It cannot be; the reason is kept.
        Refused = "refused",
    }
}

kernel::codes! {
    /// What happens to an enquiry.
    pub enum EnquiryEvent {
        /// The desk offers; again, if the last offer ran out.
        Offers = "enquiry.offer",
        /// The desk says why not.
        Refuses = "enquiry.refuse",
    }
}

impl EnquiryState {
    /// The only way an enquiry changes; `None` if the event has no place now.
    pub const fn after(self, event: EnquiryEvent) -> Option<EnquiryState> {
        match (self, event) {
            (EnquiryState::Asked | EnquiryState::Offered, EnquiryEvent::Offers) => {
                Some(EnquiryState::Offered)
            }
            (EnquiryState::Asked, EnquiryEvent::Refuses) => Some(EnquiryState::Refused),
            (EnquiryState::Offered, EnquiryEvent::Refuses)
            | (EnquiryState::Refused, EnquiryEvent::Offers | EnquiryEvent::Refuses) => None,
        }
    }
}

kernel::codes! {
    /// How a case stands.
    pub enum CaseState {
        /// Its goods are being packed, its papers made.
        Opened = "opened",
        /// All papers say the same.
        Ready = "ready",
        /// The post has it.
        HandedOver = "handed_over",
        /// Customs have let it out of the country.
        Exported = "exported",
        /// Its money is in the bank, and the ledger says the same.
        Remitted = "remitted",
        /// Nothing is left to do.
        Closed = "closed",
        /// It was called off.
        Cancelled = "cancelled",
    }
}

kernel::codes! {
    /// What happens to a case.
    pub enum CaseEvent {
        /// What was packed is written down.
        Packs = "export.pack",
        /// The papers are found to fit.
        Readies = "export.ready",
        /// The post takes it.
        HandsOver = "export.hand_over",
        /// Customs' number is known.
        Proves = "export.prove",
        /// The bank's paper is known.
        Remits = "export.remit",
        /// What the State gives back is written down.
        Claims = "export.claim",
        /// All is done.
        Closes = "export.close",
        /// It does not go.
        Cancels = "export.cancel",
    }
}

impl CaseState {
    /// The only way a case changes; `None` if the event has no place now. What was packed may be written anew until the post has
    /// it; then the papers are looked at again.
    pub const fn after(self, event: CaseEvent) -> Option<CaseState> {
        use CaseEvent::{Cancels, Claims, Closes, HandsOver, Packs, Proves, Readies, Remits};
        use CaseState::{Cancelled, Closed, Exported, HandedOver, Opened, Ready, Remitted};
        match (self, event) {
            (Opened | Ready, Packs) => Some(Opened),
            (Opened, Readies) => Some(Ready),
            (Ready, HandsOver) => Some(HandedOver),
            (HandedOver, Proves) => Some(Exported),
            (Exported, Remits) => Some(Remitted),
            (Exported, Claims) => Some(Exported),
            (Remitted, Claims) => Some(Remitted),
            (Remitted, Closes) => Some(Closed),
            (Opened | Ready, Cancels) => Some(Cancelled),
            (Opened, HandsOver | Proves | Remits | Claims | Closes)
            | (Ready, Readies | Proves | Remits | Claims | Closes)
            | (HandedOver, Packs | Readies | HandsOver | Remits | Claims | Closes | Cancels)
            | (Exported, Packs | Readies | HandsOver | Proves | Closes | Cancels)
            | (Remitted, Packs | Readies | HandsOver | Proves | Remits | Cancels)
            | (
                Closed | Cancelled,
                Packs | Readies | HandsOver | Proves | Remits | Claims | Closes | Cancels,
            ) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_a_case() {
        let mut table = String::new();
        for from in CaseState::ALL {
            for event in CaseEvent::ALL {
                if let Some(to) = from.after(*event) {
                    table.push_str(&format!("{from} {event} {to}\n"));
                }
            }
        }
        assert_eq!(
            table,
            "opened export.pack opened\nopened export.ready ready\nopened export.cancel cancelled\nready export.pack opened\n\
             ready export.hand_over handed_over\nready export.cancel cancelled\nhanded_over export.prove exported\n\
             exported export.remit remitted\nexported export.claim exported\nremitted export.claim remitted\n\
             remitted export.close closed\n"
        );
    }

    #[test]
    fn an_enquiry_is_refused_once_and_offered_anew() {
        use EnquiryEvent::{Offers, Refuses};
        assert_eq!(EnquiryState::Asked.after(Offers), Some(EnquiryState::Offered));
        assert_eq!(EnquiryState::Offered.after(Offers), Some(EnquiryState::Offered));
        assert_eq!(EnquiryState::Offered.after(Refuses), None);
        assert_eq!(EnquiryState::Refused.after(Offers), None);
    }
}
