//! Who carries, and everything in which one carrier differs from another: one table. A new carrier is a line here, a connector, and
//! what the worker asks of it.

kernel::codes! {
    /// Who carries a shipment.
    pub enum Carrier {
        /// The district's own runners; delivered against the buyer's code.
        OwnHands = "own_hands",
        /// India Post, handed in at the counter under an article number.
        IndiaPost = "india_post",
        /// An agent of couriers, booked over its interface; a courier fetches it at the hub.
        Agent = "agent",
        /// Nobody to a door: the buyer fetches it at a counter, against her code.
        Counter = "counter",
    }
}

/// Under which number a shipment leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbered {
    /// Under none.
    Not,
    /// Of a range the post has allotted, or typed off its sticker.
    ByThePost,
    /// The waybill the agent gave it.
    ByTheAgent,
}

/// What proves that a shipment has reached its buyer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// The code she says at the door, and nothing else.
    HerCode,
    /// What the carrier's tracking shows.
    Tracking,
}

/// What differs from carrier to carrier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manner {
    /// Under which number it leaves.
    pub numbered: Numbered,
    /// What proves an arrival.
    pub proof: Proof,
    /// What the buyer is told when it leaves; nothing of what she fetches before it lies at its counter.
    pub told: Option<&'static str>,
}

impl Carrier {
    /// How this carrier is dealt with.
    pub const fn manner(self) -> Manner {
        match self {
            Carrier::OwnHands => {
                Manner { numbered: Numbered::Not, proof: Proof::HerCode, told: Some("sms-on-the-way") }
            }
            Carrier::IndiaPost => {
                Manner { numbered: Numbered::ByThePost, proof: Proof::Tracking, told: Some("sms-posted") }
            }
            Carrier::Agent => {
                Manner { numbered: Numbered::ByTheAgent, proof: Proof::Tracking, told: Some("sms-couriered") }
            }
            Carrier::Counter => Manner { numbered: Numbered::Not, proof: Proof::HerCode, told: None },
        }
    }
}
