//! Every reason the API can give for not doing what was asked: a stable word, and the HTTP status that goes with it.
//!
//! The sentence of each stands in `locales/*/api.ftl` as `api-{code}`, its title as the attribute `title`. A code once
//! published keeps its meaning; programs may compare it, people read the sentence.

use axum::http::StatusCode;

kernel::codes! {
    /// Why a request was not answered as asked.
    pub enum Code {
        /// The body is not JSON.
        BadJson = "bad-json",
        /// An order without the header that makes it safe to repeat.
        NoIdempotencyKey = "no-idempotency-key",
        /// That header is empty, too long or not plain text.
        BadIdempotencyKey = "bad-idempotency-key",
        /// No token, or one that has ended.
        NotSignedIn = "not-signed-in",
        /// The API has no such path.
        NoSuchPath = "no-such-path",
        /// No such good.
        NoSuchProduct = "no-such-product",
        /// No such order, or somebody else's.
        NoSuchOrder = "no-such-order",
        /// No such paper, or somebody else's.
        NoSuchDocument = "no-such-document",
        /// No such complaint, or somebody else's.
        NoSuchComplaint = "no-such-complaint",
        /// The path is there, the method is not.
        WrongMethod = "wrong-method",
        /// Some goods cannot be sold, or not there.
        NotSold = "not-sold",
        /// Others were faster.
        SoldOut = "sold-out",
        /// The quote is too old to be ordered.
        QuoteExpired = "quote-expired",
        /// Somebody changed the same thing at the same moment.
        Raced = "raced",
        /// The body is larger than anything the API takes.
        TooLarge = "too-large",
        /// The body does not say that it is JSON.
        NotJson = "not-json",
        /// A field or parameter the API does not know.
        UnknownField = "unknown-field",
        /// A field that is needed is not there.
        MissingField = "missing-field",
        /// A field holds something of the wrong kind.
        BadField = "bad-field",
        /// A number shaped like an Aadhaar number, which the mart never takes.
        AadhaarNumber = "aadhaar-number",
        /// A field that must say something says nothing.
        EmptyField = "empty-field",
        /// A field is longer than it may be.
        LongField = "long-field",
        /// Not the number of a mobile telephone in India.
        BadMobile = "bad-mobile",
        /// Not the form of a pincode.
        BadPincode = "bad-pincode",
        /// India Post has no such pincode.
        NoSuchPincode = "no-such-pincode",
        /// There is nothing to quote.
        NothingAsked = "nothing-asked",
        /// Not a number of pieces that can be ordered.
        BadQuantity = "bad-quantity",
        /// More than one order may hold.
        TooMuch = "too-much",
        /// No such size or colour of any good.
        NoSuchVariant = "no-such-variant",
        /// No such craft.
        NoSuchCraft = "no-such-craft",
        /// Not a way to pay.
        BadPaymentMethod = "bad-payment-method",
        /// Cash is not taken for this, or not of this buyer.
        NoCash = "no-cash",
        /// The offer does not hold: unknown, over, used up, or not for these goods.
        NoOffer = "no-offer",
        /// No such kit.
        NoSuchKit = "no-such-kit",
        /// The kit is over, or not so many are left.
        NoKit = "no-kit",
        /// No such counter, or it is shut.
        NoSuchCounter = "no-such-counter",
        /// No such slot of this counter, or all its places are taken.
        SlotFull = "slot-full",
        /// The mart is tried out or set up, and not open to this buyer.
        NotOpen = "not-open",
        /// No such quote, or somebody else has ordered it.
        NoSuchQuote = "no-such-quote",
        /// The address lies elsewhere than the quote was made for.
        OtherPincode = "other-pincode",
        /// The key was used for another order before.
        KeyReused = "key-reused",
        /// Not a number of rows a list may have.
        BadLimit = "bad-limit",
        /// Not a place in a list that the API gave.
        BadCursor = "bad-cursor",
        /// Not the code that was sent.
        Mistyped = "wrong-code",
        /// There is no code that could still be used.
        NothingSent = "no-code",
        /// Not a code of the second factor, or one that was used before.
        WrongFactor = "wrong-factor",
        /// Too many codes went to this number lately.
        TooManyCodes = "too-many-codes",
        /// Too many complaints came from this number, or from all, just now.
        TooManyComplaints = "too-many-complaints",
        /// Our own fault.
        OurFault = "our-fault",
        /// The mart sends no more codes just now.
        NoMoreCodes = "no-more-codes",
        /// The mart has too much to do.
        Busy = "busy",
    }
}

/// What any operation may answer, so that it need not be repeated with each.
pub(crate) const ANYWHERE: [Code; 2] = [Code::OurFault, Code::Busy];
/// What every operation with a body may answer.
pub(crate) const WITH_BODY: [Code; 7] = [
    Code::BadJson,
    Code::TooLarge,
    Code::NotJson,
    Code::UnknownField,
    Code::MissingField,
    Code::BadField,
    Code::AadhaarNumber,
];
/// What every operation with query parameters may answer.
pub(crate) const WITH_QUERY: [Code; 3] = [Code::UnknownField, Code::BadField, Code::AadhaarNumber];

impl Code {
    /// The HTTP status it travels with.
    pub(crate) const fn status(self) -> StatusCode {
        match self {
            Code::BadJson | Code::NoIdempotencyKey | Code::BadIdempotencyKey => StatusCode::BAD_REQUEST,
            Code::NotSignedIn => StatusCode::UNAUTHORIZED,
            Code::NoSuchPath
            | Code::NoSuchProduct
            | Code::NoSuchOrder
            | Code::NoSuchDocument
            | Code::NoSuchComplaint => StatusCode::NOT_FOUND,
            Code::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Code::NotOpen
            | Code::NotSold
            | Code::SoldOut
            | Code::SlotFull
            | Code::NoKit
            | Code::QuoteExpired
            | Code::Raced => StatusCode::CONFLICT,
            Code::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Code::NotJson => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Code::UnknownField
            | Code::MissingField
            | Code::BadField
            | Code::AadhaarNumber
            | Code::EmptyField
            | Code::LongField
            | Code::BadMobile
            | Code::BadPincode
            | Code::NoSuchPincode
            | Code::NothingAsked
            | Code::BadQuantity
            | Code::TooMuch
            | Code::NoSuchVariant
            | Code::NoSuchCraft
            | Code::NoSuchCounter
            | Code::NoSuchKit
            | Code::BadPaymentMethod
            | Code::NoCash
            | Code::NoOffer
            | Code::NoSuchQuote
            | Code::OtherPincode
            | Code::KeyReused
            | Code::BadLimit
            | Code::BadCursor
            | Code::Mistyped
            | Code::WrongFactor
            | Code::NothingSent => StatusCode::UNPROCESSABLE_ENTITY,
            Code::TooManyCodes | Code::TooManyComplaints => StatusCode::TOO_MANY_REQUESTS,
            Code::OurFault => StatusCode::INTERNAL_SERVER_ERROR,
            Code::NoMoreCodes | Code::Busy => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::problem::ProblemBody;
    use super::*;
    use crate::text::Text;
    use kernel::Lang;

    #[test]
    fn every_code_has_a_title_and_a_sentence_in_both_languages() {
        for code in Code::ALL {
            let (hindi, english) = (Text::new(Lang::Hi), Text::new(Lang::En));
            let (title, says) = ProblemBody::example(*code, hindi).words();
            let (title_en, says_en) = ProblemBody::example(*code, english).words();
            let is_hindi = |text: &str| text.chars().any(|c| ('\u{900}'..='\u{97f}').contains(&c));
            assert!(is_hindi(&title) && is_hindi(&says), "{code} in Hindi: {title}; {says}");
            assert!(!is_hindi(&title_en) && !is_hindi(&says_en), "{code} in English: {title_en}; {says_en}");
            for text in [&title, &says, &title_en, &says_en] {
                assert!(!text.is_empty() && !text.contains(['⟨', '$']), "{code}: {text}");
            }
        }
    }
}
