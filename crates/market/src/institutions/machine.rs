//! How an enquiry, an offer and a sample may change; nothing else moves them.

kernel::codes! {
    /// How an enquiry of an institution stands.
    pub enum EnquiryState {
        /// Nobody has answered it.
        Asked = "asked",
        /// An offer was sent.
        Offered = "offered",
        /// An offer was accepted; stages are made and delivered.
        Agreed = "agreed",
        /// Every stage has ended.
        Ended = "ended",
        /// It cannot be; the reason is kept.
        Refused = "refused",
    }
}

kernel::codes! {
    /// What happens to an enquiry.
    pub enum EnquiryEvent {
        /// The desk sends an offer, or another one in its place.
        Offers = "institution.offer",
        /// The buyer accepts it.
        Agrees = "institution.agree",
        /// What was to be paid ahead was not paid in time.
        Lapses = "institution.lapse",
        /// The last stage has ended.
        Ends = "institution.end",
        /// The desk says why not.
        Refuses = "institution.refuse",
    }
}

impl EnquiryState {
    /// The only way an enquiry changes; `None` if the event has no place now.
    pub const fn after(self, event: EnquiryEvent) -> Option<EnquiryState> {
        match self {
            EnquiryState::Asked => match event {
                EnquiryEvent::Offers => Some(EnquiryState::Offered),
                EnquiryEvent::Refuses => Some(EnquiryState::Refused),
                EnquiryEvent::Agrees | EnquiryEvent::Lapses | EnquiryEvent::Ends => None,
            },
            EnquiryState::Offered => match event {
                EnquiryEvent::Offers => Some(EnquiryState::Offered),
                EnquiryEvent::Agrees => Some(EnquiryState::Agreed),
                EnquiryEvent::Refuses => Some(EnquiryState::Refused),
                EnquiryEvent::Lapses | EnquiryEvent::Ends => None,
            },
            EnquiryState::Agreed => match event {
                EnquiryEvent::Lapses => Some(EnquiryState::Offered),
                EnquiryEvent::Ends => Some(EnquiryState::Ended),
                EnquiryEvent::Offers | EnquiryEvent::Agrees | EnquiryEvent::Refuses => None,
            },
            EnquiryState::Ended | EnquiryState::Refused => None,
        }
    }
}

kernel::codes! {
    /// How an offer stands.
    pub enum OfferState {
        /// It waits for its buyer.
        Sent = "sent",
        /// She has accepted it; its stages are orders.
        Accepted = "accepted",
        /// A newer one stands in its place, or the enquiry was refused.
        Replaced = "replaced",
        /// She accepted and did not pay what was to be paid ahead.
        Lapsed = "lapsed",
    }
}

kernel::codes! {
    /// What happens to an offer.
    pub enum OfferEvent {
        /// Its buyer accepts it.
        Accepts = "institution_offer.accept",
        /// A newer one stands in its place.
        Replaces = "institution_offer.replace",
        /// What was to be paid ahead was not paid in time.
        Lapses = "institution_offer.lapse",
    }
}

impl OfferState {
    /// The only way an offer changes; `None` if the event has no place now.
    pub const fn after(self, event: OfferEvent) -> Option<OfferState> {
        match (self, event) {
            (OfferState::Sent, OfferEvent::Accepts) => Some(OfferState::Accepted),
            (OfferState::Sent, OfferEvent::Replaces) => Some(OfferState::Replaced),
            (OfferState::Accepted, OfferEvent::Lapses) => Some(OfferState::Lapsed),
            (OfferState::Sent, OfferEvent::Lapses)
            | (OfferState::Accepted, OfferEvent::Accepts | OfferEvent::Replaces)
            | (
                OfferState::Replaced | OfferState::Lapsed,
                OfferEvent::Accepts | OfferEvent::Replaces | OfferEvent::Lapses,
            ) => None,
        }
    }
}

kernel::codes! {
    /// How a sample stands.
    pub enum SampleState {
        /// A maker is to make it.
        Asked = "asked",
        /// It is on its way.
        Sent = "sent",
        /// Whoever asked has it.
        Received = "received",
        /// She wants it like this.
        Approved = "approved",
        /// She does not.
        Refused = "refused",
    }
}

kernel::codes! {
    /// What happens to a sample.
    pub enum SampleEvent {
        /// It leaves.
        Sends = "sample.send",
        /// It is there.
        Arrives = "sample.arrive",
        /// She says yes.
        Approves = "sample.approve",
        /// She says no, and why.
        Refuses = "sample.refuse",
    }
}

impl SampleState {
    /// The only way a sample changes; `None` if the event has no place now.
    pub const fn after(self, event: SampleEvent) -> Option<SampleState> {
        match (self, event) {
            (SampleState::Asked, SampleEvent::Sends) => Some(SampleState::Sent),
            (SampleState::Sent, SampleEvent::Arrives) => Some(SampleState::Received),
            (SampleState::Sent | SampleState::Received, SampleEvent::Approves) => Some(SampleState::Approved),
            (SampleState::Sent | SampleState::Received, SampleEvent::Refuses) => Some(SampleState::Refused),
            (SampleState::Asked, SampleEvent::Arrives | SampleEvent::Approves | SampleEvent::Refuses)
            | (SampleState::Sent | SampleState::Received, SampleEvent::Sends)
            | (SampleState::Received, SampleEvent::Arrives)
            | (
                SampleState::Approved | SampleState::Refused,
                SampleEvent::Sends | SampleEvent::Arrives | SampleEvent::Approves | SampleEvent::Refuses,
            ) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every step that is allowed, one a line.
    fn table<S: Copy + std::fmt::Display, E: Copy + std::fmt::Display>(
        states: &[S],
        events: &[E],
        after: impl Fn(S, E) -> Option<S>,
    ) -> Vec<String> {
        let all = states.iter().flat_map(|from| events.iter().map(move |event| (*from, *event)));
        all.filter_map(|(from, event)| Some(format!("{from} {event} {}", after(from, event)?))).collect()
    }

    #[test]
    fn the_whole_table() {
        assert_eq!(
            table(EnquiryState::ALL, EnquiryEvent::ALL, EnquiryState::after),
            [
                "asked institution.offer offered",
                "asked institution.refuse refused",
                "offered institution.offer offered",
                "offered institution.agree agreed",
                "offered institution.refuse refused",
                "agreed institution.lapse offered",
                "agreed institution.end ended",
            ]
        );
        assert_eq!(
            table(OfferState::ALL, OfferEvent::ALL, OfferState::after),
            [
                "sent institution_offer.accept accepted",
                "sent institution_offer.replace replaced",
                "accepted institution_offer.lapse lapsed",
            ]
        );
        assert_eq!(
            table(SampleState::ALL, SampleEvent::ALL, SampleState::after),
            [
                "asked sample.send sent",
                "sent sample.arrive received",
                "sent sample.approve approved",
                "sent sample.refuse refused",
                "received sample.approve approved",
                "received sample.refuse refused",
            ]
        );
    }
}
