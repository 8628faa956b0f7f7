//! Signing in by a code that comes to a mobile number, and out again.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kernel::digits::ascii_digits;
use kernel::{Lang, Secret};
use market::accounts::{self, CODE_LIFE_MINUTES, SignInError};
use market::factors::{self, FactorError};
use serde::{Deserialize, Serialize};
use store::sessions::Opened;
use utoipa::ToSchema;

use super::answer::private;
use super::ask::{self, Body};
use super::caller::{Caller, Tongue};
use super::code::Code;
use super::me::Me;
use super::problem::Problem;
use crate::app::App;

/// After this many seconds it is worth asking for a code again when the mart sends none at all.
const NO_CODES_WAIT_S: u32 = 600;

/// Where a code is to be sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CodeAsk {
    /// A mobile number in India, with or without `+91`.
    #[schema(example = "+916300000000", max_length = 20)]
    mobile: String,
}

/// A code is on its way, if the number can be reached.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CodeSent {
    /// How many minutes the code can be used.
    #[schema(example = 10)]
    valid_minutes: i64,
}

/// Sends a sign-in code to a mobile number.
///
/// The answer is the same whether or not the number is known. Three codes in fifteen minutes, then wait. The SMS is in
/// the language of `Accept-Language`.
#[utoipa::path(post, path = "/sign-in-codes", tag = "sign-in", operation_id = "ask-code", request_body = CodeAsk,
    responses((status = 202, description = "A code is on its way, if the number can be reached.", body = CodeSent)))]
pub(crate) async fn ask_code(
    State(app): State<App>,
    Tongue(lang): Tongue,
    Body(ask): Body<CodeAsk>,
) -> Result<Response, Problem> {
    let mobile = ask::mobile("mobile", &ask.mobile)?;
    let lang = lang.unwrap_or(Lang::Hi);
    accounts::ask_code(app.db(), &mobile, lang, app.parts.codes_hourly_most).await?;
    private(StatusCode::ACCEPTED, &CodeSent { valid_minutes: CODE_LIFE_MINUTES })
}

/// A number and the code that came to it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignIn {
    /// The number the code was sent to.
    #[schema(example = "+916300000000", max_length = 20)]
    mobile: String,
    /// The six digits.
    #[schema(example = "123456", max_length = 12)]
    code: String,
    /// For those who work for the mart: the six digits of the authenticator app, or a recovery code. Without it the session
    /// has none of their roles.
    #[serde(default)]
    #[schema(example = json!(null), max_length = 40)]
    factor: Option<String>,
}

/// A session. The token is told once; keep it as carefully as a password.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SessionOut {
    /// What is sent as `Authorization: Bearer …`.
    #[schema(example = "0f3k9qh2m8x7tz01jd6v0k3nf0vk3r9q")]
    token: String,
    /// How the token is sent.
    #[schema(example = "Bearer")]
    token_type: &'static str,
    /// When the session ends if nobody uses it; each use moves this on.
    #[schema(example = "2026-12-22T06:30:00.000Z", format = DateTime)]
    expires_at: String,
    /// Who has signed in.
    person: Me,
}

/// Signs in with a code and answers a token.
///
/// A code can be tried five times within ten minutes. A number that signs in for the first time becomes a buyer. Whoever
/// works for the mart also sends a code of the second factor; if that is wrong, nobody is signed in.
#[utoipa::path(post, path = "/sessions", tag = "sign-in", operation_id = "sign-in", request_body = SignIn,
    responses((status = 201, description = "Signed in.", body = SessionOut)))]
pub(crate) async fn sign_in(
    State(app): State<App>,
    Tongue(lang): Tongue,
    Body(ask): Body<SignIn>,
) -> Result<Response, Problem> {
    let mobile = ask::mobile("mobile", &ask.mobile)?;
    let code = six_digits(&ask.code)?;
    let (opened, person) =
        accounts::sign_in(app.db(), None, &mobile, &code, lang.unwrap_or(Lang::Hi)).await?;
    let opened = match ask.factor.filter(|typed| !typed.is_empty()) {
        Some(typed) => with_factor(&app, opened, Secret::new(typed)).await?,
        None => opened,
    };
    let who = accounts::who_is(&mut app.db().read().await?, person).await?;
    let who = who.ok_or_else(|| Problem::ours("a person just signed in is not there"))?;
    let who = if opened.session.proven_at.is_some() { who } else { who.unproven() };
    let expires = opened.session.life.after(opened.session.seen_at).rfc3339();
    let token = opened.token.reveal().clone();
    private(
        StatusCode::CREATED,
        &SessionOut { token, token_type: "Bearer", expires_at: expires, person: who.into() },
    )
}

/// Proves the second factor of a session just opened; if that fails, the session ends.
async fn with_factor(app: &App, opened: Opened, typed: Secret<String>) -> Result<Opened, Problem> {
    match factors::prove(app.db(), &opened.session, &typed).await {
        Ok(proven) => Ok(proven),
        Err(cause) => {
            accounts::sign_out(app.db(), &opened.session).await?;
            Err(cause.into())
        }
    }
}

/// Signs out: the token ends at once.
#[utoipa::path(delete, path = "/sessions/current", tag = "sign-in", operation_id = "sign-out",
    security(("bearer" = [])), responses((status = 204, description = "Signed out.")))]
pub(crate) async fn sign_out(State(app): State<App>, caller: Caller) -> Result<Response, Problem> {
    accounts::sign_out(app.db(), &caller.session).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The digits of a code, Indian ones too.
fn six_digits(typed: &str) -> Result<Secret<String>, Problem> {
    let digits = ascii_digits(typed.trim());
    let right = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit());
    if right { Ok(Secret::new(digits)) } else { Err(Problem::at(Code::BadField, "code")) }
}

impl From<FactorError> for Problem {
    fn from(cause: FactorError) -> Problem {
        let count = |n: i64| u32::try_from(n).unwrap_or(0);
        match cause {
            FactorError::WrongCode { tries_left } => {
                tracing::warn!(tries_left, "a second factor was wrong");
                Problem::at(Code::WrongFactor, "factor").with_tries_left(count(tries_left))
            }
            FactorError::TooManyTries { wait_minutes } => {
                Problem::wait(Code::TooManyCodes, count(wait_minutes) * 60)
            }
            FactorError::CodeUsed
            | FactorError::NotSetUp
            | FactorError::NotProven
            | FactorError::NoPasskey
            | FactorError::LastOne
            | FactorError::Raced => Problem::at(Code::WrongFactor, "factor"),
            FactorError::Db(cause) => cause.into(),
        }
    }
}

impl From<SignInError> for Problem {
    fn from(cause: SignInError) -> Problem {
        let count = |n: i64| u32::try_from(n).unwrap_or(0);
        match cause {
            SignInError::TooManyCodes { wait_minutes } => {
                Problem::wait(Code::TooManyCodes, count(wait_minutes) * 60)
            }
            SignInError::NoMoreCodes => Problem::wait(Code::NoMoreCodes, NO_CODES_WAIT_S),
            SignInError::WrongCode { tries_left } => {
                tracing::warn!(tries_left, "a sign-in code was wrong");
                Problem::at(Code::Mistyped, "code").with_tries_left(count(tries_left))
            }
            SignInError::NoCode => Problem::at(Code::NothingSent, "code"),
            SignInError::Db(cause) => cause.into(),
        }
    }
}
