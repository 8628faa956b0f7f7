//! Why a bank sends a payout back, read from its words. Pure.

kernel::codes! {
    /// Why money came back, as far as the bank's words tell.
    pub enum WhyReturned {
        /// There is no such account any more.
        AccountClosed = "account_closed",
        /// The number or the branch is wrong.
        NoSuchAccount = "no_such_account",
        /// The bank lets nothing into it: dormant, frozen, papers missing.
        AccountFrozen = "account_frozen",
        /// The account is another's.
        NameDiffers = "name_differs",
        /// The bank could not be reached, or was at its limit.
        BankDown = "bank_down",
        /// In words we do not know.
        Unknown = "unknown",
    }
}

/// Words in a bank's sentence and what they mean, the telling ones first.
const WORDS: [(WhyReturned, &[&str]); 5] = [
    (WhyReturned::NameDiffers, &["name mismatch", "name differs", "name does not match"]),
    (WhyReturned::AccountClosed, &["closed"]),
    (WhyReturned::AccountFrozen, &["frozen", "blocked", "dormant", "inoperative", "kyc", "nre account"]),
    (
        WhyReturned::NoSuchAccount,
        &["invalid", "does not exist", "no such account", "incorrect", "not found", "ifsc"],
    ),
    (
        WhyReturned::BankDown,
        &["offline", "down", "unavailable", "timed out", "timeout", "limit", "technical", "try again"],
    ),
];

impl WhyReturned {
    /// What a bank's sentence means.
    pub fn of(sentence: &str) -> WhyReturned {
        let said = sentence.to_lowercase().replace('_', " ");
        let known = WORDS.iter().find(|(_, words)| words.iter().any(|word| said.contains(word)));
        known.map_or(WhyReturned::Unknown, |(why, _)| *why)
    }

    /// Whether paying again is in vain before her account is mended.
    pub const fn needs_account(self) -> bool {
        match self {
            WhyReturned::AccountClosed
            | WhyReturned::NoSuchAccount
            | WhyReturned::AccountFrozen
            | WhyReturned::NameDiffers => true,
            WhyReturned::BankDown | WhyReturned::Unknown => false,
        }
    }

    /// The SMS that tells her what to do.
    pub const fn notice(self) -> &'static str {
        if self.needs_account() { "sms-paid-back-account" } else { "sms-paid-back" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_banks_sentence_is_understood_or_unknown() {
        for (said, means) in [
            ("account closed", WhyReturned::AccountClosed),
            ("Beneficiary account is FROZEN", WhyReturned::AccountFrozen),
            ("invalid_ifsc", WhyReturned::NoSuchAccount),
            ("Beneficiary name mismatch, account closed for credit", WhyReturned::NameDiffers),
            ("Beneficiary bank offline", WhyReturned::BankDown),
            ("", WhyReturned::Unknown),
            ("खाता", WhyReturned::Unknown),
        ] {
            assert_eq!(WhyReturned::of(said), means, "{said}");
        }
        assert!(WhyReturned::AccountClosed.needs_account() && !WhyReturned::Unknown.needs_account());
    }
}
