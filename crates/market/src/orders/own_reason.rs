//! Why the mart itself called something off. Kept as a code; a page says it in its reader's language (`own-reason-…`).

kernel::codes! {
    /// Why the mart itself did something a person would give a reason for.
    pub enum OwnReason {
        /// Its maker could not be reached.
        Unreached = "mart.unreached",
        /// Two orders of hers were not answered.
        Unanswered = "mart.unanswered",
        /// Its buyer did not wait.
        NotWaited = "mart.not_waited",
        /// Its buyer took another good instead.
        Swapped = "mart.swapped",
        /// A second person said no.
        NoSecondYes = "mart.no_second_yes",
        /// What was paid ahead of an order to be paid in cash was not needed for it.
        Token = "mart.token",
    }
}

impl OwnReason {
    /// The end of its key.
    pub fn word(self) -> &'static str {
        self.as_str().trim_start_matches("mart.")
    }
}
