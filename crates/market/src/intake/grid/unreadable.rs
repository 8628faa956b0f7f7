//! Why a file cannot be read as a register, and what to do about it, in both languages.

use kernel::Words;

use super::{BYTES_MOST, COLUMNS_MOST, ROWS_MOST};

/// Why a file is refused before any row of it is looked at.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It is no spreadsheet at all, or a damaged one: what was seen.
    #[error("the file cannot be read as XLSX, ODS or CSV: {0}")]
    NotASheet(String),
    /// It is in the format of Excel up to 2003, or has a password.
    #[error(
        "the file is an old .xls file or has a password; open it, and save it as .xlsx without a password"
    )]
    OldExcel,
    /// It is a web page that a portal calls a spreadsheet.
    #[error(
        "the file is a web page and not a spreadsheet; open it in Excel or LibreOffice and save it as .xlsx"
    )]
    WebPage,
    /// Its letters are those of a Hindi font from before Unicode.
    #[error(
        "the Hindi in this file is written in an old font such as Kruti Dev; convert it to Unicode first"
    )]
    LegacyFont,
    /// Its letters are in no encoding known here.
    #[error("the letters of this file are damaged; save it as .xlsx, or as «CSV UTF-8»")]
    NotUnicode,
    /// It has more rows or text than a register can have.
    #[error("the file is too large: at most {rows} rows and {megabytes} MB", rows = ROWS_MOST, megabytes = BYTES_MOST / 1_048_576)]
    TooLarge,
    /// It has more columns than a register can have.
    #[error("the file has more than {} columns", COLUMNS_MOST)]
    TooWide,
    /// A cell is longer than anything a register asks for; often a quotation mark that is not closed. The row.
    #[error("a cell in row {0} is too long; perhaps a quotation mark is not closed there")]
    LongCell(usize),
}

impl Unreadable {
    /// What is wrong with the file and what to do, in both languages.
    pub fn words(&self) -> Words {
        let megabytes = BYTES_MOST / 1_048_576;
        match self {
            Unreadable::NotASheet(_) => Words::new(
                "यह फ़ाइल एक्सेल, ओडीएस या सीएसवी की तरह नहीं खुलती। इसे एक्सेल में खोलकर .xlsx में सहेजें और फिर भेजें।",
                "This file does not open as Excel, ODS or CSV. Open it in Excel, save it as .xlsx and send it again.",
            ),
            Unreadable::OldExcel => Words::new(
                "यह पुरानी .xls फ़ाइल है या इस पर पासवर्ड लगा है। इसे खोलें, पासवर्ड हटाएँ और .xlsx में सहेजकर फिर भेजें।",
                "This is an old .xls file, or it has a password. Open it, take the password off, save it as .xlsx and send it again.",
            ),
            Unreadable::WebPage => Words::new(
                "यह फ़ाइल असल में वेब पेज है। इसे एक्सेल या लिब्रेऑफ़िस में खोलकर .xlsx में सहेजें और फिर भेजें।",
                "This file is really a web page. Open it in Excel or LibreOffice, save it as .xlsx and send it again.",
            ),
            Unreadable::LegacyFont => Words::new(
                "इस फ़ाइल की हिंदी पुराने फ़ॉन्ट (जैसे कृतिदेव) में लिखी है, इसलिए यहाँ पढ़ी नहीं जाती। पहले इसे यूनिकोड (मंगल) में बदलें – राजभाषा विभाग का मुफ़्त फ़ॉन्ट परिवर्तक या कोई भी «कृतिदेव से यूनिकोड» परिवर्तक यह करता है – फिर .xlsx में सहेजकर भेजें।",
                "The Hindi in this file is written in an old font such as Kruti Dev, so it cannot be read here. Convert it to Unicode (Mangal) first: any “Kruti Dev to Unicode” converter does it. Then save it as .xlsx and send it again.",
            ),
            Unreadable::NotUnicode => Words::new(
                "इस फ़ाइल के अक्षर ठीक नहीं खुलते। इसे एक्सेल में खोलकर .xlsx या «CSV UTF-8» में सहेजें और फिर भेजें।",
                "The letters of this file are damaged. Open it in Excel, save it as .xlsx or as “CSV UTF-8” and send it again.",
            ),
            Unreadable::TooLarge => Words::new(
                format!(
                    "यह फ़ाइल बहुत बड़ी है। एक बार में {ROWS_MOST} पंक्तियाँ और {megabytes} एमबी तक भेजें; बड़ी पंजी के हिस्से कर लें।"
                ),
                format!(
                    "This file is too large. Send at most {ROWS_MOST} rows and {megabytes} MB at a time; cut a longer register into parts."
                ),
            ),
            Unreadable::TooWide => Words::new(
                format!("इस फ़ाइल में {COLUMNS_MOST} से ज़्यादा कॉलम हैं। जिन कॉलमों की ज़रूरत नहीं, उन्हें हटाकर फिर भेजें।"),
                format!(
                    "This file has more than {COLUMNS_MOST} columns. Remove those that are not needed and send it again."
                ),
            ),
            Unreadable::LongCell(row) => Words::new(
                format!(
                    "पंक्ति {row} के एक खाने में बहुत लंबा पाठ है। शायद वहाँ उद्धरण चिह्न (\") बंद नहीं हुआ। उसे ठीक करके फिर भेजें।"
                ),
                format!(
                    "A cell in row {row} is too long. Perhaps a quotation mark (\") is not closed there. Mend it and send the file again."
                ),
            ),
        }
    }
}
