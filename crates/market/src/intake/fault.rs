//! What can be wrong with a row of a sheet, in both languages: what it is, and what to do.

use kernel::Words;

kernel::codes! {
    /// What is wrong with a cell.
    pub enum FaultKind {
        /// Nothing stands there, but something must.
        Missing = "missing",
        /// It is longer than it can be.
        TooLong = "too_long",
        /// It is not one of the words known here.
        NotAChoice = "not_a_choice",
        /// Nothing of that key is known.
        Unknown = "unknown",
        /// Not a mobile number of India.
        NotAMobile = "not_a_mobile",
        /// Not a pincode.
        NotAPin = "not_a_pin",
        /// Not a GSTIN, or its check digit is wrong.
        NotAGstin = "not_a_gstin",
        /// Not a PAN.
        NotAPan = "not_a_pan",
        /// Not an IFSC.
        NotAnIfsc = "not_an_ifsc",
        /// Not an account number.
        NotAnAccount = "not_an_account",
        /// Not a food licence number.
        NotAnFssai = "not_an_fssai",
        /// Not a date.
        NotADate = "not_a_date",
        /// Not a whole number in its range.
        NotANumber = "not_a_number",
        /// Not an amount in rupees.
        NotMoney = "not_money",
        /// The spreadsheet has cut a long number.
        CutByExcel = "cut_by_excel",
        /// The same stands in an earlier row.
        Twice = "twice",
        /// The mobile belongs to a maker who is known under another key.
        Taken = "taken",
        /// The price is above the maximum retail price.
        AboveMrp = "above_mrp",
        /// It does not go with another cell of the row.
        Contradicts = "contradicts",
        /// A spreadsheet has written a long number as `9.43E+09`.
        Shortened = "shortened",
        /// Not a name.
        NotAName = "not_a_name",
        /// Not the number of a card.
        NotACard = "not_a_card",
        /// Not a registration number of a small enterprise.
        NotAUdyam = "not_a_udyam",
        /// A block in which whoever hands the register in does not work.
        OtherBlock = "other_block",
        /// A number shaped like an Aadhaar number stood here; it is not taken in.
        Aadhaar = "aadhaar",
        /// More than one mobile number; the first counts.
        MoreMobiles = "more_mobiles",
    }
}

/// One thing wrong with one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowFault {
    /// The row as people see it; the heading is row 1.
    pub row: usize,
    /// The column.
    pub field: &'static str,
    /// What is wrong.
    pub kind: FaultKind,
    /// What stands there, shortened; empty for what should not be shown.
    pub found: String,
    /// What the sentence needs beside: the words allowed, the earlier row, the other column.
    pub hint: String,
}

impl RowFault {
    /// Row, column, what is wrong and what to do, as one line.
    pub fn words(&self) -> Words {
        let says = self.kind.says(&self.found, &self.hint);
        Words::new(
            format!("पंक्ति {}, {}{}", self.row, self.field, says.hi),
            format!("Row {}, {}{}", self.row, self.field, says.en),
        )
    }
}

impl FaultKind {
    /// What stands in the cell, what is wrong with it and what to do: « «123»: यह … है। … लिखें।»
    pub(crate) fn says(self, found: &str, hint: &str) -> Words {
        let (what, todo) = (self.what(hint), self.todo(hint));
        let found = if found.is_empty() { String::new() } else { format!(" «{found}»") };
        Words::new(
            format!("{found}: {}। {}।", what.hi, todo.hi),
            format!("{found}: {}. {}.", what.en, todo.en),
        )
    }

    fn what(self, hint: &str) -> Words {
        match self {
            FaultKind::Missing => Words::new("यह खाली है", "nothing stands here"),
            FaultKind::TooLong => Words::new("यह बहुत लंबा है", "this is too long"),
            FaultKind::NotAChoice => Words::new("यह शब्द यहाँ नहीं चलता", "this word is not known here"),
            FaultKind::Unknown => Words::new("यह हमारी सूची में नहीं है", "this is not in our list"),
            FaultKind::NotAMobile => {
                Words::new("यह भारत का मोबाइल नंबर नहीं है", "this is not a mobile number of India")
            }
            FaultKind::NotAPin => Words::new("यह पिन कोड नहीं है", "this is not a pincode"),
            FaultKind::NotAGstin => Words::new("यह जीएसटी नंबर सही नहीं है", "this GST number is not right"),
            FaultKind::NotAPan => Words::new("यह पैन सही नहीं है", "this PAN is not right"),
            FaultKind::NotAnIfsc => Words::new("यह आईएफएससी सही नहीं है", "this IFSC is not right"),
            FaultKind::NotAnAccount => {
                Words::new("यह खाता संख्या सही नहीं है", "this account number is not right")
            }
            FaultKind::NotAnFssai => {
                Words::new("यह एफएसएसएआई नंबर सही नहीं है", "this FSSAI number is not right")
            }
            FaultKind::NotADate => Words::new("यह तारीख नहीं है", "this is not a date"),
            FaultKind::NotANumber => Words::new("यह सही संख्या नहीं है", "this is not a right number"),
            FaultKind::NotMoney => Words::new("यह रुपये में रकम नहीं है", "this is not an amount in rupees"),
            FaultKind::CutByExcel => {
                Words::new("एक्सेल ने लंबी संख्या काट दी है", "the spreadsheet has cut a long number")
            }
            FaultKind::Twice => {
                Words::new(format!("यही पंक्ति {hint} में भी है"), format!("the same stands in row {hint}"))
            }
            FaultKind::Taken => Words::new(
                format!("यह मोबाइल पहले से {hint} के नाम है"),
                format!("this mobile belongs to {hint} already"),
            ),
            FaultKind::AboveMrp => Words::new("कीमत एमआरपी से ज़्यादा है", "the price is above the MRP"),
            FaultKind::Contradicts => {
                Words::new(format!("यह {hint} से मेल नहीं खाता"), format!("this does not go with {hint}"))
            }
            FaultKind::Shortened => Words::new(
                "एक्सेल ने लंबी संख्या को छोटा करके लिखा है, असली अंक खो गए",
                "the spreadsheet has written a long number in short, its digits are lost",
            ),
            FaultKind::NotAName => Words::new("यह नाम नहीं लगता", "this does not look like a name"),
            FaultKind::NotACard => {
                Words::new("यह कार्ड की संख्या नहीं लगती", "this does not look like the number of a card")
            }
            FaultKind::NotAUdyam => {
                Words::new("यह उद्यम पंजीकरण संख्या नहीं है", "this is not an Udyam registration number")
            }
            FaultKind::OtherBlock => {
                Words::new("यह प्रखंड आपके काम के प्रखंडों में नहीं है", "this is not one of your blocks")
            }
            FaultKind::Aadhaar => Words::new(
                "यहाँ आधार जैसी संख्या थी; हम आधार नहीं रखते, इसलिए उसे छोड़ दिया",
                "a number shaped like an Aadhaar stood here; we never keep one, so it was left out",
            ),
            FaultKind::MoreMobiles => Words::new(
                format!("यहाँ एक से ज़्यादा मोबाइल नंबर हैं; {hint} लिया गया"),
                format!("there is more than one mobile number here; {hint} is taken"),
            ),
        }
    }

    fn todo(self, hint: &str) -> Words {
        match self {
            FaultKind::Missing => Words::new("इसे भरें", "Fill it in"),
            FaultKind::TooLong => {
                Words::new(format!("{hint} अक्षरों तक लिखें"), format!("Write at most {hint} letters"))
            }
            FaultKind::NotAChoice => {
                Words::new(format!("इनमें से एक लिखें: {hint}"), format!("Write one of: {hint}"))
            }
            FaultKind::Unknown => Words::new("सूची से सही कोड लिखें", "Write the right code from the list"),
            FaultKind::NotAMobile => {
                Words::new("दस अंक लिखें, 6 से 9 तक किसी से शुरू", "Write ten digits that begin with 6 to 9")
            }
            FaultKind::NotAPin => Words::new("छह अंक लिखें", "Write six digits"),
            FaultKind::NotAGstin => Words::new(
                "प्रमाणपत्र से पंद्रह अक्षर मिलाएँ",
                "Compare the fifteen characters with the certificate",
            ),
            FaultKind::NotAPan => {
                Words::new("पैन कार्ड से दस अक्षर मिलाएँ", "Compare the ten characters with the card")
            }
            FaultKind::NotAnIfsc => {
                Words::new("पासबुक से ग्यारह अक्षर मिलाएँ", "Compare the eleven characters with the passbook")
            }
            FaultKind::NotAnAccount => {
                Words::new("पासबुक से 9 से 18 अंक लिखें", "Write the 9 to 18 digits of the passbook")
            }
            FaultKind::NotAnFssai => {
                Words::new("लाइसेंस से चौदह अंक मिलाएँ", "Compare the fourteen digits with the licence")
            }
            FaultKind::NotADate => Words::new("22-11-2026 की तरह लिखें", "Write it like 22-11-2026"),
            FaultKind::NotANumber => {
                Words::new(format!("{hint} के बीच लिखें"), format!("Write a number from {hint}"))
            }
            FaultKind::NotMoney => Words::new("केवल रुपये लिखें, जैसे 250", "Write rupees only, as 250"),
            FaultKind::CutByExcel | FaultKind::Shortened => Words::new(
                "कॉलम को टेक्स्ट बनाकर पूरी संख्या फिर से लिखें",
                "Make the column text and write the whole number again",
            ),
            FaultKind::Twice => Words::new("दोनों में से एक हटाएँ", "Remove one of the two"),
            FaultKind::Taken => Words::new("देखें, क्या यह वही व्यक्ति है", "See whether it is the same person"),
            FaultKind::AboveMrp => {
                Words::new("कीमत घटाएँ या एमआरपी सुधारें", "Lower the price or correct the MRP")
            }
            FaultKind::Contradicts => {
                Words::new("दोनों में से जो गलत है उसे सुधारें", "Correct the one that is wrong")
            }
            FaultKind::NotAName => {
                Words::new("कारीगर या समूह का नाम लिखें", "Write the name of the maker or group")
            }
            FaultKind::NotACard => {
                Words::new("कार्ड से अक्षर और अंक मिलाएँ", "Compare the letters and digits with the card")
            }
            FaultKind::NotAUdyam => {
                Words::new("UDYAM-JH-05-0012345 की तरह लिखें", "Write it like UDYAM-JH-05-0012345")
            }
            FaultKind::OtherBlock => Words::new(
                "यह पंक्ति उस प्रखंड के अधिकारी या विभाग प्रमुख भेजें",
                "Let the officer of that block or the head of the department send this row",
            ),
            FaultKind::Aadhaar => Words::new(
                "अगर यह मोबाइल या खाता था, तो वह संख्या कारीगर से पूछकर बाद में लिखें",
                "If it was a mobile or an account, ask the maker and enter it later",
            ),
            FaultKind::MoreMobiles => Words::new(
                "बाकी नंबर इसी पंजी की पंक्ति में लिखे रहेंगे",
                "The others stay noted in the row of this register",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_says_what_to_do_in_both_languages() {
        for kind in FaultKind::ALL {
            let fault = RowFault {
                row: 7,
                field: "mobile",
                kind: *kind,
                found: "123".to_owned(),
                hint: "5".to_owned(),
            };
            let words = fault.words();
            assert!(words.hi.starts_with("पंक्ति 7, mobile «123»: ") && words.hi.ends_with('।'));
            assert!(words.en.starts_with("Row 7, mobile «123»: ") && words.en.ends_with('.'));
        }
    }
}
