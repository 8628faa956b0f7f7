//! Problems: what the API says when it does not do what was asked, as RFC 9457 wants it.
//!
//! A handler answers a [`Problem`]; [`told`] writes it down in the language of `Accept-Language`, Hindi unless English is
//! asked for. Whatever else went wrong on the way (an unknown path, a broken assumption of ours) becomes one too.

use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kernel::Lang;
use serde::Serialize;
use store::{DbError, chance};
use utoipa::ToSchema;

use super::code::Code;
use super::refused::Refused;
use crate::error::{WebError, log_if_full};
use crate::respond::set;
use crate::text::Text;

/// The media type of a problem.
pub(crate) const PROBLEM_JSON: &str = "application/problem+json";
/// The page that explains every code.
const DOCS: &str = "/api/v1/docs";

/// Why a request was not answered as asked, with what belongs to it.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    code: Code,
    field: Option<String>,
    refused: Vec<Refused>,
    tries_left: Option<u32>,
    wait_s: Option<u32>,
    cause: Option<String>,
}

impl Problem {
    /// A problem that needs no more words than its code.
    pub(crate) const fn of(code: Code) -> Problem {
        Problem { code, field: None, refused: Vec::new(), tries_left: None, wait_s: None, cause: None }
    }

    /// A problem of one field: `lines[0].quantity`.
    pub(crate) fn at(code: Code, field: impl Into<String>) -> Problem {
        Problem { field: Some(field.into()), ..Problem::of(code) }
    }

    /// A problem that passes after so many seconds.
    pub(crate) fn wait(code: Code, seconds: u32) -> Problem {
        Problem { wait_s: Some(seconds), ..Problem::of(code) }
    }

    /// Goods that cannot be had, one by one.
    pub(crate) fn refusing(code: Code, refused: Vec<Refused>) -> Problem {
        Problem { refused, ..Problem::of(code) }
    }

    /// Not the right code; so many tries are left.
    pub(crate) fn with_tries_left(self, tries_left: u32) -> Problem {
        Problem { tries_left: Some(tries_left), ..self }
    }

    /// Our own fault; the cause goes into the log and nowhere else.
    pub(crate) fn ours(cause: impl Into<String>) -> Problem {
        Problem { cause: Some(cause.into()), ..Problem::of(Code::OurFault) }
    }

    /// What is written down. A cause of ours is logged under a number the client can quote.
    fn written(self, t: Text) -> ProblemBody {
        let number = self.cause.map(|cause| {
            let number = chance::letters(8).to_uppercase();
            tracing::error!(number, cause, "an API request failed by our fault");
            number
        });
        let code = self.code;
        let field = self.field.as_deref().unwrap_or("");
        let detail = t
            .say(&format!("api-{code}"))
            .set("field", field)
            .set("tries", self.tries_left.unwrap_or(0))
            .set("minutes", self.wait_s.unwrap_or(60).div_ceil(60))
            .set("number", number.as_deref().unwrap_or(""))
            .to_string();
        let refused: Vec<Refused> = self.refused.into_iter().map(|refused| refused.told(t)).collect();
        ProblemBody {
            kind: format!("{DOCS}#{code}"),
            title: t.get(&format!("api-{code}.title")),
            status: code.status().as_u16(),
            code: code.as_str(),
            detail,
            field: self.field,
            refused: (!refused.is_empty()).then_some(refused),
            tries_left: self.tries_left,
            retry_after_s: self.wait_s,
            number,
        }
    }
}

/// A problem as it is sent (RFC 9457). `code` is stable; `title` and `detail` are in the language of `Accept-Language`.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct ProblemBody {
    /// Where the code is explained, relative to the site.
    #[serde(rename = "type")]
    #[schema(example = "/api/v1/docs#not-sold")]
    kind: String,
    /// What kind of problem it is, in a few words.
    #[schema(example = "Some goods cannot be sold")]
    title: String,
    /// The HTTP status once more.
    #[schema(example = 409)]
    status: u16,
    /// The stable word for programs.
    #[schema(schema_with = code_words)]
    code: &'static str,
    /// A sentence for people, with what to do next.
    #[schema(example = "Some goods cannot be sold to this place just now; each says why.")]
    detail: String,
    /// The field or parameter the problem is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "lines[0].quantity", nullable = false)]
    field: Option<String>,
    /// The goods that stand in the way, each with its reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    refused: Option<Vec<Refused>>,
    /// How often the code may still be tried.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 4, nullable = false)]
    tries_left: Option<u32>,
    /// After how many seconds it works again; the same as the header `Retry-After`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 900, nullable = false)]
    retry_after_s: Option<u32>,
    /// For a fault of ours: quote this number on the telephone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "7K3F9QXT", nullable = false)]
    number: Option<String>,
}

fn code_words() -> utoipa::openapi::Object {
    super::wire::one_of(Code::ALL.iter().map(|code| code.as_str()))
}

impl ProblemBody {
    /// What a code looks like on the wire, for the document.
    pub(crate) fn example(code: Code, t: Text) -> ProblemBody {
        let problem = match code {
            Code::TooManyCodes | Code::NoMoreCodes => Problem::wait(code, 900),
            Code::TooManyComplaints => Problem::wait(code, 3_600),
            Code::Busy => Problem::wait(code, 1),
            Code::Mistyped => Problem::at(code, "code").with_tries_left(4),
            Code::WrongFactor => Problem::at(code, "factor").with_tries_left(4),
            Code::NotSold | Code::SoldOut => Problem::refusing(code, vec![Refused::example()]),
            Code::UnknownField => Problem::at(code, "total_paise"),
            Code::MissingField => Problem::at(code, "pincode"),
            Code::BadField | Code::BadQuantity | Code::TooMuch => Problem::at(code, "lines[0].quantity"),
            Code::AadhaarNumber => Problem::at(code, "address.landmark"),
            Code::EmptyField | Code::LongField => Problem::at(code, "address.house"),
            Code::BadMobile => Problem::at(code, "mobile"),
            Code::BadPincode | Code::NoSuchPincode => Problem::at(code, "pincode"),
            Code::NothingAsked => Problem::at(code, "lines"),
            Code::NoSuchVariant => Problem::at(code, "lines[0].variant_id"),
            Code::NoSuchCraft => Problem::at(code, "craft"),
            Code::BadPaymentMethod | Code::NoCash => Problem::at(code, "payment_method"),
            Code::NoSuchQuote => Problem::at(code, "quote_id"),
            Code::OtherPincode => Problem::at(code, "address.pincode"),
            Code::BadLimit => Problem::at(code, "limit"),
            Code::BadCursor => Problem::at(code, "after"),
            Code::NothingSent => Problem::at(code, "code"),
            _ => Problem::of(code),
        };
        problem.written(t)
    }
}

impl ProblemBody {
    /// Title and sentence.
    pub(crate) fn words(self) -> (String, String) {
        (self.title, self.detail)
    }
}

impl From<DbError> for Problem {
    fn from(cause: DbError) -> Problem {
        log_if_full(&cause);
        if cause.may_pass() { Problem::wait(Code::Busy, 1) } else { Problem::ours(cause.to_string()) }
    }
}

impl From<serde_json::Error> for Problem {
    fn from(cause: serde_json::Error) -> Problem {
        Problem::ours(cause.to_string())
    }
}

impl From<WebError> for Problem {
    fn from(cause: WebError) -> Problem {
        match cause {
            WebError::Missing | WebError::Gone(_) => Problem::of(Code::NoSuchPath),
            WebError::NotOurForm
            | WebError::SignIn(_)
            | WebError::WhichMaker(_)
            | WebError::SecondFactor(_) => Problem::of(Code::NotSignedIn),
            WebError::Conflict(_) => Problem::of(Code::Raced),
            WebError::Unclear(_) => Problem::of(Code::BadJson),
            WebError::TooLarge => Problem::of(Code::TooLarge),
            WebError::TooOften(seconds) => Problem::wait(Code::Busy, seconds),
            WebError::Busy => Problem::wait(Code::Busy, 1),
            WebError::Ours(cause) => Problem::ours(cause),
        }
    }
}

/// The problem travels with the answer until [`told`] writes it down.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.code.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The language a client asks for; Hindi unless it is English.
pub(crate) fn language(headers: &axum::http::HeaderMap) -> Lang {
    Lang::from_header(headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).unwrap_or(""))
}

/// Writes problems down in the language of the client.
pub(crate) async fn told(request: Request, next: Next) -> Response {
    let t = Text::new(language(request.headers()));
    let mut response = next.run(request).await;
    let carried = response.extensions_mut().remove::<Problem>();
    let foreign = response.extensions_mut().remove::<WebError>().map(Problem::from);
    let Some(problem) = carried.or(foreign).or_else(|| unsaid(response.status())) else { return response };
    let (wait_s, status) = (problem.wait_s, problem.code.status());
    let Ok(body) = serde_json::to_string(&problem.written(t)) else { return response };
    let (mut parts, _) = response.into_parts();
    parts.status = status;
    parts.headers.remove(header::CONTENT_LENGTH);
    let mut response = Response::from_parts(parts, body.into());
    let headers = response.headers_mut();
    set(headers, "content-type", PROBLEM_JSON);
    set(headers, "content-language", t.lang.as_str());
    set(headers, "cache-control", "no-store");
    if status == StatusCode::UNAUTHORIZED {
        set(headers, "www-authenticate", "Bearer");
    }
    if let Some(wait_s) = wait_s {
        set(headers, "retry-after", &wait_s.to_string());
    }
    response
}

/// The problem behind a bare status, such as the framework's own «not found».
fn unsaid(status: StatusCode) -> Option<Problem> {
    match status {
        StatusCode::NOT_FOUND => Some(Problem::of(Code::NoSuchPath)),
        StatusCode::METHOD_NOT_ALLOWED => Some(Problem::of(Code::WrongMethod)),
        StatusCode::PAYLOAD_TOO_LARGE => Some(Problem::of(Code::TooLarge)),
        StatusCode::SERVICE_UNAVAILABLE => Some(Problem::wait(Code::Busy, 1)),
        status if status.is_client_error() => Some(Problem::of(Code::BadJson)),
        status if status.is_server_error() => Some(Problem::ours(format!("a bare {status}"))),
        _ => None,
    }
}
