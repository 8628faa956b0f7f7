//! An answer that does not do, and why.

kernel::codes! {
    /// Why an answer does not do. Each is a sentence of `locales/*/fieldwork.ftl`.
    pub enum Why {
        /// It is missing.
        Missing = "missing",
        /// It is not a number of this kind.
        NotANumber = "number",
        /// It is not an amount in rupees.
        NotRupees = "rupees",
        /// It is not a mobile number in India.
        NotAMobile = "mobile",
        /// It is not a pincode.
        NotAPin = "pin",
        /// It is none of the choices.
        NotAChoice = "choice",
        /// It is not a day to come.
        NotADay = "day",
        /// The block is none of the officer's.
        OtherBlock = "block",
        /// It does not fit her class under GST.
        NotTheClass = "class",
        /// It is no number of a food licence.
        NotALicence = "fssai",
        /// The food licence of its maker is not on record, or has run out.
        NoLicence = "licence",
        /// A licence does not hold until then.
        NotALastDay = "last_day",
        /// A finding of «stop» has no photo.
        NoPhoto = "photo",
        /// What must be mended or stopped is not said.
        NoNote = "note",
        /// It is no day up to today within a year.
        NotPast = "past",
        /// The case is not hers, or it rests.
        NoCase = "case",
        /// A twelve-digit number of a person stands in it.
        Aadhaar = "aadhaar",
    }
}

/// An answer that does not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Its question.
    pub key: &'static str,
    /// Why.
    pub why: Why,
}
